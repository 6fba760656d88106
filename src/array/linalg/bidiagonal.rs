//! Singular values of a bidiagonal matrix by the implicit zero-shift QR method.
//!
//! J. Demmel and W. Kahan, *Accurate singular values of bidiagonal matrices*, SIAM J. Sci. Stat. Comput. 11 (1990);
//! the steps and their order are those of LAPACK's `bdsqr`.

use num_traits::Float;

use super::symmetric::{rotate_columns, rotation};
use super::{Matrix, NotConverged, Real, dqds};
use crate::array::{elementary, meter};

/// An upper bidiagonal matrix on its way to a diagonal one.
pub struct Bidiagonal<'a, R> {
    pub d: &'a mut [R],
    pub e: &'a mut [R],
    /// Left and right singular vectors, as columns.
    pub vectors: Option<(&'a mut Matrix<R>, &'a mut Matrix<R>)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Down,
    Up,
}

/// Rotations of the left and the right vectors, each with the first of its two columns.
type Rotations<R> = Vec<(usize, [R; 2], [R; 2])>;

impl<R: Real> Bidiagonal<'_, R> {
    /// Leaves the singular values in `d`, in descending order.
    ///
    /// # Errors
    /// [`NotConverged`] after 6·n² steps, as NaN causes.
    pub fn diagonalise(&mut self) -> Result<(), NotConverged> {
        let n = self.d.len();
        if let ([first, second], [between, ..], None) = (&mut *self.d, &*self.e, &self.vectors) {
            // Without vectors LAPACK takes the values of a pair at once (`lasq1`).
            (*second, *first) = values_of_pair(*first, *between, *second);
            return Ok(());
        }
        if n > 2 && self.vectors.is_none() {
            return dqds::singular_values(self.d, self.e);
        }
        if n > 1 {
            self.iterate()?;
        }
        for i in 0..n {
            if self.d[i] == R::zero_() {
                self.d[i] = R::zero_();
            }
            if self.d[i] < R::zero_() {
                self.d[i] = -self.d[i];
                if let Some((_, v)) = &mut self.vectors {
                    v.column_mut(i).iter_mut().for_each(|x| *x = -*x);
                }
            }
        }
        self.sort();
        Ok(())
    }

    fn iterate(&mut self) -> Result<(), NotConverged> {
        let n = self.d.len();
        let tolerance = tolerance::<R>();
        let threshold = self.threshold(tolerance);
        let mut left = 6 * n * n;
        let mut direction = Direction::Down;
        let mut old: Option<(usize, usize)> = None;
        let mut m = n - 1;
        while m > 0 {
            let Some((low, largest)) = self.find_block(m, threshold) else {
                m -= 1;
                continue;
            };
            if low + 1 == m {
                self.finish_pair(low);
                m = m.saturating_sub(2);
                if low == 0 {
                    return Ok(());
                }
                continue;
            }
            if old.is_none_or(|(old_low, old_m)| low > old_m || m < old_low) {
                let big_end_first = Float::abs(self.d[low]) >= Float::abs(self.d[m]);
                direction = if big_end_first {
                    Direction::Down
                } else {
                    Direction::Up
                };
            }
            let Some(smallest) = self.converge(low, m, direction, tolerance) else {
                continue;
            };
            old = Some((low, m));
            left = left.checked_sub(m - low).ok_or(NotConverged)?;
            if meter::stopped(10 * (m - low)) {
                return Err(NotConverged);
            }
            let shift = self.shift(low, m, direction, smallest / largest, tolerance);
            let rotations = match (shift == R::zero_(), direction) {
                (true, Direction::Down) => self.zero_shift_down(low, m),
                (true, Direction::Up) => self.zero_shift_up(low, m),
                (false, Direction::Down) => self.shifted_down(low, m, shift),
                (false, Direction::Up) => self.shifted_up(low, m, shift),
            };
            self.rotate(&rotations);
            let last = if direction == Direction::Down {
                m - 1
            } else {
                low
            };
            if Float::abs(self.e[last]) <= threshold {
                self.e[last] = R::zero_();
            }
        }
        Ok(())
    }

    /// Elements of `e` up to this count as 0.
    fn threshold(&self, tolerance: R) -> R {
        let n = self.d.len();
        let mut mu = Float::abs(self.d[0]);
        let mut smallest = mu;
        for i in 1..n {
            if smallest == R::zero_() {
                break;
            }
            mu = Float::abs(self.d[i]) * (mu / (mu + Float::abs(self.e[i - 1])));
            smallest = Float::min(smallest, mu);
        }
        let size = R::of(n as f64);
        let floor = R::of(6.0) * (size * (size * R::safe_min()));
        Float::max(tolerance * (smallest / Float::sqrt(size)), floor)
    }

    /// The first row of the unreduced block that ends at `m`, and the block's largest element; `None` where it is `m`
    /// alone.
    fn find_block(&mut self, m: usize, threshold: R) -> Option<(usize, R)> {
        let mut largest = Float::abs(self.d[m]);
        for low in (0..m).rev() {
            let off = Float::abs(self.e[low]);
            if off <= threshold || off == R::zero_() {
                self.e[low] = R::zero_();
                return (low + 1 < m).then_some((low + 1, largest));
            }
            largest = Float::max(largest, Float::max(Float::abs(self.d[low]), off));
        }
        Some((0, largest))
    }

    /// Tests for convergence inside the block: an estimate of its smallest singular value, or `None` if an element of
    /// `e` was set to 0.
    fn converge(&mut self, low: usize, m: usize, direction: Direction, tolerance: R) -> Option<R> {
        let down = direction == Direction::Down;
        let (last, end) = if down { (m - 1, m) } else { (low, low) };
        if Float::abs(self.e[last]) <= tolerance * Float::abs(self.d[end]) {
            self.e[last] = R::zero_();
            return None;
        }
        let mut mu = Float::abs(self.d[if down { low } else { m }]);
        let mut smallest = mu;
        for step in 0..m - low {
            let (i, next) = if down {
                (low + step, low + step + 1)
            } else {
                (m - 1 - step, m - 1 - step)
            };
            let off = Float::abs(self.e[i]);
            if off <= tolerance * mu {
                self.e[i] = R::zero_();
                return None;
            }
            mu = Float::abs(self.d[next]) * (mu / (mu + off));
            smallest = Float::min(smallest, mu);
        }
        Some(smallest)
    }

    /// The shift of the next step: 0 where one would cost relative accuracy.
    fn shift(&self, low: usize, m: usize, direction: Direction, ratio: R, tolerance: R) -> R {
        let size = R::of(self.d.len() as f64);
        if size * tolerance * ratio <= Float::max(R::eps(), R::of(0.01) * tolerance) {
            return R::zero_();
        }
        let (end, pair) = match direction {
            Direction::Down => (low, m - 1),
            Direction::Up => (m, low),
        };
        let end = Float::abs(self.d[end]);
        let (shift, _) = values_of_pair(self.d[pair], self.e[pair], self.d[pair + 1]);
        if end > R::zero_() && (shift / end).squared() < R::eps() {
            return R::zero_();
        }
        shift
    }

    fn zero_shift_down(&mut self, low: usize, m: usize) -> Rotations<R> {
        let (mut c, mut old_c, mut old_s) = (R::one_(), R::one_(), R::zero_());
        let mut rotations = Vec::with_capacity(m - low);
        for i in low..m {
            let (cosine, s, r) = rotation(self.d[i] * c, self.e[i]);
            c = cosine;
            if i > low {
                self.e[i - 1] = old_s * r;
            }
            let (cosine, sine, d) = rotation(old_c * r, self.d[i + 1] * s);
            (old_c, old_s, self.d[i]) = (cosine, sine, d);
            rotations.push((i, [old_c, old_s], [c, s]));
        }
        let h = self.d[m] * c;
        self.d[m] = h * old_c;
        self.e[m - 1] = h * old_s;
        rotations
    }

    fn zero_shift_up(&mut self, low: usize, m: usize) -> Rotations<R> {
        let (mut c, mut old_c, mut old_s) = (R::one_(), R::one_(), R::zero_());
        let mut rotations = Vec::with_capacity(m - low);
        for i in (low + 1..=m).rev() {
            let (cosine, s, r) = rotation(self.d[i] * c, self.e[i - 1]);
            c = cosine;
            if i < m {
                self.e[i] = old_s * r;
            }
            let (cosine, sine, d) = rotation(old_c * r, self.d[i - 1] * s);
            (old_c, old_s, self.d[i]) = (cosine, sine, d);
            rotations.push((i - 1, [c, -s], [old_c, -old_s]));
        }
        let h = self.d[low] * c;
        self.d[low] = h * old_c;
        self.e[low] = h * old_s;
        rotations
    }

    fn shifted_down(&mut self, low: usize, m: usize, shift: R) -> Rotations<R> {
        let mut f = first_element(self.d[low], shift);
        let mut g = self.e[low];
        let mut rotations = Vec::with_capacity(m - low);
        for i in low..m {
            let (cr, sr, r) = rotation(f, g);
            if i > low {
                self.e[i - 1] = r;
            }
            f = cr * self.d[i] + sr * self.e[i];
            self.e[i] = cr * self.e[i] - sr * self.d[i];
            g = sr * self.d[i + 1];
            self.d[i + 1] *= cr;
            let (cl, sl, r) = rotation(f, g);
            self.d[i] = r;
            f = cl * self.e[i] + sl * self.d[i + 1];
            self.d[i + 1] = cl * self.d[i + 1] - sl * self.e[i];
            if i + 1 < m {
                g = sl * self.e[i + 1];
                self.e[i + 1] *= cl;
            }
            rotations.push((i, [cl, sl], [cr, sr]));
        }
        self.e[m - 1] = f;
        rotations
    }

    fn shifted_up(&mut self, low: usize, m: usize, shift: R) -> Rotations<R> {
        let mut f = first_element(self.d[m], shift);
        let mut g = self.e[m - 1];
        let mut rotations = Vec::with_capacity(m - low);
        for i in (low + 1..=m).rev() {
            let (cr, sr, r) = rotation(f, g);
            if i < m {
                self.e[i] = r;
            }
            f = cr * self.d[i] + sr * self.e[i - 1];
            self.e[i - 1] = cr * self.e[i - 1] - sr * self.d[i];
            g = sr * self.d[i - 1];
            self.d[i - 1] *= cr;
            let (cl, sl, r) = rotation(f, g);
            self.d[i] = r;
            f = cl * self.e[i - 1] + sl * self.d[i - 1];
            self.d[i - 1] = cl * self.d[i - 1] - sl * self.e[i - 1];
            if i > low + 1 {
                g = sl * self.e[i - 2];
                self.e[i - 2] *= cl;
            }
            rotations.push((i - 1, [cr, -sr], [cl, -sl]));
        }
        self.e[low] = f;
        rotations
    }

    fn rotate(&mut self, rotations: &Rotations<R>) {
        let Some((u, v)) = &mut self.vectors else {
            return;
        };
        for &(column, [cl, sl], [cr, sr]) in rotations {
            rotate_columns(u, column, cl, sl);
            rotate_columns(v, column, cr, sr);
        }
    }

    fn finish_pair(&mut self, low: usize) {
        let pair = singular_pair(self.d[low], self.e[low], self.d[low + 1]);
        self.d[low] = pair.large;
        self.e[low] = R::zero_();
        self.d[low + 1] = pair.small;
        self.rotate(&vec![(low, pair.left, pair.right)]);
    }

    /// Descending: the smallest goes last, with one exchange each.
    fn sort(&mut self) {
        for end in (1..self.d.len()).rev() {
            let mut smallest = 0;
            for j in 1..=end {
                if self.d[j] <= self.d[smallest] {
                    smallest = j;
                }
            }
            if smallest != end {
                self.d.swap(smallest, end);
                if let Some((u, v)) = &mut self.vectors {
                    u.swap_columns(smallest, end);
                    v.swap_columns(smallest, end);
                }
            }
        }
    }
}

/// Relative accuracy of the singular values: between 10 and 100 eps.
fn tolerance<R: Real>() -> R {
    let eps: f64 = R::eps().into();
    R::of(elementary::pow(eps, -0.125).clamp(10.0, 100.0)) * R::eps()
}

fn first_element<R: Real>(d: R, shift: R) -> R {
    (Float::abs(d) - shift) * (R::one_().with_sign_of(d) + shift / d)
}

/// The smaller and the larger singular value of [[f, g], [0, h]] (`las2`).
fn values_of_pair<R: Real>(f: R, g: R, h: R) -> (R, R) {
    let (f, g, h) = (Float::abs(f), Float::abs(g), Float::abs(h));
    let (low, high) = (Float::min(f, h), Float::max(f, h));
    let (one, two) = (R::one_(), R::of(2.0));
    if low == R::zero_() {
        let (less, more) = (Float::min(high, g), Float::max(high, g));
        let large = if high == R::zero_() {
            g
        } else {
            more * Float::sqrt(one + (less / more).squared())
        };
        return (R::zero_(), large);
    }
    if g < high {
        let (sum, difference) = (one + low / high, (high - low) / high);
        let ratio = (g / high).squared();
        let c =
            two / (Float::sqrt(sum * sum + ratio) + Float::sqrt(difference * difference + ratio));
        return (low * c, high / c);
    }
    let ratio = high / g;
    if ratio == R::zero_() {
        return (low * high / g, g);
    }
    let (sum, difference) = (one + low / high, (high - low) / high);
    let c = one
        / (Float::sqrt(one + (sum * ratio).squared())
            + Float::sqrt(one + (difference * ratio).squared()));
    let half = (low * c) * ratio;
    (half + half, g / (c + c))
}

/// The decomposition of a 2×2 triangle.
struct Pair<R> {
    large: R,
    small: R,
    left: [R; 2],
    right: [R; 2],
}

/// Singular values, with signs, and vectors of [[f, g], [0, h]] (`lasv2`).
fn singular_pair<R: Real>(f: R, g: R, h: R) -> Pair<R> {
    let (zero, one) = (R::zero_(), R::one_());
    let swap = Float::abs(h) > Float::abs(f);
    let (ft, ht) = if swap { (h, f) } else { (f, h) };
    let (fa, ga, ha) = (Float::abs(ft), Float::abs(g), Float::abs(ht));
    let core = if ga == zero {
        Pair {
            large: fa,
            small: ha,
            left: [one, zero],
            right: [one, zero],
        }
    } else if ga > fa && fa / ga < R::eps() {
        let small = if ha > one {
            fa / (ga / ha)
        } else {
            (fa / ga) * ha
        };
        Pair {
            large: ga,
            small,
            left: [one, ht / g],
            right: [ft / g, one],
        }
    } else {
        singular_pair_normal(ft, g, ht)
    };
    let ([clt, slt], [crt, srt]) = (core.left, core.right);
    let (left, right) = if swap {
        ([srt, crt], [slt, clt])
    } else {
        ([clt, slt], [crt, srt])
    };
    let sign = |x: R| one.with_sign_of(x);
    let overall = if ga > fa {
        sign(right[1]) * sign(left[0]) * sign(g)
    } else if swap {
        sign(right[1]) * sign(left[1]) * sign(h)
    } else {
        sign(right[0]) * sign(left[0]) * sign(f)
    };
    Pair {
        large: core.large.with_sign_of(overall),
        small: core.small.with_sign_of(overall * sign(f) * sign(h)),
        left,
        right,
    }
}

fn singular_pair_normal<R: Real>(ft: R, gt: R, ht: R) -> Pair<R> {
    let (zero, one, two) = (R::zero_(), R::one_(), R::of(2.0));
    let (fa, ha) = (Float::abs(ft), Float::abs(ht));
    let d = fa - ha;
    let l = if d == fa { one } else { d / fa };
    let m = gt / ft;
    let t = two - l;
    let (mm, tt) = (m * m, t * t);
    let s = Float::sqrt(tt + mm);
    let r = if l == zero {
        Float::abs(m)
    } else {
        Float::sqrt(l * l + mm)
    };
    let a = R::of(0.5) * (s + r);
    let t = if mm != zero {
        (m / (s + t) + m / (r + l)) * (one + a)
    } else if l == zero {
        two.with_sign_of(ft) * one.with_sign_of(gt)
    } else {
        gt / d.with_sign_of(ft) + m / t
    };
    let l = Float::sqrt(t * t + R::of(4.0));
    let (crt, srt) = (two / l, t / l);
    Pair {
        large: fa * a,
        small: ha / a,
        left: [(crt + srt * m) / a, (ht / ft) * srt / a],
        right: [crt, srt],
    }
}
