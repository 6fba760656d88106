//! `np.vectorize`: a function of single values, applied to arrays by the rules of broadcasting.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use crate::array::{Array, DType, Shape, broadcast_shapes, shape_text};
use crate::builtins;
use crate::builtins::python::functions::is_callable;
use crate::builtins::python::iterate;
use crate::value::builtin::{Given, Keywords, Rest};
use crate::value::convert::{
    ArrayOptions, convert_array, dtype_of_text, set_elements, to_array, to_array_as, to_dtype,
};
use crate::value::{Arguments, ClassId, Host, Native, Raised, Result, Value};

use super::signature::{Signature, Sizes};

builtins! {
    /// Makes a function of single values one of arrays, which are broadcast against each other.
    ///
    /// `otypes` are the dtypes of the results (else those of a first call), `excluded` the positions and names of
    /// arguments that are passed on whole, `cache` keeps the first call from happening twice, and `signature`, such as
    /// `'(n),(n)->()'`, says which axes the function itself works on.
    ///
    /// >>> larger = np.vectorize(lambda a, b: a if a > b else b)
    /// >>> larger([1, 5, 3], 2)
    /// array([2, 5, 3])
    "vectorize.__new__" "(pyfunc=<no value>, otypes=None, doc=None, excluded=None, cache=False, signature=None)" => new;
    /// Calls the function for all elements.
    "vectorize.__call__" "(self, /, *args, **kwargs)" => |host: &mut dyn Host, vectorized: Value, args: Rest, keywords: Keywords| {
        call(host, &vectorized, &args.0, keywords.0)
    };
    /// The function.
    property "vectorize.pyfunc" => |v: Value| vectorized(&v).map(|v| v.function.borrow().clone());
    /// The dtypes of the results, as they were given.
    property "vectorize.otypes" => |v: Value| vectorized(&v).map(|v| v.shown_otypes.clone());
    /// Positions and names of the arguments that are passed on whole.
    property "vectorize.excluded" => |v: Value| vectorized(&v).map(|v| v.shown_excluded.clone());
    /// Is the result of the first call kept?
    property "vectorize.cache" => |v: Value| vectorized(&v).map(|v| v.shown_cache.clone());
    /// The axes that the function works on.
    property "vectorize.signature" => |v: Value| vectorized(&v).map(|v| v.shown_signature.clone());
}

struct Vectorized {
    /// `None` until a decorator is called with the function.
    function: RefCell<Option<Value>>,
    doc: Value,
    otypes: Option<Vec<DType>>,
    excluded: Vec<Value>,
    cache: bool,
    signature: Option<Signature>,
    shown_otypes: Value,
    shown_excluded: Value,
    shown_cache: Value,
    shown_signature: Value,
}

impl Native for Vectorized {
    fn class(&self) -> ClassId {
        ClassId::VECTORIZE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        match (name, &*self.function.borrow()) {
            ("__doc__", _) if !self.doc.is_none() => Some(self.doc.clone()),
            ("__doc__", Some(Value::Function(function))) => {
                let text = function.definition.docstring.clone();
                Some(text.map_or(Value::None, Value::Str))
            }
            ("__name__", Some(Value::Function(function))) => {
                Some(Value::Str(function.definition.name.name()))
            }
            ("__name__", Some(Value::Builtin(row))) => Some(Value::str(row.name())),
            _ => None,
        }
    }
}

fn vectorized(value: &Value) -> Result<&Vectorized> {
    let found = value.native::<Vectorized>();
    found.ok_or_else(|| Raised::type_error("expected a vectorize object"))
}

/// The letters that NumPy has for dtypes.
const TYPE_LETTERS: &str = "?bhilqnpBHILQNPefdgFDGSUVOMm";

/// Without the width: that of the results is found from them.
fn of_any_width(dtype: DType) -> DType {
    match dtype {
        DType::Str(_) => DType::Str(0),
        DType::Bytes(_) => DType::Bytes(0),
        other => other,
    }
}

fn result_dtypes(host: &mut dyn Host, given: &Value) -> Result<Option<Vec<DType>>> {
    if let Value::Str(letters) = given {
        if let Some(unknown) = letters
            .chars()
            .find(|letter| !TYPE_LETTERS.contains(*letter))
        {
            let message = format!("Invalid otype specified: {unknown}");
            return Err(Raised::value_error(message));
        }
        let dtypes = letters
            .chars()
            .map(|letter| dtype_of_text(&letter.to_string()));
        return dtypes.collect::<Result<_>>().map(Some);
    }
    if iterate::is_iterable(given) {
        let items = iterate::collect(host, given)?;
        let dtypes = items.iter().map(|item| to_dtype(item).map(of_any_width));
        return dtypes.collect::<Result<_>>().map(Some);
    }
    if given.is_none() {
        return Ok(None);
    }
    Err(Raised::value_error("Invalid otype specification"))
}

fn new(
    host: &mut dyn Host,
    Given(function): Given,
    otypes: Value,
    doc: Value,
    excluded: Value,
    cache: Value,
    signature: Value,
) -> Result<Value> {
    if function
        .as_ref()
        .is_some_and(|function| !is_callable(function))
    {
        return Err(Raised::type_error(
            "When used as a decorator, only accepts keyword arguments.",
        ));
    }
    let dtypes = result_dtypes(host, &otypes)?;
    let names = if excluded.is_none() {
        Vec::new()
    } else {
        iterate::collect(host, &excluded)?
    };
    let parsed = match &signature {
        Value::None => None,
        Value::Str(text) => Some(Signature::parse(text)?),
        _ => {
            return Err(Raised::type_error(
                "expected string or bytes-like object, got '".to_string()
                    + &signature.type_name()
                    + "'",
            ));
        }
    };
    let shown_excluded = super::call(host, "set.__new__", [Value::list(names.clone())])?;
    Ok(Value::Native(Rc::new(Vectorized {
        function: RefCell::new(function),
        doc,
        otypes: dtypes,
        excluded: names,
        cache: crate::value::truth(host, &cache)?,
        signature: parsed,
        shown_otypes: otypes,
        shown_excluded,
        shown_cache: cache,
        shown_signature: signature,
    })))
}

/// One call: which of its arguments vary, and what is passed on as it is.
struct Plan {
    function: Value,
    arguments: Vec<Value>,
    keywords: Vec<(Rc<str>, Value)>,
    varying_positions: Vec<usize>,
    varying_names: Vec<usize>,
}

impl Plan {
    fn of(
        vectorized: &Vectorized,
        function: Value,
        arguments: &[Value],
        keywords: Vec<(Rc<str>, Value)>,
    ) -> Plan {
        let excludes = |wanted: &Value| {
            vectorized
                .excluded
                .iter()
                .any(|given| match (given, wanted) {
                    (Value::Int(a), Value::Int(b)) => a == b,
                    (Value::Str(a), Value::Str(b)) => a == b,
                    _ => false,
                })
        };
        let positions = 0..arguments.len();
        let names = 0..keywords.len();
        Plan {
            function,
            varying_positions: positions
                .filter(|&at| !excludes(&Value::Int(at as i64)))
                .collect(),
            varying_names: names
                .filter(|&at| !excludes(&Value::Str(keywords[at].0.clone())))
                .collect(),
            arguments: arguments.to_vec(),
            keywords,
        }
    }

    fn varying(&self) -> Vec<Value> {
        let positional = self
            .varying_positions
            .iter()
            .map(|&at| self.arguments[at].clone());
        let named = self
            .varying_names
            .iter()
            .map(|&at| self.keywords[at].1.clone());
        positional.chain(named).collect()
    }

    /// Calls the function with these values in the places that vary.
    fn call(&self, host: &mut dyn Host, values: &[Value]) -> Result<Value> {
        let mut arguments = Arguments::positional(self.arguments.iter().cloned());
        arguments.keywords.clone_from(&self.keywords);
        let (positional, named) = values.split_at(self.varying_positions.len().min(values.len()));
        for (&at, value) in self.varying_positions.iter().zip(positional) {
            arguments.positional[at] = value.clone();
        }
        for (&at, value) in self.varying_names.iter().zip(named) {
            arguments.keywords[at].1 = value.clone();
        }
        host.call(&self.function, arguments)
    }
}

fn call(
    host: &mut dyn Host,
    value: &Value,
    arguments: &[Value],
    keywords: Vec<(Rc<str>, Value)>,
) -> Result<Value> {
    let vectorized = vectorized(value)?;
    let function = vectorized.function.borrow().clone();
    let Some(function) = function else {
        // A decorator with options, called with the function it decorates.
        let [function] = arguments else {
            return Err(Raised::type_error(
                "vectorize._init_stage_2() missing 1 required positional argument: 'pyfunc'",
            ));
        };
        vectorized.function.replace(Some(function.clone()));
        return Ok(value.clone());
    };
    let plan = Plan::of(vectorized, function, arguments, keywords);
    let varying = plan.varying();
    match &vectorized.signature {
        Some(signature) => by_signature(host, vectorized, signature, &plan, &varying),
        None if varying.is_empty() => plan.call(host, &[]),
        None => by_element(host, vectorized, &plan, &varying),
    }
}

/// The results of a call, one for each output.
fn outputs_of(result: Value) -> Vec<Value> {
    match result.tuple_items() {
        Some(items) => items.to_vec(),
        None => vec![result],
    }
}

fn by_element(
    host: &mut dyn Host,
    vectorized: &Vectorized,
    plan: &Plan,
    varying: &[Value],
) -> Result<Value> {
    let arrays = varying.iter().map(to_array).collect::<Result<Vec<_>>>()?;
    let mut first = None;
    let dtypes = match &vectorized.otypes {
        Some(dtypes) => dtypes.clone(),
        None => {
            let inputs: Option<Vec<Value>> = arrays
                .iter()
                .map(|a| a.first().map(Value::scalar))
                .collect();
            let inputs = inputs.ok_or_else(|| size_zero(""))?;
            let outputs = outputs_of(plan.call(host, &inputs)?);
            let dtypes = outputs
                .iter()
                .map(|output| Ok(of_any_width(to_array(output)?.dtype().clone())));
            let dtypes = dtypes.collect::<Result<Vec<_>>>()?;
            first = vectorized.cache.then_some(outputs);
            dtypes
        }
    };
    let shape = common_shape(&arrays)?;
    let mut columns = vec![Vec::new(); dtypes.len()];
    for values in Elements::new(&arrays, &shape)? {
        crate::array::meter::steps(1)?;
        let outputs = match first.take() {
            Some(outputs) => outputs,
            None if dtypes.len() == 1 => vec![plan.call(host, &values)?],
            None => outputs_of(plan.call(host, &values)?),
        };
        if outputs.len() != dtypes.len() {
            return Err(Raised::value_error(format!(
                "wrong number of outputs from pyfunc: expected {}, got {}",
                dtypes.len(),
                outputs.len()
            )));
        }
        for (column, output) in columns.iter_mut().zip(outputs) {
            column.push(output.into_object());
        }
    }
    let results = columns.into_iter().zip(&dtypes).map(|(objects, dtype)| {
        let objects = Array::from_objects(&shape, objects)?;
        let options = ArrayOptions {
            dtype: Some(dtype.clone()),
            ..Default::default()
        };
        Ok(Value::array(to_array_as(&Value::array(objects), &options)?))
    });
    Ok(one_or_tuple(results.collect::<Result<_>>()?))
}

fn one_or_tuple(mut results: Vec<Value>) -> Value {
    match (results.len(), results.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            results.extend(last);
            Value::tuple(results)
        }
    }
}

fn size_zero(what: &str) -> Raised {
    Raised::value_error(match what {
        "" => "cannot call `vectorize` on size 0 inputs unless `otypes` is set",
        other => other,
    })
}

fn common_shape(arrays: &[Array]) -> Result<Shape> {
    broadcast_shapes(arrays.iter().map(Array::shape)).ok_or_else(|| {
        let shapes: Vec<String> = arrays.iter().map(|a| shape_text(a.shape())).collect();
        let shapes = shapes.join(" ");
        Raised::value_error(format!(
            "operands could not be broadcast together with shapes {shapes} "
        ))
    })
}

/// The elements of arrays side by side, as Python's objects.
struct Elements {
    objects: Vec<Array>,
    offsets: Vec<std::vec::IntoIter<usize>>,
    left: usize,
}

impl Elements {
    fn new(arrays: &[Array], shape: &[usize]) -> Result<Elements> {
        let mut objects = Vec::new();
        for array in arrays {
            let array = convert_array(array, &DType::Object)?;
            objects.push(array.broadcast_to(shape).unwrap_or(array));
        }
        let size = shape.iter().product();
        crate::array::meter::check_bytes(objects.len().saturating_mul(size).saturating_mul(8))?;
        let offsets = |a: &Array| a.layout().offsets().collect::<Vec<_>>().into_iter();
        Ok(Elements {
            offsets: objects.iter().map(offsets).collect(),
            objects,
            left: size,
        })
    }
}

impl Iterator for Elements {
    type Item = Vec<Value>;

    fn next(&mut self) -> Option<Vec<Value>> {
        self.left = self.left.checked_sub(1)?;
        let pairs = self.objects.iter().zip(&mut self.offsets);
        pairs
            .map(|(array, offsets)| offsets.next().map(|at| Value::scalar(array.get(at))))
            .collect()
    }
}

fn by_signature(
    host: &mut dyn Host,
    vectorized: &Vectorized,
    signature: &Signature,
    plan: &Plan,
    varying: &[Value],
) -> Result<Value> {
    if varying.len() != signature.inputs.len() {
        return Err(Raised::type_error(format!(
            "wrong number of positional arguments: expected {}, got {}",
            signature.inputs.len(),
            varying.len()
        )));
    }
    let arrays = varying.iter().map(to_array).collect::<Result<Vec<_>>>()?;
    let mut sizes = Sizes::default();
    let outer = sizes.of_inputs(&arrays, &signature.inputs)?;
    let mut spread = Vec::new();
    for (array, core) in arrays.iter().zip(&signature.inputs) {
        let shape = sizes.shape(&outer, core)?;
        spread.push(array.broadcast_to(&shape).unwrap_or_else(|| array.clone()));
    }
    let mut outputs: Vec<Array> = Vec::new();
    let count: usize = outer.iter().product();
    for at in 0..count {
        let position = super::iteration::position(&outer, at);
        let values = spread.iter().map(|a| item_at(a, &position, outer.len()));
        let result = plan.call(host, &values.collect::<Vec<_>>())?;
        let found = match result.tuple_items() {
            Some(items) => items.len(),
            None => 1,
        };
        if found != signature.outputs.len() {
            return Err(Raised::value_error(format!(
                "wrong number of outputs from pyfunc: expected {}, got {found}",
                signature.outputs.len()
            )));
        }
        let results = if found == 1 {
            vec![result]
        } else {
            outputs_of(result)
        };
        if outputs.is_empty() {
            for (result, core) in results.iter().zip(&signature.outputs) {
                sizes.add(result, core)?;
            }
            outputs = created(vectorized, signature, &sizes, &outer, Some(&results))?;
        }
        for (output, result) in outputs.iter().zip(&results) {
            let place = inner(output, &position, outer.len());
            set_elements(&place, result)?;
        }
    }
    if count == 0 {
        if vectorized.otypes.is_none() {
            return Err(size_zero(""));
        }
        if signature
            .outputs
            .iter()
            .flatten()
            .any(|name| !sizes.has(name))
        {
            return Err(size_zero(
                "cannot call `vectorize` with a signature including new output dimensions on size 0 inputs",
            ));
        }
        outputs = created(vectorized, signature, &sizes, &outer, None)?;
    }
    Ok(one_or_tuple(
        outputs.into_iter().map(Value::array).collect(),
    ))
}

/// Arrays for the results.
fn created(
    vectorized: &Vectorized,
    signature: &Signature,
    sizes: &Sizes,
    outer: &[usize],
    results: Option<&[Value]>,
) -> Result<Vec<Array>> {
    let mut arrays = Vec::new();
    for (at, core) in signature.outputs.iter().enumerate() {
        let given = vectorized.otypes.as_ref().and_then(|dtypes| dtypes.get(at));
        let dtype = match (given, results.and_then(|results| results.get(at))) {
            (Some(dtype), _) => dtype.clone(),
            (None, Some(result)) => to_array(result)?.dtype().clone(),
            (None, None) => DType::F64,
        };
        arrays.push(super::joining::new_array(
            &dtype,
            &sizes.shape(outer, core)?,
            false,
        )?);
    }
    Ok(arrays)
}

/// The part of an array at a position of its first axes.
fn inner(array: &Array, position: &Value, outer: usize) -> Array {
    let items = position.tuple_items().cloned().unwrap_or_default();
    let mut layout = array.layout().clone();
    for item in items.iter().take(outer) {
        if let Value::Int(at) = item {
            layout = layout.at(0, *at as usize);
        }
    }
    array.with_layout(layout)
}

fn item_at(array: &Array, position: &Value, outer: usize) -> Value {
    let part = inner(array, position, outer);
    Value::array_or_scalar(part)
}
