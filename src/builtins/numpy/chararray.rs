//! `np.char.chararray`: arrays of texts or bytes that have the methods of texts, and whose elements lose the blanks at
//! their ends when they are read. NumPy keeps it for its past.

use std::any::Any;
use std::rc::Rc;

use super::call;
use super::compose::call_with;
use crate::array::{Array, DType, Scalar};
use crate::builtins;
use crate::builtins::subclasses::{new_object, plain_item};
use crate::value::convert::{
    ArrayOptions, as_index, convert_array, to_array, to_array_as, to_list,
};
use crate::value::subclass::ArraySubclass;
use crate::value::{Class, ClassId, Host, Raised, Result, Value, display, truth};

builtins! {
    /// The class of arrays with the methods of texts.
    ///
    /// >>> np.char.chararray
    /// <class 'numpy.char.chararray'>
    constant "np.char.chararray" => || Value::Class(ClassId::CHARARRAY.into());
    /// The class of arrays with the methods of texts; its name here is going away.
    constant "np.chararray" => |host: &mut dyn Host| {
        let message = "`np.chararray` is deprecated and will be removed from the main namespace in the future. Use an array with a string or bytes dtype instead.";
        host.warn(ClassId::DEPRECATION_WARNING, message)?;
        Ok::<Value, Raised>(Value::Class(ClassId::CHARARRAY.into()))
    };
    /// An array of a shape for texts of `itemsize` characters, or for bytes.
    ///
    /// >>> c = np.char.chararray((2,), itemsize=3)
    /// >>> c[:] = 'ab'
    /// >>> c
    /// chararray([b'ab', b'ab'], dtype='|S3')
    "chararray.__new__" "(cls, shape, itemsize=1, unicode=False, buffer=None, offset=0, strides=None, order='C')" => new_chararray;
    /// Texts, bytes or what becomes bytes as an array with the methods of texts: a copy.
    ///
    /// >>> np.char.array(['hello ', 'world'])
    /// chararray(['hello', 'world'], dtype='<U6')
    "np.char.array" "(obj, itemsize=None, copy=True, unicode=None, order=None)" => |host: &mut dyn Host, obj: Value, itemsize: Value, copy: bool, unicode: Value, order: Value| {
        made_of(host, obj, itemsize, copy, unicode, order)
    };
    /// As `np.char.array`; an array's memory is shared.
    ///
    /// >>> np.char.asarray(['hello', 'world'])
    /// chararray(['hello', 'world'], dtype='<U5')
    "np.char.asarray" "(obj, itemsize=None, unicode=None, order=None)" => |host: &mut dyn Host, obj: Value, itemsize: Value, unicode: Value, order: Value| {
        made_of(host, obj, itemsize, false, unicode, order)
    };
    /// Elements picked; a single one has no blanks at its end.
    ///
    /// >>> np.char.array(['hello '])[0]
    /// 'hello'
    "chararray.__getitem__" "(self, obj, /)" => get_item;
    /// Are the elements equal, blanks at their ends aside?
    ///
    /// >>> np.char.array(['a ', 'b']) == 'a'
    /// array([ True, False])
    "chararray.__eq__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| compared(host, "np.char.equal", a, b);
    /// Do the elements differ, blanks at their ends aside?
    "chararray.__ne__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| compared(host, "np.char.not_equal", a, b);
    /// Do the elements come before the others?
    "chararray.__lt__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| compared(host, "np.char.less", a, b);
    /// Do the elements come before the others, or equal them?
    "chararray.__le__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| compared(host, "np.char.less_equal", a, b);
    /// Do the elements come after the others?
    "chararray.__gt__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| compared(host, "np.char.greater", a, b);
    /// Do the elements come after the others, or equal them?
    "chararray.__ge__" "(self, other, /)" => |host: &mut dyn Host, a: Value, b: Value| compared(host, "np.char.greater_equal", a, b);
    /// Each element repeated.
    ///
    /// >>> np.char.array(['a', 'b']) * 2
    /// chararray(['aa', 'bb'], dtype='<U2')
    "chararray.__mul__" | "chararray.__rmul__" "(self, i, /)" => |host: &mut dyn Host, this: Value, i: Value| again(host, "np.char.multiply", &this, vec![i]);
    /// Each element formats the value beside it.
    ///
    /// >>> np.char.array(['%d%%']) % 5
    /// chararray(['5%'], dtype='<U2')
    "chararray.__mod__" "(self, i, /)" => |host: &mut dyn Host, this: Value, i: Value| again(host, "np.char.mod", &this, vec![i]);
    /// A number has no remainder by texts.
    "chararray.__rmod__" "(self, other, /)" => |_this: Value, _other: Value| Value::NotImplemented;
    /// The positions that would put the elements in order.
    ///
    /// >>> np.char.array(['b', 'a']).argsort()
    /// array([1, 0])
    "chararray.argsort" "(self, axis=-1, kind=None, order=None, *, stable=None)" => |host: &mut dyn Host, this: Value, axis: Value, kind: Value, order: Value, stable: Value| {
        let rest = [("axis", axis), ("kind", kind), ("order", order), ("stable", stable)];
        call_with(host, "ndarray.argsort", [this.plain_array()], rest)
    };
    /// With `new` for `old`, at most `count` times.
    ///
    /// >>> np.char.array(['banana']).replace('an', 'in')
    /// chararray(['binina'], dtype='<U6')
    "chararray.replace" "(self, old, new, count=None)" => |host: &mut dyn Host, this: Value, old: Value, new: Value, count: Value| {
        let count = if count.is_none() { Value::Int(-1) } else { count };
        again(host, "np.char.replace", &this, vec![old, new, count])
    };
    /// Every letter as a capital.
    ///
    /// >>> np.char.array(['ab', 'c1']).upper()
    /// chararray(['AB', 'C1'], dtype='<U2')
    "chararray.upper" "(self)" => |host: &mut dyn Host, this: Value| again(host, "np.char.upper", &this, vec![]);
    /// Every letter in lower case.
    ///
    /// >>> np.char.array(['AB', 'C1']).lower()
    /// chararray(['ab', 'c1'], dtype='<U2')
    "chararray.lower" "(self)" => |host: &mut dyn Host, this: Value| again(host, "np.char.lower", &this, vec![]);
    /// Capitals in lower case and the others as capitals.
    ///
    /// >>> np.char.array(['aB']).swapcase()
    /// chararray(['Ab'], dtype='<U2')
    "chararray.swapcase" "(self)" => |host: &mut dyn Host, this: Value| again(host, "np.char.swapcase", &this, vec![]);
    /// The first character as a capital, the others in lower case.
    ///
    /// >>> np.char.array(['hELLO']).capitalize()
    /// chararray(['Hello'], dtype='<U5')
    "chararray.capitalize" "(self)" => |host: &mut dyn Host, this: Value| again(host, "np.char.capitalize", &this, vec![]);
    /// Every word with a capital first.
    ///
    /// >>> np.char.array(['two words']).title()
    /// chararray(['Two Words'], dtype='<U9')
    "chararray.title" "(self)" => |host: &mut dyn Host, this: Value| again(host, "np.char.title", &this, vec![]);
    /// Without blanks, or without the characters in `chars`, at both ends.
    ///
    /// >>> np.char.array([' a ']).strip()
    /// chararray(['a'], dtype='<U3')
    "chararray.strip" "(self, chars=None)" => |host: &mut dyn Host, this: Value, chars: Value| again(host, "np.char.strip", &this, vec![chars]);
    /// Without blanks, or without the characters in `chars`, at the left end.
    ///
    /// >>> np.char.array([' a']).lstrip()
    /// chararray(['a'], dtype='<U2')
    "chararray.lstrip" "(self, chars=None)" => |host: &mut dyn Host, this: Value, chars: Value| again(host, "np.char.lstrip", &this, vec![chars]);
    /// Without blanks, or without the characters in `chars`, at the right end.
    ///
    /// >>> np.char.array(['axx']).rstrip('x')
    /// chararray(['a'], dtype='<U3')
    "chararray.rstrip" "(self, chars=None)" => |host: &mut dyn Host, this: Value, chars: Value| again(host, "np.char.rstrip", &this, vec![chars]);
    /// In the middle of `width` characters.
    ///
    /// >>> np.char.array(['a']).center(3, '*')
    /// chararray(['*a*'], dtype='<U3')
    "chararray.center" "(self, width, fillchar=' ')" => |host: &mut dyn Host, this: Value, width: Value, fillchar: Value| again(host, "np.char.center", &this, vec![width, fillchar]);
    /// At the left of `width` characters.
    ///
    /// >>> np.char.array(['a']).ljust(3, '*')
    /// chararray(['a**'], dtype='<U3')
    "chararray.ljust" "(self, width, fillchar=' ')" => |host: &mut dyn Host, this: Value, width: Value, fillchar: Value| again(host, "np.char.ljust", &this, vec![width, fillchar]);
    /// At the right of `width` characters.
    ///
    /// >>> np.char.array(['a']).rjust(3, '*')
    /// chararray(['**a'], dtype='<U3')
    "chararray.rjust" "(self, width, fillchar=' ')" => |host: &mut dyn Host, this: Value, width: Value, fillchar: Value| again(host, "np.char.rjust", &this, vec![width, fillchar]);
    /// At the right of `width` characters, with zeros between its sign and it.
    ///
    /// >>> np.char.array(['5', '-5']).zfill(3)
    /// chararray(['005', '-05'], dtype='<U3')
    "chararray.zfill" "(self, width)" => |host: &mut dyn Host, this: Value, width: Value| again(host, "np.char.zfill", &this, vec![width]);
    /// Blanks instead of tabs.
    ///
    /// >>> np.char.array(['a\tb']).expandtabs(4)[0]
    /// 'a   b'
    "chararray.expandtabs" "(self, tabsize=8)" => |host: &mut dyn Host, this: Value, tabsize: Value| again(host, "np.char.expandtabs", &this, vec![tabsize]);
    /// Every character replaced as a table of `str.maketrans` says.
    ///
    /// >>> np.char.array(['abc']).translate(str.maketrans('a', 'x'))
    /// chararray(['xbc'], dtype='<U3')
    "chararray.translate" "(self, table, deletechars=None)" => |host: &mut dyn Host, this: Value, table: Value, deletechars: Value| again(host, "np.char.translate", &this, vec![table, deletechars]);
    /// What stands before the first separator, the separator, and what stands behind it.
    ///
    /// >>> np.char.array(['a-b']).partition('-')
    /// chararray([['a', '-', 'b']], dtype='<U1')
    "chararray.partition" "(self, sep)" => |host: &mut dyn Host, this: Value, sep: Value| again(host, "np.char.partition", &this, vec![sep]);
    /// What stands before the last separator, the separator, and what stands behind it.
    ///
    /// >>> np.char.array(['a-b']).rpartition('-')
    /// chararray([['a', '-', 'b']], dtype='<U1')
    "chararray.rpartition" "(self, sep)" => |host: &mut dyn Host, this: Value, sep: Value| again(host, "np.char.rpartition", &this, vec![sep]);
    /// Where `sub` begins first in each element, or -1.
    ///
    /// >>> np.char.array(['banana']).find('an')
    /// array([1])
    "chararray.find" "(self, sub, start=0, end=None)" => |host: &mut dyn Host, this: Value, sub: Value, start: Value, end: Value| through(host, "np.char.find", &this, vec![sub, start, end]);
    /// Where `sub` begins last in each element, or -1.
    ///
    /// >>> np.char.array(['banana']).rfind('an')
    /// array([3])
    "chararray.rfind" "(self, sub, start=0, end=None)" => |host: &mut dyn Host, this: Value, sub: Value, start: Value, end: Value| through(host, "np.char.rfind", &this, vec![sub, start, end]);
    /// Where `sub` begins first in each element; it must be there.
    ///
    /// >>> np.char.array(['banana']).index('an')
    /// array([1])
    "chararray.index" "(self, sub, start=0, end=None)" => |host: &mut dyn Host, this: Value, sub: Value, start: Value, end: Value| through(host, "np.char.index", &this, vec![sub, start, end]);
    /// Where `sub` begins last in each element; it must be there.
    ///
    /// >>> np.char.array(['banana']).rindex('an')
    /// array([3])
    "chararray.rindex" "(self, sub, start=0, end=None)" => |host: &mut dyn Host, this: Value, sub: Value, start: Value, end: Value| through(host, "np.char.rindex", &this, vec![sub, start, end]);
    /// How often `sub` stands in each element.
    ///
    /// >>> np.char.array(['banana']).count('an')
    /// array([2])
    "chararray.count" "(self, sub, start=0, end=None)" => |host: &mut dyn Host, this: Value, sub: Value, start: Value, end: Value| through(host, "np.char.count", &this, vec![sub, start, end]);
    /// Does each element begin with `prefix`?
    ///
    /// >>> np.char.array(['ab', 'b']).startswith('a')
    /// array([ True, False])
    "chararray.startswith" "(self, prefix, start=0, end=None)" => |host: &mut dyn Host, this: Value, prefix: Value, start: Value, end: Value| through(host, "np.char.startswith", &this, vec![prefix, start, end]);
    /// Does each element end with `suffix`?
    ///
    /// >>> np.char.array(['ab', 'a']).endswith('b')
    /// array([ True, False])
    "chararray.endswith" "(self, suffix, start=0, end=None)" => |host: &mut dyn Host, this: Value, suffix: Value, start: Value, end: Value| through(host, "np.char.endswith", &this, vec![suffix, start, end]);
    /// The characters of each element of `seq` with the element between them.
    ///
    /// >>> np.char.array(['-']).join('abc')
    /// array(['a-b-c'], dtype='<U5')
    "chararray.join" "(self, seq)" => |host: &mut dyn Host, this: Value, seq: Value| through(host, "np.char.join", &this, vec![seq]);
    /// Texts as bytes.
    ///
    /// >>> np.char.array(['a']).encode()
    /// array([b'a'], dtype='|S1')
    "chararray.encode" "(self, encoding=None, errors=None)" => |host: &mut dyn Host, this: Value, encoding: Value, errors: Value| through(host, "np.char.encode", &this, vec![encoding, errors]);
    /// Bytes as texts.
    ///
    /// >>> np.char.array([b'a']).decode()
    /// array(['a'], dtype='<U1')
    "chararray.decode" "(self, encoding=None, errors=None)" => |host: &mut dyn Host, this: Value, encoding: Value, errors: Value| through(host, "np.char.decode", &this, vec![encoding, errors]);
    /// The parts of each element between separators or blanks, as lists.
    ///
    /// >>> np.char.array(['a b']).split()
    /// array([list(['a', 'b'])], dtype=object)
    "chararray.split" "(self, sep=None, maxsplit=None)" => |host: &mut dyn Host, this: Value, sep: Value, maxsplit: Value| through(host, "np.char.split", &this, vec![sep, maxsplit]);
    /// As `split`, with the splits made from the right.
    ///
    /// >>> np.char.array(['a,b,c']).rsplit(',', 1)
    /// array([list(['a,b', 'c'])], dtype=object)
    "chararray.rsplit" "(self, sep=None, maxsplit=None)" => |host: &mut dyn Host, this: Value, sep: Value, maxsplit: Value| through(host, "np.char.rsplit", &this, vec![sep, maxsplit]);
    /// The lines of each element, as lists.
    ///
    /// >>> np.char.array(['a']).splitlines()
    /// array([list(['a'])], dtype=object)
    "chararray.splitlines" "(self, keepends=None)" => |host: &mut dyn Host, this: Value, keepends: Value| through(host, "np.char.splitlines", &this, vec![keepends]);
    /// Has each element letters and digits only?
    ///
    /// >>> np.char.array(['a1']).isalnum()
    /// array([ True])
    "chararray.isalnum" "(self)" => |host: &mut dyn Host, this: Value| through(host, "np.char.isalnum", &this, vec![]);
    /// Has each element letters only?
    ///
    /// >>> np.char.array(['ab']).isalpha()
    /// array([ True])
    "chararray.isalpha" "(self)" => |host: &mut dyn Host, this: Value| through(host, "np.char.isalpha", &this, vec![]);
    /// Has each element digits only?
    ///
    /// >>> np.char.array(['12']).isdigit()
    /// array([ True])
    "chararray.isdigit" "(self)" => |host: &mut dyn Host, this: Value| through(host, "np.char.isdigit", &this, vec![]);
    /// Has each element lower case only?
    ///
    /// >>> np.char.array(['ab']).islower()
    /// array([ True])
    "chararray.islower" "(self)" => |host: &mut dyn Host, this: Value| through(host, "np.char.islower", &this, vec![]);
    /// Has each element blanks only?
    ///
    /// >>> np.char.array(['a']).isspace()
    /// array([False])
    "chararray.isspace" "(self)" => |host: &mut dyn Host, this: Value| through(host, "np.char.isspace", &this, vec![]);
    /// Has each element words with one capital first only?
    ///
    /// >>> np.char.array(['Ab']).istitle()
    /// array([ True])
    "chararray.istitle" "(self)" => |host: &mut dyn Host, this: Value| through(host, "np.char.istitle", &this, vec![]);
    /// Has each element capitals only?
    ///
    /// >>> np.char.array(['AB']).isupper()
    /// array([ True])
    "chararray.isupper" "(self)" => |host: &mut dyn Host, this: Value| through(host, "np.char.isupper", &this, vec![]);
    /// Has each element numeric characters only?
    ///
    /// >>> np.char.array(['12']).isnumeric()
    /// array([ True])
    "chararray.isnumeric" "(self)" => |host: &mut dyn Host, this: Value| through(host, "np.char.isnumeric", &this, vec![]);
    /// Has each element decimal digits only?
    ///
    /// >>> np.char.array(['1.5']).isdecimal()
    /// array([False])
    "chararray.isdecimal" "(self)" => |host: &mut dyn Host, this: Value| through(host, "np.char.isdecimal", &this, vec![]);
}

/// What makes an array one with the methods of texts.
pub struct CharArray;

fn is_text(dtype: &DType) -> bool {
    matches!(
        dtype.native(),
        DType::Str(_) | DType::Bytes(_) | DType::Void(_)
    )
}

impl ArraySubclass for CharArray {
    fn class(&self) -> Class {
        ClassId::CHARARRAY.into()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn finalize(&self, array: &Array) -> Option<Rc<dyn ArraySubclass>> {
        is_text(array.dtype()).then(|| Rc::new(CharArray) as Rc<dyn ArraySubclass>)
    }

    fn settle(&self, _: &mut dyn Host, object: &Value) -> Result<()> {
        match object {
            Value::Array(object) if !object.with(|array| is_text(array.dtype())) => Err(
                Raised::value_error("Can only create a chararray from string data."),
            ),
            _ => Ok(()),
        }
    }

    fn repr(&self, host: &mut dyn Host, array: &Array) -> Result<String> {
        display::array_repr_of(host, &stripped(array)?, "chararray")
    }

    fn str(&self, host: &mut dyn Host, array: &Array) -> Result<String> {
        display::array_str(host, &stripped(array)?)
    }
}

/// The elements as they are read.
fn stripped(array: &Array) -> Result<Array> {
    let copy = array.copy()?;
    for at in copy.layout().offsets().collect::<Vec<_>>() {
        copy.set(at, &without_blanks(copy.get(at)));
    }
    Ok(copy)
}

/// As Python's `rstrip` leaves it.
fn without_blanks(scalar: Scalar) -> Scalar {
    match scalar {
        Scalar::Str(text) => Scalar::Str(text.trim_end_matches(char::is_whitespace).into()),
        Scalar::Bytes(raw) => {
            let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0x0b;
            let end = raw
                .iter()
                .rposition(|byte| !blank(byte))
                .map_or(0, |last| last + 1);
            Scalar::Bytes(raw[..end].into())
        }
        other => other,
    }
}

fn get_item(host: &mut dyn Host, this: Value, index: Value) -> Result<Value> {
    Ok(match plain_item(host, &this, &index)? {
        Value::Scalar(scalar) => match without_blanks(scalar) {
            Scalar::Str(text) => Value::Str(text),
            Scalar::Bytes(raw) => Value::Bytes(raw),
            other => Value::scalar(other),
        },
        array => array,
    })
}

fn compared(host: &mut dyn Host, name: &str, a: Value, b: Value) -> Result<Value> {
    call(host, name, [a.plain_array(), b.plain_array()])
}

/// A function of `np.char` on the elements, its result as it is.
fn through(host: &mut dyn Host, name: &str, this: &Value, rest: Vec<Value>) -> Result<Value> {
    let all = std::iter::once(this.plain_array()).chain(rest.iter().map(Value::plain_array));
    call(host, name, all.collect::<Vec<_>>())
}

/// A function of `np.char` on the elements, its result an array with the methods of texts again.
fn again(host: &mut dyn Host, name: &str, this: &Value, rest: Vec<Value>) -> Result<Value> {
    let result = through(host, name, this, rest)?;
    Ok(dressed(Value::array(to_array(&result)?)))
}

fn dressed(array: Value) -> Value {
    new_object(array, &Value::Class(ClassId::CHARARRAY.into()))
}

/// Texts of so many characters, or bytes.
fn sized(unicode: bool, itemsize: usize) -> DType {
    match unicode {
        true => DType::Str(itemsize),
        false => DType::Bytes(itemsize),
    }
}

fn width_of(value: &Value) -> Result<usize> {
    usize::try_from(as_index(value)?)
        .map_err(|_| Raised::value_error("itemsize cannot be negative"))
}

#[allow(clippy::too_many_arguments)] // as many as NumPy's
fn new_chararray(
    host: &mut dyn Host,
    class: Value,
    shape: Value,
    itemsize: Value,
    unicode: Value,
    buffer: Value,
    offset: Value,
    strides: Value,
    order: Value,
) -> Result<Value> {
    let dtype = sized(truth(host, &unicode)?, width_of(&itemsize)?);
    let (buffer, filler) = match buffer {
        text @ Value::Str(_) => (Value::None, Some(text)),
        other => (other, None),
    };
    let mut keywords = vec![("dtype", Value::DType(dtype.into())), ("order", order)];
    if !buffer.is_none() {
        keywords.extend([("buffer", buffer), ("offset", offset), ("strides", strides)]);
    }
    let plain = Value::Class(ClassId::NDARRAY.into());
    let array = call_with(host, "ndarray.__new__", [plain, shape], keywords)?;
    if let (Some(filler), Value::Array(object)) = (filler, &array) {
        crate::value::convert::set_elements(&object.array(), &filler)?;
    }
    Ok(new_object(array, &class))
}

fn made_of(
    host: &mut dyn Host,
    obj: Value,
    itemsize: Value,
    copy: bool,
    unicode: Value,
    order: Value,
) -> Result<Value> {
    let wanted = match &unicode {
        Value::None => None,
        said => Some(truth(host, said)?),
    };
    let length = match &obj {
        Value::Str(text) => Some((text.chars().count(), true)),
        Value::Bytes(bytes) => Some((bytes.len(), false)),
        _ => None,
    };
    if let Some((length, is_text)) = length {
        let itemsize = match &itemsize {
            Value::None => Value::Int(length as i64),
            given => given.clone(),
        };
        let count = length.checked_div(width_of(&itemsize)?).ok_or_else(|| {
            Raised::new(
                ClassId::ZERO_DIVISION_ERROR,
                "integer division or modulo by zero",
            )
        })?;
        let unicode = Value::Bool(wanted.unwrap_or(is_text));
        let class = Value::Class(ClassId::CHARARRAY.into());
        let shape = Value::Int(count as i64);
        let order = if order.is_none() {
            Value::str("C")
        } else {
            order
        };
        return new_chararray(
            host,
            class,
            shape,
            itemsize,
            unicode,
            obj,
            Value::Int(0),
            Value::None,
            order,
        );
    }
    let obj = match obj {
        Value::List(_) | Value::Tuple(_) => Value::array(to_array(&obj)?),
        other => other,
    };
    match &obj {
        Value::Array(object)
            if object.with(|a| matches!(a.dtype().native(), DType::Str(_) | DType::Bytes(_))) =>
        {
            of_texts(host, &obj, object.array(), &itemsize, copy, wanted, order)
        }
        _ => of_others(&obj, &itemsize, wanted.unwrap_or(false)),
    }
}

/// An array of texts or bytes; with an order to follow NumPy forgets the class.
fn of_texts(
    host: &mut dyn Host,
    obj: &Value,
    array: Array,
    itemsize: &Value,
    copy: bool,
    unicode: Option<bool>,
    order: Value,
) -> Result<Value> {
    let is_text = matches!(array.dtype().native(), DType::Str(_));
    let own = array.itemsize() / if is_text { 4 } else { 1 };
    let width = if itemsize.is_none() {
        own
    } else {
        width_of(itemsize)?
    };
    let plain = match &order {
        Value::None => None,
        order => Some(call_with(
            host,
            "np.asarray",
            [obj.plain_array()],
            [("order", order.clone())],
        )?),
    };
    let source = match &plain {
        Some(ordered) => to_array(ordered)?,
        None => array,
    };
    // NumPy compares the width in characters with that in bytes.
    let source = match copy || width != source.itemsize() {
        true => Value::array(match sized(unicode.unwrap_or(is_text), width) {
            same if same == *source.dtype() => source.copy_like()?,
            other => convert_array(&source, &other)?,
        }),
        false => Value::view_as(source, obj, None),
    };
    Ok(match plain {
        Some(_) => source,
        None => dressed(source),
    })
}

/// Anything else becomes bytes, or texts where those are asked for.
fn of_others(obj: &Value, itemsize: &Value, unicode: bool) -> Result<Value> {
    let values = match obj {
        Value::Array(object)
            if itemsize.is_none() && object.with(|a| *a.dtype() == DType::Object) =>
        {
            to_list(&object.array())?
        }
        other => other.clone(),
    };
    let width = if itemsize.is_none() {
        0
    } else {
        width_of(itemsize)?
    };
    let options = ArrayOptions {
        dtype: Some(sized(unicode, width)),
        ..ArrayOptions::default()
    };
    let values = match values {
        Value::Array(object) => to_list(&object.array())?,
        other => other,
    };
    Ok(dressed(Value::array(to_array_as(&values, &options)?)))
}
