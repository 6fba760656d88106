//! Sorting: masked elements go to the end.

use crate::array::Kind;
use crate::builtins;
use crate::value::builtin::Given;
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::construct::any_array;
use super::fill::{dtype_of, extreme_of, filled};
use super::object::{is_constant, is_masked_array, mask_of, masked_like, plain, state};
use super::{array_value, ndim};

builtins! {
    /// A sorted copy; masked elements go to the end.
    ///
    /// >>> np.ma.sort(np.ma.array([3, 1, 2], mask=[0, 1, 0]))
    /// masked_array(data=[2, 3, --],
    ///              mask=[False, False,  True],
    ///        fill_value=999999)
    "np.ma.sort" "(a, axis=-1, kind=None, order=None, endwith=True, fill_value=None, *, stable=None)" => np_sort;
    /// Sorts the array; masked elements go to the end, or to the start with `endwith=False`.
    ///
    /// >>> a = np.ma.array([3, 1, 2], mask=[0, 1, 0])
    /// >>> a.sort()
    /// >>> a
    /// masked_array(data=[2, 3, --],
    ///              mask=[False, False,  True],
    ///        fill_value=999999)
    "MaskedArray.sort" "(self, axis=-1, kind=None, order=None, endwith=True, fill_value=None, *, stable=False)" => sort;
    /// The places of the elements in sorted order.
    ///
    /// >>> np.ma.array([3, 1, 2], mask=[0, 1, 0]).argsort()
    /// array([2, 0, 1])
    "np.ma.argsort" | "MaskedArray.argsort" "(a, axis=<no value>, kind=None, order=None, endwith=True, fill_value=None, *, stable=False)" => argsort;
    /// Sorts the elements to both sides of one; the mask stays where it is.
    "MaskedArray.partition" "(self, kth, axis=-1, kind='introselect', order=None)" => |host: &mut dyn Host, a: Value, kth: Value, axis: Value, kind: Value, order: Value| {
        ignores_mask(host, "partition")?;
        let elements = plain(&a);
        let sorted = call!(host, "partition", elements, kth, axis, kind, order)?;
        call!(host, "copyto", elements, sorted).map(drop)
    };
    /// The places of the elements to both sides of one; the mask does not count.
    "MaskedArray.argpartition" "(self, kth, axis=-1, kind='introselect', order=None)" => |host: &mut dyn Host, a: Value, kth: Value, axis: Value, kind: Value, order: Value| {
        ignores_mask(host, "argpartition")?;
        let places = call!(host, "argpartition", plain(&a), kth, axis, kind, order)?;
        masked_like(&places, mask_of(&a), &a)
    };
}

fn ignores_mask(host: &mut dyn Host, name: &str) -> Result<()> {
    host.warn(
        ClassId::USER_WARNING,
        &format!("Warning: '{name}' will ignore the 'mask' of the MaskedArray."),
    )
}

/// How to sort.
struct How {
    axis: Value,
    kind: Value,
    order: Value,
    endwith: bool,
    fill: Value,
}

fn np_sort(
    host: &mut dyn Host,
    a: Value,
    axis: Value,
    kind: Value,
    order: Value,
    endwith: bool,
    fill: Value,
    stable: Value,
) -> Result<Value> {
    check_stable(host, &stable)?;
    let how = How {
        axis,
        kind,
        order,
        endwith,
        fill,
    };
    sorted_copy(host, &a, how)
}

fn check_stable(host: &mut dyn Host, stable: &Value) -> Result<()> {
    if crate::value::truth(host, stable)? {
        return Err(Raised::value_error(
            "`stable` parameter is not supported for masked arrays.",
        ));
    }
    Ok(())
}

/// A sorted copy, with a value for masked elements.
///
/// # Errors
/// AxisError.
pub fn sorted(host: &mut dyn Host, a: &Value, axis: &Value, fill: &Value) -> Result<Value> {
    let how = How {
        axis: axis.clone(),
        kind: Value::None,
        order: Value::None,
        endwith: true,
        fill: fill.clone(),
    };
    sorted_copy(host, a, how)
}

fn sorted_copy(host: &mut dyn Host, a: &Value, mut how: How) -> Result<Value> {
    let mut a = array_value(a)?;
    if how.axis.is_none() {
        a = super::shape::on_both(host, &a, "ravel", Vec::new())?;
        how.axis = Value::Int(0);
    }
    if mask_of(&a).is_none() || is_constant(&a) {
        let elements = plain(&a);
        let sorted =
            call!(host, "sort", elements; axis = how.axis, kind = how.kind, order = how.order)?;
        return if is_masked_array(&a) {
            masked_like(&sorted, None, &a)
        } else {
            Ok(sorted)
        };
    }
    let places = places(host, &a, &how)?;
    along_axis(host, &a, &places, &how.axis)
}

fn sort(
    host: &mut dyn Host,
    a: Value,
    axis: Value,
    kind: Value,
    order: Value,
    endwith: bool,
    fill: Value,
    stable: Value,
) -> Result<()> {
    check_stable(host, &stable)?;
    if is_constant(&a) {
        return Ok(());
    }
    let how = How {
        axis,
        kind,
        order,
        endwith,
        fill,
    };
    let sorted = sorted_copy(host, &a, how)?;
    call!(host, "copyto", plain(&a), plain(&sorted))?;
    if let (Some(own), Some(new)) = (mask_of(&a), mask_of(&sorted)) {
        call!(host, "copyto", own, new)?;
    }
    Ok(())
}

/// Elements and mask at places along an axis: `np.take_along_axis`.
///
/// # Errors
/// NumPy's.
pub fn along_axis(host: &mut dyn Host, a: &Value, places: &Value, axis: &Value) -> Result<Value> {
    let elements = call!(host, "take_along_axis", plain(a), places; axis = axis)?;
    let mask = match mask_of(a) {
        None => None,
        Some(mask) => Some(call!(host, "take_along_axis", mask, places; axis = axis)?),
    };
    masked_like(&elements, mask, a)
}

/// The places in sorted order.
fn places(host: &mut dyn Host, a: &Value, how: &How) -> Result<Value> {
    let dtype = dtype_of(a)?;
    let fill = match (&how.fill, how.endwith) {
        (Value::None, true) if dtype.kind() == Kind::Float => Value::Float(f64::NAN),
        (Value::None, endwith) => extreme_of(&dtype, endwith)?,
        (given, _) => given.clone(),
    };
    let elements = filled(host, a, &fill)?;
    call!(host, "argsort", elements; axis = how.axis, kind = how.kind, order = how.order)
}

fn argsort(
    host: &mut dyn Host,
    a: Value,
    axis: Given,
    kind: Value,
    order: Value,
    endwith: bool,
    fill: Value,
    stable: Value,
) -> Result<Value> {
    check_stable(host, &stable)?;
    let a = array_value(&a)?;
    let axis = match axis.0 {
        Some(axis) => axis,
        None if ndim(&a) <= 1 => Value::Int(-1),
        None => {
            host.warn(
                ClassId::MASKED_ARRAY_FUTURE_WARNING,
                "In the future the default for argsort will be axis=-1, not the current None, to match its documentation and np.argsort. Explicitly pass -1 or None to silence this warning.",
            )?;
            Value::None
        }
    };
    let how = How {
        axis,
        kind,
        order,
        endwith,
        fill,
    };
    if state(&a).is_none() {
        return call!(host, "argsort", a; axis = how.axis, kind = how.kind, order = how.order);
    }
    let a = any_array(host, &a)?;
    places(host, &a, &how)
}
