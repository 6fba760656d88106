//! The limits of numbers: `np.finfo` of floats, `np.iinfo` of integers.

use std::any::Any;
use std::rc::Rc;

use num_bigint::BigInt;

use crate::array::print::{PrintOptions, scalar_str};
use crate::array::{DType, Kind, Scalar};
use crate::builtins;
use crate::syntax::ast::CompareOp;
use crate::value::convert::{to_array, to_dtype};
use crate::value::{ClassId, Host, Native, Raised, Result, Value, display};

builtins! {
    /// The limits of a floating point dtype: that of the argument, or of its parts if it is complex.
    ///
    /// >>> np.finfo(np.float32).eps
    /// np.float32(1.1920929e-07)
    /// >>> np.finfo(float).max
    /// np.float64(1.7976931348623157e+308)
    "finfo.__new__" "(dtype)" => finfo;
    /// The dtype described.
    ///
    /// >>> np.finfo(np.complex64).dtype
    /// dtype('float32')
    property "finfo.dtype" => |info: Value| limits_of(&info).map(|l| l.dtype.clone());
    /// The number of bits of an element.
    ///
    /// >>> np.finfo(np.float16).bits
    /// 16
    property "finfo.bits" => |info: Value| limits_of(&info).map(|l| l.bits);
    /// The distance from 1.0 to the next larger number.
    ///
    /// >>> np.finfo(float).eps
    /// np.float64(2.220446049250313e-16)
    property "finfo.eps" => |info: Value| limits_of(&info).map(|l| l.scalar(l.power(l.machep)));
    /// The distance from 1.0 to the next smaller number.
    ///
    /// >>> np.finfo(float).epsneg
    /// np.float64(1.1102230246251565e-16)
    property "finfo.epsneg" => |info: Value| limits_of(&info).map(|l| l.scalar(l.power(l.machep - 1)));
    /// The largest number.
    ///
    /// >>> np.finfo(np.float16).max
    /// np.float16(6.55e+04)
    property "finfo.max" => |info: Value| limits_of(&info).map(|l| l.scalar(l.max()));
    /// The smallest number: the largest one, negative.
    ///
    /// >>> np.finfo(np.float16).min
    /// np.float16(-6.55e+04)
    property "finfo.min" => |info: Value| limits_of(&info).map(|l| l.scalar(-l.max()));
    /// The smallest positive number of full precision; `tiny` is its older name.
    ///
    /// >>> np.finfo(float).tiny
    /// np.float64(2.2250738585072014e-308)
    property "finfo.smallest_normal" | "finfo.tiny" => |info: Value| limits_of(&info).map(|l| l.scalar(l.power(l.minexp)));
    /// The smallest positive number.
    ///
    /// >>> np.finfo(float).smallest_subnormal
    /// np.float64(5e-324)
    property "finfo.smallest_subnormal" => |info: Value| limits_of(&info).map(|l| l.scalar(l.power(l.minexp + l.machep)));
    /// Ten to the power of minus `precision`.
    ///
    /// >>> np.finfo(float).resolution
    /// np.float64(1e-15)
    property "finfo.resolution" => |info: Value| limits_of(&info).map(|l| l.scalar(l.resolution()));
    /// How many decimal digits the dtype is good for.
    ///
    /// >>> np.finfo(np.float32).precision
    /// 6
    property "finfo.precision" => |info: Value| limits_of(&info).map(|l| l.precision);
    /// The number of bits of the mantissa, without the leading one.
    ///
    /// >>> np.finfo(float).nmant
    /// 52
    property "finfo.nmant" => |info: Value| limits_of(&info).map(|l| -l.machep);
    /// The exponent of `eps`.
    ///
    /// >>> np.finfo(float).machep
    /// -52
    property "finfo.machep" => |info: Value| limits_of(&info).map(|l| l.machep);
    /// The exponent of `epsneg`.
    ///
    /// >>> np.finfo(float).negep
    /// -53
    property "finfo.negep" => |info: Value| limits_of(&info).map(|l| l.machep - 1);
    /// The smallest power of two that is too large.
    ///
    /// >>> np.finfo(float).maxexp
    /// 1024
    property "finfo.maxexp" => |info: Value| limits_of(&info).map(|l| l.maxexp);
    /// The exponent of `tiny`.
    ///
    /// >>> np.finfo(float).minexp
    /// -1022
    property "finfo.minexp" => |info: Value| limits_of(&info).map(|l| l.minexp);
    /// The number of bits of the exponent.
    ///
    /// >>> np.finfo(float).nexp
    /// 11
    property "finfo.nexp" | "finfo.iexp" => |info: Value| limits_of(&info).map(|l| l.bits - 1 + l.machep);
    /// The limits of an integer dtype: that of the argument.
    ///
    /// >>> np.iinfo(np.int16)
    /// iinfo(min=-32768, max=32767, dtype=int16)
    /// >>> np.iinfo(10).max
    /// 9223372036854775807
    "iinfo.__new__" "(int_type)" => iinfo;
    /// The dtype described.
    ///
    /// >>> np.iinfo(np.uint8).dtype
    /// dtype('uint8')
    property "iinfo.dtype" => |info: Value| range_of(&info).map(|r| r.dtype.clone());
    /// The letter of the kind of integer.
    ///
    /// >>> np.iinfo(np.uint8).kind
    /// 'u'
    property "iinfo.kind" => |info: Value| range_of(&info).map(|r| r.dtype.kind_letter().to_string());
    /// The number of bits of an element.
    ///
    /// >>> np.iinfo(np.int32).bits
    /// 32
    property "iinfo.bits" => |info: Value| range_of(&info).map(|r| r.bits());
    /// Kind and number of bits.
    ///
    /// >>> np.iinfo(np.int32).key
    /// 'i32'
    property "iinfo.key" => |info: Value| range_of(&info).map(|r| format!("{}{}", r.dtype.kind_letter(), r.bits()));
    /// The smallest number.
    ///
    /// >>> np.iinfo(np.int8).min
    /// -128
    property "iinfo.min" => |info: Value| range_of(&info).map(Range::min);
    /// The largest number.
    ///
    /// >>> np.iinfo(np.uint8).max
    /// 255
    property "iinfo.max" => |info: Value| range_of(&info).map(Range::max);
}

/// `np.finfo`: what describes a binary floating point format. Exponents are of two.
struct Limits {
    dtype: DType,
    bits: i64,
    machep: i64,
    minexp: i64,
    maxexp: i64,
    precision: i64,
    /// The objects are one per dtype, and show each dtype's numbers in these many digits.
    digits: usize,
}

impl Limits {
    fn of(dtype: &DType) -> Option<Limits> {
        let (bits, machep, maxexp, precision, digits) = match dtype.native() {
            DType::F16 => (16, -10, 16, 3, 5),
            DType::F32 | DType::C64 => (32, -23, 128, 6, 7),
            DType::F64 | DType::C128 => (64, -52, 1024, 15, 16),
            _ => return None,
        };
        Some(Limits {
            dtype: dtype.native().real(),
            bits,
            machep,
            minexp: 2 - maxexp,
            maxexp,
            precision,
            digits,
        })
    }

    fn power(&self, exponent: i64) -> f64 {
        crate::value::number::ldexp(1.0, exponent)
    }

    fn max(&self) -> f64 {
        // As (2 - eps) · 2^(maxexp - 1), which does not overflow on the way.
        crate::value::number::ldexp(2.0 - self.power(self.machep), self.maxexp - 1)
    }

    /// `dtype(10) ** -precision`, which is not the nearest number to it in every dtype.
    fn resolution(&self) -> f64 {
        match self.dtype {
            DType::F16 => 0.001,
            DType::F32 => 1e-6,
            _ => 1e-15,
        }
    }

    fn scalar(&self, x: f64) -> Scalar {
        match self.dtype {
            DType::F16 => Scalar::F16(crate::array::cast::half(x)),
            DType::F32 => Scalar::F32(x as f32),
            _ => Scalar::F64(x),
        }
    }

    fn text(&self, x: f64) -> String {
        scalar_str(&self.scalar(x), &PrintOptions::default()).unwrap_or_default()
    }
}

impl Native for Limits {
    fn class(&self) -> ClassId {
        ClassId::FINFO
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        let max = scientific(self.max(), self.digits);
        Some(format!(
            "finfo(resolution={}, min=-{max}, max={max}, dtype={})",
            self.text(self.resolution()),
            self.dtype
        ))
    }

    fn str(&self) -> Option<String> {
        let rule = "-".repeat(63);
        let (eps, tiny) = (self.power(self.machep), self.power(self.minexp));
        Some(format!(
            "Machine parameters for {}\n{rule}\n\
             precision = {}   resolution = {}\n\
             machep = {}   eps =        {}\n\
             negep =  {}   epsneg =     {}\n\
             minexp = {}   tiny =       {}\n\
             maxexp = {}   max =        {}\n\
             nexp =   {}   min =        -max\n\
             smallest_normal = {}   smallest_subnormal = {}\n{rule}\n",
            self.dtype,
            self.precision,
            self.text(self.resolution()),
            self.machep,
            self.text(eps),
            self.machep - 1,
            self.text(eps / 2.0),
            self.minexp,
            self.text(tiny),
            self.maxexp,
            self.text(self.max()),
            self.bits - 1 + self.machep,
            self.text(tiny),
            self.text(self.power(self.minexp + self.machep)),
        ))
    }

    fn compare(&self, _: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        // NumPy keeps one object per dtype, so that they are equal when their dtypes are.
        let same = other
            .native::<Limits>()
            .map(|other| other.dtype == self.dtype);
        Ok(match (op, same) {
            (CompareOp::Eq, Some(same)) => Some(Value::Bool(same)),
            (CompareOp::NotEq, Some(same)) => Some(Value::Bool(!same)),
            _ => None,
        })
    }
}

/// `%.{digits}e` of a positive number.
fn scientific(x: f64, digits: usize) -> String {
    let text = format!("{x:.digits$e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) => format!("{mantissa}e+{exponent:0>2}"),
        None => text,
    }
}

fn limits_of(value: &Value) -> Result<&Limits> {
    let found = value.native::<Limits>();
    found.ok_or_else(|| Raised::type_error("expected a finfo"))
}

/// The dtype that a value names or has.
fn dtype_of(value: &Value) -> Result<DType> {
    match to_dtype(value) {
        Err(error) if error.is_a(ClassId::TYPE_ERROR) => match value {
            // The dtype of its class, which for lists and arrays is that of any object.
            Value::Array(_) | Value::List(_) | Value::Tuple(_) => Ok(DType::Object),
            other => Ok(to_array(other)?.dtype().clone()),
        },
        found => found,
    }
}

fn finfo(host: &mut dyn Host, given: Value) -> Result<Value> {
    if given.is_none() {
        host.warn(
            ClassId::DEPRECATION_WARNING,
            "finfo() dtype cannot be None. This behavior will raise an error in the future. (Deprecated in NumPy 1.25)",
        )?;
    }
    let dtype = dtype_of(&given)?;
    match Limits::of(&dtype) {
        Some(limits) => Ok(Value::Native(Rc::new(limits))),
        None => {
            let class = Value::Class(crate::value::scalar_class(&dtype).into());
            let shown = display::repr(host, &class)?;
            Err(Raised::value_error(format!(
                "data type {shown} not inexact"
            )))
        }
    }
}

/// `np.iinfo`
struct Range {
    dtype: DType,
}

impl Range {
    fn bits(&self) -> i64 {
        self.dtype.itemsize() as i64 * 8
    }

    fn min(&self) -> BigInt {
        match self.dtype.kind() {
            Kind::Unsigned => BigInt::from(0),
            _ => -(BigInt::from(1) << (self.bits() - 1)),
        }
    }

    fn max(&self) -> BigInt {
        let bits = match self.dtype.kind() {
            Kind::Unsigned => self.bits(),
            _ => self.bits() - 1,
        };
        (BigInt::from(1) << bits) - 1
    }
}

impl Native for Range {
    fn class(&self) -> ClassId {
        ClassId::IINFO
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        let (min, max) = (self.min(), self.max());
        Some(format!("iinfo(min={min}, max={max}, dtype={})", self.dtype))
    }

    fn str(&self) -> Option<String> {
        let rule = "-".repeat(63);
        let (min, max) = (self.min(), self.max());
        Some(format!(
            "Machine parameters for {}\n{rule}\nmin = {min}\nmax = {max}\n{rule}\n",
            self.dtype
        ))
    }
}

fn range_of(value: &Value) -> Result<&Range> {
    let found = value.native::<Range>();
    found.ok_or_else(|| Raised::type_error("expected an iinfo"))
}

fn iinfo(given: Value) -> Result<Value> {
    let dtype = dtype_of(&given)?;
    if !dtype.is_integer() {
        let kind = dtype.kind_letter();
        return Err(Raised::value_error(format!(
            "Invalid integer data type '{kind}'."
        )));
    }
    Ok(Value::Native(Rc::new(Range {
        dtype: dtype.native().clone(),
    })))
}
