//! From Python's values to arrays and dtypes, and back.

mod arguments;
mod discover;
mod dtype;
mod element;
mod noticed;
mod tolist;

pub use arguments::{
    ArrayList, ArrayValue, AxisArgument, AxisTuple, DTypeWithShape, Device, Integers, Like, Order,
    ShapeArgument, as_index, as_length, as_shape, shape_of,
};
pub use discover::{ArrayOptions, convert_array, operand_of, safe_array, to_array, to_array_as};
pub use dtype::{dtype_of_text, in_big_endian, time_unit, to_dtype, to_dtype_with_shape};
pub use element::{assign_array, element_from, sequence_for_element, set_elements};
pub use noticed::{notice, take_missing, take_noticed};
pub use tolist::{to_list, to_python, values_of};
