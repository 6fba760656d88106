//! Finds in a tree what an error is blamed on.

use crate::syntax::ast::{
    Argument, BinaryOp, BoolOp, CompareOp, Comprehension, Expr, ExprKind, FunctionDef, Stmt,
    StmtKind, UnaryOp,
};
use crate::syntax::tree::{Visitor, walk_expr, walk_function, walk_stmt};
use crate::text::{Span, Symbol};

/// What stands at a blamed span.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    Name(Symbol),
    Binary {
        left: &'a Expr,
        op: BinaryOp,
        right: &'a Expr,
    },
    /// `left op= right`
    Augmented {
        left: &'a Expr,
        op: BinaryOp,
        right: &'a Expr,
    },
    /// `left op right`, of which a chain may have several.
    Compare {
        first: &'a Expr,
        rest: &'a [(CompareOp, Span, Expr)],
    },
    BoolOp {
        op: BoolOp,
        values: &'a [Expr],
    },
    Not(&'a Expr),
    /// `~operand`
    Invert(&'a Expr),
    /// What `if`, `while` or `assert` ask.
    Test(&'a Expr),
    Call {
        function: &'a Expr,
        arguments: &'a [Argument],
    },
    Attribute {
        value: &'a Expr,
        name: Symbol,
    },
    Subscript {
        container: &'a Expr,
        index: &'a Expr,
    },
    /// `container[index] = value`
    Store {
        container: &'a Expr,
        index: &'a Expr,
        value: &'a Expr,
    },
    /// What a loop or comprehension goes through.
    Iterable(&'a Expr),
    /// `a, b = value`
    Unpacked {
        targets: &'a [Expr],
        value: &'a Expr,
    },
    Import,
}

/// A place, and the function it stands in, by its span; `None` at the top of the cell.
pub(super) struct Found<'a> {
    pub place: Place<'a>,
    /// The whole expression or statement of which the blamed part is one.
    pub whole: Span,
    pub scope: Option<Span>,
}

/// The innermost thing that is blamed by `span`. Nothing in comprehensions and classes, whose names are gone.
pub(super) fn find(body: &[Stmt], span: Span, wrong: Wrong) -> Option<Found<'_>> {
    let mut search = Search {
        span,
        wrong,
        scope: None,
        found: None,
    };
    search.block(body);
    search.found
}

/// What an error is about, where several things stand at one span: an index that is only a name or a call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    Name,
    Index,
    Other,
}

struct Search<'a> {
    span: Span,
    wrong: Wrong,
    scope: Option<Span>,
    found: Option<Found<'a>>,
}

impl<'a> Search<'a> {
    fn hit(&mut self, span: Span, whole: Span, place: Place<'a>) {
        if span == self.span {
            self.found = Some(Found {
                place,
                whole,
                scope: self.scope,
            });
        }
    }

    fn within(&self, span: Span) -> bool {
        span.start <= self.span.start && self.span.end <= span.end
    }

    /// What a test asks is hit before what it is made of, which is the better place.
    fn hit_stmt(&mut self, stmt: &'a Stmt) {
        match &stmt.kind {
            StmtKind::If { test, .. }
            | StmtKind::While { test, .. }
            | StmtKind::Assert { test, .. } => self.hit(test.span, test.span, Place::Test(test)),
            StmtKind::For { iter, .. } => self.hit(iter.span, iter.span, Place::Iterable(iter)),
            StmtKind::AugAssign {
                target,
                op,
                op_span,
                value,
            } => {
                let (left, op, right) = (target, *op, value);
                self.hit(*op_span, stmt.span, Place::Augmented { left, op, right });
            }
            StmtKind::Assign { targets, value } => self.hit_targets(stmt.span, targets, value),
            StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => {
                self.hit(stmt.span, stmt.span, Place::Import);
                for name in names {
                    self.hit(name.span, stmt.span, Place::Import);
                }
            }
            _ => {}
        }
    }

    fn hit_targets(&mut self, whole: Span, targets: &'a [Expr], value: &'a Expr) {
        for target in targets {
            match &target.kind {
                ExprKind::Subscript {
                    value: container,
                    index,
                } => self.hit(
                    index.span,
                    whole,
                    Place::Store {
                        container,
                        index,
                        value,
                    },
                ),
                ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                    self.hit(target.span, whole, Place::Unpacked { targets, value });
                }
                _ => {}
            }
        }
    }

    /// The spans that errors of an expression are blamed on.
    fn hit_expr(&mut self, expr: &'a Expr) {
        let whole = expr.span;
        match &expr.kind {
            // A name by itself does nothing wrong but not to be there.
            ExprKind::Name { symbol, .. } if self.wrong == Wrong::Name || self.found.is_none() => {
                self.hit(whole, whole, Place::Name(*symbol));
            }
            ExprKind::Binary {
                left,
                op,
                op_span,
                right,
            } => {
                let op = *op;
                self.hit(*op_span, whole, Place::Binary { left, op, right });
            }
            ExprKind::Compare { first, rest } => {
                for (_, span, _) in rest {
                    self.hit(*span, whole, Place::Compare { first, rest });
                }
            }
            ExprKind::BoolOp {
                op,
                op_spans,
                values,
            } => {
                for span in op_spans {
                    self.hit(*span, whole, Place::BoolOp { op: *op, values });
                }
            }
            ExprKind::Unary {
                op: UnaryOp::Not,
                operand,
            } => self.hit(whole, whole, Place::Not(operand)),
            ExprKind::Unary {
                op: UnaryOp::Invert,
                operand,
            } => self.hit(whole, whole, Place::Invert(operand)),
            ExprKind::Conditional { test, .. } => self.hit(test.span, test.span, Place::Test(test)),
            ExprKind::Call {
                function,
                arguments,
            } if self.wrong != Wrong::Index || self.found.is_none() => {
                let place = Place::Call {
                    function,
                    arguments,
                };
                self.hit(call_span(function, whole), whole, place);
            }
            ExprKind::Attribute {
                value,
                name,
                name_span,
            } => {
                let place = Place::Attribute { value, name: *name };
                self.hit(*name_span, whole, place);
            }
            ExprKind::Subscript { value, index } if !self.has_store() => {
                let container = value;
                self.hit(index.span, whole, Place::Subscript { container, index });
            }
            ExprKind::Comprehension(comprehension) => {
                if let Some(clause) = comprehension.clauses.first() {
                    let iter = &clause.iter;
                    self.hit(iter.span, iter.span, Place::Iterable(iter));
                }
            }
            _ => {}
        }
    }

    /// A store is blamed on its index, as a subscript is that is read.
    fn has_store(&self) -> bool {
        let found = self.found.as_ref().map(|found| found.place);
        matches!(found, Some(Place::Store { .. }))
    }
}

/// A method's call is blamed from the method's name on.
fn call_span(function: &Expr, whole: Span) -> Span {
    match &function.kind {
        ExprKind::Attribute { name_span, .. } => Span {
            start: name_span.start,
            end: whole.end,
        },
        _ => whole,
    }
}

impl<'a> Visitor<'a> for Search<'a> {
    fn stmt(&mut self, stmt: &'a Stmt) {
        if self.within(stmt.span) {
            self.hit_stmt(stmt);
            walk_stmt(self, stmt);
        }
    }

    fn expr(&mut self, expr: &'a Expr) {
        if self.within(expr.span) {
            self.hit_expr(expr);
            walk_expr(self, expr);
        }
    }

    fn function(&mut self, function: &'a FunctionDef) {
        let outer = self.scope.replace(function.span);
        walk_function(self, function);
        self.scope = outer;
    }

    /// The variables of a comprehension are gone when its error is looked at.
    fn comprehension(&mut self, _: &'a Comprehension) {}
}
