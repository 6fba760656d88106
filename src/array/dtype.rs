//! The dtypes, in one list.

use std::fmt;
use std::rc::Rc;

use super::layout::shape_repr;
use super::texts::{self, TextType};

/// How the bytes of one element are read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DType {
    Bool,
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    F16,
    F32,
    F64,
    C64,
    C128,
    /// `<U5`: a width in characters, each four bytes.
    Str(usize),
    /// `|S5`: a width in bytes.
    Bytes(usize),
    Datetime(TimeUnit),
    Timedelta(TimeUnit),
    /// NumPy's `StringDType`: texts of any length, some of them missing.
    Text(Rc<TextType>),
    Struct(Rc<StructType>),
    /// Raw bytes, `|V5`.
    Void(usize),
    Object,
    /// An array of a dtype as one item, `np.dtype('8f4')`; never an array's dtype, whose shape takes the item's up.
    Sub(Rc<SubType>),
    /// Any of the above with its bytes in the other order; never nested, never of a one-byte dtype.
    Swapped(Box<DType>),
}

/// NumPy's `dtype.kind`, without its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Bool,
    Unsigned,
    Signed,
    Float,
    Complex,
    Str,
    Bytes,
    Datetime,
    Timedelta,
    Void,
    Object,
    Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    Little,
    Big,
    /// One-byte dtypes and objects have none.
    None,
}

/// `count` units of `base`, as in `datetime64[25s]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeUnit {
    pub base: TimeBase,
    pub count: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeBase {
    Year,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
    Nanosecond,
    Picosecond,
    Femtosecond,
    Attosecond,
    /// Not decided yet: `np.timedelta64(5)`, `np.datetime64('NaT')`.
    Generic,
}

/// The fields of a structured dtype, with their places in an element.
#[derive(Clone, Debug)]
pub struct StructType {
    pub fields: Vec<Field>,
    pub itemsize: usize,
    pub aligned: bool,
    /// Are its scalars NumPy's `record`, whose fields are attributes too? Does not count for equality.
    pub record: bool,
}

impl StructType {
    fn key(&self) -> (&[Field], usize, bool) {
        (&self.fields, self.itemsize, self.aligned)
    }

    /// The same fields with scalars of the class `record`, or of `void`.
    pub fn with_record(&self, record: bool) -> StructType {
        StructType {
            record,
            ..self.clone()
        }
    }

    /// Do the fields follow each other as `dtype([...])` would lay them out?
    fn is_packed(&self) -> bool {
        let (mut end, mut largest) = (0usize, 1);
        for field in &self.fields {
            let alignment = field.dtype.alignment().max(1);
            if self.aligned {
                end = end.next_multiple_of(alignment);
                largest = largest.max(alignment);
            }
            if field.offset != end {
                return false;
            }
            end = end.saturating_add(field.size());
        }
        self.itemsize == end.next_multiple_of(largest)
    }
}

impl PartialEq for StructType {
    fn eq(&self, other: &StructType) -> bool {
        self.key() == other.key()
    }
}

impl Eq for StructType {}

impl std::hash::Hash for StructType {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl Field {
    /// Bytes of the whole field.
    pub fn size(&self) -> usize {
        let items = self.shape.iter();
        items.fold(self.dtype.itemsize(), |size, &n| size.saturating_mul(n))
    }
}

/// The dtype and the shape of a subarray.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SubType {
    pub dtype: DType,
    pub shape: Vec<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    pub name: Rc<str>,
    pub title: Option<Rc<str>>,
    pub dtype: DType,
    /// A field may be an array of its dtype; empty for a plain one.
    pub shape: Vec<usize>,
    pub offset: usize,
}

/// Runs `$body` with `$T` bound to the element type of a numeric or bool dtype; `$other` for the rest.
macro_rules! dispatch {
    ($dtype:expr, $T:ident => $body:expr, else $other:expr) => {
        match $dtype {
            $crate::array::DType::Bool => {
                type $T = $crate::array::Bool;
                $body
            }
            $crate::array::DType::I8 => {
                type $T = i8;
                $body
            }
            $crate::array::DType::I16 => {
                type $T = i16;
                $body
            }
            $crate::array::DType::I32 => {
                type $T = i32;
                $body
            }
            $crate::array::DType::I64 => {
                type $T = i64;
                $body
            }
            $crate::array::DType::U8 => {
                type $T = u8;
                $body
            }
            $crate::array::DType::U16 => {
                type $T = u16;
                $body
            }
            $crate::array::DType::U32 => {
                type $T = u32;
                $body
            }
            $crate::array::DType::U64 => {
                type $T = u64;
                $body
            }
            $crate::array::DType::F16 => {
                type $T = half::f16;
                $body
            }
            $crate::array::DType::F32 => {
                type $T = f32;
                $body
            }
            $crate::array::DType::F64 => {
                type $T = f64;
                $body
            }
            $crate::array::DType::C64 => {
                type $T = num_complex::Complex<f32>;
                $body
            }
            $crate::array::DType::C128 => {
                type $T = num_complex::Complex<f64>;
                $body
            }
            _ => $other,
        }
    };
}
pub(crate) use dispatch;

impl DType {
    /// The plain dtypes, in NumPy's order.
    pub const NUMERIC: [DType; 14] = [
        DType::Bool,
        DType::I8,
        DType::U8,
        DType::I16,
        DType::U16,
        DType::I32,
        DType::U32,
        DType::I64,
        DType::U64,
        DType::F16,
        DType::F32,
        DType::F64,
        DType::C64,
        DType::C128,
    ];

    /// Bytes of one element.
    pub fn itemsize(&self) -> usize {
        match self {
            DType::Bool | DType::I8 | DType::U8 => 1,
            DType::I16 | DType::U16 | DType::F16 => 2,
            DType::I32 | DType::U32 | DType::F32 => 4,
            DType::I64 | DType::U64 | DType::F64 | DType::C64 => 8,
            DType::Datetime(_) | DType::Timedelta(_) | DType::Object => 8,
            DType::C128 => 16,
            DType::Text(_) => texts::WIDTH,
            DType::Str(width) => width.saturating_mul(4),
            DType::Bytes(width) | DType::Void(width) => *width,
            DType::Struct(fields) => fields.itemsize,
            DType::Sub(sub) => sub
                .shape
                .iter()
                .fold(sub.dtype.itemsize(), |size, &n| size.saturating_mul(n)),
            DType::Swapped(native) => native.itemsize(),
        }
    }

    pub fn kind(&self) -> Kind {
        match self {
            DType::Bool => Kind::Bool,
            DType::I8 | DType::I16 | DType::I32 | DType::I64 => Kind::Signed,
            DType::U8 | DType::U16 | DType::U32 | DType::U64 => Kind::Unsigned,
            DType::F16 | DType::F32 | DType::F64 => Kind::Float,
            DType::C64 | DType::C128 => Kind::Complex,
            DType::Str(_) => Kind::Str,
            DType::Bytes(_) => Kind::Bytes,
            DType::Datetime(_) => Kind::Datetime,
            DType::Timedelta(_) => Kind::Timedelta,
            DType::Struct(_) | DType::Void(_) | DType::Sub(_) => Kind::Void,
            DType::Object => Kind::Object,
            DType::Text(_) => Kind::Text,
            DType::Swapped(native) => native.kind(),
        }
    }

    /// NumPy's `dtype.kind` letter.
    pub fn kind_letter(&self) -> char {
        match self.kind() {
            Kind::Bool => 'b',
            Kind::Unsigned => 'u',
            Kind::Signed => 'i',
            Kind::Float => 'f',
            Kind::Complex => 'c',
            Kind::Str => 'U',
            Kind::Bytes => 'S',
            Kind::Datetime => 'M',
            Kind::Timedelta => 'm',
            Kind::Void => 'V',
            Kind::Object => 'O',
            Kind::Text => 'T',
        }
    }

    /// NumPy's `dtype.char`.
    pub fn char_code(&self) -> char {
        match self.native() {
            DType::Bool => '?',
            DType::I8 => 'b',
            DType::I16 => 'h',
            DType::I32 => 'i',
            DType::I64 => 'l',
            DType::U8 => 'B',
            DType::U16 => 'H',
            DType::U32 => 'I',
            DType::U64 => 'L',
            DType::F16 => 'e',
            DType::F32 => 'f',
            DType::F64 => 'd',
            DType::C64 => 'F',
            DType::C128 => 'D',
            other => other.kind_letter(),
        }
    }

    pub fn is_integer(&self) -> bool {
        matches!(self.kind(), Kind::Signed | Kind::Unsigned)
    }

    /// Float or complex.
    pub fn is_inexact(&self) -> bool {
        matches!(self.kind(), Kind::Float | Kind::Complex)
    }

    /// Bool, integer, float or complex.
    pub fn is_numeric(&self) -> bool {
        self.kind() <= Kind::Complex
    }

    /// Are elements read in this machine's byte order?
    pub fn is_native(&self) -> bool {
        !matches!(self, DType::Swapped(_))
    }

    /// The same dtype in this machine's byte order.
    pub fn native(&self) -> &DType {
        match self {
            DType::Swapped(native) => native,
            other => other,
        }
    }

    /// The alignment NumPy gives: the size of the underlying number.
    pub fn alignment(&self) -> usize {
        match self.native() {
            DType::Str(_) | DType::C64 => 4,
            DType::C128 | DType::Text(_) => 8,
            DType::Bytes(_) | DType::Void(_) => 1,
            DType::Struct(fields) if fields.aligned => fields
                .fields
                .iter()
                .map(|field| field.dtype.alignment())
                .max()
                .unwrap_or(1),
            DType::Struct(_) => 1,
            DType::Sub(sub) => sub.dtype.alignment(),
            other => other.itemsize(),
        }
    }

    /// The real dtype of a complex one; itself otherwise.
    pub fn real(&self) -> DType {
        match self.native() {
            DType::C64 => DType::F32,
            DType::C128 => DType::F64,
            _ => self.clone(),
        }
    }

    /// NumPy's `dtype.name`: `float64`, `str160`, `datetime64[D]`.
    pub fn name(&self) -> String {
        match self.native() {
            DType::Bool => "bool".into(),
            DType::I8 => "int8".into(),
            DType::I16 => "int16".into(),
            DType::I32 => "int32".into(),
            DType::I64 => "int64".into(),
            DType::U8 => "uint8".into(),
            DType::U16 => "uint16".into(),
            DType::U32 => "uint32".into(),
            DType::U64 => "uint64".into(),
            DType::F16 => "float16".into(),
            DType::F32 => "float32".into(),
            DType::F64 => "float64".into(),
            DType::C64 => "complex64".into(),
            DType::C128 => "complex128".into(),
            DType::Str(0) => "str".into(),
            DType::Str(width) => format!("str{}", width.saturating_mul(32)),
            DType::Bytes(0) => "bytes".into(),
            DType::Bytes(width) => format!("bytes{}", width.saturating_mul(8)),
            DType::Datetime(unit) => format!("datetime64{unit}"),
            DType::Timedelta(unit) => format!("timedelta64{unit}"),
            DType::Struct(fields) if fields.record => {
                format!("record{}", fields.itemsize.saturating_mul(8))
            }
            DType::Struct(fields) => format!("void{}", fields.itemsize.saturating_mul(8)),
            DType::Void(0) => "void".into(),
            DType::Sub(_) => format!("void{}", self.itemsize().saturating_mul(8)),
            DType::Void(width) => format!("void{}", width.saturating_mul(8)),
            DType::Object => "object".into(),
            DType::Text(_) => "StringDType128".into(),
            DType::Swapped(native) => native.name(),
        }
    }

    /// Is it a dtype of Python objects, or has it a field of them?
    pub fn has_objects(&self) -> bool {
        match self {
            DType::Object | DType::Text(_) => true,
            DType::Struct(fields) => fields.fields.iter().any(|field| field.dtype.has_objects()),
            DType::Sub(sub) => sub.dtype.has_objects(),
            _ => false,
        }
    }

    /// NumPy's `dtype.str`: `<f8`, `|b1`, `>i4`, `<U5`.
    pub fn code(&self) -> String {
        let order = match self.order() {
            ByteOrder::Little => '<',
            ByteOrder::Big => '>',
            ByteOrder::None => '|',
        };
        match self.native() {
            DType::Str(width) => format!("{order}U{width}"),
            DType::Datetime(unit) => format!("{order}M8{unit}"),
            DType::Timedelta(unit) => format!("{order}m8{unit}"),
            DType::Object => "|O".into(),
            DType::Text(text) => text.repr(),
            other => format!("{order}{}{}", other.kind_letter(), other.itemsize()),
        }
    }

    pub fn order(&self) -> ByteOrder {
        match self {
            DType::Swapped(_) => ByteOrder::Big,
            DType::Bool | DType::I8 | DType::U8 | DType::Bytes(_) => ByteOrder::None,
            DType::Void(_) | DType::Struct(_) | DType::Sub(_) | DType::Object | DType::Text(_) => {
                ByteOrder::None
            }
            _ => ByteOrder::Little,
        }
    }
}

/// `str(dtype)`: the name for native numbers, the code where byte order or width matter.
impl DType {
    /// As NumPy shows it: `dtype('float64')`, `dtype('<U3')`, `dtype([('x', '<i8')])`.
    pub fn repr(&self) -> String {
        match self {
            DType::Struct(fields) if fields.aligned => {
                format!("dtype({fields}, align=True)")
            }
            DType::Struct(fields) => format!("dtype({fields})"),
            DType::Sub(sub) => format!("dtype({sub})"),
            DType::Object => "dtype('O')".into(),
            DType::Text(text) => text.repr(),
            DType::Swapped(_) | DType::Datetime(_) | DType::Timedelta(_) => {
                format!("dtype('{}')", self.code())
            }
            DType::Str(_) | DType::Bytes(_) | DType::Void(_) => {
                let code = self.code();
                let code = code.strip_prefix('|').unwrap_or(&code);
                match code.strip_suffix('0') {
                    Some(bare) if self.itemsize() == 0 => format!("dtype('{bare}')"),
                    _ => format!("dtype('{code}')"),
                }
            }
            _ => format!("dtype('{}')", self.name()),
        }
    }
}

impl fmt::Display for DType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DType::Swapped(_)
            | DType::Str(_)
            | DType::Bytes(_)
            | DType::Void(_)
            | DType::Text(_) => f.write_str(&self.code()),
            // With the alignment told, the fields are a dict.
            DType::Struct(fields) if fields.aligned && !fields.record => {
                f.write_str(&fields.as_dict(true))
            }
            DType::Struct(fields) => write!(f, "{fields}"),
            DType::Sub(sub) => write!(f, "{sub}"),
            _ => f.write_str(&self.name()),
        }
    }
}

/// The list or dict that NumPy prints for the fields (`_struct_str` in NumPy's `_dtype.py`).
impl fmt::Display for StructType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = match self.is_packed() {
            true => self.as_list(),
            false => self.as_dict(false),
        };
        match self.record {
            true => write!(f, "(numpy.record, {fields})"),
            false => f.write_str(&fields),
        }
    }
}

impl StructType {
    fn as_list(&self) -> String {
        let field = |field: &Field| {
            let name = match &field.title {
                Some(title) => format!("('{title}', '{}')", field.name),
                None => format!("'{}'", field.name),
            };
            let format = field.dtype.brief();
            match field.shape.is_empty() {
                true => format!("({name}, {format})"),
                false => format!("({name}, {format}, {})", shape_repr(&field.shape)),
            }
        };
        let fields: Vec<String> = self.fields.iter().map(field).collect();
        format!("[{}]", fields.join(", "))
    }

    fn as_dict(&self, with_alignment: bool) -> String {
        let list = |item: &dyn Fn(&Field) -> String| {
            let items: Vec<String> = self.fields.iter().map(item).collect();
            items.join(", ")
        };
        let names = list(&|field| format!("'{}'", field.name));
        let formats = list(&|field| field.whole().brief());
        let offsets = list(&|field| field.offset.to_string());
        let titles = match self.fields.iter().any(|field| field.title.is_some()) {
            true => {
                let title = |field: &Field| match &field.title {
                    Some(title) => format!("'{title}'"),
                    None => "None".to_owned(),
                };
                format!(", 'titles': [{}]", list(&title))
            }
            false => String::new(),
        };
        let aligned = match with_alignment && self.aligned {
            true => ", 'aligned': True",
            false => "",
        };
        format!(
            "{{'names': [{names}], 'formats': [{formats}], 'offsets': [{offsets}]{titles}, 'itemsize': {}{aligned}}}",
            self.itemsize
        )
    }
}

impl Field {
    /// The dtype with the field's shape.
    pub fn whole(&self) -> DType {
        if self.shape.is_empty() {
            return self.dtype.clone();
        }
        DType::Sub(Rc::new(SubType {
            dtype: self.dtype.clone(),
            shape: self.shape.clone(),
        }))
    }
}

/// `('<f4', (8,))`.
impl fmt::Display for SubType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shape = super::layout::shape_repr(&self.shape);
        write!(f, "({}, {shape})", self.dtype.brief())
    }
}

impl DType {
    /// As it stands within the text of another dtype.
    fn brief(&self) -> String {
        match self {
            DType::Struct(inner) => inner.to_string(),
            DType::Sub(sub) => sub.to_string(),
            DType::Bool => "'?'".to_owned(),
            other => format!("'{}'", other.code().trim_start_matches('|')),
        }
    }

    /// The dtype of the items and their shape, which is empty but for a subarray.
    pub fn split(self) -> (DType, Vec<usize>) {
        match self {
            DType::Sub(sub) => (sub.dtype.clone(), sub.shape.clone()),
            other => (other, Vec::new()),
        }
    }
}

impl TimeBase {
    /// NumPy's letters: `Y`, `M`, …, `generic`.
    pub fn code(self) -> &'static str {
        match self {
            TimeBase::Year => "Y",
            TimeBase::Month => "M",
            TimeBase::Week => "W",
            TimeBase::Day => "D",
            TimeBase::Hour => "h",
            TimeBase::Minute => "m",
            TimeBase::Second => "s",
            TimeBase::Millisecond => "ms",
            TimeBase::Microsecond => "us",
            TimeBase::Nanosecond => "ns",
            TimeBase::Picosecond => "ps",
            TimeBase::Femtosecond => "fs",
            TimeBase::Attosecond => "as",
            TimeBase::Generic => "generic",
        }
    }
}

/// `[D]`, `[25s]`, or nothing for the generic unit.
impl fmt::Display for TimeUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.base, self.count) {
            (TimeBase::Generic, _) => Ok(()),
            (base, 1) => write!(f, "[{}]", base.code()),
            (base, count) => write!(f, "[{count}{}]", base.code()),
        }
    }
}

impl DType {
    /// The class of the dtype, as promotion errors name it.
    pub fn class_path(&self) -> String {
        let name = match self.native() {
            DType::Bool => "BoolDType",
            DType::I8 => "Int8DType",
            DType::I16 => "Int16DType",
            DType::I32 => "Int32DType",
            DType::I64 => "Int64DType",
            DType::U8 => "UInt8DType",
            DType::U16 => "UInt16DType",
            DType::U32 => "UInt32DType",
            DType::U64 => "UInt64DType",
            DType::F16 => "Float16DType",
            DType::F32 => "Float32DType",
            DType::F64 => "Float64DType",
            DType::C64 => "Complex64DType",
            DType::C128 => "Complex128DType",
            DType::Str(_) => "StrDType",
            DType::Bytes(_) => "BytesDType",
            DType::Datetime(_) => "DateTime64DType",
            DType::Timedelta(_) => "TimeDelta64DType",
            DType::Object => "ObjectDType",
            DType::Text(_) => "StringDType",
            _ => "VoidDType",
        };
        format!("numpy.dtypes.{name}")
    }
}
