//! Linear algebra on plain numbers: products, factorisations, eigenvalues.
//!
//! The factorisations follow the classic paths of LAPACK (Anderson and others, *LAPACK Users' Guide*), step by step
//! and in its order, since signs, the order of results and the last digits depend on it: Gaussian elimination with
//! partial pivoting, Householder reflections, implicit QL and QR. [`blas`] adds in the order in which the kernels do
//! that NumPy is built with.
//!
//! Everything works on one [`Matrix`] at a time; stacks of matrices, broadcasting and Python's words are of the floors
//! above. No function here panics on NaN or infinity: what does not converge is [`NotConverged`]. One that is stopped
//! ([`meter::stopped`](super::meter::stopped)) gives what it has, or any of its errors.

mod bidiagonal;
pub mod blas;
mod cholesky;
mod dqds;
mod eigen;
mod field;
mod hessenberg;
mod householder;
mod lu;
mod matrix;
pub mod products;
mod schur;
mod svd;
mod symmetric;

pub use cholesky::cholesky;
pub use eigen::{Eigen, eigen};
pub use field::{Field, Real};
pub use householder::{Qr, qr};
pub use lu::Lu;
pub use matrix::Matrix;
pub use schur::Spectrum;
pub use svd::{Svd, Vectors, svd};
pub use symmetric::eigh;

/// An iteration reached its cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotConverged;
