//! `check` in all its formats, `release`, `export` and `test --audit`.

use super::*;

/// One exercise with an open and a hidden check, one that is compared with its solution, and a hint.
const LESSON: &str = "```python\nimport numpy as np\ndef secret(x):\n    return x.sum()\nX = np.array([[1., 2.], [3., 6.]])\n```\n
```python exercise=mean points=3\nm = ...\n```\n
```text hint=mean\nWhich axis?\n```\n
```python solution=mean\nm = X.mean(axis=0)\n```\n
```python check=mean\nassert np.shape(m) == (2,), \"m has a number per column\"\nassert np.allclose(m, [2, 4]), \"m has the means\"\n```\n
```python check=mean hidden\nassert secret(m * [1, 2]) == 10\n```\n
```python exercise=double\nd = ...\n```\n
```python solution=double\nd = X * 2\n```\n";

const RIGHT: &str = "# %% exercise=mean\nm = X.mean(axis=0)\n# %% exercise=double\nd = X + X\n";
const WRONG: &str = "# %% exercise=mean\nprint('seen \\x1b[31m')\nm = X.mean(axis=1)\n";

fn folder() -> Folder {
    Folder::with([
        ("l.md", LESSON),
        ("in/right.py", RIGHT),
        ("in/wrong.py", WRONG),
    ])
}

#[test]
fn wrong_answers_are_taken_apart_and_diagnosed() {
    let ended = folder()
        .ndbook(&["check", "l.md", "in/wrong.py"])
        .status(1)
        .stderr("");
    let ended = ended
        .says("  mean: 1 of 3 points\n")
        .says("m is array([1.5, 4.5])\n")
        .says("the first difference is at [0]: 1.5 and 2;")
        .says("it looks like the other axis")
        .says("FAIL  hidden check 1\n          a check that is not shown does not pass\n");
    assert!(
        !ended.stdout.contains("secret") && !ended.stdout.contains("Which axis"),
        "{ended:?}"
    );
    assert!(!ended.stdout.contains('\x1b'), "{ended:?}");
}

#[test]
fn hints_are_shown_on_demand() {
    let folder = folder();
    folder
        .ndbook(&["check", "--hints", "l.md", "in/wrong.py"])
        .status(1)
        .says("    hint:\n      Which axis?\n");
    let ended = folder
        .ndbook(&["check", "--hints", "l.md", "in/right.py"])
        .status(0);
    assert!(!ended.stdout.contains("hint"), "{ended:?}");
}

#[test]
fn the_author_may_say_slips_or_none() {
    let own = "<!-- slip=mean\nYou added the columns\nand forgot to divide.\n\nm = X.sum(axis=0)\n-->\n\n";
    let answer = "# %% exercise=mean\nm = X.sum(axis=0)\n";
    let text = LESSON;
    let folder = Folder::with([("l.md", format!("{own}{text}").as_str()), ("a.py", answer)]);
    folder
        .ndbook(&["check", "l.md", "a.py"])
        .says("You added the columns and forgot to divide.");
    let ended = folder.ndbook(&["run", "l.md"]).status(0);
    assert!(!ended.stdout.contains("forgot"), "{ended:?}");
    folder.write("l.md", format!("---\ndiagnosis: off\n---\n\n{own}{text}"));
    let ended = folder.ndbook(&["check", "l.md", "a.py"]).status(1);
    assert!(
        !ended.stdout.contains("forgot") && !ended.stdout.contains("it looks like"),
        "{ended:?}"
    );
}

#[test]
fn gradescope_scores_add_up() {
    for (answer, status, points) in [
        ("in/right.py", 0, 4.0),
        ("in/wrong.py", 1, 1.0),
        ("gone.py", 1, 0.0),
    ] {
        let ended = folder()
            .ndbook(&["check", "--format", "gradescope", "l.md", answer])
            .status(status);
        let results: Value = serde_json::from_str(&ended.stdout).unwrap();
        let tests = results["tests"].as_array().unwrap();
        let sum = |key: &str| {
            tests
                .iter()
                .map(|test| test[key].as_f64().unwrap())
                .sum::<f64>()
        };
        assert_eq!(sum("score"), points, "{results:#}");
        assert_eq!(sum("max_score"), 4.0, "{results:#}");
        assert_eq!(results["score"], points);
        for test in tests {
            let passed = test["status"] == "passed";
            assert_eq!(test["score"] == test["max_score"], passed, "{test:#}");
            assert!(test["name"].is_string() && test["number"].is_string());
        }
        assert!(!ended.stdout.contains("secret"), "{ended:?}");
    }
}

#[test]
fn exercism_has_a_status_and_a_zero_exit() {
    for (answer, status) in [
        ("in/right.py", "pass"),
        ("in/wrong.py", "fail"),
        ("gone.py", "error"),
        ("bad.py", "error"),
    ] {
        let folder = folder();
        folder.write("bad.py", "# %% exercise=mean\nm = (\n");
        let ended = folder
            .ndbook(&["check", "--format", "exercism", "l.md", answer])
            .status(0);
        let results: Value = serde_json::from_str(&ended.stdout).unwrap();
        assert_eq!(results["version"], 3);
        assert_eq!(results["status"], status, "{results:#}");
        assert_eq!(results["message"].is_string(), status == "error");
        for test in results["tests"].as_array().unwrap() {
            assert!(
                test["message"].is_string() || test["status"] == "pass",
                "{test:#}"
            );
            assert!(test["task_id"].as_u64().is_some_and(|task| task > 0));
        }
    }
    let ended = folder().ndbook(&["check", "--format", "exercism", "l.md", "in/wrong.py"]);
    let results: Value = serde_json::from_str(&ended.stdout).unwrap();
    let double = results["tests"].as_array().unwrap().last().unwrap();
    assert_eq!(double["status"], "fail", "a missing answer is a failure");
    assert_eq!(results["tests"][0]["output"], "seen \u{fffd}[31m\n");
    assert_eq!(results["tests"][2]["test_code"], "# hidden check 1");
}

#[test]
fn exercism_cuts_long_output() {
    let folder = folder();
    folder.write("a.py", "# %% exercise=mean\nprint('x' * 900)\nm = 1\n");
    let ended = folder.ndbook(&["check", "--format", "exercism", "l.md", "a.py"]);
    let results: Value = serde_json::from_str(&ended.stdout).unwrap();
    let output = results["tests"][0]["output"].as_str().unwrap();
    assert_eq!(output.chars().count(), 500);
    assert!(output.ends_with("Output was truncated. Please limit to 500 chars"));
}

#[test]
fn csv_has_a_header_and_a_row_for_each_answer() {
    let folder = folder();
    folder.write("in/a, \"b\".py", RIGHT);
    let ended = folder
        .ndbook(&["check", "--format", "csv", "l.md", "in", "gone.py"])
        .status(1)
        .stderr("");
    assert_eq!(
        ended.stdout,
        "answer,points,max_points,mean,double,error\r\n\
         \"in/a, \"\"b\"\".py\",4,4,3,1,\r\n\
         in/right.py,4,4,3,1,\r\n\
         in/wrong.py,1,4,1,0,\r\n\
         gone.py,0,4,0,0,there is no such file\r\n"
    );
}

#[test]
fn junit_counts_exercises() {
    let ended = folder()
        .ndbook(&["check", "--format", "junit", "l.md", "in", "gone.py"])
        .status(1);
    let ended = ended
        .says("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ndbook check\" tests=\"6\" failures=\"2\" errors=\"2\"")
        .says("<testsuite name=\"in/wrong.py\" tests=\"2\" failures=\"2\" errors=\"0\"")
        .says("<testcase name=\"mean\" classname=\"l\" time=\"0.000\" assertions=\"3\"")
        .says("<error message=\"there is no such file\" type=\"UnreadableAnswer\">");
    assert!(
        !ended.stdout.contains('\x1b') && !ended.stdout.contains("secret"),
        "{ended:?}"
    );
}

#[test]
fn a_class_gets_a_table() {
    let folder = folder();
    for number in 0..8 {
        folder.write(&format!("in/{number}.py"), RIGHT);
    }
    let one = folder
        .ndbook(&["check", "--jobs", "1", "l.md", "in"])
        .status(1)
        .stderr("");
    let many = folder
        .ndbook(&["check", "--jobs", "3", "l.md", "in"])
        .status(1)
        .stderr("");
    assert_eq!(one.stdout, many.stdout);
    let lines: Vec<&str> = one.stdout.lines().collect();
    assert_eq!(lines[0], "answer       points  mean  double");
    assert_eq!(lines[1], "in/0.py           4     3       1");
    assert_eq!(lines.last(), Some(&"10 answers, 9 of them all right"));
}

#[test]
fn methods_of_an_answers_classes_do_not_judge_it() {
    let cheat = "# %% exercise=mean\nclass E:\n    shape = (2,)\n    def __eq__(self, other): return True\n    def __array_function__(self, *a): return True\n    def sum(self): return 6\nm = E()\n";
    let folder = folder();
    folder.write("a.py", cheat);
    let ended = folder
        .ndbook(&["check", "--format", "csv", "l.md", "a.py"])
        .status(1);
    ended.says("a.py,0,4,0,0,\r\n");
}

#[test]
fn bare_names_are_remarked_on() {
    let folder = folder();
    folder.write("a.py", "# %% exercise=mean\nm = mean(X, axis=0)\n");
    let ended = folder.ndbook(&["check", "l.md", "a.py"]);
    ended.says("note: mean: `mean` is used without an import");
}

#[test]
fn the_learners_copy_has_no_solutions() {
    let folder = folder();
    let shown = folder.ndbook(&["release", "l.md"]).status(0).stderr("");
    folder
        .ndbook(&["release", "l.md", "-o", "copy.md"])
        .status(0)
        .stdout("");
    let copy = folder.read("copy.md");
    assert_eq!(copy, shown.stdout);
    for gone in ["solution=", "hidden", "X.mean", "X * 2"] {
        assert!(!copy.contains(gone), "{gone}: {copy}");
    }
    for kept in [
        "exercise=mean points=3\nm = ...",
        "Which axis?",
        "m has the means",
    ] {
        assert!(copy.contains(kept), "{kept}: {copy}");
    }
    folder
        .ndbook(&["check", "copy.md", "in/right.py"])
        .says("mean: 3 of 3 points");
    let complaint = folder.ndbook(&["release", "l.md", "-o", "l.md"]).status(2);
    complaint.complains("its solutions would be lost");
    assert!(folder.read("l.md").contains("solution=mean"));
}

#[test]
fn a_learners_copy_is_tested_as_one() {
    let folder = folder();
    folder
        .ndbook(&["release", "l.md", "-o", "copy.md"])
        .status(0);
    let ended = folder.ndbook(&["test", "copy.md"]).status(0);
    assert!(
        !ended.stderr.contains("has no hint") && !ended.stdout.contains("neither"),
        "{ended:?}"
    );
    ended
        .complains("copy.md:8:4: warning: none of the 2 exercises has a solution")
        .complains("check it with `ndbook check LESSON copy.md`");
}

#[test]
fn the_audit_names_holes_and_what_would_close_them() {
    let hole = "```python\nX = np.array([[1., 2.], [3., 6.]])\n```\n\n```python exercise=e\nm = ...\n```\n\n```python solution=e\nm = X.mean(axis=0)\n```\n\n```python check=e\nassert np.shape(m) == (2,), \"a number for each column\"\n```\n";
    let folder = Folder::with([("l.md", hole)]);
    let ended = folder.ndbook(&["test", "--audit", "l.md"]).status(1);
    ended
        .says("l.md:6: e: HOLE")
        .says("l.md:10: `m = X.mean(axis=1)` passes: it looks like the other axis")
        .says("this would catch it: assert np.isclose(m[0], 2)");
    folder.write(
        "l.md",
        hole.replace(
            "assert np.shape",
            "assert np.allclose(m, [2, 4])\nassert np.shape",
        ),
    );
    folder
        .ndbook(&["test", "--audit", "l.md"])
        .status(0)
        .says("e: ok");
    let ended = folder
        .ndbook(&["test", "--audit", "--format", "json", "l.md"])
        .status(0);
    assert_eq!(ended.json()[0]["schema"], "ndbook.audit/1");
}

#[test]
fn otter_tests_are_read_as_exercises() {
    let test = "OK_FORMAT = True\n\ntest = {'name': 'q1', 'points': 2, 'all_or_nothing': False, 'suites': [{'cases': [\n    {'code': '>>> x\\n2', 'hidden': False, 'locked': False},\n    {'code': '>>> bool(x > 5)\\nTrue', 'locked': False}],\n  'scored': True, 'setup': '', 'teardown': '', 'type': 'doctest'}]}\n";
    let folder = Folder::with([
        ("hw/hw.md", "```python\nx = ...\n```\n"),
        ("hw/tests/q1.py", test),
        ("hw/tests/q2.py", "OK_FORMAT = True\ntest = make()\n"),
        ("a.md", "```python\nx = 2\n```\n"),
    ]);
    let ended = folder.ndbook(&["check", "hw/hw.md", "a.md"]).status(1);
    ended
        .says("a.md: 1 of 2 points\n  q1: 1 of 2 points\n")
        .says("ok    q1 - 1\n")
        .says("FAIL  q1 - 2\n          a check that is not shown")
        .complains("hw/tests/q2.py");
}

#[cfg(unix)]
#[test]
fn the_gradescope_archive_runs() {
    let folder = folder();
    let program = env!("CARGO_BIN_EXE_ndbook");
    folder.write("data/x.csv", "1,2\n");
    // A small program stands for ndbook: packing a build for debugging takes its time.
    folder.write("tiny", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0");
    for name in ["one.zip", "two.zip"] {
        let ended = folder.ndbook(&[
            "export",
            "gradescope",
            "l.md",
            "-o",
            name,
            "--program",
            "tiny",
        ]);
        ended.status(0).stdout(&format!("{name}\n"));
    }
    let archive = fs::read(folder.0.join("one.zip")).unwrap();
    assert_eq!(
        archive,
        fs::read(folder.0.join("two.zip")).unwrap(),
        "the same bytes"
    );
    let Ok(members) = ndbook::builtins::numpy::files::zip::members(&archive) else {
        panic!("no archive");
    };
    let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "setup.sh",
            "run_autograder",
            "lesson/l.md",
            "lesson/data/x.csv",
            "lesson/tiny",
            "ndbook"
        ]
    );
    for member in &members {
        let Ok(bytes) = member.bytes() else {
            panic!("{}", member.name)
        };
        folder.write(&format!("autograder/source/{}", member.name), bytes);
    }
    folder.write(
        "autograder/source/ndbook",
        format!("#!/bin/sh\nexec '{program}' \"$@\"\n"),
    );
    folder.write("autograder/submission/homework.py", RIGHT);
    let base = folder.0.join("autograder");
    let run = |base: &Path| {
        let script = base.join("source/run_autograder");
        let status = Command::new("sh")
            .arg(script)
            .env("AUTOGRADER", base)
            .status()
            .unwrap();
        assert!(status.success());
        let results = fs::read_to_string(base.join("results/results.json")).unwrap();
        serde_json::from_str::<Value>(&results).unwrap()
    };
    assert_eq!(run(&base)["score"], 4.0);
    fs::remove_file(base.join("submission/homework.py")).unwrap();
    assert_eq!(run(&base)["score"], 0);
    folder.write("text", "no program");
    let ended = folder.ndbook(&["export", "gradescope", "l.md", "--program", "text"]);
    ended.status(2).complains("not a program for Linux");
}

#[test]
fn a_class_that_the_exercise_asks_for_has_its_methods() {
    let lesson = "```python exercise=point points=2\nclass Point:\n    ...\n```\n\n```python solution=point\nclass Point:\n    def __init__(self, x):\n        self.x = x\n    def __eq__(self, other):\n        return self.x == other.x\n```\n\n```python check=point\nassert Point(1) == Point(1), \"one place, equal points\"\nassert Point(1) != Point(2), \"two places, other points\"\n```\n";
    let right = "class Point:\n    def __init__(self, x):\n        self.x = x\n    def __eq__(self, other):\n        return self.x == other.x\n";
    let folder = Folder::with([
        ("l.md", lesson),
        ("right.py", right),
        ("wrong.py", &right.replace("==", "is not")),
    ]);
    folder
        .ndbook(&["check", "l.md", "right.py"])
        .status(0)
        .says("2 of 2 points");
    folder
        .ndbook(&["check", "l.md", "wrong.py"])
        .status(1)
        .says("0 of 2 points");
}

#[test]
fn an_error_inside_a_solution_does_not_show_it() {
    let lesson = "```python exercise=f\ndef f(x):\n    ...\n```\n\n```python solution=f\ndef f(x):\n    return 1 // x  # the secret way\n```\n\n```python check=f\nassert f(1) == 1\n```\n\n```python exercise=g\ng = ...\n```\n\n```python solution=g\ng = f(2)\n```\n\n```python check=g\nassert g == 0\n```\n";
    let folder = Folder::with([("l.md", lesson), ("a.py", "# %% exercise=g\ng = f(0)\n")]);
    for format in ["pretty", "json", "junit", "gradescope", "exercism"] {
        let ended = folder.ndbook(&["check", "--format", format, "l.md", "a.py"]);
        assert!(ended.stdout.contains("ZeroDivisionError"), "{ended:?}");
        assert!(!ended.stdout.contains("secret way"), "{ended:?}");
    }
    folder.ndbook(&["check", "l.md", "a.py"]).says("g = f(0)");
}

#[test]
fn numpy_without_an_import_is_told_as_it_is() {
    let said = |answer: &str| {
        let folder = Folder::with([
            (
                "l.md",
                "```python exercise=a\na = ...\n```\n\n```python solution=a\na = 1\n```\n\n```python check=a\nassert a == 1\n```\n",
            ),
            ("a.py", answer),
        ]);
        folder.ndbook(&["check", "l.md", "a.py"]).stdout
    };
    assert!(
        said("a = np.sum([1])\n").contains(
            "a: `np` is used without an import; plain Python needs `import numpy as np`\n"
        )
    );
    assert!(said("a = zeros(3).sum() + np.sum([1])\n").contains(
        "plain Python needs `import numpy as np` and `np.zeros`, or `from numpy import zeros`\n"
    ));
}

/// Exercises of whose results nothing is asserted: the answer has to do what the solution does.
const WITHOUT_ASSERTS: &str = "```python
a = np.array([1, 2, 3])
```

```python exercise=call
def f(x):
    ...
```

```python check=call
f(3)
print(f(1) < f(2))
```

```python solution=call
def f(x):
    return x / 3
```

```python exercise=printed
# say hello
```

```python solution=printed
print('hello')
```

```python exercise=changed
# make the first element 10
```

```python solution=changed
a[0] = 10
```

```python exercise=shown
# show the largest element
```

```python solution=shown
a.max()
```
";

#[test]
fn what_a_solution_does_is_what_an_answer_has_to_do() {
    let idle = "# %% exercise=call\ndef f(x): pass\n# %% exercise=printed\nx = 1\n# %% exercise=changed\na\n# %% exercise=shown\na.min()\n";
    let right = "# %% exercise=call\ndef f(x): return x * (1 / 3)\n# %% exercise=printed\nprint('hel' + 'lo')\n# %% exercise=changed\na[:1] = 10\n# %% exercise=shown\nprint(max(a))\n";
    let folder = Folder::with([
        ("l.md", WITHOUT_ASSERTS),
        ("idle.py", idle),
        ("right.py", right),
    ]);
    let marks = folder
        .ndbook(&["check", "l.md", "idle.py"])
        .status(1)
        .stdout;
    assert!(marks.starts_with("idle.py: 0 of 4 points\n"), "{marks}");
    for said in [
        "`f(3)` is None, and that is not right",
        "it shows nothing yet",
        "the values of `a` are not right: the first that differs is 1, at [0]",
        "it shows `np.int64(2)`, and that is not right",
    ] {
        assert!(marks.contains(said), "{said} in {marks}");
    }
    let marks = folder
        .ndbook(&["check", "l.md", "right.py"])
        .status(0)
        .stdout;
    assert!(marks.starts_with("right.py: 4 of 4 points\n"), "{marks}");
}

#[test]
fn a_starter_that_does_what_the_solution_does_is_found_without_asserts() {
    let lesson = "```python exercise=one\nprint('hello')\n```\n\n```text hint=one\nPrint.\n```\n\n```python solution=one\nprint('hel' + 'lo')\n```\n\n```output\nhello\n```\n\n```python exercise=two\nb = ...\n```\n\n```text hint=two\nThree.\n```\n\n```python check=two\nb\n```\n\n```output\n3\n```\n\n```python solution=two\nb = 3\n```\n";
    let folder = Folder::with([("l.md", lesson)]);
    let report = folder.ndbook(&["test", "l.md"]).status(1).stdout;
    assert!(
        report.contains("the starter of `one` passes its check already"),
        "{report}"
    );
    assert!(!report.contains("the starter of `two`"), "{report}");
}
