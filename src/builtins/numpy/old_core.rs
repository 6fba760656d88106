//! `np.core`: the old name of NumPy's private parts, which still works with a warning.

use crate::value::{ClassId, Host, Result};

/// The catalogue's names of the old modules.
pub const MODULES: [&str; 14] = [
    "np.core",
    "np.core._ufunc_config",
    "np.core.arrayprint",
    "np.core.defchararray",
    "np.core.einsumfunc",
    "np.core.fromnumeric",
    "np.core.function_base",
    "np.core.getlimits",
    "np.core.multiarray",
    "np.core.numeric",
    "np.core.numerictypes",
    "np.core.records",
    "np.core.shape_base",
    "np.core.umath",
];

/// Is it one of the old modules?
pub fn is_old(module: &str) -> bool {
    MODULES.contains(&module)
}

/// The module in which the names of an old one are found today, as the catalogue and as Python call it; after a warning.
///
/// # Errors
/// The warning, where the lesson made it an error.
pub fn place(
    host: &mut dyn Host,
    module: &str,
    name: &str,
) -> Result<(&'static str, &'static str)> {
    let inner = module.strip_prefix("np.core.");
    let message = format!(
        "numpy.core is deprecated and has been renamed to numpy._core. The numpy._core namespace contains private NumPy \
         internals and its use is discouraged, as NumPy internals can change without warning in any release. In practice, \
         most real-world usage of numpy.core is to access functionality in the public NumPy API. If that is the case, use \
         the public NumPy API. If not, you are using NumPy internals. If you would still like to access an internal \
         attribute, use numpy._core.{}.",
        inner.unwrap_or(name)
    );
    host.warn(ClassId::DEPRECATION_WARNING, &message)?;
    Ok(match inner {
        Some("records") => ("np.rec", "numpy.rec"),
        Some("defchararray") => ("np.char", "numpy.char"),
        _ => ("np", "numpy"),
    })
}
