//! The ufuncs of masked arrays: one table of them, and what calling, reducing and accumulating them does.

use std::any::Any;
use std::rc::Rc;

use crate::array::{Casting, can_cast};
use crate::builtins;
use crate::builtins::numpy::errstate::ignoring;
use crate::value::builtin::{Keywords, Rest};
use crate::value::{ClassId, Host, Native, Raised, Result, Value, truth};

use super::domains::{COMPARISONS, Domain, Kind, OPERATIONS, Operation};
use super::fill::{dtype_of, filled};
use super::masks::shrunk;
use super::object::{
    any_of, constant, data, is_masked_array, mask_array, mask_of, masked_like, masked_view,
};
use super::{array_value, call_row, elements, ndim};

builtins! {
    /// The operation, element by element; masked where an operand is masked or outside the domain.
    "_MaskedUnaryOperation.__call__" | "_MaskedBinaryOperation.__call__" | "_DomainedBinaryOperation.__call__" | "_extrema_operation.__call__" "(self, /, *args, **kwargs)" => call_operation;
    /// Folds an array along an axis; masked elements take no part.
    "_MaskedBinaryOperation.reduce" "(self, target, axis=0, dtype=None)" => reduce;
    /// All partial results along an axis; masked elements take no part.
    "_MaskedBinaryOperation.accumulate" "(self, target, axis=0)" => accumulate;
    /// The operation of all pairs of elements.
    "_MaskedBinaryOperation.outer" "(self, a, b)" => outer;
    /// The smallest or greatest element along an axis.
    "_extrema_operation.reduce" "(self, target, axis=<no value>)" => elements::reduce_extreme;
    /// The smaller or greater of all pairs of elements.
    "_extrema_operation.outer" "(self, a, b)" => elements::outer_extreme;
}

/// `np.ma.add` and its like, as an object.
pub struct MaskedUfunc(&'static Operation);

impl Native for MaskedUfunc {
    fn class(&self) -> ClassId {
        match self.0.kind {
            Kind::Unary(_) => ClassId::MASKED_UNARY_OPERATION,
            Kind::Binary(_) => ClassId::MASKED_BINARY_OPERATION,
            Kind::Domained => ClassId::DOMAINED_BINARY_OPERATION,
            Kind::Extreme(_) => ClassId::EXTREMA_OPERATION,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        match name {
            "__name__" | "__qualname__" => Some(Value::str(self.0.name)),
            "reduce" if COMPARISONS.contains(&self.0.name) => Some(Value::None),
            _ => None,
        }
    }

    fn str(&self) -> Option<String> {
        Some(format!("Masked version of <ufunc '{}'>", self.0.name))
    }
}

/// The object of an operation's name.
///
/// # Errors
/// AttributeError where the table has no such operation.
pub fn named(name: &str) -> Result<Value> {
    let found = OPERATIONS.iter().find(|operation| operation.name == name);
    let found = found.ok_or_else(|| Raised::attribute_error(format!("no np.ma.{name}")))?;
    Ok(Value::Native(Rc::new(MaskedUfunc(found))))
}

fn of(value: &Value) -> Result<&'static Operation> {
    let found = value.native::<MaskedUfunc>();
    found
        .map(|found| found.0)
        .ok_or_else(|| Raised::type_error("expected an operation of np.ma"))
}

/// `np.ma.name(…)`
///
/// # Errors
/// The ufunc's.
pub fn apply(host: &mut dyn Host, name: &str, operands: &[Value]) -> Result<Value> {
    let operation = of(&named(name)?)?;
    run(host, operation, operands, Vec::new())
}

fn call_operation(
    host: &mut dyn Host,
    this: Value,
    Rest(operands): Rest,
    Keywords(keywords): Keywords,
) -> Result<Value> {
    run(host, of(&this)?, &operands, keywords)
}

fn run(
    host: &mut dyn Host,
    operation: &Operation,
    operands: &[Value],
    keywords: Vec<(Rc<str>, Value)>,
) -> Result<Value> {
    let wanted = match operation.kind {
        Kind::Unary(_) => 1,
        _ => 2,
    };
    if operands.len() < wanted {
        let missing = &["a", "b"][operands.len()..wanted];
        let plural = if missing.len() == 1 { "" } else { "s" };
        return Err(Raised::type_error(format!(
            "{}.__call__() missing {} required positional argument{plural}: {}",
            class_name(operation),
            missing.len(),
            crate::value::builtin::enumerate(missing)
        )));
    }
    match operation.kind {
        Kind::Unary(domain) => run_unary(host, operation.name, domain, operands, keywords),
        Kind::Binary(_) => run_binary(host, operation.name, operands, keywords),
        Kind::Domained => run_division(host, operation.name, operands, keywords),
        Kind::Extreme(compare) => {
            let chosen = apply(host, compare, &operands[..2])?;
            elements::choose_by(host, &chosen, &operands[0], &operands[1])
        }
    }
}

fn class_name(operation: &Operation) -> &'static str {
    match operation.kind {
        Kind::Unary(_) => "_MaskedUnaryOperation",
        Kind::Binary(_) => "_MaskedBinaryOperation",
        Kind::Domained => "_DomainedBinaryOperation",
        Kind::Extreme(_) => "_extrema_operation",
    }
}

/// Calls the ufunc with the elements; divisions by zero and invalid values are no news, they are masked.
fn on_data(
    host: &mut dyn Host,
    name: &str,
    operands: &[Value],
    count: usize,
    keywords: Vec<(Rc<str>, Value)>,
) -> Result<Value> {
    let mut all = operands
        .iter()
        .take(count)
        .map(data)
        .collect::<Result<Vec<_>>>()?;
    all.extend(operands.iter().skip(count).cloned());
    ignoring(host, &["divide", "invalid"], |host| {
        call_row(host, name, all, keywords)
    })
}

fn run_unary(
    host: &mut dyn Host,
    name: &str,
    domain: Option<Domain>,
    operands: &[Value],
    keywords: Vec<(Rc<str>, Value)>,
) -> Result<Value> {
    let a = &operands[0];
    let elements = data(a)?;
    let result = on_data(host, name, operands, 1, keywords)?;
    let mut mask = mask_of(a);
    if let Some(domain) = domain {
        let finite = call!(host, "isfinite", result)?;
        let invalid = call!(host, "logical_not", finite)?;
        let outside = domain.broken(host, std::slice::from_ref(&elements))?;
        let mut all = call!(host, "logical_or", invalid, outside)?;
        if let Some(mask) = mask {
            all = call!(host, "logical_or", all, mask)?;
        }
        mask = Some(all);
    }
    if ndim(&result) == 0 {
        let masked = any_of(mask.as_ref())?;
        return Ok(if masked { constant() } else { result });
    }
    if let Some(mask) = &mask {
        copy_where(host, &result, &elements, mask, "same_kind")?;
    }
    masked_like(&result, mask, a)
}

/// Puts back what was there before under a mask, where the dtypes allow it.
fn copy_where(
    host: &mut dyn Host,
    result: &Value,
    source: &Value,
    mask: &Value,
    casting: &str,
) -> Result<()> {
    let casting = Value::str(casting);
    let source = super::object::plain(source);
    match call!(host, "copyto", result, source; casting = casting, r#where = mask) {
        Err(raised) if raised.is_a(ClassId::TYPE_ERROR) || raised.is_a(ClassId::VALUE_ERROR) => {
            Ok(())
        }
        other => other.map(drop),
    }
}

/// The mask of a result of two operands.
///
/// # Errors
/// The ufunc's.
pub fn joined_mask(host: &mut dyn Host, a: &Value, b: &Value) -> Result<Option<Value>> {
    if mask_of(a).is_none() && mask_of(b).is_none() {
        return Ok(None);
    }
    let (one, other) = (mask_array(a)?, mask_array(b)?);
    call!(host, "logical_or", one, other).map(Some)
}

fn run_binary(
    host: &mut dyn Host,
    name: &str,
    operands: &[Value],
    keywords: Vec<(Rc<str>, Value)>,
) -> Result<Value> {
    let (a, b) = (&operands[0], &operands[1]);
    let result = on_data(host, name, operands, 2, keywords)?;
    let mask = joined_mask(host, a, b)?;
    if ndim(&result) == 0 {
        let masked = any_of(mask.as_ref())?;
        return Ok(if masked { constant() } else { result });
    }
    if let Some(mask) = &mask
        && any_of(Some(mask))?
    {
        copy_where(host, &result, &data(a)?, mask, "unsafe")?;
    }
    masked_like(&result, mask, leading(a, b))
}

/// Of two operands, the one whose fill value the result has.
fn leading<'a>(a: &'a Value, b: &'a Value) -> &'a Value {
    if is_masked_array(a) { a } else { b }
}

fn run_division(
    host: &mut dyn Host,
    name: &str,
    operands: &[Value],
    keywords: Vec<(Rc<str>, Value)>,
) -> Result<Value> {
    let (a, b) = (&operands[0], &operands[1]);
    let (one, other) = (data(a)?, data(b)?);
    let result = on_data(host, name, operands, 2, keywords)?;
    let finite = call!(host, "isfinite", result)?;
    let mut mask = call!(host, "logical_not", finite)?;
    for part in [mask_of(a), mask_of(b)].into_iter().flatten() {
        mask = call!(host, "logical_or", mask, part)?;
    }
    let outside = Domain::SafeDivide.broken(host, &[one.clone(), other])?;
    mask = call!(host, "logical_or", mask, outside)?;
    if ndim(&mask) == 0 {
        return Ok(if truth(host, &mask)? {
            constant()
        } else {
            result
        });
    }
    copy_where(host, &result, &Value::Int(0), &mask, "unsafe")?;
    let kept = call!(host, "multiply", mask, one)?;
    if can_cast(&dtype_of(&kept)?, &dtype_of(&result)?, Casting::Safe) {
        call!(host, "add", result, kept; out = result)?;
    }
    masked_like(&result, Some(mask), leading(a, b))
}

/// `np.ma.add.reduce(…)` and its like.
fn reduce(
    host: &mut dyn Host,
    this: Value,
    target: Value,
    axis: Value,
    dtype: Value,
) -> Result<Value> {
    let operation = of(&this)?;
    fold(host, operation.name, operation.fill, &target, axis, dtype)
}

/// An operation folded along an axis, with a value in the place of masked elements.
///
/// # Errors
/// The ufunc's.
pub fn fold(
    host: &mut dyn Host,
    name: &str,
    fill: f64,
    target: &Value,
    axis: Value,
    dtype: Value,
) -> Result<Value> {
    let mut elements = filled(host, target, &fill_number(fill))?;
    let mut mask = mask_of(target);
    if ndim(&elements) == 0 {
        let one = Value::tuple(vec![Value::Int(1)]);
        elements = call!(host, "reshape", elements, one)?;
        mask = match shrunk(mask)? {
            Some(mask) => Some(call!(host, "reshape", mask, one)?),
            None => None,
        };
    }
    let ufunc = ufunc_row(name)?;
    let Some(mask) = mask else {
        let folded = method(host, &ufunc, "reduce", vec![elements, axis], Vec::new())?;
        return if ndim(&folded) == 0 {
            Ok(folded)
        } else {
            masked_view(&folded, None)
        };
    };
    let keywords = vec![("dtype".into(), dtype)];
    let folded = method(
        host,
        &ufunc,
        "reduce",
        vec![elements, axis.clone()],
        keywords,
    )?;
    let mask = method(
        host,
        &ufunc_row("logical_and")?,
        "reduce",
        vec![mask, axis],
        Vec::new(),
    )?;
    if ndim(&folded) == 0 {
        return Ok(if truth(host, &mask)? {
            constant()
        } else {
            folded
        });
    }
    masked_view(&folded, Some(mask))
}

/// Fill values of operations are whole numbers where they are whole.
fn fill_number(fill: f64) -> Value {
    if fill.fract() == 0.0 {
        Value::Int(fill as i64)
    } else {
        Value::Float(fill)
    }
}

/// A ufunc as a value.
///
/// # Errors
/// AttributeError where there is none of that name.
pub fn ufunc_row(name: &str) -> Result<Value> {
    let row = crate::builtins::find(&format!("np.{name}"));
    row.map(Value::Builtin)
        .ok_or_else(|| Raised::attribute_error(format!("no ufunc {name}")))
}

/// `ufunc.name(…)`
///
/// # Errors
/// The ufunc's.
pub fn method(
    host: &mut dyn Host,
    ufunc: &Value,
    name: &str,
    arguments: Vec<Value>,
    keywords: Vec<(Rc<str>, Value)>,
) -> Result<Value> {
    let row = crate::builtins::find(&format!("ufunc.{name}"))
        .ok_or_else(|| Raised::attribute_error(format!("no ufunc.{name}")))?;
    let mut all = crate::value::Arguments::positional(arguments).with_receiver(ufunc.clone());
    all.keywords = keywords;
    row.call(host, all)
}

fn accumulate(host: &mut dyn Host, this: Value, target: Value, axis: Value) -> Result<Value> {
    let operation = of(&this)?;
    let elements = filled(host, &target, &fill_number(operation.fill))?;
    let ufunc = ufunc_row(operation.name)?;
    let result = method(host, &ufunc, "accumulate", vec![elements, axis], Vec::new())?;
    masked_view(&result, None)
}

fn outer(host: &mut dyn Host, this: Value, a: Value, b: Value) -> Result<Value> {
    let operation = of(&this)?;
    outer_of(host, operation.name, &a, &b)
}

/// An operation of all pairs of elements.
///
/// # Errors
/// The ufunc's.
pub fn outer_of(host: &mut dyn Host, name: &str, a: &Value, b: &Value) -> Result<Value> {
    let (one, other) = (data(a)?, data(b)?);
    let ufunc = ufunc_row(name)?;
    let result = method(host, &ufunc, "outer", vec![one.clone(), other], Vec::new())?;
    let mask = outer_mask(host, a, b)?;
    if let Some(mask) = &mask {
        if ndim(mask) == 0 && any_of(Some(mask))? {
            return Ok(constant());
        }
        call!(host, "copyto", array_value(&result)?, one; r#where = mask)?;
    }
    if ndim(&result) == 0 {
        return Ok(result);
    }
    masked_view(&result, mask)
}

/// What is masked of all pairs of elements.
///
/// # Errors
/// The ufunc's.
pub fn outer_mask(host: &mut dyn Host, a: &Value, b: &Value) -> Result<Option<Value>> {
    if mask_of(a).is_none() && mask_of(b).is_none() {
        return Ok(None);
    }
    let masks = vec![mask_array(a)?, mask_array(b)?];
    method(host, &ufunc_row("logical_or")?, "outer", masks, Vec::new()).map(Some)
}

/// The extreme operation's name, its comparison and whether it wants the greatest.
///
/// # Errors
/// TypeError for another object.
pub fn extreme_name(value: &Value) -> Result<&'static str> {
    Ok(of(value)?.name)
}
