//! The terminal itself: keys one by one, and a screen that is given back as it was.

use std::io::{self, Write};
use std::sync::mpsc::Sender;
use std::thread;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::stdio::stdin;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

use super::events::Event;
use crate::cli::fault;
use crate::lesson::course::Key;

/// A second screen with no cursor, and back.
const ENTER: &str = "\x1b[?1049h\x1b[?25l";
const LEAVE: &str = "\x1b[?25h\x1b[?1049l";

/// How long the rest of a key's sequence may take to come; an Escape alone is a key too.
const REST: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 25_000_000,
};

/// The terminal while it is ours. It is given back when this is dropped, also when something went wrong.
pub struct Terminal {
    /// How the terminal was.
    before: Termios,
    ours: bool,
}

impl Terminal {
    /// # Errors
    /// It is no terminal, or refuses.
    pub fn open() -> io::Result<Terminal> {
        let mut terminal = Terminal {
            before: tcgetattr(stdin())?,
            ours: false,
        };
        terminal.take()?;
        let before = terminal.before.clone();
        fault::hide_behind_screen(move || restore(&before));
        Ok(terminal)
    }

    /// Takes the terminal, at the beginning and after the program was suspended.
    ///
    /// # Errors
    /// The terminal refuses.
    pub fn take(&mut self) -> io::Result<()> {
        let mut raw = self.before.clone();
        raw.make_raw();
        tcsetattr(stdin(), OptionalActions::Flush, &raw)?;
        if !std::mem::replace(&mut self.ours, true) {
            write(ENTER);
        }
        Ok(())
    }

    /// Gives the terminal back.
    pub fn give_back(&mut self) {
        if std::mem::take(&mut self.ours) {
            restore(&self.before);
        }
    }

    /// Shows these lines, and nothing else. All is written at once, and nothing is erased that will be written over,
    /// so that it does not flicker.
    pub fn show(&self, lines: &[String]) {
        let mut text = String::from("\x1b[H");
        for (number, line) in lines.iter().enumerate() {
            if number > 0 {
                text.push_str("\r\n");
            }
            text.push_str(line);
            text.push_str("\x1b[0m\x1b[K");
        }
        text.push_str("\x1b[J");
        write(&text);
    }
}

/// Leaves the second screen for the terminal as it was.
fn restore(before: &Termios) {
    write(LEAVE);
    let _ = tcsetattr(stdin(), OptionalActions::Flush, before);
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.give_back();
    }
}

/// A terminal that has gone away is noticed by its signal.
fn write(text: &str) {
    let mut stdout = io::stdout().lock();
    let _ = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
}

/// Sends the keys that are pressed, on a thread of its own.
pub fn read_keys(events: Sender<Event>) {
    thread::spawn(move || {
        let mut bytes = [0; 256];
        let mut held = Vec::new();
        loop {
            if !held.is_empty() && !more() {
                held = send(&held, true, &events);
            }
            match rustix::io::read(stdin(), &mut bytes) {
                Ok(count @ 1..) => held.extend(bytes.iter().take(count)),
                Err(rustix::io::Errno::INTR) => continue,
                _ => {
                    let _ = events.send(Event::Line(None));
                    return;
                }
            }
            held = send(&held, false, &events);
        }
    });
}

/// Whether more bytes come soon.
fn more() -> bool {
    let keyboard = stdin();
    let mut waited = [PollFd::new(&keyboard, PollFlags::IN)];
    poll(&mut waited, Some(&REST)).is_ok_and(|ready| ready > 0)
}

/// Sends the keys in `bytes`; gives back the beginning of a key whose rest has not come.
fn send(bytes: &[u8], last: bool, events: &Sender<Event>) -> Vec<u8> {
    let (keys, rest) = keys(bytes, last);
    for key in keys {
        let _ = events.send(Event::Key(key));
    }
    rest
}

/// The keys that a terminal says were pressed, and what may be the beginning of one more, unless `last`.
fn keys(bytes: &[u8], last: bool) -> (Vec<Key>, Vec<u8>) {
    let mut keys = Vec::new();
    let mut rest = bytes;
    while let Some(&first) = rest.first() {
        let (key, length) = match first {
            0x1b => match sequence(rest) {
                Some(found) => found,
                None if last => (Some(Key::Escape), 1),
                None => break,
            },
            b'\r' | b'\n' => (Some(Key::Enter), 1),
            0x08 | 0x7f => (Some(Key::Backspace), 1),
            1..=26 => (Some(Key::Control((b'a' + first - 1) as char)), 1),
            _ => match letter(rest) {
                Some(c) => (Some(Key::Char(c)), c.len_utf8()),
                None if rest.len() < 4 && first >= 0xc0 && !last => break,
                None => (None, 1),
            },
        };
        keys.extend(key);
        rest = rest.get(length..).unwrap_or_default();
    }
    (keys, rest.to_vec())
}

/// The letter that the bytes begin with.
fn letter(bytes: &[u8]) -> Option<char> {
    let bytes = bytes.get(..bytes.len().min(4))?;
    let good = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok()?,
    };
    good.chars().next()
}

/// The key of an escape sequence, none if it means nothing here, and its length; nothing where it is not whole.
fn sequence(bytes: &[u8]) -> Option<(Option<Key>, usize)> {
    let kind = *bytes.get(1)?;
    if !matches!(kind, b'[' | b'O') {
        return Some((Some(Key::Escape), 1));
    }
    let parameters = bytes.get(2..)?;
    let end = parameters
        .iter()
        .position(|byte| (0x40..=0x7e).contains(byte))?;
    let number = parameters.get(..end)?;
    let key = match (*parameters.get(end)?, number) {
        (b'A', _) => Key::Up,
        (b'B', _) => Key::Down,
        (b'C', _) => Key::Right,
        (b'D', _) => Key::Left,
        (b'H', _) | (b'~', b"1" | b"7") => Key::Home,
        (b'F', _) | (b'~', b"4" | b"8") => Key::End,
        (b'~', b"5") => Key::PageUp,
        (b'~', b"6") => Key::PageDown,
        (b'M', _) if kind == b'O' => Key::Enter,
        _ => return Some((None, end + 3)),
    };
    Some((Some(key), end + 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_apart() {
        let all = b"n\r\x1b[A\x1bOB\x1b[6~\x1b[1;5C\x1b[99~\x7f\x03\xc3\xa9";
        let (found, rest) = keys(all, false);
        let expected = [
            Key::Char('n'),
            Key::Enter,
            Key::Up,
            Key::Down,
            Key::PageDown,
            Key::Right,
            Key::Backspace,
            Key::Control('c'),
            Key::Char('é'),
        ];
        assert_eq!(found, expected);
        assert_eq!(rest, b"");
    }

    #[test]
    fn half_a_key_waits_for_its_rest() {
        assert_eq!(
            keys(b"a\x1b[", false),
            (vec![Key::Char('a')], b"\x1b[".to_vec())
        );
        assert_eq!(keys(b"\x1b", false).1, b"\x1b");
        assert_eq!(keys(b"\x1b", true), (vec![Key::Escape], Vec::new()));
        assert_eq!(keys(b"\xc3", false).1, b"\xc3");
        assert_eq!(keys(b"\xff\xc3", true), (Vec::new(), Vec::new()));
    }
}
