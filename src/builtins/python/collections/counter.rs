//! `Counter`: a dict of counts, with arithmetic.

use std::rc::Rc;

use super::super::dict_methods::fill;
use super::super::iterate;
use super::super::itertools::chain;
use crate::array::meter;
use crate::builtins;
use crate::builtins::operators;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::value::builtin::{Given, Keywords};
use crate::value::number::{as_int, index};
use crate::value::{Arguments, ClassId, Dict, Flavour, Host, Raised, Result, Value, compare, sort};

builtins! {
    /// How often each item occurs in an iterable; or counts from a mapping or from keyword arguments.
    ///
    /// A key that is not there counts as 0.
    ///
    /// >>> c = collections.Counter('banana')
    /// >>> c, c['n'], c['z']
    /// (Counter({'a': 3, 'n': 2, 'b': 1}), 2, 0)
    "Counter.__new__" "(iterable=None, /, **kwds)" => |host: &mut dyn Host, items: Value, keywords: Keywords| {
        let counter = Dict::new(Flavour::Counter);
        add(host, &counter, &items, keywords, BinaryOp::Add)?;
        Ok::<Value, Raised>(Value::Dict(Rc::new(counter)))
    };
    /// Adds counts: of the items of an iterable, of another mapping, of keyword arguments.
    ///
    /// >>> c = collections.Counter(a=1)
    /// >>> c.update('ab')
    /// >>> c
    /// Counter({'a': 2, 'b': 1})
    "Counter.update" "(self, iterable=None, /, **kwds)" => |host: &mut dyn Host, counter: Rc<Dict>, items: Value, keywords: Keywords| {
        add(host, &counter, &items, keywords, BinaryOp::Add)
    };
    /// Takes counts away; they may become negative.
    ///
    /// >>> c = collections.Counter(a=1)
    /// >>> c.subtract('ab')
    /// >>> c
    /// Counter({'a': 0, 'b': -1})
    "Counter.subtract" "(self, iterable=None, /, **kwds)" => |host: &mut dyn Host, counter: Rc<Dict>, items: Value, keywords: Keywords| {
        add(host, &counter, &items, keywords, BinaryOp::Sub)
    };
    /// Pairs of key and count, the largest counts first: `n` of them, or all.
    ///
    /// >>> collections.Counter('banana').most_common(2)
    /// [('a', 3), ('n', 2)]
    "Counter.most_common" "(self, n=None)" => most_common;
    /// Each key as often as it counts.
    ///
    /// >>> list(collections.Counter(a=2, b=1).elements())
    /// ['a', 'a', 'b']
    "Counter.elements" "(self)" => |host: &mut dyn Host, counter: Rc<Dict>| {
        let pairs = counter.pairs().into_iter().map(|(k, v)| Value::tuple(vec![k, v]));
        let arguments = [Value::Class(ClassId::REPEAT.into()), Value::list(pairs.collect())];
        let repeats = host.call(&Value::Class(ClassId::STARMAP.into()), Arguments::positional(arguments))?;
        chain(host, &repeats)
    };
    /// The sum of all counts.
    ///
    /// >>> collections.Counter('banana').total()
    /// 6
    "Counter.total" "(self)" => |host: &mut dyn Host, counter: Rc<Dict>| {
        let mut total = Value::Int(0);
        for (_, count) in counter.pairs() {
            meter::steps(1)?;
            total = operators::binary(host, BinaryOp::Add, total, count)?;
        }
        Ok::<Value, Raised>(total)
    };
    /// There is no such method: counts come from `Counter(iterable)`.
    "Counter.fromkeys" "(iterable, v=None)" => |_iterable: Value, _v: Given| -> Result<Value> {
        Err(Raised::new(
            ClassId::NOT_IMPLEMENTED_ERROR,
            "Counter.fromkeys() is undefined.  Use Counter(iterable) instead.",
        ))
    };
}

/// Adds or subtracts what the constructor, `update` and `subtract` take.
fn add(
    host: &mut dyn Host,
    counter: &Dict,
    items: &Value,
    keywords: Keywords,
    op: BinaryOp,
) -> Result<()> {
    match items {
        Value::None => {}
        // The first counts are taken over as they are.
        Value::Dict(_) if counter.is_empty() && op == BinaryOp::Add => {
            fill(host, counter, Some(items.clone()), Keywords(Vec::new()))?;
        }
        Value::Dict(counts) => {
            for (key, count) in counts.pairs() {
                add_one(host, counter, key, count, op)?;
            }
        }
        other => {
            let iterator = iterate::iter(host, other)?;
            while let Some(key) = iterate::next(host, &iterator)? {
                add_one(host, counter, key, Value::Int(1), op)?;
            }
        }
    }
    for (name, count) in keywords.0 {
        add_one(host, counter, Value::Str(name), count, op)?;
    }
    Ok(())
}

fn add_one(
    host: &mut dyn Host,
    counter: &Dict,
    key: Value,
    count: Value,
    op: BinaryOp,
) -> Result<()> {
    meter::steps(1)?;
    let before = counter.get(host, &key)?;
    let count = match (before, op) {
        (None, BinaryOp::Add) => count,
        (Some(before), BinaryOp::Add) => operators::binary(host, op, count, before)?,
        (before, _) => operators::binary(host, op, before.unwrap_or(Value::Int(0)), count)?,
    };
    counter.insert(host, key, count).map(drop)
}

fn most_common(host: &mut dyn Host, counter: Rc<Dict>, n: Value) -> Result<Vec<Value>> {
    let mut pairs = counter.pairs();
    let wanted = match &n {
        Value::None => pairs.len(),
        n => {
            let size = Value::Int(pairs.len() as i64);
            let all = compare::compare(host, CompareOp::GtE, n, &size)?;
            if crate::value::truth(host, &all)? {
                pairs.len()
            } else {
                let n = index(host, n)?;
                let n = as_int(&n).and_then(|n| usize::try_from(&*n).ok());
                n.unwrap_or(0)
            }
        }
    };
    // Turning the list round before and after keeps equal counts in their order.
    pairs.reverse();
    let sorted = sort::sort_by(host, pairs, |host, a, b| compare::less(host, &a.1, &b.1))?;
    let first = sorted.into_iter().rev().take(wanted);
    Ok(first
        .map(|(key, count)| Value::tuple(vec![key, count]))
        .collect())
}

/// `+counter` and `-counter`: the counts above zero, or those below with their signs turned.
///
/// # Errors
/// Whatever counts that are no numbers raise.
pub fn counter_unary(host: &mut dyn Host, negative: bool, counter: &Dict) -> Result<Value> {
    let empty = Dict::new(Flavour::Counter);
    match negative {
        true => counter_binary(host, BinaryOp::Sub, &empty, counter),
        false => counter_binary(host, BinaryOp::Add, counter, &empty),
    }
}

/// `a op b` of two Counters for `+`, `-`, `|` and `&`: only positive counts stay.
///
/// # Errors
/// Whatever counts that are no numbers raise.
pub fn counter_binary(host: &mut dyn Host, op: BinaryOp, a: &Dict, b: &Dict) -> Result<Value> {
    let result = Dict::new(Flavour::Counter);
    let zero = Value::Int(0);
    for (key, count) in a.pairs() {
        meter::steps(1)?;
        let other = b.get(host, &key)?.unwrap_or(Value::Int(0));
        let count = combine_counts(host, op, count, other)?;
        if compare::less(host, &zero, &count)? {
            result.insert(host, key, count)?;
        }
    }
    if op == BinaryOp::BitAnd {
        return Ok(Value::Dict(Rc::new(result)));
    }
    for (key, count) in b.pairs() {
        meter::steps(1)?;
        if a.contains(host, &key)? {
            continue;
        }
        let count = match op {
            BinaryOp::Sub => operators::binary(host, op, zero.clone(), count)?,
            _ => count,
        };
        if compare::less(host, &zero, &count)? {
            result.insert(host, key, count)?;
        }
    }
    Ok(Value::Dict(Rc::new(result)))
}

fn combine_counts(host: &mut dyn Host, op: BinaryOp, a: Value, b: Value) -> Result<Value> {
    match op {
        BinaryOp::BitOr => Ok(if compare::less(host, &a, &b)? { b } else { a }),
        BinaryOp::BitAnd => Ok(if compare::less(host, &a, &b)? { a } else { b }),
        _ => operators::binary(host, op, a, b),
    }
}
