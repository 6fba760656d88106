//! Python's integers that do not fit into NumPy's.

use super::Case;
use super::place::Place;
use crate::array::DType;
use crate::syntax::ast::{ArgumentKind, Expr};
use crate::value::ClassId;

/// `Python integer 300 out of bounds for uint8`
pub(super) fn out_of_range(case: &mut Case) {
    if !case.is_a(ClassId::OVERFLOW_ERROR) {
        return;
    }
    let Some(rest) = case.message.strip_prefix("Python integer ") else {
        return;
    };
    let Some((number, name)) = rest.split_once(" out of bounds for ") else {
        return;
    };
    let (Ok(number), name) = (number.parse::<i128>(), name.to_string()) else {
        return;
    };
    let Some((low, high)) = bounds_by_name(&name) else {
        return;
    };
    case.help(format!("{name} holds {low} to {high}"));
    let wider = DType::NUMERIC
        .iter()
        .filter(|dtype| bounds(dtype).is_some_and(|(low, high)| (low..=high).contains(&number)));
    let Some(wider) = wider.map(|dtype| dtype.name()).next() else {
        return;
    };
    match case.place {
        Place::Call { arguments, .. } => {
            let dtype = arguments.iter().find(
                |argument| matches!(argument.kind, ArgumentKind::Keyword(name) if &*name.name() == "dtype"),
            );
            if let Some(dtype) = dtype {
                case.change(dtype.value.span, &format!("np.{wider}"), "a wider dtype");
            }
        }
        Place::Binary { left, right, .. } => {
            for side in [left, right] {
                if widened(case, side, &wider) {
                    return;
                }
            }
        }
        _ => {}
    }
}

fn widened(case: &mut Case, side: &Expr, wider: &str) -> bool {
    if case.shape(side).is_none() {
        return false;
    }
    let code = format!("{}.astype(np.{wider})", case.operand(side));
    case.change(side.span, &code, "a wider dtype")
}

fn bounds_by_name(name: &str) -> Option<(i128, i128)> {
    let dtype = DType::NUMERIC.iter().find(|dtype| dtype.name() == name);
    dtype.and_then(bounds)
}

/// The smallest and the largest number of an integer dtype.
fn bounds(dtype: &DType) -> Option<(i128, i128)> {
    if !dtype.is_integer() {
        return None;
    }
    let bits = 8 * dtype.itemsize() as u32;
    Some(match dtype.kind_letter() {
        'u' => (0, (1 << bits) - 1),
        _ => (-(1 << (bits - 1)), (1 << (bits - 1)) - 1),
    })
}
