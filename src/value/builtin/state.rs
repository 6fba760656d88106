//! State that belongs to a session and to one chapter of the catalogue: print options, error states, the legacy
//! random generator.

use std::any::{Any, TypeId};
use std::collections::HashMap;

/// One value of each type that asks for it.
#[derive(Default)]
pub struct SessionState(HashMap<TypeId, Box<dyn Any>>);

impl SessionState {
    /// The session's own `T`, made on first use.
    pub fn get<T: Default + 'static>(&mut self) -> &mut T {
        self.get_or(T::default)
    }

    /// The session's own `T`, made by `make` on first use.
    pub fn get_or<T: 'static>(&mut self, make: impl FnOnce() -> T) -> &mut T {
        let slot = self
            .0
            .entry(TypeId::of::<T>())
            .or_insert_with(|| Box::new(None::<T>));
        if !slot.is::<Option<T>>() {
            *slot = Box::new(None::<T>);
        }
        match slot.downcast_mut::<Option<T>>() {
            Some(place) => place.get_or_insert_with(make),
            None => unreachable!("the slot was made for this type just above"),
        }
    }

    /// The state of a copy of the session, where `copy` copies each part; `None` where one has no copy.
    pub fn copied(
        &self,
        copy: &mut dyn FnMut(&dyn Any) -> Option<Box<dyn Any>>,
    ) -> Option<SessionState> {
        let parts = self.0.iter();
        let copies = parts.map(|(id, part)| Some((*id, copy(part.as_ref())?)));
        copies.collect::<Option<_>>().map(SessionState)
    }
}
