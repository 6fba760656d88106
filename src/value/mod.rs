//! Floor 3: Python's values. Knows arrays, text and syntax trees; runs no code.
//!
//! A [`Value`] is what a name is bound to. Numbers and NumPy's scalars lie in it directly; everything else is
//! shared by `Rc` and stays on its thread. What a value *does* stands in the catalogue (floor 4): this floor holds
//! what it *is*, how it compares, hashes, shows itself and converts.
//!
//! Invariant: no `RefCell` of a value is borrowed while code of the learner's can run, that is across any call of
//! a [`Host`] method.

pub mod builtin;
mod class;
pub mod compare;
pub mod convert;
pub mod descriptor;
mod dict;
pub mod display;
mod drop;
mod function;
pub mod hash;
mod host;
pub mod identity;
mod instance;
pub mod iterate;
mod list;
mod native;
pub mod number;
mod raised;
mod set;
pub mod sort;
pub mod special;
pub mod subclass;
mod truth;

use std::cell::RefCell;
use std::rc::Rc;

use num_bigint::BigInt;
use num_complex::Complex;
use num_traits::ToPrimitive;

use crate::array::{Array, DType, Scalar, meter};

pub use builtin::Builtin;
pub use class::{Class, ClassId};
pub use dict::{Dict, Flavour};
pub use drop::dismantle;
pub use function::{Cell, Frame, Function};
pub use host::{Arguments, Files, Host, Media, Stream};
pub use instance::{Instance, PlainObject, UserClass};
pub use iterate::{Iterate, IteratorObject, Sent};
pub use list::List;
pub use native::Native;
pub use raised::{Exception, Raise, Raised, Result, Stop, TracePoint};
pub use set::Set;
pub use subclass::ArraySubclass;
pub use truth::{checked_length, truth};

/// Any Python value.
#[derive(Clone)]
pub enum Value {
    None,
    NotImplemented,
    Ellipsis,
    Bool(bool),
    Int(i64),
    /// An integer beyond i64, never one within.
    BigInt(Rc<BigInt>),
    Float(f64),
    Complex(Complex<f64>),
    Str(Rc<str>),
    Bytes(Rc<[u8]>),
    List(Rc<List>),
    Tuple(Rc<[Value]>),
    Dict(Rc<Dict>),
    Set(Rc<Set>),
    Range(Rc<Range>),
    Slice(Rc<Slice>),
    /// A NumPy scalar.
    Scalar(Scalar),
    Array(Rc<ArrayObject>),
    DType(Rc<DType>),
    Class(Class),
    /// `def` and `lambda`.
    Function(Rc<Function>),
    /// A function or a method's underlying function of the catalogue.
    Builtin(&'static Builtin),
    /// A function or row of the catalogue with its first argument.
    BoundMethod(Rc<BoundMethod>),
    Module(Rc<Module>),
    Exception(Rc<Exception>),
    Iterator(Rc<IteratorObject>),
    Instance(Rc<Instance>),
    /// Everything that is rarer: generators of random numbers, ufuncs, files, flags.
    Native(Rc<dyn Native>),
}

/// `range(start, stop, step)`; `step` is not 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub start: i64,
    pub stop: i64,
    pub step: i64,
}

/// `slice(start, stop, step)`.
#[derive(Clone)]
pub struct Slice {
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}

/// An array as an object with an identity: `is`, `.base`, `a.shape = …`.
pub struct ArrayObject {
    array: RefCell<Array>,
    /// The array whose memory this one views; `None` for one that owns its memory.
    pub base: Option<Value>,
    /// What it is beyond an `ndarray`; `None` for most.
    pub subclass: Option<Rc<dyn ArraySubclass>>,
}

pub struct BoundMethod {
    pub receiver: Value,
    pub function: Value,
}

/// `np`, `math`, `np.random`: its attributes are rows of the catalogue whose names begin with `name`.
pub struct Module {
    /// The catalogue's prefix: `np.random`.
    pub name: &'static str,
    /// As Python shows it: `numpy.random`.
    pub shown: Rc<str>,
    /// What the lesson set on it.
    pub assigned: RefCell<Vec<(Rc<str>, Value)>>,
}

impl Range {
    pub fn len(&self) -> usize {
        let (low, high, step) = match self.step {
            step if step > 0 => (self.start, self.stop, step.unsigned_abs()),
            step => (self.stop, self.start, step.unsigned_abs()),
        };
        if low >= high {
            0
        } else {
            ((high.abs_diff(low) - 1) / step + 1) as usize
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at `index`, which must be below `len`.
    pub fn at(&self, index: usize) -> i64 {
        self.start
            .wrapping_add((index as i64).wrapping_mul(self.step))
    }

    /// All of them, counted before they are made.
    ///
    /// # Errors
    /// MemoryError; the limit of steps.
    pub fn values(&self) -> Result<Vec<Value>> {
        count_values(self.len())?;
        let value = |at| {
            meter::go_on(1)?;
            Ok(Value::Int(self.at(at)))
        };
        (0..self.len()).map(value).collect()
    }
}

impl Value {
    /// Bytes of a text, a tuple or a large integer that nobody else holds, for whoever takes it in.
    pub fn owned_bytes(&self) -> usize {
        const COUNTS: usize = meter::OVERHEAD / 2;
        match self {
            Value::Str(text) if Rc::strong_count(text) == 1 => COUNTS + text.len(),
            Value::Bytes(bytes) if Rc::strong_count(bytes) == 1 => COUNTS + bytes.len(),
            Value::Tuple(items) if Rc::strong_count(items) == 1 => COUNTS + size_of_val(&**items),
            Value::BigInt(int) if Rc::strong_count(int) == 1 => COUNTS + int.bits() as usize / 8,
            _ => 0,
        }
    }
}

/// Counts the steps of making so many values, and whether there is room for them.
///
/// # Errors
/// MemoryError; the limit of steps.
pub fn count_values(count: usize) -> Result<()> {
    meter::check_bytes(count.saturating_mul(size_of::<Value>()))?;
    Ok(meter::steps(count)?)
}

impl ArrayObject {
    pub fn new(array: Array) -> ArrayObject {
        ArrayObject {
            array: RefCell::new(array),
            base: None,
            subclass: None,
        }
    }

    /// A view of `base`'s memory.
    pub fn view(array: Array, base: Value) -> ArrayObject {
        ArrayObject {
            array: RefCell::new(array),
            base: Some(base),
            subclass: None,
        }
    }

    /// An object of a subclass.
    pub fn with_subclass(
        array: Array,
        base: Option<Value>,
        subclass: Option<Rc<dyn ArraySubclass>>,
    ) -> ArrayObject {
        ArrayObject {
            array: RefCell::new(array),
            base,
            subclass,
        }
    }

    /// The array itself: another name for the same storage.
    pub fn array(&self) -> Array {
        self.array.borrow().clone()
    }

    /// Looks at the array without cloning it. No code of the learner's may run inside.
    pub fn with<R>(&self, f: impl FnOnce(&Array) -> R) -> R {
        f(&self.array.borrow())
    }

    /// Gives this object another layout or dtype: `a.shape = …`, `a.flags.writeable = …`.
    pub fn replace(&self, array: Array) {
        self.array.replace(array);
    }

    /// The array, out of an object that nobody else holds.
    pub fn into_array(self) -> Array {
        self.array.into_inner()
    }
}

impl Value {
    pub fn str(text: impl AsRef<str>) -> Value {
        Value::Str(text.as_ref().into())
    }

    /// A text that is owned already.
    pub fn from_string(text: String) -> Value {
        Value::Str(text.into())
    }

    pub fn list(items: Vec<Value>) -> Value {
        Value::List(Rc::new(List::new(items)))
    }

    pub fn tuple(items: Vec<Value>) -> Value {
        Value::Tuple(items.into())
    }

    /// A new array that owns its memory.
    pub fn array(array: Array) -> Value {
        Value::Array(Rc::new(ArrayObject::new(array)))
    }

    /// A view, of the same subclass; its base is `of`'s own base if it has one, as in NumPy.
    pub fn view(array: Array, of: &Value) -> Value {
        let Some(own) = of.subclass() else {
            return Value::view_as(array, of, None);
        };
        let subclass = own.finalize_from(&array, of);
        Value::view_as(array, of, subclass)
    }

    /// A view of a subclass of its own.
    pub fn view_as(array: Array, of: &Value, subclass: Option<Rc<dyn ArraySubclass>>) -> Value {
        let array = match &subclass {
            Some(subclass) => subclass.shaped(array),
            None => array,
        };
        let class = subclass
            .as_ref()
            .map_or(ClassId::NDARRAY.into(), |own| own.class());
        let base = match of {
            Value::Array(object) => match &object.base {
                // A base of another class is not looked through.
                Some(Value::Array(base)) if Value::Array(base.clone()).class() != class => {
                    of.clone()
                }
                Some(base) => base.clone(),
                None => of.clone(),
            },
            other => other.clone(),
        };
        Value::Array(Rc::new(ArrayObject {
            array: RefCell::new(array),
            base: Some(base),
            subclass,
        }))
    }

    /// What NumPy returns for a result: a scalar for a 0-d array, else the array.
    pub fn array_or_scalar(array: Array) -> Value {
        match array.first() {
            Some(scalar) if array.ndim() == 0 => Value::scalar(scalar),
            _ => Value::array(array),
        }
    }

    /// A NumPy scalar; an object element is the object itself.
    pub fn scalar(scalar: Scalar) -> Value {
        match scalar {
            Scalar::Object(object) => Value::from_object(&object),
            Scalar::Text(Some(text), _) => Value::Str(text),
            Scalar::Text(None, text) => match &text.missing {
                Some(missing) => Value::from_object(&missing.object),
                None => Value::str(""),
            },
            other => Value::Scalar(other),
        }
    }

    /// An integer of any size.
    pub fn int(value: BigInt) -> Value {
        value
            .to_i64()
            .map_or_else(|| Value::BigInt(Rc::new(value)), Value::Int)
    }

    pub fn class(&self) -> Class {
        Class::Builtin(match self {
            Value::None => ClassId::NONE,
            Value::NotImplemented => ClassId::NOT_IMPLEMENTED,
            Value::Ellipsis => ClassId::ELLIPSIS,
            Value::Bool(_) => ClassId::BOOL,
            Value::Int(_) | Value::BigInt(_) => ClassId::INT,
            Value::Float(_) => ClassId::FLOAT,
            Value::Complex(_) => ClassId::COMPLEX,
            Value::Str(_) => ClassId::STR,
            Value::Bytes(_) => ClassId::BYTES,
            Value::List(_) => ClassId::LIST,
            Value::Tuple(_) => ClassId::TUPLE,
            Value::Dict(dict) => dict.class(),
            Value::Set(set) => {
                if set.frozen {
                    ClassId::FROZENSET
                } else {
                    ClassId::SET
                }
            }
            Value::Range(_) => ClassId::RANGE,
            Value::Slice(_) => ClassId::SLICE,
            Value::Scalar(scalar) => scalar_class(&scalar.dtype()),
            Value::Array(object) => match &object.subclass {
                Some(subclass) => return subclass.class(),
                None => ClassId::NDARRAY,
            },
            Value::DType(dtype) => dtype_class(dtype),
            Value::Class(Class::User(class)) => return class.metaclass.clone(),
            Value::Class(_) => ClassId::TYPE,
            Value::Function(_) => ClassId::FUNCTION,
            Value::Builtin(row) => row.class(),
            Value::BoundMethod(bound) => match bound.function {
                Value::Function(_) => ClassId::METHOD,
                Value::Native(_)
                    if bound.function.class() == ClassId::WRAPPER_DESCRIPTOR.into() =>
                {
                    ClassId::METHOD_WRAPPER
                }
                _ if bound.receiver.class().builtin().is_python_class() => ClassId::METHOD,
                _ => ClassId::BUILTIN_FUNCTION,
            },
            Value::Module(_) => ClassId::MODULE,
            Value::Exception(exception) => return exception.class.clone(),
            Value::Iterator(iterator) => iterator.class,
            Value::Instance(instance) => return Class::User(instance.class.clone()),
            Value::Native(native) => return native.full_class(),
        })
    }

    /// `type(value).__name__`
    pub fn type_name(&self) -> Rc<str> {
        self.class().name()
    }

    /// The class as TypeErrors of operators name it: `int`, `numpy.float64`; a lesson's own class without its module.
    pub fn qualified_type_name(&self) -> String {
        match self.class() {
            Class::Builtin(ClassId::COUNTER) => "Counter".into(),
            Class::Builtin(ClassId::NPZ_FILE) => "NpzFile".into(),
            Class::Builtin(id) => id.in_errors(),
            Class::User(class) => class.in_errors(),
        }
    }

    pub fn is_none(&self) -> bool {
        matches!(self, Value::None)
    }

    /// Python's `is`.
    pub fn is(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::None, Value::None)
            | (Value::NotImplemented, Value::NotImplemented)
            | (Value::Ellipsis, Value::Ellipsis) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            // CPython shares small integers, and constants within one code object.
            (Value::Int(a), Value::Int(b)) => a == b && (-5..=256).contains(a),
            // Floats lie in their values and have no identity: one that is the same in every bit passes for the same.
            (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
            (Value::Str(a), Value::Str(b)) => Rc::ptr_eq(a, b) || (a == b && is_identifier(a)),
            (Value::Bytes(a), Value::Bytes(b)) => Rc::ptr_eq(a, b),
            (Value::BigInt(a), Value::BigInt(b)) => Rc::ptr_eq(a, b),
            (Value::List(a), Value::List(b)) => Rc::ptr_eq(a, b),
            (Value::Tuple(a), Value::Tuple(b)) => {
                Rc::ptr_eq(a, b) || (a.is_empty() && b.is_empty())
            }
            (Value::Dict(a), Value::Dict(b)) => Rc::ptr_eq(a, b),
            (Value::Set(a), Value::Set(b)) => Rc::ptr_eq(a, b),
            (Value::Range(a), Value::Range(b)) => Rc::ptr_eq(a, b),
            (Value::Slice(a), Value::Slice(b)) => Rc::ptr_eq(a, b),
            (Value::Scalar(Scalar::Bool(a)), Value::Scalar(Scalar::Bool(b))) => a == b,
            (Value::Array(a), Value::Array(b)) => Rc::ptr_eq(a, b),
            (Value::DType(a), Value::DType(b)) => a == b,
            (Value::Class(a), Value::Class(b)) => a == b,
            (Value::Function(a), Value::Function(b)) => Rc::ptr_eq(a, b),
            (Value::Builtin(a), Value::Builtin(b)) => std::ptr::eq(*a, *b),
            (Value::BoundMethod(a), Value::BoundMethod(b)) => Rc::ptr_eq(a, b),
            (Value::Module(a), Value::Module(b)) => a.name == b.name,
            (Value::Exception(a), Value::Exception(b)) => Rc::ptr_eq(a, b),
            (Value::Iterator(a), Value::Iterator(b)) => Rc::ptr_eq(a, b),
            (Value::Instance(a), Value::Instance(b)) => Rc::ptr_eq(a, b),
            (Value::Native(a), Value::Native(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }
}

/// Short names are interned by CPython, so that `is` finds them equal.
fn is_identifier(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The class of a dtype object: `numpy.dtypes.Float64DType`.
pub fn dtype_class(dtype: &DType) -> ClassId {
    match dtype.native() {
        DType::Bool => ClassId::BOOL_DTYPE,
        DType::I8 => ClassId::INT8_DTYPE,
        DType::I16 => ClassId::INT16_DTYPE,
        DType::I32 => ClassId::INT32_DTYPE,
        DType::I64 => ClassId::INT64_DTYPE,
        DType::U8 => ClassId::UINT8_DTYPE,
        DType::U16 => ClassId::UINT16_DTYPE,
        DType::U32 => ClassId::UINT32_DTYPE,
        DType::U64 => ClassId::UINT64_DTYPE,
        DType::F16 => ClassId::FLOAT16_DTYPE,
        DType::F32 => ClassId::FLOAT32_DTYPE,
        DType::F64 => ClassId::FLOAT64_DTYPE,
        DType::C64 => ClassId::COMPLEX64_DTYPE,
        DType::C128 => ClassId::COMPLEX128_DTYPE,
        DType::Str(_) => ClassId::STR_DTYPE,
        DType::Bytes(_) => ClassId::BYTES_DTYPE,
        DType::Datetime(_) => ClassId::DATETIME64_DTYPE,
        DType::Timedelta(_) => ClassId::TIMEDELTA64_DTYPE,
        DType::Object => ClassId::OBJECT_DTYPE,
        DType::Text(_) => ClassId::STRING_DTYPE,
        DType::Struct(_) | DType::Void(_) | DType::Sub(_) | DType::Swapped(_) => {
            ClassId::VOID_DTYPE
        }
    }
}

/// The class of NumPy's scalars of a dtype.
pub fn scalar_class(dtype: &DType) -> ClassId {
    match dtype.native() {
        DType::Bool => ClassId::BOOL_,
        DType::I8 => ClassId::INT8,
        DType::I16 => ClassId::INT16,
        DType::I32 => ClassId::INT32,
        DType::I64 => ClassId::INT64,
        DType::U8 => ClassId::UINT8,
        DType::U16 => ClassId::UINT16,
        DType::U32 => ClassId::UINT32,
        DType::U64 => ClassId::UINT64,
        DType::F16 => ClassId::FLOAT16,
        DType::F32 => ClassId::FLOAT32,
        DType::F64 => ClassId::FLOAT64,
        DType::C64 => ClassId::COMPLEX64,
        DType::C128 => ClassId::COMPLEX128,
        DType::Str(_) => ClassId::STR_,
        DType::Bytes(_) => ClassId::BYTES_,
        DType::Datetime(_) => ClassId::DATETIME64,
        DType::Timedelta(_) => ClassId::TIMEDELTA64,
        DType::Object => ClassId::OBJECT_,
        DType::Text(_) => ClassId::STR,
        DType::Struct(fields) if fields.record => ClassId::RECORD,
        DType::Struct(_) | DType::Void(_) | DType::Sub(_) | DType::Swapped(_) => ClassId::VOID,
    }
}
