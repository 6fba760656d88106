//! Reports for other programs: `ndbook.test/1` as JSON, JUnit's XML, TAP 14, and GitHub's annotations.
//!
//! The last three tell of the same [`Point`](verdict::Point)s, which a [`Verdict`] gathers: one for each cell, and one for each
//! problem of the lesson.

mod github;
mod json;
mod junit;
mod tap;
mod verdict;

pub use github::annotations;
pub use json::{stray_json, test_json, unusable_json};
pub use junit::junit;
pub use tap::{tap, tap_header};
pub use verdict::{PointStatus, Verdict, escape_controls};
