//! A whole text, and the statements of one line.

use super::reader::{Read, Reader, Rule, need, require};
use super::shape::{Shape, What};
use crate::syntax::error::SyntaxError;
use crate::syntax::tokens::Kind;
use crate::text::Span;

impl Reader<'_> {
    /// `file`
    pub(super) fn file(&mut self) -> Result<bool, SyntaxError> {
        loop {
            self.forget();
            if self.statement()?.is_none() {
                return self.next_kind(Kind::End);
            }
        }
    }

    /// `fstring`: what stands in a field is as if in parentheses.
    pub(super) fn field(&mut self) -> Result<bool, SyntaxError> {
        if self.attempt(Reader::whole_field)?.is_some() {
            return Ok(true);
        }
        if self.strict {
            self.look(Reader::starred_field)?;
        }
        Ok(false)
    }

    fn whole_field(&mut self) -> Read<()> {
        if self.yield_expression()?.is_none() {
            let first = need!(self.star_named_expression());
            let mut single = true;
            while self.takes(",")? {
                single = false;
                if self.star_named_expression()?.is_none() {
                    break;
                }
            }
            require!(!(single && first.what == What::Starred));
        }
        require!(self.next_kind(Kind::End)?);
        Ok(Some(()))
    }

    fn starred_field(&mut self) -> Read<()> {
        let span = self.peek()?.span;
        let message = if self.takes("*")? {
            "cannot use starred expression here"
        } else if self.takes("**")? {
            "cannot use double starred expression here"
        } else {
            return Ok(None);
        };
        need!(self.expression());
        require!(self.next_kind(Kind::End)?);
        Err(SyntaxError::new(message, span))
    }

    pub(super) fn statement(&mut self) -> Read<Shape> {
        self.once(Rule::Statement, |reader| {
            let start = reader.peek()?.span;
            if reader.attempt(Reader::compound)?.is_none() {
                need!(reader.simple_statements());
            }
            Ok(Some(Shape::new(What::Literal, start)))
        })
    }

    /// A line of simple statements.
    pub(super) fn simple_statements(&mut self) -> Read<()> {
        self.attempt(|reader| {
            need!(reader.simple());
            while reader.takes(";")? {
                if reader.next_kind(Kind::Newline)? || reader.attempt(Reader::simple)?.is_none() {
                    break;
                }
            }
            need!(reader.take_kind(Kind::Newline));
            Ok(Some(()))
        })
    }

    fn simple(&mut self) -> Read<()> {
        if self.take_kind(Kind::Magic)?.is_some() || self.attempt(Reader::assignment)?.is_some() {
            return Ok(Some(()));
        }
        if self.star_expressions()?.is_some() {
            return Ok(Some(()));
        }
        let token = self.peek()?;
        match self.text_of(token) {
            "return" => self.return_statement(),
            "import" => self.import(),
            "from" => self.import_from(),
            "raise" => self.raise(),
            "pass" | "break" | "continue" => {
                self.at += 1;
                Ok(Some(()))
            }
            "del" => self.delete(),
            "yield" => Ok(self.yield_expression()?.map(|_| ())),
            "assert" => self.assert(),
            "global" | "nonlocal" => self.names(),
            _ => Ok(None),
        }
    }

    fn return_statement(&mut self) -> Read<()> {
        require!(self.takes("return")?);
        self.star_expressions()?;
        Ok(Some(()))
    }

    fn raise(&mut self) -> Read<()> {
        require!(self.takes("raise")?);
        if self.expression()?.is_some() {
            self.attempt(|reader| {
                require!(reader.takes("from")?);
                reader.expression()
            })?;
        }
        Ok(Some(()))
    }

    fn assert(&mut self) -> Read<()> {
        require!(self.takes("assert")?);
        need!(self.expression());
        self.attempt(|reader| {
            require!(reader.takes(",")?);
            reader.expression()
        })?;
        Ok(Some(()))
    }

    fn names(&mut self) -> Read<()> {
        self.at += 1;
        need!(self.name());
        while self
            .attempt(|reader| {
                require!(reader.takes(",")?);
                reader.name()
            })?
            .is_some()
        {}
        Ok(Some(()))
    }

    fn import(&mut self) -> Read<()> {
        require!(self.takes("import")?);
        need!(self.module_alias());
        while self
            .attempt(|reader| {
                require!(reader.takes(",")?);
                reader.module_alias()
            })?
            .is_some()
        {}
        Ok(Some(()))
    }

    fn module_alias(&mut self) -> Read<()> {
        need!(self.dotted_name());
        self.alias()
    }

    /// `['as' NAME]`
    fn alias(&mut self) -> Read<()> {
        self.attempt(|reader| {
            require!(reader.takes("as")?);
            reader.name()
        })?;
        Ok(Some(()))
    }

    fn dotted_name(&mut self) -> Read<()> {
        need!(self.name());
        while self
            .attempt(|reader| {
                require!(reader.takes(".")?);
                reader.name()
            })?
            .is_some()
        {}
        Ok(Some(()))
    }

    fn import_from(&mut self) -> Read<()> {
        require!(self.takes("from")?);
        let mut dots = false;
        while self.takes(".")? || self.takes("...")? {
            dots = true;
        }
        let module = self.attempt(Reader::dotted_name)?;
        require!(module.is_some() || dots);
        require!(self.takes("import")?);
        if self.takes("(")? {
            need!(self.imported_names());
            self.take(",")?;
            require!(self.takes(")")?);
            return Ok(Some(()));
        }
        if self.takes("*")? {
            return Ok(Some(()));
        }
        need!(self.imported_names());
        if self.next_is(",")? {
            if self.strict {
                self.look(Reader::trailing_comma)?;
            }
            return Ok(None);
        }
        Ok(Some(()))
    }

    fn imported_names(&mut self) -> Read<Span> {
        let start = need!(self.name());
        self.alias()?;
        while self
            .attempt(|reader| {
                require!(reader.takes(",")?);
                need!(reader.name());
                reader.alias()
            })?
            .is_some()
        {}
        Ok(Some(start))
    }

    fn trailing_comma(&mut self) -> Read<()> {
        require!(self.takes(",")?);
        need!(self.take_kind(Kind::Newline));
        let message = "trailing comma not allowed without surrounding parentheses";
        Err(SyntaxError::new(message, self.here()))
    }
}
