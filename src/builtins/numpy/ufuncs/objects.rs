//! Ufuncs of Python objects: each element by Python's own operation.

use std::rc::Rc;

use crate::array::ufunc::{Identity, Input, Ufunc, dtype_repr};
use crate::array::{Array, Casting, DType, Error, ErrorKind, Scalar, can_cast};
use crate::builtins::numpy::operators::objects;
use crate::builtins::operators as python;
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};
use crate::value::convert::{element_from, to_array, to_python};
use crate::value::{Arguments, Host, Raised, Result, Value, truth};

/// An array of objects, or something that NumPy would wrap as one.
pub fn is_object(value: &Value) -> bool {
    match value {
        Value::Array(object) => object.with(|array| *array.dtype() == DType::Object),
        Value::Bool(_)
        | Value::Int(_)
        | Value::Float(_)
        | Value::Complex(_)
        | Value::Scalar(_)
        | Value::Str(_)
        | Value::Bytes(_) => false,
        Value::List(_) | Value::Tuple(_) | Value::Range(_) => {
            to_array(value).is_ok_and(|array| *array.dtype() == DType::Object)
        }
        Value::Native(native) if native.as_sequence().is_some() => {
            to_array(value).is_ok_and(|array| *array.dtype() == DType::Object)
        }
        Value::BigInt(x) => num_traits::ToPrimitive::to_u64(&**x).is_none(),
        _ => true,
    }
}

/// Do these inputs need a loop over objects? A large integer does only where nothing else has a dtype.
pub fn are_objects(inputs: &[Value]) -> bool {
    let large = |value: &Value| matches!(value, Value::BigInt(_));
    let others = inputs.iter().filter(|value| !large(value));
    match inputs {
        [one] => is_object(one),
        _ => others.clone().any(is_object),
    }
}

/// The ufunc over arrays of objects.
///
/// # Errors
/// What the elements' own operation raises.
pub fn call(host: &mut dyn Host, ufunc: &'static Ufunc, inputs: &[Value]) -> Result<Value> {
    // An array can hold itself.
    host.enter()?;
    let result = called(host, ufunc, inputs);
    host.leave();
    result
}

/// May the objects go to where the call wants them: into the dtype it names, and into its outputs? That is asked before
/// any element is looked at.
///
/// # Errors
/// UFuncTypeError in NumPy's words.
pub fn check_casts(
    ufunc: &Ufunc,
    inputs: &[Value],
    outs: &[Option<Array>],
    signature: &[Option<DType>],
    casting: Casting,
) -> Result<()> {
    let compares = is_comparison(ufunc) || ufunc.name.starts_with("logical");
    if compares || !ufunc.objects {
        return Ok(());
    }
    let refused = |what: String, from: &DType, to: &DType, kind| {
        let message = format!(
            "Cannot cast ufunc '{}' {what} from {} to {} with casting rule '{}'",
            ufunc.name,
            dtype_repr(from),
            dtype_repr(to),
            casting.name()
        );
        Err(Error::new(kind, message).into())
    };
    let wanted = signature.iter().flatten().next();
    for (at, input) in inputs.iter().enumerate() {
        let Some(to) = wanted else { break };
        let from = to_array(input)?.dtype().clone();
        if !can_cast(&from, to, casting) {
            return refused(
                match ufunc.nin {
                    1 => "input".to_string(),
                    _ => format!("input {at}"),
                },
                &from,
                to,
                ErrorKind::UFuncInputCasting,
            );
        }
    }
    let result = wanted.unwrap_or(&DType::Object);
    match outs.iter().flatten().next() {
        Some(out) if !can_cast(result, out.dtype(), casting) => {
            let kind = ErrorKind::UFuncOutputCasting;
            refused("output".to_string(), result, out.dtype(), kind)
        }
        _ => Ok(()),
    }
}

fn called(host: &mut dyn Host, ufunc: &'static Ufunc, inputs: &[Value]) -> Result<Value> {
    if ufunc.name == "isnat" {
        return Err(Raised::type_error(
            "ufunc 'isnat' is only defined for np.datetime64 and np.timedelta64.",
        ));
    }
    if !ufunc.objects {
        return Err(Error::type_error(format!(
            "ufunc '{}' not supported for the input types, and the inputs could not be safely coerced to any supported \
             types according to the casting rule ''safe''",
            ufunc.name
        ))
        .into());
    }
    let result = match inputs {
        [one] => objects(host, one, one, &mut |host, x, _| unary(host, ufunc, x))?,
        [a, b] => objects(host, a, b, &mut |host, a, b| binary(host, ufunc, a, b))?,
        [x, low, high] => {
            let raised = objects(host, x, low, &mut |host, a, b| {
                extreme(host, a, b, CompareOp::GtE)
            })?;
            objects(host, &raised, high, &mut |host, a, b| {
                extreme(host, a, b, CompareOp::LtE)
            })?
        }
        _ => return Err(Raised::type_error("a ufunc of one or two inputs")),
    };
    if is_comparison(ufunc) {
        return bools(&result);
    }
    Ok(result)
}

/// The first of two if it compares so with the second, else the second.
fn extreme(host: &mut dyn Host, a: Value, b: Value, op: CompareOp) -> Result<Value> {
    let compared = python::compare(host, op, &a, &b)?;
    Ok(if truth(host, &compared)? { a } else { b })
}

fn is_comparison(ufunc: &Ufunc) -> bool {
    comparison(ufunc.name).is_some()
}

fn bools(value: &Value) -> Result<Value> {
    match value {
        Value::Array(object) => {
            let array = crate::value::convert::convert_array(&object.array(), &DType::Bool)?;
            Ok(Value::array_or_scalar(array))
        }
        Value::Bool(x) => Ok(Value::Scalar(Scalar::Bool(*x))),
        other => Ok(other.clone()),
    }
}

fn comparison(name: &str) -> Option<CompareOp> {
    Some(match name {
        "greater" => CompareOp::Gt,
        "greater_equal" => CompareOp::GtE,
        "less" => CompareOp::Lt,
        "less_equal" => CompareOp::LtE,
        "equal" => CompareOp::Eq,
        "not_equal" => CompareOp::NotEq,
        _ => return None,
    })
}

fn operator(name: &str) -> Option<BinaryOp> {
    Some(match name {
        "add" => BinaryOp::Add,
        "subtract" => BinaryOp::Sub,
        "multiply" => BinaryOp::Mul,
        "divide" => BinaryOp::Div,
        "floor_divide" => BinaryOp::FloorDiv,
        "remainder" => BinaryOp::Mod,
        "power" => BinaryOp::Pow,
        "left_shift" => BinaryOp::LeftShift,
        "right_shift" => BinaryOp::RightShift,
        "bitwise_and" => BinaryOp::BitAnd,
        "bitwise_or" => BinaryOp::BitOr,
        "bitwise_xor" => BinaryOp::BitXor,
        _ => return None,
    })
}

/// The ufunc of two objects.
///
/// # Errors
/// What their operation raises.
pub fn binary(host: &mut dyn Host, ufunc: &Ufunc, a: Value, b: Value) -> Result<Value> {
    if let Some(op) = operator(ufunc.name) {
        return python::binary(host, op, a, b);
    }
    if let Some(op) = comparison(ufunc.name) {
        return python::compare(host, op, &a, &b);
    }
    let chosen = |first: bool| if first { a.clone() } else { b.clone() };
    match ufunc.name {
        "logical_and" => Ok(chosen(!truth(host, &a)?)),
        "logical_or" => Ok(chosen(truth(host, &a)?)),
        "maximum" | "fmax" => {
            let larger = python::compare(host, CompareOp::GtE, &a, &b)?;
            Ok(chosen(truth(host, &larger)?))
        }
        "minimum" | "fmin" => {
            let smaller = python::compare(host, CompareOp::LtE, &a, &b)?;
            Ok(chosen(truth(host, &smaller)?))
        }
        "gcd" | "lcm" => {
            let row = crate::builtins::find(&format!("math.{}", ufunc.name));
            let row = row.ok_or_else(|| no_method(ufunc, &a))?;
            row.call(host, Arguments::positional([a, b]))
        }
        _ => method(host, ufunc, a, Some(b)),
    }
}

fn unary(host: &mut dyn Host, ufunc: &Ufunc, x: Value) -> Result<Value> {
    let op = match ufunc.name {
        "negative" => Some(UnaryOp::Minus),
        "positive" => Some(UnaryOp::Plus),
        "invert" => Some(UnaryOp::Invert),
        _ => None,
    };
    if let Some(op) = op {
        return python::unary(host, op, x);
    }
    match ufunc.name {
        "logical_not" => Ok(Value::Bool(!truth(host, &x)?)),
        "absolute" => built_in(host, "abs", x),
        "square" => python::binary(host, BinaryOp::Mul, x.clone(), x),
        "reciprocal" => python::binary(host, BinaryOp::Div, Value::Int(1), x),
        "floor" | "ceil" | "trunc" => built_in(host, &format!("math.{}", ufunc.name), x),
        "sign" => {
            let sign = |host: &mut dyn Host, op| -> Result<bool> {
                let compared = python::compare(host, op, &x, &Value::Int(0))?;
                truth(host, &compared)
            };
            Ok(Value::Int(if sign(host, CompareOp::Lt)? {
                -1
            } else if sign(host, CompareOp::Gt)? {
                1
            } else {
                0
            }))
        }
        _ => method(host, ufunc, x, None),
    }
}

fn built_in(host: &mut dyn Host, name: &str, x: Value) -> Result<Value> {
    match crate::builtins::find(name) {
        Some(row) => row.call(host, Arguments::positional([x])),
        None => Err(Raised::attribute_error(format!("no {name}"))),
    }
}

/// The object's own method of the ufunc's name: `x.sin()`.
fn method(host: &mut dyn Host, ufunc: &Ufunc, x: Value, other: Option<Value>) -> Result<Value> {
    let found = host.attribute(&x, ufunc.name);
    // Loops over two objects let the AttributeError through, those over one word it anew.
    let callee = match &other {
        Some(_) => found?,
        None => found.map_err(|_| no_method(ufunc, &x))?,
    };
    host.call(&callee, Arguments::positional(other))
}

fn no_method(ufunc: &Ufunc, x: &Value) -> Raised {
    Raised::type_error(format!(
        "loop of ufunc does not support argument 0 of type {} which has no callable {} method",
        x.qualified_type_name(),
        ufunc.name
    ))
}

/// A reduction of objects along axes, in C order.
///
/// # Errors
/// What the elements' operation raises; ValueError for nothing without an identity.
pub fn reduce(
    host: &mut dyn Host,
    ufunc: &'static Ufunc,
    array: &Array,
    axes: &[usize],
    keepdims: bool,
    initial: Option<Value>,
) -> Result<Value> {
    let kept: Vec<usize> = (0..array.ndim())
        .filter(|axis| !axes.contains(axis))
        .collect();
    let order: Vec<usize> = kept.iter().chain(axes).copied().collect();
    let lanes = array.with_layout(array.layout().permuted(&order)).copy()?;
    let length: usize = axes.iter().map(|&axis| array.shape()[axis]).product();
    let count: usize = kept.iter().map(|&axis| array.shape()[axis]).product();
    let mut elements = lanes.scalars().map(to_python);
    let mut results = Vec::with_capacity(count);
    for _ in 0..count {
        let mut total = initial.clone();
        for element in elements.by_ref().take(length) {
            crate::array::meter::steps(1)?;
            total = Some(match total {
                None => element,
                Some(total) => binary(host, ufunc, total, element)?,
            });
        }
        let total = match total {
            Some(total) => total,
            None => identity(ufunc).ok_or_else(|| {
                Raised::value_error(format!(
                    "zero-size array to reduction operation {} which has no identity",
                    ufunc.name
                ))
            })?,
        };
        results.push(total.into_object());
    }
    let shape: Vec<usize> = (0..array.ndim())
        .filter_map(|axis| match (axes.contains(&axis), keepdims) {
            (true, true) => Some(1),
            (true, false) => None,
            (false, _) => Some(array.shape()[axis]),
        })
        .collect();
    Ok(Value::array_or_scalar(Array::from_objects(
        &shape, results,
    )?))
}

/// The identity as Python's own number.
pub fn identity(ufunc: &Ufunc) -> Option<Value> {
    Some(match ufunc.identity {
        Identity::None | Identity::Reorderable => return None,
        Identity::Zero => Value::Int(0),
        Identity::One => Value::Int(1),
        Identity::AllOnes => Value::Int(-1),
        Identity::True => Value::Bool(true),
        Identity::False => Value::Bool(false),
        Identity::MinusInfinity => Value::Float(f64::NEG_INFINITY),
    })
}

/// Folds of slices of objects: from each index up to the next, or the one element where the next does not come later.
///
/// # Errors
/// IndexError; what the elements' operation raises.
pub fn reduceat(
    host: &mut dyn Host,
    ufunc: &'static Ufunc,
    array: &Array,
    places: &[i64],
    axis: usize,
) -> Result<Value> {
    let length = array.shape()[axis];
    let mut parts = Vec::with_capacity(places.len());
    for (i, &start) in places.iter().enumerate() {
        let from = usize::try_from(start).ok().filter(|&start| start < length);
        let Some(from) = from else {
            return Err(Raised::index_error(format!(
                "index {start} out-of-bounds in {}.reduceat [0, {length})",
                ufunc.name
            )));
        };
        let next = places.get(i + 1).copied().unwrap_or(length as i64);
        let count = usize::try_from(next - start).unwrap_or(0).max(1);
        let layout = array
            .layout()
            .sliced(axis, from, count.min(length - from), 1);
        let part = reduce(host, ufunc, &array.with_layout(layout), &[axis], true, None)?;
        parts.push(part);
    }
    let axis = Value::Int(axis as i64);
    crate::builtins::numpy::call(host, "np.concatenate", [Value::list(parts), axis])
}

/// Applies the ufunc in place at elements of `array`, given by their byte offsets; what is no object is cast back.
///
/// # Errors
/// What the elements' operation raises; ValueError for an operand that does not fit.
pub fn at(
    host: &mut dyn Host,
    ufunc: &'static Ufunc,
    array: &Array,
    places: &[usize],
    shape: &[usize],
    operand: Option<Input>,
) -> Result<()> {
    let second: Vec<Value> = match operand {
        None => vec![Value::None; places.len()],
        Some(Input::Array(values)) => {
            let spread = values.broadcast_to(shape).ok_or_else(|| {
                Raised::value_error("array is not broadcastable to correct shape")
            })?;
            spread.scalars().map(to_python).collect()
        }
        Some(Input::BigInt(x)) => vec![Value::BigInt(x); places.len()],
        Some(_) => return Err(Raised::type_error("an operand of no dtype")),
    };
    for (&place, other) in places.iter().zip(second) {
        crate::array::meter::steps(1)?;
        let element = to_python(array.get(place));
        let result = match ufunc.nin {
            1 => unary(host, ufunc, element)?,
            _ => binary(host, ufunc, element, other)?,
        };
        array.set(place, &element_from(&result, array.dtype())?);
    }
    Ok(())
}

/// All partial folds of objects along an axis.
///
/// # Errors
/// What the elements' operation raises.
pub fn accumulate(
    host: &mut dyn Host,
    ufunc: &'static Ufunc,
    array: &Array,
    axis: usize,
) -> Result<Value> {
    let mut order: Vec<usize> = (0..array.ndim()).filter(|&other| other != axis).collect();
    order.push(axis);
    let lanes = array.with_layout(array.layout().permuted(&order)).copy()?;
    let length = array.shape()[axis].max(1);
    let mut results = Vec::with_capacity(array.size());
    let mut total = Value::None;
    for (i, element) in lanes.scalars().map(to_python).enumerate() {
        crate::array::meter::steps(1)?;
        total = if i % length == 0 {
            element
        } else {
            binary(host, ufunc, total, element)?
        };
        results.push(total.clone().into_object());
    }
    let result = Array::from_objects(lanes.shape(), results)?;
    let last = result.ndim() - 1;
    let mut back: Vec<usize> = (0..last).collect();
    back.insert(axis, last);
    let result = result.with_layout(result.layout().permuted(&back));
    Ok(Value::Array(Rc::new(crate::value::ArrayObject::new(
        result.copy()?,
    ))))
}
