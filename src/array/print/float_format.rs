//! How the floats of one array are set: a common notation and common widths.

use std::rc::Rc;

use super::super::error::{Error, Result};
use super::super::meter;
use super::float::{Positional, Scientific, Trim, positional, scientific};
use super::options::{FloatMode, Legacy, PrintOptions, Sign};
use super::scalar::FloatScalar;

/// A notation chosen for all elements, with the widths that make their points stand under each other.
pub(super) struct FloatFormat {
    notation: Notation,
    /// Characters before the point, and after it; for what is not finite.
    pad_left: usize,
    pad_right: usize,
    plus: bool,
    nan: Rc<str>,
    inf: Rc<str>,
}

enum Notation {
    Positional(Positional),
    Scientific(Scientific),
}

/// The widest parts of some numbers' texts.
#[derive(Default)]
struct Widths {
    whole: usize,
    fraction: usize,
    /// Digits of the exponent, without its sign.
    exponent: usize,
}

impl Widths {
    /// Measures `whole.fraction` or `whole.fractione+exponent`.
    fn widen(&mut self, text: &str) {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, ""));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        self.whole = self.whole.max(whole.len());
        self.fraction = self.fraction.max(fraction.len());
        self.exponent = self.exponent.max(exponent.len().saturating_sub(1));
    }
}

impl FloatFormat {
    /// Chooses the notation for these values; `sign` may differ from the options' for imaginary parts.
    ///
    /// # Errors
    /// ValueError for a negative precision; RuntimeError for a number of more than 16383 characters.
    pub fn new<F: FloatScalar>(
        values: &[F],
        options: &PrintOptions,
        sign: Sign,
    ) -> Result<FloatFormat> {
        let precision = precision(options)?;
        let finite: Vec<F> = values
            .iter()
            .copied()
            .filter(|x| x.to_f64().is_finite())
            .collect();
        let old = options.legacy == Legacy::V1_13;
        // In 1.13 there was always room for a sign.
        let sign = match sign {
            Sign::Minus if old => Sign::Space,
            sign => sign,
        };
        let plus = sign == Sign::Plus;
        let mut format = if wants_exponent(&finite, options) {
            scientific_format(&finite, precision, options, plus)
        } else {
            positional_format(&finite, precision, options, plus)?
        };
        if sign == Sign::Space && !old && !finite.iter().any(|x| x.to_f64().is_sign_negative()) {
            format.pad_left += 1;
        }
        if finite.len() < values.len() {
            let signed =
                sign != Sign::Minus || values.iter().any(|x| x.to_f64() == f64::NEG_INFINITY);
            format.widen_for_special(signed);
        }
        format.share_padding();
        Ok(format)
    }

    /// Makes room for `nan` and `inf`, which may reach over the point.
    fn widen_for_special(&mut self, signed: bool) {
        let after = self.pad_right + 1;
        let nan = self.nan.chars().count();
        let inf = self.inf.chars().count() + usize::from(signed);
        self.pad_left = self.pad_left.max(nan.max(inf).saturating_sub(after));
    }

    /// Tells the notation the widths found.
    fn share_padding(&mut self) {
        match &mut self.notation {
            Notation::Positional(options) => {
                options.pad_left = Some(self.pad_left);
                options.pad_right = Some(self.pad_right);
            }
            Notation::Scientific(options) => options.pad_left = Some(self.pad_left),
        }
    }

    /// One element.
    pub fn format<F: FloatScalar>(&self, x: F) -> Result<String> {
        if !x.to_f64().is_finite() {
            return Ok(self.special(x.to_f64()));
        }
        match &self.notation {
            Notation::Positional(options) => positional(x, options),
            Notation::Scientific(options) => Ok(scientific(x, options)),
        }
    }

    fn special(&self, x: f64) -> String {
        let text = if x.is_nan() { &self.nan } else { &self.inf };
        let sign = match (x < 0.0, self.plus) {
            (true, _) => "-",
            (false, true) => "+",
            (false, false) => "",
        };
        let width = self.pad_left + self.pad_right + 1;
        let padding = width.saturating_sub(sign.len() + text.chars().count());
        format!("{}{sign}{text}", " ".repeat(padding))
    }
}

/// Digits after the point, or `None` for as many as are needed.
fn precision(options: &PrintOptions) -> Result<Option<usize>> {
    if options.floatmode == FloatMode::Unique {
        return Ok(None);
    }
    usize::try_from(options.precision)
        .map(Some)
        .map_err(|_| Error::value("precision must be >= 0"))
}

/// Are the numbers too large, or too far apart, to be written without an exponent?
fn wants_exponent<F: FloatScalar>(finite: &[F], options: &PrintOptions) -> bool {
    let mut sizes = finite
        .iter()
        .map(|x| x.magnitude())
        .filter(|x| x.to_f64() != 0.0);
    let Some(first) = sizes.next() else {
        return false;
    };
    let (low, high) = sizes.fold((first, first), |(low, high), x| {
        (
            if x.to_f64() < low.to_f64() { x } else { low },
            if x.to_f64() > high.to_f64() { x } else { high },
        )
    });
    let largest = match options.legacy {
        Legacy::Now => F::POSITIONAL_BELOW.min(1e8),
        _ => 1e8,
    };
    high.to_f64() >= largest
        || (!options.suppress
            && (low.to_f64() < F::nearest(0.0001).to_f64() || high.ratio(low).to_f64() > 1000.0))
}

fn scientific_format<F: FloatScalar>(
    finite: &[F],
    precision: Option<usize>,
    options: &PrintOptions,
    plus: bool,
) -> FloatFormat {
    let old = options.legacy == Legacy::V1_13;
    let unique = options.floatmode != FloatMode::Fixed && !old;
    let mut chosen = Scientific {
        precision,
        unique,
        trim: if unique { Trim::Zeros } else { Trim::Keep },
        sign: plus,
        ..Scientific::default()
    };
    let mut widths = Widths::default();
    for &x in finite {
        if meter::stopped(20) {
            break;
        }
        widths.widen(&scientific(x, &chosen));
    }
    chosen.trim = Trim::Keep;
    chosen.precision = Some(widths.fraction);
    chosen.min_digits = Some(widths.fraction);
    chosen.exp_digits = Some(widths.exponent);
    FloatFormat {
        notation: Notation::Scientific(chosen),
        pad_left: if old { 3 } else { widths.whole },
        pad_right: widths.exponent + 2 + widths.fraction,
        plus,
        nan: options.nanstr.clone(),
        inf: options.infstr.clone(),
    }
}

fn positional_format<F: FloatScalar>(
    finite: &[F],
    precision: Option<usize>,
    options: &PrintOptions,
    plus: bool,
) -> Result<FloatFormat> {
    let unique = options.floatmode != FloatMode::Fixed;
    let mut chosen = Positional {
        precision,
        unique,
        trim: if unique { Trim::Zeros } else { Trim::Keep },
        sign: plus,
        ..Positional::default()
    };
    let mut widths = Widths::default();
    let old = options.legacy == Legacy::V1_13;
    for &x in finite {
        meter::go_on(20)?;
        let text = positional(x, &chosen)?;
        widths.widen(match old {
            true => text.trim_start_matches(['-', '+']),
            false => &text,
        });
    }
    if old && !finite.is_empty() {
        widths.whole += 1;
    }
    if matches!(
        options.floatmode,
        FloatMode::Fixed | FloatMode::MaxPrecEqual
    ) {
        chosen.trim = Trim::Keep;
        chosen.precision = Some(widths.fraction);
        chosen.min_digits = Some(widths.fraction);
    } else {
        chosen.min_digits = Some(0);
    }
    Ok(FloatFormat {
        notation: Notation::Positional(chosen),
        pad_left: widths.whole,
        pad_right: widths.fraction,
        plus,
        nan: options.nanstr.clone(),
        inf: options.infstr.clone(),
    })
}
