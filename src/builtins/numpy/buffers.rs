//! Memory seen from outside: `memoryview`, `a.data`, where an array lies, and parts of its elements.

use std::any::Any;
use std::rc::Rc;

use crate::array::{Array, DType, Layout};
use crate::builtins;
use crate::syntax::ast::CompareOp;
use crate::value::convert::{
    ArrayValue, as_index, set_elements, to_array, to_dtype, to_list, to_python,
};
use crate::value::iterate::Fixed;
use crate::value::{
    ClassId, Dict, Host, IteratorObject, Native, Raised, Result, Value, hash, identity,
};

use super::attributes::{lengths, object_of};

builtins! {
    /// The memory of an array or of bytes, without a copy.
    ///
    /// >>> memoryview(b'abc').tolist()
    /// [97, 98, 99]
    "memoryview.__new__" "(object)" => new;
    /// The array's memory as a `memoryview`.
    ///
    /// >>> np.array([[1, 2], [3, 4]]).data.shape
    /// (2, 2)
    property "ndarray.data" => |a: Value| new(a);
    /// The object whose memory it is.
    property "memoryview.obj" => |m: Value| of(&m).map(|m| m.owner.clone());
    /// The lengths along the axes.
    ///
    /// >>> np.arange(3).data.shape
    /// (3,)
    property "memoryview.shape" => |m: Value| of(&m).map(|m| lengths(m.array.shape()));
    /// The steps in bytes along the axes.
    property "memoryview.strides" => |m: Value| of(&m).map(|m| {
        Value::tuple(m.array.strides().iter().map(|&step| Value::Int(step as i64)).collect())
    });
    /// The number of axes.
    property "memoryview.ndim" => |m: Value| of(&m).map(|m| m.array.ndim());
    /// The size of an element in bytes.
    property "memoryview.itemsize" => |m: Value| of(&m).map(|m| m.array.itemsize());
    /// The size of all elements in bytes.
    ///
    /// >>> np.arange(3).data.nbytes
    /// 24
    property "memoryview.nbytes" => |m: Value| of(&m).map(|m| m.array.itemsize() * m.array.size());
    /// The type of the elements, in the letters of Python's `struct`.
    ///
    /// >>> np.array([1.5]).data.format
    /// 'd'
    property "memoryview.format" => |m: Value| of(&m).map(|m| m.format.clone());
    /// Can the memory only be read?
    ///
    /// >>> memoryview(b'abc').readonly
    /// True
    property "memoryview.readonly" => |m: Value| of(&m).map(|m| !m.array.is_writeable());
    /// Do the elements lie in C order without gaps?
    property "memoryview.c_contiguous" => |m: Value| of(&m).map(|m| m.array.is_c_contiguous());
    /// Do the elements lie in Fortran's order without gaps?
    property "memoryview.f_contiguous" => |m: Value| of(&m).map(|m| m.array.is_f_contiguous());
    /// Do the elements lie without gaps, in either order?
    property "memoryview.contiguous" => |m: Value| of(&m).map(|m| m.array.is_c_contiguous() || m.array.is_f_contiguous());
    /// Nothing: elements lie where the steps lead to.
    property "memoryview.suboffsets" => |_m: Value| Value::tuple(Vec::new());
    /// The elements as nested lists.
    ///
    /// >>> np.arange(3).data.tolist()
    /// [0, 1, 2]
    "memoryview.tolist" "(self, /)" => |m: Value| {
        let view = of(&m)?;
        view.check_format()?;
        Ok::<_, Raised>(to_list(&view.array))
    };
    /// The elements' bytes, in C order.
    ///
    /// >>> np.array([1, 2], dtype=np.int8).data.tobytes()
    /// b'\x01\x02'
    "memoryview.tobytes" "(self, order='C')" => |host: &mut dyn Host, m: Value| {
        let array = Value::array(of(&m)?.array.clone());
        super::call(host, "ndarray.tobytes", [array])
    };
    /// The elements' bytes as hexadecimal digits.
    ///
    /// >>> memoryview(b'\x01\xff').hex()
    /// '01ff'
    "memoryview.hex" "(self)" => |host: &mut dyn Host, m: Value| {
        let array = Value::array(of(&m)?.array.clone());
        let bytes = super::call(host, "ndarray.tobytes", [array])?;
        super::call(host, "bytes.hex", [bytes])
    };
    /// A view that cannot be written through.
    ///
    /// >>> np.arange(3).data.toreadonly().readonly
    /// True
    "memoryview.toreadonly" "(self, /)" => |m: Value| of(&m).map(|m| m.with(m.array.clone().with_writeable(false)));
    /// Lets go of the memory; a view of a lesson's own has nothing to let go of.
    changes "memoryview.release" "(self, /)" => |_m: Value| Value::None;
    "memoryview.__enter__" "(self, /)" => |m: Value| m;
    "memoryview.__exit__" "(self, /, *exc_info)" => |_m: Value| Value::None;
    "memoryview.__array__" "(self, dtype=None, /)" => |m: Value, _dtype: Value| of(&m).map(|m| m.array.clone());
    "memoryview.__len__" "(self, /)" => |m: Value| of(&m).map(|m| m.array.shape().first().copied().unwrap_or(1));
    "memoryview.__iter__" "(self, /)" => |m: Value| {
        let view = of(&m)?;
        view.check_format()?;
        let items: Vec<Value> = view.array.scalars().map(to_python).collect();
        Ok::<_, Raised>(Value::Iterator(Rc::new(IteratorObject::new(ClassId::ITERATOR, Box::new(Fixed(items.into_iter()))))))
    };
    "memoryview.__getitem__" "(self, key, /)" => get;
    "memoryview.__setitem__" "(self, key, value, /)" => set;
    /// How the array lies in memory, for other programs: its address, shape, steps and types.
    ///
    /// >>> np.zeros((2, 3)).__array_interface__['typestr']
    /// '<f8'
    property "ndarray.__array_interface__" | "generic.__array_interface__" => interface;
    /// A part of each element, as a dtype that begins `offset` bytes into it; a view.
    ///
    /// >>> np.array([1 + 2j]).getfield(np.float64, offset=8)
    /// array([2.])
    "ndarray.getfield" | "generic.getfield" "(self, /, dtype, offset=0)" => |a: ArrayValue, dtype: Value, offset: i64| {
        let part = field(&a.array, &to_dtype(&dtype)?, offset)?;
        Ok::<_, Raised>(a.view(part))
    };
    /// Writes into a part of each element.
    ///
    /// >>> a = np.eye(2)
    /// >>> a.setfield(3, np.int32)
    changes "ndarray.setfield" "(self, /, val, dtype, offset=0)" => |a: Value, value: Value, dtype: Value, offset: i64| {
        let array = object_of(&a)?.array();
        if !array.is_writeable() {
            return Err(Raised::value_error("assignment destination is read-only"));
        }
        set_elements(&field(&array, &to_dtype(&dtype)?, offset)?, &value)
    };
    /// NumPy pickles the array here; `np.save` keeps it for NumPy too.
    changes "ndarray.dump" "(self, /, file)" => |_a: Value, _file: Value| no_pickle();
    /// As `dump`, into bytes.
    "ndarray.dumps" "(self, /)" => |_a: Value| no_pickle();
    /// What a lesson attached to a dtype: nothing.
    ///
    /// >>> np.dtype('f8').metadata is None
    /// True
    property "dtype.metadata" => |_dtype: Value| Value::None;
    /// The lowest address of an array's memory and the first one past it.
    ///
    /// >>> low, high = np.lib.array_utils.byte_bounds(np.arange(5))
    /// >>> high - low
    /// 40
    "np.lib.array_utils.byte_bounds" "(a)" => |host: &mut dyn Host, a: Value| -> Result<Value> {
        let array = object_of(&a)?.array();
        let start = address(host, &a) as i64;
        let (mut low, mut high) = (start, start + array.itemsize() as i64);
        if array.is_c_contiguous() {
            high = start + (array.size() * array.itemsize()) as i64;
        } else {
            for (&length, &step) in array.shape().iter().zip(array.strides()) {
                let reach = (length as i64 - 1) * step as i64;
                if step < 0 { low += reach } else { high += reach }
            }
        }
        Ok(Value::tuple(vec![Value::Int(low), Value::Int(high)]))
    };
    /// The axis counted from the front.
    ///
    /// >>> np.lib.array_utils.normalize_axis_index(-1, ndim=3)
    /// 2
    "np.lib.array_utils.normalize_axis_index" "(axis, ndim, msg_prefix=None)" => |axis: i64, ndim: i64, prefix: Option<Rc<str>>| -> Result<usize> {
        let axes = usize::try_from(ndim).unwrap_or(0);
        crate::array::normalize_axis(axis, axes).map_err(|_| Raised::axis(axis, axes, prefix.as_deref()))
    };
}

/// A view of memory.
pub struct MemoryView {
    owner: Value,
    array: Array,
    format: String,
}

impl MemoryView {
    /// The elements that are seen.
    pub fn array(&self) -> &Array {
        &self.array
    }

    fn with(&self, array: Array) -> Value {
        Value::Native(Rc::new(MemoryView {
            owner: self.owner.clone(),
            array,
            format: self.format.clone(),
        }))
    }

    /// Only plain numbers can be taken out.
    fn check_format(&self) -> Result<()> {
        if self.format.len() == 1 && self.format != "O" {
            return Ok(());
        }
        Err(Raised::new(
            ClassId::NOT_IMPLEMENTED_ERROR,
            format!("memoryview: unsupported format {}", self.format),
        ))
    }
}

impl Native for MemoryView {
    fn class(&self) -> ClassId {
        ClassId::MEMORYVIEW
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_memory(&self) -> Option<Array> {
        Some(self.array.clone())
    }

    fn compare(&self, host: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        if !matches!(op, CompareOp::Eq | CompareOp::NotEq) {
            return Ok(None);
        }
        let Ok(Value::Native(other)) = new(other.clone()) else {
            return Ok(None);
        };
        let Some(other) = other.as_any().downcast_ref::<MemoryView>() else {
            return Ok(None);
        };
        let (a, b) = (
            Value::array(self.array.clone()),
            Value::array(other.array.clone()),
        );
        let equal = super::call(host, "np.array_equal", [a, b])?;
        let equal = crate::value::truth(host, &equal)?;
        Ok(Some(Value::Bool(equal == (op == CompareOp::Eq))))
    }
}

fn of(value: &Value) -> Result<&MemoryView> {
    value
        .native()
        .ok_or_else(|| Raised::type_error("expected a memoryview"))
}

fn new(object: Value) -> Result<Value> {
    let array = match &object {
        Value::Array(array) => array.array(),
        Value::Scalar(_) => to_array(&object)?.with_writeable(false),
        Value::Bytes(bytes) => Array::from_vec(bytes.to_vec())?.with_writeable(false),
        Value::Native(native) => match native.as_any().downcast_ref::<MemoryView>() {
            Some(view) => return Ok(view.with(view.array.clone())),
            None => return Err(no_bytes(&object)),
        },
        _ => return Err(no_bytes(&object)),
    };
    let format = format_of(array.dtype())?;
    Ok(Value::Native(Rc::new(MemoryView {
        owner: object,
        array,
        format,
    })))
}

fn no_bytes(value: &Value) -> Raised {
    Raised::type_error(format!(
        "memoryview: a bytes-like object is required, not '{}'",
        value.type_name()
    ))
}

/// The letters of Python's `struct` for a dtype.
fn format_of(dtype: &DType) -> Result<String> {
    let letter = match dtype {
        DType::Bool => "?",
        DType::I8 => "b",
        DType::I16 => "h",
        DType::I32 => "i",
        DType::I64 => "l",
        DType::U8 => "B",
        DType::U16 => "H",
        DType::U32 => "I",
        DType::U64 => "L",
        DType::F16 => "e",
        DType::F32 => "f",
        DType::F64 => "d",
        DType::C64 => "Zf",
        DType::C128 => "Zd",
        DType::Object => "O",
        DType::Str(n) => return Ok(format!("{n}w")),
        DType::Bytes(n) => return Ok(format!("{n}s")),
        DType::Void(n) => return Ok(format!("{n}x")),
        DType::Struct(fields) => {
            let mut text = String::from("T{");
            for field in &fields.fields {
                text += &format!("{}:{}:", format_of(&field.dtype)?, field.name);
            }
            return Ok(text + "}");
        }
        DType::Sub(sub) => {
            let lengths: Vec<String> = sub.shape.iter().map(usize::to_string).collect();
            let lengths = lengths.join(",");
            return Ok(format!("({lengths}){}", format_of(&sub.dtype)?));
        }
        DType::Swapped(inner) => return Ok(format!(">{}", format_of(inner)?)),
        DType::Datetime(_) => return Err(no_letter('M')),
        DType::Timedelta(_) => return Err(no_letter('m')),
        DType::Text(_) => return Err(no_letter('T')),
    };
    Ok(letter.to_string())
}

fn no_letter(letter: char) -> Raised {
    Raised::value_error(format!("cannot include dtype '{letter}' in a buffer"))
}

/// The layout of one element, for a key that names one.
fn place(array: &Array, key: &Value) -> Result<Option<Layout>> {
    let keys = match key {
        Value::Tuple(items) => items.to_vec(),
        Value::Int(_) | Value::Scalar(_) | Value::Bool(_) => vec![key.clone()],
        _ => return Ok(None),
    };
    if keys.len() != array.ndim() {
        if keys.len() < array.ndim() {
            let message = "multi-dimensional sub-views are not implemented";
            return Err(Raised::new(ClassId::NOT_IMPLEMENTED_ERROR, message));
        }
        return Err(Raised::type_error(format!(
            "cannot index {}-dimension view with {}-element tuple",
            array.ndim(),
            keys.len()
        )));
    }
    let mut layout = array.layout().clone();
    for (axis, key) in keys.iter().enumerate() {
        let length = layout.shape[0] as i64;
        let at = as_index(key)?;
        let from_front = if at < 0 { at + length } else { at };
        let inside = usize::try_from(from_front)
            .ok()
            .filter(|&at| (at as i64) < length);
        let at = inside.ok_or_else(|| {
            Raised::index_error(format!("index out of bounds on dimension {}", axis + 1))
        })?;
        layout = layout.at(0, at);
    }
    Ok(Some(layout))
}

/// A slice of the first axis.
fn sliced(host: &mut dyn Host, view: &MemoryView, key: &Value) -> Result<Array> {
    if !matches!(key, Value::Slice(_)) {
        return Err(Raised::type_error("memoryview: invalid slice key"));
    }
    let array = Value::array(view.array.clone());
    to_array(&crate::builtins::operators::get_item(host, &array, key)?)
}

fn get(host: &mut dyn Host, m: Value, key: Value) -> Result<Value> {
    let view = of(&m)?;
    match place(&view.array, &key)? {
        Some(layout) => {
            view.check_format()?;
            Ok(to_python(view.array.get(layout.offset)))
        }
        None => Ok(view.with(sliced(host, view, &key)?)),
    }
}

fn set(host: &mut dyn Host, m: Value, key: Value, value: Value) -> Result<()> {
    let view = of(&m)?;
    if !view.array.is_writeable() {
        return Err(Raised::type_error("cannot modify read-only memory"));
    }
    match place(&view.array, &key)? {
        Some(layout) => set_elements(&view.array.with_layout(layout), &value),
        None => set_elements(&sliced(host, view, &key)?, &value),
    }
}

fn no_pickle() -> Result<()> {
    let message = "ndbook does not pickle; use np.save";
    Err(Raised::new(ClassId::NOT_IMPLEMENTED_ERROR, message))
}

/// The part of each element that is a `dtype` from `offset` on.
fn field(array: &Array, dtype: &DType, offset: i64) -> Result<Array> {
    if *array.dtype() == DType::Object || *dtype == DType::Object {
        return Err(Raised::type_error(
            "Cannot get/set field of an object array",
        ));
    }
    let Ok(offset) = usize::try_from(offset) else {
        return Err(Raised::value_error("offset is negative"));
    };
    if offset.saturating_add(dtype.itemsize()) > array.itemsize() {
        return Err(Raised::value_error(
            "new type plus offset is larger than original type",
        ));
    }
    let mut layout = array.layout().clone();
    layout.offset += offset;
    Ok(array.with_dtype(dtype.clone(), layout))
}

/// Where an array's first element lies: arrays that share memory differ by as many bytes as lie between them.
pub fn address(host: &mut dyn Host, value: &Value) -> usize {
    let mut root = value.clone();
    while let Value::Array(object) = &root {
        match &object.base {
            Some(base) if matches!(base, Value::Array(_)) => root = base.clone(),
            _ => break,
        }
    }
    let start = identity::address(host, &root);
    match value {
        Value::Array(object) => start + object.array().layout().offset,
        _ => start,
    }
}

fn interface(host: &mut dyn Host, a: Value) -> Result<Value> {
    let array = to_array(&a)?;
    let dtype = Value::DType(array.dtype().clone().into());
    let strides = match array.is_c_contiguous() {
        true => Value::None,
        false => Value::tuple(
            array
                .strides()
                .iter()
                .map(|&step| Value::Int(step as i64))
                .collect(),
        ),
    };
    let start = Value::Int(address(host, &a) as i64);
    let entries = [
        (
            "data",
            Value::tuple(vec![start, Value::Bool(!array.is_writeable())]),
        ),
        ("strides", strides),
        ("descr", host.attribute(&dtype, "descr")?),
        ("typestr", host.attribute(&dtype, "str")?),
        ("shape", lengths(array.shape())),
        ("version", Value::Int(3)),
    ];
    let dict = Dict::default();
    for (name, value) in entries {
        dict.push(hash::hash_str(name) as u64, Value::str(name), value);
    }
    Ok(Value::Dict(Rc::new(dict)))
}
