//! Calling a ufunc from a lesson: its arguments, and what comes back.

use crate::array::ufunc::{Input, Options, Request, Ufunc};
use crate::array::{Array, Casting, DType};
use crate::builtins::numpy::errstate::minds_underflow;
use crate::builtins::numpy::operators::{input_of, report};
use crate::builtins::subclasses;
use crate::value::builtin::{Bound, FromValue};
use crate::value::convert::{Order, convert_array, to_array, to_dtype};
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::methods::check_general;
use super::objects;

/// The body of every ufunc's row.
///
/// # Errors
/// NumPy's, in its words.
pub fn run(host: &mut dyn Host, bound: &mut Bound) -> Result<Value> {
    let ufunc = super::ufunc_of(bound.row)
        .ok_or_else(|| Raised::type_error(format!("no ufunc {}", bound.row.name())))?;
    let inputs: Vec<Value> = (0..ufunc.nin).filter_map(|_| bound.take()).collect();
    inputs.iter().try_for_each(refuses_ufuncs)?;
    let outs = Outs::take(bound, ufunc)?;
    let mask = Mask::from(bound.take())?;
    let casting = casting_of(bound.take())?;
    let order = order_of(bound.take(), host)?;
    let signature = signature_of(bound, ufunc)?;
    if let (Mask::Array(_), Outs { given: false, .. }) = (&mask, &outs) {
        host.warn(
            ClassId::USER_WARNING,
            "'where' used without 'out', expect unitialized memory in output. If this is intentional, use out=None.",
        )?;
    }
    let wants_objects = signature.contains(&Some(DType::Object));
    if wants_objects && !ufunc.objects && ufunc.name != "isnat" {
        return Err(Raised::type_error(format!(
            "No loop matching the specified signature and casting was found for ufunc {}",
            ufunc.name
        )));
    }
    let inputs = if wants_objects {
        inputs.iter().map(as_objects).collect::<Result<_>>()?
    } else {
        inputs
    };
    let special = inputs.iter().any(subclasses::is_special);
    let operands = if special { inputs.clone() } else { Vec::new() };
    if wants_objects || objects::are_objects(&inputs) {
        objects::check_casts(ufunc, &inputs, &outs.arrays(), &signature, casting)?;
        let result = objects::call(host, ufunc, &inputs)?;
        let result = outs.assign_objects(result)?;
        return subclasses::wrapped(host, result, ufunc.name, &operands);
    }
    let inputs: Vec<Input> = inputs.into_iter().map(input_of).collect::<Result<_>>()?;
    let arrays = outs.arrays();
    let options = Options {
        out: &arrays,
        mask: match &mask {
            Mask::All => None,
            Mask::Array(mask) => Some(mask),
        },
        request: Request {
            signature: &signature,
            casting,
        },
        order,
        underflow: minds_underflow(host),
    };
    let (results, flags) = ufunc.call(inputs, &options)?;
    report(host, flags, ufunc.name)?;
    let result = outs.results(results);
    if outs.are_plain() {
        return Ok(result);
    }
    subclasses::wrapped(host, result, ufunc.name, &operands)
}

/// # Errors
/// TypeError for an object whose class wants nothing to do with ufuncs.
fn refuses_ufuncs(input: &Value) -> Result<()> {
    match input {
        Value::Native(native) if native.goes_before_arrays() => Err(Raised::type_error(format!(
            "operand '{}' does not support ufuncs (__array_ufunc__=None)",
            input.type_name()
        ))),
        _ => Ok(()),
    }
}

/// An input of a loop over objects, which `dtype=object` asks for.
fn as_objects(value: &Value) -> Result<Value> {
    convert_array(&to_array(value)?, &DType::Object).map(Value::array)
}

/// `out=`: the arrays to write to, as the lesson gave them.
pub struct Outs {
    /// One for each output, or none at all.
    values: Vec<Option<Value>>,
    /// Something was said about `out`, if only None.
    given: bool,
    /// `out=...`: arrays even for 0-d results.
    keep: bool,
}

impl Outs {
    fn take(bound: &mut Bound, ufunc: &Ufunc) -> Result<Outs> {
        let positional: Vec<Option<Value>> = match ufunc.nout {
            1 => Vec::new(),
            n => (0..n).map(|_| bound.take_given()).collect(),
        };
        let given = bound.take_given();
        if positional.iter().any(Option::is_some) {
            let values = positional
                .into_iter()
                .map(|value| value.filter(|value| !value.is_none()))
                .collect();
            return Outs::checked(values);
        }
        let none = Outs {
            values: Vec::new(),
            given: given.is_some(),
            keep: false,
        };
        match given {
            None | Some(Value::None) => Ok(none),
            Some(Value::Ellipsis) => Ok(Outs { keep: true, ..none }),
            Some(Value::Tuple(items)) => {
                if items.len() != ufunc.nout {
                    return Err(Raised::value_error(
                        "The 'out' tuple must have exactly one entry per ufunc output",
                    ));
                }
                let values = items.iter().map(|item| match item {
                    Value::None => None,
                    other => Some(other.clone()),
                });
                Outs::checked(values.collect())
            }
            Some(_) if ufunc.nout > 1 => Err(Raised::type_error("'out' must be a tuple of arrays")),
            Some(value) => Outs::checked(vec![Some(value)]),
        }
    }

    fn checked(values: Vec<Option<Value>>) -> Result<Outs> {
        let arrays = |value: &Value| matches!(value, Value::Array(_));
        if !values.iter().flatten().all(arrays) {
            return Err(Raised::type_error("return arrays must be of ArrayType"));
        }
        Ok(Outs {
            values,
            given: true,
            keep: false,
        })
    }

    fn arrays(&self) -> Vec<Option<Array>> {
        let array = |value: &Option<Value>| value.as_ref().and_then(Value::as_array);
        self.values.iter().map(array).collect()
    }

    /// The outputs as the lesson sees them: its own arrays, or new ones; a tuple of several.
    fn results(&self, results: Vec<Array>) -> Value {
        let mut values: Vec<Value> = results
            .into_iter()
            .enumerate()
            .map(|(i, array)| match self.values.get(i) {
                Some(Some(value)) => value.clone(),
                _ if self.keep => Value::array(array),
                _ => Value::array_or_scalar(array),
            })
            .collect();
        if values.len() == 1 {
            values.pop().unwrap_or(Value::None)
        } else {
            Value::tuple(values)
        }
    }

    /// Are results written to arrays that are no more than that? They stay what they are.
    fn are_plain(&self) -> bool {
        let mut outs = self.values.iter().flatten().peekable();
        outs.peek().is_some() && !outs.any(subclasses::is_special)
    }

    fn assign_objects(&self, result: Value) -> Result<Value> {
        match self.values.first() {
            Some(Some(Value::Array(out))) => {
                crate::value::convert::set_elements(&out.array(), &result)?;
                Ok(Value::Array(out.clone()))
            }
            _ => Ok(result),
        }
    }
}

/// `where=`
enum Mask {
    All,
    Array(Array),
}

impl Mask {
    fn from(value: Option<Value>) -> Result<Mask> {
        Ok(match mask_of(value)? {
            Some(mask) => Mask::Array(mask),
            None => Mask::All,
        })
    }
}

/// `where=` as an array of bools; `None` for all elements.
///
/// # Errors
/// TypeError for what is not a bool or safely one.
pub fn mask_of(value: Option<Value>) -> Result<Option<Array>> {
    match value {
        None | Some(Value::Bool(true)) => Ok(None),
        Some(value) => {
            let array = to_array(&value)?;
            Ok(Some(convert_array(&array, &DType::Bool)?))
        }
    }
}

fn casting_of(value: Option<Value>) -> Result<Casting> {
    let name = match value {
        None => return Ok(Casting::SameKind),
        Some(Value::Str(name)) => name,
        Some(other) => {
            let message = format!("casting must be str, not {}", other.type_name());
            return Err(Raised::type_error(message));
        }
    };
    Casting::from_name(&name).ok_or_else(|| {
        Raised::value_error(format!(
            "casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe' (got '{name}')"
        ))
    })
}

fn order_of(value: Option<Value>, host: &mut dyn Host) -> Result<char> {
    Ok(match value {
        None => 'K',
        Some(value) => match Order::from_value(value, host)? {
            Order::C => 'C',
            Order::F => 'F',
            Order::A => 'A',
            Order::K => 'K',
        },
    })
}

/// `dtype=` and `signature=` as one dtype, or none, for each operand.
fn signature_of(bound: &mut Bound, ufunc: &Ufunc) -> Result<Vec<Option<DType>>> {
    let dtype = bound.take_given();
    match bound.take() {
        None | Some(Value::Bool(_)) => {}
        Some(_) => return Err(Raised::type_error("'subok' must be a boolean")),
    }
    let signature = bound.take_given();
    if dtype.is_some() && signature.is_some() {
        return Err(Raised::type_error(
            "cannot specify both 'signature' and 'dtype'",
        ));
    }
    let given = |value: &Value| !value.is_none();
    match (dtype.filter(given), signature.filter(given)) {
        (Some(_), Some(_)) => Ok(Vec::new()),
        (None, None) => Ok(Vec::new()),
        (Some(dtype), None) => {
            let dtype = to_dtype(&dtype)?;
            check_general(Some(&dtype))?;
            let mut fixed = vec![None; ufunc.nin];
            fixed.resize(ufunc.nargs(), Some(dtype));
            Ok(fixed)
        }
        (None, Some(Value::Str(text))) => signature_text(&text, ufunc),
        (None, Some(Value::Tuple(items))) => {
            if items.len() != ufunc.nargs() {
                return Err(Raised::value_error(format!(
                    "a type-tuple must be specified of length 1 or {} for ufunc '{}'",
                    ufunc.nargs(),
                    ufunc.name
                )));
            }
            let dtypes = items.iter().map(|item| match item {
                Value::None => Ok(None),
                other => {
                    let dtype = to_dtype(other)?;
                    check_general(Some(&dtype))?;
                    Ok(Some(dtype))
                }
            });
            dtypes.collect()
        }
        (None, Some(_)) => Err(Raised::type_error(
            "the signature object to ufunc must be a string or a tuple.",
        )),
    }
}

/// `dd->d`
fn signature_text(text: &str, ufunc: &Ufunc) -> Result<Vec<Option<DType>>> {
    if text.chars().count() == 1 {
        return Err(Raised::type_error(
            "Use `dtype` or  fill the tuple with more than one 'None'.",
        ));
    }
    let parts = text.split_once("->").filter(|(inputs, outputs)| {
        inputs.chars().count() == ufunc.nin && outputs.chars().count() == ufunc.nout
    });
    let Some((inputs, outputs)) = parts else {
        return Err(Raised::value_error(format!(
            "a type-string for {}, {} typecode(s) before and {} after the -> sign",
            ufunc.name, ufunc.nin, ufunc.nout
        )));
    };
    let dtype = |letter: char| {
        to_dtype(&Value::str(letter.to_string()))
            .map(Some)
            .map_err(|_| Raised::value_error("Invalid data-type for array"))
    };
    inputs.chars().chain(outputs.chars()).map(dtype).collect()
}

/// `out=` of what NumPy does not compute by a ufunc: an array and nothing else.
pub struct PlainOut(pub Out);

impl FromValue for PlainOut {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<PlainOut> {
        match value {
            Value::None => Ok(PlainOut(Out(None))),
            Value::Array(_) => Ok(PlainOut(Out(Some(value)))),
            _ => Err(Raised::type_error("output must be an array")),
        }
    }
}

/// `out=` of a method or reduction: an array, or a tuple of one.
pub struct Out(pub Option<Value>);

impl FromValue for Out {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<Out> {
        let out = match value {
            Value::None => None,
            Value::Tuple(items) if items.len() == 1 => items.first().cloned(),
            Value::Tuple(_) => {
                return Err(Raised::value_error(
                    "The 'out' tuple must have exactly one entry",
                ));
            }
            other => Some(other),
        };
        match out {
            Some(Value::None) | None => Ok(Out(None)),
            Some(value @ (Value::Array(_) | Value::Ellipsis)) => Ok(Out(Some(value))),
            Some(_) => Err(Raised::type_error("return arrays must be of ArrayType")),
        }
    }

    fn absent() -> Option<Out> {
        Some(Out(None))
    }
}

impl Out {
    pub fn array(&self) -> Option<Array> {
        self.0.as_ref().and_then(Value::as_array)
    }
}

/// A result for the lesson: its own output array, else a scalar where the result is 0-d.
pub fn keep_or_scalar(out: &Out, result: Array) -> Value {
    match &out.0 {
        Some(Value::Ellipsis) => Value::array(result),
        Some(value) => value.clone(),
        None => Value::array_or_scalar(result),
    }
}
