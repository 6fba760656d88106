//! `np.pad`: an array with a border around it, filled by one of eleven rules or by a function of the lesson's own.
//!
//! Axes are filled one after the other, as in NumPy. While axis `k` is filled, the axes after it are cut to the
//! original elements and the axes before it are whole, so that corners follow from the sides filled earlier.

use std::rc::Rc;

use crate::array::{Array, DType, Layout, Shape, normalize_axis};
use crate::builtins;
use crate::builtins::python::functions::is_callable;
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::Keywords;
use crate::value::convert::{
    assign_array, convert_array, set_elements, to_array, to_list, values_of,
};
use crate::value::{Arguments, ClassId, Dict, Host, Raised, Result, Value, display};

use super::comparing::operate;
use super::compose::{call_with, value};
use super::joining::{new_array, part};

builtins! {
    /// An array with elements added before and after those of every axis.
    ///
    /// `pad_width` is one number, a pair for all axes, a pair per axis, or a dictionary from axes to either. `mode` says
    /// what is added: `constant` (with `constant_values`), `edge`, `linear_ramp` (`end_values`), `maximum`, `mean`,
    /// `median`, `minimum` (`stat_length`), `reflect`, `symmetric` (`reflect_type`), `wrap`, `empty`, or a function of
    /// a lane, its widths, its axis and the other arguments that fills the lane in place.
    ///
    /// >>> np.pad([1, 2, 3], (2, 1))
    /// array([0, 0, 1, 2, 3, 0])
    /// >>> np.pad([1, 2, 3], 2, mode='reflect')
    /// array([3, 2, 1, 2, 3, 2, 1])
    "np.pad" "(array, pad_width, mode='constant', **kwargs)" => pad;
}

/// Lengths added before and after the elements of an axis.
type Widths = (usize, usize);

/// What a mode may be told by keyword.
const KEYWORDS: [(&str, Option<&str>); 11] = [
    ("empty", None),
    ("edge", None),
    ("wrap", None),
    ("constant", Some("constant_values")),
    ("linear_ramp", Some("end_values")),
    ("maximum", Some("stat_length")),
    ("mean", Some("stat_length")),
    ("median", Some("stat_length")),
    ("minimum", Some("stat_length")),
    ("reflect", Some("reflect_type")),
    ("symmetric", Some("reflect_type")),
];

/// The grown array and how it grew.
struct Padding {
    grown: Array,
    widths: Vec<Widths>,
    original: Shape,
}

fn pad(
    host: &mut dyn Host,
    array: Array,
    pad_width: Value,
    mode: Value,
    keywords: Keywords,
) -> Result<Value> {
    let pairs = width_pairs(host, &array, &pad_width)?;
    let widths = pairs.iter().map(lengths).collect::<Result<Vec<_>>>()?;
    if is_callable(&mode) {
        return by_function(host, &array, widths, &pairs, &mode, keywords);
    }
    let shown = display::str(host, &mode)?;
    let known = KEYWORDS.iter().find(|(name, _)| *name == &*shown);
    let Some((mode, keyword)) = known.filter(|_| matches!(mode, Value::Str(_))) else {
        return Err(Raised::value_error(format!(
            "mode '{shown}' is not supported"
        )));
    };
    let option = only_keyword(host, mode, *keyword, keywords)?;
    let padding = Padding::grow(&array, widths)?;
    padding.fill(host, mode, option)?;
    Ok(Value::array(padding.grown))
}

/// The value of the one keyword that the mode knows.
fn only_keyword(
    host: &mut dyn Host,
    mode: &str,
    keyword: Option<&str>,
    given: Keywords,
) -> Result<Option<Value>> {
    let is_known = |name: &str| Some(name) == keyword;
    let unknown = given.0.iter().filter(|(name, _)| !is_known(name));
    let unknown: Vec<Value> = unknown.map(|(name, _)| Value::Str(name.clone())).collect();
    if unknown.is_empty() {
        return Ok(given.0.into_iter().next().map(|(_, value)| value));
    }
    let names = super::call(host, "set.__new__", [Value::list(unknown)])?;
    Err(Raised::value_error(format!(
        "unsupported keyword arguments for mode '{mode}': {}",
        display::repr(host, &names)?
    )))
}

/// `pad_width` as a pair of integers for each axis.
fn width_pairs(host: &mut dyn Host, array: &Array, given: &Value) -> Result<Vec<[Value; 2]>> {
    let spread = match given {
        Value::Dict(dict) => spread_dict(host, dict, array.ndim())?,
        other => other.clone(),
    };
    let widths = to_array(&spread)?;
    if widths.dtype().kind_letter() != 'i' {
        return Err(Raised::type_error("`pad_width` must be of integral type."));
    }
    pairs_of(host, &value(&widths), array.ndim(), true)
}

/// A dictionary of widths as a list of pairs, axis by axis.
fn spread_dict(host: &mut dyn Host, dict: &Dict, ndim: usize) -> Result<Value> {
    let mut pairs = vec![Value::tuple(vec![Value::Int(0), Value::Int(0)]); ndim];
    for (axis, width) in dict.pairs() {
        let at = crate::value::convert::as_index(&axis).map_err(|_| {
            let name = axis.type_name();
            Raised::type_error(format!(
                "list indices must be integers or slices, not {name}"
            ))
        })?;
        let pair = match &width {
            Value::Int(_) | Value::Bool(_) | Value::BigInt(_) => {
                Value::tuple(vec![width.clone(), width.clone()])
            }
            Value::Tuple(items)
                if items.len() == 2
                    && items
                        .iter()
                        .all(|i| matches!(i, Value::Int(_) | Value::Bool(_))) =>
            {
                width.clone()
            }
            _ => {
                let shown = display::repr(host, &width)?;
                return Err(Raised::new(
                    ClassId::ASSERTION_ERROR,
                    format!("Expected code to be unreachable, but got: {shown}"),
                ));
            }
        };
        let place = normalize_axis(at, ndim)
            .ok()
            .and_then(|at| pairs.get_mut(at));
        *place.ok_or_else(|| Raised::index_error("list assignment index out of range"))? = pair;
    }
    Ok(Value::list(pairs))
}

/// One value, a pair, or a pair per axis, as a pair per axis.
fn pairs_of(
    host: &mut dyn Host,
    given: &Value,
    ndim: usize,
    as_index: bool,
) -> Result<Vec<[Value; 2]>> {
    let mut x = to_array(given)?;
    if as_index && !x.dtype().is_integer() {
        x = convert_array(
            &to_array(&super::call(host, "np.round", [value(&x)])?)?,
            &DType::I64,
        )?;
    }
    let negative = as_index && x.to_vec_as::<i64>()?.iter().any(|&width| width < 0);
    if negative {
        return Err(Raised::value_error("index can't contain negative values"));
    }
    let items: Vec<Value> = values_of(&x)?;
    match items.as_slice() {
        [one] if x.ndim() < 3 => Ok(vec![[one.clone(), one.clone()]; ndim]),
        [before, after] if x.ndim() < 3 && x.shape() != [2, 1] => {
            Ok(vec![[before.clone(), after.clone()]; ndim])
        }
        _ => {
            let shape = [ndim, 2].map(|n| Value::Int(n as i64)).to_vec();
            let stretched = super::call(host, "np.broadcast_to", [value(&x), Value::tuple(shape)])?;
            let Value::List(rows) = to_list(&to_array(&stretched)?)? else {
                return Ok(Vec::new());
            };
            let rows = rows.items.borrow();
            let pair = |row: &Value| match row {
                Value::List(pair) => match pair.items.borrow().as_slice() {
                    [before, after] => Some([before.clone(), after.clone()]),
                    _ => None,
                },
                _ => None,
            };
            Ok(rows.iter().filter_map(pair).collect())
        }
    }
}

fn lengths(pair: &[Value; 2]) -> Result<Widths> {
    let length = |value: &Value| {
        let index = crate::value::convert::as_index(value)?;
        usize::try_from(index)
            .map_err(|_| Raised::value_error("index can't contain negative values"))
    };
    Ok((length(&pair[0])?, length(&pair[1])?))
}

/// The lanes of the grown array, each filled by a function of the lesson's own.
fn by_function(
    host: &mut dyn Host,
    array: &Array,
    widths: Vec<Widths>,
    pairs: &[[Value; 2]],
    function: &Value,
    keywords: Keywords,
) -> Result<Value> {
    let padding = Padding::grow(array, widths)?;
    let grown = &padding.grown;
    let result = value(grown);
    let options = Dict::default();
    for (name, option) in keywords.0 {
        options.insert(host, Value::Str(name), option)?;
    }
    let options = Value::Dict(Rc::new(options));
    for (axis, pair) in pairs.iter().enumerate() {
        let lanes = crate::array::lanes::Lanes::new(grown.layout(), axis);
        for start in lanes.starts().collect::<Vec<_>>() {
            let lane = grown.with_layout(Layout {
                shape: Shape::from_slice(&[lanes.length]),
                strides: std::iter::once(grown.strides()[axis]).collect(),
                offset: start,
            });
            let arguments = [
                Value::view(lane, &result),
                Value::tuple(pair.to_vec()),
                Value::Int(axis as i64),
                options.clone(),
            ];
            host.call(function, Arguments::positional(arguments))?;
        }
    }
    Ok(result)
}

impl Padding {
    /// The grown array with the original elements in their place.
    fn grow(array: &Array, widths: Vec<Widths>) -> Result<Padding> {
        let too_big = || Raised::value_error("Maximum allowed dimension exceeded");
        let lengths = array.shape().iter().zip(&widths);
        let shape: Option<Shape> = lengths
            .map(|(&length, (before, after))| length.checked_add(*before)?.checked_add(*after))
            .collect();
        let fortran = array.is_f_contiguous() && !array.is_c_contiguous();
        let grown = new_array(array.dtype(), &shape.ok_or_else(too_big)?, fortran)?;
        let padding = Padding {
            grown,
            widths,
            original: array.shape().into(),
        };
        let inner = padding.cut_from(0);
        assign_array(&inner, array)?;
        Ok(padding)
    }

    /// The grown array with the axes from `first` on cut to the original elements.
    fn cut_from(&self, first: usize) -> Array {
        (first..self.original.len()).fold(self.grown.clone(), |cut, axis| {
            part(&cut, axis, self.widths[axis].0, self.original[axis])
        })
    }

    fn fill(&self, host: &mut dyn Host, mode: &str, option: Option<Value>) -> Result<()> {
        let ndim = self.original.len();
        let is_empty = self.original.contains(&0);
        if mode == "empty" || (is_empty && mode != "constant") {
            return if mode == "empty" {
                Ok(())
            } else {
                self.refuse_empty()
            };
        }
        let per_side = match (mode, &option) {
            ("constant" | "linear_ramp", given) => {
                let given = given.clone().unwrap_or(Value::Int(0));
                pairs_of(host, &given, ndim, false)?
            }
            ("maximum" | "mean" | "median" | "minimum", Some(given)) if !given.is_none() => {
                pairs_of(host, given, ndim, true)?
            }
            _ => vec![[Value::None, Value::None]; ndim],
        };
        let odd = matches!(&option, Some(Value::Str(kind)) if &**kind == "odd");
        for (axis, pair) in per_side.iter().enumerate() {
            let side = Side {
                area: self.cut_from(axis + 1),
                axis,
                widths: self.widths[axis],
            };
            match mode {
                "constant" => side.set(&pair[0], &pair[1])?,
                "edge" => side.repeat_edges()?,
                "linear_ramp" => side.ramps(host, pair)?,
                "wrap" => side.wrap()?,
                "reflect" | "symmetric" if self.original[axis] == 1 => side.repeat_edges()?,
                "reflect" => side.reflect(host, odd, false)?,
                "symmetric" => side.reflect(host, odd, true)?,
                _ => side.statistics(host, mode, pair)?,
            }
        }
        Ok(())
    }

    /// Only a constant can extend an axis without elements.
    fn refuse_empty(&self) -> Result<()> {
        let mut axes = self.original.iter().zip(&self.widths);
        match axes.position(|(&length, &widths)| length == 0 && widths != (0, 0)) {
            Some(axis) => Err(Raised::value_error(format!(
                "can't extend empty axis {axis} using modes other than 'constant' or 'empty'"
            ))),
            None => Ok(()),
        }
    }
}

/// The two ends of one axis that are to be filled.
struct Side {
    area: Array,
    axis: usize,
    widths: Widths,
}

impl Side {
    fn length(&self) -> usize {
        self.area.shape()[self.axis]
    }

    fn part(&self, start: usize, length: usize) -> Array {
        part(&self.area, self.axis, start, length)
    }

    /// `length` elements along the axis, from the one at `last` backwards.
    fn reversed(&self, last: usize, length: usize) -> Array {
        let layout = self.area.layout().sliced(self.axis, last, length, -1);
        self.area.with_layout(layout)
    }

    /// The area before the elements, and the one after them.
    fn ends(&self) -> (Array, Array) {
        let (before, after) = self.widths;
        (
            self.part(0, before),
            self.part(self.length() - after, after),
        )
    }

    fn set(&self, before: &Value, after: &Value) -> Result<()> {
        let (left, right) = self.ends();
        set_elements(&left, before)?;
        set_elements(&right, after)
    }

    /// The first and the last of the elements, with the axis kept.
    fn edges(&self) -> (Array, Array) {
        let (before, after) = self.widths;
        (
            self.part(before, 1),
            self.part(self.length() - after - 1, 1),
        )
    }

    fn repeat_edges(&self) -> Result<()> {
        let (first, last) = self.edges();
        self.set(&value(&first), &value(&last))
    }

    /// Evenly spaced values from the end values to the edges.
    fn ramps(&self, host: &mut dyn Host, ends: &[Value; 2]) -> Result<()> {
        let (first, last) = self.edges();
        let mut ramp = |end: &Value, edge: &Array, width: usize| {
            let edge = value(&edge.with_layout(edge.layout().at(self.axis, 0)));
            let keywords = [
                ("num", Value::Int(width as i64)),
                ("endpoint", Value::Bool(false)),
                ("dtype", Value::DType(Rc::new(self.area.dtype().clone()))),
                ("axis", Value::Int(self.axis as i64)),
            ];
            to_array(&call_with(
                host,
                "np.linspace",
                [end.clone(), edge],
                keywords,
            )?)
        };
        let left = ramp(&ends[0], &first, self.widths.0)?;
        let right = ramp(&ends[1], &last, self.widths.1)?;
        let width = right.shape()[self.axis];
        let backwards = right
            .layout()
            .sliced(self.axis, width.saturating_sub(1), width, -1);
        self.set(&value(&left), &value(&right.with_layout(backwards)))
    }

    /// A statistic of the elements next to each end.
    fn statistics(&self, host: &mut dyn Host, mode: &str, lengths: &[Value; 2]) -> Result<()> {
        let (before, after) = self.widths;
        let most = self.length() - after - before;
        let limited = |length: &Value| match length {
            Value::None => Ok(most),
            given => Ok(most.min(crate::value::convert::as_index(given)?.max(0) as usize)),
        };
        let counts: Result<Vec<usize>> = lengths.iter().map(limited).collect();
        let counts = counts?;
        if counts.contains(&0) && ["maximum", "minimum"].contains(&mode) {
            return Err(Raised::value_error(
                "stat_length of 0 yields no value for padding",
            ));
        }
        let row = match mode {
            "maximum" => "np.max",
            "minimum" => "np.min",
            "mean" => "np.mean",
            _ => "np.median",
        };
        let mut statistic = |elements: Array| {
            let keywords = [
                ("axis", Value::Int(self.axis as i64)),
                ("keepdims", Value::Bool(true)),
            ];
            let found = call_with(host, row, [value(&elements)], keywords)?;
            if self.area.dtype().is_integer() {
                super::call(host, "np.round", [found])
            } else {
                Ok(found)
            }
        };
        let left = statistic(self.part(before, counts[0]))?;
        if counts.iter().all(|&count| count == most) {
            return self.set(&left, &left);
        }
        let right = statistic(self.part(before + most - counts[1], counts[1]))?;
        self.set(&left, &right)
    }

    /// Mirrored elements, as often as it takes; with `edge` the first and last are mirrored too.
    fn reflect(&self, host: &mut dyn Host, odd: bool, edge: bool) -> Result<()> {
        let (mut left, mut right) = self.widths;
        let period = self.length() - left - right;
        // The chunk that is mirrored is a whole number of periods.
        let step = if edge { period } else { period - 1 };
        while left > 0 || right > 0 {
            let known = self.length() - left - right;
            let most = if edge {
                known / step * step
            } else {
                (known - 1) / step * step
            };
            let skip = usize::from(!edge);
            if left > 0 {
                let length = most.min(left);
                let chunk = self.reversed(left + skip + length - 1, length);
                let chunk = self.about(host, odd, left, chunk)?;
                assign_array(&self.part(left - length, length), &chunk)?;
                left -= length;
            }
            if right > 0 {
                let length = most.min(right);
                let end = self.length() - right;
                let chunk = self.reversed(end - 1 - skip, length);
                let chunk = self.about(host, odd, end - 1, chunk)?;
                assign_array(&self.part(end, length), &chunk)?;
                right -= length;
            }
        }
        Ok(())
    }

    /// The chunk itself, or mirrored in value about the element at `edge` too.
    fn about(&self, host: &mut dyn Host, odd: bool, edge: usize, chunk: Array) -> Result<Array> {
        if !odd {
            return Ok(chunk);
        }
        let edge = value(&self.part(edge, 1));
        let twice = super::operators::binary(host, BinaryOp::Mul, Value::Int(2), edge)?;
        let result = operate(host, BinaryOp::Sub, &to_array(&twice)?, &chunk)?;
        convert_array(&result, self.area.dtype())
    }

    /// The elements over again.
    fn wrap(&self) -> Result<()> {
        let (mut left, mut right) = self.widths;
        let original = self.length() - left - right;
        while left > 0 || right > 0 {
            let period = (self.length() - left - right) / original * original;
            let (old_left, old_right) = (left, right);
            if old_left > 0 {
                let length = period.min(old_left);
                let chunk = self.part(old_left + period - length, length);
                assign_array(&self.part(old_left - length, length), &chunk)?;
                left -= length;
            }
            if old_right > 0 {
                let length = period.min(old_right);
                let end = self.length() - old_right;
                assign_array(&self.part(end, length), &self.part(end - period, length))?;
                right -= length;
            }
        }
        Ok(())
    }
}
