//! `--watch`: tests again what was saved, until Ctrl-C.

use std::collections::{HashMap, HashSet};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::super::Status;
use super::super::options::{TestFormat, TestOptions};
use super::super::output::{Look, Output};
use super::super::paths::{self, Kind};
use super::super::watch::{Watcher, real};
use super::batch;
use super::one::{self, Outcome};
use super::pretty::{Totals, pretty};
use super::report::json;

pub fn run(options: &'static TestOptions, output: &mut Output) -> Status {
    if matches!(options.format, TestFormat::Junit | TestFormat::Tap) {
        output.complain(
            "a watch has no end, and this format is one document\n  help: use `--format pretty` or `json`",
        );
        return Status::Unusable;
    }
    let mut files = match paths::expand(&options.paths, Kind::Lessons) {
        Ok(files) => files,
        Err(complaint) => {
            output.complain(&complaint.to_string());
            return Status::Unusable;
        }
    };
    let mut watcher = match Watcher::new(&folders(&options.paths, &files)) {
        Ok(watcher) => watcher,
        Err(complaint) => {
            output.complain(&complaint.to_string());
            return Status::Unusable;
        }
    };
    let mut board = Board {
        options,
        shown: HashMap::new(),
        written: Vec::new(),
    };
    board.round(&files, &files, Instant::now(), output);
    loop {
        board.own_writing(&mut watcher);
        let Some(saved) = watcher.wait() else {
            break;
        };
        let begun = Instant::now();
        files = match paths::expand(&options.paths, Kind::Lessons) {
            Ok(files) => files,
            Err(complaint) => {
                output.complain(&complaint.to_string());
                continue;
            }
        };
        let due = due(&files, &saved, &board);
        if !due.is_empty() || board.forget_others(&files) {
            board.round(&files, &due, begun, output);
        }
    }
    output.complain("");
    Status::Good
}

/// The folders in which lessons and their data are.
fn folders(arguments: &[String], files: &[PathBuf]) -> Vec<PathBuf> {
    let named = arguments
        .iter()
        .map(PathBuf::from)
        .filter(|path| path.is_dir());
    let mut folders: Vec<PathBuf> = named.collect();
    let parents: HashSet<PathBuf> = files.iter().map(|file| folder(file)).collect();
    let outside: Vec<PathBuf> = parents
        .into_iter()
        .filter(|parent| !folders.iter().any(|folder| parent.starts_with(folder)))
        .collect();
    folders.extend(outside);
    folders
}

fn folder(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// The lessons that have to be tested again: those that were saved, those whose snapshot was, and for any other file
/// those that can read it.
fn due(files: &[PathBuf], saved: &HashSet<PathBuf>, board: &Board) -> Vec<PathBuf> {
    let places: Vec<Place> = files.iter().map(|file| Place::of(file)).collect();
    let lessons: HashSet<&PathBuf> = places.iter().map(|place| &place.lesson).collect();
    let concerns = |place: &Place, file: &PathBuf| {
        let other_lesson = lessons.contains(file);
        let in_snapshots = file.parent().and_then(Path::file_name) == Some("snapshots".as_ref());
        file == &place.lesson
            || file == &place.snapshot
            || (!other_lesson && !in_snapshots && file.starts_with(&place.folder))
    };
    files
        .iter()
        .zip(&places)
        .filter(|(file, place)| {
            !board.shown.contains_key(*file) || saved.iter().any(|file| concerns(place, file))
        })
        .map(|(file, _)| file.clone())
        .collect()
}

/// Where a lesson and its files are, as the watcher names them.
struct Place {
    lesson: PathBuf,
    snapshot: PathBuf,
    folder: PathBuf,
}

impl Place {
    fn of(file: &Path) -> Place {
        let folder = real(&folder(file));
        Place {
            lesson: folder.join(file.file_name().unwrap_or_default()),
            snapshot: paths::snapshot(&folder.join(file.file_name().unwrap_or_default())),
            folder,
        }
    }
}

/// What is shown of every lesson.
struct Board {
    options: &'static TestOptions,
    shown: HashMap<PathBuf, Shown>,
    /// Lessons of which something was recorded just now.
    written: Vec<PathBuf>,
}

struct Shown {
    text: String,
    totals: Totals,
    good: bool,
}

impl Board {
    /// Tests the lessons that are due, and shows how all stand.
    fn round(&mut self, files: &[PathBuf], due: &[PathBuf], begun: Instant, output: &mut Output) {
        let options = self.options;
        let paint = output.paint;
        let pretty_wanted = options.format == TestFormat::Pretty;
        batch(
            due,
            options,
            |path| one::test_file(path, options),
            |path, outcome| {
                let name = paths::name(path);
                if !pretty_wanted {
                    output.result(&json(&name, &outcome, options.strict));
                }
                let mut shown = Shown {
                    text: String::new(),
                    totals: Totals::default(),
                    good: false,
                };
                match &outcome {
                    Outcome::Tested(tested) => {
                        shown.text = pretty(options, tested, paint);
                        shown.totals.add(&tested.report, tested.recorded);
                        shown.good = tested.report.ok(options.strict);
                        if tested.recorded > 0 {
                            self.written.push(path.to_path_buf());
                        }
                    }
                    _ => {
                        shown.totals.untested = 1;
                        for complaint in outcome.complaints(&name) {
                            shown.text.push_str(&format!("{complaint}\n"));
                        }
                    }
                }
                self.shown.insert(path.to_path_buf(), shown);
                Status::Good
            },
        );
        if pretty_wanted {
            self.show(files, due, begun, output);
        }
        output.flush();
    }

    /// What was tested just now, and what fails of the rest.
    fn show(&self, files: &[PathBuf], due: &[PathBuf], begun: Instant, output: &mut Output) {
        if io::stdout().is_terminal() {
            output.result("\x1b[2J\x1b[H");
        }
        let due: HashSet<&PathBuf> = due.iter().collect();
        let mut totals = Totals::default();
        for file in files {
            let Some(shown) = self.shown.get(file) else {
                continue;
            };
            totals.join(&shown.totals);
            if !shown.good || due.contains(file) {
                output.result(&shown.text);
            }
        }
        output.result(&totals.line());
        let milliseconds = begun.elapsed().as_secs_f64() * 1000.0;
        let tested = due.len();
        let line = format!("tested {tested} in {milliseconds:.0} ms; watching, Ctrl-C ends");
        output.result(&format!("{}\n", output.paint.text(Look::Faint, &line)));
    }

    /// Drops lessons that are gone; whether there were any.
    fn forget_others(&mut self, files: &[PathBuf]) -> bool {
        let before = self.shown.len();
        self.shown.retain(|file, _| files.contains(file));
        self.shown.len() < before
    }

    /// What this program recorded itself is no reason to test again.
    fn own_writing(&mut self, watcher: &mut Watcher) {
        for place in self.written.drain(..).map(|file| Place::of(&file)) {
            watcher.own(&place.lesson);
            watcher.own(&place.snapshot);
        }
    }
}
