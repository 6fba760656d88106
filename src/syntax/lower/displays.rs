//! What stands in brackets: tuples, lists, sets, dicts and comprehensions.

use std::rc::Rc;

use super::expressions::tuple_or_single;
use super::{Lower, Lowered, Node, Nodes, Rule, expect, take};
use crate::syntax::ast::{
    Clause, Comprehension, ComprehensionKind, DictItem, Expr, ExprKind, Scope,
};

impl Lower {
    /// A group, a tuple or a generator. A group's span leaves its parentheses out, as in CPython.
    pub(super) fn parenthesized(&mut self, node: Node) -> Lowered<Expr> {
        let span = self.span(&node);
        let mut nodes = node.clone().into_inner();
        let Some(first) = nodes.next() else {
            let kind = ExprKind::Tuple(Vec::new());
            return Ok(Expr { kind, span });
        };
        if first.as_rule() == Rule::yield_expression {
            return self.yield_expression(first);
        }
        let starred = first.as_rule() == Rule::starred;
        let element = self.element(first, &mut nodes)?;
        if at_clause(&nodes) {
            if starred {
                return self.refuse(&node);
            }
            let kind = self.comprehension(ComprehensionKind::Generator, element, None, nodes)?;
            return Ok(Expr { kind, span });
        }
        let mut values = vec![element];
        let mut comma = false;
        while let Some(node) = nodes.next() {
            match node.as_rule() {
                Rule::comma => comma = true,
                _ => values.push(self.element(node, &mut nodes)?),
            }
        }
        if starred && values.len() == 1 && !comma {
            return self.refuse(&node);
        }
        Ok(tuple_or_single(values, comma, span))
    }

    pub(super) fn list(&mut self, node: Node) -> Lowered<ExprKind> {
        let mut nodes = node.clone().into_inner();
        let mut values = Vec::new();
        while let Some(first) = nodes.next() {
            let starred = first.as_rule() == Rule::starred;
            let element = self.element(first, &mut nodes)?;
            if at_clause(&nodes) {
                if starred {
                    return self.refuse(&node);
                }
                return self.comprehension(ComprehensionKind::List, element, None, nodes);
            }
            values.push(element);
        }
        Ok(ExprKind::List(values))
    }

    /// A dict or a set, or a comprehension of either.
    pub(super) fn braces(&mut self, node: Node) -> Lowered<ExprKind> {
        let mut nodes = node.clone().into_inner();
        let mut items = Vec::new();
        let mut values = Vec::new();
        while let Some(item) = take(&mut nodes, Rule::brace_item) {
            match self.brace_item(item)? {
                BraceItem::Dict(DictItem::Pair(key, value)) if at_clause(&nodes) => {
                    return self.comprehension(ComprehensionKind::Dict, key, Some(value), nodes);
                }
                BraceItem::Set(element)
                    if at_clause(&nodes) && !matches!(element.kind, ExprKind::Starred(_)) =>
                {
                    return self.comprehension(ComprehensionKind::Set, element, None, nodes);
                }
                BraceItem::Dict(item) => items.push(item),
                BraceItem::Set(element) => values.push(element),
            }
        }
        match (items.is_empty(), values.is_empty()) {
            _ if nodes.next().is_some() => self.refuse(&node),
            (_, true) => Ok(ExprKind::Dict(items)),
            (true, false) => Ok(ExprKind::Set(values)),
            (false, false) => self.refuse(&node),
        }
    }

    fn brace_item(&mut self, node: Node) -> Lowered<BraceItem> {
        let mut nodes = node.clone().into_inner();
        let first = expect(&mut nodes, &node)?;
        match first.as_rule() {
            Rule::spread => Ok(BraceItem::Dict(DictItem::Spread(self.spread(first)?))),
            Rule::starred => Ok(BraceItem::Set(self.starred(first)?)),
            _ => {
                let element = self.named(first, &mut nodes)?;
                let Some(value) = take(&mut nodes, Rule::dict_value) else {
                    return Ok(BraceItem::Set(element));
                };
                if matches!(element.kind, ExprKind::Walrus { .. }) {
                    return self.refuse(&node);
                }
                let value = expect(&mut value.clone().into_inner(), &value)?;
                Ok(BraceItem::Dict(DictItem::Pair(
                    element,
                    self.expression(value)?,
                )))
            }
        }
    }

    /// `**mapping`
    pub(super) fn spread(&mut self, node: Node) -> Lowered<Expr> {
        let value = expect(&mut node.clone().into_inner(), &node)?;
        self.expression(value)
    }

    /// A comprehension of this element and the `clause`s that are left.
    pub(super) fn comprehension(
        &mut self,
        kind: ComprehensionKind,
        element: Expr,
        value: Option<Expr>,
        nodes: Nodes,
    ) -> Lowered<ExprKind> {
        let clauses = nodes
            .map(|node| self.clause(node))
            .collect::<Lowered<_>>()?;
        Ok(ExprKind::Comprehension(Rc::new(Comprehension {
            kind,
            element,
            value,
            clauses,
            scope: Scope::default(),
        })))
    }

    fn clause(&mut self, node: Node) -> Lowered<Clause> {
        if node.as_rule() != Rule::clause {
            return self.refuse(&node);
        }
        let mut nodes = node.clone().into_inner();
        take(&mut nodes, Rule::kw_for);
        let target = expect(&mut nodes, &node)?;
        let target = self.target_list(target)?;
        take(&mut nodes, Rule::kw_in);
        let iter = expect(&mut nodes, &node)?;
        let iter = self.expression(iter)?;
        let conditions = nodes
            .filter(|node| node.as_rule() == Rule::operation)
            .map(|node| self.expression(node))
            .collect::<Lowered<_>>()?;
        Ok(Clause {
            target,
            iter,
            conditions,
        })
    }
}

enum BraceItem {
    Dict(DictItem),
    Set(Expr),
}

pub(super) fn at_clause(nodes: &Nodes) -> bool {
    nodes
        .peek()
        .is_some_and(|node| node.as_rule() == Rule::clause)
}
