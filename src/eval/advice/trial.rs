//! Trying code out: only what changes nothing, with few steps, and with all that it shows thrown away.

use std::collections::BTreeSet;

use super::Case;
use crate::array::meter::{self, Limits, Watch};
use crate::eval::frame::Frame;
use crate::eval::world::Entropy;
use crate::eval::{Interpreter, Kept};
use crate::syntax::ast::{Comprehension, DictItem, Expr, ExprKind, Module, Stmt, StmtKind};
use crate::syntax::parse;
use crate::syntax::tree::{Visitor, walk_expr};
use crate::text::{Source, Symbol};
use crate::value::{Class, ClassId, Value};

/// Steps that one trial may take.
const STEPS: u64 = 2_000_000;

/// Steps of a look at a value, where nothing went wrong.
const FEW_STEPS: u64 = 100_000;

/// Bytes that one trial may hold, beyond what the session does.
const BYTES: u64 = 256 << 20;

/// Arrays larger than this are not kept for a trial that may change them.
const LARGEST_KEPT: usize = 64 << 20;

/// Functions of NumPy and methods of arrays that change what they are given, which is put back after a trial.
const CHANGING: &[&str] = &[
    "copyto",
    "fill",
    "fill_diagonal",
    "partition",
    "place",
    "put",
    "put_along_axis",
    "putmask",
    "resize",
    "setfield",
    "sort",
];

/// Those that reach further than the values they are given, or call functions of the lesson's.
const DOING: &[&str] = &[
    "save",
    "savetxt",
    "savez",
    "savez_compressed",
    "set_printoptions",
    "seterr",
    "seterrcall",
    "setbufsize",
    "setflags",
    "shuffle",
    "tofile",
    "frompyfunc",
    "fromfunction",
    "apply_along_axis",
    "apply_over_axes",
    "piecewise",
    "fromiter",
];

/// How a trial ended.
pub(super) enum Trial {
    Worked(Option<Value>),
    Failed,
    /// It was not run: it could do more than give a value.
    Unfit,
}

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
    "enumerate",
    "list",
    "max",
    "min",
    "pow",
    "print",
    "range",
    "repr",
    "round",
    "sorted",
    "str",
    "sum",
    "tuple",
    "type",
    "zip",
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
        self.aside(|walk| {
            let fit = Fit { changes: false };
            walk.is_harmless(expr, fit)
                .then(|| walk.value_aside(&module))?
        })
    }

    /// Runs simple statements of the lesson's; what they change is put back.
    pub(super) fn try_statement(&mut self, code: &str) -> Trial {
        let Ok(module) = parse(&Source::new("<advice>", code, 1)) else {
            return Trial::Failed;
        };
        self.aside(|walk| {
            let names = module.body.iter().map(|stmt| walk.changed_names(stmt));
            let Some(names) = names.collect::<Option<Vec<_>>>() else {
                return Trial::Unfit;
            };
            let Some(kept) = walk.kept_for(&module) else {
                return Trial::Unfit;
            };
            let before = walk.bindings(names.concat());
            let value = walk
                .value_aside(&module)
                .map(|value| match module.body.last() {
                    Some(last) => walk.given_by(last).unwrap_or(value),
                    None => value,
                });
            kept.put_back(walk, &BTreeSet::new());
            walk.restore_globals(before);
            match value {
                Some(value) => Trial::Worked(Some(value).filter(|value| !value.is_none())),
                None => Trial::Failed,
            }
        })
    }

    fn aside<R>(&mut self, f: impl FnOnce(&mut Interpreter) -> R) -> R {
        let frame = self.frame.take();
        let result = self.walk.aside(frame.as_ref(), STEPS, f);
        self.frame = frame;
        result
    }
}

/// What code may do in a trial.
#[derive(Clone, Copy)]
struct Fit {
    /// Values may be changed, since they are put back.
    changes: bool,
}

impl Interpreter {
    /// The value of an expression, if it is quickly found and finding it changes nothing.
    pub(in crate::eval) fn looked_up(&mut self, code: &str) -> Option<Value> {
        let module = parse(&Source::new("<advice>", code, 1)).ok()?;
        let [only] = module.body.as_slice() else {
            return None;
        };
        let StmtKind::Expr(expr) = &only.kind else {
            return None;
        };
        let fit = Fit { changes: false };
        self.aside(None, FEW_STEPS, |walk| {
            walk.is_harmless(expr, fit)
                .then(|| walk.value_aside(&module))?
        })
    }

    /// Runs `f` at the top of a cell of its own, where the variables of `frame` have their values, and leaves no
    /// trace of it.
    fn aside<R>(&mut self, frame: Option<&Frame>, steps: u64, f: impl FnOnce(&mut Self) -> R) -> R {
        let log = self.world.log.put_aside();
        let state = std::mem::take(&mut self.world.state);
        let nothing_drawn = Entropy::Fixed { seed: 0, drawn: 0 };
        let entropy = std::mem::replace(&mut self.world.entropy, nothing_drawn);
        let limits = Limits {
            steps,
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
        self.world.state = state;
        self.world.entropy = entropy;
        result
    }

    fn value_aside(&mut self, module: &Module) -> Option<Value> {
        let (last, before) = module.body.split_last()?;
        self.block(before).ok()?;
        self.last_value(last).ok()
    }

    /// The value that an assignment has just given a name.
    fn given_by(&self, stmt: &Stmt) -> Option<Value> {
        let StmtKind::Assign { targets, .. } = &stmt.kind else {
            return None;
        };
        match targets.as_slice() {
            [
                Expr {
                    kind: ExprKind::Name { symbol, .. },
                    ..
                },
            ] => self.names.get(*symbol).cloned(),
            _ => None,
        }
    }

    /// The names that a statement gives values to; none if it is not fit to be tried.
    fn changed_names(&mut self, stmt: &Stmt) -> Option<Vec<Symbol>> {
        let fit = Fit { changes: true };
        let (targets, value) = match &stmt.kind {
            StmtKind::Expr(value) => (Vec::new(), Some(value)),
            StmtKind::Assign { targets, value } => (targets.iter().collect(), Some(value)),
            StmtKind::AugAssign { target, value, .. } => (vec![target], Some(value)),
            StmtKind::AnnAssign { target, value, .. } => (vec![target], value.as_ref()),
            _ => return None,
        };
        let mut names = Vec::new();
        for target in targets {
            match &target.kind {
                ExprKind::Name { symbol, .. } => names.push(*symbol),
                ExprKind::Subscript { .. } if self.is_harmless(target, fit) => {}
                ExprKind::Tuple(items) | ExprKind::List(items) => {
                    for item in items {
                        let ExprKind::Name { symbol, .. } = &item.kind else {
                            return None;
                        };
                        names.push(*symbol);
                    }
                }
                _ => return None,
            }
        }
        value
            .is_none_or(|value| self.is_harmless(value, fit))
            .then_some(names)
    }

    /// What the values of the names in a text hold, to be put back; none where that is too much.
    fn kept_for(&mut self, module: &Module) -> Option<Kept> {
        let mut names = Names::default();
        names.block(&module.body);
        let values: Vec<Value> = names
            .0
            .iter()
            .filter_map(|&name| self.names.get(name).cloned())
            .collect();
        let bytes = values.iter().map(|value| match value {
            Value::Array(object) => object.with(|array| array.buffer().len()),
            _ => 0,
        });
        (bytes.sum::<usize>() <= LARGEST_KEPT).then(|| Kept::reached_from(values))
    }

    /// Can the expression be evaluated once more without anyone noticing?
    fn is_harmless(&mut self, expr: &Expr, fit: Fit) -> bool {
        match &expr.kind {
            ExprKind::Call {
                function,
                arguments,
            } => {
                let mut given = arguments.iter();
                given.all(|argument| self.is_harmless(&argument.value, fit))
                    && self.is_harmless(function, fit)
                    && self.gives_only_a_value(function, fit)
            }
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
                items.iter().all(|item| self.is_harmless(item, fit))
            }
            ExprKind::Dict(items) => items.iter().all(|item| match item {
                DictItem::Pair(key, value) => {
                    self.is_harmless(key, fit) && self.is_harmless(value, fit)
                }
                DictItem::Spread(value) => self.is_harmless(value, fit),
            }),
            ExprKind::Starred(value) | ExprKind::Attribute { value, .. } => {
                self.is_harmless(value, fit)
            }
            ExprKind::Unary { operand, .. } => self.is_harmless(operand, fit),
            ExprKind::Binary { left, right, .. } => {
                self.is_harmless(left, fit) && self.is_harmless(right, fit)
            }
            ExprKind::BoolOp { values, .. } => {
                values.iter().all(|value| self.is_harmless(value, fit))
            }
            ExprKind::Compare { first, rest } => {
                self.is_harmless(first, fit)
                    && rest
                        .iter()
                        .all(|(_, _, right)| self.is_harmless(right, fit))
            }
            ExprKind::Subscript { value, index } => {
                self.is_harmless(value, fit) && self.is_harmless(index, fit)
            }
            ExprKind::Slice { start, stop, step } => {
                let mut ends = [start, stop, step].into_iter().flatten();
                ends.all(|end| self.is_harmless(end, fit))
            }
            ExprKind::Name { .. } => true,
            ExprKind::Conditional { test, body, orelse } => {
                let mut parts = [test, body, orelse].into_iter();
                parts.all(|part| self.is_harmless(part, fit))
            }
            ExprKind::Comprehension(comprehension) => self.is_plain_loop(comprehension, fit),
            ExprKind::FString(_)
            | ExprKind::Lambda(_)
            | ExprKind::Walrus { .. }
            | ExprKind::Yield(_)
            | ExprKind::YieldFrom(_) => false,
            // Literals.
            _ => true,
        }
    }

    /// Does a comprehension only walk through values and calculate?
    fn is_plain_loop(&mut self, comprehension: &Comprehension, fit: Fit) -> bool {
        let inner = [&comprehension.element].into_iter();
        let mut inner = inner.chain(&comprehension.value);
        inner.all(|expr| self.is_harmless(expr, fit))
            && comprehension.clauses.iter().all(|clause| {
                self.is_harmless(&clause.iter, fit)
                    && (clause.conditions.iter()).all(|test| self.is_harmless(test, fit))
            })
    }

    /// Is the function, which itself is harmless to name, one that only gives a value?
    fn gives_only_a_value(&mut self, function: &Expr, fit: Fit) -> bool {
        let callee = match self.expr(function) {
            Ok(Value::BoundMethod(bound)) => match &bound.receiver {
                Value::Array(_) | Value::Scalar(_) | Value::Str(_) => bound.function.clone(),
                Value::List(_) | Value::Dict(_) | Value::Set(_) if fit.changes => {
                    bound.function.clone()
                }
                _ => return false,
            },
            Ok(callee) => callee,
            Err(_) => return false,
        };
        match callee {
            Value::Builtin(row) => is_giving(row.full_name(), fit),
            Value::Class(Class::Builtin(id)) => {
                id.is_subclass(ClassId::GENERIC) || HARMLESS.contains(&id.name())
            }
            // Ufuncs.
            Value::Native(native) => native.class() == ClassId::UFUNC,
            _ => false,
        }
    }
}

fn is_giving(full_name: &str, fit: Fit) -> bool {
    let Some((home, name)) = full_name.rsplit_once('.') else {
        return HARMLESS.contains(&full_name);
    };
    let changing = CHANGING.contains(&name) && full_name != "np.sort";
    let known = match home {
        "np" | "np.linalg" | "np.fft" | "ndarray" | "str" | "generic" => true,
        // Their numbers are those of a generator that only the trial has.
        "np.random" | "list" | "dict" | "set" => fit.changes,
        "np.testing" | "np.strings" | "np.char" | "np.emath" | "np.ma" => true,
        _ => false,
    };
    known && !DOING.contains(&name) && (fit.changes || !changing)
}

/// Every name in a text.
#[derive(Default)]
struct Names(Vec<Symbol>);

impl<'a> Visitor<'a> for Names {
    fn expr(&mut self, expr: &'a Expr) {
        if let ExprKind::Name { symbol, .. } = &expr.kind {
            self.0.push(*symbol);
        }
        walk_expr(self, expr);
    }
}
