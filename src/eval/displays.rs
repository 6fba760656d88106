//! List, tuple, set and dict displays.

use std::rc::Rc;

use super::walk::Walk;
use super::{Interpreter, operations};
use crate::array::meter;
use crate::builtins::python::set as python_set;
use crate::syntax::ast::{DictItem, Expr, ExprKind};
use crate::text::Span;
use crate::value::{Dict, Raised, Result, Set, Value};

/// Adds one of values that may have no end.
///
/// # Errors
/// The budget is used up.
pub(super) fn push_counted(values: &mut Vec<Value>, value: Value) -> Result<()> {
    meter::steps(1)?;
    if values.len() == values.capacity() {
        meter::check_bytes(values.len() * 2 * size_of::<Value>())?;
    }
    values.push(value);
    Ok(())
}

impl Interpreter {
    /// The items of a list or tuple display, stars unpacked.
    pub(super) fn items(&mut self, items: &[Expr]) -> Result<Vec<Value>> {
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            match &item.kind {
                ExprKind::Starred(starred) => {
                    let spread = self.expr(starred)?;
                    self.extend(&mut values, &spread, starred.span, |value| {
                        format!(
                            "Value after * must be an iterable, not {}",
                            operations::type_name(value)
                        )
                    })?;
                }
                _ => values.push(self.expr(item)?),
            }
        }
        Ok(values)
    }

    /// Adds everything in `spread`, which `refusal` words the complaint about if it is not iterable.
    pub(super) fn extend(
        &mut self,
        values: &mut Vec<Value>,
        spread: &Value,
        span: Span,
        refusal: impl FnOnce(&Value) -> String,
    ) -> Result<()> {
        if !operations::is_iterable(spread) {
            return Err(self.at(Raised::type_error(refusal(spread)), span));
        }
        let mut walk = self.walk(spread, span)?;
        while let Some(value) = walk.next(self).map_err(|error| self.at(error, span))? {
            push_counted(values, value).map_err(|error| self.at(error, span))?;
        }
        Ok(())
    }

    pub(super) fn set_display(&mut self, items: &[Expr]) -> Result<Value> {
        let set = Rc::new(Set::new(false));
        for item in items {
            if let ExprKind::Starred(starred) = &item.kind {
                let spread = self.expr(starred)?;
                python_set::update(self, &set, &spread)
                    .map_err(|error| self.at(error, starred.span))?;
            } else {
                let value = self.expr(item)?;
                self.insert(&set, value, item.span)?;
            }
        }
        // CPython makes these by way of a frozenset, which decides their order.
        if items.len() > 2 && items.iter().all(is_constant) {
            let constant = python_set::constant(self, &set)?;
            return python_set::copy(self, &constant).map(|set| Value::Set(Rc::new(set)));
        }
        Ok(Value::Set(set))
    }

    /// What a loop walks: a display of constants is a constant itself, with an order of its own for a set.
    pub(super) fn walked(&mut self, iter: &Expr) -> Result<Value> {
        match &iter.kind {
            ExprKind::Set(items) if items.iter().all(is_constant) => {
                let set = Set::new(false);
                for item in items {
                    let value = self.expr(item)?;
                    self.insert(&set, value, item.span)?;
                }
                python_set::constant(self, &set).map(|set| Value::Set(Rc::new(set)))
            }
            _ => self.expr(iter),
        }
    }

    /// The next value of a walk; an error is blamed on `span`.
    pub(super) fn next_of(&mut self, walk: &mut Walk, span: Span) -> Result<Option<Value>> {
        walk.next(self).map_err(|error| self.at(error, span))
    }

    pub(super) fn insert(&mut self, set: &Set, value: Value, span: Span) -> Result<()> {
        operations::set_insert(self, set, value).map_err(|error| self.at(error, span))
    }

    pub(super) fn insert_pair(
        &mut self,
        dict: &Dict,
        key: Value,
        value: Value,
        span: Span,
    ) -> Result<()> {
        operations::dict_insert(self, dict, key, value).map_err(|error| self.at(error, span))
    }

    pub(super) fn dict_display(&mut self, items: &[DictItem]) -> Result<Value> {
        let dict = Rc::new(Dict::default());
        for item in items {
            match item {
                DictItem::Pair(key_expr, value) => {
                    let key = self.expr(key_expr)?;
                    let value = self.expr(value)?;
                    self.insert_pair(&dict, key, value, key_expr.span)?;
                }
                DictItem::Spread(mapping) => {
                    let spread = self.expr(mapping)?;
                    let Some(pairs) = self.mapping_pairs(&spread, mapping.span)? else {
                        let message = format!(
                            "'{}' object is not a mapping",
                            operations::type_name(&spread)
                        );
                        return Err(self.at(Raised::type_error(message), mapping.span));
                    };
                    for (key, value) in pairs {
                        self.insert_pair(&dict, key, value, mapping.span)?;
                    }
                }
            }
        }
        Ok(Value::Dict(dict))
    }

    /// The pairs of what `**` is applied to: a dict, or anything with `keys()`. `None` for what is no mapping.
    pub(super) fn mapping_pairs(
        &mut self,
        mapping: &Value,
        span: Span,
    ) -> Result<Option<Vec<(Value, Value)>>> {
        if let Value::Dict(dict) = mapping {
            return Ok(Some(dict.pairs()));
        }
        let Some(keys) = self.find_attribute(mapping, "keys")? else {
            return Ok(None);
        };
        let keys = self
            .apply(&keys, Default::default())
            .map_err(|error| self.at(error, span))?;
        let mut walk = self.walk(&keys, span)?;
        let mut pairs = Vec::new();
        while let Some(key) = self.next_of(&mut walk, span)? {
            let value = operations::item(self, mapping, &key).map_err(|e| self.at(e, span))?;
            pairs.push((key, value));
        }
        Ok(Some(pairs))
    }
}

/// Does CPython's compiler know the value?
fn is_constant(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Tuple(items) => items.iter().all(is_constant),
        ExprKind::Unary { operand, .. } => is_constant(operand),
        ExprKind::Binary { left, right, .. } => is_constant(left) && is_constant(right),
        kind => kind.is_constant(),
    }
}
