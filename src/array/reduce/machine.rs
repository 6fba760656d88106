//! `ufunc.reduce`.

use smallvec::{SmallVec, smallvec};

use super::plan::{Plan, Visited, visiting_order};
use crate::array::cast::{cast, cast_into, cast_into_flagged};
use crate::array::convert::cast_scalar;
use crate::array::layout::{Axes, Shape, Strides, shape_text};
use crate::array::promote::{Casting, Operand};
use crate::array::ufunc::kernel::Folding;
use crate::array::ufunc::loops::Loop;
use crate::array::ufunc::texts::are_texts;
use crate::array::ufunc::{Flags, Identity, Request, Ufunc, dtype_repr, is_flexible};
use crate::array::walk::{Walk, gather, packed_in_order, scatter};
use crate::array::{Array, DType, Error, ErrorKind, Kind, Result, Scalar, meter};

/// What `reduce` may be told beyond the array.
#[derive(Clone, Copy, Default)]
pub struct Reduction<'a> {
    /// The axes to reduce, all different; `None` for all.
    pub axes: Option<&'a [usize]>,
    pub dtype: Option<&'a DType>,
    pub out: Option<&'a Array>,
    pub keepdims: bool,
    pub initial: Initial<'a>,
    /// Bools that broadcast to the array's shape: which elements take part.
    pub mask: Option<&'a Array>,
}

/// With what a reduction begins.
#[derive(Clone, Copy, Default)]
pub enum Initial<'a> {
    /// The ufunc's identity, or the first element where it has none.
    #[default]
    Identity,
    /// `initial=None`: the first element.
    First,
    Value(&'a Scalar),
}

impl Ufunc {
    /// Folds `array` along axes. The result has the loop's dtype, or is `out`.
    ///
    /// # Errors
    /// NumPy's: for ufuncs that are not of two inputs and one output, orders that matter, reductions of nothing
    /// without an identity, outputs of another shape; the budget's.
    pub fn reduce(&'static self, array: &Array, how: &Reduction) -> Result<(Array, Flags)> {
        self.check_binary("reduce")?;
        if are_texts(array.dtype()) {
            return self.text_reduction(array, how);
        }
        let all: Axes = (0..array.ndim()).collect();
        let axes = how.axes.unwrap_or(&all);
        let (dtype, row) = self.fold_loop(array, how.dtype, how.out, "reduce")?;
        if !self.is_reorderable() && axes.len() > 1 {
            return Err(Error::value(format!(
                "reduction operation '{}' is not reorderable, so at most one axis may be specified",
                self.name
            )));
        }
        check_out(self, array, axes, how)?;
        let mut job = Job::new(array, axes, how, &dtype)?;
        job.begin(self, array, axes, how)?;
        job.run(&Folder::new(row, dtype.itemsize()))?;
        check_power(job.flags)?;
        job.finish(array.ndim(), axes, how)
    }

    /// Truth is looked for in bools; all else is done with the texts themselves.
    fn text_reduction(&'static self, array: &Array, how: &Reduction) -> Result<(Array, Flags)> {
        if matches!(self.name, "logical_and" | "logical_or") {
            return self.reduce(&cast(array, &DType::Bool)?, how);
        }
        Ok((self.reduce_texts(array, how)?, Flags::NONE))
    }

    /// NumPy's complaint unless the ufunc has two inputs and one output.
    ///
    /// # Errors
    /// ValueError.
    pub fn check_binary(&self, method: &str) -> Result<()> {
        if self.nin != 2 {
            let message = format!("{method} only supported for binary functions");
            return Err(Error::value(message));
        }
        if self.nout != 1 {
            let message = format!("{method} only supported for functions returning a single value");
            return Err(Error::value(message));
        }
        Ok(())
    }

    /// The dtype in which elements of this array are folded.
    ///
    /// # Errors
    /// As [`Ufunc::reduce`].
    pub fn fold_dtype(
        &self,
        array: &Array,
        dtype: Option<&DType>,
        out: Option<&Array>,
    ) -> Result<DType> {
        let (dtype, _) = self.fold_loop(array, dtype, out, "reduce")?;
        Ok(dtype)
    }

    /// The loop that folds elements of this array, all of one dtype.
    ///
    /// # Errors
    /// TypeError where the loop found does not give what it takes.
    pub(super) fn fold_loop(
        &self,
        array: &Array,
        dtype: Option<&DType>,
        out: Option<&Array>,
        method: &str,
    ) -> Result<(DType, &'static Loop)> {
        let wide = match (dtype, out) {
            (None, None) if matches!(self.name, "add" | "multiply") => wide_enough(array.dtype()),
            _ => None,
        };
        let dtype = dtype.cloned().or(wide);
        let first = out.map_or(array.dtype(), Array::dtype);
        let operands = [
            Operand::DType(first.clone()),
            Operand::DType(array.dtype().clone()),
        ];
        let resolve = |first: Option<DType>, last: Option<DType>| {
            let signature = [first, None, last.clone()];
            let request = Request {
                signature: &signature,
                casting: Casting::Unsafe,
            };
            let found = self.resolve(&operands, &request);
            found.map_err(|error| match (error.kind, out) {
                (ErrorKind::UFuncNoLoop, None) if !is_flexible(&operands[1]) => {
                    self.no_fold_loop(&operands[1], last.as_ref())
                }
                _ => error,
            })
        };
        let mut resolved = resolve(dtype.clone(), dtype.clone())?;
        if dtype.is_none() && resolved.dtypes.first() != resolved.dtypes.last() {
            // Logic and comparisons fold what they give.
            if resolved.dtypes.last() == Some(&DType::Bool) {
                resolved = resolve(Some(DType::Bool), None)?;
            }
        }
        let Some(row) = resolved.row() else {
            let message = format!("{method} of objects");
            return Err(Error::new(ErrorKind::NotImplemented, message));
        };
        match &resolved.dtypes[..] {
            [a, b, c] if a == c && a == b => Ok((a.clone(), row)),
            dtypes => {
                let shown: Vec<String> = dtypes.iter().map(dtype_repr).collect();
                Err(Error::type_error(format!(
                    "the resolved dtypes are not compatible with {}.{method}. Resolved ({})",
                    self.name,
                    shown.join(", ")
                )))
            }
        }
    }

    /// The identity in a dtype; `None` where there is none.
    pub fn identity_of(&self, dtype: &DType) -> Option<Scalar> {
        let value = match self.identity {
            Identity::None | Identity::Reorderable => return None,
            Identity::Zero | Identity::False => Scalar::I64(0),
            Identity::One | Identity::True => Scalar::I64(1),
            Identity::AllOnes => Scalar::I64(-1),
            Identity::MinusInfinity => Scalar::F64(f64::NEG_INFINITY),
        };
        match dtype {
            DType::Timedelta(unit) => Some(Scalar::Timedelta(0, *unit)),
            DType::Datetime(_) => None,
            _ => cast_scalar(&value, dtype).ok(),
        }
    }
}

/// Sums and products of bools and narrow integers are taken in the default integer of their sign.
fn wide_enough(dtype: &DType) -> Option<DType> {
    match dtype.kind() {
        Kind::Bool => Some(DType::I64),
        Kind::Signed if dtype.itemsize() < 8 => Some(DType::I64),
        Kind::Unsigned if dtype.itemsize() < 8 => Some(DType::U64),
        _ => None,
    }
}

/// An integer to a negative power is an error, wherever it comes up.
pub(in crate::array) fn check_power(flags: Flags) -> Result<()> {
    if flags.contains(Flags::NEGATIVE_POWER) {
        let message = "Integers to negative integer powers are not allowed.";
        return Err(Error::value(message));
    }
    Ok(())
}

fn check_out(ufunc: &Ufunc, array: &Array, axes: &[usize], how: &Reduction) -> Result<()> {
    let Some(out) = how.out else {
        return Ok(());
    };
    let expected = if how.keepdims {
        array.ndim()
    } else {
        array.ndim() - axes.len()
    };
    if out.ndim() != expected {
        let hint = if how.keepdims {
            " (must match the operand's when keepdims=True)"
        } else {
            ""
        };
        return Err(Error::value(format!(
            "output parameter for reduction operation {} has the wrong number of dimensions: Found {} but expected {expected}{hint}",
            ufunc.name,
            out.ndim()
        )));
    }
    if out.shape() != &reduced_shape(array.shape(), axes, how.keepdims)[..] {
        return Err(Error::value(format!(
            "operands could not be broadcast together with remapped shapes [original->remapped]: {}->{} {} ",
            shape_text(out.shape()),
            remapped(out.shape(), array.ndim(), axes, how.keepdims),
            shape_text(array.shape())
        )));
    }
    if !out.is_writeable() {
        return Err(Error::value("output array is read-only"));
    }
    Ok(())
}

/// The output's shape along the input's axes, as NumPy's message has it.
fn remapped(shape: &[usize], ndim: usize, axes: &[usize], keepdims: bool) -> String {
    let mut lengths = shape.iter();
    let shown: Vec<String> = (0..ndim)
        .filter_map(|axis| match (axes.contains(&axis), keepdims) {
            (true, false) => None,
            _ => lengths.next().map(usize::to_string),
        })
        .collect();
    format!("({})", shown.join(","))
}

/// What is left of a shape.
pub fn reduced_shape(shape: &[usize], axes: &[usize], keepdims: bool) -> Shape {
    let mut left = Shape::new();
    for (axis, &length) in shape.iter().enumerate() {
        match (axes.contains(&axis), keepdims) {
            (true, true) => left.push(1),
            (true, false) => {}
            (false, _) => left.push(length),
        }
    }
    left
}

/// One reduction under way.
struct Job {
    plan: Plan,
    /// The input's elements in the loop's dtype, in visiting order: `step` bytes from one to the next.
    input: Array,
    step: isize,
    mask: Option<Array>,
    /// The result under construction: in the loop's dtype, packed in visiting order.
    total: Array,
    /// The first element of each reduction is already in `total`.
    skip_first: bool,
    flags: Flags,
}

impl Job {
    fn new(array: &Array, axes: &[usize], how: &Reduction, dtype: &DType) -> Result<Job> {
        let shape = array.shape();
        let mask = how.mask.map(|mask| spread_mask(mask, shape)).transpose()?;
        // An output that was given takes part in sorting the axes, although the work is done aside.
        let given = how
            .out
            .map(|out| along_input(out.strides(), axes, shape, how.keepdims));
        let mut sorted: SmallVec<[&[isize]; 3]> = SmallVec::new();
        sorted.extend(given.iter().map(|strides| &strides[..]));
        sorted.push(array.strides());
        sorted.extend(mask.iter().map(Array::strides));
        let order = visiting_order(shape, &sorted);
        let total = new_total(shape, axes, &order, dtype)?;
        let own = along_input(total.strides(), axes, shape, false);
        let input = without_ones(array.strides(), shape);
        let masks = mask
            .as_ref()
            .map(|mask| without_ones(mask.strides(), shape));
        let mut operands: SmallVec<[Visited; 3]> = smallvec![
            Visited {
                strides: given.as_ref().unwrap_or(&own),
                buffered: how.out.is_some_and(|out| needs_buffer(out, dtype)),
                reduces: axes.iter().any(|&axis| shape[axis] != 1),
            },
            Visited {
                strides: &input,
                buffered: needs_buffer(array, dtype),
                reduces: false,
            },
        ];
        operands.extend(masks.iter().map(|strides| Visited {
            strides,
            buffered: false,
            reduces: false,
        }));
        let plan = Plan::new(shape, &order, &operands, &own);
        let (input, step, flags) = in_visiting_order(array, dtype, &order)?;
        let mask = mask
            .as_ref()
            .map(|mask| packed_mask(mask, &order))
            .transpose()?;
        Ok(Job {
            plan,
            input,
            step,
            mask,
            total,
            skip_first: false,
            flags,
        })
    }

    /// Fills the result with the identity, the given value, or the first elements.
    fn begin(
        &mut self,
        ufunc: &Ufunc,
        array: &Array,
        axes: &[usize],
        how: &Reduction,
    ) -> Result<()> {
        let dtype = self.total.dtype().clone();
        let initial = match how.initial {
            Initial::Identity => ufunc.identity_of(&dtype),
            Initial::Value(value) => Some(cast_scalar(value, &dtype)?),
            Initial::First => None,
        };
        if let Some(initial) = initial {
            let value = Array::from_scalar(&initial)?;
            let value = value.broadcast_to(self.total.shape()).unwrap_or(value);
            crate::array::cast::copy_bytes(&value, &self.total);
            return Ok(());
        }
        if how.mask.is_some() {
            return Err(Error::value(format!(
                "reduction operation '{}' does not have an identity, so to use a where mask one has to specify 'initial'",
                ufunc.name
            )));
        }
        if axes.iter().any(|&axis| array.shape()[axis] == 0) {
            return Err(Error::value(format!(
                "zero-size array to reduction operation {} which has no identity",
                ufunc.name
            )));
        }
        if array.size() == 0 {
            return Ok(());
        }
        let mut first = array.layout().clone();
        let mut reduced: Axes = axes.into();
        reduced.sort_unstable_by(|a, b| b.cmp(a));
        for axis in reduced {
            first = first.at(axis, 0);
        }
        cast_into(&array.with_layout(first), &self.total)?;
        self.skip_first = true;
        Ok(())
    }

    /// Visits everything.
    fn run(&mut self, folder: &Folder) -> Result<()> {
        meter::steps(self.input.size())?;
        let mut flags = self.flags;
        if self.input.size() == 0 {
            return Ok(());
        }
        let mut scratch = Scratch::default();
        let mask = self.mask.clone();
        let read = |f: &mut dyn FnMut(&[u8], Option<&[u8]>) -> Result<()>| {
            self.input.buffer().read(|input| match &mask {
                None => f(input, None),
                Some(mask) => mask.buffer().read(|mask| f(input, Some(mask))),
            })
        };
        read(&mut |input, mask| {
            self.total.buffer().write(|total| {
                self.plan.for_runs(|first, count| {
                    meter::go_on(1)?;
                    flags |= self.visit(folder, input, mask, total, &mut scratch, first, count);
                    Ok(())
                })
            })
        })?;
        self.flags = flags;
        meter::finished()
    }

    /// One run of the plan.
    #[allow(clippy::too_many_arguments)]
    fn visit(
        &self,
        folder: &Folder,
        input: &[u8],
        mask: Option<&[u8]>,
        total: &mut [u8],
        scratch: &mut Scratch,
        first: usize,
        count: usize,
    ) -> Flags {
        let folds = self.plan.total[0] == 0;
        let width = folder.width;
        let mut flags = Flags::NONE;
        let (mut at, end) = (first, first + count);
        while at < end {
            let index = self.plan.index_of(at);
            // A row of the result ends with the fastest axis; a fold goes on to the end of the run.
            let length = if folds {
                end - at
            } else {
                (end - at)
                    .min(self.plan.shape[0] - index[0])
                    .min(meter::STRETCH)
            };
            if meter::stopped(length.min(meter::STRETCH)) {
                break;
            }
            let skipped = match self.skip_first && self.plan.is_first_visit(&index) {
                true if folds => 1,
                true => length,
                false => 0,
            };
            let place = self
                .total
                .layout()
                .offset
                .wrapping_add_signed(self.plan.distance(&index));
            for (from, to) in stretches(mask, at + skipped, at + length) {
                let run = scratch.run(
                    input,
                    self.input.layout().offset,
                    self.step,
                    width,
                    from,
                    to - from,
                );
                if folds {
                    flags |= folder.fold(total.get_mut(place..place + width), run);
                } else {
                    let stride = self.plan.total[0];
                    let place = place.wrapping_add_signed(stride * (from - at) as isize);
                    flags |= folder.row(total, place, stride, run);
                }
            }
            at += length;
        }
        flags
    }

    /// The result in the caller's shape.
    fn finish(self, ndim: usize, axes: &[usize], how: &Reduction) -> Result<(Array, Flags)> {
        let mut layout = self.total.layout().clone();
        if how.keepdims {
            for axis in (0..ndim).filter(|axis| axes.contains(axis)) {
                layout = layout.with_axis(axis);
            }
        }
        let total = self.total.with_layout(layout);
        match how.out {
            None => Ok((total, self.flags)),
            Some(out) => {
                let flags = cast_into_flagged(&total, out)?;
                Ok((out.clone(), self.flags | flags))
            }
        }
    }
}

/// The stretches of `from..to` that a mask selects.
fn stretches(mask: Option<&[u8]>, from: usize, to: usize) -> SmallVec<[(usize, usize); 4]> {
    let Some(mask) = mask else {
        return if from < to {
            smallvec![(from, to)]
        } else {
            smallvec![]
        };
    };
    let mut found = SmallVec::new();
    let chosen = |at: usize| mask.get(at).is_some_and(|&byte| byte != 0);
    let mut at = from;
    while at < to {
        if !chosen(at) {
            at += 1;
            continue;
        }
        let start = at;
        while at < to && chosen(at) {
            at += 1;
        }
        found.push((start, at));
    }
    found
}

/// Room for a run that does not lie packed.
#[derive(Default)]
struct Scratch(Vec<u64>);

impl Scratch {
    fn run<'s>(
        &'s mut self,
        input: &'s [u8],
        offset: usize,
        step: isize,
        width: usize,
        first: usize,
        count: usize,
    ) -> &'s [u8] {
        let at = offset.wrapping_add_signed(step * first as isize);
        let bytes = count * width;
        if step == width as isize {
            return input.get(at..at + bytes).unwrap_or(&[]);
        }
        self.0.resize(bytes.div_ceil(8), 0);
        let run = &mut bytemuck::cast_slice_mut::<u64, u8>(&mut self.0)[..bytes];
        gather(input, at, step, width, run);
        run
    }
}

/// Folds runs by the loop's own way, or by the loop itself.
pub(super) struct Folder {
    row: &'static Loop,
    fold: Option<Folding>,
    width: usize,
}

impl Folder {
    pub(super) fn new(row: &'static Loop, width: usize) -> Folder {
        Folder {
            row,
            fold: row.fold,
            width,
        }
    }

    /// `place = place ∘ run[0] ∘ run[1] ∘ …`
    fn fold(&self, place: Option<&mut [u8]>, run: &[u8]) -> Flags {
        let Some(place) = place else {
            return Flags::NONE;
        };
        if let Some(fold) = self.fold {
            return (fold.run)(place, run);
        }
        let mut before: SmallVec<[u64; 2]> = smallvec![0; self.width.div_ceil(8)];
        let before: &mut [u8] = &mut bytemuck::cast_slice_mut(&mut before)[..self.width];
        let mut flags = Flags::NONE;
        for element in run.chunks_exact(self.width.max(1)) {
            if meter::stopped(1) {
                break;
            }
            before.copy_from_slice(place);
            flags |= (self.row.inner)(&[before, element], &mut [&mut *place]);
        }
        flags
    }

    /// `total[i] = total[i] ∘ run[i]` for a row that begins at `place`.
    fn row(&self, total: &mut [u8], place: usize, stride: isize, run: &[u8]) -> Flags {
        if stride == self.width as isize {
            return match total.get_mut(place..place + run.len()) {
                Some(row) => self.packed_row(row, run),
                None => Flags::NONE,
            };
        }
        let mut words = vec![0u64; run.len().div_ceil(8)];
        let row = &mut bytemuck::cast_slice_mut::<u64, u8>(&mut words)[..run.len()];
        gather(total, place, stride, self.width, row);
        let flags = self.packed_row(row, run);
        scatter(row, total, place, stride, self.width);
        flags
    }

    fn packed_row(&self, row: &mut [u8], run: &[u8]) -> Flags {
        if let Some(fold) = self.fold {
            return (fold.row)(row, run);
        }
        let mut words = vec![0u64; run.len().div_ceil(8)];
        let before = &mut bytemuck::cast_slice_mut::<u64, u8>(&mut words)[..run.len()];
        before.copy_from_slice(row);
        (self.row.inner)(&[before, run], &mut [row])
    }

    /// `out[i] = out[i - 1] ∘ run[i]`, with `first` before the run.
    pub(super) fn scan(&self, first: &[u8], run: &[u8], out: &mut [u8]) -> Flags {
        if let Some(fold) = self.fold {
            return self.scan_in_parts(fold, first, run, out);
        }
        let mut words: SmallVec<[u64; 2]> = smallvec![0; self.width.div_ceil(8)];
        let before = &mut bytemuck::cast_slice_mut::<u64, u8>(&mut words)[..self.width];
        before.copy_from_slice(first);
        let mut flags = Flags::NONE;
        let width = self.width.max(1);
        for (element, place) in run.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
            if meter::stopped(1) {
                break;
            }
            flags |= (self.row.inner)(&[before, element], &mut [&mut *place]);
            before.copy_from_slice(place);
        }
        flags
    }

    /// By the loop's own way, with looks around. No part but a whole run is of one element: some loops take that for
    /// no scan at all.
    fn scan_in_parts(&self, fold: Folding, first: &[u8], run: &[u8], out: &mut [u8]) -> Flags {
        let part = meter::STRETCH * self.width;
        let mut last: SmallVec<[u64; 2]> = smallvec![0; self.width.div_ceil(8)];
        let last: &mut [u8] = &mut bytemuck::cast_slice_mut(&mut last)[..self.width];
        last.copy_from_slice(first);
        let mut flags = Flags::NONE;
        let mut done = 0;
        while done < run.len() && !meter::stopped(meter::STRETCH.min(run.len())) {
            let end = match run.len() - done {
                left if left <= part + self.width => run.len(),
                _ => done + part,
            };
            flags |= (fold.scan)(last, &run[done..end], &mut out[done..end]);
            last.copy_from_slice(&out[end - self.width..end]);
            done = end;
        }
        flags
    }

    pub(super) fn run_packed(&self, place: &mut [u8], run: &[u8]) -> Flags {
        self.fold(Some(place), run)
    }
}

fn spread_mask(mask: &Array, shape: &[usize]) -> Result<Array> {
    if mask.ndim() > shape.len() {
        return Err(Error::value(
            "input operand has more dimensions than allowed by the axis remapping",
        ));
    }
    mask.broadcast_to(shape).ok_or_else(|| {
        Error::value(format!(
            "operands could not be broadcast together with remapped shapes [original->remapped]: {} {} ",
            shape_text(shape),
            shape_text(mask.shape())
        ))
    })
}

/// NumPy copies through its buffer what has another dtype or does not lie as numbers may.
fn needs_buffer(array: &Array, dtype: &DType) -> bool {
    let alignment = array.dtype().alignment();
    array.dtype() != dtype
        || !array.layout().offset.is_multiple_of(alignment)
        || array
            .strides()
            .iter()
            .zip(array.shape())
            .any(|(stride, &length)| length > 1 && !stride.unsigned_abs().is_multiple_of(alignment))
}

/// Strides with those of axes of length 1 set to 0, as `nditer` has them.
fn without_ones(strides: &[isize], shape: &[usize]) -> Strides {
    strides
        .iter()
        .zip(shape)
        .map(|(&stride, &length)| if length == 1 { 0 } else { stride })
        .collect()
}

/// The output's strides along the input's axes: 0 along reduced ones.
fn along_input(strides: &[isize], axes: &[usize], shape: &[usize], keepdims: bool) -> Strides {
    let mut own = strides.iter();
    shape
        .iter()
        .enumerate()
        .map(|(axis, &length)| {
            let reduced = axes.contains(&axis);
            let stride = if reduced && !keepdims {
                None
            } else {
                own.next()
            };
            match stride {
                Some(&stride) if !reduced && length != 1 => stride,
                _ => 0,
            }
        })
        .collect()
}

/// Where the result grows: without the reduced axes, the others in visiting order.
fn new_total(shape: &[usize], axes: &[usize], order: &[usize], dtype: &DType) -> Result<Array> {
    let kept = reduced_shape(shape, axes, false);
    let place = |axis: usize| axis - axes.iter().filter(|&&reduced| reduced < axis).count();
    let order: Axes = order
        .iter()
        .filter(|axis| !axes.contains(axis))
        .map(|&axis| place(axis))
        .collect();
    Array::zeros_like(
        dtype.clone(),
        &packed_in_order(&kept, &order, dtype.itemsize()),
    )
}

/// The elements in the loop's dtype and in visiting order, with the bytes from one to the next: the array itself
/// where it lies so, else a copy.
fn in_visiting_order(
    array: &Array,
    dtype: &DType,
    order: &[usize],
) -> Result<(Array, isize, Flags)> {
    let width = dtype.itemsize();
    if array.dtype() == dtype {
        let walk = Walk::ordered(&[array.layout()], order);
        let aligned = array.layout().offset.is_multiple_of(dtype.alignment());
        if walk.shape.len() <= 1 && aligned {
            let step = if walk.row() == 1 {
                width as isize
            } else {
                walk.row_stride(0)
            };
            return Ok((array.clone(), step, Flags::NONE));
        }
    }
    let copy = Array::zeros_like(dtype.clone(), &packed_in_order(array.shape(), order, width))?;
    let flags = cast_into_flagged(array, &copy)?;
    Ok((copy, width as isize, flags))
}

fn packed_mask(mask: &Array, order: &[usize]) -> Result<Array> {
    let packed = Array::zeros_like(DType::Bool, &packed_in_order(mask.shape(), order, 1))?;
    cast_into(mask, &packed)?;
    Ok(packed)
}
