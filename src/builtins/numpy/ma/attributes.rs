//! What a masked array says of itself: its data, its mask, how hard it is.

use crate::array::{Array, DType, Scalar};
use crate::builtins;
use crate::builtins::operators;
use crate::value::convert::to_array;
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::construct::any_array;
use super::masks::{is_no_mask, mask_value, shrunk};
use super::object::{is_constant, mask_of, masked_like, no_mask, object, plain, shaped, state};
use super::{call_row, printing::PrintOption};

builtins! {
    /// The elements without their mask; writing to them writes to the array.
    ///
    /// >>> np.ma.array([1, 2], mask=[0, 1]).data
    /// array([1, 2])
    property "MaskedArray.data" | "MaskedArray._data" => |a: Value| plain(&a);
    /// The mask: a bool for each element, or one False where nothing is masked.
    ///
    /// >>> np.ma.array([1, 2], mask=[0, 1]).mask
    /// array([False,  True])
    property "MaskedArray.mask" => |a: Value| mask_value(mask_of(&a).and_then(|mask| {
        let shape = mask.as_array()?.shape().to_vec();
        shaped(&mask, &shape)
    }));
    /// The mask itself, no view of it.
    property "MaskedArray._mask" => |a: Value| mask_value(mask_of(&a));
    /// Sets the mask of all elements: one bool, or one for each.
    setter "MaskedArray.mask=" "(self, value)" => |host: &mut dyn Host, a: Value, mask: Value| set_mask(host, &a, &mask);
    /// Gives the array this mask, unchecked.
    setter "MaskedArray._mask=" "(self, value)" => |a: Value, mask: Value| {
        if let Some(state) = state(&a) {
            state.mask.replace(super::masks::given_mask(&mask));
        }
    };
    /// Which records are masked in all their fields.
    ///
    /// >>> np.ma.array([1, 2], mask=[0, 1]).recordmask
    /// array([False,  True])
    property "MaskedArray.recordmask" => recordmask;
    /// Not there yet in NumPy.
    setter "MaskedArray.recordmask=" "(self, value)" => |_a: Value, _mask: Value| {
        Err::<(), _>(Raised::new(ClassId::NOT_IMPLEMENTED_ERROR, "Coming soon: setting the mask per records!"))
    };
    /// Do masked elements stay masked when they are assigned to?
    ///
    /// >>> np.ma.array([1, 2], hard_mask=True).hardmask
    /// True
    property "MaskedArray.hardmask" => |a: Value| state(&a).is_some_and(|state| state.hard.get());
    /// Does another array have the same mask?
    ///
    /// >>> np.ma.array([1, 2], mask=[0, 1]).sharedmask
    /// True
    property "MaskedArray.sharedmask" => |a: Value| state(&a).is_some_and(|state| state.shared.get());
    /// The class of the elements without their mask.
    ///
    /// >>> np.ma.array([1, 2]).baseclass
    /// <class 'numpy.ndarray'>
    property "MaskedArray.baseclass" | "MaskedArray._baseclass" => |_a: Value| Value::Class(ClassId::NDARRAY.into());
    /// The real part of the elements.
    ///
    /// >>> np.ma.array([1 + 1j, 2], mask=[0, 1]).real
    /// masked_array(data=[1.0, --],
    ///              mask=[False,  True],
    ///        fill_value=1e+20)
    property "MaskedArray.real" => |host: &mut dyn Host, a: Value| part(host, "real", &a);
    /// The imaginary part of the elements.
    ///
    /// >>> np.ma.array([1 + 1j, 2], mask=[0, 1]).imag
    /// masked_array(data=[1.0, --],
    ///              mask=[False,  True],
    ///        fill_value=1e+20)
    property "MaskedArray.imag" => |host: &mut dyn Host, a: Value| part(host, "imag", &a);
    /// Keeps masked elements masked when they are assigned to.
    ///
    /// >>> a = np.ma.array([1, 2], mask=[0, 1]).harden_mask()
    /// >>> a[1] = 5
    /// >>> a
    /// masked_array(data=[1, --],
    ///              mask=[False,  True],
    ///        fill_value=999999)
    "np.ma.harden_mask" | "MaskedArray.harden_mask" "(a)" => |host: &mut dyn Host, a: Value| harden(host, &a, true);
    /// Lets assigning unmask masked elements.
    ///
    /// >>> a = np.ma.array([1, 2], mask=[0, 1], hard_mask=True).soften_mask()
    /// >>> a[1] = 5
    /// >>> a
    /// masked_array(data=[1, 5],
    ///              mask=[False, False],
    ///        fill_value=999999)
    "np.ma.soften_mask" | "MaskedArray.soften_mask" "(a)" => |host: &mut dyn Host, a: Value| harden(host, &a, false);
    /// Gives the array a mask of its own.
    ///
    /// >>> np.ma.array([1, 2], mask=[0, 1]).unshare_mask().sharedmask
    /// False
    "MaskedArray.unshare_mask" "(self)" => unshare;
    /// Makes a mask that masks nothing one False.
    ///
    /// >>> np.ma.array([1, 2], mask=[0, 0]).shrink_mask().mask
    /// np.False_
    "np.ma.shrink_mask" | "MaskedArray.shrink_mask" "(a)" => shrink;
    /// Where elements and mask lie in memory.
    ///
    /// >>> len(np.ma.array([1, 2], mask=[0, 1]).ids())
    /// 2
    "np.ma.ids" | "MaskedArray.ids" "(a)" => ids;
    /// Do the elements lie one after the other?
    ///
    /// >>> np.ma.array([1, 2]).iscontiguous()
    /// True
    "MaskedArray.iscontiguous" "(self)" => |a: Value| to_array(&a).map(|array| array.is_c_contiguous());
    /// Sets the shape of elements and mask.
    setter "MaskedArray.shape=" "(self, value)" => set_shape;
    /// What is shown for masked elements.
    ///
    /// >>> np.ma.masked_print_option
    /// --
    constant "np.ma.masked_print_option" => || Value::Native(std::rc::Rc::new(Printing));
    /// The text for masked elements.
    "_MaskedPrintOption.display" "(self)" => |host: &mut dyn Host, _this: Value| host.session().get::<PrintOption>().display.clone();
    /// Sets the text for masked elements.
    "_MaskedPrintOption.set_display" "(self, s)" => |host: &mut dyn Host, _this: Value, display: Value| {
        host.session().get::<PrintOption>().display = display;
    };
    /// Is the text shown?
    "_MaskedPrintOption.enabled" "(self)" => |host: &mut dyn Host, _this: Value| host.session().get::<PrintOption>().enabled.clone();
    /// Shows the text, or the fill value instead of it.
    "_MaskedPrintOption.enable" "(self, shrink=1)" => |host: &mut dyn Host, _this: Value, enabled: Value| {
        host.session().get::<PrintOption>().enabled = enabled;
    };
}

/// `np.ma.masked_print_option`
struct Printing;

impl crate::value::Native for Printing {
    fn class(&self) -> ClassId {
        ClassId::MASKED_PRINT_OPTION
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn repr_with(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let display = host.session().get::<PrintOption>().display.clone();
        Ok(Some(
            crate::value::display::str(host, &display)?.to_string(),
        ))
    }
}

/// NumPy's `__setmask__`.
///
/// # Errors
/// ValueError where the mask does not fit.
pub fn set_mask(host: &mut dyn Host, a: &Value, mask: &Value) -> Result<()> {
    let Some(state) = state(a) else {
        return Ok(());
    };
    let array = object(a)?.array();
    let mask = if is_constant(mask) {
        Value::Bool(true)
    } else {
        plain(mask)
    };
    if state.mask.borrow().is_none() {
        if is_no_mask(&mask) {
            return Ok(());
        }
        state
            .mask
            .replace(Some(no_mask(array.shape(), array.dtype())?));
    }
    let own = mask_value(state.mask.borrow().clone());
    let structured = matches!(array.dtype(), DType::Struct(_));
    if structured {
        return set_fields(host, &own, &mask, state.hard.get());
    }
    if state.hard.get() {
        return call!(host, "logical_or", own, mask; out = own).map(drop);
    }
    if matches!(
        mask,
        Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Scalar(_)
    ) {
        return operators::set_item(host, &own, &Value::Ellipsis, mask);
    }
    set_flat(host, &own, &mask)
}

/// `own.flat = mask`
fn set_flat(host: &mut dyn Host, own: &Value, mask: &Value) -> Result<()> {
    let flat =
        crate::builtins::find("ndarray.flat=").ok_or_else(|| Raised::attribute_error("flat"))?;
    let arguments = crate::value::Arguments::positional([own.clone(), mask.clone()]);
    flat.call(host, arguments).map(drop)
}

/// Masks of records: one bool for a whole record stands for each of its fields.
fn set_fields(host: &mut dyn Host, own: &Value, mask: &Value, hard: bool) -> Result<()> {
    let dtype = super::fill::dtype_of(own)?;
    let DType::Struct(fields) = &dtype else {
        return Ok(());
    };
    let given = to_array(mask)?;
    for field in &fields.fields {
        let name = Value::Str(field.name.clone());
        let part = operators::get_item(host, own, &name)?;
        let new = match given.dtype() {
            DType::Struct(_) => operators::get_item(host, &Value::array(given.clone()), &name)?,
            _ if given.ndim() == 0
                || given.dtype() == &DType::Bool
                || given.dtype().is_integer() =>
            {
                Value::array(given.clone())
            }
            _ => mask.clone(),
        };
        let new = if hard {
            call!(host, "logical_or", part, new)?
        } else {
            new
        };
        operators::set_item(host, &part, &Value::Ellipsis, new)?;
    }
    Ok(())
}

fn recordmask(a: Value) -> Result<Value> {
    let Some(mask) = mask_of(&a) else {
        return Ok(mask_value(None));
    };
    let array = to_array(&mask)?;
    if !matches!(array.dtype(), DType::Struct(_)) {
        return Ok(mask);
    }
    let all = array.scalars().map(|record| match record {
        Scalar::Struct(record) => record.with_bytes(|bytes| bytes.iter().all(|&byte| byte != 0)),
        _ => false,
    });
    let all = all.map(crate::array::Bool::from).collect();
    Ok(Value::array(Array::from_shape_vec(array.shape(), all)?))
}

fn part(host: &mut dyn Host, name: &str, a: &Value) -> Result<Value> {
    let elements = call_row(host, name, vec![plain(a)], Vec::new())?;
    let result = masked_like(&elements, None, a)?;
    set_mask(host, &result, &mask_value(mask_of(a)))?;
    Ok(result)
}

fn harden(host: &mut dyn Host, a: &Value, hard: bool) -> Result<Value> {
    let a = any_array(host, a)?;
    if let Some(state) = state(&a) {
        state.hard.set(hard);
    }
    Ok(a)
}

fn unshare(a: Value) -> Result<Value> {
    if let Some(state) = state(&a)
        && state.shared.get()
    {
        let own = state.mask.borrow().clone();
        let copied = own.map(|mask| Ok::<_, Raised>(Value::array(to_array(&mask)?.copy()?)));
        state.mask.replace(copied.transpose()?);
        state.shared.set(false);
    }
    Ok(a)
}

fn shrink(host: &mut dyn Host, a: Value) -> Result<Value> {
    let a = any_array(host, &a)?;
    if let Some(state) = state(&a) {
        let own = state.mask.borrow().clone();
        state.mask.replace(shrunk(own)?);
    }
    Ok(a)
}

fn ids(host: &mut dyn Host, a: Value) -> Result<Value> {
    let a = any_array(host, &a)?;
    let mask = mask_value(mask_of(&a));
    let places = [&a, &mask].map(|value| crate::value::identity::address(host, value));
    let places = places.map(|place| Value::int(place.into()));
    Ok(Value::tuple(places.to_vec()))
}

fn set_shape(host: &mut dyn Host, a: Value, shape: Value) -> Result<()> {
    let setter =
        crate::builtins::find("ndarray.shape=").ok_or_else(|| Raised::attribute_error("shape"))?;
    let arguments = crate::value::Arguments::positional([a.clone(), shape]);
    setter.call(host, arguments)?;
    if let Some(state) = state(&a) {
        let shape = super::object::shape_of(&a)?;
        let own = state.mask.borrow().clone();
        state
            .mask
            .replace(own.and_then(|mask| shaped(&mask, &shape)));
    }
    Ok(())
}
