//! A second session in the same state, which shares nothing that can be changed with the first: a lesson's cells run
//! once, and every answer gets a copy of what they left.
//!
//! What the copy cannot take along (iterators that are under way, open figures, rare objects) makes the whole copy
//! fail; then the cells have to be run again. Two names for one object are two names for one object in the copy, and a
//! view shares memory with the copy of its base.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::Interpreter;
use super::world::{Entropy, Log, World};
use crate::array::{Array, Buffer, Scalar};
use crate::builtins;
use crate::value::{
    ArrayObject, BoundMethod, Cell, Class, Dict, Flavour, Function, Instance, List, Module, Set,
    UserClass, Value,
};

/// Nesting that a copy follows.
const DEEPEST: usize = 400;

impl Interpreter {
    /// A second interpreter in the same state, between two cells; none where something cannot be copied.
    pub(super) fn fork(&self) -> Option<Interpreter> {
        if !self.forsaken.borrow().is_empty() {
            return None;
        }
        let mut copier = Copier::default();
        let world = self.world.fork(&mut copier)?;
        let mut fork = Interpreter::new(world);
        for (name, module) in &self.modules {
            fork.modules.insert(name, copier.module(module)?);
        }
        for (name, value) in self.names.assigned() {
            fork.names.set(name, copier.value(value)?);
        }
        Some(fork)
    }
}

impl World {
    fn fork(&self, copier: &mut Copier) -> Option<World> {
        let Entropy::Fixed { seed, drawn } = self.entropy else {
            return None;
        };
        let state = self
            .state
            .copied(&mut |part| builtins::carried(part, &mut |value| copier.value(value)))?;
        Some(World {
            files: self.files.copied()?,
            clock: self.clock.fork()?,
            entropy: Entropy::Fixed { seed, drawn },
            state,
            log: Log::like(&self.log),
        })
    }
}

/// Copies values, each object once.
#[derive(Default)]
struct Copier {
    /// By the place of the original.
    objects: HashMap<usize, Value>,
    buffers: HashMap<usize, Buffer>,
    cells: HashMap<usize, Cell>,
    depth: usize,
}

fn place<T: ?Sized>(object: &Rc<T>) -> usize {
    Rc::as_ptr(object).cast::<()>() as usize
}

impl Copier {
    fn value(&mut self, value: &Value) -> Option<Value> {
        if self.depth >= DEEPEST {
            return None;
        }
        self.depth += 1;
        let copy = self.copy(value);
        self.depth -= 1;
        copy
    }

    fn copy(&mut self, value: &Value) -> Option<Value> {
        match value {
            Value::List(list) => self.list(list),
            Value::Tuple(items) => self.tuple(items),
            Value::Dict(dict) => self.dict(dict),
            Value::Set(set) => self.set(set),
            Value::Array(object) => self.array(object),
            Value::Function(function) => self.function(function),
            Value::BoundMethod(bound) => Some(Value::BoundMethod(Rc::new(BoundMethod {
                receiver: self.value(&bound.receiver)?,
                function: self.value(&bound.function)?,
            }))),
            Value::Module(module) => self.module(module).map(Value::Module),
            Value::Class(class) => self.class(class).map(Value::Class),
            Value::Instance(instance) => self.instance(instance),
            Value::Native(native) => match native.is_constant() {
                true => Some(value.clone()),
                false => self.known(place(native), |copier| {
                    native.copied(&mut |value| copier.value(value))
                }),
            },
            Value::Exception(_) | Value::Iterator(_) => None,
            // Elements of structured arrays share the array's memory.
            Value::Scalar(Scalar::Struct(_) | Scalar::Object(_)) => None,
            Value::Slice(slice) => {
                let parts = [&slice.start, &slice.stop, &slice.step];
                let plain = parts
                    .iter()
                    .all(|part| matches!(part, Value::None | Value::Int(_)));
                plain.then(|| value.clone())
            }
            plain => Some(plain.clone()),
        }
    }

    /// The copy of an object that holds nothing which could lead back to it.
    fn known(
        &mut self,
        place: usize,
        make: impl FnOnce(&mut Copier) -> Option<Value>,
    ) -> Option<Value> {
        if let Some(copy) = self.objects.get(&place) {
            return Some(copy.clone());
        }
        let copy = make(self)?;
        self.objects.insert(place, copy.clone());
        Some(copy)
    }

    fn values(&mut self, values: &[Value]) -> Option<Vec<Value>> {
        values.iter().map(|value| self.value(value)).collect()
    }

    fn list(&mut self, list: &Rc<List>) -> Option<Value> {
        if let Some(copy) = self.objects.get(&place(list)) {
            return Some(copy.clone());
        }
        let copy = Rc::new(List::new(Vec::new()));
        self.objects.insert(place(list), Value::List(copy.clone()));
        let items = list.items.borrow().clone();
        let items = self.values(&items)?;
        copy.items.replace(items);
        copy.recharge();
        Some(Value::List(copy))
    }

    fn tuple(&mut self, items: &Rc<[Value]>) -> Option<Value> {
        self.known(place(items), |copier| {
            let copies = copier.values(items)?;
            let same = copies
                .iter()
                .zip(items.iter())
                .all(|(copy, item)| is_same(copy, item));
            Some(match same {
                true => Value::Tuple(items.clone()),
                false => Value::tuple(copies),
            })
        })
    }

    fn dict(&mut self, dict: &Rc<Dict>) -> Option<Value> {
        if let Some(copy) = self.objects.get(&place(dict)) {
            return Some(copy.clone());
        }
        let flavour = match &dict.flavour {
            Flavour::Default(factory) => {
                let held = factory.borrow().clone();
                Flavour::Default(self.value(&held)?.into())
            }
            Flavour::Attributes(object) => match self.value(&Value::Instance(object.clone()))? {
                Value::Instance(copy) => Flavour::Attributes(copy),
                _ => return None,
            },
            other => other.clone(),
        };
        let copy = Rc::new(dict.copy_as(flavour));
        self.objects.insert(place(dict), Value::Dict(copy.clone()));
        let mut at = copy.next_place(0);
        while let Some(here) = at {
            let (key, value) = copy.entry(here)?;
            // A key keeps its place by its hash, which is that of the object itself.
            if !is_same(&self.value(&key)?, &key) {
                return None;
            }
            copy.set(here, self.value(&value)?);
            at = copy.next_place(here + 1);
        }
        Some(Value::Dict(copy))
    }

    fn set(&mut self, set: &Rc<Set>) -> Option<Value> {
        self.known(place(set), |copier| {
            let copy = Set::new(set.frozen);
            for (hash, item) in set.hashed_items() {
                if !is_same(&copier.value(&item)?, &item) {
                    return None;
                }
                copy.push(hash, item);
            }
            Some(Value::Set(Rc::new(copy)))
        })
    }

    fn array(&mut self, object: &Rc<ArrayObject>) -> Option<Value> {
        self.known(place(object), |copier| {
            let subclass = object.subclass.clone();
            if subclass
                .as_ref()
                .is_some_and(|own| !own.values().is_empty())
            {
                return None;
            }
            let base = match &object.base {
                Some(base) => Some(copier.value(base)?),
                None => None,
            };
            let array = object.array();
            let buffer = copier.buffer(array.buffer())?;
            let copy = Array::new(buffer, array.dtype().clone(), array.layout().clone())
                .with_writeable(array.is_writeable());
            Some(Value::Array(Rc::new(ArrayObject::with_subclass(
                copy, base, subclass,
            ))))
        })
    }

    fn buffer(&mut self, buffer: &Buffer) -> Option<Buffer> {
        if let Some(copy) = self.buffers.get(&buffer.address()) {
            return Some(copy.clone());
        }
        let copy = match buffer.holds_objects() {
            false => {
                let copy = Buffer::scratch(buffer.len()).ok()?;
                buffer.read(|bytes| copy.write(|place| place.copy_from_slice(bytes)));
                copy
            }
            true => {
                let offsets = (0..buffer.len()).step_by(8);
                let objects = offsets.filter_map(|offset| buffer.object(offset));
                let copies = objects
                    .map(|object| Some(self.value(&Value::from_object(&object))?.into_object()));
                Buffer::from_objects(copies.collect::<Option<Vec<_>>>()?).ok()?
            }
        };
        self.buffers.insert(buffer.address(), copy.clone());
        Some(copy)
    }

    /// A function may hold itself in a cell: the cell is copied empty first, and filled later.
    fn function(&mut self, function: &Rc<Function>) -> Option<Value> {
        if let Some(copy) = self.objects.get(&place(function)) {
            return Some(copy.clone());
        }
        let captured = function.captured.iter();
        let empty = captured.map(|cell| {
            let known = self.cells.get(&place(cell)).cloned();
            known.unwrap_or_else(|| {
                let copy = Cell::default();
                self.cells.insert(place(cell), copy.clone());
                copy
            })
        });
        let captured: Vec<Cell> = empty.collect();
        let copy = Rc::new(Function {
            definition: function.definition.clone(),
            defaults: self.values(&function.defaults)?,
            captured,
            source: function.source.clone(),
            attributes: RefCell::default(),
        });
        self.objects
            .insert(place(function), Value::Function(copy.clone()));
        for (cell, copied) in function.captured.iter().zip(&copy.captured) {
            let held = cell.borrow().clone();
            if let Some(value) = held
                && copied.borrow().is_none()
            {
                let value = self.value(&value)?;
                copied.replace(Some(value));
            }
        }
        let attributes = function.attributes.borrow().clone();
        for (name, value) in attributes {
            let value = self.value(&value)?;
            copy.attributes.borrow_mut().push((name, value));
        }
        Some(Value::Function(copy))
    }

    fn class(&mut self, class: &Class) -> Option<Class> {
        match class {
            Class::Builtin(_) => Some(class.clone()),
            Class::User(class) => self.user_class(class).map(Class::User),
        }
    }

    fn classes(&mut self, classes: &[Class]) -> Option<Vec<Class>> {
        classes.iter().map(|class| self.class(class)).collect()
    }

    fn user_class(&mut self, class: &Rc<UserClass>) -> Option<Rc<UserClass>> {
        if let Some(Value::Class(Class::User(copy))) = self.objects.get(&place(class)) {
            return Some(copy.clone());
        }
        let copy = Rc::new(class.bare_copy(
            self.classes(&class.bases)?,
            self.classes(&class.ancestors)?,
            self.class(&class.metaclass)?,
        ));
        let value = Value::Class(Class::User(copy.clone()));
        self.objects.insert(place(class), value);
        let namespace = class.namespace.borrow().clone();
        for (name, value) in namespace {
            let value = self.value(&value)?;
            copy.namespace.borrow_mut().push((name, value));
        }
        Some(copy)
    }

    fn instance(&mut self, instance: &Rc<Instance>) -> Option<Value> {
        if let Some(copy) = self.objects.get(&place(instance)) {
            return Some(copy.clone());
        }
        let held = match &instance.held {
            Some(held) => Some(self.value(held)?),
            None => None,
        };
        let copy = Rc::new(Instance::new(self.user_class(&instance.class)?, held));
        self.objects
            .insert(place(instance), Value::Instance(copy.clone()));
        let attributes = instance.attributes.borrow().clone();
        for (name, value) in attributes {
            let value = self.value(&value)?;
            copy.attributes.borrow_mut().push((name, value));
        }
        Some(Value::Instance(copy))
    }

    fn module(&mut self, module: &Rc<Module>) -> Option<Rc<Module>> {
        if let Some(Value::Module(copy)) = self.objects.get(&place(module)) {
            return Some(copy.clone());
        }
        let copy = Rc::new(Module {
            name: module.name,
            shown: (*module.shown).into(),
            assigned: RefCell::default(),
        });
        self.objects
            .insert(place(module), Value::Module(copy.clone()));
        let assigned = module.assigned.borrow().clone();
        for (name, value) in assigned {
            let value = self.value(&value)?;
            copy.assigned.borrow_mut().push((name, value));
        }
        Some(copy)
    }
}

/// Was nothing copied, because nothing in it can be changed?
fn is_same(copy: &Value, original: &Value) -> bool {
    match (copy, original) {
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::Complex(a), Value::Complex(b)) => {
            a.re.to_bits() == b.re.to_bits() && a.im.to_bits() == b.im.to_bits()
        }
        (Value::Scalar(_), Value::Scalar(_)) => true,
        _ => copy.is(original),
    }
}

#[cfg(test)]
mod tests {
    use crate::eval::{Session, Settings, on_large_stack};
    use crate::text::Source;

    fn shown(session: &mut Session, code: &str) -> String {
        let outcome = session.run(&Source::new("t.py", code, 1));
        assert!(outcome.error.is_none(), "{code}: {:?}", outcome.error);
        outcome.display.unwrap_or_default()
    }

    #[test]
    fn a_copy_has_the_same_state_and_shares_none() {
        on_large_stack(|| {
            let mut session = Session::new(Settings::default());
            shown(
                &mut session,
                "import numpy as np\nrng = np.random.default_rng(1)\na = np.arange(6)\nv = a[::2]\nd = {'a': a, 'l': [v]}\nd['d'] = d\nclass P:\n    n = []\n    def me(self):\n        return __class__\np = P()\np.x = a\ndef outer():\n    k = 0\n    def count():\n        nonlocal k\n        k += 1\n        return k\n    return count\ncount = outer()\ncount()\nnp.random.seed(3)\nnp.random.rand()\nnp.set_printoptions(precision=3)",
            );
            let mut copy = session.fork().expect("all of it can be copied");
            for code in [
                "rng.random(2)",
                "v[0] = 9; a, d['l'][0], d['d'] is d, p.x is a, v.base is a",
                "p.me() is P, type(p) is P, P.n.append(1), P.n",
                "count(), count()",
                "np.random.rand(), np.array([1.23456])",
            ] {
                assert_eq!(shown(&mut session, code), shown(&mut copy, code), "{code}");
            }
            shown(&mut copy, "a[:] = 7; P.n.append(2); np.allclose = 3");
            assert_eq!(
                shown(&mut session, "a, P.n"),
                "(array([9, 1, 2, 3, 4, 5]), [1])"
            );
            assert_eq!(shown(&mut session, "np.allclose(1, 1)"), "True");
        });
    }

    #[test]
    fn what_is_under_way_is_not_copied() {
        on_large_stack(|| {
            let mut session = Session::new(Settings::default());
            shown(&mut session, "g = (k for k in range(3))");
            assert!(session.fork().is_none());
        });
    }
}
