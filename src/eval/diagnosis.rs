//! What a cell's outcome says of an uncaught error.

use std::rc::Rc;

use super::advice::Advice;
use super::frame;
use super::outcome::CellError;
use super::{Interpreter, operations};
use crate::array::meter::{self, Limits, Watch};
use crate::syntax::SyntaxError;
use crate::text::{Diagnostic, Frame, Label, Medium, Place, Span};
use crate::value::{Class, ClassId, Exception, Raise, Raised, Stop, TracePoint, Value};

/// What is to be said of an error, before it is drawn.
struct Words {
    /// `type(e).__name__`
    type_name: String,
    /// The name that tracebacks show, with its module.
    shown_name: String,
    message: String,
}

/// What finding words for an error may cost.
const STEPS_FOR_WORDS: u64 = 1_000_000;
const BYTES_FOR_WORDS: u64 = 256 << 20;

impl Interpreter {
    /// A text that is no program.
    pub(super) fn misspelt(&mut self, error: &SyntaxError) -> CellError {
        let source = self.frame.code.source().clone();
        let Place { line, column } = source.place(error.span.start);
        let name = error.kind.name();
        let headline = format!("{name}: {}", error.message);
        let diagnostic = Diagnostic::new(headline, source, error.span);
        CellError {
            type_name: name.to_string(),
            message: error.message.clone(),
            line,
            column,
            help: Vec::new(),
            diagnostic: diagnostic.render(Medium::Plain),
            limit: false,
            exit: None,
        }
    }

    /// An error that nothing caught.
    pub(super) fn diagnosed(&mut self, error: &Raised) -> CellError {
        // The budget of the cell may be used up; words about it are not part of it. They have one of their own, since an
        // exception's `__str__` may be the lesson's.
        let words = Limits {
            steps: STEPS_FOR_WORDS,
            bytes: meter::bytes_held().saturating_add(BYTES_FOR_WORDS),
        };
        meter::begin(words, Watch::default());
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
            exit: error.as_exception().and_then(exit_status),
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
    fn fallen_at(&mut self, point: &TracePoint) -> Option<frame::Frame> {
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

/// The error with the place it is blamed on, and the calls that led there.
fn drawn(words: &Words, trace: &[TracePoint], advice: &Advice) -> String {
    let headline = match words.message.as_str() {
        "" => words.shown_name.clone(),
        message => format!("{}: {message}", words.shown_name),
    };
    let Some(innermost) = trace.first() else {
        return format!("{headline}\n");
    };
    let mut diagnostic = Diagnostic::new(headline, innermost.source.clone(), innermost.span);
    let labels = advice.labels.iter().map(|(span, text)| Label {
        span: *span,
        text: text.clone(),
        primary: false,
    });
    diagnostic.labels.extend(labels);
    diagnostic.help.clone_from(&advice.help);
    let calls = trace.iter().zip(trace.iter().skip(1));
    diagnostic.frames = calls
        .filter_map(|(called, caller)| {
            Some(Frame {
                source: caller.source.clone(),
                span: caller.span,
                function: called.function.as_ref()?.to_string(),
            })
        })
        .collect();
    diagnostic.render(Medium::Plain)
}

/// The status that a SystemExit asks for; none where it has something to say instead, and for all other errors.
fn exit_status(exception: &Rc<Exception>) -> Option<u8> {
    if !exception
        .class
        .is_subclass(&Class::Builtin(ClassId::SYSTEM_EXIT))
    {
        return None;
    }
    match exception.args.borrow().as_slice() {
        [] | [Value::None] => Some(0),
        [Value::Bool(status)] => Some(u8::from(*status)),
        // The system keeps the last eight bits.
        [Value::Int(status)] => Some(*status as u8),
        _ => None,
    }
}
