//! `datetime`: a day and a time of day, with or without a time zone.

use std::any::Any;
use std::rc::Rc;

use super::calendar::Day;
use super::date::{Date, day_bytes, time_tuple};
use super::delta::Delta;
use super::strftime::strftime;
use super::strptime::strptime;
use super::time::{Time, clock_bytes};
use super::zone::Zone;
use super::{
    Field, Format, MICROS_PER_DAY, MICROS_PER_SECOND, OptionalField, check_fold, clock, iso,
    micros_of_day, receiver,
};
use crate::builtins;
use crate::builtins::python::convert::as_float;
use crate::builtins::python::parameters::Text;
use crate::syntax::ast::CompareOp;
use crate::value::builtin::Given;
use crate::value::compare::text_of;
use crate::value::{ClassId, Host, Native, Raised, Result, Value, compare, hash};

builtins! {
    /// A day and a time of day.
    ///
    /// >>> t = datetime.datetime(2024, 1, 15, 10, 30)
    /// >>> t, str(t)
    /// (datetime.datetime(2024, 1, 15, 10, 30), '2024-01-15 10:30:00')
    "datetime.datetime.__new__" "(year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0)" => new;
    /// This moment, by the clock of the session, in a time zone if one is given.
    "datetime.datetime.now" "(tz=None)" => |host: &mut dyn Host, zone: Value| {
        let zone = Zone::of_argument(&zone)?;
        let now = host.clock();
        Moment::at(now, zone).map(Moment::value)
    };
    /// This moment in UTC.
    "datetime.datetime.utcnow" "()" => |host: &mut dyn Host| Moment::now(host).map(Moment::value);
    /// The moment so many seconds after the beginning of 1970.
    ///
    /// >>> datetime.datetime.fromtimestamp(1700000000)
    /// datetime.datetime(2023, 11, 14, 22, 13, 20)
    "datetime.datetime.fromtimestamp" "(timestamp, tz=None)" => |host: &mut dyn Host, timestamp: Value, zone: Value| {
        let zone = Zone::of_argument(&zone)?;
        let seconds = seconds_of(host, &timestamp)?;
        Moment::at(seconds, zone).map(Moment::value)
    };
    /// The same in UTC.
    "datetime.datetime.utcfromtimestamp" "(timestamp, /)" => |host: &mut dyn Host, timestamp: Value| {
        let seconds = seconds_of(host, &timestamp)?;
        Moment::at(seconds, None).map(Moment::value)
    };
    /// A moment out of a text, by a format.
    ///
    /// >>> datetime.datetime.strptime('15.01.2024 10:30', '%d.%m.%Y %H:%M')
    /// datetime.datetime(2024, 1, 15, 10, 30)
    "datetime.datetime.strptime" "(date_string, format, /)" => |text: Text, format: Text| {
        let parsed = strptime(&text.0, &format.0)?;
        if parsed.second > 59 {
            return Err(Raised::value_error("second must be in 0..59"));
        }
        let moment = Moment {
            day: parsed.date()?,
            micros: parsed.micros()?,
            zone: parsed.offset.map(Zone::at),
            fold: false,
        };
        Ok(moment.value())
    };
    /// The moment that a text in ISO 8601 shows.
    ///
    /// >>> datetime.datetime.fromisoformat('2024-01-15T10:30')
    /// datetime.datetime(2024, 1, 15, 10, 30)
    "datetime.datetime.fromisoformat" "(date_string, /)" => from_iso;
    /// A moment out of a day and a time of day.
    ///
    /// >>> datetime.datetime.combine(datetime.date(2024, 1, 15), datetime.time(10, 30))
    /// datetime.datetime(2024, 1, 15, 10, 30)
    "datetime.datetime.combine" "(date, time, tzinfo=<no value>)" => combine;
    /// The hour, from 0 to 23.
    property "datetime.datetime.hour" => |moment: Moment| clock(moment.micros).0;
    /// The minute.
    property "datetime.datetime.minute" => |moment: Moment| clock(moment.micros).1;
    /// The second.
    property "datetime.datetime.second" => |moment: Moment| clock(moment.micros).2;
    /// The microsecond.
    property "datetime.datetime.microsecond" => |moment: Moment| clock(moment.micros).3;
    /// The time zone, or None.
    property "datetime.datetime.tzinfo" => |host: &mut dyn Host, moment: Moment| moment.zone.map(|zone| zone.value(host));
    /// Which of two equal wall times is meant.
    property "datetime.datetime.fold" => |moment: Moment| i64::from(moment.fold);
    /// The day.
    "datetime.datetime.date" "(self, /)" => |moment: Moment| Date(moment.day).value();
    /// The time of day.
    "datetime.datetime.time" "(self, /)" => |moment: Moment| Time { micros: moment.micros, zone: None, fold: moment.fold }.value();
    /// The time of day, with the time zone.
    "datetime.datetime.timetz" "(self, /)" => |moment: Moment| Time { micros: moment.micros, zone: moment.zone, fold: moment.fold }.value();
    /// Seconds since the beginning of 1970.
    ///
    /// >>> datetime.datetime(1970, 1, 2).timestamp()
    /// 86400.0
    "datetime.datetime.timestamp" "(self, /)" => |moment: Moment| {
        crate::builtins::operators::true_divide(&moment.instant().into(), &MICROS_PER_SECOND.into())
    };
    /// `2024-01-15T10:30:00`
    ///
    /// >>> datetime.datetime(2024, 1, 15, 10, 30).isoformat(' ', timespec='minutes')
    /// '2024-01-15 10:30'
    "datetime.datetime.isoformat" "(self, sep='T', timespec='auto')" => |moment: Moment, separator: Value, timespec: Text| {
        let separator = text_of(&separator).filter(|text| text.chars().count() == 1).ok_or_else(|| {
            Raised::type_error(format!(
                "isoformat() argument 1 must be a unicode character, not {}",
                separator.qualified_type_name()
            ))
        })?;
        moment.text(separator, &timespec.0)
    };
    /// As text by a format.
    ///
    /// >>> datetime.datetime(2024, 1, 15, 10, 30).strftime('%A, %I:%M %p')
    /// 'Monday, 10:30 AM'
    "datetime.datetime.strftime" "(self, format)" => |moment: Moment, format: Format| moment.formatted(&format.0);
    "datetime.datetime.__format__" "(self, format, /)" => |moment: Moment, format: Format| match format.0.is_empty() {
        true => moment.text(" ", "auto"),
        false => Ok(moment.formatted(&format.0)),
    };
    /// `Mon Jan 15 10:30:00 2024`
    "datetime.datetime.ctime" "(self, /)" => |moment: Moment| moment.formatted("%c");
    /// As `time.localtime` shows it.
    "datetime.datetime.timetuple" "(self, /)" => |moment: Moment| time_tuple(moment.day, moment.micros);
    /// A copy in which some parts are others.
    ///
    /// >>> datetime.datetime(2024, 1, 15, 10, 30).replace(minute=0)
    /// datetime.datetime(2024, 1, 15, 10, 0)
    "datetime.datetime.replace" "(self, year=<no value>, month=<no value>, day=<no value>, hour=<no value>, minute=<no value>, second=<no value>, microsecond=<no value>, tzinfo=<no value>, *, fold=<no value>)" => replace;
    /// The same moment in another time zone.
    "datetime.datetime.astimezone" "(self, tz=None)" => |moment: Moment, zone: Value| {
        let zone = Zone::of_argument(&zone)?.unwrap_or_else(|| Zone::at(0));
        Moment::of_instant(moment.instant() + i128::from(zone.offset()), Some(zone)).map(Moment::value)
    };
    /// The distance from UTC, or None without a time zone.
    "datetime.datetime.utcoffset" "(self, /)" => |moment: Moment| moment.zone.map(|zone| zone.offset_value());
    /// The time zone's name, or None.
    "datetime.datetime.tzname" "(self, /)" => |moment: Moment| moment.zone.map(|zone| zone.shown());
    /// Summer time: a fixed zone has none.
    "datetime.datetime.dst" "(self, /)" => |_moment: Moment| Value::None;
    /// The first moment.
    constant "datetime.datetime.min" => || Moment::midnight(Day { year: 1, month: 1, day: 1 }).value();
    /// The last moment.
    constant "datetime.datetime.max" => || {
        let day = Day { year: 9999, month: 12, day: 31 };
        Moment { day, micros: MICROS_PER_DAY - 1, zone: None, fold: false }.value()
    };
    "datetime.datetime.__add__" | "datetime.datetime.__radd__" "(self, value, /)" => |moment: Moment, other: Value| match Delta::of(&other) {
        Some(delta) => moment.shifted(delta.0),
        None => Ok(Value::NotImplemented),
    };
    "datetime.datetime.__sub__" "(self, value, /)" => |moment: Moment, other: Value| match (Delta::of(&other), Moment::of(&other)) {
        (Some(delta), _) => moment.shifted(-delta.0),
        (None, Some(other)) => {
            if moment.zone.is_some() != other.zone.is_some() {
                return Err(Raised::type_error("can't subtract offset-naive and offset-aware datetimes"));
            }
            Delta::checked(moment.instant() - other.instant())
        }
        (None, None) => Ok(Value::NotImplemented),
    };
}

/// A day and microseconds of the day, as the clocks of its time zone show them.
#[derive(Clone)]
pub struct Moment {
    pub day: Day,
    pub micros: i64,
    pub zone: Option<Zone>,
    pub fold: bool,
}

receiver!(Moment, "datetime.datetime");

impl Moment {
    pub fn of(value: &Value) -> Option<Moment> {
        value.native::<Moment>().cloned()
    }

    pub fn value(self) -> Value {
        Value::Native(Rc::new(self))
    }

    pub fn midnight(day: Day) -> Moment {
        Moment {
            day,
            micros: 0,
            zone: None,
            fold: false,
        }
    }

    /// This moment, by the clock of the session.
    pub fn now(host: &mut dyn Host) -> Result<Moment> {
        Moment::at(host.clock(), None)
    }

    /// Seconds since 1970, rounded half to even to microseconds.
    pub fn at(seconds: f64, zone: Option<Zone>) -> Result<Moment> {
        if seconds.is_nan() {
            return Err(Raised::value_error("cannot convert float NaN to integer"));
        }
        if seconds.abs() >= 9.3e18 {
            let message = "timestamp out of range for platform time_t";
            return Err(Raised::new(ClassId::OVERFLOW_ERROR, message));
        }
        let whole = seconds.floor();
        let micros = ((seconds - whole) * 1e6).round_ties_even() as i128;
        let instant = whole as i128 * i128::from(MICROS_PER_SECOND) + micros;
        let offset = zone.as_ref().map_or(0, Zone::offset);
        Moment::of_instant(instant + i128::from(offset), zone).map_err(|_| {
            let days = instant.div_euclid(MICROS_PER_DAY.into()) as i64;
            let year = crate::array::calendar::date_from_days(days).0;
            Raised::value_error(format!("year {year} is out of range"))
        })
    }

    /// Microseconds since 1970, as the zone's clocks count them.
    fn of_instant(local: i128, zone: Option<Zone>) -> Result<Moment> {
        let days = local.div_euclid(MICROS_PER_DAY.into());
        Ok(Moment {
            day: Day::from_epoch(i64::try_from(days).unwrap_or(i64::MAX))?,
            micros: local.rem_euclid(MICROS_PER_DAY.into()) as i64,
            zone,
            fold: false,
        })
    }

    fn local(&self) -> i128 {
        i128::from(self.day.since_epoch()) * i128::from(MICROS_PER_DAY) + i128::from(self.micros)
    }

    /// Microseconds since 1970 in UTC.
    fn instant(&self) -> i128 {
        let offset = self.zone.as_ref().map_or(0, Zone::offset);
        self.local() - i128::from(offset)
    }

    fn shifted(&self, micros: i128) -> Result<Value> {
        Moment::of_instant(self.local() + micros, self.zone.clone()).map(Moment::value)
    }

    fn formatted(&self, format: &str) -> String {
        strftime(self.day, self.micros, self.zone.as_ref(), format)
    }

    fn text(&self, separator: &str, timespec: &str) -> Result<String> {
        let time = iso::time_text(self.micros, timespec)?;
        let zone = self.zone.as_ref();
        let zone = zone.map_or_else(String::new, |zone| zone.offset_text(":"));
        Ok(format!(
            "{}{separator}{time}{zone}",
            iso::date_text(self.day)
        ))
    }
}

impl Native for Moment {
    fn class(&self) -> ClassId {
        ClassId::DATETIME
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        let Day { year, month, day } = self.day;
        let time = super::time::repr_parts(self.micros, self.zone.as_ref(), self.fold);
        Some(format!("datetime.datetime({year}, {month}, {day}, {time})"))
    }

    fn str(&self) -> Option<String> {
        self.text(" ", "auto").ok()
    }

    fn hash(&self, host: &mut dyn Host) -> Result<Option<i64>> {
        if self.zone.is_some() {
            // CPython hashes the span since the beginning of year 0's last day.
            let since = self.instant() + i128::from(719_163 * MICROS_PER_DAY);
            return Delta(since).hash(host);
        }
        let bytes = [&day_bytes(self.day)[..], &clock_bytes(self.micros)[..]].concat();
        Ok(Some(hash::hash_bytes(&bytes)))
    }

    fn compare(&self, _: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        let equality = matches!(op, CompareOp::Eq | CompareOp::NotEq);
        let Some(other) = Moment::of(other) else {
            return match other.native::<Date>() {
                Some(_) if !equality => Err(Raised::type_error(
                    "can't compare datetime.datetime to datetime.date",
                )),
                _ => Ok(None),
            };
        };
        if self.zone.is_some() != other.zone.is_some() {
            return match op {
                CompareOp::Eq => Ok(Some(Value::Bool(false))),
                CompareOp::NotEq => Ok(Some(Value::Bool(true))),
                _ => Err(Raised::type_error(
                    "can't compare offset-naive and offset-aware datetimes",
                )),
            };
        }
        let order = self.instant().cmp(&other.instant());
        Ok(Some(Value::Bool(compare::decide(op, order))))
    }
}

fn seconds_of(host: &mut dyn Host, timestamp: &Value) -> Result<f64> {
    match as_float(host, timestamp) {
        Err(raised) if raised.is_a(ClassId::TYPE_ERROR) => Err(Raised::type_error(format!(
            "'{}' object cannot be interpreted as an integer",
            timestamp.qualified_type_name()
        ))),
        seconds => seconds,
    }
}

#[allow(clippy::too_many_arguments)] // as many as the row has
fn new(
    year: Field,
    month: Field,
    day: Field,
    hour: Field,
    minute: Field,
    second: Field,
    micro: Field,
    zone: Value,
    fold: Field,
) -> Result<Value> {
    let moment = Moment {
        day: Day::new(year.0, month.0, day.0)?,
        micros: micros_of_day(hour.0, minute.0, second.0, micro.0)?,
        fold: check_fold(fold.0)?,
        zone: Zone::of_argument(&zone)?,
    };
    Ok(moment.value())
}

#[allow(clippy::too_many_arguments)] // as many as the row has
fn replace(
    moment: Moment,
    year: OptionalField,
    month: OptionalField,
    day: OptionalField,
    hour: OptionalField,
    minute: OptionalField,
    second: OptionalField,
    micro: OptionalField,
    zone: Given,
    fold: OptionalField,
) -> Result<Value> {
    let Day {
        year: y,
        month: m,
        day: d,
    } = moment.day;
    let (h, min, s, us) = clock(moment.micros);
    let changed = Moment {
        day: Day::new(
            year.0.unwrap_or(y),
            month.0.unwrap_or(m),
            day.0.unwrap_or(d),
        )?,
        micros: micros_of_day(
            hour.0.unwrap_or(h),
            minute.0.unwrap_or(min),
            second.0.unwrap_or(s),
            micro.0.unwrap_or(us),
        )?,
        zone: match zone.0 {
            Some(zone) => Zone::of_argument(&zone)?,
            None => moment.zone,
        },
        fold: fold.0.map_or(Ok(moment.fold), check_fold)?,
    };
    Ok(changed.value())
}

fn from_iso(text: Value) -> Result<Value> {
    let text = iso::argument(&text)?;
    let invalid = || iso::invalid(&text);
    if let Some(day) = iso::date(&text) {
        return day.map(|day| Moment::midnight(day).value());
    }
    // The date is what stands before the one character that parts it from the time.
    for at in [10, 8] {
        let (Some(date), Some(rest)) = (text.get(..at), text.get(at..)) else {
            continue;
        };
        let mut rest = rest.chars();
        rest.next();
        if let (Some(day), Some(time)) = (iso::date(date), iso::time(rest.as_str())) {
            let (micros, zone) = time?;
            let moment = Moment {
                day: day?,
                micros,
                zone,
                fold: false,
            };
            return Ok(moment.value());
        }
    }
    Err(invalid())
}

fn combine(date: Value, time: Value, zone: Given) -> Result<Value> {
    let wrong = |number: i64, wanted: &str, given: &Value| {
        Raised::type_error(format!(
            "combine() argument {number} must be datetime.{wanted}, not {}",
            given.qualified_type_name()
        ))
    };
    let day = Date::of(&date).ok_or_else(|| wrong(1, "date", &date))?.0;
    let time = Time::of(&time).ok_or_else(|| wrong(2, "time", &time))?;
    let zone = match zone.0 {
        Some(zone) => Zone::of_argument(&zone)?,
        None => time.zone,
    };
    let moment = Moment {
        day,
        micros: time.micros,
        zone,
        fold: time.fold,
    };
    Ok(moment.value())
}
