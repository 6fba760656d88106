//! What can happen while a course is open, from all sides, in one row.

use super::work::Done;
#[cfg(unix)]
use crate::lesson::course::Key;

#[derive(Debug)]
pub enum Event {
    #[cfg(unix)]
    Key(Key),
    /// A line was read; none where there will be no more.
    Line(Option<String>),
    /// The answer file may have changed.
    Saved,
    /// Saves cannot be noticed, and why.
    Unwatched(String),
    Done(Done),
    /// A signal of the system.
    #[cfg(unix)]
    Signal(i32),
}

#[cfg(unix)]
mod signals {
    use std::sync::mpsc::Sender;
    use std::thread;

    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGWINCH};
    use signal_hook::iterator::Signals;

    use super::Event;
    use crate::cli::Status;

    /// How the course ends at a signal that ends it. Ctrl-C is a way to leave; at the others it ends as any program
    /// that they end.
    pub fn ending(signal: i32) -> Option<Status> {
        match signal {
            SIGINT => Some(Status::Good),
            SIGHUP | SIGTERM => Some(Status::Ended(128 + signal as u8)),
            _ => None,
        }
    }

    /// Sends the signals that a course has to do with.
    ///
    /// # Errors
    /// The system refuses to tell.
    pub fn catch(events: Sender<Event>) -> std::io::Result<()> {
        let mut signals = Signals::new([SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGWINCH])?;
        thread::spawn(move || {
            for signal in signals.forever() {
                if events.send(Event::Signal(signal)).is_err() {
                    return;
                }
            }
        });
        Ok(())
    }
}

#[cfg(unix)]
pub use signals::{catch, ending};
