//! `np.frompyfunc`: a function of Python objects as a ufunc of arrays of objects.

use std::any::Any;
use std::rc::Rc;

use crate::array::ufunc::dtype_repr;
use crate::array::{Array, Axes, DType, Error, ErrorKind, Shape, broadcast_shapes, shape_text};
use crate::builtins;
use crate::builtins::python::functions::is_callable;
use crate::value::builtin::{Given, Keywords, Rest};
use crate::value::convert::{AxisArgument, assign_array, convert_array, to_array, to_python};
use crate::value::{Arguments, ClassId, Host, Native, Raised, Result, Value, display};

use super::compose::truths;

builtins! {
    /// A ufunc out of any function of `nin` objects that gives `nout` of them. Its results are arrays of objects.
    ///
    /// >>> oct_array = np.frompyfunc(oct, 1, 1)
    /// >>> oct_array(np.array([10, 30, 100]))
    /// array(['0o12', '0o36', '0o144'], dtype=object)
    "np.frompyfunc" "(func, /, nin, nout, *, identity=<no value>)" => frompyfunc;
    "ufunc.__call__" "(self, /, *args, **kwargs)" => |host: &mut dyn Host, this: Value, args: Rest, keywords: Keywords| {
        match of(&this) {
            Some(function) => function.call(host, &args.0, keywords.0),
            None => host.call(&this, Arguments { positional: args.0.iter().cloned().collect(), keywords: keywords.0, as_method: false }),
        }
    };
}

/// A ufunc that a lesson made.
pub struct PyUfunc {
    function: Value,
    name: String,
    pub nin: usize,
    pub nout: usize,
    pub identity: Option<Value>,
}

impl Native for PyUfunc {
    fn class(&self) -> ClassId {
        ClassId::UFUNC
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        Some(format!("<ufunc '{}'>", self.name))
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        (name == "__name__").then(|| Value::str(&self.name))
    }
}

/// The ufunc that a value is, if a lesson made it.
pub fn of(value: &Value) -> Option<&PyUfunc> {
    value.native()
}

fn frompyfunc(
    host: &mut dyn Host,
    function: Value,
    nin: usize,
    nout: usize,
    Given(identity): Given,
) -> Result<Value> {
    if nin + nout > 64 {
        return Err(Raised::value_error(
            "Cannot construct a ufunc with more than 64 operands (requested number were: inputs = "
                .to_string()
                + &format!("{nin} and outputs = {nout})"),
        ));
    }
    if !is_callable(&function) {
        return Err(Raised::type_error("function must be callable"));
    }
    let name = match host.attribute(&function, "__name__") {
        Ok(name) => display::str(host, &name)?.to_string(),
        Err(_) => "?".to_string(),
    };
    Ok(Value::Native(Rc::new(PyUfunc {
        function,
        name: format!("{name} (vectorized)"),
        nin,
        nout,
        identity,
    })))
}

fn element(array: &Array, offset: usize) -> Value {
    to_python(array.get(offset))
}

fn objects(shape: &[usize], values: Vec<Value>) -> Result<Array> {
    let values = values.into_iter().map(Value::into_object).collect();
    Ok(Array::from_objects(shape, values)?)
}

impl PyUfunc {
    /// The ufunc of arrays, element by element.
    ///
    /// # Errors
    /// What the function raises; ValueError for shapes that do not fit.
    pub fn call(
        &self,
        host: &mut dyn Host,
        arguments: &[Value],
        keywords: Vec<(Rc<str>, Value)>,
    ) -> Result<Value> {
        let (least, most) = (self.nin, self.nin + self.nout);
        if !(least..=most).contains(&arguments.len()) {
            let takes = if least == most {
                format!("{least}")
            } else {
                format!("from {least} to {most}")
            };
            let count = arguments.len();
            let plural = if count == 1 { "was" } else { "were" };
            return Err(Raised::type_error(format!(
                "{}() takes {takes} positional arguments but {count} {plural} given",
                self.name
            )));
        }
        let (inputs, outputs) = arguments.split_at(self.nin);
        let mut outputs = outputs.to_vec();
        let mut mask = None;
        for (name, value) in keywords {
            match &*name {
                "out" => {
                    outputs = value
                        .tuple_items()
                        .map_or(vec![value.clone()], |items| items.to_vec())
                }
                "where" => mask = Some(to_array(&value)?),
                "dtype" | "casting" | "order" | "subok" | "signature" => {}
                _ => {
                    return Err(Raised::type_error(format!(
                        "{}() got an unexpected keyword argument '{name}'",
                        self.name
                    )));
                }
            }
        }
        outputs.retain(|output| !output.is_none());
        let arrays = inputs.iter().map(to_array).collect::<Result<Vec<_>>>()?;
        self.over(host, &arrays, &outputs, mask)
    }

    fn over(
        &self,
        host: &mut dyn Host,
        inputs: &[Array],
        outputs: &[Value],
        mask: Option<Array>,
    ) -> Result<Value> {
        let shapes = inputs.iter().map(Array::shape);
        let Some(shape) = broadcast_shapes(shapes.chain(mask.as_ref().map(Array::shape))) else {
            let shapes: String = inputs.iter().map(|a| shape_text(a.shape()) + " ").collect();
            return Err(Raised::value_error(format!(
                "operands could not be broadcast together with shapes {shapes}"
            )));
        };
        let chosen = match mask.as_ref().and_then(|mask| mask.broadcast_to(&shape)) {
            Some(mask) => Some(truths(&mask)?),
            None => None,
        };
        let stretched: Vec<Array> = inputs
            .iter()
            .filter_map(|a| a.broadcast_to(&shape))
            .collect();
        let mut walks: Vec<_> = stretched.iter().map(|a| a.layout().offsets()).collect();
        let size: usize = shape.iter().product();
        crate::array::meter::check_bytes(size.saturating_mul(16))?;
        let mut results: Vec<Vec<Value>> = vec![Vec::new(); self.nout];
        for at in 0..size {
            crate::array::meter::steps(1)?;
            let elements = stretched.iter().zip(&mut walks);
            let elements =
                elements.map(|(a, walk)| walk.next().map_or(Value::None, |at| element(a, at)));
            let elements: Vec<Value> = elements.collect();
            if chosen.as_ref().is_some_and(|chosen| !chosen[at]) {
                results
                    .iter_mut()
                    .for_each(|values| values.push(Value::None));
                continue;
            }
            let result = self.once(host, elements)?;
            for (values, value) in results.iter_mut().zip(self.parts(result)) {
                values.push(value);
            }
        }
        let mut finished = Vec::new();
        for (i, values) in results.into_iter().enumerate() {
            let array = objects(&shape, values)?;
            finished.push(match outputs.get(i) {
                Some(out) => self.put(out, &array, chosen.as_deref())?,
                None => Value::array_or_scalar(array),
            });
        }
        Ok(match finished.len() {
            1 => finished.remove(0),
            _ => Value::tuple(finished),
        })
    }

    fn put(&self, out: &Value, result: &Array, chosen: Option<&[bool]>) -> Result<Value> {
        let Value::Array(object) = out else {
            return Err(Raised::type_error("return arrays must be of ArrayType"));
        };
        let target = object.array();
        if *target.dtype() != DType::Object {
            let message = format!(
                "Cannot cast ufunc '{}' output from dtype('O') to {} with casting rule 'same_kind'",
                self.name,
                dtype_repr(target.dtype())
            );
            return Err(Error::new(ErrorKind::UFuncOutputCasting, message).into());
        }
        match chosen {
            None => assign_array(&target, result)?,
            Some(chosen) => {
                let places = target.layout().offsets().zip(result.layout().offsets());
                for ((to, from), _) in places.zip(chosen).filter(|(_, chosen)| **chosen) {
                    target.set(to, &result.get(from));
                }
            }
        }
        Ok(out.clone())
    }

    fn once(&self, host: &mut dyn Host, elements: Vec<Value>) -> Result<Value> {
        host.call(&self.function, Arguments::positional(elements))
    }

    /// The results of one call; None for all where they are not as many as promised.
    fn parts(&self, result: Value) -> Vec<Value> {
        match (self.nout, result.tuple_items()) {
            (1, _) => vec![result],
            (count, Some(items)) if items.len() == count => items.to_vec(),
            (count, _) => vec![Value::None; count],
        }
    }

    fn check_binary(&self, method: &str) -> Result<()> {
        if self.nin != 2 {
            return Err(Raised::value_error(format!(
                "{method} only supported for binary functions"
            )));
        }
        if self.nout != 1 {
            return Err(Raised::value_error(format!(
                "{method} only supported for functions returning a single value"
            )));
        }
        Ok(())
    }

    /// The array as rows along these axes, with the shape of the others.
    fn rows(&self, array: &Array, axes: &[usize]) -> Result<(Vec<Vec<Value>>, Shape)> {
        let kept = (0..array.ndim()).filter(|axis| !axes.contains(axis));
        let kept: Axes = kept.collect();
        let order: Vec<usize> = kept.iter().chain(axes).copied().collect();
        let moved = array.with_layout(array.layout().permuted(&order));
        let shape: Shape = kept.iter().map(|&axis| array.shape()[axis]).collect();
        let length: usize = axes.iter().map(|&axis| array.shape()[axis]).product();
        crate::array::meter::steps(array.size())?;
        let mut offsets = moved.layout().offsets();
        let count: usize = shape.iter().product();
        let row = |_| {
            let offsets = offsets.by_ref().take(length);
            offsets.map(|at| element(&moved, at)).collect()
        };
        Ok(((0..count).map(row).collect(), shape))
    }

    /// # Errors
    /// What the function raises; ValueError where there is nothing to begin with.
    pub fn reduce(
        &self,
        host: &mut dyn Host,
        array: &Array,
        axis: &AxisArgument,
        keepdims: bool,
        initial: Option<Value>,
    ) -> Result<Value> {
        self.check_binary("reduce")?;
        let axes = axis.resolve(array.ndim())?;
        let (rows, shape) = self.rows(array, &axes)?;
        let mut results = Vec::new();
        for row in rows {
            let identity = if row.is_empty() {
                self.identity.clone()
            } else {
                None
            };
            let start = initial
                .clone()
                .filter(|value| !value.is_none())
                .or(identity);
            let folded = self.folded(host, start.into_iter().chain(row))?;
            let Some(last) = folded.last() else {
                return Err(Raised::value_error(format!(
                    "zero-size array to reduction operation {} which has no identity",
                    self.name
                )));
            };
            results.push(last.clone());
        }
        let shape = match keepdims {
            true => super::compose::kept_shape(&[], array.shape(), &axes),
            false => shape,
        };
        Ok(Value::array_or_scalar(objects(&shape, results)?))
    }

    /// All partial results.
    fn folded(
        &self,
        host: &mut dyn Host,
        row: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<Value>> {
        let mut all: Vec<Value> = Vec::new();
        for item in row {
            let next = match all.last() {
                Some(before) => self.once(host, vec![before.clone(), item])?,
                None => item,
            };
            all.push(next);
        }
        Ok(all)
    }

    /// # Errors
    /// What the function raises.
    pub fn accumulate(&self, host: &mut dyn Host, array: &Array, axis: usize) -> Result<Value> {
        self.check_binary("accumulate")?;
        let (rows, mut shape) = self.rows(array, &[axis])?;
        let mut results = Vec::new();
        for row in rows {
            results.extend(self.folded(host, row)?);
        }
        shape.push(array.shape()[axis]);
        let moved = objects(&shape, results)?;
        let mut back: Vec<usize> = (0..array.ndim() - 1).collect();
        back.insert(axis, array.ndim() - 1);
        let result = moved.with_layout(moved.layout().permuted(&back));
        Ok(Value::array(result.copy()?))
    }

    /// # Errors
    /// What the function raises.
    pub fn outer(&self, host: &mut dyn Host, a: &Value, b: &Value) -> Result<Value> {
        if self.nin != 2 {
            return Err(Raised::value_error(
                "outer product only supported for binary functions",
            ));
        }
        let (a, b) = (to_array(a)?, to_array(b)?);
        let mut shape: Shape = a.shape().into();
        shape.extend(std::iter::repeat_n(1, b.ndim()));
        let a = convert_array(&a, &DType::Object)?.reshaped(&shape, false)?;
        self.over(host, &[a, b], &[], None)
    }

    /// # Errors
    /// What the function raises; IndexError for a place outside.
    pub fn reduceat(&self, host: &mut dyn Host, array: &Array, places: &[i64]) -> Result<Value> {
        self.check_binary("reduceat")?;
        if array.ndim() != 1 {
            return Err(Raised::value_error(
                "reduceat of a Python function works on arrays of one axis",
            ));
        }
        let length = array.size();
        let items: Vec<Value> = array
            .layout()
            .offsets()
            .map(|at| element(array, at))
            .collect();
        let outside = |&&place: &&i64| place < 0 || place as usize >= length;
        if let Some(place) = places.iter().find(outside) {
            return Err(Raised::index_error(format!(
                "index {place} out-of-bounds in {}.reduceat [0, {length})",
                self.name
            )));
        }
        let mut results = Vec::new();
        for (i, &place) in places.iter().enumerate() {
            let start = place as usize;
            let end = places.get(i + 1).map_or(length, |&next| next as usize);
            let slice = items[start..end.max(start + 1)].to_vec();
            results.extend(self.folded(host, slice)?.pop());
        }
        Ok(Value::array(objects(&[places.len()], results)?))
    }
}
