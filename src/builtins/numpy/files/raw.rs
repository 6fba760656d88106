//! Elements and nothing else: `tofile` and `fromfile`, as bytes or as text.

use std::rc::Rc;

use crate::array::{Array, Buffer, DType, Layout};
use crate::builtins;
use crate::builtins::operators::binary;
use crate::builtins::python::io;
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::FromValue;
use crate::value::convert::{element_from, to_array, to_python};
use crate::value::{Arguments, ClassId, Host, Raised, Result, Value, display};

builtins! {
    /// Writes the elements to a file: their bytes, or as text with `sep` between them.
    ///
    /// >>> np.arange(3).tofile('numbers.txt', sep=',')
    /// >>> open('numbers.txt').read()
    /// '0,1,2'
    "ndarray.tofile" "(self, fid, /, sep='', format='%s')" => tofile;
    /// Reads elements from a file: their bytes, or text with `sep` between them.
    ///
    /// >>> np.arange(3.0).tofile('numbers.bin')
    /// >>> np.fromfile('numbers.bin')
    /// array([0., 1., 2.])
    "np.fromfile" "(file, dtype=float, count=-1, sep='', offset=0, *, like=None)" => fromfile;
}

fn tofile(host: &mut dyn Host, a: Value, file: Value, sep: Rc<str>, format: Rc<str>) -> Result<()> {
    let array = to_array(&a)?;
    let bytes = if sep.is_empty() {
        if *array.dtype() == DType::Object {
            return Err(Raised::new(
                ClassId::OS_ERROR,
                "cannot write object arrays to a file in binary mode",
            ));
        }
        raw_bytes(&array)?
    } else {
        let mut items = Vec::new();
        for scalar in array.scalars() {
            let item = to_python(scalar);
            let item = if &*format == "%s" {
                item
            } else {
                binary(host, BinaryOp::Mod, Value::Str(format.clone()), item)?
            };
            items.push(display::str(host, &item)?);
        }
        items.join(&sep).into_bytes()
    };
    match &file {
        Value::Str(path) => io::write_file(host, path, &bytes),
        Value::Native(_) => {
            let write = host.attribute(&file, "write")?;
            let bytes = Value::Bytes(bytes.into());
            host.call(&write, Arguments::positional([bytes]))
                .map(|_| ())
        }
        other => Err(no_file(other)),
    }
}

/// The elements' bytes in C order.
fn raw_bytes(array: &Array) -> Result<Vec<u8>> {
    let packed = array.to_contiguous()?;
    let (start, size) = (packed.layout().offset, packed.size() * packed.itemsize());
    crate::array::meter::check_bytes(size)?;
    Ok(packed
        .buffer()
        .read(|data| data.get(start..start + size).unwrap_or(&[]).to_vec()))
}

fn no_file(value: &Value) -> Raised {
    let name = value.type_name();
    Raised::attribute_error(format!("'{name}' object has no attribute 'flush'"))
}

fn fromfile(
    host: &mut dyn Host,
    file: Value,
    dtype: Value,
    count: i64,
    sep: Rc<str>,
    offset: i64,
) -> Result<Array> {
    let dtype = Option::<DType>::from_value(dtype, host)?.unwrap_or(DType::F64);
    if offset != 0 && !sep.is_empty() {
        return Err(Raised::type_error(
            "'offset' argument only permitted for binary files",
        ));
    }
    let bytes = match &file {
        Value::Str(path) => io::read_file(host, path)?,
        Value::Native(_) => {
            let read = host.attribute(&file, "read")?;
            match host.call(&read, Arguments::none())? {
                Value::Bytes(bytes) => bytes.to_vec(),
                other => display::str(host, &other)?.as_bytes().to_vec(),
            }
        }
        other => return Err(no_file(other)),
    };
    if dtype == DType::Object {
        return Err(Raised::value_error("Cannot read into object array"));
    }
    // A negative count means all that there is.
    let most = usize::try_from(count).unwrap_or(usize::MAX);
    if !sep.is_empty() {
        return from_text(&String::from_utf8_lossy(&bytes), &dtype, most, &sep);
    }
    let Ok(offset) = usize::try_from(offset) else {
        return Err(Raised::new(
            ClassId::OS_ERROR,
            "[Errno 22] Invalid argument",
        ));
    };
    from_bytes(bytes.get(offset..).unwrap_or(&[]), dtype, most)
}

fn from_bytes(bytes: &[u8], dtype: DType, most: usize) -> Result<Array> {
    let itemsize = dtype.itemsize();
    if itemsize == 0 {
        return Err(Raised::value_error("itemsize cannot be zero in type"));
    }
    let count = (bytes.len() / itemsize).min(most);
    let buffer = Buffer::zeroed(count * itemsize)?;
    buffer.write(|target| target.copy_from_slice(&bytes[..count * itemsize]));
    Ok(Array::new(
        buffer,
        dtype,
        Layout::contiguous(&[count], itemsize),
    ))
}

/// A separator of blanks stands for any number of them; blanks around another one do not count.
fn from_text(text: &str, dtype: &DType, most: usize, sep: &str) -> Result<Array> {
    let sep = sep.trim();
    let mut items: Vec<&str> = if sep.is_empty() {
        text.split_whitespace().collect()
    } else {
        text.split(sep).map(str::trim).collect()
    };
    if items.last() == Some(&"") {
        items.pop();
    }
    items.truncate(most);
    let unmatched =
        || Raised::value_error("string or file could not be read to its end due to unmatched data");
    let array = Array::zeros(dtype.clone(), &[items.len()])?;
    for (at, item) in array.layout().offsets().zip(items) {
        let scalar = element_from(&Value::str(item), dtype).map_err(|_| unmatched())?;
        array.set(at, &scalar);
    }
    Ok(array)
}
