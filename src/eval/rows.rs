//! Python's builtins that need the walk itself: the running names, other people's attributes, code in a text.
//!
//! They are rows as those of the catalogue are; only these can run code or look at frames.

use std::rc::Rc;

use super::frame::{Code, Frame};
use super::names::Names;
use super::{Interpreter, inspect};
use crate::builtins;
use crate::builtins::operators::special_names;
use crate::syntax::ast::{Module, StmtKind};
use crate::syntax::{ErrorKind, parse};
use crate::text::{Source, Symbol};
use crate::value::{
    Arguments, Builtin, Class, ClassId, Dict, Exception, Host, Instance, Raised, Result, Stream,
    Value, special,
};

builtins! {
    /// The value of an expression in a text.
    ///
    /// >>> eval('1 + 2')
    /// 3
    "eval" "(source, globals=None, locals=None, /)" => eval;
    /// Runs the statements in a text.
    ///
    /// >>> exec('x = 2')
    /// >>> x
    /// 2
    "exec" "(source, globals=None, locals=None, /)" => exec;
    /// The names of the session with their values, as a dict of its own.
    ///
    /// >>> x = 1
    /// >>> 'x' in globals()
    /// True
    "globals" "()" => globals;
    /// The variables of the running function, or the names of the session outside of one.
    ///
    /// >>> def f(a):
    /// ...     return locals()
    /// >>> f(1)
    /// {'a': 1}
    "locals" "()" => locals;
    /// The attributes of an object as a dict; without one, as `locals()`.
    "vars" "(object=<no value>, /)" => vars;
    /// The names after the dot of an object; without one, the names of the session.
    ///
    /// >>> 'append' in dir([])
    /// True
    "dir" "(object=<no value>, /)" => dir;
    /// Sets an attribute by its name: `setattr(x, 'y', 1)` is `x.y = 1`.
    "setattr" "(obj, name, value, /)" => setattr;
    /// Deletes an attribute by its name.
    "delattr" "(obj, name, /)" => delattr;
    /// Shows what a function does and takes.
    "help" "(request=<no value>)" => help;
    /// Ends the cell, by SystemExit.
    "exit" | "quit" "(code=None)" => exit;
}

/// The row of a name.
pub(super) fn find(name: &str) -> Option<&'static Builtin> {
    ROWS.iter().find(|row| row.names.contains(&name))
}

/// The interpreter behind the host: these rows are its own.
fn walk(host: &mut dyn Host) -> Result<&mut Interpreter> {
    let walk = host.as_any().downcast_mut::<Interpreter>();
    walk.ok_or_else(|| Raised::new(ClassId::RUNTIME_ERROR, "no code can be run here"))
}

fn eval(
    host: &mut dyn Host,
    source: Rc<str>,
    globals: Option<Value>,
    locals: Option<Value>,
) -> Result<Value> {
    let text = source.trim_start_matches([' ', '\t']);
    let (source, module) = parsed(text)?;
    match module.body.as_slice() {
        [only] if matches!(only.kind, StmtKind::Expr(_)) => {}
        _ => return Err(syntax_error(ErrorKind::SyntaxError, "invalid syntax")),
    }
    walk(host)?.run_text(source, &module, globals.or(locals))
}

fn exec(
    host: &mut dyn Host,
    source: Rc<str>,
    globals: Option<Value>,
    locals: Option<Value>,
) -> Result<()> {
    let (source, module) = parsed(&source)?;
    walk(host)?
        .run_text(source, &module, globals.or(locals))
        .map(drop)
}

fn parsed(text: &str) -> Result<(Rc<Source>, Module)> {
    let source = Rc::new(Source::new("<string>", text, 1));
    let module = parse(&source).map_err(|error| syntax_error(error.kind, &error.message))?;
    Ok((source, module))
}

fn syntax_error(kind: ErrorKind, message: &str) -> Raised {
    let class = match kind {
        ErrorKind::SyntaxError => ClassId::SYNTAX_ERROR,
        ErrorKind::IndentationError => ClassId::INDENTATION_ERROR,
        ErrorKind::TabError => ClassId::TAB_ERROR,
    };
    Raised::new(class, message)
}

impl Interpreter {
    /// Runs the code of a text: among the names of the session and the running function's variables, or in a
    /// namespace of its own. The value is that of a trailing expression.
    fn run_text(
        &mut self,
        source: Rc<Source>,
        module: &Module,
        namespace: Option<Value>,
    ) -> Result<Value> {
        let Some(namespace) = namespace else {
            let variables = self.locals_shown();
            let hidden = self.hide_globals(variables);
            let result = self.run_at_top(source, module);
            self.restore_globals(hidden);
            return result;
        };
        let Value::Dict(dict) = namespace else {
            let name = namespace.qualified_type_name();
            let message = format!("globals must be a dict, not {name}");
            return Err(Raised::type_error(message));
        };
        let mut names = Names::default();
        for (key, value) in dict.pairs() {
            if let Value::Str(key) = key {
                names.set(Symbol::new(&key), value);
            }
        }
        std::mem::swap(&mut self.names, &mut names);
        let result = self.run_at_top(source, module);
        std::mem::swap(&mut self.names, &mut names);
        for (name, value) in names.assigned() {
            dict.insert(self, Value::Str(name.name()), value.clone())?;
        }
        result
    }

    fn run_at_top(&mut self, source: Rc<Source>, module: &Module) -> Result<Value> {
        self.depth.enter_call()?;
        let mut frame = Frame::cell(source);
        let value = self.inside(&mut frame, |walk| walk.value_of(module));
        self.depth.leave_call();
        value
    }

    /// The variables of the running function that have a value.
    fn locals_shown(&self) -> Vec<(Symbol, Value)> {
        self.frame.variables()
    }

    /// `globals()` or `locals()`.
    pub(super) fn names_dict(&mut self, names: Vec<(Symbol, Value)>) -> Result<Value> {
        let dict = Dict::default();
        for (name, value) in names {
            dict.insert(self, Value::Str(name.name()), value)?;
        }
        Ok(Value::Dict(Rc::new(dict)))
    }

    pub(super) fn session_names(&self) -> Vec<(Symbol, Value)> {
        let assigned = self.names.assigned();
        assigned
            .map(|(name, value)| (name, value.clone()))
            .collect()
    }

    fn local_names(&self) -> Vec<(Symbol, Value)> {
        match self.frame.code {
            Code::Cell(_) => self.session_names(),
            Code::Function(_) | Code::Class(_) => self.locals_shown(),
        }
    }
}

fn globals(host: &mut dyn Host) -> Result<Value> {
    let walk = walk(host)?;
    let names = walk.session_names();
    walk.names_dict(names)
}

fn locals(host: &mut dyn Host) -> Result<Value> {
    let walk = walk(host)?;
    let names = walk.local_names();
    walk.names_dict(names)
}

fn vars(host: &mut dyn Host, object: crate::value::builtin::Given) -> Result<Value> {
    match object.0 {
        None => locals(host),
        Some(
            object @ (Value::Instance(_)
            | Value::Class(_)
            | Value::Exception(_)
            | Value::Function(_)
            | Value::Module(_)),
        ) => walk(host)?.attribute_value(&object, "__dict__"),
        Some(_) => Err(Raised::type_error(
            "vars() argument must have __dict__ attribute",
        )),
    }
}

fn attributes_of(instance: &Instance) -> Vec<(Symbol, Value)> {
    instance.attributes.borrow().clone()
}

fn dir(host: &mut dyn Host, object: crate::value::builtin::Given) -> Result<Value> {
    let names: Vec<String> = match object.0 {
        None => {
            let names = walk(host)?.local_names().into_iter();
            names.map(|(name, _)| name.name().to_string()).collect()
        }
        Some(object) => {
            let own = special::call(host, &object, "__dir__", [])?;
            return match own {
                Some(names) => crate::builtins::find("sorted").map_or(Ok(Value::None), |row| {
                    row.call(host, Arguments::positional([names]))
                }),
                None => names_of(&object),
            };
        }
    };
    Ok(sorted_names(names))
}

fn sorted_names(mut names: Vec<String>) -> Value {
    crate::text::sort(&mut names);
    names.dedup();
    Value::list(names.into_iter().map(Value::str).collect())
}

/// `dir(object)`: by the `__dir__` of the lesson's class where it has one.
pub(super) fn names_of(object: &Value) -> Result<Value> {
    let mut names = inspect::members(object);
    if !matches!(object, Value::Module(_)) {
        let class = match object {
            Value::Class(class) => class.builtin(),
            other => other.class().builtin(),
        };
        names.extend(special_names(class).into_iter().map(str::to_string));
    }
    let class = match object {
        Value::Class(class) => class.clone(),
        other => other.class(),
    };
    for class in class.lineage() {
        if let Class::User(class) = class {
            let namespace = class.namespace.borrow();
            names.extend(namespace.iter().map(|(name, _)| name.name().to_string()));
        }
    }
    if let Value::Instance(instance) = object {
        let own = attributes_of(instance).into_iter();
        names.extend(own.map(|(name, _)| name.name().to_string()));
        names.extend(["__dict__", "__module__", "__weakref__"].map(str::to_string));
    }
    Ok(sorted_names(names))
}

fn setattr(host: &mut dyn Host, object: Value, name: Rc<str>, value: Value) -> Result<()> {
    walk(host)?.put_attribute(&object, &name, Some(value))
}

fn delattr(host: &mut dyn Host, object: Value, name: Rc<str>) -> Result<()> {
    walk(host)?.put_attribute(&object, &name, None)
}

fn help(host: &mut dyn Host, request: crate::value::builtin::Given) -> Result<()> {
    let text = match request.0 {
        None => "help(x) shows what x does and takes, for example help(np.mean)\n".to_string(),
        Some(value) => {
            let name = match &value {
                Value::Builtin(row) => row.full_name().to_string(),
                Value::Function(function) => function.definition.name.to_string(),
                Value::BoundMethod(bound) => match &bound.function {
                    Value::Function(function) => function.definition.name.to_string(),
                    other => other.type_name().to_string(),
                },
                Value::Class(class) => class.name().to_string(),
                other => other.type_name().to_string(),
            };
            inspect::documentation(&name, &value)
        }
    };
    host.write(Stream::Out, &text)
}

fn exit(code: Value) -> Result<()> {
    let args = match code {
        Value::None => Vec::new(),
        code => vec![code],
    };
    let exception = Exception::new(ClassId::SYSTEM_EXIT, args);
    Err(Raised::exception(exception.into()))
}
