//! The course as learners meet it: through a pipe, by options, and in a real pseudo-terminal.
#![cfg(unix)]

#[path = "terminal/mod.rs"]
mod pty;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;
use nix::sys::termios::LocalFlags;
use pty::PATIENCE;

const SUMS: &str = "---\ntitle: Sums\nlesson: 1\n---\n\n# Sums\n\nHow to add.\nIt takes more than a line to say.\n\n## Two numbers\n\n```python\na = np.arange(3)\na.sum()\n```\n\n## Exercise: add\n\nPut the sum of `a` into `total`.\n\n```python exercise=add points=2\ntotal = ...\n```\n\n```text hint=add\nArrays have a method for that.\n```\n\n```text hint=add\nIt is called `sum`.\n```\n\n```python solution=add\ntotal = a.sum()  # the author's way\n```\n\n```python check=add\nassert total == 3, \"total is the sum\"\n```\n\n```python check=add hidden\nassert isinstance(total, np.integer), \"a secret\"\n```\n";
const PAGES: &str = "---\ntitle: Only pages\nlesson: 2\n---\n\nNothing to do here.\n";
const BROKEN: &str = "# Broken\n\n```python check=nothing\nassert True\n```\n";

const RIGHT: &str = "# %% exercise=add\ntotal = a.sum()\n";

/// A folder with a course in it.
struct Course(PathBuf);

impl Course {
    fn new() -> Course {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("learn-{}-{number}", std::process::id());
        let course = Course(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        for (name, text) in [("1.md", SUMS), ("2.md", PAGES), ("3.md", BROKEN)] {
            course.write(&format!("lessons/{name}"), text);
        }
        course
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    fn command(&self, options: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ndbook"));
        command.current_dir(&self.0).arg("learn").args(options);
        command.env("NO_COLOR", "1").env("TERM", "xterm");
        command
    }

    fn learn(&self, options: &[&str]) -> Ended {
        self.talk(options, "")
    }

    /// Says these lines and leaves.
    fn talk(&self, options: &[&str], lines: &str) -> Ended {
        let mut command = self.command(options);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(lines.as_bytes()).unwrap();
        drop(input);
        Ended::from(child.wait_with_output().unwrap())
    }
}

impl Drop for Course {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

struct Ended {
    status: i32,
    stdout: String,
    stderr: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Ended {
        Ended {
            status: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

#[test]
fn a_pipe_is_a_conversation_in_sentences() {
    let course = Course::new();
    let lines = "next\nnext\nsolution\nhint\nh\nh\nreset\nno\ndance\nback\nlist\ngo 2\nnext\nnext\nhelp\nquit\n";
    let told = course.talk(&[], lines);
    assert_eq!((told.status, told.stderr.as_str()), (0, ""));
    insta::assert_snapshot!("conversation", told.stdout);
    assert!(!told.stdout.contains("author's way"));
    assert!(!told.stdout.contains("a secret"));
    assert!(!told.stdout.contains(['│', '┌', '─', '\x1b']));
    insta::assert_snapshot!(course.read("answers/01.py"), @r#"
    # %% [markdown]
    # Answers to the exercises of "Sums", lessons/1.md.
    # `ndbook learn` checks them whenever this file is saved.

    # %% [markdown]
    # ## Exercise: add
    #
    # Put the sum of `a` into `total`.

    # %% exercise=add
    total = ...
    "#);
}

#[test]
fn every_key_has_an_option() {
    let course = Course::new();
    let list = course.learn(&["--list"]);
    assert!(
        list.stdout.contains("exercise: add: open\n"),
        "{}",
        list.stdout
    );
    assert!(
        list.stdout.contains("03  3.md: cannot be read\n"),
        "{}",
        list.stdout
    );
    assert!(!course.0.join("answers").exists());
    let hint = course.learn(&["--hint", "add"]);
    assert_eq!(
        hint.stdout,
        "Hint 1 of 2.\nHint 1: Arrays have a method for that.\n"
    );
    assert_eq!(course.learn(&["--solution", "add"]).status, 1);
    course.write("answers/01.py", "# %% exercise=add\ntotal = 4\n");
    let wrong = course.learn(&["--check"]);
    assert_eq!(wrong.status, 1);
    assert!(
        wrong.stdout.contains("FAIL  total is the sum"),
        "{}",
        wrong.stdout
    );
    assert!(!wrong.stdout.contains("a secret"), "{}", wrong.stdout);
    course.write("answers/01.py", RIGHT);
    let right = course.learn(&["--check"]);
    assert_eq!(right.status, 0);
    assert!(
        right.stdout.ends_with("1 of 1 exercises are solved.\n"),
        "{}",
        right.stdout
    );
    let solution = course.learn(&["--solution", "01/add"]);
    assert!(
        solution.stdout.contains("# the author's way"),
        "{}",
        solution.stdout
    );
    let unasked = course.learn(&["--reset", "add"]);
    assert_eq!(unasked.status, 2);
    assert!(unasked.stderr.contains("`--yes`"), "{}", unasked.stderr);
    assert_eq!(course.learn(&["--reset", "add", "--yes"]).status, 0);
    assert_eq!(
        course.read("answers/01.py"),
        "# %% exercise=add\ntotal = ...\n"
    );
    assert_eq!(course.read("answers/.ndbook/backups/01-1.py"), RIGHT);
    assert_eq!(course.learn(&["--solution", "add"]).status, 1);
    let misspelt = course.learn(&["--hint", "ad"]);
    assert_eq!(misspelt.status, 2);
    assert!(
        misspelt.stderr.contains("did you mean \"add\"?"),
        "{}",
        misspelt.stderr
    );
    assert_eq!(course.learn(&["--lesson", "7"]).status, 2);
    let second = course.learn(&["--from", "2"]).stdout;
    assert!(
        second.contains("Page 1 of 1 of \"Only pages\"."),
        "{second}"
    );
}

#[test]
fn damaged_progress_is_set_aside_and_answers_of_any_kind_are_told() {
    let course = Course::new();
    course.write("answers/.ndbook/progress.json", "{\"schema\": ");
    for (answer, told) in [
        (&b"# %% exercise=add\nwhile True: pass\n"[..], "LimitError"),
        (b"# %% exercise=add\ntotal = (\n", "SyntaxError"),
        (b"# %% exercise=ad\ntotal = 3\n", "did you mean `add`?"),
        (b"# %% exercise=add\nx = '\xff'\n", "not UTF-8"),
    ] {
        course.write("answers/01.py", answer);
        let checked = course.learn(&["--check"]);
        assert_eq!(checked.status, 1);
        let told = told.replace("LimitError", "steps");
        assert!(checked.stdout.contains(&told), "{}", checked.stdout);
        assert_eq!(fs::read(course.0.join("answers/01.py")).unwrap(), answer);
    }
    let aside = "answers/.ndbook/progress.set-aside-1.json";
    assert_eq!(course.read(aside), "{\"schema\": ");
}

/// A running course.
struct Terminal(pty::Terminal);

impl Terminal {
    fn open(course: &Course, columns: u16, rows: u16) -> Terminal {
        Terminal(pty::Terminal::open(&mut course.command(&[]), columns, rows))
    }

    fn press(&mut self, keys: &str) {
        self.0.press(keys);
    }

    /// The last whole picture that was drawn.
    fn picture(&self) -> String {
        let text = self.0.shown();
        let end = text.rfind("\x1b[J").unwrap_or(0);
        let start = text[..end].rfind("\x1b[H").unwrap_or(0);
        let picture = text[start..end].replace("\x1b[H", "");
        let lines = picture.split("\r\n").map(|line| {
            let line = line.replace("\x1b[0m", "").replace("\x1b[K", "");
            format!("{}\n", line.trim_end())
        });
        lines.collect()
    }

    /// Waits for a picture with this text in it.
    fn until(&self, text: &str) -> String {
        let begun = Instant::now();
        loop {
            let picture = self.picture();
            if picture.contains(text) {
                return picture;
            }
            assert!(begun.elapsed() < PATIENCE, "no {text:?} in\n{picture}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn is_raw(&self) -> bool {
        !self.0.modes().contains(LocalFlags::ICANON)
    }

    /// Waits for the end; the terminal must be as it was.
    fn ends(mut self, status: i32) {
        assert_eq!(self.0.wait().code(), Some(status));
        assert!(!self.is_raw());
        assert!(self.0.shown().contains("\x1b[?25h\x1b[?1049l"));
    }
}

#[test]
fn a_learner_solves_an_exercise_and_goes_on_another_day() {
    let course = Course::new();
    let mut terminal = Terminal::open(&course, 80, 24);
    terminal.until("How to add.");
    assert!(terminal.is_raw());
    terminal.press("n");
    terminal.until("Two numbers");
    terminal.press("\x1b[C");
    insta::assert_snapshot!("exercise_80", terminal.until("01.py is there"));
    course.write("answers/01.py", "# %% exercise=add\ntotal = 4\n");
    let wrong = terminal.until("add: not yet, 0 of 2 are right.");
    insta::assert_snapshot!("wrong_80", wrong);
    terminal.press("h");
    terminal.until("Hint 1 of 2.");
    // As many editors save: another file takes the name.
    course.write("answers/.new", RIGHT);
    fs::rename(
        course.0.join("answers/.new"),
        course.0.join("answers/01.py"),
    )
    .unwrap();
    let solved = terminal.until("add: solved!");
    assert!(solved.contains("# the author's way"), "{solved}");
    terminal.press("l");
    insta::assert_snapshot!("list_80", terminal.until("Enter go"));
    terminal.press("q");
    terminal.until("Solved!");
    fs::remove_file(course.0.join("answers/01.py")).unwrap();
    let gone = terminal.until("is gone. Save it again");
    assert!(gone.contains("solved before"), "{gone}");
    assert!(!course.0.join("answers/01.py").exists());
    terminal.press("r");
    terminal.until("Begin add again?");
    terminal.press("y");
    terminal.until("was written anew");
    assert!(course.read("answers/01.py").ends_with("total = ...\n"));
    terminal.press("q");
    terminal.ends(0);

    let again = Terminal::open(&course, 80, 24);
    again.until("Exercise: add");
    again.0.signal(Signal::SIGTERM);
    again.ends(143);
}

#[test]
fn a_narrow_terminal_shows_all_and_a_resized_one_stays_at_the_place() {
    let course = Course::new();
    let mut terminal = Terminal::open(&course, 40, 20);
    terminal.until("How to add.");
    terminal.press("nn");
    insta::assert_snapshot!("exercise_40", terminal.until("01.py is there"));
    terminal.press("?");
    insta::assert_snapshot!("help_40", terminal.until("any key"));
    terminal.press("x");
    terminal.until("Exercise: add");
    terminal.0.resize(60, 12);
    let small = terminal.until("? help  q quit  l list");
    assert!(small.contains("Exercise: add"), "{small}");
    assert_eq!(small.lines().count(), 12);
    terminal.press("\x04");
    terminal.ends(0);
}
