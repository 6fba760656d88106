//! `ndbook test --audit`: which wrong answers the checks of lessons would let through.

use std::path::Path;

use super::options::{TestFormat, TestOptions};
use super::output::{Look, Output, Paint};
use super::paths::{self, Kind};
use super::{Status, fault};
use crate::lesson::{self, Audit, Survivor};

pub fn run(options: &'static TestOptions, output: &mut Output) -> Status {
    let files = match paths::expand(&options.paths, Kind::Lessons) {
        Ok(files) => files,
        Err(complaint) => {
            output.complain(&complaint.to_string());
            return Status::Unusable;
        }
    };
    let mut status = Status::Good;
    for path in files {
        status = status.max(of_lesson(options, &path, output));
    }
    status
}

fn of_lesson(options: &'static TestOptions, path: &Path, output: &mut Output) -> Status {
    let lesson = match paths::lesson(path) {
        Ok(lesson) => lesson,
        Err(complaints) => {
            for complaint in complaints {
                output.complain(&complaint.to_string());
            }
            return Status::Unusable;
        }
    };
    let name = lesson.name().to_string();
    let path = path.to_path_buf();
    let audited = fault::contain(move || {
        let setup = || super::check::settings_of(&options.shared, &path);
        lesson::audit(&lesson, &setup)
    });
    let Some(audits) = audited else {
        return Status::Fault;
    };
    match options.format {
        TestFormat::Json => output.result(&(lesson::audit_json(&name, &audits) + "\n")),
        _ => {
            for audit in &audits {
                output.result(&pretty(&name, audit, output.paint));
            }
        }
    }
    match audits.iter().all(|audit| audit.survivors.is_empty()) {
        true => Status::Good,
        false => Status::Failed,
    }
}

fn pretty(lesson: &str, audit: &Audit, paint: Paint) -> String {
    let caught = audit.tried - audit.survivors.len();
    let verdict = match audit.survivors.is_empty() {
        true => paint.text(Look::Good, "ok"),
        false => paint.text(Look::Bad, "HOLE"),
    };
    let name = paint.text(Look::Strong, &audit.exercise);
    let mut text = format!(
        "{lesson}:{}: {name}: {verdict}, {caught} of {} wrong answers are caught\n",
        audit.line, audit.tried
    );
    for survivor in &audit.survivors {
        text.push_str(&of_survivor(lesson, survivor, paint));
    }
    text
}

fn of_survivor(lesson: &str, survivor: &Survivor, paint: Paint) -> String {
    let mut text = format!(
        "  {lesson}:{}: `{}` passes: {}\n",
        survivor.line, survivor.code, survivor.slip
    );
    if let Some(catch) = &survivor.catch {
        text.push_str(&format!(
            "    {} {catch}\n",
            paint.text(Look::Faint, "this would catch it:")
        ));
    }
    text
}
