//! Built-in functions that go through an iterable: `sum`, `min`, `max`, `sorted`, `any`, `all`.

use super::iterate;
use super::parameters::Truth;
use crate::builtins;
use crate::builtins::operators;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::value::builtin::{Given, Rest};
use crate::value::compare::{bytes_of, compare, less, text_of};
use crate::value::{Arguments, Host, Raised, Result, Value, sort, truth};

builtins! {
    /// `start` plus all items of an iterable, one after the other.
    ///
    /// >>> sum([1, 2, 3.5])
    /// 6.5
    /// >>> sum([[1], [2]], [])
    /// [1, 2]
    "sum" "(iterable, /, start=0)" => sum;
    /// The smallest item of an iterable, or of several arguments.
    ///
    /// `key` is a function whose results are compared instead; `default` is returned for an empty iterable.
    ///
    /// >>> min([3, 1, 2])
    /// 1
    /// >>> min("pear", "fig", key=len)
    /// 'fig'
    "min" "(*args, key=None, default=<no value>)" => |host: &mut dyn Host, args: Rest, key: Value, default: Given| {
        extreme(host, ("min", CompareOp::Lt), &args.0, &key, default.0)
    };
    /// The largest item of an iterable, or of several arguments.
    ///
    /// `key` is a function whose results are compared instead; `default` is returned for an empty iterable.
    ///
    /// >>> max(3, 7, 5)
    /// 7
    /// >>> max([], default=0)
    /// 0
    "max" "(*args, key=None, default=<no value>)" => |host: &mut dyn Host, args: Rest, key: Value, default: Given| {
        extreme(host, ("max", CompareOp::Gt), &args.0, &key, default.0)
    };
    /// A new list of the items of an iterable in ascending order; equal items keep their order.
    ///
    /// `key` is a function whose results are compared instead; with `reverse` the order is descending.
    ///
    /// >>> sorted([3, 1, 2], reverse=True)
    /// [3, 2, 1]
    /// >>> sorted(["bb", "a", "ccc"], key=len)
    /// ['a', 'bb', 'ccc']
    "sorted" "(iterable, /, *, key=None, reverse=False)" => |host: &mut dyn Host, iterable: Value, key: Value, reverse: Truth| {
        let items = iterate::collect(host, &iterable)?;
        sort_items(host, items, &key, reverse.0)
    };
    /// Is any item true? False for an empty iterable.
    ///
    /// >>> any(x > 2 for x in [1, 2, 3])
    /// True
    "any" "(iterable, /)" => |host: &mut dyn Host, iterable: Value| find_truth(host, &iterable, true);
    /// Are all items true? True for an empty iterable.
    ///
    /// >>> all([1, 0, 2])
    /// False
    "all" "(iterable, /)" => |host: &mut dyn Host, iterable: Value| {
        find_truth(host, &iterable, false).map(|found| !found)
    };
}

fn sum(host: &mut dyn Host, iterable: Value, start: Value) -> Result<Value> {
    let iterator = iterate::iter(host, &iterable)?;
    if text_of(&start).is_some() {
        return Err(Raised::type_error(
            "sum() can't sum strings [use ''.join(seq) instead]",
        ));
    }
    if bytes_of(&start).is_some() {
        return Err(Raised::type_error(
            "sum() can't sum bytes [use b''.join(seq) instead]",
        ));
    }
    let mut total = start;
    while let Some(item) = iterate::next(host, &iterator)? {
        total = operators::binary(host, BinaryOp::Add, total, item)?;
    }
    Ok(total)
}

fn extreme(
    host: &mut dyn Host,
    (name, op): (&str, CompareOp),
    args: &[Value],
    key: &Value,
    default: Option<Value>,
) -> Result<Value> {
    let items = match args {
        [] => {
            return Err(Raised::type_error(format!(
                "{name} expected at least 1 argument, got 0"
            )));
        }
        [iterable] => iterate::iter(host, iterable)?,
        _ if default.is_some() => {
            return Err(Raised::type_error(format!(
                "Cannot specify a default for {name}() with multiple positional arguments"
            )));
        }
        several => iterate::iter(host, &Value::tuple(several.to_vec()))?,
    };
    let mut best: Option<(Value, Value)> = None;
    while let Some(item) = iterate::next(host, &items)? {
        let rank = key_of(host, key, &item)?;
        let better = match &best {
            None => true,
            Some((_, record)) => {
                let answer = compare(host, op, &rank, record)?;
                truth(host, &answer)?
            }
        };
        if better {
            best = Some((item, rank));
        }
    }
    best.map(|(item, _)| item)
        .or(default)
        .ok_or_else(|| Raised::value_error(format!("{name}() arg is an empty sequence")))
}

fn key_of(host: &mut dyn Host, key: &Value, item: &Value) -> Result<Value> {
    if key.is_none() {
        Ok(item.clone())
    } else {
        host.call(key, Arguments::positional([item.clone()]))
    }
}

/// The items in order, by their keys.
///
/// # Errors
/// Whatever the key function and comparing raise.
pub fn sort_items(
    host: &mut dyn Host,
    mut items: Vec<Value>,
    key: &Value,
    reverse: bool,
) -> Result<Vec<Value>> {
    // Turning the list round before and after keeps equal items in their order.
    if key.is_none() {
        if reverse {
            items.reverse();
        }
        let mut sorted = sort::sort_by(host, items, |host, a, b| less(host, a, b))?;
        if reverse {
            sorted.reverse();
        }
        return Ok(sorted);
    }
    let mut pairs = Vec::with_capacity(items.len());
    for item in items {
        pairs.push((key_of(host, key, &item)?, item));
    }
    if reverse {
        pairs.reverse();
    }
    let sorted = sort::sort_by(host, pairs, |host, a, b| less(host, &a.0, &b.0))?;
    let mut sorted: Vec<Value> = sorted.into_iter().map(|(_, item)| item).collect();
    if reverse {
        sorted.reverse();
    }
    Ok(sorted)
}

/// Is there an item of this truth?
fn find_truth(host: &mut dyn Host, iterable: &Value, wanted: bool) -> Result<bool> {
    let iterator = iterate::iter(host, iterable)?;
    while let Some(item) = iterate::next(host, &iterator)? {
        if truth(host, &item)? == wanted {
            return Ok(true);
        }
    }
    Ok(false)
}
