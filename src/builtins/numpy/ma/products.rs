//! Products of masked arrays, convolutions, fitted polynomials.

use crate::builtins;
use crate::value::{Host, Raised, Result, Value};

use super::construct::{Build, build, with_mask};
use super::fill::filled;
use super::indexing;
use super::masks::either;
use super::object::{data, mask_array, mask_of, masked_view, plain, shape_of, state};
use super::sums::with_mask_set;
use super::{array_value, ndim};

builtins! {
    /// The product of vectors or matrices; masked elements count as 0, or mask all they touch with `strict=True`.
    ///
    /// >>> np.ma.dot(np.ma.array([1, 2, 3], mask=[0, 1, 0]), [1, 1, 1])
    /// masked_array(data=4,
    ///              mask=False,
    ///        fill_value=999999)
    "np.ma.dot" "(a, b, strict=False, out=None)" => |host: &mut dyn Host, a: Value, b: Value, strict: bool, out: Value| dot(host, &a, &b, strict, out);
    /// The product with another vector or matrix; masked elements count as 0.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]).dot([1, 1, 1])
    /// masked_array(data=4,
    ///              mask=False,
    ///        fill_value=999999)
    "MaskedArray.dot" "(self, b, out=None, strict=False)" => |host: &mut dyn Host, a: Value, b: Value, out: Value, strict: bool| dot(host, &a, &b, strict, out);
    /// Sums of products over the last axes; masked elements count as 0.
    ///
    /// >>> np.ma.inner(np.ma.array([1, 2, 3], mask=[0, 1, 0]), [1, 1, 1])
    /// np.int64(4)
    "np.ma.inner" | "np.ma.innerproduct" "(a, b)" => |host: &mut dyn Host, a: Value, b: Value| {
        let mut both = Vec::with_capacity(2);
        for one in [&a, &b] {
            let elements = filled(host, one, &Value::Int(0))?;
            let row = Value::tuple(vec![Value::Int(1)]);
            both.push(if ndim(&elements) == 0 { call!(host, "reshape", elements, row)? } else { elements });
        }
        let found = call!(host, "inner", both[0], both[1])?;
        if ndim(&found) == 0 { Ok(found) } else { masked_view(&found, None) }
    };
    /// All products of two vectors' elements.
    ///
    /// >>> np.ma.outer(np.ma.array([1, 2], mask=[0, 1]), [1, 10])
    /// masked_array(
    ///   data=[[1, 10],
    ///         [--, --]],
    ///   mask=[[False, False],
    ///         [ True,  True]],
    ///   fill_value=999999)
    "np.ma.outer" | "np.ma.outerproduct" "(a, b)" => outer;
    /// The convolution of two sequences; masked where a masked element takes part.
    ///
    /// >>> np.ma.convolve(np.ma.array([1, 2, 3], mask=[0, 1, 0]), [1, 1], mode='same')
    /// masked_array(data=[1, --, --],
    ///              mask=[False,  True,  True],
    ///        fill_value=999999)
    "np.ma.convolve" "(a, v, mode='full', propagate_mask=True)" => |host: &mut dyn Host, a: Value, v: Value, mode: Value, propagate: bool| slide(host, "convolve", &a, &v, &mode, propagate);
    /// The correlation of two sequences; masked where a masked element takes part.
    ///
    /// >>> np.ma.correlate(np.ma.array([1, 2, 3], mask=[0, 1, 0]), [1, 1], mode='same')
    /// masked_array(data=[1, --, --],
    ///              mask=[False,  True,  True],
    ///        fill_value=999999)
    "np.ma.correlate" "(a, v, mode='valid', propagate_mask=True)" => |host: &mut dyn Host, a: Value, v: Value, mode: Value, propagate: bool| slide(host, "correlate", &a, &v, &mode, propagate);
    /// Powers of the elements as columns; rows of masked elements are 0.
    ///
    /// >>> np.ma.vander(np.ma.array([1, 2], mask=[0, 1]), 3)
    /// array([[1, 1, 1],
    ///        [0, 0, 0]])
    "np.ma.vander" "(x, n=None)" => |host: &mut dyn Host, x: Value, n: Value| {
        let made = call!(host, "vander", plain(&x), n)?;
        if let Some(mask) = mask_of(&x) {
            crate::builtins::operators::set_item(host, &made, &mask, Value::Int(0))?;
        }
        Ok::<_, Raised>(made)
    };
    /// The polynomial that fits best; masked points take no part.
    ///
    /// >>> np.ma.polyfit(np.ma.array([0., 1., 2., 9.], mask=[0, 0, 0, 1]), [1., 3., 5., 0.], 1).round(6)
    /// array([2., 1.])
    "np.ma.polyfit" "(x, y, deg, rcond=None, full=False, w=None, cov=False)" => polyfit;
}

/// Masks whole rows or columns in which something is masked: NumPy's `_mask_propagate`.
fn propagated(host: &mut dyn Host, a: &Value, axis: usize) -> Result<Value> {
    let a = build(
        host,
        a,
        Build {
            subok: false,
            ..Build::default()
        },
    )?;
    let Some(mask) = mask_of(&a) else {
        return Ok(a);
    };
    let axis = Value::Int(axis as i64);
    let any = call!(host, "any", mask; axis = axis, keepdims = Value::Bool(true))?;
    let all = call!(host, "logical_or", mask, any)?;
    if let Some(state) = state(&a) {
        state.mask.replace(Some(all));
    }
    Ok(a)
}

fn dot(host: &mut dyn Host, a: &Value, b: &Value, strict: bool, out: Value) -> Result<Value> {
    let (rank, other) = (shape_of(a)?.len(), shape_of(b)?.len());
    let (a, b) = if strict && rank > 0 && other > 0 {
        let theirs = if other == 1 { 0 } else { other - 2 };
        (propagated(host, a, rank - 1)?, propagated(host, b, theirs)?)
    } else {
        (a.clone(), b.clone())
    };
    let (one, two) = (mask_array(&a)?, mask_array(&b)?);
    let one = call!(host, "logical_not", one)?;
    let two = call!(host, "logical_not", two)?;
    let (x, y) = (
        filled(host, &a, &Value::Int(0))?,
        filled(host, &b, &Value::Int(0))?,
    );
    let target = plain(&out);
    let found = call!(host, "dot", x, y; out = target)?;
    let open = call!(host, "dot", one, two)?;
    let mask = call!(host, "logical_not", open)?;
    if !out.is_none() {
        if let Some(state) = state(&out) {
            state.mask.replace(Some(array_value(&mask)?));
        }
        return Ok(out);
    }
    with_mask_set(host, &array_value(&found)?, Some(mask))
}

fn outer(host: &mut dyn Host, a: Value, b: Value) -> Result<Value> {
    let (x, y) = (
        filled(host, &a, &Value::Int(0))?,
        filled(host, &b, &Value::Int(0))?,
    );
    let found = call!(host, "outer", x, y)?;
    if mask_of(&a).is_none() && mask_of(&b).is_none() {
        return with_mask(host, &found, None);
    }
    let (one, two) = (mask_array(&a)?, mask_array(&b)?);
    let one = call!(host, "logical_not", one)?;
    let two = call!(host, "logical_not", two)?;
    let open = call!(host, "outer", one, two)?;
    let mask = call!(host, "logical_not", open)?;
    let mask = super::masks::shrunk(Some(mask))?;
    with_mask(host, &found, mask)
}

fn slide(
    host: &mut dyn Host,
    name: &str,
    a: &Value,
    v: &Value,
    mode: &Value,
    propagate: bool,
) -> Result<Value> {
    let (one, two) = (mask_array(a)?, mask_array(v)?);
    if propagate {
        let ones = |host: &mut dyn Host, like: &Value| {
            let bools = Value::DType(crate::array::DType::Bool.into());
            let shape = shape_of(like)?;
            call!(host, "ones", super::shape_tuple(&shape); dtype = bools)
        };
        let (all, others) = (ones(host, a)?, ones(host, v)?);
        let first = call!(host, name, one, others; mode = mode)?;
        let second = call!(host, name, all, two; mode = mode)?;
        let mask = call!(host, "logical_or", first, second)?;
        let (x, y) = (data(a)?, data(v)?);
        let found = call!(host, name, x, y; mode = mode)?;
        return with_mask(host, &found, Some(mask));
    }
    let one = call!(host, "logical_not", one)?;
    let two = call!(host, "logical_not", two)?;
    let open = call!(host, name, one, two; mode = mode)?;
    let mask = call!(host, "logical_not", open)?;
    let (x, y) = (
        filled(host, a, &Value::Int(0))?,
        filled(host, v, &Value::Int(0))?,
    );
    let found = call!(host, name, x, y; mode = mode)?;
    with_mask(host, &found, Some(mask))
}

fn polyfit(
    host: &mut dyn Host,
    x: Value,
    y: Value,
    deg: Value,
    rcond: Value,
    full: Value,
    w: Value,
    cov: Value,
) -> Result<Value> {
    let x = build(
        host,
        &x,
        Build {
            subok: false,
            ..Build::default()
        },
    )?;
    let y = build(
        host,
        &y,
        Build {
            subok: false,
            ..Build::default()
        },
    )?;
    let theirs = match ndim(&y) {
        1 => mask_of(&y),
        2 => match mask_of(&y) {
            None => None,
            Some(mask) => Some(call!(host, "any", mask; axis = Value::Int(1))?),
        },
        _ => return Err(Raised::type_error("Expected a 1D or 2D array for y!")),
    };
    let mut mask = either(host, mask_of(&x), theirs, true)?;
    let mut w = w;
    if !w.is_none() {
        w = build(
            host,
            &w,
            Build {
                subok: false,
                ..Build::default()
            },
        )?;
        if ndim(&w) != 1 {
            return Err(Raised::type_error("expected a 1-d array for weights"));
        }
        if shape_of(&w)?.first() != shape_of(&y)?.first() {
            return Err(Raised::type_error(
                "expected w and y to have the same length",
            ));
        }
        mask = either(host, mask, mask_of(&w), true)?;
    }
    let (mut x, mut y) = (x, y);
    if let Some(mask) = mask {
        let open = call!(host, "logical_not", mask)?;
        x = indexing::item(host, &x, &open)?;
        y = indexing::item(host, &y, &open)?;
        if !w.is_none() {
            w = indexing::item(host, &w, &open)?;
        }
    }
    call!(
        host,
        "polyfit",
        plain(&x),
        plain(&y),
        deg,
        rcond,
        full,
        plain(&w),
        cov
    )
}
