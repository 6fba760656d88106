//! GitHub's workflow commands, which put a message beside the line of a file.

use super::super::super::complaint::Complaint;
use super::verdict::{Point, PointStatus, Verdict};

/// A line for each point that fails or is new, and for each notice.
pub fn annotations(verdict: &Verdict, notices: &[Complaint]) -> String {
    let points = verdict.points.iter().filter_map(|point| {
        let command = match point.status {
            PointStatus::Fail | PointStatus::Error => "error",
            PointStatus::New => "notice",
            PointStatus::Pass | PointStatus::Skipped => return None,
        };
        Some(of_point(command, point))
    });
    let notices = notices.iter().map(|notice| {
        let message = notice.message.trim_start_matches("warning: ");
        let help = notice.help.as_ref().map(|help| format!("\nhelp: {help}"));
        let place = (notice.file.as_str(), notice.line, notice.column);
        let text = format!("{message}{}", help.unwrap_or_default());
        command("warning", place, "lesson", &text)
    });
    points.chain(notices).collect()
}

fn of_point(name: &str, point: &Point) -> String {
    let message = point.message.as_deref().unwrap_or("");
    let details = match (&point.details, point.status, &point.got) {
        (_, PointStatus::New, Some(got)) => got,
        (Some(details), _, _) => details,
        _ => "",
    };
    let text = format!("{message}\n{}", details.trim_end());
    let place = (point.file.as_str(), point.line, point.column);
    let title = match point.kind == "lesson" {
        true => "lesson",
        false => &point.name,
    };
    command(name, place, title, text.trim_end())
}

fn command(name: &str, place: (&str, usize, usize), title: &str, text: &str) -> String {
    let (file, line, column) = place;
    let mut place = format!("file={}", property(file));
    if line > 0 {
        place.push_str(&format!(",line={line},col={column}"));
    }
    format!(
        "::{name} {place},title={}::{}\n",
        property(title),
        data(text)
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(
            command("error", ("a,b.md", 3, 1), "cell 1: x", "50% off\nnow: yes"),
            "::error file=a%2Cb.md,line=3,col=1,title=cell 1%3A x::50%25 off%0Anow: yes\n"
        );
        assert_eq!(
            command("error", ("a.md", 0, 0), "lesson", "x"),
            "::error file=a.md,title=lesson::x\n"
        );
    }
}
