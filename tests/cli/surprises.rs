//! What people do who have not read the manual, and what they may expect of it.

use super::*;

/// A lesson whose exercise uses data of the lesson and data of its own starter.
const PRICES: &str = "```python
prices = np.array([3., 5., 10.])
names = ['a', 'b']
view = prices[1:]
```
```python exercise=p points=2
rates = [1, 2]
mean = ...
```
```python solution=p
rates = [1, 2]
mean = prices.mean()
```
```python check=p
assert np.isclose(mean, prices.mean()), \"mean is the mean of prices\"
assert len(names) == 2 and len(rates) == 2 and view[0] == 5, \"the data is there\"
```
";

const MEAN: &str = "```python\nX = np.array([1., 3.])\n```\n```python exercise=mean points=2\nm = ...\n```\n```python solution=mean\nm = X.mean()\n```\n```python check=mean\nassert m > 1, \"m is above 1\"\nassert m == 2, \"m is the mean\"\n```\n";

#[track_caller]
fn points(lesson: &str, answer: &str) -> Value {
    let folder = Folder::with([("l.md", lesson), ("a.py", answer)]);
    folder
        .ndbook(&["check", "l.md", "a.py", "--format", "json"])
        .json()
        .remove(0)
}

#[test]
fn a_fence_that_swallows_another_is_told_and_nothing_is_overwritten() {
    for language in ["output", "python", "pycon"] {
        let cell = "```python\nprint(1)\n```\n\n";
        let text = format!("{cell}```{language}\n1\n\nProse.\n\n{cell}```output\n1\n```\n");
        let folder = Folder::with([("l.md", &text)]);
        let ended = folder.ndbook(&["test", "--update", "l.md"]);
        ended
            .status(2)
            .complains("l.md:5:1: this fence is not closed\n  help: ")
            .complains("above line 10");
        assert_eq!(folder.read("l.md"), text);
    }
    // Longer marks, or the other kind, may hold such a line.
    let text = "```python\nprint('```word')\n```\n\n~~~~output\n```word\n~~~~\n";
    let folder = Folder::with([("l.md", text)]);
    folder.ndbook(&["test", "l.md"]).status(0);
}

#[test]
fn front_matter_is_closed() {
    let folder = Folder::with([
        ("l.md", "---\ntitle: x\n\n# H\n"),
        ("rule.md", "---\n\nProse: and more.\n"),
    ]);
    let ended = folder.ndbook(&["run", "l.md"]).status(2);
    ended.complains("l.md:1:1: the front matter is never closed\n  help: end it");
    folder.ndbook(&["run", "rule.md"]).status(0);
}

#[test]
fn an_unknown_error_is_told() {
    let lesson = |name: &str| {
        format!("```python skip raises={name}\nclass Own(Exception):\n    pass\nraise Own()\n```\n")
    };
    let folder = Folder::with([("l.md", &lesson("ValuError")), ("own.md", &lesson("Own"))]);
    let ended = folder.ndbook(&["test", "l.md"]).status(2);
    ended
        .complains("l.md:1:16: there is no error `ValuError`")
        .complains("did you mean `raises=ValueError`?");
    folder.ndbook(&["test", "own.md"]).status(0);
}

#[test]
fn what_looks_like_a_cell_is_noticed() {
    for word in ["python3", "Python", "{python}", "ipython"] {
        let folder = Folder::with([("l.md", &format!("```{word}\n1\n```\n"))]);
        for command in ["run", "test"] {
            let ended = folder.ndbook(&[command, "l.md"]).status(0);
            ended
                .complains(&format!(
                    "l.md:1:4: warning: a `{word}` fence is not a cell"
                ))
                .complains("help: begin it with `python`");
        }
    }
    let folder = Folder::with([("l.md", "```bash\nls\n```\n")]);
    folder.ndbook(&["run", "l.md"]).status(0).stderr("");
}

#[test]
fn what_an_answer_does_to_the_lessons_data_is_undone() {
    for trick in [
        "prices[:] = 0",
        "prices.fill(0)",
        "prices = np.zeros(3)",
        "names.clear()",
        "rates.clear()",
        "view[:] = 0",
        "prices.shape = (3, 1)",
    ] {
        let rates = "rates = [1, 2]\n";
        let wrong = points(PRICES, &format!("{rates}{trick}\nmean = 0\n"));
        assert_eq!(wrong["points"], 1.0, "{trick}: {wrong}");
        let right = points(PRICES, &format!("{rates}mean = prices.mean()\n{trick}\n"));
        assert_eq!(right["points"], 2.0, "{trick}: {right}");
    }
}

#[test]
fn a_view_of_the_lessons_data_stays_one() {
    let lesson = "```python\nx = np.arange(4)\n```\n```python exercise=v\nv = ...\n```\n```python solution=v\nv = x[1:]\n```\n```python check=v\nassert np.shares_memory(v, x), \"v is a view\"\n```\n";
    assert_eq!(points(lesson, "v = x[1:]\n")["points"], 1.0);
    assert_eq!(points(lesson, "v = x[1:].copy()\n")["points"], 0.0);
}

#[test]
fn an_exercise_may_ask_to_change_data_in_place() {
    let lesson = "```python\nx = np.arange(4)\nw = x[:2]\n```\n```python exercise=v\nx[0] = 0  # mend this\n```\n```python solution=v\nx[0] = 9\n```\n```python check=v\nassert x[0] == 9 and w[0] == 9, \"x begins with 9\"\n```\n";
    assert_eq!(points(lesson, "x[0] = 9\n")["points"], 1.0);
    assert_eq!(points(lesson, "x[0] = 8\n")["points"], 0.0);
}

#[test]
fn nothing_earned_is_not_minus_nothing() {
    let lesson = "```python exercise=e\ny = ...\n```\n```python solution=e\ny = 1\n```\n";
    let folder = Folder::with([
        ("l.md", lesson),
        ("a.py", "while True: pass\n"),
        ("b.py", "while True: pass\n"),
    ]);
    let ended = folder.ndbook(&["check", "l.md", "a.py", "b.py"]).status(1);
    assert!(!ended.stdout.contains("-0"), "{}", ended.stdout);
    ended
        .says("a.py: 0 of 1 point\n")
        .says("\nanswer  points  e\na.py         0  0\n");
    let marks = points(lesson, "while True: pass\n");
    assert!(marks["points"].as_f64().is_some_and(f64::is_sign_positive));
}

#[test]
fn what_an_error_keeps_from_being_checked_is_said_once() {
    let folder = Folder::with([("l.md", MEAN), ("a.py", "m = X.mean(\n")]);
    let ended = folder.ndbook(&["check", "l.md", "a.py"]).status(1);
    assert!(!ended.stdout.contains("NameError"), "{}", ended.stdout);
    assert_eq!(ended.stdout.matches("not checked").count(), 1);
    ended
        .says("SyntaxError: '(' was never closed")
        .says("    --    m is above 1\n    --    m is the mean\n");
    let late = points(MEAN, "k = X.man()\nm = 2\n");
    assert_eq!(late["exercises"][0]["status"], "error");
    assert_eq!(late["points"], 0.0);
    // What was done before the error counts.
    let done = points(MEAN, "m = X.mean()\nnonsense\n");
    assert_eq!(done["exercises"][0]["status"], "pass");
    assert_eq!(done["exercises"][0]["error"]["type"], "NameError");
    assert_eq!(done["points"], 2.0);
}

#[test]
fn seconds_are_real() {
    let folder = Folder::with([("l.md", "```python\nfor k in range(100_000): pass\n```\n")]);
    let report = folder.ndbook(&["run", "--format", "json", "l.md"]).json();
    let cell = &report[0]["cells"][0];
    let (seconds, steps) = (cell["seconds"].as_f64(), cell["steps"].as_f64());
    let (seconds, steps) = (seconds.unwrap(), steps.unwrap());
    assert!(seconds > 0.0 && (seconds - steps * 1e-7).abs() > 1e-12);
}

#[test]
fn sessions_with_prompts_are_understood_from_stdin() {
    let session = ">>> x = np.arange(3)\n>>> x + 1\narray([9])\n>>> for k in x:\n...     print(k)\n...\n>>> x * 2\n";
    let ended = Folder::new().ndbook_with_input(&[], session);
    ended
        .status(0)
        .stdout("array([1, 2, 3])\n0\n1\n2\narray([0, 2, 4])\n");
}

#[test]
fn a_pycon_cell_shows_what_is_true() {
    let folder = Folder::with([(
        "l.md",
        "```pycon\n>>> 1 + 1\n3\n>>> np.arange(2)\narray([7, 7])\n\n>>> 5  # doctest: +SKIP\n6\n```\n",
    )]);
    folder.ndbook(&["run", "l.md"]).status(0).stdout(
        "│ >>> 1 + 1\n│ 2\n│ >>> np.arange(2)\n│ array([0, 1])\n│\n│ >>> 5  # doctest: +SKIP\n│ 6\n",
    );
}

#[test]
fn methods_are_described_without_their_receiver() {
    let folder = Folder::new();
    folder
        .ndbook(&["-c", "x = np.ones(2)\nx.sum?"])
        .status(0)
        .says("ndarray.sum(axis=None, ");
    folder
        .ndbook(&["-c", "x = np.ones(2)\nx.mean(1, 2, 3, 4, 5, 6, 7, 8)"])
        .status(1)
        .complains("the call is `x.mean(axis=None, ");
    folder
        .ndbook(&["-c", "np.zros?"])
        .status(1)
        .complains("did you mean `np.zeros`?");
}

#[test]
fn a_failing_solution_shows_values_once() {
    let lesson = MEAN.replace("m = X.mean()", "m = X.max()") + "\n```python\n1\n```\n";
    let folder = Folder::with([("l.md", &lesson)]);
    let ended = folder.ndbook(&["test", "l.md"]).status(1);
    assert_eq!(ended.stdout.matches("AssertionError").count(), 1);
    ended
        .says("the solution of `mean` fails its check: AssertionError: m is the mean\n")
        .says("    m is np.float64(3.0), not 2\n")
        .says(", 1 not reached");
}

#[test]
fn an_exercise_without_a_solution_is_noticed() {
    let folder = Folder::with([(
        "l.md",
        "```python exercise=e\nx = ...\n```\n```python check=e\nassert x == 1\n```\n",
    )]);
    let ended = folder.ndbook(&["test", "l.md"]).status(0);
    ended.complains("l.md:1:4: warning: the exercise `e` has no solution");
}

#[test]
fn learners_do_not_see_what_solves_an_exercise() {
    let lesson = MEAN.replace("check=mean", "check=mean hidden")
        + "```text hint=mean\nthink\n```\n```python\nprint('after')\n```\n";
    let folder = Folder::with([("l.md", &lesson)]);
    let ended = folder.ndbook(&["run", "l.md"]).status(0).stderr("");
    for secret in ["X.mean()", "assert", "think", "hint"] {
        assert!(!ended.stdout.contains(secret), "{secret}: {}", ended.stdout);
    }
    ended.says("m = ...").says("after\n");
    let ended = folder.ndbook(&["run", "--solutions", "l.md"]).status(0);
    assert!(!ended.stdout.contains("assert"));
    ended.says("X.mean()").says("hint for mean: think");
    // Not even where something is wrong.
    let folder = Folder::with([("l.md", &lesson.replace("X.mean()", "X.max()"))]);
    let ended = folder.ndbook(&["run", "l.md"]).status(1);
    assert!(!(ended.stdout.clone() + &ended.stderr).contains("assert"));
    ended.complains("the solution of `mean` fails a hidden check");
}

#[test]
fn the_help_names_the_limits_and_a_lesson_alone_gets_a_tip() {
    let folder = Folder::with([("l.md", SIMPLE), ("README.md", "```python\n1/0\n```\n")]);
    folder
        .ndbook(&["test", "--help"])
        .status(0)
        .says("[default: 20_000_000_000; of an answer: 20_000_000]");
    folder
        .ndbook(&["l.md"])
        .status(2)
        .complains("tip: to run it, write 'ndbook run l.md'");
    for paths in [&["."][..], &["*.md"], &["README.md", "l.md"]] {
        let arguments: Vec<&str> = ["test"].iter().chain(paths).copied().collect();
        folder.ndbook(&arguments).status(0).says("1 lesson: ");
    }
    let ended = folder.ndbook(&["run", "README.md"]).status(2);
    ended.complains("README.md: a README is not a lesson");
}

#[test]
fn an_empty_output_fence_is_filled_by_update() {
    let folder = Folder::with([("l.md", "```python\n1 + 1\n```\n\n```output\n```\n")]);
    folder.ndbook(&["test", "--update", "l.md"]).status(0);
    assert_eq!(
        folder.read("l.md"),
        "```python\n1 + 1\n```\n\n```output\n2\n```\n"
    );
    assert!(!folder.exists("snapshots"));
}

#[test]
fn scripts_end_as_they_say() {
    for (code, status, stderr) in [
        ("raise SystemExit(4)", 4, ""),
        ("exit(3)", 3, ""),
        ("exit()", 0, ""),
        ("import sys\nsys.exit('why')", 1, "why\n"),
    ] {
        let folder = Folder::with([("s.py", code)]);
        let ended = folder.ndbook(&["run", "s.py"]);
        ended.status(status).stdout("").stderr(stderr);
        folder.ndbook(&["-c", code]).status(status).stderr(stderr);
        let ended = folder.ndbook_with_input(&[], code);
        ended.status(status).stderr(stderr);
    }
}

#[test]
fn who_catches_a_memory_error_can_free_some() {
    let code = "s = []\ntry:\n    while True: s.append({1: (2, 3)})\nexcept MemoryError:\n    many = len(s) > 1000\n    s = None\nprint(many, len([1] * 1000))\n";
    let folder = Folder::with([("l.py", code)]);
    let ended = folder
        .ndbook(&["run", "--max-memory=20M", "l.py"])
        .status(0);
    assert!(ended.stdout.ends_with("True 1000\n"), "{ended:?}");
}
