//! The methods of exceptions.

use crate::builtins;
use crate::value::compare::text_of;
use crate::value::{Raised, Result, Value};

builtins! {
    /// Adds a remark, which is shown below the exception.
    ///
    /// >>> e = ValueError("too small")
    /// >>> e.add_note("in line 3")
    /// >>> e.__notes__
    /// ['in line 3']
    changes "BaseException.add_note" "(self, note, /)" => |exception: Value, note: Value| -> Result<()> {
        if text_of(&note).is_none() {
            let given = note.qualified_type_name();
            return Err(Raised::type_error(format!("note must be a str, not '{given}'")));
        }
        if let Value::Exception(exception) = &exception {
            exception.notes.borrow_mut().push(note);
        }
        Ok(())
    };
    /// The exception itself, to be raised: where it came from is kept by whoever raises it.
    ///
    /// >>> ValueError("x").with_traceback(None)
    /// ValueError('x')
    "BaseException.with_traceback" "(self, tb, /)" => |exception: Value, _from: Value| exception;
}
