//! Binding: which argument belongs to which parameter.

use std::rc::Rc;

use smallvec::SmallVec;

use super::{Builtin, Default_, ParameterKind, Signature};
use crate::value::{Arguments, Raised, Result, Value};

/// Arguments in the order of their parameters. A body's parameter types take them one after the other.
pub struct Bound {
    pub row: &'static Builtin,
    signature: &'static Signature,
    values: SmallVec<[Option<Value>; 8]>,
    keywords: Vec<(Rc<str>, Value)>,
    next: usize,
}

impl Bound {
    /// # Errors
    /// TypeError in Python's words where an argument is missing, unknown, given twice, or one too many.
    pub fn new(row: &'static Builtin, arguments: Arguments) -> Result<Bound> {
        let signature = row.parameters();
        let mut values: SmallVec<[Option<Value>; 8]> =
            SmallVec::from_elem(None, signature.parameters.len());
        let mut rest = Vec::new();
        let positional: SmallVec<[usize; 8]> = signature
            .parameters
            .iter()
            .enumerate()
            .filter(|(_, p)| {
                matches!(
                    p.kind,
                    ParameterKind::PositionalOnly | ParameterKind::Ordinary
                )
            })
            .map(|(at, _)| at)
            .collect();
        let given = arguments.positional.len();
        for (i, value) in arguments.positional.into_iter().enumerate() {
            match positional.get(i) {
                Some(&at) => values[at] = Some(value),
                None => rest.push(value),
            }
        }
        let args = signature
            .parameters
            .iter()
            .position(|p| p.kind == ParameterKind::Args);
        match args {
            Some(at) => values[at] = Some(Value::tuple(rest)),
            None if !rest.is_empty() => return Err(too_many(row, &positional, given)),
            None => {}
        }
        let mut keywords = Vec::new();
        for (name, value) in arguments.keywords {
            bind_keyword(row, &mut values, &mut keywords, name, value)?;
        }
        let bound = Bound {
            row,
            signature,
            values,
            keywords,
            next: 0,
        };
        bound.check_missing()?;
        Ok(bound)
    }

    /// The value of the next parameter in the signature: given, or its default; `None` for `<no value>`.
    pub fn take(&mut self) -> Option<Value> {
        let at = self.next;
        self.next += 1;
        match self.values.get_mut(at).and_then(Option::take) {
            Some(value) => Some(value),
            None => match self.signature.parameters.get(at)?.default.as_ref()? {
                Default_::None => Some(Value::None),
                Default_::Bool(value) => Some(Value::Bool(*value)),
                Default_::Int(value) => Some(Value::Int(*value)),
                Default_::Float(value) => Some(Value::Float(*value)),
                Default_::Str(value) => Some(Value::str(value)),
                Default_::Absent => None,
            },
        }
    }

    /// Takes the next parameter only if the call gave it; its default does not count.
    pub fn take_given(&mut self) -> Option<Value> {
        let at = self.next;
        self.next += 1;
        self.values.get_mut(at).and_then(Option::take)
    }

    /// Keywords that no parameter has, for `**kwargs`.
    pub fn take_keywords(&mut self) -> Vec<(Rc<str>, Value)> {
        self.next += 1;
        std::mem::take(&mut self.keywords)
    }

    /// The name of the parameter that [`Bound::take`] gave last.
    pub fn last_name(&self) -> &'static str {
        self.next
            .checked_sub(1)
            .and_then(|at| self.signature.parameters.get(at))
            .map_or("", |p| p.name)
    }

    fn check_missing(&self) -> Result<()> {
        let missing: Vec<&str> = self
            .signature
            .parameters
            .iter()
            .zip(&self.values)
            .filter(|(p, value)| {
                value.is_none()
                    && p.default.is_none()
                    && !matches!(p.kind, ParameterKind::Args | ParameterKind::Keywords)
            })
            .map(|(p, _)| p.name)
            .collect();
        if missing.is_empty() {
            Ok(())
        } else {
            Err(missing_error(self.row, &missing))
        }
    }
}

fn bind_keyword(
    row: &'static Builtin,
    values: &mut [Option<Value>],
    keywords: &mut Vec<(Rc<str>, Value)>,
    name: Rc<str>,
    value: Value,
) -> Result<()> {
    let signature = row.parameters();
    let named = signature.parameters.iter().position(|p| {
        p.name == &*name && matches!(p.kind, ParameterKind::Ordinary | ParameterKind::KeywordOnly)
    });
    match named {
        Some(at) if values[at].is_some() => Err(Raised::type_error(format!(
            "{}() got multiple values for argument '{name}'",
            row.name()
        ))),
        Some(at) => {
            values[at] = Some(value);
            Ok(())
        }
        None if signature
            .parameters
            .iter()
            .any(|p| p.kind == ParameterKind::Keywords) =>
        {
            keywords.push((name, value));
            Ok(())
        }
        None => Err(Raised::type_error(format!(
            "{}() got an unexpected keyword argument '{name}'",
            row.name()
        ))),
    }
}

fn too_many(row: &'static Builtin, positional: &[usize], given: usize) -> Raised {
    let parameters = &row.parameters().parameters;
    let most = positional.len();
    let least = positional
        .iter()
        .filter(|&&at| parameters[at].default.is_none())
        .count();
    let takes = if least == most {
        most.to_string()
    } else {
        format!("from {least} to {most}")
    };
    let plural = if most == 1 { "" } else { "s" };
    let were = if given == 1 { "was" } else { "were" };
    let name = row.name();
    Raised::type_error(format!(
        "{name}() takes {takes} positional argument{plural} but {given} {were} given"
    ))
}

fn missing_error(row: &'static Builtin, missing: &[&str]) -> Raised {
    let count = missing.len();
    let plural = if count == 1 { "" } else { "s" };
    let names = enumerate(missing);
    Raised::type_error(format!(
        "{}() missing {count} required positional argument{plural}: {names}",
        row.name()
    ))
}

/// `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`, as Python lists missing arguments.
pub fn enumerate(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [first @ .., last] => format!("{}, and {last}", first.join(", ")),
    }
}
