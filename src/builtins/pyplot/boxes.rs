//! Box plots.

use super::arguments::{self, Options};
use super::bars::rectangle;
use super::histograms::numbers_of;
use super::objects::add;
use super::state::{Ax, not_here};
use crate::array::Array;
use crate::builtins::numpy::compose;
use crate::drawing;
use crate::plot::Color;
use crate::plot::artist::{Area, Artist, Curve, DATA, Dash, Kind, Marker, Shape, Steps, Stroke};
use crate::value::builtin::Keywords;
use crate::value::{ClassId, Dict, Flavour, Host, Result, Value};

drawing! {
    /// Boxes from the lower to the upper quartile with a line at the median; whiskers reach 1.5 times as far as the box.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> boxes = plt.boxplot([[1, 2, 3, 4, 20], [2, 3, 4]])
    /// >>> len(boxes['medians'])
    /// 2
    "boxplot" ["x, notch=False, sym=None, vert=None, orientation='vertical', whis=1.5, positions=None, widths=None, **kwargs"] => boxplot;
}

/// Where the parts of one box lie.
struct Summary {
    low: f64,
    first: f64,
    median: f64,
    third: f64,
    high: f64,
    fliers: Vec<f64>,
    mean: f64,
}

fn summary(host: &mut dyn Host, values: &[f64], reach: f64) -> Result<Summary> {
    let array = Value::array(Array::from_vec(values.to_vec())?);
    let quarters = Value::list(vec![Value::Int(25), Value::Int(50), Value::Int(75)]);
    let found = compose::call_with(host, "np.percentile", [array, quarters], [])?;
    let found = arguments::floats(&found)?;
    let at = |i: usize| found.get(i).copied().unwrap_or(f64::NAN);
    let (first, median, third) = (at(0), at(1), at(2));
    let room = reach * (third - first);
    let inside = |x: &&f64| **x >= first - room && **x <= third + room;
    let high = values.iter().filter(inside).fold(third, |a, &x| a.max(x));
    let low = values.iter().filter(inside).fold(first, |a, &x| a.min(x));
    let outside = values.iter().filter(|&&x| x < low || x > high);
    Ok(Summary {
        low,
        first,
        median,
        third,
        high,
        fliers: outside.copied().collect(),
        mean: values.iter().sum::<f64>() / values.len() as f64,
    })
}

fn boxplot(
    host: &mut dyn Host,
    ax: Ax,
    x: Value,
    notch: bool,
    sym: Value,
    vert: Option<bool>,
    orientation: Value,
    reach: f64,
    positions: Value,
    widths: Value,
    keywords: Keywords,
) -> Result<Value> {
    if notch {
        return Err(not_here("notched boxes"));
    }
    let mut options = Options::new(keywords, "boxplot");
    let names = options.take("tick_labels", &["labels"])?;
    let filled = options.flag(host, "patch_artist")?.unwrap_or(false);
    let with_fliers = options.flag(host, "showfliers")?.unwrap_or(true);
    let with_means = options.flag(host, "showmeans")?.unwrap_or(false);
    options.finish()?;
    let lying = vert == Some(false) || arguments::text(host, &orientation)? == "horizontal";
    let no_fliers = matches!(&sym, Value::Str(sign) if sign.is_empty()) || !with_fliers;
    let sets = numbers_of(host, &x)?;
    let places = match positions.is_none() {
        true => (1..=sets.len()).map(|i| i as f64).collect(),
        false => arguments::floats(&positions)?,
    };
    let span = places
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), &x| {
            (a.min(x), b.max(x))
        });
    let widths = match widths.is_none() {
        true => vec![(0.15 * (span.1 - span.0)).clamp(0.15, 0.5)],
        false => arguments::floats(&widths)?,
    };
    let turned = |points: Vec<(f64, f64)>| match lying {
        true => points.into_iter().map(|(x, y)| (y, x)).collect(),
        false => points,
    };
    let black = |points: Vec<(f64, f64)>, color: Color| line(turned(points), color);
    const PARTS: [&str; 6] = ["whiskers", "caps", "boxes", "medians", "fliers", "means"];
    let mut found: [Vec<Value>; 6] = Default::default();
    for (i, values) in sets.iter().enumerate() {
        let s = summary(host, values, reach)?;
        let (at, half) = (
            places.get(i).copied().unwrap_or(0.0),
            widths[i % widths.len().max(1)] / 2.0,
        );
        let mut put = |part: usize, artist: Artist, class: ClassId| {
            found[part].push(add(&ax.model, artist, class));
        };
        let outline = rectangle(at - half, s.first, at + half, s.third);
        match filled {
            true => {
                let area = Area {
                    outlines: vec![turned(outline)],
                    faces: vec![Color::cycle(0)],
                    edge: Color::BLACK,
                    edge_width: 1.0,
                    dash: Dash::Solid,
                    units: DATA,
                    sticky: Default::default(),
                    alpha: None,
                    holes: false,
                };
                put(2, Artist::new(Kind::Area(area))?, ClassId::PATCH);
            }
            false => {
                let closed = outline.iter().chain(outline.first()).copied().collect();
                put(2, black(closed, Color::BLACK)?, ClassId::LINE_2D);
            }
        }
        for (from, to) in [(s.first, s.low), (s.third, s.high)] {
            put(
                0,
                black(vec![(at, from), (at, to)], Color::BLACK)?,
                ClassId::LINE_2D,
            );
            let cap = vec![(at - half / 2.0, to), (at + half / 2.0, to)];
            put(1, black(cap, Color::BLACK)?, ClassId::LINE_2D);
        }
        let median = vec![(at - half, s.median), (at + half, s.median)];
        put(3, black(median, Color::cycle(1))?, ClassId::LINE_2D);
        if !no_fliers {
            let points = s.fliers.iter().map(|&y| (at, y)).collect();
            put(
                4,
                marks(turned(points), Shape::Circle, Color::NONE, Color::BLACK)?,
                ClassId::LINE_2D,
            );
        }
        if with_means {
            let green = Color::cycle(2);
            put(
                5,
                marks(turned(vec![(at, s.mean)]), Shape::Up, green, green)?,
                ClassId::LINE_2D,
            );
        }
    }
    let labels = match names {
        Some(names) => arguments::texts(host, &names)?,
        None => places.iter().map(|x| x.to_string()).collect(),
    };
    {
        let axes = ax.model.borrow();
        let mut axis = axes.axis(usize::from(lying)).borrow_mut();
        axis.ticks = Some(places.clone());
        axis.labels = Some(labels);
        if !places.is_empty() {
            axis.limits = Some((span.0 - 0.5, span.1 + 0.5));
        }
    }
    let dict = Dict::new(Flavour::Plain);
    for (name, objects) in PARTS.iter().zip(found) {
        dict.insert(host, Value::str(name), Value::list(objects))?;
    }
    Ok(Value::Dict(dict.into()))
}

fn line(points: Vec<(f64, f64)>, color: Color) -> Result<Artist> {
    let curve = Curve {
        xs: points.iter().map(|p| p.0).collect(),
        ys: points.iter().map(|p| p.1).collect(),
        stroke: Stroke::solid(color, 1.0),
        marker: None,
        steps: Steps::None,
        units: DATA,
    };
    Ok(Artist::new(Kind::Curve(curve))?)
}

fn marks(points: Vec<(f64, f64)>, shape: Shape, face: Color, edge: Color) -> Result<Artist> {
    let mut artist = line(points, edge)?;
    if let Kind::Curve(curve) = &mut artist.kind {
        curve.stroke.dash = Dash::Nothing;
        curve.marker = Some(Marker {
            shape,
            size: 6.0,
            face,
            edge,
            edge_width: 1.0,
        });
    }
    Ok(artist)
}
