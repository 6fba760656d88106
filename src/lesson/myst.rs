//! What MyST and jupytext write in Markdown: `{code-cell}` fences with options, and lines that are no prose.

use std::borrow::Cow;
use std::ops::Range;

use super::attributes::{self, Attribute};
use super::front::Front;

/// The first word of a MyST fence that is a cell.
pub const CODE_CELL: &str = "{code-cell}";

/// Whether the front matter says that MyST or jupytext reads the file: then fences have keys of theirs.
pub fn is_foreign(text: &str, front: &Front) -> bool {
    let yaml = text.get(front.range.clone()).unwrap_or("");
    front.get("file_format").is_some()
        || front.get("jupytext").is_some()
        || yaml.contains("text_representation:")
}

/// Whether the front matter says that the file is MyST's.
pub fn is_myst(text: &str, front: &Front) -> bool {
    let yaml = text.get(front.range.clone()).unwrap_or("");
    front.get("file_format") == Some("mystnb") || yaml.contains("format_name: myst")
}

/// Whether a `{code-cell}` of that language is Python.
pub fn is_python(language: Option<&str>) -> bool {
    language.is_none_or(|name| {
        let bare = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        matches!(bare, "python" | "ipython" | "py" | "numpy")
    })
}

/// The options at the top of a `{code-cell}`, and how many lines they take with the blank ones below them. They stand as
/// `:key: value` lines, or as YAML between `---` lines; `place` is the byte that complaints point at.
pub fn options(text: &str, place: usize) -> (Vec<Attribute>, usize) {
    let lines: Vec<&str> = text.lines().collect();
    let (entries, taken) = match lines.first().map(|line| line.trim_end()) {
        Some("---") => block(&lines),
        _ => fields(&lines),
    };
    let blank = lines
        .iter()
        .skip(taken)
        .take_while(|line| line.trim().is_empty())
        .count();
    let blank = if taken > 0 { blank } else { 0 };
    let words = entries.into_iter().map(|(name, value)| Attribute {
        name,
        value: Some(value).filter(|value| !value.is_empty() && value != "true"),
        range: place..place,
    });
    (words.filter(is_known).collect(), taken + blank)
}

fn is_known(word: &Attribute) -> bool {
    attributes::is_name(&word.name)
}

fn fields(lines: &[&str]) -> (Vec<(String, String)>, usize) {
    let field = |line: &&str| -> Option<(String, String)> {
        let (key, value) = line.strip_prefix(':')?.split_once(':')?;
        Some((key.trim().to_string(), unquoted(value)))
    };
    let entries: Vec<_> = lines.iter().map_while(field).collect();
    let taken = entries.len();
    (entries, taken)
}

fn block(lines: &[&str]) -> (Vec<(String, String)>, usize) {
    let mut entries: Vec<(String, String)> = Vec::new();
    for (number, line) in lines.iter().enumerate().skip(1) {
        if line.trim_end() == "---" {
            return (entries, number + 1);
        }
        match (line.trim().strip_prefix("- "), entries.last_mut()) {
            // The items of a list below its key.
            (Some(item), Some((_, value))) => {
                let comma = if value.is_empty() { "" } else { "," };
                value.push_str(&format!("{comma}{}", unquoted(item)));
            }
            _ => entries.extend(
                line.split_once(':')
                    .map(|(key, value)| (key.trim().to_string(), unquoted(value))),
            ),
        }
    }
    // The block is never closed: it is no block.
    (Vec::new(), 0)
}

fn unquoted(value: &str) -> String {
    value.trim().trim_matches(['"', '\'']).to_string()
}

/// Whether the words of jupytext's fence keep it from being run: `.noeval`, or `active=` for other forms than a notebook.
pub fn is_inactive(words: &[Attribute]) -> bool {
    words.iter().any(|word| match word.name.as_str() {
        ".noeval" => true,
        "active" => !word.value.as_deref().unwrap_or("").contains("ipynb"),
        _ => false,
    })
}

/// The text with blanks in the place of what readers do not see: ranges, and in MyST the lines that break cells and
/// comments. No byte moves.
pub fn readable<'a>(
    text: &'a str,
    front: &Front,
    unseen: impl Iterator<Item = Range<usize>>,
    prose: impl Iterator<Item = Range<usize>>,
) -> Cow<'a, str> {
    let mut ranges: Vec<Range<usize>> = unseen.collect();
    if is_myst(text, front) {
        for range in prose {
            let mut at = range.start;
            for line in text.get(range).unwrap_or("").split_inclusive('\n') {
                if line.starts_with("+++") || line.starts_with('%') {
                    ranges.push(at..at + line.trim_end().len());
                }
                at += line.len();
            }
        }
    }
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    crate::text::sort_by_key(&mut ranges, |range| range.start);
    let mut readable = String::with_capacity(text.len());
    let mut at = 0;
    for range in ranges {
        readable.push_str(text.get(at..range.start).unwrap_or(""));
        let hidden = text.get(range.clone()).unwrap_or("");
        readable.extend(
            hidden
                .bytes()
                .map(|byte| if byte == b'\n' { '\n' } else { ' ' }),
        );
        at = range.end;
    }
    readable.push_str(text.get(at..).unwrap_or(""));
    Cow::Owned(readable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_stand_in_fields_or_in_a_block() {
        let read = |text: &str| {
            let (words, lines) = options(text, 0);
            let words: Vec<_> = words
                .into_iter()
                .map(|word| (word.name, word.value))
                .collect();
            (words, lines)
        };
        let tags = |value: &str| ("tags".to_string(), Some(value.to_string()));
        assert_eq!(
            read(":tags: [a, b]\n:other: 1\n\nx"),
            (vec![tags("[a, b]")], 3)
        );
        assert_eq!(
            read("---\ntags:\n  - a\n  - b\nmystnb:\n  x: 1\n---\nx"),
            (vec![tags("a,b")], 7)
        );
        assert_eq!(read("\nx\n"), (vec![], 0));
        assert_eq!(read("---\nx = 1\n"), (vec![], 0));
    }
}
