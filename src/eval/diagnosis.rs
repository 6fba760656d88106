//! What a cell's outcome says of an uncaught error.

use std::rc::Rc;

use super::advice::Advice;
use super::frame::Frame;
use super::outcome::CellError;
use super::{Interpreter, operations};
use crate::array::meter::{self, Limits, Watch};
use crate::syntax::SyntaxError;
use crate::text::{Diagnostic, Picture, Place, Source, Span};
use crate::value::{Exception, Raise, Raised, Stop, TracePoint, Value};

/// What is to be said of an error, before it is drawn.
struct Words {
    /// `type(e).__name__`
    type_name: String,
    /// The name that tracebacks show, with its module.
    shown_name: String,
    message: String,
}

impl Interpreter {
    /// A text that is no program.
    pub(super) fn misspelt(&mut self, error: &SyntaxError) -> CellError {
        let source = self.frame.code.source().clone();
        let Place { line, column } = source.place(error.span.start);
        let name = error.kind.name();
        let diagnostic = Diagnostic {
            headline: format!("{name}: {}", error.message),
            pictures: vec![picture(&source, error.span, Vec::new())],
            help: Vec::new(),
        };
        CellError {
            type_name: name.to_string(),
            message: error.message.clone(),
            line,
            column,
            help: Vec::new(),
            diagnostic: diagnostic.render(),
            limit: false,
        }
    }

    /// An error that nothing caught.
    pub(super) fn diagnosed(&mut self, error: &Raised) -> CellError {
        // The budget of the cell may be used up; words about it are not part of it.
        meter::begin(Limits::NONE, Watch::default());
        let (words, limit) = match error.what() {
            Raise::Exception(exception) => (self.described(exception), false),
            Raise::Stop(stop, message) => (stopped(*stop, message), true),
        };
        let trace = self.pointed(error);
        let advice = match (error.as_exception(), trace.first()) {
            (Some(exception), Some(point)) => {
                let frame = self.fallen_at(point);
                self.advice(exception, &words.message, point, frame)
            }
            _ => Advice::default(),
        };
        self.fallen = None;
        let Place { line, column } = self.place_in_cell(&trace);
        CellError {
            diagnostic: drawn(&words, &trace, &advice),
            type_name: words.type_name,
            message: words.message,
            line,
            column,
            help: advice.help,
            limit,
        }
    }

    /// Names and `str()` of an exception.
    fn described(&mut self, exception: &Rc<Exception>) -> Words {
        let class = &exception.class;
        let value = Value::Exception(exception.clone());
        let message = match operations::str(self, &value) {
            Ok(text) => text.to_string(),
            Err(_) => "<exception str() failed>".to_string(),
        };
        let qualified = class.qualified();
        let own = qualified.strip_prefix("__main__.");
        Words {
            type_name: class.name().to_string(),
            shown_name: own.unwrap_or(&qualified).to_string(),
            message,
        }
    }

    /// The places that an error passed, innermost first; at least one.
    fn pointed(&self, error: &Raised) -> Vec<TracePoint> {
        match error.trace() {
            [] => vec![self.frame.point(Span::default())],
            trace => trace.to_vec(),
        }
    }

    /// The frame that the error ended, if the innermost place lies in it.
    fn fallen_at(&mut self, point: &TracePoint) -> Option<Frame> {
        let frame = self.fallen.take()?;
        let function = frame.code.function()?;
        let same = Rc::ptr_eq(&function.source, &point.source)
            && point.function.as_deref() == Some(function.definition.qualified.as_str());
        same.then_some(frame)
    }

    /// The innermost place in the text of this cell.
    fn place_in_cell(&self, trace: &[TracePoint]) -> Place {
        let own = self.frame.code.source();
        let here = trace.iter().find(|point| Rc::ptr_eq(&point.source, own));
        own.place(here.map_or(0, |point| point.span.start))
    }
}

/// The end of a cell by a limit.
fn stopped(stop: Stop, message: &str) -> Words {
    let name = match stop {
        Stop::Steps => "StepLimit",
        Stop::Time => "TimeLimit",
        Stop::Output => "OutputLimit",
        Stop::Interrupted => "KeyboardInterrupt",
    };
    Words {
        type_name: name.to_string(),
        shown_name: name.to_string(),
        message: message.to_string(),
    }
}

fn picture(source: &Source, span: Span, labels: Vec<(Span, String)>) -> Picture<'_> {
    Picture {
        source,
        span,
        label: None,
        labels,
    }
}

/// The error with the place it is blamed on, and where the function was called from, if it is in one.
fn drawn(words: &Words, trace: &[TracePoint], advice: &Advice) -> String {
    let headline = match words.message.as_str() {
        "" => words.shown_name.clone(),
        message => format!("{}: {message}", words.shown_name),
    };
    let mut pictures = Vec::new();
    if let Some(point) = trace.first() {
        pictures.push(picture(&point.source, point.span, advice.labels.clone()));
    }
    if let [_, .., last] = trace {
        let mut call = picture(&last.source, last.span, Vec::new());
        call.label = Some("called from here".to_string());
        pictures.push(call);
    }
    Diagnostic {
        headline,
        pictures,
        help: advice.help.clone(),
    }
    .render()
}
