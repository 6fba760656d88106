//! Walking arrays element by element: `a.flat`, `ndenumerate`, `ndindex`, `nditer`.

use super::attributes::object_of;
use super::copies::flat_offset;
use crate::array::select::slice_positions;
use crate::array::{Array, DType, Shape};
use crate::builtins;
use crate::value::builtin::Rest;
use crate::value::convert::{as_index, as_shape, element_from, to_array, values_of};
use crate::value::iterate::Fixed;
use crate::value::{ClassId, Exception, IteratorObject, Native, Raised, Result, Value};
use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

builtins! {
    /// The elements in C order, to iterate over, to index, and to assign to.
    ///
    /// >>> a = np.array([[1, 2], [3, 4]])
    /// >>> a.flat[2]
    /// np.int64(3)
    property "ndarray.flat" => |a: Value| Value::Native(Rc::new(Flat { array: a, index: Cell::new(0) }));
    setter "ndarray.flat=" "(self, value)" => |a: Value, value: Value| fill_flat(&a, &Value::Slice(Rc::new(crate::value::Slice { start: Value::None, stop: Value::None, step: Value::None })), &value);
    /// The array that is walked.
    ///
    /// >>> a = np.arange(4).reshape(2, 2)
    /// >>> a.flat.base is a
    /// True
    property "flatiter.base" => |flat: Value| flat_of(&flat).map(|flat| flat.array.clone());
    /// The flat index of the next element.
    property "flatiter.index" => |flat: Value| flat_of(&flat).map(|flat| flat.index.get() as i64);
    /// The index of the next element along every axis.
    ///
    /// >>> walk = np.zeros((2, 2)).flat
    /// >>> item = next(walk); walk.coords
    /// (0, 1)
    property "flatiter.coords" => |flat: Value| {
        let flat = flat_of(&flat)?;
        Ok::<Value, Raised>(position(object_of(&flat.array)?.array().shape(), flat.index.get()))
    };
    /// The elements in a new array of one axis.
    ///
    /// >>> np.array([[1, 2], [3, 4]]).flat.copy()
    /// array([1, 2, 3, 4])
    "flatiter.copy" "(self, /)" => |flat: Value| flat_copy(&flat);
    "flatiter.__array__" "(self, dtype=None, /)" => |flat: Value, _dtype: Value| flat_copy(&flat);
    "flatiter.__len__" "(self, /)" => |flat: Value| flat_array(&flat).map(|a| a.size());
    "flatiter.__iter__" "(self, /)" => |flat: Value| flat;
    "flatiter.__next__" "(self, /)" => flat_next;
    "flatiter.__getitem__" "(self, key, /)" => |flat: Value, key: Value| get_flat(&flat_array(&flat)?, &key);
    "flatiter.__setitem__" "(self, key, value, /)" => |flat: Value, key: Value, value: Value| {
        fill_flat(&flat_of(&flat)?.array, &key, &value)
    };
    /// Pairs of a position and the element there, in C order.
    ///
    /// >>> list(np.ndenumerate([10, 20]))
    /// [((0,), np.int64(10)), ((1,), np.int64(20))]
    "ndenumerate.__new__" "(arr)" => |a: Array| {
        let shape: Shape = a.shape().into();
        counted(ClassId::NDENUMERATE, shape.clone(), move |flat| {
            Value::tuple(vec![position(&shape, flat), Value::scalar(a.get(flat_offset(&a, flat)))])
        })
    };
    /// All positions of an array of a shape, in C order.
    ///
    /// >>> list(np.ndindex(2, 2))
    /// [(0, 0), (0, 1), (1, 0), (1, 1)]
    "ndindex.__new__" "(*shape)" => ndindex;
}

/// `a.flat`
struct Flat {
    array: Value,
    index: Cell<usize>,
}

impl Native for Flat {
    fn class(&self) -> ClassId {
        ClassId::FLATITER
    }

    fn as_sequence(&self) -> Option<Vec<Value>> {
        let array = to_array(&self.array).ok()?;
        values_of(&array).ok()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn flat_of(value: &Value) -> Result<&Flat> {
    value
        .native::<Flat>()
        .ok_or_else(|| Raised::type_error("expected a flatiter"))
}

fn flat_array(value: &Value) -> Result<Array> {
    Ok(object_of(&flat_of(value)?.array)?.array())
}

fn flat_copy(value: &Value) -> Result<Array> {
    let array = flat_array(value)?;
    Ok(array.copy()?.reshaped(&[array.size()], false)?)
}

/// The end of an iteration, as `next` raises it.
pub(super) fn stop_iteration() -> Raised {
    Raised::exception(Rc::new(Exception::new(ClassId::STOP_ITERATION, vec![])))
}

fn flat_next(value: Value) -> Result<Value> {
    let (flat, array) = (flat_of(&value)?, flat_array(&value)?);
    let at = flat.index.get();
    if at >= array.size() {
        return Err(stop_iteration());
    }
    flat.index.set(at + 1);
    Ok(Value::scalar(array.get(flat_offset(&array, at))))
}

/// A flat position as a tuple of positions along the axes.
pub(super) fn position(shape: &[usize], flat: usize) -> Value {
    let mut left = flat;
    let mut index = vec![Value::Int(0); shape.len()];
    for axis in (0..shape.len()).rev() {
        let length = shape[axis].max(1);
        index[axis] = Value::Int((left % length) as i64);
        left /= length;
    }
    Value::tuple(index)
}

/// The flat positions that an index of `flat` names; `true` for a single one.
fn flat_positions(key: &Value, size: usize) -> Result<(Vec<usize>, bool)> {
    let checked = |at: i64| {
        let shifted = if at < 0 {
            at.saturating_add(size as i64)
        } else {
            at
        };
        if shifted < 0 || shifted >= size as i64 {
            return Err(Raised::index_error(format!(
                "index {at} is out of bounds for size {size}"
            )));
        }
        Ok(shifted as usize)
    };
    match key {
        Value::Ellipsis => Ok(((0..size).collect(), false)),
        Value::Slice(slice) => {
            let bound = |v: &Value| {
                if v.is_none() {
                    Ok(None)
                } else {
                    as_index(v).map(Some)
                }
            };
            let (first, count, step) = slice_positions(
                bound(&slice.start)?,
                bound(&slice.stop)?,
                bound(&slice.step)?,
                size,
            )?;
            Ok((
                (0..count)
                    .map(|i| (first as isize + i as isize * step) as usize)
                    .collect(),
                false,
            ))
        }
        Value::List(_) | Value::Array(_) => {
            let array = to_array(key)?;
            if *array.dtype() == DType::Bool {
                let flags = array.to_vec::<crate::array::Bool>()?;
                if flags.len() != size {
                    return Err(Raised::index_error(format!(
                        "boolean index did not match indexed array along axis 0; size of axis is {size} but size of corresponding boolean axis is {}",
                        flags.len()
                    )));
                }
                return Ok(((0..size).filter(|&i| flags[i].get()).collect(), false));
            }
            let positions = array
                .to_vec_as::<i64>()?
                .into_iter()
                .map(checked)
                .collect::<Result<_>>()?;
            Ok((positions, false))
        }
        other => match as_index(other) {
            Ok(at) => Ok((vec![checked(at)?], true)),
            Err(_) => Err(Raised::index_error(
                "only integers, slices (`:`), ellipsis (`...`) and integer or boolean arrays are valid indices",
            )),
        },
    }
}

fn get_flat(array: &Array, key: &Value) -> Result<Value> {
    let (positions, single) = flat_positions(key, array.size())?;
    if single {
        return Ok(positions.first().map_or(Value::None, |&at| {
            Value::scalar(array.get(flat_offset(array, at)))
        }));
    }
    let flat = array.reshaped(&[array.size()], false)?;
    let positions = positions.into_iter().map(|at| at as i64).collect();
    Ok(Value::array(super::repeating::take_slices(
        &flat, 0, positions,
    )?))
}

pub(super) fn fill_flat(value: &Value, key: &Value, new: &Value) -> Result<()> {
    let array = object_of(value)?.array();
    if !array.is_writeable() {
        return Err(Raised::value_error("assignment destination is read-only"));
    }
    let (positions, single) = flat_positions(key, array.size())?;
    let values = match new {
        Value::Str(_) | Value::Bytes(_) => vec![new.clone()],
        other => values_of(&to_array(other)?)?,
    };
    if values.is_empty() {
        return if positions.is_empty() || !single {
            Ok(())
        } else {
            Err(Raised::value_error("Error setting single item of array."))
        };
    }
    // Values are used again from the start when there are too few.
    let elements = values
        .iter()
        .map(|value| element_from(value, array.dtype()));
    let elements = elements.collect::<Result<Vec<_>>>()?;
    for (at, element) in positions.into_iter().zip(elements.iter().cycle()) {
        array.set(flat_offset(&array, at), element);
    }
    Ok(())
}

/// An iterator over all flat positions of a shape.
fn counted(class: ClassId, shape: Shape, value: impl Fn(usize) -> Value + 'static) -> Value {
    let size: usize = shape.iter().product();
    Value::Iterator(Rc::new(IteratorObject::new(
        class,
        Box::new(Fixed((0..size).map(value))),
    )))
}

fn ndindex(Rest(shape): Rest) -> Result<Value> {
    let wanted = match &*shape {
        [one @ (Value::Tuple(_) | Value::List(_))] => as_shape(one)?,
        several => crate::value::convert::ShapeArgument(
            several.iter().map(as_index).collect::<Result<_>>()?,
        ),
    };
    let shape = wanted.lengths()?;
    Ok(counted(ClassId::NDINDEX, shape.clone(), move |flat| {
        position(&shape, flat)
    }))
}
