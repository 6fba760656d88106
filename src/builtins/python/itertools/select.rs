//! Walks over the items of others: some of them, several joined, or combined with what came before.

use std::rc::Rc;

use super::iterators::iterator;
use super::{iterate, iterators_of};
use crate::builtins;
use crate::builtins::operators;
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::{Given, Keywords, Rest};
use crate::value::number::{index, is_index};
use crate::value::{
    Arguments, ClassId, Host, Iterate, IteratorObject, Raised, Result, Value, truth,
};

builtins! {
    /// The items of all iterables, one iterable after the other.
    ///
    /// >>> list(itertools.chain("ab", [1, 2]))
    /// ['a', 'b', 1, 2]
    "itertools.chain.__new__" "(*iterables)" => |host: &mut dyn Host, iterables: Rest| {
        chain(host, &Value::Tuple(iterables.0))
    };
    /// The items of the iterables that an iterable gives, one after the other.
    ///
    /// >>> list(itertools.chain.from_iterable(["ab", "c"]))
    /// ['a', 'b', 'c']
    "itertools.chain.from_iterable" "(iterable, /)" => |host: &mut dyn Host, iterables: Value| chain(host, &iterables);
    /// Running totals, or running results of another function of two arguments.
    ///
    /// >>> list(itertools.accumulate([1, 2, 3, 4]))
    /// [1, 3, 6, 10]
    /// >>> list(itertools.accumulate([3, 1, 4], max, initial=2))
    /// [2, 3, 3, 4]
    "itertools.accumulate.__new__" "(iterable, func=None, *, initial=None)" => |host: &mut dyn Host, iterable: Value, function: Value, initial: Option<Value>| {
        let walk = Accumulate { items: iterate::iter(host, &iterable)?, function, initial, total: None };
        Ok::<Value, Raised>(iterator(ClassId::ACCUMULATE, walk))
    };
    /// The items whose selectors are true.
    ///
    /// >>> list(itertools.compress("abcd", [1, 0, 1, 0]))
    /// ['a', 'c']
    "itertools.compress.__new__" "(data, selectors)" => |host: &mut dyn Host, data: Value, selectors: Value| {
        let walk = Compress { data: iterate::iter(host, &data)?, selectors: iterate::iter(host, &selectors)? };
        Ok::<Value, Raised>(iterator(ClassId::COMPRESS, walk))
    };
    /// The items from the first one on for which a function is false.
    ///
    /// >>> list(itertools.dropwhile(lambda x: x < 3, [1, 4, 2]))
    /// [4, 2]
    "itertools.dropwhile.__new__" "(predicate, iterable, /)" => |host: &mut dyn Host, function: Value, iterable: Value| {
        let walk = DropWhile { function: Some(function), items: iterate::iter(host, &iterable)? };
        Ok::<Value, Raised>(iterator(ClassId::DROPWHILE, walk))
    };
    /// The items up to the first one for which a function is false.
    ///
    /// >>> list(itertools.takewhile(lambda x: x < 3, [1, 4, 2]))
    /// [1]
    "itertools.takewhile.__new__" "(predicate, iterable, /)" => |host: &mut dyn Host, function: Value, iterable: Value| {
        let walk = TakeWhile { function, items: Some(iterate::iter(host, &iterable)?) };
        Ok::<Value, Raised>(iterator(ClassId::TAKEWHILE, walk))
    };
    /// The items for which a function is false; with `None` the items that are false themselves.
    ///
    /// >>> list(itertools.filterfalse(lambda x: x % 2, range(5)))
    /// [0, 2, 4]
    "itertools.filterfalse.__new__" "(function, iterable, /)" => |host: &mut dyn Host, function: Value, iterable: Value| {
        let walk = FilterFalse { function, items: iterate::iter(host, &iterable)? };
        Ok::<Value, Raised>(iterator(ClassId::FILTERFALSE, walk))
    };
    /// What a slice `[start:stop:step]` of the items would hold, one after the other.
    ///
    /// >>> list(itertools.islice(itertools.count(), 2, 8, 3))
    /// [2, 5]
    "itertools.islice.__new__" "(iterable, start, stop=<no value>, step=<no value>, /)" => islice;
    /// Pairs of neighbouring items.
    ///
    /// >>> list(itertools.pairwise("abc"))
    /// [('a', 'b'), ('b', 'c')]
    "itertools.pairwise.__new__" "(iterable, /)" => |host: &mut dyn Host, iterable: Value| {
        let walk = Pairwise { items: Some(iterate::iter(host, &iterable)?), last: None };
        Ok::<Value, Raised>(iterator(ClassId::PAIRWISE, walk))
    };
    /// The results of a function called with the items of each item.
    ///
    /// >>> list(itertools.starmap(pow, [(2, 5), (3, 2)]))
    /// [32, 9]
    "itertools.starmap.__new__" "(function, iterable, /)" => |host: &mut dyn Host, function: Value, iterable: Value| {
        let walk = StarMap { function, items: iterate::iter(host, &iterable)? };
        Ok::<Value, Raised>(iterator(ClassId::STARMAP, walk))
    };
    /// As `zip`, up to the end of the longest; what is missing is `fillvalue`.
    ///
    /// >>> list(itertools.zip_longest("abc", [1], fillvalue=0))
    /// [('a', 1), ('b', 0), ('c', 0)]
    "itertools.zip_longest.__new__" "(*iterables, fillvalue=None, **kwargs)" => zip_longest;
}

/// The items of the iterables that `iterables` gives.
///
/// # Errors
/// TypeError where it is not iterable.
pub fn chain(host: &mut dyn Host, iterables: &Value) -> Result<Value> {
    let walk = Chain {
        sources: Some(iterate::iter(host, iterables)?),
        current: None,
    };
    Ok(iterator(ClassId::CHAIN, walk))
}

struct Chain {
    sources: Option<Rc<IteratorObject>>,
    current: Option<Rc<IteratorObject>>,
}

impl Iterate for Chain {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        while let Some(sources) = &self.sources {
            if let Some(current) = &self.current {
                if let Some(item) = iterate::next(host, current)? {
                    return Ok(Some(item));
                }
                self.current = None;
            }
            match iterate::next(host, sources)? {
                Some(source) => match iterate::iter(host, &source) {
                    Ok(source) => self.current = Some(source),
                    Err(raised) => {
                        self.sources = None;
                        return Err(raised);
                    }
                },
                None => self.sources = None,
            }
        }
        Ok(None)
    }
}

struct Accumulate {
    items: Rc<IteratorObject>,
    function: Value,
    initial: Option<Value>,
    total: Option<Value>,
}

impl Iterate for Accumulate {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        if let Some(initial) = self.initial.take() {
            self.total = Some(initial.clone());
            return Ok(Some(initial));
        }
        let Some(item) = iterate::next(host, &self.items)? else {
            return Ok(None);
        };
        let total = match &self.total {
            None => item,
            Some(total) if self.function.is_none() => {
                operators::binary(host, BinaryOp::Add, total.clone(), item)?
            }
            Some(total) => {
                let arguments = Arguments::positional([total.clone(), item]);
                host.call(&self.function, arguments)?
            }
        };
        self.total = Some(total.clone());
        Ok(Some(total))
    }
}

struct Compress {
    data: Rc<IteratorObject>,
    selectors: Rc<IteratorObject>,
}

impl Iterate for Compress {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        while let Some(item) = iterate::next(host, &self.data)? {
            let Some(selector) = iterate::next(host, &self.selectors)? else {
                return Ok(None);
            };
            if truth(host, &selector)? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }
}

/// What a function says of an item; the item's own truth where there is no function.
fn verdict(host: &mut dyn Host, function: &Value, item: &Value) -> Result<bool> {
    let answer = host.call(function, Arguments::positional([item.clone()]))?;
    truth(host, &answer)
}

struct DropWhile {
    /// `None` once it was false.
    function: Option<Value>,
    items: Rc<IteratorObject>,
}

impl Iterate for DropWhile {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        while let Some(item) = iterate::next(host, &self.items)? {
            match &self.function {
                Some(function) if verdict(host, function, &item)? => {}
                _ => {
                    self.function = None;
                    return Ok(Some(item));
                }
            }
        }
        Ok(None)
    }
}

struct TakeWhile {
    function: Value,
    items: Option<Rc<IteratorObject>>,
}

impl Iterate for TakeWhile {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        let Some(items) = &self.items else {
            return Ok(None);
        };
        let Some(item) = iterate::next(host, items)? else {
            return Ok(None);
        };
        if verdict(host, &self.function, &item)? {
            return Ok(Some(item));
        }
        self.items = None;
        Ok(None)
    }
}

struct FilterFalse {
    function: Value,
    items: Rc<IteratorObject>,
}

impl Iterate for FilterFalse {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        while let Some(item) = iterate::next(host, &self.items)? {
            let kept = match &self.function {
                Value::None => truth(host, &item)?,
                function => verdict(host, function, &item)?,
            };
            if !kept {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }
}

/// Positions of the items that a slice takes.
struct Slice {
    items: Option<Rc<IteratorObject>>,
    /// Position of the next item of the source.
    at: u64,
    /// Position of the next item to give.
    next: u64,
    stop: Option<u64>,
    step: u64,
}

impl Iterate for Slice {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        let Some(items) = &self.items else {
            return Ok(None);
        };
        let end = self.stop.map_or(self.next, |stop| stop.min(self.next));
        while self.at < end {
            if iterate::next(host, items)?.is_none() {
                self.items = None;
                return Ok(None);
            }
            self.at += 1;
        }
        if self.stop.is_some_and(|stop| self.next >= stop) {
            self.items = None;
            return Ok(None);
        }
        let item = iterate::next(host, items)?;
        self.at += 1;
        self.next = self.next.saturating_add(self.step);
        if item.is_none() {
            self.items = None;
        }
        Ok(item)
    }
}

fn islice(
    host: &mut dyn Host,
    iterable: Value,
    first: Value,
    stop: Given,
    step: Given,
) -> Result<Value> {
    const INDICES: &str = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const STOP: &str =
        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    const STEP: &str = "Step for islice() must be a positive integer or None.";
    let (start, stop) = match &stop.0 {
        None => (0, bound(host, &first, STOP)?),
        Some(stop) => {
            // A stop that is no number at all is blamed first.
            let stop = match stop {
                other if other.is_none() || is_index(other) => bound(host, other, INDICES)?,
                _ => return Err(Raised::value_error(STOP)),
            };
            (bound(host, &first, INDICES)?.unwrap_or(0), stop)
        }
    };
    let step = match &step.0 {
        Some(step) => bound(host, step, STEP)?.unwrap_or(1),
        None => 1,
    };
    if step == 0 {
        return Err(Raised::value_error(STEP));
    }
    let walk = Slice {
        items: Some(iterate::iter(host, &iterable)?),
        at: 0,
        next: start,
        stop,
        step,
    };
    Ok(iterator(ClassId::ISLICE, walk))
}

/// A position that is not negative; `None` for None.
fn bound(host: &mut dyn Host, value: &Value, complaint: &str) -> Result<Option<u64>> {
    if value.is_none() {
        return Ok(None);
    }
    let position = match is_index(value) {
        true => index(host, value)?,
        false => Value::None,
    };
    match position {
        Value::Int(position) if position >= 0 => Ok(Some(position as u64)),
        _ => Err(Raised::value_error(complaint)),
    }
}

struct Pairwise {
    items: Option<Rc<IteratorObject>>,
    last: Option<Value>,
}

impl Iterate for Pairwise {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        let Some(items) = self.items.clone() else {
            return Ok(None);
        };
        let first = match self.last.take() {
            Some(last) => Some(last),
            None => iterate::next(host, &items)?,
        };
        let second = match first {
            Some(_) => iterate::next(host, &items)?,
            None => None,
        };
        let (Some(first), Some(second)) = (first, second) else {
            self.items = None;
            return Ok(None);
        };
        self.last = Some(second.clone());
        Ok(Some(Value::tuple(vec![first, second])))
    }
}

struct StarMap {
    function: Value,
    items: Rc<IteratorObject>,
}

impl Iterate for StarMap {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        let Some(item) = iterate::next(host, &self.items)? else {
            return Ok(None);
        };
        let arguments = Arguments::positional(iterate::collect(host, &item)?);
        host.call(&self.function, arguments).map(Some)
    }
}

struct ZipLongest {
    /// `None` for those at their end.
    sources: Vec<Option<Rc<IteratorObject>>>,
    fill: Value,
}

impl Iterate for ZipLongest {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        let mut items = Vec::with_capacity(self.sources.len());
        for source in &mut self.sources {
            let item = match source {
                Some(running) => iterate::next(host, running)?,
                None => None,
            };
            if item.is_none() {
                *source = None;
            }
            items.push(item.unwrap_or_else(|| self.fill.clone()));
        }
        let some = self.sources.iter().any(Option::is_some);
        Ok(some.then(|| Value::tuple(items)))
    }
}

fn zip_longest(
    host: &mut dyn Host,
    iterables: Rest,
    fill: Value,
    others: Keywords,
) -> Result<Value> {
    if !others.0.is_empty() {
        return Err(Raised::type_error(
            "zip_longest() got an unexpected keyword argument",
        ));
    }
    let sources = iterators_of(host, &iterables.0)?;
    let walk = ZipLongest {
        sources: sources.into_iter().map(Some).collect(),
        fill,
    };
    Ok(iterator(ClassId::ZIP_LONGEST, walk))
}
