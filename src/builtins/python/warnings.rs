//! The module `warnings`: which are shown, which are errors, which are kept in a list.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use super::parameters::{Text, Truth};
use crate::builtins;
use crate::value::builtin::Given;
use crate::value::{
    Arguments, Class, ClassId, Exception, Host, List, Native, Raised, Result, Value,
};

builtins! {
    /// Warns: the message is shown with the line that calls, once.
    ///
    /// >>> import warnings
    /// >>> with warnings.catch_warnings(record=True) as caught:
    /// ...     warnings.simplefilter('always')
    /// ...     warnings.warn('too few samples')
    /// >>> caught[0].message
    /// UserWarning('too few samples')
    "warnings.warn" "(message, category=None, stacklevel=1, source=None)" => warn;
    /// What is to happen with warnings of a category: 'ignore', 'error', 'always', 'default', 'module' or 'once'.
    ///
    /// >>> import warnings
    /// >>> warnings.simplefilter('ignore')
    /// >>> np.array([1.0]) / 0
    /// array([inf])
    "warnings.simplefilter" "(action, category=<no value>, lineno=0, append=False)" => |host: &mut dyn Host, action: Text, category: Given, _line: Value, append: Truth| {
        add_rule(host, &action.0, "", category.0, append.0)
    };
    /// As simplefilter, for warnings whose message begins in this way.
    ///
    /// >>> import warnings
    /// >>> warnings.filterwarnings('ignore', message='divide by zero')
    /// >>> np.array([1.0]) / 0
    /// array([inf])
    "warnings.filterwarnings" "(action, message='', category=<no value>, module='', lineno=0, append=False)" => |host: &mut dyn Host, action: Text, message: Text, category: Given, _module: Value, _line: Value, append: Truth| {
        add_rule(host, &action.0, &message.0, category.0, append.0)
    };
    /// Forgets all that was set: every warning is shown.
    "warnings.resetwarnings" "()" => |host: &mut dyn Host| {
        let filters = host.session().get::<Filters>();
        filters.rules = vec![Rule { action: Action::Default, category: ClassId::WARNING.into(), message: Pattern::default() }];
        filters.version += 1;
    };
    /// A context in which filters can be set; what was before holds again after it. With `record`, warnings are
    /// put into a list instead of being shown.
    ///
    /// >>> import warnings
    /// >>> with warnings.catch_warnings():
    /// ...     warnings.simplefilter('error')
    /// ...     try: np.array([1.0]) / 0
    /// ...     except RuntimeWarning as warning: print(warning)
    /// divide by zero encountered in divide
    "catch_warnings.__new__" "(*, record=False, module=None, action=None, category=<no value>, lineno=0, append=False)" => |record: Truth, _module: Value, action: Option<Text>, category: Given, _line: Value, append: Truth| {
        Value::Native(Rc::new(Catching { record: record.0, first: action.map(|action| (action.0, category.0, append.0)), before: RefCell::default() }))
    };
    /// Begins the context; gives the list of what is recorded, or None.
    "catch_warnings.__enter__" "(self)" => enter;
    /// Ends the context.
    "catch_warnings.__exit__" "(self, *exc_info)" => |host: &mut dyn Host, context: Value, _info: crate::value::builtin::Rest| leave(host, &context);
    /// The warning itself.
    property "WarningMessage.message" => |warning: Value| part(&warning, |warning| Value::Exception(warning.exception.clone()));
    /// The class of the warning.
    property "WarningMessage.category" => |warning: Value| part(&warning, |warning| Value::Class(warning.exception.class.clone()));
    /// The line that caused it.
    property "WarningMessage.lineno" => |warning: Value| part(&warning, |warning| Value::Int(warning.line as i64));
}

/// What happens with a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Ignore,
    Error,
    Always,
    /// Once per place.
    Default,
    /// Once, wherever it comes from.
    Once,
}

impl Action {
    fn named(name: &str) -> Result<Action> {
        Ok(match name {
            "ignore" => Action::Ignore,
            "error" => Action::Error,
            "always" => Action::Always,
            "default" => Action::Default,
            "module" | "once" => Action::Once,
            _ => {
                let name = crate::array::print::str_repr(name);
                let message = format!("invalid action: {name}");
                return Err(Raised::new(ClassId::ASSERTION_ERROR, message));
            }
        })
    }
}

#[derive(Clone)]
struct Rule {
    action: Action,
    category: Class,
    message: Pattern,
}

/// How a message has to begin: pieces in this order, with anything between them. Case does not matter.
#[derive(Clone, Default)]
struct Pattern(Vec<String>);

impl Pattern {
    fn parse(text: &str) -> Result<Pattern> {
        let pieces = text.split(".*").map(|piece| {
            let mut plain = String::new();
            let mut letters = piece.trim_start_matches('^').chars();
            while let Some(letter) = letters.next() {
                match letter {
                    '\\' => plain.extend(letters.next()),
                    '[' | ']' | '(' | ')' | '*' | '+' | '?' | '{' | '|' | '$' => {
                        let message = format!("ndbook does not match warnings by {text:?} yet");
                        return Err(Raised::new(ClassId::NOT_IMPLEMENTED_ERROR, message));
                    }
                    letter => plain.push(letter),
                }
            }
            Ok(plain.to_lowercase())
        });
        pieces.collect::<Result<_>>().map(Pattern)
    }

    fn matches(&self, message: &str) -> bool {
        let message = message.to_lowercase();
        let mut rest = message.as_str();
        for (number, piece) in self.0.iter().enumerate() {
            match rest.find(piece.as_str()) {
                Some(at) if number > 0 || at == 0 => rest = &rest[at + piece.len()..],
                _ => return false,
            }
        }
        true
    }
}

/// The filters of a session, the first that fits counts; and where warnings go.
#[derive(Clone, Default)]
pub struct Filters {
    rules: Vec<Rule>,
    /// The list of what is recorded, where warnings are.
    record: Option<Rc<List>>,
    /// Lists of what is kept aside, by category; the first that fits has it.
    kept: Vec<(Class, Rc<List>)>,
    /// Grows with every change: what was shown once may be shown again then.
    pub version: u64,
}

impl Filters {
    /// Do warnings go into a list of the lesson's?
    pub fn is_recording(&self) -> bool {
        self.record.is_some()
    }

    /// What the lesson said about such a warning, if it said anything.
    pub fn action(&self, category: &Class, message: &str) -> Option<Action> {
        let fits =
            |rule: &&Rule| category.is_subclass(&rule.category) && rule.message.matches(message);
        self.rules.iter().find(fits).map(|rule| rule.action)
    }

    /// Warnings of a category go into a list from now on, each of them.
    pub fn keep(&mut self, category: Class) -> Rc<List> {
        let list = Rc::new(List::default());
        self.kept.insert(0, (category.clone(), list.clone()));
        let rule = Rule {
            action: Action::Always,
            category,
            message: Pattern::default(),
        };
        self.rules.insert(0, rule);
        self.version += 1;
        list
    }

    /// The filters are again what they were.
    pub fn put_back(&mut self, before: Filters) {
        let version = self.version + 1;
        *self = Filters { version, ..before };
    }

    /// Puts a warning into the list, where they are recorded.
    ///
    /// # Errors
    /// MemoryError.
    pub fn recorded(&self, exception: &Rc<Exception>, line: usize) -> Result<bool> {
        let fits = |(class, _): &&(Class, Rc<List>)| exception.class.is_subclass(class);
        let kept = self.kept.iter().find(fits).map(|(_, list)| list);
        let Some(list) = kept.or(self.record.as_ref()) else {
            return Ok(false);
        };
        let warning = WarningMessage {
            exception: exception.clone(),
            line,
        };
        list.push(Value::Native(Rc::new(warning)))?;
        Ok(true)
    }
}

/// Puts a filter before the others, or behind them.
///
/// # Errors
/// AssertionError for what is no action and no category.
pub fn add_rule(
    host: &mut dyn Host,
    action: &str,
    message: &str,
    category: Option<Value>,
    append: bool,
) -> Result<()> {
    let category = match category {
        None => ClassId::WARNING.into(),
        Some(Value::Class(class)) if class.is_subclass(&ClassId::WARNING.into()) => class,
        Some(_) => {
            let message = "category must be a Warning subclass";
            return Err(Raised::new(ClassId::ASSERTION_ERROR, message));
        }
    };
    let rule = Rule {
        action: Action::named(action)?,
        category,
        message: Pattern::parse(message)?,
    };
    let filters = host.session().get::<Filters>();
    match append {
        true => filters.rules.push(rule),
        false => filters.rules.insert(0, rule),
    }
    crate::array::meter::steps(filters.rules.len())?;
    filters.version += 1;
    Ok(())
}

fn warn(
    host: &mut dyn Host,
    message: Value,
    category: Value,
    _level: Value,
    _source: Value,
) -> Result<()> {
    let is_warning = |class: &Class| class.is_subclass(&ClassId::WARNING.into());
    if let Value::Exception(exception) = &message
        && is_warning(&exception.class)
    {
        return host.warn_of(exception);
    }
    let class = match category {
        Value::None => ClassId::USER_WARNING.into(),
        Value::Class(class) if is_warning(&class) => class,
        other => {
            return Err(Raised::type_error(format!(
                "category must be a Warning subclass, not '{}'",
                other.qualified_type_name()
            )));
        }
    };
    let made = host.call(&Value::Class(class), Arguments::positional([message]))?;
    match &made {
        Value::Exception(exception) => host.warn_of(exception),
        _ => Ok(()),
    }
}

/// `catch_warnings(…)`
struct Catching {
    record: bool,
    /// A filter to begin with: action, category, whether it comes last.
    first: Option<(Rc<str>, Option<Value>, bool)>,
    /// The filters as they were outside.
    before: RefCell<Option<Filters>>,
}

impl Native for Catching {
    fn class(&self) -> ClassId {
        ClassId::CATCH_WARNINGS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn catching(value: &Value) -> Result<&Catching> {
    value
        .native()
        .ok_or_else(|| Raised::type_error("expected a catch_warnings object"))
}

fn enter(host: &mut dyn Host, context: Value) -> Result<Value> {
    let context = catching(&context)?;
    if context.before.borrow().is_some() {
        let message = "Cannot enter catch_warnings() twice";
        return Err(Raised::runtime_error(message));
    }
    let filters = host.session().get::<Filters>();
    context.before.replace(Some(filters.clone()));
    filters.version += 1;
    let list = context.record.then(|| Rc::new(List::default()));
    if let Some(list) = &list {
        filters.record = Some(list.clone());
    }
    if let Some((action, category, append)) = &context.first {
        add_rule(host, action, "", category.clone(), *append)?;
    }
    Ok(list.map_or(Value::None, Value::List))
}

fn leave(host: &mut dyn Host, context: &Value) -> Result<()> {
    let filters = host.session().get::<Filters>();
    if let Some(before) = catching(context)?.before.take() {
        let version = filters.version + 1;
        *filters = Filters { version, ..before };
    }
    Ok(())
}

/// A recorded warning.
struct WarningMessage {
    exception: Rc<Exception>,
    line: usize,
}

impl Native for WarningMessage {
    fn class(&self) -> ClassId {
        ClassId::WARNING_MESSAGE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn part(value: &Value, of: impl Fn(&WarningMessage) -> Value) -> Result<Value> {
    let warning = value.native::<WarningMessage>().map(of);
    warning.ok_or_else(|| Raised::type_error("expected a recorded warning"))
}
