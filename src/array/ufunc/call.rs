//! Calling a ufunc element by element: broadcasting, casts, outputs, overlap.

use std::cmp::Ordering;

use smallvec::SmallVec;

use super::driver::{Inner, drive};
use super::flags::Flags;
use super::input::Input;
use super::loops::text;
use super::resolve::{Request, Resolved};
use super::row::{Resolver, Ufunc};
use super::underflow;
use crate::array::cast::{cast, cast_flagged, cast_into_flagged, lost_parts};
use crate::array::core::checked_bytes;
use crate::array::layout::{Axes, Shape, broadcast_shapes, shape_text};
use crate::array::promote::{Operand, string_width};
use crate::array::reduce::check_power;
use crate::array::walk::{memory_order, packed_in_order};
use crate::array::{Array, DType, Error, ErrorKind, Kind, Layout, Result};

/// What may be said in a call beyond its inputs.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// One entry for each output, or empty.
    pub out: &'a [Option<Array>],
    /// Bools; elements where it is false are left as they are.
    pub mask: Option<&'a Array>,
    pub request: Request<'a>,
    /// `C`, `F`, `A` or `K`: the memory order of new outputs.
    pub order: char,
    /// Also look for results that are too small.
    pub underflow: bool,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            out: &[],
            mask: None,
            request: Request::PLAIN,
            order: 'K',
            underflow: false,
        }
    }
}

/// Outputs of this many bytes and more take over the memory of an input that nobody else holds.
const WORTH_REUSING: usize = 1 << 14;

impl Ufunc {
    /// Applies the ufunc: one array for each output, and what the loop noticed. Outputs given in `options.out` are
    /// written to and returned. An input whose storage nobody else holds may be written over.
    ///
    /// # Errors
    /// NumPy's, for shapes that do not broadcast, dtypes without a loop, casts that are not allowed, integers to
    /// negative powers; the budget's.
    pub fn call(&self, inputs: Vec<Input>, options: &Options) -> Result<(Vec<Array>, Flags)> {
        if Ufunc::takes_texts(&inputs) {
            return self.call_texts(inputs, options);
        }
        if self.resolver == Resolver::Multiplication
            && let Some(done) = self.repeat_strings(&inputs, options)?
        {
            return Ok((vec![done], Flags::NONE));
        }
        let operands: SmallVec<[Operand; 3]> = inputs.iter().map(Input::operand).collect();
        let resolved = self.resolve(&operands, &options.request)?;
        self.call_resolved(&resolved, inputs, options)
    }

    /// As [`Ufunc::call`], with a loop that [`Ufunc::resolve`] found.
    ///
    /// # Errors
    /// As [`Ufunc::call`].
    pub fn call_resolved(
        &self,
        resolved: &Resolved,
        inputs: Vec<Input>,
        options: &Options,
    ) -> Result<(Vec<Array>, Flags)> {
        let Some(row) = resolved.row else {
            let message = format!("ufunc '{}' on objects", self.name);
            return Err(Error::new(ErrorKind::NotImplemented, message));
        };
        for (i, out) in options.out.iter().enumerate() {
            if let (Some(out), Some(dtype)) = (out, resolved.dtypes.get(self.nin + i)) {
                self.check_output(i, dtype, out.dtype(), options.request.casting)?;
            }
        }
        if let Some((output, flags)) = self.call_packed(resolved, row.inner, &inputs, options)? {
            check_power(flags)?;
            return Ok((vec![output], flags));
        }
        let shape = self.broadcast(&inputs, options)?;
        if self.resolver == Resolver::Comparison
            && let Some(done) = self.compare_beyond(resolved, &inputs, &shape, options)?
        {
            return Ok((done, Flags::NONE));
        }
        let order = self.output_order(&inputs, &shape, options);
        let mut flags = Flags::NONE;
        let trivial = self.nout == 1 && options.mask.is_none();
        let mut arrays: SmallVec<[Array; 3]> = SmallVec::new();
        for (input, dtype) in inputs.into_iter().zip(&resolved.dtypes) {
            let first = trivial && input.is_cast_first();
            let (array, noticed) = input.into_array(dtype)?;
            flags |= if first { noticed.in_cast() } else { noticed };
            arrays.push(array);
        }
        let places = self.places(resolved, &arrays, &shape, &order, options)?;
        if options.mask.is_some() {
            // NumPy reads what a mask leaves alone into the loop's dtype first.
            for place in places.iter().filter(|place| place.staged) {
                flags |= lost_parts(place.result.dtype(), place.work.dtype());
            }
        }
        flags |= run(row.inner, self, arrays, &places, &shape, options)?;
        check_power(flags)?;
        let outputs = places.into_iter().map(|place| place.result);
        Ok((outputs.collect(), flags))
    }

    /// Strings times integers into an output that says how wide the results are.
    fn repeat_strings(&self, inputs: &[Input], options: &Options) -> Result<Option<Array>> {
        let (text, count) = match inputs {
            [Input::Array(text), count] if is_text(text.dtype()) => (text, count),
            [count, Input::Array(text)] if is_text(text.dtype()) => (text, count),
            _ => return Ok(None),
        };
        let whole = matches!(
            count.operand().default_dtype().kind(),
            Kind::Signed | Kind::Unsigned
        );
        let (true, Some(Some(out))) = (whole, options.out.first()) else {
            return Ok(None);
        };
        let width = string_width(out.dtype()).unwrap_or(1);
        let own = match text.dtype().native() {
            DType::Str(_) => DType::Str(width),
            _ => DType::Bytes(width),
        };
        self.check_output(0, &own, out.dtype(), options.request.casting)?;
        let shape = self.broadcast(inputs, options)?;
        let (count, _) = count.clone().into_array(&DType::I64)?;
        let spread = |array: &Array| {
            let array = array.copy()?;
            Ok(array.broadcast_to(&shape).unwrap_or(array))
        };
        text::repeat(&spread(text)?, &spread(&count)?, out, options.mask)?;
        Ok(Some(out.clone()))
    }

    /// The shape of the call.
    pub(super) fn broadcast(&self, inputs: &[Input], options: &Options) -> Result<Shape> {
        let outs = options.out.iter().flatten();
        let shapes: SmallVec<[&[usize]; 4]> = inputs
            .iter()
            .map(Input::shape)
            .chain(outs.clone().map(Array::shape))
            .chain(options.mask.map(Array::shape))
            .collect();
        let Some(shape) = broadcast_shapes(shapes.iter().copied()) else {
            let shapes: String = shapes.iter().map(|shape| shape_text(shape) + " ").collect();
            let message = format!("operands could not be broadcast together with shapes {shapes}");
            return Err(Error::value(message));
        };
        for out in outs {
            if out.shape() != &shape[..] {
                return Err(Error::value(format!(
                    "non-broadcastable output operand with shape {} doesn't match the broadcast shape {}",
                    shape_text(out.shape()),
                    shape_text(&shape)
                )));
            }
            if !out.is_writeable() {
                return Err(Error::value("output array is read-only"));
            }
        }
        Ok(shape)
    }

    /// An integer that no value of the other operand's dtype can equal decides a comparison alone.
    fn compare_beyond(
        &self,
        resolved: &Resolved,
        inputs: &[Input],
        shape: &[usize],
        options: &Options,
    ) -> Result<Option<Vec<Array>>> {
        let side =
            inputs
                .iter()
                .zip(&resolved.dtypes)
                .enumerate()
                .find_map(|(i, (input, dtype))| {
                    let side = input.beyond(dtype)?;
                    Some(if i == 0 { side } else { side.reverse() })
                });
        let Some(ordering) = side else {
            return Ok(None);
        };
        let verdict = match self.name {
            "greater" | "greater_equal" => ordering == Ordering::Greater,
            "less" | "less_equal" => ordering == Ordering::Less,
            "not_equal" => true,
            _ => false,
        };
        let out = match options.out.first() {
            Some(Some(out)) => out.clone(),
            _ => Array::zeros(DType::Bool, shape)?,
        };
        let value = Array::from_shape_vec(&[], vec![crate::array::Bool::from(verdict)])?;
        let value = cast(&value, out.dtype())?;
        let value = value.broadcast_to(shape).unwrap_or(value);
        drive(copy_run, &[value], std::slice::from_ref(&out), options.mask)?;
        Ok(Some(vec![out]))
    }

    /// The order in which the axes of new outputs lie in memory, slowest first.
    fn output_order(&self, inputs: &[Input], shape: &[usize], options: &Options) -> Axes {
        let c_order = || (0..shape.len()).collect();
        if shape.len() < 2 || options.order == 'C' {
            return c_order();
        }
        let arrays = || {
            inputs.iter().filter_map(|input| match input {
                Input::Array(array) => Some(array),
                _ => None,
            })
        };
        let fortran = match options.order {
            'F' => true,
            'A' => arrays().all(Array::is_f_contiguous) && !arrays().all(Array::is_c_contiguous),
            _ => {
                let layouts: SmallVec<[Layout; 3]> = arrays()
                    .filter_map(|array| array.layout().broadcast_to(shape))
                    .collect();
                let strides: SmallVec<[&[isize]; 3]> =
                    layouts.iter().map(|layout| &layout.strides[..]).collect();
                return memory_order(shape, &strides);
            }
        };
        if fortran {
            (0..shape.len()).rev().collect()
        } else {
            c_order()
        }
    }

    /// Where each output is computed, and what is returned for it.
    fn places(
        &self,
        resolved: &Resolved,
        inputs: &[Array],
        shape: &[usize],
        order: &[usize],
        options: &Options,
    ) -> Result<SmallVec<[Place; 2]>> {
        let mut places: SmallVec<[Place; 2]> = SmallVec::new();
        for (i, dtype) in resolved.dtypes.iter().skip(self.nin).enumerate() {
            let given = options.out.get(i).and_then(Option::as_ref);
            let place = match given {
                None => Place::plain(self.fresh(dtype, inputs, shape, order, options, &places)?),
                Some(out) => {
                    let twice = options
                        .out
                        .iter()
                        .flatten()
                        .filter(|other| other.buffer().same(out.buffer()));
                    if out.dtype() == dtype && twice.count() == 1 {
                        Place::plain(out.clone())
                    } else {
                        Place {
                            work: Array::zeros(dtype.clone(), shape)?,
                            result: out.clone(),
                            staged: true,
                        }
                    }
                }
            };
            places.push(place);
        }
        Ok(places)
    }

    /// A new output, in the memory of an input where that is a temporary of the same size.
    fn fresh(
        &self,
        dtype: &DType,
        inputs: &[Array],
        shape: &[usize],
        order: &[usize],
        options: &Options,
        places: &[Place],
    ) -> Result<Array> {
        let bytes = checked_bytes(shape, dtype)?;
        let layout = packed_in_order(shape, order, dtype.itemsize());
        if bytes >= WORTH_REUSING && options.mask.is_none() {
            let reusable = inputs.iter().find(|input| {
                input.dtype() == dtype
                    && *input.layout() == layout
                    && input.buffer().is_unique()
                    && input.buffer().len() == bytes
                    && !places
                        .iter()
                        .any(|place| place.work.buffer().same(input.buffer()))
            });
            if let Some(input) = reusable {
                return Ok(input.clone().with_writeable(true));
            }
        }
        if options.mask.is_none() && dtype.is_numeric() {
            return Array::scratch(dtype.clone(), layout);
        }
        Array::zeros_like(dtype.clone(), &layout)
    }
}

/// One output of a call.
struct Place {
    /// Where the loop writes.
    work: Array,
    /// What the caller gets.
    result: Array,
    /// `work` is not `result`: it has another dtype, or shares memory with another output.
    staged: bool,
}

impl Place {
    fn plain(array: Array) -> Place {
        Place {
            work: array.clone(),
            result: array,
            staged: false,
        }
    }
}

fn run(
    inner: Inner,
    ufunc: &Ufunc,
    inputs: SmallVec<[Array; 3]>,
    places: &[Place],
    shape: &[usize],
    options: &Options,
) -> Result<Flags> {
    let works: SmallVec<[Array; 2]> = places.iter().map(|place| place.work.clone()).collect();
    let mut ready: SmallVec<[Array; 3]> = SmallVec::new();
    for input in inputs {
        let input = if input.shape() == shape {
            input
        } else {
            input.broadcast_to(shape).unwrap_or(input)
        };
        let clashes = works.iter().any(|work| {
            work.may_share_memory(&input)
                && (work.layout() != input.layout() || work.dtype() != input.dtype())
        });
        ready.push(if clashes { input.copy()? } else { input });
    }
    let mask = options
        .mask
        .map(|mask| {
            let mask = mask.broadcast_to(shape).unwrap_or_else(|| mask.clone());
            let shared = works.iter().any(|work| work.buffer().same(mask.buffer()));
            if shared { mask.copy() } else { Ok(mask) }
        })
        .transpose()?;
    // The output may lie where an input does.
    let kept: Option<SmallVec<[Array; 3]>> = options
        .underflow
        .then(|| ready.iter().map(Array::copy).collect::<Result<_>>())
        .transpose()?;
    let mut flags = match (works.first(), &ready[..]) {
        (Some(out), [a, b])
            if ufunc.resolver == Resolver::Addition
                && matches!(out.dtype().kind(), Kind::Str | Kind::Bytes) =>
        {
            text::concatenate(a, b, out)?;
            Flags::NONE
        }
        _ => drive(inner, &ready, &works, mask.as_ref())?,
    };
    if let (Some(inputs), Some(work)) = (kept, works.first()) {
        flags |= underflow::noticed(ufunc.name, &inputs, work)?;
    }
    // Where two outputs share memory the first is what stays.
    for place in places.iter().rev().filter(|place| place.staged) {
        match &mask {
            None => flags |= cast_into_flagged(&place.work, &place.result)?,
            Some(mask) => {
                let (cast, noticed) = cast_flagged(&place.work, place.result.dtype())?;
                flags |= noticed;
                drive(
                    copy_run,
                    &[cast],
                    std::slice::from_ref(&place.result),
                    Some(mask),
                )?;
            }
        }
    }
    Ok(flags)
}

fn is_text(dtype: &DType) -> bool {
    matches!(dtype.kind(), Kind::Str | Kind::Bytes)
}

/// The loop that copies.
pub(super) fn copy_run(ins: &[&[u8]], outs: &mut [&mut [u8]]) -> Flags {
    if let ([from], [to]) = (ins, outs)
        && from.len() == to.len()
    {
        to.copy_from_slice(from);
    }
    Flags::NONE
}
