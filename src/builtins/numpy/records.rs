//! `np.recarray` and `np.rec`: structured arrays whose fields are attributes too.

use std::any::Any;
use std::rc::Rc;

use super::compose::call_with;
use crate::array::print::Frame;
use crate::array::{Array, DType, Field, Scalar, StructType, shape_repr};
use crate::builtins;
use crate::builtins::subclasses::new_object;
use crate::value::builtin::{Bound, Parameter};
use crate::value::convert::{
    as_shape, dtype_of_text, in_big_endian, set_elements, to_array, to_dtype, to_python,
};
use crate::value::display::{ArrayPrinting, array2string};
use crate::value::subclass::ArraySubclass;
use crate::value::{Class, ClassId, Host, Raised, Result, Value};

builtins! {
    /// The class of record arrays: structured arrays whose fields are attributes too.
    ///
    /// >>> np.recarray
    /// <class 'numpy.rec.recarray'>
    constant "np.recarray" | "np.rec.recarray" => || Value::Class(ClassId::RECARRAY.into());
    /// The class of a record array's elements.
    ///
    /// >>> np.rec.record
    /// <class 'numpy.record'>
    constant "np.rec.record" => || Value::Class(ClassId::RECORD.into());
    /// A record array of a shape, its fields given by a dtype or by formats and names.
    ///
    /// >>> np.recarray((2,), dtype=[('x', int)]).dtype.names
    /// ('x',)
    "recarray.__new__" "(cls, shape, dtype=None, buf=None, offset=0, strides=None, formats=None, names=None, titles=None, byteorder=None, aligned=False, order='C')" => new_recarray;
    /// Elements picked: a field of no fields of its own is a plain array.
    ///
    /// >>> np.rec.array([(1, 2.5)], names='a,b')['b']
    /// array([2.5])
    "recarray.__getitem__" "(self, indx, /)" => get_item;
    /// The field of a name or a number, or its assignment.
    ///
    /// >>> np.rec.array([(1, 2.5)], names='a,b').field(1)
    /// array([2.5])
    "recarray.field" "(self, attr, val=None)" => field;
    /// The fields of a record, one on each line.
    ///
    /// >>> print(np.rec.array([(1, 2.5)], names='a,b')[0].pprint())
    /// a: 1
    /// b: 2.5
    "record.pprint" "(self)" => pprint;
    /// A record array from any of: a list of rows, a list of columns, an array, bytes.
    ///
    /// >>> np.rec.array([(1, 'x'), (2, 'y')], names='n,s').s
    /// array(['x', 'y'], dtype='<U1')
    "np.rec.array" "(obj, dtype=None, shape=None, offset=0, strides=None, formats=None, names=None, titles=None, aligned=False, byteorder=None, copy=True)" => rec_array;
    /// A record array from one array for each field.
    ///
    /// >>> np.rec.fromarrays([[1, 2], [3., 4.]], names='a,b')[1]
    /// np.record((2, 4.0), dtype=[('a', '<i8'), ('b', '<f8')])
    "np.rec.fromarrays" "(arrayList, dtype=None, shape=None, formats=None, names=None, titles=None, aligned=False, byteorder=None)" => from_arrays;
    /// A record array from a list of rows.
    ///
    /// >>> np.rec.fromrecords([(1, 2.5), (3, 4.5)], names='a,b').a
    /// array([1, 3])
    "np.rec.fromrecords" "(recList, dtype=None, shape=None, formats=None, names=None, titles=None, aligned=False, byteorder=None)" => from_records;
    /// A record array that reads bytes; it cannot be written to.
    ///
    /// >>> np.rec.fromstring(b'\x01\x02', dtype=[('a', 'u1'), ('b', 'u1')]).b
    /// array([2], dtype=uint8)
    "np.rec.fromstring" "(datastring, dtype=None, shape=None, offset=0, formats=None, names=None, titles=None, aligned=False, byteorder=None)" => from_string;
    /// A record array from a file of bytes.
    ///
    /// >>> np.array([(1, 2)], dtype='u1,u1').tofile('pairs.bin')
    /// >>> np.rec.fromfile('pairs.bin', dtype='u1,u1').f1
    /// array([2], dtype=uint8)
    "np.rec.fromfile" "(fd, dtype=None, shape=None, offset=0, formats=None, names=None, titles=None, aligned=False, byteorder=None)" => from_file;
    /// The items that a list holds more than once.
    ///
    /// >>> np.rec.find_duplicate(['a', 'b', 'a'])
    /// ['a']
    "np.rec.find_duplicate" "(list)" => find_duplicate;
    /// The dtype that formats, names and titles make together, as the attribute `dtype`.
    ///
    /// >>> np.rec.format_parser('i4,f8', 'a,b', []).dtype
    /// dtype([('a', '<i4'), ('b', '<f8')])
    "np.rec.format_parser" "(formats, names, titles, aligned=False, byteorder=None)" => |formats: Fields| Ok::<Value, Raised>(Value::Native(Rc::new(Parsed(formats.dtype()?))));
}

/// What `np.rec.format_parser` makes.
struct Parsed(DType);

impl crate::value::Native for Parsed {
    fn class(&self) -> ClassId {
        ClassId::FORMAT_PARSER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        (name == "dtype").then(|| Value::DType(Rc::new(self.0.clone())))
    }
}

/// What makes an array a record array.
pub struct RecordArray;

impl ArraySubclass for RecordArray {
    fn class(&self) -> Class {
        ClassId::RECARRAY.into()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn finalize(&self, _: &Array) -> Option<Rc<dyn ArraySubclass>> {
        Some(Rc::new(RecordArray))
    }

    fn shaped(&self, array: Array) -> Array {
        match array.dtype() {
            DType::Struct(fields) if !fields.record => {
                let dtype = DType::Struct(Rc::new(fields.with_record(true)));
                let layout = array.layout().clone();
                array.with_dtype(dtype, layout)
            }
            _ => array,
        }
    }

    fn keeps_scalars(&self) -> bool {
        true
    }

    fn repr(&self, host: &mut dyn Host, array: &Array) -> Result<String> {
        let (prefix, end, dtype) = match array.dtype() {
            DType::Struct(fields) => {
                let plain = DType::Struct(Rc::new(fields.with_record(false)));
                ("rec.array(", "", plain.to_string())
            }
            other => ("rec.array(", "", other.to_string()),
        };
        let elements = match array.size() > 0 || array.shape() == [0] {
            true => {
                let printing = host.session().get::<ArrayPrinting>().clone();
                let frame = Frame {
                    separator: ", ",
                    prefix,
                    suffix: ",",
                };
                array2string(host, array, printing, &frame)?
            }
            false => format!("[], shape={}", shape_repr(array.shape())),
        };
        let indent = " ".repeat(prefix.len());
        Ok(format!("{prefix}{elements},\n{indent}dtype={dtype}){end}"))
    }

    fn attribute(&self, object: &Value, name: &str) -> Result<Option<Value>> {
        match has_field(object, name) {
            true => field_of(object, name).map(Some),
            false if name.starts_with("__") => Ok(None),
            false => Err(Raised::attribute_error(format!(
                "recarray has no attribute {name}"
            ))),
        }
    }

    fn set_attribute(&self, object: &Value, name: &str, new: Option<&Value>) -> Result<bool> {
        match new {
            Some(new) if has_field(object, name) => set_field(object, name, new).map(|()| true),
            _ => Ok(false),
        }
    }
}

fn fields_of(value: &Value) -> Option<Rc<StructType>> {
    match value {
        Value::Array(object) => object.with(|array| match array.dtype() {
            DType::Struct(fields) => Some(fields.clone()),
            _ => None,
        }),
        _ => None,
    }
}

fn has_field(value: &Value, name: &str) -> bool {
    let named = |field: &Field| &*field.name == name || field.title.as_deref() == Some(name);
    fields_of(value).is_some_and(|fields| fields.fields.iter().any(named))
}

/// A field as a record array where it has fields itself, else as a plain array.
fn field_of(value: &Value, name: &str) -> Result<Value> {
    let array = to_array(value)?;
    let field = super::fields::field_view(&array, &Value::str(name))?;
    let field = field.ok_or_else(|| Raised::key_error(name))?;
    Ok(match field.dtype() {
        DType::Struct(_) => Value::view(field, value),
        _ => Value::view_as(field, value, None),
    })
}

fn set_field(value: &Value, name: &str, new: &Value) -> Result<()> {
    let array = to_array(value)?;
    match super::fields::field_view(&array, &Value::str(name))? {
        Some(field) => set_elements(&field, new),
        None => Err(Raised::key_error(name)),
    }
}

/// A field of a record: an attribute of the element of a record array. `None` for all other scalars.
///
/// # Errors
/// AttributeError for a record without such a field.
pub fn field_of_scalar(scalar: &Scalar, name: &str) -> Result<Option<Value>> {
    let Scalar::Struct(record) = scalar else {
        return Ok(None);
    };
    if !record.fields.record || name.starts_with("__") {
        return Ok(None);
    }
    let array = Array::from_scalar(scalar)?;
    let Some(field) = record
        .fields
        .fields
        .iter()
        .find(|field| &*field.name == name)
    else {
        let message = format!("'record' object has no attribute '{name}'");
        return Err(Raised::attribute_error(message));
    };
    let view = super::fields::field_view(&array, &Value::str(&field.name))?;
    let view = view.ok_or_else(|| Raised::key_error(name))?;
    let view = match view.dtype() {
        DType::Struct(_) => RecordArray.shaped(view),
        _ => view,
    };
    Ok(Some(Value::array_or_scalar(view)))
}

fn get_item(value: Value, index: Value) -> Result<Value> {
    let plain = value.plain_array();
    let Value::Array(object) = &plain else {
        return Ok(Value::None);
    };
    let item = super::indexing::get_item(&plain, object, &index)?;
    let Value::Array(part) = &item else {
        return Ok(item);
    };
    let array = part.array();
    let structured = matches!(array.dtype(), DType::Struct(_));
    Ok(match (structured, part.base.is_some()) {
        (true, true) => Value::view(array, &value),
        (true, false) => Value::array(array).dressed_as(&value),
        (false, true) => Value::view_as(array, &value, None),
        (false, false) => item,
    })
}

fn field(value: Value, which: Value, new: Value) -> Result<Value> {
    let name = match &which {
        Value::Int(at) => {
            let fields = fields_of(&value);
            let fields = fields.map_or(Vec::new(), |fields| fields.fields.clone());
            let length = fields.len() as i64;
            let at = if *at < 0 { at + length } else { *at };
            let field = usize::try_from(at)
                .ok()
                .and_then(|at| fields.get(at).cloned());
            let message = "tuple index out of range";
            field
                .ok_or_else(|| Raised::new(ClassId::INDEX_ERROR, message))?
                .name
        }
        Value::Str(name) => name.clone(),
        _ => return Err(Raised::type_error("a field is named by a text or a number")),
    };
    if !has_field(&value, &name) {
        return Err(Raised::key_error(&name));
    }
    match new.is_none() {
        true => field_of(&value, &name),
        false => set_field(&value, &name, &new).map(|()| Value::None),
    }
}

fn pprint(host: &mut dyn Host, value: Value) -> Result<String> {
    let Value::Scalar(Scalar::Struct(record)) = &value else {
        return Err(Raised::type_error("not a record"));
    };
    let names: Vec<Rc<str>> = record
        .fields
        .fields
        .iter()
        .map(|field| field.name.clone())
        .collect();
    let width = names
        .iter()
        .map(|name| name.chars().count())
        .max()
        .unwrap_or(0);
    let mut lines = Vec::new();
    for name in names {
        let shown = match field_of_scalar(&Scalar::Struct(record.clone()), &name)? {
            Some(item) => crate::value::display::str(host, &item)?,
            None => "".into(),
        };
        lines.push(format!("{name:>width$}: {shown}"));
    }
    Ok(lines.join("\n"))
}

/// `formats`, `names`, `titles`, `aligned`, `byteorder`: how `np.rec` lets fields be described.
struct Fields {
    formats: Value,
    names: Value,
    titles: Value,
    aligned: bool,
    byteorder: Value,
}

impl Parameter for Fields {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Fields> {
        let mut next = || bound.take().unwrap_or(Value::None);
        Ok(Fields {
            formats: next(),
            names: next(),
            titles: next(),
            aligned: matches!(next(), Value::Bool(true)),
            byteorder: next(),
        })
    }
}

/// Names as a list, or as one text with commas.
fn texts(value: &Value) -> Vec<Option<Rc<str>>> {
    let text = |item: &Value| match item {
        Value::Str(text) => Some(Rc::from(text.trim())),
        _ => None,
    };
    match value {
        Value::Str(text) => text
            .split(',')
            .map(|name| Some(Rc::from(name.trim())))
            .collect(),
        Value::List(list) => list.items.borrow().iter().map(text).collect(),
        Value::Tuple(items) => items.iter().map(text).collect(),
        _ => Vec::new(),
    }
}

impl Fields {
    /// The dtype they make together.
    fn dtype(&self) -> Result<DType> {
        let formats = match &self.formats {
            Value::None => return Err(Raised::value_error("Need formats argument")),
            Value::List(list) => list.items.borrow().clone(),
            Value::Tuple(items) => items.to_vec(),
            Value::Str(text) => text
                .split(',')
                .map(str::trim)
                .filter(|code| !code.is_empty())
                .map(Value::str)
                .collect(),
            other => vec![other.clone()],
        };
        let names = texts(&self.names);
        let titles = match &self.titles {
            // NumPy takes a text for the sequence of its characters here.
            Value::Str(text) => text.chars().map(|c| Some(c.to_string().into())).collect(),
            several => texts(several),
        };
        let names: Vec<Rc<str>> = (0..formats.len())
            .map(|at| match names.get(at) {
                Some(Some(name)) if !name.is_empty() => name.clone(),
                _ => format!("f{at}").into(),
            })
            .collect();
        let repeated: Vec<Value> = names
            .iter()
            .enumerate()
            .filter(|(at, name)| {
                names[..*at]
                    .iter()
                    .filter(|earlier| earlier == name)
                    .count()
                    == 1
            })
            .map(|(_, name)| Value::Str(name.clone()))
            .collect();
        if let Some(Value::Str(name)) = repeated.first() {
            return Err(Raised::value_error(format!(
                "Duplicate field names: ['{name}']"
            )));
        }
        let mut parts = Vec::new();
        for (at, (name, format)) in names.iter().zip(&formats).enumerate() {
            let name = match titles.get(at) {
                Some(Some(title)) => {
                    Value::tuple(vec![Value::Str(title.clone()), Value::Str(name.clone())])
                }
                _ => Value::Str(name.clone()),
            };
            parts.push(Value::tuple(vec![
                name,
                Value::DType(Rc::new(self.format(format)?)),
            ]));
        }
        Ok(match to_dtype(&Value::list(parts))? {
            DType::Struct(fields) if self.aligned => match super::dtype::aligned(&fields) {
                // The places are kept, not that they were asked for.
                DType::Struct(fields) => DType::Struct(Rc::new(StructType {
                    aligned: false,
                    ..(*fields).clone()
                })),
                dtype => dtype,
            },
            dtype => dtype,
        })
    }

    fn format(&self, format: &Value) -> Result<DType> {
        let dtype = match format {
            Value::Str(text) => dtype_of_text(text)?,
            other => to_dtype(other)?,
        };
        Ok(match &self.byteorder {
            Value::Str(order) if matches!(&**order, ">" | "big" | "B") && dtype.is_native() => {
                in_big_endian(dtype)
            }
            _ => dtype,
        })
    }

    /// The dtype given, or the one that formats make.
    fn or_given(&self, dtype: &Value) -> Result<DType> {
        match dtype {
            Value::None => self.dtype(),
            given => match to_dtype(given)? {
                DType::Struct(fields) if self.aligned => Ok(super::dtype::aligned(&fields)),
                dtype => Ok(dtype),
            },
        }
    }

    fn with_formats(&self, formats: Value) -> Fields {
        Fields {
            formats,
            names: self.names.clone(),
            titles: self.titles.clone(),
            aligned: self.aligned,
            byteorder: self.byteorder.clone(),
        }
    }
}

fn records(array: Value) -> Value {
    match &array {
        Value::Array(object) => {
            let state = Rc::new(RecordArray) as Rc<dyn ArraySubclass>;
            Value::view_as(object.array(), &array, Some(state))
        }
        _ => array,
    }
}

#[allow(clippy::too_many_arguments)] // NumPy's own list
fn new_recarray(
    host: &mut dyn Host,
    class: Value,
    shape: Value,
    dtype: Value,
    buffer: Value,
    offset: Value,
    strides: Value,
    formats: Value,
    names: Value,
    titles: Value,
    byteorder: Value,
    aligned: bool,
) -> Result<Value> {
    let fields = Fields {
        formats,
        names,
        titles,
        aligned,
        byteorder,
    };
    let dtype = Value::DType(Rc::new(fields.or_given(&dtype)?));
    let plain = Value::Class(ClassId::NDARRAY.into());
    let made = call_with(
        host,
        "ndarray.__new__",
        [plain, shape, dtype, buffer],
        [("offset", offset), ("strides", strides)],
    )?;
    Ok(new_object(made, &class))
}

fn from_arrays(
    host: &mut dyn Host,
    arrays: Value,
    dtype: Value,
    shape: Value,
    fields: Fields,
) -> Result<Value> {
    let mut columns = Vec::new();
    for item in crate::builtins::python::iterate::collect(host, &arrays)? {
        columns.push(to_array(&item)?);
    }
    let fields = match (&dtype, &fields.formats) {
        (Value::None, Value::None) => {
            let formats = columns
                .iter()
                .map(|column| Value::DType(Rc::new(column.dtype().clone())));
            fields.with_formats(Value::list(formats.collect()))
        }
        _ => fields,
    };
    let DType::Struct(described) = fields.or_given(&dtype)? else {
        return Err(Raised::value_error(
            "mismatch between the number of fields and the number of arrays",
        ));
    };
    if described.fields.len() != columns.len() {
        let message = "mismatch between the number of fields and the number of arrays";
        return Err(Raised::value_error(message));
    }
    let mut whole = match (&shape, columns.first()) {
        (Value::None, Some(first)) => first.shape().to_vec(),
        (Value::None, None) => Vec::new(),
        (given, _) => as_shape(given)?.lengths()?.to_vec(),
    };
    if let Some(first) = described.fields.first() {
        whole.truncate(whole.len().saturating_sub(first.shape.len()));
    }
    let array = Array::zeros(DType::Struct(described.clone()), &whole)?;
    for (at, (column, field)) in columns.iter().zip(&described.fields).enumerate() {
        let outer = column.ndim().saturating_sub(field.shape.len());
        if column.shape()[..outer] != whole[..] {
            return Err(Raised::value_error(format!(
                "array-shape mismatch in array {at} (\"{}\")",
                field.name
            )));
        }
        if let Some(view) = super::fields::field_view(&array, &Value::str(&field.name))? {
            set_elements(&view, &Value::array(column.clone()))?;
        }
    }
    Ok(records(Value::array(array)))
}

fn from_records(
    host: &mut dyn Host,
    rows: Value,
    dtype: Value,
    shape: Value,
    fields: Fields,
) -> Result<Value> {
    if dtype.is_none() && fields.formats.is_none() {
        let rows = crate::builtins::python::iterate::collect(host, &rows)?;
        let mut columns: Vec<Vec<Value>> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let items = crate::builtins::python::iterate::collect(host, row)?;
            if at == 0 {
                columns.resize_with(items.len(), Vec::new);
            }
            for (column, item) in columns.iter_mut().zip(items) {
                column.push(match item {
                    Value::Scalar(scalar) => to_python(scalar),
                    other => other,
                });
            }
        }
        let columns = Value::list(columns.into_iter().map(Value::list).collect());
        return from_arrays(host, columns, dtype, shape, fields);
    }
    let dtype = Value::DType(Rc::new(fields.or_given(&dtype)?));
    let rows = match &rows {
        Value::List(list) => {
            let rows = list.items.borrow().clone();
            let tuples = rows.iter().map(|row| match row {
                Value::List(items) => Value::tuple(items.items.borrow().clone()),
                other => other.clone(),
            });
            Value::list(tuples.collect())
        }
        other => other.clone(),
    };
    let made = super::call(host, "np.array", [rows, dtype])?;
    let made = match shape {
        Value::None => made,
        shape => super::call(host, "np.reshape", [made, shape])?,
    };
    Ok(records(made))
}

fn from_string(
    host: &mut dyn Host,
    bytes: Value,
    dtype: Value,
    shape: Value,
    offset: Value,
    fields: Fields,
) -> Result<Value> {
    if dtype.is_none() && fields.formats.is_none() {
        return Err(Raised::type_error(
            "fromstring() needs a 'dtype' or 'formats' argument",
        ));
    }
    let dtype = Value::DType(Rc::new(fields.or_given(&dtype)?));
    let made = call_with(host, "np.frombuffer", [bytes, dtype], [("offset", offset)])?;
    shaped_records(host, made, shape)
}

fn from_file(
    host: &mut dyn Host,
    file: Value,
    dtype: Value,
    shape: Value,
    offset: Value,
    fields: Fields,
) -> Result<Value> {
    if dtype.is_none() && fields.formats.is_none() {
        return Err(Raised::type_error(
            "fromfile() needs a 'dtype' or 'formats' argument",
        ));
    }
    let dtype = Value::DType(Rc::new(fields.or_given(&dtype)?));
    let made = call_with(host, "np.fromfile", [file, dtype], [("offset", offset)])?;
    shaped_records(host, made, shape)
}

fn shaped_records(host: &mut dyn Host, made: Value, shape: Value) -> Result<Value> {
    let made = match shape {
        Value::None | Value::Int(-1) => made,
        shape => super::call(host, "np.reshape", [made, shape])?,
    };
    Ok(records(made))
}

#[allow(clippy::too_many_arguments)] // NumPy's own list
fn rec_array(
    host: &mut dyn Host,
    object: Value,
    dtype: Value,
    shape: Value,
    offset: Value,
    _strides: Value,
    fields: Fields,
    copy: bool,
) -> Result<Value> {
    let described = match (&dtype, &fields.formats) {
        (Value::None, Value::None) => Value::None,
        _ => Value::DType(Rc::new(fields.or_given(&dtype)?)),
    };
    let is_row = |item: Option<&Value>| matches!(item, Some(Value::Tuple(_) | Value::List(_)));
    let by_rows = match &object {
        Value::List(list) => is_row(list.items.borrow().first()),
        Value::Tuple(items) => is_row(items.first()),
        _ => false,
    };
    match &object {
        Value::None | Value::Bytes(_) if described.is_none() => Err(Raised::value_error(
            "Must define formats (or dtype) if object is None, string, or an open file",
        )),
        Value::None if shape.is_none() => {
            Err(Raised::value_error("Must define a shape if obj is None"))
        }
        Value::Bytes(_) => from_string(host, object, described, shape, offset, fields),
        Value::List(list) if list.is_empty() => Err(Raised::index_error("list index out of range")),
        Value::List(_) | Value::Tuple(_) if by_rows => {
            from_records(host, object, described, shape, fields)
        }
        Value::List(_) | Value::Tuple(_) => from_arrays(host, object, described, shape, fields),
        Value::Array(held) => {
            let array = match copy {
                true => Value::array(held.array().copy_like()?),
                false => object.clone(),
            };
            let viewed = match described {
                Value::None => array,
                dtype => super::call(host, "ndarray.view", [array.plain_array(), dtype])?,
            };
            let base = viewed.plain_array();
            Ok(match copy {
                true => records(base),
                false => Value::view_as(to_array(&base)?, &object, Some(Rc::new(RecordArray))),
            })
        }
        _ => Err(Raised::value_error("Unknown input type")),
    }
}

fn find_duplicate(host: &mut dyn Host, list: Value) -> Result<Value> {
    let items = crate::builtins::python::iterate::collect(host, &list)?;
    let mut found: Vec<Value> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let equal =
            |host: &mut dyn Host, other: &Value| crate::value::compare::equal(host, item, other);
        let mut times = 0;
        for other in &items {
            times += usize::from(equal(host, other)?);
        }
        let mut before = false;
        for other in &items[..at] {
            before |= equal(host, other)?;
        }
        crate::array::meter::steps(items.len())?;
        if times > 1 && !before {
            found.push(item.clone());
        }
    }
    Ok(Value::list(found))
}
