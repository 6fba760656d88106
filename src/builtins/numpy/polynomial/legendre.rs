//! `np.polynomial.legendre`: series of Legendre's polynomials.

use crate::array::Array;
use crate::builtins;
use crate::builtins::numpy::compose::ufunc;
use crate::syntax::ast::BinaryOp::{Add, Sub};
use crate::value::convert::assign_array;
use crate::value::{ClassId, Host, Result, Value};

use super::basis::{Basis, Steps};
use super::family::family;
use super::formula::of;
use super::powers::shifted;
use super::roots::{diagonal, range};
use super::series::{from_end, item, length, part, put, set, update, update_item, zeros};
use super::{gauss, products};

/// P0, P1, P2, …
pub static LEGENDRE: Basis = Basis {
    class: ClassId::LEGENDRE,
    letter: Some("P"),
    domain: [-1.0, 1.0],
    line: |off, scl| [of(off), of(scl)],
    times_x: |host, c| {
        let product = shifted(host, c)?;
        put(&product, 1, &item(c, 0)?)?;
        for i in 1..length(c) {
            let sum = 2 * i + 1;
            set(host, &product, i + 1, of(item(c, i)?) * (i + 1) / sum)?;
            let share = (of(item(c, i)?) * i / sum).value(host)?;
            update_item(host, Add, &product, i - 1, share)?;
        }
        Ok(product)
    },
    lowered: |c, n| c * (n - 1) / n,
    raised: |host, _, times_x, n| match n {
        1 => Ok(times_x),
        _ => (of(times_x) * (2 * n - 1) / n).value(host),
    },
    multiply: products::by_recurrence,
    divide: products::by_subtraction,
    power: products::by_multiplication,
    evaluate: super::evaluation::by_recurrence,
    steps: Steps {
        scaled: |x| x,
        lowered: |c, n| c * ((n - 1) as f64 / n as f64),
        raised: |c, place, n| match n {
            1 => c * &place.x,
            _ => c * &place.x * ((2 * n - 1) as f64 / n as f64),
        },
        first: |place| of(&place.x),
        next: |before, second, place, n| (before * &place.x * (2 * n - 1) - second * (n - 1)) / n,
    },
    derivative: |host, c, derivative| {
        let n = length(derivative);
        for j in (3..=n).rev() {
            set(host, derivative, j - 1, of(2 * j - 1) * item(c, j)?)?;
            let share = item(c, j)?;
            update_item(host, Add, c, j - 2, share)?;
        }
        if n > 1 {
            set(host, derivative, 1, of(3i64) * item(c, 2)?)?;
        }
        put(derivative, 0, &item(c, 1)?)
    },
    integral: |host, c, integral| {
        set(host, integral, 0, of(item(c, 0)?).times_zero())?;
        put(integral, 1, &item(c, 0)?)?;
        if length(c) > 1 {
            set(host, integral, 2, of(item(c, 1)?) / 3i64)?;
        }
        for j in 2..length(c) {
            let share = (of(item(c, j)?) / (2 * j + 1)).value(host)?;
            put(integral, j + 1, &share)?;
            update_item(host, Sub, integral, j - 1, share)?;
        }
        Ok(())
    },
    root_of_line: |c0, c1| -c0 / c1,
    companion,
    turns_companion: true,
};

fn companion(host: &mut dyn Host, c: &Array) -> Result<Array> {
    let n = length(c) - 1;
    let matrix = zeros(c.dtype(), &[n, n])?;
    let odd = (of(2i64) * range(0, n)? + 1i64).value(host)?;
    let root = ufunc(host, "sqrt", [odd])?;
    let scale = (of(1.0) / root).array(host)?;
    let side = of(range(1, n)?) * part(&scale, 0, n - 1) * part(&scale, 1, n - 1);
    let side = side.array(host)?;
    for place in [diagonal(&matrix, 0, 1), diagonal(&matrix, 1, 0)] {
        assign_array(&place, &side)?;
    }
    let last = matrix.with_layout(matrix.layout().at(1, n - 1));
    let ratio = of(&scale) / from_end(&scale, 1)?;
    let weight = n as f64 / (2 * n - 1) as f64;
    let share = of(part(c, 0, n)) / from_end(c, 1)? * ratio * weight;
    let share = share.value(host)?;
    update(host, Sub, &last, share)?;
    Ok(matrix)
}

builtins! {
    /// A series of Legendre polynomials as a sum of powers.
    ///
    /// >>> np.polynomial.legendre.leg2poly([1, 2, 3])
    /// array([-0.5,  2. ,  4.5])
    "np.polynomial.legendre.leg2poly" "(c)" => |host: &mut dyn Host, c: Value| products::to_powers(&LEGENDRE, host, &c);
    /// A sum of powers as a series of Legendre polynomials.
    ///
    /// >>> np.polynomial.legendre.poly2leg([-0.5, 2.0, 4.5])
    /// array([1., 2., 3.])
    "np.polynomial.legendre.poly2leg" "(pol)" => |host: &mut dyn Host, polynomial: Value| products::from_powers(&LEGENDRE, host, &polynomial);
    /// Places and weights of Gauss's quadrature with `deg` places under the weight 1.
    ///
    /// >>> x, w = np.polynomial.legendre.leggauss(2)
    /// >>> x.round(6), w.round(6)
    /// (array([-0.57735,  0.57735]), array([1., 1.]))
    "np.polynomial.legendre.leggauss" "(deg)" => |host: &mut dyn Host, degree: Value| gauss::by_values(&LEGENDRE, host, &degree, true);
    /// The weight under which these polynomials are orthogonal: 1.
    ///
    /// >>> np.polynomial.legendre.legweight(np.array([0.0, 1.0]))
    /// array([1., 1.])
    "np.polynomial.legendre.legweight" "(x)" => |host: &mut dyn Host, x: Value| (of(x) * 0.0 + 1.0).value(host);
}

family! {
    LEGENDRE, "legendre", "leg", "Legendre";
    domain "array([-1.,  1.])";
    x vec![0i64, 1] => "array([0, 1])";
    line "array([1, 2])";
    fromroots "array([ 0.33333333, -1.        ,  0.66666667])";
    mulx "array([0.66666667, 2.2       , 1.33333333, 1.8       ])";
    mul "array([ 4.93333333, 11.2       , 13.52380952,  4.8       ,  1.54285714])";
    div "(array([-2.375,  2.25 ]), array([6.625]))";
    pow "(c, pow, maxpower=16)" "array([2.33333333, 4.        , 2.66666667])";
    val "array([-0.5,  6. , 21.5])";
    val2d "np.float64(37.0)";
    val3d "np.float64(66.0)";
    grid2d "array([[22.],\n        [37.]])";
    grid3d "array([[[37., 47.]]])";
    der "array([2., 9.])";
    int "array([0.33333333, 0.4       , 0.66666667, 0.6       ])";
    vander "array([[1. , 2. , 5.5]])";
    vander2d "array([[1., 3., 2., 6.]])";
    vander3d "array([[1., 4., 2., 8.]])";
    fit "array([ 2.666667, -1.      ,  1.333333])";
    companion "array([[ 0.        ,  0.19245009],\n        [ 0.57735027, -0.44444444]])";
    roots "array([-1.732051,  1.732051])";
}
