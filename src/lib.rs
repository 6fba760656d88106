#![forbid(unsafe_code)]

pub mod array;
pub mod builtins;
pub mod syntax;
pub mod text;
pub mod value;
