//! Which error is a kind of which: what `raises=` needs to know of Python's and NumPy's classes.

use super::attributes::Raises;
use crate::eval::CellError;

/// Classes and the classes they derive from, below `Exception`.
/// Source: Python 3.11's "Exception hierarchy" and `numpy.exceptions`.
const BASES: &[(&str, &[&str])] = &[
    ("AxisError", &["ValueError", "IndexError"]),
    ("BlockingIOError", &["OSError"]),
    ("ComplexWarning", &["RuntimeWarning"]),
    ("DTypePromotionError", &["TypeError"]),
    ("FileExistsError", &["OSError"]),
    ("FileNotFoundError", &["OSError"]),
    ("FloatingPointError", &["ArithmeticError"]),
    ("IndentationError", &["SyntaxError"]),
    ("IndexError", &["LookupError"]),
    ("IsADirectoryError", &["OSError"]),
    ("KeyError", &["LookupError"]),
    ("LinAlgError", &["ValueError"]),
    ("ModuleNotFoundError", &["ImportError"]),
    ("NotADirectoryError", &["OSError"]),
    ("NotImplementedError", &["RuntimeError"]),
    ("OverflowError", &["ArithmeticError"]),
    ("PermissionError", &["OSError"]),
    ("RecursionError", &["RuntimeError"]),
    ("TabError", &["IndentationError"]),
    ("TooHardError", &["RuntimeError"]),
    ("UFuncTypeError", &["TypeError"]),
    ("UnboundLocalError", &["NameError"]),
    ("UnicodeDecodeError", &["UnicodeError"]),
    ("UnicodeEncodeError", &["UnicodeError"]),
    ("UnicodeError", &["ValueError"]),
    ("UnsupportedOperation", &["OSError", "ValueError"]),
    ("ZeroDivisionError", &["ArithmeticError"]),
    ("_ArrayMemoryError", &["MemoryError"]),
    ("_UFuncBinaryResolutionError", &["UFuncTypeError"]),
    ("_UFuncInputCastingError", &["UFuncTypeError"]),
    ("_UFuncNoLoopError", &["UFuncTypeError"]),
    ("_UFuncOutputCastingError", &["UFuncTypeError"]),
];

/// Whether `raises` expects this error. Running into a limit is never what a lesson means to show.
pub fn expects(raises: &Raises, error: &CellError) -> bool {
    !error.limit
        && match raises {
            Raises::Any => true,
            Raises::Named(name) => is_a(&error.type_name, name),
        }
}

fn is_a(class: &str, base: &str) -> bool {
    if class == base || base == "BaseException" {
        return true;
    }
    match BASES.iter().find(|(name, _)| *name == class) {
        Some((_, bases)) => bases.iter().any(|next| is_a(next, base)),
        None => base == "Exception" && !matches!(class, "KeyboardInterrupt" | "SystemExit"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_a;

    #[test]
    fn an_error_is_what_its_bases_are() {
        assert!(is_a("AxisError", "IndexError"));
        assert!(is_a("_UFuncNoLoopError", "TypeError"));
        assert!(is_a("TabError", "Exception"));
        assert!(!is_a("ValueError", "TypeError"));
        assert!(!is_a("KeyboardInterrupt", "Exception"));
    }
}
