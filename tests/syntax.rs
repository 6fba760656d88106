//! The grammar and its lowering: every construct as a tree, every mistake in Python's words, and hostile texts.

#[path = "syntax/diagnostics.rs"]
mod diagnostics;
#[path = "syntax/dump.rs"]
mod dump;
#[path = "syntax/hostile.rs"]
mod hostile;
#[path = "syntax/interactive.rs"]
mod interactive;
#[path = "syntax/mutations.rs"]
mod mutations;

use ndbook::syntax::parse;
use ndbook::text::Source;

/// Runs with the stack that callers give, as the documentation of `parse` asks for.
fn with_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(run);
    thread.unwrap().join().unwrap()
}

/// Each file of the corpus holds the constructs of one kind; its snapshot is their trees.
#[test]
fn every_construct_has_its_tree() {
    insta::with_settings!({snapshot_path => "syntax/corpus", prepend_module_to_snapshot => false}, {
        insta::glob!("syntax/corpus/*.py", |path| {
            let text = std::fs::read_to_string(path).unwrap();
            let tree = match parse(&Source::new("corpus", text, 1)) {
                Ok(module) => dump::module(&module),
                Err(error) => panic!("{}: {error} {:?}", path.display(), error.span),
            };
            insta::assert_snapshot!("tree", tree);
        });
    });
}

/// One line of `errors.txt`: a text and what CPython says of it, `no complaint` or `Class line:column message`.
fn recorded_errors() -> impl Iterator<Item = (String, &'static str)> {
    include_str!("syntax/errors.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut stream = serde_json::Deserializer::from_str(line).into_iter::<String>();
            let text = stream.next().unwrap().unwrap();
            let said = line[stream.byte_offset()..].trim_start_matches(" => ");
            (text, said)
        })
}

fn complaint(text: &str) -> String {
    let source = Source::new("cell", text, 1);
    match parse(&source) {
        Ok(module) if module.warnings.is_empty() => "no complaint".to_owned(),
        Ok(module) => {
            let warnings = module.warnings.iter().map(|one| one.message.as_str());
            let said: Vec<&str> = std::iter::once("warning").chain(warnings).collect();
            said.join("; ")
        }
        Err(error) => {
            let place = source.place(error.span.start);
            format!(
                "{} {}:{} {}",
                error.kind.name(),
                place.line,
                place.column,
                error.message
            )
        }
    }
}

/// What we say against what Python says; `?` stands for a column of no use.
fn same(ours: &str, python: &str) -> bool {
    let without_column = |said: &str| {
        let (before, after) = said.split_once(':').unwrap_or((said, ""));
        format!("{before} {}", after.split_once(' ').unwrap_or_default().1)
    };
    match python.contains(":? ") {
        true => without_column(ours) == without_column(python),
        false => ours == python,
    }
}

#[test]
fn mistakes_are_named_in_pythons_words_and_place() {
    let wrong = with_stack(|| {
        recorded_errors()
            .map(|(text, python)| (complaint(&text), text, python))
            .filter(|(ours, _, python)| !same(ours, python))
            .map(|(ours, text, python)| format!("{text:?}\n  python: {python}\n  ndbook: {ours}\n"))
            .collect::<Vec<_>>()
    });
    assert!(
        wrong.is_empty(),
        "{} differ:\n{}",
        wrong.len(),
        wrong.concat()
    );
}
