//! The vector sort of 32- and 64-bit numbers, followed step by step so that equal values come out in the same order
//! as from NumPy on a machine with AVX2.
//!
//! Source: Intel's x86-simd-sort, which NumPy uses for `argsort` and `argpartition`: bitonic networks over
//! registers of four lanes for up to 256 elements, quicksort with a vectorised partition above.

use std::ops::Range;

use crate::array::meter;

/// Lanes of a register.
const LANES: usize = 4;
/// Registers that a partition loads at once.
const UNROLLED: usize = 4;
/// Up to this many elements are sorted by a network.
const NETWORK: usize = 256;
/// The index of a lane that only fills a register up.
const NOBODY: usize = usize::MAX;

type Lane = (u64, usize);
type Register = [Lane; LANES];

/// What a sort works on: keys by position, and the key greater than or equal to all.
pub struct Keys<'a> {
    pub keys: &'a [u64],
    pub filler: u64,
}

/// Sorts all of `order`, or only as far as position `kth` needs it.
pub fn sort(keys: &Keys, order: &mut [usize], kth: Option<usize>) {
    if order.len() < 2 || (kth.is_none() && keys.keys.is_sorted()) {
        return;
    }
    let rounds = 2 * order.len().ilog2();
    keys.sort_range(order, 0..order.len(), kth, rounds);
}

impl Keys<'_> {
    fn of(&self, index: usize) -> u64 {
        self.keys.get(index).copied().unwrap_or(self.filler)
    }

    fn sort_range(
        &self,
        order: &mut [usize],
        range: Range<usize>,
        kth: Option<usize>,
        rounds: u32,
    ) {
        if meter::stopped(range.len().min(NETWORK)) {
            return;
        }
        if rounds == 0 {
            let before = |a: usize, b: usize| self.of(a) < self.of(b);
            super::standard::sort(&mut order[range], &before);
            return;
        }
        if range.len() <= NETWORK {
            self.network(&mut order[range]);
            return;
        }
        let pivot = self.pivot(order, &range);
        let mut split = Split {
            keys: self,
            pivot,
            smallest: u64::MAX,
            biggest: 0,
        };
        let middle = split.run(order, range.clone());
        let left = pivot != split.smallest && kth.is_none_or(|kth| kth < middle);
        let right = pivot != split.biggest && kth.is_none_or(|kth| kth >= middle);
        if left {
            self.sort_range(order, range.start..middle, kth, rounds - 1);
        }
        // A selection goes on in one part only.
        if right && !(left && kth.is_some()) {
            self.sort_range(order, middle..range.end, kth, rounds - 1);
        }
    }

    /// The third of four elements spread over the range.
    fn pivot(&self, order: &[usize], range: &Range<usize>) -> u64 {
        let step = (range.len() - 1) / LANES;
        let mut chosen: [u64; LANES] =
            std::array::from_fn(|i| self.of(order[range.start + (i + 1) * step]));
        chosen.sort_unstable();
        chosen[2]
    }

    /// Sorts at most 256 elements.
    fn network(&self, order: &mut [usize]) {
        let mut count = NETWORK / LANES;
        while count > 1 && order.len() * 2 <= count * LANES {
            count /= 2;
        }
        let mut registers: Vec<Register> = (0..count)
            .map(|r| {
                std::array::from_fn(|lane| {
                    order
                        .get(r * LANES + lane)
                        .map_or((self.filler, NOBODY), |&index| (self.of(index), index))
                })
            })
            .collect();
        registers.iter_mut().for_each(sort_register);
        let mut size = 2;
        while size <= count {
            registers.chunks_exact_mut(size).for_each(merge_registers);
            size *= 2;
        }
        let sorted: Vec<usize> = registers
            .iter()
            .flatten()
            .map(|&(_, index)| index)
            .take(order.len())
            .collect();
        if sorted.contains(&NOBODY) {
            // Elements as great as the filler changed places with it: their order is then anyone's.
            order.sort_by_key(|&index| self.of(index));
        } else {
            order.copy_from_slice(&sorted);
        }
    }
}

/// Each lane with the lane that `partner` names: the greater of both where `upper` says so, else the lesser.
fn exchange_lanes(register: &mut Register, partner: [usize; LANES], upper: [bool; LANES]) {
    let before = *register;
    for lane in 0..LANES {
        let (own, other) = (before[lane], before[partner[lane]]);
        let key = if upper[lane] {
            own.0.max(other.0)
        } else {
            own.0.min(other.0)
        };
        register[lane] = (key, if key == own.0 { own.1 } else { other.1 });
    }
}

const PAIRS: [usize; LANES] = [1, 0, 3, 2];
const REVERSED: [usize; LANES] = [3, 2, 1, 0];
const HALVES: [usize; LANES] = [2, 3, 0, 1];
const ODD: [bool; LANES] = [false, true, false, true];
const HIGH: [bool; LANES] = [false, false, true, true];

fn sort_register(register: &mut Register) {
    exchange_lanes(register, PAIRS, ODD);
    exchange_lanes(register, REVERSED, HIGH);
    exchange_lanes(register, PAIRS, ODD);
}

fn merge_register(register: &mut Register) {
    exchange_lanes(register, HALVES, HIGH);
    exchange_lanes(register, PAIRS, ODD);
}

/// The lesser of each lane to `low`, the greater to `high`; equal ones stay.
fn exchange(registers: &mut [Register], low: usize, high: usize) {
    let Ok([low, high]) = registers.get_disjoint_mut([low, high]) else {
        return;
    };
    for (low, high) in low.iter_mut().zip(high) {
        if high.0 < low.0 {
            std::mem::swap(low, high);
        }
    }
}

/// Merges two sorted halves.
fn merge_registers(registers: &mut [Register]) {
    let count = registers.len();
    for low in 0..count / 2 {
        let high = count - 1 - low;
        registers[high].reverse();
        exchange(registers, low, high);
        registers[high].reverse();
    }
    let mut size = count / 2;
    while size >= 2 {
        for start in (0..count).step_by(size) {
            for i in start..start + size / 2 {
                exchange(registers, i, i + size / 2);
            }
        }
        size /= 2;
    }
    registers.iter_mut().for_each(merge_register);
}

/// A partition by a pivot, which notes the least and greatest key it met.
struct Split<'a> {
    keys: &'a Keys<'a>,
    pivot: u64,
    smallest: u64,
    biggest: u64,
}

impl Split<'_> {
    /// Lesser keys to the front. Gives the position of the first key that is not less than the pivot.
    fn run(&mut self, order: &mut [usize], range: Range<usize>) -> usize {
        let unrolled = if range.len() <= 8 * UNROLLED * LANES {
            1
        } else {
            UNROLLED
        };
        let block = unrolled * LANES;
        let Range { mut start, mut end } = range;
        for _ in 0..(end - start) % block {
            let key = self.note(order[start]);
            if key < self.pivot {
                start += 1;
            } else {
                end -= 1;
                order.swap(start, end);
            }
        }
        if start == end {
            return start;
        }
        if end - start == block {
            let held = order[start..end].to_vec();
            let mut stores = (start, end - LANES);
            self.store(order, &held, &mut stores);
            return stores.0;
        }
        // The first and the last block are kept back, so that there is room to write on both sides.
        let first = order[start..start + block].to_vec();
        let last = order[end - block..end].to_vec();
        let mut stores = (start, end - LANES);
        start += block;
        end -= block;
        while start < end {
            let held = if stores.1 + LANES - end < start - stores.0 {
                end -= block;
                order[end..end + block].to_vec()
            } else {
                start += block;
                order[start - block..start].to_vec()
            };
            self.store(order, &held, &mut stores);
            if meter::stopped(block) {
                break;
            }
        }
        self.store(order, &first, &mut stores);
        self.store(order, &last, &mut stores);
        stores.0
    }

    fn note(&mut self, index: usize) -> u64 {
        let key = self.keys.of(index);
        self.smallest = self.smallest.min(key);
        self.biggest = self.biggest.max(key);
        key
    }

    /// Writes registers to both sides: the lesser elements count on the left, the others on the right.
    fn store(&mut self, order: &mut [usize], held: &[usize], stores: &mut (usize, usize)) {
        for register in held.chunks_exact(LANES) {
            let keys: [u64; LANES] = std::array::from_fn(|lane| self.note(register[lane]));
            let mut packed = [0; LANES];
            let less = (0..LANES).filter(|&lane| keys[lane] < self.pivot);
            let rest = (0..LANES).filter(|&lane| keys[lane] >= self.pivot);
            // The others are written from the right.
            for (place, lane) in packed.iter_mut().zip(less.clone().chain(rest.rev())) {
                *place = register[lane];
            }
            let lesser = less.count();
            order[stores.0..stores.0 + LANES].copy_from_slice(&packed);
            order[stores.1..stores.1 + LANES].copy_from_slice(&packed);
            stores.0 += lesser;
            stores.1 = stores.1.saturating_sub(LANES - lesser);
        }
    }
}
