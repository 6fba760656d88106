//! Errors as they are shown: the source and its picture together, drawn, told and marked up; and the pages that explain
//! them.

use ndbook::eval::{CellError, Session, Settings, explain, on_large_stack};
use ndbook::lesson;
use ndbook::text::{Medium, Source};

/// Runs cells, and gives the error of the last.
fn error_of(cells: &[&str]) -> CellError {
    let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
    on_large_stack(move || {
        let mut session = Session::new(Settings::default());
        let mut line = 1;
        let mut error = None;
        for cell in cells {
            let source = Source::new("lesson.md", cell.clone(), line);
            error = session.run(&source).error;
            line += cell.lines().count() + 3;
        }
        error.expect("the last cell fails")
    })
}

fn snapshot(name: &str, cells: &[&str]) {
    let error = error_of(cells);
    let mut shown = cells.join("\n---\n");
    for (medium, title) in [
        (Medium::Plain, "drawn"),
        (Medium::Narrated, "told"),
        (Medium::Html, "marked up"),
    ] {
        shown += &format!("\n=== {title}\n{}", error.shown(medium));
    }
    insta::with_settings!({snapshot_path => "diagnostics", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!(name, shown);
    });
}

#[test]
fn shapes_across_cells() {
    let cells = [
        "X = np.ones((3, 4))\nmeans = X.mean(axis=1)",
        "Z = (X - means) / X.std(axis=0)",
    ];
    snapshot("shapes", &cells);
}

#[test]
fn calls_of_the_learners_own() {
    let code = "def scaled(values, factor):\n    return values * factor\n\ndef table(rows):\n    wide = np.zeros((rows, 4))\n    return scaled(wide, np.arange(rows))\n\ntable(3)";
    snapshot("calls", &[code]);
}

#[test]
fn names_and_keywords() {
    snapshot("names", &["values = np.arange(3)\ntotal = vlaues.sum()"]);
    snapshot(
        "keywords",
        &["values = np.arange(3)\ntotal = values.sum(axes=0)"],
    );
}

#[test]
fn wide_and_combining_characters() {
    snapshot("wide", &["größe = '漢字 e\u{301}' + 1"]);
    snapshot("tabs", &["for i in range(2):\n\tx = [1, 2][i + 5]"]);
}

#[test]
fn texts_that_are_no_programs() {
    snapshot("missing_colon", &["for i in range(3)\n    print(i)"]);
    snapshot("curly_quotes", &["print(“hello”)"]);
}

#[test]
fn assignments_and_indices() {
    snapshot("store", &["a = np.arange(3)\na[1] = np.nan"]);
    snapshot(
        "mask",
        &["a = np.arange(6)\nm = np.array([True, False])\na[m].sum()"],
    );
    snapshot(
        "truth",
        &["a = np.arange(3)\nif a > 1 and a < 3:\n    print(a)"],
    );
}

/// Slips of the pen, each with what it is mended to.
const SLIPS: &[(&str, &str)] = &[
    ("if x = 1:\n    pass", "if x == 1:\n    pass"),
    ("if x == 1\n    pass", "if x == 1:\n    pass"),
    ("while True\n    break", "while True:\n    break"),
    ("def f(x)\n    return x", "def f(x):\n    return x"),
    ("def f:\n    return 1", "def f():\n    return 1"),
    ("print 'a'", "print('a')"),
    ("x = (1 + 2", "x = (1 + 2)"),
    ("x = [1, 2", "x = [1, 2]"),
    ("print(max(1, 2)", "print(max(1, 2))"),
    ("x = (1, 2]", "x = (1, 2)"),
    ("x = 1)", "x = 1"),
    (
        "for i in range(2):\nprint(i)",
        "for i in range(2):\n    print(i)",
    ),
    ("x = 1\n  y = 2", "x = 1\ny = 2"),
    ("x = 007", "x = 7"),
    ("i++", "i += 1"),
    ("if a && b:\n    pass", "if a and b:\n    pass"),
    ("if a || b:\n    pass", "if a or b:\n    pass"),
    ("if !a:\n    pass", "if not a:\n    pass"),
    (
        "if a:\n    pass\nelse if b:\n    pass",
        "if a:\n    pass\nelif b:\n    pass",
    ),
    ("x = “a”", "x = \"a\""),
    ("x = 3 − 1", "x = 3 - 1"),
    ("x = 'abc", "x = 'abc'"),
    ("y = 2x", "y = 2*x"),
    ("if a => 3:\n    pass", "if a >= 3:\n    pass"),
    ("for i range(3):\n    pass", "for i in range(3):\n    pass"),
    ("lambda = 0.1", "lambda_ = 0.1"),
    ("x = [1 2]", "x = [1, 2]"),
];

#[test]
fn slips_of_the_pen_are_mended() {
    let mut wrong = Vec::new();
    for (slip, mended) in SLIPS {
        let error = error_of(&[slip]);
        let patches = error
            .report
            .help
            .iter()
            .filter_map(|help| help.patch.as_ref());
        let texts: Vec<String> = patches
            .map(|patch| patch.applied(&error.report.source))
            .collect();
        if !texts.iter().any(|text| text == mended) {
            wrong.push(format!("{slip:?}: {texts:?} for {mended:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every example of every page does what the page says, and its errors lead to that page.
#[test]
fn pages_are_true() {
    for page in explain::pages() {
        let lesson = lesson::read(page.code, page.text).unwrap();
        let transcript = lesson::run(&lesson, &Settings::default, true);
        for (cell, run) in lesson.cells.iter().zip(&transcript.runs) {
            assert!(run.fault.is_none(), "{}: {:?}", page.code, run.fault);
            if let Some(error) = &run.outcome.error {
                assert_eq!(error.code(), Some(page.code), "{}", cell.source.text);
            }
        }
        for related in page.text.split("`ndbook explain ").skip(1) {
            let code = related.split('`').next().unwrap();
            assert!(explain::page(code).is_some(), "{}: {code}", page.code);
        }
    }
}

#[test]
fn pages_are_found_by_an_errors_words() {
    let cases = [
        ("operands could not be broadcast", "broadcast"),
        ("LinAlgError", "linalg"),
        ("ZeroDivisionError: division by zero", "zero-division"),
        (
            "The truth value of an array with more than one element is ambiguous",
            "truth",
        ),
    ];
    for (words, code) in cases {
        let found = explain::search(words);
        assert_eq!(found.first().map(|page| page.code), Some(code), "{words}");
    }
    assert!(explain::search("qwertz").is_empty());
}
