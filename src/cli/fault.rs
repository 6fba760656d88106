//! Faults of ndbook itself: a panic anywhere becomes a message that says whose fault it is.

use std::any::Any;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};

/// Replaces Rust's own panic message by one for people.
pub fn install() {
    std::panic::set_hook(Box::new(|info| eprintln!("{}", message(info))));
}

/// Runs `action`; none where it panicked.
pub fn contain<R>(action: impl FnOnce() -> R) -> Option<R> {
    caught(action).ok()
}

/// Runs `action`.
///
/// # Errors
/// What a panic said.
pub fn caught<R>(action: impl FnOnce() -> R) -> Result<R, String> {
    catch_unwind(AssertUnwindSafe(action)).map_err(|payload| said(payload.as_ref()).to_string())
}

fn said(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}

fn message(info: &PanicHookInfo) -> String {
    let what = said(info.payload());
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
