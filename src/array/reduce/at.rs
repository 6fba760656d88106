//! `ufunc.at` and `ufunc.outer`.

use smallvec::SmallVec;

use super::machine::check_power;

use crate::array::cast::{cast, cast_into_flagged};
use crate::array::layout::{Layout, Shape};
use crate::array::promote::Operand;
use crate::array::ufunc::texts::are_texts;
use crate::array::ufunc::{Flags, Input, Options, Request, Ufunc};
use crate::array::{Array, Error, ErrorKind, Result, meter};

impl Ufunc {
    /// The ufunc of all pairs of elements: the shapes stand one after the other.
    ///
    /// # Errors
    /// As [`Ufunc::call`]; ValueError for other than two inputs.
    pub fn outer(&self, a: Input, b: Input, options: &Options) -> Result<(Vec<Array>, Flags)> {
        self.check_outer()?;
        let ones = b.shape().len();
        let a = match a {
            Input::Array(a) => {
                let mut layout = a.layout().clone();
                for _ in 0..ones {
                    layout = layout.with_axis(layout.ndim());
                }
                Input::Array(a.with_layout(layout))
            }
            number => number,
        };
        self.call(vec![a, b], options)
    }

    /// NumPy's complaint unless the ufunc has two inputs.
    ///
    /// # Errors
    /// ValueError.
    pub fn check_outer(&self) -> Result<()> {
        if self.nin == 2 {
            return Ok(());
        }
        let message = "outer product only supported for binary functions";
        Err(Error::value(message))
    }

    /// Applies the ufunc in place at the given elements of `array`, again for each time that one is named.
    /// `places` are byte offsets, in the order of `operand`'s elements, which is broadcast to `shape`.
    ///
    /// # Errors
    /// As [`Ufunc::call`].
    pub fn at(
        &self,
        array: &Array,
        places: &[usize],
        shape: &[usize],
        operand: Option<Input>,
    ) -> Result<Flags> {
        if self.nout != 1 {
            return Err(Error::value(
                "Only single output ufuncs supported at this time",
            ));
        }
        if are_texts(array.dtype()) {
            return self.at_texts(array, places, shape, operand);
        }
        let operands: SmallVec<[Operand; 2]> =
            std::iter::once(Operand::DType(array.dtype().clone()))
                .chain(operand.iter().map(Input::operand))
                .collect();
        let resolved = self.resolve(&operands, &Request::PLAIN)?;
        let (Some(row), Some(result)) = (resolved.row(), resolved.dtypes.last()) else {
            let message = format!("ufunc '{}' on objects", self.name);
            return Err(Error::new(ErrorKind::NotImplemented, message));
        };
        meter::steps(places.len())?;
        let mut flags = Flags::NONE;
        let second = match (operand, resolved.dtypes.get(1)) {
            (Some(operand), Some(dtype)) if self.nin == 2 => {
                let (values, noticed) = operand.into_array(dtype)?;
                flags |= noticed;
                let values = values
                    .broadcast_to(shape)
                    .ok_or_else(|| Error::value("array is not broadcastable to correct shape"))?;
                Some(values.copy()?)
            }
            _ => None,
        };
        let first = resolved.dtypes.first().unwrap_or(array.dtype()).clone();
        let element = Layout::contiguous(&Shape::new(), array.itemsize());
        for (i, &place) in places.iter().enumerate() {
            let mut layout = element.clone();
            layout.offset = place;
            let target = array.with_layout(layout);
            let value = cast(&target, &first)?;
            let answer = Array::zeros(result.clone(), &[])?;
            let mut inputs: SmallVec<[Array; 2]> = SmallVec::new();
            inputs.push(value);
            if let Some(second) = &second {
                let mut layout = Layout::contiguous(&Shape::new(), second.itemsize());
                layout.offset = second.layout().offset + i * second.itemsize();
                inputs.push(second.with_layout(layout));
            }
            flags |= crate::array::ufunc::driver::drive(
                row.inner,
                &inputs,
                std::slice::from_ref(&answer),
                None,
            )?;
            // Whatever the cast loses: NumPy does not ask here.
            flags |= cast_into_flagged(&answer, &target)?;
        }
        check_power(flags)?;
        Ok(flags)
    }

    /// As [`Ufunc::at`], one element after the other.
    fn at_texts(
        &self,
        array: &Array,
        places: &[usize],
        shape: &[usize],
        operand: Option<Input>,
    ) -> Result<Flags> {
        let element = Layout::contiguous(&Shape::new(), array.itemsize());
        for (i, &place) in places.iter().enumerate() {
            let mut layout = element.clone();
            layout.offset = place;
            let target = array.with_layout(layout);
            let mut inputs = vec![Input::Array(target.clone())];
            match &operand {
                Some(Input::Array(values)) => {
                    let values = values.broadcast_to(shape).ok_or_else(|| {
                        Error::value("array is not broadcastable to correct shape")
                    })?;
                    let at = values.layout().offsets().nth(i).unwrap_or(0);
                    inputs.push(Input::Array(Array::from_scalar(&values.get(at))?));
                }
                Some(number) => inputs.push(number.clone()),
                None => {}
            }
            let (made, _) = self.call(inputs, &Options::default())?;
            if let Some(made) = made.first() {
                cast_into_flagged(made, &target)?;
            }
        }
        Ok(Flags::NONE)
    }
}
