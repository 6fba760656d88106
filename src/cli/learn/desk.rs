//! A learner's desk: the lessons, the answers, and where the learner stands; all but the terminal.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::material::{self, Material};
use super::store::Store;
use super::work::{self, Done, Job};
use super::{pages, panel};
use crate::cli::options::LearnOptions;
use crate::cli::output::Paint;
use crate::cli::paths;
use crate::lesson::course::{self, Effect, Learner, Section, Unit};
use crate::lesson::{Complaint, Lesson, Transcript};

pub struct Desk {
    pub materials: Arc<Vec<Material>>,
    pub store: Store,
    pub learner: Learner,
    /// What is to be said before anything else.
    pub notice: Option<String>,
    pub paint: Paint,
    /// Columns that a page may take.
    pub width: usize,
    /// The lessons that were run; none for one that made ndbook itself fail.
    runs: BTreeMap<usize, Option<Transcript>>,
    /// The open lesson as it was set, for a lesson and a width.
    set: Option<((usize, usize), Vec<Section>)>,
    /// What was last seen of each lesson's answers.
    seen: BTreeMap<usize, Seen>,
    /// The lessons whose answer file was made ready.
    prepared: BTreeSet<usize>,
}

#[derive(Debug, PartialEq, Eq)]
enum Seen {
    Missing,
    Trouble(String),
    Text(String),
}

/// What is left to do after effects were had.
#[derive(Default)]
pub struct Left {
    pub jobs: Vec<Job>,
    /// What the learner is to be told or shown.
    pub news: Vec<Effect>,
    pub quit: bool,
}

impl Desk {
    /// # Errors
    /// There are no lessons that could be learnt.
    pub fn new(options: &LearnOptions, paint: Paint) -> Result<Desk, Complaint> {
        let materials = material::gather(&options.paths, &options.answers)?;
        let mut store = Store::new(&options.answers);
        let (progress, notice) = store.progress();
        Ok(Desk {
            learner: Learner::new(material::units(&materials), progress),
            materials: Arc::new(materials),
            store,
            notice,
            paint,
            width: 80,
            runs: BTreeMap::new(),
            set: None,
            seen: BTreeMap::new(),
            prepared: BTreeSet::new(),
        })
    }

    /// The open lesson, if it can be read.
    pub fn lesson(&self) -> Option<&Lesson> {
        self.materials
            .get(self.learner.lesson)?
            .lesson
            .as_ref()
            .ok()
    }

    /// The open lesson's answer file.
    pub fn answer(&self) -> PathBuf {
        let unit = self.learner.unit();
        self.store
            .answer(unit.map_or("", |unit| unit.stem.as_str()))
    }

    pub fn answer_name(&self) -> String {
        paths::name(&self.answer())
    }

    /// Has effects as far as this desk can.
    pub fn act(&mut self, effects: Vec<Effect>) -> Left {
        let mut left = Left::default();
        for effect in effects {
            match effect {
                Effect::Open => self.open(&mut left),
                Effect::Prepare => self.prepare(&mut left),
                Effect::Save => self.save(),
                Effect::Check => {
                    self.seen.remove(&self.learner.lesson);
                    self.look(true, &mut left);
                }
                Effect::Reset(exercise) => self.reset(exercise, &mut left),
                Effect::Quit => left.quit = true,
                Effect::Turn | Effect::Verdict(_) | Effect::Hint(..) | Effect::Solution(_) => {
                    left.news.push(effect)
                }
            }
        }
        left
    }

    fn open(&mut self, left: &mut Left) {
        let lesson = self.learner.lesson;
        if self.lesson().is_some() && !self.runs.contains_key(&lesson) {
            left.jobs.push(Job::Run(lesson));
        }
        self.look(false, left);
    }

    fn prepare(&mut self, left: &mut Left) {
        let lesson = self.learner.lesson;
        let fresh = self.prepared.insert(lesson);
        let (Some(found), Some(unit)) = (self.lesson(), self.learner.unit()) else {
            return;
        };
        // Later only a file that is gone is written: what a learner takes out of it stays out.
        if !fresh && self.answer().symlink_metadata().is_ok() {
            return;
        }
        match self.store.prepare(found, &unit.stem) {
            Ok(None) => {}
            Ok(Some(notice)) => {
                self.look(false, left);
                self.learner.notice = Some(notice);
            }
            // What is wrong with the file is said below the exercise already.
            Err(notice) => self.learner.notice = Some(notice),
        }
    }

    fn save(&mut self) {
        if let Err(complaint) = self.store.save(&self.learner.progress) {
            self.learner.notice = Some(complaint);
        }
    }

    fn reset(&mut self, exercise: usize, left: &mut Left) {
        let (Some(lesson), Some(unit)) = (self.lesson(), self.learner.unit()) else {
            return;
        };
        match self.store.reset(lesson, exercise, &unit.stem) {
            Ok(notice) => {
                self.learner.forget(self.learner.lesson, exercise);
                self.save();
                self.look(false, left);
                self.learner.notice = Some(notice);
            }
            Err(complaint) => self.learner.notice = Some(complaint),
        }
    }

    /// Looks at the open lesson's answers; where they are not as they were, they are to be checked. `aloud`: the
    /// learner waits for it.
    pub fn look(&mut self, aloud: bool, left: &mut Left) {
        let lesson = self.learner.lesson;
        let Some(Unit {
            stem, exercises, ..
        }) = self.learner.unit()
        else {
            return;
        };
        if exercises.is_empty() {
            return;
        }
        let seen = match self.store.text(stem) {
            Ok(Some(text)) => Seen::Text(text),
            Ok(None) => Seen::Missing,
            Err(trouble) => Seen::Trouble(trouble),
        };
        let before = self.seen.get(&lesson);
        if before == Some(&seen) {
            return;
        }
        let trouble = match &seen {
            Seen::Text(text) => {
                if aloud {
                    self.learner.notice = Some(format!("Checking {} …", self.answer_name()));
                }
                left.jobs
                    .push(work::check_job(lesson, &self.answer(), text.clone(), aloud));
                None
            }
            // Before the first visit there is none.
            Seen::Missing if before.is_none() && !aloud => None,
            Seen::Missing => Some(format!(
                "{} is gone. Save it again, or reset the exercise for a new one.",
                self.answer_name()
            )),
            Seen::Trouble(trouble) => Some(trouble.clone()),
        };
        self.seen.insert(lesson, seen);
        if let Some(trouble) = trouble {
            let effects = self.learner.checked(lesson, &Err(trouble), aloud);
            left.news.extend(effects);
        }
    }

    /// Says that saves cannot be noticed.
    pub fn unwatched(&mut self, why: &str) {
        let notice = format!("Saves are not noticed here ({why}); `check` checks your answer.");
        self.learner.notice = Some(notice);
    }

    /// Lines that are too long are folded; not for those who listen.
    fn fold(&self) -> usize {
        match self.paint.narrates() {
            true => usize::MAX,
            false => self.width,
        }
    }

    /// Takes what the worker did.
    pub fn take(&mut self, done: Done) -> Vec<Effect> {
        match done {
            Done::Ran(lesson, transcript) => {
                self.runs.insert(lesson, transcript);
                Vec::new()
            }
            Done::Checked {
                lesson,
                found,
                aloud,
            } => self.learner.checked(lesson, &found, aloud),
        }
    }

    /// Lays out the open lesson on pages of `height` lines; nothing where it has not been run yet.
    pub fn lay(&mut self, height: usize) -> Vec<Effect> {
        let lesson = self.learner.lesson;
        let key = (lesson, self.width);
        let sections = match self.set.take() {
            Some((set, sections)) if set == key => sections,
            _ => {
                let Some(material) = self.materials.get(lesson) else {
                    return Vec::new();
                };
                let run = match (self.runs.get(&lesson), &material.lesson) {
                    (None, Ok(_)) => return Vec::new(),
                    (run, _) => run.and_then(Option::as_ref),
                };
                pages::sections(material, run, self.paint, self.width)
            }
        };
        let sheets = course::lay(&sections, self.fold(), height, |exercise| {
            panel::panel(self, exercise)
        });
        self.set = Some((key, sections));
        self.learner.place(sheets)
    }
}
