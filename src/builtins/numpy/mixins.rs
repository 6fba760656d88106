//! `np.lib.mixins`: a class that gives every operator to those which inherit from it, by their `__array_ufunc__`.

use std::rc::Rc;

use crate::builtins::{find, rows};
use crate::text::Symbol;
use crate::value::{Arguments, Class, Host, Raised, Result, UserClass, Value, special};

const CLASS: &str = "NDArrayOperatorsMixin";

crate::builtins! {
    /// A class to inherit from: all operators become calls of ufuncs, which `__array_ufunc__` then answers.
    ///
    /// >>> class Noted(np.lib.mixins.NDArrayOperatorsMixin):
    /// ...     def __array_ufunc__(self, ufunc, method, *inputs, **kwargs): return ufunc.__name__
    /// >>> Noted() + 1
    /// 'add'
    constant "np.lib.mixins.NDArrayOperatorsMixin" => mixin;
    /// As `np.less`.
    "NDArrayOperatorsMixin.__lt__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.less", a, b);
    /// As `np.less_equal`.
    "NDArrayOperatorsMixin.__le__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.less_equal", a, b);
    /// As `np.equal`.
    "NDArrayOperatorsMixin.__eq__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.equal", a, b);
    /// As `np.not_equal`.
    "NDArrayOperatorsMixin.__ne__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.not_equal", a, b);
    /// As `np.greater`.
    "NDArrayOperatorsMixin.__gt__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.greater", a, b);
    /// As `np.greater_equal`.
    "NDArrayOperatorsMixin.__ge__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.greater_equal", a, b);
    /// As `np.add`.
    "NDArrayOperatorsMixin.__add__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.add", a, b);
    /// As `np.add`, from the right.
    "NDArrayOperatorsMixin.__radd__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| reflected(host, "np.add", a, b);
    /// As `np.add`, in place.
    "NDArrayOperatorsMixin.__iadd__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| in_place(host, "np.add", a, b);
    /// As `np.subtract`.
    "NDArrayOperatorsMixin.__sub__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.subtract", a, b);
    /// As `np.subtract`, from the right.
    "NDArrayOperatorsMixin.__rsub__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| reflected(host, "np.subtract", a, b);
    /// As `np.subtract`, in place.
    "NDArrayOperatorsMixin.__isub__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| in_place(host, "np.subtract", a, b);
    /// As `np.multiply`.
    "NDArrayOperatorsMixin.__mul__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.multiply", a, b);
    /// As `np.multiply`, from the right.
    "NDArrayOperatorsMixin.__rmul__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| reflected(host, "np.multiply", a, b);
    /// As `np.multiply`, in place.
    "NDArrayOperatorsMixin.__imul__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| in_place(host, "np.multiply", a, b);
    /// As `np.matmul`.
    "NDArrayOperatorsMixin.__matmul__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.matmul", a, b);
    /// As `np.matmul`, from the right.
    "NDArrayOperatorsMixin.__rmatmul__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| reflected(host, "np.matmul", a, b);
    /// As `np.matmul`, in place.
    "NDArrayOperatorsMixin.__imatmul__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| in_place(host, "np.matmul", a, b);
    /// As `np.divide`.
    "NDArrayOperatorsMixin.__truediv__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.divide", a, b);
    /// As `np.divide`, from the right.
    "NDArrayOperatorsMixin.__rtruediv__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| reflected(host, "np.divide", a, b);
    /// As `np.divide`, in place.
    "NDArrayOperatorsMixin.__itruediv__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| in_place(host, "np.divide", a, b);
    /// As `np.floor_divide`.
    "NDArrayOperatorsMixin.__floordiv__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.floor_divide", a, b);
    /// As `np.floor_divide`, from the right.
    "NDArrayOperatorsMixin.__rfloordiv__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| reflected(host, "np.floor_divide", a, b);
    /// As `np.floor_divide`, in place.
    "NDArrayOperatorsMixin.__ifloordiv__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| in_place(host, "np.floor_divide", a, b);
    /// As `np.remainder`.
    "NDArrayOperatorsMixin.__mod__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.remainder", a, b);
    /// As `np.remainder`, from the right.
    "NDArrayOperatorsMixin.__rmod__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| reflected(host, "np.remainder", a, b);
    /// As `np.remainder`, in place.
    "NDArrayOperatorsMixin.__imod__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| in_place(host, "np.remainder", a, b);
    /// As `np.power`.
    "NDArrayOperatorsMixin.__pow__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.power", a, b);
    /// As `np.power`, from the right.
    "NDArrayOperatorsMixin.__rpow__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| reflected(host, "np.power", a, b);
    /// As `np.power`, in place.
    "NDArrayOperatorsMixin.__ipow__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| in_place(host, "np.power", a, b);
    /// As `np.left_shift`.
    "NDArrayOperatorsMixin.__lshift__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.left_shift", a, b);
    /// As `np.left_shift`, from the right.
    "NDArrayOperatorsMixin.__rlshift__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| reflected(host, "np.left_shift", a, b);
    /// As `np.left_shift`, in place.
    "NDArrayOperatorsMixin.__ilshift__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| in_place(host, "np.left_shift", a, b);
    /// As `np.right_shift`.
    "NDArrayOperatorsMixin.__rshift__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.right_shift", a, b);
    /// As `np.right_shift`, from the right.
    "NDArrayOperatorsMixin.__rrshift__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| reflected(host, "np.right_shift", a, b);
    /// As `np.right_shift`, in place.
    "NDArrayOperatorsMixin.__irshift__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| in_place(host, "np.right_shift", a, b);
    /// As `np.bitwise_and`.
    "NDArrayOperatorsMixin.__and__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.bitwise_and", a, b);
    /// As `np.bitwise_and`, from the right.
    "NDArrayOperatorsMixin.__rand__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| reflected(host, "np.bitwise_and", a, b);
    /// As `np.bitwise_and`, in place.
    "NDArrayOperatorsMixin.__iand__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| in_place(host, "np.bitwise_and", a, b);
    /// As `np.bitwise_xor`.
    "NDArrayOperatorsMixin.__xor__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.bitwise_xor", a, b);
    /// As `np.bitwise_xor`, from the right.
    "NDArrayOperatorsMixin.__rxor__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| reflected(host, "np.bitwise_xor", a, b);
    /// As `np.bitwise_xor`, in place.
    "NDArrayOperatorsMixin.__ixor__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| in_place(host, "np.bitwise_xor", a, b);
    /// As `np.bitwise_or`.
    "NDArrayOperatorsMixin.__or__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.bitwise_or", a, b);
    /// As `np.bitwise_or`, from the right.
    "NDArrayOperatorsMixin.__ror__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| reflected(host, "np.bitwise_or", a, b);
    /// As `np.bitwise_or`, in place.
    "NDArrayOperatorsMixin.__ior__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| in_place(host, "np.bitwise_or", a, b);
    /// As `np.divmod`.
    "NDArrayOperatorsMixin.__divmod__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| applied(host, "np.divmod", a, b);
    /// As `np.divmod`, from the right.
    "NDArrayOperatorsMixin.__rdivmod__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| reflected(host, "np.divmod", a, b);
    /// As `np.negative`.
    "NDArrayOperatorsMixin.__neg__" "(self, /)" => |host: &mut dyn Host, a: Value| call(host, "np.negative", [a]);
    /// As `np.positive`.
    "NDArrayOperatorsMixin.__pos__" "(self, /)" => |host: &mut dyn Host, a: Value| call(host, "np.positive", [a]);
    /// As `np.absolute`.
    "NDArrayOperatorsMixin.__abs__" "(self, /)" => |host: &mut dyn Host, a: Value| call(host, "np.absolute", [a]);
    /// As `np.invert`.
    "NDArrayOperatorsMixin.__invert__" "(self, /)" => |host: &mut dyn Host, a: Value| call(host, "np.invert", [a]);
}

/// The class, which is the same for the whole session.
#[derive(Default)]
struct Mixin(Option<Rc<UserClass>>);

fn mixin(host: &mut dyn Host) -> Result<Value> {
    if let Some(class) = &host.session().get::<Mixin>().0 {
        return Ok(Value::Class(Class::User(class.clone())));
    }
    let qualified = format!("numpy.lib.mixins.{CLASS}");
    let bases = vec![crate::value::ClassId::OBJECT.into()];
    let class = UserClass::new(Symbol::new(CLASS), qualified, bases)?;
    let methods = rows().flat_map(|row| row.names.iter().map(move |name| (row, *name)));
    for (row, name) in methods {
        let own = name
            .strip_prefix(CLASS)
            .and_then(|rest| rest.strip_prefix('.'));
        if let Some(own) = own {
            let mut namespace = class.namespace.borrow_mut();
            namespace.push((Symbol::new(own), Value::Builtin(row)));
        }
    }
    let class = Rc::new(class);
    host.session().get::<Mixin>().0 = Some(class.clone());
    Ok(Value::Class(Class::User(class)))
}

/// Does an operand want no ufuncs?
fn declines(value: &Value) -> bool {
    special::find(value, "__array_ufunc__").is_some_and(|hook| hook.is_none())
}

fn call<const N: usize>(host: &mut dyn Host, name: &str, operands: [Value; N]) -> Result<Value> {
    with(host, name, Arguments::positional(operands))
}

fn with(host: &mut dyn Host, name: &str, arguments: Arguments) -> Result<Value> {
    let row = find(name).ok_or_else(|| Raised::attribute_error(format!("no function {name}")))?;
    host.call(&Value::Builtin(row), arguments)
}

fn applied(host: &mut dyn Host, name: &str, a: Value, b: Value) -> Result<Value> {
    match declines(&b) {
        true => Ok(Value::NotImplemented),
        false => call(host, name, [a, b]),
    }
}

fn reflected(host: &mut dyn Host, name: &str, a: Value, b: Value) -> Result<Value> {
    match declines(&b) {
        true => Ok(Value::NotImplemented),
        false => call(host, name, [b, a]),
    }
}

fn in_place(host: &mut dyn Host, name: &str, a: Value, b: Value) -> Result<Value> {
    let mut arguments = Arguments::positional([a.clone(), b]);
    arguments
        .keywords
        .push(("out".into(), Value::tuple(vec![a])));
    with(host, name, arguments)
}
