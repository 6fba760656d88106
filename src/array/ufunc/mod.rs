//! Universal functions: one row each, one machine for all.
//!
//! A call goes through four stages, unless it is so plain that its loop can run at once (`packed.rs`). [`resolve`](Ufunc::resolve) picks the loop from the operands' dtypes;
//! [`call`](Ufunc::call) broadcasts, casts the inputs to the loop's dtypes and finds places for the outputs; the
//! driver walks the rows and hands the loop packed runs; the loop computes and reports [`Flags`]. Reductions and
//! their kin are methods of the same rows, in [`reduce`](super::reduce).
//!
//! Absent here: Python objects (the floors above run their loops) and warnings (they are made of the flags there).

mod call;
pub(in crate::array) mod driver;
mod flags;
mod input;
pub(in crate::array) mod kernel;
pub(in crate::array) mod loops;
mod packed;
mod resolve;
mod row;
mod special;
pub(in crate::array) mod texts;
mod types;
pub mod underflow;

pub use call::Options;
pub use flags::Flags;
pub use input::{Input, out_of_bounds};
pub use packed::packed_mean;
pub(in crate::array) use resolve::is_flexible;
pub use resolve::{DTypes, Request, Resolved, dtype_repr};
pub use row::{Identity, Resolver, UFUNCS, Ufunc};
