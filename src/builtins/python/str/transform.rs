//! Texts made from a text: stripped, padded, replaced, encoded, formatted.

use std::rc::Rc;

use super::super::number_text::is_space;
use super::super::parameters::Text;
use super::super::{bytes, format, memory};
use crate::array::meter;
use crate::builtins;
use crate::builtins::operators;
use crate::value::builtin::{Given, Keywords, Rest};
use crate::value::compare::text_of;
use crate::value::number::c_int;
use crate::value::{Arguments, ClassId, Dict, Host, Raised, Result, Value};

builtins! {
    /// Without the blanks at both ends, or without the characters given.
    ///
    /// >>> "  x ".strip(), "--x--".strip("-")
    /// ('x', 'x')
    "str.strip" "(self, chars=None, /)" => |text: Text, chars: Value| strip("strip", &text.0, &chars, (true, true));
    /// Without the blanks at the start, or without the characters given.
    ///
    /// >>> "007".lstrip("0")
    /// '7'
    "str.lstrip" "(self, chars=None, /)" => |text: Text, chars: Value| strip("lstrip", &text.0, &chars, (true, false));
    /// Without the blanks at the end, or without the characters given.
    ///
    /// >>> "1.500".rstrip("0")
    /// '1.5'
    "str.rstrip" "(self, chars=None, /)" => |text: Text, chars: Value| strip("rstrip", &text.0, &chars, (false, true));
    /// Without a prefix, where it is there.
    ///
    /// >>> "x_train".removeprefix("x_")
    /// 'train'
    "str.removeprefix" "(self, prefix, /)" => |text: Text, prefix: Text| {
        Value::str(text.0.strip_prefix(&*prefix.0).unwrap_or(&text.0))
    };
    /// Without a suffix, where it is there.
    ///
    /// >>> "data.csv".removesuffix(".csv")
    /// 'data'
    "str.removesuffix" "(self, suffix, /)" => |text: Text, suffix: Text| {
        Value::str(text.0.strip_suffix(&*suffix.0).unwrap_or(&text.0))
    };
    /// With every occurrence of `old` replaced by `new`; at most `count` of them, unless that is negative.
    ///
    /// >>> "banana".replace("an", "AN", 1)
    /// 'bANana'
    "str.replace" "(self, old, new, count=-1, /)" => replace;
    /// In the middle of a field of `width` characters.
    ///
    /// >>> "ab".center(6, "*")
    /// '**ab**'
    "str.center" "(self, width, fillchar=' ', /)" => |text: Text, width: i64, fill: Fill| {
        let missing = missing(&text.0, width);
        // An odd blank goes to the left where the width is odd too.
        let left = missing / 2 + (missing & width.max(0) as usize & 1);
        padded(&text.0, left, missing - left, fill.0)
    };
    /// At the left of a field of `width` characters.
    ///
    /// >>> "ab".ljust(4, ".")
    /// 'ab..'
    "str.ljust" "(self, width, fillchar=' ', /)" => |text: Text, width: i64, fill: Fill| {
        padded(&text.0, 0, missing(&text.0, width), fill.0)
    };
    /// At the right of a field of `width` characters.
    ///
    /// >>> "ab".rjust(4)
    /// '  ab'
    "str.rjust" "(self, width, fillchar=' ', /)" => |text: Text, width: i64, fill: Fill| {
        padded(&text.0, missing(&text.0, width), 0, fill.0)
    };
    /// Filled with zeros at the left, after a sign.
    ///
    /// >>> "-7".zfill(4)
    /// '-007'
    "str.zfill" "(self, width, /)" => zfill;
    /// With blanks in place of tabs, up to the next multiple of `tabsize`.
    ///
    /// >>> "a\tb".expandtabs(4)
    /// 'a   b'
    "str.expandtabs" "(self, tabsize=8)" => expand_tabs;
    /// With each character replaced by what a table has for its number; None deletes it.
    ///
    /// >>> "abc".translate(str.maketrans("ab", "xy", "c"))
    /// 'xy'
    "str.translate" "(self, table, /)" => translate;
    /// A table for `translate`: from a dict, or from two texts of one length, with a third of characters to delete.
    ///
    /// >>> str.maketrans("ab", "xy")
    /// {97: 120, 98: 121}
    "str.maketrans" "(x, y=<no value>, z=<no value>, /)" => maketrans;
    /// As bytes.
    ///
    /// >>> "é".encode()
    /// b'\xc3\xa9'
    "str.encode" "(self, encoding='utf-8', errors='strict')" => |text: Text, encoding: Text, errors: Text| {
        bytes::encode(&text.0, &encoding.0, &errors.0)
    };
    /// With the fields in braces replaced by arguments.
    ///
    /// >>> "{} of {n:.1f}".format(1, n=2.55)
    /// '1 of 2.5'
    "str.format" "(self, /, *args, **kwargs)" => format_method;
    /// As `format`, with the values taken from a mapping.
    ///
    /// >>> "{a}".format_map({"a": 1})
    /// '1'
    "str.format_map" "(self, mapping, /)" => |host: &mut dyn Host, text: Text, mapping: Value| {
        format::format_map(host, &text.0, &mapping)
    };
}

fn strip(name: &str, text: &str, chars: &Value, (left, right): (bool, bool)) -> Result<Value> {
    let set: Option<&str> = match (text_of(chars), chars) {
        (Some(set), _) => Some(set),
        (None, Value::None) => None,
        _ => {
            return Err(Raised::type_error(format!(
                "{name} arg must be None or str"
            )));
        }
    };
    let doomed = |c: char| set.map_or_else(|| is_space(c), |set| set.contains(c));
    let text = if left {
        text.trim_start_matches(doomed)
    } else {
        text
    };
    let text = if right {
        text.trim_end_matches(doomed)
    } else {
        text
    };
    Ok(Value::str(text))
}

fn replace(text: Text, old: Text, new: Text, count: i64) -> Result<Value> {
    let most = usize::try_from(count).unwrap_or(usize::MAX);
    let matches = if old.0.is_empty() {
        text.0.chars().count() + 1
    } else {
        text.0.matches(&*old.0).count()
    };
    let grown = matches.min(most).saturating_mul(new.0.len());
    memory::room_for(grown.saturating_add(text.0.len()))?;
    meter::steps((grown + text.0.len()) / 16)?;
    Ok(Value::from_string(text.0.replacen(&*old.0, &new.0, most)))
}

/// A single character to fill with.
struct Fill(char);

impl crate::value::builtin::Parameter for Fill {
    fn take(bound: &mut crate::value::builtin::Bound, _: &mut dyn Host) -> Result<Fill> {
        let value = bound.take().unwrap_or(Value::None);
        let Some(text) = text_of(&value) else {
            return Err(Raised::type_error(format!(
                "The fill character must be a unicode character, not {}",
                value.qualified_type_name()
            )));
        };
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(fill), None) => Ok(Fill(fill)),
            _ => Err(Raised::type_error(
                "The fill character must be exactly one character long",
            )),
        }
    }
}

fn missing(text: &str, width: i64) -> usize {
    usize::try_from(width)
        .unwrap_or(0)
        .saturating_sub(text.chars().count())
}

fn padded(text: &str, left: usize, right: usize, fill: char) -> Result<Value> {
    let size = left.saturating_add(right).saturating_mul(fill.len_utf8());
    memory::room_for(size.saturating_add(text.len()))?;
    let fill = |count: usize| fill.to_string().repeat(count);
    Ok(Value::from_string(format!(
        "{}{text}{}",
        fill(left),
        fill(right)
    )))
}

fn zfill(text: Text, width: i64) -> Result<Value> {
    let missing = missing(&text.0, width);
    memory::room_for(missing.saturating_add(text.0.len()))?;
    let zeros = "0".repeat(missing);
    let signed = text.0.starts_with(['+', '-']);
    let (sign, rest) = text.0.split_at(usize::from(signed));
    Ok(Value::from_string(format!("{sign}{zeros}{rest}")))
}

fn expand_tabs(host: &mut dyn Host, text: Text, size: Value) -> Result<Value> {
    let size = c_int(host, &size)?;
    let size = usize::try_from(size).unwrap_or(0);
    let tabs = text.0.matches('\t').count();
    memory::room_for(tabs.saturating_mul(size).saturating_add(text.0.len()))?;
    let mut out = String::new();
    let mut column = 0;
    for c in text.0.chars() {
        match c {
            '\t' if size > 0 => {
                let blanks = size - column % size;
                out.extend(std::iter::repeat_n(' ', blanks));
                column += blanks;
            }
            '\t' => {}
            _ => {
                out.push(c);
                column = if matches!(c, '\n' | '\r') {
                    0
                } else {
                    column + 1
                };
            }
        }
    }
    Ok(Value::from_string(out))
}

fn translate(host: &mut dyn Host, text: Text, table: Value) -> Result<Value> {
    let mut out = String::new();
    for c in text.0.chars() {
        meter::steps(1)?;
        let code = Value::Int((c as u32).into());
        match operators::get_item(host, &table, &code) {
            Err(raised) if raised.is_a(ClassId::LOOKUP_ERROR) => out.push(c),
            found => match found? {
                Value::None => {}
                Value::Int(code) => match u32::try_from(code).ok().and_then(char::from_u32) {
                    Some(new) => out.push(new),
                    None => {
                        return Err(Raised::value_error(
                            "character mapping must be in range(0x110000)",
                        ));
                    }
                },
                Value::Str(new) => {
                    meter::steps(new.len() / 16)?;
                    meter::check_bytes(out.len() + new.len())?;
                    out.push_str(&new);
                }
                _ => {
                    return Err(Raised::type_error(
                        "character mapping must return integer, None or str",
                    ));
                }
            },
        }
    }
    Ok(Value::from_string(out))
}

fn maketrans(host: &mut dyn Host, from: Value, to: Given, deleted: Given) -> Result<Value> {
    let table = Rc::new(Dict::default());
    let code = |c: char| Value::Int((c as u32).into());
    let Some(to) = to.0 else {
        let Value::Dict(mapping) = &from else {
            return Err(Raised::type_error(
                "if you give only one argument to maketrans it must be a dict",
            ));
        };
        for (key, value) in mapping.pairs() {
            let key = translation_key(key)?;
            table.insert(host, key, value)?;
        }
        return Ok(Value::Dict(table));
    };
    if text_of(&to).is_none() {
        let given = match &to {
            Value::None => "None".to_string(),
            other => other.qualified_type_name(),
        };
        return Err(Raised::type_error(format!(
            "maketrans() argument 2 must be str, not {given}"
        )));
    }
    let (Some(from), Some(to)) = (text_of(&from), text_of(&to)) else {
        return Err(Raised::type_error(
            "first maketrans argument must be a string if there is a second argument",
        ));
    };
    if from.chars().count() != to.chars().count() {
        return Err(Raised::value_error(
            "the first two maketrans arguments must have equal length",
        ));
    }
    for (a, b) in from.chars().zip(to.chars()) {
        table.insert(host, code(a), code(b))?;
    }
    if let Some(deleted) = deleted.0.as_ref().and_then(text_of) {
        for c in deleted.chars() {
            table.insert(host, code(c), Value::None)?;
        }
    }
    Ok(Value::Dict(table))
}

fn translation_key(key: Value) -> Result<Value> {
    if let Value::Int(_) = key {
        return Ok(key);
    }
    let Some(text) = text_of(&key) else {
        return Err(Raised::type_error(
            "keys in translate table must be strings or integers",
        ));
    };
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Ok(Value::Int((c as u32).into())),
        _ => Err(Raised::value_error(
            "string keys in translate table must be of length 1",
        )),
    }
}

fn format_method(
    host: &mut dyn Host,
    text: Text,
    args: Rest,
    keywords: Keywords,
) -> Result<String> {
    let arguments = Arguments {
        positional: args.0.iter().cloned().collect(),
        keywords: keywords.0,
        ..Arguments::default()
    };
    format::format_fields(host, &text.0, &arguments)
}
