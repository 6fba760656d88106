//! Dropping deeply nested values without as deep a recursion: a list of a list of a list … would otherwise use up the
//! stack when its last name goes.

use std::rc::Rc;

use super::{Instance, List, Value};

/// Drops values and, one after the other, whatever only they hold.
pub fn dismantle(values: impl IntoIterator<Item = Value>) {
    let mut pending: Vec<Value> = values.into_iter().filter(is_container).collect();
    while let Some(mut value) = pending.pop() {
        match &mut value {
            Value::List(list) => {
                if let Some(list) = Rc::get_mut(list) {
                    pending.extend(take_containers(list.items.get_mut()));
                }
            }
            Value::Tuple(items) => {
                if let Some(items) = Rc::get_mut(items) {
                    let held = items.iter_mut().filter(|item| is_container(item));
                    pending.extend(held.map(|item| std::mem::replace(item, Value::None)));
                }
            }
            Value::Dict(dict) => {
                if let Some(dict) = Rc::get_mut(dict) {
                    pending.extend(dict.take_values().filter(is_container));
                }
            }
            Value::Instance(instance) => {
                if let Some(instance) = Rc::get_mut(instance) {
                    let attributes = std::mem::take(instance.attributes.get_mut());
                    let values = attributes.into_iter().map(|(_, value)| value);
                    let values = values.chain(instance.held.take());
                    pending.extend(values.filter(is_container));
                }
            }
            Value::Native(native) => {
                if let Some(native) = Rc::get_mut(native) {
                    pending.extend(native.take_values().into_iter().filter(is_container));
                }
            }
            _ => {}
        }
    }
}

fn take_containers(items: &mut Vec<Value>) -> impl Iterator<Item = Value> {
    std::mem::take(items).into_iter().filter(is_container)
}

fn is_container(value: &Value) -> bool {
    matches!(
        value,
        Value::List(_) | Value::Tuple(_) | Value::Dict(_) | Value::Instance(_) | Value::Native(_)
    )
}

impl Drop for List {
    fn drop(&mut self) {
        let items = self.items.get_mut();
        if items.iter().any(is_container) {
            dismantle(take_containers(items));
        }
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let attributes = std::mem::take(self.attributes.get_mut());
        let values = attributes.into_iter().map(|(_, value)| value);
        dismantle(values.chain(self.held.take()));
    }
}
