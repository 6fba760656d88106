//! What `:set` sets.

/// How the prompt behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preferences {
    pub colour: bool,
    /// What is said behind the cursor.
    pub hints: bool,
    pub vi: bool,
    /// No colours, no hints, no tables: for screen readers and plain terminals.
    pub plain: bool,
    /// Columns of pages and tables; the terminal's own where it is not set.
    pub width: Option<usize>,
}

impl Preferences {
    pub fn new(colour: bool, plain: bool) -> Preferences {
        Preferences {
            colour: colour && !plain,
            hints: !plain,
            vi: false,
            plain,
            width: None,
        }
    }

    /// Columns that there are.
    pub fn columns(&self) -> usize {
        self.width.unwrap_or_else(terminal)
    }

    /// Sets what `what` says; gives a sentence about it.
    ///
    /// # Errors
    /// A complaint that says what can be set.
    pub fn set(&mut self, what: &str) -> Result<String, String> {
        let mut words = what.split_whitespace();
        let (name, value) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        match name {
            "" => return Ok(self.all()),
            "colour" | "color" | "colours" | "colors" => self.colour = switch(name, value)?,
            "hints" => self.hints = switch(name, value)?,
            "plain" => {
                *self = Preferences {
                    vi: self.vi,
                    width: self.width,
                    ..Preferences::new(!switch(name, value)?, switch(name, value)?)
                }
            }
            "mode" => {
                self.vi = match value {
                    "vi" | "vim" => true,
                    "emacs" => false,
                    _ => return Err("`:set mode vi` or `:set mode emacs`".to_string()),
                }
            }
            "width" => {
                self.width = match value.parse() {
                    Ok(width) if (20..=1000).contains(&width) => Some(width),
                    _ if value == "auto" => None,
                    _ => return Err("`:set width 80`, or `:set width auto`".to_string()),
                }
            }
            _ => {
                let known = "colour, hints, mode, plain and width can be set";
                return Err(format!("nothing is called {name} here; {known}"));
            }
        }
        Ok(self.one(name))
    }

    fn all(&self) -> String {
        let names = ["colour", "hints", "mode", "plain", "width"];
        names.map(|name| self.one(name)).join("\n")
    }

    fn one(&self, name: &str) -> String {
        let on = |on: bool| if on { "on" } else { "off" };
        match name {
            "hints" => format!("hints are {}", on(self.hints)),
            "mode" => format!("the mode is {}", if self.vi { "vi" } else { "emacs" }),
            "plain" => format!("plain is {}", on(self.plain)),
            "width" => match self.width {
                Some(width) => format!("the width is {width}"),
                None => format!("the width is the terminal's, {}", terminal()),
            },
            _ => format!("colour is {}", on(self.colour)),
        }
    }
}

fn switch(name: &str, value: &str) -> Result<bool, String> {
    match value {
        "on" | "yes" | "true" | "1" => Ok(true),
        "off" | "no" | "false" | "0" => Ok(false),
        _ => Err(format!("`:set {name} on` or `:set {name} off`")),
    }
}

fn terminal() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| width.0 as usize)
}

/// The words that may stand behind `:set`, after those that are there.
pub fn words(before: &str) -> Vec<(String, String)> {
    let pairs: &[(&str, &str)] = match before.split_once(' ') {
        None => &[
            ("colour", "on or off"),
            ("hints", "what is said behind the cursor: on or off"),
            ("mode", "vi or emacs"),
            ("plain", "no colours, hints or tables: on or off"),
            ("width", "columns of pages and tables"),
        ],
        Some(("mode", _)) => &[("vi", ""), ("emacs", "")],
        Some(("width", _)) => &[("auto", "the terminal's")],
        Some(_) => &[("on", ""), ("off", "")],
    };
    let words = pairs.iter();
    words
        .map(|(word, about)| (word.to_string(), about.to_string()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_said() {
        let mut preferences = Preferences::new(true, false);
        assert_eq!(preferences.set("mode vi"), Ok("the mode is vi".to_string()));
        assert!(preferences.vi);
        assert_eq!(preferences.set("plain on"), Ok("plain is on".to_string()));
        assert!(!preferences.colour && !preferences.hints && preferences.vi);
        assert_eq!(
            preferences.set("width 60"),
            Ok("the width is 60".to_string())
        );
        assert!(preferences.set("mode ed").is_err());
        assert!(preferences.set("sound on").is_err());
        assert_eq!(preferences.set("").map(|all| all.lines().count()), Ok(5));
    }
}
