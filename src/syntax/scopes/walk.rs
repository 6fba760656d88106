//! The walk that both passes share, in the order of CPython's symbol table.

use std::rc::Rc;

use super::table::Block;
use crate::syntax::ast::{
    Alias, Argument, Body, ClassDef, Comprehension, DictItem, Expr, ExprKind, FStringPart,
    FunctionDef, Handler, Magic, Module, Parameter, Pattern, PatternKind, Scope, Stmt, StmtKind,
    Try, Variable, WithItem,
};
use crate::syntax::error::SyntaxError;
use crate::text::{Span, Symbol};

pub(super) type Walked = Result<(), SyntaxError>;

/// What is done with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Usage {
    Read,
    Bind,
    Annotate,
    /// Bound by `:=`, which looks for a scope outside comprehensions.
    Walrus,
    /// Bound by the `for` of a comprehension.
    Iterate,
}

/// What a pass does on the way. Each method says what the walk has come to.
pub(super) trait Pass {
    fn name(&mut self, _: &mut Symbol, _: &mut Variable, _: Span, _: Usage) -> Walked {
        Ok(())
    }

    /// An attribute or a keyword, which a class may mangle.
    fn private(&mut self, _: &mut Symbol) {}

    fn global(&mut self, _: &mut [Symbol], _: Span) -> Walked {
        Ok(())
    }

    fn nonlocal(&mut self, _: &mut [Symbol], _: Span) -> Walked {
        Ok(())
    }

    fn parameter(&mut self, _: &mut Parameter) -> Walked {
        Ok(())
    }

    fn star_import(&mut self, _: Span) -> Walked {
        Ok(())
    }

    fn yields(&mut self, _: Span) -> Walked {
        Ok(())
    }

    fn statement(&mut self, _: &Stmt) -> Walked {
        Ok(())
    }

    fn expression(&mut self, _: &Expr) {}

    /// A whole target of an assignment, a loop or a `with`.
    fn target(&mut self, _: &Expr) -> Walked {
        Ok(())
    }

    /// A starred expression where there is nothing to unpack into.
    fn stray_star(&mut self, _: Span) -> Walked {
        Ok(())
    }

    fn arguments(&mut self, _: &[Argument]) -> Walked {
        Ok(())
    }

    fn enter(&mut self, block: Block, name: &str);
    fn leave(&mut self, scope: &mut Scope, qualified: Option<&mut String>);

    /// Entered and left around what a comprehension iterates over.
    fn iterable(&mut self, _entered: bool) {}

    /// Entered and left around the body of a loop.
    fn looped(&mut self, _entered: bool) {}
}

pub(super) fn module(module: &mut Module, pass: &mut impl Pass) -> Walked {
    statements(&mut module.body, pass)
}

fn statements(body: &mut [Stmt], pass: &mut impl Pass) -> Walked {
    body.iter_mut().try_for_each(|stmt| statement(stmt, pass))
}

pub(super) fn statement(stmt: &mut Stmt, pass: &mut impl Pass) -> Walked {
    let span = stmt.span;
    pass.statement(stmt)?;
    match &mut stmt.kind {
        StmtKind::Expr(value) => expression(value, pass),
        StmtKind::Assign { targets, value } => {
            bind_all(targets, pass)?;
            expression(value, pass)
        }
        StmtKind::AugAssign { target, value, .. } => {
            bind(target, Usage::Bind, pass)?;
            expression(value, pass)
        }
        StmtKind::AnnAssign {
            target,
            annotation,
            value,
        } => {
            bind(target, Usage::Annotate, pass)?;
            expression(annotation, pass)?;
            optional(value, pass)
        }
        StmtKind::If { test, body, orelse } => {
            expression(test, pass)?;
            statements(body, pass)?;
            statements(orelse, pass)
        }
        StmtKind::While { test, body, orelse } => {
            expression(test, pass)?;
            loop_body(body, pass)?;
            statements(orelse, pass)
        }
        StmtKind::For {
            target,
            iter,
            body,
            orelse,
        } => {
            bind_whole(target, Usage::Bind, pass)?;
            expression(iter, pass)?;
            loop_body(body, pass)?;
            statements(orelse, pass)
        }
        StmtKind::FunctionDef(function) => definition(function, pass),
        StmtKind::ClassDef(class) => class_definition(class, pass),
        StmtKind::Return(value) => optional(value, pass),
        StmtKind::Global(names) => pass.global(names, span),
        StmtKind::Nonlocal(names) => pass.nonlocal(names, span),
        StmtKind::Delete(targets) => bind_all(targets, pass),
        StmtKind::Assert { test, message } => {
            expression(test, pass)?;
            optional(message, pass)
        }
        StmtKind::Raise { exception, cause } => {
            optional(exception, pass)?;
            optional(cause, pass)
        }
        StmtKind::Try(parts) => try_statement(parts, pass),
        StmtKind::With { items, body } => {
            items
                .iter_mut()
                .try_for_each(|item| with_item(item, pass))?;
            statements(body, pass)
        }
        StmtKind::Match(parts) => {
            expression(&mut parts.subject, pass)?;
            for case in &mut parts.cases {
                pattern(&mut case.pattern, pass)?;
                optional(&mut case.guard, pass)?;
                statements(&mut case.body, pass)?;
            }
            Ok(())
        }
        StmtKind::Import(aliases) => bind_aliases(aliases, pass),
        StmtKind::ImportFrom { star: true, .. } => {
            // Python points at the star, which ends the statement.
            let start = span.end.saturating_sub(1);
            pass.star_import(Span { start, ..span })
        }
        StmtKind::ImportFrom { names, .. } => bind_aliases(names, pass),
        StmtKind::Magic(magic) => resolved_apart(magic),
        StmtKind::Break | StmtKind::Continue | StmtKind::Pass => Ok(()),
    }
}

fn pattern(found: &mut Pattern, pass: &mut impl Pass) -> Walked {
    let bind_name = |name: &mut Expr, pass: &mut _| bind(name, Usage::Bind, pass);
    match &mut found.kind {
        PatternKind::Value(value) | PatternKind::Singleton(value) => expression(value, pass),
        PatternKind::Capture(name) | PatternKind::Star(name) => match name {
            Some(name) => bind_name(name, pass),
            None => Ok(()),
        },
        PatternKind::Sequence(items) | PatternKind::Or(items) => {
            items.iter_mut().try_for_each(|item| pattern(item, pass))
        }
        PatternKind::Mapping { items, rest } => {
            for (key, item) in items {
                expression(key, pass)?;
                pattern(item, pass)?;
            }
            match rest {
                Some(name) => bind_name(name, pass),
                None => Ok(()),
            }
        }
        PatternKind::Class {
            class,
            positional,
            keywords,
        } => {
            expression(class, pass)?;
            positional
                .iter_mut()
                .try_for_each(|item| pattern(item, pass))?;
            for (name, item) in keywords {
                pass.private(name);
                pattern(item, pass)?;
            }
            Ok(())
        }
        PatternKind::As(inner, name) => {
            pattern(inner, pass)?;
            bind_name(name, pass)
        }
    }
}

fn loop_body(body: &mut [Stmt], pass: &mut impl Pass) -> Walked {
    pass.looped(true);
    statements(body, pass)?;
    pass.looped(false);
    Ok(())
}

/// The code of a magic is a module of its own and has been resolved already.
fn resolved_apart(_: &Magic) -> Walked {
    Ok(())
}

fn bind_aliases(aliases: &mut [Alias], pass: &mut impl Pass) -> Walked {
    aliases
        .iter_mut()
        .try_for_each(|alias| bind(&mut alias.target, Usage::Bind, pass))
}

fn try_statement(parts: &mut Try, pass: &mut impl Pass) -> Walked {
    statements(&mut parts.body, pass)?;
    for Handler {
        kind, name, body, ..
    } in &mut parts.handlers
    {
        optional(kind, pass)?;
        if let Some(name) = name {
            bind(name, Usage::Bind, pass)?;
        }
        statements(body, pass)?;
    }
    statements(&mut parts.orelse, pass)?;
    statements(&mut parts.finally, pass)
}

fn with_item(item: &mut WithItem, pass: &mut impl Pass) -> Walked {
    expression(&mut item.context, pass)?;
    match &mut item.target {
        Some(target) => bind_whole(target, Usage::Bind, pass),
        None => Ok(()),
    }
}

fn definition(function: &mut Rc<FunctionDef>, pass: &mut impl Pass) -> Walked {
    let Some(function) = Rc::get_mut(function) else {
        return Ok(());
    };
    let name = &mut function.name;
    pass.name(
        name,
        &mut function.variable,
        function.name_span,
        Usage::Bind,
    )?;
    defaults_and_annotations(function, pass)?;
    for decorator in &mut function.decorators {
        expression(decorator, pass)?;
    }
    pass.enter(Block::Function, &function.qualified);
    function_scope(function, pass)
}

fn lambda(function: &mut Rc<FunctionDef>, pass: &mut impl Pass) -> Walked {
    let Some(function) = Rc::get_mut(function) else {
        return Ok(());
    };
    defaults_and_annotations(function, pass)?;
    pass.enter(Block::Lambda, &function.qualified);
    function_scope(function, pass)
}

/// What a definition evaluates in the scope around it.
fn defaults_and_annotations(function: &mut FunctionDef, pass: &mut impl Pass) -> Walked {
    let parameters = &mut function.parameters;
    let named = parameters
        .positional
        .iter_mut()
        .chain(&mut parameters.keyword_only);
    for parameter in named {
        optional(&mut parameter.default, pass)?;
    }
    let named = parameters
        .positional
        .iter_mut()
        .chain(&mut parameters.keyword_only);
    for parameter in named
        .chain(&mut parameters.args)
        .chain(&mut parameters.kwargs)
    {
        optional(&mut parameter.annotation, pass)?;
    }
    optional(&mut function.returns, pass)
}

fn function_scope(function: &mut FunctionDef, pass: &mut impl Pass) -> Walked {
    let parameters = &mut function.parameters;
    let named = parameters
        .positional
        .iter_mut()
        .chain(&mut parameters.keyword_only);
    for parameter in named
        .chain(&mut parameters.args)
        .chain(&mut parameters.kwargs)
    {
        pass.parameter(parameter)?;
    }
    match &mut function.body {
        Body::Block(body) => statements(body, pass)?,
        Body::Expr(value) => expression(value, pass)?,
    }
    pass.leave(&mut function.scope, Some(&mut function.qualified));
    Ok(())
}

fn class_definition(class: &mut Rc<ClassDef>, pass: &mut impl Pass) -> Walked {
    let Some(class) = Rc::get_mut(class) else {
        return Ok(());
    };
    pass.name(
        &mut class.name,
        &mut class.variable,
        class.span,
        Usage::Bind,
    )?;
    arguments(&mut class.arguments, pass)?;
    for decorator in &mut class.decorators {
        expression(decorator, pass)?;
    }
    pass.enter(Block::Class, &class.qualified);
    statements(&mut class.body, pass)?;
    pass.leave(&mut class.scope, Some(&mut class.qualified));
    Ok(())
}

fn optional(value: &mut Option<Expr>, pass: &mut impl Pass) -> Walked {
    value
        .as_mut()
        .map_or(Ok(()), |value| expression(value, pass))
}

fn boxed(value: &mut Option<Box<Expr>>, pass: &mut impl Pass) -> Walked {
    value
        .as_mut()
        .map_or(Ok(()), |value| expression(value, pass))
}

fn expressions<'a>(values: impl IntoIterator<Item = &'a mut Expr>, pass: &mut impl Pass) -> Walked {
    values
        .into_iter()
        .try_for_each(|value| expression(value, pass))
}

fn expression(expr: &mut Expr, pass: &mut impl Pass) -> Walked {
    let span = expr.span;
    pass.expression(expr);
    match &mut expr.kind {
        ExprKind::Name { symbol, variable } => pass.name(symbol, variable, span, Usage::Read),
        ExprKind::None
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::BigInt(_)
        | ExprKind::Float(_)
        | ExprKind::Imaginary(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_)
        | ExprKind::Ellipsis => Ok(()),
        ExprKind::FString(parts) => fstring(parts, pass),
        ExprKind::List(values) | ExprKind::Tuple(values) | ExprKind::Set(values) => {
            values.iter_mut().try_for_each(|value| item(value, pass))
        }
        ExprKind::BoolOp { values, .. } => expressions(values, pass),
        ExprKind::Dict(items) => items.iter_mut().try_for_each(|item| dict_item(item, pass)),
        ExprKind::Starred(value) => {
            pass.stray_star(span)?;
            expression(value, pass)
        }
        ExprKind::Unary { operand, .. } => expression(operand, pass),
        ExprKind::Binary { left, right, .. } => {
            expression(left, pass)?;
            expression(right, pass)
        }
        ExprKind::Compare { first, rest } => {
            expression(first, pass)?;
            expressions(rest.iter_mut().map(|(_, _, value)| value), pass)
        }
        ExprKind::Conditional { test, body, orelse } => {
            expression(test, pass)?;
            expression(body, pass)?;
            expression(orelse, pass)
        }
        ExprKind::Call {
            function,
            arguments: given,
        } => {
            expression(function, pass)?;
            arguments(given, pass)
        }
        ExprKind::Attribute { value, name, .. } => {
            pass.private(name);
            expression(value, pass)
        }
        ExprKind::Subscript { value, index } => {
            expression(value, pass)?;
            expression(index, pass)
        }
        ExprKind::Slice { start, stop, step } => {
            boxed(start, pass)?;
            boxed(stop, pass)?;
            boxed(step, pass)
        }
        ExprKind::Lambda(function) => lambda(function, pass),
        ExprKind::Comprehension(parts) => comprehension(parts, pass),
        ExprKind::Walrus { target, value } => {
            bind(target, Usage::Walrus, pass)?;
            expression(value, pass)
        }
        ExprKind::Yield(value) => {
            boxed(value, pass)?;
            pass.yields(span)
        }
        ExprKind::YieldFrom(value) => {
            expression(value, pass)?;
            pass.yields(span)
        }
    }
}

/// An item of a display, which may be starred.
fn item(expr: &mut Expr, pass: &mut impl Pass) -> Walked {
    match &mut expr.kind {
        ExprKind::Starred(value) => expression(value, pass),
        _ => expression(expr, pass),
    }
}

fn fstring(parts: &mut [FStringPart], pass: &mut impl Pass) -> Walked {
    for part in parts {
        if let FStringPart::Field { value, spec, .. } = part {
            expression(value, pass)?;
            fstring(spec, pass)?;
        }
    }
    Ok(())
}

fn dict_item(item: &mut DictItem, pass: &mut impl Pass) -> Walked {
    match item {
        DictItem::Pair(key, value) => {
            expression(key, pass)?;
            expression(value, pass)
        }
        DictItem::Spread(value) => expression(value, pass),
    }
}

fn arguments(given: &mut [Argument], pass: &mut impl Pass) -> Walked {
    pass.arguments(given)?;
    expressions(given.iter_mut().map(|argument| &mut argument.value), pass)
}

fn comprehension(parts: &mut Rc<Comprehension>, pass: &mut impl Pass) -> Walked {
    let Some(parts) = Rc::get_mut(parts) else {
        return Ok(());
    };
    if let Some(first) = parts.clauses.first_mut() {
        pass.iterable(true);
        expression(&mut first.iter, pass)?;
        pass.iterable(false);
    }
    pass.enter(Block::Comprehension(parts.kind), "");
    for (index, clause) in parts.clauses.iter_mut().enumerate() {
        bind_whole(&mut clause.target, Usage::Iterate, pass)?;
        if index > 0 {
            pass.iterable(true);
            expression(&mut clause.iter, pass)?;
            pass.iterable(false);
        }
        expressions(&mut clause.conditions, pass)?;
    }
    optional(&mut parts.value, pass)?;
    expression(&mut parts.element, pass)?;
    pass.leave(&mut parts.scope, None);
    Ok(())
}

fn bind_all(targets: &mut [Expr], pass: &mut impl Pass) -> Walked {
    targets
        .iter_mut()
        .try_for_each(|target| bind_whole(target, Usage::Bind, pass))
}

fn bind_whole(target: &mut Expr, usage: Usage, pass: &mut impl Pass) -> Walked {
    pass.target(target)?;
    bind(target, usage, pass)
}

/// A target binds its names and reads what its attributes and subscripts need.
fn bind(target: &mut Expr, usage: Usage, pass: &mut impl Pass) -> Walked {
    let span = target.span;
    match &mut target.kind {
        ExprKind::Name { symbol, variable } => pass.name(symbol, variable, span, usage),
        ExprKind::Tuple(items) | ExprKind::List(items) => items
            .iter_mut()
            .try_for_each(|item| bind(item, usage, pass)),
        ExprKind::Starred(value) => bind(value, usage, pass),
        _ => expression(target, pass),
    }
}
