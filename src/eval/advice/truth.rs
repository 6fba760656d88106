//! `The truth value of an array … is ambiguous`

use super::Case;
use super::place::Place;
use crate::array::DType;
use crate::syntax::ast::{BoolOp, CompareOp, Expr};
use crate::text::Span;
use crate::value::{ClassId, Value};

/// `and`, `or`, `not` and chained comparisons of arrays; arrays as tests.
pub(super) fn of_arrays(case: &mut Case) {
    if !case.says(ClassId::VALUE_ERROR, "The truth value of an ") {
        return;
    }
    match case.place {
        Place::BoolOp { op, values } => elementwise(case, op, values),
        Place::Compare { first, rest } if rest.len() > 1 => chained(case, first, rest),
        Place::Compare { first, rest } => {
            if let Some((_, _, last)) = rest.last() {
                let span = first.span.to(last.span);
                any_or_all(case, &format!("({})", case.source.slice(span)));
            }
        }
        Place::Not(operand) => {
            negated(case, operand);
        }
        Place::Test(test) => {
            let test = case.operand(test);
            any_or_all(case, &test);
        }
        Place::Call {
            arguments: [only], ..
        } => {
            let test = case.operand(&only.value);
            any_or_all(case, &test);
        }
        _ => {}
    }
}

/// `not a`: of bools `~a`, of numbers a comparison.
fn negated(case: &mut Case, operand: &Expr) {
    case.help("`not` asks for one answer; `~` turns each element of an array of bools");
    let is_bool = match case.value(operand) {
        Some(Value::Array(object)) => object.with(|array| *array.dtype() == DType::Bool),
        _ => false,
    };
    let operand = case.operand(operand);
    case.propose(&match is_bool {
        true => format!("~{operand}"),
        false => format!("np.logical_not({operand})"),
    });
}

fn elementwise(case: &mut Case, op: BoolOp, values: &[Expr]) {
    let (word, symbol) = match op {
        BoolOp::And => ("and", " & "),
        BoolOp::Or => ("or", " | "),
    };
    case.help(format!(
        "`{word}` asks for one answer; `{}` asks element by element, and needs brackets around comparisons",
        symbol.trim()
    ));
    let operands: Vec<String> = values.iter().map(|value| case.operand(value)).collect();
    case.propose(&operands.join(symbol));
}

/// `1 < a < 3` is `1 < a and a < 3`.
fn chained(case: &mut Case, first: &Expr, rest: &[(CompareOp, Span, Expr)]) {
    let mut left = case.text(first);
    let mut links = Vec::new();
    for (op, _, right) in rest {
        let right = case.text(right);
        links.push(format!("({left} {} {right})", op.symbol()));
        left = right;
    }
    case.help("a chain of comparisons means `and`, which asks for one answer");
    case.propose(&links.join(" & "));
}

fn any_or_all(case: &mut Case, test: &str) {
    if case.message.contains("empty array") {
        case.help("an empty array is neither true nor false");
        case.propose(&format!("{test}.size > 0"));
        return;
    }
    case.help("a test needs one answer: say whether any element or all of them must be true");
    for code in [format!("{test}.any()"), format!("{test}.all()")] {
        case.propose(&code);
    }
}
