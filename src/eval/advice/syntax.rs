//! Advice on a text that is no program: the classic slips, each with the change that mends it.
//!
//! A change is tried like all others: it is proposed only if the text then parses, or the next complaint is about a
//! later line.

use super::changes::LONGEST_LINE;
use crate::syntax::{SyntaxError, parse};
use crate::text::{Help, Patch, Source, Span};

/// A text and what is wrong with it.
struct Slip<'a> {
    source: &'a Source,
    error: &'a SyntaxError,
    /// The line of the error, and where it begins.
    line: &'a str,
    start: usize,
    help: Vec<Help>,
}

/// Each looks whether it knows the slip; the first that mends it ends the search.
const REMEDIES: &[fn(&mut Slip)] = &[
    foreign_characters,
    foreign_operators,
    missing_colon,
    one_sign_for_two,
    print_statement,
    brackets,
    quotes,
    indentation,
    numbers,
    missing_words,
    commas,
    words_of_python,
];

/// What to do about a text that is no program.
pub(in crate::eval) fn of_syntax(source: &Source, error: &SyntaxError) -> Vec<Help> {
    let number = source.place(error.span.start).line;
    let mut slip = Slip {
        source,
        error,
        line: source.line(number),
        start: source.line_start(number),
        help: Vec::new(),
    };
    for remedy in REMEDIES {
        remedy(&mut slip);
        if slip.help.iter().any(|help| help.patch.is_some()) {
            break;
        }
    }
    slip.help
}

impl Slip<'_> {
    fn says(&self, words: &str) -> bool {
        self.error.message.contains(words)
    }

    /// Where the error begins, in its line.
    fn at(&self) -> usize {
        (self.error.span.start as usize)
            .saturating_sub(self.start)
            .min(self.line.len())
    }

    fn tell(&mut self, text: impl Into<String>) {
        self.help.push(Help::from(text.into()));
    }

    /// Proposes another text for a range of the line, if that mends it.
    fn mend(&mut self, range: std::ops::Range<usize>, replacement: &str, why: &str) -> bool {
        let span = Span::new(self.start + range.start, self.start + range.end);
        self.mend_at(span, replacement, why)
    }

    fn mend_at(&mut self, span: Span, replacement: &str, why: &str) -> bool {
        if self.line.len() > LONGEST_LINE {
            return false;
        }
        let patch = Patch {
            span,
            replacement: replacement.to_string(),
        };
        let changed = Source::new("<advice>", patch.applied(self.source), 1);
        let line = self.source.place(self.error.span.start).line;
        if let Err(error) = parse(&changed)
            && changed.place(error.span.start).line <= line
        {
            return false;
        }
        let shown = changed.line(changed.place(span.start).line).trim();
        self.help.push(Help {
            text: format!("{why}: `{shown}`"),
            patch: Some(patch),
        });
        true
    }

    /// Where the code of the line ends: before a comment and blanks.
    fn code_end(&self) -> usize {
        let mut quote = None;
        for (at, character) in self.line.char_indices() {
            match (quote, character) {
                (None, '#') => return self.line.get(..at).unwrap_or("").trim_end().len(),
                (None, '\'' | '"') => quote = Some(character),
                (Some(open), close) if open == close => quote = None,
                _ => {}
            }
        }
        self.line.trim_end().len()
    }
}

/// Characters that word processors and keyboards put where Python has others.
const CHARACTERS: &[(char, &str)] = &[
    ('“', "\""),
    ('”', "\""),
    ('„', "\""),
    ('‘', "'"),
    ('’', "'"),
    ('‚', "'"),
    ('´', "'"),
    ('−', "-"),
    ('–', "-"),
    ('—', "-"),
    ('×', "*"),
    ('·', "*"),
    ('÷', "/"),
    ('≤', "<="),
    ('≥', ">="),
    ('≠', "!="),
    ('，', ","),
    ('（', "("),
    ('）', ")"),
    ('：', ":"),
    ('；', ";"),
    ('\u{a0}', " "),
    ('\u{3000}', " "),
    ('\u{200b}', ""),
    ('\u{feff}', ""),
];

fn foreign_characters(slip: &mut Slip) {
    if !slip.says("invalid character") && !slip.says("invalid non-printable character") {
        return;
    }
    let known = |character| CHARACTERS.iter().find(|(foreign, _)| *foreign == character);
    let plain: String = slip
        .line
        .chars()
        .map(|character| match known(character) {
            Some((_, ours)) => (*ours).to_string(),
            None => character.to_string(),
        })
        .collect();
    let (range, line) = (0..slip.line.len(), slip.line);
    if plain != line {
        slip.mend(range, &plain, "with Python's own characters");
    }
}

/// What other languages write, what Python writes, and what is to be said.
const OPERATORS: &[(&str, &str, &str)] = &[
    ("&&", " and ", "Python writes `and`"),
    ("||", " or ", "Python writes `or`"),
    ("<>", "!=", "Python writes `!=`"),
    ("=!", "!=", "the sign is `!=`"),
    ("=>", ">=", "the sign is `>=`"),
    ("=<", "<=", "the sign is `<=`"),
    ("else if ", "elif ", "Python writes `elif`"),
    ("elseif ", "elif ", "Python writes `elif`"),
    ("elsif ", "elif ", "Python writes `elif`"),
    ("++", " += 1", "Python has no `++`"),
    ("--", " -= 1", "Python has no `--`"),
    ("===", "==", "Python writes `==`"),
    ("!==", "!=", "Python writes `!=`"),
];

fn foreign_operators(slip: &mut Slip) {
    let line = slip.line;
    for (theirs, ours, why) in OPERATORS {
        let Some(at) = line.find(theirs) else {
            continue;
        };
        let (before, behind) = (
            line.get(..at).unwrap_or("").trim_end(),
            line.get(at + theirs.len()..).unwrap_or("").trim_start(),
        );
        // The blanks around it are part of what is replaced.
        let from = before
            .len()
            .max(at.min(line.len() - line.trim_start().len()));
        let (from, ours) = match theirs.starts_with("els") {
            true => (at, ours.to_string()),
            false => (from, ours.to_string()),
        };
        let to = line.len() - behind.len();
        let ours = match ours.ends_with(' ') || theirs.ends_with(['+', '-']) {
            true => ours,
            false => format!(" {ours} "),
        };
        if slip.mend(from..to, &ours, why) {
            return;
        }
    }
    // All of several, and `!x`.
    let mut whole = line.replace("&&", "and").replace("||", "or");
    if let Some(at) = negation(&whole) {
        whole.replace_range(at..=at, "not ");
    }
    if whole != line {
        slip.mend(0..line.len(), &whole, "Python writes `not`, `and` and `or`");
    }
}

/// Where a `!` stands that is not part of `!=`.
fn negation(line: &str) -> Option<usize> {
    let found = line.match_indices('!').map(|(at, _)| at);
    let mut alone = found.filter(|at| !line.get(at + 1..).unwrap_or("").starts_with('='));
    alone.next()
}

const COMPOUND: &[&str] = &[
    "if", "elif", "else", "for", "while", "def", "class", "with", "try", "except", "finally",
];

fn missing_colon(slip: &mut Slip) {
    let first = slip.line.trim_start();
    let word = first.split(|c: char| !c.is_alphanumeric()).next();
    let is_compound = word.is_some_and(|word| COMPOUND.contains(&word));
    if !is_compound || first.trim_end().ends_with(':') {
        return;
    }
    let why = "a colon begins the block";
    let end = slip.code_end();
    let at = slip.at();
    if slip.mend(end..end, ":", why) {
        return;
    }
    let before = slip.line.get(..at).unwrap_or("").trim_end().len();
    slip.mend(before..at, ": ", why);
}

/// `if x = 1:`, `f(x) = 2`
fn one_sign_for_two(slip: &mut Slip) {
    let asked = slip.says("Maybe you meant '==") || slip.says("instead of '='");
    if !asked {
        return;
    }
    let line = slip.line;
    let bytes = line.as_bytes();
    let is_alone = |at: &usize| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let signs = b"=<>!:+-*/%&|^@";
        bytes.get(*at) == Some(&b'=')
            && bytes.get(at + 1) != Some(&b'=')
            && before.is_none_or(|before| !signs.contains(before))
    };
    let signs: Vec<usize> = (slip.at()..bytes.len()).filter(is_alone).collect();
    for at in signs {
        if slip.mend(
            at..at + 1,
            "==",
            "`==` compares, `=` gives a name its value",
        ) {
            return;
        }
    }
}

fn print_statement(slip: &mut Slip) {
    let line = slip.line;
    let words = ["print ", "exec "];
    for word in words {
        let Some(at) = line.find(word) else { continue };
        let end = slip.code_end();
        let rest = line.get(at + word.len()..end).unwrap_or("");
        let code = format!("{}({})", word.trim_end(), rest.trim());
        if slip.mend(at..end, &code, "`print` is a function") {
            return;
        }
    }
}

fn closing(open: char) -> Option<char> {
    Some(match open {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        _ => return None,
    })
}

fn brackets(slip: &mut Slip) {
    let message = slip.error.message.clone();
    if message.ends_with("was never closed") {
        let open = message.chars().nth(1).and_then(closing);
        let Some(close) = open.map(String::from) else {
            return;
        };
        let why = format!("`{close}` closes the bracket");
        let end = slip.code_end();
        let before_colon = slip
            .line
            .get(..end)
            .unwrap_or("")
            .trim_end_matches(':')
            .len();
        if slip.mend(before_colon..before_colon, &close, &why) || slip.mend(end..end, &close, &why)
        {
            return;
        }
        let end = slip.source.text.trim_end().len();
        slip.mend_at(Span::new(end, end), &close, &why);
    } else if message.starts_with("unmatched '") {
        let at = slip.at();
        slip.mend(at..at + 1, "", "there is no bracket for it to close");
    } else if message.starts_with("closing parenthesis") {
        let open = message
            .split("opening parenthesis '")
            .nth(1)
            .and_then(|rest| rest.chars().next());
        let at = slip.at();
        if let Some(close) = open.and_then(closing) {
            let why = "brackets are closed by their own kind";
            let close = close.to_string();
            if !slip.mend(at..at + 1, &close, why) {
                slip.mend(at..at, &close, why);
            }
        }
    }
}

fn quotes(slip: &mut Slip) {
    if !slip.says("unterminated") {
        return;
    }
    let at = slip.at();
    let rest = slip.line.get(at..).unwrap_or("");
    let Some(quote) = rest.chars().find(|c| matches!(c, '\'' | '"')) else {
        return;
    };
    let quote = quote.to_string();
    let why = "the text ends with the quote it begins with";
    let trimmed = slip.line.trim_end();
    let inside = trimmed.trim_end_matches([')', ']', '}', ':']).len();
    if !slip.mend(inside..inside, &quote, why) {
        let end = trimmed.len();
        slip.mend(end..end, &quote, why);
    }
}

fn indentation(slip: &mut Slip) {
    let line = slip.line;
    let indent = line.len() - line.trim_start().len();
    let number = slip.source.place(slip.error.span.start).line;
    let before = (1..number)
        .rev()
        .map(|number| slip.source.line(number))
        .find(|line| !line.trim().is_empty());
    let before = before.map_or("", |line| {
        line.get(..line.len() - line.trim_start().len())
            .unwrap_or("")
    });
    if slip.says("expected an indented block") && !line.trim().is_empty() {
        let deeper = format!("{before}    ");
        let why = "the block is indented";
        if !slip.mend(0..indent, &deeper, why) {
            block_indented(slip, &deeper, why);
        }
    } else if slip.says("unexpected indent") || slip.says("unindent does not match") {
        slip.mend(0..indent, before, "indented as the line before");
        slip.mend(0..indent, "", "indented not at all");
    } else if slip.says("inconsistent use of tabs") {
        let plain = slip.source.text.replace('\t', "    ");
        let span = Span::new(0, slip.source.text.len());
        slip.mend_at(span, &plain, "with blanks only");
    }
}

/// Indents the line and those that follow it up to an empty one.
fn block_indented(slip: &mut Slip, deeper: &str, why: &str) {
    let rest = slip.source.text.get(slip.start..).unwrap_or("");
    let block = rest.split("\n\n").next().unwrap_or(rest).to_string();
    let indented: Vec<String> = block
        .lines()
        .map(|line| format!("{deeper}{line}"))
        .collect();
    let span = Span::new(slip.start, slip.start + block.trim_end_matches('\n').len());
    slip.mend_at(span, &indented.join("\n"), why);
}

fn numbers(slip: &mut Slip) {
    let at = slip.at();
    let line = slip.line;
    if slip.says("leading zeros") {
        let rest = line.get(at..).unwrap_or("");
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = rest.get(..digits).unwrap_or("");
        let plain = number.trim_start_matches('0');
        slip.mend(at..at + digits, plain, "numbers have no leading zeros");
    } else if slip.says("invalid decimal literal") {
        let bytes = line.as_bytes();
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
        let joint = (0..line.len()).find(|&at| is_digit(at) && is_letter(at + 1));
        let mended =
            joint.is_some_and(|at| slip.mend(at + 1..at + 1, "*", "a product needs its `*`"));
        if !mended {
            slip.tell("a name begins with a letter or `_`, and a number holds no letters");
        }
    }
}

/// `for i range(3)`, `def f:`, `x = 1 if y`
fn missing_words(slip: &mut Slip) {
    let at = slip.at();
    let first = slip.line.trim_start();
    if first.starts_with("for ") && !slip.line.contains(" in ") {
        slip.mend(at..at, "in ", "a loop goes through something: `for … in …`");
    } else if slip.says("expected '('") {
        slip.mend(
            at..at,
            "()",
            "a function has brackets, also where it takes nothing",
        );
    } else if slip.says("expected 'else' after 'if' expression") {
        let end = slip.code_end();
        slip.mend(end..end, " else None", "both cases have a value");
    }
}

fn commas(slip: &mut Slip) {
    if !slip.says("Perhaps you forgot a comma") {
        return;
    }
    let span = slip.error.span.range();
    let part = slip.source.text.get(span.clone()).unwrap_or("");
    let gaps: Vec<usize> = part.match_indices(' ').map(|(at, _)| at).collect();
    for gap in gaps {
        let at = span.start + gap;
        if slip.mend_at(Span::new(at, at), ",", "a comma between them") {
            return;
        }
    }
    slip.tell("between the items there is a comma, or an operator such as `*`");
}

const WORDS: &[&str] = &[
    "and", "as", "assert", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not",
    "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// `lambda = 0.1`, `class = 3`, `if (x) {`
fn words_of_python(slip: &mut Slip) {
    let line = slip.line.trim();
    let assigned = line.split('=').next().unwrap_or("").trim();
    if line.contains('=') && WORDS.contains(&assigned) {
        let from = slip.line.len() - slip.line.trim_start().len();
        slip.mend(
            from..from + assigned.len(),
            &format!("{assigned}_"),
            &format!("`{assigned}` is one of Python's own words, and no name"),
        );
    } else if line.ends_with('{') || line == "}" {
        slip.tell("blocks begin with a colon and are indented; there are no braces around them");
    } else if slip.says("positional argument follows keyword argument") {
        slip.tell("arguments without a name come first, those with `name=` after them");
    } else if slip.says("cannot assign to") && slip.says("literal") {
        slip.tell("what gets a value stands left of `=`: a name, `a[i]` or `a.x`");
    }
}
