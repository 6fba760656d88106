//! Objects that are indexed to make arrays and indices: `np.r_`, `np.c_`, `np.s_`, `np.mgrid`, `np.ogrid`.

use std::any::Any;
use std::rc::Rc;

use crate::array::elementary::Hypotenuse;
use crate::array::{Array, Layout, Scalar, Shape};
use crate::builtins;
use crate::syntax::ast::BinaryOp;
use crate::value::convert::{
    ArrayOptions, as_index, assign_array, convert_array, to_array, to_array_as, to_dtype,
};
use crate::value::{ClassId, Host, Native, Raised, Result, Slice, Value, display};

use super::compose::{call_with, value};
use super::joining::new_array;
use super::operators::binary;

builtins! {
    /// Joins what stands between the brackets along the first axis; slices are ranges, with an imaginary step for a
    /// number of points.
    ///
    /// A text at the front says how: `'axis'`, `'axis,ndmin'`, or `'axis,ndmin,place'` with the place of the original
    /// axes among the new ones.
    ///
    /// >>> np.r_[1:4, 0, 4]
    /// array([1, 2, 3, 0, 4])
    /// >>> np.r_[0:1:3j]
    /// array([0. , 0.5, 1. ])
    constant "np.r_" => || trick(ClassId::R_CLASS);
    /// Joins what stands between the brackets as columns.
    ///
    /// >>> np.c_[[1, 2], [3, 4]]
    /// array([[1, 3],
    ///        [2, 4]])
    constant "np.c_" => || trick(ClassId::C_CLASS);
    /// What stands between the brackets, as an index.
    ///
    /// >>> np.s_[1:3, ...]
    /// (slice(1, 3, None), Ellipsis)
    constant "np.s_" => || Value::Native(Rc::new(IndexExpression { tuple: false }));
    /// What stands between the brackets, as a tuple of indices.
    ///
    /// >>> np.index_exp[2]
    /// (2,)
    constant "np.index_exp" => || Value::Native(Rc::new(IndexExpression { tuple: true }));
    /// A grid of coordinates, one array for each slice, all of the grid's shape.
    ///
    /// >>> np.mgrid[0:2, 0:3]
    /// array([[[0, 0, 0],
    ///         [1, 1, 1]],
    /// <BLANKLINE>
    ///        [[0, 1, 2],
    ///         [0, 1, 2]]])
    constant "np.mgrid" => || trick(ClassId::MGRID_CLASS);
    /// An open grid of coordinates: arrays that are broadcast to the grid.
    ///
    /// >>> np.ogrid[0:2, 0:3]
    /// (array([[0],
    ///        [1]]), array([[0, 1, 2]]))
    constant "np.ogrid" => || trick(ClassId::OGRID_CLASS);
    "RClass.__getitem__" "(self, key, /)" => |host: &mut dyn Host, _trick: Value, key: Value| join(host, Joining::ROWS, &key);
    "CClass.__getitem__" "(self, key, /)" => |host: &mut dyn Host, _trick: Value, key: Value| join(host, Joining::COLUMNS, &key);
    "RClass.__len__" | "CClass.__len__" "(self, /)" => |_trick: Value| 0usize;
    "IndexExpression.__getitem__" "(self, item, /)" => |trick: Value, item: Value| {
        let tuple = trick.native::<IndexExpression>().is_some_and(|e| e.tuple);
        if tuple && item.tuple_items().is_none() { Value::tuple(vec![item]) } else { item }
    };
    "MGridClass.__getitem__" "(self, key, /)" => |host: &mut dyn Host, _trick: Value, key: Value| grid(host, &key, false);
    "OGridClass.__getitem__" "(self, key, /)" => |host: &mut dyn Host, _trick: Value, key: Value| grid(host, &key, true);
}

/// An object that only its class says anything about.
struct Trick(ClassId);

fn trick(class: ClassId) -> Value {
    Value::Native(Rc::new(Trick(class)))
}

impl Native for Trick {
    fn class(&self) -> ClassId {
        self.0
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn truth(&self, _: &mut dyn Host) -> Result<bool> {
        // `r_` and `c_` have a length, which is 0.
        Ok(![ClassId::R_CLASS, ClassId::C_CLASS].contains(&self.0))
    }
}

/// `s_` and `index_exp`
struct IndexExpression {
    tuple: bool,
}

impl Native for IndexExpression {
    fn class(&self) -> ClassId {
        ClassId::INDEX_EXPRESSION
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A slice as a range: its step is a number of points if it is imaginary.
struct Steps {
    start: Value,
    stop: Value,
    step: Value,
    /// The step's absolute value, where it is complex.
    points: Option<f64>,
}

impl Steps {
    /// # Errors
    /// AttributeError for what is no slice.
    fn of(key: &Value) -> Result<Steps> {
        let Value::Slice(slice) = key else {
            return Err(no_step(key));
        };
        let or = |value: &Value, default| match value {
            Value::None => Value::Int(default),
            given => given.clone(),
        };
        let Slice { start, stop, step } = &**slice;
        let points = match step {
            Value::Complex(z) => Some(z.re.hypotenuse(z.im)),
            Value::Scalar(Scalar::C64(z)) => Some(z.re.hypotenuse(z.im).into()),
            Value::Scalar(Scalar::C128(z)) => Some(z.re.hypotenuse(z.im)),
            _ => None,
        };
        Ok(Steps {
            start: or(start, 0),
            stop: stop.clone(),
            step: or(step, 1),
            points,
        })
    }

    /// How many coordinates there are.
    fn count(&self, host: &mut dyn Host) -> Result<i64> {
        if let Some(points) = self.points {
            return Ok(points as i64);
        }
        let length = difference(host, &self.stop, &self.start)?;
        let steps =
            crate::builtins::operators::binary(host, BinaryOp::Div, length, self.step.clone())?;
        as_index(&super::call(host, "math.ceil", [steps])?)
    }

    /// The distance between coordinates.
    fn width(&self, host: &mut dyn Host) -> Result<Value> {
        let Some(points) = self.points else {
            return Ok(self.step.clone());
        };
        let gaps = points.trunc() - 1.0;
        if gaps == 0.0 {
            return Ok(Value::Int(1));
        }
        let length = difference(host, &self.stop, &self.start)?;
        crate::builtins::operators::binary(host, BinaryOp::Div, length, Value::Float(gaps))
    }

    /// The step as the dtype of the result is found from it.
    fn weight(&self) -> Value {
        self.points.map_or(self.step.clone(), Value::Float)
    }

    /// `numbers * width + start`
    fn place(&self, host: &mut dyn Host, numbers: Value) -> Result<Array> {
        let width = self.width(host)?;
        let scaled = binary(host, BinaryOp::Mul, numbers, width)?;
        to_array(&binary(host, BinaryOp::Add, scaled, self.start.clone())?)
    }
}

fn difference(host: &mut dyn Host, a: &Value, b: &Value) -> Result<Value> {
    crate::builtins::operators::binary(host, BinaryOp::Sub, a.clone(), b.clone())
}

fn no_step(key: &Value) -> Raised {
    let name = key.qualified_type_name();
    Raised::attribute_error(format!("'{name}' object has no attribute 'step'"))
}

fn grid(host: &mut dyn Host, key: &Value, open: bool) -> Result<Value> {
    let Some(items) = key.tuple_items() else {
        return line(host, key);
    };
    // A tuple that cannot be counted out is taken for a slice, which it is not either.
    lattice(host, items, open).map_err(|error| {
        let misread = error.is_a(ClassId::TYPE_ERROR) || error.is_a(ClassId::INDEX_ERROR);
        if misread { no_step(key) } else { error }
    })
}

/// The coordinates of one slice.
fn line(host: &mut dyn Host, key: &Value) -> Result<Value> {
    let steps = Steps::of(key)?;
    let Some(points) = steps.points else {
        return super::call(host, "np.arange", [steps.start, steps.stop, steps.step]);
    };
    let kinds = [
        steps.start.clone(),
        steps.stop.clone(),
        Value::Float(points),
    ];
    let dtype = super::call(host, "np.result_type", kinds)?;
    let numbers = [
        Value::Int(0),
        Value::Int(points as i64),
        Value::Int(1),
        dtype,
    ];
    let numbers = super::call(host, "np.arange", numbers)?;
    Ok(Value::array(steps.place(host, numbers)?))
}

/// The coordinates of several slices: one array of grids, or open arrays.
fn lattice(host: &mut dyn Host, items: &[Value], open: bool) -> Result<Value> {
    let all = items.iter().map(Steps::of).collect::<Result<Vec<_>>>()?;
    let mut counts = Vec::new();
    let mut kinds = vec![Value::Int(0)];
    for steps in &all {
        counts.push(steps.count(host)?);
        kinds.extend([steps.start.clone(), steps.stop.clone(), steps.weight()]);
    }
    let dtype = super::call(host, "np.result_type", kinds)?;
    let mut axes = Vec::new();
    for (at, (steps, &count)) in all.iter().zip(&counts).enumerate() {
        let keywords = [("dtype", dtype.clone())];
        let numbers = call_with(host, "np.arange", [Value::Int(count)], keywords)?;
        let placed = steps.place(host, numbers)?;
        let mut shape = Shape::from_elem(1, all.len());
        shape[at] = placed.size();
        axes.push(placed.reshaped(&shape, false)?);
    }
    if open {
        return Ok(Value::tuple(axes.into_iter().map(Value::array).collect()));
    }
    let lengths: Option<Shape> = counts.iter().map(|&n| usize::try_from(n).ok()).collect();
    let lengths =
        lengths.ok_or_else(|| Raised::value_error("negative dimensions are not allowed"))?;
    let shape: Shape = std::iter::once(all.len()).chain(lengths).collect();
    let dtype = to_dtype(&dtype)?;
    let result = new_array(&dtype, &shape, false)?;
    for (at, axis) in axes.iter().enumerate() {
        let layout: Layout = result.layout().at(0, at);
        assign_array(&result.with_layout(layout), &convert_array(axis, &dtype)?)?;
    }
    Ok(Value::array(result))
}

/// How `r_` and `c_` join.
#[derive(Clone, Copy)]
struct Joining {
    axis: i64,
    ndmin: usize,
    /// Where the axes of an array of fewer dimensions stand among the new ones.
    place: i64,
}

impl Joining {
    const ROWS: Joining = Joining {
        axis: 0,
        ndmin: 1,
        place: -1,
    };
    const COLUMNS: Joining = Joining {
        axis: -1,
        ndmin: 2,
        place: 0,
    };

    /// Reads a text at the front.
    fn direct(&mut self, host: &mut dyn Host, text: &str) -> Result<()> {
        let integer = |part: &str| part.trim().parse::<i64>().ok();
        if matches!(text, "r" | "c") {
            return Err(Raised::new(
                ClassId::NOT_IMPLEMENTED_ERROR,
                "ndbook has no np.matrix: join arrays instead, e.g. with np.c_",
            ));
        }
        if !text.contains(',') {
            let axis = integer(text);
            self.axis = axis.ok_or_else(|| Raised::value_error("unknown special directive"))?;
            return Ok(());
        }
        let parts: Vec<&str> = text.split(',').collect();
        let numbers = parts.iter().take(3).map(|part| integer(part));
        match numbers.collect::<Option<Vec<_>>>().as_deref() {
            Some([axis, ndmin, rest @ ..]) => {
                self.axis = *axis;
                self.ndmin = usize::try_from(*ndmin).unwrap_or(0);
                self.place = rest.first().copied().unwrap_or(self.place);
                Ok(())
            }
            _ => {
                let shown = display::repr(host, &Value::str(text))?;
                Err(Raised::value_error(format!(
                    "unknown special directive {shown}"
                )))
            }
        }
    }

    /// A slice as an array.
    fn range(&self, host: &mut dyn Host, item: &Value) -> Result<Value> {
        let steps = Steps::of(item)?;
        let made = match steps.points {
            Some(points) => {
                let ends = [steps.start, steps.stop, Value::Int(points as i64)];
                super::call(host, "np.linspace", ends)?
            }
            None => super::call(host, "np.arange", [steps.start, steps.stop, steps.step])?,
        };
        if self.ndmin < 2 {
            return Ok(made);
        }
        let made = self.raised(&made)?;
        if self.place == -1 {
            return Ok(value(&made));
        }
        let axes = [Value::Int(-1), Value::Int(self.place)];
        super::call(
            host,
            "np.swapaxes",
            std::iter::once(value(&made)).chain(axes),
        )
    }

    fn raised(&self, item: &Value) -> Result<Array> {
        let options = ArrayOptions {
            ndmin: self.ndmin,
            ..Default::default()
        };
        to_array_as(item, &options)
    }

    /// An array with its own axes in their place among the new ones.
    fn array(&self, host: &mut dyn Host, item: &Value) -> Result<Value> {
        let own = to_array(item)?.ndim();
        let made = self.raised(item)?;
        if self.place == -1 || own >= self.ndmin {
            return Ok(value(&made));
        }
        let new = self.ndmin - own;
        let first = if self.place < 0 {
            self.place + new as i64 + 1
        } else {
            self.place
        };
        let first = usize::try_from(first).unwrap_or(0).min(self.ndmin);
        let axes = (0..first)
            .chain(new..self.ndmin)
            .chain(first..new.max(first));
        let axes = axes.map(|axis| Value::Int(axis as i64)).collect();
        super::call(host, "np.transpose", [value(&made), Value::tuple(axes)])
    }
}

fn join(host: &mut dyn Host, mut how: Joining, key: &Value) -> Result<Value> {
    if let Value::Str(text) = key {
        // A lone text is the notation of `np.bmat`: names of matrices.
        let name = text.split([',', ';', ' ']).find(|name| !name.is_empty());
        let name = name.unwrap_or_default();
        let message = format!("name '{name}' is not defined");
        return Err(Raised::new(ClassId::NAME_ERROR, message));
    }
    let items = match key.tuple_items() {
        Some(items) => items.to_vec(),
        None => vec![key.clone()],
    };
    let (mut objects, mut kinds) = (Vec::new(), Vec::new());
    for (at, item) in items.iter().enumerate() {
        match item {
            Value::Str(_) | Value::Scalar(Scalar::Str(_)) if at > 0 => {
                return Err(Raised::value_error(
                    "special directives must be the first entry.",
                ));
            }
            Value::Str(text) | Value::Scalar(Scalar::Str(text)) => {
                how.direct(host, text)?;
                continue;
            }
            _ => {}
        }
        let (object, kind) = match item {
            Value::Slice(_) => with_dtype(how.range(host, item)?)?,
            Value::Bool(_)
            | Value::Int(_)
            | Value::BigInt(_)
            | Value::Float(_)
            | Value::Complex(_)
            | Value::Bytes(_)
            | Value::Scalar(_) => (item.clone(), item.clone()),
            other => with_dtype(how.array(host, other)?)?,
        };
        objects.push(object);
        kinds.push(kind);
    }
    let objects = common(host, objects, kinds, how.ndmin)?;
    let keywords = [("axis", Value::Int(how.axis))];
    call_with(host, "np.concatenate", [Value::tuple(objects)], keywords)
}

fn with_dtype(object: Value) -> Result<(Value, Value)> {
    let dtype = to_array(&object)?.dtype().clone();
    Ok((object, Value::DType(Rc::new(dtype))))
}

/// All objects as arrays of their common dtype; numbers are weak.
fn common(
    host: &mut dyn Host,
    objects: Vec<Value>,
    kinds: Vec<Value>,
    ndmin: usize,
) -> Result<Vec<Value>> {
    if objects.is_empty() {
        return Ok(objects);
    }
    let dtype = super::call(host, "np.result_type", kinds)?;
    let mut arrays = Vec::new();
    for object in objects {
        let options = ArrayOptions {
            dtype: Some(to_dtype(&dtype)?),
            ndmin,
            ..Default::default()
        };
        arrays.push(Value::array(to_array_as(&object, &options)?));
    }
    Ok(arrays)
}
