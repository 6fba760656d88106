//! Whole numbers in a range: `integers`, `randint`, and random bytes.

use num_bigint::BigInt;

use super::objects::Stream;
use super::parameters::Operand;
use super::plan::{Filled, Plan, Size};
use super::rows::{legacy_methods, shared_methods};
use super::simple::unsupported;
use crate::array::random::bounded::{Bounded, Method, Width};
use crate::array::{Array, DType, Element, Scalar};
use crate::builtins;
use crate::value::builtin::{FromValue, Given};
use crate::value::convert::{to_array, to_dtype, to_python};
use crate::value::{Class, ClassId, Host, Raised, Result, Value, number};

/// Methods of `Generator`.
pub mod generator {
    use super::*;

    builtins! {
        /// Whole numbers from `low` up to below `high`, or up to `high` itself with `endpoint=True`; from 0 if only
        /// one bound is given.
        ///
        /// >>> np.random.default_rng(42).integers(1, 7, size=5)
        /// array([1, 5, 4, 3, 3])
        "Generator.integers"
            "(self, low, high=None, size=None, dtype=<class 'numpy.int64'>, endpoint=False)" => integers;
    }
}

legacy_methods! {
    /// Whole numbers from `low` up to below `high`; from 0 if only one bound is given.
    ///
    /// >>> np.random.seed(42); np.random.randint(1, 7, size=5)
    /// array([4, 5, 3, 5, 5])
    "randint" "low, high=None, size=None, dtype=<class 'int'>" => randint;
    /// Whole numbers from `low` to `high`, both included; deprecated.
    ///
    /// >>> np.random.seed(42); np.random.random_integers(1, 6, 3)
    /// array([4, 5, 3])
    "random_integers" "low, high=None, size=None" => random_integers;
}

/// Bytes, which both generations draw alike.
pub mod bytes {
    use super::*;

    shared_methods! {
        /// `length` random bytes.
        ///
        /// >>> np.random.default_rng(42).bytes(4)
        /// b'\x88&\xd9\x16'
        "bytes" "length" => random_bytes;
    }
}

fn random_bytes(stream: Stream, length: i64) -> Result<Value> {
    // Whole words are drawn, by C's division, and cut by Python's slicing: a negative length leaves off the end.
    let words = length.saturating_sub(1) / 4 + 1;
    let Ok(words) = usize::try_from(words) else {
        return Err(Raised::value_error("negative dimensions are not allowed"));
    };
    let drawn = Array::zeros(DType::U32, &[words])?;
    stream.with(|s| super::plan::fill_array(&drawn, |_| s.generator.next_u32()))?;
    let all = drawn.buffer().read(<[u8]>::to_vec);
    let end = if length < 0 {
        all.len().saturating_sub(length.unsigned_abs() as usize)
    } else {
        length as usize
    };
    Ok(Value::Bytes(all.get(..end).unwrap_or(&all).into()))
}

/// One call of `integers` or `randint`.
struct Request {
    low: Value,
    high: Value,
    size: Value,
    dtype: DType,
    /// Whether a single number is Python's own.
    python: bool,
    closed: bool,
    method: Method,
}

fn integers(
    host: &mut dyn Host,
    stream: Stream,
    low: Value,
    high: Value,
    size: Value,
    dtype: Given,
    endpoint: bool,
) -> Result<Value> {
    let (low, high) = bounds(low, high);
    let dtype = dtype.0;
    let request = Request {
        low,
        high,
        size,
        python: dtype.as_ref().is_some_and(is_pythons),
        dtype: dtype.as_ref().map_or(Ok(DType::I64), to_dtype)?,
        closed: endpoint,
        method: Method::Lemire,
    };
    if matches!(request.dtype, DType::Swapped(_)) {
        return Err(Raised::value_error(format!("{SWAPPED} when required.")));
    }
    request.answer(host, &stream, "integers")
}

const SWAPPED: &str = "Providing a dtype with a non-native byteorder is not supported. If you require platform-independent byteorder, call byteswap";

fn randint(
    host: &mut dyn Host,
    stream: Stream,
    low: Value,
    high: Value,
    size: Value,
    dtype: Given,
) -> Result<Value> {
    let (low, high) = bounds(low, high);
    let dtype = dtype.0;
    let mut request = Request {
        low,
        high,
        size,
        python: dtype.as_ref().is_none_or(is_pythons),
        dtype: dtype.as_ref().map_or(Ok(DType::I64), to_dtype)?,
        closed: false,
        method: Method::Masked,
    };
    if let DType::Swapped(native) = request.dtype {
        let warning = format!(
            "{SWAPPED} when required.\nIn future version, providing byteorder will raise a ValueError"
        );
        host.warn(ClassId::DEPRECATION_WARNING, &warning)?;
        request.dtype = *native;
    }
    request.answer(host, &stream, "randint")
}

fn random_integers(
    host: &mut dyn Host,
    stream: Stream,
    low: Value,
    high: Value,
    size: Value,
) -> Result<Value> {
    let (low, high) = if high.is_none() {
        (Value::Int(1), low)
    } else {
        (low, high)
    };
    let shown = [&low, &high].map(|value| crate::value::display::str(host, value));
    let [Ok(first), Ok(last)] = shown else {
        return Err(Raised::type_error("random_integers() takes whole numbers"));
    };
    let warning =
        format!("This function is deprecated. Please call randint({first}, {last} + 1) instead");
    host.warn(ClassId::DEPRECATION_WARNING, &warning)?;
    let request = Request {
        low,
        high: Value::int(whole_of(&high)? + 1),
        size,
        dtype: DType::I64,
        python: false,
        closed: false,
        method: Method::Masked,
    };
    request.answer(host, &stream, "randint")
}

/// A single bound is the upper one.
fn bounds(low: Value, high: Value) -> (Value, Value) {
    if high.is_none() {
        (Value::Int(0), low)
    } else {
        (low, high)
    }
}

fn is_pythons(dtype: &Value) -> bool {
    matches!(
        dtype,
        Value::Class(Class::Builtin(ClassId::INT | ClassId::BOOL))
    )
}

impl Request {
    fn answer(&self, host: &mut dyn Host, stream: &Stream, method: &str) -> Result<Value> {
        let Some(width) = width_of(&self.dtype) else {
            return Err(unsupported(host, self.dtype.clone(), method));
        };
        if matches!(self.size, Value::Str(_) | Value::Bytes(_)) {
            // NumPy multiplies the lengths before it looks at them.
            crate::builtins::numpy::call(host, "np.prod", [self.size.clone()])?;
        }
        let size = Size::from_value(self.size.clone(), host)?;
        if size.is_empty() {
            let shape = size.shape()?.cloned().unwrap_or_default();
            return Ok(Value::array(Array::zeros(self.dtype.clone(), &shape)?));
        }
        let (low, high) = (dimensions(&self.low)?, dimensions(&self.high)?);
        let scalar = low.is_none_or(|n| n == 0) && high.is_none_or(|n| n == 0);
        if scalar {
            let range = self.single_range()?;
            return self.draw(stream, &Plan::of_size(&size)?, width, |_| range);
        }
        let (lows, highs) = (Bounds::of(&self.low)?, Bounds::of(&self.high)?);
        self.check_each(&lows, &highs)?;
        let inputs = Plan::of_pair(&lows.shape, &highs.shape)?;
        let (low, high) = (lows.spread(&inputs)?, highs.spread(&inputs)?);
        if (0..inputs.size()).any(|i| self.last(high(i)) < low(i)) {
            return Err(self.empty(lows.values.iter().all(|&low| low == 0)));
        }
        let (walk, plan) = Plan::loose(&size, &[&lows.shape, &highs.shape])?;
        let (low, high) = (lows.spread(&walk)?, highs.spread(&walk)?);
        let range = |i: usize| (low(i) as u64, (self.last(high(i)) - low(i)) as u64);
        self.draw(stream, &plan, width, range)
    }

    /// The last number below an upper bound, or the bound itself.
    fn last(&self, high: i128) -> i128 {
        if self.closed { high } else { high - 1 }
    }

    fn single_range(&self) -> Result<(u64, u64)> {
        let (least, most) = limits(&self.dtype);
        let low = whole_of(&self.low)?;
        let high = whole_of(&self.high)? - i32::from(!self.closed);
        if low < BigInt::from(least) {
            return Err(self.out_of_bounds("low"));
        }
        if high > BigInt::from(most) {
            return Err(self.out_of_bounds("high"));
        }
        if low > high {
            return Err(self.empty(low == BigInt::ZERO));
        }
        let [low, last] = [low, high].map(|n| i128::try_from(n).unwrap_or(0));
        Ok((low as u64, (last - low) as u64))
    }

    fn check_each(&self, lows: &Bounds, highs: &Bounds) -> Result<()> {
        let (least, most) = limits(&self.dtype);
        // A lower bound too large for a narrow type is found by way of the upper one.
        let is_wide = width_of(&self.dtype) == Some(Width::W64);
        let too_far = |low: i128| low < least || (is_wide && low > most);
        if lows.values.iter().any(|&low| too_far(low)) {
            return Err(self.out_of_bounds("low"));
        }
        if highs.values.iter().any(|&high| self.last(high) > most) {
            return Err(self.out_of_bounds("high"));
        }
        Ok(())
    }

    fn out_of_bounds(&self, which: &str) -> Raised {
        Raised::value_error(format!("{which} is out of bounds for {}", self.dtype))
    }

    fn empty(&self, from_zero: bool) -> Raised {
        Raised::value_error(match (from_zero, self.closed) {
            (true, true) => "high < 0",
            (true, false) => "high <= 0",
            (false, true) => "low > high",
            (false, false) => "low >= high",
        })
    }

    fn draw(
        &self,
        stream: &Stream,
        plan: &Plan,
        width: Width,
        range: impl Fn(usize) -> (u64, u64),
    ) -> Result<Value> {
        macro_rules! drawn {
            ($type:ty) => {
                self.fill::<$type>(stream, plan, width, range, |word| word as $type)
            };
        }
        match self.dtype {
            DType::Bool => self.fill(stream, plan, width, range, |word| {
                crate::array::Bool::from(word != 0)
            }),
            DType::I8 => drawn!(i8),
            DType::I16 => drawn!(i16),
            DType::I32 => drawn!(i32),
            DType::U8 => drawn!(u8),
            DType::U16 => drawn!(u16),
            DType::U32 => drawn!(u32),
            DType::U64 => drawn!(u64),
            _ => drawn!(i64),
        }
    }

    fn fill<T: Element + Into<Scalar>>(
        &self,
        stream: &Stream,
        plan: &Plan,
        width: Width,
        range: impl Fn(usize) -> (u64, u64),
        cut: fn(u64) -> T,
    ) -> Result<Value> {
        let filled = stream.with(|s| {
            let mut numbers = Bounded::new(s.generator, width, self.method);
            plan.fill(|i| {
                let (low, distance) = range(i);
                cut(low.wrapping_add(numbers.next(distance)))
            })
        })?;
        Ok(match filled {
            Filled::Many(array) => Value::array(array),
            Filled::One(number) if self.python => to_python(number.into()),
            Filled::One(number) => Value::scalar(number.into()),
        })
    }
}

fn width_of(dtype: &DType) -> Option<Width> {
    Some(match dtype {
        DType::Bool => Width::Bool,
        DType::I8 | DType::U8 => Width::W8,
        DType::I16 | DType::U16 => Width::W16,
        DType::I32 | DType::U32 => Width::W32,
        DType::I64 | DType::U64 => Width::W64,
        _ => return None,
    })
}

/// The least and the largest number of an integer dtype.
fn limits(dtype: &DType) -> (i128, i128) {
    match dtype {
        DType::Bool => (0, 1),
        DType::I8 => (i8::MIN.into(), i8::MAX.into()),
        DType::I16 => (i16::MIN.into(), i16::MAX.into()),
        DType::I32 => (i32::MIN.into(), i32::MAX.into()),
        DType::U8 => (0, u8::MAX.into()),
        DType::U16 => (0, u16::MAX.into()),
        DType::U32 => (0, u32::MAX.into()),
        DType::U64 => (0, u64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    }
}

/// Number of dimensions of a bound; `None` for a plain number.
fn dimensions(value: &Value) -> Result<Option<usize>> {
    match value {
        Value::List(_) | Value::Tuple(_) | Value::Array(_) | Value::Range(_) => {
            Ok(Some(to_array(value)?.ndim()))
        }
        _ => Ok(None),
    }
}

/// `int(value)` of a bound.
///
/// # Errors
/// TypeError, ValueError and OverflowError in Python's words.
fn whole_of(value: &Value) -> Result<BigInt> {
    if let Some(n) = number::as_int(value) {
        return Ok(n.into_owned());
    }
    match value {
        Value::Float(x) => whole_of(&number::truncate(*x)?),
        Value::Scalar(scalar) => match (scalar.as_integer(), scalar.as_f64()) {
            (Some(n), _) => Ok(n.into()),
            (None, Some(x)) => whole_of(&Value::Float(x)),
            _ => Err(not_whole(value)),
        },
        Value::Array(_) | Value::List(_) | Value::Tuple(_) => match to_array(value)?.first() {
            Some(scalar) => whole_of(&Value::scalar(scalar)),
            None => Err(not_whole(value)),
        },
        Value::Str(text) => text.trim().parse().map_err(|_| {
            Raised::value_error(format!(
                "invalid literal for int() with base 10: {}",
                crate::array::print::str_repr(text)
            ))
        }),
        _ => Err(not_whole(value)),
    }
}

fn not_whole(value: &Value) -> Raised {
    Raised::type_error(format!(
        "int() argument must be a string, a bytes-like object or a real number, not '{}'",
        value.qualified_type_name()
    ))
}

/// An array of bounds.
struct Bounds {
    shape: Vec<usize>,
    values: Vec<i128>,
}

impl Bounds {
    fn of(value: &Value) -> Result<Bounds> {
        let array = match value {
            Value::BigInt(n) => {
                return Ok(Bounds {
                    shape: Vec::new(),
                    values: vec![clamped(n)],
                });
            }
            other => to_array(other)?,
        };
        let whole = |scalar: Scalar| Ok(clamped(&whole_of(&Value::scalar(scalar))?));
        Ok(Bounds {
            shape: array.shape().to_vec(),
            values: array.scalars().map(whole).collect::<Result<_>>()?,
        })
    }

    /// The bound of each element of a result.
    fn spread(&self, plan: &Plan) -> Result<impl Fn(usize) -> i128> {
        let positions: Vec<i64> = (0..self.values.len() as i64).collect();
        let positions = Array::from_shape_vec(&self.shape, positions)?;
        let positions = Operand::<i64>::of(positions).spread(plan)?;
        Ok(move |i| {
            self.values
                .get(positions.at(i) as usize)
                .copied()
                .unwrap_or(0)
        })
    }
}

/// Beyond every dtype all numbers are alike.
fn clamped(n: &BigInt) -> i128 {
    const FAR: i128 = 1 << 100;
    match i128::try_from(n) {
        Ok(n) => n.clamp(-FAR, FAR),
        Err(_) if n.sign() == num_bigint::Sign::Minus => -FAR,
        Err(_) => FAR,
    }
}
