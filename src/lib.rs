#![forbid(unsafe_code)]

pub mod syntax;
pub mod text;
