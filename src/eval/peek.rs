//! Looking at a value without changing anything: for completions and hints, while a line is typed.
//!
//! An expression is looked at only where its form and its calls allow it. The form: operators, subscripts, attributes,
//! displays and calls; nothing that binds a name or runs a block. The calls: rows of the catalogue that are known to
//! give a value and leave everything else as it is ([`catalogue::is_quiet`]), and no function of the session's. What
//! remains is refused where it would happen: output, an iterator that would move on, a call of a lesson's function
//! through an operator or a property. Steps and memory are bounded, warnings are not heard, and errors are no news.

use std::rc::Rc;

use super::Interpreter;
use super::depth::Depth;
use super::frame::Frame;
use crate::array::meter::{self, Limits, Watch};
use crate::builtins as catalogue;
use crate::syntax::ast::{
    ArgumentKind, Comprehension, Expr, ExprKind, FunctionDef, Stmt, StmtKind,
};
use crate::syntax::parse;
use crate::syntax::tree::{Visitor, walk_expr};
use crate::text::Source;
use crate::value::{Arguments, Builtin, ClassId, Raised, Result, Value};

/// Bytes that a look may use beyond what is held.
const ROOM: u64 = 64 << 20;

/// Parameters that name memory to be written to, or allow writing into an argument.
const WRITTEN: [&str; 4] = ["out", "overwrite_input", "inplace", "copy"];

/// The error of what is not done while looking.
#[cold]
pub(super) fn refused(what: &str) -> Raised {
    let message = format!("{what} is not used while looking");
    Raised::new(ClassId::RUNTIME_ERROR, message)
}

/// May the row be called with these arguments?
pub(super) fn allow(row: &'static Builtin, arguments: &Arguments) -> Result<()> {
    let signature = row.parameters();
    let out = signature.parameters.iter().position(|p| p.name == "out");
    let given = arguments.keywords.iter();
    let writes = out.is_some_and(|out| arguments.positional.len() > out)
        || given.into_iter().any(|(name, value)| {
            WRITTEN.contains(&&**name) && !matches!(value, Value::None | Value::Bool(true))
        })
        // Beyond the inputs of a ufunc stands what it writes to.
        || row.kind == crate::value::builtin::RowKind::Ufunc
            && arguments.positional.len() > signature.required_positional;
    match catalogue::is_quiet(row) && !writes {
        true => Ok(()),
        false => Err(refused(row.full_name())),
    }
}

/// Is the form of an expression one that changes nothing by itself?
struct Form {
    is_quiet: bool,
}

impl<'a> Visitor<'a> for Form {
    fn stmt(&mut self, _: &'a Stmt) {
        self.is_quiet = false;
    }

    fn function(&mut self, _: &'a FunctionDef) {
        self.is_quiet = false;
    }

    fn comprehension(&mut self, _: &'a Comprehension) {
        self.is_quiet = false;
    }

    fn expr(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::Walrus { .. }
            | ExprKind::Starred(_)
            | ExprKind::Yield(_)
            | ExprKind::YieldFrom(_) => self.is_quiet = false,
            ExprKind::Call { arguments, .. } => {
                let starred = [ArgumentKind::Star, ArgumentKind::DoubleStar];
                self.is_quiet &= !arguments.iter().any(|given| starred.contains(&given.kind));
            }
            _ => {}
        }
        if self.is_quiet {
            walk_expr(self, expr);
        }
    }
}

impl Interpreter {
    /// The value of an expression, within so many steps; `None` where it cannot be known without changing something,
    /// or is an error.
    pub(super) fn peek(&mut self, text: &str, steps: u64) -> Option<Value> {
        let source = Rc::new(Source::new("<look>", text, 1));
        let module = parse(&source).ok()?;
        let [
            Stmt {
                kind: StmtKind::Expr(expr),
                ..
            },
        ] = module.body.as_slice()
        else {
            return None;
        };
        let mut form = Form { is_quiet: true };
        form.expr(expr);
        if !form.is_quiet {
            return None;
        }
        let limits = Limits {
            steps,
            bytes: meter::bytes_held().saturating_add(ROOM),
        };
        meter::begin(limits, Watch::default());
        self.looking(source, |walk| walk.expr(expr).ok())
    }

    /// Works something out beside the session, which is then as it was.
    fn looking<R>(&mut self, source: Rc<Source>, work: impl FnOnce(&mut Interpreter) -> R) -> R {
        let log = self.world.log.put_aside();
        let bare = self.names.take_bare();
        let frame = std::mem::replace(&mut self.frame, Frame::cell(source));
        let (fallen, here) = (self.fallen.take(), self.here);
        self.depth = Depth::default();
        self.peeking = true;
        let result = work(self);
        self.peeking = false;
        // The bounds were the look's alone.
        meter::begin(Limits::NONE, Watch::default());
        self.depth = Depth::default();
        self.frame = frame;
        (self.fallen, self.here) = (fallen, here);
        self.names.take_bare();
        self.names.put_bare(bare);
        self.world.log.restore(log);
        result
    }
}
