//! Names of dtypes that are not understood.

use super::Case;
use super::blame::leaves;
use super::names::nearest;
use super::place::Place;
use crate::array::DType;
use crate::syntax::ast::ExprKind;
use crate::value::ClassId;

/// What Python and NumPy call the kinds besides the dtypes' own names.
const KINDS: &[&str] = &[
    "float", "int", "complex", "bool", "str", "bytes", "object", "double", "single", "half",
];

/// `data type 'flaot' not understood`
pub(super) fn misspelt(case: &mut Case) {
    let unknown = case.says(ClassId::TYPE_ERROR, "data type '");
    let unread = case.says(ClassId::TYPE_ERROR, "Cannot interpret '");
    if !unknown && !unread {
        return;
    }
    let Some(wrong) = case.message.split('\'').nth(1).map(str::to_string) else {
        return;
    };
    let mut names: Vec<String> = DType::NUMERIC.iter().map(|dtype| dtype.name()).collect();
    names.extend(KINDS.iter().map(ToString::to_string));
    let lower = wrong.to_lowercase();
    let same = names.iter().find(|name| **name == lower).cloned();
    let near = nearest(&wrong, names.iter().map(String::as_str));
    let best = same.or_else(|| near.first().map(ToString::to_string));
    let quoted = |case: &Case| match case.place {
        Place::Call { arguments, .. } => arguments
            .iter()
            .flat_map(|argument| leaves(&argument.value))
            .find(|leaf| matches!(&leaf.kind, ExprKind::Str(text) if **text == *wrong))
            .map(|leaf| leaf.span),
        _ => None,
    };
    match (best, quoted(case)) {
        (Some(best), Some(span)) => {
            case.change(
                span,
                &format!("'{best}'"),
                &format!("did you mean '{best}'?"),
            );
        }
        (Some(best), None) => case.help(format!("did you mean '{best}'?")),
        (None, _) if unknown => {
            case.help("dtypes are `int`, `float`, `complex`, `bool`, `str`, or by their size `'int32'`, `'float64'`, `'U10'`");
        }
        (None, _) => {}
    }
}
