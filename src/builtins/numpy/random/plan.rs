//! The shape of a result, from `size` and the shapes of parameters, and filling it.

use std::cell::Cell;

use crate::array::{Array, Element, Shape, broadcast_shapes, meter, shape_repr, shape_text};
use crate::value::builtin::FromValue;
use crate::value::convert::as_shape;
use crate::value::{Host, Raised, Result, Value, display, number};

/// `size=`: None, an integer or a sequence of integers.
///
/// NumPy looks at it last: what is wrong with it is held back until the shape is asked for.
pub struct Size {
    shape: Option<Shape>,
    complaint: Cell<Option<Raised>>,
}

impl Size {
    /// None: a single number.
    pub fn none() -> Size {
        Size {
            shape: None,
            complaint: Cell::new(None),
        }
    }

    pub fn of(shape: Shape) -> Size {
        Size {
            shape: Some(shape),
            complaint: Cell::new(None),
        }
    }

    /// Does it ask for no numbers at all?
    pub fn is_empty(&self) -> bool {
        self.shape.as_ref().is_some_and(|shape| shape.contains(&0))
    }

    /// # Errors
    /// TypeError and ValueError in NumPy's words for what is no shape.
    pub fn shape(&self) -> Result<Option<&Shape>> {
        match self.complaint.take() {
            Some(complaint) => Err(complaint),
            None => Ok(self.shape.as_ref()),
        }
    }
}

impl FromValue for Size {
    fn from_value(value: Value, host: &mut dyn Host) -> Result<Size> {
        if value.is_none() {
            return Ok(Size::none());
        }
        Ok(match shape_of(host, &value) {
            Ok(shape) => Size::of(shape),
            Err(complaint) => Size {
                shape: None,
                complaint: Cell::new(Some(complaint)),
            },
        })
    }

    fn absent() -> Option<Size> {
        Some(Size::none())
    }
}

/// A shape as `np.empty` reads it.
fn shape_of(host: &mut dyn Host, value: &Value) -> Result<Shape> {
    let is_whole = number::is_index(value) && !matches!(value, Value::Bool(_));
    let is_sequence = match value {
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => true,
        Value::Array(object) => object.with(|array| array.ndim() == 1),
        _ => false,
    };
    match value {
        Value::BigInt(_) => Err(Raised::value_error("Maximum allowed dimension exceeded")),
        Value::Str(_) => Err(Raised::type_error(
            "'str' object cannot be interpreted as an integer",
        )),
        _ if is_whole || is_sequence => as_shape(value)?.lengths(),
        _ => Err(Raised::type_error(format!(
            "expected a sequence of integers or a single integer, got '{}'",
            display::repr(host, value)?
        ))),
    }
}

/// The shape of a result; none for a single number.
pub struct Plan {
    shape: Option<Shape>,
}

impl Plan {
    /// The result of drawing `size` times.
    ///
    /// # Errors
    /// Where `size` is no shape.
    pub fn of_size(size: &Size) -> Result<Plan> {
        let shape = size.shape()?.cloned();
        Ok(Plan { shape })
    }

    /// The result for parameters of these shapes; all of them `()` leave it to `size`.
    ///
    /// # Errors
    /// ValueError where shapes do not broadcast, or not to `size`.
    pub fn new(size: &Size, shapes: &[&[usize]]) -> Result<Plan> {
        let given = size.shape()?.map(|shape| &**shape);
        Plan::broadcast(
            size,
            &given
                .into_iter()
                .chain(shapes.iter().copied())
                .collect::<Vec<_>>(),
            shapes,
        )
    }

    /// The walk over parameters, and the result, where NumPy does not look whether the two agree: a result that is
    /// smaller takes the first numbers of the walk. In complaints `size` is the last argument.
    ///
    /// # Errors
    /// As [`Plan::new`], but for the agreement.
    pub fn loose(size: &Size, shapes: &[&[usize]]) -> Result<(Plan, Plan)> {
        let given = size.shape()?;
        let all: Vec<&[usize]> = shapes
            .iter()
            .copied()
            .chain(given.map(|shape| &**shape))
            .collect();
        let walk = common_shape(&all)?;
        let result = given.unwrap_or(&walk).clone();
        Ok((
            Plan { shape: Some(walk) },
            Plan {
                shape: Some(result),
            },
        ))
    }

    /// The result for parameters of these shapes where `size` is the last argument in complaints.
    ///
    /// # Errors
    /// As [`Plan::new`].
    pub fn with_size_last(size: &Size, shapes: &[&[usize]]) -> Result<Plan> {
        let given = size.shape()?.map(|shape| &**shape);
        let all: Vec<&[usize]> = shapes.iter().copied().chain(given).collect();
        Plan::broadcast(size, &all, shapes)
    }

    fn broadcast(size: &Size, all: &[&[usize]], parameters: &[&[usize]]) -> Result<Plan> {
        if parameters.iter().all(|shape| shape.is_empty()) {
            return Plan::of_size(size);
        }
        let common = common_shape(all)?;
        match size.shape()? {
            Some(wanted) if *wanted != common => Err(Raised::value_error(format!(
                "Output size {} is not compatible with broadcast dimensions of inputs {}.",
                shape_repr(wanted),
                shape_repr(&common)
            ))),
            _ => Ok(Plan {
                shape: Some(common),
            }),
        }
    }

    /// The pairs that a ufunc of two operands sees.
    ///
    /// # Errors
    /// ValueError "operands could not be broadcast together …".
    pub fn of_pair(a: &[usize], b: &[usize]) -> Result<Plan> {
        let shape = broadcast_shapes([a, b]).ok_or_else(|| {
            Raised::value_error(format!(
                "operands could not be broadcast together with shapes {} {} ",
                shape_text(a),
                shape_text(b)
            ))
        })?;
        Ok(Plan { shape: Some(shape) })
    }

    /// Its lengths; none for a single number.
    pub fn shape(&self) -> &[usize] {
        self.shape.as_deref().unwrap_or_default()
    }

    /// The shape that parameters are stretched to, if they are.
    pub fn stretch(&self) -> Option<&Shape> {
        self.shape.as_ref()
    }

    /// How many numbers the result has.
    pub fn size(&self) -> usize {
        self.shape
            .as_ref()
            .map_or(1, |shape| shape.iter().product())
    }

    /// Fills the result: `draw` is asked for each element in C order, with its position.
    ///
    /// # Errors
    /// MemoryError, and when the budget is used up.
    pub fn fill<T: Element>(&self, draw: impl FnMut(usize) -> T) -> Result<Filled<T>> {
        let Some(shape) = &self.shape else {
            meter::steps(1)?;
            let mut draw = draw;
            return Ok(Filled::One(draw(0)));
        };
        let array = Array::zeros(T::DTYPE, shape)?;
        fill_array(&array, draw)?;
        Ok(Filled::Many(array))
    }
}

/// A drawn result.
pub enum Filled<T> {
    One(T),
    Many(Array),
}

impl Filled<f64> {
    pub fn value(self) -> Value {
        match self {
            Filled::One(x) => Value::Float(x),
            Filled::Many(array) => Value::array(array),
        }
    }
}

impl Filled<f32> {
    /// A single number is Python's float.
    pub fn value(self) -> Value {
        match self {
            Filled::One(x) => Value::Float(x.into()),
            Filled::Many(array) => Value::array(array),
        }
    }
}

impl Filled<i64> {
    pub fn value(self) -> Value {
        match self {
            Filled::One(n) => Value::Int(n),
            Filled::Many(array) => Value::array(array),
        }
    }
}

/// Elements drawn between two looks at the budget.
const CHUNK: usize = 1024;

/// Fills an array that is contiguous in any order, in the order of its memory.
///
/// # Errors
/// When the budget is used up.
pub fn fill_array<T: Element>(array: &Array, mut draw: impl FnMut(usize) -> T) -> Result<()> {
    let (start, size) = (array.layout().offset, array.size());
    array.buffer().write(|bytes| {
        let places = bytes.get_mut(start..).unwrap_or_default();
        for (i, place) in places
            .chunks_exact_mut(size_of::<T>())
            .take(size)
            .enumerate()
        {
            if i % CHUNK == 0 {
                meter::steps(CHUNK.min(size - i))?;
            }
            place.copy_from_slice(bytemuck::bytes_of(&draw(i)));
        }
        Ok(())
    })
}

/// The shape that all broadcast to.
///
/// # Errors
/// ValueError that names the first two that do not fit.
pub fn common_shape(shapes: &[&[usize]]) -> Result<Shape> {
    broadcast_shapes(shapes.iter().copied()).ok_or_else(|| {
        let pairs = (0..shapes.len()).flat_map(|later| (0..later).map(move |earlier| (earlier, later)));
        let clash = |&(a, b): &(usize, usize)| broadcast_shapes([shapes[a], shapes[b]]).is_none();
        let (first, second) = pairs.into_iter().find(clash).unwrap_or((0, 0));
        Raised::value_error(format!(
            "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg {first} with shape {} and arg {second} with shape {}.",
            shape_repr(shapes[first]),
            shape_repr(shapes[second])
        ))
    })
}
