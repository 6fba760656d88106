//! Slips in operators: another one, operands exchanged, brackets forgotten.

use super::Finder;
use super::calls::swap;
use crate::syntax::ast::{BinaryOp, BoolOp, CompareOp, Expr, ExprKind, Stmt, StmtKind, UnaryOp};
use crate::text::Span;

const OTHER_WAY: &str = "the two sides look exchanged";
const WHOLE: &str = "it looks like a division without remainder (`//`) where `/` is asked for";
const NOT_WHOLE: &str = "it looks like a division with decimals (`/`) where `//` is asked for";
const BY_ELEMENT: &str =
    "it looks like a product element by element (`*`) where a matrix product (`@`) is asked for";
const BY_MATRIX: &str =
    "it looks like a matrix product (`@`) where a product element by element (`*`) is asked for";
const BRACKETS: &str = "brackets seem to be missing: `*`, `/` and `@` come before `+` and `-`";
const EQUAL: &str =
    "values that are just equal are on the wrong side: `<` leaves them out, `<=` takes them in";
const OPPOSITE: &str = "a condition looks turned round";
const AND_OR: &str = "`and` asks for both, `or` for one of them; so do `&` and `|` of arrays";
const SIGN: &str = "a sign seems to be the other one";

pub fn find(finder: &mut Finder, expr: &Expr) {
    match &expr.kind {
        ExprKind::Binary {
            left,
            op,
            op_span,
            right,
        } => binary(finder, left, *op, *op_span, right),
        ExprKind::Compare { rest, .. } => {
            for (op, span, _) in rest {
                comparison(finder, *op, *span);
            }
        }
        ExprKind::BoolOp { op, op_spans, .. } => {
            let other = match op {
                BoolOp::And => "or",
                BoolOp::Or => "and",
            };
            for span in op_spans {
                finder.replace(*span, other, AND_OR);
            }
        }
        ExprKind::Unary { op, operand } => unary(finder, expr, *op, operand),
        _ => {}
    }
}

/// Slips in assignments that change something in place.
pub fn in_statement(finder: &mut Finder, statement: &Stmt) {
    let StmtKind::AugAssign { op, op_span, .. } = &statement.kind else {
        return;
    };
    let other = match op {
        BinaryOp::Add => "-=",
        BinaryOp::Sub => "+=",
        BinaryOp::Mul => "/=",
        BinaryOp::Div => "*=",
        _ => return,
    };
    finder.replace(*op_span, other, SIGN);
}

fn binary(finder: &mut Finder, left: &Expr, op: BinaryOp, span: Span, right: &Expr) {
    without_brackets(finder, left, op);
    without_brackets(finder, right, op);
    match op {
        BinaryOp::Div => finder.replace(span, "//", WHOLE),
        BinaryOp::FloorDiv => finder.replace(span, "/", NOT_WHOLE),
        BinaryOp::MatMul => finder.replace(span, "*", BY_ELEMENT),
        BinaryOp::Mul => finder.replace(span, "@", BY_MATRIX),
        BinaryOp::BitAnd => finder.replace(span, "|", AND_OR),
        BinaryOp::BitOr => finder.replace(span, "&", AND_OR),
        BinaryOp::Add => finder.replace(span, "-", SIGN),
        BinaryOp::Sub => finder.replace(span, "+", SIGN),
        BinaryOp::Pow => finder.replace(
            span,
            "*",
            "it looks like a product where a power is asked for",
        ),
        _ => {}
    }
    if matches!(
        op,
        BinaryOp::Sub | BinaryOp::Div | BinaryOp::MatMul | BinaryOp::FloorDiv | BinaryOp::Mod
    ) {
        let (left, right) = (with_brackets(finder, left), with_brackets(finder, right));
        swap(finder, left, right, OTHER_WAY);
    }
}

/// `(a - b) / c` as `a - b / c`.
fn without_brackets(finder: &mut Finder, part: &Expr, op: BinaryOp) {
    let weaker = matches!(
        part.kind,
        ExprKind::Binary {
            op: BinaryOp::Add | BinaryOp::Sub,
            ..
        }
    );
    let stronger = matches!(
        op,
        BinaryOp::Mul | BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::MatMul | BinaryOp::Pow
    );
    let whole = with_brackets(finder, part);
    if weaker && stronger && whole != part.span {
        let inside = finder.text(part.span).to_string();
        finder.replace(whole, &inside, BRACKETS);
    }
}

/// The span of a part with the brackets that stand right around it.
fn with_brackets(finder: &Finder, part: &Expr) -> Span {
    let text = &finder.source.text;
    let (mut start, mut end) = (part.span.start as usize, part.span.end as usize);
    loop {
        let before = text
            .get(..start)
            .unwrap_or("")
            .trim_end_matches([' ', '\n']);
        let after = text.get(end..).unwrap_or("");
        let skipped = after.len() - after.trim_start_matches([' ', '\n']).len();
        let called = before.strip_suffix('(').is_some_and(|before| {
            before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ')' | ']'))
        });
        if !before.ends_with('(') || called || !after[skipped..].starts_with(')') {
            return Span::new(start, end);
        }
        start = before.len() - 1;
        end += skipped + 1;
    }
}

fn comparison(finder: &mut Finder, op: CompareOp, span: Span) {
    let (near, opposite) = match op {
        CompareOp::Lt => ("<=", ">"),
        CompareOp::LtE => ("<", ">="),
        CompareOp::Gt => (">=", "<"),
        CompareOp::GtE => (">", "<="),
        CompareOp::Eq => return finder.replace(span, "!=", OPPOSITE),
        CompareOp::NotEq => return finder.replace(span, "==", OPPOSITE),
        CompareOp::In => return finder.replace(span, "not in", OPPOSITE),
        CompareOp::NotIn => return finder.replace(span, "in", OPPOSITE),
        CompareOp::Is | CompareOp::IsNot => return,
    };
    finder.replace(span, near, EQUAL);
    finder.replace(span, opposite, OPPOSITE);
}

fn unary(finder: &mut Finder, expr: &Expr, op: UnaryOp, operand: &Expr) {
    let end = operand.span.start;
    let operator = Span {
        start: expr.span.start,
        end,
    };
    let text = finder.text(operator);
    let bracket = if text.contains('(') { "(" } else { "" };
    match op {
        UnaryOp::Not | UnaryOp::Invert => finder.replace(operator, bracket, OPPOSITE),
        UnaryOp::Minus if !is_number(operand) => finder.replace(operator, bracket, SIGN),
        _ => {}
    }
}

fn is_number(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Int(_) | ExprKind::Float(_))
}
