//! `ndbook check`: answers to a lesson's exercises, each with its points and with what to mend.

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::files::LessonFiles;
use super::options::{CheckOptions, Format, Shared};
use super::output::{Look, Output, Paint};
use super::paths::{self, Kind};
use super::progress::Progress;
use super::{Status, jobs, present};
use crate::eval::Settings;
use crate::lesson::{
    self, AnswerFault, ExerciseMarks, ExerciseStatus, Item, Lesson, Marks, points_text,
};

/// The limits of a cell of an answer, unless the command line says otherwise: an endless loop ends in well under
/// a second, and nothing an honest answer to a lesson does comes near.
const MAX_STEPS: u64 = 20_000_000;
const MAX_MEMORY: u64 = 512 << 20;
const MAX_OUTPUT: usize = 1 << 20;
const MAX_SECONDS: f64 = 10.0;

/// One answer's result.
struct Checked {
    marks: Marks,
    /// Why the file as a whole is no answer.
    fault: Option<AnswerFault>,
    seconds: f64,
}

pub fn run(options: &'static CheckOptions, output: &mut Output) -> Status {
    let read = paths::lesson(&options.lesson);
    let answers = paths::expand(&options.answers, Kind::Answers);
    let (lesson, answers) = match (read, answers) {
        (Ok(lesson), Ok(answers)) => (lesson, answers),
        (Err(complaints), _) => return refuse(&complaints, output),
        (_, Err(complaint)) => return refuse(&[complaint], output),
    };
    if lesson.exercises.is_empty() {
        let complaint =
            lesson::Complaint::file(lesson.name(), "the lesson has no exercises to check")
                .help("mark one with `python exercise=NAME`");
        return refuse(&[complaint], output);
    }
    for notice in &lesson.notices {
        output.complain(&notice.to_string());
    }
    // What a fault leaves behind may look at it for as long as the program runs.
    check_all(options, Box::leak(Box::new(lesson)), answers, output)
}

fn refuse(complaints: &[lesson::Complaint], output: &mut Output) -> Status {
    for complaint in complaints {
        output.complain(&complaint.to_string());
    }
    Status::Unusable
}

fn check_all(
    options: &'static CheckOptions,
    lesson: &'static Lesson,
    answers: Vec<PathBuf>,
    output: &mut Output,
) -> Status {
    let mut status = Status::Good;
    let mut summary = Vec::new();
    let mut progress = Progress::new("answers", answers.len());
    progress.show(answers.first().map(PathBuf::as_path));
    let mut done = 0;
    let all = answers.clone();
    let work = |path: &PathBuf| check_file(options, lesson, path);
    jobs::in_order(
        answers,
        jobs::number(options.shared.jobs),
        work,
        |path, checked| {
            progress.clear();
            let checked = checked.unwrap_or_else(|_| {
                status = Status::Fault;
                failed(lesson)
            });
            let name = paths::name(path);
            output.result(&match options.format {
                Format::Json => {
                    let fault = checked.fault.as_ref();
                    lesson::check_json(lesson.name(), &name, &checked.marks, fault, checked.seconds)
                        + "\n"
                }
                Format::Pretty => pretty(&name, &checked, output.paint),
            });
            status = status.max(match checked.marks.ok() {
                true => Status::Good,
                false => Status::Failed,
            });
            summary.push((name, checked.marks));
            done += 1;
            progress.step(all.get(done).map(PathBuf::as_path));
        },
    );
    progress.clear();
    if options.format == Format::Pretty && summary.len() > 1 {
        output.result(&table(&summary));
    }
    status
}

/// A fault of ndbook while checking an answer is that answer's alone.
fn failed(lesson: &Lesson) -> Checked {
    Checked {
        marks: Marks::none(lesson),
        fault: Some(AnswerFault {
            kind: "InternalFault",
            message: "a fault of ndbook itself, not of this answer: please report it".to_string(),
        }),
        seconds: 0.0,
    }
}

/// Whatever an answer does, it gets a result.
fn check_file(options: &CheckOptions, lesson: &Lesson, path: &Path) -> Checked {
    let begin = Instant::now();
    let (marks, fault) = match check_text(options, lesson, path) {
        Ok(marks) => (marks, None),
        Err(fault) => (Marks::none(lesson), Some(fault)),
    };
    Checked {
        marks,
        fault,
        seconds: begin.elapsed().as_secs_f64(),
    }
}

fn check_text(options: &CheckOptions, lesson: &Lesson, path: &Path) -> Result<Marks, AnswerFault> {
    let text = paths::text(path).map_err(|complaint| AnswerFault {
        kind: "UnreadableAnswer",
        message: match complaint.line {
            0 => complaint.message,
            line => format!("line {line}: {}", complaint.message),
        },
    })?;
    let answer = lesson::read_answer(lesson, &paths::name(path), &text)?;
    let setup = || settings(&options.shared, &options.lesson);
    Ok(lesson::check(lesson, &answer, &setup))
}

/// What an answer to the lesson at `path` may use.
pub fn settings(shared: &Shared, path: &Path) -> Settings {
    shared.apply(Settings {
        max_steps: Some(MAX_STEPS),
        max_memory: Some(MAX_MEMORY),
        max_output: MAX_OUTPUT,
        max_seconds: Some(MAX_SECONDS),
        files: Box::new(LessonFiles::data_of(path)),
        ..Settings::default()
    })
}

fn pretty(name: &str, checked: &Checked, paint: Paint) -> String {
    let marks = &checked.marks;
    let points = of_points(marks.points(), marks.max_points());
    let mut text = format!("{}: {points}\n", paint.text(Look::Strong, name));
    if let Some(fault) = &checked.fault {
        text.push_str(&format!(
            "  {}\n",
            paint.text(Look::Bad, &visible(&fault.message))
        ));
    }
    for exercise in &marks.exercises {
        text.push_str(&pretty_exercise(exercise, paint));
    }
    text
}

/// What is to be said of an exercise: its points, what went wrong, and each item.
pub fn pretty_exercise(exercise: &ExerciseMarks, paint: Paint) -> String {
    let points = match exercise.status {
        ExerciseStatus::Missing => "no answer".to_string(),
        _ => of_points(exercise.points, exercise.max_points),
    };
    let mut text = format!("  {}: {points}\n", exercise.name);
    if let Some(error) = &exercise.error {
        text.push_str(&indented(
            &visible(&present::diagnostic(error, paint.uncoloured())),
            4,
        ));
    }
    for item in exercise.items.iter().filter(|item| item.checked) {
        text.push_str(&pretty_item(item, paint));
    }
    let unchecked: Vec<&Item> = exercise.items.iter().filter(|item| !item.checked).collect();
    if !unchecked.is_empty() {
        text.push_str("    not checked, since the answer ended with its error:\n");
    }
    for item in unchecked {
        text.push_str(&format!("    --    {}\n", visible(&item.name)));
    }
    text
}

fn pretty_item(item: &Item, paint: Paint) -> String {
    let word = match item.passed {
        true => paint.text(Look::Good, "ok  "),
        false => paint.text(Look::Bad, "FAIL"),
    };
    let mut text = format!("    {word}  {}\n", visible(&item.name));
    text.push_str(&indented(
        &visible(item.message.as_deref().unwrap_or("")),
        10,
    ));
    text
}

/// `3 of 4 points`
fn of_points(points: f64, max_points: f64) -> String {
    let noun = if max_points == 1.0 { "point" } else { "points" };
    format!(
        "{} of {} {noun}",
        points_text(points),
        points_text(max_points)
    )
}

fn indented(text: &str, by: usize) -> String {
    text.lines()
        .map(|line| format!("{}{line}\n", " ".repeat(by)))
        .collect()
}

/// Text from an answer without characters that could steer the terminal.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// All answers with their points, one a line, under the names of the exercises.
fn table(summary: &[(String, Marks)]) -> String {
    let exercises = summary
        .first()
        .map_or(&[][..], |(_, marks)| &marks.exercises);
    let mut rows = vec![
        ["answer", "points"]
            .into_iter()
            .map(str::to_string)
            .chain(exercises.iter().map(|exercise| visible(&exercise.name)))
            .collect::<Vec<String>>(),
    ];
    rows.extend(summary.iter().map(|(name, marks)| {
        let points = marks.exercises.iter().map(|exercise| exercise.points);
        let points = std::iter::once(marks.points()).chain(points);
        std::iter::once(visible(name))
            .chain(points.map(points_text))
            .collect()
    }));
    let right = summary.iter().filter(|(_, marks)| marks.ok()).count();
    format!(
        "\n{}{} answers, {right} of them all right\n",
        columns(&rows),
        summary.len()
    )
}

/// The rows as lines; the first column stands to the left, the others to the right.
fn columns(rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let line = |row: &Vec<String>| {
        let cells = row.iter().enumerate().map(|(column, cell)| {
            let width = width(column);
            match column {
                0 => format!("{cell:<width$}"),
                _ => format!("  {cell:>width$}"),
            }
        });
        cells.collect::<String>() + "\n"
    };
    rows.iter().map(line).collect()
}
