//! The module `functools`: functions made of functions.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::functions::is_callable;
use super::iterate;
use super::named_tuple::record;
use super::parameters::Truth;
use crate::array::meter;
use crate::builtins;
use crate::syntax::ast::CompareOp;
use crate::value::builtin::{Given, Keywords, Rest};
use crate::value::number::{index, is_index};
use crate::value::{
    Arguments, ClassId, Dict, Host, Native, Raised, Result, Value, compare, dismantle, display,
};

builtins! {
    /// One value out of all items: a function of two arguments is called with the result so far and the next item.
    ///
    /// >>> functools.reduce(lambda a, b: a * b, [1, 2, 3, 4])
    /// 24
    "functools.reduce" "(function, iterable, initial=<no value>, /)" => reduce;
    /// A function with some arguments given in advance.
    ///
    /// >>> double = functools.partial(np.multiply, 2)
    /// >>> double([1, 2])
    /// array([2, 4])
    "functools.partial.__new__" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| partial(host, &args.0, keywords.0);
    /// Calls the function.
    "functools.partial.__call__" "(self, /, *args, **kwargs)" => |host: &mut dyn Host, partial: Value, args: Rest, keywords: Keywords| {
        call_partial(host, as_partial(&partial)?, &args.0, keywords.0)
    };
    /// The function that is called.
    property "functools.partial.func" => |partial: Value| as_partial(&partial).map(|p| p.function.clone());
    /// The arguments that go before those of the call.
    property "functools.partial.args" => |partial: Value| as_partial(&partial).map(|p| Value::tuple(p.args.clone()));
    /// The keyword arguments that are given already.
    property "functools.partial.keywords" => |partial: Value| as_partial(&partial).map(|p| Value::Dict(p.keywords.clone()));
    /// A function that remembers its results: `lru_cache(f)`, or `lru_cache(maxsize=100)(f)`.
    ///
    /// The `maxsize` results that were used last are kept, all of them where it is None. With `typed`, arguments of
    /// different types are different even if they are equal.
    ///
    /// >>> square = functools.lru_cache(lambda x: x * x)
    /// >>> square(3), square(3)
    /// (9, 9)
    /// >>> square.cache_info()
    /// CacheInfo(hits=1, misses=1, maxsize=128, currsize=1)
    "functools.lru_cache" "(maxsize=128, typed=False)" => lru_cache;
    /// Makes a function remember its results.
    "functools._cache_decorator.__call__" "(self, user_function, /)" => |host: &mut dyn Host, decorator: Value, function: Value| {
        match decorator.native::<Decorator>() {
            Some(decorator) => cached(host, function, decorator.max_size, decorator.typed),
            None => Err(Raised::type_error("expected what lru_cache() gave")),
        }
    };
    /// A function that remembers all its results.
    ///
    /// >>> functools.cache(len)('abc')
    /// 3
    "functools.cache" "(user_function, /)" => |host: &mut dyn Host, function: Value| cached(host, function, None, false);
    /// Calls the function, unless the result is known.
    "functools._lru_cache_wrapper.__call__" "(self, /, *args, **kwargs)" => |host: &mut dyn Host, cache: Value, args: Rest, keywords: Keywords| {
        call_cached(host, as_cache(&cache)?, &args.0, keywords.0)
    };
    /// How often results were known, and how many are.
    ///
    /// >>> functools.cache(len).cache_info()
    /// CacheInfo(hits=0, misses=0, maxsize=None, currsize=0)
    "functools._lru_cache_wrapper.cache_info" "(self, /)" => |cache: Value| as_cache(&cache).map(Cache::info);
    /// Forgets all results.
    "functools._lru_cache_wrapper.cache_clear" "(self, /)" => |cache: Value| as_cache(&cache).map(Cache::clear);
    /// The arguments that `lru_cache` got.
    "functools._lru_cache_wrapper.cache_parameters" "(self, /)" => |host: &mut dyn Host, cache: Value| {
        let cache = as_cache(&cache)?;
        let parameters = Dict::default();
        parameters.insert(host, Value::str("maxsize"), cache.max_size())?;
        parameters.insert(host, Value::str("typed"), Value::Bool(cache.typed))?;
        Ok::<Value, Raised>(Value::Dict(Rc::new(parameters)))
    };
    /// A key for sorting, out of a function that compares two items: negative, zero or positive.
    ///
    /// >>> sorted([1, 3, 2], key=functools.cmp_to_key(lambda a, b: b - a))
    /// [3, 2, 1]
    "functools.cmp_to_key" "(mycmp)" => |function: Value| Value::Native(Rc::new(Key { function, item: None }));
    /// The key of an item.
    "functools.KeyWrapper.__call__" "(self, /, obj)" => |key: Value, item: Value| {
        let function = as_key(&key)?.function.clone();
        Ok::<Value, Raised>(Value::Native(Rc::new(Key { function, item: Some(item) })))
    };
    /// The item that the key is of.
    property "functools.KeyWrapper.obj" => |key: Value| as_key(&key).map(|key| key.item.clone());
    /// Gives a function the name and documentation of another.
    ///
    /// >>> functools.update_wrapper(lambda x: x, len).__name__
    /// 'len'
    "functools.update_wrapper" "(wrapper, wrapped)" => |host: &mut dyn Host, wrapper: Value, wrapped: Value| update_wrapper(host, wrapper, &wrapped);
    /// A decorator that gives a function the name and documentation of another.
    ///
    /// >>> functools.wraps(len)(lambda x: x).__name__
    /// 'len'
    "functools.wraps" "(wrapped)" => |wrapped: Value| -> Result<Value> {
        let keywords = vec![("wrapped".into(), wrapped)];
        Ok(Partial::value(row("functools.update_wrapper")?, Vec::new(), keywords_dict(keywords)))
    };
}

fn row(name: &str) -> Result<Value> {
    match builtins::find(name) {
        Some(row) => Ok(Value::Builtin(row)),
        None => Err(Raised::type_error(format!("{name} is missing"))),
    }
}

fn reduce(host: &mut dyn Host, function: Value, iterable: Value, initial: Given) -> Result<Value> {
    if !iterate::is_iterable(&iterable) {
        return Err(Raised::type_error("reduce() arg 2 must support iteration"));
    }
    let items = iterate::iter(host, &iterable)?;
    let first = match initial.0 {
        Some(initial) => Some(initial),
        None => iterate::next(host, &items)?,
    };
    let Some(mut result) = first else {
        return Err(Raised::type_error(
            "reduce() of empty iterable with no initial value",
        ));
    };
    while let Some(item) = iterate::next(host, &items)? {
        result = host.call(&function, Arguments::positional([result, item]))?;
    }
    Ok(result)
}

/// A function with some arguments given in advance.
struct Partial {
    function: Value,
    args: Vec<Value>,
    keywords: Rc<Dict>,
}

impl Partial {
    fn value(function: Value, args: Vec<Value>, keywords: Rc<Dict>) -> Value {
        Value::Native(Rc::new(Partial {
            function,
            args,
            keywords,
        }))
    }
}

impl Native for Partial {
    fn class(&self) -> ClassId {
        ClassId::PARTIAL
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn take_values(&mut self) -> Vec<Value> {
        let function = std::mem::replace(&mut self.function, Value::None);
        std::iter::once(function)
            .chain(self.args.drain(..))
            .collect()
    }

    fn repr_with(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let mut out = String::from("functools.partial(");
        let place = Rc::as_ptr(&self.keywords) as usize;
        let written = display::guarded(host, place, |host| {
            out.push_str(&display::repr(host, &self.function)?);
            for value in &self.args {
                meter::steps(1)?;
                out.push_str(&format!(", {}", display::repr(host, value)?));
            }
            for (name, value) in self.keywords.pairs() {
                let name = display::str(host, &name)?;
                out.push_str(&format!(", {name}={}", display::repr(host, &value)?));
            }
            Ok(())
        })?;
        out.push_str(if written { ")" } else { "...)" });
        Ok(Some(out))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        dismantle(self.take_values());
    }
}

fn as_partial(value: &Value) -> Result<&Partial> {
    value
        .native()
        .ok_or_else(|| Raised::type_error("expected a functools.partial object"))
}

fn keywords_dict(keywords: Vec<(Rc<str>, Value)>) -> Rc<Dict> {
    let dict = Dict::default();
    for (name, value) in keywords {
        let hash = crate::value::hash::hash_str(&name) as u64;
        dict.push(hash, Value::Str(name), value);
    }
    Rc::new(dict)
}

fn partial(host: &mut dyn Host, args: &[Value], keywords: Vec<(Rc<str>, Value)>) -> Result<Value> {
    let Some((function, args)) = args.split_first() else {
        return Err(Raised::type_error(
            "type 'partial' takes at least one argument",
        ));
    };
    if !is_callable(function) {
        return Err(Raised::type_error("the first argument must be callable"));
    }
    let Some(inner) = function.native::<Partial>() else {
        return Ok(Partial::value(
            function.clone(),
            args.to_vec(),
            keywords_dict(keywords),
        ));
    };
    // One partial function of another is one of the innermost function.
    let merged = inner.keywords.copy();
    for (name, value) in keywords {
        merged.insert(host, Value::Str(name), value)?;
    }
    meter::steps(inner.args.len())?;
    let args = [&inner.args, args].concat();
    Ok(Partial::value(
        inner.function.clone(),
        args,
        Rc::new(merged),
    ))
}

fn call_partial(
    host: &mut dyn Host,
    partial: &Partial,
    args: &[Value],
    keywords: Vec<(Rc<str>, Value)>,
) -> Result<Value> {
    let mut arguments = Arguments::positional(partial.args.iter().chain(args).cloned());
    meter::steps(arguments.positional.len())?;
    for (name, value) in partial.keywords.pairs() {
        if let Value::Str(name) = name
            && !keywords.iter().any(|(given, _)| *given == name)
        {
            arguments.keywords.push((name, value));
        }
    }
    arguments.keywords.extend(keywords);
    let function = partial.function.clone();
    host.enter()?;
    let result = host.call(&function, arguments);
    host.leave();
    result
}

/// A function that remembers its results, the one used longest ago first.
struct Cache {
    function: Value,
    /// `None` keeps all.
    max_size: Option<usize>,
    typed: bool,
    results: Dict,
    hits: Cell<i64>,
    misses: Cell<i64>,
    attributes: RefCell<Vec<(Rc<str>, Value)>>,
}

impl Cache {
    fn max_size(&self) -> Value {
        self.max_size
            .map_or(Value::None, |size| Value::Int(size as i64))
    }

    fn info(&self) -> Value {
        let names = ["hits", "misses", "maxsize", "currsize"];
        let values = vec![
            Value::Int(self.hits.get()),
            Value::Int(self.misses.get()),
            self.max_size(),
            Value::Int(self.results.len() as i64),
        ];
        record(ClassId::CACHE_INFO, &names, values)
    }

    fn clear(&self) {
        self.hits.set(0);
        self.misses.set(0);
        self.results.clear();
    }
}

impl Native for Cache {
    fn class(&self) -> ClassId {
        ClassId::LRU_CACHE_WRAPPER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn take_values(&mut self) -> Vec<Value> {
        vec![std::mem::replace(&mut self.function, Value::None)]
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        if name == "__wrapped__" {
            return Some(self.function.clone());
        }
        let attributes = self.attributes.borrow();
        let found = attributes.iter().find(|(own, _)| &**own == name)?;
        Some(found.1.clone())
    }

    fn put_attribute(&self, name: &str, new: Option<Value>) -> bool {
        let mut attributes = self.attributes.borrow_mut();
        let before = attributes.len();
        attributes.retain(|(own, _)| &**own != name);
        match new {
            Some(new) => attributes.push((name.into(), new)),
            None => return attributes.len() < before,
        }
        true
    }
}

impl Drop for Cache {
    fn drop(&mut self) {
        dismantle(self.take_values());
    }
}

fn as_cache(value: &Value) -> Result<&Cache> {
    value
        .native()
        .ok_or_else(|| Raised::type_error("expected a functools._lru_cache_wrapper object"))
}

fn lru_cache(host: &mut dyn Host, size: Value, typed: Truth) -> Result<Value> {
    let max_size = match &size {
        Value::None => None,
        size if is_index(size) => match index(host, size)? {
            Value::Int(size) => Some(size.max(0) as usize),
            _ => None,
        },
        // Used without brackets, it got the function itself.
        function if is_callable(function) => return cached(host, size, Some(128), typed.0),
        _ => {
            return Err(Raised::type_error(
                "Expected first argument to be an integer, a callable, or None",
            ));
        }
    };
    Ok(Value::Native(Rc::new(Decorator {
        max_size,
        typed: typed.0,
    })))
}

/// What `lru_cache(maxsize)` gives: it makes functions remember.
struct Decorator {
    max_size: Option<usize>,
    typed: bool,
}

impl Native for Decorator {
    fn class(&self) -> ClassId {
        ClassId::CACHE_DECORATOR
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn cached(
    host: &mut dyn Host,
    function: Value,
    max_size: Option<usize>,
    typed: bool,
) -> Result<Value> {
    if !is_callable(&function) {
        return Err(Raised::type_error("the first argument must be callable"));
    }
    let mut attributes = Vec::new();
    if let Value::Function(function) = &function {
        attributes.clone_from(&function.attributes.borrow());
    }
    for name in TAKEN_OVER {
        if let Some(value) = super::functions::attribute_or(host, &function, name)? {
            attributes.retain(|(own, _): &(Rc<str>, Value)| &**own != name);
            attributes.push((name.into(), value));
        }
    }
    Ok(Value::Native(Rc::new(Cache {
        function,
        max_size,
        typed,
        results: Dict::default(),
        hits: Cell::new(0),
        misses: Cell::new(0),
        attributes: RefCell::new(attributes),
    })))
}

/// What tells one call from another.
fn key_of(cache: &Cache, args: &[Value], keywords: &[(Rc<str>, Value)]) -> Value {
    // A single integer or text is its own key, so that it differs from an equal float.
    if let ([single @ (Value::Int(_) | Value::BigInt(_) | Value::Str(_))], [], false) =
        (args, keywords, cache.typed)
    {
        return single.clone();
    }
    let mut parts = args.to_vec();
    for (name, value) in keywords {
        // No argument of a lesson's is likely to be such a pair.
        parts.push(Value::tuple(vec![
            Value::Ellipsis,
            Value::Str(name.clone()),
        ]));
        parts.push(value.clone());
    }
    if cache.typed {
        let values = args.iter().chain(keywords.iter().map(|(_, value)| value));
        parts.extend(values.map(|value| Value::Class(value.class())));
    }
    Value::tuple(parts)
}

fn call_cached(
    host: &mut dyn Host,
    cache: &Cache,
    args: &[Value],
    keywords: Vec<(Rc<str>, Value)>,
) -> Result<Value> {
    let arguments = |keywords| Arguments {
        positional: args.iter().cloned().collect(),
        keywords,
        ..Arguments::default()
    };
    let call = |host: &mut dyn Host, keywords| {
        host.enter()?;
        let result = host.call(&cache.function, arguments(keywords));
        host.leave();
        result
    };
    if cache.max_size == Some(0) {
        cache.misses.set(cache.misses.get() + 1);
        return call(host, keywords);
    }
    let key = key_of(cache, args, &keywords);
    if let Some(place) = cache.results.find(host, &key)?
        && let Some((key, value)) = cache.results.entry(place)
    {
        cache.hits.set(cache.hits.get() + 1);
        if cache.max_size.is_some() {
            cache.results.remove(host, &key)?;
            cache.results.insert(host, key, value.clone())?;
        }
        return Ok(value);
    }
    cache.misses.set(cache.misses.get() + 1);
    let value = call(host, keywords)?;
    cache.results.insert(host, key, value.clone())?;
    while cache
        .max_size
        .is_some_and(|most| cache.results.len() > most)
    {
        let oldest = cache.results.next_place(0);
        let gone = oldest.and_then(|place| cache.results.remove_place(place));
        if gone.is_none() {
            break;
        }
    }
    Ok(value)
}

/// A key that compares by a function.
struct Key {
    function: Value,
    item: Option<Value>,
}

impl Native for Key {
    fn class(&self) -> ClassId {
        ClassId::KEY_WRAPPER
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn hash(&self, _: &mut dyn Host) -> Result<Option<i64>> {
        Err(Raised::type_error(
            "unhashable type: 'functools.KeyWrapper'",
        ))
    }

    fn compare(&self, host: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        let Some(other) = other.native::<Key>() else {
            return Err(Raised::type_error("other argument must be K instance"));
        };
        let items = [self.item.clone(), other.item.clone()];
        let arguments = Arguments::positional(items.map(|item| item.unwrap_or(Value::None)));
        let order = host.call(&self.function, arguments)?;
        compare::compare(host, op, &order, &Value::Int(0)).map(Some)
    }
}

fn as_key(value: &Value) -> Result<&Key> {
    value
        .native()
        .ok_or_else(|| Raised::type_error("expected a functools.KeyWrapper object"))
}

/// What a function takes over from the one that it wraps.
const TAKEN_OVER: [&str; 4] = ["__module__", "__name__", "__qualname__", "__doc__"];

fn update_wrapper(host: &mut dyn Host, wrapper: Value, wrapped: &Value) -> Result<Value> {
    let Value::Function(function) = &wrapper else {
        return Ok(wrapper);
    };
    if let Value::Function(other) = wrapped {
        let others = other.attributes.borrow().clone();
        for (name, value) in others {
            set_attribute(function, &name, value);
        }
    }
    for name in TAKEN_OVER {
        if let Some(value) = super::functions::attribute_or(host, wrapped, name)? {
            set_attribute(function, name, value);
        }
    }
    set_attribute(function, "__wrapped__", wrapped.clone());
    Ok(wrapper)
}

fn set_attribute(function: &crate::value::Function, name: &str, value: Value) {
    let mut attributes = function.attributes.borrow_mut();
    attributes.retain(|(own, _)| &**own != name);
    attributes.push((name.into(), value));
}
