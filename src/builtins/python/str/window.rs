//! The part of a text between two positions: `text.find(part, start, end)`.

use crate::value::number::{index_clamped, is_index};
use crate::value::{Host, Raised, Result, Value};

/// A part of a text, and at which character it begins.
pub struct Window<'t> {
    pub text: &'t str,
    pub start: usize,
}

/// The part of `text` between the optional positions; `None` where it ends before it begins.
///
/// # Errors
/// TypeError for positions that are no integers.
pub fn window<'t>(
    host: &mut dyn Host,
    text: &'t str,
    start: &Value,
    end: &Value,
) -> Result<Option<Window<'t>>> {
    if start.is_none() && end.is_none() {
        return Ok(Some(Window { text, start: 0 }));
    }
    let Some((start, end)) = bounds(host, text.chars().count(), start, end)? else {
        return Ok(None);
    };
    let from = byte_offset(text, start);
    let to = byte_offset(text, end);
    Ok(text.get(from..to).map(|text| Window { text, start }))
}

/// Two optional positions in something of a length, as a slice would take them; `None` where it ends before it begins.
///
/// # Errors
/// TypeError for positions that are no integers.
pub fn bounds(
    host: &mut dyn Host,
    length: usize,
    start: &Value,
    end: &Value,
) -> Result<Option<(usize, usize)>> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let start = position(host, start, length, 0)?;
    let end = position(host, end, length, length)?.min(length);
    Ok((start <= end).then_some((start as usize, end as usize)))
}

fn position(host: &mut dyn Host, value: &Value, length: i64, default: i64) -> Result<i64> {
    if value.is_none() {
        return Ok(default);
    }
    if !is_index(value) {
        return Err(Raised::type_error(
            "slice indices must be integers or None or have an __index__ method",
        ));
    }
    let at = index_clamped(host, value)?;
    Ok(if at < 0 {
        at.saturating_add(length).max(0)
    } else {
        at
    })
}

/// The byte at which a character begins; the length for positions beyond the end.
pub fn byte_offset(text: &str, character: usize) -> usize {
    if text.is_ascii() {
        return character.min(text.len());
    }
    text.char_indices()
        .nth(character)
        .map_or(text.len(), |(at, _)| at)
}
