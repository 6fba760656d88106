//! `enumerate`, `zip`, `map`, `filter`, `reversed`: lazy, each a class of its own.

use std::rc::Rc;

use super::iterate::{self, DictPart, DictWalk};
use super::parameters::Truth;
use super::range;
use crate::array::meter;
use crate::builtins;
use crate::builtins::operators;
use crate::value::builtin::Rest;
use crate::value::{
    Arguments, ClassId, Host, Iterate, IteratorObject, Raised, Result, Value, truth,
};

builtins! {
    /// Pairs of a count and an item.
    ///
    /// >>> list(enumerate("ab", start=1))
    /// [(1, 'a'), (2, 'b')]
    "enumerate.__new__" "(iterable, start=0)" => enumerate;
    /// Tuples of the first items of all iterables, of the second items, and so on, up to the end of the shortest.
    ///
    /// With `strict` it is a ValueError if they are not equally long.
    ///
    /// >>> list(zip([1, 2, 3], "ab"))
    /// [(1, 'a'), (2, 'b')]
    "zip.__new__" "(*iterables, strict=False)" => zip;
    /// The results of a function for each item, or for the items of several iterables side by side.
    ///
    /// >>> list(map(abs, [-1, 2, -3]))
    /// [1, 2, 3]
    "map.__new__" "(*args)" => map;
    /// The items for which a function is true; with `None` the items that are true themselves.
    ///
    /// >>> list(filter(None, [0, 1, "", "a"]))
    /// [1, 'a']
    "filter.__new__" "(function, iterable, /)" => filter;
    /// The items of a sequence from the last to the first.
    ///
    /// >>> list(reversed([1, 2, 3]))
    /// [3, 2, 1]
    "reversed.__new__" "(sequence, /)" => reversed;
}

/// A lazy walk as a value.
pub fn iterator(class: ClassId, walk: impl Iterate + 'static) -> Value {
    Value::Iterator(Rc::new(IteratorObject::new(class, Box::new(walk))))
}

struct Enumerate {
    items: Rc<IteratorObject>,
    count: Value,
}

impl Iterate for Enumerate {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        let Some(item) = iterate::next(host, &self.items)? else {
            return Ok(None);
        };
        let following = match self.count {
            Value::Int(i) if i < i64::MAX => Value::Int(i + 1),
            ref other => {
                let plus = crate::syntax::ast::BinaryOp::Add;
                operators::binary(host, plus, other.clone(), Value::Int(1))?
            }
        };
        let count = std::mem::replace(&mut self.count, following);
        Ok(Some(Value::tuple(vec![count, item])))
    }
}

fn enumerate(host: &mut dyn Host, iterable: Value, start: Value) -> Result<Value> {
    let count = crate::value::number::index(host, &start)?;
    let items = iterate::iter(host, &iterable)?;
    Ok(iterator(ClassId::ENUMERATE, Enumerate { items, count }))
}

struct Zip {
    sources: Vec<Rc<IteratorObject>>,
    strict: bool,
    done: bool,
}

impl Iterate for Zip {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        if self.done || self.sources.is_empty() {
            return Ok(None);
        }
        let mut items = Vec::with_capacity(self.sources.len());
        for (at, source) in self.sources.iter().enumerate() {
            match iterate::next(host, source)? {
                Some(item) => items.push(item),
                None => {
                    self.done = true;
                    return if self.strict {
                        self.check_ends(host, at).map(|()| None)
                    } else {
                        Ok(None)
                    };
                }
            }
        }
        Ok(Some(Value::tuple(items)))
    }
}

impl Zip {
    /// The source at `ended` is at its end: are all others too?
    fn check_ends(&self, host: &mut dyn Host, ended: usize) -> Result<()> {
        let complaint = |argument: usize, than: &str| {
            let others = match argument {
                1 => " 1".to_string(),
                _ => format!("s 1-{argument}"),
            };
            Raised::value_error(format!(
                "zip() argument {} is {than} than argument{others}",
                argument + 1
            ))
        };
        if ended > 0 {
            return Err(complaint(ended, "shorter"));
        }
        for (at, source) in self.sources.iter().enumerate().skip(1) {
            if iterate::next(host, source)?.is_some() {
                return Err(complaint(at, "longer"));
            }
        }
        Ok(())
    }
}

fn zip(host: &mut dyn Host, iterables: Rest, strict: Truth) -> Result<Value> {
    let mut sources = Vec::with_capacity(iterables.0.len());
    for iterable in iterables.0.iter() {
        sources.push(iterate::iter(host, iterable)?);
    }
    let walk = Zip {
        sources,
        strict: strict.0,
        done: false,
    };
    Ok(iterator(ClassId::ZIP, walk))
}

struct Map {
    function: Value,
    sources: Vec<Rc<IteratorObject>>,
}

impl Iterate for Map {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        let mut arguments = Arguments::none();
        for source in &self.sources {
            match iterate::next(host, source)? {
                Some(item) => arguments.positional.push(item),
                None => return Ok(None),
            }
        }
        host.call(&self.function, arguments).map(Some)
    }
}

fn map(host: &mut dyn Host, args: Rest) -> Result<Value> {
    let (function, iterables) = match &args.0[..] {
        [function, iterables @ ..] if !iterables.is_empty() => (function.clone(), iterables),
        _ => {
            return Err(Raised::type_error(
                "map() must have at least two arguments.",
            ));
        }
    };
    let sources = iterables
        .iter()
        .map(|iterable| iterate::iter(host, iterable));
    let sources = sources.collect::<Result<Vec<_>>>()?;
    Ok(iterator(ClassId::MAP, Map { function, sources }))
}

struct Filter {
    function: Value,
    items: Rc<IteratorObject>,
}

impl Iterate for Filter {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        while let Some(item) = iterate::next(host, &self.items)? {
            let verdict = match &self.function {
                Value::None => item.clone(),
                function => host.call(function, Arguments::positional([item.clone()]))?,
            };
            if truth(host, &verdict)? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }
}

fn filter(host: &mut dyn Host, function: Value, iterable: Value) -> Result<Value> {
    let items = iterate::iter(host, &iterable)?;
    Ok(iterator(ClassId::FILTER, Filter { function, items }))
}

/// A sequence from its last position to its first.
struct Reversed {
    sequence: Value,
    left: usize,
}

impl Iterate for Reversed {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        let Some(at) = self.left.checked_sub(1) else {
            return Ok(None);
        };
        self.left = at;
        match operators::get_item(host, &self.sequence, &Value::Int(at as i64)) {
            // The sequence became shorter meanwhile.
            Err(raised) if raised.is_a(ClassId::INDEX_ERROR) => {
                self.left = 0;
                Ok(None)
            }
            item => item.map(Some),
        }
    }

    fn length_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

fn reversed(host: &mut dyn Host, sequence: Value) -> Result<Value> {
    let class = match &sequence {
        Value::Dict(dict) => {
            let walk = DictWalk::new(dict, DictPart::Keys, true);
            return Ok(iterator(ClassId::DICT_REVERSE_KEY_ITERATOR, walk));
        }
        Value::Range(range) => {
            meter::steps(1)?;
            return Ok(range::backwards(range));
        }
        Value::List(_) => ClassId::LIST_REVERSE_ITERATOR,
        Value::Set(_) | Value::Iterator(_) => return Err(not_reversible(&sequence)),
        other => {
            if let Some(walk) = operators::call_method(host, other, "__reversed__", [])? {
                return Ok(walk);
            }
            let lengthless = !operators::has_method(other, "__getitem__");
            if let Some(held) = other.held().filter(|_| lengthless) {
                return reversed(host, held.clone());
            }
            ClassId::REVERSED
        }
    };
    if !is_sequence(&sequence) {
        return Err(not_reversible(&sequence));
    }
    let left = operators::length(host, &sequence)?;
    Ok(iterator(class, Reversed { sequence, left }))
}

fn is_sequence(value: &Value) -> bool {
    match value {
        Value::List(_) | Value::Tuple(_) | Value::Array(_) => true,
        other => {
            crate::value::compare::text_of(other).is_some()
                || crate::value::compare::bytes_of(other).is_some()
                || operators::has_method(other, "__getitem__")
        }
    }
}

fn not_reversible(value: &Value) -> Raised {
    Raised::type_error(format!(
        "'{}' object is not reversible",
        value.qualified_type_name()
    ))
}
