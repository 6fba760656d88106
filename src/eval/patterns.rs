//! `match`: the subject is compared with one pattern after the other; the first that fits binds its names and runs.

use std::rc::Rc;

use super::generators::Pause;
use super::statements::Flow;
use super::{Interpreter, operations};
use crate::array::meter;
use crate::builtins as catalogue;
use crate::builtins::operators;
use crate::builtins::python::functions::attribute_or;
use crate::syntax::ast::{CompareOp, Expr, Match, Pattern, PatternKind};
use crate::text::{Span, Symbol};
use crate::value::{
    Arguments, Class, ClassId, Dict, Raised, Result, Value, compare::text_of, truth,
};

/// Names that a pattern is about to bind, with their values.
type Bindings<'a> = Vec<(&'a Expr, Value)>;

/// Built-in classes whose pattern takes one sub-pattern by position: the object itself.
const MATCH_THEMSELVES: [ClassId; 10] = [
    ClassId::INT,
    ClassId::FLOAT,
    ClassId::STR,
    ClassId::BYTES,
    ClassId::BYTEARRAY,
    ClassId::LIST,
    ClassId::TUPLE,
    ClassId::DICT,
    ClassId::SET,
    ClassId::FROZENSET,
];

impl Interpreter {
    pub(super) fn match_statement(&mut self, parts: &Match) -> Result<Flow> {
        let own = |pause| match pause {
            Pause::If(number) => Ok(number),
            other => Err(other),
        };
        let number = match self.resumed(own) {
            Some(number) => Some(number),
            None => self.matching_case(parts)?,
        };
        let Some((number, case)) = number.and_then(|at| Some((at, parts.cases.get(at)?))) else {
            return Ok(Flow::Next);
        };
        let flow = self.block(&case.body)?;
        Ok(self.pausing(flow, || Pause::If(number)))
    }

    /// The number of the first case that fits, with its names bound.
    fn matching_case(&mut self, parts: &Match) -> Result<Option<usize>> {
        let subject = self.expr(&parts.subject)?;
        for (number, case) in parts.cases.iter().enumerate() {
            let counted = meter::steps(1).map_err(Raised::from);
            self.placed(counted, case.pattern.span)?;
            let mut bindings = Vec::new();
            if !self.fits(&case.pattern, &subject, &mut bindings)? {
                continue;
            }
            for (name, value) in bindings {
                self.assign(name, value)?;
            }
            let holds = match &case.guard {
                Some(guard) => self.condition(guard)?,
                None => true,
            };
            if holds {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }

    /// A result of the floors below, its error blamed on a pattern.
    fn placed<T>(&self, result: Result<T>, span: Span) -> Result<T> {
        result.map_err(|error| self.at(error, span))
    }

    /// Does the value fit? What the pattern binds then is added to the bindings.
    fn fits<'a>(
        &mut self,
        pattern: &'a Pattern,
        subject: &Value,
        bindings: &mut Bindings<'a>,
    ) -> Result<bool> {
        match &pattern.kind {
            PatternKind::Value(value) => {
                let value = self.expr(value)?;
                let answer = operations::compare(self, CompareOp::Eq, subject, &value)
                    .and_then(|answer| truth(self, &answer));
                self.placed(answer, pattern.span)
            }
            PatternKind::Singleton(value) => Ok(self.expr(value)?.is(subject)),
            PatternKind::Capture(name) | PatternKind::Star(name) => {
                bindings.extend(name.iter().map(|name| (name, subject.clone())));
                Ok(true)
            }
            PatternKind::Sequence(items) => {
                self.fits_sequence(items, pattern.span, subject, bindings)
            }
            PatternKind::Mapping { items, rest } => {
                let parts = (items.as_slice(), rest.as_ref());
                self.fits_mapping(parts, pattern.span, subject, bindings)
            }
            PatternKind::Class {
                class,
                positional,
                keywords,
            } => {
                let class_value = self.expr(class)?;
                let parts = (positional.as_slice(), keywords.as_slice());
                self.fits_class(&class_value, class.span, parts, subject, bindings)
            }
            PatternKind::Or(alternatives) => {
                let before = bindings.len();
                for alternative in alternatives {
                    if self.fits(alternative, subject, bindings)? {
                        return Ok(true);
                    }
                    bindings.truncate(before);
                }
                Ok(false)
            }
            PatternKind::As(inner, name) => {
                if !self.fits(inner, subject, bindings)? {
                    return Ok(false);
                }
                bindings.push((name, subject.clone()));
                Ok(true)
            }
        }
    }

    fn fits_sequence<'a>(
        &mut self,
        patterns: &'a [Pattern],
        span: Span,
        subject: &Value,
        bindings: &mut Bindings<'a>,
    ) -> Result<bool> {
        if !is_sequence(subject) {
            return Ok(false);
        }
        let length = operators::length(self, subject);
        let length = self.placed(length, span)?;
        let star = patterns
            .iter()
            .position(|item| matches!(item.kind, PatternKind::Star(_)));
        let fits = match star {
            Some(_) => length >= patterns.len() - 1,
            None => length == patterns.len(),
        };
        if !fits {
            return Ok(false);
        }
        let before = star.unwrap_or(patterns.len());
        let between = length + 1 - patterns.len().min(length + 1);
        for (at, pattern) in patterns.iter().enumerate() {
            let value = match star {
                Some(star) if at == star => {
                    let mut items = Vec::new();
                    for index in before..before + between {
                        items.push(self.sequence_item(subject, index, span)?);
                    }
                    Value::list(items)
                }
                Some(star) if at > star => self.sequence_item(subject, at - 1 + between, span)?,
                _ => self.sequence_item(subject, at, span)?,
            };
            if !self.fits(pattern, &value, bindings)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn sequence_item(&mut self, subject: &Value, at: usize, span: Span) -> Result<Value> {
        let item = meter::steps(1)
            .map_err(Raised::from)
            .and_then(|()| operations::item(self, subject, &Value::Int(at as i64)));
        self.placed(item, span)
    }

    fn fits_mapping<'a>(
        &mut self,
        (items, rest): (&'a [(Expr, Pattern)], Option<&'a Expr>),
        span: Span,
        subject: &Value,
        bindings: &mut Bindings<'a>,
    ) -> Result<bool> {
        let Value::Dict(dict) = subject.plain() else {
            return Ok(false);
        };
        let dict = dict.clone();
        let mut keys = Vec::new();
        let mut values = Vec::new();
        for (key, _) in items {
            let key = self.expr(key)?;
            let found = dict.get(self, &key);
            match self.placed(found, span)? {
                Some(value) => values.push(value),
                None => return Ok(false),
            }
            keys.push(key);
        }
        for ((_, pattern), value) in items.iter().zip(&values) {
            if !self.fits(pattern, value, bindings)? {
                return Ok(false);
            }
        }
        if let Some(name) = rest {
            let left = dict.copy_as(Default::default());
            for key in &keys {
                let removed = left.remove(self, key);
                self.placed(removed, span)?;
            }
            bindings.push((name, Value::Dict(Rc::<Dict>::new(left))));
        }
        Ok(true)
    }

    fn fits_class<'a>(
        &mut self,
        class_value: &Value,
        span: Span,
        (positional, keywords): (&'a [Pattern], &'a [(Symbol, Pattern)]),
        subject: &Value,
        bindings: &mut Bindings<'a>,
    ) -> Result<bool> {
        let Value::Class(class) = class_value else {
            let error = Raised::type_error("called match pattern must be a type");
            return Err(self.at(error, span));
        };
        let belongs = self.is_instance(subject, class_value);
        if !self.placed(belongs, span)? {
            return Ok(false);
        }
        let mut wanted: Vec<(Option<Rc<str>>, &'a Pattern)> = Vec::new();
        if !positional.is_empty() {
            let names = self.positional_names(class, class_value, positional.len());
            let names = self.placed(names, span)?;
            wanted.extend(names.into_iter().zip(positional));
        }
        for (name, pattern) in keywords {
            wanted.push((Some(name.name()), pattern));
        }
        let mut seen: Vec<Rc<str>> = Vec::new();
        for (name, pattern) in wanted {
            let value = match name {
                None => subject.clone(),
                Some(name) => {
                    if seen.contains(&name) {
                        let class = class.name();
                        let message =
                            format!("{class}() got multiple sub-patterns for attribute '{name}'");
                        return Err(self.at(Raised::type_error(message), span));
                    }
                    let found = attribute_or(self, subject, &name);
                    let found = self.placed(found, span)?;
                    seen.push(name);
                    match found {
                        Some(value) => value,
                        None => return Ok(false),
                    }
                }
            };
            if !self.fits(pattern, &value, bindings)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn is_instance(&mut self, value: &Value, class: &Value) -> Result<bool> {
        let Some(row) = catalogue::find("isinstance") else {
            return Ok(false);
        };
        let answer = row.call(self, Arguments::positional([value.clone(), class.clone()]))?;
        truth(self, &answer)
    }

    /// The attributes that sub-patterns by position look at; None stands for the object itself.
    fn positional_names(
        &mut self,
        class: &Class,
        class_value: &Value,
        count: usize,
    ) -> Result<Vec<Option<Rc<str>>>> {
        let name = class.name();
        let args = attribute_or(self, class_value, "__match_args__")?;
        let items = match &args {
            None if MATCH_THEMSELVES
                .iter()
                .any(|&own| class.builtin().is_subclass(own)) =>
            {
                return match count {
                    1 => Ok(vec![None]),
                    more => Err(too_many(&name, 1, more)),
                };
            }
            None => Vec::new(),
            Some(Value::Tuple(items)) => items.to_vec(),
            Some(other) => {
                return Err(Raised::type_error(format!(
                    "{name}.__match_args__ must be a tuple (got {})",
                    other.qualified_type_name()
                )));
            }
        };
        if count > items.len() {
            return Err(too_many(&name, items.len(), count));
        }
        let text = |item: &Value| match text_of(item) {
            Some(text) => Ok(Some(text.clone())),
            None => Err(Raised::type_error(format!(
                "__match_args__ elements must be strings (got {})",
                item.qualified_type_name()
            ))),
        };
        items.iter().take(count).map(text).collect()
    }
}

fn too_many(class: &str, accepted: usize, given: usize) -> Raised {
    let plural = if accepted == 1 { "" } else { "s" };
    Raised::type_error(format!(
        "{class}() accepts {accepted} positional sub-pattern{plural} ({given} given)"
    ))
}

/// Is it what patterns take apart: a sequence that is neither a text nor bytes?
fn is_sequence(value: &Value) -> bool {
    match value.plain() {
        Value::List(_) | Value::Range(_) => true,
        Value::Native(native) if native.class() == ClassId::DEQUE => true,
        other => other.tuple_items().is_some() || says_sequence(other),
    }
}

/// Does a lesson's class inherit from `collections.abc.Sequence`?
fn says_sequence(value: &Value) -> bool {
    let Class::User(class) = value.class() else {
        return false;
    };
    let lineage = Class::User(class).lineage();
    lineage
        .iter()
        .any(|class| class.qualified() == "collections.abc.Sequence")
}
