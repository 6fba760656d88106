//! How the elements of one array are set, for every dtype.

use super::super::buffer::ObjectRef;
use super::super::core::{Array, read_scalar};
use super::super::dtype::{DType, Field, Kind, StructType};
use super::super::error::{Error, Result};
use super::super::layout::Layout;
use super::super::meter;
use super::super::scalar::Scalar;
use super::float_format::FloatFormat;
use super::options::{FloatMode, Legacy, PrintOptions, Sign};
use super::scalar::{object_text, scalar_str};
use super::text::{bytes_repr, str_repr, void_text};
use super::time::{datetime_text, is_nat};

/// The kinds of elements that a `formatter=` dict can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormatKey {
    Bool,
    Int,
    Float,
    Complex,
    Str,
    Datetime,
    Timedelta,
    Void,
    Object,
}

impl FormatKey {
    /// The keys of the dict that mean this kind; the first one present counts.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            FormatKey::Bool => &["bool", "all"],
            FormatKey::Int => &["int", "int_kind", "all"],
            FormatKey::Float => &["float", "float_kind", "all"],
            FormatKey::Complex => &["complexfloat", "complex_kind", "all"],
            FormatKey::Str => &["numpystr", "str_kind", "all"],
            FormatKey::Datetime => &["datetime", "all"],
            FormatKey::Timedelta => &["timedelta", "all"],
            FormatKey::Void => &["void", "all"],
            FormatKey::Object => &["object", "all"],
        }
    }

    fn of(dtype: &DType) -> FormatKey {
        match dtype.kind() {
            Kind::Bool => FormatKey::Bool,
            Kind::Unsigned | Kind::Signed => FormatKey::Int,
            Kind::Float => FormatKey::Float,
            Kind::Complex => FormatKey::Complex,
            Kind::Str | Kind::Bytes => FormatKey::Str,
            Kind::Datetime => FormatKey::Datetime,
            Kind::Timedelta => FormatKey::Timedelta,
            Kind::Void => FormatKey::Void,
            Kind::Object => FormatKey::Object,
            Kind::Text => FormatKey::Str,
        }
    }
}

/// What only the floors above can do: call the functions of `formatter=`, and show Python objects.
pub trait Formatters {
    type Error: From<Error>;

    /// Is there a function for this kind of element?
    fn has(&self, key: FormatKey) -> bool;

    /// What that function returns for an element.
    fn format(&mut self, key: FormatKey, element: &Scalar) -> Result<String, Self::Error>;

    /// `repr` of an object inside an array; a list is `list([…])`.
    fn object_repr(&mut self, object: &ObjectRef) -> Result<String, Self::Error>;

    /// `str` of an object that is alone in a 0-d array.
    fn object_str(&mut self, object: &ObjectRef) -> Result<String, Self::Error>;
}

/// No functions; of objects only the class is shown.
pub struct NoFormatters;

impl Formatters for NoFormatters {
    type Error = Error;

    fn has(&self, _: FormatKey) -> bool {
        false
    }

    fn format(&mut self, _: FormatKey, element: &Scalar) -> Result<String> {
        scalar_str(element, &PrintOptions::default())
    }

    fn object_repr(&mut self, object: &ObjectRef) -> Result<String> {
        Ok(object_text(object))
    }

    fn object_str(&mut self, object: &ObjectRef) -> Result<String> {
        Ok(object_text(object))
    }
}

/// The elements that decide on widths: those shown, at their byte offsets in the array's buffer.
pub(super) struct Sample<'a> {
    pub array: &'a Array,
    pub dtype: &'a DType,
    pub offsets: &'a [usize],
    /// A 0-d array: its only element needs no padding.
    pub lone: bool,
}

impl Sample<'_> {
    fn scalars(&self) -> impl Iterator<Item = Scalar> + '_ {
        self.offsets
            .iter()
            .take_while(|_| !meter::stopped(4))
            .map(|&at| element(self.array, self.dtype, at))
    }

    fn collect<T>(&self, take: fn(Scalar) -> Option<T>) -> Vec<T> {
        self.scalars().filter_map(take).collect()
    }
}

/// The element of `dtype` at a byte offset of the array's buffer.
fn element(array: &Array, dtype: &DType, at: usize) -> Scalar {
    match dtype {
        DType::Object => array.get(at),
        _ => array.buffer().read(|bytes| read_scalar(bytes, at, dtype)),
    }
}

/// Prepared for the elements of one array.
pub(super) enum ElementFormat {
    /// A function of the caller's.
    Custom(FormatKey),
    Bool {
        width: usize,
    },
    Int {
        width: usize,
        sign: Sign,
    },
    Float(FloatFormat),
    /// As the scalar's own `str`: floats of a structured scalar.
    ScalarFloat,
    Complex(FloatFormat, FloatFormat),
    Text,
    /// Dates and durations.
    Time {
        width: usize,
    },
    Void,
    Object,
    Struct(Vec<FieldFormat>),
}

/// One field of a structured element.
pub(super) struct FieldFormat {
    field: Field,
    format: ElementFormat,
    threshold: usize,
    edgeitems: usize,
}

impl ElementFormat {
    /// Chooses widths and notation for the sample. `scalar_floats`: see [`ElementFormat::ScalarFloat`].
    pub fn new<F: Formatters>(
        sample: &Sample,
        options: &PrintOptions,
        scalar_floats: bool,
        formatters: &F,
    ) -> Result<ElementFormat> {
        if let DType::Struct(fields) = sample.dtype {
            return struct_format(sample, fields, options, scalar_floats, formatters);
        }
        let key = FormatKey::of(sample.dtype);
        if formatters.has(key) {
            return Ok(ElementFormat::Custom(key));
        }
        meter::steps(sample.offsets.len())?;
        Ok(match key {
            FormatKey::Bool => ElementFormat::Bool {
                width: if sample.lone { 4 } else { 5 },
            },
            FormatKey::Int => int_format(sample, options.sign),
            FormatKey::Float if scalar_floats => ElementFormat::ScalarFloat,
            FormatKey::Float => ElementFormat::Float(float_format(sample, options)?),
            FormatKey::Complex => complex_format(sample, options)?,
            FormatKey::Str => ElementFormat::Text,
            FormatKey::Datetime | FormatKey::Timedelta => time_format(sample, options),
            FormatKey::Void => ElementFormat::Void,
            FormatKey::Object => ElementFormat::Object,
        })
    }

    /// The element of `dtype` at a byte offset of the array's buffer.
    pub fn format<F: Formatters>(
        &self,
        array: &Array,
        dtype: &DType,
        at: usize,
        formatters: &mut F,
    ) -> Result<String, F::Error> {
        if let ElementFormat::Struct(fields) = self {
            return format_struct(fields, array, at, formatters);
        }
        let scalar = element(array, dtype, at);
        match (self, &scalar) {
            (ElementFormat::Custom(key), _) => formatters.format(*key, &scalar),
            (ElementFormat::Object, Scalar::Object(object)) => formatters.object_repr(object),
            _ => Ok(self.format_plain(&scalar)?),
        }
    }

    /// An element that needs nobody's help.
    fn format_plain(&self, scalar: &Scalar) -> Result<String> {
        Ok(match (self, scalar) {
            (ElementFormat::Bool { width }, Scalar::Bool(true)) => format!("{:>width$}", "True"),
            (ElementFormat::Int { width, sign }, _) => {
                format_int(scalar.as_integer().unwrap_or(0), *width, *sign)
            }
            (ElementFormat::Float(format), Scalar::F16(x)) => format.format(*x)?,
            (ElementFormat::Float(format), Scalar::F32(x)) => format.format(*x)?,
            (ElementFormat::Float(format), Scalar::F64(x)) => format.format(*x)?,
            (ElementFormat::Complex(real, imaginary), Scalar::C64(z)) => {
                real.format(z.re)? + &with_unit(imaginary.format(z.im)?)
            }
            (ElementFormat::Complex(real, imaginary), Scalar::C128(z)) => {
                real.format(z.re)? + &with_unit(imaginary.format(z.im)?)
            }
            (ElementFormat::Text, Scalar::Str(text)) => str_repr(text),
            (ElementFormat::Text, Scalar::Bytes(bytes)) => bytes_repr(bytes),
            (ElementFormat::Text, Scalar::Text(Some(text), _)) => str_repr(text),
            (ElementFormat::Text, Scalar::Text(None, own)) => match &own.missing {
                Some(missing) => missing.shown.to_string(),
                None => str_repr(""),
            },
            (ElementFormat::Time { width }, _) => format!("{:>width$}", time_text(scalar)),
            (ElementFormat::Void, Scalar::Void(bytes)) => void_text(bytes),
            _ => scalar_str(scalar, &PrintOptions::default())?,
        })
    }
}

fn int_format(sample: &Sample, sign: Sign) -> ElementFormat {
    let values = sample.scalars().filter_map(|x| x.as_integer());
    let (low, high) = values.fold((i128::MAX, i128::MIN), |(low, high), x| {
        (low.min(x), high.max(x))
    });
    if low > high {
        return ElementFormat::Int { width: 0, sign };
    }
    let sign = if sign == Sign::Space && low < 0 {
        Sign::Minus
    } else {
        sign
    };
    let signed = usize::from(high >= 0 && sign != Sign::Minus);
    let width = (high.to_string().len() + signed).max(low.to_string().len());
    ElementFormat::Int { width, sign }
}

fn format_int(x: i128, width: usize, sign: Sign) -> String {
    match sign {
        Sign::Minus => format!("{x:>width$}"),
        Sign::Plus => format!("{x:>+width$}"),
        Sign::Space if x < 0 => format!("{x:>width$}"),
        Sign::Space => format!("{:>width$}", format!(" {x}")),
    }
}

fn float_format(sample: &Sample, options: &PrintOptions) -> Result<FloatFormat> {
    macro_rules! format_of {
        ($variant:ident) => {{
            let values = sample.collect(|x| match x {
                Scalar::$variant(x) => Some(x),
                _ => None,
            });
            FloatFormat::new(&values, options, options.sign)
        }};
    }
    match sample.dtype.native() {
        DType::F16 => format_of!(F16),
        DType::F32 => format_of!(F32),
        _ => format_of!(F64),
    }
}

/// The options for real and imaginary parts: 1.13 had its own digits for each.
fn complex_options(options: &PrintOptions) -> (PrintOptions, PrintOptions) {
    let with = |floatmode| PrintOptions {
        floatmode,
        ..options.clone()
    };
    match options.legacy {
        Legacy::V1_13 => (with(FloatMode::MaxPrecEqual), with(FloatMode::MaxPrec)),
        _ => (options.clone(), options.clone()),
    }
}

/// Real and imaginary parts have widths of their own; the imaginary one always shows its sign.
fn complex_format(sample: &Sample, options: &PrintOptions) -> Result<ElementFormat> {
    macro_rules! format_of {
        ($variant:ident) => {{
            let values = sample.collect(|x| match x {
                Scalar::$variant(z) => Some(z),
                _ => None,
            });
            let real: Vec<_> = values.iter().map(|z| z.re).collect();
            let imaginary: Vec<_> = values.iter().map(|z| z.im).collect();
            let (first, second) = complex_options(options);
            Ok(ElementFormat::Complex(
                FloatFormat::new(&real, &first, options.sign)?,
                FloatFormat::new(&imaginary, &second, Sign::Plus)?,
            ))
        }};
    }
    match sample.dtype.native() {
        DType::C64 => format_of!(C64),
        _ => format_of!(C128),
    }
}

/// The imaginary unit stands before the blanks that pad the number.
fn with_unit(mut imaginary: String) -> String {
    let end = imaginary.trim_end().len();
    imaginary.insert(end, 'j');
    imaginary
}

/// As wide as the earliest and the latest need; NaT counts with its quotes.
fn time_format(sample: &Sample, options: &PrintOptions) -> ElementFormat {
    let counts = sample.collect(|x| match x {
        Scalar::Datetime(count, _) | Scalar::Timedelta(count, _) => Some(count),
        _ => None,
    });
    let extremes = [
        counts.iter().copied().filter(|&c| !is_nat(c)).min(),
        counts.iter().copied().max().filter(|&c| !is_nat(c)),
        counts.iter().copied().find(|&c| is_nat(c)),
    ];
    let width = extremes
        .into_iter()
        .flatten()
        .map(|count| {
            let scalar = match sample.dtype.native() {
                DType::Datetime(unit) => Scalar::Datetime(count, *unit),
                DType::Timedelta(unit) => Scalar::Timedelta(count, *unit),
                _ => Scalar::I64(count),
            };
            time_text(&scalar).len()
        })
        .max();
    ElementFormat::Time {
        // 1.13 did not make NaT as wide as the others.
        width: width
            .filter(|_| options.legacy != Legacy::V1_13)
            .unwrap_or(0),
    }
}

/// A date in quotes, a duration as a bare number.
fn time_text(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Datetime(count, _) | Scalar::Timedelta(count, _) if is_nat(*count) => {
            "'NaT'".to_owned()
        }
        Scalar::Datetime(count, unit) => format!("'{}'", datetime_text(*count, *unit)),
        Scalar::Timedelta(count, _) => count.to_string(),
        _ => String::new(),
    }
}

fn struct_format<F: Formatters>(
    sample: &Sample,
    fields: &StructType,
    options: &PrintOptions,
    scalar_floats: bool,
    formatters: &F,
) -> Result<ElementFormat> {
    let mut formats = Vec::with_capacity(fields.fields.len());
    for field in &fields.fields {
        let inner = Layout::contiguous(&field.shape, field.dtype.itemsize());
        let offsets: Vec<usize> = sample
            .offsets
            .iter()
            .flat_map(|at| inner.offsets().map(move |o| at + field.offset + o))
            .collect();
        let sample = Sample {
            array: sample.array,
            dtype: &field.dtype,
            offsets: &offsets,
            lone: sample.lone && field.shape.is_empty(),
        };
        formats.push(FieldFormat {
            field: field.clone(),
            format: ElementFormat::new(&sample, options, scalar_floats, formatters)?,
            threshold: options.threshold,
            edgeitems: options.edgeitems,
        });
    }
    Ok(ElementFormat::Struct(formats))
}

/// `(1, 2.5)`, `(1,)`
fn format_struct<F: Formatters>(
    fields: &[FieldFormat],
    array: &Array,
    at: usize,
    formatters: &mut F,
) -> Result<String, F::Error> {
    let mut texts = Vec::with_capacity(fields.len());
    for field in fields {
        let inner = Layout::contiguous(&field.field.shape, field.field.dtype.itemsize());
        let summary = inner.size() > field.threshold;
        texts.push(field.format_level(array, &inner, at, summary, formatters)?);
    }
    Ok(match texts.as_slice() {
        [one] => format!("({one},)"),
        many => format!("({})", many.join(", ")),
    })
}

impl FieldFormat {
    /// A field that is an array is written on one line.
    fn format_level<F: Formatters>(
        &self,
        array: &Array,
        inner: &Layout,
        at: usize,
        summary: bool,
        formatters: &mut F,
    ) -> Result<String, F::Error> {
        let Some(&length) = inner.shape.first() else {
            let at = at + self.field.offset + inner.offset;
            return self.format.format(array, &self.field.dtype, at, formatters);
        };
        let cut = summary && length > self.edgeitems.saturating_mul(2);
        let mut texts = Vec::new();
        for i in 0..length {
            if cut && i == self.edgeitems {
                texts.push("...".to_owned());
            }
            // The last `edgeitems` as Python's `a[-edgeitems:]`, which for 0 are all.
            if cut && self.edgeitems > 0 && i >= self.edgeitems && i < length - self.edgeitems {
                continue;
            }
            let level = inner.at(0, i);
            texts.push(self.format_level(array, &level, at, summary, formatters)?);
        }
        Ok(format!("[{}]", texts.join(", ")))
    }
}

/// A structured scalar, from a 0-d array: its floats in their own shortest form.
pub(super) fn struct_text<F: Formatters>(
    array: &Array,
    options: &PrintOptions,
    formatters: &mut F,
) -> Result<String, F::Error> {
    let at = array.layout().offset;
    let sample = Sample {
        array,
        dtype: array.dtype(),
        offsets: &[at],
        lone: true,
    };
    let shortest = options.legacy > Legacy::V1_25;
    let format = ElementFormat::new(&sample, options, shortest, formatters)?;
    format.format(array, array.dtype(), at, formatters)
}
