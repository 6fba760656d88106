//! Which of NumPy's functions keep the subclass of what they are given, and which give plain arrays.

use super::{items_of, leading};
use crate::builtins::python::named_tuple::NamedTuple;
use crate::value::{Arguments, Builtin, ClassId, Host, Result, Value};

/// Functions that make plain arrays (`asarray` in NumPy's source), or take `subok=False` for granted.
const PLAIN: &[&str] = &[
    "array",
    "asarray",
    "ascontiguousarray",
    "asfortranarray",
    "asarray_chkfinite",
    "broadcast_arrays",
    "broadcast_to",
    "copy",
    "cov",
    "corrcoef",
    "cross",
    "diag",
    "einsum",
    "histogram",
    "lib.stride_tricks.as_strided",
    "lib.stride_tricks.sliding_window_view",
    "outer",
    "pad",
    "select",
    "sort_complex",
    "tensordot",
    "tril",
    "triu",
    "unwrap",
    "vander",
    "where",
];

/// Functions whose results are of the first argument's subclass (`asanyarray`, `wrap`, `zeros_like`).
const KEPT: &[&str] = &[
    "angle",
    "apply_along_axis",
    "average",
    "delete",
    "diff",
    "ediff1d",
    "empty_like",
    "extract",
    "fix",
    "full_like",
    "gradient",
    "i0",
    "insert",
    "isreal",
    "kron",
    "linalg.cholesky",
    "linalg.eig",
    "linalg.eigh",
    "linalg.inv",
    "linalg.lstsq",
    "linalg.matrix_power",
    "linalg.pinv",
    "linalg.qr",
    "linalg.solve",
    "linalg.svd",
    "linspace",
    "logspace",
    "meshgrid",
    "nan_to_num",
    "ones_like",
    "partition",
    "piecewise",
    "real_if_close",
    "roll",
    "sort",
    "strings.lstrip",
    "strings.replace",
    "strings.rstrip",
    "strings.strip",
    "take_along_axis",
    "tile",
    "trim_zeros",
    "unique",
    "zeros_like",
];

/// Those of them that give an array of no dimensions for a subclass that keeps such.
const REDUCING: &[&str] = &[
    "all",
    "any",
    "average",
    "max",
    "mean",
    "median",
    "min",
    "nanmax",
    "nanmean",
    "nanmin",
    "nansum",
    "prod",
    "ptp",
    "std",
    "sum",
    "trapezoid",
    "ufunc.reduce",
    "var",
];

/// Functions that join several arrays: the class of the highest `__array_priority__` above 0 is the result's.
const JOINING: &[&str] = &[
    "append",
    "block",
    "column_stack",
    "concatenate",
    "concat",
    "dot",
    "dstack",
    "hstack",
    "inner",
    "stack",
    "vstack",
];

/// Methods whose results are no objects of the subclass.
const METHODS_THAT_LEAVE: &[&str] = &[
    "__array__",
    "__getitem__",
    "choose",
    "nonzero",
    "searchsorted",
    "trace",
    "view",
];

/// Calls the row, and gives its result the class that NumPy's has.
///
/// # Errors
/// Whatever the row raises.
pub(super) fn of_row(
    host: &mut dyn Host,
    row: &'static Builtin,
    arguments: Arguments,
    first: &Value,
) -> Result<Value> {
    let full = row.full_name();
    let of_array = row.names.iter().any(|name| name.starts_with("ndarray."));
    let subok = arguments
        .keywords
        .iter()
        .find(|(name, _)| &**name == "subok");
    let subok = subok.map(|(_, given)| matches!(given, Value::Bool(true)));
    let name = full.strip_prefix("np.").or(full.strip_prefix("ndarray."));
    let name = name.unwrap_or(full);
    let as_function = full.starts_with("np.") && !arguments.as_method;
    let joins = JOINING.contains(&name) && (as_function || name == "dot");
    let ufunc = ["matmul", "matvec", "vecdot", "vecmat"]
        .into_iter()
        .find(|own| *own == name);
    let first = match name {
        "linalg.solve" | "linalg.lstsq" => {
            &arguments.positional.get(1).cloned().unwrap_or(Value::None)
        }
        _ => first,
    };
    let rounds = matches!(name, "round" | "around") && {
        let decimals = arguments
            .keywords
            .iter()
            .find(|(name, _)| &**name == "decimals");
        let decimals = decimals
            .map(|(_, value)| value)
            .or(arguments.positional.get(1));
        !matches!(decimals, None | Some(Value::Int(0)))
    };
    let all: Vec<Value> = match joins || ufunc.is_some() {
        true => {
            let items = arguments.positional.iter().flat_map(items_of);
            items.chain(arguments.positional.iter().cloned()).collect()
        }
        false => Vec::new(),
    };
    let result = row.call(host, arguments)?;
    if let Some(ufunc) = ufunc {
        return super::wrapped(host, result, ufunc, &all);
    }
    if joins {
        let leading = leading(&all).filter(|leading| leading.priority() > 0.0);
        let result = result.plain_array();
        return Ok(match leading {
            Some(leading) => leading.dress(result),
            None => result,
        });
    }
    let fractions =
        matches!(&result, Value::Array(object) if object.with(|a| a.dtype().is_inexact()));
    let unique = name == "unique" && first.class().builtin() == ClassId::MATRIX;
    let plain = (as_function && PLAIN.contains(&name)) || (rounds && fractions) || unique;
    match subok.unwrap_or(!plain) {
        false => return Ok(each(result, &|value| value.plain_array())),
        true if plain => return Ok(each(result, &|value| value.dressed_as(first))),
        true => {}
    }
    let scalars = REDUCING.contains(&name) || full == "ufunc.reduce";
    let asked =
        super::ASK_THE_METHOD.contains(&name) || full == "divmod" || full.starts_with("ufunc.");
    // Maps of files reduce to plain arrays.
    let leaves = first.subclass().is_some_and(|own| own.priority() < 0.0) && scalars;
    let keeps = !leaves
        && (((of_array || asked) && !METHODS_THAT_LEAVE.contains(&name))
            || KEPT.contains(&name)
            || scalars);
    Ok(match keeps {
        true => each(result, &|value| match value {
            Value::Scalar(_) if !scalars => value,
            value => value.dressed_as(first),
        }),
        false => result,
    })
}

/// The change made to a result, or to each of several.
fn each(result: Value, change: &dyn Fn(Value) -> Value) -> Value {
    match &result {
        Value::Tuple(items) if items.iter().any(|item| matches!(item, Value::Array(_))) => {
            Value::tuple(items.iter().cloned().map(change).collect())
        }
        // Of a decomposition's parts, the matrices are of the subclass, the rows of values are not.
        Value::Native(_) => match result.native::<NamedTuple>() {
            Some(parts) => parts.changed(&|part| match &part {
                Value::Array(object) if object.with(|array| array.ndim() > 1) => change(part),
                _ => part,
            }),
            None => change(result),
        },
        _ => change(result),
    }
}
