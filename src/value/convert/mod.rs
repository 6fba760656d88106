//! From Python's values to arrays and dtypes, and back.

mod arguments;
mod discover;
mod dtype;
mod element;
mod tolist;

pub use arguments::{
    ArrayList, ArrayValue, AxisArgument, Device, Integers, Like, Order, ShapeArgument, as_index,
    as_shape,
};
pub use discover::{ArrayOptions, convert_array, operand_of, to_array, to_array_as};
pub use dtype::{dtype_of_text, in_big_endian, time_unit, to_dtype};
pub use element::{assign_array, element_from, set_elements};
pub use tolist::{to_list, to_python};
