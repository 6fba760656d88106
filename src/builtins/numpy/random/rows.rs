//! Methods declared once for all their owners.

/// Declares methods that `Generator`, `RandomState` and `np.random` share, three rows each. The text is the signature
/// without its receiver.
macro_rules! shared_methods {
    ($($(#[doc = $doc:literal])* $name:literal $parameters:literal => $body:expr;)*) => {
        /// The rows of this chapter.
        pub static ROWS: &[$crate::value::Builtin] = &TABLE;

        static TABLE: [$crate::value::Builtin; 3 * [$($name),*].len()] = [$(
            $crate::builtins::numpy::random::rows::row!(
                concat!("Generator.", $name), concat!("(self, ", $parameters, ")"), [$($doc),*], $body),
            $crate::builtins::numpy::random::rows::row!(
                concat!("RandomState.", $name), concat!("(self, ", $parameters, ")"), [$($doc),*], $body),
            $crate::builtins::numpy::random::rows::row!(
                concat!("np.random.", $name), concat!("(", $parameters, ")"), [$($doc),*], $body),
        )*];
    };
}

/// Declares methods of `RandomState` and the functions of `np.random` that are the same, two rows each.
macro_rules! legacy_methods {
    ($($(#[doc = $doc:literal])* $name:literal $parameters:literal => $body:expr;)*) => {
        /// The rows of this chapter.
        pub static ROWS: &[$crate::value::Builtin] = &TABLE;

        static TABLE: [$crate::value::Builtin; 2 * [$($name),*].len()] = [$(
            $crate::builtins::numpy::random::rows::row!(
                concat!("RandomState.", $name), concat!("(self, ", $parameters, ")"), [$($doc),*], $body),
            $crate::builtins::numpy::random::rows::row!(
                concat!("np.random.", $name), concat!("(", $parameters, ")"), [$($doc),*], $body),
        )*];
    };
}

macro_rules! row {
    ($name:expr, $signature:expr, [$($doc:literal),*], $body:expr) => {
        $crate::value::Builtin::new(
            $crate::value::builtin::RowKind::Function,
            &[$name],
            $signature,
            concat!("", $($doc, "\n"),*),
            |host, bound| $crate::value::builtin::Callable::invoke(&$body, host, bound),
        )
    };
}

pub(super) use {legacy_methods, row, shared_methods};
