//! The commonest calls without ceremony: few elements in C order, numbers and rows beside them that are repeated, and
//! one output, new or in the place of an input; or few elements in Fortran's order and numbers. Nothing has to be walked,
//! so that such a call costs little more than its loop. NumPy calls the plainest of these trivial too.

use smallvec::SmallVec;

use super::call::Options;
use super::driver::Inner;
use super::flags::Flags;
use super::input::Input;
use super::kernel::typed;
use super::loops::sum::sum_f64;
use super::resolve::Resolved;
use super::row::Ufunc;
use crate::array::cast::cast_flagged;
use crate::array::{Array, DType, Layout, Result, meter};

/// Elements up to which inputs are repeated for the loop.
const FEW: usize = 1024;

/// Words, so that any element type is aligned in them.
type Block = SmallVec<[u64; 16]>;

/// What the loop reads for one input.
enum Run<'a> {
    /// All bytes of an array, from the first element on.
    Packed(&'a Array),
    /// The same of an array that was cast or copied.
    Made(Array),
    /// Elements, repeated, and how many bytes that are.
    Repeated(Block, usize),
}

/// How the elements of a call lie.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Packing {
    C,
    /// Then nothing is repeated but numbers.
    Fortran,
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
        if asked || self.nout != 1 || self.nin > 2 {
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
        let out = options.out.iter().flatten().next();
        if !out.is_none_or(|out| takes(out, shape, dtype)) {
            return Ok(None);
        }
        let packing = match inputs.iter().any(|input| is_fortran(input, shape)) {
            true if out.is_none() => Packing::Fortran,
            _ => Packing::C,
        };
        let mut flags = Flags::NONE;
        let mut runs: SmallVec<[Run; 2]> = SmallVec::new();
        for (input, dtype) in inputs.iter().zip(&resolved.dtypes) {
            match Run::of(input, dtype, size, packing, &mut flags)? {
                Some(run) => runs.push(run.apart_from(out)),
                None => return Ok(None),
            }
        }
        meter::steps(size)?;
        meter::go_on(size)?;
        let output = match out {
            Some(out) => out.clone(),
            None => Array::scratch(dtype.clone(), packing.layout(shape, dtype.itemsize()))?,
        };
        let place = output.layout().offset..output.layout().offset + size * dtype.itemsize();
        flags |= output.buffer().write(|all| {
            let out = all.get_mut(place).unwrap_or_default();
            match &runs[..] {
                [a] => a.read(|a| inner(&[a], &mut [out])),
                [a, b] => a.read(|a| b.read(|b| inner(&[a, b], &mut [out]))),
                _ => Flags::NONE,
            }
        });
        Ok(Some((output, flags)))
    }
}

/// Can the results be written into an array as they are?
fn takes(out: &Array, shape: &[usize], dtype: &DType) -> bool {
    out.dtype() == dtype
        && out.shape() == shape
        && out.is_writeable()
        && out.is_c_contiguous()
        && out.layout().offset.is_multiple_of(dtype.alignment())
}

/// Is it an array of all elements in Fortran's order alone?
fn is_fortran(input: &Input, shape: &[usize]) -> bool {
    match input {
        Input::Array(array) => {
            array.shape() == shape && array.is_f_contiguous() && !array.is_c_contiguous()
        }
        _ => false,
    }
}

impl Packing {
    fn layout(self, shape: &[usize], itemsize: usize) -> Layout {
        match self {
            Packing::C => Layout::contiguous(shape, itemsize),
            Packing::Fortran => Layout::fortran(shape, itemsize),
        }
    }
}

/// The mean of a short run of doubles, pairwise summed; `None` for other arrays, and where something is to be warned of.
pub fn packed_mean(array: &Array) -> Result<Option<f64>> {
    let is_run = array.ndim() == 1 && *array.dtype() == DType::F64 && array.is_c_contiguous();
    let size = array.size();
    if !is_run || size == 0 || size > FEW || !array.layout().offset.is_multiple_of(8) {
        return Ok(None);
    }
    meter::steps(size)?;
    let sum = read_all(array, |bytes| sum_f64(typed(bytes)));
    let mean = sum / size as f64;
    Ok((sum.is_finite() && (mean.is_normal() || sum.to_bits() == 0)).then_some(mean))
}

/// The shape of the call, if one of the inputs has it and all others repeat along its first axes.
fn shape_of(inputs: &[Input]) -> Option<&[usize]> {
    let shapes = || inputs.iter().map(Input::shape);
    let size = |shape: &[usize]| shape.iter().product::<usize>();
    let shape = shapes().max_by_key(|shape| (shape.len(), size(shape)))?;
    let repeats = |other: &[usize]| {
        let first = other.iter().take_while(|&&length| length == 1).count();
        shape.ends_with(other.get(first..).unwrap_or(&[]))
    };
    shapes().all(repeats).then_some(shape)
}

impl<'a> Run<'a> {
    /// None for what would have to be gathered along several axes, or is no plain number.
    fn of(
        input: &'a Input,
        dtype: &DType,
        size: usize,
        packing: Packing,
        flags: &mut Flags,
    ) -> Result<Option<Run<'a>>> {
        let array = match (input, dtype) {
            (Input::Array(array), _) => array,
            (Input::Float(x), DType::F64) => return Ok(Run::number(&x.to_ne_bytes(), size)),
            (Input::Int(x), DType::I64) => return Ok(Run::number(&x.to_ne_bytes(), size)),
            (Input::Int(x), DType::F64) => {
                return Ok(Run::number(&(*x as f64).to_ne_bytes(), size));
            }
            _ => return Ok(None),
        };
        let is_packed = match packing {
            Packing::C => array.is_c_contiguous(),
            Packing::Fortran => array.is_f_contiguous() && array.dtype() == dtype,
        };
        if packing == Packing::Fortran && array.size() != size && array.size() != 1 {
            return Ok(None);
        }
        // The order of several axes would be the output's too.
        if !is_packed && (array.ndim() > 1 || packing == Packing::Fortran)
            || !array.dtype().is_numeric()
        {
            return Ok(None);
        }
        let is_aligned = || array.layout().offset.is_multiple_of(dtype.alignment());
        let run = if array.dtype() != dtype {
            let (cast, noticed) = cast_flagged(array, dtype)?;
            let first = input.is_cast_first();
            *flags |= if first { noticed.in_cast() } else { noticed };
            Run::Made(cast)
        } else if is_packed && is_aligned() {
            Run::Packed(array)
        } else {
            Run::Made(array.copy()?)
        };
        Ok(Some(match array.size() == size {
            true => run,
            false => run.read(|elements| Run::repeated(elements, size / array.size())),
        }))
    }

    /// The run, copied where it shares memory with the output.
    fn apart_from(self, out: Option<&Array>) -> Run<'a> {
        match (&self, out) {
            (Run::Packed(array), Some(out)) if array.buffer().same(out.buffer()) => {
                self.read(|elements| Run::repeated(elements, 1))
            }
            _ => self,
        }
    }

    fn number(element: &[u8], times: usize) -> Option<Run<'a>> {
        Some(Run::repeated(element, times))
    }

    fn repeated<'b>(elements: &[u8], times: usize) -> Run<'b> {
        let length = times * elements.len();
        let mut block = Block::from_elem(0, length.div_ceil(8));
        let bytes: &mut [u8] = bytemuck::cast_slice_mut(&mut block);
        for place in bytes[..length].chunks_exact_mut(elements.len()) {
            place.copy_from_slice(elements);
        }
        Run::Repeated(block, length)
    }

    fn read<R>(&self, f: impl FnOnce(&[u8]) -> R) -> R {
        match self {
            Run::Packed(array) => read_all(array, f),
            Run::Made(array) => read_all(array, f),
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
