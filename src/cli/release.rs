//! `ndbook release`: the learner's copy of a lesson.

use std::fs;

use super::Status;
use super::options::ReleaseOptions;
use super::output::Output;
use super::paths;
use crate::lesson::{self, Complaint};

pub fn run(options: &ReleaseOptions, output: &mut Output) -> Status {
    let lesson = match paths::lesson(&options.lesson) {
        Ok(lesson) => lesson,
        Err(complaints) => {
            for complaint in complaints {
                output.complain(&complaint.to_string());
            }
            return Status::Unusable;
        }
    };
    let copy = match lesson::release(&lesson) {
        Ok(copy) => copy,
        Err(complaint) => {
            output.complain(&complaint.to_string());
            return Status::Unusable;
        }
    };
    let Some(to) = &options.output else {
        output.result(&copy);
        return Status::Good;
    };
    let complaint = match same_file(&options.lesson, to) {
        true => Some("this is the lesson itself: its solutions would be lost".to_string()),
        false => fs::write(to, copy)
            .err()
            .map(|error| format!("the copy cannot be written: {error}")),
    };
    match complaint {
        None => Status::Good,
        Some(message) => {
            let complaint =
                Complaint::file(paths::name(to), message).help("name another file with `-o`");
            output.complain(&complaint.to_string());
            Status::Unusable
        }
    }
}

fn same_file(one: &std::path::Path, other: &std::path::Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
