//! Statements with blocks.

use super::brackets::refuse_target;
use super::reader::{Read, Reader, Rule, need, require};
use super::shape::{Purpose, Shape, What};
use crate::syntax::error::SyntaxError;
use crate::syntax::tokens::Kind;
use crate::text::Span;

impl Reader<'_> {
    pub(super) fn compound(&mut self) -> Read<()> {
        let token = self.peek()?;
        self.deeper(|reader| match reader.text_of(token) {
            "match" if token.kind == Kind::Name => reader.match_block(),
            _ if !matches!(token.kind, Kind::Keyword | Kind::Op) => Ok(None),
            "def" => reader.function(),
            "class" => reader.class(),
            "@" => reader.decorated(),
            "if" => reader.conditional_block("if"),
            "while" => reader.while_loop(),
            "for" => reader.for_loop(),
            "try" => reader.try_block(),
            "with" => reader.with_block(),
            _ => Ok(None),
        })
    }

    /// `block`
    pub(super) fn block(&mut self) -> Read<Shape> {
        self.once(Rule::Block, |reader| {
            let start = reader.peek()?.span;
            if reader.attempt(Reader::indented)?.is_none() && reader.simple_statements()?.is_none()
            {
                if reader.strict {
                    reader.look(|reader| {
                        need!(reader.take_kind(Kind::Newline));
                        require!(!reader.next_kind(Kind::Indent)?);
                        let message = "expected an indented block";
                        Err::<Option<()>, _>(SyntaxError::indentation(message, reader.here()))
                    })?;
                }
                return Ok(None);
            }
            Ok(Some(Shape::new(What::Literal, start)))
        })
    }

    fn indented(&mut self) -> Read<()> {
        need!(self.take_kind(Kind::Newline));
        need!(self.take_kind(Kind::Indent));
        need!(self.statement());
        while self.statement()?.is_some() {}
        need!(self.take_kind(Kind::Dedent));
        Ok(Some(()))
    }

    /// In the second pass, after the head of a statement: a line that ends without its `:`.
    pub(super) fn missing_colon(&mut self) -> Result<(), SyntaxError> {
        if self.strict && self.next_kind(Kind::Newline)? {
            return Err(SyntaxError::new("expected ':'", self.here()));
        }
        Ok(())
    }

    /// In the second pass, after the `:`: a line end with no indented line after it.
    pub(super) fn missing_block(&mut self, what: &str, keyword: Span) -> Result<(), SyntaxError> {
        if !self.strict {
            return Ok(());
        }
        let missing = self.look(|reader| {
            need!(reader.take_kind(Kind::Newline));
            Ok((!reader.next_kind(Kind::Indent)?).then_some(()))
        })?;
        if missing.is_none() {
            return Ok(());
        }
        let line = self.line(keyword);
        let message = format!("expected an indented block after {what} on line {line}");
        Err(SyntaxError::indentation(message, self.here()))
    }

    /// A `:` that nothing else can stand for.
    fn forced(&mut self, text: &str) -> Result<(), SyntaxError> {
        if self.takes(text)? {
            return Ok(());
        }
        let span = self.peek()?.span;
        Err(SyntaxError::new(format!("expected '{text}'"), span))
    }

    /// The rest of a statement after its head: colon and block.
    fn body(&mut self, what: &str, keyword: Span) -> Read<()> {
        self.missing_colon()?;
        require!(self.takes(":")?);
        self.missing_block(what, keyword)?;
        need!(self.block());
        Ok(Some(()))
    }

    /// `if` or `elif`, with all that belongs to it.
    fn conditional_block(&mut self, word: &str) -> Read<()> {
        let mut word = word;
        loop {
            let keyword = need!(self.take(word));
            need!(self.named_expression());
            need!(self.body(&format!("'{word}' statement"), keyword));
            if !self.next_is("elif")? {
                break;
            }
            let start = self.at;
            word = "elif";
            if self.look(Reader::elif_fits)?.is_none() {
                self.at = start;
                return Ok(Some(()));
            }
        }
        self.else_block()?;
        Ok(Some(()))
    }

    /// Whether an `elif` is whole; if not, the `if` ends before it.
    fn elif_fits(&mut self) -> Read<()> {
        let keyword = need!(self.take("elif"));
        need!(self.named_expression());
        self.body("'elif' statement", keyword)
    }

    fn else_block(&mut self) -> Read<()> {
        self.attempt(|reader| {
            let keyword = need!(reader.take("else"));
            reader.forced(":")?;
            reader.missing_block("'else' statement", keyword)?;
            need!(reader.block());
            Ok(Some(()))
        })
    }

    fn while_loop(&mut self) -> Read<()> {
        let keyword = need!(self.take("while"));
        need!(self.named_expression());
        need!(self.body("'while' statement", keyword));
        self.else_block()?;
        Ok(Some(()))
    }

    fn for_loop(&mut self) -> Read<()> {
        let head = self.attempt(|reader| {
            let keyword = need!(reader.take("for"));
            need!(reader.star_targets());
            require!(reader.takes("in")?);
            Ok(Some(keyword))
        })?;
        let Some(keyword) = head else {
            if self.strict {
                self.look(Reader::wrong_loop_target)?;
            }
            return Ok(None);
        };
        need!(self.star_expressions());
        need!(self.body("'for' statement", keyword));
        self.else_block()?;
        Ok(Some(()))
    }

    fn with_block(&mut self) -> Read<()> {
        let keyword = self.peek()?.span;
        if self.strict {
            self.look(|reader| reader.with_head(keyword, Reader::lenient_items, false))?;
            self.look(|reader| reader.with_head(keyword, Reader::lenient_group, false))?;
        }
        if self
            .attempt(|reader| reader.with_head(keyword, Reader::with_group, true))?
            .is_some()
            || self
                .attempt(|reader| reader.with_head(keyword, Reader::with_items, true))?
                .is_some()
        {
            return Ok(Some(()));
        }
        if self.strict {
            self.look(|reader| reader.with_without_colon(Reader::lenient_items))?;
            self.look(|reader| reader.with_without_colon(Reader::lenient_group))?;
        }
        Ok(None)
    }

    /// `with`, its items, and the block or the complaint that there is none.
    fn with_head(
        &mut self,
        keyword: Span,
        items: fn(&mut Self) -> Read<()>,
        whole: bool,
    ) -> Read<()> {
        require!(self.takes("with")?);
        need!(items(self));
        require!(self.takes(":")?);
        if whole {
            need!(self.block());
        } else {
            self.missing_block("'with' statement", keyword)?;
        }
        Ok(Some(()))
    }

    fn with_without_colon(&mut self, items: fn(&mut Self) -> Read<()>) -> Read<()> {
        require!(self.takes("with")?);
        need!(items(self));
        self.missing_colon()?;
        Ok(None)
    }

    fn with_group(&mut self) -> Read<()> {
        require!(self.takes("(")?);
        need!(self.with_items());
        self.take(",")?;
        require!(self.takes(")")?);
        Ok(Some(()))
    }

    fn with_items(&mut self) -> Read<()> {
        self.separated(Reader::with_item)
    }

    /// `','.item+`
    fn separated(&mut self, item: fn(&mut Self) -> Read<()>) -> Read<()> {
        need!(item(self));
        while self
            .attempt(|reader| {
                require!(reader.takes(",")?);
                item(reader)
            })?
            .is_some()
        {}
        Ok(Some(()))
    }

    fn with_item(&mut self) -> Read<()> {
        let bound = self.attempt(|reader| {
            need!(reader.expression());
            require!(reader.takes("as")?);
            need!(reader.star_target());
            require!(reader.next_is_any(&[",", ")", ":"])?);
            Ok(Some(()))
        })?;
        if bound.is_some() {
            return Ok(bound);
        }
        if self.strict {
            self.look(|reader| {
                need!(reader.expression());
                require!(reader.takes("as")?);
                let target = need!(reader.expression());
                require!(reader.next_is_any(&[",", ")", ":"])?);
                refuse_target(&target, Purpose::Assign)
            })?;
        }
        need!(self.expression());
        Ok(Some(()))
    }

    /// The items as the rules for mistakes read them.
    fn lenient_items(&mut self) -> Read<()> {
        self.separated(Reader::lenient_item)
    }

    fn lenient_item(&mut self) -> Read<()> {
        need!(self.expression());
        self.attempt(|reader| {
            require!(reader.takes("as")?);
            reader.star_target()
        })?;
        Ok(Some(()))
    }

    fn lenient_group(&mut self) -> Read<()> {
        require!(self.takes("(")?);
        need!(self.lenient_items());
        self.take(",")?;
        require!(self.takes(")")?);
        Ok(Some(()))
    }

    fn try_block(&mut self) -> Read<()> {
        let keyword = need!(self.take("try"));
        if self.strict && self.next_is(":")? {
            self.look(|reader| reader.incomplete_try(keyword))?;
        }
        self.forced(":")?;
        need!(self.block());
        if self.finally()?.is_some() {
            return Ok(Some(()));
        }
        let mut handlers = 0;
        while self.attempt(Reader::handler)?.is_some() {
            handlers += 1;
        }
        require!(handlers > 0);
        self.else_block()?;
        self.finally()?;
        Ok(Some(()))
    }

    fn incomplete_try(&mut self, keyword: Span) -> Read<()> {
        require!(self.takes(":")?);
        self.missing_block("'try' statement", keyword)?;
        if self.block()?.is_none() {
            // CPython's rule for a mixture of handlers makes do without a block.
            while self.attempt(Reader::handler)?.is_some() {}
            return Ok(None);
        }
        if !self.next_is_any(&["except", "finally"])? {
            let message = "expected 'except' or 'finally' block";
            return Err(SyntaxError::new(message, self.here()));
        }
        while self.attempt(Reader::handler)?.is_some() {}
        Ok(None)
    }

    fn finally(&mut self) -> Read<()> {
        self.attempt(|reader| {
            let keyword = need!(reader.take("finally"));
            if reader.strict {
                reader.look(|reader| {
                    require!(reader.takes(":")?);
                    reader.missing_block("'finally' statement", keyword)?;
                    Ok(None::<()>)
                })?;
            }
            reader.forced(":")?;
            need!(reader.block());
            Ok(Some(()))
        })
    }

    fn handler(&mut self) -> Read<()> {
        let keyword = need!(self.take("except"));
        let start = self.at;
        let head = self.attempt(|reader| {
            reader.handled()?;
            reader.take(":")
        })?;
        if head.is_some() {
            self.missing_block("'except' statement", keyword)?;
            need!(self.block());
            return Ok(Some(()));
        }
        if self.strict {
            self.look(Reader::unparenthesized_exceptions)?;
            self.handled()?;
            self.missing_colon()?;
            self.at = start;
        }
        Ok(None)
    }

    /// `[expression ['as' NAME]]`
    fn handled(&mut self) -> Read<()> {
        need!(self.expression());
        self.alias_of_handler()
    }

    fn alias_of_handler(&mut self) -> Read<()> {
        self.attempt(|reader| {
            require!(reader.takes("as")?);
            reader.name()
        })?;
        Ok(Some(()))
    }

    fn unparenthesized_exceptions(&mut self) -> Read<()> {
        let first = need!(self.expression());
        require!(self.takes(",")?);
        need!(self.star_expressions());
        self.alias_of_handler()?;
        require!(self.takes(":")?);
        let message = "multiple exception types must be parenthesized";
        Err(SyntaxError::new(message, self.since(first.span)))
    }

    fn decorated(&mut self) -> Read<()> {
        while self
            .attempt(|reader| {
                require!(reader.takes("@")?);
                need!(reader.named_expression());
                reader.take_kind(Kind::Newline)
            })?
            .is_some()
        {}
        if self.next_is("def")? {
            return self.function();
        }
        self.class()
    }

    fn function(&mut self) -> Read<()> {
        let keyword = need!(self.take("def"));
        if self.strict {
            self.look(|reader| reader.function_without_block(keyword))?;
        }
        need!(self.name());
        self.forced("(")?;
        self.parameters()?;
        require!(self.takes(")")?);
        self.returns()?;
        self.forced(":")?;
        need!(self.block());
        Ok(Some(()))
    }

    /// `['->' expression]`
    fn returns(&mut self) -> Read<()> {
        self.attempt(|reader| {
            require!(reader.takes("->")?);
            reader.expression()
        })?;
        Ok(Some(()))
    }

    fn function_without_block(&mut self, keyword: Span) -> Read<()> {
        need!(self.name());
        require!(self.takes("(")?);
        self.parameters()?;
        require!(self.takes(")")?);
        self.returns()?;
        require!(self.takes(":")?);
        self.missing_block("function definition", keyword)?;
        Ok(None)
    }

    fn class(&mut self) -> Read<()> {
        let keyword = need!(self.take("class"));
        need!(self.name());
        self.attempt(|reader| {
            require!(reader.takes("(")?);
            reader.once(Rule::Arguments, Reader::arguments)?;
            reader.take(")")
        })?;
        self.body("class definition", keyword)
    }
}
