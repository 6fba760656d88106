//! A `poly1d` as `print` shows it: its powers stand on a line above.

use crate::array::Array;
use crate::builtins::python::format::format;
use crate::value::{Host, Result, Value};

use super::trimmed;
use crate::builtins::numpy::polynomial::series::{item, length};

/// At how many characters a line is broken.
const WIDTH: usize = 70;

/// The coefficients in four digits, with the variable, and the powers above it.
///
/// # Errors
/// As `format`.
pub fn two_lines(host: &mut dyn Host, coeffs: &Array, variable: &str) -> Result<String> {
    let coeffs = trimmed(host, &Value::array(coeffs.clone()))?;
    let mut text = String::new();
    for at in 0..length(&coeffs) {
        crate::array::meter::steps(1)?;
        let degree = length(&coeffs) - 1 - at;
        let term = term(
            &coefficient(host, &item(&coeffs, at)?)?,
            degree,
            variable,
            at == 0,
        );
        match (at, term.strip_prefix('-')) {
            (0, _) => text = term,
            _ if term.is_empty() => {}
            (_, Some(size)) => text += &format!(" - {size}"),
            (_, None) => text += &format!(" + {term}"),
        }
    }
    Ok(with_powers_above(&text))
}

/// A coefficient in at most four digits.
fn coefficient(host: &mut dyn Host, coefficient: &Value) -> Result<String> {
    let four = |host: &mut dyn Host, x: &Value| -> Result<String> {
        let shown = format(host, x, ".4g")?;
        Ok(shown.strip_suffix(".0000").unwrap_or(&shown).to_string())
    };
    let complex = match coefficient {
        Value::Scalar(scalar) => scalar.as_complex(),
        _ => None,
    };
    let Some(z) = complex else {
        return four(host, coefficient);
    };
    let is_complex = matches!(coefficient, Value::Scalar(scalar) if scalar.dtype().kind() == crate::array::Kind::Complex);
    if !is_complex {
        return four(host, coefficient);
    }
    let re = four(host, &Value::Float(z.re))?;
    if z.im == 0.0 {
        return Ok(re);
    }
    let im = four(host, &Value::Float(z.im))?;
    Ok(match z.re == 0.0 {
        true => format!("{im}j"),
        false => format!("({re} + {im}j)"),
    })
}

/// `3 x**2`; nothing for a coefficient of 0, unless it is the only one.
fn term(coefficient: &str, degree: usize, variable: &str, is_first: bool) -> String {
    match (coefficient, degree) {
        ("0", 0) if is_first => "0".to_string(),
        ("0", _) => String::new(),
        (_, 0) => coefficient.to_string(),
        (_, 1) => format!("{coefficient} {variable}"),
        _ => format!("{coefficient} {variable}**{degree}"),
    }
}

/// Lifts every `**2` to a line above, and breaks lines that grow too long.
fn with_powers_above(text: &str) -> String {
    let mut rest = text;
    let (mut above, mut below, mut out) = (String::new(), String::new(), String::from(" "));
    while let Some(at) = rest.find("**") {
        let (before, after) = (
            rest.get(..at).unwrap_or(""),
            rest.get(at + 2..).unwrap_or(""),
        );
        let digits = after.chars().take_while(char::is_ascii_digit).count();
        let (power, remaining) = after.split_at_checked(digits).unwrap_or((after, ""));
        let width = before.chars().count();
        let upper = format!("{}{power}", " ".repeat(width.saturating_sub(1)));
        let lower = format!("{before}{}", " ".repeat(digits.saturating_sub(1)));
        let too_long = |line: &str, more: &str| line.chars().count() + more.chars().count() > WIDTH;
        if too_long(&below, &lower) || too_long(&above, &upper) {
            out += &format!("{above}\n{below}\n ");
            (above, below) = (upper, lower);
        } else {
            above += &upper;
            below += &lower;
        }
        rest = remaining;
    }
    format!("{out}{above}\n{below}{rest}")
}
