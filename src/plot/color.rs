//! Colours, by all the ways of naming them.

use super::tables::NAMED;

/// A colour and how much it covers; all parts lie between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Color {
    pub red: f64,
    pub green: f64,
    pub blue: f64,
    pub alpha: f64,
}

/// The colours that curves take in turn: Tableau's ten.
const CYCLE: [u32; 10] = [
    0x1f77b4, 0xff7f0e, 0x2ca02c, 0xd62728, 0x9467bd, 0x8c564b, 0xe377c2, 0x7f7f7f, 0xbcbd22,
    0x17becf,
];

impl Color {
    pub const BLACK: Color = Color::rgb(0.0, 0.0, 0.0);
    pub const WHITE: Color = Color::rgb(1.0, 1.0, 1.0);
    /// Nothing at all: `'none'`.
    pub const NONE: Color = Color {
        alpha: 0.0,
        ..Color::BLACK
    };

    pub const fn rgb(red: f64, green: f64, blue: f64) -> Color {
        Color {
            red,
            green,
            blue,
            alpha: 1.0,
        }
    }

    /// `0xrrggbb`
    pub fn hex(code: u32) -> Color {
        let part = |shift: u32| f64::from((code >> shift) & 0xff) / 255.0;
        Color::rgb(part(16), part(8), part(0))
    }

    /// The `n`th colour of the cycle: `'C3'`.
    pub fn cycle(n: usize) -> Color {
        Color::hex(CYCLE[n % CYCLE.len()])
    }

    /// A colour's name: `'r'`, `'tab:blue'`, `'#ff8800'`, `'C1'`, `'0.5'`, `'none'`.
    pub fn named(name: &str) -> Option<Color> {
        if name.eq_ignore_ascii_case("none") {
            return Some(Color::NONE);
        }
        if let Some(number) = name.strip_prefix('C').filter(|rest| is_digits(rest)) {
            return Some(Color::cycle(number.parse::<usize>().ok()? % CYCLE.len()));
        }
        if let Some(digits) = name.strip_prefix('#') {
            return Color::of_digits(digits);
        }
        let found = NAMED.binary_search_by_key(&name, |(known, _)| known);
        let lower = || {
            let lower = name.to_ascii_lowercase();
            let found = NAMED.binary_search_by(|(known, _)| (*known).cmp(&lower));
            // Names of one letter have but one spelling.
            found.ok().filter(|_| name.len() > 1)
        };
        if let Some(at) = found.ok().or_else(lower) {
            return Some(Color::hex(NAMED[at].1));
        }
        let gray: f64 = name.parse().ok()?;
        (0.0..=1.0)
            .contains(&gray)
            .then(|| Color::rgb(gray, gray, gray))
    }

    /// `rgb`, `rgba`, `rrggbb` or `rrggbbaa`.
    fn of_digits(digits: &str) -> Option<Color> {
        let parts: Option<Vec<u32>> = digits.chars().map(|c| c.to_digit(16)).collect();
        let parts = match parts?.as_slice() {
            short @ ([_, _, _] | [_, _, _, _]) => short.iter().map(|d| d * 17).collect(),
            long if [6, 8].contains(&long.len()) => {
                long.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect()
            }
            _ => Vec::new(),
        };
        let part = |at: usize| parts.get(at).map(|&part| f64::from(part) / 255.0);
        Some(Color {
            red: part(0)?,
            green: part(1)?,
            blue: part(2)?,
            alpha: part(3).unwrap_or(1.0),
        })
    }

    pub fn with_alpha(self, alpha: Option<f64>) -> Color {
        match alpha {
            // What is not there does not appear.
            Some(alpha) if self.alpha > 0.0 => Color { alpha, ..self },
            _ => self,
        }
    }

    /// Between this colour and another, `part` of the way.
    pub fn mixed(self, other: Color, part: f64) -> Color {
        let mix = |a: f64, b: f64| a + (b - a) * part;
        Color {
            red: mix(self.red, other.red),
            green: mix(self.green, other.green),
            blue: mix(self.blue, other.blue),
            alpha: mix(self.alpha, other.alpha),
        }
    }

    /// How bright it looks on white, 0 to 1.
    pub fn brightness(self) -> f64 {
        let own = 0.299 * self.red + 0.587 * self.green + 0.114 * self.blue;
        1.0 - self.alpha * (1.0 - own)
    }

    /// Red, green and blue from 0 to 255.
    pub fn bytes(self) -> [u8; 3] {
        [self.red, self.green, self.blue].map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8)
    }

    /// `#rrggbb`
    pub fn code(self) -> String {
        let [red, green, blue] = self.bytes();
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}
