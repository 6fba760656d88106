//! Products of vectors and of matrices, for every dtype but Python objects.

use half::f16;
use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2, Axis, ShapeBuilder, Slice};
use num_complex::Complex;
use num_traits::{One, WrappingAdd, WrappingMul, Zero};

use super::Field;
use super::blas::{self, Kernels, Lying};
use crate::array::dtype::dispatch;
use crate::array::{Array, Bool, Element, Error, Layout, Result, meter};

/// How a run of numbers lies in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stride {
    /// One directly after the other.
    Unit,
    /// Scattered, forwards.
    Strided,
    /// Backwards or unaligned: no kernel takes it.
    Odd,
}

impl Stride {
    fn of(bytes: isize, itemsize: usize) -> Stride {
        let size = itemsize as isize;
        if bytes == size {
            Stride::Unit
        } else if bytes > 0 && bytes % size == 0 {
            Stride::Strided
        } else {
            Stride::Odd
        }
    }
}

/// One matrix in C order, and how it lay in memory: that decides which kernel adds it up.
struct Operand<'a, T> {
    rows: usize,
    columns: usize,
    values: &'a [T],
    strides: [isize; 2],
}

impl<T: Copy> Operand<'_, T> {
    #[inline(always)]
    fn at(&self, i: usize, j: usize) -> T {
        self.values[i * self.columns + j]
    }

    fn column(&self, j: usize) -> Vec<T> {
        (0..self.rows).map(|i| self.at(i, j)).collect()
    }

    fn row(&self, i: usize) -> &[T] {
        &self.values[i * self.columns..(i + 1) * self.columns]
    }

    /// Row after row, as BLAS takes it.
    fn is_by_rows(&self) -> bool {
        blasable(
            self.strides[0],
            self.strides[1],
            self.columns,
            size_of::<T>(),
        )
    }

    fn is_by_columns(&self) -> bool {
        blasable(self.strides[1], self.strides[0], self.rows, size_of::<T>())
    }
}

fn blasable(outer: isize, inner: isize, length: usize, itemsize: usize) -> bool {
    let size = itemsize as isize;
    inner == size && outer % size == 0 && outer / size >= length as isize
}

/// A number with a product.
trait Product: Element {
    fn dot(a: &[Self], b: &[Self], strides: [Stride; 2]) -> Self;

    /// Appends the product of two matrices in C order.
    fn multiply(a: &Operand<Self>, b: &Operand<Self>, out: &mut Vec<Self>) {
        for i in 0..a.rows {
            for j in 0..b.columns {
                if meter::stopped(a.columns) {
                    return;
                }
                out.push(Self::dot(a.row(i), &b.column(j), [Stride::Odd; 2]));
            }
        }
    }
}

macro_rules! integers {
    ($($type:ty),*) => { $(
        impl Product for $type {
            fn dot(a: &[$type], b: &[$type], _: [Stride; 2]) -> $type {
                let products = a.iter().zip(b).map(|(x, y)| x.wrapping_mul(y));
                products.fold(0, |sum, product| WrappingAdd::wrapping_add(&sum, &product))
            }
        }
    )* };
}

integers!(i8, i16, i32, i64, u8, u16, u32, u64);

impl Product for Bool {
    fn dot(a: &[Bool], b: &[Bool], _: [Stride; 2]) -> Bool {
        a.iter().zip(b).any(|(x, y)| x.get() && y.get()).into()
    }
}

/// Half precision adds up in single.
impl Product for f16 {
    fn dot(a: &[f16], b: &[f16], _: [Stride; 2]) -> f16 {
        let products = a.iter().zip(b).map(|(x, y)| x.to_f32() * y.to_f32());
        f16::from_f32(products.fold(0.0, |sum, product| sum + product))
    }
}

macro_rules! floats {
    ($($type:ty),*) => { $(
        impl Product for $type {
            fn dot(a: &[$type], b: &[$type], strides: [Stride; 2]) -> $type {
                float_dot(a, b, strides)
            }

            fn multiply(a: &Operand<$type>, b: &Operand<$type>, out: &mut Vec<$type>) {
                float_multiply(a, b, out);
            }
        }
    )* };
}

floats!(f32, f64, Complex<f32>, Complex<f64>);

fn float_dot<T: Kernels>(a: &[T], b: &[T], strides: [Stride; 2]) -> T {
    match strides {
        [Stride::Unit, Stride::Unit] => T::dot(a, b),
        [Stride::Odd, _] | [_, Stride::Odd] => in_order(a, b),
        _ => T::dot_strided(a, b),
    }
}

/// Term by term, nothing fused: NumPy's own loop.
fn in_order<T: Field>(a: &[T], b: &[T]) -> T {
    a.iter()
        .zip(b)
        .fold(T::default(), |sum, (&x, &y)| sum + x * y)
}

/// How a matrix of columns at a distance of `stride` bytes, each `column` bytes long, lies beside its vector.
fn lying(stride: isize, column: usize, along: Stride) -> Lying {
    if along != Stride::Unit {
        Lying::ElementsApart
    } else if stride == column as isize {
        Lying::Packed
    } else {
        Lying::ColumnsApart
    }
}

/// By the kernel that NumPy calls for these shapes and strides.
fn float_multiply<T: Kernels + ndarray::LinalgScalar>(
    a: &Operand<T>,
    b: &Operand<T>,
    out: &mut Vec<T>,
) {
    let itemsize = size_of::<T>();
    let (m, k, n) = (a.rows, a.columns, b.columns);
    let start = out.len();
    out.resize(start + m * n, T::default());
    let y = &mut out[start..];
    if k == 0 || y.is_empty() {
        return;
    }
    let (along_a, along_b) = (
        Stride::of(a.strides[1], itemsize),
        Stride::of(b.strides[0], itemsize),
    );
    if m == 1 && n == 1 {
        y[0] = float_dot(a.row(0), &b.column(0), [along_a, along_b]);
        return;
    }
    by_kernel(a, b, y, [along_a, along_b]);
    // BLAS multiplies every sum by the number 1, which of a complex sum that is not finite makes NaN in both parts.
    for y in y.iter_mut().filter(|y| !y.is_finite()) {
        *y *= T::from_parts(T::R::one(), T::R::zero());
    }
}

/// By the kernel that NumPy calls for operands of these shapes and strides, which are not two vectors.
fn by_kernel<T: Kernels + ndarray::LinalgScalar>(
    a: &Operand<T>,
    b: &Operand<T>,
    y: &mut [T],
    [along_a, along_b]: [Stride; 2],
) {
    let itemsize = size_of::<T>();
    let (m, k, n) = (a.rows, a.columns, b.columns);
    if k > 1 && m == 1 && along_a != Stride::Odd && b.is_by_columns() {
        blas::gemv_rows(|i, j| b.at(j, i), a.row(0), y);
    } else if k > 1 && m == 1 && along_a != Stride::Odd && b.is_by_rows() {
        let lying = lying(b.strides[0], n * itemsize, along_a);
        blas::gemv_columns(|i, j| b.at(j, i), a.row(0), y, lying);
    } else if k > 1 && n == 1 && along_b != Stride::Odd && a.is_by_rows() {
        blas::gemv_packed_rows(a.values, &b.column(0), y);
    } else if k > 1 && n == 1 && along_b != Stride::Odd && a.is_by_columns() {
        let lying = lying(a.strides[1], m * itemsize, along_b);
        blas::gemv_columns(|i, j| a.at(i, j), &b.column(0), y, lying);
    } else if m == 1 || n == 1 || k == 1 {
        let columns: Vec<Vec<T>> = (0..n).map(|j| b.column(j)).collect();
        for (at, y) in y.iter_mut().enumerate() {
            if meter::stopped(k) {
                return;
            }
            *y = in_order(a.row(at / n), &columns[at % n]);
        }
    } else {
        general(a, b, y);
    }
}

/// From this many products on ndarray's blocked kernels are quicker than a plain loop.
const WORTH_BLOCKING: usize = 32 * 32 * 32;

fn general<T: Kernels + ndarray::LinalgScalar>(a: &Operand<T>, b: &Operand<T>, y: &mut [T]) {
    multiply_in_order(a, b, y);
    // The kernel takes rows in pairs; a single one at the end meets columns in fours.
    let (m, n) = (a.rows, b.columns);
    if m % 2 == 1 && a.columns >= 8 {
        let last = &mut y[(m - 1) * n..];
        for (j, y) in last.iter_mut().enumerate().take(n & !3) {
            *y = T::gemm_lone_sum(a.row(m - 1), &b.column(j));
        }
    }
}

/// Every element by one fused sum, term by term.
fn multiply_in_order<T: Kernels + ndarray::LinalgScalar>(
    a: &Operand<T>,
    b: &Operand<T>,
    y: &mut [T],
) {
    let (m, k, n) = (a.rows, a.columns, b.columns);
    if m * k * n >= WORTH_BLOCKING {
        let left = ArrayView2::from_shape((m, k).strides((k, 1)), a.values);
        let right = ArrayView2::from_shape((k, n).strides((n, 1)), b.values);
        if let (Ok(left), Ok(right)) = (left, right) {
            if let (true, Ok(product)) = (
                m * k * n >= WORTH_LOOKS,
                ArrayViewMut2::from_shape((m, n), &mut *y),
            ) {
                return multiply_in_blocks(left, right, product);
            }
            for (y, x) in y.iter_mut().zip(left.dot(&right)) {
                *y = x;
            }
            return;
        }
    }
    let columns: Vec<Vec<T>> = (0..n).map(|j| b.column(j)).collect();
    for (at, y) in y.iter_mut().enumerate() {
        *y = T::gemm_sum(a.row(at / n), &columns[at % n]);
    }
}

/// So many products take long enough to look around on the way.
const WORTH_LOOKS: usize = 1 << 27;

/// The product block by block, so that it can be stopped. ndarray's kernels take the terms of an element in runs of 256,
/// so that blocks of a multiple of that add up to the same digits.
fn multiply_in_blocks<T: ndarray::LinalgScalar>(
    left: ArrayView2<T>,
    right: ArrayView2<T>,
    mut product: ArrayViewMut2<T>,
) {
    const ROWS: usize = 256;
    const TERMS: usize = 1024;
    const COLUMNS: usize = 512;
    let ((m, k), n) = (left.dim(), right.ncols());
    let part =
        |start: usize, length: usize, whole: usize| Slice::from(start..whole.min(start + length));
    for j in (0..n).step_by(COLUMNS) {
        let right = right.slice_axis(Axis(1), part(j, COLUMNS, n));
        let mut product = product.slice_axis_mut(Axis(1), part(j, COLUMNS, n));
        for i in (0..m).step_by(ROWS) {
            let left = left.slice_axis(Axis(0), part(i, ROWS, m));
            let mut product = product.slice_axis_mut(Axis(0), part(i, ROWS, m));
            for l in (0..k).step_by(TERMS) {
                // A block is the work of some milliseconds.
                if meter::stopped(1 << 16) {
                    return;
                }
                let already = if l == 0 { T::zero() } else { T::one() };
                let terms = part(l, TERMS, k);
                let (left, right) = (
                    left.slice_axis(Axis(1), terms),
                    right.slice_axis(Axis(0), terms),
                );
                general_mat_mul(T::one(), &left, &right, already, &mut product);
            }
        }
    }
}

/// The dot product of two vectors of one dtype and length, as a 0-d array.
///
/// # Errors
/// ValueError for dtypes that have no product; the budget's.
pub fn dot_vectors(a: &Array, b: &Array) -> Result<Array> {
    let strides = [a, b].map(|x| {
        let bytes = x.strides().first().copied().unwrap_or(0);
        Stride::of(bytes, x.itemsize())
    });
    dispatch!(a.dtype(), T => {
        let (x, y) = (a.to_vec::<T>()?, b.to_vec::<T>()?);
        Array::from_shape_vec(&[], vec![<T as Product>::dot(&x, &y, strides)])
    }, else { Err(no_product()) })
}

fn no_product() -> Error {
    Error::value("data type must provide an itemsize")
}

/// The product of stacks of matrices: (…, m, k) by (…, k, n), of one dtype; the leading axes agree.
///
/// # Errors
/// As [`dot_vectors`].
pub fn multiply_stacks(a: &Array, b: &Array) -> Result<Array> {
    let (stack, [m, k]) = split(a.layout());
    let (_, [_, n]) = split(b.layout());
    let mut shape = a.shape()[..a.ndim() - 2].to_vec();
    shape.extend([m, n]);
    let work = stack.size().saturating_mul(m).saturating_mul(n);
    meter::steps(work.saturating_mul(k.max(1)))?;
    crate::array::checked_bytes(&shape, a.dtype())?;
    meter::check_bytes(work.saturating_mul(a.itemsize()))?;
    dispatch!(a.dtype(), T => {
        let mut out: Vec<T> = Vec::with_capacity(work);
        each_matrix(a, b, |left, right| <T as Product>::multiply(left, right, &mut out))?;
        meter::finished()?;
        Array::from_shape_vec(&shape, out)
    }, else { Err(no_product()) })
}

/// Calls `f` with the matrices of two stacks, pair by pair.
fn each_matrix<T: Element>(
    a: &Array,
    b: &Array,
    mut f: impl FnMut(&Operand<T>, &Operand<T>),
) -> Result<()> {
    let ((stack_a, core_a), (stack_b, core_b)) = (split(a.layout()), split(b.layout()));
    let values =
        |x: &Array, offset: usize| x.with_layout(core_layout(x.layout(), offset)).to_vec::<T>();
    for (at_a, at_b) in stack_a.offsets().zip(stack_b.offsets()) {
        let (x, y) = (values(a, at_a)?, values(b, at_b)?);
        meter::finished()?;
        f(
            &Operand {
                rows: core_a[0],
                columns: core_a[1],
                values: &x,
                strides: core_strides(a.layout()),
            },
            &Operand {
                rows: core_b[0],
                columns: core_b[1],
                values: &y,
                strides: core_strides(b.layout()),
            },
        );
    }
    Ok(())
}

fn core_strides(layout: &Layout) -> [isize; 2] {
    let n = layout.ndim();
    [layout.strides[n - 2], layout.strides[n - 1]]
}

/// The leading axes of a stack, and the shape of its matrices.
pub fn split(layout: &Layout) -> (Layout, [usize; 2]) {
    let n = layout.ndim();
    let mut stack = layout.clone();
    stack.shape.truncate(n - 2);
    stack.strides.truncate(n - 2);
    (stack, [layout.shape[n - 2], layout.shape[n - 1]])
}

/// The matrix of a stack that begins at `offset`.
pub fn core_layout(layout: &Layout, offset: usize) -> Layout {
    let n = layout.ndim();
    let mut core = layout.clone();
    core.shape = layout.shape[n - 2..].into();
    core.strides = layout.strides[n - 2..].into();
    core.offset = offset;
    core
}
