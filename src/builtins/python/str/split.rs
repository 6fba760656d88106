//! Taking texts apart and putting them together.

use std::rc::Rc;

use super::super::number_text::is_space;
use super::super::parameters::Text;
use super::super::{iterate, memory};
use crate::array::meter;
use crate::builtins;
use crate::value::compare::text_of;
use crate::value::number::c_int;
use crate::value::{Host, Raised, Result, Value};

builtins! {
    /// The parts between separators, as a list; without a separator, the words between blanks.
    ///
    /// At most `maxsplit` splits are made, from the left.
    ///
    /// >>> "5,7,3".split(",")
    /// ['5', '7', '3']
    /// >>> "  two  words ".split()
    /// ['two', 'words']
    "str.split" "(self, sep=None, maxsplit=-1)" => |text: Text, sep: Option<Text>, most: i64| {
        split(&text.0, sep.as_ref().map(|sep| &*sep.0), most)
    };
    /// As `split`, with the splits made from the right.
    ///
    /// >>> "a.b.c".rsplit(".", 1)
    /// ['a.b', 'c']
    "str.rsplit" "(self, sep=None, maxsplit=-1)" => |text: Text, sep: Option<Text>, most: i64| {
        rsplit(&text.0, sep.as_ref().map(|sep| &*sep.0), most)
    };
    /// The lines of a text, without their ends unless `keepends`.
    ///
    /// >>> "one\ntwo\n".splitlines()
    /// ['one', 'two']
    "str.splitlines" "(self, keepends=False)" => |host: &mut dyn Host, text: Text, keep: Value| {
        let keep = c_int(host, &keep)? != 0;
        split_lines(&text.0, keep)
    };
    /// The texts before and after the first separator, and the separator between them.
    ///
    /// >>> "key=a=b".partition("=")
    /// ('key', '=', 'a=b')
    "str.partition" "(self, sep, /)" => |text: Text, sep: Value| partition(&text.0, &sep, false);
    /// The texts before and after the last separator, and the separator between them.
    ///
    /// >>> "key=a=b".rpartition("=")
    /// ('key=a', '=', 'b')
    "str.rpartition" "(self, sep, /)" => |text: Text, sep: Value| partition(&text.0, &sep, true);
    /// The texts of an iterable with this one between them.
    ///
    /// >>> ", ".join(["a", "b", "c"])
    /// 'a, b, c'
    "str.join" "(self, iterable, /)" => join;
}

fn texts<'t>(parts: impl Iterator<Item = &'t str>) -> Vec<Value> {
    parts.map(Value::str).collect()
}

fn split(text: &str, separator: Option<&str>, most: i64) -> Result<Vec<Value>> {
    meter::steps(text.len() / 4)?;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    match separator {
        Some("") => Err(Raised::value_error("empty separator")),
        Some(separator) => Ok(texts(text.splitn(most.saturating_add(1), separator))),
        None => {
            let mut words = Vec::new();
            let mut rest = text.trim_start_matches(is_space);
            while !rest.is_empty() {
                if words.len() == most {
                    words.push(Value::str(rest));
                    return Ok(words);
                }
                let end = rest.find(is_space).unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                words.push(Value::str(word));
                rest = after.trim_start_matches(is_space);
            }
            Ok(words)
        }
    }
}

fn rsplit(text: &str, separator: Option<&str>, most: i64) -> Result<Vec<Value>> {
    meter::steps(text.len() / 4)?;
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut parts = match separator {
        Some("") => return Err(Raised::value_error("empty separator")),
        Some(separator) => texts(text.rsplitn(most.saturating_add(1), separator)),
        None => {
            let mut words = Vec::new();
            let mut rest = text.trim_end_matches(is_space);
            while !rest.is_empty() {
                if words.len() == most {
                    words.push(Value::str(rest));
                    break;
                }
                let word = rest.rsplit(is_space).next().unwrap_or(rest);
                words.push(Value::str(word));
                rest = rest[..rest.len() - word.len()].trim_end_matches(is_space);
            }
            words
        }
    };
    parts.reverse();
    Ok(parts)
}

/// Where a line ends for `splitlines`.
fn is_line_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

fn split_lines(text: &str, keep: bool) -> Result<Vec<Value>> {
    meter::steps(text.len() / 4)?;
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(is_line_break).unwrap_or(rest.len());
        let (line, tail) = rest.split_at(end);
        let width = if tail.starts_with("\r\n") {
            2
        } else {
            tail.chars().next().map_or(0, char::len_utf8)
        };
        let shown = if keep { &rest[..end + width] } else { line };
        lines.push(Value::str(shown));
        rest = &rest[end + width..];
    }
    Ok(lines)
}

fn partition(text: &str, separator: &Value, last: bool) -> Result<Value> {
    let Some(separator) = text_of(separator) else {
        return Err(Raised::type_error(format!(
            "must be str, not {}",
            separator.qualified_type_name()
        )));
    };
    let separator = &**separator;
    if separator.is_empty() {
        return Err(Raised::value_error("empty separator"));
    }
    let found = if last {
        text.rsplit_once(separator)
    } else {
        text.split_once(separator)
    };
    let parts = match found {
        Some((before, after)) => [before, separator, after],
        None if last => ["", "", text],
        None => [text, "", ""],
    };
    Ok(Value::tuple(texts(parts.into_iter())))
}

fn join(host: &mut dyn Host, separator: Text, iterable: Value) -> Result<Value> {
    if !iterate::is_iterable(&iterable) {
        return Err(Raised::type_error("can only join an iterable"));
    }
    let items = iterate::collect(host, &iterable)?;
    let mut parts: Vec<&Rc<str>> = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        match text_of(item) {
            Some(text) => parts.push(text),
            None => {
                return Err(Raised::type_error(format!(
                    "sequence item {at}: expected str instance, {} found",
                    item.qualified_type_name()
                )));
            }
        }
    }
    let size: usize = parts.iter().map(|part| part.len()).sum();
    let between = separator.0.len().saturating_mul(parts.len());
    memory::room_for(size.saturating_add(between))?;
    meter::steps((size + between) / 16)?;
    let mut joined = String::with_capacity(size + between);
    for (at, part) in parts.into_iter().enumerate() {
        meter::go_on(1 + part.len() / 16)?;
        if at > 0 {
            joined.push_str(&separator.0);
        }
        joined.push_str(part);
    }
    Ok(Value::from_string(joined))
}
