//! Arrays that were changed under another name, and copies that were changed in place of the original.

use std::rc::Rc;

use super::Ending;
use crate::syntax::ast::{Expr, ExprKind, Module, StmtKind};
use crate::syntax::parse;
use crate::text::{Source, Symbol};
use crate::value::Value;

/// What became of a second name for a part of an array.
struct Second<'a> {
    name: Symbol,
    /// How it was made: `a[1:4]`.
    made: &'a Expr,
    source: &'a Source,
}

/// The array `a` is shown, after `b = a[1:4]` and `b[0] = 99`.
pub(super) fn changed_from_afar(ending: &mut Ending) -> Option<String> {
    let ExprKind::Name { symbol, .. } = &ending.shown_expr()?.kind else {
        return None;
    };
    let Some(Value::Array(_)) = ending.value else {
        return None;
    };
    // This cell, and the one before: what was done longer ago is known.
    let history = &ending.walk.history;
    let near: Vec<Rc<Source>> = history.iter().rev().take(2).rev().cloned().collect();
    let parsed: Vec<(Rc<Source>, Module)> = near
        .into_iter()
        .filter_map(|source| {
            let module = parse(&source).ok()?;
            Some((source, module))
        })
        .collect();
    let second = written_through(&parsed, *symbol)?;
    let other = ending.walk.names.get(second.name)?;
    let shared = shares(ending.value?, other)?;
    let made = second.source.slice(second.made.span);
    let (name, own) = (second.name, *symbol);
    Some(match (shared, &second.made.kind) {
        (true, ExprKind::Name { .. }) => format!(
            "`{name} = {made}` gives the same array a second name, so that what was written into `{name}` stands in `{own}`: `{name} = {made}.copy()` makes another"
        ),
        (true, _) => format!(
            "`{name} = {made}` is a view of `{own}`, so that what was written into `{name}` stands in `{own}` too: `{made}.copy()` is independent"
        ),
        (false, ExprKind::Subscript { .. }) => format!(
            "`{name} = {made}` is a copy, as always where the index is a list or a mask: what was written into `{name}` is not in `{own}`"
        ),
        (false, _) => return None,
    })
}

/// A name made of `own` and then written into, the last one.
fn written_through(parsed: &[(Rc<Source>, Module)], own: Symbol) -> Option<Second<'_>> {
    let mut seconds: Vec<Second> = Vec::new();
    let mut written = None;
    for (source, module) in parsed {
        for stmt in &module.body {
            match &stmt.kind {
                StmtKind::Assign { targets, value } => {
                    let [target] = targets.as_slice() else {
                        continue;
                    };
                    match &target.kind {
                        ExprKind::Name { symbol, .. } => {
                            seconds.retain(|second| second.name != *symbol);
                            if *symbol == own {
                                // What was made of it before was made of another array.
                                seconds.clear();
                            } else if is_part_of(value, own) {
                                seconds.push(Second {
                                    name: *symbol,
                                    made: value,
                                    source,
                                });
                            }
                        }
                        _ => written = stored(target, &seconds).or(written),
                    }
                }
                StmtKind::AugAssign { target, .. } => {
                    written = stored(target, &seconds).or(written);
                }
                _ => {}
            }
        }
    }
    let name = written?;
    seconds.into_iter().find(|second| second.name == name)
}

/// The second name that an assignment writes into.
fn stored(target: &Expr, seconds: &[Second]) -> Option<Symbol> {
    let ExprKind::Subscript { value, .. } = &target.kind else {
        return None;
    };
    let ExprKind::Name { symbol, .. } = &value.kind else {
        return None;
    };
    seconds
        .iter()
        .any(|second| second.name == *symbol)
        .then_some(*symbol)
}

/// `a`, `a[…]`, `a.T`, `a.reshape(…)`: the array, or a part or view of it.
fn is_part_of(value: &Expr, own: Symbol) -> bool {
    let is_own =
        |expr: &Expr| matches!(&expr.kind, ExprKind::Name { symbol, .. } if *symbol == own);
    match &value.kind {
        ExprKind::Subscript { value, .. } | ExprKind::Attribute { value, .. } => is_own(value),
        ExprKind::Call { function, .. } => match &function.kind {
            ExprKind::Attribute { value, name, .. } => {
                is_own(value) && ["reshape", "ravel", "view", "transpose"].contains(&&*name.name())
            }
            _ => false,
        },
        _ => is_own(value),
    }
}

/// Do two arrays lie in the same memory?
fn shares(one: &Value, other: &Value) -> Option<bool> {
    let (Value::Array(one), Value::Array(other)) = (one, other) else {
        return None;
    };
    let address = one.with(|array| array.buffer().address());
    Some(other.with(|array| array.buffer().address()) == address)
}
