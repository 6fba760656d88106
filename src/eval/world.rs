//! What a session is given from outside, and what a cell gives back: the sandbox's files, the clock, the source of
//! randomness, and the log of the running cell. All of it is data or a closure: nothing here touches a machine.

use std::collections::{HashMap, HashSet};
use std::io;
use std::rc::Rc;

use super::outcome::Warning;
use crate::array::meter;
use crate::builtins::python::warnings::Action;
use crate::value::builtin::SessionState;
use crate::value::{Class, ClassId, Files, Media, Raised, Result, Stop, Stream};

/// Everything around the interpreter.
pub(super) struct World {
    pub files: Box<dyn Files>,
    pub clock: RunningClock,
    pub entropy: Entropy,
    pub state: SessionState,
    pub log: Log,
}

/// Where the time comes from.
#[derive(Default)]
pub enum Clock {
    /// From the count of steps: the same on every machine.
    #[default]
    Virtual,
    /// Seconds since the epoch, by a function of the floor that may look at a clock.
    Real(Box<dyn Fn() -> f64>),
}

/// A clock that runs on over the cells of a session.
pub(super) struct RunningClock {
    kind: Clock,
    /// Steps of the cells before.
    steps: u64,
    /// How often it was read: reading takes time too, so that no two readings are equal.
    readings: u64,
    /// Seconds that the lesson slept: the clock was put forward instead.
    slept: f64,
}

/// When the virtual clock begins: 2025-01-01, in seconds since the epoch.
const BEGINNING: f64 = 1_735_689_600.0;
const SECONDS_PER_STEP: f64 = 1e-7;
const SECONDS_PER_READING: f64 = 1e-6;

impl RunningClock {
    pub fn new(kind: Clock) -> RunningClock {
        RunningClock {
            kind,
            steps: 0,
            readings: 0,
            slept: 0.0,
        }
    }

    pub fn is_virtual(&self) -> bool {
        matches!(self.kind, Clock::Virtual)
    }

    /// The clock of a copy of the session; a real one stays where it is.
    pub fn fork(&self) -> Option<RunningClock> {
        self.is_virtual().then_some(RunningClock {
            kind: Clock::Virtual,
            ..*self
        })
    }

    /// The time as the lesson reads it.
    pub fn now(&mut self) -> f64 {
        self.readings += 1;
        self.time()
    }

    /// The time, for measuring a cell.
    pub fn time(&self) -> f64 {
        match &self.kind {
            Clock::Real(now) => now() + self.slept,
            Clock::Virtual => {
                let steps = self.steps.saturating_add(meter::steps_taken());
                let readings = self.readings as f64 * SECONDS_PER_READING;
                BEGINNING + (steps as f64 * SECONDS_PER_STEP + readings + self.slept)
            }
        }
    }

    /// Puts the clock forward.
    pub fn sleep(&mut self, seconds: f64) {
        self.slept += seconds;
    }

    /// Adds the steps of a cell that has ended.
    pub fn add(&mut self, steps: u64) {
        self.steps = self.steps.saturating_add(steps);
    }
}

/// The system's randomness.
pub type EntropySource = Box<dyn FnMut() -> [u8; 32]>;

/// Seeds for generators that the lesson did not seed.
pub(super) enum Entropy {
    Fixed { seed: u64, drawn: u64 },
    System(EntropySource),
}

impl Entropy {
    pub fn next(&mut self) -> [u8; 32] {
        match self {
            Entropy::System(draw) => draw(),
            Entropy::Fixed { seed, drawn } => {
                let mut bytes = [0; 32];
                for chunk in bytes.chunks_mut(8) {
                    *drawn += 1;
                    chunk.copy_from_slice(&split_mix(*seed, *drawn).to_le_bytes());
                }
                bytes
            }
        }
    }
}

/// The `n`th number of SplitMix64 (Steele, Lea and Flood 2014).
fn split_mix(seed: u64, n: u64) -> u64 {
    let mut z = seed.wrapping_add(n.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Receives what a cell prints while it prints it.
pub type Sink = Box<dyn FnMut(Stream, &str)>;

/// What the running cell has shown so far.
pub(super) struct Log {
    pub stdout: String,
    pub stderr: String,
    pub warnings: Vec<Warning>,
    pub notes: Vec<String>,
    pub media: Vec<Media>,
    pub sink: Option<Sink>,
    max_output: usize,
    /// What was warned of, and where: the line, or a place inside a library's function.
    warned: HashSet<(Rc<str>, String, (usize, Option<&'static str>))>,
    /// The version of the filters that this was warned under.
    filters: u64,
}

impl Log {
    pub fn new(max_output: usize) -> Log {
        Log {
            stdout: String::new(),
            stderr: String::new(),
            warnings: Vec::new(),
            notes: Vec::new(),
            media: Vec::new(),
            sink: None,
            max_output,
            warned: HashSet::new(),
            filters: 0,
        }
    }

    /// An empty log for a copy of the session.
    pub fn like(other: &Log) -> Log {
        Log {
            filters: other.filters,
            ..Log::new(other.max_output)
        }
    }

    /// Forgets the cell before.
    pub fn begin(&mut self) {
        self.stdout.clear();
        self.stderr.clear();
        self.warnings.clear();
        self.notes.clear();
        self.media.clear();
        self.warned.clear();
    }

    /// Takes what was shown so far out, so that what comes shows nothing.
    pub fn put_aside(&mut self) -> Log {
        let max_output = self.max_output;
        std::mem::replace(self, Log::new(max_output))
    }

    /// Puts back what [`Log::put_aside`] took out, and forgets what came since.
    pub fn restore(&mut self, log: Log) {
        *self = log;
    }

    /// Adds what was printed; up to the limit where it is reached.
    pub fn write(&mut self, stream: Stream, text: &str) -> Result<()> {
        let used = self.stdout.len() + self.stderr.len();
        let left = self.max_output.saturating_sub(used);
        let end = (0..=left.min(text.len()))
            .rev()
            .find(|&at| text.is_char_boundary(at));
        let kept = text.get(..end.unwrap_or(0)).unwrap_or("");
        match stream {
            Stream::Out => self.stdout.push_str(kept),
            Stream::Error => self.stderr.push_str(kept),
        }
        if let Some(sink) = &mut self.sink {
            sink(stream, kept);
        }
        if kept.len() == text.len() {
            return Ok(());
        }
        let message = format!("stopped after {} bytes of output", self.max_output);
        Err(Raised::stop(Stop::Output, message))
    }

    /// Filters were changed: what was warned of already is news again.
    pub fn filtered_by(&mut self, version: u64) {
        if std::mem::replace(&mut self.filters, version) != version {
            self.warned.clear();
        }
    }

    /// Is a warning to be shown? Python does so once per place and text, and hides those that are not for the author
    /// of a script, unless the lesson says otherwise.
    pub fn is_news(
        &mut self,
        category: &Class,
        message: &str,
        place: (usize, Option<&'static str>),
        action: Option<Action>,
    ) -> bool {
        let hidden = [
            ClassId::PENDING_DEPRECATION_WARNING,
            ClassId::IMPORT_WARNING,
            ClassId::RESOURCE_WARNING,
        ];
        let place = match action {
            Some(Action::Always) => return true,
            Some(Action::Once) => (0, None),
            _ => place,
        };
        if action.is_none()
            && hidden
                .iter()
                .any(|&class| category.is_subclass(&class.into()))
        {
            return false;
        }
        self.warned
            .insert((category.name(), message.to_string(), place))
    }

    pub fn warn(&mut self, category: &Class, message: &str, line: usize) {
        self.warnings.push(Warning {
            category: category.name().to_string(),
            message: message.to_string(),
            line,
        });
    }

    /// Shows a picture between the lines that are printed; who reads along sees it in letters.
    pub fn display(&mut self, media: Media) {
        if let Some(sink) = &mut self.sink {
            sink(Stream::Out, &media.drawing);
        }
        let after = Some(self.stdout.len());
        self.media.push(Media { after, ..media });
    }

    pub fn note(&mut self, text: String) {
        if !self.notes.contains(&text) {
            self.notes.push(text);
        }
    }
}

/// Files in memory, which end with the session.
#[derive(Clone, Default)]
pub struct ScratchFiles(HashMap<String, Vec<u8>>);

impl Files for ScratchFiles {
    fn read(&mut self, path: &str) -> io::Result<Vec<u8>> {
        self.0
            .get(path)
            .cloned()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        // There are no folders, and none can be made.
        if path.trim_start_matches("./").contains('/') {
            return Err(io::ErrorKind::NotFound.into());
        }
        self.0.insert(path.to_string(), bytes.to_vec());
        Ok(())
    }

    fn append(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let file = self.0.get_mut(path).ok_or(io::ErrorKind::NotFound)?;
        file.extend_from_slice(bytes);
        Ok(())
    }

    fn exists(&mut self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    fn remove(&mut self, path: &str) -> io::Result<()> {
        match self.0.remove(path) {
            Some(_) => Ok(()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn copied(&self) -> Option<Box<dyn Files>> {
        Some(Box::new(self.clone()))
    }
}
