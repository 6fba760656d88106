//! The modified Bessel function of order 0.
//!
//! Source: the Chebyshev series of S. Moshier's Cephes, which NumPy evaluates in the dtype of its argument.

use crate::array::{Array, Kind};
use crate::builtins;
use crate::builtins::operators::{binary, compare, get_item, set_item};
use crate::syntax::ast::BinaryOp::{Add, Div, Mul, Sub};
use crate::syntax::ast::CompareOp;
use crate::value::convert::{convert_array, to_array};
use crate::value::{Host, Raised, Result, Value};

use super::compose::ufunc;

builtins! {
    /// The modified Bessel function of the first kind and order 0.
    ///
    /// >>> np.i0([0.0, 1.0, 2.0])
    /// array([1.        , 1.26606588, 2.2795853 ])
    "np.i0" "(x)" => i0;
}

const BELOW_EIGHT: [f64; 30] = [
    -4.415_341_646_479_339_5e-18,
    3.330_794_518_822_238_4e-17,
    -2.431_279_846_547_955e-16,
    1.715_391_285_555_133e-15,
    -1.168_533_287_799_345_1e-14,
    7.676_185_498_604_936e-14,
    -4.856_446_783_111_929e-13,
    2.955_052_663_129_64e-12,
    -1.726_826_291_441_556e-11,
    9.675_809_035_373_237e-11,
    -5.189_795_601_635_263e-10,
    2.659_823_724_682_386_6e-9,
    -1.300_025_009_986_248e-8,
    6.046_995_022_541_919e-8,
    -2.670_793_853_940_612e-7,
    1.117_387_539_120_103_7e-6,
    -4.416_738_358_458_750_5e-6,
    1.644_844_807_072_889_6e-5,
    -5.754_195_010_082_104e-5,
    0.000_188_502_885_095_841_65,
    -0.000_576_375_574_538_582_4,
    0.001_639_475_616_941_335_7,
    -0.004_324_309_995_050_576,
    0.010_546_460_394_594_998,
    -0.023_737_414_805_899_47,
    0.049_305_284_239_670_71,
    -0.094_901_097_048_047_64,
    0.171_620_901_522_208_77,
    -0.304_682_672_343_198_4,
    0.676_795_274_409_476_1,
];

const ABOVE_EIGHT: [f64; 25] = [
    -7.233_180_487_874_754e-18,
    -4.830_504_485_944_182e-18,
    4.465_621_420_296_76e-17,
    3.461_222_867_697_461e-17,
    -2.827_623_980_516_583_6e-16,
    -3.425_485_619_677_219e-16,
    1.772_560_133_056_526_3e-15,
    3.811_680_669_352_622_4e-15,
    -9.554_846_698_828_307e-15,
    -4.150_569_347_287_222e-14,
    1.540_086_217_521_41e-14,
    3.852_778_382_742_142_6e-13,
    7.180_124_451_383_666e-13,
    -1.794_178_531_506_806_2e-12,
    -1.321_581_184_044_771_3e-11,
    -3.149_916_527_963_241_6e-11,
    1.188_914_710_784_643_9e-11,
    4.940_602_388_224_97e-10,
    3.396_232_025_708_386_5e-9,
    2.266_668_990_498_178e-8,
    2.048_918_589_469_063_8e-7,
    2.891_370_520_834_756_7e-6,
    6.889_758_346_916_825e-5,
    0.003_369_116_478_255_694_3,
    0.804_490_411_014_108_8,
];

/// The sum of a Chebyshev series, by Clenshaw's recurrence.
fn series(host: &mut dyn Host, x: &Value, coefficients: &[f64]) -> Result<Value> {
    let mut latest = Value::Float(coefficients[0]);
    let (mut before, mut earlier) = (Value::Float(0.0), Value::Float(0.0));
    for &coefficient in &coefficients[1..] {
        earlier = std::mem::replace(&mut before, latest.clone());
        let product = binary(host, Mul, x.clone(), before.clone())?;
        let difference = binary(host, Sub, product, earlier.clone())?;
        latest = binary(host, Add, difference, Value::Float(coefficient))?;
    }
    let difference = binary(host, Sub, latest, earlier)?;
    binary(host, Mul, Value::Float(0.5), difference)
}

fn up_to_eight(host: &mut dyn Host, x: Value) -> Result<Value> {
    let half = binary(host, Div, x.clone(), Value::Float(2.0))?;
    let argument = binary(host, Sub, half, Value::Int(2))?;
    let sum = series(host, &argument, &BELOW_EIGHT)?;
    let power = ufunc(host, "exp", [x])?;
    binary(host, Mul, power, sum)
}

fn beyond_eight(host: &mut dyn Host, x: Value) -> Result<Value> {
    let inverse = binary(host, Div, Value::Float(32.0), x.clone())?;
    let argument = binary(host, Sub, inverse, Value::Float(2.0))?;
    let sum = series(host, &argument, &ABOVE_EIGHT)?;
    let power = ufunc(host, "exp", [x.clone()])?;
    let product = binary(host, Mul, power, sum)?;
    let root = ufunc(host, "sqrt", [x])?;
    binary(host, Div, product, root)
}

/// # Errors
/// TypeError for complex numbers.
pub(super) fn i0(host: &mut dyn Host, x: Value) -> Result<Value> {
    let mut array = to_array(&x)?;
    if array.dtype().kind() == Kind::Complex {
        return Err(Raised::type_error("i0 not supported for complex values"));
    }
    if array.dtype().kind() != Kind::Float {
        array = convert_array(&array, &crate::array::DType::F64)?;
    }
    let dtype = array.dtype().clone();
    let x = to_array(&ufunc(host, "absolute", [Value::array(array)])?)?;
    let result = Value::array(Array::zeros_like(dtype, x.layout())?);
    let x = Value::array(x);
    let small = compare(host, CompareOp::LtE, &x, &Value::Float(8.0))?;
    let large = ufunc(host, "logical_not", [small.clone()])?;
    let parts: [(Value, fn(&mut dyn Host, Value) -> Result<Value>); 2] =
        [(small, up_to_eight), (large, beyond_eight)];
    for (mask, function) in parts {
        let chosen = get_item(host, &x, &mask)?;
        if to_array(&chosen)?.size() > 0 {
            let values = function(host, chosen)?;
            set_item(host, &result, &mask, values)?;
        }
    }
    Ok(result)
}
