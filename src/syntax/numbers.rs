//! Numbers as written: integers of any base and size, floats, imaginaries.

use std::rc::Rc;

use num_bigint::BigInt;

use super::ast::ExprKind;
use super::error::SyntaxError;
use crate::text::Span;

/// Python's limit on decimal digits, which keeps reading them from taking quadratic time.
const MAX_DIGITS: usize = 4300;

/// The value of a `number` of the grammar.
pub(super) fn number(text: &str, span: Span) -> Result<ExprKind, SyntaxError> {
    let plain: String = text.chars().filter(|&c| c != '_').collect();
    let lower = plain.to_ascii_lowercase();
    if let Some((radix, digits)) = prefixed(&lower) {
        return integer(digits, radix, span);
    }
    if let Some(imaginary) = lower.strip_suffix('j') {
        return imaginary
            .parse()
            .map(ExprKind::Imaginary)
            .map_err(|_| invalid(span));
    }
    if lower.contains(['.', 'e']) {
        return lower
            .parse()
            .map(ExprKind::Float)
            .map_err(|_| invalid(span));
    }
    integer(&lower, 10, span)
}

fn prefixed(text: &str) -> Option<(u32, &str)> {
    let digits = text.get(2..)?;
    match text.get(..2)? {
        "0x" => Some((16, digits)),
        "0o" => Some((8, digits)),
        "0b" => Some((2, digits)),
        _ => None,
    }
}

fn integer(digits: &str, radix: u32, span: Span) -> Result<ExprKind, SyntaxError> {
    if let Ok(value) = i64::from_str_radix(digits, radix) {
        return Ok(ExprKind::Int(value));
    }
    if radix == 10 && digits.len() > MAX_DIGITS {
        return Err(SyntaxError::new(too_long(digits.len()), span));
    }
    BigInt::parse_bytes(digits.as_bytes(), radix)
        .map(|value| ExprKind::BigInt(Rc::new(value)))
        .ok_or_else(|| invalid(span))
}

fn too_long(digits: usize) -> String {
    format!(
        "Exceeds the limit ({MAX_DIGITS} digits) for integer string conversion: value has {digits} digits; \
         use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer \
         literals to avoid decimal conversion limits."
    )
}

fn invalid(span: Span) -> SyntaxError {
    SyntaxError::new("invalid decimal literal", span)
}
