//! Modules that come with the program: their texts run as the body of a function, so that what they call global lives in
//! cells of their own, and builtins are found whatever the lesson has assigned.

use std::rc::Rc;

use super::table::Block;
use super::walk::{self, Pass, Usage, Walked};
use crate::syntax::ast::{Body, FunctionDef, Module, Parameters, Scope, Stmt, StmtKind, Variable};
use crate::syntax::error::SyntaxError;
use crate::text::{Span, Symbol};

/// What the function is called before its name is taken out of all others.
const AROUND: &str = "<module>";

/// The module as a function without parameters, its names resolved.
///
/// # Errors
/// As [`super::resolve`].
pub(in crate::syntax) fn sheltered(module: Module) -> Result<Rc<FunctionDef>, SyntaxError> {
    let function = FunctionDef {
        name: Symbol::new(AROUND),
        qualified: AROUND.to_string(),
        variable: Variable::Global,
        name_span: Span::default(),
        parameters: Parameters::default(),
        decorators: Vec::new(),
        returns: None,
        docstring: None,
        body: Body::Block(module.body),
        scope: Scope::default(),
        span: Span::default(),
    };
    let mut around = Module {
        body: vec![Stmt {
            kind: StmtKind::FunctionDef(Rc::new(function)),
            span: Span::default(),
            suspends: false,
        }],
        ..Module::default()
    };
    super::resolve(&mut around)?;
    walk::module(&mut around, &mut Shelter)?;
    match around.body.pop().map(|stmt| stmt.kind) {
        Some(StmtKind::FunctionDef(function)) => Ok(function),
        _ => Err(SyntaxError::new("invalid syntax", Span::default())),
    }
}

struct Shelter;

impl Pass for Shelter {
    fn name(&mut self, _: &mut Symbol, variable: &mut Variable, _: Span, _: Usage) -> Walked {
        if *variable == Variable::Global {
            *variable = Variable::Given;
        }
        Ok(())
    }

    fn enter(&mut self, _: Block, _: &str) {}

    fn leave(&mut self, _: &mut Scope, qualified: Option<&mut String>) {
        if let Some(qualified) = qualified
            && let Some(own) = qualified.strip_prefix("<module>.<locals>.")
        {
            *qualified = own.to_string();
        }
    }
}
