//! What each element is: letters, digits, blanks; how long it is; how it compares.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::array::{Array, Bool, DType};
use crate::builtins;
use crate::builtins::numpy::compose::call_with;
use crate::builtins::numpy::ufuncs::methods::check_general;
use crate::value::convert::{to_array, to_dtype};
use crate::value::{Host, Raised, Result, Value, truth};

use super::{Words, common_shape, length, method, no_loop, no_loop_to, words_of};

builtins! {
    /// The number of characters of each element.
    ///
    /// >>> np.strings.str_len(['a', 'bcd'])
    /// array([1, 3])
    ufunc "np.strings.str_len" | "np.char.str_len" "(x, /, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None)" => |host: &mut dyn Host, x: Value, out: Value, mask: Value, _casting: Value, _order: Value, dtype: Value| test(host, "str_len", &x, (&out, mask, dtype));
    /// Has each element letters only, and at least one?
    ///
    /// >>> np.strings.isalpha(['ab', 'a1'])
    /// array([ True, False])
    ufunc "np.strings.isalpha" | "np.char.isalpha" "(x, /, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None)" => |host: &mut dyn Host, x: Value, out: Value, mask: Value, _casting: Value, _order: Value, dtype: Value| test(host, "isalpha", &x, (&out, mask, dtype));
    /// Has each element letters and digits only, and at least one?
    ///
    /// >>> np.strings.isalnum(['a1', 'a-'])
    /// array([ True, False])
    ufunc "np.strings.isalnum" | "np.char.isalnum" "(x, /, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None)" => |host: &mut dyn Host, x: Value, out: Value, mask: Value, _casting: Value, _order: Value, dtype: Value| test(host, "isalnum", &x, (&out, mask, dtype));
    /// Has each element digits only, and at least one?
    ///
    /// >>> np.strings.isdigit(['12', '1.5'])
    /// array([ True, False])
    ufunc "np.strings.isdigit" | "np.char.isdigit" "(x, /, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None)" => |host: &mut dyn Host, x: Value, out: Value, mask: Value, _casting: Value, _order: Value, dtype: Value| test(host, "isdigit", &x, (&out, mask, dtype));
    /// Has each element blanks only, and at least one?
    ///
    /// >>> np.strings.isspace([' ', ''])
    /// array([ True, False])
    ufunc "np.strings.isspace" | "np.char.isspace" "(x, /, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None)" => |host: &mut dyn Host, x: Value, out: Value, mask: Value, _casting: Value, _order: Value, dtype: Value| test(host, "isspace", &x, (&out, mask, dtype));
    /// Are all cased characters of each element lower case, and is there one?
    ///
    /// >>> np.strings.islower(['ab', 'aB'])
    /// array([ True, False])
    ufunc "np.strings.islower" | "np.char.islower" "(x, /, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None)" => |host: &mut dyn Host, x: Value, out: Value, mask: Value, _casting: Value, _order: Value, dtype: Value| test(host, "islower", &x, (&out, mask, dtype));
    /// Are all cased characters of each element upper case, and is there one?
    ///
    /// >>> np.strings.isupper(['AB', 'aB'])
    /// array([ True, False])
    ufunc "np.strings.isupper" | "np.char.isupper" "(x, /, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None)" => |host: &mut dyn Host, x: Value, out: Value, mask: Value, _casting: Value, _order: Value, dtype: Value| test(host, "isupper", &x, (&out, mask, dtype));
    /// Does every word of each element begin with its only capital?
    ///
    /// >>> np.strings.istitle(['Two Words', 'two'])
    /// array([ True, False])
    ufunc "np.strings.istitle" | "np.char.istitle" "(x, /, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None)" => |host: &mut dyn Host, x: Value, out: Value, mask: Value, _casting: Value, _order: Value, dtype: Value| test(host, "istitle", &x, (&out, mask, dtype));
    /// Has each element decimal digits only, and at least one?
    ///
    /// >>> np.strings.isdecimal(['12', '1.5'])
    /// array([ True, False])
    ufunc "np.strings.isdecimal" | "np.char.isdecimal" "(x, /, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None)" => |host: &mut dyn Host, x: Value, out: Value, mask: Value, _casting: Value, _order: Value, dtype: Value| test(host, "isdecimal", &x, (&out, mask, dtype));
    /// Has each element numeric characters only, and at least one?
    ///
    /// >>> np.strings.isnumeric(['½', '1.5'])
    /// array([ True, False])
    ufunc "np.strings.isnumeric" | "np.char.isnumeric" "(x, /, out=None, *, where=True, casting='same_kind', order='K', dtype=None, subok=True, signature=None)" => |host: &mut dyn Host, x: Value, out: Value, mask: Value, _casting: Value, _order: Value, dtype: Value| test(host, "isnumeric", &x, (&out, mask, dtype));
    /// Are the elements equal, blanks at their ends aside?
    ///
    /// >>> np.char.equal(['a ', 'b'], 'a')
    /// array([ True, False])
    "np.char.equal" "(x1, x2)" => |a: Value, b: Value| compare(&a, &b, "==", true);
    /// Do the elements differ, blanks at their ends aside?
    ///
    /// >>> np.char.not_equal(['a ', 'b'], 'a')
    /// array([False,  True])
    "np.char.not_equal" "(x1, x2)" => |a: Value, b: Value| compare(&a, &b, "!=", true);
    /// Does the first come before the second, blanks at their ends aside?
    ///
    /// >>> np.char.less(['a ', 'b'], 'a')
    /// array([False, False])
    "np.char.less" "(x1, x2)" => |a: Value, b: Value| compare(&a, &b, "<", true);
    /// Does the first come before the second or equal it, blanks at their ends aside?
    ///
    /// >>> np.char.less_equal(['a ', 'b'], 'a')
    /// array([ True, False])
    "np.char.less_equal" "(x1, x2)" => |a: Value, b: Value| compare(&a, &b, "<=", true);
    /// Does the first come after the second, blanks at their ends aside?
    ///
    /// >>> np.char.greater(['a ', 'b'], 'a')
    /// array([False,  True])
    "np.char.greater" "(x1, x2)" => |a: Value, b: Value| compare(&a, &b, ">", true);
    /// Does the first come after the second or equal it, blanks at their ends aside?
    ///
    /// >>> np.char.greater_equal(['a ', 'b'], 'a')
    /// array([ True,  True])
    "np.char.greater_equal" "(x1, x2)" => |a: Value, b: Value| compare(&a, &b, ">=", true);
    /// Compares by one of the six operators, with or without the blanks at the ends.
    ///
    /// >>> np.char.compare_chararrays(['a ', 'b'], ['a', 'c'], '<', True)
    /// array([False,  True])
    "np.char.compare_chararrays" "(a1, a2, cmp, rstrip)" => |host: &mut dyn Host, a: Value, b: Value, cmp: Value, strip: Value| {
        let op = match &cmp {
            Value::Str(text) => text.clone(),
            Value::Bytes(bytes) => String::from_utf8_lossy(bytes).into(),
            // The bytes of an array are no operator.
            Value::Array(_) => Rc::from(""),
            other => {
                return Err(Raised::type_error(format!(
                    "a bytes-like object is required, not '{}'",
                    other.type_name()
                )));
            }
        };
        let strip = truth(host, &strip)?;
        compare(&a, &b, &op, strip)
    };
}

/// A test by its name, and `str_len`; into `out`, where `mask` says so.
fn test(
    host: &mut dyn Host,
    name: &str,
    x: &Value,
    (out, mask, dtype): (&Value, Value, Value),
) -> Result<Value> {
    let result = if name == "str_len" {
        DType::I64
    } else {
        DType::Bool
    };
    if !dtype.is_none() {
        let wanted = to_dtype(&dtype)?;
        check_general(Some(&wanted))?;
        if wanted != result {
            return Err(no_loop_to(name, &[x], &wanted));
        }
    }
    let [words] = words_of(name, [x], &[x])?;
    let only_texts = ["isdecimal", "isnumeric"].contains(&name);
    if only_texts && words.bytes {
        return Err(no_loop(name, &[x]));
    }
    match name {
        "str_len" => words
            .refuse_missing(|| Raised::value_error("The length of a null string is undefined"))?,
        _ => words.refuse_all_but_nan(|| {
            Raised::value_error(format!(
                "Cannot use the {name} function with a null that is not a nan-like value"
            ))
        })?,
    }
    let texts = words.texts(words.shape())?;
    let result = if name == "str_len" {
        let lengths = texts.iter().map(|text| length(text) as i64).collect();
        Array::from_shape_vec::<i64>(words.shape(), lengths)?
    } else {
        let row = format!("str.{name}");
        let mut answers: Vec<Bool> = Vec::with_capacity(texts.len());
        for text in &texts {
            answers.push(matches!(method(host, &row, text, [])?, Value::Bool(true)).into());
        }
        Array::from_shape_vec(words.shape(), answers)?
    };
    if out.is_none() {
        return Ok(Value::array_or_scalar(result));
    }
    let target = match out {
        Value::Tuple(items) => items.first().cloned().unwrap_or(Value::None),
        other => other.clone(),
    };
    if !matches!(target, Value::Array(_)) {
        return Err(Raised::type_error("return arrays must be of ArrayType"));
    }
    let mask = if mask.is_none() {
        Value::Bool(true)
    } else {
        mask
    };
    call_with(
        host,
        "np.copyto",
        [target.clone(), Value::array(result)],
        [("where", mask)],
    )?;
    Ok(target)
}

fn compare(a: &Value, b: &Value, op: &str, strip: bool) -> Result<Value> {
    let holds: fn(Ordering) -> bool = match op {
        "==" => Ordering::is_eq,
        "!=" => Ordering::is_ne,
        "<" => Ordering::is_lt,
        "<=" => Ordering::is_le,
        ">" => Ordering::is_gt,
        ">=" => Ordering::is_ge,
        _ => {
            return Err(Raised::value_error(
                "comparison must be '==', '!=', '<', '>', '<=', '>='",
            ));
        }
    };
    let (Some(a), Some(b)) = (Words::of(&to_array(a)?), Words::of(&to_array(b)?)) else {
        return Err(Raised::type_error("comparison of non-string arrays"));
    };
    if a.is_unbounded() || b.is_unbounded() {
        return Err(Raised::type_error("comparison of non-string arrays"));
    }
    if a.bytes != b.bytes {
        return Ok(Value::NotImplemented);
    }
    let shape = common_shape(&[a.shape(), b.shape()])?;
    let blank = |c: char| c.is_whitespace() || c == '\0';
    let kept = |text: &Rc<str>| {
        if strip {
            Rc::from(text.trim_end_matches(blank))
        } else {
            text.clone()
        }
    };
    let pairs = a.texts(&shape)?.into_iter().zip(b.texts(&shape)?);
    let answers: Vec<Bool> = pairs
        .map(|(a, b)| holds(kept(&a).cmp(&kept(&b))).into())
        .collect();
    Ok(Value::array(Array::from_shape_vec(&shape, answers)?))
}
