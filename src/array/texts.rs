//! Elements of `StringDType`: texts of any length in sixteen bytes each.
//!
//! A text of up to fifteen bytes of UTF-8 lies in its element; the last byte has its length and says what the element
//! is. A longer one is kept once in the thread's store, and the element holds its number there. So elements are plain
//! bytes, which are copied, moved and selected like those of any other dtype, equal texts have equal bytes, and sixteen
//! zeros are the empty text.
//!
//! Nobody tells the store when an element is written over. Buffers with such elements are known to it, and when it has
//! grown to twice its size it looks which of its texts they still name.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use super::buffer::{Buffer, ObjectRef, WeakBuffer};

/// Bytes of one element.
pub const WIDTH: usize = 16;

/// The longest text, in bytes, that lies in its element.
const SHORT: usize = WIDTH - 1;

/// Marks in the last byte: no text at all; a text in the store; a text in the element, with its length added.
const MISSING: u8 = 0x80;
const STORED: u8 = 0x40;
const INLINE: u8 = 0x60;

/// The store is looked through when it has this many texts, or twice what it had after the last time.
const WORTH_SWEEPING: usize = 1 << 12;

/// `StringDType(na_object=…, coerce=…)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextType {
    pub missing: Option<Missing>,
    /// Are values that are no texts turned into texts?
    pub coerce: bool,
}

/// The object that stands for a missing text.
#[derive(Clone, Debug)]
pub struct Missing {
    pub object: ObjectRef,
    pub kind: MissingKind,
    /// Its `repr`.
    pub shown: Rc<str>,
}

/// What operations make of a missing text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MissingKind {
    /// It is unequal to itself, as NaN is: it spreads, and is sorted last.
    Nan,
    /// It is taken for this text.
    Text(Rc<str>),
    /// Most operations refuse it.
    Other,
}

impl PartialEq for Missing {
    fn eq(&self, other: &Missing) -> bool {
        self.kind == other.kind && self.shown == other.shown
    }
}

impl Eq for Missing {}

impl Hash for Missing {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.kind.hash(state);
        self.shown.hash(state);
    }
}

impl TextType {
    /// `StringDType()`.
    pub fn plain() -> TextType {
        TextType {
            missing: None,
            coerce: true,
        }
    }

    /// `StringDType(na_object=nan)`.
    pub fn repr(&self) -> String {
        let missing = self
            .missing
            .as_ref()
            .map(|missing| format!("na_object={}", missing.shown));
        let coerce = (!self.coerce).then(|| "coerce=False".to_owned());
        let said: Vec<String> = missing.into_iter().chain(coerce).collect();
        format!("StringDType({})", said.join(", "))
    }

    /// Is a missing text like NaN?
    pub fn has_nan(&self) -> bool {
        matches!(&self.missing, Some(missing) if missing.kind == MissingKind::Nan)
    }

    /// What a missing text is taken for, if for one at all. A dtype without an object for them takes the empty text.
    pub fn text_of_missing(&self) -> Option<Rc<str>> {
        match self.missing.as_ref().map(|missing| &missing.kind) {
            None => Some("".into()),
            Some(MissingKind::Text(text)) => Some(text.clone()),
            Some(_) => None,
        }
    }
}

/// The texts that are too long for their elements.
#[derive(Default)]
struct Store {
    texts: HashMap<u64, Rc<str>>,
    numbers: HashMap<Rc<str>, u64>,
    next: u64,
    /// Buffers with elements that may name texts.
    buffers: Vec<WeakBuffer>,
    /// How many texts make the next sweep worth while.
    enough: usize,
}

thread_local! {
    static STORE: RefCell<Store> = RefCell::default();
}

/// The element of a text; `None` for a missing one.
pub fn encode(text: Option<&Rc<str>>) -> [u8; WIDTH] {
    let mut element = [0; WIDTH];
    match text {
        None => element[SHORT] = MISSING,
        Some(text) if text.is_empty() => {}
        Some(text) if text.len() <= SHORT => {
            element[..text.len()].copy_from_slice(text.as_bytes());
            element[SHORT] = INLINE | text.len() as u8;
        }
        Some(text) => {
            let number = STORE.with(|store| store.borrow_mut().number(text));
            element[..8].copy_from_slice(&number.to_le_bytes());
            element[SHORT] = STORED;
        }
    }
    element
}

/// The text of an element; `None` for a missing one.
pub fn decode(element: &[u8]) -> Option<Rc<str>> {
    let mark = element.get(SHORT).copied().unwrap_or(0);
    if mark & MISSING != 0 {
        return None;
    }
    if mark & INLINE == INLINE {
        let length = usize::from(mark & 0x0f);
        return Some(String::from_utf8_lossy(&element[..length]).into());
    }
    let stored = number_in(element)
        .and_then(|number| STORE.with(|store| store.borrow().texts.get(&number).cloned()));
    Some(stored.unwrap_or_else(|| "".into()))
}

/// The number of a text in the store that an element names.
fn number_in(element: &[u8]) -> Option<u64> {
    let mark = element.get(SHORT)?;
    let number = element.get(..8)?.try_into().ok()?;
    (mark & INLINE == STORED && mark & MISSING == 0).then(|| u64::from_le_bytes(number))
}

/// Tells the store of a buffer whose elements are texts.
pub fn register(buffer: &Buffer) {
    STORE.with(|store| {
        let mut store = store.borrow_mut();
        store.buffers.push(buffer.downgrade());
        if store.texts.len() > store.enough.max(WORTH_SWEEPING) || store.buffers.len() > 1 << 16 {
            store.sweep();
        }
    });
}

impl Store {
    fn number(&mut self, text: &Rc<str>) -> u64 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = self.next;
        self.next += 1;
        self.texts.insert(number, text.clone());
        self.numbers.insert(text.clone(), number);
        number
    }

    /// Forgets texts that no element names any more.
    fn sweep(&mut self) {
        let mut seen = HashSet::new();
        self.buffers
            .retain(|buffer| buffer.address().is_some_and(|at| seen.insert(at)));
        let mut named = HashSet::new();
        for buffer in self.buffers.iter().filter_map(WeakBuffer::upgrade) {
            buffer.read(|bytes| named.extend(bytes.chunks_exact(WIDTH).filter_map(number_in)));
        }
        self.texts.retain(|number, _| named.contains(number));
        self.numbers.retain(|_, number| named.contains(number));
        self.enough = 2 * self.texts.len();
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Array, DType, Scalar};
    use super::*;

    #[test]
    fn texts_survive_their_element() {
        for text in [
            "",
            "a",
            "fifteen bytes!!",
            "sixteen bytes!!!",
            "ä long text of many letters",
        ] {
            let text: Rc<str> = text.into();
            assert_eq!(decode(&encode(Some(&text))), Some(text));
        }
        assert_eq!(decode(&encode(None)), None);
    }

    #[test]
    fn the_store_forgets_what_no_element_names() {
        let dtype = DType::Text(Rc::new(TextType::plain()));
        let kept = Array::zeros(dtype.clone(), &[1]).expect("room for one element");
        let long: Rc<str> = "a text that is too long for its element".into();
        for i in 0..3 * WORTH_SWEEPING {
            let text: Rc<str> = format!("{long} {i}").into();
            kept.set(0, &Scalar::Text(Some(text), Rc::new(TextType::plain())));
        }
        drop(Array::zeros(dtype, &[1]));
        assert!(STORE.with(|store| store.borrow().texts.len()) < WORTH_SWEEPING);
        let last = format!("{long} {}", 3 * WORTH_SWEEPING - 1);
        let Some(Scalar::Text(Some(text), _)) = kept.first() else {
            panic!("no text");
        };
        assert_eq!(*text, last);
    }
}
