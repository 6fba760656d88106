//! `==` and `<` between any two values, as Python's rich comparison.
//!
//! Whatever an array or a NumPy scalar takes part in is compared elementwise by the floors above, through
//! [`Host::compare_arrays`].

use std::cmp::Ordering;
use std::rc::Rc;

use super::number::Number;
use super::{Dict, Flavour, Host, Native, Raised, Result, Set, Slice, Value, special, truth};
use crate::array::{Kind, Scalar, meter};
use crate::syntax::ast::CompareOp;

/// Python's `left op right` for `==`, `!=`, `<`, `<=`, `>` and `>=`.
///
/// # Errors
/// TypeError where the types have no order; whatever the operands' own methods raise.
pub fn compare(host: &mut dyn Host, op: CompareOp, left: &Value, right: &Value) -> Result<Value> {
    if left.held().is_some() || right.held().is_some() {
        return compare_holders(host, op, left, right);
    }
    if let (Some(a), Some(b)) = (Number::of(left), Number::of(right)) {
        return compare_numbers(op, left, right, &a, &b);
    }
    if let (Some(a), Some(b)) = (text_of(left), text_of(right)) {
        return Ok(Value::Bool(decide(op, a.cmp(b))));
    }
    if is_numpy(left) || is_numpy(right) {
        return host.compare_arrays(op, left, right);
    }
    if (is_object(left) || is_object(right))
        && let Some(answer) = compare_instances(host, op, left, right)?
    {
        return Ok(answer);
    }
    host.enter()?;
    let answer = compare_objects(host, op, left, right);
    host.leave();
    match answer? {
        Some(answer) => Ok(answer),
        None => fallback(op, left, right),
    }
}

/// Python's `left == right` as containers ask it: an object equals itself, and the answer is true or false.
///
/// # Errors
/// As [`compare`]; ValueError where the answer is an array of several elements.
pub fn equal(host: &mut dyn Host, left: &Value, right: &Value) -> Result<bool> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => return Ok(a == b),
        (Value::Str(a), Value::Str(b)) => return Ok(a == b),
        _ => {}
    }
    if left.is(right) {
        return Ok(true);
    }
    let answer = compare(host, CompareOp::Eq, left, right)?;
    truth::truth(host, &answer)
}

/// `left < right` as sorting asks it.
///
/// # Errors
/// As [`equal`].
pub fn less(host: &mut dyn Host, left: &Value, right: &Value) -> Result<bool> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => return Ok(a < b),
        (Value::Float(a), Value::Float(b)) => return Ok(a < b),
        (Value::Str(a), Value::Str(b)) => return Ok(a < b),
        _ => {}
    }
    let answer = compare(host, CompareOp::Lt, left, right)?;
    truth::truth(host, &answer)
}

/// Does an ordering answer the question?
pub fn decide(op: CompareOp, order: Ordering) -> bool {
    match op {
        CompareOp::Eq => order.is_eq(),
        CompareOp::NotEq => order.is_ne(),
        CompareOp::Lt => order.is_lt(),
        CompareOp::LtE => order.is_le(),
        CompareOp::Gt => order.is_gt(),
        CompareOp::GtE => order.is_ge(),
        CompareOp::Is | CompareOp::IsNot | CompareOp::In | CompareOp::NotIn => false,
    }
}

/// Does NumPy decide what happens with this operand? Its texts are Python's.
pub fn is_numpy(value: &Value) -> bool {
    match value {
        Value::Array(_) => true,
        Value::Scalar(scalar) => !matches!(scalar, Scalar::Str(_) | Scalar::Bytes(_)),
        _ => false,
    }
}

/// The text that a `str` or `np.str_` is.
pub fn text_of(value: &Value) -> Option<&Rc<str>> {
    match value {
        Value::Str(text) | Value::Scalar(Scalar::Str(text)) => Some(text),
        other => other.held().and_then(text_of),
    }
}

/// The bytes that a `bytes` or `np.bytes_` is.
pub fn bytes_of(value: &Value) -> Option<&Rc<[u8]>> {
    match value {
        Value::Bytes(bytes) | Value::Scalar(Scalar::Bytes(bytes)) => Some(bytes),
        other => other.held().and_then(bytes_of),
    }
}

fn compare_numbers(
    op: CompareOp,
    left: &Value,
    right: &Value,
    a: &Number,
    b: &Number,
) -> Result<Value> {
    let complex = matches!(a, Number::Complex(_)) || matches!(b, Number::Complex(_));
    if complex && !matches!(op, CompareOp::Eq | CompareOp::NotEq) {
        return Err(unordered(op, left, right));
    }
    Ok(Value::Bool(match a.compare(b) {
        Some(order) => decide(op, order),
        None => op == CompareOp::NotEq,
    }))
}

/// Comparison by value of two objects of one kind; `None` where they have none.
fn compare_objects(
    host: &mut dyn Host,
    op: CompareOp,
    left: &Value,
    right: &Value,
) -> Result<Option<Value>> {
    match (left, right) {
        (Value::Native(native), other) => native_compare(host, native, op, other),
        (other, Value::Native(native)) => native_compare(host, native, mirrored(op), other),
        (Value::List(a), Value::List(b)) => {
            let (a, b) = (&a.items, &b.items);
            let at = |i: usize| (a.borrow().get(i).cloned(), b.borrow().get(i).cloned());
            let lengths = (a.borrow().len(), b.borrow().len());
            compare_sequences(host, op, lengths, at).map(Some)
        }
        (Value::Tuple(a), Value::Tuple(b)) => {
            let at = |i: usize| (a.get(i).cloned(), b.get(i).cloned());
            compare_sequences(host, op, (a.len(), b.len()), at).map(Some)
        }
        (Value::Set(a), Value::Set(b)) => compare_sets(host, op, a, b).map(Some),
        (Value::Dict(a), Value::Dict(b)) if is_counter(a) && is_counter(b) => {
            compare_counters(host, op, a, b).map(|answer| Some(Value::Bool(answer)))
        }
        _ => match (bytes_of(left), bytes_of(right)) {
            (Some(a), Some(b)) => Ok(Some(Value::Bool(decide(op, a.cmp(b))))),
            _ => equality_only(host, op, left, right),
        },
    }
}

/// Objects that can be equal and have no order.
fn equality_only(
    host: &mut dyn Host,
    op: CompareOp,
    left: &Value,
    right: &Value,
) -> Result<Option<Value>> {
    let wanted = match op {
        CompareOp::Eq => true,
        CompareOp::NotEq => false,
        _ => return Ok(None),
    };
    let same = match (left, right) {
        (Value::Dict(a), Value::Dict(b)) => equal_dicts(host, a, b)?,
        (Value::Range(a), Value::Range(b)) => {
            let length = a.len();
            length == b.len()
                && (length == 0 || a.start == b.start && (length == 1 || a.step == b.step))
        }
        (Value::Slice(a), Value::Slice(b)) => equal_slices(host, a, b)?,
        (Value::DType(a), Value::DType(b)) => a == b,
        (Value::BoundMethod(a), Value::BoundMethod(b)) => {
            a.receiver.is(&b.receiver) && a.function.is(&b.function)
        }
        // `dtype == 'float64'` and `dtype == np.float64`: what can be read as a dtype.
        (Value::DType(dtype), other) | (other, Value::DType(dtype)) if !other.is_none() => {
            super::convert::to_dtype(other).is_ok_and(|other| other == **dtype)
        }
        _ => return Ok(None),
    };
    Ok(Some(Value::Bool(same == wanted)))
}

fn native_compare(
    host: &mut dyn Host,
    native: &Rc<dyn Native>,
    op: CompareOp,
    other: &Value,
) -> Result<Option<Value>> {
    native.compare(host, op, other)
}

/// The operator with its operands exchanged.
pub fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Lt => CompareOp::Gt,
        CompareOp::LtE => CompareOp::GtE,
        CompareOp::Gt => CompareOp::Lt,
        CompareOp::GtE => CompareOp::LtE,
        other => other,
    }
}

/// By the first elements that differ, else by length. `at` looks afresh each time: elements' own methods may change
/// the sequences.
pub fn compare_sequences(
    host: &mut dyn Host,
    op: CompareOp,
    lengths: (usize, usize),
    at: impl Fn(usize) -> (Option<Value>, Option<Value>),
) -> Result<Value> {
    let equality = matches!(op, CompareOp::Eq | CompareOp::NotEq);
    if equality && lengths.0 != lengths.1 {
        return Ok(Value::Bool(op == CompareOp::NotEq));
    }
    let mut i = 0;
    loop {
        match at(i) {
            (Some(a), Some(b)) => {
                meter::steps(1)?;
                if !equal(host, &a, &b)? {
                    return match op {
                        CompareOp::Eq => Ok(Value::Bool(false)),
                        CompareOp::NotEq => Ok(Value::Bool(true)),
                        _ => compare(host, op, &a, &b),
                    };
                }
            }
            (a, b) => return Ok(Value::Bool(decide(op, a.is_some().cmp(&b.is_some())))),
        }
        i += 1;
    }
}

fn equal_slices(host: &mut dyn Host, a: &Slice, b: &Slice) -> Result<bool> {
    Ok(equal(host, &a.start, &b.start)?
        && equal(host, &a.stop, &b.stop)?
        && equal(host, &a.step, &b.step)?)
}

fn is_counter(dict: &Dict) -> bool {
    matches!(dict.flavour, Flavour::Counter)
}

fn is_ordered(dict: &Dict) -> bool {
    matches!(dict.flavour, Flavour::Ordered)
}

fn equal_dicts(host: &mut dyn Host, a: &Dict, b: &Dict) -> Result<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    if is_ordered(a) && is_ordered(b) {
        for (x, y) in a.keys().iter().zip(&b.keys()) {
            meter::steps(1)?;
            if !equal(host, x, y)? {
                return Ok(false);
            }
        }
    }
    for (key, value) in a.pairs() {
        meter::steps(1)?;
        match b.get(host, &key)? {
            Some(other) if equal(host, &value, &other)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

/// `a op b` of two Counters for all comparisons: a missing count is 0, and order is inclusion.
fn compare_counters(host: &mut dyn Host, op: CompareOp, a: &Dict, b: &Dict) -> Result<bool> {
    let (mut below, mut above) = (false, false);
    let keys = a.keys().into_iter().chain(b.keys());
    for key in keys {
        meter::steps(1)?;
        let left = a.get(host, &key)?.unwrap_or(Value::Int(0));
        let right = b.get(host, &key)?.unwrap_or(Value::Int(0));
        if equal(host, &left, &right)? {
            continue;
        }
        if matches!(op, CompareOp::Eq | CompareOp::NotEq) {
            return Ok(op == CompareOp::NotEq);
        }
        match less(host, &left, &right)? {
            true => below = true,
            false => above = true,
        }
    }
    let order = match (below, above) {
        (true, true) => return Ok(op == CompareOp::NotEq),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => Ordering::Equal,
    };
    Ok(decide(op, order))
}

/// Sets are ordered by inclusion.
fn compare_sets(host: &mut dyn Host, op: CompareOp, a: &Set, b: &Set) -> Result<Value> {
    let (n, m) = (a.len(), b.len());
    Ok(Value::Bool(match op {
        CompareOp::Eq => n == m && includes(host, b, a)?,
        CompareOp::NotEq => n != m || !includes(host, b, a)?,
        CompareOp::Lt => n < m && includes(host, b, a)?,
        CompareOp::LtE => n <= m && includes(host, b, a)?,
        CompareOp::Gt => n > m && includes(host, a, b)?,
        _ => n >= m && includes(host, a, b)?,
    }))
}

fn includes(host: &mut dyn Host, outer: &Set, inner: &Set) -> Result<bool> {
    for (hash, item) in inner.hashed_items() {
        meter::steps(1)?;
        if !outer.contains_hashed(host, hash, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Objects of classes derived from built-in ones: by their own methods, else by what they hold.
fn compare_holders(
    host: &mut dyn Host,
    op: CompareOp,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    if let Some(answer) = compare_instances(host, op, left, right)? {
        return Ok(answer);
    }
    let (a, b) = (left.plain(), right.plain());
    if let (Some(x), Some(y)) = (Number::of(a), Number::of(b)) {
        return compare_numbers(op, left, right, &x, &y);
    }
    if is_numpy(a) || is_numpy(b) || text_of(a).is_some() && text_of(b).is_some() {
        return compare(host, op, a, b);
    }
    host.enter()?;
    let answer = compare_objects(host, op, a, b);
    host.leave();
    match answer? {
        Some(answer) => Ok(answer),
        None => fallback(op, left, right),
    }
}

/// By the methods of lessons' classes: the left one's, then the right one's mirrored.
/// An object whose class may have comparisons of its own.
fn is_object(value: &Value) -> bool {
    matches!(value, Value::Instance(_) | Value::Exception(_))
}

fn compare_instances(
    host: &mut dyn Host,
    op: CompareOp,
    left: &Value,
    right: &Value,
) -> Result<Option<Value>> {
    let sides = [(left, right, op), (right, left, mirrored(op))];
    let right_first = match (left, right) {
        (a, b) if is_object(a) && is_object(b) => {
            a.class() != b.class() && b.class().is_subclass(&a.class())
        }
        _ => false,
    };
    let order = if right_first { [1, 0] } else { [0, 1] };
    for side in order {
        let (receiver, other, op) = sides[side];
        if is_object(receiver) {
            let answer = call_comparison(host, op, receiver, other)?;
            if !matches!(answer, Value::NotImplemented) {
                return Ok(Some(answer));
            }
        }
    }
    Ok(None)
}

fn call_comparison(
    host: &mut dyn Host,
    op: CompareOp,
    receiver: &Value,
    other: &Value,
) -> Result<Value> {
    let name = match op {
        CompareOp::Eq => "__eq__",
        CompareOp::NotEq => "__ne__",
        CompareOp::Lt => "__lt__",
        CompareOp::LtE => "__le__",
        CompareOp::Gt => "__gt__",
        _ => "__ge__",
    };
    // `!=` is the opposite of a class's `__eq__` unless it has its own.
    if op == CompareOp::NotEq && special::find(receiver, "__ne__").is_none() {
        let answer = special::call(host, receiver, "__eq__", [other.clone()])?;
        return match answer {
            None | Some(Value::NotImplemented) => Ok(Value::NotImplemented),
            Some(answer) => Ok(Value::Bool(!truth::truth(host, &answer)?)),
        };
    }
    Ok(special::call(host, receiver, name, [other.clone()])?.unwrap_or(Value::NotImplemented))
}

/// Objects without a comparison of their own are equal only to themselves.
fn fallback(op: CompareOp, left: &Value, right: &Value) -> Result<Value> {
    match op {
        CompareOp::Eq => Ok(Value::Bool(left.is(right))),
        CompareOp::NotEq => Ok(Value::Bool(!left.is(right))),
        _ => Err(unordered(op, left, right)),
    }
}

/// `'<' not supported between instances of 'str' and 'int'`
pub fn unordered(op: CompareOp, left: &Value, right: &Value) -> Raised {
    Raised::type_error(format!(
        "'{}' not supported between instances of '{}' and '{}'",
        op.symbol(),
        compared_type_name(left),
        compared_type_name(right)
    ))
}

/// NumPy's numbers compare as Python's, and are called so.
fn compared_type_name(value: &Value) -> String {
    let Value::Scalar(scalar) = value else {
        return value.qualified_type_name();
    };
    match scalar.dtype().kind() {
        Kind::Bool => "bool".to_string(),
        Kind::Signed | Kind::Unsigned => "int".to_string(),
        Kind::Float => "float".to_string(),
        Kind::Complex => "complex".to_string(),
        _ => value.qualified_type_name(),
    }
}
