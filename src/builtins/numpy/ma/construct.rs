//! Making masked arrays of data, a mask and a fill value.

use crate::array::DType;
use crate::builtins;
use crate::value::builtin::{Bound, Given, Parameter};
use crate::value::convert::{ArrayOptions, to_array, to_array_as};
use crate::value::{Class, ClassId, Host, Raised, Result, Value};

use super::fill;
use super::masks::{either, is_no_mask, items_of};
use super::object::{
    Masked, any_of, is_constant, is_masked_array, mask_array, mask_dtype, mask_error, mask_of,
    no_mask, object, plain, shaped, state, viewed_as,
};

builtins! {
    /// An array with a mask: elements where it is True count as missing.
    ///
    /// `fill_value` is what `filled` puts in their place, `keep_mask` joins the mask with the one that `data` has,
    /// `hard_mask` keeps masked elements masked when they are assigned to.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[False, True, False])
    /// masked_array(data=[1, --, 3],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "np.ma.array" "(data, dtype=None, copy=False, order=None, mask=<no value>, fill_value=None, keep_mask=True, hard_mask=False, shrink=True, subok=True, ndmin=0)" => array;
    /// An array with a mask: elements where it is True count as missing.
    ///
    /// >>> np.ma.MaskedArray([1, 2, 3], mask=[0, 0, 1], fill_value=-1)
    /// masked_array(data=[1, 2, --],
    ///              mask=[False, False,  True],
    ///        fill_value=-1)
    "MaskedArray.__new__" "(cls, data=None, mask=<no value>, dtype=None, copy=False, subok=True, ndmin=0, fill_value=None, keep_mask=True, hard_mask=None, shrink=True, order=None)" => new_in_class;
    /// The class of masked arrays.
    ///
    /// >>> np.ma.masked_array([1, 2, 3], mask=[0, 1, 0])
    /// masked_array(data=[1, --, 3],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    constant "np.ma.masked_array" => || Value::Class(ClassId::MASKED_ARRAY.into());
    /// The one masked element: assigned to an element it masks it, and it is what masked elements are.
    ///
    /// >>> a = np.ma.array([1, 2, 3])
    /// >>> a[1] = np.ma.masked
    /// >>> a[1] is np.ma.masked
    /// True
    constant "np.ma.masked" | "np.ma.masked_singleton" => super::object::constant;
    /// Anything as a masked array.
    ///
    /// >>> np.ma.asarray([[1, 2], [3, 4]])
    /// masked_array(
    ///   data=[[1, 2],
    ///         [3, 4]],
    ///   mask=False,
    ///   fill_value=999999)
    "np.ma.asarray" "(a, dtype=None, order=None)" => |host: &mut dyn Host, a: Value, dtype: Value, order: Value| {
        let order = if order.is_none() { Value::str("C") } else { order };
        build(host, &a, Build { dtype, order, subok: false, ..Build::default() })
    };
    /// Anything as a masked array; masked arrays as they are.
    ///
    /// >>> np.ma.asanyarray([1.5, 2])
    /// masked_array(data=[1.5, 2. ],
    ///              mask=False,
    ///        fill_value=1e+20)
    "np.ma.asanyarray" "(a, dtype=None, order=None)" => |host: &mut dyn Host, a: Value, dtype: Value, order: Value| {
        if dtype.is_none() && order.is_none() && is_masked_array(&a) {
            return Ok(a);
        }
        build(host, &a, Build { dtype, order, ..Build::default() })
    };
}

/// What `np.ma.array` is asked for.
pub struct Build {
    pub class: Class,
    /// `None` is `nomask`.
    pub mask: Option<Value>,
    pub dtype: Value,
    pub copy: bool,
    pub order: Value,
    pub fill_value: Value,
    pub keep_mask: bool,
    pub hard_mask: Value,
    pub shrink: bool,
    pub subok: bool,
    pub ndmin: Value,
}

impl Default for Build {
    fn default() -> Build {
        Build {
            class: ClassId::MASKED_ARRAY.into(),
            mask: None,
            dtype: Value::None,
            copy: false,
            order: Value::None,
            fill_value: Value::None,
            keep_mask: true,
            hard_mask: Value::None,
            shrink: true,
            subok: true,
            ndmin: Value::Int(0),
        }
    }
}

/// A masked array with a mask, like `masked_array(data, mask=mask)`.
///
/// # Errors
/// As [`build`].
pub fn with_mask(host: &mut dyn Host, data: &Value, mask: Option<Value>) -> Result<Value> {
    build(
        host,
        data,
        Build {
            mask,
            ..Build::default()
        },
    )
}

/// Masked arrays as they are, anything else as one.
///
/// # Errors
/// As `np.array`.
pub fn any_array(host: &mut dyn Host, value: &Value) -> Result<Value> {
    if is_masked_array(value) {
        return Ok(value.clone());
    }
    build(host, value, Build::default())
}

/// `masked_array(…)`
///
/// # Errors
/// As `np.array`; MaskError where mask and data do not fit.
pub fn build(host: &mut dyn Host, given: &Value, how: Build) -> Result<Value> {
    let source = plain(given);
    let copy = if how.copy {
        Value::Bool(true)
    } else {
        Value::None
    };
    let elements = call!(host, "array", source; dtype = how.dtype, copy = copy, order = how.order, ndmin = how.ndmin)?;
    let array = to_array(&elements)?;
    let class = match state(given) {
        Some(state) if how.subok && !is_constant(given) => state.class.clone(),
        _ => how.class.clone(),
    };
    let made = Masked::like(class, given, None);
    let shares =
        object(given).is_ok_and(|held| held.with(|held| held.buffer().same(array.buffer())));
    let mut own = inherited(given, &array, shares)?;
    let same_shape =
        object(given).is_ok_and(|held| held.with(|held| held.shape() == array.shape()));
    let copies = how.copy || (is_masked_array(given) && !same_shape);
    let mut shared = true;
    match &how.mask {
        None if !how.keep_mask => {
            own = if how.shrink {
                None
            } else {
                Some(no_mask(array.shape(), array.dtype())?)
            };
        }
        None => match items_of(host, given)? {
            Some(items) => {
                if let Some(mask) = mask_of_items(host, &items, array.dtype())? {
                    own = Some(mask);
                    shared = false;
                }
            }
            None => {
                shared = !copies;
                if copies {
                    own = own.map(|mask| copied(&mask)).transpose()?;
                }
            }
        },
        Some(mask) => {
            let (mask, fitted) = fitting(host, mask, &array, copies)?;
            shared = !(copies || fitted);
            own = match own {
                Some(own) if how.keep_mask => {
                    shared = false;
                    either(host, Some(mask), Some(own), false)?
                }
                _ => Some(mask),
            };
        }
    }
    made.mask.replace(own);
    made.shared.set(shared);
    made.hard.set(match &how.hard_mask {
        Value::None => state(given).is_some_and(|state| state.hard.get()),
        given => crate::value::truth(host, given)?,
    });
    set_fill(host, &made, &how.fill_value, array.dtype())?;
    let of = if is_masked_array(given) && shares {
        given
    } else {
        &elements
    };
    Ok(viewed_as(array, of, made))
}

/// The mask that the data brings along.
fn inherited(given: &Value, array: &crate::array::Array, shares: bool) -> Result<Option<Value>> {
    let structured = matches!(array.dtype(), DType::Struct(_));
    let Some(mask) = mask_of(given) else {
        return if structured {
            no_mask(array.shape(), array.dtype()).map(Some)
        } else {
            Ok(None)
        };
    };
    let mask = if shares { mask } else { copied(&mask)? };
    Ok(shaped(&mask, array.shape()))
}

fn copied(mask: &Value) -> Result<Value> {
    Ok(Value::array(to_array(mask)?.copy()?))
}

fn set_fill(host: &mut dyn Host, made: &Masked, given: &Value, dtype: &DType) -> Result<()> {
    let held = made.fill.borrow().clone();
    let value = match (given, held) {
        (Value::None, None) if matches!(dtype, DType::Struct(_)) => Value::None,
        (Value::None, None) => return Ok(()),
        (Value::None, Some(held)) => Value::array(held),
        (given, _) => given.clone(),
    };
    let fill = fill::checked(host, &value, dtype)?;
    made.fill.replace(Some(fill));
    Ok(())
}

/// The mask of a list that has masked arrays, or the masked element, among its items.
fn mask_of_items(host: &mut dyn Host, items: &[Value], dtype: &DType) -> Result<Option<Value>> {
    if !items.iter().any(is_masked_array) {
        return Ok(None);
    }
    let mut masks = Vec::with_capacity(items.len());
    for item in items {
        masks.push(mask_array(item)?);
    }
    let mask_type = Value::DType(mask_dtype(dtype).into());
    let made = call!(host, "array", Value::list(masks); dtype = mask_type);
    match made {
        Ok(mask) if any_of(Some(&mask))? => Ok(Some(mask)),
        Ok(_) => Ok(None),
        Err(raised) if raised.is_a(ClassId::VALUE_ERROR) || raised.is_a(ClassId::TYPE_ERROR) => {
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

/// A mask as given, for these elements; and whether it had to be made to fit.
fn fitting(
    host: &mut dyn Host,
    mask: &Value,
    array: &crate::array::Array,
    copy: bool,
) -> Result<(Value, bool)> {
    let dtype = mask_dtype(array.dtype());
    let plain_mask = dtype == DType::Bool;
    let made = match mask {
        Value::None | Value::Bool(false) if plain_mask => {
            return Ok((no_mask(array.shape(), array.dtype())?, false));
        }
        Value::Bool(true) if plain_mask => {
            let shape = super::shape_tuple(array.shape());
            return Ok((
                call!(host, "ones", shape, Value::DType(dtype.into()))?,
                false,
            ));
        }
        Value::None => Value::Bool(false),
        other => plain(other),
    };
    let options = ArrayOptions {
        dtype: Some(dtype.clone()),
        ..ArrayOptions::default()
    };
    let mut held = match to_array_as(&made, &options) {
        Err(raised) if raised.is_a(ClassId::TYPE_ERROR) && !plain_mask => {
            to_array_as(&for_fields(host, &made, &dtype)?, &options)?
        }
        other => other?,
    };
    let shares = made
        .as_array()
        .is_some_and(|given| given.buffer().same(held.buffer()));
    if copy && shares {
        held = held.copy()?;
    }
    if held.shape() == array.shape() {
        let value = if shares && !copy {
            made
        } else {
            Value::array(held)
        };
        return Ok((value, false));
    }
    let shape = super::shape_tuple(array.shape());
    let held = Value::array(held);
    let (many, found) = (array.size(), to_array(&held)?.size());
    let fitted = match found {
        1 => call!(host, "resize", held, shape)?,
        _ if found == many => call!(host, "reshape", held, shape)?,
        _ => {
            return Err(mask_error(format!(
                "Mask and data not compatible: data size is {many}, mask size is {found}."
            )));
        }
    };
    Ok((fitted, true))
}

/// A bool for each record, as one for each of its fields.
fn for_fields(host: &mut dyn Host, mask: &Value, dtype: &DType) -> Result<Value> {
    let DType::Struct(fields) = dtype else {
        return Ok(mask.clone());
    };
    let count = fields.fields.len();
    let items = crate::builtins::python::iterate::collect(host, mask)?;
    let records = items
        .into_iter()
        .map(|item| Value::tuple(vec![item; count]));
    Ok(Value::list(records.collect()))
}

#[allow(clippy::too_many_arguments)] // as many as NumPy's
fn array(
    host: &mut dyn Host,
    given: Value,
    dtype: Value,
    copy: bool,
    order: Value,
    mask: Given,
    fill_value: Value,
    keep_mask: bool,
    hard_mask: Value,
    shrink: bool,
    subok: bool,
    ndmin: Value,
) -> Result<Value> {
    let how = Build {
        mask: mask.0.filter(|mask| !is_no_mask(mask)),
        dtype,
        copy,
        order,
        fill_value,
        keep_mask,
        hard_mask,
        shrink,
        subok,
        ndmin,
        ..Build::default()
    };
    build(host, &given, how)
}

/// The last parameters of `MaskedArray`.
struct ShrinkAndOrder {
    shrink: bool,
    order: Value,
}

impl Parameter for ShrinkAndOrder {
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<ShrinkAndOrder> {
        Ok(ShrinkAndOrder {
            shrink: bool::take(bound, host)?,
            order: Value::take(bound, host)?,
        })
    }
}

#[allow(clippy::too_many_arguments)] // as many as NumPy's
fn new_in_class(
    host: &mut dyn Host,
    class: Value,
    given: Value,
    mask: Given,
    dtype: Value,
    copy: bool,
    subok: bool,
    ndmin: Value,
    fill_value: Value,
    keep_mask: bool,
    hard_mask: Value,
    last: ShrinkAndOrder,
) -> Result<Value> {
    let Value::Class(class) = class else {
        return Err(Raised::type_error("expected a class"));
    };
    if class == ClassId::MASKED_CONSTANT.into() {
        return Ok(super::object::constant());
    }
    let how = Build {
        class,
        mask: mask.0.filter(|mask| !is_no_mask(mask)),
        dtype,
        copy,
        order: last.order,
        fill_value,
        keep_mask,
        hard_mask,
        shrink: last.shrink,
        subok,
        ndmin,
    };
    build(host, &given, how)
}
