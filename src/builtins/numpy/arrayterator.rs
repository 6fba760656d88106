//! `np.lib.Arrayterator`: an array in blocks of a limited size.

use std::any::Any;
use std::rc::Rc;

use crate::builtins;
use crate::builtins::operators::get_item;
use crate::value::convert::{as_index, to_array};
use crate::value::{ClassId, Host, Native, Raised, Result, Slice, Value};

builtins! {
    /// Goes over an array in blocks of at most `buf_size` elements.
    ///
    /// >>> [block.shape for block in np.lib.Arrayterator(np.zeros((4, 3)), 6)]
    /// [(2, 3), (2, 3)]
    "Arrayterator.__new__" "(var, buf_size=None)" => |var: Value, buf_size: Value| -> Result<Value> {
        let array = to_array(&var)?;
        Ok(Value::Native(Rc::new(Blocks {
            spans: array.shape().iter().map(|&stop| Span { start: 0, stop, step: 1 }).collect(),
            limit: if buf_size.is_none() { None } else { Some(as_index(&buf_size)?) },
            var,
        })))
    };
    "Arrayterator.__iter__" "(self, /)" => |host: &mut dyn Host, this: Value| {
        let parts = blocks(&this)?.parts(host)?;
        super::call(host, "iter", [Value::list(parts)])
    };
    /// A part of the array, to be gone over in blocks again.
    "Arrayterator.__getitem__" "(self, index, /)" => |this: Value, index: Value| blocks(&this)?.part(&index);
    /// The whole part as an array.
    "Arrayterator.__array__" "(self, dtype=None, copy=None)" => |host: &mut dyn Host, this: Value| blocks(&this)?.whole(host);
    /// The array that it goes over.
    property "Arrayterator.var" => |this: Value| blocks(&this).map(|this| this.var.clone());
    /// The largest number of elements in a block.
    property "Arrayterator.buf_size" => |this: Value| {
        blocks(&this).map(|this| this.limit.map_or(Value::None, Value::Int))
    };
    /// The lengths of the part.
    property "Arrayterator.shape" => |this: Value| {
        blocks(&this).map(|this| Value::tuple(this.lengths().into_iter().map(|n| Value::Int(n as i64)).collect()))
    };
    /// Where the part begins along each axis.
    property "Arrayterator.start" => |this: Value| listed(&this, |span| span.start);
    /// Where the part ends along each axis.
    property "Arrayterator.stop" => |this: Value| listed(&this, |span| span.stop);
    /// The distance of its elements along each axis.
    property "Arrayterator.step" => |this: Value| listed(&this, |span| span.step);
    /// All elements, one after the other.
    property "Arrayterator.flat" => |host: &mut dyn Host, this: Value| {
        let whole = blocks(&this)?.whole(host)?;
        host.attribute(&whole, "flat")
    };
}

/// What is taken along one axis.
#[derive(Clone, Copy)]
struct Span {
    start: usize,
    stop: usize,
    step: usize,
}

impl Span {
    fn length(self) -> usize {
        self.stop
            .saturating_sub(self.start)
            .div_ceil(self.step.max(1))
    }
}

struct Blocks {
    var: Value,
    spans: Vec<Span>,
    limit: Option<i64>,
}

impl Native for Blocks {
    fn class(&self) -> ClassId {
        ClassId::ARRAYTERATOR
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn blocks(value: &Value) -> Result<&Blocks> {
    value
        .native()
        .ok_or_else(|| Raised::type_error("expected an Arrayterator object"))
}

fn listed(this: &Value, of: fn(&Span) -> usize) -> Result<Value> {
    let numbers = blocks(this)?
        .spans
        .iter()
        .map(|span| Value::Int(of(span) as i64));
    Ok(Value::list(numbers.collect()))
}

impl Blocks {
    fn lengths(&self) -> Vec<usize> {
        self.spans.iter().map(|span| span.length()).collect()
    }

    /// The elements of some spans.
    fn taken(&self, host: &mut dyn Host, spans: &[Span]) -> Result<Value> {
        let slice = |span: &Span| {
            let number = |n: usize| Value::Int(n as i64);
            Value::Slice(Rc::new(Slice {
                start: number(span.start),
                stop: number(span.stop),
                step: number(span.step),
            }))
        };
        get_item(
            host,
            &self.var,
            &Value::tuple(spans.iter().map(slice).collect()),
        )
    }

    fn whole(&self, host: &mut dyn Host) -> Result<Value> {
        self.taken(host, &self.spans)
    }

    /// `blocks[index]`: an integer is a slice of one.
    fn part(&self, index: &Value) -> Result<Value> {
        let mut keys = match index {
            Value::Tuple(items) => items.to_vec(),
            one => vec![one.clone()],
        };
        if let Some(at) = keys.iter().position(|key| matches!(key, Value::Ellipsis)) {
            let missing = (self.spans.len() + 1).saturating_sub(keys.len());
            let all = Value::Slice(Rc::new(Slice {
                start: Value::None,
                stop: Value::None,
                step: Value::None,
            }));
            keys.splice(at..=at, vec![all; missing]);
        }
        let mut spans = self.spans.clone();
        for (span, key) in spans.iter_mut().zip(&keys) {
            let (start, stop, step) = match key {
                Value::Slice(slice) => {
                    let end = |value: &Value, other: usize| match value {
                        Value::None => Ok(other),
                        value => {
                            Ok::<usize, Raised>(usize::try_from(as_index(value)?).unwrap_or(0))
                        }
                    };
                    let step = end(&slice.step, 1)?;
                    (
                        end(&slice.start, 0)?,
                        end(&slice.stop, span.length() * span.step)?,
                        step,
                    )
                }
                one => {
                    let at = usize::try_from(as_index(one)?).unwrap_or(0);
                    (at, at + 1, 1)
                }
            };
            *span = Span {
                start: span.start + start,
                stop: (span.start + stop).min(span.stop),
                step: span.step * step.max(1),
            };
        }
        Ok(Value::Native(Rc::new(Blocks {
            var: self.var.clone(),
            spans,
            limit: self.limit,
        })))
    }

    /// The blocks, one after the other: the last axes are taken whole as long as the limit allows.
    fn parts(&self, host: &mut dyn Host) -> Result<Vec<Value>> {
        let lengths = self.lengths();
        if lengths.contains(&0) {
            return Ok(Vec::new());
        }
        let total: usize = lengths.iter().product();
        let limit = self
            .limit
            .map_or(total, |limit| usize::try_from(limit).unwrap_or(0))
            .max(1);
        let (mut start, mut left) = (self.spans.clone(), limit);
        // How far the running axis goes in one block; the axes before it have one element, those behind it all.
        let mut running = 0;
        let mut chunk = vec![1; self.spans.len()];
        for axis in (0..self.spans.len()).rev() {
            let length = lengths[axis];
            if length <= left {
                chunk[axis] = length;
                left /= length;
                running = axis;
            } else {
                chunk[axis] = left.max(1);
                running = axis;
                break;
            }
        }
        let mut parts = Vec::new();
        loop {
            crate::array::meter::steps(1)?;
            for (axis, span) in start.iter_mut().enumerate() {
                let end = span.start + chunk[axis] * span.step;
                span.stop = end.min(self.spans[axis].stop);
            }
            parts.push(self.taken(host, &start)?);
            let mut axis = running;
            start[axis].start = start[axis].stop;
            while start[axis].start >= self.spans[axis].stop {
                if axis == 0 {
                    return Ok(parts);
                }
                start[axis].start = self.spans[axis].start;
                axis -= 1;
                start[axis].start += self.spans[axis].step;
            }
        }
    }
}
