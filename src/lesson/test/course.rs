//! A lesson proves itself: exercises that can be solved and are not solved already, and files that are there.

use pulldown_cmark::{Event, Parser, Tag};

use super::super::complaint::Complaint;
use super::super::document::{Exercise, Format, Lesson, Role};
use super::super::fences::markdown_options;
use super::super::transcript::{Fate, Transcript};

/// What is wrong, and what only deserves a word.
#[derive(Default)]
pub struct Told {
    pub problems: Vec<Complaint>,
    pub notices: Vec<Complaint>,
}

/// Everything about a lesson that its outputs do not show. `exists` asks for a file beside the lesson.
pub fn examine(
    lesson: &Lesson,
    transcript: &Transcript,
    exists: &mut dyn FnMut(&str) -> bool,
) -> Told {
    let mut told = Told::default();
    let copy = is_copy(lesson);
    told.notices.extend(unproven(lesson).filter(|_| copy));
    for exercise in &lesson.exercises {
        Examiner {
            lesson,
            exercise,
            copy,
            told: &mut told,
        }
        .examine(transcript);
    }
    links(lesson, exists, &mut told);
    told
}

/// Whether the lesson may be what learners have of it: exercises and checks, of which nothing is solved or hidden.
fn is_copy(lesson: &Lesson) -> bool {
    let mut checks = lesson.cells.iter().filter_map(|cell| match cell.role {
        Role::Check { hidden, .. } => Some(hidden),
        _ => None,
    });
    let unsolved = |exercise: &Exercise| exercise.solution.is_none();
    lesson.exercises.iter().all(unsolved) && checks.next() == Some(false) && !checks.any(|it| it)
}

/// What is said of such a lesson, instead of something about each exercise.
fn unproven(lesson: &Lesson) -> Option<Complaint> {
    let first = lesson.exercises.first()?;
    let all = match lesson.exercises.len() {
        1 => format!("the exercise `{}` has", first.name),
        count => format!("none of the {count} exercises has"),
    };
    let no = if lesson.exercises.len() == 1 {
        "no"
    } else {
        "a"
    };
    let message = format!("warning: {all} {no} solution, so that nothing proves the checks");
    let starter = lesson.cells.get(first.starter)?;
    let complaint = Complaint::at(&lesson.source, starter.place, message);
    Some(complaint.help(format!(
        "is it a learner's copy? Then check it with `ndbook check LESSON {}`, LESSON being the author's; \
         if it is the author's, add solutions, as in `python solution={}`",
        lesson.name(),
        first.name
    )))
}

struct Examiner<'a> {
    lesson: &'a Lesson,
    exercise: &'a Exercise,
    /// It may be a learner's copy: nobody misses what the author has.
    copy: bool,
    told: &'a mut Told,
}

impl Examiner<'_> {
    fn examine(&mut self, transcript: &Transcript) {
        self.starter(transcript);
        if self.copy {
            return;
        }
        self.parts();
        let has_hints = matches!(self.lesson.format, Format::Markdown | Format::Notebook);
        if has_hints && self.exercise.hints.is_empty() {
            let name = &self.exercise.name;
            self.warn(
                format!("warning: the exercise `{name}` has no hint"),
                match self.lesson.format {
                    Format::Notebook => {
                        format!("give a Markdown cell `\"ndbook\": {{\"hint\": \"{name}\"}}`")
                    }
                    _ => format!("add a `text hint={name}` fence"),
                },
            );
        }
    }

    fn starter(&mut self, transcript: &Transcript) {
        let name = &self.exercise.name;
        let Some(run) = transcript.runs.get(self.exercise.starter) else {
            return;
        };
        if run.fate == (Fate::Aside { passes: true }) {
            let message = format!("the starter of `{name}` passes its check already");
            let help = "let the check ask for something that the starter does not have";
            self.complain(message, help.to_string());
        }
        let error = run.outcome.error.as_ref();
        let missing = error.filter(|error| error.type_name == "FileNotFoundError");
        if let (Fate::Aside { .. }, Some(error)) = (run.fate, missing) {
            let message = format!(
                "the starter of `{name}` reads a file that is not there: {}",
                error.message
            );
            self.complain(message, "put the file beside the lesson".to_string());
        }
    }

    fn parts(&mut self) {
        let name = &self.exercise.name;
        let solution = self.exercise.solution;
        let solution = solution.and_then(|at| self.lesson.cells.get(at));
        match (solution, self.exercise.checks.is_empty()) {
            (None, true) => self.complain(
                format!("the exercise `{name}` has neither a check nor a solution"),
                format!("add a `python check={name}` or a `python solution={name}` fence"),
            ),
            (None, false) => self.warn(
                format!(
                    "warning: the exercise `{name}` has no solution, so that nothing proves its check"
                ),
                format!("add a `python solution={name}` fence"),
            ),
            (Some(solution), false) if solution.skip => self.warn(
                format!(
                    "warning: the solution of `{name}` is not run, so that nothing proves its check"
                ),
                "take `skip` from the solution".to_string(),
            ),
            _ => {}
        }
    }

    fn at_starter(&self, message: String, help: String) -> Complaint {
        let starter = self.lesson.cells.get(self.exercise.starter);
        let place = starter.map_or(0, |cell| cell.place);
        let complaint = Complaint::at(&self.lesson.source, place, message);
        complaint.help(help)
    }

    fn complain(&mut self, message: String, help: String) {
        let complaint = self.at_starter(message, help);
        self.told.problems.push(complaint);
    }

    fn warn(&mut self, message: String, help: String) {
        let notice = self.at_starter(message, help);
        self.told.notices.push(notice);
    }
}

/// The endings of files that lessons read.
const DATA: [&str; 8] = ["csv", "tsv", "txt", "dat", "data", "npy", "npz", "json"];

/// Links and pictures in the prose whose files are not there: a problem where it is data, else a warning.
fn links(lesson: &Lesson, exists: &mut dyn FnMut(&str) -> bool, told: &mut Told) {
    let text = &lesson.source.text;
    if lesson.format != Format::Markdown || !(text.contains("](") || text.contains("]:")) {
        return;
    }
    let start = lesson.front.range.end;
    let prose = text.get(start..).unwrap_or("");
    for (event, range) in Parser::new_ext(prose, markdown_options()).into_offset_iter() {
        let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event else {
            continue;
        };
        let Some(path) = beside(&dest_url).filter(|path| !exists(path)) else {
            continue;
        };
        let data = path
            .rsplit_once('.')
            .is_some_and(|(_, ending)| DATA.contains(&ending.to_ascii_lowercase().as_str()));
        let message = format!("the lesson names `{path}`, and there is no such file");
        let complain = |message| {
            let complaint = Complaint::at(&lesson.source, start + range.start, message);
            complaint.help("put the file there, or correct the link")
        };
        match data {
            true => told.problems.push(complain(message)),
            false => told.notices.push(complain(format!("warning: {message}"))),
        }
    }
}

/// The path of a link to a file in the lesson's own folder.
fn beside(link: &str) -> Option<String> {
    let path = link.split(['#', '?']).next().unwrap_or("");
    let scheme = path
        .split_once(':')
        .is_some_and(|(before, _)| !before.contains('/'));
    let leads_out = path.split('/').any(|part| part == "..");
    if path.is_empty() || path.starts_with('/') || scheme || leads_out {
        return None;
    }
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    Some(path.into_owned())
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn links_elsewhere_name_no_file_of_the_lesson() {
        for link in [
            "https://numpy.org/a.csv",
            "mailto:a@b.c",
            "#top",
            "/a.csv",
            "../a.csv",
            "",
        ] {
            assert_eq!(beside(link), None, "{link}");
        }
        assert_eq!(
            beside("data/my%20file.csv?raw=1#L3").as_deref(),
            Some("data/my file.csv")
        );
    }
}
