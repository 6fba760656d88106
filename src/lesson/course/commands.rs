//! What a learner can say: by a key where the screen is drawn, in words where lines are read.

use super::learner::View;

/// A key of the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Char(char),
    Enter,
    Escape,
    Left,
    Right,
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
    Backspace,
    /// A control key: `Control('c')`.
    Control(char),
}

/// A wish of the learner. Where an exercise can be named and is not, the one on the page is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Next,
    Back,
    /// The first page of the lesson.
    First,
    /// Its last one.
    Last,
    Hint(Option<String>),
    Check,
    Reset(Option<String>),
    Solution(Option<String>),
    List,
    /// To a lesson or an exercise.
    Go(String),
    Help,
    Quit,
    /// The answers to a question.
    Yes,
    No,
    /// In the list.
    Up,
    Down,
    Choose,
    /// Back to the page.
    Close,
}

/// The words of the commands, with what they do. The first letter is enough, and is the key.
pub const WORDS: [(&str, &str); 10] = [
    ("next", "the next page; also Space, Enter and the arrows"),
    ("back", "the page before"),
    ("hint", "one more hint for the exercise"),
    (
        "check",
        "check your answer now; it is checked whenever you save it, too",
    ),
    (
        "solution",
        "the author's solution, once you have solved the exercise",
    ),
    (
        "reset",
        "begin the exercise again; your answer is kept as a copy",
    ),
    ("list", "all lessons and exercises, and how far you are"),
    ("go", "to a lesson or an exercise: go 2, go rain"),
    ("help", "this overview; the key is ?"),
    ("quit", "leave; you will go on where you stopped"),
];

impl Command {
    /// What a line says; an empty one turns the page.
    ///
    /// # Errors
    /// What to write instead.
    pub fn read(line: &str, view: &View) -> Result<Command, String> {
        let mut words = line.split_whitespace();
        let word = words.next().unwrap_or("").to_lowercase();
        let rest = words.collect::<Vec<_>>().join(" ");
        let named = (!rest.is_empty()).then(|| rest.clone());
        if let View::Asking { .. } = view {
            return Ok(match word.as_str() {
                "y" | "yes" => Command::Yes,
                _ => Command::No,
            });
        }
        Ok(match word.as_str() {
            "" | "n" | "next" => Command::Next,
            "b" | "back" | "p" | "previous" => Command::Back,
            "first" => Command::First,
            "last" => Command::Last,
            "h" | "hint" => Command::Hint(named),
            "c" | "check" => Command::Check,
            "r" | "reset" => Command::Reset(named),
            "s" | "solution" => Command::Solution(named),
            "l" | "list" => Command::List,
            "g" | "go" if named.is_some() => Command::Go(rest),
            "g" | "go" => return Err(
                "Go where? Write the number of a lesson or the name of an exercise after it: go 2"
                    .to_string(),
            ),
            "?" | "help" => Command::Help,
            "q" | "quit" | "exit" => Command::Quit,
            word => {
                let words = WORDS.map(|(word, _)| word).join(", ");
                return Err(format!(
                    "\"{word}\" means nothing here. Write one of: {words}."
                ));
            }
        })
    }

    /// What a key means.
    pub fn of_key(key: Key, view: &View) -> Option<Command> {
        if let Key::Control('c' | 'd') = key {
            return Some(Command::Quit);
        }
        match view {
            View::Reading => reading(key),
            View::List { .. } => listing(key),
            View::Help => Some(Command::Close),
            View::Asking { .. } => Some(match key {
                Key::Char('y' | 'Y') => Command::Yes,
                _ => Command::No,
            }),
        }
    }
}

fn reading(key: Key) -> Option<Command> {
    Some(match key {
        Key::Char('n' | ' ' | 'j') | Key::Enter | Key::Right | Key::Down | Key::PageDown => {
            Command::Next
        }
        Key::Char('b' | 'p' | 'k') | Key::Left | Key::Up | Key::PageUp | Key::Backspace => {
            Command::Back
        }
        Key::Home | Key::Char('g') => Command::First,
        Key::End | Key::Char('G') => Command::Last,
        Key::Char('h') => Command::Hint(None),
        Key::Char('c') => Command::Check,
        Key::Char('r') => Command::Reset(None),
        Key::Char('s') => Command::Solution(None),
        Key::Char('l') => Command::List,
        Key::Char('?') => Command::Help,
        Key::Char('q') => Command::Quit,
        _ => return None,
    })
}

fn listing(key: Key) -> Option<Command> {
    Some(match key {
        Key::Down | Key::Char('j' | 'n') => Command::Down,
        Key::Up | Key::Char('k' | 'b' | 'p') => Command::Up,
        Key::Home | Key::PageUp | Key::Char('g') => Command::First,
        Key::End | Key::PageDown | Key::Char('G') => Command::Last,
        Key::Enter | Key::Right | Key::Char(' ') => Command::Choose,
        Key::Escape | Key::Left | Key::Backspace | Key::Char('l' | 'q') => Command::Close,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_letter_of_a_word_is_enough() {
        for (word, _) in WORDS {
            let long = Command::read(&format!("{word} 2"), &View::Reading);
            let letter = if word == "help" { "?" } else { &word[..1] };
            let short = Command::read(&format!("{letter} 2"), &View::Reading);
            assert!(long.is_ok(), "{word}");
            assert_eq!(long, short);
        }
        assert!(Command::read("dance", &View::Reading).is_err());
        assert!(Command::read("go", &View::Reading).is_err());
    }

    #[test]
    fn a_question_is_answered_before_anything_else() {
        let asking = View::Asking { exercise: 0 };
        assert_eq!(Command::read("next", &asking), Ok(Command::No));
        assert_eq!(Command::read("Yes", &asking), Ok(Command::Yes));
        assert_eq!(Command::of_key(Key::Enter, &asking), Some(Command::No));
        assert_eq!(Command::of_key(Key::Char('y'), &asking), Some(Command::Yes));
        let leave = Command::of_key(Key::Control('c'), &asking);
        assert_eq!(leave, Some(Command::Quit));
    }
}
