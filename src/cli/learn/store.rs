//! The folder of a learner's answers, with the progress and the copies of old answers in its `.ndbook`.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::cli::paths;
use crate::lesson::Lesson;
use crate::lesson::course::{self, Progress};

pub struct Store {
    folder: PathBuf,
    /// A file of progress that could be neither used nor set aside: it is not written over.
    locked: bool,
}

impl Store {
    pub fn new(folder: &Path) -> Store {
        Store {
            folder: folder.to_path_buf(),
            locked: false,
        }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder as users know it.
    pub fn name(&self) -> String {
        paths::name(&self.folder)
    }

    fn hidden(&self) -> PathBuf {
        self.folder.join(".ndbook")
    }

    fn progress_file(&self) -> PathBuf {
        self.hidden().join("progress.json")
    }

    /// The answer file of a lesson.
    pub fn answer(&self, stem: &str) -> PathBuf {
        self.folder.join(format!("{stem}.py"))
    }

    /// What is remembered; with what is to be said where a file of it is of no use.
    pub fn progress(&mut self) -> (Progress, Option<String>) {
        let file = self.progress_file();
        let fault = match fs::read_to_string(&file) {
            Ok(text) => match Progress::read(&text) {
                Ok(progress) => return (progress, None),
                Err(fault) => fault.to_string(),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => return (Progress::new(), None),
            Err(error) => format!("it cannot be read: {error}"),
        };
        let aside = free(&self.hidden(), "progress.set-aside", "json");
        let done = fs::rename(&file, &aside);
        self.locked = done.is_err();
        let what = match done {
            Ok(()) => format!(
                "it was kept as {}, and the course begins anew",
                paths::name(&aside)
            ),
            Err(error) => format!("it stays as it is ({error}), and nothing is remembered"),
        };
        let file = paths::name(&file);
        let notice = format!(
            "{file}: your progress cannot be used: {fault}\n  help: {what}; your answers are untouched"
        );
        (Progress::new(), Some(notice))
    }

    /// Remembers.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub fn save(&self, progress: &Progress) -> Result<(), String> {
        if self.locked {
            return Ok(());
        }
        let file = self.progress_file();
        let done =
            fs::create_dir_all(self.hidden()).and_then(|()| replace(&file, &progress.written()));
        done.map_err(|error| {
            format!(
                "Your progress is not remembered: {}: {error}.",
                paths::name(&file)
            )
        })
    }

    /// Remembers, where the learner has begun to answer.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub fn save_if_begun(&self, progress: &Progress) -> Result<(), String> {
        match self.folder.is_dir() {
            true => self.save(progress),
            false => Ok(()),
        }
    }

    /// The answers to a lesson; none where there is no file.
    ///
    /// # Errors
    /// Why the file cannot be used, as a sentence.
    pub fn text(&self, stem: &str) -> Result<Option<String>, String> {
        let file = self.answer(stem);
        match paths::text(&file) {
            Ok(text) => Ok(Some(text)),
            // A link to nothing is there as well.
            Err(_) if file.symlink_metadata().is_err() => Ok(None),
            Err(complaint) => {
                let place = match complaint.line {
                    0 => String::new(),
                    line => format!(", line {line}"),
                };
                let help = complaint.help.unwrap_or_default();
                Err(format!(
                    "{}{place}: {}; {help}.",
                    complaint.file, complaint.message
                ))
            }
        }
    }

    /// Makes sure that there is a file to answer in, with a cell for each exercise. Says what was done.
    ///
    /// # Errors
    /// Why there is none.
    pub fn prepare(&self, lesson: &Lesson, stem: &str) -> Result<Option<String>, String> {
        let file = self.answer(stem);
        let name = paths::name(&file);
        let wrong = |error: io::Error| format!("{name} cannot be written: {error}.");
        match self.text(stem)? {
            None => {
                fs::create_dir_all(&self.folder).map_err(wrong)?;
                match fs::OpenOptions::new()
                    .write(true)
                    .create_new(true)
                    .open(&file)
                {
                    Ok(mut new) => {
                        new.write_all(course::starter_file(lesson).as_bytes())
                            .map_err(wrong)?;
                        Ok(Some(format!("{name} is there for your answers.")))
                    }
                    // An editor was faster.
                    Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(None),
                    Err(error) => Err(wrong(error)),
                }
            }
            Some(text) => match course::completed(lesson, &text) {
                None => Ok(None),
                Some(whole) => {
                    replace(&file, &whole).map_err(wrong)?;
                    Ok(Some(format!(
                        "{name} has got the exercises that it did not have yet."
                    )))
                }
            },
        }
    }

    /// Puts the starter in the place of an answer, and keeps a copy of the file. Says where.
    ///
    /// # Errors
    /// Why that cannot be done; then nothing is.
    pub fn reset(&self, lesson: &Lesson, exercise: usize, stem: &str) -> Result<String, String> {
        let file = self.answer(stem);
        let name = paths::name(&file);
        let wrong = |error: io::Error| format!("{name} cannot be written: {error}.");
        let Some(text) = self.text(stem)? else {
            self.prepare(lesson, stem)?;
            return Ok(format!("{name} was written anew."));
        };
        let fresh = course::reset(lesson, exercise, &text);
        if fresh == text {
            return Ok("There was nothing to reset.".to_string());
        }
        let backups = self.hidden().join("backups");
        fs::create_dir_all(&backups).map_err(wrong)?;
        let backup = free(&backups, stem, "py");
        fs::write(&backup, &text).map_err(wrong)?;
        replace(&file, &fresh).map_err(wrong)?;
        Ok(format!(
            "The exercise begins again; {} holds what you had.",
            paths::name(&backup)
        ))
    }
}

/// The first path `folder/stem-1.ending`, `folder/stem-2.ending`, … that is free.
fn free(folder: &Path, stem: &str, ending: &str) -> PathBuf {
    let mut number = 1;
    loop {
        let path = folder.join(format!("{stem}-{number}.{ending}"));
        if path.symlink_metadata().is_err() {
            return path;
        }
        number += 1;
    }
}

/// Writes a file so that it holds either the old text or the new one, never half of it. Links are followed, and the
/// permissions stay.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let file = file.canonicalize().unwrap_or_else(|_| file.to_path_buf());
    let folder = file.parent().unwrap_or(Path::new("."));
    let stem = file.file_name().unwrap_or_default().to_string_lossy();
    let new = free(folder, &format!(".{stem}"), "new");
    fs::write(&new, text)?;
    let old = fs::metadata(&file).map(|metadata| metadata.permissions());
    let done = match old {
        Ok(permissions) if permissions.readonly() => Err(ErrorKind::PermissionDenied.into()),
        Ok(permissions) => fs::set_permissions(&new, permissions),
        Err(_) => Ok(()),
    };
    done.and_then(|()| fs::rename(&new, &file))
        .inspect_err(|_| drop(fs::remove_file(&new)))
}
