//! JSON with places: what a notebook says, and at which bytes of the file it says so.
//!
//! Notebooks are written by Python's `json`, which also writes `NaN` and `Infinity`: they are read as numbers. Of a key
//! that stands twice the last value counts, as there. Numbers keep their letters, so that nothing is rounded.

use std::collections::HashSet;
use std::ops::Range;

/// A value and the bytes it occupies; for one that was not read from a file these are empty.
#[derive(Clone, Debug, Default)]
pub struct Json {
    pub range: Range<usize>,
    pub value: Value,
}

#[derive(Clone, Debug, Default)]
pub enum Value {
    #[default]
    Null,
    Bool(bool),
    /// As it is written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<Member>),
}

/// One `"key": value` of an object.
#[derive(Clone, Debug)]
pub struct Member {
    pub key: String,
    /// The byte at which the key begins.
    pub place: usize,
    pub value: Json,
}

/// Why a text is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The byte at which reading ended.
    pub offset: usize,
    pub message: String,
}

/// Values within values, at most: no notebook comes near, and each level takes some of the stack.
const DEEPEST: usize = 200;

/// Reads a whole text as one value. A byte order mark may stand before it.
///
/// # Errors
/// The first place that is no JSON.
pub fn parse(text: &str) -> Result<Json, Fault> {
    let mut reader = Reader {
        text,
        at: if text.starts_with('\u{feff}') { 3 } else { 0 },
        depth: 0,
    };
    let json = reader.value()?;
    reader.blanks();
    match reader.peek() {
        None => Ok(json),
        Some(_) => Err(reader.fault("there is more text after the end of the notebook")),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn fault(&self, message: impl Into<String>) -> Fault {
        Fault {
            offset: self.at,
            message: message.into(),
        }
    }

    /// What stands where something else should be.
    fn unexpected(&self, wanted: &str) -> Fault {
        match self.rest().chars().next() {
            None => self.fault(format!("the file ends where {wanted} should be")),
            Some(c) => self.fault(format!(
                "`{}` stands where {wanted} should be",
                c.escape_debug()
            )),
        }
    }

    fn value(&mut self) -> Result<Json, Fault> {
        self.blanks();
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => self.nested(Reader::object)?,
            Some(b'[') => self.nested(Reader::list)?,
            Some(b'"') => Value::Text(self.string()?),
            _ => self.word()?,
        };
        Ok(Json {
            range: start..self.at,
            value,
        })
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Value, Fault>) -> Result<Value, Fault> {
        if self.depth >= DEEPEST {
            return Err(self.fault(format!(
                "more than {DEEPEST} brackets stand within each other"
            )));
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn list(&mut self) -> Result<Value, Fault> {
        let mut items = Vec::new();
        self.blanks();
        if self.take(b']') {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value()?);
            if self.ends(b']', "`,` or `]`")? {
                return Ok(Value::List(items));
            }
        }
    }

    fn object(&mut self) -> Result<Value, Fault> {
        let mut members: Vec<Member> = Vec::new();
        self.blanks();
        if self.take(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            members.push(self.member()?);
            if self.ends(b'}', "`,` or `}`")? {
                return Ok(Value::Object(last_ones(members)));
            }
        }
    }

    fn member(&mut self) -> Result<Member, Fault> {
        self.blanks();
        let place = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a key in double quotes"));
        }
        let key = self.string()?;
        self.blanks();
        if !self.take(b':') {
            return Err(self.unexpected("`:`"));
        }
        let value = self.value()?;
        Ok(Member { key, place, value })
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Whether the bracket ends here; otherwise there is a comma, and more to come.
    fn ends(&mut self, bracket: u8, wanted: &str) -> Result<bool, Fault> {
        self.blanks();
        if self.take(bracket) {
            return Ok(true);
        }
        match self.take(b',') {
            true => Ok(false),
            false => Err(self.unexpected(wanted)),
        }
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> Result<Value, Fault> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        let rest = self.rest();
        let word = rest
            .get(..rest.find(|c| !is_part(c)).unwrap_or(rest.len()))
            .unwrap_or("");
        let value = match word {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "NaN" | "Infinity" | "-Infinity" => Value::Number(word.to_string()),
            _ if is_number(word) => Value::Number(word.to_string()),
            _ => return Err(self.unexpected("a value")),
        };
        self.at += word.len();
        Ok(value)
    }

    fn string(&mut self) -> Result<String, Fault> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = self.rest();
            let plain = rest
                .find(|c: char| c == '"' || c == '\\' || c < ' ')
                .unwrap_or(rest.len());
            text.push_str(rest.get(..plain).unwrap_or(""));
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(_) => {
                    return Err(self.fault(
                        "a string goes on over the end of its line, or holds a control character",
                    ));
                }
                None => {
                    self.at = start;
                    return Err(self.fault("a string is never closed"));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let letter = self.text.as_bytes().get(self.at + 1).copied();
        let c = match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(),
            _ => return Err(self.fault("`\\` begins no escape of JSON")),
        };
        self.at += 2;
        Ok(c)
    }

    /// `\u00e9`, or two of them for a character beyond the first 65,536.
    fn code_point(&mut self) -> Result<char, Fault> {
        let first = self.unit(self.at)?;
        let (code, length) = match first {
            0xd800..=0xdbff => match self.unit(self.at + 6) {
                Ok(second @ 0xdc00..=0xdfff) => {
                    (0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00), 12)
                }
                _ => (first, 6),
            },
            _ => (first, 6),
        };
        let c = char::from_u32(code).ok_or_else(|| {
            self.fault(format!(
                "`\\u{first:04x}` is half of a character: its other half is missing"
            ))
        })?;
        self.at += length;
        Ok(c)
    }

    /// The four digits of the `\u` at a byte.
    fn unit(&self, at: usize) -> Result<u32, Fault> {
        let digits = self
            .text
            .get(at..at + 6)
            .and_then(|escape| escape.strip_prefix("\\u"))
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        digits
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .ok_or_else(|| self.fault("`\\u` needs four hexadecimal digits"))
    }
}

/// Of members with the same key the last.
fn last_ones(mut members: Vec<Member>) -> Vec<Member> {
    let mut seen = HashSet::new();
    members.reverse();
    members.retain(|member| seen.insert(member.key.clone()));
    members.reverse();
    members
}

fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix('-').unwrap_or(word);
    let leading_zero = digits.len() > 1
        && digits.starts_with('0')
        && digits.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    let shaped = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && !digits.contains(".e")
        && !digits.contains(".E");
    shaped && !leading_zero && word.parse::<f64>().is_ok()
}

impl Json {
    pub fn new(value: Value) -> Json {
        Json { range: 0..0, value }
    }

    pub fn text(text: impl Into<String>) -> Json {
        Json::new(Value::Text(text.into()))
    }

    pub fn number(number: impl ToString) -> Json {
        Json::new(Value::Number(number.to_string()))
    }

    pub fn list(items: Vec<Json>) -> Json {
        Json::new(Value::List(items))
    }

    pub fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
        let members = members.into_iter();
        Json::new(Value::Object(
            members
                .map(|(key, value)| Member::new(key, value))
                .collect(),
        ))
    }

    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// A number that is whole.
    pub fn as_integer(&self) -> Option<i64> {
        match &self.value {
            Value::Number(number) => number.parse().ok(),
            _ => None,
        }
    }

    /// A finite number.
    pub fn as_number(&self) -> Option<f64> {
        match &self.value {
            Value::Number(number) => number
                .parse()
                .ok()
                .filter(|number: &f64| number.is_finite()),
            _ => None,
        }
    }

    pub fn as_list(&self) -> Option<&[Json]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    pub fn members(&self) -> &[Member] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    pub fn is_object(&self) -> bool {
        matches!(self.value, Value::Object(_))
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.member(key).map(|member| &member.value)
    }

    pub fn member(&self, key: &str) -> Option<&Member> {
        self.members().iter().find(|member| member.key == key)
    }

    /// A list of texts.
    pub fn texts(&self) -> Option<Vec<String>> {
        let items = self.as_list()?.iter();
        items
            .map(|item| item.as_text().map(str::to_string))
            .collect()
    }

    /// A text that may be written as a list of its lines, as notebooks do.
    pub fn joined(&self) -> Option<String> {
        match &self.value {
            Value::Text(text) => Some(text.clone()),
            Value::List(lines) => lines.iter().map(Json::as_text).collect(),
            _ => None,
        }
    }
}

impl Member {
    pub fn new(key: impl Into<String>, value: Json) -> Member {
        Member {
            key: key.into(),
            place: 0,
            value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> (usize, String) {
        let fault = parse(text).expect_err(text);
        (fault.offset, fault.message)
    }

    #[test]
    fn values_know_their_bytes() {
        let text =
            "\u{feff}{\"a\": [1.50, \"\\u00e9\\ud83d\\ude00\\n\", NaN], \"b\": {}, \"b\": null}\n";
        let json = parse(text).expect("JSON");
        let list = json.get("a").expect("a");
        assert_eq!(
            text.get(list.range.clone()),
            Some("[1.50, \"\\u00e9\\ud83d\\ude00\\n\", NaN]")
        );
        let items = list.as_list().expect("a list");
        assert!(matches!(&items[0].value, Value::Number(number) if number == "1.50"));
        assert_eq!(items[1].as_text(), Some("é😀\n"));
        assert!(json.get("b").is_some_and(Json::is_null));
        assert_eq!(json.members().len(), 2);
    }

    #[test]
    fn what_is_no_json_is_told_where_it_stands() {
        assert_eq!(fault("{\"a\": 1,}").0, 8);
        assert_eq!(fault("[1 2]").1, "`2` stands where `,` or `]` should be");
        assert_eq!(fault("[").1, "the file ends where a value should be");
        assert_eq!(fault("{} x").0, 3);
        assert_eq!(fault("[\"a"), (1, "a string is never closed".to_string()));
        assert_eq!(fault("[\"\\q\"]").0, 2);
        assert_eq!(fault("[\"a\nb\"]").0, 3);
        for number in ["01", "1.", ".5", "+1", "1e", "-", "1.e5", "infinity", "0x1"] {
            assert_eq!(fault(number).0, 0, "{number}");
        }
        for half in ["\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\""] {
            assert!(fault(half).1.contains("half of a character"), "{half}");
        }
        assert_eq!(fault(&"[".repeat(100_000)).0, DEEPEST);
    }
}
