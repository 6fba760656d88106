//! `np.testing`: nearness counted in representable numbers, significant digits, and plain objects.

use crate::array::{Array, DType, Kind};
use crate::builtins;
use crate::builtins::operators::{binary, compare};
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::value::convert::{convert_array, to_array};
use crate::value::{ClassId, Host, Raised, Result, Value, display, truth};

use super::call;
use super::compose::{truths, ufunc, value};

builtins! {
    /// Raises AssertionError unless the arrays differ by at most `nulp` spacings of their larger elements.
    ///
    /// >>> np.testing.assert_array_almost_equal_nulp(1.0, np.nextafter(1.0, 2))
    "np.testing.assert_array_almost_equal_nulp" "(x, y, nulp=1)" => almost_equal;
    /// Raises AssertionError unless there are at most `maxulp` steps between representable numbers from each element to
    /// its counterpart; returns how many there are.
    ///
    /// >>> np.testing.assert_array_max_ulp([1.0], [1.0 + 2e-16])
    /// array([[1.]])
    "np.testing.assert_array_max_ulp" "(a, b, maxulp=1, dtype=None)" => |host: &mut dyn Host, a: Value, b: Value, most: f64, dtype: Option<DType>| {
        let steps = steps_between(&to_array(&a)?, &to_array(&b)?, dtype.as_ref())?;
        let largest = largest(&steps)?;
        if largest.is_nan() || largest > most {
            let (most, largest) = (general(host, most)?, general(host, largest)?);
            return Err(failed(format!(
                "Arrays are not almost equal up to {most} ULP (max difference is {largest} ULP)"
            )));
        }
        Ok(Value::array(steps))
    };
    /// Raises AssertionError unless two numbers agree in so many significant digits.
    ///
    /// >>> np.testing.assert_approx_equal(0.12345677777777e-20, 0.1234567e-20)
    "np.testing.assert_approx_equal" "(actual, desired, significant=7, err_msg='', verbose=True)" => approx_equal;
    /// Raises AssertionError unless two texts are equal.
    ///
    /// >>> np.testing.assert_string_equal('abc', 'abc')
    "np.testing.assert_string_equal" "(actual, desired)" => string_equal;
    /// Raises AssertionError, with a text of one's own, unless two objects are equal.
    ///
    /// >>> np.testing.print_assert_equal('Test XYZ of func xyz', [0, 1], [0, 1])
    "np.testing.print_assert_equal" "(test_string, actual, desired)" => |host: &mut dyn Host, text: Value, actual: Value, desired: Value| {
        let equal = compare(host, CompareOp::Eq, &actual, &desired)?;
        if truth(host, &equal)? {
            return Ok(());
        }
        let text = display::str(host, &text)?;
        let (actual, desired) = (display::repr(host, &actual)?, display::repr(host, &desired)?);
        Err(failed(format!("{text} failed\nACTUAL: \n{actual}\nDESIRED: \n{desired}\n")))
    };
}

fn failed(message: String) -> Raised {
    Raised::new(ClassId::ASSERTION_ERROR, message)
}

/// A number as `%g` shows it.
fn general(host: &mut dyn Host, x: f64) -> Result<String> {
    let format = Value::str("%g");
    let text = binary(host, BinaryOp::Mod, format, Value::Float(x))?;
    Ok(display::str(host, &text)?.to_string())
}

fn largest(steps: &Array) -> Result<f64> {
    let values = steps.to_vec_as::<f64>()?;
    let larger = |a: f64, b: f64| if b.is_nan() || b > a { b } else { a };
    Ok(values
        .into_iter()
        .fold(0.0, |a, b| if f64::is_nan(a) { a } else { larger(a, b) }))
}

/// A floating-point number as an integer that counts representable numbers from 0.
fn counted(bits: i64, lowest: i64) -> i64 {
    if bits < 0 {
        lowest.wrapping_sub(bits)
    } else {
        bits
    }
}

/// How many representable numbers lie between the elements, in their common dtype.
fn steps_between(a: &Array, b: &Array, dtype: Option<&DType>) -> Result<Array> {
    let complex = |a: &Array| a.dtype().kind() == Kind::Complex;
    let as_given = |a: &Array| match dtype {
        Some(dtype) => convert_array(a, dtype),
        None => Ok(a.clone()),
    };
    let (a, b) = (as_given(a)?, as_given(b)?);
    if complex(&a) || complex(&b) {
        return Err(Raised::new(
            ClassId::NOT_IMPLEMENTED_ERROR,
            "_nulp not implemented for complex array",
        ));
    }
    let real = |a: &Array| match a.dtype().kind() {
        Kind::Float => a.dtype().native().clone(),
        _ => DType::F64,
    };
    let common = crate::array::promote(&real(&a), &real(&b))?;
    if a.shape() != b.shape() {
        let shown = |a: &Array| crate::array::shape_repr(a.shape());
        let shape = |a: &Array| {
            let inner = shown(a);
            let inner = inner.trim_start_matches('(').trim_end_matches(')');
            match a.ndim() {
                0 => "(1,)".to_string(),
                _ => format!("(1, {})", inner.trim_end_matches(',')),
            }
        };
        return Err(Raised::value_error(format!(
            "Arrays do not have the same shape: {} - {}",
            shape(&a),
            shape(&b)
        )));
    }
    let places = |a: &Array| -> Result<Vec<i64>> {
        let a = convert_array(a, &common)?;
        Ok(match &common {
            DType::F16 => {
                let bits = a.to_vec::<half::f16>()?.into_iter();
                let lowest = i64::from(i16::MIN);
                bits.map(|x| counted(i64::from(plain_nan16(x)), lowest))
                    .collect()
            }
            DType::F32 => {
                let bits = a.to_vec::<f32>()?.into_iter();
                let bits = bits.map(|x| if x.is_nan() { f32::NAN } else { x }.to_bits() as i32);
                bits.map(|x| counted(i64::from(x), i64::from(i32::MIN)))
                    .collect()
            }
            _ => {
                let bits = a.to_vec::<f64>()?.into_iter();
                let bits = bits.map(|x| if x.is_nan() { f64::NAN } else { x }.to_bits() as i64);
                bits.map(|x| counted(x, i64::MIN)).collect()
            }
        })
    };
    let pairs = places(&a)?.into_iter().zip(places(&b)?);
    let wrapped = |difference: i64| match &common {
        DType::F16 => i64::from(difference as i16),
        DType::F32 => i64::from(difference as i32),
        _ => difference,
    };
    let steps = pairs.map(|(a, b)| (wrapped(a.wrapping_sub(b)) as f64).abs());
    let mut shape = vec![1];
    shape.extend(a.shape());
    let steps = Array::from_shape_vec(&shape, steps.collect())?;
    convert_array(&steps, &common)
}

fn plain_nan16(x: half::f16) -> i16 {
    if x.is_nan() { half::f16::NAN } else { x }.to_bits() as i16
}

fn almost_equal(host: &mut dyn Host, x: Value, y: Value, nulp: Value) -> Result<()> {
    let (a, b) = (to_array(&x)?, to_array(&y)?);
    let size = |host: &mut dyn Host, a: &Array| ufunc(host, "absolute", [value(a)]);
    let (left, right) = (size(host, &a)?, size(host, &b)?);
    let larger = compare(host, CompareOp::Gt, &left, &right)?;
    let widest = call(host, "np.where", [larger, left, right])?;
    let spacing = ufunc(host, "spacing", [widest])?;
    let allowed = binary(host, BinaryOp::Mul, nulp.clone(), spacing)?;
    let difference = binary(host, BinaryOp::Sub, value(&a), value(&b))?;
    let difference = ufunc(host, "absolute", [difference])?;
    let near = compare(host, CompareOp::LtE, &difference, &allowed)?;
    if !truths(&to_array(&near)?)?.contains(&false) {
        return Ok(());
    }
    let nulp = display::str(host, &nulp)?;
    if a.dtype().kind() == Kind::Complex || b.dtype().kind() == Kind::Complex {
        return Err(failed(format!("Arrays are not equal to {nulp} ULP")));
    }
    let most = largest(&steps_between(&a, &b, None)?)?;
    let most = general(host, most)?;
    Err(failed(format!(
        "Arrays are not equal to {nulp} ULP (max is {most})"
    )))
}

/// `float(x)`
fn as_float(host: &mut dyn Host, x: Value) -> Result<f64> {
    match call(host, "float.__new__", [x])? {
        Value::Float(x) => Ok(x),
        other => Err(Raised::type_error(format!(
            "must be real number, not {}",
            other.type_name()
        ))),
    }
}

fn approx_equal(
    host: &mut dyn Host,
    actual: Value,
    desired: Value,
    significant: i64,
    message: Value,
    verbose: bool,
) -> Result<()> {
    let (actual, desired) = (as_float(host, actual)?, as_float(host, desired)?);
    if desired == actual {
        return Ok(());
    }
    let scale = 0.5 * (desired.abs() + actual.abs());
    let power = ufunc(host, "log10", [Value::Float(scale)])?;
    let power = ufunc(host, "floor", [power])?;
    let scale = ufunc(host, "power", [Value::Int(10), power])?;
    let scale = to_array(&scale)?.to_vec_as::<f64>()?.first().copied();
    let scale = scale.unwrap_or(1.0);
    let both_nan = desired.is_nan() && actual.is_nan();
    let equal = if desired.is_finite() && actual.is_finite() {
        let limit = ufunc(
            host,
            "power",
            [Value::Float(10.0), Value::Int(1 - significant)],
        )?;
        let limit = to_array(&limit)?.to_vec_as::<f64>()?.first().copied();
        (desired / scale - actual / scale).abs() < limit.unwrap_or(0.0)
    } else {
        both_nan
    };
    if equal {
        return Ok(());
    }
    let mut lines = format!("\nItems are not equal to {significant} significant digits:");
    let message = display::str(host, &message)?;
    if !message.is_empty() {
        lines = match message.contains('\n') || message.len() + lines.len() > 79 {
            true => format!("{lines}\n{message}"),
            false => format!("{lines} {message}"),
        };
    }
    if verbose {
        let shown = |host: &mut dyn Host, x| display::repr(host, &Value::Float(x));
        lines += &format!("\n ACTUAL: {}", shown(host, actual)?);
        lines += &format!("\n DESIRED: {}", shown(host, desired)?);
    }
    Err(failed(lines))
}

fn string_equal(actual: Value, desired: Value) -> Result<()> {
    let text = |value: &Value| match value {
        Value::Str(text) => Ok(text.clone()),
        other => Err(failed(super::dtype::class_repr(&other.class()))),
    };
    let (actual, desired) = (text(&actual)?, text(&desired)?);
    if actual == desired {
        return Ok(());
    }
    let (old, new) = (lines(&actual), lines(&desired));
    let mut differences = String::new();
    for at in 0..old.len().max(new.len()) {
        let (old, new) = (old.get(at), new.get(at));
        if old != new {
            differences.extend(old.map(|line| format!("- {line}")));
            differences.extend(new.map(|line| format!("+ {line}")));
        }
    }
    let differences = differences.trim_end();
    Err(failed(format!("Differences in strings:\n{differences}")))
}

/// The lines with their ends.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}
