//! What ran in a conversation, as a script or as a lesson.

/// A cell that ran.
pub struct Ran {
    pub code: String,
    /// What it showed, without errors.
    pub shown: String,
    /// The class of what it raised.
    pub error: Option<String>,
}

/// The session as a percent script; cells that raised are left out, since the script would end there.
pub fn script(cells: &[Ran]) -> String {
    let kept = cells.iter().filter(|cell| cell.error.is_none());
    let cells = kept.map(|cell| format!("# %%\n{}\n", cell.code.trim_end()));
    cells.collect::<Vec<_>>().join("\n")
}

/// The session as a lesson, with its outputs recorded.
pub fn lesson(cells: &[Ran]) -> String {
    let cells = cells.iter().map(|cell| {
        let raises = cell.error.as_ref().map(|error| format!(" raises={error}"));
        let mut text = fence(&format!("python{}", raises.unwrap_or_default()), &cell.code);
        if !cell.shown.trim().is_empty() && cell.error.is_none() {
            text.push('\n');
            text.push_str(&fence("output", &cell.shown));
        }
        text
    });
    format!("# Session\n\n{}", cells.collect::<Vec<_>>().join("\n"))
}

/// A fence longer than any in its text.
fn fence(info: &str, text: &str) -> String {
    let mut longest = 0;
    for line in text.lines() {
        let ticks = line.trim_start().chars().take_while(|c| *c == '`').count();
        longest = longest.max(ticks);
    }
    let ticks = "`".repeat(3.max(longest + 1));
    format!("{ticks}{info}\n{}\n{ticks}\n", text.trim_end_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_becomes_a_script_or_a_lesson() {
        let ran = |code: &str, shown: &str, error: Option<&str>| Ran {
            code: code.into(),
            shown: shown.into(),
            error: error.map(str::to_string),
        };
        let cells = [
            ran("x = 1", "", None),
            ran("x", "1\n", None),
            ran("y", "", Some("NameError")),
        ];
        assert_eq!(script(&cells), "# %%\nx = 1\n\n# %%\nx\n");
        assert_eq!(
            lesson(&cells),
            "# Session\n\n```python\nx = 1\n```\n\n```python\nx\n```\n\n```output\n1\n```\n\n```python raises=NameError\ny\n```\n"
        );
    }
}
