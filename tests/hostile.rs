//! Answers that try, or happen, to break the checker: each gets a result, and costs no other answer its own.
//!
//! `hostile/answers.txt` holds those that people could write; sources that are too deep or too long to write are made
//! here. Good answers stand between them, and keep full marks.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

const LESSON: &str = "```python
import numpy as np
X = np.arange(6.0).reshape(2, 3)
def lesson_helper(a):
    return a * 2
```

```python exercise=sums points=4
s = ...
def twice(x):
    ...
```

```python solution=sums
s = X.sum(axis=0)
def twice(x):
    return 2 * x
```

```python check=sums
assert np.shape(s) == (3,), \"a sum for each column\"
assert np.allclose(s, [3, 5, 7]), \"s has the sums\"
assert twice(3) == 6, \"twice three is six\"
```

```python check=sums hidden
assert lesson_helper(2) == 4 and X.shape == (2, 3) and X[1, 2] == 5
```
";

const GOOD: &str = "s = np.sum(X, axis=0)\ndef twice(x):\n    return x + x\n";

/// Answers of the collection with their names.
fn written() -> Vec<(String, String)> {
    let text = include_str!("hostile/answers.txt");
    let parts = text.split("\n#### ").skip(1);
    parts
        .map(|part| {
            let (name, code) = part.split_once('\n').unwrap_or((part, ""));
            (name.to_string(), format!("{code}\n"))
        })
        .collect()
}

/// Sources that are deep or long.
fn made() -> Vec<(String, String)> {
    let times = |text: &str, n: usize| text.repeat(n);
    let around =
        |open: &str, n: usize, close: &str| format!("s = {}1{}\n", open.repeat(n), close.repeat(n));
    let blocks = |line: &str, n: usize| {
        let lines = (0..n).map(|depth| format!("{}{line}\n", " ".repeat(depth)));
        lines.collect::<String>() + &format!("{}pass\n", " ".repeat(n))
    };
    let made = [
        ("round brackets", around("(", 50_000, ")")),
        ("square brackets", around("[", 50_000, "]")),
        ("braces", around("{", 50_000, "}")),
        ("brackets that never close", times("(", 100_000)),
        ("calls", around("f(", 20_000, ")")),
        ("subscripts", around("X[", 20_000, "]")),
        ("minuses", around("-", 100_000, "")),
        ("nots", around("not ", 100_000, "")),
        ("lambdas", around("lambda: ", 20_000, "")),
        ("conditions", around("1 if 0 else ", 20_000, "")),
        ("powers", around("1 ** ", 20_000, "")),
        ("sums", format!("s = 1{}\n", times(" + 1", 10_000))),
        ("ands", format!("s = 1{}\n", times(" and 1", 10_000))),
        ("comparisons", format!("s = 1{}\n", times(" < 1", 10_000))),
        ("attributes", format!("s = X{}\n", times(".T", 5_000))),
        ("calls in a row", format!("s = f{}\n", times("()", 5_000))),
        ("targets", format!("{}1\n", times("s = ", 2_000))),
        ("commas", format!("s = {}\n", times("1,", 20_000))),
        ("ifs", blocks("if True:", 2_000)),
        ("functions", blocks("def f():", 300)),
        ("classes", blocks("class K:", 300)),
        ("loops", blocks("for k in [1]:", 60)),
        ("tries", blocks("with X:", 500)),
        (
            "elifs",
            format!("if 0: pass\n{}", times("elif 0: pass\n", 2_000)),
        ),
        (
            "decorators",
            format!("{}def f(): pass\n", times("@abs\n", 2_000)),
        ),
        ("comprehensions", around("[x for x in ", 5_000, "]")),
        ("f-strings", around("f'{", 300, "}'")),
        (
            "strings in a row",
            format!("s = {}\n", times("'a' ", 10_000)),
        ),
        ("a long name", format!("{} = 1\n", times("x", 1_000_000))),
        ("a long number", format!("s = {}\n", times("9", 1_000_000))),
        (
            "a long string",
            format!("s = '{}'\n", times("x", 1_000_000)),
        ),
        ("a long comment", format!("#{}\n", times(" no", 1_000_000))),
        ("many lines", times("s = 1\n", 5_000)),
        (
            "many names",
            (0..5_000).map(|k| format!("n{k} = {k}\n")).collect(),
        ),
        ("backslashes", format!("s = {}1\n", times("\\\n", 50_000))),
        ("semicolons", times(";", 100_000)),
        ("blanks", times(" ", 1_000_000)),
        ("new lines", times("\n", 1_000_000)),
        (
            "parameters",
            format!(
                "def f({}): pass\n",
                (0..2_000).map(|k| format!("a{k},")).collect::<String>()
            ),
        ),
        ("arguments", format!("s = max({})\n", times("1,", 10_000))),
        ("stars", around("*", 50_000, "")),
        ("dict of dicts", around("{1: ", 50_000, "}")),
        ("tildes", around("~", 100_000, "")),
        ("awaits", around("await ", 50_000, "")),
        (
            "letters of all kinds",
            "ℵ𝒳ß = 1; s = ℵ𝒳ß; 変数 = '\u{202e}'\n".to_string(),
        ),
        ("quotes", times("'", 99_999)),
        ("triple quotes", times("'''", 33_333)),
        ("percent lines", times("# %%\n", 10_000)),
        (
            "cells of one exercise",
            times("# %% exercise=sums\ns = 1\n", 300),
        ),
    ];
    made.map(|(name, code)| (name.to_string(), code)).into()
}

struct Class {
    folder: PathBuf,
    /// The names of the files, and whether the answer is good.
    files: Vec<(String, bool)>,
}

/// A folder of answers, every fourth of them good.
fn class(answers: &[(String, String)], name: &str) -> Class {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("in")).unwrap();
    fs::write(folder.join("lesson.md"), LESSON).unwrap();
    let mut files = Vec::new();
    let mut add = |good: bool, title: &str, code: &str| {
        let title: String = title
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '-' })
            .collect();
        let file = format!("in/{:03}-{title}.py", files.len());
        fs::write(folder.join(&file), code).unwrap();
        files.push((file, good));
    };
    for (number, (title, code)) in answers.iter().enumerate() {
        if number % 4 == 0 {
            add(true, "good", GOOD);
        }
        add(false, title, code);
    }
    add(true, "good", GOOD);
    Class { folder, files }
}

impl Class {
    fn check(&self, options: &[&str]) -> Vec<Value> {
        let before = self.all_files();
        let output = Command::new(env!("CARGO_BIN_EXE_ndbook"))
            .current_dir(&self.folder)
            .args(["check", "--format", "json", "lesson.md", "in"])
            .args(options)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{errors}");
        assert_eq!(errors, "");
        assert_eq!(self.all_files(), before, "nothing is written");
        let lines = String::from_utf8(output.stdout).unwrap();
        assert!(
            lines.chars().all(|c| c == '\n' || !c.is_control()),
            "raw control characters"
        );
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    fn all_files(&self) -> Vec<PathBuf> {
        let list = |folder: PathBuf| {
            fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().path())
        };
        let mut files: Vec<PathBuf> = list(self.folder.clone())
            .chain(list(self.folder.join("in")))
            .collect();
        files.sort();
        files
    }

    /// Every answer has its result, in order; good ones have all points, and no other has.
    fn judge(&self, results: &[Value]) {
        assert_eq!(results.len(), self.files.len());
        for ((file, good), result) in self.files.iter().zip(results) {
            assert_eq!(result["answer"], file.as_str());
            let points = result["points"].as_f64().unwrap();
            let fault = &result["error"]["type"];
            assert_ne!(fault, "InternalFault", "{file}");
            match good {
                true => assert_eq!(points, 4.0, "{file}: {result:#}"),
                false => assert!(
                    points < 4.0 || file.contains("leaking-circles"),
                    "{file}: {result:#}"
                ),
            }
        }
    }
}

/// Limits that even a build without optimisation reaches soon; that of time is no part of it, since it would be another
/// one on every machine.
const SMALL: [&str; 6] = [
    "--max-steps",
    "200_000",
    "--max-memory",
    "96M",
    "--max-seconds",
    "600",
];

#[test]
fn whatever_an_answer_does_it_gets_a_result() {
    let class = class(&written(), "hostile-written");
    class.judge(&class.check(&SMALL));
}

#[test]
fn sources_without_measure_get_a_result() {
    let class = class(&made(), "hostile-made");
    class.judge(&class.check(&SMALL));
}

#[test]
fn results_are_the_same_however_many_work() {
    let some: Vec<_> = written().into_iter().step_by(9).collect();
    let class = class(&some, "hostile-jobs");
    let bare = |jobs: &str| {
        let mut results = class.check(&[&SMALL[..], &["--jobs", jobs]].concat());
        for result in &mut results {
            result["seconds"] = Value::Null;
        }
        results
    };
    assert_eq!(bare("1"), bare("4"));
}
