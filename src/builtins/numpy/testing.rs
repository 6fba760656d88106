//! `np.testing`: assertions that say where two arrays differ, and by how much.
//!
//! Deliberately absent: the decorators of NumPy's own tests, and what measures the machine.

use std::rc::Rc;

use crate::array::take::gather;
use crate::array::{Array, Bool, DType, Kind, elementary, shape_repr};
use crate::builtins;
use crate::builtins::operators::binary;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::value::convert::{convert_array, to_array};
use crate::value::{ClassId, Dict, Host, Raised, Result, Value, compare, display, truth};

use super::call;
use super::compose::{call_with, quiet, truths, value};

builtins! {
    /// Raises AssertionError unless the arrays are equal within `atol + rtol * abs(desired)`.
    ///
    /// >>> np.testing.assert_allclose([1.0, 2.0], [1.0, 2.0 + 1e-9])
    "np.testing.assert_allclose" "(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg='', verbose=True, *, strict=False)" => assert_allclose;
    /// Raises AssertionError unless the arrays have one shape and equal elements.
    ///
    /// >>> np.testing.assert_array_equal([1, np.nan], [1, np.nan])
    "np.testing.assert_array_equal" "(actual, desired, err_msg='', verbose=True, *, strict=False)" => |host: &mut dyn Host, x: Value, y: Value, message: Value, verbose: Value, strict: Value| {
        array_equal(host, &x, &y, &message, &verbose, &strict)
    };
    /// Raises AssertionError unless every element of `x` is less than that of `y`.
    ///
    /// >>> np.testing.assert_array_less([1, 2], [2, 3])
    "np.testing.assert_array_less" "(x, y, err_msg='', verbose=True, *, strict=False)" => |host: &mut dyn Host, x: Value, y: Value, message: Value, verbose: Value, strict: Value| {
        let check = Check {
            header: "Arrays are not strictly ordered `x < y`".into(),
            names: ["x", "y"],
            equal_inf: false,
            strict: truth(host, &strict)?,
            ..Check::new(host, &message, &verbose)?
        };
        check.run(host, &x, &y, &|host, x, y| host.compare_arrays(CompareOp::Lt, x, y))
    };
    /// Raises AssertionError unless the arrays agree to so many decimals.
    ///
    /// >>> np.testing.assert_array_almost_equal([1.0], [1.0000001])
    "np.testing.assert_array_almost_equal" "(actual, desired, decimal=6, err_msg='', verbose=True)" => |host: &mut dyn Host, x: Value, y: Value, decimal: i64, message: Value, verbose: Value| {
        array_almost_equal(host, &x, &y, decimal, &message, &verbose)
    };
    /// Raises AssertionError unless two numbers, or arrays, agree to so many decimals.
    ///
    /// >>> np.testing.assert_almost_equal(1.0, 1.00000001)
    "np.testing.assert_almost_equal" "(actual, desired, decimal=7, err_msg='', verbose=True)" => assert_almost_equal;
    /// Raises AssertionError unless two objects are equal; sequences and dicts item by item.
    ///
    /// >>> np.testing.assert_equal([1, 'a'], [1, 'a'])
    "np.testing.assert_equal" "(actual, desired, err_msg='', verbose=True, *, strict=False)" => |host: &mut dyn Host, x: Value, y: Value, message: Value, verbose: Value, strict: Value| {
        assert_equal(host, &x, &y, &message, &verbose, &strict)
    };
    /// Raises AssertionError unless a value is true.
    ///
    /// >>> np.testing.assert_(1 < 2)
    "np.testing.assert_" "(val, msg='')" => |host: &mut dyn Host, val: Value, message: Value| -> Result<()> {
        if truth(host, &val)? {
            return Ok(());
        }
        Err(failed(&display::str(host, &message)?))
    };
}

fn failed(message: &str) -> Raised {
    Raised::new(ClassId::ASSERTION_ERROR, message)
}

/// What is compared, and how a failure is worded.
struct Check {
    header: String,
    message: Rc<str>,
    verbose: bool,
    precision: i64,
    names: [&'static str; 2],
    equal_nan: bool,
    equal_inf: bool,
    strict: bool,
}

/// Which elements agree.
type Agree<'f> = &'f dyn Fn(&mut dyn Host, &Value, &Value) -> Result<Value>;

impl Check {
    fn new(host: &mut dyn Host, message: &Value, verbose: &Value) -> Result<Check> {
        Ok(Check {
            header: "Arrays are not equal".into(),
            message: display::str(host, message)?,
            verbose: truth(host, verbose)?,
            precision: 6,
            names: ["ACTUAL", "DESIRED"],
            equal_nan: true,
            equal_inf: true,
            strict: false,
        })
    }

    /// The error, with `reason` under the caller's own message and both values below.
    fn fail(&self, host: &mut dyn Host, reason: &str, values: [&Value; 2]) -> Result<Raised> {
        let mut text = format!("\n{}", self.header);
        let message = format!("{}{reason}", self.message);
        let short = message.len() + self.header.len() < 79 && !message.contains('\n');
        if !message.is_empty() {
            text += if short { " " } else { "\n" };
            text += &message;
        }
        if self.verbose {
            for (name, value) in self.names.iter().zip(values) {
                text += &format!("\n {name}: {}", self.shown(host, value)?);
            }
        }
        Ok(failed(&text))
    }

    /// At most three lines of what a value looks like.
    fn shown(&self, host: &mut dyn Host, value: &Value) -> Result<String> {
        let text = if matches!(value, Value::Array(_)) {
            let precision = [("precision", Value::Int(self.precision))];
            let text = call_with(host, "np.array_repr", [value.clone()], precision)?;
            display::str(host, &text)?
        } else {
            display::repr(host, value)?.to_string().into()
        };
        if text.matches('\n').count() <= 3 {
            return Ok(text.to_string());
        }
        let lines: Vec<&str> = text.lines().take(3).collect();
        Ok(format!("{}...", lines.join("\n")))
    }

    fn run(&self, host: &mut dyn Host, x: &Value, y: &Value, agree: Agree) -> Result<()> {
        let (x, y) = (to_array(x)?, to_array(y)?);
        let both = [&value(&x), &value(&y)];
        let one = x.ndim() == 0 || y.ndim() == 0;
        let same_shape = x.shape() == y.shape();
        if !same_shape && (self.strict || !one) {
            let shapes = [shape_repr(x.shape()), shape_repr(y.shape())];
            let reason = format!("\n(shapes {}, {} mismatch)", shapes[0], shapes[1]);
            return Err(self.fail(host, &reason, both)?);
        }
        if self.strict && x.dtype() != y.dtype() {
            let reason = format!("\n(dtypes {}, {} mismatch)", x.dtype(), y.dtype());
            return Err(self.fail(host, &reason, both)?);
        }
        let flagged = self.same_places(host, &x, &y)?;
        if one && flagged.as_ref().is_some_and(|all| all.contains(&true)) {
            return Ok(());
        }
        let flagged = flagged.filter(|_| !one);
        let (left, right) = match &flagged {
            Some(flagged) => (kept(&x, flagged)?, kept(&y, flagged)?),
            None => (x.clone(), y.clone()),
        };
        if flagged.is_some() && left.size() == 0 {
            return Ok(());
        }
        let agreed = agree(host, &value(&left), &value(&right))?;
        let agreed = truths(&to_array(&agreed)?)?;
        if agreed.iter().all(|&yes| yes) {
            return Ok(());
        }
        let reason = self.remarks(host, [&x, &y], [&left, &right], flagged.as_deref(), &agreed)?;
        Err(self.fail(host, &reason, both)?)
    }

    /// Which elements are NaN or infinite, and thereby settled; they must stand at the same places.
    fn same_places(&self, host: &mut dyn Host, x: &Array, y: &Array) -> Result<Option<Vec<bool>>> {
        let number = |a: &Array| a.dtype().is_numeric() || a.dtype().kind() == Kind::Bool;
        if !number(x) || !number(y) {
            return Ok(None);
        }
        let size = x.size().max(y.size());
        let mut flagged = vec![false; size];
        let tests = [
            ("isnan", "nan", self.equal_nan),
            ("isinf", "inf", self.equal_inf),
        ];
        for (name, shown, asked) in tests {
            if !asked {
                continue;
            }
            let mut masks = Vec::new();
            for array in [x, y] {
                let mask = truths(&to_array(&quiet(host, name, [value(array)])?)?)?;
                let stretched = |at: usize| mask.get(at % mask.len().max(1)).copied();
                masks.push((0..size).map(|at| stretched(at).unwrap_or(false)).collect());
            }
            let both = [&value(x), &value(y)];
            let [a, b]: [Vec<bool>; 2] = masks.try_into().unwrap_or_default();
            if a != b {
                return Err(self.fail(host, &format!("\n{shown} location mismatch:"), both)?);
            }
            if name == "isinf" && a.contains(&true) {
                let settled: Vec<bool> = a.iter().map(|infinite| !infinite).collect();
                let (left, right) = if x.ndim() == 0 || y.ndim() == 0 {
                    (x.clone(), y.clone())
                } else {
                    (kept(x, &settled)?, kept(y, &settled)?)
                };
                let same = host.compare_arrays(CompareOp::Eq, &value(&left), &value(&right))?;
                if truths(&to_array(&same)?)?.contains(&false) {
                    return Err(self.fail(host, "\ninf values mismatch:", both)?);
                }
            }
            flagged.iter_mut().zip(a).for_each(|(flag, is)| *flag |= is);
        }
        Ok(Some(flagged))
    }

    /// How many differ, where, and by how much at most.
    fn remarks(
        &self,
        host: &mut dyn Host,
        given: [&Array; 2],
        compared: [&Array; 2],
        flagged: Option<&[bool]>,
        agreed: &[bool],
    ) -> Result<String> {
        let wrong = agreed.iter().filter(|&&yes| !yes).count();
        let all = flagged.map_or(agreed.len(), <[bool]>::len);
        let percent = Value::Float(100.0 * wrong as f64 / all as f64);
        let percent = binary(host, BinaryOp::Mod, Value::str("%.3g"), percent)?;
        let percent = display::str(host, &percent)?;
        let mut text = format!("\nMismatched elements: {wrong} / {all} ({percent}%)");
        let [x, y] = given;
        let shape = if x.ndim() > 0 { x.shape() } else { y.shape() };
        if !shape.is_empty() {
            let mut left = agreed.iter();
            let places = (0..shape.iter().product()).filter(|&at| {
                let settled = flagged.is_some_and(|flagged| flagged.get(at) == Some(&true));
                !settled && left.next() == Some(&false)
            });
            let places: Vec<usize> = places.collect();
            text += match places.len() {
                1 => "\nMismatch at index:",
                2..=5 => "\nMismatch at indices:",
                _ => "\nFirst 5 mismatches are at indices:",
            };
            for &place in places.iter().take(5) {
                text += &self.at(host, given, shape, place)?;
            }
        }
        if let Some(differences) = differences(host, compared, agreed)? {
            text += &differences;
        }
        Ok(text)
    }

    /// The two values at a place.
    fn at(
        &self,
        host: &mut dyn Host,
        arrays: [&Array; 2],
        shape: &[usize],
        place: usize,
    ) -> Result<String> {
        let mut index = Vec::new();
        let mut rest = place;
        for &length in shape.iter().rev() {
            index.push((rest % length.max(1)).to_string());
            rest /= length.max(1);
        }
        index.reverse();
        let mut shown = Vec::new();
        for array in arrays {
            let at = if array.ndim() == 0 { 0 } else { place };
            let element = array.scalars().nth(at).map_or(Value::None, Value::scalar);
            shown.push(display::str(host, &element)?);
        }
        Ok(format!(
            "\n [{}]: {} ({}), {} ({})",
            index.join(", "),
            shown[0],
            self.names[0],
            shown[1],
            self.names[1]
        ))
    }
}

/// The elements that are not settled, in one dimension.
fn kept(array: &Array, settled: &[bool]) -> Result<Array> {
    let mask: Vec<Bool> = settled.iter().map(|&flag| (!flag).into()).collect();
    picked(array, mask)
}

/// The elements at which the mask is true.
fn picked(array: &Array, mask: Vec<Bool>) -> Result<Array> {
    let flat = array.reshaped(&[array.size()], false)?;
    let offsets = flat.layout().offsets().zip(mask);
    let places: Vec<usize> = offsets
        .filter(|(_, wanted)| wanted.get())
        .map(|(at, _)| at)
        .collect();
    Ok(gather(&flat, &places, &[places.len()])?)
}

/// The greatest absolute and relative differences; None for what has no difference.
fn differences(
    host: &mut dyn Host,
    compared: [&Array; 2],
    agreed: &[bool],
) -> Result<Option<String>> {
    let [x, y] = compared.map(value);
    let difference = |host: &mut dyn Host, a: &Value, b: &Value| -> Result<Value> {
        let raw = quiet(host, "subtract", [a.clone(), b.clone()])?;
        quiet(host, "absolute", [raw])
    };
    let Ok(mut error) = difference(host, &x, &y) else {
        return Ok(None);
    };
    if compared[0].dtype().kind_letter() == 'u' {
        let other = difference(host, &y, &x)?;
        error = quiet(host, "minimum", [error, other])?;
    }
    let error = to_array(&error)?;
    let wrong: Vec<Bool> = agreed.iter().map(|&yes| (!yes).into()).collect();
    let worst = call(host, "np.max", [value(&picked(&error, wrong.clone())?)])?;
    let y = compared[1]
        .broadcast_to(error.shape())
        .unwrap_or(compared[1].clone());
    let nonzero = convert_array(&y, &DType::Bool)?.to_vec::<Bool>()?;
    let pairs = wrong.iter().zip(&nonzero);
    let counted: Vec<Bool> = pairs.map(|(a, b)| (a.get() && b.get()).into()).collect();
    let relative = if counted.iter().any(|yes| yes.get()) {
        let size = quiet(host, "absolute", [value(&picked(&y, counted.clone())?)])?;
        let ratio = quiet(host, "divide", [value(&picked(&error, counted)?), size])?;
        call(host, "np.max", [ratio])?
    } else {
        Value::Float(f64::INFINITY)
    };
    let mut text = String::new();
    for (kind, value) in [("absolute", worst), ("relative", relative)] {
        let array = Value::array(to_array(&value)?);
        let shown = call(host, "np.array2string", [array])?;
        let shown = display::str(host, &shown)?;
        text += &format!("\nMax {kind} difference among violations: {shown}");
    }
    Ok(Some(text))
}

fn array_equal(
    host: &mut dyn Host,
    x: &Value,
    y: &Value,
    message: &Value,
    verbose: &Value,
    strict: &Value,
) -> Result<()> {
    let check = Check {
        strict: truth(host, strict)?,
        ..Check::new(host, message, verbose)?
    };
    check.run(host, x, y, &|host, x, y| {
        host.compare_arrays(CompareOp::Eq, x, y)
    })
}

fn assert_allclose(
    host: &mut dyn Host,
    x: Value,
    y: Value,
    rtol: Value,
    atol: Value,
    equal_nan: Value,
    message: Value,
    verbose: Value,
    strict: Value,
) -> Result<()> {
    let tolerances = Value::tuple(vec![rtol.clone(), atol.clone()]);
    let header = Value::str("Not equal to tolerance rtol=%g, atol=%g");
    let header = binary(host, BinaryOp::Mod, header, tolerances)?;
    let check = Check {
        header: display::str(host, &header)?.to_string(),
        equal_nan: truth(host, &equal_nan)?,
        strict: truth(host, &strict)?,
        ..Check::new(host, &message, &verbose)?
    };
    check.run(host, &x, &y, &|host, x, y| {
        let arguments = [
            x.clone(),
            y.clone(),
            rtol.clone(),
            atol.clone(),
            equal_nan.clone(),
        ];
        call(host, "np.isclose", arguments)
    })
}

/// One and a half units of the last decimal.
fn tolerance(decimal: i64) -> f64 {
    1.5 * elementary::pow(10.0, -decimal as f64)
}

fn array_almost_equal(
    host: &mut dyn Host,
    x: &Value,
    y: &Value,
    decimal: i64,
    message: &Value,
    verbose: &Value,
) -> Result<()> {
    let check = Check {
        header: format!("Arrays are not almost equal to {decimal} decimals"),
        precision: decimal,
        ..Check::new(host, message, verbose)?
    };
    check.run(host, x, y, &|host, x, y| {
        let difference = binary(host, BinaryOp::Sub, x.clone(), y.clone())?;
        let size = quiet(host, "absolute", [difference])?;
        quiet(host, "less", [size, Value::Float(tolerance(decimal))])
    })
}

fn assert_almost_equal(
    host: &mut dyn Host,
    x: Value,
    y: Value,
    decimal: i64,
    message: Value,
    verbose: Value,
) -> Result<()> {
    let listed =
        |value: &Value| matches!(value, Value::Array(_) | Value::Tuple(_) | Value::List(_));
    if listed(&x) || listed(&y) {
        return array_almost_equal(host, &x, &y, decimal, &message, &Value::Bool(true));
    }
    let check = Check {
        header: format!("Arrays are not almost equal to {decimal} decimals"),
        ..Check::new(host, &message, &verbose)?
    };
    let mut nan = Vec::new();
    for value in [&x, &y] {
        let answer = quiet(host, "isnan", [value.clone()])?;
        nan.push(truth(host, &answer)?);
    }
    let agrees = if nan.contains(&true) {
        nan.iter().all(|&is| is)
    } else if compare::equal(host, &x, &y)? {
        true
    } else {
        let difference = binary(host, BinaryOp::Sub, y.clone(), x.clone())?;
        let size = quiet(host, "absolute", [difference])?;
        let far = quiet(
            host,
            "greater_equal",
            [size, Value::Float(tolerance(decimal))],
        )?;
        !truth(host, &far)?
    };
    if agrees {
        return Ok(());
    }
    Err(check.fail(host, "", [&x, &y])?)
}

fn sequence(value: &Value) -> Option<Vec<Value>> {
    match value {
        Value::List(list) => Some(list.items.borrow().clone()),
        Value::Tuple(items) => Some(items.to_vec()),
        _ => None,
    }
}

fn assert_equal(
    host: &mut dyn Host,
    x: &Value,
    y: &Value,
    message: &Value,
    verbose: &Value,
    strict: &Value,
) -> Result<()> {
    if let Value::Dict(desired) = y {
        let Value::Dict(actual) = x else {
            let class = Value::Class(x.class());
            return Err(failed(&display::repr(host, &class)?));
        };
        return equal_dicts(host, [actual, desired], message, verbose, strict);
    }
    let no = Value::Bool(false);
    if let (Some(actual), Some(desired)) = (sequence(x), sequence(y)) {
        let lengths = [actual.len(), desired.len()].map(|length| Value::Int(length as i64));
        assert_equal(host, &lengths[0], &lengths[1], message, verbose, &no)?;
        let under = display::str(host, message)?;
        for (at, (a, b)) in actual.iter().zip(&desired).enumerate() {
            let message = Value::str(format!("item={at}\n{under}"));
            assert_equal(host, a, b, &message, verbose, &no)?;
        }
        return Ok(());
    }
    if matches!(x, Value::Array(_)) || matches!(y, Value::Array(_)) {
        return array_equal(host, x, y, message, verbose, strict);
    }
    let check = Check {
        header: "Items are not equal:".into(),
        ..Check::new(host, message, verbose)?
    };
    let mut nan = Vec::new();
    for value in [x, y] {
        let answer = quiet(host, "isnan", [value.clone()]);
        nan.push(match answer {
            Ok(answer) => truth(host, &answer)?,
            Err(_) => false,
        });
    }
    if nan == [true, true] || compare::equal(host, y, x)? {
        return Ok(());
    }
    Err(check.fail(host, "", [x, y])?)
}

fn equal_dicts(
    host: &mut dyn Host,
    [actual, desired]: [&Rc<Dict>; 2],
    message: &Value,
    verbose: &Value,
    strict: &Value,
) -> Result<()> {
    let lengths = [actual.len(), desired.len()].map(|length| Value::Int(length as i64));
    assert_equal(host, &lengths[0], &lengths[1], message, verbose, strict)?;
    let under = display::str(host, message)?;
    for (key, wanted) in desired.pairs() {
        let shown = display::repr(host, &key)?;
        let Some(found) = actual.get(host, &key)? else {
            return Err(failed(&shown));
        };
        let message = Value::str(format!("key={shown}\n{under}"));
        assert_equal(host, &found, &wanted, &message, verbose, strict)?;
    }
    Ok(())
}
