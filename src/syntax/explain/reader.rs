//! The state of a reading: where it is, how far it ever looked, and what it has read before.

use std::collections::HashMap;

use super::shape::Shape;
use crate::syntax::error::{SyntaxError, TOO_DEEP};
use crate::syntax::tokens::{Kind, Token, Tokens};
use crate::text::Span;

/// How deep expressions and blocks may stand within one another, brackets apart.
const MAX_DEPTH: usize = 1000;

/// How much of one statement is remembered. A longer one is not worth a second reading.
const MAX_KNOWN: usize = 2_000_000;

/// A rule whose results are remembered, so that trying it again takes no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Rule {
    Expression,
    StarExpression,
    NamedExpression,
    InvalidNamed,
    Disjunction,
    BitwiseOr,
    Primary,
    Atom,
    GeneratorCall,
    Arguments,
    Slices,
    StarTarget,
    Block,
    Statement,
}

/// What a rule found, if it fits here; or the mistake that it recognised.
pub(super) type Read<T> = Result<Option<T>, SyntaxError>;

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    tokens: &'a Tokens,
    pub(super) at: usize,
    furthest: usize,
    /// The second pass, in which mistakes are looked for.
    pub(super) strict: bool,
    pub(super) depth: usize,
    /// The mistake is in the field of an f-string and says so already.
    pub(super) in_field: bool,
    /// The text is too long, and the complaint returned means nothing.
    pub(super) gave_up: bool,
    known: HashMap<(Rule, usize), (Option<Shape>, usize)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a Tokens, depth: usize) -> Reader<'a> {
        Reader {
            text,
            tokens,
            at: 0,
            furthest: 0,
            strict: false,
            depth,
            in_field: false,
            gave_up: false,
            known: HashMap::new(),
        }
    }

    /// Begins the second pass.
    pub(super) fn again(&mut self) {
        self.at = 0;
        self.strict = true;
        self.known.clear();
    }

    /// The furthest token that was looked at.
    pub(super) fn reached(&self) -> usize {
        self.furthest
    }

    /// Forgets what was read before: nothing goes back behind a whole statement.
    pub(super) fn forget(&mut self) {
        self.known.clear();
    }

    fn token(&mut self, at: usize) -> Result<Token, SyntaxError> {
        if let Some(&token) = self.tokens.list.get(at) {
            self.furthest = self.furthest.max(at);
            return Ok(token);
        }
        match (&self.tokens.stop, self.tokens.list.last()) {
            (Some(stop), _) => Err(stop.error.clone()),
            (None, Some(&last)) => Ok(last),
            (None, None) => Err(SyntaxError::new("invalid syntax", Span::default())),
        }
    }

    pub(super) fn peek(&mut self) -> Result<Token, SyntaxError> {
        self.token(self.at)
    }

    pub(super) fn text_of(&self, token: Token) -> &'a str {
        self.text.get(token.span.range()).unwrap_or("")
    }

    fn is(&self, token: Token, text: &str) -> bool {
        matches!(token.kind, Kind::Op | Kind::Keyword) && self.text_of(token) == text
    }

    /// Whether this operator or keyword comes next.
    pub(super) fn next_is(&mut self, text: &str) -> Result<bool, SyntaxError> {
        let token = self.peek()?;
        Ok(self.is(token, text))
    }

    pub(super) fn next_is_any(&mut self, texts: &[&str]) -> Result<bool, SyntaxError> {
        let token = self.peek()?;
        Ok(texts.iter().any(|text| self.is(token, text)))
    }

    /// Takes this operator or keyword.
    pub(super) fn take(&mut self, text: &str) -> Read<Span> {
        let token = self.peek()?;
        if !self.is(token, text) {
            return Ok(None);
        }
        self.at += 1;
        Ok(Some(token.span))
    }

    pub(super) fn takes(&mut self, text: &str) -> Result<bool, SyntaxError> {
        Ok(self.take(text)?.is_some())
    }

    pub(super) fn take_kind(&mut self, kind: Kind) -> Read<Span> {
        let token = self.peek()?;
        if token.kind != kind {
            return Ok(None);
        }
        self.at += 1;
        Ok(Some(token.span))
    }

    pub(super) fn next_kind(&mut self, kind: Kind) -> Result<bool, SyntaxError> {
        Ok(self.peek()?.kind == kind)
    }

    pub(super) fn name(&mut self) -> Read<Span> {
        self.take_kind(Kind::Name)
    }

    /// The token before this place.
    pub(super) fn last(&self) -> Option<Token> {
        self.tokens.list.get(self.at.checked_sub(1)?).copied()
    }

    /// From a place to the end of what has been read.
    pub(super) fn since(&self, start: Span) -> Span {
        self.last().map_or(start, |last| start.to(last.span))
    }

    /// Python's place for a mistake without one of its own: the last token looked at.
    pub(super) fn here(&self) -> Span {
        let token = self.tokens.list.get(self.furthest);
        token.map_or(Span::default(), |token| token.span)
    }

    pub(super) fn line(&self, span: Span) -> usize {
        let before = self.text.get(..span.start as usize).unwrap_or("");
        before.matches('\n').count() + 1
    }

    /// Reads by a rule at most once at each place.
    pub(super) fn once(
        &mut self,
        rule: Rule,
        read: impl FnOnce(&mut Reader<'a>) -> Read<Shape>,
    ) -> Read<Shape> {
        let key = (rule, self.at);
        if let Some((shape, end)) = self.known.get(&key) {
            self.at = *end;
            return Ok(shape.clone());
        }
        if self.known.len() > MAX_KNOWN {
            self.gave_up = true;
            return Err(SyntaxError::new("invalid syntax", self.here()));
        }
        let found = self.attempt(read)?;
        self.known.insert(key, (found.clone(), self.at));
        Ok(found)
    }

    /// Reads, and goes back if nothing was found.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Reader<'a>) -> Read<T>) -> Read<T> {
        let start = self.at;
        let found = read(self)?;
        if found.is_none() {
            self.at = start;
        }
        Ok(found)
    }

    /// Reads, and goes back in any case.
    pub(super) fn look<T>(&mut self, read: impl FnOnce(&mut Reader<'a>) -> Read<T>) -> Read<T> {
        let start = self.at;
        let found = read(self)?;
        self.at = start;
        Ok(found)
    }

    /// Reads without looking for mistakes.
    pub(super) fn lenient<T>(&mut self, read: impl FnOnce(&mut Reader<'a>) -> Read<T>) -> Read<T> {
        let strict = std::mem::replace(&mut self.strict, false);
        let found = read(self);
        self.strict = strict;
        found
    }

    /// Reads one level further down.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Reader<'a>) -> Read<T>) -> Read<T> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(SyntaxError::new(TOO_DEEP, self.here()));
        }
        let found = read(self);
        self.depth -= 1;
        found
    }
}

/// Reads a sequence of parts in a function that returns `Read`: leaves it where one does not fit.
macro_rules! need {
    ($read:expr) => {
        match $read? {
            Some(found) => found,
            None => return Ok(None),
        }
    };
}

/// The same for a condition.
macro_rules! require {
    ($holds:expr) => {
        if !$holds {
            return Ok(None);
        }
    };
}

pub(super) use {need, require};
