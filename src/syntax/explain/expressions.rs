//! Expressions, from conditions down to trailers.

use super::reader::{Read, Reader, Rule, need, require};
use super::shape::{Shape, What};
use crate::syntax::error::SyntaxError;
use crate::syntax::tokens::Kind;

/// Binary operators from the loosest level to the tightest.
const LEVELS: [&[&str]; 6] = [
    &["|"],
    &["^"],
    &["&"],
    &["<<", ">>"],
    &["+", "-"],
    &["*", "/", "//", "%", "@"],
];

impl Reader<'_> {
    /// `star_expressions`
    pub(super) fn star_expressions(&mut self) -> Read<Shape> {
        self.list_of(Reader::star_expression)
    }

    /// One, or a tuple of several with commas.
    fn list_of(&mut self, item: fn(&mut Self) -> Read<Shape>) -> Read<Shape> {
        let first = need!(item(self));
        if !self.next_is(",")? {
            return Ok(Some(first));
        }
        let start = first.span;
        let mut parts = vec![first];
        while self.takes(",")? {
            match self.attempt(item)? {
                Some(part) => parts.push(part),
                None => break,
            }
        }
        let span = self.since(start);
        Ok(Some(Shape::with(What::Tuple, span, parts)))
    }

    pub(super) fn star_expression(&mut self) -> Read<Shape> {
        self.once(Rule::StarExpression, |reader| {
            match reader.starred_operand()? {
                Some(starred) => Ok(Some(starred)),
                None => reader.expression(),
            }
        })
    }

    /// `'*' bitwise_or`
    fn starred_operand(&mut self) -> Read<Shape> {
        self.attempt(|reader| {
            let star = need!(reader.take("*"));
            let value = need!(reader.bitwise_or());
            Ok(Some(Shape::with(
                What::Starred,
                reader.since(star),
                vec![value],
            )))
        })
    }

    pub(super) fn star_named_expression(&mut self) -> Read<Shape> {
        match self.starred_operand()? {
            Some(starred) => Ok(Some(starred)),
            None => self.named_expression(),
        }
    }

    pub(super) fn named_expression(&mut self) -> Read<Shape> {
        self.once(Rule::NamedExpression, |reader| {
            if let Some(named) = reader.assignment_expression()? {
                return Ok(Some(named));
            }
            if reader.strict {
                reader.invalid_named_expression()?;
            }
            reader.plain_expression()
        })
    }

    /// `NAME ':=' expression`
    pub(super) fn assignment_expression(&mut self) -> Read<Shape> {
        self.attempt(|reader| {
            let name = need!(reader.name());
            require!(reader.takes(":=")?);
            need!(reader.expression());
            Ok(Some(Shape::new(What::Named, reader.since(name))))
        })
    }

    /// An expression that no `:=` follows.
    pub(super) fn plain_expression(&mut self) -> Read<Shape> {
        self.attempt(|reader| {
            let value = need!(reader.expression());
            require!(!reader.next_is(":=")?);
            Ok(Some(value))
        })
    }

    fn invalid_named_expression(&mut self) -> Result<(), SyntaxError> {
        self.once(Rule::InvalidNamed, |reader| {
            reader.look(Reader::wrong_walrus)?;
            reader.look(Reader::assigned_name)?;
            reader.look(Reader::assigned_operation)?;
            Ok(None)
        })?;
        Ok(())
    }

    fn wrong_walrus(&mut self) -> Read<()> {
        let target = need!(self.expression());
        require!(self.takes(":=")?);
        need!(self.expression());
        let message = format!("cannot use assignment expressions with {}", target.name());
        Err(SyntaxError::new(message, target.span))
    }

    fn assigned_name(&mut self) -> Read<()> {
        let name = need!(self.name());
        require!(self.takes("=")?);
        need!(self.bitwise_or());
        require!(!self.next_is_any(&["=", ":="])?);
        let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        Err(SyntaxError::new(message, self.since(name)))
    }

    fn assigned_operation(&mut self) -> Read<()> {
        let first = self.look(Reader::list_tuple_or_generator)?;
        require!(first.is_none() && !self.next_is_any(&["True", "None", "False"])?);
        let target = need!(self.bitwise_or());
        require!(self.takes("=")?);
        need!(self.bitwise_or());
        require!(!self.next_is_any(&["=", ":="])?);
        let message = format!(
            "cannot assign to {} here. Maybe you meant '==' instead of '='?",
            target.name()
        );
        Err(SyntaxError::new(message, target.span))
    }

    pub(super) fn expression(&mut self) -> Read<Shape> {
        self.once(Rule::Expression, |reader| {
            reader.deeper(|reader| {
                if reader.strict {
                    reader.look(Reader::forgotten_comma)?;
                    reader.look(Reader::forgotten_else)?;
                    reader.look(Reader::legacy_call)?;
                }
                reader.conditional()
            })
        })
    }

    fn conditional(&mut self) -> Read<Shape> {
        let Some(value) = self.disjunction()? else {
            return self.lambda();
        };
        let conditional = self.attempt(|reader| {
            require!(reader.takes("if")?);
            need!(reader.disjunction());
            require!(reader.takes("else")?);
            need!(reader.expression());
            Ok(Some(Shape::new(
                What::Conditional,
                reader.since(value.span),
            )))
        })?;
        Ok(Some(conditional.unwrap_or(value)))
    }

    /// Two expressions side by side, in brackets.
    fn forgotten_comma(&mut self) -> Read<()> {
        require!(!self.at_soft_keyword()?);
        let first = need!(self.disjunction());
        let second = need!(self.lenient(Reader::conditional));
        let level = self.last().map_or(0, |last| last.level);
        require!(!self.is_legacy(&first) && level > 0);
        let message = "invalid syntax. Perhaps you forgot a comma?";
        Err(SyntaxError::new(message, first.span.to(second.span)))
    }

    /// `NAME STRING`, where the name may be meant as a prefix, or a soft keyword. CPython compares as many letters as
    /// the name has, so that `c` and `ma` count too.
    fn at_soft_keyword(&mut self) -> Result<bool, SyntaxError> {
        let token = self.peek()?;
        if token.kind != Kind::Name {
            return Ok(false);
        }
        let word = self.text_of(token);
        let soft = ["_", "case", "match"]
            .iter()
            .any(|keyword| keyword.starts_with(word));
        let before_string = self.look(|reader| {
            reader.name()?;
            reader.take_kind(Kind::String)
        })?;
        Ok(soft || before_string.is_some())
    }

    fn forgotten_else(&mut self) -> Read<()> {
        let value = need!(self.disjunction());
        require!(self.takes("if")?);
        let test = need!(self.disjunction());
        require!(!self.next_is_any(&["else", ":"])?);
        let message = "expected 'else' after 'if' expression";
        Err(SyntaxError::new(message, value.span.to(test.span)))
    }

    /// `print x`
    fn legacy_call(&mut self) -> Read<()> {
        let span = need!(self.name());
        require!(!self.next_is("(")?);
        need!(self.star_expressions());
        let name = Shape::new(What::Name, span);
        require!(self.is_legacy(&name));
        let word = self.text.get(span.range()).unwrap_or("");
        let message = format!("Missing parentheses in call to '{word}'. Did you mean {word}(...)?");
        Err(SyntaxError::new(message, self.since(span)))
    }

    fn is_legacy(&self, shape: &Shape) -> bool {
        let word = self.text.get(shape.span.range());
        shape.what == What::Name && matches!(word, Some("print" | "exec"))
    }

    fn lambda(&mut self) -> Read<Shape> {
        self.attempt(|reader| {
            let keyword = need!(reader.take("lambda"));
            reader.lambda_parameters()?;
            require!(reader.takes(":")?);
            need!(reader.expression());
            Ok(Some(Shape::new(What::Lambda, reader.since(keyword))))
        })
    }

    pub(super) fn yield_expression(&mut self) -> Read<Shape> {
        self.attempt(|reader| {
            let keyword = need!(reader.take("yield"));
            let from = reader.attempt(|reader| {
                require!(reader.takes("from")?);
                reader.expression()
            })?;
            if from.is_none() {
                reader.star_expressions()?;
            }
            Ok(Some(Shape::new(What::Yield, reader.since(keyword))))
        })
    }

    pub(super) fn disjunction(&mut self) -> Read<Shape> {
        self.once(Rule::Disjunction, |reader| {
            reader.joined("or", |reader| reader.joined("and", Reader::inversion))
        })
    }

    fn joined(&mut self, word: &str, part: impl Fn(&mut Self) -> Read<Shape>) -> Read<Shape> {
        let first = need!(part(self));
        let mut joined = false;
        while self.next_is(word)? {
            let another = self.attempt(|reader| {
                reader.take(word)?;
                part(reader)
            })?;
            if another.is_none() {
                break;
            }
            joined = true;
        }
        Ok(Some(match joined {
            true => Shape::new(What::Operation, self.since(first.span)),
            false => first,
        }))
    }

    fn inversion(&mut self) -> Read<Shape> {
        let start = self.at;
        let first = self.take("not")?;
        while first.is_some() && self.takes("not")? {}
        let Some(value) = self.comparison()? else {
            self.at = start;
            return Ok(None);
        };
        Ok(Some(match first {
            Some(not) => Shape::new(What::Operation, self.since(not)),
            None => value,
        }))
    }

    fn comparison(&mut self) -> Read<Shape> {
        let left = need!(self.bitwise_or());
        let start = left.span;
        let mut first_is_in = None;
        while let Some(is_in) = self.attempt(Reader::comparison_part)? {
            first_is_in.get_or_insert(is_in);
        }
        Ok(Some(match first_is_in {
            Some(is_in) => Shape::with(What::Comparison(is_in), self.since(start), vec![left]),
            None => left,
        }))
    }

    /// An operator and its right side; whether it is `in`.
    fn comparison_part(&mut self) -> Read<bool> {
        let is_in = self.next_is("in")?;
        if self.takes("not")? {
            require!(self.takes("in")?);
        } else if self.takes("is")? {
            self.take("not")?;
        } else {
            require!(self.next_is_any(&["==", "!=", "<=", "<", ">=", ">", "in"])?);
            self.at += 1;
        }
        need!(self.bitwise_or());
        Ok(Some(is_in))
    }

    pub(super) fn bitwise_or(&mut self) -> Read<Shape> {
        self.once(Rule::BitwiseOr, |reader| reader.level(&LEVELS))
    }

    /// Operands of the tighter levels joined by operators of the first.
    fn level(&mut self, levels: &[&[&str]]) -> Read<Shape> {
        let Some((operators, tighter)) = levels.split_first() else {
            return self.factor();
        };
        let first = need!(self.level(tighter));
        let mut operation = false;
        while self.next_is_any(operators)? {
            let start = self.at;
            self.at += 1;
            if self.level(tighter)?.is_none() {
                self.at = start;
                break;
            }
            operation = true;
        }
        Ok(Some(match operation {
            true => Shape::new(What::Operation, self.since(first.span)),
            false => first,
        }))
    }

    /// Signs, a primary and its power.
    fn factor(&mut self) -> Read<Shape> {
        let start = self.at;
        let first = self.peek()?.span;
        while self.next_is_any(&["+", "-", "~"])? {
            self.at += 1;
        }
        let signed = self.at > start;
        let Some(value) = self.primary()? else {
            self.at = start;
            return Ok(None);
        };
        let power = self.attempt(|reader| {
            require!(reader.takes("**")?);
            reader.deeper(Reader::factor)
        })?;
        Ok(Some(match (signed, power) {
            (false, None) => value,
            (false, Some(_)) => Shape::new(What::Operation, self.since(value.span)),
            (true, _) => Shape::new(What::Operation, self.since(first)),
        }))
    }

    /// An atom with all trailers that fit.
    pub(super) fn primary(&mut self) -> Read<Shape> {
        self.once(Rule::Primary, |reader| {
            let start = reader.peek()?.span;
            let mut value = need!(reader.atom());
            while let Some(what) = reader.attempt(Reader::trailer)? {
                value = Shape::new(what, reader.since(start));
            }
            Ok(Some(value))
        })
    }

    fn trailer(&mut self) -> Read<What> {
        if self.takes(".")? {
            need!(self.name());
            return Ok(Some(What::Attribute));
        }
        // CPython tries a generator at any bracket, with its rules for mistakes in comprehensions.
        let bracket = self.next_is_any(&["(", "[", "{"])?;
        if bracket && self.once(Rule::GeneratorCall, Reader::generator)?.is_some() {
            return Ok(Some(What::Call));
        }
        if self.takes("(")? {
            self.once(Rule::Arguments, Reader::arguments)?;
            require!(self.takes(")")?);
            return Ok(Some(What::Call));
        }
        require!(self.takes("[")?);
        need!(self.once(Rule::Slices, Reader::slices));
        require!(self.takes("]")?);
        Ok(Some(What::Subscript))
    }
}
