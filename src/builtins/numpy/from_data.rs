//! Arrays from other things: memory, text, iterators, functions of the indices.

use crate::array::{Array, DType, Layout, Shape};
use crate::builtins;
use crate::builtins::python::bytearray::ByteArray;
use crate::builtins::python::iterate;
use crate::value::builtin::Keywords;
use crate::value::convert::{
    ArrayValue, DTypeWithShape, Like, as_index, convert_array, set_elements, to_array,
};
use crate::value::{Arguments, Host, Raised, Result, Value};

use super::buffers::MemoryView;
use super::compose::call_with;
use super::joining::new_array;

builtins! {
    /// An array over the bytes of an object, without a copy; `offset` is in bytes, `count` in elements.
    ///
    /// >>> np.frombuffer(b'\x01\x02', dtype=np.uint8)
    /// array([1, 2], dtype=uint8)
    "np.frombuffer" "(buffer, dtype=<no value>, count=-1, offset=0, *, like=None)" => frombuffer;
    /// The numbers in a text, with a separator between them.
    ///
    /// >>> np.fromstring('1, 2', dtype=int, sep=',')
    /// array([1, 2])
    "np.fromstring" "(string, dtype=<no value>, count=-1, *, sep='', like=None)" => fromstring;
    /// A one-dimensional array of the items of an iterable, all of them or `count`.
    ///
    /// >>> np.fromiter((x * x for x in range(4)), dtype=float)
    /// array([0., 1., 4., 9.])
    "np.fromiter" "(iter, dtype, count=-1, *, like=None)" => fromiter;
    /// What a function gives for the indices of an array of a shape, one array for each axis.
    ///
    /// >>> np.fromfunction(lambda i, j: 10 * i + j, (2, 3), dtype=int)
    /// array([[ 0,  1,  2],
    ///        [10, 11, 12]])
    "np.fromfunction" "(function, shape, *, dtype=<no value>, like=None, **kwargs)" => fromfunction;
}

/// The bytes of a bytes-like object, as an array.
fn memory(buffer: Value) -> Result<(Value, Array)> {
    match &buffer {
        Value::Bytes(bytes) => {
            let array = Array::from_vec(bytes.to_vec())?.with_writeable(false);
            Ok((buffer, array))
        }
        Value::Array(object) => {
            let array = object.array();
            if !array.is_c_contiguous() {
                return Err(Raised::value_error("ndarray is not C-contiguous"));
            }
            Ok((buffer, array))
        }
        Value::Scalar(_) => {
            let array = ArrayValue {
                array: to_array(&buffer)?.with_writeable(false),
                value: buffer,
            };
            Ok((array.value, array.array))
        }
        other => match other.native::<MemoryView>() {
            Some(view) if view.array().is_c_contiguous() => {
                let array = view.array().clone();
                Ok((buffer, array))
            }
            None if other.native::<ByteArray>().is_some() => {
                let array = to_array(other)?;
                Ok((buffer, array))
            }
            Some(_) => Err(Raised::value_error(
                "memoryview: underlying buffer is not C-contiguous",
            )),
            None => Err(Raised::type_error(format!(
                "a bytes-like object is required, not '{}'",
                other.qualified_type_name()
            ))),
        },
    }
}

fn frombuffer(
    buffer: Value,
    dtype: Option<DTypeWithShape>,
    count: i64,
    offset: i64,
    _like: Like,
) -> Result<Value> {
    let (dtype, inner) = dtype.map_or((DType::F64, Vec::new()), |dtype| dtype.0.split());
    if dtype.has_objects() {
        return Err(Raised::value_error(
            "cannot create an OBJECT array from memory buffer",
        ));
    }
    let width = dtype.itemsize() * inner.iter().product::<usize>();
    if width == 0 {
        return Err(Raised::value_error("itemsize cannot be zero in type"));
    }
    let (owner, array) = memory(buffer)?;
    let length = array.size() * array.itemsize();
    let Some(start) = usize::try_from(offset)
        .ok()
        .filter(|&start| start <= length)
    else {
        return Err(Raised::value_error(format!(
            "offset must be non-negative and no greater than buffer length ({length})"
        )));
    };
    let left = length - start;
    let count = match usize::try_from(count) {
        Ok(count) if count.saturating_mul(width) > left => {
            return Err(Raised::value_error("buffer is smaller than requested size"));
        }
        Ok(count) => count,
        Err(_) if !left.is_multiple_of(width) => {
            return Err(Raised::value_error(
                "buffer size must be a multiple of element size",
            ));
        }
        Err(_) => left / width,
    };
    let mut layout = Layout::contiguous(&[&[count], &inner[..]].concat(), dtype.itemsize());
    layout.offset = array.layout().offset + start;
    Ok(Value::view(array.with_dtype(dtype, layout), &owner))
}

fn fromstring(
    host: &mut dyn Host,
    string: Value,
    dtype: Option<DType>,
    count: i64,
    sep: Value,
    _like: Like,
) -> Result<Array> {
    let dtype = dtype.unwrap_or(DType::F64);
    let sep = match &sep {
        Value::Str(sep) => sep.clone(),
        other => {
            let name = match other {
                Value::None => "None".to_string(),
                other => other.qualified_type_name(),
            };
            return Err(Raised::type_error(format!(
                "fromstring() argument 4 must be str, not {name}"
            )));
        }
    };
    if sep.is_empty() && matches!(string, Value::Array(_)) {
        return Err(Raised::value_error(
            "The binary mode of fromstring is removed, use frombuffer instead",
        ));
    }
    let text = match &string {
        Value::Str(text) => text.to_string(),
        Value::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        other => {
            return Err(Raised::type_error(format!(
                "a bytes-like object is required, not '{}'",
                other.qualified_type_name()
            )));
        }
    };
    if sep.is_empty() {
        return Err(Raised::value_error(
            "The binary mode of fromstring is removed, use frombuffer instead",
        ));
    }
    if dtype.itemsize() == 0 {
        return Err(Raised::value_error("zero-valued itemsize"));
    }
    if !dtype.is_numeric() && dtype != DType::Bool {
        return Err(Raised::value_error(
            "Unable to read character files of that array type",
        ));
    }
    let most = usize::try_from(count).unwrap_or(usize::MAX);
    numbers_in(host, &text, &dtype, most, &sep)
}

/// The numbers in a text; ValueError where something else comes before its end.
fn numbers_in(
    host: &mut dyn Host,
    text: &str,
    dtype: &DType,
    most: usize,
    sep: &str,
) -> Result<Array> {
    let mut rest = text;
    let mut numbers = Vec::new();
    let whole = dtype.is_integer() || *dtype == DType::Bool;
    while numbers.len() < most {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let length = number_length(rest, whole);
        if length == 0 {
            return Err(unmatched());
        }
        numbers.push(Value::str(&rest[..length]));
        match after_separator(&rest[length..], sep) {
            Some(after) => rest = after,
            None if numbers.len() < most => return Err(unmatched()),
            None => break,
        }
    }
    crate::array::meter::steps(numbers.len())?;
    let row = if whole { "int" } else { "float" };
    let mut values = Vec::with_capacity(numbers.len());
    for number in numbers {
        let class = crate::builtins::find(&format!("{row}.__new__"));
        let class = class.ok_or_else(|| Raised::type_error(format!("{row} is missing")))?;
        values.push(class.call(host, Arguments::positional([number]))?);
    }
    // Integers that do not fit wrap around, as C's casts do.
    let wide = if whole { DType::I64 } else { DType::F64 };
    let wide = crate::value::convert::to_array_as(
        &Value::list(values),
        &crate::value::convert::ArrayOptions {
            dtype: Some(wide),
            ..Default::default()
        },
    )?;
    convert_array(&wide, dtype)
}

fn unmatched() -> Raised {
    Raised::value_error("string or file could not be read to its end due to unmatched data")
}

/// The length of the number that a text begins with, 0 for none.
fn number_length(text: &str, whole: bool) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        let run = bytes.get(from..).unwrap_or_default();
        run.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    if whole {
        let count = digits(sign);
        return if count == 0 { 0 } else { sign + count };
    }
    let lower = text.get(sign..).unwrap_or_default().to_ascii_lowercase();
    for name in ["infinity", "inf", "nan"] {
        if lower.starts_with(name) {
            return sign + name.len();
        }
    }
    let mut end = sign + digits(sign);
    let mut count = end - sign;
    if bytes.get(end) == Some(&b'.') {
        let fraction = digits(end + 1);
        count += fraction;
        end += 1 + fraction;
    }
    if count == 0 {
        return 0;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let signed = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + signed);
        if exponent > 0 {
            end += 1 + signed + exponent;
        }
    }
    end
}

/// What follows the separator, in which a blank stands for any blanks; `None` where it is not there. The end of the
/// text ends a separator too.
fn after_separator<'a>(text: &'a str, sep: &str) -> Option<&'a str> {
    let mut rest = text;
    for expected in sep.chars() {
        if expected == ' ' {
            rest = rest.trim_start();
        } else if rest.is_empty() {
            return Some(rest);
        } else {
            rest = rest.strip_prefix(expected)?;
        }
    }
    (rest.is_empty() || rest.len() < text.len()).then_some(rest)
}

fn fromiter(
    host: &mut dyn Host,
    items: Value,
    DTypeWithShape(dtype): DTypeWithShape,
    count: i64,
    _like: Like,
) -> Result<Array> {
    let (dtype, inner) = dtype.split();
    let items = iterate::iter(host, &items)?;
    if dtype.itemsize() == 0 {
        return Err(Raised::value_error(
            "Must specify length when using variable-size data-type.",
        ));
    }
    let most = usize::try_from(count).ok();
    let (mut elements, mut rows) = (Vec::new(), Vec::new());
    while most.is_none_or(|most| elements.len() + rows.len() < most) {
        let Some(item) = iterate::next(host, &items)? else {
            break;
        };
        match inner.is_empty() {
            true => elements.push(super::indexing::single_value(&item, &dtype)?),
            false => rows.push(item),
        }
    }
    let found = elements.len() + rows.len();
    if let Some(most) = most.filter(|&most| found < most) {
        return Err(Raised::value_error(format!(
            "iterator too short: Expected {most} but iterator had only {found} items."
        )));
    }
    if !inner.is_empty() {
        let array = new_array(&dtype, &[&[found], &inner[..]].concat(), false)?;
        set_elements(&array, &Value::list(rows))?;
        return Ok(array);
    }
    let array = new_array(&dtype, &[elements.len()], false)?;
    for (at, element) in array.layout().offsets().zip(&elements) {
        array.set(at, element);
    }
    Ok(array)
}

fn fromfunction(
    host: &mut dyn Host,
    function: Value,
    shape: Value,
    dtype: Option<DType>,
    _like: Like,
    keywords: Keywords,
) -> Result<Value> {
    let lengths = iterate::collect(host, &shape)?;
    let lengths: Result<Shape> = lengths
        .iter()
        .map(|length| {
            usize::try_from(as_index(length)?)
                .map_err(|_| Raised::value_error("negative dimensions are not allowed"))
        })
        .collect();
    let lengths = lengths?.iter().map(|&n| Value::Int(n as i64)).collect();
    let dtype = Value::DType(std::rc::Rc::new(dtype.unwrap_or(DType::F64)));
    let indices = call_with(
        host,
        "np.indices",
        [Value::tuple(lengths)],
        [("dtype", dtype)],
    )?;
    let grid = to_array(&indices)?;
    let axes = (0..grid.shape().first().copied().unwrap_or(0))
        .map(|axis| Value::view(grid.with_layout(grid.layout().at(0, axis)), &indices));
    let mut arguments = Arguments::positional(axes);
    arguments.keywords = keywords.0;
    host.call(&function, arguments)
}
