//! `--accept NAME` and `--reject NAME`.
//!
//! A name is a change's as the report shows it, `lessons/a.md:12`, with its column or without; a lesson's, for all
//! its changes; or a glob of those. What is both accepted and rejected is rejected.

use std::cell::Cell;

use glob::Pattern;

use crate::lesson::Change;

/// What the command line names.
pub struct Choice {
    accept: Vec<Name>,
    reject: Vec<Name>,
}

struct Name {
    text: String,
    pattern: Option<Pattern>,
    /// Whether anything had this name.
    used: Cell<bool>,
}

impl Choice {
    pub fn new(accept: &[String], reject: &[String]) -> Choice {
        let names = |names: &[String]| names.iter().map(|text| Name::new(text)).collect();
        Choice {
            accept: names(accept),
            reject: names(reject),
        }
    }

    pub fn accepts(&self, change: &Change) -> bool {
        let accepted = named(&self.accept, &called(change));
        accepted && !self.rejects(change)
    }

    pub fn rejects(&self, change: &Change) -> bool {
        named(&self.reject, &called(change))
    }

    /// Whether a file of no lesson is named.
    pub fn accepts_file(&self, file: &str) -> bool {
        let called = [file.to_string()];
        named(&self.accept, &called) && !named(&self.reject, &called)
    }

    /// The names that nothing had.
    pub fn unused(&self) -> Vec<&str> {
        let names = self.accept.iter().chain(&self.reject);
        names
            .filter(|name| !name.used.get())
            .map(|name| name.text.as_str())
            .collect()
    }
}

/// Everything that a change may be called.
fn called(change: &Change) -> [String; 4] {
    let name = change.name();
    [
        format!("{name}:{}", change.column),
        name,
        change.file.clone(),
        change.lesson.clone(),
    ]
}

/// Whether one of the names is meant; every name that fits counts as used.
fn named(names: &[Name], called: &[String]) -> bool {
    let fits = |name: &&Name| {
        let fits = called.iter().any(|text| name.fits(text));
        name.used.set(name.used.get() || fits);
        fits
    };
    names.iter().filter(fits).count() > 0
}

impl Name {
    fn new(text: &str) -> Name {
        let text = text.trim_start_matches("./").to_string();
        Name {
            pattern: Pattern::new(&text).ok(),
            text,
            used: Cell::new(false),
        }
    }

    fn fits(&self, called: &str) -> bool {
        let called = called.trim_start_matches("./");
        self.text == called
            || self
                .pattern
                .as_ref()
                .is_some_and(|pattern| pattern.matches(called))
    }
}
