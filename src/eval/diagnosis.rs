//! What a cell's outcome says of an uncaught error.

use std::rc::Rc;
use std::sync::Arc;

use super::advice::{self, Advice};
use super::explain;
use super::frame;
use super::outcome::CellError;
use super::{Interpreter, operations};
use crate::array::meter::{self, Limits, Watch};
use crate::syntax::{ErrorKind, SyntaxError};
use crate::text::{Diagnostic, Frame, Label, Medium, Place, Source, Span};
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
        let source = Arc::new(Source::clone(self.frame.code.source()));
        let Place { line, column } = source.place(error.span.start);
        let name = error.kind.name();
        let headline = format!("{name}: {}", error.message);
        let help = advice::of_syntax(&source, error);
        let mut diagnostic = Diagnostic::new(headline, source, error.span);
        diagnostic.help = help;
        let class = match error.kind {
            ErrorKind::SyntaxError => ClassId::SYNTAX_ERROR,
            ErrorKind::IndentationError | ErrorKind::TabError => ClassId::INDENTATION_ERROR,
        };
        diagnostic.code = explain::page_of(class, &error.message).map(|page| page.code);
        CellError {
            type_name: name.to_string(),
            message: error.message.clone(),
            line,
            column,
            help: texts(&diagnostic),
            diagnostic: diagnostic.render(Medium::Plain),
            report: Box::new(diagnostic),
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
                self.advice(exception, &words.message, &trace, frame)
            }
            _ => Advice::default(),
        };
        self.fallen = None;
        let mut trace = trace;
        if let (Some(span), Some(point)) = (advice.blame, trace.first_mut()) {
            point.span = span;
        }
        let Place { line, column } = self.place_in_cell(&trace);
        let mut report = drawn(&words, &trace, &advice);
        let page = match error.as_exception() {
            Some(exception) => explain::page_of(exception.class.builtin(), &words.message),
            None => explain::page(explain::LIMITS),
        };
        report.code = page.map(|page| page.code);
        CellError {
            help: texts(&report),
            diagnostic: report.render(Medium::Plain),
            report: Box::new(report),
            type_name: words.type_name,
            message: words.message,
            line,
            column,
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

/// What is to be done, in words.
fn texts(report: &Diagnostic) -> Vec<String> {
    report.help.iter().map(|help| help.text.clone()).collect()
}

/// The end of a cell by a limit.
fn stopped(stop: Stop, message: &str) -> Words {
    let name = match stop {
        Stop::Steps => "StepLimit",
        Stop::Time => "TimeLimit",
        Stop::Output => "OutputLimit",
        Stop::Interrupted => "KeyboardInterrupt",
        Stop::Yielded => "GeneratorExit",
    };
    Words {
        type_name: name.to_string(),
        shown_name: name.to_string(),
        message: message.to_string(),
    }
}

/// The error with the place it is blamed on, and the calls that led there.
fn drawn(words: &Words, trace: &[TracePoint], advice: &Advice) -> Diagnostic {
    let headline = match words.message.as_str() {
        "" => words.shown_name.clone(),
        message => format!("{}: {message}", words.shown_name),
    };
    let mut sources = Sources::default();
    let (source, span) = match trace.first() {
        Some(innermost) => (sources.shared(&innermost.source), innermost.span),
        None => (Arc::new(Source::new("", "", 1)), Span::default()),
    };
    let mut diagnostic = Diagnostic::new(headline, source, span);
    let blamed = diagnostic.blamed();
    let labels = advice.labels.iter().filter(|(span, _)| *span != blamed);
    if let Some((_, text)) = advice.labels.iter().find(|(span, _)| *span == blamed)
        && let Some(label) = diagnostic.labels.first_mut()
    {
        label.text.clone_from(text);
    }
    let labels = labels.map(|(span, text)| Label {
        span: *span,
        text: text.clone(),
        primary: false,
    });
    diagnostic.labels.extend(labels);
    diagnostic.notes.clone_from(&advice.notes);
    diagnostic.help.clone_from(&advice.help);
    let calls = trace.iter().zip(trace.iter().skip(1));
    diagnostic.frames = calls
        .filter_map(|(called, caller)| {
            Some(Frame {
                source: sources.shared(&caller.source),
                span: caller.span,
                function: called.function.as_ref()?.to_string(),
            })
        })
        .collect();
    diagnostic
}

/// Texts as a picture holds them, which may go to another thread; each is copied once.
#[derive(Default)]
struct Sources(Vec<(*const Source, Arc<Source>)>);

impl Sources {
    fn shared(&mut self, source: &Rc<Source>) -> Arc<Source> {
        let address = Rc::as_ptr(source);
        if let Some((_, shared)) = self.0.iter().find(|(known, _)| *known == address) {
            return shared.clone();
        }
        let shared = Arc::new(Source::clone(source));
        self.0.push((address, shared.clone()));
        shared
    }
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
