//! The arguments that NumPy's functions share: integers, axes, shapes, orders.

use crate::array::{Axes, Scalar, Shape, normalize_axis};
use crate::value::builtin::FromValue;
use crate::value::{ClassId, Host, Raised, Result, Value};

/// A value as an integer the way `operator.index` takes it.
///
/// # Errors
/// TypeError `'float' object cannot be interpreted as an integer`, OverflowError.
pub fn as_index(value: &Value) -> Result<i64> {
    match value {
        Value::Int(x) => Ok(*x),
        Value::Bool(x) => Ok(*x as i64),
        Value::BigInt(_) => Err(Raised::new(
            ClassId::OVERFLOW_ERROR,
            "Python int too large to convert to C ssize_t",
        )),
        Value::Scalar(scalar) if !matches!(scalar, Scalar::Bool(_)) => match scalar.as_integer() {
            Some(x) => i64::try_from(x).map_err(|_| {
                Raised::new(
                    ClassId::OVERFLOW_ERROR,
                    "Python int too large to convert to C ssize_t",
                )
            }),
            None => Err(not_an_integer(value)),
        },
        Value::Array(object) => {
            let array = object.array();
            match array
                .first()
                .filter(|_| array.ndim() == 0 && array.dtype().is_integer())
            {
                Some(scalar) => as_index(&Value::Scalar(scalar)),
                None => Err(Raised::type_error(
                    "only integer scalar arrays can be converted to a scalar index",
                )),
            }
        }
        _ => Err(not_an_integer(value)),
    }
}

fn not_an_integer(value: &Value) -> Raised {
    Raised::type_error(format!(
        "'{}' object cannot be interpreted as an integer",
        value.qualified_type_name()
    ))
}

impl FromValue for i64 {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<i64> {
        as_index(&value)
    }
}

impl FromValue for usize {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<usize> {
        let index = as_index(&value)?;
        usize::try_from(index)
            .map_err(|_| Raised::value_error("negative dimensions are not allowed"))
    }
}

impl FromValue for bool {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<bool> {
        match &value {
            Value::Array(object) => {
                let array = object.array();
                match array.first() {
                    Some(scalar) if array.size() == 1 => Ok(is_true(&Value::scalar(scalar))),
                    _ => Err(Raised::value_error(
                        "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()",
                    )),
                }
            }
            other => Ok(is_true(other)),
        }
    }
}

/// Truth of values that are no containers of the lesson's own.
fn is_true(value: &Value) -> bool {
    match value {
        Value::None => false,
        Value::Bool(x) => *x,
        Value::Int(x) => *x != 0,
        Value::Float(x) => *x != 0.0,
        Value::Complex(z) => z.re != 0.0 || z.im != 0.0,
        Value::Str(text) => !text.is_empty(),
        Value::Bytes(bytes) => !bytes.is_empty(),
        Value::List(list) => !list.items.borrow().is_empty(),
        Value::Tuple(items) => !items.is_empty(),
        Value::Dict(dict) => !dict.is_empty(),
        Value::Set(set) => !set.is_empty(),
        Value::Scalar(scalar) => scalar
            .as_complex()
            .is_none_or(|z| z.re != 0.0 || z.im != 0.0),
        _ => true,
    }
}

impl FromValue for f64 {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<f64> {
        let number = match &value {
            Value::Bool(x) => Some(f64::from(u8::from(*x))),
            Value::Int(x) => Some(*x as f64),
            Value::Float(x) => Some(*x),
            Value::BigInt(x) => {
                let float = num_traits::ToPrimitive::to_f64(&**x).filter(|x| x.is_finite());
                return float.ok_or_else(|| {
                    Raised::new(ClassId::OVERFLOW_ERROR, "int too large to convert to float")
                });
            }
            Value::Scalar(scalar) => scalar.as_f64(),
            Value::Array(object) => {
                object.with(|a| a.first().filter(|_| a.ndim() == 0).and_then(|s| s.as_f64()))
            }
            _ => None,
        };
        number.ok_or_else(|| {
            Raised::type_error(format!("must be real number, not {}", value.type_name()))
        })
    }
}

/// `axis=`: none, one, or several.
#[derive(Clone, Debug, PartialEq)]
pub enum AxisArgument {
    All,
    One(i64),
    Several(Vec<i64>),
}

impl AxisArgument {
    /// The positions of the axes.
    ///
    /// # Errors
    /// AxisError, and ValueError for an axis named twice.
    pub fn resolve(&self, ndim: usize) -> Result<Axes> {
        let axes: Axes = match self {
            AxisArgument::All => (0..ndim).collect(),
            // NumPy lets a 0-d array be reduced along its axis 0 or -1.
            AxisArgument::One(0 | -1) if ndim == 0 => Axes::new(),
            AxisArgument::One(axis) => std::iter::once(normalize_axis(*axis, ndim)?).collect(),
            AxisArgument::Several(several) => several
                .iter()
                .map(|&axis| normalize_axis(axis, ndim))
                .collect::<Result<Axes, _>>()?,
        };
        let mut seen = [false; crate::array::MAX_DIMENSIONS];
        for &axis in &axes {
            if std::mem::replace(&mut seen[axis], true) {
                return Err(Raised::value_error("duplicate value in 'axis'"));
            }
        }
        Ok(axes)
    }
}

impl FromValue for AxisArgument {
    fn from_value(value: Value, host: &mut dyn Host) -> Result<AxisArgument> {
        match &value {
            Value::None => Ok(AxisArgument::All),
            Value::Bool(_) => Err(Raised::type_error("an integer is required")),
            several if several.tuple_items().is_some() => {
                let items = several
                    .tuple_items()
                    .into_iter()
                    .flat_map(|items| items.iter());
                let axes = items.map(as_length).collect::<Result<_>>()?;
                Ok(AxisArgument::Several(axes))
            }
            _ => i64::from_value(value, host).map(AxisArgument::One),
        }
    }

    fn absent() -> Option<AxisArgument> {
        Some(AxisArgument::All)
    }
}

/// `axis=` of functions that NumPy has written in Python: None for all, an integer, or any iterable of them.
pub struct AxisTuple(pub AxisArgument);

impl AxisTuple {
    /// The positions of the axes.
    ///
    /// # Errors
    /// AxisError, and ValueError "repeated axis".
    pub fn resolve(&self, ndim: usize) -> Result<Axes> {
        let axes: Axes = match &self.0 {
            AxisArgument::All => (0..ndim).collect(),
            AxisArgument::One(axis) => std::iter::once(normalize_axis(*axis, ndim)?).collect(),
            AxisArgument::Several(several) => several
                .iter()
                .map(|&axis| normalize_axis(axis, ndim))
                .collect::<Result<Axes, _>>()?,
        };
        let repeated = |(at, axis): (usize, &usize)| axes[..at].contains(axis);
        if axes.iter().enumerate().any(repeated) {
            return Err(Raised::value_error("repeated axis"));
        }
        Ok(axes)
    }
}

impl FromValue for AxisTuple {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<AxisTuple> {
        let items = match &value {
            Value::None => return Ok(AxisTuple(AxisArgument::All)),
            Value::Tuple(items) => items.to_vec(),
            Value::List(list) => list.items.borrow().clone(),
            Value::Range(range) => range.values()?,
            Value::Array(object) if object.with(|a| a.ndim() == 1) => {
                super::values_of(&object.array())?
            }
            // A text is taken apart, and none of its parts is an integer.
            Value::Str(_) => vec![value.clone()],
            single => {
                return match as_index(single) {
                    Ok(axis) => Ok(AxisTuple(AxisArgument::One(axis))),
                    Err(_) => Err(Raised::type_error(format!(
                        "'{}' object is not iterable",
                        value.qualified_type_name()
                    ))),
                };
            }
        };
        let axes = items.iter().map(as_index).collect::<Result<_>>()?;
        Ok(AxisTuple(AxisArgument::Several(axes)))
    }

    fn absent() -> Option<AxisTuple> {
        Some(AxisTuple(AxisArgument::All))
    }
}

/// A shape as given: an integer or a sequence of them; lengths may be -1 where a function infers them.
#[derive(Clone, Debug, PartialEq)]
pub struct ShapeArgument(pub Vec<i64>);

/// The integers of a shape argument.
///
/// # Errors
/// TypeError where it holds something else.
pub fn as_shape(value: &Value) -> Result<ShapeArgument> {
    let items = match value {
        Value::Tuple(items) => items.to_vec(),
        Value::Native(native) if native.as_tuple().is_some() => {
            native.as_tuple().map_or(Vec::new(), |items| items.to_vec())
        }
        Value::Native(native) if native.as_sequence().is_some() => {
            native.as_sequence().unwrap_or_default()
        }
        Value::List(list) => list.items.borrow().clone(),
        Value::Range(range) => range.values()?,
        Value::Array(object) if object.with(|a| a.ndim() == 1) => {
            super::values_of(&object.array())?
        }
        // Texts are sequences of texts, bytes of integers.
        Value::Str(text) => vec![value.clone(); text.chars().count().min(1)],
        Value::Bytes(bytes) => bytes.iter().map(|&byte| Value::Int(byte.into())).collect(),
        Value::None | Value::Float(_) | Value::Scalar(_) | Value::Dict(_) | Value::Set(_)
            if as_index(value).is_err() =>
        {
            let name = value.type_name();
            return Err(match value {
                Value::Float(_) | Value::Scalar(_) => Raised::type_error(format!(
                    "'{}' object cannot be interpreted as an integer",
                    value.qualified_type_name()
                )),
                _ => Raised::type_error(format!(
                    "expected a sequence of integers or a single integer, got '{}'",
                    shown(value, &name)
                )),
            });
        }
        single => return Ok(ShapeArgument(vec![as_length(single)?])),
    };
    Ok(ShapeArgument(
        items.iter().map(as_length).collect::<Result<_>>()?,
    ))
}

/// An integer of a shape, which a truth value is not.
///
/// # Errors
/// TypeError; ValueError "Maximum allowed dimension exceeded".
pub fn as_length(value: &Value) -> Result<i64> {
    match value {
        Value::Scalar(Scalar::U64(large)) if i64::try_from(*large).is_err() => {
            Err(Raised::value_error("Maximum allowed dimension exceeded"))
        }
        Value::Bool(_) | Value::Scalar(Scalar::Bool(_)) => {
            Err(Raised::type_error("an integer is required"))
        }
        Value::BigInt(_) => Err(Raised::value_error("Maximum allowed dimension exceeded")),
        other => as_index(other),
    }
}

/// As [`as_shape`], with NumPy's complaint about what is neither an integer nor a sequence.
///
/// # Errors
/// TypeError "expected a sequence of integers or a single integer, got '…'".
pub fn shape_of(host: &mut dyn Host, value: &Value) -> Result<ShapeArgument> {
    let single = !matches!(
        value,
        Value::List(_)
            | Value::Tuple(_)
            | Value::Range(_)
            | Value::Array(_)
            | Value::Str(_)
            | Value::Bytes(_)
            | Value::Native(_)
    );
    let refused = match value {
        Value::Bool(_) | Value::Scalar(Scalar::Bool(_)) => true,
        Value::BigInt(_) => false,
        other => as_index(other).is_err(),
    };
    if single && refused {
        let shown = crate::value::display::repr(host, value)?;
        return Err(Raised::type_error(format!(
            "expected a sequence of integers or a single integer, got '{shown}'"
        )));
    }
    as_shape(value)
}

fn shown(value: &Value, name: &str) -> String {
    match value {
        Value::Str(text) => text.to_string(),
        Value::None => "None".to_string(),
        _ => name.to_string(),
    }
}

impl ShapeArgument {
    /// The lengths, none of them negative.
    ///
    /// # Errors
    /// ValueError "negative dimensions are not allowed".
    pub fn lengths(&self) -> Result<Shape> {
        let lengths: Option<Shape> = self.0.iter().map(|&n| usize::try_from(n).ok()).collect();
        lengths.ok_or_else(|| Raised::value_error("negative dimensions are not allowed"))
    }
}

impl FromValue for ShapeArgument {
    fn from_value(value: Value, host: &mut dyn Host) -> Result<ShapeArgument> {
        shape_of(host, &value)
    }
}

/// `order=`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    C,
    F,
    /// F if the input is in Fortran's order and not in C's, else C.
    A,
    /// As close to the input's as possible.
    K,
}

impl FromValue for Order {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<Order> {
        match &value {
            Value::None => Ok(Order::K),
            Value::Bytes(bytes) => Order::from_letter(&String::from_utf8_lossy(bytes)),
            Value::Str(text) => Order::from_letter(text),
            other => Err(Raised::type_error(format!(
                "order must be str, not {}",
                other.qualified_type_name()
            ))),
        }
    }
}

impl Order {
    fn from_letter(letter: &str) -> Result<Order> {
        match letter {
            "C" | "c" => Ok(Order::C),
            "F" | "f" => Ok(Order::F),
            "A" | "a" => Ok(Order::A),
            "K" | "k" => Ok(Order::K),
            other => {
                let message = format!("order must be one of 'C', 'F', 'A', or 'K' (got '{other}')");
                Err(Raised::value_error(message))
            }
        }
    }

    /// Should a copy of `array` be in Fortran's order? `None` for 'K': as the array is.
    pub fn fortran_for(self, array: &crate::array::Array) -> Option<bool> {
        match self {
            Order::C => Some(false),
            Order::F => Some(true),
            Order::A => Some(array.is_f_contiguous() && !array.is_c_contiguous()),
            Order::K => None,
        }
    }
}

impl FromValue for crate::array::Array {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<crate::array::Array> {
        super::to_array(&value)
    }
}

impl FromValue for crate::array::DType {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<crate::array::DType> {
        super::to_dtype(&value)
    }
}

/// A dtype that may be that of a subarray, where others take the dtype of its items.
pub struct DTypeWithShape(pub crate::array::DType);

impl FromValue for DTypeWithShape {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<DTypeWithShape> {
        super::to_dtype_with_shape(&value).map(DTypeWithShape)
    }
}

impl FromValue for std::rc::Rc<str> {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<std::rc::Rc<str>> {
        match value {
            Value::Str(text) => Ok(text),
            Value::Scalar(Scalar::Str(text)) => Ok(text),
            other => Err(Raised::type_error(format!(
                "expected str, got {}",
                other.type_name()
            ))),
        }
    }
}

/// An array together with the value it came from, for bodies that return views of it.
pub struct ArrayValue {
    pub value: Value,
    pub array: crate::array::Array,
}

impl ArrayValue {
    /// A view of the same memory.
    pub fn view(&self, array: crate::array::Array) -> Value {
        Value::view(array, &self.value)
    }

    /// A view under another layout.
    pub fn with_layout(&self, layout: crate::array::Layout) -> Value {
        self.view(self.array.with_layout(layout))
    }

    /// `array` as a view if it shares this one's memory, else as an array of its own.
    pub fn view_or_own(&self, array: crate::array::Array) -> Value {
        if array.buffer().same(self.array.buffer()) {
            self.view(array)
        } else {
            Value::array(array)
        }
    }
}

impl FromValue for ArrayValue {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<ArrayValue> {
        let value = value.into_array_value()?;
        let array = super::to_array(&value)?;
        Ok(ArrayValue { value, array })
    }
}

/// A sequence of arrays: a list or tuple of array-likes, or an array's rows.
pub struct ArrayList(pub Vec<ArrayValue>);

impl FromValue for ArrayList {
    fn from_value(value: Value, host: &mut dyn Host) -> Result<ArrayList> {
        let items = match &value {
            Value::List(list) => list.items.borrow().clone(),
            Value::Tuple(items) => items.to_vec(),
            Value::Native(native) if native.as_sequence().is_some() => {
                native.as_sequence().unwrap_or_default()
            }
            Value::Array(object) => {
                let array = object.array();
                if array.ndim() == 0 {
                    return Err(Raised::type_error("iteration over a 0-d array"));
                }
                let rows =
                    (0..array.shape()[0]).map(|row| array.with_layout(array.layout().at(0, row)));
                rows.map(|row| Value::view(row, &value)).collect()
            }
            Value::Range(range) => range.values()?,
            Value::Str(text) => text.chars().map(|c| Value::str(c.to_string())).collect(),
            Value::Bytes(bytes) => bytes.iter().map(|&b| Value::Int(b.into())).collect(),
            Value::Dict(dict) => dict.keys(),
            _ => {
                return Err(Raised::type_error(
                    "arrays to stack must be passed as a \"sequence\" type such as list or tuple.",
                ));
            }
        };
        let arrays = items
            .into_iter()
            .map(|item| ArrayValue::from_value(item, host));
        Ok(ArrayList(arrays.collect::<Result<_>>()?))
    }
}

/// One integer or several: `axis=` of functions that need at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct Integers(pub Vec<i64>);

impl FromValue for Integers {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<Integers> {
        let items = match &value {
            Value::Tuple(items) => items.to_vec(),
            Value::List(list) => list.items.borrow().clone(),
            Value::Array(object) if object.with(|a| a.ndim() == 1) => {
                super::values_of(&object.array())?
            }
            single => vec![single.clone()],
        };
        Ok(Integers(items.iter().map(as_index).collect::<Result<_>>()?))
    }
}

/// `device=`: where an array lives, which is always the CPU.
pub struct Device;

impl FromValue for Device {
    fn from_value(value: Value, host: &mut dyn Host) -> Result<Device> {
        match &value {
            Value::None => Ok(Device),
            Value::Str(name) if &**name == "cpu" => Ok(Device),
            other => Err(Raised::value_error(format!(
                "Device not understood. Only \"cpu\" is allowed, but received: {}",
                crate::value::display::str(host, other)?
            ))),
        }
    }
}

/// `like=`: an array whose library is to make the result; there is only NumPy's.
pub struct Like;

impl FromValue for Like {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<Like> {
        match value {
            Value::None | Value::Array(_) => Ok(Like),
            _ => Err(Raised::type_error(
                "The `like` argument must be an array-like that implements the `__array_function__` protocol.",
            )),
        }
    }
}
