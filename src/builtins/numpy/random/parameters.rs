//! Parameters of distributions: numbers or arrays of them, checked as NumPy checks them, and the shape of the result
//! that they and `size` give.

use std::cell::Cell;

use crate::array::{
    Array, Casting, DType, Element, Shape, broadcast_shapes, can_cast, meter, shape_repr,
    shape_text,
};
use crate::builtins::numpy::dtype::dtype_repr;
use crate::value::builtin::FromValue;
use crate::value::convert::{ArrayOptions, as_shape, to_array_as};
use crate::value::{ClassId, Host, Raised, Result, Value, display, number};

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

/// A value as an array of `dtype`: Python's own numbers and lists of them are converted, arrays only where no value is
/// lost.
///
/// # Errors
/// TypeError "Cannot cast array data …", ValueError for text that is no number.
pub fn number_array(value: &Value, dtype: DType) -> Result<Array> {
    if let Some(from) = value.as_array() {
        if !can_cast(from.dtype(), &dtype, Casting::Safe) {
            return Err(no_safe_cast(&from, &dtype));
        }
    }
    let options = ArrayOptions {
        dtype: Some(dtype),
        ..ArrayOptions::default()
    };
    to_array_as(value, &options)
}

/// NumPy's complaint about an array that cannot be cast without loss.
pub fn no_safe_cast(from: &Array, to: &DType) -> Raised {
    let what = if from.ndim() == 0 {
        "scalar"
    } else {
        "array data"
    };
    Raised::type_error(format!(
        "Cannot cast {what} from {} to {} according to the rule 'safe'",
        dtype_repr(from.dtype()),
        dtype_repr(to)
    ))
}

/// One parameter: a number, or an array of them.
pub struct Operand<T> {
    array: Array,
    one: Option<T>,
}

impl Operand<f64> {
    /// # Errors
    /// As [`number_array`].
    pub fn float(value: &Value) -> Result<Operand<f64>> {
        let array = number_array(value, DType::F64)?;
        Ok(Operand { array, one: None })
    }

    /// Reads a parameter that is one number; the arrays among them are left.
    ///
    /// # Errors
    /// TypeError "must be real number, not …".
    pub fn read_scalar(&mut self, value: &Value, host: &mut dyn Host) -> Result<()> {
        self.one = Some(f64::from_value(value.clone(), host)?);
        Ok(())
    }

    /// # Errors
    /// ValueError in NumPy's words where a value breaks the rule.
    pub fn check(&self, name: &str, rule: Rule) -> Result<()> {
        match self.one {
            Some(x) => rule.check_one(x, name),
            None if rule == Rule::Free => Ok(()),
            None => rule.check_all(&self.array.to_vec::<f64>()?, name),
        }
    }
}

impl Operand<i64> {
    /// # Errors
    /// As [`number_array`].
    pub fn whole(value: &Value) -> Result<Operand<i64>> {
        let array = number_array(value, DType::I64).map_err(|error| {
            match error.is_a(ClassId::OVERFLOW_ERROR) {
                true => overflow("Python int too large to convert to C long"),
                false => error,
            }
        })?;
        let one = match array.first() {
            Some(_) if matches!(value, Value::Str(_)) => {
                return Err(Raised::type_error("an integer is required"));
            }
            Some(scalar) if array.ndim() == 0 => {
                scalar.as_integer().and_then(|n| i64::try_from(n).ok())
            }
            _ => None,
        };
        Ok(Operand { array, one })
    }

    /// Is to be complained of as arrays are, standing among them.
    pub fn among_arrays(self) -> Operand<i64> {
        Operand { one: None, ..self }
    }

    /// # Errors
    /// ValueError in NumPy's words where a value breaks the rule.
    pub fn check(&self, name: &str, rule: Rule) -> Result<()> {
        match self.one {
            Some(n) => rule.check_one(n as f64, name),
            None => {
                let values = self.array.to_vec::<i64>()?;
                rule.check_all(&values.iter().map(|&n| n as f64).collect::<Vec<_>>(), name)
            }
        }
    }
}

impl<T: Element + Copy> Operand<T> {
    pub fn of(array: Array) -> Operand<T> {
        Operand { array, one: None }
    }

    pub fn is_scalar(&self) -> bool {
        self.array.ndim() == 0
    }

    pub fn array(&self) -> &Array {
        &self.array
    }

    pub fn shape(&self) -> &[usize] {
        self.array.shape()
    }

    /// One value for each element of the result, or one for all.
    ///
    /// # Errors
    /// MemoryError.
    pub fn spread(&self, plan: &Plan) -> Result<Spread<T>> {
        if let Some(one) = self.one {
            return Ok(Spread(vec![one]));
        }
        let stretched = match &plan.shape {
            Some(shape) if self.array.size() != 1 => self.array.broadcast_to(shape),
            _ => None,
        };
        match stretched {
            Some(array) => {
                meter::check_bytes(array.size().saturating_mul(size_of::<T>()))?;
                Ok(Spread(array.to_vec()?))
            }
            None => Ok(Spread(self.array.to_vec()?)),
        }
    }
}

/// The values of one parameter along the result.
pub struct Spread<T>(Vec<T>);

impl<T: Copy + Default> Spread<T> {
    pub fn at(&self, i: usize) -> T {
        let value = self.0.get(i).or(self.0.first());
        value.copied().unwrap_or_default()
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

/// The values of two operands broadcast together, as a ufunc over them sees them.
///
/// # Errors
/// ValueError "operands could not be broadcast together …".
pub fn pairs(a: &Operand<f64>, b: &Operand<f64>) -> Result<(Shape, Vec<(f64, f64)>)> {
    let plan = Plan::of_pair(a.shape(), b.shape())?;
    let (shape, size) = (plan.shape().into(), plan.size());
    let (a, b) = (a.spread(&plan)?, b.spread(&plan)?);
    Ok((shape, (0..size).map(|i| (a.at(i), b.at(i))).collect()))
}

/// What NumPy asks of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    Free,
    NonNegative,
    Positive,
    PositiveNotNan,
    /// In [0, 1].
    Probability,
    /// In (0, 1].
    PositiveProbability,
    /// In [0, 1).
    ProbabilityBelowOne,
    AboveOne,
    AtLeastOne,
    /// A mean that `poisson` can have.
    Mean,
}

impl Rule {
    fn check_one(self, x: f64, name: &str) -> Result<()> {
        self.check(&[x], name, "is NaN")
    }

    fn check_all(self, values: &[f64], name: &str) -> Result<()> {
        // Of an array the upper bound is looked at first.
        if self == Rule::Mean && !values.iter().all(|&x| x <= MEAN_MAX) {
            return Err(Raised::value_error(format!("{name} value too large")));
        }
        self.check(values, name, "contains NaNs")
    }

    fn check(self, values: &[f64], name: &str, nan: &str) -> Result<()> {
        let all = |rule: fn(f64) -> bool| values.iter().all(|&x| rule(x));
        let complaint = match self {
            Rule::Free => return Ok(()),
            Rule::NonNegative if all(|x| x.is_nan() || x.is_sign_positive()) => return Ok(()),
            Rule::NonNegative => format!("{name} < 0"),
            Rule::PositiveNotNan if !all(|x| !x.is_nan()) => format!("{name} must not be NaN"),
            Rule::Positive | Rule::PositiveNotNan if all(|x| !(x <= 0.0)) => return Ok(()),
            Rule::Positive | Rule::PositiveNotNan => format!("{name} <= 0"),
            Rule::Probability if all(|x| (0.0..=1.0).contains(&x)) => return Ok(()),
            Rule::Probability => format!("{name} < 0, {name} > 1 or {name} {nan}"),
            Rule::PositiveProbability if all(|x| x > 0.0 && x <= 1.0) => return Ok(()),
            Rule::PositiveProbability => format!("{name} <= 0, {name} > 1 or {name} contains NaNs"),
            Rule::ProbabilityBelowOne if all(|x| (0.0..1.0).contains(&x)) => return Ok(()),
            Rule::ProbabilityBelowOne => format!("{name} < 0, {name} >= 1 or {name} {nan}"),
            Rule::AboveOne if all(|x| x > 1.0) => return Ok(()),
            Rule::AboveOne => format!("{name} <= 1 or {name} {nan}"),
            Rule::AtLeastOne if all(|x| x >= 1.0) => return Ok(()),
            Rule::AtLeastOne => format!("{name} < 1 or {name} {nan}"),
            Rule::Mean if !all(|x| x >= 0.0) => format!("{name} < 0 or {name} {nan}"),
            Rule::Mean if all(|x| x <= MEAN_MAX) => return Ok(()),
            Rule::Mean => format!("{name} value too large"),
        };
        Err(Raised::value_error(complaint))
    }
}

/// The largest mean of a Poisson distribution.
pub const MEAN_MAX: f64 = crate::array::random::distributions::POISSON_LAM_MAX;

/// `out=`: an array to fill, checked as NumPy checks it, with the value it came from.
///
/// # Errors
/// ValueError and TypeError in NumPy's words.
pub fn output_array(
    out: &Value,
    dtype: &DType,
    size: &Size,
    c_order: bool,
) -> Result<Option<Array>> {
    if out.is_none() {
        return Ok(None);
    }
    let required = if c_order { "C-" } else { "" };
    let usable = |array: &Array| {
        let contiguous = array.is_c_contiguous() || (!c_order && array.is_f_contiguous());
        contiguous && array.is_writeable() && !matches!(array.dtype(), DType::Swapped(_))
    };
    let Some(array) = out.as_array().filter(usable) else {
        return Err(Raised::value_error(format!(
            "Supplied output array must be {required}contiguous, writable, aligned, and in machine byte-order."
        )));
    };
    if array.dtype() != dtype {
        return Err(Raised::type_error(format!(
            "Supplied output array has the wrong type. Expected {dtype}, got {}",
            array.dtype()
        )));
    }
    if size.shape()?.is_some_and(|shape| **shape != *array.shape()) {
        return Err(Raised::value_error(
            "size must match out.shape when used together",
        ));
    }
    Ok(Some(array))
}

/// OverflowError
pub fn overflow(message: &str) -> Raised {
    Raised::new(ClassId::OVERFLOW_ERROR, message)
}
