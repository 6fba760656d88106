//! What all forms of a lesson have in common.

use crate::lesson::notebook::json::{Json, Member, Value};
use crate::lesson::notebook::metadata::{LAYOUT, OWN};
use crate::lesson::notebook::structure::CellKind;
use crate::lesson::notebook::write::{Style, sorted};

/// A lesson between two forms.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The notebook's metadata.
    pub metadata: Metadata,
    pub cells: Vec<DocumentCell>,
}

#[derive(Clone, Debug)]
pub struct DocumentCell {
    pub kind: CellKind,
    /// The text, without a line end after its last line.
    pub source: String,
    /// An id that does not follow from the cell's place and text.
    pub id: Option<String>,
    pub metadata: Metadata,
    /// Pictures that a Markdown cell refers to.
    pub attachments: Option<Json>,
    pub count: Option<i64>,
    pub outputs: Vec<Json>,
}

impl DocumentCell {
    pub fn new(kind: CellKind, source: impl Into<String>) -> DocumentCell {
        DocumentCell {
            kind,
            source: source.into(),
            id: None,
            metadata: Metadata::default(),
            attachments: None,
            count: None,
            outputs: Vec::new(),
        }
    }
}

/// An object of JSON that is taken apart and put together.
#[derive(Clone, Debug, Default)]
pub struct Metadata(pub Vec<Member>);

impl Metadata {
    pub fn of(json: Option<&Json>) -> Metadata {
        Metadata(json.map_or_else(Vec::new, |json| json.members().to_vec()))
    }

    pub fn json(&self) -> Json {
        Json::new(Value::Object(self.0.clone()))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn get(&self, key: &str) -> Option<&Json> {
        self.0
            .iter()
            .find(|member| member.key == key)
            .map(|member| &member.value)
    }

    /// Sets a member, in its old place if there is one.
    pub fn set(&mut self, key: &str, value: Json) {
        match self.0.iter_mut().find(|member| member.key == key) {
            Some(member) => member.value = value,
            None => self.0.push(Member::new(key, value)),
        }
    }

    /// Adds members; ndbook's own are put together.
    pub fn add(&mut self, members: &[Member]) {
        let mut own = self.own();
        for member in members {
            match member.key.as_str() {
                OWN => own.add_own(&member.value),
                key => self.set(key, member.value.clone()),
            }
        }
        self.set_own(own);
    }

    fn add_own(&mut self, own: &Json) {
        let mut layout = Metadata::of(self.get(LAYOUT));
        for member in own.members() {
            match member.key.as_str() {
                LAYOUT => layout.0.extend(member.value.members().to_vec()),
                key => self.set(key, member.value.clone()),
            }
        }
        if !layout.is_empty() {
            self.set(LAYOUT, layout.json());
        }
    }

    pub fn remove(&mut self, key: &str) -> Option<Json> {
        let at = self.0.iter().position(|member| member.key == key)?;
        Some(self.0.remove(at).value)
    }

    /// What is ndbook's own in it.
    pub fn own(&self) -> Metadata {
        Metadata::of(self.get(OWN))
    }

    /// Sets what is ndbook's own; an empty object is none.
    pub fn set_own(&mut self, own: Metadata) {
        match own.is_empty() {
            true => drop(self.remove(OWN)),
            false => self.set(OWN, own.json()),
        }
    }

    /// How something is written: a member of `metadata.ndbook.layout`.
    pub fn layout(&self, key: &str) -> Option<Json> {
        self.get(OWN)?.get(LAYOUT)?.get(key).cloned()
    }

    pub fn layout_text(&self, key: &str) -> Option<String> {
        self.layout(key)?.joined()
    }

    pub fn set_layout(&mut self, key: &str, value: Json) {
        let mut own = self.own();
        let mut layout = Metadata::of(own.get(LAYOUT));
        layout.set(key, value);
        own.set(LAYOUT, layout.json());
        self.set_own(own);
    }

    /// The same without the layouts of these keys, which the text written holds itself.
    pub fn without_layout(&self, keys: &[&str]) -> Metadata {
        let mut metadata = self.clone();
        let mut own = self.own();
        let mut layout = Metadata::of(own.get(LAYOUT));
        layout
            .0
            .retain(|member| !keys.contains(&member.key.as_str()));
        match layout.is_empty() {
            true => drop(own.remove(LAYOUT)),
            false => own.set(LAYOUT, layout.json()),
        }
        metadata.set_own(own);
        metadata
    }

    /// On one line, without blanks, in the order in which a notebook has it.
    pub fn compact(&self) -> String {
        compact().write(&sorted(&self.json()), "")
    }
}

/// JSON within a word of a fence: on one line, and without the characters that would end the word or the fence.
pub fn compact() -> Style {
    Style {
        indent: None,
        comma: "",
        colon: "",
        ..Style::canonical()
    }
}

/// A text as a list of its lines: how notebooks hold it.
pub fn lines(text: &str) -> Json {
    Style::canonical().lines(text)
}
