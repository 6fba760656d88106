//! `np.polynomial.chebyshev`: series of Chebyshev's polynomials of the first kind.
//!
//! Products and quotients go through z-series, symmetric sums of powers of z with x = (z + 1/z)/2, as in NumPy.

use std::f64::consts::PI;

use crate::array::{Array, Kind, meter};
use crate::builtins;
use crate::builtins::numpy::call;
use crate::builtins::numpy::compose::ufunc;
use crate::builtins::operators;
use crate::builtins::python::int::to_int;
use crate::builtins::python::iterate;
use crate::syntax::ast::BinaryOp::{Add, Div, Mul, Sub};
use crate::syntax::ast::CompareOp;
use crate::value::builtin::Given;
use crate::value::convert::{as_index, assign_array, convert_array, to_array};
use crate::value::{Arguments, ClassId, Host, Raised, Result, Value, truth};

use super::basis::{Basis, Steps};
use super::domain::map_domain;
use super::evaluation::vander;
use super::family::family;
use super::formula::of;
use super::object::{Setting, default_interval, make};
use super::powers::shifted;
use super::roots::{diagonal, fill};
use super::series::{
    array_of, convolve, exponent, from_end, item, length, one_series, part, put, reversed, set,
    two_series, update, update_item, without_zeros, zeros,
};
use super::{gauss, products};

/// T0, T1, T2, …
pub static CHEBYSHEV: Basis = Basis {
    class: ClassId::CHEBYSHEV,
    letter: Some("T"),
    domain: [-1.0, 1.0],
    line: |off, scl| [of(off), of(scl)],
    times_x,
    lowered: |c, _| c,
    raised: |host, _, times_x, n| match n {
        1 => Ok(times_x),
        _ => (of(times_x) * 2i64).value(host),
    },
    multiply: |_, host, a, b| {
        let (a, b) = two_series(host, a, b)?;
        let (a, b) = (to_z(host, &a)?, to_z(host, &b)?);
        let product = convolve(host, &Value::array(a), &Value::array(b))?;
        let product = from_z(host, &product)?;
        without_zeros(host, product)
    },
    divide: |_, host, a, b| {
        let (a, b) = (to_z(host, &a)?, to_z(host, &b)?);
        let (quotient, remainder) = divide_z(host, a, b)?;
        let quotient = from_z(host, &quotient)?;
        let remainder = from_z(host, &remainder)?;
        Ok((
            without_zeros(host, quotient)?,
            without_zeros(host, remainder)?,
        ))
    },
    power: |_, host, c, power, max| powered(host, c, power, max),
    evaluate: super::evaluation::by_recurrence,
    steps: Steps {
        scaled: |x| of(2i64) * x,
        lowered: |c, _| c,
        raised: |c, place, n| match n {
            1 => c * &place.x,
            _ => c * &place.scaled,
        },
        first: |place| of(&place.x),
        next: |before, second, place, _| before * &place.scaled - second,
    },
    derivative,
    integral,
    root_of_line: |c0, c1| -c0 / c1,
    companion,
    turns_companion: true,
};

fn times_x(host: &mut dyn Host, c: &Array) -> Result<Array> {
    let product = shifted(host, c)?;
    put(&product, 1, &item(c, 0)?)?;
    let count = length(c) - 1;
    if count > 0 {
        let halves = (of(part(c, 1, count)) / 2i64).array(host)?;
        assign_array(&part(&product, 2, count), &halves)?;
        update(host, Add, &part(&product, 0, count), Value::array(halves))?;
    }
    Ok(product)
}

fn to_z(host: &mut dyn Host, c: &Array) -> Result<Array> {
    let n = length(c);
    let z = zeros(c.dtype(), &[2 * n - 1])?;
    assign_array(&part(&z, n - 1, n), &(of(c) / 2i64).array(host)?)?;
    (of(&z) + reversed(&z)).array(host)
}

fn from_z(host: &mut dyn Host, z: &Array) -> Result<Array> {
    let n = length(z).div_ceil(2);
    let c = part(z, n - 1, n).copy()?;
    update(host, Mul, &part(&c, 1, n - 1), Value::Int(2))?;
    Ok(c)
}

/// Both ends of the dividend are taken away at once, since they are the same.
fn divide_z(host: &mut dyn Host, a: Array, b: Array) -> Result<(Array, Array)> {
    let (count, top) = (length(&b), length(&a) - length(&b));
    let scale = item(&b, 0)?;
    update(host, Div, &b, scale.clone())?;
    let quotient = zeros(a.dtype(), &[top + 1])?;
    for at in 0..=top / 2 {
        meter::steps(count)?;
        let digit = item(&a, at)?;
        put(&quotient, at, &digit)?;
        put(&quotient, top - at, &digit)?;
        let taken = (of(digit) * &b).value(host)?;
        update(host, Sub, &part(&a, at, count), taken.clone())?;
        if at < top - at {
            update(host, Sub, &part(&a, top - at, count), taken)?;
        }
    }
    update(host, Div, &quotient, scale)?;
    Ok((quotient, part(&a, top / 2 + 1, count - 2).copy()?))
}

fn powered(host: &mut dyn Host, c: &Value, power: &Value, max: &Value) -> Result<Array> {
    let c = one_series(host, c, true)?;
    let count = exponent(host, power, max)?;
    match count {
        0 => convert_array(&Array::from_vec(vec![1i64])?, c.dtype()),
        1 => Ok(c),
        _ => {
            let z = Value::array(to_z(host, &c)?);
            let mut product = z.clone();
            for _ in 1..count {
                meter::steps(1)?;
                product = Value::array(convolve(host, &product, &z)?);
            }
            from_z(host, &to_array(&product)?)
        }
    }
}

fn derivative(host: &mut dyn Host, c: &Array, derivative: &Array) -> Result<()> {
    let n = length(derivative);
    for j in (3..=n).rev() {
        set(host, derivative, j - 1, of(2 * j) * item(c, j)?)?;
        let share = (of(j) * item(c, j)? / (j - 2)).value(host)?;
        update_item(host, Add, c, j - 2, share)?;
    }
    if n > 1 {
        set(host, derivative, 1, of(4i64) * item(c, 2)?)?;
    }
    put(derivative, 0, &item(c, 1)?)
}

fn integral(host: &mut dyn Host, c: &Array, integral: &Array) -> Result<()> {
    let n = length(c);
    set(host, integral, 0, of(item(c, 0)?).times_zero())?;
    put(integral, 1, &item(c, 0)?)?;
    if n > 1 {
        set(host, integral, 2, of(item(c, 1)?) / 4i64)?;
    }
    for j in 2..n {
        set(host, integral, j + 1, of(item(c, j)?) / (2 * (j + 1)))?;
        let share = (of(item(c, j)?) / (2 * (j - 1))).value(host)?;
        update_item(host, Sub, integral, j - 1, share)?;
    }
    Ok(())
}

fn companion(host: &mut dyn Host, c: &Array) -> Result<Array> {
    let n = length(c) - 1;
    let matrix = zeros(c.dtype(), &[n, n])?;
    let half_root = 0.5f64.sqrt();
    for side in [diagonal(&matrix, 0, 1), diagonal(&matrix, 1, 0)] {
        fill(&side, 0.5)?;
        put(&side, 0, &Value::Float(half_root))?;
    }
    let mut scale = vec![Value::Float(half_root); n];
    scale[0] = Value::Float(1.0);
    let scale = array_of(scale)?;
    let last = matrix.with_layout(matrix.layout().at(1, n - 1));
    let ratio = of(&scale) / from_end(&scale, 1)?;
    let share = of(part(c, 0, n)) / from_end(c, 1)? * ratio * 0.5;
    let share = share.value(host)?;
    update(host, Sub, &last, share)?;
    Ok(matrix)
}

builtins! {
    /// A Chebyshev series as a sum of powers.
    ///
    /// >>> np.polynomial.chebyshev.cheb2poly([1, 2, 3])
    /// array([-2.,  2.,  6.])
    "np.polynomial.chebyshev.cheb2poly" "(c)" => |host: &mut dyn Host, c: Value| products::to_powers(&CHEBYSHEV, host, &c);
    /// A sum of powers as a Chebyshev series.
    ///
    /// >>> np.polynomial.chebyshev.poly2cheb([-2, 2, 6])
    /// array([1., 2., 3.])
    "np.polynomial.chebyshev.poly2cheb" "(pol)" => |host: &mut dyn Host, polynomial: Value| products::from_powers(&CHEBYSHEV, host, &polynomial);
    /// Places and weights of Gauss's quadrature with `deg` places under the weight `1/sqrt(1 - x**2)`.
    ///
    /// >>> x, w = np.polynomial.chebyshev.chebgauss(2)
    /// >>> x.round(6), w.round(6)
    /// (array([ 0.707107, -0.707107]), array([1.570796, 1.570796]))
    "np.polynomial.chebyshev.chebgauss" "(deg)" => |host: &mut dyn Host, degree: Value| gauss::chebyshev(host, &degree);
    /// The weight under which Chebyshev's polynomials are orthogonal: `1/sqrt(1 - x**2)`.
    ///
    /// >>> np.polynomial.chebyshev.chebweight(0.0)
    /// np.float64(1.0)
    "np.polynomial.chebyshev.chebweight" "(x)" => |host: &mut dyn Host, x: Value| {
        let above = (of(1.0) + &x).value(host)?;
        let above = ufunc(host, "sqrt", [above])?;
        let below = (of(1.0) - &x).value(host)?;
        let below = ufunc(host, "sqrt", [below])?;
        (of(1.0) / (of(above) * below)).value(host)
    };
    /// The roots of the Chebyshev polynomial of degree `npts`.
    ///
    /// >>> np.polynomial.chebyshev.chebpts1(2).round(6)
    /// array([-0.707107,  0.707107])
    "np.polynomial.chebyshev.chebpts1" "(npts)" => |host: &mut dyn Host, count: Value| {
        let n = points(host, &count, 1)?;
        first_points(host, n)
    };
    /// The places where the Chebyshev polynomial of degree `npts - 1` is 1 or -1.
    ///
    /// >>> np.polynomial.chebyshev.chebpts2(3).round(6)
    /// array([-1.,  0.,  1.])
    "np.polynomial.chebyshev.chebpts2" "(npts)" => |host: &mut dyn Host, count: Value| {
        let n = points(host, &count, 2)?;
        let ends = [Value::Float(-PI), Value::Int(0), Value::Int(n)];
        let angles = call(host, "np.linspace", ends)?;
        ufunc(host, "cos", [angles])
    };
    /// The Chebyshev series of degree `deg` that equals a function at the Chebyshev points.
    ///
    /// >>> np.polynomial.chebyshev.chebinterpolate(lambda x: x**2 + x, 2).round(6)
    /// array([0.5, 1. , 0.5])
    "np.polynomial.chebyshev.chebinterpolate" "(func, deg, args=<no value>)" => |host: &mut dyn Host, function: Value, degree: Value, args: Given| {
        let args = further(host, args)?;
        interpolated(host, &degree, &mut |host, x| {
            let all = [x].into_iter().chain(args.clone());
            host.call(&function, Arguments::positional(all))
        })
    };
    /// The polynomial of degree `deg` that equals a function at the Chebyshev points of the domain.
    ///
    /// >>> np.polynomial.Chebyshev.interpolate(lambda x: x**2, 2, domain=[0, 2]).coef.round(6)
    /// array([1.5, 2. , 0.5])
    "Chebyshev.interpolate" "(cls, func, deg, domain=None, args=<no value>)" => |host: &mut dyn Host, _class: Value, function: Value, degree: Value, domain: Value, args: Given| {
        let args = further(host, args)?;
        let window = default_interval(&CHEBYSHEV)?;
        let domain = match domain {
            Value::None => window.clone(),
            given => given,
        };
        let coef = interpolated(host, &degree, &mut |host, x| {
            let x = map_domain(host, &x, &window, &domain)?;
            let all = [x].into_iter().chain(args.clone());
            host.call(&function, Arguments::positional(all))
        })?;
        let setting = Setting { domain: domain.clone(), window: Value::None, symbol: Value::str("x") };
        make(&CHEBYSHEV, host, &Value::array(coef), setting)
    };
}

/// The arguments behind x of a function to be interpolated.
fn further(host: &mut dyn Host, args: Given) -> Result<Vec<Value>> {
    args.0
        .map_or(Ok(Vec::new()), |args| iterate::collect(host, &args))
}

/// How many points are asked for.
fn points(host: &mut dyn Host, count: &Value, least: i64) -> Result<i64> {
    let whole = to_int(host, count)?;
    let differs = operators::compare(host, CompareOp::NotEq, &whole, count)?;
    if truth(host, &differs)? {
        return Err(Raised::value_error("npts must be integer"));
    }
    match as_index(&whole)? {
        n if n < least => Err(Raised::value_error(format!("npts must be >= {least}"))),
        n => Ok(n),
    }
}

fn first_points(host: &mut dyn Host, n: i64) -> Result<Value> {
    let odd = [1 - n, n.saturating_add(1), 2].map(Value::Int);
    let odd = call(host, "np.arange", odd)?;
    let angles = (of(0.5 * PI / n as f64) * odd).value(host)?;
    ufunc(host, "sin", [angles])
}

fn interpolated(
    host: &mut dyn Host,
    degree: &Value,
    function: &mut dyn FnMut(&mut dyn Host, Value) -> Result<Value>,
) -> Result<Array> {
    let wanted = to_array(degree)?;
    let whole = matches!(wanted.dtype().kind(), Kind::Signed | Kind::Unsigned);
    let degree = match wanted.first().and_then(|n| n.as_integer()) {
        Some(degree) if whole && wanted.ndim() == 0 => degree,
        _ => return Err(Raised::type_error("deg must be an int")),
    };
    if degree < 0 {
        return Err(Raised::value_error("expected deg >= 0"));
    }
    let order = i64::try_from(degree).map_or(i64::MAX, |degree| degree.saturating_add(1));
    let x = first_points(host, order)?;
    let y = function(host, x.clone())?;
    let table = vander(&CHEBYSHEV, host, &x, &Value::Int(order - 1))?;
    let c = call(host, "np.dot", [Value::array(table.transposed()), y])?;
    let c = to_array(&c)?;
    update_item(host, Div, &c, 0, Value::Int(order))?;
    let rest = part(&c, 1, length(&c).saturating_sub(1));
    update(host, Div, &rest, Value::Float(0.5 * order as f64))?;
    Ok(c)
}

family! {
    CHEBYSHEV, "chebyshev", "cheb", "Chebyshev";
    domain "array([-1.,  1.])";
    x vec![0i64, 1] => "array([0, 1])";
    line "array([1, 2])";
    fromroots "array([ 0.5, -1. ,  0.5])";
    mulx "array([1. , 2.5, 1. , 1.5])";
    mul "array([ 6.5, 12. , 12. ,  4. ,  1.5])";
    div "(array([-3.5,  3. ]), array([8.5]))";
    pow "(c, pow, maxpower=16)" "array([3., 4., 2.])";
    val "array([-2.,  6., 26.])";
    val2d "np.float64(37.0)";
    val3d "np.float64(66.0)";
    grid2d "array([[22.],\n        [37.]])";
    grid3d "array([[[37., 47.]]])";
    der "array([ 2., 12.])";
    int "array([ 0.5, -0.5,  0.5,  0.5])";
    vander "array([[1., 2., 7.]])";
    vander2d "array([[1., 3., 2., 6.]])";
    vander3d "array([[1., 4., 2., 8.]])";
    fit "array([ 3., -1.,  1.])";
    companion "array([[ 0.        ,  0.47140452],\n        [ 0.70710678, -0.33333333]])";
    roots "array([-1.581139,  1.581139])";
}
