//! Expressions: the flat list that the grammar reads becomes a tree.

use super::operators::{Climb, Operand, Operator};
use super::{Fault, Lower, Lowered, Node, Nodes, Rule, expect, take};
use crate::syntax::ast::{Expr, ExprKind, FStringPart, UnaryOp, Variable};
use crate::syntax::numbers;
use crate::syntax::strings::{self, Wrong};
use crate::syntax::tree;
use crate::text::{Span, Symbol};

impl Lower {
    /// `expression` or `operation`.
    pub(super) fn expression(&mut self, node: Node) -> Lowered<Expr> {
        Ok(self.expression_with_extent(node)?.expr)
    }

    fn expression_with_extent(&mut self, node: Node) -> Lowered<Operand> {
        let span = self.span(&node);
        let levels = 1 + nesting(node.clone().into_inner());
        self.deeper(levels, span, |lower| {
            let mut nodes = node.into_inner();
            let lowered = lower.conditional(&mut nodes)?;
            match nodes.next() {
                None => Ok(lowered),
                Some(rest) => lower.refuse(&rest),
            }
        })
    }

    /// `a if b else c if d else e`, nested to the right.
    fn conditional(&mut self, nodes: &mut Nodes) -> Lowered<Operand> {
        let mut last = self.arm(nodes)?;
        let mut before = Vec::new();
        while take(nodes, Rule::kw_if).is_some() {
            let test = self.operation(nodes)?;
            take(nodes, Rule::kw_else);
            before.push((last, test));
            last = self.arm(nodes)?;
        }
        Ok(before.into_iter().rfold(last, |orelse, (body, test)| {
            let span = body.extent.to(orelse.extent);
            let kind = ExprKind::Conditional {
                test: Box::new(test.expr),
                body: Box::new(body.expr),
                orelse: Box::new(orelse.expr),
            };
            Operand {
                expr: Expr { kind, span },
                extent: span,
            }
        }))
    }

    fn arm(&mut self, nodes: &mut Nodes) -> Lowered<Operand> {
        match take(nodes, Rule::lambda) {
            Some(node) => {
                let extent = self.span(&node);
                let expr = self.lambda(node)?;
                Ok(Operand { expr, extent })
            }
            None => self.operation(nodes),
        }
    }

    /// Operands and the operators between them, up to an `if`, an `else` or the end.
    fn operation(&mut self, nodes: &mut Nodes) -> Lowered<Operand> {
        let mut climb = Climb::default();
        loop {
            while let Some(node) = take(nodes, Rule::prefix) {
                if !climb.prefix(Operator::prefix(node.as_str()), self.span(&node)) {
                    return self.refuse(&node);
                }
            }
            climb.operand(self.operand(nodes)?);
            let Some((op, span)) = nodes.peek().and_then(|node| self.operator(&node)) else {
                break;
            };
            nodes.next();
            climb.infix(op, span);
        }
        climb.finish().ok_or(Fault::Refused(Span::default()))
    }

    /// The operator that a node is, if it is one.
    fn operator(&self, node: &Node) -> Option<(Operator, Span)> {
        let op = match node.as_rule() {
            Rule::symbol => Operator::symbol(node.as_str()),
            Rule::word_operator => Some(Operator::word(node.as_str())),
            _ => None,
        };
        Some((op?, self.span(node)))
    }

    /// An atom with its trailers: `a.b[c](d)`.
    pub(super) fn operand(&mut self, nodes: &mut Nodes) -> Lowered<Operand> {
        let Some(node) = nodes.next() else {
            return Err(Fault::Refused(Span::default()));
        };
        let mut extent = self.span(&node);
        let mut expr = self.atom(node)?;
        while let Some(node) = next_trailer(nodes) {
            extent = extent.to(self.span(&node));
            let kind = self.trailer(expr, node)?;
            expr = Expr { kind, span: extent };
        }
        Ok(Operand { expr, extent })
    }

    fn trailer(&mut self, value: Expr, node: Node) -> Lowered<ExprKind> {
        match node.as_rule() {
            Rule::attribute => {
                let name = expect(&mut node.clone().into_inner(), &node)?;
                Ok(ExprKind::Attribute {
                    value: Box::new(value),
                    name: self.symbol(&name)?,
                    name_span: self.span(&name),
                })
            }
            Rule::call => Ok(ExprKind::Call {
                function: Box::new(value),
                arguments: self.arguments(node)?,
            }),
            _ => Ok(ExprKind::Subscript {
                value: Box::new(value),
                index: Box::new(self.index(node)?),
            }),
        }
    }

    /// A literal: a number or strings.
    pub(super) fn constant(&mut self, node: Node) -> Lowered<Expr> {
        self.atom(node)
    }

    fn atom(&mut self, node: Node) -> Lowered<Expr> {
        let span = self.span(&node);
        let kind = match node.as_rule() {
            Rule::name => name(node.as_str()),
            Rule::number => numbers::number(node.as_str(), span)?,
            Rule::strings => {
                let parts = node
                    .into_inner()
                    .map(|part| (part.as_str(), self.span(&part)));
                let kind = strings::concatenated(parts.collect(), self.depth)
                    .map_err(Wrong::into_error)?;
                // The fields were read by themselves.
                self.yields += usize::from(self.yields_in_fields(&kind));
                kind
            }
            Rule::ellipsis => ExprKind::Ellipsis,
            Rule::parenthesized => return self.parenthesized(node),
            Rule::list => self.list(node)?,
            Rule::braces => self.braces(node)?,
            _ => return self.refuse(&node),
        };
        Ok(Expr { kind, span })
    }

    fn yields_in_fields(&self, kind: &ExprKind) -> bool {
        let ExprKind::FString(parts) = kind else {
            return false;
        };
        parts.iter().any(|part| match part {
            FStringPart::Field { value, .. } => tree::has_yield(value),
            FStringPart::Text(_) => false,
        })
    }

    /// A name that may be bound, read as an attribute or given as a keyword; not `None`, `True` or `False`.
    pub(super) fn symbol(&self, node: &Node) -> Lowered<Symbol> {
        match node.as_str() {
            "None" | "True" | "False" => self.refuse(node),
            text => Ok(Symbol::new(text)),
        }
    }

    /// Such a name as an expression.
    pub(super) fn name(&self, node: &Node) -> Lowered<Expr> {
        Ok(Expr {
            kind: ExprKind::Name {
                symbol: self.symbol(node)?,
                variable: Variable::Global,
            },
            span: self.span(node),
        })
    }

    /// `starred`: `*x`, where `x` binds tighter than a comparison.
    pub(super) fn starred(&mut self, node: Node) -> Lowered<Expr> {
        let expr = self.starred_argument(node.clone())?;
        match &expr.kind {
            ExprKind::Starred(value) if !binds_tightly(&node, &value.kind) => self.refuse(&node),
            _ => Ok(expr),
        }
    }

    /// `*x` in a call, where `x` may be any expression.
    pub(super) fn starred_argument(&mut self, node: Node) -> Lowered<Expr> {
        let span = self.span(&node);
        let value = expect(&mut node.clone().into_inner(), &node)?;
        let value = Box::new(self.expression(value)?);
        Ok(Expr {
            kind: ExprKind::Starred(value),
            span,
        })
    }

    /// Attaches a `walrus` that follows an expression: `name := value`.
    pub(super) fn walrus(&mut self, target: Expr, nodes: &mut Nodes) -> Lowered<Expr> {
        let Some(node) = take(nodes, Rule::walrus) else {
            return Ok(target);
        };
        let span = target.span.to(self.span(&node));
        if !matches!(target.kind, ExprKind::Name { .. }) {
            return self.refuse(&node);
        }
        let value = expect(&mut node.clone().into_inner(), &node)?;
        let kind = ExprKind::Walrus {
            target: Box::new(target),
            value: Box::new(self.expression(value)?),
        };
        Ok(Expr { kind, span })
    }

    /// An expression with its `:=`, if there is one.
    pub(super) fn named(&mut self, node: Node, nodes: &mut Nodes) -> Lowered<Expr> {
        let parenthesized = is_parenthesized(&node);
        let expr = self.expression(node.clone())?;
        if parenthesized
            && nodes
                .peek()
                .is_some_and(|next| next.as_rule() == Rule::walrus)
        {
            return self.refuse(&node);
        }
        self.walrus(expr, nodes)
    }

    /// The next of a list of `element`: starred or named.
    pub(super) fn element(&mut self, node: Node, nodes: &mut Nodes) -> Lowered<Expr> {
        match node.as_rule() {
            Rule::starred => self.starred(node),
            _ => self.named(node, nodes),
        }
    }

    /// `expression_list`: a tuple if there is a comma.
    pub(super) fn expression_list(&mut self, node: Node) -> Lowered<Expr> {
        let span = self.span(&node);
        let mut nodes = node.into_inner();
        let mut values = Vec::new();
        let mut comma = false;
        while let Some(node) = nodes.next() {
            match node.as_rule() {
                Rule::comma => comma = true,
                _ => values.push(self.element(node, &mut nodes)?),
            }
        }
        Ok(tuple_or_single(values, comma, span))
    }

    pub(super) fn yield_expression(&mut self, node: Node) -> Lowered<Expr> {
        let span = self.span(&node);
        self.yields += 1;
        let mut nodes = node.into_inner();
        take(&mut nodes, Rule::kw_yield);
        let kind = match nodes.next() {
            None => ExprKind::Yield(None),
            Some(from) if from.as_rule() == Rule::yield_from => {
                let mut inner = from.clone().into_inner();
                take(&mut inner, Rule::kw_from);
                let value = expect(&mut inner, &from)?;
                ExprKind::YieldFrom(Box::new(self.expression(value)?))
            }
            Some(list) => ExprKind::Yield(Some(Box::new(self.expression_list(list)?))),
        };
        Ok(Expr { kind, span })
    }

    /// `yield_expression` or `expression_list`.
    pub(super) fn yield_or_list(&mut self, node: Node) -> Lowered<Expr> {
        match node.as_rule() {
            Rule::yield_expression => self.yield_expression(node),
            _ => self.expression_list(node),
        }
    }
}

/// Several values, or one with a comma after it, are a tuple.
pub(super) fn tuple_or_single(mut values: Vec<Expr>, comma: bool, span: Span) -> Expr {
    if values.len() == 1
        && !comma
        && let Some(value) = values.pop()
    {
        return value;
    }
    Expr {
        kind: ExprKind::Tuple(values),
        span,
    }
}

/// Whether an `expression` is one pair of parentheses and no more.
pub(super) fn is_parenthesized(node: &Node) -> bool {
    let mut nodes = node.clone().into_inner();
    nodes
        .next()
        .is_some_and(|first| first.as_rule() == Rule::parenthesized)
        && nodes.next().is_none()
}

/// `None`, `True` and `False` are words of the language, all others are names.
fn name(text: &str) -> ExprKind {
    match text {
        "None" => ExprKind::None,
        "True" => ExprKind::Bool(true),
        "False" => ExprKind::Bool(false),
        _ => ExprKind::Name {
            symbol: Symbol::new(text),
            variable: Variable::Global,
        },
    }
}

fn next_trailer<'a>(nodes: &mut Nodes<'a>) -> Option<Node<'a>> {
    take(nodes, Rule::call)
        .or_else(|| take(nodes, Rule::subscript))
        .or_else(|| take(nodes, Rule::attribute))
}

/// How many levels the operators, conditions and trailers of a flat list can add to the tree.
fn nesting(nodes: Nodes) -> usize {
    let mut operators = 0;
    let mut trailers = 0;
    let mut longest = 0;
    for node in nodes {
        match node.as_rule() {
            Rule::call | Rule::subscript | Rule::attribute => trailers += 1,
            Rule::symbol if Operator::symbol(node.as_str()).is_some_and(Operator::nests) => {
                operators += 1;
                trailers = 0;
            }
            Rule::prefix | Rule::kw_if => {
                operators += 1;
                trailers = 0;
            }
            _ => trailers = 0,
        }
        longest = longest.max(trailers);
    }
    operators + longest
}

/// Whether a starred value is a `bitwise_or` of Python's grammar, or stands in parentheses.
fn binds_tightly(starred: &Node, value: &ExprKind) -> bool {
    let loose = matches!(
        value,
        ExprKind::BoolOp { .. }
            | ExprKind::Compare { .. }
            | ExprKind::Conditional { .. }
            | ExprKind::Lambda(_)
            | ExprKind::Unary {
                op: UnaryOp::Not,
                ..
            }
    );
    !loose
        || starred
            .clone()
            .into_inner()
            .next()
            .is_some_and(|value| is_parenthesized(&value))
}
