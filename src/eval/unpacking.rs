//! `a, *b, c = values`

use super::displays::push_counted;
use super::walk::Walk;
use super::{Interpreter, operations};
use crate::syntax::ast::{Expr, ExprKind};
use crate::text::Span;
use crate::value::{Raised, Result, Value};

impl Interpreter {
    /// Assigns the elements of `value` to several targets, of which one may be starred.
    pub(super) fn unpack(&mut self, targets: &[Expr], value: Value, span: Span) -> Result<()> {
        let starred = |target: &Expr| matches!(target.kind, ExprKind::Starred(_));
        let values = match targets.iter().position(starred) {
            None => self.take_exactly(targets.len(), &value, span)?,
            Some(at) => self.take_around(at, targets.len() - at - 1, &value, span)?,
        };
        for (target, value) in targets.iter().zip(values) {
            match &target.kind {
                ExprKind::Starred(target) => self.assign(target, value)?,
                _ => self.assign(target, value)?,
            }
        }
        Ok(())
    }

    fn take_exactly(&mut self, count: usize, value: &Value, span: Span) -> Result<Vec<Value>> {
        let mut walk = self.walk_to_unpack(value, span)?;
        let mut values = Vec::with_capacity(count);
        while let Some(item) = self.next_of(&mut walk, span)? {
            if values.len() == count {
                let message = format!("too many values to unpack (expected {count})");
                return Err(self.at(Raised::value_error(message), span));
            }
            values.push(item);
        }
        if values.len() < count {
            let got = values.len();
            let message = format!("not enough values to unpack (expected {count}, got {got})");
            return Err(self.at(Raised::value_error(message), span));
        }
        Ok(values)
    }

    /// `before` values, a list of those in between, and `after` values.
    fn take_around(
        &mut self,
        before: usize,
        after: usize,
        value: &Value,
        span: Span,
    ) -> Result<Vec<Value>> {
        let mut walk = self.walk_to_unpack(value, span)?;
        let mut values = Vec::new();
        while let Some(item) = self.next_of(&mut walk, span)? {
            push_counted(&mut values, item).map_err(|error| self.at(error, span))?;
        }
        let (least, got) = (before + after, values.len());
        if got < least {
            let message =
                format!("not enough values to unpack (expected at least {least}, got {got})");
            return Err(self.at(Raised::value_error(message), span));
        }
        let last = values.split_off(got - after);
        let between = values.split_off(before);
        values.push(Value::list(between));
        values.extend(last);
        Ok(values)
    }

    fn walk_to_unpack(&mut self, value: &Value, span: Span) -> Result<Walk> {
        if operations::is_iterable(value) {
            return self.walk(value, span);
        }
        let name = operations::type_name(value);
        let message = format!("cannot unpack non-iterable {name} object");
        Err(self.at(Raised::type_error(message), span))
    }
}
