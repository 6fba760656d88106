//! `match`, its cases and their patterns.

use super::reader::{Read, Reader, need, require};
use crate::syntax::error::SyntaxError;
use crate::syntax::tokens::Kind;
use crate::text::Span;

impl Reader<'_> {
    /// `match` and `case` are names everywhere else.
    pub(super) fn soft_keyword(&mut self, word: &str) -> Read<Span> {
        let token = self.peek()?;
        require!(token.kind == Kind::Name && self.text_of(token) == word);
        self.at += 1;
        Ok(Some(token.span))
    }

    pub(super) fn match_block(&mut self) -> Read<()> {
        let whole = self.attempt(|reader| {
            need!(reader.soft_keyword("match"));
            need!(reader.subject());
            require!(reader.takes(":")?);
            need!(reader.take_kind(Kind::Newline));
            need!(reader.take_kind(Kind::Indent));
            need!(reader.case());
            while reader.attempt(Reader::case)?.is_some() {}
            reader.take_kind(Kind::Dedent).map(|end| end.map(drop))
        })?;
        if whole.is_some() || !self.strict {
            return Ok(whole);
        }
        self.look(Reader::match_without_block)
    }

    fn match_without_block(&mut self) -> Read<()> {
        let keyword = need!(self.soft_keyword("match"));
        need!(self.subject());
        self.missing_colon()?;
        require!(self.takes(":")?);
        self.missing_block("'match' statement", keyword)?;
        Ok(None)
    }

    fn subject(&mut self) -> Read<()> {
        need!(self.star_named_expression());
        if self.takes(",")? {
            self.star_named_expressions()?;
        }
        Ok(Some(()))
    }

    fn case(&mut self) -> Read<()> {
        if self.strict {
            self.look(Reader::case_without_block)?;
        }
        need!(self.case_head());
        require!(self.takes(":")?);
        need!(self.block());
        Ok(Some(()))
    }

    /// `"case" patterns guard?`
    fn case_head(&mut self) -> Read<Span> {
        let keyword = need!(self.soft_keyword("case"));
        need!(self.patterns());
        self.attempt(|reader| {
            require!(reader.takes("if")?);
            reader.named_expression()
        })?;
        Ok(Some(keyword))
    }

    fn case_without_block(&mut self) -> Read<()> {
        let keyword = need!(self.case_head());
        self.missing_colon()?;
        require!(self.takes(":")?);
        self.missing_block("'case' statement", keyword)?;
        Ok(None)
    }

    fn patterns(&mut self) -> Read<()> {
        need!(self.pattern_item());
        while self.takes(",")? {
            if self.attempt(Reader::pattern_item)?.is_none() {
                break;
            }
        }
        Ok(Some(()))
    }

    fn pattern_item(&mut self) -> Read<()> {
        let starred = self.attempt(|reader| {
            require!(reader.takes("*")?);
            reader.name()
        })?;
        match starred {
            Some(_) => Ok(Some(())),
            None => self.attempt(Reader::as_pattern),
        }
    }

    fn as_pattern(&mut self) -> Read<()> {
        self.deeper(|reader| {
            need!(reader.or_pattern());
            let start = reader.at;
            if !reader.takes("as")? {
                return Ok(Some(()));
            }
            let token = reader.peek()?;
            if token.kind == Kind::Name && reader.text_of(token) != "_" {
                reader.at += 1;
                if !reader.next_is_any(&[".", "(", "="])? {
                    return Ok(Some(()));
                }
                reader.at -= 1;
            }
            if reader.strict {
                reader.wrong_target()?;
            }
            reader.at = start;
            Ok(Some(()))
        })
    }

    fn wrong_target(&mut self) -> Read<()> {
        let token = self.peek()?;
        if token.kind == Kind::Name && self.text_of(token) == "_" {
            return Err(SyntaxError::new("cannot use '_' as a target", token.span));
        }
        require!(token.kind != Kind::Name);
        let target = need!(self.look(Reader::expression));
        Err(SyntaxError::new("invalid pattern target", target.span))
    }

    fn or_pattern(&mut self) -> Read<()> {
        need!(self.closed_pattern());
        while self.takes("|")? {
            need!(self.closed_pattern());
        }
        Ok(Some(()))
    }

    fn closed_pattern(&mut self) -> Read<()> {
        let token = self.peek()?;
        match token.kind {
            Kind::Number => self.number_pattern(),
            Kind::String => {
                while self.take_kind(Kind::String)?.is_some() {}
                Ok(Some(()))
            }
            Kind::Name => self.named_pattern(),
            Kind::Keyword if ["None", "True", "False"].contains(&self.text_of(token)) => {
                self.at += 1;
                Ok(Some(()))
            }
            _ => match self.text_of(token) {
                "-" => self.number_pattern(),
                "(" => self.bracketed_patterns("(", ")"),
                "[" => self.bracketed_patterns("[", "]"),
                "{" => self.mapping_pattern(),
                _ => Ok(None),
            },
        }
    }

    fn number_pattern(&mut self) -> Read<()> {
        self.take("-")?;
        need!(self.take_kind(Kind::Number));
        if self.takes("+")? || self.takes("-")? {
            need!(self.take_kind(Kind::Number));
        }
        Ok(Some(()))
    }

    fn bracketed_patterns(&mut self, open: &str, close: &str) -> Read<()> {
        require!(self.takes(open)?);
        self.attempt(Reader::patterns)?;
        require!(self.takes(close)?);
        Ok(Some(()))
    }

    fn named_pattern(&mut self) -> Read<()> {
        need!(self.name());
        while self.takes(".")? {
            need!(self.name());
        }
        if self.takes("(")? {
            let mut keyword = false;
            loop {
                let start = self.peek()?.span;
                let named = self.attempt(|reader| {
                    need!(reader.name());
                    reader.take("=")
                })?;
                if self.attempt(Reader::as_pattern)?.is_none() {
                    break;
                }
                if named.is_none() && keyword && self.strict {
                    let message = "positional patterns follow keyword patterns";
                    return Err(SyntaxError::new(message, self.since(start)));
                }
                keyword |= named.is_some();
                if !self.takes(",")? {
                    break;
                }
            }
            require!(self.takes(")")?);
        }
        Ok(Some(()))
    }

    fn mapping_pattern(&mut self) -> Read<()> {
        require!(self.takes("{")?);
        loop {
            if self.takes("**")? {
                need!(self.name());
            } else if self.next_is("}")? {
                break;
            } else {
                need!(self.closed_pattern());
                require!(self.takes(":")?);
                need!(self.as_pattern());
            }
            if !self.takes(",")? {
                break;
            }
        }
        require!(self.takes("}")?);
        Ok(Some(()))
    }
}
