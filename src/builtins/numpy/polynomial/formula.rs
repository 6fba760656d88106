//! Formulas over Python's values, written as in a book: `of(&c1) * 2 - of(&c0)` is what Python's operators make of it,
//! in this order, with NumPy's dtypes, digits and warnings.

use std::ops::{Add, Div, Mul, Neg, Sub};

use crate::array::Array;
use crate::builtins::operators;
use crate::syntax::ast::{BinaryOp, UnaryOp};
use crate::value::{Host, Result, Value};

/// An expression; nothing of it is computed before [`Formula::value`].
pub enum Formula {
    Known(Value),
    Negative(Box<Formula>),
    Two(BinaryOp, Box<Formula>, Box<Formula>),
}

/// The formula that is just this value.
pub fn of(value: impl Into<Formula>) -> Formula {
    value.into()
}

impl Formula {
    /// # Errors
    /// Whatever the operators raise.
    pub fn value(self, host: &mut dyn Host) -> Result<Value> {
        match self {
            Formula::Known(value) => Ok(value),
            Formula::Negative(of) => {
                let of = of.value(host)?;
                operators::unary(host, UnaryOp::Minus, of)
            }
            Formula::Two(op, left, right) => {
                let (left, right) = (left.value(host)?, right.value(host)?);
                operators::binary(host, op, left, right)
            }
        }
    }

    /// 0 of the same shape and dtype; not where it is infinite or no number.
    pub fn times_zero(self) -> Formula {
        let zero = Formula::from(0i64);
        Formula::Two(BinaryOp::Mul, Box::new(self), Box::new(zero))
    }

    /// The value as an array, for a formula with an array in it.
    ///
    /// # Errors
    /// As [`Formula::value`].
    pub fn array(self, host: &mut dyn Host) -> Result<Array> {
        crate::value::convert::to_array(&self.value(host)?)
    }
}

impl From<Value> for Formula {
    fn from(value: Value) -> Formula {
        Formula::Known(value)
    }
}

impl From<&Value> for Formula {
    fn from(value: &Value) -> Formula {
        Formula::Known(value.clone())
    }
}

impl From<Array> for Formula {
    fn from(array: Array) -> Formula {
        Formula::Known(Value::array(array))
    }
}

impl From<&Array> for Formula {
    fn from(array: &Array) -> Formula {
        Formula::Known(Value::array(array.clone()))
    }
}

impl From<f64> for Formula {
    fn from(number: f64) -> Formula {
        Formula::Known(Value::Float(number))
    }
}

impl From<i64> for Formula {
    fn from(number: i64) -> Formula {
        Formula::Known(Value::Int(number))
    }
}

impl From<usize> for Formula {
    fn from(number: usize) -> Formula {
        Formula::from(number as i64)
    }
}

impl Neg for Formula {
    type Output = Formula;

    fn neg(self) -> Formula {
        Formula::Negative(Box::new(self))
    }
}

macro_rules! operators {
    ($($trait:ident $method:ident)*) => { $(
        impl<T: Into<Formula>> $trait<T> for Formula {
            type Output = Formula;

            fn $method(self, other: T) -> Formula {
                Formula::Two(BinaryOp::$trait, Box::new(self), Box::new(other.into()))
            }
        }
    )* };
}

operators! { Add add Sub sub Mul mul Div div }
