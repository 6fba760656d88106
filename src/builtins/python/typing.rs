//! The forms of `np.typing`: what stands in annotations can be named and subscripted, and means nothing. Python's own are
//! written in the language itself.

use std::any::Any;
use std::rc::Rc;

use crate::builtins;
use crate::value::{ClassId, Host, Native, Result, Value, display};

builtins! {
    /// What can be made an array, in annotations.
    ///
    /// >>> x: np.typing.ArrayLike = [1, 2]
    constant "np.typing.ArrayLike" => || Form::value("numpy.typing.ArrayLike");
    /// What can be made a dtype, in annotations.
    ///
    /// >>> x: np.typing.DTypeLike = 'f4'
    constant "np.typing.DTypeLike" => || Form::value("numpy.typing.DTypeLike");
    /// An array, or with a subscript one of a dtype, in annotations.
    ///
    /// >>> np.typing.NDArray[np.float64]
    /// numpy.ndarray[tuple[typing.Any, ...], numpy.dtype[numpy.float64]]
    constant "np.typing.NDArray" => || Form::value(ND_ARRAY);
    /// The form for these types.
    ///
    /// >>> np.typing.NDArray[np.int64]
    /// numpy.ndarray[tuple[typing.Any, ...], numpy.dtype[numpy.int64]]
    "_TypingForm.__getitem__" "(self, parameters, /)" => |host: &mut dyn Host, form: Value, parameters: Value| {
        let name = form.native::<Form>().map_or("", |form| &form.0);
        let parameters = match &parameters {
            Value::Tuple(items) if !items.is_empty() => items.iter().map(|item| shown(host, item)).collect::<Result<Vec<_>>>()?.join(", "),
            other => shown(host, other)?,
        };
        Ok::<Value, crate::value::Raised>(Form::value(match name {
            ND_ARRAY => ND_ARRAY.replace("~_ScalarT", &parameters),
            name => format!("{name}[{parameters}]"),
        }))
    };
    /// One type or another.
    "_TypingForm.__or__" "(self, other, /)" => |host: &mut dyn Host, form: Value, other: Value| {
        let first = shown(host, &form)?;
        Ok::<Value, crate::value::Raised>(Form::value(match other {
            Value::None => format!("typing.Optional[{first}]"),
            other => format!("typing.Union[{first}, {}]", shown(host, &other)?),
        }))
    };
}

const ND_ARRAY: &str = "numpy.ndarray[tuple[typing.Any, ...], numpy.dtype[~_ScalarT]]";

/// A name of `typing`, as it is shown.
struct Form(String);

impl Form {
    fn value(name: impl Into<String>) -> Value {
        Value::Native(Rc::new(Form(name.into())))
    }
}

impl Native for Form {
    fn class(&self) -> ClassId {
        ClassId::TYPING_FORM
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

/// A type as forms show it.
fn shown(host: &mut dyn Host, value: &Value) -> Result<String> {
    Ok(match value {
        Value::Class(class) => class.qualified(),
        Value::None => "NoneType".to_string(),
        Value::Ellipsis => "...".to_string(),
        Value::List(list) => {
            let items = list.items.borrow().clone();
            let items = items.iter().map(|item| shown(host, item));
            format!("[{}]", items.collect::<Result<Vec<_>>>()?.join(", "))
        }
        other => display::repr(host, other)?,
    })
}
