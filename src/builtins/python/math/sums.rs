//! Sums, products and distances.

use super::super::convert::as_float;
use super::super::iterate;
use crate::array::meter;
use crate::builtins;
use crate::builtins::operators;
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::Rest;
use crate::value::number::ldexp;
use crate::value::{ClassId, Host, Raised, Result, Value};

builtins! {
    /// The sum of floats without rounding errors on the way.
    ///
    /// >>> math.fsum([0.1] * 10)
    /// 1.0
    "math.fsum" "(seq, /)" => fsum;
    /// The product of all items.
    ///
    /// >>> math.prod([1, 2, 3, 4])
    /// 24
    "math.prod" "(iterable, /, *, start=1)" => prod;
    /// The length of the vector with these coordinates.
    ///
    /// >>> math.hypot(3, 4)
    /// 5.0
    "math.hypot" "(*coordinates)" => |host: &mut dyn Host, coordinates: Rest| {
        let coordinates = floats(host, &coordinates.0)?;
        Ok::<f64, Raised>(norm(&coordinates))
    };
    /// The distance between two points.
    ///
    /// >>> math.dist([0, 0], [3, 4])
    /// 5.0
    "math.dist" "(p, q, /)" => dist;
}

fn floats(host: &mut dyn Host, values: &[Value]) -> Result<Vec<f64>> {
    values.iter().map(|value| as_float(host, value)).collect()
}

/// Shewchuk's algorithm (Discrete & Computational Geometry 18, 1997): the sum is kept as floats that do not overlap.
fn fsum(host: &mut dyn Host, items: Value) -> Result<f64> {
    let iterator = iterate::iter(host, &items)?;
    let mut partials: Vec<f64> = Vec::new();
    let (mut special, mut infinities) = (0.0, 0.0);
    while let Some(item) = iterate::next(host, &iterator)? {
        let given = as_float(host, &item)?;
        let mut x = given;
        let mut kept = 0;
        for at in 0..partials.len() {
            let mut y = partials[at];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let high = x + y;
            let low = y - (high - x);
            if low != 0.0 {
                partials[kept] = low;
                kept += 1;
            }
            x = high;
        }
        partials.truncate(kept);
        if x == 0.0 {
            continue;
        }
        if x.is_finite() {
            partials.push(x);
            continue;
        }
        if given.is_finite() {
            return Err(Raised::new(
                ClassId::OVERFLOW_ERROR,
                "intermediate overflow in fsum",
            ));
        }
        if given.is_infinite() {
            infinities += given;
        }
        special += given;
        partials.clear();
    }
    if special != 0.0 {
        if infinities.is_nan() {
            return Err(Raised::value_error("-inf + inf in fsum"));
        }
        return Ok(special);
    }
    Ok(round_partials(&partials))
}

/// The sum of partials, rounded half to even.
fn round_partials(partials: &[f64]) -> f64 {
    let mut rest = partials.iter().rev().copied();
    let Some(mut high) = rest.next() else {
        return 0.0;
    };
    let mut low = 0.0;
    let mut after = None;
    while let Some(y) = rest.next() {
        let x = high;
        high = x + y;
        low = y - (high - x);
        if low != 0.0 {
            after = rest.next();
            break;
        }
    }
    // A half is rounded the other way where what follows says so.
    if let Some(next) = after
        && ((low < 0.0 && next < 0.0) || (low > 0.0 && next > 0.0))
    {
        let y = low * 2.0;
        let x = high + y;
        if y == x - high {
            high = x;
        }
    }
    high
}

fn prod(host: &mut dyn Host, items: Value, start: Value) -> Result<Value> {
    let iterator = iterate::iter(host, &items)?;
    let mut product = start;
    while let Some(item) = iterate::next(host, &iterator)? {
        product = operators::binary(host, BinaryOp::Mul, product, item)?;
    }
    Ok(product)
}

fn dist(host: &mut dyn Host, p: Value, q: Value) -> Result<f64> {
    let p = iterate::collect(host, &p)?;
    let q = iterate::collect(host, &q)?;
    if p.len() != q.len() {
        return Err(Raised::value_error(
            "both points must have the same number of dimensions",
        ));
    }
    let (p, q) = (floats(host, &p)?, floats(host, &q)?);
    let differences: Vec<f64> = p.iter().zip(&q).map(|(a, b)| (a - b).abs()).collect();
    meter::steps(differences.len())?;
    Ok(norm(&differences))
}

/// `x` as a sum of two floats of 26 bits (Veltkamp's splitting), so that their products are exact.
fn split(x: f64) -> (f64, f64) {
    let t = x * 134_217_729.0;
    let high = t - (t - x);
    (high, x - high)
}

/// √(Σx²), scaled by a power of two, summed with compensation, and the root corrected once: CPython's `vector_norm`.
fn norm(coordinates: &[f64]) -> f64 {
    let sizes: Vec<f64> = coordinates.iter().map(|x| x.abs()).collect();
    let largest = sizes.iter().copied().fold(0.0, f64::max);
    if largest.is_infinite() {
        return largest;
    }
    if sizes.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    if largest == 0.0 || sizes.len() <= 1 {
        return largest;
    }
    // Subnormal numbers are brought up first.
    if largest < f64::MIN_POSITIVE {
        let raised: Vec<f64> = sizes.iter().map(|x| x * 2f64.powi(600)).collect();
        return ldexp(norm(&raised), -600);
    }
    let exponent = (largest.to_bits() >> 52) as i64 - 1022;
    let scale = ldexp(1.0, -exponent.min(1022));
    let mut sum = Compensated::new();
    for x in sizes {
        let (high, low) = split(x * scale);
        sum.add(high * high, 0);
        sum.add(2.0 * high * low, 1);
        sum.fractions[2] += low * low;
    }
    let root = sum.total().sqrt();
    let (high, low) = split(root);
    sum.add(-high * high, 0);
    sum.add(-2.0 * high * low, 1);
    sum.add(-low * low, 2);
    (root + sum.total() / (2.0 * root)) / scale
}

/// A sum that begins at 1, with what rounding lost in three separate fractions.
struct Compensated {
    sum: f64,
    fractions: [f64; 3],
}

impl Compensated {
    fn new() -> Compensated {
        Compensated {
            sum: 1.0,
            fractions: [0.0; 3],
        }
    }

    fn add(&mut self, x: f64, fraction: usize) {
        let before = self.sum;
        self.sum += x;
        self.fractions[fraction] += (before - self.sum) + x;
    }

    fn total(&self) -> f64 {
        let [a, b, c] = self.fractions;
        self.sum - 1.0 + (a + b + c)
    }
}
