//! What calls and subscripts hold.

use super::reader::{Read, Reader, need, require};
use super::shape::{Shape, What};
use crate::syntax::error::SyntaxError;
use crate::text::Span;

/// What messages need to know of arguments.
#[derive(Default)]
struct Arguments {
    positional: usize,
    /// The last positional one.
    last: Option<Span>,
    /// There is a keyword or a `**mapping`.
    keywords: bool,
    /// There is a `**mapping`.
    unpacking: bool,
}

impl Reader<'_> {
    /// `arguments`: all that stands in a call.
    pub(super) fn arguments(&mut self) -> Read<Shape> {
        let start = self.peek()?.span;
        let found = self.attempt(|reader| {
            need!(reader.args());
            reader.take(",")?;
            require!(reader.next_is(")")?);
            Ok(Some(Shape::new(What::Call, reader.since(start))))
        })?;
        if found.is_none() && self.strict {
            self.invalid_arguments()?;
        }
        Ok(found)
    }

    /// `args`
    fn args(&mut self) -> Read<Arguments> {
        self.attempt(|reader| {
            let mut found = Arguments::default();
            let mut any = false;
            while let Some(argument) = reader.attempt(Reader::positional)? {
                any = true;
                found.positional += 1;
                found.last = Some(argument.span);
                let more = reader.attempt(|reader| {
                    require!(reader.takes(",")?);
                    reader.look(Reader::positional)
                })?;
                if more.is_none() {
                    break;
                }
            }
            let keywords = reader.attempt(|reader| {
                require!(!any || reader.takes(",")?);
                reader.keywords(&mut found)
            })?;
            found.keywords = keywords.is_some();
            Ok((any || keywords.is_some()).then_some(found))
        })
    }

    fn positional(&mut self) -> Read<Shape> {
        if let Some(starred) = self.attempt(Reader::starred_expression)? {
            return Ok(Some(starred));
        }
        let value = match self.assignment_expression()? {
            Some(named) => named,
            None => need!(self.plain_expression()),
        };
        require!(!self.next_is("=")?);
        Ok(Some(value))
    }

    /// `kwargs`: keywords and starred ones, then keywords and doubly starred ones.
    fn keywords(&mut self, found: &mut Arguments) -> Read<()> {
        let start = self.at;
        let mut any = false;
        while let Some(starred) = self.attempt(|reader| reader.keyword("*"))? {
            any = true;
            if let Some(span) = starred {
                found.positional += 1;
                found.last = Some(span);
            }
            let before = self.at;
            if !self.takes(",")? || self.look(|reader| reader.keyword("*"))?.is_none() {
                self.at = before;
                break;
            }
        }
        let before = self.at;
        if any && !self.takes(",")? {
            return Ok(Some(()));
        }
        let mut doubled = false;
        while let Some(unpacked) = self.attempt(|reader| reader.keyword("**"))? {
            doubled = true;
            found.unpacking |= unpacked.is_some();
            let before = self.at;
            if !self.takes(",")? || self.look(|reader| reader.keyword("**"))?.is_none() {
                self.at = before;
                break;
            }
        }
        if !doubled {
            self.at = if any { before } else { start };
        }
        Ok((any || doubled).then_some(()))
    }

    /// `name=value`, or a value with these stars, whose place is returned.
    fn keyword(&mut self, stars: &str) -> Read<Option<Span>> {
        if self.strict {
            self.look(Reader::invalid_keyword)?;
        }
        let named = self.attempt(|reader| {
            need!(reader.name());
            require!(reader.takes("=")?);
            reader.expression()
        })?;
        if named.is_some() {
            return Ok(Some(None));
        }
        let start = need!(self.take(stars));
        need!(self.expression());
        Ok(Some(Some(self.since(start))))
    }

    fn invalid_keyword(&mut self) -> Read<()> {
        let start = self.peek()?.span;
        if self.next_is_any(&["True", "False", "None"])? {
            let word = self.text.get(start.range()).unwrap_or("");
            self.at += 1;
            if self.takes("=")? {
                let message = format!("cannot assign to {word}");
                return Err(SyntaxError::new(message, self.since(start)));
            }
            self.at -= 1;
        }
        self.look(Reader::generator_keyword)?;
        let named = self.look(|reader| {
            need!(reader.name());
            reader.take("=")
        })?;
        require!(named.is_none());
        let value = need!(self.expression());
        require!(self.takes("=")?);
        let message = "expression cannot contain assignment, perhaps you meant \"==\"?";
        Err(SyntaxError::new(message, self.since(value.span)))
    }

    /// `x=y for y in z`
    fn generator_keyword(&mut self) -> Read<()> {
        let name = need!(self.name());
        let equals = need!(self.take("="));
        need!(self.expression());
        need!(self.clauses());
        let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        Err(SyntaxError::new(message, name.to(equals)))
    }

    fn invalid_arguments(&mut self) -> Result<(), SyntaxError> {
        self.look(Reader::unpacking_after_mapping)?;
        self.look(Reader::generator_before_comma)?;
        self.look(Reader::generator_keyword)?;
        self.look(Reader::generator_after_arguments)?;
        self.look(Reader::generator_after_comma)?;
        self.look(Reader::positional_after_keyword)?;
        Ok(())
    }

    fn unpacking_after_mapping(&mut self) -> Read<()> {
        let with_keywords = self.attempt(|reader| {
            let before = need!(reader.args());
            Ok(before.keywords.then_some(()))
        })?;
        if with_keywords.is_none() {
            need!(self.keywords(&mut Arguments::default()));
        }
        require!(self.takes(",")?);
        let star = need!(self.take("*"));
        let message = "iterable argument unpacking follows keyword argument unpacking";
        Err(SyntaxError::new(message, star))
    }

    fn generator_before_comma(&mut self) -> Read<()> {
        let element = need!(self.expression());
        let end = need!(self.clauses());
        require!(self.takes(",")?);
        if self.args()?.is_none() {
            self.attempt(|reader| {
                need!(reader.expression());
                reader.clauses()
            })?;
        }
        bare_generator(element.span.to(end))
    }

    fn generator_after_arguments(&mut self) -> Read<()> {
        let arguments = need!(self.args());
        let end = need!(self.clauses());
        require!(arguments.positional > 1);
        bare_generator(arguments.last.unwrap_or(end).to(end))
    }

    fn generator_after_comma(&mut self) -> Read<()> {
        need!(self.args());
        require!(self.takes(",")?);
        let element = need!(self.expression());
        let end = need!(self.clauses());
        bare_generator(element.span.to(end))
    }

    fn positional_after_keyword(&mut self) -> Read<()> {
        let before = need!(self.args());
        require!(self.takes(",")?);
        need!(self.args());
        let what = if before.unpacking {
            "keyword argument unpacking"
        } else {
            "keyword argument"
        };
        let message = format!("positional argument follows {what}");
        Err(SyntaxError::new(message, self.here()))
    }

    /// `slices`: one, or several with commas.
    pub(super) fn slices(&mut self) -> Read<Shape> {
        let start = self.peek()?.span;
        let single = self.attempt(|reader| {
            need!(reader.slice());
            require!(!reader.next_is(",")?);
            Ok(Some(()))
        })?;
        if single.is_none() {
            need!(self.slice_or_starred());
            while self.takes(",")? {
                if self.attempt(Reader::slice_or_starred)?.is_none() {
                    break;
                }
            }
        }
        Ok(Some(Shape::new(What::Subscript, self.since(start))))
    }

    fn slice_or_starred(&mut self) -> Read<()> {
        if self.attempt(Reader::slice)?.is_some() {
            return Ok(Some(()));
        }
        need!(self.starred_expression());
        Ok(Some(()))
    }

    fn slice(&mut self) -> Read<()> {
        let ranged = self.attempt(|reader| {
            reader.expression()?;
            require!(reader.takes(":")?);
            reader.expression()?;
            if reader.takes(":")? {
                reader.expression()?;
            }
            Ok(Some(()))
        })?;
        if ranged.is_none() {
            need!(self.named_expression());
        }
        Ok(Some(()))
    }
}

fn bare_generator(span: Span) -> Read<()> {
    Err(SyntaxError::new(
        "Generator expression must be parenthesized",
        span,
    ))
}
