//! `np.testing` about what code raises and warns of: as functions that call another, and as contexts of `with`.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use crate::builtins;
use crate::builtins::python::warnings::{self, Filters};
use crate::value::builtin::{Keywords, Rest};
use crate::value::{Arguments, ClassId, Host, List, Native, Raised, Result, Value, display};

builtins! {
    /// Raises AssertionError unless calling a function, or a block of `with`, raises this exception.
    ///
    /// >>> np.testing.assert_raises(ValueError, int, 'x')
    /// >>> with np.testing.assert_raises(ZeroDivisionError): 1 / 0
    "np.testing.assert_raises" "(exception_class, /, *args, **kwargs)" => |host: &mut dyn Host, class: Value, Rest(args): Rest, keywords: Keywords| {
        expect(host, Expected { class, pattern: None }, &args, keywords)
    };
    /// As `assert_raises`, with a text that the message must contain.
    ///
    /// >>> np.testing.assert_raises_regex(ValueError, 'invalid literal', int, 'x')
    "np.testing.assert_raises_regex" "(exception_class, expected_regexp, /, *args, **kwargs)" => |host: &mut dyn Host, class: Value, pattern: Rc<str>, Rest(args): Rest, keywords: Keywords| {
        expect(host, Expected { class, pattern: Some(pattern) }, &args, keywords)
    };
    "_AssertRaisesContext.__enter__" "(self, /)" => |context: Value| context;
    "_AssertRaisesContext.__exit__" "(self, /, *exc_info)" => |host: &mut dyn Host, context: Value, Rest(info): Rest| {
        let Some(expected) = context.native::<Expected>() else {
            return Ok(false);
        };
        match info.get(1) {
            Some(Value::Exception(_)) => expected.check(host, &info[1]),
            _ => Err(expected.not_raised(host, "")?),
        }
    };
    /// Raises AssertionError unless calling a function, or a block of `with`, warns in this way. Going away.
    "np.testing.assert_warns" "(warning_class, *args, **kwargs)" => |host: &mut dyn Host, class: Value, Rest(args): Rest, keywords: Keywords| -> Result<Value> {
        deprecated(host)?;
        watch(host, Watch::new(Some(class)), &args, keywords)
    };
    /// Raises AssertionError if calling a function, or a block of `with`, warns of anything.
    ///
    /// >>> np.testing.assert_no_warnings(int, '5')
    /// 5
    "np.testing.assert_no_warnings" "(*args, **kwargs)" => |host: &mut dyn Host, Rest(args): Rest, keywords: Keywords| {
        watch(host, Watch::new(None), &args, keywords)
    };
    "_WatchedWarnings.__enter__" "(self, /)" => |host: &mut dyn Host, context: Value| watched(&context)?.begin(host);
    "_WatchedWarnings.__exit__" "(self, /, *exc_info)" => |host: &mut dyn Host, context: Value, Rest(info): Rest| {
        let watch = watched(&context)?;
        watch.end(host);
        match info.first() {
            None | Some(Value::None) => watch.judge(host, ""),
            Some(_) => Ok(()),
        }
    };
    /// A context in which chosen warnings are left out or kept in lists. Going away.
    "suppress_warnings.__new__" "(forwarding_rule='always')" => |host: &mut dyn Host, _rule: Value| -> Result<Value> {
        deprecated(host)?;
        Ok(Value::Native(Rc::new(Suppressing::default())))
    };
    "suppress_warnings.__enter__" "(self, /)" => |host: &mut dyn Host, context: Value| {
        let filters = host.session().get::<Filters>().clone();
        suppressing(&context)?.0.replace(Some(filters));
        Ok::<Value, Raised>(context)
    };
    "suppress_warnings.__exit__" "(self, /, *exc_info)" => |host: &mut dyn Host, context: Value, _info: Rest| {
        let before = suppressing(&context)?.0.take();
        restore(host, before);
        Ok::<bool, Raised>(false)
    };
    /// Leaves out warnings of a category whose message begins in this way.
    "suppress_warnings.filter" "(self, category=<no value>, message='', module=None)" => |host: &mut dyn Host, context: Value, category: Value, message: Rc<str>, _module: Value| {
        suppressing(&context)?;
        warnings::add_rule(host, "ignore", &message, Some(category).filter(|given| !given.is_none()), false)
    };
    /// Keeps warnings of a category in a list.
    "suppress_warnings.record" "(self, category=<no value>, message='', module=None)" => |host: &mut dyn Host, context: Value, category: Value, _message: Value, _module: Value| {
        suppressing(&context)?;
        let category = match category {
            Value::Class(class) => class,
            _ => ClassId::WARNING.into(),
        };
        Ok::<Value, Raised>(Value::List(host.session().get::<Filters>().keep(category)))
    };
    /// As `warnings.catch_warnings`; what was shown before is forgotten.
    ///
    /// >>> import warnings
    /// >>> with np.testing.clear_and_catch_warnings(record=True) as caught:
    /// ...     warnings.simplefilter('always')
    /// ...     warnings.warn('once more')
    /// >>> len(caught)
    /// 1
    "clear_and_catch_warnings.__new__" "(record=False, modules=())" => |host: &mut dyn Host, record: Value, _modules: Value| {
        let mut arguments = Arguments::none();
        arguments.keywords.push(("record".into(), record));
        host.call(&Value::Class(ClassId::CATCH_WARNINGS.into()), arguments)
    };
    /// What is compared, under a headline: the text of `np.testing`'s errors.
    ///
    /// >>> print(np.testing.build_err_msg([1, 2], 'they differ').strip())
    /// Items are not equal: they differ
    ///  ACTUAL: 1
    ///  DESIRED: 2
    "np.testing.build_err_msg" "(arrays, err_msg, header='Items are not equal:', verbose=True, names=('ACTUAL', 'DESIRED'), precision=8)" => error_message;
    /// Seconds that a text of code would take: none here, where clocks follow the steps of the cell.
    "np.testing.measure" "(code_str, times=1, label=None)" => |_code: Value, _times: Value, _label: Value| 0.0;
    /// Runs what is waiting to be cleaned up; nothing ever is.
    "np.testing.break_cycles" "()" => || ();
    /// Whether Python is of another kind than CPython, or NumPy of a rarer build: no.
    constant "np.testing.IS_PYPY" | "np.testing.IS_PYSTON" | "np.testing.IS_WASM" | "np.testing.IS_MUSL" | "np.testing.NOGIL_BUILD" | "np.testing.IS_EDITABLE" => || false;
    /// What holds of a usual build of NumPy: yes.
    constant "np.testing.HAS_REFCOUNT" | "np.testing.IS_64BIT" | "np.testing.IS_INSTALLED" | "np.testing.HAS_LAPACK64" | "np.testing.BLAS_SUPPORTS_FPE" => || true;
    /// How much the tests of NumPy itself say.
    constant "np.testing.verbose" => || 0i64;
    /// A test that is not to run.
    constant "np.testing.SkipTest" => || Value::Class(ClassId::SKIP_TEST.into());
    /// A test that is known to fail.
    constant "np.testing.KnownFailureException" => || Value::Class(ClassId::KNOWN_FAILURE.into());
    /// What tests of NumPy's own raise where nothing is to be compared.
    constant "np.testing.IgnoreException" => || Value::Class(ClassId::IGNORE_EXCEPTION.into());
}

const DEPRECATED: &str = "NumPy warning suppression and assertion utilities are deprecated. Use warnings.catch_warnings, \
     warnings.filterwarnings, pytest.warns, or pytest.filterwarnings instead. (Deprecated NumPy 2.4)";

fn deprecated(host: &mut dyn Host) -> Result<()> {
    host.warn(ClassId::DEPRECATION_WARNING, DEPRECATED)
}

fn failed(message: impl AsRef<str>) -> Raised {
    Raised::new(ClassId::ASSERTION_ERROR, message.as_ref())
}

/// The exception that a block or a function must raise.
struct Expected {
    class: Value,
    /// A text that its message must contain.
    pattern: Option<Rc<str>>,
}

impl Native for Expected {
    fn class(&self) -> ClassId {
        ClassId::ASSERT_RAISES_CONTEXT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Expected {
    /// Is it the exception? One of the class with another message is a failure.
    fn check(&self, host: &mut dyn Host, exception: &Value) -> Result<bool> {
        let classes = match &self.class {
            Value::Tuple(items) => items.to_vec(),
            other => vec![other.clone()],
        };
        let own = exception.class();
        let fits = |class: &Value| matches!(class, Value::Class(class) if own.is_subclass(class));
        if !classes.iter().any(fits) {
            return Ok(false);
        }
        let message = display::str(host, exception)?;
        match &self.pattern {
            Some(pattern) if !message.contains(&**pattern) => Err(failed(format!(
                "\"{pattern}\" does not match \"{message}\""
            ))),
            _ => Ok(true),
        }
    }

    fn not_raised(&self, host: &mut dyn Host, by: &str) -> Result<Raised> {
        let name = host.attribute(&self.class, "__name__")?;
        let name = display::str(host, &name)?;
        Ok(failed(format!("{name} not raised{by}")))
    }
}

/// ` by int`
fn called(host: &mut dyn Host, between: &str, function: &Value) -> Result<String> {
    let name = host.attribute(function, "__name__")?;
    Ok(format!("{between}{}", display::str(host, &name)?))
}

fn expect(
    host: &mut dyn Host,
    expected: Expected,
    args: &[Value],
    keywords: Keywords,
) -> Result<Value> {
    let Some((function, rest)) = args.split_first() else {
        return Ok(Value::Native(Rc::new(expected)));
    };
    let mut given = Arguments::positional(rest.iter().cloned());
    given.keywords = keywords.0;
    match host.call(function, given) {
        Ok(_) => {
            let by = called(host, " by ", function)?;
            Err(expected.not_raised(host, &by)?)
        }
        Err(raised) => match raised.as_exception().cloned() {
            Some(exception) if expected.check(host, &Value::Exception(exception.clone()))? => {
                Ok(Value::None)
            }
            _ => Err(raised),
        },
    }
}

/// Warnings that are watched: one of a class must come, or none of any.
struct Watch {
    class: Option<Value>,
    running: RefCell<Option<(Filters, Rc<List>)>>,
    found: RefCell<Rc<List>>,
}

impl Native for Watch {
    fn class(&self) -> ClassId {
        ClassId::WATCHED_WARNINGS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Watch {
    fn new(class: Option<Value>) -> Watch {
        Watch {
            class,
            running: RefCell::default(),
            found: RefCell::default(),
        }
    }

    fn begin(&self, host: &mut dyn Host) -> Result<()> {
        let class = match &self.class {
            Some(Value::Class(class)) => class.clone(),
            None => ClassId::WARNING.into(),
            Some(_) => {
                return Err(failed("category must be a Warning subclass"));
            }
        };
        let filters = host.session().get::<Filters>();
        let before = filters.clone();
        let list = filters.keep(class);
        self.running.replace(Some((before, list)));
        Ok(())
    }

    fn end(&self, host: &mut dyn Host) {
        if let Some((before, list)) = self.running.take() {
            restore(host, Some(before));
            self.found.replace(list);
        }
    }

    fn judge(&self, host: &mut dyn Host, by: &str) -> Result<()> {
        let list = self.found.borrow().clone();
        match (&self.class, list.len()) {
            (Some(_), 0) => Err(failed(format!("No warning raised{by}"))),
            (None, 1..) => {
                let shown = display::repr(host, &Value::List(list))?;
                Err(failed(format!("Got warnings{by}: {shown}")))
            }
            _ => Ok(()),
        }
    }
}

fn restore(host: &mut dyn Host, before: Option<Filters>) {
    if let Some(before) = before {
        host.session().get::<Filters>().put_back(before);
    }
}

fn watched(value: &Value) -> Result<&Watch> {
    let wrong = || Raised::type_error("expected what np.testing.assert_warns() gave");
    value.native().ok_or_else(wrong)
}

fn watch(host: &mut dyn Host, watch: Watch, args: &[Value], keywords: Keywords) -> Result<Value> {
    let Some((function, rest)) = args.split_first() else {
        return Ok(Value::Native(Rc::new(watch)));
    };
    let mut given = Arguments::positional(rest.iter().cloned());
    given.keywords = keywords.0;
    watch.begin(host)?;
    let answer = host.call(function, given);
    watch.end(host);
    let answer = answer?;
    let by = called(host, " when calling ", function)?;
    watch.judge(host, &by)?;
    Ok(answer)
}

/// `suppress_warnings()`, with the filters as they were outside.
#[derive(Default)]
struct Suppressing(RefCell<Option<Filters>>);

impl Native for Suppressing {
    fn class(&self) -> ClassId {
        ClassId::SUPPRESS_WARNINGS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn suppressing(value: &Value) -> Result<&Suppressing> {
    let wrong = || Raised::type_error("expected a suppress_warnings object");
    value.native().ok_or_else(wrong)
}

fn error_message(
    host: &mut dyn Host,
    arrays: Value,
    message: Rc<str>,
    header: Rc<str>,
    verbose: bool,
    names: Value,
    _precision: Value,
) -> Result<String> {
    let short = !message.contains('\n') && message.len() + header.len() < 79;
    let mut text = format!("\n{header}");
    if !message.is_empty() {
        text += if short { " " } else { "\n" };
        text += &message;
    }
    if !verbose {
        return Ok(text);
    }
    let arrays = builtins::python::iterate::collect(host, &arrays)?;
    let names = match names {
        Value::None => vec![Value::str("ACTUAL"), Value::str("DESIRED")],
        names => builtins::python::iterate::collect(host, &names)?.to_vec(),
    };
    for (array, name) in arrays.iter().zip(&names) {
        let (name, shown) = (display::str(host, name)?, display::repr(host, array)?);
        let lines: Vec<&str> = shown.lines().collect();
        let shown = match lines.len() {
            0..=3 => shown.to_string(),
            _ => format!("{}...", lines[..3].join("\n")),
        };
        text += &format!("\n {name}: {shown}");
    }
    Ok(text)
}
