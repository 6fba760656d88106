//! Reductions: a ufunc folded along axes, and what NumPy builds from that.
//!
//! [`plan`] says in which order and in which runs elements are visited, as NumPy's iterator does; `machine` folds
//! them; `accumulate`, `reduceat` and `at` are the other ways in which a ufunc meets one array. `statistics` has what
//! NumPy composes from these (means, variances), `extremes` the positions of extremes.

mod accumulate;
mod at;
mod machine;
mod plan;

pub use machine::{Initial, Reduction};
