//! A notebook's own lines: `%timeit x`, `%%time`, `!ls`, `name?`.

use std::rc::Rc;

use super::{Lower, Lowered, Node, Rule};
use crate::syntax::ast::{Magic, Module, StmtKind};
use crate::syntax::parse::parse_at;

/// Whether a whole cell stands under a magic: `%%time` in its first line that is not empty.
pub(in crate::syntax) fn is_cell_magic(text: &str) -> bool {
    text.trim_start().starts_with("%%")
}

impl Lower {
    /// `line_magic`, `shell` or `help_line`: a line that is not Python.
    pub(super) fn magic(&mut self, line: Node) -> Lowered<StmtKind> {
        let (name, rest) = parts(line.clone());
        let magic = match line.as_rule() {
            Rule::line_magic => Magic {
                code: self.timed_code(name.as_deref(), rest.as_ref()),
                name: name.unwrap_or_default(),
                rest: trimmed(rest.as_ref()),
                cell: false,
            },
            Rule::shell => Magic {
                name: "!".to_owned(),
                rest: trimmed(rest.as_ref()),
                code: None,
                cell: false,
            },
            _ => Magic {
                code: self.asked_code(line),
                name: "?".to_owned(),
                rest: name.unwrap_or_else(|| trimmed(rest.as_ref())),
                cell: false,
            },
        };
        Ok(StmtKind::Magic(magic))
    }

    /// The cell under a `%%` magic. Only the code of a magic that runs it is read as Python.
    pub(in crate::syntax) fn magic_cell(&mut self, cell: Node) -> Lowered<Module> {
        let span = self.span(&cell);
        let (name, rest) = parts(cell.clone());
        let name = name.unwrap_or_default();
        let body = cell
            .into_inner()
            .find(|node| node.as_rule() == Rule::magic_code);
        let code = match body {
            Some(body) if runs_code(&name) => {
                let base = self.span(&body).start as usize;
                Some(parse_at(body.as_str(), base, self.depth)?)
            }
            None if runs_code(&name) => Some(Module::default()),
            _ => None,
        };
        let silenced = code.as_ref().is_some_and(|code| code.silenced);
        let kind = StmtKind::Magic(Magic {
            name,
            rest: trimmed(rest.as_ref()),
            code: code.map(Rc::new),
            cell: true,
        });
        Ok(Module {
            body: vec![self.stmt(kind, span)],
            silenced,
            warnings: Vec::new(),
        })
    }

    /// The name that `name?` asks about, as code.
    fn asked_code(&self, line: Node) -> Option<Rc<Module>> {
        let mut inner = line.into_inner();
        let name = inner.find(|node| node.as_rule() == Rule::help_name)?;
        let base = self.span(&name).start as usize;
        parse_at(name.as_str(), base, self.depth).ok().map(Rc::new)
    }

    /// The code after `%time` or after `%timeit` and its options, if it is Python.
    fn timed_code(&self, name: Option<&str>, rest: Option<&Node>) -> Option<Rc<Module>> {
        let rest = rest.filter(|_| name.is_some_and(runs_code))?;
        let text = rest.as_str();
        let skipped = options_end(text);
        let base = self.span(rest).start as usize + skipped;
        parse_at(text.get(skipped..)?, base, self.depth)
            .ok()
            .map(Rc::new)
    }
}

fn runs_code(name: &str) -> bool {
    matches!(name, "time" | "timeit" | "capture" | "prun")
}

/// A magic's name, and the node of what follows it.
fn parts(line: Node) -> (Option<String>, Option<Node>) {
    let mut name = None;
    let mut rest = None;
    for node in line.into_inner() {
        match node.as_rule() {
            Rule::magic_name | Rule::help_name => name = Some(node.as_str().to_owned()),
            Rule::magic_rest => rest = Some(node),
            _ => {}
        }
    }
    (name, rest)
}

fn trimmed(rest: Option<&Node>) -> String {
    rest.map_or("", |node| node.as_str()).trim().to_owned()
}

/// Where code begins after blanks and options such as `-n 100 -r5 -q`.
fn options_end(text: &str) -> usize {
    let mut at = text.len() - text.trim_start().len();
    while let Some(option) = text.get(at..).and_then(|rest| rest.strip_prefix('-')) {
        let Some(letter) = option.chars().next().filter(char::is_ascii_alphabetic) else {
            break;
        };
        let takes_number = matches!(letter, 'n' | 'r' | 'p');
        let mut end = option.find(char::is_whitespace).unwrap_or(option.len());
        if takes_number && end == 1 {
            let value = option[end..].trim_start();
            let length = value.find(char::is_whitespace).unwrap_or(value.len());
            end = option.len() - value.len() + length;
        }
        let after = option[end..].trim_start();
        at = text.len() - after.len();
    }
    at
}
