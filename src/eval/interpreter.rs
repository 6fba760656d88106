//! The state of the walk.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::attributes::Members;
use super::depth::Depth;
use super::exceptions::Handled;
use super::frame::Frame;
use super::generators::{Generator, Pause};
use super::names::Names;
use super::remembered::Remembered;
use super::world::World;
use crate::text::{Source, Span, Symbol};
use crate::value::{Module, Raised, Sent, Value};

/// Walks trees. One per session; what belongs to one cell is reset between cells.
pub(crate) struct Interpreter {
    pub(super) names: Names,
    /// The innermost running call.
    pub(super) frame: Frame,
    pub(super) depth: Depth,
    /// Slots of calls that have ended, for the next ones.
    pub(super) spare: Vec<Vec<Option<Value>>>,
    /// The innermost frame that the error on its way has ended, for advice.
    pub(super) fallen: Option<Frame>,
    /// The texts of the cells that ran, for advice on where a value came from.
    pub(super) history: Vec<Rc<Source>>,
    /// The exceptions whose handlers run, innermost last.
    pub(super) handling: Vec<Handled>,
    /// The value on its way from a `return` to its call.
    pub(super) returned: Value,
    /// The value on its way from a `yield` to who asked for it.
    pub(super) yielded: Value,
    /// The value or exception on its way back to a `yield`.
    pub(super) sent: Sent,
    /// On the way from a `yield` or to one: where the constructs around it were, outermost last.
    pub(super) pauses: Vec<Pause>,
    /// Generators that nobody holds any more and that have something to do before they end.
    pub(super) forsaken: Rc<RefCell<Vec<Generator>>>,
    /// The operation that runs, for warnings.
    pub(super) here: Span,
    /// A value is only looked at: nothing may change. See [`super::peek`].
    pub(super) peeking: bool,
    /// What a prompt remembers of its cells.
    pub(super) remembered: Remembered,
    pub(super) modules: HashMap<&'static str, Rc<Module>>,
    /// What the texts of modules have defined so far.
    pub(super) library: HashMap<&'static str, super::library::Names>,
    pub(super) members: Members,
    pub(super) world: World,
    /// The file whose code is not trusted while others judge its values.
    pub(super) stranger: Option<Rc<str>>,
    /// The classes that a stranger is asked to write: their methods count.
    pub(super) wanted: Rc<BTreeSet<Symbol>>,
}

impl Interpreter {
    pub(super) fn new(world: World) -> Interpreter {
        Interpreter {
            names: Names::default(),
            frame: Frame::cell(Rc::new(Source::new("", "", 1))),
            depth: Depth::default(),
            spare: Vec::new(),
            fallen: None,
            history: Vec::new(),
            handling: Vec::new(),
            returned: Value::None,
            yielded: Value::None,
            sent: Sent::Value(Value::None),
            pauses: Vec::new(),
            forsaken: Rc::default(),
            here: Span::default(),
            peeking: false,
            remembered: Remembered::default(),
            modules: HashMap::new(),
            library: HashMap::new(),
            members: Members::default(),
            world,
            stranger: None,
            wanted: Rc::default(),
        }
    }

    /// The error, with a place of the running frame added to its trace.
    #[cold]
    pub(super) fn at(&self, error: impl Into<Raised>, span: Span) -> Raised {
        match self.frame.code.source().is_library {
            true => error.into(),
            false => error.into().passing(self.frame.point(span)),
        }
    }
}
