//! The catalogue keeps its word: every row is documented, and every `>>>` in its documentation is true.
//!
//! `tests/numpy/examples.py` holds the same examples to CPython and NumPy.

use std::collections::BTreeMap;
use std::fmt::Write;

use ndbook::builtins::{self, manual::features};
use ndbook::eval::{self, CellOutcome, Session, Settings, on_large_stack};
use ndbook::text::Source;
use ndbook::value::builtin::RowKind;

/// Examples take Python's modules for imported, as `help(math)` does; `random` is NumPy's until it is imported.
const IMPORTED: [&str; 12] = [
    "collections",
    "copy",
    "datetime",
    "functools",
    "io",
    "itertools",
    "math",
    "operator",
    "statistics",
    "string",
    "sys",
    "time",
];

#[test]
fn every_example_prints_what_it_says() {
    let wrong = on_large_stack(|| {
        let mut wrong = String::new();
        for row in eval::catalogue() {
            for difference in differences(row.full_name(), row.doc) {
                wrong += &difference;
            }
        }
        wrong
    });
    assert!(wrong.is_empty(), "{wrong}");
}

/// The manual's pages on the language, which no row declares.
#[test]
fn every_example_of_the_language_prints_what_it_says() {
    let wrong = on_large_stack(|| {
        let pages = features().flat_map(|(name, text)| {
            // As a documentation comment has it: a blank before each line.
            differences(name, &format!(" {}", text.replace('\n', "\n ")))
        });
        pages.collect::<String>()
    });
    assert!(wrong.is_empty(), "{wrong}");
}

/// Completions and hints work expressions out: none may change anything, whatever its row says of itself.
#[test]
fn looking_at_an_example_changes_nothing() {
    let changed = on_large_stack(|| {
        let mut changed = String::new();
        let quiet = eval::catalogue().filter(|row| builtins::is_quiet(row));
        for row in quiet {
            let mut session = Session::new(Settings::default());
            for Example { code, .. } in examples(row.doc) {
                let before = names_shown(&mut session);
                session.peek(&code, 1_000_000);
                if names_shown(&mut session) != before {
                    let _ = writeln!(changed, "{}: {code}", row.full_name());
                }
                session.run(&Source::new("example", code.as_str(), 1));
            }
        }
        changed
    });
    assert!(changed.is_empty(), "{changed}");
}

/// All names with their values and attributes of memory.
fn names_shown(session: &mut Session) -> Option<String> {
    let code = "[(name, repr(value)) for name, value in globals().items()]";
    session.run(&Source::new("names", code, 1)).display
}

/// The comparison itself must be able to fail.
#[test]
fn a_wrong_example_is_noticed() {
    let doc = "Adds.\n\n>>> 1 + 1\n3\n>>> 1 + 1\n2\n>>> x\n";
    let found = on_large_stack(|| differences("add", doc));
    assert_eq!(found.len(), 2);
    assert!(found[0].contains("expected:\n3\ngot:\n2\n"), "{}", found[0]);
    assert!(found[1].contains("NameError"), "{}", found[1]);
}

#[test]
fn every_row_is_documented() {
    let silent: Vec<&str> = eval::catalogue()
        .filter(|row| row.doc.trim().is_empty())
        .filter(|row| row.kind != RowKind::Setter && !row.name().starts_with('_'))
        .map(|row| row.full_name())
        .collect();
    assert_eq!(silent, [""; 0], "rows that say nothing of themselves");
}

/// Two rows of one name: only one of them would ever be found.
#[test]
fn every_name_is_declared_once() {
    let mut counts = BTreeMap::new();
    for name in eval::catalogue().flat_map(|row| row.names) {
        *counts.entry(*name).or_insert(0) += 1;
    }
    counts.retain(|_, count| *count > 1);
    assert_eq!(counts, BTreeMap::new(), "declared more than once");
}

/// The examples of one row that print something else, run in order in a session of their own.
fn differences(name: &str, doc: &str) -> Vec<String> {
    // Examples are lines at a prompt, where figures stay open.
    let mut session = Session::new(Settings {
        figures_stay: true,
        ..Settings::default()
    });
    for module in IMPORTED {
        session.run(&Source::new(name, format!("import {module}"), 1));
    }
    let mut differences = Vec::new();
    for Example { code, expected } in examples(doc) {
        let got = shown(&session.run(&Source::new(name, code.as_str(), 1)));
        if got != expected {
            differences.push(format!(
                "{name}: {code}\nexpected:\n{expected}got:\n{got}\n"
            ));
        }
    }
    differences
}

struct Example {
    code: String,
    expected: String,
}

/// `>>>` begins an example, `...` continues it; what follows is printed, up to an empty line or a fence.
fn examples(doc: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut open = false;
    for line in doc.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        if let Some(code) = line.strip_prefix(">>> ") {
            examples.push(Example {
                code: code.to_owned(),
                expected: String::new(),
            });
            open = true;
        } else if line.trim().is_empty() || line.starts_with("```") {
            open = false;
        } else if let (true, Some(example)) = (open, examples.last_mut()) {
            match line.strip_prefix("...") {
                Some(code) if example.expected.is_empty() => {
                    example.code += "\n";
                    example.code += code.strip_prefix(' ').unwrap_or(code);
                }
                _ if line == "<BLANKLINE>" => example.expected += "\n",
                _ => example.expected.extend([line, "\n"]),
            }
        }
    }
    examples
}

/// What a prompt shows of a cell: its output, its value, and the line that names its error.
fn shown(outcome: &CellOutcome) -> String {
    let mut text = outcome.stdout.clone();
    if let Some(display) = &outcome.display {
        let _ = writeln!(text, "{display}");
    }
    if let Some(error) = &outcome.error {
        let _ = writeln!(text, "{}: {}", error.type_name, error.message);
    }
    text
}
