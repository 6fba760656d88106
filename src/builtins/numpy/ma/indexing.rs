//! `a[…]` and `a[…] = x`: masked elements are `np.ma.masked`, assigning it masks them.

use std::rc::Rc;

use crate::array::{DType, Scalar};
use crate::builtins;
use crate::builtins::numpy::indexing::{get_item, set_item};
use crate::value::convert::{take_noticed, to_array};
use crate::value::{Class, ClassId, Host, Raised, Result, Value, truth};

use super::masks::{either, mask_value};
use super::object::{
    Masked, constant, is_constant, is_masked_array, mask_error, mask_of, masked_view, no_mask,
    object, plain, shaped, state, viewed_as,
};
use super::{array_value, ndim};

builtins! {
    /// `a[key]`: elements, views or copies of them, with their mask.
    ///
    /// >>> a = np.ma.array([1, 2, 3], mask=[0, 1, 0])
    /// >>> a[1], a[2]
    /// (masked, np.int64(3))
    "MaskedArray.__getitem__" "(self, key, /)" => |host: &mut dyn Host, a: Value, key: Value| item(host, &a, &key);
    /// `a[key] = value`: masks where the value is masked.
    ///
    /// >>> a = np.ma.array([1, 2, 3])
    /// >>> a[1:] = np.ma.masked
    /// >>> a
    /// masked_array(data=[1, --, --],
    ///              mask=[False,  True,  True],
    ///        fill_value=999999)
    "MaskedArray.__setitem__" "(self, key, value, /)" => |host: &mut dyn Host, a: Value, key: Value, value: Value| assign(host, &a, &key, &value);
}

/// One element or several, with their mask.
///
/// # Errors
/// As indexing any array.
pub fn item(host: &mut dyn Host, a: &Value, key: &Value) -> Result<Value> {
    let key = &plain_key(key);
    let elements = plain(a);
    let found = get_item(&elements, object(&elements)?, key)?;
    let mask = match mask_of(a) {
        None => None,
        Some(mask) => Some(get_item(&mask, object(&mask)?, key)?),
    };
    let single = match (&mask, &found) {
        (Some(mask), _) => !matches!(mask, Value::Array(_)),
        (None, Value::Array(inner)) => {
            let of_objects = object(a)?.with(|array| *array.dtype() == DType::Object);
            of_objects && !inner.with(|inner| *inner.dtype() == DType::Object)
        }
        (None, _) => true,
    };
    if single {
        return single_item(host, a, found, mask);
    }
    picked(a, &found, mask, key)
}

/// One element: itself, a record with its own mask, or the masked one.
fn single_item(host: &mut dyn Host, a: &Value, found: Value, mask: Option<Value>) -> Result<Value> {
    if let Value::Scalar(Scalar::Struct(_)) = found {
        return record(a, &found, mask);
    }
    let masked = match &mask {
        None => false,
        Some(mask) => truth(host, mask)?,
    };
    if !masked {
        return Ok(found);
    }
    let of_objects = object(a)?.with(|array| *array.dtype() == DType::Object);
    if of_objects && matches!(found, Value::Array(_)) {
        let mask = super::object::one(true)?;
        return masked_view(&found, Some(mask));
    }
    Ok(constant())
}

/// NumPy's `mvoid`: a record some of whose fields may be masked.
fn record(a: &Value, found: &Value, mask: Option<Value>) -> Result<Value> {
    let mask = mask.map(|mask| array_value(&mask)).transpose()?;
    let made = Masked::new(ClassId::MVOID, mask);
    made.hard
        .set(state(a).is_some_and(|state| state.hard.get()));
    Ok(viewed_as(to_array(found)?, found, made))
}

/// Several elements, which share the fill value.
fn picked(a: &Value, found: &Value, mask: Option<Value>, key: &Value) -> Result<Value> {
    let array = to_array(found)?;
    let mask = mask.and_then(|mask| shaped(&mask, array.shape()));
    let shared = mask.is_some();
    let class: Class = state(a).map_or(ClassId::MASKED_ARRAY.into(), |state| state.class.clone());
    let class = if is_constant(a) || class == ClassId::MVOID.into() {
        ClassId::MASKED_ARRAY.into()
    } else {
        class
    };
    let made = Masked::like(class, a, mask);
    if shared {
        made.shared.set(true);
    }
    if let Some(fill) = field_fill(&made, key)? {
        made.fill.replace(Some(fill));
    }
    Ok(viewed_as(array, found, made))
}

/// Of a field, its part of the fill value.
fn field_fill(made: &Masked, key: &Value) -> Result<Option<crate::array::Array>> {
    let is_name = match key {
        Value::Str(_) => true,
        Value::List(list) => {
            let items = list.items.borrow();
            !items.is_empty() && items.iter().all(|item| matches!(item, Value::Str(_)))
        }
        _ => false,
    };
    let Some(fill) = made.fill.borrow().clone().filter(|_| is_name) else {
        return Ok(None);
    };
    let fill = Value::array(fill);
    let part = to_array(&get_item(&fill, object(&fill)?, key)?)?;
    match part.first() {
        Some(first) if part.ndim() > 0 => Ok(Some(crate::array::Array::from_scalar(&first)?)),
        _ => Ok(Some(part)),
    }
}

/// Masks as keys count by their elements alone.
fn plain_key(key: &Value) -> Value {
    match key {
        Value::Tuple(items) => Value::tuple(items.iter().map(plain).collect()),
        other => plain(other),
    }
}

/// Assigns elements with their mask.
///
/// # Errors
/// As assigning to any array; MaskError for the masked element itself.
pub fn assign(host: &mut dyn Host, a: &Value, key: &Value, value: &Value) -> Result<()> {
    if is_constant(a) {
        return Err(mask_error("Cannot alter the masked element."));
    }
    let done = assign_both(host, a, key, value);
    // What casting noticed is no news here.
    take_noticed();
    done
}

fn assign_both(host: &mut dyn Host, a: &Value, key: &Value, value: &Value) -> Result<()> {
    let Some(state) = state(a) else {
        return Ok(());
    };
    let array = object(a)?.array();
    let own = || -> Result<Value> {
        let held = state.mask.borrow().clone();
        match held {
            Some(mask) => Ok(mask),
            None => {
                let made = no_mask(array.shape(), array.dtype())?;
                state.mask.replace(Some(made.clone()));
                Ok(made)
            }
        }
    };
    let index = &plain_key(key);
    if is_constant(value) {
        let mask = own()?;
        return set_item(object(&mask)?, index, &all_fields(array.dtype(), true));
    }
    let (elements, mask) = (plain(value), mask_of(value));
    if let Value::Str(_) = key {
        set_item(object(a)?, index, &elements)?;
        let target = own()?;
        return set_item(object(&target)?, index, &mask.unwrap_or(Value::Bool(false)));
    }
    let held = state.mask.borrow().clone();
    let Some(held) = held else {
        set_item(object(a)?, index, &elements)?;
        return match mask {
            None => Ok(()),
            Some(mask) => {
                let target = own()?;
                set_item(object(&target)?, index, &mask)
            }
        };
    };
    if !state.hard.get() {
        set_item(object(a)?, index, &elements)?;
        if is_masked_array(key) && !is_masked_array(value) {
            return Ok(());
        }
        let mask = mask.unwrap_or_else(|| all_fields(array.dtype(), false));
        return set_item(object(&held)?, index, &mask);
    }
    assign_hard(host, a, index, &elements, mask, &held)
}

/// True or False for an element, or for each of its fields.
fn all_fields(dtype: &DType, masked: bool) -> Value {
    match dtype {
        DType::Struct(fields) => Value::tuple(
            fields
                .fields
                .iter()
                .map(|field| all_fields(&field.dtype, masked))
                .collect(),
        ),
        _ => Value::Bool(masked),
    }
}

/// Assigning under a hard mask: masked elements stay as they are.
fn assign_hard(
    host: &mut dyn Host,
    a: &Value,
    index: &Value,
    elements: &Value,
    mask: Option<Value>,
    held: &Value,
) -> Result<()> {
    let is_bool = |value: &Value| {
        value
            .as_array()
            .is_some_and(|key| *key.dtype() == DType::Bool)
    };
    if is_bool(index) {
        let open = call!(host, "logical_not", held)?;
        let index = call!(host, "multiply", index, open)?;
        return set_item(object(a)?, &index, elements);
    }
    if object(a)?.with(|array| matches!(array.dtype(), DType::Struct(_))) {
        return Err(Raised::new(
            ClassId::NOT_IMPLEMENTED_ERROR,
            "Flexible 'hard' masks are not yet supported.",
        ));
    }
    let before = array_value(&get_item(held, object(held)?, index)?)?;
    let joined = either(host, Some(before), mask, true)?;
    let target = plain(a);
    let mut part = get_item(&target, object(&target)?, index)?;
    match &joined {
        _ if ndim(&part) > 0 && to_array(&part)?.size() > 1 => {
            part = Value::array(to_array(&part)?.copy()?);
            let open = match &joined {
                None => Value::Bool(true),
                Some(mask) => call!(host, "logical_not", mask)?,
            };
            call!(host, "copyto", part, elements; r#where = open)?;
        }
        None => part = elements.clone(),
        Some(_) => {}
    }
    set_item(object(a)?, index, &part)?;
    let joined = mask_value(joined);
    set_item(object(held)?, index, &joined)
}

/// A slice as a key.
pub fn slice(start: Value, stop: Value) -> Value {
    Value::Slice(Rc::new(crate::value::Slice {
        start,
        stop,
        step: Value::None,
    }))
}
