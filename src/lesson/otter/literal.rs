//! Python literals, read from a syntax tree and never run.

use crate::syntax;
use crate::syntax::ast::{BinaryOp, DictItem, Expr, ExprKind, StmtKind, UnaryOp};
use crate::text::Source;

/// The value of a literal.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    None,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Literal>),
    Dict(Vec<(String, Literal)>),
}

/// The literals that a file assigns to names, in order.
///
/// # Errors
/// The file is not Python.
pub fn assigned(source: &Source) -> Result<Vec<(String, Literal)>, syntax::SyntaxError> {
    let module = syntax::parse(source)?;
    let mut found = Vec::new();
    for statement in &module.body {
        let StmtKind::Assign { targets, value } = &statement.kind else {
            continue;
        };
        let Some(literal) = Literal::of(value) else {
            continue;
        };
        for target in targets {
            if let ExprKind::Name { symbol, .. } = &target.kind {
                found.push((symbol.name().to_string(), literal.clone()));
            }
        }
    }
    Ok(found)
}

impl Literal {
    /// None for what would have to be run.
    fn of(expr: &Expr) -> Option<Literal> {
        Some(match &expr.kind {
            ExprKind::None => Literal::None,
            ExprKind::Bool(value) => Literal::Bool(*value),
            ExprKind::Int(number) => Literal::Number(*number as f64),
            ExprKind::Float(number) => Literal::Number(*number),
            ExprKind::Str(text) => Literal::Text(text.to_string()),
            ExprKind::Unary {
                op: UnaryOp::Minus,
                operand,
            } => match Literal::of(operand)? {
                Literal::Number(number) => Literal::Number(-number),
                _ => return None,
            },
            ExprKind::Binary {
                left,
                op: BinaryOp::Add,
                right,
                ..
            } => match (Literal::of(left)?, Literal::of(right)?) {
                (Literal::Text(left), Literal::Text(right)) => Literal::Text(left + &right),
                _ => return None,
            },
            ExprKind::List(items) | ExprKind::Tuple(items) => {
                let items = items.iter().map(Literal::of);
                Literal::List(items.collect::<Option<_>>()?)
            }
            ExprKind::Dict(items) => {
                let pairs = items.iter().map(|item| match item {
                    DictItem::Pair(key, value) => match Literal::of(key)? {
                        Literal::Text(key) => Some((key, Literal::of(value)?)),
                        _ => None,
                    },
                    DictItem::Spread(_) => None,
                });
                Literal::Dict(pairs.collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }

    pub fn get(&self, key: &str) -> Option<&Literal> {
        match self {
            Literal::Dict(pairs) => pairs
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Literal::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn number(&self) -> Option<f64> {
        match self {
            Literal::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub fn bool(&self) -> Option<bool> {
        match self {
            Literal::Bool(value) => Some(*value),
            _ => None,
        }
    }

    pub fn items(&self) -> &[Literal] {
        match self {
            Literal::List(items) => items,
            _ => &[],
        }
    }
}
