//! In which order a reduction visits its elements, and in which runs: that decides the last digit of a sum.
//!
//! This follows NumPy's `nditer` as `PyUFunc_ReduceWrapper` sets it up: axes sorted by memory and joined, then cut
//! into runs. Where nothing has to be buffered a run is as long as one stride reaches; where the input must be cast
//! (or is unaligned, or in the other byte order) runs fit NumPy's buffer of 8192 elements
//! (`npyiter_find_buffering_setup` in `nditer_constr.c`).

use smallvec::SmallVec;

use crate::array::layout::{Axes, Shape, Strides};
use crate::array::walk::memory_order;

/// Elements in NumPy's buffer.
const BUFFER: usize = 8192;

/// One operand: its strides along the input's axes (0 along reduced ones), and whether NumPy would buffer it.
#[derive(Clone, Copy)]
pub struct Visited<'a> {
    pub strides: &'a [isize],
    pub buffered: bool,
    /// The output of the reduction, whose zero strides mean that elements are visited again.
    pub reduces: bool,
}

/// The axes of the input from the slowest to the fastest, before any are joined.
pub fn visiting_order(shape: &[usize], operands: &[&[isize]]) -> Axes {
    memory_order(shape, operands)
}

/// The order of a reduction. Axes are joined and stand from the *fastest* to the slowest.
pub struct Plan {
    pub shape: Shape,
    /// For each operand, its strides.
    strides: SmallVec<[Strides; 3]>,
    /// The strides of the result under construction.
    pub total: Strides,
    /// Elements in a run that is repeated along `outer`.
    core: usize,
    outer: usize,
    /// Elements that are visited before the plan looks where it is.
    buffer: usize,
    /// Runs are of `core` elements each, because the output's stride changes between zero and not.
    by_core: bool,
}

impl Plan {
    /// `order` is [`visiting_order`]'s; all strides are along the original axes. `total` are those of the place
    /// where the result grows, packed in visiting order; it has no say in the plan.
    pub fn new(shape: &[usize], order: &[usize], operands: &[Visited], total: &[isize]) -> Plan {
        let mut plan = Plan {
            shape: Shape::new(),
            strides: operands.iter().map(|_| Strides::new()).collect(),
            total: Strides::new(),
            core: 1,
            outer: 0,
            buffer: 0,
            by_core: false,
        };
        plan.join_axes(shape, order, operands, total);
        plan.find_runs(operands);
        plan
    }

    /// Number of elements visited.
    pub fn size(&self) -> usize {
        self.shape.iter().product()
    }

    fn join_axes(
        &mut self,
        shape: &[usize],
        order: &[usize],
        operands: &[Visited],
        total: &[isize],
    ) {
        for &axis in order.iter().rev() {
            let length = shape[axis];
            if length == 1 {
                continue;
            }
            let inner = self.shape.last().copied();
            let joins = inner.is_some_and(|inner| {
                operands.iter().zip(&self.strides).all(|(operand, held)| {
                    let reach = held
                        .last()
                        .and_then(|stride| stride.checked_mul(inner as isize));
                    reach == Some(operand.strides[axis])
                })
            });
            if joins {
                if let Some(last) = self.shape.last_mut() {
                    *last = last.saturating_mul(length);
                }
                continue;
            }
            self.shape.push(length);
            self.total.push(total[axis]);
            for (operand, held) in operands.iter().zip(self.strides.iter_mut()) {
                held.push(operand.strides[axis]);
            }
        }
        if self.shape.is_empty() {
            self.shape.push(1);
            self.total.push(0);
            self.strides.iter_mut().for_each(|held| held.push(0));
        }
    }

    /// Chooses the axes that one run spans, at the least cost for buffers, as NumPy weighs it.
    fn find_runs(&mut self, operands: &[Visited]) {
        let mut cost = 1 + operands.iter().filter(|operand| operand.buffered).count();
        // How many axes each operand passes with a single stride.
        let mut single: SmallVec<[usize; 3]> = SmallVec::from_elem(1, operands.len());
        let mut reduces_at: SmallVec<[usize; 3]> = SmallVec::from_elem(0, operands.len());
        let mut outer_reduce = 0;
        let mut size = self.shape[0];
        let (mut best, mut best_cost, mut best_size, mut best_core) = (0, cost, size, 1);
        for axis in 1..self.shape.len() {
            if outer_reduce != 0 || (size >= BUFFER && cost > 1) {
                break;
            }
            for (i, operand) in operands.iter().enumerate() {
                let (before, here) = (self.strides[i][axis - 1], self.strides[i][axis]);
                if single[i] == axis {
                    if before.checked_mul(self.shape[axis - 1] as isize) == Some(here) {
                        single[i] += 1;
                        continue;
                    }
                    if !operand.buffered {
                        cost += 1;
                    }
                }
                if operand.reduces && (here == 0 || before == 0) {
                    reduces_at[i] = axis;
                    outer_reduce = axis;
                }
            }
            let core = size;
            size = size.saturating_mul(self.shape[axis]);
            if size == 0 {
                break;
            }
            let reach = if size > BUFFER && cost > 1 {
                BUFFER
            } else {
                size
            };
            if cost as f64 * best_size as f64 <= best_cost as f64 * reach as f64 {
                (best, best_cost, best_size, best_core) = (axis, cost, size, core);
            }
        }
        let by_core = outer_reduce != 0 && best == outer_reduce;
        let mut must_buffer = false;
        for (i, operand) in operands.iter().enumerate() {
            let as_reduced = by_core
                && (reduces_at[i] == best
                    || (single[i] == best && !operand.buffered)
                    || (self.strides[i][outer_reduce] == 0 && single[i] <= best));
            let one_stride = single[i] + usize::from(as_reduced) > best;
            must_buffer |= operand.buffered || !one_stride;
        }
        if must_buffer && BUFFER < best_size {
            best_size = best_core * (BUFFER / best_core);
        }
        self.core = best_core;
        self.outer = best;
        self.buffer = best_size;
        self.by_core = by_core;
    }

    /// Calls `f(first, count)` for each run, in order: elements are numbered as they are visited.
    ///
    /// # Errors
    /// The first of `f`'s.
    pub fn for_runs<E>(&self, mut f: impl FnMut(usize, usize) -> Result<(), E>) -> Result<(), E> {
        let total = self.size();
        let mut at = 0;
        while at < total {
            let outer_index = (at / self.core.max(1)) % self.shape[self.outer].max(1);
            let left = self
                .core
                .saturating_mul(self.shape[self.outer] - outer_index);
            let reach = self.buffer.max(1).min(left).min(total - at);
            if self.by_core && reach / self.core > 1 {
                let mut done = 0;
                while done < reach {
                    f(at + done, self.core.min(reach - done))?;
                    done += self.core;
                }
            } else {
                f(at, reach)?;
            }
            at += reach;
        }
        Ok(())
    }

    /// The position along each axis of the element visited as number `at`.
    pub fn index_of(&self, mut at: usize) -> Shape {
        self.shape
            .iter()
            .map(|&length| {
                let index = at % length.max(1);
                at /= length.max(1);
                index
            })
            .collect()
    }

    /// The byte distance in the result of the element visited at `index`.
    pub fn distance(&self, index: &[usize]) -> isize {
        self.total
            .iter()
            .zip(index)
            .map(|(&stride, &i)| stride * i as isize)
            .sum()
    }

    /// Is the element at `index` the first that its result meets?
    pub fn is_first_visit(&self, index: &[usize]) -> bool {
        self.total
            .iter()
            .zip(index)
            .all(|(&stride, &i)| stride != 0 || i == 0)
    }
}
