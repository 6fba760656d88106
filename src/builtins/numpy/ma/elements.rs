//! Elements chosen, put and compared.

use crate::array::DType;
use crate::builtins;
use crate::value::builtin::Given;
use crate::value::convert::{convert_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value, truth};

use super::attributes::set_mask;
use super::construct::{Build, any_array, build, with_mask};
use super::fill::{dtype_of, filled};
use super::masks::{either, items_of, mask_value, shrunk};
use super::object::{
    constant, data, is_constant, is_masked_array, mask_array, mask_of, masked_like, masked_view,
    no_mask, plain, shape_of, state,
};
use super::operations::{apply, extreme_name, outer_mask};
use super::{array_value, extremes, ndim};

builtins! {
    /// Elements of one array where a condition holds, of another where not; masked where the chosen one is masked.
    ///
    /// >>> np.ma.where(np.ma.array([True, False, True], mask=[0, 0, 1]), [1, 2, 3], [10, 20, 30])
    /// masked_array(data=[1, 20, --],
    ///              mask=[False, False,  True],
    ///        fill_value=999999)
    "np.ma.where" "(condition, x=<no value>, y=<no value>)" => np_where;
    /// Elements of several arrays, chosen by number.
    ///
    /// >>> np.ma.choose([0, 1, 0], [[1, 2, 3], np.ma.array([10, 20, 30], mask=[0, 1, 0])])
    /// masked_array(data=[1, --, 3],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "np.ma.choose" "(indices, choices, out=None, mode='raise')" => choose;
    /// Sets elements by their flat places.
    ///
    /// >>> a = np.ma.array([1, 2, 3], mask=[0, 1, 0])
    /// >>> np.ma.put(a, [0, 1], [10, 20])
    /// >>> a
    /// masked_array(data=[10, 20,  3],
    ///              mask=False,
    ///        fill_value=999999)
    "np.ma.put" | "MaskedArray.put" "(a, indices, values, mode='raise')" => put;
    /// Sets elements where a mask says so, with their masks.
    ///
    /// >>> a = np.ma.array([1, 2, 3], mask=[0, 1, 0])
    /// >>> np.ma.putmask(a, [True, True, False], [10, 20, 30])
    /// >>> a
    /// masked_array(data=[10, 20, 3],
    ///              mask=[False, False, False],
    ///        fill_value=999999)
    "np.ma.putmask" "(a, mask, values)" => putmask;
    /// Elements at places along an axis.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]).take([1, 2])
    /// masked_array(data=[--, 3],
    ///              mask=[ True, False],
    ///        fill_value=999999)
    "np.ma.take" | "MaskedArray.take" "(a, indices, axis=None, out=None, mode='raise')" => take;
    /// Are all elements equal? Masked ones count as equal unless `fill_value=False`.
    ///
    /// >>> np.ma.allequal(np.ma.array([1, 2, 3], mask=[0, 1, 0]), [1, 9, 3])
    /// np.True_
    "np.ma.allequal" "(a, b, fill_value=True)" => allequal;
    /// Are all elements nearly equal? Masked ones count as equal unless `masked_equal=False`.
    ///
    /// >>> np.ma.allclose(np.ma.array([1, 2, 3], mask=[0, 1, 0]), [1 + 1e-9, 9, 3])
    /// np.True_
    "np.ma.allclose" "(a, b, masked_equal=True, rtol=1e-05, atol=1e-08)" => allclose;
    /// The elements rounded to a number of decimals.
    ///
    /// >>> np.ma.array([1.25, 2.5], mask=[0, 1]).round(1)
    /// masked_array(data=[1.2, --],
    ///              mask=[False,  True],
    ///        fill_value=1e+20)
    "MaskedArray.round" "(self, decimals=0, out=None)" => round;
    /// The elements rounded to a number of decimals.
    ///
    /// >>> np.ma.round(np.ma.array([1.25, 2.5], mask=[0, 1]), 1)
    /// masked_array(data=[1.2, --],
    ///              mask=[False,  True],
    ///        fill_value=1e+20)
    "np.ma.round" | "np.ma.round_" "(a, decimals=0, out=None)" => |host: &mut dyn Host, a: Value, decimals: Value, out: Value| {
        if is_masked_array(&a) {
            return round(host, a, decimals, out);
        }
        call!(host, "round", a, decimals, out)
    };
    /// Elements brought between two limits; the mask stays.
    ///
    /// >>> np.ma.array([1, 5, 9], mask=[0, 1, 0]).clip(2, 6)
    /// masked_array(data=[2, --, 6],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "MaskedArray.clip" "(self, min=None, max=None, out=None)" => |host: &mut dyn Host, a: Value, min: Value, max: Value, out: Value| {
        let target = plain(&out);
        let elements = call!(host, "clip", plain(&a), min, max; out = target)?;
        let made = masked_like(&elements, None, &a)?;
        set_mask(host, &made, &mask_value(mask_of(&a)))?;
        Ok::<_, Raised>(made)
    };
}

fn np_where(host: &mut dyn Host, condition: Value, x: Given, y: Given) -> Result<Value> {
    match (x.0, y.0) {
        (None, None) => {
            let elements = filled(host, &condition, &Value::Int(0))?;
            call!(host, "nonzero", elements)
        }
        (Some(x), Some(y)) => choose_by(host, &condition, &x, &y),
        _ => Err(Raised::value_error(
            "Must provide both 'x' and 'y' or neither.",
        )),
    }
}

/// NumPy's `where` of masked arrays.
///
/// # Errors
/// ValueError where the shapes do not fit.
pub fn choose_by(host: &mut dyn Host, condition: &Value, x: &Value, y: &Value) -> Result<Value> {
    let chosen = filled(host, condition, &Value::Bool(false))?;
    let (mut xd, mut yd) = (data(x)?, data(y)?);
    let unknown = mask_array(condition)?;
    let (mut xm, mut ym) = (mask_array(x)?, mask_array(y)?);
    let blank =
        |dtype: DType| Ok::<_, Raised>(Value::array(crate::array::Array::zeros(dtype, &[])?));
    if is_constant(x) && !is_constant(y) {
        (xd, xm) = (blank(dtype_of(&yd)?)?, full_mask(host, &ym)?);
    } else if is_constant(y) && !is_constant(x) {
        (yd, ym) = (blank(dtype_of(&xd)?)?, full_mask(host, &xm)?);
    }
    let elements = call!(host, "where", chosen, xd, yd)?;
    let mask = call!(host, "where", chosen, xm, ym)?;
    let all = full_mask(host, &mask)?;
    let mask = call!(host, "where", unknown, all, mask)?;
    let mask = shrunk(Some(mask))?;
    with_mask(host, &elements, mask)
}

/// A mask of no dimensions that masks all, of the same dtype.
fn full_mask(host: &mut dyn Host, like: &Value) -> Result<Value> {
    let dtype = Value::DType(dtype_of(like)?.into());
    call!(host, "ones", Value::tuple(Vec::new()); dtype = dtype)
}

fn choose(
    host: &mut dyn Host,
    indices: Value,
    choices: Value,
    out: Value,
    mode: Value,
) -> Result<Value> {
    let numbers = filled(host, &indices, &Value::Int(0))?;
    let items = match items_of(host, &choices)? {
        Some(items) => items,
        None => crate::builtins::python::iterate::collect(host, &choices)?,
    };
    let (mut masks, mut elements) = (Vec::new(), Vec::new());
    for item in &items {
        if is_constant(item) {
            masks.push(Value::Bool(true));
            elements.push(Value::Bool(true));
        } else {
            masks.push(mask_value(mask_of(item)));
            elements.push(filled(host, item, &Value::None)?);
        }
    }
    let mask = call!(host, "choose", numbers, Value::list(masks); mode = mode)?;
    let joined = either(host, Some(mask), mask_of(&indices), true)?;
    let target = plain(&out);
    let chosen = call!(host, "choose", numbers, Value::list(elements); out = target, mode = mode)?;
    if !out.is_none() {
        set_mask(host, &out, &mask_value(joined))?;
        return Ok(out);
    }
    let made = masked_view(&chosen, None)?;
    set_mask(host, &made, &mask_value(joined))?;
    Ok(made)
}

fn put(host: &mut dyn Host, a: Value, indices: Value, values: Value, mode: Value) -> Result<()> {
    let Some(state) = state(&a) else {
        return call!(host, "put", a, indices, values, mode).map(drop);
    };
    let (mut indices, mut values) = (plain(&indices), values);
    if let Some(mask) = mask_of(&a).filter(|_| state.hard.get()) {
        let flat = call!(host, "take", mask, indices)?;
        let open = call!(host, "logical_not", flat)?;
        let shape = super::shape_tuple(&shape_of(&indices)?);
        let masks = mask_of(&values);
        let spread = call!(host, "resize", plain(&values), shape)?;
        let kept = call!(host, "compress", open, spread)?;
        let masks = match masks {
            None => None,
            Some(masks) => {
                let spread = call!(host, "resize", masks, shape)?;
                Some(call!(host, "compress", open, spread)?)
            }
        };
        indices = call!(host, "compress", open, indices)?;
        values = masked_view(&kept, masks)?;
    }
    let elements = plain(&values);
    call!(host, "put", plain(&a), indices, elements; mode = mode)?;
    let mask = mask_of(&values);
    if mask_of(&a).is_none() && mask.is_none() {
        return Ok(());
    }
    let own = mask_array(&a)?;
    let mask = mask_value(mask);
    call!(host, "put", own, indices, mask; mode = mode)?;
    state.mask.replace(shrunk(Some(own))?);
    Ok(())
}

fn putmask(host: &mut dyn Host, a: Value, mask: Value, values: Value) -> Result<()> {
    let (elements, masks) = (data(&values)?, mask_of(&values));
    if let Some(state) = state(&a) {
        let own = mask_of(&a);
        match (own, masks) {
            (None, None) => {}
            (None, Some(masks)) => {
                let own = no_mask(&shape_of(&a)?, &dtype_of(&a)?)?;
                call!(host, "copyto", own, masks; r#where = mask)?;
                state.shared.set(true);
                state.mask.replace(Some(own));
            }
            (Some(own), masks) if state.hard.get() => {
                if let Some(masks) = masks {
                    let copy = Value::array(to_array(&own)?.copy()?);
                    call!(host, "copyto", copy, masks; r#where = mask)?;
                    set_mask(host, &a, &copy)?;
                }
            }
            (Some(own), masks) => {
                let masks = masks.map_or_else(|| mask_array(&values), Ok)?;
                call!(host, "copyto", own, masks; r#where = mask)?;
            }
        }
    }
    call!(host, "copyto", plain(&a), elements; r#where = mask).map(drop)
}

fn take(
    host: &mut dyn Host,
    a: Value,
    indices: Value,
    axis: Value,
    out: Value,
    mode: Value,
) -> Result<Value> {
    let a = any_array(host, &a)?;
    let unknown = mask_of(&indices);
    let places = match unknown {
        None => plain(&indices),
        Some(_) => filled(host, &indices, &Value::Int(0))?,
    };
    let target = plain(&out);
    let taken = call!(host, "take", plain(&a), places; axis = axis, mode = mode, out = target)?;
    let mask = match mask_of(&a) {
        None => unknown,
        Some(mask) => {
            let taken = call!(host, "take", mask, places; axis = axis, mode = mode)?;
            Some(match unknown {
                None => taken,
                Some(unknown) => call!(host, "logical_or", taken, unknown)?,
            })
        }
    };
    if !out.is_none() {
        set_mask(host, &out, &mask_value(mask))?;
        return Ok(out);
    }
    if ndim(&taken) == 0 {
        let masked = match &mask {
            None => false,
            Some(mask) => truth(host, mask)?,
        };
        return Ok(if masked { constant() } else { taken });
    }
    let made = masked_view(&taken, None)?;
    set_mask(host, &made, &mask_value(mask))?;
    Ok(made)
}

fn allequal(host: &mut dyn Host, a: Value, b: Value, fill_value: bool) -> Result<Value> {
    let mask = either(host, mask_of(&a), mask_of(&b), true)?;
    let (x, y) = (data(&a)?, data(&b)?);
    match mask {
        Some(_) if !fill_value => Ok(Value::Bool(false)),
        mask => {
            let mut same = call!(host, "equal", x, y)?;
            if let Some(mask) = mask {
                same = call!(host, "logical_or", same, mask)?;
            }
            call!(host, "all", same)
        }
    }
}

fn allclose(
    host: &mut dyn Host,
    a: Value,
    b: Value,
    masked_equal: Value,
    rtol: Value,
    atol: Value,
) -> Result<Value> {
    let x = build(host, &a, Build::default())?;
    let y = build(host, &b, Build::default())?;
    let y = match dtype_of(&y)?.is_inexact() {
        true => y,
        false => {
            let floats = convert_array(&to_array(&y)?, &DType::F64)?;
            masked_like(&Value::array(floats), mask_of(&y), &y)?
        }
    };
    let unmasked_inf = |host: &mut dyn Host, a: &Value, mask: Option<Value>| -> Result<Value> {
        let inf = call!(host, "isinf", plain(a))?;
        match mask {
            None => Ok(inf),
            Some(mask) => {
                let open = call!(host, "logical_not", mask)?;
                call!(host, "logical_and", inf, open)
            }
        }
    };
    let mask = either(host, mask_of(&x), mask_of(&y), true)?;
    let xinf = unmasked_inf(host, &x, mask)?;
    let yinf = unmasked_inf(host, &y, mask_of(&y))?;
    let same = call!(host, "equal", xinf, yinf)?;
    if !all_true(host, &same)? {
        return Ok(Value::Bool(false));
    }
    let some = call!(host, "any", xinf)?;
    if !truth(host, &some)? {
        return near(host, &x, &y, &masked_equal, &rtol, &atol);
    }
    let (xs, ys) = (pick(host, &x, &xinf)?, pick(host, &y, &xinf)?);
    let same = apply(host, "equal", &[xs, ys])?;
    let same = filled(host, &same, &masked_equal)?;
    if !all_true(host, &same)? {
        return Ok(Value::Bool(false));
    }
    let open = call!(host, "logical_not", xinf)?;
    let (x, y) = (pick(host, &x, &open)?, pick(host, &y, &open)?);
    near(host, &x, &y, &masked_equal, &rtol, &atol)
}

fn pick(host: &mut dyn Host, a: &Value, where_: &Value) -> Result<Value> {
    super::indexing::item(host, a, where_)
}

fn all_true(host: &mut dyn Host, values: &Value) -> Result<bool> {
    let all = call!(host, "all", values)?;
    truth(host, &all)
}

fn near(
    host: &mut dyn Host,
    x: &Value,
    y: &Value,
    masked_equal: &Value,
    rtol: &Value,
    atol: &Value,
) -> Result<Value> {
    let difference = apply(host, "subtract", &[x.clone(), y.clone()])?;
    let difference = apply(host, "absolute", &[difference])?;
    let size = apply(host, "absolute", std::slice::from_ref(y))?;
    let scaled = apply(host, "multiply", &[rtol.clone(), size])?;
    let allowed = apply(host, "add", &[atol.clone(), scaled])?;
    let close = apply(host, "less_equal", &[difference, allowed])?;
    let close = filled(host, &close, masked_equal)?;
    call!(host, "all", close)
}

fn round(host: &mut dyn Host, a: Value, decimals: Value, out: Value) -> Result<Value> {
    let target = plain(&out);
    let rounded = call!(host, "round", plain(&a), decimals, target)?;
    if !out.is_none() {
        set_mask(host, &out, &mask_value(mask_of(&a)))?;
        return Ok(out);
    }
    let rounded = array_value(&rounded)?;
    if ndim(&rounded) > 0 {
        return masked_like(&rounded, mask_of(&a), &a);
    }
    let masked = match mask_of(&a) {
        None => false,
        Some(mask) => truth(host, &mask)?,
    };
    if masked {
        Ok(constant())
    } else {
        masked_view(&rounded, None)
    }
}

/// `np.ma.minimum.reduce(…)`
///
/// # Errors
/// The ufunc's.
pub fn reduce_extreme(
    host: &mut dyn Host,
    this: Value,
    target: Value,
    axis: Given,
) -> Result<Value> {
    let name = extreme_name(&this)?;
    let axis = match axis.0 {
        None if ndim(&array_value(&target)?) > 1 => {
            host.warn(
                ClassId::MASKED_ARRAY_FUTURE_WARNING,
                &format!("In the future the default for ma.{name}.reduce will be axis=0, not the current None, to match np.{name}.reduce. Explicitly pass 0 or None to silence this warning."),
            )?;
            Some(Value::None)
        }
        given => given,
    };
    extremes::reduce(host, name, &target, axis)
}

/// `np.ma.minimum.outer(…)`
///
/// # Errors
/// The ufunc's.
pub fn outer_extreme(host: &mut dyn Host, this: Value, a: Value, b: Value) -> Result<Value> {
    let name = extreme_name(&this)?;
    let mask = outer_mask(host, &a, &b)?;
    let (one, other) = (
        filled(host, &a, &Value::None)?,
        filled(host, &b, &Value::None)?,
    );
    let ufunc = super::operations::ufunc_row(name)?;
    let result = super::operations::method(host, &ufunc, "outer", vec![one, other], Vec::new())?;
    masked_view(&result, mask)
}
