//! `str(e)` and `repr(e)`.

use super::super::{ClassId, Exception, Host, Result, Value};

/// The message: nothing, the one argument, or all of them as a tuple. A KeyError shows the repr of its key, an OSError
/// its number, text and file.
///
/// # Errors
/// Whatever showing an argument raises.
pub fn exception_str(host: &mut dyn Host, exception: &Exception) -> Result<String> {
    let args = exception.args.borrow().clone();
    let is_a = |class: ClassId| exception.class.is_subclass(&class.into());
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
