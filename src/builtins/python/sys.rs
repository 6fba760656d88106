//! The module `sys`: what there is to know of the interpreter, as far as it is the same on every machine.

use std::any::Any;
use std::rc::Rc;

use super::named_tuple::record;
use super::parameters::Text;
use crate::array::Scalar;
use crate::builtins;
use crate::value::builtin::{Bound, Given, Parameter};
use crate::value::compare::{bytes_of, text_of};
use crate::value::number::{as_int, index};
use crate::value::{ClassId, Dict, Exception, Host, Native, Raised, Result, Stream, Value};

builtins! {
    /// The version of Python that ndbook's outputs are those of.
    ///
    /// >>> sys.version.split()[0]
    /// '3.11.7'
    constant "sys.version" => || "3.11.7 (ndbook)";
    /// The version as numbers.
    ///
    /// >>> sys.version_info >= (3, 8)
    /// True
    constant "sys.version_info" => || {
        let names = ["major", "minor", "micro", "releaselevel", "serial"];
        let values = vec![Value::Int(3), Value::Int(11), Value::Int(7), Value::str("final"), Value::Int(0)];
        record(ClassId::VERSION_INFO, &names, values)
    };
    /// The version as one number.
    constant "sys.hexversion" => || 51_054_576i64;
    /// The largest size of a container.
    ///
    /// >>> sys.maxsize == 2**63 - 1
    /// True
    constant "sys.maxsize" => || i64::MAX;
    /// The largest number of a character.
    constant "sys.maxunicode" => || 1_114_111i64;
    /// The order of the bytes of a number in memory.
    ///
    /// >>> sys.byteorder
    /// 'little'
    constant "sys.byteorder" => || "little";
    /// The name of the platform that ndbook's outputs are those of.
    constant "sys.platform" => || "linux";
    /// What floats are like.
    ///
    /// >>> sys.float_info.max, sys.float_info.epsilon
    /// (1.7976931348623157e+308, 2.220446049250313e-16)
    constant "sys.float_info" => float_info;
    /// What integers are like.
    constant "sys.int_info" => || {
        let names = ["bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"];
        record(ClassId::INT_INFO, &names, [30, 4, 4300, 640].map(Value::Int).into())
    };
    /// How floats are shown.
    constant "sys.float_repr_style" => || "short";
    /// The arguments of the program: a lesson has none.
    constant "sys.argv" | "sys.path" => || Value::list(vec![Value::str("")]);
    /// Where `print` writes.
    constant "sys.stdout" => || OutputStream::value(Stream::Out);
    /// Where complaints are written.
    constant "sys.stderr" => || OutputStream::value(Stream::Error);
    /// How deep calls may be nested.
    ///
    /// >>> sys.getrecursionlimit()
    /// 1000
    "sys.getrecursionlimit" "()" => || 1000i64;
    /// Accepted, and without effect: a lesson's limits are set from outside.
    "sys.setrecursionlimit" "(limit, /)" => |host: &mut dyn Host, limit: Value| {
        let limit = index(host, &limit)?;
        let small = as_int(&limit).is_some_and(|limit| *limit < 1.into());
        if small {
            return Err(Raised::value_error("recursion limit must be greater or equal than 1"));
        }
        Ok(())
    };
    /// The encoding of texts.
    ///
    /// >>> sys.getdefaultencoding()
    /// 'utf-8'
    "sys.getdefaultencoding" | "sys.getfilesystemencoding" "()" => || "utf-8";
    /// How many digits an integer may have as text.
    "sys.get_int_max_str_digits" "()" => || 4300i64;
    /// A text itself.
    "sys.intern" "(string, /)" => |text: Text| text.0;
    /// Bytes of memory that CPython takes for an object itself, without those it refers to.
    ///
    /// >>> sys.getsizeof(1), sys.getsizeof('abc'), sys.getsizeof([1, 2])
    /// (28, 52, 72)
    /// >>> sys.getsizeof(np.zeros(1000))
    /// 8112
    "sys.getsizeof" "(object, default=<no value>)" => |object: Value, _default: Given| size_of_object(&object);
    /// The exception that is being handled; outside of `except` there is none.
    "sys.exc_info" "()" => || Value::tuple(vec![Value::None, Value::None, Value::None]);
    /// Ends the program by SystemExit.
    "sys.exit" "(status=None, /)" => |status: Value| -> Result<Value> {
        let args = if status.is_none() { vec![] } else { vec![status.clone()] };
        let exit = Exception::new(ClassId::SYSTEM_EXIT, args);
        exit.attributes.borrow_mut().push(("code".into(), status));
        Err(Raised::exception(Rc::new(exit)))
    };
    /// Writes a text as it is.
    "_OutputStream.write" "(self, s, /)" => |host: &mut dyn Host, stream: Output, text: Text| {
        host.write(stream.0, &text.0)?;
        Ok::<usize, Raised>(text.0.chars().count())
    };
    /// Does nothing: what is written is there at once.
    "_OutputStream.flush" "(self, /)" => |_stream: Output| ();
    /// Is it a terminal? Never: a lesson has none.
    "_OutputStream.isatty" "(self, /)" => |_stream: Output| false;
    /// The encoding of the stream.
    property "_OutputStream.encoding" => |_stream: Output| "utf-8";
}

fn float_info() -> Value {
    let names = [
        "max",
        "max_exp",
        "max_10_exp",
        "min",
        "min_exp",
        "min_10_exp",
        "dig",
        "mant_dig",
        "epsilon",
        "radix",
        "rounds",
    ];
    let values = vec![
        Value::Float(f64::MAX),
        Value::Int(f64::MAX_EXP.into()),
        Value::Int(f64::MAX_10_EXP.into()),
        Value::Float(f64::MIN_POSITIVE),
        Value::Int(f64::MIN_EXP.into()),
        Value::Int(f64::MIN_10_EXP.into()),
        Value::Int(f64::DIGITS.into()),
        Value::Int(f64::MANTISSA_DIGITS.into()),
        Value::Float(f64::EPSILON),
        Value::Int(f64::RADIX.into()),
        Value::Int(1),
    ];
    record(ClassId::FLOAT_INFO, &names, values)
}

/// What a lesson has put in the place of `sys.stdout`, where `print` then writes.
#[derive(Default)]
pub struct Redirected(Option<Value>);

impl Redirected {
    /// Where `print` writes; None for the cell's own output.
    pub fn target(&self) -> Option<Value> {
        self.0.clone()
    }

    /// `sys.stdout = new`; the stream that was there first ends it.
    pub fn set(&mut self, new: Option<Value>) {
        let own = |value: &Value| matches!(value.native(), Some(OutputStream(Stream::Out)));
        self.0 = new.filter(|value| !own(value));
    }
}

/// `sys.stdout` and `sys.stderr`.
struct OutputStream(Stream);

impl OutputStream {
    fn value(stream: Stream) -> Value {
        Value::Native(Rc::new(OutputStream(stream)))
    }
}

impl Native for OutputStream {
    fn class(&self) -> ClassId {
        ClassId::OUTPUT_STREAM
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        let name = match self.0 {
            Stream::Out => "stdout",
            Stream::Error => "stderr",
        };
        Some(format!(
            "<_io.TextIOWrapper name='<{name}>' mode='w' encoding='utf-8'>"
        ))
    }
}

/// The receiver of a stream's methods.
struct Output(Stream);

impl Parameter for Output {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Output> {
        let value = bound.take().unwrap_or(Value::None);
        match value.native::<OutputStream>() {
            Some(stream) => Ok(Output(stream.0)),
            None => Err(super::parameters::wrong_receiver(
                bound,
                "_io.TextIOWrapper",
                Some(value),
            )),
        }
    }
}

/// The size that CPython 3.11 and NumPy say on a machine of 64 bits.
fn size_of_object(value: &Value) -> usize {
    if let Some(whole) = as_int(value).filter(|_| !matches!(value, Value::Scalar(_))) {
        // Digits of 30 bits, at least one.
        return 24 + 4 * (whole.bits().div_ceil(30).max(1) as usize);
    }
    match value {
        Value::None | Value::NotImplemented | Value::Ellipsis => 16,
        Value::Float(_) => 24,
        Value::Complex(_) => 32,
        Value::List(list) => list_size(list.len()),
        Value::Dict(dict) => dict_size(dict),
        Value::Set(set) => set_size(set.len()),
        Value::Range(_) => 48,
        Value::Slice(_) => 56,
        Value::Function(_) => 152,
        Value::Builtin(_) | Value::Module(_) => 72,
        Value::BoundMethod(_) => 64,
        Value::Class(_) => 424,
        Value::Array(object) => {
            let held = if object.base.is_some() {
                0
            } else {
                object.with(|a| a.size() * a.dtype().itemsize())
            };
            96 + 16 * object.with(|a| a.ndim()) + held
        }
        other => match (text_of(other), bytes_of(other), other.tuple_items(), other) {
            (Some(text), ..) => text_size(text),
            (_, Some(bytes), ..) => 33 + bytes.len(),
            (_, _, Some(items), _) => 40 + 8 * items.len(),
            (.., Value::Scalar(scalar)) => scalar_size(scalar),
            _ => 48,
        },
    }
}

fn scalar_size(scalar: &Scalar) -> usize {
    match scalar {
        // Kept at a place divisible by 16.
        Scalar::C128(_) => 48,
        other => 24 + other.dtype().itemsize(),
    }
}

/// A list has room for an even number of items, but for the smallest ones.
fn list_size(length: usize) -> usize {
    let room = if length < 3 {
        length
    } else {
        length.next_multiple_of(2)
    };
    56 + 8 * room
}

/// One, two or four bytes for each character, by the widest.
fn text_size(text: &str) -> usize {
    let count = text.chars().count();
    match text.chars().max().map_or(0, |c| c as u32) {
        0..=0x7f => 49 + count,
        0x80..=0xff => 73 + count,
        0x100..=0xffff => 74 + 2 * count,
        _ => 76 + 4 * count,
    }
}

/// A table of a power of two of places, two thirds of which can be filled.
fn dict_size(dict: &Dict) -> usize {
    let length = dict.len();
    if length == 0 {
        return 64;
    }
    let mut log = 3u32;
    while (2usize << log) / 3 < length {
        log += 1;
    }
    let width = match log {
        0..=7 => 1,
        8..=15 => 2,
        _ => 4,
    };
    let texts = dict.keys().iter().all(|key| matches!(key, Value::Str(_)));
    let entry = if texts { 16 } else { 24 };
    96 + (width << log) + (2usize << log) / 3 * entry
}

/// A table that grows fourfold when three fifths are filled, twofold when it is large.
fn set_size(length: usize) -> usize {
    let mut size = 8usize;
    loop {
        let filled = ((size - 1) * 3).div_ceil(5);
        if length < filled {
            break;
        }
        let wanted = filled * if filled > 50_000 { 2 } else { 4 };
        size = (wanted + 1).next_power_of_two();
    }
    200 + 16 * if size == 8 { 1 } else { size + 1 }
}
