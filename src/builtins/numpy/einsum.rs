//! `np.einsum`: sums of products by Einstein's convention, with one letter for each axis.

use num_complex::Complex;

use crate::array::{
    Array, Casting, DType, Element, Kind, Layout, Shape, Strides, can_cast, shape_text,
};
use crate::builtins;
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::{Keywords, Rest};
use crate::value::convert::{as_index, assign_array, convert_array, to_array, values_of};
use crate::value::{Host, Raised, Result, Value};

use super::joining::{common_dtype, new_array};

builtins! {
    /// Products of elements, summed over the axes whose letters the output does not have.
    ///
    /// The letters stand in a text before the operands, `'ij,jk->ik'`, or as lists of numbers, each after its operand.
    /// Without `->` the output has the letters that occur once, in order; `...` stands for all other axes. One operand
    /// whose letters are all kept gives a view. `optimize` changes how NumPy computes, not what.
    ///
    /// >>> np.einsum('ij,j->i', [[1, 2], [3, 4]], [1, 10])
    /// array([21, 43])
    /// >>> np.einsum('ii', np.eye(3))
    /// np.float64(3.0)
    "np.einsum" "(*operands, out=None, optimize=False, **kwargs)" => einsum;
}

/// The letters of an operand's axes; the axes of `...` have none.
type Labels = Vec<Option<char>>;

/// What the subscripts say: labels of the axes, those of `...` numbered from the right.
struct Plan {
    /// For each operand, its axes' places among the axes of the iteration.
    places: Vec<Vec<usize>>,
    /// How many axes of the iteration the output has; the others, behind them, are summed.
    output: usize,
    /// A label for each axis of the iteration.
    labels: Labels,
}

fn einsum(
    host: &mut dyn Host,
    Rest(operands): Rest,
    out: Value,
    _optimize: Value,
    keywords: Keywords,
) -> Result<Value> {
    let (mut dtype, mut casting) = (None, Casting::Safe);
    for (name, value) in keywords.0 {
        use crate::value::builtin::FromValue;
        match &*name {
            "dtype" => dtype = Option::<DType>::from_value(value, host)?,
            "casting" => casting = casting_of(&value)?,
            "order" => {
                crate::value::convert::Order::from_value(value, host)?;
            }
            _ => {
                let message = format!("einsum() got an unexpected keyword argument '{name}'");
                return Err(Raised::type_error(message));
            }
        }
    }
    let (subscripts, values) = operands_of(&operands)?;
    let arrays = values.iter().map(to_array).collect::<Result<Vec<_>>>()?;
    let plan = Plan::parse(&subscripts, &arrays)?;
    if let ([value], [array]) = (values.as_slice(), arrays.as_slice())
        && out.is_none()
        && plan.labels.len() == plan.output
    {
        let layout = plan.collapsed(0, array, "single operand")?;
        let value = value.clone().into_array_value()?;
        let view = array.with_layout(layout);
        return Ok(match view.ndim() {
            0 => Value::array_or_scalar(view),
            _ => Value::view(view, &value),
        });
    }
    let layouts = arrays.iter().enumerate();
    let layouts = layouts.map(|(at, a)| plan.collapsed(at, a, &format!("operand {at}")));
    let layouts = layouts.collect::<Result<Vec<_>>>()?;
    let given = match &out {
        Value::None => None,
        Value::Array(object) => Some(object.array()),
        _ => return Err(Raised::type_error("return arrays must be of ArrayType")),
    };
    let shape = plan.shape(&arrays, &layouts, given.as_ref())?;
    let dtype = match dtype {
        Some(dtype) => dtype,
        None => common_dtype(&arrays)?,
    };
    let result = summed(host, &plan, &arrays, &layouts, &shape, &dtype, casting)?;
    match given {
        Some(target) => {
            assign_array(&target, &convert_array(&result, target.dtype())?)?;
            Ok(out)
        }
        None => Ok(Value::array_or_scalar(result)),
    }
}

/// `casting=`, without the rules that only `astype` knows.
fn casting_of(value: &Value) -> Result<Casting> {
    let Value::Str(name) = value else {
        let name = value.type_name();
        return Err(Raised::type_error(format!(
            "casting must be str, not {name}"
        )));
    };
    Casting::from_name(name).ok_or_else(|| {
        Raised::value_error(format!(
            "casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe' (got '{name}')"
        ))
    })
}

/// The subscripts as a text, and the operands.
pub(super) fn operands_of(given: &[Value]) -> Result<(String, Vec<Value>)> {
    match given {
        [] => Err(Raised::value_error(
            "must specify the einstein sum subscripts string and at least one operand, or at least one operand and its corresponding subscripts list",
        )),
        [Value::Str(_)] => Err(Raised::value_error(
            "must specify the einstein sum subscripts string and at least one operand",
        )),
        [Value::Str(subscripts), operands @ ..] => Ok((subscripts.to_string(), operands.to_vec())),
        [_] => Err(Raised::value_error(
            "must provide at least an operand and a subscripts list to einsum",
        )),
        pairs => {
            let chunks = pairs.chunks_exact(2);
            let output = chunks.remainder().first();
            let mut inputs = Vec::new();
            let mut operands = Vec::new();
            for pair in chunks {
                operands.push(pair[0].clone());
                inputs.push(letters(&pair[1])?);
            }
            let mut subscripts = inputs.join(",");
            if let Some(output) = output {
                subscripts += "->";
                subscripts += &letters(output)?;
            }
            Ok((subscripts, operands))
        }
    }
}

/// A list of numbers as letters.
fn letters(list: &Value) -> Result<String> {
    const NOT_A_SUBSCRIPT: &str = "each subscript must be either an integer or an ellipsis";
    let items = match list {
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(items) => items.to_vec(),
        Value::Range(range) => range.values()?,
        Value::Array(object) if object.with(|a| a.ndim() == 1) => values_of(&object.array())?,
        Value::Str(_) => return Err(Raised::type_error(NOT_A_SUBSCRIPT)),
        _ => {
            return Err(Raised::type_error(
                "subscripts for each operand must be a list or tuple",
            ));
        }
    };
    let mut text = String::new();
    for item in items {
        if matches!(item, Value::Ellipsis) {
            text += "...";
            continue;
        }
        let at = as_index(&item).map_err(|_| Raised::type_error(NOT_A_SUBSCRIPT))?;
        let alphabet = ('A'..='Z').chain('a'..='z');
        let letter = usize::try_from(at)
            .ok()
            .and_then(|at| alphabet.clone().nth(at));
        text.push(letter.ok_or_else(|| {
            Raised::value_error("subscript is not within the valid range [0, 52)")
        })?);
    }
    Ok(text)
}

/// Reads letters and at most one ellipsis; `None` in its place. `place` says where, for complaints.
fn read_letters(text: &str, place: &str) -> Result<Labels> {
    let mut labels = Labels::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        match letter {
            ' ' => {}
            '.' => {
                rest = match rest.strip_prefix("..") {
                    Some(rest) if !labels.contains(&None) => rest,
                    _ => {
                        return Err(Raised::value_error(format!(
                            "einstein sum subscripts string contains a '.' that is not part of an ellipsis ('...') in {place}"
                        )));
                    }
                };
                labels.push(None);
            }
            letter if letter.is_ascii_alphabetic() => labels.push(Some(letter)),
            other => {
                return Err(Raised::value_error(format!(
                    "invalid subscript '{other}' in einstein sum subscripts string, subscripts must be letters"
                )));
            }
        }
    }
    Ok(labels)
}

/// The labels of an operand of `ndim` axes: an ellipsis grown to as many axes as are left.
fn operand_labels(text: &str, at: usize, ndim: usize) -> Result<Labels> {
    let labels = read_letters(text, &format!("operand {at}"))?;
    let Some(dots) = labels.iter().position(Option::is_none) else {
        return match labels.len() {
            count if count > ndim => Err(too_many(at)),
            count if count < ndim => Err(Raised::value_error(
                "operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to broadcast the extra dimensions.",
            )),
            _ => Ok(labels),
        };
    };
    let hidden = (ndim + 1)
        .checked_sub(labels.len())
        .ok_or_else(|| too_many(at))?;
    let (before, after) = (&labels[..dots], &labels[dots + 1..]);
    let none = std::iter::repeat_n(&None, hidden);
    Ok(before.iter().chain(none).chain(after).copied().collect())
}

fn too_many(at: usize) -> Raised {
    Raised::value_error(format!(
        "einstein sum subscripts string contains too many subscripts for operand {at}"
    ))
}

impl Plan {
    fn parse(subscripts: &str, arrays: &[Array]) -> Result<Plan> {
        let (inputs, output) = match subscripts.find('-') {
            Some(at) => (&subscripts[..at], Some(&subscripts[at..])),
            None => (subscripts, None),
        };
        let texts: Vec<&str> = inputs.split(',').collect();
        let mut operands = Vec::new();
        for (at, (text, array)) in texts.iter().zip(arrays).enumerate() {
            operands.push(operand_labels(text, at, array.ndim())?);
        }
        if texts.len() != arrays.len() {
            let which = if texts.len() > arrays.len() {
                "more"
            } else {
                "fewer"
            };
            return Err(Raised::value_error(format!(
                "{which} operands provided to einstein sum function than specified in the subscripts string"
            )));
        }
        let hidden = |labels: &Labels| labels.iter().filter(|label| label.is_none()).count();
        let broadcast = operands.iter().map(hidden).max().unwrap_or(0);
        let mut seen: Vec<char> = operands
            .iter()
            .flatten()
            .filter_map(|label| *label)
            .collect();
        seen.sort_unstable();
        let labels = match output {
            Some(text) => output_labels(text, &seen, broadcast)?,
            None => {
                let once =
                    |letter: &&char| seen.iter().filter(|other| other == letter).count() == 1;
                let kept = seen.iter().filter(once).map(|&letter| Some(letter));
                std::iter::repeat_n(None, broadcast).chain(kept).collect()
            }
        };
        let output = labels.len();
        seen.dedup();
        let summed = seen
            .into_iter()
            .map(Some)
            .filter(|label| !labels.contains(label));
        let labels: Labels = labels
            .iter()
            .copied()
            .chain(summed.collect::<Vec<_>>())
            .collect();
        let places = operands
            .iter()
            .map(|operand| places_of(operand, &labels, broadcast));
        Ok(Plan {
            places: places.collect(),
            output,
            labels,
        })
    }

    /// An operand's layout over the axes of the iteration: repeated labels are diagonals, missing ones do not move.
    fn collapsed(&self, at: usize, array: &Array, who: &str) -> Result<Layout> {
        let count = self.labels.len();
        let mut shape = Shape::from_elem(1, count);
        let mut strides: Strides = std::iter::repeat_n(0, count).collect();
        let mut used = vec![false; count];
        for (axis, &place) in self.places[at].iter().enumerate() {
            let (length, stride) = (array.shape()[axis], array.strides()[axis]);
            if used[place] && shape[place] != length && shape[place] != 1 && length != 1 {
                let label = self.labels[place].unwrap_or('.');
                return Err(Raised::value_error(format!(
                    "dimensions in {who} for collapsing index '{label}' don't match ({} != {length})",
                    shape[place]
                )));
            }
            if !used[place] || shape[place] == 1 {
                shape[place] = length;
            }
            if length != 1 || !used[place] {
                strides[place] += stride;
            }
            used[place] = true;
        }
        for place in 0..count {
            if shape[place] == 1 {
                strides[place] = 0;
            }
        }
        Ok(Layout {
            shape,
            strides,
            offset: array.layout().offset,
        })
    }

    /// The lengths of all axes of the iteration.
    fn shape(&self, arrays: &[Array], layouts: &[Layout], out: Option<&Array>) -> Result<Shape> {
        let mut shape = Shape::from_elem(1, self.labels.len());
        let mut fits = true;
        for layout in layouts {
            for (known, &length) in shape.iter_mut().zip(&layout.shape) {
                fits &= *known == length || *known == 1 || length == 1;
                if *known == 1 {
                    *known = length;
                }
            }
        }
        if let Some(out) = out {
            fits &= out.shape() == &shape[..self.output];
        }
        if fits {
            return Ok(shape);
        }
        let mut mapped = String::new();
        for (at, array) in arrays.iter().enumerate() {
            mapped += &remapped(array, &self.places[at], &layouts[at].shape);
        }
        if let Some(out) = out {
            let places: Vec<usize> = (0..out.ndim()).collect();
            let mut lengths: Shape = out.shape().into();
            lengths.resize(self.labels.len(), 1);
            mapped += &remapped(out, &places, &lengths);
        }
        Err(Raised::value_error(format!(
            "operands could not be broadcast together with remapped shapes [original->remapped]: {mapped}"
        )))
    }
}

/// `(2,3)->(2,newaxis,3) `: an operand's shape, and its axes among those of the iteration.
fn remapped(array: &Array, places: &[usize], lengths: &[usize]) -> String {
    let first = places.iter().min().copied().unwrap_or(lengths.len());
    let axes = (first..lengths.len()).map(|place| {
        if places.contains(&place) {
            lengths[place].to_string()
        } else {
            "newaxis".to_string()
        }
    });
    let axes: Vec<String> = axes.collect();
    format!("{}->({}) ", shape_text(array.shape()), axes.join(","))
}

/// The labels after `->`.
fn output_labels(text: &str, seen: &[char], broadcast: usize) -> Result<Labels> {
    let text = text.strip_prefix("->").ok_or_else(|| {
        Raised::value_error(
            "einstein sum subscript string does not contain proper '->' output specified",
        )
    })?;
    for (at, letter) in text.char_indices().filter(|(_, c)| c.is_ascii_alphabetic()) {
        if text[at + 1..].contains(letter) {
            return Err(Raised::value_error(format!(
                "einstein sum subscripts string includes output subscript '{letter}' multiple times"
            )));
        }
        if !seen.contains(&letter) {
            return Err(Raised::value_error(format!(
                "einstein sum subscripts string included output subscript '{letter}' which never appeared in an input"
            )));
        }
    }
    let labels = read_letters(text, "the output")?;
    if broadcast > 0 && !labels.contains(&None) {
        return Err(Raised::value_error(
            "output has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to broadcast the extra dimensions.",
        ));
    }
    let grown = labels.iter().flat_map(|label| {
        let count = if label.is_none() { broadcast } else { 1 };
        std::iter::repeat_n(*label, count)
    });
    Ok(grown.collect())
}

/// Where an operand's axes stand among those of the iteration; those of `...` from the right.
fn places_of(operand: &Labels, labels: &Labels, broadcast: usize) -> Vec<usize> {
    let hidden = operand.iter().filter(|label| label.is_none()).count();
    let first = labels.iter().position(Option::is_none).unwrap_or(0);
    let mut next = first + broadcast - hidden;
    let place = |label: &Option<char>| {
        if label.is_some() {
            return labels.iter().position(|other| other == label).unwrap_or(0);
        }
        next += 1;
        next - 1
    };
    operand.iter().map(place).collect()
}

/// The sums of products, in the dtype that is computed in.
fn summed(
    host: &mut dyn Host,
    plan: &Plan,
    arrays: &[Array],
    layouts: &[Layout],
    shape: &[usize],
    dtype: &DType,
    casting: Casting,
) -> Result<Array> {
    for (at, array) in arrays.iter().enumerate() {
        if !can_cast(array.dtype(), dtype, casting) {
            return Err(Raised::type_error(format!(
                "Iterator operand {at} dtype could not be cast from {} to {} according to the rule '{}'",
                array.dtype().repr(),
                dtype.repr(),
                casting.name()
            )));
        }
    }
    let views = arrays.iter().zip(layouts);
    let views: Vec<Array> = views
        .map(|(a, layout)| a.with_layout(layout.clone()))
        .collect();
    let outer = &shape[..plan.output];
    let result = match dtype.native() {
        DType::F64 => products::<f64>(&views, shape, plan.output)?,
        DType::F32 | DType::F16 => products::<f32>(&views, shape, plan.output)?,
        DType::C128 => products::<Complex<f64>>(&views, shape, plan.output)?,
        DType::C64 => products::<Complex<f32>>(&views, shape, plan.output)?,
        DType::Object => return objects(host, &views, shape, plan.output),
        // Sums of products wrap around alike in all widths; any true product makes a sum of bools true.
        other if other.is_integer() || other.kind() == Kind::Bool => {
            products::<i64>(&views, shape, plan.output)?
        }
        other => {
            return Err(Raised::type_error(format!(
                "invalid data type {} for einsum",
                other.repr()
            )));
        }
    };
    convert_array(&result.reshaped(outer, false)?, dtype)
}

/// What elements of the sums can do.
trait Summand: Element + Copy + Default {
    const ONE: Self;
    fn times(self, other: Self) -> Self;
    fn plus(self, other: Self) -> Self;
}

macro_rules! summand {
    ($($type:ty, $one:expr, $times:expr, $plus:expr;)*) => { $(
        impl Summand for $type {
            const ONE: $type = $one;
            fn times(self, other: $type) -> $type { $times(self, other) }
            fn plus(self, other: $type) -> $type { $plus(self, other) }
        }
    )* };
}

summand! {
    f32, 1.0, |a: f32, b: f32| a * b, |a: f32, b: f32| a + b;
    f64, 1.0, |a: f64, b: f64| a * b, |a: f64, b: f64| a + b;
    i64, 1, i64::wrapping_mul, i64::wrapping_add;
    Complex<f32>, Complex::new(1.0, 0.0), |a: Complex<f32>, b: Complex<f32>| a * b, |a: Complex<f32>, b: Complex<f32>| a + b;
    Complex<f64>, Complex::new(1.0, 0.0), |a: Complex<f64>, b: Complex<f64>| a * b, |a: Complex<f64>, b: Complex<f64>| a + b;
}

/// An operand's elements and its strides, in elements, over the axes of the iteration.
struct Factor<T> {
    elements: Vec<T>,
    strides: Vec<usize>,
}

impl<T: Summand> Factor<T> {
    fn new(view: &Array) -> Result<Factor<T>> {
        let elements = convert_array(view, &T::DTYPE)?.to_vec::<T>()?;
        let mut strides = vec![0; view.ndim()];
        let mut stride = 1;
        for (axis, &length) in view.shape().iter().enumerate().rev() {
            if length != 1 {
                strides[axis] = stride;
                stride *= length;
            }
        }
        Ok(Factor { elements, strides })
    }
}

/// For each place of the output the sum over the other axes, in order.
fn products<T: Summand>(views: &[Array], shape: &[usize], output: usize) -> Result<Array> {
    let factors = views
        .iter()
        .map(Factor::<T>::new)
        .collect::<Result<Vec<_>>>()?;
    let (outer, inner) = shape.split_at(output);
    let (count, terms) = (size_of_shape(outer), size_of_shape(inner));
    crate::array::meter::check_bytes(count.saturating_mul(size_of::<T>()))?;
    let mut sums = Vec::with_capacity(count);
    let mut place = Walk::new(&factors, shape, 0..output);
    for _ in 0..count {
        crate::array::meter::steps(terms)?;
        let mut walk = Walk::new(&factors, shape, output..shape.len());
        walk.at.clone_from(&place.at);
        let mut sum = T::default();
        for _ in 0..terms {
            crate::array::meter::go_on(4)?;
            let product = factors
                .iter()
                .zip(&walk.at)
                .fold(T::ONE, |product, (factor, &at)| {
                    product.times(factor.elements.get(at).copied().unwrap_or_default())
                });
            sum = sum.plus(product);
            walk.advance(&factors, shape);
        }
        sums.push(sum);
        place.advance(&factors, shape);
    }
    Ok(Array::from_vec(sums)?)
}

fn size_of_shape(shape: &[usize]) -> usize {
    shape
        .iter()
        .fold(1, |size: usize, &length| size.saturating_mul(length))
}

/// A walk over some axes in C order: for each operand, the position of its element.
struct Walk {
    axes: std::ops::Range<usize>,
    index: Vec<usize>,
    at: Vec<usize>,
}

impl Walk {
    fn new<T>(factors: &[Factor<T>], shape: &[usize], axes: std::ops::Range<usize>) -> Walk {
        Walk {
            axes,
            index: vec![0; shape.len()],
            at: vec![0; factors.len()],
        }
    }

    fn advance<T>(&mut self, factors: &[Factor<T>], shape: &[usize]) {
        for axis in self.axes.clone().rev() {
            self.index[axis] += 1;
            let ended = self.index[axis] == shape[axis];
            for (at, factor) in self.at.iter_mut().zip(factors) {
                *at += factor.strides[axis];
                if ended {
                    *at -= factor.strides[axis] * shape[axis];
                }
            }
            if !ended {
                return;
            }
            self.index[axis] = 0;
        }
    }
}

/// The sums of Python's objects, by their own operators.
fn objects(host: &mut dyn Host, views: &[Array], shape: &[usize], output: usize) -> Result<Array> {
    let spread = views.iter().map(|view| {
        let objects = convert_array(view, &DType::Object)?;
        Ok(objects.broadcast_to(shape).unwrap_or(objects))
    });
    let spread = spread.collect::<Result<Vec<_>>>()?;
    let result = new_array(&DType::Object, &shape[..output], false)?;
    let terms = size_of_shape(&shape[output..]);
    let mut walks: Vec<_> = spread.iter().map(|a| a.layout().offsets()).collect();
    for place in result.layout().offsets().collect::<Vec<_>>() {
        let mut sum = Value::Int(0);
        for _ in 0..terms {
            let mut product = Value::Int(1);
            for (array, walk) in spread.iter().zip(&mut walks) {
                let Some(at) = walk.next() else { continue };
                let factor = Value::scalar(array.get(at));
                product = crate::builtins::operators::binary(host, BinaryOp::Mul, product, factor)?;
            }
            sum = crate::builtins::operators::binary(host, BinaryOp::Add, sum, product)?;
        }
        result.buffer().set_object(place, sum.into_object());
    }
    Ok(result)
}
