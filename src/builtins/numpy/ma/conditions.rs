//! Arrays masked where a condition holds.

use crate::array::{DType, Kind};
use crate::builtins;
use crate::builtins::numpy::operators;
use crate::syntax::ast::CompareOp;
use crate::value::builtin::Given;
use crate::value::{Host, Raised, Result, Value, truth};

use super::construct::{Build, build};
use super::fill::{self, dtype_of, filled};
use super::masks::{either, given_mask, is_no_mask, make_mask, shrunk};
use super::object::{
    any_of, data, is_masked_array, mask_of, masked_like, no_mask, plain, shape_of, state,
};
use super::operations::apply;

builtins! {
    /// An array masked where a condition holds.
    ///
    /// >>> a = np.arange(4)
    /// >>> np.ma.masked_where(a <= 2, a)
    /// masked_array(data=[--, --, --, 3],
    ///              mask=[ True,  True,  True, False],
    ///        fill_value=999999)
    "np.ma.masked_where" "(condition, a, copy=True)" => |host: &mut dyn Host, condition: Value, a: Value, copy: bool| masked_where(host, &condition, &a, copy);
    /// An array masked where it is greater than a value.
    ///
    /// >>> np.ma.masked_greater([0, 1, 2, 3], 2)
    /// masked_array(data=[0, 1, 2, --],
    ///              mask=[False, False, False,  True],
    ///        fill_value=999999)
    "np.ma.masked_greater" "(x, value, copy=True)" => |host: &mut dyn Host, x: Value, value: Value, copy: bool| by_operation(host, "greater", &x, value, copy);
    /// An array masked where it is not smaller than a value.
    ///
    /// >>> np.ma.masked_greater_equal([0, 1, 2, 3], 2)
    /// masked_array(data=[0, 1, --, --],
    ///              mask=[False, False,  True,  True],
    ///        fill_value=999999)
    "np.ma.masked_greater_equal" "(x, value, copy=True)" => |host: &mut dyn Host, x: Value, value: Value, copy: bool| by_operation(host, "greater_equal", &x, value, copy);
    /// An array masked where it is smaller than a value.
    ///
    /// >>> np.ma.masked_less([0, 1, 2, 3], 2)
    /// masked_array(data=[--, --, 2, 3],
    ///              mask=[ True,  True, False, False],
    ///        fill_value=999999)
    "np.ma.masked_less" "(x, value, copy=True)" => |host: &mut dyn Host, x: Value, value: Value, copy: bool| by_operation(host, "less", &x, value, copy);
    /// An array masked where it is not greater than a value.
    ///
    /// >>> np.ma.masked_less_equal([0, 1, 2, 3], 2)
    /// masked_array(data=[--, --, --, 3],
    ///              mask=[ True,  True,  True, False],
    ///        fill_value=999999)
    "np.ma.masked_less_equal" "(x, value, copy=True)" => |host: &mut dyn Host, x: Value, value: Value, copy: bool| by_operation(host, "less_equal", &x, value, copy);
    /// An array masked where it is another value.
    ///
    /// >>> np.ma.masked_not_equal([0, 1, 2, 3], 2)
    /// masked_array(data=[--, --, 2, --],
    ///              mask=[ True,  True, False,  True],
    ///        fill_value=999999)
    "np.ma.masked_not_equal" "(x, value, copy=True)" => |host: &mut dyn Host, x: Value, value: Value, copy: bool| by_operation(host, "not_equal", &x, value, copy);
    /// An array masked where it is a value, which becomes the fill value too.
    ///
    /// >>> np.ma.masked_equal([0, 1, 2, 3], 2)
    /// masked_array(data=[0, 1, --, 3],
    ///              mask=[False, False,  True, False],
    ///        fill_value=2)
    "np.ma.masked_equal" "(x, value, copy=True)" => |host: &mut dyn Host, x: Value, value: Value, copy: bool| {
        let masked = by_operation(host, "equal", &x, value.clone(), copy)?;
        fill::set(host, &masked, &value)?;
        Ok::<_, Raised>(masked)
    };
    /// An array masked between two values, which count as between.
    ///
    /// >>> np.ma.masked_inside([0.3, 1.2, 0.7, -0.1], 0.3, 1)
    /// masked_array(data=[--, 1.2, --, -0.1],
    ///              mask=[ True, False,  True, False],
    ///        fill_value=1e+20)
    "np.ma.masked_inside" "(x, v1, v2, copy=True)" => |host: &mut dyn Host, x: Value, v1: Value, v2: Value, copy: bool| between(host, &x, v1, v2, copy, true);
    /// An array masked outside two values.
    ///
    /// >>> np.ma.masked_outside([0.3, 1.2, 0.7, -0.1], 0, 1)
    /// masked_array(data=[0.3, --, 0.7, --],
    ///              mask=[False,  True, False,  True],
    ///        fill_value=1e+20)
    "np.ma.masked_outside" "(x, v1, v2, copy=True)" => |host: &mut dyn Host, x: Value, v1: Value, v2: Value, copy: bool| between(host, &x, v1, v2, copy, false);
    /// An array of objects masked where it is a value.
    ///
    /// >>> np.ma.masked_object(np.array(['ham', 'egg'], dtype=object), 'egg')
    /// masked_array(data=['ham', --],
    ///              mask=[False,  True],
    ///        fill_value='egg',
    ///             dtype=object)
    "np.ma.masked_object" "(x, value, copy=True, shrink=True)" => masked_object;
    /// An array masked where it is a value, nearly so for floats.
    ///
    /// >>> np.ma.masked_values([1, 1.1, 2, 1.1, 3], 1.1)
    /// masked_array(data=[1.0, --, 2.0, --, 3.0],
    ///              mask=[False,  True, False,  True, False],
    ///        fill_value=1.1)
    "np.ma.masked_values" "(x, value, rtol=1e-05, atol=1e-08, copy=True, shrink=True)" => masked_values;
    /// An array masked where it is NaN or infinite.
    ///
    /// >>> np.ma.masked_invalid([1.0, np.nan, np.inf])
    /// masked_array(data=[1.0, --, --],
    ///              mask=[False,  True,  True],
    ///        fill_value=1e+20)
    "np.ma.masked_invalid" "(a, copy=True)" => masked_invalid;
    /// An array with the fill value for NaN and infinities, which are masked.
    ///
    /// >>> np.ma.fix_invalid(np.ma.array([1., -1., np.nan], mask=[1, 0, 0]))
    /// masked_array(data=[--, -1.0, --],
    ///              mask=[ True, False,  True],
    ///        fill_value=1e+20)
    "np.ma.fix_invalid" "(a, mask=<no value>, copy=True, fill_value=None)" => fix_invalid;
}

/// NumPy's `masked_where`.
///
/// # Errors
/// IndexError where condition and array have different shapes.
pub fn masked_where(
    host: &mut dyn Host,
    condition: &Value,
    a: &Value,
    copy: bool,
) -> Result<Value> {
    let condition = make_mask(host, condition, false, false, &DType::Bool)?;
    let condition = match condition {
        Some(condition) => condition,
        None => super::object::one(false)?,
    };
    let elements = if copy {
        call!(host, "array", plain(a); copy = Value::Bool(true))?
    } else {
        data(a)?
    };
    let (wanted, found) = (shape_of(&condition)?, shape_of(&elements)?);
    if !wanted.is_empty() && wanted != found {
        let (wanted, found) = (super::shape_tuple(&wanted), super::shape_tuple(&found));
        let wanted = crate::value::display::repr(host, &wanted)?;
        let found = crate::value::display::repr(host, &found)?;
        return Err(Raised::index_error(format!(
            "Inconsistent shape between the condition and the input (got {wanted} and {found})"
        )));
    }
    let own = mask_of(a);
    let mask = match is_masked_array(a) {
        true => either(host, Some(condition), own.clone(), true)?,
        false => Some(condition),
    };
    let result = masked_like(&elements, None, a)?;
    let mask = shrunk(mask)?;
    if let (Some(own), Some(state)) = (&own, state(&result)) {
        // A copy has a mask of its own, over which the new one is written; a view writes to the array's.
        let start = if copy {
            no_mask(&found, &dtype_of(&elements)?)?
        } else {
            own.clone()
        };
        state.mask.replace(Some(start));
    }
    super::attributes::set_mask(host, &result, &super::masks::mask_value(mask))?;
    if !copy
        && let Some(state) = state(a)
        && state.mask.borrow().is_none()
    {
        state.mask.replace(mask_of(&result));
    }
    Ok(result)
}

fn by_operation(
    host: &mut dyn Host,
    name: &str,
    x: &Value,
    value: Value,
    copy: bool,
) -> Result<Value> {
    let condition = apply(host, name, &[x.clone(), value])?;
    masked_where(host, &condition, x, copy)
}

fn between(
    host: &mut dyn Host,
    x: &Value,
    v1: Value,
    v2: Value,
    copy: bool,
    inside: bool,
) -> Result<Value> {
    let swap = crate::builtins::operators::compare(host, CompareOp::Lt, &v2, &v1)?;
    let (low, high) = if truth(host, &swap)? {
        (v2, v1)
    } else {
        (v1, v2)
    };
    let elements = filled(host, x, &Value::None)?;
    let (above, below) = match inside {
        true => (CompareOp::GtE, CompareOp::LtE),
        false => (CompareOp::Lt, CompareOp::Gt),
    };
    let above = operators::compare(host, above, &elements, &low)?;
    let below = operators::compare(host, below, &elements, &high)?;
    let condition = match inside {
        true => call!(host, "logical_and", above, below)?,
        false => call!(host, "logical_or", above, below)?,
    };
    masked_where(host, &condition, x, copy)
}

fn masked_object(
    host: &mut dyn Host,
    x: Value,
    value: Value,
    copy: bool,
    shrink: bool,
) -> Result<Value> {
    let elements = data(&x)?;
    let condition = call!(host, "equal", elements, value)?;
    let condition = make_mask(host, &condition, false, shrink, &DType::Bool)?;
    let mask = either(host, mask_of(&x), condition, true)?;
    build(
        host,
        &x,
        Build {
            mask,
            copy,
            fill_value: value,
            ..Build::default()
        },
    )
}

fn masked_values(
    host: &mut dyn Host,
    x: Value,
    value: Value,
    rtol: Value,
    atol: Value,
    copy: bool,
    shrink: bool,
) -> Result<Value> {
    let elements = filled(host, &x, &value)?;
    let mask = match dtype_of(&elements)?.kind() {
        Kind::Float => call!(host, "isclose", elements, value; atol = atol, rtol = rtol)?,
        _ => call!(host, "equal", elements, value)?,
    };
    let how = Build {
        mask: given_mask(&mask),
        copy,
        fill_value: value,
        ..Build::default()
    };
    let made = build(host, &elements, how)?;
    if shrink && let Some(state) = state(&made) {
        let own = state.mask.take();
        state.mask.replace(shrunk(own)?);
    }
    Ok(made)
}

fn masked_invalid(host: &mut dyn Host, a: Value, copy: bool) -> Result<Value> {
    let a = match a {
        Value::Array(_) => a,
        other => data(&other)?,
    };
    let finite = call!(host, "isfinite", a)?;
    let invalid = call!(host, "logical_not", finite)?;
    let made = masked_where(host, &invalid, &a, copy)?;
    if let Some(state) = state(&made)
        && state.mask.borrow().is_none()
    {
        let mask = no_mask(&shape_of(&made)?, &dtype_of(&made)?)?;
        state.mask.replace(Some(mask));
    }
    Ok(made)
}

fn fix_invalid(
    host: &mut dyn Host,
    a: Value,
    mask: Given,
    copy: bool,
    fill_value: Value,
) -> Result<Value> {
    let how = Build {
        mask: mask.0.filter(|mask| !is_no_mask(mask)),
        copy,
        ..Build::default()
    };
    let made = build(host, &a, how)?;
    let finite = call!(host, "isfinite", plain(&made))?;
    let invalid = call!(host, "logical_not", finite)?;
    if !any_of(Some(&invalid))? {
        return Ok(made);
    }
    if let Some(state) = state(&made) {
        let own = state.mask.borrow().clone();
        let joined = match own {
            Some(own) => call!(host, "logical_or", own, invalid; out = own)?,
            None => super::array_value(&invalid)?,
        };
        state.mask.replace(Some(joined));
    }
    let value = match fill_value {
        Value::None => fill::of(&made)?,
        given => given,
    };
    call!(host, "copyto", plain(&made), value; r#where = invalid)?;
    Ok(made)
}
