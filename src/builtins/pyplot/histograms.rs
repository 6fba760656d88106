//! Histograms.

use super::arguments::{self, Options, array, floats};
use super::bars::{Fill, rectangle};
use super::objects::{Container, object, parts};
use super::state::{Ax, Pyplot};
use crate::array::Array;
use crate::builtins::numpy::compose;
use crate::builtins::python::iterate;
use crate::drawing;
use crate::plot::artist::{Kind, Outline};
use crate::plot::{Color, shared};
use crate::value::builtin::{FromValue, Keywords};
use crate::value::convert::to_array;
use crate::value::{ClassId, Host, Raised, Result, Value};

drawing! {
    /// A histogram: counts, edges and the bars. Several data sets are drawn side by side.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.hist([1, 2, 2, 4], bins=3)
    /// (array([1., 2., 1.]), array([1., 2., 3., 4.]), <BarContainer object of 3 artists>)
    "hist" ["x, bins=None, *, range=None, density=False, weights=None, cumulative=False, bottom=None, **kwargs"] => hist;
}

fn hist(
    host: &mut dyn Host,
    ax: Ax,
    x: Value,
    bins: Value,
    range: Value,
    density: bool,
    weights: Value,
    cumulative: Value,
    bottom: Value,
    keywords: Keywords,
) -> Result<Value> {
    let mut options = Options::new(keywords, "Rectangle.set");
    let kind = options
        .text(host, "histtype", &[])?
        .unwrap_or_else(|| "bar".into());
    const KINDS: [&str; 4] = ["bar", "barstacked", "step", "stepfilled"];
    if !KINDS.contains(&&*kind) {
        return Err(arguments::not_among("histtype", &kind, &KINDS));
    }
    let align = options
        .text(host, "align", &[])?
        .unwrap_or_else(|| "mid".into());
    let lying = options
        .text(host, "orientation", &[])?
        .is_some_and(|o| o == "horizontal");
    let part = options.number("rwidth", &[])?;
    let log = options.flag(host, "log")?.unwrap_or(false);
    let stacked = options.flag(host, "stacked")?.unwrap_or(false) || kind == "barstacked";
    let sets = data_sets(host, &x)?;
    let given = options.colors(host, "color", &[])?;
    let names = options.take("label", &[])?;
    let mut own = Vec::new();
    for i in 0..sets.len() {
        own.push(match &given {
            Some(colors) => colors[i % colors.len().max(1)],
            None => ax.model.borrow_mut().next_color(),
        });
    }
    let fill = Fill::take(host, &mut options, || Color::BLACK)?;
    options.finish()?;
    if log {
        ax.model.borrow().axis(usize::from(!lying)).borrow_mut().log = true;
    }
    let (counts, edges) = counted(
        host,
        &sets,
        bins,
        range,
        density,
        weights,
        &cumulative,
        stacked,
    )?;
    let edge_values = floats(&edges)?;
    let base = match bottom.is_none() {
        true => vec![0.0; edge_values.len().saturating_sub(1)],
        false => {
            let base = floats(&bottom)?;
            (0..edge_values.len())
                .map(|i| base[i % base.len().max(1)])
                .collect()
        }
    };
    let labels = match &names {
        None => Vec::new(),
        Some(list @ (Value::List(_) | Value::Tuple(_))) => arguments::texts(host, list)?,
        Some(one) => vec![arguments::text(host, one)?],
    };
    let shift = match &*align {
        "left" => -0.5,
        "mid" => 0.0,
        "right" => 0.5,
        other => {
            return Err(arguments::not_among(
                "align",
                other,
                &["left", "mid", "right"],
            ));
        }
    };
    let mut floor = base;
    let mut containers = Vec::new();
    for (i, heights) in counts.iter().enumerate() {
        let sheet = Sheet {
            edges: &edge_values,
            lying,
            shift,
            part: part.unwrap_or(if sets.len() > 1 && !stacked && kind == "bar" {
                0.8
            } else {
                1.0
            }),
            column: if stacked { (0, 1) } else { (i, sets.len()) },
        };
        let label = labels.get(i).cloned();
        let drawn = match &*kind {
            "bar" | "barstacked" => {
                let outlines = sheet.bars(heights, &floor);
                draw_bars(&ax, &fill, own[i], outlines, (lying, &floor), label)?
            }
            _ => draw_steps(
                &ax,
                &fill,
                (own[i], &kind),
                sheet.steps(heights, &floor),
                (lying, &floor),
                label,
            )?,
        };
        containers.push(drawn);
        if stacked {
            floor
                .iter_mut()
                .zip(heights)
                .for_each(|(floor, height)| *floor += height);
        }
    }
    let mut shown = counts;
    if stacked {
        for i in 1..shown.len() {
            let (before, after) = shown.split_at_mut(i);
            after[0]
                .iter_mut()
                .zip(&before[i - 1])
                .for_each(|(a, b)| *a += b);
        }
    }
    let one = |values: &Vec<f64>| Array::from_vec(values.clone()).map(Value::array);
    let result = match &shown[..] {
        [single] => (one(single)?, containers.remove(0)),
        several => {
            let rows = several.len();
            let all: Vec<f64> = several.iter().flatten().copied().collect();
            let table = Array::from_shape_vec(&[rows, all.len() / rows.max(1)], all)?;
            let of = if kind.starts_with("bar") {
                "BarContainer"
            } else {
                "Lists"
            };
            (Value::array(table), Container::silent_list(of, containers))
        }
    };
    Ok(Value::tuple(vec![result.0, edges, result.1]))
}

/// The data sets of a histogram: one array, a sequence of arrays, or the columns of a table.
fn data_sets(host: &mut dyn Host, x: &Value) -> Result<Vec<Value>> {
    let is_sequence = matches!(x, Value::List(_) | Value::Tuple(_));
    if is_sequence {
        let items = iterate::collect(host, x)?;
        let nested = |item: &Value| !arguments::is_single(item) && !matches!(item, Value::Str(_));
        if items.iter().any(nested) {
            return Ok(items);
        }
    }
    let table = array(x)?;
    match table.ndim() {
        2 => {
            let columns = table.transposed();
            iterate::collect(host, &Value::array(columns))
        }
        0 | 1 => {
            let flat = table.reshaped(&[table.size()], false)?;
            Ok(vec![Value::array(flat)])
        }
        _ => Err(Raised::value_error("x must have 2 or fewer dimensions")),
    }
}

/// Counts of all data sets over common bins, by NumPy's histogram.
fn counted(
    host: &mut dyn Host,
    sets: &[Value],
    bins: Value,
    range: Value,
    density: bool,
    weights: Value,
    cumulative: &Value,
    stacked: bool,
) -> Result<(Vec<Vec<f64>>, Value)> {
    let bins = match bins.is_none() {
        true => {
            let bins = host.session().get::<Pyplot>().settings.number("hist.bins");
            Value::Int(bins as i64)
        }
        false => bins,
    };
    let bins = match sets.len() > 1 {
        false => bins,
        true => {
            let all = compose::call_with(host, "np.concatenate", [Value::list(sets.to_vec())], [])?;
            let keywords = [("range", range.clone())];
            compose::call_with(host, "np.histogram_bin_edges", [all, bins], keywords)?
        }
    };
    let mut counts = Vec::new();
    let mut edges = bins.clone();
    for set in sets {
        let keywords = [
            ("range", range.clone()),
            ("weights", weights.clone()),
            ("density", Value::Bool(density && !stacked)),
        ];
        let found =
            compose::call_with(host, "np.histogram", [set.clone(), bins.clone()], keywords)?;
        if let Some([values, found]) = found.tuple_items().map(|items| &items[..]) {
            counts.push(floats(values)?);
            edges = found.clone();
        }
    }
    let widths: Vec<f64> = floats(&edges)?
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .collect();
    if density && stacked {
        let total: f64 = counts.iter().flatten().sum();
        for row in &mut counts {
            row.iter_mut()
                .zip(&widths)
                .for_each(|(n, width)| *n /= width * total);
        }
    }
    let direction = match cumulative {
        Value::Int(-1) => Some(true),
        other => bool::from_value(other.clone(), host)?.then_some(false),
    };
    if let Some(reversed) = direction {
        for row in &mut counts {
            if density {
                row.iter_mut()
                    .zip(&widths)
                    .for_each(|(n, width)| *n *= width);
            }
            if reversed {
                row.reverse();
            }
            let mut sum = 0.0;
            row.iter_mut().for_each(|n| {
                sum += *n;
                *n = sum;
            });
            if reversed {
                row.reverse();
            }
        }
    }
    Ok((counts, edges))
}

/// Where the bars of one data set stand.
struct Sheet<'a> {
    edges: &'a [f64],
    lying: bool,
    /// Moved by a part of the width.
    shift: f64,
    /// How much of a bin its bars fill.
    part: f64,
    /// Which of how many bars side by side.
    column: (usize, usize),
}

impl Sheet<'_> {
    fn turned(&self, outline: Outline) -> Outline {
        match self.lying {
            true => outline.into_iter().map(|(x, y)| (y, x)).collect(),
            false => outline,
        }
    }

    fn bars(&self, heights: &[f64], floor: &[f64]) -> Vec<Outline> {
        let bins = self.edges.windows(2).zip(heights.iter().zip(floor));
        let bar = |(edges, (height, floor)): (&[f64], (&f64, &f64))| {
            let bin = edges[1] - edges[0];
            let (at, of) = (self.column.0 as f64, self.column.1 as f64);
            let width = bin * self.part / of;
            let start = edges[0] + bin * ((1.0 - self.part) / 2.0 + self.shift) + at * width;
            self.turned(rectangle(start, *floor, start + width, floor + height))
        };
        bins.map(bar).collect()
    }

    fn steps(&self, heights: &[f64], floor: &[f64]) -> Outline {
        let mut line = Vec::new();
        let bins = || self.edges.windows(2).zip(heights.iter().zip(floor));
        for (edges, (height, floor)) in bins() {
            line.extend([(edges[0], floor + height), (edges[1], floor + height)]);
        }
        for (edges, (_, floor)) in bins().rev() {
            line.extend([(edges[1], *floor), (edges[0], *floor)]);
        }
        self.turned(line)
    }
}

fn draw_bars(
    ax: &Ax,
    fill: &Fill,
    color: Color,
    outlines: Vec<Outline>,
    (lying, floor): (bool, &[f64]),
    label: Option<String>,
) -> Result<Value> {
    let count = outlines.len();
    let mut artist = fill.area(outlines, sticky(lying, floor))?;
    if let Kind::Area(area) = &mut artist.kind {
        area.faces = vec![color];
    }
    artist.label = label;
    let bars = parts(&ax.model, artist, ClassId::RECTANGLE, count);
    Ok(Container::value(ClassId::BAR_CONTAINER, bars))
}

fn sticky(lying: bool, floor: &[f64]) -> [Vec<f64>; 2] {
    let mut sticky = [Vec::new(), Vec::new()];
    sticky[usize::from(!lying)] = floor.to_vec();
    sticky
}

fn draw_steps(
    ax: &Ax,
    fill: &Fill,
    (color, kind): (Color, &str),
    outline: Outline,
    (lying, floor): (bool, &[f64]),
    label: Option<String>,
) -> Result<Value> {
    let mut artist = fill.area(vec![outline], sticky(lying, floor))?;
    if let Kind::Area(area) = &mut artist.kind {
        match kind {
            "step" => {
                area.faces = vec![Color::NONE];
                area.edge = match fill.edge.alpha > 0.0 {
                    true => fill.edge,
                    false => color.with_alpha(fill.alpha),
                };
            }
            _ => area.faces = vec![color],
        }
    }
    artist.label = label;
    let artist = shared(artist);
    ax.model.borrow_mut().artists.push(artist.clone());
    let polygon = object(&ax.model, &artist, ClassId::POLYGON, None);
    Ok(Value::list(vec![polygon]))
}

/// The numbers of each of several data sets.
pub fn numbers_of(host: &mut dyn Host, x: &Value) -> Result<Vec<Vec<f64>>> {
    let sets = data_sets(host, x)?;
    sets.iter()
        .map(|set| floats(&Value::array(to_array(set)?)))
        .collect()
}
