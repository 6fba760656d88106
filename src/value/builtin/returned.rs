//! What a body may return.

use std::rc::Rc;

use num_bigint::BigInt;
use num_complex::Complex;

use crate::array::{self, Array};
use crate::value::{Raised, Result, Value};

/// A result that becomes a value. An array stays an array: bodies that give scalars for 0-d results say so by
/// [`Value::array_or_scalar`].
pub trait Returned {
    /// # Errors
    /// The body's own.
    fn returned(self) -> Result<Value>;
}

impl<T: Returned, E: Into<Raised>> Returned for Result<T, E> {
    fn returned(self) -> Result<Value> {
        self.map_err(Into::into)?.returned()
    }
}

macro_rules! returned {
    ($($type:ty: |$value:ident| $body:expr;)*) => { $(
        impl Returned for $type {
            #[inline(never)]
            fn returned(self) -> Result<Value> { let $value = self; Ok($body) }
        }
    )* };
}

impl Returned for Value {
    #[inline(always)]
    fn returned(self) -> Result<Value> {
        Ok(self)
    }
}

returned! {
    (): |_nothing| Value::None;
    bool: |value| Value::Bool(value);
    i64: |value| Value::Int(value);
    usize: |value| i64::try_from(value).map_or_else(|_| Value::int(BigInt::from(value)), Value::Int);
    f64: |value| Value::Float(value);
    Complex<f64>: |value| Value::Complex(value);
    BigInt: |value| Value::int(value);
    String: |value| Value::Str(value.into());
    &str: |value| Value::str(value);
    Rc<str>: |value| Value::Str(value);
    Array: |value| Value::array(value);
    array::DType: |value| Value::DType(Rc::new(value));
    array::Scalar: |value| Value::scalar(value);
    Vec<Value>: |value| Value::list(value);
}

impl<T: Returned> Returned for Option<T> {
    fn returned(self) -> Result<Value> {
        self.map_or(Ok(Value::None), Returned::returned)
    }
}
