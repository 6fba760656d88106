//! Modules: which there are, and what a name means in one.
//!
//! A module exists when rows of the catalogue begin with its name; nothing else says so.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::OnceLock;

use super::{Interpreter, library, rows};
use crate::builtins::{self as catalogue, numpy};
use crate::value::builtin::RowKind;
use crate::value::{Arguments, Builtin, ClassId, Module, Raised, Result, Value};

/// Who a name belongs to that the lesson has not assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Python,
    NumPy,
}

/// Modules whose name is also that of one of their classes.
const LIKE_A_CLASS: [&str; 2] = ["datetime", "time"];

/// Modules of classes alone.
const OF_CLASSES: [&str; 6] = [
    "np._core",
    "np._core.multiarray",
    "np.dtypes",
    "np.exceptions",
    "np.lib._arraysetops_impl",
    "np.lib.npyio",
];

/// The catalogue's names of all modules: `np`, `np.linalg`, `math`.
pub(super) fn module_names() -> &'static BTreeSet<&'static str> {
    static NAMES: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let classes: BTreeSet<&str> = ClassId::all().map(ClassId::name).collect();
        let mut found = BTreeSet::from(OF_CLASSES);
        // Thousands of rows share a hundred prefixes.
        let mut seen = BTreeSet::new();
        found.extend(numpy::old_core::MODULES);
        found.extend(library::module_names());
        let mut last = "";
        for name in catalogue::rows().flat_map(|row| row.names) {
            // Rows that stand together mostly belong together.
            let inside = name
                .strip_prefix(last)
                .and_then(|rest| rest.strip_prefix('.'));
            if inside.is_some_and(|member| !member.contains('.')) {
                continue;
            }
            let mut rest = *name;
            last = rest.rsplit_once('.').map_or(last, |(prefix, _)| prefix);
            while let Some((prefix, _)) = rest.rsplit_once('.') {
                if seen.insert(prefix) && !is_class(prefix, |last| classes.contains(last)) {
                    found.insert(prefix);
                }
                rest = prefix;
            }
        }
        found
    })
}

/// Is the part before a row's last dot a class, as in `list.append`?
fn is_class(prefix: &str, is_name: impl Fn(&str) -> bool) -> bool {
    let last = prefix.rsplit_once('.').map_or(prefix, |(_, last)| last);
    !LIKE_A_CLASS.contains(&prefix) && is_name(last)
}

/// The module of that name. Programs ask for the few that they use, which is quicker than to list all.
pub(super) fn find_module(name: &str) -> Option<&'static str> {
    let of_classes = OF_CLASSES.into_iter().chain(numpy::old_core::MODULES);
    let mut others = of_classes.chain(library::module_names());
    if let Some(found) = others.find(|other| *other == name) {
        return Some(found);
    }
    let in_it = |row: &&&str| {
        let rest = row.strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with('.'))
    };
    let row = catalogue::rows().flat_map(|row| row.names).find(in_it)?;
    let classes = || ClassId::all().map(ClassId::name);
    row.get(..name.len())
        .filter(|name| !is_class(name, |last| classes().any(|class| class == last)))
}

/// The names of all modules as Python writes them: `numpy.linalg`.
pub(super) fn shown_modules() -> impl Iterator<Item = Cow<'static, str>> {
    module_names().iter().map(|name| shown_name(name))
}

/// The name that Python shows for a module of the catalogue.
pub(super) fn shown_name(name: &'static str) -> Cow<'static, str> {
    match name.strip_prefix("np") {
        Some(rest) if rest.is_empty() || rest.starts_with('.') => format!("numpy{rest}").into(),
        _ => name.into(),
    }
}

/// The catalogue's name of a module as an `import` writes it.
pub(super) fn catalogue_name(written: &str) -> Option<&'static str> {
    match written.strip_prefix("numpy") {
        Some("") => find_module("np"),
        Some(rest) if rest.starts_with('.') => find_module(&format!("np{rest}")),
        _ if written == "np" || written.starts_with("np.") => None,
        _ => find_module(written),
    }
}

impl Interpreter {
    /// The module object of a catalogue's name; one per session, since lessons may set attributes on it.
    pub(super) fn module(&mut self, name: &'static str) -> Rc<Module> {
        if let Some(module) = self.modules.get(name) {
            return module.clone();
        }
        let module = Rc::new(Module {
            name,
            shown: shown_name(name).into(),
            assigned: Default::default(),
        });
        self.modules.insert(name, module.clone());
        module
    }

    /// `module.name`; `None` where there is no such thing.
    pub(super) fn module_member(&mut self, module: &Module, name: &str) -> Result<Option<Value>> {
        let assigned = module.assigned.borrow();
        if let Some((_, value)) = assigned.iter().find(|(key, _)| &**key == name) {
            return Ok(Some(value.clone()));
        }
        drop(assigned);
        self.member_of(module.name, &module.shown, name)
    }

    fn member_of(
        &mut self,
        module: &'static str,
        shown: &str,
        name: &str,
    ) -> Result<Option<Value>> {
        let full = format!("{module}.{name}");
        if let Some(row) = catalogue::find(&full) {
            return self.row_value(row).map(Some);
        }
        if let Some(class) = catalogue::class_in_module(shown, name) {
            return Ok(Some(Value::Class(class.into())));
        }
        if let Some(submodule) = find_module(&full) {
            return Ok(Some(Value::Module(self.module(submodule))));
        }
        if numpy::old_core::is_old(module) && !name.starts_with("__") {
            let (place, shown) = numpy::old_core::place(self, module, name)?;
            return self.member_of(place, shown, name);
        }
        if let Some(value) = self.library_member(module, name)? {
            return Ok(Some(value));
        }
        Ok(match name {
            "__name__" => Some(Value::str(shown)),
            "__doc__" => Some(Value::None),
            _ => None,
        })
    }

    /// What a row of a module is as a value: a function as itself, a constant's value.
    pub(super) fn row_value(&mut self, row: &'static Builtin) -> Result<Value> {
        match row.kind {
            RowKind::Function | RowKind::Ufunc => Ok(Value::Builtin(row)),
            _ => row.call(self, Arguments::none()),
        }
    }

    /// A name that nobody assigned: Python's own, else NumPy's.
    pub(super) fn given_by_catalogue(&mut self, name: &str) -> Result<Option<(Value, Origin)>> {
        if let Some(value) = self.python_name(name)? {
            return Ok(Some((value, Origin::Python)));
        }
        let numpy = match name {
            "np" => find_module(name).map(|np| Value::Module(self.module(np))),
            private if private.starts_with('_') => None,
            _ => self.member_of("np", "numpy", name)?,
        };
        Ok(numpy.map(|value| (value, Origin::NumPy)))
    }

    fn python_name(&mut self, name: &str) -> Result<Option<Value>> {
        if let Some(row) = catalogue::find(name).or_else(|| rows::find(name)) {
            return self.row_value(row).map(Some);
        }
        if let Some(class) = catalogue::class_in_module("", name) {
            return Ok(Some(Value::Class(class.into())));
        }
        Ok(match name {
            // Older names of one exception.
            "IOError" | "EnvironmentError" => Some(Value::Class(ClassId::OS_ERROR.into())),
            "__name__" => Some(Value::str("__main__")),
            "Ellipsis" => Some(Value::Ellipsis),
            "NotImplemented" => Some(Value::NotImplemented),
            "__debug__" => Some(Value::Bool(true)),
            _ => None,
        })
    }

    /// What Python, or NumPy, says of `module.name` where there is no such thing.
    pub(super) fn no_member(&mut self, module: &Module, name: &str) -> Raised {
        if module.name == "np" {
            return numpy::removed::missing(self, name).unwrap_or_else(|warning| warning);
        }
        Raised::attribute_error(format!(
            "module '{}' has no attribute '{name}'",
            module.shown
        ))
    }
}
