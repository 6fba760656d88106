//! The search: which names have to do with a word.

use super::language;
use crate::value::Builtin;
use crate::value::builtin::RowKind;

/// A name that was found, with its first sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub name: String,
    pub summary: String,
}

/// What has to do with a word, the likeliest first: names that are it, that begin with it, that have it in them, then
/// rows whose first sentence has it, then whose text has it. A word that occurs nowhere finds the names that are
/// spelt much like it.
pub fn apropos(rows: impl Iterator<Item = &'static Builtin>, word: &str) -> Vec<Found> {
    let word = word.trim().to_lowercase();
    if word.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(u32, usize, Found)> = Vec::new();
    let mut near: Vec<(u32, usize, Found)> = Vec::new();
    let entries = rows
        .filter(|row| is_public(row))
        .map(|row| (row.full_name(), row.doc));
    let features = language::features();
    for (name, doc) in entries.chain(features) {
        let entry = || Found {
            name: name.to_string(),
            summary: summary(doc).to_string(),
        };
        match rank(name, doc, &word) {
            Some(rank) => found.push((rank, name.len(), entry())),
            None => {
                let alike = strsim::jaro_winkler(last(name), &word);
                if alike > 0.88 {
                    near.push((((1.0 - alike) * 1000.0) as u32, name.len(), entry()));
                }
            }
        }
    }
    let mut all = if found.is_empty() { near } else { found };
    crate::text::sort_by(&mut all, |a, b| {
        (a.0, a.1, &a.2.name).cmp(&(b.0, b.1, &b.2.name))
    });
    all.dedup_by(|a, b| a.2.name == b.2.name);
    all.into_iter().map(|(_, _, found)| found).collect()
}

fn is_public(row: &Builtin) -> bool {
    row.kind != RowKind::Setter && !row.name().starts_with('_')
}

fn last(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, last)| last)
}

/// How near a name is to a word: small is near.
fn rank(name: &str, doc: &str, word: &str) -> Option<u32> {
    let lower = name.to_lowercase();
    let own = last(&lower);
    let rank = if own == word || lower == word {
        0
    } else if own.starts_with(word) {
        1
    } else if own.contains(word) {
        2
    } else if has_word(summary(doc), word) {
        3
    } else if summary(doc).to_lowercase().contains(word) {
        4
    } else if doc.to_lowercase().contains(word) {
        5
    } else {
        return None;
    };
    Some(rank)
}

fn has_word(text: &str, word: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|other| other.eq_ignore_ascii_case(word))
}

/// The first line of a text.
pub(super) fn summary(doc: &str) -> &str {
    doc.lines().next().unwrap_or("").trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(word: &str) -> Vec<String> {
        let found = apropos(crate::builtins::rows(), word).into_iter();
        found.map(|found| found.name).collect()
    }

    #[test]
    fn the_likeliest_comes_first() {
        assert_eq!(names("mean")[0], "np.mean");
        assert!(names("median").contains(&"np.nanmedian".to_string()));
        assert!(names("pseudo-inverse").contains(&"np.linalg.pinv".to_string()));
        assert_eq!(
            names("transpsoe").first().map(String::as_str),
            Some("np.transpose")
        );
        assert!(names("").is_empty());
        assert!(names("for").contains(&"for".to_string()));
    }
}
