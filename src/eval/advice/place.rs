//! Finds in a tree what an error is blamed on.

use crate::syntax::ast::{
    Argument, BinaryOp, Body, BoolOp, Clause, CompareOp, DictItem, Expr, ExprKind, FStringPart,
    FunctionDef, Stmt, StmtKind, UnaryOp,
};
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
    Import,
}

/// A place, and the function it stands in, by its span; `None` at the top of the cell.
pub(super) struct Found<'a> {
    pub place: Place<'a>,
    pub scope: Option<Span>,
}

/// The innermost thing that is blamed by `span`. Nothing in comprehensions and classes, whose names are gone.
pub(super) fn find(body: &[Stmt], span: Span) -> Option<Found<'_>> {
    let mut search = Search {
        span,
        scope: None,
        found: None,
    };
    search.block(body);
    search.found
}

struct Search<'a> {
    span: Span,
    scope: Option<Span>,
    found: Option<Found<'a>>,
}

impl<'a> Search<'a> {
    fn hit(&mut self, span: Span, place: Place<'a>) {
        if span == self.span {
            self.found = Some(Found {
                place,
                scope: self.scope,
            });
        }
    }

    fn within(&self, span: Span) -> bool {
        span.start <= self.span.start && self.span.end <= span.end
    }

    fn block(&mut self, body: &'a [Stmt]) {
        for stmt in body {
            if self.within(stmt.span) {
                self.statement(stmt);
            }
        }
    }

    fn all(&mut self, exprs: impl IntoIterator<Item = &'a Expr>) {
        exprs.into_iter().for_each(|expr| self.expr(expr));
    }

    fn test(&mut self, test: &'a Expr) {
        self.hit(test.span, Place::Test(test));
        self.expr(test);
    }

    fn statement(&mut self, stmt: &'a Stmt) {
        match &stmt.kind {
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Assign { targets, value } => self.all(targets.iter().chain([value])),
            StmtKind::AugAssign {
                target,
                op,
                op_span,
                value,
            } => {
                let (left, op, right) = (target, *op, value);
                self.hit(*op_span, Place::Augmented { left, op, right });
                self.all([target, value]);
            }
            StmtKind::AnnAssign { value, .. } | StmtKind::Return(value) => self.all(value),
            StmtKind::If { test, body, orelse } | StmtKind::While { test, body, orelse } => {
                self.test(test);
                self.block(body);
                self.block(orelse);
            }
            StmtKind::For {
                target,
                iter,
                body,
                orelse,
            } => {
                self.all([target, iter]);
                self.block(body);
                self.block(orelse);
            }
            StmtKind::FunctionDef(definition) => self.function(definition),
            StmtKind::Delete(targets) => self.all(targets),
            StmtKind::Assert { test, message } => {
                self.test(test);
                self.all(message);
            }
            StmtKind::Raise { exception, cause } => self.all(exception.iter().chain(cause)),
            StmtKind::Try(parts) => {
                self.block(&parts.body);
                for handler in &parts.handlers {
                    self.all(&handler.kind);
                    self.block(&handler.body);
                }
                self.block(&parts.orelse);
                self.block(&parts.finally);
            }
            StmtKind::With { items, body } => {
                self.all(items.iter().map(|item| &item.context));
                self.block(body);
            }
            StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => {
                self.hit(stmt.span, Place::Import);
                names
                    .iter()
                    .for_each(|name| self.hit(name.span, Place::Import));
            }
            _ => {}
        }
    }

    fn function(&mut self, definition: &'a FunctionDef) {
        let defaults = definition.parameters.all();
        self.all(defaults.filter_map(|parameter| parameter.default.as_ref()));
        let outer = self.scope.replace(definition.span);
        match &definition.body {
            Body::Block(body) => self.block(body),
            Body::Expr(value) => self.expr(value),
        }
        self.scope = outer;
    }

    fn expr(&mut self, expr: &'a Expr) {
        if !self.within(expr.span) {
            return;
        }
        self.hit_expr(expr);
        self.inner(expr);
    }

    /// The spans that errors of an expression are blamed on.
    fn hit_expr(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::Name { symbol, .. } => self.hit(expr.span, Place::Name(*symbol)),
            ExprKind::Binary {
                left,
                op,
                op_span,
                right,
            } => {
                let op = *op;
                self.hit(*op_span, Place::Binary { left, op, right });
            }
            ExprKind::Compare { first, rest } => {
                for (_, span, _) in rest {
                    self.hit(*span, Place::Compare { first, rest });
                }
            }
            ExprKind::BoolOp {
                op,
                op_spans,
                values,
            } => {
                for span in op_spans {
                    self.hit(*span, Place::BoolOp { op: *op, values });
                }
            }
            ExprKind::Unary {
                op: UnaryOp::Not,
                operand,
            } => self.hit(expr.span, Place::Not(operand)),
            ExprKind::Call {
                function,
                arguments,
            } => {
                let span = match &function.kind {
                    ExprKind::Attribute { name_span, .. } => Span {
                        start: name_span.start,
                        end: expr.span.end,
                    },
                    _ => expr.span,
                };
                self.hit(
                    span,
                    Place::Call {
                        function,
                        arguments,
                    },
                );
            }
            ExprKind::Attribute {
                value,
                name,
                name_span,
            } => self.hit(*name_span, Place::Attribute { value, name: *name }),
            ExprKind::Subscript { value, index } => {
                let container = value;
                self.hit(index.span, Place::Subscript { container, index });
            }
            _ => {}
        }
    }

    fn inner(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::FString(parts) => self.parts(parts),
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
                self.all(items);
            }
            ExprKind::Dict(items) => {
                for item in items {
                    match item {
                        DictItem::Pair(key, value) => self.all([key, value]),
                        DictItem::Spread(value) => self.expr(value),
                    }
                }
            }
            ExprKind::Starred(value) | ExprKind::YieldFrom(value) => self.expr(value),
            ExprKind::Unary { operand, .. } => self.expr(operand),
            ExprKind::Binary { left, right, .. } => self.all([&**left, &**right]),
            ExprKind::BoolOp { values, .. } => self.all(values),
            ExprKind::Compare { first, rest } => {
                self.expr(first);
                self.all(rest.iter().map(|(_, _, right)| right));
            }
            ExprKind::Conditional { test, body, orelse } => {
                self.test(test);
                self.all([&**body, &**orelse]);
            }
            ExprKind::Call {
                function,
                arguments,
            } => {
                self.expr(function);
                self.all(arguments.iter().map(|argument| &argument.value));
            }
            ExprKind::Attribute { value, .. } => self.expr(value),
            ExprKind::Subscript { value, index } => self.all([&**value, &**index]),
            ExprKind::Slice { start, stop, step } => {
                let ends = [start, stop, step].into_iter().flatten();
                self.all(ends.map(|end| &**end));
            }
            ExprKind::Lambda(definition) => self.function(definition),
            ExprKind::Comprehension(comprehension) => self.first_iterable(&comprehension.clauses),
            ExprKind::Walrus { value, .. } => self.expr(value),
            ExprKind::Yield(value) => self.all(value.iter().map(|value| &**value)),
            _ => {}
        }
    }

    /// Of a comprehension only what is evaluated outside of it.
    fn first_iterable(&mut self, clauses: &'a [Clause]) {
        self.all(clauses.first().map(|clause| &clause.iter));
    }

    fn parts(&mut self, parts: &'a [FStringPart]) {
        for part in parts {
            if let FStringPart::Field { value, spec, .. } = part {
                self.expr(value);
                self.parts(spec);
            }
        }
    }
}
