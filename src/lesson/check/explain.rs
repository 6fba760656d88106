//! A failing assert, taken apart: what its parts are, and where two of them differ.

use super::apart::{Apart, Tolerance, apart};
use super::items::{slice, steps};
use super::probe::{Probe, probe, with_article};
use crate::eval::CellError;
use crate::lesson::stage::Stage;
use crate::syntax::ast::{Argument, ArgumentKind, BoolOp, CompareOp, Expr, ExprKind, UnaryOp};
use crate::text::Source;

/// What is to be said of a test that is false. `check` is the cell that its spans belong to.
pub fn explain(stage: &mut Stage, check: &Source, test: &Expr) -> String {
    let lines = Explainer { stage, check }.of(test);
    match lines.is_empty() {
        true => format!("{} is false", one_line(&slice(check, test.span))),
        false => lines.join("\n"),
    }
}

/// What is to be said of the assert that ended a check cell; none where something else did.
pub fn explain_failure(stage: &mut Stage, check: &Source, error: &CellError) -> Option<String> {
    if error.type_name != "AssertionError" {
        return None;
    }
    let steps = steps(check).ok()?;
    let failing = steps.iter().find_map(|step| {
        let line = (check.first_line + error.line).checked_sub(step.source.first_line)?;
        let failing = step.asserts.iter().find(|one| one.lines.contains(&line))?;
        failing.test.as_ref()
    })?;
    Some(explain(stage, check, failing))
}

struct Explainer<'a, 'b> {
    stage: &'a mut Stage<'b>,
    check: &'a Source,
}

impl Explainer<'_, '_> {
    fn of(&mut self, test: &Expr) -> Vec<String> {
        let mut lines = match &test.kind {
            ExprKind::BoolOp { op, values, .. } => self.of_several(*op, values),
            ExprKind::Unary {
                op: UnaryOp::Not,
                operand,
            } => self.of_not(operand),
            ExprKind::Compare { first, rest } => self.of_chain(first, rest),
            ExprKind::Call {
                function,
                arguments,
            } => match (self.text(function).as_str(), arguments.as_slice()) {
                ("isinstance" | "issubclass", [value, class]) => self.of_isinstance(value, class),
                _ => self.of_parts(test),
            },
            _ => self.of_parts(test),
        };
        lines.dedup();
        lines
    }

    fn text(&self, expr: &Expr) -> String {
        one_line(&slice(self.check, expr.span))
    }

    fn probe(&mut self, expr: &Expr) -> Option<Probe> {
        let text = slice(self.check, expr.span);
        probe(self.stage, &text)
    }

    fn is_true(&mut self, text: &str) -> Option<bool> {
        let found = probe(self.stage, &format!("bool({text})"))?;
        Some(found.repr == "True")
    }

    /// Of `and` the first part that is false, of `or` all of them.
    fn of_several(&mut self, op: BoolOp, values: &[Expr]) -> Vec<String> {
        if op == BoolOp::And {
            let culprit = values.iter().find(|value| {
                let text = slice(self.check, value.span);
                self.is_true(&text) == Some(false)
            });
            return culprit.map_or_else(Vec::new, |culprit| self.of(culprit));
        }
        values.iter().flat_map(|value| self.of(value)).collect()
    }

    /// `not x`: `x` holds, and should not.
    fn of_not(&mut self, operand: &Expr) -> Vec<String> {
        let text = self.text(operand);
        let mut lines = self.of_parts(operand);
        if !lines.iter().any(|line| line.starts_with(&text)) {
            lines.push(format!("{text} holds, and should not"));
        }
        lines
    }

    /// Of `a < b < c` the link that does not hold.
    fn of_chain(
        &mut self,
        first: &Expr,
        rest: &[(CompareOp, crate::text::Span, Expr)],
    ) -> Vec<String> {
        let mut left = first;
        for (op, _, right) in rest {
            let (a, b) = (slice(self.check, left.span), slice(self.check, right.span));
            let link = format!("({a}\n) {} ({b}\n)", op.symbol());
            if rest.len() == 1 || self.is_true(&link) != Some(true) {
                return self.of_link(left, *op, right);
            }
            left = right;
        }
        Vec::new()
    }

    fn of_link(&mut self, left: &Expr, op: CompareOp, right: &Expr) -> Vec<String> {
        let wanted = self.wanted(left, op, right);
        let mut lines: Vec<String> = [left, right]
            .into_iter()
            .filter(|side| !side.is_literal())
            .filter_map(|side| self.described(side))
            .map(|line| line + &wanted)
            .collect();
        lines.extend(self.sides_apart(left, right, Tolerance::NONE));
        if op == CompareOp::Eq {
            lines.extend(self.kinds_apart(left, right));
        }
        lines
    }

    /// `, not (5, 2)` for a comparison with such a literal.
    fn wanted(&self, left: &Expr, op: CompareOp, right: &Expr) -> String {
        let literal = match (left.is_literal(), right.is_literal()) {
            (false, true) => right,
            (true, false) if op == CompareOp::Eq => left,
            _ => return String::new(),
        };
        let text = self.text(literal);
        match op {
            CompareOp::Eq => format!(", not {text}"),
            CompareOp::NotEq | CompareOp::Is | CompareOp::IsNot => String::new(),
            op => format!(", which is not {} {text}", op.symbol()),
        }
    }

    /// Two sides that look alike and are of different kinds: a list and a tuple, a text and a number.
    fn kinds_apart(&mut self, left: &Expr, right: &Expr) -> Option<String> {
        let (left, right) = (self.probe(left)?, self.probe(right)?);
        let numbers = |probe: &Probe| {
            probe
                .array()
                .is_some_and(|array| array.dtype().is_numeric())
        };
        let alike = left.class == right.class || numbers(&left) && numbers(&right);
        if alike || left.is_array() || right.is_array() {
            return None;
        }
        Some(format!(
            "one is {}, the other {}",
            left.kind(),
            right.kind()
        ))
    }

    fn of_isinstance(&mut self, value: &Argument, class: &Argument) -> Vec<String> {
        let (text, class) = (self.text(&value.value), self.text(&class.value));
        let Some(found) = self.probe(&value.value) else {
            return Vec::new();
        };
        if found.is_ellipsis() {
            return vec![format!("{text} is still `...`")];
        }
        let shown = match found.is_long() || found.class == "type" {
            true => String::new(),
            false => format!(" ({})", one_line(&found.repr)),
        };
        vec![format!(
            "{text} is {}, not {class}{shown}",
            with_article(&found.class)
        )]
    }

    /// A test whose parts say it all: `np.allclose(a, b)`, `(a == b).all()`, a name.
    fn of_parts(&mut self, test: &Expr) -> Vec<String> {
        let parts = operands(test);
        let mut lines: Vec<String> = parts
            .iter()
            .filter(|part| !part.is_literal())
            .filter_map(|part| self.described(part))
            .collect();
        if let [left, right, ..] = parts.as_slice() {
            let tolerance = tolerance(self.check, test);
            lines.extend(self.sides_apart(left, right, tolerance));
        }
        lines
    }

    fn described(&mut self, part: &Expr) -> Option<String> {
        let found = self.probe(part)?;
        Some(described(&self.text(part), &found))
    }

    /// Where two sides differ that are arrays: their shapes, dtypes, or elements.
    fn sides_apart(&mut self, left: &Expr, right: &Expr, tolerance: Tolerance) -> Vec<String> {
        let (Some(left), Some(right)) = (self.probe(left), self.probe(right)) else {
            return Vec::new();
        };
        apart_in_words(self.stage, &left, &right, tolerance)
    }
}

fn apart_in_words(
    stage: &mut Stage,
    left: &Probe,
    right: &Probe,
    tolerance: Tolerance,
) -> Vec<String> {
    if !left.is_array() && !right.is_array() {
        return Vec::new();
    }
    let (Some(a), Some(b)) = (left.array(), right.array()) else {
        return Vec::new();
    };
    if a.shape() != b.shape() && a.ndim() > 0 && b.ndim() > 0 {
        let shape = crate::array::shape_repr;
        return vec![format!(
            "the shapes are {} and {}",
            shape(a.shape()),
            shape(b.shape())
        )];
    }
    let mut lines = Vec::new();
    if left.is_array() && right.is_array() && left.dtype != right.dtype {
        lines.push(format!("the dtypes are {} and {}", left.dtype, right.dtype));
    }
    let found: Option<Apart> = apart(&a, &b, tolerance);
    lines.extend(found.and_then(|found| found.between(stage)));
    // Equal elements of another dtype are no reason to fail.
    if lines.len() == 2 {
        lines.remove(0);
    }
    lines
}

/// Where the two sides of a comparison of arrays differ in shape, for a test that raised.
pub fn shapes_apart(stage: &mut Stage, check: &Source, test: &Expr) -> Option<String> {
    let sides = operands(test);
    let [left, right, ..] = sides.as_slice() else {
        return None;
    };
    let left = probe(stage, &slice(check, left.span))?;
    let right = probe(stage, &slice(check, right.span))?;
    let lines = apart_in_words(stage, &left, &right, Tolerance::NONE);
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The tolerance of a call that has one: what it says, or what NumPy's function takes.
fn tolerance(check: &Source, test: &Expr) -> Tolerance {
    let text = slice(check, test.span);
    let (relative, absolute) = match text.contains("assert_allclose") {
        true => (1e-7, 0.0),
        false if text.contains("close") => (1e-5, 1e-8),
        false if text.contains("almost_equal") => (0.0, 1.5e-7),
        false => return Tolerance::NONE,
    };
    Tolerance {
        relative: keyword(test, "rtol").unwrap_or(relative),
        absolute: keyword(test, "atol").unwrap_or(absolute),
    }
}

/// A number given by keyword anywhere in the calls of a test.
fn keyword(test: &Expr, name: &str) -> Option<f64> {
    let ExprKind::Call {
        function,
        arguments,
    } = &test.kind
    else {
        return None;
    };
    let own = arguments.iter().find_map(|argument| match argument.kind {
        ArgumentKind::Keyword(keyword) if *keyword.name() == *name => number(&argument.value),
        _ => None,
    });
    let inner = arguments
        .iter()
        .find_map(|argument| keyword(&argument.value, name));
    own.or(inner).or_else(|| match &function.kind {
        ExprKind::Attribute { value, .. } => keyword(value, name),
        _ => None,
    })
}

fn number(expr: &Expr) -> Option<f64> {
    match expr.kind {
        ExprKind::Float(number) => Some(number),
        ExprKind::Int(number) => Some(number as f64),
        _ => None,
    }
}

/// Keywords that say how to compare, and not what.
const MANNERS: [&str; 9] = [
    "rtol",
    "atol",
    "equal_nan",
    "err_msg",
    "msg",
    "verbose",
    "axis",
    "decimal",
    "strict",
];

/// The parts of a test whose values tell why it failed.
fn operands(test: &Expr) -> Vec<&Expr> {
    match &test.kind {
        ExprKind::Compare { first, rest } => {
            let rest = rest.iter().map(|(_, _, value)| value);
            std::iter::once(first.as_ref()).chain(rest).collect()
        }
        ExprKind::Call {
            function,
            arguments,
        } => {
            let mut parts: Vec<&Expr> = match &function.kind {
                // `(a == b).all()`: the comparison is what matters. `np.all(…)` has a module there.
                ExprKind::Attribute { value, .. }
                    if !matches!(value.kind, ExprKind::Name { .. }) && !is_module(value) =>
                {
                    operands(value)
                }
                _ => Vec::new(),
            };
            for argument in arguments.iter().filter(|argument| !is_manner(argument)) {
                match &argument.value.kind {
                    ExprKind::Compare { .. } => parts.extend(operands(&argument.value)),
                    ExprKind::Call { function, .. } if is_comparison(function) => {
                        parts.extend(operands(&argument.value));
                    }
                    _ => parts.push(&argument.value),
                }
            }
            match parts.is_empty() {
                true => vec![test],
                false => parts,
            }
        }
        ExprKind::BoolOp { values, .. } => values.iter().flat_map(operands).collect(),
        ExprKind::Unary {
            op: UnaryOp::Not,
            operand,
        } => operands(operand),
        ExprKind::Attribute { value, .. } if !matches!(value.kind, ExprKind::Name { .. }) => {
            operands(value)
        }
        _ => vec![test],
    }
}

/// `np.testing` in `np.testing.assert_allclose`.
fn is_module(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Attribute { value, name, .. } => {
            matches!(
                &*name.name(),
                "testing" | "linalg" | "char" | "strings" | "ma"
            ) && matches!(value.kind, ExprKind::Name { .. })
        }
        _ => false,
    }
}

/// `np.isclose`, `np.equal`: what is compared says more than the answer.
fn is_comparison(function: &Expr) -> bool {
    let name = match &function.kind {
        ExprKind::Attribute { name, .. } => name,
        ExprKind::Name { symbol, .. } => symbol,
        _ => return false,
    };
    let names = [
        "isclose",
        "equal",
        "allclose",
        "array_equal",
        "less",
        "greater",
        "less_equal",
        "greater_equal",
    ];
    names.contains(&&*name.name())
}

fn is_manner(argument: &Argument) -> bool {
    match argument.kind {
        ArgumentKind::Keyword(name) => MANNERS.contains(&&*name.name()),
        _ => false,
    }
}

fn described(text: &str, found: &Probe) -> String {
    if found.is_ellipsis() {
        return format!("{text} is still `...`");
    }
    if found.is_long() || text == found.repr {
        return format!("{text} is {}", found.kind());
    }
    match found.repr.contains('\n') {
        true => format!("{text} is\n{}", found.repr),
        false => format!("{text} is {}", found.repr),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
