//! What an array can be beyond an `ndarray`: a matrix, a record array, a masked array, an object of a class that the
//! lesson derived from `ndarray`.
//!
//! An [`ArrayObject`](super::ArrayObject) carries its subclass beside the array. Its methods and operators are rows of
//! the catalogue under the name of its class, which inherits from `ndarray`; what has no row there is done as for any
//! array, and [`ArraySubclass::wrap`] says what the result is.

use std::any::Any;
use std::rc::Rc;

use super::{Class, Host, Result, Value, display};
use crate::array::Array;

/// The part of an array object that makes it more than an `ndarray`.
pub trait ArraySubclass: Any {
    fn class(&self) -> Class;

    fn as_any(&self) -> &dyn Any;

    /// `__array_priority__`: of several operands, the one with the highest says what the result is.
    fn priority(&self) -> f64 {
        0.0
    }

    /// What a view of an array of this subclass is, or a result made from one: NumPy's `__array_finalize__`. `None`
    /// for a plain array.
    fn finalize(&self, array: &Array) -> Option<Rc<dyn ArraySubclass>>;

    /// As [`ArraySubclass::finalize`], for a subclass that looks at the object which the new one is made from.
    fn finalize_from(&self, array: &Array, _from: &Value) -> Option<Rc<dyn ArraySubclass>> {
        self.finalize(array)
    }

    /// The array in the shape that objects of this subclass have: a matrix has two axes.
    fn shaped(&self, array: Array) -> Array {
        array
    }

    /// Does a result of no dimensions stay an array?
    fn keeps_scalars(&self) -> bool {
        false
    }

    /// The first thing done with an object that is new: what the lesson's class wrote in `__array_finalize__`.
    ///
    /// # Errors
    /// Whatever the lesson's code raises.
    fn settle(&self, _: &mut dyn Host, _object: &Value) -> Result<()> {
        Ok(())
    }

    /// What a ufunc's result is, that `inputs` took part in, one of them of this subclass: NumPy's `__array_wrap__`.
    ///
    /// # Errors
    /// The subclass's own.
    fn wrap(
        &self,
        _: &mut dyn Host,
        result: Value,
        _ufunc: &'static str,
        _inputs: &[Value],
    ) -> Result<Value> {
        Ok(self.dress(result))
    }

    /// Is its only element missing? As an element of another array it becomes NaN, with a warning.
    fn is_missing(&self) -> bool {
        false
    }

    /// A result as an object of this subclass, unless it is a scalar or belongs to a subclass already.
    fn dress(&self, result: Value) -> Value {
        match &result {
            Value::Array(object) if object.subclass.is_none() => {
                let array = self.shaped(object.array());
                let subclass = self.finalize(&array);
                Value::Array(Rc::new(super::ArrayObject {
                    array: array.into(),
                    base: object.base.clone(),
                    subclass,
                }))
            }
            _ => result,
        }
    }

    /// `repr()`: as an array, with the name of the class before it.
    ///
    /// # Errors
    /// Whatever showing an element raises.
    fn repr(&self, host: &mut dyn Host, array: &Array) -> Result<String> {
        display::array_repr_of(host, array, &self.class().name())
    }

    /// `str()`
    ///
    /// # Errors
    /// As [`ArraySubclass::repr`].
    fn str(&self, host: &mut dyn Host, array: &Array) -> Result<String> {
        display::array_str(host, array)
    }

    /// An attribute of the object's own, which is no row of its class.
    fn attribute(&self, _object: &Value, _name: &str) -> Result<Option<Value>> {
        Ok(None)
    }

    /// Sets an attribute of the object's own; `None` deletes it. False where it has no such attribute.
    ///
    /// # Errors
    /// As assigning to a part of an array.
    fn set_attribute(&self, _object: &Value, _name: &str, _new: Option<&Value>) -> Result<bool> {
        Ok(false)
    }

    /// The values that the object holds beside its elements.
    fn values(&self) -> Vec<Value> {
        Vec::new()
    }
}

impl Value {
    /// The array as a plain `ndarray`: a view, if it is more than one.
    pub fn plain_array(&self) -> Value {
        match self {
            Value::Array(object) if object.subclass.is_some() => {
                Value::view_as(object.array(), self, None)
            }
            other => other.clone(),
        }
    }

    /// A result as an object of the subclass of `from`, unless it is a scalar or belongs to a subclass already.
    pub fn dressed_as(self, from: &Value) -> Value {
        let Some(subclass) = from.subclass() else {
            return self;
        };
        let object = match &self {
            Value::Array(object) if object.subclass.is_none() => object.clone(),
            Value::Scalar(scalar) if subclass.keeps_scalars() => match Array::from_scalar(scalar) {
                Ok(array) => Rc::new(super::ArrayObject::new(array)),
                Err(_) => return self,
            },
            _ => return self,
        };
        let array = subclass.shaped(object.array());
        Value::Array(Rc::new(super::ArrayObject {
            subclass: subclass.finalize_from(&array, from),
            array: array.into(),
            base: object.base.clone(),
        }))
    }

    /// What an array is beyond an `ndarray`.
    pub fn subclass(&self) -> Option<&Rc<dyn ArraySubclass>> {
        match self {
            Value::Array(object) => object.subclass.as_ref(),
            _ => None,
        }
    }

    /// The state of an array of the subclass `T`.
    pub fn subclass_as<T: 'static>(&self) -> Option<&T> {
        self.subclass()?.as_any().downcast_ref()
    }
}
