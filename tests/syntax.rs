//! The grammar and its lowering: every construct as a tree, every mistake in Python's words, and hostile texts.

#[path = "syntax/dump.rs"]
mod dump;

use ndbook::syntax::parse;
use ndbook::text::Source;

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
