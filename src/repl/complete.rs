//! Completion from what there is: names, the attributes of the actual value, keywords of the call, dtype names.

use std::rc::Rc;

use super::{commands, highlight};
use crate::eval::Session;
use crate::value::{Dict, Flavour, Set, Value};

/// Where the completed word begins, and what it may become.
pub fn candidates(session: &mut Session, line: &str, pos: usize) -> (usize, Vec<String>) {
    let before = line.get(..pos).unwrap_or(line);
    if before.trim_start().starts_with(':') {
        let begin = before.len() - before.trim_start().len();
        return (begin, beginning_with(&before[begin..], commands::NAMES));
    }
    if let Some(open) = dtype_text(before) {
        return (open, beginning_with(&before[open..], DTYPES));
    }
    let start = word_start(before, |c| c.is_alphanumeric() || c == '_' || c == '.');
    let path = &before[start..];
    if let Some(found) = imports(session, &before[..start], path) {
        return (start, found);
    }
    match path.rsplit_once('.') {
        Some((object, member)) => {
            let value = match object {
                "" => literal(&before[..start]),
                _ => session.lookup_dotted(object),
            };
            let members = match value {
                Some(value) => session.members(&value),
                None => Vec::new(),
            };
            (pos - member.len(), beginning_with(member, members))
        }
        None => (start, names(session, before, path)),
    }
}

/// What a word of an import may become; none where the line is no import. `head` is what stands before the word.
fn imports(session: &mut Session, head: &str, word: &str) -> Option<Vec<String>> {
    let line = head.rsplit(['\n', ';']).next().unwrap_or(head);
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        ["from", module, "import", ..] => {
            let module = session.module(module)?;
            Some(beginning_with(word, session.members(&module)))
        }
        ["from"] => Some(modules(session, word)),
        ["import"] => Some(modules(session, word)),
        ["import", .., last] if last.ends_with(',') => Some(modules(session, word)),
        _ => None,
    }
}

/// The modules that a dotted name may become, down to the next dot.
fn modules(session: &Session, word: &str) -> Vec<String> {
    let names = session.module_names();
    let near = names.filter(|name| {
        let rest = name.strip_prefix(word);
        rest.is_some_and(|rest| !rest.contains('.'))
    });
    beginning_with(word, near)
}

/// A value of the kind that the literal at the end is.
fn literal(before: &str) -> Option<Value> {
    let end = before.chars().next_back()?;
    let inner = before.strip_suffix(end)?;
    if matches!(end, '"' | '\'') {
        let prefix = inner[..inner.rfind(end)?].chars().next_back();
        return Some(match prefix {
            Some('b' | 'B') => Value::Bytes(Rc::from([])),
            _ => Value::str(""),
        });
    }
    let open = opening(inner)?;
    let (head, inside) = (before[..open].trim_end(), &inner[open + 1..]);
    // After a value, brackets are an index or a call.
    let follows = |c: char| c.is_alphanumeric() || matches!(c, '_' | ')' | ']' | '}' | '"' | '\'');
    match (end, before.get(open..open + 1)?) {
        (']', "[") if !head.ends_with(follows) => Some(Value::List(Rc::default())),
        (')', "(") if !head.ends_with(follows) && inside.contains(',') => {
            Some(Value::Tuple(Rc::from([])))
        }
        ('}', "{") if inside.trim().is_empty() || inside.contains(':') => {
            Some(Value::Dict(Rc::new(Dict::new(Flavour::Plain))))
        }
        ('}', "{") => Some(Value::Set(Rc::new(Set::new(false)))),
        _ => None,
    }
}

/// Where the bracket opens that the end of the text stands in.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices().rev() {
        match c {
            ')' | ']' | '}' => depth += 1,
            '(' | '[' | '{' if depth == 0 => return Some(at),
            '(' | '[' | '{' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The signature of the call that the end of the line stands in: `np.sum(a, axis=None, …)`.
pub fn signature(session: &mut Session, before: &str) -> Option<String> {
    let name = open_call(before)?;
    let value = session.lookup_dotted(name)?;
    Some(format!("{name}{}", session.signature(&value)?))
}

/// Names that a word may become: keywords of the call first, then the lesson's, then all.
fn names(session: &mut Session, before: &str, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(value) = open_call(before).and_then(|name| session.lookup_dotted(name)) {
        let keywords = session.keywords(&value);
        found.extend(keywords.into_iter().map(|name| format!("{name}=")));
    }
    // Without a letter to go by, all of NumPy would be offered.
    if word.is_empty() {
        found.extend(session.names().iter().map(|name| name.to_string()));
    } else {
        found.extend(session.known_names());
        found.extend(highlight::keywords().iter().map(ToString::to_string));
    }
    beginning_with(word, found)
}

fn beginning_with<S: Into<String>>(word: &str, names: impl IntoIterator<Item = S>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names.into_iter().map(Into::into) {
        if name.starts_with(word) && !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

/// Where the word at the end begins.
fn word_start(before: &str, is_part: impl Fn(char) -> bool) -> usize {
    before
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_part(*c))
        .last()
        .map_or(before.len(), |(at, _)| at)
}

/// The dotted name before the innermost bracket that is still open.
fn open_call(before: &str) -> Option<&str> {
    let mut depth = 0usize;
    for (at, c) in before.char_indices().rev() {
        match c {
            ')' | ']' | '}' => depth += 1,
            '(' if depth == 0 => {
                let head = &before[..at];
                let start = word_start(head, |c| c.is_alphanumeric() || c == '_' || c == '.');
                return Some(&head[start..]).filter(|name| !name.is_empty());
            }
            '[' | '{' if depth == 0 => return None,
            '(' | '[' | '{' => depth -= 1,
            _ => {}
        }
    }
    None
}

const DTYPES: [&str; 18] = [
    "bool",
    "bytes_",
    "complex128",
    "complex64",
    "datetime64",
    "float16",
    "float32",
    "float64",
    "int16",
    "int32",
    "int64",
    "int8",
    "str_",
    "timedelta64",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
];

/// Where the name of a dtype begins that is being typed in quotes: `dtype='fl`, `astype("`.
fn dtype_text(before: &str) -> Option<usize> {
    let start = word_start(before, |c| c.is_alphanumeric() || c == '_');
    let head = before[..start].strip_suffix(['\'', '"'])?.trim_end();
    let head = head.strip_suffix(['=', '('])?.trim_end();
    (head.ends_with("dtype") || head.ends_with("astype")).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_open_call_is_found() {
        assert_eq!(open_call("np.sum(a, f(b), "), Some("np.sum"));
        assert_eq!(open_call("f(g(x"), Some("g"));
        assert_eq!(open_call("f(x)"), None);
        assert_eq!(open_call("f([1, "), None);
        assert_eq!(open_call("(1, "), None);
    }

    #[test]
    fn modules_and_literals_are_completed() {
        let mut session = Session::new(crate::eval::Settings::default());
        let mut found = |line: &str| candidates(&mut session, line, line.len());
        assert_eq!(found("import num"), (7, vec!["numpy".to_string()]));
        assert_eq!(found("import math, num").1, ["numpy"]);
        assert_eq!(
            found("from numpy.lin"),
            (5, vec!["numpy.linalg".to_string()])
        );
        assert_eq!(
            found("from numpy.linalg import eigv").1,
            ["eigvals", "eigvalsh"]
        );
        assert_eq!(found("\"abc\".up"), (6, vec!["upper".to_string()]));
        assert_eq!(found("[1, (2)].app").1, ["append"]);
        assert_eq!(found("{1: 2}.ite").1, ["items"]);
        assert_eq!(found("{1}.iss").1, ["issubset", "issuperset"]);
        assert_eq!(found("x[1].app").1, [""; 0]);
    }

    #[test]
    fn names_of_dtypes_are_known_by_their_place() {
        assert_eq!(dtype_text("np.zeros(3, dtype='fl"), Some(19));
        assert_eq!(dtype_text("x.astype(\""), Some(10));
        assert_eq!(dtype_text("x = 'fl"), None);
    }
}
