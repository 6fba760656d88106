//! What running a lesson gave, as data.

use crate::eval::CellOutcome;

/// One [`CellRun`] for each cell of the lesson, by index.
#[derive(Debug)]
pub struct Transcript {
    pub runs: Vec<CellRun>,
    /// The cell whose fault ended the run, where one did.
    pub stopped: Option<usize>,
}

/// What became of one cell.
#[derive(Debug)]
pub struct CellRun {
    pub fate: Fate,
    /// What the cell gave; empty for one that did not run.
    pub outcome: CellOutcome,
    /// The outcomes of a `pycon` cell's examples, one by one; skipped examples have none.
    pub examples: Vec<Option<CellOutcome>>,
    /// Why this is not what the lesson says it should be: an unexpected error, or a missing expected one.
    pub fault: Option<String>,
    /// Of a failing assert of a check: what the values of its parts are.
    pub reason: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Ran,
    /// A starter, tried aside; `passes` says whether its checks were content with it already.
    Aside {
        passes: bool,
    },
    /// `skip`, or a check without a solution to prove.
    Skipped,
    /// The lesson stopped before it.
    NotReached,
}

impl Transcript {
    /// Whether every cell did what the lesson says.
    pub fn ok(&self) -> bool {
        self.runs.iter().all(|run| run.fault.is_none())
    }
}

impl CellRun {
    pub fn new(fate: Fate, outcome: CellOutcome) -> CellRun {
        CellRun {
            fate,
            outcome,
            examples: Vec::new(),
            fault: None,
            reason: None,
        }
    }

    pub fn not_reached() -> CellRun {
        CellRun::new(Fate::NotReached, silent())
    }

    pub fn skipped() -> CellRun {
        CellRun::new(Fate::Skipped, silent())
    }

    /// What the cell shows: what it printed, the value of its last expression, and the line of an expected error.
    pub fn shown(&self) -> String {
        let mut text = shown(&self.outcome);
        if let (Some(error), None) = (&self.outcome.error, &self.fault) {
            end_line(&mut text);
            // Some of NumPy's messages end in a blank, which editors would take away from a file.
            text.push_str(error_line(&error.type_name, &error.message).trim_end());
            text.push('\n');
        }
        text
    }
}

/// What a cell printed and displayed, ending in a line end unless empty.
pub fn shown(outcome: &CellOutcome) -> String {
    let mut text = outcome.stdout.clone();
    end_line(&mut text);
    if let Some(display) = &outcome.display {
        text.push_str(display);
        text.push('\n');
    }
    text
}

/// What a cell printed and displayed, with its pictures in letters where they were shown.
pub fn shown_with_drawings(outcome: &CellOutcome) -> String {
    let mut text = String::new();
    let mut done = 0;
    for media in &outcome.media {
        if let Some(after) = media.after {
            text.push_str(outcome.stdout.get(done..after).unwrap_or(""));
            end_line(&mut text);
            text.push_str(&media.drawing);
            done = after;
        }
    }
    text.push_str(outcome.stdout.get(done..).unwrap_or(""));
    end_line(&mut text);
    if let Some(display) = &outcome.display {
        text.push_str(display);
        text.push('\n');
    }
    for media in outcome.media.iter().filter(|media| media.after.is_none()) {
        text.push_str(&media.drawing);
    }
    text
}

/// Ends the last line of a text, unless the text is empty.
pub fn end_line(text: &mut String) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

/// `ValueError: message`, as the last line of a traceback.
pub fn error_line(type_name: &str, message: &str) -> String {
    match message {
        "" => type_name.to_string(),
        _ => format!("{type_name}: {message}"),
    }
}

/// The outcome of a cell that did not run.
pub fn silent() -> CellOutcome {
    CellOutcome {
        stdout: String::new(),
        stderr: String::new(),
        display: None,
        warnings: Vec::new(),
        error: None,
        notes: Vec::new(),
        steps: 0,
        seconds: 0.0,
        media: Vec::new(),
    }
}
