//! Questions about types and memory: what a letter stands for, what an array must be.

use std::rc::Rc;

use crate::array::{Array, DType, Kind};
use crate::builtins;
use crate::builtins::operators::{binary, compare, contains, get_item};
use crate::builtins::python::iterate;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::value::convert::{convert_array, to_array};
use crate::value::{Class, ClassId, Dict, Host, Raised, Result, Value, display, hash, truth};

use super::call;
use super::compose::{call_with, truths, ufunc};

builtins! {
    /// Can the object be iterated over?
    ///
    /// >>> np.iterable([1, 2]), np.iterable(2)
    /// (True, False)
    "np.iterable" "(y)" => |host: &mut dyn Host, y: Value| match iterate::iter(host, &y) {
        Ok(_) => Ok(true),
        Err(raised) if raised.is_a(ClassId::TYPE_ERROR) => Ok(false),
        Err(raised) => Err(raised),
    };
    /// Is the array in Fortran's order, and not in C's?
    ///
    /// >>> np.isfortran(np.ones((2, 3)).T), np.isfortran(np.ones(3))
    /// (True, False)
    "np.isfortran" "(a)" => |host: &mut dyn Host, a: Value| {
        let flags = host.attribute(&a, "flags")?;
        host.attribute(&flags, "fnc")
    };
    /// Is a dtype of a kind: `'bool'`, `'integral'`, `'real floating'`, `'numeric'`, …, or of one of several?
    ///
    /// >>> np.isdtype(np.float32, 'real floating')
    /// True
    "np.isdtype" "(dtype, kind)" => isdtype;
    /// An array with a dtype and properties: `'C'`, `'F'`, `'A'`ligned, `'W'`riteable, `'O'`wning its memory. Copied only
    /// if it must be.
    ///
    /// >>> np.require([1, 2], dtype=float, requirements=['C', 'W'])
    /// array([1., 2.])
    "np.require" "(a, dtype=None, requirements=None, *, like=None)" => require;
    /// What a letter of a dtype stands for, in words.
    ///
    /// >>> np.typename('d')
    /// 'double precision'
    "np.typename" "(char)" => |host: &mut dyn Host, char: Value| {
        hash::hash(host, &char)?;
        let found = TYPE_NAMES.iter().find(|(letter, _)| matches!(&char, Value::Str(text) if **text == **letter));
        found.map(|(_, name)| *name).ok_or_else(|| crate::builtins::python::dict::key_error(char.clone()))
    };
    /// The letter of the smallest type to which all of the given types can be converted.
    ///
    /// >>> np.mintypecode(['d', 'f', 'S'])
    /// 'd'
    /// >>> np.mintypecode('fd')
    /// 'd'
    "np.mintypecode" "(typechars, typeset='GDFgdf', default='d')" => mintypecode;
    /// The letters of dtypes by their kind.
    ///
    /// >>> np.typecodes['Float']
    /// 'efdg'
    constant "np.typecodes" => || {
        let dict = Dict::default();
        for (kind, letters) in TYPE_CODES {
            dict.push(hash::hash_str(kind) as u64, Value::str(kind), Value::str(letters));
        }
        Value::Dict(Rc::new(dict))
    };
    /// The real parts, if all imaginary parts are near 0: below `tol` epsilons, or below `tol` itself if that is not
    /// above 1.
    ///
    /// >>> np.real_if_close([2.1 + 4e-14j, 5.2 + 3e-15j], tol=1000)
    /// array([2.1, 5.2])
    "np.real_if_close" "(a, tol=100)" => real_if_close;
    /// A sorted copy, as complex numbers.
    ///
    /// >>> np.sort_complex([5, 3, 6])
    /// array([3.+0.j, 5.+0.j, 6.+0.j])
    "np.sort_complex" "(a)" => sort_complex;
    /// Rounds towards 0: another name of `trunc`.
    ///
    /// >>> np.fix([2.7, -2.7])
    /// array([ 2., -2.])
    "np.fix" "(x, out=None)" => |host: &mut dyn Host, x: Value, out: Value| {
        call_with(host, "np.trunc", [x], (!out.is_none()).then_some(("out", out)))
    };
}

const TYPE_NAMES: &[(&str, &str)] = &[
    ("S1", "character"),
    ("?", "bool"),
    ("b", "signed char"),
    ("B", "unsigned char"),
    ("h", "short"),
    ("H", "unsigned short"),
    ("i", "integer"),
    ("I", "unsigned integer"),
    ("l", "long integer"),
    ("L", "unsigned long integer"),
    ("q", "long long integer"),
    ("Q", "unsigned long long integer"),
    ("f", "single precision"),
    ("d", "double precision"),
    ("g", "long precision"),
    ("F", "complex single precision"),
    ("D", "complex double precision"),
    ("G", "complex long double precision"),
    ("S", "string"),
    ("U", "unicode"),
    ("V", "void"),
    ("O", "object"),
];

const TYPE_CODES: [(&str, &str); 9] = [
    ("Character", "c"),
    ("Integer", "bhilqnp"),
    ("UnsignedInteger", "BHILQNP"),
    ("Float", "efdg"),
    ("Complex", "FDG"),
    ("AllInteger", "bBhHiIlLqQnNpP"),
    ("AllFloat", "efdgFDG"),
    ("Datetime", "Mm"),
    ("All", "?bhilqnpBHILQNPefdgFDGSUVOMm"),
];

/// The letters from the largest type to the smallest.
const BY_SIZE: &str = "GDFgdfQqLlIiHhBb?";

fn mintypecode(host: &mut dyn Host, chars: Value, set: Value, default: Value) -> Result<Value> {
    let mut found: Vec<String> = Vec::new();
    for item in iterate::collect(host, &chars)? {
        let letter: String = match item {
            Value::Str(text) if !text.is_empty() => text.to_string(),
            other => {
                let dtype = Value::DType(to_array(&other)?.dtype().clone().into());
                let letter = host.attribute(&dtype, "char")?;
                display::str(host, &letter)?.to_string()
            }
        };
        if contains(host, &set, &Value::str(&letter))? {
            found.push(letter);
        }
    }
    let has = |letter: &str| found.iter().any(|other| other == letter);
    if found.is_empty() {
        return Ok(default);
    }
    if has("F") && has("d") {
        return Ok(Value::str("D"));
    }
    let places = found.iter().map(|letter| BY_SIZE.find(letter.as_str()));
    let places: Option<Vec<usize>> = places.collect();
    let Some(first) = places.and_then(|places| places.into_iter().min()) else {
        return Err(Raised::value_error("substring not found"));
    };
    Ok(Value::str(&BY_SIZE[first..=first]))
}

/// The scalar class of what `isdtype` takes for a dtype.
fn scalar_class_of(value: &Value) -> Option<ClassId> {
    match value {
        Value::DType(dtype) if matches!(**dtype, DType::Text(_)) => None,
        Value::DType(dtype) => Some(crate::value::scalar_class(dtype)),
        Value::Class(Class::Builtin(id)) => id.is_subclass(ClassId::GENERIC).then_some(*id),
        _ => None,
    }
}

fn isdtype(host: &mut dyn Host, dtype: Value, kind: Value) -> Result<bool> {
    let class_text = |value: &Value| super::dtype::class_repr(&value.class());
    let Some(class) = scalar_class_of(&dtype) else {
        return Err(Raised::type_error(format!(
            "dtype argument must be a NumPy dtype, but it is a {}.",
            class_text(&dtype)
        )));
    };
    let kinds = match &kind {
        Value::Tuple(items) => items.to_vec(),
        single => vec![single.clone()],
    };
    // A class of classes is of no kind.
    let under = |parent: ClassId| class != parent && class.is_subclass(parent);
    let signed = under(ClassId::SIGNED_INTEGER) && class != ClassId::TIMEDELTA64;
    let unsigned = under(ClassId::UNSIGNED_INTEGER);
    let floating = under(ClassId::FLOATING);
    let complex = under(ClassId::COMPLEX_FLOATING);
    let mut answer = false;
    for kind in kinds {
        answer |= match &kind {
            Value::Str(name) => match &**name {
                "bool" => class == ClassId::BOOL_,
                "signed integer" => signed,
                "unsigned integer" => unsigned,
                "integral" => signed || unsigned,
                "real floating" => floating,
                "complex floating" => complex,
                "numeric" => signed || unsigned || floating || complex,
                _ => {
                    return Err(Raised::value_error(format!(
                        "kind argument is a string, but {} is not a known kind name.",
                        display::repr(host, &kind)?
                    )));
                }
            },
            other => match scalar_class_of(other) {
                Some(other) => other == class,
                None => {
                    return Err(Raised::type_error(format!(
                        "kind argument must be comprised of NumPy dtypes or strings only, but is a {}.",
                        class_text(other)
                    )));
                }
            },
        };
    }
    Ok(answer)
}

/// What `require` may be asked for, by NumPy's names.
fn requirement(name: &Value) -> Result<char> {
    let unknown = || {
        crate::builtins::python::dict::key_error(match name {
            Value::Str(text) => Value::str(text.to_uppercase()),
            other => other.clone(),
        })
    };
    let Value::Str(text) = name else {
        return Err(Raised::attribute_error(format!(
            "'{}' object has no attribute 'upper'",
            name.type_name()
        )));
    };
    Ok(match text.to_uppercase().as_str() {
        "C" | "C_CONTIGUOUS" | "CONTIGUOUS" => 'C',
        "F" | "F_CONTIGUOUS" | "FORTRAN" => 'F',
        "A" | "ALIGNED" => 'A',
        "W" | "WRITEABLE" => 'W',
        "O" | "OWNDATA" => 'O',
        "E" | "ENSUREARRAY" => 'E',
        _ => return Err(unknown()),
    })
}

fn require(host: &mut dyn Host, a: Value, dtype: Value, requirements: Value) -> Result<Value> {
    if !truth(host, &requirements)? {
        return call(host, "np.asanyarray", [a, dtype]);
    }
    let mut wanted = Vec::new();
    for name in iterate::collect(host, &requirements)? {
        wanted.push(requirement(&name)?);
    }
    let order = match (wanted.contains(&'C'), wanted.contains(&'F')) {
        (true, true) => {
            return Err(Raised::value_error(
                "Cannot specify both \"C\" and \"F\" order",
            ));
        }
        (false, true) => "F",
        (true, false) => "C",
        (false, false) => "A",
    };
    let keywords = [
        ("dtype", dtype),
        ("order", Value::str(order)),
        ("copy", Value::None),
    ];
    let array = call_with(host, "np.array", [a], keywords)?;
    let flags = host.attribute(&array, "flags")?;
    for name in [('A', "ALIGNED"), ('W', "WRITEABLE"), ('O', "OWNDATA")] {
        if wanted.contains(&name.0) {
            let flag = get_item(host, &flags, &Value::str(name.1))?;
            if !truth(host, &flag)? {
                return call(host, "ndarray.copy", [array, Value::str(order)]);
            }
        }
    }
    Ok(array)
}

fn real_if_close(host: &mut dyn Host, a: Value, tol: Value) -> Result<Value> {
    let array = to_array(&a)?;
    let a = match a {
        Value::Array(_) => a,
        _ => Value::array(array.clone()),
    };
    if array.dtype().kind() != Kind::Complex {
        return Ok(a);
    }
    let relative = compare(host, CompareOp::Gt, &tol, &Value::Int(1))?;
    let tol = if truth(host, &relative)? {
        let epsilon = match array.dtype().native() {
            DType::C64 => Value::scalar(crate::array::Scalar::F32(f32::EPSILON)),
            _ => Value::scalar(crate::array::Scalar::F64(f64::EPSILON)),
        };
        binary(host, BinaryOp::Mul, epsilon, tol)?
    } else {
        tol
    };
    let imaginary = host.attribute(&a, "imag")?;
    let size = ufunc(host, "absolute", [imaginary])?;
    let near = compare(host, CompareOp::Lt, &size, &tol)?;
    if truths(&to_array(&near)?)?.contains(&false) {
        return Ok(a);
    }
    host.attribute(&a, "real")
}

fn sort_complex(host: &mut dyn Host, a: Value) -> Result<Value> {
    let sorted: Array = to_array(&call(host, "np.sort", [Value::array(to_array(&a)?)])?)?;
    let dtype = match sorted.dtype().native() {
        DType::C64 | DType::C128 => return Ok(Value::array(sorted)),
        DType::I8 | DType::I16 | DType::U8 | DType::U16 => DType::C64,
        _ => DType::C128,
    };
    Ok(Value::array(convert_array(&sorted, &dtype)?))
}
