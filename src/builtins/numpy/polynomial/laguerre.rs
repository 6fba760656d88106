//! `np.polynomial.laguerre`: series of Laguerre's polynomials.

use crate::array::Array;
use crate::builtins;
use crate::builtins::numpy::compose::ufunc;
use crate::syntax::ast::BinaryOp::{Add, Sub};
use crate::value::convert::assign_array;
use crate::value::{ClassId, Host, Result, Value};

use super::basis::{Basis, Steps};
use super::family::family;
use super::formula::of;
use super::roots::{diagonal, range};
use super::series::{from_end, item, length, part, put, set, subtract, update, update_item, zeros};
use super::{gauss, products};

/// L0, L1, L2, …
pub static LAGUERRE: Basis = Basis {
    class: ClassId::LAGUERRE,
    letter: Some("L"),
    domain: [0.0, 1.0],
    // L1 is 1 - x.
    line: |off, scl| [of(off) + scl, -of(scl)],
    times_x: |host, c| {
        let product = zeros(c.dtype(), &[length(c) + 1])?;
        put(&product, 0, &item(c, 0)?)?;
        set(host, &product, 1, -of(item(c, 0)?))?;
        for i in 1..length(c) {
            set(host, &product, i + 1, -of(item(c, i)?) * (i + 1))?;
            let share = (of(item(c, i)?) * (2 * i + 1)).value(host)?;
            update_item(host, Add, &product, i, share)?;
            let share = (of(item(c, i)?) * i).value(host)?;
            update_item(host, Sub, &product, i - 1, share)?;
        }
        Ok(product)
    },
    lowered: |c, n| c * (n - 1) / n,
    raised: |host, c, times_x, n| {
        let scaled = match n {
            1 => c.clone(),
            _ => (of(2 * n - 1) * c).value(host)?,
        };
        let difference = subtract(host, &scaled, &times_x)?;
        match n {
            1 => Ok(Value::array(difference)),
            _ => (of(difference) / n).value(host),
        }
    },
    multiply: products::by_recurrence,
    divide: products::by_subtraction,
    power: products::by_multiplication,
    evaluate: super::evaluation::by_recurrence,
    steps: Steps {
        scaled: |x| x,
        lowered: |c, n| c * (n - 1) / n,
        raised: |c, place, n| match n {
            1 => c * (of(1i64) - &place.x),
            _ => c * (of(2 * n - 1) - &place.x) / n,
        },
        first: |place| of(1i64) - &place.x,
        next: |before, second, place, n| {
            (before * (of(2 * n - 1) - &place.x) - second * (n - 1)) / n
        },
    },
    derivative: |host, c, derivative| {
        for j in (2..=length(derivative)).rev() {
            set(host, derivative, j - 1, -of(item(c, j)?))?;
            let share = item(c, j)?;
            update_item(host, Add, c, j - 1, share)?;
        }
        set(host, derivative, 0, -of(item(c, 1)?))
    },
    integral: |host, c, integral| {
        put(integral, 0, &item(c, 0)?)?;
        set(host, integral, 1, -of(item(c, 0)?))?;
        for j in 1..length(c) {
            update_item(host, Add, integral, j, item(c, j)?)?;
            set(host, integral, j + 1, -of(item(c, j)?))?;
        }
        Ok(())
    },
    root_of_line: |c0, c1| of(1i64) + c0 / c1,
    companion,
    turns_companion: true,
};

fn companion(host: &mut dyn Host, c: &Array) -> Result<Array> {
    let n = length(c) - 1;
    let matrix = zeros(c.dtype(), &[n, n])?;
    let side = (-of(range(1, n)?)).array(host)?;
    for place in [diagonal(&matrix, 0, 1), diagonal(&matrix, 1, 0)] {
        assign_array(&place, &side)?;
    }
    let middle = (of(2.0) * range(0, n)? + 1.0).array(host)?;
    assign_array(&diagonal(&matrix, 0, 0), &middle)?;
    let last = matrix.with_layout(matrix.layout().at(1, n - 1));
    let share = (of(part(c, 0, n)) / from_end(c, 1)? * n).value(host)?;
    update(host, Add, &last, share)?;
    Ok(matrix)
}

builtins! {
    /// A series of Laguerre polynomials as a sum of powers.
    ///
    /// >>> np.polynomial.laguerre.lag2poly([1, 2, 3])
    /// array([ 6. , -8. ,  1.5])
    "np.polynomial.laguerre.lag2poly" "(c)" => |host: &mut dyn Host, c: Value| products::to_powers(&LAGUERRE, host, &c);
    /// A sum of powers as a series of Laguerre polynomials.
    ///
    /// >>> np.polynomial.laguerre.poly2lag([6.0, -8.0, 1.5])
    /// array([1., 2., 3.])
    "np.polynomial.laguerre.poly2lag" "(pol)" => |host: &mut dyn Host, polynomial: Value| products::from_powers(&LAGUERRE, host, &polynomial);
    /// Places and weights of Gauss's quadrature with `deg` places under the weight `exp(-x)`.
    ///
    /// >>> x, w = np.polynomial.laguerre.laggauss(2)
    /// >>> x.round(6), w.round(6)
    /// (array([0.585786, 3.414214]), array([0.853553, 0.146447]))
    "np.polynomial.laguerre.laggauss" "(deg)" => |host: &mut dyn Host, degree: Value| gauss::by_values(&LAGUERRE, host, &degree, false);
    /// The weight under which these polynomials are orthogonal: `exp(-x)`.
    ///
    /// >>> np.polynomial.laguerre.lagweight(np.array([0.0, 1.0]))
    /// array([1.        , 0.36787944])
    "np.polynomial.laguerre.lagweight" "(x)" => |host: &mut dyn Host, x: Value| {
        let exponent = (-of(x)).value(host)?;
        ufunc(host, "exp", [exponent])
    };
}

family! {
    LAGUERRE, "laguerre", "lag", "Laguerre";
    domain "array([0., 1.])";
    x vec![1i64, -1] => "array([ 1, -1])";
    line "array([ 3, -2])";
    fromroots "array([ 1., -3.,  2.])";
    mulx "array([-1., -1., 11., -9.])";
    mul "array([ 10.,   4.,  16., -12.,  18.])";
    div "(array([1.375, 0.75 ]), array([-4.625]))";
    pow "(c, pow, maxpower=16)" "array([ 5., -4.,  8.])";
    val "array([ 6. , -0.5, -4. ])";
    val2d "np.float64(2.0)";
    val3d "np.float64(13.0)";
    grid2d "array([[-3.],\n        [ 2.]])";
    grid3d "array([[[2., 4.]]])";
    der "array([-5., -3.])";
    int "array([ 1.,  1.,  1., -3.])";
    vander "array([[ 1., -1., -1.]])";
    vander2d "array([[ 1., -2., -1.,  2.]])";
    vander3d "array([[ 1., -3., -1.,  3.]])";
    fit "array([ 5., -7.,  4.])";
    companion "array([[ 1.        , -0.33333333],\n        [-1.        ,  4.33333333]])";
    roots "array([-1.162278,  5.162278])";
}
