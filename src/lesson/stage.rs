//! A session that remembers what was run in it, so that the same state can be had a second time.

use crate::eval::{CellOutcome, Session, Settings};
use crate::text::Source;

/// Makes the settings of a session. Every session needs its own: settings hold its files and its clock.
pub type Setup<'a> = &'a (dyn Fn() -> Settings + Sync);

/// A session with its past.
pub struct Stage<'a> {
    setup: Setup<'a>,
    session: Session,
    past: Vec<Source>,
}

impl<'a> Stage<'a> {
    pub fn new(setup: Setup<'a>) -> Stage<'a> {
        Stage {
            setup,
            session: Session::new(setup()),
            past: Vec::new(),
        }
    }

    /// Runs a cell.
    pub fn run(&mut self, source: &Source) -> CellOutcome {
        self.past.push(source.clone());
        self.session.run(source)
    }

    /// Takes back what cells assigned to modules.
    pub fn restore_modules(&mut self) {
        self.session.restore_modules();
    }

    /// How much was run, for [`Stage::rewound`].
    pub fn mark(&self) -> usize {
        self.past.len()
    }

    /// What was run up to a mark.
    pub fn past(&self, mark: usize) -> &[Source] {
        self.past.get(..mark).unwrap_or(&self.past)
    }

    /// A second stage in the same state, which shares nothing with this one.
    pub fn again(&self) -> Stage<'a> {
        self.rewound(self.mark())
    }

    /// A second stage in the state that this one had at a mark.
    ///
    /// Sessions are deterministic, so running the same cells again gives the same state.
    pub fn rewound(&self, mark: usize) -> Stage<'a> {
        let mut stage = Stage::new(self.setup);
        for source in self.past(mark) {
            stage.run(source);
        }
        stage
    }
}
