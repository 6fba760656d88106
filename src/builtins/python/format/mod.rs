//! `format(x, spec)`, which f-strings and `str.format` also use.

mod fields;
mod float_text;
mod layout;
mod spec;

use std::rc::Rc;

use num_bigint::BigInt;
use num_complex::Complex;
use num_traits::{Signed, ToPrimitive};

use crate::builtins::operators;
use crate::value::number::{Number, int_text, int_to_float};
use crate::value::{ClassId, Host, Raised, Result, Value, compare, display};

use layout::NumberParts;
use spec::{Align, Spec, unknown_code};

pub use fields::{format_fields, format_map};
pub use float_text::{FloatStyle, Notation, float_text};

/// Python's `format(value, spec)`.
///
/// # Errors
/// ValueError for a spec that does not fit the type, TypeError for types without specs; whatever `__format__` raises.
pub fn format(host: &mut dyn Host, value: &Value, spec: &str) -> Result<Rc<str>> {
    if let Value::Instance(_) | Value::Native(_) | Value::Array(_) | Value::Exception(_) = value {
        let formatted = operators::call_method(host, value, "__format__", [Value::str(spec)])?;
        match formatted {
            Some(Value::Str(text)) => return Ok(text),
            Some(other) => {
                return Err(Raised::type_error(format!(
                    "__format__ must return a str, not {}",
                    other.qualified_type_name()
                )));
            }
            None => {}
        }
    }
    if spec.is_empty() {
        // NumPy's numbers format as the Python numbers they hold, with all their digits.
        return match plain_value(value) {
            Some(plain @ (Value::Float(_) | Value::Complex(_))) => display::str(host, &plain),
            _ => display::str(host, value),
        };
    }
    if let Some(held) = value.held() {
        return match format(host, held, spec) {
            Err(error) if error.is_a(ClassId::TYPE_ERROR) => Err(unsupported_spec(value)),
            formatted => formatted,
        };
    }
    let original = value;
    let plain = plain_value(value);
    let value = plain.as_ref().unwrap_or(value);
    if let Some(text) = compare::text_of(value) {
        return format_str(text, spec, &original.qualified_type_name()).map(Rc::from);
    }
    let type_name = value.type_name();
    Ok(match Number::of(value) {
        Some(Number::Int(i)) => format_int(&BigInt::from(i), spec, &type_name)?.into(),
        Some(Number::Big(i)) => format_int(&i, spec, &type_name)?.into(),
        Some(Number::Float(x)) => format_float(x, spec)?.into(),
        Some(Number::Complex(z)) => format_complex(z, spec)?.into(),
        None => return Err(unsupported_spec(value)),
    })
}

fn unsupported_spec(value: &Value) -> Raised {
    Raised::type_error(format!(
        "unsupported format string passed to {}.__format__",
        value.qualified_type_name()
    ))
}

/// NumPy's scalars and 0-d arrays format as the Python numbers they hold.
fn plain_value(value: &Value) -> Option<Value> {
    match value {
        Value::Scalar(scalar) => Some(crate::value::convert::to_python(scalar.clone())),
        Value::Array(object) => object
            .with(|array| (array.ndim() == 0).then(|| array.first()).flatten())
            .map(crate::value::convert::to_python),
        _ => None,
    }
}

fn format_str(text: &str, spec: &str, type_name: &str) -> Result<String> {
    let spec = Spec::parse(spec, Some('s'), Align::Left, type_name)?;
    let refuse =
        |what: &str| Raised::value_error(format!("{what} not allowed in string format specifier"));
    match spec.kind {
        None | Some('s') => {}
        Some(kind) => return Err(unknown_code(kind, type_name)),
    }
    match spec.sign {
        None => {}
        Some(' ') => return Err(refuse("Space")),
        Some(_) => return Err(refuse("Sign")),
    }
    if spec.no_negative_zero {
        return Err(refuse("Negative zero coercion (z)"));
    }
    if spec.alternate {
        return Err(refuse("Alternate form (#)"));
    }
    if spec.align == Align::AfterSign {
        return Err(refuse("'=' alignment"));
    }
    match spec.precision {
        Some(most) => layout::pad(&text.chars().take(most).collect::<String>(), &spec),
        None => layout::pad(text, &spec),
    }
}

fn format_int(value: &BigInt, text: &str, type_name: &str) -> Result<String> {
    let spec = Spec::parse(text, Some('d'), Align::Right, type_name)?;
    let kind = spec.kind.unwrap_or('d');
    let (radix, prefix) = match kind {
        'd' | 'n' => (10, ""),
        'b' => (2, "0b"),
        'o' => (8, "0o"),
        'x' => (16, "0x"),
        'X' => (16, "0X"),
        'c' => (0, ""),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => {
            return float_with_spec(int_to_float(value)?, &spec, "int");
        }
        other => return Err(unknown_code(other, type_name)),
    };
    if spec.precision.is_some() {
        return Err(Raised::value_error(
            "Precision not allowed in integer format specifier",
        ));
    }
    if spec.no_negative_zero {
        return Err(Raised::value_error(
            "Negative zero coercion (z) not allowed in integer format specifier",
        ));
    }
    if radix == 0 {
        return format_char(value, &spec);
    }
    let digits = match radix {
        10 => int_text(&value.abs())?,
        _ => value.magnitude().to_str_radix(radix),
    };
    let digits = if kind == 'X' {
        digits.to_uppercase()
    } else {
        digits
    };
    let parts = NumberParts {
        negative: value.is_negative(),
        prefix: if spec.alternate { prefix } else { "" },
        digits: &digits,
        rest: "",
        group: if radix == 10 { 3 } else { 4 },
    };
    layout::number(&parts, &spec)
}

/// `c`: the character with that number.
fn format_char(value: &BigInt, spec: &Spec) -> Result<String> {
    if spec.sign.is_some() {
        return Err(Raised::value_error(
            "Sign not allowed with integer format specifier 'c'",
        ));
    }
    if spec.alternate {
        return Err(Raised::value_error(
            "Alternate form (#) not allowed with integer format specifier 'c'",
        ));
    }
    let code = value.to_i64().ok_or_else(|| {
        Raised::new(
            ClassId::OVERFLOW_ERROR,
            "Python int too large to convert to C long",
        )
    })?;
    let character = u32::try_from(code)
        .ok()
        .and_then(char::from_u32)
        .ok_or_else(|| Raised::new(ClassId::OVERFLOW_ERROR, "%c arg not in range(0x110000)"))?;
    let text = character.to_string();
    let parts = NumberParts {
        negative: false,
        prefix: "",
        digits: "",
        rest: &text,
        group: 3,
    };
    layout::number(&parts, spec)
}

fn format_float(x: f64, spec: &str) -> Result<String> {
    let spec = Spec::parse(spec, None, Align::Right, "float")?;
    float_with_spec(x, &spec, "float")
}

/// How the type and precision of a spec write a float; and whether a percent sign follows.
fn float_style(spec: &Spec, type_name: &str) -> Result<(FloatStyle, bool)> {
    let (notation, percent) = match spec.kind {
        None if spec.precision.is_none() => (Notation::Shortest, false),
        None | Some('g' | 'G' | 'n') => (Notation::General, false),
        Some('e' | 'E') => (Notation::Exponent, false),
        Some('f' | 'F') => (Notation::Fixed, false),
        Some('%') if type_name != "complex" => (Notation::Fixed, true),
        Some(other) => return Err(unknown_code(other, type_name)),
    };
    let style = FloatStyle {
        notation,
        precision: spec.precision.unwrap_or(6),
        alternate: spec.alternate,
        add_point_zero: spec.kind.is_none() && type_name != "complex",
        upper: matches!(spec.kind, Some('E' | 'F' | 'G')),
    };
    super::memory::room_for(style.precision)?;
    Ok((style, percent))
}

fn float_with_spec(x: f64, spec: &Spec, type_name: &str) -> Result<String> {
    let (style, percent) = float_style(spec, type_name)?;
    let scaled = if percent { x * 100.0 } else { x };
    let mut text = float_text(scaled, &style);
    let negative = is_negative(scaled, &text, spec);
    if percent {
        text.push('%');
    }
    layout::number(&float_parts(negative, &text), spec)
}

fn is_negative(x: f64, text: &str, spec: &Spec) -> bool {
    let mantissa = text.split(['e', 'E']).next().unwrap_or(text);
    let shows_zero = !mantissa.contains(|c: char| c != '0' && c != '.');
    x.is_sign_negative() && !x.is_nan() && !(spec.no_negative_zero && shows_zero)
}

fn float_parts(negative: bool, text: &str) -> NumberParts<'_> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    NumberParts {
        negative,
        prefix: "",
        digits: &text[..digits],
        rest: &text[digits..],
        group: 3,
    }
}

fn format_complex(z: Complex<f64>, text: &str) -> Result<String> {
    let spec = Spec::parse(text, None, Align::Right, "complex")?;
    let (style, _) = float_style(&spec, "complex")?;
    if spec.fill == '0' {
        return Err(Raised::value_error(
            "Zero padding is not allowed in complex format specifier",
        ));
    }
    if spec.align == Align::AfterSign {
        return Err(Raised::value_error(
            "'=' alignment flag is not allowed in complex format specifier",
        ));
    }
    let part = |x: f64, sign: Option<char>| {
        let text = float_text(x, &style);
        let part = Spec {
            sign,
            width: 0,
            ..spec.clone()
        };
        layout::number(&float_parts(is_negative(x, &text, &spec), &text), &part)
    };
    let imaginary_alone = spec.kind.is_none() && z.re == 0.0 && z.re.is_sign_positive();
    let shown = if imaginary_alone {
        format!("{}j", part(z.im, spec.sign)?)
    } else {
        let sum = format!("{}{}j", part(z.re, spec.sign)?, part(z.im, Some('+'))?);
        if spec.kind.is_none() {
            format!("({sum})")
        } else {
            sum
        }
    };
    layout::pad(&shown, &spec)
}
