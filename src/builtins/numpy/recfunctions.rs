//! `np.lib.recfunctions`: structured arrays taken apart, put together and renamed, field by field.

use std::rc::Rc;

use super::dtype::aligned;
use super::fields::field_view;
use super::recfunctions_join::Gapped;
use crate::array::{Array, DType, Field, Layout, Shape, StructType, meter, promote};
use crate::builtins;
use crate::builtins::python::iterate::collect;
use crate::builtins::subclasses::new_object;
use crate::value::convert::{convert_array, element_from, set_elements, to_array, to_dtype};
use crate::value::{Arguments, ClassId, Dict, Host, Raised, Result, Value};

builtins! {
    /// The same fields without gaps between them, or with those that alignment asks for; of a dtype or an array.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> rfn.repack_fields(np.dtype('u1, i8', align=True)).itemsize
    /// 9
    "np.lib.recfunctions.repack_fields" "(a, align=False, recurse=False)" => repack_fields;
    /// The fields as a last axis, in their common dtype.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> rfn.structured_to_unstructured(np.array([(1, 2.5)], dtype='i4,f8'))
    /// array([[1. , 2.5]])
    "np.lib.recfunctions.structured_to_unstructured" "(arr, dtype=None, copy=False, casting='unsafe')" => |a: Array, dtype: Option<DType>| to_unstructured(&a, dtype);
    /// The last axis as fields.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> rfn.unstructured_to_structured(np.array([[1, 2]]), names=['a', 'b'])
    /// array([(1, 2)], dtype=[('a', '<i8'), ('b', '<i8')])
    "np.lib.recfunctions.unstructured_to_structured" "(arr, dtype=None, names=None, align=False, copy=False, casting='unsafe')" => to_structured;
    /// A reducing function applied across the fields of each element.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> rfn.apply_along_fields(np.mean, np.array([(1, 2), (3, 5)], dtype='i4,i4'))
    /// array([1.5, 4. ])
    "np.lib.recfunctions.apply_along_fields" "(func, arr)" => |host: &mut dyn Host, function: Value, a: Array| {
        let flat = Value::array(to_unstructured(&a, None)?);
        let mut arguments = Arguments::positional([flat]);
        arguments.keywords.push(("axis".into(), Value::Int(-1)));
        host.call(&function, arguments)
    };
    /// Assigns field to field of the same name; fields that the source lacks become zero.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> d = np.ones(1, dtype=[('a', int), ('b', int)])
    /// >>> rfn.assign_fields_by_name(d, np.array([(7,)], dtype=[('b', int)]))
    /// >>> d
    /// array([(0, 7)], dtype=[('a', '<i8'), ('b', '<i8')])
    "np.lib.recfunctions.assign_fields_by_name" "(dst, src, zero_unassigned=True)" => |dst: Array, src: Array, zero: bool| assign_by_name(&dst, &src, zero);
    /// The array with exactly these fields, matched by name.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> rfn.require_fields(np.ones(1, dtype='i4,f8'), [('f1', 'f4')])
    /// array([(1.,)], dtype=[('f1', '<f4')])
    "np.lib.recfunctions.require_fields" "(array, required_dtype)" => |a: Array, dtype: DType| {
        let out = Array::zeros(dtype, a.shape())?;
        assign_by_name(&out, &a, true)?;
        Ok::<Array, Raised>(out)
    };
    /// Copies the fields of one array into the first elements of another that has them too.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> rfn.recursive_fill_fields(np.array([(1,)], dtype=[('a', int)]), np.zeros(2, dtype=[('a', int)]))
    /// array([(1,), (0,)], dtype=[('a', '<i8')])
    "np.lib.recfunctions.recursive_fill_fields" "(input, output)" => |input: Array, output: Value| {
        fill(&input, &to_array(&output)?)?;
        Ok::<Value, Raised>(output)
    };
    /// The array without some fields.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> rfn.drop_fields(np.array([(1, 2)], dtype='i4,i4'), 'f0')
    /// array([(2,)], dtype=[('f1', '<i4')])
    "np.lib.recfunctions.drop_fields" "(base, drop_names, usemask=True, asrecarray=False)" => |host: &mut dyn Host, base: Array, names: Value, _mask: Value, records: bool| {
        dressed(drop_fields(host, &base, &names)?, records)
    };
    /// As `drop_fields`, giving a record array.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> rfn.rec_drop_fields(np.array([(1, 2)], dtype='i4,i4'), 'f0').f1
    /// array([2], dtype=int32)
    "np.lib.recfunctions.rec_drop_fields" "(base, drop_names)" => |host: &mut dyn Host, base: Array, names: Value| {
        dressed(drop_fields(host, &base, &names)?, true)
    };
    /// The array with other names for its fields, also those of nested ones.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> rfn.rename_fields(np.array([(1,)], dtype=[('a', int)]), {'a': 'b'})
    /// array([(1,)], dtype=[('b', '<i8')])
    "np.lib.recfunctions.rename_fields" "(base, namemapper)" => rename_fields;
    /// The array with more fields.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> rfn.append_fields(np.array([(1,)], dtype=[('a', int)]), 'b', [2.5], usemask=False)
    /// array([(1, 2.5)], dtype=[('a', '<i8'), ('b', '<f8')])
    "np.lib.recfunctions.append_fields" "(base, names, data, dtypes=None, fill_value=-1, usemask=True, asrecarray=False)" => append_fields;
    /// As `append_fields`, giving a record array.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> rfn.rec_append_fields(np.array([(1,)], dtype=[('a', int)]), 'b', [2.5]).b
    /// array([2.5])
    "np.lib.recfunctions.rec_append_fields" "(base, names, data, dtypes=None)" => |host: &mut dyn Host, base: Value, names: Value, data: Value, dtypes: Value| {
        append_fields(host, base, names, data, dtypes, Value::Int(-1), false, true)
    };
    /// Arrays side by side, each a field; shorter ones are filled up.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> rfn.merge_arrays((np.array([1, 2]), np.array([10., 20.])))
    /// array([(1, 10.), (2, 20.)], dtype=[('f0', '<i8'), ('f1', '<f8')])
    "np.lib.recfunctions.merge_arrays" "(seqarrays, fill_value=-1, flatten=False, usemask=False, asrecarray=False)" => merge_arrays;
    /// Arrays one after the other, their fields matched by name.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> a = np.array([(1,)], dtype=[('a', int)])
    /// >>> rfn.stack_arrays((a, a), usemask=False)
    /// array([(1,), (1,)], dtype=[('a', '<i8')])
    "np.lib.recfunctions.stack_arrays" "(arrays, defaults=None, usemask=True, asrecarray=False, autoconvert=False)" => stack_arrays;
    /// The names of the fields, those of nested ones in tuples.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> rfn.get_names(np.dtype([('a', int), ('b', [('c', int)])]))
    /// ('a', ('b', ('c',)))
    "np.lib.recfunctions.get_names" "(adtype)" => |dtype: DType| names(&dtype);
    /// The names of all fields in one tuple.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> rfn.get_names_flat(np.dtype([('a', int), ('b', [('c', int)])]))
    /// ('a', 'b', 'c')
    "np.lib.recfunctions.get_names_flat" "(adtype)" => |dtype: DType| Value::tuple(names_flat(&dtype));
    /// The fields without those that hold others, as pairs of name and dtype.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> rfn.flatten_descr(np.dtype([('b', [('c', int)])]))
    /// (('c', dtype('int64')),)
    "np.lib.recfunctions.flatten_descr" "(ndtype)" => |dtype: DType| {
        let pair = |(name, dtype): (Rc<str>, DType)| Value::tuple(vec![Value::Str(name), Value::DType(Rc::new(dtype))]);
        Value::tuple(leaves(&dtype).into_iter().map(pair).collect())
    };
    /// For each field, the names of the fields that it lies in.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> rfn.get_fieldstructure(np.dtype([('b', [('c', int)])]))
    /// {'b': [], 'c': ['b']}
    "np.lib.recfunctions.get_fieldstructure" "(adtype, lastname=None, parents=None)" => |host: &mut dyn Host, dtype: DType| {
        let parents = Rc::new(Dict::default());
        field_structure(host, &dtype, &[], &parents)?;
        Ok::<Value, Raised>(Value::Dict(parents))
    };
}

pub(super) fn fields_of(dtype: &DType) -> &[Field] {
    match dtype {
        DType::Struct(fields) => &fields.fields,
        _ => &[],
    }
}

/// Fields one after the other, without gaps.
pub(super) fn packed(fields: impl IntoIterator<Item = (Rc<str>, DType, Vec<usize>)>) -> DType {
    let mut end = 0usize;
    let placed = fields.into_iter().map(|(name, dtype, shape)| {
        let field = Field {
            name,
            title: None,
            dtype,
            shape,
            offset: end,
        };
        end = end.saturating_add(field.size());
        field
    });
    let fields: Vec<Field> = placed.collect();
    DType::Struct(Rc::new(StructType {
        fields,
        itemsize: end,
        aligned: false,
        record: false,
    }))
}

pub(super) fn part(array: &Array, name: &str) -> Result<Array> {
    let view = field_view(array, &Value::str(name))?;
    view.ok_or_else(|| Raised::value_error(format!("no field of name {name}")))
}

pub(super) fn dressed(array: Array, records: bool) -> Result<Value> {
    let array = Value::array(array);
    Ok(match records {
        true => new_object(array, &Value::Class(ClassId::RECARRAY.into())),
        false => array,
    })
}

fn repack_fields(a: Value, align: bool, recurse: bool) -> Result<Value> {
    if let Value::DType(dtype) = &a {
        return Ok(Value::DType(Rc::new(repacked(dtype, align, recurse))));
    }
    let array = to_array(&a)?;
    let dtype = repacked(array.dtype(), align, recurse);
    let out = Array::zeros(dtype, array.shape())?;
    assign_by_name(&out, &array, true)?;
    Ok(Value::array(out))
}

fn repacked(dtype: &DType, align: bool, recurse: bool) -> DType {
    let DType::Struct(fields) = dtype else {
        return dtype.clone();
    };
    let parts = fields.fields.iter().map(|field| {
        let own = match recurse {
            true => repacked(&field.dtype, align, true),
            false => field.dtype.clone(),
        };
        (field.name.clone(), own, field.shape.clone())
    });
    match packed(parts) {
        DType::Struct(fields) if align => aligned(&fields),
        dtype => dtype,
    }
}

/// Dtype and place of every number in an element, nested fields and subarrays taken apart.
fn numbers(dtype: &DType, offset: usize, found: &mut Vec<(DType, usize)>) -> Result<()> {
    let DType::Struct(fields) = dtype else {
        meter::steps(1)?;
        found.push((dtype.clone(), offset));
        return Ok(());
    };
    for field in &fields.fields {
        let count: usize = field.shape.iter().product();
        for at in 0..count {
            let place = offset + field.offset + at * field.dtype.itemsize();
            numbers(&field.dtype, place, found)?;
        }
    }
    Ok(())
}

fn to_unstructured(array: &Array, dtype: Option<DType>) -> Result<Array> {
    if !matches!(array.dtype(), DType::Struct(_)) {
        return Err(Raised::value_error("arr must be a structured array"));
    }
    let mut places = Vec::new();
    numbers(array.dtype(), 0, &mut places)?;
    let common = match (dtype, places.split_first()) {
        (Some(dtype), _) => dtype,
        (None, Some((first, others))) => {
            let mut common = first.0.clone();
            for (dtype, _) in others {
                common = promote(&common, dtype)?;
            }
            common
        }
        (None, None) => {
            let message = "arr has no fields. Unable to guess dtype";
            return Err(Raised::new(ClassId::NOT_IMPLEMENTED_ERROR, message));
        }
    };
    let mut shape: Shape = array.shape().into();
    shape.push(places.len());
    let out = Array::zeros(common.clone(), &shape)?;
    for (at, (dtype, offset)) in places.into_iter().enumerate() {
        let column = convert_array(&placed(array, dtype, offset), &common)?;
        set_elements(&last_at(&out, at), &Value::array(column))?;
    }
    Ok(out)
}

/// The number at a place in every element.
fn placed(array: &Array, dtype: DType, offset: usize) -> Array {
    let mut layout: Layout = array.layout().clone();
    layout.offset += offset;
    array.with_dtype(dtype, layout)
}

/// `a[..., at]`
fn last_at(array: &Array, at: usize) -> Array {
    let axis = array.ndim().saturating_sub(1);
    array.with_layout(array.layout().at(axis, at))
}

fn to_structured(
    host: &mut dyn Host,
    array: Array,
    dtype: Option<DType>,
    names: Value,
    align: bool,
) -> Result<Array> {
    let Some((&length, outer)) = array.shape().split_last() else {
        return Err(Raised::value_error("arr must have at least one dimension"));
    };
    let dtype = match (dtype, names.is_none()) {
        (Some(dtype), true) => dtype,
        (Some(_), false) => return Err(Raised::value_error("don't supply both dtype and names")),
        (None, given) => {
            let names = match given {
                true => (0..length).map(|at| Rc::from(format!("f{at}"))).collect(),
                false => texts(host, &names)?,
            };
            if names.len() != length {
                let message = "When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last axis of the array.";
                return Err(Raised::value_error(message));
            }
            let own = array.dtype().clone();
            match packed(
                names
                    .into_iter()
                    .map(|name| (name, own.clone(), Vec::new())),
            ) {
                DType::Struct(fields) if align => aligned(&fields),
                dtype => dtype,
            }
        }
    };
    let mut places = Vec::new();
    numbers(&dtype, 0, &mut places)?;
    if places.len() != length {
        let message = "The length of the last dimension of arr must be equal to the number of fields in dtype";
        return Err(Raised::value_error(message));
    }
    let out = Array::zeros(dtype, outer)?;
    for (at, (dtype, offset)) in places.into_iter().enumerate() {
        let column = convert_array(&last_at(&array, at), &dtype)?;
        set_elements(&placed(&out, dtype, offset), &Value::array(column))?;
    }
    Ok(out)
}

pub(super) fn texts(host: &mut dyn Host, names: &Value) -> Result<Vec<Rc<str>>> {
    if let Value::Str(single) = names {
        return Ok(vec![single.clone()]);
    }
    let text = |name: Value| match name {
        Value::Str(name) => Ok(name),
        _ => Err(Raised::type_error("field names must be strings")),
    };
    collect(host, names)?.into_iter().map(text).collect()
}

fn assign_by_name(dst: &Array, src: &Array, zero: bool) -> Result<()> {
    if fields_of(dst.dtype()).is_empty() {
        return set_elements(dst, &Value::array(src.clone()));
    }
    for field in fields_of(dst.dtype()) {
        let into = part(dst, &field.name)?;
        if fields_of(src.dtype())
            .iter()
            .any(|other| other.name == field.name)
        {
            assign_by_name(&into, &part(src, &field.name)?, zero)?;
        } else if zero {
            set_elements(&into, &Value::Int(0))?;
        }
    }
    Ok(())
}

/// Fields of the same names, into the first elements of `output`.
fn fill(input: &Array, output: &Array) -> Result<()> {
    for field in fields_of(output.dtype()) {
        if !fields_of(input.dtype())
            .iter()
            .any(|other| other.name == field.name)
        {
            continue;
        }
        let (from, into) = (part(input, &field.name)?, part(output, &field.name)?);
        match &field.dtype {
            DType::Struct(_) => fill(&from, &into)?,
            _ => set_elements(
                &first_rows(&into, from.shape().first())?,
                &Value::array(from),
            )?,
        }
    }
    Ok(())
}

fn first_rows(array: &Array, length: Option<&usize>) -> Result<Array> {
    let mut layout = array.layout().clone();
    if let (Some(own), Some(&length)) = (layout.shape.first_mut(), length) {
        if length > *own {
            return Err(Raised::value_error(format!(
                "could not broadcast input array from shape ({length},) into shape ({own},)"
            )));
        }
        *own = length;
    }
    Ok(array.with_layout(layout))
}

fn drop_fields(host: &mut dyn Host, base: &Array, dropped: &Value) -> Result<Array> {
    let dropped = texts(host, dropped)?;
    let dtype = without(base.dtype(), &dropped);
    let out = Array::zeros(dtype, base.shape())?;
    assign_by_name(&out, base, true)?;
    Ok(out)
}

fn without(dtype: &DType, dropped: &[Rc<str>]) -> DType {
    let kept = fields_of(dtype)
        .iter()
        .filter(|field| !dropped.contains(&field.name));
    let parts = kept.filter_map(|field| {
        let own = match &field.dtype {
            DType::Struct(_) => {
                let own = without(&field.dtype, dropped);
                if fields_of(&own).is_empty() {
                    return None;
                }
                own
            }
            plain => plain.clone(),
        };
        Some((field.name.clone(), own, field.shape.clone()))
    });
    packed(parts)
}

fn rename_fields(host: &mut dyn Host, base: Value, mapper: Value) -> Result<Value> {
    let Value::Dict(mapper) = &mapper else {
        return Err(Raised::attribute_error("namemapper is to be a dict"));
    };
    let array = to_array(&base)?;
    let dtype = renamed(host, array.dtype(), mapper)?;
    Ok(Value::view(
        array.with_dtype(dtype, array.layout().clone()),
        &base,
    ))
}

fn renamed(host: &mut dyn Host, dtype: &DType, mapper: &Dict) -> Result<DType> {
    let DType::Struct(fields) = dtype else {
        return Ok(dtype.clone());
    };
    let mut own = (**fields).clone();
    for field in &mut own.fields {
        field.dtype = renamed(host, &field.dtype, mapper)?;
        if let Some(Value::Str(name)) = mapper.get(host, &Value::Str(field.name.clone()))? {
            field.name = name;
        }
    }
    Ok(DType::Struct(Rc::new(own)))
}

/// An array as the fields it adds: its own, or one of a given name.
struct Column {
    name: Rc<str>,
    array: Array,
    shape: Vec<usize>,
}

/// Columns side by side; what a shorter one lacks has the fill value, and counts as missing.
fn side_by_side(columns: Vec<Column>, fill_value: &Value) -> Result<Gapped> {
    let length = |column: &Column| column.array.shape().first().copied().unwrap_or(1);
    let longest = columns.iter().map(length).max().unwrap_or(0);
    let parts = columns.iter().map(|column| {
        (
            column.name.clone(),
            column.array.dtype().clone(),
            column.shape.clone(),
        )
    });
    let out = Gapped::new(packed(parts), longest)?;
    for column in columns {
        let into = part(&out.data, &column.name)?;
        let own = length(&column);
        set_elements(
            &first_rows(&into, Some(&own))?,
            &Value::array(column.array.clone()),
        )?;
        let missing = element_from(fill_value, column.array.dtype());
        if let Ok(missing) = missing {
            for row in own..longest {
                let row = into.with_layout(into.layout().at(0, row));
                set_elements(&row, &Value::scalar(missing.clone()))?;
            }
        }
        out.mark(&column.name, own.min(longest)..longest, true)?;
    }
    Ok(out)
}

fn own_columns(array: &Array, flatten: bool) -> Result<Vec<Column>> {
    let mut columns = Vec::new();
    for field in fields_of(array.dtype()) {
        let own = part(array, &field.name)?;
        match (&field.dtype, flatten) {
            (DType::Struct(_), true) => columns.extend(own_columns(&own, true)?),
            _ => columns.push(Column {
                name: field.name.clone(),
                array: own,
                shape: field.shape.clone(),
            }),
        }
    }
    Ok(columns)
}

#[allow(clippy::too_many_arguments)] // NumPy's own list
fn append_fields(
    host: &mut dyn Host,
    base: Value,
    names: Value,
    data: Value,
    dtypes: Value,
    fill_value: Value,
    usemask: bool,
    records: bool,
) -> Result<Value> {
    let single = matches!(names, Value::Str(_));
    let names = texts(host, &names)?;
    let data = match single {
        true => vec![data],
        false => collect(host, &data)?,
    };
    if names.len() != data.len() {
        let message = "The number of arrays does not match the number of names";
        return Err(Raised::value_error(message));
    }
    let dtypes = match &dtypes {
        Value::None => Vec::new(),
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(items) => items.to_vec(),
        one => vec![one.clone(); names.len()],
    };
    let mut columns = own_columns(&to_array(&base)?, false)?;
    for (at, (name, values)) in names.into_iter().zip(data).enumerate() {
        let array = to_array(&values)?;
        let array = match dtypes.get(at) {
            Some(dtype) => convert_array(&array, &to_dtype(dtype)?)?,
            None => array,
        };
        let shape = array.shape().iter().skip(1).copied().collect();
        columns.push(Column { name, array, shape });
    }
    let whole = side_by_side(columns, &fill_value)?;
    whole.finished(host, &Value::None, usemask, records)
}

fn merge_arrays(
    host: &mut dyn Host,
    arrays: Value,
    fill_value: Value,
    flatten: bool,
    usemask: bool,
    records: bool,
) -> Result<Value> {
    let arrays = match &arrays {
        Value::Array(_) => vec![arrays.clone()],
        several => collect(host, several)?,
    };
    let mut columns: Vec<Column> = Vec::new();
    for (at, value) in arrays.iter().enumerate() {
        let array = to_array(value)?;
        let array = array.reshaped(&[array.size()], false)?;
        let several = fields_of(array.dtype()).len();
        match several {
            1 => columns.extend(own_columns(&array, flatten)?),
            0 => columns.push(Column {
                name: format!("f{at}").into(),
                array,
                shape: Vec::new(),
            }),
            _ if flatten => columns.extend(own_columns(&array, true)?),
            _ => columns.push(Column {
                name: format!("f{at}").into(),
                array,
                shape: Vec::new(),
            }),
        }
    }
    let whole = side_by_side(columns, &fill_value)?;
    match usemask {
        true => whole.finished(host, &Value::None, true, records),
        false => dressed(whole.data, records),
    }
}

fn stack_arrays(
    host: &mut dyn Host,
    arrays: Value,
    defaults: Value,
    usemask: bool,
    records: bool,
) -> Result<Value> {
    if matches!(arrays, Value::Array(_)) {
        return Ok(arrays);
    }
    let values = collect(host, &arrays)?;
    if let [single] = &values[..] {
        return Ok(single.clone());
    }
    let arrays: Vec<Array> = values.iter().map(to_array).collect::<Result<_>>()?;
    let mut parts: Vec<(Rc<str>, DType, Vec<usize>)> = Vec::new();
    for (at, array) in arrays.iter().enumerate() {
        let plain = [(
            Rc::from(format!("f{at}")),
            array.dtype().clone(),
            Vec::new(),
        )];
        let own = fields_of(array.dtype()).iter();
        let own = own.map(|field| (field.name.clone(), field.dtype.clone(), field.shape.clone()));
        let own: Vec<_> = match fields_of(array.dtype()).is_empty() {
            true => plain.to_vec(),
            false => own.collect(),
        };
        for (name, dtype, shape) in own {
            match parts.iter_mut().find(|(earlier, ..)| *earlier == name) {
                None => parts.push((name, dtype, shape)),
                Some((_, held, _)) if dtype.itemsize() > held.itemsize() => *held = dtype,
                Some(_) => {}
            }
        }
    }
    let length = arrays.iter().map(Array::size).sum();
    let whole = Gapped::new(packed(parts), length)?;
    let out = &whole.data;
    let mut start = 0;
    for (at, array) in arrays.iter().enumerate() {
        let mut layout = out.layout().clone();
        layout.offset = out
            .layout()
            .at(0, start.min(length.saturating_sub(1)))
            .offset;
        layout.shape[0] = array.size();
        let rows = out.with_layout(layout);
        match fields_of(array.dtype()).is_empty() {
            true => set_elements(
                &part(&rows, &format!("f{at}"))?,
                &Value::array(array.clone()),
            )?,
            false => assign_by_name(&rows, array, false)?,
        }
        let has = |name: &str| match fields_of(array.dtype()) {
            [] => *name == *format!("f{at}"),
            own => own.iter().any(|field| *field.name == *name),
        };
        for field in fields_of(out.dtype())
            .iter()
            .filter(|field| !has(&field.name))
        {
            whole.mark(&field.name, start..start + array.size(), true)?;
        }
        start += array.size();
    }
    whole.finished(host, &defaults, usemask, records)
}

/// What stands where an array lacks a field: the fill values of masked arrays.
pub(super) fn default_of(dtype: &DType) -> Value {
    match dtype.kind_letter() {
        'b' => Value::Bool(true),
        'i' | 'u' => Value::Int(999_999),
        'f' | 'c' => Value::Float(1e20),
        'U' => Value::str("N/A"),
        'S' => Value::Bytes(b"N/A".as_slice().into()),
        _ => Value::Int(0),
    }
}

fn names(dtype: &DType) -> Value {
    let name = |field: &Field| {
        let own = Value::Str(field.name.clone());
        match &field.dtype {
            DType::Struct(_) => Value::tuple(vec![own, names(&field.dtype)]),
            _ => own,
        }
    };
    Value::tuple(fields_of(dtype).iter().map(name).collect())
}

fn names_flat(dtype: &DType) -> Vec<Value> {
    let with_inner = |field: &Field| {
        std::iter::once(Value::Str(field.name.clone())).chain(names_flat(&field.dtype))
    };
    fields_of(dtype).iter().flat_map(with_inner).collect()
}

fn leaves(dtype: &DType) -> Vec<(Rc<str>, DType)> {
    let own = |field: &Field| match &field.dtype {
        DType::Struct(_) => leaves(&field.dtype),
        plain => vec![(field.name.clone(), plain.clone())],
    };
    fields_of(dtype).iter().flat_map(own).collect()
}

fn field_structure(
    host: &mut dyn Host,
    dtype: &DType,
    above: &[Value],
    found: &Rc<Dict>,
) -> Result<()> {
    for field in fields_of(dtype) {
        let name = Value::Str(field.name.clone());
        found.insert(host, name.clone(), Value::list(above.to_vec()))?;
        let mut inner = above.to_vec();
        inner.push(name);
        field_structure(host, &field.dtype, &inner, found)?;
    }
    Ok(())
}
