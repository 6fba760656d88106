//! Series at places: their values, and matrices of the values of basis polynomials.

use num_traits::Signed;

use crate::array::{Array, meter};
use crate::builtins::numpy::call;
use crate::builtins::numpy::compose::value;
use crate::builtins::operators;
use crate::syntax::ast::BinaryOp::Mul;
use crate::value::convert::{assign_array, to_array};
use crate::value::{Host, Raised, Result, Value};

use super::basis::{Basis, Place};
use super::formula::of;
use super::series::{at_least_1d, floating, from_end, integer, item, length, zeros};

/// The value of a series at x. With `tensor`, every column of coefficients is a series of its own that is evaluated at
/// all of x; without, columns and places go together.
///
/// # Errors
/// As arithmetic.
pub fn evaluate(
    basis: &Basis,
    host: &mut dyn Host,
    x: &Value,
    c: &Value,
    tensor: bool,
) -> Result<Value> {
    let mut c = floating(c)?;
    let x = match x {
        Value::List(_) | Value::Tuple(_) => Value::array(to_array(x)?),
        other => other.clone(),
    };
    if let (Value::Array(object), true) = (&x, tensor) {
        let mut shape = c.shape().to_vec();
        shape.extend(object.with(|x| vec![1; x.ndim()]));
        c = c.reshaped(&shape, false)?;
    }
    meter::steps(c.size())?;
    (basis.evaluate)(basis, host, &x, &c)
}

/// Clenshaw's scheme: from the highest coefficient down, each step takes two coefficients into the two before them.
///
/// # Errors
/// As arithmetic.
pub fn by_recurrence(basis: &Basis, host: &mut dyn Host, x: &Value, c: &Array) -> Result<Value> {
    let steps = &basis.steps;
    let place = steps.place(host, x)?;
    let (mut c0, mut c1) = match length(c) {
        1 => (item(c, 0)?, Value::Int(0)),
        _ => (from_end(c, 2)?, from_end(c, 1)?),
    };
    for at in 3..=length(c) {
        let n = (length(c) + 2 - at) as i64;
        let next = of(from_end(c, at)?) - (steps.lowered)(of(&c1), n);
        let next = next.value(host)?;
        c1 = (of(c0) + (steps.raised)(of(c1), &place, n)).value(host)?;
        c0 = next;
    }
    (of(c0) + (steps.raised)(of(c1), &place, 1)).value(host)
}

/// A polynomial of two or three variables, at points.
///
/// # Errors
/// ValueError where the points' arrays differ in shape.
pub fn at_points(basis: &Basis, host: &mut dyn Host, places: &[Value], c: &Value) -> Result<Value> {
    let arrays = places.iter().map(to_array).collect::<Result<Vec<_>>>()?;
    if arrays
        .windows(2)
        .any(|two| two[0].shape() != two[1].shape())
    {
        return Err(Raised::value_error(match arrays.len() {
            3 => "x, y, z are incompatible",
            _ => "x, y are incompatible",
        }));
    }
    let mut c = c.clone();
    for (at, x) in arrays.into_iter().enumerate() {
        c = evaluate(basis, host, &Value::array(x), &c, at == 0)?;
    }
    Ok(c)
}

/// A polynomial of two or three variables, at every point of a grid.
///
/// # Errors
/// As [`evaluate`].
pub fn on_grid(basis: &Basis, host: &mut dyn Host, places: &[Value], c: &Value) -> Result<Value> {
    let mut c = c.clone();
    for x in places {
        c = evaluate(basis, host, x, &c, true)?;
    }
    Ok(c)
}

/// The values of P0, …, P`degree` at every x, along a last axis.
///
/// # Errors
/// TypeError, ValueError for a degree that is none; MemoryError.
pub fn vander(basis: &Basis, host: &mut dyn Host, x: &Value, degree: &Value) -> Result<Array> {
    let degree = match degree {
        // Beyond every memory, which is found out below.
        Value::BigInt(large) if large.is_positive() => i64::MAX,
        other => integer(host, other, "deg")?,
    };
    let degree =
        usize::try_from(degree).map_err(|_| Raised::value_error("deg must be non-negative"))?;
    let x = (of(at_least_1d(x)?) + 0.0).array(host)?;
    if degree >= i64::MAX as usize {
        return Err(Raised::value_error("Maximum allowed dimension exceeded"));
    }
    let mut shape = vec![degree.saturating_add(1)];
    shape.extend(x.shape());
    meter::steps(shape[0].saturating_mul(x.size()))?;
    let table = zeros(x.dtype(), &shape)?;
    let row = |at: usize| table.with_layout(table.layout().at(0, at));
    let ones = (of(&x).times_zero() + 1i64).array(host)?;
    assign_array(&row(0), &ones)?;
    if degree > 0 {
        let place = basis.steps.place(host, &value(&x))?;
        assign_array(&row(1), &(basis.steps.first)(&place).array(host)?)?;
        for at in 2..=degree {
            let next = step(basis, &row(at - 1), &row(at - 2), &place, at);
            assign_array(&row(at), &next.array(host)?)?;
        }
    }
    let axes: Vec<usize> = (1..shape.len()).chain([0]).collect();
    Ok(table.with_layout(table.layout().permuted(&axes)))
}

fn step(
    basis: &Basis,
    before: &Array,
    second: &Array,
    place: &Place,
    at: usize,
) -> super::formula::Formula {
    (basis.steps.next)(of(before), of(second), place, at as i64)
}

/// As [`vander`], for two or three variables: products of their values, along one last axis.
///
/// # Errors
/// ValueError where degrees or points are too many or too few.
pub fn vander_of_several(
    basis: &Basis,
    host: &mut dyn Host,
    places: &[Value],
    degrees: &Value,
) -> Result<Array> {
    let count = places.len();
    let given = operators::length(host, degrees)?;
    if given != count {
        return Err(Raised::value_error(format!(
            "Expected {count} dimensions of degrees, got {given}"
        )));
    }
    let points = to_array(&Value::tuple(places.to_vec()))?;
    let points = (of(points) + 0.0).array(host)?;
    let mut product: Option<Value> = None;
    for at in 0..count {
        let degree = operators::get_item(host, degrees, &Value::Int(at as i64))?;
        let point = points.with_layout(points.layout().at(0, at));
        let mut values = vander(basis, host, &value(&point), &degree)?;
        // Its own axis stands at `at` among those of the degrees; the others have length 1.
        for other in (0..count).filter(|other| *other != at) {
            let place = values.ndim() - usize::from(other < at);
            values = values.with_layout(values.layout().with_axis(place));
        }
        product = Some(match product {
            None => Value::array(values),
            Some(before) => operators::binary(host, Mul, before, Value::array(values))?,
        });
    }
    let product = to_array(&product.unwrap_or(Value::None))?;
    let kept = product.ndim().saturating_sub(count);
    let mut shape: Vec<Value> = product
        .shape()
        .iter()
        .take(kept)
        .map(|&n| Value::Int(n as i64))
        .collect();
    shape.push(Value::Int(-1));
    to_array(&call(
        host,
        "np.reshape",
        [Value::array(product), Value::tuple(shape)],
    )?)
}
