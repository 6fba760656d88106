//! Rounding, limiting, and making numbers of what is none.

use crate::array::{Array, DType, Kind, Scalar, elementary};
use crate::builtins;
use crate::value::builtin::{Given, Keywords};
use crate::value::convert::{assign_array, convert_array, to_array};
use crate::value::{Arguments, Host, Raised, Result, Value};

use super::compose::{ufunc_into, value};
use super::ufuncs::CLIP;

builtins! {
    /// Rounded to this many decimals, halves to the even neighbour. Negative numbers of decimals round tens, hundreds…
    ///
    /// >>> np.round([0.5, 1.5, 2.567], 1)
    /// array([0.5, 1.5, 2.6])
    "np.round" | "np.around" "(a, decimals=0, out=None)" => round;
    /// Rounded to this many decimals, halves to the even neighbour.
    ///
    /// >>> np.array([0.5, 1.5, 2.567]).round(1)
    /// array([0.5, 1.5, 2.6])
    "ndarray.round" | "generic.round" "(self, /, decimals=0, out=None)" => round;
    /// Elements below `a_min` become `a_min`, those above `a_max` become `a_max`; None sets no limit.
    ///
    /// >>> np.clip([1, 5, 9], 2, 6)
    /// array([2, 5, 6])
    "np.clip" "(a, a_min=<no value>, a_max=<no value>, out=None, *, min=<no value>, max=<no value>, **kwargs)" => np_clip;
    /// Elements below `min` become `min`, those above `max` become `max`; None sets no limit.
    ///
    /// >>> np.array([1, 5, 9]).clip(2, 6)
    /// array([2, 5, 6])
    "ndarray.clip" | "generic.clip" "(self, /, min=None, max=None, out=None, **kwargs)" => clip;
    /// NaN becomes 0 and infinities the greatest and least numbers there are, or what is given for them.
    ///
    /// >>> np.nan_to_num([1.0, np.nan, np.inf], posinf=9)
    /// array([1., 0., 9.])
    "np.nan_to_num" "(x, copy=True, nan=0.0, posinf=None, neginf=None)" => nan_to_num;
}

/// Ten to the power of a number of decimals.
fn power_of_ten(decimals: u64) -> f64 {
    const SMALL: [f64; 9] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
    usize::try_from(decimals)
        .ok()
        .and_then(|at| SMALL.get(at).copied())
        .unwrap_or_else(|| elementary::pow(10.0, decimals as f64))
}

fn round(host: &mut dyn Host, a: Value, decimals: i64, out: Value) -> Result<Value> {
    let array = to_array(&a)?;
    if let Value::Array(object) = &out
        && object.with(|target| target.shape() != array.shape())
    {
        return Err(Raised::value_error("invalid output shape"));
    }
    if *array.dtype() == DType::Object && decimals == 0 {
        return super::call(host, "np.rint", [a]);
    }
    if array.dtype().kind() == Kind::Complex {
        return round_complex(host, &array, decimals, &out);
    }
    if array.dtype().is_integer() {
        if decimals >= 0 {
            return into_out(array.copy_like()?, &out);
        }
        let rounded = round_floats(host, value(&array), decimals, &Value::None)?;
        return into_out(convert_array(&to_array(&rounded)?, array.dtype())?, &out);
    }
    if *array.dtype() == DType::Bool && decimals != 0 && out.is_none() {
        // NumPy rounds into an array of the same dtype, which has no place for the products.
        let target = Value::array(Array::zeros_like(DType::Bool, array.layout())?);
        return round_floats(host, value(&array), decimals, &target);
    }
    let given = if array.ndim() == 0 {
        Value::array_or_scalar(array)
    } else {
        value(&array)
    };
    round_floats(host, given, decimals, &out)
}

/// Multiplied, rounded to whole numbers and divided again, as NumPy does it.
fn round_floats(host: &mut dyn Host, a: Value, decimals: i64, out: &Value) -> Result<Value> {
    if decimals == 0 {
        return ufunc_into(host, "rint", [a], out);
    }
    let (first, last) = if decimals > 0 {
        ("multiply", "divide")
    } else {
        ("divide", "multiply")
    };
    let factor = Value::Float(power_of_ten(decimals.unsigned_abs()));
    let scaled = ufunc_into(host, first, [a, factor.clone()], out)?;
    let whole = ufunc_into(host, "rint", [scaled], out)?;
    ufunc_into(host, last, [whole, factor], out)
}

/// Real and imaginary parts are rounded each for itself.
fn round_complex(host: &mut dyn Host, a: &Array, decimals: i64, out: &Value) -> Result<Value> {
    let numbers = a.to_vec_as::<num_complex::Complex<f64>>()?;
    let real = a.dtype().real();
    let mut part = |f: fn(&num_complex::Complex<f64>) -> f64| -> Result<Vec<f64>> {
        let values = Array::from_vec(numbers.iter().map(f).collect())?;
        let values = convert_array(&values, &real)?;
        let rounded = round_floats(host, value(&values), decimals, &Value::None)?;
        Ok(to_array(&rounded)?.to_vec_as::<f64>()?)
    };
    let (re, im) = (part(|z| z.re)?, part(|z| z.im)?);
    let rounded = re
        .into_iter()
        .zip(im)
        .map(|(re, im)| num_complex::Complex::new(re, im));
    let rounded = Array::from_shape_vec(a.shape(), rounded.collect())?;
    into_out(convert_array(&rounded, a.dtype())?, out)
}

fn into_out(result: Array, out: &Value) -> Result<Value> {
    match out {
        Value::Array(object) => {
            assign_array(&object.array(), &result)?;
            Ok(out.clone())
        }
        _ => Ok(Value::array_or_scalar(result)),
    }
}

#[allow(clippy::too_many_arguments)] // NumPy's own parameters
fn np_clip(
    host: &mut dyn Host,
    a: Value,
    a_min: Given,
    a_max: Given,
    out: Value,
    min: Given,
    max: Given,
    more: Keywords,
) -> Result<Value> {
    let missing = |name: &str| {
        Raised::type_error(format!(
            "clip() missing 1 required positional argument: '{name}'"
        ))
    };
    let (low, high) = match (a_min.0, a_max.0) {
        (None, None) => (min.0, max.0),
        (None, Some(_)) => return Err(missing("a_min")),
        (Some(_), None) => return Err(missing("a_max")),
        _ if min.0.is_some() || max.0.is_some() => {
            return Err(Raised::value_error(
                "Passing `min` or `max` keyword argument when `a_min` and `a_max` are provided is forbidden.",
            ));
        }
        both => both,
    };
    clip(
        host,
        a,
        low.unwrap_or(Value::None),
        high.unwrap_or(Value::None),
        out,
        more,
    )
}

/// Is this a Python integer at or beyond the end of the dtype's range?
fn limits_nothing(bound: &Value, dtype: &DType, low: bool) -> bool {
    let bits = 8 * dtype.itemsize() as u32;
    let (least, greatest) = match dtype.kind() {
        Kind::Signed => (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1),
        Kind::Unsigned => (0, (1i128 << bits) - 1),
        _ => return false,
    };
    let bound = match bound {
        Value::Int(x) => i128::from(*x),
        Value::BigInt(x) => num_traits::ToPrimitive::to_i128(&**x).unwrap_or(
            if x.sign() == num_bigint::Sign::Minus {
                i128::MIN
            } else {
                i128::MAX
            },
        ),
        _ => return false,
    };
    if low {
        bound <= least
    } else {
        bound >= greatest
    }
}

fn clip(
    host: &mut dyn Host,
    a: Value,
    min: Value,
    max: Value,
    out: Value,
    Keywords(more): Keywords,
) -> Result<Value> {
    let array = to_array(&a)?;
    let dtype = array.dtype().native().clone();
    let min = if limits_nothing(&min, &dtype, true) {
        Value::None
    } else {
        min
    };
    let max = if limits_nothing(&max, &dtype, false) {
        Value::None
    } else {
        max
    };
    // The array keeps its identity, so that what is written to it is seen.
    let a = match a {
        given @ Value::Array(_) => given,
        _ => Value::array_or_scalar(array),
    };
    let (name, inputs) = match (min, max) {
        (Value::None, Value::None) => ("np.positive", vec![a]),
        (Value::None, max) => ("np.minimum", vec![a, max]),
        (min, Value::None) => ("np.maximum", vec![a, min]),
        (min, max) => ("clip", vec![a, min, max]),
    };
    let row = match name {
        "clip" => &CLIP,
        name => crate::builtins::find(name)
            .ok_or_else(|| Raised::attribute_error(format!("no {name} in the catalogue")))?,
    };
    let mut arguments = Arguments::positional(inputs);
    arguments.keywords = more;
    arguments.keywords.push(("out".into(), out));
    row.call(host, arguments)
}

/// What takes the place of a special value: one number, or one for each element.
fn replacements(value: &Value, default: f64, shape: &[usize]) -> Result<Vec<f64>> {
    if value.is_none() {
        return Ok(vec![default]);
    }
    let given = convert_array(&to_array(value)?, &DType::F64)?;
    if given.ndim() == 0 {
        return Ok(given.to_vec()?);
    }
    let target = Array::zeros(DType::F64, shape)?;
    assign_array(&target, &given)?;
    Ok(target.to_vec()?)
}

fn nan_to_num(x: Value, copy: bool, nan: Value, posinf: Value, neginf: Value) -> Result<Value> {
    let given = to_array(&x)?;
    let array = if copy { given.copy_like()? } else { given };
    if !array.dtype().is_inexact() {
        return Ok(Value::array_or_scalar(array));
    }
    let real = array.dtype().real();
    let (least, greatest) = limits(&real);
    let nan = replacements(&nan, 0.0, array.shape())?;
    let high = replacements(&posinf, greatest, array.shape())?;
    let low = replacements(&neginf, least, array.shape())?;
    for (i, at) in array.layout().offsets().enumerate() {
        let of = |values: &[f64]| values.get(i % values.len().max(1)).copied();
        let fixed = |x: f64| {
            let instead = match x {
                x if x.is_nan() => of(&nan),
                f64::INFINITY => of(&high),
                f64::NEG_INFINITY => of(&low),
                _ => None,
            };
            instead.unwrap_or(x)
        };
        let old = array.get(at);
        let new = match old {
            Scalar::C64(_) | Scalar::C128(_) => match old.as_complex() {
                Some(z) => num_complex::Complex::new(fixed(z.re), fixed(z.im)).into(),
                None => old,
            },
            real => real.as_f64().map_or(real, |x| fixed(x).into()),
        };
        array.set(at, &crate::array::cast_scalar(&new, array.dtype())?);
    }
    match x {
        Value::Array(_) if !copy => Ok(x),
        _ => Ok(Value::array_or_scalar(array)),
    }
}

/// The least and the greatest finite number of a float dtype.
fn limits(dtype: &DType) -> (f64, f64) {
    let greatest = match dtype {
        DType::F16 => half::f16::MAX.to_f64(),
        DType::F32 => f64::from(f32::MAX),
        _ => f64::MAX,
    };
    (-greatest, greatest)
}
