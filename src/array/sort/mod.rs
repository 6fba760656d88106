//! Sorting, selecting and searching along one axis, in NumPy's order and with its treatment of equal values.

mod introselect;
mod network;
mod order;
mod plain;
mod positions;
mod quick;
mod search;
mod standard;

pub use order::Ordered;
pub use positions::positions;
pub use search::{Side, search};

use super::core::Array;
use super::dtype::{DType, dispatch};
use super::element::Element;
use super::error::Result;
use super::lanes::Lanes;
use super::meter;
use super::scalar::Scalar;
use super::ufunc::texts::check_ordered;

/// `kind=`: all sort alike; they differ in what becomes of equal values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKind {
    /// NumPy's default, which `'heapsort'` means too.
    Quick,
    Stable,
}

/// How far a lane is put in order.
#[derive(Clone, Copy, Debug)]
pub enum Task<'a> {
    Sort(SortKind),
    /// The elements at these positions, ascending, are put in their places.
    Partition(&'a [usize]),
}

fn compare<T: Ordered>(a: &T, b: &T) -> std::cmp::Ordering {
    b.before(a).cmp(&a.before(b))
}

/// Puts every lane of `array` along `axis` in order, in place.
///
/// # Errors
/// The budget's.
pub fn sort_lanes(array: &Array, axis: usize, task: Task) -> Result<()> {
    meter::steps(array.size())?;
    check_ordered(array)?;
    dispatch!(array.dtype(), T => return sort_plain::<T>(array, axis, task), else {});
    let lanes = Lanes::new(array.layout(), axis);
    for start in lanes.starts() {
        let values = (0..lanes.length).map(|i| {
            meter::go_on(4)?;
            Ok(array.get(lanes.at(start, i)))
        });
        let values: Vec<Scalar> = values.collect::<Result<_>>()?;
        let order = positions(&values, fallback(task));
        meter::finished()?;
        for (i, from) in order.into_iter().enumerate() {
            array.set(lanes.at(start, i), &values[from]);
        }
    }
    Ok(())
}

/// NumPy has no selection for strings, dates and records: it sorts them.
fn fallback(task: Task) -> Task {
    match task {
        Task::Partition(_) => Task::Sort(SortKind::Quick),
        sort => sort,
    }
}

fn sort_plain<T: Element + Ordered>(array: &Array, axis: usize, task: Task) -> Result<()> {
    let lanes = Lanes::new(array.layout(), axis);
    let mut lane: Vec<T> = Vec::with_capacity(lanes.length);
    array.buffer().write(|bytes| {
        for start in lanes.starts() {
            if meter::stopped(lanes.length.min(meter::STRETCH)) {
                return;
            }
            lanes.read(bytes, start, &mut lane);
            match task {
                Task::Sort(_) if T::sort_numbers(&mut lane) => {}
                Task::Sort(_) => plain::sort_stable(&mut lane, &compare),
                Task::Partition(_) => {
                    let order = positions(&lane, task);
                    lane = order.into_iter().map(|from| lane[from]).collect();
                }
            }
            // What was stopped may have lost values: the lane stays as it was.
            if meter::finished().is_ok() {
                lanes.write(bytes, start, &lane);
            }
        }
    });
    meter::finished()
}

/// For every lane of `array` along `axis`, the positions that would put it in order: int64, in C order.
///
/// # Errors
/// MemoryError, the budget's.
pub fn argsort_lanes(array: &Array, axis: usize, task: Task) -> Result<Array> {
    meter::steps(array.size())?;
    check_ordered(array)?;
    let result = Array::zeros(DType::I64, array.shape())?;
    let (from, to) = (
        Lanes::new(array.layout(), axis),
        Lanes::new(result.layout(), axis),
    );
    for (source, target) in from.starts().zip(to.starts()) {
        let order = dispatch!(array.dtype(), T => {
            let mut lane: Vec<T> = Vec::new();
            array.buffer().read(|bytes| from.read(bytes, source, &mut lane));
            positions(&lane, task)
        }, else {
            let lane = (0..from.length).map(|i| {
                meter::go_on(4)?;
                Ok(array.get(from.at(source, i)))
            });
            let lane: Vec<Scalar> = lane.collect::<Result<_>>()?;
            positions(&lane, fallback(task))
        });
        meter::go_on(1)?;
        meter::finished()?;
        let order: Vec<i64> = order.into_iter().map(|at| at as i64).collect();
        result
            .buffer()
            .write(|bytes| to.write(bytes, target, &order));
    }
    Ok(result)
}

/// For each element of a sorted one-dimensional array: is it different from the one before? The first always is.
/// NaN equals NaN if `equal_nan`.
///
/// # Errors
/// The budget's.
pub fn is_new(sorted: &Array, equal_nan: bool) -> Result<Vec<bool>> {
    meter::steps(sorted.size())?;
    let scalars = sorted.scalars().map(|scalar| {
        meter::go_on(5)?;
        Ok(scalar)
    });
    let scalars: Vec<Scalar> = scalars.collect::<Result<_>>()?;
    let first = scalars.first().map(|_| true);
    let rest = scalars.windows(2).map(|pair| {
        if meter::stopped(5) {
            return true;
        }
        let nan = (is_nan(&pair[0]), is_nan(&pair[1]));
        match nan {
            (true, true) => !equal_nan,
            (false, false) => pair[0].before(&pair[1]) || pair[1].before(&pair[0]),
            _ => true,
        }
    });
    let marks = first.into_iter().chain(rest).collect();
    meter::finished()?;
    Ok(marks)
}

/// Is it NaN or NaT, or has it a NaN for a part?
pub fn is_nan(scalar: &Scalar) -> bool {
    match scalar {
        Scalar::Datetime(at, _) | Scalar::Timedelta(at, _) => *at == i64::MIN,
        Scalar::Text(None, dtype) => dtype.has_nan(),
        Scalar::Str(_) | Scalar::Bytes(_) | Scalar::Text(..) => false,
        other => other
            .as_complex()
            .is_some_and(|z| z.re.is_nan() || z.im.is_nan()),
    }
}
