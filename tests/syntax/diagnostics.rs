//! Pictures of errors: source, carets, labels and help together in one snapshot.

use std::sync::Arc;

use ndbook::text::{Diagnostic, Frame, Label, Medium, Source, Span};

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source::new("lessons/01.md", text, 31))
}

/// The place of `part` in a source.
fn span(source: &Source, part: &str) -> Span {
    let start = source.text.find(part).unwrap();
    Span::new(start, start + part.len())
}

fn label(source: &Source, part: &str, text: &str, primary: bool) -> Label {
    Label {
        span: span(source, part),
        text: text.to_owned(),
        primary,
    }
}

#[test]
fn pictures() {
    let mut shown = String::new();
    let mut show = |name: &str, diagnostic: &Diagnostic| {
        shown += &format!("== {name}\n{}", diagnostic.render(Medium::Plain));
    };

    let shapes = source("X = np.ones((3, 4))\nX + np.ones(3)\n");
    let mut diagnostic = Diagnostic::new(
        "ValueError: operands could not be broadcast together with shapes (3,4) (3,) ",
        shapes.clone(),
        span(&shapes, "+"),
    );
    show("carets alone", &diagnostic);
    diagnostic.labels = vec![
        label(&shapes, "+", "4 and 3 differ", true),
        label(&shapes, "np.ones(3)", "shape (3,)", false),
        label(&shapes, "(3, 4)", "its shape is set here", false),
    ];
    diagnostic.notes = vec!["broadcasting aligns shapes from the right".into()];
    diagnostic.help = vec![
        "write `np.ones(3)[:, np.newaxis]`".into(),
        "or use `X.T`".into(),
    ];
    show("labels and help", &diagnostic);

    let calls = source("def f(x):\n    return 1 / x\n\ndef g(x):\n    return f(x)\n\ng(0)\n");
    let frame = |part: &str, function: &str| Frame {
        source: calls.clone(),
        span: span(&calls, part),
        function: function.to_owned(),
    };
    let mut diagnostic = Diagnostic::new(
        "ZeroDivisionError: division by zero",
        calls.clone(),
        span(&calls, "1 / x"),
    );
    diagnostic.frames = vec![frame("f(x)\n\ng", "f"), frame("g(0)", "g")];
    show("calls", &diagnostic);
    diagnostic.frames = (0..30).map(|_| frame("g(0)", "g")).collect();
    show("many calls", &diagnostic);

    let long = source(&format!(
        "x = [{}oops, {}]\n",
        "1, ".repeat(500),
        "2, ".repeat(500)
    ));
    show(
        "a long line",
        &Diagnostic::new("NameError", long.clone(), span(&long, "oops")),
    );
    let end = source("f(x\n");
    show(
        "behind the line",
        &Diagnostic::new("SyntaxError", end, Span::new(3, 3)),
    );
    let end = source("x = 1 +");
    show(
        "behind the text",
        &Diagnostic::new("SyntaxError", end, Span::new(7, 7)),
    );
    show(
        "in an empty text",
        &Diagnostic::new("SyntaxError", source(""), Span::new(0, 0)),
    );
    show(
        "out of the text",
        &Diagnostic::new("SyntaxError", source("x"), Span::new(70, 80)),
    );
    let wide = source("é = '漢字' + 1\n");
    show(
        "wide characters",
        &Diagnostic::new("TypeError", wide.clone(), span(&wide, "+")),
    );
    let tabs = source("if x:\n\ty = z\n");
    show(
        "tabs",
        &Diagnostic::new("NameError", tabs.clone(), span(&tabs, "z")),
    );
    let lines = source("f(a,\n  b,\n  c)\nd");
    show(
        "several lines",
        &Diagnostic::new("TypeError", lines.clone(), span(&lines, "(a,\n  b,\n  c)")),
    );
    let control = source("x = '\u{1b}[31m' + y\n");
    show(
        "control characters",
        &Diagnostic::new("E: \u{1b}[0m\u{202e}", control.clone(), span(&control, "y")),
    );
    let windows = source("x = 1\r\ny = z\r\n");
    show(
        "Windows lines",
        &Diagnostic::new("NameError", windows.clone(), span(&windows, "z")),
    );

    insta::with_settings!({snapshot_path => ".", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("diagnostics", shown);
    });
}

#[test]
fn colours_and_pages_say_the_same() {
    let source = source("a < b\n");
    let mut diagnostic =
        Diagnostic::new("TypeError: '<' & more", source.clone(), span(&source, "<"));
    diagnostic.help = vec!["compare <b>numbers</b>".into()];
    let plain = diagnostic.render(Medium::Plain);
    let ansi = diagnostic.render(Medium::Ansi);
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
    assert_eq!(uncoloured, plain);
    let html = diagnostic.render(Medium::Html);
    let parts = [
        "<pre class=\"error\">TypeError: &#39;&lt;&#39; &amp; more</pre>",
        "<code>a <mark>&lt;</mark> b</code>",
        "compare &lt;b&gt;numbers&lt;/b&gt;",
    ];
    for part in parts {
        assert!(html.contains(part), "{html}");
    }
}
