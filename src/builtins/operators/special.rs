//! Operators by special methods: those of lessons' classes, and the rows that the catalogue has for its own objects
//! (`deque.__len__`, `date.__sub__`).

use crate::builtins::find_member;
use crate::builtins::python::datetime::counted::item;
use crate::builtins::subclasses::{call_own, is_special};
use crate::syntax::ast::BinaryOp;
use crate::value::compare::is_numpy;
use crate::value::{Arguments, Class, Host, Raised, Result, Value, special};

/// Calls a special method; `None` where the value's class has none.
///
/// # Errors
/// Whatever the method raises.
pub fn call_method<const N: usize>(
    host: &mut dyn Host,
    value: &Value,
    name: &str,
    arguments: [Value; N],
) -> Result<Option<Value>> {
    match value {
        Value::Native(_) if special::find(value, name).is_some() => {
            special::call(host, value, name, arguments)
        }
        Value::Native(_) | Value::DType(_) => match find_member(&value.class(), name) {
            Some(row) => {
                let all = std::iter::once(value.clone()).chain(arguments);
                // An array of objects may hold an object whose operators ask the array again.
                host.enter()?;
                let answer = row.call(host, Arguments::positional(all));
                host.leave();
                answer.map(Some)
            }
            None => Ok(None),
        },
        Value::Instance(_) | Value::Exception(_) | Value::Class(_) => {
            special::call(host, value, name, arguments)
        }
        Value::Array(_) => call_own(host, value, name, arguments),
        _ => Ok(None),
    }
}

/// Does the value's class have this special method?
pub fn has_method(value: &Value, name: &str) -> bool {
    match value {
        Value::Native(_) | Value::DType(_) if find_member(&value.class(), name).is_some() => true,
        other => special::find(other, name).is_some(),
    }
}

/// `__add__`, `__radd__`, `__iadd__`
pub(in crate::builtins) fn method_names(
    op: BinaryOp,
) -> (&'static str, &'static str, &'static str) {
    match op {
        BinaryOp::Add => ("__add__", "__radd__", "__iadd__"),
        BinaryOp::Sub => ("__sub__", "__rsub__", "__isub__"),
        BinaryOp::Mul => ("__mul__", "__rmul__", "__imul__"),
        BinaryOp::Div => ("__truediv__", "__rtruediv__", "__itruediv__"),
        BinaryOp::FloorDiv => ("__floordiv__", "__rfloordiv__", "__ifloordiv__"),
        BinaryOp::Mod => ("__mod__", "__rmod__", "__imod__"),
        BinaryOp::Pow => ("__pow__", "__rpow__", "__ipow__"),
        BinaryOp::MatMul => ("__matmul__", "__rmatmul__", "__imatmul__"),
        BinaryOp::LeftShift => ("__lshift__", "__rlshift__", "__ilshift__"),
        BinaryOp::RightShift => ("__rshift__", "__rrshift__", "__irshift__"),
        BinaryOp::BitAnd => ("__and__", "__rand__", "__iand__"),
        BinaryOp::BitOr => ("__or__", "__ror__", "__ior__"),
        BinaryOp::BitXor => ("__xor__", "__rxor__", "__ixor__"),
    }
}

/// By the methods of lessons' classes. An array on the left goes first by itself; a NumPy scalar becomes the element of an
/// array of objects, which is a number of Python's.
pub(super) fn instances(
    host: &mut dyn Host,
    op: BinaryOp,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    match (left, right) {
        (Value::Native(native), other) | (other, Value::Native(native))
            if native.goes_before_arrays() && is_numpy(other) =>
        {
            without_array(host, op, left, right)
        }
        (_, Value::Native(_)) if !is_numpy(left) => by_methods(host, op, left, right),
        (Value::Native(_), _) => by_methods(host, op, left, right),
        (Value::Array(_), _) => Ok(Value::NotImplemented),
        (Value::Scalar(number), Value::Instance(_)) => {
            decided(host, op, &item(number.clone()), right)
        }
        (Value::Instance(_), Value::Scalar(number)) => match by_methods(host, op, left, right)? {
            Value::NotImplemented => decided(host, op, left, &item(number.clone())),
            answer => Ok(answer),
        },
        (Value::Instance(_) | Value::Exception(_), _)
        | (_, Value::Instance(_) | Value::Exception(_)) => by_methods(host, op, left, right),
        _ => Ok(Value::NotImplemented),
    }
}

/// A native object that does not let arrays answer for it.
fn without_array(host: &mut dyn Host, op: BinaryOp, left: &Value, right: &Value) -> Result<Value> {
    match by_methods(host, op, left, right)? {
        Value::NotImplemented => {}
        answer => return Ok(answer),
    }
    Err(match (left, op) {
        // As sequences, arrays have a joining operator, which always refuses.
        (Value::Array(_), BinaryOp::Add) => Raised::type_error(
            "Concatenation operation is not implemented for NumPy arrays, use np.concatenate() instead. Please do \
             not rely on this error; it may not be given on all Python implementations.",
        ),
        _ => super::unsupported(op, "", left, right),
    })
}

/// As [`by_methods`], with nobody left to ask.
fn decided(host: &mut dyn Host, op: BinaryOp, left: &Value, right: &Value) -> Result<Value> {
    match by_methods(host, op, left, right)? {
        Value::NotImplemented => Err(super::unsupported(op, "", left, right)),
        answer => Ok(answer),
    }
}

/// By the rows of the catalogue's own objects.
pub(super) fn natives(
    host: &mut dyn Host,
    op: BinaryOp,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    match (left, right) {
        (Value::Native(_), _) | (_, Value::Native(_)) => by_methods(host, op, left, right),
        _ => Ok(Value::NotImplemented),
    }
}

/// The left one's method, then the right one's reflected; the right one's first where its class is a subclass.
pub(in crate::builtins) fn by_methods(
    host: &mut dyn Host,
    op: BinaryOp,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    let (straight, reflected, _) = method_names(op);
    let mut calls = [(left, straight, right), (right, reflected, left)];
    let (a, b) = (left.class(), right.class());
    let may_override = matches!(b, Class::User(_)) || is_special(right);
    if may_override && a != b && b.is_subclass(&a) {
        calls.swap(0, 1);
    }
    // Two of one class have only one method to ask.
    let of_one_class = matches!(a, Class::User(_)) && a == b;
    for (receiver, name, other) in calls.into_iter().take(if of_one_class { 1 } else { 2 }) {
        match call_method(host, receiver, name, [other.clone()])? {
            None | Some(Value::NotImplemented) => {}
            Some(answer) => return Ok(answer),
        }
    }
    Ok(Value::NotImplemented)
}

/// `left op= right` by `__iadd__` and its like.
pub(super) fn inplace(
    host: &mut dyn Host,
    op: BinaryOp,
    left: &Value,
    right: &Value,
) -> Result<Value> {
    let (_, _, name) = method_names(op);
    let answer = call_method(host, left, name, [right.clone()])?;
    Ok(answer.unwrap_or(Value::NotImplemented))
}
