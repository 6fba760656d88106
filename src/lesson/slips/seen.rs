//! What a solution, a variant or an answer gives, as plain data that outlives its session.

use num_complex::Complex;

use crate::lesson::check::{Probe, bound, steps};
use crate::lesson::document::{Cell, Exercise, Lesson};
use crate::lesson::stage::Stage;
use crate::syntax::ast::{Expr, ExprKind};
use crate::value::Value;

/// A value, as far as it is compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    class: String,
    pub shape: Vec<usize>,
    pub dtype: String,
    values: Values,
}

#[derive(Clone, Debug, PartialEq)]
enum Values {
    Numbers(Vec<Complex<f64>>),
    Text(String),
}

/// Larger arrays are compared by their repr.
const MOST: usize = 20_000;

impl Seen {
    /// The value of a watched expression.
    pub fn look(stage: &mut Stage, watched: &str) -> Option<Seen> {
        let value = match is_name(watched) {
            true => stage.assigned(watched)?,
            false => stage.ask(watched)?,
        };
        Seen::of(stage, value)
    }

    fn of(stage: &mut Stage, value: Value) -> Option<Seen> {
        if matches!(
            value,
            Value::Function(_) | Value::Module(_) | Value::Class(_)
        ) {
            return None;
        }
        let probe = Probe::of(stage, value);
        let array = probe
            .array()
            .filter(|array| array.dtype().is_numeric() && array.size() <= MOST);
        let (shape, values) = match array {
            Some(array) => {
                let numbers = array.scalars().filter_map(|scalar| scalar.as_complex());
                (array.shape().to_vec(), Values::Numbers(numbers.collect()))
            }
            None => (Vec::new(), Values::Text(probe.repr)),
        };
        Some(Seen {
            class: probe.class,
            shape,
            dtype: probe.dtype,
            values,
        })
    }

    /// Are both the same, numbers within a relative tolerance?
    pub fn is_like(&self, other: &Seen, tolerance: f64) -> bool {
        let form = self.shape == other.shape && self.dtype == other.dtype;
        let kind = self.class == other.class || self.dtype.is_empty() && form;
        kind && form
            && match (&self.values, &other.values) {
                (Values::Numbers(a), Values::Numbers(b)) => {
                    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| near(*a, *b, tolerance))
                }
                (a, b) => a == b,
            }
    }

    /// The first element that differs in two arrays of one shape: its index and its value here.
    pub fn first_apart(&self, other: &Seen, tolerance: f64) -> Option<(Vec<usize>, f64)> {
        let (Values::Numbers(a), Values::Numbers(b)) = (&self.values, &other.values) else {
            return None;
        };
        let at = a
            .iter()
            .zip(b)
            .position(|(a, b)| !near(*a, *b, tolerance))?;
        let number = a.get(at).filter(|number| number.im == 0.0)?.re;
        let mut rest = at;
        let mut index = vec![0; self.shape.len()];
        for (place, &length) in index.iter_mut().zip(&self.shape).rev() {
            *place = rest % length.max(1);
            rest /= length.max(1);
        }
        Some((index, number))
    }

    pub fn is_array(&self) -> bool {
        self.class == "ndarray"
    }

    /// The text of what is no number.
    pub fn text(&self) -> Option<&str> {
        match &self.values {
            Values::Text(text) => Some(text),
            Values::Numbers(_) => None,
        }
    }
}

fn near(a: Complex<f64>, b: Complex<f64>, tolerance: f64) -> bool {
    let nan = |x: Complex<f64>| x.re.is_nan() || x.im.is_nan();
    a == b
        || nan(a) && nan(b)
        || (a - b).norm_sqr().sqrt()
            <= tolerance * a.norm_sqr().sqrt().max(b.norm_sqr().sqrt()) + tolerance * 1e-3
}

fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// What tells solutions apart: the names that one binds, and the calls of its functions in the checks.
pub fn watched(lesson: &Lesson, exercise: &Exercise, solution: &Cell) -> Vec<String> {
    let names = bound(std::iter::once(&solution.source));
    let mut watched: Vec<String> = names.iter().map(|name| name.name().to_string()).collect();
    let functions = watched.clone();
    for check in exercise
        .checks
        .iter()
        .filter_map(|&check| lesson.cells.get(check))
    {
        for step in steps(&check.source).unwrap_or_default() {
            for test in step
                .asserts
                .iter()
                .filter_map(|assert| assert.test.as_ref())
            {
                calls(test, &functions, &mut |call| {
                    watched.push(check.source.slice(call.span).to_string());
                });
            }
        }
    }
    watched.sort();
    watched.dedup();
    watched
}

/// Calls `take` on the calls of these functions.
fn calls(test: &Expr, functions: &[String], take: &mut dyn FnMut(&Expr)) {
    super::nodes::expression(test, &mut |expr| {
        if let ExprKind::Call { function, .. } = &expr.kind
            && let ExprKind::Name { symbol, .. } = &function.kind
            && functions.iter().any(|name| **name == *symbol.name())
        {
            take(expr);
        }
    });
}
