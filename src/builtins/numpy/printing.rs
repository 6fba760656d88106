//! How arrays and numbers are printed: the session's options, and functions that print by others.

use std::rc::Rc;

use crate::array::print::{
    FloatMode, Frame, Legacy, Positional, PrintOptions, Scientific, Sign, Trim, positional,
    scientific,
};
use crate::array::{Array, Scalar};
use crate::builtins;
use crate::value::builtin::Given;
use crate::value::convert::as_index;
use crate::value::display::{ArrayPrinting, array_repr_by, array_str_by, array2string};
use crate::value::{ClassId, Dict, Host, Raised, Result, Value, hash};

builtins! {
    /// Sets how arrays are printed in this session.
    ///
    /// >>> np.set_printoptions(precision=3)
    /// >>> np.array([1 / 3])
    /// array([0.333])
    "np.set_printoptions" "(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None, infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None)" => set_printoptions;
    /// How arrays are printed in this session.
    ///
    /// >>> np.get_printoptions()['precision']
    /// 8
    "np.get_printoptions" "()" => get_printoptions;
    /// The elements of an array as text.
    ///
    /// >>> np.array2string(np.array([1.5, 2]), separator=', ')
    /// '[1.5, 2. ]'
    "np.array2string" "(a, max_line_width=None, precision=None, suppress_small=None, separator=' ', prefix='', *, formatter=None, threshold=None, edgeitems=None, sign=None, floatmode=None, suffix='', legacy=None)" => np_array2string;
    /// The array as `print` shows it.
    ///
    /// >>> np.array_str(np.arange(3))
    /// '[0 1 2]'
    "np.array_str" "(a, max_line_width=None, precision=None, suppress_small=None)" => np_array_str;
    /// The array as a cell shows it.
    ///
    /// >>> np.array_repr(np.arange(3))
    /// 'array([0, 1, 2])'
    "np.array_repr" "(arr, max_line_width=None, precision=None, suppress_small=None)" => np_array_repr;
    /// A number in positional notation.
    ///
    /// >>> np.format_float_positional(3.14159, precision=2)
    /// '3.14'
    "np.format_float_positional" "(x, precision=None, unique=True, fractional=True, trim='k', sign=False, pad_left=None, pad_right=None, min_digits=None)" => format_positional;
    /// A number in scientific notation.
    ///
    /// >>> np.format_float_scientific(1234.5, precision=2)
    /// '1.23e+03'
    "np.format_float_scientific" "(x, precision=None, unique=True, trim='k', sign=False, pad_left=None, exp_digits=None, min_digits=None)" => format_scientific;
    /// The digits of an integer in base 2; negative ones with a minus, or in two's complement of a width.
    ///
    /// >>> np.binary_repr(5)
    /// '101'
    /// >>> np.binary_repr(-3, width=4)
    /// '1101'
    "np.binary_repr" "(num, width=None)" => binary_repr;
    /// The digits of an integer in a base from 2 to 36.
    ///
    /// >>> np.base_repr(10, 3)
    /// '101'
    "np.base_repr" "(number, base=2, padding=0)" => base_repr;
}

/// The options that a call may change; absent ones stay as they are.
#[derive(Default)]
struct Changes {
    precision: Value_,
    threshold: Value_,
    edgeitems: Value_,
    linewidth: Value_,
    suppress: Value_,
    nanstr: Value_,
    infstr: Value_,
    formatter: Value_,
    sign: Value_,
    floatmode: Value_,
    legacy: Value_,
}

type Value_ = Option<Value>;

fn given(value: Value) -> Value_ {
    (!value.is_none()).then_some(value)
}

fn integer(value: &Value, name: &str) -> Result<i64> {
    as_index(value).map_err(|_| Raised::type_error(format!("{name} must be an integer")))
}

fn count(value: &Value, name: &str) -> Result<usize> {
    Ok(usize::try_from(integer(value, name)?).unwrap_or(0))
}

fn text(host: &mut dyn Host, value: &Value) -> Result<Rc<str>> {
    crate::value::display::str(host, value)
}

impl Changes {
    fn apply(self, host: &mut dyn Host, printing: &mut ArrayPrinting) -> Result<()> {
        let options = &mut printing.options;
        if let Some(mode) = &self.floatmode {
            options.floatmode = match mode {
                Value::Str(name) => FloatMode::from_name(name),
                _ => None,
            }
            .ok_or_else(|| {
                let message =
                    "floatmode option must be one of \"fixed\", \"unique\", \"maxprec\", \"maxprec_equal\"";
                Raised::value_error(message)
            })?;
        }
        if let Some(sign) = &self.sign {
            options.sign = match sign {
                Value::Str(name) => Sign::from_name(name),
                _ => None,
            }
            .ok_or_else(|| Raised::value_error("sign option must be one of ' ', '+', or '-'"))?;
        }
        if let Some(version) = &self.legacy {
            set_legacy(host, version, options)?;
        }
        if let Some(value) = &self.threshold {
            options.threshold = threshold(value)?;
        }
        if let Some(value) = &self.precision {
            options.precision = integer(value, "precision")?;
        }
        if let Some(value) = &self.edgeitems {
            options.edgeitems = count(value, "edgeitems")?;
        }
        if let Some(value) = &self.linewidth {
            options.linewidth = count(value, "linewidth")?;
        }
        if let Some(value) = &self.suppress {
            options.suppress = crate::value::truth(host, value)?;
        }
        if let Some(value) = &self.nanstr {
            options.nanstr = text(host, value)?;
        }
        if let Some(value) = &self.infstr {
            options.infstr = text(host, value)?;
        }
        if let Some(value) = &self.formatter {
            printing.formatter = formatters(value)?;
        }
        Ok(())
    }
}

/// `legacy=`: a version, or False for none.
fn set_legacy(host: &mut dyn Host, version: &Value, options: &mut PrintOptions) -> Result<()> {
    let named = crate::value::compare::text_of(version).and_then(|name| Legacy::from_name(name));
    let is_false = version.is(&Value::Bool(false));
    match named {
        Some(version) => options.legacy = version,
        None if is_false => options.legacy = Legacy::Now,
        None if crate::value::compare::equal(host, version, &Value::Bool(false))? => {
            let shown = crate::value::display::repr(host, version)?;
            let message = format!("Passing `legacy={shown}` is deprecated.");
            host.warn(ClassId::FUTURE_WARNING, &message)?;
            options.legacy = Legacy::Now;
        }
        None => {
            let message = "legacy printing option can currently only be '1.13', '1.21', '1.25', '2.1', '2.2' or `False`";
            host.warn(ClassId::USER_WARNING, message)?;
        }
    }
    Ok(())
}

fn threshold(value: &Value) -> Result<usize> {
    match value {
        Value::Float(x) if x.is_nan() => Err(Raised::value_error(
            "threshold must be non-NAN, try sys.maxsize for untruncated representation",
        )),
        Value::Float(x) => Ok(*x as usize),
        Value::Scalar(Scalar::F64(x)) => Ok(*x as usize),
        Value::BigInt(_) => Ok(usize::MAX),
        other => {
            let n = as_index(other).map_err(|_| Raised::type_error("threshold must be numeric"))?;
            Ok(usize::try_from(n).unwrap_or(0))
        }
    }
}

fn formatters(value: &Value) -> Result<Vec<(Rc<str>, Value)>> {
    let Value::Dict(dict) = value else {
        return Err(Raised::attribute_error(format!(
            "'{}' object has no attribute 'keys'",
            value.type_name()
        )));
    };
    let pairs = dict
        .pairs()
        .into_iter()
        .filter_map(|(key, function)| match key {
            Value::Str(name) if !function.is_none() => Some((name, function)),
            _ => None,
        });
    Ok(pairs.collect())
}

#[allow(clippy::too_many_arguments)] // NumPy's own list
fn set_printoptions(
    host: &mut dyn Host,
    precision: Value,
    threshold: Value,
    edgeitems: Value,
    linewidth: Value,
    suppress: Value,
    nanstr: Value,
    infstr: Value,
    formatter: Value,
    sign: Value,
    floatmode: Value,
    legacy: Value,
) -> Result<()> {
    let changes = Changes {
        precision: given(precision),
        threshold: given(threshold),
        edgeitems: given(edgeitems),
        linewidth: given(linewidth),
        suppress: given(suppress),
        nanstr: given(nanstr),
        infstr: given(infstr),
        formatter: given(formatter),
        sign: given(sign),
        floatmode: given(floatmode),
        legacy: given(legacy),
    };
    // A formatter lasts until the next call, which forgets it unless it names one.
    let mut printing = host.session().get::<ArrayPrinting>().clone();
    printing.formatter.clear();
    changes.apply(host, &mut printing)?;
    if printing.options.legacy == Legacy::V1_13 {
        printing.options.sign = Sign::Minus;
    }
    *host.session().get::<ArrayPrinting>() = printing;
    Ok(())
}

fn get_printoptions(host: &mut dyn Host) -> Value {
    let printing = host.session().get::<ArrayPrinting>().clone();
    let options = &printing.options;
    let whole = |n: usize| i64::try_from(n).map_or(Value::Int(i64::MAX), Value::Int);
    let dict = Dict::default();
    let set =
        |name: &str, value: Value| dict.push(hash::hash_str(name) as u64, Value::str(name), value);
    set("edgeitems", whole(options.edgeitems));
    set("threshold", whole(options.threshold));
    set("floatmode", Value::str(options.floatmode.name()));
    set("precision", Value::Int(options.precision));
    set("suppress", Value::Bool(options.suppress));
    set("linewidth", whole(options.linewidth));
    set("nanstr", Value::Str(options.nanstr.clone()));
    set("infstr", Value::Str(options.infstr.clone()));
    set("sign", Value::str(options.sign.name()));
    set("formatter", formatter_dict(&printing.formatter));
    let legacy = options.legacy.name();
    set("legacy", legacy.map_or(Value::Bool(false), Value::str));
    set("override_repr", Value::None);
    Value::Dict(Rc::new(dict))
}

fn formatter_dict(formatter: &[(Rc<str>, Value)]) -> Value {
    if formatter.is_empty() {
        return Value::None;
    }
    let dict = Dict::default();
    for (name, function) in formatter {
        dict.push(
            hash::hash_str(name) as u64,
            Value::Str(name.clone()),
            function.clone(),
        );
    }
    Value::Dict(Rc::new(dict))
}

/// Only arrays are printed by these functions; NumPy asks for an attribute that other values lack.
fn array_of(value: &Value, attribute: &str) -> Result<Array> {
    match value {
        Value::Array(object) => Ok(object.array()),
        Value::Scalar(scalar) => Ok(Array::from_scalar(scalar)?),
        other => Err(Raised::attribute_error(format!(
            "'{}' object has no attribute '{attribute}'",
            other.type_name()
        ))),
    }
}

#[allow(clippy::too_many_arguments)] // NumPy's own list
fn np_array2string(
    host: &mut dyn Host,
    a: Value,
    max_line_width: Value,
    precision: Value,
    suppress_small: Value,
    separator: Rc<str>,
    prefix: Rc<str>,
    formatter: Value,
    threshold: Value,
    edgeitems: Value,
    sign: Value,
    mode_and_suffix: ModeAndSuffix,
) -> Result<String> {
    let array = array_of(&a, "size")?;
    let mut printing = host.session().get::<ArrayPrinting>().clone();
    let changes = Changes {
        precision: given(precision),
        threshold: given(threshold),
        edgeitems: given(edgeitems),
        linewidth: given(max_line_width),
        suppress: given(suppress_small),
        formatter: given(formatter),
        sign: given(sign),
        floatmode: given(mode_and_suffix.floatmode),
        legacy: given(mode_and_suffix.legacy),
        ..Changes::default()
    };
    changes.apply(host, &mut printing)?;
    let frame = Frame {
        separator: &separator,
        prefix: &prefix,
        suffix: &mode_and_suffix.suffix,
    };
    array2string(host, &array, printing, &frame)
}

/// The last keywords of `array2string`.
struct ModeAndSuffix {
    floatmode: Value,
    suffix: Rc<str>,
    legacy: Value,
}

impl crate::value::builtin::Parameter for ModeAndSuffix {
    fn take(
        bound: &mut crate::value::builtin::Bound,
        host: &mut dyn Host,
    ) -> Result<ModeAndSuffix> {
        let floatmode = Value::take(bound, host)?;
        let suffix = Rc::<str>::take(bound, host)?;
        let legacy = Value::take(bound, host)?;
        Ok(ModeAndSuffix {
            floatmode,
            suffix,
            legacy,
        })
    }
}

fn short_changes(max_line_width: Value, precision: Value, suppress_small: Value) -> Changes {
    Changes {
        linewidth: given(max_line_width),
        precision: given(precision),
        suppress: given(suppress_small),
        ..Changes::default()
    }
}

fn np_array_str(
    host: &mut dyn Host,
    a: Value,
    width: Value,
    precision: Value,
    suppress: Value,
) -> Result<String> {
    let array = array_of(&a, "shape")?;
    let mut printing = host.session().get::<ArrayPrinting>().clone();
    short_changes(width, precision, suppress).apply(host, &mut printing)?;
    array_str_by(host, &array, printing)
}

fn np_array_repr(
    host: &mut dyn Host,
    a: Value,
    width: Value,
    precision: Value,
    suppress: Value,
) -> Result<String> {
    let array = array_of(&a, "size")?;
    let mut printing = host.session().get::<ArrayPrinting>().clone();
    short_changes(width, precision, suppress).apply(host, &mut printing)?;
    array_repr_by(host, &array, printing)
}

fn optional_count(value: &Value, name: &str) -> Result<Option<usize>> {
    if value.is_none() {
        return Ok(None);
    }
    let n = as_index(value)?;
    usize::try_from(n)
        .map(Some)
        .map_err(|_| Raised::value_error(format!("{name} must be >= 0")))
}

fn trim_of(name: &str) -> Result<Trim> {
    Trim::from_name(name).ok_or_else(|| {
        Raised::type_error(
            "if supplied, trim must be 'k', '.', '0' or '-' found `".to_string() + name + "`",
        )
    })
}

/// A number in the precision it has.
enum Number {
    Half(half::f16),
    Single(f32),
    Double(f64),
}

fn number(host: &mut dyn Host, value: Value) -> Result<Number> {
    use crate::value::builtin::FromValue;
    Ok(match &value {
        Value::Scalar(Scalar::F16(x)) => Number::Half(*x),
        Value::Scalar(Scalar::F32(x)) => Number::Single(*x),
        _ => Number::Double(f64::from_value(value, host)?),
    })
}

#[allow(clippy::too_many_arguments)] // NumPy's own list
fn format_positional(
    host: &mut dyn Host,
    x: Value,
    precision: Value,
    unique: bool,
    fractional: bool,
    trim: Rc<str>,
    sign: bool,
    pad_left: Value,
    pad_right: Value,
    min_digits: Value,
) -> Result<String> {
    let options = Positional {
        precision: optional_count(&precision, "precision")?,
        unique,
        fractional,
        trim: trim_of(&trim)?,
        sign,
        pad_left: optional_count(&pad_left, "pad_left")?,
        pad_right: optional_count(&pad_right, "pad_right")?,
        min_digits: optional_count(&min_digits, "min_digits")?,
    };
    if !fractional && options.precision == Some(0) {
        return Err(Raised::value_error(
            "precision must be greater than 0 if fractional=False",
        ));
    }
    Ok(match number(host, x)? {
        Number::Half(x) => positional(x, &options)?,
        Number::Single(x) => positional(x, &options)?,
        Number::Double(x) => positional(x, &options)?,
    })
}

#[allow(clippy::too_many_arguments)] // NumPy's own list
fn format_scientific(
    host: &mut dyn Host,
    x: Value,
    precision: Value,
    unique: bool,
    trim: Rc<str>,
    sign: bool,
    pad_left: Value,
    exp_digits: Value,
    min_digits: Value,
) -> Result<String> {
    let options = Scientific {
        precision: optional_count(&precision, "precision")?,
        unique,
        trim: trim_of(&trim)?,
        sign,
        pad_left: optional_count(&pad_left, "pad_left")?,
        exp_digits: optional_count(&exp_digits, "exp_digits")?,
        min_digits: optional_count(&min_digits, "min_digits")?,
    };
    Ok(match number(host, x)? {
        Number::Half(x) => scientific(x, &options),
        Number::Single(x) => scientific(x, &options),
        Number::Double(x) => scientific(x, &options),
    })
}

fn binary_repr(num: i64, Given(width): Given) -> Result<String> {
    let width = match width {
        None | Some(Value::None) => None,
        Some(value) => Some(as_index(&value)?),
    };
    let digits = format!("{:b}", num.unsigned_abs());
    let too_small = |needed: usize, width: i64| {
        Raised::value_error(format!(
            "Insufficient bit width={width} provided for binwidth={needed}"
        ))
    };
    match width {
        None if num < 0 => Ok(format!("-{digits}")),
        None => Ok(digits),
        Some(width) if num >= 0 => match usize::try_from(width) {
            Ok(width) if width >= digits.len() => Ok(format!("{digits:0>width$}")),
            _ => Err(too_small(digits.len(), width)),
        },
        Some(given) => {
            let width = usize::try_from(given).unwrap_or(0);
            // Two's complement: the shortest that holds the number, then ones up to the width.
            let short = format!("{:b}", num);
            let needed = 64 - num.leading_ones() as usize + 1;
            if needed > width {
                return Err(too_small(needed, given));
            }
            let kept = &short[short.len() - needed.min(short.len())..];
            Ok(format!("{kept:1>width$}"))
        }
    }
}

fn base_repr(number: i64, base: i64, padding: i64) -> Result<String> {
    if base > 36 {
        return Err(Raised::value_error(
            "Bases greater than 36 not handled in base_repr.",
        ));
    }
    if base < 2 {
        return Err(Raised::value_error(
            "Bases less than 2 not handled in base_repr.",
        ));
    }
    let mut left = number.unsigned_abs();
    let mut digits = Vec::new();
    while left > 0 {
        let digit = (left % base.unsigned_abs()) as u32;
        digits.extend(char::from_digit(digit, 36).map(|c| c.to_ascii_uppercase()));
        left /= base.unsigned_abs();
    }
    let zeros = usize::try_from(padding).unwrap_or(0);
    crate::array::meter::check_bytes(zeros)?;
    digits.extend(std::iter::repeat_n('0', zeros));
    if digits.is_empty() {
        digits.push('0');
    }
    if number < 0 {
        digits.push('-');
    }
    Ok(digits.into_iter().rev().collect())
}
