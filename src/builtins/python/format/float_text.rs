//! Floats in the notations `e`, `f`, `g` and `r` (the shortest that reads back), as C and CPython write them.

/// A notation: the letter of a format, in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    Exponent,
    Fixed,
    General,
    Shortest,
}

/// How a float is written.
#[derive(Clone, Copy, Debug)]
pub struct FloatStyle {
    pub notation: Notation,
    pub precision: usize,
    /// `#`: the point stays, and so do the zeros of `g`.
    pub alternate: bool,
    /// `3.0` instead of `3`.
    pub add_point_zero: bool,
    pub upper: bool,
}

/// Beyond so many digits a float has only zeros; Rust formats no more than 65,535.
const EXACT_DIGITS: usize = 1100;

/// The absolute value of `x`; the sign is the caller's.
pub fn float_text(x: f64, style: &FloatStyle) -> String {
    let x = x.abs();
    let text = if x.is_nan() {
        "nan".to_string()
    } else if x.is_infinite() {
        "inf".to_string()
    } else {
        finite_text(x, style)
    };
    if style.upper {
        text.to_uppercase()
    } else {
        text
    }
}

fn finite_text(x: f64, style: &FloatStyle) -> String {
    match style.notation {
        Notation::Fixed => {
            let mut text = format!("{x:.*}", style.precision.min(EXACT_DIGITS));
            pad_zeros(&mut text, style.precision);
            if style.alternate && style.precision == 0 {
                text.push('.');
            }
            text
        }
        Notation::Exponent => {
            let (mut digits, point) = exponent_digits(x, style.precision);
            pad_zeros(&mut digits, style.precision);
            scientific(&digits, point, style.alternate)
        }
        Notation::General => general(x, style),
        Notation::Shortest => {
            let (digits, point) = split(&format!("{x:e}"));
            if x != 0.0 && !(-4..16).contains(&(point - 1)) {
                scientific(&digits, point, style.alternate)
            } else {
                positional(&digits, point, style)
            }
        }
    }
}

/// Adds the zeros beyond [`EXACT_DIGITS`].
fn pad_zeros(text: &mut String, precision: usize) {
    let missing = precision.saturating_sub(EXACT_DIGITS);
    text.extend(std::iter::repeat_n('0', missing));
}

/// `precision + 1` digits, and where the point stands before them.
fn exponent_digits(x: f64, precision: usize) -> (String, i64) {
    split(&format!("{x:.*e}", precision.min(EXACT_DIGITS)))
}

/// Takes `1.25e-7` apart into digits and the place of the point: `0.125 · 10^-6`.
fn split(text: &str) -> (String, i64) {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let digits = mantissa.chars().filter(char::is_ascii_digit).collect();
    (digits, exponent.parse::<i64>().unwrap_or(0) + 1)
}

fn scientific(digits: &str, point: i64, keep_point: bool) -> String {
    let (first, rest) = digits.split_at(1);
    let exponent = point - 1;
    let sign = if exponent < 0 { '-' } else { '+' };
    let dot = if rest.is_empty() && !keep_point {
        ""
    } else {
        "."
    };
    format!("{first}{dot}{rest}e{sign}{:02}", exponent.abs())
}

fn positional(digits: &str, point: i64, style: &FloatStyle) -> String {
    let zeros = |count: i64| "0".repeat(count.max(0) as usize);
    let (whole, fraction) = if point <= 0 {
        ("0".to_string(), zeros(-point) + digits)
    } else {
        let at = (point as usize).min(digits.len());
        let (whole, fraction) = digits.split_at(at);
        let filled = whole.to_string() + &zeros(point - digits.len() as i64);
        (filled, fraction.to_string())
    };
    match fraction.as_str() {
        "" if style.add_point_zero => whole + ".0",
        "" if style.alternate => whole + ".",
        "" => whole,
        fraction => format!("{whole}.{fraction}"),
    }
}

fn general(x: f64, style: &FloatStyle) -> String {
    let precision = style.precision.max(1);
    let (digits, point) = exponent_digits(x, precision - 1);
    let (digits, point) = if x == 0.0 {
        (digits, 1)
    } else {
        (digits, point)
    };
    let digits = if style.alternate {
        digits
    } else {
        let trimmed = digits.trim_end_matches('0');
        if trimmed.is_empty() { "0" } else { trimmed }.to_string()
    };
    let most = precision as i64 - i64::from(style.add_point_zero);
    if point <= -4 || point > most {
        scientific(&digits, point, style.alternate)
    } else {
        positional(&digits, point, style)
    }
}
