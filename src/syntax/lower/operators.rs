//! Operators and their precedence: a flat list of operands climbed with two stacks, without recursion.

use super::super::ast::{BinaryOp, BoolOp, CompareOp, Expr, ExprKind, UnaryOp};
use crate::text::Span;

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Operator {
    Unary(UnaryOp),
    Binary(BinaryOp),
    Bool(BoolOp),
    Compare(CompareOp),
}

impl Operator {
    /// Of a prefix as written.
    pub(super) fn prefix(text: &str) -> Operator {
        Operator::Unary(match text {
            "-" => UnaryOp::Minus,
            "+" => UnaryOp::Plus,
            "~" => UnaryOp::Invert,
            _ => UnaryOp::Not,
        })
    }

    /// Of a symbol.
    pub(super) fn symbol(text: &str) -> Option<Operator> {
        if let Some(op) = binary(text) {
            return Some(Operator::Binary(op));
        }
        Some(Operator::Compare(match text {
            "==" => CompareOp::Eq,
            "!=" => CompareOp::NotEq,
            "<" => CompareOp::Lt,
            "<=" => CompareOp::LtE,
            ">" => CompareOp::Gt,
            ">=" => CompareOp::GtE,
            _ => return None,
        }))
    }

    /// Of a word or two, with whatever blanks between them.
    pub(super) fn word(text: &str) -> Operator {
        match text {
            "and" => Operator::Bool(BoolOp::And),
            "or" => Operator::Bool(BoolOp::Or),
            "in" => Operator::Compare(CompareOp::In),
            "is" => Operator::Compare(CompareOp::Is),
            _ if text.starts_with("is") => Operator::Compare(CompareOp::IsNot),
            _ => Operator::Compare(CompareOp::NotIn),
        }
    }

    fn precedence(self) -> u8 {
        match self {
            Operator::Bool(BoolOp::Or) => 1,
            Operator::Bool(BoolOp::And) => 2,
            Operator::Unary(UnaryOp::Not) => 3,
            Operator::Compare(_) => 4,
            Operator::Binary(BinaryOp::BitOr) => 5,
            Operator::Binary(BinaryOp::BitXor) => 6,
            Operator::Binary(BinaryOp::BitAnd) => 7,
            Operator::Binary(BinaryOp::LeftShift | BinaryOp::RightShift) => 8,
            Operator::Binary(BinaryOp::Add | BinaryOp::Sub) => 9,
            Operator::Binary(BinaryOp::Pow) => 12,
            Operator::Binary(_) => 10,
            Operator::Unary(_) => 11,
        }
    }

    /// Whether an operator of equal precedence to the left is reduced first. Comparisons and `and`/`or` are
    /// gathered instead, into one node.
    fn binds_left(self) -> bool {
        matches!(self, Operator::Binary(op) if op != BinaryOp::Pow)
    }

    /// Whether an operation nests in another of its kind, so that a chain of them makes a deep tree.
    pub(super) fn nests(self) -> bool {
        matches!(self, Operator::Binary(_) | Operator::Unary(_))
    }
}

/// The arithmetic operator written so; also that of `+=` without its `=`.
pub(super) fn binary(text: &str) -> Option<BinaryOp> {
    Some(match text {
        "+" => BinaryOp::Add,
        "-" => BinaryOp::Sub,
        "*" => BinaryOp::Mul,
        "/" => BinaryOp::Div,
        "//" => BinaryOp::FloorDiv,
        "%" => BinaryOp::Mod,
        "**" => BinaryOp::Pow,
        "@" => BinaryOp::MatMul,
        "<<" => BinaryOp::LeftShift,
        ">>" => BinaryOp::RightShift,
        "&" => BinaryOp::BitAnd,
        "|" => BinaryOp::BitOr,
        "^" => BinaryOp::BitXor,
        _ => return None,
    })
}

/// An expression, and its place with the parentheses around it: `(a)` is a node of width one, but
/// `(a) + b` begins at the parenthesis.
pub(super) struct Operand {
    pub(super) expr: Expr,
    pub(super) extent: Span,
}

/// The two stacks.
#[derive(Default)]
pub(super) struct Climb {
    operands: Vec<Operand>,
    operators: Vec<(Operator, Span)>,
}

impl Climb {
    pub(super) fn operand(&mut self, operand: Operand) {
        self.operands.push(operand);
    }

    /// Adds a prefix; false where Python allows none: `not` stands only first or after `and`, `or`, `not`.
    #[must_use]
    pub(super) fn prefix(&mut self, op: Operator, span: Span) -> bool {
        let allowed = op != Operator::Unary(UnaryOp::Not)
            || self
                .operators
                .last()
                .is_none_or(|(above, _)| above.precedence() <= 3);
        self.operators.push((op, span));
        allowed
    }

    pub(super) fn infix(&mut self, op: Operator, span: Span) {
        let level = op.precedence();
        while let Some(&(above, _)) = self.operators.last() {
            let first =
                above.precedence() > level || (above.precedence() == level && op.binds_left());
            if !first {
                break;
            }
            self.reduce();
        }
        self.operators.push((op, span));
    }

    pub(super) fn finish(mut self) -> Option<Operand> {
        while !self.operators.is_empty() {
            self.reduce();
        }
        self.operands.pop()
    }

    /// Makes one node of the topmost operator and its operands; of all topmost ones, where they gather.
    fn reduce(&mut self) {
        match self.operators.last() {
            Some((Operator::Bool(op), _)) => self.reduce_bool(*op),
            Some((Operator::Compare(_), _)) => self.reduce_compare(),
            Some(&(Operator::Unary(op), span)) => self.reduce_unary(op, span),
            Some(&(Operator::Binary(op), span)) => self.reduce_binary(op, span),
            None => {}
        }
    }

    fn push(&mut self, kind: ExprKind, span: Span) {
        self.operands.push(Operand {
            expr: Expr { kind, span },
            extent: span,
        });
    }

    fn reduce_unary(&mut self, op: UnaryOp, op_span: Span) {
        self.operators.pop();
        if let Some(operand) = self.operands.pop() {
            let span = op_span.to(operand.extent);
            let operand = Box::new(operand.expr);
            self.push(ExprKind::Unary { op, operand }, span);
        }
    }

    fn reduce_binary(&mut self, op: BinaryOp, op_span: Span) {
        self.operators.pop();
        if let (Some(right), Some(left)) = (self.operands.pop(), self.operands.pop()) {
            let span = left.extent.to(right.extent);
            let kind = ExprKind::Binary {
                left: Box::new(left.expr),
                op,
                op_span,
                right: Box::new(right.expr),
            };
            self.push(kind, span);
        }
    }

    fn reduce_bool(&mut self, op: BoolOp) {
        let (ops, values) = self.gather(|above| above == Operator::Bool(op));
        let Some(span) = extent(&values) else { return };
        let kind = ExprKind::BoolOp {
            op,
            op_spans: ops.into_iter().map(|(_, span)| span).collect(),
            values: values.into_iter().map(|operand| operand.expr).collect(),
        };
        self.push(kind, span);
    }

    fn reduce_compare(&mut self) {
        let (ops, operands) = self.gather(|above| matches!(above, Operator::Compare(_)));
        let Some(span) = extent(&operands) else {
            return;
        };
        let mut operands = operands.into_iter();
        let Some(first) = operands.next() else { return };
        let rest = ops
            .into_iter()
            .zip(operands)
            .filter_map(|((op, op_span), operand)| match op {
                Operator::Compare(op) => Some((op, op_span, operand.expr)),
                _ => None,
            })
            .collect();
        let first = Box::new(first.expr);
        self.push(ExprKind::Compare { first, rest }, span);
    }

    /// Takes the topmost operators that belong to one node, with their operands, in the order of the text.
    fn gather(
        &mut self,
        belongs: impl Fn(Operator) -> bool,
    ) -> (Vec<(Operator, Span)>, Vec<Operand>) {
        let from_top = self.operators.iter().rev();
        let count = from_top.take_while(|(op, _)| belongs(*op)).count();
        let ops = self.operators.split_off(self.operators.len() - count);
        let at = self.operands.len().saturating_sub(count + 1);
        (ops, self.operands.split_off(at))
    }
}

fn extent(operands: &[Operand]) -> Option<Span> {
    Some(operands.first()?.extent.to(operands.last()?.extent))
}
