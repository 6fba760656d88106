//! Modules of Python's that are written in the language itself: the texts beside this file.
//!
//! A text runs when a name that it defines is first asked for, once in a session. It is read as the body of a function:
//! what it calls global are that function's variables, so that neither a lesson's names reach it nor its own a lesson.
//! Errors inside it are blamed on the line of the lesson that called. What it can say in rows of the catalogue it leaves to
//! those: a module may be part rows, part text.

use std::cell::RefCell;
use std::rc::Rc;

use super::Interpreter;
use super::frame::Frame;
use crate::syntax::ast::{Body, Stmt};
use crate::syntax::{parse, parse_library};
use crate::text::{NameMap, Source, Symbol};
use crate::value::{ClassId, Function, Raised, Result, Value};

macro_rules! texts {
    ($($name:literal $file:literal;)*) => {
        &[$(($name, include_str!($file))),*]
    };
}

/// The modules with their texts.
static TEXTS: &[(&str, &str)] = texts! {
    "abc" "abc.py";
    "bisect" "bisect.py";
    "calendar" "calendar.py";
    "cmath" "cmath.py";
    "collections" "collections.py";
    "collections.abc" "collections_abc.py";
    "contextlib" "contextlib.py";
    "csv" "csv.py";
    "dataclasses" "dataclasses.py";
    "decimal" "decimal.py";
    "enum" "enum.py";
    "fnmatch" "fnmatch.py";
    "fractions" "fractions.py";
    "functools" "functools.py";
    "heapq" "heapq.py";
    "inspect" "inspect.py";
    "json" "json.py";
    "keyword" "keyword.py";
    "numbers" "numbers.py";
    "os" "os.py";
    "os.path" "os_path.py";
    "pathlib" "pathlib.py";
    "pprint" "pprint.py";
    "re" "re.py";
    "statistics" "statistics.py";
    "string" "string.py";
    "textwrap" "textwrap.py";
    "timeit" "timeit.py";
    "types" "types.py";
    "typing" "typing.py";
};

/// The names of a module's text with their values.
pub(super) type Names = Rc<[(Symbol, Value)]>;

fn text_of(module: &str) -> Option<(&'static str, &'static str)> {
    TEXTS.iter().find(|(name, _)| *name == module).copied()
}

/// The modules that have a text.
pub(super) fn module_names() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().map(|(name, _)| *name)
}

/// The public names that a module's text defines, without running it.
pub(super) fn defined_names(module: &str) -> impl Iterator<Item = &'static str> {
    let text = text_of(module).map_or("", |(_, text)| text);
    let outermost = text.lines().filter(|line| !line.starts_with(' '));
    let names = outermost.flat_map(|line| {
        let definition = line
            .strip_prefix("def ")
            .or_else(|| line.strip_prefix("class "));
        // Of an assignment, all that it assigns to: `a, b = …`, `a = b = …`.
        let targets = match definition {
            Some(rest) => rest.split(['(', ':', ' ']).next(),
            None => line.rsplit_once(" = ").map(|(targets, _)| targets),
        };
        targets.unwrap_or("").split([',', '=']).map(str::trim_end)
    });
    let names = names.map(|name| name.strip_prefix(' ').unwrap_or(name));
    names.filter(|name| {
        let public = name.starts_with(|c: char| c.is_ascii_alphabetic());
        public && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// A module's text with its statements.
pub(super) struct Text {
    pub source: Source,
    pub body: Vec<Stmt>,
}

thread_local! {
    /// The texts that pages of the manual were made of.
    static READ: RefCell<NameMap<Rc<Text>>> = RefCell::default();
}

/// What a module's text says, without running it; none for other modules.
pub(super) fn text(module: &str) -> Option<Rc<Text>> {
    let (module, text) = text_of(module)?;
    if let Some(known) = READ.with_borrow(|read| read.get(module).cloned()) {
        return Some(known);
    }
    let source = Source::library(module, text);
    let body = parse(&source).ok()?.body;
    let text = Rc::new(Text { source, body });
    READ.with_borrow_mut(|read| read.insert(module, text.clone()));
    Some(text)
}

impl Interpreter {
    /// What a module's text defines under a name.
    ///
    /// # Errors
    /// Whatever running the text raises: a limit that is hit meanwhile.
    pub(super) fn library_member(&mut self, module: &str, name: &str) -> Result<Option<Value>> {
        let Some((module, text)) = text_of(module) else {
            return Ok(None);
        };
        if name.starts_with("__") && name != "__all__" {
            return Ok(None);
        }
        let names = match self.library.get(module) {
            Some(names) => names.clone(),
            None => {
                // A text that imports its own module finds the rows there.
                self.library.insert(module, Rc::from([]));
                let loaded = self.run_library(module, text);
                if loaded.is_err() {
                    self.library.remove(module);
                }
                let names: Names = loaded?.into();
                self.library.insert(module, names.clone());
                names
            }
        };
        let symbol = Symbol::new(name);
        let found = names.iter().find(|(own, _)| *own == symbol);
        Ok(found.map(|(_, value)| value.clone()))
    }

    fn run_library(&mut self, module: &str, text: &str) -> Result<Vec<(Symbol, Value)>> {
        let source = Rc::new(Source::library(module, text));
        let definition = parse_library(&source)
            .map_err(|error| Raised::new(ClassId::SYNTAX_ERROR, error.message))?;
        let function = Rc::new(Function {
            definition: definition.clone(),
            defaults: Vec::new(),
            captured: Vec::new(),
            source,
            attributes: Default::default(),
        });
        let mut frame = Frame::call(function, Vec::new());
        let pauses = std::mem::take(&mut self.pauses);
        self.depth.enter_call()?;
        let result = self.inside(&mut frame, |interpreter| match &definition.body {
            Body::Block(body) => interpreter.block(body).map(drop),
            Body::Expr(value) => interpreter.expr(value).map(drop),
        });
        self.depth.leave_call();
        self.pauses = pauses;
        result?;
        Ok(frame.variables())
    }

    /// The module that the running code belongs to.
    pub(super) fn module_name(&self) -> String {
        let source = self.frame.code.source();
        match source.is_library {
            true => source.name.clone(),
            false => "__main__".to_string(),
        }
    }
}
