//! Which cells of a learner's file are answers: what editors and hurried learners make of it.

use super::documents::{code, markdown, notebook};
use super::*;

const LESSON: &str = "```python\nX = np.array([1., 3.])\n```\n\n```python exercise=mean\nm = ...  # the mean of X\n```\n\n```python solution=mean\nm = X.mean()\n```\n\n```python check=mean\nassert 'm' in globals(), \"there is an m\"\nassert m == 2, \"m is the mean\"\n```\n\n```python\nY = X * 2\n```\n\n```python exercise=sum\ns = ...  # the sum of Y\n```\n\n```python solution=sum\ns = Y.sum()\n```\n\n```python check=sum\nassert s == 8, \"s is the sum\"\n```\n";

/// The status of both exercises, and the notes.
#[track_caller]
fn checked(name: &str, answer: &str) -> (String, Vec<String>) {
    checked_for(LESSON, name, answer)
}

#[track_caller]
fn checked_for(lesson: &str, name: &str, answer: &str) -> (String, Vec<String>) {
    let folder = Folder::with([("l.md", lesson), (name, answer)]);
    let marks = folder
        .ndbook(&["check", "--format=json", "l.md", name])
        .json()
        .remove(0);
    assert!(marks["error"].is_null(), "{marks}");
    let exercises = marks["exercises"].as_array().unwrap();
    let statuses: Vec<&str> = exercises
        .iter()
        .map(|exercise| exercise["status"].as_str().unwrap())
        .collect();
    let shown = folder.ndbook(&["check", "l.md", name]);
    let output = format!("{}{}", shown.stdout, shown.stderr);
    let notes = output
        .lines()
        .filter_map(|line| line.trim().strip_prefix("note: "));
    let of_cells = notes.filter(|note| !note.contains("without an import"));
    (statuses.join(" "), of_cells.map(str::to_string).collect())
}

fn named(source: &str, name: &str) -> String {
    let metadata = format!("{{\"ndbook\": {{\"exercise\": \"{name}\"}}}}");
    code(source, "null", "[]", &metadata)
}

fn plain(source: &str) -> String {
    code(source, "null", "[]", "{}")
}

#[test]
fn a_starter_that_says_no_more_is_no_answer() {
    for answer in [
        "m = ...",
        "# I do not know\nm  =  ...  # ?",
        "m = ...\n\npass",
        "pass",
        "# nothing",
        "...",
        "",
    ] {
        let script = format!("# %% exercise=mean\n{answer}\n");
        assert_eq!(checked("a.py", &script).0, "missing missing", "{answer}");
        let filled = format!("```python exercise=mean\n{answer}\n```\n");
        assert_eq!(checked("a.md", &filled).0, "missing missing", "{answer}");
        let cells = notebook(&[named(answer, "mean")]);
        assert_eq!(checked("a.ipynb", &cells).0, "missing missing", "{answer}");
        let only = LESSON.split("```python\nY").next().unwrap();
        assert_eq!(checked_for(only, "a.py", answer).0, "missing", "{answer}");
    }
    // What says something else is one, whatever it is worth.
    let script = "# %% exercise=mean\nm = '...'\n";
    assert_eq!(checked("a.py", script).0, "fail missing");
}

#[test]
fn a_starter_that_is_the_solution_may_stay() {
    let lesson = LESSON.replace("m = ...  # the mean of X", "m = X.mean()  # try it");
    let answer = "# %% exercise=mean\nm = X.mean()  # try it\n";
    assert_eq!(checked_for(&lesson, "a.py", answer).0, "pass missing");
    let gone = "# %% exercise=sum\ns = 8\n";
    assert_eq!(checked_for(&lesson, "a.py", gone).0, "missing pass");
}

#[test]
fn of_copies_the_last_that_is_more_than_the_starter_counts() {
    let [wrong, right, starter] = ["m = 0", "m = X.mean()", "m = ... # the mean of X"];
    let note = |place: &str| vec![format!("3 cells answer `mean`: {place} counts")];
    let script = [wrong, right, starter].map(|code| format!("# %% exercise=mean\n{code}\n"));
    assert_eq!(
        checked("a.py", &script.concat()),
        ("pass missing".to_string(), note("line 3"))
    );
    let filled = [wrong, right, starter].map(|code| format!("```py exercise=mean\n{code}\n```\n"));
    assert_eq!(
        checked("a.md", &filled.concat()),
        ("pass missing".to_string(), note("line 4"))
    );
    let cells = [wrong, right, starter].map(|code| named(code, "mean"));
    assert_eq!(
        checked("a.ipynb", &notebook(&cells)),
        ("pass missing".to_string(), note("a.ipynb:cell 2"))
    );
    // The halves of an answer are no copies.
    let halves = "# %% exercise=mean\ntotal = X.sum()\n# %% exercise=mean\nm = total / 2\n";
    let notes = vec![
        "2 cells answer `mean`: line 3 counts".to_string(),
        "line 1 is the beginning of the answer to `mean`, which uses its names".to_string(),
    ];
    assert_eq!(checked("a.py", halves), ("pass missing".to_string(), notes));
}

#[test]
fn a_byte_order_mark_hides_no_cell() {
    let filled = "\u{feff}```python exercise=mean\nm = X.mean()\n```\n";
    assert_eq!(checked("a.md", filled).0, "pass missing");
    let script = "\u{feff}# %% exercise=mean\nm = X.mean()\n";
    assert_eq!(checked("a.py", script).0, "pass missing");
}

#[test]
fn a_cell_that_was_split_stays_one_answer() {
    let note = |place: &str| {
        vec![format!(
            "{place} goes on with the answer to `mean` above it: it names no exercise"
        )]
    };
    let [first, second, other] = ["total = X.sum()", "m = total / 2", "s = Y.sum()"];
    let script = format!(
        "# %% exercise=mean\n{first}\n# %%\n{second}\n# %% [markdown]\n# ## Sum\n# %% exercise=sum\n{other}\n"
    );
    assert_eq!(
        checked("a.py", &script),
        ("pass pass".to_string(), note("line 3"))
    );
    let filled = format!(
        "```python exercise=mean\n{first}\n```\n\n```python\n{second}\n```\n\n```python\nY = X * 2\n```\n\n```python exercise=sum\n{other}\n```\n"
    );
    assert_eq!(
        checked("a.md", &filled),
        ("pass pass".to_string(), note("line 5"))
    );
    let cells = [
        plain("X = np.array([1., 3.])"),
        named(first, "mean"),
        plain(second),
        plain("Y = X * 2"),
        named(other, "sum"),
    ];
    assert_eq!(
        checked("a.ipynb", &notebook(&cells)),
        ("pass pass".to_string(), note("a.ipynb:cell 3"))
    );
    let empty = [named("m = X.mean()", "mean"), plain(""), plain("# mine")];
    assert_eq!(
        checked("a.ipynb", &notebook(&empty)).1,
        note("a.ipynb:cell 3")
    );
    // Below a heading something else begins: a helper of the next answer, here.
    let script = "# %% exercise=mean\nm = X.mean()\n# %% [markdown]\n# ## Sum\n# %%\ndef total(x):\n    return x.sum()\n# %% exercise=sum\ns = total(Y)\n";
    assert_eq!(
        checked("a.py", script),
        ("pass pass".to_string(), Vec::new())
    );
}

#[test]
fn a_stub_left_above_the_answer_does_not_end_it() {
    let stub = "# YOUR CODE HERE\nraise NotImplementedError()";
    let lesson = LESSON.replace("m = ...  # the mean of X", stub);
    let answer = format!("# %% exercise=mean\n{stub}\n# %%\nm = X.mean()\n");
    assert_eq!(checked_for(&lesson, "a.py", &answer).0, "pass missing");
    let alone = format!("# %% exercise=mean\n{stub}\n");
    assert_eq!(checked_for(&lesson, "a.py", &alone).0, "missing missing");
}

#[test]
fn what_a_script_holds_beside_its_answers_is_told() {
    let script = "# %% exercise=mean\nm = X.mean()\n# %% [markdown]\n# ## Notes\n# %%\nprint(m)\n";
    assert_eq!(
        checked("a.py", script),
        (
            "pass missing".to_string(),
            vec![
                "line 5 is not run: it belongs to no answer, since none stands below it"
                    .to_string()
            ]
        )
    );
}

#[test]
fn an_answer_that_only_fails_is_no_slip() {
    let lesson = "```python exercise=f\ndef f(x):\n    ...\n```\n\n```python solution=f\ndef f(x):\n    return 2 * x\n```\n\n```python check=f\nassert f(2) == 4, \"f doubles\"\n```\n";
    let answer = "def f(x):\n    raise NotImplementedError\n";
    let folder = Folder::with([("l.md", lesson), ("a.py", answer)]);
    let ended = folder.ndbook(&["check", "l.md", "a.py"]).status(1);
    assert!(!ended.stdout.contains("it looks like"), "{ended:?}");
}

#[test]
fn what_is_defined_above_is_there_for_all_answers() {
    let script = "# %%\ndef total(x):\n    return x.sum()\n# %% exercise=mean\nm = total(X)\n# %% exercise=sum\ns = total(Y)\n";
    assert_eq!(checked("a.py", script).0, "fail pass");
}

#[test]
fn a_misspelt_name_costs_one_answer() {
    let note = |place: &str| {
        vec![format!(
            "{place} is not checked: the lesson has no exercise `maen`; did you mean `mean`?"
        )]
    };
    let script = "# %% exercise=maen\nm = X.mean()\n# %% exercise=sum\ns = Y.sum()\n";
    assert_eq!(
        checked("a.py", script),
        ("missing pass".to_string(), note("line 1"))
    );
    let filled = "```python exercise=sum\ns = Y.sum()\n```\n```python exercise=maen\nm = 2\n```\n";
    assert_eq!(
        checked("a.md", filled),
        ("missing pass".to_string(), note("line 4"))
    );
    let cells = [named("m = 2", "maen"), named("s = Y.sum()", "sum")];
    assert_eq!(
        checked("a.ipynb", &notebook(&cells)),
        ("missing pass".to_string(), note("a.ipynb:cell 1"))
    );
    // A file that names nothing of the lesson is for another one.
    let folder = Folder::with([("l.md", LESSON), ("a.py", "# %% exercise=maen\nm = 2\n")]);
    let marks = folder.ndbook(&["check", "--format=json", "l.md", "a.py"]);
    assert!(marks.stdout.contains("UnknownExercise"), "{marks:?}");
}

#[test]
fn other_ways_to_write_a_tag_are_understood() {
    for fence in [
        "{python exercise=mean}",
        "{.python exercise=mean}",
        "python, exercise=\"mean\"",
    ] {
        let filled = format!("```{fence}\nm = X.mean()\n```\n");
        assert_eq!(checked("a.md", &filled).0, "pass missing", "{fence}");
    }
    for header in ["#%%exercise=mean", "# %%exercise=mean", "#%% exercise=mean"] {
        let script = format!("{header}\nm = X.mean()\n");
        assert_eq!(checked("a.py", &script).0, "pass missing", "{header}");
    }
    // A magic of its own is no cell.
    let script = "# %% exercise=mean\nm = 0\n#%%time\nm = X.mean()\n";
    assert_eq!(checked("a.py", script).0, "pass missing");
}

#[test]
fn the_advice_fits_the_form_of_the_answer() {
    let folder = Folder::with([
        ("l.md", LESSON),
        ("a.md", "```python\nm = X.mean()\n```\n"),
        ("a.py", "m = X.mean()\n"),
    ]);
    folder
        .ndbook(&["check", "l.md", "a.md"])
        .status(1)
        .says("begin its fence with `python exercise=mean`");
    folder
        .ndbook(&["check", "l.md", "a.py"])
        .status(1)
        .says("begin the cell with `# %% exercise=mean`");
}

#[test]
fn merged_cells_and_cells_of_text_are_told() {
    let merged = [named("m = X.mean()\n\nY = X * 2\ns = Y.sum()", "mean")];
    assert_eq!(
        checked("a.ipynb", &notebook(&merged)),
        (
            "pass pass".to_string(),
            vec![
                "no cell answers `sum`: a.ipynb:cell 1, which answers `mean`, assigns its names and counts for both"
                    .to_string()
            ]
        )
    );
    // Not where the starter of the other one still stands there.
    let merged = [named("m = X.mean()\ns = ...", "mean")];
    assert_eq!(checked("a.ipynb", &notebook(&merged)).0, "pass missing");
    let text = [
        markdown("m = X.mean()", "{\"ndbook\": {\"exercise\": \"mean\"}}"),
        named("s = Y.sum()", "sum"),
    ];
    let note = |place: &str| {
        vec![format!(
            "{place} answers `mean` and is a cell of text: make it a cell of code"
        )]
    };
    assert_eq!(
        checked("a.ipynb", &notebook(&text)),
        ("missing pass".to_string(), note("a.ipynb:cell 1"))
    );
    let script = "# %% [markdown] exercise=mean\n# m = 2\n# %% exercise=sum\ns = Y.sum()\n";
    assert_eq!(
        checked("a.py", script),
        ("missing pass".to_string(), note("line 1"))
    );
}

#[test]
fn all_cells_of_an_answer_share_its_steps() {
    let counting = "for k in range(60_000): pass\n";
    let answer =
        format!("# %% exercise=mean\n{counting}m = X.mean()\n# %%\n{counting}# %%\n{counting}");
    let folder = Folder::with([("l.md", LESSON), ("a.py", &answer)]);
    let checked = |steps: &str| {
        let arguments = [
            "check",
            "--format=json",
            "--max-steps",
            steps,
            "l.md",
            "a.py",
        ];
        let marks = folder.ndbook(&arguments).json().remove(0);
        marks["exercises"][0]["error"]["message"].clone()
    };
    assert_eq!(checked("10_000_000"), serde_json::Value::Null);
    let stopped = checked("150_000");
    assert_eq!(stopped, "stopped after 150000 steps", "{stopped}");
}
