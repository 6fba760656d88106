//! The tables that the functions look into.

pub mod arcsine;
pub mod arctangent;
pub mod exp;
pub mod log;
pub mod sine;
pub mod single;
pub mod tangent;
