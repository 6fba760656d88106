//! The row type of the catalogue: a capability, declared once.
//!
//! A row has NumPy's own names and signature text, documentation with `>>>` examples, and a plain typed function.
//! Binding, error texts, help and completion derive from it. The rows themselves stand on floor 4.

mod bind;
mod complaints;
mod parameter;
mod returned;
mod signature;
mod state;

use std::sync::OnceLock;

use super::{Arguments, ClassId, Host, Result, Value};
use crate::array::meter;

pub use bind::Bound;
pub use parameter::{ByPosition, Callable, FromValue, Given, Keywords, Parameter, Rest, WithHost};
pub use returned::Returned;
pub use signature::{
    Default_, Kind as ParameterKind, Signature, SignatureParameter, without_receiver,
};
pub use state::SessionState;

/// `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`, as Python lists missing arguments.
pub fn enumerate(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [first @ .., last] => format!("{}, and {last}", first.join(", ")),
    }
}

/// What a call counts besides what its body counts: it takes as long as several steps of the language.
pub const CALL_STEPS: usize = 5;

/// One capability: a function, method, attribute or constant.
pub struct Builtin {
    /// `np.sum`, `ndarray.sum`: a module's or a class's name, then its own. Setters end in `=`.
    pub names: &'static [&'static str],
    /// As `inspect.signature` shows it: `(a, axis=None, …)`. Empty for attributes and constants.
    pub signature: &'static str,
    /// Markdown; each line has a line end. One text, because a table of lines would cost the program more than their text.
    pub doc: &'static str,
    pub kind: RowKind,
    /// It is called for what it changes: its object, or an argument.
    pub changes: bool,
    pub body: fn(&mut dyn Host, &mut Bound) -> Result<Value>,
    /// Behind a pointer: there are thousands of rows, and most are never called.
    parsed: OnceLock<Box<Signature>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    Function,
    /// Read by naming it: `ndarray.shape`.
    Property,
    /// Set by assigning to it: `ndarray.shape=`.
    Setter,
    /// The same value every time: `np.pi`.
    Constant,
    /// A universal function: called like a function, with methods and attributes of its own.
    Ufunc,
}

impl Builtin {
    /// A row; written by [`builtins!`](crate::builtins!).
    pub const fn new(
        kind: RowKind,
        names: &'static [&'static str],
        signature: &'static str,
        doc: &'static str,
        body: fn(&mut dyn Host, &mut Bound) -> Result<Value>,
    ) -> Builtin {
        Builtin::declared(kind, false, names, signature, doc, body)
    }

    /// A row of which is known whether it changes something.
    pub const fn declared(
        kind: RowKind,
        changes: bool,
        names: &'static [&'static str],
        signature: &'static str,
        doc: &'static str,
        body: fn(&mut dyn Host, &mut Bound) -> Result<Value>,
    ) -> Builtin {
        Builtin {
            names,
            signature,
            doc,
            kind,
            changes,
            body,
            parsed: OnceLock::new(),
        }
    }

    /// The signature's parameters.
    pub fn parameters(&'static self) -> &'static Signature {
        let text = match self.kind {
            RowKind::Property if self.signature.is_empty() => "(self, /)",
            _ => self.signature,
        };
        self.parsed.get_or_init(|| Box::new(Signature::parse(text)))
    }

    /// The last part of its first name: what error texts call it.
    pub fn name(&self) -> &'static str {
        let full = self.full_name();
        full.rsplit_once('.').map_or(full, |(_, name)| name)
    }

    pub fn full_name(&self) -> &'static str {
        self.names.first().copied().unwrap_or("")
    }

    /// Does its first parameter stand for the object or the class it is called on?
    pub fn is_method(&self) -> bool {
        self.signature.starts_with("(self") || self.is_class_method()
    }

    /// Is it a member of one of the built-in classes that can be derived from, and not one that every object has?
    pub fn is_of_class(&self) -> bool {
        let owner = self
            .full_name()
            .rsplit_once('.')
            .map_or("", |(owner, _)| owner);
        !owner.is_empty() && owner != "object"
    }

    /// Does its first parameter stand for the class it is called on?
    pub fn is_class_method(&self) -> bool {
        self.signature.starts_with("(cls,") || self.signature == "(cls)"
    }

    /// Is it a function that only lives in its class, to be called with neither object nor class?
    pub fn is_static_method(&self) -> bool {
        const OWNERS: [&str; 10] = [
            "int",
            "float",
            "dict",
            "OrderedDict",
            "Counter",
            "bytes",
            "bytearray",
            "str",
            "datetime.date",
            "datetime.datetime",
        ];
        let owner = self
            .full_name()
            .rsplit_once('.')
            .map_or("", |(owner, _)| owner);
        OWNERS.contains(&owner) && self.kind == RowKind::Function && !self.is_method()
    }

    /// NumPy's functions that are written in Python show as `function`.
    pub fn class(&self) -> ClassId {
        match self.kind {
            RowKind::Ufunc => ClassId::UFUNC,
            _ => ClassId::BUILTIN_FUNCTION,
        }
    }

    /// Binds the arguments and runs the body.
    ///
    /// # Errors
    /// TypeError where the arguments do not fit the signature; whatever the body raises.
    pub fn call(&'static self, host: &mut dyn Host, mut arguments: Arguments) -> Result<Value> {
        self.call_with(host, &mut arguments)
    }

    /// As [`Builtin::call`], of arguments that stay where they are; what is left of them is of no use.
    ///
    /// # Errors
    /// As there.
    pub fn call_with(
        &'static self,
        host: &mut dyn Host,
        arguments: &mut Arguments,
    ) -> Result<Value> {
        let of_scalar =
            arguments.as_method && matches!(arguments.positional.first(), Some(Value::Scalar(_)));
        meter::steps(CALL_STEPS)?;
        let mut bound = Bound::new(self, arguments)?;
        let result = (self.body)(host, &mut bound)?;
        Ok(match result {
            // A scalar's methods are those of an array of no dimensions, and give scalars again.
            Value::Array(object)
                if of_scalar && object.with(|a| a.ndim() == 0) && self.name() != "__array__" =>
            {
                Value::array_or_scalar(object.array())
            }
            other => other,
        })
    }
}

/// Declares the rows of a chapter as `ROWS`.
///
/// ```text
/// builtins! {
///     /// Sum of array elements over the given axes.
///     ///
///     /// >>> np.sum([[0, 1], [0, 5]], axis=0)
///     /// array([0, 6])
///     "np.sum" | "ndarray.sum" "(a, axis=None, …)" => sum;
///     /// Number of dimensions.
///     property "ndarray.ndim" => ndim;
///     setter "ndarray.shape=" => set_shape;
///     /// The ratio of a circle's circumference to its diameter.
///     constant "np.pi" => || std::f64::consts::PI;
///     /// Adds an item at the end.
///     changes "list.append" "(self, object, /)" => append;
/// }
/// ```
///
/// A body is a function or closure of parameters that implement [`Parameter`], the host first if it needs it.
#[macro_export]
macro_rules! builtins {
    ($($(#[doc = $doc:literal])* $($kind:ident)? $first:literal $(| $more:literal)* $($signature:literal)? => $body:expr;)*) => {
        /// The rows of this chapter.
        pub static ROWS: &[$crate::value::Builtin] = &TABLE;

        static TABLE: [$crate::value::Builtin; [$($first),*].len()] = [$(
            $crate::value::Builtin::declared(
                $crate::row_kind!($($kind)?),
                $crate::row_changes!($($kind)?),
                &[$first $(, $more)*],
                concat!("", $($signature)?),
                concat!("", $($doc, "\n"),*),
                |host, bound| $crate::value::builtin::Callable::invoke(&$body, host, bound),
            ),
        )*];
    };
}

/// The kind named before a row.
#[macro_export]
macro_rules! row_kind {
    () => {
        $crate::value::builtin::RowKind::Function
    };
    (property) => {
        $crate::value::builtin::RowKind::Property
    };
    (setter) => {
        $crate::value::builtin::RowKind::Setter
    };
    (constant) => {
        $crate::value::builtin::RowKind::Constant
    };
    (ufunc) => {
        $crate::value::builtin::RowKind::Ufunc
    };
    (changes) => {
        $crate::value::builtin::RowKind::Function
    };
}

/// Does the kind named before a row say that it changes something?
#[macro_export]
macro_rules! row_changes {
    (changes) => {
        true
    };
    ($($kind:ident)?) => {
        false
    };
}
