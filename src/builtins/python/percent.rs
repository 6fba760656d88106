//! `text % values`, C's formatting in Python's form.

use std::rc::Rc;

use num_bigint::BigInt;
use num_traits::Signed;

use super::bytearray::{self, ByteArray};
use super::format::{FloatStyle, Notation, float_text};
use super::{convert, memory};
use crate::array::Scalar;
use crate::builtins::operators;
use crate::value::compare::{bytes_of, text_of};
use crate::value::number::{Number, index, index_clamped, int_text, is_index, truncate};
use crate::value::{ClassId, Host, Raised, Result, Value, display, special};

/// `text % values`
///
/// # Errors
/// TypeError and ValueError in CPython's words where text and values do not fit together.
pub fn format(host: &mut dyn Host, text: &str, values: &Value) -> Result<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut formatter = Formatter {
        chars: &chars,
        at: 0,
        supply: Supply::new(values),
        of_bytes: false,
    };
    formatter.run(host)
}

/// `bytes % values`: the bytes pass for the characters of the same numbers.
///
/// # Errors
/// As [`format()`].
pub fn format_bytes(host: &mut dyn Host, bytes: &[u8], values: &Value) -> Result<Vec<u8>> {
    let chars: Vec<char> = bytes.iter().map(|&byte| char::from(byte)).collect();
    let mut supply = Supply::new(values);
    if bytes_of(values).is_some() || values.native::<ByteArray>().is_some() {
        supply.mapping = None;
    }
    let mut formatter = Formatter {
        chars: &chars,
        at: 0,
        supply,
        of_bytes: true,
    };
    let text = formatter.run(host)?;
    Ok(text.chars().map(|c| c as u8).collect())
}

fn characters(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

/// Where the values come from.
struct Supply<'a> {
    /// The values of a tuple, or the single one.
    values: &'a [Value],
    next: usize,
    mapping: Option<&'a Value>,
    used_mapping: bool,
}

impl<'a> Supply<'a> {
    fn new(values: &'a Value) -> Supply<'a> {
        Supply {
            values: match values.tuple_items() {
                Some(items) => items,
                None => std::slice::from_ref(values),
            },
            next: 0,
            mapping: is_mapping(values).then_some(values),
            used_mapping: false,
        }
    }

    fn next(&mut self) -> Result<&'a Value> {
        let value = if self.used_mapping {
            None
        } else {
            self.values.get(self.next)
        };
        self.next += 1;
        value.ok_or_else(|| Raised::type_error("not enough arguments for format string"))
    }

    fn check_all_used(&self, what: &str) -> Result<()> {
        if self.mapping.is_none() && self.next < self.values.len() {
            return Err(Raised::type_error(format!(
                "not all arguments converted during {what} formatting"
            )));
        }
        Ok(())
    }
}

/// What CPython takes for a mapping: everything with subscripts but tuples and texts.
fn is_mapping(value: &Value) -> bool {
    match value {
        Value::List(_) | Value::Dict(_) | Value::Array(_) | Value::Range(_) | Value::Bytes(_) => {
            true
        }
        Value::Scalar(scalar) => !matches!(scalar, Scalar::Str(_)),
        other => operators::has_method(other, "__getitem__"),
    }
}

/// What stands between `%` and the letter.
#[derive(Clone, Copy, Default)]
struct Flags {
    left: bool,
    plus: bool,
    blank: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
}

struct Formatter<'a> {
    chars: &'a [char],
    at: usize,
    supply: Supply<'a>,
    /// Is the result to be bytes?
    of_bytes: bool,
}

impl Formatter<'_> {
    fn run(&mut self, host: &mut dyn Host) -> Result<String> {
        let mut out = String::new();
        while let Some(c) = self.peek() {
            self.at += 1;
            if c == '%' {
                out.push_str(&self.field(host)?);
            } else {
                out.push(c);
            }
        }
        let what = if self.of_bytes { "bytes" } else { "string" };
        self.supply.check_all_used(what)?;
        Ok(out)
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn field(&mut self, host: &mut dyn Host) -> Result<String> {
        if self.eat('%') {
            return Ok("%".to_string());
        }
        let keyed = match self.key()? {
            Some(key) => Some(self.look_up(host, &key)?),
            None => None,
        };
        let mut flags = self.flags();
        match self.number(host)? {
            Some(width) if width < 0 => {
                flags.left = true;
                flags.width = width.unsigned_abs() as usize;
            }
            Some(width) => flags.width = width as usize,
            None => {}
        }
        if self.eat('.') {
            let precision = self.number(host)?.unwrap_or(0).max(0);
            if precision > i64::from(i32::MAX) {
                return Err(Raised::value_error("precision too big"));
            }
            flags.precision = Some(precision as usize);
        }
        memory::room_for(flags.width.saturating_add(flags.precision.unwrap_or(0)))?;
        if matches!(self.peek(), Some('h' | 'l' | 'L')) {
            self.at += 1;
        }
        let Some(kind) = self.peek() else {
            return Err(Raised::value_error("incomplete format"));
        };
        self.at += 1;
        let value = match keyed {
            Some(value) => value,
            None => self.supply.next()?.clone(),
        };
        self.convert(host, kind, &flags, &value)
    }

    /// `(name)`
    fn key(&mut self) -> Result<Option<String>> {
        if self.peek() != Some('(') {
            return Ok(None);
        }
        if self.supply.mapping.is_none() {
            return Err(Raised::type_error("format requires a mapping"));
        }
        self.at += 1;
        let start = self.at;
        let mut depth = 1;
        while depth > 0 {
            match self.peek() {
                Some('(') => depth += 1,
                Some(')') => depth -= 1,
                Some(_) => {}
                None => return Err(Raised::value_error("incomplete format key")),
            }
            self.at += 1;
        }
        let key = self.chars.get(start..self.at - 1).unwrap_or_default();
        Ok(Some(key.iter().collect()))
    }

    fn look_up(&mut self, host: &mut dyn Host, key: &str) -> Result<Value> {
        self.supply.used_mapping = true;
        match self.supply.mapping {
            Some(mapping) => {
                let key = match self.of_bytes {
                    true => Value::Bytes(key.chars().map(|c| c as u8).collect()),
                    false => Value::str(key),
                };
                operators::get_item(host, mapping, &key)
            }
            None => Err(Raised::type_error("format requires a mapping")),
        }
    }

    fn flags(&mut self) -> Flags {
        let mut flags = Flags::default();
        while let Some(c) = self.peek() {
            match c {
                '-' => flags.left = true,
                '+' => flags.plus = true,
                ' ' => flags.blank = true,
                '#' => flags.alternate = true,
                '0' => flags.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        flags
    }

    /// Digits, or `*` for the next value.
    fn number(&mut self, host: &mut dyn Host) -> Result<Option<i64>> {
        if self.eat('*') {
            let value = self.supply.next()?;
            if !matches!(value, Value::Int(_) | Value::BigInt(_) | Value::Bool(_)) {
                return Err(Raised::type_error("* wants int"));
            }
            return match index(host, value)? {
                Value::Int(number) => Ok(Some(number)),
                _ => Err(Raised::new(
                    ClassId::OVERFLOW_ERROR,
                    "Python int too large to convert to C ssize_t",
                )),
            };
        }
        let mut number: Option<i64> = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            let grown = number
                .unwrap_or(0)
                .checked_mul(10)
                .and_then(|n| n.checked_add(digit.into()));
            number = Some(grown.ok_or_else(|| Raised::value_error("width too big"))?);
            self.at += 1;
        }
        Ok(number)
    }

    fn convert(
        &self,
        host: &mut dyn Host,
        kind: char,
        flags: &Flags,
        value: &Value,
    ) -> Result<String> {
        match kind {
            'b' | 's' if self.of_bytes => Ok(text(&plain_bytes(host, value)?, flags)),
            'r' if self.of_bytes => Ok(text(&display::ascii(host, value)?, flags)),
            's' => Ok(text(&display::str(host, value)?, flags)),
            'r' => Ok(text(&display::repr(host, value)?, flags)),
            'a' => Ok(text(&display::ascii(host, value)?, flags)),
            'c' => {
                let flags = Flags {
                    precision: None,
                    ..*flags
                };
                let shown = match self.of_bytes {
                    true => byte(host, value)?,
                    false => character(host, value)?,
                };
                Ok(text(&shown, &flags))
            }
            'd' | 'i' | 'u' | 'o' | 'x' | 'X' => {
                let said = if self.of_bytes && matches!(kind, 'i' | 'u') {
                    'd'
                } else {
                    kind
                };
                let number = integer(host, said, value)?;
                Ok(integer_text(kind, &number, flags)?)
            }
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
                let number = match convert::as_float(host, value) {
                    Err(error) if self.of_bytes && error.is_a(ClassId::TYPE_ERROR) => {
                        let given = value.qualified_type_name();
                        let message = format!("float argument required, not {given}");
                        return Err(Raised::type_error(message));
                    }
                    number => number?,
                };
                Ok(float(kind, number, flags))
            }
            other => Err(Raised::value_error(format!(
                "unsupported format character '{}' (0x{:x}) at index {}",
                if other.is_ascii_graphic() || other == ' ' {
                    other
                } else {
                    '?'
                },
                other as u32,
                self.at - 1
            ))),
        }
    }
}

fn text(text: &str, flags: &Flags) -> String {
    let cut: Rc<str> = match flags.precision {
        Some(most) => text.chars().take(most).collect::<String>().into(),
        None => text.into(),
    };
    pad("", "", &cut, flags, false)
}

/// The width filled with blanks, or with zeros after the sign.
fn pad(sign: &str, prefix: &str, body: &str, flags: &Flags, zeros: bool) -> String {
    let used = sign.len() + prefix.len() + body.chars().count();
    let missing = flags.width.saturating_sub(used);
    if flags.left {
        format!("{sign}{prefix}{body}{}", " ".repeat(missing))
    } else if zeros {
        format!("{sign}{prefix}{}{body}", "0".repeat(missing))
    } else {
        format!("{}{sign}{prefix}{body}", " ".repeat(missing))
    }
}

fn sign(negative: bool, flags: &Flags) -> &'static str {
    match (negative, flags.plus, flags.blank) {
        (true, _, _) => "-",
        (false, true, _) => "+",
        (false, false, true) => " ",
        _ => "",
    }
}

/// What `%s` puts into bytes.
fn plain_bytes(host: &mut dyn Host, value: &Value) -> Result<String> {
    if let Some(bytes) = bytes_of(&bytearray::plain(value.clone())?) {
        return Ok(characters(bytes));
    }
    let made = special::call(host, value, "__bytes__", [])?;
    match made.as_ref().and_then(bytes_of) {
        Some(bytes) => Ok(characters(bytes)),
        None => Err(Raised::type_error(format!(
            "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
            value.qualified_type_name()
        ))),
    }
}

/// What `%c` puts into bytes.
fn byte(host: &mut dyn Host, value: &Value) -> Result<String> {
    let wrong = || Raised::type_error("%c requires an integer in range(256) or a single byte");
    if let Some(bytes) = bytes_of(&bytearray::plain(value.clone())?) {
        return match bytes.len() {
            1 => Ok(characters(bytes)),
            _ => Err(wrong()),
        };
    }
    if !is_index(value) {
        return Err(wrong());
    }
    match u8::try_from(index_clamped(host, value)?) {
        Ok(byte) => Ok(char::from(byte).to_string()),
        Err(_) => Err(Raised::new(
            ClassId::OVERFLOW_ERROR,
            "%c arg not in range(256)",
        )),
    }
}

fn character(host: &mut dyn Host, value: &Value) -> Result<String> {
    if let Some(text) = text_of(value) {
        let mut chars = text.chars();
        return match (chars.next(), chars.next()) {
            (Some(c), None) => Ok(c.to_string()),
            _ => Err(Raised::type_error("%c requires int or char")),
        };
    }
    if !is_index(value) {
        return Err(Raised::type_error("%c requires int or char"));
    }
    let code = match index(host, value)? {
        Value::Int(code) => u32::try_from(code).ok().and_then(char::from_u32),
        _ => None,
    };
    code.map(String::from)
        .ok_or_else(|| Raised::new(ClassId::OVERFLOW_ERROR, "%c arg not in range(0x110000)"))
}

/// `%d` cuts floats to integers, the other letters refuse them.
fn integer(host: &mut dyn Host, kind: char, value: &Value) -> Result<BigInt> {
    let decimal = matches!(kind, 'd' | 'i' | 'u');
    let whole = if is_index(value) {
        index(host, value)?
    } else if decimal {
        match Number::of_any(value) {
            Some(Number::Float(x)) => truncate(x)?,
            Some(Number::Int(i)) => Value::Int(i),
            _ => match convert::int_method(host, value)? {
                Some(whole) => whole,
                None => {
                    return Err(Raised::type_error(format!(
                        "%{kind} format: a real number is required, not {}",
                        value.qualified_type_name()
                    )));
                }
            },
        }
    } else {
        return Err(Raised::type_error(format!(
            "%{kind} format: an integer is required, not {}",
            value.qualified_type_name()
        )));
    };
    Ok(match whole {
        Value::Int(i) => i.into(),
        Value::BigInt(i) => (*i).clone(),
        _ => BigInt::ZERO,
    })
}

fn integer_text(kind: char, number: &BigInt, flags: &Flags) -> Result<String> {
    let (mut digits, prefix) = match kind {
        'o' => (number.magnitude().to_str_radix(8), "0o"),
        'x' => (number.magnitude().to_str_radix(16), "0x"),
        'X' => (number.magnitude().to_str_radix(16).to_uppercase(), "0X"),
        _ => (int_text(&number.abs())?, ""),
    };
    let wanted = flags.precision.unwrap_or(0);
    if digits.len() < wanted {
        digits.insert_str(0, &"0".repeat(wanted - digits.len()));
    }
    let prefix = if flags.alternate { prefix } else { "" };
    let sign = sign(number.is_negative(), flags);
    Ok(pad(sign, prefix, &digits, flags, flags.zero))
}

fn float(kind: char, x: f64, flags: &Flags) -> String {
    let notation = match kind.to_ascii_lowercase() {
        'e' => Notation::Exponent,
        'f' => Notation::Fixed,
        _ => Notation::General,
    };
    let style = FloatStyle {
        notation,
        precision: flags.precision.unwrap_or(6),
        alternate: flags.alternate,
        add_point_zero: false,
        upper: kind.is_ascii_uppercase(),
    };
    let negative = x.is_sign_negative() && !x.is_nan();
    let body = float_text(x, &style);
    pad(sign(negative, flags), "", &body, flags, flags.zero)
}
