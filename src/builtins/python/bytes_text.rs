//! Methods that `bytes` shares with `str`: the bytes pass for a text in which only ASCII letters, digits and blanks are such.

use crate::builtins::find;
use crate::value::builtin::{Keywords, Rest};
use crate::value::compare::{bytes_of, text_of};
use crate::value::{Arguments, Host, Raised, Result, Value};

macro_rules! as_text {
    ($method:literal) => {
        |host: &mut dyn Host, bytes: Value, args: Rest, keywords: Keywords| {
            by_text(host, $method, &bytes, &args.0, keywords)
        }
    };
}

crate::builtins! {
    /// The first letter large, all others small.
    "bytes.capitalize" "(self, /, *args, **kwargs)" => as_text!("capitalize");
    /// In the middle of a width.
    "bytes.center" "(self, /, *args, **kwargs)" => as_text!("center");
    /// With tabs as blanks.
    "bytes.expandtabs" "(self, /, *args, **kwargs)" => as_text!("expandtabs");
    /// Where a part begins; ValueError where it is not found.
    "bytes.index" "(self, /, *args, **kwargs)" => as_text!("index");
    /// Letters and digits only?
    "bytes.isalnum" "(self, /, *args, **kwargs)" => as_text!("isalnum");
    /// Letters only?
    "bytes.isalpha" "(self, /, *args, **kwargs)" => as_text!("isalpha");
    /// All below 128?
    "bytes.isascii" "(self, /)" => |bytes: Value| bytes_of(&bytes).is_some_and(|bytes| bytes.is_ascii());
    /// Digits only?
    "bytes.isdigit" "(self, /, *args, **kwargs)" => as_text!("isdigit");
    /// Small letters only?
    "bytes.islower" "(self, /, *args, **kwargs)" => as_text!("islower");
    /// Blanks only?
    "bytes.isspace" "(self, /, *args, **kwargs)" => as_text!("isspace");
    /// Does each word begin with a large letter, and no other is large?
    "bytes.istitle" "(self, /, *args, **kwargs)" => as_text!("istitle");
    /// Large letters only?
    "bytes.isupper" "(self, /, *args, **kwargs)" => as_text!("isupper");
    /// On the left of a width.
    "bytes.ljust" "(self, /, *args, **kwargs)" => as_text!("ljust");
    /// Without blanks, or other bytes, at the beginning.
    "bytes.lstrip" "(self, /, *args, **kwargs)" => as_text!("lstrip");
    /// What stands before a separator, the separator, and what follows.
    ///
    /// >>> b'key=value'.partition(b'=')
    /// (b'key', b'=', b'value')
    "bytes.partition" "(self, /, *args, **kwargs)" => as_text!("partition");
    /// Without a beginning.
    "bytes.removeprefix" "(self, /, *args, **kwargs)" => as_text!("removeprefix");
    /// Without an end.
    "bytes.removesuffix" "(self, /, *args, **kwargs)" => as_text!("removesuffix");
    /// Where a part begins for the last time, or -1.
    "bytes.rfind" "(self, /, *args, **kwargs)" => as_text!("rfind");
    /// As `rfind`; ValueError where it is not found.
    "bytes.rindex" "(self, /, *args, **kwargs)" => as_text!("rindex");
    /// On the right of a width.
    "bytes.rjust" "(self, /, *args, **kwargs)" => as_text!("rjust");
    /// As `partition`, by the last separator.
    "bytes.rpartition" "(self, /, *args, **kwargs)" => as_text!("rpartition");
    /// As `split`, from the right.
    "bytes.rsplit" "(self, /, *args, **kwargs)" => as_text!("rsplit");
    /// Without blanks, or other bytes, at the end.
    "bytes.rstrip" "(self, /, *args, **kwargs)" => as_text!("rstrip");
    /// The lines, without their ends.
    "bytes.splitlines" "(self, /, *args, **kwargs)" => as_text!("splitlines");
    /// Large letters small and small ones large.
    "bytes.swapcase" "(self, /, *args, **kwargs)" => as_text!("swapcase");
    /// Each word with a large letter.
    "bytes.title" "(self, /, *args, **kwargs)" => as_text!("title");
    /// With zeros before the number, behind its sign.
    "bytes.zfill" "(self, /, *args, **kwargs)" => as_text!("zfill");
}

/// Where bytes go that are no letters, digits or blanks of ASCII, though their characters may be.
const ASIDE: u32 = 0xF_0000;

fn character(byte: u8, method: &str) -> char {
    let breaks_lines = method == "splitlines" && matches!(byte, 0x0b | 0x0c);
    match byte {
        0x1c..=0x1f | 0x80.. => char::from_u32(ASIDE + u32::from(byte)).unwrap_or('\0'),
        byte if breaks_lines => char::from_u32(ASIDE + u32::from(byte)).unwrap_or('\0'),
        byte => char::from(byte),
    }
}

fn text(bytes: &[u8], method: &str) -> Value {
    let characters = bytes.iter().map(|&byte| character(byte, method));
    Value::from_string(characters.collect())
}

fn by_text(
    host: &mut dyn Host,
    method: &str,
    bytes: &Value,
    args: &[Value],
    keywords: Keywords,
) -> Result<Value> {
    let Some(own) = bytes_of(bytes) else {
        let given = bytes.qualified_type_name();
        let message = format!(
            "descriptor '{method}' for 'bytes' objects doesn't apply to a '{given}' object"
        );
        return Err(Raised::type_error(message));
    };
    let mut positional = vec![text(own, method)];
    for argument in args {
        positional.push(match (bytes_of(argument), argument) {
            (Some(bytes), _) => text(bytes, method),
            (None, Value::Int(byte @ 0..=255))
                if ["index", "rfind", "rindex"].contains(&method) =>
            {
                text(&[*byte as u8], method)
            }
            (None, other) if text_of(other).is_some() => {
                return Err(Raised::type_error(
                    "a bytes-like object is required, not 'str'",
                ));
            }
            (None, other) => other.clone(),
        });
    }
    let arguments = Arguments {
        keywords: keywords.0,
        as_method: true,
        ..Arguments::positional(positional)
    };
    let Some(row) = find(&format!("str.{method}")) else {
        return Ok(Value::NotImplemented);
    };
    let result = row
        .call(host, arguments)
        .map_err(|error| in_bytes(error, method))?;
    Ok(back(result))
}

/// The complaint of a text's method, as bytes word it.
fn in_bytes(error: Raised, method: &str) -> Raised {
    let Some(exception) = error.as_exception() else {
        return error;
    };
    let message = exception
        .args
        .borrow()
        .first()
        .and_then(|first| text_of(first).cloned());
    let Some(message) = message else {
        return error;
    };
    let own = message
        .replace("substring not found", "subsection not found")
        .replace(&format!("str.{method}"), &format!("bytes.{method}"));
    Raised::new(exception.class.builtin(), own)
}

/// Texts of a result as bytes again.
fn back(value: Value) -> Value {
    let byte = |c: char| (u32::from(c) % ASIDE) as u8;
    match &value {
        Value::Str(text) => Value::Bytes(text.chars().map(byte).collect()),
        Value::List(list) => Value::list(list.items.borrow().iter().cloned().map(back).collect()),
        Value::Tuple(items) => Value::tuple(items.iter().cloned().map(back).collect()),
        _ => value,
    }
}
