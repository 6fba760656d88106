//! Atoms: names, literals, and what stands in brackets.

use super::reader::{Read, Reader, Rule, need, require};
use super::shape::{Purpose, Shape, What};
use crate::syntax::error::SyntaxError;
use crate::syntax::numbers;
use crate::syntax::strings::{self, Wrong};
use crate::syntax::tokens::Kind;
use crate::text::Span;

impl Reader<'_> {
    pub(super) fn atom(&mut self) -> Read<Shape> {
        self.once(Rule::Atom, |reader| {
            let token = reader.peek()?;
            match (token.kind, reader.text_of(token)) {
                (Kind::Name, _) => reader.single(What::Name),
                (Kind::Number, text) => {
                    numbers::number(text, token.span)?;
                    reader.single(What::Literal)
                }
                (Kind::String, _) => reader.strings(),
                (Kind::Keyword, "None") => reader.single(What::None),
                (Kind::Keyword, "True") => reader.single(What::True),
                (Kind::Keyword, "False") => reader.single(What::False),
                (Kind::Op, "...") => reader.single(What::Ellipsis),
                (Kind::Op, "(") => reader.parenthesized(),
                (Kind::Op, "[") => reader.first_of(&[Reader::list, Reader::list_comprehension]),
                (Kind::Op, "{") => reader.first_of(&[
                    Reader::dict,
                    Reader::set,
                    Reader::dict_comprehension,
                    Reader::set_comprehension,
                ]),
                _ => Ok(None),
            }
        })
    }

    fn single(&mut self, what: What) -> Read<Shape> {
        let span = self.peek()?.span;
        self.at += 1;
        Ok(Some(Shape::new(what, span)))
    }

    fn first_of(&mut self, alternatives: &[fn(&mut Self) -> Read<Shape>]) -> Read<Shape> {
        for alternative in alternatives {
            if let Some(found) = self.attempt(alternative)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Strings side by side. What is wrong in them Python reports at the token behind.
    fn strings(&mut self) -> Read<Shape> {
        let start = self.peek()?.span;
        let mut tokens = Vec::new();
        while let Some(span) = self.take_kind(Kind::String)? {
            tokens.push((self.text.get(span.range()).unwrap_or(""), span));
        }
        let formatted = tokens.iter().any(|(text, _)| {
            let prefix = text.split(['\'', '"']).next().unwrap_or("");
            prefix.contains(['f', 'F'])
        });
        match strings::concatenated(tokens, self.depth) {
            Ok(_) => {}
            Err(Wrong::Literal {
                error,
                behind: false,
            }) => return Err(error),
            Err(Wrong::Literal { error, .. }) => {
                let span = self.here();
                return Err(SyntaxError { span, ..error });
            }
            Err(Wrong::Field(error)) => {
                self.in_field = true;
                return Err(error);
            }
        }
        let what = if formatted {
            What::FString
        } else {
            What::Literal
        };
        Ok(Some(Shape::new(what, self.since(start))))
    }

    fn parenthesized(&mut self) -> Read<Shape> {
        self.first_of(&[Reader::tuple, Reader::group, Reader::generator])
    }

    pub(super) fn list_tuple_or_generator(&mut self) -> Read<Shape> {
        self.first_of(&[Reader::list, Reader::tuple, Reader::generator])
    }

    fn tuple(&mut self) -> Read<Shape> {
        let open = need!(self.take("("));
        let mut parts = Vec::new();
        if let Some(first) = self.star_named_expression()? {
            parts.push(first);
            require!(self.takes(",")?);
            parts.extend(self.star_named_expressions()?);
        }
        require!(self.takes(")")?);
        Ok(Some(Shape::with(What::Tuple, self.since(open), parts)))
    }

    /// `','.star_named_expression+ [',']`, or nothing.
    pub(super) fn star_named_expressions(&mut self) -> Result<Vec<Shape>, SyntaxError> {
        let mut parts = Vec::new();
        while let Some(part) = self.attempt(Reader::star_named_expression)? {
            parts.push(part);
            if !self.takes(",")? {
                break;
            }
        }
        Ok(parts)
    }

    fn group(&mut self) -> Read<Shape> {
        let value = self.attempt(|reader| {
            require!(reader.takes("(")?);
            let value = match reader.yield_expression()? {
                Some(value) => value,
                None => need!(reader.named_expression()),
            };
            require!(reader.takes(")")?);
            Ok(Some(value))
        })?;
        if let Some(value) = value {
            let grouped = true;
            return Ok(Some(Shape { grouped, ..value }));
        }
        if self.strict {
            self.look(Reader::starred_group)?;
        }
        Ok(None)
    }

    fn starred_group(&mut self) -> Read<()> {
        require!(self.takes("(")?);
        let starred = self.attempt(Reader::starred_expression)?;
        if let Some(starred) = starred {
            require!(self.takes(")")?);
            return Err(SyntaxError::new(
                "cannot use starred expression here",
                starred.span,
            ));
        }
        let stars = need!(self.take("**"));
        need!(self.expression());
        require!(self.takes(")")?);
        Err(SyntaxError::new(
            "cannot use double starred expression here",
            stars,
        ))
    }

    /// `'*' expression`
    pub(super) fn starred_expression(&mut self) -> Read<Shape> {
        let star = need!(self.take("*"));
        let value = need!(self.expression());
        Ok(Some(Shape::with(
            What::Starred,
            self.since(star),
            vec![value],
        )))
    }

    pub(super) fn generator(&mut self) -> Read<Shape> {
        let found = self.attempt(|reader| {
            let open = need!(reader.take("("));
            if reader.assignment_expression()?.is_none() {
                need!(reader.plain_expression());
            }
            need!(reader.clauses());
            require!(reader.takes(")")?);
            Ok(Some(Shape::new(What::Generator, reader.since(open))))
        })?;
        self.or_invalid_comprehension(found)
    }

    fn list(&mut self) -> Read<Shape> {
        let open = need!(self.take("["));
        let parts = self.star_named_expressions()?;
        require!(self.takes("]")?);
        Ok(Some(Shape::with(What::List, self.since(open), parts)))
    }

    fn list_comprehension(&mut self) -> Read<Shape> {
        let found = self.comprehension("[", "]", What::ListComprehension)?;
        self.or_invalid_comprehension(found)
    }

    fn set_comprehension(&mut self) -> Read<Shape> {
        let found = self.comprehension("{", "}", What::SetComprehension)?;
        self.or_invalid_comprehension(found)
    }

    fn comprehension(&mut self, open: &str, close: &str, what: What) -> Read<Shape> {
        self.attempt(|reader| {
            let open = need!(reader.take(open));
            need!(reader.named_expression());
            need!(reader.clauses());
            require!(reader.takes(close)?);
            Ok(Some(Shape::new(what, reader.since(open))))
        })
    }

    fn or_invalid_comprehension(&mut self, found: Option<Shape>) -> Read<Shape> {
        if found.is_none() && self.strict {
            self.look(Reader::unpacked_comprehension)?;
            self.look(Reader::bare_target)?;
        }
        Ok(found)
    }

    fn unpacked_comprehension(&mut self) -> Read<()> {
        require!(self.next_is_any(&["[", "(", "{"])?);
        self.at += 1;
        let starred = need!(self.starred_expression());
        need!(self.clauses());
        let message = "iterable unpacking cannot be used in comprehension";
        Err(SyntaxError::new(message, starred.span))
    }

    /// `[x, y for x, y in z]`
    fn bare_target(&mut self) -> Read<()> {
        require!(self.next_is_any(&["[", "{"])?);
        self.at += 1;
        let first = need!(self.star_named_expression());
        let comma = need!(self.take(","));
        let more = self.star_named_expressions()?;
        let end = more.last().map_or(comma, |last| last.span);
        need!(self.clauses());
        let message = "did you forget parentheses around the comprehension target?";
        Err(SyntaxError::new(message, first.span.to(end)))
    }

    fn set(&mut self) -> Read<Shape> {
        let open = need!(self.take("{"));
        let parts = self.star_named_expressions()?;
        require!(!parts.is_empty() && self.takes("}")?);
        Ok(Some(Shape::new(What::Set, self.since(open))))
    }

    fn dict(&mut self) -> Read<Shape> {
        let found = self.attempt(|reader| {
            let open = need!(reader.take("{"));
            while reader.attempt(Reader::dict_item)?.is_some() {
                if !reader.takes(",")? {
                    break;
                }
            }
            require!(reader.takes("}")?);
            Ok(Some(Shape::new(What::Dict, reader.since(open))))
        })?;
        // CPython's generated parser has these rules in its first pass already.
        if found.is_none() {
            self.look(Reader::wrong_dict)?;
        }
        Ok(found)
    }

    /// `'**' bitwise_or` or `kvpair`
    fn dict_item(&mut self) -> Read<()> {
        if self.takes("**")? {
            need!(self.bitwise_or());
            return Ok(Some(()));
        }
        self.pair()
    }

    fn pair(&mut self) -> Read<()> {
        need!(self.expression());
        require!(self.takes(":")?);
        need!(self.expression());
        Ok(Some(()))
    }

    fn wrong_dict(&mut self) -> Read<()> {
        require!(self.takes("{")?);
        self.look(|reader| {
            need!(reader.attempt(Reader::dict_item));
            // Back to the last comma that an item follows not.
            loop {
                require!(reader.takes(",")?);
                if reader.attempt(Reader::dict_item)?.is_none() {
                    break;
                }
            }
            reader.look(Reader::key_alone)?;
            reader.wrong_value()
        })?;
        self.wrong_value()
    }

    fn key_alone(&mut self) -> Read<()> {
        let key = need!(self.expression());
        require!(!self.next_is(":")?);
        let end = key.span.end;
        let span = Span {
            start: end.saturating_sub(1),
            end,
        };
        Err(SyntaxError::new("':' expected after dictionary key", span))
    }

    fn wrong_value(&mut self) -> Read<()> {
        need!(self.expression());
        let colon = need!(self.take(":"));
        if let Some(star) = self.take("*")? {
            need!(self.bitwise_or());
            let message = "cannot use a starred expression in a dictionary value";
            return Err(SyntaxError::new(message, self.since(star)));
        }
        require!(self.next_is_any(&["}", ","])?);
        let message = "expression expected after dictionary key and ':'";
        Err(SyntaxError::new(message, colon))
    }

    fn dict_comprehension(&mut self) -> Read<Shape> {
        let found = self.attempt(|reader| {
            let open = need!(reader.take("{"));
            need!(reader.pair());
            need!(reader.clauses());
            require!(reader.takes("}")?);
            Ok(Some(Shape::new(
                What::DictComprehension,
                reader.since(open),
            )))
        })?;
        if found.is_none() && self.strict {
            self.look(Reader::unpacked_dict_comprehension)?;
        }
        Ok(found)
    }

    fn unpacked_dict_comprehension(&mut self) -> Read<()> {
        require!(self.takes("{")?);
        let stars = need!(self.take("**"));
        need!(self.bitwise_or());
        need!(self.clauses());
        require!(self.takes("}")?);
        let message = "dict unpacking cannot be used in dict comprehension";
        Err(SyntaxError::new(message, stars))
    }

    /// `for_if_clauses`; the place of the last thing in them.
    pub(super) fn clauses(&mut self) -> Read<Span> {
        let mut last = need!(self.attempt(Reader::clause));
        while let Some(next) = self.attempt(Reader::clause)? {
            last = next;
        }
        Ok(Some(last))
    }

    fn clause(&mut self) -> Read<Span> {
        let head = self.attempt(|reader| {
            require!(reader.takes("for")?);
            need!(reader.star_targets());
            reader.take("in")
        })?;
        if head.is_none() {
            if self.strict {
                self.look(Reader::wrong_loop_target)?;
            }
            return Ok(None);
        }
        let mut last = need!(self.disjunction()).span;
        while let Some(condition) = self.attempt(|reader| {
            require!(reader.takes("if")?);
            reader.disjunction()
        })? {
            last = condition.span;
        }
        Ok(Some(last))
    }

    pub(super) fn wrong_loop_target(&mut self) -> Read<()> {
        require!(self.takes("for")?);
        let targets = need!(self.star_expressions());
        refuse_target(&targets, Purpose::Loop)
    }
}

/// Names what cannot be a target, if anything in it cannot.
pub(super) fn refuse_target(shape: &Shape, purpose: Purpose) -> Read<()> {
    let Some(wrong) = shape.invalid_target(purpose) else {
        return Ok(None);
    };
    let verb = if purpose == Purpose::Delete {
        "delete"
    } else {
        "assign to"
    };
    Err(SyntaxError::new(
        format!("cannot {verb} {}", wrong.name()),
        wrong.span,
    ))
}
