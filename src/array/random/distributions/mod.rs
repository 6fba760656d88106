//! The distributions of `numpy.random.Generator`, one number to a call.
//!
//! Each function takes the generator and plain parameters, so that a table can hold them; NumPy's
//! names and parameter order throughout. [`Legacy`](super::Legacy) has those that differ for
//! `RandomState`; what is not there is shared.

mod binomial;
mod continuous;
mod discrete;
mod gamma;
mod hypergeometric;
mod multivariate;

pub use super::ziggurat::{
    standard_exponential, standard_exponential_f32, standard_normal, standard_normal_f32,
};
pub use binomial::Binomial;
pub use continuous::*;
pub use discrete::*;
pub use gamma::*;
pub(super) use hypergeometric::{D1, D2};
pub use hypergeometric::{hypergeometric, log_factorial};
pub use multivariate::*;
