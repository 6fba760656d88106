//! What stands at the top of a MyST notebook, so that other tools know it for one.

use crate::lesson::front::Front;
use crate::lesson::myst;

/// The lines of front matter that ndbook writes, and reads without taking them for the author's.
const HEAD: &str = "file_format: mystnb\nkernelspec:\n  display_name: Python 3\n  name: python3\n";

/// The text with these lines at the end of its front matter, unless it has its own.
pub fn headed(text: &str) -> String {
    let front = Front::read(text);
    let top = text.get(front.range.clone()).unwrap_or("");
    if top.is_empty() {
        return format!("---\n{HEAD}---\n\n{text}");
    }
    if myst::is_myst(text, &front) {
        return text.to_string();
    }
    let closing = top.trim_end().rfind('\n').map_or(0, |at| at + 1);
    let (before, after) = text.split_at(closing);
    format!("{before}{HEAD}{after}")
}

/// The text without these lines, and how many were taken out above all others; none where they are not there.
pub fn unheaded(text: &str) -> Option<(String, usize)> {
    let front = Front::read(text);
    let top = text.get(front.range.clone())?;
    let closing = top.trim_end().rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(..closing)?.strip_suffix(HEAD)?;
    let bare = match before {
        "---\n" => text.get(front.range.end..)?.strip_prefix('\n')?.to_string(),
        _ => format!("{before}{}", text.get(closing..)?),
    };
    let lines = text.matches('\n').count() - bare.matches('\n').count();
    Some((bare, lines))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_goes_as_it_came() {
        for text in [
            "# T\n",
            "",
            "---\ntitle: a\n---\n\nx\n",
            "---\na: b\n...\nx",
        ] {
            let headed = headed(text);
            assert!(headed.contains(HEAD), "{headed}");
            assert_eq!(
                unheaded(&headed).map(|(bare, _)| bare).as_deref(),
                Some(text)
            );
        }
        let own = "---\nfile_format: mystnb\n---\nx\n";
        assert_eq!(headed(own), own);
        assert_eq!(unheaded(own), None);
    }
}
