//! stdout, stderr and their colours.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use clap::ValueEnum;

use crate::text::Medium;

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    Always,
    Never,
}

/// Where results and complaints go.
pub struct Output {
    stdout: BufWriter<Stdout>,
    /// How results are painted.
    pub paint: Paint,
    /// How complaints are painted.
    pub complaint: Paint,
    /// Columns that prose may take.
    pub width: usize,
}

/// Prose is not set wider than this, however wide the terminal is: long lines are hard to read.
const WIDEST: usize = 100;

impl Output {
    pub fn new(color: Color, plain: bool) -> Output {
        let terminal = io::stdout().is_terminal();
        let width = terminal_size::terminal_size().map_or(80, |(width, _)| width.0 as usize);
        Output {
            stdout: BufWriter::new(io::stdout()),
            paint: Paint::new(color, terminal, plain),
            complaint: Paint::new(color, io::stderr().is_terminal(), plain),
            width: if terminal {
                width.clamp(20, WIDEST)
            } else {
                80
            },
        }
    }

    /// Writes a result. A reader that has gone away (`ndbook … | head`) is no error.
    pub fn result(&mut self, text: &str) {
        let _ = self.stdout.write_all(text.as_bytes());
    }

    /// Writes a complaint, after all results so far.
    pub fn complain(&mut self, text: &str) {
        self.flush();
        let mut stderr = io::stderr().lock();
        let _ = stderr.write_all(text.as_bytes());
        if !text.ends_with('\n') {
            let _ = stderr.write_all(b"\n");
        }
    }

    pub fn flush(&mut self) {
        let _ = self.stdout.flush();
    }
}

/// Paints text, or leaves it plain.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    on: bool,
    /// Errors are told in sentences.
    narrates: bool,
}

/// What a piece of text is; [`Paint`] knows how that looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Plain,
    Heading,
    Strong,
    Emphasis,
    Code,
    Link,
    /// Marks around the matter: bars, labels.
    Faint,
    Good,
    Bad,
    Warning,
}

impl Paint {
    fn new(color: Color, terminal: bool, narrates: bool) -> Paint {
        let wanted =
            || terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        Paint {
            narrates,
            on: match color {
                Color::Auto => wanted(),
                Color::Always => true,
                Color::Never => false,
            },
        }
    }

    /// No colours at all.
    #[cfg(test)]
    pub fn plain() -> Paint {
        Paint {
            on: false,
            narrates: false,
        }
    }

    /// The same without colours.
    pub fn uncoloured(self) -> Paint {
        Paint { on: false, ..self }
    }

    /// How errors are shown: drawn, or told in sentences. Their colours are a matter of [`Paint::text`].
    pub fn medium(self) -> Medium {
        match self.narrates {
            true => Medium::Narrated,
            false => Medium::Plain,
        }
    }

    pub fn is_on(self) -> bool {
        self.on
    }

    pub fn text(self, look: Look, text: &str) -> String {
        let code = match look {
            Look::Plain => return text.to_string(),
            Look::Heading => "1;36",
            Look::Strong => "1",
            Look::Emphasis => "3",
            Look::Code => "33",
            Look::Link => "4",
            Look::Faint => "2",
            Look::Good => "32",
            Look::Bad => "1;31",
            Look::Warning => "33",
        };
        match self.on {
            true => format!("\x1b[{code}m{text}\x1b[0m"),
            false => text.to_string(),
        }
    }
}
