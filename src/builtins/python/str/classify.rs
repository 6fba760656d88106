//! What kinds of characters a text consists of.

use super::super::characters::{decimal_value, is_digit, is_numeric};
use super::super::number_text::is_space;
use super::super::parameters::Text;
use crate::array::print::is_printable;
use crate::builtins;

builtins! {
    /// Letters only, and at least one?
    ///
    /// >>> "abc".isalpha(), "a1".isalpha()
    /// (True, False)
    "str.isalpha" "(self, /)" => |text: Text| all(&text.0, char::is_alphabetic);
    /// Letters and digits only, and at least one?
    ///
    /// >>> "a1".isalnum()
    /// True
    "str.isalnum" "(self, /)" => |text: Text| all(&text.0, |c| c.is_alphabetic() || is_digit(c) || is_numeric(c));
    /// Digits only, and at least one? Superscripts count.
    ///
    /// >>> "12".isdigit(), "-12".isdigit()
    /// (True, False)
    "str.isdigit" "(self, /)" => |text: Text| all(&text.0, is_digit);
    /// Decimal digits only, and at least one?
    ///
    /// >>> "12".isdecimal()
    /// True
    "str.isdecimal" "(self, /)" => |text: Text| all(&text.0, |c| decimal_value(c).is_some());
    /// Numeric characters only, and at least one? Fractions count.
    ///
    /// >>> "½".isnumeric()
    /// True
    "str.isnumeric" "(self, /)" => |text: Text| all(&text.0, |c| is_digit(c) || is_numeric(c));
    /// Blanks only, and at least one?
    ///
    /// >>> " \t".isspace()
    /// True
    "str.isspace" "(self, /)" => |text: Text| all(&text.0, is_space);
    /// Is it empty or of ASCII characters only?
    ///
    /// >>> "é".isascii()
    /// False
    "str.isascii" "(self, /)" => |text: Text| text.0.is_ascii();
    /// Would `repr` show every character as it is?
    ///
    /// >>> "a\n".isprintable()
    /// False
    "str.isprintable" "(self, /)" => |text: Text| text.0.chars().all(is_printable);
    /// Could it be a name in Python?
    ///
    /// >>> "x_1".isidentifier(), "1x".isidentifier()
    /// (True, False)
    "str.isidentifier" "(self, /)" => |text: Text| is_identifier(&text.0);
    /// Are all letters in upper case, and is there one?
    ///
    /// >>> "X1".isupper()
    /// True
    "str.isupper" "(self, /)" => |text: Text| {
        text.0.chars().any(char::is_uppercase) && !text.0.chars().any(char::is_lowercase)
    };
    /// Are all letters in lower case, and is there one?
    ///
    /// >>> "x1".islower()
    /// True
    "str.islower" "(self, /)" => |text: Text| {
        text.0.chars().any(char::is_lowercase) && !text.0.chars().any(char::is_uppercase)
    };
    /// Does every word begin with a capital and go on in lower case?
    ///
    /// >>> "Hello World".istitle()
    /// True
    "str.istitle" "(self, /)" => |text: Text| is_title(&text.0);
}

fn all(text: &str, is: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(is)
}

pub fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next().is_some_and(|c| c == '_' || c.is_alphabetic());
    first && chars.all(|c| c == '_' || c.is_alphanumeric())
}

fn is_title(text: &str) -> bool {
    let (mut inside, mut found) = (false, false);
    for c in text.chars() {
        if c.is_uppercase() {
            if inside {
                return false;
            }
            (inside, found) = (true, true);
        } else if c.is_lowercase() {
            if !inside {
                return false;
            }
        } else {
            inside = false;
        }
    }
    found
}
