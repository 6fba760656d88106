//! `set` and `frozenset`, walked in CPython's order.
//!
//! The order of a set is that of its table: open addressing with runs of linear probes and a perturbed jump between
//! them, growing by four (by two beyond 50,000 elements) when three fifths are in use, as in CPython's `setobject.c`.
//! Like [`Dict`](super::Dict), a table never compares elements itself.

use std::cell::RefCell;

use smallvec::SmallVec;

use super::{Host, Result, Value, compare, hash};
use crate::array::meter::{self, Held};

/// A `set` or `frozenset`.
#[derive(Default)]
pub struct Set {
    table: RefCell<Table>,
    pub frozen: bool,
}

/// Places of elements with one hash.
pub type Candidates = SmallVec<[(usize, Value); 1]>;

struct Table {
    /// As many as a power of two.
    slots: Vec<Slot>,
    /// Slots that are not empty: elements and traces of removed ones.
    filled: usize,
    used: usize,
    /// Where `pop` looks next.
    finger: usize,
    version: u64,
    held: Held,
}

#[derive(Clone, Default)]
enum Slot {
    #[default]
    Empty,
    /// An element was removed here: probing goes on.
    Removed,
    Full {
        hash: u64,
        item: Value,
    },
}

const SMALLEST: usize = 8;
const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;

impl Default for Table {
    fn default() -> Table {
        Table::with_slots(SMALLEST)
    }
}

/// The places to look at for a hash, in order, for ever.
fn probes(hash: u64, mask: usize) -> impl Iterator<Item = usize> {
    let mut start = hash as usize & mask;
    let mut perturb = hash;
    std::iter::repeat_with(move || {
        let run = if start + LINEAR_PROBES <= mask {
            LINEAR_PROBES
        } else {
            0
        };
        let places = start..=start + run;
        perturb >>= PERTURB_SHIFT;
        start = start
            .wrapping_mul(5)
            .wrapping_add(1)
            .wrapping_add(perturb as usize)
            & mask;
        places
    })
    .flatten()
}

impl Table {
    fn with_slots(count: usize) -> Table {
        Table {
            slots: vec![Slot::Empty; count],
            filled: 0,
            used: 0,
            finger: 0,
            version: 0,
            held: Held::default(),
        }
        .counted()
    }

    fn counted(self) -> Table {
        self.held
            .add(size_of::<Set>() + self.slots.len() * size_of::<Slot>() + meter::OVERHEAD);
        self
    }

    fn mask(&self) -> usize {
        self.slots.len() - 1
    }

    fn candidates(&self, hash: u64) -> Candidates {
        let mut found = Candidates::new();
        for place in probes(hash, self.mask()) {
            match self.slots.get(place) {
                Some(Slot::Full { hash: other, item }) if *other == hash => {
                    found.push((place, item.clone()));
                }
                Some(Slot::Full { .. } | Slot::Removed) => {}
                _ => break,
            }
        }
        found
    }

    /// Puts an element that is not there into the first empty slot; the table does not grow.
    fn insert_clean(&mut self, hash: u64, item: Value) {
        self.held.add(item.owned_bytes());
        let mask = self.mask();
        let free =
            probes(hash, mask).find(|&place| matches!(self.slots.get(place), Some(Slot::Empty)));
        if let Some(slot) = free.and_then(|place| self.slots.get_mut(place)) {
            *slot = Slot::Full { hash, item };
            self.filled += 1;
            self.used += 1;
        }
    }

    fn push(&mut self, hash: u64, item: Value) {
        self.insert_clean(hash, item);
        self.version += 1;
        if self.filled * 5 >= self.mask() * 3 {
            self.resize(self.next_size());
        }
    }

    /// Slots to grow beyond: large tables grow more slowly.
    fn next_size(&self) -> usize {
        if self.used > 50_000 {
            self.used * 2
        } else {
            self.used * 4
        }
    }

    /// Moves all elements to a new table with more slots than `wanted`.
    fn resize(&mut self, wanted: usize) {
        let mut count = SMALLEST;
        while count <= wanted {
            count *= 2;
        }
        let (version, finger) = (self.version, self.finger);
        let old = std::mem::replace(self, Table::with_slots(count));
        (self.version, self.finger) = (version, finger);
        for slot in old.slots {
            if let Slot::Full { hash, item } = slot {
                self.insert_clean(hash, item);
            }
        }
    }

    /// Makes room for `more` elements at once, as merging does.
    fn make_room(&mut self, more: usize) {
        if (self.filled + more) * 5 >= self.mask() * 3 {
            self.resize((self.used + more) * 2);
        }
    }

    fn remove(&mut self, place: usize) -> Option<Value> {
        let slot = self.slots.get_mut(place)?;
        if !matches!(slot, Slot::Full { .. }) {
            return None;
        }
        self.used -= 1;
        self.version += 1;
        match std::mem::replace(slot, Slot::Removed) {
            Slot::Full { item, .. } => Some(item),
            _ => None,
        }
    }

    fn full(&self) -> impl Iterator<Item = (u64, &Value)> {
        self.slots.iter().filter_map(|slot| match slot {
            Slot::Full { hash, item } => Some((*hash, item)),
            _ => None,
        })
    }
}

impl Set {
    pub fn new(frozen: bool) -> Set {
        Set {
            table: RefCell::default(),
            frozen,
        }
    }

    pub fn len(&self) -> usize {
        self.table.borrow().used
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements that have this hash, with their places.
    pub fn candidates(&self, hash: u64) -> Candidates {
        self.table.borrow().candidates(hash)
    }

    /// Adds an element that no candidate equals.
    pub fn push(&self, hash: u64, item: Value) {
        self.table.borrow_mut().push(hash, item);
    }

    /// Removes what stands at a place; returned, to be dropped by the caller.
    pub fn remove(&self, place: usize) -> Option<Value> {
        self.table.borrow_mut().remove(place)
    }

    pub fn clear(&self) {
        let version = self.version() + 1;
        let old = self.table.replace(Table::default());
        self.table.borrow_mut().version = version;
        drop(old);
    }

    /// All elements, in the order that iteration has.
    pub fn items(&self) -> Vec<Value> {
        self.table
            .borrow()
            .full()
            .map(|(_, item)| item.clone())
            .collect()
    }

    /// All elements with their hashes.
    pub fn hashed_items(&self) -> Vec<(u64, Value)> {
        self.table
            .borrow()
            .full()
            .map(|(hash, item)| (hash, item.clone()))
            .collect()
    }

    pub fn hashes(&self) -> Vec<u64> {
        self.table.borrow().full().map(|(hash, _)| hash).collect()
    }

    /// The first element at or after a place, with its place: for iterators.
    pub fn next_item(&self, place: usize) -> Option<(usize, Value)> {
        let table = self.table.borrow();
        let rest = table.slots.get(place..)?;
        rest.iter()
            .enumerate()
            .find_map(|(offset, slot)| match slot {
                Slot::Full { item, .. } => Some((place + offset, item.clone())),
                _ => None,
            })
    }

    /// A number that grows whenever an element is added or removed.
    pub fn version(&self) -> u64 {
        self.table.borrow().version
    }

    /// What is looked for where an item is: a set cannot be an element, but an equal frozenset can.
    ///
    /// # Errors
    /// Whatever comparing raises; MemoryError.
    pub fn as_element(host: &mut dyn Host, item: &Value) -> Result<Value> {
        match item {
            Value::Set(inner) if !inner.frozen => {
                let frozen = Set::new(true);
                frozen.merge(host, inner)?;
                Ok(Value::Set(frozen.into()))
            }
            _ => Ok(item.clone()),
        }
    }

    /// Is an equal element there?
    ///
    /// # Errors
    /// TypeError for what cannot be hashed; whatever comparing raises.
    pub fn contains(&self, host: &mut dyn Host, item: &Value) -> Result<bool> {
        let hash = hash::hash(host, item)? as u64;
        self.contains_hashed(host, hash, item)
    }

    /// [`Set::contains`] for an element whose hash is known.
    ///
    /// # Errors
    /// Whatever comparing raises.
    pub fn contains_hashed(&self, host: &mut dyn Host, hash: u64, item: &Value) -> Result<bool> {
        Ok(self.find(host, hash, item)?.is_some())
    }

    fn find(&self, host: &mut dyn Host, hash: u64, item: &Value) -> Result<Option<usize>> {
        for (place, candidate) in self.candidates(hash) {
            if compare::equal(host, &candidate, item)? {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// Adds an element unless an equal one is there; true if it was added.
    ///
    /// # Errors
    /// As [`Set::contains`].
    pub fn insert(&self, host: &mut dyn Host, item: Value) -> Result<bool> {
        let hash = hash::hash(host, &item)? as u64;
        self.insert_hashed(host, hash, item)
    }

    /// [`Set::insert`] for an element whose hash is known.
    ///
    /// # Errors
    /// Whatever comparing raises; MemoryError.
    pub fn insert_hashed(&self, host: &mut dyn Host, hash: u64, item: Value) -> Result<bool> {
        meter::steps(1)?;
        if self.find(host, hash, &item)?.is_some() {
            return Ok(false);
        }
        self.check_memory(1)?;
        self.push(hash, item);
        Ok(true)
    }

    /// Removes an equal element; true if there was one.
    ///
    /// # Errors
    /// As [`Set::contains`].
    pub fn discard(&self, host: &mut dyn Host, item: &Value) -> Result<bool> {
        let item = &Set::as_element(host, item)?;
        let hash = hash::hash(host, item)? as u64;
        Ok(self.take_hashed(host, hash, item)?.is_some())
    }

    /// Removes an equal element with this hash and returns it.
    ///
    /// # Errors
    /// Whatever comparing raises.
    pub fn take_hashed(
        &self,
        host: &mut dyn Host,
        hash: u64,
        item: &Value,
    ) -> Result<Option<Value>> {
        let place = self.find(host, hash, item)?;
        Ok(place.and_then(|place| self.remove(place)))
    }

    /// Removes the element that CPython's `set.pop` would.
    pub fn pop(&self) -> Option<Value> {
        let table = &mut *self.table.borrow_mut();
        let mask = table.mask();
        let full = |place: &usize| matches!(table.slots.get(*place), Some(Slot::Full { .. }));
        let place = (0..=mask)
            .map(|step| (table.finger + step) & mask)
            .find(full)?;
        table.finger = place + 1;
        table.remove(place)
    }

    /// Takes in the elements of another set, growing once at the start.
    ///
    /// # Errors
    /// Whatever comparing raises; MemoryError.
    pub fn merge(&self, host: &mut dyn Host, other: &Set) -> Result<()> {
        let (more, same_table) = {
            let other = other.table.borrow();
            let intact = other.filled == other.used;
            (other.used, intact.then(|| other.slots.clone()))
        };
        if more == 0 {
            return Ok(());
        }
        meter::steps(more)?;
        self.check_memory(more)?;
        let items = other.hashed_items();
        let fresh = {
            let mut table = self.table.borrow_mut();
            table.make_room(more);
            table.filled == 0
        };
        if !fresh {
            for (hash, item) in items {
                self.insert_hashed(host, hash, item)?;
            }
            return Ok(());
        }
        let mut table = self.table.borrow_mut();
        table.version += 1;
        match same_table {
            Some(slots) if slots.len() == table.slots.len() => {
                table.slots = slots;
                (table.filled, table.used) = (more, more);
            }
            _ => items
                .into_iter()
                .for_each(|(hash, item)| table.insert_clean(hash, item)),
        }
        Ok(())
    }

    /// Makes room for `more` keys of a dict that are about to be added.
    ///
    /// # Errors
    /// MemoryError.
    pub fn make_room(&self, more: usize) -> Result<()> {
        self.check_memory(more)?;
        self.table.borrow_mut().make_room(more);
        Ok(())
    }

    /// Clears the traces of removed elements where they are more than a quarter of the table.
    pub fn tidy(&self) {
        let mut table = self.table.borrow_mut();
        if table.filled - table.used > table.mask() / 4 {
            let wanted = table.next_size();
            table.resize(wanted);
        }
    }

    /// Takes over the contents of `other`, which is dropped.
    pub fn become_other(&self, other: Set) {
        let version = self.version() + 1;
        let mut table = other.table.take();
        table.version = version;
        let old = self.table.replace(table);
        drop(old);
    }

    fn check_memory(&self, more: usize) -> Result<()> {
        let table = self.table.borrow();
        if (table.filled + more) * 5 >= table.mask() * 3 {
            let slots = (table.used + more).saturating_mul(8);
            meter::check_bytes(slots.saturating_mul(size_of::<Slot>()))?;
        }
        Ok(())
    }
}
