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

/// A terminal in a state of our own: how it is given back, and what is to be said afterwards.
struct Screen {
    give_back: Box<dyn Fn() + Send>,
    /// The whole screen is drawn: messages wait until it is given back.
    hides: bool,
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

/// On a screen that is drawn, a message would be lost, so that it waits; at a prompt the terminal is given back first.
fn tell_people(message: String) {
    match screen().as_mut() {
        Some(screen) if screen.hides => return screen.said.push(message),
        Some(screen) => (screen.give_back)(),
        None => {}
    }
    eprintln!("{message}");
}

/// From now on the whole screen is drawn; `give_back` restores the terminal if a fault ends the program.
pub fn hide_behind_screen(give_back: impl Fn() + Send + 'static) {
    *screen() = Some(Screen {
        give_back: Box::new(give_back),
        hides: true,
        said: Vec::new(),
    });
}

/// The terminal is about to be read key by key: a fault gives it back as it is now.
#[cfg(unix)]
pub fn keep_terminal() {
    use rustix::stdio::stdin;
    use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
    let Ok(before) = tcgetattr(stdin()) else {
        return;
    };
    let give_back = move || {
        let _ = tcsetattr(stdin(), OptionalActions::Now, &before);
    };
    *screen() = Some(Screen {
        give_back: Box::new(give_back),
        hides: false,
        said: Vec::new(),
    });
}

/// Here the terminal is left as it is.
#[cfg(not(unix))]
pub fn keep_terminal() {}

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

#[cfg(all(test, unix))]
mod tests {
    use std::fs::File;
    use std::process::{Command, Stdio};

    use nix::pty::openpty;
    use nix::sys::termios::{LocalFlags, tcgetattr};

    #[test]
    fn a_fault_at_the_prompt_gives_the_terminal_back() {
        let pty = openpty(None, None).expect("a terminal");
        let lines = LocalFlags::ICANON | LocalFlags::ECHO;
        let modes = || tcgetattr(&pty.slave).map(|modes| modes.local_flags & lines);
        assert_eq!(modes(), Ok(lines));
        let program = std::env::current_exe().expect("this program");
        let ended = Command::new(program)
            .args(["--exact", "cli::fault::tests::a_prompt_fails"])
            .args(["--ignored", "--nocapture"])
            .stdin(Stdio::from(File::from(
                pty.slave.try_clone().expect("a copy"),
            )))
            .output()
            .expect("it runs");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(said.contains("the keys are not echoed"), "{said}");
        assert!(said.contains("internal fault"), "{said}");
        assert_eq!(modes(), Ok(lines));
    }

    #[test]
    #[ignore = "run by the test above"]
    fn a_prompt_fails() {
        use rustix::stdio::stdin;
        use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
        super::install();
        super::keep_terminal();
        let mut modes = tcgetattr(stdin()).expect("a terminal");
        modes.make_raw();
        tcsetattr(stdin(), OptionalActions::Now, &modes).expect("raw keys");
        let modes = nix::sys::termios::tcgetattr(stdin()).expect("a terminal");
        if !modes.local_flags.contains(LocalFlags::ECHO) {
            eprintln!("the keys are not echoed");
        }
        panic!("on purpose");
    }
}
