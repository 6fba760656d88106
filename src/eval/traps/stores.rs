//! Assignments that lose something: into a copy that nobody holds, of decimals into integers, of long text.

use std::rc::Rc;

use crate::array::{Array, DType};
use crate::eval::Interpreter;
use crate::syntax::ast::{Expr, ExprKind};
use crate::value::{Host, Value};

/// Elements of an assigned array that are looked at.
const LOOKED_AT: usize = 1000;

impl Interpreter {
    /// What is to be noted of `container[…] = value`, if it succeeds. Costs nothing where the container is no array.
    pub(in crate::eval) fn trap(
        &self,
        expr: &Expr,
        container: &Value,
        value: &Value,
    ) -> Option<String> {
        let Value::Array(object) = container else {
            return None;
        };
        let text = || self.frame.code.source().slice(expr.span);
        let is_lost = matches!(expr.kind, ExprKind::Subscript { .. })
            && Rc::strong_count(object) == 1
            && object.base.is_none();
        if is_lost {
            return Some(format!(
                "`{}` makes a copy, and what is assigned to it is lost: index the array once, as in \
                 `a[rows, columns] = …`",
                text()
            ));
        }
        object
            .with(|array| lost_in(array, value))
            .map(|(what, remedy)| {
                let dtype = object.with(|array| array.dtype().name());
                format!("`{}` holds {dtype}: {what}; {remedy}", text())
            })
    }

    pub(in crate::eval) fn note_trap(&mut self, trap: Option<String>) {
        if let Some(text) = trap {
            self.note(text);
        }
    }
}

/// What of a value an array cannot hold, and what to do about it.
fn lost_in(array: &Array, value: &Value) -> Option<(String, &'static str)> {
    match array.dtype() {
        dtype if dtype.is_integer() => {
            let fraction = fraction_in(value)?;
            let kept = fraction.trunc();
            Some((
                format!("{fraction} became {kept}"),
                "an array of floats, from `.astype(float)`, keeps decimals",
            ))
        }
        DType::Str(width) => {
            let Value::Str(text) = value else {
                return None;
            };
            let length = text.chars().count();
            (length > *width).then(|| {
                let kept: String = text.chars().take(*width).collect();
                (
                    format!("'{text}' became '{kept}'"),
                    "an array made with `dtype='U20'` or the like has room for longer text",
                )
            })
        }
        _ => None,
    }
}

/// The first number in a value that is not whole.
fn fraction_in(value: &Value) -> Option<f64> {
    let is_fraction = |x: &f64| x.is_finite() && x.fract() != 0.0;
    match value {
        Value::Float(x) => Some(*x).filter(is_fraction),
        Value::Scalar(scalar) => scalar.as_f64().filter(is_fraction),
        Value::List(list) => list
            .items
            .borrow()
            .iter()
            .take(LOOKED_AT)
            .find_map(fraction_in),
        Value::Tuple(items) => items.iter().take(LOOKED_AT).find_map(fraction_in),
        Value::Array(object) => object.with(|array| {
            let elements = array.scalars().take(LOOKED_AT);
            elements
                .filter_map(|scalar| scalar.as_f64())
                .find(is_fraction)
        }),
        _ => None,
    }
}
