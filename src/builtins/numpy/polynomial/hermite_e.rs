//! `np.polynomial.hermite_e`: series of Hermite's polynomials, those of probability.

use crate::array::Array;
use crate::builtins;
use crate::builtins::numpy::compose::ufunc;
use crate::builtins::operators;
use crate::syntax::ast::BinaryOp::{Add, Pow, Sub};
use crate::value::{ClassId, Host, Result, Value};

use super::basis::{Basis, Steps};
use super::family::family;
use super::formula::of;
use super::powers::shifted;
use super::roots::{diagonal, falling_roots, roots_of_range};
use super::series::{from_end, item, length, part, put, set, update, update_item, zeros};
use super::{gauss, products};

/// He0, He1, He2, …
pub static HERMITE_E: Basis = Basis {
    class: ClassId::HERMITE_E,
    letter: Some("He"),
    domain: [-1.0, 1.0],
    line: |off, scl| [of(off), of(scl)],
    times_x: |host, c| {
        let product = shifted(host, c)?;
        put(&product, 1, &item(c, 0)?)?;
        for i in 1..length(c) {
            put(&product, i + 1, &item(c, i)?)?;
            let share = (of(item(c, i)?) * i).value(host)?;
            update_item(host, Add, &product, i - 1, share)?;
        }
        Ok(product)
    },
    lowered: |c, n| c * (n - 1),
    raised: |_, _, times_x, _| Ok(times_x),
    multiply: products::by_recurrence,
    divide: products::by_subtraction,
    power: products::by_multiplication,
    evaluate: super::evaluation::by_recurrence,
    steps: Steps {
        scaled: |x| x,
        lowered: |c, n| c * (n - 1),
        raised: |c, place, _| c * &place.x,
        first: |place| of(&place.x),
        next: |before, second, place, n| before * &place.x - second * (n - 1),
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
    turns_companion: true,
};

fn companion(host: &mut dyn Host, c: &Array) -> Result<Array> {
    let n = length(c) - 1;
    let matrix = zeros(c.dtype(), &[n, n])?;
    let scale = falling_roots(host, n, 1.0)?;
    let side = roots_of_range(host, n, 1.0)?;
    for place in [diagonal(&matrix, 0, 1), diagonal(&matrix, 1, 0)] {
        crate::value::convert::assign_array(&place, &side)?;
    }
    let last = matrix.with_layout(matrix.layout().at(1, n - 1));
    let share = (of(scale) * part(c, 0, n) / from_end(c, 1)?).value(host)?;
    update(host, Sub, &last, share)?;
    Ok(matrix)
}

builtins! {
    /// A series of Hermite polynomials as a sum of powers.
    ///
    /// >>> np.polynomial.hermite_e.herme2poly([1, 2, 3])
    /// array([-2.,  2.,  3.])
    "np.polynomial.hermite_e.herme2poly" "(c)" => |host: &mut dyn Host, c: Value| products::to_powers(&HERMITE_E, host, &c);
    /// A sum of powers as a series of Hermite polynomials.
    ///
    /// >>> np.polynomial.hermite_e.poly2herme([-2.0, 2.0, 3.0])
    /// array([1., 2., 3.])
    "np.polynomial.hermite_e.poly2herme" "(pol)" => |host: &mut dyn Host, polynomial: Value| products::from_powers(&HERMITE_E, host, &polynomial);
    /// Places and weights of Gauss's quadrature with `deg` places under the weight `exp(-x**2 / 2)`.
    ///
    /// >>> x, w = np.polynomial.hermite_e.hermegauss(2)
    /// >>> x.round(6), w.round(6)
    /// (array([-1.,  1.]), array([1.253314, 1.253314]))
    "np.polynomial.hermite_e.hermegauss" "(deg)" => |host: &mut dyn Host, degree: Value| gauss::by_normed_values(&HERMITE_E, host, &degree, 1.0);
    /// The weight under which these polynomials are orthogonal: `exp(-x**2 / 2)`.
    ///
    /// >>> np.polynomial.hermite_e.hermeweight(np.array([0.0, 1.0]))
    /// array([1.        , 0.60653066])
    "np.polynomial.hermite_e.hermeweight" "(x)" => |host: &mut dyn Host, x: Value| {
        let square = operators::binary(host, Pow, x, Value::Int(2))?;
        let exponent = (of(-0.5) * square).value(host)?;
        ufunc(host, "exp", [exponent])
    };
}

family! {
    HERMITE_E, "hermite_e", "herme", "HermiteE";
    domain "array([-1.,  1.])";
    x vec![0i64, 1] => "array([0, 1])";
    line "array([1, 2])";
    fromroots "array([ 1., -1.,  1.])";
    mulx "array([2., 7., 2., 3.])";
    mul "array([13., 24., 26.,  8.,  3.])";
    div "(array([-1.25,  1.5 ]), array([1.75]))";
    pow "(c, pow, maxpower=16)" "array([5., 4., 4.])";
    val "array([-2.,  3., 14.])";
    val2d "np.float64(37.0)";
    val3d "np.float64(66.0)";
    grid2d "array([[22.],\n        [37.]])";
    grid3d "array([[[37., 47.]]])";
    der "array([2., 6.])";
    int "array([1., 1., 1., 1.])";
    vander "array([[1., 2., 3.]])";
    vander2d "array([[1., 3., 2., 6.]])";
    vander3d "array([[1., 4., 2., 8.]])";
    fit "array([ 4., -1.,  2.])";
    companion "array([[ 0.        ,  0.66666667],\n        [ 1.        , -0.66666667]])";
    roots "array([-2.236068,  2.236068])";
}
