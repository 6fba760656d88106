//! Assignment: to names, attributes, subscripts and patterns of those; augmented assignment; `del`.

use super::numbers::arithmetic;
use super::{Interpreter, operations};
use crate::syntax::ast::{BinaryOp, Expr, ExprKind};
use crate::text::Span;
use crate::value::{ClassId, Raised, Result, Value};

/// An augmented assignment's operator.
#[derive(Clone, Copy)]
pub(super) struct Augmented {
    pub op: BinaryOp,
    pub span: Span,
}

impl Interpreter {
    /// Gives `value` to one target.
    #[inline]
    pub(super) fn assign(&mut self, target: &Expr, value: Value) -> Result<()> {
        match &target.kind {
            ExprKind::Name { symbol, variable } => {
                self.store(*symbol, *variable, value);
                Ok(())
            }
            _ => self.assign_compound(target, value),
        }
    }

    fn assign_compound(&mut self, target: &Expr, value: Value) -> Result<()> {
        match &target.kind {
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                self.unpack(targets, value, target.span)
            }
            ExprKind::Subscript {
                value: container_expr,
                index: index_expr,
            } => {
                let container = self.expr(container_expr)?;
                let index = self.expr(index_expr)?;
                let trap = self.trap(container_expr, &container, &value);
                self.set_item(&container, &index, value, index_expr.span)?;
                self.note_trap(trap);
                Ok(())
            }
            ExprKind::Attribute {
                value: object,
                name,
                name_span,
            } => {
                let object = self.expr(object)?;
                self.set_attribute(&object, *name, Some(value), *name_span)
            }
            ExprKind::Starred(_) => {
                let message = "starred assignment target must be in a list or tuple";
                Err(self.at(Raised::new(ClassId::SYNTAX_ERROR, message), target.span))
            }
            _ => Err(self.at(not_assignable(), target.span)),
        }
    }

    /// `target op= value`: the target's parts are evaluated once.
    pub(super) fn augmented(&mut self, target: &Expr, op: Augmented, value: &Expr) -> Result<()> {
        match &target.kind {
            ExprKind::Name { symbol, variable } => {
                if self.quick_augmented(target, op.op, value) {
                    return Ok(());
                }
                let old = self.load(*symbol, *variable, target.span)?;
                let value = self.expr(value)?;
                let new = self.combine(op, old, value)?;
                self.store(*symbol, *variable, new);
                Ok(())
            }
            ExprKind::Subscript {
                value: container,
                index: index_expr,
            } => {
                let container = self.expr(container)?;
                let index = self.expr(index_expr)?;
                let old = self.item(&container, &index, index_expr.span)?;
                let value = self.expr(value)?;
                let new = self.combine(op, old, value)?;
                self.set_item(&container, &index, new, index_expr.span)
            }
            ExprKind::Attribute {
                value: object,
                name,
                name_span,
            } => {
                let object = self.expr(object)?;
                let old = self.attribute_of(&object, *name, *name_span)?;
                let value = self.expr(value)?;
                let new = self.combine(op, old, value)?;
                self.set_attribute(&object, *name, Some(new), *name_span)
            }
            _ => Err(self.at(not_assignable(), target.span)),
        }
    }

    fn combine(&mut self, op: Augmented, old: Value, value: Value) -> Result<Value> {
        if let Some(new) = arithmetic(op.op, &old, &value) {
            return Ok(new);
        }
        self.here = op.span;
        operations::inplace(self, op.op, old, value).map_err(|error| self.at(error, op.span))
    }

    pub(super) fn delete(&mut self, target: &Expr) -> Result<()> {
        match &target.kind {
            ExprKind::Name { symbol, variable } => self.unbind(*symbol, *variable, target.span),
            ExprKind::Tuple(targets) | ExprKind::List(targets) => {
                targets.iter().try_for_each(|target| self.delete(target))
            }
            ExprKind::Subscript {
                value: container,
                index: index_expr,
            } => {
                let container = self.expr(container)?;
                let index = self.expr(index_expr)?;
                self.delete_item(&container, &index, index_expr.span)
            }
            ExprKind::Attribute {
                value: object,
                name,
                name_span,
            } => {
                let object = self.expr(object)?;
                self.set_attribute(&object, *name, None, *name_span)
            }
            _ => Err(self.at(not_assignable(), target.span)),
        }
    }
}

/// The parser lets no other target through.
fn not_assignable() -> Raised {
    Raised::new(ClassId::SYNTAX_ERROR, "cannot assign to expression")
}
