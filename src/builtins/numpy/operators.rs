//! Operators in which an array or a NumPy scalar takes part: each is a ufunc by another name.

use std::rc::Rc;

use crate::array::ufunc::{Flags, Input, Options, Ufunc, underflow};
use crate::array::{Array, DType, Error, ErrorKind, Kind, Scalar, broadcast_shapes};
use crate::builtins::operators as python;
use crate::builtins::python::datetime::counted;
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};
use crate::value::compare::is_numpy;
use crate::value::convert::to_array;
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::{errstate, scalar_pairs};

/// The ufunc that an operator calls; `@` is a function of its own.
pub(in crate::builtins) fn ufunc_of(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "add",
        BinaryOp::Sub => "subtract",
        BinaryOp::Mul => "multiply",
        BinaryOp::Div => "divide",
        BinaryOp::FloorDiv => "floor_divide",
        BinaryOp::Mod => "remainder",
        BinaryOp::Pow => "power",
        BinaryOp::MatMul => "matmul",
        BinaryOp::LeftShift => "left_shift",
        BinaryOp::RightShift => "right_shift",
        BinaryOp::BitAnd => "bitwise_and",
        BinaryOp::BitOr => "bitwise_or",
        BinaryOp::BitXor => "bitwise_xor",
    }
}

pub(in crate::builtins) fn comparison_of(op: CompareOp) -> Option<&'static str> {
    Some(match op {
        CompareOp::Eq => "equal",
        CompareOp::NotEq => "not_equal",
        CompareOp::Lt => "less",
        CompareOp::LtE => "less_equal",
        CompareOp::Gt => "greater",
        CompareOp::GtE => "greater_equal",
        _ => return None,
    })
}

fn ufunc(name: &str) -> Result<&'static Ufunc> {
    Ufunc::by_name(name).ok_or_else(|| Raised::attribute_error(format!("no ufunc {name}")))
}

/// A value as an input of a ufunc. An array that nobody else holds gives its memory away.
///
/// # Errors
/// As the conversion of lists.
pub fn input_of(value: Value) -> Result<Input> {
    Ok(match value {
        Value::Array(object) => Input::Array(match Rc::try_unwrap(object) {
            Ok(own) if own.base.is_none() => own.into_array(),
            Ok(view) => view.array(),
            Err(shared) => shared.array(),
        }),
        Value::Int(x) => Input::Int(x),
        Value::BigInt(x) => Input::BigInt(x),
        Value::Float(x) => Input::Float(x),
        Value::Complex(z) => Input::Complex(z),
        other => Input::Array(to_array(&other)?),
    })
}

/// Warns of what a loop noticed, or raises it, as `errstate` says. `place` is what NumPy calls the operation.
///
/// # Errors
/// FloatingPointError where the error state asks for it.
pub fn report(host: &mut dyn Host, flags: Flags, place: &str) -> Result<()> {
    report_inside(host, flags, place, None)
}

/// As [`report`], for an operation on some line of a function of NumPy's.
///
/// # Errors
/// As [`report`].
pub fn report_inside(
    host: &mut dyn Host,
    flags: Flags,
    place: &str,
    inside: Option<&'static str>,
) -> Result<()> {
    if flags.is_empty() {
        return Ok(());
    }
    if flags.contains(Flags::COMPLEX_DISCARDED) {
        let message = "Casting complex values to real discards the imaginary part";
        host.warn(ClassId::COMPLEX_WARNING, message)?;
    }
    for event in flags.events_of_casts() {
        errstate::report(host, event, "cast")?;
    }
    for event in flags.events() {
        errstate::report_inside(host, event, place, inside)?;
    }
    Ok(())
}

fn is_number(value: &Value) -> bool {
    matches!(
        value,
        Value::Bool(_)
            | Value::Int(_)
            | Value::BigInt(_)
            | Value::Float(_)
            | Value::Complex(_)
            | Value::Scalar(_)
    )
}

fn holds_objects(value: &Value) -> bool {
    match value {
        Value::Array(object) => object.with(|a| *a.dtype() == DType::Object),
        Value::Native(native) => native.as_sequence().is_none(),
        other => {
            !is_number(other)
                && !matches!(
                    other,
                    Value::Str(_)
                        | Value::Bytes(_)
                        | Value::List(_)
                        | Value::Tuple(_)
                        | Value::Range(_)
                )
        }
    }
}

fn is_time(value: &Value) -> bool {
    let kind = |scalar: &Scalar| scalar.dtype().kind();
    matches!(value, Value::Scalar(scalar) if matches!(kind(scalar), Kind::Datetime | Kind::Timedelta))
}

/// `left op right`
///
/// # Errors
/// TypeError where the dtypes have no such operation, ValueError where shapes do not fit.
pub fn binary(host: &mut dyn Host, op: BinaryOp, left: Value, right: Value) -> Result<Value> {
    if op == BinaryOp::MatMul {
        if !matches!(left, Value::Array(_)) && !matches!(right, Value::Array(_)) {
            return Err(python::unsupported(op, "", &left, &right));
        }
        return super::products::matmul(host, left, right);
    }
    let watched = errstate::minds_underflow(host);
    if let Some(result) = scalar_pairs::binary(op, &left, &right)
        && !(watched && is_tiny(&result))
    {
        return Ok(result);
    }
    if let Some(product) = complex_product(op, &left, &right).filter(|_| !watched) {
        return Ok(product);
    }
    let options = Options {
        underflow: watched,
        ..Options::default()
    };
    if holds_objects(&left) || holds_objects(&right) {
        return objects(host, &left, &right, &mut |host, a, b| {
            if holds_objects(&a) && is_time(&b) || is_time(&a) && holds_objects(&b) {
                // Times are not taken for Python's own here, and would come back for ever.
                return Err(python::unsupported(op, "", &a, &b));
            }
            python::binary(host, op, a, b)
        });
    }
    if let Some(name) = shorter_power(op, &left, &right) {
        let (result, flags) = apply(ufunc(name)?, vec![input_of(left)?], &options)?;
        report(host, flags, name)?;
        return Ok(Value::array_or_scalar(result));
    }
    let scalars = is_number(&left) && is_number(&right);
    let complex = is_complex_scalar(&left) || is_complex_scalar(&right);
    if scalars && complex && matches!(op, BinaryOp::FloorDiv | BinaryOp::Mod) {
        return Err(python::unsupported(op, "", &left, &right));
    }
    let name = ufunc_of(op);
    let (sides, overflow) = (scalars.then(|| (left.clone(), right.clone())), scalars);
    let (result, flags) = apply(
        ufunc(name)?,
        vec![input_of(left)?, input_of(right)?],
        &options,
    )?;
    let result = Value::array_or_scalar(result);
    if !scalars {
        report(host, flags, name)?;
        return Ok(result);
    }
    let place = format!("scalar {name}");
    report(host, flags, &place)?;
    if let (true, Some((left, right))) = (overflow, &sides)
        && integer_overflow(op, left, right, &result)
    {
        errstate::report(host, "overflow", &place)?;
    }
    Ok(result)
}

/// The ufunc that `array ** number` calls instead of `power` (`fast_scalar_power` in NumPy's `number.c`).
fn shorter_power(op: BinaryOp, left: &Value, right: &Value) -> Option<&'static str> {
    let Value::Array(array) = left else {
        return None;
    };
    let name = match right {
        Value::Int(-1) => "reciprocal",
        Value::Int(2) => "square",
        Value::Float(0.5) => "sqrt",
        _ => return None,
    };
    let fits = op == BinaryOp::Pow && (name == "square" || array.with(|a| a.dtype().is_inexact()));
    fits.then_some(name)
}

fn apply(ufunc: &Ufunc, inputs: Vec<Input>, options: &Options) -> Result<(Array, Flags)> {
    let (outputs, flags) = ufunc.call(inputs, options)?;
    let first = outputs.into_iter().next();
    Ok((
        first.ok_or_else(|| Raised::type_error("a ufunc without outputs"))?,
        flags,
    ))
}

fn is_tiny(value: &Value) -> bool {
    matches!(value, Value::Scalar(Scalar::F64(x)) if underflow::is_suspect(*x))
}

/// The product of two complex scalars, which NumPy computes part by part; only its loops over arrays fuse
/// multiplication and addition. None where something needs a warning.
fn complex_product(op: BinaryOp, left: &Value, right: &Value) -> Option<Value> {
    let number = |value: &Value| match value {
        Value::Scalar(Scalar::C128(z)) | Value::Complex(z) => Some(*z),
        _ => None,
    };
    if op != BinaryOp::Mul {
        return None;
    }
    if let (Value::Scalar(Scalar::C64(a)), Value::Scalar(Scalar::C64(b))) = (left, right) {
        let product = a * b;
        return product
            .is_finite()
            .then_some(Value::Scalar(Scalar::C64(product)));
    }
    let product = number(left)? * number(right)?;
    product
        .is_finite()
        .then_some(Value::Scalar(Scalar::C128(product)))
}

/// Did integers of a fixed width wrap? Arrays wrap silently, scalars warn.
fn integer_overflow(op: BinaryOp, left: &Value, right: &Value, result: &Value) -> bool {
    let integer = |value: &Value| match value {
        Value::Int(x) => Some(i128::from(*x)),
        Value::Bool(x) => Some(i128::from(*x)),
        Value::Scalar(scalar) if scalar.dtype().kind() != Kind::Bool => scalar.as_integer(),
        _ => None,
    };
    let (Some(a), Some(b), Some(found)) = (integer(left), integer(right), integer(result)) else {
        return false;
    };
    let exact = match op {
        BinaryOp::Add => a.checked_add(b),
        BinaryOp::Sub => a.checked_sub(b),
        BinaryOp::Mul => a.checked_mul(b),
        // Powers wrap without a word.
        _ => return false,
    };
    exact != Some(found)
}

fn either_complex(left: &Value, right: &Value) -> bool {
    let complex = |value: &Value| matches!(value, Value::Complex(_)) || is_complex_scalar(value);
    complex(left) || complex(right)
}

fn is_complex_scalar(value: &Value) -> bool {
    matches!(value, Value::Scalar(scalar) if scalar.dtype().kind() == Kind::Complex)
}

/// `divmod(left, right)` where one of them is NumPy's.
///
/// # Errors
/// TypeError where the dtypes have no such operation, ValueError where shapes do not fit.
pub fn divmod(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    let scalars = is_number(left) && is_number(right);
    if scalars && either_complex(left, right) {
        return Err(Raised::type_error(format!(
            "unsupported operand type(s) for divmod(): '{}' and '{}'",
            left.qualified_type_name(),
            right.qualified_type_name()
        )));
    }
    if holds_objects(left) || holds_objects(right) {
        let quotient = binary(host, BinaryOp::FloorDiv, left.clone(), right.clone())?;
        let remainder = binary(host, BinaryOp::Mod, left.clone(), right.clone())?;
        return Ok(Value::tuple(vec![quotient, remainder]));
    }
    let inputs = vec![input_of(left.clone())?, input_of(right.clone())?];
    let (outputs, flags) = ufunc("divmod")?.call(inputs, &Options::default())?;
    report(
        host,
        flags,
        if scalars { "scalar divmod" } else { "divmod" },
    )?;
    let outputs = outputs.into_iter().map(Value::array_or_scalar);
    Ok(Value::tuple(outputs.collect()))
}

/// `left op= right` with an array on the left.
///
/// # Errors
/// As [`binary`]; TypeError where the result does not fit the array's dtype.
pub fn inplace(host: &mut dyn Host, op: BinaryOp, left: Value, right: Value) -> Result<Value> {
    let Value::Array(object) = &left else {
        return binary(host, op, left, right);
    };
    if op == BinaryOp::MatMul {
        return super::products::matmul_inplace(host, left, right);
    }
    let target = object.array();
    if holds_objects(&right) && *target.dtype() != DType::Object {
        let name = ufunc_of(op);
        let message = format!(
            "Cannot cast ufunc '{name}' output from dtype('O') to {} with casting rule 'same_kind'",
            target.dtype().repr()
        );
        return Err(Error::new(ErrorKind::UFuncOutputCasting, message).into());
    }
    if *target.dtype() == DType::Object {
        check_fits(&target, &to_array(&right)?)?;
        let result = binary(host, op, left.clone(), right)?;
        crate::value::convert::set_elements(&target, &result)?;
        return Ok(left);
    }
    if !target.is_writeable() {
        return Err(Raised::value_error("output array is read-only"));
    }
    let name = ufunc_of(op);
    let out = [Some(target.clone())];
    let options = Options {
        out: &out,
        underflow: errstate::minds_underflow(host),
        ..Options::default()
    };
    let (name, inputs) = match shorter_power(op, &left, &right) {
        Some(shorter) => (shorter, vec![Input::Array(target.clone())]),
        None => (name, vec![Input::Array(target.clone()), input_of(right)?]),
    };
    let (_, flags) = apply(ufunc(name)?, inputs, &options)?;
    report(host, flags, name)?;
    Ok(left)
}

/// May an operand be combined with an array in place?
fn check_fits(target: &Array, operand: &Array) -> Result<()> {
    let shown = crate::array::shape_text;
    let (own, other) = (target.shape(), operand.shape());
    match broadcast_shapes([own, other]) {
        None => Err(Raised::value_error(format!(
            "operands could not be broadcast together with shapes {} {} {} ",
            shown(own),
            shown(other),
            shown(own)
        ))),
        Some(shape) if shape[..] != *own => Err(Raised::value_error(format!(
            "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}",
            shown(own),
            shown(&shape)
        ))),
        Some(_) => Ok(()),
    }
}

/// `op operand`
///
/// # Errors
/// TypeError where the dtype has no such operation.
pub fn unary(host: &mut dyn Host, op: UnaryOp, operand: Value) -> Result<Value> {
    let name = match op {
        UnaryOp::Not => return Ok(Value::Bool(!crate::value::truth(host, &operand)?)),
        UnaryOp::Plus => "positive",
        UnaryOp::Minus => "negative",
        UnaryOp::Invert => "invert",
    };
    if let Value::Array(object) = &operand
        && object.with(|a| *a.dtype() == DType::Object)
    {
        return objects_one(host, &object.array(), &mut |host, a| {
            python::unary(host, op, a)
        });
    }
    let Value::Scalar(scalar) = operand else {
        let (result, flags) = apply(ufunc(name)?, vec![input_of(operand)?], &Options::default())?;
        report(host, flags, name)?;
        return Ok(Value::array_or_scalar(result));
    };
    let place = format!("scalar {name}");
    if op == UnaryOp::Minus && has_no_negative(&scalar) {
        errstate::report(host, "overflow", &place)?;
    }
    let inputs = vec![Input::Array(Array::from_scalar(&scalar)?)];
    let (result, flags) = apply(ufunc(name)?, inputs, &Options::default())?;
    report(host, flags, &place)?;
    Ok(Value::array_or_scalar(result))
}

/// Is there no place in the scalar's dtype for its negative? So it is with the least of the signed integers, and
/// with all unsigned ones but 0.
fn has_no_negative(scalar: &Scalar) -> bool {
    let bits = 8 * scalar.dtype().itemsize() as u32;
    match (scalar.dtype().kind(), scalar.as_integer()) {
        (Kind::Signed, Some(x)) => Some(x) == 1i128.checked_shl(bits - 1).map(|limit| -limit),
        (Kind::Unsigned, Some(x)) => x != 0,
        _ => false,
    }
}

/// `abs(scalar)`
///
/// # Errors
/// FloatingPointError where the error state asks for it.
pub fn absolute_scalar(host: &mut dyn Host, scalar: &Scalar) -> Result<Value> {
    if scalar.dtype().kind() == Kind::Signed && has_no_negative(scalar) {
        errstate::report(host, "overflow", "scalar absolute")?;
    }
    let inputs = vec![Input::Array(Array::from_scalar(scalar)?)];
    let (result, flags) = apply(ufunc("absolute")?, inputs, &Options::default())?;
    report(host, flags, "scalar absolute")?;
    Ok(Value::array_or_scalar(result))
}

/// `left op right` for comparisons.
///
/// # Errors
/// TypeError where the dtypes have no order; ValueError where shapes do not fit.
pub fn compare(host: &mut dyn Host, op: CompareOp, left: &Value, right: &Value) -> Result<Value> {
    if let Some(answer) = scalar_pairs::compare(op, left, right) {
        return Ok(answer);
    }
    let Some(name) = comparison_of(op) else {
        return Err(Raised::type_error("not a comparison"));
    };
    if !is_numpy(left) && is_numpy(right) && !matches!(left, Value::Instance(_)) {
        // Python's own values know nothing of arrays: the right side answers.
        return compare(host, op.reflected(), right, left);
    }
    if let Some(equal) = super::fields::compare(host, op, left, right)? {
        return Ok(equal);
    }
    if holds_objects(left) || holds_objects(right) {
        let is_array = |value: &Value| matches!(value, Value::Array(_));
        if is_number(left) && !is_array(right) || is_number(right) && !is_array(left) {
            // A scalar beside a foreign object is compared as Python compares it.
            return match op {
                CompareOp::Eq => Ok(Value::Bool(false)),
                CompareOp::NotEq => Ok(Value::Bool(true)),
                _ => Err(crate::value::compare::unordered(op, left, right)),
            };
        }
        let compared = objects(host, left, right, &mut |host, a, b| {
            python::compare(host, op, &a, &b)
        })?;
        return to_bool(compared);
    }
    let inputs = vec![input_of(left.clone())?, input_of(right.clone())?];
    let shapes = broadcast_shapes(inputs.iter().map(Input::shape));
    match ufunc(name)?.call(inputs, &Options::default()) {
        Ok((outputs, flags)) => {
            report(host, flags, name)?;
            Ok(outputs
                .into_iter()
                .next()
                .map_or(Value::None, Value::array_or_scalar))
        }
        Err(error) if shapes.is_none() => {
            let is_equality = matches!(op, CompareOp::Eq | CompareOp::NotEq);
            if error.kind == ErrorKind::UFuncNoLoop && !is_equality {
                return Err(error.into());
            }
            Err(unbroadcastable(left, right)?)
        }
        Err(error) => incomparable(op, error, shapes.as_deref()),
    }
}

/// `operands could not be broadcast together with shapes (2,) (3,) `
fn unbroadcastable(left: &Value, right: &Value) -> Result<Raised> {
    let (a, b) = (to_array(left)?, to_array(right)?);
    Ok(Raised::value_error(format!(
        "operands could not be broadcast together with shapes {} {} ",
        crate::array::shape_text(a.shape()),
        crate::array::shape_text(b.shape())
    )))
}

/// Things that have no common dtype are simply not equal, everywhere.
fn incomparable(op: CompareOp, error: Error, shape: Option<&[usize]>) -> Result<Value> {
    let missing = matches!(
        error.kind,
        ErrorKind::UFuncNoLoop | ErrorKind::DTypePromotion | ErrorKind::UFuncBinaryResolution
    );
    let value = match op {
        CompareOp::Eq => false,
        CompareOp::NotEq => true,
        _ => return Err(error.into()),
    };
    let Some(shape) = shape.filter(|_| missing) else {
        return Err(error.into());
    };
    let count = crate::array::checked_bytes(shape, &DType::Bool)?;
    crate::array::meter::check_bytes(count)?;
    Ok(Value::array_or_scalar(Array::from_shape_vec(
        shape,
        vec![crate::array::Bool::from(value); count],
    )?))
}

fn to_bool(value: Value) -> Result<Value> {
    match &value {
        Value::Array(object) => {
            let bools = crate::value::convert::convert_array(&object.array(), &DType::Bool)?;
            Ok(Value::array_or_scalar(bools))
        }
        _ => Ok(value),
    }
}

type ObjectOperation<'a> = &'a mut dyn FnMut(&mut dyn Host, Value, Value) -> Result<Value>;

/// Python's own operation on every pair of elements.
///
/// # Errors
/// What the operation raises; ValueError where shapes do not fit.
pub fn objects(
    host: &mut dyn Host,
    left: &Value,
    right: &Value,
    operation: ObjectOperation,
) -> Result<Value> {
    let (a, b) = (object_array(left)?, object_array(right)?);
    let Some(shape) = broadcast_shapes([a.shape(), b.shape()]) else {
        let (a, b) = (
            crate::array::shape_text(a.shape()),
            crate::array::shape_text(b.shape()),
        );
        return Err(Raised::value_error(format!(
            "operands could not be broadcast together with shapes {a} {b} "
        )));
    };
    let stretch = |array: Array| array.broadcast_to(&shape).unwrap_or(array);
    let (a, b) = (stretch(a), stretch(b));
    let mut results = Vec::with_capacity(a.size());
    // An array can hold itself.
    host.enter()?;
    for (x, y) in a.scalars().zip(b.scalars()) {
        crate::array::meter::steps(1)?;
        let (x, y) = (element(x), element(y));
        results.push(operation(host, x, y)?.into_object());
    }
    host.leave();
    Ok(Value::array_or_scalar(Array::from_objects(
        &shape, results,
    )?))
}

fn objects_one(
    host: &mut dyn Host,
    array: &Array,
    operation: &mut dyn FnMut(&mut dyn Host, Value) -> Result<Value>,
) -> Result<Value> {
    let mut results = Vec::with_capacity(array.size());
    host.enter()?;
    for x in array.scalars() {
        crate::array::meter::steps(1)?;
        results.push(operation(host, element(x))?.into_object());
    }
    host.leave();
    Ok(Value::array_or_scalar(Array::from_objects(
        array.shape(),
        results,
    )?))
}

/// An element as the Python value that an object array of it would hold.
fn element(scalar: Scalar) -> Value {
    counted::item(scalar)
}

/// A foreign object counts as a single element; it is not taken apart.
fn object_array(value: &Value) -> Result<Array> {
    match value {
        Value::Array(_) | Value::Scalar(_) | Value::List(_) | Value::Tuple(_) | Value::Range(_) => {
            to_array(value)
        }
        other => Ok(Array::from_objects(&[], vec![other.clone().into_object()])?),
    }
}

/// `item in array`
///
/// # Errors
/// As [`compare`].
pub fn contains(host: &mut dyn Host, array: &Value, item: &Value) -> Result<bool> {
    let equal = compare(host, CompareOp::Eq, array, item)?;
    match &equal {
        Value::Array(object) => {
            let array = object.array();
            let found = array
                .scalars()
                .any(|scalar| matches!(scalar, Scalar::Bool(true)));
            Ok(found)
        }
        other => crate::value::truth(host, other),
    }
}
