//! Arrays compared as wholes, and questions about single values.

use crate::array::{Array, Bool, DType, Kind, Operand, broadcast_shapes, result_type};
use crate::builtins;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::value::convert::{convert_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::compose::{quiet, truths, ufunc_into, value};
use super::operators::compare;

builtins! {
    /// For each pair of elements: do they differ by no more than `atol + rtol * abs(b)`?
    ///
    /// >>> np.isclose([1.0, 1.1], [1.0 + 1e-9, 1.0])
    /// array([ True, False])
    "np.isclose" "(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)" => isclose;
    /// Do all elements differ by no more than `atol + rtol * abs(b)`?
    ///
    /// >>> np.allclose([0.1 + 0.2], [0.3])
    /// True
    "np.allclose" "(a, b, rtol=1e-05, atol=1e-08, equal_nan=False)" => allclose;
    /// Have both arrays the same shape and the same elements?
    ///
    /// >>> np.array_equal([1, 2], [1, 2])
    /// True
    "np.array_equal" "(a1, a2, equal_nan=False)" => array_equal;
    /// Do the arrays broadcast to one shape with the same elements?
    ///
    /// >>> np.array_equiv([1, 2], [[1, 2], [1, 2]])
    /// True
    "np.array_equiv" "(a1, a2)" => array_equiv;
    /// For each element: is its imaginary part zero?
    ///
    /// >>> np.isreal([1, 1j])
    /// array([ True, False])
    "np.isreal" "(x)" => isreal;
    /// For each element: has it an imaginary part?
    ///
    /// >>> np.iscomplex([1, 1j])
    /// array([False,  True])
    "np.iscomplex" "(x)" => |x: Array| has_imaginary(&x, true);
    /// Is it complex by its dtype, whatever its values?
    ///
    /// >>> np.iscomplexobj(1 + 0j)
    /// True
    "np.iscomplexobj" "(x)" => |x: Array| x.dtype().kind() == Kind::Complex;
    /// Is it real by its dtype, whatever its values?
    ///
    /// >>> np.isrealobj([1, 2])
    /// True
    "np.isrealobj" "(x)" => |x: Array| x.dtype().kind() != Kind::Complex;
    /// Is it a number or a text, and not an array or a list?
    ///
    /// >>> np.isscalar(3.5), np.isscalar([3.5])
    /// (True, False)
    "np.isscalar" "(element)" => isscalar;
    /// For each element: is it positive infinity?
    ///
    /// >>> np.isposinf([np.inf, -np.inf])
    /// array([ True, False])
    "np.isposinf" "(x, out=None)" => |host: &mut dyn Host, x: Array, out: Value| infinity(host, &x, &out, f64::INFINITY);
    /// For each element: is it negative infinity?
    ///
    /// >>> np.isneginf([np.inf, -np.inf])
    /// array([False,  True])
    "np.isneginf" "(x, out=None)" => |host: &mut dyn Host, x: Array, out: Value| infinity(host, &x, &out, f64::NEG_INFINITY);
}

fn is_python_number(value: &Value) -> bool {
    matches!(
        value,
        Value::Bool(_) | Value::Int(_) | Value::BigInt(_) | Value::Float(_) | Value::Complex(_)
    )
}

/// Python's numbers stay weak, everything else becomes an array.
fn number_or_array(given: Value) -> Result<Value> {
    if is_python_number(&given) {
        return Ok(given);
    }
    Ok(Value::array_or_scalar(to_array(&given)?))
}

/// The second operand at least as floats, so that `abs` of the lowest integer is right.
fn at_least_float(y: Value) -> Result<Value> {
    if is_python_number(&y) {
        return Ok(match y {
            Value::Int(x) => Value::Float(x as f64),
            Value::Bool(x) => Value::Float(f64::from(u8::from(x))),
            other => other,
        });
    }
    let array = to_array(&y)?;
    if matches!(array.dtype().native(), DType::Timedelta(_)) {
        return Ok(y);
    }
    let operands = [Operand::DType(array.dtype().clone()), Operand::PythonFloat];
    super::choosing::refuse_text_with_number(&operands)?;
    Ok(Value::array_or_scalar(convert_array(
        &array,
        &result_type(&operands)?,
    )?))
}

fn check_tolerances(host: &mut dyn Host, rtol: &Value, atol: &Value) -> Result<()> {
    for tolerance in [atol, rtol] {
        let finite = to_array(&quiet(host, "isfinite", [tolerance.clone()])?)?;
        if truths(&finite)?.contains(&false) {
            let atol = crate::value::display::str(host, atol)?;
            let rtol = crate::value::display::str(host, rtol)?;
            let message = format!("One of rtol or atol is not valid, atol: {atol}, rtol: {rtol}");
            return host.warn(ClassId::RUNTIME_WARNING, &message);
        }
    }
    Ok(())
}

fn isclose(
    host: &mut dyn Host,
    a: Value,
    b: Value,
    rtol: Value,
    atol: Value,
    equal_nan: bool,
) -> Result<Value> {
    let (x, y) = (number_or_array(a)?, at_least_float(number_or_array(b)?)?);
    let (rtol, atol) = (number_or_array(rtol)?, number_or_array(atol)?);
    check_tolerances(host, &rtol, &atol)?;
    let distance = quiet(host, "subtract", [x.clone(), y.clone()])?;
    let distance = quiet(host, "absolute", [distance])?;
    let size = quiet(host, "absolute", [y.clone()])?;
    let relative = quiet(host, "multiply", [rtol, size])?;
    let allowed = quiet(host, "add", [atol, relative])?;
    let near = quiet(host, "less_equal", [distance, allowed])?;
    let finite = quiet(host, "isfinite", [y.clone()])?;
    let near = quiet(host, "bitwise_and", [near, finite])?;
    let equal = quiet(host, "equal", [x.clone(), y.clone()])?;
    let close = quiet(host, "bitwise_or", [near, equal])?;
    if !equal_nan {
        return Ok(close);
    }
    let (first, second) = (quiet(host, "isnan", [x])?, quiet(host, "isnan", [y])?);
    let both = quiet(host, "bitwise_and", [first, second])?;
    quiet(host, "bitwise_or", [close, both])
}

fn allclose(
    host: &mut dyn Host,
    a: Value,
    b: Value,
    rtol: Value,
    atol: Value,
    equal_nan: bool,
) -> Result<bool> {
    let close = to_array(&isclose(host, a, b, rtol, atol, equal_nan)?)?;
    Ok(!truths(&close)?.contains(&false))
}

/// Are the elements of both equal, where they broadcast?
fn all_equal(host: &mut dyn Host, a: &Array, b: &Array) -> Result<bool> {
    let equal = to_array(&compare(host, CompareOp::Eq, &value(a), &value(b))?)?;
    Ok(!truths(&equal)?.contains(&false))
}

fn array_equal(host: &mut dyn Host, a: Value, b: Value, equal_nan: bool) -> Result<bool> {
    let (Ok(a), Ok(b)) = (to_array(&a), to_array(&b)) else {
        return Ok(false);
    };
    if a.shape() != b.shape() {
        return Ok(false);
    }
    if !equal_nan || !(a.dtype().is_inexact() || b.dtype().is_inexact()) {
        return all_equal(host, &a, &b);
    }
    let mut nan = |array: &Array| truths(&to_array(&quiet(host, "isnan", [value(array)])?)?);
    let (nan_a, nan_b) = (nan(&a)?, nan(&b)?);
    let equal = truths(&to_array(&quiet(host, "equal", [value(&a), value(&b)])?)?)?;
    Ok(nan_a == nan_b && equal.iter().zip(nan_a).all(|(equal, nan)| *equal || nan))
}

fn array_equiv(host: &mut dyn Host, a: Value, b: Value) -> Result<bool> {
    let (Ok(a), Ok(b)) = (to_array(&a), to_array(&b)) else {
        return Ok(false);
    };
    if broadcast_shapes([a.shape(), b.shape()]).is_none() {
        return Ok(false);
    }
    all_equal(host, &a, &b)
}

/// Of one of Python's numbers the answer is Python's own.
fn isreal(x: Value) -> Result<Value> {
    Ok(match &x {
        Value::Complex(z) => Value::Bool(z.im == 0.0),
        number if is_python_number(number) => Value::Bool(true),
        other => has_imaginary(&to_array(other)?, false)?,
    })
}

/// Which elements have an imaginary part (`wanted`), or none.
fn has_imaginary(x: &Array, wanted: bool) -> Result<Value> {
    let found: Vec<Bool> = if x.dtype().kind() == Kind::Complex {
        let numbers = x.to_vec_as::<num_complex::Complex<f64>>()?.into_iter();
        numbers
            .map(|z| Bool::from((z.im != 0.0) == wanted))
            .collect()
    } else {
        // A text is neither: its imaginary part does not compare with 0.
        let is_text = matches!(x.dtype().kind(), Kind::Str | Kind::Bytes);
        vec![Bool::from(!is_text && !wanted); x.size()]
    };
    Ok(Value::array_or_scalar(Array::from_shape_vec(
        x.shape(),
        found,
    )?))
}

fn isscalar(element: Value) -> bool {
    matches!(element, Value::Scalar(_) | Value::Str(_) | Value::Bytes(_))
        || is_python_number(&element)
}

fn infinity(host: &mut dyn Host, x: &Array, out: &Value, which: f64) -> Result<Value> {
    // `isinf` is asked first, then `signbit`.
    let infinite = super::compose::ufunc(host, "isinf", [value(x)]);
    if matches!(
        x.dtype().kind(),
        Kind::Str | Kind::Bytes | Kind::Object | Kind::Void
    ) {
        infinite?;
    }
    if matches!(
        x.dtype().kind(),
        Kind::Complex | Kind::Timedelta | Kind::Datetime
    ) {
        return Err(Raised::type_error(format!(
            "This operation is not supported for {} values because it would be ambiguous.",
            x.dtype().name()
        )));
    }
    ufunc_into(host, "equal", [value(x), Value::Float(which)], out)
}

/// `a op b` of arrays, warnings included.
///
/// # Errors
/// The ufunc's.
pub fn operate(host: &mut dyn Host, op: BinaryOp, a: &Array, b: &Array) -> Result<Array> {
    to_array(&super::operators::binary(host, op, value(a), value(b))?)
}
