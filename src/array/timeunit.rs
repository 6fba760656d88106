//! Units of datetime64 and timedelta64 among themselves.

use super::dtype::{TimeBase, TimeUnit};
use super::error::{Error, Result};

impl TimeUnit {
    pub const GENERIC: TimeUnit = TimeUnit {
        base: TimeBase::Generic,
        count: 1,
    };

    pub fn new(base: TimeBase) -> TimeUnit {
        TimeUnit { base, count: 1 }
    }

    /// Attoseconds are the finest; months and years have no fixed length.
    fn is_calendar(self) -> bool {
        matches!(self.base, TimeBase::Year | TimeBase::Month)
    }

    /// How many of `finer` one step of this base's next finer unit makes, from `self.base` down to `finer`.
    fn factor_to(self, finer: TimeBase) -> Option<u64> {
        let mut factor = u64::from(self.count);
        let mut base = self.base;
        while base != finer {
            let (next, step) = match base {
                TimeBase::Year => (TimeBase::Month, 12),
                TimeBase::Week => (TimeBase::Day, 7),
                TimeBase::Day => (TimeBase::Hour, 24),
                TimeBase::Hour => (TimeBase::Minute, 60),
                TimeBase::Minute => (TimeBase::Second, 60),
                TimeBase::Second => (TimeBase::Millisecond, 1000),
                TimeBase::Millisecond => (TimeBase::Microsecond, 1000),
                TimeBase::Microsecond => (TimeBase::Nanosecond, 1000),
                TimeBase::Nanosecond => (TimeBase::Picosecond, 1000),
                TimeBase::Picosecond => (TimeBase::Femtosecond, 1000),
                TimeBase::Femtosecond => (TimeBase::Attosecond, 1000),
                TimeBase::Month | TimeBase::Attosecond | TimeBase::Generic => return None,
            };
            base = next;
            factor = factor.checked_mul(step)?;
        }
        Some(factor)
    }

    /// The coarsest unit that both are whole multiples of.
    ///
    /// # Errors
    /// Where the counts overflow.
    pub fn common(self, other: TimeUnit) -> Result<TimeUnit> {
        if self.base == TimeBase::Generic || self == other {
            return Ok(other);
        }
        if other.base == TimeBase::Generic {
            return Ok(self);
        }
        let finer = self.base.max(other.base);
        let count = |unit: TimeUnit| unit.factor_to(finer).unwrap_or(1);
        let divisor = num_integer::gcd(count(self), count(other));
        let count = u32::try_from(divisor).map_err(|_| {
            Error::type_error(format!("Integer overflow while computing the conversion factor between NumPy datetime units {} and {}", self.base.code(), other.base.code()))
        })?;
        Ok(TimeUnit {
            base: finer,
            count: count.max(1),
        })
    }

    /// Without losing anything: to a finer unit that divides this one.
    pub fn converts_safely_to(self, other: TimeUnit, dates: bool) -> bool {
        if self.base == TimeBase::Generic {
            return true;
        }
        if other.base == TimeBase::Generic {
            return false;
        }
        if self.base > other.base || (!dates && self.is_calendar() != other.is_calendar()) {
            return false;
        }
        match self.factor_to(other.base) {
            Some(factor) => factor % u64::from(other.count) == 0,
            None => other.count == 1,
        }
    }

    /// Dates and times mix; for durations, months and years only with each other.
    pub fn converts_within_kind_to(self, other: TimeUnit, dates: bool) -> bool {
        if self.base == TimeBase::Generic {
            return true;
        }
        other.base != TimeBase::Generic && (dates || self.is_calendar() == other.is_calendar())
    }
}
