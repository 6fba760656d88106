//! `matplotlib.pyplot` and its objects, as far as lessons draw with them.
//!
//! The figures themselves are data of [`plot`](crate::plot); here are their names, arguments and objects. Most names
//! stand twice: as a function of `plt`, for the axes that are current, and as a method of axes. Such rows are declared
//! once, by [`drawing!`](crate::drawing). What matplotlib would draw and ndbook cannot is an error, never left out.

mod arguments;
mod bars;
mod boxes;
mod colorbars;
mod colormaps;
mod contours;
mod figures;
mod grids;
mod histograms;
mod images;
mod legends;
mod limits;
mod lines;
mod looks;
mod maps;
mod meshes;
mod objects;
mod points;
mod settings;
mod shapes;
mod state;
mod texts;
mod ticks;

use crate::value::Builtin;

pub use state::{Pyplot, finish};

/// The rows of all chapters.
pub static CHAPTERS: &[&[Builtin]] = &[
    bars::ROWS,
    boxes::ROWS,
    colorbars::ROWS,
    contours::ROWS,
    colormaps::ROWS,
    figures::ROWS,
    grids::ROWS,
    histograms::ROWS,
    images::ROWS,
    legends::ROWS,
    legends::of_axes::ROWS,
    limits::ROWS,
    limits::of_axes::ROWS,
    lines::ROWS,
    maps::ROWS,
    meshes::ROWS,
    objects::ROWS,
    points::ROWS,
    settings::ROWS,
    shapes::ROWS,
    state::ROWS,
    texts::ROWS,
    texts::figure_texts::ROWS,
    ticks::ROWS,
    ticks::of_axes::ROWS,
];

/// Declares rows that are functions of `matplotlib.pyplot` and methods of `Axes`, by one name or by two.
///
/// ```text
/// drawing! {
///     /// A curve through points.
///     "plot" ["*args, **kwargs"] => plot;
///     /// What stands above the axes.
///     "title" / "set_title" ["label"] => title;
/// }
/// ```
///
/// A body's first parameter, after the host, is [`Ax`](state::Ax): the axes that it draws in.
#[macro_export]
macro_rules! drawing {
    ($($(#[doc = $doc:literal])* $plain:literal $(/ $method:literal)? [$($signature:literal)?] => $body:expr;)*) => {
        /// The rows of this chapter.
        pub static ROWS: &[$crate::value::Builtin] = &TABLE;

        static TABLE: [$crate::value::Builtin; 2 * [$($plain),*].len()] = [$(
            $crate::value::Builtin::new(
                $crate::value::builtin::RowKind::Function,
                &[concat!("matplotlib.pyplot.", $plain)],
                concat!("(", $($signature,)? ")"),
                concat!("", $($doc, "\n"),*),
                |host, bound| $crate::value::builtin::Callable::invoke(&$body, host, bound),
            ),
            $crate::value::Builtin::new(
                $crate::value::builtin::RowKind::Function,
                &[$crate::method_name!($plain $(/ $method)?)],
                concat!("(self", $(", ", $signature,)? ")"),
                concat!("", $($doc, "\n"),*),
                |host, bound| $crate::value::builtin::Callable::invoke(&$body, host, bound),
            ),
        )*];
    };
}

/// The full name of the method beside a function.
#[macro_export]
macro_rules! method_name {
    ($plain:literal) => {
        concat!("Axes.", $plain)
    };
    ($plain:literal / $method:literal) => {
        concat!("Axes.", $method)
    };
}
