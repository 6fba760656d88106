//! TAP 14: a lesson is a subtest, a cell or a problem a test point of it, with a YAML block where something differs.

use super::verdict::{Point, PointStatus, Verdict, escape_controls};

/// The version and the plan, for so many lessons.
pub fn tap_header(lessons: usize) -> String {
    format!("TAP version 14\n1..{lessons}\n")
}

/// The subtest of one lesson; `number` counts lessons from 1.
pub fn tap(number: usize, verdict: &Verdict) -> String {
    let name = description(&verdict.name);
    let mut text = format!("# Subtest: {name}\n    1..{}\n", verdict.points.len());
    for (at, point) in verdict.points.iter().enumerate() {
        text.push_str(&test_point(at + 1, point));
    }
    let word = if verdict.ok() { "ok" } else { "not ok" };
    text + &format!("{word} {number} - {name}\n")
}

fn test_point(number: usize, point: &Point) -> String {
    let name = description(&point.name);
    let message = point.message.as_deref().unwrap_or("");
    match point.status {
        PointStatus::Pass => format!("    ok {number} - {name}\n"),
        PointStatus::New => format!("    ok {number} - {name}\n{}", block(point, "new")),
        PointStatus::Skipped => {
            format!("    ok {number} - {name} # SKIP {}\n", description(message))
        }
        PointStatus::Fail => format!("    not ok {number} - {name}\n{}", block(point, "fail")),
        PointStatus::Error => format!("    not ok {number} - {name}\n{}", block(point, "error")),
    }
}

/// A description in one line; `#` would begin a directive.
fn description(text: &str) -> String {
    let text = escape_controls(text).replace(['\n', '\t'], " ");
    text.replace('\\', "\\\\").replace('#', "\\#")
}

fn block(point: &Point, severity: &str) -> String {
    let mut lines = vec!["---".to_string()];
    if let Some(message) = &point.message {
        lines.push(format!("message: {}", quoted(message)));
    }
    lines.push(format!("severity: {severity}"));
    lines.push("at:".to_string());
    lines.push(format!("  file: {}", quoted(&point.file)));
    if point.line > 0 {
        lines.push(format!("  line: {}", point.line));
        lines.push(format!("  column: {}", point.column));
    }
    for (key, text) in [
        ("expected", &point.expected),
        ("actual", &point.got),
        ("details", &point.details),
    ] {
        if let Some(text) = text {
            lines.extend(entry(key, text));
        }
    }
    lines.push("...".to_string());
    // Empty lines too: readers take the block by its indentation.
    lines.iter().map(|line| format!("      {line}\n")).collect()
}

/// `key: |` and the lines of the text, with the indentation where the text begins with blanks; texts that a literal block
/// cannot hold are quoted, and those with a line that readers take for the end of the block.
fn entry(key: &str, text: &str) -> Vec<String> {
    let ends_plainly = text.ends_with('\n') && !text.ends_with("\n\n") && text != "\n";
    let seems_to_end = text
        .lines()
        .any(|line| line.trim_start().starts_with("..."));
    if !ends_plainly || seems_to_end || text != escape_controls(text) {
        return vec![format!("{key}: {}", quoted(text))];
    }
    let lines = text.lines().map(|line| match line {
        "" => String::new(),
        line => format!("  {line}"),
    });
    let mark = match text.starts_with([' ', '\t', '\n']) {
        true => "|2",
        false => "|",
    };
    std::iter::once(format!("{key}: {mark}"))
        .chain(lines)
        .collect()
}

/// A double-quoted scalar of YAML.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    // JSON leaves these as they are, and YAML does not print them.
    let mut quoted = String::new();
    for c in json.chars() {
        match c {
            '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_blanks_and_lose_their_controls() {
        assert_eq!(entry("got", "  a\n\nb\n"), ["got: |2", "    a", "", "  b"]);
        assert_eq!(entry("got", "a\n"), ["got: |", "  a"]);
        assert_eq!(entry("got", "a"), ["got: \"a\""]);
        assert_eq!(entry("got", "[1\n ...\n"), ["got: \"[1\\n ...\\n\""]);
        assert_eq!(entry("got", "a\n\n"), ["got: \"a\\n\\n\""]);
        assert_eq!(
            entry("got", "\u{1b}\u{85}\n"),
            ["got: \"\\u001b\\u0085\\n\""]
        );
        assert_eq!(description("a # b\n\\"), "a \\# b \\\\");
    }
}
