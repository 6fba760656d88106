//! What names a dtype: classes, names, codes, lists of fields.

use std::rc::Rc;

use super::as_index;
use crate::array::texts::TextType;
use crate::array::{DType, Field, StructType, SubType, TimeBase, TimeUnit};
use crate::value::{Class, ClassId, Raised, Result, Value};

/// `np.dtype(value)`.
///
/// # Errors
/// TypeError in NumPy's words for what names no dtype.
pub fn to_dtype(value: &Value) -> Result<DType> {
    Ok(to_dtype_with_shape(value)?.split().0)
}

/// As [`to_dtype`], a subarray dtype as it is instead of the dtype of its items.
///
/// # Errors
/// As [`to_dtype`].
pub fn to_dtype_with_shape(value: &Value) -> Result<DType> {
    match value {
        Value::None => Ok(DType::F64),
        Value::DType(dtype) => Ok((**dtype).clone()),
        Value::Class(class) => dtype_of_class(class),
        Value::Str(text) => text_with_shape(text),
        Value::Bytes(bytes) => text_with_shape(&String::from_utf8_lossy(bytes)),
        Value::List(list) => struct_of_list(&list.items.borrow().clone()),
        Value::Tuple(items) => dtype_of_tuple(items),
        Value::Dict(dict) => struct_of_dict(&dict.pairs()),
        Value::Scalar(scalar) => Ok(scalar.dtype()),
        Value::Array(_) => Err(Raised::type_error("Cannot construct a dtype from an array")),
        _ => Err(not_a_dtype(value)),
    }
}

fn not_a_dtype(value: &Value) -> Raised {
    Raised::type_error(format!(
        "Cannot interpret '{}' as a data type",
        brief(value)
    ))
}

fn brief(value: &Value) -> String {
    match value {
        Value::Int(x) => x.to_string(),
        Value::BigInt(x) => x.to_string(),
        Value::Float(x) => crate::array::print::float_text(*x),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        other => format!("<{} object>", other.type_name()),
    }
}

fn dtype_of_class(class: &Class) -> Result<DType> {
    Ok(match class.builtin() {
        ClassId::INT | ClassId::INT64 | ClassId::INTEGER | ClassId::SIGNED_INTEGER => DType::I64,
        ClassId::FLOAT
        | ClassId::FLOAT64
        | ClassId::FLOATING
        | ClassId::INEXACT
        | ClassId::NUMBER => DType::F64,
        ClassId::BOOL | ClassId::BOOL_ => DType::Bool,
        ClassId::COMPLEX | ClassId::COMPLEX128 | ClassId::COMPLEX_FLOATING => DType::C128,
        ClassId::STR | ClassId::STR_ => DType::Str(0),
        ClassId::BYTES | ClassId::BYTES_ => DType::Bytes(0),
        ClassId::INT8 => DType::I8,
        ClassId::INT16 => DType::I16,
        ClassId::INT32 => DType::I32,
        ClassId::UINT8 => DType::U8,
        ClassId::UINT16 => DType::U16,
        ClassId::UINT32 => DType::U32,
        ClassId::UINT64 | ClassId::UNSIGNED_INTEGER => DType::U64,
        ClassId::FLOAT16 => DType::F16,
        ClassId::FLOAT32 => DType::F32,
        ClassId::COMPLEX64 => DType::C64,
        ClassId::DATETIME64 => DType::Datetime(TimeUnit::GENERIC),
        ClassId::TIMEDELTA64 => DType::Timedelta(TimeUnit::GENERIC),
        ClassId::VOID => DType::Void(0),
        ClassId::STRING_DTYPE => DType::Text(Rc::new(TextType::plain())),
        _ => DType::Object,
    })
}

/// `'f8'`, `'int32'`, `'<U5'`, `'datetime64[D]'`, `'i4,f8'`.
///
/// # Errors
/// TypeError `data type 'foo' not understood`.
pub fn dtype_of_text(text: &str) -> Result<DType> {
    Ok(text_with_shape(text)?.split().0)
}

fn text_with_shape(text: &str) -> Result<DType> {
    let unknown = || Raised::type_error(format!("data type '{text}' not understood"));
    if let Some(dtype) = by_name(text) {
        return Ok(dtype);
    }
    match one_code(text) {
        Some(dtype) => Ok(dtype),
        None if text.contains(',') => struct_of_codes(text),
        None => Err(unknown()),
    }
}

/// A code with the shape before it: `8f`, `(2,3)<f8`.
fn one_code(text: &str) -> Option<DType> {
    match leading_shape(text) {
        Some((shape, code)) => single_code(code).map(|dtype| sub(dtype, shape)),
        None => single_code(text),
    }
}

/// The shape before the only code of a text: `8f`, `(2,3)f8`.
fn leading_shape(text: &str) -> Option<(Vec<usize>, &str)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        let (count, code) = text.split_at(digits);
        return (!code.contains(',')).then_some((vec![count.parse().ok()?], code));
    }
    let (inside, code) = text.strip_prefix('(')?.split_once(')')?;
    if code.contains(',') || !inside.contains(',') {
        return None;
    }
    let lengths = inside.split(',').map(str::trim).filter(|n| !n.is_empty());
    let shape = lengths.map(|n| n.parse().ok()).collect::<Option<_>>()?;
    Some((shape, code))
}

fn sub(dtype: DType, shape: Vec<usize>) -> DType {
    if shape.is_empty() {
        return dtype;
    }
    DType::Sub(Rc::new(SubType { dtype, shape }))
}

/// A code with or without a byte order.
fn single_code(text: &str) -> Option<DType> {
    let (order, code) = match text.chars().next() {
        Some(order @ ('<' | '>' | '=' | '|' | '!')) => (order, &text[1..]),
        _ => ('=', text),
    };
    let dtype = by_code(code)?;
    Some(if matches!(order, '>' | '!') {
        in_big_endian(dtype)
    } else {
        dtype
    })
}

/// The dtype with its bytes in the other order, where it has an order.
pub fn in_big_endian(dtype: DType) -> DType {
    match dtype {
        DType::Bool | DType::I8 | DType::U8 | DType::Bytes(_) | DType::Void(_) | DType::Object => {
            dtype
        }
        DType::Struct(_) | DType::Text(_) => dtype,
        DType::Swapped(native) => *native,
        DType::Sub(items) => sub(in_big_endian(items.dtype.clone()), items.shape.clone()),
        other => DType::Swapped(Box::new(other)),
    }
}

fn by_name(text: &str) -> Option<DType> {
    Some(match text {
        "bool" | "bool_" => DType::Bool,
        "int8" | "byte" => DType::I8,
        "int16" | "short" => DType::I16,
        "int32" | "intc" => DType::I32,
        "int64" | "int" | "int_" | "intp" | "long" | "longlong" => DType::I64,
        "uint8" | "ubyte" => DType::U8,
        "uint16" | "ushort" => DType::U16,
        "uint32" | "uintc" => DType::U32,
        "uint64" | "uint" | "uintp" | "ulong" | "ulonglong" => DType::U64,
        "float16" | "half" => DType::F16,
        "float32" | "single" => DType::F32,
        "float64" | "float" | "double" => DType::F64,
        "complex64" | "csingle" => DType::C64,
        "complex128" | "complex" | "cdouble" => DType::C128,
        "str" | "str_" | "unicode" => DType::Str(0),
        "bytes" | "bytes_" => DType::Bytes(0),
        "object" | "object_" => DType::Object,
        "void" => DType::Void(0),
        "datetime64" => DType::Datetime(TimeUnit::GENERIC),
        "timedelta64" => DType::Timedelta(TimeUnit::GENERIC),
        _ => {
            let unit = text.strip_suffix(']')?;
            if let Some(unit) = unit.strip_prefix("datetime64[") {
                return time_unit(unit).map(DType::Datetime);
            }
            return time_unit(unit.strip_prefix("timedelta64[")?).map(DType::Timedelta);
        }
    })
}

fn by_code(code: &str) -> Option<DType> {
    let letter = code.chars().next()?;
    let rest = &code[letter.len_utf8()..];
    let width = || {
        if rest.is_empty() {
            Some(0)
        } else {
            rest.parse::<usize>().ok().filter(|&n| n < 1 << 28)
        }
    };
    Some(match (letter, rest) {
        ('?', "") | ('b', "1") => DType::Bool,
        ('b', "") | ('i', "1") => DType::I8,
        ('h', "") | ('i', "2") => DType::I16,
        ('i', "" | "4") => DType::I32,
        ('l' | 'q' | 'p' | 'n', "") | ('i', "8") => DType::I64,
        ('B', "") | ('u', "1") => DType::U8,
        ('H', "") | ('u', "2") => DType::U16,
        ('I', "") | ('u', "4") => DType::U32,
        ('L' | 'Q' | 'P' | 'N', "") | ('u', "8") => DType::U64,
        ('e', "") | ('f', "2") => DType::F16,
        ('f', "" | "4") => DType::F32,
        ('d', "") | ('f', "8") => DType::F64,
        ('F', "") | ('c', "8") => DType::C64,
        ('D', "") | ('c', "16") => DType::C128,
        ('O', "" | "8") => DType::Object,
        ('T', "" | "16") => DType::Text(Rc::new(TextType::plain())),
        ('c', "") => DType::Bytes(1),
        ('U', _) => DType::Str(width()?),
        ('S' | 'a', _) => DType::Bytes(width()?),
        ('V', _) => DType::Void(width()?),
        ('M', "" | "8") => DType::Datetime(TimeUnit::GENERIC),
        ('m', "" | "8") => DType::Timedelta(TimeUnit::GENERIC),
        ('M' | 'm', _) => {
            let unit = rest
                .strip_prefix('8')
                .unwrap_or(rest)
                .strip_prefix('[')?
                .strip_suffix(']')?;
            let unit = time_unit(unit)?;
            if letter == 'M' {
                DType::Datetime(unit)
            } else {
                DType::Timedelta(unit)
            }
        }
        _ => return None,
    })
}

/// `D`, `25s`.
pub fn time_unit(text: &str) -> Option<TimeUnit> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (count, code) = text.split_at(digits);
    let count = if count.is_empty() {
        1
    } else {
        count.parse().ok().filter(|&n: &u32| n > 0)?
    };
    let base = match code {
        "Y" => TimeBase::Year,
        "M" => TimeBase::Month,
        "W" => TimeBase::Week,
        "D" => TimeBase::Day,
        "h" => TimeBase::Hour,
        "m" => TimeBase::Minute,
        "s" => TimeBase::Second,
        "ms" => TimeBase::Millisecond,
        "us" | "μs" | "µs" => TimeBase::Microsecond,
        "ns" => TimeBase::Nanosecond,
        "ps" => TimeBase::Picosecond,
        "fs" => TimeBase::Femtosecond,
        "as" => TimeBase::Attosecond,
        "generic" => TimeBase::Generic,
        _ => return None,
    };
    Some(TimeUnit { base, count })
}

fn struct_of_codes(text: &str) -> Result<DType> {
    let mut fields = Vec::new();
    for (i, code) in codes(text).filter(|code| !code.is_empty()).enumerate() {
        let unknown = || Raised::type_error(format!("data type '{code}' not understood"));
        let whole = by_name(code)
            .or_else(|| one_code(code))
            .ok_or_else(unknown)?;
        let (dtype, shape) = whole.split();
        fields.push((format!("f{i}").into(), None, dtype, shape));
    }
    Ok(packed(fields))
}

/// The parts between the commas that stand outside brackets.
fn codes(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0usize;
    let at_comma = move |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    };
    text.split(at_comma).map(str::trim)
}

type FieldParts = (Rc<str>, Option<Rc<str>>, DType, Vec<usize>);

fn packed(parts: Vec<FieldParts>) -> DType {
    let mut offset = 0usize;
    let mut fields = Vec::new();
    for (name, title, dtype, shape) in parts {
        let size = shape
            .iter()
            .fold(dtype.itemsize(), |size, &n| size.saturating_mul(n));
        fields.push(Field {
            name,
            title,
            dtype,
            shape,
            offset,
        });
        offset = offset.saturating_add(size);
    }
    DType::Struct(Rc::new(StructType {
        fields,
        itemsize: offset,
        aligned: false,
        record: false,
    }))
}

fn struct_of_list(items: &[Value]) -> Result<DType> {
    let mut parts: Vec<FieldParts> = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let part = field_of(item, i)?;
        if parts.iter().any(|(name, ..)| *name == part.0) {
            return Err(Raised::value_error(format!(
                "field '{}' occurs more than once",
                part.0
            )));
        }
        parts.push(part);
    }
    Ok(packed(parts))
}

fn field_of(item: &Value, position: usize) -> Result<FieldParts> {
    let Value::Tuple(parts) = item else {
        return Err(not_a_field(item));
    };
    let (name, dtype, shape) = match &**parts {
        [name, dtype] => (name, dtype, None),
        [name, dtype, shape] => (name, dtype, Some(shape)),
        _ => return Err(not_a_field(item)),
    };
    let (title, name) = match name {
        Value::Str(name) => (None, name.clone()),
        Value::Tuple(pair) => match &**pair {
            [Value::Str(title), Value::Str(name)] => (Some(title.clone()), name.clone()),
            _ => return Err(not_a_field(item)),
        },
        _ => return Err(not_a_field(item)),
    };
    let name = if name.is_empty() {
        format!("f{position}").into()
    } else {
        name
    };
    let dtype = to_dtype_with_shape(dtype)?;
    if let DType::Text(_) = dtype {
        return Err(Raised::type_error(
            "StringDType is not currently supported for structured dtype fields.",
        ));
    }
    let (dtype, shape) = match shape {
        Some(shape) => of_shape(dtype, shape)?.split(),
        None => dtype.split(),
    };
    Ok((name, title, dtype, shape))
}

fn not_a_field(item: &Value) -> Raised {
    Raised::type_error(format!(
        "Field elements must be 2- or 3-tuples, got '{}'",
        match item {
            Value::Str(text) => format!("'{text}'"),
            other => brief(other),
        }
    ))
}

/// `(dtype, shape)`, `('U', width)`.
fn dtype_of_tuple(items: &[Value]) -> Result<DType> {
    match items {
        [] | [_] | [_, _, _, ..] => Err(Raised::type_error(format!(
            "Tuple must have size 2, but has size {}",
            items.len()
        ))),
        [Value::Class(class), fields]
            if class.builtin() == ClassId::RECORD || class.builtin() == ClassId::VOID =>
        {
            match (to_dtype(fields), as_index(fields)) {
                (_, Ok(n)) if n >= 0 => Ok(DType::Void(n as usize)),
                (Ok(DType::Struct(fields)), _) => {
                    let record = class.builtin() == ClassId::RECORD;
                    Ok(DType::Struct(Rc::new(fields.with_record(record))))
                }
                (other, _) => other,
            }
        }
        [base, Value::Dict(_)] => to_dtype(base),
        [base, shape] => of_shape(to_dtype_with_shape(base)?, shape),
    }
}

/// A dtype of this shape; of texts and bytes without a width, one of this width.
fn of_shape(dtype: DType, shape: &Value) -> Result<DType> {
    if matches!(dtype, DType::Str(0) | DType::Bytes(0) | DType::Void(0)) {
        let width = as_index(shape)
            .ok()
            .and_then(|width| usize::try_from(width).ok())
            .ok_or_else(|| Raised::value_error("invalid itemsize in generic type tuple"))?;
        return Ok(match dtype {
            DType::Str(_) => DType::Str(width),
            DType::Bytes(_) => DType::Bytes(width),
            _ => DType::Void(width),
        });
    }
    let shape = super::as_shape(shape)?;
    let lengths = shape.lengths().map_err(|_| {
        Raised::value_error("invalid shape in fixed-type tuple: dimension smaller then zero.")
    })?;
    let (items, inner) = dtype.split();
    Ok(sub(items, [&lengths[..], &inner].concat()))
}

/// `{'names': …, 'formats': …}` with offsets, titles, the size and the alignment, or `{'name': (format, offset)}`.
fn struct_of_dict(pairs: &[(Value, Value)]) -> Result<DType> {
    let get = |wanted: &str| {
        pairs
            .iter()
            .find(|(key, _)| matches!(key, Value::Str(name) if &**name == wanted))
            .map(|(_, value)| value)
    };
    if get("names").is_none() && get("formats").is_none() {
        return struct_of_places(pairs);
    }
    let sequence = |value: Option<&Value>| match value {
        Some(Value::List(list)) => list.items.borrow().clone(),
        Some(Value::Tuple(items)) => items.to_vec(),
        _ => Vec::new(),
    };
    let (names, formats) = (sequence(get("names")), sequence(get("formats")));
    if get("names").is_none() {
        return struct_of_places(pairs);
    }
    let (offsets, titles) = (sequence(get("offsets")), sequence(get("titles")));
    let same = |items: &[Value]| items.is_empty() || items.len() == names.len();
    if names.len() != formats.len() || !same(&offsets) || !same(&titles) {
        let message =
            "'names', 'formats', 'offsets', and 'titles' dict entries must have the same length";
        return Err(Raised::value_error(message));
    }
    let aligned = matches!(get("aligned"), Some(Value::Bool(true)));
    let mut fields: Vec<Field> = Vec::new();
    let (mut next, mut largest) = (0usize, 1);
    for (i, (name, format)) in names.iter().zip(&formats).enumerate() {
        let Value::Str(name) = name else {
            return Err(Raised::type_error("field names must be strings"));
        };
        if fields.iter().any(|earlier| earlier.name == *name) {
            return Err(Raised::value_error("name already used as a name or title"));
        }
        let (dtype, shape) = to_dtype_with_shape(format)?.split();
        let alignment = dtype.alignment().max(1);
        largest = largest.max(alignment);
        let offset = match offsets.get(i) {
            Some(offset) => usize::try_from(as_index(offset)?)
                .map_err(|_| Raised::value_error("offset cannot be negative"))?,
            None if aligned => next.next_multiple_of(alignment),
            None => next,
        };
        let title = match titles.get(i) {
            Some(Value::Str(title)) => Some(title.clone()),
            _ => None,
        };
        let field = Field {
            name: name.clone(),
            title,
            dtype,
            shape,
            offset,
        };
        next = next.max(offset.saturating_add(field.size()));
        fields.push(field);
    }
    if aligned {
        next = next.next_multiple_of(largest);
    }
    let itemsize = match get("itemsize") {
        Some(size) => {
            let size = usize::try_from(as_index(size)?).unwrap_or(0);
            if size < next {
                return Err(Raised::value_error(format!(
                    "NumPy dtype descriptor requires {next} bytes, cannot override to smaller itemsize of {size}"
                )));
            }
            size
        }
        None => next,
    };
    Ok(DType::Struct(Rc::new(StructType {
        fields,
        itemsize,
        aligned,
        record: false,
    })))
}

/// `{'name': (dtype, offset)}` or `(dtype, offset, title)`: fields in the order of their places.
fn struct_of_places(pairs: &[(Value, Value)]) -> Result<DType> {
    let wrong = || Raised::value_error("entry not a 2- or 3- tuple");
    let mut fields = Vec::new();
    for (name, place) in pairs {
        let (Value::Str(name), Value::Tuple(parts)) = (name, place) else {
            return Err(wrong());
        };
        let (format, offset, title) = match &**parts {
            [format, offset] => (format, offset, None),
            [format, offset, Value::Str(title)] => (format, offset, Some(title.clone())),
            _ => return Err(wrong()),
        };
        let (dtype, shape) = to_dtype_with_shape(format)?.split();
        let offset = usize::try_from(as_index(offset)?)
            .map_err(|_| Raised::value_error("offset cannot be negative"))?;
        fields.push(Field {
            name: name.clone(),
            title,
            dtype,
            shape,
            offset,
        });
    }
    if fields.is_empty() {
        return Err(wrong());
    }
    crate::text::sort_by_key(&mut fields, |field| field.offset);
    let end = |field: &Field| field.offset.saturating_add(field.size());
    let itemsize = fields.iter().map(end).max().unwrap_or(0);
    Ok(DType::Struct(Rc::new(StructType {
        fields,
        itemsize,
        aligned: false,
        record: false,
    })))
}
