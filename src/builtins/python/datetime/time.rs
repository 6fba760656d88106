//! `time`: a time of day.

use std::any::Any;
use std::rc::Rc;

use super::calendar::Day;
use super::strftime::strftime;
use super::zone::Zone;
use super::{
    Field, Format, MICROS_PER_DAY, OptionalField, check_fold, clock, iso, micros_of_day, receiver,
};
use crate::builtins;
use crate::builtins::python::parameters::Text;
use crate::syntax::ast::CompareOp;
use crate::value::builtin::Given;
use crate::value::{ClassId, Host, Native, Raised, Result, Value, compare, hash};

builtins! {
    /// A time of day.
    ///
    /// >>> t = datetime.time(10, 30)
    /// >>> t, str(t), t.hour
    /// (datetime.time(10, 30), '10:30:00', 10)
    "datetime.time.__new__" "(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)" => |hour: Field, minute: Field, second: Field, micro: Field, zone: Value, fold: Field| {
        let micros = micros_of_day(hour.0, minute.0, second.0, micro.0)?;
        let time = Time { micros, fold: check_fold(fold.0)?, zone: Zone::of_argument(&zone)? };
        Ok::<Value, Raised>(time.value())
    };
    /// The hour, from 0 to 23.
    property "datetime.time.hour" => |time: Time| clock(time.micros).0;
    /// The minute.
    property "datetime.time.minute" => |time: Time| clock(time.micros).1;
    /// The second.
    property "datetime.time.second" => |time: Time| clock(time.micros).2;
    /// The microsecond.
    property "datetime.time.microsecond" => |time: Time| clock(time.micros).3;
    /// The time zone, or None.
    property "datetime.time.tzinfo" => |host: &mut dyn Host, time: Time| time.zone.map(|zone| zone.value(host));
    /// Which of two equal wall times is meant.
    property "datetime.time.fold" => |time: Time| i64::from(time.fold);
    /// The time that a text in ISO 8601 shows.
    ///
    /// >>> datetime.time.fromisoformat('10:30')
    /// datetime.time(10, 30)
    "datetime.time.fromisoformat" "(time_string, /)" => |text: Value| {
        let text = iso::argument(&text)?;
        match iso::time(text.trim_start_matches('T')) {
            Some(time) => time.map(|(micros, zone)| Time { micros, zone, fold: false }.value()),
            None => Err(iso::invalid(&text)),
        }
    };
    /// `10:30:00`
    ///
    /// >>> datetime.time(10, 30).isoformat()
    /// '10:30:00'
    "datetime.time.isoformat" "(self, timespec='auto')" => |time: Time, timespec: Text| time.text(&timespec.0);
    /// As text by a format.
    ///
    /// >>> datetime.time(15, 30).strftime('%I:%M %p')
    /// '03:30 PM'
    "datetime.time.strftime" "(self, format)" => |time: Time, format: Format| time.formatted(&format.0);
    "datetime.time.__format__" "(self, format, /)" => |time: Time, format: Format| match format.0.is_empty() {
        true => time.text("auto"),
        false => Ok(time.formatted(&format.0)),
    };
    /// A copy in which some parts are others.
    ///
    /// >>> datetime.time(10, 30).replace(hour=5)
    /// datetime.time(5, 30)
    "datetime.time.replace" "(self, hour=<no value>, minute=<no value>, second=<no value>, microsecond=<no value>, tzinfo=<no value>, *, fold=<no value>)" => replace;
    /// The distance from UTC, or None without a time zone.
    "datetime.time.utcoffset" "(self, /)" => |time: Time| time.zone.map(|zone| zone.offset_value());
    /// The time zone's name, or None.
    "datetime.time.tzname" "(self, /)" => |time: Time| time.zone.map(|zone| zone.shown());
    /// The first time of a day.
    constant "datetime.time.min" => || Time { micros: 0, zone: None, fold: false }.value();
    /// The last time of a day.
    constant "datetime.time.max" => || Time { micros: MICROS_PER_DAY - 1, zone: None, fold: false }.value();
}

/// Microseconds of a day.
#[derive(Clone)]
pub struct Time {
    pub micros: i64,
    pub zone: Option<Zone>,
    pub fold: bool,
}

receiver!(Time, "datetime.time");

impl Time {
    pub fn of(value: &Value) -> Option<Time> {
        value.native::<Time>().cloned()
    }

    pub fn value(self) -> Value {
        Value::Native(Rc::new(self))
    }

    fn text(&self, timespec: &str) -> Result<String> {
        let zone = self.zone.as_ref();
        let zone = zone.map_or_else(String::new, |zone| zone.offset_text(":"));
        Ok(format!("{}{zone}", iso::time_text(self.micros, timespec)?))
    }

    fn formatted(&self, format: &str) -> String {
        let day = Day {
            year: 1900,
            month: 1,
            day: 1,
        };
        strftime(day, self.micros, self.zone.as_ref(), format)
    }

    /// Microseconds in UTC.
    fn instant(&self) -> i64 {
        self.micros - self.zone.as_ref().map_or(0, Zone::offset)
    }
}

impl Native for Time {
    fn class(&self) -> ClassId {
        ClassId::TIME
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        let parts = repr_parts(self.micros, self.zone.as_ref(), self.fold);
        Some(format!("datetime.time({parts})"))
    }

    fn str(&self) -> Option<String> {
        self.text("auto").ok()
    }

    fn hash(&self, host: &mut dyn Host) -> Result<Option<i64>> {
        match self.zone {
            Some(_) => super::delta::Delta(self.instant().into()).hash(host),
            None => Ok(Some(hash::hash_bytes(&clock_bytes(self.micros)))),
        }
    }

    fn compare(&self, _: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        let Some(other) = Time::of(other) else {
            return Ok(None);
        };
        if self.zone.is_some() != other.zone.is_some() {
            return match op {
                CompareOp::Eq => Ok(Some(Value::Bool(false))),
                CompareOp::NotEq => Ok(Some(Value::Bool(true))),
                _ => Err(Raised::type_error(
                    "can't compare offset-naive and offset-aware times",
                )),
            };
        }
        let order = self.instant().cmp(&other.instant());
        Ok(Some(Value::Bool(compare::decide(op, order))))
    }
}

/// What stands in the brackets of a repr: hour and minute, and more where it is not zero.
pub fn repr_parts(micros: i64, zone: Option<&Zone>, fold: bool) -> String {
    let (hour, minute, second, micro) = clock(micros);
    let mut text = format!("{hour}, {minute}");
    if second != 0 || micro != 0 {
        text.push_str(&format!(", {second}"));
    }
    if micro != 0 {
        text.push_str(&format!(", {micro}"));
    }
    if fold {
        text.push_str(", fold=1");
    }
    if let Some(zone) = zone {
        text.push_str(&format!(", tzinfo={}", zone.repr_text()));
    }
    text
}

/// How CPython keeps a time: its hash is that of these bytes.
pub fn clock_bytes(micros: i64) -> [u8; 6] {
    let (hour, minute, second, micro) = clock(micros);
    let [_, high, middle, low] = (micro as u32).to_be_bytes();
    [hour as u8, minute as u8, second as u8, high, middle, low]
}

fn replace(
    time: Time,
    hour: OptionalField,
    minute: OptionalField,
    second: OptionalField,
    micro: OptionalField,
    zone: Given,
    fold: OptionalField,
) -> Result<Value> {
    let (h, m, s, us) = clock(time.micros);
    let changed = Time {
        micros: micros_of_day(
            hour.0.unwrap_or(h),
            minute.0.unwrap_or(m),
            second.0.unwrap_or(s),
            micro.0.unwrap_or(us),
        )?,
        zone: match zone.0 {
            Some(zone) => Zone::of_argument(&zone)?,
            None => time.zone,
        },
        fold: fold.0.map_or(Ok(time.fold), check_fold)?,
    };
    Ok(changed.value())
}
