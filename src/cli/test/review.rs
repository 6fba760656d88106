//! `--review`: asks about each change in the terminal.
//!
//! Nothing is drawn that would have to be taken away again: a change is printed, a question below it, and the
//! answer is one key. So it looks the same in every terminal and in its history.

use std::io::{self, IsTerminal};

use console::{Key, Term};

use super::super::options::TestOptions;
use super::super::output::{Look, Output};
use super::one::Tested;
use super::pretty::{indented, shown};
use crate::lesson::{Change, ChangeKind, Complaint, escape_controls};

/// Asks, and remembers what was said of all that follows.
pub struct Reviewer {
    keyboard: Term,
    columns: usize,
    /// What became of the rest by one key.
    rest: Option<Answer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Accept,
    Reject,
    Skip,
    AcceptAll,
    Quit,
}

/// The answers, with the letter of the key in brackets.
const ANSWERS: [(Answer, &str); 5] = [
    (Answer::Accept, "(a)ccept"),
    (Answer::Reject, "(r)eject"),
    (Answer::Skip, "(s)kip"),
    (Answer::AcceptAll, "a(l)l"),
    (Answer::Quit, "(q)uit"),
];

/// So many lines of a cell's code are shown.
const CODE_LINES: usize = 12;

impl Reviewer {
    /// A reviewer in front of a terminal.
    ///
    /// # Errors
    /// What to do where there is none.
    pub fn at_terminal() -> Result<Reviewer, String> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            let message = "`--review` asks in a terminal, and there is none";
            let help =
                "decide with `--accept NAME` and `--reject NAME`, or record all with `--update`";
            return Err(format!("{message}\n  help: {help}"));
        }
        let columns = terminal_size::terminal_size().map_or(80, |(width, _)| width.0 as usize);
        Ok(Reviewer {
            keyboard: Term::stdout(),
            columns,
            rest: None,
        })
    }

    /// Asks about the changes of one lesson and records those that are accepted.
    ///
    /// # Errors
    /// Why nothing could be written.
    pub fn review(
        &mut self,
        tested: &mut Tested,
        options: &TestOptions,
        output: &mut Output,
    ) -> Result<(), Vec<Complaint>> {
        let count = tested.report.changes.len();
        let mut answers = Vec::with_capacity(count);
        for (at, change) in tested.report.changes.iter().enumerate() {
            let answer = match self.rest {
                Some(answer) => answer,
                None => {
                    output.result(&self.question(change, at + 1, count, output));
                    output.flush();
                    self.answer(output)
                }
            };
            answers.push((change.name(), answer));
            if matches!(answer, Answer::AcceptAll | Answer::Quit) {
                self.rest = Some(answer);
            }
        }
        let said = |change: &Change, wanted: &[Answer]| {
            let name = change.name();
            let answer = answers.iter().find(|(named, _)| *named == name);
            answer.is_some_and(|(_, answer)| wanted.contains(answer))
        };
        tested.settle(
            options,
            |change| said(change, &[Answer::Accept, Answer::AcceptAll]),
            |change| said(change, &[Answer::Reject]),
        )
    }

    /// The change, and what may be done about it.
    fn question(&self, change: &Change, number: usize, count: usize, output: &Output) -> String {
        let paint = output.paint;
        let heading = format!("{} ({number} of {count})", change.name());
        let mut text = format!("\n{}\n", paint.text(Look::Strong, &heading));
        text.push_str(&format!("  {}\n", change.message));
        let lines: Vec<&str> = change.code.trim_end().lines().collect();
        for line in lines.iter().take(CODE_LINES) {
            text.push_str(&format!("  {} {line}\n", paint.text(Look::Faint, "│")));
        }
        if lines.len() > CODE_LINES {
            let more = format!("  │ … {} lines more", lines.len() - CODE_LINES);
            text.push_str(&format!("{}\n", paint.text(Look::Faint, &more)));
        }
        let matter = match (&change.difference, change.kind) {
            (Some(difference), ChangeKind::Changed) => shown(difference, paint),
            (Some(difference), ChangeKind::Orphan) => indented(&difference.diff, 4),
            _ => indented(&prefixed(&change.got), 4),
        };
        text.push_str(&escape_unpainted(&matter, paint.is_on()));
        text + &self.answers()
    }

    /// The answers, on as many lines as the terminal needs.
    fn answers(&self) -> String {
        let mut text = String::new();
        let mut column = 0;
        for (_, answer) in ANSWERS {
            let width = answer.chars().count() + 1;
            if column > 0 && column + width > self.columns {
                text.push('\n');
                column = 0;
            }
            text.push_str(answer);
            text.push(' ');
            column += width;
        }
        text
    }

    /// Waits for a key that is an answer, and says which it was.
    fn answer(&self, output: &mut Output) -> Answer {
        let answer = loop {
            match self.keyboard.read_key_raw().map(answer_of) {
                Ok(Some(answer)) => break answer,
                Ok(None) => {}
                // The terminal has gone away.
                Err(_) => break Answer::Quit,
            }
        };
        let (word, look) = match answer {
            Answer::Accept => ("accepted", Look::Good),
            Answer::AcceptAll => ("this and all others accepted", Look::Good),
            Answer::Reject => ("rejected", Look::Bad),
            Answer::Skip => ("skipped", Look::Plain),
            Answer::Quit => ("left", Look::Plain),
        };
        output.result(&format!("\n→ {}\n", output.paint.text(look, word)));
        output.flush();
        answer
    }
}

fn answer_of(key: Key) -> Option<Answer> {
    match key {
        Key::Char('a' | 'y') => Some(Answer::Accept),
        Key::Char('r' | 'n') => Some(Answer::Reject),
        Key::Char('s' | ' ') => Some(Answer::Skip),
        Key::Char('l' | 'A') => Some(Answer::AcceptAll),
        Key::Char('q' | '\u{4}') | Key::CtrlC | Key::Escape => Some(Answer::Quit),
        _ => None,
    }
}

/// The lines of a new output, as a diff would show them.
fn prefixed(text: &str) -> String {
    text.lines().map(|line| format!("+{line}\n")).collect()
}

/// An output must not command the terminal; where the text is painted, its own codes are left.
fn escape_unpainted(text: &str, painted: bool) -> String {
    match painted {
        true => text.to_string(),
        false => escape_controls(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_fit_the_terminal() {
        let at = |columns| Reviewer {
            keyboard: Term::stdout(),
            columns,
            rest: None,
        };
        assert_eq!(at(80).answers(), "(a)ccept (r)eject (s)kip a(l)l (q)uit ");
        assert_eq!(at(40).answers(), at(80).answers());
        assert_eq!(at(20).answers(), "(a)ccept (r)eject \n(s)kip a(l)l (q)uit ");
    }

    #[test]
    fn keys_that_are_no_answer_are_none() {
        assert_eq!(answer_of(Key::Char('x')), None);
        assert_eq!(answer_of(Key::Enter), None);
        assert_eq!(answer_of(Key::CtrlC), Some(Answer::Quit));
    }
}
