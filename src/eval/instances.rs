//! How objects of lessons' classes come to be: `__new__`, then `__init__`, each the lesson's own or that of the built-in
//! class that the class is derived from.

use std::rc::Rc;

use super::Interpreter;
use crate::builtins as catalogue;
use crate::builtins::python::iterate;
use crate::text::Symbol;
use crate::value::{
    Arguments, Class, ClassId, Exception, Flavour, Instance, PlainObject, Raised, Result, Set,
    UserClass, Value, descriptor,
};

impl Interpreter {
    /// `Class(…)` of a class of the lesson's, as `type.__call__` makes it: `__new__`, then `__init__` of what it gave.
    pub(super) fn construct(
        &mut self,
        class: &Rc<UserClass>,
        arguments: Arguments,
    ) -> Result<Value> {
        let made = match class.find(Symbol::new("__new__")) {
            Some(new) => {
                let own = Class::User(class.clone());
                let new = descriptor::bound(new, None, &own);
                let arguments = arguments.clone().with_receiver(Value::Class(own));
                self.apply(&new, arguments)?
            }
            None => self.allocate(class, &arguments)?,
        };
        if !made.class().is_subclass(&Class::User(class.clone())) {
            return Ok(made);
        }
        let Some(init) = class.find(Symbol::new("__init__")) else {
            if fills_itself(&made) {
                self.fill(&made, arguments)?;
            }
            return Ok(made);
        };
        let init = descriptor::bound(init, Some(&made), &made.class());
        match self.apply(&init, arguments)? {
            Value::None => Ok(made),
            other => Err(Raised::type_error(format!(
                "__init__() should return None, not '{}'",
                other.qualified_type_name()
            ))),
        }
    }

    /// An object of a class of the lesson's before its `__init__`, as the built-in `__new__` makes it.
    pub(super) fn allocate(
        &mut self,
        class: &Rc<UserClass>,
        arguments: &Arguments,
    ) -> Result<Value> {
        let own = Class::User(class.clone());
        let id = class.builtin();
        if id.is_subclass(ClassId::TYPE) {
            return self.type_new(own, arguments.clone());
        }
        self.refuse_abstract(class)?;
        if id.is_exception() {
            let mut arguments = arguments.clone();
            if class.find(Symbol::new("__init__")).is_some() {
                arguments.keywords.clear();
            }
            return new_exception(&own, arguments);
        }
        if id != ClassId::OBJECT {
            return self.allocate_derived(class, id, arguments);
        }
        let takes_some = ["__init__", "__new__"]
            .map(Symbol::new)
            .into_iter()
            .any(|name| class.find(name).is_some());
        let given = !arguments.positional.is_empty() || !arguments.keywords.is_empty();
        if given && !takes_some {
            let message = format!("{}() takes no arguments", class.name);
            return Err(Raised::type_error(message));
        }
        Ok(Value::Instance(Rc::new(Instance::new(class.clone(), None))))
    }

    /// An object that holds a value of a built-in class. Those that their `__init__` fills are empty at first.
    fn allocate_derived(
        &mut self,
        class: &Rc<UserClass>,
        id: ClassId,
        arguments: &Arguments,
    ) -> Result<Value> {
        let own = Class::User(class.clone());
        let makes_its_own =
            id.is_subclass(ClassId::NDARRAY) || id.is_subclass(ClassId::NAMED_TUPLE);
        let Some(row) = catalogue::find_member(&own, "__new__") else {
            return Err(no_instances(&own));
        };
        if makes_its_own {
            let mut arguments = arguments.clone().with_receiver(Value::Class(own));
            return self.call_row(row, &mut arguments);
        }
        let arguments = match is_filled_later(id) {
            true => Arguments::none(),
            false => arguments.clone(),
        };
        let mut arguments = match row.is_class_method() {
            true => arguments.with_receiver(Value::Class(id.into())),
            false => arguments,
        };
        let held = self.call_row(row, &mut arguments)?;
        Ok(Value::Instance(Rc::new(Instance::new(
            class.clone(),
            Some(held),
        ))))
    }

    /// The `__init__` of the built-in class: fills the object with what its arguments say.
    pub(super) fn fill(&mut self, object: &Value, mut arguments: Arguments) -> Result<()> {
        let Some(held) = object.held() else {
            return Ok(());
        };
        if let (Value::Dict(old), Some(update)) =
            (held, catalogue::find_member(&held.class(), "update"))
        {
            if let Flavour::Default(place) = &old.flavour
                && !arguments.positional.is_empty()
            {
                let factory = arguments.positional.remove(0);
                place.replace(factory);
            }
            expect_one("dict", arguments.positional.len())?;
            let mut arguments = arguments.with_receiver(object.clone());
            return self.call_row(update, &mut arguments).map(drop);
        }
        let Some(row) = catalogue::find_member(&held.class(), "__new__") else {
            return Ok(());
        };
        if let Value::Set(_) = held {
            expect_one(&object.type_name(), arguments.positional.len())?;
        }
        let made = self.call_row(row, &mut arguments)?;
        match (held, &made) {
            (Value::List(list), Value::List(new)) => {
                let old = list.items.replace(new.items.take());
                drop(old);
                list.recharge();
                Ok(())
            }
            (Value::Set(set), Value::Set(new)) => {
                let fresh = Set::new(false);
                fresh.merge(self, new)?;
                set.become_other(fresh);
                Ok(())
            }
            (Value::Native(native), new) => {
                native.clone().become_other(new);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A class with abstract methods has no objects.
    fn refuse_abstract(&mut self, class: &Rc<UserClass>) -> Result<()> {
        let Some(names) = class.find(Symbol::new("__abstractmethods__")) else {
            return Ok(());
        };
        let mut names: Vec<String> = iterate::collect(self, &names)?
            .iter()
            .filter_map(|name| crate::value::compare::text_of(name).map(|text| text.to_string()))
            .collect();
        if names.is_empty() {
            return Ok(());
        }
        crate::text::sort(&mut names);
        let plural = if names.len() == 1 { "" } else { "s" };
        Err(Raised::type_error(format!(
            "Can't instantiate abstract class {} with abstract method{plural} {}",
            class.name,
            names.join(", ")
        )))
    }
}

/// The one argument that containers take.
fn expect_one(name: &str, given: usize) -> Result<()> {
    match given {
        0 | 1 => Ok(()),
        _ => Err(Raised::type_error(format!(
            "{name} expected at most 1 argument, got {given}"
        ))),
    }
}

/// Is it an object that the `__init__` of its built-in class fills?
fn fills_itself(object: &Value) -> bool {
    object
        .held()
        .is_some_and(|held| is_filled_later(held.class().builtin()))
}

/// Classes whose `__new__` makes an empty object, whatever it is given.
fn is_filled_later(id: ClassId) -> bool {
    [
        ClassId::LIST,
        ClassId::DICT,
        ClassId::SET,
        ClassId::DEQUE,
        ClassId::BYTEARRAY,
    ]
    .into_iter()
    .any(|filled| id.is_subclass(filled))
}

pub(super) fn no_instances(class: &Class) -> Raised {
    let message = format!("cannot create '{}' instances", class.qualified());
    Raised::type_error(message)
}

/// `Class(…)` of a built-in class that the catalogue has no `__new__` of: an exception, or `object`.
pub(super) fn instantiate_builtin(id: ClassId, arguments: Arguments) -> Result<Value> {
    if id.is_exception() {
        return new_exception(&id.into(), arguments);
    }
    if id != ClassId::OBJECT {
        return Err(no_instances(&id.into()));
    }
    match arguments.positional.is_empty() && arguments.keywords.is_empty() {
        true => Ok(Value::Native(Rc::new(PlainObject))),
        false => Err(Raised::type_error("object() takes no arguments")),
    }
}

/// `AxisError(axis, ndim=None, msg_prefix=None)`: the first alone is the message.
fn new_axis_error(class: &Class, arguments: Arguments) -> Result<Value> {
    const PARAMETERS: [&str; 3] = ["axis", "ndim", "msg_prefix"];
    let given = arguments.positional.into_vec();
    if given.len() > PARAMETERS.len() {
        return Err(Raised::type_error(format!(
            "AxisError.__init__() takes from 2 to 4 positional arguments but {} were given",
            given.len() + 1
        )));
    }
    let mut bound: Vec<Option<Value>> = given.iter().cloned().map(Some).collect();
    bound.resize(PARAMETERS.len(), None);
    for (name, value) in arguments.keywords {
        let slot = PARAMETERS.iter().position(|own| *own == &*name);
        let slot = slot.and_then(|at| bound.get_mut(at));
        let problem = match slot {
            None => "an unexpected keyword",
            Some(Some(_)) => "multiple values for",
            Some(slot) => {
                *slot = Some(value);
                continue;
            }
        };
        return Err(Raised::type_error(format!(
            "AxisError.__init__() got {problem} argument '{name}'"
        )));
    }
    let [axis, ndim, prefix] = [0, 1, 2].map(|at| bound.get(at).cloned().flatten());
    let Some(axis) = axis else {
        return Err(Raised::type_error(
            "AxisError.__init__() missing 1 required positional argument: 'axis'",
        ));
    };
    let (ndim, prefix) = (ndim.unwrap_or(Value::None), prefix.unwrap_or(Value::None));
    let exception = Exception::new(class.clone(), given);
    match ndim.is_none() && prefix.is_none() {
        true => exception.set_axis(Value::None, Value::None, axis),
        false => exception.set_axis(axis, ndim, prefix),
    }
    Ok(Value::Exception(Rc::new(exception)))
}

fn new_exception(class: &Class, arguments: Arguments) -> Result<Value> {
    if class.builtin().is_subclass(ClassId::AXIS_ERROR) {
        return new_axis_error(class, arguments);
    }
    if !arguments.keywords.is_empty() {
        let message = format!("{}() takes no keyword arguments", class.name());
        return Err(Raised::type_error(message));
    }
    let exception = Exception::new(class.clone(), arguments.positional.into_vec());
    if class.builtin().is_subclass(ClassId::STOP_ITERATION) {
        let value = exception.args.borrow().first().cloned();
        let value = value.unwrap_or(Value::None);
        exception
            .attributes
            .borrow_mut()
            .push(("value".into(), value));
    }
    Ok(Value::Exception(Rc::new(exception)))
}
