//! Arrays of numbers, and nothing of Python.

pub mod elementary;
pub mod random;
