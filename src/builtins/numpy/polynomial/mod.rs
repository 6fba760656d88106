//! `np.polynomial`: polynomials as sums of powers, or of Chebyshev's, Legendre's, Laguerre's or Hermite's polynomials.
//!
//! A [`basis::Basis`] says what the six families differ in; its file holds that and the functions only it has. The
//! functions that all have are written once: [`series`] (coefficients), [`products`], [`evaluation`], [`calculus`],
//! [`fit`], [`roots`], [`gauss`]; [`family`] declares their rows for each module, [`class`], [`arithmetic`] and [`text`]
//! those of the classes. All compute by Python's operators, as [`formula`] writes them, since NumPy does too: so digits,
//! dtypes and warnings are its own.

pub mod arithmetic;
mod basis;
mod calculus;
pub mod chebyshev;
pub mod class;
mod domain;
mod evaluation;
mod family;
mod fit;
mod formula;
mod gauss;
pub mod hermite;
pub mod hermite_e;
pub mod laguerre;
pub mod legendre;
mod object;
pub mod polyutils;
pub mod powers;
mod products;
mod roots;
pub mod series;
pub mod text;

pub use object::inner_repr;

use crate::builtins;
use crate::value::{ClassId, Value};

builtins! {
    /// Polynomials as sums of powers, by their coefficients from degree 0 up.
    ///
    /// >>> np.polynomial.Polynomial([1, 2, 3])
    /// Polynomial([1., 2., 3.], domain=[-1.,  1.], window=[-1.,  1.], symbol='x')
    /// >>> np.polynomial.Polynomial([1, 2, 3])(2)
    /// np.float64(17.0)
    constant "np.polynomial.Polynomial" => || Value::Class(ClassId::POLYNOMIAL.into());
    /// Polynomials as sums of Chebyshev's polynomials of the first kind.
    ///
    /// >>> print(np.polynomial.Chebyshev([1, 2, 3]))
    /// 1.0 + 2.0·T₁(x) + 3.0·T₂(x)
    constant "np.polynomial.Chebyshev" => || Value::Class(ClassId::CHEBYSHEV.into());
    /// Polynomials as sums of Legendre's polynomials.
    ///
    /// >>> print(np.polynomial.Legendre([1, 2, 3]))
    /// 1.0 + 2.0·P₁(x) + 3.0·P₂(x)
    constant "np.polynomial.Legendre" => || Value::Class(ClassId::LEGENDRE.into());
    /// Polynomials as sums of Laguerre's polynomials.
    ///
    /// >>> print(np.polynomial.Laguerre([1, 2, 3]))
    /// 1.0 + 2.0·L₁(x) + 3.0·L₂(x)
    constant "np.polynomial.Laguerre" => || Value::Class(ClassId::LAGUERRE.into());
    /// Polynomials as sums of Hermite's polynomials, those of physics.
    ///
    /// >>> print(np.polynomial.Hermite([1, 2, 3]))
    /// 1.0 + 2.0·H₁(x) + 3.0·H₂(x)
    constant "np.polynomial.Hermite" => || Value::Class(ClassId::HERMITE.into());
    /// Polynomials as sums of Hermite's polynomials, those of probability.
    ///
    /// >>> print(np.polynomial.HermiteE([1, 2, 3]))
    /// 1.0 + 2.0·He₁(x) + 3.0·He₂(x)
    constant "np.polynomial.HermiteE" => || Value::Class(ClassId::HERMITE_E.into());
    /// What the printed terms are called: nothing, since powers of the symbol are printed.
    constant "Polynomial.basis_name" => || Value::None;
    /// What the printed terms are called.
    ///
    /// >>> np.polynomial.Chebyshev.basis_name
    /// 'T'
    constant "Chebyshev.basis_name" => || Value::str("T");
    /// What the printed terms are called.
    ///
    /// >>> np.polynomial.Legendre.basis_name
    /// 'P'
    constant "Legendre.basis_name" => || Value::str("P");
    /// What the printed terms are called.
    ///
    /// >>> np.polynomial.Laguerre.basis_name
    /// 'L'
    constant "Laguerre.basis_name" => || Value::str("L");
    /// What the printed terms are called.
    ///
    /// >>> np.polynomial.Hermite.basis_name
    /// 'H'
    constant "Hermite.basis_name" => || Value::str("H");
    /// What the printed terms are called.
    ///
    /// >>> np.polynomial.HermiteE.basis_name
    /// 'He'
    constant "HermiteE.basis_name" => || Value::str("He");
}
