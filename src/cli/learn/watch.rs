//! Noticing that an answer was saved.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::thread;

use super::events::Event;
use crate::cli::watch::Watcher;

/// Watches the folder of the answers from when it is there.
pub struct Saves {
    folder: PathBuf,
    events: Sender<Event>,
    watching: bool,
}

impl Saves {
    pub fn new(folder: &Path, events: Sender<Event>) -> Saves {
        Saves {
            folder: folder.to_path_buf(),
            events,
            watching: false,
        }
    }

    /// Begins, where the folder is there. From then on [`Event::Saved`] comes whenever something in it was saved.
    pub fn begin(&mut self) {
        if self.watching || !self.folder.is_dir() {
            return;
        }
        self.watching = true;
        let (folder, events) = (self.folder.clone(), self.events.clone());
        thread::spawn(move || watch(folder, &events));
    }
}

fn watch(folder: PathBuf, events: &Sender<Event>) {
    let mut watcher = match Watcher::new(&[folder]) {
        Ok(watcher) => watcher,
        Err(complaint) => {
            let _ = events.send(Event::Unwatched(complaint.message));
            return;
        }
    };
    // What was saved before it began.
    let mut open = events.send(Event::Saved).is_ok();
    while open && watcher.wait().is_some() {
        open = events.send(Event::Saved).is_ok();
    }
}
