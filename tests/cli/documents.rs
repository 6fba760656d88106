//! The forms that lessons and answers come in: notebooks, percent scripts, other tools' Markdown.

use super::*;

/// A code cell as it stands in a notebook that `nbformat` wrote.
pub fn code(source: &str, count: &str, outputs: &str, metadata: &str) -> String {
    format!(
        "  {{\n   \"cell_type\": \"code\",\n   \"execution_count\": {count},\n   \"metadata\": {metadata},\n   \"outputs\": {outputs},\n   \"source\": {}\n  }}",
        lines(source, "   ")
    )
}

pub fn markdown(source: &str, metadata: &str) -> String {
    format!(
        "  {{\n   \"cell_type\": \"markdown\",\n   \"metadata\": {metadata},\n   \"source\": {}\n  }}",
        lines(source, "   ")
    )
}

fn lines(text: &str, indent: &str) -> String {
    let lines: Vec<String> = text
        .split_inclusive('\n')
        .map(|line| format!("{indent} {}", Value::from(line)))
        .collect();
    format!("[\n{}\n{indent}]", lines.join(",\n"))
}

pub fn notebook(cells: &[String]) -> String {
    format!(
        "{{\n \"cells\": [\n{}\n ],\n \"metadata\": {{}},\n \"nbformat\": 4,\n \"nbformat_minor\": 4\n}}\n",
        cells.join(",\n")
    )
}

fn stream(text: &str) -> String {
    format!(
        "[\n    {{\n     \"name\": \"stdout\",\n     \"output_type\": \"stream\",\n     \"text\": {}\n    }}\n   ]",
        lines(text, "     ")
    )
}

fn result(text: &str, count: usize) -> String {
    format!(
        "[\n    {{\n     \"data\": {{\n      \"text/plain\": {}\n     }},\n     \"execution_count\": {count},\n     \"metadata\": {{}},\n     \"output_type\": \"execute_result\"\n    }}\n   ]",
        lines(text, "      ")
    )
}

#[test]
fn a_notebook_is_run_as_a_lesson() {
    let cells = [
        markdown("# Arrays\n\nSome *prose*.", "{}"),
        code(
            "X = np.arange(3)",
            "null",
            "[]",
            "{\"tags\": [\"hide-cell\"]}",
        ),
        code("X.sum()", "null", "[]", "{\"tags\": [\"hide-input\"]}"),
        code(
            "undefined",
            "null",
            "[]",
            "{\"tags\": [\"skip-execution\"]}",
        ),
        code(
            "X\n1 / 0",
            "null",
            "[]",
            "{\"ndbook\": {\"raises\": \"ZeroDivisionError\"}}",
        ),
    ];
    let folder = Folder::with([("n.ipynb", notebook(&cells).as_str())]);
    let shown = folder.ndbook(&["run", "n.ipynb"]).status(0);
    shown.says(
        "Arrays\n======\n\nSome prose.\n\nnp.int64(3)\n\n┌ not run\n│ undefined\n\n│ X\n│ 1 / 0\n\nZeroDivisionError: division by zero\n --> n.ipynb:cell 5:2:3\n  |\n2 | 1 / 0\n  |   ^\n",
    );
}

#[test]
fn a_notebooks_line_is_that_of_its_first_code_line() {
    let text = notebook(&[code("1\n2", "1", &result("2", 1), "{}")]);
    let folder = Folder::with([("n.ipynb", text.as_str())]);
    let report = folder
        .ndbook(&["run", "--format=json", "n.ipynb"])
        .status(0);
    let report: Value = serde_json::from_str(&report.stdout).unwrap();
    let line = report["cells"][0]["line"].as_u64().unwrap() as usize;
    assert_eq!(text.lines().nth(line - 1), Some("    \"1\\n\","));
}

#[test]
fn an_update_changes_the_outputs_that_differ_and_nothing_else() {
    let cells = |printed: &str, sum: &str, new: &str, count: &str| {
        notebook(&[
            code(
                "print('é')\nprint(1)",
                "7",
                &stream(printed),
                "{\"b\": 1.50, \"a\": []}",
            ),
            code("np.int64(3)", "8", &result(sum, 8), "{}"),
            code("[1, 2]", count, new, "{}"),
        ])
    };
    let old = cells("é\n2\n", "np.int64(3)", "[]", "null");
    let folder = Folder::with([("n.ipynb", old.as_str())]);
    folder.ndbook(&["test", "n.ipynb"]).status(1);
    folder.ndbook(&["test", "--update", "n.ipynb"]).status(0);
    assert_eq!(
        folder.read("n.ipynb"),
        cells("é\n1\n", "np.int64(3)", "[]", "null")
    );
    assert!(
        folder
            .read("snapshots/n.snap")
            .ends_with(">>> [1, 2]\n[1, 2]\n")
    );
    folder.ndbook(&["test", "--strict", "n.ipynb"]).status(0);

    folder.write("n.ipynb", &old);
    fs::remove_dir_all(folder.0.join("snapshots")).unwrap();
    folder
        .ndbook(&["test", "--update", "--inline", "n.ipynb"])
        .status(0);
    let new = cells("é\n1\n", "np.int64(3)", &result("[1, 2]", 3), "3");
    assert_eq!(folder.read("n.ipynb"), new);
    assert!(!folder.exists("snapshots"));
}

#[test]
fn an_update_is_in_the_style_of_the_file() {
    let json = notebook(&[code("print('é', 1)", "1", &stream("2\n"), "{}")]);
    let value: Value = serde_json::from_str(&json).unwrap();
    let compact = value.to_string();
    let windows: String = json
        .lines()
        .map(|line| {
            let code = line.trim_start();
            format!("{}{code}\r\n", "\t".repeat(line.len() - code.len()))
        })
        .collect();
    for (old, new) in [
        (compact.as_str(), compact.replace("2\\n", "é 1\\n")),
        (
            windows.trim_end(),
            windows.trim_end().replace("2\\n", "é 1\\n"),
        ),
    ] {
        let folder = Folder::with([("n.ipynb", old)]);
        folder.ndbook(&["test", "--update", "n.ipynb"]).status(0);
        assert_eq!(folder.read("n.ipynb"), new);
    }
    let ascii = json.replace('é', "\\u00e9");
    let folder = Folder::with([("n.ipynb", ascii.as_str())]);
    folder.ndbook(&["test", "--update", "n.ipynb"]).status(0);
    assert_eq!(
        folder.read("n.ipynb"),
        ascii.replace("2\\n", "\\u00e9 1\\n")
    );
}

#[test]
fn what_a_notebook_stores_is_its_record() {
    let silent = code("print(1)", "1", "[]", "{}");
    let varies = code(
        "print(2)",
        "2",
        "[]",
        "{\"tags\": [\"nbval-ignore-output\"]}",
    );
    let picture = "[{\"data\": {\"image/png\": \"AAAA\", \"text/plain\": \"<Figure>\"}, \"metadata\": {}, \"output_type\": \"display_data\"}]";
    let pictured = code("x = 1", "3", picture, "{}");
    let folder = Folder::with([("n.ipynb", notebook(&[silent, varies, pictured]).as_str())]);
    let report = folder
        .ndbook(&["test", "--format=json", "n.ipynb"])
        .status(1);
    let report: Value = serde_json::from_str(&report.stdout).unwrap();
    let statuses: Vec<&Value> = (0..3).map(|at| &report["cells"][at]["status"]).collect();
    assert_eq!(statuses, ["fail", "pass", "pass"]);
}

#[test]
fn a_session_in_a_notebook_is_recorded_in_its_cell() {
    let session = "```pycon\n>>> 1 + 1\n3\n>>> 'é'\n```";
    let text = notebook(&[markdown(session, "{\"ndbook\": {\"pycon\": true}}")]);
    let folder = Folder::with([("n.ipynb", text.as_str())]);
    folder.ndbook(&["test", "--update", "n.ipynb"]).status(0);
    let new = "```pycon\n>>> 1 + 1\n2\n>>> 'é'\n'é'\n```";
    assert_eq!(
        folder.read("n.ipynb"),
        notebook(&[markdown(new, "{\"ndbook\": {\"pycon\": true}}")])
    );
}

/// An assignment as its author has it: a solution, and tests of which some are hidden.
fn assignment() -> String {
    let duty = |solution: bool, id: &str, points: &str| {
        format!(
            "{{\"nbgrader\": {{\"grade\": {}, \"solution\": {solution}, \"locked\": {}, \"grade_id\": \"{id}\", \"schema_version\": 3{points}}}}}",
            !solution, !solution
        )
    };
    notebook(&[
        code("X = np.arange(4)", "null", "[]", "{}"),
        code(
            "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION",
            "null",
            "[]",
            &duty(true, "double", ""),
        ),
        code(
            "assert double(2) == 4, \"two\"\n### BEGIN HIDDEN TESTS\nassert double(3) == 6\n### END HIDDEN TESTS",
            "null",
            "[]",
            &duty(false, "test-double", ", \"points\": 4"),
        ),
    ])
}

#[test]
fn an_nbgrader_assignment_is_a_lesson_with_exercises() {
    let folder = Folder::with([
        ("n.ipynb", assignment().as_str()),
        ("half.py", "def double(x):\n    return 4\n"),
    ]);
    folder.ndbook(&["test", "n.ipynb"]).status(0);
    let marks = folder
        .ndbook(&["check", "--format=json", "n.ipynb", "half.py"])
        .status(1);
    let marks: Value = serde_json::from_str(&marks.stdout).unwrap();
    assert_eq!(
        (&marks["points"], &marks["max_points"]),
        (&Value::from(2.0), &Value::from(4.0))
    );
    assert_eq!(marks["exercises"][0]["items"][0]["name"], "two");
    assert!(!marks.to_string().contains("double(3)"), "{marks}");
}

#[test]
fn what_is_wrong_with_a_notebook_is_told_with_its_place() {
    let good = notebook(&[code("1", "null", "[]", "{}")]);
    for (text, complaint) in [
        (
            "",
            "n.ipynb:1:1: this is not a notebook: the file ends where a value should be",
        ),
        (
            "{\"nbformat\": 4",
            "n.ipynb:1:15: this is not a notebook: the file ends where `,` or `}` should be",
        ),
        (
            "[]",
            "n.ipynb:1:1: this is not a notebook: its JSON is no object",
        ),
        (
            &good.replace("\"nbformat\": 4", "\"nbformat\": 3"),
            "n.ipynb:14:14: the notebook is of nbformat 3, and ndbook reads nbformat 4",
        ),
        (
            &good.replace("   \"outputs\": [],\n", ""),
            "n.ipynb:3:3: the code cell 1 has no `outputs`",
        ),
        (
            &good.replace("\"1\"", "\"\\ud800\""),
            "n.ipynb:9:6: this is not a notebook: `\\ud800` is half of a character: its other half is missing",
        ),
        (
            &good.replace(
                "{},\n \"nbformat\"",
                "{\"kernelspec\": {\"language\": \"R\"}},\n \"nbformat\"",
            ),
            "n.ipynb:13:42: the notebook's language is R, and ndbook runs Python",
        ),
        (
            &"[".repeat(100_000),
            "n.ipynb:1:201: this is not a notebook: more than 200 brackets stand within each other",
        ),
    ] {
        let folder = Folder::with([("n.ipynb", text)]);
        let ended = folder.ndbook(&["run", "n.ipynb"]).status(2);
        assert_eq!(ended.stderr.lines().next(), Some(complaint));
    }
}

#[test]
fn folders_are_searched_for_notebooks_but_not_their_checkpoints() {
    let text = notebook(&[code("1", "1", &result("1", 1), "{}")]);
    let folder = Folder::with([
        ("l/n.ipynb", text.as_str()),
        ("l/.ipynb_checkpoints/n-checkpoint.ipynb", text.as_str()),
    ]);
    let ended = folder.ndbook(&["test", "l"]).status(0);
    assert!(
        ended
            .stdout
            .ends_with("1 lesson: 1 cells passed, 0 failed, 0 new, 0 skipped\n")
    );
}

const EXERCISES: &str = "```python\nX = np.array([1., 3.])\n```\n\n```python exercise=mean\nm = ...  # the mean of X\n```\n\n```python solution=mean\nm = X.mean()\n```\n\n```python check=mean\nassert m == 2, \"m is the mean\"\n```\n\n```python\nY = X * 2\n```\n\n```python exercise=sum\ns = ...  # the sum of Y\n```\n\n```python solution=sum\ns = Y.sum()\n```\n\n```python check=sum\nassert s == 8, \"s is the sum\"\n```\n";

/// The status of both exercises.
#[track_caller]
fn checked(cells: &[String]) -> [String; 2] {
    let folder = Folder::with([("l.md", EXERCISES), ("a.ipynb", notebook(cells).as_str())]);
    let ended = folder.ndbook(&["check", "--format=json", "l.md", "a.ipynb"]);
    let marks: Value = serde_json::from_str(&ended.stdout).unwrap();
    [0, 1].map(|at| {
        marks["exercises"][at]["status"]
            .as_str()
            .unwrap()
            .to_string()
    })
}

#[test]
fn answers_in_notebooks_are_found_wherever_they_stand() {
    let plain = |source: &str| code(source, "null", "[]", "{}");
    let named = |source: &str, name: &str| {
        code(
            source,
            "null",
            "[]",
            &format!("{{\"ndbook\": {{\"exercise\": \"{name}\"}}}}"),
        )
    };
    let (mean, sum) = ("m = X.mean()", "s = Y.sum()");
    // By their names, in another order, the lesson's own cells gone.
    assert_eq!(
        checked(&[named(sum, "sum"), named(mean, "mean")]),
        ["pass", "pass"]
    );
    // Of copies the last that is more than the starter.
    let starter = named("m = ...  # the mean of X", "mean");
    assert_eq!(
        checked(&[named("m = 0", "mean"), named(mean, "mean"), starter.clone()]),
        ["pass", "missing"]
    );
    // By their place, without metadata.
    let cells = [
        plain("X = np.array([1., 3.])"),
        plain(mean),
        plain("Y = X * 2"),
        plain("s = 1\ns = Y.sum()"),
    ];
    assert_eq!(checked(&cells), ["pass", "pass"]);
    assert_eq!(
        checked(&[starter, plain("Y = X * 2")]),
        ["missing", "missing"]
    );
    // What the answer uses of a cell above comes along, what it does not use costs nothing.
    let helper = plain("def half(x):\n    return x / 2");
    let scratch = plain("undefined + 1");
    let uses = named("m = half(X.sum())", "mean");
    assert_eq!(checked(&[helper, scratch, uses]), ["pass", "missing"]);
}

#[test]
fn a_notebook_that_cannot_be_read_is_a_result() {
    let folder = Folder::with([("l.md", EXERCISES), ("a.ipynb", "{\"cells\": [")]);
    let ended = folder.ndbook(&["check", "l.md", "a.ipynb"]).status(1);
    assert!(
        ended.stdout.contains("line 1: this is not a notebook"),
        "{}",
        ended.stdout
    );
}

#[test]
fn convert_writes_what_it_read_and_overwrites_nothing() {
    let folder = Folder::with([("l.md", EXERCISES)]);
    folder
        .ndbook(&["convert", "l.md", "n.ipynb"])
        .status(0)
        .stderr("");
    folder.ndbook(&["test", "n.ipynb"]).status(0);
    folder
        .ndbook(&["convert", "n.ipynb", "back.md"])
        .status(0)
        .stderr("");
    assert_eq!(folder.read("back.md"), EXERCISES);
    folder.ndbook(&["convert", "n.ipynb", "s.py"]).status(0);
    folder.ndbook(&["test", "s.py"]).status(0);
    let ended = folder.ndbook(&["convert", "s.py", "l.md"]).status(2);
    ended.stderr("l.md: the file is there already\n  help: name another one, or write over it with `--force`\n");
    folder
        .ndbook(&["convert", "--force", "s.py", "l.md"])
        .status(0);
    assert_eq!(folder.read("l.md"), EXERCISES);
    let arguments = ["convert", "-", "-", "--from=md", "--to=py"];
    let ended = folder.ndbook_with_input(&arguments, EXERCISES).status(0);
    ended.stdout(&folder.read("s.py"));
    folder.ndbook(&["convert", "l.md", "x.txt"]).status(2);
}

#[test]
fn what_a_form_has_no_place_for_is_told() {
    let picture = "[{\"data\": {\"image/png\": \"AAAA\"}, \"metadata\": {}, \"output_type\": \"display_data\"}]";
    let folder = Folder::with([(
        "n.ipynb",
        notebook(&[code("1", "1", picture, "{}")]).as_str(),
    )]);
    let ended = folder
        .ndbook(&["convert", "n.ipynb", "-", "--to=md"])
        .status(0);
    ended
        .stdout("```python\n1\n```\n")
        .stderr("n.ipynb: note: cell 1: Markdown has no place for image/png\n");
}

#[test]
fn markdown_of_myst_and_jupytext_is_run() {
    let myst = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n\n# T\n\n% a comment\n\n```{code-cell} ipython3\n:tags: [raises-exception]\n\n1 / 0\n```\n\n+++ {\"a\": 1}\n\nText\n\n```{code-cell}\n---\ntags: [hide-input]\n---\n2\n```\n\n```{raw-cell}\nraw\n```\n";
    let folder = Folder::with([("l.md", myst)]);
    let ended = folder.ndbook(&["run", "l.md"]).status(0);
    ended
        .says("T\n=\n\n│ 1 / 0\n\nZeroDivisionError: division by zero\n  --> l.md:14:3\n   |\n14 | 1 / 0\n   |   ^\n")
        .says("\n\nText\n\n2\n");
    let jupytext = "---\njupyter:\n  jupytext:\n    text_representation:\n      extension: .md\n      format_name: markdown\n---\n\n```python tags=[\"raises-exception\", \"x\"] colab={\"a\": [1]}\n1 / 0\n```\n\n```python .noeval\nundefined\n```\n\n```python active=\"md\"\nundefined\n```\n\n<!-- #region Title -->\n```python\n1\n```\n<!-- #endregion -->\n\n<!-- #raw -->\n```python\nundefined\n```\n<!-- #endraw -->\n";
    folder.write("j.md", jupytext);
    let report = folder.ndbook(&["run", "--format=json", "j.md"]).status(0);
    let report: Value = serde_json::from_str(&report.stdout).unwrap();
    assert_eq!(report["cells"].as_array().map(Vec::len), Some(4));
    assert_eq!(report["cells"][3]["display"], "1");
}

#[test]
fn percent_scripts_hold_prose_front_matter_and_tags() {
    let script = "# ---\n# title: Arrays\n# ---\n\n# %% [markdown]\n# # Heading\n#\n# Some *prose*.\n\n# %% Loading tags=[\"raises-exception\", \"other\"] key=\"value\"\n1 / 0\n\n# %% [md]\n\"\"\"\nMore.\n\"\"\"\n\n# %% [raw]\n# raw\n\n# %% tags=[\"hide-cell\"]\n2\n";
    let folder = Folder::with([("s.py", script)]);
    let ended = folder.ndbook(&["run", "s.py"]).status(0);
    assert!(
        ended
            .stdout
            .starts_with("Heading\n=======\n\nSome prose.\n\n│ 1 / 0\n"),
        "{}",
        ended.stdout
    );
    assert!(ended.stdout.ends_with("\n\nMore.\n"), "{}", ended.stdout);
    let report = folder.ndbook(&["run", "--format=json", "s.py"]).status(0);
    assert!(report.stdout.contains("\"title\":\"Arrays\""));
}

/// A notebook of one exercise in ndbook's own words and one of nbgrader's.
const TEACHERS: &str = r####"{
 "cells": [
  {"cell_type": "markdown", "metadata": {}, "source": ["Double it.\n", "\n", "<!-- slip=double\n", "Halved.\n", "\n", "b = 1\n", "-->\n", "\n", "Then go on."]},
  {"cell_type": "code", "execution_count": null, "metadata": {"ndbook": {"exercise": "double"}}, "outputs": [], "source": ["b = ..."]},
  {"cell_type": "code", "execution_count": 1, "metadata": {"ndbook": {"solution": "double"}}, "outputs": [], "source": ["b = 4"]},
  {"cell_type": "code", "execution_count": 2, "metadata": {"ndbook": {"check": "double"}}, "outputs": [], "source": ["assert b == 4"]},
  {"cell_type": "code", "execution_count": 3, "metadata": {"nbgrader": {"grade": false, "grade_id": "half", "locked": false, "schema_version": 3, "solution": true}}, "outputs": [{"name": "stdout", "output_type": "stream", "text": ["2\n"]}],
   "source": ["def half(x):\n", "    ### BEGIN SOLUTION\n", "    return x / 2\n", "    ### END SOLUTION"]},
  {"cell_type": "code", "execution_count": 4, "metadata": {"nbgrader": {"grade": true, "grade_id": "half-tests", "locked": true, "points": 2, "schema_version": 3, "solution": false}}, "outputs": [],
   "source": ["assert half(4) == 2\n", "### BEGIN HIDDEN TESTS\n", "assert half(5) == 2.5\n", "### END HIDDEN TESTS"]},
  {"cell_type": "code", "execution_count": 5, "metadata": {"ndbook": {"check": "double", "hidden": true}}, "outputs": [], "source": ["assert type(b) is int"]}
 ],
 "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "own": [1,  2]},
 "nbformat": 4,
 "nbformat_minor": 4
}
"####;

/// Its learner's copy: what was edited is written over several lines, all else is byte for byte the same.
const LEARNERS: &str = r####"{
 "cells": [
  {"cell_type": "markdown", "metadata": {}, "source": [
   "Double it.\n",
   "\n",
   "Then go on."
  ]},
  {"cell_type": "code", "execution_count": null, "metadata": {"ndbook": {"exercise": "double"}}, "outputs": [], "source": ["b = ..."]},
  {"cell_type": "code", "execution_count": 2, "metadata": {"ndbook": {"check": "double"}}, "outputs": [], "source": ["assert b == 4"]},
  {"cell_type": "code", "execution_count": null, "metadata": {"nbgrader": {"grade": false, "grade_id": "half", "locked": false, "schema_version": 3, "solution": true}}, "outputs": [],
   "source": [
    "def half(x):\n",
    "    # YOUR CODE HERE\n",
    "    raise NotImplementedError()"
   ]},
  {"cell_type": "code", "execution_count": null, "metadata": {"nbgrader": {"grade": true, "grade_id": "half-tests", "locked": true, "points": 2, "schema_version": 3, "solution": false}}, "outputs": [],
   "source": [
    "assert half(4) == 2"
   ]}
 ],
 "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "own": [1,  2]},
 "nbformat": 4,
 "nbformat_minor": 4
}
"####;

#[test]
fn the_learners_copy_of_a_notebook_keeps_every_other_byte() {
    let folder = Folder::with([("l.ipynb", TEACHERS)]);
    folder
        .ndbook(&["release", "l.ipynb", "-o", "copy.ipynb"])
        .status(0);
    let copy = folder.read("copy.ipynb");
    assert_eq!(copy, LEARNERS);
    let answer = copy
        .replace("b = ...", "b = 2 * 2")
        .replace("# YOUR CODE HERE", "return x * 0.5");
    folder.write("answer.ipynb", answer);
    let marks = folder
        .ndbook(&["check", "l.ipynb", "answer.ipynb"])
        .status(0)
        .stdout;
    assert!(
        marks.starts_with("answer.ipynb: 3 of 3 points\n"),
        "{marks}"
    );
}

/// What nbgrader's `generate_assignment` takes out stays in none of the cells, whatever their kind.
#[test]
fn the_learners_copy_has_no_answers_in_words() {
    let duty = |solution: bool, grade: bool, name: &str| {
        format!(
            "{{\"nbgrader\": {{\"grade\": {grade}, \"solution\": {solution}, \"grade_id\": \"{name}\", \"points\": 1, \"schema_version\": 3}}}}"
        )
    };
    let layout = "{\"ndbook\": {\"layout\": {\"markdown\": [\"secret\"]}}}";
    let marked = |text: &str| format!("{text}\n### BEGIN SOLUTION\nsecret\n### END SOLUTION\nEnd.");
    let raw = |source: &str| markdown(source, "{}").replace("\"markdown\"", "\"raw\"");
    let cells = [
        markdown(&marked("Why?"), &duty(true, true, "marked")),
        markdown("secret", &duty(true, true, "whole")),
        markdown("YOUR ANSWER HERE", &duty(true, true, "open")),
        markdown(
            "Task.\n=== BEGIN MARK SCHEME ===\nsecret\n=== END MARK SCHEME ===",
            "{}",
        ),
        markdown(&marked("Prose."), layout),
        raw(&marked("Raw.")),
        code(
            "secret = 1",
            "1",
            &stream("secret\n"),
            &duty(true, true, "by-hand"),
        ),
        code(
            "x = 1\n# BEGIN SOLUTION\nsecret = 1\n# END SOLUTION",
            "2",
            &stream("secret\n"),
            "{}",
        ),
    ];
    let folder = Folder::with([("l.ipynb", notebook(&cells).as_str())]);
    let copy = folder.ndbook(&["release", "l.ipynb"]).status(0).stdout;
    assert!(!copy.contains("secret"), "{copy}");
    let copy: Value = serde_json::from_str(&copy).unwrap();
    let texts: Vec<String> = copy["cells"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cell| {
            let lines = cell["source"].as_array().unwrap().iter();
            lines.map(|line| line.as_str().unwrap()).collect()
        })
        .collect();
    let stub = "# YOUR CODE HERE\nraise NotImplementedError()";
    assert_eq!(
        texts,
        [
            "Why?\nYOUR ANSWER HERE\nEnd.",
            "YOUR ANSWER HERE",
            "YOUR ANSWER HERE",
            "Task.",
            "Prose.\nYOUR ANSWER HERE\nEnd.",
            "Raw.\nYOUR ANSWER HERE\nEnd.",
            stub,
            &format!("x = 1\n{stub}"),
        ]
    );
    let shown = folder.ndbook(&["run", "--keep-going", "l.ipynb"]).stdout;
    assert!(shown.contains("YOUR ANSWER HERE"), "{shown}");
    for prose in ["\nsecret\n", "BEGIN SOLUTION\nsecret", "MARK SCHEME"] {
        assert!(!shown.contains(prose), "{shown}");
    }
    // In the other forms nothing more is told.
    for form in ["l.md", "l.py"] {
        folder.ndbook(&["convert", "l.ipynb", form]).status(0);
        let copy = folder.ndbook(&["release", form]).status(0).stdout;
        assert!(!copy.contains("secret"), "{form}: {copy}");
        assert_eq!(copy.matches("YOUR ANSWER HERE").count(), 5, "{copy}");
    }
    let unended = notebook(&[
        markdown("a", "{}"),
        markdown("### BEGIN SOLUTION\nsecret", "{}"),
    ]);
    folder.write("u.ipynb", unended);
    folder
        .ndbook(&["release", "u.ipynb"])
        .status(2)
        .stdout("")
        .complains("u.ipynb:10:3: a solution or a hidden test begins here and never ends");
}

#[test]
fn a_filled_copy_in_myst_is_an_answer() {
    let lesson = "---\nfile_format: mystnb\n---\n```{code-cell}\n:exercise: two\nx = ...\n```\n\n```{code-cell}\n:solution: two\nx = 2\n```\n\n```{code-cell}\n:check: two\nassert x == 2\n```\n";
    let folder = Folder::with([("l.md", lesson)]);
    folder.ndbook(&["release", "l.md", "-o", "a.md"]).status(0);
    folder.write("a.md", folder.read("a.md").replace("...", "1 + 1"));
    let marks = folder.ndbook(&["check", "l.md", "a.md"]).status(0).stdout;
    assert!(marks.starts_with("a.md: 1 of 1 point\n"), "{marks}");
}
