//! Colormaps: from a number between 0 and 1 to a colour, and from data to such numbers.

use super::Color;
use super::tables::{CONTINUOUS, LISTED};
use crate::array::elementary;

/// Colours for the numbers from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Colormap {
    pub name: String,
    colors: Vec<Color>,
    /// Colours between two of them are mixtures; else each has an equal share of the numbers.
    smooth: bool,
}

impl Colormap {
    /// A colormap by its name; `_r` turns it round.
    pub fn named(name: &str) -> Option<Colormap> {
        let (plain, reversed) = match name.strip_suffix("_r") {
            Some(plain) => (plain, true),
            None => (name, false),
        };
        let plain = match plain {
            "grey" => "gray",
            other => other,
        };
        let find = |table: &[(&str, &'static str)]| {
            let found = table.iter().find(|(known, _)| *known == plain);
            found.map(|(_, stops)| *stops)
        };
        let (stops, smooth) = match (find(CONTINUOUS), find(LISTED)) {
            (Some(stops), _) => (stops, true),
            (None, Some(stops)) => (stops, false),
            (None, None) => return None,
        };
        let mut colors: Vec<Color> = (0..stops.len() / 6)
            .filter_map(|i| u32::from_str_radix(&stops[i * 6..i * 6 + 6], 16).ok())
            .map(Color::hex)
            .collect();
        if reversed {
            colors.reverse();
        }
        Some(Colormap {
            name: name.to_string(),
            colors,
            smooth,
        })
    }

    /// A colormap of these colours and no others.
    pub fn listed(name: &str, colors: Vec<Color>) -> Colormap {
        Colormap {
            name: name.to_string(),
            colors,
            smooth: false,
        }
    }

    pub fn names() -> impl Iterator<Item = &'static str> {
        CONTINUOUS.iter().chain(LISTED).map(|(name, _)| *name)
    }

    /// The colours it is made of.
    pub fn len(&self) -> usize {
        match self.smooth {
            true => 256,
            false => self.colors.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.colors.is_empty()
    }

    /// The colour at `x`; numbers outside take the nearest end, NaN is invisible.
    pub fn at(&self, x: f64) -> Color {
        let Some(last) = self.colors.len().checked_sub(1).filter(|_| !x.is_nan()) else {
            return Color::NONE;
        };
        let x = x.clamp(0.0, 1.0);
        if !self.smooth {
            let at = (x * self.colors.len() as f64) as usize;
            return self.colors[at.min(last)];
        }
        let place = x * last as f64;
        let at = (place as usize).min(last.saturating_sub(1));
        let next = self.colors[(at + 1).min(last)];
        self.colors[at].mixed(next, place - at as f64)
    }
}

/// How data becomes numbers from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Norm {
    pub low: f64,
    pub high: f64,
    pub log: bool,
}

impl Norm {
    /// The range of the finite values, where `low` and `high` do not say otherwise.
    pub fn of(values: &[f64], low: Option<f64>, high: Option<f64>, log: bool) -> Norm {
        let usable = values
            .iter()
            .filter(|x| x.is_finite() && (!log || **x > 0.0));
        let (least, greatest) = usable.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), &x| {
            (a.min(x), b.max(x))
        });
        let (least, greatest) = match least <= greatest {
            true => (least, greatest),
            false => (0.0, 1.0),
        };
        Norm {
            low: low.unwrap_or(least),
            high: high.unwrap_or(greatest),
            log,
        }
    }

    pub fn apply(&self, x: f64) -> f64 {
        let (x, low, high) = match self.log {
            true => (
                elementary::log10(x),
                elementary::log10(self.low),
                elementary::log10(self.high),
            ),
            false => (x, self.low, self.high),
        };
        match low == high {
            true if x.is_nan() => x,
            true => 0.0,
            false => (x - low) / (high - low),
        }
    }
}
