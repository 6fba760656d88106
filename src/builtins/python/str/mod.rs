//! `str`.
//!
//! Positions count characters, as in Python; a text of ASCII alone is indexed by its bytes.

mod case;
mod classify;
mod search;
mod split;
mod transform;
pub mod window;

pub use classify::is_identifier;

use crate::builtins;
use crate::value::builtin::Given;
use crate::value::compare::bytes_of;
use crate::value::{Builtin, Host, Raised, Result, Value, display};

/// The rows of `str`.
pub const CHAPTERS: [&[Builtin]; 6] = [
    ROWS,
    case::ROWS,
    classify::ROWS,
    search::ROWS,
    split::ROWS,
    transform::ROWS,
];

builtins! {
    /// The text that shows a value to a reader.
    ///
    /// Bytes are decoded where an encoding is given.
    ///
    /// >>> str(3.5), str([1, "a"])
    /// ('3.5', "[1, 'a']")
    "str.__new__" "(object='', encoding=<no value>, errors=<no value>)" => new;
}

fn new(host: &mut dyn Host, object: Given, encoding: Given, errors: Given) -> Result<Value> {
    let decoding = encoding.0.is_some() || errors.0.is_some();
    let Some(object) = object.0 else {
        return Ok(Value::str(""));
    };
    if !decoding {
        return display::str(host, &object).map(Value::Str);
    }
    let encoding = match encoding.0 {
        None => "utf-8".into(),
        Some(Value::Str(encoding)) => encoding,
        Some(other) => {
            return Err(Raised::type_error(format!(
                "str() argument 'encoding' must be str, not {}",
                other.qualified_type_name()
            )));
        }
    };
    match bytes_of(&object) {
        Some(bytes) => super::bytes::decode(bytes, &encoding, errors.0.as_ref()),
        None if crate::value::compare::text_of(&object).is_some() => {
            Err(Raised::type_error("decoding str is not supported"))
        }
        None => Err(Raised::type_error(format!(
            "decoding to str: need a bytes-like object, {} found",
            object.qualified_type_name()
        ))),
    }
}
