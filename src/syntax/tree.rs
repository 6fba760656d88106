//! Walking a tree without running it.

use super::ast::{
    Body, Comprehension, DictItem, Expr, ExprKind, FStringPart, FunctionDef, Pattern, PatternKind,
    Stmt, StmtKind,
};

/// Sees every statement and expression of a tree, from the outside in. What overrides a method decides itself
/// whether to go further in, by the `walk_` function of that name.
pub trait Visitor<'a> {
    fn stmt(&mut self, stmt: &'a Stmt) {
        walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'a Expr) {
        walk_expr(self, expr);
    }

    /// The body of a function or lambda; defaults belong to the scope around it and are seen before.
    fn function(&mut self, function: &'a FunctionDef) {
        walk_function(self, function);
    }

    /// A comprehension but for its first iterable, which belongs to the scope around it and is seen before.
    fn comprehension(&mut self, comprehension: &'a Comprehension) {
        walk_comprehension(self, comprehension);
    }

    fn block(&mut self, body: &'a [Stmt]) {
        for stmt in body {
            self.stmt(stmt);
        }
    }
}

pub fn walk_stmt<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, stmt: &'a Stmt) {
    let mut each = |exprs: &mut dyn Iterator<Item = &'a Expr>| {
        for expr in exprs {
            visitor.expr(expr);
        }
    };
    match &stmt.kind {
        StmtKind::Expr(value) => visitor.expr(value),
        StmtKind::Magic(magic) => {
            if let Some(code) = &magic.code {
                visitor.block(&code.body);
            }
        }
        StmtKind::Assign { targets, value } => each(&mut targets.iter().chain([value])),
        StmtKind::AugAssign { target, value, .. } => each(&mut [target, value].into_iter()),
        StmtKind::AnnAssign { target, value, .. } => each(&mut [target].into_iter().chain(value)),
        StmtKind::Return(value) => each(&mut value.iter()),
        StmtKind::Delete(targets) => each(&mut targets.iter()),
        StmtKind::Assert { test, message } => each(&mut [test].into_iter().chain(message)),
        StmtKind::Raise { exception, cause } => each(&mut exception.iter().chain(cause)),
        StmtKind::If { test, body, orelse } | StmtKind::While { test, body, orelse } => {
            visitor.expr(test);
            visitor.block(body);
            visitor.block(orelse);
        }
        StmtKind::For {
            target,
            iter,
            body,
            orelse,
        } => {
            each(&mut [target, iter].into_iter());
            visitor.block(body);
            visitor.block(orelse);
        }
        StmtKind::FunctionDef(function) => {
            each(&mut function.decorators.iter());
            walk_defaults(visitor, function);
            visitor.function(function);
        }
        StmtKind::ClassDef(class) => {
            each(&mut class.decorators.iter());
            each(&mut class.arguments.iter().map(|argument| &argument.value));
            visitor.block(&class.body);
        }
        StmtKind::Try(parts) => {
            visitor.block(&parts.body);
            for handler in &parts.handlers {
                if let Some(kind) = &handler.kind {
                    visitor.expr(kind);
                }
                visitor.block(&handler.body);
            }
            visitor.block(&parts.orelse);
            visitor.block(&parts.finally);
        }
        StmtKind::Match(parts) => {
            visitor.expr(&parts.subject);
            for case in &parts.cases {
                walk_pattern(visitor, &case.pattern);
                if let Some(guard) = &case.guard {
                    visitor.expr(guard);
                }
                visitor.block(&case.body);
            }
        }
        StmtKind::With { items, body } => {
            for item in items {
                visitor.expr(&item.context);
                if let Some(target) = &item.target {
                    visitor.expr(target);
                }
            }
            visitor.block(body);
        }
        _ => {}
    }
}

/// The expressions of a pattern: what it compares with, and the names that it binds.
pub fn walk_pattern<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, pattern: &'a Pattern) {
    match &pattern.kind {
        PatternKind::Value(value) | PatternKind::Singleton(value) => visitor.expr(value),
        PatternKind::Capture(name) | PatternKind::Star(name) => {
            name.iter().for_each(|name| visitor.expr(name));
        }
        PatternKind::Sequence(items) | PatternKind::Or(items) => {
            items.iter().for_each(|item| walk_pattern(visitor, item));
        }
        PatternKind::Mapping { items, rest } => {
            for (key, item) in items {
                visitor.expr(key);
                walk_pattern(visitor, item);
            }
            rest.iter().for_each(|name| visitor.expr(name));
        }
        PatternKind::Class {
            class,
            positional,
            keywords,
        } => {
            visitor.expr(class);
            let keywords = keywords.iter().map(|(_, item)| item);
            positional
                .iter()
                .chain(keywords)
                .for_each(|item| walk_pattern(visitor, item));
        }
        PatternKind::As(inner, name) => {
            walk_pattern(visitor, inner);
            visitor.expr(name);
        }
    }
}

pub fn walk_expr<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, expr: &'a Expr) {
    match &expr.kind {
        ExprKind::FString(parts) => walk_parts(visitor, parts),
        ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
            items.iter().for_each(|item| visitor.expr(item));
        }
        ExprKind::Dict(items) => {
            for item in items {
                match item {
                    DictItem::Pair(key, value) => {
                        visitor.expr(key);
                        visitor.expr(value);
                    }
                    DictItem::Spread(value) => visitor.expr(value),
                }
            }
        }
        ExprKind::Starred(value) | ExprKind::YieldFrom(value) => visitor.expr(value),
        ExprKind::Unary { operand, .. } => visitor.expr(operand),
        ExprKind::Binary { left, right, .. } => {
            visitor.expr(left);
            visitor.expr(right);
        }
        ExprKind::BoolOp { values, .. } => values.iter().for_each(|value| visitor.expr(value)),
        ExprKind::Compare { first, rest } => {
            visitor.expr(first);
            rest.iter().for_each(|(_, _, right)| visitor.expr(right));
        }
        ExprKind::Conditional { test, body, orelse } => {
            visitor.expr(test);
            visitor.expr(body);
            visitor.expr(orelse);
        }
        ExprKind::Call {
            function,
            arguments,
        } => {
            visitor.expr(function);
            arguments
                .iter()
                .for_each(|argument| visitor.expr(&argument.value));
        }
        ExprKind::Attribute { value, .. } => visitor.expr(value),
        ExprKind::Subscript { value, index } => {
            visitor.expr(value);
            visitor.expr(index);
        }
        ExprKind::Slice { start, stop, step } => {
            for end in [start, stop, step].into_iter().flatten() {
                visitor.expr(end);
            }
        }
        ExprKind::Lambda(function) => {
            walk_defaults(visitor, function);
            visitor.function(function);
        }
        ExprKind::Comprehension(comprehension) => {
            if let Some(first) = comprehension.clauses.first() {
                visitor.expr(&first.iter);
            }
            visitor.comprehension(comprehension);
        }
        ExprKind::Walrus { target, value } => {
            visitor.expr(target);
            visitor.expr(value);
        }
        ExprKind::Yield(value) => value.iter().for_each(|value| visitor.expr(value)),
        _ => {}
    }
}

pub fn walk_function<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, f: &'a FunctionDef) {
    match &f.body {
        Body::Block(body) => visitor.block(body),
        Body::Expr(value) => visitor.expr(value),
    }
}

pub fn walk_comprehension<'a, V: Visitor<'a> + ?Sized>(
    visitor: &mut V,
    comprehension: &'a Comprehension,
) {
    for (at, clause) in comprehension.clauses.iter().enumerate() {
        if at > 0 {
            visitor.expr(&clause.iter);
        }
        visitor.expr(&clause.target);
        let conditions = clause.conditions.iter();
        conditions.for_each(|condition| visitor.expr(condition));
    }
    visitor.expr(&comprehension.element);
    if let Some(value) = &comprehension.value {
        visitor.expr(value);
    }
}

fn walk_defaults<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, function: &'a FunctionDef) {
    for parameter in function.parameters.all() {
        if let Some(default) = &parameter.default {
            visitor.expr(default);
        }
    }
}

fn walk_parts<'a, V: Visitor<'a> + ?Sized>(visitor: &mut V, parts: &'a [FStringPart]) {
    for part in parts {
        if let FStringPart::Field { value, spec, .. } = part {
            visitor.expr(value);
            walk_parts(visitor, spec);
        }
    }
}

/// Has an expression of the statement's own a `yield` somewhere inside? One that is all of the statement, or all of
/// the right side of an assignment, is not inside of anything.
pub fn suspends(stmt: &Stmt) -> bool {
    let mut search = YieldSearch { found: false };
    match &stmt.kind {
        StmtKind::Expr(value) => search.inside(value),
        StmtKind::Assign { targets, value } => {
            search.inside(value);
            targets.iter().for_each(|target| search.expr(target));
        }
        _ => walk_stmt(&mut search, stmt),
    }
    search.found
}

/// Is there a `yield` in the expression?
pub fn has_yield(expr: &Expr) -> bool {
    let mut search = YieldSearch { found: false };
    search.expr(expr);
    search.found
}

struct YieldSearch {
    found: bool,
}

impl YieldSearch {
    /// Searches below the root.
    fn inside(&mut self, root: &Expr) {
        match &root.kind {
            ExprKind::Yield(_) | ExprKind::YieldFrom(_) => walk_expr(self, root),
            _ => self.expr(root),
        }
    }
}

impl<'a> Visitor<'a> for YieldSearch {
    fn expr(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::Yield(_) | ExprKind::YieldFrom(_) => self.found = true,
            _ => walk_expr(self, expr),
        }
    }

    // What stands in blocks, functions and comprehensions is not the statement's own.
    fn block(&mut self, _: &'a [Stmt]) {}
    fn function(&mut self, _: &'a FunctionDef) {}
    fn comprehension(&mut self, _: &'a Comprehension) {}
}
