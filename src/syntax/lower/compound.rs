//! Statements with blocks: `if`, loops, `try`, `with`.

use super::{Lower, Lowered, Node, Nodes, Rule, expect, take};
use crate::syntax::ast::{Expr, Handler, Stmt, StmtKind, Try, WithItem};
use crate::text::Span;

impl Lower {
    pub(super) fn compound(&mut self, node: Node) -> Lowered<Stmt> {
        let start = self.span(&node);
        let kind = match node.as_rule() {
            Rule::if_statement => self.if_statement(node.clone())?,
            Rule::for_statement => self.for_statement(node.clone())?,
            Rule::while_statement => self.while_statement(node.clone())?,
            Rule::try_statement => self.try_statement(node.clone())?,
            Rule::with_statement => self.with_statement(node.clone())?,
            Rule::match_statement => self.match_statement(node.clone())?,
            Rule::function_definition => self.function_definition(node.clone())?,
            Rule::class_definition => self.class_definition(node.clone())?,
            _ => return self.refuse(&node),
        };
        let span = trimmed(self, &node, start);
        Ok(self.stmt(kind, span))
    }

    /// A chain of `elif` nests to the right, so it counts as depth.
    fn if_statement(&mut self, node: Node) -> Lowered<StmtKind> {
        let span = self.span(&node);
        let mut nodes = node.clone().into_inner();
        let levels = nodes.len();
        self.deeper(levels, span, |lower| {
            let head = expect(&mut nodes, &node)?;
            let test = lower.test(head)?;
            let block = expect(&mut nodes, &node)?;
            let body = lower.block(block)?;
            let mut arms = Vec::new();
            while let Some(part) = take(&mut nodes, Rule::elif_part) {
                arms.push(lower.elif_part(part)?);
            }
            let orelse = lower.else_part(&mut nodes)?;
            let orelse = arms
                .into_iter()
                .rfold(orelse, |orelse, (span, test, body)| {
                    let kind = StmtKind::If { test, body, orelse };
                    vec![lower.stmt(kind, span)]
                });
            Ok(StmtKind::If { test, body, orelse })
        })
    }

    fn elif_part(&mut self, part: Node) -> Lowered<(Span, Expr, Vec<Stmt>)> {
        let mut nodes = part.clone().into_inner();
        let head = expect(&mut nodes, &part)?;
        let span = trimmed(self, &part, self.span(&head));
        let test = self.test(head)?;
        let block = expect(&mut nodes, &part)?;
        Ok((span, test, self.block(block)?))
    }

    /// The condition in a head, after its keyword.
    fn test(&mut self, head: Node) -> Lowered<Expr> {
        let mut nodes = head.clone().into_inner();
        nodes.next();
        let test = expect(&mut nodes, &head)?;
        self.named(test, &mut nodes)
    }

    /// The `else` block, empty where there is none.
    fn else_part(&mut self, nodes: &mut Nodes) -> Lowered<Vec<Stmt>> {
        self.keyword_block(take(nodes, Rule::else_part))
    }

    /// The block of `else:` or `finally:`.
    fn keyword_block(&mut self, part: Option<Node>) -> Lowered<Vec<Stmt>> {
        match part.and_then(|part| part.into_inner().nth(1)) {
            Some(block) => self.block(block),
            None => Ok(Vec::new()),
        }
    }

    fn while_statement(&mut self, node: Node) -> Lowered<StmtKind> {
        let mut nodes = node.clone().into_inner();
        let head = expect(&mut nodes, &node)?;
        let test = self.test(head)?;
        let block = expect(&mut nodes, &node)?;
        Ok(StmtKind::While {
            test,
            body: self.block(block)?,
            orelse: self.else_part(&mut nodes)?,
        })
    }

    fn for_statement(&mut self, node: Node) -> Lowered<StmtKind> {
        let mut nodes = node.clone().into_inner();
        let head = expect(&mut nodes, &node)?;
        let mut words = head.clone().into_inner();
        take(&mut words, Rule::kw_for);
        let target = expect(&mut words, &head)?;
        let target = self.target_list(target)?;
        take(&mut words, Rule::kw_in);
        let iter = expect(&mut words, &head)?;
        let iter = self.expression_list(iter)?;
        let block = expect(&mut nodes, &node)?;
        Ok(StmtKind::For {
            target,
            iter,
            body: self.block(block)?,
            orelse: self.else_part(&mut nodes)?,
        })
    }

    fn try_statement(&mut self, node: Node) -> Lowered<StmtKind> {
        let mut nodes = node.clone().into_inner();
        take(&mut nodes, Rule::kw_try);
        let block = expect(&mut nodes, &node)?;
        let body = self.block(block)?;
        let mut handlers = Vec::new();
        while let Some(part) = take(&mut nodes, Rule::except_part) {
            handlers.push(self.handler(part)?);
        }
        Ok(StmtKind::Try(Box::new(Try {
            body,
            handlers,
            orelse: self.else_part(&mut nodes)?,
            finally: self.keyword_block(take(&mut nodes, Rule::finally_part))?,
        })))
    }

    fn handler(&mut self, part: Node) -> Lowered<Handler> {
        let mut nodes = part.clone().into_inner();
        let head = expect(&mut nodes, &part)?;
        let span = trimmed(self, &part, self.span(&head));
        let mut words = head.into_inner();
        take(&mut words, Rule::kw_except);
        let kind = match take(&mut words, Rule::expression) {
            Some(kind) => Some(self.expression(kind)?),
            None => None,
        };
        take(&mut words, Rule::kw_as);
        let name = words.next().map(|name| self.name(&name)).transpose()?;
        let block = expect(&mut nodes, &part)?;
        Ok(Handler {
            kind,
            name,
            body: self.block(block)?,
            span,
        })
    }

    fn with_statement(&mut self, node: Node) -> Lowered<StmtKind> {
        let mut nodes = node.clone().into_inner();
        let head = expect(&mut nodes, &node)?;
        let items = head
            .into_inner()
            .filter(|node| node.as_rule() == Rule::with_item)
            .map(|node| self.with_item(node))
            .collect::<Lowered<_>>()?;
        let block = expect(&mut nodes, &node)?;
        Ok(StmtKind::With {
            items,
            body: self.block(block)?,
        })
    }

    fn with_item(&mut self, node: Node) -> Lowered<WithItem> {
        let mut nodes = node.clone().into_inner();
        let context = expect(&mut nodes, &node)?;
        let context = self.expression(context)?;
        take(&mut nodes, Rule::kw_as);
        let target = match nodes.next() {
            Some(target) => Some(self.target(target)?),
            None => None,
        };
        Ok(WithItem { context, target })
    }
}

/// The place of a node with blocks, from its first word to the end of its last statement.
fn trimmed(lower: &Lower, node: &Node, start: Span) -> Span {
    start.to(lower.span(node))
}
