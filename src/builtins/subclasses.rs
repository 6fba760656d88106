//! Arrays that are more than an `ndarray`: which of their class's rows answer for operators, brackets and NumPy's
//! functions, and what becomes of a result that no row of theirs made.

mod protocols;
mod results;
mod user;

use std::any::Any;
use std::rc::Rc;

use super::{catalogue_name, find, numpy};
use crate::array::Array;
use crate::builtins;
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};
use crate::value::builtin::{Keywords, Rest};
use crate::value::subclass::ArraySubclass;
use crate::value::{
    Arguments, ArrayObject, Builtin, Class, ClassId, Host, Raised, Result, Value, special,
};

pub use protocols::{deferred, speaks_for_itself};
pub use user::UserArray;

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
    let wrapped = match &result {
        Value::Tuple(items) => {
            let items = items.iter().cloned();
            let wrapped = items.map(|item| leading.wrap(host, item, ufunc, operands));
            wrapped.collect::<Result<_>>().map(Value::tuple)?
        }
        _ => leading.wrap(host, result, ufunc, operands)?,
    };
    settled(host, wrapped)
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
    // A reflected method that was asked in vain has the last word.
    let (_, reflected, _) = super::operators::method_names(op);
    if !matches!(left, Value::Array(_)) && own_row(&right.class(), reflected).is_some() {
        return Err(super::operators::unsupported(op, "", &left, &right));
    }
    if let Some(answer) = protocols::operator(host, op, &left, &right)? {
        return settled(host, answer);
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
    if let Some(answer) =
        protocols::ufunc(host, ufunc, "__call__", std::slice::from_ref(&operand), &[])?
    {
        return settled(host, answer);
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
    let operands = [left.clone(), right.clone()];
    let name = numpy::operators::comparison_of(op).unwrap_or("equal");
    if let Some(answer) = protocols::ufunc(host, name, "__call__", &operands, &[])? {
        return settled(host, answer);
    }
    let result = numpy::operators::compare(host, op, left, right)?;
    wrapped(host, result, name, &operands)
}

/// `value[index]` of an array of a subclass.
///
/// # Errors
/// As for other arrays; the subclass's own.
pub fn get_item(host: &mut dyn Host, value: &Value, index: &Value) -> Result<Value> {
    match call_own(host, value, "__getitem__", [index.clone()])? {
        Some(item) => Ok(item),
        None => plain_item(host, value, index),
    }
}

/// `value[index]` as `ndarray` has it: the elements picked are of the subclass again.
///
/// # Errors
/// As for other arrays.
pub fn plain_item(host: &mut dyn Host, value: &Value, index: &Value) -> Result<Value> {
    let Value::Array(object) = value else {
        return Ok(Value::None);
    };
    let item = numpy::indexing::get_item(value, object, index)?;
    match item {
        Value::Array(_) => settled(host, item.dressed_as(value)),
        scalar => Ok(scalar),
    }
}

/// Calls a row that arrays of subclasses, or objects of the lesson's own, take part in: a function of NumPy's asks the
/// first one's own method, and what a method of `ndarray` gives is of the subclass again.
///
/// # Errors
/// Whatever the row raises.
pub fn call_row(
    host: &mut dyn Host,
    row: &'static Builtin,
    mut arguments: Arguments,
) -> Result<Value> {
    if let Some(answer) = protocols::overridden(host, row, &arguments)? {
        return settled(host, answer);
    }
    let Some(first) = arguments.positional.first().cloned() else {
        return row.call(host, arguments);
    };
    let first = match row.full_name().strip_prefix("ufunc.") {
        Some(_) => arguments.positional.get(1).cloned().unwrap_or(first),
        None => first,
    };
    let of_matrix = first.class().builtin() == ClassId::MATRIX;
    if of_matrix
        && !arguments.as_method
        && ["np.diag", "np.diagonal", "np.ravel", "np.trace"].contains(&row.full_name())
    {
        arguments.positional[0] = first.plain_array();
        return row.call(host, arguments);
    }
    if of_matrix && row.full_name() == "ufunc.outer" {
        let ufunc = match arguments.positional.first() {
            Some(Value::Builtin(ufunc)) => ufunc.name(),
            _ => "ufunc",
        };
        return Err(Raised::type_error(format!(
            "{ufunc}.outer() was passed a numpy matrix as first argument. Special handling of matrix is removed. Convert to a ndarray via 'matrix.A' "
        )));
    }
    protocols::as_arrays(host, row, &mut arguments)?;
    let class = first.class();
    let named = row.full_name().strip_prefix("np.");
    let asks = named.filter(|name| !arguments.as_method && ASK_THE_METHOD.contains(name));
    if let Some(name) = asks.filter(|_| is_special(&first)) {
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
    let result = results::of_row(host, row, arguments, &first)?;
    settled(host, result)
}

/// A value that a row made, after its class had its first say.
///
/// # Errors
/// Whatever the lesson's `__array_finalize__` raises.
pub fn settled(host: &mut dyn Host, value: Value) -> Result<Value> {
    match &value {
        Value::Array(object) => {
            if let Some(subclass) = &object.subclass {
                subclass.settle(host, &value)?;
            }
        }
        Value::Tuple(items) => {
            for item in items.iter().filter(|item| is_special(item)) {
                settled(host, item.clone())?;
            }
        }
        Value::List(list) => {
            let items: Vec<Value> = list
                .items
                .borrow()
                .iter()
                .take(LOOKED_AT)
                .cloned()
                .collect();
            for item in items.into_iter().filter(is_special) {
                settled(host, item)?;
            }
        }
        _ => {}
    }
    Ok(value)
}

/// How many items of a list are looked at for arrays of subclasses: who stacks more has plain arrays.
const LOOKED_AT: usize = 64;

/// The items of a short list or tuple, where functions such as `concatenate` have their arrays.
fn items_of(value: &Value) -> Vec<Value> {
    match value {
        Value::List(list) => {
            let items = list.items.borrow();
            items.iter().take(LOOKED_AT).cloned().collect()
        }
        Value::Tuple(items) => items.iter().take(LOOKED_AT).cloned().collect(),
        _ => Vec::new(),
    }
}

/// Do arrays of subclasses, or objects that might speak for themselves, take part in a call?
#[inline]
pub fn take_part(row: &Builtin, arguments: &Arguments) -> bool {
    let speaks = |value: &Value| is_special(value) || matches!(value, Value::Instance(_));
    let given = arguments.positional.iter();
    let named = arguments.keywords.iter().map(|(_, value)| value);
    let in_list = |value: &Value| match value {
        Value::List(list) => list.items.borrow().iter().take(LOOKED_AT).any(speaks),
        Value::Tuple(items) => items.iter().take(LOOKED_AT).any(speaks),
        _ => false,
    };
    // Lists of arrays are joined and stacked by NumPy's functions; to Python's they are lists.
    let looks_inside = || row.full_name().starts_with("np.");
    given.chain(named).any(speaks)
        || arguments.positional.first().is_some_and(|first| {
            matches!(first, Value::List(_) | Value::Tuple(_)) && looks_inside() && in_list(first)
        })
}

/// What an array becomes that is seen as another class: `a.view(np.matrix)`. `None` for a plain `ndarray`.
pub fn of_class(class: &Class, of: &Value, array: &Array) -> Option<Rc<dyn ArraySubclass>> {
    if let Class::User(class) = class {
        return Some(Rc::new(UserArray::new(class.clone(), Some(of.clone()))));
    }
    match class.builtin() {
        ClassId::MASKED_ARRAY => numpy::ma::of_class(class, of, array),
        id => builtin_state(id),
    }
}

/// `value[index] = new` of an array of a subclass: where brackets give a view by the class's own rules, it is written to.
///
/// # Errors
/// As for other arrays; the subclass's own.
pub fn set_item(host: &mut dyn Host, value: &Value, index: &Value, new: &Value) -> Result<()> {
    let Value::Array(object) = value else {
        return Ok(());
    };
    let is_basic = |index: &Value| {
        matches!(
            index,
            Value::Slice(_) | Value::Int(_) | Value::None | Value::Ellipsis
        )
    };
    let basic = match index {
        Value::Tuple(items) => items.iter().all(is_basic),
        single => is_basic(single),
    };
    if basic
        && own_row(&value.class(), "__getitem__").is_some()
        && let Value::Array(part) = get_item(host, value, index)?
        && object.with(Array::is_writeable)
    {
        return crate::value::convert::set_elements(&part.array(), new);
    }
    numpy::indexing::set_item(object, index, new)
}

/// An array that a class's `__new__` made, as an object of that class.
pub fn new_object(array: Value, class: &Value) -> Value {
    let (Value::Array(object), Value::Class(class)) = (&array, class) else {
        return array;
    };
    let subclass = match class {
        Class::User(user) => {
            Some(Rc::new(UserArray::new(user.clone(), None)) as Rc<dyn ArraySubclass>)
        }
        Class::Builtin(id) => builtin_state(*id),
    };
    let shaped = match &subclass {
        Some(subclass) => subclass.shaped(object.array()),
        None => object.array(),
    };
    Value::Array(Rc::new(ArrayObject::with_subclass(
        shaped,
        object.base.clone(),
        subclass,
    )))
}

/// The state of a new object of a built-in subclass.
pub fn builtin_state(id: ClassId) -> Option<Rc<dyn ArraySubclass>> {
    match id {
        ClassId::NDARRAY => None,
        ClassId::MATRIX => Some(Rc::new(numpy::matrix::Matrix)),
        ClassId::MEMMAP => Some(Rc::new(numpy::memmap::MemoryMap::detached())),
        ClassId::CHARARRAY => Some(Rc::new(numpy::chararray::CharArray)),
        ClassId::RECARRAY => Some(Rc::new(numpy::records::RecordArray)),
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

builtins! {
    /// Told of a new object and of what it was made from; a class of the lesson's that keeps attributes overrides it.
    ///
    /// >>> np.zeros(2).__array_finalize__(None)
    "ndarray.__array_finalize__" "(self, obj, /)" => |_array: Value, _from: Value| Value::None;
    /// A ufunc's result as an array of this one's class.
    ///
    /// >>> np.zeros(1).__array_wrap__(np.array([2.5]))
    /// array([2.5])
    "ndarray.__array_wrap__" "(self, array, context=None, return_scalar=True, /)" => array_wrap;
    /// Runs a ufunc or its method on inputs, none of which speaks for itself.
    ///
    /// >>> np.zeros(1).__array_ufunc__(np.add, '__call__', 1, 2)
    /// np.int64(3)
    "ndarray.__array_ufunc__" "(self, ufunc, method, /, *inputs, **kwargs)" => array_ufunc;
    /// Runs one of NumPy's functions as if no argument spoke for itself.
    ///
    /// >>> np.zeros(1).__array_function__(np.sum, (), ([1, 2],), {})
    /// np.int64(3)
    "ndarray.__array_function__" "(self, func, types, args, kwargs, /)" => array_function;
    /// Of several operands, the one with the highest priority says what the result is.
    ///
    /// >>> np.zeros(1).__array_priority__
    /// 0.0
    property "ndarray.__array_priority__" => |a: Value| a.subclass().map_or(0.0, |own| own.priority());
}

fn array_wrap(of: Value, array: Value, _context: Value, return_scalar: bool) -> Value {
    match (&array, of.subclass()) {
        (Value::Array(object), None) if return_scalar => Value::array_or_scalar(object.array()),
        (_, None) => array,
        _ => array.plain_array().dressed_as(&of),
    }
}

fn array_ufunc(
    host: &mut dyn Host,
    of: Value,
    ufunc: Value,
    method: Rc<str>,
    Rest(inputs): Rest,
    Keywords(keywords): Keywords,
) -> Result<Value> {
    let other = |value: &&Value| speaks_for_itself(value) && value.class() != of.class();
    if inputs.iter().find(other).is_some() {
        return Ok(Value::NotImplemented);
    }
    let row = match (&ufunc, &*method) {
        (Value::Builtin(row), "__call__") => Some(*row),
        (_, method) => find(&format!("ufunc.{method}")),
    };
    let row = row.ok_or_else(|| Raised::attribute_error(format!("no method {method}")))?;
    let mut arguments = Arguments {
        keywords,
        ..Arguments::positional(inputs.iter().cloned())
    };
    if &*method != "__call__" {
        arguments = arguments.with_receiver(ufunc);
    }
    row.call(host, arguments)
}

fn array_function(
    host: &mut dyn Host,
    _of: Value,
    function: Value,
    _types: Value,
    args: Value,
    kwargs: Value,
) -> Result<Value> {
    let (Value::Builtin(row), Value::Tuple(items)) = (&function, &args) else {
        return Err(Raised::type_error("args must be a tuple."));
    };
    let mut arguments = Arguments::positional(items.iter().cloned());
    if let Value::Dict(dict) = &kwargs {
        for (name, value) in dict.pairs() {
            if let Value::Str(name) = name {
                arguments.keywords.push((name, value));
            }
        }
    }
    let first = arguments.positional.first().cloned().unwrap_or(Value::None);
    results::of_row(host, row, arguments, &first)
}
