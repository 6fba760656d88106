//! The methods of quantiles, by their names, and how each finds its place between two elements.

use crate::array::cast::half;
use crate::array::{DType, Scalar};
use crate::value::{Host, Raised, Result, Value};

/// How a part becomes a position between two elements.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Method {
    InvertedCdf,
    AveragedInvertedCdf,
    ClosestObservation,
    /// Continuous, by Hyndman and Fan's two parameters.
    Continuous(f64, f64),
    Linear,
    Lower,
    Higher,
    Midpoint,
    Nearest,
}

const METHODS: [(&str, Method); 13] = [
    ("inverted_cdf", Method::InvertedCdf),
    ("averaged_inverted_cdf", Method::AveragedInvertedCdf),
    ("closest_observation", Method::ClosestObservation),
    ("interpolated_inverted_cdf", Method::Continuous(0.0, 1.0)),
    ("hazen", Method::Continuous(0.5, 0.5)),
    ("weibull", Method::Continuous(0.0, 0.0)),
    ("linear", Method::Linear),
    ("median_unbiased", Method::Continuous(1.0 / 3.0, 1.0 / 3.0)),
    ("normal_unbiased", Method::Continuous(3.0 / 8.0, 3.0 / 8.0)),
    ("lower", Method::Lower),
    ("higher", Method::Higher),
    ("midpoint", Method::Midpoint),
    ("nearest", Method::Nearest),
];

/// Where a quantile lies among `n` sorted elements.
pub(super) enum Place {
    Element(f64),
    /// After the element at the floor of this index, this far towards the next.
    Between(f64),
}

impl Method {
    pub(super) fn by_name(host: &mut dyn Host, name: &Value) -> Result<Method> {
        let found = METHODS
            .iter()
            .find(|(known, _)| matches!(name, Value::Str(name) if **name == **known));
        if let Some((_, method)) = found {
            return Ok(*method);
        }
        let names: Vec<String> = METHODS
            .iter()
            .map(|(name, _)| format!("'{name}'"))
            .collect();
        let shown = crate::value::display::repr(host, name)?;
        Err(Raised::value_error(format!(
            "{shown} is not a valid method. Use one of: dict_keys([{}])",
            names.join(", ")
        )))
    }

    pub(super) fn place(self, n: usize, q: f64) -> Place {
        let n = n as f64;
        let discrete = |index: f64, stays: fn(f64, f64) -> bool| {
            let floor = index.floor();
            let at = if stays(index - floor, floor) {
                floor
            } else {
                floor + 1.0
            };
            Place::Element(at.max(0.0))
        };
        match self {
            Method::InvertedCdf => discrete(n * q - 1.0, |gamma, _| gamma == 0.0),
            Method::ClosestObservation => discrete(n * q - 1.0 - 0.5, |gamma, floor| {
                gamma == 0.0 && floor.rem_euclid(2.0) == 1.0
            }),
            Method::AveragedInvertedCdf => Place::Between(n * q - 1.0),
            Method::Continuous(alpha, beta) => {
                Place::Between(n * q + (alpha + q * (1.0 - alpha - beta)) - 1.0)
            }
            Method::Linear => Place::Between((n - 1.0) * q),
            Method::Lower => Place::Element(((n - 1.0) * q).floor()),
            Method::Higher => Place::Element(((n - 1.0) * q).ceil()),
            Method::Nearest => Place::Element(((n - 1.0) * q).round_ties_even()),
            Method::Midpoint => {
                let at = (n - 1.0) * q;
                Place::Between(0.5 * (at.floor() + at.ceil()))
            }
        }
    }

    /// The weight of the next element.
    fn gamma(self, index: f64, previous: f64) -> f64 {
        let gamma = index - previous;
        match self {
            Method::AveragedInvertedCdf if gamma == 0.0 => 0.5,
            Method::AveragedInvertedCdf => 1.0,
            Method::Midpoint if index.rem_euclid(1.0) == 0.0 => 0.0,
            Method::Midpoint => 0.5,
            _ => gamma,
        }
    }

    /// The elements before and after an index, and how far it is from the first towards the second.
    pub(super) fn between(self, index: f64, last: usize) -> (usize, usize, f64) {
        let (previous, next, floor) = if index >= last as f64 {
            (last, last, -1.0)
        } else if index < 0.0 {
            (0, 0, 0.0)
        } else {
            let floor = index.floor();
            (floor as usize, floor as usize + 1, floor)
        };
        (previous, next, self.gamma(index, floor))
    }

    /// Does it give elements themselves, in the array's own dtype?
    pub(super) fn is_discrete(self) -> bool {
        matches!(self.place(2, 0.5), Place::Element(_))
    }
}

/// Between two elements, from the nearer one, each step rounded to the result's precision.
pub(super) fn lerp(a: &Scalar, b: &Scalar, t: f64, dtype: &DType) -> Scalar {
    if let Some(between) = time_between(a, b, t) {
        return between;
    }
    let round = |x: f64| rounded(x, dtype);
    let difference = match (a.as_integer(), b.as_integer()) {
        // Integers are subtracted in their own dtype, and wrap.
        (Some(x), Some(y)) => wrapped_difference(x, y, &a.dtype()),
        _ => match (a.as_f64(), b.as_f64()) {
            (Some(x), Some(y)) => rounded(y - x, &a.dtype()),
            _ => return a.clone(),
        },
    };
    let (x, y) = (
        a.as_f64().unwrap_or(f64::NAN),
        b.as_f64().unwrap_or(f64::NAN),
    );
    let t = round(t);
    let value = if t >= 0.5 {
        round(y - round(difference * round(1.0 - t)))
    } else {
        round(x + round(difference * t))
    };
    value.into()
}

/// Between two dates or durations, in whole units.
fn time_between(a: &Scalar, b: &Scalar, t: f64) -> Option<Scalar> {
    use Scalar::{Datetime, Timedelta};
    let (Datetime(from, _) | Timedelta(from, _)) = a else {
        return None;
    };
    let (Datetime(to, _) | Timedelta(to, _)) = b else {
        return None;
    };
    let difference = to.wrapping_sub(*from) as f64;
    let count = match t >= 0.5 {
        true => to.wrapping_sub((difference * (1.0 - t)) as i64),
        false => from.wrapping_add((difference * t) as i64),
    };
    Some(match a {
        Datetime(_, unit) => Datetime(count, *unit),
        Timedelta(_, unit) => Timedelta(count, *unit),
        _ => return None,
    })
}

fn rounded(x: f64, dtype: &DType) -> f64 {
    match dtype {
        DType::F16 => half(x).to_f64(),
        DType::F32 => f64::from(x as f32),
        _ => x,
    }
}

fn wrapped_difference(x: i128, y: i128, dtype: &DType) -> f64 {
    let difference = y - x;
    match dtype {
        DType::I8 => f64::from(difference as i8),
        DType::I16 => f64::from(difference as i16),
        DType::I32 => f64::from(difference as i32),
        DType::I64 => difference as i64 as f64,
        _ => difference as f64,
    }
}
