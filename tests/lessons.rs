//! Every lesson of `lessons/`: its outputs are true, its exercises prove themselves.
//!
//! Outputs without a fence are held in `lessons/snapshots/`, in the same files that `ndbook test` reads and
//! writes, so that `cargo insta review` and `ndbook test --update` can both accept a change.

use std::path::Path;

use ndbook::cli::LessonFiles;
use ndbook::eval::Settings;
use ndbook::lesson::{self, CellResult, CellStatus, Lesson, TestOptions, Transcript};

fn settings(path: &Path) -> Settings {
    Settings {
        files: Box::new(LessonFiles::of(path)),
        ..Settings::default()
    }
}

fn run(path: &Path) -> (Lesson, Transcript) {
    let name = path.file_name().unwrap().to_string_lossy();
    let text = std::fs::read_to_string(path).unwrap();
    let lesson = lesson::read(&name, &text).unwrap_or_else(|complaints| {
        let complaints: Vec<String> = complaints.iter().map(ToString::to_string).collect();
        panic!("{}", complaints.join("\n"))
    });
    let transcript = lesson::run(&lesson, &|| settings(path), true);
    (lesson, transcript)
}

fn failure(lesson: &Lesson, cell: &CellResult) -> String {
    let diff = cell.difference.as_ref().map_or("", |found| &found.diff);
    let message = cell.message.as_deref().unwrap_or_default();
    format!("{}:{}: {message}\n{diff}", lesson.name(), cell.line)
}

#[test]
fn lessons_show_what_they_say() {
    insta::glob!("../lessons", "*.md", |path| {
        if path.ends_with("README.md") {
            return;
        }
        let (lesson, transcript) = run(path);
        let options = TestOptions::default();
        let report = lesson::test(&lesson, &transcript, None, options, &|| settings(path));
        let problems = report.problems.iter().map(ToString::to_string);
        let wrong = report
            .cells
            .iter()
            .filter(|cell| cell.status == CellStatus::Fail)
            .map(|cell| failure(&lesson, cell));
        let complaints: Vec<String> = problems.chain(wrong).collect();
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
        let contents = lesson::snapshot_contents(&lesson, &transcript);
        if contents.is_empty() {
            let snapshot = path
                .with_file_name("snapshots")
                .join(format!("{}.snap", lesson.stem()));
            assert!(
                !snapshot.exists(),
                "{} has no lesson output",
                snapshot.display()
            );
            return;
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("../lessons/snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.remove_snapshot_suffix();
        settings.bind(|| insta::assert_snapshot!(lesson.stem(), contents));
    });
}

#[test]
fn lessons_are_written_back_as_they_were_read() {
    insta::glob!("../lessons", "*.md", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        if let Ok(lesson) = lesson::read("lesson.md", &text) {
            assert_eq!(lesson.written(), text);
            let windows = text.replace('\n', "\r\n");
            let lesson = lesson::read("lesson.md", &windows).expect("the same lesson");
            assert_eq!(lesson.written(), windows);
        }
    });
}

/// Everything that shows something else each time in Python: chances, hashes, addresses, clocks.
const CHANCES: &str = "```python
import random, time, datetime
from collections import Counter
np.random.rand(3), np.random.default_rng().normal(size=2), random.random(), random.sample(range(99), 5)
```

```python
words = set('a lesson full of words and of hashes'.split())
print(words, {w: hash(w) for w in words}, frozenset(words), Counter('mississippi'))
```

```python
class Thing: pass
Thing(), id(Thing()), lambda: 0, print, iter([])
```

```python
begin = time.perf_counter()
total = np.random.permutation(50_000).astype(float).sum()
print(total, time.perf_counter() - begin, time.time(), datetime.datetime.now())
random.shuffle(numbers := list(range(9))), numbers
```

```python
A = np.random.rand(60, 60)
print(np.linalg.inv(A).sum(), np.linalg.svd(A)[1][:3], (A @ A).trace(), np.sort(A.ravel())[:2])
```
";

#[test]
fn a_lesson_of_chances_shows_the_same_every_time() {
    let lesson = lesson::read("chances.md", CHANCES).expect("a lesson");
    let shown = || {
        let transcript = lesson::run(&lesson, &Settings::default, true);
        let cells = transcript
            .runs
            .iter()
            .map(|run| (run.shown(), &run.outcome.error));
        cells.map(|cell| format!("{cell:?}")).collect::<String>()
    };
    let first = shown();
    assert!(first.contains("Thing object at 0x"), "{first}");
    let again = || (0..12).all(|_| shown() == first);
    // Beside each other, as a batch runs them.
    let all_same = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(again)).collect();
        threads
            .into_iter()
            .all(|thread| thread.join().unwrap_or(false))
    });
    assert!(all_same, "{first}");
}
