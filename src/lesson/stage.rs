//! A session that remembers what was run in it, so that the same state can be had a second time.

use crate::eval::session::{CellOutcome, Session, Settings};
use crate::text::Source;

/// A session with its past.
pub struct Stage {
    settings: Settings,
    session: Session,
    past: Vec<Source>,
}

impl Stage {
    pub fn new(settings: &Settings) -> Stage {
        Stage {
            settings: settings.clone(),
            session: Session::new(settings.clone()),
            past: Vec::new(),
        }
    }

    /// Runs a cell.
    pub fn run(&mut self, source: &Source) -> CellOutcome {
        self.past.push(source.clone());
        self.session.run(source)
    }

    /// A second stage in the same state, which shares nothing with this one.
    ///
    /// Sessions are deterministic, so running the same cells again gives the same state.
    pub fn again(&self) -> Stage {
        let mut stage = Stage::new(&self.settings);
        for source in &self.past {
            stage.run(source);
        }
        stage
    }
}
