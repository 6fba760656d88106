//! `range`. One whose ends, step and length are machine integers is a [`Range`]; any other is a [`WideRange`], an object
//! of the same class that counts with integers of any size.
//!
//! Invariant: [`build`] alone decides between the two, so that no range can be both.

use std::any::Any;
use std::rc::Rc;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::iterate;
use super::iterators::iterator;
use crate::array::meter;
use crate::builtins;
use crate::builtins::operators;
use crate::syntax::ast::CompareOp;
use crate::value::builtin::Given;
use crate::value::iterate::Fixed;
use crate::value::number::{as_int, index, is_index};
use crate::value::{
    ClassId, Host, Iterate, Native, Raised, Range, Result, Slice, Value, compare, display, hash,
};

builtins! {
    /// Integers from `start` (0) up to and without `stop`, in steps of `step`.
    ///
    /// >>> list(range(4))
    /// [0, 1, 2, 3]
    /// >>> list(range(10, 0, -3))
    /// [10, 7, 4, 1]
    "range.__new__" "(start, stop=<no value>, step=<no value>, /)" => new;
    /// Where the range begins.
    property "range.start" => |range: Value| of_range(&range, |r| r.start, |wide| &wide.start);
    /// The end, which the range does not reach.
    property "range.stop" => |range: Value| of_range(&range, |r| r.stop, |wide| &wide.stop);
    /// The distance between two numbers of the range.
    property "range.step" => |range: Value| of_range(&range, |r| r.step, |wide| &wide.step);
    /// The position of a number in the range.
    ///
    /// >>> range(0, 10, 2).index(6)
    /// 3
    "range.index" "(self, value, /)" => position;
    /// How often a number occurs in the range: 0 or 1.
    ///
    /// >>> range(5).count(3)
    /// 1
    "range.count" "(self, value, /)" => |host: &mut dyn Host, range: Value, value: Value| {
        operators::contains(host, &range, &value).map(i64::from)
    };
    "range.__len__" "(self, /)" => |host: &mut dyn Host, range: Value| match range.native::<WideRange>() {
        Some(wide) => wide.length.to_i64().ok_or_else(too_long),
        None => operators::length(host, &range).map(|length| length as i64),
    };
    "range.__getitem__" "(self, key, /)" => |host: &mut dyn Host, range: Value, key: Value| match range.native::<WideRange>() {
        Some(wide) => wide.item(host, &key),
        None => operators::get_item(host, &range, &key),
    };
    "range.__contains__" "(self, key, /)" => |host: &mut dyn Host, range: Value, key: Value| match range.native::<WideRange>() {
        Some(wide) => wide.contains(host, &key),
        None => operators::contains(host, &range, &key),
    };
    "range.__iter__" "(self, /)" => |host: &mut dyn Host, range: Value| match range.native::<WideRange>() {
        Some(wide) => Ok(wide.walk()),
        None => iterate::iter(host, &range).map(Value::Iterator),
    };
    "range.__reversed__" "(self, /)" => |range: Value| match &range {
        Value::Range(range) => Ok(backwards(range)),
        other => match other.native::<WideRange>() {
            Some(wide) => Ok(wide.backwards().walk()),
            None => Err(Raised::type_error("a range is needed")),
        },
    };
}

/// A range beyond machine integers.
pub struct WideRange {
    start: BigInt,
    stop: BigInt,
    step: BigInt,
    length: BigInt,
}

fn new(host: &mut dyn Host, start: Value, stop: Given, step: Given) -> Result<Value> {
    let mut bound = |value: &Value| whole(host, value);
    let (start, stop) = match &stop.0 {
        Some(stop) => (bound(&start)?, bound(stop)?),
        None => (BigInt::zero(), bound(&start)?),
    };
    let step = match &step.0 {
        Some(step) => bound(step)?,
        None => BigInt::one(),
    };
    if step.is_zero() {
        return Err(Raised::value_error("range() arg 3 must not be zero"));
    }
    Ok(build(start, stop, step))
}

/// An index of any size.
fn whole(host: &mut dyn Host, value: &Value) -> Result<BigInt> {
    let value = index(host, value)?;
    Ok(as_int(&value).unwrap_or_default().into_owned())
}

/// The range with these ends; `step` is not 0.
fn build(start: BigInt, stop: BigInt, step: BigInt) -> Value {
    let length = length(&start, &stop, &step);
    let small = (start.to_i64(), stop.to_i64(), step.to_i64());
    match small {
        (Some(start), Some(stop), Some(step)) if length.to_i64().is_some() => {
            Value::Range(Rc::new(Range { start, stop, step }))
        }
        _ => Value::Native(Rc::new(WideRange {
            start,
            stop,
            step,
            length,
        })),
    }
}

fn length(start: &BigInt, stop: &BigInt, step: &BigInt) -> BigInt {
    let distance = if step.is_negative() {
        start - stop
    } else {
        stop - start
    };
    if !distance.is_positive() {
        return BigInt::zero();
    }
    Integer::div_ceil(&distance, &step.abs())
}

fn of_range(
    value: &Value,
    read: impl Fn(&Range) -> i64,
    read_wide: impl Fn(&WideRange) -> &BigInt,
) -> Value {
    match (value, value.native::<WideRange>()) {
        (Value::Range(range), _) => Value::Int(read(range)),
        (_, Some(wide)) => Value::int(read_wide(wide).clone()),
        _ => Value::None,
    }
}

fn position(host: &mut dyn Host, range: Value, value: Value) -> Result<Value> {
    if operators::contains(host, &range, &value)?
        && let Some(wanted) = as_int(&value)
    {
        let (start, step) = match (&range, range.native::<WideRange>()) {
            (_, Some(wide)) => (wide.start.clone(), wide.step.clone()),
            (Value::Range(range), _) => (range.start.into(), range.step.into()),
            _ => (BigInt::zero(), BigInt::one()),
        };
        return Ok(Value::int((wanted.into_owned() - start) / step));
    }
    let shown = display::repr(host, &value)?;
    Err(Raised::value_error(format!("{shown} is not in range")))
}

/// A part of a range is a range, and keeps the slice's own end.
///
/// # Errors
/// TypeError for ends that are no integers, ValueError for a step of 0.
pub fn slice_of(host: &mut dyn Host, range: &Range, slice: &Slice) -> Result<Value> {
    WideRange::from(range).part(host, slice)
}

/// The numbers of a range from the last to the first.
pub fn backwards(range: &Range) -> Value {
    let range = *range;
    let walk = (0..range.len()).rev().map(move |i| Value::Int(range.at(i)));
    iterator(ClassId::RANGE_ITERATOR, Fixed(walk))
}

/// Is the length of this value one that no list can have?
///
/// # Errors
/// OverflowError, as CPython says it of whatever asks for the length.
pub fn check_length(value: &Value) -> Result<()> {
    match value.native::<WideRange>() {
        Some(wide) if wide.length.to_i64().is_none() => Err(too_long()),
        _ => Ok(()),
    }
}

fn too_long() -> Raised {
    Raised::new(
        ClassId::OVERFLOW_ERROR,
        "Python int too large to convert to C ssize_t",
    )
}

impl From<&Range> for WideRange {
    fn from(range: &Range) -> WideRange {
        WideRange {
            start: range.start.into(),
            stop: range.stop.into(),
            step: range.step.into(),
            length: range.len().into(),
        }
    }
}

impl WideRange {
    fn at(&self, index: &BigInt) -> BigInt {
        &self.start + index * &self.step
    }

    fn item(&self, host: &mut dyn Host, key: &Value) -> Result<Value> {
        if let Value::Slice(slice) = key {
            return self.part(host, slice);
        }
        if !is_index(key) {
            return Err(Raised::type_error(format!(
                "range indices must be integers or slices, not {}",
                key.qualified_type_name()
            )));
        }
        let mut at = whole(host, key)?;
        if at.is_negative() {
            at += &self.length;
        }
        if at.is_negative() || at >= self.length {
            return Err(Raised::index_error("range object index out of range"));
        }
        Ok(Value::int(self.at(&at)))
    }

    fn part(&self, host: &mut dyn Host, slice: &Slice) -> Result<Value> {
        let (start, stop, step) = operators::slicing::wide_indices(host, slice, &self.length)?;
        Ok(build(self.at(&start), self.at(&stop), step * &self.step))
    }

    fn contains(&self, host: &mut dyn Host, item: &Value) -> Result<bool> {
        let (Value::Int(_) | Value::BigInt(_) | Value::Bool(_)) = item else {
            let walk = iterate::iter(host, &self.walk())?;
            while let Some(number) = iterate::next(host, &walk)? {
                if compare::equal(host, &number, item)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        };
        let wanted = as_int(item).unwrap_or_default();
        let (at, rest) = (&*wanted - &self.start).div_rem(&self.step);
        Ok(rest.is_zero() && !at.is_negative() && at < self.length)
    }

    fn walk(&self) -> Value {
        let walk = WideWalk {
            next: self.start.clone(),
            step: self.step.clone(),
            left: self.length.clone(),
        };
        iterator(ClassId::LONGRANGE_ITERATOR, walk)
    }

    fn backwards(&self) -> WideRange {
        let last = self.at(&(&self.length - 1));
        WideRange {
            stop: &self.start - &self.step,
            start: last,
            step: -&self.step,
            length: self.length.clone(),
        }
    }

    fn equals(&self, other: &WideRange) -> bool {
        self.length == other.length
            && (self.length.is_zero()
                || self.start == other.start && (self.length.is_one() || self.step == other.step))
    }
}

struct WideWalk {
    next: BigInt,
    step: BigInt,
    left: BigInt,
}

impl Iterate for WideWalk {
    fn next(&mut self, _: &mut dyn Host) -> Result<Option<Value>> {
        if !self.left.is_positive() {
            return Ok(None);
        }
        meter::steps(1)?;
        self.left -= 1;
        let following = &self.next + &self.step;
        Ok(Some(Value::int(std::mem::replace(
            &mut self.next,
            following,
        ))))
    }

    fn length_hint(&self) -> Option<usize> {
        self.left.to_usize()
    }
}

impl Native for WideRange {
    fn class(&self) -> ClassId {
        ClassId::RANGE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn is_constant(&self) -> bool {
        true
    }

    fn repr(&self) -> Option<String> {
        let WideRange {
            start, stop, step, ..
        } = self;
        Some(if step.is_one() {
            format!("range({start}, {stop})")
        } else {
            format!("range({start}, {stop}, {step})")
        })
    }

    fn truth(&self, _: &mut dyn Host) -> Result<bool> {
        Ok(!self.length.is_zero())
    }

    /// As the tuple of its length, start and step, as far as they matter.
    fn hash(&self, host: &mut dyn Host) -> Result<Option<i64>> {
        let matters = |number: &BigInt, does: bool| match does {
            true => Value::int(number.clone()),
            false => Value::None,
        };
        let empty = self.length.is_zero();
        let parts = vec![
            Value::int(self.length.clone()),
            matters(&self.start, !empty),
            matters(&self.step, !empty && !self.length.is_one()),
        ];
        hash::hash(host, &Value::tuple(parts)).map(Some)
    }

    fn compare(&self, _: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        let wanted = match op {
            CompareOp::Eq => true,
            CompareOp::NotEq => false,
            _ => return Ok(None),
        };
        let same = match (other, other.native::<WideRange>()) {
            (_, Some(wide)) => self.equals(wide),
            (Value::Range(range), _) => self.equals(&WideRange::from(&**range)),
            _ => return Ok(None),
        };
        Ok(Some(Value::Bool(same == wanted)))
    }
}
