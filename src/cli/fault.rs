//! Faults of ndbook itself: a panic anywhere becomes a message that says whose fault it is.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};

/// Replaces Rust's own panic message by one for people.
pub fn install() {
    std::panic::set_hook(Box::new(|info| eprintln!("{}", message(info))));
}

/// Runs `action`; none where it panicked.
pub fn contain<R>(action: impl FnOnce() -> R) -> Option<R> {
    catch_unwind(AssertUnwindSafe(action)).ok()
}

/// What is said of a fault.
pub fn message(info: &PanicHookInfo) -> String {
    let what = info.payload();
    let what = what
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| what.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
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
