//! Sorting and selecting as the C++ library of GCC does it (`std::sort`, `std::nth_element` of libstdc++), to which
//! NumPy's vector sorts turn where there is NaN and where they make no progress: the order of equal values shows.

use crate::array::meter;

/// Ranges up to this length are left to the last pass.
const SHORT: usize = 16;

/// Sorts `order` by `before`, which must be a strict weak order.
pub fn sort(order: &mut [usize], before: &dyn Fn(usize, usize) -> bool) {
    let length = order.len();
    if length < 2 {
        return;
    }
    let mut work = Work { order, before };
    work.introsort(0, length, 2 * length.ilog2());
    if length > SHORT {
        work.insertion_sort(0, SHORT);
        for at in SHORT..length {
            // What was stopped is not nearly in order, and would take long.
            if meter::stopped(4) {
                return;
            }
            work.insert(at);
        }
    } else {
        work.insertion_sort(0, length);
    }
}

/// Puts the element that belongs at `nth` there, none before it greater and none after it less.
pub fn select(order: &mut [usize], nth: usize, before: &dyn Fn(usize, usize) -> bool) {
    let length = order.len();
    if nth >= length {
        return;
    }
    let mut work = Work { order, before };
    let (mut first, mut last) = (0, length);
    let mut depth = 2 * length.ilog2();
    while last - first > 3 {
        if meter::stopped(1) {
            return;
        }
        if depth == 0 {
            work.select_by_heap(first, nth + 1, last);
            work.order.swap(first, nth);
            return;
        }
        depth -= 1;
        let cut = work.partition(first, last);
        if cut <= nth {
            first = cut;
        } else {
            last = cut;
        }
    }
    work.insertion_sort(first, last);
}

struct Work<'a> {
    order: &'a mut [usize],
    before: &'a dyn Fn(usize, usize) -> bool,
}

impl Work<'_> {
    fn at(&self, place: usize) -> usize {
        self.order.get(place).copied().unwrap_or(0)
    }

    fn put(&mut self, place: usize, index: usize) {
        if let Some(held) = self.order.get_mut(place) {
            *held = index;
        }
    }

    /// Does the element at one place stand before that at another?
    fn stands_before(&self, a: usize, b: usize) -> bool {
        (self.before)(self.at(a), self.at(b))
    }

    fn introsort(&mut self, first: usize, mut last: usize, mut depth: u32) {
        while last - first > SHORT {
            if meter::stopped(1) {
                return;
            }
            if depth == 0 {
                self.select_by_heap(first, last, last);
                self.sort_heap(first, last);
                return;
            }
            depth -= 1;
            let cut = self.partition(first, last);
            self.introsort(cut, last, depth);
            last = cut;
        }
    }

    /// Around the median of three, which is brought to the front.
    fn partition(&mut self, first: usize, last: usize) -> usize {
        let middle = first + (last - first) / 2;
        self.median_to_front(first, [first + 1, middle, last - 1]);
        let (mut low, mut high) = (first + 1, last);
        loop {
            while low < last && self.stands_before(low, first) {
                low += 1;
            }
            high -= 1;
            while high > first && self.stands_before(first, high) {
                high -= 1;
            }
            if low >= high || meter::stopped(4) {
                return low;
            }
            self.order.swap(low, high);
            low += 1;
        }
    }

    fn median_to_front(&mut self, front: usize, [a, b, c]: [usize; 3]) {
        let median = if self.stands_before(a, b) {
            if self.stands_before(b, c) {
                b
            } else if self.stands_before(a, c) {
                c
            } else {
                a
            }
        } else if self.stands_before(a, c) {
            a
        } else if self.stands_before(b, c) {
            c
        } else {
            b
        };
        self.order.swap(front, median);
    }

    fn insertion_sort(&mut self, first: usize, last: usize) {
        for at in first + 1..last {
            if self.stands_before(at, first) {
                if let Some(part) = self.order.get_mut(first..=at) {
                    part.rotate_right(1);
                }
            } else {
                self.insert(at);
            }
        }
    }

    /// Moves an element back until none before it is greater.
    fn insert(&mut self, mut at: usize) {
        let index = self.at(at);
        while at > 0 && (self.before)(index, self.at(at - 1)) {
            self.put(at, self.at(at - 1));
            at -= 1;
        }
        self.put(at, index);
    }

    /// The least elements of `first..last` to `first..middle`, as a heap with the greatest in front.
    fn select_by_heap(&mut self, first: usize, middle: usize, last: usize) {
        let length = middle - first;
        for parent in (0..length / 2).rev() {
            if meter::stopped(10) {
                return;
            }
            let index = self.at(first + parent);
            self.adjust_heap(first, parent, length, index);
        }
        for at in middle..last {
            if meter::stopped(1) {
                return;
            }
            if self.stands_before(at, first) {
                let index = self.at(at);
                self.put(at, self.at(first));
                self.adjust_heap(first, 0, length, index);
            }
        }
    }

    fn sort_heap(&mut self, first: usize, last: usize) {
        for end in (first + 1..last).rev() {
            if meter::stopped(20) {
                return;
            }
            let index = self.at(end);
            self.put(end, self.at(first));
            self.adjust_heap(first, 0, end - first, index);
        }
    }

    /// Fills the hole with the greater child down to the end, then lets `index` rise from there.
    fn adjust_heap(&mut self, first: usize, top: usize, length: usize, index: usize) {
        let mut hole = top;
        let mut child = top;
        while child < (length - 1) / 2 {
            child = 2 * (child + 1);
            if self.stands_before(first + child, first + child - 1) {
                child -= 1;
            }
            self.put(first + hole, self.at(first + child));
            hole = child;
        }
        if length.is_multiple_of(2) && length >= 2 && child == (length - 2) / 2 {
            child = 2 * (child + 1);
            self.put(first + hole, self.at(first + child - 1));
            hole = child - 1;
        }
        while hole > top {
            let parent = (hole - 1) / 2;
            if !(self.before)(self.at(first + parent), index) {
                break;
            }
            self.put(first + hole, self.at(first + parent));
            hole = parent;
        }
        self.put(first + hole, index);
    }
}
