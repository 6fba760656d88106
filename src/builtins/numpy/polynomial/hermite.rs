//! `np.polynomial.hermite`: series of Hermite's polynomials, those of physics.

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
use super::series::{from_end, item, length, part, set, update, update_item, zeros};
use super::{gauss, products};

/// H0, H1, H2, …
pub static HERMITE: Basis = Basis {
    class: ClassId::HERMITE,
    letter: Some("H"),
    domain: [-1.0, 1.0],
    line: |off, scl| [of(off), of(scl) / 2i64],
    times_x: |host, c| {
        let product = shifted(host, c)?;
        set(host, &product, 1, of(item(c, 0)?) / 2i64)?;
        for i in 1..length(c) {
            set(host, &product, i + 1, of(item(c, i)?) / 2i64)?;
            let share = (of(item(c, i)?) * i).value(host)?;
            update_item(host, Add, &product, i - 1, share)?;
        }
        Ok(product)
    },
    lowered: |c, n| c * (2 * (n - 1)),
    raised: |host, _, times_x, _| (of(times_x) * 2i64).value(host),
    multiply: products::by_recurrence,
    divide: products::by_subtraction,
    power: products::by_multiplication,
    evaluate: super::evaluation::by_recurrence,
    steps: Steps {
        scaled: |x| x * 2i64,
        lowered: |c, n| c * (2 * (n - 1)),
        raised: |c, place, _| c * &place.scaled,
        first: |place| of(&place.scaled),
        next: |before, second, place, n| before * &place.scaled - second * (2 * (n - 1)),
    },
    derivative: |host, c, derivative| {
        (1..length(c)).try_for_each(|j| set(host, derivative, j - 1, of(2 * j) * item(c, j)?))
    },
    integral: |host, c, integral| {
        set(host, integral, 0, of(item(c, 0)?).times_zero())?;
        (0..length(c)).try_for_each(|j| set(host, integral, j + 1, of(item(c, j)?) / (2 * (j + 1))))
    },
    root_of_line: |c0, c1| of(-0.5) * c0 / c1,
    companion,
    turns_companion: true,
};

fn companion(host: &mut dyn Host, c: &Array) -> Result<Array> {
    let n = length(c) - 1;
    let matrix = zeros(c.dtype(), &[n, n])?;
    let scale = falling_roots(host, n, 2.0)?;
    let side = roots_of_range(host, n, 0.5)?;
    for place in [diagonal(&matrix, 0, 1), diagonal(&matrix, 1, 0)] {
        crate::value::convert::assign_array(&place, &side)?;
    }
    let last = matrix.with_layout(matrix.layout().at(1, n - 1));
    let lead = of(2.0) * from_end(c, 1)?;
    let share = (of(scale) * part(c, 0, n) / lead).value(host)?;
    update(host, Sub, &last, share)?;
    Ok(matrix)
}

builtins! {
    /// A series of Hermite polynomials as a sum of powers.
    ///
    /// >>> np.polynomial.hermite.herm2poly([1, 2, 3])
    /// array([-5.,  4., 12.])
    "np.polynomial.hermite.herm2poly" "(c)" => |host: &mut dyn Host, c: Value| products::to_powers(&HERMITE, host, &c);
    /// A sum of powers as a series of Hermite polynomials.
    ///
    /// >>> np.polynomial.hermite.poly2herm([-5.0, 4.0, 12.0])
    /// array([1., 2., 3.])
    "np.polynomial.hermite.poly2herm" "(pol)" => |host: &mut dyn Host, polynomial: Value| products::from_powers(&HERMITE, host, &polynomial);
    /// Places and weights of Gauss's quadrature with `deg` places under the weight `exp(-x**2)`.
    ///
    /// >>> x, w = np.polynomial.hermite.hermgauss(2)
    /// >>> x.round(6), w.round(6)
    /// (array([-0.707107,  0.707107]), array([0.886227, 0.886227]))
    "np.polynomial.hermite.hermgauss" "(deg)" => |host: &mut dyn Host, degree: Value| gauss::by_normed_values(&HERMITE, host, &degree, 2.0);
    /// The weight under which these polynomials are orthogonal: `exp(-x**2)`.
    ///
    /// >>> np.polynomial.hermite.hermweight(np.array([0.0, 1.0]))
    /// array([1.        , 0.36787944])
    "np.polynomial.hermite.hermweight" "(x)" => |host: &mut dyn Host, x: Value| {
        let square = operators::binary(host, Pow, x, Value::Int(2))?;
        let exponent = (-of(square)).value(host)?;
        ufunc(host, "exp", [exponent])
    };
}

family! {
    HERMITE, "hermite", "herm", "Hermite";
    domain "array([-1.,  1.])";
    x vec![0.0, 0.5] => "array([0. , 0.5])";
    line "array([1., 1.])";
    fromroots "array([ 0.5 , -0.5 ,  0.25])";
    mulx "array([2. , 6.5, 1. , 1.5])";
    mul "array([35., 40., 38.,  8.,  3.])";
    div "(array([-1.25,  1.5 ]), array([-1.25]))";
    pow "(c, pow, maxpower=16)" "array([9., 4., 4.])";
    val "array([-5., 11., 51.])";
    val2d "np.float64(121.0)";
    val3d "np.float64(227.0)";
    grid2d "array([[ 67.],\n        [121.]])";
    grid3d "array([[[121., 157.]]])";
    der "array([ 4., 12.])";
    int "array([1. , 0.5, 0.5, 0.5])";
    vander "array([[ 1.,  4., 14.]])";
    vander2d "array([[ 1.,  6.,  4., 24.]])";
    vander3d "array([[ 1.,  8.,  4., 32.]])";
    fit "array([ 3. , -0.5,  0.5])";
    companion "array([[ 0.        ,  0.58925565],\n        [ 0.70710678, -0.33333333]])";
    roots "array([-1.224745,  1.224745])";
}
