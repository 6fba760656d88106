//! Universal functions: one row each, so that help, completion and the reference know them one by one, and one body
//! for all. Their methods and attributes are the rows of [`methods`].

mod call;
pub mod logic;
pub mod math;
pub mod methods;
pub mod numbers;
pub mod objects;

use crate::array::ufunc::Ufunc;
use crate::value::Builtin;

pub use call::{Out, PlainOut, keep_or_scalar, mask_of};

/// The ufunc behind `np.clip`, which NumPy keeps in `np._core.umath`.
pub static CLIP: Builtin = Builtin::new(
    crate::value::builtin::RowKind::Ufunc,
    &["umath.clip"],
    ufunc_signature!(3 1),
    "Not below the second, not above the third.\n",
    call::run,
);

/// The ufunc behind a row: they have the same name.
pub fn ufunc_of(row: &Builtin) -> Option<&'static Ufunc> {
    Ufunc::by_name(row.name())
}

/// What a ufunc of so many inputs and outputs takes, as its signature says it.
macro_rules! ufunc_signature {
    (1 1) => {
        "(x, /, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None)"
    };
    (2 1) => {
        "(x1, x2, /, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None)"
    };
    (3 1) => {
        "(x1, x2, x3, /, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None)"
    };
    (1 2) => {
        "(x, out1=None, out2=None, /, *, out=None, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None)"
    };
    (2 2) => {
        "(x1, x2, out1=None, out2=None, /, *, out=None, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None)"
    };
}
pub(crate) use ufunc_signature;

/// Declares rows of ufuncs as `ROWS`: documentation, names, and how many inputs and outputs.
macro_rules! ufunc_rows {
    ($($(#[doc = $doc:literal])* $first:literal $(| $more:literal)* ($nin:tt $nout:tt);)*) => {
        /// The ufuncs of this part.
        pub static ROWS: &[$crate::value::Builtin] = &TABLE;

        static TABLE: [$crate::value::Builtin; [$($first),*].len()] = [$(
            $crate::value::Builtin::new(
                $crate::value::builtin::RowKind::Ufunc,
                &[$first $(, $more)*],
                $crate::builtins::numpy::ufuncs::ufunc_signature!($nin $nout),
                concat!("", $($doc, "\n"),*),
                $crate::builtins::numpy::ufuncs::call::run,
            ),
        )*];
    };
}
pub(crate) use ufunc_rows;
