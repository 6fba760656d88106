//! Faults of ndbook itself: a panic anywhere becomes a message that says whose fault it is.
//!
//! The released program is built without unwinding, which makes it a fifth smaller: a panic cannot be caught and turned
//! into a value. Instead the thread that panicked says so to whoever waits for its piece of work, and then stands still for
//! good, inside the panic hook; the others go on. A fault where nobody waits ends the program.

use std::cell::RefCell;
use std::panic::PanicHookInfo;

use super::Status;

thread_local! {
    /// Who waits for what this thread does now.
    static WAITING: RefCell<Option<Box<dyn FnOnce(String)>>> = const { RefCell::new(None) };
}

/// Replaces Rust's own panic message by one for people.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        eprintln!("{}", message(info));
        let waiting = WAITING.with(|waiting| waiting.try_borrow_mut().ok()?.take());
        match waiting {
            Some(tell) => tell(said(info).to_string()),
            None => std::process::exit(Status::Fault.code().into()),
        }
        loop {
            std::thread::park();
        }
    }));
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
