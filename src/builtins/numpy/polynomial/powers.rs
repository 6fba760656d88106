//! `np.polynomial.polynomial`: sums of powers.

use crate::array::{Array, meter};
use crate::builtins;
use crate::builtins::numpy::compose::call_with;
use crate::syntax::ast::BinaryOp::{Div, Sub};
use crate::value::convert::{assign_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value, truth};

use super::basis::{Basis, Steps};
use super::family::family;
use super::formula::of;
use super::roots::diagonal;
use super::series::{
    self, convolve, floating, from_end, item, length, part, put, set, two_series, update,
    without_zeros, zeros,
};

/// 1, x, x², …
pub static POWERS: Basis = Basis {
    class: ClassId::POLYNOMIAL,
    letter: None,
    domain: [-1.0, 1.0],
    line: |off, scl| [of(off), of(scl)],
    times_x: |host, c| {
        let product = shifted(host, c)?;
        assign_array(&part(&product, 1, length(c)), c)?;
        Ok(product)
    },
    lowered: |c, _| c.times_zero(),
    raised: |_, _, times_x, _| Ok(times_x),
    multiply: |_, host, a, b| {
        let (a, b) = two_series(host, a, b)?;
        let product = convolve(host, &Value::array(a), &Value::array(b))?;
        without_zeros(host, product)
    },
    divide: |_, host, a, b| divide(host, &a, &b),
    power: |_, host, c, power, max| series::power(host, c, power, max, &mut convolve),
    evaluate: |_, host, x, c| horner(host, x, c),
    steps: Steps {
        scaled: |x| x,
        lowered: |c, _| c.times_zero(),
        raised: |c, place, _| c * &place.x,
        first: |place| of(&place.x),
        next: |before, _, place, _| before * &place.x,
    },
    derivative: |host, c, derivative| {
        (1..length(c)).try_for_each(|j| set(host, derivative, j - 1, of(j) * item(c, j)?))
    },
    integral: |host, c, integral| {
        set(host, integral, 0, of(item(c, 0)?).times_zero())?;
        put(integral, 1, &item(c, 0)?)?;
        (1..length(c)).try_for_each(|j| set(host, integral, j + 1, of(item(c, j)?) / (j + 1)))
    },
    root_of_line: |c0, c1| -c0 / c1,
    companion,
    turns_companion: false,
};

/// Room for the product of a series with x, whose first coefficient is 0.
///
/// # Errors
/// As arithmetic.
pub fn shifted(host: &mut dyn Host, c: &Array) -> Result<Array> {
    let product = zeros(c.dtype(), &[length(c) + 1])?;
    set(host, &product, 0, of(item(c, 0)?).times_zero())?;
    Ok(product)
}

fn divide(host: &mut dyn Host, a: &Array, b: &Array) -> Result<(Array, Array)> {
    let scale = from_end(b, 1)?;
    let count = length(b) - 1;
    let below = (of(part(b, 0, count)) / &scale).array(host)?;
    for at in (0..=length(a) - length(b)).rev() {
        meter::steps(count)?;
        let taken = (of(&below) * item(a, at + count)?).value(host)?;
        update(host, Sub, &part(a, at, count), taken)?;
    }
    let quotient = part(a, count, length(a) - count).copy()?;
    update(host, Div, &quotient, scale)?;
    Ok((quotient, without_zeros(host, part(a, 0, count))?))
}

/// Horner's rule.
fn horner(host: &mut dyn Host, x: &Value, c: &Array) -> Result<Value> {
    let mut value = (of(from_end(c, 1)?) + of(x).times_zero()).value(host)?;
    for at in 2..=length(c) {
        value = (of(from_end(c, at)?) + of(value) * x).value(host)?;
    }
    Ok(value)
}

fn companion(host: &mut dyn Host, c: &Array) -> Result<Array> {
    let n = length(c) - 1;
    let matrix = zeros(c.dtype(), &[n, n])?;
    let lower = diagonal(&matrix, 1, 0);
    assign_array(&lower, &Array::from_vec(vec![1i64])?)?;
    let last = matrix.with_layout(matrix.layout().at(1, n - 1));
    let share = (of(part(c, 0, n)) / from_end(c, 1)?).value(host)?;
    update(host, Sub, &last, share)?;
    Ok(matrix)
}

builtins! {
    /// The value of the polynomial with roots `r` at `x`. With `tensor`, every column of roots goes with all of `x`.
    ///
    /// >>> np.polynomial.polynomial.polyvalfromroots([0, 3], [1, 2])
    /// array([2., 2.])
    "np.polynomial.polynomial.polyvalfromroots" "(x, r, tensor=True)" => value_from_roots;
}

fn value_from_roots(host: &mut dyn Host, x: Value, r: Value, tensor: Value) -> Result<Value> {
    let mut roots = floating(&r)?;
    let x = match x {
        Value::List(_) | Value::Tuple(_) => Value::array(to_array(&x)?),
        other => other,
    };
    if let Value::Array(object) = &x {
        let ndim = object.with(Array::ndim);
        if truth(host, &tensor)? {
            let mut shape = roots.shape().to_vec();
            shape.resize(roots.ndim() + ndim, 1);
            roots = roots.reshaped(&shape, false)?;
        } else if ndim >= roots.ndim() {
            return Err(Raised::value_error(
                "x.ndim must be < r.ndim when tensor == False",
            ));
        }
    }
    let distances = (of(x) - roots).value(host)?;
    call_with(host, "np.prod", [distances], [("axis", Value::Int(0))])
}

family! {
    POWERS, "polynomial", "poly", "Polynomial";
    domain "array([-1.,  1.])";
    x vec![0i64, 1] => "array([0, 1])";
    line "array([1, 2])";
    fromroots "array([ 0., -1.,  1.])";
    mulx "array([0., 1., 2., 3.])";
    mul "array([ 3.,  8., 14.,  8.,  3.])";
    div "(array([-1.25,  1.5 ]), array([4.75]))";
    pow "(c, pow, maxpower=None)" "array([1., 4., 4.])";
    val "array([ 1.,  6., 17.])";
    val2d "np.float64(37.0)";
    val3d "np.float64(66.0)";
    grid2d "array([[22.],\n        [37.]])";
    grid3d "array([[[37., 47.]]])";
    der "array([2., 6.])";
    int "array([0., 1., 1., 1.])";
    vander "array([[1., 2., 4.]])";
    vander2d "array([[1., 3., 2., 6.]])";
    vander3d "array([[1., 4., 2., 8.]])";
    fit "array([ 2., -1.,  2.])";
    companion "array([[ 0.        , -0.33333333],\n        [ 1.        , -0.66666667]])";
    roots "array([-2.,  2.])";
}
