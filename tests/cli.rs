//! The program as its users meet it: every command and option, exit status, stdout and stderr.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

/// An empty folder of a test's own, in which the program runs.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!(
            "cli-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    /// A folder with these files.
    fn with<const N: usize>(files: [(&str, &str); N]) -> Folder {
        let folder = Folder::new();
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn exists(&self, name: &str) -> bool {
        self.0.join(name).exists()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ndbook"));
        command
            .current_dir(&self.0)
            .args(arguments)
            .stdin(Stdio::null());
        for variable in ["NO_COLOR", "CI", "GITHUB_ACTIONS", "INSTA_UPDATE"] {
            command.env_remove(variable);
        }
        command
    }

    fn ndbook(&self, arguments: &[&str]) -> Ended {
        Ended::from(self.command(arguments).output().unwrap())
    }

    fn ndbook_with_input(&self, arguments: &[&str], input: &str) -> Ended {
        let mut command = self.command(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        Ended::from(child.wait_with_output().unwrap())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[derive(Debug)]
struct Ended {
    status: i32,
    stdout: String,
    stderr: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Ended {
        Ended {
            status: output.status.code().expect("ended by itself"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

impl Ended {
    #[track_caller]
    fn status(self, status: i32) -> Ended {
        assert_eq!(self.status, status, "{self:#?}");
        self
    }

    #[track_caller]
    fn stdout(self, stdout: &str) -> Ended {
        assert_eq!(self.stdout, stdout, "stderr: {}", self.stderr);
        self
    }

    #[track_caller]
    fn stderr(self, stderr: &str) -> Ended {
        assert_eq!(self.stderr, stderr);
        self
    }

    #[track_caller]
    fn says(self, part: &str) -> Ended {
        assert!(
            self.stdout.contains(part),
            "no {part:?} in stdout: {self:#?}"
        );
        self
    }

    #[track_caller]
    fn complains(self, part: &str) -> Ended {
        assert!(
            self.stderr.contains(part),
            "no {part:?} in stderr: {self:#?}"
        );
        self
    }

    /// The lines of stdout as JSON.
    fn json(&self) -> Vec<Value> {
        let lines = self.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).expect("a line of JSON"))
            .collect()
    }
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

const SIMPLE: &str = "# Sums\n\nSome *prose*.\n\n```python\nprint(1 + 1)\nnp.arange(3)\n```\n\n```output\n2\narray([0, 1, 2])\n```\n";

/// Three cells, the second of which raises.
const RAISING: &str =
    "```python\nx = 1\n```\n\n```python\nprint(x)\n[1][5]\n```\n\n```python\nx + 1\n```\n";

const EXERCISE: &str = "```python\nX = np.array([[1., 2.], [3., 6.]])\n```\n
```python exercise=mean points=4\nm = ...\n```\n
```python solution=mean\nm = X.mean(axis=0)\n```\n
```python check=mean\nassert np.shape(m) == (2,), \"m has a number per column\"\nassert np.allclose(m, [2, 4]), \"m has the means\"\n```\n
```python exercise=double points=2\nd = ...\n```\n
```python solution=double\nd = m * 2\n```\n
```python check=double\nassert np.allclose(d, m * 2), \"d is twice m\"\n```\n";

#[path = "cli/answers.rs"]
mod answers;
#[path = "cli/checking.rs"]
mod checking;
#[path = "cli/documents.rs"]
mod documents;
#[path = "cli/manual.rs"]
mod manual;
#[cfg(unix)]
#[path = "terminal/mod.rs"]
mod pty;
#[path = "cli/surprises.rs"]
mod surprises;
#[path = "cli/testing.rs"]
mod testing;

mod run {
    use super::*;

    #[test]
    fn a_lesson_is_shown_with_prose_code_and_outputs() {
        let folder = Folder::with([("sums.md", SIMPLE)]);
        folder.ndbook(&["run", "sums.md"]).status(0).stderr("").stdout(
            "Sums\n====\n\nSome prose.\n\n│ print(1 + 1)\n│ np.arange(3)\n\n2\narray([0, 1, 2])\n",
        );
    }

    #[test]
    fn quiet_leaves_out_prose_and_code() {
        let folder = Folder::with([("sums.md", SIMPLE)]);
        let ended = folder.ndbook(&["run", "-q", "sums.md"]);
        ended.status(0).stderr("").stdout("2\narray([0, 1, 2])\n");
    }

    #[test]
    fn the_lesson_of_the_readme_runs() {
        let path = repository().join("lessons/29-numpy-in-ml.md");
        let ended = Folder::new().ndbook(&["run", path.to_str().unwrap()]);
        ended
            .status(0)
            .stderr("")
            .says("scored 92, predicted 91.6\n")
            .says("[80 48 91 62 89]\n");
    }

    #[test]
    fn the_readme_shows_what_is_shown() {
        let readme = fs::read_to_string(repository().join("README.md")).unwrap();
        let blocks: Vec<&str> = readme
            .split("\n```text\n")
            .skip(1)
            .filter_map(|rest| rest.split("```\n").next())
            .collect();
        let [shown, typed, ..] = blocks[..] else {
            panic!("there are two blocks");
        };
        let mut command = Folder::new().command(&["run", "lessons/29-numpy-in-ml.md"]);
        Ended::from(command.current_dir(repository()).output().unwrap())
            .status(0)
            .says(shown);
        let (code, value) = typed
            .strip_prefix("$ ndbook -c '")
            .unwrap()
            .split_once("'\n")
            .unwrap();
        Folder::new().ndbook(&["-c", code]).status(0).stdout(value);
    }

    #[test]
    fn colours_are_for_terminals() {
        let folder = Folder::with([("sums.md", SIMPLE)]);
        assert!(!folder.ndbook(&["run", "sums.md"]).stdout.contains('\x1b'));
        folder
            .ndbook(&["run", "--color", "always", "sums.md"])
            .status(0)
            .says("\x1b[1;36mSums\x1b[0m");
        folder
            .ndbook(&["--color", "never", "run", "sums.md"])
            .status(0)
            .says("Sums\n====\n");
    }

    #[test]
    fn an_uncaught_error_stops_the_lesson() {
        let folder = Folder::with([("l.md", RAISING)]);
        let ended = folder.ndbook(&["run", "l.md"]).status(1);
        let ended = ended
            .complains("IndexError: list index out of range")
            .complains("l.md:7");
        assert!(ended.stdout.ends_with("│ [1][5]\n\n1\n"), "{ended:?}");
    }

    #[test]
    fn keep_going_runs_what_comes_after() {
        let folder = Folder::with([("l.md", RAISING)]);
        let ended = folder.ndbook(&["run", "-q", "--keep-going", "l.md"]);
        ended.status(1).complains("IndexError").stdout("1\n2\n");
    }

    #[test]
    fn expected_errors_are_results() {
        let expected = "```python raises=LookupError\n[1][5]\n```\n\n```python\n'after'\n```\n";
        let folder = Folder::with([("l.md", expected)]);
        let ended = folder.ndbook(&["run", "-q", "l.md"]).status(0).stderr("");
        ended
            .says("IndexError: list index out of range")
            .says("'after'\n");
    }

    #[test]
    fn an_expected_error_must_come() {
        for (code, message) in [
            ("1 + 1", "should raise ValueError, and raised nothing"),
            ("[][0]", "should raise ValueError, and raised IndexError"),
        ] {
            let lesson = format!("```python raises=ValueError\n{code}\n```\n");
            let folder = Folder::with([("l.md", &lesson)]);
            folder.ndbook(&["run", "l.md"]).status(1).complains(message);
        }
    }

    #[test]
    fn json_is_as_promised() {
        let lesson = format!("---\ntitle: Errors\n---\n{RAISING}\n```python\n```\n");
        let folder = Folder::with([("l.md", &lesson)]);
        let ended = folder
            .ndbook(&["run", "--format", "json", "l.md"])
            .status(1);
        let [line] = ended.json().try_into().expect("one line");
        assert_eq!(line["schema"], "ndbook.run/1");
        assert_eq!(line["lesson"], "l.md");
        assert_eq!(line["title"], "Errors");
        assert_eq!(line["status"], "error");
        let cells = line["cells"].as_array().unwrap();
        assert_eq!(
            cells.len(),
            4,
            "empty cells and those not reached are there too"
        );
        let keys = [
            "index", "line", "code", "stdout", "display", "warnings", "notes", "media", "error",
            "steps", "seconds",
        ];
        for cell in cells {
            let cell = cell.as_object().unwrap();
            assert_eq!(cell.len(), keys.len());
            assert!(keys.iter().all(|key| cell.contains_key(*key)), "{cell:?}");
        }
        assert_eq!(cells[1]["line"], 9);
        assert_eq!(cells[1]["code"], "print(x)\n[1][5]");
        assert_eq!(cells[1]["stdout"], "1\n");
        assert_eq!(cells[1]["display"], Value::Null);
        let error = &cells[1]["error"];
        assert_eq!(error["type"], "IndexError");
        assert_eq!(error["message"], "list index out of range");
        assert_eq!(error["line"], 2);
        assert!(error["column"].as_u64().unwrap() >= 1);
        assert!(error["help"].is_array());
        assert_eq!(cells[2]["display"], Value::Null, "not reached");

        let ended = folder
            .ndbook(&["run", "--format", "json", "--keep-going", "l.md"])
            .status(1);
        assert_eq!(ended.json()[0]["cells"][2]["display"], "2");
    }

    #[test]
    fn warnings_stand_in_the_json() {
        let folder = Folder::with([("l.md", "```python\nnp.array([1.0]) / 0\n```\n")]);
        let ended = folder
            .ndbook(&["run", "--format", "json", "l.md"])
            .status(0);
        let cell = &ended.json()[0]["cells"][0];
        assert_eq!(cell["warnings"][0]["category"], "RuntimeWarning");
        assert_eq!(
            cell["warnings"][0]["message"],
            "divide by zero encountered in divide"
        );
        assert_eq!(cell["display"], "array([inf])");
    }

    #[test]
    fn hidden_and_skipped_cells() {
        let lesson = "```python hide\nx = 5\nprint('unseen')\n```\n\n```python skip\nnonsense(\n```\n\n```python\nx\n```\n";
        let folder = Folder::with([("l.md", lesson)]);
        folder
            .ndbook(&["run", "l.md"])
            .status(0)
            .stderr("")
            .stdout("┌ not run\n│ nonsense(\n\n│ x\n\n5\n");
    }

    #[test]
    fn a_solution_takes_the_place_of_its_starter() {
        let folder = Folder::with([("l.md", EXERCISE)]);
        let ended = folder
            .ndbook(&["run", "--solutions", "l.md"])
            .status(0)
            .stderr("");
        ended
            .says("┌ exercise: mean\n")
            .says("┌ solution: mean\n")
            .says("┌ check: mean\n");
    }

    #[test]
    fn a_script_prints_what_python_would_print() {
        let script = "import numpy as np\nx = np.arange(3)\nx\nprint(x)\nprint('done')\n";
        let folder = Folder::with([("s.py", script)]);
        folder
            .ndbook(&["run", "s.py"])
            .status(0)
            .stderr("")
            .stdout("[0 1 2]\ndone\n");
        let folder = Folder::with([("s.py", "print(1)\n1 / 0\nprint(2)\n")]);
        let ended = folder.ndbook(&["run", "s.py"]).status(1).stdout("1\n");
        ended
            .complains("ZeroDivisionError: division by zero")
            .complains("s.py:2");
    }

    #[test]
    fn a_percent_script_is_a_lesson() {
        let script =
            "# %% [markdown]\n# Words.\n# %% First raises=KeyError\n{}['a']\n# %%\n2 * 21\n";
        let folder = Folder::with([("p.py", script)]);
        let ended = folder.ndbook(&["run", "p.py"]).status(0);
        ended
            .says("Words.\n")
            .says("KeyError: 'a'")
            .says("│ 2 * 21\n\n42\n");
    }

    #[test]
    fn pycon_cells_run_their_examples() {
        let lesson = "```pycon\n>>> x = 3\n>>> x * 2\n6\n>>> for i in range(2):\n...     print(i)\n0\n1\n```\n";
        let folder = Folder::with([("l.md", lesson)]);
        folder
            .ndbook(&["run", "-q", "l.md"])
            .status(0)
            .stdout("6\n0\n1\n");
        folder.ndbook(&["test", "l.md"]).status(0);
    }

    #[test]
    fn folders_and_globs_are_filled_in_and_results_are_in_order() {
        let cell = |value: usize| format!("```python\n{value}\n```\n");
        let folder = Folder::with([("all/README.md", "```python\nbroken(\n```\n")]);
        for number in 0..12 {
            folder.write(&format!("all/{number:02}.md"), cell(number));
        }
        folder.write("all/deeper/99.md", cell(99));
        let expected: String = (0..12)
            .chain([99])
            .map(|value| format!("{value}\n"))
            .collect();
        for jobs in ["1", "2", "7"] {
            let ended = folder
                .ndbook(&["run", "--format", "json", "--jobs", jobs, "all"])
                .status(0);
            let shown: String = ended
                .json()
                .iter()
                .map(|line| format!("{}\n", line["cells"][0]["display"].as_str().unwrap()))
                .collect();
            assert_eq!(shown, expected);
        }
        let ended = folder.ndbook(&["run", "-q", "all/0[01].md"]).status(0);
        ended.stdout("──── all/00.md\n\n0\n\n──── all/01.md\n\n1\n");
    }

    #[test]
    fn unseeded_numbers_come_from_a_fixed_seed() {
        let folder = Folder::with([(
            "l.md",
            "```python\nnp.random.default_rng().random(3)\n```\n",
        )]);
        let draw = |options: &[&str]| {
            let arguments = [&["run", "-q"], options, &["l.md"]].concat();
            folder.ndbook(&arguments).status(0).stdout
        };
        let first = draw(&[]);
        assert!(first.starts_with("array(["), "{first}");
        assert_eq!(draw(&[]), first);
        assert_eq!(draw(&["--seed", "0"]), first);
        assert_ne!(draw(&["--seed", "5"]), first);
        assert_ne!(draw(&["--seed", "random"]), draw(&["--seed", "random"]));
    }

    #[test]
    fn limits_end_the_cell_and_not_the_program() {
        let after = "```python\n'after'\n```\n";
        for (option, value, code) in [
            ("--max-steps", "100_000", "while True:\n    pass"),
            ("--max-seconds", "0.2", "while True:\n    pass"),
            ("--max-memory", "64M", "x = np.ones(10**9)"),
            ("--max-memory", "64M", "x = [0] * 10**8"),
        ] {
            let lesson = format!("```python\nprint('before')\n{code}\n```\n\n{after}");
            let folder = Folder::with([("l.md", &lesson)]);
            let ended = folder.ndbook(&["run", "-q", "--keep-going", option, value, "l.md"]);
            ended
                .status(1)
                .stdout("before\n'after'\n")
                .complains("l.md:");
        }
    }

    #[test]
    fn a_lesson_reads_its_own_folder_only() {
        let lesson = "```python\nprint(open('data/x.txt').read())\n```\n\n```python raises=OSError\nopen('../secret.txt')\n```\n";
        let folder = Folder::with([
            ("in/l.md", lesson),
            ("in/data/x.txt", "inside"),
            ("secret.txt", "outside"),
        ]);
        folder
            .ndbook(&["run", "-q", "in/l.md"])
            .status(0)
            .says("inside\n");
        let lesson = "```python\nfile = open('new.txt', 'w')\nfile.write('kept')\nfile.close()\nprint(open('new.txt').read())\n```\n";
        let folder = Folder::with([("l.md", lesson)]);
        folder
            .ndbook(&["run", "-q", "l.md"])
            .status(0)
            .stdout("kept\n");
        assert!(!folder.exists("new.txt"), "nothing on disk is touched");
    }

    #[test]
    fn a_reader_that_goes_away_is_no_fault() {
        let folder = Folder::with([(
            "l.md",
            "```python\nfor i in range(100000):\n    print(i)\n```\n",
        )]);
        let mut child = folder
            .command(&["run", "-q", "l.md"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
        assert_eq!(ended.status.code(), Some(0));
    }
}

mod one_cell {
    use super::*;

    #[test]
    fn code_is_run_and_its_value_shown() {
        let folder = Folder::new();
        let ended = folder.ndbook(&["-c", "print('x')\nnp.arange(3) * 2"]);
        ended.status(0).stderr("").stdout("x\narray([0, 2, 4])\n");
        folder.ndbook(&["-c", "X = 3"]).status(0).stdout("");
        folder.ndbook(&["-c", "3;"]).status(0).stdout("");
    }

    #[test]
    fn stdin_is_one_cell() {
        let folder = Folder::new();
        let ended =
            folder.ndbook_with_input(&[], "X = np.ones((2, 2))\nw = [1, 2]\ndot(X, w) + 1\n");
        ended.status(0).stderr("").stdout("array([4., 4.])\n");
        folder
            .ndbook_with_input(&[], "")
            .status(0)
            .stdout("")
            .stderr("");
    }

    #[test]
    fn complaints_go_to_stderr() {
        let folder = Folder::new();
        let ended = folder
            .ndbook(&["-c", "print(1)\nnp.ones(3) + np.ones(4)"])
            .status(1)
            .stdout("1\n");
        let ended = ended.complains(
            "ValueError: operands could not be broadcast together with shapes (3,) (4,)",
        );
        ended.complains("<string>:2:");
        let ended = folder
            .ndbook_with_input(&[], "X = (\n")
            .status(1)
            .stdout("");
        ended
            .complains("SyntaxError: '(' was never closed")
            .complains("<stdin>:1:5");
    }

    #[test]
    fn files_are_those_of_the_working_folder() {
        let folder = Folder::with([("there.txt", "inside")]);
        let ended = folder.ndbook(&[
            "-c",
            "open('new.txt', 'w').write(open('there.txt').read().upper());",
        ]);
        ended.status(0).stderr("");
        assert_eq!(folder.read("new.txt"), "INSIDE");
        folder
            .ndbook(&["-c", "open('../new.txt', 'w')"])
            .status(1)
            .complains("Error");
    }
}

mod test {
    use super::*;

    #[test]
    fn true_outputs_pass() {
        let folder = Folder::with([("lessons/a.md", SIMPLE)]);
        let ended = folder.ndbook(&["test"]).status(0).stderr("");
        ended.stdout(
            "pass  lessons/a.md: 1 passed\n1 lesson: 1 cells passed, 0 failed, 0 new, 0 skipped\n",
        );
    }

    #[test]
    fn a_difference_is_shown_as_a_diff_with_its_place() {
        let lesson = SIMPLE.replace("array([0, 1, 2])", "array([0, 5, 2])");
        let folder = Folder::with([("a.md", &lesson)]);
        let ended = folder.ndbook(&["test", "a.md"]).status(1).stderr("");
        let ended = ended
            .says("FAIL  a.md: 1 failed\n")
            .says("  a.md:6:1: the output differs");
        let ended = ended
            .says("-array([0, 5, 2])\n")
            .says("+array([0, 1, 2])\n");
        ended.says("first difference at [1]: expected 5, got 1; largest difference 4 at [1]");
    }

    #[test]
    fn json_is_as_promised() {
        let lesson = format!(
            "{}\n```python\n'new'\n```\n\n```python skip\n1\n```\n",
            SIMPLE.replace("2\narray", "3\narray")
        );
        let folder = Folder::with([("a.md", &lesson)]);
        let ended = folder
            .ndbook(&["test", "--format", "json", "a.md"])
            .status(1);
        let [line] = ended.json().try_into().expect("one line");
        assert_eq!(line["schema"], "ndbook.test/1");
        assert_eq!(line["lesson"], "a.md");
        assert_eq!(line["status"], "fail");
        assert_eq!(line["problems"], Value::Array(Vec::new()));
        assert!(line["seconds"].is_number());
        let statuses: Vec<&str> = line["cells"]
            .as_array()
            .unwrap()
            .iter()
            .map(|cell| cell["status"].as_str().unwrap())
            .collect();
        assert_eq!(statuses, ["fail", "new", "skipped"]);
        let cell = &line["cells"][0];
        assert_eq!(cell["index"], 0);
        assert_eq!(cell["line"], 6);
        assert_eq!(cell["expected"], "3\narray([0, 1, 2])\n");
        assert_eq!(cell["got"], "2\narray([0, 1, 2])\n");
        assert!(
            cell["message"]
                .as_str()
                .unwrap()
                .starts_with("the output differs")
        );
    }

    #[test]
    fn new_outputs_are_no_failure_unless_strict() {
        let folder = Folder::with([("a.md", "```python\n'new'\n```\n")]);
        folder.ndbook(&["test", "a.md"]).status(0).says("1 new");
        folder
            .ndbook(&["test", "--strict", "a.md"])
            .status(1)
            .says("FAIL  a.md: 1 new");
        assert!(!folder.exists("snapshots"));
    }

    #[test]
    fn update_records_in_the_snapshot_and_keeps_every_other_byte() {
        let lesson = "# Ünits  \r\n\r\n* item\r\n\r\n  ```python\r\n  print(1)\r\n\r\n  print(2)\r\n  ```\r\n\r\n  ````output\r\n  0\r\n  ````\r\n\r\n```python\r\n'new'\r\n```\r\nend";
        let folder = Folder::with([("a.md", lesson)]);
        let ended = folder.ndbook(&["test", "--update", "a.md"]);
        ended.status(0).says("2 recorded");
        assert_eq!(
            folder.read("a.md"),
            lesson.replace("  0\r\n", "  1\r\n  2\r\n")
        );
        let snapshot = folder.read("snapshots/a.snap");
        assert_eq!(
            snapshot,
            "---\nsource: a.md\nexpression: outputs\n---\n>>> 'new'\n'new'\n"
        );
        let ended = folder.ndbook(&["test", "--strict", "a.md"]).status(0);
        assert!(!ended.stdout.contains("recorded"));
        folder.ndbook(&["test", "--update", "a.md"]).status(0);
        assert_eq!(
            folder.read("snapshots/a.snap"),
            snapshot,
            "nothing changes twice"
        );
    }

    #[test]
    fn update_can_write_fences() {
        let folder = Folder::with([("a.md", "```python\nprint('```')\n```\n\nProse.\n")]);
        folder
            .ndbook(&["test", "--inline", "a.md"])
            .status(2)
            .complains("--update");
        folder
            .ndbook(&["test", "--update", "--inline", "a.md"])
            .status(0);
        assert_eq!(
            folder.read("a.md"),
            "```python\nprint('```')\n```\n\n````output\n```\n````\n\nProse.\n"
        );
        assert!(!folder.exists("snapshots"));
        folder.ndbook(&["test", "--strict", "a.md"]).status(0);
    }

    #[test]
    fn a_changed_snapshot_fails_and_an_orphan_too() {
        let folder = Folder::with([("a.md", "```python\n1 + 1\n```\n")]);
        folder.write(
            "snapshots/a.snap",
            "---\nsource: x\nexpression: y\n---\n>>> 1 + 1\n3\n",
        );
        folder
            .ndbook(&["test", "a.md"])
            .status(1)
            .says("-3\n")
            .says("+2\n");
        folder.write("a.md", "```python\n2 + 2\n```\n");
        let ended = folder.ndbook(&["test", "a.md"]).status(1);
        ended.says("the output of a cell that is not there: `1 + 1`");
        folder.ndbook(&["test", "--update", "a.md"]).status(0);
        assert_eq!(
            folder.read("snapshots/a.snap"),
            "---\nsource: x\nexpression: y\n---\n>>> 2 + 2\n4\n"
        );
        folder.write("a.md", "```python\nx = 1\n```\n");
        folder.ndbook(&["test", "--update", "a.md"]).status(0);
        assert!(
            !folder.exists("snapshots/a.snap"),
            "a snapshot of nothing is no file"
        );
    }

    #[test]
    fn numbers_are_compared_within_a_tolerance() {
        let cell = "\nnp.array([1.0, 2.5])\n```\n\n```output\narray([1.       , 2.5000001])\n```\n";
        let folder = Folder::with([
            ("cell.md", &format!("```python tol=1e-6{cell}")),
            ("top.md", &format!("---\ntol: 1e-6\n---\n```python{cell}")),
            ("none.md", &format!("```python{cell}")),
            ("strict.md", &format!("```python tol=0{cell}")),
        ]);
        folder.ndbook(&["test", "cell.md", "top.md"]).status(0);
        folder.ndbook(&["test", "none.md"]).status(1);
        folder
            .ndbook(&["test", "--tol", "1e-6", "none.md"])
            .status(0);
        folder
            .ndbook(&["test", "--tol", "1e-6", "strict.md"])
            .status(1);
        folder.ndbook(&["test", "--tol", "x", "none.md"]).status(2);
    }

    #[test]
    fn an_unexpected_error_fails_and_the_rest_is_skipped() {
        let folder = Folder::with([("l.md", RAISING)]);
        let ended = folder.ndbook(&["test", "l.md"]).status(1);
        ended
            .says("FAIL  l.md: 1 passed, 1 failed, 1 not reached")
            .says("l.md:7:5: IndexError: list index out of range");
        let ended = folder.ndbook(&["test", "--keep-going", "l.md"]).status(1);
        ended.says("1 passed, 1 failed, 1 new");
    }

    #[test]
    fn exercises_prove_themselves() {
        let folder = Folder::with([("l.md", EXERCISE)]);
        folder.ndbook(&["test", "l.md"]).status(0);
        folder.write("l.md", EXERCISE.replace("X.mean(axis=0)", "X.mean(axis=1)"));
        folder
            .ndbook(&["test", "l.md"])
            .status(1)
            .says("the solution of `mean` fails its check: AssertionError: m has the means");
        folder.write("l.md", EXERCISE.replace("m = ...", "m = np.array([2, 4])"));
        folder
            .ndbook(&["test", "l.md"])
            .status(1)
            .says("the starter of `mean` passes its check already");
        folder.write("l.md", "```python exercise=empty\nx = 1\n```\n");
        folder
            .ndbook(&["test", "l.md"])
            .status(1)
            .says("neither a check nor a solution");
    }

    #[test]
    fn outputs_of_pycon_cells_are_compared_and_recorded() {
        let lesson = "```pycon\n>>> 1 + 1\n3\n>>> print('a\\n\\nb')\n>>> [][0]\nTraceback (most recent call last):\n  ...\nIndexError: list index out of range\n>>> 4 # doctest: +SKIP\n5\n>>> 'abc' # doctest: +ELLIPSIS\n'a...'\n```\n";
        let folder = Folder::with([("l.md", lesson)]);
        folder
            .ndbook(&["test", "l.md"])
            .status(1)
            .says("the output of line 2 differs")
            .says("-3\n");
        folder.ndbook(&["test", "--update", "l.md"]).status(0);
        let updated = lesson
            .replace("1 + 1\n3", "1 + 1\n2")
            .replace("b')\n", "b')\na\n<BLANKLINE>\nb\n");
        assert_eq!(folder.read("l.md"), updated);
    }
}

mod check {
    use super::*;

    const RIGHT: &str = "# %% exercise=mean\nm = X.mean(axis=0)\n# %% exercise=double\nd = m + m\n";

    fn checked(answer: &str, options: &[&str]) -> (Ended, Value) {
        let folder = Folder::with([("l.md", EXERCISE), ("a.py", answer)]);
        let arguments = [&["check", "--format", "json"], options, &["l.md", "a.py"]].concat();
        let ended = folder.ndbook(&arguments);
        let [line] = ended.json().try_into().expect("one line");
        (ended, line)
    }

    #[test]
    fn a_right_answer_earns_all_points() {
        let (ended, line) = checked(RIGHT, &[]);
        ended.status(0).stderr("");
        assert_eq!(line["schema"], "ndbook.check/1");
        assert_eq!(line["lesson"], "l.md");
        assert_eq!(line["answer"], "a.py");
        assert_eq!(line["points"], 6.0);
        assert_eq!(line["max_points"], 6.0);
        assert_eq!(line["error"], Value::Null);
        assert!(line["steps"].as_u64().unwrap() > 0);
        let exercise = &line["exercises"][0];
        assert_eq!(exercise["name"], "mean");
        assert_eq!(exercise["status"], "pass");
        assert_eq!(exercise["error"], Value::Null);
        assert_eq!(exercise["items"][0]["name"], "m has a number per column");
        assert_eq!(exercise["items"][0]["status"], "pass");
        assert_eq!(exercise["items"][0]["points"], 2.0);
        assert_eq!(exercise["items"][0]["message"], Value::Null);
    }

    #[test]
    fn one_mistake_costs_once_and_is_taken_apart() {
        let (ended, line) = checked(
            "# %% exercise=mean\nm = X.mean(axis=1)\n# %% exercise=double\nd = m * 2\n",
            &[],
        );
        ended.status(1);
        assert_eq!(line["points"], 4.0);
        let [mean, double] = [&line["exercises"][0], &line["exercises"][1]];
        assert_eq!(mean["status"], "fail");
        assert_eq!(mean["points"], 2.0);
        let message = mean["items"][1]["message"].as_str().unwrap();
        assert!(message.contains("m is array([1.5, 4.5])"), "{message}");
        assert_eq!(double["status"], "pass", "it starts from the reference");
    }

    #[test]
    fn whatever_is_wrong_with_an_answer_is_a_result() {
        for (answer, status, kind) in [
            ("# %% exercise=mean\nm = (\n", "error", "SyntaxError"),
            ("# %% exercise=mean\nm = nope\n", "error", "NameError"),
            ("# %% exercise=mean\nwhile True:\n    pass\n", "error", ""),
            ("# %% exercise=mean\nm = np.ones(10**13)\n", "error", ""),
            (
                "# %% exercise=mean\ndef f():\n    return f()\nf()\n",
                "error",
                "RecursionError",
            ),
            ("# %% exercise=mean\nm = open('l.md').read()\n", "error", ""),
        ] {
            let (ended, line) = checked(answer, &[]);
            ended.status(1);
            let mean = &line["exercises"][0];
            assert_eq!(mean["status"], status, "{answer}: {line:#}");
            assert_eq!(mean["points"], 0.0, "{answer}");
            let got = mean["error"]["type"].as_str().unwrap();
            assert!(got == kind || kind.is_empty(), "{answer}: {got}");
            assert_eq!(line["exercises"][1]["status"], "missing");
        }
    }

    #[test]
    fn files_that_are_no_answers_are_results_too() {
        let folder = Folder::with([
            ("l.md", EXERCISE),
            ("which.py", "m = 1\n"),
            ("typo.py", "# %% exercise=meen\nm = 1\n"),
        ]);
        folder.write("bytes.py", b"m = '\xff'\n");
        let ended = folder
            .ndbook(&[
                "check", "l.md", "which.py", "typo.py", "bytes.py", "gone.py",
            ])
            .status(1)
            .stderr("");
        let ended = ended
            .says("no cell says which exercise it answers")
            .says("did you mean `mean`?");
        let ended = ended.says("not UTF-8").says("there is no such file");
        ended.says("4 answers, 0 of them all right");
    }

    #[test]
    fn names_of_the_lesson_are_protected() {
        let cheat = "# %% exercise=mean\nm = 3\nnp.allclose = np.shape = lambda *a: True\nnp = None\ndef allclose(*a): return True\nX = 0\n# %% check=mean\nassert True\n";
        let (ended, line) = checked(cheat, &[]);
        ended.status(1);
        assert_eq!(line["exercises"][0]["points"], 0.0, "{line:#}");
        let message = line["exercises"][0]["items"][0]["message"]
            .as_str()
            .unwrap();
        assert_eq!(message, "np.shape(m) is (), not (2,)");
    }

    #[test]
    fn answers_may_be_lessons_and_folders() {
        let filled = EXERCISE.replace("m = ...", "m = X.mean(axis=0)");
        let folder = Folder::with([("l.md", EXERCISE), ("in/b.md", &filled), ("in/a.py", RIGHT)]);
        let ended = folder
            .ndbook(&["check", "--jobs", "2", "l.md", "in"])
            .status(1)
            .stderr("");
        let ended = ended
            .says("in/a.py: 6 of 6 points\n")
            .says("in/b.md: 4 of 6 points\n");
        let ended = ended
            .says("  double: no answer\n")
            .says("    ok    m has the means\n");
        assert!(ended.stdout.find("in/a.py").unwrap() < ended.stdout.find("in/b.md").unwrap());
    }

    #[test]
    fn a_file_without_cells_answers_the_only_exercise() {
        let only = EXERCISE
            .split("\n```python exercise=double")
            .next()
            .unwrap();
        let folder = Folder::with([("l.md", only), ("a.py", "m = np.mean(X, axis=0)\n")]);
        folder
            .ndbook(&["check", "l.md", "a.py"])
            .status(0)
            .says("a.py: 4 of 4 points\n");
    }

    #[test]
    fn without_asserts_the_names_of_the_solution_are_compared() {
        let lesson = "```python exercise=e points=2\na = ...\nb = ...\n```\n\n```python solution=e\na = np.arange(4.0)\nb = 'word'\n```\n";
        let folder = Folder::with([
            ("l.md", lesson),
            (
                "right.py",
                "b = 'word'\na = np.array([0, 1, 2, 3.0000000001])\n",
            ),
        ]);
        folder.ndbook(&["check", "l.md", "right.py"]).status(0);
        for (answer, message) in [
            (
                "a = np.arange(4)",
                "`a` has dtype int64, and should have float64",
            ),
            (
                "a = np.arange(5.0)",
                "`a` has shape (5,), and should have (4,)",
            ),
            (
                "a = [0.0, 1.0, 2.0, 3.0]",
                "`a` is a list, and should be an array of shape (4,) and dtype float64",
            ),
            (
                "a = np.array([0, 1, 2, 4.0])",
                "the first that differs is 4.0, at [3]",
            ),
            ("b = 'other'", "`b` is 'other', and that is not right"),
            ("c = 1", "there is no `a` yet"),
        ] {
            folder.write("wrong.py", answer);
            folder
                .ndbook(&["check", "l.md", "wrong.py"])
                .status(1)
                .says(message);
        }
    }

    #[test]
    fn hidden_checks_stay_hidden() {
        let lesson = EXERCISE.replace("check=mean", "check=mean hidden");
        let folder = Folder::with([("l.md", &lesson), ("a.py", "# %% exercise=mean\nm = 3\n")]);
        let ended = folder
            .ndbook(&["check", "l.md", "a.py"])
            .status(1)
            .says("FAIL  hidden check 1\n");
        assert!(
            !ended.stdout.contains("means") && !ended.stdout.contains("shape"),
            "{ended:?}"
        );
    }

    #[test]
    fn a_lesson_that_cannot_be_checked_is_wrong_usage() {
        let folder = Folder::with([("l.md", SIMPLE), ("a.py", "1\n")]);
        folder
            .ndbook(&["check", "l.md", "a.py"])
            .status(2)
            .complains("the lesson has no exercises to check");
        folder
            .ndbook(&["check", "gone.md", "a.py"])
            .status(2)
            .complains("gone.md: there is no such file");
        folder
            .ndbook(&["check", "l.md"])
            .status(2)
            .complains("<ANSWER>");
    }
}

mod usage {
    use super::*;

    #[test]
    fn help_and_version_are_results() {
        let folder = Folder::new();
        folder
            .ndbook(&["--help"])
            .status(0)
            .stderr("")
            .says("Check answers")
            .says("Usage: ndbook");
        folder.ndbook(&["--version"]).status(0).stdout(concat!(
            "ndbook ",
            env!("CARGO_PKG_VERSION"),
            "\n"
        ));
        for command in ["run", "test", "check"] {
            let ended = folder.ndbook(&[command, "--help"]).status(0).stderr("");
            for option in [
                "--format",
                "--jobs",
                "--seed",
                "--max-steps",
                "--max-memory",
                "--max-seconds",
                "--keep-going",
                "--color",
            ] {
                assert!(ended.stdout.contains(option), "{command} {option}");
            }
        }
    }

    #[test]
    fn wrong_usage_has_status_2() {
        let folder = Folder::with([("l.md", SIMPLE), ("empty/x.txt", "")]);
        for arguments in [
            &["run"][..],
            &["run", "--what", "l.md"],
            &["run", "--format", "yaml", "l.md"],
            &["run", "--jobs", "0", "l.md"],
            &["run", "--seed", "-3", "l.md"],
            &["run", "--max-memory", "lots", "l.md"],
            &["run", "--max-seconds", "0", "l.md"],
            &["run", "--max-steps", "x", "l.md"],
            &["run", "--color", "sometimes", "l.md"],
            &["run", "empty"],
            &["run", "*.markdown"],
            &["run", "empty/x.txt"],
            &["test"],
            &["unknown"],
            &["-c"],
            &["-c", "1", "run", "l.md"],
        ] {
            let ended = folder.ndbook(arguments).status(2).stdout("");
            assert!(!ended.stderr.is_empty(), "{arguments:?}");
        }
    }
}

mod bad_input {
    use super::*;

    /// Runs a broken lesson under every command that reads one; each complains in the same way.
    #[track_caller]
    fn refused(lesson: &[u8], complaint: &str) {
        let folder = Folder::with([("a.py", "1\n")]);
        folder.write("l.md", lesson);
        for arguments in [
            &["run", "l.md"][..],
            &["test", "l.md"],
            &["check", "l.md", "a.py"],
        ] {
            let ended = folder.ndbook(arguments).status(2);
            let ended = ended.complains(complaint).complains("\n  help: ");
            assert!(!ended.stderr.contains("panicked"), "{ended:?}");
        }
    }

    #[test]
    fn files_that_cannot_be_read() {
        let folder = Folder::new();
        folder
            .ndbook(&["run", "gone.md"])
            .status(2)
            .stdout("")
            .complains("gone.md: there is no such file");
        folder
            .ndbook(&["test", "--format", "json", "gone.md"])
            .status(2)
            .says("\"status\":\"error\"");
        folder.write("broken.md", SIMPLE);
        folder.write("folder.md/x", "");
        folder.ndbook(&["run", "folder.md"]).status(2);
        refused(
            b"# T\n\nab\xff\n",
            "l.md:3:3: the file is not UTF-8: byte 0xff",
        );
        refused(b"\xff\xfe#\x00", "l.md:1:1: the file is not UTF-8");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_without_permission() {
        use std::os::unix::fs::PermissionsExt;
        let folder = Folder::with([("l.md", SIMPLE)]);
        let path = folder.0.join("l.md");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o0)).unwrap();
        // The superuser may read everything.
        if fs::read(&path).is_err() {
            folder
                .ndbook(&["run", "l.md"])
                .status(2)
                .complains("l.md: the file may not be read");
        }
    }

    #[test]
    fn lessons_whose_structure_is_broken() {
        for (lesson, complaint) in [
            (
                "# T\n\n```python\n1\n",
                "l.md:3:1: this fence is never closed",
            ),
            (
                "- ~~~~python\n  1\n  ~~~\n\nend\n",
                "l.md:1:3: this fence is never closed",
            ),
            (
                "```python rases=ValueError\n1\n```\n",
                "l.md:1:11: unknown attribute `rases`",
            ),
            (
                "```python exercise\n1\n```\n",
                "l.md:1:11: this exercise has no name",
            ),
            (
                "```python exercise=\"\"\n1\n```\n",
                "l.md:1:11: this exercise has no name",
            ),
            (
                "```python check=ab\n1\n```\n",
                "l.md:1:11: a check without its exercise",
            ),
            (
                "```output\n1\n```\n",
                "l.md:1:1: this output belongs to no cell",
            ),
            (
                "```python\n1\n```\n```output\n1\n```\n```output\n1\n```\n",
                "l.md:7:1: the cell above has an output",
            ),
            (
                "```python exercise=a\n1\n```\n```python exercise=a\n1\n```\n",
                "l.md:4:11: the name `a` is used twice",
            ),
            (
                "```text hint=\nx\n```\n",
                "l.md:1:9: this hint does not say which exercise",
            ),
            (
                "```python tol=small\n1\n```\n",
                "l.md:1:11: `tol` needs a number",
            ),
            (
                "```python raises=3\n1\n```\n",
                "l.md:1:11: `3` is not the name of an error",
            ),
            (
                "```python skip=yes\n1\n```\n",
                "l.md:1:11: `skip` takes no value",
            ),
            (
                "```python points=3\n1\n```\n",
                "l.md:1:11: `points` belongs to an exercise",
            ),
            (
                "```pycon\n1\n```\n",
                "l.md:1:4: this pycon cell has no `>>>` lines",
            ),
        ] {
            refused(lesson.as_bytes(), complaint);
        }
    }

    #[test]
    fn all_complaints_are_made_at_once_with_advice() {
        let folder = Folder::with([(
            "l.md",
            "```python rases=ValueError\n1\n```\n\n```python exercise\n1\n```\n",
        )]);
        let ended = folder.ndbook(&["run", "l.md"]).status(2);
        ended.stderr(
            "l.md:1:11: unknown attribute `rases`\n  help: did you mean `raises`?\n\
             l.md:5:11: this exercise has no name\n  help: give it one, as in `exercise=standardise`\n",
        );
    }

    #[test]
    fn ten_thousand_brackets() {
        let brackets = "(".repeat(10_000);
        let folder = Folder::with([(
            "l.md",
            &format!("```python\n{brackets}\n```\n\n```python\n'after'\n```\n"),
        )]);
        let ended = folder
            .ndbook(&["run", "-q", "--keep-going", "l.md"])
            .status(1)
            .stdout("'after'\n");
        ended
            .complains("SyntaxError: too many nested parentheses")
            .complains("l.md:2:");
        folder
            .ndbook_with_input(&[], &brackets)
            .status(1)
            .complains("SyntaxError");
        folder
            .ndbook_with_input(&[], &format!("{brackets}{}", ")".repeat(10_000)))
            .status(1)
            .complains("SyntaxError");
    }

    #[test]
    fn a_line_of_five_megabytes() {
        let sum = format!("x = 1{}\nx", " + 1".repeat(1_250_000));
        let text = format!("len('{}')", "a".repeat(5_000_000));
        let prose = "word ".repeat(1_000_000);
        let folder = Folder::with([("l.md", &format!("{prose}\n\n```python\n{text}\n```\n"))]);
        folder
            .ndbook(&["run", "-q", "l.md"])
            .status(0)
            .stdout("5000000\n");
        folder.ndbook(&["run", "l.md"]).status(0);
        // A chain of that length is refused or summed, and never a fault.
        let ended = folder.ndbook_with_input(&[], &sum);
        assert!(ended.status <= 1, "{}", ended.stderr);
        let unclosed = format!("x = '{}", "a".repeat(5_000_000));
        let ended = folder.ndbook_with_input(&[], &unclosed).status(1);
        let ended = ended.complains("SyntaxError: unterminated string literal");
        assert!(
            ended.stderr.len() < 10_000,
            "a complaint does not repeat the line"
        );
    }
}
