//! What a cell shows, as notebooks hold it: from a stored output to its text, and from a run to outputs.

use super::json::{Json, Member, Value};
use super::write::Style;
use crate::eval::CellOutcome;
use crate::lesson::transcript::{CellRun, end_line, error_line};
use crate::text::Source;
use crate::value::Media;

/// The recorded output of a code cell, as [`CellRun::shown`] has it: what was printed, values, and an error's last
/// line. None for a cell that was never run. Pictures and what went to stderr are no part of it.
pub fn recorded(cell: &Json) -> Option<String> {
    let outputs = cell.get("outputs").and_then(Json::as_list)?;
    let never_run = cell.get("execution_count").is_none_or(Json::is_null);
    if outputs.is_empty() && never_run {
        return None;
    }
    let mut text = String::new();
    for output in outputs {
        add(output, &mut text);
    }
    end_line(&mut text);
    Some(text)
}

/// The text of one output.
pub fn text_of(output: &Json) -> String {
    let mut text = String::new();
    add(output, &mut text);
    text
}

fn add(output: &Json, text: &mut String) {
    let said = |key: &str| output.get(key).and_then(Json::as_text);
    match said("output_type") {
        Some("stream") if said("name") != Some("stderr") => {
            let printed = output.get("text").and_then(Json::joined);
            text.push_str(&printed.unwrap_or_default());
        }
        Some("execute_result") => add_plain(output, text),
        Some("display_data") if !holds_picture(output) => add_plain(output, text),
        Some("error") => {
            end_line(text);
            let line = error_line(said("ename").unwrap_or(""), said("evalue").unwrap_or(""));
            text.push_str(line.trim_end());
            text.push('\n');
        }
        _ => {}
    }
}

fn add_plain(output: &Json, text: &mut String) {
    let plain = output.get("data").and_then(|data| data.get("text/plain"));
    if let Some(plain) = plain.and_then(Json::joined) {
        end_line(text);
        text.push_str(&plain);
        text.push('\n');
    }
}

/// Whether an output is a picture, whose text only says what kind of object it is.
fn holds_picture(output: &Json) -> bool {
    let members = output.get("data").map_or(&[][..], Json::members);
    members
        .iter()
        .any(|member| member.key.starts_with("image/"))
}

const TRACEBACK: &str = "Traceback (most recent call last):";

/// What a run gave, in the order in which Jupyter would have it.
pub fn of_run(source: &Source, run: &CellRun, count: i64, style: &Style) -> Vec<Json> {
    let outcome = &run.outcome;
    let mut outputs = Vec::new();
    let mut done = 0;
    for media in &outcome.media {
        if let Some(after) = media.after {
            let printed = outcome.stdout.get(done..after).unwrap_or("");
            outputs.extend(stream("stdout", printed, style));
            outputs.push(picture(media, style));
            done = after.max(done);
        }
    }
    let printed = outcome.stdout.get(done..).unwrap_or("");
    outputs.extend(stream("stdout", printed, style));
    outputs.extend(stream("stderr", &complaints(source, outcome), style));
    if let Some(display) = &outcome.display {
        outputs.push(result(display, count, style));
    }
    let last = outcome.media.iter().filter(|media| media.after.is_none());
    outputs.extend(last.map(|media| picture(media, style)));
    if let Some(error) = &outcome.error {
        let code = source.line(error.line).trim();
        let place = format!("Cell In[{count}], line {}\n    {code}", error.line);
        let last = error_line(&error.type_name, &error.message);
        outputs.push(error_output(
            &error.type_name,
            &error.message,
            &[TRACEBACK, &place, &last],
        ));
    }
    outputs
}

/// What Python writes to stderr: the cell's own words, then its warnings.
fn complaints(source: &Source, outcome: &CellOutcome) -> String {
    let mut text = outcome.stderr.clone();
    end_line(&mut text);
    for warning in &outcome.warnings {
        // Where the lesson stands must not change its bytes.
        let name = source.name.rsplit('/').next().unwrap_or("");
        let line = warning.line;
        let code = source.line(line).trim();
        let (category, message) = (&warning.category, &warning.message);
        text.push_str(&format!("{name}:{line}: {category}: {message}\n  {code}\n"));
    }
    text
}

/// A `stream` output; none for no text.
pub fn stream(name: &str, text: &str, style: &Style) -> Option<Json> {
    let output = Json::object([
        ("name", Json::text(name)),
        ("output_type", Json::text("stream")),
        ("text", style.lines(text)),
    ]);
    (!text.is_empty()).then_some(output)
}

/// An `execute_result` of a text alone.
pub fn result(text: &str, count: i64, style: &Style) -> Json {
    Json::object([
        ("data", Json::object([("text/plain", style.lines(text))])),
        ("execution_count", Json::number(count)),
        ("metadata", Json::object([])),
        ("output_type", Json::text("execute_result")),
    ])
}

/// A `display_data` of a text alone.
pub fn displayed(text: &str, style: &Style) -> Json {
    display_data("text/plain", text, style)
}

fn picture(media: &Media, style: &Style) -> Json {
    display_data(&media.mime, &media.data, style)
}

fn display_data(mime: &str, data: &str, style: &Style) -> Json {
    let data = Member::new(mime, style.lines(data));
    Json::object([
        ("data", Json::new(Value::Object(vec![data]))),
        ("metadata", Json::object([])),
        ("output_type", Json::text("display_data")),
    ])
}

/// An `error` output; the lines are what Jupyter shows.
pub fn error_output(name: &str, value: &str, lines: &[&str]) -> Json {
    Json::object([
        ("ename", Json::text(name)),
        ("evalue", Json::text(value)),
        ("output_type", Json::text("error")),
        (
            "traceback",
            Json::list(lines.iter().copied().map(Json::text).collect()),
        ),
    ])
}
