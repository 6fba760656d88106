//! The module `operator`: Python's operators as functions, and functions that fetch items and attributes.

use std::any::Any;
use std::rc::Rc;

use super::iterate;
use super::parameters::Text;
use crate::array::meter;
use crate::builtins;
use crate::builtins::operators::{
    binary, compare, contains, del_item, get_item, inplace, set_item, unary,
};
use crate::syntax::ast::{BinaryOp, CompareOp, UnaryOp};
use crate::value::builtin::{Keywords, Rest};
use crate::value::compare::text_of;
use crate::value::number::index;
use crate::value::{
    Arguments, ClassId, Host, Native, Raised, Result, Value, dismantle, display, truth,
};

builtins! {
    /// `a + b`
    ///
    /// >>> operator.add(2, 3)
    /// 5
    "operator.add" | "operator.__add__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| binary(host, BinaryOp::Add, a, b);
    /// `a - b`
    ///
    /// >>> operator.sub(2, 3)
    /// -1
    "operator.sub" | "operator.__sub__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| binary(host, BinaryOp::Sub, a, b);
    /// `a * b`
    ///
    /// >>> operator.mul(2, 3)
    /// 6
    "operator.mul" | "operator.__mul__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| binary(host, BinaryOp::Mul, a, b);
    /// `a / b`
    ///
    /// >>> operator.truediv(7, 2)
    /// 3.5
    "operator.truediv" | "operator.__truediv__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| binary(host, BinaryOp::Div, a, b);
    /// `a // b`
    ///
    /// >>> operator.floordiv(7, 2)
    /// 3
    "operator.floordiv" | "operator.__floordiv__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| binary(host, BinaryOp::FloorDiv, a, b);
    /// `a % b`
    ///
    /// >>> operator.mod(7, 2)
    /// 1
    "operator.mod" | "operator.__mod__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| binary(host, BinaryOp::Mod, a, b);
    /// `a ** b`
    ///
    /// >>> operator.pow(2, 5)
    /// 32
    "operator.pow" | "operator.__pow__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| binary(host, BinaryOp::Pow, a, b);
    /// `a @ b`
    ///
    /// >>> operator.matmul(np.array([1, 2]), np.array([3, 4]))
    /// np.int64(11)
    "operator.matmul" | "operator.__matmul__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| binary(host, BinaryOp::MatMul, a, b);
    /// `a << b`
    ///
    /// >>> operator.lshift(1, 3)
    /// 8
    "operator.lshift" | "operator.__lshift__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| binary(host, BinaryOp::LeftShift, a, b);
    /// `a >> b`
    ///
    /// >>> operator.rshift(8, 2)
    /// 2
    "operator.rshift" | "operator.__rshift__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| binary(host, BinaryOp::RightShift, a, b);
    /// `a & b`
    ///
    /// >>> operator.and_(6, 3)
    /// 2
    "operator.and_" | "operator.__and__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| binary(host, BinaryOp::BitAnd, a, b);
    /// `a | b`
    ///
    /// >>> operator.or_(6, 3)
    /// 7
    "operator.or_" | "operator.__or__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| binary(host, BinaryOp::BitOr, a, b);
    /// `a ^ b`
    ///
    /// >>> operator.xor(6, 3)
    /// 5
    "operator.xor" | "operator.__xor__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| binary(host, BinaryOp::BitXor, a, b);
    /// What `a` is after `a += b`: the same object where that changes it in place.
    ///
    /// >>> operator.iadd([1], [2])
    /// [1, 2]
    "operator.iadd" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| inplace(host, BinaryOp::Add, a, b);
    /// What `a` is after `a -= b`: the same object where that changes it in place.
    ///
    /// >>> operator.isub(5, 2)
    /// 3
    "operator.isub" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| inplace(host, BinaryOp::Sub, a, b);
    /// What `a` is after `a *= b`: the same object where that changes it in place.
    ///
    /// >>> operator.imul(5, 2)
    /// 10
    "operator.imul" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| inplace(host, BinaryOp::Mul, a, b);
    /// What `a` is after `a /= b`: the same object where that changes it in place.
    ///
    /// >>> operator.itruediv(5, 2)
    /// 2.5
    "operator.itruediv" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| inplace(host, BinaryOp::Div, a, b);
    /// What `a` is after `a //= b`: the same object where that changes it in place.
    ///
    /// >>> operator.ifloordiv(5, 2)
    /// 2
    "operator.ifloordiv" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| inplace(host, BinaryOp::FloorDiv, a, b);
    /// What `a` is after `a %= b`: the same object where that changes it in place.
    ///
    /// >>> operator.imod(5, 2)
    /// 1
    "operator.imod" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| inplace(host, BinaryOp::Mod, a, b);
    /// What `a` is after `a **= b`: the same object where that changes it in place.
    ///
    /// >>> operator.ipow(5, 2)
    /// 25
    "operator.ipow" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| inplace(host, BinaryOp::Pow, a, b);
    /// What `a` is after `a @= b`: the same object where that changes it in place.
    ///
    /// >>> operator.imatmul(np.ones((2, 2)), np.eye(2))
    /// array([[1., 1.],
    ///        [1., 1.]])
    "operator.imatmul" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| inplace(host, BinaryOp::MatMul, a, b);
    /// What `a` is after `a &= b`: the same object where that changes it in place.
    ///
    /// >>> operator.iand(6, 3)
    /// 2
    "operator.iand" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| inplace(host, BinaryOp::BitAnd, a, b);
    /// What `a` is after `a |= b`: the same object where that changes it in place.
    ///
    /// >>> operator.ior(6, 3)
    /// 7
    "operator.ior" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| inplace(host, BinaryOp::BitOr, a, b);
    /// What `a` is after `a ^= b`: the same object where that changes it in place.
    ///
    /// >>> operator.ixor(6, 3)
    /// 5
    "operator.ixor" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| inplace(host, BinaryOp::BitXor, a, b);
    /// What `a` is after `a <<= b`: the same object where that changes it in place.
    ///
    /// >>> operator.ilshift(1, 3)
    /// 8
    "operator.ilshift" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| inplace(host, BinaryOp::LeftShift, a, b);
    /// What `a` is after `a >>= b`: the same object where that changes it in place.
    ///
    /// >>> operator.irshift(8, 2)
    /// 2
    "operator.irshift" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| inplace(host, BinaryOp::RightShift, a, b);
    /// `a == b`
    ///
    /// >>> operator.eq(2, 3)
    /// False
    "operator.eq" | "operator.__eq__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| compare(host, CompareOp::Eq, &a, &b);
    /// `a != b`
    ///
    /// >>> operator.ne(2, 3)
    /// True
    "operator.ne" | "operator.__ne__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| compare(host, CompareOp::NotEq, &a, &b);
    /// `a < b`
    ///
    /// >>> operator.lt(2, 3)
    /// True
    "operator.lt" | "operator.__lt__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| compare(host, CompareOp::Lt, &a, &b);
    /// `a <= b`
    ///
    /// >>> operator.le(2, 3)
    /// True
    "operator.le" | "operator.__le__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| compare(host, CompareOp::LtE, &a, &b);
    /// `a > b`
    ///
    /// >>> operator.gt(2, 3)
    /// False
    "operator.gt" | "operator.__gt__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| compare(host, CompareOp::Gt, &a, &b);
    /// `a >= b`
    ///
    /// >>> operator.ge(2, 3)
    /// False
    "operator.ge" | "operator.__ge__" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| compare(host, CompareOp::GtE, &a, &b);
    /// `-a`
    ///
    /// >>> operator.neg(3)
    /// -3
    "operator.neg" "(a, /)" => |host: &mut dyn Host, a: Value| unary(host, UnaryOp::Minus, a);
    /// `+a`
    ///
    /// >>> operator.pos(3)
    /// 3
    "operator.pos" "(a, /)" => |host: &mut dyn Host, a: Value| unary(host, UnaryOp::Plus, a);
    /// `~a`
    ///
    /// >>> operator.invert(3)
    /// -4
    "operator.invert" | "operator.inv" "(a, /)" => |host: &mut dyn Host, a: Value| unary(host, UnaryOp::Invert, a);
    /// The absolute value.
    ///
    /// >>> operator.abs(-3)
    /// 3
    "operator.abs" "(a, /)" => |host: &mut dyn Host, a: Value| match builtins::find("abs") {
        Some(row) => row.call(host, Arguments::positional([a])),
        None => Ok(a),
    };
    /// `not a`
    ///
    /// >>> operator.not_([])
    /// True
    "operator.not_" "(a, /)" => |host: &mut dyn Host, a: Value| truth(host, &a).map(|yes| !yes);
    /// `bool(a)`
    ///
    /// >>> operator.truth([0])
    /// True
    "operator.truth" "(a, /)" => |host: &mut dyn Host, a: Value| truth(host, &a);
    /// `a is b`
    ///
    /// >>> operator.is_(None, None)
    /// True
    "operator.is_" "(a, b, /)" => |a: Value, b: Value| a.is(&b);
    /// `a is not b`
    ///
    /// >>> operator.is_not(1, None)
    /// True
    "operator.is_not" "(a, b, /)" => |a: Value, b: Value| !a.is(&b);
    /// A value as an integer, where nothing is lost.
    ///
    /// >>> operator.index(np.int8(3))
    /// 3
    "operator.index" "(a, /)" => |host: &mut dyn Host, a: Value| index(host, &a);
    /// `a[b]`
    ///
    /// >>> operator.getitem([5, 7], 1)
    /// 7
    "operator.getitem" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| get_item(host, &a, &b);
    /// `a[b] = c`
    ///
    /// >>> x = [5, 7]; operator.setitem(x, 0, 6); x
    /// [6, 7]
    "operator.setitem" "(a, b, c, /)" => |host: &mut dyn Host, a: Value, b: Value, c: Value| set_item(host, &a, &b, c);
    /// `del a[b]`
    ///
    /// >>> x = [5, 7]; operator.delitem(x, 0); x
    /// [7]
    "operator.delitem" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| del_item(host, &a, &b);
    /// `b in a`
    ///
    /// >>> operator.contains([5, 7], 7)
    /// True
    "operator.contains" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| contains(host, &a, &b);
    /// `a + b` of two sequences.
    ///
    /// >>> operator.concat([1], [2])
    /// [1, 2]
    "operator.concat" "(a, b, /)" => |host: &mut dyn Host, a: Value, b: Value| binary(host, BinaryOp::Add, a, b);
    /// How often a value occurs.
    ///
    /// >>> operator.countOf([1, 2, 1], 1)
    /// 2
    "operator.countOf" "(a, b, /)" => count_of;
    /// The position of a value.
    ///
    /// >>> operator.indexOf([5, 7], 7)
    /// 1
    "operator.indexOf" "(a, b, /)" => index_of;
    /// A function that fetches an item, or a tuple of several: `itemgetter(1)(x)` is `x[1]`.
    ///
    /// >>> sorted([(1, 'b'), (2, 'a')], key=operator.itemgetter(1))
    /// [(2, 'a'), (1, 'b')]
    "itemgetter.__new__" "(item, /, *items)" => |item: Value, others: Rest| Getter::value(Fetch::Items, item, &others.0);
    /// Fetches the items.
    "itemgetter.__call__" "(self, obj, /)" => |host: &mut dyn Host, getter: Value, object: Value| fetch(host, &getter, &object);
    /// A function that fetches an attribute, or a tuple of several; dots go deeper.
    ///
    /// >>> operator.attrgetter('shape')(np.ones((2, 3)))
    /// (2, 3)
    "attrgetter.__new__" "(attr, /, *attrs)" => |name: Value, others: Rest| {
        if [&name].into_iter().chain(&*others.0).any(|name| text_of(name).is_none()) {
            return Err(Raised::type_error("attribute name must be a string"));
        }
        Ok(Getter::value(Fetch::Attributes, name, &others.0))
    };
    /// Fetches the attributes.
    "attrgetter.__call__" "(self, obj, /)" => |host: &mut dyn Host, getter: Value, object: Value| fetch(host, &getter, &object);
    /// A function that calls a method: `methodcaller('split', ',')(text)` is `text.split(',')`.
    ///
    /// >>> operator.methodcaller('mean', axis=0)(np.array([[1, 2], [3, 4]]))
    /// array([2., 3.])
    "methodcaller.__new__" "(name, /, *args, **kwargs)" => |name: Text, args: Rest, keywords: Keywords| {
        let arguments = Arguments { keywords: keywords.0, ..Arguments::positional(args.0.iter().cloned()) };
        Value::Native(Rc::new(MethodCaller { name: name.0, arguments }))
    };
    /// Calls the method.
    "methodcaller.__call__" "(self, obj, /)" => |host: &mut dyn Host, caller: Value, object: Value| {
        let Some(caller) = caller.native::<MethodCaller>() else {
            return Err(Raised::type_error("expected a methodcaller"));
        };
        let method = host.attribute(&object, &caller.name)?;
        host.call(&method, caller.arguments.clone())
    };
}

fn count_of(host: &mut dyn Host, items: Value, wanted: Value) -> Result<usize> {
    let mut count = 0;
    for item in iterate::collect(host, &items)? {
        meter::steps(1)?;
        count += usize::from(crate::value::compare::equal(host, &item, &wanted)?);
    }
    Ok(count)
}

fn index_of(host: &mut dyn Host, items: Value, wanted: Value) -> Result<usize> {
    for (at, item) in iterate::collect(host, &items)?.into_iter().enumerate() {
        meter::steps(1)?;
        if crate::value::compare::equal(host, &item, &wanted)? {
            return Ok(at);
        }
    }
    Err(Raised::value_error("sequence.index(x): x not in sequence"))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fetch {
    Items,
    Attributes,
}

/// `itemgetter(…)` or `attrgetter(…)`: what it fetches, at least one.
struct Getter {
    what: Fetch,
    names: Vec<Value>,
}

impl Getter {
    fn value(what: Fetch, first: Value, others: &[Value]) -> Value {
        let names = std::iter::once(first)
            .chain(others.iter().cloned())
            .collect();
        Value::Native(Rc::new(Getter { what, names }))
    }
}

impl Native for Getter {
    fn class(&self) -> ClassId {
        match self.what {
            Fetch::Items => ClassId::ITEM_GETTER,
            Fetch::Attributes => ClassId::ATTRIBUTE_GETTER,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn take_values(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.names)
    }

    fn repr_with(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let shown = self.names.iter().map(|name| display::repr(host, name));
        let shown = shown.collect::<Result<Vec<_>>>()?.join(", ");
        Ok(Some(format!("{}({shown})", self.class().qualified())))
    }
}

impl Drop for Getter {
    fn drop(&mut self) {
        dismantle(self.take_values());
    }
}

fn fetch(host: &mut dyn Host, getter: &Value, object: &Value) -> Result<Value> {
    let Some(getter) = getter.native::<Getter>() else {
        return Err(Raised::type_error("expected an itemgetter or attrgetter"));
    };
    let mut found = Vec::with_capacity(getter.names.len());
    for name in &getter.names {
        found.push(match (getter.what, text_of(name)) {
            (Fetch::Attributes, Some(path)) => attribute(host, object, path)?,
            _ => get_item(host, object, name)?,
        });
    }
    Ok(match found.len() {
        1 => found.swap_remove(0),
        _ => Value::tuple(found),
    })
}

/// `object.a.b` by its path `a.b`.
fn attribute(host: &mut dyn Host, object: &Value, path: &str) -> Result<Value> {
    let mut value = object.clone();
    for name in path.split('.') {
        meter::steps(1)?;
        value = host.attribute(&value, name)?;
    }
    Ok(value)
}

/// `methodcaller(name, …)`
struct MethodCaller {
    name: Rc<str>,
    arguments: Arguments,
}

impl Native for MethodCaller {
    fn class(&self) -> ClassId {
        ClassId::METHOD_CALLER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr_with(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let name = Value::Str(self.name.clone());
        let mut shown = vec![display::repr(host, &name)?];
        for value in &self.arguments.positional {
            shown.push(display::repr(host, value)?);
        }
        for (key, value) in &self.arguments.keywords {
            shown.push(format!("{key}={}", display::repr(host, value)?));
        }
        Ok(Some(format!("operator.methodcaller({})", shown.join(", "))))
    }
}
