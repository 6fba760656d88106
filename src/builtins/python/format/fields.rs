//! `str.format`: texts with replacement fields.

use std::rc::Rc;

use crate::builtins::operators;
use crate::value::{Arguments, ClassId, Host, Raised, Result, Value, display};

/// `text.format(*positional, **keywords)`
///
/// # Errors
/// ValueError for what is no format, IndexError, KeyError, AttributeError for what is not there.
pub fn format_fields(host: &mut dyn Host, text: &str, arguments: &Arguments) -> Result<String> {
    let mut formatter = Formatter {
        source: Source::Arguments(arguments),
        automatic: Some(0),
        manual: false,
    };
    formatter.run(host, text, 2)
}

/// `text.format_map(mapping)`
///
/// # Errors
/// As [`format_fields`].
pub fn format_map(host: &mut dyn Host, text: &str, mapping: &Value) -> Result<String> {
    let mut formatter = Formatter {
        source: Source::Mapping(mapping),
        automatic: Some(0),
        manual: false,
    };
    formatter.run(host, text, 2)
}

enum Source<'a> {
    Arguments(&'a Arguments),
    Mapping(&'a Value),
}

struct Formatter<'a> {
    source: Source<'a>,
    /// The number of the next `{}`; `None` once fields are numbered by hand.
    automatic: Option<usize>,
    manual: bool,
}

/// A replacement field: `{name!conversion:spec}`.
struct Field<'t> {
    name: &'t str,
    conversion: Option<char>,
    spec: &'t str,
}

impl Formatter<'_> {
    fn run(&mut self, host: &mut dyn Host, text: &str, depth: usize) -> Result<String> {
        if depth == 0 {
            return Err(Raised::value_error("Max string recursion exceeded"));
        }
        let mut out = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            if from.starts_with("{{") || from.starts_with("}}") {
                out.push_str(&from[..1]);
                rest = &from[2..];
                continue;
            }
            if from.starts_with('}') {
                return Err(Raised::value_error(
                    "Single '}' encountered in format string",
                ));
            }
            let (inside, after) = matching(&from[1..])?;
            let field = parse_field(inside)?;
            out.push_str(&self.field(host, &field, depth)?);
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }

    fn field(&mut self, host: &mut dyn Host, field: &Field, depth: usize) -> Result<Rc<str>> {
        let value = self.value(host, field.name)?;
        let value = match field.conversion {
            None => value,
            Some('s') => Value::Str(display::str(host, &value)?),
            Some('r') => Value::Str(display::repr(host, &value)?.into()),
            Some('a') => Value::Str(display::ascii(host, &value)?.into()),
            Some(other) => {
                return Err(Raised::value_error(format!(
                    "Unknown conversion specifier {other}"
                )));
            }
        };
        if field.spec.contains('{') {
            let spec = self.run(host, field.spec, depth - 1)?;
            return super::format(host, &value, &spec);
        }
        super::format(host, &value, field.spec)
    }

    fn value(&mut self, host: &mut dyn Host, name: &str) -> Result<Value> {
        let end = name.find(['.', '[']).unwrap_or(name.len());
        let (first, mut rest) = name.split_at(end);
        let mut value = self.first(host, first)?;
        while !rest.is_empty() {
            if let Some(attribute) = rest.strip_prefix('.') {
                let end = attribute.find(['.', '[']).unwrap_or(attribute.len());
                if end == 0 {
                    return Err(Raised::value_error("Empty attribute in format string"));
                }
                value = host.attribute(&value, &attribute[..end])?;
                rest = &attribute[end..];
            } else if let Some(index) = rest.strip_prefix('[') {
                let Some(end) = index.find(']') else {
                    return Err(Raised::value_error("Missing ']' in format string"));
                };
                if end == 0 {
                    return Err(Raised::value_error("Empty attribute in format string"));
                }
                value = operators::get_item(host, &value, &index_value(&index[..end]))?;
                rest = &index[end + 1..];
            } else {
                return Err(Raised::value_error(
                    "Only '.' or '[' may follow ']' in format field specifier",
                ));
            }
        }
        Ok(value)
    }

    fn first(&mut self, host: &mut dyn Host, name: &str) -> Result<Value> {
        let number = if name.is_empty() {
            if self.manual {
                return Err(Raised::value_error(
                    "cannot switch from manual field specification to automatic field numbering",
                ));
            }
            let number = self.automatic.unwrap_or(0);
            self.automatic = Some(number + 1);
            Some(number)
        } else if name.bytes().all(|b| b.is_ascii_digit()) {
            if self.automatic.is_some_and(|count| count > 0) {
                return Err(Raised::value_error(
                    "cannot switch from automatic field numbering to manual field specification",
                ));
            }
            self.manual = true;
            let number = name
                .parse()
                .map_err(|_| Raised::value_error("Too many decimal digits in format string"))?;
            Some(number)
        } else {
            None
        };
        match (&self.source, number) {
            (Source::Mapping(_), Some(_)) => Err(Raised::value_error(
                "Format string contains positional fields",
            )),
            (Source::Mapping(mapping), None) => {
                operators::get_item(host, mapping, &Value::str(name))
            }
            (Source::Arguments(arguments), Some(number)) => {
                arguments.positional.get(number).cloned().ok_or_else(|| {
                    Raised::index_error(format!(
                        "Replacement index {number} out of range for positional args tuple"
                    ))
                })
            }
            (Source::Arguments(arguments), None) => {
                let found = arguments.keywords.iter().find(|(key, _)| &**key == name);
                found
                    .map(|(_, value)| value.clone())
                    .ok_or_else(|| Raised::new(ClassId::KEY_ERROR, name))
            }
        }
    }
}

/// What stands between the brackets of a field: a number is an index, anything else a key.
fn index_value(text: &str) -> Value {
    match text.parse::<i64>() {
        Ok(index) if text.bytes().all(|b| b.is_ascii_digit()) => Value::Int(index),
        _ => Value::str(text),
    }
}

/// The inside of a field and what follows its closing brace.
fn matching(text: &str) -> Result<(&str, &str)> {
    let mut depth = 1;
    let mut bracket = false;
    for (at, c) in text.char_indices() {
        match c {
            '[' if depth == 1 => bracket = true,
            ']' => bracket = false,
            '{' if !bracket => depth += 1,
            '}' if !bracket => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Ok((&text[..at], &text[at + 1..]));
        }
    }
    Err(Raised::value_error(if text.is_empty() {
        "Single '{' encountered in format string"
    } else {
        "expected '}' before end of string"
    }))
}

fn parse_field(inside: &str) -> Result<Field<'_>> {
    let mut bracket = false;
    let end = inside.char_indices().find(|&(_, c)| {
        match c {
            '[' => bracket = true,
            ']' => bracket = false,
            _ => {}
        }
        matches!(c, '!' | ':') && !bracket
    });
    let Some((at, mark)) = end else {
        if inside.contains('{') {
            return Err(Raised::value_error("unexpected '{' in field name"));
        }
        return Ok(Field {
            name: inside,
            conversion: None,
            spec: "",
        });
    };
    let (name, rest) = (&inside[..at], &inside[at + 1..]);
    if name.contains('{') {
        return Err(Raised::value_error("unexpected '{' in field name"));
    }
    if mark == ':' {
        return Ok(Field {
            name,
            conversion: None,
            spec: rest,
        });
    }
    let mut chars = rest.chars();
    let Some(conversion) = chars.next() else {
        return Err(Raised::value_error(
            "end of string while looking for conversion specifier",
        ));
    };
    match chars.as_str() {
        "" => Ok(Field {
            name,
            conversion: Some(conversion),
            spec: "",
        }),
        after => match after.strip_prefix(':') {
            Some(spec) => Ok(Field {
                name,
                conversion: Some(conversion),
                spec,
            }),
            None => Err(Raised::value_error(
                "expected ':' after conversion specifier",
            )),
        },
    }
}
