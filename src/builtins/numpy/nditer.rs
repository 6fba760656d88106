//! `nditer`: several arrays walked together, in the order of memory.

use super::attributes::lengths;
use super::copies::flat_offset;
use super::iteration::stop_iteration;
use crate::array::{Array, DType, Layout, Shape, broadcast_shapes, memory_order};
use crate::builtins;
use crate::value::builtin::Rest;
use crate::value::convert::{as_index, set_elements, to_array, to_dtype};
use crate::value::{ClassId, Host, Native, Raised, Result, Value};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

builtins! {
    /// An iterator over one array or several broadcast together, in the order that suits memory.
    ///
    /// >>> [int(x) for x in np.nditer(np.array([[1, 2], [3, 4]]), order='F')]
    /// [1, 3, 2, 4]
    "nditer.__new__" "(op, flags=None, op_flags=None, op_dtypes=None, order='K', casting='safe', op_axes=None, itershape=None, buffersize=0)" => nditer_new;
    "nditer.__iter__" "(self, /)" => |it: Value| it;
    "nditer.__next__" "(self, /)" => nditer_next;
    "nditer.__enter__" "(self, /)" => |it: Value| it;
    "nditer.__exit__" "(self, /, *args)" => |_it: Value, _args: Rest| Value::None;
    "nditer.__getitem__" "(self, key, /)" => nditer_item;
    "nditer.__setitem__" "(self, key, value, /)" => nditer_set_item;
    "nditer.__len__" "(self, /)" => |it: Value| nditer_of(&it).map(|it| it.arrays.len());
    /// Moves on; False at the end.
    "nditer.iternext" "(self, /)" => |it: Value| nditer_of(&it).map(|it| it.advance());
    /// Back to the beginning.
    "nditer.reset" "(self, /)" => |it: Value| nditer_of(&it).map(|it| it.rewind());
    /// Ends the walk; `with` does so by itself.
    "nditer.close" "(self, /)" => |_it: Value| Value::None;
    /// Another iterator over the same arrays, at the same position.
    ///
    /// >>> it = np.nditer(np.array([1, 2, 3]))
    /// >>> [int(x) for x in it.copy()], it.iterindex
    /// ([1, 2, 3], 0)
    "nditer.copy" "(self, /)" => |it: Value| nditer_of(&it).map(|it| Value::Native(Rc::new(it.clone())));
    /// Are all positions done?
    ///
    /// >>> it = np.nditer([1, 2])
    /// >>> it.finished
    /// False
    property "nditer.finished" => |it: Value| nditer_of(&it).map(|it| it.at.get() >= it.steps());
    /// The number of the position, counted in the order of the walk.
    property "nditer.iterindex" => |it: Value| nditer_of(&it).map(|it| it.at.get());
    /// How many positions there are.
    ///
    /// >>> np.nditer(np.zeros((2, 3))).itersize
    /// 6
    property "nditer.itersize" => |it: Value| nditer_of(&it).map(|it| it.shape.iter().product::<usize>());
    /// The number of axes that are walked.
    property "nditer.ndim" => |it: Value| nditer_of(&it).map(|it| it.shown_shape().len());
    /// The number of arrays that are walked together.
    ///
    /// >>> np.nditer([[1, 2], [3, 4]]).nop
    /// 2
    property "nditer.nop" => |it: Value| nditer_of(&it).map(|it| it.arrays.len());
    /// The broadcast shape of the walk.
    ///
    /// >>> np.nditer(np.zeros((2, 3)), flags=['multi_index']).shape
    /// (2, 3)
    property "nditer.shape" => |it: Value| nditer_of(&it).map(|it| lengths(&it.shown_shape()));
    /// The index of the position along every axis; asks for the flag `multi_index`.
    ///
    /// >>> it = np.nditer(np.zeros((2, 3)), flags=['multi_index'])
    /// >>> it.multi_index
    /// (0, 0)
    property "nditer.multi_index" => multi_index;
    /// The flat index of the position; asks for the flag `c_index` or `f_index`.
    ///
    /// >>> np.nditer(np.zeros(3), flags=['c_index']).index
    /// 0
    property "nditer.index" => flat_index;
    /// Was a flat index asked for?
    property "nditer.has_index" => |it: Value| nditer_of(&it).map(|it| it.index.is_some());
    /// Was the index along every axis asked for?
    property "nditer.has_multi_index" => |it: Value| nditer_of(&it).map(|it| it.multi_index);
    /// The elements at the position.
    ///
    /// >>> np.nditer(np.array([7, 8])).value
    /// array(7)
    property "nditer.value" => |it: Value| nditer_of(&it)?.value();
    /// The arrays that are walked.
    property "nditer.operands" => |it: Value| nditer_of(&it).map(|it| Value::tuple(it.operands.clone()));
    /// Their dtypes.
    ///
    /// >>> np.nditer(np.array([1.5])).dtypes
    /// (dtype('float64'),)
    property "nditer.dtypes" => |it: Value| nditer_of(&it).map(|it| {
        Value::tuple(it.arrays.iter().map(|a| Value::DType(Rc::new(a.dtype().clone()))).collect())
    });
}

/// `np.nditer`
#[derive(Clone)]
struct NdIter {
    operands: Vec<Value>,
    /// Each broadcast to `shape`, its axes in the order of iteration.
    arrays: Vec<Array>,
    /// Lengths in the order of iteration, slowest first.
    shape: Shape,
    /// Which axis of the broadcast shape each axis of iteration is.
    order: Vec<usize>,
    /// Which axes of iteration run from the end, as memory does.
    backwards: Vec<bool>,
    at: Cell<usize>,
    started: Cell<bool>,
    multi_index: bool,
    /// Counts in C order (false) or Fortran's (true).
    index: Option<bool>,
    external_loop: bool,
    writeable: Vec<bool>,
    /// The values given out last, so that assignments to them are seen.
    current: RefCell<Option<Value>>,
}

impl Native for NdIter {
    fn class(&self) -> ClassId {
        ClassId::NDITER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn nditer_of(value: &Value) -> Result<&NdIter> {
    value
        .native::<NdIter>()
        .ok_or_else(|| Raised::type_error("expected an nditer"))
}

fn names_in(value: &Value) -> Result<Vec<Rc<str>>> {
    let items = match value {
        Value::None => Vec::new(),
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(items) => items.to_vec(),
        _ => {
            return Err(Raised::type_error(
                "Iterator global flags must be a list or tuple of strings",
            ));
        }
    };
    let names = items.into_iter().map(|item| match item {
        Value::Str(name) => Ok(name),
        _ => Err(Raised::type_error("iterator flags must be strings")),
    });
    names.collect()
}

const GLOBAL_FLAGS: [&str; 12] = [
    "c_index",
    "f_index",
    "multi_index",
    "external_loop",
    "common_dtype",
    "refs_ok",
    "zerosize_ok",
    "reduce_ok",
    "buffered",
    "growinner",
    "delay_bufalloc",
    "copy_if_overlap",
];

const OPERAND_FLAGS: [&str; 14] = [
    "readonly",
    "readwrite",
    "writeonly",
    "copy",
    "updateifcopy",
    "contig",
    "aligned",
    "nbo",
    "allocate",
    "no_subtype",
    "no_broadcast",
    "virtual",
    "arraymask",
    "writemasked",
];

#[allow(clippy::too_many_arguments)] // NumPy's own list
fn nditer_new(
    host: &mut dyn Host,
    op: Value,
    flags: Value,
    op_flags: Value,
    op_dtypes: Value,
    order: Value,
    _casting: Value,
    _op_axes: Value,
    _itershape: Value,
    _buffersize: Value,
) -> Result<Value> {
    let flags = names_in(&flags)?;
    if let Some(unknown) = flags.iter().find(|flag| !GLOBAL_FLAGS.contains(&&***flag)) {
        return Err(Raised::value_error(format!(
            "Unexpected iterator global flag \"{unknown}\""
        )));
    }
    let has = |name: &str| flags.iter().any(|flag| &**flag == name);
    let mut operands = match &op {
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(items) => items.to_vec(),
        single => vec![single.clone()],
    };
    if operands.is_empty() {
        return Err(Raised::value_error("Must provide at least one operand"));
    }
    let allocated: Vec<bool> = operands.iter().map(Value::is_none).collect();
    let per_operand = operand_flags(&op_flags, operands.len())?;
    let shapes = operands
        .iter()
        .filter(|value| !value.is_none())
        .map(|value| to_array(value).map(|a| Shape::from(&a)))
        .collect::<Result<Vec<_>>>()?;
    let Some(shape) = broadcast_shapes(shapes.iter().map(|s| &s[..])) else {
        let shapes: String = shapes
            .iter()
            .map(|s| crate::array::shape_text(s) + " ")
            .collect();
        return Err(Raised::value_error(format!(
            "operands could not be broadcast together with shapes {shapes}"
        )));
    };
    let dtypes = operand_dtypes(&op_dtypes, operands.len())?;
    let buffered = has("buffered");
    let mut arrays = Vec::new();
    for (i, operand) in operands.iter_mut().enumerate() {
        if operand.is_none() {
            // An output to be allocated: of the first operand's dtype unless one is asked for.
            let first: Option<&Array> = arrays.first();
            let dtype = dtypes[i]
                .clone()
                .or(first.map(|a| a.dtype().clone()))
                .unwrap_or(DType::F64);
            *operand = Value::array(super::joining::new_array(&dtype, &shape, false)?);
        }
        let value = operand.clone().into_array_value()?;
        let mut array = to_array(&value)?;
        if let Some(dtype) = &dtypes[i]
            && array.dtype() != dtype
        {
            if !buffered && !per_operand[i].iter().any(|flag| &**flag == "copy") {
                return Err(Raised::type_error(
                    "Iterator operand required copying or buffering, but neither copying nor buffering was enabled",
                ));
            }
            array = super::casts::convert(host, &array, dtype)?;
        }
        *operand = value;
        arrays.push(array.broadcast_to(&shape).unwrap_or(array));
    }
    if shape.contains(&0) && !has("zerosize_ok") {
        return Err(Raised::value_error(
            "Iteration of zero-sized operands is not enabled",
        ));
    }
    let order = order_letter(&order)?;
    let walk = iteration_order(&arrays, &shape, order);
    let backwards: Vec<bool> = walk
        .iter()
        .map(|&axis| order == 'K' && runs_backwards(&arrays, axis))
        .collect();
    let writeable = per_operand
        .iter()
        .zip(allocated)
        .map(|(f, own)| own || f.iter().any(|n| matches!(&**n, "readwrite" | "writeonly")))
        .collect();
    let arrays = arrays
        .iter()
        .map(|a| a.with_layout(walked(a.layout(), &walk, &backwards)))
        .collect();
    let index = if has("c_index") {
        Some(false)
    } else {
        has("f_index").then_some(true)
    };
    Ok(Value::Native(Rc::new(NdIter {
        operands,
        arrays,
        shape: walk.iter().map(|&axis| shape[axis]).collect(),
        order: walk,
        backwards,
        at: Cell::new(0),
        started: Cell::new(false),
        multi_index: has("multi_index"),
        index,
        external_loop: has("external_loop"),
        writeable,
        current: RefCell::new(None),
    })))
}

fn order_letter(order: &Value) -> Result<char> {
    match order {
        Value::Str(text) if matches!(&**text, "C" | "F" | "A" | "K") => {
            Ok(text.chars().next().unwrap_or('K'))
        }
        Value::Str(text) => Err(Raised::value_error(format!(
            "order must be one of 'C', 'F', 'A', or 'K' (got '{text}')"
        ))),
        other => Err(Raised::type_error(format!(
            "order must be str, not {}",
            other.type_name()
        ))),
    }
}

fn operand_flags(value: &Value, count: usize) -> Result<Vec<Vec<Rc<str>>>> {
    let items = match value {
        Value::None => return Ok(vec![Vec::new(); count]),
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(items) => items.to_vec(),
        _ => {
            return Err(Raised::type_error(
                "op_flags must be a tuple or array of per-op flag-tuples",
            ));
        }
    };
    let nested = items
        .iter()
        .all(|item| matches!(item, Value::List(_) | Value::Tuple(_)));
    let lists = if nested {
        items.iter().map(names_in).collect::<Result<Vec<_>>>()?
    } else {
        vec![names_in(value)?; count]
    };
    for flag in lists.iter().flatten() {
        if !OPERAND_FLAGS.contains(&&**flag) {
            return Err(Raised::value_error(format!(
                "Unexpected per-op iterator flag \"{flag}\""
            )));
        }
    }
    let mut lists = lists;
    lists.resize(count, Vec::new());
    Ok(lists)
}

fn operand_dtypes(value: &Value, count: usize) -> Result<Vec<Option<DType>>> {
    let items = match value {
        Value::None => return Ok(vec![None; count]),
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(items) => items.to_vec(),
        single => vec![single.clone()],
    };
    let mut dtypes = items
        .iter()
        .map(|item| {
            if item.is_none() {
                Ok(None)
            } else {
                to_dtype(item).map(Some)
            }
        })
        .collect::<Result<Vec<_>>>()?;
    dtypes.resize(count, None);
    Ok(dtypes)
}

/// Axes from the slowest to the fastest.
fn iteration_order(arrays: &[Array], shape: &[usize], order: char) -> Vec<usize> {
    let ndim = shape.len();
    let fortran = order == 'A'
        && arrays
            .iter()
            .all(|a| a.is_f_contiguous() && !a.is_c_contiguous());
    match order {
        'F' => (0..ndim).rev().collect(),
        'C' => (0..ndim).collect(),
        'A' if fortran => (0..ndim).rev().collect(),
        'A' => (0..ndim).collect(),
        _ => {
            let strides: Vec<&[isize]> = arrays.iter().map(Array::strides).collect();
            memory_order(shape, &strides).to_vec()
        }
    }
}

/// Do all operands lie backwards in memory along an axis?
fn runs_backwards(arrays: &[Array], axis: usize) -> bool {
    let strides = || arrays.iter().map(|a| a.strides()[axis]);
    strides().all(|stride| stride <= 0) && strides().any(|stride| stride < 0)
}

/// The layout with its axes in the order of iteration.
fn walked(layout: &Layout, order: &[usize], backwards: &[bool]) -> Layout {
    let mut layout = layout.permuted(order);
    for (axis, _) in backwards.iter().enumerate().filter(|(_, back)| **back) {
        let length = layout.shape[axis];
        layout = layout.sliced(axis, length.saturating_sub(1), length, -1);
    }
    layout
}

impl NdIter {
    /// How many values iteration gives.
    fn steps(&self) -> usize {
        let size: usize = self.shape.iter().product();
        if self.external_loop {
            size.checked_div(self.inner()).unwrap_or(0)
        } else {
            size
        }
    }

    /// Elements of one inner loop: the fastest axes as far as they lie one behind the other in every operand.
    fn inner(&self) -> usize {
        let mut count = 1;
        for axis in (0..self.shape.len()).rev() {
            let packed = axis + 1 == self.shape.len()
                || self.arrays.iter().all(|a| {
                    let layout = a.layout();
                    layout.strides[axis]
                        == layout.strides[axis + 1] * layout.shape[axis + 1] as isize
                });
            if !packed {
                break;
            }
            count *= self.shape[axis];
        }
        count.max(1)
    }

    /// The shape as the iterator says: one axis where nothing needs the others.
    fn shown_shape(&self) -> Shape {
        if self.multi_index || self.index.is_some() {
            let mut shown: Shape = self.shape.clone();
            for (place, &axis) in self.order.iter().enumerate() {
                shown[axis] = self.shape[place];
            }
            return shown;
        }
        if self.inner() == self.shape.iter().product::<usize>() {
            return std::iter::once(self.inner()).collect();
        }
        self.shape.clone()
    }

    fn value(&self) -> Result<Value> {
        if let Some(current) = &*self.current.borrow() {
            return Ok(current.clone());
        }
        self.value_at(self.at.get())
    }

    fn value_at(&self, at: usize) -> Result<Value> {
        if at >= self.steps() {
            return Err(Raised::value_error("Iterator is past the end"));
        }
        let width = if self.external_loop { self.inner() } else { 1 };
        let mut views = Vec::with_capacity(self.arrays.len());
        for (i, array) in self.arrays.iter().enumerate() {
            let offset = flat_offset(array, at * width);
            let layout = if self.external_loop {
                let stride = array.layout().strides.last().copied().unwrap_or(0);
                Layout {
                    shape: [width].as_slice().into(),
                    strides: [stride].as_slice().into(),
                    offset,
                }
            } else {
                Layout {
                    shape: Shape::new(),
                    strides: Default::default(),
                    offset,
                }
            };
            let view = array.with_layout(layout).with_writeable(self.writeable[i]);
            views.push(Value::view(view, &self.operands[i]));
        }
        Ok(match <[Value; 1]>::try_from(views) {
            Ok([one]) => one,
            Err(several) => Value::tuple(several),
        })
    }

    fn advance(&self) -> bool {
        self.current.replace(None);
        self.at.set((self.at.get() + 1).min(self.steps()));
        self.at.get() < self.steps()
    }

    fn rewind(&self) {
        self.current.replace(None);
        self.started.set(false);
        self.at.set(0);
    }

    /// The present position along each axis of the broadcast shape.
    fn place(&self) -> Vec<usize> {
        let mut left = self.at.get();
        let mut place = vec![0; self.shape.len()];
        for axis in (0..self.shape.len()).rev() {
            let length = self.shape[axis].max(1);
            let at = left % length;
            place[self.order[axis]] = if self.backwards[axis] {
                length - 1 - at
            } else {
                at
            };
            left /= length;
        }
        place
    }
}

fn nditer_next(value: Value) -> Result<Value> {
    let it = nditer_of(&value)?;
    crate::array::meter::steps(1)?;
    // The iterator stands on the value it gave last, so that its position can be asked for.
    if it.started.replace(true) {
        it.advance();
    }
    if it.at.get() >= it.steps() {
        return Err(stop_iteration());
    }
    let current = it.value_at(it.at.get())?;
    it.current.replace(Some(current.clone()));
    Ok(current)
}

fn nditer_item(value: Value, key: Value) -> Result<Value> {
    let it = nditer_of(&value)?;
    let current = it.value()?;
    let values = match &current {
        Value::Tuple(items) => items.to_vec(),
        single => vec![single.clone()],
    };
    let at = as_index(&key)?;
    let shifted = if at < 0 { at + values.len() as i64 } else { at };
    usize::try_from(shifted)
        .ok()
        .and_then(|at| values.get(at).cloned())
        .ok_or_else(|| Raised::index_error(format!("Iterator operand index {at} is out of bounds")))
}

fn nditer_set_item(value: Value, key: Value, new: Value) -> Result<()> {
    let target = to_array(&nditer_item(value, key)?)?;
    if !target.is_writeable() {
        return Err(Raised::runtime_error("Iterator operand 0 is not writeable"));
    }
    set_elements(&target, &new)
}

fn multi_index(value: Value) -> Result<Value> {
    let it = nditer_of(&value)?;
    if !it.multi_index {
        return Err(Raised::value_error(
            "Iterator is not tracking a multi-index",
        ));
    }
    Ok(Value::tuple(
        it.place()
            .into_iter()
            .map(|at| Value::Int(at as i64))
            .collect(),
    ))
}

fn flat_index(value: Value) -> Result<i64> {
    let it = nditer_of(&value)?;
    let fortran = it
        .index
        .ok_or_else(|| Raised::value_error("Iterator does not have an index"))?;
    let shape = it.shown_shape();
    let place = it.place();
    let mut axes: Vec<usize> = (0..shape.len()).collect();
    if fortran {
        axes.reverse();
    }
    Ok(axes.into_iter().fold(0, |index, axis| {
        index * shape[axis] as i64 + place[axis] as i64
    }))
}
