//! Which dtype comes out: promotion by NEP 50 and the rules of casting.

use std::rc::Rc;

use super::dtype::{DType, Field, Kind, StructType};
use super::error::{Error, ErrorKind, Result};
use super::texts::TextType;

/// `casting=`: how much a conversion may lose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Casting {
    No,
    Equiv,
    Safe,
    SameKind,
    Unsafe,
}

impl Casting {
    /// By NumPy's name; `None` for others.
    pub fn from_name(name: &str) -> Option<Casting> {
        Some(match name {
            "no" => Casting::No,
            "equiv" => Casting::Equiv,
            "safe" => Casting::Safe,
            "same_kind" => Casting::SameKind,
            "unsafe" => Casting::Unsafe,
            _ => return None,
        })
    }

    pub fn name(self) -> &'static str {
        match self {
            Casting::No => "no",
            Casting::Equiv => "equiv",
            Casting::Safe => "safe",
            Casting::SameKind => "same_kind",
            Casting::Unsafe => "unsafe",
        }
    }
}

/// One operand, as promotion sees it: Python's own numbers are weak and take the dtype of the others.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    DType(DType),
    PythonInt,
    PythonFloat,
    PythonComplex,
}

impl Operand {
    /// The dtype it has when nobody else decides.
    pub fn default_dtype(&self) -> DType {
        match self {
            Operand::DType(dtype) => dtype.clone(),
            Operand::PythonInt => DType::I64,
            Operand::PythonFloat => DType::F64,
            Operand::PythonComplex => DType::C128,
        }
    }
}

/// The dtype that holds values of both, as `np.promote_types`.
///
/// # Errors
/// DTypePromotionError where there is none (a number and a date).
pub fn promote(a: &DType, b: &DType) -> Result<DType> {
    let (a, b) = (a.native(), b.native());
    if a == b {
        return Ok(a.clone());
    }
    if let Some(common) = promote_numeric(a, b) {
        return Ok(common);
    }
    let none = || Error::new(ErrorKind::DTypePromotion, no_common_dtype(a, b));
    match (a, b) {
        (DType::Object, _) | (_, DType::Object) => Ok(DType::Object),
        (DType::Text(m), DType::Text(n)) => promote_texts(m, n),
        (DType::Text(_), DType::Str(_)) => Ok(a.clone()),
        (DType::Str(_), DType::Text(_)) => Ok(b.clone()),
        (DType::Text(_), _) | (_, DType::Text(_)) => Err(Error::new(
            ErrorKind::DTypePromotion,
            without_common_dtype(a, b),
        )),
        (DType::Str(m), DType::Str(n)) => Ok(DType::Str(*m.max(n))),
        (DType::Bytes(m), DType::Bytes(n)) => Ok(DType::Bytes(*m.max(n))),
        (DType::Str(m), DType::Bytes(n)) | (DType::Bytes(n), DType::Str(m)) => {
            Ok(DType::Str(*m.max(n)))
        }
        (DType::Str(width), other) | (other, DType::Str(width)) => string_width(other)
            .map(|w| DType::Str(w.max(*width)))
            .ok_or_else(none),
        (DType::Bytes(width), other) | (other, DType::Bytes(width)) => string_width(other)
            .map(|w| DType::Bytes(w.max(*width)))
            .ok_or_else(none),
        (DType::Datetime(u), DType::Datetime(v)) => Ok(DType::Datetime(u.common(*v)?)),
        (DType::Timedelta(u), DType::Timedelta(v)) => Ok(DType::Timedelta(u.common(*v)?)),
        (DType::Datetime(u), DType::Timedelta(v)) | (DType::Timedelta(v), DType::Datetime(u)) => {
            Ok(DType::Datetime(u.common(*v)?))
        }
        (DType::Timedelta(u), n) | (n, DType::Timedelta(u))
            if (n.is_integer() && *n != DType::U64) || n.kind() == Kind::Bool =>
        {
            Ok(DType::Timedelta(*u))
        }
        (DType::Void(m), DType::Void(n)) if m == n => Ok(DType::Void(*m)),
        (DType::Struct(first), DType::Struct(second)) => promote_fields(first, second),
        _ => Err(none()),
    }
}

/// Texts of any length: with the object for missing ones that either has.
fn promote_texts(first: &Rc<TextType>, second: &Rc<TextType>) -> Result<DType> {
    let missing = match (&first.missing, &second.missing) {
        (Some(a), Some(b)) if a != b => {
            return Err(Error::type_error(format!(
                "Cannot find common instance for incompatible dtypes '{}' and '{}'",
                first.repr(),
                second.repr()
            )));
        }
        (a, b) => a.clone().or_else(|| b.clone()),
    };
    Ok(DType::Text(Rc::new(TextType {
        missing,
        coerce: first.coerce,
    })))
}

/// Structures of the same names have a common one, packed.
fn promote_fields(first: &StructType, second: &StructType) -> Result<DType> {
    let names = |fields: &StructType| {
        let shown: Vec<String> = fields
            .fields
            .iter()
            .map(|field| super::print::str_repr(&field.name))
            .collect();
        match &shown[..] {
            [one] => format!("({one},)"),
            several => format!("({})", several.join(", ")),
        }
    };
    let pairs = || first.fields.iter().zip(&second.fields);
    if first.fields.len() != second.fields.len() || pairs().any(|(a, b)| a.name != b.name) {
        let message = format!(
            "field names `{}` and `{}` mismatch.",
            names(first),
            names(second)
        );
        return Err(Error::new(ErrorKind::DTypePromotion, message));
    }
    let mut offset = 0usize;
    let mut fields = Vec::with_capacity(first.fields.len());
    for (a, b) in pairs() {
        let mut field = Field {
            dtype: promote(&a.dtype, &b.dtype)?,
            ..a.clone()
        };
        field.offset = offset;
        offset = offset.saturating_add(field.whole().itemsize());
        fields.push(field);
    }
    Ok(DType::Struct(Rc::new(StructType {
        fields,
        itemsize: offset,
        aligned: false,
        record: false,
    })))
}

fn no_common_dtype(a: &DType, b: &DType) -> String {
    let (a, b) = (a.class_path(), b.class_path());
    not_promoted(&a, &b, &[&a, &b])
}

/// NumPy's words where the DType class `first` cannot be promoted by `second`, of `all` that were given.
pub fn not_promoted(first: &str, second: &str, all: &[&str]) -> String {
    let all: Vec<String> = all.iter().map(|path| format!("<class '{path}'>")).collect();
    format!(
        "The DType <class '{first}'> could not be promoted by <class '{second}'>. This means that no common DType exists for the given inputs. \
         For example they cannot be stored in a single array unless the dtype is `object`. The full list of DTypes is: ({})",
        all.join(", ")
    )
}

/// NumPy's words where only two DType classes were in question.
pub fn without_common_dtype(a: &DType, b: &DType) -> String {
    format!(
        "The DTypes <class '{}'> and <class '{}'> do not have a common DType. For example they cannot be stored \
         in a single array unless the dtype is `object`.",
        a.class_path(),
        b.class_path()
    )
}

/// As [`no_common_dtype`], where Python's numbers take part.
fn no_weak_dtype(dtype: &DType, weak: &Operand, operands: &[Operand]) -> Error {
    let class = |operand: &Operand| match operand {
        Operand::DType(dtype) => dtype.class_path(),
        Operand::PythonInt => "numpy.dtypes._PyLongDType".to_string(),
        Operand::PythonFloat => "numpy.dtypes._PyFloatDType".to_string(),
        Operand::PythonComplex => "numpy.dtypes._PyComplexDType".to_string(),
    };
    let strong = operands
        .iter()
        .filter(|operand| matches!(operand, Operand::DType(_)))
        .count();
    let (dtype, weak) = (dtype.class_path(), class(weak));
    // Which of the two is blamed depends on how NumPy sorts them by what they know.
    let (first, second) = if strong > 1 {
        (weak, dtype)
    } else {
        (dtype, weak)
    };
    let all: Vec<String> = operands.iter().map(class).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let message = not_promoted(&first, &second, &all);
    Error::new(ErrorKind::DTypePromotion, message)
}

/// Bool, integers, floats and complex among themselves: the kind of the higher, wide enough for both.
fn promote_numeric(a: &DType, b: &DType) -> Option<DType> {
    if !a.is_numeric() || !b.is_numeric() {
        return None;
    }
    let (low, high) = if a.kind() <= b.kind() { (a, b) } else { (b, a) };
    if low.kind() == high.kind() {
        return Some(if low.itemsize() >= high.itemsize() {
            low.clone()
        } else {
            high.clone()
        });
    }
    Some(match (low.kind(), high.kind()) {
        (Kind::Bool, _) => high.clone(),
        (Kind::Unsigned, Kind::Signed) => match low.itemsize() {
            8 => DType::F64,
            size if size < high.itemsize() => high.clone(),
            size => signed(size * 2),
        },
        (Kind::Unsigned | Kind::Signed, Kind::Float) => {
            float(float_size_for(low).max(high.itemsize()))
        }
        (Kind::Unsigned | Kind::Signed, _) => {
            complex((2 * float_size_for(low)).max(high.itemsize()))
        }
        _ => complex((2 * low.itemsize()).max(high.itemsize())),
    })
}

/// Bytes of the smallest float that NumPy lets hold this integer dtype.
fn float_size_for(integer: &DType) -> usize {
    match integer.itemsize() {
        1 => 2,
        2 => 4,
        _ => 8,
    }
}

fn signed(size: usize) -> DType {
    match size {
        1 => DType::I8,
        2 => DType::I16,
        4 => DType::I32,
        _ => DType::I64,
    }
}

fn float(size: usize) -> DType {
    match size {
        2 => DType::F16,
        4 => DType::F32,
        _ => DType::F64,
    }
}

fn complex(size: usize) -> DType {
    if size <= 8 { DType::C64 } else { DType::C128 }
}

/// Characters that the longest value of a number takes as text.
pub fn string_width(dtype: &DType) -> Option<usize> {
    Some(match dtype {
        DType::Bool => 5,
        DType::I8 => 4,
        DType::I16 => 6,
        DType::I32 => 11,
        DType::I64 => 21,
        DType::U8 => 3,
        DType::U16 => 5,
        DType::U32 => 10,
        DType::U64 => 20,
        DType::F16 | DType::F32 | DType::F64 => 32,
        DType::C64 | DType::C128 => 64,
        DType::Datetime(_) | DType::Timedelta(_) => 28,
        DType::Void(_) | DType::Struct(_) | DType::Sub(_) | DType::Object | DType::Text(_) => {
            return None;
        }
        DType::Str(width) | DType::Bytes(width) => *width,
        DType::Swapped(native) => return string_width(native),
    })
}

/// The dtype of an operation on all operands: dtypes promote, Python's numbers raise only the kind.
pub fn result_type(operands: &[Operand]) -> Result<DType> {
    let mut strong: Option<DType> = None;
    let mut weak: Option<&Operand> = None;
    for operand in operands {
        match operand {
            Operand::DType(dtype) => {
                strong = Some(match strong {
                    None => dtype.native().clone(),
                    Some(before) => promote(&before, dtype)?,
                });
            }
            other => weak = Some(weak.map_or(other, |before| stronger(before, other))),
        }
    }
    match (strong, weak) {
        (Some(dtype), None) => Ok(dtype),
        (Some(dtype), Some(weak)) => {
            with_weak(dtype.clone(), weak).map_err(|_| no_weak_dtype(&dtype, weak, operands))
        }
        (None, weak) => Ok(weak.map_or(DType::F64, Operand::default_dtype)),
    }
}

fn stronger<'a>(a: &'a Operand, b: &'a Operand) -> &'a Operand {
    let rank = |operand: &Operand| match operand {
        Operand::PythonInt => 0,
        Operand::PythonFloat => 1,
        _ => 2,
    };
    if rank(b) > rank(a) { b } else { a }
}

/// A dtype together with a Python number.
fn with_weak(dtype: DType, weak: &Operand) -> Result<DType> {
    let kind = dtype.kind();
    Ok(match weak {
        Operand::PythonInt if kind == Kind::Bool => DType::I64,
        Operand::PythonFloat if kind <= Kind::Signed => DType::F64,
        Operand::PythonComplex if kind <= Kind::Signed => DType::C128,
        Operand::PythonComplex if kind == Kind::Float => complex(2 * dtype.itemsize()),
        // Texts, dates and raw bytes have nothing in common with a bare number.
        other if kind > Kind::Complex && kind != Kind::Timedelta && dtype != DType::Object => {
            return Err(Error::type_error(no_common_dtype(
                &dtype,
                &other.default_dtype(),
            )));
        }
        other if kind > Kind::Complex => promote(&dtype, &other.default_dtype())?,
        _ => dtype,
    })
}

/// May values of `from` be converted to `to` under this rule? As `np.can_cast`.
pub fn can_cast(from: &DType, to: &DType, casting: Casting) -> bool {
    if let (DType::Text(_), _) | (_, DType::Text(_)) = (from, to) {
        return texts_cast(from, to, casting);
    }
    match casting {
        Casting::Unsafe => true,
        Casting::No => from == to,
        Casting::Equiv => from.native() == to.native(),
        Casting::Safe => is_safe(from.native(), to.native()),
        Casting::SameKind => is_same_kind(from.native(), to.native()),
    }
}

/// May texts of any length be converted, or be converted to?
fn texts_cast(from: &DType, to: &DType, casting: Casting) -> bool {
    let least = match (from, to) {
        (DType::Text(old), DType::Text(new)) => match &old.missing {
            Some(missing) if new.missing.as_ref() != Some(missing) => Casting::Unsafe,
            _ => Casting::No,
        },
        (DType::Text(_), other) => match other.kind() {
            Kind::Object => Casting::Safe,
            Kind::Str | Kind::Bytes | Kind::Bool | Kind::Void => Casting::SameKind,
            _ => Casting::Unsafe,
        },
        (other, _) => match other.kind() {
            Kind::Str | Kind::Bytes | Kind::Void => Casting::SameKind,
            Kind::Object => Casting::Unsafe,
            _ => Casting::Safe,
        },
    };
    casting >= least
}

fn is_safe(from: &DType, to: &DType) -> bool {
    if from == to || *to == DType::Object {
        return true;
    }
    match (from, to) {
        (DType::Str(m), DType::Str(n)) | (DType::Bytes(m), DType::Bytes(n) | DType::Str(n)) => {
            m <= n
        }
        (_, DType::Str(n) | DType::Bytes(n)) if from.is_numeric() => {
            string_width(from).is_some_and(|w| w <= *n)
        }
        (DType::Datetime(_) | DType::Timedelta(_), DType::Str(n) | DType::Bytes(n)) => {
            string_width(from).is_some_and(|w| w <= *n)
        }
        (DType::Datetime(u), DType::Datetime(v)) => u.converts_safely_to(*v, true),
        (DType::Timedelta(u), DType::Timedelta(v)) => u.converts_safely_to(*v, false),
        (n, DType::Timedelta(_)) if n.is_integer() || n.kind() == Kind::Bool => true,
        (DType::Struct(a), DType::Struct(b)) => {
            a.fields.len() == b.fields.len()
                && a.fields
                    .iter()
                    .zip(&b.fields)
                    .all(|(x, y)| is_safe(x.dtype.native(), y.dtype.native()))
        }
        _ => from.is_numeric() && to.is_numeric() && promote_numeric(from, to).as_ref() == Some(to),
    }
}

fn is_same_kind(from: &DType, to: &DType) -> bool {
    if is_safe(from, to) {
        return true;
    }
    let (a, b) = (from.kind(), to.kind());
    match (a, b) {
        (Kind::Unsigned, Kind::Signed) => true,
        (Kind::Str | Kind::Bytes, _) => a == b || b == Kind::Str,
        (Kind::Datetime, Kind::Datetime) | (Kind::Timedelta, Kind::Timedelta) => match (from, to) {
            (DType::Datetime(u), DType::Datetime(v)) => u.converts_within_kind_to(*v, true),
            (DType::Timedelta(u), DType::Timedelta(v)) => u.converts_within_kind_to(*v, false),
            _ => false,
        },
        _ if a <= Kind::Complex && b <= Kind::Complex => a <= b,
        (_, Kind::Str | Kind::Bytes) => {
            a <= Kind::Complex || a == Kind::Datetime || a == Kind::Timedelta
        }
        (Kind::Void, Kind::Void) => match (from, to) {
            (DType::Struct(x), DType::Struct(y)) => {
                x.fields.len() == y.fields.len()
                    && x.fields
                        .iter()
                        .zip(&y.fields)
                        .all(|(p, q)| is_same_kind(p.dtype.native(), q.dtype.native()))
            }
            _ => false,
        },
        _ => false,
    }
}
