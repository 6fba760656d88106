//! What a cell's outcome says of an uncaught error.

use super::outcome::CellError;
use super::{Interpreter, operations};
use crate::array::meter::{self, Limits, Watch};
use crate::syntax::SyntaxError;
use crate::text::{Place, Source, Span};
use crate::value::{Exception, Raise, Raised, Stop, Value};

impl Interpreter {
    /// A text that is no program.
    pub(super) fn misspelt(&mut self, error: &SyntaxError) -> CellError {
        let source = self.frame.code.source().clone();
        let place = source.place(error.span.start);
        let headline = format!("{}: {}", error.kind.name(), error.message);
        CellError {
            type_name: error.kind.name().to_string(),
            message: error.message.clone(),
            line: place.line,
            column: place.column,
            help: Vec::new(),
            diagnostic: picture(&headline, &source, error.span),
            limit: false,
        }
    }

    /// An error that nothing caught.
    pub(super) fn diagnosed(&mut self, error: &Raised) -> CellError {
        // The budget of the cell may be used up; words about it are not part of it.
        meter::begin(Limits::NONE, Watch::default());
        let (type_name, shown_name, message, limit) = match error.what() {
            Raise::Exception(exception) => self.described(exception),
            Raise::Stop(stop, message) => {
                let name = stop_name(*stop);
                (name.to_string(), name.to_string(), message.clone(), true)
            }
        };
        let headline = if message.is_empty() {
            shown_name
        } else {
            format!("{shown_name}: {message}")
        };
        let (source, span) = self.blamed(error);
        let place = source.place(span.start);
        let Place { line, column } = place;
        CellError {
            type_name,
            message,
            line,
            column,
            help: Vec::new(),
            diagnostic: picture(&headline, &source, span),
            limit,
        }
    }

    /// `__name__`, the name that tracebacks show, and `str()` of an exception.
    fn described(&mut self, exception: &std::rc::Rc<Exception>) -> (String, String, String, bool) {
        let class = &exception.class;
        let value = Value::Exception(exception.clone());
        let message = match operations::str(self, &value) {
            Ok(text) => text.to_string(),
            Err(_) => "<exception str() failed>".to_string(),
        };
        let shown = match class.qualified().strip_prefix("__main__.") {
            Some(own) => own.to_string(),
            None => class.qualified(),
        };
        (class.name().to_string(), shown, message, false)
    }

    /// The innermost place in the text of this cell; else of the last text that it passed.
    fn blamed(&self, error: &Raised) -> (std::rc::Rc<Source>, Span) {
        let here = |point: &&crate::value::TracePoint| {
            std::rc::Rc::ptr_eq(&point.source, self.frame.code.source())
        };
        let trace = error.trace();
        match trace.iter().find(here).or(trace.last()) {
            Some(point) => (point.source.clone(), point.span),
            None => (self.frame.code.source().clone(), Span::default()),
        }
    }
}

/// What the end of a cell by a limit is called.
fn stop_name(stop: Stop) -> &'static str {
    match stop {
        Stop::Steps => "StepLimit",
        Stop::Time => "TimeLimit",
        Stop::Output => "OutputLimit",
        Stop::Interrupted => "KeyboardInterrupt",
    }
}

/// The headline, the line of the source, and carets under the place.
fn picture(headline: &str, source: &Source, span: Span) -> String {
    let Place { line, column } = source.place(span.start);
    let text = source.line(line);
    let width = source
        .slice(span)
        .lines()
        .next()
        .unwrap_or("")
        .chars()
        .count();
    let blanks = " ".repeat(column.saturating_sub(1));
    let carets = "^".repeat(width.max(1));
    let shown = source.first_line + line - 1;
    format!(
        "{headline}\n  {}:{shown}:{column}\n    {text}\n    {blanks}{carets}\n",
        source.name
    )
}
