//! An expression taken apart: each part is worked out once, from the inside out, and said what it is.
//!
//! A part that was worked out takes its own place in the part around it as a name, so that no call is made twice and
//! an error still stands where the text says. What is not evaluated as a whole (`and`, `or`, a conditional, a
//! comprehension, a lambda) is one part.

use std::rc::Rc;

use super::Interpreter;
use crate::array::meter;
use crate::syntax::ast::{Argument, ArgumentKind, Expr, ExprKind, StmtKind, Variable};
use crate::syntax::parse;
use crate::text::{Source, Symbol};
use crate::value::{Result, Value};

use super::cell::Ended;

/// A part of an expression, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// As written.
    pub text: String,
    /// `float64 (3, 4)`; of a part that fails `fails`.
    pub what: String,
    /// An array: whose memory it is. `a view of x`, `new`.
    pub memory: Option<String>,
    pub fails: bool,
}

/// The parts of one expression while it is worked out.
struct Steps {
    source: Rc<Source>,
    parts: Vec<Part>,
    /// Arrays of the parts, to find whose memory a later one shows.
    arrays: Vec<(String, Value)>,
    /// The names that stand for parts.
    held: Vec<Symbol>,
}

impl Interpreter {
    /// Works out the expression of a cell part by part; what it is about to be bound to is left alone.
    pub(super) fn steps_of(&mut self, source: &Rc<Source>) -> (Vec<Part>, Ended) {
        let module = match parse(source) {
            Ok(module) => module,
            Err(error) => return (Vec::new(), Ended::Misspelt(error)),
        };
        let mut steps = Steps {
            source: source.clone(),
            parts: Vec::new(),
            arrays: Vec::new(),
            held: Vec::new(),
        };
        let mut result = Ok(());
        for stmt in &module.body {
            result = match &stmt.kind {
                StmtKind::Expr(expr)
                | StmtKind::Assign { value: expr, .. }
                | StmtKind::AugAssign { value: expr, .. } => self.part(expr, &mut steps).map(drop),
                StmtKind::AnnAssign {
                    value: Some(expr), ..
                } => self.part(expr, &mut steps).map(drop),
                _ => self.statement(stmt).map(drop),
            };
            if result.is_err() {
                break;
            }
        }
        let ended = match result {
            Ok(()) => Ended::Well {
                shown: None,
                module,
            },
            Err(error) => Ended::Raised(error),
        };
        for name in steps.held {
            self.names.remove(name);
        }
        (steps.parts, ended)
    }

    /// The value of a part, whose own parts were worked out before it.
    fn part(&mut self, expr: &Expr, steps: &mut Steps) -> Result<Value> {
        meter::steps(1).map_err(|error| self.at(error, expr.span))?;
        let whole = Expr {
            kind: self.with_parts_known(expr, steps)?,
            span: expr.span,
        };
        match self.expr(&whole) {
            Ok(value) => {
                if !expr.is_literal() && !is_plumbing(&value) {
                    self.note_part(expr, &value, steps);
                }
                Ok(value)
            }
            Err(error) => {
                steps.parts.push(Part {
                    text: steps.source.slice(expr.span).to_string(),
                    what: "fails".to_string(),
                    memory: None,
                    fails: true,
                });
                Err(error)
            }
        }
    }

    fn note_part(&mut self, expr: &Expr, value: &Value, steps: &mut Steps) {
        let text = steps.source.slice(expr.span).to_string();
        if steps.parts.iter().any(|part| part.text == text) {
            return;
        }
        let memory = self.memory_of(expr, value, steps);
        let what = self.brief(value);
        if let Value::Array(_) = value {
            steps.arrays.push((text.clone(), value.clone()));
        }
        steps.parts.push(Part {
            text,
            what,
            memory,
            fails: false,
        });
    }

    /// Whose memory an array is.
    fn memory_of(&self, expr: &Expr, value: &Value, steps: &Steps) -> Option<String> {
        let Value::Array(object) = value else {
            return None;
        };
        let buffer = object.with(|array| array.buffer().clone());
        let shares = |other: &crate::value::ArrayObject| other.with(|a| a.buffer().same(&buffer));
        if let ExprKind::Name { .. } = expr.kind {
            let known = self.known("", value);
            return known.view_of.map(|name| match name.as_str() {
                "" => "a view".to_string(),
                name => format!("a view of {name}"),
            });
        }
        // The longest way to the memory was the last: a view of a view names the array it was made from.
        let part = steps.arrays.iter().rev().find(|(_, part)| match part {
            Value::Array(other) => shares(other),
            _ => false,
        });
        let owner = part.map(|(text, _)| text.clone());
        let owner = owner.or_else(|| self.owner_of(|other| shares(other)));
        Some(match owner {
            Some(owner) => format!("a view of {owner}"),
            None => "new".to_string(),
        })
    }

    /// An expression with names in the place of its parts.
    fn with_parts_known(&mut self, expr: &Expr, steps: &mut Steps) -> Result<ExprKind> {
        let mut kind = expr.kind.clone();
        match &mut kind {
            ExprKind::Unary { operand, .. } => self.known_part(operand, steps)?,
            ExprKind::Binary { left, right, .. } => {
                self.known_part(left, steps)?;
                self.known_part(right, steps)?;
            }
            ExprKind::Compare { first, rest } if rest.len() == 1 => {
                self.known_part(first, steps)?;
                for (_, _, right) in rest {
                    self.known_part(right, steps)?;
                }
            }
            ExprKind::Call {
                function,
                arguments,
            } => self.known_call(function, arguments, steps)?,
            ExprKind::Attribute { value, .. } => self.known_part(value, steps)?,
            ExprKind::Subscript { value, index } => {
                self.known_part(value, steps)?;
                self.known_part(index, steps)?;
            }
            ExprKind::List(items) | ExprKind::Tuple(items) => {
                for item in items {
                    self.known_part(item, steps)?;
                }
            }
            _ => {}
        }
        Ok(kind)
    }

    /// A call: its method's object and its arguments first.
    fn known_call(
        &mut self,
        function: &mut Expr,
        arguments: &mut [Argument],
        steps: &mut Steps,
    ) -> Result<()> {
        if let ExprKind::Attribute { value, .. } = &mut function.kind {
            self.known_part(value, steps)?;
        }
        for argument in arguments {
            if matches!(
                argument.kind,
                ArgumentKind::Positional | ArgumentKind::Keyword(_)
            ) {
                self.known_part(&mut argument.value, steps)?;
            }
        }
        Ok(())
    }

    /// Works out a part and puts a name in its place.
    fn known_part(&mut self, expr: &mut Expr, steps: &mut Steps) -> Result<()> {
        let stays = matches!(
            expr.kind,
            ExprKind::Slice { .. }
                | ExprKind::Starred(_)
                | ExprKind::Lambda(_)
                | ExprKind::Ellipsis
        );
        // Slices in an index belong to the subscript.
        let holds_slices = match &expr.kind {
            ExprKind::Tuple(items) => items
                .iter()
                .any(|item| matches!(item.kind, ExprKind::Slice { .. } | ExprKind::Ellipsis)),
            _ => false,
        };
        if stays || holds_slices || expr.is_literal() {
            return Ok(());
        }
        let value = self.part(expr, steps)?;
        let name = Symbol::new(&format!("<part {}>", steps.held.len()));
        self.names.set(name, value);
        steps.held.push(name);
        expr.kind = ExprKind::Name {
            symbol: name,
            variable: Variable::Global,
        };
        Ok(())
    }
}

/// What stands in an expression to be called or looked into: `np`, `np.sum`.
fn is_plumbing(value: &Value) -> bool {
    matches!(
        value,
        Value::Module(_)
            | Value::Builtin(_)
            | Value::Function(_)
            | Value::Class(_)
            | Value::BoundMethod(_)
    )
}
