//! What part of the data axes show: limits, found by themselves or given, and the places of values between them.

use crate::array::elementary;
use std::rc::Rc;

use super::artist::{Artist, Kind, Unit};
use super::figure::{Axes, Axis, Figure, Shared};
use super::ticks::{self, Labels, apart};

/// What is seen in one direction, from its first edge to its last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub low: f64,
    pub high: f64,
    pub log: bool,
}

impl Span {
    /// The place of a value: 0 at the first edge, 1 at the last; NaN for what has no place.
    pub fn place(&self, x: f64) -> f64 {
        match self.log {
            // Python's logarithm and the system's differ in digits that no picture shows.
            true if x <= 0.0 => f64::NAN,
            true => {
                (elementary::log10(x) - elementary::log10(self.low))
                    / (elementary::log10(self.high) - elementary::log10(self.low))
            }
            false => (x - self.low) / (self.high - self.low),
        }
    }

    /// The value at a place.
    pub fn value(&self, place: f64) -> f64 {
        match self.log {
            true => elementary::pow(
                10.0,
                elementary::log10(self.low)
                    + place * (elementary::log10(self.high) - elementary::log10(self.low)),
            ),
            false => self.low + place * (self.high - self.low),
        }
    }

    fn ordered(&self) -> (f64, f64) {
        (self.low.min(self.high), self.low.max(self.high))
    }
}

/// The least and greatest values seen so far, and the least positive one.
#[derive(Clone, Copy)]
struct Extent {
    low: f64,
    high: f64,
    positive: f64,
}

impl Extent {
    const NOTHING: Extent = Extent {
        low: f64::INFINITY,
        high: f64::NEG_INFINITY,
        positive: f64::INFINITY,
    };

    fn add(&mut self, x: f64) {
        if x.is_finite() {
            self.low = self.low.min(x);
            self.high = self.high.max(x);
            if x > 0.0 {
                self.positive = self.positive.min(x);
            }
        }
    }
}

/// The limits of one direction (0 for x, 1 for y) of axes, which may share it with others of the figure.
pub fn span(figure: &Figure, axes: &Shared<Axes>, dimension: usize) -> Span {
    let axis = axes.borrow().axis(dimension).clone();
    let settings = axis.borrow();
    let log = settings.log;
    if let Some((low, high)) = settings.limits {
        return Span { low, high, log };
    }
    let (mut extent, mut sticky, mut margin) = (Extent::NOTHING, Vec::new(), 0f64);
    for other in &figure.axes {
        let other = other.borrow();
        if !Rc::ptr_eq(other.axis(dimension), &axis) {
            continue;
        }
        margin = margin.max(match dimension {
            0 => other.margin_x,
            _ => other.margin_y,
        });
        for artist in &other.artists {
            let artist = artist.borrow();
            measure(&artist, dimension, &mut extent);
            sticky.extend(edges(&artist, dimension));
        }
    }
    let (low, high) = open(extent, &sticky, margin, log);
    match settings.inverted {
        true => Span {
            low: high,
            high: low,
            log,
        },
        false => Span { low, high, log },
    }
}

/// Limits around data: a margin on both sides, unless they end at an edge of something that should touch the frame.
fn open(extent: Extent, sticky: &[f64], margin: f64, log: bool) -> (f64, f64) {
    let Extent {
        low,
        high,
        positive,
    } = extent;
    if log {
        if positive > high || !positive.is_finite() {
            return (1.0, 10.0);
        }
        let low = if low > 0.0 { low } else { positive };
        let (low, high) = match low == high {
            true => (
                elementary::pow(
                    10.0,
                    elementary::log10(low).floor()
                        - f64::from(u8::from(elementary::log10(low).fract() == 0.0)),
                ),
                elementary::pow(10.0, elementary::log10(high).floor() + 1.0),
            ),
            false => (low, high),
        };
        let (from, to) = (elementary::log10(low), elementary::log10(high));
        let delta = (to - from) * margin;
        return (
            elementary::pow(10.0, from - delta),
            elementary::pow(10.0, to + delta),
        );
    }
    if low > high {
        return (0.0, 1.0);
    }
    let (low, high) = apart(low, high, 0.05, 1e-15);
    let slack = 1e-5 * (high - low).abs();
    let at_low = sticky.iter().any(|edge| (edge - low).abs() <= slack);
    let at_high = sticky.iter().any(|edge| (edge - high).abs() <= slack);
    let delta = (high - low) * margin;
    (
        if at_low { low } else { low - delta },
        if at_high { high } else { high + delta },
    )
}

fn measure(artist: &Artist, dimension: usize, extent: &mut Extent) {
    let of = |point: &(f64, f64)| match dimension {
        0 => point.0,
        _ => point.1,
    };
    let counts = |units: &[Unit; 2]| units[dimension] == Unit::Data;
    match &artist.kind {
        Kind::Curve(curve) if counts(&curve.units) => {
            let values = match dimension {
                0 => &curve.xs,
                _ => &curve.ys,
            };
            values.iter().for_each(|&x| extent.add(x));
        }
        Kind::Points(points) => {
            let values = match dimension {
                0 => &points.xs,
                _ => &points.ys,
            };
            values.iter().for_each(|&x| extent.add(x));
        }
        Kind::Area(area) if counts(&area.units) => {
            let points = area.outlines.iter().flatten();
            points.for_each(|point| extent.add(of(point)));
        }
        Kind::Lines(lines) if counts(&lines.units) => {
            let points = lines.lines.iter().flatten();
            points.for_each(|point| extent.add(of(point)));
        }
        Kind::Picture(picture) => {
            let ends = &picture.extent[2 * dimension..2 * dimension + 2];
            ends.iter().for_each(|&x| extent.add(x));
        }
        _ => {}
    }
}

/// Where the artist wants the limits to end.
fn edges(artist: &Artist, dimension: usize) -> Vec<f64> {
    match &artist.kind {
        Kind::Area(area) => area.sticky[dimension].clone(),
        Kind::Picture(picture) => picture.extent[2 * dimension..2 * dimension + 2].to_vec(),
        _ => Vec::new(),
    }
}

/// Round numbers from below `low` to above `high`, with at most `bins` spaces between them: levels of contours.
pub fn round_levels(low: f64, high: f64, bins: usize) -> Vec<f64> {
    ticks::linear(low, high, bins, ticks::FINE_STEPS)
}

/// Ticks of an axis with room for so many: positions, also some outside of the limits, and their labels.
pub struct Ticked {
    pub major: Vec<f64>,
    pub minor: Vec<f64>,
    pub labels: Labels,
}

/// The ticks of an axis that shows `span` and has room for `room` of them.
pub fn ticks(axis: &Axis, span: &Span, room: usize) -> Ticked {
    let (low, high) = span.ordered();
    let bins = axis.bins.unwrap_or(room.clamp(1, 9));
    let major = match (&axis.ticks, &axis.categories) {
        (Some(ticks), _) => ticks.clone(),
        (None, Some(categories)) => (0..categories.len()).map(|i| i as f64).collect(),
        (None, None) if span.log => ticks::decades(low, high, room),
        (None, None) => ticks::linear(low, high, bins, ticks::STEPS),
    };
    let minor = match span.log && axis.ticks.is_none() {
        true => ticks::between_decades(low, high, room),
        false => Vec::new(),
    };
    let texts = |texts: &[String]| Labels {
        texts: texts.to_vec(),
        offset: String::new(),
    };
    let labels = match (&axis.labels, &axis.categories) {
        (Some(labels), _) => texts(labels),
        (None, Some(categories)) => {
            let named = major.iter().map(|x| named(categories, *x));
            texts(&named.collect::<Vec<_>>())
        }
        (None, None) if span.log => texts(&ticks::power_labels(&major)),
        (None, None) => ticks::labels(&major, low, high),
    };
    Ticked {
        major,
        minor,
        labels,
    }
}

fn named(categories: &[String], x: f64) -> String {
    let at = x.round();
    let found = categories.get(at as usize).filter(|_| at >= 0.0);
    found.cloned().unwrap_or_default()
}
