//! [`Array`]: a buffer, a dtype and a layout.

use std::rc::Rc;

use bytemuck::Pod;
use num_complex::Complex;

use super::buffer::{Buffer, ObjectRef};
use super::dtype::{DType, dispatch};
use super::element::Element;
use super::error::{Error, ErrorKind, Result};
use super::layout::{Layout, MAX_DIMENSIONS, Shape, shape_repr, total_bytes};
use super::scalar::{Scalar, StructScalar};
use super::texts;

/// An n-dimensional array. Cloning makes another name for the same storage.
#[derive(Clone, Debug)]
pub struct Array {
    buffer: Buffer,
    dtype: DType,
    layout: Layout,
    writeable: bool,
}

impl Array {
    /// A view of `buffer`. The layout must not reach outside it.
    pub fn new(buffer: Buffer, dtype: DType, layout: Layout) -> Array {
        debug_assert!(layout.extent(dtype.itemsize()).end <= buffer.len());
        if matches!(dtype, DType::Text(_)) {
            texts::register(&buffer);
        }
        Array {
            buffer,
            dtype,
            layout,
            writeable: true,
        }
    }

    /// Zeros in C order. An object array is filled with `filler`.
    pub fn zeros(dtype: DType, shape: &[usize]) -> Result<Array> {
        Array::zeros_in(dtype, Layout::contiguous(shape, 1), false)
    }

    /// Zeros laid out in Fortran's order or C's.
    pub fn zeros_ordered(dtype: DType, shape: &[usize], fortran: bool) -> Result<Array> {
        Array::zeros_in(dtype, Layout::contiguous(shape, 1), fortran)
    }

    fn zeros_in(dtype: DType, shape: Layout, fortran: bool) -> Result<Array> {
        let shape = &shape.shape;
        let itemsize = dtype.itemsize();
        let bytes = checked_bytes(shape, &dtype)?;
        let layout = if fortran {
            Layout::fortran(shape, itemsize)
        } else {
            Layout::contiguous(shape, itemsize)
        };
        Ok(Array::new(allocate(bytes, shape, &dtype)?, dtype, layout))
    }

    /// Zeros with the memory order of `like` ('K').
    pub fn zeros_like(dtype: DType, like: &Layout) -> Result<Array> {
        let bytes = checked_bytes(&like.shape, &dtype)?;
        let layout = like.like(dtype.itemsize());
        Ok(Array::new(
            allocate(bytes, &like.shape, &dtype)?,
            dtype,
            layout,
        ))
    }

    /// Elements of any content under a packed layout, for results that are written whole.
    pub(super) fn scratch(dtype: DType, layout: Layout) -> Result<Array> {
        let bytes = checked_bytes(&layout.shape, &dtype)?;
        let buffer =
            Buffer::scratch(bytes).map_err(|_| unallocatable(bytes, &layout.shape, &dtype))?;
        Ok(Array::new(buffer, dtype, layout))
    }

    /// A one-dimensional array of these values.
    pub fn from_vec<T: Element>(values: Vec<T>) -> Result<Array> {
        let shape = [values.len()];
        Array::from_shape_vec(&shape, values)
    }

    /// These values in C order. `shape` must count as many elements.
    pub fn from_shape_vec<T: Element>(shape: &[usize], values: Vec<T>) -> Result<Array> {
        if total_bytes(shape, 1) != Some(values.len()) {
            let message = format!(
                "cannot reshape array of size {} into shape {}",
                values.len(),
                shape_repr(shape)
            );
            return Err(Error::value(message));
        }
        let layout = Layout::contiguous(shape, size_of::<T>());
        Ok(Array::new(Buffer::from_vec(values)?, T::DTYPE, layout))
    }

    /// Objects in C order. `shape` must count as many.
    pub fn from_objects(shape: &[usize], objects: Vec<ObjectRef>) -> Result<Array> {
        // Who was stopped may have fewer.
        super::meter::finished()?;
        debug_assert_eq!(shape.iter().product::<usize>(), objects.len());
        Ok(Array::new(
            Buffer::from_objects(objects)?,
            DType::Object,
            Layout::contiguous(shape, 8),
        ))
    }

    /// A 0-d array of one element.
    pub fn from_scalar(scalar: &Scalar) -> Result<Array> {
        if let Scalar::Object(object) = scalar {
            return Array::from_objects(&[], vec![object.clone()]);
        }
        let array = Array::zeros(scalar.dtype(), &[])?;
        array.set(0, scalar);
        Ok(array)
    }

    pub fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    pub fn dtype(&self) -> &DType {
        &self.dtype
    }

    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    pub fn shape(&self) -> &[usize] {
        &self.layout.shape
    }

    pub fn strides(&self) -> &[isize] {
        &self.layout.strides
    }

    pub fn ndim(&self) -> usize {
        self.layout.ndim()
    }

    /// Number of elements.
    pub fn size(&self) -> usize {
        self.layout.size()
    }

    pub fn itemsize(&self) -> usize {
        self.dtype.itemsize()
    }

    pub fn is_writeable(&self) -> bool {
        self.writeable
    }

    pub fn with_writeable(mut self, writeable: bool) -> Array {
        self.writeable = writeable;
        self
    }

    pub fn is_c_contiguous(&self) -> bool {
        self.layout.is_c_contiguous(self.itemsize())
    }

    pub fn is_f_contiguous(&self) -> bool {
        self.layout.is_f_contiguous(self.itemsize())
    }

    /// Another view of the same storage.
    pub fn with_layout(&self, layout: Layout) -> Array {
        Array {
            layout,
            ..self.clone()
        }
    }

    /// The same bytes read as another dtype, under another layout.
    pub fn with_dtype(&self, dtype: DType, layout: Layout) -> Array {
        Array {
            dtype,
            layout,
            ..self.clone()
        }
    }

    /// All axes reversed: a view.
    pub fn transposed(&self) -> Array {
        self.with_layout(self.layout.transposed())
    }

    /// Repeated along new axes without a copy; read-only, as NumPy's `broadcast_to`.
    pub fn broadcast_to(&self, shape: &[usize]) -> Option<Array> {
        Some(
            self.with_layout(self.layout.broadcast_to(shape)?)
                .with_writeable(false),
        )
    }

    /// The same elements under another shape of the same size: a view where strides allow it, else a copy in
    /// that order.
    pub fn reshaped(&self, shape: &[usize], fortran: bool) -> Result<Array> {
        if let Some(layout) = self.layout.reshaped(shape, self.itemsize(), fortran) {
            return Ok(self.with_layout(layout));
        }
        let copy = self.copy_ordered(fortran)?;
        let layout = copy.layout.reshaped(shape, self.itemsize(), fortran);
        Ok(layout.map_or(copy.clone(), |layout| copy.with_layout(layout)))
    }

    /// A copy in C order.
    pub fn copy(&self) -> Result<Array> {
        self.copy_ordered(false)
    }

    /// A copy in Fortran's order or C's.
    pub fn copy_ordered(&self, fortran: bool) -> Result<Array> {
        let target = Layout::contiguous(self.shape(), 1);
        self.copied(if fortran {
            Layout::fortran(&target.shape, self.itemsize())
        } else {
            Layout::contiguous(&target.shape, self.itemsize())
        })
    }

    /// A copy whose axes lie in memory in the same order ('K').
    pub fn copy_like(&self) -> Result<Array> {
        self.copied(self.layout.like(self.itemsize()))
    }

    fn copied(&self, layout: Layout) -> Result<Array> {
        super::meter::steps(self.size())?;
        if self.dtype == DType::Object {
            let mut slots = vec![None; self.size()];
            for (from, to) in self.layout.offsets().zip(layout.offsets()) {
                if let Some(slot) = slots.get_mut(to / 8) {
                    *slot = self.buffer.object(from);
                }
            }
            let objects: Vec<ObjectRef> = slots.into_iter().flatten().collect();
            return Ok(Array::new(
                Buffer::from_objects(objects)?,
                DType::Object,
                layout,
            ));
        }
        let copy = Array::scratch(self.dtype.clone(), layout)?;
        super::cast::copy_bytes(self, &copy);
        super::meter::finished()?;
        Ok(copy)
    }

    /// The array itself if it is in C order, else a copy that is.
    pub fn to_contiguous(&self) -> Result<Array> {
        if self.is_c_contiguous() {
            Ok(self.clone())
        } else {
            self.copy()
        }
    }

    /// All elements in C order. The array's dtype must be `T`'s ([`Array::to_vec_as`] casts).
    pub fn to_vec<T: Element>(&self) -> Result<Vec<T>> {
        debug_assert_eq!(self.dtype, T::DTYPE);
        super::meter::steps(self.size())?;
        if self.is_c_contiguous() {
            let size = self.size() * size_of::<T>();
            return self.buffer.read(|bytes| {
                let start = self.layout.offset;
                copied_in_parts(bytes.get(start..start + size).unwrap_or(&[]))
            });
        }
        let offsets = (self.layout.offsets()).take_while(|_| !super::meter::stopped(1));
        let values = self
            .buffer
            .read(|bytes| offsets.map(|at| read_at(bytes, at)).collect());
        super::meter::finished()?;
        Ok(values)
    }

    /// All elements in C order, cast to `T`.
    pub fn to_vec_as<T: Element>(&self) -> Result<Vec<T>> {
        if self.dtype == T::DTYPE {
            return self.to_vec();
        }
        super::cast::cast(self, &T::DTYPE)?.to_vec()
    }

    /// The element at a byte offset.
    pub fn get(&self, offset: usize) -> Scalar {
        if self.dtype == DType::Object
            && let Some(object) = self.buffer.object(offset)
        {
            return Scalar::Object(object);
        }
        self.buffer
            .read(|bytes| read_scalar(bytes, offset, &self.dtype))
    }

    /// The first element: that of a 0-d array.
    pub fn first(&self) -> Option<Scalar> {
        (self.size() > 0).then(|| self.get(self.layout.offset))
    }

    /// All elements in C order; when it is stopped, only the first of many.
    pub fn scalars(&self) -> impl Iterator<Item = Scalar> + '_ {
        const PART: usize = 1024;
        let goes_on =
            |i: usize| !i.is_multiple_of(PART) || i == 0 || !super::meter::stopped(4 * PART);
        let offsets = self.layout.offsets().enumerate();
        let offsets = offsets.take_while(move |(i, _)| goes_on(*i));
        offsets.map(|(_, at)| self.get(at))
    }

    /// Puts a scalar of this array's own dtype at a byte offset; a shorter string is padded, a longer one cut.
    /// Other dtypes are cast by the caller first.
    pub fn set(&self, offset: usize, scalar: &Scalar) {
        if let Scalar::Object(object) = scalar {
            self.buffer.set_object(offset, object.clone());
            return;
        }
        // An element of this same memory is read before the memory is borrowed for writing.
        let own = match scalar {
            Scalar::Struct(record) if record.shared().is_some() => Some(record.detached()),
            _ => None,
        };
        let scalar = own.as_ref().unwrap_or(scalar);
        self.buffer
            .write(|bytes| write_scalar(bytes, offset, &self.dtype, scalar));
    }

    /// Can writing to one change the other? Judged by the bytes they span, as `np.may_share_memory` does.
    pub fn may_share_memory(&self, other: &Array) -> bool {
        if !self.buffer.same(&other.buffer) {
            return false;
        }
        let (a, b) = (
            self.layout.extent(self.itemsize()),
            other.layout.extent(other.itemsize()),
        );
        a.start < b.end && b.start < a.end
    }
}

/// Bytes for `shape`, or NumPy's complaint that there are too many.
pub fn checked_bytes(shape: &[usize], dtype: &DType) -> Result<usize> {
    if shape.len() > MAX_DIMENSIONS {
        let message = format!(
            "maximum supported dimension for an ndarray is currently 64, found {}",
            shape.len()
        );
        return Err(Error::value(message));
    }
    // Buffers hold bytes or objects, not both.
    if matches!(dtype, DType::Struct(_) | DType::Sub(_)) && dtype.has_objects() {
        let message = "ndbook has no structured arrays with fields of Python objects";
        return Err(Error::new(ErrorKind::NotImplemented, message));
    }
    total_bytes(shape, dtype.itemsize()).ok_or_else(|| {
        let message = "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.";
        Error::value(message)
    })
}

fn allocate(bytes: usize, shape: &[usize], dtype: &DType) -> Result<Buffer> {
    Buffer::zeroed(bytes).map_err(|_| unallocatable(bytes, shape, dtype))
}

fn unallocatable(bytes: usize, shape: &[usize], dtype: &DType) -> Error {
    let shape = shape_repr(shape);
    let size = human_size(bytes);
    let message =
        format!("Unable to allocate {size} for an array with shape {shape} and data type {dtype}");
    Error::new(ErrorKind::ArrayMemory, message)
}

/// A size as `_ArrayMemoryError` words it: three significant digits and a binary unit.
fn human_size(bytes: usize) -> String {
    const UNITS: [&str; 7] = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    let mut unit = (usize::BITS - bytes.max(2).leading_zeros() - 1) as usize / 10;
    let mut size = bytes as f64 / (1u64 << (10 * unit)) as f64;
    if size.round_ties_even() == 1024.0 && unit + 1 < UNITS.len() {
        unit += 1;
        size /= 1024.0;
    }
    let places = match (unit, size) {
        (0, _) => return format!("{size:.0} bytes"),
        (_, size) if size < 9.995 => 2,
        (_, size) if size < 99.95 => 1,
        // Whole numbers keep their point.
        _ => return format!("{size:.0}. {}", UNITS[unit]),
    };
    format!("{size:.places$} {}", UNITS[unit])
}

/// The elements of a run of bytes.
fn copied_in_parts<T: Pod>(bytes: &[u8]) -> Result<Vec<T>> {
    let part = super::meter::STRETCH * size_of::<T>();
    if bytes.len() <= part {
        return Ok(bytemuck::pod_collect_to_vec(bytes));
    }
    let mut values: Vec<T> = Vec::with_capacity(bytes.len() / size_of::<T>());
    for part in bytes.chunks(part) {
        super::meter::go_on(super::meter::STRETCH)?;
        match bytemuck::try_cast_slice(part) {
            Ok(part) => values.extend_from_slice(part),
            Err(_) => values.extend(bytemuck::pod_collect_to_vec::<u8, T>(part)),
        }
    }
    Ok(values)
}

/// Reads a number that may lie unaligned.
#[inline]
pub fn read_at<T: Pod + Default>(bytes: &[u8], at: usize) -> T {
    bytes
        .get(at..at + size_of::<T>())
        .map(bytemuck::pod_read_unaligned)
        .unwrap_or_default()
}

/// Writes a number that may lie unaligned.
#[inline]
pub fn write_at<T: Pod>(bytes: &mut [u8], at: usize, value: T) {
    if let Some(place) = bytes.get_mut(at..at + size_of::<T>()) {
        place.copy_from_slice(bytemuck::bytes_of(&value));
    }
}

/// Reads one element of any dtype but object.
pub fn read_scalar(bytes: &[u8], at: usize, dtype: &DType) -> Scalar {
    dispatch!(dtype, T => read_at::<T>(bytes, at).into(), else {
        let raw = bytes.get(at..at + dtype.itemsize()).unwrap_or(&[]);
        match dtype {
            DType::Str(_) => Scalar::Str(decode_str(raw)),
            DType::Bytes(_) => Scalar::Bytes(trimmed(raw).into()),
            DType::Datetime(unit) => Scalar::Datetime(read_at(bytes, at), *unit),
            DType::Timedelta(unit) => Scalar::Timedelta(read_at(bytes, at), *unit),
            DType::Struct(fields) => {
                Scalar::Struct(Rc::new(StructScalar::new(raw.to_vec(), fields.clone())))
            },
            DType::Text(text) => Scalar::Text(texts::decode(raw), text.clone()),
            DType::Swapped(native) => {
                let mut raw = raw.to_vec();
                swap_bytes(&mut raw, native);
                read_scalar(&raw, 0, native)
            }
            _ => Scalar::Void(raw.into()),
        }
    })
}

/// Writes one element of any dtype but object.
fn write_scalar(bytes: &mut [u8], at: usize, dtype: &DType, scalar: &Scalar) {
    if let DType::Swapped(native) = dtype {
        let mut raw = vec![0; native.itemsize()];
        write_scalar(&mut raw, 0, native, scalar);
        swap_bytes(&mut raw, native);
        if let Some(place) = bytes.get_mut(at..at + raw.len()) {
            place.copy_from_slice(&raw);
        }
        return;
    }
    match scalar {
        Scalar::Bool(x) => write_at(bytes, at, *x as u8),
        Scalar::I8(x) => write_at(bytes, at, *x),
        Scalar::I16(x) => write_at(bytes, at, *x),
        Scalar::I32(x) => write_at(bytes, at, *x),
        Scalar::I64(x) | Scalar::Datetime(x, _) | Scalar::Timedelta(x, _) => {
            write_at(bytes, at, *x)
        }
        Scalar::U8(x) => write_at(bytes, at, *x),
        Scalar::U16(x) => write_at(bytes, at, *x),
        Scalar::U32(x) => write_at(bytes, at, *x),
        Scalar::U64(x) => write_at(bytes, at, *x),
        Scalar::F16(x) => write_at(bytes, at, *x),
        Scalar::F32(x) => write_at(bytes, at, *x),
        Scalar::F64(x) => write_at(bytes, at, *x),
        Scalar::C64(z) => write_at::<Complex<f32>>(bytes, at, *z),
        Scalar::C128(z) => write_at::<Complex<f64>>(bytes, at, *z),
        Scalar::Str(text) => write_padded(bytes, at, dtype.itemsize(), &encode_str(text)),
        Scalar::Struct(record) => {
            record.with_bytes(|raw| write_padded(bytes, at, dtype.itemsize(), raw));
        }
        Scalar::Bytes(raw) | Scalar::Void(raw) => {
            write_padded(bytes, at, dtype.itemsize(), raw);
        }
        Scalar::Text(text, _) => write_at(bytes, at, texts::encode(text.as_ref())),
        Scalar::Object(_) => {}
    }
}

fn write_padded(bytes: &mut [u8], at: usize, width: usize, raw: &[u8]) {
    if let Some(place) = bytes.get_mut(at..at + width) {
        let kept = raw.len().min(width);
        place[..kept].copy_from_slice(&raw[..kept]);
        place[kept..].fill(0);
    }
}

/// UCS-4 without the zeros that pad it.
pub fn decode_str(raw: &[u8]) -> Rc<str> {
    let mut codes: Vec<u32> = raw.chunks_exact(4).map(|code| read_at(code, 0)).collect();
    while codes.last() == Some(&0) {
        codes.pop();
    }
    let text: String = codes
        .into_iter()
        .map(|code| char::from_u32(code).unwrap_or('\u{fffd}'))
        .collect();
    text.into()
}

pub fn encode_str(text: &str) -> Vec<u8> {
    text.chars()
        .flat_map(|c| (c as u32).to_le_bytes())
        .collect()
}

fn trimmed(raw: &[u8]) -> &[u8] {
    let end = raw
        .iter()
        .rposition(|&byte| byte != 0)
        .map_or(0, |last| last + 1);
    &raw[..end]
}

/// Reverses the bytes of every number in one element.
pub fn swap_bytes(raw: &mut [u8], native: &DType) {
    let width = match native {
        DType::C64 | DType::Str(_) => 4,
        DType::C128 => 8,
        other => other.itemsize(),
    };
    raw.chunks_exact_mut(width.max(1)).for_each(<[u8]>::reverse);
}

/// A shape as a small vector.
impl From<&Array> for Shape {
    fn from(array: &Array) -> Shape {
        array.layout.shape.clone()
    }
}
