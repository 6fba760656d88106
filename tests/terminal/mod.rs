//! A program in a real pseudo-terminal, for tests that press keys.

// Each test program uses a part of it.
#![allow(dead_code)]

use std::fs::File;
use std::io::{Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use nix::pty::{Winsize, openpty};
use nix::sys::signal::{Signal, kill};
use nix::sys::termios::{LocalFlags, tcgetattr};
use nix::unistd::Pid;

/// How long anything may take: debug builds on busy machines are slow.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A running program and the terminal in front of it.
pub struct Terminal {
    child: Child,
    keyboard: File,
    screen: Arc<Mutex<Vec<u8>>>,
    /// What of the screen has been looked at.
    seen: usize,
}

impl Terminal {
    pub fn open(command: &mut Command, columns: u16, rows: u16) -> Terminal {
        let size = Winsize {
            ws_row: rows,
            ws_col: columns,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        let pty = openpty(Some(&size), None).unwrap();
        let end = || Stdio::from(pty.slave.try_clone().unwrap());
        let child = command.stdin(end()).stdout(end()).stderr(end());
        let child = child.spawn().unwrap();
        let screen = Arc::new(Mutex::new(Vec::new()));
        let mut output = File::from(pty.master.try_clone().unwrap());
        let shown = screen.clone();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            // Reading fails when the other end is closed.
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                shown.lock().unwrap().extend(&bytes[..count]);
            }
        });
        Terminal {
            child,
            keyboard: File::from(pty.master),
            screen,
            seen: 0,
        }
    }

    pub fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
    }

    /// All that was shown, with the terminal's own codes.
    pub fn shown(&self) -> String {
        String::from_utf8_lossy(&self.screen.lock().unwrap()).into_owned()
    }

    /// What has appeared since the last look, up to `text`; without the terminal's own codes.
    pub fn until(&mut self, text: &str) -> String {
        let begun = Instant::now();
        loop {
            let shown = letters(&self.shown());
            if let Some(at) = shown[self.seen..].find(text) {
                let end = self.seen + at + text.len();
                let part = shown[self.seen..end].to_string();
                self.seen = end;
                return part;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "no {text:?} in {:?}",
                &shown[self.seen..]
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.child.id() as i32), signal).unwrap();
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        let size = rustix::termios::Winsize {
            ws_row: rows,
            ws_col: columns,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        rustix::termios::tcsetwinsize(&self.keyboard, size).unwrap();
        // It is not the terminal of its session, which the system would tell by itself.
        self.signal(Signal::SIGWINCH);
    }

    /// How the terminal treats what is typed: by lines, with an echo, with Ctrl-C.
    pub fn modes(&self) -> LocalFlags {
        tcgetattr(&self.keyboard).unwrap().local_flags
    }

    /// Waits for the end of the program.
    pub fn wait(&mut self) -> ExitStatus {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("it does not end");
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It has ended already where the test went well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The letters of a terminal's output: no escape sequences, no carriage returns.
fn letters(shown: &str) -> String {
    let mut letters = String::new();
    let mut rest = shown.chars();
    while let Some(c) = rest.next() {
        match c {
            '\x1b' => {
                let mut sequence = rest
                    .by_ref()
                    .skip_while(|c| matches!(c, '[' | '?' | ';' | '0'..='9'));
                sequence.next();
            }
            '\r' => {}
            c => letters.push(c),
        }
    }
    letters
}
