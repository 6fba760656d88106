//! Arrays, NumPy's scalars and dtypes, as floor 2 prints them.

use std::rc::Rc;

use super::super::{Arguments, Host, Raised, Result, Value};
use crate::array::print::{self, FormatKey, Formatters, PrintOptions};
use crate::array::{Array, ObjectRef, Scalar};

/// What `np.set_printoptions` has set in this session.
#[derive(Clone, Default)]
pub struct ArrayPrinting {
    pub options: PrintOptions,
    /// `formatter=`: functions by NumPy's names of kinds (`float_kind`, `all`, …).
    pub formatter: Vec<(Rc<str>, Value)>,
}

/// Lets floor 2 reach the lesson's functions and objects.
struct HostFormatters<'a> {
    host: &'a mut dyn Host,
    formatter: Vec<(Rc<str>, Value)>,
}

impl HostFormatters<'_> {
    fn function(&self, key: FormatKey) -> Option<&Value> {
        let names = key.names().iter();
        names
            .filter_map(|name| self.formatter.iter().find(|(key, _)| &**key == *name))
            .map(|(_, function)| function)
            .next()
    }
}

impl Formatters for HostFormatters<'_> {
    type Error = Raised;

    fn has(&self, key: FormatKey) -> bool {
        self.function(key).is_some()
    }

    fn format(&mut self, key: FormatKey, element: &Scalar) -> Result<String> {
        let element = Value::scalar(element.clone());
        let Some(function) = self.function(key).cloned() else {
            return super::repr(self.host, &element);
        };
        let text = self
            .host
            .call(&function, Arguments::positional([element]))?;
        Ok(super::str(self.host, &text)?.to_string())
    }

    fn object_repr(&mut self, object: &ObjectRef) -> Result<String> {
        let value = Value::from_object(object);
        let text = super::repr(self.host, &value)?;
        Ok(match value {
            Value::List(_) => format!("list({text})"),
            _ => text,
        })
    }

    fn object_str(&mut self, object: &ObjectRef) -> Result<String> {
        Ok(super::str(self.host, &Value::from_object(object))?.to_string())
    }
}

fn with_formatters<R>(
    host: &mut dyn Host,
    print: impl FnOnce(&PrintOptions, &mut HostFormatters) -> Result<R>,
) -> Result<R> {
    let printing = host.session().get::<ArrayPrinting>().clone();
    with_printing(host, printing, print)
}

fn with_printing<R>(
    host: &mut dyn Host,
    printing: ArrayPrinting,
    print: impl FnOnce(&PrintOptions, &mut HostFormatters) -> Result<R>,
) -> Result<R> {
    host.enter()?;
    let mut formatters = HostFormatters {
        host,
        formatter: printing.formatter,
    };
    let result = print(&printing.options, &mut formatters);
    host.leave();
    result
}

/// The elements in brackets, printed by other options than the session's: `np.array2string`.
///
/// # Errors
/// Whatever showing an element raises; MemoryError for a text beyond the limit.
pub fn array2string(
    host: &mut dyn Host,
    array: &Array,
    printing: ArrayPrinting,
    frame: &print::Frame,
) -> Result<String> {
    with_printing(host, printing, |options, formatters| {
        print::array2string(array, options, frame, formatters)
    })
}

/// `repr` of an array, printed by other options than the session's.
///
/// # Errors
/// As [`array2string`].
pub fn array_repr_by(
    host: &mut dyn Host,
    array: &Array,
    printing: ArrayPrinting,
) -> Result<String> {
    with_printing(host, printing, |options, formatters| {
        print::array_repr(array, "array", options, formatters)
    })
}

/// `str` of an array, printed by other options than the session's.
///
/// # Errors
/// As [`array2string`].
pub fn array_str_by(host: &mut dyn Host, array: &Array, printing: ArrayPrinting) -> Result<String> {
    with_printing(host, printing, |options, formatters| {
        print::array_str(array, options, formatters)
    })
}

/// `repr` of an array whose class has this name.
///
/// # Errors
/// As [`array2string`].
pub fn array_repr_of(host: &mut dyn Host, array: &Array, name: &str) -> Result<String> {
    let dots = format!("{name}(..., dtype=object)");
    once(host, array, &dots, |host| {
        with_formatters(host, |options, formatters| {
            print::array_repr(array, name, options, formatters)
        })
    })
}

/// `str` of an array.
///
/// # Errors
/// As [`array2string`].
pub fn array_str(host: &mut dyn Host, array: &Array) -> Result<String> {
    once(host, array, "...", |host| {
        with_formatters(host, |options, formatters| {
            print::array_str(array, options, formatters)
        })
    })
}

/// The text of an array; `dots` for one of objects that is being written already, since it holds itself.
fn once(
    host: &mut dyn Host,
    array: &Array,
    dots: &str,
    write: impl FnOnce(&mut dyn Host) -> Result<String>,
) -> Result<String> {
    if !array.buffer().holds_objects() {
        return write(host);
    }
    let mut text = dots.to_string();
    super::guarded(host, array.buffer().address(), |host| {
        text = write(host)?;
        Ok(())
    })?;
    Ok(text)
}

pub(super) fn scalar_repr(host: &mut dyn Host, scalar: &Scalar) -> Result<String> {
    let options = &host.session().get::<ArrayPrinting>().options;
    Ok(print::scalar_repr(scalar, options)?)
}

pub(super) fn scalar_str(host: &mut dyn Host, scalar: &Scalar) -> Result<String> {
    let options = &host.session().get::<ArrayPrinting>().options;
    Ok(print::scalar_str(scalar, options)?)
}
