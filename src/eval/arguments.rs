//! The arguments of a call, evaluated from left to right, stars unpacked.

use std::rc::Rc;

use super::{Interpreter, operations};
use crate::syntax::ast::{Argument, ArgumentKind};
use crate::text::Span;
use crate::value::{Arguments, Class, ClassId, Raised, Result, Value};

impl Interpreter {
    /// Evaluates the arguments for `callee`, which complaints name.
    pub(super) fn arguments(&mut self, callee: &Value, given: &[Argument]) -> Result<Arguments> {
        let mut arguments = Arguments::none();
        self.add_arguments(&mut arguments, callee, given)?;
        Ok(arguments)
    }

    /// Adds the arguments of a call after those that are there already: the receiver of a method.
    pub(super) fn add_arguments(
        &mut self,
        arguments: &mut Arguments,
        callee: &Value,
        given: &[Argument],
    ) -> Result<()> {
        // A star alone hands over what it has; beside other arguments it is spread into a list of them.
        let positional = given.iter().filter(|argument| {
            matches!(argument.kind, ArgumentKind::Positional | ArgumentKind::Star)
        });
        let alone = positional.count() == 1;
        // What a call itself refuses is told after all its arguments are there.
        let mut refused = None;
        for argument in given {
            let value = self.expr(&argument.value)?;
            let span = argument.value.span;
            match argument.kind {
                ArgumentKind::Positional => arguments.positional.push(value),
                ArgumentKind::Keyword(name) => {
                    self.add_keyword(arguments, callee, name.name(), value, argument.span)?;
                }
                ArgumentKind::Star => {
                    self.add_star(arguments, alone.then_some(callee), &value, span)?
                }
                ArgumentKind::DoubleStar => {
                    let wrong = self.add_double_star(arguments, callee, &value, span)?;
                    refused = refused.or(wrong);
                }
            }
        }
        refused.map_or(Ok(()), Err)
    }

    fn add_keyword(
        &mut self,
        arguments: &mut Arguments,
        callee: &Value,
        name: Rc<str>,
        value: Value,
        span: Span,
    ) -> Result<()> {
        if arguments.keywords.iter().any(|(other, _)| *other == name) {
            let message = format!(
                "{} got multiple values for keyword argument '{name}'",
                callee_text(callee)
            );
            return Err(self.at(Raised::type_error(message), span));
        }
        arguments.keywords.push((name, value));
        Ok(())
    }

    fn add_star(
        &mut self,
        arguments: &mut Arguments,
        callee: Option<&Value>,
        spread: &Value,
        span: Span,
    ) -> Result<()> {
        let mut values = Vec::new();
        self.extend(&mut values, spread, span, |value| {
            let told = match callee {
                Some(callee) => format!("{} argument", callee_text(callee)),
                None => "Value".to_string(),
            };
            format!(
                "{told} after * must be an iterable, not {}",
                operations::type_name(value)
            )
        })?;
        arguments.positional.extend(values);
        Ok(())
    }

    fn add_double_star(
        &mut self,
        arguments: &mut Arguments,
        callee: &Value,
        mapping: &Value,
        span: Span,
    ) -> Result<Option<Raised>> {
        let Some(pairs) = self.mapping_pairs(mapping, span)? else {
            let message = format!(
                "{} argument after ** must be a mapping, not {}",
                callee_text(callee),
                operations::type_name(mapping)
            );
            return Err(self.at(Raised::type_error(message), span));
        };
        let mut refused = None;
        for (key, value) in pairs {
            match key {
                Value::Str(name) => self.add_keyword(arguments, callee, name, value, span)?,
                _ => refused = Some(self.at(Raised::type_error("keywords must be strings"), span)),
            }
        }
        Ok(refused)
    }
}

/// The callee as CPython's complaints about stars name it: `__main__.f()`, `numpy.sum()`, `list.append()`.
fn callee_text(callee: &Value) -> String {
    match callee {
        Value::Function(function) => format!("__main__.{}()", function.definition.qualified),
        Value::Builtin(row) => match row.full_name().strip_prefix("np.") {
            Some(name) => format!("numpy.{name}()"),
            None => format!("{}()", row.full_name()),
        },
        Value::BoundMethod(bound) => callee_text(&bound.function),
        Value::Class(class @ Class::User(_)) => format!("{}()", class.qualified()),
        Value::Class(Class::Builtin(id)) if *id != ClassId::OBJECT => {
            format!("{}()", id.qualified())
        }
        other => format!("{} object", operations::type_name(other)),
    }
}
