//! The wall clock of one cell, for limits of time: the last resort after the count of steps.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::Duration;

/// Raises a flag when the time is up, unless it is dropped before.
pub(super) struct Deadline {
    flag: Arc<AtomicBool>,
    /// Closing it ends the thread that waits.
    _running: Sender<()>,
}

impl Deadline {
    pub fn start(seconds: f64) -> Deadline {
        let flag = Arc::new(AtomicBool::new(false));
        let (running, ended) = mpsc::channel::<()>();
        let raised = flag.clone();
        let time = Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX);
        let waiting = std::thread::Builder::new().spawn(move || {
            if ended.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
                raised.store(true, Ordering::Relaxed);
            }
        });
        // Without a thread there is no limit of time; that of steps remains.
        drop(waiting);
        Deadline {
            flag,
            _running: running,
        }
    }

    pub fn flag(&self) -> Arc<AtomicBool> {
        self.flag.clone()
    }
}
