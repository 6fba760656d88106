//! Where ticks stand on an axis and what is written at them, by the rules of matplotlib's `MaxNLocator`,
//! `LogLocator`, `ScalarFormatter` and `LogFormatter`.

use super::text::number;
use crate::array::elementary;

/// The steps between ticks, as parts of a power of ten, with one of the decade below and of the one above.
pub const STEPS: &[f64] = &[0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 2.5, 5.0, 10.0, 20.0];

/// The steps between the levels of contours.
pub const FINE_STEPS: &[f64] = &[
    0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0,
    10.0, 15.0,
];

/// Ticks with at most `bins` spaces between them: round numbers, also the next ones outside of the range.
pub fn linear(low: f64, high: f64, bins: usize, steps: &[f64]) -> Vec<f64> {
    let bins = bins.max(1) as f64;
    let (low, high) = apart(low.min(high), low.max(high), 1e-13, 1e-14);
    let (scale, offset) = scale_of(low, high, bins);
    let (low, high) = (low - offset, high - offset);
    let raw = (high - low) / bins;
    let usable: Vec<f64> = steps.iter().map(|step| step * scale).collect();
    // Labels need two ticks, contours one level.
    let least = if steps.len() == STEPS.len() { 2 } else { 1 };
    let first = usable.iter().position(|&step| step >= raw);
    let mut at = first.unwrap_or(usable.len().saturating_sub(1));
    loop {
        let step = usable.get(at).copied().unwrap_or(1.0);
        let base = times_in(low, step) * step;
        let edge = Edge { step, offset };
        let (from, to) = (edge.at_most(low - base), edge.at_least(high - base));
        // A range of broken numbers could ask for any number of ticks.
        let count = ((to - from) as usize).min(1000);
        let ticks = (0..=count).map(|i| (from + i as f64) * step + base);
        let ticks: Vec<f64> = ticks.collect();
        let inside = ticks.iter().filter(|&&x| x >= low && x <= high).count();
        if inside >= least || at == 0 {
            return ticks.into_iter().map(|x| x + offset).collect();
        }
        at -= 1;
    }
}

/// A range that is not empty: as it is, or opened a little.
pub fn apart(low: f64, high: f64, expand: f64, tiny: f64) -> (f64, f64) {
    if !low.is_finite() || !high.is_finite() {
        return (-expand, expand);
    }
    let largest = low.abs().max(high.abs());
    if largest < 1e6 / tiny * f64::MIN_POSITIVE {
        return (-expand, expand);
    }
    match high - low <= largest * tiny {
        true if low == 0.0 && high == 0.0 => (-expand, expand),
        true => (low - expand * low.abs(), high + expand * high.abs()),
        false => (low, high),
    }
}

/// The power of ten that fits the steps, and what to take off where the range lies far from zero.
fn scale_of(low: f64, high: f64, bins: f64) -> (f64, f64) {
    let span = (high - low).abs();
    let middle = (high + low) / 2.0;
    let offset = match middle.abs() / span < 100.0 {
        true => 0.0,
        false => elementary::pow(10.0, elementary::log10(middle.abs()).floor()).copysign(middle),
    };
    (
        elementary::pow(10.0, elementary::log10(span / bins).floor()),
        offset,
    )
}

/// Which multiple of a step a value is at, with a little slack.
struct Edge {
    step: f64,
    offset: f64,
}

impl Edge {
    fn is_close(&self, part: f64, edge: f64) -> bool {
        let slack = match self.offset == 0.0 {
            true => 1e-10,
            false => {
                let digits = elementary::log10(self.offset.abs() / self.step);
                elementary::pow(10.0, digits - 12.0).clamp(1e-10, 0.4999)
            }
        };
        (part - edge).abs() < slack
    }

    fn at_most(&self, x: f64) -> f64 {
        let part = x.rem_euclid(self.step) / self.step;
        times_in(x, self.step) + f64::from(u8::from(self.is_close(part, 1.0)))
    }

    fn at_least(&self, x: f64) -> f64 {
        let part = x.rem_euclid(self.step) / self.step;
        times_in(x, self.step) + f64::from(u8::from(!self.is_close(part, 0.0)))
    }
}

/// Python's `x // step`: by the exact remainder, so that 2.0 // 0.2 is 9.
fn times_in(x: f64, step: f64) -> f64 {
    ((x - x.rem_euclid(step)) / step).round()
}

/// Decades on a logarithmic axis with room for `room` ticks.
pub fn decades(low: f64, high: f64, room: usize) -> Vec<f64> {
    let (low, high, stride) = strides(low, high, room);
    let (from, to) = (low.floor() - stride, high.ceil() + 2.0 * stride);
    let count = (((to - from) / stride).ceil() as usize).min(1000);
    let exponents = (0..count).map(|i| from + i as f64 * stride);
    exponents
        .map(|exponent| elementary::pow(10.0, exponent))
        .collect()
}

/// Ticks between the decades.
pub fn between_decades(low: f64, high: f64, room: usize) -> Vec<f64> {
    let (low, high, stride) = strides(low, high, room);
    if high.floor() - low.ceil() > 10.0 || stride > 1.0 {
        return Vec::new();
    }
    let exponents = low.floor() as i32 - 1..high.ceil() as i32 + 2;
    exponents
        .flat_map(|exponent| {
            (2..10).map(move |i| f64::from(i) * elementary::pow(10.0, f64::from(exponent)))
        })
        .collect()
}

/// The logarithms of the limits, and how many decades lie between two ticks.
fn strides(low: f64, high: f64, room: usize) -> (f64, f64, f64) {
    let (low, high) = (
        elementary::log10(low.min(high)),
        elementary::log10(low.max(high)),
    );
    let decades = high.floor() - low.ceil();
    let stride = (decades / room.clamp(2, 9) as f64).floor() + 1.0;
    match stride >= decades {
        true => (low, high, (decades - 1.0).max(1.0)),
        false => (low, high, stride),
    }
}

/// What is written at ticks, and what stands at the end of the axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    pub texts: Vec<String>,
    /// `1e6`, `+1.5e3`
    pub offset: String,
}

/// Labels of a linear axis that shows `low` to `high`.
pub fn labels(ticks: &[f64], low: f64, high: f64) -> Labels {
    let (low, high) = (low.min(high), low.max(high));
    let shown: Vec<f64> = ticks
        .iter()
        .copied()
        .filter(|&x| x >= low && x <= high)
        .collect();
    let offset = common_offset(&shown);
    let magnitude = order_of_magnitude(&shown, offset, low, high);
    let scaled = |x: &f64| (x - offset) / elementary::pow(10.0, f64::from(magnitude));
    let digits = fraction_digits(
        &ticks.iter().map(scaled).collect::<Vec<_>>(),
        [low, high].map(|x| scaled(&x)),
    );
    let label = |x: &f64| {
        let scaled = scaled(x);
        let scaled = if scaled.abs() < 1e-8 { 0.0 } else { scaled };
        minus(&format!("{scaled:.digits$}"))
    };
    let mut end = String::new();
    if magnitude != 0 {
        end.push_str(&minus(&format!("1e{magnitude}")));
    }
    if offset != 0.0 {
        let sign = if offset > 0.0 { "+" } else { "" };
        end.push_str(&minus(&format!("{sign}{}", scientific(offset))));
    }
    Labels {
        texts: ticks.iter().map(label).collect(),
        offset: end,
    }
}

/// What all ticks have in common, if leaving it out saves four digits.
fn common_offset(shown: &[f64]) -> f64 {
    let least = shown.iter().copied().fold(f64::INFINITY, f64::min);
    let greatest = shown.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if shown.is_empty() || least == greatest || (least <= 0.0 && greatest >= 0.0) {
        return 0.0;
    }
    let (low, high) = (
        least.abs().min(greatest.abs()),
        least.abs().max(greatest.abs()),
    );
    let top = elementary::log10(high).ceil() as i32;
    let floor = |x: f64, power: i32| (x / elementary::pow(10.0, f64::from(power))).floor();
    let below = |differs: &dyn Fn(i32) -> bool| {
        let found = (0..340)
            .map(|down| top - down)
            .find(|&power| differs(power));
        found.unwrap_or(top) + 1
    };
    let mut power = below(&|power| floor(low, power) != floor(high, power));
    if (high - low) / elementary::pow(10.0, f64::from(power)) <= 1e-2 {
        power = below(&|power| floor(high, power) - floor(low, power) > 1.0);
    }
    match floor(high, power) >= 1000.0 {
        true => floor(high, power) * elementary::pow(10.0, f64::from(power)) * least.signum(),
        false => 0.0,
    }
}

/// The power of ten to take out of all labels: none between 1e-5 and 1e6.
fn order_of_magnitude(shown: &[f64], offset: f64, low: f64, high: f64) -> i32 {
    let largest = match offset != 0.0 {
        true => high - low,
        false => shown.iter().fold(0.0, |most: f64, x| most.max(x.abs())),
    };
    if shown.is_empty() || largest == 0.0 {
        return 0;
    }
    let power = elementary::log10(largest).floor() as i32;
    match power <= -5 || power >= 6 {
        true => power,
        false => 0,
    }
}

/// As few digits behind the point as tell the ticks apart.
fn fraction_digits(ticks: &[f64], limits: [f64; 2]) -> usize {
    let range = |values: &[f64]| {
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        (greatest - least, least.abs().max(greatest.abs()))
    };
    let mut all = ticks.to_vec();
    if ticks.len() < 2 {
        all.extend(limits);
    }
    let span = match range(&all) {
        (span, _) if span > 0.0 && span.is_finite() => span,
        (_, largest) if largest > 0.0 && largest.is_finite() => largest,
        _ => 1.0,
    };
    let power = elementary::log10(span).floor() as i32;
    let slack = 1e-3 * elementary::pow(10.0, f64::from(power));
    let is_rounded = |digits: i32| {
        let scale = elementary::pow(10.0, f64::from(digits));
        ticks
            .iter()
            .all(|x| (x - (x * scale).round_ties_even() / scale).abs() < slack)
    };
    let mut digits = (3 - power).max(0);
    while digits >= 0 && is_rounded(digits) {
        digits -= 1;
    }
    (digits + 1).clamp(0, 20) as usize
}

/// Labels of a logarithmic axis: powers of ten, raised.
pub fn power_labels(ticks: &[f64]) -> Vec<String> {
    ticks.iter().map(|&x| power(x)).collect()
}

fn power(x: f64) -> String {
    let exponent = elementary::log10(x).round() as i32;
    let digits = exponent.to_string();
    let raised: String = digits.chars().map(super::text::superscript).collect();
    format!("10{raised}")
}

/// `1.5e3`, as the offset of an axis is written.
fn scientific(x: f64) -> String {
    let exponent = elementary::log10(x.abs()).floor();
    let part = x / elementary::pow(10.0, exponent);
    match exponent == 0.0 {
        true => number(part, 10),
        false => format!("{}e{exponent}", number(part, 10)),
    }
}

/// With a minus sign instead of a hyphen.
pub fn minus(text: &str) -> String {
    text.replace('-', "\u{2212}")
}
