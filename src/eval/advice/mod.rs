//! Advice on errors: what the operands were, and a change that works.
//!
//! Nothing here costs a running cell anything. Once an error has ended it, the text is read again, [`place`] finds what
//! stood at the blamed span, and the rules in the files beside look at it together with the values that the names
//! still have. What a rule proposes is code, and it is shown only if running it aside, in [`trial`], worked.

mod calls;
mod indices;
mod modules;
mod names;
mod operands;
mod place;
mod shapes;
mod trial;
mod truth;

use super::Interpreter;
use super::frame::Frame;
use crate::array::shape_repr;
use crate::syntax::ast::{Expr, ExprKind};
use crate::syntax::parse;
use crate::text::{Source, Span};
use crate::value::{ClassId, Exception, TracePoint, Value};

use place::{Found, Place};

/// What is to be said of an error beyond its message.
#[derive(Default)]
pub(super) struct Advice {
    pub labels: Vec<(Span, String)>,
    pub help: Vec<String>,
}

/// An error, the place it is blamed on, and the means to try things out.
struct Case<'a> {
    walk: &'a mut Interpreter,
    /// The frame that the error ended, where the place lies in a function.
    frame: Option<Frame>,
    exception: &'a Exception,
    message: &'a str,
    source: &'a Source,
    place: Place<'a>,
    advice: Advice,
}

/// Each looks whether it knows the case, and then adds to its advice.
const RULES: &[fn(&mut Case)] = &[
    operands::label,
    shapes::broadcasting,
    shapes::products,
    shapes::reshaping,
    truth::of_arrays,
    operands::into_integers,
    operands::text_and_numbers,
    names::unknown_name,
    names::unbound_local,
    names::unknown_attribute,
    modules::unknown_module,
    indices::out_of_bounds,
    indices::too_many,
    indices::mask_of_other_length,
    calls::arrays_are_not_called,
    calls::several_for_one,
    calls::unknown_keyword,
    calls::signature,
    calls::axis,
];

impl Interpreter {
    /// Looks for something helpful to say of an exception that `point` is to blame for.
    pub(super) fn advice(
        &mut self,
        exception: &Exception,
        message: &str,
        point: &TracePoint,
        frame: Option<Frame>,
    ) -> Advice {
        let source = point.source.clone();
        let Ok(module) = parse(&source) else {
            return Advice::default();
        };
        let Some(Found { place, scope }) = place::find(&module.body, point.span) else {
            return Advice::default();
        };
        // What stood in a scope that is gone cannot be tried.
        let runs_in = frame.as_ref().and_then(|frame| frame.code.function());
        if scope != runs_in.map(|function| function.definition.span) {
            return Advice::default();
        }
        let mut case = Case {
            walk: self,
            frame,
            exception,
            message,
            source: &source,
            place,
            advice: Advice::default(),
        };
        for rule in RULES {
            rule(&mut case);
        }
        case.advice
    }
}

impl Case<'_> {
    fn is_a(&self, class: ClassId) -> bool {
        self.exception.class.is_subclass(&class.into())
    }

    /// Is it an exception of this class, whose message begins so?
    fn says(&self, class: ClassId, beginning: &str) -> bool {
        self.is_a(class) && self.message.starts_with(beginning)
    }

    fn text(&self, expr: &Expr) -> String {
        self.source.slice(expr.span).to_string()
    }

    /// The text of an operand, in brackets unless it binds tightly.
    fn operand(&self, expr: &Expr) -> String {
        let text = self.text(expr);
        match expr.kind {
            ExprKind::Binary { .. }
            | ExprKind::Compare { .. }
            | ExprKind::BoolOp { .. }
            | ExprKind::Unary { .. }
            | ExprKind::Conditional { .. }
            | ExprKind::Lambda(_) => format!("({text})"),
            _ => text,
        }
    }

    /// The value that an expression had, if finding it out again changes nothing.
    fn value(&mut self, expr: &Expr) -> Option<Value> {
        let text = self.text(expr);
        self.try_out(&format!("({text})"))
    }

    /// The shape of an array that an expression was.
    fn shape(&mut self, expr: &Expr) -> Option<Vec<usize>> {
        match self.value(expr)? {
            Value::Array(object) => Some(object.with(|array| array.shape().to_vec())),
            _ => None,
        }
    }

    fn help(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !self.advice.help.contains(&text) {
            self.advice.help.push(text);
        }
    }

    /// Proposes `code` if it works; says so and what it gives.
    fn propose(&mut self, code: &str) -> bool {
        let Some(value) = self.try_out(code) else {
            return false;
        };
        self.help(match described(&value) {
            Some(what) => format!("`{code}` works: {what}"),
            None => format!("`{code}` works"),
        });
        true
    }
}

/// Shape and dtype of an array, in a few words.
fn described(value: &Value) -> Option<String> {
    match value {
        Value::Array(object) => Some(object.with(|array| {
            format!(
                "shape {}, {}",
                shape_repr(array.shape()),
                array.dtype().name()
            )
        })),
        Value::Scalar(scalar) => Some(format!("a single {}", scalar.dtype().name())),
        _ => None,
    }
}
