//! What a cell's metadata and tags say of it, as the words that would stand after a fence's language.

use super::json::{Json, Member, Value};
use crate::lesson::attributes::{Attribute, of_tag, unified};
use crate::lesson::complaint::Complaint;
use crate::text::Source;

/// The key of a cell's metadata that is ndbook's own. Its members have the names of a fence's attributes.
pub const OWN: &str = "ndbook";

/// What says how a cell is written in Markdown, and nothing else: see [`crate::lesson::convert`].
pub const LAYOUT: &str = "layout";

/// The attributes of a cell. Its own metadata says more than a tag: of an attribute named twice the first counts.
pub fn words(source: &Source, cell: &Json, complaints: &mut Vec<Complaint>) -> Vec<Attribute> {
    let Some(metadata) = cell.get("metadata") else {
        return Vec::new();
    };
    let mut words: Vec<Attribute> = Vec::new();
    if let Some(own) = metadata.member(OWN) {
        if !own.value.is_object() {
            let complaint = Complaint::at(source, own.place, "`metadata.ndbook` is no object");
            complaints.push(complaint.help("write `\"ndbook\": {\"skip\": true}`"));
        }
        for member in own.value.members() {
            if member.key == LAYOUT {
                continue;
            }
            match word(source, member) {
                Ok(word) => words.extend(word),
                Err(complaint) => complaints.push(complaint),
            }
        }
    }
    for tag in metadata
        .get("tags")
        .and_then(Json::as_list)
        .unwrap_or_default()
    {
        let said = tag.as_text().and_then(of_tag);
        words.extend(said.map(|(name, value)| attribute(name, value, tag.range.start)));
    }
    if let Some(jupyter) = metadata.get("jupyter") {
        for (key, part) in [("source_hidden", "code"), ("outputs_hidden", "output")] {
            let hidden = jupyter
                .member(key)
                .filter(|hidden| hidden.value.as_bool() == Some(true));
            words.extend(hidden.map(|hidden| attribute("hide", Some(part), hidden.place)));
        }
    }
    unified(words)
}

fn attribute(name: &str, value: Option<&str>, place: usize) -> Attribute {
    Attribute {
        name: name.to_string(),
        value: value.map(str::to_string),
        range: place..place,
    }
}

/// `"tol": 1e-6`, `"raises": "ValueError"`, `"skip": true`; none for what is switched off.
fn word(source: &Source, member: &Member) -> Result<Option<Attribute>, Complaint> {
    let value = match &member.value.value {
        Value::Null | Value::Bool(false) => return Ok(None),
        Value::Bool(true) => None,
        Value::Number(text) | Value::Text(text) => Some(text.as_str()),
        Value::List(_) | Value::Object(_) => {
            let message = format!("`{}` is a list or an object", member.key);
            let complaint = Complaint::at(source, member.place, message);
            return Err(complaint.help("an attribute is a string, a number or `true`"));
        }
    };
    Ok(Some(attribute(&member.key, value, member.place)))
}
