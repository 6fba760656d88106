//! Noticing that a file was saved.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

use super::events::Event;

/// Watches one file at a time.
pub trait Watch {
    /// From now on [`Event::Saved`] comes whenever this file may have changed.
    fn watch(&mut self, file: &Path);
}

/// Looks at the file again and again, which works on every file system and for every way to save.
pub struct Looking {
    file: Arc<Mutex<Option<PathBuf>>>,
}

/// A save is to be answered within 50 ms.
const PAUSE: Duration = Duration::from_millis(20);

impl Looking {
    pub fn start(events: Sender<Event>) -> Looking {
        let file = Arc::new(Mutex::new(None));
        let shared = file.clone();
        thread::spawn(move || look(&shared, &events));
        Looking { file }
    }
}

impl Watch for Looking {
    fn watch(&mut self, file: &Path) {
        *self.file.lock().unwrap_or_else(PoisonError::into_inner) = Some(file.to_path_buf());
    }
}

/// When a file was written and how long it is; none where it is not there.
type Sight = Option<(SystemTime, u64)>;

fn look(file: &Mutex<Option<PathBuf>>, events: &Sender<Event>) {
    let mut last: Option<(PathBuf, Sight)> = None;
    loop {
        thread::sleep(PAUSE);
        let Some(path) = file.lock().unwrap_or_else(PoisonError::into_inner).clone() else {
            continue;
        };
        let seen = fs::metadata(&path).ok();
        let seen = seen.and_then(|seen| Some((seen.modified().ok()?, seen.len())));
        let now = Some((path, seen));
        if now != last {
            last = now;
            if events.send(Event::Saved).is_err() {
                return;
            }
        }
    }
}
