//! What generalised ufuncs share, `matmul` and its kin: how their operands must look, what their keywords ask for, and
//! the warnings of their kernels.

use half::f16;
use num_complex::Complex;

use crate::array::reduce::Reduction;
use crate::array::ufunc::{Flags, Input, Options, Ufunc, dtype_repr};
use crate::array::{
    Array, Casting, DType, Error, ErrorKind, Kind, Scalar, Shape, broadcast_shapes, can_cast,
    meter, shape_text,
};
use crate::value::convert::{assign_array, convert_array};
use crate::value::{Host, Raised, Result, Value};

use super::errstate;
use super::products::common;

/// A generalised ufunc's name and signature, for its error texts.
pub(super) struct Gufunc {
    pub(super) name: &'static str,
    pub(super) signature: &'static str,
    /// How many axes of its own each operand needs at least; the axes before them are a stack's.
    pub(super) core: [usize; 2],
}

impl Gufunc {
    fn needs_dimensions(&self, operand: usize, has: usize, needs: usize) -> Raised {
        Raised::value_error(format!(
            "{}: Input operand {operand} does not have enough dimensions (has {has}, gufunc core with signature {} requires {needs})",
            self.name, self.signature
        ))
    }

    /// Has each operand as many axes as the signature names?
    pub(super) fn check_dimensions(&self, operands: [&Array; 2]) -> Result<()> {
        for (operand, (x, needs)) in operands.into_iter().zip(self.core).enumerate() {
            if x.ndim() < needs {
                return Err(self.needs_dimensions(operand, x.ndim(), needs));
            }
        }
        Ok(())
    }

    pub(super) fn mismatch(
        &self,
        operand: &str,
        dimension: usize,
        size: usize,
        other: usize,
    ) -> Raised {
        Raised::value_error(format!(
            "{}: {operand} has a mismatch in its core dimension {dimension}, with gufunc signature {} (size {size} is different from {other})",
            self.name, self.signature
        ))
    }

    /// The stacks' leading axes, broadcast: views of both with the axes of their own.
    pub(super) fn broadcast(&self, a: &Array, b: &Array) -> Result<(Array, Array)> {
        self.broadcast_cores(a, b, self.core)
    }

    /// As [`Gufunc::broadcast`], where the operands have more axes of their own than the signature needs.
    pub(super) fn broadcast_cores(
        &self,
        a: &Array,
        b: &Array,
        core: [usize; 2],
    ) -> Result<(Array, Array)> {
        if a.ndim() == core[0] && b.ndim() == core[1] {
            return Ok((a.clone(), b.clone()));
        }
        let leading = |x: &Array, core: usize| -> Shape { x.shape()[..x.ndim() - core].into() };
        let (la, lb) = (leading(a, core[0]), leading(b, core[1]));
        let stack = broadcast_shapes([&la[..], &lb[..]]).ok_or_else(|| {
            let remapped = |x: &Array, lead: &Shape| {
                let mut parts: Vec<String> = lead.iter().map(usize::to_string).collect();
                parts.extend(["newaxis".to_string(), "newaxis".to_string()]);
                format!("{}->({})", shape_text(x.shape()), parts.join(","))
            };
            let requested = [a.shape()[a.ndim() - core[0]], b.shape()[b.ndim() - 1]];
            Raised::value_error(format!(
                "operands could not be broadcast together with remapped shapes [original->remapped]: {} {}  and requested shape {}",
                remapped(a, &la),
                remapped(b, &lb),
                shape_text(&requested)
            ))
        })?;
        let stretch = |x: &Array, core: usize| {
            let mut shape = stack.clone();
            shape.extend_from_slice(&x.shape()[x.ndim() - core..]);
            x.broadcast_to(&shape)
                .ok_or_else(|| Raised::value_error("operands could not be broadcast together"))
        };
        Ok((stretch(a, core[0])?, stretch(b, core[1])?))
    }

    pub(super) fn check_dtypes(&self, a: &Array, b: &Array) -> Result<()> {
        let fits =
            |x: &Array| x.dtype().is_numeric() || matches!(x.dtype(), DType::Bool | DType::Object);
        if fits(a) && fits(b) {
            return Ok(());
        }
        // Texts and records are shown with their widths, all else by its class.
        let flexible = |x: &Array| matches!(x.dtype().kind(), Kind::Str | Kind::Bytes | Kind::Void);
        let widths = flexible(a) || flexible(b);
        let show = |dtype: &DType| match widths {
            true => dtype_repr(dtype),
            false => format!("<class '{}'>", dtype.class_path()),
        };
        let message = format!(
            "ufunc '{}' did not contain a loop with signature matching types ({}, {}) -> None",
            self.name,
            show(a.dtype()),
            show(b.dtype())
        );
        Err(Error::new(ErrorKind::UFuncNoLoop, message).into())
    }
}

/// What the keywords of a call ask for.
pub(super) struct Asked {
    pub(super) casting: Casting,
    pub(super) dtype: Option<DType>,
}

impl Asked {
    /// Nothing out of the ordinary.
    pub(super) const PLAIN: Asked = Asked {
        casting: Casting::SameKind,
        dtype: None,
    };

    /// The operands in the dtype to compute in. Dtypes are looked at before shapes are, the output's too.
    ///
    /// # Errors
    /// TypeError where there is no loop, or where the casting rule forbids what it would need.
    pub(super) fn operands(
        &self,
        gufunc: &Gufunc,
        [a, b]: [&Array; 2],
        out: &Value,
    ) -> Result<(Array, Array)> {
        gufunc.check_dtypes(a, b)?;
        let (x, y) = match &self.dtype {
            None => common(a, b)?,
            Some(dtype) => {
                for (operand, x) in [a, b].into_iter().enumerate() {
                    self.check_cast(gufunc, &format!("input {operand}"), x.dtype(), dtype)?;
                }
                (convert_array(a, dtype)?, convert_array(b, dtype)?)
            }
        };
        let out = match out {
            Value::Tuple(items) if items.len() == 1 => items[0].clone(),
            other => other.clone(),
        };
        if let Value::Array(target) = out {
            let to = target.with(|target| target.dtype().clone());
            self.check_cast(gufunc, "output", x.dtype(), &to)?;
        }
        Ok((x, y))
    }

    fn check_cast(&self, gufunc: &Gufunc, what: &str, from: &DType, to: &DType) -> Result<()> {
        if can_cast(from, to, self.casting) {
            return Ok(());
        }
        let message = format!(
            "Cannot cast ufunc '{}' {what} from {} to {} with casting rule '{}'",
            gufunc.name,
            dtype_repr(from),
            dtype_repr(to),
            self.casting.name()
        );
        let kind = match what {
            "output" => ErrorKind::UFuncOutputCasting,
            _ => ErrorKind::UFuncInputCasting,
        };
        Err(Error::new(kind, message).into())
    }
}

/// Writes to the `out` of a ufunc: cast, of the same shape.
pub(super) fn into_out(gufunc: &Gufunc, result: &Array, out: Value) -> Result<Value> {
    let target = match &out {
        Value::None => return Ok(Value::array_or_scalar(result.clone())),
        Value::Tuple(items) if items.len() == 1 => {
            return into_out(gufunc, result, items[0].clone());
        }
        Value::Array(object) => object.array(),
        _ => return Err(Raised::type_error("return arrays must be of ArrayType")),
    };
    if target.shape() != result.shape() && target.ndim() == result.ndim() {
        let differs = (0..result.ndim()).find(|&i| target.shape()[i] != result.shape()[i]);
        let first_core = result.ndim().saturating_sub(2);
        let at = differs.unwrap_or(0).max(first_core);
        return Err(gufunc.mismatch(
            "Output operand 0",
            at - first_core,
            target.shape()[at],
            result.shape()[at],
        ));
    }
    assign_array(&target, result)?;
    Ok(out)
}

/// NumPy's RuntimeWarnings of the kernels, for the products of stacks (…, m, k) and (…, k, n): an overflow where
/// finite numbers give what is not, an invalid value where a product or a sum is NaN and none of its operands.
pub(super) fn warn_of_events(
    host: &mut dyn Host,
    name: &str,
    [a, b]: [&Array; 2],
    result: &Array,
) -> Result<()> {
    if !result.dtype().is_inexact() || is_finite(result)? {
        return Ok(());
    }
    let events = events_of_products(a, b)?;
    for event in events.events() {
        errstate::report(host, event, name)?;
    }
    Ok(())
}

/// What happens in the sums of products, term by term.
fn events_of_products(a: &Array, b: &Array) -> Result<Flags> {
    let (da, db) = (a.ndim(), b.ndim());
    let (m, k, n) = (a.shape()[da - 2], a.shape()[da - 1], b.shape()[db - 1]);
    let stack: usize = a.shape()[..da - 2].iter().product();
    meter::steps(stack.saturating_mul(m * n).saturating_mul(k))?;
    let left = a.to_vec_as::<Complex<f64>>()?;
    let right = b.to_vec_as::<Complex<f64>>()?;
    let half = *a.dtype() == DType::F16;
    let largest = match a.dtype() {
        DType::F16 | DType::F32 | DType::C64 => f64::from(f32::MAX),
        _ => f64::MAX,
    };
    let real = a.dtype().kind() != Kind::Complex;
    let mut sum = Events::new(largest);
    for at in 0..stack * m * n {
        let (s, i, j) = (at / (m * n), at / n % m, at % n);
        sum.start();
        for l in 0..k {
            let (x, y) = (left[(s * m + i) * k + l], right[(s * k + l) * n + j]);
            sum.add(0, x.re, y.re);
            if !real {
                sum.add(0, -x.im, y.im);
                sum.add(1, x.re, y.im);
                sum.add(1, x.im, y.re);
            }
        }
        // Half precision adds up in single, and is rounded at the end.
        if half && sum.sums[0].is_finite() && f16::from_f64(sum.sums[0]).is_infinite() {
            sum.flags |= Flags::OVERFLOW;
        }
    }
    Ok(sum.flags)
}

/// A sum of products under watch, of a real and an imaginary part.
struct Events {
    largest: f64,
    sums: [f64; 2],
    flags: Flags,
}

impl Events {
    fn new(largest: f64) -> Events {
        Events {
            largest,
            sums: [0.0; 2],
            flags: Flags::NONE,
        }
    }

    fn start(&mut self) {
        self.sums = [0.0; 2];
    }

    fn add(&mut self, part: usize, x: f64, y: f64) {
        let product = x * y;
        let sum = self.sums[part] + product;
        if product.is_nan() && !x.is_nan() && !y.is_nan()
            || sum.is_nan() && !product.is_nan() && !self.sums[part].is_nan()
        {
            self.flags |= Flags::INVALID;
        }
        let finite = x.is_finite() && y.is_finite() && self.sums[part].is_finite();
        if finite && sum.abs() > self.largest {
            self.flags |= Flags::OVERFLOW;
        }
        self.sums[part] = sum;
    }
}

/// Elements up to which looking at one after the other is quicker than a ufunc and its reduction.
const FEW: usize = 64;

/// Are all elements finite?
fn is_finite(array: &Array) -> Result<bool> {
    if array.size() <= FEW {
        return Ok(array.scalars().all(|x| x.is_finite()));
    }
    let test =
        Ufunc::by_name("isfinite").ok_or_else(|| Raised::attribute_error("no ufunc isfinite"))?;
    let (finite, _) = test.call(vec![Input::from(array.clone())], &Options::default())?;
    let all = Ufunc::by_name("logical_and")
        .ok_or_else(|| Raised::attribute_error("no ufunc logical_and"))?;
    match finite.first() {
        Some(finite) => {
            let (verdict, _) = all.reduce(finite, &Reduction::default())?;
            Ok(matches!(verdict.first(), Some(Scalar::Bool(true))))
        }
        None => Ok(true),
    }
}
