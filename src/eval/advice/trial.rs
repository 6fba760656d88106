//! Trying code out: only what changes nothing, with few steps, and with all that it shows thrown away.

use super::Case;
use crate::array::meter::{self, Limits, Watch};
use crate::eval::Interpreter;
use crate::eval::frame::Frame;
use crate::syntax::ast::{DictItem, Expr, ExprKind, Module, StmtKind};
use crate::syntax::parse;
use crate::text::Source;
use crate::value::{Class, ClassId, Value};

/// Steps that one trial may take.
const STEPS: u64 = 2_000_000;

/// Bytes that one trial may hold, beyond what the session does.
const BYTES: u64 = 256 << 20;

/// Functions of NumPy and methods of arrays that do more than give a value.
const DOING: &[&str] = &[
    "copyto",
    "fill",
    "fill_diagonal",
    "fromfile",
    "genfromtxt",
    "load",
    "loadtxt",
    "partition",
    "place",
    "put",
    "put_along_axis",
    "putmask",
    "resize",
    "save",
    "savetxt",
    "savez",
    "savez_compressed",
    "set_printoptions",
    "seterr",
    "setfield",
    "setflags",
    "shuffle",
    "sort",
    "tofile",
    "vectorize",
    "frompyfunc",
    "fromfunction",
    "apply_along_axis",
    "apply_over_axes",
    "piecewise",
    "fromiter",
];

/// Python's functions that only give a value.
const HARMLESS: &[&str] = &[
    "abs",
    "bool",
    "complex",
    "divmod",
    "float",
    "int",
    "isinstance",
    "len",
    "list",
    "max",
    "min",
    "pow",
    "range",
    "repr",
    "round",
    "sorted",
    "str",
    "sum",
    "tuple",
    "type",
];

impl Case<'_> {
    /// The value of an expression of the lesson's, if it works and evaluating it changes nothing.
    pub(super) fn try_out(&mut self, code: &str) -> Option<Value> {
        let module = parse(&Source::new("<advice>", code, 1)).ok()?;
        let [only] = module.body.as_slice() else {
            return None;
        };
        let StmtKind::Expr(expr) = &only.kind else {
            return None;
        };
        let frame = self.frame.take();
        let value = self.walk.aside(frame.as_ref(), |walk| {
            walk.is_harmless(expr).then(|| walk.value_aside(&module))?
        });
        self.frame = frame;
        value
    }
}

impl Interpreter {
    /// Runs `f` at the top of a cell of its own, where the variables of `frame` have their values, and leaves no
    /// trace of it.
    fn aside<R>(&mut self, frame: Option<&Frame>, f: impl FnOnce(&mut Self) -> R) -> R {
        let log = self.world.log.put_aside();
        let limits = Limits {
            steps: STEPS,
            bytes: meter::bytes_held().saturating_add(BYTES),
        };
        meter::begin(limits, Watch::default());
        let top = Frame::cell(self.frame.code.source().clone());
        let running = std::mem::replace(&mut self.frame, top);
        let variables = frame.map_or(Vec::new(), Frame::variables);
        let hidden = self.hide_globals(variables);
        let result = f(self);
        self.restore_globals(hidden);
        self.frame = running;
        self.world.log.restore(log);
        result
    }

    fn value_aside(&mut self, module: &Module) -> Option<Value> {
        let last = module.body.last()?;
        self.last_value(last).ok()
    }

    /// Can the expression be evaluated once more without anyone noticing?
    fn is_harmless(&mut self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Call {
                function,
                arguments,
            } => {
                let mut given = arguments.iter();
                given.all(|argument| self.is_harmless(&argument.value))
                    && self.is_harmless(function)
                    && self.gives_only_a_value(function)
            }
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
                items.iter().all(|item| self.is_harmless(item))
            }
            ExprKind::Dict(items) => items.iter().all(|item| match item {
                DictItem::Pair(key, value) => self.is_harmless(key) && self.is_harmless(value),
                DictItem::Spread(value) => self.is_harmless(value),
            }),
            ExprKind::Starred(value) | ExprKind::Attribute { value, .. } => self.is_harmless(value),
            ExprKind::Unary { operand, .. } => self.is_harmless(operand),
            ExprKind::Binary { left, right, .. } => {
                self.is_harmless(left) && self.is_harmless(right)
            }
            ExprKind::BoolOp { values, .. } => values.iter().all(|value| self.is_harmless(value)),
            ExprKind::Compare { first, rest } => {
                self.is_harmless(first) && rest.iter().all(|(_, _, right)| self.is_harmless(right))
            }
            ExprKind::Subscript { value, index } => {
                self.is_harmless(value) && self.is_harmless(index)
            }
            ExprKind::Slice { start, stop, step } => {
                let mut ends = [start, stop, step].into_iter().flatten();
                ends.all(|end| self.is_harmless(end))
            }
            ExprKind::Name { .. } => true,
            ExprKind::FString(_)
            | ExprKind::Lambda(_)
            | ExprKind::Comprehension(_)
            | ExprKind::Conditional { .. }
            | ExprKind::Walrus { .. }
            | ExprKind::Yield(_)
            | ExprKind::YieldFrom(_) => false,
            // Literals.
            _ => true,
        }
    }

    /// Is the function, which itself is harmless to name, one that only gives a value?
    fn gives_only_a_value(&mut self, function: &Expr) -> bool {
        let callee = match self.expr(function) {
            Ok(Value::BoundMethod(bound)) => match &bound.receiver {
                Value::Array(_) | Value::Scalar(_) | Value::Str(_) => bound.function.clone(),
                _ => return false,
            },
            Ok(callee) => callee,
            Err(_) => return false,
        };
        match callee {
            Value::Builtin(row) => is_giving(row.full_name()),
            Value::Class(Class::Builtin(id)) => {
                id.is_subclass(ClassId::GENERIC) || HARMLESS.contains(&id.name())
            }
            // Ufuncs.
            Value::Native(native) => native.class() == ClassId::UFUNC,
            _ => false,
        }
    }
}

fn is_giving(full_name: &str) -> bool {
    let Some((home, name)) = full_name.rsplit_once('.') else {
        return HARMLESS.contains(&full_name);
    };
    let doing = DOING.contains(&name) && full_name != "np.sort";
    let known = ["np", "np.linalg", "np.fft", "ndarray", "str", "generic"].contains(&home);
    known && !doing
}
