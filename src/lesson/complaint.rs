//! What is wrong with a lesson file, where, and what to do about it.

use std::fmt;

use crate::text::Source;

/// One thing wrong with the structure of a lesson. A lesson with complaints is not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The file, as the user named it.
    pub file: String,
    /// Line and column count from 1; the column counts characters. Line 0: the file as a whole.
    pub line: usize,
    pub column: usize,
    pub message: String,
    /// What to do, as an imperative sentence.
    pub help: Option<String>,
}

impl Complaint {
    /// A complaint about the byte at `offset` of `source`.
    pub fn at(source: &Source, offset: usize, message: impl Into<String>) -> Complaint {
        let place = source.place(offset as u32);
        Complaint {
            file: source.name.clone(),
            line: place.line,
            column: place.column,
            message: message.into(),
            help: None,
        }
    }

    /// A complaint about a file that has no readable text.
    pub fn file(name: impl Into<String>, message: impl Into<String>) -> Complaint {
        Complaint {
            file: name.into(),
            line: 0,
            column: 0,
            message: message.into(),
            help: None,
        }
    }

    pub fn help(mut self, help: impl Into<String>) -> Complaint {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message)?,
            line => write!(
                f,
                "{}:{}:{}: {}",
                self.file, line, self.column, self.message
            )?,
        }
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

/// Turns the bytes of a file into text.
///
/// # Errors
/// A complaint at the first byte that is not UTF-8.
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<String, Complaint> {
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let byte = bytes.get(good).copied().unwrap_or_default();
        let before = String::from_utf8_lossy(bytes.get(..good).unwrap_or_default()).into_owned();
        let source = Source::new(name, before, 1);
        Complaint::at(
            &source,
            good,
            format!("the file is not UTF-8: byte 0x{byte:02x}"),
        )
        .help("save the file with the encoding UTF-8")
    })
}

/// The candidate that `word` was probably meant to be.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|&(distance, candidate)| distance <= 1 + candidate.chars().count() / 4)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}
