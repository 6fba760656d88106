//! Notes on what works and is not what it looks like.
//!
//! NumPy says nothing of these; the values are right, and a learner wonders an hour later. [`stores`] looks at
//! assignments as they run, [`shown`] and [`sharing`] at what a cell ended with, once it has ended, [`warned`] at what
//! NumPy warned of. A note is made only of what is sure: values are looked at, not guessed. What the cell did is
//! never done again but for its last statement, and of that only what changes nothing.

mod sharing;
mod shown;
mod stores;
mod warned;

use super::Interpreter;
use crate::syntax::ast::{Expr, Module, Stmt, StmtKind};
use crate::text::Source;
use crate::value::{Host, Value};

/// The last statement of a cell that ended well.
struct Ending<'a> {
    walk: &'a mut Interpreter,
    source: &'a Source,
    module: &'a Module,
    /// The value that is shown, if one is.
    value: Option<&'a Value>,
}

/// Each looks for one kind of trap.
const LOOKS: &[fn(&mut Ending) -> Option<String>] = &[
    shown::uncalled,
    shown::flat_transpose,
    shown::empty_slice,
    shown::clipped_slice,
    shown::unequal_floats,
    shown::nan_result,
    shown::cut_decimals,
    shown::wrapped_integers,
    shown::nothing_returned,
    shown::forgotten_result,
    sharing::changed_from_afar,
];

impl Interpreter {
    /// Notes what is strange about the end of a cell.
    pub(super) fn note_traps(&mut self, module: &Module, value: Option<&Value>) {
        let source = self.frame.code.source().clone();
        let mut ending = Ending {
            walk: self,
            source: &source,
            module,
            value,
        };
        let notes: Vec<String> = LOOKS.iter().filter_map(|look| look(&mut ending)).collect();
        for note in notes {
            self.note(note);
        }
    }

    /// Notes what NumPy's warnings mean.
    pub(super) fn note_warnings(&mut self) {
        let warnings = std::mem::take(&mut self.world.log.warnings);
        for note in warned::notes(&warnings) {
            self.note(note);
        }
        self.world.log.warnings = warnings;
    }
}

impl<'a> Ending<'a> {
    fn text(&self, expr: &Expr) -> &'a str {
        self.source.slice(expr.span)
    }

    fn last(&self) -> Option<&'a Stmt> {
        self.module.body.last()
    }

    /// The trailing expression, whose value is shown.
    fn shown_expr(&self) -> Option<&'a Expr> {
        let last = self.last()?;
        match &last.kind {
            StmtKind::Expr(expr) => Some(expr),
            _ => None,
        }
    }

    /// The value of a part of the last statement, if finding it out changes nothing and is quickly done.
    fn value_of(&mut self, expr: &Expr) -> Option<Value> {
        let text = format!("({})", self.text(expr));
        self.walk.looked_up(&text)
    }

    fn looked_up(&mut self, code: &str) -> Option<Value> {
        self.walk.looked_up(code)
    }
}
