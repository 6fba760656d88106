//! Numbers read from text: what `int("…")`, `float("…")` and `complex("…")` accept.

use num_bigint::BigInt;
use num_complex::Complex;

use super::characters::decimal_value;
use crate::value::number::MAX_STR_DIGITS;
use crate::value::{Raised, Result};

/// Is it a blank that `str.strip` removes?
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

/// Digits of other scripts as ASCII's.
fn plain_digits(text: &str) -> String {
    text.chars()
        .map(|c| match decimal_value(c) {
            Some(digit) => char::from(b'0' + digit),
            None => c,
        })
        .collect()
}

/// The integer that a text is in a base from 2 to 36; base 0 goes by the prefix. `None` where it is none.
///
/// # Errors
/// ValueError for decimal texts beyond the limit of digits.
pub fn parse_int(text: &str, base: u32) -> Result<Option<BigInt>> {
    let plain = plain_digits(text.trim_matches(is_space));
    let (negative, rest) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, plain.strip_prefix('+').unwrap_or(&plain)),
    };
    let (base, digits, prefixed) = without_prefix(rest, base);
    let digits = if prefixed {
        digits.strip_prefix('_').unwrap_or(digits)
    } else {
        digits
    };
    let Some(digits) = without_underscores(digits) else {
        return Ok(None);
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(base)) {
        return Ok(None);
    }
    // Zeros in front of a decimal literal are not allowed where the prefix decides.
    if base == 0 {
        return Ok(None);
    }
    let binary = base.is_power_of_two();
    if !binary && digits.len() > MAX_STR_DIGITS {
        return Err(Raised::value_error(format!(
            "Exceeds the limit ({MAX_STR_DIGITS} digits) for integer string conversion: value has {} digits; \
             use sys.set_int_max_str_digits() to increase the limit",
            digits.len()
        )));
    }
    let magnitude = BigInt::parse_bytes(digits.as_bytes(), base);
    Ok(magnitude.map(|magnitude| if negative { -magnitude } else { magnitude }))
}

/// The base and what follows `0x`, `0o` or `0b`; whether there was such a prefix.
fn without_prefix(text: &str, base: u32) -> (u32, &str, bool) {
    let prefixed = text.strip_prefix('0').and_then(|rest| {
        let mut chars = rest.chars();
        let own = match chars.next()? {
            'x' | 'X' => 16,
            'o' | 'O' => 8,
            'b' | 'B' => 2,
            _ => return None,
        };
        (base == 0 || base == own).then_some((own, chars.as_str()))
    });
    match prefixed {
        Some((own, rest)) => (own, rest, true),
        None if base == 0 => {
            let leading_zero = text.starts_with('0') && text.chars().any(|c| c != '0' && c != '_');
            // An impossible text, so that it is refused.
            (10, if leading_zero { "" } else { text }, false)
        }
        None => (base, text, false),
    }
}

/// The text without single underscores between digits; `None` where they stand elsewhere.
fn without_underscores(text: &str) -> Option<String> {
    if text.starts_with('_') || text.ends_with('_') || text.contains("__") {
        return None;
    }
    Some(text.replace('_', ""))
}

/// The float that a text is.
pub fn parse_float(text: &str) -> Option<f64> {
    let plain = plain_digits(text.trim_matches(is_space));
    let clean = float_underscores(&plain)?;
    parse_plain_float(&clean)
}

/// Underscores may stand between two digits only.
fn float_underscores(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let digit = |at: Option<usize>| {
            at.and_then(|at| bytes.get(at))
                .is_some_and(u8::is_ascii_digit)
        };
        if byte == b'_' && !(digit(at.checked_sub(1)) && digit(Some(at + 1))) {
            return None;
        }
    }
    Some(text.replace('_', ""))
}

fn parse_plain_float(text: &str) -> Option<f64> {
    // Rust's own parser is correctly rounded and takes what Python does, but for its ends.
    let body = text.strip_prefix(['+', '-']).unwrap_or(text);
    let first = body.chars().next()?;
    let numeric = first.is_ascii_digit() || first == '.';
    let word = ["inf", "infinity", "nan"].contains(&body.to_ascii_lowercase().as_str());
    if !numeric && !word {
        return None;
    }
    text.parse().ok()
}

/// The complex number that a text is: `1+2j`, `(3j)`, `-inf-1j`.
pub fn parse_complex(text: &str) -> Option<Complex<f64>> {
    let plain = plain_digits(text.trim_matches(is_space));
    let inner = match plain.strip_prefix('(') {
        Some(rest) => rest.strip_suffix(')')?.trim_matches(is_space),
        None => &plain,
    };
    let clean = float_underscores(inner)?;
    let Some(body) = clean.strip_suffix(['j', 'J']) else {
        return parse_plain_float(&clean).map(|re| Complex::new(re, 0.0));
    };
    // The imaginary part begins at the last sign that is not an exponent's.
    let bytes = body.as_bytes();
    let split = (1..bytes.len()).rev().find(|&at| {
        matches!(bytes.get(at), Some(b'+' | b'-'))
            && !matches!(bytes.get(at - 1), Some(b'e' | b'E'))
    });
    let (real, imaginary) = body.split_at(split.unwrap_or(0));
    let re = if real.is_empty() {
        0.0
    } else {
        parse_plain_float(real)?
    };
    let im = match imaginary {
        "" | "+" => 1.0,
        "-" => -1.0,
        text => parse_plain_float(text)?,
    };
    Some(Complex::new(re, im))
}
