//! Where the largest and smallest elements are.

use std::cmp::Ordering;
use std::rc::Rc;

use bytemuck::Pod;
use half::f16;
use num_complex::Complex;

use super::accumulate::last_axis;
use crate::array::dtype::dispatch;
use crate::array::element::Bool;
use crate::array::ufunc::kernel::typed;
use crate::array::{Array, DType, Error, Result, meter, texts};

/// The position of the first extreme element along an axis, or in C order along all. NaN and NaT count as extreme.
///
/// # Errors
/// ValueError for an empty sequence; TypeError for dtypes without an order.
pub fn arg_extreme(array: &Array, axis: Option<usize>, largest: bool) -> Result<Array> {
    let flat;
    let (array, axis) = match axis {
        Some(axis) => (array, axis),
        None => {
            flat = array.reshaped(&[array.size()], false)?;
            (&flat, 0)
        }
    };
    let length = array.shape().get(axis).copied().unwrap_or(0);
    let others = array
        .shape()
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != axis);
    let count: usize = others.map(|(_, &length)| length).product();
    if length == 0 && count > 0 {
        let name = if largest { "argmax" } else { "argmin" };
        return Err(Error::value(format!(
            "attempt to get {name} of an empty sequence"
        )));
    }
    meter::steps(array.size())?;
    let (lanes, _) = last_axis(array, axis, array.dtype().native())?;
    let width = lanes.itemsize();
    let find = finder(lanes.dtype(), largest)?;
    let mut positions: Vec<i64> = Vec::with_capacity(count);
    let start = lanes.layout().offset;
    lanes.buffer().read(|bytes| {
        let runs = bytes
            .get(start..)
            .unwrap_or(&[])
            .chunks((length * width).max(1));
        let runs = runs.take(count).take_while(|_| !meter::stopped(1));
        positions.extend(runs.map(|run| find(run, width) as i64));
    });
    meter::finished()?;
    positions.resize(count, 0);
    let mut shape = array.shape().to_vec();
    shape.remove(axis);
    shape.push(1);
    let result = Array::from_shape_vec(&shape, positions)?;
    let last = result.layout().at(shape.len() - 1, 0);
    let result = result.with_layout(last);
    Ok(result)
}

/// The search in one packed lane of elements of a width.
type Find = fn(&[u8], usize) -> usize;

fn finder(dtype: &DType, largest: bool) -> Result<Find> {
    dispatch!(dtype, T => {
        return Ok(if largest {
            |run, _| search::<T>(run, Ordering::Greater)
        } else {
            |run, _| search::<T>(run, Ordering::Less)
        });
    }, else {});
    Ok(match (dtype, largest) {
        (DType::Datetime(_) | DType::Timedelta(_), true) => {
            |run, _| search_times(run, Ordering::Greater)
        }
        (DType::Datetime(_) | DType::Timedelta(_), false) => {
            |run, _| search_times(run, Ordering::Less)
        }
        (DType::Str(_), true) => |run, width| search_text::<u32>(run, width, Ordering::Greater),
        (DType::Str(_), false) => |run, width| search_text::<u32>(run, width, Ordering::Less),
        (DType::Bytes(_), true) => |run, width| search_text::<u8>(run, width, Ordering::Greater),
        (DType::Bytes(_), false) => |run, width| search_text::<u8>(run, width, Ordering::Less),
        (DType::Text(_), true) => |run, _| search_stored(run, Ordering::Greater),
        (DType::Text(_), false) => |run, _| search_stored(run, Ordering::Less),
        _ => {
            let name = if largest { "argmax" } else { "argmin" };
            let message = format!("Cannot perform {name} on this dtype: {dtype}");
            return Err(Error::type_error(message));
        }
    })
}

/// An element with an order, in which some are not numbers.
trait Ordered: Pod {
    fn order(self, other: Self) -> Ordering;

    fn is_no_number(self) -> bool {
        false
    }
}

macro_rules! ordered {
    ($($T:ty),*) => { $(impl Ordered for $T {
        fn order(self, other: Self) -> Ordering { self.cmp(&other) }
    })* };
}

ordered!(i8, i16, i32, i64, u8, u16, u32, u64);

macro_rules! ordered_floats {
    ($($T:ty),*) => { $(impl Ordered for $T {
        fn order(self, other: Self) -> Ordering {
            self.partial_cmp(&other).unwrap_or(Ordering::Equal)
        }

        fn is_no_number(self) -> bool { self.is_nan() }
    })* };
}

ordered_floats!(f16, f32, f64);

impl Ordered for Bool {
    fn order(self, other: Self) -> Ordering {
        self.get().cmp(&other.get())
    }
}

impl<T: Ordered> Ordered for Complex<T>
where
    Complex<T>: Pod,
{
    fn order(self, other: Self) -> Ordering {
        self.re.order(other.re).then(self.im.order(other.im))
    }

    fn is_no_number(self) -> bool {
        self.re.is_no_number() || self.im.is_no_number()
    }
}

fn search<T: Ordered>(run: &[u8], wanted: Ordering) -> usize {
    let run: &[T] = typed(run);
    let mut best = 0;
    for (part, xs) in run.chunks(meter::STRETCH).enumerate() {
        if meter::stopped(xs.len()) {
            break;
        }
        for (i, &x) in (part * meter::STRETCH..).zip(xs) {
            if x.is_no_number() {
                return i;
            }
            if x.order(run[best]) == wanted {
                best = i;
            }
        }
    }
    best
}

fn search_times(run: &[u8], wanted: Ordering) -> usize {
    let run: &[i64] = typed(run);
    match run.iter().position(|&x| x == i64::MIN) {
        Some(nat) => nat,
        None => search::<i64>(bytemuck::cast_slice(run), wanted),
    }
}

/// Among texts of any length; a missing one counts as the greatest.
fn search_stored(run: &[u8], wanted: Ordering) -> usize {
    let mut best: Option<(usize, (bool, Option<Rc<str>>))> = None;
    for (i, element) in run.chunks_exact(texts::WIDTH).enumerate() {
        if meter::stopped(10) {
            break;
        }
        let text = texts::decode(element);
        let key = (text.is_none(), text);
        if best
            .as_ref()
            .is_none_or(|(_, before)| key.cmp(before) == wanted)
        {
            best = Some((i, key));
        }
    }
    best.map_or(0, |(i, _)| i)
}

fn search_text<C: Pod + Ord>(run: &[u8], width: usize, wanted: Ordering) -> usize {
    let mut best: Option<(usize, &[C])> = None;
    for (i, element) in run.chunks_exact(width.max(1)).enumerate() {
        if meter::stopped(1) {
            break;
        }
        let element: &[C] = typed(element);
        if best.is_none_or(|(_, text)| element.cmp(text) == wanted) {
            best = Some((i, element));
        }
    }
    best.map_or(0, |(i, _)| i)
}
