//! Waiting for files to be saved: `ndbook test --watch` and its like.
//!
//! Folders are watched, not files: many editors save by writing another file and giving it the name. A file counts as
//! saved when its time or length is another one than before, so that reading a file, or an editor's passing
//! helpers, wake nobody.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::lesson::Complaint;

/// Watches folders, and everything below them, until Ctrl-C.
pub struct Watcher {
    /// Watches as long as it lives.
    _notify: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    folders: Vec<PathBuf>,
    known: HashMap<PathBuf, Stamp>,
    stop: Arc<AtomicBool>,
}

/// What changes when a file is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
}

/// An editor writes a file in several steps: so long must nothing happen until it is taken for saved.
const QUIET: Duration = Duration::from_millis(4);
/// So long is waited for that at most.
const LONGEST: Duration = Duration::from_millis(30);
/// How often somebody looks whether Ctrl-C was pressed.
const BEAT: Duration = Duration::from_millis(100);

impl Watcher {
    /// Watches these folders. From here on Ctrl-C ends [`Watcher::wait`] instead of the program; a second one ends
    /// the program.
    ///
    /// # Errors
    /// Why they cannot be watched.
    pub fn new(folders: &[PathBuf]) -> Result<Watcher, Complaint> {
        let stop = Arc::new(AtomicBool::new(false));
        catch_interrupts(&stop).map_err(|error| failed(Path::new("."), &error.to_string()))?;
        let (send, events) = channel();
        let mut notify = notify::recommended_watcher(move |event| {
            // Nobody listens any more: the program is ending.
            let _ = send.send(event);
        })
        .map_err(|error| failed(Path::new("."), &error.to_string()))?;
        let folders: HashSet<PathBuf> = folders.iter().map(|folder| real(folder)).collect();
        let folders: Vec<PathBuf> = folders.into_iter().collect();
        for folder in &folders {
            notify
                .watch(folder, RecursiveMode::Recursive)
                .map_err(|error| failed(folder, &error.to_string()))?;
        }
        let mut watcher = Watcher {
            _notify: notify,
            events,
            known: HashMap::new(),
            folders,
            stop,
        };
        watcher.known = watcher.everything();
        Ok(watcher)
    }

    /// Waits until files are saved, made or removed, and gives their real paths; none after Ctrl-C.
    pub fn wait(&mut self) -> Option<HashSet<PathBuf>> {
        loop {
            let mut touched = self.first_event()?;
            let begun = Instant::now();
            while begun.elapsed() < LONGEST {
                match self.events.recv_timeout(QUIET) {
                    Ok(event) => touched.add(event),
                    Err(_) => break,
                }
            }
            let saved = self.saved(touched);
            if !saved.is_empty() {
                return Some(saved);
            }
        }
    }

    /// A file that this program wrote itself: that is no news.
    pub fn own(&mut self, path: &Path) {
        let path = real(path);
        match stamp(&path) {
            Some(stamp) => self.known.insert(path, stamp),
            None => self.known.remove(&path),
        };
    }

    fn first_event(&self) -> Option<Touched> {
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return None;
            }
            match self.events.recv_timeout(BEAT) {
                Ok(event) => {
                    let mut touched = Touched::default();
                    touched.add(event);
                    return Some(touched);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Which of the touched files are really others than before.
    fn saved(&mut self, touched: Touched) -> HashSet<PathBuf> {
        let mut candidates = touched.paths;
        if touched.all {
            candidates.extend(self.known.keys().cloned());
            candidates.extend(self.everything().into_keys());
        }
        // Of a folder that came whole, only the folder itself is told.
        let folders: Vec<PathBuf> = candidates.iter().filter(|p| p.is_dir()).cloned().collect();
        for folder in folders {
            let mut inside = HashMap::new();
            search(&folder, &mut inside);
            candidates.extend(inside.into_keys());
            candidates.remove(&folder);
        }
        candidates.retain(|path| {
            let now = stamp(path);
            let before = match now {
                Some(stamp) => self.known.insert(path.clone(), stamp),
                None => self.known.remove(path),
            };
            !is_passing(path) && now != before
        });
        candidates
    }

    fn everything(&self) -> HashMap<PathBuf, Stamp> {
        let mut found = HashMap::new();
        for folder in &self.folders {
            search(folder, &mut found);
        }
        found
    }
}

/// Paths that something happened to.
#[derive(Default)]
struct Touched {
    paths: HashSet<PathBuf>,
    /// The system lost count.
    all: bool,
}

impl Touched {
    fn add(&mut self, event: notify::Result<Event>) {
        match event {
            Ok(event) if event.need_rescan() => self.all = true,
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
            Ok(event) => self.paths.extend(event.paths),
            Err(_) => self.all = true,
        }
    }
}

/// The path without links and dots, also of a file that is not there.
pub fn real(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let folder = folder.canonicalize();
    let folder = folder.unwrap_or_else(|_| path.parent().unwrap_or(Path::new("")).to_path_buf());
    folder.join(path.file_name().unwrap_or_default())
}

fn stamp(path: &Path) -> Option<Stamp> {
    let meta = fs::metadata(path).ok().filter(|meta| meta.is_file())?;
    Some(Stamp {
        modified: meta.modified().ok(),
        length: meta.len(),
    })
}

/// All files below a folder.
fn search(folder: &Path, found: &mut HashMap<PathBuf, Stamp>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if is_passing(&path) {
            continue;
        }
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => search(&path, found),
            _ => found.extend(stamp(&path).map(|stamp| (path, stamp))),
        }
    }
}

/// Files of editors and tools: hidden ones, copies, and what is left for a review.
fn is_passing(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with(['.', '#'])
        || name.ends_with('~')
        || [".swp", ".swx", ".tmp", ".snap.new"]
            .iter()
            .any(|ending| name.ends_with(ending))
}

fn catch_interrupts(stop: &Arc<AtomicBool>) -> std::io::Result<()> {
    use signal_hook::consts::SIGINT;
    // In this order: the first Ctrl-C finds the flag unset.
    signal_hook::flag::register_conditional_shutdown(SIGINT, 130, stop.clone())?;
    signal_hook::flag::register(SIGINT, stop.clone())?;
    Ok(())
}

fn failed(folder: &Path, error: &str) -> Complaint {
    let folder = super::paths::name(folder);
    Complaint::file(folder, format!("cannot be watched: {error}"))
        .help("run the command without `--watch`")
}
