//! The report for people.

use super::super::options::TestOptions;
use super::super::output::{Look, Paint};
use super::one::Tested;
use crate::lesson::{CellResult, CellStatus, Change, Difference, TestReport};

/// A line for the lesson, and what there is to say of its cells.
pub fn pretty(options: &TestOptions, tested: &Tested, paint: Paint) -> String {
    let report = &tested.report;
    let name = tested.lesson.name();
    let word = match report.ok(options.strict) {
        true => paint.text(Look::Good, "pass"),
        false => paint.text(Look::Bad, "FAIL"),
    };
    let mut text = format!("{word}  {name}: {}", counts(report));
    if tested.recorded > 0 {
        text.push_str(&format!(", {} recorded", tested.recorded));
    }
    text.push('\n');
    if options.review {
        // The changes were shown when they were asked for.
        return text;
    }
    for problem in &report.problems {
        text.push_str(&indented(&problem.to_string(), 2));
    }
    for cell in &report.cells {
        if matches!(cell.status, CellStatus::Fail | CellStatus::New) {
            text.push_str(&details(tested, cell, paint));
        }
    }
    text
}

/// `12 passed, 1 failed`, without what there is none of.
fn counts(report: &TestReport) -> String {
    let kinds: [(CellStatus, &str); 5] = [
        (CellStatus::Pass, "passed"),
        (CellStatus::Fail, "failed"),
        (CellStatus::New, "new"),
        (CellStatus::Skipped, "skipped"),
        (CellStatus::NotReached, "not reached"),
    ];
    let counts: Vec<String> = kinds
        .iter()
        .map(|&(status, word)| (report.count(status), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    match counts.is_empty() {
        true => "no cells".to_string(),
        false => counts.join(", "),
    }
}

fn details(tested: &Tested, cell: &CellResult, paint: Paint) -> String {
    let message = cell.message.as_deref().unwrap_or("");
    let (first, reason) = message.split_once('\n').unwrap_or((message, ""));
    let (line, column) = cell.place;
    let mut text = format!("  {}:{line}:{column}: {first}\n", tested.lesson.name());
    let run = tested.transcript.runs.get(cell.index);
    if let Some(error) = run
        .filter(|run| run.fault.is_some())
        .and_then(|run| run.outcome.error.as_ref())
    {
        // Its first line stands in the message already.
        let shown = error.shown(paint.medium());
        let (line, place) = shown.split_once('\n').unwrap_or_default();
        let told = first.ends_with(line.trim_end());
        text.push_str(&indented(if told { place } else { &shown }, 4));
        text.push_str(&indented(reason, 4));
    }
    if let (CellStatus::New, None) = (cell.status, &cell.difference) {
        text.push_str(&indented(cell.got.as_deref().unwrap_or(""), 4));
    }
    if let Some(difference) = &cell.difference {
        text.push_str(&shown(difference, paint));
    }
    // A session has several outputs.
    let own = |change: &&Change| change.cell == Some(cell.index);
    for change in tested.report.changes.iter().filter(own).skip(1) {
        let place = format!("{}:{}", change.name(), change.column);
        text.push_str(&format!("  {place}: {}\n", change.message));
        if let Some(difference) = &change.difference {
            text.push_str(&shown(difference, paint));
        }
    }
    text
}

/// A difference, with what its lines begin with.
pub fn shown(difference: &Difference, paint: Paint) -> String {
    let mut text = indented(&paint.text(Look::Faint, "- expected, + got"), 4);
    for line in difference.diff.lines() {
        let look = match line.chars().next() {
            Some('-') => Look::Bad,
            Some('+') => Look::Good,
            _ => Look::Plain,
        };
        text.push_str(&indented(&paint.text(look, line), 4));
    }
    text + &indented(difference.numbers.as_deref().unwrap_or(""), 4)
}

pub fn indented(text: &str, by: usize) -> String {
    text.lines()
        .map(|line| format!("{}{line}\n", " ".repeat(by)))
        .collect()
}

/// What all lessons came to.
#[derive(Clone, Default)]
pub struct Totals {
    pub lessons: usize,
    passed: usize,
    failed: usize,
    new: usize,
    skipped: usize,
    not_reached: usize,
    recorded: usize,
    /// Files that could not be tested.
    pub untested: usize,
    /// Snapshots without a lesson.
    pub strays: usize,
}

impl Totals {
    pub fn add(&mut self, report: &TestReport, recorded: usize) {
        self.lessons += 1;
        self.passed += report.count(CellStatus::Pass);
        self.failed += report.count(CellStatus::Fail);
        self.new += report.count(CellStatus::New);
        self.skipped += report.count(CellStatus::Skipped);
        self.not_reached += report.count(CellStatus::NotReached);
        self.recorded += recorded;
    }

    /// Adds what other lessons came to.
    pub fn join(&mut self, others: &Totals) {
        self.lessons += others.lessons;
        self.passed += others.passed;
        self.failed += others.failed;
        self.new += others.new;
        self.skipped += others.skipped;
        self.not_reached += others.not_reached;
        self.recorded += others.recorded;
        self.untested += others.untested;
        self.strays += others.strays;
    }

    pub fn line(&self) -> String {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let also = |count: usize, before: &str, after: &str| match count {
            0 => String::new(),
            count => format!("{before}{count} {after}"),
        };
        format!(
            "{} lesson{}: {} cells passed, {} failed, {} new, {} skipped{}{}{}{}\n",
            self.lessons,
            plural(self.lessons),
            self.passed,
            self.failed,
            self.new,
            self.skipped,
            also(self.not_reached, ", ", "not reached"),
            also(self.recorded, "; ", "recorded"),
            also(self.untested, "; ", "could not be tested"),
            also(
                self.strays,
                "; ",
                &format!("snapshot{} of no lesson", plural(self.strays))
            ),
        )
    }
}
