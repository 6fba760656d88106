//! The lines that begin with `:`.

/// What `:help` says.
pub const HELP: &str = "\
Type Python; values are shown, `_` is the last one. A block ends with an empty line.
  name?          what a function does and takes
  :who           the names you have assigned
  :time          show or hide the time and steps of each cell
  :steps         the steps of the last cell
  :load FILE     run a file here
  :reset         forget all names
  :help          this
  :quit          leave, as Ctrl-D does
Tab completes names, attributes and keywords; Ctrl-R searches what you typed before; Ctrl-C stops a cell.";

#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    Help,
    Who,
    Reset,
    Load(String),
    Time,
    Steps,
    Quit,
}

/// The names of all commands, for completion.
pub const NAMES: [&str; 7] = [
    ":help", ":load", ":quit", ":reset", ":steps", ":time", ":who",
];

/// The command on a line; `None` where it is none, a complaint where it is no known one.
pub fn parse(text: &str) -> Option<Result<Command, String>> {
    let text = text.trim();
    let rest = text.strip_prefix(':')?;
    let (name, argument) = match rest.split_once(char::is_whitespace) {
        Some((name, argument)) => (name, argument.trim()),
        None => (rest, ""),
    };
    Some(match (name, argument) {
        ("help" | "h" | "?", _) => Ok(Command::Help),
        ("who", _) => Ok(Command::Who),
        ("reset", _) => Ok(Command::Reset),
        ("time", _) => Ok(Command::Time),
        ("steps", _) => Ok(Command::Steps),
        ("quit" | "q" | "exit", _) => Ok(Command::Quit),
        ("load", "") => Err(":load needs the name of a file".to_string()),
        ("load", path) => Ok(Command::Load(path.to_string())),
        _ => Err(format!("there is no command :{name}; `:help` lists them")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_told_from_code() {
        assert_eq!(parse("x[1:2]"), None);
        assert_eq!(parse(" :who "), Some(Ok(Command::Who)));
        assert_eq!(
            parse(":load a b.py"),
            Some(Ok(Command::Load("a b.py".into())))
        );
        assert!(matches!(parse(":load"), Some(Err(_))));
        assert!(matches!(parse(":nonsense"), Some(Err(_))));
        for name in NAMES {
            assert!(HELP.contains(name), "{name} is not in the help");
        }
    }
}
