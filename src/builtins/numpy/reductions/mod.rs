//! Sums, products, extremes, means: reductions along axes, each a ufunc folded or composed of such folds.

mod moments;
pub mod nan;
mod positions;

use crate::array::reduce::arg_extreme;
use crate::array::ufunc::{Input, Options, Request, Ufunc};
use crate::array::{Array, Casting, DType, Kind, Scalar};
use crate::builtins;
use crate::value::builtin::{FromValue, Given};
use crate::value::convert::{AxisArgument, convert_array, to_array};
use crate::value::{Host, Raised, Result, Value};

use super::operators::{input_of, report_inside};
use super::ufuncs::methods::{Fold, fold, running};
use super::ufuncs::{Out, PlainOut, mask_of};
pub(super) use moments::axes_of;
use moments::{Moments, mean, std, var};
use positions::{arg_max, arg_min};

builtins! {
    /// The sum of elements, along an axis or several, or of all.
    ///
    /// >>> np.sum([[0, 1], [0, 5]])
    /// np.int64(6)
    /// >>> np.sum([[0, 1], [0, 5]], axis=0)
    /// array([0, 6])
    "np.sum" "(a, axis=None, dtype=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>)" => sum;
    /// The sum of its elements: as `np.sum`.
    ///
    /// >>> np.array([[0, 1], [0, 5]]).sum(axis=0)
    /// array([0, 6])
    "ndarray.sum" | "generic.sum" "(a, axis=None, dtype=None, out=None, keepdims=False, initial=<no value>, where=True)" => sum;
    /// The product of elements.
    ///
    /// >>> np.prod([[1, 2], [3, 4]], axis=1)
    /// array([ 2, 12])
    "np.prod" "(a, axis=None, dtype=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>)" => prod;
    /// The product of its elements: as `np.prod`.
    ///
    /// >>> np.array([2, 3, 4]).prod()
    /// np.int64(24)
    "ndarray.prod" | "generic.prod" "(a, axis=None, dtype=None, out=None, keepdims=False, initial=<no value>, where=True)" => prod;
    /// The largest element; NaN if there is one.
    ///
    /// >>> np.max([[1, 5], [7, 2]], axis=0)
    /// array([7, 5])
    "np.max" "(a, axis=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>)" => max;
    /// The largest of its elements: as `np.max`.
    ///
    /// >>> np.array([1, 5, 3]).max()
    /// np.int64(5)
    "ndarray.max" | "generic.max" "(a, axis=None, out=None, keepdims=False, initial=<no value>, where=True)" => max;
    /// The largest element: another name for `np.max`.
    ///
    /// >>> np.amax([1, 5, 3])
    /// np.int64(5)
    "np.amax" "(a, axis=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>)" => max;
    /// The smallest element; NaN if there is one.
    ///
    /// >>> np.min([[1, 5], [7, 2]], axis=1)
    /// array([1, 2])
    "np.min" "(a, axis=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>)" => min;
    /// The smallest of its elements: as `np.min`.
    ///
    /// >>> np.array([4, 2, 3]).min()
    /// np.int64(2)
    "ndarray.min" | "generic.min" "(a, axis=None, out=None, keepdims=False, initial=<no value>, where=True)" => min;
    /// The smallest element: another name for `np.min`.
    ///
    /// >>> np.amin([4, 2, 3])
    /// np.int64(2)
    "np.amin" "(a, axis=None, out=None, keepdims=<no value>, initial=<no value>, where=<no value>)" => min;
    /// The range of values: the largest element less the smallest.
    ///
    /// >>> np.ptp([[4, 9], [2, 10]], axis=1)
    /// array([5, 8])
    "np.ptp" "(a, axis=None, out=None, keepdims=<no value>)" => ptp;
    /// Is any element true?
    ///
    /// >>> np.any([[True, False], [False, False]], axis=1)
    /// array([ True, False])
    "np.any" "(a, axis=None, out=None, keepdims=<no value>, *, where=<no value>)" => any;
    /// Is any element true? As `np.any`.
    ///
    /// >>> np.array([0, 1]).any()
    /// np.True_
    "ndarray.any" | "generic.any" "(a, axis=None, dtype=None, out=None, keepdims=False, *, where=True)" => any_method;
    /// Are all elements true?
    ///
    /// >>> np.all([[True, False], [True, True]], axis=0)
    /// array([ True, False])
    "np.all" "(a, axis=None, out=None, keepdims=<no value>, *, where=<no value>)" => all;
    /// Are all elements true? As `np.all`.
    ///
    /// >>> np.array([0, 1]).all()
    /// np.False_
    "ndarray.all" | "generic.all" "(a, axis=None, dtype=None, out=None, keepdims=False, *, where=True)" => all_method;
    /// The arithmetic mean.
    ///
    /// >>> np.mean([[1, 2], [3, 4]], axis=0)
    /// array([2., 3.])
    "np.mean" "(a, axis=None, dtype=None, out=None, keepdims=<no value>, *, where=<no value>)" => np_mean;
    /// The arithmetic mean: as `np.mean`.
    ///
    /// >>> np.array([1, 2]).mean()
    /// np.float64(1.5)
    "ndarray.mean" | "generic.mean" "(a, axis=None, dtype=None, out=None, keepdims=False, *, where=True)" => np_mean;
    /// The variance: the mean of the squared deviations from the mean. `ddof=1` divides by one less.
    ///
    /// >>> np.var([1, 2, 3, 4])
    /// np.float64(1.25)
    "np.var" "(a, axis=None, dtype=None, out=None, ddof=0, keepdims=<no value>, *, where=<no value>, mean=<no value>, correction=<no value>)" => np_var;
    /// The variance: as `np.var`.
    ///
    /// >>> np.array([1, 2, 3, 4]).var()
    /// np.float64(1.25)
    "ndarray.var" | "generic.var" "(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None)" => np_var;
    /// The standard deviation: the square root of the variance.
    ///
    /// >>> np.std([[1, 2], [3, 6]], axis=1)
    /// array([0.5, 1.5])
    "np.std" "(a, axis=None, dtype=None, out=None, ddof=0, keepdims=<no value>, *, where=<no value>, mean=<no value>, correction=<no value>)" => np_std;
    /// The standard deviation: as `np.std`.
    ///
    /// >>> np.array([1, 2, 3, 4]).std(ddof=1)
    /// np.float64(1.2909944487358056)
    "ndarray.std" | "generic.std" "(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None)" => np_std;
    /// Where the largest element is, the first of several.
    ///
    /// >>> np.argmax([[1, 5], [7, 2]])
    /// np.int64(2)
    "np.argmax" | "ndarray.argmax" | "generic.argmax" "(a, axis=None, out=None, *, keepdims=<no value>)" => arg_max;
    /// Where the smallest element is, the first of several.
    ///
    /// >>> np.argmin([[1, 5], [7, 0]], axis=1)
    /// array([0, 1])
    "np.argmin" | "ndarray.argmin" | "generic.argmin" "(a, axis=None, out=None, *, keepdims=<no value>)" => arg_min;
    /// The running sum along an axis, or of all elements in order.
    ///
    /// >>> np.cumsum([[1, 2], [3, 4]])
    /// array([ 1,  3,  6, 10])
    "np.cumsum" | "ndarray.cumsum" | "generic.cumsum" "(a, axis=None, dtype=None, out=None)" => cumsum;
    /// The running product along an axis, or of all elements in order.
    ///
    /// >>> np.cumprod([1, 2, 3, 4])
    /// array([ 1,  2,  6, 24])
    "np.cumprod" | "ndarray.cumprod" | "generic.cumprod" "(a, axis=None, dtype=None, out=None)" => cumprod;
    /// The running sum along an axis, on request with the 0 that it begins from.
    ///
    /// >>> np.cumulative_sum([1, 2, 3], include_initial=True)
    /// array([0, 1, 3, 6])
    "np.cumulative_sum" "(x, /, *, axis=None, dtype=None, out=None, include_initial=False)" => cumulative_sum;
    /// The running product along an axis, on request with the 1 that it begins from.
    ///
    /// >>> np.cumulative_prod([1, 2, 3])
    /// array([1, 2, 6])
    "np.cumulative_prod" "(x, /, *, axis=None, dtype=None, out=None, include_initial=False)" => cumulative_prod;
    /// How many elements are not zero.
    ///
    /// >>> np.count_nonzero([[0, 1, 7], [3, 0, 0]], axis=1)
    /// array([2, 1])
    "np.count_nonzero" "(a, axis=None, *, keepdims=False)" => count_nonzero;
}

/// A ufunc by its name.
///
/// # Errors
/// AttributeError where there is none.
pub(super) fn ufunc(name: &str) -> Result<&'static Ufunc> {
    Ufunc::by_name(name).ok_or_else(|| Raised::attribute_error(format!("no ufunc {name}")))
}

/// `ufunc(*inputs)` with its warnings; into `out` where given, whatever that loses.
pub(super) fn apply(
    host: &mut dyn Host,
    name: &str,
    inputs: Vec<Input>,
    out: Option<&Array>,
    place: &str,
) -> Result<Array> {
    apply_inside(host, name, inputs, out, (place, None))
}

/// As [`apply`], for a line of a function of NumPy's: what the operation is called, and which line it is.
fn apply_inside(
    host: &mut dyn Host,
    name: &str,
    inputs: Vec<Input>,
    out: Option<&Array>,
    (place, inside): (&str, Option<&'static str>),
) -> Result<Array> {
    let outs = [out.cloned()];
    let options = Options {
        out: &outs,
        request: Request {
            signature: &[],
            casting: Casting::Unsafe,
        },
        ..Options::default()
    };
    let (results, flags) = ufunc(name)?.call(inputs, &options)?;
    report_inside(host, flags, place, inside)?;
    let first = results.into_iter().next();
    first.ok_or_else(|| Raised::type_error("a ufunc without outputs"))
}

/// What reductions are told, read in NumPy's order whatever the order of the parameters is: of two wrong arguments the
/// dtype is complained of before the output, that before `keepdims`, and the axis last.
pub(super) struct Told {
    axis: AxisArgument,
    dtype: Option<DType>,
    out: Out,
    keepdims: bool,
}

impl Told {
    pub(super) fn read(
        host: &mut dyn Host,
        axis: Value,
        dtype: Value,
        out: Value,
        keepdims: Given,
    ) -> Result<Told> {
        let dtype = FromValue::from_value(dtype, host)?;
        let out = FromValue::from_value(out, host)?;
        let keepdims = Keep::of(host, keepdims)?.unwrap_or(false);
        let axis = FromValue::from_value(axis, host)?;
        Ok(Told {
            axis,
            dtype,
            out,
            keepdims,
        })
    }

    /// The fold of a ufunc over an array.
    pub(super) fn reduced(
        self,
        host: &mut dyn Host,
        name: &str,
        array: &Array,
        initial: Given,
        mask: Given,
    ) -> Result<Value> {
        let how = Fold {
            axis: self.axis,
            dtype: self.dtype,
            out: self.out,
            keepdims: self.keepdims,
            initial,
            mask: mask_of(mask.0)?,
        };
        fold(host, ufunc(name)?, array, &how)
    }
}

/// An array to reduce. A generator is none.
pub(super) struct Summand(pub Array);

impl FromValue for Summand {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<Summand> {
        to_array(&value).map(Summand)
    }
}

#[allow(clippy::too_many_arguments)] // as many as NumPy's
fn sum(
    host: &mut dyn Host,
    a: Value,
    axis: Value,
    dtype: Value,
    out: Value,
    keepdims: Given,
    initial: Given,
    mask: Given,
) -> Result<Value> {
    if matches!(a, Value::Iterator(_)) {
        return Err(Raised::type_error(
            "Calling np.sum(generator) is deprecated.Use np.sum(np.fromiter(generator)) or the python sum builtin instead.",
        ));
    }
    let told = Told::read(host, axis, dtype, out, keepdims)?;
    told.reduced(host, "add", &to_array(&a)?, initial, mask)
}

#[allow(clippy::too_many_arguments)] // as many as NumPy's
fn prod(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: Value,
    dtype: Value,
    out: Value,
    keepdims: Given,
    initial: Given,
    mask: Given,
) -> Result<Value> {
    let told = Told::read(host, axis, dtype, out, keepdims)?;
    told.reduced(host, "multiply", &a, initial, mask)
}

fn max(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: Value,
    out: Value,
    keepdims: Given,
    initial: Given,
    mask: Given,
) -> Result<Value> {
    let told = Told::read(host, axis, Value::None, out, keepdims)?;
    told.reduced(host, "maximum", &a, initial, mask)
}

fn min(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: Value,
    out: Value,
    keepdims: Given,
    initial: Given,
    mask: Given,
) -> Result<Value> {
    let told = Told::read(host, axis, Value::None, out, keepdims)?;
    told.reduced(host, "minimum", &a, initial, mask)
}

fn ptp(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: Value,
    out: Value,
    keepdims: Given,
) -> Result<Value> {
    let Told {
        axis,
        out,
        keepdims,
        ..
    } = Told::read(host, axis, Value::None, out, keepdims)?;
    let how = |out| Fold {
        axis: axis.clone(),
        keepdims,
        out,
        ..Fold::default()
    };
    let keep = out.0.clone();
    let high = fold(host, ufunc("maximum")?, &a, &how(out))?;
    let low = fold(host, ufunc("minimum")?, &a, &how(Out(None)))?;
    if super::ufuncs::objects::is_object(&high) || super::ufuncs::objects::is_object(&low) {
        let minus = crate::syntax::ast::BinaryOp::Sub;
        return super::operators::binary(host, minus, high, low);
    }
    let target = keep.as_ref().and_then(Value::as_array);
    let inputs = vec![input_of(high)?, input_of(low)?];
    let range = apply(host, "subtract", inputs, target.as_ref(), "subtract")?;
    Ok(super::ufuncs::keep_or_scalar(&Out(keep), range))
}

/// `any` and `all`, whose results are bools unless told otherwise.
fn truth_fold(
    host: &mut dyn Host,
    name: &str,
    a: &Array,
    mut told: Told,
    mask: Given,
) -> Result<Value> {
    told.dtype.get_or_insert(DType::Bool);
    told.reduced(host, name, a, Given(None), mask)
}

fn any(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: Value,
    out: Value,
    keepdims: Given,
    mask: Given,
) -> Result<Value> {
    let told = Told::read(host, axis, Value::None, out, keepdims)?;
    truth_fold(host, "logical_or", &a, told, mask)
}

fn any_method(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: Value,
    dtype: Value,
    out: Value,
    keepdims: Given,
    mask: Given,
) -> Result<Value> {
    let told = Told::read(host, axis, dtype, out, keepdims)?;
    truth_fold(host, "logical_or", &a, told, mask)
}

fn all_method(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: Value,
    dtype: Value,
    out: Value,
    keepdims: Given,
    mask: Given,
) -> Result<Value> {
    let told = Told::read(host, axis, dtype, out, keepdims)?;
    truth_fold(host, "logical_and", &a, told, mask)
}

fn all(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: Value,
    out: Value,
    keepdims: Given,
    mask: Given,
) -> Result<Value> {
    let told = Told::read(host, axis, Value::None, out, keepdims)?;
    truth_fold(host, "logical_and", &a, told, mask)
}

/// `keepdims=`, which is read as an integer is: neither a text nor None is one.
pub(super) struct Keep(pub Option<bool>);

impl Keep {
    /// The flag of an argument that is read later than others.
    pub(super) fn of(host: &mut dyn Host, argument: Given) -> Result<Option<bool>> {
        let keep = argument.0.map(|flag| Keep::from_value(flag, host));
        Ok(keep.transpose()?.and_then(|keep| keep.0))
    }
}

impl FromValue for Keep {
    fn from_value(value: Value, host: &mut dyn Host) -> Result<Keep> {
        match value {
            Value::Bool(flag) => Ok(Keep(Some(flag))),
            Value::Float(_) | Value::Scalar(Scalar::F64(_)) => {
                Err(Raised::type_error("integer argument expected, got float"))
            }
            other => i64::from_value(other, host).map(|flag| Keep(Some(flag != 0))),
        }
    }

    fn absent() -> Option<Keep> {
        Some(Keep(None))
    }
}

/// `axis=` of the moments, which count the elements along it first and have words of their own for what is no axis.
struct CountedAxis(AxisArgument);

impl FromValue for CountedAxis {
    fn from_value(value: Value, host: &mut dyn Host) -> Result<CountedAxis> {
        match value {
            Value::Float(_) => Err(Raised::type_error("integer argument expected, got float")),
            other => AxisArgument::from_value(other, host).map(CountedAxis),
        }
    }
}

fn np_mean(
    host: &mut dyn Host,
    Summand(a): Summand,
    CountedAxis(axis): CountedAxis,
    dtype: Value,
    out: Value,
    Keep(keepdims): Keep,
    mask: Given,
) -> Result<Value> {
    axes_of(&axis, a.ndim())?;
    let dtype = FromValue::from_value(dtype, host)?;
    let out = FromValue::from_value(out, host)?;
    let how = Moments::new(axis, dtype, out, keepdims, mask)?;
    mean(host, &a, &how)
}

#[allow(clippy::too_many_arguments)] // as many as NumPy's
fn np_var(
    host: &mut dyn Host,
    Summand(a): Summand,
    CountedAxis(axis): CountedAxis,
    dtype: Value,
    out: Value,
    ddof: Value,
    keepdims: Given,
    mask: Given,
    known_mean: Given,
    correction: Given,
) -> Result<Value> {
    let ddof = moments::correction_of(ddof, correction)?;
    axes_of(&axis, a.ndim())?;
    moments::check_correction(host, &ddof)?;
    let dtype = FromValue::from_value(dtype, host)?;
    let out = FromValue::from_value(out, host)?;
    let keepdims = Keep::of(host, keepdims)?;
    let how = Moments::new(axis, dtype, out, keepdims, mask)?.about(known_mean, ddof);
    var(host, &a, &how)
}

#[allow(clippy::too_many_arguments)] // as many as NumPy's
fn np_std(
    host: &mut dyn Host,
    Summand(a): Summand,
    CountedAxis(axis): CountedAxis,
    dtype: Value,
    out: Value,
    ddof: Value,
    keepdims: Given,
    mask: Given,
    known_mean: Given,
    correction: Given,
) -> Result<Value> {
    let ddof = moments::correction_of(ddof, correction)?;
    axes_of(&axis, a.ndim())?;
    moments::check_correction(host, &ddof)?;
    let dtype = FromValue::from_value(dtype, host)?;
    let out = FromValue::from_value(out, host)?;
    let keepdims = Keep::of(host, keepdims)?;
    let how = Moments::new(axis, dtype, out, keepdims, mask)?.about(known_mean, ddof);
    std(host, &a, &how)
}

/// A running fold: of all elements in C order where no axis is named.
fn run_along(
    host: &mut dyn Host,
    name: &str,
    a: &Array,
    axis: Option<i64>,
    dtype: Option<DType>,
    out: &Out,
) -> Result<Value> {
    let flat;
    let (a, axis) = match axis {
        Some(axis) if a.ndim() > 0 => (a, axis),
        Some(axis) => {
            flat = a.reshaped(&[a.size()], false)?;
            (&flat, axis)
        }
        None => {
            flat = a.reshaped(&[a.size()], false)?;
            (&flat, 0)
        }
    };
    if let Some(target) = out.array() {
        // Where nothing is cast, one loop runs over both, and only the sizes matter to it.
        let same = target.dtype() == a.dtype() && a.ndim() == 1 && target.ndim() == 1;
        if same && target.size() != a.size() && a.size() > 1 {
            return Err(Raised::value_error(
                "provided out is the wrong size for the accumulation.",
            ));
        }
    }
    running(host, ufunc(name)?, a, axis, dtype.as_ref(), out)
}

fn cumsum(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: Option<i64>,
    dtype: Option<DType>,
    PlainOut(out): PlainOut,
) -> Result<Value> {
    run_along(host, "add", &a, axis, dtype, &out)
}

fn cumprod(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: Option<i64>,
    dtype: Option<DType>,
    PlainOut(out): PlainOut,
) -> Result<Value> {
    run_along(host, "multiply", &a, axis, dtype, &out)
}

fn cumulative_sum(
    host: &mut dyn Host,
    Summand(x): Summand,
    axis: AxisArgument,
    dtype: Option<DType>,
    out: Out,
    include_initial: bool,
) -> Result<Value> {
    cumulative(host, "add", x, axis, dtype, &out, include_initial)
}

fn cumulative_prod(
    host: &mut dyn Host,
    Summand(x): Summand,
    axis: AxisArgument,
    dtype: Option<DType>,
    out: Out,
    include_initial: bool,
) -> Result<Value> {
    cumulative(host, "multiply", x, axis, dtype, &out, include_initial)
}

fn cumulative(
    host: &mut dyn Host,
    name: &str,
    x: Array,
    axis: AxisArgument,
    dtype: Option<DType>,
    out: &Out,
    include_initial: bool,
) -> Result<Value> {
    let x = if x.ndim() == 0 {
        x.reshaped(&[1], false)?
    } else {
        x
    };
    let axis = match axis {
        AxisArgument::One(axis) => axis,
        AxisArgument::Several(_) => match axis.resolve(x.ndim())?[..] {
            [axis] => axis as i64,
            _ => {
                return Err(Raised::value_error(
                    "accumulate does not allow multiple axes",
                ));
            }
        },
        AxisArgument::All if x.ndim() == 1 => 0,
        AxisArgument::All => {
            return Err(Raised::value_error(
                "For arrays which have more than one dimension ``axis`` argument is required.",
            ));
        }
    };
    if !include_initial {
        return running(host, ufunc(name)?, &x, axis, dtype.as_ref(), out);
    }
    let place = crate::array::normalize_axis(axis, x.ndim())?;
    let plain = running(host, ufunc(name)?, &x, axis, dtype.as_ref(), &Out(None))?;
    let plain = to_array(&plain)?;
    let mut shape = plain.shape().to_vec();
    shape[place] += 1;
    let result = match out.array() {
        Some(out) => out,
        None => super::joining::new_array(plain.dtype(), &shape, false)?,
    };
    let identity = match plain.dtype() {
        DType::Object => super::ufuncs::objects::identity(ufunc(name)?)
            .map(|identity| Scalar::Object(identity.into_object())),
        dtype => ufunc(name)?.identity_of(dtype),
    };
    if let Some(identity) = identity {
        let start = result.with_layout(result.layout().sliced(place, 0, 1, 1));
        crate::array::cast::cast_into(&Array::from_scalar(&identity)?, &start)?;
    }
    let rest = result.with_layout(result.layout().sliced(place, 1, shape[place] - 1, 1));
    crate::array::cast::cast_into(&plain, &rest)?;
    Ok(super::ufuncs::keep_or_scalar(out, result))
}

fn count_nonzero(
    host: &mut dyn Host,
    Summand(a): Summand,
    axis: AxisArgument,
    keepdims: bool,
) -> Result<Value> {
    let bools = convert_array(&a, &DType::Bool)?;
    let how = Fold {
        axis,
        dtype: Some(DType::I64),
        keepdims,
        ..Fold::default()
    };
    fold(host, ufunc("add")?, &bools, &how)
}

/// Whole numbers and bools have their means in float64.
pub(super) fn is_whole(dtype: &DType) -> bool {
    matches!(dtype.kind(), Kind::Bool | Kind::Signed | Kind::Unsigned)
}

/// The positions of extremes, for arrays of numbers.
pub(super) fn extreme_positions(
    array: &Array,
    axis: Option<usize>,
    largest: bool,
) -> Result<Array> {
    Ok(arg_extreme(array, axis, largest)?)
}
