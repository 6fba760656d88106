//! Padding, signs and grouping of digits.

use super::spec::{Align, Spec};
use crate::builtins::python::memory;
use crate::value::Result;

/// A number's parts before padding.
pub struct NumberParts<'a> {
    pub negative: bool,
    /// `0x` and its like.
    pub prefix: &'a str,
    /// The digits before the point, which may be grouped.
    pub digits: &'a str,
    /// Everything after them.
    pub rest: &'a str,
    /// How many digits a group has.
    pub group: usize,
}

/// What stands before a number.
pub fn sign_text(sign: Option<char>, negative: bool) -> &'static str {
    match (negative, sign) {
        (true, _) => "-",
        (false, Some('+')) => "+",
        (false, Some(' ')) => " ",
        _ => "",
    }
}

/// Puts sign, prefix, grouped digits and padding together.
///
/// # Errors
/// MemoryError for huge widths.
pub fn number(parts: &NumberParts, spec: &Spec) -> Result<String> {
    memory::room_for(spec.width)?;
    let sign = sign_text(spec.sign, parts.negative);
    let outside = sign.len() + parts.prefix.len() + parts.rest.chars().count();
    // Zeros that fill the width are digits too: they get separators.
    let least = if spec.fill == '0' && spec.align == Align::AfterSign {
        spec.width.saturating_sub(outside)
    } else {
        0
    };
    let digits = match spec.grouping {
        Some(separator) if !parts.digits.is_empty() => {
            group(parts.digits, separator, parts.group, least)
        }
        _ => parts.digits.to_string(),
    };
    let body = format!("{digits}{}", parts.rest);
    let missing = spec.width.saturating_sub(outside + digits.chars().count());
    let fill = |count: usize| spec.fill.to_string().repeat(count);
    let (prefix, padding) = (parts.prefix, missing);
    Ok(match spec.align {
        Align::AfterSign => format!("{sign}{prefix}{}{body}", fill(padding)),
        Align::Left => format!("{sign}{prefix}{body}{}", fill(padding)),
        Align::Right => format!("{}{sign}{prefix}{body}", fill(padding)),
        Align::Center => format!(
            "{}{sign}{prefix}{body}{}",
            fill(padding / 2),
            fill(padding - padding / 2)
        ),
    })
}

/// Digits in groups from the right, with zeros in front until they are `least` characters wide.
fn group(digits: &str, separator: char, size: usize, least: usize) -> String {
    let mut rest = digits.as_bytes();
    let mut least = least as i64;
    let mut reversed = String::with_capacity(digits.len() * 4 / 3 + 1);
    loop {
        let want = (rest.len() as i64).max(least).max(1).min(size as i64);
        let (left, taken) = rest.split_at(rest.len() - (want as usize).min(rest.len()));
        reversed.extend(taken.iter().rev().map(|&b| char::from(b)));
        reversed.extend(std::iter::repeat_n('0', want as usize - taken.len()));
        rest = left;
        least -= want;
        if rest.is_empty() && least <= 0 {
            break;
        }
        reversed.push(separator);
        least -= 1;
    }
    reversed.chars().rev().collect()
}

/// A text padded to the spec's width.
///
/// # Errors
/// MemoryError for huge widths.
pub fn pad(text: &str, spec: &Spec) -> Result<String> {
    memory::room_for(spec.width)?;
    let missing = spec.width.saturating_sub(text.chars().count());
    let fill = |count: usize| spec.fill.to_string().repeat(count);
    Ok(match spec.align {
        Align::Left => format!("{text}{}", fill(missing)),
        Align::Right | Align::AfterSign => format!("{}{text}", fill(missing)),
        Align::Center => format!("{}{text}{}", fill(missing / 2), fill(missing - missing / 2)),
    })
}
