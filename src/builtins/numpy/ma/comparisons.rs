//! Comparisons of masked arrays.

use crate::array::{Array, DType};
use crate::builtins;
use crate::builtins::numpy::operators;
use crate::syntax::ast::CompareOp;
use crate::value::convert::{convert_array, to_array};
use crate::value::{Host, Result, Value, truth};

use super::masks::either;
use super::object::{constant, data, mask_of, masked_like, one, plain, state};
use super::{array_value, ndim};

builtins! {
    /// `a == b`: masked where an operand is.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]) == [1, 2, 4]
    /// masked_array(data=[True, --, False],
    ///              mask=[False,  True, False],
    ///        fill_value=True)
    "MaskedArray.__eq__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| compare(host, CompareOp::Eq, &a, &b);
    /// `a != b`: masked where an operand is.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]) != [1, 2, 4]
    /// masked_array(data=[False, --, True],
    ///              mask=[False,  True, False],
    ///        fill_value=True)
    "MaskedArray.__ne__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| compare(host, CompareOp::NotEq, &a, &b);
    /// `a < b`: masked where an operand is.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]) < 2
    /// masked_array(data=[True, --, False],
    ///              mask=[False,  True, False],
    ///        fill_value=True)
    "MaskedArray.__lt__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| compare(host, CompareOp::Lt, &a, &b);
    /// `a <= b`: masked where an operand is.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]) <= 2
    /// masked_array(data=[True, --, False],
    ///              mask=[False,  True, False],
    ///        fill_value=True)
    "MaskedArray.__le__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| compare(host, CompareOp::LtE, &a, &b);
    /// `a > b`: masked where an operand is.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]) > 2
    /// masked_array(data=[False, --, True],
    ///              mask=[False,  True, False],
    ///        fill_value=True)
    "MaskedArray.__gt__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| compare(host, CompareOp::Gt, &a, &b);
    /// `a >= b`: masked where an operand is.
    ///
    /// >>> np.ma.array([1, 2, 3], mask=[0, 1, 0]) >= 2
    /// masked_array(data=[False, --, True],
    ///              mask=[False,  True, False],
    ///        fill_value=True)
    "MaskedArray.__ge__" "(self, other)" => |host: &mut dyn Host, a: Value, b: Value| compare(host, CompareOp::GtE, &a, &b);
    /// `item in a`: is an element that is not masked equal to it?
    ///
    /// >>> 1 in np.ma.array([1, 2], mask=[0, 1]), 2 in np.ma.array([1, 2], mask=[0, 1])
    /// (True, False)
    "MaskedArray.__contains__" "(self, key, /)" => |host: &mut dyn Host, a: Value, item: Value| {
        let same = compare(host, CompareOp::Eq, &a, &item)?;
        let any = call!(host, "ma.any", same)?;
        truth(host, &any)
    };
}

/// NumPy's `_comparison`.
fn compare(host: &mut dyn Host, op: CompareOp, a: &Value, b: &Value) -> Result<Value> {
    let other_mask = mask_of(b);
    let mut mask = either(host, mask_of(a), other_mask.clone(), true)?;
    let other = data(b)?;
    let structured = |mask: &Value| {
        mask.as_array()
            .is_some_and(|m| matches!(m.dtype(), DType::Struct(_)))
    };
    let mut own = plain(a);
    if let Some(fields) = mask.clone().filter(structured) {
        if !matches!(op, CompareOp::Eq | CompareOp::NotEq) {
            return Ok(Value::NotImplemented);
        }
        own = super::fill::filled(host, a, &other)?;
        mask = Some(Value::array(all_fields(&to_array(&fields)?)?));
    }
    let mut check = operators::compare(host, op, &own, &other)?;
    if ndim(&check) == 0 && !matches!(check, Value::Array(_)) {
        let masked = match &mask {
            None => false,
            Some(mask) => truth(host, mask)?,
        };
        return Ok(if masked { constant() } else { check });
    }
    if let Some(joined) = mask.take() {
        if matches!(op, CompareOp::Eq | CompareOp::NotEq) {
            let mine = mask_of(a)
                .filter(|mask| !structured(mask))
                .map_or_else(|| one(false), Ok)?;
            let theirs = other_mask
                .filter(|mask| !structured(mask))
                .map_or_else(|| one(false), Ok)?;
            let masks = operators::compare(host, op, &mine, &theirs)?;
            check = call!(host, "where", joined, masks, check)?;
        }
        let shape = to_array(&check)?;
        let spread = to_array(&joined)?;
        mask = Some(match spread.broadcast_to(shape.shape()) {
            Some(wider) if spread.shape() != shape.shape() => Value::array(wider.copy()?),
            _ => joined,
        });
    }
    let result = masked_like(&array_value(&check)?, mask, a)?;
    if let Some(state) = state(&result) {
        let fill = state.fill.take();
        let as_bool = |fill: Array| match fill.dtype() {
            // No text is a bool.
            DType::Str(_) | DType::Bytes(_) | DType::Struct(_) => {
                super::fill::default_array(&DType::Bool)
            }
            _ => convert_array(&fill, &DType::Bool),
        };
        state.fill.replace(fill.map(as_bool).transpose()?);
    }
    Ok(result)
}

/// Is every field masked?
fn all_fields(mask: &Array) -> Result<Array> {
    let mut all = Vec::with_capacity(mask.size());
    for record in mask.scalars() {
        let bytes = match record {
            crate::array::Scalar::Struct(record) => record.with_bytes(<[u8]>::to_vec),
            _ => Vec::new(),
        };
        all.push(crate::array::Bool::from(
            bytes.iter().all(|&byte| byte != 0),
        ));
    }
    Ok(Array::from_shape_vec(mask.shape(), all)?)
}
