//! The front matter: the lines between `---` and `---` at the top of a lesson.
//!
//! ndbook reads `title`, `lesson` and `tol`; every other key is the author's own and is kept as it is.

use std::ops::Range;

/// What the top of a lesson says about it.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// The bytes with both `---` lines; empty where there is no front matter.
    pub range: Range<usize>,
    /// Every top-level `key: value` line, unquoted, in order.
    pub entries: Vec<(String, String)>,
    /// It begins as front matter does, and the line that ends it is missing.
    pub unclosed: bool,
}

impl Front {
    pub fn read(text: &str) -> Front {
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let mut lines = text.get(start..).unwrap_or("").split_inclusive('\n');
        let mut end = match lines.next() {
            Some(first) if first.trim_end() == "---" => start + first.len(),
            _ => {
                return Front {
                    range: 0..start,
                    ..Front::default()
                };
            }
        };
        let mut entries = Vec::new();
        for line in lines {
            end += line.len();
            if matches!(line.trim_end(), "---" | "...") {
                return Front {
                    range: 0..end,
                    entries,
                    unclosed: false,
                };
            }
            entries.extend(entry(line));
        }
        // Without a key below it, the line was a horizontal rule.
        let below = text.get(start..).unwrap_or("").lines().nth(1);
        Front {
            range: 0..start,
            entries: Vec::new(),
            unclosed: below.and_then(entry).is_some_and(|(key, _)| is_key(&key)),
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entries
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    pub fn title(&self) -> Option<&str> {
        self.get("title").filter(|title| !title.is_empty())
    }

    /// The tolerance for the numbers of the whole lesson.
    pub fn tolerance(&self) -> Option<f64> {
        self.get("tol")?
            .parse()
            .ok()
            .filter(|tol: &f64| *tol >= 0.0)
    }
}

fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

/// A `key: value` line; indented lines belong to a value that ndbook does not read.
fn entry(line: &str) -> Option<(String, String)> {
    if line.starts_with([' ', '\t', '#', '-']) {
        return None;
    }
    let (key, value) = line.split_once(':')?;
    let value = value.trim();
    let unquoted = ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value);
    Some((key.trim().to_string(), unquoted.to_string()))
}
