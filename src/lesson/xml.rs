//! XML of reports, element by element. What XML 1.0 cannot hold is spelt out.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::test::escape_controls;

pub type Xml = Writer<Vec<u8>>;

/// A document whose elements `write` writes.
pub fn document(write: impl FnOnce(&mut Xml) -> io::Result<()>) -> String {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    let declaration = Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None));
    // Writing to memory cannot fail.
    let written = writer
        .write_event(declaration)
        .and_then(|()| write(&mut writer));
    debug_assert!(written.is_ok(), "{written:?}");
    let mut text = String::from_utf8(writer.into_inner()).unwrap_or_default();
    text.push('\n');
    text
}

/// Seconds with a point, as JUnit's schema has them.
pub fn time(seconds: f64) -> String {
    format!("{:.3}", seconds.max(0.0))
}

/// An element with others inside.
///
/// # Errors
/// None, since all is written to memory.
pub fn element(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, String)],
    inside: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    xml.write_event(Event::Start(start(name, attributes)))?;
    inside(xml)?;
    xml.write_event(Event::End(BytesEnd::new(name)))
}

/// An element with text inside, or an empty one.
///
/// # Errors
/// None, since all is written to memory.
pub fn text_element(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, String)],
    text: &str,
) -> io::Result<()> {
    if text.is_empty() {
        return xml.write_event(Event::Empty(start(name, attributes)));
    }
    xml.write_event(Event::Start(start(name, attributes)))?;
    xml.write_event(Event::Text(BytesText::new(&escape_controls(text))))?;
    xml.write_event(Event::End(BytesEnd::new(name)))
}

fn start<'a>(name: &'a str, attributes: &[(&str, String)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        // A reader would turn a line end in an attribute into a blank.
        let value = escape_controls(value).replace(['\n', '\t'], " ");
        start.push_attribute((*name, value.as_str()));
    }
    start
}
