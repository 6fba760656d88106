//! Faults of ndbook itself: a panic anywhere becomes a message that says whose fault it is.
//!
//! The released program is built without unwinding, which makes it a fifth smaller: a panic cannot be caught and turned
//! into a value. Instead the thread that panicked says so to whoever waits for its piece of work, and then stands still for
//! good, inside the panic hook; the others go on. A fault where nobody waits ends the program.

use std::cell::RefCell;
use std::panic::PanicHookInfo;
use std::sync::mpsc::channel;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Status;
use crate::eval::spawn_large;

thread_local! {
    /// Who waits for what this thread does now.
    static WAITING: RefCell<Option<Box<dyn FnOnce(String)>>> = const { RefCell::new(None) };
}

/// A program that draws on the whole screen: how it gives the terminal back, and what is to be said afterwards.
struct Screen {
    give_back: Box<dyn Fn() + Send>,
    said: Vec<String>,
}

static SCREEN: Mutex<Option<Screen>> = Mutex::new(None);

fn screen() -> MutexGuard<'static, Option<Screen>> {
    SCREEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Replaces Rust's own panic message by one for people.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        tell_people(message(info));
        let waiting = WAITING.with(|waiting| waiting.try_borrow_mut().ok()?.take());
        match waiting {
            Some(tell) => tell(said(info).to_string()),
            None => {
                let held = screen().take();
                if let Some(screen) = held {
                    (screen.give_back)();
                    screen
                        .said
                        .iter()
                        .for_each(|message| eprintln!("{message}"));
                }
                std::process::exit(Status::Fault.code().into());
            }
        }
        loop {
            std::thread::park();
        }
    }));
}

/// On a screen that is drawn, a message would be lost, so that it waits.
fn tell_people(message: String) {
    match screen().as_mut() {
        Some(screen) => screen.said.push(message),
        None => eprintln!("{message}"),
    }
}

/// From now on the whole screen is drawn; `give_back` restores the terminal if a fault ends the program.
pub fn hide_behind_screen(give_back: impl Fn() + Send + 'static) {
    *screen() = Some(Screen {
        give_back: Box::new(give_back),
        said: Vec::new(),
    });
}

/// The terminal was given back: the messages that waited for it.
pub fn screen_is_gone() -> Vec<String> {
    screen().take().map_or_else(Vec::new, |screen| screen.said)
}

/// Runs a piece of work on a large stack and waits for it; none where it panicked.
pub fn contain<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> Option<R> {
    let (send, receive) = channel();
    let failed = send.clone();
    let run = move || {
        let result = watched(move |_| drop(failed.send(None)), work);
        drop(send.send(Some(result)));
    };
    spawn_large(run).ok()?;
    receive.recv().ok().flatten()
}

/// Runs a piece of work that somebody waits for. Where it panics, `tell` is called with what the panic said, and
/// nothing comes back.
pub fn watched<R>(tell: impl FnOnce(String) + 'static, work: impl FnOnce() -> R) -> R {
    WAITING.with(|waiting| waiting.replace(Some(Box::new(tell))));
    let result = work();
    WAITING.with(|waiting| waiting.replace(None));
    result
}

fn said<'a>(info: &'a PanicHookInfo) -> &'a str {
    let what = info.payload();
    what.downcast_ref::<&str>()
        .copied()
        .or_else(|| what.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}

fn message(info: &PanicHookInfo) -> String {
    let what = said(info);
    let place = info
        .location()
        .map(|place| format!(" at {}:{}", place.file(), place.line()))
        .unwrap_or_default();
    format!(
        "ndbook: internal fault{place}: {what}\n  \
         This is a fault of ndbook {}, not of your file.\n  \
         help: please report it with the file or command that shows it",
        env!("CARGO_PKG_VERSION")
    )
}
