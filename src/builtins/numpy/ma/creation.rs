//! NumPy's own makers of arrays, whose results are masked arrays that mask nothing.

use std::rc::Rc;

use crate::builtins;
use crate::value::builtin::{Keywords, Rest};
use crate::value::{Host, Result, Value, truth};

use super::construct::with_mask;
use super::object::{mask_of, masked_view, plain, state};
use super::{call_row, fill};

builtins! {
    /// Evenly spaced numbers, as `np.arange` makes them.
    ///
    /// >>> np.ma.arange(3)
    /// masked_array(data=[0, 1, 2],
    ///              mask=False,
    ///        fill_value=999999)
    "np.ma.arange" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| made(host, "arange", &args.0, keywords.0, true);
    /// An array of zeros.
    ///
    /// >>> np.ma.zeros(2)
    /// masked_array(data=[0., 0.],
    ///              mask=False,
    ///        fill_value=1e+20)
    "np.ma.zeros" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| made(host, "zeros", &args.0, keywords.0, true);
    /// An array of ones.
    ///
    /// >>> np.ma.ones(2, dtype=int)
    /// masked_array(data=[1, 1],
    ///              mask=False,
    ///        fill_value=999999)
    "np.ma.ones" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| made(host, "ones", &args.0, keywords.0, true);
    /// An array whose elements mean nothing yet.
    ///
    /// >>> np.ma.empty(3).shape
    /// (3,)
    "np.ma.empty" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| made(host, "empty", &args.0, keywords.0, true);
    /// Zeros in the shape of another array.
    ///
    /// >>> np.ma.zeros_like(np.ma.array([1, 2], mask=[0, 1]))
    /// masked_array(data=[0, --],
    ///              mask=[False,  True],
    ///        fill_value=999999)
    "np.ma.zeros_like" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| made(host, "zeros_like", &args.0, keywords.0, false);
    /// Ones in the shape of another array.
    ///
    /// >>> np.ma.ones_like(np.ma.array([1, 2], mask=[0, 1]))
    /// masked_array(data=[1, --],
    ///              mask=[False,  True],
    ///        fill_value=999999)
    "np.ma.ones_like" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| made(host, "ones_like", &args.0, keywords.0, false);
    /// An array in the shape of another, whose elements mean nothing yet.
    ///
    /// >>> np.ma.empty_like(np.ma.array([1, 2], mask=[0, 1])).shape
    /// (2,)
    "np.ma.empty_like" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| made(host, "empty_like", &args.0, keywords.0, false);
    /// Ones on the diagonal of a square.
    ///
    /// >>> np.ma.identity(2)
    /// masked_array(
    ///   data=[[1., 0.],
    ///         [0., 1.]],
    ///   mask=False,
    ///   fill_value=1e+20)
    "np.ma.identity" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| made(host, "identity", &args.0, keywords.0, true);
    /// The numbers of rows, columns and so on of a grid.
    ///
    /// >>> np.ma.indices((1, 2))
    /// masked_array(
    ///   data=[[[0, 0]],
    /// <BLANKLINE>
    ///         [[0, 1]]],
    ///   mask=False,
    ///   fill_value=999999)
    "np.ma.indices" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| made(host, "indices", &args.0, keywords.0, true);
    /// An array of what a function gives for the places of elements.
    ///
    /// >>> np.ma.fromfunction(lambda i, j: i + j, (2, 2))
    /// masked_array(
    ///   data=[[0., 1.],
    ///         [1., 2.]],
    ///   mask=False,
    ///   fill_value=1e+20)
    "np.ma.fromfunction" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| made(host, "fromfunction", &args.0, keywords.0, false);
    /// An array of bytes.
    ///
    /// >>> np.ma.frombuffer(b'ab', dtype=np.uint8)
    /// masked_array(data=[97, 98],
    ///              mask=False,
    ///        fill_value=np.uint64(999999),
    ///             dtype=uint8)
    "np.ma.frombuffer" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| made(host, "frombuffer", &args.0, keywords.0, false);
    /// Elements brought between two limits.
    ///
    /// >>> np.ma.clip(np.ma.array([1, 5, 9], mask=[0, 1, 0]), 2, 6)
    /// masked_array(data=[2, --, 6],
    ///              mask=[False,  True, False],
    ///        fill_value=999999)
    "np.ma.clip" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| made(host, "clip", &args.0, keywords.0, true);
    /// Without axes of length 1.
    ///
    /// >>> np.ma.squeeze(np.ma.array([[1, 2]], mask=[[0, 1]]))
    /// masked_array(data=[1, --],
    ///              mask=[False,  True],
    ///        fill_value=999999)
    "np.ma.squeeze" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| made(host, "squeeze", &args.0, keywords.0, true);
    /// An array whose elements are all masked.
    ///
    /// >>> np.ma.masked_all(2).mask
    /// array([ True,  True])
    "np.ma.masked_all" "(shape, dtype=<no value>)" => |host: &mut dyn Host, shape: Value, dtype: crate::value::builtin::Given| {
        let dtype = dtype.0.map_or(Ok(crate::array::DType::F64), |dtype| crate::value::convert::to_dtype(&dtype))?;
        let mask = Value::DType(super::object::mask_dtype(&dtype).into());
        let elements = call!(host, "empty", shape, Value::DType(dtype.into()))?;
        let mask = call!(host, "ones", shape, mask)?;
        with_mask(host, &elements, Some(mask))
    };
    /// An array like another, whose elements are all masked.
    ///
    /// >>> np.ma.masked_all_like(np.zeros((1, 2), dtype=int)).mask
    /// array([[ True,  True]])
    "np.ma.masked_all_like" "(arr)" => |host: &mut dyn Host, arr: Value| {
        let elements = call!(host, "empty_like", plain(&arr))?;
        let dtype = Value::DType(super::object::mask_dtype(&fill::dtype_of(&elements)?).into());
        let shape = super::shape_tuple(&super::object::shape_of(&elements)?);
        let mask = call!(host, "ones", shape, dtype)?;
        super::object::masked_like(&elements, Some(mask), &arr)
    };
}

/// NumPy's `_convert2ma`: what a function of NumPy's gives, as a masked array.
fn made(
    host: &mut dyn Host,
    name: &str,
    arguments: &[Value],
    mut keywords: Vec<(Rc<str>, Value)>,
    extras: bool,
) -> Result<Value> {
    let mut take = |name: &str| -> Option<Value> {
        let at = keywords
            .iter()
            .position(|(key, _)| extras && &**key == name)?;
        Some(keywords.remove(at).1)
    };
    let (fill_value, hard) = (take("fill_value"), take("hardmask"));
    let first = arguments.first().cloned().unwrap_or(Value::None);
    let mut all = arguments.to_vec();
    if let Some(first) = all.first_mut() {
        *first = plain(first);
    }
    let result = call_row(host, name, all, keywords)?;
    let mask = match (name, mask_of(&first)) {
        ("squeeze", Some(mask)) => {
            let rest = std::iter::once(mask).chain(arguments.iter().skip(1).cloned());
            Some(call_row(host, name, rest.collect(), Vec::new())?)
        }
        ("clip" | "zeros_like" | "ones_like" | "empty_like", Some(mask)) => {
            Some(call!(host, "copy", mask)?)
        }
        _ => None,
    };
    let made = match state(&first) {
        Some(_) => super::object::masked_like(&result, mask, &first)?,
        None => masked_view(&result, mask)?,
    };
    if let Some(value) = fill_value {
        fill::set(host, &made, &value)?;
    }
    if let (Some(hard), Some(state)) = (hard, state(&made)) {
        state.hard.set(truth(host, &hard)?);
    }
    Ok(made)
}
