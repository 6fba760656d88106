//! `repr` and `str` of an array.

use super::super::core::Array;
use super::super::dtype::DType;
use super::super::error::Result;
use super::super::layout::shape_repr;
use super::super::scalar::Scalar;
use super::array::{Frame, array2string};
use super::element::{Formatters, struct_text};
use super::options::{Legacy, PrintOptions};
use super::scalar::{scalar_repr, scalar_str};

/// `np.array_repr`: `array([1, 2], dtype=int8)`.
///
/// Shape and dtype are named where the elements do not tell them; they go on a line of their own where they do not fit.
/// `class_name` is `array` but for subclasses.
///
/// # Errors
/// As [`array2string`].
pub fn array_repr<F: Formatters>(
    array: &Array,
    class_name: &str,
    options: &PrintOptions,
    formatters: &mut F,
) -> Result<String, F::Error> {
    let prefix = format!("{class_name}(");
    let frame = Frame {
        separator: ", ",
        prefix: &prefix,
        suffix: ")",
    };
    let elements = array2string(array, options, &frame, formatters)?;
    let mut extras = Vec::new();
    let empty = array.size() == 0;
    let summarised = array.size() > options.threshold && options.legacy == Legacy::Now;
    if (empty && array.shape() != [0]) || summarised {
        extras.push(format!("shape={}", shape_repr(array.shape())));
    }
    // In 1.13 bool did not go without saying.
    let old_bool = options.legacy == Legacy::V1_13 && *array.dtype() == DType::Bool;
    if empty || old_bool || !is_implied(array.dtype()) {
        extras.push(format!("dtype={}", dtype_short_repr(array.dtype())));
    }
    let text = prefix.clone() + &elements;
    if extras.is_empty() {
        return Ok(text + ")");
    }
    let extras = extras.join(", ") + ")";
    let last_line = text.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let own_line = match options.legacy {
        Legacy::V1_13 => matches!(
            array.dtype().native(),
            DType::Str(_) | DType::Bytes(_) | DType::Void(_) | DType::Struct(_)
        ),
        _ => last_line + extras.chars().count() + 1 > options.linewidth,
    };
    let spacer = if own_line {
        format!("\n{}", " ".repeat(prefix.chars().count()))
    } else {
        " ".to_owned()
    };
    Ok(format!("{text},{spacer}{extras}"))
}

/// `np.array_str`: the elements in brackets; a 0-d array is shown as its scalar.
///
/// # Errors
/// As [`array2string`].
pub fn array_str<F: Formatters>(
    array: &Array,
    options: &PrintOptions,
    formatters: &mut F,
) -> Result<String, F::Error> {
    match array.first() {
        Some(scalar) if array.ndim() == 0 => match scalar {
            Scalar::Struct(..) => struct_text(array, options, formatters),
            Scalar::Object(object) => formatters.object_str(&object),
            // Python may be told to complain of `str` of bytes; NumPy avoids it.
            Scalar::Bytes(_) => Ok(scalar_repr(&scalar, options)?),
            other => Ok(scalar_str(&other, options)?),
        },
        _ => array2string(array, options, &Frame::default(), formatters),
    }
}

/// NumPy's `dtype_is_implied`: would `np.array` give the shown elements this dtype by itself?
pub fn is_implied(dtype: &DType) -> bool {
    matches!(dtype, DType::Bool | DType::I64 | DType::F64 | DType::C128)
}

/// The dtype as it can be written in `dtype=…`: a name, in quotes unless NumPy exports it.
pub fn dtype_short_repr(dtype: &DType) -> String {
    match dtype {
        DType::Struct(_) => dtype.to_string(),
        DType::Swapped(_) | DType::Str(_) | DType::Bytes(_) | DType::Void(_) => {
            format!("'{dtype}'")
        }
        DType::Text(text) => text.repr(),
        _ => {
            let name = dtype.name();
            if name.chars().all(char::is_alphanumeric) {
                name
            } else {
                format!("'{name}'")
            }
        }
    }
}
