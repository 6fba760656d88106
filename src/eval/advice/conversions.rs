//! Values of the wrong kind: numbers in quotes, floats for counts, arrays where one number is needed.

use super::Case;
use super::blame::leaves;
use super::place::Place;
use crate::syntax::ast::{ArgumentKind, Expr, ExprKind};
use crate::value::{ClassId, Value};

/// The parts of the blamed argument.
fn blamed<'a>(case: &Case<'a>) -> Vec<&'a Expr> {
    let Place::Call { arguments, .. } = case.place else {
        return Vec::new();
    };
    let Some(blame) = case.advice.blame else {
        return Vec::new();
    };
    let is_within = |leaf: &&Expr| blame.start <= leaf.span.start && leaf.span.end <= blame.end;
    let all = arguments
        .iter()
        .flat_map(|argument| leaves(&argument.value));
    all.filter(is_within).collect()
}

/// `np.eye('3')`, `a.max(axis='0')`, `np.sqrt('4')`
pub(super) fn quoted_number(case: &mut Case) {
    if !case.is_a(ClassId::TYPE_ERROR) && !case.is_a(ClassId::VALUE_ERROR) {
        return;
    }
    for leaf in blamed(case) {
        let ExprKind::Str(text) = &leaf.kind else {
            continue;
        };
        let number = text.trim();
        if number.parse::<f64>().is_ok() {
            case.help(format!("`'{text}'` is text; a number has no quotes"));
            case.change(leaf.span, number, "");
        }
    }
}

/// `np.ones(2.0)`, `np.linspace(0, 1, 5.5)`
pub(super) fn whole_number(case: &mut Case) {
    let words = ["as an integer", "sequence of integers"];
    if !case.is_a(ClassId::TYPE_ERROR) || !words.iter().any(|word| case.message.contains(word)) {
        return;
    }
    for leaf in blamed(case) {
        match (&leaf.kind, case.value(leaf)) {
            (ExprKind::Float(number), _) if number.fract() == 0.0 => {
                case.help("lengths and counts are whole numbers");
                case.change(leaf.span, &format!("{number:.0}"), "");
            }
            (ExprKind::Binary { op, op_span, .. }, Some(Value::Float(_))) if op.symbol() == "/" => {
                case.help("`/` always gives a float; `//` divides whole numbers");
                case.change(*op_span, "//", "");
            }
            (_, Some(Value::Float(number))) if number.abs() >= 1.0 => {
                case.help("lengths and counts are whole numbers");
                let code = format!("int({})", case.text(leaf));
                case.change(leaf.span, &code, "");
            }
            _ => {}
        }
    }
}

/// `int(a)`, `float(a)`, `math.sqrt(a)` of an array of several elements.
pub(super) fn array_to_number(case: &mut Case) {
    if !case.says(ClassId::TYPE_ERROR, "only 0-dimensional arrays") {
        return;
    }
    let Some((function, arguments)) = case.call() else {
        return;
    };
    let [only] = arguments else { return };
    let (name, array) = (case.text(function), case.operand(&only.value));
    case.help(format!("`{name}` makes one number of one number"));
    let short = name.rsplit('.').next().unwrap_or(&name).to_string();
    let each = match short.as_str() {
        "int" | "float" | "complex" => format!("{array}.astype({short})"),
        _ => format!("np.{short}({array})"),
    };
    case.change(case.whole, &each, "each element");
    if case
        .shape(&only.value)
        .is_some_and(|shape| shape.iter().product::<usize>() == 1)
    {
        case.change(
            case.whole,
            &format!("{name}({array}.item())"),
            "the one element",
        );
    }
}

/// Text that is no number, and sums of text.
pub(super) fn of_text(case: &mut Case) {
    if case.message.starts_with("could not convert string") {
        let Some((function, arguments)) = case.call() else {
            return;
        };
        let reads_lines = case.source.slice(function.span).ends_with("txt");
        let has_delimiter = arguments.iter().any(|argument| {
            matches!(argument.kind, ArgumentKind::Keyword(name) if &*name.name() == "delimiter")
        });
        if reads_lines && !has_delimiter {
            case.help("say what stands between the numbers");
            for delimiter in [",", ";", "\\t"] {
                if case.with_option(&format!("delimiter='{delimiter}'"), "") {
                    return;
                }
            }
        }
        case.help("the text is no number");
        return;
    }
    if case.message.starts_with("invalid literal for int()") {
        return no_whole_number(case);
    }
    if !case.message.contains("not compatible with add.reduce") {
        return;
    }
    let Place::Call { function, .. } = case.place else {
        return;
    };
    if let ExprKind::Attribute { value, .. } = &function.kind {
        case.help("text cannot be summed; it can be joined");
        let array = case.text(value);
        case.propose(&format!("''.join({array})"));
    }
}

/// `int('3.5')`, `int('abc')`
fn no_whole_number(case: &mut Case) {
    let Place::Call {
        function,
        arguments: [only],
    } = case.place
    else {
        case.help("the text is no whole number");
        return;
    };
    let (name, text) = (case.text(function), case.text(&only.value));
    case.help(format!("`{text}` is no whole number"));
    if name == "int" {
        case.change(
            case.whole,
            &format!("int(float({text}))"),
            "without its decimals",
        );
    }
}
