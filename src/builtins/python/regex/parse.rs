//! From the text of a pattern to its tree, with Python's complaints.

use super::flag;
use super::sets::{Item, Kind, Set};
use super::tree::{Anchor, How, Node};

/// How deep brackets may lie in each other.
const DEEPEST: usize = 100;

/// A pattern that was read.
pub struct Parsed {
    pub node: Node,
    pub flags: i64,
    pub groups: usize,
    pub names: Vec<(String, usize)>,
}

/// What is wrong with a pattern, and where.
#[derive(Debug)]
pub struct Wrong {
    pub message: String,
    pub at: Option<usize>,
}

type Read<T> = Result<T, Wrong>;

fn wrong<T>(message: impl Into<String>, at: usize) -> Read<T> {
    Err(Wrong {
        message: message.into(),
        at: Some(at),
    })
}

struct Parser {
    text: Vec<char>,
    at: usize,
    /// The flags of the whole pattern.
    global: i64,
    names: Vec<(String, usize)>,
    /// What each group matches at least and at most; `None` for one that is still open.
    widths: Vec<Option<(u64, Option<u64>)>>,
    depth: usize,
    /// Inside a look backwards, groups that are not closed before it cannot be referred to.
    behind_from: Option<usize>,
}

/// Reads a pattern.
///
/// # Errors
/// In Python's words.
pub fn parse(pattern: &str, flags: i64) -> Read<Parsed> {
    let mut parser = Parser {
        text: pattern.chars().collect(),
        at: 0,
        global: flags,
        names: Vec::new(),
        widths: vec![None],
        depth: 0,
        behind_from: None,
    };
    parser.global_flags()?;
    if parser.global & flag::ASCII == 0 {
        parser.global |= flag::UNICODE;
    }
    let flags = parser.global;
    let node = parser.choice(flags)?;
    if parser.peek().is_some() {
        return wrong("unbalanced parenthesis", parser.at);
    }
    Ok(Parsed {
        node,
        flags,
        groups: parser.widths.len() - 1,
        names: parser.names,
    })
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek();
        self.at += usize::from(c.is_some());
        c
    }

    fn eat(&mut self, wanted: &str) -> bool {
        let here = self.text.get(self.at..).unwrap_or_default();
        let found = here.starts_with(&wanted.chars().collect::<Vec<_>>());
        if found {
            self.at += wanted.chars().count();
        }
        found
    }

    /// Up to a character, which is taken too.
    fn until(&mut self, end: char, what: &str, from: usize) -> Read<String> {
        let mut text = String::new();
        loop {
            match self.next() {
                None if text.is_empty() => return wrong(format!("missing {what}"), from),
                None => {
                    return wrong(format!("missing {end}, unterminated name"), from);
                }
                Some(c) if c == end => break,
                Some(c) => text.push(c),
            }
        }
        match text.is_empty() {
            true => wrong(format!("missing {what}"), from),
            false => Ok(text),
        }
    }

    /// `(?im)` at the very beginning.
    fn global_flags(&mut self) -> Read<()> {
        loop {
            let start = self.at;
            if !self.eat("(?") {
                return Ok(());
            }
            let mut flags = 0;
            while let Some(letter) = self.peek().and_then(flag_of) {
                flags |= letter;
                self.at += 1;
            }
            if flags == 0 || !self.eat(")") {
                self.at = start;
                return Ok(());
            }
            self.global |= flags;
        }
    }

    fn choice(&mut self, flags: i64) -> Read<Node> {
        let mut branches = vec![self.sequence(flags)?];
        while self.eat("|") {
            branches.push(self.sequence(flags)?);
        }
        Ok(match branches.len() {
            1 => branches.pop().unwrap_or(Node::Empty),
            _ => Node::Choice(branches),
        })
    }

    fn sequence(&mut self, flags: i64) -> Read<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        while let Some(c) = self.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            let start = self.at;
            self.at += 1;
            if flags & flag::VERBOSE != 0 && self.skips(c) {
                continue;
            }
            if let Some((least, most)) = self.repetition(c, start)? {
                let how = self.how();
                let node = match nodes.pop() {
                    None
                    | Some(Node::Anchor(
                        Anchor::Start | Anchor::LineStart | Anchor::End | Anchor::LineEnd,
                    )) => {
                        return wrong("nothing to repeat", start);
                    }
                    Some(Node::Repeat { .. }) => return wrong("multiple repeat", start),
                    Some(node) => node,
                };
                nodes.push(Node::Repeat {
                    least,
                    most,
                    how,
                    node: Box::new(node),
                });
                continue;
            }
            nodes.push(self.item(c, start, flags)?);
        }
        Ok(match nodes.len() {
            0 => Node::Empty,
            1 => nodes.pop().unwrap_or(Node::Empty),
            _ => Node::Sequence(nodes),
        })
    }

    /// Blanks and comments, which say nothing in a verbose pattern.
    fn skips(&mut self, c: char) -> bool {
        if c == '#' {
            while self.next().is_some_and(|c| c != '\n') {}
            return true;
        }
        matches!(c, ' ' | '\t'..='\r')
    }

    fn item(&mut self, c: char, start: usize, flags: i64) -> Read<Node> {
        let ignore_case = flags & flag::IGNORECASE != 0;
        let lines = flags & flag::MULTILINE != 0;
        Ok(match c {
            '.' => Node::One(Set::any(flags & flag::DOTALL != 0)),
            '^' if lines => Node::Anchor(Anchor::LineStart),
            '^' => Node::Anchor(Anchor::Start),
            '$' if lines => Node::Anchor(Anchor::LineEnd),
            '$' => Node::Anchor(Anchor::End),
            '(' => return self.bracket(start, flags),
            '[' => return self.set(start, flags),
            '\\' => return self.escape(start, flags),
            c => Node::One(Set::one(c, ignore_case)),
        })
    }

    /// `*`, `+`, `?`, `{2,3}`: how often at least and at most.
    fn repetition(&mut self, c: char, start: usize) -> Read<Option<(u32, Option<u32>)>> {
        Ok(match c {
            '*' => Some((0, None)),
            '+' => Some((1, None)),
            '?' => Some((0, Some(1))),
            '{' => {
                let after = self.at;
                let bounds = self.bounds(start)?;
                if bounds.is_none() {
                    self.at = after;
                }
                bounds
            }
            _ => None,
        })
    }

    fn bounds(&mut self, start: usize) -> Read<Option<(u32, Option<u32>)>> {
        if self.peek() == Some('}') {
            return Ok(None);
        }
        let least = self.digits();
        let most = match self.eat(",") {
            true => self.digits(),
            false => least.clone(),
        };
        if !self.eat("}") {
            return Ok(None);
        }
        if least.is_empty() && most.is_empty() && self.text.get(self.at - 2) != Some(&',') {
            return Ok(None);
        }
        let number = |digits: &str| digits.parse::<u32>().ok().filter(|&n| n < u32::MAX);
        let too_large = || Wrong {
            message: "the repetition number is too large".to_string(),
            at: None,
        };
        let low = match least.as_str() {
            "" => 0,
            digits => number(digits).ok_or_else(too_large)?,
        };
        let high = match most.as_str() {
            "" => None,
            digits => Some(number(digits).ok_or_else(too_large)?),
        };
        if high.is_some_and(|high| high < low) {
            return wrong("min repeat greater than max repeat", start + 1);
        }
        Ok(Some((low, high)))
    }

    fn digits(&mut self) -> String {
        let mut digits = String::new();
        while let Some(c) = self.peek().filter(char::is_ascii_digit) {
            digits.push(c);
            self.at += 1;
        }
        digits
    }

    fn how(&mut self) -> How {
        if self.eat("?") {
            How::Lazy
        } else if self.eat("+") {
            How::Possessive
        } else {
            How::Greedy
        }
    }

    // ---- brackets

    fn bracket(&mut self, start: usize, flags: i64) -> Read<Node> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return wrong("ndbook: groups are nested too deeply", start);
        }
        let node = match self.eat("?") {
            false => self.group(None, start, flags),
            true => self.extension(start, flags),
        };
        self.depth -= 1;
        node
    }

    /// The rest of a bracket, its end included.
    fn inside(&mut self, start: usize, flags: i64) -> Read<Node> {
        let node = self.choice(flags)?;
        match self.eat(")") {
            true => Ok(node),
            false => wrong("missing ), unterminated subpattern", start),
        }
    }

    fn group(&mut self, name: Option<(String, usize)>, start: usize, flags: i64) -> Read<Node> {
        let number = self.widths.len();
        self.widths.push(None);
        if let Some((name, at)) = name {
            if let Some((_, other)) = self.names.iter().find(|(own, _)| *own == name) {
                let message = format!(
                    "redefinition of group name '{name}' as group {number}; was group {other}"
                );
                return wrong(message, at);
            }
            self.names.push((name, number));
        }
        let node = self.inside(start, flags)?;
        let width = self.width(&node);
        if let Some(slot) = self.widths.get_mut(number) {
            *slot = Some(width);
        }
        Ok(Node::Group(number, Box::new(node)))
    }

    fn width(&self, node: &Node) -> (u64, Option<u64>) {
        let known: Vec<_> = self
            .widths
            .iter()
            .map(|width| width.unwrap_or((0, None)))
            .collect();
        node.width(&known)
    }

    fn extension(&mut self, start: usize, flags: i64) -> Read<Node> {
        let Some(c) = self.next() else {
            return wrong("unexpected end of pattern", self.at);
        };
        match c {
            ':' => self.inside(start, flags),
            '>' => Ok(Node::Atomic(Box::new(self.inside(start, flags)?))),
            'P' => self.named(start, flags),
            '#' => {
                while let Some(c) = self.next() {
                    if c == ')' {
                        return Ok(Node::Empty);
                    }
                }
                wrong("missing ), unterminated comment", start)
            }
            '=' | '!' => Ok(Node::Look {
                negative: c == '!',
                width: None,
                node: Box::new(self.inside(start, flags)?),
            }),
            '<' => self.behind(start, flags),
            '(' => self.condition(start, flags),
            c if flag_of(c).is_some() || c == '-' => self.flagged(c, start, flags),
            c => wrong(format!("unknown extension ?{c}"), start + 1),
        }
    }

    fn behind(&mut self, start: usize, flags: i64) -> Read<Node> {
        let Some(c) = self.next() else {
            return wrong("unexpected end of pattern", self.at);
        };
        if !matches!(c, '=' | '!') {
            return wrong(format!("unknown extension ?<{c}"), start + 1);
        }
        let outer = self.behind_from;
        self.behind_from = outer.or(Some(self.widths.len()));
        let node = self.inside(start, flags)?;
        self.behind_from = outer;
        match self.width(&node) {
            (low, Some(high)) if low == high => Ok(Node::Look {
                negative: c == '!',
                width: Some(usize::try_from(low).unwrap_or(usize::MAX)),
                node: Box::new(node),
            }),
            _ => Err(Wrong {
                message: "look-behind requires fixed-width pattern".to_string(),
                at: None,
            }),
        }
    }

    /// `(?P<name>…)` and `(?P=name)`
    fn named(&mut self, start: usize, flags: i64) -> Read<Node> {
        if self.eat("<") {
            let from = self.at;
            let name = self.until('>', "group name", from)?;
            check_name(&name, from)?;
            return self.group(Some((name, from)), start, flags);
        }
        if self.eat("=") {
            let from = self.at;
            let name = self.until(')', "group name", from)?;
            check_name(&name, from)?;
            let Some(number) = self.number_of(&name) else {
                return wrong(format!("unknown group name '{name}'"), from);
            };
            return self.again(number, from, flags);
        }
        match self.next() {
            None => wrong("unexpected end of pattern", self.at),
            Some(c) => wrong(format!("unknown extension ?P{c}"), start + 1),
        }
    }

    fn number_of(&self, name: &str) -> Option<usize> {
        let found = self.names.iter().find(|(own, _)| own == name);
        found.map(|(_, number)| *number)
    }

    fn again(&self, number: usize, at: usize, flags: i64) -> Read<Node> {
        match self.widths.get(number) {
            Some(None) if number > 0 => wrong("cannot refer to an open group", at),
            Some(Some(_)) if self.behind_from.is_some_and(|from| number >= from) => wrong(
                "cannot refer to group defined in the same lookbehind subpattern",
                at,
            ),
            Some(Some(_)) => Ok(Node::Again(number, flags & flag::IGNORECASE != 0)),
            _ => wrong(format!("invalid group reference {number}"), at),
        }
    }

    /// `(?(1)yes|no)`
    fn condition(&mut self, start: usize, flags: i64) -> Read<Node> {
        let from = self.at;
        let name = self.until(')', "group name", from)?;
        let number = match name.parse::<usize>() {
            Ok(0) => return wrong("bad group number", from),
            Ok(number) => number,
            Err(_) => {
                check_name(&name, from)?;
                match self.number_of(&name) {
                    Some(number) => number,
                    None => return wrong(format!("unknown group name '{name}'"), from),
                }
            }
        };
        if number >= self.widths.len() {
            return wrong(format!("invalid group reference {number}"), from);
        }
        let yes = self.sequence(flags)?;
        let no = match self.eat("|") {
            true => self.sequence(flags)?,
            false => Node::Empty,
        };
        if self.peek() == Some('|') {
            return wrong("conditional backref with more than two branches", self.at);
        }
        match self.eat(")") {
            true => Ok(Node::If(number, Box::new(yes), Box::new(no))),
            false => wrong("missing ), unterminated subpattern", start),
        }
    }

    /// `(?i)`, which must stand at the start, and `(?i-s: … )`.
    fn flagged(&mut self, first: char, start: usize, flags: i64) -> Read<Node> {
        let (mut add, mut remove) = (0, 0);
        let mut removing = false;
        let mut c = Some(first);
        loop {
            match c {
                Some('-') if !removing => removing = true,
                Some(letter) if let Some(flag) = flag_of(letter) => {
                    if removing {
                        remove |= flag;
                    } else {
                        add |= flag;
                    }
                }
                Some(')') if !removing => {
                    return wrong("global flags not at the start of the expression", start);
                }
                Some(':') if !removing || remove != 0 => break,
                None => return wrong("missing -, : or )", self.at),
                Some(c) if c.is_alphabetic() => return wrong("unknown flag", self.at - 1),
                Some(_) if removing => return wrong("missing flag", self.at - 1),
                Some(_) => return wrong("missing -, : or )", self.at - 1),
            }
            c = self.next();
        }
        self.inside(start, (flags | add) & !remove)
    }

    // ---- escapes and sets

    fn escape(&mut self, start: usize, flags: i64) -> Read<Node> {
        let Some(c) = self.next() else {
            return wrong("bad escape (end of pattern)", start);
        };
        let ascii = flags & flag::ASCII != 0;
        let ignore_case = flags & flag::IGNORECASE != 0;
        if let Some(item) = kind_of(c, ascii) {
            return Ok(Node::One(Set {
                items: vec![item],
                negated: false,
                ignore_case: false,
            }));
        }
        Ok(match c {
            'A' => Node::Anchor(Anchor::Start),
            'Z' => Node::Anchor(Anchor::VeryEnd),
            'b' => Node::Anchor(Anchor::Edge(ascii)),
            'B' => Node::Anchor(Anchor::NoEdge(ascii)),
            '0' => {
                let code = self.octal(0, 2);
                Node::One(Set::one(code, ignore_case))
            }
            '1'..='9' => return self.number_or_octal(c, start, flags),
            c => Node::One(Set::one(self.character(c, start)?, ignore_case)),
        })
    }

    fn octal(&mut self, mut code: u32, most: usize) -> char {
        for _ in 0..most {
            let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) else {
                break;
            };
            code = code * 8 + digit;
            self.at += 1;
        }
        char::from_u32(code).unwrap_or('\0')
    }

    /// `\1` is a group; three octal digits are a character.
    fn number_or_octal(&mut self, first: char, start: usize, flags: i64) -> Read<Node> {
        let digit = |c: char| c.to_digit(10).unwrap_or(0);
        let mut number = digit(first);
        if let Some(second) = self.peek().filter(char::is_ascii_digit) {
            let third = self.text.get(self.at + 1).copied();
            let octal = [Some(first), Some(second), third].map(|c| c.and_then(|c| c.to_digit(8)));
            if let [Some(a), Some(b), Some(c)] = octal {
                self.at += 2;
                let code = a * 64 + b * 8 + c;
                if code > 0o377 {
                    let text: String = self.text[start..self.at].iter().collect();
                    let message = format!("octal escape value {text} outside of range 0-0o377");
                    return wrong(message, start);
                }
                let c = char::from_u32(code).unwrap_or('\0');
                return Ok(Node::One(Set::one(c, flags & flag::IGNORECASE != 0)));
            }
            self.at += 1;
            number = number * 10 + digit(second);
        }
        self.again(number as usize, start + 1, flags)
            .map_err(|mut error| {
                if error.message.starts_with("cannot refer to an open") {
                    error.at = Some(start);
                }
                error
            })
    }

    /// The character that an escape stands for.
    fn character(&mut self, c: char, start: usize) -> Read<char> {
        Ok(match c {
            'a' => '\x07',
            'f' => '\x0c',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\x0b',
            '\\' => '\\',
            'x' => self.code(2, start)?,
            'u' => self.code(4, start)?,
            'U' => self.code(8, start)?,
            c if c.is_ascii_alphabetic() => return wrong(format!("bad escape \\{c}"), start),
            c => c,
        })
    }

    fn code(&mut self, digits: usize, start: usize) -> Read<char> {
        let mut code: u32 = 0;
        for count in 0..digits {
            let Some(digit) = self.peek().and_then(|c| c.to_digit(16)) else {
                let end = start + 2 + count;
                let text: String = self.text[start..end].iter().collect();
                return wrong(format!("incomplete escape {text}"), start);
            };
            code = code.wrapping_mul(16).wrapping_add(digit);
            self.at += 1;
        }
        match char::from_u32(code) {
            Some(c) => Ok(c),
            None => {
                let text: String = self.text[start..self.at].iter().collect();
                wrong(format!("bad escape {text}"), start)
            }
        }
    }

    fn set(&mut self, start: usize, flags: i64) -> Read<Node> {
        let negated = self.eat("^");
        let first = self.at;
        let mut items = Vec::new();
        loop {
            let from = self.at;
            let Some(c) = self.next() else {
                return wrong("unterminated character set", start);
            };
            if c == ']' && from > first {
                break;
            }
            let low = self.set_item(c, from, start, flags)?;
            if self.peek() != Some('-') || self.text.get(self.at + 1) == Some(&']') {
                items.push(low);
                continue;
            }
            self.at += 1;
            let second = self.at;
            let Some(c) = self.next() else {
                return wrong("unterminated character set", start);
            };
            let high = self.set_item(c, second, start, flags)?;
            match (&low, &high) {
                (Item::Range(low, _), Item::Range(high, _)) if low <= high => {
                    items.push(Item::Range(*low, *high));
                }
                _ => {
                    let text: String = self.text[from..self.at].iter().collect();
                    return wrong(format!("bad character range {text}"), from);
                }
            }
        }
        Ok(Node::One(Set {
            items,
            negated,
            ignore_case: flags & flag::IGNORECASE != 0,
        }))
    }

    fn set_item(&mut self, c: char, from: usize, start: usize, flags: i64) -> Read<Item> {
        if c != '\\' {
            return Ok(Item::Range(c, c));
        }
        let Some(c) = self.next() else {
            return wrong("unterminated character set", start);
        };
        if let Some(item) = kind_of(c, flags & flag::ASCII != 0) {
            return Ok(item);
        }
        let c = match c {
            'b' => '\x08',
            '0'..='7' => self.octal(c.to_digit(8).unwrap_or(0), 2),
            '8' | '9' => return wrong(format!("bad escape \\{c}"), from),
            c => self.character(c, from)?,
        };
        Ok(Item::Range(c, c))
    }
}

fn kind_of(c: char, ascii: bool) -> Option<Item> {
    let kind = match c.to_ascii_lowercase() {
        'd' => Kind::Digit,
        's' => Kind::Space,
        'w' => Kind::Word,
        _ => return None,
    };
    Some(Item::Kind {
        kind,
        negated: c.is_ascii_uppercase(),
        ascii,
    })
}

fn flag_of(c: char) -> Option<i64> {
    Some(match c {
        'i' => flag::IGNORECASE,
        'L' => flag::LOCALE,
        'm' => flag::MULTILINE,
        's' => flag::DOTALL,
        'u' => flag::UNICODE,
        'x' => flag::VERBOSE,
        'a' => flag::ASCII,
        _ => return None,
    })
}

fn check_name(name: &str, at: usize) -> Read<()> {
    match super::super::str::is_identifier(name) {
        true => Ok(()),
        false => wrong(format!("bad character in group name '{name}'"), at),
    }
}
