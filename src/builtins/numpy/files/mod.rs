//! Arrays in files: text tables and NumPy's own `.npy`.

pub mod generic;
pub mod npy;
pub mod npz;
pub mod raw;
pub mod savetxt;
pub mod table;
pub mod zip;

use std::rc::Rc;

use crate::builtins::python::{io, iterate};
use crate::value::{ClassId, Host, Raised, Result, Value};

/// The lines of a file by its name, of an open file, or of any iterable of texts.
///
/// # Errors
/// FileNotFoundError in the words of NumPy's data sources; `wrong` for what gives no lines.
fn lines_of(
    host: &mut dyn Host,
    source: &Value,
    wrong: fn(&Value) -> Raised,
) -> Result<Vec<Rc<str>>> {
    if let Value::Str(path) = source {
        let bytes = match host.files().read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Raised::new(
                    ClassId::FILE_NOT_FOUND_ERROR,
                    format!("{path} not found."),
                ));
            }
            Err(error) => return Err(io::os_error(&error, path)),
        };
        let text = io::universal(io::decode(&bytes)?);
        crate::array::meter::steps(text.len() / 16)?;
        return Ok(text.lines().map(Rc::from).collect());
    }
    let Ok(items) = iterate::iter(host, source) else {
        return Err(wrong(source));
    };
    let mut lines = Vec::new();
    while let Some(item) = iterate::next(host, &items)? {
        crate::array::meter::steps(1)?;
        match &item {
            Value::Str(line) => lines.push(line.trim_end_matches(['\n', '\r']).into()),
            Value::Bytes(bytes) => {
                lines.push(io::decode(bytes)?.trim_end_matches(['\n', '\r']).into())
            }
            _ => return Err(Raised::type_error("non-string returned while reading data")),
        }
    }
    Ok(lines)
}

/// The texts of an argument that may be one text or several; None where there is none.
fn texts(value: &Value) -> Result<Option<Vec<Rc<str>>>> {
    let items = match value {
        Value::None => return Ok(None),
        Value::Str(one) => return Ok(Some(vec![one.clone()])),
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(items) => items.to_vec(),
        other => {
            return Err(Raised::type_error(format!(
                "expected str, got {}",
                other.type_name()
            )));
        }
    };
    let texts = items.into_iter().map(|item| match item {
        Value::Str(text) => Ok(text),
        other => Err(Raised::type_error(format!(
            "expected str, got {}",
            other.type_name()
        ))),
    });
    texts.collect::<Result<_>>().map(Some)
}

/// The line without what follows a comment sign.
fn without_comment<'a>(line: &'a str, comments: &[Rc<str>]) -> &'a str {
    let cut = comments
        .iter()
        .filter(|sign| !sign.is_empty())
        .filter_map(|sign| line.find(&**sign))
        .min();
    cut.map_or(line, |at| &line[..at])
}
