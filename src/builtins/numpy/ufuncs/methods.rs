//! Methods and attributes of ufuncs.

use std::rc::Rc;

use crate::array::reduce::{Initial, Reduction};
use crate::array::ufunc::{Input, Options, Request, Ufunc};
use crate::array::{Array, Casting, DType, Kind, Operand, TimeUnit, normalize_axis};
use crate::builtins;
use crate::builtins::numpy::indexing::get_item;
use crate::builtins::numpy::operators::{input_of, report};
use crate::value::builtin::{Given, Keywords, Rest};
use crate::value::convert::{AxisArgument, convert_array, element_from, to_array};
use crate::value::{ArrayObject, Class, ClassId, Host, Raised, Result, Value};

use super::call::{Out, keep_or_scalar, mask_of};
use super::objects;
use crate::builtins::numpy::pyfunc;

builtins! {
    /// Folds an array along an axis, or several: `np.add.reduce` is the sum.
    ///
    /// >>> np.multiply.reduce([[1, 2], [3, 4]], axis=1)
    /// array([ 2, 12])
    /// >>> np.maximum.reduce([3, 1, 2], initial=10)
    /// np.int64(10)
    "ufunc.reduce" "(self, array, axis=0, dtype=None, out=None, keepdims=False, initial=<no value>, where=True)" => reduce;
    /// All partial results of the fold along an axis: `np.add.accumulate` is the running sum.
    ///
    /// >>> np.multiply.accumulate([1, 2, 3, 4])
    /// array([ 1,  2,  6, 24])
    "ufunc.accumulate" "(self, array, axis=0, dtype=None, out=None)" => accumulate;
    /// Folds of slices: from each index up to the next.
    ///
    /// >>> np.add.reduceat([1, 2, 3, 4, 5], [0, 3])
    /// array([6, 9])
    "ufunc.reduceat" "(self, array, indices, axis=0, dtype=None, out=None)" => reduceat;
    /// The ufunc of all pairs of elements.
    ///
    /// >>> np.add.outer([10, 20], [1, 2, 3])
    /// array([[11, 12, 13],
    ///        [21, 22, 23]])
    "ufunc.outer" "(self, /, *args, **kwargs)" => outer;
    /// Applies the ufunc in place at the given indices, again for each time that one is named.
    ///
    /// >>> a = np.zeros(3)
    /// >>> np.add.at(a, [0, 0, 2], 1)
    /// >>> a
    /// array([2., 0., 1.])
    changes "ufunc.at" "(self, a, indices, b=<no value>, /)" => at;
    /// How many inputs it takes.
    property "ufunc.nin" => |this: Value| counts(&this).map(|(nin, _)| nin);
    /// How many outputs it gives.
    property "ufunc.nout" => |this: Value| counts(&this).map(|(_, nout)| nout);
    /// How many operands it has, inputs and outputs.
    property "ufunc.nargs" => |this: Value| counts(&this).map(|(nin, nout)| nin + nout);
    /// How many combinations of dtypes it has a loop for.
    property "ufunc.ntypes" => |this: Value| types(&this).map(|types| types.len());
    /// The combinations of dtypes, in NumPy's letters: inputs, an arrow, outputs.
    ///
    /// >>> np.logaddexp.types
    /// ['ee->e', 'ff->f', 'dd->d', 'gg->g']
    property "ufunc.types" => |this: Value| {
        types(&this).map(|types| types.into_iter().map(Value::str).collect::<Vec<_>>())
    };
    /// The dtypes that the ufunc would compute with, for a tuple of operands' dtypes; None for an output leaves it open.
    ///
    /// >>> np.add.resolve_dtypes((np.dtype('i4'), np.dtype('f4'), None))
    /// (dtype('float64'), dtype('float64'), dtype('float64'))
    "ufunc.resolve_dtypes" "(self, dtypes, *, signature=None, casting=None, reduction=False)" => resolve_dtypes;
    /// What it gives for nothing: 0 for `add`, 1 for `multiply`.
    ///
    /// >>> np.multiply.identity
    /// 1
    property "ufunc.identity" => |this: Value| {
        if let Some(function) = pyfunc::of(&this) {
            return Ok(function.identity.clone().unwrap_or(Value::None));
        }
        Ok::<_, Raised>(match signature_of(&this) {
            Some(_) => Value::None,
            None => objects::identity(of(&this)?).unwrap_or(Value::None),
        })
    };
    /// The axes that it works on, or None where it works element by element.
    ///
    /// >>> np.matmul.signature
    /// '(n?,k),(k,m?)->(n?,m?)'
    property "ufunc.signature" => |this: Value| signature_of(&this).map_or(Value::None, Value::str);
}

/// The axes that a product of matrices and vectors works on; `None` for ufuncs of elements.
fn signature_of(value: &Value) -> Option<&'static str> {
    let Value::Builtin(row) = value else {
        return None;
    };
    Some(match row.name() {
        "matmul" => "(n?,k),(k,m?)->(n?,m?)",
        "vecdot" => "(n),(n)->()",
        "matvec" => "(m,n),(n)->(m)",
        "vecmat" => "(n),(n,m)->(m)",
        _ => return None,
    })
}

/// How many inputs and outputs a ufunc has.
fn counts(value: &Value) -> Result<(usize, usize)> {
    if let Some(function) = pyfunc::of(value) {
        return Ok((function.nin, function.nout));
    }
    match signature_of(value) {
        Some(_) => Ok((2, 1)),
        None => of(value).map(|ufunc| (ufunc.nin, ufunc.nout)),
    }
}

/// NumPy's list of the loops.
fn types(value: &Value) -> Result<Vec<String>> {
    if let Some(function) = pyfunc::of(value) {
        return Ok(vec![format!(
            "{}->{}",
            "O".repeat(function.nin),
            "O".repeat(function.nout)
        )]);
    }
    let known = known_types(value)?;
    Ok(known.into_iter().map(str::to_string).collect())
}

fn known_types(value: &Value) -> Result<Vec<&'static str>> {
    match signature_of(value) {
        Some(_) => Ok(Ufunc::types_of_products()),
        None => of(value).map(Ufunc::types),
    }
}

/// The ufunc that a value is.
///
/// # Errors
/// TypeError for anything else.
fn of(value: &Value) -> Result<&'static Ufunc> {
    if signature_of(value).is_some() {
        return Err(Raised::runtime_error(
            "Reduction not defined on ufunc with signature",
        ));
    }
    let found = match value {
        Value::Builtin(row) => super::ufunc_of(row),
        _ => None,
    };
    found.ok_or_else(|| {
        Raised::type_error(format!(
            "descriptor requires a 'numpy.ufunc' object but received a '{}'",
            value.type_name()
        ))
    })
}

/// What a ufunc computes with.
fn resolve_dtypes(
    this: Value,
    dtypes: Value,
    _signature: Value,
    _casting: Value,
    reduction: bool,
) -> Result<Value> {
    let ufunc = of(&this)?;
    let items = match &dtypes {
        Value::Tuple(items) if items.len() == ufunc.nin + ufunc.nout => items.to_vec(),
        _ => {
            return Err(Raised::type_error(
                "resolve_dtypes: The dtypes must be a tuple of `ufunc.nargs` length.",
            ));
        }
    };
    let mut operands = Vec::new();
    for (i, item) in items.iter().take(ufunc.nin).enumerate() {
        let item = if reduction && i == 0 { &items[1] } else { item };
        operands.push(match item {
            Value::Class(Class::Builtin(ClassId::INT)) => Operand::PythonInt,
            Value::Class(Class::Builtin(ClassId::FLOAT)) => Operand::PythonFloat,
            Value::Class(Class::Builtin(ClassId::COMPLEX)) => Operand::PythonComplex,
            Value::DType(dtype) => Operand::DType((**dtype).clone()),
            _ => {
                return Err(Raised::type_error(
                    "resolve_dtypes: Provided dtype must be a valid NumPy dtype, int, float, complex, or None.",
                ));
            }
        });
    }
    let resolved = ufunc.resolve(&operands, &Request::PLAIN)?;
    let widened = reduction && ["add", "multiply"].contains(&ufunc.name);
    let shown = |dtype: &DType| {
        let wide = match dtype.kind() {
            Kind::Unsigned if widened => DType::U64,
            Kind::Signed | Kind::Bool if widened => DType::I64,
            _ => dtype.clone(),
        };
        Value::DType(wide.into())
    };
    Ok(Value::tuple(resolved.dtypes.iter().map(shown).collect()))
}

/// What reductions share.
pub struct Fold {
    pub axis: AxisArgument,
    pub dtype: Option<DType>,
    pub out: Out,
    pub keepdims: bool,
    pub initial: Given,
    pub mask: Option<Array>,
}

impl Default for Fold {
    fn default() -> Fold {
        Fold {
            axis: AxisArgument::All,
            dtype: None,
            out: Out(None),
            keepdims: false,
            initial: Given(None),
            mask: None,
        }
    }
}

/// `ufunc.reduce` as the lesson sees it: warnings given, 0-d results as scalars.
///
/// # Errors
/// NumPy's.
pub fn fold(
    host: &mut dyn Host,
    ufunc: &'static Ufunc,
    array: &Array,
    how: &Fold,
) -> Result<Value> {
    let result = fold_array(host, ufunc, array, how)?;
    Ok(match result {
        Value::Array(object) if how.out.0.is_none() => Value::array_or_scalar(object.array()),
        other => other,
    })
}

/// As [`fold`], but 0-d results stay arrays.
fn fold_array(
    host: &mut dyn Host,
    ufunc: &'static Ufunc,
    array: &Array,
    how: &Fold,
) -> Result<Value> {
    ufunc.check_binary("reduce")?;
    check_general(how.dtype.as_ref())?;
    let axes = how.axis.resolve(array.ndim())?;
    let object = |dtype: &DType| *dtype == DType::Object;
    let converted;
    let array = if how.dtype.as_ref().is_some_and(object) && !object(array.dtype()) {
        converted = convert_array(array, &DType::Object)?;
        &converted
    } else {
        array
    };
    if object(array.dtype()) && how.dtype.as_ref().is_none_or(object) {
        let initial = how.initial.0.clone().filter(|value| !value.is_none());
        if how.mask.is_some()
            && initial.is_none()
            && ufunc.name != "logical_and"
            && ufunc.name != "logical_or"
        {
            return Err(Raised::value_error(format!(
                "reduction operation '{}' does not have an identity, so to use a where mask one has to specify 'initial'",
                ufunc.name
            )));
        }
        check_dimensions(ufunc, array, &axes, how)?;
        let result = objects::reduce(host, ufunc, array, &axes, how.keepdims, initial)?;
        return match &how.out.0 {
            Some(Value::Array(out)) => {
                crate::value::convert::set_elements(&out.array(), &result)?;
                Ok(Value::Array(out.clone()))
            }
            _ => Ok(result),
        };
    }
    let first = match &how.initial.0 {
        None => None,
        Some(Value::None) => Some(None),
        Some(value) => {
            let dtype = ufunc.fold_dtype(array, how.dtype.as_ref(), how.out.array().as_ref())?;
            Some(Some(element_from(value, &dtype)?))
        }
    };
    let initial = match &first {
        None => Initial::Identity,
        Some(None) => Initial::First,
        Some(Some(scalar)) => Initial::Value(scalar),
    };
    let out = how.out.array();
    let converted;
    let array = match &how.dtype {
        Some(dtype) if object(array.dtype()) => {
            converted = convert_array(array, dtype)?;
            &converted
        }
        _ => array,
    };
    let reduction = Reduction {
        axes: Some(&axes),
        dtype: how.dtype.as_ref(),
        out: out.as_ref(),
        keepdims: how.keepdims,
        initial,
        mask: how.mask.as_ref(),
    };
    let (result, flags) = ufunc.reduce(array, &reduction)?;
    report(host, flags, "reduce")?;
    Ok(match &how.out.0 {
        Some(value @ Value::Array(_)) => value.clone(),
        _ => Value::array(result),
    })
}

/// Does `out=` have as many dimensions as the result?
fn check_dimensions(ufunc: &Ufunc, array: &Array, axes: &[usize], how: &Fold) -> Result<()> {
    let expected = match how.keepdims {
        true => array.ndim(),
        false => array.ndim() - axes.len(),
    };
    match how.out.array() {
        Some(out) if out.ndim() != expected => Err(Raised::value_error(format!(
            "output parameter for reduction operation {} has the wrong number of dimensions: Found {} but expected \
             {expected}{}",
            ufunc.name,
            out.ndim(),
            if how.keepdims {
                " (must match the operand's when keepdims=True)"
            } else {
                ""
            }
        ))),
        _ => Ok(()),
    }
}

#[allow(clippy::too_many_arguments)] // as many as NumPy's
fn reduce(
    host: &mut dyn Host,
    this: Value,
    array: Array,
    axis: AxisArgument,
    dtype: Option<DType>,
    out: Out,
    keepdims: bool,
    initial: Given,
    mask: Value,
) -> Result<Value> {
    if let Some(function) = pyfunc::of(&this) {
        return function.reduce(host, &array, &axis, keepdims, initial.0);
    }
    let how = Fold {
        axis,
        dtype,
        out,
        keepdims,
        initial,
        mask: mask_of(Some(mask))?,
    };
    fold(host, of(&this)?, &array, &how)
}

/// One axis, as `accumulate` and `reduceat` need it.
fn one_axis(axis: &AxisArgument, array: &Array, method: &str) -> Result<i64> {
    match axis {
        AxisArgument::One(axis) => Ok(*axis),
        AxisArgument::Several(axes) if axes.len() == 1 => Ok(axes[0]),
        AxisArgument::All if array.ndim() == 1 => Ok(0),
        _ => Err(Raised::value_error(format!(
            "{method} does not allow multiple axes"
        ))),
    }
}

/// `ufunc.accumulate` as the lesson sees it.
///
/// # Errors
/// NumPy's.
pub fn running(
    host: &mut dyn Host,
    ufunc: &'static Ufunc,
    array: &Array,
    axis: i64,
    dtype: Option<&DType>,
    out: &Out,
) -> Result<Value> {
    let object = |dtype: &DType| *dtype == DType::Object;
    if dtype.is_some_and(object) || object(array.dtype()) && dtype.is_none() {
        let axis = normalize_axis(axis, array.ndim())?;
        let array = &convert_array(array, &DType::Object)?;
        return objects::accumulate(host, ufunc, array, axis);
    }
    let (result, flags) = ufunc.accumulate(array, axis, dtype, out.array().as_ref())?;
    report(host, flags, "accumulate")?;
    Ok(keep_or_scalar(out, result))
}

/// What a ufunc is told to compute in: a kind of number, not a byte order, a width or a unit.
///
/// # Errors
/// TypeError.
pub fn check_general(dtype: Option<&DType>) -> Result<()> {
    let is_general = dtype.is_none_or(|dtype| match dtype {
        DType::Swapped(_) | DType::Struct(_) | DType::Sub(_) => false,
        DType::Str(width) | DType::Bytes(width) | DType::Void(width) => *width == 0,
        DType::Datetime(unit) | DType::Timedelta(unit) => *unit == TimeUnit::GENERIC,
        _ => true,
    });
    if is_general {
        return Ok(());
    }
    Err(Raised::type_error(
        "The `dtype` and `signature` arguments to ufuncs only select the general DType and not details such as the byte \
         order or time unit. You can avoid this error by using the scalar types `np.float64` or the dtype string notation.",
    ))
}

fn accumulate(
    host: &mut dyn Host,
    this: Value,
    array: Array,
    axis: AxisArgument,
    dtype: Option<DType>,
    out: Out,
) -> Result<Value> {
    check_general(dtype.as_ref())?;
    let axis = one_axis(&axis, &array, "accumulate")?;
    if let Some(function) = pyfunc::of(&this) {
        return function.accumulate(host, &array, normalize_axis(axis, array.ndim())?);
    }
    let ufunc = of(&this)?;
    running(host, ufunc, &array, axis, dtype.as_ref(), &out)
}

fn reduceat(
    host: &mut dyn Host,
    this: Value,
    array: Array,
    indices: Value,
    axis: AxisArgument,
    dtype: Option<DType>,
    out: Out,
) -> Result<Value> {
    if let Some(function) = pyfunc::of(&this) {
        return function.reduceat(host, &array, &to_array(&indices)?.to_vec_as::<i64>()?);
    }
    let ufunc = of(&this)?;
    check_general(dtype.as_ref())?;
    let axis = one_axis(&axis, &array, "reduceat")?;
    let places = to_array(&indices)?;
    if places.ndim() == 0 {
        let message = "object of too small depth for desired array";
        return Err(Raised::value_error(message));
    }
    let places = places.to_vec_as::<i64>()?;
    if *array.dtype() == DType::Object {
        let axis = normalize_axis(axis, array.ndim())?;
        return objects::reduceat(host, ufunc, &array, &places, axis);
    }
    let (result, flags) =
        ufunc.reduceat(&array, &places, axis, dtype.as_ref(), out.array().as_ref())?;
    report(host, flags, "reduceat")?;
    Ok(keep_or_scalar(&out, result))
}

fn outer(
    host: &mut dyn Host,
    this: Value,
    Rest(operands): Rest,
    Keywords(keywords): Keywords,
) -> Result<Value> {
    if let (Some(function), [a, b]) = (pyfunc::of(&this), &operands[..]) {
        return function.outer(host, a, b);
    }
    let ufunc = of(&this)?;
    ufunc.check_outer()?;
    let [a, b] = &operands[..] else {
        return Err(Raised::type_error("exactly two arguments expected"));
    };
    if objects::are_objects(&operands) {
        let (mut first, ones) = (to_array(a)?, to_array(b)?.ndim());
        for _ in 0..ones {
            first = first.with_layout(first.layout().with_axis(first.ndim()));
        }
        return objects::call(host, ufunc, &[Value::array(first), b.clone()]);
    }
    let mut casting = Casting::SameKind;
    let mut signature = Vec::new();
    let mut out = Out(None);
    for (name, value) in keywords {
        match (&*name, &value) {
            ("dtype", value) if !value.is_none() => {
                let dtype = crate::value::convert::to_dtype(value)?;
                signature = vec![None; ufunc.nin];
                signature.resize(ufunc.nargs(), Some(dtype));
            }
            ("casting", Value::Str(name)) => {
                casting = Casting::from_name(name).unwrap_or(Casting::SameKind);
            }
            ("out", value) => {
                out = crate::value::builtin::FromValue::from_value(value.clone(), host)?;
            }
            ("dtype" | "where" | "order" | "subok", _) => {}
            (other, _) => {
                let message = format!("outer() got an unexpected keyword argument '{other}'");
                return Err(Raised::type_error(message));
            }
        }
    }
    let outs = [out.array()];
    let options = Options {
        out: &outs,
        request: Request {
            signature: &signature,
            casting,
        },
        ..Options::default()
    };
    let (results, flags) = ufunc.outer(input_of(a.clone())?, input_of(b.clone())?, &options)?;
    report(host, flags, ufunc.name)?;
    let mut values: Vec<Value> = results
        .into_iter()
        .map(|result| keep_or_scalar(&out, result))
        .collect();
    Ok(if values.len() == 1 {
        values.pop().unwrap_or(Value::None)
    } else {
        Value::tuple(values)
    })
}

fn at(
    host: &mut dyn Host,
    this: Value,
    target: Value,
    indices: Value,
    operand: Given,
) -> Result<Value> {
    let ufunc = of(&this)?;
    if ufunc.nout != 1 {
        let message = "Only single output ufuncs supported at this time";
        return Err(Raised::value_error(message));
    }
    match (&operand.0, ufunc.nin) {
        (Some(_), 1) => {
            let message = "second operand provided when ufunc is unary";
            return Err(Raised::value_error(message));
        }
        (None, 2) => return Err(Raised::value_error("second operand needed for ufunc")),
        _ => {}
    }
    let Value::Array(object) = &target else {
        return Err(Raised::type_error("first operand must be array"));
    };
    let array = object.array();
    if !array.is_writeable() {
        return Err(Raised::value_error(
            "operand array with iterator write flag set is read-only",
        ));
    }
    // Where each named element lies: the same index applied to the elements' own numbers.
    let numbers = Array::from_shape_vec(array.shape(), (0..array.size() as i64).collect())?;
    let numbers = Rc::new(ArrayObject::new(numbers));
    let chosen = get_item(&Value::Array(numbers.clone()), &numbers, &indices)?;
    let chosen = to_array(&chosen)?;
    let offsets: Vec<usize> = array.layout().offsets().collect();
    let places: Vec<usize> = chosen
        .to_vec_as::<i64>()?
        .into_iter()
        .filter_map(|number| offsets.get(number as usize).copied())
        .collect();
    let given = operand.0;
    let operand = match given {
        // Nothing holds it but what the other operand is.
        Some(Value::BigInt(x)) => Some(Input::BigInt(x)),
        // Python's other numbers count as arrays here, of their own dtype.
        Some(value) => Some(Input::Array(to_array(&value)?)),
        None => None,
    };
    let object = |dtype: &DType| *dtype == DType::Object;
    let foreign = matches!(&operand, Some(Input::Array(operand)) if object(operand.dtype()));
    if object(array.dtype()) || foreign {
        objects::at(host, ufunc, &array, &places, chosen.shape(), operand)?;
        return Ok(Value::None);
    }
    // The quick way of one-dimensional arrays of the loop's own dtype reports under the ufunc's name.
    let own = operand.as_ref().is_none_or(|operand| match operand {
        Input::Array(operand) => operand.dtype() == array.dtype(),
        _ => false,
    });
    let indexed = matches!(indices, Value::List(_) | Value::Array(_));
    let place = if own && indexed && array.ndim() == 1 && chosen.ndim() == 1 {
        ufunc.name
    } else {
        "at"
    };
    let flags = ufunc.at(&array, &places, chosen.shape(), operand)?;
    report(host, flags, place)?;
    Ok(Value::None)
}
