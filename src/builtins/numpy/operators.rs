//! Operators in which an array or a NumPy scalar takes part.

use crate::builtins::operators::unsupported;
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};
use crate::value::{Host, Raised, Result, Value, compare};

/// `left op right`
///
/// # Errors
/// TypeError where the dtypes have no such operation.
pub fn binary(host: &mut dyn Host, op: BinaryOp, left: Value, right: Value) -> Result<Value> {
    if op == BinaryOp::MatMul {
        return super::products::matmul(host, left, right);
    }
    Err(unsupported(op, "", &left, &right))
}

/// `left op= right` with an array on the left.
///
/// # Errors
/// As [`binary`].
pub fn inplace(host: &mut dyn Host, op: BinaryOp, left: Value, right: Value) -> Result<Value> {
    if op == BinaryOp::MatMul {
        return super::products::matmul_inplace(host, left, right);
    }
    Err(unsupported(op, "=", &left, &right))
}

/// `op operand`
///
/// # Errors
/// TypeError where the dtype has no such operation.
pub fn unary(_: &mut dyn Host, op: UnaryOp, operand: Value) -> Result<Value> {
    Err(Raised::type_error(format!(
        "bad operand type for unary {op:?}: '{}'",
        operand.qualified_type_name()
    )))
}

/// `left op right` for comparisons.
///
/// # Errors
/// TypeError where the dtypes have no order.
pub fn compare(_: &mut dyn Host, op: CompareOp, left: &Value, right: &Value) -> Result<Value> {
    Err(compare::unordered(op, left, right))
}

/// `item in array`
///
/// # Errors
/// As [`compare`].
pub fn contains(host: &mut dyn Host, array: &Value, item: &Value) -> Result<bool> {
    let equal = compare(host, CompareOp::Eq, array, item)?;
    crate::value::truth(host, &equal)
}
