//! What is remembered of a learner between two sittings.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The shape of the file; a later one is not read.
const SCHEMA: &str = "ndbook.progress/1";

/// How far a learner has come. Lessons go by the names of their answer files, exercises by their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    schema: String,
    /// The lesson that is open.
    #[serde(default)]
    pub lesson: Option<String>,
    #[serde(default)]
    pub lessons: BTreeMap<String, LessonProgress>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LessonProgress {
    /// The section that is open, from 0.
    pub section: usize,
    /// How many sections have been read.
    pub seen: usize,
    /// How many there were.
    pub sections: usize,
    pub exercises: BTreeMap<String, ExerciseProgress>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExerciseProgress {
    /// It was right once.
    pub solved: bool,
    /// How many hints were asked for.
    pub hints: usize,
}

/// Why a file of progress cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProgressFault {
    Damaged,
    /// A later ndbook wrote it.
    Later(String),
}

impl fmt::Display for ProgressFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProgressFault::Damaged => write!(f, "it is damaged"),
            ProgressFault::Later(schema) => {
                write!(f, "its form is {schema}, which this ndbook does not know")
            }
        }
    }
}

impl Progress {
    pub fn new() -> Progress {
        Progress {
            schema: SCHEMA.to_string(),
            ..Progress::default()
        }
    }

    /// Reads what [`Progress::written`] wrote.
    ///
    /// # Errors
    /// It is damaged, or of a form that is not known.
    pub fn read(text: &str) -> Result<Progress, ProgressFault> {
        #[derive(Deserialize)]
        struct Form {
            schema: String,
        }
        let form: Form = serde_json::from_str(text).map_err(|_| ProgressFault::Damaged)?;
        if form.schema != SCHEMA {
            return Err(ProgressFault::Later(form.schema));
        }
        serde_json::from_str(text).map_err(|_| ProgressFault::Damaged)
    }

    /// The progress as a file.
    pub fn written(&self) -> String {
        serde_json::to_string_pretty(self).map_or_else(|_| String::new(), |text| text + "\n")
    }

    pub fn exercise(&self, lesson: &str, exercise: &str) -> ExerciseProgress {
        let lesson = self.lessons.get(lesson);
        lesson
            .and_then(|lesson| lesson.exercises.get(exercise))
            .cloned()
            .unwrap_or_default()
    }

    pub fn lesson_mut(&mut self, lesson: &str) -> &mut LessonProgress {
        self.lessons.entry(lesson.to_string()).or_default()
    }

    pub fn exercise_mut(&mut self, lesson: &str, exercise: &str) -> &mut ExerciseProgress {
        let exercises = &mut self.lesson_mut(lesson).exercises;
        exercises.entry(exercise.to_string()).or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_kept_and_damage_is_seen() {
        let mut progress = Progress::new();
        progress.exercise_mut("01", "rain").solved = true;
        progress.lesson_mut("01").section = 3;
        assert_eq!(Progress::read(&progress.written()), Ok(progress.clone()));
        let text = progress.written();
        for end in 0..text.trim_end().len() {
            assert_eq!(Progress::read(&text[..end]), Err(ProgressFault::Damaged));
        }
        let later = text.replace("progress/1", "progress/2");
        let fault = ProgressFault::Later("ndbook.progress/2".to_string());
        assert_eq!(Progress::read(&later), Err(fault));
        let spare = r#"{"schema": "ndbook.progress/1", "lessons": {"01": {}}}"#;
        assert!(Progress::read(spare).is_ok());
    }
}
