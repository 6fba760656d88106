//! Floor 2: n-dimensional arrays. Knows text and numbers, and nothing of Python.
//!
//! An [`Array`] is three things: a shared byte [`Buffer`], a [`DType`] that reads the bytes, and a [`Layout`]
//! (shape, signed byte strides, offset) that walks them. A view is another layout over the same buffer;
//! nothing here copies on write, since a write through a view must reach its base.
//!
//! Invariants: a layout never reaches outside its buffer; no borrow of a buffer escapes the function that
//! took it; every allocation and every loop passes [`meter`].

mod buffer;
pub mod calendar;
pub mod cast;
mod convert;
mod core;
pub mod deflate;
mod dtype;
mod element;
pub mod elementary;
mod error;
pub mod fourier;
mod fused;
pub mod lanes;
mod layout;
pub mod linalg;
pub mod meter;
mod overlap;
pub mod print;
mod promote;
pub mod random;
pub mod reduce;
mod scalar;
pub mod select;
pub mod texts;
mod timetext;
pub use timetext::{has_zone, parse_date};
pub mod sort;
pub mod take;
mod timeunit;
pub mod ufunc;
mod walk;
pub use convert::{cast_scalar, parse_int};

pub use self::core::{Array, checked_bytes, swap_bytes};
pub use buffer::{Buffer, Object, ObjectRef};

pub use dtype::{ByteOrder, DType, Field, Kind, StructType, SubType, TimeBase, TimeUnit};
pub use element::{Bool, Element};
pub use error::{Error, ErrorKind, Result};
pub use layout::{
    Axes, Layout, MAX_DIMENSIONS, Shape, Strides, broadcast_shapes, normalize_axis, shape_repr,
    shape_text, total_bytes,
};
pub use overlap::overlap;
pub use promote::{
    Casting, Operand, can_cast, not_promoted, promote, result_type, string_width,
    without_common_dtype,
};
pub use scalar::{Scalar, StructScalar};
pub use walk::memory_order;
