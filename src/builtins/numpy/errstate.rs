//! What happens on a division by zero, an overflow, an invalid value: `np.errstate` and `np.seterr`.

use super::compose::call_with;
use crate::builtins;
use crate::builtins::python::functions::{attribute_or, is_callable};
use crate::value::builtin::{Given, Rest};
use crate::value::{Arguments, ClassId, Dict, Host, Native, Raised, Result, Value, hash};
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// What to do about one kind of event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reaction {
    Ignore,
    Warn,
    Raise,
    Print,
    Call,
    Log,
}

/// What `call` and `log` turn to: a function, or an object with a method `write`.
#[derive(Clone, Default)]
pub struct ErrorCall(pub Option<Value>);

/// The session's reactions.
#[derive(Clone, Copy, Debug)]
pub struct ErrorState {
    divide: Reaction,
    over: Reaction,
    under: Reaction,
    invalid: Reaction,
}

impl Default for ErrorState {
    fn default() -> ErrorState {
        ErrorState {
            divide: Reaction::Warn,
            over: Reaction::Warn,
            under: Reaction::Ignore,
            invalid: Reaction::Warn,
        }
    }
}

impl Reaction {
    fn name(self) -> &'static str {
        match self {
            Reaction::Ignore => "ignore",
            Reaction::Warn => "warn",
            Reaction::Raise => "raise",
            Reaction::Print => "print",
            Reaction::Call => "call",
            Reaction::Log => "log",
        }
    }

    fn from_value(value: &Value) -> Result<Option<Reaction>> {
        let Value::Str(name) = value else {
            return if value.is_none() {
                Ok(None)
            } else {
                Err(unknown(&value.type_name()))
            };
        };
        Ok(Some(match &**name {
            "ignore" => Reaction::Ignore,
            "warn" => Reaction::Warn,
            "raise" => Reaction::Raise,
            "print" => Reaction::Print,
            "call" => Reaction::Call,
            "log" => Reaction::Log,
            other => return Err(unknown(other)),
        }))
    }
}

fn unknown(name: &str) -> Raised {
    Raised::value_error(format!(
        "invalid error mode {}",
        crate::array::print::str_repr(name)
    ))
}

/// Is anyone interested in results that are too small?
pub fn minds_underflow(host: &mut dyn Host) -> bool {
    host.session().get::<ErrorState>().under != Reaction::Ignore
}

/// An event (`divide by zero`, `overflow`, …) in the operation that NumPy calls `place`.
///
/// # Errors
/// FloatingPointError where the state says `raise`.
pub fn report(host: &mut dyn Host, event: &str, place: &str) -> Result<()> {
    report_inside(host, event, place, None)
}

/// As [`report`], on some line of a function of NumPy's: warnings are told apart by it.
///
/// # Errors
/// As [`report`].
pub fn report_inside(
    host: &mut dyn Host,
    event: &str,
    place: &str,
    inside: Option<&'static str>,
) -> Result<()> {
    let state = *host.session().get::<ErrorState>();
    let reaction = match event {
        "divide by zero" => state.divide,
        "overflow" => state.over,
        "underflow" => state.under,
        _ => state.invalid,
    };
    match reaction {
        Reaction::Ignore => Ok(()),
        Reaction::Warn => {
            let message = format!("{event} encountered in {place}");
            match inside {
                None => host.warn(ClassId::RUNTIME_WARNING, &message),
                Some(line) => host.warn_inside(ClassId::RUNTIME_WARNING, &message, line),
            }
        }
        Reaction::Raise => Err(Raised::new(
            ClassId::FLOATING_POINT_ERROR,
            format!("{event} encountered in {place}"),
        )),
        Reaction::Print => host.write(
            crate::value::Stream::Error,
            &format!("Warning: {event} encountered in {place}\n"),
        ),
        Reaction::Call => {
            let missing = || {
                format!(
                    "python callback specified for {event} (in  {place}) but no function found."
                )
            };
            let function = handler(host, missing)?;
            let arguments = [Value::str(event), Value::Int(bit(event))];
            host.call(&function, Arguments::positional(arguments))
                .map(drop)
        }
        Reaction::Log => {
            let missing = || {
                format!(
                    "log specified for {event} (in {place}) but no object with write method found."
                )
            };
            let log = handler(host, missing)?;
            let write = host.attribute(&log, "write")?;
            let line = format!("Warning: {event} encountered in {place}\n");
            host.call(&write, Arguments::positional([Value::str(line)]))
                .map(drop)
        }
    }
}

/// The handler that was set.
fn handler(host: &mut dyn Host, missing: impl FnOnce() -> String) -> Result<Value> {
    let set = host.session().get::<ErrorCall>().0.clone();
    set.ok_or_else(|| Raised::new(ClassId::NAME_ERROR, missing()))
}

/// The bit that stands for an event where a handler is told of it.
fn bit(event: &str) -> i64 {
    match event {
        "divide by zero" => 1,
        "overflow" => 2,
        "underflow" => 4,
        _ => 8,
    }
}

builtins! {
    /// Sets what happens on floating-point events, each `'ignore'`, `'warn'` or `'raise'`; returns the old settings.
    ///
    /// >>> old = np.seterr(divide='ignore')
    /// >>> np.array([1.0]) / 0
    /// array([inf])
    "np.seterr" "(all=None, divide=None, over=None, under=None, invalid=None)" => seterr;
    /// What happens on floating-point events.
    ///
    /// >>> np.geterr()['over']
    /// 'warn'
    "np.geterr" "()" => geterr;
    /// Sets the function that is called, or the object that is written to, where `np.seterr` says `'call'` or `'log'`;
    /// returns the one before.
    ///
    /// >>> old = np.seterr(divide='call')
    /// >>> old_call = np.seterrcall(lambda kind, flag: print('Event:', kind))
    /// >>> np.array([1.0]) / 0
    /// Event: divide by zero
    /// array([inf])
    "np.seterrcall" "(func)" => seterrcall;
    /// The function or object that `np.seterrcall` set.
    ///
    /// >>> np.geterrcall() is None
    /// True
    "np.geterrcall" "()" => |host: &mut dyn Host| host.session().get::<ErrorCall>().0.clone().unwrap_or(Value::None);
    /// What happens on floating-point events inside a `with` block: the settings of `np.seterr`, for a while.
    ///
    /// >>> with np.errstate(divide='ignore'):
    /// ...     print(np.array([1.0]) / 0)
    /// [inf]
    "errstate.__new__" "(*, call=None, all=None, divide=None, over=None, under=None, invalid=None)" => errstate;
    /// Sets the settings.
    "errstate.__enter__" "(self, /)" => enter;
    /// Sets the settings back.
    "errstate.__exit__" "(self, /, *exc_info)" => |host: &mut dyn Host, manager: Value, _info: Rest| exit(host, &manager);
}

/// `np.errstate(…)`
struct ErrorContext {
    /// What `seterr` is called with.
    settings: [(&'static str, Value); 5],
    /// The handler to set, if one was given.
    call: Option<Value>,
    /// What was set before, once it was entered.
    before: RefCell<Option<(ErrorState, ErrorCall)>>,
}

impl Native for ErrorContext {
    fn class(&self) -> ClassId {
        ClassId::ERRSTATE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn errstate(
    Given(call): Given,
    all: Value,
    divide: Value,
    over: Value,
    under: Value,
    invalid: Value,
) -> Value {
    let settings = [
        ("all", all),
        ("divide", divide),
        ("over", over),
        ("under", under),
        ("invalid", invalid),
    ];
    Value::Native(Rc::new(ErrorContext {
        settings,
        call,
        before: RefCell::new(None),
    }))
}

fn context(manager: &Value) -> Result<&ErrorContext> {
    manager
        .native()
        .ok_or_else(|| Raised::type_error("expected what np.errstate() gave"))
}

fn enter(host: &mut dyn Host, manager: Value) -> Result<()> {
    let context = context(&manager)?;
    if context.before.borrow().is_some() {
        return Err(Raised::type_error("Cannot enter `np.errstate` twice."));
    }
    let before = *host.session().get::<ErrorState>();
    let call = host.session().get::<ErrorCall>().clone();
    if let Some(handler) = &context.call {
        seterrcall(host, handler.clone())?;
    }
    call_with(host, "np.seterr", [], context.settings.clone())?;
    context.before.replace(Some((before, call)));
    Ok(())
}

fn exit(host: &mut dyn Host, manager: &Value) -> Result<()> {
    if let Some((before, call)) = context(manager)?.before.borrow().clone() {
        *host.session().get::<ErrorState>() = before;
        *host.session().get::<ErrorCall>() = call;
    }
    Ok(())
}

fn seterrcall(host: &mut dyn Host, function: Value) -> Result<Value> {
    let usable = function.is_none()
        || is_callable(&function)
        || attribute_or(host, &function, "write")?.is_some_and(|write| is_callable(&write));
    if !usable {
        return Err(Raised::type_error(
            "python object must be callable or have a callable write method",
        ));
    }
    let new = ErrorCall((!function.is_none()).then_some(function));
    let old = std::mem::replace(host.session().get::<ErrorCall>(), new);
    Ok(old.0.unwrap_or(Value::None))
}

fn as_dict(state: ErrorState) -> Value {
    let dict = Dict::default();
    let pairs = [
        ("divide", state.divide),
        ("over", state.over),
        ("under", state.under),
        ("invalid", state.invalid),
    ];
    for (name, reaction) in pairs {
        dict.push(
            hash::hash_str(name) as u64,
            Value::str(name),
            Value::str(reaction.name()),
        );
    }
    Value::Dict(Rc::new(dict))
}

fn seterr(
    host: &mut dyn Host,
    all: Value,
    divide: Value,
    over: Value,
    under: Value,
    invalid: Value,
) -> Result<Value> {
    let old = *host.session().get::<ErrorState>();
    let every = Reaction::from_value(&all)?;
    let choose = |value: &Value, old: Reaction| -> Result<Reaction> {
        Ok(Reaction::from_value(value)?.or(every).unwrap_or(old))
    };
    let new = ErrorState {
        divide: choose(&divide, old.divide)?,
        over: choose(&over, old.over)?,
        under: choose(&under, old.under)?,
        invalid: choose(&invalid, old.invalid)?,
    };
    *host.session().get::<ErrorState>() = new;
    Ok(as_dict(old))
}

fn geterr(host: &mut dyn Host) -> Value {
    as_dict(*host.session().get::<ErrorState>())
}

/// Runs `inside` with some events ignored: `np.errstate(divide='ignore', …)`.
///
/// # Errors
/// What `inside` raises.
pub fn ignoring<R>(
    host: &mut dyn Host,
    events: &[&str],
    inside: impl FnOnce(&mut dyn Host) -> Result<R>,
) -> Result<R> {
    let before = *host.session().get::<ErrorState>();
    let state = host.session().get::<ErrorState>();
    for event in events {
        match *event {
            "divide" => state.divide = Reaction::Ignore,
            "over" => state.over = Reaction::Ignore,
            "invalid" => state.invalid = Reaction::Ignore,
            _ => state.under = Reaction::Ignore,
        }
    }
    let result = inside(host);
    *host.session().get::<ErrorState>() = before;
    result
}
