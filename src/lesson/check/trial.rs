//! One check cell, run step by step.

use super::Item;
use super::explain::{explain, shapes_apart};
use super::items::{Assert, Step, steps};
use crate::eval::CellError;
use crate::lesson::document::{Cell, Role};
use crate::lesson::stage::Stage;
use crate::lesson::transcript::error_line;

/// What trying a check cell gave.
pub struct Tried {
    pub items: Vec<Item>,
    pub steps: u64,
    /// A limit ended it: what comes after it would be ended as well.
    pub stopped: bool,
}

/// Tries a check. `ended`: the answer ended with an error, so that names may be missing.
pub fn try_check(stage: &mut Stage, check: &Cell, ended: bool) -> Tried {
    let mut trial = Trial {
        stage,
        check,
        ended,
        tried: Tried {
            items: Vec::new(),
            steps: 0,
            stopped: false,
        },
        trouble: None,
    };
    trial.run();
    trial.tried
}

/// The items of a check that is not tried.
pub fn untried(check: &Cell, message: &str) -> Vec<Item> {
    let steps = steps(&check.source).unwrap_or_default();
    let asserts = steps.iter().flat_map(|step| &step.asserts);
    asserts
        .enumerate()
        .map(|(number, assert)| {
            let mut item = Item::unchecked(shown_name(check, number, assert));
            item.message = Some(message.to_string());
            item.code = shown_code(check, assert);
            item.hidden = is_hidden(check);
            item
        })
        .collect()
}

struct Trial<'a, 'b> {
    stage: &'a mut Stage<'b>,
    check: &'a Cell,
    ended: bool,
    tried: Tried,
    /// What went wrong in a preparation: later asserts may fail because of it.
    trouble: Option<String>,
}

/// What is said of a hidden check, whatever is wrong.
pub(super) const HIDDEN: &str = "a check that is not shown does not pass";

impl Trial<'_, '_> {
    fn run(&mut self) {
        let Ok(steps) = steps(&self.check.source) else {
            return;
        };
        for step in &steps {
            if self.tried.stopped {
                self.skip(step);
                continue;
            }
            let outcome = self.stage.judge(&step.source);
            self.tried.steps += outcome.steps;
            self.tried.stopped = outcome.error.as_ref().is_some_and(|error| error.limit);
            match (&outcome.error, step.asserts.is_empty()) {
                (Some(error), true) => self.trouble = Some(self.trouble_with(step, error)),
                (error, _) => self.judge(step, error.as_ref()),
            }
        }
        // A preparation that failed, and nothing after it that noticed.
        if self.tried.items.iter().all(|item| item.passed)
            && let Some(trouble) = self.trouble.take()
        {
            let name = "the check could run to its end".to_string();
            let mut item = Item::new(name, Some(trouble));
            item.hidden = self.hidden();
            self.tried.items.push(item);
        }
    }

    fn trouble_with(&self, step: &Step, error: &CellError) -> String {
        if self.hidden() {
            return HIDDEN.to_string();
        }
        let line = error_line(&error.type_name, &error.message);
        format!("{line}, at `{}`", step.source.text.trim_end())
    }

    fn hidden(&self) -> bool {
        is_hidden(self.check)
    }

    fn push(&mut self, assert: &Assert, message: Option<String>) {
        let name = shown_name(self.check, self.tried.items.len(), assert);
        let mut item = Item::new(name, message);
        item.code = shown_code(self.check, assert);
        item.hidden = self.hidden();
        self.tried.items.push(item);
    }

    /// Whether an error only says that the answer did not come so far.
    fn is_missing(&self, error: &CellError) -> bool {
        self.ended && error.type_name == "NameError"
    }

    /// The asserts of a step that was run: those before the failing one pass, those after it were not reached.
    fn judge(&mut self, step: &Step, error: Option<&CellError>) {
        let failing = error.map(|error| failing_assert(step, error.line));
        for (number, assert) in step.asserts.iter().enumerate() {
            if error.is_some_and(|error| self.is_missing(error)) && Some(number) >= failing {
                let name = shown_name(self.check, self.tried.items.len(), assert);
                self.tried.items.push(Item::unchecked(name));
                continue;
            }
            let message = match (error, failing) {
                (Some(error), Some(failing)) if number == failing => {
                    Some(self.reason(assert, error))
                }
                (Some(_), Some(failing)) if number > failing => Some("not reached".to_string()),
                _ => None,
            };
            self.push(assert, message);
        }
    }

    fn skip(&mut self, step: &Step) {
        for assert in &step.asserts {
            self.push(assert, Some("not tried: the check was stopped".to_string()));
        }
    }

    /// Why an assert does not hold, in as many words as the learner may read.
    fn reason(&mut self, assert: &Assert, error: &CellError) -> String {
        if self.hidden() {
            return HIDDEN.to_string();
        }
        let mut text = match (&assert.test, error.type_name.as_str()) {
            (Some(test), "AssertionError") => explain(self.stage, &self.check.source, test),
            (None, "AssertionError") => match error.message.as_str() {
                message if message.is_empty() || message == assert.name => {
                    "it does not hold".to_string()
                }
                message => message.to_string(),
            },
            (Some(test), _) => {
                let line = error_line(&error.type_name, &error.message);
                let shapes = shapes_apart(self.stage, &self.check.source, test);
                std::iter::once(line)
                    .chain(shapes)
                    .collect::<Vec<_>>()
                    .join("\n")
            }
            _ => error_line(&error.type_name, &error.message),
        };
        if let Some(trouble) = &self.trouble {
            text.push_str(&format!("\nbefore that: {trouble}"));
        }
        text
    }
}

fn failing_assert(step: &Step, line: usize) -> usize {
    let at = step
        .asserts
        .iter()
        .position(|assert| assert.lines.contains(&line));
    at.unwrap_or_else(|| {
        // The loop around raised: the next assert is the one it did not come to.
        let passed = step
            .asserts
            .iter()
            .take_while(|assert| assert.lines.end <= line);
        passed.count().min(step.asserts.len().saturating_sub(1))
    })
}

pub(super) fn is_hidden(check: &Cell) -> bool {
    matches!(check.role, Role::Check { hidden: true, .. })
}

/// The name of an item; a hidden check's asserts have a number only.
fn shown_name(check: &Cell, number: usize, assert: &Assert) -> String {
    match is_hidden(check) {
        true => format!("hidden check {}", number + 1),
        false => assert.name.clone(),
    }
}

fn shown_code(check: &Cell, assert: &Assert) -> Option<String> {
    (!is_hidden(check)).then(|| assert.code.clone())
}
