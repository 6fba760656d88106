//! `np.memmap`: arrays whose memory is a file.
//!
//! The bytes of a mapped file are held in one buffer, which all maps of that file share while one of them may write, so
//! that what one writes the others see, as a system's own maps do. They go to the file when the map is flushed, and before
//! anything else reads the file.

use std::any::Any;
use std::rc::Rc;

use crate::array::{Array, Buffer, DType, Layout, total_bytes};
use crate::builtins;
use crate::builtins::python::io;
use crate::builtins::subclasses::plain_item;
use crate::value::convert::{as_index, as_shape, to_dtype};
use crate::value::subclass::ArraySubclass;
use crate::value::{ArrayObject, Class, ClassId, Host, Raised, Result, Value, display};

use super::files::npy;

builtins! {
    /// An array whose memory is a file: `'r'` only reads it, `'r+'` changes it, `'w+'` makes it anew, `'c'` keeps changes to
    /// itself.
    ///
    /// >>> m = np.memmap('data.bin', dtype='int16', mode='w+', shape=3)
    /// >>> m[:] = [1, 2, 3]
    /// >>> m.flush()
    /// >>> np.memmap('data.bin', dtype='int16', mode='r')
    /// memmap([1, 2, 3], dtype=int16)
    "memmap.__new__" "(cls, filename, dtype=<no value>, mode='r+', offset=0, shape=None, order='C')" => new_memmap;
    /// Writes what was changed to the file.
    "memmap.flush" "(self)" => flush;
    /// Elements picked: what is no view of the file's memory is a plain array.
    ///
    /// >>> type(np.memmap('data.bin', dtype='u1', mode='w+', shape=3)[[0, 1]])
    /// <class 'numpy.ndarray'>
    "memmap.__getitem__" "(self, index, /)" => get_item;
}

/// The modes and what they mean.
const MODES: [&str; 8] = [
    "r",
    "c",
    "r+",
    "w+",
    "readonly",
    "copyonwrite",
    "readwrite",
    "write",
];

/// Why a file is mapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Read,
    Copy,
    Change,
    New,
}

impl Mode {
    /// # Errors
    /// ValueError for what is no mode.
    pub fn of(value: &Value, host: &mut dyn Host) -> Result<Mode> {
        let name = match value {
            Value::Str(name) => &**name,
            _ => "",
        };
        Ok(match name {
            "r" | "readonly" => Mode::Read,
            "c" | "copyonwrite" => Mode::Copy,
            "r+" | "readwrite" => Mode::Change,
            "w+" | "write" => Mode::New,
            _ => {
                let shown = display::repr(host, value)?;
                let modes: Vec<String> = MODES.iter().map(|mode| format!("'{mode}'")).collect();
                return Err(Raised::value_error(format!(
                    "mode must be one of [{}] (got {shown})",
                    modes.join(", ")
                )));
            }
        })
    }

    fn name(self) -> &'static str {
        match self {
            Mode::Read => "r",
            Mode::Copy => "c",
            Mode::Change => "r+",
            Mode::New => "w+",
        }
    }

    fn writes(self) -> bool {
        matches!(self, Mode::Change | Mode::New)
    }
}

/// The files that are mapped so that they can be written to.
#[derive(Default)]
struct Maps(Vec<(Rc<str>, Buffer)>);

/// Lets a file have what was written to its map, before it is read.
///
/// # Errors
/// OSError.
pub fn settle(host: &mut dyn Host, path: &str) -> Result<()> {
    let maps = &mut host.session().get::<Maps>().0;
    let Some(at) = maps.iter().position(|(own, _)| **own == *path) else {
        return Ok(());
    };
    let (last, buffer) = (maps[at].1.is_unique(), maps[at].1.clone());
    if last {
        maps.remove(at);
    }
    let bytes = buffer.read(<[u8]>::to_vec);
    let written = host.files().write(path, &bytes);
    written.map_err(|error| io::os_error(&error, path))
}

/// Forgets the maps of a file that is written anew.
pub fn forget(host: &mut dyn Host, path: &str) {
    let maps = host.session().get::<Maps>();
    maps.0.retain(|(own, _)| **own != *path);
}

/// What makes an array one whose memory is a file; copies of it have none.
#[derive(Clone)]
pub struct MemoryMap(Option<Mapped>);

#[derive(Clone)]
struct Mapped {
    path: Rc<str>,
    mode: Mode,
    offset: usize,
    buffer: Buffer,
}

impl MemoryMap {
    /// A map of no file.
    pub fn detached() -> MemoryMap {
        MemoryMap(None)
    }
}

impl ArraySubclass for MemoryMap {
    fn class(&self) -> Class {
        ClassId::MEMMAP.into()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn priority(&self) -> f64 {
        -100.0
    }

    fn finalize(&self, array: &Array) -> Option<Rc<dyn ArraySubclass>> {
        let shares = |mapped: &&Mapped| mapped.buffer.same(array.buffer());
        let mapped = self.0.as_ref().filter(shares);
        Some(Rc::new(MemoryMap(mapped.cloned())))
    }

    fn wrap(
        &self,
        _: &mut dyn Host,
        result: Value,
        _ufunc: &'static str,
        _inputs: &[Value],
    ) -> Result<Value> {
        Ok(result.plain_array())
    }

    fn attribute(&self, _object: &Value, name: &str) -> Result<Option<Value>> {
        let part = |value: fn(&Mapped) -> Value| self.0.as_ref().map_or(Value::None, value);
        Ok(Some(match name {
            "filename" => part(|mapped| Value::Str(mapped.path.clone())),
            "mode" => part(|mapped| Value::str(mapped.mode.name())),
            "offset" => part(|mapped| Value::Int(mapped.offset as i64)),
            _ => return Ok(None),
        }))
    }
}

fn flush(host: &mut dyn Host, this: Value) -> Result<()> {
    let mapped = this
        .subclass_as::<MemoryMap>()
        .and_then(|map| map.0.as_ref());
    match mapped.filter(|mapped| mapped.mode.writes()) {
        Some(mapped) => settle(host, &mapped.path.clone()),
        None => Ok(()),
    }
}

fn get_item(host: &mut dyn Host, this: Value, index: Value) -> Result<Value> {
    let item = plain_item(host, &this, &index)?;
    let mapped = item
        .subclass_as::<MemoryMap>()
        .is_some_and(|map| map.0.is_some());
    Ok(if mapped { item } else { item.plain_array() })
}

/// The bytes of a file as a map of this mode has them; one that writes is known to later ones.
fn bytes_of(
    host: &mut dyn Host,
    path: &Rc<str>,
    mode: Mode,
    needed: Option<usize>,
) -> Result<Buffer> {
    let live = host.session().get::<Maps>().0.iter();
    let live = live
        .filter(|(own, _)| own == path)
        .map(|(_, buffer)| buffer.clone())
        .next_back();
    let enough = |buffer: &Buffer| needed.is_none_or(|needed| needed <= buffer.len());
    if let Some(buffer) = live.filter(|buffer| mode != Mode::New && enough(buffer)) {
        return match mode {
            Mode::Copy => copied(&buffer.read(<[u8]>::to_vec)),
            _ => Ok(buffer),
        };
    }
    let mut bytes = match mode {
        Mode::New => Vec::new(),
        _ => io::read_file(host, path)?,
    };
    if let Some(needed) = needed.filter(|&needed| needed > bytes.len()) {
        if !mode.writes() {
            return Err(Raised::value_error("mmap length is greater than file size"));
        }
        crate::array::meter::check_bytes(needed)?;
        bytes.resize(needed, 0);
    }
    let buffer = copied(&bytes)?;
    if mode.writes() {
        io::write_file(host, path, &bytes)?;
        host.session()
            .get::<Maps>()
            .0
            .push((path.clone(), buffer.clone()));
    }
    Ok(buffer)
}

fn copied(bytes: &[u8]) -> Result<Buffer> {
    let buffer = Buffer::zeroed(bytes.len())?;
    buffer.write(|target| target.copy_from_slice(bytes));
    Ok(buffer)
}

#[allow(clippy::too_many_arguments)] // as many as NumPy's
fn new_memmap(
    host: &mut dyn Host,
    _class: Value,
    filename: Value,
    dtype: crate::value::builtin::Given,
    mode: Value,
    offset: Value,
    shape: Value,
    order: Value,
) -> Result<Value> {
    let mode = Mode::of(&mode, host)?;
    if mode == Mode::New && shape.is_none() {
        return Err(Raised::value_error("shape must be given if mode == 'w+'"));
    }
    let Value::Str(path) = &filename else {
        return Err(npy::not_a_path(&filename));
    };
    let dtype = match dtype.0 {
        Some(dtype) => to_dtype(&dtype)?,
        None => DType::U8,
    };
    let offset = usize::try_from(as_index(&offset)?)
        .map_err(|_| Raised::value_error("offset must be non-negative"))?;
    let shape: Option<Vec<usize>> = match &shape {
        Value::None => None,
        given => Some(as_shape(given)?.lengths()?.to_vec()),
    };
    let fortran = matches!(&order, Value::Str(order) if &**order == "F");
    mapped(host, path, mode, &dtype, (offset, shape, fortran))
}

/// A map of a file from `offset` on; without a shape of all that is there.
fn mapped(
    host: &mut dyn Host,
    path: &Rc<str>,
    mode: Mode,
    dtype: &DType,
    (offset, shape, fortran): (usize, Option<Vec<usize>>, bool),
) -> Result<Value> {
    let too_big = || Raised::value_error("array is too big");
    let needed = match &shape {
        None => None,
        Some(shape) => {
            let bytes = total_bytes(shape, dtype.itemsize()).ok_or_else(too_big)?;
            Some(bytes.checked_add(offset).ok_or_else(too_big)?)
        }
    };
    let buffer = bytes_of(host, path, mode, needed)?;
    let shape = match shape {
        Some(shape) => shape,
        None => {
            let left = buffer.len().saturating_sub(offset);
            if left % dtype.itemsize().max(1) != 0 {
                return Err(Raised::value_error(
                    "Size of available data is not a multiple of the data-type size.",
                ));
            }
            vec![left / dtype.itemsize().max(1)]
        }
    };
    let mut layout = match fortran {
        true => Layout::fortran(&shape, dtype.itemsize()),
        false => Layout::contiguous(&shape, dtype.itemsize()),
    };
    layout.offset = offset;
    let array = Array::new(buffer.clone(), dtype.clone(), layout);
    let map = MemoryMap(Some(Mapped {
        path: path.clone(),
        mode,
        offset,
        buffer,
    }));
    // The map itself is what the array does not own.
    let base = Value::Bytes([].into());
    Ok(Value::Array(Rc::new(ArrayObject::with_subclass(
        array.with_writeable(mode != Mode::Read),
        Some(base),
        Some(Rc::new(map)),
    ))))
}

/// The array in a `.npy` file, as a map of it.
///
/// # Errors
/// As `np.load` and `np.memmap`.
pub fn load(host: &mut dyn Host, path: &Rc<str>, mode: Mode) -> Result<Value> {
    let bytes = io::read_file(host, path)?;
    let (array, used) = npy::decode_front(&bytes)?;
    let offset = used - array.size() * array.itemsize();
    let fortran = array.is_f_contiguous() && !array.is_c_contiguous();
    let shape = array.shape().to_vec();
    let mode = if mode == Mode::New {
        Mode::Change
    } else {
        mode
    };
    mapped(
        host,
        path,
        mode,
        array.dtype(),
        (offset, Some(shape), fortran),
    )
}
