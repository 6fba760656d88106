//! Which names have to do with a row: those that its text mentions, then its neighbours in the chapter.

use crate::builtins;
use crate::value::Builtin;
use crate::value::builtin::RowKind;

/// Names on a page.
const MOST: usize = 8;

pub fn related(row: &'static Builtin) -> Vec<String> {
    let mut names: Vec<&'static str> = mentioned(row.doc);
    names.extend(alike(row));
    names.extend(neighbours(row));
    let mut found: Vec<String> = Vec::new();
    for name in names {
        let own = row.names.contains(&name) || name == row.full_name();
        if !own && !found.iter().any(|other| other == name) {
            found.push(name.to_string());
        }
    }
    found.truncate(MOST);
    found
}

/// Names in backticks that are rows.
fn mentioned(doc: &str) -> Vec<&'static str> {
    let code = doc.split('`').skip(1).step_by(2);
    let full = code.filter_map(|code| {
        let name = code.split('(').next().unwrap_or(code).trim();
        let row = builtins::find(name).or_else(|| builtins::find(&format!("np.{name}")))?;
        Some(row.full_name())
    });
    full.collect()
}

/// Rows with the name of this one behind `nan`, and the other way round.
fn alike(row: &'static Builtin) -> Vec<&'static str> {
    let Some(short) = row.full_name().strip_prefix("np.") else {
        return Vec::new();
    };
    let bare = short.strip_prefix("nan").unwrap_or(short);
    let candidates = [
        format!("np.{bare}"),
        format!("np.nan{bare}"),
        format!("np.arg{bare}"),
        format!("np.cum{bare}"),
    ];
    let rows = candidates.iter().filter_map(|name| builtins::find(name));
    rows.map(Builtin::full_name).collect()
}

/// The nearest rows of the chapter in the same module or class.
fn neighbours(row: &'static Builtin) -> Vec<&'static str> {
    let prefix = |name: &'static str| name.rsplit_once('.').map_or("", |(prefix, _)| prefix);
    let own = prefix(row.full_name());
    let Some(chapter) = builtins::chapter(row) else {
        return Vec::new();
    };
    let at = chapter.iter().position(|other| std::ptr::eq(other, row));
    let at = at.unwrap_or(0);
    let mut near: Vec<(usize, &'static str)> = chapter
        .iter()
        .enumerate()
        .filter(|(_, other)| {
            prefix(other.full_name()) == own
                && !other.name().starts_with('_')
                && other.kind != RowKind::Setter
        })
        .map(|(place, other)| (place.abs_diff(at), other.full_name()))
        .collect();
    crate::text::sort_by_key(&mut near, |(distance, _)| *distance);
    near.into_iter().map(|(_, name)| name).collect()
}
