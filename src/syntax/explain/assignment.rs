//! Assignments, annotations and `del`.

use super::brackets::refuse_target;
use super::reader::{Read, Reader, Rule, need, require};
use super::shape::{Purpose, Shape, What};
use crate::syntax::error::SyntaxError;
use crate::syntax::tokens::Kind;

const AUGMENTED: [&str; 13] = [
    "+=", "-=", "*=", "@=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "**=", "//=",
];

impl Reader<'_> {
    pub(super) fn assignment(&mut self) -> Read<()> {
        let alternatives: [fn(&mut Self) -> Read<()>; 4] = [
            Reader::annotated_name,
            Reader::annotated_target,
            Reader::plain_assignment,
            Reader::augmented_assignment,
        ];
        for alternative in alternatives {
            if self.attempt(alternative)?.is_some() {
                return Ok(Some(()));
            }
        }
        if self.strict {
            self.invalid_assignment()?;
        }
        Ok(None)
    }

    fn annotated_name(&mut self) -> Read<()> {
        need!(self.name());
        self.annotation()
    }

    fn annotated_target(&mut self) -> Read<()> {
        let grouped = self.attempt(|reader| {
            require!(reader.takes("(")?);
            need!(reader.single_target());
            require!(reader.takes(")")?);
            Ok(Some(()))
        })?;
        if grouped.is_none() {
            need!(self.member_target());
        }
        self.annotation()
    }

    /// `':' expression ['=' annotated_rhs]`
    fn annotation(&mut self) -> Read<()> {
        require!(self.takes(":")?);
        need!(self.expression());
        self.attempt(|reader| {
            require!(reader.takes("=")?);
            reader.value()
        })?;
        Ok(Some(()))
    }

    /// `yield_expr | star_expressions`
    fn value(&mut self) -> Read<Shape> {
        match self.yield_expression()? {
            Some(value) => Ok(Some(value)),
            None => self.star_expressions(),
        }
    }

    fn plain_assignment(&mut self) -> Read<()> {
        let mut any = false;
        while self.attempt(Reader::assigned_target)?.is_some() {
            any = true;
        }
        require!(any);
        if self.take_kind(Kind::Magic)?.is_none() {
            need!(self.value());
        }
        require!(!self.next_is("=")?);
        Ok(Some(()))
    }

    fn assigned_target(&mut self) -> Read<()> {
        need!(self.star_targets());
        require!(self.takes("=")?);
        Ok(Some(()))
    }

    fn augmented_assignment(&mut self) -> Read<()> {
        need!(self.single_target());
        require!(self.next_is_any(&AUGMENTED)?);
        self.at += 1;
        need!(self.value());
        Ok(Some(()))
    }

    fn invalid_assignment(&mut self) -> Result<(), SyntaxError> {
        self.look(Reader::annotated_sequence)?;
        self.look(Reader::annotated_tuple)?;
        self.look(Reader::annotated_expression)?;
        self.look(Reader::assigned_to_wrong)?;
        self.look(Reader::assigned_to_yield)?;
        self.look(Reader::augmented_wrong)?;
        Ok(())
    }

    fn annotated_sequence(&mut self) -> Read<()> {
        let target = need!(self.primary());
        let sequence = match target.what {
            What::List | What::Tuple => target,
            _ => return Ok(None),
        };
        require!(self.takes(":")?);
        need!(self.expression());
        let message = format!(
            "only single target (not {}) can be annotated",
            sequence.name()
        );
        Err(SyntaxError::new(message, sequence.span))
    }

    fn annotated_tuple(&mut self) -> Read<()> {
        let first = need!(self.star_named_expression());
        require!(self.takes(",")?);
        while !self.star_named_expressions()?.is_empty() {}
        require!(self.takes(":")?);
        need!(self.expression());
        let message = "only single target (not tuple) can be annotated";
        Err(SyntaxError::new(message, first.span))
    }

    fn annotated_expression(&mut self) -> Read<()> {
        let target = need!(self.expression());
        require!(self.takes(":")?);
        need!(self.expression());
        Err(SyntaxError::new(
            "illegal target for annotation",
            target.span,
        ))
    }

    fn assigned_to_wrong(&mut self) -> Read<()> {
        while self.attempt(Reader::assigned_target)?.is_some() {}
        let target = need!(self.star_expressions());
        require!(self.takes("=")?);
        refuse_target(&target, Purpose::Assign)
    }

    fn assigned_to_yield(&mut self) -> Read<()> {
        while self.attempt(Reader::assigned_target)?.is_some() {}
        let target = need!(self.yield_expression());
        require!(self.takes("=")?);
        let message = "assignment to yield expression not possible";
        Err(SyntaxError::new(message, target.span))
    }

    fn augmented_wrong(&mut self) -> Read<()> {
        let target = need!(self.star_expressions());
        require!(self.next_is_any(&AUGMENTED)?);
        self.at += 1;
        need!(self.value());
        let message = format!(
            "'{}' is an illegal expression for augmented assignment",
            target.name()
        );
        Err(SyntaxError::new(message, target.span))
    }

    /// `star_targets`
    pub(super) fn star_targets(&mut self) -> Read<()> {
        need!(self.star_target());
        while self.takes(",")? {
            if self.star_target()?.is_none() {
                break;
            }
        }
        Ok(Some(()))
    }

    pub(super) fn star_target(&mut self) -> Read<Shape> {
        self.once(Rule::StarTarget, |reader| {
            if let Some(star) = reader.take("*")? {
                require!(!reader.next_is("*")?);
                need!(reader.star_target());
                return Ok(Some(Shape::new(What::Starred, reader.since(star))));
            }
            reader.bare_target_of(Reader::star_target)
        })
    }

    /// A name, a member or a bracket of targets, which `item` reads.
    fn bare_target_of(&mut self, item: fn(&mut Self) -> Read<Shape>) -> Read<Shape> {
        if let Some(member) = self.member_target()? {
            return Ok(Some(member));
        }
        let start = self.peek()?.span;
        if self.name()?.is_some() {
            return Ok(Some(Shape::new(What::Name, start)));
        }
        let close = match self.text.get(start.range()) {
            Some("(") => ")",
            Some("[") => "]",
            _ => return Ok(None),
        };
        self.at += 1;
        let mut items = 0;
        let mut comma = false;
        let mut starred = false;
        while let Some(found) = self.attempt(item)? {
            items += 1;
            starred = found.what == What::Starred;
            comma = self.takes(",")?;
            if !comma {
                break;
            }
        }
        let lonely_star = close == ")" && items == 1 && starred && !comma;
        require!(!lonely_star && self.takes(close)?);
        Ok(Some(Shape::new(What::Tuple, self.since(start))))
    }

    /// A primary that ends in an attribute or a subscript.
    fn member_target(&mut self) -> Read<Shape> {
        self.attempt(|reader| {
            let member = need!(reader.primary());
            let assignable = matches!(member.what, What::Attribute | What::Subscript);
            require!(assignable && !member.grouped);
            Ok(Some(member))
        })
    }

    fn single_target(&mut self) -> Read<()> {
        if self.member_target()?.is_some() || self.name()?.is_some() {
            return Ok(Some(()));
        }
        self.attempt(|reader| {
            require!(reader.takes("(")?);
            need!(reader.deeper(Reader::single_target));
            require!(reader.takes(")")?);
            Ok(Some(()))
        })
    }

    pub(super) fn delete(&mut self) -> Read<()> {
        let found = self.attempt(|reader| {
            require!(reader.takes("del")?);
            need!(reader.delete_target());
            while reader.takes(",")? {
                if reader.attempt(Reader::delete_target)?.is_none() {
                    break;
                }
            }
            require!(reader.next_is(";")? || reader.next_kind(Kind::Newline)?);
            Ok(Some(()))
        })?;
        if found.is_none() && self.strict {
            self.look(|reader| {
                require!(reader.takes("del")?);
                let targets = need!(reader.star_expressions());
                refuse_target(&targets, Purpose::Delete)
            })?;
        }
        Ok(found)
    }

    fn delete_target(&mut self) -> Read<Shape> {
        self.attempt(|reader| reader.bare_target_of(Reader::delete_target))
    }
}
