//! The module `string`: the characters of a kind, as texts.

use super::iterate;
use super::parameters::Text;
use crate::builtins;
use crate::value::{Arguments, Host, Result, Value};

builtins! {
    /// The small letters of English.
    ///
    /// >>> len(string.ascii_lowercase)
    /// 26
    constant "string.ascii_lowercase" => || "abcdefghijklmnopqrstuvwxyz";
    /// The capital letters of English.
    ///
    /// >>> len(string.ascii_uppercase)
    /// 26
    constant "string.ascii_uppercase" => || "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    /// The letters of English, small ones first.
    ///
    /// >>> len(string.ascii_letters)
    /// 52
    constant "string.ascii_letters" => || "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    /// The ten digits.
    ///
    /// >>> len(string.digits)
    /// 10
    constant "string.digits" => || "0123456789";
    /// The digits of hexadecimal numbers.
    ///
    /// >>> len(string.hexdigits)
    /// 22
    constant "string.hexdigits" => || "0123456789abcdefABCDEF";
    /// The digits of octal numbers.
    ///
    /// >>> len(string.octdigits)
    /// 8
    constant "string.octdigits" => || "01234567";
    /// The ASCII characters that are marks.
    ///
    /// >>> len(string.punctuation)
    /// 32
    constant "string.punctuation" => || "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    /// Digits, letters, marks and blanks.
    ///
    /// >>> len(string.printable)
    /// 100
    constant "string.printable" => || "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\u{b}\u{c}";
    /// The characters that count as blanks.
    ///
    /// >>> len(string.whitespace)
    /// 6
    constant "string.whitespace" => || " \t\n\r\u{b}\u{c}";
    /// Each word with a capital letter, with single blanks between them.
    ///
    /// >>> string.capwords('two  words')
    /// 'Two Words'
    "string.capwords" "(s, sep=None)" => capwords;
}

fn capwords(host: &mut dyn Host, text: Text, separator: Option<Text>) -> Result<Value> {
    let text = Value::Str(text.0);
    let method = |host: &mut dyn Host, value: &Value, name: &str, arguments: Vec<Value>| {
        let method = host.attribute(value, name)?;
        host.call(&method, Arguments::positional(arguments))
    };
    let separator = separator.map(|separator| Value::Str(separator.0));
    let given = separator.iter().cloned().collect();
    let words = method(host, &text, "split", given)?;
    let words = iterate::collect(host, &words)?;
    let words = words
        .iter()
        .map(|word| method(host, word, "capitalize", Vec::new()));
    let words = words.collect::<Result<Vec<_>>>();
    let between = separator.unwrap_or_else(|| Value::str(" "));
    method(host, &between, "join", vec![Value::list(words?)])
}
