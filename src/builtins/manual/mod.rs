//! The manual: what the catalogue's rows say of themselves, as pages, with an index and a search; and pages on the
//! features of the language, which no row declares.
//!
//! A [`Page`] is data; it is shown as plain text or as HTML, with the same words.

mod language;
mod page;
mod parameters;
mod related;
mod search;

pub use language::{features, of_language};
pub use page::Page;
pub use parameters::{choices, meaning};
pub use search::{Found, apropos};
