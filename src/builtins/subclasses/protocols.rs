//! What objects say for themselves when NumPy's functions meet them: `__array_ufunc__`, `__array_function__`,
//! `__array__`.

use std::rc::Rc;

use super::items_of;
use crate::builtins::{find, numpy};
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::RowKind;
use crate::value::{Arguments, Builtin, Dict, Host, Raised, Result, Value, special};

type Keywords = [(Rc<str>, Value)];

/// Has the value's class a method of the lesson's under this name?
fn has(value: &Value, name: &str) -> bool {
    matches!(value, Value::Instance(_) | Value::Array(_)) && special::find(value, name).is_some()
}

/// Is it an object that ufuncs are to hand over to?
pub fn speaks_for_itself(value: &Value) -> bool {
    has(value, "__array_ufunc__")
}

/// What an argument's own `__array_ufunc__` or `__array_function__` gives; `None` where no argument has one.
///
/// # Errors
/// TypeError where all of them decline; whatever the method raises.
pub(super) fn overridden(
    host: &mut dyn Host,
    row: &'static Builtin,
    arguments: &Arguments,
) -> Result<Option<Value>> {
    if row.kind == RowKind::Ufunc {
        return ufunc(
            host,
            row.name(),
            "__call__",
            &arguments.positional,
            &arguments.keywords,
        );
    }
    if let (Some(method), [Value::Builtin(of), inputs @ ..]) = (
        row.full_name().strip_prefix("ufunc."),
        &arguments.positional[..],
    ) {
        return ufunc(host, of.name(), method, inputs, &arguments.keywords);
    }
    if !row.full_name().starts_with("np.") || arguments.as_method {
        return Ok(None);
    }
    array_function(host, row, arguments)
}

/// `left op right` as the ufunc that an operand speaks for.
///
/// # Errors
/// As [`overridden`].
pub(super) fn operator(
    host: &mut dyn Host,
    op: BinaryOp,
    left: &Value,
    right: &Value,
) -> Result<Option<Value>> {
    let name = numpy::operators::ufunc_of(op);
    ufunc(host, name, "__call__", &[left.clone(), right.clone()], &[])
}

/// `left op right` of an array and an object that speaks for itself: by its reflected method where it wants no ufuncs
/// or has the higher priority, else by its `__array_ufunc__`. `None` for all other operands.
///
/// # Errors
/// As [`overridden`].
pub fn deferred(
    host: &mut dyn Host,
    op: BinaryOp,
    left: &Value,
    right: &Value,
) -> Result<Option<Value>> {
    let (Value::Array(_) | Value::Scalar(_), Value::Instance(_)) = (left, right) else {
        return Ok(None);
    };
    let by_itself = match special::find(right, "__array_ufunc__") {
        Some(hook) => hook.is_none(),
        None => has(right, "__array_priority__"),
    };
    if by_itself {
        return match crate::builtins::operators::by_methods(host, op, left, right)? {
            Value::NotImplemented if speaks_for_itself(right) => {
                Err(crate::builtins::operators::unsupported(op, "", left, right))
            }
            Value::NotImplemented => Ok(None),
            answer => Ok(Some(answer)),
        };
    }
    operator(host, op, left, right)
}

/// Objects with an `__array__` of their own, in a call of one of NumPy's functions, become what that gives.
///
/// # Errors
/// Whatever the method raises.
pub(super) fn as_arrays(
    host: &mut dyn Host,
    row: &'static Builtin,
    arguments: &mut Arguments,
) -> Result<()> {
    let of_numpy = row.full_name().starts_with("np.") || row.full_name().starts_with("ufunc.");
    if !of_numpy || NOT_CONVERTING.contains(&row.full_name()) {
        return Ok(());
    }
    for argument in &mut arguments.positional {
        if let Some(array) = as_array(host, argument)? {
            *argument = array;
        } else if items_of(argument).iter().any(has_array) {
            let mut items = items_of(argument);
            for item in &mut items {
                if let Some(array) = as_array(host, item)? {
                    *item = array;
                }
            }
            *argument = Value::list(items);
        }
    }
    Ok(())
}

/// Functions that look at the object itself.
const NOT_CONVERTING: &[&str] = &[
    "np.isscalar",
    "np.iterable",
    "np.vectorize",
    "np.testing.assert_equal",
];

fn has_array(value: &Value) -> bool {
    matches!(value, Value::Instance(_)) && has(value, "__array__")
}

fn as_array(host: &mut dyn Host, value: &Value) -> Result<Option<Value>> {
    if !has_array(value) {
        return Ok(None);
    }
    match special::call(host, value, "__array__", [])? {
        Some(array @ Value::Array(_)) => Ok(Some(array)),
        _ => Err(Raised::value_error(
            "object __array__ method not producing an array",
        )),
    }
}

/// Asks each input and output, subclasses before their bases, for its `__array_ufunc__`.
///
/// # Errors
/// As [`overridden`].
pub fn ufunc(
    host: &mut dyn Host,
    name: &str,
    method: &str,
    inputs: &[Value],
    keywords: &Keywords,
) -> Result<Option<Value>> {
    let outs = keywords.iter().filter(|(name, _)| &**name == "out");
    let outs = outs.flat_map(|(_, out)| match out {
        Value::Tuple(items) => items.to_vec(),
        single => vec![single.clone()],
    });
    let asked = in_order(inputs.iter().cloned().chain(outs).filter(speaks_for_itself));
    let Some(row) = find(&format!("np.{name}")).filter(|_| !asked.is_empty()) else {
        return Ok(None);
    };
    for value in &asked {
        let hook = special::find(value, "__array_ufunc__").unwrap_or(Value::None);
        if hook.is_none() {
            let class = value.class().name();
            let message =
                format!("operand '{class}' does not support ufuncs (__array_ufunc__=None)");
            return Err(Raised::type_error(message));
        }
        let mut arguments = vec![Value::Builtin(row), Value::str(method)];
        arguments.extend(inputs.iter().cloned());
        let keywords = keywords.iter().map(|(name, value)| match (&**name, value) {
            ("out", Value::Tuple(_)) => (name.clone(), value.clone()),
            ("out", single) => (name.clone(), Value::tuple(vec![single.clone()])),
            _ => (name.clone(), value.clone()),
        });
        let arguments = Arguments {
            keywords: keywords.collect(),
            ..Arguments::positional(arguments)
        };
        let hook = crate::value::descriptor::bound(hook, Some(value), &value.class());
        match host.call(&hook, arguments)? {
            Value::NotImplemented => {}
            answer => return Ok(Some(answer)),
        }
    }
    let mut shown = Vec::new();
    for input in inputs {
        shown.push(crate::value::display::repr(host, input)?);
    }
    for (name, value) in keywords {
        shown.push(format!(
            "{name}={}",
            crate::value::display::repr(host, value)?
        ));
    }
    let types: Vec<String> = inputs
        .iter()
        .map(|value| format!("'{}'", value.class().name()))
        .collect();
    Err(Raised::type_error(format!(
        "operand type(s) all returned NotImplemented from __array_ufunc__(<ufunc '{name}'>, '{method}', {}): {}",
        shown.join(", "),
        types.join(", ")
    )))
}

/// Each class once; a subclass before what it inherits from.
fn in_order(values: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut asked: Vec<Value> = Vec::new();
    for value in values {
        let class = value.class();
        if asked.iter().any(|earlier| earlier.class() == class) {
            continue;
        }
        let before = |earlier: &Value| class.is_subclass(&earlier.class());
        let at = asked.iter().position(before).unwrap_or(asked.len());
        asked.insert(at, value);
    }
    asked
}

/// The functions that do not ask: they make arrays of anything.
const NEVER_ASKED: &[&str] = &[
    "np.array",
    "np.asarray",
    "np.asanyarray",
    "np.ascontiguousarray",
    "np.asfortranarray",
    "np.shape_of",
    "np.isscalar",
    "np.iterable",
    "np.asmatrix",
    "np.errstate",
    "np.set_printoptions",
];

fn array_function(
    host: &mut dyn Host,
    row: &'static Builtin,
    arguments: &Arguments,
) -> Result<Option<Value>> {
    if NEVER_ASKED.contains(&row.full_name()) {
        return Ok(None);
    }
    let given = arguments.positional.iter();
    let given = given.chain(arguments.keywords.iter().map(|(_, value)| value));
    let given = given.flat_map(|value| std::iter::once(value.clone()).chain(items_of(value)));
    let asked = in_order(given.filter(|value| has(value, "__array_function__")));
    if asked.is_empty() {
        return Ok(None);
    }
    let classes: Vec<Value> = asked
        .iter()
        .map(|value| Value::Class(value.class()))
        .collect();
    let keywords = Rc::new(Dict::default());
    for (name, value) in &arguments.keywords {
        keywords.insert(host, Value::Str(name.clone()), value.clone())?;
    }
    for value in &asked {
        let call = [
            Value::Builtin(row),
            Value::tuple(classes.clone()),
            Value::tuple(arguments.positional.to_vec()),
            Value::Dict(keywords.clone()),
        ];
        match special::call(host, value, "__array_function__", call)? {
            None | Some(Value::NotImplemented) => {}
            answer => return Ok(answer),
        }
    }
    let name = row.full_name().replacen("np.", "numpy.", 1);
    let shown = crate::value::display::repr(host, &Value::list(classes))?;
    Err(Raised::type_error(format!(
        "no implementation found for '{name}' on types that implement __array_function__: {shown}"
    )))
}
