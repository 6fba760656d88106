//! The floors of the house: a file uses only what lies on its own floor or below.
//!
//! The paths that begin with `crate::` in the files of `src/` say what a file uses, in `use` lines and elsewhere.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders of `src/`, from the lowest floor up.
const FLOORS: [&[&str]; 9] = [
    &["text"],
    &["syntax"],
    &["array"],
    &["plot"],
    &["value"],
    &["builtins"],
    &["eval"],
    &["lesson"],
    &["repl", "cli"],
];

fn floor_of(folder: &str) -> Option<usize> {
    FLOORS.iter().position(|folders| folders.contains(&folder))
}

/// One file's use of something on a higher floor.
#[derive(Debug, PartialEq)]
struct Upward {
    line: usize,
    uses: String,
}

/// The upward uses in a file of `folder`.
fn upward(folder: &str, text: &str) -> Vec<Upward> {
    let own = floor_of(folder).unwrap_or_else(|| panic!("src/{folder} is on no floor"));
    let is_higher = |name: &String| floor_of(name).is_some_and(|floor| floor > own);
    let mut found = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        // Links in documentation may point anywhere: they are for readers.
        if text[line_start..at].trim_start().starts_with("//") {
            continue;
        }
        let line = text[..at].matches('\n').count() + 1;
        let used = first_names(&text[at + "crate::".len()..]);
        let higher = used.into_iter().filter(is_higher);
        found.extend(higher.map(|uses| Upward { line, uses }));
    }
    found
}

/// The modules that a path goes into after `crate::`: one, or several in braces.
fn first_names(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        let letters = text.trim_start().chars();
        letters
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let Some(list) = path.strip_prefix('{') else {
        return vec![name(path)];
    };
    let mut names = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                names.push(name(&list[start..at]));
                start = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_file_uses_a_higher_floor() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let mut complaints = Vec::new();
    for file in &files {
        let inner = file.strip_prefix(&src).unwrap();
        // The roof, `lib.rs` and `main.rs`, may name everything.
        let [folder, _, ..] = inner.iter().collect::<Vec<_>>()[..] else {
            continue;
        };
        let text = fs::read_to_string(file).unwrap();
        for Upward { line, uses } in upward(folder.to_str().unwrap(), &text) {
            complaints.push(format!("src/{}:{line} uses {uses}", inner.display()));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(files.len() > 100, "only {} files were read", files.len());
}

#[test]
fn an_upward_use_is_found() {
    let one = "use crate::array::Array;\nuse crate::value::Value;\n";
    let value = |line| Upward {
        line,
        uses: "value".into(),
    };
    assert_eq!(upward("array", one), [value(2)]);
    assert_eq!(upward("builtins", one), []);
    let braces = "//! See crate::eval.\nuse crate::{text::{Span, Source}, eval, value};\nfn f(x: crate::cli::X) {}\n";
    let found: Vec<_> = upward("value", braces)
        .into_iter()
        .map(|u| (u.line, u.uses))
        .collect();
    assert_eq!(found, [(2, "eval".to_string()), (3, "cli".to_string())]);
}
