//! Methods of generators: what goes back into a function that stands at its `yield`.

use std::rc::Rc;

use crate::builtins;
use crate::value::builtin::Given;
use crate::value::{
    Arguments, ClassId, Exception, Host, IteratorObject, Raised, Result, Sent, Value,
};

builtins! {
    /// Goes on with a generator; its `yield` gives the value.
    ///
    /// >>> def echo():
    /// ...     received = yield 'ready'
    /// ...     yield received
    /// >>> e = echo()
    /// >>> next(e), e.send('hello')
    /// ('ready', 'hello')
    "generator.send" "(self, arg, /)" => |host: &mut dyn Host, generator: Value, value: Value| {
        let generator = of(&generator)?;
        generator.send(host, Sent::Value(value))?.ok_or_else(|| ended(generator))
    };
    /// Raises an exception where a generator stands.
    "generator.throw" "(self, type, value=<no value>, traceback=<no value>, /)" => throw;
    /// Ends a generator: its `finally` blocks run.
    ///
    /// >>> def numbers():
    /// ...     try:
    /// ...         yield 1
    /// ...     finally:
    /// ...         print('closed')
    /// >>> n = numbers()
    /// >>> next(n)
    /// 1
    /// >>> n.close()
    /// closed
    "generator.close" "(self, /)" => |host: &mut dyn Host, generator: Value| of(&generator)?.close(host);
}

fn of(generator: &Value) -> Result<&Rc<IteratorObject>> {
    match generator {
        Value::Iterator(generator) => Ok(generator),
        _ => Err(Raised::type_error("expected a generator")),
    }
}

/// The StopIteration of an iterator that has ended, with what a generator returned.
pub fn ended(iterator: &IteratorObject) -> Raised {
    let value = iterator.returned();
    let args = match value {
        Value::None => Vec::new(),
        ref value => vec![value.clone()],
    };
    let exception = Exception::new(ClassId::STOP_ITERATION, args);
    exception
        .attributes
        .borrow_mut()
        .push(("value".into(), value));
    Raised::exception(exception.into())
}

fn throw(
    host: &mut dyn Host,
    generator: Value,
    kind: Value,
    value: Given,
    _traceback: Given,
) -> Result<Value> {
    let generator = of(&generator)?;
    let exception = match kind {
        class @ Value::Class(_) => host.call(&class, Arguments::positional(value.0))?,
        other => other,
    };
    let Value::Exception(exception) = exception else {
        return Err(Raised::type_error(format!(
            "exceptions must be classes or instances deriving from BaseException, not {}",
            exception.qualified_type_name()
        )));
    };
    let sent = Sent::Raise(Raised::exception(exception));
    generator.send(host, sent)?.ok_or_else(|| ended(generator))
}
