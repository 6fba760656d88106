//! `np.einsum_path`: in which order to contract many operands, and what that costs.
//!
//! Source: D. Smith's opt_einsum, whose greedy and optimal searches NumPy has.

use std::collections::BTreeSet;

use crate::array::{Array, meter};
use crate::builtins;
use crate::builtins::python::dict::key_error;
use crate::value::builtin::Rest;
use crate::value::convert::{as_index, to_array};
use crate::value::{Host, Raised, Result, Value, display};

use super::einsum::operands_of;

builtins! {
    /// The order in which `np.einsum` would contract its operands with `optimize`, and a report of what it costs.
    ///
    /// >>> a = np.ones((2, 2)); b = np.ones((2, 5)); c = np.ones((5, 2))
    /// >>> np.einsum_path('ij,jk,kl->il', a, b, c, optimize='greedy')[0]
    /// ['einsum_path', (1, 2), (0, 1)]
    "np.einsum_path" "(*operands, optimize='greedy', einsum_call=False)" => einsum_path;
}

type Labels = BTreeSet<char>;

/// The lengths of the labels' axes.
struct Sizes(Vec<(char, i128)>);

impl Sizes {
    fn of(&self, label: char) -> i128 {
        let found = self.0.iter().find(|(other, _)| *other == label);
        found.map_or(1, |(_, length)| *length)
    }

    fn product<'a>(&self, labels: impl IntoIterator<Item = &'a char>) -> i128 {
        let lengths = labels.into_iter().map(|&label| self.of(label));
        lengths.fold(1, |size: i128, length| size.saturating_mul(length))
    }

    /// The multiplications and additions of one contraction.
    fn cost(&self, labels: &Labels, sums: bool, terms: usize) -> i128 {
        let factor = (terms.max(2) - 1) as i128 + i128::from(sums);
        self.product(labels).saturating_mul(factor)
    }
}

/// What contracting some of the operands gives.
struct Contraction {
    result: Labels,
    remaining: Vec<Labels>,
    removed: Labels,
    all: Labels,
}

fn contract(positions: &[usize], inputs: &[Labels], output: &Labels) -> Contraction {
    let (mut all, mut kept) = (Labels::new(), output.clone());
    let mut remaining = Vec::new();
    for (at, labels) in inputs.iter().enumerate() {
        if positions.contains(&at) {
            all.extend(labels);
        } else {
            kept.extend(labels);
            remaining.push(labels.clone());
        }
    }
    let result: Labels = kept.intersection(&all).copied().collect();
    let removed = all.difference(&result).copied().collect();
    remaining.push(result.clone());
    Contraction {
        result,
        remaining,
        removed,
        all,
    }
}

/// The operands of one search.
struct Search<'a> {
    inputs: Vec<Labels>,
    output: &'a Labels,
    sizes: &'a Sizes,
    limit: i128,
}

/// A pair that might be contracted next: the size that goes away, the cost, and what remains.
struct Candidate {
    removed: i128,
    cost: i128,
    pair: (usize, usize),
    remaining: Vec<Labels>,
}

fn pairs(count: usize) -> Vec<(usize, usize)> {
    (0..count)
        .flat_map(|a| (a + 1..count).map(move |b| (a, b)))
        .collect()
}

impl Search<'_> {
    fn candidate(&self, pair: (usize, usize), spent: i128, naive: i128) -> Option<Candidate> {
        let found = contract(&[pair.0, pair.1], &self.inputs, self.output);
        let size = self.sizes.product(&found.result);
        if size > self.limit {
            return None;
        }
        let old =
            self.sizes.product(&self.inputs[pair.0]) + self.sizes.product(&self.inputs[pair.1]);
        let cost = self.sizes.cost(&found.all, !found.removed.is_empty(), 2);
        (spent + cost <= naive).then_some(Candidate {
            removed: old - size,
            cost,
            pair,
            remaining: found.remaining,
        })
    }

    /// Always the pair that frees most, cheapest first.
    fn greedy(mut self) -> Result<Vec<Vec<usize>>> {
        let count = self.inputs.len();
        if count <= 2 {
            return Ok(vec![(0..count).collect()]);
        }
        let everything: Vec<usize> = (0..count).collect();
        let whole = contract(&everything, &self.inputs, self.output);
        let naive = self
            .sizes
            .cost(&whole.all, !whole.removed.is_empty(), count);
        let mut next = pairs(count);
        let mut known: Vec<Candidate> = Vec::new();
        let (mut spent, mut path) = (0, Vec::new());
        for _ in 1..count {
            meter::steps(self.inputs.len().pow(2))?;
            let related = next
                .iter()
                .filter(|(a, b)| !self.inputs[*a].is_disjoint(&self.inputs[*b]));
            let related = related.filter_map(|&pair| self.candidate(pair, spent, naive));
            known.extend(related);
            if known.is_empty() {
                let all = pairs(self.inputs.len()).into_iter();
                known.extend(all.filter_map(|pair| self.candidate(pair, spent, naive)));
            }
            let order = |candidate: &Candidate| (-candidate.removed, candidate.cost);
            let best = (0..known.len()).min_by_key(|&at| order(&known[at]));
            let Some(best) = best.map(|at| known.remove(at)) else {
                path.push((0..self.inputs.len()).collect());
                break;
            };
            known = updated(known, &best);
            path.push(vec![best.pair.0, best.pair.1]);
            spent += best.cost;
            self.inputs = best.remaining;
            let last = self.inputs.len() - 1;
            next = (0..last).map(|at| (at, last)).collect();
        }
        Ok(path)
    }

    /// The cheapest of all orders.
    fn optimal(self) -> Result<Vec<Vec<usize>>> {
        let count = self.inputs.len();
        let mut all = vec![(0_i128, Vec::new(), self.inputs.clone())];
        for done in 0..count.saturating_sub(1) {
            let mut longer = Vec::new();
            for (cost, path, inputs) in &all {
                for (a, b) in pairs(count - done) {
                    meter::steps(count)?;
                    meter::check_bytes(longer.len().saturating_mul(64 * count))?;
                    let found = contract(&[a, b], inputs, self.output);
                    if self.sizes.product(&found.result) > self.limit {
                        continue;
                    }
                    let more = self.sizes.cost(&found.all, !found.removed.is_empty(), 2);
                    let mut path: Vec<Vec<usize>> = path.clone();
                    path.push(vec![a, b]);
                    longer.push((cost + more, path, found.remaining));
                }
            }
            if longer.is_empty() {
                let mut path = cheapest(all);
                path.push((0..count - done).collect());
                return Ok(path);
            }
            all = longer;
        }
        Ok(cheapest(all))
    }
}

type Order = (i128, Vec<Vec<usize>>, Vec<Labels>);

fn cheapest(orders: Vec<Order>) -> Vec<Vec<usize>> {
    let best = orders.into_iter().min_by_key(|(cost, ..)| *cost);
    best.map_or_else(Vec::new, |(_, path, _)| path)
}

/// The other candidates after the best was contracted: those of its operands go, the rest move up.
fn updated(known: Vec<Candidate>, best: &Candidate) -> Vec<Candidate> {
    let (bx, by) = best.pair;
    let stays = |candidate: &Candidate| {
        let (x, y) = candidate.pair;
        ![bx, by].contains(&x) && ![bx, by].contains(&y)
    };
    let moved = |mut candidate: Candidate| {
        let (x, y) = candidate.pair;
        let before = |at: usize, other: usize| usize::from(at > other);
        candidate
            .remaining
            .remove(by - before(by, x) - before(by, y));
        candidate
            .remaining
            .remove(bx - before(bx, x) - before(bx, y));
        let end = candidate.remaining.len().saturating_sub(1);
        let newest = best.remaining.last().cloned().unwrap_or_default();
        candidate.remaining.insert(end, newest);
        candidate.pair = (
            x - before(x, bx) - before(x, by),
            y - before(y, bx) - before(y, by),
        );
        candidate
    };
    known.into_iter().filter(stays).map(moved).collect()
}

/// Inputs and output of the subscripts; the output is made up where it is not given.
fn split(subscripts: &str) -> Result<(Vec<String>, String)> {
    let text: String = subscripts.chars().filter(|c| !c.is_whitespace()).collect();
    let (inputs, output) = match text.split_once("->") {
        Some((inputs, output)) => (inputs.to_string(), Some(output.to_string())),
        None => (text.clone(), None),
    };
    if let Some(wrong) = inputs
        .chars()
        .find(|c| !c.is_ascii_alphabetic() && *c != ',')
    {
        return Err(Raised::value_error(format!(
            "Character {wrong} is not a valid symbol."
        )));
    }
    let terms: Vec<String> = inputs.split(',').map(str::to_string).collect();
    let joined: String = terms.concat();
    let output = output.unwrap_or_else(|| {
        let labels: Labels = joined.chars().collect();
        let once = |label: &char| joined.chars().filter(|other| other == label).count() == 1;
        labels.into_iter().filter(once).collect()
    });
    if let Some(label) = output.chars().find(|&label| !joined.contains(label)) {
        return Err(Raised::value_error(format!(
            "Output character {label} did not appear in the input"
        )));
    }
    Ok((terms, output))
}

fn sizes_of(terms: &[String], arrays: &[Array]) -> Result<Sizes> {
    let mut sizes = Sizes(Vec::new());
    for (at, (term, array)) in terms.iter().zip(arrays).enumerate() {
        if term.len() != array.ndim() {
            // NumPy names one letter of the whole text, by the operand's number.
            let letter = terms.join(",").chars().nth(at).unwrap_or(',');
            return Err(Raised::value_error(format!(
                "Einstein sum subscript {letter} does not contain the correct number of indices for operand {at}."
            )));
        }
        for (label, &length) in term.chars().zip(array.shape()) {
            let length = length as i128;
            match sizes.0.iter_mut().find(|(other, _)| *other == label) {
                None => sizes.0.push((label, length)),
                Some((_, known)) if *known == 1 => *known = length,
                Some((_, known)) if length != 1 && length != *known => {
                    return Err(Raised::value_error(format!(
                        "Size of label '{label}' for operand {at} ({known}) does not match previous terms ({length})."
                    )));
                }
                Some(_) => {}
            }
        }
    }
    Ok(sizes)
}

/// How to search, as `optimize` says.
enum Way {
    Named(String, Option<i128>),
    Given(Vec<Vec<usize>>),
    All,
}

fn way_of(host: &mut dyn Host, optimize: &Value) -> Result<Way> {
    let items = match optimize {
        Value::None | Value::Bool(false) => return Ok(Way::All),
        Value::Bool(true) => return Ok(Way::Named("greedy".into(), None)),
        Value::Str(name) => return Ok(Way::Named(name.to_string(), None)),
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(items) => items.to_vec(),
        _ => Vec::new(),
    };
    match &items[..] {
        [Value::Str(first), rest @ ..] if &**first == "einsum_path" => {
            let step = |item: &Value| {
                let positions = to_array(item)?.to_vec_as::<i64>()?;
                Ok(positions.into_iter().map(|at| at.max(0) as usize).collect())
            };
            rest.iter().map(step).collect::<Result<_>>().map(Way::Given)
        }
        [Value::Str(name), limit @ (Value::Int(_) | Value::Float(_))] => {
            let limit = match limit {
                Value::Float(x) => *x as i128,
                other => as_index(other)?.into(),
            };
            Ok(Way::Named(name.to_string(), Some(limit)))
        }
        _ => Err(Raised::type_error(format!(
            "Did not understand the path: {}",
            display::str(host, optimize)?
        ))),
    }
}

fn einsum_path(host: &mut dyn Host, Rest(operands): Rest, optimize: Value) -> Result<Value> {
    let way = way_of(host, &optimize)?;
    let (subscripts, operands) = operands_of(&operands)?;
    let arrays = operands.iter().map(to_array).collect::<Result<Vec<_>>>()?;
    let (terms, output) = split(&subscripts)?;
    if terms.len() != arrays.len() {
        return Err(Raised::value_error(
            "Number of einsum subscripts must be equal to the number of operands.",
        ));
    }
    let sizes = sizes_of(&terms, &arrays)?;
    let inputs: Vec<Labels> = terms.iter().map(|term| term.chars().collect()).collect();
    let kept: Labels = output.chars().collect();
    let all: Labels = inputs.iter().flatten().copied().collect();
    let largest = terms.iter().chain([&output]).map(|term| {
        let labels: Vec<char> = term.chars().collect();
        sizes.product(&labels)
    });
    let largest = largest.max().unwrap_or(1);
    let at_once = vec![(0..inputs.len()).collect::<Vec<usize>>()];
    let path = match way {
        Way::Given(path) => path,
        Way::All => at_once,
        Way::Named(..) if inputs.len() <= 2 || all == kept => at_once,
        Way::Named(name, limit) => {
            let search = Search {
                inputs: inputs.clone(),
                output: &kept,
                sizes: &sizes,
                limit: limit.unwrap_or(largest),
            };
            match &*name {
                "greedy" => search.greedy()?,
                "optimal" => search.optimal()?,
                _ => {
                    let args = ("Path name %s not found", name);
                    return Err(key_error(Value::tuple(vec![
                        Value::str(args.0),
                        Value::str(args.1),
                    ])));
                }
            }
        }
    };
    let report = Report::new(&terms, &output, &sizes, &path)?;
    let steps = path
        .iter()
        .map(|step| Value::tuple(step.iter().map(|&at| Value::Int(at as i64)).collect()));
    let path = std::iter::once(Value::str("einsum_path"))
        .chain(steps)
        .collect();
    Ok(Value::tuple(vec![
        Value::list(path),
        Value::str(report.text(&inputs, &all, &sizes)),
    ]))
}

/// What a path costs, step by step.
struct Report {
    title: String,
    output: String,
    costs: Vec<i128>,
    scales: Vec<usize>,
    sizes: Vec<i128>,
    steps: Vec<(String, String)>,
}

impl Report {
    fn new(terms: &[String], output: &str, sizes: &Sizes, path: &[Vec<usize>]) -> Result<Report> {
        let mut inputs: Vec<Labels> = terms.iter().map(|term| term.chars().collect()).collect();
        let kept: Labels = output.chars().collect();
        let mut texts = terms.to_vec();
        let mut report = Report {
            title: format!("{}->{output}", terms.join(",")),
            output: output.to_string(),
            costs: Vec::new(),
            scales: Vec::new(),
            sizes: Vec::new(),
            steps: Vec::new(),
        };
        for (number, step) in path.iter().enumerate() {
            let mut positions = step.clone();
            crate::text::sort_by(&mut positions, |a, b| b.cmp(a));
            let found = contract(&positions, &inputs, &kept);
            let sums = !found.removed.is_empty();
            report
                .costs
                .push(sizes.cost(&found.all, sums, positions.len()));
            report.scales.push(found.all.len());
            report.sizes.push(sizes.product(&found.result));
            let mut taken = Vec::new();
            for &at in &positions {
                if at >= texts.len() {
                    return Err(Raised::index_error("pop index out of range"));
                }
                taken.push(texts.remove(at));
            }
            let result = if number + 1 == path.len() {
                output.to_string()
            } else {
                let mut labels: Vec<char> = found.result.iter().copied().collect();
                crate::text::sort_by_key(&mut labels, |&label| (sizes.of(label), label));
                labels.into_iter().collect()
            };
            texts.push(result.clone());
            report
                .steps
                .push((format!("{}->{result}", taken.join(",")), texts.join(",")));
            inputs = found.remaining;
        }
        if texts.len() != 1 {
            return Err(Raised::runtime_error(format!(
                "Invalid einsum_path is specified: {} more operands has to be contracted.",
                texts.len() as i64 - 1
            )));
        }
        Ok(report)
    }

    fn text(&self, inputs: &[Labels], all: &Labels, sizes: &Sizes) -> String {
        let distinct: usize = inputs.iter().map(Labels::len).sum();
        let naive = sizes.cost(all, distinct > all.len(), inputs.len());
        let best = self.costs.iter().sum::<i128>() + 1;
        let line = "-".repeat(74);
        let mut text = format!(
            "  Complete contraction:  {}\n         Naive scaling:  {}\n     Optimized scaling:  {}\n      \
             Naive FLOP count:  {}\n  Optimized FLOP count:  {}\n   Theoretical speedup:  {:.3}\n  \
             Largest intermediate:  {} elements\n{line}\n{:>6} {:>24} {:>40}\n{line}",
            self.title,
            all.len(),
            self.scales.iter().max().unwrap_or(&0),
            scientific(naive),
            scientific(best),
            naive as f64 / best as f64,
            scientific(self.sizes.iter().copied().max().unwrap_or(0)),
            "scaling",
            "current",
            "remaining"
        );
        for ((current, remaining), scale) in self.steps.iter().zip(&self.scales) {
            let remaining = format!("{remaining}->{}", self.output);
            text += &format!("\n{scale:>4}    {current:>24} {remaining:>40}");
        }
        text
    }
}

/// A number as Python's `.3e` shows it.
fn scientific(n: i128) -> String {
    let text = format!("{:.3e}", n as f64);
    match text.split_once('e') {
        Some((digits, power)) => match power.strip_prefix('-') {
            Some(power) => format!("{digits}e-{power:0>2}"),
            None => format!("{digits}e+{power:0>2}"),
        },
        None => text,
    }
}
