//! What NumPy printed, ndbook prints: every cell of `tests/numpy/transcripts/*.txt`, byte for byte.
//!
//! `tests/numpy/record.py` records the transcripts from CPython and NumPy, and describes their format. Files named
//! `later_*` are left out: they hold what ndbook is still to learn.
//!
//! `NDBOOK_TRANSCRIPTS=index cargo test --test numpy` runs the files whose path has `index` in it, later ones too,
//! and shows every cell that differs instead of the first few.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, thread};

use ndbook::eval::{CellError, CellOutcome, Session, Settings, on_large_stack};
use ndbook::text::Source;

/// Cells that differ are shown in full up to this many, then counted.
const SHOWN: usize = 40;

/// Enough for any cell of a transcript; one that never ends is a failure, not a hanging test.
const MAX_STEPS: u64 = 100_000_000;

#[test]
fn every_cell_prints_what_numpy_printed() {
    let chosen = env::var("NDBOOK_TRANSCRIPTS").ok();
    let programs: Vec<Program> = transcripts(chosen.as_deref())
        .iter()
        .flat_map(|path| {
            parse(
                path,
                &fs::read_to_string(path).expect("a readable transcript"),
            )
        })
        .collect();
    let cells: usize = programs.iter().map(|program| program.cells.len()).sum();
    assert!(cells > 0, "no transcript has {chosen:?} in its path");
    let differences = run_all(&programs);
    let shown = if chosen.is_some() { usize::MAX } else { SHOWN };
    assert!(
        differences.is_empty(),
        "{}",
        report(&differences, cells, shown)
    );
}

/// The comparison itself must be able to fail.
#[test]
fn a_wrong_output_is_noticed() {
    let text = "# A program.\n>>> 1 + 1\n3\n>>> print('a', end='')\na\n\\\n>>> 1 / 0\n! ZeroDivisionError\n";
    let programs = parse(Path::new("wrong.txt"), text);
    let differing: Vec<usize> = run_all(&programs)
        .iter()
        .map(|found| found.cell.line)
        .collect();
    assert_eq!(differing, [2, 7]);
}

/// Cells that share a namespace.
struct Program {
    file: String,
    cells: Vec<Cell>,
}

#[derive(Clone)]
struct Cell {
    /// Of its `>>>` in the transcript.
    line: usize,
    code: String,
    expected: String,
}

#[derive(Clone)]
struct Difference {
    file: String,
    cell: Cell,
    got: String,
}

/// The transcripts whose path contains `chosen`; without it, all that are not for later.
fn transcripts(chosen: Option<&str>) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/numpy/transcripts");
    let entries = fs::read_dir(&folder).expect("the folder of transcripts");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry of the folder").path())
        .filter(
            |path| match (path.file_name().and_then(|name| name.to_str()), chosen) {
                (Some(name), Some(part)) => name.contains(part),
                (Some(name), None) => name.ends_with(".txt") && !name.starts_with("later_"),
                (None, _) => false,
            },
        )
        .collect();
    paths.sort();
    paths
}

fn parse(path: &Path, text: &str) -> Vec<Program> {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let mut programs = Vec::new();
    let mut cells: Vec<Cell> = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        if let Some(code) = line.strip_prefix(">>> ") {
            cells.push(Cell {
                line: index + 1,
                code: code.to_owned(),
                expected: String::new(),
            });
        } else if line.is_empty() {
            if !cells.is_empty() {
                programs.push(Program {
                    file: file.to_string(),
                    cells: std::mem::take(&mut cells),
                });
            }
        } else if let Some(cell) = cells.last_mut() {
            match line.strip_prefix("...") {
                Some(code) => cell
                    .code
                    .extend(["\n", code.strip_prefix(' ').unwrap_or(code)]),
                None => cell.expected.extend([line, "\n"]),
            }
        }
    }
    programs
}

/// Runs the programs on all cores, each in a session of its own; what differs, in the order of the programs.
fn run_all(programs: &[Program]) -> Vec<Difference> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(BTreeMap::new());
    let work = || {
        on_large_stack(|| {
            while let Some((at, program)) = take(programs, &next) {
                let differences = differences(program);
                found
                    .lock()
                    .expect("no thread panics while it holds this")
                    .insert(at, differences);
            }
        });
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, Into::into) {
            scope.spawn(work);
        }
    });
    let found = found.into_inner().expect("the threads ended well");
    found.into_values().flatten().collect()
}

fn take<'a>(programs: &'a [Program], next: &AtomicUsize) -> Option<(usize, &'a Program)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    programs.get(at).map(|program| (at, program))
}

fn differences(program: &Program) -> Vec<Difference> {
    let mut session = Session::new(Settings {
        max_steps: Some(MAX_STEPS),
        ..Settings::default()
    });
    let mut differences = Vec::new();
    for cell in &program.cells {
        let source = Source::new(program.file.as_str(), cell.code.as_str(), cell.line);
        // A cell that panics must not take the report on the others with it.
        let got = match catch_unwind(AssertUnwindSafe(|| session.run(&source))) {
            Ok(outcome) => recorded(&outcome),
            Err(_) => "(ndbook panicked)\n".to_owned(),
        };
        if got != cell.expected {
            differences.push(Difference {
                file: program.file.clone(),
                cell: cell.clone(),
                got,
            });
        }
    }
    differences
}

/// What a transcript would hold of this outcome.
fn recorded(outcome: &CellOutcome) -> String {
    let mut text = String::new();
    let printed = outcome.stdout.strip_suffix('\n');
    if !outcome.stdout.is_empty() {
        add_output(&mut text, printed.unwrap_or(&outcome.stdout));
    }
    if printed.is_none() && !outcome.stdout.is_empty() {
        text.push_str("\\\n");
    }
    if let Some(display) = &outcome.display {
        add_output(&mut text, display);
    }
    for warning in &outcome.warnings {
        add_message(&mut text, '?', &warning.category, &warning.message);
    }
    if let Some(error) = &outcome.error {
        add_message(&mut text, '!', &error.type_name, complaint(error));
    }
    text
}

fn add_output(text: &mut String, output: &str) {
    for line in output.split('\n') {
        let marks = [">>>", "...", "?", "!", "\\"];
        match line {
            "" => text.push_str("<BLANKLINE>"),
            _ if line == "<BLANKLINE>" || marks.iter().any(|mark| line.starts_with(mark)) => {
                text.extend(["\\", line]);
            }
            _ => text.push_str(line),
        }
        text.push('\n');
    }
}

fn add_message(text: &mut String, mark: char, name: &str, message: &str) {
    let whole = if message.is_empty() {
        name.to_owned()
    } else {
        format!("{name}: {message}")
    };
    for line in whole.split('\n') {
        text.extend([&format!("{mark} "), line, "\n"]);
    }
}

/// The message of an error; `str(e)` of a syntax error ends with its place, which transcripts leave out.
fn complaint(error: &CellError) -> &str {
    let names_place =
        ["SyntaxError", "IndentationError", "TabError"].contains(&error.type_name.as_str());
    match error.message.rfind(" (") {
        Some(at) if names_place && is_place(&error.message[at..]) => &error.message[..at],
        _ => &error.message,
    }
}

/// Whether this is ` (NAME, line 3)` or ` (line 3)`; ` (detected at line 3)` belongs to the message.
fn is_place(text: &str) -> bool {
    text.ends_with(')') && (text.contains(", line ") || text.starts_with(" (line "))
}

fn report(differences: &[Difference], cells: usize, shown: usize) -> String {
    let mut text = format!("{} of {cells} cells differ\n\n", differences.len());
    for Difference { file, cell, got } in differences.iter().take(shown) {
        let Cell {
            line,
            code,
            expected,
        } = cell;
        let _ = write!(
            text,
            "{file}:{line}: {code}\nexpected:\n{expected}got:\n{got}\n"
        );
    }
    let mut counts = BTreeMap::new();
    for Difference { file, .. } in differences {
        *counts.entry(file).or_insert(0) += 1;
    }
    for (file, count) in counts {
        let _ = writeln!(text, "{count:5} {file}");
    }
    text
}
