//! Calls: of functions, rows of the catalogue, methods and classes.

use super::instances::instantiate_builtin;
use super::supers::of_constructor;
use super::{Interpreter, operations, peek};
use crate::array::meter;
use crate::builtins as catalogue;
use crate::builtins::numpy::casts::report_noticed;
use crate::builtins::subclasses::take_part;
use crate::syntax::ast::{Argument, ArgumentKind, Expr, ExprKind};
use crate::text::{Span, Symbol};
use crate::value::builtin::RowKind;
use crate::value::{
    Arguments, Builtin, Class, ClassId, Function, Raised, Result, Value, descriptor, special,
};

/// Does a call give a function's parameters, all positional, one by one?
fn is_plain(function: &Function, given: &[Argument]) -> bool {
    let parameters = &function.definition.parameters;
    parameters.positional.len() == given.len()
        && parameters.keyword_only.is_empty()
        && parameters.args.is_none()
        && parameters.kwargs.is_none()
        && given
            .iter()
            .all(|argument| argument.kind == ArgumentKind::Positional)
}

impl Interpreter {
    pub(super) fn call_expr(
        &mut self,
        function: &Expr,
        given: &[Argument],
        span: Span,
    ) -> Result<Value> {
        if let Err(error) = meter::steps(1) {
            return Err(self.at(error, span));
        }
        if let ExprKind::Attribute {
            value,
            name,
            name_span,
        } = &function.kind
        {
            let receiver = self.expr(value)?;
            let span = Span {
                start: name_span.start,
                end: span.end,
            };
            return self.call_method(receiver, *name, *name_span, given, span);
        }
        let callee = self.expr(function)?;
        let result = match callee {
            Value::Function(function) if is_plain(&function, given) => {
                self.call_plainly(function, given)?
            }
            Value::Builtin(row) => {
                let mut arguments = Arguments::none();
                self.add_arguments(&mut arguments, &Value::Builtin(row), given)?;
                self.here = span;
                self.call_row(row, &mut arguments)
            }
            callee => {
                let arguments = self.arguments(&callee, given)?;
                self.here = span;
                self.apply(&callee, arguments)
            }
        };
        result.map_err(|error| self.at(error, span))
    }

    /// `receiver.name(…)`: a method of the catalogue is called without making a bound method first.
    fn call_method(
        &mut self,
        receiver: Value,
        name: Symbol,
        name_span: Span,
        given: &[Argument],
        span: Span,
    ) -> Result<Value> {
        let row = match receiver.class() {
            _ if matches!(receiver, Value::Module(_) | Value::Class(_)) => None,
            Class::Builtin(class) => self.member(class, name),
            Class::User(_) => None,
        };
        let is_method = |row: &&'static Builtin| {
            row.kind == RowKind::Function && !row.is_class_method() && !row.is_static_method()
        };
        if let Some(row) = row.filter(is_method) {
            let mut arguments = Arguments::none();
            arguments.positional.push(receiver);
            arguments.as_method = true;
            self.add_arguments(&mut arguments, &Value::Builtin(row), given)?;
            self.here = span;
            return self
                .call_row(row, &mut arguments)
                .map_err(|error| self.at(error, span));
        }
        let callee = self.attribute_of(&receiver, name, name_span)?;
        drop(receiver);
        let arguments = self.arguments(&callee, given)?;
        self.here = span;
        self.apply(&callee, arguments)
            .map_err(|error| self.at(error, span))
    }

    /// Calls any callable with arguments that are ready.
    pub(super) fn apply(&mut self, callee: &Value, mut arguments: Arguments) -> Result<Value> {
        match callee {
            Value::Function(function) => self.call_function(function, arguments),
            Value::Builtin(row) => self.call_row(row, &mut arguments),
            Value::BoundMethod(bound) => {
                let arguments = arguments.with_receiver(bound.receiver.clone());
                self.apply(&bound.function, arguments)
            }
            Value::Class(class) => self.instantiate(class, arguments),
            other => self.call_object(other, arguments),
        }
    }

    /// Calls a row of the catalogue, and warns of what its conversions noticed.
    pub(super) fn call_row(
        &mut self,
        row: &'static Builtin,
        arguments: &mut Arguments,
    ) -> Result<Value> {
        if self.peeking {
            peek::allow(row, arguments)?;
        }
        // A method of a built-in class works on the value that an object of a derived class holds.
        if let Some(first) = arguments.positional.first_mut()
            && first.held().is_some()
            && row.is_method()
            && row.is_of_class()
        {
            let held = first.plain().clone();
            let object = std::mem::replace(first, held);
            let result = self.call_row(row, arguments)?;
            return Ok(match row.name() {
                "copy" => object.claim_copy(result),
                _ => object.claim(result),
            });
        }
        if row.kind == RowKind::Ufunc {
            for argument in &mut arguments.positional {
                if argument.held().is_some() {
                    *argument = argument.plain().clone();
                }
            }
        }
        let result = operations::settled(match take_part(row, arguments) {
            true => catalogue::subclasses::call_row(self, row, std::mem::take(arguments)),
            false => row.call_with(self, arguments),
        })?;
        report_noticed(self)?;
        match result {
            Value::Array(object) if object.subclass.is_some() => {
                catalogue::subclasses::settled(self, Value::Array(object))
            }
            result => Ok(result),
        }
    }

    /// Calls an object through its class's `__call__`.
    fn call_object(&mut self, object: &Value, arguments: Arguments) -> Result<Value> {
        if let Class::Builtin(class) = object.class()
            && let Some(row) = self.member(class, Symbol::new("__call__"))
        {
            if self.peeking {
                peek::allow(row, &arguments)?;
            }
            return row.call(self, arguments.with_receiver(object.clone()));
        }
        if let (Class::Builtin(ClassId::CONSTRUCTOR), Some(row)) =
            (object.class(), of_constructor("__call__"))
        {
            return row.call(self, arguments.with_receiver(object.clone()));
        }
        if let Some(method) = special::find(object, "__call__") {
            let method = descriptor::bound(method, Some(object), &object.class());
            return self.apply(&method, arguments);
        }
        let name = operations::type_name(object);
        Err(Raised::type_error(format!(
            "'{name}' object is not callable"
        )))
    }

    /// `Class(…)`: by the `__call__` of its metaclass, where that has one.
    fn instantiate(&mut self, class: &Class, arguments: Arguments) -> Result<Value> {
        if let Class::User(user) = class
            && let Class::User(metaclass) = &user.metaclass
            && let Some(call) = metaclass.find(Symbol::new("__call__"))
        {
            let own = Value::Class(class.clone());
            let call = descriptor::bound(call, Some(&own), &user.metaclass);
            return self.apply(&call, arguments);
        }
        self.make_instance(class, arguments)
    }

    /// `type.__call__(class, …)`
    pub(super) fn make_instance(&mut self, class: &Class, arguments: Arguments) -> Result<Value> {
        let id = match class {
            Class::User(class) => return self.construct(class, arguments),
            Class::Builtin(ClassId::SUPER) => return self.make_super(arguments),
            Class::Builtin(ClassId::TYPE) if arguments.positional.len() == 3 => {
                return self.type_new(class.clone(), arguments);
            }
            Class::Builtin(id) => *id,
        };
        let Some(row) = self.member(id, Symbol::new("__new__")) else {
            return instantiate_builtin(id, arguments);
        };
        let mut arguments = match row.is_class_method() {
            true => arguments.with_receiver(Value::Class(class.clone())),
            false => arguments,
        };
        self.call_row(row, &mut arguments)
    }
}
