//! Writing JSON in the style of a file, so that an edit is not seen in it.

use std::fmt::Write;

use super::json::{Json, Member, Value};

/// How a file writes JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Style {
    /// What one level is indented by; none where all stands on one line.
    pub indent: Option<String>,
    /// What stands after a comma on the same line, and after a colon.
    pub comma: &'static str,
    pub colon: &'static str,
    /// Only ASCII is written, the rest as `\u00e9`.
    pub ascii: bool,
    pub line_end: &'static str,
    /// Texts of several lines are lists of them.
    pub lists: bool,
}

impl Style {
    /// What `nbformat` writes.
    pub fn canonical() -> Style {
        Style {
            indent: Some(" ".to_string()),
            comma: " ",
            colon: " ",
            ascii: false,
            line_end: "\n",
            lists: true,
        }
    }

    /// The style of a notebook as it is; what the file does not show is as `nbformat` has it.
    pub fn of(text: &str, notebook: &Json) -> Style {
        let canonical = Style::canonical();
        let Some(first) = notebook.members().first() else {
            return canonical;
        };
        let before = text.get(notebook.range.start..first.place).unwrap_or("");
        let indent = before
            .rsplit_once('\n')
            .map(|(_, indent)| indent.to_string());
        let after_colon = text.get(..first.value.range.start).unwrap_or("");
        let cells = notebook
            .get("cells")
            .and_then(Json::as_list)
            .unwrap_or_default();
        let sources = || cells.iter().filter_map(|cell| cell.get("source"));
        Style {
            comma: match notebook.members().get(1) {
                Some(second) if indent.is_none() => blank_before(text, second.place),
                _ => canonical.comma,
            },
            colon: match after_colon.ends_with(':') {
                true => "",
                false => " ",
            },
            ascii: text.is_ascii() && holds_escapes(text),
            line_end: if before.contains("\r\n") {
                "\r\n"
            } else {
                "\n"
            },
            lists: sources().any(|source| source.as_list().is_some()) || sources().next().is_none(),
            indent,
        }
    }

    /// The value as this style writes it; `depth` levels of indentation stand before its own line.
    pub fn write(&self, json: &Json, indent: &str) -> String {
        let mut text = String::new();
        self.put(json, indent, &mut text);
        text
    }

    fn put(&self, json: &Json, indent: &str, text: &mut String) {
        match &json.value {
            Value::Null => text.push_str("null"),
            Value::Bool(true) => text.push_str("true"),
            Value::Bool(false) => text.push_str("false"),
            Value::Number(number) => text.push_str(number),
            Value::Text(string) => self.put_string(string, text),
            Value::List(items) => {
                self.put_all("[]", items, indent, text, |item, inner, text| {
                    self.put(item, inner, text);
                });
            }
            Value::Object(members) => {
                self.put_all("{}", members, indent, text, |member, inner, text| {
                    self.put_string(&member.key, text);
                    text.push(':');
                    text.push_str(self.colon);
                    self.put(&member.value, inner, text);
                });
            }
        }
    }

    fn put_all<T>(
        &self,
        brackets: &str,
        items: &[T],
        indent: &str,
        text: &mut String,
        put: impl Fn(&T, &str, &mut String),
    ) {
        if items.is_empty() {
            return text.push_str(brackets);
        }
        let inner = match &self.indent {
            Some(step) => format!("{indent}{step}"),
            None => String::new(),
        };
        let (open, close) = brackets.split_at(1);
        text.push_str(open);
        for (number, item) in items.iter().enumerate() {
            if number > 0 {
                text.push(',');
            }
            match self.indent {
                Some(_) => {
                    text.push_str(self.line_end);
                    text.push_str(&inner);
                }
                None if number > 0 => text.push_str(self.comma),
                None => {}
            }
            put(item, &inner, text);
        }
        if self.indent.is_some() {
            text.push_str(self.line_end);
            text.push_str(indent);
        }
        text.push_str(close);
    }

    fn put_string(&self, string: &str, text: &mut String) {
        text.push('"');
        for c in string.chars() {
            match c {
                '"' => text.push_str("\\\""),
                '\\' => text.push_str("\\\\"),
                '\n' => text.push_str("\\n"),
                '\r' => text.push_str("\\r"),
                '\t' => text.push_str("\\t"),
                '\u{8}' => text.push_str("\\b"),
                '\u{c}' => text.push_str("\\f"),
                c if c < ' ' || (self.ascii && !(' '..='~').contains(&c)) => escape(c, text),
                c => text.push(c),
            }
        }
        text.push('"');
    }

    /// A text of lines as notebooks hold it.
    pub fn lines(&self, text: &str) -> Json {
        match self.lists {
            true => Json::list(text.split_inclusive('\n').map(Json::text).collect()),
            false => Json::text(text),
        }
    }
}

fn escape(c: char, text: &mut String) {
    let mut units = [0; 2];
    for unit in c.encode_utf16(&mut units) {
        // Writing to a string cannot fail.
        let _ = write!(text, "\\u{unit:04x}");
    }
}

fn blank_before(text: &str, at: usize) -> &'static str {
    match text.get(..at).is_some_and(|before| before.ends_with(',')) {
        true => "",
        false => " ",
    }
}

/// Whether a character beyond ASCII is written by its number somewhere.
fn holds_escapes(text: &str) -> bool {
    text.match_indices("\\u").any(|(at, _)| {
        let backslashes = text.get(..at).unwrap_or("");
        let even = (backslashes.len() - backslashes.trim_end_matches('\\').len()).is_multiple_of(2);
        let digits = text.get(at + 2..at + 6).unwrap_or("");
        even && u32::from_str_radix(digits, 16).is_ok_and(|code| code > 0x7f)
    })
}

/// The blanks that the line of the byte `at` begins with.
pub fn indent_at(text: &str, at: usize) -> &str {
    let start = text
        .get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |end| end + 1);
    let line = text.get(start..).unwrap_or("");
    line.get(..line.len() - line.trim_start_matches([' ', '\t']).len())
        .unwrap_or("")
}

/// An object's members in the order of their keys, as `nbformat` writes them, and those of all objects inside.
pub fn sorted(json: &Json) -> Json {
    let value = match &json.value {
        Value::List(items) => Value::List(items.iter().map(sorted).collect()),
        Value::Object(members) => {
            let members = members.iter();
            let mut members: Vec<Member> = members
                .map(|member| Member::new(member.key.clone(), sorted(&member.value)))
                .collect();
            crate::text::sort_by(&mut members, |one, other| one.key.cmp(&other.key));
            Value::Object(members)
        }
        other => other.clone(),
    };
    Json::new(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::notebook::json::parse;

    /// Reads a text and writes it again in its own style.
    fn again(text: &str) -> String {
        let json = parse(text).expect("JSON");
        Style::of(text, &json).write(&json, "")
    }

    #[test]
    fn a_file_is_written_in_its_own_style() {
        for text in [
            "{\n \"a\": [\n  1,\n  {}\n ],\n \"b\": \"é\\t\\\"\\u001b\"\n}",
            "{\r\n\t\"a\": [],\r\n\t\"b\": [\r\n\t\t1.50\r\n\t]\r\n}",
            "{\"a\":[1,{\"c\":null}],\"b\":NaN}",
            "{\"a\": [1, {\"c\": true}], \"b\": \"\\u00e9\\ud83d\\ude00\"}",
        ] {
            assert_eq!(again(text), text);
        }
    }

    #[test]
    fn a_backslash_before_a_u_is_no_escape() {
        assert!(!holds_escapes(r#""\\u00e9""#));
        assert!(holds_escapes(r#""\\\u00e9""#));
        assert!(!holds_escapes(r#""\u001b""#));
    }
}
