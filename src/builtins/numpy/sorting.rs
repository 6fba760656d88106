//! Sorting, selecting and searching: NumPy's order, its kinds of sort, its errors.

use crate::array::sort::{SortKind, Task, argsort_lanes, sort_lanes};
use crate::array::{Array, DType, Field, Layout, Shape, StructType, normalize_axis};
use crate::builtins;
use crate::value::convert::{as_index, to_array, values_of};
use crate::value::{Host, Raised, Result, Value, compare};
use std::rc::Rc;

builtins! {
    /// A sorted copy, along one axis or flattened (`axis=None`). NaN stands last; complex numbers go by their real
    /// parts first. `kind='stable'` keeps equal elements in their order.
    ///
    /// >>> np.sort([3, 1, 2])
    /// array([1, 2, 3])
    /// >>> np.sort([[3, 1], [2, 0]], axis=0)
    /// array([[2, 0],
    ///        [3, 1]])
    "np.sort" "(a, axis=-1, kind=None, order=None, *, stable=None)" => np_sort;
    /// Sorts the array itself along one axis.
    ///
    /// >>> a = np.array([3, 1, 2])
    /// >>> a.sort()
    /// >>> a
    /// array([1, 2, 3])
    changes "ndarray.sort" | "generic.sort" "(self, /, axis=-1, kind=None, order=None, *, stable=None)" => sort_method;
    /// The positions that would sort the array along one axis: `a[np.argsort(a)]` is sorted.
    ///
    /// >>> np.argsort([30, 10, 20])
    /// array([1, 2, 0])
    "np.argsort" "(a, axis=-1, kind=None, order=None, *, stable=None)" => argsort;
    /// The positions that would sort the array along one axis.
    ///
    /// >>> np.array([30, 10, 20]).argsort()
    /// array([1, 2, 0])
    "ndarray.argsort" | "generic.argsort" "(self, /, axis=-1, kind=None, order=None, *, stable=None)" => argsort;
    /// The positions that sort by several keys, the last of them first in importance.
    ///
    /// >>> np.lexsort(([3, 1, 2], [1, 0, 1]))
    /// array([1, 2, 0])
    "np.lexsort" "(keys, axis=-1)" => lexsort;
    /// A copy in which the element at position `kth` is where sorting would put it, with none greater before it and
    /// none less after it.
    ///
    /// >>> np.partition([4, 3, 1, 2], 1)
    /// array([1, 2, 3, 4])
    "np.partition" "(a, kth, axis=-1, kind='introselect', order=None)" => np_partition;
    /// Partitions the array itself.
    ///
    /// >>> a = np.array([4, 3, 1, 2])
    /// >>> a.partition(1)
    /// >>> a
    /// array([1, 2, 3, 4])
    changes "ndarray.partition" "(self, kth, /, axis=-1, kind='introselect', order=None)" => partition_method;
    /// The positions that would partition the array.
    ///
    /// >>> np.argpartition([4, 3, 1, 2], 1)
    /// array([2, 3, 1, 0])
    "np.argpartition" "(a, kth, axis=-1, kind='introselect', order=None)" => argpartition;
    /// The positions that would partition the array.
    ///
    /// >>> np.array([4, 3, 1, 2]).argpartition(1)
    /// array([2, 3, 1, 0])
    "ndarray.argpartition" "(self, kth, /, axis=-1, kind='introselect', order=None)" => argpartition;
}

/// `kind=` and `stable=` together.
fn sort_kind(kind: &Value, stable: &Value) -> Result<SortKind> {
    let kind = match kind {
        Value::None => None,
        Value::Str(name) => Some(match name.chars().next() {
            Some('q' | 'Q' | 'h' | 'H') => SortKind::Quick,
            Some('m' | 'M' | 's' | 'S') => SortKind::Stable,
            _ => {
                return Err(Raised::value_error(format!(
                    "sort kind must be one of 'quick', 'heap', or 'stable' (got '{name}')"
                )));
            }
        }),
        other => {
            return Err(Raised::type_error(format!(
                "sort kind must be str, not {}",
                other.type_name()
            )));
        }
    };
    if kind.is_some() && !stable.is_none() {
        return Err(Raised::value_error(
            "`kind` and keyword parameters can't be provided at the same time. Use only one of them.",
        ));
    }
    let stable = matches!(stable, Value::Bool(true));
    Ok(kind.unwrap_or(if stable {
        SortKind::Stable
    } else {
        SortKind::Quick
    }))
}

/// The arguments of a partition are read in their order: the axis before the kind.
fn check_partition(axis: &Value, kind: &Value) -> Result<()> {
    match axis {
        Value::None => {}
        Value::Float(_) => {
            return Err(Raised::type_error("integer argument expected, got float"));
        }
        axis => {
            as_index(axis)?;
        }
    }
    check_select_kind(kind)
}

/// `axis=` of a function that flattens where it is None.
fn axis_or_flat(a: Array, axis: &Value) -> Result<(Array, i64)> {
    match axis {
        Value::None => Ok((a.reshaped(&[a.size()], false)?, 0)),
        Value::Float(_) => Err(Raised::type_error("integer argument expected, got float")),
        other => Ok((a, as_index(other)?)),
    }
}

/// The array with the fields named in `order` first, as one dtype that compares by them.
fn ordered_by_fields(host: &mut dyn Host, a: &Array, order: &Value) -> Result<Array> {
    if order.is_none() {
        return Ok(a.clone());
    }
    let DType::Struct(record) = a.dtype().native() else {
        return Err(Raised::value_error(
            "Cannot specify order when the array has no fields.",
        ));
    };
    let names: Vec<Rc<str>> = match order {
        Value::Str(name) => vec![name.clone()],
        Value::List(list) => list.items.borrow().iter().filter_map(text).collect(),
        Value::Tuple(items) => items.iter().filter_map(text).collect(),
        other => {
            let shown = crate::value::display::repr(host, other)?;
            return Err(Raised::value_error(format!(
                "unsupported order value: {shown}"
            )));
        }
    };
    let mut fields: Vec<Field> = Vec::new();
    for name in names {
        let found = record.fields.iter().find(|field| field.name == name);
        let field =
            found.ok_or_else(|| Raised::value_error(format!("unknown field name: {name}")))?;
        if fields.iter().any(|earlier| earlier.name == name) {
            return Err(Raised::value_error(format!("duplicate field name: {name}")));
        }
        fields.push(field.clone());
    }
    let rest = record
        .fields
        .iter()
        .filter(|field| !fields.iter().any(|f| f.name == field.name));
    let rest: Vec<Field> = rest.cloned().collect();
    fields.extend(rest);
    let dtype = DType::Struct(Rc::new(StructType {
        fields,
        itemsize: record.itemsize,
        aligned: record.aligned,
        record: record.record,
    }));
    Ok(a.with_dtype(dtype, a.layout().clone()))
}

fn text(value: &Value) -> Option<Rc<str>> {
    match value {
        Value::Str(text) => Some(text.clone()),
        _ => None,
    }
}

fn np_sort(
    host: &mut dyn Host,
    a: Array,
    axis: Value,
    kind: Value,
    order: Value,
    stable: Value,
) -> Result<Array> {
    let (copy, axis) = match axis {
        Value::None => axis_or_flat(a.copy()?, &axis)?,
        _ => axis_or_flat(a.copy_like()?, &axis)?,
    };
    let kind = sort_kind(&kind, &stable)?;
    let axis = normalize_axis(axis, copy.ndim())?;
    let ordered = ordered_by_fields(host, &copy, &order)?;
    put_in_order(host, &ordered, axis, Task::Sort(kind))?;
    Ok(copy)
}

fn sort_method(
    host: &mut dyn Host,
    a: Array,
    axis: Value,
    kind: Value,
    order: Value,
    stable: Value,
) -> Result<()> {
    let axis = as_index(&axis)?;
    let kind = sort_kind(&kind, &stable)?;
    let ordered = ordered_by_fields(host, &a, &order)?;
    let axis = normalize_axis(axis, a.ndim())?;
    writeable(&a, "sort array")?;
    put_in_order(host, &ordered, axis, Task::Sort(kind))
}

fn writeable(a: &Array, what: &str) -> Result<()> {
    if a.is_writeable() {
        return Ok(());
    }
    Err(Raised::value_error(format!("{what} is read-only")))
}

/// Sorts or partitions in place; Python's objects by their own `<`.
fn put_in_order(host: &mut dyn Host, a: &Array, axis: usize, task: Task) -> Result<()> {
    if *a.dtype() != DType::Object {
        return Ok(sort_lanes(a, axis, task)?);
    }
    for lane in object_lanes(a, axis) {
        let values: Vec<Value> = values_of(&lane)?;
        let order = object_order(host, &values)?;
        for (at, from) in lane.layout().offsets().zip(order) {
            if let Some(value) = values.get(from) {
                lane.buffer().set_object(at, value.clone().into_object());
            }
        }
    }
    Ok(())
}

/// The lanes of an array of objects, in C order of the other axes.
pub(super) fn object_lanes(a: &Array, axis: usize) -> Vec<Array> {
    let outer = a.layout().at(axis, 0);
    let (length, stride) = (a.shape()[axis], a.strides()[axis]);
    let lane = |offset| Layout {
        shape: Shape::from_slice(&[length]),
        strides: std::iter::once(stride).collect(),
        offset,
    };
    outer
        .offsets()
        .map(|offset| a.with_layout(lane(offset)))
        .collect()
}

/// The positions that sort these values, by merging: equal ones keep their order.
pub(super) fn object_order(host: &mut dyn Host, values: &[Value]) -> Result<Vec<usize>> {
    let order: Vec<usize> = (0..values.len()).collect();
    crate::value::sort::sort_by(host, order, |host, &a, &b| {
        compare::less(host, &values[a], &values[b])
    })
}

/// The positions that put each lane in order.
fn order_of(host: &mut dyn Host, a: &Array, axis: usize, task: Task) -> Result<Array> {
    if *a.dtype() != DType::Object {
        return Ok(argsort_lanes(a, axis, task)?);
    }
    let result = Array::zeros(DType::I64, a.shape())?;
    for (lane, target) in object_lanes(a, axis)
        .iter()
        .zip(object_lanes(&result, axis))
    {
        let values: Vec<Value> = values_of(lane)?;
        for (at, from) in target.layout().offsets().zip(object_order(host, &values)?) {
            target.set(at, &(from as i64).into());
        }
    }
    Ok(result)
}

/// NumPy lets the positions of a 0-d array be asked for along its axis 0 or -1.
fn flat_if_0d(a: Array) -> Result<Array> {
    if a.ndim() == 0 {
        return Ok(a.reshaped(&[1], false)?);
    }
    Ok(a)
}

fn argsort(
    host: &mut dyn Host,
    a: Array,
    axis: Value,
    kind: Value,
    order: Value,
    stable: Value,
) -> Result<Array> {
    // Unlike `sort`, it reads its axis as an index.
    if !axis.is_none() {
        as_index(&axis)?;
    }
    let (a, axis) = axis_or_flat(a, &axis)?;
    let kind = sort_kind(&kind, &stable)?;
    let a = flat_if_0d(ordered_by_fields(host, &a, &order)?)?;
    let axis = normalize_axis(axis, a.ndim())?;
    order_of(host, &a, axis, Task::Sort(kind))
}

fn lexsort(host: &mut dyn Host, keys: Value, axis: i64) -> Result<Value> {
    let empty = || Raised::type_error("need sequence of keys with len > 0 in lexsort");
    let keys = match &keys {
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(items) => items.to_vec(),
        Value::Array(object) if object.with(|a| a.ndim() > 0) => {
            let a = object.array();
            let rows = (0..a.shape()[0]).map(|row| a.with_layout(a.layout().at(0, row)));
            rows.map(Value::array).collect()
        }
        _ => return Err(empty()),
    };
    let keys: Vec<Array> = keys.iter().map(to_array).collect::<Result<_>>()?;
    let first = keys.first().ok_or_else(empty)?;
    if keys.iter().any(|key| key.shape() != first.shape()) {
        return Err(Raised::value_error("all keys need to be the same shape"));
    }
    if first.ndim() == 0 {
        return Ok(Value::scalar(0i64.into()));
    }
    let axis = normalize_axis(axis, first.ndim())?;
    let mut order = order_of(host, first, axis, Task::Sort(SortKind::Stable))?;
    for key in &keys[1..] {
        let sorted = super::taking::take_lanes(key, &order, axis)?;
        let next = order_of(host, &sorted, axis, Task::Sort(SortKind::Stable))?;
        order = super::taking::take_lanes(&order, &next, axis)?;
    }
    Ok(Value::array(order))
}

/// `kind=` of a partition, of which there is one; it is read before all else but the array.
fn check_select_kind(kind: &Value) -> Result<()> {
    match kind {
        Value::Str(name) if &**name == "introselect" => Ok(()),
        Value::Str(name) => Err(Raised::value_error(format!(
            "select kind must be 'introselect' (got '{name}')"
        ))),
        other => {
            let name = other.qualified_type_name();
            Err(Raised::type_error(format!(
                "select kind must be str, not {name}"
            )))
        }
    }
}

/// `kth=`: positions along an axis of this length, ascending.
fn partition_positions(kth: &Value, length: usize) -> Result<Vec<usize>> {
    let kths = to_array(kth)?;
    if kths.ndim() > 1 {
        return Err(Raised::value_error(
            "setting an array element with a sequence. The requested array would exceed the maximum number of dimension of 1.",
        ));
    }
    if *kths.dtype() == DType::Bool {
        return Err(Raised::value_error(
            "Booleans unacceptable as partition index",
        ));
    }
    if !kths.dtype().is_integer() {
        return Err(Raised::type_error("Partition index must be integer"));
    }
    let mut positions = Vec::new();
    for given in kths.to_vec_as::<i64>()? {
        let at = if given < 0 {
            given.saturating_add(length as i64)
        } else {
            given
        };
        if length > 0 && (at < 0 || at >= length as i64) {
            return Err(Raised::value_error(format!(
                "kth(={at}) out of bounds ({length})"
            )));
        }
        positions.push(at.max(0) as usize);
    }
    positions.sort_unstable();
    Ok(positions)
}

fn np_partition(
    host: &mut dyn Host,
    a: Array,
    kth: Value,
    axis: Value,
    kind: Value,
    order: Value,
) -> Result<Array> {
    check_partition(&axis, &kind)?;
    let (copy, axis) = match axis {
        Value::None => axis_or_flat(a.copy()?, &axis)?,
        _ => axis_or_flat(a.copy_like()?, &axis)?,
    };
    partition_in_place(host, &copy, &kth, axis, &order)?;
    Ok(copy)
}

fn partition_method(
    host: &mut dyn Host,
    a: Array,
    kth: Value,
    axis: i64,
    kind: Value,
    order: Value,
) -> Result<()> {
    check_select_kind(&kind)?;
    writeable(&a, "partition array")?;
    partition_in_place(host, &a, &kth, axis, &order)
}

fn partition_in_place(
    host: &mut dyn Host,
    a: &Array,
    kth: &Value,
    axis: i64,
    order: &Value,
) -> Result<()> {
    let ordered = ordered_by_fields(host, a, order)?;
    let axis = normalize_axis(axis, a.ndim())?;
    let kths = partition_positions(kth, a.shape()[axis])?;
    put_in_order(host, &ordered, axis, Task::Partition(&kths))
}

fn argpartition(
    host: &mut dyn Host,
    a: Array,
    kth: Value,
    axis: Value,
    kind: Value,
    order: Value,
) -> Result<Array> {
    check_partition(&axis, &kind)?;
    let (a, axis) = axis_or_flat(a, &axis)?;
    let a = flat_if_0d(ordered_by_fields(host, &a, &order)?)?;
    let axis = normalize_axis(axis, a.ndim())?;
    let kths = partition_positions(&kth, a.shape()[axis])?;
    order_of(host, &a, axis, Task::Partition(&kths))
}
