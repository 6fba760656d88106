//! The module `typing`, names only: what stands in annotations can be named and subscripted, and means nothing.

use std::any::Any;
use std::rc::Rc;

use super::parameters::Text;
use crate::builtins;
use crate::value::builtin::{Keywords, Rest};
use crate::value::{ClassId, Host, Native, Result, Value, display};

builtins! {
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Any
    /// typing.Any
    constant "typing.Any" => || Form::value("typing.Any");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Union
    /// typing.Union
    constant "typing.Union" => || Form::value("typing.Union");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Optional
    /// typing.Optional
    constant "typing.Optional" => || Form::value("typing.Optional");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.List
    /// typing.List
    constant "typing.List" => || Form::value("typing.List");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Dict
    /// typing.Dict
    constant "typing.Dict" => || Form::value("typing.Dict");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Tuple
    /// typing.Tuple
    constant "typing.Tuple" => || Form::value("typing.Tuple");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Set
    /// typing.Set
    constant "typing.Set" => || Form::value("typing.Set");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.FrozenSet
    /// typing.FrozenSet
    constant "typing.FrozenSet" => || Form::value("typing.FrozenSet");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Callable
    /// typing.Callable
    constant "typing.Callable" => || Form::value("typing.Callable");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Iterable
    /// typing.Iterable
    constant "typing.Iterable" => || Form::value("typing.Iterable");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Iterator
    /// typing.Iterator
    constant "typing.Iterator" => || Form::value("typing.Iterator");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Sequence
    /// typing.Sequence
    constant "typing.Sequence" => || Form::value("typing.Sequence");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Mapping
    /// typing.Mapping
    constant "typing.Mapping" => || Form::value("typing.Mapping");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.MutableMapping
    /// typing.MutableMapping
    constant "typing.MutableMapping" => || Form::value("typing.MutableMapping");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Generator
    /// typing.Generator
    constant "typing.Generator" => || Form::value("typing.Generator");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Type
    /// typing.Type
    constant "typing.Type" => || Form::value("typing.Type");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Literal
    /// typing.Literal
    constant "typing.Literal" => || Form::value("typing.Literal");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Final
    /// typing.Final
    constant "typing.Final" => || Form::value("typing.Final");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.ClassVar
    /// typing.ClassVar
    constant "typing.ClassVar" => || Form::value("typing.ClassVar");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Annotated
    /// <class 'typing.Annotated'>
    constant "typing.Annotated" => || Form::value("<class 'typing.Annotated'>");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Hashable
    /// typing.Hashable
    constant "typing.Hashable" => || Form::value("typing.Hashable");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Sized
    /// typing.Sized
    constant "typing.Sized" => || Form::value("typing.Sized");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.DefaultDict
    /// typing.DefaultDict
    constant "typing.DefaultDict" => || Form::value("typing.DefaultDict");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Deque
    /// typing.Deque
    constant "typing.Deque" => || Form::value("typing.Deque");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Counter
    /// typing.Counter
    constant "typing.Counter" => || Form::value("typing.Counter");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.OrderedDict
    /// typing.OrderedDict
    constant "typing.OrderedDict" => || Form::value("typing.OrderedDict");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.NoReturn
    /// typing.NoReturn
    constant "typing.NoReturn" => || Form::value("typing.NoReturn");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Self
    /// typing.Self
    constant "typing.Self" => || Form::value("typing.Self");
    /// Stands in annotations.
    ///
    /// >>> import typing
    /// >>> typing.TypeAlias
    /// typing.TypeAlias
    constant "typing.TypeAlias" => || Form::value("typing.TypeAlias");
    /// Text, in annotations.
    ///
    /// >>> import typing
    /// >>> typing.Text
    /// <class 'str'>
    constant "typing.Text" => || Value::Class(ClassId::STR.into());
    /// Is a type checker looking? Never while a lesson runs.
    ///
    /// >>> import typing
    /// >>> typing.TYPE_CHECKING
    /// False
    constant "typing.TYPE_CHECKING" => || false;
    /// A name that stands for a type.
    ///
    /// >>> import typing
    /// >>> typing.TypeVar('T')
    /// ~T
    "typing.TypeVar" "(name, *constraints, **options)" => |name: Text, _constraints: Rest, _options: Keywords| {
        Form::value(format!("~{}", name.0))
    };
    /// The value itself, whatever its type is said to be.
    ///
    /// >>> import typing
    /// >>> typing.cast(float, 1)
    /// 1
    "typing.cast" "(typ, val)" => |_type: Value, value: Value| value;
    /// The function itself.
    ///
    /// >>> import typing
    /// >>> typing.final(len) is len
    /// True
    "typing.final" | "typing.no_type_check" "(f)" => |function: Value| function;
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
    /// >>> import typing
    /// >>> typing.Dict[str, typing.List[int]]
    /// typing.Dict[str, typing.List[int]]
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
    ///
    /// >>> import typing
    /// >>> typing.List[int] | None
    /// typing.Optional[typing.List[int]]
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
