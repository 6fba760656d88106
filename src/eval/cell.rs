//! One cell from its text to its outcome.

use std::rc::Rc;

use super::depth::Depth;
use super::frame::Frame;
use super::outcome::CellOutcome;
use super::{Interpreter, operations};
use crate::builtins::pyplot;
use crate::syntax::ast::{Module, Stmt, StmtKind};
use crate::syntax::{SyntaxError, parse};
use crate::text::Source;
use crate::value::{ClassId, Raised, Result, Value};

/// How a cell ended.
pub(super) enum Ended {
    /// With the value of its trailing expression, if that is shown, and its repr.
    Well {
        shown: Option<(Value, String)>,
        module: Module,
    },
    Misspelt(SyntaxError),
    Raised(Raised),
}

/// What is done once a cell has ended.
#[derive(Clone, Copy, Default)]
pub(super) struct Ending {
    /// `_` is bound to what was shown.
    pub underscore: bool,
    /// What is strange about it is noted.
    pub notes: bool,
}

/// Cells that are surely remembered.
const REMEMBERED: usize = 1000;

impl Interpreter {
    /// Clears what belonged to the cell before; gives the time.
    pub(super) fn begin_cell(&mut self, source: Rc<Source>) -> f64 {
        self.world.log.begin();
        self.depth = Depth::default();
        self.handling.clear();
        self.fallen = None;
        self.add_to_history(&source);
        self.frame = Frame::cell(source);
        self.world.clock.time()
    }

    /// Adds a cell to those that advice looks through; the oldest of very many are forgotten.
    fn add_to_history(&mut self, source: &Rc<Source>) {
        if self.history.len() >= 2 * REMEMBERED {
            self.history.drain(..REMEMBERED);
        }
        self.history.push(source.clone());
    }

    pub(super) fn run_cell(&mut self, source: &Source) -> Ended {
        let module = match parse(source) {
            Ok(module) => module,
            Err(error) => return Ended::Misspelt(error),
        };
        for warning in &module.warnings {
            let line = source.place(warning.span.start).line;
            let (category, log) = (ClassId::SYNTAX_WARNING.into(), &mut self.world.log);
            if log.is_news(&category, &warning.message, (line, None), None) {
                log.warn(&category, &warning.message, line);
            }
        }
        match self.run_module(&module) {
            Ok(shown) => Ended::Well { shown, module },
            Err(error) => Ended::Raised(error),
        }
    }

    /// Runs all statements; the value of a trailing expression, with its repr, unless that is None or silenced.
    pub(super) fn run_module(&mut self, module: &Module) -> Result<Option<(Value, String)>> {
        let Some((last, before)) = module.body.split_last() else {
            return Ok(None);
        };
        self.block(before)?;
        let value = self.last_value(last)?;
        self.close_forsaken()?;
        if value.is_none() || module.silenced {
            return Ok(None);
        }
        let shown = operations::repr(self, &value).map_err(|error| self.at(error, last.span))?;
        Ok(Some((value, shown)))
    }

    /// Runs the last statement, which may be a trailing expression.
    pub(super) fn last_value(&mut self, last: &Stmt) -> Result<Value> {
        match &last.kind {
            StmtKind::Expr(value) => {
                crate::array::meter::steps(1).map_err(|error| self.at(error, last.span))?;
                self.close_forsaken()?;
                self.expr(value)
            }
            StmtKind::Magic(magic) => self.magic_value(magic, last.span),
            _ => self.statement(last).map(|_| Value::None),
        }
    }

    /// Shows the figures that the cell leaves open, as notebooks do.
    pub(super) fn show_figures(&mut self, ended: Ended, stay: bool) -> Ended {
        match (pyplot::finish(self, stay), ended) {
            (Ok(pictures), ended) => {
                self.world.log.media.extend(pictures);
                ended
            }
            // A picture that cannot be drawn is the cell's error, unless it has one.
            (Err(error), Ended::Well { .. }) => Ended::Raised(error),
            (Err(_), ended) => ended,
        }
    }

    /// Gathers what the cell has shown.
    pub(super) fn end_cell(
        &mut self,
        ended: Ended,
        begun: f64,
        steps: u64,
        ending: Ending,
    ) -> CellOutcome {
        let seconds = (self.world.clock.time() - begun).max(0.0);
        let mut outcome = CellOutcome {
            steps,
            seconds,
            ..CellOutcome::default()
        };
        if ending.underscore {
            let shown = match &ended {
                Ended::Well {
                    shown: Some((value, _)),
                    ..
                } => Some(value.clone()),
                _ => None,
            };
            self.remember(shown);
        }
        match ended {
            Ended::Well { shown, module } => {
                if ending.notes {
                    self.note_traps(&module, shown.as_ref().map(|(value, _)| value));
                }
                outcome.display = shown.map(|(_, text)| text);
            }
            Ended::Misspelt(error) => outcome.error = Some(self.misspelt(&error)),
            Ended::Raised(error) => outcome.error = Some(self.diagnosed(&error)),
        }
        self.world.clock.add(steps);
        if ending.notes {
            self.note_warnings();
        }
        let log = &mut self.world.log;
        outcome.stdout = std::mem::take(&mut log.stdout);
        outcome.stderr = std::mem::take(&mut log.stderr);
        outcome.warnings = std::mem::take(&mut log.warnings);
        outcome.notes = std::mem::take(&mut log.notes);
        outcome.media = std::mem::take(&mut log.media);
        outcome
    }
}
