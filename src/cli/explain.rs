//! `ndbook explain`: pages on errors, whose examples are run as they are shown.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd, html};

use super::options::{ExplainFormat, ExplainOptions};
use super::output::{Look, Output};
use super::{Status, present};
use crate::eval::explain::{self, Page};
use crate::eval::{Settings, on_large_stack};
use crate::lesson::{self, BlockKind, CellRun, Lesson, Transcript, markdown_options};
use crate::text::{Medium, escaped, visible};

pub fn run(options: &ExplainOptions, output: &mut Output) -> Status {
    let words = options.words.join(" ");
    if words.trim().is_empty() {
        list(&explain::pages(), options.format, output);
        return Status::Good;
    }
    if let Some(page) = explain::page(words.trim()) {
        return show(page, options.format, output);
    }
    match explain::search(words.trim()).as_slice() {
        [] => {
            output.complain(&format!(
                "no page explains `{}`\n  help: `ndbook explain` lists the pages; words of an error's message find its page",
                visible(&words)
            ));
            Status::Unusable
        }
        [page] => show(page, options.format, output),
        several => {
            list(several, options.format, output);
            Status::Good
        }
    }
}

/// The pages with what they are about.
fn list(pages: &[&Page], format: ExplainFormat, output: &mut Output) {
    let width = pages.iter().map(|page| page.code.len()).max().unwrap_or(0);
    if format == ExplainFormat::Html {
        output.result("<dl class=\"explanations\">\n");
        for page in pages {
            output.result(&format!(
                "<dt><code>{}</code></dt><dd>{}</dd>\n",
                page.code,
                escaped(page.title())
            ));
        }
        output.result("</dl>\n");
        return;
    }
    for page in pages {
        let code = output
            .paint
            .text(Look::Code, &format!("{:width$}", page.code));
        output.result(&format!("{code}  {}\n", page.title()));
    }
}

/// A page is a lesson, run and shown as one.
fn show(page: &Page, format: ExplainFormat, output: &mut Output) -> Status {
    let lesson = match lesson::read(page.code, page.text) {
        Ok(lesson) => lesson,
        Err(complaints) => {
            for complaint in complaints {
                output.complain(&complaint.to_string());
            }
            return Status::Fault;
        }
    };
    let transcript = on_large_stack(|| lesson::run(&lesson, &Settings::default, true));
    match format {
        ExplainFormat::Html => output.result(&as_html(&lesson, &transcript)),
        ExplainFormat::Pretty => {
            let title = output.paint.text(Look::Heading, page.title());
            output.result(&format!("{title}\n\n"));
            present::lesson(&lesson, &transcript, true, output);
        }
    }
    match transcript.ok() {
        true => Status::Good,
        false => Status::Fault,
    }
}

/// The page as the inside of an HTML document: prose, and under each cell what it showed.
fn as_html(lesson: &Lesson, transcript: &Transcript) -> String {
    let start = lesson.front.range.end;
    let text = lesson.source.text.get(start..).unwrap_or("");
    let mut events = Vec::new();
    let mut runs = lesson.blocks.iter().filter_map(|block| match block.kind {
        BlockKind::Cell(index) => transcript.runs.get(index),
        _ => None,
    });
    let mut code: Option<String> = None;
    for event in Parser::new_ext(text, markdown_options()) {
        match (event, &mut code) {
            (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))), _) => {
                code = Some(String::new());
            }
            (Event::Text(text), Some(code)) => code.push_str(&text),
            (Event::End(TagEnd::CodeBlock), Some(text)) => {
                let cell = cell_html(text, runs.next());
                events.push(Event::Html(cell.into()));
                code = None;
            }
            (event, _) => events.push(event),
        }
    }
    let mut body = String::new();
    html::push_html(&mut body, events.into_iter());
    let title = escaped(&lesson.title()).into_owned();
    format!("<article class=\"explanation\">\n<h1>{title}</h1>\n{body}</article>\n")
}

fn cell_html(code: &str, run: Option<&CellRun>) -> String {
    let mut out = format!(
        "<pre class=\"code\"><code class=\"language-python\">{}</code></pre>\n",
        escaped(&visible(code))
    );
    let Some(run) = run else { return out };
    let shown = lesson::shown_with_drawings(&run.outcome);
    if !shown.is_empty() {
        out.push_str(&format!(
            "<pre class=\"output\"><samp>{}</samp></pre>\n",
            escaped(&visible(&shown))
        ));
    }
    if let Some(error) = &run.outcome.error {
        out.push_str(&error.shown(Medium::Html));
    }
    out
}
