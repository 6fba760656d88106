//! A session that remembers what was run in it, so that the same state can be had a second time.

use std::collections::BTreeSet;

use crate::eval::{CellOutcome, Kept, Session, Settings};
use crate::text::{Source, Symbol};

/// Makes the settings of a session. Every session needs its own: settings hold its files and its clock.
pub type Setup<'a> = &'a (dyn Fn() -> Settings + Sync);

/// A session with its past.
pub struct Stage<'a> {
    setup: Setup<'a>,
    session: Session,
    past: Vec<Deed>,
    kept: Kept,
}

/// Something that was done in a session.
#[derive(Clone)]
enum Deed {
    Ran(Source),
    Kept,
    PutBack(BTreeSet<Symbol>),
}

impl<'a> Stage<'a> {
    pub fn new(setup: Setup<'a>) -> Stage<'a> {
        Stage {
            setup,
            session: Session::new(setup()),
            past: Vec::new(),
            kept: Kept::default(),
        }
    }

    /// Runs a cell.
    pub fn run(&mut self, source: &Source) -> CellOutcome {
        self.past.push(Deed::Ran(source.clone()));
        self.session.run(source)
    }

    /// Keeps all values as they are now, deeply.
    pub fn keep(&mut self) {
        self.past.push(Deed::Kept);
        self.kept = self.session.keep();
    }

    /// Puts back the values that were kept last, but those of `except` and what they reach.
    pub fn put_back(&mut self, except: &BTreeSet<Symbol>) {
        self.past.push(Deed::PutBack(except.clone()));
        self.session.put_back(&self.kept, except);
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
    pub fn past(&self, mark: usize) -> impl Iterator<Item = &Source> {
        self.past.iter().take(mark).filter_map(|deed| match deed {
            Deed::Ran(source) => Some(source),
            Deed::Kept | Deed::PutBack(_) => None,
        })
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
        for deed in self.past.iter().take(mark) {
            match deed {
                Deed::Ran(source) => drop(stage.run(source)),
                Deed::Kept => stage.keep(),
                Deed::PutBack(except) => stage.put_back(except),
            }
        }
        stage
    }
}
