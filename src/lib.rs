#![forbid(unsafe_code)]

pub mod array;
pub mod builtins;
pub mod cli;
pub mod eval;
pub mod lesson;
pub mod repl;
pub mod syntax;
pub mod text;
pub mod value;
