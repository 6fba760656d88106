//! `np.array(value)`: which shape and dtype nested sequences have, and the array of them.

use std::ops::RangeInclusive;
use std::rc::Rc;

use num_traits::ToPrimitive;

use super::element::{element_from, missing_element, string_length};
use crate::array::ufunc::dtype_repr;
use crate::array::{
    Array, Casting, DType, Error, ErrorKind, Layout, MAX_DIMENSIONS, Operand, Scalar, Shape,
    TimeUnit, can_cast, cast, meter, parse_date, promote, shape_repr, shape_text,
};
use crate::value::{ClassId, Raised, Range, Result, Value, count_values};

/// What a caller of `np.array` may ask for.
#[derive(Clone, Default)]
pub struct ArrayOptions {
    pub dtype: Option<DType>,
    /// Leading axes are added up to this many.
    pub ndmin: usize,
    /// Lists deeper than this stay objects.
    pub max_depth: Option<usize>,
}

/// The array that a value is or makes: arrays as they are (sharing memory), everything else converted.
///
/// # Errors
/// ValueError for sequences of unequal lengths.
pub fn to_array(value: &Value) -> Result<Array> {
    to_array_as(value, &ArrayOptions::default())
}

/// As [`to_array`], with a dtype: `np.asarray(value, dtype)`.
///
/// # Errors
/// Also where an element cannot be converted to the dtype.
pub fn to_array_as(value: &Value, options: &ArrayOptions) -> Result<Array> {
    let array = match value.plain() {
        Value::Array(object) => cast_if_needed(object.array(), options.dtype.as_ref())?,
        Value::Scalar(scalar) => {
            cast_if_needed(Array::from_scalar(scalar)?, options.dtype.as_ref())?
        }
        other => match memory_of(other) {
            Some(array) => cast_if_needed(array, options.dtype.as_ref())?,
            None => from_sequence(other, options)?,
        },
    };
    with_ndmin(array, options.ndmin)
}

/// The array that NumPy's functions in C make of an argument: between so many and so many axes, and an array's own dtype
/// must cast safely, while the elements of a list are converted one by one.
///
/// # Errors
/// ValueError for other numbers of axes; TypeError where the cast is not safe.
pub fn safe_array(value: &Value, dtype: &DType, axes: RangeInclusive<usize>) -> Result<Array> {
    let options = ArrayOptions {
        dtype: Some(dtype.clone()),
        max_depth: Some(*axes.end()),
        ..Default::default()
    };
    let own = match value.plain() {
        Value::Array(object) => Some(object.array()),
        other => memory_of(other),
    };
    let ndim = match &own {
        Some(array) => array.ndim(),
        None if !is_sequence(value) => 0,
        None => *axes.start(),
    };
    if ndim < *axes.start() {
        let message = "object of too small depth for desired array";
        return Err(Raised::value_error(message));
    }
    if ndim > *axes.end() {
        return Err(Raised::value_error("object too deep for desired array"));
    }
    if let Some(array) = own.filter(|array| !can_cast(array.dtype(), dtype, Casting::Safe)) {
        let what = if ndim == 0 { "scalar" } else { "array data" };
        let (from, to) = (dtype_repr(array.dtype()), dtype_repr(dtype));
        return Err(Raised::type_error(format!(
            "Cannot cast {what} from {from} to {to} according to the rule 'safe'"
        )));
    }
    to_array_as(value, &options)
}

fn memory_of(value: &Value) -> Option<Array> {
    match value {
        Value::Native(native) => native.as_memory(),
        _ => None,
    }
}

fn cast_if_needed(array: Array, dtype: Option<&DType>) -> Result<Array> {
    match dtype {
        Some(dtype) if dtype != array.dtype() => {
            let sized = sized_for(&array, dtype)?;
            if sized == *array.dtype() {
                Ok(array)
            } else {
                convert_array(&array, &sized)
            }
        }
        _ => Ok(array),
    }
}

/// A cast that also knows Python's objects.
pub fn convert_array(array: &Array, dtype: &DType) -> Result<Array> {
    if *dtype == DType::Object && *array.dtype() == DType::Object {
        return Ok(array.clone());
    }
    if *dtype == DType::Object {
        count_values(array.size())?;
        let objects = array
            .scalars()
            .map(|scalar| super::to_python(scalar).into_object())
            .collect();
        return Ok(Array::from_objects(array.shape(), objects)?);
    }
    if *array.dtype() == DType::Object {
        let target = Array::zeros(dtype.clone(), array.shape())?;
        for (scalar, at) in array.scalars().zip(target.layout().offsets()) {
            let value = Value::scalar(scalar);
            target.set(at, &element_from(&value, dtype)?);
        }
        return Ok(target);
    }
    Ok(cast::cast(array, dtype)?)
}

/// A string dtype without a width takes the one that the values need; a date or duration without a unit takes theirs.
fn sized_for(array: &Array, dtype: &DType) -> Result<DType> {
    if is_without_unit(dtype) {
        let unit = unit_of_array(array, TimeUnit::GENERIC)?;
        return Ok(with_unit(dtype, unit));
    }
    if let (DType::Str(0) | DType::Bytes(0), DType::Text(own)) = (dtype, array.dtype()) {
        return Err(Raised::type_error(format!(
            "cannot cast dtype {} to <class '{}'>.",
            own.repr(),
            dtype.class_path()
        )));
    }
    if *dtype == DType::Void(0) {
        return match array.dtype() {
            DType::Object => {
                let first = array.first().map_or(Value::None, Value::scalar);
                Err(no_raw_bytes(&first))
            }
            other => Ok(DType::Void(other.itemsize())),
        };
    }
    let width = match (dtype, array.dtype()) {
        (DType::Str(0), DType::Str(n) | DType::Bytes(n)) => *n,
        (DType::Bytes(0), DType::Str(n) | DType::Bytes(n)) => *n,
        (DType::Str(0) | DType::Bytes(0), DType::Object) => {
            let longest = array
                .scalars()
                .map(|scalar| string_length(&Value::scalar(scalar)))
                .max();
            longest.unwrap_or(1).max(1)
        }
        (DType::Str(0) | DType::Bytes(0), other) => crate::array::string_width(other).unwrap_or(1),
        _ => return Ok(dtype.clone()),
    };
    Ok(match dtype {
        DType::Str(_) => DType::Str(width),
        _ => DType::Bytes(width),
    })
}

/// A value of Python's own does not say how many bytes it has.
fn no_raw_bytes(value: &Value) -> Raised {
    let name = value.type_name();
    Raised::type_error(format!("A bytes-like object is required, not '{name}'"))
}

/// As wide as all the leaves are.
fn raw_for_leaves(leaves: &[Leaf]) -> Result<DType> {
    let width = |leaf: &Leaf| match leaf {
        Leaf::Block(array) => Ok(array.itemsize()),
        Leaf::One(Value::Bytes(bytes)) => Ok(bytes.len()),
        Leaf::One(Value::Scalar(scalar)) => Ok(scalar.dtype().itemsize()),
        Leaf::One(value) => Err(no_raw_bytes(value)),
    };
    let mut widths = leaves.iter().map(width);
    let first = widths.next().unwrap_or(Ok(8))?;
    for width in widths {
        if width? != first {
            let message = "Invalid type promotion with void datatypes of different lengths. Use the `np.bytes_` datatype instead to pad the shorter value with trailing zero bytes.";
            return Err(Error::new(ErrorKind::DTypePromotion, message).into());
        }
    }
    Ok(DType::Void(first))
}

fn is_without_unit(dtype: &DType) -> bool {
    matches!(dtype, DType::Datetime(unit) | DType::Timedelta(unit) if *unit == TimeUnit::GENERIC)
}

fn with_unit(dtype: &DType, unit: TimeUnit) -> DType {
    match dtype {
        DType::Datetime(_) => DType::Datetime(unit),
        _ => DType::Timedelta(unit),
    }
}

/// The unit that holds both `unit` and the array's dates, as precisely as they are written.
fn unit_of_array(array: &Array, unit: TimeUnit) -> Result<TimeUnit> {
    match array.dtype().native() {
        DType::Datetime(own) | DType::Timedelta(own) => Ok(unit.common(*own)?),
        DType::Str(_) | DType::Bytes(_) | DType::Object => {
            meter::steps(array.size())?;
            array.scalars().try_fold(unit, |unit, scalar| {
                unit_of_value(&Value::scalar(scalar), unit)
            })
        }
        _ => Ok(unit),
    }
}

/// As [`unit_of_array`], for one value.
fn unit_of_value(value: &Value, unit: TimeUnit) -> Result<TimeUnit> {
    let own = match value {
        Value::Scalar(Scalar::Datetime(_, own) | Scalar::Timedelta(_, own)) => *own,
        Value::Str(text) | Value::Scalar(Scalar::Str(text)) => parse_date(text)?.1,
        _ => return Ok(unit),
    };
    Ok(unit.common(own)?)
}

fn with_ndmin(array: Array, ndmin: usize) -> Result<Array> {
    if ndmin > MAX_DIMENSIONS {
        return Err(Raised::value_error(format!(
            "ndmin must be <= {MAX_DIMENSIONS}"
        )));
    }
    let mut layout = array.layout().clone();
    while layout.ndim() < ndmin {
        layout = layout.with_axis(0);
    }
    Ok(array.with_layout(layout))
}

/// What discovery has found out so far.
struct Found {
    shape: Option<Shape>,
    dtype: Option<DType>,
    /// The depth at which lengths stop agreeing.
    ragged: Option<usize>,
    /// There are lists below the depth that was allowed.
    too_deep: bool,
    max_depth: usize,
    /// The leaves, in order.
    leaves: Vec<Leaf>,
}

enum Leaf {
    One(Value),
    Block(Array),
}

fn from_sequence(value: &Value, options: &ArrayOptions) -> Result<Array> {
    let max_depth = options
        .max_depth
        .unwrap_or(MAX_DIMENSIONS)
        .min(MAX_DIMENSIONS);
    let mut found = Found {
        shape: None,
        dtype: None,
        ragged: None,
        too_deep: false,
        max_depth,
        leaves: Vec::new(),
    };
    let mut lengths = Shape::new();
    found.visit(value, &mut lengths, options.dtype.as_ref())?;
    if found.too_deep && options.dtype != Some(DType::Object) {
        return Err(Raised::value_error(format!(
            "setting an array element with a sequence. The requested array would exceed the maximum number of dimension of {max_depth}."
        )));
    }
    let shape = found.shape.take().unwrap_or_default();
    if let Some(depth) = found.ragged {
        return found.ragged_array(value, &shape[..depth], options);
    }
    let dtype = match &options.dtype {
        Some(dtype) => sized_for_leaves(dtype, &found.leaves)?,
        None => found.dtype.clone().unwrap_or(DType::F64),
    };
    fill(&shape, &dtype, &found.leaves)
}

impl Found {
    fn visit(
        &mut self,
        value: &Value,
        lengths: &mut Shape,
        requested: Option<&DType>,
    ) -> Result<()> {
        meter::steps(1)?;
        let value = match value.held() {
            Some(held) if requested != Some(&DType::Object) && dtype_of(held) != DType::Object => {
                held
            }
            Some(held @ (Value::List(_) | Value::Tuple(_))) => held,
            _ => value,
        };
        if let Value::Array(object) = value {
            let array = object.array();
            if array.ndim() > 0 {
                return self.visit_array(array, lengths);
            }
            let missing = object.subclass.as_ref().is_some_and(|s| s.is_missing());
            let scalar = match requested {
                _ if !missing => array.get(array.layout().offset),
                requested => missing_element(requested.unwrap_or(&DType::F64))?,
            };
            return self.leaf(Value::scalar(scalar), lengths);
        }
        if let (Value::Range(range), None | Some(DType::I64 | DType::F64)) = (value, requested)
            && lengths.len() < self.max_depth
        {
            return self.visit_array(integers_of(range)?, lengths);
        }
        let structured = matches!(requested, Some(DType::Struct(_)));
        let items = if structured && matches!(value, Value::Tuple(_)) {
            None
        } else {
            sequence_items(value)?
        };
        match items {
            Some(items) if lengths.len() < self.max_depth => {
                if lengths.len() >= MAX_DIMENSIONS - 1 && self.max_depth == MAX_DIMENSIONS {
                    self.ragged = Some(lengths.len());
                }
                meter::check_bytes(items.len().saturating_mul(size_of::<Leaf>()))?;
                lengths.push(items.len());
                if items.is_empty() {
                    self.agree(lengths, true);
                }
                for item in &items {
                    self.visit(item, lengths, requested)?;
                }
                lengths.pop();
                Ok(())
            }
            Some(_) => {
                self.too_deep |= self.max_depth < MAX_DIMENSIONS;
                self.leaf(value.clone(), lengths)
            }
            None => self.leaf(value.clone(), lengths),
        }
    }

    fn visit_array(&mut self, array: Array, lengths: &mut Shape) -> Result<()> {
        let depth = lengths.len();
        lengths.extend_from_slice(array.shape());
        self.agree(lengths, true);
        lengths.truncate(depth);
        self.meet(array.dtype())?;
        self.leaves.push(Leaf::Block(array));
        Ok(())
    }

    fn leaf(&mut self, value: Value, lengths: &Shape) -> Result<()> {
        self.agree(lengths, true);
        self.meet(&dtype_of(&value))?;
        self.leaves.push(Leaf::One(value));
        Ok(())
    }

    /// Compares the lengths on the way to a leaf with those seen before.
    fn agree(&mut self, lengths: &Shape, _complete: bool) {
        let Some(shape) = &self.shape else {
            self.shape = Some(lengths.clone());
            return;
        };
        let common = shape
            .iter()
            .zip(lengths)
            .take_while(|(a, b)| a == b)
            .count();
        if common != shape.len() || common != lengths.len() {
            self.ragged = Some(self.ragged.map_or(common, |depth| depth.min(common)));
        }
    }

    fn meet(&mut self, dtype: &DType) -> Result<()> {
        self.dtype = Some(match self.dtype.take() {
            None => dtype.clone(),
            Some(before) if before == *dtype => before,
            Some(before) => promote(&before, dtype).unwrap_or(DType::Object),
        });
        Ok(())
    }

    fn ragged_array(
        &self,
        value: &Value,
        outer: &[usize],
        options: &ArrayOptions,
    ) -> Result<Array> {
        if options.dtype == Some(DType::Object) {
            let mut objects = Vec::new();
            collect_objects(value, outer.len(), &mut objects)?;
            if objects.len() != outer.iter().product::<usize>() {
                // An array stands whole where NumPy goes on into it.
                return Err(not_broadcast(&objects, outer));
            }
            return Ok(Array::from_objects(
                outer,
                objects.into_iter().map(Value::into_object).collect(),
            )?);
        }
        let dimensions = outer.len();
        let shape = shape_repr(outer);
        Err(Raised::value_error(format!(
            "setting an array element with a sequence. The requested array has an inhomogeneous shape after {dimensions} dimensions. \
             The detected shape was {shape} + inhomogeneous part."
        )))
    }
}

/// A range's integers, without a value for each.
fn integers_of(range: &Range) -> Result<Array> {
    let count = range.len();
    meter::check_bytes(count.saturating_mul(size_of::<i64>()))?;
    meter::steps(count)?;
    let integers = (0..count).map(|at| {
        meter::go_on(1)?;
        Ok(range.at(at))
    });
    Ok(Array::from_vec(integers.collect::<Result<_>>()?)?)
}

/// Arrays that are to be elements of an array of objects, where their shapes do not let them be.
fn not_broadcast(objects: &[Value], outer: &[usize]) -> Raised {
    let shape = |value: &Value| match value {
        Value::Array(object) => object.with(|array| Some(shape_text(array.shape()))),
        _ => None,
    };
    let from = objects.iter().find_map(shape).unwrap_or_default();
    let into = shape_text(outer.get(..1).unwrap_or_default());
    let message = format!("could not broadcast input array from shape {from} into shape {into}");
    Raised::value_error(message)
}

fn collect_objects(value: &Value, depth: usize, into: &mut Vec<Value>) -> Result<()> {
    // An object of a class derived from list or tuple is gone into as those are.
    let sequence = match value.held() {
        Some(held @ (Value::List(_) | Value::Tuple(_))) => held,
        _ => value,
    };
    match sequence_items(sequence)? {
        Some(items) if depth > 0 => items
            .iter()
            .try_for_each(|item| collect_objects(item, depth - 1, into)),
        _ => {
            into.push(value.clone());
            Ok(())
        }
    }
}

/// The items of what NumPy takes for a sequence: lists, tuples, ranges.
fn sequence_items(value: &Value) -> Result<Option<Vec<Value>>> {
    Ok(match value {
        Value::List(list) => Some(list.items.borrow().clone()),
        Value::Tuple(items) => Some(items.to_vec()),
        Value::Range(range) => Some(range.values()?),
        Value::Native(native) => native.as_sequence(),
        _ => None,
    })
}

fn is_sequence(value: &Value) -> bool {
    match value {
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => true,
        Value::Native(native) => native.as_sequence().is_some(),
        _ => false,
    }
}

/// The dtype that NumPy gives a single value.
fn dtype_of(value: &Value) -> DType {
    match value {
        Value::Bool(_) => DType::Bool,
        Value::Int(_) => DType::I64,
        Value::BigInt(int) if int.to_u64().is_some() => DType::U64,
        Value::Float(_) => DType::F64,
        Value::Complex(_) => DType::C128,
        Value::Str(text) => DType::Str(text.chars().count()),
        Value::Bytes(bytes) => DType::Bytes(bytes.len()),
        Value::Scalar(scalar) => scalar.dtype(),
        Value::Array(object) => object.with(|array| array.dtype().clone()),
        _ => DType::Object,
    }
}

fn sized_for_leaves(dtype: &DType, leaves: &[Leaf]) -> Result<DType> {
    if is_without_unit(dtype) {
        let dates = matches!(dtype, DType::Datetime(_));
        let unit = leaves
            .iter()
            .try_fold(TimeUnit::GENERIC, |unit, leaf| match leaf {
                Leaf::One(Value::Str(_)) if !dates => Ok(unit),
                Leaf::One(value) => unit_of_value(value, unit),
                Leaf::Block(array) => unit_of_array(array, unit),
            })?;
        return Ok(with_unit(dtype, unit));
    }
    if *dtype == DType::Void(0) {
        return raw_for_leaves(leaves);
    }
    if !matches!(dtype, DType::Str(0) | DType::Bytes(0)) {
        return Ok(dtype.clone());
    }
    let lengths = leaves.iter().map(|leaf| match leaf {
        Leaf::One(value) => string_length(value),
        Leaf::Block(array) => crate::array::string_width(array.dtype()).unwrap_or(1),
    });
    let width = lengths.max().unwrap_or(1).max(1);
    Ok(match dtype {
        DType::Str(_) => DType::Str(width),
        _ => DType::Bytes(width),
    })
}

fn fill(shape: &[usize], dtype: &DType, leaves: &[Leaf]) -> Result<Array> {
    // A string or bytes of no characters still takes one.
    let dtype = match dtype {
        DType::Str(0) => DType::Str(1),
        DType::Bytes(0) => DType::Bytes(1),
        other => other.clone(),
    };
    if dtype == DType::Object {
        return fill_objects(shape, leaves);
    }
    if let Some(fast) = fill_plain(shape, &dtype, leaves)? {
        return Ok(fast);
    }
    let target = Array::zeros(dtype.clone(), shape)?;
    let mut at = 0;
    for leaf in leaves {
        match leaf {
            Leaf::One(value) => {
                if at < target.buffer().len() {
                    target.set(at, &element_from(value, &dtype)?);
                }
                at += dtype.itemsize();
            }
            Leaf::Block(array) => {
                let block = convert_array(array, &dtype)?;
                let layout = Layout {
                    offset: at,
                    ..Layout::contiguous(block.shape(), dtype.itemsize())
                };
                cast::cast_into(&block, &target.with_layout(layout))?;
                at += block.size() * dtype.itemsize();
            }
        }
    }
    Ok(target)
}

/// Plain numbers of the dtype they already have, without going through scalars.
fn fill_plain(shape: &[usize], dtype: &DType, leaves: &[Leaf]) -> Result<Option<Array>> {
    match dtype {
        DType::I64 => {
            let ints: Option<Vec<i64>> = leaves
                .iter()
                .map(|leaf| match leaf {
                    Leaf::One(Value::Int(x)) => Some(*x),
                    _ => None,
                })
                .collect();
            ints.map(|values| Ok(Array::from_shape_vec(shape, values)?))
                .transpose()
        }
        DType::F64 => {
            let floats: Option<Vec<f64>> = leaves
                .iter()
                .map(|leaf| match leaf {
                    Leaf::One(Value::Float(x)) => Some(*x),
                    Leaf::One(Value::Int(x)) => Some(*x as f64),
                    Leaf::One(Value::Scalar(Scalar::F64(x))) => Some(*x),
                    _ => None,
                })
                .collect();
            floats
                .map(|values| Ok(Array::from_shape_vec(shape, values)?))
                .transpose()
        }
        _ => Ok(None),
    }
}

fn fill_objects(shape: &[usize], leaves: &[Leaf]) -> Result<Array> {
    let mut objects = Vec::new();
    for leaf in leaves {
        match leaf {
            Leaf::One(value) => objects.push(value.clone().into_object()),
            Leaf::Block(array) => {
                objects.extend(
                    array
                        .scalars()
                        .map(|scalar| super::to_python(scalar).into_object()),
                );
            }
        }
    }
    Ok(Array::from_objects(shape, objects)?)
}

/// A value as promotion sees it. Python's own numbers are weak; bool is not.
pub fn operand_of(value: &Value) -> Option<Operand> {
    match value {
        Value::Int(_) | Value::BigInt(_) => Some(Operand::PythonInt),
        Value::Float(_) => Some(Operand::PythonFloat),
        Value::Complex(_) => Some(Operand::PythonComplex),
        _ => None,
    }
}

/// Is it an array or a NumPy scalar?
impl Value {
    pub fn is_numpy(&self) -> bool {
        matches!(self, Value::Array(_) | Value::Scalar(_))
    }

    /// The array, if it is one.
    pub fn as_array(&self) -> Option<Array> {
        match self {
            Value::Array(object) => Some(object.array()),
            _ => None,
        }
    }

    /// An array object for a value: itself if it is one, else a new one.
    pub fn into_array_value(self) -> Result<Value> {
        match self {
            Value::Array(_) => Ok(self),
            other => Ok(Value::Array(Rc::new(crate::value::ArrayObject::new(
                to_array(&other)?,
            )))),
        }
    }

    /// The class of a NumPy scalar or array's elements, for error texts.
    pub fn is_instance_of(&self, class: ClassId) -> bool {
        self.class().builtin().is_subclass(class)
    }
}
