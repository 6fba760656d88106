//! Sums in NumPy's order: pairwise, with eight accumulators in blocks of 128
//! (`pairwise_sum` in NumPy's `loops_utils.h.src`).

use half::f16;
use num_complex::Complex;

use crate::array::meter;

/// Longer runs are halved and their sums added.
const BLOCK: usize = 128;

macro_rules! pairwise {
    ($name:ident, $T:ty, $F:ty, $value:expr) => {
        /// The sum of a run, pairwise.
        pub fn $name(run: &[$T]) -> $F {
            let value: fn(&$T) -> $F = $value;
            if run.len() < 8 {
                // Beginning with -0 keeps the sum of nothing but -0 at -0.
                return run.iter().fold(-0.0, |total, x| total + value(x));
            }
            if run.len() > BLOCK {
                if run.len() >= meter::STRETCH && meter::stopped(meter::STRETCH) {
                    return 0.0;
                }
                let half = run.len() / 2;
                let (low, high) = run.split_at(half - half % 8);
                return $name(low) + $name(high);
            }
            let (chunks, rest) = run.as_chunks::<8>();
            // Named one by one, the sums stay in registers in every build.
            let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h]: [$F; 8] = [-0.0; 8];
            for [x0, x1, x2, x3, x4, x5, x6, x7] in chunks {
                a += value(x0);
                b += value(x1);
                c += value(x2);
                d += value(x3);
                e += value(x4);
                f += value(x5);
                g += value(x6);
                h += value(x7);
            }
            let total = ((a + b) + (c + d)) + ((e + f) + (g + h));
            rest.iter().fold(total, |total, x| total + value(x))
        }
    };
}

pairwise!(sum_f64, f64, f64, |x| *x);
pairwise!(sum_f32, f32, f32, |x| *x);
pairwise!(sum_f16, f16, f32, |x| x.to_f32());

macro_rules! pairwise_complex {
    ($name:ident, $F:ty) => {
        /// The sum of a run, pairwise, real and imaginary parts side by side: four accumulators each, blocks of 64.
        pub fn $name(run: &[Complex<$F>]) -> Complex<$F> {
            if run.len() < 4 {
                return run
                    .iter()
                    .fold(Complex::new(-0.0, -0.0), |total, z| total + z);
            }
            if run.len() > BLOCK / 2 {
                if run.len() >= meter::STRETCH && meter::stopped(meter::STRETCH) {
                    return Complex::default();
                }
                // NumPy counts floats, and halves them at a multiple of eight.
                let half = (run.len() - run.len() % 8) / 2;
                let (low, high) = run.split_at(half);
                return $name(low) + $name(high);
            }
            let (chunks, rest) = run.as_chunks::<4>();
            let mut sums = [Complex::new(-0.0, -0.0); 4];
            for chunk in chunks {
                for (sum, z) in sums.iter_mut().zip(chunk) {
                    *sum += z;
                }
            }
            let [a, b, c, d] = sums;
            rest.iter().fold((a + b) + (c + d), |total, z| total + z)
        }
    };
}

pairwise_complex!(sum_c128, f64);
pairwise_complex!(sum_c64, f32);

pub fn add_f64(start: f64, run: &[f64]) -> f64 {
    start + sum_f64(run)
}

pub fn add_f32(start: f32, run: &[f32]) -> f32 {
    start + sum_f32(run)
}

/// Float16 adds up in float32 and rounds once for a run.
pub fn add_f16(start: f16, run: &[f16]) -> f16 {
    f16::from_f32(start.to_f32() + sum_f16(run))
}

pub fn add_c64(start: Complex<f32>, run: &[Complex<f32>]) -> Complex<f32> {
    start + sum_c64(run)
}

pub fn add_c128(start: Complex<f64>, run: &[Complex<f64>]) -> Complex<f64> {
    start + sum_c128(run)
}
