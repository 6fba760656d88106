//! Parameters of functions and lambdas.

use super::reader::{Read, Reader, need, require};
use crate::syntax::error::SyntaxError;
use crate::text::Span;

/// What differs between `def` and `lambda`.
#[derive(Clone, Copy)]
struct Style {
    /// What ends the parameters.
    close: &'static str,
    annotated: bool,
    parenthesized: &'static str,
}

const FUNCTION: Style = Style {
    close: ")",
    annotated: true,
    parenthesized: "Function parameters cannot be parenthesized",
};

const LAMBDA: Style = Style {
    close: ":",
    annotated: false,
    parenthesized: "Lambda expression parameters cannot be parenthesized",
};

impl Reader<'_> {
    pub(super) fn parameters(&mut self) -> Result<(), SyntaxError> {
        self.all_parameters(FUNCTION)
    }

    pub(super) fn lambda_parameters(&mut self) -> Result<(), SyntaxError> {
        self.all_parameters(LAMBDA)
    }

    fn all_parameters(&mut self, style: Style) -> Result<(), SyntaxError> {
        if self.strict {
            self.look(|reader| reader.default_before_none(style))?;
            self.look(|reader| reader.parenthesized_parameters(style))?;
            self.look(Reader::lonely_slash)?;
            self.look(|reader| reader.second_slash(style))?;
            self.look(|reader| reader.slash_after_star(style))?;
            self.look(|reader| reader.slash_at_star(style))?;
        }
        self.slash(style)?;
        while self.plain(style)?.is_some() {}
        while self.with_default(style)?.is_some() {}
        self.star_etc(style)?;
        Ok(())
    }

    /// A parameter and the comma or the end behind it.
    fn ended(&mut self, style: Style) -> Result<bool, SyntaxError> {
        Ok(self.takes(",")? || self.next_is(style.close)?)
    }

    /// `param`: a name with its annotation.
    fn parameter(&mut self, style: Style) -> Read<Span> {
        let name = need!(self.name());
        if style.annotated {
            self.attempt(|reader| {
                require!(reader.takes(":")?);
                reader.expression()
            })?;
        }
        Ok(Some(self.since(name)))
    }

    /// `param_no_default`
    fn plain(&mut self, style: Style) -> Read<Span> {
        self.attempt(|reader| {
            let parameter = need!(reader.parameter(style));
            require!(reader.ended(style)?);
            Ok(Some(parameter))
        })
    }

    /// `param_with_default`
    fn with_default(&mut self, style: Style) -> Read<Span> {
        self.attempt(|reader| {
            let parameter = need!(reader.parameter(style));
            need!(reader.default());
            require!(reader.ended(style)?);
            Ok(Some(parameter))
        })
    }

    /// `param_maybe_default`
    fn maybe_default(&mut self, style: Style) -> Read<Span> {
        self.attempt(|reader| {
            let parameter = need!(reader.parameter(style));
            reader.default()?;
            require!(reader.ended(style)?);
            Ok(Some(parameter))
        })
    }

    fn default(&mut self) -> Read<()> {
        let found = self.attempt(|reader| {
            require!(reader.takes("=")?);
            need!(reader.expression());
            Ok(Some(()))
        })?;
        if found.is_none() && self.strict {
            self.look(|reader| {
                let equals = need!(reader.take("="));
                require!(reader.next_is_any(&[")", ","])?);
                Err::<Option<()>, _>(SyntaxError::new(
                    "expected default value expression",
                    equals,
                ))
            })?;
        }
        Ok(found)
    }

    /// `slash_no_default` or `slash_with_default`
    fn slash(&mut self, style: Style) -> Read<()> {
        self.attempt(|reader| {
            let mut any = false;
            while reader.plain(style)?.is_some() {
                any = true;
            }
            while reader.with_default(style)?.is_some() {
                any = true;
            }
            require!(any && reader.takes("/")? && reader.ended(style)?);
            Ok(Some(()))
        })
    }

    fn star_etc(&mut self, style: Style) -> Read<()> {
        if self.strict {
            self.look(|reader| reader.bare_star(style))?;
            self.look(|reader| reader.default_of_star(style))?;
            self.look(|reader| reader.second_star(style))?;
        }
        let starred = self.attempt(|reader| {
            require!(reader.takes("*")?);
            if reader.takes(",")? {
                need!(reader.maybe_default(style));
            } else if reader.plain(style)?.is_none() {
                need!(reader.starred_annotation(style));
            }
            while reader.maybe_default(style)?.is_some() {}
            Ok(Some(()))
        })?;
        let mapping = self.kwargs(style)?;
        Ok(starred.or(mapping))
    }

    /// `*args: *types`
    fn starred_annotation(&mut self, style: Style) -> Read<()> {
        require!(style.annotated);
        need!(self.name());
        require!(self.takes(":")?);
        need!(self.star_expression());
        require!(self.ended(style)?);
        Ok(Some(()))
    }

    fn kwargs(&mut self, style: Style) -> Read<()> {
        if self.strict {
            self.look(|reader| reader.after_mapping(style))?;
        }
        self.attempt(|reader| {
            require!(reader.takes("**")?);
            need!(reader.plain(style));
            Ok(Some(()))
        })
    }

    fn default_before_none(&mut self, style: Style) -> Read<()> {
        while self.plain(style)?.is_some() {}
        let slash = self.attempt(|reader| {
            require!(reader.with_default(style)?.is_some());
            while reader.with_default(style)?.is_some() {}
            require!(reader.takes("/")? && reader.ended(style)?);
            Ok(Some(()))
        })?;
        if slash.is_none() {
            need!(self.with_default(style));
            while self.with_default(style)?.is_some() {}
        }
        let parameter = need!(self.plain(style));
        let message = "non-default argument follows default argument";
        Err(SyntaxError::new(message, parameter))
    }

    fn parenthesized_parameters(&mut self, style: Style) -> Read<()> {
        while self.plain(style)?.is_some() {}
        let open = need!(self.take("("));
        if style.annotated {
            need!(self.plain(style));
            while self.plain(style)?.is_some() {}
        } else {
            need!(self.parameter(style));
            while self.takes(",")? {
                if self.attempt(|reader| reader.parameter(style))?.is_none() {
                    break;
                }
            }
        }
        self.take(",")?;
        let close = need!(self.take(")"));
        Err(SyntaxError::new(style.parenthesized, open.to(close)))
    }

    fn lonely_slash(&mut self) -> Read<()> {
        let slash = need!(self.take("/"));
        require!(self.takes(",")?);
        Err(SyntaxError::new(
            "at least one argument must precede /",
            slash,
        ))
    }

    fn second_slash(&mut self, style: Style) -> Read<()> {
        need!(self.slash(style));
        while self.maybe_default(style)?.is_some() {}
        let slash = need!(self.take("/"));
        Err(SyntaxError::new("/ may appear only once", slash))
    }

    fn slash_after_star(&mut self, style: Style) -> Read<()> {
        self.slash(style)?;
        while self.maybe_default(style)?.is_some() {}
        require!(self.takes("*")?);
        if !self.takes(",")? {
            need!(self.plain(style));
        }
        while self.maybe_default(style)?.is_some() {}
        let slash = need!(self.take("/"));
        Err(SyntaxError::new("/ must be ahead of *", slash))
    }

    fn slash_at_star(&mut self, style: Style) -> Read<()> {
        need!(self.maybe_default(style));
        while self.maybe_default(style)?.is_some() {}
        require!(self.takes("/")?);
        let star = need!(self.take("*"));
        Err(SyntaxError::new("expected comma between / and *", star))
    }

    fn bare_star(&mut self, style: Style) -> Read<()> {
        let star = need!(self.take("*"));
        let lonely = self.next_is(style.close)?
            || (self.takes(",")? && self.next_is_any(&[style.close, "**"])?);
        require!(lonely);
        // In a lambda the complaint has no place of its own, so it stands at the last token.
        let place = if style.annotated { star } else { self.here() };
        Err(SyntaxError::new(
            "named arguments must follow bare *",
            place,
        ))
    }

    fn default_of_star(&mut self, style: Style) -> Read<()> {
        require!(self.takes("*")?);
        need!(self.parameter(style));
        let equals = need!(self.take("="));
        let message = "var-positional argument cannot have default value";
        Err(SyntaxError::new(message, equals))
    }

    fn second_star(&mut self, style: Style) -> Read<()> {
        require!(self.takes("*")?);
        if self.plain(style)?.is_none() {
            require!(self.takes(",")?);
        }
        while self.maybe_default(style)?.is_some() {}
        let star = need!(self.take("*"));
        if self.plain(style)?.is_none() {
            require!(self.takes(",")?);
        }
        Err(SyntaxError::new("* argument may appear only once", star))
    }

    fn after_mapping(&mut self, style: Style) -> Read<()> {
        require!(self.takes("**")?);
        need!(self.parameter(style));
        if let Some(equals) = self.take("=")? {
            let message = "var-keyword argument cannot have default value";
            return Err(SyntaxError::new(message, equals));
        }
        require!(self.takes(",")?);
        let next = self.peek()?.span;
        let more = self.attempt(|reader| reader.parameter(style))?;
        require!(more.is_some() || self.next_is_any(&["*", "**", "/"])?);
        let message = "arguments cannot follow var-keyword argument";
        Err(SyntaxError::new(message, more.unwrap_or(next)))
    }
}
