//! Feeds inner loops: walks the operands by rows and hands each loop packed, aligned runs.
//!
//! A run that is strided, unaligned or of stride 0 passes through a block of some thousand elements. Where an output
//! lies in the buffer of an input, that input's block is read before the output's is written; the caller sees to it
//! that such operands lie either at exactly the same places or apart.

use smallvec::SmallVec;

use crate::array::core::Array;
use crate::array::error::Result;
use crate::array::walk::{Walk, gather, scatter};
use crate::array::{DType, Layout, meter};

use super::flags::Flags;

/// An inner loop over packed runs of equal element counts: inputs, then outputs.
pub type Inner = fn(&[&[u8]], &mut [&mut [u8]]) -> Flags;

/// Elements worked on at a time, so that a block stays in the nearest cache.
const BLOCK: usize = 2048;

/// Rows shorter than this are packed whole first, if there are many of them.
const SHORT_ROW: usize = 32;

/// Runs `inner` over all elements. Inputs and outputs have the loop's dtypes and one shape; `mask` (of bools) leaves
/// elements of the outputs as they are.
///
/// # Errors
/// The budget's.
pub fn drive(
    inner: Inner,
    inputs: &[Array],
    outputs: &[Array],
    mask: Option<&Array>,
) -> Result<Flags> {
    let layouts: SmallVec<[&Layout; 4]> = inputs
        .iter()
        .chain(outputs)
        .chain(mask)
        .map(Array::layout)
        .collect();
    let walk = Walk::new(&layouts);
    let size = walk.size();
    if size == 0 {
        return Ok(Flags::NONE);
    }
    meter::steps(size)?;
    if walk.row() < SHORT_ROW && size > 8 * walk.row() {
        return drive_packed(inner, inputs, outputs, mask);
    }
    Drive::new(inner, inputs, outputs, mask.is_some(), &walk).run(inputs, outputs, mask)
}

/// Copies everything into packed arrays of one order first, and the results back.
fn drive_packed(
    inner: Inner,
    inputs: &[Array],
    outputs: &[Array],
    mask: Option<&Array>,
) -> Result<Flags> {
    let inputs: SmallVec<[Array; 3]> = inputs.iter().map(Array::copy).collect::<Result<_>>()?;
    let packed: SmallVec<[Array; 2]> = outputs
        .iter()
        .map(|output| match mask {
            Some(_) => output.copy(),
            None => Array::zeros(output.dtype().clone(), output.shape()),
        })
        .collect::<Result<_>>()?;
    let mask = mask.map(Array::copy).transpose()?;
    let layouts: SmallVec<[&Layout; 4]> = inputs
        .iter()
        .chain(&packed)
        .chain(&mask)
        .map(Array::layout)
        .collect();
    let walk = Walk::new(&layouts);
    let flags = Drive::new(inner, &inputs, &packed, mask.is_some(), &walk).run(
        &inputs,
        &packed,
        mask.as_ref(),
    )?;
    for (from, to) in packed.iter().zip(outputs) {
        crate::array::cast::copy_bytes(from, to);
    }
    meter::finished()?;
    Ok(flags)
}

/// Words, so that any element type is aligned in them.
type Block = SmallVec<[u64; 16]>;

/// One operand of a drive.
struct Operand {
    stride: isize,
    width: usize,
    /// Runs can be handed to the loop where they lie.
    direct: bool,
    /// An input that lies in the buffer of this output.
    shared_with: Option<usize>,
    block: Block,
    /// A block of one repeated element: which, and how many of it there are.
    repeated: Option<(usize, usize)>,
}

struct Drive<'a> {
    inner: Inner,
    walk: &'a Walk,
    inputs: SmallVec<[Operand; 3]>,
    outputs: SmallVec<[Operand; 2]>,
    mask: Option<(isize, Block)>,
    flags: Flags,
}

impl<'a> Drive<'a> {
    fn new(
        inner: Inner,
        inputs: &[Array],
        outputs: &[Array],
        masked: bool,
        walk: &'a Walk,
    ) -> Self {
        let operand = |array: &Array, position: usize, shared_with: Option<usize>| {
            let (stride, width) = (walk.row_stride(position), array.itemsize());
            let packed = stride == width as isize || walk.row() == 1;
            Operand {
                stride,
                width,
                direct: packed && shared_with.is_none() && is_aligned(array, walk, position),
                shared_with,
                block: Block::new(),
                repeated: None,
            }
        };
        let reads = inputs.iter().enumerate().map(|(i, input)| {
            let shared = outputs
                .iter()
                .position(|output| output.buffer().same(input.buffer()));
            operand(input, i, shared)
        });
        let writes = outputs
            .iter()
            .enumerate()
            .map(|(i, output)| operand(output, inputs.len() + i, None));
        Drive {
            inner,
            walk,
            inputs: reads.collect(),
            outputs: writes.collect(),
            mask: masked.then(|| (walk.row_stride(inputs.len() + outputs.len()), Block::new())),
            flags: Flags::NONE,
        }
    }

    fn run(mut self, inputs: &[Array], outputs: &[Array], mask: Option<&Array>) -> Result<Flags> {
        let mut result = Ok(());
        read_all(inputs, outputs, SmallVec::new(), &mut |sources| {
            write_all(outputs, SmallVec::new(), &mut |mut targets| {
                result = match mask {
                    None => self.rows(&sources, &mut targets, &[]),
                    // A mask in the buffer of an output would be borrowed twice; the caller has copied it.
                    Some(mask) => mask
                        .buffer()
                        .read(|mask| self.rows(&sources, &mut targets, mask)),
                };
            });
        });
        result.map(|()| self.flags)
    }

    fn rows(
        &mut self,
        sources: &[&[u8]],
        targets: &mut SmallVec<[&mut [u8]; 2]>,
        mask: &[u8],
    ) -> Result<()> {
        let walk = self.walk;
        let row = walk.row();
        walk.for_rows(|offsets| {
            let mut done = 0;
            while done < row {
                let count = BLOCK.min(row - done);
                meter::go_on(count)?;
                self.block(sources, targets, mask, offsets, done, count);
                done += count;
            }
            Ok(())
        })
    }

    /// One block: `count` elements from the `first` of a row that begins at `offsets`.
    fn block(
        &mut self,
        sources: &[&[u8]],
        targets: &mut SmallVec<[&mut [u8]; 2]>,
        mask: &[u8],
        offsets: &[usize],
        first: usize,
        count: usize,
    ) {
        let (input_offsets, rest) = offsets.split_at(self.inputs.len());
        let (output_offsets, mask_offset) = rest.split_at(self.outputs.len());
        for ((operand, source), &offset) in self.inputs.iter_mut().zip(sources).zip(input_offsets) {
            match operand.shared_with {
                Some(output) => operand.load(targets[output], offset, first, count),
                None if !operand.direct => operand.load(source, offset, first, count),
                None => {}
            }
        }
        if let Some((stride, block)) = &mut self.mask {
            let offset = mask_offset.first().copied().unwrap_or(0);
            let at = offset.wrapping_add_signed(*stride * first as isize);
            block.resize(count.div_ceil(8), 0);
            gather(
                mask,
                at,
                *stride,
                1,
                &mut bytemuck::cast_slice_mut(block)[..count],
            );
            // Elements that the mask leaves out must survive the round trip through a block.
            for ((operand, target), &offset) in self
                .outputs
                .iter_mut()
                .zip(targets.iter())
                .zip(output_offsets)
            {
                if !operand.direct {
                    operand.load(target, offset, first, count);
                }
            }
        }
        let reads: SmallVec<[&[u8]; 3]> = self
            .inputs
            .iter()
            .zip(sources)
            .zip(input_offsets)
            .map(|((operand, source), &offset)| operand.run(source, offset, first, count))
            .collect();
        {
            let mut writes: SmallVec<[&mut [u8]; 2]> = self
                .outputs
                .iter_mut()
                .zip(targets.iter_mut())
                .zip(output_offsets)
                .map(|((operand, target), &offset)| operand.run_mut(target, offset, first, count))
                .collect();
            self.flags |= match &self.mask {
                None => (self.inner)(&reads, &mut writes),
                Some((_, block)) => {
                    let mask = &bytemuck::cast_slice(block)[..count];
                    run_masked(self.inner, &reads, &mut writes, mask)
                }
            };
        }
        for ((operand, target), &offset) in self
            .outputs
            .iter()
            .zip(targets.iter_mut())
            .zip(output_offsets)
        {
            operand.store(target, offset, first, count);
        }
    }
}

impl Operand {
    fn at(&self, offset: usize, first: usize) -> usize {
        offset.wrapping_add_signed(self.stride * first as isize)
    }

    fn load(&mut self, source: &[u8], offset: usize, first: usize, count: usize) {
        let at = self.at(offset, first);
        if self.stride == 0 && self.shared_with.is_none() {
            if self
                .repeated
                .is_some_and(|(place, held)| place == at && held >= count)
            {
                return;
            }
            self.repeated = Some((at, count));
        }
        self.block.resize((count * self.width).div_ceil(8), 0);
        let bytes: &mut [u8] = bytemuck::cast_slice_mut(&mut self.block);
        gather(
            source,
            at,
            self.stride,
            self.width,
            &mut bytes[..count * self.width],
        );
    }

    fn run<'s>(&'s self, source: &'s [u8], offset: usize, first: usize, count: usize) -> &'s [u8] {
        let bytes = count * self.width;
        if self.direct {
            let at = self.at(offset, first);
            return source.get(at..at + bytes).unwrap_or(&[]);
        }
        bytemuck::cast_slice::<u64, u8>(&self.block)
            .get(..bytes)
            .unwrap_or(&[])
    }

    fn run_mut<'s>(
        &'s mut self,
        target: &'s mut [u8],
        offset: usize,
        first: usize,
        count: usize,
    ) -> &'s mut [u8] {
        let bytes = count * self.width;
        if self.direct {
            let at = self.at(offset, first);
            return target.get_mut(at..at + bytes).unwrap_or(&mut []);
        }
        self.block.resize(bytes.div_ceil(8), 0);
        &mut bytemuck::cast_slice_mut::<u64, u8>(&mut self.block)[..bytes]
    }

    fn store(&self, target: &mut [u8], offset: usize, first: usize, count: usize) {
        if !self.direct {
            let run = self.run(&[], offset, first, count);
            scatter(run, target, self.at(offset, first), self.stride, self.width);
        }
    }
}

/// Calls the loop on each stretch of elements that the mask selects.
fn run_masked(inner: Inner, reads: &[&[u8]], writes: &mut [&mut [u8]], mask: &[u8]) -> Flags {
    let mut flags = Flags::NONE;
    let mut at = 0;
    while at < mask.len() {
        let start = at + mask[at..].iter().take_while(|&&chosen| chosen == 0).count();
        let end = start
            + mask[start..]
                .iter()
                .take_while(|&&chosen| chosen != 0)
                .count();
        if end > start {
            let part = |length: usize| {
                let width = length / mask.len();
                start * width..end * width
            };
            let reads: SmallVec<[&[u8]; 3]> =
                reads.iter().map(|run| &run[part(run.len())]).collect();
            let mut writes: SmallVec<[&mut [u8]; 2]> = writes
                .iter_mut()
                .map(|run| {
                    let part = part(run.len());
                    &mut run[part]
                })
                .collect();
            flags |= inner(&reads, &mut writes);
        }
        at = end;
    }
    flags
}

/// Do all runs of this operand begin where its numbers may lie?
fn is_aligned(array: &Array, walk: &Walk, position: usize) -> bool {
    let alignment = match array.dtype() {
        DType::Swapped(_) => return false,
        dtype => dtype.alignment(),
    };
    walk.starts[position].is_multiple_of(alignment)
        && walk.strides[position]
            .iter()
            .all(|stride| stride.unsigned_abs().is_multiple_of(alignment))
}

/// Borrows the bytes of all inputs; those in the buffer of an output come from there.
fn read_all<'b>(
    inputs: &'b [Array],
    outputs: &[Array],
    held: SmallVec<[&'b [u8]; 3]>,
    f: &mut dyn FnMut(SmallVec<[&[u8]; 3]>),
) {
    let Some(input) = inputs.get(held.len()) else {
        return f(held);
    };
    let empty: &[u8] = &[];
    if outputs
        .iter()
        .any(|output| output.buffer().same(input.buffer()))
    {
        let mut held: SmallVec<[&[u8]; 3]> = held;
        held.push(empty);
        return read_all(inputs, outputs, held, f);
    }
    input.buffer().read(|bytes| {
        let mut held: SmallVec<[&[u8]; 3]> = held.iter().copied().collect();
        held.push(bytes);
        read_all(inputs, outputs, held, f);
    });
}

fn write_all(
    outputs: &[Array],
    held: SmallVec<[&mut [u8]; 2]>,
    f: &mut dyn FnMut(SmallVec<[&mut [u8]; 2]>),
) {
    let Some(output) = outputs.get(held.len()) else {
        return f(held);
    };
    output.buffer().write(|bytes| {
        let shorter = held.into_iter().map(|held| -> &mut [u8] { held });
        let mut held: SmallVec<[&mut [u8]; 2]> = shorter.collect();
        held.push(bytes);
        write_all(outputs, held, f);
    });
}
