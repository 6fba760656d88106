//! The budget of a cell: steps worked through and bytes held, counted in one place.
//!
//! A step is one step of the language or one element of an array worked through; the count is the same on
//! every machine. The meter belongs to the thread, as all values do.
//!
//! Kernels count their steps before they begin, and look around while they work, so that Ctrl-C and the clock end them
//! soon: those that can fail by [`go_on`], the others by [`stopped`], after which they leave their work as it is and
//! return at once. What they leave is rubbish that nobody may see, so that from then on everything fails: whoever
//! drives such a kernel, and in the end whoever called the function, asks [`finished`].

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
    /// Bytes from which on a step fails: the limit, or a little more once that was told, so that a handler can free some.
    static TOLERATED: Cell<u64> = const { Cell::new(u64::MAX) };
    static WATCH: RefCell<Watch> = RefCell::default();
    /// Pieces of work that kernels may still do before they look at the watch.
    static WORK_LEFT: Cell<usize> = const { Cell::new(0) };
    /// Why the cell ends, once the watch has ended it.
    static ENDED: Cell<Option<End>> = const { Cell::new(None) };
}

/// How the watch ends a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Interrupted,
    Late,
}

impl End {
    fn error(self) -> Error {
        match self {
            End::Interrupted => Error::new(ErrorKind::Interrupted, ""),
            End::Late => Error::new(
                ErrorKind::TimeLimit,
                "stopped: the time for this cell is used up",
            ),
        }
    }
}

/// What ends a cell from outside: a flag that Ctrl-C sets, and the wall clock.
#[derive(Clone, Default)]
pub struct Watch {
    pub interrupted: Option<Arc<AtomicBool>>,
    /// Is the time up? Asked now and then.
    pub late: Option<Rc<dyn Fn() -> bool>>,
}

/// Steps, and pieces of a kernel's work, between two looks at the watch. Steps can take microseconds.
const GLANCE: u64 = 1 << 13;

/// Elements that a kernel may work through between two looks around, where looking at each would slow it down.
pub const STRETCH: usize = 1 << 15;

/// Starts counting the steps of a new cell. Bytes go on being counted: values outlive cells.
pub fn begin(limits: Limits, watch: Watch) {
    begin_after(0, limits, watch);
}

/// As [`begin`], where so many steps count as taken before.
pub fn begin_after(taken: u64, limits: Limits, watch: Watch) {
    STEPS.set(taken);
    LIMITS.set(limits);
    // What earlier cells left is no fault of this one.
    let left = tolerance(limits.bytes).min(limits.bytes.saturating_mul(2));
    TOLERATED.set(limits.bytes.max(left));
    NEXT_LOOK.set(taken.saturating_add(GLANCE).min(limits.steps));
    WORK_LEFT.set(GLANCE as usize);
    ENDED.set(None);
    WATCH.with_borrow_mut(|held| *held = watch);
}

/// From now on the clock does not end the cell.
pub fn forget_clock() {
    WATCH.with_borrow_mut(|watch| watch.late = None);
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
    if BYTES.get() > TOLERATED.get() {
        let bytes = LIMITS.get().bytes;
        let most = bytes.saturating_add(bytes / 4);
        TOLERATED.set(tolerance(bytes).min(most).max(TOLERATED.get()));
        return Err(Error::new(ErrorKind::Memory, ""));
    }
    NEXT_LOOK.set(total.saturating_add(GLANCE).min(limit));
    look().map_or(Ok(()), |end| Err(end.error()))
}

/// What is held now, and some more.
fn tolerance(limit: u64) -> u64 {
    BYTES.get().saturating_add(limit / 64)
}

/// Looks at the watch. Once it has ended the cell, every later look says so again, and at once.
fn look() -> Option<End> {
    let set =
        |flag: &Option<Arc<AtomicBool>>| flag.as_ref().is_some_and(|f| f.load(Ordering::Relaxed));
    let end = ENDED.get().or_else(|| {
        WATCH.with_borrow(|watch| {
            if set(&watch.interrupted) {
                Some(End::Interrupted)
            } else {
                let late = watch.late.as_ref().is_some_and(|late| late());
                late.then_some(End::Late)
            }
        })
    })?;
    ENDED.set(Some(end));
    NEXT_LOOK.set(0);
    WORK_LEFT.set(0);
    Some(end)
}

/// A kernel has done `work` more pieces of work, each of some nanoseconds: must it give up? Then it returns at once,
/// its work undone, and its caller asks [`finished`]. Counts no steps.
#[inline]
pub fn stopped(work: usize) -> bool {
    let left = WORK_LEFT.get();
    if work < left {
        WORK_LEFT.set(left - work);
        false
    } else {
        glance()
    }
}

#[cold]
fn glance() -> bool {
    WORK_LEFT.set(GLANCE as usize);
    look().is_some()
}

/// As [`stopped`], for kernels that can fail.
///
/// # Errors
/// That of Ctrl-C, and of the time that is used up.
#[inline]
pub fn go_on(work: usize) -> Result<()> {
    if stopped(work) { finished() } else { Ok(()) }
}

/// An error if a kernel gave up, or anything else was ended, since the cell began.
///
/// # Errors
/// That of Ctrl-C, and of the time that is used up.
#[inline]
pub fn finished() -> Result<()> {
    ENDED.get().map_or(Ok(()), |end| Err(end.error()))
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

/// Nothing larger is made at one time, whatever the limits.
const LARGEST: usize = 1 << 36;

/// An error if `n` more bytes would pass the limit; counts nothing.
pub fn check_bytes(n: usize) -> Result<()> {
    if n > LARGEST || BYTES.get().saturating_add(n as u64) > LIMITS.get().bytes {
        return Err(Error::new(ErrorKind::Memory, ""));
    }
    Ok(())
}

pub fn release(n: usize) {
    BYTES.set(BYTES.get().saturating_sub(n as u64));
}

/// Bytes around an object that is shared: its counts, and what the allocator adds to it and to what it holds.
pub const OVERHEAD: usize = 48;

/// Bytes that something holds as long as it lives. They are counted after they were taken: many small things together
/// can pass the limit, and then the next step fails.
#[derive(Default)]
pub struct Held(Cell<usize>);

impl Held {
    pub fn add(&self, n: usize) {
        self.0.set(self.0.get().saturating_add(n));
        let total = BYTES.get().saturating_add(n as u64);
        BYTES.set(total);
        if total > TOLERATED.get() {
            NEXT_LOOK.set(0);
        }
    }

    pub fn remove(&self, n: usize) {
        let n = n.min(self.0.get());
        self.0.set(self.0.get() - n);
        release(n);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        release(self.0.get());
    }
}
