//! What people see: whole screens of 80×24 and 40×24, as a terminal shows them in the end.
#![cfg(unix)]

#[path = "terminal/mod.rs"]
mod pty;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use nix::sys::signal::Signal;

const ROWS: u16 = 24;
const WIDTHS: [u16; 2] = [80, 40];

/// A program, and the screen that its terminal shows.
struct Screen {
    terminal: pty::Terminal,
    columns: u16,
    name: &'static str,
}

impl Screen {
    fn prompt(name: &'static str, columns: u16) -> Screen {
        let mut screen = Screen::open(name, columns, &folder(name, columns), &["--color", "never"]);
        screen.until(">>> ");
        screen
    }

    fn open(name: &'static str, columns: u16, folder: &Path, options: &[&str]) -> Screen {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ndbook"));
        command
            .env_remove("NO_COLOR")
            .env("TERM", "xterm-256color")
            .env("XDG_STATE_HOME", folder)
            .args(options)
            .current_dir(folder);
        Screen {
            terminal: pty::Terminal::open(&mut command, columns, ROWS),
            columns,
            name,
        }
    }

    /// The screen as it is now.
    fn now(&self) -> vt100::Screen {
        let mut parser = vt100::Parser::new(ROWS, self.columns, 0);
        parser.process(self.terminal.shown().as_bytes());
        parser.screen().clone()
    }

    /// Waits until the screen shows a text, and nothing changes any more.
    fn until(&mut self, text: &str) -> vt100::Screen {
        let begun = Instant::now();
        let mut before = String::new();
        loop {
            let bytes = self.terminal.shown();
            let screen = self.now();
            // Where a line has no room for the text, it goes on in the next.
            let joined = screen.contents().replace('\n', "");
            if joined.contains(text) && bytes == before {
                return screen;
            }
            before = bytes;
            assert!(
                begun.elapsed() < pty::PATIENCE,
                "no {text:?} in\n{}",
                screen.contents()
            );
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Enters a cell and waits for the prompt behind what it shows.
    fn enter(&mut self, cell: &str, shown: &str) {
        self.terminal.press(&format!("{cell}\r"));
        self.until(shown);
        self.until(">>> ");
    }

    /// Presses keys, waits for a text, and compares the screen with its snapshot.
    fn shows(&mut self, keys: &str, text: &str) {
        self.terminal.press(keys);
        let screen = self.until(text);
        self.is_as_recorded(&drawn(&screen));
    }

    fn is_as_recorded(&self, drawn: &str) {
        let name = format!("{}_{}", self.name, self.columns);
        insta::assert_snapshot!(name, drawn);
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.terminal.signal(Signal::SIGKILL);
    }
}

/// The rows of a screen, between bars so that blanks and widths are seen, and where the cursor stands.
fn drawn(screen: &vt100::Screen) -> String {
    let (_, columns) = screen.size();
    let mut rows: Vec<String> = screen
        .rows(0, columns)
        .map(|row| row.trim_end().to_string())
        .collect();
    while rows.last().is_some_and(String::is_empty) {
        rows.pop();
    }
    let (row, column) = screen.cursor_position();
    format!("{}\n\ncursor: row {row}, column {column}", rows.join("\n"))
}

/// The rows with a letter under each character that is not plain: what colour it has (`0`–`7`), capitals where it is bold.
fn coloured(screen: &vt100::Screen) -> String {
    let (rows, columns) = screen.size();
    let mut out = String::new();
    for row in 0..rows {
        let cells = (0..columns).map(|column| screen.cell(row, column));
        let (mut text, mut looks) = (String::new(), String::new());
        for cell in cells.flatten() {
            let shown = match cell.contents() {
                "" => " ",
                shown => shown,
            };
            text.push_str(shown);
            looks.push(look(cell));
        }
        if !text.trim().is_empty() {
            out.push_str(text.trim_end());
            out.push('\n');
            if !looks.trim().is_empty() {
                out.push_str(looks.trim_end());
                out.push('\n');
            }
        }
    }
    out
}

fn look(cell: &vt100::Cell) -> char {
    let letter = match cell.fgcolor() {
        vt100::Color::Default if cell.inverse() => 'x',
        vt100::Color::Default if cell.underline() => 'u',
        vt100::Color::Default if cell.dim() => 'd',
        vt100::Color::Default if cell.bold() => return 'B',
        vt100::Color::Default => return ' ',
        vt100::Color::Idx(n) => char::from(b'a' + n % 26),
        vt100::Color::Rgb(..) => 'z',
    };
    match cell.bold() {
        true => letter.to_ascii_uppercase(),
        false => letter,
    }
}

/// An empty folder of its own.
fn folder(name: &str, columns: u16) -> PathBuf {
    let name = format!("screens-{}-{name}-{columns}", std::process::id());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn code_in_colours_with_the_signature_of_the_call() {
    for columns in WIDTHS {
        let folder = folder("prompt", columns);
        let mut screen = Screen::open("prompt", columns, &folder, &["--color", "always"]);
        screen.until(">>> ");
        for key in "x = np.mean([1, 2.5], ".chars() {
            screen.terminal.press(&key.to_string());
            std::thread::sleep(Duration::from_millis(30));
        }
        let shown = screen.until("dtype=None");
        screen.is_as_recorded(&coloured(&shown));
    }
}

#[test]
fn a_list_of_what_may_stand_there() {
    for columns in WIDTHS {
        let mut screen = Screen::prompt("completion", columns);
        screen.shows("np.linalg.s\t", "svd");
    }
}

#[test]
fn a_page_of_help() {
    for columns in WIDTHS {
        let mut screen = Screen::prompt("help", columns);
        screen.shows("np.cumsum?\r", ">>> ");
    }
}

#[test]
fn an_error_with_its_picture() {
    for columns in WIDTHS {
        let mut screen = Screen::prompt("error", columns);
        screen.enter("X = np.ones((3, 4)); means = X.mean(axis=1)", ">>> ");
        screen.shows("X - means\r", "ndbook explain");
    }
}

#[test]
fn wide_and_combining_characters_do_not_move_carets() {
    for columns in WIDTHS {
        let mut screen = Screen::prompt("wide", columns);
        screen.shows("['名前', 'e\u{301}tude'] + 1\r", "ndbook explain");
    }
}

#[test]
fn shapes_in_a_table() {
    for columns in WIDTHS {
        let mut screen = Screen::prompt("broadcast", columns);
        screen.enter("a = np.ones((5, 1, 3)); b = np.ones((4, 1))", ">>> ");
        screen.shows(":broadcast a, b, np.arange(3)\r", "result");
    }
}

#[test]
fn an_expression_taken_apart() {
    for columns in WIDTHS {
        let mut screen = Screen::prompt("steps", columns);
        screen.enter("a = np.arange(12).reshape(3, 4)", ">>> ");
        screen.shows(":steps a.T[1:] @ a.mean(axis=1)\r", ">>> ");
    }
}

#[test]
fn who_there_is() {
    for columns in WIDTHS {
        let mut screen = Screen::prompt("who", columns);
        screen.enter(
            "a = np.zeros((100, 3)); b = a[::2]; text = 'a rather long text that goes on'",
            ">>> ",
        );
        screen.shows(":who\r", ">>> ");
    }
}

#[test]
fn a_change_to_be_reviewed() {
    for columns in WIDTHS {
        let folder = folder("review", columns);
        fs::write(folder.join("a.md"), "# Sums\n\n```python\nnp.arange(12).reshape(3, 4) * 2\n```\n\n```output\narray([[ 0,  1,  2,  3],\n       [ 4,  5,  6,  7],\n       [ 8,  9, 10, 11]])\n```\n").unwrap();
        let options = ["test", "--color", "never", "--review", "a.md"];
        let mut screen = Screen::open("review", columns, &folder, &options);
        screen.shows("", "(q)uit");
    }
}
