//! A cell's metadata as words after a fence's language or on a `# %%` line, and back.

use super::document::{DocumentCell, Metadata};
use crate::lesson::attributes::{Attribute, tags};
use crate::lesson::notebook::json::{Json, Value, parse};
use crate::lesson::notebook::metadata::OWN;

/// The attributes in the order in which they are written.
const ORDER: [&str; 11] = [
    "exercise", "solution", "check", "hint", "hidden", "points", "raises", "skip", "hide",
    "varies", "tol",
];

/// Attributes that Jupyter has a tag for, with their value and that tag.
const TAGS: [(&str, Option<&str>, &str); 6] = [
    ("raises", None, "raises-exception"),
    ("skip", None, "skip-execution"),
    ("hide", None, "hide-cell"),
    ("hide", Some("code"), "hide-input"),
    ("hide", Some("output"), "hide-output"),
    ("varies", None, "nbval-ignore-output"),
];

/// Takes words into a cell's metadata, tags and id.
pub fn take(cell: &mut DocumentCell, words: &[Attribute]) {
    let mut own = Metadata::default();
    let (mut said, mut named) = (Vec::new(), Vec::new());
    let mut rest = Metadata::default();
    for word in words {
        let value = word.value.as_deref();
        match (word.name.as_str(), value) {
            ("id", Some(id)) => cell.id = Some(id.to_string()),
            ("tags", Some(value)) => named.extend(tags(value)),
            ("metadata", Some(json)) => rest = Metadata::of(parse(json).ok().as_ref()),
            (name, value) => match tag_of(name, value) {
                Some(tag) => said.push(tag.to_string()),
                None => {
                    own.set(name, member(value));
                    // Jupyter stops at an error unless a tag expects it.
                    said.extend((name == "raises").then(|| RAISES.to_string()));
                }
            },
        }
    }
    said.append(&mut named);
    if !said.is_empty() {
        let tags = unique(said).into_iter().map(Json::text);
        cell.metadata.set("tags", Json::list(tags.collect()));
    }
    own.0.extend(rest.own().0);
    rest.remove(OWN);
    cell.attachments = rest.remove("attachments").or(cell.attachments.take());
    cell.metadata.set_own(own);
    cell.metadata.0.extend(rest.0);
}

const RAISES: &str = "raises-exception";

/// The tag that Jupyter has for an attribute.
fn tag_of(name: &str, value: Option<&str>) -> Option<&'static str> {
    let mut known = TAGS.iter();
    let found = known.find(|(tagged, with, _)| *tagged == name && *with == value);
    found.map(|(_, _, tag)| *tag)
}

fn unique(words: Vec<String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::new();
    for word in words {
        if !unique.contains(&word) {
            unique.push(word);
        }
    }
    unique
}

fn member(value: Option<&str>) -> Json {
    match value {
        None => Json::new(Value::Bool(true)),
        Some(text) => match parse(text) {
            Ok(Json {
                value: Value::Number(number),
                ..
            }) if text == number => Json::number(number),
            _ => Json::text(text),
        },
    }
}

/// The words that say what a cell's metadata says, but for the layouts of `written`, which the text itself shows.
pub fn of(cell: &DocumentCell, written: &[&str]) -> String {
    let words = list(cell, written).into_iter();
    let words = words.map(|(name, value)| match (name, value) {
        (METADATA, Some(json)) => format!("{METADATA}='{json}'"),
        (name, value) => word(name, value.as_deref()),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The same as lines of options, as MyST has them.
pub fn options(cell: &DocumentCell, written: &[&str]) -> String {
    let words = list(cell, written).into_iter();
    let lines = words.map(|(name, value)| match (name, value) {
        (name, None) => format!(":{name}: true\n"),
        ("tags", Some(tags)) => format!(":tags: [{}]\n", tags.replace(',', ", ")),
        (METADATA, Some(json)) => format!(":{METADATA}: {json}\n"),
        (name, Some(value)) if is_plain(&value) => format!(":{name}: {value}\n"),
        (name, Some(value)) => format!(":{name}: \"{value}\"\n"),
    });
    lines.collect()
}

/// The word that holds what no other one says.
const METADATA: &str = "metadata";

/// The names and values of those words.
fn list(cell: &DocumentCell, written: &[&str]) -> Vec<(&'static str, Option<String>)> {
    let mut rest = cell.metadata.without_layout(written);
    let mut own = rest.own();
    let all = tags_of(&rest);
    if !all.is_empty() {
        rest.remove("tags");
    }
    let said = said_by_words(&own, &all);
    let mut words = Vec::new();
    for name in ORDER {
        if let Some(value) = own.get(name).and_then(word_value) {
            own.remove(name);
            words.push((name, value));
            continue;
        }
        let mut known = TAGS.iter().filter(|(tagged, _, _)| *tagged == name);
        if let Some((_, value, _)) = known.find(|(_, _, tag)| said.contains(tag)) {
            words.push((name, value.map(str::to_string)));
        }
    }
    rest.set_own(own);
    if let Some(attachments) = &cell.attachments {
        rest.set("attachments", attachments.clone());
    }
    words.extend(cell.id.as_ref().map(|id| ("id", Some(id.clone()))));
    let left = all.iter().filter(|tag| !said.contains(&tag.as_str()));
    let left: Vec<&str> = left.map(String::as_str).collect();
    if !left.is_empty() {
        words.push(("tags", Some(left.join(","))));
    }
    if !rest.is_empty() {
        words.push((METADATA, Some(harmless(&rest))));
    }
    words
}

/// The tags that need not be written, since attributes say them; none of them where the order of all would be lost.
fn said_by_words(own: &Metadata, all: &[String]) -> Vec<&'static str> {
    let has = |tag: &str| all.iter().any(|known| known == tag);
    let mut said = Vec::new();
    for name in ORDER {
        if own.get(name).and_then(word_value).is_some() {
            said.extend((name == "raises" && has(RAISES)).then_some(RAISES));
            continue;
        }
        let known = TAGS
            .iter()
            .find(|(tagged, _, tag)| *tagged == name && has(tag));
        said.extend(known.map(|(_, _, tag)| *tag));
    }
    let left = all
        .iter()
        .map(String::as_str)
        .filter(|tag| !said.contains(tag));
    let read: Vec<&str> = said.iter().copied().chain(left).collect();
    match read.iter().eq(all.iter()) {
        true => said,
        false => Vec::new(),
    }
}

/// Whether the cell is expected to raise.
pub fn raises(cell: &DocumentCell) -> bool {
    tags_of(&cell.metadata).iter().any(|tag| tag == RAISES)
        || cell.metadata.own().get("raises").is_some()
}

/// A list of tags that words can say; none where it is something else.
fn tags_of(metadata: &Metadata) -> Vec<String> {
    let tags = metadata.get("tags").and_then(Json::texts);
    let plain = |tag: &String| !tag.is_empty() && !tag.contains([',', '"', '\'', '[', ']']);
    tags.filter(|tags| tags.iter().all(plain))
        .unwrap_or_default()
}

/// The value of a word; none where the metadata says nothing that a word could.
fn word_value(json: &Json) -> Option<Option<String>> {
    match &json.value {
        Value::Bool(true) => Some(None),
        Value::Number(number) => Some(Some(number.clone())),
        Value::Text(text) => Some(Some(text.clone())),
        _ => None,
    }
}

fn word(name: &str, value: Option<&str>) -> String {
    let Some(value) = value else {
        return name.to_string();
    };
    match (is_plain(value), value.contains('"')) {
        (true, _) => format!("{name}={value}"),
        (false, false) => format!("{name}=\"{value}\""),
        (false, true) => format!("{name}='{value}'"),
    }
}

fn is_plain(value: &str) -> bool {
    !value.is_empty()
        && !value.contains(|c: char| c.is_whitespace() || matches!(c, ',' | '"' | '\'' | '=' | '`'))
        && !value.starts_with(['[', '{'])
}

/// JSON without the characters that would end the word, the fence or the comment that it stands in.
fn harmless(metadata: &Metadata) -> String {
    let json = metadata.compact();
    json.replace('\'', "\\u0027")
        .replace('`', "\\u0060")
        .replace("-->", "--\\u003e")
}
