//! The first pass: what each scope does with its names, and what Python forbids there.

use indexmap::IndexMap;

use super::table::{Block, Seen, Table};
use super::walk::{Pass, Usage, Walked};
use crate::syntax::ast::{ComprehensionKind, Parameter, Scope, Variable};
use crate::syntax::error::SyntaxError;
use crate::text::{Span, Symbol};

pub(super) struct Collect {
    pub(super) tables: Vec<Table>,
    /// The scope the walk is in.
    current: usize,
    /// How many iterables of comprehensions the walk is in, per open scope.
    iterables: Vec<usize>,
}

impl Collect {
    pub(super) fn new() -> Collect {
        Collect {
            tables: vec![Table {
                block: Block::Module,
                parent: None,
                class: None,
                qualified: String::new(),
                names: IndexMap::new(),
                generator: false,
            }],
            current: 0,
            iterables: vec![0],
        }
    }

    fn table(&mut self) -> &mut Table {
        &mut self.tables[self.current]
    }

    fn seen(&mut self, name: Symbol) -> &mut Seen {
        self.table().names.entry(name).or_default()
    }

    /// `__secret` inside `class A` is `_A__secret`.
    fn mangled(&mut self, name: Symbol) -> Symbol {
        let Some(class) = self.table().class else {
            return name;
        };
        let text = name.name();
        if !text.starts_with("__") || text.ends_with("__") {
            return name;
        }
        let class = class.name();
        match class.trim_start_matches('_') {
            "" => name,
            class => Symbol::new(&format!("_{class}{text}")),
        }
    }

    /// `:=` in a comprehension binds in the nearest scope that is none.
    fn walrus(&mut self, name: Symbol, span: Span) -> Walked {
        if self.iterables.last().is_some_and(|&open| open > 0) {
            let message =
                "assignment expression cannot be used in a comprehension iterable expression";
            return Err(SyntaxError::new(message, span));
        }
        let mut at = self.current;
        while let Block::Comprehension(_) = self.tables[at].block {
            if self.tables[at].seen(name).iteration {
                return Err(SyntaxError::new(
                    format!(
                        "assignment expression cannot rebind comprehension iteration variable '{name}'"
                    ),
                    span,
                ));
            }
            self.tables[at].names.entry(name).or_default().used = true;
            at = self.tables[at].parent.unwrap_or(0);
        }
        if at != self.current && self.tables[at].block == Block::Class {
            let message =
                "assignment expression within a comprehension cannot be used in a class body";
            return Err(SyntaxError::new(message, span));
        }
        self.tables[at].names.entry(name).or_default().bound = true;
        Ok(())
    }

    /// Python's complaint about a name that was something else before its declaration.
    fn declared_late(&mut self, name: Symbol, word: &str, span: Span) -> Walked {
        let seen = *self.seen(name);
        let message = if seen.parameter {
            format!("name '{name}' is parameter and {word}")
        } else if seen.used {
            format!("name '{name}' is used prior to {word} declaration")
        } else if seen.annotated {
            format!("annotated name '{name}' can't be {word}")
        } else if seen.bound {
            format!("name '{name}' is assigned to before {word} declaration")
        } else {
            return Ok(());
        };
        Err(SyntaxError::new(message, span))
    }

    fn qualified(&self, block: Block, name: &str) -> String {
        let around = &self.tables[self.current];
        let declared_global = around.seen(Symbol::new(name)).global.is_some();
        let prefix = match around.block {
            _ if declared_global && matches!(block, Block::Function | Block::Class) => {
                String::new()
            }
            Block::Module => String::new(),
            Block::Class => format!("{}.", around.qualified),
            _ => format!("{}.<locals>.", around.qualified),
        };
        let own = match block {
            Block::Comprehension(ComprehensionKind::List) => "<listcomp>",
            Block::Comprehension(ComprehensionKind::Set) => "<setcomp>",
            Block::Comprehension(ComprehensionKind::Dict) => "<dictcomp>",
            Block::Comprehension(ComprehensionKind::Generator) => "<genexpr>",
            _ => name,
        };
        format!("{prefix}{own}")
    }
}

impl Pass for Collect {
    fn name(&mut self, name: &mut Symbol, _: &mut Variable, span: Span, usage: Usage) -> Walked {
        *name = self.mangled(*name);
        let in_function = self.table().block.has_slots();
        let seen = self.seen(*name);
        match usage {
            Usage::Read => {
                seen.used = true;
                // `super()` finds its class in a hidden cell.
                if in_function && &*name.name() == "super" {
                    self.seen(Symbol::new("__class__")).used = true;
                }
            }
            Usage::Bind => seen.bound = true,
            Usage::Annotate => {
                if seen.global.is_some() || seen.nonlocal.is_some() {
                    let word = if seen.global.is_some() {
                        "global"
                    } else {
                        "nonlocal"
                    };
                    let message = format!("annotated name '{name}' can't be {word}");
                    return Err(SyntaxError::new(message, span));
                }
                seen.bound = true;
                seen.annotated = true;
            }
            Usage::Iterate => {
                seen.bound = true;
                seen.iteration = true;
            }
            Usage::Walrus => return self.walrus(*name, span),
        }
        Ok(())
    }

    fn private(&mut self, name: &mut Symbol) {
        *name = self.mangled(*name);
    }

    fn global(&mut self, names: &mut [Symbol], span: Span) -> Walked {
        for name in names {
            *name = self.mangled(*name);
            self.declared_late(*name, "global", span)?;
            self.seen(*name).global = Some(span);
        }
        Ok(())
    }

    fn nonlocal(&mut self, names: &mut [Symbol], span: Span) -> Walked {
        for name in names {
            *name = self.mangled(*name);
            self.declared_late(*name, "nonlocal", span)?;
            if self.table().block == Block::Module {
                let message = "nonlocal declaration not allowed at module level";
                return Err(SyntaxError::new(message, span));
            }
            self.seen(*name).nonlocal = Some(span);
        }
        Ok(())
    }

    fn parameter(&mut self, parameter: &mut Parameter) -> Walked {
        parameter.name = self.mangled(parameter.name);
        let name = parameter.name;
        let seen = self.seen(name);
        if seen.parameter {
            let message = format!("duplicate argument '{name}' in function definition");
            return Err(SyntaxError::new(message, parameter.span));
        }
        seen.parameter = true;
        seen.bound = true;
        Ok(())
    }

    fn star_import(&mut self, span: Span) -> Walked {
        match self.table().block {
            Block::Module => Ok(()),
            _ => Err(SyntaxError::new(
                "import * only allowed at module level",
                span,
            )),
        }
    }

    fn yields(&mut self, span: Span) -> Walked {
        let table = self.table();
        table.generator = true;
        let what = match table.block {
            Block::Comprehension(ComprehensionKind::List) => "list comprehension",
            Block::Comprehension(ComprehensionKind::Set) => "set comprehension",
            Block::Comprehension(ComprehensionKind::Dict) => "dict comprehension",
            Block::Comprehension(ComprehensionKind::Generator) => "generator expression",
            _ => return Ok(()),
        };
        Err(SyntaxError::new(format!("'yield' inside {what}"), span))
    }

    fn enter(&mut self, block: Block, name: &str) {
        let table = Table {
            block,
            parent: Some(self.current),
            class: if block == Block::Class {
                Some(Symbol::new(name))
            } else {
                self.table().class
            },
            qualified: self.qualified(block, name),
            names: IndexMap::new(),
            generator: false,
        };
        self.current = self.tables.len();
        self.tables.push(table);
        self.iterables.push(0);
    }

    fn leave(&mut self, _: &mut Scope, _: Option<&mut String>) {
        self.current = self.table().parent.unwrap_or(0);
        self.iterables.pop();
    }

    fn iterable(&mut self, entered: bool) {
        if let Some(open) = self.iterables.last_mut() {
            *open = if entered {
                *open + 1
            } else {
                open.saturating_sub(1)
            };
        }
    }
}
