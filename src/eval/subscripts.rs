//! `container[index]`, read, written and deleted.

use super::{Interpreter, operations};
use crate::syntax::ast::Expr;
use crate::text::Span;
use crate::value::{Result, Value};

impl Interpreter {
    pub(super) fn subscript(&mut self, container: &Expr, index_expr: &Expr) -> Result<Value> {
        let container = self.expr(container)?;
        let index = self.expr(index_expr)?;
        self.item(&container, &index, index_expr.span)
    }

    /// `container[index]`; an error is blamed on the index.
    pub(super) fn item(&mut self, container: &Value, index: &Value, span: Span) -> Result<Value> {
        if let Some(value) = element(container, index) {
            return Ok(value);
        }
        self.here = span;
        operations::item(self, container, index).map_err(|error| self.at(error, span))
    }

    pub(super) fn set_item(
        &mut self,
        container: &Value,
        index: &Value,
        value: Value,
        span: Span,
    ) -> Result<()> {
        self.here = span;
        operations::set_item(self, container, index, value).map_err(|error| self.at(error, span))
    }

    pub(super) fn delete_item(
        &mut self,
        container: &Value,
        index: &Value,
        span: Span,
    ) -> Result<()> {
        self.here = span;
        operations::delete_item(self, container, index).map_err(|error| self.at(error, span))
    }
}

/// An element of a list or tuple by a plain index that is there.
#[inline]
fn element(container: &Value, index: &Value) -> Option<Value> {
    let Value::Int(index) = index else {
        return None;
    };
    let at = |len: usize| {
        let from_end = if *index < 0 { len as i64 } else { 0 };
        usize::try_from(index + from_end).ok()
    };
    match container {
        Value::List(list) => {
            let items = list.items.borrow();
            items.get(at(items.len())?).cloned()
        }
        Value::Tuple(items) => items.get(at(items.len())?).cloned(),
        _ => None,
    }
}
