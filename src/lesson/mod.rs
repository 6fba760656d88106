//! Floor 6: lessons. Knows the interpreter, and nothing of files, terminals or clocks.
//!
//! [`read`] turns the text of a file into a [`Lesson`], whose blocks tile the file byte for byte. [`run`] runs its
//! cells and gives a [`Transcript`], which is data: presenting it is the business of the floor above.

mod attributes;
mod complaint;
mod document;
mod errors;
mod fences;
mod front;
mod percent;
mod pycon;
mod reader;
mod run;
mod run_report;
mod stage;
mod transcript;

pub use attributes::Raises;
pub use complaint::{Complaint, decode};
pub use document::{Block, BlockKind, Cell, Exercise, Format, Lesson, Output, Role};
pub use fences::markdown_options;
pub use front::Front;
pub use percent::is_percent;
pub use reader::read;
pub use run::run;
pub use run_report::{ErrorReport, RunReport};
pub use transcript::{CellRun, Fate, Transcript};
