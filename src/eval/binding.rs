//! The arguments of a call become the variables of a function.

use std::rc::Rc;

use smallvec::SmallVec;

use super::operations;
use crate::syntax::ast::{FunctionDef, Parameter, Parameters};
use crate::text::Symbol;
use crate::value::builtin::enumerate;
use crate::value::{Arguments, Function, Host, Raised, Result, Value};

/// Puts the arguments into the slots of the parameters, which come first among the locals.
///
/// # Errors
/// TypeError in Python's words where an argument is missing, unknown, given twice, or one too many.
pub(super) fn bind(
    host: &mut dyn Host,
    function: &Function,
    locals: &mut [Option<Value>],
    arguments: Arguments,
) -> Result<()> {
    let definition = &*function.definition;
    let parameters = &definition.parameters;
    let simple = parameters.keyword_only.is_empty()
        && parameters.args.is_none()
        && parameters.kwargs.is_none();
    if simple
        && arguments.keywords.is_empty()
        && arguments.positional.len() == parameters.positional.len()
    {
        for (slot, value) in locals.iter_mut().zip(arguments.positional) {
            *slot = Some(value);
        }
        return Ok(());
    }
    Binding {
        definition,
        parameters,
        locals,
    }
    .bind(host, function, arguments)
}

struct Binding<'a> {
    definition: &'a FunctionDef,
    parameters: &'a Parameters,
    locals: &'a mut [Option<Value>],
}

impl Binding<'_> {
    fn bind(
        mut self,
        host: &mut dyn Host,
        function: &Function,
        arguments: Arguments,
    ) -> Result<()> {
        let given = arguments.positional.len();
        let rest = self.bind_positional(arguments.positional);
        self.bind_keywords(host, arguments.keywords)?;
        match self.parameters.args {
            Some(_) => self.set(self.args_slot(), Value::tuple(rest)),
            None if !rest.is_empty() => return Err(self.too_many(given)),
            None => {}
        }
        self.fill_defaults(function);
        self.check_missing()
    }

    fn args_slot(&self) -> usize {
        self.parameters.positional.len() + self.parameters.keyword_only.len()
    }

    fn set(&mut self, slot: usize, value: Value) {
        if let Some(place) = self.locals.get_mut(slot) {
            *place = Some(value);
        }
    }

    /// Fills the positional parameters; what is left over is for `*args`.
    fn bind_positional(&mut self, values: SmallVec<[Value; 4]>) -> Vec<Value> {
        let mut values = values.into_iter();
        let count = self.parameters.positional.len();
        for slot in self.locals.iter_mut().take(count) {
            match values.next() {
                Some(value) => *slot = Some(value),
                None => break,
            }
        }
        values.collect()
    }

    fn bind_keywords(
        &mut self,
        host: &mut dyn Host,
        keywords: Vec<(Rc<str>, Value)>,
    ) -> Result<()> {
        let mut others = Vec::new();
        let takes_others = self.parameters.kwargs.is_some();
        let mut doubled = None;
        for (name, value) in keywords {
            let Some(slot) = self.slot_of(Symbol::new(&name)) else {
                others.push((name, value));
                continue;
            };
            if self.locals.get(slot).is_some_and(Option::is_some) {
                // The first mistake among the keywords is the one that is told.
                if takes_others || others.is_empty() {
                    doubled.get_or_insert(name);
                }
                continue;
            }
            self.set(slot, value);
        }
        if let Some(name) = doubled {
            let message = format!("got multiple values for argument '{name}'");
            return Err(self.error(&message));
        }
        if self.parameters.kwargs.is_some() {
            let slot = self.args_slot() + usize::from(self.parameters.args.is_some());
            let others = operations::keyword_dict(host, others)?;
            self.set(slot, others);
            return Ok(());
        }
        match others.first() {
            Some((name, _)) => Err(self.unexpected(name, &others)),
            None => Ok(()),
        }
    }

    /// The slot of a parameter that a keyword may name.
    fn slot_of(&self, name: Symbol) -> Option<usize> {
        let named = |parameter: &Parameter| parameter.name == name;
        let positional = &self.parameters.positional;
        let ordinary = positional.iter().skip(self.parameters.positional_only);
        let keyword_only = &self.parameters.keyword_only;
        ordinary
            .chain(keyword_only)
            .position(named)
            .map(|at| at + self.parameters.positional_only)
    }

    fn fill_defaults(&mut self, function: &Function) {
        let parameters = self.parameters;
        let with_slots = parameters
            .positional
            .iter()
            .chain(&parameters.keyword_only)
            .enumerate();
        let mut defaults = function.defaults.iter();
        for (slot, _) in with_slots.filter(|(_, parameter)| parameter.default.is_some()) {
            let default = defaults.next();
            if let Some(place @ None) = self.locals.get_mut(slot) {
                *place = default.cloned();
            }
        }
    }

    fn check_missing(&self) -> Result<()> {
        let positional = self.parameters.positional.len();
        self.check_missing_of(0, &self.parameters.positional, "positional")?;
        self.check_missing_of(positional, &self.parameters.keyword_only, "keyword-only")
    }

    fn check_missing_of(&self, first: usize, parameters: &[Parameter], kind: &str) -> Result<()> {
        let missing: Vec<Rc<str>> = parameters
            .iter()
            .zip(self.locals.iter().skip(first))
            .filter(|(_, value)| value.is_none())
            .map(|(parameter, _)| parameter.name.name())
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let count = missing.len();
        let names: Vec<&str> = missing.iter().map(|name| &**name).collect();
        let message = format!(
            "missing {count} required {kind} argument{}: {}",
            plural(count),
            enumerate(&names)
        );
        Err(self.error(&message))
    }

    /// A keyword that no parameter takes, or that only a positional-only parameter bears.
    fn unexpected(&self, name: &str, others: &[(Rc<str>, Value)]) -> Raised {
        let positional_only = self
            .parameters
            .positional
            .iter()
            .take(self.parameters.positional_only);
        let by_keyword: Vec<Rc<str>> = positional_only
            .map(|parameter| parameter.name.name())
            .filter(|name| others.iter().any(|(other, _)| other == name))
            .collect();
        if by_keyword.is_empty() {
            return self.error(&format!("got an unexpected keyword argument '{name}'"));
        }
        let names = by_keyword.join(", ");
        self.error(&format!(
            "got some positional-only arguments passed as keyword arguments: '{names}'"
        ))
    }

    fn too_many(&self, given: usize) -> Raised {
        let most = self.parameters.positional.len();
        let optional = |parameter: &&Parameter| parameter.default.is_some();
        let least = most - self.parameters.positional.iter().filter(optional).count();
        let takes = if least == most {
            format!("{most} positional argument{}", plural(most))
        } else {
            format!("from {least} to {most} positional arguments")
        };
        let keyword_only = &self.parameters.keyword_only;
        let slots = self.locals.iter().skip(most).take(keyword_only.len());
        let by_keyword = slots.filter(|value| value.is_some()).count();
        let were = if given == 1 { "was" } else { "were" };
        if by_keyword == 0 {
            return self.error(&format!("takes {takes} but {given} {were} given"));
        }
        self.error(&format!(
            "takes {takes} but {given} positional argument{} (and {by_keyword} keyword-only argument{}) were given",
            plural(given),
            plural(by_keyword)
        ))
    }

    fn error(&self, message: &str) -> Raised {
        Raised::type_error(format!("{}() {message}", self.definition.qualified))
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
