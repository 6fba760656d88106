//! The wall clock of one cell, for limits of time: the last resort after the count of steps.
//!
//! One thread waits for all cells of the program: a thread for each would cost more than most cells.

use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Raises a flag when the time is up, unless it is dropped before.
pub(super) struct Deadline {
    flag: Arc<AtomicBool>,
}

impl Deadline {
    pub fn start(seconds: f64) -> Deadline {
        let flag = Arc::new(AtomicBool::new(false));
        let end = Duration::try_from_secs_f64(seconds)
            .ok()
            .and_then(|time| Instant::now().checked_add(time));
        // What ends after all times is no limit.
        if let Some(end) = end {
            ALARM.set(end, flag.clone());
        }
        Deadline { flag }
    }

    /// Says whether the time is up.
    pub fn watch(&self) -> Rc<dyn Fn() -> bool> {
        let flag = self.flag.clone();
        Rc::new(move || flag.load(Ordering::Relaxed))
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        let mut state = ALARM.state();
        state
            .waiting
            .retain(|(_, flag)| !Arc::ptr_eq(flag, &self.flag));
    }
}

/// Started with the first deadline; it waits as long as the program runs.
static ALARM: LazyLock<Alarm> = LazyLock::new(|| {
    // Without a thread there is no limit of time; that of steps remains.
    drop(std::thread::Builder::new().spawn(|| ALARM.watch()));
    Alarm {
        state: Mutex::new(State::default()),
        sooner: Condvar::new(),
    }
});

struct Alarm {
    state: Mutex<State>,
    /// Somebody waits for less long than the thread sleeps.
    sooner: Condvar,
}

#[derive(Default)]
struct State {
    /// The cells that run now: as many as there are workers.
    waiting: Vec<(Instant, Arc<AtomicBool>)>,
    /// How long the thread sleeps; none while nobody waits. It sleeps on when a cell ends, since the next one hardly
    /// ever waits for less long.
    asleep_until: Option<Instant>,
}

impl Alarm {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, end: Instant, flag: Arc<AtomicBool>) {
        let mut state = self.state();
        state.waiting.push((end, flag));
        if state.asleep_until.is_none_or(|until| end < until) {
            self.sooner.notify_one();
        }
    }

    fn watch(&self) {
        let mut state = self.state();
        loop {
            let now = Instant::now();
            state.waiting.retain(|(end, flag)| {
                if *end <= now {
                    flag.store(true, Ordering::Relaxed);
                }
                *end > now
            });
            let next = state.waiting.iter().map(|(end, _)| *end).min();
            state.asleep_until = next;
            state = match next {
                Some(end) => {
                    let woken = self.sooner.wait_timeout(state, end - now);
                    woken.unwrap_or_else(PoisonError::into_inner).0
                }
                None => {
                    let woken = self.sooner.wait(state);
                    woken.unwrap_or_else(PoisonError::into_inner)
                }
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_deadline_does_not_hide_a_sooner_one() {
        let late = Deadline::start(3600.0);
        let soon = Deadline::start(0.001);
        let begun = Instant::now();
        while !soon.watch()() {
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "it is never raised"
            );
            std::thread::sleep(Duration::from_millis(1));
        }
        assert!(!late.watch()());
    }
}
