//! Which error is a kind of which: what `raises=` needs to know.

use super::attributes::Raises;
use crate::eval::CellError;
use crate::value::ClassId;

/// Whether `raises` expects this error. Running into a limit is never what a lesson means to show.
pub fn expects(raises: &Raises, error: &CellError) -> bool {
    !error.limit
        && match raises {
            Raises::Any => true,
            Raises::Named(name) => is_a(&error.type_name, name),
        }
}

/// The names of all errors that Python and NumPy have.
pub fn names() -> impl Iterator<Item = &'static str> {
    ClassId::all()
        .filter(|class| class.is_exception())
        .map(ClassId::name)
}

/// Whether Python or NumPy has an error of that name.
pub fn is_known(name: &str) -> bool {
    names().any(|known| known == name)
}

/// Whether an error of class `class` would be caught as `ancestor`. Of a class that a lesson defines itself only
/// the name is known, and that it is an exception.
fn is_a(class: &str, ancestor: &str) -> bool {
    if class == ancestor {
        return true;
    }
    match ClassId::all().find(|known| known.is_exception() && known.name() == class) {
        Some(known) => known.lineage().iter().any(|base| base.name() == ancestor),
        None => matches!(ancestor, "Exception" | "BaseException"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_a;

    #[test]
    fn an_error_is_what_its_bases_are() {
        assert!(is_a("AxisError", "IndexError"));
        assert!(is_a("UFuncTypeError", "TypeError"));
        assert!(is_a("TabError", "Exception"));
        assert!(!is_a("ValueError", "TypeError"));
        assert!(!is_a("KeyboardInterrupt", "Exception"));
    }
}
