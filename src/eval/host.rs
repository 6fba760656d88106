//! The interpreter as the floors below see it.

use std::any::Any;
use std::rc::Rc;

use super::{Interpreter, operations, peek};
use crate::array::meter;
use crate::builtins::python::warnings::{Action, Filters};
use crate::syntax::ast::CompareOp;
use crate::value::builtin::SessionState;
use crate::value::{
    Arguments, ClassId, Exception, Files, Host, Media, Raised, Result, Stream, Value,
};

impl Host for Interpreter {
    fn call(&mut self, callee: &Value, arguments: Arguments) -> Result<Value> {
        self.apply(callee, arguments)
    }

    fn attribute(&mut self, value: &Value, name: &str) -> Result<Value> {
        self.attribute_value(value, name)
    }

    fn compare_arrays(&mut self, op: CompareOp, left: &Value, right: &Value) -> Result<Value> {
        operations::compare_arrays(self, op, left, right)
    }

    fn write(&mut self, stream: Stream, text: &str) -> Result<()> {
        match self.peeking {
            true => Err(peek::refused("output")),
            false => self.world.log.write(stream, text),
        }
    }

    fn warn(&mut self, category: ClassId, message: &str) -> Result<()> {
        self.warned(Heard::of(category, message), None)
    }

    fn warn_inside(&mut self, category: ClassId, message: &str, place: &'static str) -> Result<()> {
        self.warned(Heard::of(category, message), Some(place))
    }

    fn warn_of(&mut self, warning: &Rc<Exception>) -> Result<()> {
        let text = operations::str(self, &Value::Exception(warning.clone()))?;
        self.warned(Heard::new(warning.clone(), text.to_string()), None)
    }

    fn display(&mut self, media: Media) {
        self.world.log.display(media);
    }

    fn note(&mut self, text: String) {
        self.world.log.note(text);
    }

    fn session(&mut self) -> &mut SessionState {
        &mut self.world.state
    }

    fn files(&mut self) -> &mut dyn Files {
        &mut *self.world.files
    }

    fn clock(&mut self) -> f64 {
        self.world.clock.now()
    }

    fn sleep(&mut self, seconds: f64) {
        self.world.clock.sleep(seconds);
    }

    fn entropy(&mut self) -> [u8; 32] {
        self.world.entropy.next()
    }

    fn enter(&mut self) -> Result<()> {
        self.depth.enter("")
    }

    fn leave(&mut self) {
        self.depth.leave_call();
    }

    fn is_peeking(&self) -> bool {
        self.peeking
    }

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}

/// A warning with its text.
struct Heard {
    exception: Rc<Exception>,
    text: String,
}

impl Heard {
    fn new(exception: Rc<Exception>, text: String) -> Heard {
        Heard { exception, text }
    }

    fn of(category: ClassId, message: &str) -> Heard {
        let exception = Exception::new(category, vec![Value::str(message)]);
        Heard::new(Rc::new(exception), message.to_string())
    }
}

impl Interpreter {
    /// Shows a warning, records it or raises it, as the lesson's filters say.
    fn warned(&mut self, heard: Heard, inside: Option<&'static str>) -> Result<()> {
        if self.peeking {
            return Ok(());
        }
        // Told or not, a warning with its message costs as much as some steps.
        meter::steps(32)?;
        let line = self.frame.code.source().place(self.here.start).line;
        let filters = self.world.state.get::<Filters>();
        let category = &heard.exception.class;
        let action = filters.action(category, &heard.text);
        match action {
            Some(Action::Error) => return Err(Raised::exception(heard.exception)),
            Some(Action::Ignore) => return Ok(()),
            _ => {}
        }
        let log = &mut self.world.log;
        log.filtered_by(filters.version);
        let place = inside.map_or((line, None), |place| (0, Some(place)));
        if log.is_news(category, &heard.text, place, action)
            && !filters.recorded(&heard.exception, line)?
        {
            log.warn(category, &heard.text, line);
        }
        Ok(())
    }
}
