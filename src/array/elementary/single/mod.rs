//! The functions in single precision, which are not the double ones rounded.

mod arcs;
mod circular;
mod exponential;
mod hyperbolic;
mod logarithm;
mod power;
mod roots;

super::functions! { f32 }
