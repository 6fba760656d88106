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
    sink: Sink,
    /// How results are painted.
    pub paint: Paint,
    /// How complaints are painted.
    pub complaint: Paint,
    /// Columns that prose may take.
    pub width: usize,
    /// Columns that errors are drawn for; files and pipes have no end to their lines.
    pub drawn: Option<usize>,
}

/// Prose is not set wider than this, however wide the terminal is: long lines are hard to read.
const WIDEST: usize = 100;

impl Output {
    pub fn new(color: Color, plain: bool) -> Output {
        let terminal = io::stdout().is_terminal();
        let width = terminal_size::terminal_size().map_or(80, |(width, _)| width.0 as usize);
        Output {
            sink: Sink::Stdout(BufWriter::new(io::stdout())),
            paint: Paint::new(color, terminal, plain),
            complaint: Paint::new(color, io::stderr().is_terminal(), plain),
            width: if terminal {
                width.clamp(20, WIDEST)
            } else {
                80
            },
            drawn: terminal.then_some(width),
        }
    }

    /// Keeps what is written, complaints too, for [`Output::into_kept`].
    pub fn kept(paint: Paint, width: usize) -> Output {
        Output {
            sink: Sink::Kept(Vec::new()),
            paint,
            complaint: paint,
            width,
            drawn: Some(width),
        }
    }

    /// What was kept, in order.
    pub fn into_kept(self) -> Vec<Kept> {
        match self.sink {
            Sink::Stdout(_) => Vec::new(),
            Sink::Kept(kept) => kept,
        }
    }

    /// Writes a result. A reader that has gone away (`ndbook … | head`) is no error.
    pub fn result(&mut self, text: &str) {
        match &mut self.sink {
            Sink::Stdout(stdout) => {
                let _ = stdout.write_all(text.as_bytes());
            }
            Sink::Kept(kept) => kept.push(Kept::Text(text.to_string())),
        }
    }

    /// Says what the results are part of: of use only where they are kept.
    pub fn mark(&mut self, mark: Mark) {
        if let Sink::Kept(kept) = &mut self.sink {
            kept.push(Kept::Mark(mark));
        }
    }

    /// Writes a complaint, after all results so far.
    pub fn complain(&mut self, text: &str) {
        if let Sink::Kept(kept) = &mut self.sink {
            kept.push(Kept::Text(format!("{}\n", text.trim_end())));
            return;
        }
        self.flush();
        let mut stderr = io::stderr().lock();
        let _ = stderr.write_all(text.as_bytes());
        if !text.ends_with('\n') {
            let _ = stderr.write_all(b"\n");
        }
    }

    pub fn flush(&mut self) {
        if let Sink::Stdout(stdout) = &mut self.sink {
            let _ = stdout.flush();
        }
    }
}

enum Sink {
    Stdout(BufWriter<Stdout>),
    Kept(Vec<Kept>),
}

/// Something that was written and kept.
#[derive(Debug, PartialEq, Eq)]
pub enum Kept {
    Text(String),
    Mark(Mark),
}

/// A place in what is shown of a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A heading comes that begins a section.
    Section,
    /// A new stretch of prose or a new cell comes.
    Part,
    /// The starter of this exercise comes.
    Exercise(usize),
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

    /// The same for those who listen: errors are told, and nothing is drawn.
    pub fn narrating(self) -> Paint {
        Paint {
            narrates: true,
            ..self
        }
    }

    /// Whether nothing is to be drawn.
    pub fn narrates(self) -> bool {
        self.narrates
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
