//! Rows and columns with masked elements: left out, or masked whole.

use crate::builtins;
use crate::value::builtin::Given;
use crate::value::convert::AxisTuple;
use crate::value::{ClassId, Host, Raised, Result, Value};

use super::construct::{Build, build};
use super::object::{all_of, any_of, mask_of, plain, shape_of, state};
use super::{ndim, shape_tuple};

builtins! {
    /// The array without the rows, columns and so on that have masked elements.
    ///
    /// >>> np.ma.compress_nd(np.ma.array([[0, 1], [2, 3]], mask=[[1, 0], [0, 0]]))
    /// array([[3]])
    "np.ma.compress_nd" "(x, axis=None)" => |host: &mut dyn Host, x: Value, axis: Value| compress(host, &x, &axis, "");
    /// The matrix without the rows and columns that have masked elements.
    ///
    /// >>> np.ma.compress_rowcols(np.ma.array(np.arange(9).reshape(3, 3), mask=[[1, 0, 0], [0, 0, 0], [0, 0, 0]]))
    /// array([[4, 5],
    ///        [7, 8]])
    "np.ma.compress_rowcols" "(x, axis=None)" => |host: &mut dyn Host, x: Value, axis: Value| compress(host, &x, &axis, "compress_rowcols");
    /// The matrix without the rows that have masked elements.
    ///
    /// >>> np.ma.compress_rows(np.ma.array([[0, 1], [2, 3]], mask=[[1, 0], [0, 0]]))
    /// array([[2, 3]])
    "np.ma.compress_rows" "(a)" => |host: &mut dyn Host, x: Value| compress(host, &x, &Value::Int(0), "compress_rows");
    /// The matrix without the columns that have masked elements.
    ///
    /// >>> np.ma.compress_cols(np.ma.array([[0, 1], [2, 3]], mask=[[1, 0], [0, 0]]))
    /// array([[1],
    ///        [3]])
    "np.ma.compress_cols" "(a)" => |host: &mut dyn Host, x: Value| compress(host, &x, &Value::Int(1), "compress_cols");
    /// Masks the rows and columns that have masked elements.
    ///
    /// >>> np.ma.mask_rowcols(np.ma.array(np.zeros((2, 2), dtype=int), mask=[[1, 0], [0, 0]]))
    /// masked_array(
    ///   data=[[--, --],
    ///         [--, 0]],
    ///   mask=[[ True,  True],
    ///         [ True, False]],
    ///   fill_value=999999)
    "np.ma.mask_rowcols" "(a, axis=None)" => |host: &mut dyn Host, a: Value, axis: Value| mask_whole(host, &a, &axis);
    /// Masks the rows that have masked elements.
    ///
    /// >>> np.ma.mask_rows(np.ma.array(np.zeros((2, 2), dtype=int), mask=[[1, 0], [0, 0]]))
    /// masked_array(
    ///   data=[[--, --],
    ///         [0, 0]],
    ///   mask=[[ True,  True],
    ///         [False, False]],
    ///   fill_value=999999)
    "np.ma.mask_rows" "(a, axis=<no value>)" => |host: &mut dyn Host, a: Value, axis: Given| {
        ignores_axis(host, &axis)?;
        mask_whole(host, &a, &Value::Int(0))
    };
    /// Masks the columns that have masked elements.
    ///
    /// >>> np.ma.mask_cols(np.ma.array(np.zeros((2, 2), dtype=int), mask=[[1, 0], [0, 0]]))
    /// masked_array(
    ///   data=[[--, 0],
    ///         [--, 0]],
    ///   mask=[[ True, False],
    ///         [ True, False]],
    ///   fill_value=999999)
    "np.ma.mask_cols" "(a, axis=<no value>)" => |host: &mut dyn Host, a: Value, axis: Given| {
        ignores_axis(host, &axis)?;
        mask_whole(host, &a, &Value::Int(1))
    };
}

fn ignores_axis(host: &mut dyn Host, axis: &Given) -> Result<()> {
    if axis.0.is_none() {
        return Ok(());
    }
    host.warn(
        ClassId::DEPRECATION_WARNING,
        "The axis argument has always been ignored, in future passing it will raise TypeError",
    )
}

fn only_matrices(a: &Value, name: &str) -> Result<()> {
    if ndim(a) != 2 {
        let message = format!("{name} works for 2D arrays only.");
        return Err(Raised::new(ClassId::NOT_IMPLEMENTED_ERROR, message));
    }
    Ok(())
}

/// NumPy's `compress_nd`; a name asks for matrices.
fn compress(host: &mut dyn Host, x: &Value, axis: &Value, name: &str) -> Result<Value> {
    let x = build(
        host,
        x,
        Build {
            subok: false,
            ..Build::default()
        },
    )?;
    if !name.is_empty() {
        only_matrices(&x, name)?;
    }
    let shape = shape_of(&x)?;
    let axes: AxisTuple = crate::value::builtin::FromValue::from_value(axis.clone(), host)?;
    let axes = axes.resolve(shape.len())?;
    let Some(mask) = mask_of(&x) else {
        return Ok(plain(&x));
    };
    if !any_of(Some(&mask))? {
        return Ok(plain(&x));
    }
    if all_of(Some(&mask))? {
        return call!(host, "array", Value::list(Vec::new()));
    }
    let mut elements = plain(&x);
    for axis in axes {
        let others: Vec<usize> = (0..shape.len()).filter(|&other| other != axis).collect();
        let touched = call!(host, "any", mask; axis = shape_tuple(&others))?;
        let open = call!(host, "logical_not", touched)?;
        elements = call!(host, "compress", open, elements; axis = Value::Int(axis as i64))?;
    }
    Ok(elements)
}

/// NumPy's `mask_rowcols`.
fn mask_whole(host: &mut dyn Host, a: &Value, axis: &Value) -> Result<Value> {
    let a = build(
        host,
        a,
        Build {
            subok: false,
            ..Build::default()
        },
    )?;
    only_matrices(&a, "mask_rowcols")?;
    let Some(mask) = mask_of(&a) else {
        return Ok(a);
    };
    let touched = |host: &mut dyn Host, along: i64| call!(host, "any", mask; axis = Value::Int(along), keepdims = Value::Bool(true));
    let mut all = mask.clone();
    if matches!(axis, Value::None | Value::Int(0)) {
        let rows = touched(host, 1)?;
        all = call!(host, "logical_or", all, rows)?;
    }
    if matches!(axis, Value::None | Value::Int(1 | -1)) {
        let columns = touched(host, 0)?;
        all = call!(host, "logical_or", all, columns)?;
    }
    if let Some(state) = state(&a) {
        state.mask.replace(Some(all));
    }
    Ok(a)
}
