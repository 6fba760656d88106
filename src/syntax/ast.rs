//! The tree that a cell's text becomes: Python's own syntax, each node with its span.
//!
//! Variables are resolved: [`Variable`] says where each name lives, as CPython's symbol table does,
//! so that the evaluator never searches scopes by name.

use std::rc::Rc;

use num_bigint::BigInt;

use super::error::SyntaxWarning;
use crate::text::{Span, Symbol};

/// A whole cell.
#[derive(Clone, Debug, Default)]
pub struct Module {
    pub body: Vec<Stmt>,
    /// The last line ends in `;`: a trailing expression is run and not shown.
    pub silenced: bool,
    /// What Python would warn of before it runs the cell, in the order of the text.
    pub warnings: Vec<SyntaxWarning>,
}

#[derive(Clone, Debug)]
pub struct Stmt {
    pub kind: StmtKind,
    pub span: Span,
    /// An expression of its own, not one in a block of it, has a `yield` inside: neither all of a statement nor
    /// all of the right side of an assignment.
    pub suspends: bool,
}

#[derive(Clone, Debug)]
pub enum StmtKind {
    Expr(Expr),
    /// `a = b, c = value`: every target gets the value, from left to right.
    Assign {
        targets: Vec<Expr>,
        value: Expr,
    },
    AugAssign {
        target: Expr,
        op: BinaryOp,
        op_span: Span,
        value: Expr,
    },
    AnnAssign {
        target: Expr,
        annotation: Expr,
        value: Option<Expr>,
    },
    If {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    For {
        target: Expr,
        iter: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    While {
        test: Expr,
        body: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    Break,
    Continue,
    Pass,
    FunctionDef(Rc<FunctionDef>),
    ClassDef(Rc<ClassDef>),
    Return(Option<Expr>),
    Global(Vec<Symbol>),
    Nonlocal(Vec<Symbol>),
    Delete(Vec<Expr>),
    Assert {
        test: Expr,
        message: Option<Expr>,
    },
    Raise {
        exception: Option<Expr>,
        cause: Option<Expr>,
    },
    Try(Box<Try>),
    With {
        items: Vec<WithItem>,
        body: Vec<Stmt>,
    },
    Match(Box<Match>),
    /// `import a.b as c`
    Import(Vec<Alias>),
    /// `from a.b import c as d`; `names` is empty for `*`.
    ImportFrom {
        module: String,
        names: Vec<Alias>,
        star: bool,
    },
    /// A notebook's line that is not Python: `%timeit x`, `%%time`, `!ls`.
    Magic(Magic),
}

#[derive(Clone, Debug)]
pub struct Magic {
    /// `matplotlib`, `timeit`, `time`; for `!ls -l` the name is `!`, for `name?` it is `?`.
    pub name: String,
    /// What follows the name, trimmed; for `name?` what stands before the `?`.
    pub rest: String,
    /// The code that `%time`/`%timeit` are to run, when it parses as Python.
    pub code: Option<Rc<Module>>,
    /// `%%name`, the first line of the cell: `code` is all the lines after it.
    pub cell: bool,
}

#[derive(Clone, Debug)]
pub struct Try {
    pub body: Vec<Stmt>,
    pub handlers: Vec<Handler>,
    pub orelse: Vec<Stmt>,
    pub finally: Vec<Stmt>,
}

#[derive(Clone, Debug)]
pub struct Handler {
    pub kind: Option<Expr>,
    /// The name bound by `as`, an [`ExprKind::Name`].
    pub name: Option<Expr>,
    pub body: Vec<Stmt>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Match {
    pub subject: Expr,
    pub cases: Vec<Case>,
}

#[derive(Clone, Debug)]
pub struct Case {
    pub pattern: Pattern,
    pub guard: Option<Expr>,
    pub body: Vec<Stmt>,
    pub span: Span,
}

/// What a `case` compares with. Names that it binds are [`ExprKind::Name`]s.
#[derive(Clone, Debug)]
pub struct Pattern {
    pub kind: PatternKind,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum PatternKind {
    /// Equal to a literal or to a constant with dots.
    Value(Expr),
    /// None, True or False itself.
    Singleton(Expr),
    /// A name that takes whatever it is; `_` takes it and binds nothing.
    Capture(Option<Expr>),
    Sequence(Vec<Pattern>),
    /// `*rest` in a sequence; `*_` binds nothing.
    Star(Option<Expr>),
    Mapping {
        items: Vec<(Expr, Pattern)>,
        /// `**rest`
        rest: Option<Expr>,
    },
    Class {
        class: Expr,
        positional: Vec<Pattern>,
        keywords: Vec<(Symbol, Pattern)>,
    },
    Or(Vec<Pattern>),
    As(Box<Pattern>, Expr),
}

#[derive(Clone, Debug)]
pub struct WithItem {
    pub context: Expr,
    pub target: Option<Expr>,
}

#[derive(Clone, Debug)]
pub struct Alias {
    /// The dotted name as written.
    pub name: String,
    /// The variable it binds, an [`ExprKind::Name`]: the `as` name, or the first part of the dotted one.
    pub target: Expr,
    pub renamed: bool,
    pub span: Span,
}

/// Where a name lives, as seen from the scope that uses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variable {
    /// In the session's namespace, then among the builtins.
    Global,
    /// Among the builtins, whatever the session's namespace has: so in modules that come with the program.
    Given,
    /// In the running function's own slot.
    Local(u32),
    /// In a cell shared between a function and the functions inside it: an index into the frame's cells.
    Cell(u32),
    /// In the body of a class: its namespace first, then the cell where there is one, else as a global.
    Class { outer: Option<u32> },
}

/// The variables of one function, lambda, comprehension or class body.
///
/// A class body has no slots; the one cell it can own is `__class__`, there when a method names it or calls
/// `super`, to be filled with the class once that exists.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Names of the local slots; a function's parameters come first, in the order of [`Parameters::all`].
    pub locals: Vec<Symbol>,
    /// Names of the frame's cells: first those this scope owns, then those it takes from outside.
    pub cells: Vec<Symbol>,
    /// How many of `cells` are owned.
    pub owned: usize,
    /// For each cell taken from outside, in order, its index among the cells of the enclosing frame.
    pub captured: Vec<u32>,
    /// Parameters that live in a cell: (local slot, cell index), moved there on entry.
    pub parameter_cells: Vec<(u32, u32)>,
    /// The body contains `yield`.
    pub generator: bool,
}

#[derive(Clone, Debug)]
pub struct FunctionDef {
    /// What the definition binds: the name as written, but mangled where a class makes it private.
    pub name: Symbol,
    /// `outer.<locals>.name`, as `__qualname__`; its last part is `__name__`.
    pub qualified: String,
    /// Where the definition binds the name; unused for a lambda.
    pub variable: Variable,
    pub name_span: Span,
    pub parameters: Parameters,
    pub decorators: Vec<Expr>,
    pub returns: Option<Expr>,
    pub docstring: Option<Rc<str>>,
    pub body: Body,
    pub scope: Scope,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Body {
    Block(Vec<Stmt>),
    /// A lambda's.
    Expr(Expr),
}

#[derive(Clone, Debug, Default)]
pub struct Parameters {
    /// Before `/`, then the ordinary ones.
    pub positional: Vec<Parameter>,
    /// How many of `positional` stand before `/`.
    pub positional_only: usize,
    pub args: Option<Parameter>,
    pub keyword_only: Vec<Parameter>,
    pub kwargs: Option<Parameter>,
}

impl Parameters {
    /// All in the order of their local slots: positional, keyword-only, `*args`, `**kwargs`.
    pub fn all(&self) -> impl Iterator<Item = &Parameter> {
        self.positional
            .iter()
            .chain(&self.keyword_only)
            .chain(&self.args)
            .chain(&self.kwargs)
    }
}

#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: Symbol,
    pub default: Option<Expr>,
    pub annotation: Option<Expr>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct ClassDef {
    pub name: Symbol,
    pub qualified: String,
    pub variable: Variable,
    pub decorators: Vec<Expr>,
    pub arguments: Vec<Argument>,
    pub docstring: Option<Rc<str>>,
    pub body: Vec<Stmt>,
    pub scope: Scope,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    Name {
        symbol: Symbol,
        variable: Variable,
    },
    None,
    Bool(bool),
    Int(i64),
    BigInt(Rc<BigInt>),
    Float(f64),
    /// The imaginary part of `2j`.
    Imaginary(f64),
    Str(Rc<str>),
    Bytes(Rc<[u8]>),
    FString(Vec<FStringPart>),
    Ellipsis,
    List(Vec<Expr>),
    Tuple(Vec<Expr>),
    Set(Vec<Expr>),
    Dict(Vec<DictItem>),
    /// `*x` in a display, a call's arguments or an assignment's target.
    Starred(Box<Expr>),
    Unary {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Binary {
        left: Box<Expr>,
        op: BinaryOp,
        op_span: Span,
        right: Box<Expr>,
    },
    /// `and`, `or`, of two or more values; `op_spans` has one less.
    BoolOp {
        op: BoolOp,
        op_spans: Vec<Span>,
        values: Vec<Expr>,
    },
    Compare {
        first: Box<Expr>,
        rest: Vec<(CompareOp, Span, Expr)>,
    },
    Conditional {
        test: Box<Expr>,
        body: Box<Expr>,
        orelse: Box<Expr>,
    },
    Call {
        function: Box<Expr>,
        arguments: Vec<Argument>,
    },
    Attribute {
        value: Box<Expr>,
        name: Symbol,
        name_span: Span,
    },
    Subscript {
        value: Box<Expr>,
        index: Box<Expr>,
    },
    /// Only inside a subscript, alone or in its tuple.
    Slice {
        start: Option<Box<Expr>>,
        stop: Option<Box<Expr>>,
        step: Option<Box<Expr>>,
    },
    Lambda(Rc<FunctionDef>),
    Comprehension(Rc<Comprehension>),
    /// `(name := value)`
    Walrus {
        target: Box<Expr>,
        value: Box<Expr>,
    },
    Yield(Option<Box<Expr>>),
    YieldFrom(Box<Expr>),
}

impl ExprKind {
    /// Is it written as one constant: a number, a text, `None`, `...`?
    pub fn is_constant(&self) -> bool {
        matches!(
            self,
            ExprKind::None
                | ExprKind::Bool(_)
                | ExprKind::Int(_)
                | ExprKind::BigInt(_)
                | ExprKind::Float(_)
                | ExprKind::Imaginary(_)
                | ExprKind::Str(_)
                | ExprKind::Bytes(_)
                | ExprKind::Ellipsis
        )
    }
}

impl Expr {
    /// Does it say itself what it is: a constant with or without a sign, or a list or tuple of those?
    pub fn is_literal(&self) -> bool {
        match &self.kind {
            ExprKind::Unary { operand, .. } => operand.is_literal(),
            ExprKind::List(items) | ExprKind::Tuple(items) => items.iter().all(Expr::is_literal),
            kind => kind.is_constant(),
        }
    }
}

#[derive(Clone, Debug)]
pub enum FStringPart {
    Text(Rc<str>),
    Field {
        value: Expr,
        /// For `{x=}`: the text up to and with the `=`.
        shown: Option<Rc<str>>,
        conversion: Option<Conversion>,
        /// Text and fields of the format spec.
        spec: Vec<FStringPart>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    Str,
    Repr,
    Ascii,
}

#[derive(Clone, Debug)]
pub enum DictItem {
    Pair(Expr, Expr),
    /// `**mapping`
    Spread(Expr),
}

#[derive(Clone, Debug)]
pub struct Argument {
    pub kind: ArgumentKind,
    pub value: Expr,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentKind {
    Positional,
    Keyword(Symbol),
    /// `*args`
    Star,
    /// `**kwargs`
    DoubleStar,
}

/// A comprehension or generator expression. The first iterable is evaluated in the enclosing scope,
/// the rest in a scope of its own.
#[derive(Clone, Debug)]
pub struct Comprehension {
    pub kind: ComprehensionKind,
    /// The element; a dict comprehension's key.
    pub element: Expr,
    /// A dict comprehension's value.
    pub value: Option<Expr>,
    pub clauses: Vec<Clause>,
    pub scope: Scope,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComprehensionKind {
    List,
    Set,
    Dict,
    Generator,
}

/// `for target in iter if condition …`
#[derive(Clone, Debug)]
pub struct Clause {
    pub target: Expr,
    pub iter: Expr,
    pub conditions: Vec<Expr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    Not,
    Plus,
    Minus,
    Invert,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    MatMul,
    LeftShift,
    RightShift,
    BitAnd,
    BitOr,
    BitXor,
}

impl BinaryOp {
    /// As written: `+`, `//`.
    pub fn symbol(self) -> &'static str {
        match self {
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Mul => "*",
            BinaryOp::Div => "/",
            BinaryOp::FloorDiv => "//",
            BinaryOp::Mod => "%",
            BinaryOp::Pow => "**",
            BinaryOp::MatMul => "@",
            BinaryOp::LeftShift => "<<",
            BinaryOp::RightShift => ">>",
            BinaryOp::BitAnd => "&",
            BinaryOp::BitOr => "|",
            BinaryOp::BitXor => "^",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BoolOp {
    And,
    Or,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompareOp {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}

impl CompareOp {
    /// The comparison that says the same with the operands exchanged.
    pub fn reflected(self) -> CompareOp {
        match self {
            CompareOp::Lt => CompareOp::Gt,
            CompareOp::LtE => CompareOp::GtE,
            CompareOp::Gt => CompareOp::Lt,
            CompareOp::GtE => CompareOp::LtE,
            same => same,
        }
    }

    /// As written: `==`, `not in`.
    pub fn symbol(self) -> &'static str {
        match self {
            CompareOp::Eq => "==",
            CompareOp::NotEq => "!=",
            CompareOp::Lt => "<",
            CompareOp::LtE => "<=",
            CompareOp::Gt => ">",
            CompareOp::GtE => ">=",
            CompareOp::Is => "is",
            CompareOp::IsNot => "is not",
            CompareOp::In => "in",
            CompareOp::NotIn => "not in",
        }
    }
}
