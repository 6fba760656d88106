//! Snapshot files of lessons that are gone.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::paths;
use crate::lesson::holds_records;

/// The snapshots in the folders that are named, and below them, whose lesson is not there. Of lessons that are named
/// one by one nothing is looked for.
pub fn find(arguments: &[String]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for argument in arguments {
        search(Path::new(argument), &mut found);
    }
    crate::text::sort(&mut found);
    found.dedup();
    found
}

fn search(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let folders = entries
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    for entry in folders {
        let name = entry.file_name();
        match name.to_string_lossy().as_ref() {
            "snapshots" => in_snapshots(folder, &entry.path(), found),
            "__pycache__" => {}
            name if name.starts_with('.') => {}
            _ => search(&entry.path(), found),
        }
    }
}

fn in_snapshots(lessons: &Path, snapshots: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(snapshots).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let Some(stem) = name.strip_suffix(".snap") else {
            continue;
        };
        let named = paths::ENDINGS.map(|ending| lessons.join(format!("{stem}.{ending}")));
        let mut owners = named.into_iter().chain([lessons.join(stem)]);
        let is_owned = owners.any(|lesson| lesson.exists() && paths::snapshot(&lesson) == path);
        let ours = || fs::read_to_string(&path).is_ok_and(|text| holds_records(&text));
        if !is_owned && ours() {
            found.push(path);
        }
    }
}
