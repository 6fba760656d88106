//! `date`: a day of the calendar.

use std::any::Any;
use std::rc::Rc;

use super::calendar::Day;
use super::delta::Delta;
use super::moment::Moment;
use super::strftime::strftime;
use super::{Field, Format, MICROS_PER_DAY, MICROS_PER_SECOND, OptionalField, iso, receiver};
use crate::builtins;
use crate::builtins::python::convert::as_float;
use crate::builtins::python::named_tuple::record;
use crate::syntax::ast::CompareOp;
use crate::value::{Class, ClassId, Host, Native, Raised, Result, Value, compare, hash};

builtins! {
    /// A day: year, month and day.
    ///
    /// >>> d = datetime.date(2024, 1, 15)
    /// >>> d, str(d), d.year
    /// (datetime.date(2024, 1, 15), '2024-01-15', 2024)
    "datetime.date.__new__" "(year, month, day)" => |year: Field, month: Field, day: Field| {
        Day::new(year.0, month.0, day.0).map(|day| Date(day).value())
    };
    /// Today, by the clock of the session; for `datetime` this moment.
    "datetime.date.today" "(cls)" => |host: &mut dyn Host, class: Value| {
        let now = Moment::now(host)?;
        Ok::<Value, Raised>(match is_datetime(&class) {
            true => now.value(),
            false => Date(now.day).value(),
        })
    };
    /// The day of a time in seconds since 1970.
    ///
    /// >>> datetime.date.fromtimestamp(0)
    /// datetime.date(1970, 1, 1)
    "datetime.date.fromtimestamp" "(timestamp, /)" => |host: &mut dyn Host, timestamp: Value| {
        let seconds = as_float(host, &timestamp)?;
        Moment::at(seconds, None).map(|moment| Date(moment.day).value())
    };
    /// The day with a number, counted from 0001-01-01 as 1.
    ///
    /// >>> datetime.date.fromordinal(738900)
    /// datetime.date(2024, 1, 15)
    "datetime.date.fromordinal" "(cls, ordinal, /)" => |class: Value, ordinal: Field| {
        if ordinal.0 < 1 {
            return Err(Raised::value_error("ordinal must be >= 1"));
        }
        let day = Day::from_ordinal(ordinal.0).map_err(|_| {
            let year = crate::array::calendar::date_from_days(ordinal.0 - 719_163).0;
            Raised::value_error(format!("year {year} is out of range"))
        })?;
        Ok(of_class(&class, day))
    };
    /// The day that a text in ISO 8601 shows.
    ///
    /// >>> datetime.date.fromisoformat('2024-01-15')
    /// datetime.date(2024, 1, 15)
    "datetime.date.fromisoformat" "(date_string, /)" => |text: Value| {
        let text = iso::argument(&text)?;
        match iso::date(&text) {
            Some(day) => day.map(|day| Date(day).value()),
            None => Err(iso::invalid(&text)),
        }
    };
    /// The day of an ISO year, week and day of the week.
    ///
    /// >>> datetime.date.fromisocalendar(2024, 3, 1)
    /// datetime.date(2024, 1, 15)
    "datetime.date.fromisocalendar" "(cls, year, week, day)" => |class: Value, year: Field, week: Field, day: Field| {
        Day::from_iso(year.0, week.0, day.0).map(|day| of_class(&class, day))
    };
    /// The year.
    property "datetime.date.year" => |date: Date| date.0.year;
    /// The month, from 1.
    property "datetime.date.month" => |date: Date| date.0.month;
    /// The day of the month, from 1.
    property "datetime.date.day" => |date: Date| date.0.day;
    /// The day of the week, 0 for Monday.
    ///
    /// >>> datetime.date(2024, 1, 15).weekday()
    /// 0
    "datetime.date.weekday" "(self, /)" => |date: Date| date.0.weekday();
    /// The day of the week, 1 for Monday.
    "datetime.date.isoweekday" "(self, /)" => |date: Date| date.0.weekday() + 1;
    /// The ISO year, week and day of the week.
    ///
    /// >>> datetime.date(2024, 1, 15).isocalendar()
    /// datetime.IsoCalendarDate(year=2024, week=3, weekday=1)
    "datetime.date.isocalendar" "(self, /)" => |date: Date| {
        let (year, week, weekday) = date.0.iso();
        let values = [year, week, weekday].map(Value::Int);
        record(ClassId::ISO_CALENDAR_DATE, &["year", "week", "weekday"], values.into())
    };
    /// The number of the day, counted from 0001-01-01 as 1.
    "datetime.date.toordinal" "(self, /)" => |date: Date| date.0.ordinal();
    /// `2024-01-15`
    ///
    /// >>> datetime.date(2024, 1, 15).isoformat()
    /// '2024-01-15'
    "datetime.date.isoformat" "(self, /)" => |date: Date| iso::date_text(date.0);
    /// As text by a format.
    ///
    /// >>> datetime.date(2024, 1, 15).strftime('%d %B %Y')
    /// '15 January 2024'
    "datetime.date.strftime" "(self, format)" => |date: Date, format: Format| strftime(date.0, 0, None, &format.0);
    "datetime.date.__format__" "(self, format, /)" => |date: Date, format: Format| match format.0.is_empty() {
        true => iso::date_text(date.0),
        false => strftime(date.0, 0, None, &format.0),
    };
    /// `Mon Jan 15 00:00:00 2024`
    "datetime.date.ctime" "(self, /)" => |date: Date| strftime(date.0, 0, None, "%c");
    /// As `time.localtime` shows it.
    "datetime.date.timetuple" "(self, /)" => |date: Date| time_tuple(date.0, 0);
    /// A copy with another year, month or day.
    ///
    /// >>> datetime.date(2024, 1, 15).replace(day=1)
    /// datetime.date(2024, 1, 1)
    "datetime.date.replace" "(self, year=<no value>, month=<no value>, day=<no value>)" => |date: Date, year: OptionalField, month: OptionalField, day: OptionalField| {
        let Day { year: y, month: m, day: d } = date.0;
        Day::new(year.0.unwrap_or(y), month.0.unwrap_or(m), day.0.unwrap_or(d)).map(|day| Date(day).value())
    };
    /// The first day.
    constant "datetime.date.min" => || Date(Day { year: 1, month: 1, day: 1 }).value();
    /// The last day.
    constant "datetime.date.max" => || Date(Day { year: 9999, month: 12, day: 31 }).value();
    "datetime.date.__add__" | "datetime.date.__radd__" "(self, value, /)" => |date: Date, other: Value| match Delta::of(&other) {
        Some(delta) => shifted(date.0, delta.0),
        None => Ok(Value::NotImplemented),
    };
    "datetime.date.__sub__" "(self, value, /)" => |date: Date, other: Value| match (Delta::of(&other), other.native::<Date>()) {
        (Some(delta), _) => shifted(date.0, -(delta.0 - delta.0.rem_euclid(MICROS_PER_DAY.into()))),
        (None, Some(other)) => {
            let days = date.0.ordinal() - other.0.ordinal();
            Delta::checked(i128::from(days) * i128::from(MICROS_PER_DAY))
        }
        (None, None) => Ok(Value::NotImplemented),
    };
}

/// A day as an object.
#[derive(Clone, Copy)]
pub struct Date(pub Day);

receiver!(Date, "datetime.date");

impl Date {
    /// The day of a `date`, or of a `datetime`, which is one too.
    pub fn of(value: &Value) -> Option<Date> {
        let day = || Some(value.native::<Moment>()?.day);
        value.native::<Date>().copied().or_else(|| day().map(Date))
    }

    pub fn value(self) -> Value {
        Value::Native(Rc::new(self))
    }
}

fn is_datetime(class: &Value) -> bool {
    matches!(class, Value::Class(Class::Builtin(ClassId::DATETIME)))
}

/// The day as an object of `date` or `datetime`.
fn of_class(class: &Value, day: Day) -> Value {
    match is_datetime(class) {
        true => Moment::midnight(day).value(),
        false => Date(day).value(),
    }
}

/// Whole days are added; the rest of the span does not count.
fn shifted(day: Day, micros: i128) -> Result<Value> {
    let days = micros.div_euclid(MICROS_PER_DAY.into()) as i64;
    Day::from_ordinal(day.ordinal() + days).map(|day| Date(day).value())
}

/// `time.struct_time`; whether it is summer time is not known.
pub fn time_tuple(day: Day, micros: i64) -> Value {
    crate::builtins::python::time::struct_time(day, micros / MICROS_PER_SECOND, -1)
}

impl Native for Date {
    fn class(&self) -> ClassId {
        ClassId::DATE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        let Day { year, month, day } = self.0;
        Some(format!("datetime.date({year}, {month}, {day})"))
    }

    fn str(&self) -> Option<String> {
        Some(iso::date_text(self.0))
    }

    fn hash(&self, _: &mut dyn Host) -> Result<Option<i64>> {
        Ok(Some(hash::hash_bytes(&day_bytes(self.0))))
    }

    fn compare(&self, _: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        let equality = matches!(op, CompareOp::Eq | CompareOp::NotEq);
        if other.native::<Moment>().is_some() && !equality {
            return Err(Raised::type_error(
                "can't compare datetime.datetime to datetime.date",
            ));
        }
        let other = other.native::<Date>();
        Ok(other.map(|other| Value::Bool(compare::decide(op, self.0.cmp(&other.0)))))
    }
}

/// How CPython keeps a day: its hash is that of these bytes.
pub fn day_bytes(day: Day) -> [u8; 4] {
    let [high, low] = (day.year as u16).to_be_bytes();
    [high, low, day.month as u8, day.day as u8]
}
