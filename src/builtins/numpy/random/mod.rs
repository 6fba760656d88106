//! `np.random`: generators and what they draw.
//!
//! [`objects`] holds what a lesson can have in its hands: bit generators, `Generator`, `RandomState`, seed sequences.
//! [`parameters`] reads parameters, [`rules`] says what they may be, [`plan`] what shape they and `size` give;
//! [`rows`] declares methods once for all their owners. The chapters follow NumPy's: [`seeding`], [`bits`],
//! [`generator`], [`legacy`], [`integers`], [`choice`], [`permute`], [`simple`], [`continuous`], [`discrete`],
//! [`vectors`], [`multivariate_normal`]. The numbers themselves come from floor 2.

pub mod bits;
pub mod choice;
pub mod continuous;
pub mod discrete;
pub mod generator;
pub mod integers;
pub mod legacy;
pub mod multivariate_normal;
mod objects;
mod parameters;
pub mod permute;
mod plan;
mod rows;
mod rules;
pub mod seeding;
pub mod simple;
pub mod vectors;

pub use objects::Global;
