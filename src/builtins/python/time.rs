//! The module `time`, by the clock of the session: a virtual one in lessons, so that they print the same everywhere.
//!
//! The local time zone is UTC on every machine. `sleep` does not wait: it puts the clock forward.

use super::convert::as_float;
use super::datetime::{Day, strftime, strptime};
use super::iterate;
use super::named_tuple::record;
use super::parameters::Text;
use crate::builtins;
use crate::value::builtin::Given;
use crate::value::number::{as_int, index};
use crate::value::{ClassId, Host, Raised, Result, Value};

builtins! {
    /// Seconds since the beginning of 1970.
    ///
    /// >>> isinstance(time.time(), float)
    /// True
    "time.time" "()" => |host: &mut dyn Host| host.clock();
    /// Nanoseconds since the beginning of 1970.
    ///
    /// >>> isinstance(time.time_ns(), int)
    /// True
    "time.time_ns" "()" => |host: &mut dyn Host| nanoseconds(host.clock());
    /// Seconds of a clock that only runs forward: for the difference between two readings.
    ///
    /// >>> start = time.perf_counter()
    /// >>> time.perf_counter() > start
    /// True
    "time.perf_counter" | "timeit.default_timer" | "time.monotonic" | "time.process_time" | "time.thread_time" "()" => |host: &mut dyn Host| elapsed(host);
    /// Nanoseconds of a clock that only runs forward.
    ///
    /// >>> start = time.perf_counter_ns()
    /// >>> time.perf_counter_ns() > start
    /// True
    "time.perf_counter_ns" | "time.monotonic_ns" | "time.process_time_ns" | "time.thread_time_ns" "()" => |host: &mut dyn Host| nanoseconds(elapsed(host));
    /// Puts the clock forward by some seconds.
    ///
    /// >>> start = time.perf_counter(); time.sleep(2)
    /// >>> time.perf_counter() - start >= 2
    /// True
    "time.sleep" "(secs, /)" => |host: &mut dyn Host, seconds: Value| {
        let seconds = number(host, &seconds)?;
        if seconds < 0.0 {
            return Err(Raised::value_error("sleep length must be non-negative"));
        }
        if seconds.is_nan() {
            return Err(Raised::value_error("Invalid value NaN (not a number)"));
        }
        if seconds > 9.2e9 {
            let message = "timestamp too large to convert to C _PyTime_t";
            return Err(Raised::new(ClassId::OVERFLOW_ERROR, message));
        }
        host.sleep(seconds);
        Ok(())
    };
    /// Seconds since 1970, or this moment, as a date and a time of day in UTC.
    ///
    /// >>> time.gmtime(0).tm_year
    /// 1970
    "time.gmtime" | "time.localtime" "(seconds=None, /)" => |host: &mut dyn Host, seconds: Value| broken_down(host, &seconds);
    /// A date and a time of day as seconds since 1970.
    ///
    /// >>> time.mktime(time.gmtime(86400))
    /// 86400.0
    "time.mktime" "(time_tuple, /)" => |host: &mut dyn Host, parts: Value| {
        let (day, seconds) = parts_of(host, &parts, "mktime")?;
        Ok::<f64, Raised>((day.since_epoch() * SECONDS_PER_DAY + seconds) as f64)
    };
    /// A date and a time of day, this moment by default, as text by a format.
    ///
    /// >>> time.strftime('%d.%m.%Y', time.gmtime(0))
    /// '01.01.1970'
    "time.strftime" "(format, t=<no value>, /)" => |host: &mut dyn Host, format: Text, parts: Given| {
        shown(host, parts.0, "strftime", &format.0)
    };
    /// A date and a time of day as text: `Thu Jan  1 00:00:00 1970`.
    ///
    /// >>> time.asctime(time.gmtime(0))
    /// 'Thu Jan  1 00:00:00 1970'
    "time.asctime" "(t=<no value>, /)" => |host: &mut dyn Host, parts: Given| shown(host, parts.0, "asctime", "%c");
    /// Seconds since 1970 as text: `Thu Jan  1 00:00:00 1970`.
    ///
    /// >>> time.ctime(0)
    /// 'Thu Jan  1 00:00:00 1970'
    "time.ctime" "(seconds=None, /)" => |host: &mut dyn Host, seconds: Value| {
        let parts = broken_down(host, &seconds)?;
        shown(host, Some(parts), "ctime", "%c")
    };
    /// A date and a time of day out of a text, by a format.
    ///
    /// >>> time.strptime('15.01.2024', '%d.%m.%Y').tm_yday
    /// 15
    "time.strptime" "(string, format='%a %b %d %H:%M:%S %Y', /)" => |text: Text, format: Text| {
        let parsed = strptime(&text.0, &format.0)?;
        let seconds = parsed.micros()? / 1_000_000;
        Ok::<Value, Raised>(struct_time(parsed.date()?, seconds, -1))
    };
    /// A date and a time of day: year, month, day, hour, minute, second, day of the week and of the year, summer time.
    "struct_time.__new__" "(sequence, /)" => |host: &mut dyn Host, parts: Value| {
        let parts = iterate::collect(host, &parts)?;
        if parts.len() < NAMES.len() {
            return Err(Raised::type_error(format!(
                "time.struct_time() takes an at least 9-sequence ({}-sequence given)",
                parts.len()
            )));
        }
        Ok(record(ClassId::STRUCT_TIME, &NAMES, parts.into_iter().take(NAMES.len()).collect()))
    };
    /// Seconds that the local time zone lies west of UTC.
    constant "time.timezone" | "time.altzone" | "time.daylight" => || 0i64;
    /// The names of the local time zone, without and with summer time.
    constant "time.tzname" => || Value::tuple(vec![Value::str("UTC"), Value::str("UTC")]);
}

const SECONDS_PER_DAY: i64 = 86_400;

const NAMES: [&str; 9] = [
    "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst",
];

fn nanoseconds(seconds: f64) -> i64 {
    let whole = seconds.floor();
    (whole as i64)
        .saturating_mul(1_000_000_000)
        .saturating_add(((seconds - whole) * 1e9) as i64)
}

/// When the clock that only runs forward was read first.
#[derive(Default)]
struct Started(Option<f64>);

fn elapsed(host: &mut dyn Host) -> f64 {
    let now = host.clock();
    now - *host.session().get::<Started>().0.get_or_insert(now)
}

/// A number of seconds, in CPython's words.
fn number(host: &mut dyn Host, value: &Value) -> Result<f64> {
    match as_float(host, value) {
        Err(raised) if raised.is_a(ClassId::TYPE_ERROR) => Err(Raised::type_error(format!(
            "'{}' object cannot be interpreted as an integer",
            value.qualified_type_name()
        ))),
        seconds => seconds,
    }
}

/// A day and seconds of the day as a `struct_time`; `summer` is -1 where it is not known.
pub fn struct_time(day: Day, seconds: i64, summer: i64) -> Value {
    let (hour, minute) = (seconds / 3600, seconds / 60 % 60);
    let parts = [
        day.year,
        day.month,
        day.day,
        hour,
        minute,
        seconds % 60,
        day.weekday(),
        day.of_year(),
        summer,
    ];
    record(ClassId::STRUCT_TIME, &NAMES, parts.map(Value::Int).into())
}

fn broken_down(host: &mut dyn Host, seconds: &Value) -> Result<Value> {
    let seconds = match seconds {
        Value::None => host.clock(),
        seconds => number(host, seconds)?,
    };
    if seconds.is_nan() {
        return Err(Raised::value_error("Invalid value NaN (not a number)"));
    }
    if seconds.abs() > 9.2e18 {
        let message = "timestamp out of range for platform time_t";
        return Err(Raised::new(ClassId::OVERFLOW_ERROR, message));
    }
    let whole = seconds.floor() as i64;
    let day = Day::from_epoch(whole.div_euclid(SECONDS_PER_DAY));
    let day = day.map_err(|_| Raised::value_error("year is out of range"))?;
    Ok(struct_time(day, whole.rem_euclid(SECONDS_PER_DAY), 0))
}

/// Day and seconds of the day of nine numbers.
fn parts_of(host: &mut dyn Host, parts: &Value, function: &str) -> Result<(Day, i64)> {
    let Some(items) = parts.tuple_items().cloned() else {
        let message = "Tuple or struct_time argument required";
        return Err(Raised::type_error(message));
    };
    if items.len() != NAMES.len() {
        let message = format!("{function}(): illegal time tuple argument");
        return Err(Raised::type_error(message));
    }
    let mut numbers = [0i64; 9];
    for (number, item) in numbers.iter_mut().zip(items.iter()) {
        let whole = index(host, item)?;
        let whole = as_int(&whole).and_then(|whole| i32::try_from(&*whole).ok());
        *number = i64::from(whole.ok_or_else(|| {
            let message = "signed integer is greater than maximum";
            Raised::new(ClassId::OVERFLOW_ERROR, message)
        })?);
    }
    let [year, month, day, hour, minute, second, ..] = numbers;
    let within = |name: &str, value: i64, low: i64, high: i64| match (low..=high).contains(&value) {
        true => Ok(()),
        false => Err(Raised::value_error(format!("{name} out of range"))),
    };
    within("month", month, 0, 12)?;
    within("day of month", day, 0, 31)?;
    within("hour", hour, 0, 23)?;
    within("minute", minute, 0, 59)?;
    within("seconds", second, 0, 61)?;
    let first = Day::new(year, month.max(1), 1)?;
    let day = Day::from_ordinal(first.ordinal() + day.max(1) - 1)?;
    Ok((day, (hour * 60 + minute) * 60 + second))
}

fn shown(
    host: &mut dyn Host,
    parts: Option<Value>,
    function: &str,
    format: &str,
) -> Result<String> {
    let parts = match parts {
        Some(parts) => parts,
        None => broken_down(host, &Value::None)?,
    };
    let (day, seconds) = parts_of(host, &parts, function)?;
    let zone = super::datetime::Zone::at(0);
    Ok(strftime(day, seconds * 1_000_000, Some(&zone), format))
}
