//! Where a value came from: the statement that gave a name its value, found in the texts of the cells that ran.
//!
//! Nothing is noted while a lesson runs; the texts are read again once there is an error. What is found is the last
//! assignment in the text before the error, which is the one that counts but for names that loops and functions
//! change from afar.

use std::rc::Rc;

use super::Case;
use super::place::{Place, Wrong, find};
use crate::syntax::ast::{ArgumentKind, Body, Expr, ExprKind, FunctionDef, Stmt, StmtKind};
use crate::syntax::parse;
use crate::syntax::tree::{Visitor, walk_stmt};
use crate::text::{Source, Symbol};

/// Code in a label is cut to so many characters.
const LONGEST: usize = 48;

/// A statement that gives a name its value.
struct Origin {
    source: Rc<Source>,
    /// Where it begins.
    start: u32,
    /// How the value came about: "made", "changed", "taken".
    verb: &'static str,
    /// The code to show.
    code: String,
}

impl Case<'_> {
    /// A description of an operand, with where it came from where it is a name.
    pub(super) fn with_origin(&self, expr: &Expr, what: String) -> String {
        match self.origin(expr) {
            Some(origin) => format!("{what}, {origin}"),
            None => what,
        }
    }

    /// "made on line 3 by `X.mean(axis=1)`"
    pub(super) fn origin(&self, expr: &Expr) -> Option<String> {
        let ExprKind::Name { symbol, .. } = &expr.kind else {
            return None;
        };
        let origin = self.origin_of(*symbol)?;
        let line = origin.source.first_line + origin.source.place(origin.start).line - 1;
        // Code of other files may be a solution that learners are not to see.
        Some(match origin.source.name == self.source.name {
            true => format!("{} on line {line} by `{}`", origin.verb, origin.code),
            false => format!("{} on line {line} of {}", origin.verb, origin.source.name),
        })
    }

    fn origin_of(&self, name: Symbol) -> Option<Origin> {
        let function = self.frame.as_ref().and_then(|frame| frame.code.function());
        if let Some(function) = function {
            let definition = &function.definition;
            let is_local = definition.scope.locals.contains(&name);
            let assigned = self.assigned_in(name, definition, &function.source);
            if is_local || assigned.is_some() {
                return assigned.or_else(|| self.given_by_caller(name, definition));
            }
        }
        let known = self.walk.history.iter().rev();
        let word = name.name();
        known
            .filter(|source| source.text.contains(&*word))
            .find_map(|source| {
                let module = parse(source).ok()?;
                let is_here = function.is_none() && std::ptr::eq(&raw const **source, self.source);
                let end = if is_here { self.whole.start } else { u32::MAX };
                last_assignment(&module.body, name, end, source)
            })
    }

    /// The last assignment in the running function before the error.
    fn assigned_in(
        &self,
        name: Symbol,
        definition: &FunctionDef,
        source: &Rc<Source>,
    ) -> Option<Origin> {
        let Body::Block(body) = &definition.body else {
            return None;
        };
        last_assignment(body, name, self.whole.start, source)
    }

    /// The argument that a parameter got from the call.
    fn given_by_caller(&self, name: Symbol, definition: &FunctionDef) -> Option<Origin> {
        let at = definition
            .parameters
            .positional
            .iter()
            .position(|parameter| parameter.name == name);
        let caller = self.trace.get(1)?;
        let module = parse(&caller.source).ok()?;
        let Place::Call { arguments, .. } = find(&module.body, caller.span, Wrong::Other)?.place
        else {
            return None;
        };
        let by_name = arguments
            .iter()
            .find(|argument| argument.kind == ArgumentKind::Keyword(name));
        let by_place = || {
            let plain = arguments
                .iter()
                .all(|argument| argument.kind != ArgumentKind::Star);
            let argument = arguments.get(at?)?;
            (plain && argument.kind == ArgumentKind::Positional).then_some(argument)
        };
        let argument = by_name.or_else(by_place)?;
        Some(Origin {
            source: caller.source.clone(),
            start: argument.span.start,
            verb: "given",
            code: shortened(caller.source.slice(argument.value.span)),
        })
    }
}

/// The last statement before `end` that assigns a name, outside of functions and classes.
fn last_assignment(body: &[Stmt], name: Symbol, end: u32, source: &Rc<Source>) -> Option<Origin> {
    let mut search = Assignments {
        name,
        end,
        source,
        found: None,
    };
    search.block(body);
    search.found
}

struct Assignments<'a> {
    name: Symbol,
    end: u32,
    source: &'a Rc<Source>,
    found: Option<Origin>,
}

impl Assignments<'_> {
    fn found_at(&mut self, stmt: &Stmt, verb: &'static str, code: &str) {
        self.found = Some(Origin {
            source: self.source.clone(),
            start: stmt.span.start,
            verb,
            code: shortened(code),
        });
    }

    fn look_at(&mut self, stmt: &Stmt) {
        let whole = self.source.slice(stmt.span);
        match &stmt.kind {
            StmtKind::Assign { targets, value } => {
                let alone = targets.iter().any(|target| is_name(target, self.name));
                if alone {
                    self.found_at(stmt, "made", self.source.slice(value.span));
                } else if targets.iter().any(|target| binds(target, self.name)) {
                    self.found_at(stmt, "made", whole);
                }
            }
            StmtKind::AugAssign { target, .. } if is_name(target, self.name) => {
                self.found_at(stmt, "changed", whole);
            }
            StmtKind::AnnAssign {
                target,
                value: Some(value),
                ..
            } if is_name(target, self.name) => {
                self.found_at(stmt, "made", self.source.slice(value.span));
            }
            StmtKind::For { target, .. } if binds(target, self.name) => {
                self.found_at(stmt, "taken", whole.lines().next().unwrap_or(""));
            }
            StmtKind::With { items, .. } => {
                let mut targets = items.iter().filter_map(|item| item.target.as_ref());
                if targets.any(|target| binds(target, self.name)) {
                    self.found_at(stmt, "made", whole.lines().next().unwrap_or(""));
                }
            }
            _ => {}
        }
    }
}

impl<'a> Visitor<'a> for Assignments<'_> {
    fn stmt(&mut self, stmt: &'a Stmt) {
        if stmt.span.start >= self.end {
            return;
        }
        self.look_at(stmt);
        walk_stmt(self, stmt);
    }

    /// Assignments in a function are to its own variables.
    fn function(&mut self, _: &'a FunctionDef) {}

    fn expr(&mut self, _: &'a Expr) {}
}

fn is_name(target: &Expr, name: Symbol) -> bool {
    matches!(&target.kind, ExprKind::Name { symbol, .. } if *symbol == name)
}

fn binds(target: &Expr, name: Symbol) -> bool {
    match &target.kind {
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            items.iter().any(|item| binds(item, name))
        }
        ExprKind::Starred(inner) => binds(inner, name),
        _ => is_name(target, name),
    }
}

/// One line, not too long.
fn shortened(code: &str) -> String {
    let line = code.trim();
    let first = line.lines().next().unwrap_or("").trim_end();
    let cut = first.char_indices().nth(LONGEST).map(|(at, _)| at);
    match cut {
        Some(at) => format!("{}…", first.get(..at).unwrap_or(first)),
        None if line.contains('\n') => format!("{first}…"),
        None => first.to_string(),
    }
}
