//! The commonest calls without ceremony: a few packed elements of one shape, or single numbers beside them, and one new
//! output. Nothing has to be walked, cast or stretched, so that such a call costs little more than its loop. NumPy
//! calls these trivial too.

use smallvec::SmallVec;

use super::call::Options;
use super::driver::Inner;
use super::flags::Flags;
use super::input::Input;
use super::resolve::Resolved;
use super::row::Ufunc;
use crate::array::cast::cast_flagged;
use crate::array::{Array, DType, Layout, Result, meter};

/// Elements up to which a single number is repeated for the loop.
const FEW: usize = 1024;

/// Words, so that any element type is aligned in them.
type Block = SmallVec<[u64; 16]>;

/// What the loop reads for one input.
enum Run<'a> {
    /// All bytes of an array, from the first element on.
    Packed(&'a Array),
    /// The same of an array that was cast.
    Cast(Array),
    /// One element, repeated, and how many bytes that are.
    Repeated(Block, usize),
}

impl Ufunc {
    /// The call, if it is one of these; else `None`, and [`Ufunc::call_resolved`] makes it.
    ///
    /// # Errors
    /// The budget's.
    pub(super) fn call_packed(
        &self,
        resolved: &Resolved,
        inner: Inner,
        inputs: &[Input],
        options: &Options,
    ) -> Result<Option<(Array, Flags)>> {
        let asked = options.mask.is_some() || options.underflow || options.order != 'K';
        if asked || !options.out.is_empty() || self.nout != 1 {
            return Ok(None);
        }
        let (Some(dtype), Some(shape)) = (resolved.dtypes.get(self.nin), shape_of(inputs)) else {
            return Ok(None);
        };
        let size: usize = shape.iter().product();
        let simple = |dtype: &DType| dtype.is_numeric() && dtype.is_native();
        if size == 0 || size > FEW || !resolved.dtypes.iter().all(simple) {
            return Ok(None);
        }
        let mut flags = Flags::NONE;
        let mut runs: SmallVec<[Run; 3]> = SmallVec::new();
        for (input, dtype) in inputs.iter().zip(&resolved.dtypes) {
            match Run::of(input, dtype, size, &mut flags)? {
                Some(run) => runs.push(run),
                None => return Ok(None),
            }
        }
        meter::steps(size)?;
        meter::go_on(size)?;
        let layout = Layout::contiguous(shape, dtype.itemsize());
        let output = Array::scratch(dtype.clone(), layout)?;
        flags |= output.buffer().write(|out| match &runs[..] {
            [a] => a.read(|a| inner(&[a], &mut [out])),
            [a, b] => a.read(|a| b.read(|b| inner(&[a, b], &mut [out]))),
            _ => Flags::NONE,
        });
        Ok((runs.len() <= 2).then_some((output, flags)))
    }
}

/// The shape of the call, if all inputs of more than one element have it and the others no more axes.
fn shape_of(inputs: &[Input]) -> Option<&[usize]> {
    let shapes = || inputs.iter().map(Input::shape);
    let is_single = |shape: &[usize]| shape.iter().all(|&length| length == 1);
    let shape = shapes()
        .find(|shape| !is_single(shape))
        .or_else(|| shapes().max_by_key(|shape| shape.len()))?;
    let fits = |other: &[usize]| other == shape || is_single(other) && other.len() <= shape.len();
    shapes().all(fits).then_some(shape)
}

impl<'a> Run<'a> {
    /// None for what would have to be gathered, or is no plain number.
    fn of(
        input: &'a Input,
        dtype: &DType,
        size: usize,
        flags: &mut Flags,
    ) -> Result<Option<Run<'a>>> {
        if let Input::Array(array) = input
            && array.dtype() != dtype
        {
            if !array.dtype().is_numeric() || !array.is_c_contiguous() {
                return Ok(None);
            }
            let (cast, noticed) = cast_flagged(array, dtype)?;
            let first = input.is_cast_first();
            *flags |= if first { noticed.in_cast() } else { noticed };
            return Ok(Some(match cast.size() == size {
                true => Run::Cast(cast),
                false => cast.buffer().read(|element| Run::repeated(element, size)),
            }));
        }
        Ok(Run::without_cast(input, dtype, size))
    }

    fn without_cast(input: &'a Input, dtype: &DType, size: usize) -> Option<Run<'a>> {
        match (input, dtype) {
            (Input::Array(array), _) if array.size() == size => {
                let lies_well = array.is_c_contiguous()
                    && array.layout().offset.is_multiple_of(dtype.alignment());
                lies_well.then_some(Run::Packed(array))
            }
            (Input::Array(array), _) => {
                let (at, width) = (array.layout().offset, dtype.itemsize());
                array
                    .buffer()
                    .read(|bytes| Some(Run::repeated(bytes.get(at..at + width)?, size)))
            }
            (Input::Float(x), DType::F64) => Some(Run::repeated(&x.to_ne_bytes(), size)),
            (Input::Int(x), DType::F64) => Some(Run::repeated(&(*x as f64).to_ne_bytes(), size)),
            (Input::Int(x), DType::I64) => Some(Run::repeated(&x.to_ne_bytes(), size)),
            _ => None,
        }
    }

    fn repeated(element: &[u8], count: usize) -> Run<'a> {
        let length = count * element.len();
        let mut block = Block::from_elem(0, length.div_ceil(8));
        let bytes: &mut [u8] = bytemuck::cast_slice_mut(&mut block);
        for place in bytes[..length].chunks_exact_mut(element.len()) {
            place.copy_from_slice(element);
        }
        Run::Repeated(block, length)
    }

    fn read<R>(&self, f: impl FnOnce(&[u8]) -> R) -> R {
        match self {
            Run::Packed(array) => read_all(array, f),
            Run::Cast(array) => read_all(array, f),
            Run::Repeated(block, length) => f(&bytemuck::cast_slice(block)[..*length]),
        }
    }
}

/// The bytes of a packed array.
fn read_all<R>(array: &Array, f: impl FnOnce(&[u8]) -> R) -> R {
    let (at, bytes) = (array.layout().offset, array.size() * array.itemsize());
    let buffer = array.buffer();
    buffer.read(|all| f(all.get(at..at + bytes).unwrap_or(&[])))
}
