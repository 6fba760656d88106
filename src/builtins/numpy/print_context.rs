//! `np.printoptions`: print options for the length of a `with` block.

use std::any::Any;
use std::cell::{Cell, RefCell};

use crate::builtins;
use crate::value::builtin::{Keywords, Rest};
use crate::value::display::ArrayPrinting;
use crate::value::{Arguments, Builtin, ClassId, Host, Native, Raised, Result, Value};

builtins! {
    /// How arrays are printed inside a `with` block: the options of `np.set_printoptions`, for a while.
    ///
    /// >>> with np.printoptions(precision=2):
    /// ...     print(np.array([1 / 3]))
    /// [0.33]
    "np.printoptions" "(*args, **kwargs)" => |args: Rest, keywords: Keywords| {
        Value::Native(std::rc::Rc::new(PrintContext {
            arguments: RefCell::new(Arguments {
                keywords: keywords.0,
                ..Arguments::positional(args.0.iter().cloned())
            }),
            used: Cell::new(false),
            before: RefCell::default(),
        }))
    };
    /// Sets the options; gives them as a dict.
    "_GeneratorContextManager.__enter__" "(self)" => enter;
    /// Sets the options back.
    "_GeneratorContextManager.__exit__" "(self, /, *exc_info)" => |host: &mut dyn Host, manager: Value, _info: Rest| -> Result<Value> {
        if let Some(before) = context(&manager)?.before.take() {
            *host.session().get::<ArrayPrinting>() = before;
        }
        Ok(Value::Bool(false))
    };
}

/// What `np.printoptions(…)` gives. As it is a generator's in NumPy, it can be entered once.
struct PrintContext {
    arguments: RefCell<Arguments>,
    used: Cell<bool>,
    /// The options outside of the block.
    before: RefCell<Option<ArrayPrinting>>,
}

impl Native for PrintContext {
    fn class(&self) -> ClassId {
        ClassId::GENERATOR_CONTEXT_MANAGER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn context(manager: &Value) -> Result<&PrintContext> {
    manager
        .native()
        .ok_or_else(|| Raised::type_error("expected what np.printoptions() gave"))
}

fn row(name: &str) -> Result<&'static Builtin> {
    builtins::find(name)
        .ok_or_else(|| Raised::attribute_error(format!("no {name} in the catalogue")))
}

fn enter(host: &mut dyn Host, manager: Value) -> Result<Value> {
    let context = context(&manager)?;
    if context.used.replace(true) {
        return Err(Raised::attribute_error(
            "'_GeneratorContextManager' object has no attribute 'args'",
        ));
    }
    let before = host.session().get::<ArrayPrinting>().clone();
    let set = row("np.set_printoptions")?;
    let arguments = context.arguments.take();
    let mut names = arguments.keywords.iter().map(|(name, _)| name);
    if let Some(unknown) = names.find(|name| set.parameters().keyword(name).is_none()) {
        // NumPy has the options checked by another function than `set_printoptions` itself.
        return Err(Raised::type_error(format!(
            "_set_printoptions() got an unexpected keyword argument '{unknown}'"
        )));
    }
    set.call(host, arguments)?;
    context.before.replace(Some(before));
    row("np.get_printoptions")?.call(host, Arguments::none())
}
