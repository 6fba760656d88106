//! Filled areas: between curves, polygons, spans, pies.

use super::arguments::{self, Options, floats, positions};
use super::bars::{Fill, cycle_or, rectangle};
use super::objects::{add, parts};
use super::state::{Ax, not_here};
use super::texts::text_object;
use crate::array::elementary;
use crate::array::meter;
use crate::builtins::operators;
use crate::drawing;
use crate::plot::artist::{Artist, DATA, Kind, Note, Outline, Unit};
use crate::plot::figure::{Across, Label, Up};
use crate::plot::{Color, shared};
use crate::syntax::ast::BinaryOp;
use crate::value::builtin::{Bound, Keywords, Parameter, Rest};
use crate::value::{ClassId, Host, Raised, Result, Value};

drawing! {
    /// The area between two curves, or between a curve and `y2`.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> area = plt.fill_between([0, 1, 2], [1, 3, 2], alpha=0.3)
    "fill_between" ["x, y1, y2=0, where=None, interpolate=False, step=None, *, data=None, **kwargs"] => |host: &mut dyn Host, ax: Ax, x: Value, first: Value, second: Value, rest: Between| {
        between(host, &ax, [&x, &first, &second], rest, false)
    };
    /// The area between two curves that run upwards.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> area = plt.fill_betweenx([0, 1, 2], [1, 3, 2])
    "fill_betweenx" ["y, x1, x2=0, where=None, step=None, interpolate=False, *, data=None, **kwargs"] => |host: &mut dyn Host, ax: Ax, x: Value, first: Value, second: Value, rest: Between| {
        between(host, &ax, [&x, &first, &second], rest, true)
    };
    /// Filled polygons: `fill(x, y)`, `fill(x, y, 'r')`.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> len(plt.fill([0, 1, 1], [0, 0, 1], 'C2'))
    /// 1
    "fill" ["*args, data=None, **kwargs"] => fill;
    /// A horizontal band across the axes.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> band = plt.axhspan(0.2, 0.4, alpha=0.3)
    "axhspan" ["ymin, ymax, xmin=0, xmax=1, **kwargs"] => |host: &mut dyn Host, ax: Ax, low: f64, high: f64, left: f64, right: f64, keywords: Keywords| {
        span(host, &ax, rectangle(left, low, right, high), [Unit::Axes, Unit::Data], keywords)
    };
    /// A vertical band across the axes.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> band = plt.axvspan(1, 2, color='orange', alpha=0.3)
    "axvspan" ["xmin, xmax, ymin=0, ymax=1, **kwargs"] => |host: &mut dyn Host, ax: Ax, low: f64, high: f64, bottom: f64, top: f64, keywords: Keywords| {
        span(host, &ax, rectangle(low, bottom, high, top), [Unit::Data, Unit::Axes], keywords)
    };
    /// A pie of wedges: they, their labels, and with `autopct` their shares.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> wedges, labels = plt.pie([1, 2, 1], labels=['a', 'b', 'c'])
    /// >>> len(wedges)
    /// 3
    "pie" ["x, explode=None, labels=None, colors=None, autopct=None, pctdistance=0.6, shadow=False, **kwargs"] => pie;
}

/// The end of `fill_between`'s signature.
struct Between {
    mask: Value,
    steps: Value,
    keywords: Keywords,
}

impl Parameter for Between {
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<Between> {
        let mask = Value::take(bound, host)?;
        let (mut steps, other) = (Value::take(bound, host)?, Value::take(bound, host)?);
        // One function has `interpolate` first, the other `step`.
        if !matches!(steps, Value::Str(_)) {
            steps = other;
        }
        let data = Value::take(bound, host)?;
        if !data.is_none() {
            return Err(not_here("from `data=`: give the arrays themselves"));
        }
        Ok(Between {
            mask,
            steps,
            keywords: Keywords::take(bound, host)?,
        })
    }
}

fn between(
    host: &mut dyn Host,
    ax: &Ax,
    [x, first, second]: [&Value; 3],
    rest: Between,
    lying: bool,
) -> Result<Value> {
    let mut options = Options::new(rest.keywords, "FillBetweenPolyCollection.set");
    let model = ax.model.clone();
    let fill = Fill::take(host, &mut options, || model.borrow_mut().next_fill())?;
    options.finish()?;
    let axis = ax.model.borrow().axis(usize::from(lying)).clone();
    let xs = positions(x, &axis)?;
    let names = if lying {
        ["y", "x1", "x2"]
    } else {
        ["x", "y1", "y2"]
    };
    let side = |value: &Value, name: &str| {
        let values = floats(value)?;
        match values.len() {
            1 => Ok(vec![values[0]; xs.len()]),
            n if n == xs.len() => Ok(values),
            n => Err(Raised::value_error(format!(
                "'{}' has size {}, but '{name}' has an unequal size of {n}",
                names[0],
                xs.len()
            ))),
        }
    };
    let (first, second) = (side(first, names[1])?, side(second, names[2])?);
    let seen = match rest.mask.is_none() {
        true => vec![1.0; xs.len()],
        false => floats(&rest.mask)?,
    };
    if seen.len() != xs.len() {
        return Err(Raised::value_error(format!(
            "where size ({}) does not match '{}' size ({})",
            seen.len(),
            names[0],
            xs.len()
        )));
    }
    let steps = match &rest.steps {
        Value::Str(name) => super::looks::steps_of(name)?,
        _ => crate::plot::artist::Steps::None,
    };
    meter::steps(2 * xs.len())?;
    let drawn = |i: usize| seen[i] != 0.0 && first[i].is_finite() && second[i].is_finite();
    let mut outlines: Vec<Outline> = Vec::new();
    let mut start = 0;
    while start < xs.len() {
        if !drawn(start) {
            start += 1;
            continue;
        }
        let end = start + (start..xs.len()).take_while(|&i| drawn(i)).count();
        let mut outline = steps.corners(&xs[start..end], &first[start..end]);
        let back = steps.corners(&xs[start..end], &second[start..end]);
        outline.extend(back.into_iter().rev());
        if lying {
            outline = outline.into_iter().map(|(x, y)| (y, x)).collect();
        }
        outlines.push(outline);
        start = end;
    }
    let mut artist = fill.area(outlines, [Vec::new(), Vec::new()])?;
    artist.label = fill.label(host)?;
    Ok(add(&ax.model, artist, ClassId::FILL_BETWEEN))
}

fn fill(
    host: &mut dyn Host,
    ax: Ax,
    Rest(args): Rest,
    data: Value,
    keywords: Keywords,
) -> Result<Value> {
    if !data.is_none() {
        return Err(not_here("from `data=`: give the arrays themselves"));
    }
    let mut options = Options::new(keywords, "Polygon.set");
    let own = Fill::take(host, &mut options, || Color::NONE)?;
    options.finish()?;
    let mut objects = Vec::new();
    let mut rest = &args[..];
    while let [x, y, more @ ..] = rest {
        let (xs, ys) = (floats(x)?, floats(y)?);
        if xs.len() != ys.len() {
            return Err(Raised::value_error(format!(
                "x and y must have same first dimension, but have shapes ({},) and ({},)",
                xs.len(),
                ys.len()
            )));
        }
        let (format, more) = match more {
            [Value::Str(text), more @ ..] => (super::looks::format(text)?.color, more),
            more => (None, more),
        };
        rest = more;
        let mut artist = own.area(
            vec![xs.into_iter().zip(ys).collect()],
            [Vec::new(), Vec::new()],
        )?;
        if let Kind::Area(area) = &mut artist.kind
            && area.faces.iter().all(|face| face.alpha == 0.0)
        {
            let next = format.unwrap_or_else(|| ax.model.borrow_mut().next_fill());
            area.faces = vec![next];
        }
        artist.label = own.label(host)?;
        objects.push(add(&ax.model, artist, ClassId::POLYGON));
    }
    Ok(Value::list(objects))
}

fn span(
    host: &mut dyn Host,
    ax: &Ax,
    outline: Outline,
    units: [Unit; 2],
    keywords: Keywords,
) -> Result<Value> {
    let mut options = Options::new(keywords, "Rectangle.set");
    let fill = Fill::take(host, &mut options, || Color::cycle(0))?;
    options.finish()?;
    let mut artist = fill.area(vec![outline], [Vec::new(), Vec::new()])?;
    if let Kind::Area(area) = &mut artist.kind {
        area.units = units;
    }
    artist.label = fill.label(host)?;
    Ok(add(&ax.model, artist, ClassId::RECTANGLE))
}

/// The points of a wedge around a middle, from one angle to another in turns of the circle.
fn wedge((x, y): (f64, f64), radius: f64, hole: f64, (from, to): (f64, f64)) -> Outline {
    const PARTS_OF_CIRCLE: f64 = 180.0;
    let count = ((to - from).abs() * PARTS_OF_CIRCLE).ceil().max(1.0) as usize;
    let at = |radius: f64, i: usize| {
        let turn = from + (to - from) * i as f64 / count as f64;
        let angle = turn * std::f64::consts::TAU;
        let (sin, cos) = elementary::sin_cos(angle);
        (x + radius * cos, y + radius * sin)
    };
    let mut outline: Outline = (0..=count).map(|i| at(radius, i)).collect();
    match hole > 0.0 {
        true => outline.extend((0..=count).rev().map(|i| at(hole, i))),
        false => outline.push((x, y)),
    }
    outline
}

fn pie(
    host: &mut dyn Host,
    ax: Ax,
    x: Value,
    explode: Value,
    labels: Value,
    colors: Value,
    format: Value,
    share_at: f64,
    shadow: bool,
    keywords: Keywords,
) -> Result<Value> {
    if shadow {
        return Err(not_here("shadows"));
    }
    let mut options = Options::new(keywords, "pie");
    let label_at = options.number("labeldistance", &[])?.unwrap_or(1.1);
    let start = options.number("startangle", &[])?.unwrap_or(0.0) / 360.0;
    let radius = options.number("radius", &[])?.unwrap_or(1.0);
    let back = !options.flag(host, "counterclock")?.unwrap_or(true);
    let even = options.flag(host, "normalize")?.unwrap_or(true);
    let props = options.take("wedgeprops", &[])?;
    let writing = options.take("textprops", &[])?;
    options.finish()?;
    let values = floats(&x)?;
    let total: f64 = values.iter().sum();
    if values.iter().any(|&value| value < 0.0) {
        return Err(Raised::value_error(
            "Wedge sizes 'x' must be non negative values",
        ));
    }
    if !even && total > 1.0 {
        return Err(Raised::value_error(
            "Cannot plot an unnormalized pie with sum(x) > 1",
        ));
    }
    meter::steps(200 * values.len())?;
    let total = if even { total } else { 1.0 };
    let names = match labels.is_none() {
        true => vec![String::new(); values.len()],
        false => arguments::texts(host, &labels)?,
    };
    if names.len() != values.len() {
        return Err(Raised::value_error(format!(
            "'labels' must be of length 'x', not {}",
            names.len()
        )));
    }
    let moved = match explode.is_none() {
        true => vec![0.0; values.len()],
        false => floats(&explode)?,
    };
    if moved.len() != values.len() {
        return Err(Raised::value_error(format!(
            "'explode' must be of length 'x', not {}",
            moved.len()
        )));
    }
    let faces = cycle_or(host, &colors, values.len())?;
    let mut own = Options::new(keywords_of(&props), "Wedge.set");
    let hole = own
        .number("width", &[])?
        .map_or(0.0, |width| radius - width);
    let mut fill = Fill::take(host, &mut own, || Color::NONE)?;
    own.finish()?;
    fill.faces = (0..values.len())
        .map(|i| faces[i % faces.len().max(1)])
        .collect();
    let mut look = Options::new(keywords_of(&writing), "Text.set");
    let size = look.number("fontsize", &["size"])?.unwrap_or(10.0);
    let ink = look.color(host, "color", &["c"])?.unwrap_or(Color::BLACK);
    look.take("fontweight", &["weight"])?;
    look.finish()?;
    let mut outlines = Vec::new();
    let (mut at, mut texts, mut shares) = (start, Vec::new(), Vec::new());
    for (i, value) in values.iter().enumerate() {
        let part = value / total;
        let end = if back { at - part } else { at + part };
        let middle = (at + end) / 2.0 * std::f64::consts::TAU;
        let (dy, dx) = elementary::sin_cos(middle);
        let center = (moved[i] * dx, moved[i] * dy);
        outlines.push(wedge(center, radius, hole, (at.min(end), at.max(end))));
        let place = |far: f64| (center.0 + far * radius * dx, center.1 + far * radius * dy);
        let label = |text: String, across: Across| Label {
            color: ink,
            across,
            up: Up::Center,
            ..Label::new(text, size)
        };
        let side = if dx > 0.0 {
            Across::Left
        } else {
            Across::Right
        };
        texts.push(written(
            &ax,
            label(names[i].clone(), side),
            place(label_at),
        )?);
        if !format.is_none() {
            let text = share_text(host, &format, 100.0 * part)?;
            shares.push(written(&ax, label(text, Across::Center), place(share_at))?);
        }
        at = end;
    }
    let artist = fill.area(outlines, [Vec::new(), Vec::new()])?;
    let wedges = parts(&ax.model, artist, ClassId::WEDGE, values.len());
    {
        let mut axes = ax.model.borrow_mut();
        axes.framed = false;
        axes.aspect = Some(1.0);
        let limit = 1.25 * radius;
        for dimension in 0..2 {
            axes.axis(dimension).borrow_mut().limits = Some((-limit, limit));
        }
    }
    let mut all = vec![Value::list(wedges), Value::list(texts)];
    if !format.is_none() {
        all.push(Value::list(shares));
    }
    Ok(Value::tuple(all))
}

/// A dictionary of properties as keywords.
pub fn keywords_of(dict: &Option<Value>) -> Keywords {
    let pairs = match dict {
        Some(Value::Dict(dict)) => dict.pairs(),
        _ => Vec::new(),
    };
    let named = pairs.into_iter().filter_map(|(key, value)| match key {
        Value::Str(name) => Some((name, value)),
        _ => None,
    });
    Keywords(named.collect())
}

fn written(ax: &Ax, label: Label, (x, y): (f64, f64)) -> Result<Value> {
    let note = Note {
        x,
        y,
        units: DATA,
        shift: (0.0, 0.0),
        label: label.clone(),
        arrow: None,
        boxed: None,
    };
    let artist = shared(Artist::new(Kind::Note(note))?);
    ax.model.borrow_mut().artists.push(artist.clone());
    Ok(text_object(&artist, Value::Float(x), Value::Float(y)))
}

/// `autopct`: a `%` format or a function.
fn share_text(host: &mut dyn Host, format: &Value, share: f64) -> Result<String> {
    let share = Value::Float(share);
    let text = match format {
        Value::Str(_) => operators::binary(host, BinaryOp::Mod, format.clone(), share)?,
        function => host.call(function, crate::value::Arguments::positional([share]))?,
    };
    arguments::text(host, &text)
}
