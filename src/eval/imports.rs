//! `import` and `from … import`: nothing is loaded, modules are parts of the catalogue.

use super::modules::{catalogue_name, module_names};
use super::{Interpreter, library};
use crate::builtins as catalogue;
use crate::syntax::ast::Alias;
use crate::text::{Span, Symbol};
use crate::value::{ClassId, Exception, Module, Raised, Result, Value};

/// Names that `from numpy import *` leaves alone, since Python has them too.
const KEPT_BUILTINS: [&str; 1] = ["bool_"];

impl Interpreter {
    pub(super) fn import(&mut self, aliases: &[Alias]) -> Result<()> {
        for alias in aliases {
            let module = self.known_module(&alias.name, alias.span)?;
            // `import a.b` binds `a`, `import a.b as c` binds `a.b`.
            let bound = match alias.name.split_once('.') {
                Some((first, _)) if !alias.renamed => self.known_module(first, alias.span)?,
                _ => module,
            };
            self.assign(&alias.target, bound)?;
        }
        Ok(())
    }

    fn known_module(&mut self, written: &str, span: Span) -> Result<Value> {
        match catalogue_name(written) {
            Some(name) => Ok(Value::Module(self.module(name))),
            None => Err(self.at(no_module(written), span)),
        }
    }

    pub(super) fn import_from(
        &mut self,
        module: &str,
        names: &[Alias],
        star: bool,
        span: Span,
    ) -> Result<()> {
        if module == "__future__" {
            return Ok(());
        }
        let Value::Module(module) = self.known_module(module, span)? else {
            return Ok(());
        };
        if star {
            return self.import_all(&module);
        }
        for alias in names {
            let Some(value) = self.module_member(&module, &alias.name)? else {
                return Err(self.at(cannot_import(&module, &alias.name), alias.span));
            };
            self.assign(&alias.target, value)?;
        }
        Ok(())
    }

    /// `from module import *`: all its public names.
    fn import_all(&mut self, module: &Module) -> Result<()> {
        for name in public_names(module) {
            if let Some(value) = self.module_member(module, &name)? {
                self.names.set(Symbol::new(&name), value);
            }
        }
        Ok(())
    }
}

/// The names that a module shows: its rows, its classes and the modules inside it.
pub(super) fn public_names(module: &Module) -> Vec<String> {
    let own = |full: &str| {
        let (prefix, name) = full.rsplit_once('.')?;
        (prefix == module.name).then(|| name.to_string())
    };
    let rows = catalogue::rows().flat_map(|row| row.names);
    let modules = module_names().iter();
    let mut names: Vec<String> = rows.chain(modules).filter_map(|full| own(full)).collect();
    let classes = ClassId::all().filter(|class| class.module() == &*module.shown);
    names.extend(classes.map(|class| class.name().to_string()));
    names.extend(library::defined_names(module.name).map(str::to_string));
    let shown = module.assigned.borrow();
    names.extend(shown.iter().map(|(name, _)| name.to_string()));
    names.retain(|name| !name.starts_with('_') && !KEPT_BUILTINS.contains(&name.as_str()));
    crate::text::sort(&mut names);
    names.dedup();
    names
}

/// Python names the outermost part that is missing.
fn no_module(written: &str) -> Raised {
    let parts = written.match_indices('.').map(|(at, _)| &written[..at]);
    let missing = parts
        .chain([written])
        .find(|part| catalogue_name(part).is_none())
        .unwrap_or(written);
    let message = format!("No module named '{missing}'");
    let exception = Exception::new(ClassId::MODULE_NOT_FOUND_ERROR, vec![Value::str(message)]);
    let name = ("name".into(), Value::str(missing));
    exception.attributes.borrow_mut().push(name);
    Raised::exception(exception.into())
}

fn cannot_import(module: &Module, name: &str) -> Raised {
    let message = format!(
        "cannot import name '{name}' from '{}' (unknown location)",
        module.shown
    );
    Raised::new(ClassId::IMPORT_ERROR, message)
}
