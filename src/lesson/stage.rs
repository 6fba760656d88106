//! A session that remembers what was run in it, so that the same state can be had a second time.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::eval::{CellOutcome, Kept, Session, Settings};
use crate::text::{Source, Symbol};
use crate::value::Value;

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
    Ran(Rc<Source>),
    /// Code of an answer, and the classes that are wanted of it.
    RanStranger(Rc<Source>, Rc<BTreeSet<Symbol>>),
    AnswerBegun,
    Kept,
    PutBack(BTreeSet<Symbol>),
    RestoredModules,
}

/// The name that holds a value being looked at. No lesson has a reason to use it.
const ASKED: &str = "__asked__";

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
        self.past.push(Deed::Ran(Rc::new(source.clone())));
        self.session.run(source)
    }

    /// The code of an answer follows: all its cells together have the steps of one.
    pub fn begin_answer(&mut self) {
        self.past.push(Deed::AnswerBegun);
        self.session.begin_stranger();
    }

    /// Runs code of an answer: the methods of its classes do not count for [`Stage::judge`], but for those that are
    /// `wanted` of it.
    pub fn run_stranger(&mut self, source: &Source, wanted: &Rc<BTreeSet<Symbol>>) -> CellOutcome {
        let deed = Deed::RanStranger(Rc::new(source.clone()), wanted.clone());
        self.past.push(deed);
        self.session.run_stranger(source, wanted)
    }

    /// Runs a part of a check. It is not remembered: a stage that was judged is not had a second time.
    pub fn judge(&mut self, source: &Source) -> CellOutcome {
        self.session.judge(source)
    }

    /// The value of an expression, which may stand in a check; none where it raises.
    pub fn ask(&mut self, expression: &str) -> Option<Value> {
        let source = Source::new("<check>", format!("{ASKED} = (\n{expression}\n)\n"), 1);
        match self.session.judge(&source).error {
            None => self.session.lookup(ASKED),
            Some(_) => None,
        }
    }

    /// The value of a name that was assigned.
    pub fn assigned(&mut self, name: &str) -> Option<Value> {
        match self.session.is_assigned(name) {
            true => self.session.lookup(name),
            false => None,
        }
    }

    /// Binds a name. It is not remembered, as [`Stage::judge`].
    pub fn assign(&mut self, name: Symbol, value: Value) {
        self.session.assign(name, value);
    }

    /// The repr of a value, without any code of an answer's.
    pub fn repr(&mut self, value: &Value) -> Option<String> {
        self.session.repr(value)
    }

    /// NumPy's names that the last cells used without importing them, and no longer remembers.
    pub fn take_bare_names(&mut self) -> Vec<Rc<str>> {
        self.session.take_bare_names()
    }

    /// Ends later cells after so many steps, if they would not end before.
    pub fn limit_steps(&mut self, steps: u64) {
        self.session.limit_steps(steps);
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
        self.past.push(Deed::RestoredModules);
        self.session.restore_modules();
    }

    /// Empties what the names hold, so that objects which hold each other take no more memory.
    pub fn discard(mut self) {
        self.kept = Kept::default();
        self.session.discard();
    }

    /// The names that are assigned now.
    pub fn names(&self) -> BTreeSet<Symbol> {
        let names = self.session.names();
        names.iter().map(|name| Symbol::new(name)).collect()
    }

    /// A second stage in the same state, which shares nothing with this one: a deep copy where there can be one.
    /// Otherwise the same cells are run again, which gives the same state, since sessions are deterministic.
    pub fn again(&self) -> Stage<'a> {
        match self.session.fork() {
            Some(session) => Stage {
                setup: self.setup,
                session,
                past: self.past.clone(),
                kept: Kept::default(),
            },
            None => self.replayed(),
        }
    }

    fn replayed(&self) -> Stage<'a> {
        let mut stage = Stage::new(self.setup);
        for deed in &self.past {
            match deed {
                Deed::Ran(source) => drop(stage.run(source)),
                Deed::RanStranger(source, wanted) => {
                    drop(stage.run_stranger(source, wanted));
                }
                Deed::AnswerBegun => stage.begin_answer(),
                Deed::Kept => stage.keep(),
                Deed::PutBack(except) => stage.put_back(except),
                Deed::RestoredModules => stage.restore_modules(),
            }
        }
        stage
    }
}
