//! Whose words a row uses: how the function that it stands for takes its arguments.

use std::borrow::Cow;

use super::Callee;
use crate::value::ClassId;
use crate::value::builtin::{ParameterKind, RowKind, SignatureParameter};

/// How a function takes its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// As a `def` does.
    Python,
    /// As a `def` in a class does, whose instance behind a module's functions counts too: the module `random`, and
    /// the constructors of classes that are written in Python.
    PythonMethod,
    /// A method that hands everything on to a `def` of `numpy._core._methods`, itself included: `ndarray.sum` to
    /// `_sum`.
    Delegate,
    /// As Cython's functions do.
    Cython,
    /// As a universal function does.
    Ufunc,
    /// By NumPy's own parser (`npy_argparse.c`).
    NumPy,
    /// By `PyArg_ParseTuple`: by position only.
    Tuple,
    /// By `PyArg_ParseTupleAndKeywords`.
    TupleAndKeywords,
    /// Any number by position, some few keywords, taken apart by hand: `ndarray.reshape`.
    Loose,
    /// As CPython calls the special methods of types that are written in C: `__len__`.
    Slot,
    /// CPython: no arguments at all.
    NoArguments,
    /// CPython: exactly one, by position.
    OneArgument,
    /// CPython: by position only.
    Positional,
    /// CPython: with names.
    Keywords,
}

impl Style {
    /// Does it complain as a `def` does, of too many only after the keywords?
    pub(super) fn is_python(self) -> bool {
        matches!(
            self,
            Style::Python | Style::PythonMethod | Style::Delegate | Style::Ufunc
        )
    }

    pub(super) fn of(callee: &Callee) -> Style {
        let (row, full) = (callee.row, callee.full);
        if row.kind == RowKind::Ufunc {
            return Style::Ufunc;
        }
        if is_cython(full) {
            return Style::Cython;
        }
        if WRITTEN_IN_PYTHON.contains(&full) || full.starts_with("matplotlib.") {
            return Style::Python;
        }
        if is_of_matplotlib(full) {
            return Style::PythonMethod;
        }
        if full.starts_with("Counter.") {
            return Style::PythonMethod;
        }
        if is_of_random(full) && !row.signature.ends_with("/)") && !row.signature.ends_with("()") {
            return Style::PythonMethod;
        }
        numpy(full).unwrap_or_else(|| cpython(callee))
    }
}

/// Is it a special method that CPython reaches through the table of its type, and not one that is declared as others are?
fn is_slot(name: &str) -> bool {
    const PLAIN: [&str; 25] = [
        "__ceil__",
        "__class_getitem__",
        "__complex__",
        "__contains__",
        "__copy__",
        "__deepcopy__",
        "__dir__",
        "__enter__",
        "__exit__",
        "__floor__",
        "__format__",
        "__getitem__",
        "__getnewargs__",
        "__getstate__",
        "__init_subclass__",
        "__length_hint__",
        "__missing__",
        "__new__",
        "__reduce__",
        "__reduce_ex__",
        "__reversed__",
        "__round__",
        "__setstate__",
        "__sizeof__",
        "__subclasshook__",
    ];
    name.starts_with("__") && name.ends_with("__") && !PLAIN.contains(&name)
}

/// CPython's conventions follow from the signature.
fn cpython(callee: &Callee) -> Style {
    let positional_only = |p: &SignatureParameter| p.kind == ParameterKind::PositionalOnly;
    let is_constructor = callee.full.ends_with(".__new__");
    if is_slot(short_name(callee.full)) {
        return Style::Slot;
    }
    let parameters = callee.signature.parameters.get(callee.own..);
    match parameters.unwrap_or_default() {
        [] => Style::NoArguments,
        [one] if positional_only(one) && one.default.is_none() && !is_constructor => {
            Style::OneArgument
        }
        all if all
            .iter()
            .all(|p| positional_only(p) || p.kind == ParameterKind::Args) =>
        {
            Style::Positional
        }
        _ => Style::Keywords,
    }
}

/// Functions of Python's own modules that are no C.
const WRITTEN_IN_PYTHON: [&str; 10] = [
    "collections.namedtuple",
    "copy.copy",
    "copy.deepcopy",
    "functools.cache",
    "functools.lru_cache",
    "functools.update_wrapper",
    "functools.wraps",
    "string.capwords",
    "warnings.filterwarnings",
    "warnings.simplefilter",
];

/// Classes and functions of `np.random`.
fn is_cython(full: &str) -> bool {
    const OWNERS: [&str; 9] = [
        "np.random.",
        "Generator.",
        "RandomState.",
        "SeedSequence.",
        "BitGenerator.",
        "PCG64",
        "MT19937.",
        "Philox.",
        "SFC64.",
    ];
    OWNERS.iter().any(|owner| full.starts_with(owner))
}

/// Functions of the module `random` are methods of one hidden instance.
fn is_of_random(full: &str) -> bool {
    full.starts_with("random.") || full.starts_with("Random.")
}

/// Classes of matplotlib.
fn is_of_matplotlib(full: &str) -> bool {
    let owner = full.split('.').next().unwrap_or("");
    ClassId::all().any(|class| class.name() == owner && class.module().starts_with("matplotlib"))
}

/// The style of what NumPy has; `None` where CPython's conventions hold.
fn numpy(full: &str) -> Option<Style> {
    let (owner, name) = full.rsplit_once('.')?;
    match (owner, name) {
        (class, "__new__") => constructor(class),
        ("np", _) => Some(function(name)),
        ("ABCPolyBase" | "Chebyshev" | "poly1d", _) => Some(Style::PythonMethod),
        ("ndarray" | "generic", _) => Some(method(name)),
        ("flatiter", "copy") | ("ufunc", "at") | ("dtype", "newbyteorder") => Some(Style::Tuple),
        ("ufunc", _) => Some(Style::NumPy),
        ("MaskedArray", _) => Some(Style::PythonMethod),
        (module, _) if module.starts_with("np.") => Some(Style::Python),
        _ => None,
    }
}

/// Functions of NumPy's main namespace. Those behind `__array_function__` complain as their Python signatures do,
/// even where their bodies are in C.
fn function(name: &str) -> Style {
    match name {
        "arange" | "array" | "asanyarray" | "asarray" | "ascontiguousarray" | "asfortranarray"
        | "empty" | "from_dlpack" | "zeros" => Style::NumPy,
        "frombuffer" | "fromfile" | "fromiter" | "frompyfunc" | "fromstring" => {
            Style::TupleAndKeywords
        }
        "datetime_data" => Style::Tuple,
        "matmul" | "matvec" | "vecdot" | "vecmat" => Style::Ufunc,
        _ => Style::Python,
    }
}

fn method(name: &str) -> Style {
    match name {
        "all" | "any" | "clip" | "max" | "mean" | "min" | "prod" | "std" | "sum" | "var" => {
            Style::Delegate
        }
        "__array__" | "byteswap" | "compress" | "cumprod" | "cumsum" | "diagonal" | "getfield"
        | "put" | "repeat" | "round" | "setfield" | "setflags" | "to_device" | "tobytes"
        | "tofile" => Style::TupleAndKeywords,
        "__copy__" | "__deepcopy__" | "conj" | "conjugate" | "fill" | "item" | "nonzero"
        | "swapaxes" | "tolist" | "transpose" => Style::Tuple,
        "choose" | "reshape" | "resize" => Style::Loose,
        "as_integer_ratio" | "bit_count" | "is_integer" => Style::NoArguments,
        _ if name.starts_with("__") => Style::Slot,
        _ => Style::NumPy,
    }
}

fn constructor(class: &str) -> Option<Style> {
    match class {
        "float64" => Some(Style::Positional),
        "ABCPolyBase" | "MaskedArray" | "errstate" | "finfo" | "iinfo" | "ndenumerate"
        | "ndindex" | "poly1d" | "printoptions" | "vectorize" => Some(Style::PythonMethod),
        "bytes_" | "dtype" | "ndarray" | "nditer" | "np.bool" | "object_" | "str_" | "void" => {
            Some(Style::TupleAndKeywords)
        }
        _ if has_nameless_constructor(class) => Some(Style::TupleAndKeywords),
        _ => None,
    }
}

/// NumPy's numbers and times parse their arguments without saying who they are.
fn has_nameless_constructor(class: &str) -> bool {
    let kind = class.trim_end_matches(|c: char| c.is_ascii_digit());
    kind != class
        && matches!(
            kind,
            "int" | "uint" | "float" | "complex" | "datetime" | "timedelta"
        )
}

/// What `PyArg_ParseTuple` is told about its caller; `None` where NumPy tells it nothing.
pub(super) fn parsed_name(full: &'static str) -> Option<&'static str> {
    let (owner, name) = full.rsplit_once('.')?;
    match (owner, name) {
        ("np.bool", "__new__") => Some("bool_"),
        ("str_" | "bytes_", "__new__") => Some(owner.trim_end_matches('_')),
        (class, "__new__") => (!has_nameless_constructor(class)).then_some(class),
        (_, "tolist" | "nonzero" | "copy") => None,
        (_, "conj") => Some("conjugate"),
        _ => Some(name),
    }
}

/// `len`, `list.append`, `math.sqrt`
pub(super) fn full_name(full: &'static str) -> Cow<'static, str> {
    match full.strip_prefix("random.") {
        Some(name) => Cow::Owned(format!("Random.{name}")),
        None if full == "float64.__new__" => Cow::Borrowed("float"),
        None if full.ends_with(".__new__") => Cow::Borrowed(short_name(full)),
        // A method of a class in a module is named by its class.
        None if full.matches('.').count() > 1 => {
            Cow::Borrowed(full.split_once('.').map_or(full, |(_, name)| name))
        }
        None => Cow::Borrowed(full),
    }
}

/// `len`, `append`, `sqrt`; a class's constructor by the name of the class.
pub(super) fn short_name(full: &'static str) -> &'static str {
    match full {
        "float64.__new__" => "float",
        _ => {
            let full = full.strip_suffix(".__new__").unwrap_or(full);
            full.rsplit_once('.').map_or(full, |(_, name)| name)
        }
    }
}

/// What Python calls a function that is written in it: `randint`, or `Random.randint` for a method.
pub(super) fn python_name(full: &'static str, style: Style) -> Cow<'static, str> {
    let name = full.rsplit_once('.').map_or(full, |(_, name)| name);
    match (style, name) {
        (Style::PythonMethod, "__new__")
            if !["finfo.__new__", "MaskedArray.__new__"].contains(&full) && !is_of_random(full) =>
        {
            Cow::Owned(format!("{}.__init__", short_name(full)))
        }
        (Style::PythonMethod, "__new__") => Cow::Borrowed(full),
        (Style::PythonMethod, _) => full_name(full),
        (Style::Cython, "__new__") => Cow::Borrowed("__init__"),
        (Style::Delegate, "max") => Cow::Borrowed("_amax"),
        (Style::Delegate, "min") => Cow::Borrowed("_amin"),
        (Style::Delegate, _) => Cow::Owned(format!("_{name}")),
        _ => Cow::Borrowed(name),
    }
}

/// What CPython calls a function in complaints about its arguments: `len()`, or just `function` where it does not know.
pub(super) fn called(full: &'static str) -> Cow<'static, str> {
    match full {
        "datetime.date.__new__" | "datetime.datetime.__new__" | "datetime.time.__new__" => {
            Cow::Borrowed("function")
        }
        "datetime.timedelta.__new__" => Cow::Borrowed("__new__()"),
        _ => Cow::Owned(format!("{}()", short_name(full))),
    }
}
