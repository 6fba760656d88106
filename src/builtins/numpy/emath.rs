//! `np.emath`: roots, logarithms and powers that answer with complex numbers where real ones have no answer.

use crate::array::{Array, DType};
use crate::builtins;
use crate::builtins::operators::{binary, compare};
use crate::syntax::ast::BinaryOp::{BitAnd, Div, Mul};
use crate::syntax::ast::CompareOp;
use crate::value::convert::{convert_array, to_array};
use crate::value::{Host, Result, Value};

use super::call;
use super::compose::{truths, ufunc};

builtins! {
    /// The square root; imaginary for negative numbers.
    ///
    /// >>> np.emath.sqrt([-1, 4])
    /// array([0.+1.j, 2.+0.j])
    "np.emath.sqrt" | "np.lib.scimath.sqrt" "(x)" => |host: &mut dyn Host, x: Value| of_positive(host, "sqrt", &x);
    /// The natural logarithm; complex for negative numbers.
    ///
    /// >>> np.emath.log(-np.e) == 1 + np.pi * 1j
    /// np.True_
    "np.emath.log" | "np.lib.scimath.log" "(x)" => |host: &mut dyn Host, x: Value| of_positive(host, "log", &x);
    /// The logarithm to base 10; complex for negative numbers.
    ///
    /// >>> np.emath.log10([10, 1000])
    /// array([1., 3.])
    "np.emath.log10" | "np.lib.scimath.log10" "(x)" => |host: &mut dyn Host, x: Value| of_positive(host, "log10", &x);
    /// The logarithm to base 2; complex for negative numbers.
    ///
    /// >>> np.emath.log2([8, 0.5])
    /// array([ 3., -1.])
    "np.emath.log2" | "np.lib.scimath.log2" "(x)" => |host: &mut dyn Host, x: Value| of_positive(host, "log2", &x);
    /// The logarithm to base `n`; complex for negative numbers.
    ///
    /// >>> np.emath.logn(2, [4, 8])
    /// array([2., 3.])
    "np.emath.logn" | "np.lib.scimath.logn" "(n, x)" => |host: &mut dyn Host, n: Value, x: Value| {
        let x = of_positive(host, "log", &x)?;
        let n = of_positive(host, "log", &n)?;
        binary(host, Div, x, n)
    };
    /// Powers; complex for negative bases, and of floating-point numbers for negative exponents.
    ///
    /// >>> np.emath.power([2, 4], -2)
    /// array([0.25  , 0.0625])
    "np.emath.power" | "np.lib.scimath.power" "(x, p)" => |host: &mut dyn Host, x: Value, p: Value| {
        let x = complex_where(host, &x, is_negative)?;
        let p = Value::array(to_array(&p)?);
        let p = if any_real(host, &p, is_negative)? { binary(host, Mul, p, Value::Float(1.0))? } else { p };
        ufunc(host, "power", [x, p])
    };
    /// The angle of a cosine; complex beyond 1.
    ///
    /// >>> np.emath.arccos([1, 0.5])
    /// array([0.        , 1.04719755])
    "np.emath.arccos" | "np.lib.scimath.arccos" "(x)" => |host: &mut dyn Host, x: Value| up_to_one(host, "arccos", &x);
    /// The angle of a sine; complex beyond 1.
    ///
    /// >>> np.emath.arcsin([0, 1])
    /// array([0.        , 1.57079633])
    "np.emath.arcsin" | "np.lib.scimath.arcsin" "(x)" => |host: &mut dyn Host, x: Value| up_to_one(host, "arcsin", &x);
    /// The inverse of the hyperbolic tangent; complex beyond 1.
    ///
    /// >>> np.emath.arctanh(0.5)
    /// np.float64(0.5493061443340548)
    "np.emath.arctanh" | "np.lib.scimath.arctanh" "(x)" => |host: &mut dyn Host, x: Value| up_to_one(host, "arctanh", &x);
}

type Condition = fn(&mut dyn Host, &Value) -> Result<Value>;

fn is_negative(host: &mut dyn Host, x: &Value) -> Result<Value> {
    compare(host, CompareOp::Lt, x, &Value::Int(0))
}

fn is_beyond_one(host: &mut dyn Host, x: &Value) -> Result<Value> {
    let size = ufunc(host, "absolute", [x.clone()])?;
    compare(host, CompareOp::Gt, &size, &Value::Int(1))
}

/// Is there a real element for which the condition holds?
fn any_real(host: &mut dyn Host, x: &Value, condition: Condition) -> Result<bool> {
    let real = call(host, "np.isreal", [x.clone()])?;
    let holds = condition(host, x)?;
    let both = binary(host, BitAnd, real, holds)?;
    Ok(truths(&to_array(&both)?)?.contains(&true))
}

/// The array, as complex numbers where the condition holds for one of its elements.
fn complex_where(host: &mut dyn Host, x: &Value, condition: Condition) -> Result<Value> {
    let array = to_array(x)?;
    let value = Value::array(array.clone());
    if !any_real(host, &value, condition)? {
        return Ok(value);
    }
    Ok(Value::array(convert_array(&array, &complex_of(&array))?))
}

fn complex_of(array: &Array) -> DType {
    match array.dtype().native() {
        DType::F32 | DType::I8 | DType::I16 | DType::U8 | DType::U16 | DType::C64 => DType::C64,
        _ => DType::C128,
    }
}

fn of_positive(host: &mut dyn Host, name: &str, x: &Value) -> Result<Value> {
    let x = complex_where(host, x, is_negative)?;
    ufunc(host, name, [x])
}

fn up_to_one(host: &mut dyn Host, name: &str, x: &Value) -> Result<Value> {
    let x = complex_where(host, x, is_beyond_one)?;
    ufunc(host, name, [x])
}
