//! All expressions of a cell, also those inside of functions, outer ones first.

use crate::syntax::ast::{
    Body, ClassDef, DictItem, Expr, ExprKind, FStringPart, FunctionDef, Handler, Module, Stmt,
    StmtKind, Try,
};

/// Calls `visit` on every expression.
pub fn expressions<'a>(module: &'a Module, visit: &mut dyn FnMut(&'a Expr)) {
    block(&module.body, visit);
}

/// Calls `visit` on every statement, outer ones first.
pub fn statements<'a>(body: &'a [Stmt], visit: &mut dyn FnMut(&'a Stmt)) {
    for statement in body {
        visit(statement);
        for inner in blocks(statement) {
            statements(inner, visit);
        }
    }
}

/// The blocks inside of a statement, those of functions and classes too.
fn blocks(statement: &Stmt) -> Vec<&[Stmt]> {
    match &statement.kind {
        StmtKind::If { body, orelse, .. }
        | StmtKind::For { body, orelse, .. }
        | StmtKind::While { body, orelse, .. } => vec![body, orelse],
        StmtKind::With { body, .. } => vec![body],
        StmtKind::FunctionDef(definition) => match &definition.body {
            Body::Block(body) => vec![body],
            Body::Expr(_) => Vec::new(),
        },
        StmtKind::ClassDef(definition) => vec![&definition.body],
        StmtKind::Try(parts) => {
            let handlers = parts.handlers.iter().map(|handler| handler.body.as_slice());
            let others = [parts.orelse.as_slice(), parts.finally.as_slice()];
            std::iter::once(parts.body.as_slice())
                .chain(handlers)
                .chain(others)
                .collect()
        }
        _ => Vec::new(),
    }
}

fn block<'a>(body: &'a [Stmt], visit: &mut dyn FnMut(&'a Expr)) {
    for statement in body {
        of_statement(statement, visit);
    }
}

fn of_statement<'a>(statement: &'a Stmt, visit: &mut dyn FnMut(&'a Expr)) {
    match &statement.kind {
        StmtKind::Expr(value) | StmtKind::Return(Some(value)) => expression(value, visit),
        StmtKind::Assign { targets, value } => {
            all(targets, visit);
            expression(value, visit);
        }
        StmtKind::AugAssign { target, value, .. } => {
            expression(target, visit);
            expression(value, visit);
        }
        StmtKind::AnnAssign { target, value, .. } => {
            expression(target, visit);
            all(value, visit);
        }
        StmtKind::If { test, .. } | StmtKind::While { test, .. } => expression(test, visit),
        StmtKind::For { target, iter, .. } => {
            expression(target, visit);
            expression(iter, visit);
        }
        StmtKind::FunctionDef(definition) => function(definition, visit),
        StmtKind::ClassDef(definition) => class(definition, visit),
        StmtKind::Assert { test, message } => {
            expression(test, visit);
            all(message, visit);
        }
        StmtKind::Raise { exception, cause } => {
            all(exception, visit);
            all(cause, visit);
        }
        StmtKind::With { items, .. } => {
            for item in items {
                expression(&item.context, visit);
                all(&item.target, visit);
            }
        }
        StmtKind::Try(parts) => handlers(parts, visit),
        StmtKind::Delete(targets) => all(targets, visit),
        _ => {}
    }
    if !matches!(
        statement.kind,
        StmtKind::FunctionDef(_) | StmtKind::ClassDef(_)
    ) {
        for inner in blocks(statement) {
            block(inner, visit);
        }
    }
}

fn handlers<'a>(parts: &'a Try, visit: &mut dyn FnMut(&'a Expr)) {
    for Handler { kind, .. } in &parts.handlers {
        all(kind, visit);
    }
}

fn function<'a>(definition: &'a FunctionDef, visit: &mut dyn FnMut(&'a Expr)) {
    all(&definition.decorators, visit);
    for parameter in definition.parameters.all() {
        all(&parameter.default, visit);
    }
    match &definition.body {
        Body::Block(body) => block(body, visit),
        Body::Expr(value) => expression(value, visit),
    }
}

fn class<'a>(definition: &'a ClassDef, visit: &mut dyn FnMut(&'a Expr)) {
    all(&definition.decorators, visit);
    block(&definition.body, visit);
}

fn all<'a>(exprs: impl IntoIterator<Item = &'a Expr>, visit: &mut dyn FnMut(&'a Expr)) {
    for expr in exprs {
        expression(expr, visit);
    }
}

/// Calls `visit` on an expression and on all inside it.
pub fn expression<'a>(expr: &'a Expr, visit: &mut dyn FnMut(&'a Expr)) {
    visit(expr);
    match &expr.kind {
        ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => all(items, visit),
        ExprKind::Dict(items) => {
            for item in items {
                match item {
                    DictItem::Pair(key, value) => all([key, value], visit),
                    DictItem::Spread(value) => expression(value, visit),
                }
            }
        }
        ExprKind::Starred(inner)
        | ExprKind::Unary { operand: inner, .. }
        | ExprKind::Attribute { value: inner, .. }
        | ExprKind::YieldFrom(inner)
        | ExprKind::Yield(Some(inner)) => expression(inner, visit),
        ExprKind::Binary { left, right, .. } => all([&**left, &**right], visit),
        ExprKind::BoolOp { values, .. } => all(values, visit),
        ExprKind::Compare { first, rest } => {
            expression(first, visit);
            all(rest.iter().map(|(_, _, value)| value), visit);
        }
        ExprKind::Conditional { test, body, orelse } => {
            all([&**test, &**body, &**orelse], visit);
        }
        ExprKind::Call {
            function,
            arguments,
        } => {
            expression(function, visit);
            all(arguments.iter().map(|argument| &argument.value), visit);
        }
        ExprKind::Subscript { value, index } => all([&**value, &**index], visit),
        ExprKind::Slice { start, stop, step } => {
            all(
                [start, stop, step]
                    .into_iter()
                    .flatten()
                    .map(|part| &**part),
                visit,
            );
        }
        ExprKind::Lambda(definition) => function(definition, visit),
        ExprKind::Comprehension(parts) => {
            expression(&parts.element, visit);
            all(&parts.value, visit);
            for clause in &parts.clauses {
                expression(&clause.iter, visit);
                all(&clause.conditions, visit);
            }
        }
        ExprKind::Walrus { value, .. } => expression(value, visit),
        ExprKind::FString(parts) => {
            for part in parts {
                if let FStringPart::Field { value, .. } = part {
                    expression(value, visit);
                }
            }
        }
        _ => {}
    }
}
