//! Names that NumPy once had: what it says of them.
//!
//! The names and the words are those of NumPy 2.4's `__init__.py` and `_expired_attrs_2_0.py`.

use crate::value::{ClassId, Host, Raised, Result};

/// Removed in 2.0, with the advice that ends the message.
const REMOVED_IN_2_0: &[(&str, &str)] = &[
    (
        "DataSource",
        "It's still available as `np.lib.npyio.DataSource`.",
    ),
    ("Inf", "Use `np.inf` instead."),
    ("Infinity", "Use `np.inf` instead."),
    ("NINF", "Use `-np.inf` instead."),
    ("NZERO", "Use `-0.0` instead."),
    ("NaN", "Use `np.nan` instead."),
    ("PINF", "Use `np.inf` instead."),
    ("PZERO", "Use `0.0` instead."),
    (
        "add_docstring",
        "It's still available as `np.lib.add_docstring`.",
    ),
    ("add_newdoc", "It's still available as `np.lib.add_newdoc`."),
    (
        "add_newdoc_ufunc",
        "It's an internal function and doesn't have a replacement.",
    ),
    ("alltrue", "Use `np.all` instead."),
    ("asfarray", "Use `np.asarray` with a proper dtype instead."),
    (
        "byte_bounds",
        "Now it's available under `np.lib.array_utils.byte_bounds`",
    ),
    ("cast", "Use `np.asarray(arr, dtype=dtype)` instead."),
    ("cfloat", "Use `np.complex128` instead."),
    ("clongfloat", "Use `np.clongdouble` instead."),
    (
        "compare_chararrays",
        "It's still available as `np.char.compare_chararrays`.",
    ),
    ("complex_", "Use `np.complex128` instead."),
    (
        "deprecate",
        "Emit `DeprecationWarning` with `warnings.warn` directly, or use `typing.deprecated`.",
    ),
    (
        "deprecate_with_doc",
        "Emit `DeprecationWarning` with `warnings.warn` directly, or use `typing.deprecated`.",
    ),
    ("fastCopyAndTranspose", "Use `arr.T.copy()` instead."),
    (
        "find_common_type",
        "Use `numpy.promote_types` or `numpy.result_type` instead. To achieve semantics for the `scalar_types` argument, use `numpy.result_type` and pass the Python values `0`, `0.0`, or `0j`.",
    ),
    ("float_", "Use `np.float64` instead."),
    (
        "format_parser",
        "It's still available as `np.rec.format_parser`.",
    ),
    ("get_array_wrap", ""),
    ("geterrobj", "Use the np.errstate context manager instead."),
    ("infty", "Use `np.inf` instead."),
    ("issctype", "Use `issubclass(rep, np.generic)` instead."),
    ("issubclass_", "Use `issubclass` builtin instead."),
    ("issubsctype", "Use `np.issubdtype` instead."),
    ("longcomplex", "Use `np.clongdouble` instead."),
    ("longfloat", "Use `np.longdouble` instead."),
    ("lookfor", "Search NumPy's documentation directly."),
    ("mat", "Use `np.asmatrix` instead."),
    (
        "maximum_sctype",
        "Use a specific dtype instead. You should avoid relying on any implicit mechanism and select the largest dtype of a kind explicitly in the code.",
    ),
    ("nbytes", "Use `np.dtype(<dtype>).itemsize` instead."),
    ("obj2sctype", "Use `np.dtype(obj).type` instead."),
    (
        "recfromcsv",
        "Use `np.genfromtxt` with comma delimiter instead.",
    ),
    ("recfromtxt", "Use `np.genfromtxt` instead."),
    ("round_", "Use `np.round` instead."),
    ("safe_eval", "Use `ast.literal_eval` instead."),
    ("sctype2char", "Use `np.dtype(obj).char` instead."),
    ("sctypes", "Access dtypes explicitly instead."),
    (
        "set_numeric_ops",
        "For the general case, use `PyUFunc_ReplaceLoopBySignature`. For ndarray subclasses, define the ``__array_ufunc__`` method and override the relevant ufunc.",
    ),
    (
        "set_string_function",
        "Use `np.set_printoptions` instead with a formatter for custom printing of NumPy objects.",
    ),
    ("seterrobj", "Use the np.errstate context manager instead."),
    ("singlecomplex", "Use `np.complex64` instead."),
    ("sometrue", "Use `np.any` instead."),
    ("source", "Use `inspect.getsource` instead."),
    ("string_", "Use `np.bytes_` instead."),
    ("tracemalloc_domain", "It's now available from `np.lib`."),
    ("unicode_", "Use `np.str_` instead."),
    ("who", "Use an IDE variable explorer or `locals()` instead."),
];

/// Once other names of Python's own types, with what the message says of each beyond that.
const ALIASES_OF_BUILTINS: &[(&str, &str)] = &[
    ("object", ""),
    ("float", NUMPYS_FLOAT),
    ("complex", NUMPYS_COMPLEX),
    ("str", NUMPYS_STR),
    ("int", NUMPYS_INT),
];

const NUMPYS_FLOAT: &str =
    "If you specifically wanted the numpy scalar type, use `np.float64` here.";
const NUMPYS_COMPLEX: &str =
    "If you specifically wanted the numpy scalar type, use `np.complex128` here.";
const NUMPYS_STR: &str = "If you specifically wanted the numpy scalar type, use `np.str_` here.";
const NUMPYS_INT: &str = "When replacing `np.int`, you may wish to use e.g. `np.int64` or `np.int32` to specify the \
                          precision. If you wish to review your current use, check the release note link for \
                          additional information.";

/// Names that will mean NumPy's scalars one day.
const SCALARS_TO_COME: [&str; 3] = ["str", "bytes", "object"];

/// The complaint about `np.name`, where there is no such thing (any more).
///
/// # Errors
/// A warning that the lesson turned into an error.
pub fn missing(host: &mut dyn Host, name: &str) -> Result<Raised> {
    if SCALARS_TO_COME.contains(&name) {
        let message =
            format!("In the future `np.{name}` will be defined as the corresponding NumPy scalar.");
        host.warn(ClassId::FUTURE_WARNING, &message)?;
    }
    Ok(Raised::attribute_error(message(name)))
}

fn message(name: &str) -> String {
    let find = |table: &'static [(&str, &'static str)]| {
        table
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, words)| *words)
    };
    if let Some(more) = find(ALIASES_OF_BUILTINS) {
        return format!(
            "module 'numpy' has no attribute '{name}'.\n\
             `np.{name}` was a deprecated alias for the builtin `{name}`. To avoid this error in existing code, \
             use `{name}` by itself. Doing this will not modify any behavior and is safe. {more}\n\
             The aliases was originally deprecated in NumPy 1.20; for more details and guidance see the original \
             release note at:\n    https://numpy.org/devdocs/release/1.20.0-notes.html#deprecations"
        );
    }
    match (find(REMOVED_IN_2_0), name) {
        (Some(advice), _) => {
            format!("`np.{name}` was removed in the NumPy 2.0 release. {advice}")
        }
        (None, "array_api") => {
            "`numpy.array_api` is not available from numpy 2.0 onwards".to_string()
        }
        (None, "distutils") => {
            "`numpy.distutils` is not available from Python 3.12 onwards".to_string()
        }
        (None, "longdouble" | "clongdouble" | "float128" | "complex256") => {
            format!(
                "ndbook has no 80-bit floats, and so no `np.{name}`. Use `np.float64` or `np.complex128` instead."
            )
        }
        (None, "ctypeslib") => "ndbook runs no C, and so has no `np.ctypeslib`".to_string(),
        _ => format!("module 'numpy' has no attribute '{name}'"),
    }
}
