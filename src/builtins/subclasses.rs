//! Arrays that are more than an `ndarray`: which of their class's rows answer for operators, brackets and NumPy's
//! functions, and what becomes of a result that no row of theirs made.

use std::any::Any;
use std::rc::Rc;

use super::{catalogue_name, find, numpy};
use crate::array::Array;
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};
use crate::value::subclass::ArraySubclass;
use crate::value::{Arguments, Builtin, Class, ClassId, Host, Result, Value, special};

/// NumPy's functions that ask their first argument's method of the same name (`_wrapfunc` and `_wrapreduction` in
/// NumPy's `fromnumeric.py`).
const ASK_THE_METHOD: &[&str] = &[
    "all",
    "amax",
    "amin",
    "any",
    "argmax",
    "argmin",
    "argpartition",
    "argsort",
    "around",
    "choose",
    "clip",
    "compress",
    "cumprod",
    "cumsum",
    "diagonal",
    "max",
    "mean",
    "min",
    "nonzero",
    "prod",
    "ptp",
    "put",
    "ravel",
    "repeat",
    "reshape",
    "round",
    "searchsorted",
    "squeeze",
    "std",
    "sum",
    "swapaxes",
    "take",
    "trace",
    "transpose",
    "var",
];

/// Does an array of a subclass take part?
pub fn is_special(value: &Value) -> bool {
    value.subclass().is_some()
}

/// The row that a subclass itself has for a method: one of `ndarray`'s own does not count.
pub fn own_row(class: &Class, name: &str) -> Option<&'static Builtin> {
    let lineage = class.builtin().lineage().into_iter();
    lineage
        .take_while(|id| *id != ClassId::NDARRAY)
        .find_map(|id| find(&format!("{}.{name}", catalogue_name(id))))
}

/// Calls what the subclass has of its own under a name: a method that the lesson wrote, or a row. `None` where that
/// is nothing.
///
/// # Errors
/// Whatever the method raises.
pub fn call_own<const N: usize>(
    host: &mut dyn Host,
    value: &Value,
    name: &str,
    arguments: [Value; N],
) -> Result<Option<Value>> {
    if value.subclass().is_none() {
        return Ok(None);
    }
    if special::find(value, name).is_some() {
        return special::call(host, value, name, arguments);
    }
    let Some(row) = own_row(&value.class(), name) else {
        return Ok(None);
    };
    let arguments = Arguments::positional(arguments).with_receiver(value.clone());
    row.call(host, arguments).map(Some)
}

/// The subclass of the operand that says what a result is.
pub fn leading(operands: &[Value]) -> Option<Rc<dyn ArraySubclass>> {
    let mut leading: Option<&Rc<dyn ArraySubclass>> = None;
    for subclass in operands.iter().filter_map(Value::subclass) {
        if leading.is_none_or(|first| subclass.priority() > first.priority()) {
            leading = Some(subclass);
        }
    }
    leading.cloned()
}

/// A ufunc's results as the operands' subclass has them.
///
/// # Errors
/// The subclass's own.
pub fn wrapped(
    host: &mut dyn Host,
    result: Value,
    ufunc: &'static str,
    operands: &[Value],
) -> Result<Value> {
    let Some(leading) = leading(operands) else {
        return Ok(result);
    };
    match &result {
        Value::Tuple(items) => {
            let items = items.iter().cloned();
            let wrapped = items.map(|item| leading.wrap(host, item, ufunc, operands));
            wrapped.collect::<Result<_>>().map(Value::tuple)
        }
        _ => leading.wrap(host, result, ufunc, operands),
    }
}

/// `left op right` where an array of a subclass takes part.
///
/// # Errors
/// As for other arrays; the subclass's own.
pub fn binary(host: &mut dyn Host, op: BinaryOp, left: Value, right: Value) -> Result<Value> {
    match super::operators::by_methods(host, op, &left, &right)? {
        Value::NotImplemented => {}
        answer => return Ok(answer),
    }
    let operands = [left.clone(), right.clone()];
    let result = numpy::operators::binary(host, op, left, right)?;
    wrapped(host, result, numpy::operators::ufunc_of(op), &operands)
}

/// `left op= right` with an array of a subclass on the left.
///
/// # Errors
/// As [`binary`].
pub fn inplace(host: &mut dyn Host, op: BinaryOp, left: Value, right: Value) -> Result<Value> {
    let (_, _, name) = super::operators::method_names(op);
    match call_own(host, &left, name, [right.clone()])? {
        None | Some(Value::NotImplemented) => numpy::operators::inplace(host, op, left, right),
        Some(answer) => Ok(answer),
    }
}

/// `op operand`
///
/// # Errors
/// As [`binary`].
pub fn unary(host: &mut dyn Host, op: UnaryOp, operand: Value) -> Result<Value> {
    let (method, ufunc) = match op {
        UnaryOp::Not => return numpy::operators::unary(host, op, operand),
        UnaryOp::Plus => ("__pos__", "positive"),
        UnaryOp::Minus => ("__neg__", "negative"),
        UnaryOp::Invert => ("__invert__", "invert"),
    };
    if let Some(answer) = call_own(host, &operand, method, [])? {
        return Ok(answer);
    }
    let result = numpy::operators::unary(host, op, operand.clone())?;
    wrapped(host, result, ufunc, &[operand])
}

/// `left op right` for comparisons in which an array of a subclass takes part.
///
/// # Errors
/// As [`binary`].
pub fn compare(host: &mut dyn Host, op: CompareOp, left: &Value, right: &Value) -> Result<Value> {
    let method = |op: CompareOp| match op {
        CompareOp::Eq => "__eq__",
        CompareOp::NotEq => "__ne__",
        CompareOp::Lt => "__lt__",
        CompareOp::LtE => "__le__",
        CompareOp::Gt => "__gt__",
        _ => "__ge__",
    };
    let mut calls = [
        (left, method(op), right),
        (right, method(op.reflected()), left),
    ];
    if is_special(right) && !is_special(left) {
        calls.swap(0, 1);
    }
    for (receiver, name, other) in calls {
        match call_own(host, receiver, name, [other.clone()])? {
            None | Some(Value::NotImplemented) => {}
            Some(answer) => return Ok(answer),
        }
    }
    let result = numpy::operators::compare(host, op, left, right)?;
    let operands = [left.clone(), right.clone()];
    wrapped(
        host,
        result,
        numpy::operators::comparison_of(op).unwrap_or("equal"),
        &operands,
    )
}

/// `value[index]` of an array of a subclass.
///
/// # Errors
/// As for other arrays; the subclass's own.
pub fn get_item(host: &mut dyn Host, value: &Value, index: &Value) -> Result<Value> {
    match call_own(host, value, "__getitem__", [index.clone()])? {
        Some(item) => Ok(item),
        None => plain_item(value, index),
    }
}

/// `value[index]` as `ndarray` has it: the elements picked are of the subclass again.
///
/// # Errors
/// As for other arrays.
pub fn plain_item(value: &Value, index: &Value) -> Result<Value> {
    let Value::Array(object) = value else {
        return Ok(Value::None);
    };
    let item = numpy::indexing::get_item(value, object, index)?;
    Ok(match value.subclass() {
        Some(subclass) => subclass.dress(item),
        None => item,
    })
}

/// Calls a row whose first argument is an array of a subclass: a function of NumPy's asks that array's own method, and
/// what a method of `ndarray` gives is of the subclass again.
///
/// # Errors
/// Whatever the row raises.
pub fn call_row(
    host: &mut dyn Host,
    row: &'static Builtin,
    mut arguments: Arguments,
) -> Result<Value> {
    let Some(first) = arguments.positional.first().cloned() else {
        return row.call(host, arguments);
    };
    let class = first.class();
    let named = row.full_name().strip_prefix("np.");
    let asks = named.filter(|name| !arguments.as_method && ASK_THE_METHOD.contains(name));
    if let Some(name) = asks {
        if special::find(&first, name).is_some() {
            arguments.positional.remove(0);
            let method = special::find(&first, name).unwrap_or(Value::None);
            let method = crate::value::descriptor::bound(method, Some(&first), &class);
            return host.call(&method, arguments);
        }
        if let Some(own) = own_row(&class, name) {
            arguments.as_method = true;
            return own.call(host, arguments);
        }
    }
    let of_array = row.names.iter().any(|name| name.starts_with("ndarray."));
    let stays = !of_array || (!arguments.as_method && asks.is_none());
    let result = row.call(host, arguments)?;
    Ok(match first.subclass() {
        Some(subclass) if !stays => subclass.dress(result),
        _ => result,
    })
}

/// What an array becomes that is seen as another class: `a.view(np.matrix)`. `None` for a plain `ndarray`.
pub fn of_class(class: &Class, _of: &Value, _array: &Array) -> Option<Rc<dyn ArraySubclass>> {
    match class.builtin() {
        ClassId::NDARRAY => None,
        id => Some(Rc::new(Stateless(id))),
    }
}

/// A subclass whose objects hold nothing beside their elements.
pub struct Stateless(pub ClassId);

impl ArraySubclass for Stateless {
    fn class(&self) -> Class {
        self.0.into()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn finalize(&self, _: &Array) -> Option<Rc<dyn ArraySubclass>> {
        Some(Rc::new(Stateless(self.0)))
    }
}
