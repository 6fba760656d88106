//! One element, taken out of its array.

use std::rc::Rc;

use half::f16;
use num_complex::Complex;

use super::buffer::ObjectRef;
use super::core::Array;
use super::dtype::{DType, StructType, TimeUnit};
use super::layout::Layout;
use super::texts::TextType;

/// The value of one element; NumPy's scalar objects are these.
#[derive(Clone, Debug)]
pub enum Scalar {
    Bool(bool),
    I8(i8),
    I16(i16),
    I32(i32),
    I64(i64),
    U8(u8),
    U16(u16),
    U32(u32),
    U64(u64),
    F16(f16),
    F32(f32),
    F64(f64),
    C64(Complex<f32>),
    C128(Complex<f64>),
    Str(Rc<str>),
    Bytes(Rc<[u8]>),
    /// Counted in units since 1970-01-01; `i64::MIN` is NaT.
    Datetime(i64, TimeUnit),
    Timedelta(i64, TimeUnit),
    /// The bytes of one structured element, copied out.
    Struct(Rc<StructScalar>),
    Void(Rc<[u8]>),
    Object(ObjectRef),
    /// An element of `StringDType`; `None` for a missing one.
    Text(Option<Rc<str>>, Rc<TextType>),
}

/// One element of a structured array: bytes of its own, or a place in the array's memory, which is then written to by
/// writing to the element's fields.
#[derive(Clone, Debug)]
pub struct StructScalar {
    place: Place,
    pub fields: Rc<StructType>,
}

#[derive(Clone, Debug)]
enum Place {
    Own(Vec<u8>),
    /// The 0-d array of this one element.
    In(Box<Array>),
}

impl StructScalar {
    pub fn new(bytes: Vec<u8>, fields: Rc<StructType>) -> StructScalar {
        StructScalar {
            place: Place::Own(bytes),
            fields,
        }
    }

    /// The element of a structured array at `offset`, sharing its memory.
    pub fn within(array: &Array, offset: usize, fields: Rc<StructType>) -> StructScalar {
        let layout = Layout {
            offset,
            ..Layout::contiguous(&[], array.itemsize())
        };
        StructScalar {
            place: Place::In(Box::new(array.with_layout(layout))),
            fields,
        }
    }

    /// Looks at the bytes.
    pub fn with_bytes<R>(&self, f: impl FnOnce(&[u8]) -> R) -> R {
        match &self.place {
            Place::Own(bytes) => f(bytes),
            Place::In(array) => array.buffer().read(|all| {
                let offset = array.layout().offset;
                f(all.get(offset..offset + array.itemsize()).unwrap_or(&[]))
            }),
        }
    }

    /// The element with bytes of its own.
    pub fn detached(&self) -> Scalar {
        let bytes = self.with_bytes(<[u8]>::to_vec);
        Scalar::Struct(Rc::new(StructScalar::new(bytes, self.fields.clone())))
    }

    /// The memory that the element shares with an array, as an array of this one element.
    pub fn shared(&self) -> Option<&Array> {
        match &self.place {
            Place::Own(_) => None,
            Place::In(array) => Some(array),
        }
    }
}

impl PartialEq for StructScalar {
    fn eq(&self, other: &StructScalar) -> bool {
        self.fields == other.fields
            && self.with_bytes(|ours| other.with_bytes(|theirs| ours == theirs))
    }
}

impl Scalar {
    pub fn dtype(&self) -> DType {
        match self {
            Scalar::Bool(_) => DType::Bool,
            Scalar::I8(_) => DType::I8,
            Scalar::I16(_) => DType::I16,
            Scalar::I32(_) => DType::I32,
            Scalar::I64(_) => DType::I64,
            Scalar::U8(_) => DType::U8,
            Scalar::U16(_) => DType::U16,
            Scalar::U32(_) => DType::U32,
            Scalar::U64(_) => DType::U64,
            Scalar::F16(_) => DType::F16,
            Scalar::F32(_) => DType::F32,
            Scalar::F64(_) => DType::F64,
            Scalar::C64(_) => DType::C64,
            Scalar::C128(_) => DType::C128,
            Scalar::Str(text) => DType::Str(text.chars().count()),
            Scalar::Bytes(bytes) => DType::Bytes(bytes.len()),
            Scalar::Datetime(_, unit) => DType::Datetime(*unit),
            Scalar::Timedelta(_, unit) => DType::Timedelta(*unit),
            Scalar::Struct(record) => DType::Struct(record.fields.clone()),
            Scalar::Void(bytes) => DType::Void(bytes.len()),
            Scalar::Object(_) => DType::Object,
            Scalar::Text(_, text) => DType::Text(text.clone()),
        }
    }

    /// The value of a bool or an integer.
    pub fn as_integer(&self) -> Option<i128> {
        Some(match *self {
            Scalar::Bool(x) => x as i128,
            Scalar::I8(x) => x.into(),
            Scalar::I16(x) => x.into(),
            Scalar::I32(x) => x.into(),
            Scalar::I64(x) => x.into(),
            Scalar::U8(x) => x.into(),
            Scalar::U16(x) => x.into(),
            Scalar::U32(x) => x.into(),
            Scalar::U64(x) => x.into(),
            _ => return None,
        })
    }

    /// The value of a bool, an integer or a float, rounded to the nearest f64.
    pub fn as_f64(&self) -> Option<f64> {
        match *self {
            Scalar::F16(x) => Some(x.to_f64()),
            Scalar::F32(x) => Some(x.into()),
            Scalar::F64(x) => Some(x),
            _ => self.as_integer().map(|x| x as f64),
        }
    }

    /// Neither infinite nor NaN; what is no number is neither.
    pub fn is_finite(&self) -> bool {
        self.as_complex().is_none_or(|z| z.is_finite())
    }

    /// The value of any number.
    pub fn as_complex(&self) -> Option<Complex<f64>> {
        match *self {
            Scalar::C64(z) => Some(Complex::new(z.re.into(), z.im.into())),
            Scalar::C128(z) => Some(z),
            _ => self.as_f64().map(|x| Complex::new(x, 0.0)),
        }
    }
}

macro_rules! scalar_from {
    ($($type:ty => $variant:ident),* $(,)?) => {
        $(impl From<$type> for Scalar {
            fn from(x: $type) -> Scalar { Scalar::$variant(x) }
        })*
    };
}

scalar_from! {
    bool => Bool,
    i8 => I8, i16 => I16, i32 => I32, i64 => I64,
    u8 => U8, u16 => U16, u32 => U32, u64 => U64,
    f16 => F16, f32 => F32, f64 => F64,
    Complex<f32> => C64, Complex<f64> => C128,
}

impl From<super::Bool> for Scalar {
    fn from(x: super::Bool) -> Scalar {
        Scalar::Bool(x.get())
    }
}
