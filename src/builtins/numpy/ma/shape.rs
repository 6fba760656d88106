//! Other shapes of masked arrays: what is done to the elements is done to the mask.

use std::rc::Rc;

use crate::builtins;
use crate::value::builtin::{Keywords, Rest};
use crate::value::convert::{ArrayValue, to_array};
use crate::value::{Arguments, Host, Raised, Result, Value};

use super::construct::{any_array, with_mask};
use super::masks::mask_value;
use super::object::{
    is_constant, is_masked_array, mask_array, mask_of, masked_like, masked_view, plain, shaped,
    state,
};
use super::{array_value, call_row, ndim};

builtins! {
    /// A copy of elements and mask.
    ///
    /// >>> np.ma.array([1, 2], mask=[0, 1]).copy()
    /// masked_array(data=[1, --],
    ///              mask=[False,  True],
    ///        fill_value=999999)
    "np.ma.copy" | "MaskedArray.copy" "(a, /, *args, **params)" => |host: &mut dyn Host, a: Value, args: Rest, keywords: Keywords| {
        if is_constant(&a) { return Ok(a); }
        by_method(host, "copy", a, args, keywords)
    };
    /// The elements of a diagonal.
    ///
    /// >>> np.ma.array([[1, 2], [3, 4]], mask=[[1, 0], [0, 0]]).diagonal()
    /// masked_array(data=[--, 4],
    ///              mask=[ True, False],
    ///        fill_value=999999)
    "np.ma.diagonal" | "MaskedArray.diagonal" "(a, /, *args, **params)" => |host: &mut dyn Host, a: Value, args: Rest, keywords: Keywords| by_method(host, "diagonal", a, args, keywords);
    /// A copy in one row.
    ///
    /// >>> np.ma.array([[1, 2], [3, 4]], mask=[[1, 0], [0, 0]]).flatten()
    /// masked_array(data=[--, 2, 3, 4],
    ///              mask=[ True, False, False, False],
    ///        fill_value=999999)
    "MaskedArray.flatten" "(self, /, *args, **params)" => |host: &mut dyn Host, a: Value, args: Rest, keywords: Keywords| by_method(host, "flatten", a, args, keywords);
    /// Each element several times.
    ///
    /// >>> np.ma.array([1, 2], mask=[0, 1]).repeat(2)
    /// masked_array(data=[1, 1, --, --],
    ///              mask=[False, False,  True,  True],
    ///        fill_value=999999)
    "np.ma.repeat" | "MaskedArray.repeat" "(a, /, *args, **params)" => |host: &mut dyn Host, a: Value, args: Rest, keywords: Keywords| by_method(host, "repeat", a, args, keywords);
    /// Without axes of length 1.
    ///
    /// >>> np.ma.array([[1, 2]], mask=[[0, 1]]).squeeze()
    /// masked_array(data=[1, --],
    ///              mask=[False,  True],
    ///        fill_value=999999)
    "MaskedArray.squeeze" "(self, /, *args, **params)" => |host: &mut dyn Host, a: Value, args: Rest, keywords: Keywords| by_method(host, "squeeze", a, args, keywords);
    /// Two axes exchanged.
    ///
    /// >>> np.ma.array([[1, 2]], mask=[[0, 1]]).swapaxes(0, 1)
    /// masked_array(
    ///   data=[[1],
    ///         [--]],
    ///   mask=[[False],
    ///         [ True]],
    ///   fill_value=999999)
    "np.ma.swapaxes" | "MaskedArray.swapaxes" "(a, /, *args, **params)" => |host: &mut dyn Host, a: Value, args: Rest, keywords: Keywords| by_method(host, "swapaxes", a, args, keywords);
    /// The axes in another order, backwards if none is given.
    ///
    /// >>> np.ma.array([[1, 2]], mask=[[0, 1]]).transpose()
    /// masked_array(
    ///   data=[[1],
    ///         [--]],
    ///   mask=[[False],
    ///         [ True]],
    ///   fill_value=999999)
    "MaskedArray.transpose" "(self, /, *args, **params)" => |host: &mut dyn Host, a: Value, args: Rest, keywords: Keywords| by_method(host, "transpose", a, args, keywords);
    /// The axes in another order, backwards if none is given.
    ///
    /// >>> np.ma.transpose(np.ma.array([[1, 2]], mask=[[0, 1]]))
    /// masked_array(
    ///   data=[[1],
    ///         [--]],
    ///   mask=[[False],
    ///         [ True]],
    ///   fill_value=999999)
    "np.ma.transpose" "(a, axes=None)" => |host: &mut dyn Host, a: Value, axes: Value| {
        let given = if axes.is_none() { Vec::new() } else { vec![axes] };
        turned(host, &a, "transpose", given)
    };
    /// The axes backwards.
    ///
    /// >>> np.ma.array([[1, 2]], mask=[[0, 1]]).T
    /// masked_array(
    ///   data=[[1],
    ///         [--]],
    ///   mask=[[False],
    ///         [ True]],
    ///   fill_value=999999)
    property "MaskedArray.T" => |host: &mut dyn Host, a: Value| on_both(host, &a, "transpose", Vec::new());
    /// The last two axes exchanged.
    ///
    /// >>> np.ma.array([[1, 2]], mask=[[0, 1]]).mT
    /// masked_array(
    ///   data=[[1],
    ///         [--]],
    ///   mask=[[False],
    ///         [ True]],
    ///   fill_value=999999)
    property "MaskedArray.mT" => |host: &mut dyn Host, a: Value| {
        if ndim(&a) < 2 {
            return Err(Raised::value_error("matrix transpose with ndim < 2 is undefined"));
        }
        on_both(host, &a, "swapaxes", vec![Value::Int(-1), Value::Int(-2)])
    };
    /// The elements in one row.
    ///
    /// >>> np.ma.array([[1, 2], [3, 4]], mask=[[1, 0], [0, 0]]).ravel()
    /// masked_array(data=[--, 2, 3, 4],
    ///              mask=[ True, False, False, False],
    ///        fill_value=999999)
    "np.ma.ravel" | "MaskedArray.ravel" "(a, order='C')" => ravel;
    /// The elements in another shape.
    ///
    /// >>> np.ma.array([1, 2, 3, 4], mask=[1, 0, 0, 0]).reshape(2, 2)
    /// masked_array(
    ///   data=[[--, 2],
    ///         [3, 4]],
    ///   mask=[[ True, False],
    ///         [False, False]],
    ///   fill_value=999999)
    "MaskedArray.reshape" "(self, /, *s, **kwargs)" => |host: &mut dyn Host, a: Value, args: Rest, keywords: Keywords| by_method(host, "reshape", a, args, keywords);
    /// The elements in another shape.
    ///
    /// >>> np.ma.reshape(np.ma.array([1, 2, 3, 4], mask=[1, 0, 0, 0]), (2, 2))
    /// masked_array(
    ///   data=[[--, 2],
    ///         [3, 4]],
    ///   mask=[[ True, False],
    ///         [False, False]],
    ///   fill_value=999999)
    "np.ma.reshape" "(a, new_shape, order='C')" => |host: &mut dyn Host, a: Value, shape: Value, order: Value| {
        if is_masked_array(&a) {
            return by_method(host, "reshape", a, Rest(vec![shape].into()), Keywords(vec![("order".into(), order)]));
        }
        let reshaped = call!(host, "reshape", a, shape, order)?;
        masked_view(&reshaped, None)
    };
    /// Masked arrays cannot be resized; see `np.ma.resize`.
    "MaskedArray.resize" "(self, newshape, refcheck=True, order=False)" => |_a: Value, _shape: Value, _check: Value, _order: Value| {
        Err::<(), _>(Raised::value_error("A masked array does not own its data and therefore cannot be resized.\nUse the numpy.ma.resize function instead."))
    };
    /// The elements again and again, until a shape is full.
    ///
    /// >>> np.ma.resize(np.ma.array([1, 2], mask=[0, 1]), (2, 2))
    /// masked_array(
    ///   data=[[1, --],
    ///         [1, --]],
    ///   mask=[[False,  True],
    ///         [False,  True]],
    ///   fill_value=999999)
    "np.ma.resize" "(x, new_shape)" => resize;
    /// A new axis of length 1.
    ///
    /// >>> np.ma.expand_dims(np.ma.array([1, 2], mask=[0, 1]), axis=0)
    /// masked_array(data=[[1, --]],
    ///              mask=[[False,  True]],
    ///        fill_value=999999)
    "np.ma.expand_dims" "(a, axis)" => |host: &mut dyn Host, a: Value, axis: Value| expanded(host, &a, &axis);
    /// A copy with the elements where a condition holds.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]).compress([True, True, False])
    /// masked_array(data=[1, --],
    ///              mask=[False,  True],
    ///        fill_value=999999)
    "MaskedArray.compress" "(self, condition, axis=None, out=None)" => |host: &mut dyn Host, a: Value, condition: Value, axis: Value, out: Value| compress(host, condition, a, axis, out);
    /// A copy with the elements where a condition holds.
    ///
    /// >>> np.ma.compress([True, True, False], np.ma.array([1, 2, 3], mask=[0, 1, 0]))
    /// masked_array(data=[1, --],
    ///              mask=[False,  True],
    ///        fill_value=999999)
    "np.ma.compress" "(condition, a, axis=None, out=None)" => |host: &mut dyn Host, condition: Value, a: Value, axis: Value, out: Value| {
        let a = any_array(host, &a)?;
        compress(host, condition, a, axis, out)
    };
    /// The elements that are not masked, in one row.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]).compressed()
    /// array([1, 3])
    "np.ma.compressed" | "MaskedArray.compressed" "(x)" => |host: &mut dyn Host, a: Value| {
        let a = any_array(host, &a)?;
        compressed(host, &a)
    };
    /// Another array over the same memory, of another dtype or class.
    ///
    /// >>> np.ma.array([1, 2], mask=[0, 1]).view(np.ndarray)
    /// array([1, 2])
    "MaskedArray.view" "(self, dtype=None, type=None, fill_value=None)" => view;
    /// How many dimensions.
    ///
    /// >>> np.ma.ndim(np.ma.array([[1, 2]]))
    /// 2
    "np.ma.ndim" "(obj)" => |a: ArrayValue| a.array.ndim();
    /// The lengths of the axes.
    ///
    /// >>> np.ma.shape(np.ma.array([[1, 2]]))
    /// (1, 2)
    "np.ma.shape" "(obj)" => |a: ArrayValue| super::shape_tuple(a.array.shape());
    /// The number of elements.
    ///
    /// >>> np.ma.size(np.ma.array([[1, 2]]))
    /// 2
    "np.ma.size" "(obj, axis=None)" => |host: &mut dyn Host, a: Value, axis: Value| call!(host, "size", plain(&a), axis);
}

/// Calls the method of plain arrays.
fn method(
    host: &mut dyn Host,
    value: &Value,
    name: &str,
    arguments: &[Value],
    keywords: &[(Rc<str>, Value)],
) -> Result<Value> {
    let row = crate::builtins::find(&format!("ndarray.{name}"))
        .ok_or_else(|| Raised::attribute_error(format!("no ndarray.{name}")))?;
    let mut all = Arguments::positional(arguments.iter().cloned()).with_receiver(value.clone());
    all.keywords = keywords.to_vec();
    row.call(host, all)
}

/// NumPy's `_arraymethod`: a method of elements and mask alike.
fn by_method(
    host: &mut dyn Host,
    name: &str,
    a: Value,
    Rest(arguments): Rest,
    Keywords(keywords): Keywords,
) -> Result<Value> {
    let a = any_array(host, &a)?;
    let elements = method(host, &plain(&a), name, &arguments, &keywords)?;
    let mask = match mask_of(&a) {
        None => None,
        Some(mask) => Some(method(host, &mask, name, &arguments, &keywords)?),
    };
    masked_like(&elements, mask, &a)
}

/// A method with positional arguments, of elements and mask alike.
///
/// # Errors
/// The method's.
pub fn on_both(host: &mut dyn Host, a: &Value, name: &str, arguments: Vec<Value>) -> Result<Value> {
    by_method(
        host,
        name,
        a.clone(),
        Rest(arguments.into()),
        Keywords(Vec::new()),
    )
}

fn turned(host: &mut dyn Host, a: &Value, name: &str, arguments: Vec<Value>) -> Result<Value> {
    if is_masked_array(a) {
        return on_both(host, a, name, arguments);
    }
    let all = std::iter::once(a.clone()).chain(arguments).collect();
    call_row(host, name, all, Vec::new())
}

fn ravel(host: &mut dyn Host, a: Value, order: Value) -> Result<Value> {
    let a = any_array(host, &a)?;
    let array = to_array(&a)?;
    let letter = match &order {
        Value::Str(order) => order.to_uppercase(),
        _ => "C".into(),
    };
    let fortran = array.is_f_contiguous() && !array.is_c_contiguous();
    let order = match letter.as_str() {
        "K" | "A" if fortran => Value::str("F"),
        "K" | "A" => Value::str("C"),
        _ => order,
    };
    on_both(host, &a, "ravel", vec![order])
}

fn resize(host: &mut dyn Host, x: Value, shape: Value) -> Result<Value> {
    let mask = match mask_of(&x) {
        None => None,
        Some(mask) => Some(call!(host, "resize", mask, shape)?),
    };
    let elements = array_value(&call!(host, "resize", plain(&x), shape)?)?;
    let mask = mask.filter(|_| ndim(&elements) > 0);
    masked_view(&elements, mask)
}

/// `np.expand_dims` of elements and mask.
///
/// # Errors
/// AxisError.
pub fn expanded(host: &mut dyn Host, a: &Value, axis: &Value) -> Result<Value> {
    let elements = call!(host, "expand_dims", plain(a), axis)?;
    if !is_masked_array(a) {
        return Ok(elements);
    }
    let mask = match mask_of(a) {
        None => None,
        Some(mask) => Some(call!(host, "expand_dims", mask, axis)?),
    };
    masked_like(&elements, mask, a)
}

fn compress(
    host: &mut dyn Host,
    condition: Value,
    a: Value,
    axis: Value,
    out: Value,
) -> Result<Value> {
    let condition = plain(&condition);
    let target = plain(&out);
    let elements = call!(host, "compress", condition, plain(&a); axis = axis, out = target)?;
    let mask = match mask_of(&a) {
        None => None,
        Some(mask) => Some(call!(host, "compress", condition, mask; axis = axis)?),
    };
    if !out.is_none() {
        super::attributes::set_mask(host, &out, &mask_value(mask))?;
        return Ok(out);
    }
    masked_like(&elements, mask, &a)
}

/// `a.compressed()`
///
/// # Errors
/// MemoryError.
pub fn compressed(host: &mut dyn Host, a: &Value) -> Result<Value> {
    let elements = method(host, &plain(a), "ravel", &[], &[])?;
    let Some(mask) = mask_of(a) else {
        return Ok(elements);
    };
    let mask = method(host, &mask, "ravel", &[], &[])?;
    let open = call!(host, "logical_not", mask)?;
    call!(host, "compress", open, elements)
}

fn view(host: &mut dyn Host, a: Value, dtype: Value, class: Value, fill: Value) -> Result<Value> {
    let of_class = matches!(dtype, Value::Class(ref class) if class.is_subclass(&crate::value::ClassId::NDARRAY.into()));
    let new_dtype = !dtype.is_none() && !of_class;
    let keywords: Vec<(Rc<str>, Value)> = [("dtype", dtype), ("type", class)]
        .into_iter()
        .filter(|(_, value)| !value.is_none())
        .map(|(name, value)| (name.into(), value))
        .collect();
    let viewed = method(host, &a, "view", &[], &keywords)?;
    let Some(state) = state(&viewed) else {
        return Ok(viewed);
    };
    if new_dtype {
        let array = to_array(&viewed)?;
        let own = mask_of(&a)
            .filter(|_| super::object::mask_dtype(array.dtype()) == crate::array::DType::Bool);
        state
            .mask
            .replace(own.and_then(|mask| shaped(&mask, array.shape())));
        if state.mask.borrow().is_none()
            && super::object::mask_dtype(array.dtype()) != crate::array::DType::Bool
        {
            let mask = super::object::no_mask(array.shape(), array.dtype())?;
            state.mask.replace(Some(mask));
        }
        if fill.is_none() {
            state.fill.replace(None);
        }
    }
    if !fill.is_none() {
        super::fill::set(host, &viewed, &fill)?;
    }
    Ok(viewed)
}

/// A function of NumPy's for elements and mask alike, as a new masked array.
///
/// # Errors
/// The function's.
pub fn by_function(
    host: &mut dyn Host,
    name: &str,
    a: &Value,
    arguments: &[Value],
    keywords: &[(Rc<str>, Value)],
) -> Result<Value> {
    let with = |first: Value| {
        std::iter::once(first)
            .chain(arguments.iter().cloned())
            .collect()
    };
    let elements = call_row(host, name, with(super::object::data(a)?), keywords.to_vec())?;
    let mask = call_row(host, name, with(mask_array(a)?), keywords.to_vec())?;
    with_mask(host, &elements, Some(mask))
}
