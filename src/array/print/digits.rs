//! Decimal digits of binary floating-point numbers, as NumPy chooses them.
//!
//! NumPy prints every float by Dragon4 (Steele & White, "How to Print Floating-Point Numbers Accurately", 1990, in the
//! form of Burger & Dybvig, "Printing Floating-Point Numbers Quickly and Accurately", 1996). [`dragon4`] is that
//! algorithm over big integers and defines the result; [`digits`] reaches the same digits much faster where Rust's own
//! formatting provably agrees with it.

use half::f16;
use num_bigint::BigUint;
use num_integer::Integer;
use num_traits::{ToPrimitive, Zero};

/// Digits `d0 d1 d2 …` (each 0 to 9) of the number `d0.d1d2… × 10^exponent`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    pub digits: Vec<u8>,
    pub exponent: i64,
}

impl Digits {
    /// The power of ten that the last digit stands for.
    fn last_position(&self) -> i64 {
        self.exponent - self.digits.len() as i64 + 1
    }

    /// Reads what Rust writes for `{:e}`: `d.ddde-dd`.
    fn from_exponential(text: &str) -> Digits {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        Digits {
            digits: mantissa
                .bytes()
                .filter(u8::is_ascii_digit)
                .map(|b| b - b'0')
                .collect(),
            exponent: exponent.parse().unwrap_or(0),
        }
    }
}

/// A positive number `mantissa × 2^exponent`, with what its neighbours look like.
#[derive(Clone, Copy, Debug)]
pub struct Binary {
    mantissa: u64,
    exponent: i64,
    /// The next smaller number of this type is half as far away as the next larger one: powers of two.
    unequal_margins: bool,
}

/// A binary floating-point type that can be printed: `f16`, `f32` or `f64`.
pub trait Float: Copy {
    /// The same number as an `f64`; exact, since the other types are narrower.
    fn to_f64(self) -> f64;

    /// The absolute value taken apart.
    fn binary(self) -> Binary;

    /// The absolute value's shortest digits that no other number of this type shares, in Rust's `{:e}` notation, or
    /// `None` where Rust does not know the type.
    fn shortest_exponential(self) -> Option<String>;
}

/// Takes apart IEEE 754 bits with the given number of mantissa and exponent bits.
fn binary(bits: u64, mantissa_bits: u32, exponent_bits: u32) -> Binary {
    let fraction = bits & ((1 << mantissa_bits) - 1);
    let field = (bits >> mantissa_bits) & ((1 << exponent_bits) - 1);
    let bias = (1_i64 << (exponent_bits - 1)) - 1 + i64::from(mantissa_bits);
    if field == 0 {
        return Binary {
            mantissa: fraction,
            exponent: 1 - bias,
            unequal_margins: false,
        };
    }
    Binary {
        mantissa: fraction | (1 << mantissa_bits),
        exponent: field as i64 - bias,
        // Below the smallest normal number lie the subnormals, spaced as widely as itself.
        unequal_margins: fraction == 0 && field != 1,
    }
}

impl Float for f64 {
    fn to_f64(self) -> f64 {
        self
    }

    fn binary(self) -> Binary {
        binary(self.to_bits(), 52, 11)
    }

    fn shortest_exponential(self) -> Option<String> {
        Some(format!("{:e}", self.abs()))
    }
}

impl Float for f32 {
    fn to_f64(self) -> f64 {
        f64::from(self)
    }

    fn binary(self) -> Binary {
        binary(u64::from(self.to_bits()), 23, 8)
    }

    fn shortest_exponential(self) -> Option<String> {
        Some(format!("{:e}", self.abs()))
    }
}

impl Float for f16 {
    fn to_f64(self) -> f64 {
        f16::to_f64(self)
    }

    fn binary(self) -> Binary {
        binary(u64::from(self.to_bits()), 10, 5)
    }

    fn shortest_exponential(self) -> Option<String> {
        None
    }
}

/// Where digits are counted from, for an upper or lower bound on their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    /// So many digits after the decimal point.
    Fractional(usize),
    /// So many digits in all, the first one included.
    Total(usize),
}

impl Count {
    /// The position of the last digit counted when the first digit stands just below `10^start`.
    fn last_position(self, start: i64) -> i64 {
        match self {
            Count::Fractional(n) => -clamp(n),
            Count::Total(n) => start - clamp(n),
        }
    }
}

/// Counts beyond any buffer are alike; keeping them small keeps the arithmetic from overflowing.
fn clamp(n: usize) -> i64 {
    n.min(1 << 20) as i64
}

/// Which digits are wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// Stop where the digits tell the number from its neighbours; otherwise where they are exact.
    pub unique: bool,
    /// At most this many, correctly rounded.
    pub at_most: Option<Count>,
    /// At least this many (only with `unique`).
    pub at_least: Option<Count>,
    /// Never more digits than this: the room in NumPy's buffer.
    pub room: usize,
}

/// The digits of `|x|`, which must be finite; zero has the single digit 0.
pub(super) fn digits<F: Float>(x: F, wanted: Wanted) -> Digits {
    if x.to_f64() == 0.0 {
        return Digits {
            digits: vec![0],
            exponent: 0,
        };
    }
    fast(x, wanted).unwrap_or_else(|| dragon4(x.binary(), wanted))
}

/// The digits where Rust's formatting gives them, which it does for most numbers.
///
/// Rust's shortest digits are Dragon4's except for ties, which Rust rounds up; its cut digits are the exact value rounded
/// half to even, as Dragon4's are, but Dragon4 drops the nines that a carry runs through where Rust leaves zeros.
fn fast<F: Float>(x: F, wanted: Wanted) -> Option<Digits> {
    if !wanted.unique || wanted.room < 32 {
        return None;
    }
    let shortest = Digits::from_exponential(&x.shortest_exponential()?);
    if may_be_tie(x.binary(), &shortest) {
        return None;
    }
    let last = shortest.last_position();
    let start = shortest.exponent + 1;
    if wanted
        .at_least
        .is_some_and(|count| count.last_position(start) < last)
    {
        return None;
    }
    match wanted.at_most.map(|count| count.last_position(start)) {
        Some(cut) if cut > last => cut_digits(x.to_f64().abs(), &shortest, cut),
        _ => Some(shortest),
    }
}

/// Could the number lie halfway below its shortest digits, so that Dragon4 would have rounded down to an even digit?
///
/// Then its exact expansion ends in a 5 just after those digits. An odd mantissa times `2^-t` has `t` digits after the
/// point; a number that ends in zeros before the point is only suspected, where its neighbours are far enough away.
fn may_be_tie(number: Binary, shortest: &Digits) -> bool {
    let odd = shortest.digits.last().is_some_and(|digit| digit % 2 == 1);
    let last = shortest.last_position();
    let lowest_bit = number.exponent + i64::from(number.mantissa.trailing_zeros());
    let tie = if last >= 1 {
        number.exponent >= 3
    } else {
        -lowest_bit == 1 - last
    };
    odd && tie
}

/// The digits of `x` down to the position `cut`, where the shortest digits go on beyond it.
fn cut_digits(x: f64, shortest: &Digits, cut: i64) -> Option<Digits> {
    let count = shortest.exponent - cut + 1;
    if count > 0 {
        let mut cut = Digits::from_exponential(&format!("{x:.*e}", count as usize - 1));
        // Rounded down, they begin the shortest digits; else zeros at the end come from a carry.
        if !shortest.digits.starts_with(&cut.digits) {
            let kept = cut.digits.iter().rposition(|&digit| digit != 0);
            cut.digits.truncate(kept.map_or(1, |at| at + 1));
        }
        return Some(cut);
    }
    // All digits lie below the cut: the number is nought or one unit of that position. An exact half is left to Dragon4.
    let one = count == 0
        && match shortest.digits.as_slice() {
            [5] => return None,
            [first, ..] => *first >= 5,
            [] => return None,
        };
    Some(Digits {
        digits: vec![u8::from(one)],
        exponent: cut,
    })
}

/// Dragon4's state: `value / scale` is what remains of the number below the digits already produced, the margins are
/// half the distances to the neighbouring numbers, in the same unit.
struct Remainder {
    value: BigUint,
    scale: BigUint,
    margin_low: BigUint,
    margin_high: BigUint,
    /// With an even mantissa the margins themselves still round to this number.
    inclusive: bool,
}

impl Remainder {
    fn new(number: Binary) -> Remainder {
        let low = if number.unequal_margins { 1_u32 } else { 2 };
        // Everything is multiplied by four, so that a quarter of a unit is a whole number.
        let mut r = Remainder {
            value: BigUint::from(number.mantissa) << 2_u32,
            scale: BigUint::from(4_u32),
            margin_low: BigUint::from(low),
            margin_high: BigUint::from(2_u32),
            inclusive: number.mantissa.is_multiple_of(2),
        };
        let shift = number.exponent.unsigned_abs();
        if number.exponent >= 0 {
            r.value <<= shift;
            r.margin_low <<= shift;
            r.margin_high <<= shift;
        } else {
            r.scale <<= shift;
        }
        r
    }

    /// Divides by `10^power`.
    fn shift_decimal(&mut self, power: i64) {
        let factor = BigUint::from(10_u32).pow(power.unsigned_abs().min(1 << 21) as u32);
        if power >= 0 {
            self.scale *= factor;
        } else {
            self.value *= &factor;
            self.margin_low *= &factor;
            self.margin_high *= &factor;
        }
    }

    /// Takes the next digit off the value.
    fn next_digit(&mut self) -> u8 {
        self.value *= 10_u32;
        let (digit, rest) = self.value.div_rem(&self.scale);
        self.value = rest;
        digit.to_u8().unwrap_or(9)
    }

    /// Widens the margins for the next digit's unit.
    fn widen_margins(&mut self) {
        self.margin_low *= 10_u32;
        self.margin_high *= 10_u32;
    }

    /// Whether the digits so far identify the number when the rest is dropped.
    fn may_round_down(&self) -> bool {
        self.value < self.margin_low || (self.inclusive && self.value == self.margin_low)
    }

    /// Whether the digits so far identify the number when the last one is raised.
    fn may_round_up(&self) -> bool {
        let above = &self.value + &self.margin_high;
        above > self.scale || (self.inclusive && above == self.scale)
    }

    /// Whether the exact rest is nearer to the next digit up; a half goes to the even digit.
    fn nearer_up(&self, digit: u8) -> bool {
        let twice = &self.value << 1_u32;
        twice > self.scale || (twice == self.scale && digit % 2 == 1)
    }
}

/// The power of ten just above a number, or one less than that: `floor(log10(v)) + 1` from the number of bits.
fn estimate_start(number: Binary) -> i64 {
    let top_bit = 63 - i64::from(number.mantissa.leading_zeros());
    let log2 = (top_bit + number.exponent) as f64;
    (log2 * std::f64::consts::LOG10_2 - 0.69).ceil() as i64
}

/// Dragon4 with NumPy's rules for bounds on the number of digits.
fn dragon4(number: Binary, wanted: Wanted) -> Digits {
    let mut rest = Remainder::new(number);
    let mut start = estimate_start(number);
    if let Some(Count::Fractional(n)) = wanted.at_most {
        // A number below the last digit asked for still gets that digit, 0 or 1.
        start = start.max(1 - clamp(n));
    }
    rest.shift_decimal(start);
    if rest.value >= rest.scale {
        start += 1;
        rest.scale *= 10_u32;
    }
    let most = wanted
        .at_most
        .map_or(i64::MIN, |count| count.last_position(start));
    let lowest = most.max(start - clamp(wanted.room));
    let least = wanted
        .at_least
        .map_or(start, |count| count.last_position(start).min(start));

    let mut digits = Vec::new();
    let mut position = start;
    loop {
        position -= 1;
        let digit = rest.next_digit();
        let (mut down, mut up) = (false, false);
        let finished = if wanted.unique {
            rest.widen_margins();
            (down, up) = (rest.may_round_down(), rest.may_round_up());
            (down || up) && position <= least
        } else {
            rest.value.is_zero()
        };
        digits.push(digit);
        if finished || position <= lowest {
            let raise = if down == up {
                rest.nearer_up(digit)
            } else {
                up
            };
            return rounded(digits, start - 1, raise);
        }
    }
}

/// Adds one unit to the last digit if asked to; the nines it runs through are dropped.
fn rounded(mut digits: Vec<u8>, exponent: i64, raise: bool) -> Digits {
    if !raise {
        return Digits { digits, exponent };
    }
    while digits.last() == Some(&9) {
        digits.pop();
    }
    match digits.last_mut() {
        Some(last) => {
            *last += 1;
            Digits { digits, exponent }
        }
        None => Digits {
            digits: vec![1],
            exponent: exponent + 1,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every way of asking gives the same digits on the fast path as Dragon4 does.
    fn assert_fast_agrees<F: Float + std::fmt::Debug>(x: F) {
        let bounds = [None]
            .into_iter()
            .chain((0..18).map(|n| Some(Count::Fractional(n))))
            .chain((1..18).map(|n| Some(Count::Total(n))));
        for at_most in bounds {
            let wanted = Wanted {
                unique: true,
                at_most,
                at_least: None,
                room: 1000,
            };
            if let Some(got) = fast(x, wanted) {
                assert_eq!(got, dragon4(x.binary(), wanted), "{x:?} {at_most:?}");
            }
        }
    }

    #[test]
    fn fast_digits_are_dragon4s() {
        let mut state = 1_u64;
        for _ in 0..2000 {
            state = state
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            let bits = state ^ (state >> 29);
            let double = f64::from_bits(bits & !(1 << 63));
            if double.is_finite() && double != 0.0 {
                assert_fast_agrees(double);
            }
            let single = f32::from_bits((bits >> 33) as u32);
            if single.is_finite() && single != 0.0 {
                assert_fast_agrees(single);
            }
            assert_fast_agrees((bits % 100_000) as f64 / 1000.0 + 0.0005);
        }
        for power in -300..300 {
            assert_fast_agrees(10_f64.powi(power));
            assert_fast_agrees(2_f64.powi(power));
            assert_fast_agrees(5.0 * 10_f64.powi(power));
        }
        for power in -126..127 {
            assert_fast_agrees(2_f32.powi(power));
        }
        for x in [f64::MIN_POSITIVE, 5e-324, f64::MAX, 0.5, 1.5, 2.5, 0.05] {
            assert_fast_agrees(x);
        }
        assert_fast_agrees(f32::MIN_POSITIVE);
    }
}
