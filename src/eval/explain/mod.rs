//! The pages that explain errors: which there are, and which one an error belongs to.
//!
//! A page is a lesson: prose with cells that raise the error, and cells that show how it is mended. Whoever shows a page
//! runs it, so that its outputs are true; the tests run them all. An error finds its page by its class and by words of
//! its message, and so do people who look for one.

use crate::value::ClassId;

/// A page on one kind of error.
pub struct Page {
    /// Its name, which stays what it is.
    pub code: &'static str,
    /// The class of the errors that it is about.
    pub class: ClassId,
    /// Words of which one is in their messages; none where it is about all errors of the class.
    words: &'static [&'static str],
    /// The page as the text of a lesson.
    pub text: &'static str,
}

macro_rules! pages {
    ($($code:literal $class:ident $words:expr;)*) => {
        &[$(Page {
            code: $code,
            class: ClassId::$class,
            words: &$words,
            text: include_str!(concat!("pages/", $code, ".md")),
        }),*]
    };
}

/// All pages: those about certain words before those about whole classes.
const PAGES: &[Page] = pages! {
    "broadcast" VALUE_ERROR ["could not be broadcast", "non-broadcastable", "cannot be broadcast", "could not broadcast"];
    "broadcast" INDEX_ERROR ["indexing arrays could not be broadcast"];
    "matmul" VALUE_ERROR ["matmul: ", "not aligned", "core dimension"];
    "truth" VALUE_ERROR ["truth value of an"];
    "axis" AXIS_ERROR [];
    "mask" INDEX_ERROR ["boolean index did not match"];
    "mask" VALUE_ERROR ["boolean array indexing assignment"];
    "too-many-indices" INDEX_ERROR ["too many indices"];
    "index-kind" INDEX_ERROR ["only integers, slices", "invalid index to scalar"];
    "index-range" INDEX_ERROR [];
    "reshape" VALUE_ERROR ["cannot reshape array"];
    "ragged" VALUE_ERROR ["setting an array element with a sequence", "inhomogeneous shape"];
    "join" VALUE_ERROR ["all the input array", "all input arrays must", "need at least one array"];
    "casting" TYPE_ERROR ["Cannot cast"];
    "types" TYPE_ERROR ["not supported for the input types", "did not contain a loop", "cannot use operands with types", "unsupported operand type", "not supported between instances", "can only concatenate", "not compatible with"];
    "number-range" OVERFLOW_ERROR [];
    "dtype" TYPE_ERROR ["not understood", "Cannot interpret", "Field elements"];
    "conversion" TYPE_ERROR ["as an integer", "only 0-dimensional", "int() argument", "float() argument", "integer scalar arrays", "sequence of integers", "must be real number"];
    "conversion" VALUE_ERROR ["could not convert", "invalid literal for", "cannot convert float"];
    "call" TYPE_ERROR ["object is not callable"];
    "not-iterable" TYPE_ERROR ["not iterable", "iteration over a 0-d", "cannot unpack non-iterable"];
    "arguments" TYPE_ERROR ["positional argument", "keyword argument", "missing", "multiple values for"];
    "empty" VALUE_ERROR ["zero-size array", "of an empty sequence", "empty iterable", "size 0 inputs", "arg is an empty"];
    "read-only" VALUE_ERROR ["read-only"];
    "unpack" VALUE_ERROR ["values to unpack"];
    "linalg" LINALG_ERROR [];
    "local-name" UNBOUND_LOCAL_ERROR [];
    "name" NAME_ERROR [];
    "attribute" ATTRIBUTE_ERROR [];
    "module" IMPORT_ERROR [];
    "key" KEY_ERROR [];
    "zero-division" ZERO_DIVISION_ERROR [];
    "file" OS_ERROR [];
    "assertion" ASSERTION_ERROR [];
    "recursion" RECURSION_ERROR [];
    "limits" MEMORY_ERROR [];
    "indentation" INDENTATION_ERROR [];
    "bracket" SYNTAX_ERROR ["was never closed", "unmatched", "does not match opening", "unterminated"];
    "syntax" SYNTAX_ERROR [];
};

/// All pages, each once, in the order of their names.
pub fn pages() -> Vec<&'static Page> {
    let mut pages: Vec<&Page> = PAGES.iter().collect();
    crate::text::sort_by_key(&mut pages, |page| page.code);
    pages.dedup_by_key(|page| page.code);
    pages
}

/// The page of that name.
pub fn page(code: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.code == code)
}

/// The page on an error of a class, by its message.
pub fn page_of(class: ClassId, message: &str) -> Option<&'static Page> {
    PAGES
        .iter()
        .find(|page| class.is_subclass(page.class) && page.is_about(message))
}

/// The page that limits of steps, time and output belong to.
pub(super) const LIMITS: &str = "limits";

/// The pages whose names, titles or errors have the words of a search, best first.
pub fn search(words: &str) -> Vec<&'static Page> {
    let wanted = words.to_lowercase();
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    let mut found: Vec<(usize, &Page)> = pages()
        .into_iter()
        .map(|page| (page.likeness(words, &wanted), page))
        .filter(|(likeness, _)| *likeness > 0)
        .collect();
    crate::text::sort_by_key(&mut found, |(likeness, page)| {
        (std::cmp::Reverse(*likeness), page.code)
    });
    let best = found.first().map_or(0, |(likeness, _)| *likeness);
    let near = found
        .into_iter()
        .filter(|(likeness, _)| 2 * likeness > best);
    near.map(|(_, page)| page).collect()
}

impl Page {
    /// What it is about, in a few words.
    pub fn title(&self) -> &'static str {
        let line = self
            .text
            .lines()
            .find_map(|line| line.strip_prefix("title: "));
        line.unwrap_or(self.code)
    }

    fn is_about(&self, message: &str) -> bool {
        self.words.is_empty() || self.words.iter().any(|words| message.contains(words))
    }

    /// How well it fits a search: words of its errors' messages count most.
    fn likeness(&self, whole: &str, words: &[&str]) -> usize {
        let of_code = PAGES.iter().filter(|page| page.code == self.code);
        let said = of_code.clone().any(|page| {
            let said = !page.words.is_empty() && page.is_about(whole);
            said || whole.contains(page.class.name())
        });
        let title = self.title().to_lowercase();
        let text = self.text.to_lowercase();
        let count = |text: &str| words.iter().filter(|word| text.contains(**word)).count();
        100 * usize::from(said) + 4 * count(self.code) + 2 * count(&title) + count(&text)
    }
}
