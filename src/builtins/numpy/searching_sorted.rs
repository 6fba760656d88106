//! Where values belong in a sorted array: `searchsorted`.

use crate::array::sort::{Side, search};
use crate::array::{Array, Casting, DType, can_cast, promote};
use crate::builtins;
use crate::value::builtin::FromValue;
use crate::value::convert::{convert_array, to_array, values_of};
use crate::value::{ClassId, Host, Raised, Result, Value, compare};

builtins! {
    /// Where values would have to be inserted into a sorted array to keep it sorted: before equal elements
    /// (`side='left'`) or after them.
    ///
    /// >>> np.searchsorted([10, 20, 30], [20, 25])
    /// array([1, 2])
    "np.searchsorted" "(a, v, side='left', sorter=None)" => searchsorted;
    /// Where values would have to be inserted into the sorted array.
    ///
    /// >>> np.array([10, 20, 30]).searchsorted(25)
    /// np.int64(2)
    "ndarray.searchsorted" | "generic.searchsorted" "(self, v, /, side='left', sorter=None)" => searchsorted;
}

struct SideArgument(Side);

impl FromValue for SideArgument {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<SideArgument> {
        match &value {
            Value::Str(name) => match &**name {
                "left" => Ok(SideArgument(Side::Left)),
                "right" => Ok(SideArgument(Side::Right)),
                abbreviated if abbreviated.starts_with(['l', 'L', 'r', 'R']) => Err(
                    Raised::value_error("search side must be one of 'left' or 'right'"),
                ),
                other => Err(Raised::value_error(format!(
                    "search side must be 'left' or 'right' (got '{other}')"
                ))),
            },
            other => Err(Raised::type_error(format!(
                "search side must be str, not {}",
                other.type_name()
            ))),
        }
    }
}

fn searchsorted(
    host: &mut dyn Host,
    a: Array,
    v: Value,
    side: SideArgument,
    sorter: Value,
) -> Result<Value> {
    let keys = to_array(&v)?;
    let dtype = search_dtype(&a, &v, &keys)?;
    match a.ndim() {
        0 => {
            return Err(Raised::value_error(
                "object of too small depth for desired array",
            ));
        }
        1 => {}
        _ => return Err(Raised::value_error("object too deep for desired array")),
    }
    let sorter = sorter_positions(&sorter, a.size())?;
    let (a, keys) = (convert_array(&a, &dtype)?, convert_array(&keys, &dtype)?);
    let found = if dtype == DType::Object {
        search_objects(host, &a, &keys, side.0, sorter.as_deref())?
    } else {
        search(&a, &keys, side.0, sorter.as_deref())?
    };
    Ok(Value::array_or_scalar(found))
}

/// The dtype in which both are compared. A Python number takes the array's dtype where it fits.
fn search_dtype(a: &Array, v: &Value, keys: &Array) -> Result<DType> {
    let weak = matches!(v, Value::Int(_) | Value::Float(_) | Value::Bool(_))
        && can_cast(keys.dtype(), a.dtype(), Casting::Safe);
    if weak {
        Ok(a.dtype().native().clone())
    } else {
        Ok(promote(a.dtype(), keys.dtype())?)
    }
}

fn sorter_positions(sorter: &Value, size: usize) -> Result<Option<Vec<usize>>> {
    if sorter.is_none() {
        return Ok(None);
    }
    let sorter = to_array(sorter)?;
    if sorter.ndim() != 1 {
        return Err(Raised::type_error("could not parse sorter argument"));
    }
    if !sorter.dtype().is_integer() {
        return Err(Raised::type_error("sorter must only contain integers"));
    }
    if sorter.size() != size {
        return Err(Raised::value_error("sorter.size must equal a.size"));
    }
    let positions = sorter.to_vec_as::<i64>()?.into_iter();
    let positions: Option<Vec<usize>> = positions.map(|at| usize::try_from(at).ok()).collect();
    positions
        .map(Some)
        .ok_or_else(|| Raised::new(ClassId::VALUE_ERROR, "Sorter index out of range."))
}

fn search_objects(
    host: &mut dyn Host,
    a: &Array,
    keys: &Array,
    side: Side,
    sorter: Option<&[usize]>,
) -> Result<Array> {
    let values: Vec<Value> = values_of(a)?;
    let mut found = Vec::with_capacity(keys.size());
    for key in keys.scalars().map(Value::scalar) {
        let (mut low, mut high) = (0, values.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let at = sorter.map_or(middle, |sorter| sorter[middle]);
            let value = values.get(at).unwrap_or(&Value::None);
            let later = match side {
                Side::Left => compare::less(host, value, &key)?,
                Side::Right => !compare::less(host, &key, value)?,
            };
            if later {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        found.push(low as i64);
    }
    Ok(Array::from_shape_vec(keys.shape(), found)?)
}
