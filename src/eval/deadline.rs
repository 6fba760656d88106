//! The wall clock of one cell, for limits of time: the last resort after the count of steps.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::Duration;

/// The time of a cell. It begins when the meter looks for the first time: most cells are over before, and a thread
/// that waits for each would cost more than they do.
pub(super) struct Deadline(Rc<RefCell<State>>);

enum State {
    NotAsked { seconds: f64 },
    Running(Running),
    Ended,
}

struct Running {
    flag: Arc<AtomicBool>,
    /// Closing it ends the thread that waits.
    _running: Sender<()>,
}

impl Deadline {
    pub fn start(seconds: f64) -> Deadline {
        Deadline(Rc::new(RefCell::new(State::NotAsked { seconds })))
    }

    /// Says whether the time is up.
    pub fn watch(&self) -> Rc<dyn Fn() -> bool> {
        let state = self.0.clone();
        Rc::new(move || state.borrow_mut().is_over())
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        self.0.replace(State::Ended);
    }
}

impl State {
    fn is_over(&mut self) -> bool {
        match self {
            State::NotAsked { seconds } => {
                *self = State::Running(Running::start(*seconds));
                false
            }
            State::Running(running) => running.flag.load(Ordering::Relaxed),
            State::Ended => false,
        }
    }
}

impl Running {
    fn start(seconds: f64) -> Running {
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
        Running {
            flag,
            _running: running,
        }
    }
}
