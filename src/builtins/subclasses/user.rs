//! Objects of classes that the lesson derived from `ndarray` or one of its subclasses: their own attributes, and what
//! their class does with a new one.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use super::builtin_state;
use crate::array::Array;
use crate::builtins::find;
use crate::text::Symbol;
use crate::value::subclass::ArraySubclass;
use crate::value::{
    Arguments, Class, ClassId, Host, Result, UserClass, Value, descriptor, special,
};

/// What an object of a lesson's class holds beside its elements.
pub struct UserArray {
    class: Rc<UserClass>,
    attributes: RefCell<Vec<(Symbol, Value)>>,
    /// What the built-in subclass holds, that the class derives from.
    inherited: Option<Rc<dyn ArraySubclass>>,
    /// The object that this one was made from, until `__array_finalize__` is told; None if from none.
    pending: RefCell<Option<Value>>,
}

impl UserArray {
    /// A new object of the class, made from another array or from nothing.
    pub fn new(class: Rc<UserClass>, from: Option<Value>) -> UserArray {
        let inherited = builtin_state(class.builtin());
        UserArray::inheriting(class, inherited, from)
    }

    fn inheriting(
        class: Rc<UserClass>,
        inherited: Option<Rc<dyn ArraySubclass>>,
        from: Option<Value>,
    ) -> UserArray {
        UserArray {
            class,
            attributes: RefCell::default(),
            inherited,
            pending: RefCell::new(Some(from.unwrap_or(Value::None))),
        }
    }

    fn of_class(&self, name: &str) -> Option<Value> {
        self.class.find(Symbol::new(name))
    }
}

impl ArraySubclass for UserArray {
    fn class(&self) -> Class {
        Class::User(self.class.clone())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn priority(&self) -> f64 {
        match self.of_class("__array_priority__") {
            Some(Value::Float(x)) => x,
            Some(Value::Int(x)) => x as f64,
            _ => self.inherited.as_ref().map_or(0.0, |own| own.priority()),
        }
    }

    fn finalize(&self, _: &Array) -> Option<Rc<dyn ArraySubclass>> {
        Some(Rc::new(UserArray::new(self.class.clone(), None)))
    }

    fn finalize_from(&self, array: &Array, from: &Value) -> Option<Rc<dyn ArraySubclass>> {
        let inherited = self.inherited.as_ref();
        let inherited = inherited.and_then(|own| own.finalize_from(array, from));
        let class = self.class.clone();
        Some(Rc::new(UserArray::inheriting(
            class,
            inherited,
            Some(from.clone()),
        )))
    }

    fn shaped(&self, array: Array) -> Array {
        match &self.inherited {
            Some(inherited) => inherited.shaped(array),
            None => array,
        }
    }

    fn keeps_scalars(&self) -> bool {
        self.class.builtin() != ClassId::MATRIX
    }

    fn settle(&self, host: &mut dyn Host, object: &Value) -> Result<()> {
        let Some(from) = self.pending.take() else {
            return Ok(());
        };
        if let Some(earlier) = from.subclass() {
            let earlier = earlier.clone();
            earlier.settle(host, &from)?;
        }
        match self.of_class("__array_finalize__") {
            None | Some(Value::None) => Ok(()),
            Some(method) => {
                let method = descriptor::bound(method, Some(object), &self.class());
                host.call(&method, Arguments::positional([from])).map(drop)
            }
        }
    }

    fn wrap(
        &self,
        host: &mut dyn Host,
        result: Value,
        ufunc: &'static str,
        inputs: &[Value],
    ) -> Result<Value> {
        let is_self = |value: &&Value| {
            let own = value.subclass_as::<UserArray>();
            own.is_some_and(|own| std::ptr::eq(own, self))
        };
        let Some(from) = inputs.iter().find(is_self) else {
            return Ok(self.dress(result));
        };
        if special::find(from, "__array_wrap__").is_none() {
            return Ok(result.dressed_as(from));
        }
        let (array, is_scalar) = match result {
            Value::Scalar(scalar) => (Value::array(Array::from_scalar(&scalar)?), true),
            array => (array, false),
        };
        let ufunc = find(&format!("np.{ufunc}")).map_or(Value::None, Value::Builtin);
        let context = Value::tuple(vec![ufunc, Value::tuple(inputs.to_vec()), Value::Int(0)]);
        let all = [array, context, Value::Bool(is_scalar)];
        wrap_by_method(host, from, all)
    }

    fn attribute(&self, object: &Value, name: &str) -> Result<Option<Value>> {
        let symbol = Symbol::new(name);
        let own = {
            let attributes = self.attributes.borrow();
            let found = attributes.iter().find(|(own, _)| *own == symbol);
            found.map(|(_, value)| value.clone())
        };
        match (own, &self.inherited) {
            (None, Some(inherited)) if self.class.find(symbol).is_none() => {
                inherited.attribute(object, name)
            }
            (own, _) => Ok(own),
        }
    }

    fn set_attribute(&self, object: &Value, name: &str, new: Option<&Value>) -> Result<bool> {
        if let Some(inherited) = &self.inherited
            && inherited.set_attribute(object, name, new)?
        {
            return Ok(true);
        }
        let symbol = Symbol::new(name);
        let mut attributes = self.attributes.borrow_mut();
        let at = attributes.iter().position(|(own, _)| *own == symbol);
        let old = match (at, new) {
            (Some(at), Some(new)) => Some(std::mem::replace(&mut attributes[at].1, new.clone())),
            (Some(at), None) => Some(attributes.remove(at).1),
            (None, Some(new)) => {
                attributes.push((symbol, new.clone()));
                None
            }
            (None, None) => return Ok(false),
        };
        drop(attributes);
        drop(old);
        Ok(true)
    }

    fn repr(&self, host: &mut dyn Host, array: &Array) -> Result<String> {
        match &self.inherited {
            Some(inherited) if self.class.builtin() != ClassId::MATRIX => {
                inherited.repr(host, array)
            }
            _ => crate::value::display::array_repr_of(host, array, &self.class.name.name()),
        }
    }

    fn values(&self) -> Vec<Value> {
        let attributes = self.attributes.borrow();
        attributes.iter().map(|(_, value)| value.clone()).collect()
    }
}

/// Calls `__array_wrap__`; one that takes fewer arguments is asked again with them, as NumPy does.
fn wrap_by_method(host: &mut dyn Host, from: &Value, all: [Value; 3]) -> Result<Value> {
    let [array, context, is_scalar] = all;
    let three = [array.clone(), context.clone(), is_scalar];
    let raised = match special::call(host, from, "__array_wrap__", three) {
        Err(raised) if raised.is_a(ClassId::TYPE_ERROR) => raised,
        answer => return answer.map(|value| value.unwrap_or(array)),
    };
    let Ok(answer) = special::call(host, from, "__array_wrap__", [array.clone(), context]) else {
        return Err(raised);
    };
    let message = "__array_wrap__ must accept context and return_scalar arguments (positionally) in the future. (Deprecated NumPy 2.0)";
    host.warn(ClassId::DEPRECATION_WARNING, message)?;
    Ok(answer.unwrap_or(array))
}
