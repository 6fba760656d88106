//! The lessons of a course.

use std::path::{Path, PathBuf};

use crate::cli::paths::{self, Kind};
use crate::lesson::course::{self, Unit, UnitExercise};
use crate::lesson::{Complaint, Lesson};

/// A lesson, or why it cannot be read: the others can be learnt all the same.
pub struct Material {
    pub path: PathBuf,
    pub lesson: Result<Lesson, Vec<Complaint>>,
}

/// The lessons that the arguments name, in order; files of answers are none.
///
/// # Errors
/// An argument names nothing, or no lesson can be read.
pub fn gather(arguments: &[String], answers: &Path) -> Result<Vec<Material>, Complaint> {
    let mut paths = paths::expand(arguments, Kind::Lessons)?;
    let answers = answers.canonicalize().ok();
    let answer = |path: &PathBuf| {
        let real = path.canonicalize().ok();
        let inside = real.zip(answers.as_ref());
        inside.is_some_and(|(path, answers)| path.starts_with(answers))
    };
    paths.retain(|path| !answer(path));
    let read = |path: PathBuf| Material {
        lesson: paths::lesson(&path),
        path,
    };
    let materials: Vec<Material> = paths.into_iter().map(read).collect();
    let broken = materials
        .iter()
        .map(|material| material.lesson.as_ref().err());
    match broken.collect::<Option<Vec<_>>>() {
        // None of them can be read.
        Some(all) => {
            let first = all.into_iter().flatten().next().cloned();
            let none =
                || Complaint::file(arguments.join(" "), "there are no lessons to learn from");
            Err(first.unwrap_or_else(none))
        }
        None => Ok(materials),
    }
}

/// What the course is to know of its lessons.
pub fn units(materials: &[Material]) -> Vec<Unit> {
    let names: Vec<String> = materials
        .iter()
        .map(|material| paths::name(&material.path))
        .collect();
    let known: Vec<_> = materials
        .iter()
        .zip(&names)
        .map(|(material, name)| {
            let front = material.lesson.as_ref().ok().map(|lesson| &lesson.front);
            (name.as_str(), front)
        })
        .collect();
    let stems = course::stems(&known);
    let lessons = materials.iter().zip(stems).zip(&names);
    lessons
        .map(|((material, stem), path)| unit(material, stem, path))
        .collect()
}

fn unit(material: &Material, stem: String, path: &str) -> Unit {
    let path = path.to_string();
    let Ok(lesson) = &material.lesson else {
        let file = path.rsplit('/').next().unwrap_or(&path);
        return Unit {
            stem,
            title: file.to_string(),
            path,
            exercises: Vec::new(),
            broken: true,
        };
    };
    let exercises = lesson.exercises.iter().map(|exercise| UnitExercise {
        name: exercise.name.clone(),
        hints: exercise.hints.len(),
    });
    Unit {
        stem,
        title: lesson.title(),
        path,
        exercises: exercises.collect(),
        broken: false,
    }
}
