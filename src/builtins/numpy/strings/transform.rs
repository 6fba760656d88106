//! Texts made of texts element by element, by the methods that Python has for them.

use crate::array::{Array, DType, Shape};
use crate::builtins;
use crate::builtins::numpy::call;
use crate::value::convert::{to_array, to_python};
use crate::value::{Host, Raised, Result, Value};

use super::{
    Words, array_of, common_shape, dtype, given_text, length, method, objects, stretched, strings,
    text_of_value, words_of,
};

builtins! {
    /// Every letter as a capital. The width stays.
    ///
    /// >>> np.strings.upper(['ab', 'c1'])
    /// array(['AB', 'C1'], dtype='<U2')
    "np.strings.upper" | "np.char.upper" "(a)" => |host: &mut dyn Host, a: Value| same_width(host, "str.upper", &a);
    /// Every letter in lower case. The width stays.
    ///
    /// >>> np.strings.lower(['AB', 'C1'])
    /// array(['ab', 'c1'], dtype='<U2')
    "np.strings.lower" | "np.char.lower" "(a)" => |host: &mut dyn Host, a: Value| same_width(host, "str.lower", &a);
    /// Capitals in lower case and the others as capitals.
    ///
    /// >>> np.strings.swapcase(['aB'])
    /// array(['Ab'], dtype='<U2')
    "np.strings.swapcase" | "np.char.swapcase" "(a)" => |host: &mut dyn Host, a: Value| same_width(host, "str.swapcase", &a);
    /// The first character as a capital, the others in lower case.
    ///
    /// >>> np.strings.capitalize(['hELLO'])
    /// array(['Hello'], dtype='<U5')
    "np.strings.capitalize" | "np.char.capitalize" "(a)" => |host: &mut dyn Host, a: Value| same_width(host, "str.capitalize", &a);
    /// Every word with a capital first.
    ///
    /// >>> np.strings.title(['two words'])
    /// array(['Two Words'], dtype='<U9')
    "np.strings.title" | "np.char.title" "(a)" => |host: &mut dyn Host, a: Value| same_width(host, "str.title", &a);
    /// Without blanks, or without the characters in `chars`, at both ends.
    ///
    /// >>> np.strings.strip([' a ', 'b'])
    /// array(['a', 'b'], dtype='<U3')
    "np.strings.strip" | "np.char.strip" "(a, chars=None)" => |host: &mut dyn Host, a: Value, chars: Value| strip(host, "strip", &a, &chars);
    /// Without blanks, or without the characters in `chars`, at the left end.
    ///
    /// >>> np.strings.lstrip([' a', 'b'])
    /// array(['a', 'b'], dtype='<U2')
    "np.strings.lstrip" | "np.char.lstrip" "(a, chars=None)" => |host: &mut dyn Host, a: Value, chars: Value| strip(host, "lstrip", &a, &chars);
    /// Without blanks, or without the characters in `chars`, at the right end.
    ///
    /// >>> np.strings.rstrip(['a ', 'b'])
    /// array(['a', 'b'], dtype='<U2')
    "np.strings.rstrip" | "np.char.rstrip" "(a, chars=None)" => |host: &mut dyn Host, a: Value, chars: Value| strip(host, "rstrip", &a, &chars);
    /// Every character replaced as a table of `str.maketrans` says; of bytes, a table of 256, after `deletechars` are gone.
    ///
    /// >>> np.strings.translate(['abc'], str.maketrans('a', 'x'))
    /// array(['xbc'], dtype='<U3')
    "np.strings.translate" | "np.char.translate" "(a, table, deletechars=None)" => translate;
    /// `a % values`: each element formats the value beside it.
    ///
    /// >>> np.strings.mod(['%d', '%05.1f'], [3, 2.5])
    /// array(['3', '002.5'], dtype='<U5')
    "np.strings.mod" | "np.char.mod" "(a, values)" => percent;
    /// Texts as bytes; in UTF-8 unless `encoding` says otherwise.
    ///
    /// >>> np.strings.encode(['a', 'bc'])
    /// array([b'a', b'bc'], dtype='|S2')
    "np.strings.encode" | "np.char.encode" "(a, encoding=None, errors=None)" => encode;
    /// Bytes as texts; from UTF-8 unless `encoding` says otherwise.
    ///
    /// >>> np.strings.decode([b'a', b'bc'])
    /// array(['a', 'bc'], dtype='<U2')
    "np.strings.decode" | "np.char.decode" "(a, encoding=None, errors=None)" => decode;
    /// The characters of each element of `seq` with `sep` between them.
    ///
    /// >>> np.char.join('-', ['abc', 'de'])
    /// array(['a-b-c', 'd-e'], dtype='<U5')
    "np.char.join" "(sep, seq)" => join;
    /// The parts of each element between separators or blanks, as lists.
    ///
    /// >>> np.char.split(['a b', 'c'])
    /// array([list(['a', 'b']), list(['c'])], dtype=object)
    "np.char.split" "(a, sep=None, maxsplit=None)" => |host: &mut dyn Host, a: Value, sep: Value, most: Value| split(host, "str.split", &a, vec![sep, most]);
    /// As `split`, with the splits made from the right.
    ///
    /// >>> np.char.rsplit('a,b,c', ',', 1)
    /// array(list(['a,b', 'c']), dtype=object)
    "np.char.rsplit" "(a, sep=None, maxsplit=None)" => |host: &mut dyn Host, a: Value, sep: Value, most: Value| split(host, "str.rsplit", &a, vec![sep, most]);
    /// The lines of each element, as lists.
    ///
    /// >>> np.char.splitlines('a\nb')
    /// array(list(['a', 'b']), dtype=object)
    "np.char.splitlines" "(a, keepends=None)" => |host: &mut dyn Host, a: Value, keep: Value| split(host, "str.splitlines", &a, vec![keep]);
}

/// A result as wide as its argument, whatever the method gives: `ß` has no room for `SS`.
fn same_width(host: &mut dyn Host, row: &str, a: &Value) -> Result<Array> {
    let words = strings(a)?;
    words.refuse_missing(|| no_method(&words, row))?;
    let mut texts = words.texts(words.shape())?;
    for text in &mut texts {
        *text = given_text(&method(host, row, text, [])?);
    }
    array_of(words.shape(), words.array.dtype().native().clone(), &texts)
}

/// Python's complaint when a missing text is to be changed by a method of texts.
fn no_method(words: &Words, row: &str) -> Raised {
    let missing = match words.array.dtype() {
        DType::Text(own) => own.missing.as_ref().map(|m| m.object.type_name()),
        _ => None,
    };
    Raised::type_error(format!(
        "descriptor '{}' for 'str' objects doesn't apply to a '{}' object",
        row.trim_start_matches("str."),
        missing.unwrap_or_default()
    ))
}

fn strip(host: &mut dyn Host, name: &str, a: &Value, chars: &Value) -> Result<Value> {
    let row = format!("str.{name}");
    let (words, chars) = if chars.is_none() {
        let [words] = words_of(&format!("_{name}_whitespace"), [a], &[a])?;
        (words, None)
    } else {
        let [words, chars] = words_of(&format!("_{name}_chars"), [a, chars], &[a, chars])?;
        (words, Some(chars))
    };
    let shape = match &chars {
        Some(chars) => common_shape(&[words.shape(), chars.shape()])?,
        None => words.shape().into(),
    };
    words.refuse_all_but_nan(|| {
        Raised::value_error("Can only strip null values that are strings or NaN-like values")
    })?;
    let mut texts = words.texts(&shape)?;
    let sets = chars.map(|chars| chars.texts(&shape)).transpose()?;
    for (at, text) in texts.iter_mut().enumerate() {
        let set = sets.as_ref().and_then(|sets| sets.get(at));
        *text = given_text(&method(host, &row, text, set.cloned().map(Value::Str))?);
    }
    let dtype = words.array.dtype().native().clone();
    let stripped = words.keep_missing(array_of(&shape, dtype, &texts)?)?;
    Ok(Value::array_or_scalar(stripped))
}

/// The arguments of a method beside the elements: each may be an array. Those from the first None on are left out,
/// except the first if `keep_first`.
fn beside(
    words: &Words,
    arguments: Vec<Value>,
    keep_first: bool,
) -> Result<(Shape, Vec<Vec<Value>>)> {
    let mut arrays = Vec::new();
    for (at, argument) in arguments.into_iter().enumerate() {
        if argument.is_none() && !(at == 0 && keep_first) {
            break;
        }
        arrays.push(match &argument {
            Value::Dict(_) | Value::None => objects(&[], vec![argument])?,
            _ => to_array(&argument)?,
        });
    }
    let mut shape: Shape = words.shape().into();
    for (at, array) in arrays.iter().enumerate() {
        shape = crate::array::broadcast_shapes([&shape[..], array.shape()])
            .ok_or_else(|| mismatch(words.shape(), at + 1, array.shape()))?;
    }
    let mut columns = Vec::new();
    for array in &arrays {
        let stretched = stretched(array, &shape)?;
        columns.push(stretched.scalars().map(to_python).collect());
    }
    Ok((shape, columns))
}

fn mismatch(first: &[usize], at: usize, other: &[usize]) -> Raised {
    Raised::value_error(format!(
        "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 with shape {} and arg {at} with shape {}.",
        crate::array::shape_repr(first),
        crate::array::shape_repr(other)
    ))
}

/// The results of a method for every element, with its arguments beside it.
fn each(
    host: &mut dyn Host,
    row: &str,
    words: &Words,
    arguments: Vec<Value>,
    keep_first: bool,
) -> Result<(Shape, Vec<Value>)> {
    let (shape, columns) = beside(words, arguments, keep_first)?;
    let mut results = Vec::new();
    for (at, element) in words.texts(&shape)?.iter().enumerate() {
        let rest = columns
            .iter()
            .filter_map(|column| column.get(at))
            .map(|value| match value {
                Value::Bytes(_) => Value::Str(given_text(value)),
                other => other.clone(),
            });
        results.push(method(host, row, element, rest.collect::<Vec<_>>())?);
    }
    Ok((shape, results))
}

fn split(host: &mut dyn Host, row: &str, a: &Value, arguments: Vec<Value>) -> Result<Array> {
    let words = strings(a)?;
    let keep_first = row != "str.splitlines";
    let (shape, mut lists) = each(host, row, &words, arguments, keep_first)?;
    if words.bytes {
        for list in &mut lists {
            let Value::List(parts) = &*list else { continue };
            let parts = parts
                .items
                .borrow()
                .iter()
                .map(|part| words.element(&given_text(part)))
                .collect();
            *list = Value::list(parts);
        }
    }
    objects(&shape, lists)
}

/// An array of the kind of `like`, as wide as its longest element.
fn fitting(shape: &[usize], like: &Words, texts: &[std::rc::Rc<str>]) -> Result<Array> {
    array_of(shape, like.dtype(longest(texts)), texts)
}

fn longest(texts: &[std::rc::Rc<str>]) -> usize {
    texts.iter().map(|text| length(text)).max().unwrap_or(1)
}

fn join(host: &mut dyn Host, separators: Value, sequences: Value) -> Result<Array> {
    let words = strings(&separators)?;
    let sequences = to_array(&sequences)?;
    let Some(others) = Words::of(&sequences) else {
        return Err(Raised::type_error("can only join an iterable"));
    };
    let shape = crate::array::broadcast_shapes([words.shape(), others.shape()])
        .ok_or_else(|| mismatch(words.shape(), 1, others.shape()))?;
    let mut texts = Vec::new();
    for (separator, sequence) in words.texts(&shape)?.iter().zip(others.texts(&shape)?) {
        let joined = method(host, "str.join", separator, [Value::Str(sequence)])?;
        texts.push(given_text(&joined));
    }
    fitting(&shape, &others, &texts)
}

fn percent(host: &mut dyn Host, a: Value, values: Value) -> Result<Array> {
    let words = strings(&a)?;
    let values = to_array(&values)?;
    let shape = crate::array::broadcast_shapes([words.shape(), values.shape()])
        .ok_or_else(|| mismatch(words.shape(), 1, values.shape()))?;
    let mut texts = Vec::new();
    let values: Vec<_> = stretched(&values, &shape)?.scalars().collect();
    for (format, value) in words.texts(&shape)?.iter().zip(values) {
        let formatted = crate::builtins::operators::binary(
            host,
            crate::syntax::ast::BinaryOp::Mod,
            Value::Str(format.clone()),
            Value::scalar(value),
        )?;
        texts.push(given_text(&formatted));
    }
    fitting(&shape, &words, &texts)
}

fn encode(host: &mut dyn Host, a: Value, encoding: Value, errors: Value) -> Result<Array> {
    let words = strings(&a)?;
    if words.bytes {
        return Err(Raised::attribute_error(
            "type object 'bytes' has no attribute 'encode'",
        ));
    }
    let (shape, encoded) = each(host, "str.encode", &words, vec![encoding, errors], false)?;
    let texts: Vec<_> = encoded.iter().map(given_text).collect();
    array_of(&shape, dtype(true, longest(&texts)), &texts)
}

fn decode(host: &mut dyn Host, a: Value, encoding: Value, errors: Value) -> Result<Array> {
    let words = strings(&a)?;
    if !words.bytes {
        return Err(Raised::attribute_error(
            "type object 'str' has no attribute 'decode'",
        ));
    }
    let (shape, columns) = beside(&words, vec![encoding, errors], false)?;
    let mut texts = Vec::new();
    for (at, element) in words.texts(&shape)?.iter().enumerate() {
        let rest = columns.iter().filter_map(|column| column.get(at).cloned());
        let arguments = std::iter::once(words.element(element)).chain(rest);
        texts.push(given_text(&call(
            host,
            "bytes.decode",
            arguments.collect::<Vec<_>>(),
        )?));
    }
    array_of(&shape, dtype(false, longest(&texts)), &texts)
}

fn translate(host: &mut dyn Host, a: Value, table: Value, deleted: Value) -> Result<Array> {
    let words = strings(&a)?;
    let dtype = words.array.dtype().native().clone();
    let mut texts = words.texts(words.shape())?;
    if !words.bytes {
        for text in &mut texts {
            *text = given_text(&method(host, "str.translate", text, [table.clone()])?);
        }
        return array_of(words.shape(), dtype, &texts);
    }
    let table: Option<Vec<char>> = text_of_value(&table).map(|table| table.chars().collect());
    if table.as_ref().is_some_and(|table| table.len() != 256) {
        return Err(Raised::value_error(
            "translation table must be 256 characters long",
        ));
    }
    let deleted = text_of_value(&deleted).unwrap_or_default();
    for text in &mut texts {
        let kept = text.chars().filter(|c| !deleted.contains(*c));
        let mapped = kept.map(|c| match &table {
            Some(table) => table.get(usize::from(c as u32 as u8)).copied().unwrap_or(c),
            None => c,
        });
        *text = mapped.collect::<String>().into();
    }
    array_of(words.shape(), dtype, &texts)
}
