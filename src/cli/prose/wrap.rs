//! Breaking painted words into lines of a width.

use unicode_width::UnicodeWidthStr;

use crate::cli::output::{Look, Paint};

/// A stretch of text that looks the same all through.
#[derive(Clone, Debug)]
pub struct Run {
    pub look: Look,
    pub text: String,
}

impl Run {
    pub fn new(look: Look, text: &str) -> Run {
        Run {
            look,
            text: text.to_string(),
        }
    }
}

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// What cannot be broken: letters between blanks, perhaps of several looks.
#[derive(Default)]
struct Word {
    parts: Vec<Run>,
    width: usize,
}

/// Sets runs as lines of at most `room` columns; a word that is longer stands alone. A `\n` breaks the line.
pub fn wrap(runs: &[Run], room: usize, paint: Paint) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    // A blank inside a stretch of one look is painted with it, so that underlines do not break.
    let mut last_look = Look::Plain;
    for word in words(runs) {
        let Some(word) = word else {
            lines.push(std::mem::take(&mut line));
            used = 0;
            continue;
        };
        if used > 0 && used + 1 + word.width > room {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            let joined = word
                .parts
                .first()
                .is_some_and(|part| part.look == last_look);
            line.push_str(&paint.text(if joined { last_look } else { Look::Plain }, " "));
            used += 1;
        }
        for part in &word.parts {
            line.push_str(&paint.text(part.look, &part.text));
            last_look = part.look;
        }
        used += word.width;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The words of the runs; none stands for a line break.
fn words(runs: &[Run]) -> Vec<Option<Word>> {
    let mut words = Vec::new();
    let mut word = Word::default();
    let finish = |word: &mut Word, words: &mut Vec<Option<Word>>| {
        if !word.parts.is_empty() {
            words.push(Some(std::mem::take(word)));
        }
    };
    for run in runs {
        for piece in run.text.split_inclusive([' ', '\n']) {
            let letters = piece.trim_end_matches([' ', '\n']);
            if !letters.is_empty() {
                word.width += width(letters);
                word.parts.push(Run::new(run.look, letters));
            }
            if piece.len() > letters.len() {
                finish(&mut word, &mut words);
            }
            if piece.ends_with('\n') {
                words.push(None);
            }
        }
    }
    finish(&mut word, &mut words);
    words
}
