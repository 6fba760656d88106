//! Reductions: a ufunc folded along axes, and what NumPy builds from that.
//!
//! [`plan`] says in which order and in which runs elements are visited, as NumPy's iterator does; `machine` folds
//! them; `accumulate`, `reduceat` and `at` are the other ways in which a ufunc meets one array; `extremes` finds the
//! positions of extremes. Means and variances are composed of these on floor 4, since they warn on the way.

mod accumulate;
mod at;
mod extremes;
mod machine;
mod plan;

pub use extremes::arg_extreme;
pub(super) use machine::check_power;
pub use machine::{Initial, Reduction, reduced_shape};
