//! The module `datetime`: `date`, `datetime`, `time`, `timedelta`, `timezone`.
//!
//! Dates are of the Gregorian calendar, also those before it; days are counted by floor 2's calendar. There is no local
//! time zone: everything without one of its own is UTC, on every machine.

mod calendar;
pub mod counted;
mod date;
mod delta;
mod iso;
mod moment;
mod strftime;
mod strptime;
mod time;
mod zone;

use num_traits::ToPrimitive;

use crate::builtins;
use crate::value::builtin::{Bound, Parameter};
use crate::value::compare::text_of;
use crate::value::number::{as_int, index};
use crate::value::{Builtin, ClassId, Host, Raised, Result, Value};

pub use calendar::Day;
pub use strftime::strftime;
pub use strptime::strptime;
pub use zone::Zone;

/// The rows of `datetime`.
pub const CHAPTERS: [&[Builtin]; 6] = [
    ROWS,
    date::ROWS,
    delta::ROWS,
    moment::ROWS,
    time::ROWS,
    zone::ROWS,
];

builtins! {
    /// The smallest year of a date.
    ///
    /// >>> datetime.MINYEAR
    /// 1
    constant "datetime.MINYEAR" => || 1i64;
    /// The largest year of a date.
    ///
    /// >>> datetime.MAXYEAR
    /// 9999
    constant "datetime.MAXYEAR" => || 9999i64;
    /// The time zone UTC.
    ///
    /// >>> datetime.UTC
    /// datetime.timezone.utc
    constant "datetime.UTC" | "datetime.timezone.utc" => zone::utc_value;
}

const MICROS_PER_SECOND: i64 = 1_000_000;
const MICROS_PER_DAY: i64 = 86_400 * MICROS_PER_SECOND;

/// An integer argument, as C takes it.
struct Field(i64);

impl Parameter for Field {
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<Field> {
        field(host, &bound.take().unwrap_or(Value::None)).map(Field)
    }
}

/// An argument of `replace`, which may be left out.
struct OptionalField(Option<i64>);

impl Parameter for OptionalField {
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<OptionalField> {
        match bound.take_given() {
            Some(value) => field(host, &value).map(|field| OptionalField(Some(field))),
            None => Ok(OptionalField(None)),
        }
    }
}

/// The text of `strftime`.
struct Format(std::rc::Rc<str>);

impl Parameter for Format {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Format> {
        let value = bound.take().unwrap_or(Value::None);
        match text_of(&value) {
            Some(text) => Ok(Format(text.clone())),
            None => Err(Raised::type_error(format!(
                "{}() argument 1 must be str, not {}",
                bound.row.name(),
                value.qualified_type_name()
            ))),
        }
    }
}

fn field(host: &mut dyn Host, value: &Value) -> Result<i64> {
    let whole = index(host, value)?;
    let overflow = |message: &str| Raised::new(ClassId::OVERFLOW_ERROR, message);
    match as_int(&whole).map(|whole| whole.to_i64()) {
        Some(Some(field)) if i32::try_from(field).is_ok() => Ok(field),
        Some(Some(field)) if field > 0 => Err(overflow("signed integer is greater than maximum")),
        Some(Some(_)) => Err(overflow("signed integer is less than minimum")),
        _ => Err(overflow("Python int too large to convert to C long")),
    }
}

/// Microseconds of the day out of hour, minute, second and microsecond.
///
/// # Errors
/// ValueError `hour must be in 0..23` and its like.
fn micros_of_day(hour: i64, minute: i64, second: i64, micro: i64) -> Result<i64> {
    let parts = [
        ("hour", hour, 23),
        ("minute", minute, 59),
        ("second", second, 59),
        ("microsecond", micro, 999_999),
    ];
    for (name, value, most) in parts {
        if !(0..=most).contains(&value) {
            return Err(Raised::value_error(format!("{name} must be in 0..{most}")));
        }
    }
    Ok(((hour * 60 + minute) * 60 + second) * MICROS_PER_SECOND + micro)
}

/// Hour, minute, second and microsecond.
fn clock(micros: i64) -> (i64, i64, i64, i64) {
    let seconds = micros / MICROS_PER_SECOND;
    (
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60,
        micros % MICROS_PER_SECOND,
    )
}

/// `fold=1` says which of two equal wall times is meant.
fn check_fold(fold: i64) -> Result<bool> {
    match fold {
        0 | 1 => Ok(fold == 1),
        _ => Err(Raised::value_error("fold must be either 0 or 1")),
    }
}

/// Declares a receiver: the parameter type of an object's own methods.
macro_rules! receiver {
    ($type:ident, $name:literal) => {
        impl $crate::value::builtin::Parameter for $type {
            fn take(
                bound: &mut $crate::value::builtin::Bound,
                _: &mut dyn $crate::value::Host,
            ) -> $crate::value::Result<$type> {
                let value = bound.take().unwrap_or($crate::value::Value::None);
                match $type::of(&value) {
                    Some(object) => Ok(object),
                    None => Err($crate::builtins::python::parameters::wrong_receiver(
                        bound,
                        $name,
                        Some(value),
                    )),
                }
            }
        }
    };
}
use receiver;
