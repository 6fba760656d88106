#![forbid(unsafe_code)]

pub mod array;
pub mod syntax;
pub mod text;
