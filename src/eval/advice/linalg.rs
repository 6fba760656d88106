//! Matrices that a function of linear algebra cannot work with.

use super::Case;
use crate::array::shape_repr;
use crate::syntax::ast::{Expr, ExprKind};
use crate::value::{ClassId, Value};

pub(super) fn matrix(case: &mut Case) {
    if !case.is_a(ClassId::LINALG_ERROR) {
        return;
    }
    let Some((function, arguments)) = case.call() else {
        return;
    };
    let Some(argument) = arguments.first() else {
        return;
    };
    let matrix = &argument.value;
    match case.message {
        "Singular matrix" => singular(case, function, matrix),
        "Matrix is not positive definite" => indefinite(case, matrix),
        message if message.contains("dimensional array given") || message.contains("square") => {
            if let Some(shape) = case.shape_of(matrix) {
                case.help(format!(
                    "the matrix must have two axes of one length; this one has shape {}",
                    shape_repr(&shape)
                ));
            }
        }
        message if message.contains("dimensional") => {
            case.help("the matrix must have two axes of one length");
        }
        message => {
            let said = message.trim_end_matches('.').to_string();
            case.help(format!(
                "look at the matrix with `np.linalg.cond` and `np.linalg.matrix_rank`: {said}"
            ));
        }
    }
}

/// Its rows depend on each other: how many do not, and what works for such matrices too.
fn singular(case: &mut Case, function: &Expr, matrix: &Expr) {
    let text = case.text(matrix);
    let rank = case.try_out(&format!("int(np.linalg.matrix_rank({text}))"));
    let rows = case.shape(matrix).and_then(|shape| shape.first().copied());
    if let (Some(Value::Int(rank)), Some(rows)) = (rank, rows) {
        case.help(format!(
            "only {rank} of its {rows} rows do not depend on the others, so that it has no inverse"
        ));
    }
    let name = case.text(function);
    let base = name.trim_end_matches("inv");
    if name.ends_with("inv") && !name.ends_with("pinv") {
        case.change(
            function.span,
            &format!("{base}pinv"),
            "the nearest thing to an inverse",
        );
    } else if name.ends_with("solve") {
        let others = case.source.slice(case.whole);
        let behind = others.get(name.len()..).unwrap_or("").to_string();
        let code = format!("{}lstsq{behind}[0]", name.trim_end_matches("solve"));
        case.change(case.whole, &code, "the nearest thing to a solution");
    }
}

/// Cholesky's matrices have positive eigenvalues.
fn indefinite(case: &mut Case, matrix: &Expr) {
    let text = match matrix.kind {
        ExprKind::Name { .. } => case.text(matrix),
        _ => format!("({})", case.text(matrix)),
    };
    let least = case.try_out(&format!("float(np.linalg.eigvalsh({text})[0])"));
    match least {
        Some(Value::Float(least)) => case.help(format!(
            "all eigenvalues must be above 0, and the least is {least:.4}"
        )),
        _ => case.help("all eigenvalues must be above 0"),
    }
}
