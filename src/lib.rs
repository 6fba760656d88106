#![forbid(unsafe_code)]

pub mod cli;
pub mod eval;
pub mod lesson;
pub mod syntax;
pub mod text;
