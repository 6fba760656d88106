//! NumPy's own file format, `.npy`: a short header in Python's notation, then the bytes of the elements.
//!
//! The layout of the header is that of NumPy's format specification (numpy.lib.format), versions 1.0 to 3.0.

use std::rc::Rc;

use crate::array::{Array, Buffer, DType, Layout, Shape};
use crate::builtins;
use crate::builtins::numpy::memmap;
use crate::builtins::python::io;
use crate::value::convert::{as_index, dtype_of_text, to_array, to_dtype};
use crate::value::{Arguments, ClassId, Host, Raised, Result, Value};

builtins! {
    /// Writes an array to a `.npy` file.
    ///
    /// >>> np.save('numbers.npy', [1, 2, 3])
    /// >>> np.load('numbers.npy')
    /// array([1, 2, 3])
    "np.save" "(file, arr, allow_pickle=True)" => save;
    /// Reads an array from a `.npy` file, or opens a `.npz` file of several.
    ///
    /// >>> np.save('numbers.npy', [1, 2, 3])
    /// >>> np.load('numbers.npy')
    /// array([1, 2, 3])
    "np.load" "(file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding='ASCII', *, max_header_size=10000)" => load;
}

const MAGIC: &[u8] = b"\x93NUMPY";

fn save(host: &mut dyn Host, file: Value, arr: Value, _pickle: Value) -> Result<()> {
    let array = to_array(&arr)?;
    let bytes = encode(&array)?;
    match &file {
        Value::Str(path) => {
            let path = if path.ends_with(".npy") {
                path.to_string()
            } else {
                format!("{path}.npy")
            };
            io::write_file(host, &path, &bytes)
        }
        Value::Native(_) => {
            let write = host.attribute(&file, "write")?;
            host.call(&write, Arguments::positional([Value::Bytes(bytes.into())]))
                .map(|_| ())
        }
        other => Err(not_a_path(other)),
    }
}

/// The complaint of what names no file.
pub fn not_a_path(value: &Value) -> Raised {
    let name = value.type_name();
    Raised::type_error(format!(
        "expected str, bytes or os.PathLike object, not {name}"
    ))
}

/// The bytes of the file.
///
/// # Errors
/// MemoryError. Arrays of objects are written without their elements: nothing could read them back.
pub fn encode(array: &Array) -> Result<Vec<u8>> {
    let fortran = array.is_f_contiguous() && !array.is_c_contiguous();
    let shape = crate::array::shape_repr(array.shape());
    let descr = match array.dtype() {
        DType::Struct(fields) => fields.to_string(),
        other => format!("'{}'", other.code()),
    };
    let order = if fortran { "True" } else { "False" };
    let header = format!("{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}");
    let mut bytes = MAGIC.to_vec();
    let long = header.len() + 11 > usize::from(u16::MAX);
    let prefix = if long { 12 } else { 10 };
    // Padded with blanks so that the elements begin at a multiple of 64.
    let padding = (64 - (prefix + header.len() + 1) % 64) % 64;
    let length = header.len() + padding + 1;
    if long {
        bytes.extend([2, 0]);
        bytes.extend((length as u32).to_le_bytes());
    } else {
        bytes.extend([1, 0]);
        bytes.extend((length as u16).to_le_bytes());
    }
    bytes.extend(header.bytes());
    bytes.extend(std::iter::repeat_n(b' ', padding));
    bytes.push(b'\n');
    if *array.dtype() == DType::Object {
        return Ok(bytes);
    }
    let packed = if fortran {
        array.transposed().to_contiguous()?
    } else {
        array.to_contiguous()?
    };
    let size = packed.size() * packed.itemsize();
    crate::array::meter::check_bytes(size)?;
    let start = packed.layout().offset;
    packed
        .buffer()
        .read(|data| bytes.extend_from_slice(data.get(start..start + size).unwrap_or(&[])));
    Ok(bytes)
}

fn load(host: &mut dyn Host, file: Value, mmap: Value, _pickle: Value) -> Result<Value> {
    if !mmap.is_none() {
        let mode = memmap::Mode::of(&mmap, host);
        if let Value::Str(path) = &file {
            // A missing file is noticed before a wrong mode.
            if mode.is_err() {
                io::read_file(host, path)?;
            }
            return memmap::load(host, path, mode?);
        }
        mode?;
    }
    let bytes = match &file {
        Value::Str(path) => io::read_file(host, path)?,
        Value::Native(_) => match ask(host, &file, "read", [])? {
            Value::Bytes(bytes) => bytes.to_vec(),
            _ => return Err(Raised::type_error("a file opened in binary mode is needed")),
        },
        other => return Err(not_a_path(other)),
    };
    if super::zip::is_archive(&bytes) {
        let title = match &file {
            Value::Str(path) => path,
            _ => "object",
        };
        return super::npz::open(title, &bytes);
    }
    let (array, used) = decode_front(&bytes)?;
    if let Value::Native(_) = &file {
        // The file stands behind the array, so that the next one can be loaded.
        let end = as_index(&ask(host, &file, "tell", [])?)?;
        let left = (bytes.len() - used) as i64;
        ask(host, &file, "seek", [Value::Int(end - left)])?;
    }
    Ok(Value::array(array))
}

/// What a method of a file gives.
fn ask<const N: usize>(
    host: &mut dyn Host,
    file: &Value,
    name: &str,
    arguments: [Value; N],
) -> Result<Value> {
    let method = host.attribute(file, name)?;
    host.call(&method, Arguments::positional(arguments))
}

/// The array in the bytes of a file.
///
/// # Errors
/// EOFError for an empty file, ValueError for another format or a damaged header.
pub fn decode(bytes: &[u8]) -> Result<Array> {
    decode_front(bytes).map(|(array, _)| array)
}

/// The array at the front of some bytes, and how many of them it takes.
pub(in crate::builtins::numpy) fn decode_front(bytes: &[u8]) -> Result<(Array, usize)> {
    if bytes.is_empty() {
        return Err(Raised::new(ClassId::EOF_ERROR, "No data left in file"));
    }
    let Some(rest) = bytes.strip_prefix(MAGIC) else {
        return Err(Raised::value_error(
            "This file contains pickled (object) data. If you trust the file you can load it unsafely using the `allow_pickle=` keyword argument or `pickle.load()`.",
        ));
    };
    let damaged = || Raised::value_error("EOF: reading array header, expected more bytes");
    let (width, rest) = match rest {
        [1, _, rest @ ..] => (2, rest),
        [2 | 3, _, rest @ ..] => (4, rest),
        [major, minor, ..] => {
            return Err(Raised::value_error(format!(
                "Invalid version: ({major}, {minor})"
            )));
        }
        _ => return Err(damaged()),
    };
    let length = rest.get(..width).ok_or_else(damaged)?;
    let length = length
        .iter()
        .rev()
        .fold(0usize, |total, &byte| (total << 8) | usize::from(byte));
    let header = rest.get(width..width + length).ok_or_else(damaged)?;
    let data = rest.get(width + length..).unwrap_or(&[]);
    let header = Header::parse(&String::from_utf8_lossy(header))?;
    let array = header.array(data)?;
    let used = bytes.len() - data.len() + array.size() * array.itemsize();
    Ok((array, used))
}

struct Header {
    dtype: DType,
    fortran: bool,
    shape: Shape,
}

impl Header {
    fn parse(text: &str) -> Result<Header> {
        let invalid = || Raised::value_error(format!("Cannot parse header: {:?}", text.trim_end()));
        let after = |key: &str| {
            text.split_once(&format!("'{key}':"))
                .map(|(_, rest)| rest.trim_start())
        };
        let descr = after("descr").ok_or_else(invalid)?;
        let dtype = if let Some(quoted) = descr.strip_prefix('\'') {
            dtype_of_text(quoted.split('\'').next().unwrap_or(""))?
        } else {
            to_dtype(&fields(descr).ok_or_else(invalid)?)?
        };
        let fortran = after("fortran_order")
            .ok_or_else(invalid)?
            .starts_with("True");
        let shape = after("shape")
            .and_then(|rest| rest.strip_prefix('('))
            .ok_or_else(invalid)?;
        let shape = shape.split(')').next().unwrap_or("");
        let lengths = shape
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let shape: Option<Shape> = lengths.map(|part| part.parse().ok()).collect();
        Ok(Header {
            dtype,
            fortran,
            shape: shape.ok_or_else(invalid)?,
        })
    }

    fn array(self, data: &[u8]) -> Result<Array> {
        if self.dtype == DType::Object {
            return Err(Raised::value_error(
                "Object arrays cannot be loaded when allow_pickle=False",
            ));
        }
        let size = crate::array::checked_bytes(&self.shape, &self.dtype)?;
        let data = data.get(..size).ok_or_else(|| {
            Raised::value_error(format!(
                "Failed to read all data for array. Expected {size} bytes, got {}",
                data.len()
            ))
        })?;
        let buffer = Buffer::zeroed(size)?;
        buffer.write(|bytes| bytes.copy_from_slice(data));
        let itemsize = self.dtype.itemsize();
        let layout = if self.fortran {
            Layout::fortran(&self.shape, itemsize)
        } else {
            Layout::contiguous(&self.shape, itemsize)
        };
        Ok(Array::new(buffer, self.dtype, layout))
    }
}

/// The list of fields `[('x', '<f8'), …]` as a value; no shapes, no nesting.
fn fields(text: &str) -> Option<Value> {
    let inner = text.strip_prefix('[')?.split(']').next()?;
    let mut fields = Vec::new();
    for part in inner.split('(').skip(1) {
        let mut quoted = part.split('\'').skip(1).step_by(2);
        let (name, code) = (quoted.next()?, quoted.next()?);
        fields.push(Value::tuple(vec![Value::str(name), Value::str(code)]));
    }
    Some(Value::List(Rc::new(crate::value::List::new(fields))))
}
