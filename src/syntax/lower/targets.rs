//! What can be assigned to, deleted or bound by `for` and `as`.

use super::expressions::tuple_or_single;
use super::{Lower, Lowered, Node, Rule, take};
use crate::syntax::ast::{Expr, ExprKind};

impl Lower {
    /// `target_list`: a tuple if there is a comma.
    pub(super) fn target_list(&mut self, node: Node) -> Lowered<Expr> {
        let span = self.span(&node);
        let (targets, comma) = self.targets(node)?;
        Ok(tuple_or_single(targets, comma, span))
    }

    /// The targets of a list and whether a comma ends it.
    pub(super) fn targets(&mut self, node: Node) -> Lowered<(Vec<Expr>, bool)> {
        let mut targets = Vec::new();
        let mut comma = false;
        for node in node.into_inner() {
            match node.as_rule() {
                Rule::comma => comma = true,
                _ => targets.push(self.target(node)?),
            }
        }
        Ok((targets, comma))
    }

    /// `target`: an atom with trailers, and a star in front.
    pub(super) fn target(&mut self, node: Node) -> Lowered<Expr> {
        let span = self.span(&node);
        let levels = node.clone().into_inner().count();
        self.deeper(levels, span, |lower| {
            let mut nodes = node.clone().into_inner();
            let starred = take(&mut nodes, Rule::star).is_some();
            let expr = lower.operand(&mut nodes)?.expr;
            lower.check_target(&expr, &node)?;
            if !starred {
                return Ok(expr);
            }
            let kind = ExprKind::Starred(Box::new(expr));
            Ok(Expr { kind, span })
        })
    }

    /// Refuses what nothing can be assigned to. `node` is what is refused.
    pub(super) fn check_target(&self, target: &Expr, node: &Node) -> Lowered<()> {
        match &target.kind {
            ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => {
                Ok(())
            }
            ExprKind::Starred(value) if !matches!(value.kind, ExprKind::Starred(_)) => {
                self.check_target(value, node)
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => items
                .iter()
                .try_for_each(|item| self.check_target(item, node)),
            _ => self.refuse(node),
        }
    }

    /// Refuses what cannot be augmented or annotated: all but names, attributes and subscripts.
    pub(super) fn check_single_target(&self, target: &Expr, node: &Node) -> Lowered<()> {
        match &target.kind {
            ExprKind::Name { .. } | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } => {
                Ok(())
            }
            _ => self.refuse(node),
        }
    }

    /// Refuses what cannot be deleted.
    pub(super) fn check_deletable(&self, target: &Expr, node: &Node) -> Lowered<()> {
        match &target.kind {
            ExprKind::Starred(_) => self.refuse(node),
            ExprKind::Tuple(items) | ExprKind::List(items) => items
                .iter()
                .try_for_each(|item| self.check_deletable(item, node)),
            _ => self.check_target(target, node),
        }
    }
}
