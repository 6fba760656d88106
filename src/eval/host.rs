//! The interpreter as the floors below see it.

use std::any::Any;

use super::{Interpreter, operations};
use crate::syntax::ast::CompareOp;
use crate::value::builtin::SessionState;
use crate::value::{Arguments, ClassId, Files, Host, Media, Result, Stream, Value};

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
        self.world.log.write(stream, text)
    }

    fn warn(&mut self, category: ClassId, message: &str) -> Result<()> {
        let line = self.frame.code.source().place(self.here.start).line;
        self.world.log.warn(category, message, line, None);
        Ok(())
    }

    fn warn_inside(&mut self, category: ClassId, message: &str, place: &'static str) -> Result<()> {
        let line = self.frame.code.source().place(self.here.start).line;
        self.world.log.warn(category, message, line, Some(place));
        Ok(())
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

    fn as_any(&mut self) -> &mut dyn Any {
        self
    }
}
