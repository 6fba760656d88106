//! `ndbook test` in all its ways: reports for programs, what is recorded and what is not, names, reviews, watches.

use super::*;

/// Two outputs that are not what is recorded, on the lines 2 and 10, and one without a record on line 18.
const CHANGED: &str = "```python\n1 + 1\n```\n\n```output\n3\n```\n
```python\nnp.arange(3)\n```\n\n```output\narray([0, 1, 9])\n```\n
```python\n'new'\n```\n";

/// The same with these outputs recorded.
fn recorded(outputs: &[(&str, &str)]) -> String {
    let mut text = CHANGED.to_string();
    for (old, new) in outputs {
        text = text.replace(old, new);
    }
    text
}

const FIRST: (&str, &str) = ("```output\n3", "```output\n2");
const SECOND: (&str, &str) = ("array([0, 1, 9])", "array([0, 1, 2])");

const NEW_SNAPSHOT: &str = "---\nsource: l.md\nexpression: outputs\n---\n>>> 'new'\n'new'\n";

mod formats {
    use super::*;

    #[test]
    fn tap_has_a_subtest_for_each_lesson() {
        let raising = "```python\n[][0] # '#'\n```\n\n```python\n1\n```\n";
        let folder = Folder::with([("a.md", CHANGED), ("b.md", raising)]);
        let ended = folder.ndbook(&["test", "--format", "tap", "a.md", "b.md"]);
        let expected = "TAP version 14
1..2
# Subtest: a.md
    1..3
    not ok 1 - cell 1: 1 + 1
      ---
      message: \"the output differs from the recorded one: expected 3, got 2; difference 1, relative 0.3333\"
      severity: fail
      at:
        file: \"a.md\"
        line: 2
        column: 1
      expected: |
        3
      actual: |
        2
      details: |
        -3
        +2
      ...
";
        let ended = ended.status(1);
        assert!(ended.stdout.starts_with(expected), "{}", ended.stdout);
        ended
            .says("    ok 3 - cell 3: 'new'\n      ---\n")
            .says("\nnot ok 1 - a.md\n# Subtest: b.md\n    1..2\n")
            .says("    not ok 1 - cell 1: [][0] \\# '\\#'\n")
            .says("      severity: error\n")
            .says("    ok 2 - cell 2: 1 # SKIP not run: the lesson stopped before it\nnot ok 2 - b.md\n");
    }

    #[test]
    fn junit_has_a_suite_for_each_lesson_and_a_case_for_each_cell() {
        let odd = "```python\nprint('\\x1b[1m<&>\\x00')\n```\n\n```output\nx\n```\n\n```python\n1/0\n```\n";
        let folder = Folder::with([
            ("a.md", CHANGED),
            ("odd.md", odd),
            ("bad.md", "```output\n```\n"),
        ]);
        let ended = folder.ndbook(&["test", "--format", "junit", "a.md", "odd.md", "bad.md"]);
        let ended = ended.status(2);
        let elements = elements(&ended.stdout);
        let named = |name: &str| -> Vec<&Element> {
            elements
                .iter()
                .filter(|element| element.name == name)
                .collect()
        };
        let all = named("testsuites");
        assert_eq!(
            ["tests", "failures", "errors"].map(|key| all[0].get(key)),
            ["6", "3", "2"]
        );
        let names = named("testsuite")
            .iter()
            .map(|suite| suite.get("name"))
            .collect::<Vec<_>>();
        assert_eq!(names, ["a.md", "odd.md", "bad.md"]);
        let cases = named("testcase");
        assert_eq!(cases.len(), 6);
        let second = ["name", "classname", "file", "line"].map(|key| cases[1].get(key));
        assert_eq!(second, ["cell 2: np.arange(3)", "a", "a.md", "10"]);
        let failures = named("failure");
        assert_eq!(failures[1].get("type"), "output");
        assert!(
            failures[2].text.contains("+\\x1b[1m<&>\\x00"),
            "{:?}",
            failures[2]
        );
        let errors = named("error");
        assert_eq!(errors[0].get("type"), "ZeroDivisionError");
        assert_eq!(errors[1].get("message"), "this output belongs to no cell");
        assert!(named("system-out")[0].text.contains("'new'"));
    }

    #[derive(Debug, Default)]
    struct Element {
        name: String,
        attributes: Vec<(String, String)>,
        text: String,
    }

    impl Element {
        fn get(&self, key: &str) -> &str {
            let found = self.attributes.iter().find(|(name, _)| name == key);
            found.map_or("", |(_, value)| value)
        }
    }

    /// The elements of a document, with the text directly inside of each; fails where it is not well-formed.
    fn elements(xml: &str) -> Vec<Element> {
        use quick_xml::events::Event;
        let mut reader = quick_xml::Reader::from_str(xml);
        reader.config_mut().check_end_names = true;
        let mut elements: Vec<Element> = Vec::new();
        let mut open = Vec::new();
        loop {
            let event = reader.read_event().expect("well-formed XML");
            match &event {
                Event::Start(tag) | Event::Empty(tag) => {
                    let attributes = tag.attributes().map(|attribute| {
                        let attribute = attribute.expect("an attribute");
                        let name = attribute.key.as_ref().to_string();
                        let value = attribute.value.to_string();
                        (name, plain(&value))
                    });
                    elements.push(Element {
                        name: tag.name().as_ref().to_string(),
                        attributes: attributes.collect(),
                        text: String::new(),
                    });
                    if matches!(event, Event::Start(_)) {
                        open.push(elements.len() - 1);
                    }
                }
                Event::End(_) => drop(open.pop()),
                Event::Text(text) => {
                    if let Some(&at) = open.last() {
                        elements[at].text.push_str(text);
                    }
                }
                Event::GeneralRef(name) => {
                    let reference = format!("&{};", &**name);
                    elements[*open.last().unwrap()]
                        .text
                        .push_str(&plain(&reference));
                }
                Event::Eof => return elements,
                _ => {}
            }
        }
    }

    fn plain(text: &str) -> String {
        let names = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&apos;", "'"),
            ("&amp;", "&"),
        ];
        names.iter().fold(text.to_string(), |text, (name, letter)| {
            text.replace(name, letter)
        })
    }

    #[test]
    fn json_tells_of_files_that_cannot_be_tested() {
        let folder = Folder::with([("a.md", SIMPLE), ("bad.md", "```output\n```\n")]);
        let ended = folder
            .ndbook(&["test", "--format", "json", "a.md", "bad.md"])
            .status(2);
        let lines = ended.json();
        assert_eq!(lines[0]["status"], "pass");
        assert_eq!(lines[1]["status"], "error");
        assert_eq!(lines[1]["problems"][0]["line"], 1);
    }

    #[test]
    fn github_puts_messages_beside_the_lines() {
        let folder = Folder::with([("l.md", CHANGED)]);
        let run = |arguments: &[&str]| {
            let mut command = folder.command(arguments);
            Ended::from(command.env("GITHUB_ACTIONS", "true").output().unwrap())
        };
        run(&["test", "l.md"])
            .status(1)
            .says("\n::error file=l.md,line=2,col=1,title=cell 1%3A 1 + 1::the output differs from the recorded one: expected 3, got 2; difference 1, relative 0.3333%0A-3%0A+2\n")
            .says("\n::notice file=l.md,line=18,col=1,title=cell 3%3A 'new'::there is no record of this output yet%0A'new'\n");
        let ended = run(&["test", "--format", "json", "l.md"]);
        assert_eq!(
            ended.json().len(),
            1,
            "stdout stays what a program can read"
        );
        ended.complains("::error file=l.md,line=2");
        assert!(!folder.ndbook(&["test", "l.md"]).stdout.contains("::error"));
    }

    /// A report without the times in it, which nothing else depends on.
    fn timeless(report: &str) -> String {
        let mut left = String::new();
        let mut rest = report;
        let marks = ["seconds\":", "execution_time\": ", "time=\""];
        while let Some((at, mark)) = marks
            .iter()
            .filter_map(|mark| Some((rest.find(mark)?, mark)))
            .min()
        {
            let (before, number) = rest.split_at(at + mark.len());
            left.push_str(before);
            rest = number.trim_start_matches(|c: char| c.is_ascii_digit() || ".e-".contains(c));
        }
        left + rest
    }

    #[test]
    fn reports_are_the_same_for_any_number_of_jobs() {
        let folder = Folder::new();
        for number in 0..12 {
            let cell =
                format!("```python\nprint({number})\nnp.random.rand(2), {{'b', 'a'}}\n```\n");
            let text = if number % 3 == 0 {
                CHANGED
            } else {
                cell.as_str()
            };
            folder.write(&format!("lessons/{number:02}.md"), text);
            let answer = match number % 4 {
                0 => "m = X.mean(axis=0)\n",
                1 => "m = X.mean(axis=1)\nd = np.random.rand(2)\nd\n",
                2 => "m = (\n",
                _ => "1 / 0\n",
            };
            folder.write(
                &format!("in/{number:02}.py"),
                format!("# %% exercise=mean\n{answer}"),
            );
        }
        folder.write("lessons/05.md", "```python exercise=e\n```\n");
        folder.write("l.md", EXERCISE);
        let same = |arguments: &[&str]| {
            let run = |jobs: &str| {
                let ended = folder
                    .ndbook(&[arguments, &["--jobs", jobs]].concat())
                    .status(1);
                assert!(!ended.stderr.contains('\r'), "no progress in a pipe");
                (timeless(&ended.stdout), ended.stderr)
            };
            let one = run("1");
            for jobs in ["2", "5"] {
                assert_eq!(run(jobs), one, "{arguments:?} with {jobs} jobs");
            }
        };
        for format in ["pretty", "json", "junit", "tap"] {
            same(&["test", "--format", format, "lessons"]);
        }
        for format in ["pretty", "json", "junit", "csv"] {
            same(&["check", "--format", format, "l.md", "in"]);
        }
        same(&["check", "--format", "gradescope", "l.md", "in/01.py"]);
    }
}

mod recording {
    use super::*;

    #[test]
    fn changes_are_accepted_and_rejected_by_their_names() {
        let folder = Folder::with([("l.md", CHANGED)]);
        let ended = folder.ndbook(&["test", "--accept", "l.md:10", "l.md"]);
        ended
            .status(1)
            .says("1 recorded")
            .says("  l.md:2:1: the output differs");
        assert_eq!(folder.read("l.md"), recorded(&[SECOND]));
        assert!(!folder.exists("snapshots"));
        folder
            .ndbook(&["test", "--accept", "*:*", "--reject", "./l.md:2:1", "l.md"])
            .status(1);
        assert_eq!(folder.read("l.md"), recorded(&[SECOND]));
        assert_eq!(folder.read("snapshots/l.snap"), NEW_SNAPSHOT);
        folder
            .ndbook(&["test", "--accept", "l.md", "l.md"])
            .status(0);
        assert_eq!(folder.read("l.md"), recorded(&[FIRST, SECOND]));
    }

    #[test]
    fn a_name_that_nothing_has_is_wrong_usage() {
        let folder = Folder::with([("l.md", CHANGED)]);
        folder
            .ndbook(&["test", "--accept", "l.md:3", "--reject", "other*", "l.md"])
            .status(2)
            .complains("l.md:3: no change has this name\n  help: ")
            .complains("other*: no change");
        assert_eq!(folder.read("l.md"), CHANGED);
        folder
            .ndbook(&["test", "--accept", "l.md:2", "--update", "l.md"])
            .status(2);
    }

    #[test]
    fn accepted_outputs_can_become_fences() {
        let folder = Folder::with([("l.md", CHANGED)]);
        folder
            .ndbook(&["test", "--accept", "l.md:18", "--inline", "l.md"])
            .status(1);
        assert_eq!(
            folder.read("l.md"),
            format!("{CHANGED}\n```output\n'new'\n```\n")
        );
        assert!(!folder.exists("snapshots"));
    }

    #[test]
    fn examples_of_one_cell_are_accepted_one_by_one() {
        let lesson = "```pycon\n>>> 1\n2\n>>> 3\n4\n>>> 5\n```\n";
        let folder = Folder::with([("l.md", lesson)]);
        folder
            .ndbook(&["test", "--accept", "l.md:4", "l.md"])
            .status(1);
        assert_eq!(folder.read("l.md"), lesson.replace("4\n", "3\n"));
        folder
            .ndbook(&["test", "--accept", "l.md", "l.md"])
            .status(0);
        assert_eq!(
            folder.read("l.md"),
            "```pycon\n>>> 1\n1\n>>> 3\n3\n>>> 5\n5\n```\n"
        );
    }

    #[test]
    fn a_record_of_no_cell_has_a_place_and_can_be_accepted_away() {
        let header = "---\nsource: l.md\nexpression: outputs\n---\n";
        let kept = ">>> 'a'\n'b'\n\n>>> gone\n1\n\n>>> 'new'\n'new'\n";
        let folder = Folder::with([("l.md", "```python\n'a'\n```\n\n```python\n'new'\n```\n")]);
        folder.write("snapshots/l.snap", format!("{header}{kept}"));
        folder
            .ndbook(&["test", "l.md"])
            .status(1)
            .says("  snapshots/l.snap:8:1: the snapshot holds the output of a cell that is not there: `gone`\n");
        // What is not accepted stays where it stood.
        folder
            .ndbook(&["test", "--accept", "l.md:2", "l.md"])
            .status(1);
        let settled = kept.replace("'b'", "'a'");
        assert_eq!(
            folder.read("snapshots/l.snap"),
            format!("{header}{settled}")
        );
        folder
            .ndbook(&["test", "--accept", "snapshots/l.snap:8", "l.md"])
            .status(0);
        let settled = settled.replace(">>> gone\n1\n\n", "");
        assert_eq!(
            folder.read("snapshots/l.snap"),
            format!("{header}{settled}")
        );
    }

    #[test]
    fn snapshots_of_lessons_that_are_gone_are_found_and_taken_away() {
        let folder = Folder::with([
            ("lessons/a.md", SIMPLE),
            ("lessons/snapshots/b.snap", NEW_SNAPSHOT),
            (
                "lessons/snapshots/tests__other.snap",
                "---\nsource: t.rs\n---\nanother's\n",
            ),
        ]);
        let ended = folder.ndbook(&["test"]).status(1);
        ended
            .says("lessons/snapshots/b.snap: this snapshot belongs to no lesson\n  help: ")
            .says("; 1 snapshot of no lesson");
        folder.ndbook(&["test", "lessons/a.md"]).status(0);
        let ended = folder.ndbook(&["test", "--format", "json"]).status(1);
        assert_eq!(ended.json()[1]["lesson"], "lessons/snapshots/b.snap");
        assert_eq!(ended.json()[1]["status"], "fail");
        let ended = folder.ndbook(&["test", "--update"]).status(0);
        ended.says("took away lessons/snapshots/b.snap");
        assert!(!folder.exists("lessons/snapshots/b.snap"));
        assert!(folder.exists("lessons/snapshots/tests__other.snap"));
    }

    #[test]
    fn insta_finds_what_is_pending() {
        let folder = Folder::with([("l.md", CHANGED)]);
        let run = |arguments: &[&str], variables: &[(&str, &str)]| {
            let mut command = folder.command(arguments);
            let command = command.envs(variables.iter().copied());
            Ended::from(command.output().unwrap()).status(1)
        };
        run(&["test", "l.md"], &[]);
        run(
            &["test", "l.md"],
            &[("INSTA_UPDATE", "auto"), ("CI", "true")],
        );
        assert!(!folder.exists("snapshots"), "nothing is written unasked");
        run(&["test", "--pending", "l.md"], &[]);
        assert_eq!(folder.read("snapshots/l.snap.new"), NEW_SNAPSHOT);
        assert!(!folder.exists("snapshots/l.snap"));
        folder
            .ndbook(&["test", "--reject", "l.md:18", "l.md"])
            .status(1);
        assert!(!folder.exists("snapshots/l.snap.new"));
        run(&["test", "l.md"], &[("INSTA_UPDATE", "new")]);
        assert!(folder.exists("snapshots/l.snap.new"));
        run(&["test", "l.md"], &[("INSTA_UPDATE", "always")]);
        assert_eq!(folder.read("snapshots/l.snap"), NEW_SNAPSHOT);
        assert!(!folder.exists("snapshots/l.snap.new"), "it is settled");
        assert_eq!(folder.read("l.md"), CHANGED, "fences are none of insta's");
    }
}

mod course {
    use super::*;

    #[test]
    fn files_that_the_lesson_names_have_to_be_there() {
        let prose = "See [the data](data/a.csv), ![a picture](b.png), [there](data/c.csv),\n[NumPy](https://numpy.org/x.csv) and [the top](#top).\n";
        let folder = Folder::with([("l.md", prose), ("data/c.csv", "1")]);
        folder
            .ndbook(&["test", "l.md"])
            .status(1)
            .says(
                "  l.md:1:5: the lesson names `data/a.csv`, and there is no such file\n    help: ",
            )
            .complains("l.md:1:29: warning: the lesson names `b.png`");
        folder.write("data/a.csv", "1");
        folder.ndbook(&["test", "l.md"]).status(0);
    }

    #[test]
    fn a_starter_must_find_its_files() {
        let lesson = "```python exercise=e\nx = np.loadtxt('gone.csv')\n```\n\n```python solution=e\nx = 1\n```\n\n```python check=e\nassert x == 1\n```\n\n```text hint=e\n?\n```\n";
        let folder = Folder::with([("l.md", lesson)]);
        folder
            .ndbook(&["test", "l.md"])
            .status(1)
            .says("l.md:1:4: the starter of `e` reads a file that is not there: gone.csv");
    }

    #[test]
    fn a_missing_hint_deserves_a_word() {
        let folder = Folder::with([("l.md", EXERCISE)]);
        folder
            .ndbook(&["test", "l.md"])
            .status(0)
            .complains("l.md:5:4: warning: the exercise `mean` has no hint\n  help: add a `text hint=mean` fence");
    }

    #[test]
    fn a_name_used_twice_and_a_check_of_nothing_are_no_lesson() {
        let cell = "```python exercise=e\n```\n";
        let folder = Folder::with([
            ("l.md", &format!("{cell}\n{cell}")),
            ("c.md", "```python check=e\n```\n"),
        ]);
        folder
            .ndbook(&["test", "l.md"])
            .status(2)
            .complains("l.md:4:11: the name `e` is used twice");
        folder
            .ndbook(&["test", "c.md"])
            .status(2)
            .complains("c.md:1:11: a check without its exercise");
    }
}

#[cfg(unix)]
mod terminal {
    use nix::sys::signal::Signal;
    use nix::sys::termios::LocalFlags;

    use super::*;
    use crate::pty::Terminal;

    fn open(folder: &Folder, arguments: &[&str], columns: u16) -> Terminal {
        let mut command = folder.command(arguments);
        command.env("NO_COLOR", "1").env("TERM", "xterm");
        Terminal::open(&mut command, columns, 30)
    }

    /// The exit status; the terminal must be as it was: lines, echo, Ctrl-C.
    fn ended(mut terminal: Terminal) -> i32 {
        let status = terminal.wait();
        let whole = LocalFlags::ICANON | LocalFlags::ECHO | LocalFlags::ISIG;
        assert!(terminal.modes().contains(whole), "{:?}", terminal.modes());
        status.code().expect("ended by itself")
    }

    #[test]
    fn a_review_asks_about_each_change() {
        for columns in [80, 40] {
            let folder = Folder::with([("l.md", CHANGED)]);
            let mut terminal = open(&folder, &["test", "--review", "l.md"], columns);
            let question = "(a)ccept (r)eject (s)kip a(l)l (q)uit ";
            assert_eq!(
                terminal.until(question),
                format!(
                    "\nl.md:2 (1 of 3)\n  the output differs from the recorded one\n  │ 1 + 1\n    - expected, + got\n    -3\n    +2\n    expected 3, got 2; difference 1, relative 0.3333\n{question}"
                )
            );
            terminal.press("xa");
            terminal.until("\n→ accepted\n");
            terminal.until(question);
            terminal.press("r");
            terminal.until("\n→ rejected\n");
            assert!(terminal.until(question).contains("    +'new'\n"));
            terminal.press("s");
            terminal.until("\n→ skipped\nFAIL  l.md: 1 passed, 1 failed, 1 new, 1 recorded\n");
            assert_eq!(ended(terminal), 1);
            assert_eq!(folder.read("l.md"), recorded(&[FIRST]));
            assert!(!folder.exists("snapshots"));
        }
    }

    #[test]
    fn a_review_can_accept_the_rest_or_be_left() {
        let folder = Folder::with([("a.md", CHANGED), ("b.md", CHANGED)]);
        let mut terminal = open(&folder, &["test", "--review", "a.md", "b.md"], 80);
        terminal.until("(q)uit ");
        terminal.press("a");
        terminal.until("(q)uit ");
        terminal.press("\x03");
        terminal.until("\n→ left\n");
        assert_eq!(ended(terminal), 1);
        assert_eq!(
            folder.read("a.md"),
            recorded(&[FIRST]),
            "what was accepted is recorded"
        );
        assert_eq!(folder.read("b.md"), CHANGED);
        let mut terminal = open(&folder, &["test", "--review", "a.md", "b.md"], 80);
        terminal.until("(q)uit ");
        terminal.press("l");
        terminal.until("2 lessons: 6 cells passed, 0 failed, 0 new, 0 skipped; 5 recorded\n");
        assert_eq!(ended(terminal), 0);
        assert_eq!(folder.read("b.md"), recorded(&[FIRST, SECOND]));
    }

    #[test]
    fn a_review_needs_a_terminal() {
        let folder = Folder::with([("l.md", CHANGED)]);
        folder
            .ndbook(&["test", "--review", "l.md"])
            .status(2)
            .complains("`--accept NAME`");
    }

    #[test]
    fn a_watch_tests_what_was_saved_until_ctrl_c() {
        let folder = Folder::with([("l.md", SIMPLE), ("other.md", SIMPLE), ("data.csv", "1")]);
        let mut terminal = open(&folder, &["test", "--watch", "."], 80);
        terminal.until("2 lessons: 2 cells passed, 0 failed, 0 new, 0 skipped\n");
        terminal.until("watching, Ctrl-C ends\n");
        // As careful editors save: another file takes the name.
        folder.write(".l.md.swp", SIMPLE.replace("2\narray", "3\narray"));
        fs::rename(folder.0.join(".l.md.swp"), folder.0.join("l.md")).unwrap();
        let round = terminal.until("watching, Ctrl-C ends\n");
        assert!(round.contains("FAIL  ./l.md: 1 failed\n"), "{round}");
        assert!(round.contains("tested 1 in "), "{round}");
        folder.write("data.csv", "12");
        let round = terminal.until("watching, Ctrl-C ends\n");
        assert!(round.contains("tested 2 in "), "{round}");
        folder.write("l.md", format!("{SIMPLE}\nMore.\n"));
        let round = terminal.until("watching, Ctrl-C ends\n");
        assert!(round.contains("2 cells passed, 0 failed"), "{round}");
        terminal.signal(Signal::SIGINT);
        assert_eq!(ended(terminal), 0);
    }
}

#[test]
fn lessons_of_one_name_have_a_record_each() {
    let folder = Folder::with([
        ("a.md", "```python\n1\n```\n"),
        ("a.py", "# %%\n2\n"),
        ("b.py", "# %%\n3\n"),
    ]);
    folder.ndbook(&["test", "--update", "."]).status(0);
    assert!(folder.read("snapshots/a.snap").ends_with(">>> 1\n1\n"));
    assert!(folder.read("snapshots/a.py.snap").ends_with(">>> 2\n2\n"));
    assert!(folder.read("snapshots/b.snap").ends_with(">>> 3\n3\n"));
    let report = folder.ndbook(&["test", "--strict", "."]).status(0).stdout;
    assert!(
        report.contains("3 lessons: 3 cells passed, 0 failed"),
        "{report}"
    );
    fs::remove_file(folder.0.join("a.md")).unwrap();
    let report = folder.ndbook(&["test", "."]);
    assert!(
        report.stderr.contains("a.py.snap") || report.stdout.contains("a.py.snap"),
        "{report:?}"
    );
}
