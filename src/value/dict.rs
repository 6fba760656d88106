//! The tables of `dict` and `set`: hashed, in order of insertion.
//!
//! Finding a key may need the lesson's own `__eq__`, so a table never compares keys itself: it hands out the
//! candidates of a hash, and the caller compares them with no borrow held.

use std::cell::RefCell;

use hashbrown::HashTable;
use smallvec::SmallVec;

use super::{ClassId, Value};

/// A `dict`, also one of the kinds in `collections`.
#[derive(Default)]
pub struct Dict {
    table: Table<Value>,
    pub flavour: Flavour,
}

/// Which of Python's dictionaries it is.
#[derive(Default)]
pub enum Flavour {
    #[default]
    Plain,
    Ordered,
    Counter,
    /// With the factory of missing values.
    Default(Value),
}

/// A `set` or `frozenset`.
#[derive(Default)]
pub struct Set {
    table: Table<()>,
    pub frozen: bool,
}

/// Entries in order of insertion, found by hash.
struct Table<V>(RefCell<Inner<V>>);

struct Inner<V> {
    entries: Vec<Option<Entry<V>>>,
    places: HashTable<usize>,
    /// Grows with every change of the set of keys, for "changed size during iteration".
    version: u64,
}

struct Entry<V> {
    hash: u64,
    key: Value,
    value: V,
}

/// Places of entries with one hash, with their keys.
pub type Candidates = SmallVec<[(usize, Value); 1]>;

impl<V> Default for Table<V> {
    fn default() -> Table<V> {
        Table(RefCell::new(Inner {
            entries: Vec::new(),
            places: HashTable::new(),
            version: 0,
        }))
    }
}

impl<V: Clone> Table<V> {
    fn len(&self) -> usize {
        self.0.borrow().places.len()
    }

    fn candidates(&self, hash: u64) -> Candidates {
        let inner = self.0.borrow();
        let places = inner.places.iter_hash(hash).copied();
        places
            .filter_map(|place| match inner.entries.get(place) {
                Some(Some(entry)) if entry.hash == hash => Some((place, entry.key.clone())),
                _ => None,
            })
            .collect()
    }

    fn entry(&self, place: usize) -> Option<(Value, V)> {
        let inner = self.0.borrow();
        let entry = inner.entries.get(place)?.as_ref()?;
        Some((entry.key.clone(), entry.value.clone()))
    }

    /// Adds a key that is not there yet.
    fn push(&self, hash: u64, key: Value, value: V) {
        let inner = &mut *self.0.borrow_mut();
        let place = inner.entries.len();
        inner.entries.push(Some(Entry { hash, key, value }));
        let entries = &inner.entries;
        inner.places.insert_unique(hash, place, |&at| {
            entries[at].as_ref().map_or(0, |entry| entry.hash)
        });
        inner.version += 1;
    }

    fn set(&self, place: usize, value: V) -> Option<V> {
        let mut inner = self.0.borrow_mut();
        let entry = inner.entries.get_mut(place)?.as_mut()?;
        Some(std::mem::replace(&mut entry.value, value))
    }

    fn remove(&self, place: usize) -> Option<(Value, V)> {
        let inner = &mut *self.0.borrow_mut();
        let entry = inner.entries.get_mut(place)?.take()?;
        if let Ok(found) = inner.places.find_entry(entry.hash, |&at| at == place) {
            found.remove();
        }
        inner.version += 1;
        while matches!(inner.entries.last(), Some(None)) {
            inner.entries.pop();
        }
        if inner.entries.len() > 32 && inner.entries.len() > 2 * inner.places.len() {
            inner.compact();
        }
        Some((entry.key, entry.value))
    }

    /// Everything is taken out first and dropped after the borrow: dropping a value may reach this table again.
    fn clear(&self) {
        let mut inner = self.0.borrow_mut();
        inner.version += 1;
        inner.places.clear();
        let old = std::mem::take(&mut inner.entries);
        drop(inner);
        drop(old);
    }

    fn all(&self) -> Vec<(Value, V)> {
        let inner = self.0.borrow();
        inner
            .entries
            .iter()
            .flatten()
            .map(|entry| (entry.key.clone(), entry.value.clone()))
            .collect()
    }

    fn copy(&self) -> Table<V> {
        let mut inner = Inner {
            entries: Vec::new(),
            places: HashTable::new(),
            version: 0,
        };
        for entry in self.0.borrow().entries.iter().flatten() {
            let (key, value) = (entry.key.clone(), entry.value.clone());
            inner.entries.push(Some(Entry {
                hash: entry.hash,
                key,
                value,
            }));
        }
        inner.index();
        Table(RefCell::new(inner))
    }
}

impl<V> Inner<V> {
    fn compact(&mut self) {
        self.entries.retain(Option::is_some);
        self.index();
    }

    fn index(&mut self) {
        self.places.clear();
        let entries = &self.entries;
        let hash_at = |&at: &usize| entries[at].as_ref().map_or(0, |entry| entry.hash);
        for (place, entry) in entries.iter().enumerate() {
            if let Some(entry) = entry {
                self.places.insert_unique(entry.hash, place, hash_at);
            }
        }
    }
}

impl Dict {
    pub fn new(flavour: Flavour) -> Dict {
        Dict {
            table: Table::default(),
            flavour,
        }
    }

    pub fn class(&self) -> ClassId {
        match self.flavour {
            Flavour::Plain => ClassId::DICT,
            Flavour::Ordered => ClassId::ORDERED_DICT,
            Flavour::Counter => ClassId::COUNTER,
            Flavour::Default(_) => ClassId::DEFAULTDICT,
        }
    }

    pub fn len(&self) -> usize {
        self.table.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries whose keys have this hash.
    pub fn candidates(&self, hash: u64) -> Candidates {
        self.table.candidates(hash)
    }

    /// Key and value at a place, unless it was removed.
    pub fn entry(&self, place: usize) -> Option<(Value, Value)> {
        self.table.entry(place)
    }

    /// Adds a key that no candidate equals.
    pub fn push(&self, hash: u64, key: Value, value: Value) {
        self.table.push(hash, key, value);
    }

    /// Gives the entry another value; the old one is returned, to be dropped by the caller.
    pub fn set(&self, place: usize, value: Value) -> Option<Value> {
        self.table.set(place, value)
    }

    pub fn remove(&self, place: usize) -> Option<(Value, Value)> {
        self.table.remove(place)
    }

    pub fn clear(&self) {
        self.table.clear();
    }

    /// All pairs, in order of insertion.
    pub fn pairs(&self) -> Vec<(Value, Value)> {
        self.table.all()
    }

    pub fn copy(&self) -> Dict {
        let flavour = match &self.flavour {
            Flavour::Plain => Flavour::Plain,
            Flavour::Ordered => Flavour::Ordered,
            Flavour::Counter => Flavour::Counter,
            Flavour::Default(factory) => Flavour::Default(factory.clone()),
        };
        Dict {
            table: self.table.copy(),
            flavour,
        }
    }

    /// A place at or after `place` that holds an entry: for iterators, which survive changes of values.
    pub fn next_place(&self, place: usize) -> Option<usize> {
        let inner = self.table.0.borrow();
        (place..inner.entries.len()).find(|&at| inner.entries[at].is_some())
    }

    /// A number that grows whenever a key is added or removed.
    pub fn version(&self) -> u64 {
        self.table.0.borrow().version
    }
}

impl Set {
    pub fn new(frozen: bool) -> Set {
        Set {
            table: Table::default(),
            frozen,
        }
    }

    pub fn len(&self) -> usize {
        self.table.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn candidates(&self, hash: u64) -> Candidates {
        self.table.candidates(hash)
    }

    pub fn push(&self, hash: u64, key: Value) {
        self.table.push(hash, key, ());
    }

    pub fn remove(&self, place: usize) -> Option<Value> {
        self.table.remove(place).map(|(key, ())| key)
    }

    pub fn clear(&self) {
        self.table.clear();
    }

    /// All elements, in the order that iteration has.
    pub fn items(&self) -> Vec<Value> {
        self.table.all().into_iter().map(|(key, ())| key).collect()
    }

    pub fn version(&self) -> u64 {
        self.table.0.borrow().version
    }
}
