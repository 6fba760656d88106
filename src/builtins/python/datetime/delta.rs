//! `timedelta`: a span of time, exact to the microsecond.

use std::any::Any;
use std::rc::Rc;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

use super::{MICROS_PER_DAY, MICROS_PER_SECOND, receiver};
use crate::builtins;
use crate::builtins::operators;
use crate::syntax::ast::CompareOp;
use crate::value::builtin::Given;
use crate::value::number::{as_int, decompose, float_to_int};
use crate::value::{ClassId, Host, Native, Raised, Result, Value, compare, hash};

builtins! {
    /// A span of time.
    ///
    /// >>> datetime.timedelta(days=1, hours=2, minutes=30)
    /// datetime.timedelta(days=1, seconds=9000)
    /// >>> str(datetime.timedelta(hours=36))
    /// '1 day, 12:00:00'
    "datetime.timedelta.__new__" "(days=<no value>, seconds=<no value>, microseconds=<no value>, milliseconds=<no value>, minutes=<no value>, hours=<no value>, weeks=<no value>)" => new;
    /// The whole days; negative for a negative span.
    property "datetime.timedelta.days" => |delta: Delta| delta.parts().0;
    /// The whole seconds of the rest, below a day.
    property "datetime.timedelta.seconds" => |delta: Delta| delta.parts().1;
    /// The microseconds of the rest, below a second.
    property "datetime.timedelta.microseconds" => |delta: Delta| delta.parts().2;
    /// The whole span in seconds.
    ///
    /// >>> datetime.timedelta(minutes=1.5).total_seconds()
    /// 90.0
    "datetime.timedelta.total_seconds" "(self, /)" => |delta: Delta| {
        operators::true_divide(&delta.0.into(), &MICROS_PER_SECOND.into())
    };
    /// The largest negative span.
    constant "datetime.timedelta.min" => || Delta(-LARGEST_DAYS * i128::from(MICROS_PER_DAY)).value();
    /// The largest span.
    constant "datetime.timedelta.max" => || Delta((LARGEST_DAYS + 1) * i128::from(MICROS_PER_DAY) - 1).value();
    /// The smallest difference between two spans.
    constant "datetime.timedelta.resolution" | "datetime.datetime.resolution" | "datetime.time.resolution" => || Delta(1).value();
    /// The smallest difference between two dates.
    constant "datetime.date.resolution" => || Delta(i128::from(MICROS_PER_DAY)).value();
    "datetime.timedelta.__add__" | "datetime.timedelta.__radd__" "(self, value, /)" => |delta: Delta, other: Value| match Delta::of(&other) {
        Some(other) => Delta::checked(delta.0 + other.0),
        None => Ok(Value::NotImplemented),
    };
    "datetime.timedelta.__sub__" "(self, value, /)" => |delta: Delta, other: Value| match Delta::of(&other) {
        Some(other) => Delta::checked(delta.0 - other.0),
        None => Ok(Value::NotImplemented),
    };
    "datetime.timedelta.__neg__" "(self, /)" => |delta: Delta| Delta::checked(-delta.0);
    "datetime.timedelta.__pos__" "(self, /)" => |delta: Delta| delta.value();
    "datetime.timedelta.__abs__" "(self, /)" => |delta: Delta| Delta::checked(delta.0.abs());
    "datetime.timedelta.__mul__" | "datetime.timedelta.__rmul__" "(self, value, /)" => |delta: Delta, by: Value| match ratio(&by)? {
        Some((numerator, denominator)) => rounded(BigInt::from(delta.0) * numerator, denominator),
        None => Ok(Value::NotImplemented),
    };
    "datetime.timedelta.__truediv__" "(self, value, /)" => divide;
    "datetime.timedelta.__floordiv__" "(self, value, /)" => |delta: Delta, by: Value| match (Delta::of(&by), as_int(&by)) {
        (Some(by), _) if by.0 == 0 => Err(no_quotient("integer division or modulo by zero")),
        (Some(by), _) => Ok(Value::int(BigInt::from(delta.0).div_floor(&by.0.into()))),
        (None, Some(by)) if by.is_zero() => Err(no_quotient("integer division or modulo by zero")),
        (None, Some(by)) => from_big(&BigInt::from(delta.0).div_floor(&by)),
        (None, None) => Ok(Value::NotImplemented),
    };
    "datetime.timedelta.__mod__" "(self, value, /)" => |delta: Delta, by: Value| match Delta::of(&by) {
        Some(by) if by.0 == 0 => Err(no_quotient("integer modulo by zero")),
        Some(by) => Delta::checked(delta.0.mod_floor(&by.0)),
        None => Ok(Value::NotImplemented),
    };
    "datetime.timedelta.__divmod__" "(self, value, /)" => |delta: Delta, by: Value| match Delta::of(&by) {
        Some(by) if by.0 == 0 => Err(no_quotient("integer division or modulo by zero")),
        Some(by) => {
            let (quotient, remainder) = delta.0.div_mod_floor(&by.0);
            Ok(Value::tuple(vec![Value::int(quotient.into()), Delta::checked(remainder)?]))
        }
        None => Ok(Value::NotImplemented),
    };
}

const LARGEST_DAYS: i128 = 999_999_999;

/// A span in microseconds.
#[derive(Clone, Copy)]
pub struct Delta(pub i128);

receiver!(Delta, "datetime.timedelta");

impl Delta {
    pub fn of(value: &Value) -> Option<Delta> {
        value.native::<Delta>().copied()
    }

    /// The span as a value; it is known to lie within the limits.
    pub fn value(self) -> Value {
        Value::Native(Rc::new(self))
    }

    /// The span as a value.
    ///
    /// # Errors
    /// OverflowError beyond 999999999 days.
    pub fn checked(micros: i128) -> Result<Value> {
        let days = micros.div_euclid(MICROS_PER_DAY.into());
        if i32::try_from(days).is_err() {
            return Err(too_large());
        }
        if days.abs() > LARGEST_DAYS {
            return Err(Raised::new(
                ClassId::OVERFLOW_ERROR,
                format!("days={days}; must have magnitude <= 999999999"),
            ));
        }
        Ok(Delta(micros).value())
    }

    /// Days, seconds and microseconds; only the days can be negative.
    fn parts(self) -> (i64, i64, i64) {
        let days = self.0.div_euclid(MICROS_PER_DAY.into()) as i64;
        let rest = self.0.rem_euclid(MICROS_PER_DAY.into()) as i64;
        (days, rest / MICROS_PER_SECOND, rest % MICROS_PER_SECOND)
    }
}

impl Native for Delta {
    fn class(&self) -> ClassId {
        ClassId::TIMEDELTA
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        let (days, seconds, micros) = self.parts();
        let named = [
            ("days", days),
            ("seconds", seconds),
            ("microseconds", micros),
        ];
        let shown = named.iter().filter(|(_, value)| *value != 0);
        let shown: Vec<String> = shown
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let shown = if shown.is_empty() {
            "0".to_string()
        } else {
            shown.join(", ")
        };
        Some(format!("datetime.timedelta({shown})"))
    }

    fn str(&self) -> Option<String> {
        let (days, seconds, micros) = self.parts();
        let plural = if days.abs() == 1 { "" } else { "s" };
        let days = match days {
            0 => String::new(),
            days => format!("{days} day{plural}, "),
        };
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let micros = match micros {
            0 => String::new(),
            micros => format!(".{micros:06}"),
        };
        Some(format!("{days}{hours}:{minutes:02}:{seconds:02}{micros}"))
    }

    fn truth(&self, _: &mut dyn Host) -> Result<bool> {
        Ok(self.0 != 0)
    }

    fn hash(&self, host: &mut dyn Host) -> Result<Option<i64>> {
        let (days, seconds, micros) = self.parts();
        let parts = [days, seconds, micros].map(Value::Int);
        hash::hash(host, &Value::tuple(parts.into())).map(Some)
    }

    fn compare(&self, _: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        let other = Delta::of(other);
        Ok(other.map(|other| Value::Bool(compare::decide(op, self.0.cmp(&other.0)))))
    }
}

fn too_large() -> Raised {
    Raised::new(
        ClassId::OVERFLOW_ERROR,
        "Python int too large to convert to C int",
    )
}

fn no_quotient(message: &str) -> Raised {
    Raised::new(ClassId::ZERO_DIVISION_ERROR, message)
}

fn from_big(micros: &BigInt) -> Result<Value> {
    match micros
        .to_i128()
        .filter(|micros| micros.unsigned_abs() < 1 << 100)
    {
        Some(micros) => Delta::checked(micros),
        None => Err(too_large()),
    }
}

#[allow(clippy::too_many_arguments)] // as many as the row has
fn new(
    days: Given,
    seconds: Given,
    microseconds: Given,
    milliseconds: Given,
    minutes: Given,
    hours: Given,
    weeks: Given,
) -> Result<Value> {
    // In the order in which CPython adds them: it decides how fractions are rounded.
    let components = [
        ("microseconds", microseconds, 1),
        ("milliseconds", milliseconds, 1000),
        ("seconds", seconds, MICROS_PER_SECOND),
        ("minutes", minutes, 60 * MICROS_PER_SECOND),
        ("hours", hours, 3600 * MICROS_PER_SECOND),
        ("days", days, MICROS_PER_DAY),
        ("weeks", weeks, 7 * MICROS_PER_DAY),
    ];
    let (mut whole, mut fraction) = (BigInt::zero(), 0.0);
    for (name, value, micros) in components {
        let Some(value) = value.0 else {
            continue;
        };
        if let Some(count) = as_int(&value).filter(|_| !matches!(value, Value::Scalar(_))) {
            whole += &*count * micros;
            continue;
        }
        let count = match &value {
            Value::Float(count) => *count,
            Value::Scalar(crate::array::Scalar::F64(count)) => *count,
            _ => {
                return Err(Raised::type_error(format!(
                    "unsupported type for timedelta {name} component: {}",
                    value.qualified_type_name()
                )));
            }
        };
        let units = float_to_int(count).ok_or_else(|| not_finite(count))?;
        let rest = count.fract() * micros as f64;
        whole += units * micros + BigInt::from(rest.trunc() as i64);
        fraction += rest.fract();
    }
    from_big(&(&whole + half_to_even(fraction, &whole)))
}

fn not_finite(count: f64) -> Raised {
    if count.is_nan() {
        Raised::value_error("cannot convert float NaN to integer")
    } else {
        Raised::new(
            ClassId::OVERFLOW_ERROR,
            "cannot convert float infinity to integer",
        )
    }
}

/// The fraction as a whole number; a half goes where the sum becomes even.
fn half_to_even(fraction: f64, whole: &BigInt) -> i64 {
    let rounded = fraction.round();
    if (rounded - fraction).abs() != 0.5 {
        return rounded as i64;
    }
    let odd = f64::from(u8::from(whole.is_odd()));
    (2.0 * ((fraction + odd) * 0.5).round() - odd) as i64
}

/// An integer or a float as an exact fraction; `None` for anything else.
fn ratio(value: &Value) -> Result<Option<(BigInt, BigInt)>> {
    if let Some(whole) = as_int(value) {
        return Ok(Some((whole.into_owned(), 1.into())));
    }
    let x = match value {
        Value::Float(x) => *x,
        Value::Scalar(crate::array::Scalar::F64(x)) => *x,
        _ => return Ok(None),
    };
    if x.is_nan() {
        return Err(Raised::value_error("cannot convert NaN to integer ratio"));
    }
    if x.is_infinite() {
        let message = "cannot convert Infinity to integer ratio";
        return Err(Raised::new(ClassId::OVERFLOW_ERROR, message));
    }
    let (mantissa, exponent) = decompose(x);
    let mantissa = if x < 0.0 {
        -BigInt::from(mantissa)
    } else {
        mantissa.into()
    };
    let power = BigInt::from(1) << exponent.unsigned_abs();
    Ok(Some(match exponent >= 0 {
        true => (mantissa * power, 1.into()),
        false => (mantissa, power),
    }))
}

/// `numerator / denominator` microseconds, a half to even.
fn rounded(numerator: BigInt, denominator: BigInt) -> Result<Value> {
    if denominator.is_zero() {
        return Err(no_quotient("integer division or modulo by zero"));
    }
    let (numerator, denominator) = match denominator.is_negative() {
        true => (-numerator, -denominator),
        false => (numerator, denominator),
    };
    let (quotient, remainder) = numerator.div_mod_floor(&denominator);
    let up = match (remainder * 2u8).cmp(&denominator) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => quotient.is_odd(),
        std::cmp::Ordering::Greater => true,
    };
    from_big(&(quotient + i32::from(up)))
}

fn divide(delta: Delta, by: Value) -> Result<Value> {
    if let Some(by) = Delta::of(&by) {
        if by.0 == 0 {
            return Err(no_quotient("division by zero"));
        }
        return operators::true_divide(&delta.0.into(), &by.0.into()).map(Value::Float);
    }
    match ratio(&by)? {
        Some((numerator, denominator)) => rounded(BigInt::from(delta.0) * denominator, numerator),
        None => Ok(Value::NotImplemented),
    }
}
