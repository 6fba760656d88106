//! Doing what commands say.

use std::path::Path;

use super::broadcast::{Aligned, Operand};
use super::commands::{self, Command};
use super::table::{self, grouped};
use super::tour::Tour;
use super::{Repl, elsewhere, record, session, show};
use crate::eval::{self, Known};
use crate::lesson;
use crate::text::Source;
use crate::value::Value;

/// Names that `:apropos` lists.
const FOUND: usize = 20;

/// Prose is not set wider than this: long lines are hard to read.
const WIDEST: usize = 100;

/// Steps that looking at an operand may take.
const STEPS: u64 = 10_000_000;

impl Repl<'_> {
    pub(super) fn obey(&mut self, command: Command) {
        let preferences = self.preferences.get();
        match command {
            Command::Help(of) => show::line(&commands::help(
                &of,
                preferences.columns(),
                preferences.plain,
            )),
            Command::Who => self.who(),
            Command::Reset => {
                let session = session(self.setup, &self.interrupted, &self.shown);
                self.session.replace(session);
                self.kept.clear();
                show::line("all names are forgotten");
            }
            Command::Undo => self.undo(),
            Command::Load(path) => self.load(&path),
            Command::Save { path, over } => self.save(&path, over),
            Command::Time(code) if code.is_empty() => {
                self.timing = !self.timing;
                let now = if self.timing { "shown" } else { "hidden" };
                show::line(&format!("time and steps of each cell are {now}"));
            }
            Command::Time(code) => self.run(&format!("%timeit {code}")),
            Command::Steps(code) if code.is_empty() => {
                show::line(&format!("the last cell took {} steps", self.last_steps));
            }
            Command::Steps(code) => self.steps(&code),
            Command::Broadcast(code) => self.broadcast(&code),
            Command::Lesson(path) => self.lesson(&path),
            Command::Apropos(word) => self.apropos(&word),
            Command::Set(what) => self.set(&what),
            Command::Edit => {
                let last = self.cells.last().map(|cell| cell.code.clone());
                self.edit(&last.unwrap_or_default());
            }
            Command::History => self.history(),
            Command::Quit => self.prompter.leave(),
        }
    }

    /// The session's names with what they are.
    fn who(&mut self) {
        let known = self.session.borrow().known();
        let known: Vec<Known> = known
            .into_iter()
            .filter(|known| !known.name.starts_with('_'))
            .collect();
        if known.is_empty() {
            show::line("no names are assigned yet");
            return;
        }
        let preferences = self.preferences.get();
        let text = match preferences.plain {
            true => known.iter().map(sentence).collect::<Vec<_>>().join("\n"),
            false => {
                let rows: Vec<Vec<String>> = known.iter().map(row).collect();
                table::table(&rows, preferences.columns())
            }
        };
        show::line(&text);
    }

    fn undo(&mut self) {
        match self.kept.pop_back() {
            Some(kept) => {
                self.session.borrow_mut().undo(&kept);
                let undone = self.cells.pop();
                let code = undone.map(|cell| cell.code).unwrap_or_default();
                let first = code.trim().lines().next().unwrap_or("").to_string();
                let width = self.preferences.get().columns().saturating_sub(14);
                show::line(&format!("taken back: {}", table::cut(&first, width)));
            }
            None if self.cells.is_empty() => show::line("there is nothing to take back"),
            None => show::line(
                "nothing can be taken back: the arrays are too large to be kept, or too many cells ago",
            ),
        }
    }

    /// Runs a script as one cell, a lesson cell by cell up to the first that fails.
    fn load(&mut self, path: &str) {
        let Some(lesson) = read(path) else {
            return;
        };
        if lesson.format == lesson::Format::Script {
            self.run_cell(&lesson.source.clone());
            return;
        }
        let mut ran = 0;
        for cell in &lesson.cells {
            let is_plain = matches!(cell.role, lesson::Role::Plain | lesson::Role::Starter(_));
            if cell.skip || !is_plain {
                continue;
            }
            if !self.run_cell(&cell.source) && cell.raises.is_none() {
                return;
            }
            ran += 1;
        }
        show::line(&format!("{path}: {ran} cells ran"));
    }

    fn save(&mut self, path: &str, over: bool) {
        let text = match Path::new(path).extension().and_then(|end| end.to_str()) {
            Some("md") => record::lesson(&self.cells),
            Some("py") => record::script(&self.cells),
            _ => {
                show::complaint(&format!("{path}: a session is saved as `.py` or `.md`"));
                return;
            }
        };
        let mut options = std::fs::OpenOptions::new();
        options
            .write(true)
            .create(over)
            .truncate(over)
            .create_new(!over);
        let written = options
            .open(path)
            .and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()));
        match written {
            Ok(()) => show::line(&format!("{path}: {} cells saved", self.cells.len())),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => show::complaint(
                &format!("{path} is there already; `:save! {path}` writes over it"),
            ),
            Err(error) => show::complaint(&format!("{path}: cannot be written: {error}")),
        }
    }

    fn steps(&mut self, code: &str) {
        self.interrupted
            .store(false, std::sync::atomic::Ordering::Relaxed);
        self.shown.begin();
        let source = Source::new(format!("<{}>", self.cells.len() + 1), code, 1);
        let (parts, outcome) = self.session.borrow_mut().steps(&source);
        let preferences = self.preferences.get();
        let memory = |part: &eval::Part| part.memory.clone().unwrap_or_default();
        let text = match preferences.plain {
            true => {
                let lines = parts.iter().map(|part| {
                    let text = format!("{} is {}, {}", part.text, part.what, memory(part));
                    let text = text.trim_end_matches([',', ' ']).to_string();
                    text.replace(" is fails", " fails")
                });
                lines.collect::<Vec<_>>().join("\n")
            }
            false => {
                let rows: Vec<Vec<String>> = parts
                    .iter()
                    .map(|part| {
                        let text = part.text.split_whitespace().collect::<Vec<_>>().join(" ");
                        let text = table::cut(&text, preferences.columns() / 2);
                        vec![text, part.what.clone(), memory(part)]
                    })
                    .collect();
                table::table(&rows, preferences.columns())
            }
        };
        let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
        if let Some(last) = lines.last_mut()
            && parts.last().is_some_and(|part| part.fails)
        {
            *last = self.paint().error(last);
        }
        if !lines.is_empty() {
            show::line(&lines.join("\n"));
        }
        self.shown.end(&outcome, &self.preferences.get());
    }

    fn broadcast(&mut self, code: &str) {
        let mut operands = Vec::new();
        for text in operands_of(code) {
            match self.shape_of(&text) {
                Some(shape) => operands.push(Operand { text, shape }),
                None => {
                    show::complaint(&format!(
                        "{text}: neither an array, a number, nor a shape such as (3, 4)"
                    ));
                    return;
                }
            }
        }
        let aligned = Aligned::of(&operands);
        let preferences = self.preferences.get();
        let text = match preferences.plain {
            true => aligned.said(&operands),
            false => aligned.shown(&operands, preferences.columns()),
        };
        match (aligned.clashes(), text.rsplit_once('\n')) {
            (true, Some((table, said))) => {
                show::line(&format!("{table}\n{}", self.paint().error(said)));
            }
            (true, None) => show::line(&self.paint().error(&text)),
            (false, _) => show::line(&text),
        }
    }

    /// The shape of an operand: an array's, or one that is written down.
    fn shape_of(&mut self, text: &str) -> Option<Vec<usize>> {
        let mut session = self.session.borrow_mut();
        match session.peek(text, STEPS)? {
            Value::Array(array) => Some(array.with(|array| array.shape().to_vec())),
            Value::Tuple(lengths) => {
                let lengths = lengths.iter().map(|length| match length {
                    Value::Int(length) => usize::try_from(*length).ok(),
                    _ => None,
                });
                lengths.collect()
            }
            Value::List(_) => match session.peek(&format!("np.shape({text})"), STEPS)? {
                Value::Tuple(lengths) => {
                    let lengths = lengths.iter().map(|length| match length {
                        Value::Int(length) => usize::try_from(*length).ok(),
                        _ => None,
                    });
                    lengths.collect()
                }
                _ => None,
            },
            Value::Bool(_)
            | Value::Int(_)
            | Value::Float(_)
            | Value::Complex(_)
            | Value::Scalar(_) => Some(Vec::new()),
            _ => None,
        }
    }

    /// Begins a lesson, or goes on with it.
    fn lesson(&mut self, path: &str) {
        if !path.is_empty() {
            let Some(lesson) = read(path) else {
                return;
            };
            self.tour = Some(Tour::of(&lesson));
        }
        match self.tour {
            Some(_) => self.go_on(),
            None => show::complaint("no lesson is open; `:lesson FILE` begins one"),
        }
    }

    /// Shows the next stop of the lesson; its cell stands ready.
    pub(super) fn go_on(&mut self) {
        let next = self.tour.as_mut().and_then(Tour::advance);
        let Some((stop, number, all)) = next else {
            self.tour = None;
            show::line("the lesson is at its end");
            return;
        };
        let head = format!("[{number}/{all}]");
        self.ready = stop.code.clone().unwrap_or_default();
        self.is_lessons = stop.code.is_some();
        let prose = table::prose(&stop.prose, self.preferences.get().columns().min(WIDEST));
        let is_end = stop.code.is_none();
        show::line(&self.paint().hint(&head, None));
        if !prose.is_empty() {
            show::line(&format!("{prose}\n"));
        }
        if is_end {
            self.go_on();
        }
    }

    fn apropos(&mut self, word: &str) {
        let found = eval::apropos(word);
        if found.is_empty() {
            show::line(&format!("nothing is found about {word}"));
            return;
        }
        let preferences = self.preferences.get();
        for found in found.iter().take(FOUND) {
            show::line(&match preferences.plain {
                true => format!("{}: {}", found.name, found.summary),
                false => table::entry(&found.name, &found.summary, 26, preferences.columns()),
            });
        }
        if found.len() > FOUND {
            show::line(&format!("… and {} more", found.len() - FOUND));
        }
    }

    fn set(&mut self, what: &str) {
        let mut preferences = self.preferences.get();
        match preferences.set(what) {
            Ok(said) => {
                self.preferences.set(preferences);
                self.prompter.apply(&preferences);
                show::line(&said);
            }
            Err(complaint) => show::complaint(&complaint),
        }
    }

    /// The text in the user's editor; what comes back stands ready.
    pub(super) fn edit(&mut self, text: &str) {
        match elsewhere::edited(text) {
            Ok(text) => self.ready = text,
            Err(complaint) => {
                show::complaint(&complaint);
                self.ready = text.to_string();
            }
        }
    }

    fn history(&self) {
        for (at, cell) in self.cells.iter().enumerate() {
            let code = cell.code.trim_end().replace('\n', "\n     ");
            show::line(&format!("{:>3}  {code}", at + 1));
        }
    }
}

/// A script or lesson; what is wrong with it is said.
fn read(path: &str) -> Option<lesson::Lesson> {
    let text = match std::fs::read(path) {
        Ok(bytes) => match lesson::decode(path, bytes) {
            Ok(text) => text,
            Err(complaint) => {
                show::complaint(&complaint.to_string());
                return None;
            }
        },
        Err(error) => {
            show::complaint(&format!("{path}: cannot be read: {error}"));
            return None;
        }
    };
    match lesson::read(path, &text) {
        Ok(lesson) => Some(lesson),
        Err(complaints) => {
            for complaint in complaints {
                show::complaint(&complaint.to_string());
            }
            None
        }
    }
}

/// The operands between the commas that stand in no brackets.
fn operands_of(code: &str) -> Vec<String> {
    let (mut operands, mut depth, mut start) = (Vec::new(), 0usize, 0);
    for (at, c) in code.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                operands.push(code.get(start..at).unwrap_or("").trim().to_string());
                start = at + 1;
            }
            _ => {}
        }
    }
    operands.push(code.get(start..).unwrap_or("").trim().to_string());
    operands.retain(|operand| !operand.is_empty());
    operands
}

/// A name in a table.
fn row(known: &Known) -> Vec<String> {
    let view = match known.view_of.as_deref() {
        Some("") => "a view".to_string(),
        Some(name) => format!("a view of {name}"),
        None => String::new(),
    };
    let size = match (known.bytes, known.items) {
        (Some(bytes), _) => format!("{} B", grouped(bytes)),
        (None, Some(1)) => "1 item".to_string(),
        (None, Some(items)) => format!("{} items", grouped(items)),
        (None, None) => String::new(),
    };
    vec![
        known.name.clone(),
        known.kind.clone(),
        known.shape.clone().unwrap_or_default(),
        known.dtype.clone().unwrap_or_default(),
        size,
        view,
    ]
}

/// A name in a sentence.
fn sentence(known: &Known) -> String {
    let parts = row(known).into_iter().skip(1);
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    format!("{} is {}.", known.name, parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_stand_between_commas() {
        assert_eq!(
            operands_of("a, b[:, 0] , (3, 4)"),
            ["a", "b[:, 0]", "(3, 4)"]
        );
        assert_eq!(operands_of(""), [""; 0]);
    }
}
