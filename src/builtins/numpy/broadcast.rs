//! `np.broadcast`: arrays stretched to one shape, walked together.

use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

use crate::array::{Array, Shape, broadcast_shapes, shape_repr};
use crate::builtins;
use crate::value::builtin::{Keywords, Rest};
use crate::value::convert::to_array;
use crate::value::{ClassId, Host, Native, Raised, Result, Value};

use super::attributes::lengths;
use super::copies::flat_offset;
use super::iteration::stop_iteration;

builtins! {
    /// What broadcasting makes of arrays, without computing anything: their common shape, and tuples of the elements
    /// that come together.
    ///
    /// >>> np.broadcast([[1], [2]], [10, 20, 30]).shape
    /// (2, 3)
    /// >>> [int(a + b) for a, b in np.broadcast([[1], [2]], [10, 20])]
    /// [11, 21, 12, 22]
    "broadcast.__new__" "(*args, **kwargs)" => new;
    "broadcast.__iter__" "(self, /)" => |this: Value| this;
    "broadcast.__next__" "(self, /)" => next;
    /// Back to the beginning.
    ///
    /// >>> b = np.broadcast([1, 2], 3)
    /// >>> first = next(b); b.reset(); b.index
    /// 0
    "broadcast.reset" "(self, /)" => |this: Value| of(&this).map(|b| b.index.set(0));
    /// The common shape.
    ///
    /// >>> np.broadcast([1, 2], [[3]]).shape
    /// (1, 2)
    property "broadcast.shape" => |this: Value| of(&this).map(|b| lengths(&b.shape));
    /// The number of axes.
    ///
    /// >>> np.broadcast([1, 2], [[3]]).ndim
    /// 2
    property "broadcast.ndim" | "broadcast.nd" => |this: Value| of(&this).map(|b| b.shape.len());
    /// The number of elements.
    ///
    /// >>> np.broadcast([1, 2], [[3], [4]]).size
    /// 4
    property "broadcast.size" => |this: Value| of(&this).map(Broadcast::size);
    /// How many tuples were taken so far.
    ///
    /// >>> np.broadcast([1, 2], 3).index
    /// 0
    property "broadcast.index" => |this: Value| of(&this).map(|b| b.index.get());
    /// How many arrays there are.
    ///
    /// >>> np.broadcast([1, 2], 3).numiter
    /// 2
    property "broadcast.numiter" => |this: Value| of(&this).map(|b| b.arrays.len());
    /// The arrays, stretched, as iterators of their elements.
    ///
    /// >>> [[int(x) for x in walk] for walk in np.broadcast([1, 2], 3).iters]
    /// [[1, 2], [3, 3]]
    property "broadcast.iters" => |host: &mut dyn Host, this: Value| {
        let arrays = of(&this)?.arrays.clone();
        let walk = |array: Array| host.attribute(&Value::array(array), "flat");
        arrays.into_iter().map(walk).collect::<Result<Vec<_>>>().map(Value::tuple)
    };
}

/// The most arrays that NumPy takes.
const MOST: usize = 64;

struct Broadcast {
    arrays: Vec<Array>,
    shape: Shape,
    index: Cell<usize>,
}

impl Broadcast {
    fn size(&self) -> usize {
        self.shape.iter().product()
    }
}

impl Native for Broadcast {
    fn class(&self) -> ClassId {
        ClassId::BROADCAST
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn of(value: &Value) -> Result<&Broadcast> {
    value
        .native()
        .ok_or_else(|| Raised::type_error("expected a broadcast object"))
}

fn new(Rest(arguments): Rest, Keywords(keywords): Keywords) -> Result<Value> {
    if !keywords.is_empty() {
        return Err(Raised::value_error("keyword arguments not accepted."));
    }
    let mut arrays = Vec::new();
    for argument in &*arguments {
        match argument.native::<Broadcast>() {
            Some(other) => arrays.extend(other.arrays.iter().cloned()),
            None => arrays.push(to_array(argument)?),
        }
    }
    if arrays.len() > MOST {
        return Err(Raised::value_error(format!(
            "Need at least 0 and at most {MOST} array objects."
        )));
    }
    let shape = common_shape(&arrays)?;
    let stretched = arrays.iter().filter_map(|array| array.broadcast_to(&shape));
    Ok(Value::Native(Rc::new(Broadcast {
        arrays: stretched.collect(),
        shape,
        index: Cell::new(0),
    })))
}

fn common_shape(arrays: &[Array]) -> Result<Shape> {
    fitting(&arrays.iter().map(Array::shape).collect::<Vec<_>>())
}

/// The shape that shapes broadcast to.
///
/// # Errors
/// ValueError that names the first pair that does not fit.
pub(super) fn fitting(shapes: &[&[usize]]) -> Result<Shape> {
    if let Some(shape) = broadcast_shapes(shapes.iter().copied()) {
        return Ok(shape);
    }
    for (i, later) in shapes.iter().enumerate() {
        for (j, earlier) in shapes[..i].iter().enumerate() {
            if broadcast_shapes([*earlier, *later]).is_none() {
                return Err(Raised::value_error(format!(
                    "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg {j} with shape {} and arg {i} with shape {}.",
                    shape_repr(earlier),
                    shape_repr(later)
                )));
            }
        }
    }
    Err(Raised::value_error(
        "shape mismatch: objects cannot be broadcast to a single shape",
    ))
}

fn next(this: Value) -> Result<Value> {
    let broadcast = of(&this)?;
    let at = broadcast.index.get();
    if at >= broadcast.size() {
        return Err(stop_iteration());
    }
    broadcast.index.set(at + 1);
    let element = |array: &Array| Value::scalar(array.get(flat_offset(array, at)));
    Ok(Value::tuple(broadcast.arrays.iter().map(element).collect()))
}
