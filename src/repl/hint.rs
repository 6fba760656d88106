//! What is said behind the cursor while one types: the call's signature, the rest of an earlier entry, or what the
//! expression would be.

use super::place::{Opened, Place};
use crate::eval::Session;
use crate::value::Value;

/// Steps that a hint may take: it must not be felt.
const STEPS: u64 = 100_000;

/// A text behind the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    /// The bytes of the parameter at hand.
    pub at_hand: Option<(usize, usize)>,
}

/// The signature of the call that the end of the code stands in, with the parameter at hand marked.
pub fn signature(session: &mut Session, place: &Place) -> Option<Said> {
    let call = place.call()?;
    let value = session.peek(call.head, STEPS)?;
    let signature = session.signature(&value)?;
    let name = call
        .head
        .rsplit(['\n', '=', ' '])
        .next()
        .unwrap_or(call.head);
    let parts = parts(&signature);
    let hand = at_hand(call, &parts);
    let mut text = format!("{name}(");
    let mut marked = None;
    for (at, part) in parts.iter().enumerate() {
        let start = text.len();
        text.push_str(part.strip_suffix("=<no value>").unwrap_or(part));
        if hand == Some(at) {
            marked = Some((start, text.len()));
        }
        text.push_str(if at + 1 < parts.len() { ", " } else { "" });
    }
    text.push(')');
    Some(Said {
        text,
        at_hand: marked,
    })
}

/// The parameters of a signature, as written.
fn parts(signature: &str) -> Vec<&str> {
    let inner = signature.strip_prefix('(').unwrap_or(signature);
    let inner = inner.strip_suffix(')').unwrap_or(inner);
    let (mut parts, mut depth, mut start) = (Vec::new(), 0usize, 0);
    for (at, c) in inner.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(inner.get(start..at).unwrap_or("").trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(inner.get(start..).unwrap_or("").trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// The number of the parameter that the argument at the end is for.
fn at_hand(call: &Opened, parts: &[&str]) -> Option<usize> {
    let name = |part: &str| {
        part.split(['=', ':'])
            .next()
            .unwrap_or("")
            .trim()
            .to_string()
    };
    if let Some(keyword) = call.keyword() {
        return parts.iter().position(|part| name(part) == keyword);
    }
    let positional = call.before.iter().filter(|argument| {
        let keyword = argument.split_once('=');
        !keyword.is_some_and(|(name, _)| parts.iter().any(|part| part.starts_with(name.trim())))
    });
    let mut left = positional.count();
    for (at, part) in parts.iter().enumerate() {
        match *part {
            "/" => {}
            "*" => return None,
            _ if part.starts_with("**") => return None,
            _ if part.starts_with('*') || left == 0 => return Some(at),
            _ => left -= 1,
        }
    }
    None
}

/// What the expression on a line would be: ` → float64 (3, 4)`.
pub fn outcome(session: &mut Session, line: &str) -> Option<String> {
    let line = line.trim_end();
    if line.contains('\n') || line.len() < 2 || line.ends_with(['?', ';']) {
        return None;
    }
    let expression = value_of_assignment(line);
    let is_literal = expression.parse::<f64>().is_ok() || expression.starts_with(['\'', '"']);
    if is_literal {
        return None;
    }
    let value = session.peek(expression, STEPS)?;
    match value {
        Value::Module(_)
        | Value::Function(_)
        | Value::Builtin(_)
        | Value::Class(_)
        | Value::BoundMethod(_)
        | Value::None => None,
        value => Some(format!("→ {}", session.brief(&value))),
    }
}

/// The right side of an assignment, else the line itself.
fn value_of_assignment(line: &str) -> &str {
    let Some((target, value)) = line.split_once('=') else {
        return line.trim();
    };
    let is_target = |c: char| c.is_alphanumeric() || "_, .".contains(c);
    match target.chars().all(is_target) && !value.starts_with('=') && !target.trim().is_empty() {
        true => value.trim(),
        false => line.trim(),
    }
}

/// As much of a hint as fits into a line, the parameter at hand with it; nothing where that says too little.
pub fn cut(said: Said, room: usize) -> Option<Said> {
    if said.text.chars().count() <= room {
        return Some(said);
    }
    if room < LEAST {
        return None;
    }
    let (start, end) = said.at_hand.unwrap_or((0, 0));
    let letters = |from: usize, to: usize| said.text.get(from..to).map_or(0, |t| t.chars().count());
    if letters(0, end) < room {
        let text: String = said.text.chars().take(room - 1).collect();
        return Some(Said {
            text: format!("{text}…"),
            at_hand: said.at_hand,
        });
    }
    // The parameters before the one at hand go.
    let open = said.text.find('(').map_or(0, |at| at + 1);
    let head = said.text.get(..open).unwrap_or("");
    let text = format!("{head}…, {}", said.text.get(start..).unwrap_or(""));
    let moved = start
        .checked_sub(open + "…, ".len())
        .filter(|moved| *moved > 0)?;
    cut(
        Said {
            text,
            at_hand: Some((start - moved, end - moved)),
        },
        room,
    )
}

/// A hint that has less room than this is not worth showing.
const LEAST: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::{Settings, on_large_stack};
    use crate::text::Source;

    fn said(line: &str) -> Option<(String, String)> {
        on_large_stack(|| {
            let mut session = Session::new(Settings::default());
            session.run(&Source::new("", "a = np.ones((3, 4))", 1));
            let said = signature(&mut session, &Place::at_end(line))?;
            let hand = said.at_hand.map_or("", |(from, to)| &said.text[from..to]);
            Some((said.text.clone(), hand.to_string()))
        })
    }

    #[test]
    fn the_parameter_at_hand_is_marked() {
        let (text, hand) = said("np.mean(a, ").unwrap();
        assert!(
            text.starts_with("np.mean(a, axis=None, dtype=None"),
            "{text}"
        );
        assert_eq!(hand, "axis=None");
        assert_eq!(said("np.mean(").unwrap().1, "a");
        assert_eq!(said("np.mean(a, dtype=").unwrap().1, "dtype=None");
        assert_eq!(said("a.sum(").unwrap().1, "axis=None");
        assert_eq!(said("nonsense("), None);
    }

    #[test]
    fn what_an_expression_would_be() {
        let said = |line: &str| {
            on_large_stack(|| {
                let mut session = Session::new(Settings::default());
                session.run(&Source::new("", "a = np.ones((3, 4))", 1));
                outcome(&mut session, line)
            })
        };
        assert_eq!(said("a.T @ a").as_deref(), Some("→ float64 (4, 4)"));
        assert_eq!(said("b = a > 0").as_deref(), Some("→ bool (3, 4)"));
        assert_eq!(said("a.sum()").as_deref(), Some("→ np.float64(12.0)"));
        assert_eq!(said("a + np.ones(3)"), None);
        assert_eq!(said("np.sum"), None);
        assert_eq!(said("12"), None);
    }

    #[test]
    fn long_signatures_keep_the_parameter_at_hand() {
        let long = Said {
            text: "f(alpha, beta, gamma, delta)".into(),
            at_hand: Some((22, 27)),
        };
        let short = cut(long.clone(), 14).unwrap();
        let (from, to) = short.at_hand.unwrap();
        assert_eq!(&short.text[from..to], "delta");
        assert!(short.text.chars().count() <= 14, "{}", short.text);
        assert_eq!(cut(long, 5), None);
    }
}
