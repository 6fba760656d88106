//! Operators of masked arrays: results are masked where an operand is, or where there is no result.

use crate::builtins;
use crate::builtins::numpy::errstate::ignoring;
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::masks::either;
use super::object::{
    any_of, constant, data, is_masked_array, mask_error, mask_of, masked_like, masked_view, plain,
    state,
};
use super::operations::apply;
use super::{fill, ndim};

builtins! {
    /// `a + b`
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]) + 10
    /// masked_array(data=[11, --, 13],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "MaskedArray.__add__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| operator(host, "add", &a, &b);
    /// `b + a`
    ///
    /// >>> 10 + np.ma.array([1, 2, 3], mask=[0, 1, 0])
    /// masked_array(data=[11, --, 13],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "MaskedArray.__radd__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| apply(host, "add", &[b, a]);
    /// `a - b`
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]) - 10
    /// masked_array(data=[-9, --, -7],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "MaskedArray.__sub__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| operator(host, "subtract", &a, &b);
    /// `b - a`
    ///
    /// >>> 10 - np.ma.array([1, 2, 3], mask=[0, 1, 0])
    /// masked_array(data=[9, --, 7],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "MaskedArray.__rsub__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| apply(host, "subtract", &[b, a]);
    /// `a * b`
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]) * 10
    /// masked_array(data=[10, --, 30],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "MaskedArray.__mul__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| operator(host, "multiply", &a, &b);
    /// `b * a`
    ///
    /// >>> 10 * np.ma.array([1, 2, 3], mask=[0, 1, 0])
    /// masked_array(data=[10, --, 30],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "MaskedArray.__rmul__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| apply(host, "multiply", &[b, a]);
    /// `a / b`: masked where `b` is zero.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]) / [2, 2, 0]
    /// masked_array(data=[0.5, --, --],
    ///              mask=[False,  True,  True],
    ///        fill_value=1e+20)
    "MaskedArray.__truediv__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| operator(host, "divide", &a, &b);
    /// `b / a`: masked where `a` is zero.
    ///
    /// >>> 1 / np.ma.array([0, 2, 4], mask=[0, 1, 0])
    /// masked_array(data=[--, --, 0.25],
    ///              mask=[ True,  True, False],
    ///        fill_value=1e+20)
    "MaskedArray.__rtruediv__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| apply(host, "divide", &[b, a]);
    /// `a // b`: masked where `b` is zero.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]) // [2, 2, 0]
    /// masked_array(data=[0, --, --],
    ///              mask=[False,  True,  True],
    ///        fill_value=999999)
    "MaskedArray.__floordiv__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| operator(host, "floor_divide", &a, &b);
    /// `b // a`: masked where `a` is zero.
    ///
    /// >>> 9 // np.ma.array([0, 2, 4], mask=[0, 1, 0])
    /// masked_array(data=[--, --, 2],
    ///              mask=[ True,  True, False],
    ///        fill_value=999999)
    "MaskedArray.__rfloordiv__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| apply(host, "floor_divide", &[b, a]);
    /// `a ** b`: masked where the result is not finite.
    ///
    /// >>> np.ma.array([1., 2., 0.], mask=[0, 1, 0]) ** -1
    /// masked_array(data=[1.0, --, --],
    ///              mask=[False,  True,  True],
    ///        fill_value=1e+20)
    "MaskedArray.__pow__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| {
        if delegates(&b) { Ok(Value::NotImplemented) } else { power(host, a, b, Value::None) }
    };
    /// `b ** a`
    ///
    /// >>> 2 ** np.ma.array([1, 2, 3], mask=[0, 1, 0])
    /// masked_array(data=[2, --, 8],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "MaskedArray.__rpow__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| power(host, b, a, Value::None);
    /// `divmod(a, b)`
    ///
    /// >>> divmod(np.ma.array([5, 6], mask=[0, 1]), 3)
    /// (masked_array(data=[1, --],
    ///              mask=[False,  True],
    ///        fill_value=999999), masked_array(data=[2, --],
    ///              mask=[False,  True],
    ///        fill_value=999999))
    "MaskedArray.__divmod__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| call!(host, "divmod", a, b);
    /// `divmod(b, a)`
    ///
    /// >>> divmod(7, np.ma.array([5, 6], mask=[0, 1]))
    /// (masked_array(data=[1, --],
    ///              mask=[False,  True],
    ///        fill_value=999999), masked_array(data=[2, --],
    ///              mask=[False,  True],
    ///        fill_value=999999))
    "MaskedArray.__rdivmod__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| call!(host, "divmod", b, a);
    /// Powers, element by element; masked where the result is not finite.
    ///
    /// >>> np.ma.power(np.ma.array([2., -1., 3.], mask=[0, 0, 1]), 0.5)
    /// masked_array(data=[1.4142135623730951, --, --],
    ///              mask=[False,  True,  True],
    ///        fill_value=1e+20)
    "np.ma.power" "(a, b, third=None)" => power;
    /// The bits of each element moved up by `n` places.
    ///
    /// >>> np.ma.left_shift(np.ma.array([1, 2, 3], mask=[0, 1, 0]), 2)
    /// masked_array(data=[4, --, 12],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "np.ma.left_shift" "(a, n)" => |host: &mut dyn Host, a: Value, n: Value| shift(host, "left_shift", &a, &n);
    /// The bits of each element moved down by `n` places.
    ///
    /// >>> np.ma.right_shift(np.ma.array([11, 3, 8], mask=[0, 1, 0]), 1)
    /// masked_array(data=[5, --, 4],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "np.ma.right_shift" "(a, n)" => |host: &mut dyn Host, a: Value, n: Value| shift(host, "right_shift", &a, &n);
    /// The only element as a Python float; NaN with a warning where it is masked.
    ///
    /// >>> np.ma.array([1]).__float__()
    /// 1.0
    "MaskedArray.__float__" "(self)" => to_float;
    /// The only element as a Python integer.
    ///
    /// >>> np.ma.array([1.5]).__int__()
    /// 1
    "MaskedArray.__int__" "(self)" => to_int;
    /// How the masked element is written in a text; a format for it is ignored.
    ///
    /// >>> f'{np.ma.masked}'
    /// '--'
    "MaskedConstant.__format__" "(self, format_spec)" => |host: &mut dyn Host, a: Value, spec: std::rc::Rc<str>| {
        if !spec.is_empty() {
            host.warn(
                ClassId::FUTURE_WARNING,
                "Format strings passed to MaskedConstant are ignored, but in future may error or produce different behavior",
            )?;
        }
        crate::value::display::str(host, &a).map(Value::Str)
    };
}

/// Does the other operand know better? NumPy's `_delegate_binop`.
fn delegates(other: &Value) -> bool {
    match other {
        Value::Instance(_) => crate::value::special::find(other, "__array_priority__").is_some(),
        other => {
            !is_masked_array(other)
                && other
                    .subclass()
                    .is_some_and(|other| other.priority() > 15.0)
        }
    }
}

fn operator(host: &mut dyn Host, name: &str, a: &Value, b: &Value) -> Result<Value> {
    if delegates(b) {
        return Ok(Value::NotImplemented);
    }
    apply(host, name, &[a.clone(), b.clone()])
}

fn power(host: &mut dyn Host, a: Value, b: Value, third: Value) -> Result<Value> {
    if !third.is_none() {
        return Err(mask_error("3-argument power not supported."));
    }
    let mask = either(host, mask_of(&a), mask_of(&b), true)?;
    let (one, other) = (data(&a)?, data(&b)?);
    let raised = ignoring(host, &["divide", "invalid"], |host| {
        call!(host, "power", one, other)
    })?;
    let chosen = match &mask {
        None => call!(host, "where", Value::Bool(false), one, raised)?,
        Some(mask) => call!(host, "where", mask, one, raised)?,
    };
    let result = masked_like(&chosen, None, &a)?;
    let finite = call!(host, "isfinite", plain(&result))?;
    let invalid = call!(host, "logical_not", finite)?;
    let any_invalid = any_of(Some(&invalid))?;
    if ndim(&result) == 0 && (mask.is_some() || any_invalid) {
        return Ok(constant());
    }
    let Some(state) = state(&result) else {
        return Ok(result);
    };
    if let Some(mask) = mask {
        let all = call!(host, "logical_or", mask, invalid)?;
        state.mask.replace(Some(super::array_value(&all)?));
    }
    if any_invalid {
        if state.mask.borrow().is_none() {
            state.mask.replace(Some(super::array_value(&invalid)?));
        }
        let value = fill::of(&result)?;
        call!(host, "copyto", plain(&result), value; r#where = invalid, casting = Value::str("unsafe"))?;
    }
    Ok(result)
}

fn shift(host: &mut dyn Host, name: &str, a: &Value, n: &Value) -> Result<Value> {
    let mask = mask_of(a);
    let elements = match mask {
        None => fill::filled(host, a, &Value::None)?,
        Some(_) => fill::filled(host, a, &Value::Int(0))?,
    };
    let shifted = call!(host, name, elements, n)?;
    let inherited = mask.is_none().then(|| mask_of(n)).flatten();
    masked_view(&plain(&shifted), mask.or(inherited))
}

fn only_one(a: &Value) -> Result<()> {
    if a.as_array().is_some_and(|array| array.size() > 1) {
        return Err(Raised::type_error(
            "Only length-1 arrays can be converted to Python scalars",
        ));
    }
    Ok(())
}

fn to_float(host: &mut dyn Host, a: Value) -> Result<Value> {
    only_one(&a)?;
    if any_of(mask_of(&a).as_ref())? {
        host.warn(
            ClassId::USER_WARNING,
            "Warning: converting a masked element to nan.",
        )?;
        return Ok(Value::Float(f64::NAN));
    }
    let item = item(&a);
    crate::builtins::python::float::to_float(host, &item).map(Value::Float)
}

fn item(a: &Value) -> Value {
    let first = a.as_array().and_then(|array| array.first());
    first.map_or(Value::None, crate::value::convert::to_python)
}

fn to_int(host: &mut dyn Host, a: Value) -> Result<Value> {
    only_one(&a)?;
    if any_of(mask_of(&a).as_ref())? {
        return Err(mask_error("Cannot convert masked element to a Python int."));
    }
    let item = item(&a);
    host.call(
        &Value::Class(ClassId::INT.into()),
        crate::value::Arguments::positional([item]),
    )
}
