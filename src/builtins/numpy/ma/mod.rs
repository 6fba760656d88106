//! Masked arrays: arrays some of whose elements count as missing, and `np.ma`'s functions of them.
//!
//! What a masked array is stands in [`object`]; everything else is rows, most of them compositions of NumPy's own
//! functions of the elements and of the mask, as NumPy's `ma/core.py` and `ma/extras.py` compose them.

/// Calls a row of `np` by its name: `call!(host, "sum", a; axis = axis)`.
macro_rules! call {
    ($host:expr, $name:expr $(, $argument:expr)* $(; $($key:ident = $value:expr),*)?) => {
        $crate::builtins::numpy::ma::call_row(
            $host,
            $name,
            vec![$($argument.clone()),*],
            vec![$($((stringify!($key).trim_start_matches("r#").into(), $value.clone())),*)?],
        )
    };
}

pub mod apply;
pub mod arithmetic;
pub mod attributes;
pub mod clumps;
pub mod comparisons;
pub mod conditions;
pub mod construct;
pub mod creation;
pub mod domains;
pub mod elements;
pub mod export;
pub mod extremes;
pub mod fill;
pub mod flat;
pub mod indexing;
pub mod inplace;
pub mod joining;
pub mod masks;
pub mod means;
pub mod object;
pub mod operations;
mod printing;
pub mod products;
pub mod rows_columns;
pub mod sets;
pub mod shape;
pub mod sorting;
pub mod statistics;
pub mod sums;
pub mod table;

use std::rc::Rc;

use crate::array::Array;
use crate::value::builtin::Given;
use crate::value::convert::to_array;
use crate::value::subclass::ArraySubclass;
use crate::value::{Arguments, Builtin, Class, ClassId, Host, Raised, Result, Value};

use object::{Masked, mask_dtype, no_mask, one, state};

/// The rows of all files.
pub static CHAPTERS: &[&[Builtin]] = &[
    apply::ROWS,
    arithmetic::ROWS,
    attributes::ROWS,
    clumps::ROWS,
    comparisons::ROWS,
    conditions::ROWS,
    construct::ROWS,
    creation::ROWS,
    elements::ROWS,
    export::ROWS,
    extremes::ROWS,
    fill::ROWS,
    flat::ROWS,
    indexing::ROWS,
    inplace::ROWS,
    joining::ROWS,
    masks::ROWS,
    means::ROWS,
    operations::ROWS,
    products::ROWS,
    rows_columns::ROWS,
    sets::ROWS,
    shape::ROWS,
    sorting::ROWS,
    statistics::ROWS,
    sums::ROWS,
    table::ROWS,
];

/// Calls the row `np.name`.
///
/// # Errors
/// What the row raises.
pub fn call_row(
    host: &mut dyn Host,
    name: &str,
    positional: Vec<Value>,
    keywords: Vec<(Rc<str>, Value)>,
) -> Result<Value> {
    let row = crate::builtins::find(&format!("np.{name}"))
        .ok_or_else(|| Raised::attribute_error(format!("no np.{name} in the catalogue")))?;
    let mut arguments = Arguments::positional(positional);
    arguments.keywords = keywords;
    row.call(host, arguments)
}

/// A keyword argument where the call gave one.
fn given(name: &str, value: &Given) -> Vec<(Rc<str>, Value)> {
    let value = value.0.iter();
    value.map(|value| (name.into(), value.clone())).collect()
}

/// Scalars as arrays of no dimensions.
fn array_value(value: &Value) -> Result<Value> {
    match value {
        Value::Array(_) => Ok(value.clone()),
        other => Ok(Value::array(to_array(other)?)),
    }
}

/// How many dimensions a result has.
fn ndim(value: &Value) -> usize {
    match value {
        Value::Array(object) => object.with(Array::ndim),
        _ => 0,
    }
}

/// A shape as a tuple.
fn shape_tuple(shape: &[usize]) -> Value {
    let lengths = shape.iter().map(|&length| Value::Int(length as i64));
    Value::tuple(lengths.collect())
}

fn constant_of() -> Value {
    let data = Array::zeros(crate::array::DType::F64, &[]);
    let (Ok(data), Ok(mask)) = (data, one(true)) else {
        return Value::None;
    };
    let frozen = mask.as_array().map(|mask| mask.with_writeable(false));
    let state = Masked::new(ClassId::MASKED_CONSTANT, frozen.map(Value::array));
    let data = data.with_writeable(false);
    Value::view_as(data.clone(), &Value::array(data), Some(Rc::new(state)))
}

/// What stands beside an array that is seen as a masked one: `a.view(np.ma.MaskedArray)`.
pub fn of_class(class: &Class, of: &Value, array: &Array) -> Option<Rc<dyn ArraySubclass>> {
    let mut mask = state(of).and_then(|state| state.mask.borrow().clone());
    if mask.is_none() && mask_dtype(array.dtype()) != crate::array::DType::Bool {
        mask = no_mask(array.shape(), array.dtype()).ok();
    }
    let mask = mask.and_then(|mask| object::shaped(&mask, array.shape()));
    Some(Rc::new(Masked::like(class.clone(), of, mask)))
}
