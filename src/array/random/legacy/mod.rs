//! `numpy.random.RandomState`: the streams of NumPy 1.16 and before, kept as they were.
//!
//! Whole numbers come from [`Bounded`](super::bounded::Bounded) by
//! [`Method::Masked`](super::bounded::Method::Masked).

mod continuous;
mod discrete;

use super::BitGenerator;
use super::distributions;
use crate::array::elementary::log;

/// A bit generator together with the normal number that waits in a `RandomState`.
pub struct Legacy<'s> {
    pub generator: &'s mut dyn BitGenerator,
    /// The second number of the last pair (`has_gauss`, `gauss`).
    pub gauss: &'s mut Option<f64>,
}

impl Legacy<'_> {
    fn next_f64(&mut self) -> f64 {
        self.generator.next_f64()
    }

    /// `standard_normal`, `randn`: G. Marsaglia's polar method (1964), which makes two at a time.
    pub fn standard_normal(&mut self) -> f64 {
        if let Some(second) = self.gauss.take() {
            return second;
        }
        loop {
            let x = 2.0 * self.next_f64() - 1.0;
            let y = 2.0 * self.next_f64() - 1.0;
            let square = x * x + y * y;
            if square < 1.0 && square != 0.0 {
                let factor = (-2.0 * log(square) / square).sqrt();
                *self.gauss = Some(factor * x);
                return factor * y;
            }
        }
    }

    /// `dirichlet` into `out` of the length of `alpha`.
    pub fn dirichlet(&mut self, alpha: &[f64], out: &mut [f64]) {
        distributions::dirichlet_by_gamma(|shape| self.standard_gamma(shape), alpha, out);
    }
}
