//! `ndbook doc [NAME]`: a page of the manual, or the index; the same text as HTML for a reference page.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Status;
use super::options::{DocFormat, DocOptions};
use super::output::{Look, Output, Paint};
use crate::builtins::manual::{self, Page};
use crate::eval;
use crate::text::escaped;
use crate::value::builtin::RowKind;

/// Names that a search lists.
const FOUND: usize = 30;

pub fn run(options: &DocOptions, output: &mut Output) -> Status {
    let name = options.names.join(" ");
    if name.is_empty() {
        match options.format {
            DocFormat::Pretty => output.result(&index(output.paint, output.width)),
            DocFormat::Html => output.result(&reference()),
        }
        return Status::Good;
    }
    let Some(page) = eval::manual_page(&name) else {
        return unknown(&name, output);
    };
    match options.format {
        DocFormat::Pretty => {
            let text = painted(&page.plain(output.width), output.paint);
            output.result(&text);
        }
        DocFormat::Html => output.result(&page.html(&|name| Some(format!("#{name}")))),
    }
    Status::Good
}

/// What is like a name that nothing has.
fn unknown(name: &str, output: &mut Output) -> Status {
    let found = eval::apropos(name);
    if found.is_empty() {
        output.complain(&format!(
            "nothing is documented under `{name}`\n  help: `ndbook doc` lists all names"
        ));
        return Status::Unusable;
    }
    output.complain(&format!("nothing is called `{name}`; near it are:"));
    for found in found.iter().take(FOUND) {
        output.result(&format!("{:26}{}\n", found.name, found.summary));
    }
    Status::Unusable
}

/// Names stand out, and what is code.
fn painted(text: &str, paint: Paint) -> String {
    let lines = text.lines().enumerate().map(|(at, line)| {
        let is_head = ["Parameters:", "Members:", "Examples:"].contains(&line)
            || line.starts_with("See also:");
        match line {
            _ if at == 0 || is_head => paint.text(Look::Strong, line),
            _ if line.trim_start().starts_with(">>>") || line.trim_start().starts_with("... ") => {
                paint.text(Look::Code, line)
            }
            _ => line.to_string(),
        }
    });
    lines.map(|line| format!("{line}\n")).collect()
}

/// All public names by their module or class, and the features of the language.
fn sections() -> BTreeMap<String, BTreeSet<Cow<'static, str>>> {
    let mut sections: BTreeMap<String, BTreeSet<Cow<'static, str>>> = BTreeMap::new();
    let rows = eval::catalogue().filter(|row| row.kind != RowKind::Setter);
    let rows = rows
        .flat_map(|row| row.names)
        .map(|name| Cow::Borrowed(*name));
    for name in rows.chain(eval::library_names().map(Cow::Owned)) {
        let (section, own) = name.rsplit_once('.').unwrap_or(("Python", &name));
        if !own.starts_with('_') && !section.contains("._") {
            let section = sections.entry(section.to_string()).or_default();
            section.insert(name);
        }
    }
    let features = manual::features().map(|(name, _)| Cow::Borrowed(name));
    sections.insert("The language".to_string(), features.collect());
    sections
}

fn index(paint: Paint, width: usize) -> String {
    let mut text = String::new();
    for (section, names) in sections() {
        text.push_str(&format!("{}\n", paint.text(Look::Strong, &section)));
        let mut line = String::from(" ");
        for name in names {
            let own = name.rsplit_once('.').map_or(&*name, |(_, own)| own);
            if line.chars().count() + own.chars().count() + 1 > width {
                text.push_str(&format!("{line}\n"));
                line = String::from(" ");
            }
            line.push(' ');
            line.push_str(own);
        }
        text.push_str(&format!("{line}\n\n"));
    }
    text.push_str("`ndbook doc NAME` shows a page.\n");
    text
}

/// All pages as one document.
fn reference() -> String {
    let mut html = String::from(HEAD);
    let (mut contents, mut articles) = (String::new(), String::new());
    let sections = sections();
    let known: BTreeSet<&str> = sections.values().flatten().map(|name| &**name).collect();
    let link = |name: &str| known.contains(name).then(|| format!("#{name}"));
    for (section, names) in &sections {
        contents.push_str(&format!("<h3>{}</h3>\n<p>", escaped(section)));
        for name in names {
            let own = name.rsplit_once('.').map_or(&**name, |(_, own)| own);
            contents.push_str(&format!(
                "<a href=\"#{}\">{}</a> ",
                escaped(name),
                escaped(own)
            ));
            let page = match section.as_str() {
                "The language" => manual::of_language(name),
                _ => eval::manual_page(name),
            };
            articles.push_str(&page.map_or(String::new(), |page: Page| page.html(&link)));
        }
        contents.push_str("</p>\n");
    }
    html.push_str(&format!(
        "<nav>\n{contents}</nav>\n{articles}</body>\n</html>\n"
    ));
    html
}

const HEAD: &str = "<!DOCTYPE html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<title>ndbook reference</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark; }
pre, code { font-family: ui-monospace, monospace; font-size: 0.9em; }
pre { overflow-x: auto; padding: 0.6rem; border: 1px solid #8884; border-radius: 4px; }
article { border-top: 1px solid #8884; }
dt { float: left; clear: left; min-width: 9rem; }
dd { margin-left: 9.5rem; }
</style>
</head>
<body>
<h1>ndbook reference</h1>
";
