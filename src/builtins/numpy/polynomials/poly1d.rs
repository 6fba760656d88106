//! `np.poly1d`: a polynomial in one variable, by its coefficients from the highest power down.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use crate::array::{Array, Scalar};
use crate::builtins;
use crate::builtins::numpy::call;
use crate::builtins::numpy::polynomial::inner_repr;
use crate::builtins::numpy::polynomial::series::zeros;
use crate::builtins::operators::{self, binary};
use crate::builtins::python::int::to_int;
use crate::builtins::python::iterate;
use crate::syntax::ast::BinaryOp::{Div, Mul, Sub};
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};
use crate::value::builtin::{Bound, Parameter};
use crate::value::convert::{as_index, convert_array, to_array, values_of};
use crate::value::{ClassId, Host, Native, Raised, Result, Value, display, truth};

use super::text;
use super::trimmed;

builtins! {
    "poly1d.__new__" "(c_or_r, r=False, variable=None)" => new;
    /// The coefficients, the highest power first.
    ///
    /// >>> np.poly1d([1, 2, 3]).c
    /// array([1, 2, 3])
    property "poly1d.coeffs" | "poly1d.c" | "poly1d.coef" | "poly1d.coefficients" => |p: Receiver| p.coeffs();
    setter "poly1d.coeffs=" | "poly1d.c=" | "poly1d.coef=" | "poly1d.coefficients=" "(self, value)" => |p: Receiver, new: Value| match new.is(&p.coeffs()) {
        true => Ok(()),
        false => Err(Raised::attribute_error("Cannot set attribute")),
    };
    /// The places where the polynomial is 0.
    ///
    /// >>> np.poly1d([1, -3, 2]).r
    /// array([2., 1.])
    property "poly1d.roots" | "poly1d.r" => |host: &mut dyn Host, p: Receiver| call(host, "np.roots", [p.coeffs()]);
    setter "poly1d.roots=" | "poly1d.r=" "(self, value)" => |_p: Receiver, _new: Value| fixed("r");
    /// The degree.
    ///
    /// >>> np.poly1d([1, 2, 3]).order
    /// 2
    property "poly1d.order" | "poly1d.o" => |host: &mut dyn Host, p: Receiver| p.order(host);
    setter "poly1d.order=" | "poly1d.o=" "(self, value)" => |_p: Receiver, _new: Value| fixed("o");
    /// The name of the variable.
    ///
    /// >>> np.poly1d([1, 2], variable='z').variable
    /// 'z'
    property "poly1d.variable" => |p: Receiver| p.variable.clone();
    setter "poly1d.variable=" "(self, value)" => |_p: Receiver, _new: Value| fixed("variable");
    /// The derivative of order `m`.
    ///
    /// >>> np.poly1d([1, 2, 3]).deriv()
    /// poly1d([2, 2])
    "poly1d.deriv" "(self, m=1)" => |host: &mut dyn Host, p: Receiver, m: Value| {
        let coeffs = call(host, "np.polyder", [p.coeffs(), m])?;
        wrapped(host, &coeffs)
    };
    /// The integral of order `m`, with the constants `k`.
    ///
    /// >>> np.poly1d([2, 1]).integ(k=3)
    /// poly1d([1., 1., 3.])
    "poly1d.integ" "(self, m=1, k=0)" => |host: &mut dyn Host, p: Receiver, m: Value, k: Value| {
        let coeffs = call(host, "np.polyint", [p.coeffs(), m, k])?;
        wrapped(host, &coeffs)
    };
    "poly1d.__array__" "(self, t=None, copy=None)" => |host: &mut dyn Host, p: Receiver, dtype: Value, _copy: Value| match dtype {
        Value::None => Ok(p.coeffs()),
        dtype => call(host, "np.asarray", [p.coeffs(), dtype]),
    };
    "poly1d.__call__" "(self, val)" => |host: &mut dyn Host, p: Receiver, x: Value| call(host, "np.polyval", [p.coeffs(), x]);
    "poly1d.__len__" "(self)" => |host: &mut dyn Host, p: Receiver| p.order(host);
    "poly1d.__iter__" "(self)" => |host: &mut dyn Host, p: Receiver| iterate::iter(host, &p.coeffs()).map(Value::Iterator);
    "poly1d.__getitem__" "(self, val)" => power;
    "poly1d.__setitem__" "(self, key, val)" => set_power;
    "poly1d.__neg__" "(self)" => |host: &mut dyn Host, p: Receiver| {
        let negated = operators::unary(host, UnaryOp::Minus, p.coeffs())?;
        wrapped(host, &negated)
    };
    "poly1d.__pos__" "(self)" => |p: Receiver| p.0;
    "poly1d.__add__" | "poly1d.__radd__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| combined(host, "np.polyadd", p.coeffs(), &other, false);
    "poly1d.__sub__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| combined(host, "np.polysub", p.coeffs(), &other, false);
    "poly1d.__rsub__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| combined(host, "np.polysub", p.coeffs(), &other, true);
    "poly1d.__mul__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| match is_scalar(host, &other)? {
        true => scaled(host, Mul, p.coeffs(), other),
        false => combined(host, "np.polymul", p.coeffs(), &other, false),
    };
    "poly1d.__rmul__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| match is_scalar(host, &other)? {
        true => scaled(host, Mul, other, p.coeffs()),
        false => combined(host, "np.polymul", p.coeffs(), &other, false),
    };
    "poly1d.__truediv__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| match is_scalar(host, &other)? {
        true => scaled(host, Div, p.coeffs(), other),
        false => {
            let other = wrapped(host, &other)?;
            call(host, "np.polydiv", [p.0, other])
        }
    };
    "poly1d.__rtruediv__" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| match is_scalar(host, &other)? {
        true => scaled(host, Div, other, p.coeffs()),
        false => {
            let other = wrapped(host, &other)?;
            call(host, "np.polydiv", [other, p.0])
        }
    };
    "poly1d.__pow__" "(self, val)" => raised_to;
}

/// A polynomial; its methods share the array of coefficients with whoever gave it.
pub struct Poly1d {
    coeffs: RefCell<Value>,
    variable: Value,
}

impl Poly1d {
    pub fn coeffs(&self) -> Value {
        self.coeffs.borrow().clone()
    }

    fn order(&self, host: &mut dyn Host) -> Result<i64> {
        Ok(operators::length(host, &self.coeffs())? as i64 - 1)
    }
}

/// A value as a polynomial: one that is none yet gives the coefficients.
///
/// # Errors
/// ValueError for more than one dimension.
pub fn wrapped(host: &mut dyn Host, value: &Value) -> Result<Value> {
    match value.native::<Poly1d>() {
        Some(p) => Ok(with(p.coeffs(), p.variable.clone())),
        None => Ok(with(coefficients_of(host, value)?, Value::str("x"))),
    }
}

/// The value as a polynomial if one of what it comes from is one.
///
/// # Errors
/// As [`wrapped`].
pub fn wrapped_like(host: &mut dyn Host, given: &[&Value], value: Value) -> Result<Value> {
    let is_polynomial = |value: &&Value| value.native::<Poly1d>().is_some();
    match given.iter().any(is_polynomial) {
        true => wrapped(host, &value),
        false => Ok(value),
    }
}

fn with(coeffs: Value, variable: Value) -> Value {
    Value::Native(Rc::new(Poly1d {
        coeffs: RefCell::new(coeffs),
        variable,
    }))
}

/// The coefficients that a value gives, without zeros in front.
fn coefficients_of(host: &mut dyn Host, value: &Value) -> Result<Value> {
    if let Some(p) = value.native::<Poly1d>() {
        return Ok(p.coeffs());
    }
    let kept = trimmed(host, value)?;
    Ok(match value {
        Value::Array(object) if object.with(|a| a.may_share_memory(&kept)) => {
            Value::view(kept, value)
        }
        _ => Value::array(kept),
    })
}

fn new(host: &mut dyn Host, given: Value, r: Value, variable: Value) -> Result<Value> {
    if let Some(p) = given.native::<Poly1d>() {
        let variable = match variable {
            Value::None => p.variable.clone(),
            named => named,
        };
        return Ok(with(p.coeffs(), variable));
    }
    let given = match truth(host, &r)? {
        true => call(host, "np.poly", [given])?,
        false => given,
    };
    let variable = match variable {
        Value::None => Value::str("x"),
        named => named,
    };
    Ok(with(coefficients_of(host, &given)?, variable))
}

fn fixed(name: &str) -> Result<()> {
    Err(Raised::attribute_error(format!(
        "property '{name}' of 'poly1d' object has no setter"
    )))
}

fn is_scalar(host: &mut dyn Host, value: &Value) -> Result<bool> {
    let answer = call(host, "np.isscalar", [value.clone()])?;
    truth(host, &answer)
}

fn scaled(host: &mut dyn Host, op: BinaryOp, left: Value, right: Value) -> Result<Value> {
    let answer = binary(host, op, left, right)?;
    wrapped(host, &answer)
}

/// What a function makes of the coefficients and another value's, which `first` puts first.
fn combined(
    host: &mut dyn Host,
    name: &str,
    coeffs: Value,
    other: &Value,
    first: bool,
) -> Result<Value> {
    let mut both = [coeffs, coefficients_of(host, other)?];
    if first {
        both.reverse();
    }
    let answer = call(host, name, both)?;
    wrapped(host, &answer)
}

fn compared(host: &mut dyn Host, op: CompareOp, value: &Value, other: i64) -> Result<bool> {
    let answer = operators::compare(host, op, value, &Value::Int(other))?;
    truth(host, &answer)
}

/// The coefficient of a power; 0 of powers that the polynomial does not have.
fn power(host: &mut dyn Host, p: Receiver, key: Value) -> Result<Value> {
    let order = p.order(host)?;
    let at = binary(host, Sub, Value::Int(order), key.clone())?;
    if compared(host, CompareOp::Gt, &key, order)? || compared(host, CompareOp::Lt, &key, 0)? {
        let zero = convert_array(
            &Array::from_scalar(&Scalar::I64(0))?,
            to_array(&p.coeffs())?.dtype(),
        )?;
        return Ok(Value::array_or_scalar(zero));
    }
    operators::get_item(host, &p.coeffs(), &at)
}

/// Sets the coefficient of a power; one above the order makes room for it.
fn set_power(host: &mut dyn Host, p: Receiver, key: Value, new: Value) -> Result<()> {
    let order = p.order(host)?;
    let mut at = binary(host, Sub, Value::Int(order), key.clone())?;
    if compared(host, CompareOp::Lt, &key, 0)? {
        return Err(Raised::value_error("Does not support negative powers."));
    }
    if compared(host, CompareOp::Gt, &key, order)? {
        let missing = as_index(&binary(host, Sub, key, Value::Int(order))?)?;
        let coeffs = to_array(&p.coeffs())?;
        let missing = usize::try_from(missing).unwrap_or(usize::MAX);
        let zeros = zeros(coeffs.dtype(), &[missing])?;
        let parts = vec![Value::array(zeros), Value::array(coeffs)];
        let longer = call(host, "np.concatenate", [Value::tuple(parts)])?;
        p.coeffs.replace(longer);
        at = Value::Int(0);
    }
    operators::set_item(host, &p.coeffs(), &at, new)
}

fn raised_to(host: &mut dyn Host, p: Receiver, exponent: Value) -> Result<Value> {
    let refused = || Raised::value_error("Power to non-negative integers only.");
    if !is_scalar(host, &exponent)? {
        return Err(refused());
    }
    let whole = to_int(host, &exponent)?;
    let differs = operators::compare(host, CompareOp::NotEq, &whole, &exponent)?;
    if truth(host, &differs)? || compared(host, CompareOp::Lt, &exponent, 0)? {
        return Err(refused());
    }
    let mut product = Value::list(vec![Value::Int(1)]);
    for _ in 0..as_index(&exponent)? {
        crate::array::meter::steps(1)?;
        product = call(host, "np.polymul", [p.coeffs(), product])?;
    }
    wrapped(host, &product)
}

impl Native for Poly1d {
    fn class(&self) -> ClassId {
        ClassId::POLY1D
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_sequence(&self) -> Option<Vec<Value>> {
        let array = to_array(&self.coeffs()).ok()?;
        values_of(&array).ok()
    }

    fn take_values(&mut self) -> Vec<Value> {
        vec![self.coeffs.replace(Value::None)]
    }

    fn repr_with(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let inner = inner_repr(host, &self.coeffs())?;
        Ok(Some(format!("poly1d({inner})")))
    }

    fn str_with(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let variable = display::str(host, &self.variable)?;
        let coeffs = to_array(&self.coeffs())?;
        text::two_lines(host, &coeffs, &variable).map(Some)
    }

    fn truth(&self, host: &mut dyn Host) -> Result<bool> {
        Ok(self.order(host)? != 0)
    }

    fn hash(&self, _: &mut dyn Host) -> Result<Option<i64>> {
        Err(Raised::type_error("unhashable type: 'poly1d'"))
    }

    fn compare(&self, host: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        let (Some(other), CompareOp::Eq | CompareOp::NotEq) = (other.native::<Poly1d>(), op) else {
            return Ok(None);
        };
        let (mine, theirs) = (self.coeffs(), other.coeffs());
        let equal = match to_array(&mine)?.shape() == to_array(&theirs)?.shape() {
            false => Value::Bool(false),
            true => {
                let equal = operators::compare(host, CompareOp::Eq, &mine, &theirs)?;
                call(host, "np.all", [equal])?
            }
        };
        Ok(Some(match op {
            CompareOp::Eq => equal,
            _ => Value::Bool(!truth(host, &equal)?),
        }))
    }
}

/// The receiver of a polynomial's methods.
struct Receiver(Value);

impl Parameter for Receiver {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Receiver> {
        let value = bound.take().unwrap_or(Value::None);
        match value.native::<Poly1d>() {
            Some(_) => Ok(Receiver(value)),
            // Unbound methods are plain functions that fail at the first attribute they look for.
            None => Err(Raised::attribute_error(format!(
                "'{}' object has no attribute 'coeffs'",
                value.qualified_type_name()
            ))),
        }
    }
}

impl std::ops::Deref for Receiver {
    type Target = Poly1d;

    fn deref(&self) -> &Poly1d {
        match self.0.native() {
            Some(polynomial) => polynomial,
            None => unreachable!("a receiver is made of a polynomial only"),
        }
    }
}
