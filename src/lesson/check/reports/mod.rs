//! Marks in the formats of the platforms in use. All of it is text made from data: who writes it where is the business
//! of the floor above.
//!
//! What an answer printed, and the messages of its errors, may hold any characters: nothing that could steer a
//! terminal or break a document leaves this folder raw ([`plain`]).

mod csv;
mod exercism;
mod gradescope;
mod json;
mod junit;

pub use csv::{csv_header, csv_row};
pub use exercism::exercism;
pub use gradescope::gradescope;
pub use json::check_json;
pub use junit::check_junit;

use super::{AnswerFault, ExerciseMarks, ExerciseStatus, Item, Marks};

/// One answer with all that is known of it.
pub struct Checked<'a> {
    pub lesson: &'a str,
    /// The answer's file.
    pub answer: &'a str,
    pub marks: &'a Marks,
    /// Why the file as a whole is no answer.
    pub fault: Option<&'a AnswerFault>,
    pub seconds: f64,
}

/// Points as people write them: at most two decimals, and none that say nothing.
pub fn points_text(points: f64) -> String {
    // Adding 0 takes the sign from -0.
    let text = format!("{:.2}", points + 0.0);
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// Text from an answer without characters that could steer a terminal or break a document.
pub fn plain(text: &str) -> String {
    let hidden = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}');
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            c if c.is_control() || hidden(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// The word for a status, as all formats that have words for it write it.
fn status_word(status: ExerciseStatus) -> &'static str {
    match status {
        ExerciseStatus::Pass => "pass",
        ExerciseStatus::Fail => "fail",
        ExerciseStatus::Error => "error",
        ExerciseStatus::Missing => "missing",
    }
}

/// What an exercise without items has to say for itself.
fn without_items(marks: &ExerciseMarks, fault: Option<&AnswerFault>) -> String {
    match (&marks.error, fault) {
        (Some(error), _) => plain(&error.diagnostic),
        (None, Some(fault)) => plain(&fault.message),
        (None, None) if marks.status == ExerciseStatus::Missing => {
            "there is no answer to this exercise yet".to_string()
        }
        (None, None) => String::new(),
    }
}

/// Why an item does not pass, in a line or more.
fn reason(item: &Item) -> String {
    plain(item.message.as_deref().unwrap_or("it does not pass"))
}
