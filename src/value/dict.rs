//! The table of `dict`: hashed, in order of insertion.
//!
//! Finding a key may need the lesson's own `__eq__`, so the table never compares keys itself: it hands out the
//! candidates of a hash, and they are compared with no borrow held.

use std::cell::RefCell;
use std::rc::Rc;

use hashbrown::HashTable;

use super::set::Candidates;
use super::{ClassId, Host, Instance, Result, Value, compare, hash};
use crate::array::meter::{self, Held};
use crate::text::Symbol;

/// A `dict`, also one of the kinds in `collections`.
#[derive(Default)]
pub struct Dict {
    table: RefCell<Table>,
    pub flavour: Flavour,
}

/// Which of Python's dictionaries it is.
#[derive(Clone, Default)]
pub enum Flavour {
    #[default]
    Plain,
    Ordered,
    Counter,
    /// With the factory of missing values.
    Default(RefCell<Value>),
    /// The `__dict__` of an object: a plain one, whose changes are those of the object.
    Attributes(Rc<Instance>),
}

struct Table {
    entries: Vec<Option<Entry>>,
    /// How many of the entries are there; the others were removed.
    used: usize,
    /// Where the entries of a hash are; empty as long as there are few, which are looked through.
    places: HashTable<usize>,
    /// Grows with every change of the set of keys, for "changed size during iteration".
    version: u64,
    held: Held,
}

/// A table of up to so many entries has no places.
const FEW: usize = 8;

impl Default for Table {
    fn default() -> Table {
        let table = Table {
            entries: Vec::new(),
            used: 0,
            places: HashTable::new(),
            version: 0,
            held: Held::default(),
        };
        table.held.add(size_of::<Dict>() + meter::OVERHEAD);
        table
    }
}

#[derive(Clone)]
struct Entry {
    hash: u64,
    key: Value,
    value: Value,
}

/// Bytes of an entry and of its place.
const ENTRY: usize = size_of::<Option<Entry>>() + size_of::<usize>();

impl Table {
    fn push(&mut self, entry: Entry) {
        let place = self.entries.len();
        let hash = entry.hash;
        let room = self.entries.capacity();
        if room == 0 {
            // Many have one only.
            self.entries.reserve_exact(1);
        }
        let owned = entry.key.owned_bytes() + entry.value.owned_bytes();
        self.entries.push(Some(entry));
        let grown = self.entries.capacity() - room;
        if grown + owned > 0 {
            self.held.add(grown * ENTRY + owned + meter::OVERHEAD);
        }
        self.used += 1;
        self.version += 1;
        if self.places.is_empty() {
            if self.entries.len() > FEW {
                self.index();
            }
            return;
        }
        let entries = &self.entries;
        self.places
            .insert_unique(mixed(hash), place, |&at| mixed(hash_at(entries, at)));
    }

    /// Where the entries with this hash are.
    fn places_of(&self, hash: u64) -> impl Iterator<Item = usize> + '_ {
        let few = if self.places.is_empty() {
            self.entries.as_slice()
        } else {
            &[]
        };
        let listed = self.places.iter_hash(mixed(hash)).copied();
        (0..few.len())
            .chain(listed)
            .filter(move |&place| matches!(self.entries.get(place), Some(Some(entry)) if entry.hash == hash))
    }

    fn remove(&mut self, place: usize) -> Option<(Value, Value)> {
        let entry = self.entries.get_mut(place)?.take()?;
        if let Ok(found) = self.places.find_entry(mixed(entry.hash), |&at| at == place) {
            found.remove();
        }
        self.used -= 1;
        self.version += 1;
        while matches!(self.entries.last(), Some(None)) {
            self.entries.pop();
        }
        if self.entries.len() > 32 && self.entries.len() > 2 * self.used {
            self.entries.retain(Option::is_some);
            self.index();
        }
        Some((entry.key, entry.value))
    }

    /// Finds every entry's place anew.
    fn index(&mut self) {
        self.places.clear();
        let entries = &self.entries;
        for (place, entry) in entries.iter().enumerate() {
            if let Some(entry) = entry {
                self.places
                    .insert_unique(mixed(entry.hash), place, |&at| mixed(hash_at(entries, at)));
            }
        }
    }

    /// Is there memory for one more entry, where the table is about to grow?
    fn check_memory(&self) -> Result<()> {
        if self.entries.len() == self.entries.capacity() {
            meter::check_bytes(self.entries.len() * 2 * ENTRY)?;
        }
        Ok(())
    }
}

/// Spreads a hash over all bits: those of small integers have only a few, and the table looks at the upper ones too.
fn mixed(hash: u64) -> u64 {
    let product = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15); // 2^64 divided by the golden ratio (Knuth)
    product ^ (product >> 32)
}

/// Are both the same integer or the same text? Tells without running any code.
fn is_same_plain(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::Str(a), Value::Str(b)) => a == b,
        _ => false,
    }
}

fn hash_at(entries: &[Option<Entry>], at: usize) -> u64 {
    match entries.get(at) {
        Some(Some(entry)) => entry.hash,
        _ => 0,
    }
}

impl Drop for Table {
    fn drop(&mut self) {
        let entries = std::mem::take(&mut self.entries).into_iter().flatten();
        super::drop::dismantle(entries.flat_map(|entry| [entry.key, entry.value]));
    }
}

impl Dict {
    pub fn new(flavour: Flavour) -> Dict {
        Dict {
            table: RefCell::default(),
            flavour,
        }
    }

    pub fn class(&self) -> ClassId {
        match self.flavour {
            Flavour::Plain | Flavour::Attributes(_) => ClassId::DICT,
            Flavour::Ordered => ClassId::ORDERED_DICT,
            Flavour::Counter => ClassId::COUNTER,
            Flavour::Default(_) => ClassId::DEFAULTDICT,
        }
    }

    pub fn len(&self) -> usize {
        self.table.borrow().used
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The keys that have this hash, with their places.
    pub fn candidates(&self, hash: u64) -> Candidates {
        let table = self.table.borrow();
        let key = |place: usize| Some((place, table.entries.get(place)?.as_ref()?.key.clone()));
        table.places_of(hash).filter_map(key).collect()
    }

    /// Key and value at a place, unless it was removed.
    pub fn entry(&self, place: usize) -> Option<(Value, Value)> {
        let table = self.table.borrow();
        let entry = table.entries.get(place)?.as_ref()?;
        Some((entry.key.clone(), entry.value.clone()))
    }

    /// Adds a key that no candidate equals.
    pub fn push(&self, hash: u64, key: Value, value: Value) {
        self.write_through(&key, Some(&value));
        self.table.borrow_mut().push(Entry { hash, key, value });
    }

    /// Gives the entry another value; the old one is returned, to be dropped by the caller.
    pub fn set(&self, place: usize, value: Value) -> Option<Value> {
        let mut table = self.table.borrow_mut();
        let entry = table.entries.get_mut(place)?.as_mut()?;
        let key = entry.key.clone();
        let new = value.clone();
        let old = std::mem::replace(&mut entry.value, value);
        drop(table);
        self.write_through(&key, Some(&new));
        Some(old)
    }

    /// Tells the object whose attributes these are of a key's new value, or that it is gone.
    fn write_through(&self, key: &Value, value: Option<&Value>) {
        let (Flavour::Attributes(object), Value::Str(name)) = (&self.flavour, key) else {
            return;
        };
        let name = Symbol::new(name);
        let mut attributes = object.attributes.borrow_mut();
        let at = attributes.iter().position(|(own, _)| *own == name);
        // Old values are dropped after the borrow.
        let old = match (at, value) {
            (Some(at), Some(value)) => attributes
                .get_mut(at)
                .map(|(_, place)| std::mem::replace(place, value.clone())),
            (Some(at), None) => Some(attributes.remove(at).1),
            (None, Some(value)) => {
                attributes.push((name, value.clone()));
                None
            }
            (None, None) => None,
        };
        drop(attributes);
        drop(old);
    }

    /// Removes what stands at a place; returned, to be dropped by the caller.
    pub fn remove_place(&self, place: usize) -> Option<(Value, Value)> {
        let removed = self.table.borrow_mut().remove(place);
        if let Some((key, _)) = &removed {
            self.write_through(key, None);
        }
        removed
    }

    pub fn clear(&self) {
        if let Flavour::Attributes(_) = self.flavour {
            for key in self.keys() {
                self.write_through(&key, None);
            }
        }
        let version = self.version() + 1;
        let old = self.table.take();
        self.table.borrow_mut().version = version;
        drop(old);
    }

    /// All pairs, in order of insertion.
    pub fn pairs(&self) -> Vec<(Value, Value)> {
        let table = self.table.borrow();
        let entries = table.entries.iter().flatten();
        entries
            .map(|entry| (entry.key.clone(), entry.value.clone()))
            .collect()
    }

    /// All keys, in order of insertion.
    pub fn keys(&self) -> Vec<Value> {
        let table = self.table.borrow();
        let entries = table.entries.iter().flatten();
        entries.map(|entry| entry.key.clone()).collect()
    }

    /// A shallow copy of the same kind.
    pub fn copy(&self) -> Dict {
        self.copy_as(match &self.flavour {
            Flavour::Attributes(_) => Flavour::Plain,
            other => other.clone(),
        })
    }

    /// A shallow copy of another kind.
    pub fn copy_as(&self, flavour: Flavour) -> Dict {
        let mut copy = Table::default();
        let table = self.table.borrow();
        copy.entries = table.entries.iter().flatten().cloned().map(Some).collect();
        copy.used = copy.entries.len();
        copy.held.add(copy.entries.capacity() * ENTRY);
        if copy.used > FEW {
            copy.index();
        }
        Dict {
            table: RefCell::new(copy),
            flavour,
        }
    }

    /// Everything the table holds, out of a dict that nobody else holds.
    pub(super) fn take_values(&mut self) -> impl Iterator<Item = Value> {
        let table = self.table.get_mut();
        table.places.clear();
        table.used = 0;
        let entries = std::mem::take(&mut table.entries).into_iter().flatten();
        entries.flat_map(|entry| [entry.key, entry.value])
    }

    /// Takes over the pairs of `other`, which is dropped.
    pub fn become_other(&self, other: Dict) {
        if let Flavour::Attributes(_) = self.flavour {
            self.clear();
            for (key, value) in other.pairs() {
                self.write_through(&key, Some(&value));
            }
        }
        let version = self.version() + 1;
        let mut table = other.table.take();
        table.version = version;
        let old = self.table.replace(table);
        drop(old);
    }

    /// A place at or after `place` that holds an entry: for iterators, which survive changes of values.
    pub fn next_place(&self, place: usize) -> Option<usize> {
        let table = self.table.borrow();
        let rest = table.entries.get(place..)?;
        rest.iter()
            .position(Option::is_some)
            .map(|offset| place + offset)
    }

    /// The last place at or before `place` that holds an entry.
    pub fn previous_place(&self, place: usize) -> Option<usize> {
        let table = self.table.borrow();
        let end = place.saturating_add(1).min(table.entries.len());
        table.entries.get(..end)?.iter().rposition(Option::is_some)
    }

    /// A number that grows whenever a key is added or removed.
    pub fn version(&self) -> u64 {
        self.table.borrow().version
    }

    /// The place of an equal key.
    ///
    /// # Errors
    /// TypeError for a key that cannot be hashed; whatever comparing raises.
    pub fn find(&self, host: &mut dyn Host, key: &Value) -> Result<Option<usize>> {
        let hash = hash::hash(host, key)? as u64;
        self.find_hashed(host, hash, key)
    }

    fn find_hashed(&self, host: &mut dyn Host, hash: u64, key: &Value) -> Result<Option<usize>> {
        if let Some(place) = self.find_plain(hash, key) {
            return Ok(Some(place));
        }
        for (place, candidate) in self.candidates(hash) {
            if compare::equal(host, &candidate, key)? {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// The place of the key that is the same integer or text.
    fn find_plain(&self, hash: u64, key: &Value) -> Option<usize> {
        let table = self.table.borrow();
        table
            .places_of(hash)
            .find(|&place| match table.entries.get(place) {
                Some(Some(entry)) => is_same_plain(&entry.key, key),
                _ => false,
            })
    }

    pub fn contains(&self, host: &mut dyn Host, key: &Value) -> Result<bool> {
        Ok(self.find(host, key)?.is_some())
    }

    /// The value of an equal key.
    ///
    /// # Errors
    /// As [`Dict::find`].
    pub fn get(&self, host: &mut dyn Host, key: &Value) -> Result<Option<Value>> {
        let place = self.find(host, key)?;
        Ok(place
            .and_then(|place| self.entry(place))
            .map(|(_, value)| value))
    }

    /// The value of a key that is a text.
    ///
    /// # Errors
    /// As [`Dict::find`].
    pub fn get_str(&self, host: &mut dyn Host, key: &str) -> Result<Option<Value>> {
        self.get(host, &Value::str(key))
    }

    /// Sets the value of a key; the first of several equal keys stays. Returns the value it had.
    ///
    /// # Errors
    /// As [`Dict::find`]; MemoryError.
    pub fn insert(&self, host: &mut dyn Host, key: Value, value: Value) -> Result<Option<Value>> {
        let hash = hash::hash(host, &key)? as u64;
        match self.find_hashed(host, hash, &key)? {
            Some(place) => Ok(self.set(place, value)),
            None => {
                meter::steps(1)?;
                self.table.borrow().check_memory()?;
                self.push(hash, key, value);
                Ok(None)
            }
        }
    }

    /// Removes an equal key with its value.
    ///
    /// # Errors
    /// As [`Dict::find`].
    pub fn remove(&self, host: &mut dyn Host, key: &Value) -> Result<Option<(Value, Value)>> {
        let place = self.find(host, key)?;
        Ok(place.and_then(|place| self.remove_place(place)))
    }
}
