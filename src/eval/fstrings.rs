//! f-strings.

use std::rc::Rc;

use super::{Interpreter, operations};
use crate::syntax::ast::{Conversion, Expr, FStringPart};
use crate::value::{Result, Value};

impl Interpreter {
    pub(super) fn f_string(&mut self, parts: &[FStringPart]) -> Result<Value> {
        let mut text = String::new();
        self.add_parts(&mut text, parts)?;
        Ok(Value::Str(text.into()))
    }

    fn add_parts(&mut self, text: &mut String, parts: &[FStringPart]) -> Result<()> {
        for part in parts {
            match part {
                FStringPart::Text(literal) => text.push_str(literal),
                FStringPart::Field {
                    value,
                    shown,
                    conversion,
                    spec,
                } => {
                    text.push_str(shown.as_deref().unwrap_or(""));
                    // `{x=}` alone shows the repr.
                    let conversion = match conversion {
                        None if shown.is_some() && spec.is_empty() => Some(Conversion::Repr),
                        given => *given,
                    };
                    self.add_field(text, value, conversion, spec)?;
                }
            }
        }
        Ok(())
    }

    fn add_field(
        &mut self,
        text: &mut String,
        expr: &Expr,
        conversion: Option<Conversion>,
        spec_parts: &[FStringPart],
    ) -> Result<()> {
        let value = self.expr(expr)?;
        let mut spec = String::new();
        self.add_parts(&mut spec, spec_parts)?;
        self.here = expr.span;
        let formatted = self.formatted(value, conversion, &spec);
        text.push_str(&formatted.map_err(|error| self.at(error, expr.span))?);
        Ok(())
    }

    fn formatted(
        &mut self,
        value: Value,
        conversion: Option<Conversion>,
        spec: &str,
    ) -> Result<Rc<str>> {
        let text = match conversion {
            None => return operations::format(self, &value, spec),
            Some(Conversion::Str) => operations::str(self, &value)?,
            Some(Conversion::Repr) => operations::repr(self, &value)?.into(),
            Some(Conversion::Ascii) => operations::ascii(self, &value)?.into(),
        };
        operations::format(self, &Value::Str(text), spec)
    }
}
