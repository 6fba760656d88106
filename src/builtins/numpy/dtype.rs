//! dtype objects: what they say of themselves, how they convert into each other.

use std::rc::Rc;

use crate::array::texts::{Missing, MissingKind, TextType};
use crate::array::{
    Array, ByteOrder, DType, ErrorKind, Field, Kind, Operand, StructType, can_cast, promote,
    result_type, without_common_dtype,
};
use crate::builtins;
use crate::value::builtin::{FromValue, Given, Rest};
use crate::value::convert::{
    DTypeWithShape, as_index, in_big_endian, operand_of, to_array, to_dtype, to_dtype_with_shape,
};
use crate::value::{
    Class, ClassId, Dict, Host, Raised, Result, Value, display, scalar_class, truth,
};

use super::attributes::lengths;
use super::copies::CastingArgument;

builtins! {
    /// A dtype, from a class, a name, a code such as `'<f8'`, or a list of fields.
    ///
    /// >>> np.dtype('f8')
    /// dtype('float64')
    /// >>> np.dtype([('name', 'U10'), ('age', int)])
    /// dtype([('name', '<U10'), ('age', '<i8')])
    "dtype.__new__" "(dtype, align=False, copy=False, metadata=<no value>)" => new_dtype;
    /// Texts of any length, of which some may be missing: `na_object` stands for those. Other values become texts unless
    /// `coerce=False`.
    ///
    /// >>> np.array(['a', 'a longer text'], dtype=np.dtypes.StringDType())
    /// array(['a', 'a longer text'], dtype=StringDType())
    "StringDType.__new__" "(cls, *, na_object=<no value>, coerce=True)" => string_dtype;
    /// The object that stands for missing texts.
    ///
    /// >>> np.dtypes.StringDType(na_object=None).na_object is None
    /// True
    property "StringDType.na_object" => |d: DType| match &d {
        DType::Text(own) if own.missing.is_some() => {
            Ok(own.missing.as_ref().map_or(Value::None, |m| Value::from_object(&m.object)))
        }
        _ => Err(Raised::attribute_error(
            "'numpy.dtypes.StringDType' object has no attribute 'na_object'",
        )),
    };
    /// Are other values turned into texts?
    property "StringDType.coerce" => |d: DType| matches!(&d, DType::Text(own) if own.coerce);
    /// The dtype's name with its width in bits.
    ///
    /// >>> np.dtype('f8').name
    /// 'float64'
    property "dtype.name" => |DTypeWithShape(d): DTypeWithShape| d.name();
    /// Byte order, kind and size as text.
    ///
    /// >>> np.dtype(int).str
    /// '<i8'
    property "dtype.str" => |DTypeWithShape(d): DTypeWithShape| d.code();
    /// A letter for the kind: b, i, u, f, c, U, S, M, m, V, O.
    ///
    /// >>> np.dtype('U3').kind
    /// 'U'
    property "dtype.kind" => |DTypeWithShape(d): DTypeWithShape| d.kind_letter().to_string();
    /// The one-letter code.
    ///
    /// >>> np.dtype(float).char
    /// 'd'
    property "dtype.char" => |DTypeWithShape(d): DTypeWithShape| d.char_code().to_string();
    /// NumPy's number of the type.
    ///
    /// >>> np.dtype(float).num
    /// 12
    property "dtype.num" => |DTypeWithShape(d): DTypeWithShape| type_number(&d);
    /// The class of its scalars.
    ///
    /// >>> np.dtype(float).type
    /// <class 'numpy.float64'>
    property "dtype.type" => |DTypeWithShape(d): DTypeWithShape| Value::Class(Class::Builtin(scalar_class(&d)));
    /// Bytes of one element.
    ///
    /// >>> np.dtype('U3').itemsize
    /// 12
    property "dtype.itemsize" => |DTypeWithShape(d): DTypeWithShape| d.itemsize();
    /// Bytes to which an element is aligned.
    ///
    /// >>> np.dtype(float).alignment
    /// 8
    property "dtype.alignment" => |DTypeWithShape(d): DTypeWithShape| d.alignment();
    /// `=` native, `<` little, `>` big, `|` none.
    ///
    /// >>> np.dtype('>f8').byteorder
    /// '>'
    property "dtype.byteorder" => byte_order;
    /// Is the byte order this machine's?
    ///
    /// >>> np.dtype('>f8').isnative
    /// False
    property "dtype.isnative" => |d: DType| d.is_native();
    /// Does it hold Python objects?
    ///
    /// >>> np.dtype(object).hasobject
    /// True
    property "dtype.hasobject" => |d: DType| d.has_objects();
    /// The names of the fields, or None.
    ///
    /// >>> np.dtype([('x', int)]).names
    /// ('x',)
    property "dtype.names" => field_names;
    /// The fields: name to dtype and offset, or None.
    ///
    /// >>> np.dtype([('x', int)]).fields['x']
    /// (dtype('int64'), 0)
    property "dtype.fields" => fields;
    /// The dtype of a field, by its name or number; of several names, a structure of those fields.
    ///
    /// >>> np.dtype([('x', int), ('y', float)])['y']
    /// dtype('float64')
    "dtype.__getitem__" "(self, key, /)" => field_of;
    /// The number of fields.
    "dtype.__len__" "(self, /)" => |d: DType| match d {
        DType::Struct(fields) => fields.fields.len(),
        _ => 0,
    };
    /// The shape of a subarray dtype; of all others `()`.
    ///
    /// >>> np.dtype(float).shape
    /// ()
    ///
    /// >>> np.dtype((int, (2, 3))).shape
    /// (2, 3)
    property "dtype.shape" => |DTypeWithShape(d): DTypeWithShape| lengths(&d.split().1);
    /// The number of axes of a subarray dtype; of all others 0.
    ///
    /// >>> np.dtype((int, (2, 3))).ndim
    /// 2
    property "dtype.ndim" => |DTypeWithShape(d): DTypeWithShape| d.split().1.len();
    /// The item dtype and the shape of a subarray dtype; of all others None.
    ///
    /// >>> np.dtype('8f4').subdtype
    /// (dtype('float32'), (8,))
    property "dtype.subdtype" => subdtype;
    /// The dtype of the items, without the shape of a subarray.
    ///
    /// >>> np.dtype(float).base
    /// dtype('float64')
    property "dtype.base" => |d: DType| d;
    /// Bits that tell how values are kept: 63 of Python objects, 0 of plain numbers.
    property "dtype.flags" => flags;
    /// 1 of NumPy's own dtypes, 0 of structured ones.
    ///
    /// >>> np.dtype('i4').isbuiltin
    /// 1
    property "dtype.isbuiltin" => |DTypeWithShape(d): DTypeWithShape| i64::from(!matches!(d, DType::Struct(_) | DType::Sub(_) | DType::Text(_)));
    /// Do the fields lie where a C compiler would put them?
    ///
    /// >>> np.dtype('i1, i4', align=True).isalignedstruct
    /// True
    property "dtype.isalignedstruct" => |d: DType| matches!(&d, DType::Struct(s) if s.aligned);
    /// The fields as a list, as the array interface has it.
    ///
    /// >>> np.dtype(float).descr
    /// [('', '<f8')]
    property "dtype.descr" => descr;
    /// The dtype in another byte order.
    ///
    /// >>> np.dtype('<i4').newbyteorder('>')
    /// dtype('>i4')
    "dtype.newbyteorder" "(self, new_order='S', /)" => |DTypeWithShape(dtype): DTypeWithShape, order: Rc<str>| newbyteorder(dtype, order);
    /// The dtype that holds values of both.
    ///
    /// >>> np.promote_types('i4', 'f4')
    /// dtype('float64')
    "np.promote_types" "(type1, type2, /)" => promote_types;
    /// The dtype that an operation on these arrays and dtypes gives.
    ///
    /// >>> np.result_type(np.int8, 3.5)
    /// dtype('float64')
    "np.result_type" "(*arrays_and_dtypes)" => np_result_type;
    /// May values of one dtype be converted to another under a casting rule?
    ///
    /// >>> np.can_cast(np.int32, np.int64)
    /// True
    "np.can_cast" "(from_, to, casting='safe')" => np_can_cast;
    /// The smallest dtype that holds a value.
    ///
    /// >>> np.min_scalar_type(300)
    /// dtype('uint16')
    "np.min_scalar_type" "(a, /)" => min_scalar_type;
    /// Does the first type stand below the second in NumPy's hierarchy?
    ///
    /// >>> np.issubdtype(np.float32, np.floating)
    /// True
    "np.issubdtype" "(arg1, arg2)" => issubdtype;
    /// The inexact scalar class that arrays of these dtypes have in common.
    ///
    /// >>> np.common_type(np.array([1]))
    /// <class 'numpy.float64'>
    "np.common_type" "(*arrays)" => common_type;
    /// NumPy's class of truth values, by its older name.
    ///
    /// >>> np.bool_
    /// <class 'numpy.bool'>
    constant "np.bool_" => || class(ClassId::BOOL_);
    /// NumPy's usual integer: 64 bits.
    ///
    /// >>> np.int_
    /// <class 'numpy.int64'>
    constant "np.int_" => || class(ClassId::INT64);
    /// The integer that counts and indexes: 64 bits.
    constant "np.intp" => || class(ClassId::INT64);
    /// The class of a dtype, by its name in C.
    constant "np.dtypes.ByteDType" => || class(ClassId::INT8_DTYPE);
    /// The class of a dtype, by its name in C.
    constant "np.dtypes.UByteDType" => || class(ClassId::UINT8_DTYPE);
    /// The class of a dtype, by its name in C.
    constant "np.dtypes.ShortDType" => || class(ClassId::INT16_DTYPE);
    /// The class of a dtype, by its name in C.
    constant "np.dtypes.UShortDType" => || class(ClassId::UINT16_DTYPE);
    /// The class of a dtype, by its name in C.
    constant "np.dtypes.IntDType" => || class(ClassId::INT32_DTYPE);
    /// The class of a dtype, by its name in C.
    constant "np.dtypes.UIntDType" => || class(ClassId::UINT32_DTYPE);
    /// The class of a dtype, by its name in C.
    constant "np.dtypes.LongDType" => || class(ClassId::INT64_DTYPE);
    /// The class of a dtype, by its name in C.
    constant "np.dtypes.ULongDType" => || class(ClassId::UINT64_DTYPE);
    /// The classes of all numbers and the like, Python's and NumPy's.
    ///
    /// >>> np.float32 in np.ScalarType
    /// True
    constant "np.ScalarType" => || Value::tuple(SCALAR_TYPES.iter().map(|id| class(*id)).collect());
    /// C's `long`: 64 bits.
    constant "np.long" => || class(ClassId::INT64);
    /// C's `long long`: 64 bits.
    constant "np.longlong" => || class(ClassId::INT64);
    /// C's `int`: 32 bits.
    constant "np.intc" => || class(ClassId::INT32);
    /// C's `short`: 16 bits.
    constant "np.short" => || class(ClassId::INT16);
    /// C's `signed char`: 8 bits.
    constant "np.byte" => || class(ClassId::INT8);
    /// NumPy's usual unsigned integer: 64 bits.
    ///
    /// >>> np.uint
    /// <class 'numpy.uint64'>
    constant "np.uint" => || class(ClassId::UINT64);
    /// The unsigned integer as long as an address: 64 bits.
    constant "np.uintp" => || class(ClassId::UINT64);
    /// C's `unsigned long`: 64 bits.
    constant "np.ulong" => || class(ClassId::UINT64);
    /// C's `unsigned long long`: 64 bits.
    constant "np.ulonglong" => || class(ClassId::UINT64);
    /// C's `unsigned int`: 32 bits.
    constant "np.uintc" => || class(ClassId::UINT32);
    /// C's `unsigned short`: 16 bits.
    constant "np.ushort" => || class(ClassId::UINT16);
    /// C's `unsigned char`: 8 bits.
    constant "np.ubyte" => || class(ClassId::UINT8);
    /// Half precision: 16 bits, about 3 digits.
    constant "np.half" => || class(ClassId::FLOAT16);
    /// Single precision: 32 bits, about 7 digits.
    constant "np.single" => || class(ClassId::FLOAT32);
    /// Double precision, Python's float: 64 bits, about 16 digits.
    ///
    /// >>> np.double
    /// <class 'numpy.float64'>
    constant "np.double" => || class(ClassId::FLOAT64);
    /// Complex numbers of two single floats.
    constant "np.csingle" => || class(ClassId::COMPLEX64);
    /// Complex numbers of two doubles, Python's complex.
    constant "np.cdouble" => || class(ClassId::COMPLEX128);
}

/// Unlike elsewhere, None stands for no dtype here.
fn promote_types(host: &mut dyn Host, a: Value, b: Value) -> Result<DType> {
    let read = |host: &mut dyn Host, value: Value| -> Result<Option<DType>> {
        match value {
            Value::None => Ok(None),
            given => DType::from_value(given, host).map(Some),
        }
    };
    let (a, b) = (read(host, a)?, read(host, b)?);
    let (Some(a), Some(b)) = (a, b) else {
        return Err(Raised::type_error("did not understand one of the types"));
    };
    promote(&a, &b).map_err(|error| match error.kind {
        ErrorKind::DTypePromotion if a.class_path() != b.class_path() => {
            Raised::new(ClassId::DTYPE_PROMOTION_ERROR, without_common_dtype(&a, &b))
        }
        _ => error.into(),
    })
}

fn class(id: ClassId) -> Value {
    Value::Class(Class::Builtin(id))
}

/// `repr(dtype)`: `dtype('float64')`.
pub fn dtype_repr(dtype: &DType) -> String {
    dtype.repr()
}

/// `repr(type)`: `<class 'numpy.float64'>`.
pub fn class_repr(class: &Class) -> String {
    format!("<class '{}'>", class.qualified())
}

/// NumPy's list, but for the classes that are the same here.
const SCALAR_TYPES: [ClassId; 27] = [
    ClassId::INT,
    ClassId::FLOAT,
    ClassId::COMPLEX,
    ClassId::BOOL,
    ClassId::BYTES,
    ClassId::STR,
    ClassId::MEMORYVIEW,
    ClassId::BOOL_,
    ClassId::COMPLEX64,
    ClassId::COMPLEX128,
    ClassId::FLOAT16,
    ClassId::FLOAT32,
    ClassId::FLOAT64,
    ClassId::INT8,
    ClassId::INT16,
    ClassId::INT32,
    ClassId::INT64,
    ClassId::DATETIME64,
    ClassId::TIMEDELTA64,
    ClassId::OBJECT_,
    ClassId::BYTES_,
    ClassId::STR_,
    ClassId::UINT8,
    ClassId::UINT16,
    ClassId::UINT32,
    ClassId::UINT64,
    ClassId::VOID,
];

fn string_dtype(
    host: &mut dyn Host,
    _class: Value,
    na_object: Given,
    coerce: Value,
) -> Result<DType> {
    let missing = match na_object.0 {
        None => None,
        Some(value) => {
            let kind = match &value {
                Value::Str(text) => MissingKind::Text(text.clone()),
                Value::Float(x) if x.is_nan() => MissingKind::Nan,
                Value::Scalar(scalar) if scalar.as_f64().is_some_and(f64::is_nan) => {
                    MissingKind::Nan
                }
                _ => MissingKind::Other,
            };
            let shown = display::repr(host, &value)?;
            Some(Missing {
                object: value.into_object(),
                kind,
                shown: shown.into(),
            })
        }
    };
    let coerce = truth(host, &coerce)?;
    Ok(DType::Text(Rc::new(TextType { missing, coerce })))
}

fn new_dtype(dtype: Value, align: bool, _copy: Value, _metadata: Value) -> Result<DType> {
    let dtype = to_dtype_with_shape(&dtype)?;
    Ok(match dtype {
        DType::Struct(fields) if align => aligned(&fields),
        other => other,
    })
}

/// The fields moved to offsets that suit their alignment, as a C compiler lays them out.
pub(super) fn aligned(fields: &StructType) -> DType {
    let mut offset = 0usize;
    let mut largest = 1;
    let mut placed = fields.fields.clone();
    for field in &mut placed {
        let alignment = field.dtype.alignment().max(1);
        largest = largest.max(alignment);
        offset = offset.next_multiple_of(alignment);
        field.offset = offset;
        let size = field
            .shape
            .iter()
            .fold(field.dtype.itemsize(), |size, &n| size.saturating_mul(n));
        offset = offset.saturating_add(size);
    }
    DType::Struct(Rc::new(StructType {
        fields: placed,
        itemsize: offset.next_multiple_of(largest),
        aligned: true,
        record: false,
    }))
}

fn type_number(dtype: &DType) -> i64 {
    match dtype.native() {
        DType::Bool => 0,
        DType::I8 => 1,
        DType::U8 => 2,
        DType::I16 => 3,
        DType::U16 => 4,
        DType::I32 => 5,
        DType::U32 => 6,
        DType::I64 => 7,
        DType::U64 => 8,
        DType::F32 => 11,
        DType::F64 => 12,
        DType::C64 => 14,
        DType::C128 => 15,
        DType::Object => 17,
        DType::Text(_) => 2056,
        DType::Bytes(_) => 18,
        DType::Str(_) => 19,
        DType::Datetime(_) => 21,
        DType::Timedelta(_) => 22,
        DType::F16 => 23,
        DType::Struct(_) | DType::Void(_) | DType::Sub(_) | DType::Swapped(_) => 20,
    }
}

fn byte_order(DTypeWithShape(dtype): DTypeWithShape) -> &'static str {
    match dtype.order() {
        ByteOrder::Little => "=",
        ByteOrder::Big => ">",
        ByteOrder::None => "|",
    }
}

/// `dtype['name']`, `dtype[0]`, `dtype[['x', 'y']]`: the dtype of a field, or a structure of some.
///
/// # Errors
/// KeyError for a name that is no field's and for a dtype without fields; IndexError, TypeError.
pub fn field_of(dtype: DType, key: Value) -> Result<DType> {
    let DType::Struct(fields) = &dtype else {
        let message = format!("There are no fields in dtype {dtype}.");
        return Err(Raised::key_error(message));
    };
    let by_name = |name: &Value| match name {
        Value::Str(name) => fields
            .fields
            .iter()
            .find(|field| field.name == *name || field.title.as_ref() == Some(name))
            .ok_or_else(|| {
                let shown = crate::array::print::str_repr(name);
                Raised::key_error(format!("Field named {shown} not found."))
            }),
        _ => Err(Raised::type_error(
            "Field key must be an integer field offset, single field name, or list of field names.",
        )),
    };
    match &key {
        Value::Str(_) => by_name(&key).map(Field::whole),
        Value::List(names) => {
            let names = names.items.borrow();
            let chosen = names.iter().map(by_name).map(|field| field.cloned());
            Ok(DType::Struct(Rc::new(StructType {
                fields: chosen.collect::<Result<_>>()?,
                ..StructType::clone(fields)
            })))
        }
        _ => {
            let place = as_index(&key).map_err(|_| {
                Raised::type_error(
                    "Field key must be an integer field offset, single field name, or list of field names.",
                )
            })?;
            let count = fields.fields.len() as i64;
            let shifted = if place < 0 { place + count } else { place };
            usize::try_from(shifted)
                .ok()
                .and_then(|at| fields.fields.get(at))
                .map(Field::whole)
                .ok_or_else(|| Raised::index_error(format!("Field index {place} out of range.")))
        }
    }
}

fn field_names(dtype: DType) -> Value {
    match &dtype {
        DType::Struct(fields) => Value::tuple(
            fields
                .fields
                .iter()
                .map(|f| Value::Str(f.name.clone()))
                .collect(),
        ),
        _ => Value::None,
    }
}

fn fields(dtype: DType) -> Value {
    let DType::Struct(fields) = &dtype else {
        return Value::None;
    };
    let dict = Dict::default();
    for field in &fields.fields {
        let mut place = vec![
            Value::DType(Rc::new(field.whole())),
            Value::Int(field.offset as i64),
        ];
        place.extend(field.title.clone().map(Value::Str));
        for name in std::iter::once(&field.name).chain(&field.title) {
            let key = Value::Str(name.clone());
            let hash = crate::value::hash::hash_str(name) as u64;
            dict.push(hash, key, Value::tuple(place.clone()));
        }
    }
    Value::Dict(Rc::new(dict))
}

/// The dtype of a subarray's items with its shape, else None.
fn subdtype(DTypeWithShape(dtype): DTypeWithShape) -> Value {
    let (items, shape) = dtype.split();
    if shape.is_empty() {
        return Value::None;
    }
    Value::tuple(vec![Value::DType(Rc::new(items)), lengths(&shape)])
}

/// 63 of objects, 16 of structures, which Python must help to read, 8 of texts, whose memory begins with zeros.
fn flags(DTypeWithShape(dtype): DTypeWithShape) -> i64 {
    match dtype {
        DType::Object => 63,
        DType::Struct(_) => 16,
        DType::Str(_) => 8,
        _ => 0,
    }
}

fn descr(DTypeWithShape(dtype): DTypeWithShape) -> Value {
    let DType::Struct(fields) = &dtype else {
        let pair = vec![Value::str(""), Value::str(dtype.code())];
        return Value::list(vec![Value::tuple(pair)]);
    };
    let mut items = Vec::new();
    let mut end = 0;
    let gap = |bytes: usize| {
        let format = Value::str(format!("|V{bytes}"));
        Value::tuple(vec![Value::str(""), format])
    };
    for field in &fields.fields {
        if field.offset > end {
            items.push(gap(field.offset - end));
        }
        end = field.offset + field.size();
        let name = Value::Str(field.name.clone());
        let name = match &field.title {
            Some(title) => Value::tuple(vec![Value::Str(title.clone()), name]),
            None => name,
        };
        let format = match &field.dtype {
            DType::Struct(_) => descr(DTypeWithShape(field.dtype.clone())),
            plain => Value::str(plain.code()),
        };
        let mut parts = vec![name, format];
        if !field.shape.is_empty() {
            parts.push(lengths(&field.shape));
        }
        items.push(Value::tuple(parts));
    }
    if fields.itemsize > end {
        items.push(gap(fields.itemsize - end));
    }
    Value::list(items)
}

fn newbyteorder(dtype: DType, order: Rc<str>) -> Result<DType> {
    if let DType::Struct(fields) = &dtype {
        let mut fields = (**fields).clone();
        for field in &mut fields.fields {
            field.dtype = newbyteorder(field.dtype.clone(), order.clone())?;
        }
        return Ok(DType::Struct(Rc::new(fields)));
    }
    if let DType::Sub(sub) = &dtype {
        let mut sub = (**sub).clone();
        sub.dtype = newbyteorder(sub.dtype, order)?;
        return Ok(DType::Sub(Rc::new(sub)));
    }
    if let DType::Text(_) = dtype {
        return Err(Raised::type_error(
            "Cannot use DescrNewByteOrder for this new style DTypes.",
        ));
    }
    let native = dtype.native().clone();
    match order.chars().next() {
        Some('<' | '=' | 'L' | 'l' | 'N' | 'n' | '|' | 'I') => Ok(native),
        Some('>' | 'B' | 'b') => Ok(in_big_endian(native)),
        Some('S' | 's') => Ok(if dtype.is_native() {
            in_big_endian(native)
        } else {
            native
        }),
        _ => Err(Raised::value_error(format!(
            "byteorder not understood (got '{order}')"
        ))),
    }
}

/// A value that may stand for an array, a number or a dtype.
fn operand(value: &Value) -> Result<Operand> {
    if let Some(weak) = operand_of(value) {
        return Ok(weak);
    }
    match value {
        Value::Array(_) | Value::Scalar(_) | Value::List(_) | Value::Bool(_) => {
            Ok(Operand::DType(to_array(value)?.dtype().clone()))
        }
        other => to_dtype(other).map(Operand::DType),
    }
}

fn np_result_type(Rest(values): Rest) -> Result<DType> {
    if values.is_empty() {
        return Err(Raised::value_error(
            "at least one array or dtype is required",
        ));
    }
    let operands = values.iter().map(operand).collect::<Result<Vec<_>>>()?;
    Ok(result_type(&operands)?)
}

fn np_can_cast(
    host: &mut dyn Host,
    from: Value,
    to: Value,
    casting: CastingArgument,
) -> Result<bool> {
    if to.is_none() || from.is_none() {
        return Err(Raised::type_error(
            "did not understand one of the types; 'None' not accepted",
        ));
    }
    let to = DType::from_value(to, host)?;
    let from = match &from {
        Value::Int(_) | Value::BigInt(_) | Value::Float(_) | Value::Complex(_) => {
            return Err(Raised::type_error(
                "can_cast() does not support Python ints, floats, and complex because the result used to depend on the value.\n\
                 This change was part of adopting NEP 50, we may explicitly allow them again in the future.",
            ));
        }
        Value::Scalar(scalar) => scalar.dtype(),
        Value::Array(object) => object.with(|a| a.dtype().clone()),
        other => to_dtype(other)?,
    };
    Ok(can_cast(&from, &to, casting.0))
}

fn min_scalar_type(value: Value) -> Result<DType> {
    let array = to_array(&value)?;
    let Some(scalar) = array.first().filter(|_| array.ndim() == 0) else {
        return Ok(array.dtype().clone());
    };
    if let Some(x) = scalar.as_integer().filter(|_| array.dtype().is_integer()) {
        let candidates = if x >= 0 {
            [
                (u8::MAX.into(), DType::U8),
                (u16::MAX.into(), DType::U16),
                (u32::MAX.into(), DType::U32),
            ]
        } else {
            [
                (i8::MIN.into(), DType::I8),
                (i16::MIN.into(), DType::I16),
                (i32::MIN.into(), DType::I32),
            ]
        };
        let fits = |bound: i128| if x >= 0 { x <= bound } else { x >= bound };
        let wide = if x >= 0 { DType::U64 } else { DType::I64 };
        return Ok(candidates
            .into_iter()
            .find(|&(bound, _)| fits(bound))
            .map_or(wide, |(_, dtype)| dtype));
    }
    Ok(match (array.dtype().kind(), scalar.as_complex()) {
        (Kind::Float, Some(z)) => smallest_float(z.re),
        (Kind::Complex, Some(z)) => {
            let half = smallest_float(z.re)
                .itemsize()
                .max(smallest_float(z.im).itemsize());
            if half <= 4 { DType::C64 } else { DType::C128 }
        }
        _ => array.dtype().clone(),
    })
}

/// The smallest float whose range holds the value.
fn smallest_float(x: f64) -> DType {
    match x.abs() {
        x if !x.is_finite() || x < 65000.0 => DType::F16,
        x if x < 3.4e38 => DType::F32,
        _ => DType::F64,
    }
}

/// The scalar class that an argument of `issubdtype` means.
fn scalar_class_of(value: &Value) -> Result<ClassId> {
    match value {
        Value::Class(class) if class.builtin().is_subclass(ClassId::GENERIC) => Ok(class.builtin()),
        other => Ok(scalar_class(&to_dtype(other)?)),
    }
}

fn issubdtype(first: Value, second: Value) -> Result<bool> {
    Ok(scalar_class_of(&first)?.is_subclass(scalar_class_of(&second)?))
}

fn common_type(host: &mut dyn Host, Rest(arrays): Rest) -> Result<Value> {
    // It asks each for its dtype, which lists and Python's numbers have not.
    for array in arrays.iter() {
        host.attribute(array, "dtype")?;
    }
    let arrays = arrays.iter().map(to_array).collect::<Result<Vec<_>>>()?;
    Ok(class(scalar_class(&common_dtype(&arrays)?)))
}

/// The floating or complex dtype that has room for the elements of all these arrays.
///
/// # Errors
/// TypeError for arrays of something else than numbers.
pub fn common_dtype(arrays: &[Array]) -> Result<DType> {
    let mut common = DType::F16;
    for array in arrays {
        let dtype = match array.dtype().kind() {
            Kind::Signed | Kind::Unsigned => DType::F64,
            Kind::Float | Kind::Complex => array.dtype().clone(),
            _ => {
                return Err(Raised::type_error(
                    "can't get common type for non-numeric array",
                ));
            }
        };
        common = promote(&common, &dtype)?;
    }
    Ok(common)
}
