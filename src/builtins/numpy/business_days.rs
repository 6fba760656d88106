//! Business days: counting and finding days that are neither weekend nor holiday.
//!
//! A calendar is a week's mask and a sorted list of holidays. Steps go by whole weeks first, so that far dates cost no more
//! than near ones.

use std::any::Any;
use std::rc::Rc;

use crate::array::{
    Array, Bool, Casting, DType, TimeBase, TimeUnit, broadcast_shapes, can_cast, shape_text,
};
use crate::builtins;
use crate::value::convert::{
    ArrayOptions, as_index, assign_array, convert_array, to_array, to_array_as,
};
use crate::value::{ClassId, Host, Native, Raised, Result, Value, display};

builtins! {
    /// For each date: is it a business day?
    ///
    /// >>> np.is_busday(['2024-01-05', '2024-01-06'])
    /// array([ True, False])
    "np.is_busday" "(dates, weekmask='1111100', holidays=None, busdaycal=None, out=None)" => is_busday;
    /// How many business days there are from the first date up to the second, which is not counted.
    ///
    /// >>> np.busday_count('2024-01', '2024-02')
    /// np.int64(23)
    "np.busday_count" "(begindates, enddates, weekmask='1111100', holidays=[], busdaycal=None, out=None)" => busday_count;
    /// Dates moved by a number of business days. `roll` says what becomes of dates that are none first: `raise`, `nat`,
    /// `forward`, `backward`, `modifiedfollowing` or `modifiedpreceding`, which stay in the month.
    ///
    /// >>> np.busday_offset('2024-01-05', 1)
    /// np.datetime64('2024-01-08')
    "np.busday_offset" "(dates, offsets, roll='raise', weekmask='1111100', holidays=None, busdaycal=None, out=None)" => busday_offset;
    /// A week's mask and holidays, to be used again and again.
    ///
    /// >>> np.busdaycalendar(holidays=['2024-01-01']).holidays
    /// array(['2024-01-01'], dtype='datetime64[D]')
    "busdaycalendar.__new__" "(weekmask='1111100', holidays=None)" => |host: &mut dyn Host, weekmask: Value, holidays: Value| {
        Ok::<Value, Raised>(Value::Native(Rc::new(Calendar::new(host, &weekmask, &holidays)?)))
    };
    /// Which days of the week are business days, from Monday.
    ///
    /// >>> np.busdaycalendar().weekmask
    /// array([ True,  True,  True,  True,  True, False, False])
    property "busdaycalendar.weekmask" => |calendar: Value| {
        let days = calendar_of(&calendar)?.week.map(Bool::from);
        Ok::<Array, Raised>(Array::from_vec(days.to_vec())?)
    };
    /// The holidays that would be business days, sorted.
    ///
    /// >>> np.busdaycalendar(holidays=['2024-01-06']).holidays
    /// array([], dtype='datetime64[D]')
    property "busdaycalendar.holidays" => |calendar: Value| {
        days_array(&[calendar_of(&calendar)?.holidays.len()], calendar_of(&calendar)?.holidays.clone())
    };
}

const NAT: i64 = i64::MIN;

const DAY: DType = DType::Datetime(TimeUnit {
    base: TimeBase::Day,
    count: 1,
});

/// Which days are business days.
struct Calendar {
    /// From Monday.
    week: [bool; 7],
    /// Sorted, and only those on business days of the week.
    holidays: Vec<i64>,
}

impl Native for Calendar {
    fn class(&self) -> ClassId {
        ClassId::BUSDAYCALENDAR
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn calendar_of(value: &Value) -> Result<&Calendar> {
    let found = value.native::<Calendar>();
    found.ok_or_else(|| Raised::type_error("expected a busdaycalendar"))
}

/// Days since 1970-01-01 as dates.
fn days_array(shape: &[usize], days: Vec<i64>) -> Result<Array> {
    let counted = Array::from_shape_vec(shape, days)?;
    Ok(counted.with_dtype(DAY, counted.layout().clone()))
}

/// The day of the week, 0 for Monday; 1970-01-01 was a Thursday.
fn weekday(day: i64) -> usize {
    (day.rem_euclid(7) + 3) as usize % 7
}

fn week_of(host: &mut dyn Host, given: &Value) -> Result<[bool; 7]> {
    let week = match given {
        Value::Str(text) => week_of_text(text).ok_or_else(|| {
            Raised::value_error(format!("Invalid business day weekmask string \"{text}\""))
        })?,
        other => {
            let wrong = || Raised::value_error("A business day weekmask array must have length 7");
            let days = to_array(other)?;
            if days.ndim() != 1 {
                let shown = display::repr(host, other)?;
                return Err(Raised::value_error(format!(
                    "Couldn't convert object {shown} into a business day weekmask"
                )));
            }
            let days = super::compose::truths(&days)?;
            <[bool; 7]>::try_from(days).map_err(|_| wrong())?
        }
    };
    if week.contains(&true) {
        return Ok(week);
    }
    Err(Raised::value_error(
        "the business day weekmask must have at least one valid business day",
    ))
}

/// `1111100`, or the names of days: `Mon Tue Wed`.
fn week_of_text(text: &str) -> Option<[bool; 7]> {
    const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let mut week = [false; 7];
    if text.len() == 7 && text.chars().all(|c| c == '0' || c == '1') {
        for (day, digit) in week.iter_mut().zip(text.chars()) {
            *day = digit == '1';
        }
        return Some(week);
    }
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let at = NAMES.iter().position(|name| rest.starts_with(name))?;
        week[at] = true;
        rest = rest.get(3..)?.trim_start();
    }
    Some(week)
}

/// Dates as days; units finer than days lose something and are refused.
fn days_of(given: &Value, operand: usize) -> Result<Array> {
    let array = match given {
        Value::Array(_) | Value::Scalar(_) => to_array(given)?,
        other => {
            let options = ArrayOptions {
                dtype: Some(DAY),
                ..Default::default()
            };
            to_array_as(other, &options)?
        }
    };
    let array = match array.dtype() {
        DType::Str(_) | DType::Bytes(_) => convert_array(&array, &DAY)?,
        _ => array,
    };
    if !can_cast(array.dtype(), &DAY, Casting::Safe) {
        return Err(Raised::type_error(format!(
            "Iterator operand {operand} dtype could not be cast from {} to {} according to the rule 'safe'",
            array.dtype().repr(),
            DAY.repr()
        )));
    }
    convert_array(&array, &DAY)
}

/// The counts of days in an array of dates, stretched to a shape.
fn ticks(dates: &Array, shape: &[usize]) -> Result<Vec<i64>> {
    let stretched = dates.broadcast_to(shape).unwrap_or_else(|| dates.clone());
    let packed = stretched.copy()?;
    Ok(packed
        .with_dtype(DType::I64, packed.layout().clone())
        .to_vec()?)
}

impl Calendar {
    fn new(host: &mut dyn Host, weekmask: &Value, holidays: &Value) -> Result<Calendar> {
        let week = week_of(host, weekmask)?;
        let mut days = Vec::new();
        if !holidays.is_none() {
            let given = days_of(holidays, 0)?;
            if given.ndim() != 1 {
                return Err(Raised::value_error(
                    "holidays must be a provided as a one-dimensional array",
                ));
            }
            days = ticks(&given, given.shape())?;
        }
        days.retain(|&day| day != NAT && week[weekday(day)]);
        days.sort_unstable();
        days.dedup();
        Ok(Calendar {
            week,
            holidays: days,
        })
    }

    fn is_business_day(&self, day: i64) -> bool {
        day != NAT && self.week[weekday(day)] && self.holidays.binary_search(&day).is_err()
    }

    /// How many business days are in `begin..end`.
    fn count(&self, begin: i64, end: i64) -> i64 {
        if begin > end {
            // Counted backwards, the later date is in and the earlier one is not.
            return -self.count(end.saturating_add(1), begin.saturating_add(1));
        }
        let below = |day| self.holidays.partition_point(|&holiday| holiday < day) as i64;
        let per_week = self.week.iter().filter(|&&day| day).count() as i64;
        let weeks = (end - begin) / 7;
        let rest = (begin + weeks * 7..end).filter(|&day| self.week[weekday(day)]);
        weeks * per_week + rest.count() as i64 - (below(end) - below(begin))
    }

    /// The next business day in a direction, the day itself included.
    fn rolled(&self, mut day: i64, step: i64) -> i64 {
        while !self.is_business_day(day) {
            day = day.wrapping_add(step);
        }
        day
    }

    /// The business day `offset` business days from one.
    fn moved(&self, day: i64, offset: i64) -> i64 {
        let per_week = self.week.iter().filter(|&&day| day).count() as i64;
        let step = offset.signum();
        let weeks = offset / per_week;
        let mut day = day.saturating_add(weeks.saturating_mul(7));
        let mut left = offset % per_week;
        while left != 0 {
            day = day.saturating_add(step);
            if self.week[weekday(day)] {
                left -= step;
            }
        }
        day
    }

    /// As [`Calendar::moved`], holidays left out.
    fn offset(&self, start: i64, offset: i64) -> i64 {
        let mut day = self.moved(start, offset);
        let (mut from, step) = (start, offset.signum());
        // Every holiday passed over is one business day more to go, which may pass over further ones.
        loop {
            let passed = self.holidays_between(from, day, step);
            if passed == 0 || step == 0 {
                return day;
            }
            from = day;
            day = self.moved(day, passed * step);
        }
    }

    /// The holidays after `from` up to `to`, in the direction of `step`.
    fn holidays_between(&self, from: i64, to: i64, step: i64) -> i64 {
        let (low, high) = if step > 0 {
            (from.saturating_add(1), to.saturating_add(1))
        } else {
            (to, from)
        };
        let below = |day| self.holidays.partition_point(|&holiday| holiday < day) as i64;
        below(high) - below(low)
    }
}

/// The calendar that the arguments describe.
fn described(
    host: &mut dyn Host,
    weekmask: &Value,
    holidays: &Value,
    calendar: &Value,
) -> Result<Calendar> {
    let own = Calendar::new(host, weekmask, holidays)?;
    let Value::None = calendar else {
        let given = calendar_of(calendar)?;
        return Ok(Calendar {
            week: given.week,
            holidays: given.holidays.clone(),
        });
    };
    Ok(own)
}

/// The result, or `out` with the result in it.
fn into(out: Value, result: Array) -> Result<Value> {
    match &out {
        Value::None => Ok(Value::array_or_scalar(result)),
        Value::Array(object) => {
            let target = object.array();
            assign_array(&target, &convert_array(&result, target.dtype())?)?;
            Ok(out)
        }
        _ => Err(Raised::value_error(
            "busday: must provide a NumPy array for 'out'",
        )),
    }
}

fn is_busday(
    host: &mut dyn Host,
    dates: Value,
    weekmask: Value,
    holidays: Value,
    calendar: Value,
    out: Value,
) -> Result<Value> {
    let calendar = described(host, &weekmask, &holidays, &calendar)?;
    let dates = days_of(&dates, 0)?;
    crate::array::meter::steps(dates.size())?;
    let days = ticks(&dates, dates.shape())?.into_iter();
    let found = days.map(|day| Bool::from(calendar.is_business_day(day)));
    into(out, Array::from_shape_vec(dates.shape(), found.collect())?)
}

fn common_shape(a: &Array, b: &Array) -> Result<crate::array::Shape> {
    broadcast_shapes([a.shape(), b.shape()]).ok_or_else(|| {
        Raised::value_error(format!(
            "operands could not be broadcast together with shapes {} {} ",
            shape_text(a.shape()),
            shape_text(b.shape())
        ))
    })
}

fn busday_count(
    host: &mut dyn Host,
    begin: Value,
    end: Value,
    weekmask: Value,
    holidays: Value,
    calendar: Value,
    out: Value,
) -> Result<Value> {
    let calendar = described(host, &weekmask, &holidays, &calendar)?;
    let (begin, end) = (days_of(&begin, 0)?, days_of(&end, 1)?);
    let shape = common_shape(&begin, &end)?;
    let pairs = ticks(&begin, &shape)?.into_iter().zip(ticks(&end, &shape)?);
    let mut counts = Vec::new();
    for (begin, end) in pairs {
        if begin == NAT || end == NAT {
            return Err(Raised::value_error(
                "Cannot compute a business day count with a NaT (not-a-time) date",
            ));
        }
        counts.push(calendar.count(begin, end));
    }
    into(out, Array::from_shape_vec(&shape, counts)?)
}

const ROLLS: [&str; 8] = [
    "raise",
    "nat",
    "forward",
    "following",
    "backward",
    "preceding",
    "modifiedfollowing",
    "modifiedpreceding",
];

/// A date as a business day; `None` for NaT.
fn roll(calendar: &Calendar, day: i64, how: &str) -> Result<Option<i64>> {
    let not_a_time = || Raised::value_error("NaT input in busday_offset");
    if day == NAT {
        return if how == "raise" {
            Err(not_a_time())
        } else {
            Ok(None)
        };
    }
    if calendar.is_business_day(day) {
        return Ok(Some(day));
    }
    let month = |day| crate::array::calendar::date_from_days(day).1;
    let within = |first: i64, other: i64| {
        let there = calendar.rolled(day, first);
        if month(there) == month(day) {
            there
        } else {
            calendar.rolled(day, other)
        }
    };
    Ok(match how {
        "raise" => {
            return Err(Raised::value_error(
                "Non-business day date in busday_offset",
            ));
        }
        "nat" => None,
        "forward" | "following" => Some(calendar.rolled(day, 1)),
        "backward" | "preceding" => Some(calendar.rolled(day, -1)),
        "modifiedfollowing" => Some(within(1, -1)),
        _ => Some(within(-1, 1)),
    })
}

#[allow(clippy::too_many_arguments)] // NumPy's own list
fn busday_offset(
    host: &mut dyn Host,
    dates: Value,
    offsets: Value,
    how: Value,
    weekmask: Value,
    holidays: Value,
    calendar: Value,
    out: Value,
) -> Result<Value> {
    let Value::Str(how) = &how else {
        let name = how.type_name();
        return Err(Raised::type_error(format!("roll must be str, not {name}")));
    };
    if !ROLLS.contains(&&**how) {
        return Err(Raised::value_error(format!(
            "Invalid business day roll parameter \"{how}\""
        )));
    }
    let calendar = described(host, &weekmask, &holidays, &calendar)?;
    let dates = days_of(&dates, 0)?;
    let offsets = match &offsets {
        Value::Float(x) => Array::from_shape_vec(&[], vec![*x as i64])?,
        other if as_index(other).is_ok() => Array::from_shape_vec(&[], vec![as_index(other)?])?,
        other => convert_array(&to_array(other)?, &DType::I64)?,
    };
    let shape = common_shape(&dates, &offsets)?;
    let moves = offsets
        .broadcast_to(&shape)
        .unwrap_or(offsets)
        .to_vec::<i64>()?;
    let mut found = Vec::new();
    for (day, by) in ticks(&dates, &shape)?.into_iter().zip(moves) {
        crate::array::meter::steps(1)?;
        let start = roll(&calendar, day, how)?;
        // A day rolled forward counts as reached when the way goes back.
        let moved = start.map(|start| calendar.offset(start, by));
        found.push(moved.unwrap_or(NAT));
    }
    into(out, days_array(&shape, found)?)
}
