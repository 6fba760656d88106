//! When is what was typed whole, and how far in does the next line begin?

use crate::syntax::{Completeness, parse_interactive};

/// Columns of one level of indentation.
pub const INDENT: usize = 4;

/// Is the text to be run (or complained about), rather than gone on with?
pub fn is_whole(text: &str) -> bool {
    text.trim_start().starts_with(':') || parse_interactive(text) != Completeness::Incomplete
}

/// The columns that the line after `text` begins with.
pub fn indentation(text: &str) -> usize {
    let (last, code) = last_line(text);
    let own = last.len() - last.trim_start().len();
    let leaves = ["return", "pass", "break", "continue", "raise"];
    let first_word = code.split([' ', '(']).next().unwrap_or("");
    if opens(text) || code.ends_with(['(', '[', '{']) {
        own + INDENT
    } else if leaves.contains(&first_word) {
        own.saturating_sub(INDENT)
    } else {
        own
    }
}

/// Does a block begin below the text?
pub fn opens(text: &str) -> bool {
    last_line(text).1.ends_with(':')
}

/// The last line, and the code in it.
fn last_line(text: &str) -> (&str, &str) {
    let last = text.lines().next_back().unwrap_or("");
    (last, last.split('#').next().unwrap_or("").trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_code_are_whole_or_not() {
        assert!(is_whole(":load ("));
        assert!(is_whole(""));
        assert!(is_whole("x = 1"));
        assert!(is_whole("for i in x:\n    i\n    "));
        assert!(!is_whole("for i in x:\n    i"));
        assert!(!is_whole("x = ["));
    }

    #[test]
    fn lines_go_in_and_out() {
        assert_eq!(indentation("for i in x:"), 4);
        assert_eq!(indentation("for i in x:\n    if i:  # so"), 8);
        assert_eq!(indentation("def f():\n    return 1"), 0);
        assert_eq!(indentation("x = 1"), 0);
    }
}
