//! `product`, `permutations`, `combinations`: all ways to choose from pools of items.
//!
//! Each keeps positions into its pool and moves on to the next choice in the order of the pool.

use super::super::{iterate, memory};
use super::iterators::iterator;
use crate::array::meter;
use crate::builtins;
use crate::value::builtin::Rest;
use crate::value::number::ssize;
use crate::value::{ClassId, Host, Iterate, Raised, Result, Value};

builtins! {
    /// All tuples with one item of each iterable, as loops inside each other would give them.
    ///
    /// With `repeat`, the iterables are taken that many times over.
    ///
    /// >>> list(itertools.product("ab", [1, 2]))
    /// [('a', 1), ('a', 2), ('b', 1), ('b', 2)]
    "itertools.product.__new__" "(*iterables, repeat=1)" => product;
    /// All ways to put `r` of the items in a row; with `r` left out, all of them.
    ///
    /// >>> list(itertools.permutations("abc", 2))
    /// [('a', 'b'), ('a', 'c'), ('b', 'a'), ('b', 'c'), ('c', 'a'), ('c', 'b')]
    "itertools.permutations.__new__" "(iterable, r=None)" => permutations;
    /// All ways to choose `r` of the items, each at most once.
    ///
    /// >>> list(itertools.combinations("abc", 2))
    /// [('a', 'b'), ('a', 'c'), ('b', 'c')]
    "itertools.combinations.__new__" "(iterable, r)" => |host: &mut dyn Host, iterable: Value, r: Value| {
        let (pool, r) = pool_and_size(host, &iterable, &r)?;
        let places = (r <= pool.len()).then(|| (0..r).collect());
        let walk = Choices { pool, places, begun: false, advance: next_combination };
        Ok::<Value, Raised>(iterator(ClassId::COMBINATIONS, walk))
    };
    /// All ways to choose `r` of the items, each as often as one likes.
    ///
    /// >>> list(itertools.combinations_with_replacement("ab", 2))
    /// [('a', 'a'), ('a', 'b'), ('b', 'b')]
    "itertools.combinations_with_replacement.__new__" "(iterable, r)" => |host: &mut dyn Host, iterable: Value, r: Value| {
        let (pool, r) = pool_and_size(host, &iterable, &r)?;
        memory::room_for_values(r)?;
        meter::steps(r)?;
        let places = (r == 0 || !pool.is_empty()).then(|| vec![0; r]);
        let walk = Choices { pool, places, begun: false, advance: next_with_replacement };
        Ok::<Value, Raised>(iterator(ClassId::COMBINATIONS_WITH_REPLACEMENT, walk))
    };
}

/// Moves the places on to the next choice among `n` items; false at the end.
type Advance = fn(&mut [usize], n: usize) -> bool;

/// Choices of items by their places in a pool.
struct Choices {
    pool: Vec<Value>,
    /// `None` at the end.
    places: Option<Vec<usize>>,
    begun: bool,
    advance: Advance,
}

impl Iterate for Choices {
    fn next(&mut self, _: &mut dyn Host) -> Result<Option<Value>> {
        let Some(places) = &mut self.places else {
            return Ok(None);
        };
        meter::steps(1 + places.len())?;
        if std::mem::replace(&mut self.begun, true) && !(self.advance)(places, self.pool.len()) {
            self.places = None;
            return Ok(None);
        }
        memory::room_for_values(places.len())?;
        let chosen = places.iter().filter_map(|&at| self.pool.get(at).cloned());
        Ok(Some(Value::tuple(chosen.collect())))
    }
}

fn next_combination(places: &mut [usize], n: usize) -> bool {
    let r = places.len();
    let movable = (0..r).rev().find(|&i| places[i] != i + n - r);
    let Some(i) = movable else {
        return false;
    };
    let first = places[i] + 1;
    for (offset, place) in places[i..].iter_mut().enumerate() {
        *place = first + offset;
    }
    true
}

fn next_with_replacement(places: &mut [usize], n: usize) -> bool {
    let movable = places.iter().rposition(|&place| place + 1 != n);
    let Some(i) = movable else {
        return false;
    };
    let moved = places[i] + 1;
    places[i..].fill(moved);
    true
}

/// The next of all orders of the first `r` places, in the order of the pool (C. S. Ogilvy's cycles, as CPython has it).
struct Permutations {
    pool: Vec<Value>,
    order: Vec<usize>,
    cycles: Vec<usize>,
    begun: bool,
    done: bool,
}

impl Iterate for Permutations {
    fn next(&mut self, _: &mut dyn Host) -> Result<Option<Value>> {
        if self.done {
            return Ok(None);
        }
        meter::steps(1 + self.cycles.len())?;
        if std::mem::replace(&mut self.begun, true) && !self.advance() {
            self.done = true;
            return Ok(None);
        }
        let chosen = self.order.iter().take(self.cycles.len());
        let chosen = chosen.filter_map(|&at| self.pool.get(at).cloned());
        Ok(Some(Value::tuple(chosen.collect())))
    }
}

impl Permutations {
    fn advance(&mut self) -> bool {
        let n = self.order.len();
        for i in (0..self.cycles.len()).rev() {
            self.cycles[i] -= 1;
            if self.cycles[i] == 0 {
                self.order[i..].rotate_left(1);
                self.cycles[i] = n - i;
            } else {
                let other = n - self.cycles[i];
                self.order.swap(i, other);
                return true;
            }
        }
        false
    }
}

fn permutations(host: &mut dyn Host, iterable: Value, r: Value) -> Result<Value> {
    let pool = iterate::collect(host, &iterable)?;
    let n = pool.len();
    let r = match &r {
        Value::None => n,
        Value::Int(_) | Value::BigInt(_) | Value::Bool(_) => size(host, &r)?,
        _ => return Err(Raised::type_error("Expected int as r")),
    };
    let walk = Permutations {
        order: (0..n).collect(),
        cycles: (0..r.min(n)).map(|i| n - i).collect(),
        begun: false,
        done: r > n,
        pool,
    };
    Ok(iterator(ClassId::PERMUTATIONS, walk))
}

fn pool_and_size(host: &mut dyn Host, iterable: &Value, r: &Value) -> Result<(Vec<Value>, usize)> {
    let r = ssize(host, r)?;
    let pool = iterate::collect(host, iterable)?;
    Ok((pool, not_negative(r)?))
}

fn size(host: &mut dyn Host, r: &Value) -> Result<usize> {
    let r = ssize(host, r)?;
    not_negative(r)
}

fn not_negative(r: i64) -> Result<usize> {
    usize::try_from(r).map_err(|_| Raised::value_error("r must be non-negative"))
}

/// The last pool turns fastest.
struct Product {
    pools: Vec<Vec<Value>>,
    places: Option<Vec<usize>>,
    begun: bool,
}

impl Product {
    fn pool(&self, at: usize) -> &[Value] {
        match self.pools.len() {
            0 => &[],
            n => &self.pools[at % n],
        }
    }

    /// Moves on to the next tuple; false at the end.
    fn advance(&self, places: &mut [usize]) -> bool {
        for at in (0..places.len()).rev() {
            places[at] += 1;
            if places[at] < self.pool(at).len() {
                return true;
            }
            places[at] = 0;
        }
        false
    }
}

impl Iterate for Product {
    fn next(&mut self, _: &mut dyn Host) -> Result<Option<Value>> {
        let Some(mut places) = self.places.take() else {
            return Ok(None);
        };
        meter::steps(1 + places.len())?;
        if std::mem::replace(&mut self.begun, true) && !self.advance(&mut places) {
            return Ok(None);
        }
        memory::room_for_values(places.len())?;
        let chosen = places.iter().enumerate();
        let chosen = chosen.filter_map(|(pool, &at)| self.pool(pool).get(at).cloned());
        let chosen = Value::tuple(chosen.collect());
        self.places = Some(places);
        Ok(Some(chosen))
    }
}

fn product(host: &mut dyn Host, iterables: Rest, repeat: Value) -> Result<Value> {
    let repeat = ssize(host, &repeat)?;
    let repeat = usize::try_from(repeat)
        .map_err(|_| Raised::value_error("repeat argument cannot be negative"))?;
    let mut pools = Vec::with_capacity(iterables.0.len());
    if repeat > 0 {
        for iterable in iterables.0.iter() {
            pools.push(iterate::collect(host, iterable)?);
        }
    }
    let width = pools.len().saturating_mul(repeat);
    memory::room_for_values(width)?;
    meter::steps(width)?;
    let empty = pools.iter().any(Vec::is_empty);
    let walk = Product {
        places: (!empty).then(|| vec![0; width]),
        pools,
        begun: false,
    };
    Ok(iterator(ClassId::PRODUCT, walk))
}
