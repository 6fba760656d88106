//! Advice on errors: what to blame, what the operands were and where they came from, and a change that works.
//!
//! Nothing here costs a running cell anything. Once an error has ended it, the text is read again, [`place`] finds what
//! stood at the blamed span, [`blame`] looks for the very part of it, and the rules in the files beside look at it
//! together with the values that the names still have. What a rule proposes is a change of the text, and it is shown
//! only if the statement, changed so, worked when it was run aside in [`trial`].

mod arguments;
mod axes;
mod blame;
mod calls;
mod changes;
mod conversions;
mod dtypes;
mod indices;
mod joining;
mod linalg;
mod modules;
mod names;
mod operands;
mod origin;
mod place;
mod ranges;
mod shapes;
mod stores;
mod syntax;
mod trial;
mod truth;

use super::Interpreter;
use super::frame::Frame;
use crate::array::shape_repr;
use crate::syntax::ast::{Expr, ExprKind};
use crate::syntax::parse;
use crate::text::{Help, Note, Source, Span};
use crate::value::{ClassId, Exception, TracePoint, Value};

use place::{Found, Place, Wrong};
pub(super) use syntax::of_syntax;

/// What is to be said of an error beyond its message.
#[derive(Default)]
pub(super) struct Advice {
    /// What to blame, where that is known better than by the place of the error.
    pub blame: Option<Span>,
    pub labels: Vec<(Span, String)>,
    pub notes: Vec<Note>,
    pub help: Vec<Help>,
}

/// An error, the place it is blamed on, and the means to try things out.
struct Case<'a> {
    walk: &'a mut Interpreter,
    /// The frame that the error ended, where the place lies in a function.
    frame: Option<Frame>,
    exception: &'a Exception,
    message: &'a str,
    /// The places that the error passed, innermost first.
    trace: &'a [TracePoint],
    source: &'a Source,
    place: Place<'a>,
    /// The whole expression or statement.
    whole: Span,
    advice: Advice,
}

/// Each looks whether it knows the case, and then adds to its advice.
const RULES: &[fn(&mut Case)] = &[
    operands::label,
    arguments::label,
    shapes::broadcasting,
    shapes::products,
    shapes::reshaping,
    shapes::lengths,
    joining::mismatch,
    joining::ragged,
    truth::of_arrays,
    stores::into_array,
    operands::into_integers,
    operands::text_and_numbers,
    operands::bits_of_floats,
    operands::dates,
    operands::lists,
    operands::nothing_and_zero,
    dtypes::misspelt,
    ranges::out_of_range,
    names::unknown_name,
    names::unbound_local,
    names::unknown_attribute,
    names::missing_key,
    modules::unknown_module,
    indices::of_scalar,
    indices::out_of_bounds,
    indices::too_many,
    indices::wrong_kind,
    indices::unpaired,
    indices::mask_of_other_length,
    calls::arrays_are_not_called,
    calls::removed_sort_order,
    calls::several_for_one,
    calls::unknown_keyword,
    calls::sibling,
    calls::signature,
    axes::out_of_bounds,
    axes::of_other_length,
    conversions::quoted_number,
    conversions::whole_number,
    conversions::array_to_number,
    conversions::of_text,
    linalg::matrix,
    calls::missing_option,
    calls::nothing_there,
    calls::out_of_order,
    calls::elements,
    stores::unpacked,
    stores::nothing_to_walk,
    operands::other_kinds,
];

/// More is not read.
const MOST_HELP: usize = 4;

impl Interpreter {
    /// Looks for something helpful to say of an exception that the first of `trace` is to blame for.
    pub(super) fn advice(
        &mut self,
        exception: &Exception,
        message: &str,
        trace: &[TracePoint],
        frame: Option<Frame>,
    ) -> Advice {
        let Some(point) = trace.first() else {
            return Advice::default();
        };
        let source = point.source.clone();
        let Ok(module) = parse(&source) else {
            return Advice::default();
        };
        let is_a = |class: ClassId| exception.class.is_subclass(&class.into());
        let wrong = match () {
            () if is_a(ClassId::NAME_ERROR) => Wrong::Name,
            () if is_a(ClassId::LOOKUP_ERROR) => Wrong::Index,
            () => Wrong::Other,
        };
        let Some(found) = place::find(&module.body, point.span, wrong) else {
            return Advice::default();
        };
        let Found {
            place,
            whole,
            scope,
        } = found;
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
            trace,
            source: &source,
            place,
            whole,
            advice: Advice::default(),
        };
        case.advice.blame = blame::refined(&mut case);
        for rule in RULES {
            rule(&mut case);
        }
        case.advice.help.truncate(MOST_HELP);
        case.advice
    }
}

impl<'a> Case<'a> {
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

    /// The shape that NumPy would give an expression: also of lists and numbers.
    fn shape_of(&mut self, expr: &Expr) -> Option<Vec<usize>> {
        shape_as_array(&self.value(expr)?)
    }

    fn note(&mut self, note: impl Into<Note>) {
        self.advice.notes.push(note.into());
    }

    fn help(&mut self, text: impl Into<String>) {
        let help = Help::from(text.into());
        if !self.advice.help.contains(&help) {
            self.advice.help.push(help);
        }
    }

    /// Has a change been found that works?
    fn has_change(&self) -> bool {
        self.advice.help.iter().any(|help| help.patch.is_some())
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

/// Lists deeper than NumPy's arrays are no shapes.
const DEEPEST: usize = 64;

/// The shape of the array that NumPy would make of a value; none where its parts differ.
fn shape_as_array(value: &Value) -> Option<Vec<usize>> {
    shape_within(value, DEEPEST)
}

fn shape_within(value: &Value, depth: usize) -> Option<Vec<usize>> {
    let items = match value {
        Value::Array(object) => return Some(object.with(|array| array.shape().to_vec())),
        Value::Scalar(_) | Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::Str(_) => {
            return Some(Vec::new());
        }
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(items) => items.to_vec(),
        _ => return None,
    };
    let depth = depth.checked_sub(1)?;
    let mut inner = items.iter().map(|item| shape_within(item, depth));
    let Some(first) = inner.next() else {
        return Some(vec![0]);
    };
    let first = first?;
    if !inner.all(|shape| shape.as_ref() == Some(&first)) {
        return None;
    }
    let mut shape = vec![items.len()];
    shape.extend(first);
    Some(shape)
}
