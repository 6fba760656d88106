//! An error told in sentences: no carets, no box drawing, each sentence complete on its own line. A screen reader
//! reads it out, and a braille display shows it, as it stands.

use super::super::markup::visible;
use super::super::{Source, Span};
use super::{Diagnostic, MAX_FRAMES};

impl Diagnostic {
    /// What follows Python's own words.
    pub(super) fn narration(&self) -> String {
        let mut lines = vec![format!("{}.", place(&self.source, self.blamed(), None))];
        lines.extend(self.told_labels());
        for frame in self.frames.iter().take(MAX_FRAMES) {
            let called = format!("In `{}`, called", visible(&frame.function));
            lines.push(format!(
                "{}.",
                place(&frame.source, frame.span, Some(&called))
            ));
        }
        let hidden = self.hidden_frames();
        let notes = self.notes.iter().map(|note| note.text.as_str());
        lines.extend(
            notes
                .chain(hidden.as_deref())
                .map(|note| sentence("Note", note)),
        );
        lines.extend(self.help.iter().map(|help| sentence("Help", &help.text)));
        if let Some(code) = self.code {
            lines.push(format!("More: `ndbook explain {code}`."));
        }
        lines.join("\n")
    }

    /// "`a` is float64 of shape (3, 4), made on line 1."
    fn told_labels(&self) -> impl Iterator<Item = String> + '_ {
        let worded = self.labels.iter().filter(|label| !label.text.is_empty());
        worded.map(|label| {
            let text = visible(&label.text);
            match in_one_line(self.source.slice(label.span)) {
                code if code.is_empty() => format!("{text}."),
                code => format!("`{code}`: {text}."),
            }
        })
    }
}

/// "Lesson.md, line 2, columns 5 to 9, `a + b`", the line in full where the part is short.
fn place(source: &Source, span: Span, before: Option<&str>) -> String {
    let at = source.place(span.start);
    let line = source.first_line + at.line - 1;
    let text = source.line(at.line);
    let end = source.line_start(at.line) + text.len();
    let part = Span::new(
        span.start as usize,
        (span.end as usize).clamp(span.start as usize, end.max(span.start as usize)),
    );
    let code = in_one_line(source.slice(part));
    let columns = match code.chars().count() {
        0 | 1 => format!("column {}", at.column),
        width => format!("columns {} to {}", at.column, at.column + width - 1),
    };
    let name = visible(&source.name);
    let begun = match before {
        Some(before) => format!("{before} in {name}, line {line}, {columns}"),
        None => format!("In {name}, line {line}, {columns}"),
    };
    let whole = in_one_line(text);
    match (code.is_empty(), whole.is_empty()) {
        (_, true) => begun,
        (true, false) => format!("{begun}, of `{whole}`"),
        (false, false) if code == whole => format!("{begun}: `{code}`"),
        (false, false) => format!("{begun}: `{code}` in `{whole}`"),
    }
}

/// Longer code is cut: nobody listens to a line of a thousand characters.
const LONGEST: usize = 200;

fn in_one_line(code: &str) -> String {
    let code = visible(code.trim());
    let line = code.lines().next().unwrap_or("");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or(line)),
        None => line.to_string(),
    }
}

/// "Help: …", ended with a stop.
fn sentence(what: &str, text: &str) -> String {
    let text = visible(text.trim_end());
    let stop = if text.ends_with(['.', '?', '!']) {
        ""
    } else {
        "."
    };
    format!("{what}: {text}{stop}")
}
