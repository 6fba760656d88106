//! One page: signature, prose, parameters, examples, related names.

use std::fmt::Write;

use super::parameters;
use super::related::related;
use crate::builtins::python::CHAPTERS;
use crate::text::escaped;
use crate::value::Builtin;
use crate::value::builtin::{ParameterKind, RowKind};

/// What is known of one name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    pub name: String,
    /// How it is called, one line for each way: `np.mean(a, axis=None)`.
    pub calls: Vec<String>,
    /// Paragraphs; code in them stands in backticks.
    pub prose: Vec<String>,
    /// As written in the signature, with what it means where that is known.
    pub parameters: Vec<(String, String)>,
    /// What a class or module holds, each with its first sentence.
    pub members: Vec<(String, String)>,
    /// Each with its prompts and outputs.
    pub examples: Vec<String>,
    /// Names that have to do with this one.
    pub related: Vec<String>,
}

/// Columns of the parameters' names.
const NAMES: usize = 18;

impl Page {
    /// The page of a row, under the name that was asked for.
    pub fn of(row: &'static Builtin, name: &str) -> Page {
        let mut page = Page {
            name: name.to_string(),
            ..Page::default()
        };
        // NumPy's scalars have what arrays have; a page on arrays need not say so.
        let others = row.names.iter().filter(|other| {
            let of_scalars = other.starts_with("generic.");
            **other != name && !of_scalars
        });
        let names = std::iter::once(&name).chain(others);
        page.calls = names.map(|name| call(row, name)).collect();
        // A documentation comment has a blank before each line.
        let lines = row
            .doc
            .lines()
            .map(|line| line.strip_prefix(' ').unwrap_or(line));
        page.take_text(&lines.collect::<Vec<_>>().join("\n"));
        page.parameters = described(row);
        // A method's array stands before the dot; as `self` it is no parameter anyway.
        let takes_it = is_of_array(row, name) && !row.signature.starts_with("(self");
        if takes_it && !page.parameters.is_empty() {
            page.parameters.remove(0);
        }
        page.related = related(row);
        page
    }

    /// Sorts the paragraphs of a text into prose and examples.
    pub fn take_text(&mut self, text: &str) {
        for paragraph in text.split("\n\n") {
            let paragraph = paragraph.trim_matches('\n');
            let lines: Vec<&str> = paragraph.lines().map(str::trim_end).collect();
            let paragraph = lines.join("\n");
            if paragraph.trim().is_empty() {
                continue;
            }
            match paragraph.starts_with(">>>") {
                true => self.examples.push(paragraph),
                false => self.prose.push(paragraph),
            }
        }
    }

    /// The first sentence: what a list has room for.
    pub fn summary(&self) -> &str {
        let first = self.prose.first().map_or("", String::as_str);
        first.lines().next().unwrap_or("")
    }

    /// The page for a terminal or a file: no line of an example is wrapped.
    pub fn plain(&self, width: usize) -> String {
        let mut text = String::new();
        for call in &self.calls {
            let _ = match call.chars().count() > width {
                true => write!(text, "{}", wrapped(call, width, "    ")),
                false => writeln!(text, "{call}"),
            };
        }
        if self.calls.is_empty() {
            let _ = writeln!(text, "{}", self.name);
        }
        for paragraph in &self.prose {
            let _ = write!(text, "\n{}", wrapped(paragraph, width, ""));
        }
        text.push_str(&listed("Parameters", &self.parameters, width));
        text.push_str(&listed("Members", &self.members, width));
        for (at, example) in self.examples.iter().enumerate() {
            text.push_str(if at == 0 { "\nExamples:\n" } else { "\n" });
            for line in example.lines() {
                let _ = writeln!(text, "{}", format!("  {line}").trim_end());
            }
        }
        if !self.related.is_empty() {
            let names = format!("See also: {}", self.related.join(", "));
            let _ = write!(text, "\n{}", wrapped(&names, width, "  "));
        }
        text
    }

    /// The page as an article of HTML. `link` says where the page of another name is.
    pub fn html(&self, link: &dyn Fn(&str) -> Option<String>) -> String {
        let mut html = format!("<article id=\"{0}\">\n<h2>{0}</h2>\n", escaped(&self.name));
        if !self.calls.is_empty() {
            let _ = writeln!(
                html,
                "<pre class=\"call\">{}</pre>",
                escaped(&self.calls.join("\n"))
            );
        }
        for paragraph in &self.prose {
            let _ = writeln!(html, "<p>{}</p>", with_code(paragraph));
        }
        for list in [&self.parameters, &self.members] {
            if list.is_empty() {
                continue;
            }
            html.push_str("<dl>\n");
            for (name, meaning) in list {
                let _ = writeln!(
                    html,
                    "<dt><code>{}</code></dt><dd>{}</dd>",
                    escaped(name),
                    with_code(meaning)
                );
            }
            html.push_str("</dl>\n");
        }
        for example in &self.examples {
            let _ = writeln!(html, "<pre class=\"example\">{}</pre>", escaped(example));
        }
        if !self.related.is_empty() {
            let links = self.related.iter().map(|name| match link(name) {
                Some(to) => format!("<a href=\"{}\">{}</a>", escaped(&to), escaped(name)),
                None => escaped(name).to_string(),
            });
            let _ = writeln!(
                html,
                "<p>See also: {}</p>",
                links.collect::<Vec<_>>().join(", ")
            );
        }
        html.push_str("</article>\n");
        html
    }
}

/// Names with what they mean, under a heading; nothing for none.
fn listed(heading: &str, list: &[(String, String)], width: usize) -> String {
    let mut text = String::new();
    for (name, meaning) in list {
        let gap = NAMES + 4;
        let lines = wrapped(meaning, width.saturating_sub(gap).max(20), "");
        let mut head = format!("  {name}");
        if head.chars().count() + 2 > gap && !lines.is_empty() {
            let _ = writeln!(text, "{head}");
            head.clear();
        }
        if lines.is_empty() {
            let _ = writeln!(text, "{head}");
        }
        for line in lines.lines() {
            let _ = writeln!(text, "{head:gap$}{line}");
            head.clear();
        }
    }
    match list {
        [] => text,
        _ => format!("\n{heading}:\n{text}"),
    }
}

/// How a row is called by one of its names.
fn call(row: &'static Builtin, name: &str) -> String {
    match row.kind {
        RowKind::Property => format!("{name}  (an attribute)"),
        RowKind::Constant => format!("{name}  (a constant)"),
        RowKind::Setter => format!("{name}…  (an attribute that can be set)"),
        _ => {
            let is_method = row.is_method() || is_of_array(row, name);
            let signature = match is_method {
                true => crate::value::builtin::without_receiver(row.signature),
                false => row.signature.to_string(),
            };
            format!("{name}{signature}")
        }
    }
}

/// A method that a function of NumPy's lends its row to.
fn is_of_array(row: &Builtin, name: &str) -> bool {
    let class = name.rsplit_once('.').map_or("", |(class, _)| class);
    row.names.len() > 1 && !class.is_empty() && !class.starts_with("np")
}

/// The parameters of a row, with what they mean.
fn described(row: &'static Builtin) -> Vec<(String, String)> {
    if !matches!(row.kind, RowKind::Function | RowKind::Ufunc) {
        return Vec::new();
    }
    let inner = row.parameters().parameters.iter();
    let shown = inner.filter(|parameter| !matches!(parameter.name, "self" | "cls"));
    let of_python = crate::builtins::chapter(row)
        .is_some_and(|chapter| CHAPTERS.iter().any(|own| std::ptr::eq(*own, chapter)));
    let meaning = |name| {
        if of_python {
            ""
        } else {
            parameters::meaning(name)
        }
    };
    let described = shown.map(|parameter| {
        let stars = match parameter.kind {
            ParameterKind::Args => "*",
            ParameterKind::Keywords => "**",
            _ => "",
        };
        let mut meaning = meaning(parameter.name).to_string();
        if let Some(default) = super::parameters::default_text(row.signature, parameter.name) {
            let _ = write!(meaning, "{}default {default}", separator(&meaning));
        }
        if parameter.kind == ParameterKind::KeywordOnly {
            let _ = write!(meaning, "{}by name only", separator(&meaning));
        }
        (format!("{stars}{}", parameter.name), meaning)
    });
    // The signature has all names; Python's own are listed where there is more to say.
    described
        .filter(|(_, meaning)| !of_python || !meaning.is_empty())
        .collect()
}

fn separator(before: &str) -> &'static str {
    match before {
        "" => "",
        _ => "; ",
    }
}

/// Prose in lines of at most `width` columns, each after the first indented.
fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let mut lines = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        if column > 0 && column + 1 + letters > width {
            lines.push('\n');
            lines.push_str(indent);
            column = indent.len();
        } else if column > 0 {
            lines.push(' ');
            column += 1;
        }
        lines.push_str(word);
        column += letters;
    }
    if column > 0 {
        lines.push('\n');
    }
    lines
}

/// HTML of prose whose code stands in backticks.
fn with_code(text: &str) -> String {
    let mut html = String::new();
    for (at, part) in text.split('`').enumerate() {
        match at % 2 {
            0 => html.push_str(&escaped(part)),
            _ => {
                let _ = write!(html, "<code>{}</code>", escaped(part));
            }
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(name: &str) -> Page {
        Page::of(crate::builtins::find(name).unwrap(), name)
    }

    #[test]
    fn a_page_has_what_its_row_says() {
        let page = page("np.mean");
        assert!(
            page.calls[0].starts_with("np.mean(a, axis=None"),
            "{:?}",
            page.calls
        );
        assert!(
            page.parameters
                .iter()
                .any(|(name, meaning)| name == "axis" && meaning.contains("axes"))
        );
        assert!(page.examples[0].starts_with(">>> "));
        assert!(
            page.related.contains(&"np.nanmean".to_string()),
            "{:?}",
            page.related
        );
        for line in page.plain(60).lines() {
            let is_code = line.starts_with("np.") || line.starts_with("ndarray.");
            assert!(is_code || line.chars().count() <= 60, "{line}");
        }
    }

    #[test]
    fn html_has_the_same_words() {
        let page = page("np.greater");
        let html = page.html(&|name| Some(format!("#{name}")));
        assert!(html.contains("&gt;&gt;&gt; "), "{html}");
        assert!(html.contains("<h2>np.greater</h2>"));
        assert_eq!(html.matches("<p>").count(), html.matches("</p>").count());
    }

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(wrapped("aa bb cc", 5, " "), "aa bb\n cc\n");
        assert_eq!(wrapped("", 5, ""), "");
    }
}
