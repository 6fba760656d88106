//! Pages on the language: what no row of the catalogue declares, in the file `language.md` beside this one.

use super::Page;

const TEXT: &str = include_str!("language.md");

/// The names of the features, each with its text; a page with several names comes under each.
pub fn features() -> impl Iterator<Item = (&'static str, &'static str)> {
    sections().flat_map(|(names, text)| names.split(", ").map(move |name| (name, text)))
}

/// The page of a feature: `for`, `lambda`, `slice`.
pub fn of_language(name: &str) -> Option<Page> {
    let (_, text) = features().find(|(feature, _)| *feature == name)?;
    let mut page = Page {
        name: name.to_string(),
        ..Page::default()
    };
    page.take_text(text);
    Some(page)
}

/// The headings of the file with what stands under each.
fn sections() -> impl Iterator<Item = (&'static str, &'static str)> {
    let parts = TEXT.split("\n# ").skip(1);
    parts.filter_map(|part| part.split_once("\n\n"))
}
