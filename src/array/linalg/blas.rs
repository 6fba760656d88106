//! Sums of products in the order of the kernels that NumPy's results come from: OpenBLAS for Haswell.
//!
//! A sum of floats depends on the order of its terms and on where a product is fused with the addition (FMA), so
//! the last digit of `a @ b` is decided here. The kernels' vectors of four doubles (eight singles) become arrays.

use num_complex::Complex;
use num_traits::Float;

use super::Field;
use crate::array::fused::fused;
use crate::array::meter;

/// How the kernels of one type add. Complex numbers are added in their plain order.
pub trait Kernels: Field {
    /// The dot product of two packed vectors, nothing conjugated.
    fn dot(a: &[Self], b: &[Self]) -> Self {
        a.iter()
            .zip(b)
            .fold(Self::default(), |sum, (&x, &y)| x.fused(y, sum))
    }

    /// One element of a product of matrices.
    fn gemm_sum(row: &[Self], column: &[Self]) -> Self {
        dot_plain(row, column)
    }

    /// As [`Kernels::gemm_sum`], where the kernel has a single vector left on one side and four on the other.
    fn gemm_lone_sum(row: &[Self], column: &[Self]) -> Self {
        Self::gemm_sum(row, column)
    }

    /// The dot product where one of the vectors lies scattered in memory.
    fn dot_strided(a: &[Self], b: &[Self]) -> Self {
        Self::dot(a, b)
    }
}

/// The dot product term by term, each fused.
pub fn dot_plain<T: Field>(a: &[T], b: &[T]) -> T {
    a.iter()
        .zip(b)
        .fold(T::default(), |sum, (&x, &y)| x.fused(y, sum))
}

/// The last digits of the lanes' sums: ((0+4)+(8+12)) …, halves first, then pairs.
fn fold_lanes(lanes: [[f64; 4]; 4]) -> f64 {
    let halves = lanes.map(|l| [l[0] + l[2], l[1] + l[3]]);
    let sum = |i: usize| (halves[0][i] + halves[1][i]) + (halves[2][i] + halves[3][i]);
    sum(0) + sum(1)
}

impl Kernels for f64 {
    fn dot(a: &[f64], b: &[f64]) -> f64 {
        let ((a_blocks, a_rest), (b_blocks, b_rest)) = (a.as_chunks::<16>(), b.as_chunks::<16>());
        let lanes = fused(
            #[inline(always)]
            || {
                let mut lanes = [0.0; 16];
                for (x, y) in a_blocks.iter().zip(b_blocks) {
                    for ((lane, x), y) in lanes.iter_mut().zip(x).zip(y) {
                        *lane = x.mul_add(*y, *lane);
                    }
                }
                lanes
            },
        );
        let blocks = fold_lanes(std::array::from_fn(|i| {
            std::array::from_fn(|j| lanes[4 * i + j])
        }));
        let tail = a_rest.iter().zip(b_rest);
        tail.fold(blocks, |sum, (x, y)| sum + x * y)
    }

    /// Four sums for blocks of eight terms, the rest with the first of them.
    fn gemm_lone_sum(row: &[f64], column: &[f64]) -> f64 {
        let whole = row.len() & !7;
        let mut sums = [0.0f64; 4];
        for (i, (x, y)) in row.iter().zip(column).enumerate() {
            let sum = &mut sums[if i < whole { i % 4 } else { 0 }];
            *sum = x.fused(*y, *sum);
        }
        (sums[0] + sums[1]) + (sums[2] + sums[3])
    }

    fn dot_strided(a: &[f64], b: &[f64]) -> f64 {
        let (mut even, mut odd) = (0.0, 0.0);
        let (a_blocks, b_blocks) = (a.chunks_exact(4), b.chunks_exact(4));
        let tail = a_blocks.remainder().iter().zip(b_blocks.remainder());
        for (x, y) in a_blocks.zip(b_blocks) {
            even += x[0] * y[0] + x[2] * y[2];
            odd += x[1] * y[1] + x[3] * y[3];
        }
        tail.fold(even, |sum, (x, y)| sum + x * y) + odd
    }
}

impl Kernels for f32 {
    /// Blocks of 32 in single precision, the rest in double.
    fn dot(a: &[f32], b: &[f32]) -> f32 {
        let ((a_blocks, a_rest), (b_blocks, b_rest)) = (a.as_chunks::<32>(), b.as_chunks::<32>());
        let lanes = fused(
            #[inline(always)]
            || {
                let mut lanes = [0.0f32; 32];
                for (x, y) in a_blocks.iter().zip(b_blocks) {
                    for ((lane, x), y) in lanes.iter_mut().zip(x).zip(y) {
                        *lane = x.mul_add(*y, *lane);
                    }
                }
                lanes
            },
        );
        let tail = a_rest.iter().zip(b_rest);
        let column = |i: usize| (lanes[i] + lanes[i + 8]) + (lanes[i + 16] + lanes[i + 24]);
        let halves: [f32; 4] = std::array::from_fn(|i| column(i) + column(i + 4));
        let blocks = (halves[0] + halves[1]) + (halves[2] + halves[3]);
        let rest = tail.fold(0.0f64, |sum, (x, y)| sum + f64::from(x * y));
        (rest + f64::from(blocks)) as f32
    }

    fn dot_strided(a: &[f32], b: &[f32]) -> f32 {
        let products = a.iter().zip(b).map(|(x, y)| f64::from(x * y));
        products.sum::<f64>() as f32
    }
}

impl Kernels for Complex<f32> {
    fn dot(a: &[Self], b: &[Self]) -> Self {
        complex_dot(a, b)
    }

    fn gemm_sum(row: &[Self], column: &[Self]) -> Self {
        complex_dot(row, column)
    }
}

impl Kernels for Complex<f64> {
    fn dot(a: &[Self], b: &[Self]) -> Self {
        complex_dot(a, b)
    }

    fn gemm_sum(row: &[Self], column: &[Self]) -> Self {
        complex_dot(row, column)
    }
}

/// The four sums of real products, put together at the end.
fn complex_dot<R: Float>(a: &[Complex<R>], b: &[Complex<R>]) -> Complex<R> {
    let sums = fused(
        #[inline(always)]
        || {
            let mut sums = [R::zero(); 4];
            for (x, y) in a.iter().zip(b) {
                sums[0] = x.re.mul_add(y.re, sums[0]);
                sums[1] = x.im.mul_add(y.im, sums[1]);
                sums[2] = x.re.mul_add(y.im, sums[2]);
                sums[3] = x.im.mul_add(y.re, sums[3]);
            }
            sums
        },
    );
    Complex::new(sums[0] - sums[1], sums[2] + sums[3])
}

/// How the operands of [`gemv_columns`] lie in memory: its kernel goes other ways where they lie apart.
#[derive(Clone, Copy, PartialEq)]
pub enum Lying {
    /// The columns directly one after the other, and the vector's elements too.
    Packed,
    /// The columns with something between them.
    ColumnsApart,
    /// The vector's elements with something between them.
    ElementsApart,
}

/// Is the work to be given up? Asked for each sum of a product; short ones do not matter.
#[inline(always)]
fn stops<T>(x: &[T]) -> bool {
    x.len() >= 64 && meter::stopped(x.len())
}

/// y += A·x, A given by columns: four columns at a time for rows in fours, the last rows one by one.
pub fn gemv_columns<T: Field>(a: impl Fn(usize, usize) -> T, x: &[T], y: &mut [T], lying: Lying) {
    fused(
        #[inline(always)]
        || add_columns(a, x, y, lying),
    );
}

#[inline(always)]
fn add_columns<T: Field>(a: impl Fn(usize, usize) -> T, x: &[T], y: &mut [T], lying: Lying) {
    let packed = lying == Lying::Packed;
    let whole = y.len() & !3;
    let (blocks, last) = y.split_at_mut(whole);
    for (i, y) in blocks.iter_mut().enumerate() {
        if stops(x) {
            return;
        }
        let mut j = 0;
        while j + 4 <= x.len() {
            let even = a(i, j + 2).fused(x[j + 2], a(i, j) * x[j]);
            let odd = a(i, j + 3).fused(x[j + 3], a(i, j + 1) * x[j + 1]);
            *y += even + odd;
            j += 4;
        }
        while lying == Lying::ElementsApart && j < x.len() {
            *y += a(i, j) * x[j];
            j += 1;
        }
        if j + 2 <= x.len() {
            *y += a(i, j) * x[j] + a(i, j + 1) * x[j + 1];
            j += 2;
        }
        if j < x.len() {
            *y += a(i, j) * x[j];
        }
    }
    let pairs = packed && last.len() > 1;
    for (i, y) in last.iter_mut().enumerate() {
        let row: Vec<T> = (0..x.len()).map(|j| a(whole + i, j)).collect();
        *y += if pairs && whole == 0 {
            row_by_pairs(&row, x)
        } else if packed && whole == 0 {
            row_by_fours(&row, x)
        } else {
            row.iter()
                .zip(x)
                .fold(T::default(), |sum, (&a, &x)| sum + a * x)
        };
    }
}

#[inline(always)]
fn row_by_pairs<T: Field>(row: &[T], x: &[T]) -> T {
    let whole = row.len() & !3;
    let mut sum = T::default();
    for j in (0..whole).step_by(2) {
        sum += row[j] * x[j] + row[j + 1] * x[j + 1];
    }
    (whole..row.len()).fold(sum, |sum, j| sum + row[j] * x[j])
}

#[inline(always)]
fn row_by_fours<T: Field>(row: &[T], x: &[T]) -> T {
    let whole = row.len() & !3;
    let mut sum = T::default();
    for j in (0..whole).step_by(4) {
        let pair = row[j] * x[j] + row[j + 1] * x[j + 1];
        sum += (pair + row[j + 2] * x[j + 2]) + row[j + 3] * x[j + 3];
    }
    (whole..row.len()).fold(sum, |sum, j| sum + row[j] * x[j])
}

/// y += A·x, A given by rows: each row's elements in fours, the last ones together.
pub fn gemv_rows<T: Field>(a: impl Fn(usize, usize) -> T, x: &[T], y: &mut [T]) {
    fused(
        #[inline(always)]
        || add_rows(a, x, y),
    );
}

#[inline(always)]
fn add_rows<T: Field>(a: impl Fn(usize, usize) -> T, x: &[T], y: &mut [T]) {
    let whole = x.len() & !3;
    let (in_fours, in_pairs) = (y.len() & !3, y.len() & !1);
    for (i, y) in y.iter_mut().enumerate() {
        if stops(x) {
            return;
        }
        let row = |j: usize| a(i, j);
        if whole > 0 {
            *y += if i < in_fours {
                row_in_lanes(row, x, whole)
            } else if i < in_pairs {
                row_in_pairs(row, x, whole)
            } else {
                row_in_fours(row, x, whole)
            };
        }
        add_last(row, x, whole, y);
    }
}

/// y += A·x, as [`gemv_rows`], for rows that lie one behind the other: four of them are worked through together.
pub fn gemv_packed_rows<T: Field>(a: &[T], x: &[T], y: &mut [T]) {
    let whole = x.len() & !3;
    let in_fours = y.len() & !3;
    let (first, last) = y.split_at_mut(in_fours);
    let blocks = a.chunks_exact(4 * x.len());
    fused(
        #[inline(always)]
        || {
            for (rows, y) in blocks.zip(first.as_chunks_mut::<4>().0) {
                if stops(x) {
                    return;
                }
                let sums = four_rows_in_lanes(rows, x);
                for (i, y) in y.iter_mut().enumerate() {
                    if whole > 0 {
                        *y += sums[i];
                    }
                    add_last(|j| rows[i * x.len() + j], x, whole, y);
                }
            }
        },
    );
    gemv_rows(|i, j| a[(in_fours + i) * x.len() + j], x, last);
}

/// Four rows as [`row_in_lanes`] adds each.
#[inline(always)]
fn four_rows_in_lanes<T: Field>(rows: &[T], x: &[T]) -> [T; 4] {
    let mut lanes = [[T::default(); 4]; 4];
    let (x_blocks, _) = x.as_chunks::<4>();
    let (one, others) = rows.split_at(x.len());
    let (two, others) = others.split_at(x.len());
    let (three, four) = others.split_at(x.len());
    let blocks = [one, two, three, four].map(|row| row.as_chunks::<4>().0);
    for (k, x) in x_blocks.iter().enumerate() {
        for (lanes, blocks) in lanes.iter_mut().zip(blocks) {
            for ((lane, a), x) in lanes.iter_mut().zip(&blocks[k]).zip(x) {
                *lane = a.fused(*x, *lane);
            }
        }
    }
    lanes.map(|lanes| (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]))
}

/// The terms beyond the last four. This kernel's compiler fuses: the first product of a sum with the second, a single one
/// with the addition.
#[inline(always)]
fn add_last<T: Field>(row: impl Fn(usize) -> T, x: &[T], whole: usize, y: &mut T) {
    match x.len() - whole {
        0 => {}
        1 => *y = row(whole).fused(x[whole], *y),
        _ => {
            let pair = row(whole).fused(x[whole], row(whole + 1) * x[whole + 1]);
            *y += (whole + 2..x.len()).fold(pair, |sum, j| row(j).fused(x[j], sum));
        }
    }
}

/// Four running sums, fused.
#[inline(always)]
fn row_in_lanes<T: Field>(row: impl Fn(usize) -> T, x: &[T], whole: usize) -> T {
    let mut lanes = [T::default(); 4];
    for j in 0..whole {
        lanes[j % 4] = row(j).fused(x[j], lanes[j % 4]);
    }
    (lanes[0] + lanes[2]) + (lanes[1] + lanes[3])
}

/// Two running sums, not fused.
#[inline(always)]
fn row_in_pairs<T: Field>(row: impl Fn(usize) -> T, x: &[T], whole: usize) -> T {
    let mut lanes = [T::default(); 2];
    for j in 0..whole {
        lanes[j % 2] += row(j) * x[j];
    }
    lanes[0] + lanes[1]
}

/// Four running sums, not fused.
#[inline(always)]
fn row_in_fours<T: Field>(row: impl Fn(usize) -> T, x: &[T], whole: usize) -> T {
    let mut lanes = [T::default(); 4];
    for j in 0..whole {
        lanes[j % 4] += row(j) * x[j];
    }
    (lanes[0] + lanes[2]) + (lanes[1] + lanes[3])
}

/// y += α·x: blocks of sixteen fused, the rest not.
pub fn axpy<T: Field>(alpha: T, x: &[T], y: &mut [T]) {
    let whole = y.len() & !15;
    for (i, (y, x)) in y.iter_mut().zip(x).enumerate() {
        *y = if i < whole {
            alpha.fused(*x, *y)
        } else {
            *y + alpha * *x
        };
    }
}

/// The Euclidean length of a vector, as if summed without rounding and rounded once.
pub fn norm2<T: Field>(x: &[T]) -> T::R {
    use super::Real;
    let scale = x.iter().fold(T::R::zero_(), |most, x| {
        Float::max(most, Float::max(Float::abs(x.re()), Float::abs(x.im())))
    });
    if scale == T::R::zero_() {
        return if x.iter().any(|x| x.is_nan()) {
            T::R::nan()
        } else {
            scale
        };
    }
    let large: f64 = scale.into();
    // Squares may leave the range: bring them back by a power of two.
    let unit = if (1e-140..1e140).contains(&large) {
        1.0
    } else {
        large
    };
    let (mut sum, mut error) = (0.0f64, 0.0f64);
    for part in x.iter().flat_map(|x| [x.re(), x.im()]) {
        let part = Into::<f64>::into(part) / unit;
        let square = part * part;
        let next = sum + square;
        let lost = (sum - (next - (next - sum))) + (square - (next - sum));
        error += lost + part.mul_add(part, -square);
        sum = next;
    }
    // One step of Newton's towards the root of the whole sum.
    let root = (sum + error).sqrt();
    if !root.is_finite() || root == 0.0 {
        return T::R::of(root * unit);
    }
    let left = (-root).mul_add(root, sum) + error;
    T::R::of((root + left / (2.0 * root)) * unit)
}
