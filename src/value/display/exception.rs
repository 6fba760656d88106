//! `str(e)` and `repr(e)`.

use super::super::raised::AXIS_MESSAGE;
use super::super::{ClassId, Exception, Host, Result, Value};

/// The message: nothing, the one argument, or all of them as a tuple. A KeyError shows the repr of its key, an OSError
/// its number, text and file.
///
/// # Errors
/// Whatever showing an argument raises.
pub fn exception_str(host: &mut dyn Host, exception: &Exception) -> Result<String> {
    let args = exception.args.borrow().clone();
    let is_a = |class: ClassId| exception.class.is_subclass(&class.into());
    if is_a(ClassId::AXIS_ERROR)
        && let Some(message) = axis_message(host, exception)?
    {
        return Ok(message);
    }
    match args.as_slice() {
        [] => Ok(String::new()),
        [key] if is_a(ClassId::KEY_ERROR) => super::repr(host, key),
        [message] => Ok(super::str(host, message)?.to_string()),
        [number, text, rest @ ..] if is_a(ClassId::OS_ERROR) && rest.len() <= 3 => {
            let mut shown = format!(
                "[Errno {}] {}",
                super::str(host, number)?,
                super::str(host, text)?
            );
            if let Some(file) = rest.first().filter(|file| !file.is_none()) {
                shown += ": ";
                shown += &super::repr(host, file)?;
            }
            Ok(shown)
        }
        [message, ..] if is_a(ClassId::SYNTAX_ERROR) => Ok(super::str(host, message)?.to_string()),
        _ => super::repr(host, &Value::tuple(args)),
    }
}

/// What an AxisError says, unless it was made from a message.
fn axis_message(host: &mut dyn Host, exception: &Exception) -> Result<Option<String>> {
    let kept = |name| exception.attribute(name).filter(|value| !value.is_none());
    let prefix = match kept(AXIS_MESSAGE) {
        None => String::new(),
        Some(prefix) => super::str(host, &prefix)?.to_string(),
    };
    let Some(axis) = kept("axis") else {
        return Ok((!prefix.is_empty()).then_some(prefix));
    };
    let ndim = exception.attribute("ndim").unwrap_or(Value::None);
    let (axis, ndim) = (super::str(host, &axis)?, super::str(host, &ndim)?);
    let between = if prefix.is_empty() { "" } else { ": " };
    Ok(Some(format!(
        "{prefix}{between}axis {axis} is out of bounds for array of dimension {ndim}"
    )))
}

/// `ValueError('message')`
///
/// # Errors
/// Whatever showing an argument raises.
pub fn exception_repr(host: &mut dyn Host, exception: &Exception) -> Result<String> {
    let args = exception.args.borrow().clone();
    let mut out = exception.class.name().to_string();
    let shown = match args.as_slice() {
        // The file of an OSError is an attribute, no argument.
        [_, _, _, ..] if exception.class.is_subclass(&ClassId::OS_ERROR.into()) => &args[..2],
        all => all,
    };
    super::write_items(host, ("(", ")"), &mut out, |i| shown.get(i).cloned())?;
    Ok(out)
}
