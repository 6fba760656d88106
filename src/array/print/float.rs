//! One floating-point number as text: NumPy's `format_float_positional` and `format_float_scientific`.
//!
//! [`digits`](super::digits) finds the digits; here they are set with point, exponent, sign and padding.

use super::super::error::{Error, ErrorKind, Result};
use super::digits::{Count, Digits, Float, Wanted, digits};

/// What to do with trailing zeros and the decimal point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trim {
    /// `'k'`: keep zeros and point, and fill up with zeros to the precision.
    #[default]
    Keep,
    /// `'.'`: drop trailing zeros, keep the point.
    Zeros,
    /// `'0'`: drop trailing zeros but the one after the point.
    LeaveOneZero,
    /// `'-'`: drop trailing zeros and a trailing point.
    ZerosAndPoint,
}

impl Trim {
    /// The mode that NumPy's one-letter name stands for.
    pub fn from_name(name: &str) -> Option<Trim> {
        match name {
            "k" => Some(Trim::Keep),
            "." => Some(Trim::Zeros),
            "0" => Some(Trim::LeaveOneZero),
            "-" => Some(Trim::ZerosAndPoint),
            _ => None,
        }
    }
}

/// The keyword arguments of `np.format_float_positional`, with its defaults.
#[derive(Clone, Debug)]
pub struct Positional {
    /// At most so many digits; `None` for as many as needed (with `unique: false`: as there are).
    pub precision: Option<usize>,
    /// The shortest digits that identify the number; otherwise its exact digits.
    pub unique: bool,
    /// `precision` and `min_digits` count digits after the point; otherwise all digits.
    pub fractional: bool,
    pub trim: Trim,
    /// Write `+` before positive numbers.
    pub sign: bool,
    /// Width of what stands before the point, sign included.
    pub pad_left: Option<usize>,
    /// Width of what stands after the point.
    pub pad_right: Option<usize>,
    /// At least so many digits (only with `unique`).
    pub min_digits: Option<usize>,
}

impl Default for Positional {
    fn default() -> Positional {
        Positional {
            precision: None,
            unique: true,
            fractional: true,
            trim: Trim::Keep,
            sign: false,
            pad_left: None,
            pad_right: None,
            min_digits: None,
        }
    }
}

/// The keyword arguments of `np.format_float_scientific`, with its defaults.
#[derive(Clone, Debug)]
pub struct Scientific {
    /// At most so many digits after the point; `None` for as many as needed.
    pub precision: Option<usize>,
    /// The shortest digits that identify the number; otherwise its exact digits.
    pub unique: bool,
    pub trim: Trim,
    /// Write `+` before positive numbers.
    pub sign: bool,
    /// Width of what stands before the point, sign included.
    pub pad_left: Option<usize>,
    /// At least so many digits of the exponent, at most 5; `None` for 2.
    pub exp_digits: Option<usize>,
    /// At least so many digits after the point (only with `unique`).
    pub min_digits: Option<usize>,
}

impl Default for Scientific {
    fn default() -> Scientific {
        Scientific {
            precision: None,
            unique: true,
            trim: Trim::Keep,
            sign: false,
            pad_left: None,
            exp_digits: None,
            min_digits: None,
        }
    }
}

/// The longest text that NumPy's buffer for one number holds; longer padding is an error, longer digits are cut.
const ROOM: usize = 16383;

/// Writes `x` without an exponent, as `np.format_float_positional(x, …)`.
///
/// # Errors
///
/// RuntimeError when padding or zeros make more than 16383 characters.
///
/// ```
/// use ndbook::array::print::{positional, Positional};
///
/// assert_eq!(positional(0.1_f32, &Positional::default()).unwrap(), "0.1");
/// let cut = Positional { precision: Some(3), pad_left: Some(4), ..Positional::default() };
/// assert_eq!(positional(3.14159, &cut).unwrap(), "   3.142");
/// ```
pub fn positional<F: Float>(x: F, options: &Positional) -> Result<String> {
    let sign = sign_of(x.to_f64(), options.sign);
    if !x.to_f64().is_finite() {
        return Ok(special(x.to_f64(), sign));
    }
    let count = if options.fractional {
        Count::Fractional
    } else {
        Count::Total
    };
    let found = digits(
        x,
        Wanted {
            unique: options.unique,
            at_most: options.precision.map(count),
            at_least: options.min_digits.map(count),
            room: ROOM - sign.len(),
        },
    );
    let mut text = PointText::new(sign, &found)?;
    text.finish_fraction(options)?;
    text.pad(options)?;
    Ok(text.text)
}

/// A number being written around its decimal point.
struct PointText {
    text: String,
    /// Characters before the point, sign included.
    left: usize,
    /// Digits before the point.
    whole: usize,
    /// Digits after the point.
    fraction: usize,
}

impl PointText {
    /// Sign and digits, with a point if any digit comes after it.
    fn new(sign: &str, found: &Digits) -> Result<PointText> {
        let mut text = String::from(sign);
        let leading = usize::try_from(-1 - found.exponent).unwrap_or(0);
        let whole = usize::try_from(found.exponent + 1).unwrap_or(0);
        let (before, after) = found.digits.split_at(whole.min(found.digits.len()));
        push_digits(&mut text, before);
        push_repeated(&mut text, '0', whole - before.len())?;
        if whole == 0 {
            text.push('0');
        }
        let left = text.len();
        let mut fraction = 0;
        if leading + after.len() > 0 {
            text.push('.');
            text.extend(std::iter::repeat_n('0', leading));
            push_digits(&mut text, after);
            text.truncate(ROOM);
            fraction = text.len() - left - 1;
        }
        Ok(PointText {
            text,
            left,
            whole: whole.max(1),
            fraction,
        })
    }

    /// Adds the point and zeros that the trim mode wants, or takes them away.
    fn finish_fraction(&mut self, options: &Positional) -> Result<()> {
        if options.trim == Trim::Keep {
            return self.fill_fraction(options);
        }
        if self.fraction > 0 {
            let kept = self.text.trim_end_matches('0').len();
            self.text.truncate(kept);
        } else {
            self.text.push('.');
        }
        self.fraction = self.text.len() - self.left - 1;
        match options.trim {
            Trim::LeaveOneZero if self.fraction == 0 => {
                self.text.push('0');
                self.fraction = 1;
            }
            Trim::ZerosAndPoint if self.fraction == 0 => self.text.truncate(self.left),
            _ => {}
        }
        Ok(())
    }

    /// Zeros up to the digits asked for.
    fn fill_fraction(&mut self, options: &Positional) -> Result<()> {
        let asked = if options.unique {
            options.min_digits
        } else {
            options.precision
        };
        let mut desired = asked.unwrap_or(0);
        if !options.fractional {
            desired = desired.saturating_sub(self.whole);
        }
        if self.text.len() >= ROOM {
            return Ok(());
        }
        if self.fraction == 0 {
            self.text.push('.');
        }
        let missing = desired.saturating_sub(self.fraction);
        self.fraction += missing;
        push_repeated(&mut self.text, '0', missing)
    }

    /// Blanks to the right, then to the left.
    fn pad(&mut self, options: &Positional) -> Result<()> {
        if let Some(missing) = options
            .pad_right
            .and_then(|width| width.checked_sub(self.fraction))
        {
            if self.text.len() == self.left {
                self.text.push(' ');
            }
            push_repeated(&mut self.text, ' ', missing)?;
        }
        let shift = options.pad_left.unwrap_or(0).saturating_sub(self.left);
        if shift.saturating_add(self.text.len()) > ROOM {
            return Err(too_long());
        }
        self.text.insert_str(0, &" ".repeat(shift));
        Ok(())
    }
}

/// Writes `x` as `d.ddde±dd`, as `np.format_float_scientific(x, …)`.
///
/// ```
/// use ndbook::array::print::{scientific, Scientific};
///
/// assert_eq!(scientific(1.5e-7, &Scientific::default()), "1.5e-07");
/// ```
pub fn scientific<F: Float>(x: F, options: &Scientific) -> String {
    let sign = sign_of(x.to_f64(), options.sign);
    if !x.to_f64().is_finite() {
        return special(x.to_f64(), sign);
    }
    let shift = options.pad_left.unwrap_or(0).min(ROOM);
    let mut text = " ".repeat(shift.saturating_sub(1 + sign.len()));
    text.push_str(sign);
    let plus_first = |n: usize| Count::Total(n.saturating_add(1));
    let found = digits(
        x,
        Wanted {
            unique: options.unique,
            at_most: options.precision.map(plus_first),
            at_least: options.min_digits.map(plus_first),
            room: ROOM.saturating_sub(text.len()).max(1),
        },
    );
    let (first, rest) = found.digits.split_at(1);
    push_digits(&mut text, first);
    push_mantissa_fraction(&mut text, rest, options);
    push_exponent(&mut text, found.exponent, options.exp_digits);
    text
}

/// The point and the digits after it, trimmed or filled.
fn push_mantissa_fraction(text: &mut String, rest: &[u8], options: &Scientific) {
    if !rest.is_empty() {
        text.push('.');
        push_digits(text, rest);
        if options.trim != Trim::Keep {
            // A point bared here stays even in the mode `-`, unlike in positional notation.
            let kept = text.trim_end_matches('0').len();
            text.truncate(kept);
        }
    } else if options.trim != Trim::ZerosAndPoint {
        text.push('.');
    }
    match options.trim {
        Trim::LeaveOneZero if text.ends_with('.') => text.push('0'),
        Trim::Keep => {
            let asked = if options.unique {
                options.min_digits
            } else {
                options.precision
            };
            let missing = asked.unwrap_or(0).saturating_sub(rest.len());
            let room = ROOM.saturating_sub(text.len());
            text.extend(std::iter::repeat_n('0', missing.min(room)));
        }
        _ => {}
    }
}

/// `e`, the sign and the digits of a decimal exponent.
fn push_exponent(text: &mut String, exponent: i64, exp_digits: Option<usize>) {
    let width = exp_digits.unwrap_or(2).min(5);
    let sign = if exponent < 0 { '-' } else { '+' };
    let magnitude = exponent.unsigned_abs();
    text.push('e');
    text.push(sign);
    if magnitude > 0 || width > 0 {
        text.push_str(&format!("{magnitude:0width$}"));
    }
}

/// The sign character of a number, if it gets one.
fn sign_of(x: f64, plus: bool) -> &'static str {
    match (x.is_sign_negative(), plus) {
        (true, _) => "-",
        (false, true) => "+",
        (false, false) => "",
    }
}

/// Infinity with its sign, or nan, which never shows one.
fn special(x: f64, sign: &str) -> String {
    if x.is_nan() {
        "nan".to_owned()
    } else {
        format!("{sign}inf")
    }
}

fn too_long() -> Error {
    Error::new(ErrorKind::Runtime, "Float formatting result too large")
}

fn push_digits(text: &mut String, digits: &[u8]) {
    text.extend(digits.iter().map(|d| char::from(b'0' + d)));
}

fn push_repeated(text: &mut String, c: char, count: usize) -> Result<()> {
    if count > ROOM.saturating_sub(text.len()) {
        return Err(too_long());
    }
    text.extend(std::iter::repeat_n(c, count));
    Ok(())
}
