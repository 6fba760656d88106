//! Names in a folder below the working directory.

use std::path::{Component, Path};

/// As many names are offered.
const MOST: usize = 200;

/// The files and folders of a folder, folders with a `/`; nothing of what lies outside.
pub fn names(folder: &str) -> Vec<String> {
    let path = match folder {
        "" => Path::new("."),
        folder => Path::new(folder),
    };
    let is_below = path
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let Some(entries) = is_below.then(|| std::fs::read_dir(path).ok()).flatten() else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .flatten()
        .take(MOST)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            Some(format!("{name}{}", if is_folder { "/" } else { "" }))
        })
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort_unstable();
    names
}
