//! Pictures of errors: source, carets, labels and help together in one snapshot.

use ndbook::text::{Diagnostic, Medium, Picture, Source, Span};

/// The place of `part` in a source.
fn span(source: &Source, part: &str) -> Span {
    let start = source.text.find(part).unwrap();
    Span::new(start, start + part.len())
}

fn picture<'a>(source: &'a Source, part: &str) -> Picture<'a> {
    Picture {
        source,
        span: span(source, part),
        label: None,
        labels: Vec::new(),
    }
}

/// A complaint about one part of a text, or about a place outside of it.
fn simple(headline: &str, text: &str, at: Result<&str, Span>) -> String {
    let source = Source::new("lessons/01.md", text, 31);
    let span = at.map_or_else(|span| span, |part| span(&source, part));
    let picture = Picture {
        span,
        ..picture(&source, "")
    };
    let diagnostic = Diagnostic {
        headline: headline.to_owned(),
        pictures: vec![picture],
        help: Vec::new(),
    };
    diagnostic.render()
}

/// A broadcasting error with all that can be said of it.
fn labelled(source: &Source) -> Diagnostic<'_> {
    let mut picture = picture(source, "+");
    picture.label = Some("4 and 3 differ".to_owned());
    picture.labels = vec![
        (span(source, "np.ones(3)"), "shape (3,)".to_owned()),
        (span(source, "(3, 4)"), "its shape is set here".to_owned()),
    ];
    Diagnostic {
        headline: "ValueError: operands could not be broadcast together with shapes (3,4) (3,) "
            .to_owned(),
        pictures: vec![picture],
        help: vec![
            "write `np.ones(3)[:, np.newaxis]`".to_owned(),
            "or use `X.T`".to_owned(),
        ],
    }
}

#[test]
fn pictures() {
    let mut shown = String::new();
    let mut show = |name: &str, text: String| shown += &format!("== {name}\n{text}");

    let shapes = Source::new("lessons/01.md", "X = np.ones((3, 4))\nX + np.ones(3)\n", 31);
    show("labels and help", labelled(&shapes).render());

    let text = "def f(x):\n    return 1 / x\n\nf(0)\n";
    let calls = Source::new("lessons/01.md", text, 31);
    let mut call = picture(&calls, "f(0)");
    call.label = Some("called from here".to_owned());
    let diagnostic = Diagnostic {
        headline: "ZeroDivisionError: division by zero".to_owned(),
        pictures: vec![picture(&calls, "1 / x"), call],
        help: Vec::new(),
    };
    show("a call", diagnostic.render());

    let long = format!("x = [{}oops, {}]\n", "1, ".repeat(500), "2, ".repeat(500));
    show("a long line", simple("NameError", &long, Ok("oops")));
    show(
        "carets alone",
        simple("NameError", "x = 1\ny = z + 1\n", Ok("z")),
    );
    show(
        "behind the line",
        simple("SyntaxError", "f(x\n", Err(Span::new(3, 3))),
    );
    show(
        "behind the text",
        simple("SyntaxError", "x = 1 +", Err(Span::new(7, 7))),
    );
    show(
        "in an empty text",
        simple("SyntaxError", "", Err(Span::new(0, 0))),
    );
    show(
        "out of the text",
        simple("SyntaxError", "x", Err(Span::new(70, 80))),
    );
    show(
        "within a character",
        simple("SyntaxError", "é", Err(Span::new(1, 1))),
    );
    show(
        "wide characters",
        simple("TypeError", "é = '漢字' + 1\n", Ok("+")),
    );
    show("tabs", simple("NameError", "if x:\n\ty = z\n", Ok("z")));
    show(
        "several lines",
        simple("TypeError", "f(a,\n  b)\nd", Ok("(a,\n  b)")),
    );
    show(
        "Windows lines",
        simple("NameError", "x = 1\r\ny = z\r\n", Ok("z")),
    );
    let control = "x = '\u{1b}[31m' + y\n";
    show(
        "control characters",
        simple("E: \u{1b}[0m\u{202e}", control, Ok("y")),
    );

    insta::with_settings!({snapshot_path => ".", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("diagnostics", shown);
    });
}

#[test]
fn a_line_of_megabytes_is_shown_in_part() {
    let long = "x".repeat(5_000_000);
    let shown = simple("NameError", &long, Err(Span::new(4_000_000, 4_000_003)));
    assert!(
        shown.contains(":31:4000001") && shown.len() < 1000,
        "{shown}"
    );
}

#[test]
fn colours_and_pages_say_the_same() {
    let source = Source::new("lessons/01.md", "X = np.ones((3, 4))\nX + np.ones(3)\n", 31);
    let diagnostic = labelled(&source);
    let ansi = diagnostic.render_for(Medium::Ansi);
    let uncoloured: String = ansi
        .split("\u{1b}[")
        .enumerate()
        .map(|(index, piece)| {
            if index == 0 {
                piece
            } else {
                piece.split_once('m').unwrap().1
            }
        })
        .collect();
    assert!(ansi.contains("\u{1b}["));
    assert_eq!(uncoloured, diagnostic.render());
    let html = diagnostic.render_for(Medium::Html);
    assert!(html.contains("--&gt; lessons/01.md:32:3"), "{html}");
    assert!(!html.contains('<'));
}
