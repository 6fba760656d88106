//! What lessons can ask of a function's text: `f.__code__`, and of the variables around it: `f.__closure__`.

use super::{Interpreter, operations};
use crate::text::Symbol;
use crate::value::{Arguments, Function, Raised, Result, Value};

/// Bits of `co_flags`: optimised with its own variables, `*args`, `**kwargs`, inside another function, a generator.
const PLAIN: i64 = 3;
const TAKES_REST: i64 = 4;
const TAKES_KEYWORDS: i64 = 8;
const NESTED: i64 = 16;
const GENERATOR: i64 = 32;

impl Interpreter {
    /// `function.__code__`
    pub(super) fn code_of(&mut self, function: &Function) -> Result<Value> {
        let definition = &function.definition;
        let (parameters, scope) = (&definition.parameters, &definition.scope);
        let count = |number: usize| Value::Int(number as i64);
        let names = |names: &[Symbol]| {
            Value::tuple(names.iter().map(|name| Value::Str(name.name())).collect())
        };
        let (own, outer) = scope.cells.split_at(scope.owned.min(scope.cells.len()));
        let flag = |set: bool, bit: i64| if set { bit } else { 0 };
        let flags = PLAIN
            + flag(parameters.args.is_some(), TAKES_REST)
            + flag(parameters.kwargs.is_some(), TAKES_KEYWORDS)
            + flag(definition.qualified.contains("<locals>"), NESTED)
            + flag(scope.generator, GENERATOR);
        let line = function.source.place(definition.span.start).line;
        let details = [
            ("co_name", Value::Str(definition.name.name())),
            ("co_qualname", Value::str(&definition.qualified)),
            ("co_argcount", count(parameters.positional.len())),
            ("co_posonlyargcount", count(parameters.positional_only)),
            ("co_kwonlyargcount", count(parameters.keyword_only.len())),
            ("co_varnames", names(&scope.locals)),
            ("co_nlocals", count(scope.locals.len())),
            ("co_cellvars", names(own)),
            ("co_freevars", names(outer)),
            ("co_flags", Value::Int(flags)),
            ("co_firstlineno", count(line)),
        ];
        let details = details.map(|(name, value)| (name.into(), value));
        let details = operations::keyword_dict(self, details.to_vec())?;
        self.of_types("CodeType", details)
    }

    /// `function.__closure__`: the variables of enclosing functions that it uses, as they are now.
    pub(super) fn closure_of(&mut self, function: &Function) -> Result<Value> {
        if function.captured.is_empty() {
            return Ok(Value::None);
        }
        let held: Vec<Option<Value>> = function
            .captured
            .iter()
            .map(|cell| cell.borrow().clone())
            .collect();
        let cells = held.into_iter().map(|value| {
            let values = Value::tuple(value.into_iter().collect());
            self.of_types("CellType", values)
        });
        Ok(Value::tuple(cells.collect::<Result<_>>()?))
    }

    /// `function.__kwdefaults__`
    pub(super) fn keyword_defaults(&mut self, function: &Function) -> Result<Value> {
        let parameters = &function.definition.parameters;
        let positional = parameters.positional.iter();
        let before = positional.filter(|p| p.default.is_some()).count();
        let named = parameters.keyword_only.iter();
        let named = named.filter(|p| p.default.is_some());
        let values = function.defaults.iter().skip(before).cloned();
        let found: Vec<_> = named.map(|p| p.name.name()).zip(values).collect();
        match found.is_empty() {
            true => Ok(Value::None),
            false => operations::keyword_dict(self, found),
        }
    }

    /// An object of a class of the module `types`.
    fn of_types(&mut self, class: &str, argument: Value) -> Result<Value> {
        match self.library_member("types", class)? {
            Some(class) => self.apply(&class, Arguments::positional([argument])),
            None => Err(Raised::runtime_error(format!("types.{class} is missing"))),
        }
    }

    /// `function.__globals__`: the names of the session.
    pub(super) fn globals_dict(&mut self) -> Result<Value> {
        let names = self.session_names();
        self.names_dict(names)
    }
}
