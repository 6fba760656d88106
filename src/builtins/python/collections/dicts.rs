//! `defaultdict` and `OrderedDict`.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::dict::{key_error, update_from_dict};
use super::super::dict_methods::{fill, pop_item};
use super::super::functions::is_callable;
use super::super::iterate;
use super::super::parameters::Truth;
use crate::array::meter;
use crate::builtins;
use crate::value::builtin::{Keywords, Rest};
use crate::value::{Dict, Flavour, Host, Raised, Result, Value};

builtins! {
    /// A dict that makes the value of a missing key by calling a function.
    ///
    /// >>> d = collections.defaultdict(list)
    /// >>> d['a'].append(1)
    /// >>> d
    /// defaultdict(<class 'list'>, {'a': [1]})
    "defaultdict.__new__" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| {
        let (factory, rest) = match &args.0[..] {
            [factory, rest @ ..] => (factory.clone(), rest),
            [] => (Value::None, &[][..]),
        };
        if !factory.is_none() && !is_callable(&factory) {
            return Err(Raised::type_error("first argument must be callable or None"));
        }
        new(host, Flavour::Default(RefCell::new(factory)), rest, keywords)
    };
    /// The function that makes missing values.
    ///
    /// >>> collections.defaultdict(list).default_factory
    /// <class 'list'>
    property "defaultdict.default_factory" => |dict: Rc<Dict>| match &dict.flavour {
        Flavour::Default(factory) => factory.borrow().clone(),
        _ => Value::None,
    };
    setter "defaultdict.default_factory=" "(self, value, /)" => |dict: Rc<Dict>, factory: Value| {
        if let Flavour::Default(place) = &dict.flavour {
            place.replace(factory);
        }
    };
    /// A dict that knows about its order: two are equal only if their orders are.
    ///
    /// >>> collections.OrderedDict(a=1, b=2)
    /// OrderedDict([('a', 1), ('b', 2)])
    "OrderedDict.__new__" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| {
        new(host, Flavour::Ordered, &args.0, keywords)
    };
    /// Removes the last pair and returns it, or the first one.
    ///
    /// >>> collections.OrderedDict(a=1, b=2).popitem(last=False)
    /// ('a', 1)
    "OrderedDict.popitem" "(self, last=True)" => |dict: Rc<Dict>, last: Truth| {
        pop_item(&dict, last.0, "dictionary is empty")
    };
    /// Moves a key to the end, or to the beginning.
    ///
    /// >>> d = collections.OrderedDict(a=1, b=2)
    /// >>> d.move_to_end('a')
    /// >>> d
    /// OrderedDict([('b', 2), ('a', 1)])
    "OrderedDict.move_to_end" "(self, key, last=True)" => move_to_end;
    /// An OrderedDict whose keys are the items of an iterable, all with the same value.
    ///
    /// >>> collections.OrderedDict.fromkeys('ab', 0)
    /// OrderedDict([('a', 0), ('b', 0)])
    "OrderedDict.fromkeys" "(iterable, value=None)" => |host: &mut dyn Host, keys: Value, value: Value| {
        let dict = Dict::new(Flavour::Ordered);
        let iterator = iterate::iter(host, &keys)?;
        while let Some(key) = iterate::next(host, &iterator)? {
            dict.insert(host, key, value.clone())?;
        }
        Ok::<Value, Raised>(Value::Dict(Rc::new(dict)))
    };
}

fn new(host: &mut dyn Host, flavour: Flavour, args: &[Value], keywords: Keywords) -> Result<Value> {
    let name = match flavour {
        Flavour::Ordered => "OrderedDict",
        _ => "dict",
    };
    if args.len() > 1 {
        return Err(Raised::type_error(format!(
            "{name} expected at most 1 argument, got {}",
            args.len()
        )));
    }
    let dict = Dict::new(flavour);
    fill(host, &dict, args.first().cloned(), keywords)?;
    Ok(Value::Dict(Rc::new(dict)))
}

fn move_to_end(host: &mut dyn Host, dict: Rc<Dict>, key: Value, last: Truth) -> Result<()> {
    let Some((kept, value)) = dict.remove(host, &key)? else {
        return Err(key_error(key));
    };
    let behind = match last.0 {
        true => Dict::default(),
        false => {
            meter::steps(dict.len())?;
            let others = dict.copy();
            dict.clear();
            others
        }
    };
    dict.insert(host, kept, value)?;
    update_from_dict(host, &dict, &behind)
}

/// `a | b` of two dicts: of the kind of the one that has a kind of its own. Counters do not count here.
///
/// # Errors
/// Whatever comparing keys raises; MemoryError.
pub fn union(host: &mut dyn Host, a: &Dict, b: &Dict) -> Result<Value> {
    let own = |dict: &Dict| match &dict.flavour {
        Flavour::Plain | Flavour::Counter | Flavour::Attributes(_) => None,
        flavour => Some(flavour.clone()),
    };
    let flavour = own(a).or_else(|| own(b)).unwrap_or_default();
    meter::steps(a.len())?;
    let result = a.copy_as(flavour);
    update_from_dict(host, &result, b)?;
    Ok(Value::Dict(Rc::new(result)))
}
