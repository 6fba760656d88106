//! What the chapters of the catalogue keep for a session, taken along into a copy of it.

use std::any::Any;

use super::numpy::errstate::{ErrorCall, ErrorState};
use super::numpy::random::Global;
use super::pyplot::Pyplot;
use super::python::random::Hidden;
use super::python::warnings::Filters;
use crate::value::Value;
use crate::value::display::{Active, ArrayPrinting};

/// Copies values.
pub type Copy<'a> = &'a mut dyn FnMut(&Value) -> Option<Value>;

/// The copy of one chapter's state, as the session holds it; `None` for one that has no copy.
pub fn carried(part: &dyn Any, copy: Copy) -> Option<Box<dyn Any>> {
    if let Some(part) = held::<ArrayPrinting>(part) {
        return part.formatter.is_empty().then(|| boxed(part.clone()));
    }
    if let Some(part) = held::<ErrorState>(part) {
        return Some(boxed(*part));
    }
    if let Some(ErrorCall(call)) = held(part) {
        return call.is_none().then(|| boxed(ErrorCall(None)));
    }
    if let Some(part) = held::<Filters>(part) {
        return (!part.is_recording()).then(|| boxed(part.clone()));
    }
    if let Some(Global(drawer)) = held(part) {
        let drawer = match drawer {
            Some(drawer) => Some(copy(drawer)?),
            None => None,
        };
        return Some(boxed(Global(drawer)));
    }
    if let Some(Hidden(instance)) = held(part) {
        let instance = match instance {
            Some(instance) => Some(copy(instance)?),
            None => None,
        };
        return Some(boxed(Hidden(instance)));
    }
    if let Some(part) = held::<Pyplot>(part) {
        return part.is_as_new().then(|| boxed(Pyplot::default()));
    }
    held::<Active>(part).map(|_| boxed(Active::default()))
}

fn held<T: 'static>(part: &dyn Any) -> Option<&T> {
    part.downcast_ref::<Option<T>>()?.as_ref()
}

fn boxed<T: 'static>(part: T) -> Box<dyn Any> {
    Box::new(Some(part))
}
