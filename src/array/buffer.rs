//! Shared storage: bytes, or Python objects.

use std::any::Any;
use std::cell::RefCell;
use std::fmt;
use std::rc::{Rc, Weak};

use bytemuck::Pod;

use super::error::{Error, ErrorKind, Result};
use super::meter;

/// An element of an object array. Floor 2 only carries it; the floors above know what it is.
pub trait Object: fmt::Debug {
    fn as_any(&self) -> &dyn Any;
    /// As `repr` and `str` show it inside an array.
    fn repr(&self) -> String;
    fn text(&self) -> String;
    fn type_name(&self) -> String;
}

pub type ObjectRef = Rc<dyn Object>;

/// One block of storage, shared by every array that views it. Bytes are aligned to 8.
///
/// No borrow escapes: all access goes through [`Buffer::read`] and [`Buffer::write`], and no code of the
/// learner's runs inside them.
#[derive(Clone)]
pub struct Buffer(Rc<Storage>);

enum Storage {
    Bytes {
        words: RefCell<Vec<u64>>,
        len: usize,
    },
    Objects(RefCell<Vec<ObjectRef>>),
}

/// Storage of at least this many bytes is kept when nobody holds it any more: memory fresh from the system costs more
/// than the arithmetic that fills it.
const WORTH_KEEPING: usize = 1 << 18;

/// What is kept for reuse takes no more words than this.
const KEPT_WORDS: usize = 8 << 20;

thread_local! {
    /// Storage for new arrays of the same size, latest last.
    static KEPT: RefCell<Vec<Vec<u64>>> = const { RefCell::new(Vec::new()) };
}

fn keep(words: Vec<u64>) {
    // The thread may be ending, and with it what is kept.
    let _ = KEPT.try_with(|kept| {
        let mut kept = kept.borrow_mut();
        let mut total: usize = kept.iter().map(Vec::len).sum();
        while total + words.len() > KEPT_WORDS && !kept.is_empty() {
            total -= kept.remove(0).len();
        }
        if words.len() <= KEPT_WORDS {
            kept.push(words);
        }
    });
}

/// Kept storage of just this length.
fn kept(words: usize) -> Option<Vec<u64>> {
    KEPT.with(|kept| {
        let mut kept = kept.borrow_mut();
        let at = kept.iter().rposition(|held| held.len() == words)?;
        Some(kept.remove(at))
    })
}

impl Drop for Storage {
    fn drop(&mut self) {
        meter::release(self.counted());
        if let Storage::Bytes { words, len } = self
            && *len >= WORTH_KEEPING
        {
            keep(std::mem::take(words.get_mut()));
        }
    }
}

impl Storage {
    fn held(&self) -> usize {
        match self {
            Storage::Bytes { len, .. } => *len,
            Storage::Objects(objects) => objects.borrow().len() * 8,
        }
    }

    /// What the meter counts: objects lie elsewhere, each by itself.
    fn counted(&self) -> usize {
        match self {
            Storage::Bytes { len, .. } => *len,
            Storage::Objects(objects) => objects.borrow().len() * OBJECT,
        }
    }
}

/// Bytes of an object of an array, with the way to it.
const OBJECT: usize = 64;

impl Buffer {
    /// `len` zero bytes.
    pub fn zeroed(len: usize) -> Result<Buffer> {
        meter::reserve(len)?;
        let mut words: Vec<u64> = Vec::new();
        if words.try_reserve_exact(len.div_ceil(8)).is_err() {
            meter::release(len);
            return Err(Error::new(ErrorKind::Memory, ""));
        }
        drop(words);
        Ok(Buffer(Rc::new(Storage::Bytes {
            words: RefCell::new(vec![0u64; len.div_ceil(8)]),
            len,
        })))
    }

    /// `len` bytes of any content, for results that are written whole.
    pub fn scratch(len: usize) -> Result<Buffer> {
        if len >= WORTH_KEEPING
            && let Some(words) = kept(len.div_ceil(8))
        {
            meter::reserve(len)?;
            return Ok(Buffer(Rc::new(Storage::Bytes {
                words: RefCell::new(words),
                len,
            })));
        }
        Buffer::zeroed(len)
    }

    /// The values, in order, as bytes. Eight-byte values are taken over without a copy.
    pub fn from_vec<T: Pod>(values: Vec<T>) -> Result<Buffer> {
        let len = size_of_val(values.as_slice());
        match bytemuck::allocation::try_cast_vec::<T, u64>(values) {
            Ok(words) => {
                meter::reserve(len)?;
                Ok(Buffer(Rc::new(Storage::Bytes {
                    words: RefCell::new(words),
                    len,
                })))
            }
            Err((_, values)) => {
                let buffer = Buffer::zeroed(len)?;
                buffer.write(|bytes| bytes.copy_from_slice(bytemuck::cast_slice(&values)));
                Ok(buffer)
            }
        }
    }

    pub fn from_objects(objects: Vec<ObjectRef>) -> Result<Buffer> {
        meter::reserve(objects.len() * OBJECT)?;
        Ok(Buffer(Rc::new(Storage::Objects(RefCell::new(objects)))))
    }

    /// Length in bytes; an object counts 8.
    pub fn len(&self) -> usize {
        self.0.held()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn holds_objects(&self) -> bool {
        matches!(*self.0, Storage::Objects(_))
    }

    /// The bytes; none for a buffer of objects.
    pub fn read<R>(&self, f: impl FnOnce(&[u8]) -> R) -> R {
        match &*self.0 {
            Storage::Bytes { words, len } => f(&bytemuck::cast_slice(&words.borrow())[..*len]),
            Storage::Objects(_) => f(&[]),
        }
    }

    /// The bytes, to change; none for a buffer of objects.
    pub fn write<R>(&self, f: impl FnOnce(&mut [u8]) -> R) -> R {
        match &*self.0 {
            Storage::Bytes { words, len } => {
                f(&mut bytemuck::cast_slice_mut(&mut words.borrow_mut())[..*len])
            }
            Storage::Objects(_) => f(&mut []),
        }
    }

    /// The object at a byte offset; `None` for a buffer of bytes.
    pub fn object(&self, offset: usize) -> Option<ObjectRef> {
        match &*self.0 {
            Storage::Objects(objects) => objects.borrow().get(offset / 8).cloned(),
            Storage::Bytes { .. } => None,
        }
    }

    pub fn set_object(&self, offset: usize, object: ObjectRef) {
        // The old object is dropped after the borrow ends: dropping it may reach this buffer again.
        let old = match &*self.0 {
            Storage::Objects(objects) => objects
                .borrow_mut()
                .get_mut(offset / 8)
                .map(|slot| std::mem::replace(slot, object)),
            Storage::Bytes { .. } => None,
        };
        drop(old);
    }

    /// The same storage, not held.
    pub fn downgrade(&self) -> WeakBuffer {
        WeakBuffer(Rc::downgrade(&self.0))
    }

    /// Do both names mean the same storage?
    pub fn same(&self, other: &Buffer) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// Nobody else holds this storage.
    pub fn is_unique(&self) -> bool {
        Rc::strong_count(&self.0) == 1
    }

    /// A number that is the same for the same storage while it lives.
    pub fn address(&self) -> usize {
        Rc::as_ptr(&self.0).cast::<u8>() as usize
    }
}

/// A buffer that is known without being held.
pub struct WeakBuffer(Weak<Storage>);

impl WeakBuffer {
    pub fn upgrade(&self) -> Option<Buffer> {
        self.0.upgrade().map(Buffer)
    }

    /// As [`Buffer::address`]; `None` where nobody holds the storage.
    pub fn address(&self) -> Option<usize> {
        (self.0.strong_count() > 0).then(|| self.0.as_ptr().cast::<u8>() as usize)
    }
}

impl fmt::Debug for Buffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Buffer({} bytes)", self.len())
    }
}
