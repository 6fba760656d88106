//! Finding and counting parts of a text.

use super::super::parameters::Text;
use super::window::{Window, window};
use crate::array::meter;
use crate::builtins;
use crate::value::compare::text_of;
use crate::value::{Host, Raised, Result, Value};

builtins! {
    /// The position of the first occurrence of `sub`; -1 where there is none.
    ///
    /// `start` and `end` limit the search as a slice would.
    ///
    /// >>> "banana".find("an"), "banana".find("x")
    /// (1, -1)
    "str.find" "(self, sub, start=None, end=None, /)" => |host: &mut dyn Host, text: Text, sub: Value, start: Value, end: Value| {
        find(host, &text.0, &sub, (&start, &end), false).map(|at| at.map_or(-1, |at| at as i64))
    };
    /// The position of the last occurrence of `sub`; -1 where there is none.
    ///
    /// >>> "banana".rfind("an")
    /// 3
    "str.rfind" "(self, sub, start=None, end=None, /)" => |host: &mut dyn Host, text: Text, sub: Value, start: Value, end: Value| {
        find(host, &text.0, &sub, (&start, &end), true).map(|at| at.map_or(-1, |at| at as i64))
    };
    /// The position of the first occurrence of `sub`; ValueError where there is none.
    ///
    /// >>> "banana".index("n")
    /// 2
    "str.index" "(self, sub, start=None, end=None, /)" => |host: &mut dyn Host, text: Text, sub: Value, start: Value, end: Value| {
        find(host, &text.0, &sub, (&start, &end), false)?.ok_or_else(not_found)
    };
    /// The position of the last occurrence of `sub`; ValueError where there is none.
    ///
    /// >>> "banana".rindex("n")
    /// 4
    "str.rindex" "(self, sub, start=None, end=None, /)" => |host: &mut dyn Host, text: Text, sub: Value, start: Value, end: Value| {
        find(host, &text.0, &sub, (&start, &end), true)?.ok_or_else(not_found)
    };
    /// How often `sub` occurs without overlapping.
    ///
    /// >>> "banana".count("a"), "aaaa".count("aa")
    /// (3, 2)
    "str.count" "(self, sub, start=None, end=None, /)" => count;
    /// Does the text begin with `prefix`, or with one of a tuple of them?
    ///
    /// >>> "x_train".startswith("x_")
    /// True
    "str.startswith" "(self, prefix, start=None, end=None, /)" => |host: &mut dyn Host, text: Text, prefix: Value, start: Value, end: Value| {
        edge(host, "startswith", &text.0, &prefix, (&start, &end))
    };
    /// Does the text end with `suffix`, or with one of a tuple of them?
    ///
    /// >>> "data.csv".endswith((".csv", ".txt"))
    /// True
    "str.endswith" "(self, suffix, start=None, end=None, /)" => |host: &mut dyn Host, text: Text, suffix: Value, start: Value, end: Value| {
        edge(host, "endswith", &text.0, &suffix, (&start, &end))
    };
}

fn not_found() -> Raised {
    Raised::value_error("substring not found")
}

fn part(sub: &Value) -> Result<&str> {
    text_of(sub).map(|text| &**text).ok_or_else(|| {
        Raised::type_error(format!("must be str, not {}", sub.qualified_type_name()))
    })
}

/// The character at which `sub` begins.
fn find(
    host: &mut dyn Host,
    text: &str,
    sub: &Value,
    (start, end): (&Value, &Value),
    last: bool,
) -> Result<Option<usize>> {
    let window = window(host, text, start, end)?;
    let sub = part(sub)?;
    let Some(Window { text, start }) = window else {
        return Ok(None);
    };
    meter::steps(text.len() / 16)?;
    let at = if last {
        text.rfind(sub)
    } else {
        text.find(sub)
    };
    Ok(at.map(|at| start + text.get(..at).map_or(0, |before| before.chars().count())))
}

fn count(host: &mut dyn Host, text: Text, sub: Value, start: Value, end: Value) -> Result<usize> {
    let window = window(host, &text.0, &start, &end)?;
    let sub = part(&sub)?;
    let Some(Window { text, .. }) = window else {
        return Ok(0);
    };
    meter::steps(text.len() / 16)?;
    Ok(if sub.is_empty() {
        text.chars().count() + 1
    } else {
        text.matches(sub).count()
    })
}

fn edge(
    host: &mut dyn Host,
    name: &str,
    text: &str,
    wanted: &Value,
    (start, end): (&Value, &Value),
) -> Result<bool> {
    let window = window(host, text, start, end)?;
    let test = |part: &str| {
        window.as_ref().is_some_and(|window| {
            if name == "startswith" {
                window.text.starts_with(part)
            } else {
                window.text.ends_with(part)
            }
        })
    };
    match wanted {
        Value::Tuple(several) => {
            for one in several.iter() {
                let Some(part) = text_of(one) else {
                    return Err(Raised::type_error(format!(
                        "tuple for {name} must only contain str, not {}",
                        one.qualified_type_name()
                    )));
                };
                if test(part) {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        one => match text_of(one) {
            Some(part) => Ok(test(part)),
            None => Err(Raised::type_error(format!(
                "{name} first arg must be str or a tuple of str, not {}",
                one.qualified_type_name()
            ))),
        },
    }
}
