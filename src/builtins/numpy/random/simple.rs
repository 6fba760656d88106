//! Uniform, normal and exponential numbers in their plainest forms.

use super::objects::Stream;
use super::parameters::{Filled, Operand, Plan, Rule, Size, fill_array, output_array};
use super::rows::legacy_methods;
use crate::array::random::{BitGenerator, Legacy, distributions};
use crate::array::{Array, DType, Element};
use crate::builtins;
use crate::value::builtin::{FromValue, Given, Rest};
use crate::value::convert::to_dtype;
use crate::value::{Host, Raised, Result, Value, display};

/// Methods of `Generator`, which know single precision and `out=`.
pub mod generator {
    use super::*;

    builtins! {
        /// Numbers in [0, 1).
        ///
        /// >>> np.random.default_rng(42).random(3)
        /// array([0.77395605, 0.43887844, 0.85859792])
        "Generator.random" "(self, size=None, dtype=<class 'numpy.float64'>, out=None)" => random;
        /// Numbers from the standard normal distribution.
        ///
        /// >>> np.random.default_rng(42).standard_normal(3)
        /// array([ 0.30471708, -1.03998411,  0.7504512 ])
        "Generator.standard_normal" "(self, size=None, dtype=<class 'numpy.float64'>, out=None)" => standard_normal;
        /// Numbers from the exponential distribution with mean 1.
        ///
        /// >>> np.random.default_rng(42).standard_exponential(3)
        /// array([2.4042086 , 2.33618966, 2.384761  ])
        "Generator.standard_exponential"
            "(self, size=None, dtype=<class 'numpy.float64'>, method='zig', out=None)" => standard_exponential;
        /// Numbers from a gamma distribution of scale 1.
        ///
        /// >>> np.random.default_rng(42).standard_gamma(2, 3)
        /// array([2.09181727, 2.83534559, 1.83721558])
        "Generator.standard_gamma"
            "(self, shape, size=None, dtype=<class 'numpy.float64'>, out=None)" => standard_gamma;
    }
}

legacy_methods! {
    /// Numbers in [0, 1).
    ///
    /// >>> np.random.seed(42); np.random.random(3)
    /// array([0.37454012, 0.95071431, 0.73199394])
    "random" "size=None" => legacy_random;
    /// Numbers in [0, 1).
    ///
    /// >>> np.random.seed(42); np.random.random_sample(3)
    /// array([0.37454012, 0.95071431, 0.73199394])
    "random_sample" "size=None" => legacy_random;
    /// Numbers in [0, 1), in a shape given by its lengths.
    ///
    /// >>> np.random.seed(42); np.random.rand(2, 2)
    /// array([[0.37454012, 0.95071431],
    ///        [0.73199394, 0.59865848]])
    "rand" "*args" => rand;
    /// Numbers from the standard normal distribution, in a shape given by its lengths.
    ///
    /// >>> np.random.seed(42); np.random.randn(2, 2)
    /// array([[ 0.49671415, -0.1382643 ],
    ///        [ 0.64768854,  1.52302986]])
    "randn" "*args" => randn;
    /// Numbers from the standard normal distribution.
    ///
    /// >>> np.random.seed(42); np.random.standard_normal(3)
    /// array([ 0.49671415, -0.1382643 ,  0.64768854])
    "standard_normal" "size=None" => |stream: Stream, size: Size| draw(&stream, &size, |s| s.standard_normal());
    /// Numbers from the exponential distribution with mean 1.
    ///
    /// >>> np.random.seed(42); np.random.standard_exponential(3)
    /// array([0.46926809, 3.01012143, 1.31674569])
    "standard_exponential" "size=None" =>
        |stream: Stream, size: Size| draw(&stream, &size, |s| s.standard_exponential());
    /// Numbers from a gamma distribution of scale 1.
    ///
    /// >>> np.random.seed(42); np.random.standard_gamma(2, 3)
    /// array([2.39367939, 1.49446473, 1.38228358])
    "standard_gamma" "shape, size=None" => super::continuous::Law {
        parameters: &[("shape", Rule::NonNegative)],
        generator: super::continuous::Draw::F1(|s, shape| s.standard_gamma(shape)),
        legacy: super::continuous::Draw::F1(|s, shape| s.standard_gamma(shape)),
    };
    /// Whole numbers from 0 to the largest there is.
    ///
    /// >>> np.random.seed(42); np.random.RandomState(42).tomaxint()
    /// 3454522818714476249
    "tomaxint" "size=None" => tomaxint;
}

fn draw(stream: &Stream, size: &Size, number: fn(&mut Legacy) -> f64) -> Result<Value> {
    let plan = Plan::of_size(size)?;
    Ok(stream.with(|s| plan.fill(|_| number(s)))?.value())
}

pub(super) fn legacy_random(stream: Stream, size: Size) -> Result<Value> {
    draw(&stream, &size, |s| s.generator.next_f64())
}

fn rand(host: &mut dyn Host, stream: Stream, Rest(lengths): Rest) -> Result<Value> {
    draw(&stream, &lengths_as_size(host, &lengths)?, |s| {
        s.generator.next_f64()
    })
}

fn randn(host: &mut dyn Host, stream: Stream, Rest(lengths): Rest) -> Result<Value> {
    draw(&stream, &lengths_as_size(host, &lengths)?, |s| {
        s.standard_normal()
    })
}

fn lengths_as_size(host: &mut dyn Host, lengths: &[Value]) -> Result<Size> {
    if lengths.is_empty() {
        return Ok(Size::none());
    }
    Size::from_value(Value::tuple(lengths.to_vec()), host)
}

fn tomaxint(stream: Stream, size: Size) -> Result<Value> {
    let plan = Plan::of_size(&size)?;
    let draw = |s: &mut Legacy| (s.generator.next_u64() >> 1) as i64;
    Ok(stream.with(|s| plan.fill(|_| draw(s)))?.value())
}

/// The two precisions that `Generator` draws in.
pub(super) enum Precision {
    Single,
    Double,
}

/// # Errors
/// TypeError "Unsupported dtype … for …".
fn precision(host: &mut dyn Host, dtype: &Given, method: &str) -> Result<Precision> {
    let Some(given) = &dtype.0 else {
        return Ok(Precision::Double);
    };
    let dtype = to_dtype(given)?;
    match dtype {
        DType::F64 => Ok(Precision::Double),
        DType::F32 => Ok(Precision::Single),
        other => Err(unsupported(host, other, method)),
    }
}

/// "Unsupported dtype dtype('int64') for random"
pub(super) fn unsupported(host: &mut dyn Host, dtype: DType, method: &str) -> Raised {
    match display::repr(host, &Value::DType(dtype.into())) {
        Ok(shown) => Raised::type_error(format!("Unsupported dtype {shown} for {method}")),
        Err(error) => error,
    }
}

type Single = fn(&mut dyn BitGenerator) -> f32;
type Double = fn(&mut dyn BitGenerator) -> f64;

/// Draws numbers without parameters in either precision, into `out` if it is given.
fn plain(
    stream: &Stream,
    size: &Size,
    precision: &Precision,
    out: &Value,
    (single, double): (Single, Double),
) -> Result<Value> {
    match precision {
        Precision::Double => {
            let array = output_array(out, &DType::F64, size, false)?;
            into_output(
                stream,
                size,
                out,
                array,
                |s| double(s.generator),
                Filled::<f64>::value,
            )
        }
        Precision::Single => {
            let array = output_array(out, &DType::F32, size, false)?;
            into_output(
                stream,
                size,
                out,
                array,
                |s| single(s.generator),
                Filled::<f32>::value,
            )
        }
    }
}

fn into_output<T: Element>(
    stream: &Stream,
    size: &Size,
    out: &Value,
    array: Option<Array>,
    number: impl Fn(&mut Legacy) -> T,
    value: fn(Filled<T>) -> Value,
) -> Result<Value> {
    match array {
        Some(array) => {
            stream.with(|s| fill_array(&array, |_| number(s)))?;
            Ok(out.clone())
        }
        None => Ok(value(
            stream.with(|s| Plan::of_size(size)?.fill(|_| number(s)))?,
        )),
    }
}

fn random(
    host: &mut dyn Host,
    stream: Stream,
    size: Size,
    dtype: Given,
    out: Value,
) -> Result<Value> {
    let precision = precision(host, &dtype, "random")?;
    plain(
        &stream,
        &size,
        &precision,
        &out,
        (|g| g.next_f32(), |g| g.next_f64()),
    )
}

fn standard_normal(
    host: &mut dyn Host,
    stream: Stream,
    size: Size,
    dtype: Given,
    out: Value,
) -> Result<Value> {
    let precision = precision(host, &dtype, "standard_normal")?;
    let numbers = (
        distributions::standard_normal_f32 as Single,
        distributions::standard_normal as Double,
    );
    plain(&stream, &size, &precision, &out, numbers)
}

fn standard_exponential(
    host: &mut dyn Host,
    stream: Stream,
    size: Size,
    dtype: Given,
    method: Value,
    out: Value,
) -> Result<Value> {
    let precision = precision(host, &dtype, "standard_exponential")?;
    let numbers: (Single, Double) = match &method {
        Value::Str(text) if &**text == "zig" => (
            distributions::standard_exponential_f32,
            distributions::standard_exponential,
        ),
        _ => (
            distributions::standard_exponential_inv_f32,
            distributions::standard_exponential_inv,
        ),
    };
    plain(&stream, &size, &precision, &out, numbers)
}

fn standard_gamma(
    host: &mut dyn Host,
    stream: Stream,
    shape: Value,
    size: Size,
    dtype: Given,
    out: Value,
) -> Result<Value> {
    match precision(host, &dtype, "standard_gamma")? {
        Precision::Double => {
            let array = output_array(&out, &DType::F64, &size, true)?;
            let mut shapes = Operand::float(&shape)?;
            if shapes.is_scalar() {
                shapes.read_scalar(&shape, host)?;
            }
            shapes.check("shape", Rule::NonNegative)?;
            let draw = |s: &mut Legacy, shape| distributions::standard_gamma(s.generator, shape);
            gamma_into(
                &stream,
                &size,
                &shapes,
                (&out, array),
                draw,
                Filled::<f64>::value,
            )
        }
        Precision::Single => {
            let array = output_array(&out, &DType::F32, &size, true)?;
            let doubles = Operand::float(&shape)?;
            doubles.check("shape", Rule::NonNegative)?;
            let shapes =
                Operand::<f32>::of(crate::array::cast::cast(doubles.array(), &DType::F32)?);
            let draw =
                |s: &mut Legacy, shape| distributions::standard_gamma_f32(s.generator, shape);
            gamma_into(
                &stream,
                &size,
                &shapes,
                (&out, array),
                draw,
                Filled::<f32>::value,
            )
        }
    }
}

fn gamma_into<T: Element + Copy>(
    stream: &Stream,
    size: &Size,
    shapes: &Operand<T>,
    (out, array): (&Value, Option<Array>),
    number: impl Fn(&mut Legacy, T) -> T,
    value: fn(Filled<T>) -> Value,
) -> Result<Value> {
    let plan = match &array {
        Some(array) => Plan::new(&Size::of(array.shape().into()), &[shapes.shape()])?,
        None => Plan::new(size, &[shapes.shape()])?,
    };
    let shapes = shapes.spread(&plan)?;
    match array {
        Some(array) => {
            stream.with(|s| fill_array(&array, |i| number(s, shapes.at(i))))?;
            Ok(out.clone())
        }
        None => Ok(value(
            stream.with(|s| plan.fill(|i| number(s, shapes.at(i))))?,
        )),
    }
}
