//! An error as HTML: what is a message, a place, a label, a remark and a change is told by elements and classes, and
//! how that looks is the page's affair.

use std::fmt::Write;

use super::super::markup::{escaped, visible};
use super::super::{Source, Span};
use super::{Diagnostic, Help, Label, MAX_FRAMES};

/// Lines around the blamed one of which labels are shown.
const REACH: usize = 20;

impl Diagnostic {
    /// One `<div class="diagnostic">`, with a line end behind it.
    pub(super) fn page(&self) -> String {
        let mut out = String::from("<div class=\"diagnostic\">\n");
        let _ = writeln!(out, "<pre class=\"error\">{}</pre>", shown(&self.title));
        out.push_str(&figure(&self.source, &self.labels, None));
        self.write_labels(&mut out);
        for frame in self.frames.iter().take(MAX_FRAMES) {
            let call = Label {
                span: frame.span,
                text: String::new(),
                primary: true,
            };
            out.push_str(&figure(&frame.source, &[call], Some(&frame.function)));
        }
        self.write_remarks(&mut out);
        out.push_str("</div>\n");
        out
    }

    fn write_labels(&self, out: &mut String) {
        let worded: Vec<&Label> = self.labels.iter().filter(|l| !l.text.is_empty()).collect();
        if worded.is_empty() {
            return;
        }
        out.push_str("<dl class=\"labels\">\n");
        for label in worded {
            let code = shown(self.source.slice(label.span));
            let text = prose(&label.text);
            let _ = writeln!(out, "<dt><code>{code}</code></dt><dd>{text}</dd>");
        }
        out.push_str("</dl>\n");
    }

    fn write_remarks(&self, out: &mut String) {
        for note in &self.notes {
            let _ = writeln!(out, "<p class=\"note\">{}</p>", prose(&note.text));
            if let Some(picture) = &note.picture {
                let _ = writeln!(
                    out,
                    "<pre class=\"shapes\" aria-hidden=\"true\">{}</pre>",
                    shown(picture)
                );
            }
        }
        if let Some(hidden) = self.hidden_frames() {
            let _ = writeln!(out, "<p class=\"note\">{hidden}</p>");
        }
        if !self.help.is_empty() {
            out.push_str("<ul class=\"help\">\n");
            for help in &self.help {
                let _ = writeln!(out, "<li{}>{}</li>", self.change(help), prose(&help.text));
            }
            out.push_str("</ul>\n");
        }
        if let Some(code) = self.code {
            let _ = writeln!(
                out,
                "<p class=\"more\"><code>ndbook explain {code}</code></p>"
            );
        }
    }

    /// What a script needs to make the change: where it stands, in characters, and what comes there.
    fn change(&self, help: &Help) -> String {
        let Some(patch) = &help.patch else {
            return String::new();
        };
        let (start, end) = (
            self.source.place(patch.span.start),
            self.source.place(patch.span.end),
        );
        format!(
            " data-from=\"{}:{}\" data-to=\"{}:{}\" data-replacement=\"{}\"",
            start.line,
            start.column,
            end.line,
            end.column,
            shown(&patch.replacement)
        )
    }
}

/// The lines that the labels stand on, the blamed part in a `<mark>`.
fn figure(source: &Source, labels: &[Label], function: Option<&str>) -> String {
    let blamed = labels.iter().find(|l| l.primary).or(labels.first());
    let place = source.place(blamed.map_or(0, |label| label.span.start));
    let lines = labels
        .iter()
        .map(|label| source.place(label.span.start).line)
        .filter(|line| line.abs_diff(place.line) <= REACH);
    let first = lines.clone().min().unwrap_or(place.line);
    let last = lines.max().unwrap_or(place.line);
    let (line, column) = (source.first_line + place.line - 1, place.column);
    let called = function.map_or(String::new(), |function| {
        format!("in <code>{}</code>, called here: ", shown(function))
    });
    let mut out = format!(
        "<figure class=\"source\">\n<figcaption>{called}{}, line {line}, column {column}</figcaption>\n<pre><code>",
        shown(&source.name)
    );
    for line in first..=last {
        let text = source.line(line);
        let start = source.line_start(line);
        out.push_str(&marked(text, start, labels));
        if line < last {
            out.push('\n');
        }
    }
    out.push_str("</code></pre>\n</figure>\n");
    out
}

/// A line in pieces, each in the element of the innermost label that covers it.
fn marked(line: &str, start: usize, labels: &[Label]) -> String {
    let within = |span: Span| {
        let from = (span.start as usize).saturating_sub(start).min(line.len());
        let to = (span.end as usize).saturating_sub(start).min(line.len());
        (from, to)
    };
    let here = labels
        .iter()
        .filter(|label| (start..=start + line.len()).contains(&(label.span.start as usize)));
    let here: Vec<(usize, usize, bool)> = here
        .map(|label| {
            let (from, to) = within(label.span);
            (from, to, label.primary)
        })
        .collect();
    let mut cuts: Vec<usize> = here.iter().flat_map(|&(from, to, _)| [from, to]).collect();
    cuts.extend([0, line.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = String::new();
    for pair in cuts.windows(2) {
        let &[from, to] = pair else { continue };
        let text = shown(line.get(from..to).unwrap_or(""));
        let covers = |&&(start, end, _): &&(usize, usize, bool)| start <= from && to <= end;
        let innermost = here
            .iter()
            .filter(covers)
            .min_by_key(|(start, end, primary)| (end - start, !primary));
        let _ = match innermost {
            Some((_, _, true)) => write!(out, "<mark>{text}</mark>"),
            Some((_, _, false)) => write!(out, "<span class=\"operand\">{text}</span>"),
            None => write!(out, "{text}"),
        };
    }
    out
}

fn shown(text: &str) -> String {
    escaped(&visible(text)).into_owned()
}

/// Words, in which what stands between backticks is code.
fn prose(text: &str) -> String {
    let mut out = String::new();
    for (index, piece) in text.split('`').enumerate() {
        let piece = shown(piece);
        let _ = match index % 2 {
            0 => write!(out, "{piece}"),
            _ => write!(out, "<code>{piece}</code>"),
        };
    }
    out
}
