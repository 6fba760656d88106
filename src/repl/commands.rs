//! The lines that begin with `:`, and the magics of IPython that mean the same.

use super::preferences;

/// What a line asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// About everything, or one command.
    Help(String),
    Who,
    Reset,
    Undo,
    Load(String),
    Save {
        path: String,
        over: bool,
    },
    /// Times an expression; empty: shows or hides the time of each cell.
    Time(String),
    /// Takes an expression apart; empty: the steps of the last cell.
    Steps(String),
    Broadcast(String),
    /// Goes through a lesson; empty: goes on with it.
    Lesson(String),
    Apropos(String),
    Set(String),
    Edit,
    History,
    Quit,
}

/// What stands behind a command.
pub enum Takes {
    Nothing,
    Code,
    File,
    /// One of these words, which may depend on those before.
    Words(fn(&str) -> Vec<(String, String)>),
}

struct Row {
    name: &'static str,
    /// As the help shows it.
    argument: &'static str,
    about: &'static str,
    takes: Takes,
    make: fn(String) -> Result<Command, String>,
}

/// Every command once: parsing, help and completion derive from it.
const ROWS: &[Row] = &[
    Row {
        name: "help",
        argument: "[COMMAND]",
        about: "this, or what one command does",
        takes: Takes::Words(command_words),
        make: |of| Ok(Command::Help(of)),
    },
    Row {
        name: "who",
        argument: "",
        about: "your names: type, shape, dtype, bytes, whose memory a view shows",
        takes: Takes::Nothing,
        make: |_| Ok(Command::Who),
    },
    Row {
        name: "steps",
        argument: "[EXPR]",
        about: "takes an expression apart, each part with shape, dtype, view or new; alone: the steps of the last cell",
        takes: Takes::Code,
        make: |code| Ok(Command::Steps(code)),
    },
    Row {
        name: "broadcast",
        argument: "A, B, …",
        about: "aligns the shapes of arrays: what stretches, or which axis clashes",
        takes: Takes::Code,
        make: |code| needs(code, "arrays or shapes", "broadcast a, b").map(Command::Broadcast),
    },
    Row {
        name: "time",
        argument: "[EXPR]",
        about: "how long an expression takes; alone: shows or hides the time of each cell",
        takes: Takes::Code,
        make: |code| Ok(Command::Time(code)),
    },
    Row {
        name: "undo",
        argument: "",
        about: "takes back the last cell: names and the contents of arrays and lists",
        takes: Takes::Nothing,
        make: |_| Ok(Command::Undo),
    },
    Row {
        name: "load",
        argument: "FILE",
        about: "runs a script or the cells of a lesson here",
        takes: Takes::File,
        make: |path| needs(path, "the name of a file", "load lesson.md").map(Command::Load),
    },
    Row {
        name: "save",
        argument: "FILE",
        about: "writes the session as a script (.py) or a lesson with outputs (.md); `:save! FILE` writes over one",
        takes: Takes::File,
        make: |path| {
            needs(path, "the name of a file", "save session.md")
                .map(|path| Command::Save { path, over: false })
        },
    },
    Row {
        name: "save!",
        argument: "FILE",
        about: "as `:save`, over a file that is there",
        takes: Takes::File,
        make: |path| {
            needs(path, "the name of a file", "save! session.md")
                .map(|path| Command::Save { path, over: true })
        },
    },
    Row {
        name: "lesson",
        argument: "[FILE]",
        about: "goes through a lesson: its text, and each cell ready to run; alone: goes on",
        takes: Takes::File,
        make: |path| Ok(Command::Lesson(path)),
    },
    Row {
        name: "apropos",
        argument: "WORD",
        about: "what there is about a word",
        takes: Takes::Nothing,
        make: |word| needs(word, "a word", "apropos median").map(Command::Apropos),
    },
    Row {
        name: "edit",
        argument: "",
        about: "the last cell in $VISUAL or $EDITOR; Ctrl-X Ctrl-E takes the one being typed",
        takes: Takes::Nothing,
        make: |_| Ok(Command::Edit),
    },
    Row {
        name: "history",
        argument: "",
        about: "the cells of this session",
        takes: Takes::Nothing,
        make: |_| Ok(Command::History),
    },
    Row {
        name: "set",
        argument: "[NAME VALUE]",
        about: "colour, hints, mode (emacs, vi), plain, width; alone: how they are set",
        takes: Takes::Words(preferences::words),
        make: |what| Ok(Command::Set(what)),
    },
    Row {
        name: "reset",
        argument: "",
        about: "forgets all names",
        takes: Takes::Nothing,
        make: |_| Ok(Command::Reset),
    },
    Row {
        name: "quit",
        argument: "",
        about: "leaves, as Ctrl-D does",
        takes: Takes::Nothing,
        make: |_| Ok(Command::Quit),
    },
];

/// Other ways to write a command: what IPython and other prompts call it.
const ALIASES: &[(&str, &str)] = &[
    (":h", "help"),
    (":?", "help"),
    (":q", "quit"),
    (":exit", "quit"),
    ("exit", "quit"),
    ("quit", "quit"),
    ("%who", "who"),
    ("%whos", "who"),
    ("%reset", "reset"),
    ("%hist", "history"),
    ("%history", "history"),
    ("%load", "load"),
    ("%run", "load"),
    ("%edit", "edit"),
    ("%quickref", "help"),
];

fn needs(argument: String, what: &str, example: &str) -> Result<String, String> {
    match argument.is_empty() {
        true => Err(format!("this needs {what}: `:{example}`")),
        false => Ok(argument),
    }
}

fn command_words(_: &str) -> Vec<(String, String)> {
    let rows = ROWS.iter();
    rows.map(|row| (row.name.to_string(), row.about.to_string()))
        .collect()
}

/// All commands with a line about each.
pub fn all() -> impl Iterator<Item = (String, &'static str)> {
    ROWS.iter().map(|row| (format!(":{}", row.name), row.about))
}

/// What stands behind a command, written with its colon.
pub fn argument(command: &str) -> &'static Takes {
    row(command).map_or(&Takes::Nothing, |row| &row.takes)
}

/// The row of a command as it is written: `:who`, `%whos`.
fn row(written: &str) -> Option<&'static Row> {
    let alias = ALIASES.iter().find(|(alias, _)| *alias == written);
    let name = match alias {
        Some((_, name)) => name,
        None => written.strip_prefix(':')?,
    };
    ROWS.iter().find(|row| row.name == name)
}

/// The command on a line; `None` where it is none, a complaint where it is no known one.
pub fn parse(text: &str) -> Option<Result<Command, String>> {
    let text = text.trim();
    let (name, argument) = match text.split_once(char::is_whitespace) {
        Some((name, argument)) => (name, argument.trim()),
        None => (text, ""),
    };
    if matches!(name, "%paste" | "%cpaste") {
        let way = "paste with the terminal's own key: prompts and outputs are dropped";
        return Some(Err(way.to_string()));
    }
    // `exit = 1` is code, and so is what a lesson says in several lines.
    let is_word = !name.starts_with([':', '%']);
    if is_word && !argument.is_empty() {
        return None;
    }
    if let Some(row) = row(name) {
        return Some((row.make)(argument.to_string()));
    }
    if name.starts_with(':') {
        return Some(Err(unknown(name)));
    }
    None
}

fn unknown(name: &str) -> String {
    let bare = name.trim_start_matches(':');
    let near = ROWS
        .iter()
        .map(|row| (strsim::damerau_levenshtein(row.name, bare), row.name))
        .min();
    match near {
        Some((distance, near)) if distance <= 2 && distance < bare.len() => {
            format!("there is no command {name}; do you mean `:{near}`?")
        }
        _ => format!("there is no command {name}; `:help` lists them"),
    }
}

/// What `:help` says.
pub fn help(of: &str, width: usize, plain: bool) -> String {
    let name = of.trim_start_matches(':');
    if !name.is_empty() {
        return match ROWS.iter().find(|row| row.name == name) {
            Some(row) => format!(":{} {}\n  {}", row.name, row.argument, row.about),
            None => format!(
                "{}\n`NAME?` tells of a function or value",
                unknown(&format!(":{name}"))
            ),
        };
    }
    let prose = |text: &str| super::table::wrapped(text, width);
    let mut lines = vec![
        prose(
            "Type Python; values are shown, `_` is the last one. A block ends with an empty line.",
        ),
        prose("`NAME?` tells what a function does and takes."),
    ];
    for row in ROWS {
        let head = format!(":{} {}", row.name, row.argument);
        lines.push(match plain {
            true => format!("{}: {}.", head.trim_end(), row.about),
            false => super::table::entry(&head, row.about, 22, width),
        });
    }
    lines.push(prose(
        "Keys: Tab completes; arrows and Ctrl-R search what you typed; Ctrl-X Ctrl-E edits elsewhere; Ctrl-C stops a cell.",
    ));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_told_from_code() {
        assert_eq!(parse("x[1:2]"), None);
        assert_eq!(parse("exit = 1"), None);
        assert_eq!(parse("%timeit 1"), None);
        assert_eq!(parse(" :who "), Some(Ok(Command::Who)));
        assert_eq!(parse("%whos"), Some(Ok(Command::Who)));
        assert_eq!(parse("quit"), Some(Ok(Command::Quit)));
        assert_eq!(
            parse(":load a b.py"),
            Some(Ok(Command::Load("a b.py".into())))
        );
        assert!(matches!(parse(":load"), Some(Err(_))));
        assert!(matches!(parse(":nonsense"), Some(Err(_))));
        assert_eq!(
            parse(":unod"),
            Some(Err("there is no command :unod; do you mean `:undo`?".into()))
        );
    }

    #[test]
    fn the_help_names_every_command() {
        let text = help("", 80, false);
        for (name, _) in all() {
            assert!(text.contains(&name), "{name} is not in the help");
        }
        assert!(help("undo", 80, false).contains("takes back"));
    }
}
