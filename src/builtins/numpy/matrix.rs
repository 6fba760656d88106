//! `np.matrix`: arrays that always have two axes, and multiply as matrices do.

use std::any::Any;
use std::rc::Rc;

use super::compose::call_with;
use crate::array::{Array, DType, Layout, Shape};
use crate::builtins;
use crate::builtins::subclasses::{self, new_object};
use crate::value::convert::{as_index, to_array, to_dtype};
use crate::value::subclass::ArraySubclass;
use crate::value::{ArrayObject, Class, ClassId, Host, Raised, Result, Value};

builtins! {
    /// A matrix from a text of rows (`'1 2; 3 4'`), a sequence or an array. Today `np.array` and `@` do the same.
    ///
    /// >>> np.matrix('1 2; 3 4')
    /// matrix([[1, 2],
    ///         [3, 4]])
    "matrix.__new__" "(cls, data, dtype=None, copy=True)" => new_matrix;
    /// The value as a matrix; an array's memory is shared.
    ///
    /// >>> np.asmatrix([1, 2])
    /// matrix([[1, 2]])
    "np.asmatrix" "(data, dtype=None)" => |host: &mut dyn Host, data: Value, dtype: Value| {
        new_matrix(host, Value::Class(ClassId::MATRIX.into()), data, dtype, false)
    };
    /// A matrix put together from blocks, row by row; in a text, names of matrices that `ldict` holds.
    ///
    /// >>> np.bmat([[np.eye(1), [[2]]]])
    /// matrix([[1., 2.]])
    "np.bmat" "(obj, ldict=None, gdict=None)" => bmat;
    /// Rows and columns picked; a single row or column is a matrix again.
    ///
    /// >>> np.matrix('1 2; 3 4')[:, 0]
    /// matrix([[1],
    ///         [3]])
    "matrix.__getitem__" "(self, index, /)" => get_item;
    /// The product of matrices; with a number, that of each element.
    ///
    /// >>> np.matrix('1 2') * np.matrix('3; 4')
    /// matrix([[11]])
    "matrix.__mul__" "(self, other, /)" => multiply;
    /// The product with the operand on the left.
    ///
    /// >>> [[1, 1]] * np.matrix('3; 4')
    /// matrix([[7]])
    "matrix.__rmul__" "(self, other, /)" => |host: &mut dyn Host, m: Value, other: Value| product(host, &other, &m);
    /// `m *= other` writes the product into `m`.
    ///
    /// >>> m = np.matrix('1 2; 3 4')
    /// >>> m *= 2
    /// >>> m
    /// matrix([[2, 4],
    ///         [6, 8]])
    "matrix.__imul__" "(self, other, /)" => |host: &mut dyn Host, m: Value, other: Value| {
        let result = multiply(host, m.clone(), other)?;
        write_into(host, m, &result)
    };
    /// A matrix multiplied by itself; a negative exponent takes the inverse.
    ///
    /// >>> np.matrix('1 1; 0 1') ** 5
    /// matrix([[1, 5],
    ///         [0, 1]])
    "matrix.__pow__" "(self, other, /)" => power;
    /// `m **= n` writes the power into `m`.
    ///
    /// >>> m = np.matrix('1 1; 0 1')
    /// >>> m **= 2
    /// >>> m
    /// matrix([[1, 2],
    ///         [0, 1]])
    "matrix.__ipow__" "(self, other, /)" => |host: &mut dyn Host, m: Value, other: Value| {
        let result = power(host, m.clone(), other)?;
        write_into(host, m, &result)
    };
    /// A number to the power of a matrix is not defined.
    ///
    /// >>> np.matrix('1 2').__rpow__(2)
    /// NotImplemented
    "matrix.__rpow__" "(self, other, /)" => |_matrix: Value, _other: Value| Value::NotImplemented;
    /// The sum of the diagonal, as a matrix.
    ///
    /// >>> np.matrix('1 2; 3 4').trace()
    /// matrix([[5]])
    "matrix.trace" "(self, offset=0, axis1=0, axis2=1, dtype=None, out=None)" => |host: &mut dyn Host, m: Value, offset: Value, axis1: Value, axis2: Value| {
        let sum = super::call(host, "np.trace", [m.plain_array(), offset, axis1, axis2])?;
        Ok::<Value, Raised>(matrix(Value::array(to_array(&sum)?)))
    };
    /// The elements as nested lists.
    ///
    /// >>> np.matrix('1 2').tolist()
    /// [[1, 2]]
    "matrix.tolist" "(self)" => |m: Array| crate::value::convert::to_list(&m);
    /// Sum over all elements, or along an axis.
    ///
    /// >>> np.matrix('1 2; 3 4').sum(axis=1)
    /// matrix([[3],
    ///         [7]])
    "matrix.sum" "(self, axis=None, dtype=None, out=None)" => |host: &mut dyn Host, m: Value, axis: Value, dtype: Value, out: Value| {
        reduce(host, "sum", m, axis, [("dtype", dtype), ("out", out)])
    };
    /// Mean of all elements, or along an axis.
    ///
    /// >>> np.matrix('1 2; 3 4').mean(0)
    /// matrix([[2., 3.]])
    "matrix.mean" "(self, axis=None, dtype=None, out=None)" => |host: &mut dyn Host, m: Value, axis: Value, dtype: Value, out: Value| {
        reduce(host, "mean", m, axis, [("dtype", dtype), ("out", out)])
    };
    /// Standard deviation of all elements, or along an axis.
    ///
    /// >>> np.matrix('1 3').std()
    /// np.float64(1.0)
    "matrix.std" "(self, axis=None, dtype=None, out=None, ddof=0)" => |host: &mut dyn Host, m: Value, axis: Value, dtype: Value, out: Value, ddof: Value| {
        reduce(host, "std", m, axis, [("dtype", dtype), ("out", out), ("ddof", ddof)])
    };
    /// Variance of all elements, or along an axis.
    ///
    /// >>> np.matrix('1 3').var()
    /// np.float64(1.0)
    "matrix.var" "(self, axis=None, dtype=None, out=None, ddof=0)" => |host: &mut dyn Host, m: Value, axis: Value, dtype: Value, out: Value, ddof: Value| {
        reduce(host, "var", m, axis, [("dtype", dtype), ("out", out), ("ddof", ddof)])
    };
    /// Product of all elements, or along an axis.
    ///
    /// >>> np.matrix('1 2; 3 4').prod()
    /// np.int64(24)
    "matrix.prod" "(self, axis=None, dtype=None, out=None)" => |host: &mut dyn Host, m: Value, axis: Value, dtype: Value, out: Value| {
        reduce(host, "prod", m, axis, [("dtype", dtype), ("out", out)])
    };
    /// Is any element true?
    ///
    /// >>> np.matrix('0 2').any()
    /// np.True_
    "matrix.any" "(self, axis=None, out=None)" => |host: &mut dyn Host, m: Value, axis: Value, out: Value| {
        reduce(host, "any", m, axis, [("out", out)])
    };
    /// Are all elements true?
    ///
    /// >>> np.matrix('0 2').all(axis=0)
    /// matrix([[False,  True]])
    "matrix.all" "(self, axis=None, out=None)" => |host: &mut dyn Host, m: Value, axis: Value, out: Value| {
        reduce(host, "all", m, axis, [("out", out)])
    };
    /// The largest element, of all or along an axis.
    ///
    /// >>> np.matrix('1 2; 3 4').max(1)
    /// matrix([[2],
    ///         [4]])
    "matrix.max" "(self, axis=None, out=None)" => |host: &mut dyn Host, m: Value, axis: Value, out: Value| {
        reduce(host, "max", m, axis, [("out", out)])
    };
    /// The smallest element, of all or along an axis.
    ///
    /// >>> np.matrix('1 2; 3 4').min()
    /// np.int64(1)
    "matrix.min" "(self, axis=None, out=None)" => |host: &mut dyn Host, m: Value, axis: Value, out: Value| {
        reduce(host, "min", m, axis, [("out", out)])
    };
    /// Where the largest element is.
    ///
    /// >>> np.matrix('1 2; 3 4').argmax(1)
    /// matrix([[1],
    ///         [1]])
    "matrix.argmax" "(self, axis=None, out=None)" => |host: &mut dyn Host, m: Value, axis: Value, out: Value| {
        align(host, "argmax", m, axis, out)
    };
    /// Where the smallest element is.
    ///
    /// >>> np.matrix('1 2; 3 4').argmin()
    /// np.int64(0)
    "matrix.argmin" "(self, axis=None, out=None)" => |host: &mut dyn Host, m: Value, axis: Value, out: Value| {
        align(host, "argmin", m, axis, out)
    };
    /// The distance from the smallest to the largest element.
    ///
    /// >>> np.matrix('1 2; 3 5').ptp(1)
    /// matrix([[1],
    ///         [2]])
    "matrix.ptp" "(self, axis=None, out=None)" => |host: &mut dyn Host, m: Value, axis: Value, out: Value| {
        align(host, "ptp", m, axis, out)
    };
    /// A matrix keeps its two axes: one of a single column becomes a row.
    ///
    /// >>> np.matrix('1; 2').squeeze()
    /// matrix([[1, 2]])
    "matrix.squeeze" "(self, axis=None)" => |host: &mut dyn Host, m: Value, axis: Value| {
        through(host, "np.squeeze", &m, [("axis", axis)])
    };
    /// All elements in one row, as a copy.
    ///
    /// >>> np.matrix('1 2; 3 4').flatten()
    /// matrix([[1, 2, 3, 4]])
    "matrix.flatten" "(self, order='C')" => |host: &mut dyn Host, m: Value, order: Value| {
        through(host, "ndarray.flatten", &m, [("order", order)])
    };
    /// All elements in one row.
    ///
    /// >>> np.matrix('1 2; 3 4').ravel()
    /// matrix([[1, 2, 3, 4]])
    "matrix.ravel" "(self, order='C')" => |host: &mut dyn Host, m: Value, order: Value| {
        through(host, "np.ravel", &m, [("order", order)])
    };
    /// The transpose.
    ///
    /// >>> np.matrix('1 2').T
    /// matrix([[1],
    ///         [2]])
    property "matrix.T" => transposed;
    /// As the attribute `T`.
    ///
    /// >>> np.matrix('1 2').getT()
    /// matrix([[1],
    ///         [2]])
    "matrix.getT" "(self)" => transposed;
    /// The conjugate transpose.
    ///
    /// >>> np.matrix([[1j]]).H
    /// matrix([[0.-1.j]])
    property "matrix.H" => adjoint;
    /// As the attribute `H`.
    ///
    /// >>> np.matrix([[1j]]).getH()
    /// matrix([[0.-1.j]])
    "matrix.getH" "(self)" => adjoint;
    /// The inverse; of a matrix that is not square, the pseudo-inverse.
    ///
    /// >>> np.matrix('2 0; 0 4').I
    /// matrix([[0.5 , 0.  ],
    ///         [0.  , 0.25]])
    property "matrix.I" => inverse;
    /// As the attribute `I`.
    ///
    /// >>> np.matrix('2').getI()
    /// matrix([[0.5]])
    "matrix.getI" "(self)" => inverse;
    /// The same memory as a plain array.
    ///
    /// >>> np.matrix('1 2').A
    /// array([[1, 2]])
    property "matrix.A" => |m: Value| m.plain_array();
    /// As the attribute `A`.
    ///
    /// >>> np.matrix('1 2').getA()
    /// array([[1, 2]])
    "matrix.getA" "(self)" => |m: Value| m.plain_array();
    /// The elements as a plain array of one axis.
    ///
    /// >>> np.matrix('1 2; 3 4').A1
    /// array([1, 2, 3, 4])
    property "matrix.A1" => flat_array;
    /// As the attribute `A1`.
    ///
    /// >>> np.matrix('1 2').getA1()
    /// array([1, 2])
    "matrix.getA1" "(self)" => flat_array;
}

/// What makes an array a matrix.
pub struct Matrix;

impl ArraySubclass for Matrix {
    fn class(&self) -> Class {
        ClassId::MATRIX.into()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn priority(&self) -> f64 {
        10.0
    }

    fn finalize(&self, _: &Array) -> Option<Rc<dyn ArraySubclass>> {
        Some(Rc::new(Matrix))
    }

    fn shaped(&self, array: Array) -> Array {
        let shape: Shape = match array.ndim() {
            2 => return array,
            0 => [1, 1].into_iter().collect(),
            1 => [1, array.shape()[0]].into_iter().collect(),
            _ => {
                let long = array.shape().iter().copied().filter(|&length| length > 1);
                let mut long: Shape = long.collect();
                while long.len() < 2 {
                    long.insert(0, 1);
                }
                long
            }
        };
        match shape.len() {
            2 => array.reshaped(&shape, false).unwrap_or(array),
            _ => array,
        }
    }

    fn settle(&self, _: &mut dyn Host, object: &Value) -> Result<()> {
        match object {
            Value::Array(object) if object.with(has_many_axes) => {
                Err(Raised::value_error("shape too large to be a matrix."))
            }
            _ => Ok(()),
        }
    }
}

/// Has the array more than two axes longer than 1?
fn has_many_axes(array: &Array) -> bool {
    array.shape().iter().filter(|&&length| length > 1).count() > 2
}

fn matrix(array: Value) -> Value {
    new_object(array, &Value::Class(ClassId::MATRIX.into()))
}

fn new_matrix(
    host: &mut dyn Host,
    class: Value,
    data: Value,
    dtype: Value,
    copy: bool,
) -> Result<Value> {
    let of_text = match &data {
        Value::Str(text) => Some(rows_of_text(host, text)?),
        _ => None,
    };
    if let (None, Value::Array(object)) = (&of_text, &data) {
        let wanted = match &dtype {
            Value::None => object.with(|array| array.dtype().clone()),
            given => to_dtype(given)?,
        };
        let array = object.array();
        if array.ndim() > 2 && subclasses::settled(host, matrix(data.clone())).is_err() {
            return Err(Raised::value_error("shape too large to be a matrix."));
        }
        let same = wanted == *array.dtype();
        if same && !copy {
            return Ok(match data.class() == ClassId::MATRIX.into() {
                true => data,
                false => new_object(Value::view_as(array, &data, None), &class),
            });
        }
        let array = match same {
            true => array.copy_like()?,
            false => super::casts::convert(host, &array, &wanted)?,
        };
        return Ok(new_object(Value::array(array), &class));
    }
    let dtype = match dtype {
        Value::None => None,
        given => Some(to_dtype(&given)?),
    };
    let data = of_text.unwrap_or(data);
    let made = super::conversion::convert(
        host,
        data,
        dtype,
        crate::value::convert::Order::K,
        &Value::None,
        0,
        None,
    )?;
    if to_array(&made)?.ndim() > 2 {
        return Err(Raised::value_error("matrix must be 2-dimensional"));
    }
    let array = to_array(&made)?;
    Ok(new_object(Value::view_as(array, &made, None), &class))
}

/// `'1 2; 3 4'` as lists of numbers.
fn rows_of_text(host: &mut dyn Host, text: &str) -> Result<Value> {
    let bare: String = text.chars().filter(|c| !matches!(c, '[' | ']')).collect();
    let mut rows = Vec::new();
    let mut width = None;
    for row in bare.split(';') {
        let mut items = Vec::new();
        for item in row.split(',').flat_map(str::split_whitespace) {
            items.push(literal(host, item)?);
        }
        if *width.get_or_insert(items.len()) != items.len() {
            return Err(Raised::value_error("Rows not the same size."));
        }
        rows.push(Value::list(items));
    }
    Ok(Value::list(rows))
}

/// A number as Python writes it.
fn literal(host: &mut dyn Host, text: &str) -> Result<Value> {
    match text {
        "True" => return Ok(Value::Bool(true)),
        "False" => return Ok(Value::Bool(false)),
        "None" => return Ok(Value::None),
        _ => {}
    }
    for class in ["int", "float", "complex"] {
        let row = builtins::find(&format!("{class}.__new__"));
        let class = builtins::class_in_module("", class);
        if let (Some(_), Some(class)) = (row, class) {
            let argument = crate::value::Arguments::positional([Value::str(text)]);
            if let Ok(number) = host.call(&Value::Class(class.into()), argument) {
                return Ok(number);
            }
        }
    }
    Err(Raised::value_error(format!(
        "malformed node or string: {text}"
    )))
}

fn bmat(host: &mut dyn Host, blocks: Value, ldict: Value, _gdict: Value) -> Result<Value> {
    match &blocks {
        Value::Str(text) => {
            let Value::Dict(names) = &ldict else {
                return Err(Raised::type_error(
                    "np.bmat of a text needs ldict, a dict of the names in it",
                ));
            };
            let mut rows = Vec::new();
            for row in text.split(';') {
                let mut items = Vec::new();
                for name in row.split(',').flat_map(str::split_whitespace) {
                    let found = names.get(host, &Value::str(name))?;
                    items.push(found.ok_or_else(|| {
                        Raised::new(ClassId::NAME_ERROR, format!("name '{name}' is not defined"))
                    })?);
                }
                rows.push(Value::list(items));
            }
            joined_rows(host, &rows)
        }
        Value::List(list) => {
            let rows = list.items.borrow().clone();
            joined_rows(host, &rows)
        }
        Value::Tuple(rows) => joined_rows(host, rows),
        Value::Array(array) => Ok(matrix(Value::array(array.array().copy_like()?))),
        // NumPy's function ends without a word.
        _ => Ok(Value::None),
    }
}

fn joined_rows(host: &mut dyn Host, rows: &[Value]) -> Result<Value> {
    let mut joined = Vec::new();
    for row in rows {
        if matches!(row, Value::Array(_)) {
            let whole = call_with(
                host,
                "np.concatenate",
                [Value::list(rows.to_vec())],
                [("axis", Value::Int(-1))],
            )?;
            return Ok(matrix(whole.plain_array()));
        }
        joined.push(call_with(
            host,
            "np.concatenate",
            [row.clone()],
            [("axis", Value::Int(-1))],
        )?);
    }
    let whole = call_with(
        host,
        "np.concatenate",
        [Value::list(joined)],
        [("axis", Value::Int(0))],
    )?;
    Ok(matrix(whole.plain_array()))
}

fn get_item(m: Value, index: Value) -> Result<Value> {
    let plain = m.plain_array();
    let Value::Array(object) = &plain else {
        return Ok(Value::None);
    };
    let item = super::indexing::get_item(&plain, object, &index)?;
    let Value::Array(object) = &item else {
        return Ok(item);
    };
    let array = object.array();
    if array.ndim() == 0 {
        return Ok(Value::array_or_scalar(array));
    }
    let is_column = match &index {
        Value::Tuple(items) => {
            items.len() > 1 && matches!(items[1], Value::Int(_) | Value::Scalar(_) | Value::Bool(_))
        }
        _ => false,
    };
    let array = match array.ndim() == 1 && is_column {
        true => array.with_layout(array.layout().with_axis(1)),
        false => array,
    };
    let is_view = object.base.is_some();
    if array.ndim() > 2 {
        // An index may add axes; only what is done with them next brings a matrix back to two.
        let base = is_view.then(|| m.clone());
        let state = Some(Rc::new(Matrix) as Rc<dyn ArraySubclass>);
        return Ok(Value::Array(Rc::new(ArrayObject::with_subclass(
            array, base, state,
        ))));
    }
    Ok(match is_view {
        true => Value::view(array, &m),
        false => matrix(Value::array(array)),
    })
}

fn multiply(host: &mut dyn Host, m: Value, other: Value) -> Result<Value> {
    match &other {
        Value::Array(_) | Value::List(_) | Value::Tuple(_) => {
            let class = Value::Class(ClassId::MATRIX.into());
            let other = new_matrix(host, class, other, Value::None, false)?;
            product(host, &m, &other)
        }
        Value::Instance(_) => Ok(Value::NotImplemented),
        _ => product(host, &m, &other),
    }
}

fn product(host: &mut dyn Host, left: &Value, right: &Value) -> Result<Value> {
    let of = if left.subclass().is_some() {
        left
    } else {
        right
    };
    let result = super::call(host, "np.dot", [left.plain_array(), right.plain_array()])?;
    Ok(match result {
        Value::Scalar(scalar) => matrix(Value::array(Array::from_scalar(&scalar)?)),
        array => array.dressed_as(of),
    })
}

fn power(host: &mut dyn Host, m: Value, exponent: Value) -> Result<Value> {
    let result = super::call(host, "np.linalg.matrix_power", [m.plain_array(), exponent])?;
    Ok(result.dressed_as(&m))
}

fn write_into(host: &mut dyn Host, m: Value, result: &Value) -> Result<Value> {
    let all = Value::Slice(Rc::new(crate::value::Slice {
        start: Value::None,
        stop: Value::None,
        step: Value::None,
    }));
    builtins::operators::set_item(host, &m, &all, result.clone())?;
    Ok(m)
}

/// A reduction with both axes kept; over all elements its single one.
fn reduce<const N: usize>(
    host: &mut dyn Host,
    name: &str,
    m: Value,
    axis: Value,
    keywords: [(&'static str, Value); N],
) -> Result<Value> {
    let over_all = axis.is_none();
    let keywords = keywords.into_iter().filter(|(_, value)| !value.is_none());
    let keywords = keywords.chain([("axis", axis), ("keepdims", Value::Bool(true))]);
    let result = call_with(host, &format!("np.{name}"), [m.plain_array()], keywords)?;
    first_or_whole(&m, result, over_all)
}

fn first_or_whole(m: &Value, result: Value, over_all: bool) -> Result<Value> {
    match (&result, over_all) {
        (Value::Array(object), true) => Ok(match object.array().first() {
            Some(scalar) => Value::scalar(scalar),
            None => Value::None,
        }),
        (Value::Array(_), false) => Ok(result.plain_array().dressed_as(m)),
        _ => Ok(result),
    }
}

/// A reduction that gives one axis, laid where the reduced one was.
fn align(host: &mut dyn Host, name: &str, m: Value, axis: Value, out: Value) -> Result<Value> {
    let keywords = [("axis", axis.clone()), ("out", out)];
    let keywords = keywords.into_iter().filter(|(_, value)| !value.is_none());
    let result = call_with(host, &format!("np.{name}"), [m.plain_array()], keywords)?;
    if axis.is_none() {
        return first_or_whole(&m, result, true);
    }
    let column = matches!(as_index(&axis), Ok(1 | -1));
    let row = result.plain_array().dressed_as(&m);
    Ok(match column {
        true => transposed(row)?,
        false => row,
    })
}

/// A row of the catalogue on the plain array, its result a matrix again.
fn through<const N: usize>(
    host: &mut dyn Host,
    name: &str,
    m: &Value,
    keywords: [(&'static str, Value); N],
) -> Result<Value> {
    let plain = m.plain_array();
    let result = call_with(host, name, [plain], keywords)?;
    Ok(match &result {
        Value::Array(object) if object.base.is_some() => Value::view(object.array(), m),
        _ => result.dressed_as(m),
    })
}

fn transposed(m: Value) -> Result<Value> {
    let array = to_array(&m)?;
    Ok(Value::view(
        array.with_layout(array.layout().transposed()),
        &m,
    ))
}

fn adjoint(host: &mut dyn Host, m: Value) -> Result<Value> {
    let turned = transposed(m.clone())?;
    if !matches!(to_array(&m)?.dtype(), DType::C64 | DType::C128) {
        return Ok(turned);
    }
    let result = super::call(host, "np.conjugate", [turned.plain_array()])?;
    Ok(result.dressed_as(&m))
}

fn inverse(host: &mut dyn Host, m: Value) -> Result<Value> {
    let array = to_array(&m)?;
    let name = match array.shape() {
        [rows, columns] if rows == columns => "np.linalg.inv",
        _ => "np.linalg.pinv",
    };
    let result = super::call(host, name, [m.plain_array()])?;
    Ok(result.dressed_as(&m))
}

fn flat_array(m: Value) -> Result<Value> {
    let array = to_array(&m)?;
    if array.is_c_contiguous() {
        let layout = Layout::contiguous(&[array.size()], array.dtype().itemsize());
        let mut flat = layout;
        flat.offset = array.layout().offset;
        return Ok(Value::view_as(array.with_layout(flat), &m, None));
    }
    let copy = array.copy()?;
    Ok(Value::array(copy.reshaped(&[array.size()], false)?))
}
