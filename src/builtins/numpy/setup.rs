//! What NumPy says of itself: its version, its files, the size of its buffers.

use std::any::Any;
use std::cmp::Ordering;
use std::rc::Rc;

use crate::builtins;
use crate::builtins::operators::compare;
use crate::syntax::ast::CompareOp;
use crate::value::{
    Class, ClassId, Host, Native, Raised, Result, Stream, Value, display, number, truth,
};

builtins! {
    /// Where the package would lie.
    ///
    /// >>> np.__file__.endswith('__init__.py')
    /// True
    constant "np.__file__" => || "numpy/__init__.py";
    /// Where the header files of NumPy's C interface would lie; there is no C here.
    ///
    /// >>> np.get_include().endswith('include')
    /// True
    "np.get_include" "()" => || "numpy/_core/include";
    /// Shows how the program was built.
    "np.show_config" "(mode='stdout')" => |host: &mut dyn Host, _mode: Value| about(host);
    /// Shows what the program runs on.
    "np.show_runtime" "()" => about;
    /// How many elements NumPy would convert at a time.
    ///
    /// >>> np.getbufsize()
    /// 8192
    "np.getbufsize" "()" => |host: &mut dyn Host| host.session().get::<BufferSize>().0;
    /// Sets how many elements are converted at a time, and returns the number before. It changes no result.
    ///
    /// >>> np.setbufsize(16384)
    /// 8192
    "np.setbufsize" "(size)" => setbufsize;
    /// A version of NumPy, to compare with others.
    ///
    /// >>> np.lib.NumpyVersion(np.__version__) > '1.7.0'
    /// True
    constant "np.lib.NumpyVersion" => || Value::Class(Class::Builtin(ClassId::NUMPY_VERSION));
    "NumpyVersion.__new__" "(vstring)" => |text: Rc<str>| Version::parse(&text).map(|version| Value::Native(Rc::new(version)));
    /// The version as it was given.
    ///
    /// >>> np.lib.NumpyVersion('1.8.0').vstring
    /// '1.8.0'
    property "NumpyVersion.vstring" => |v: Value| of(&v).map(|v| v.text.clone());
    /// The three numbers.
    ///
    /// >>> np.lib.NumpyVersion('1.9.0rc1').version
    /// '1.9.0'
    property "NumpyVersion.version" => |v: Value| of(&v).map(|v| {
        let [major, minor, bugfix] = v.numbers;
        format!("{major}.{minor}.{bugfix}")
    });
    /// The first number.
    property "NumpyVersion.major" => |v: Value| of(&v).map(|v| v.numbers[0]);
    /// The second number.
    property "NumpyVersion.minor" => |v: Value| of(&v).map(|v| v.numbers[1]);
    /// The third number.
    property "NumpyVersion.bugfix" => |v: Value| of(&v).map(|v| v.numbers[2]);
    /// `'final'`, or what stands behind the numbers: `'a1'`, `'b2'`, `'rc1'`.
    ///
    /// >>> np.lib.NumpyVersion('1.9.0rc1').pre_release
    /// 'rc1'
    property "NumpyVersion.pre_release" => |v: Value| of(&v).map(|v| v.pre_release.clone());
    /// Is it one between releases?
    property "NumpyVersion.is_devversion" => |v: Value| of(&v).map(|v| v.is_development);
}

fn about(host: &mut dyn Host) -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let text =
        format!("ndbook {version}: NumPy 2.4.6 as one program, without Python, C or BLAS.\n");
    host.write(Stream::Out, &text)
}

struct BufferSize(i64);

impl Default for BufferSize {
    fn default() -> BufferSize {
        BufferSize(8192)
    }
}

fn setbufsize(host: &mut dyn Host, size: Value) -> Result<i64> {
    let wrong = |what: &str, size: &str| {
        Err(Raised::value_error(format!(
            "Buffer size, {size}, is {what}"
        )))
    };
    let shown = display::str(host, &size)?;
    let beyond = |host: &mut dyn Host, op, limit| {
        let answer = compare(host, op, &size, &Value::Int(limit))?;
        truth(host, &answer)
    };
    if beyond(host, CompareOp::Lt, 5)? {
        return wrong("too small", &shown);
    }
    if beyond(host, CompareOp::Gt, 10_000_000)? {
        return wrong("too big", &shown);
    }
    let size = number::index_clamped(host, &size)?;
    if size % 16 != 0 {
        return wrong("not a multiple of 16", &shown);
    }
    let old = std::mem::replace(host.session().get::<BufferSize>(), BufferSize(size));
    Ok(old.0)
}

/// A version of NumPy.
struct Version {
    text: String,
    numbers: [i64; 3],
    pre_release: String,
    is_development: bool,
}

fn of(value: &Value) -> Result<&Version> {
    value
        .native()
        .ok_or_else(|| Raised::type_error("expected a NumpyVersion"))
}

/// The digits that a text begins with, and the rest.
fn digits(text: &str) -> Option<(i64, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    Some((text[..end].parse().ok()?, &text[end..]))
}

impl Version {
    fn parse(text: &str) -> Result<Version> {
        let numbers = || {
            let (major, rest) = digits(text)?;
            let (minor, rest) = digits(rest.strip_prefix('.')?)?;
            let (bugfix, rest) = digits(rest.strip_prefix('.')?)?;
            Some(([major, minor, bugfix], rest))
        };
        let Some((numbers, rest)) = numbers() else {
            return Err(Raised::value_error("Not a valid numpy version string"));
        };
        let mark = ["a", "b", "rc"].into_iter().find_map(|mark| {
            let digit = rest.strip_prefix(mark)?.chars().next()?;
            digit.is_ascii_digit().then(|| format!("{mark}{digit}"))
        });
        let pre_release = match rest {
            "" => "final".to_string(),
            _ => mark.unwrap_or_default(),
        };
        Ok(Version {
            text: text.to_string(),
            numbers,
            pre_release,
            // Any character stands before "dev".
            is_development: text
                .char_indices()
                .skip(1)
                .any(|(at, _)| text[at..].starts_with("dev")),
        })
    }

    fn order(&self, other: &Version) -> Ordering {
        let before_release = || match (&*self.pre_release, &*other.pre_release) {
            (a, b) if a == b => Ordering::Equal,
            ("final", _) => Ordering::Greater,
            (_, "final") => Ordering::Less,
            (a, b) => a.cmp(b),
        };
        let development = || other.is_development.cmp(&self.is_development);
        self.numbers
            .cmp(&other.numbers)
            .then_with(before_release)
            .then_with(development)
    }
}

impl Native for Version {
    fn class(&self) -> ClassId {
        ClassId::NUMPY_VERSION
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        Some(format!("NumpyVersion({})", self.text))
    }

    fn compare(&self, _: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        let parsed;
        let other = match other {
            Value::Str(text) => {
                parsed = Version::parse(text)?;
                &parsed
            }
            other => match other.native::<Version>() {
                Some(version) => version,
                None => {
                    return Err(Raised::value_error(
                        "Invalid object to compare with NumpyVersion.",
                    ));
                }
            },
        };
        let order = self.order(other);
        Ok(Some(Value::Bool(match op {
            CompareOp::Lt => order.is_lt(),
            CompareOp::LtE => order.is_le(),
            CompareOp::Gt => order.is_gt(),
            CompareOp::GtE => order.is_ge(),
            CompareOp::Eq => order.is_eq(),
            CompareOp::NotEq => order.is_ne(),
            _ => return Ok(None),
        })))
    }
}
