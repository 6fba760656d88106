//! The budget of a cell: steps worked through and bytes held, counted in one place.
//!
//! A step is one step of the language or one element of an array worked through; the count is the same on
//! every machine. The meter belongs to the thread, as all values do.

use std::cell::Cell;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::error::{Error, ErrorKind, Result};

/// How far a cell may go.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub steps: u64,
    /// Bytes held at one time.
    pub bytes: u64,
}

impl Limits {
    pub const NONE: Limits = Limits {
        steps: u64::MAX,
        bytes: u64::MAX,
    };
}

thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
    /// The count at which [`slow`] looks around: the limit, or the next glance at the clock and at Ctrl-C.
    static NEXT_LOOK: Cell<u64> = const { Cell::new(0) };
    static BYTES: Cell<u64> = const { Cell::new(0) };
    static LIMITS: Cell<Limits> = const { Cell::new(Limits::NONE) };
    static WATCH: RefCell<Watch> = RefCell::default();
}

/// What ends a cell from outside: a flag that Ctrl-C sets, and the wall clock.
#[derive(Clone, Default)]
pub struct Watch {
    pub interrupted: Option<Arc<AtomicBool>>,
    /// Is the time up? Asked now and then.
    pub late: Option<Rc<dyn Fn() -> bool>>,
}

/// Steps between two looks at the watch.
const GLANCE: u64 = 1 << 16;

/// Starts counting the steps of a new cell. Bytes go on being counted: values outlive cells.
pub fn begin(limits: Limits, watch: Watch) {
    STEPS.set(0);
    LIMITS.set(limits);
    NEXT_LOOK.set(GLANCE.min(limits.steps));
    WATCH.with_borrow_mut(|held| *held = watch);
}

/// Steps counted since [`begin`].
pub fn steps_taken() -> u64 {
    STEPS.get()
}

/// Bytes of values alive on this thread.
pub fn bytes_held() -> u64 {
    BYTES.get()
}

/// Counts `n` steps; an error when the budget is used up.
#[inline]
pub fn steps(n: usize) -> Result<()> {
    let total = STEPS.get().saturating_add(n as u64);
    STEPS.set(total);
    if total < NEXT_LOOK.get() {
        Ok(())
    } else {
        slow(total)
    }
}

#[cold]
fn slow(total: u64) -> Result<()> {
    let limit = LIMITS.get().steps;
    if total >= limit {
        let message = format!("stopped after {limit} steps");
        return Err(Error::new(ErrorKind::StepLimit, message));
    }
    NEXT_LOOK.set(total.saturating_add(GLANCE).min(limit));
    let set =
        |flag: &Option<Arc<AtomicBool>>| flag.as_ref().is_some_and(|f| f.load(Ordering::Relaxed));
    WATCH.with_borrow(|watch| {
        if set(&watch.interrupted) {
            return Err(Error::new(ErrorKind::Interrupted, ""));
        }
        if watch.late.as_ref().is_some_and(|late| late()) {
            return Err(Error::new(
                ErrorKind::TimeLimit,
                "stopped: the time for this cell is used up",
            ));
        }
        Ok(())
    })
}

/// Reserves `n` bytes before they are allocated; the caller frees them with [`release`].
pub fn reserve(n: usize) -> Result<()> {
    let total = BYTES.get().saturating_add(n as u64);
    if total > LIMITS.get().bytes {
        return Err(Error::new(ErrorKind::Memory, ""));
    }
    BYTES.set(total);
    Ok(())
}

/// An error if `n` more bytes would pass the limit; counts nothing.
pub fn check_bytes(n: usize) -> Result<()> {
    if BYTES.get().saturating_add(n as u64) > LIMITS.get().bytes {
        return Err(Error::new(ErrorKind::Memory, ""));
    }
    Ok(())
}

pub fn release(n: usize) {
    BYTES.set(BYTES.get().saturating_sub(n as u64));
}
