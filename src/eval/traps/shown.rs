//! Traps in the last statement of a cell, and in the value that it shows.

use super::Ending;
use crate::array::DType;
use crate::builtins as catalogue;
use crate::syntax::ast::{BinaryOp, CompareOp, Expr, ExprKind, StmtKind, UnaryOp};
use crate::value::{ClassId, Value};

/// Elements of an array that are looked at.
const LOOKED_AT: usize = 1000;

/// `a.mean`: the method itself, which was not called.
pub(super) fn uncalled(ending: &mut Ending) -> Option<String> {
    let expr = ending.shown_expr()?;
    let ExprKind::Attribute { .. } = &expr.kind else {
        return None;
    };
    let Some(Value::BoundMethod(bound)) = ending.value else {
        return None;
    };
    let Value::Array(_) = &bound.receiver else {
        return None;
    };
    let text = ending.text(expr);
    Some(format!("this is the method itself: `{text}()` calls it"))
}

/// `a.T` of one axis.
pub(super) fn flat_transpose(ending: &mut Ending) -> Option<String> {
    let expr = ending.shown_expr()?;
    let receiver = match &expr.kind {
        ExprKind::Attribute { value, name, .. } if &*name.name() == "T" => value,
        ExprKind::Call {
            function,
            arguments,
        } if arguments.is_empty() => match &function.kind {
            ExprKind::Attribute { value, name, .. } if &*name.name() == "transpose" => value,
            _ => return None,
        },
        _ => return None,
    };
    let Some(Value::Array(object)) = ending.value else {
        return None;
    };
    let axes = object.with(|array| array.shape().len());
    let text = ending.text(receiver);
    (axes == 1).then(|| {
        format!(
            "an array of one axis is its own transpose: `{text}[:, np.newaxis]` makes a column of it"
        )
    })
}

/// A whole number written out.
fn literal(expr: Option<&Expr>) -> Option<i64> {
    match &expr?.kind {
        ExprKind::Int(number) => Some(*number),
        ExprKind::Unary {
            op: UnaryOp::Minus,
            operand,
        } => match operand.kind {
            ExprKind::Int(number) => number.checked_neg(),
            _ => None,
        },
        _ => None,
    }
}

/// A slice with both its ends written out, the array that it is taken of, and that array's length.
fn written_slice<'a>(ending: &mut Ending<'a>) -> Option<(i64, i64, &'a Expr, i64)> {
    let ExprKind::Subscript { value, index } = &ending.shown_expr()?.kind else {
        return None;
    };
    let ExprKind::Slice {
        start,
        stop,
        step: None,
    } = &index.kind
    else {
        return None;
    };
    let (start, stop) = (literal(start.as_deref())?, literal(stop.as_deref())?);
    let Some(Value::Array(array)) = ending.value_of(value) else {
        return None;
    };
    let length = array.with(|array| array.shape().first().copied())?;
    Some((start, stop, value, i64::try_from(length).ok()?))
}

/// `a[5:2]`
pub(super) fn empty_slice(ending: &mut Ending) -> Option<String> {
    let (start, stop, array, length) = written_slice(ending)?;
    let text = ending.text(array);
    let backwards = start > stop && (0..length).contains(&start) && stop >= 0;
    backwards.then(|| {
        format!(
            "nothing lies between {start} and {stop}: `{text}[{start}:{stop}:-1]` goes backwards"
        )
    })
}

/// `a[8:20]` of ten elements.
pub(super) fn clipped_slice(ending: &mut Ending) -> Option<String> {
    let (start, stop, array, length) = written_slice(ending)?;
    let text = ending.text(array);
    let clipped = (0..length).contains(&start) && start > 0 && stop > length;
    clipped.then(|| format!("a slice stops where the array ends: `{text}` has {length} elements"))
}

/// `0.1 + 0.2 == 0.3`
pub(super) fn unequal_floats(ending: &mut Ending) -> Option<String> {
    let expr = ending.shown_expr()?;
    let ExprKind::Compare { first, rest } = &expr.kind else {
        return None;
    };
    let [(CompareOp::Eq, _, right)] = rest.as_slice() else {
        return None;
    };
    let (left, right) = (ending.value_of(first)?, ending.value_of(right)?);
    let (left, right) = (number(&left)?, number(&right)?);
    let near = left != right && (left - right).abs() <= 1e-9 * left.abs().max(right.abs());
    near.then(|| {
        "these floats differ in their last digits only, as binary fractions do: `np.isclose` compares with a tolerance"
            .to_string()
    })
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Float(number) => Some(*number),
        Value::Int(number) => Some(*number as f64),
        Value::Scalar(scalar) => scalar.as_f64(),
        _ => None,
    }
}

/// The function of NumPy that a call is of: of an array its method, or of the module.
fn function_name(call: &Expr) -> Option<(String, Option<&Expr>)> {
    let ExprKind::Call {
        function,
        arguments,
    } = &call.kind
    else {
        return None;
    };
    match &function.kind {
        ExprKind::Attribute { value, name, .. } => match &value.kind {
            ExprKind::Name { symbol, .. } if &*symbol.name() == "np" => {
                let first = arguments.first().map(|argument| &argument.value);
                Some((name.name().to_string(), first))
            }
            _ => Some((name.name().to_string(), Some(value))),
        },
        ExprKind::Name { symbol, .. } => {
            let first = arguments.first().map(|argument| &argument.value);
            Some((symbol.name().to_string(), first))
        }
        _ => None,
    }
}

/// `np.array([1, np.nan]).max()`
pub(super) fn nan_result(ending: &mut Ending) -> Option<String> {
    let expr = ending.shown_expr()?;
    let (name, operand) = function_name(expr)?;
    let is_nan = ending.value.and_then(number)?.is_nan();
    let other = format!("np.nan{name}");
    if !is_nan || name.starts_with("nan") || catalogue::find(&other).is_none() {
        return None;
    }
    let Some(Value::Array(array)) = ending.value_of(operand?) else {
        return None;
    };
    let (nans, size) = array.with(|array| {
        let looked_at = array.scalars().take(LOOKED_AT);
        let nans = looked_at.filter(|scalar| scalar.as_f64().is_some_and(f64::is_nan));
        (nans.count(), array.size())
    });
    (nans > 0 && nans < size)
        .then(|| format!("one nan makes the whole result nan: `{other}` leaves them out"))
}

/// `a.astype(int)` of floats with decimals.
pub(super) fn cut_decimals(ending: &mut Ending) -> Option<String> {
    let expr = ending.shown_expr()?;
    let (name, operand) = function_name(expr)?;
    let operand = operand.filter(|_| name == "astype")?;
    // What is calculated may be meant to be cut.
    let is_plain = match &operand.kind {
        ExprKind::Name { .. } => true,
        ExprKind::Call { .. } => function_name(operand).is_some_and(|(name, _)| name == "array"),
        _ => false,
    };
    let Some(Value::Array(result)) = ending.value.filter(|_| is_plain) else {
        return None;
    };
    if !result.with(|array| array.dtype().is_integer()) {
        return None;
    }
    let Some(Value::Array(before)) = ending.value_of(operand) else {
        return None;
    };
    let cut = before.with(|array| {
        let mut elements = array.scalars().take(LOOKED_AT);
        elements.find_map(|scalar| {
            // Only what rounding would have made another number of.
            let number = scalar.as_f64().filter(|number| number.is_finite())?;
            (number.trunc() != number.round()).then_some(number)
        })
    })?;
    let text = ending.text(operand);
    Some(format!(
        "decimals are cut off: {cut} became {}; `np.rint({text}).astype(int)` rounds",
        cut.trunc()
    ))
}

/// The operation at the end of a cell whose result nothing has changed since.
fn last_operation<'a>(ending: &Ending<'a>) -> Option<&'a Expr> {
    match &ending.last()?.kind {
        StmtKind::Expr(expr) => match &expr.kind {
            ExprKind::Call {
                function,
                arguments,
            } if ending.text(function) == "print" => Some(&arguments.first()?.value),
            _ => Some(expr),
        },
        StmtKind::Assign { targets, value } => {
            let name = ending.text(targets.first()?);
            let part = |c: char| !c.is_alphanumeric() && c != '_';
            let is_used = ending.text(value).split(part).any(|word| word == name);
            (!is_used).then_some(value)
        }
        _ => None,
    }
}

/// `np.array([200], dtype=np.uint8) + np.array([100], dtype=np.uint8)`
pub(super) fn wrapped_integers(ending: &mut Ending) -> Option<String> {
    let expr = last_operation(ending)?;
    let ExprKind::Binary {
        left, op, right, ..
    } = &expr.kind
    else {
        return None;
    };
    if !matches!(
        op,
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Pow
    ) {
        return None;
    }
    let result = match (ending.value, &ending.last()?.kind) {
        (Some(value), StmtKind::Expr(shown)) if std::ptr::eq(shown, expr) => value.clone(),
        _ => ending.value_of(expr)?,
    };
    let Value::Array(result) = &result else {
        return None;
    };
    let dtype = result.with(|array| array.dtype().clone());
    if !dtype.is_integer() || result.with(|array| array.size()) > LOOKED_AT {
        return None;
    }
    let exact = exactly(ending, left, *op, right)?;
    let wrapped = result.with(|array| {
        let mut pairs = array.scalars().zip(&exact);
        pairs.find_map(|(got, &exact)| {
            let got = got.as_f64()?;
            // Near the ends of 64 bits floats are coarse; what wraps is far off.
            ((got - exact).abs() > 1.0 + exact.abs() * 1e-3).then_some((got, exact))
        })
    });
    let (got, exact) = wrapped?;
    let name = dtype.name();
    Some(format!(
        "{exact:.0} does not fit {name} and became {got:.0}, without a word: calculate with {}",
        match dtype {
            DType::I64 | DType::U64 => "floats, or with Python's own integers",
            _ => "`.astype(np.int64)`",
        }
    ))
}

/// The results as floats, which do not wrap around.
fn exactly(ending: &mut Ending, left: &Expr, op: BinaryOp, right: &Expr) -> Option<Vec<f64>> {
    let (left, right) = (ending.text(left), ending.text(right));
    let symbol = op.symbol();
    let code = format!("(np.asarray({left}) * 1.0) {symbol} (np.asarray({right}) * 1.0)");
    let Some(Value::Array(exact)) = ending.looked_up(&code) else {
        return None;
    };
    exact.with(|array| array.scalars().map(|scalar| scalar.as_f64()).collect())
}

/// Methods that change their array and return nothing.
const IN_PLACE: &[&str] = &[
    "sort",
    "fill",
    "put",
    "partition",
    "resize",
    "shuffle",
    "itemset",
];

/// `b = a.sort()`
pub(super) fn nothing_returned(ending: &mut Ending) -> Option<String> {
    for stmt in &ending.module.body {
        let StmtKind::Assign { targets, value } = &stmt.kind else {
            continue;
        };
        let [target] = targets.as_slice() else {
            continue;
        };
        let ExprKind::Name { symbol, .. } = &target.kind else {
            continue;
        };
        let (name, Some(operand)) = function_name(value)? else {
            continue;
        };
        let is_none = matches!(ending.walk.names.get(*symbol), Some(Value::None));
        if !is_none || !IN_PLACE.contains(&name.as_str()) {
            continue;
        }
        if let Some(Value::Array(_) | Value::List(_)) = ending.value_of(operand) {
            let text = ending.text(operand);
            return Some(format!(
                "`.{name}()` changes `{text}` itself and returns None, which `{symbol}` is now"
            ));
        }
    }
    None
}

/// Methods whose result is all that they do.
const GIVE_A_VIEW: &[&str] = &[
    "reshape",
    "transpose",
    "astype",
    "ravel",
    "flatten",
    "swapaxes",
    "squeeze",
    "round",
    "clip",
];

/// `a.reshape(3, 2)` on a line of its own.
pub(super) fn forgotten_result(ending: &mut Ending) -> Option<String> {
    let (_, before) = ending.module.body.split_last()?;
    for stmt in before {
        let StmtKind::Expr(expr) = &stmt.kind else {
            continue;
        };
        let Some((name, Some(operand))) = function_name(expr) else {
            continue;
        };
        let ExprKind::Name { symbol, .. } = &operand.kind else {
            continue;
        };
        if !GIVE_A_VIEW.contains(&name.as_str()) {
            continue;
        }
        let is_array = match ending.walk.names.get(*symbol) {
            Some(value @ Value::Array(_)) => value.class().builtin() == ClassId::NDARRAY,
            _ => false,
        };
        if is_array {
            let text = ending.text(expr);
            return Some(format!(
                "`{text}` gives a new array and leaves `{symbol}` as it is: `{symbol} = {text}` keeps it"
            ));
        }
    }
    None
}
