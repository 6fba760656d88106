//! What messages need to know of an expression: what it is called, and where it stands.

use std::rc::Rc;

use crate::text::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Name,
    Attribute,
    Subscript,
    Starred,
    List,
    Tuple,
    Lambda,
    Call,
    /// An operation that is neither a comparison nor a condition.
    Operation,
    Generator,
    Yield,
    ListComprehension,
    SetComprehension,
    DictComprehension,
    Dict,
    Set,
    FString,
    None,
    True,
    False,
    Ellipsis,
    Literal,
    /// Whether its first operator is `in`.
    Comparison(bool),
    Conditional,
    Named,
}

#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) what: What,
    pub(super) span: Span,
    /// In parentheses of its own.
    pub(super) grouped: bool,
    /// The items of a list or tuple, the value of a starred expression, the left side of a comparison.
    pub(super) parts: Rc<[Shape]>,
}

/// What an expression is to be the target of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Assign,
    Delete,
    Loop,
}

impl Shape {
    pub(super) fn new(what: What, span: Span) -> Shape {
        Shape::with(what, span, Vec::new())
    }

    pub(super) fn with(what: What, span: Span, parts: Vec<Shape>) -> Shape {
        Shape {
            what,
            span,
            grouped: false,
            parts: parts.into(),
        }
    }

    /// CPython's name for it.
    pub(super) fn name(&self) -> &'static str {
        match self.what {
            What::Name => "name",
            What::Attribute => "attribute",
            What::Subscript => "subscript",
            What::Starred => "starred",
            What::List => "list",
            What::Tuple => "tuple",
            What::Lambda => "lambda",
            What::Call => "function call",
            What::Operation => "expression",
            What::Generator => "generator expression",
            What::Yield => "yield expression",
            What::ListComprehension => "list comprehension",
            What::SetComprehension => "set comprehension",
            What::DictComprehension => "dict comprehension",
            What::Dict => "dict literal",
            What::Set => "set display",
            What::FString => "f-string expression",
            What::None => "None",
            What::True => "True",
            What::False => "False",
            What::Ellipsis => "ellipsis",
            What::Literal => "literal",
            What::Comparison(_) => "comparison",
            What::Conditional => "conditional expression",
            What::Named => "named expression",
        }
    }

    /// The first part that cannot be a target.
    pub(super) fn invalid_target(&self, purpose: Purpose) -> Option<&Shape> {
        match self.what {
            What::Name | What::Attribute | What::Subscript => None,
            What::List | What::Tuple => self
                .parts
                .iter()
                .find_map(|part| part.invalid_target(purpose)),
            What::Starred if purpose == Purpose::Delete => Some(self),
            What::Starred => self.parts.first()?.invalid_target(purpose),
            // `for a in b` has been read as a comparison.
            What::Comparison(true) if purpose == Purpose::Loop => {
                self.parts.first()?.invalid_target(purpose)
            }
            What::Comparison(_) if purpose == Purpose::Loop => None,
            _ => Some(self),
        }
    }
}
