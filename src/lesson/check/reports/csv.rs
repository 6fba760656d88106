//! Marks as a table for spreadsheets (RFC 4180): a header, and a row for each answer.

use super::{Checked, plain, points_text};

/// The header: the answer's file, its points and what they are of, the points of each exercise, what went wrong.
pub fn csv_header(exercises: &[String]) -> String {
    let fields = ["answer", "points", "max_points"].map(str::to_string);
    let exercises = exercises.iter().cloned();
    row(fields
        .into_iter()
        .chain(exercises)
        .chain(["error".to_string()]))
}

/// The row of one answer.
pub fn csv_row(checked: &Checked) -> String {
    let marks = checked.marks;
    let exercises = marks.exercises.iter();
    let error = checked
        .fault
        .map_or_else(String::new, |fault| fault.message.clone());
    row([checked.answer.to_string()]
        .into_iter()
        .chain([marks.points(), marks.max_points()].map(points_text))
        .chain(exercises.map(|exercise| points_text(exercise.points)))
        .chain([error]))
}

fn row(fields: impl Iterator<Item = String>) -> String {
    fields
        .map(|field| quoted(&field))
        .collect::<Vec<_>>()
        .join(",")
        + "\r\n"
}

/// A field, in quotes where it needs them. A spreadsheet takes a field that begins like a formula for one: a blank
/// before it makes it a text.
fn quoted(field: &str) -> String {
    let field = plain(field);
    let field = match field.starts_with(['=', '+', '-', '@', '\t']) {
        true => format!(" {field}"),
        false => field,
    };
    match field.contains([',', '"', '\n', '\r']) || field.starts_with(' ') || field.ends_with(' ') {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field,
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        assert_eq!(quoted("a.py"), "a.py");
        assert_eq!(quoted("Li, \"Bo\".py"), "\"Li, \"\"Bo\"\".py\"");
        assert_eq!(quoted("=1+1"), "\" =1+1\"");
        assert_eq!(quoted("a\u{1b}[31m"), "a\u{fffd}[31m");
    }
}
