//! Mistakes that learners make, each told as NumPy tells it, with the caret on what is to blame and with help that
//! works.
//!
//! `tests/mistakes/mistakes.jsonl` is recorded from NumPy by `record.py` beside it. `NDBOOK_MISTAKES=FILE` measures
//! another file of the same format, and `NDBOOK_MISTAKES_SHOWN=1` shows every case that falls short.

use ndbook::eval::{CellOutcome, Session, Settings, on_large_stack};
use ndbook::text::Source;
use serde_json::Value;

struct Mistake {
    setup: String,
    expr: String,
    message: Option<String>,
    blamed: String,
    span: (usize, usize),
}

fn mistakes() -> Vec<Mistake> {
    let path = std::env::var("NDBOOK_MISTAKES")
        .unwrap_or_else(|_| "tests/mistakes/mistakes.jsonl".to_string());
    let text = std::fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let case: Value = serde_json::from_str(line).unwrap();
            let text = |name: &str| case[name].as_str().unwrap_or("").to_string();
            Mistake {
                setup: text("setup"),
                expr: text("expr"),
                message: case["exc"].as_str().map(|_| text("message")),
                blamed: text("caret_text"),
                span: (
                    case["span"][0].as_u64().unwrap_or(0) as usize,
                    case["span"][1].as_u64().unwrap_or(0) as usize,
                ),
            }
        })
        .collect()
}

/// Runs the setup and then the expression, as two cells.
fn run(setup: &str, code: &str) -> CellOutcome {
    let (setup, code) = (setup.to_string(), code.to_string());
    on_large_stack(move || {
        let mut session = Session::new(Settings::default());
        let before = session.run(&Source::new("lesson.md", setup, 1));
        assert!(before.error.is_none(), "{:?}", before.error);
        let mut outcome = session.run(&Source::new("lesson.md", code, 3));
        outcome.notes.extend(before.notes);
        outcome
    })
}

/// Signs of Python between operands.
fn is_operator(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| "+-*/%@&|^<>=~".contains(c))
        || matches!(text, "and" | "or" | "not" | "in")
}

#[test]
fn mistakes_are_told_as_numpy_tells_them_and_mended() {
    let shown = std::env::var_os("NDBOOK_MISTAKES_SHOWN").is_some();
    let mut tally = Tally::default();
    for mistake in mistakes() {
        let outcome = run(&mistake.setup, &mistake.expr);
        let Some(message) = &mistake.message else {
            tally.silent += 1;
            let told = !outcome.notes.is_empty();
            tally.noted += usize::from(told);
            if !told && shown {
                println!("no note: {} | {}", mistake.setup, mistake.expr);
            }
            continue;
        };
        tally.errors += 1;
        let Some(error) = outcome.error else {
            println!("no error: {} | {}", mistake.setup, mistake.expr);
            continue;
        };
        tally.messages += usize::from(error.message == *message);
        if error.message != *message {
            println!(
                "message: {}\n  {:?}\n  {:?}",
                mistake.expr, error.message, message
            );
        }
        let range = error.report.blamed().range();
        let blamed = mistake.expr.get(range.clone()).unwrap_or("");
        let begins = mistake.expr[..range.start].chars().count();
        let on_target = (mistake.span.0..mistake.span.1.max(mistake.span.0 + 1)).contains(&begins);
        let at_caret = on_target || is_operator(blamed);
        tally.carets += usize::from(at_caret);
        if !at_caret && shown {
            println!(
                "caret: {} | `{blamed}` for `{}`",
                mistake.expr, mistake.blamed
            );
        }
        tally.helped += usize::from(!error.help.is_empty());
        tally.patched += usize::from(error.report.help.iter().any(|help| help.patch.is_some()));
        if shown && !error.report.help.iter().any(|help| help.patch.is_some()) {
            println!(
                "no patch: {} | {} | {:?}",
                mistake.setup, mistake.expr, error.help
            );
        }
        for help in &error.report.help {
            let Some(patch) = &help.patch else { continue };
            let code = patch.applied(&error.report.source);
            let mended = run(&mistake.setup, &code);
            if let Some(error) = mended.error {
                println!("patch: {code}\n  {}", error.message);
                tally.broken += 1;
            }
        }
    }
    println!("{tally:?}");
    assert_eq!(tally.messages, tally.errors);
    assert_eq!(tally.broken, 0);
    assert!(tally.carets * 100 >= tally.errors * 95);
    assert!(tally.helped * 100 >= tally.errors * 90);
    assert!(tally.noted * 100 >= tally.silent * 90);
}

#[derive(Debug, Default)]
struct Tally {
    errors: usize,
    messages: usize,
    carets: usize,
    helped: usize,
    patched: usize,
    broken: usize,
    silent: usize,
    noted: usize,
}
