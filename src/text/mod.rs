//! Floor 0: text and places in it. Knows nothing of Python, arrays or lessons.
//!
//! A [`Source`] is one cell's text with the place it came from; a [`Span`] is a range of bytes in it.

mod diagnostic;
mod markup;
mod names;
mod order;
mod source;
mod span;
mod symbol;

pub use diagnostic::{Diagnostic, Frame, Help, Label, Note, Patch, wrapped};
pub use markup::{Kind, Markup, Medium, escaped, visible};
pub use names::NameMap;
pub use order::{sort, sort_by, sort_by_key};
pub use source::{Place, Source};
pub use span::Span;
pub use symbol::Symbol;
