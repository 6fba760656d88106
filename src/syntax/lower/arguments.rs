//! What a call and a subscript hold.

use super::displays::at_clause;
use super::expressions::tuple_or_single;
use super::{Lower, Lowered, Node, Nodes, Rule, expect, take};
use crate::syntax::ast::{Argument, ArgumentKind, ComprehensionKind, Expr, ExprKind};

impl Lower {
    /// Arguments in the order written; a bare generator stands alone.
    pub(super) fn arguments(&mut self, call: Node) -> Lowered<Vec<Argument>> {
        let span = self.span(&call);
        let mut nodes = call.clone().into_inner();
        let mut arguments = Vec::new();
        while let Some(node) = take(&mut nodes, Rule::argument) {
            let mut argument = self.argument(node)?;
            if at_clause(&nodes) {
                if !matches!(argument.kind, ArgumentKind::Positional) {
                    return self.refuse(&call);
                }
                let kind = ComprehensionKind::Generator;
                let kind = self.comprehension(kind, argument.value, None, nodes)?;
                argument.value = Expr { kind, span };
                return Ok(vec![argument]);
            }
            arguments.push(argument);
        }
        self.check_order(&call, &arguments)?;
        Ok(arguments)
    }

    fn argument(&mut self, node: Node) -> Lowered<Argument> {
        let span = self.span(&node);
        let mut nodes = node.clone().into_inner();
        let first = expect(&mut nodes, &node)?;
        let (kind, value) = match first.as_rule() {
            Rule::spread => (ArgumentKind::DoubleStar, self.spread(first)?),
            Rule::starred => (ArgumentKind::Star, self.starred_value(first)?),
            _ => self.plain_argument(first, &mut nodes)?,
        };
        Ok(Argument { kind, value, span })
    }

    /// `value`, `name=value` or `name:=value`.
    fn plain_argument(&mut self, first: Node, nodes: &mut Nodes) -> Lowered<(ArgumentKind, Expr)> {
        let Some(value) = take(nodes, Rule::keyword_value) else {
            return Ok((ArgumentKind::Positional, self.named(first, nodes)?));
        };
        let mut words = first.clone().into_inner();
        match (words.next(), words.next()) {
            (Some(name), None) if name.as_rule() == Rule::name => {
                let keyword = ArgumentKind::Keyword(self.symbol(&name)?);
                let value = expect(&mut value.clone().into_inner(), &value)?;
                Ok((keyword, self.expression(value)?))
            }
            _ => self.refuse(&first),
        }
    }

    fn starred_value(&mut self, node: Node) -> Lowered<Expr> {
        let value = expect(&mut node.clone().into_inner(), &node)?;
        self.expression(value)
    }

    /// Positional arguments come before keywords, and nothing but keywords after `**`.
    fn check_order(&self, call: &Node, arguments: &[Argument]) -> Lowered<()> {
        let mut keyword = false;
        let mut spread = false;
        for argument in arguments {
            match argument.kind {
                ArgumentKind::Positional if keyword || spread => return self.refuse(call),
                ArgumentKind::Star if spread => return self.refuse(call),
                ArgumentKind::Keyword(_) => keyword = true,
                ArgumentKind::DoubleStar => spread = true,
                _ => {}
            }
        }
        Ok(())
    }

    /// `subscript`: one slice or expression, or a tuple of them.
    pub(super) fn index(&mut self, node: Node) -> Lowered<Expr> {
        let inner = node.clone().into_inner();
        let mut items = Vec::new();
        let mut comma = None;
        for node in inner {
            match node.as_rule() {
                Rule::comma => comma = Some(self.span(&node)),
                _ => items.push(self.slice(node)?),
            }
        }
        let starred =
            matches!(items.as_slice(), [item] if matches!(item.kind, ExprKind::Starred(_)));
        let span = match (items.first(), items.last()) {
            (Some(first), Some(last)) => first.span.to(comma.unwrap_or(last.span)),
            _ => self.span(&node),
        };
        Ok(tuple_or_single(items, comma.is_some() || starred, span))
    }

    fn slice(&mut self, node: Node) -> Lowered<Expr> {
        let span = self.span(&node);
        let mut nodes = node.clone().into_inner();
        let start = match nodes.peek() {
            Some(first) if first.as_rule() == Rule::starred => return self.starred_argument(first),
            Some(first) if first.as_rule() == Rule::expression => {
                nodes.next();
                Some(self.named(first, &mut nodes)?)
            }
            _ => None,
        };
        let Some(stop) = take(&mut nodes, Rule::slice_stop) else {
            return start.map_or_else(|| self.refuse(&node), Ok);
        };
        if matches!(&start, Some(start) if matches!(start.kind, ExprKind::Walrus { .. })) {
            return self.refuse(&node);
        }
        let kind = ExprKind::Slice {
            start: start.map(Box::new),
            stop: self.bound(Some(stop))?,
            step: self.bound(take(&mut nodes, Rule::slice_step))?,
        };
        Ok(Expr { kind, span })
    }

    fn bound(&mut self, node: Option<Node>) -> Lowered<Option<Box<Expr>>> {
        match node.and_then(|node| node.into_inner().next()) {
            Some(value) => Ok(Some(Box::new(self.expression(value)?))),
            None => Ok(None),
        }
    }
}
