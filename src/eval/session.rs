//! The door: a namespace in which cells run one after the other.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::cell::Ending;
use super::deadline::deadline;
use super::keep::Kept;
use super::known::Known;
use super::steps::Part;
use super::world::{Entropy, Log, RunningClock, World};
use super::{Interpreter, inspect, modules, operations};

use crate::array::meter::{self, Limits, Watch};
use crate::text::{Source, Symbol};
use crate::value::builtin::SessionState;
use crate::value::special::{self, Trust};
use crate::value::{Files, Value};

pub use super::outcome::{CellError, CellOutcome, Warning};
pub use super::world::{Clock, EntropySource, ScratchFiles, Sink};
pub use crate::value::{Media, Stream};

/// What a session may do and what it is given.
pub struct Settings {
    /// Seeds what the lesson does not seed itself; `None` asks `entropy`.
    pub seed: Option<u64>,
    /// Steps of one cell.
    pub max_steps: Option<u64>,
    /// Bytes held at one time.
    pub max_memory: Option<u64>,
    /// Bytes that one cell may print.
    pub max_output: usize,
    /// Wall time of one cell, as the last resort.
    pub max_seconds: Option<f64>,
    /// The sandbox's files; what lies on a disk is handed in by the floor that may touch one.
    pub files: Box<dyn Files>,
    pub clock: Clock,
    /// Real seconds since some moment, for measuring cells: the lesson never sees them. Without it cells are measured
    /// by `clock`.
    pub stopwatch: Option<Rc<dyn Fn() -> f64>>,
    /// The system's randomness, where the floor that may ask for it hands it in.
    pub entropy: Option<EntropySource>,
    /// Set from outside to stop the running cell: Ctrl-C.
    pub interrupted: Option<Arc<AtomicBool>>,
    /// Bind `_` to the last value shown, as terminals do.
    pub underscore: bool,
    /// Figures stay open from one cell to the next, and are shown when they have changed: so at a prompt, where a
    /// picture grows line by line.
    pub figures_stay: bool,
    /// Look at how a cell ended and note what is not what it looks like: where nobody reads notes, that is lost time.
    pub notes: bool,
}

impl Default for Settings {
    /// Virtual clock, fixed seed, files in memory, generous limits.
    fn default() -> Settings {
        Settings {
            seed: Some(0),
            max_steps: Some(20_000_000_000),
            max_memory: Some(4 << 30),
            max_output: 64 << 20,
            max_seconds: Some(600.0),
            files: Box::new(ScratchFiles::default()),
            clock: Clock::Virtual,
            stopwatch: None,
            entropy: None,
            interrupted: None,
            underscore: false,
            figures_stay: false,
            notes: true,
        }
    }
}

/// A namespace and the cells that ran in it. It stays on its thread, which should be [`on_large_stack`].
pub struct Session {
    interpreter: Interpreter,
    limits: Limits,
    max_seconds: Option<f64>,
    stopwatch: Option<Rc<dyn Fn() -> f64>>,
    interrupted: Option<Arc<AtomicBool>>,
    underscore: bool,
    figures_stay: bool,
    notes: bool,
    /// Steps that the cells of the stranger who is at work have taken.
    strangers_steps: u64,
}

impl Session {
    pub fn new(settings: Settings) -> Session {
        let entropy = match (settings.seed, settings.entropy) {
            (None, Some(draw)) => Entropy::System(draw),
            (seed, _) => Entropy::Fixed {
                seed: seed.unwrap_or(0),
                drawn: 0,
            },
        };
        let world = World {
            files: settings.files,
            clock: RunningClock::new(settings.clock),
            entropy,
            state: SessionState::default(),
            log: Log::new(settings.max_output),
        };
        Session {
            interpreter: Interpreter::new(world),
            limits: Limits {
                steps: settings.max_steps.unwrap_or(u64::MAX),
                bytes: settings.max_memory.unwrap_or(u64::MAX),
            },
            max_seconds: settings.max_seconds,
            stopwatch: settings.stopwatch,
            interrupted: settings.interrupted,
            underscore: settings.underscore,
            figures_stay: settings.figures_stay,
            notes: settings.notes,
            strangers_steps: 0,
        }
    }

    /// Runs one cell to its end, whatever that is; the session can go on after any.
    pub fn run(&mut self, source: &Source) -> CellOutcome {
        self.run_after(0, source)
    }

    /// Runs a cell which has that many steps less.
    fn run_after(&mut self, taken: u64, source: &Source) -> CellOutcome {
        let watch = Watch {
            interrupted: self.interrupted.clone(),
            late: self.max_seconds.and_then(deadline),
        };
        meter::begin_after(taken, self.limits, watch);
        let source = Rc::new(source.clone());
        let started = self.stopwatch.as_ref().map(|seconds| seconds());
        let begun = self.interpreter.begin_cell(source.clone());
        let ended = self.interpreter.run_cell(&source);
        let ended = self.interpreter.show_figures(ended, self.figures_stay);
        let stopped = self.stopwatch.as_ref().map(|seconds| seconds());
        let steps = meter::steps_taken().saturating_sub(taken);
        // What is left to do (texts of errors, trying out advice) must not stop on a budget that is used up.
        meter::forget_clock();
        let (underscore, notes) = (self.underscore, self.notes);
        let ending = Ending { underscore, notes };
        let mut outcome = self.interpreter.end_cell(ended, begun, steps, ending);
        if let (Some(started), Some(stopped)) = (started, stopped) {
            outcome.seconds = (stopped - started).max(0.0);
        }
        outcome
    }

    /// A second session in the same state, which shares nothing with this one: what it runs is not seen here. `None`
    /// where something cannot be copied: an iterator that is under way, an open figure, what the system hands in.
    pub fn fork(&self) -> Option<Session> {
        let limits = Limits {
            steps: u64::MAX,
            ..self.limits
        };
        meter::begin(limits, Watch::default());
        Some(Session {
            interpreter: self.interpreter.fork()?,
            limits: self.limits,
            max_seconds: self.max_seconds,
            stopwatch: self.stopwatch.clone(),
            interrupted: self.interrupted.clone(),
            underscore: self.underscore,
            figures_stay: self.figures_stay,
            notes: self.notes,
            strangers_steps: self.strangers_steps,
        })
    }

    /// Runs a cell of the file whose code is not trusted: methods of the classes that it makes will not count for
    /// [`Session::judge`], but for those that are `wanted` of it.
    pub fn run_stranger(&mut self, source: &Source, wanted: &Rc<BTreeSet<Symbol>>) -> CellOutcome {
        self.interpreter.stranger = Some(source.name.as_str().into());
        self.interpreter.wanted = wanted.clone();
        let _trusting = special::trust(Trust::Strange);
        let outcome = self.run_after(self.strangers_steps, source);
        self.strangers_steps = self.strangers_steps.saturating_add(outcome.steps);
        outcome
    }

    /// The cells of a stranger that follow have their own budget of steps, all of them together.
    pub fn begin_stranger(&mut self) {
        self.strangers_steps = 0;
    }

    /// Runs a cell of somebody else's about the values of a stranger: methods of the stranger's classes are as if they
    /// were not there, but in code of the stranger's own.
    pub fn judge(&mut self, source: &Source) -> CellOutcome {
        let _trusting = special::trust(Trust::Own);
        self.run(source)
    }

    /// Runs the expression of a cell part by part, each said what it is: `:steps`.
    pub fn steps(&mut self, source: &Source) -> (Vec<Part>, CellOutcome) {
        let watch = Watch {
            interrupted: self.interrupted.clone(),
            ..Watch::default()
        };
        meter::begin(self.limits, watch);
        let source = Rc::new(source.clone());
        let begun = self.interpreter.begin_cell(source.clone());
        let (parts, ended) = self.interpreter.steps_of(&source);
        let steps = meter::steps_taken();
        let outcome = self
            .interpreter
            .end_cell(ended, begun, steps, Ending::default());
        (parts, outcome)
    }

    /// The value of an expression, worked out without changing anything and within so many steps; `None` where that
    /// cannot be, or is an error. It calls no function of the session's, writes nothing and warns of nothing.
    pub fn peek(&mut self, expression: &str, steps: u64) -> Option<Value> {
        self.interpreter.peek(expression, steps)
    }

    /// A value in a few words: `float64 (3, 4)`.
    pub fn brief(&mut self, value: &Value) -> String {
        self.interpreter.brief(value)
    }

    /// The session's names with what they are bound to.
    pub fn known(&self) -> Vec<Known> {
        let assigned = self.interpreter.names.assigned();
        let known = assigned.map(|(name, value)| self.interpreter.known(&name.name(), value));
        known.collect()
    }

    /// Gives a name a value of the prompt's own (`_`, `Out`); one that the session assigns wins over it.
    pub fn give(&mut self, name: &str, value: Value) {
        self.interpreter.names.give(Symbol::new(name), value);
    }

    /// The first sentence on what is found after the dot of a value.
    pub fn member_summary(&self, value: &Value, name: &str) -> &'static str {
        inspect::member_summary(value, name)
    }

    /// The first sentence on a function, class or method.
    pub fn summary(&self, value: &Value) -> &'static str {
        inspect::summary(value)
    }

    /// What may stand as text in an index of the value: the keys of a dict, the fields of a structured array.
    pub fn text_keys(&self, value: &Value) -> Vec<String> {
        inspect::text_keys(value)
    }

    /// Bytes of all values that are alive.
    pub fn bytes_held(&self) -> u64 {
        meter::bytes_held()
    }

    /// What the cell prints goes to `sink` as well, as it is printed.
    pub fn stream_to(&mut self, sink: Sink) {
        self.interpreter.world.log.sink = Some(sink);
    }

    /// The names that cells have assigned, in the order of their first assignment.
    pub fn names(&self) -> Vec<Rc<str>> {
        let assigned = self.interpreter.names.assigned();
        assigned.map(|(name, _)| name.name()).collect()
    }

    /// The value of a name: assigned, Python's or NumPy's.
    pub fn lookup(&mut self, name: &str) -> Option<Value> {
        let found = self.interpreter.global(Symbol::new(name));
        found.ok().flatten()
    }

    /// All names that mean something: the lesson's, Python's and NumPy's.
    pub fn known_names(&self) -> Vec<String> {
        let own = self.names().into_iter().map(|name| name.to_string());
        own.chain(inspect::given_names().iter().cloned()).collect()
    }

    /// The value of a dotted name, and of its attributes, as far as reading them runs no code of the lesson's.
    pub fn lookup_dotted(&mut self, path: &str) -> Option<Value> {
        let mut parts = path.split('.');
        let mut value = self.lookup(parts.next()?)?;
        for name in parts {
            value = self.interpreter.attribute_value(&value, name).ok()?;
        }
        Some(value)
    }

    /// The names of the modules that can be imported: `numpy.linalg`.
    pub fn module_names(&self) -> impl Iterator<Item = Cow<'static, str>> {
        modules::shown_modules()
    }

    /// A module by the name that an import has for it.
    pub fn module(&mut self, name: &str) -> Option<Value> {
        let name = modules::catalogue_name(name)?;
        Some(Value::Module(self.interpreter.module(name)))
    }

    /// The names after the dot of a value.
    pub fn members(&self, value: &Value) -> Vec<String> {
        inspect::members(value)
    }

    /// How a value is called: `(a, axis=None, …)`.
    pub fn signature(&self, value: &Value) -> Option<String> {
        inspect::signature(value)
    }

    /// The names of the keyword arguments that a function takes.
    pub fn keywords(&self, value: &Value) -> Vec<String> {
        inspect::keywords(value)
    }

    /// Type, and shape and dtype of arrays, in a few words.
    pub fn kind(&self, value: &Value) -> String {
        inspect::kind(value)
    }

    /// Has a cell assigned the name?
    pub fn is_assigned(&self, name: &str) -> bool {
        self.interpreter.names.get(Symbol::new(name)).is_some()
    }

    /// Ends later cells after so many steps, if they would not end before.
    pub fn limit_steps(&mut self, steps: u64) {
        self.limits.steps = self.limits.steps.min(steps);
    }

    /// Binds a name.
    pub fn assign(&mut self, name: Symbol, value: Value) {
        self.interpreter.names.set(name, value);
    }

    /// The repr of a value, without the methods of strangers; none where it cannot be had within the limits.
    pub fn repr(&mut self, value: &Value) -> Option<String> {
        meter::begin(self.limits, Watch::default());
        let _trusting = special::trust(Trust::Own);
        operations::repr(&mut self.interpreter, value).ok()
    }

    /// Empties every object that the names reach: what holds each other in a circle would otherwise never be freed.
    pub fn discard(self) {
        Kept::of(&self.interpreter).discard();
    }

    /// What all names are bound to, deeply, for [`Session::put_back`].
    pub fn keep(&self) -> Kept {
        Kept::of(&self.interpreter)
    }

    /// Gives names, and the objects that they reach, what they held when they were kept; what the names in `except`
    /// reach stays as it is.
    pub fn put_back(&mut self, kept: &Kept, except: &BTreeSet<Symbol>) {
        kept.put_back(&mut self.interpreter, except);
    }

    /// Everything is as it was when it was kept: values, contents, and which names there are.
    pub fn undo(&mut self, kept: &Kept) {
        kept.forget_new(&mut self.interpreter);
        kept.put_back(&mut self.interpreter, &BTreeSet::new());
    }

    /// Takes back what cells assigned to modules: `np.allclose` is NumPy's own again.
    pub fn restore_modules(&mut self) {
        for module in self.interpreter.modules.values() {
            module.assigned.borrow_mut().clear();
        }
    }

    /// NumPy's names that the last cells used without importing them, and no longer remembers.
    pub fn take_bare_names(&mut self) -> Vec<Rc<str>> {
        let bare = self.interpreter.names.take_bare();
        bare.into_iter().map(Symbol::name).collect()
    }
}

/// Stack of the threads that cells run on. It is reserved, not used: pages count when they are touched.
pub const STACK_BYTES: usize = 1 << 30;

thread_local! {
    /// Whether this thread's stack is large already.
    static LARGE: Cell<bool> = const { Cell::new(false) };
}

/// Runs `f` on a thread whose stack has room for the deepest cell: on this one where that has.
///
/// # Panics
/// Where `f` panics, or where the system refuses a thread.
pub fn on_large_stack<R: Send>(f: impl FnOnce() -> R + Send) -> R {
    if LARGE.get() {
        return f();
    }
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(STACK_BYTES);
        let work = || {
            LARGE.set(true);
            f()
        };
        match builder
            .spawn_scoped(scope, work)
            .map(|thread| thread.join())
        {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => panic!("no thread can be had: {error}"),
        }
    })
}

/// Starts a thread with a large stack that nobody waits for.
///
/// # Errors
/// Where the system refuses a thread.
pub fn spawn_large(f: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    let builder = std::thread::Builder::new().stack_size(STACK_BYTES);
    let work = || {
        LARGE.set(true);
        f();
    };
    builder.spawn(work).map(drop)
}
