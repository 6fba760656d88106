//! Binary search in sorted arrays.

use super::order::Ordered;
use crate::array::core::Array;
use crate::array::dtype::{DType, dispatch};
use crate::array::element::Element;
use crate::array::error::Result;
use crate::array::meter;
use crate::array::scalar::Scalar;

/// `side=`: before or after elements that equal the wanted value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// For each wanted value the position at which it would keep `sorted` in order: int64, in the shape of `wanted`.
/// Both are of one dtype. `sorter` holds the positions that sort the array, if it is not sorted itself.
///
/// # Errors
/// MemoryError, the budget's.
pub fn search(
    sorted: &Array,
    wanted: &Array,
    side: Side,
    sorter: Option<&[usize]>,
) -> Result<Array> {
    meter::steps(wanted.size().saturating_add(sorted.size()))?;
    let found = dispatch!(sorted.dtype(), T => {
        find(&plain::<T>(sorted)?, &plain::<T>(wanted)?, side, sorter)
    }, else {
        let counted = |scalar| meter::go_on(5).map(|()| scalar);
        let values: Vec<Scalar> = sorted.scalars().map(counted).collect::<Result<_>>()?;
        let keys: Vec<Scalar> = wanted.scalars().map(counted).collect::<Result<_>>()?;
        find(&values, &keys, side, sorter)
    });
    meter::finished()?;
    let shape = wanted.shape();
    if *sorted.dtype() == DType::Object {
        return Array::zeros(DType::I64, shape);
    }
    Array::from_shape_vec(shape, found)
}

fn plain<T: Element>(array: &Array) -> Result<Vec<T>> {
    array.to_vec::<T>()
}

fn find<T: Ordered>(values: &[T], keys: &[T], side: Side, sorter: Option<&[usize]>) -> Vec<i64> {
    let value = |at: usize| sorter.map_or(values.get(at), |sorter| values.get(*sorter.get(at)?));
    let length = sorter.map_or(values.len(), <[usize]>::len);
    let position = |key: &T| {
        let (mut low, mut high) = (0, length);
        if meter::stopped(8) {
            return 0;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            let later = value(middle).is_some_and(|value| match side {
                Side::Left => value.before(key),
                Side::Right => !key.before(value),
            });
            if later {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low as i64
    };
    keys.iter().map(position).collect()
}
