//! Pictures: what is drawn, as SVG and in letters, and when a cell shows it.

use ndbook::eval::{CellOutcome, Session, Settings, on_large_stack};
use ndbook::text::Source;

/// Runs cells one after the other in a session; the outcome of the last.
fn run(settings: fn() -> Settings, cells: &[&str]) -> CellOutcome {
    on_large_stack(|| {
        let mut session = Session::new(settings());
        let mut last = CellOutcome::default();
        for cell in ["import matplotlib.pyplot as plt"].iter().chain(cells) {
            last = session.run(&Source::new("plot.md", *cell, 1));
            assert!(last.error.is_none(), "{:?}", last.error);
        }
        last
    })
}

fn drawing(code: &str) -> String {
    let outcome = run(Settings::default, &[code]);
    let drawings = outcome.media.iter().map(|media| media.drawing.as_str());
    drawings.collect()
}

fn svg(code: &str) -> String {
    let outcome = run(Settings::default, &[code]);
    assert_eq!(outcome.media.len(), 1);
    assert_eq!(outcome.media[0].mime, "image/svg+xml");
    outcome.media[0].data.clone()
}

#[test]
fn a_curve_as_svg() {
    insta::assert_snapshot!(svg(
        "plt.figure(figsize=(3, 2))\nplt.plot([0, 1, 2], [0, 1, 4], 'o--', label='a < b & c')\nplt.title('$x^2$')\nplt.legend();"
    ));
}

#[test]
fn bars_and_an_image_as_svg() {
    insta::assert_snapshot!(svg(
        "fig, (a, b) = plt.subplots(1, 2, figsize=(5, 2))\na.bar(['x', 'y'], [1, 3])\nfig.colorbar(b.imshow([[0, 1], [2, 3]]), ax=b);"
    ));
}

#[test]
fn two_curves_in_letters() {
    insta::assert_snapshot!(drawing(
        "x = np.linspace(0, 6.28, 50)\nplt.plot(x, np.sin(x), label='sin')\nplt.plot(x, np.cos(x), label='cos')\nplt.xlabel('angle')\nplt.title('Waves')\nplt.legend();"
    ));
}

#[test]
fn a_grid_of_axes_in_letters() {
    insta::assert_snapshot!(drawing(
        "fig, axes = plt.subplots(2, 2)\naxes[0, 0].scatter([1, 2, 3], [3, 1, 2])\naxes[0, 1].hist([1, 2, 2, 3, 3, 3], bins=3)\naxes[1, 0].imshow(np.arange(16).reshape(4, 4))\naxes[1, 1].pie([1, 2], labels=['a', 'b']);"
    ));
}

/// No drawing is larger than a small terminal.
#[test]
fn drawings_keep_to_their_size() {
    for code in [
        "plt.plot(np.arange(1000)**3); plt.ylabel('a long label of y'); plt.title('t' * 100);",
        "fig, axes = plt.subplots(5, 6)\nfor ax in axes.flat: ax.plot([1, 2])",
        "plt.imshow(np.zeros((300, 200)));",
        "plt.imshow(np.zeros((2, 200)));",
        "plt.bar(list('abcdefghij'), range(10)); plt.suptitle('S'); plt.legend(['x' * 90]);",
    ] {
        let drawn = drawing(code);
        assert!(!drawn.is_empty(), "{code}");
        let lines: Vec<&str> = drawn.lines().collect();
        assert!(lines.len() <= 21, "{code}\n{drawn}");
        let widest = lines.iter().map(|line| line.chars().count()).max();
        assert!(widest <= Some(73), "{code}\n{drawn}");
    }
}

/// The same figure is the same bytes.
#[test]
fn pictures_do_not_change_from_run_to_run() {
    let code = "rng = np.random.default_rng(1)\nplt.scatter(rng.random(50), rng.random(50), c=rng.random(50));";
    assert_eq!(svg(code), svg(code));
}

#[test]
fn a_cell_shows_its_figures_at_its_end_and_closes_them() {
    let outcome = run(
        Settings::default,
        &["plt.plot([1, 2]);", "plt.get_fignums()"],
    );
    assert_eq!(outcome.display.as_deref(), Some("[]"));
    assert!(outcome.media.is_empty());
}

#[test]
fn show_stands_between_what_is_printed() {
    let outcome = run(
        Settings::default,
        &["print('a')\nplt.plot([1, 2])\nplt.show()\nprint('b')"],
    );
    assert_eq!(outcome.stdout, "a\nb\n");
    assert_eq!(outcome.media[0].after, Some(2));
    let shown = ndbook::lesson::shown_with_drawings(&outcome);
    assert!(
        shown.starts_with("a\n") && shown.ends_with("\nb\n"),
        "{shown}"
    );
}

#[test]
fn at_a_prompt_a_figure_grows_line_by_line() {
    let prompt = || Settings {
        figures_stay: true,
        ..Settings::default()
    };
    let outcome = run(prompt, &["plt.plot([1, 2]);", "plt.title('grown');"]);
    assert!(outcome.media[0].drawing.contains("grown"));
    let outcome = run(prompt, &["plt.plot([1, 2]);", "1 + 1"]);
    assert!(outcome.media.is_empty(), "nothing has changed");
}

/// A picture counts: what would take too long or too much memory is the cell's error.
#[test]
fn drawing_is_metered() {
    let few = || Settings {
        max_steps: Some(10_000),
        ..Settings::default()
    };
    let outcome = on_large_stack(|| {
        let mut session = Session::new(few());
        let code = "import matplotlib.pyplot as plt\nplt.plot(np.zeros(6000));";
        session.run(&Source::new("plot.md", code, 1))
    });
    assert!(outcome.error.is_some_and(|error| error.limit));
}
