//! A course: lessons read one after the other, page by page, with exercises that are answered in files.
//!
//! All of it is data and knows no terminal: [`sheets`] divides what is shown of a lesson into pages, [`commands`] are
//! what a learner can say, by key or in words, and [`Learner`] is where they stand: [`Learner::obey`] takes a command
//! and answers with the [`Effect`]s that are for others to have. [`answers`] writes the files that learners fill in,
//! [`progress`] is what is remembered.
//!
//! A solution is shown only of an exercise that was solved once, and a hint only when it was asked for. A learner's
//! file is never written over without a copy of it being kept.

mod answers;
mod commands;
mod learner;
mod progress;
mod sheets;
mod told;

pub use answers::{completed, reset, starter_file, stems};
pub use commands::{Command, Key, WORDS};
pub use learner::{Effect, Learner, Row, Standing, Unit, UnitExercise, View};
pub use progress::{Progress, ProgressFault};
pub use sheets::{Part, Section, Sheet, folded, lay};
pub use told::{exercise_line, lesson_state, listing, prompt_keys};
