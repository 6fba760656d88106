//! `timezone`: a fixed distance from UTC.

use std::any::Any;
use std::rc::Rc;

use super::delta::Delta;
use super::{MICROS_PER_DAY, MICROS_PER_SECOND, receiver};
use crate::builtins;
use crate::syntax::ast::CompareOp;
use crate::value::builtin::Given;
use crate::value::compare::text_of;
use crate::value::{ClassId, Host, Native, Raised, Result, Value, hash};

builtins! {
    /// A time zone that lies a fixed span east of UTC.
    ///
    /// >>> datetime.timezone(datetime.timedelta(hours=2))
    /// datetime.timezone(datetime.timedelta(seconds=7200))
    "datetime.timezone.__new__" "(offset, name=<no value>)" => new;
    /// The distance from UTC.
    ///
    /// >>> datetime.timezone.utc.utcoffset(None)
    /// datetime.timedelta(0)
    "datetime.timezone.utcoffset" "(self, dt, /)" => |zone: Zone, _moment: Value| zone.offset_value();
    /// The zone's name.
    ///
    /// >>> datetime.timezone(datetime.timedelta(hours=2)).tzname(None)
    /// 'UTC+02:00'
    "datetime.timezone.tzname" "(self, dt, /)" => |zone: Zone, _moment: Value| zone.shown();
    /// Summer time: a fixed zone has none.
    "datetime.timezone.dst" "(self, dt, /)" => |_zone: Zone, _moment: Value| Value::None;
}

/// A time zone.
#[derive(Clone)]
pub struct Zone(Rc<Fixed>);

struct Fixed {
    /// Microseconds.
    offset: i64,
    name: Option<Rc<str>>,
}

receiver!(Zone, "datetime.timezone");

/// The one object that UTC is.
#[derive(Default)]
struct Utc(Option<Value>);

/// UTC as a value, the same one each time.
pub fn utc_value(host: &mut dyn Host) -> Value {
    let utc = &mut host.session().get::<Utc>().0;
    utc.get_or_insert_with(|| Value::Native(Rc::new(Zone::at(0))))
        .clone()
}

impl Zone {
    /// The zone so many microseconds east of UTC.
    pub fn at(offset: i64) -> Zone {
        Zone(Rc::new(Fixed { offset, name: None }))
    }

    pub fn of(value: &Value) -> Option<Zone> {
        value.native::<Zone>().cloned()
    }

    /// `tzinfo=`
    ///
    /// # Errors
    /// TypeError for what is no time zone.
    pub fn of_argument(value: &Value) -> Result<Option<Zone>> {
        match Zone::of(value) {
            None if !value.is_none() => Err(Raised::type_error(format!(
                "tzinfo argument must be None or of a tzinfo subclass, not type '{}'",
                value.qualified_type_name()
            ))),
            zone => Ok(zone),
        }
    }

    pub fn offset(&self) -> i64 {
        self.0.offset
    }

    pub fn offset_value(&self) -> Value {
        Delta(self.0.offset.into()).value()
    }

    fn is_utc(&self) -> bool {
        self.0.offset == 0 && self.0.name.is_none()
    }

    pub fn value(&self, host: &mut dyn Host) -> Value {
        match self.is_utc() {
            true => utc_value(host),
            false => Value::Native(Rc::new(self.clone())),
        }
    }

    /// `+02:00`, with seconds where there are some; `colon` stands between.
    pub fn offset_text(&self, colon: &str) -> String {
        offset_text(self.0.offset, colon)
    }

    /// Its name, else `UTC+02:00`.
    pub fn shown(&self) -> String {
        match &self.0.name {
            Some(name) => name.to_string(),
            None if self.0.offset == 0 => "UTC".to_string(),
            None => format!("UTC{}", self.offset_text(":")),
        }
    }

    /// As a program writes it.
    pub fn repr_text(&self) -> String {
        if self.is_utc() {
            return "datetime.timezone.utc".to_string();
        }
        let offset = Delta(self.0.offset.into()).repr().unwrap_or_default();
        match &self.0.name {
            Some(name) => {
                let name = crate::array::print::str_repr(name);
                format!("datetime.timezone({offset}, {name})")
            }
            None => format!("datetime.timezone({offset})"),
        }
    }
}

fn offset_text(offset: i64, colon: &str) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let (hours, minutes, seconds, micros) = super::clock(offset.abs());
    let mut text = format!("{sign}{hours:02}{colon}{minutes:02}");
    if seconds != 0 || micros != 0 {
        text.push_str(&format!("{colon}{seconds:02}"));
    }
    if micros != 0 {
        text.push_str(&format!(".{micros:06}"));
    }
    text
}

impl Native for Zone {
    fn class(&self) -> ClassId {
        ClassId::TIMEZONE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        Some(self.repr_text())
    }

    fn str(&self) -> Option<String> {
        Some(self.shown())
    }

    fn hash(&self, host: &mut dyn Host) -> Result<Option<i64>> {
        hash::hash(host, &self.offset_value()).map(Some)
    }

    fn compare(&self, _: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        let Some(other) = Zone::of(other) else {
            return Ok(None);
        };
        let equal = self.0.offset == other.0.offset;
        Ok(match op {
            CompareOp::Eq => Some(Value::Bool(equal)),
            CompareOp::NotEq => Some(Value::Bool(!equal)),
            _ => None,
        })
    }
}

fn new(host: &mut dyn Host, offset: Value, name: Given) -> Result<Value> {
    let Some(delta) = Delta::of(&offset) else {
        return Err(Raised::type_error(format!(
            "timezone() argument 1 must be datetime.timedelta, not {}",
            offset.qualified_type_name()
        )));
    };
    if delta.0.abs() >= MICROS_PER_DAY.into() {
        let shown = delta.repr().unwrap_or_default();
        return Err(Raised::value_error(format!(
            "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {shown}."
        )));
    }
    let name = match &name.0 {
        None => None,
        Some(name) => match text_of(name) {
            Some(name) => Some(name.clone()),
            None => {
                return Err(Raised::type_error(format!(
                    "timezone() argument 2 must be str, not {}",
                    name.qualified_type_name()
                )));
            }
        },
    };
    let zone = Zone(Rc::new(Fixed {
        offset: delta.0 as i64,
        name,
    }));
    debug_assert!(zone.offset() < 24 * 3600 * MICROS_PER_SECOND);
    Ok(zone.value(host))
}
