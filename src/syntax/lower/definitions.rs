//! Functions, lambdas, their parameters, and classes.

use std::rc::Rc;

use super::statements::docstring;
use super::{Lower, Lowered, Node, Nodes, Rule, expect, take};
use crate::syntax::ast::{
    Body, ClassDef, Expr, ExprKind, FunctionDef, Parameter, Parameters, Scope, StmtKind, Variable,
};
use crate::text::Symbol;

impl Lower {
    pub(super) fn function_definition(&mut self, node: Node) -> Lowered<StmtKind> {
        let mut nodes = node.clone().into_inner();
        let decorators = self.decorators(&mut nodes)?;
        let head = expect(&mut nodes, &node)?;
        let span = self.span(&head);
        let mut words = head.clone().into_inner();
        take(&mut words, Rule::kw_def);
        let name = expect(&mut words, &head)?;
        let parameters = match take(&mut words, Rule::parameters) {
            Some(parameters) => self.parameters(parameters)?,
            None => Parameters::default(),
        };
        let returns = match words.next().and_then(|node| node.into_inner().next()) {
            Some(returns) => Some(self.expression(returns)?),
            None => None,
        };
        let block = expect(&mut nodes, &node)?;
        let body = self.block(block)?;
        Ok(StmtKind::FunctionDef(Rc::new(FunctionDef {
            name: self.symbol(&name)?,
            qualified: name.as_str().to_owned(),
            variable: Variable::Global,
            name_span: self.span(&name),
            parameters,
            decorators,
            returns,
            docstring: docstring(&body),
            body: Body::Block(body),
            scope: Scope::default(),
            span,
        })))
    }

    fn decorators(&mut self, nodes: &mut Nodes) -> Lowered<Vec<Expr>> {
        let mut decorators = Vec::new();
        while let Some(decorator) = take(nodes, Rule::decorator) {
            let head = expect(&mut decorator.clone().into_inner(), &decorator)?;
            let mut words = head.clone().into_inner();
            let value = expect(&mut words, &head)?;
            decorators.push(self.named(value, &mut words)?);
        }
        Ok(decorators)
    }

    pub(super) fn class_definition(&mut self, node: Node) -> Lowered<StmtKind> {
        let mut nodes = node.clone().into_inner();
        let decorators = self.decorators(&mut nodes)?;
        let head = expect(&mut nodes, &node)?;
        let span = self.span(&head);
        let mut words = head.clone().into_inner();
        take(&mut words, Rule::kw_class);
        let name = expect(&mut words, &head)?;
        let arguments = match take(&mut words, Rule::call) {
            Some(call) => self.arguments(call)?,
            None => Vec::new(),
        };
        let block = expect(&mut nodes, &node)?;
        let body = self.block(block)?;
        Ok(StmtKind::ClassDef(Rc::new(ClassDef {
            name: self.symbol(&name)?,
            qualified: name.as_str().to_owned(),
            variable: Variable::Global,
            decorators,
            arguments,
            docstring: docstring(&body),
            body,
            scope: Scope::default(),
            span,
        })))
    }

    pub(super) fn lambda(&mut self, node: Node) -> Lowered<Expr> {
        let span = self.span(&node);
        let mut nodes = node.clone().into_inner();
        let keyword = expect(&mut nodes, &node)?;
        let parameters = match take(&mut nodes, Rule::lambda_parameters) {
            Some(parameters) => self.parameters(parameters)?,
            None => Parameters::default(),
        };
        let body = expect(&mut nodes, &node)?;
        let body = self.deeper(1, span, |lower| lower.expression(body))?;
        let kind = ExprKind::Lambda(Rc::new(FunctionDef {
            name: Symbol::new("<lambda>"),
            qualified: "<lambda>".to_owned(),
            variable: Variable::Global,
            name_span: self.span(&keyword),
            parameters,
            decorators: Vec::new(),
            returns: None,
            docstring: None,
            body: Body::Expr(body),
            scope: Scope::default(),
            span,
        }));
        Ok(Expr { kind, span })
    }

    /// The parameters of a function or a lambda, refused where Python's order is broken.
    fn parameters(&mut self, list: Node) -> Lowered<Parameters> {
        let mut reader = ParameterReader::default();
        for node in list.clone().into_inner() {
            let allowed = match node.as_rule() {
                Rule::slash => reader.slash(),
                Rule::args_parameter | Rule::lambda_args => {
                    let args = match node.clone().into_inner().next() {
                        Some(_) => Some(self.parameter(node.clone())?),
                        None => None,
                    };
                    reader.args(args)
                }
                Rule::kwargs_parameter | Rule::lambda_kwargs => {
                    let kwargs = self.parameter(node.clone())?;
                    reader.kwargs(kwargs)
                }
                _ => {
                    let parameter = self.parameter(node.clone())?;
                    reader.parameter(parameter)
                }
            };
            if !allowed {
                return self.refuse(&node);
            }
        }
        match reader.finish() {
            Some(parameters) => Ok(parameters),
            None => self.refuse(&list),
        }
    }

    /// A name with its annotation and default.
    fn parameter(&mut self, node: Node) -> Lowered<Parameter> {
        let starred = node.as_rule() == Rule::args_parameter;
        let mut nodes = node.clone().into_inner();
        let name = expect(&mut nodes, &node)?;
        let annotation = match take(&mut nodes, Rule::annotation) {
            Some(annotation) => Some(self.annotation(annotation, starred)?),
            None => None,
        };
        let default = match take(&mut nodes, Rule::default) {
            Some(default) => {
                let value = expect(&mut default.clone().into_inner(), &default)?;
                Some(self.expression(value)?)
            }
            None => None,
        };
        Ok(Parameter {
            name: self.symbol(&name)?,
            default,
            annotation,
            span: self.span(&name),
        })
    }

    fn annotation(&mut self, node: Node, starred: bool) -> Lowered<Expr> {
        let value = expect(&mut node.clone().into_inner(), &node)?;
        match value.as_rule() {
            Rule::starred if starred => self.starred(value),
            Rule::starred => self.refuse(&value),
            _ => self.expression(value),
        }
    }
}

/// Puts parameters where they belong. Each method says whether Python allows it at that point.
#[derive(Default)]
struct ParameterReader {
    parameters: Parameters,
    slash: bool,
    /// A `*` was read, with or without a name.
    star: bool,
    bare_star: bool,
}

impl ParameterReader {
    fn slash(&mut self) -> bool {
        let count = self.parameters.positional.len();
        let allowed = !self.slash && !self.star && self.open() && count > 0;
        self.slash = true;
        self.parameters.positional_only = count;
        allowed
    }

    fn args(&mut self, args: Option<Parameter>) -> bool {
        let allowed = !self.star && self.open();
        self.star = true;
        self.bare_star = args.is_none();
        self.parameters.args = args;
        allowed
    }

    fn kwargs(&mut self, kwargs: Parameter) -> bool {
        let allowed = self.open();
        self.parameters.kwargs = Some(kwargs);
        allowed
    }

    fn parameter(&mut self, parameter: Parameter) -> bool {
        if self.star {
            self.parameters.keyword_only.push(parameter);
            return self.open();
        }
        let before = self.parameters.positional.last();
        let allowed = self.open()
            && (parameter.default.is_some()
                || before.is_none_or(|before| before.default.is_none()));
        self.parameters.positional.push(parameter);
        allowed
    }

    /// Nothing follows `**kwargs`.
    fn open(&self) -> bool {
        self.parameters.kwargs.is_none()
    }

    /// A bare `*` must have a name after it.
    fn finish(self) -> Option<Parameters> {
        let complete = !self.bare_star || !self.parameters.keyword_only.is_empty();
        complete.then_some(self.parameters)
    }
}
