//! Curves and straight lines.

use super::arguments::{self, Options, array, colors, floats, floats_of, positions};
use super::looks::{self, Explicit, Format, Looks, dash_of};
use super::objects::{Container, add, label};
use super::state::{Ax, not_here};
use crate::array::{Array, meter};
use crate::drawing;
use crate::plot::artist::{
    Artist, Curve, DATA, Dash, Kind, Lines, Marker, Shape, Steps, Stroke, Unit,
};
use crate::plot::{Axes, Color, Shared};
use crate::value::builtin::{Bound, Given, Keywords, Parameter, Rest};
use crate::value::{ClassId, Host, Raised, Result, Value};

drawing! {
    /// Curves through points, or marks at them: `plot(y)`, `plot(x, y)`, `plot(x, y, 'ro--')`, several of these.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> len(plt.plot([0, 1, 2], [1, 4, 9], 'o-', label='squares'))
    /// 1
    /// >>> plt.plot([1, 2], [1, 2, 3])
    /// ValueError: x and y must have same first dimension, but have shapes (2,) and (3,)
    "plot" ["*args, scalex=True, scaley=True, data=None, **kwargs"] => plot;
    /// Curves with a logarithmic x axis.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> len(plt.semilogx([1, 10, 100], [1, 2, 3]))
    /// 1
    "semilogx" ["*args, **kwargs"] => |host: &mut dyn Host, ax: Ax, args: Rest, keywords: Keywords| scaled(host, ax, args, keywords, (true, false));
    /// Curves with a logarithmic y axis.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> len(plt.semilogy([1, 10, 100]))
    /// 1
    "semilogy" ["*args, **kwargs"] => |host: &mut dyn Host, ax: Ax, args: Rest, keywords: Keywords| scaled(host, ax, args, keywords, (false, true));
    /// Curves with two logarithmic axes.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> len(plt.loglog([1, 10], [1, 100]))
    /// 1
    "loglog" ["*args, **kwargs"] => |host: &mut dyn Host, ax: Ax, args: Rest, keywords: Keywords| scaled(host, ax, args, keywords, (true, true));
    /// A curve of steps.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> len(plt.step([1, 2, 3], [3, 1, 2], where='mid'))
    /// 1
    "step" ["x, y, *args, where='pre', data=None, **kwargs"] => step;
    /// Points with bars that show how far off they may be.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.errorbar([1, 2], [3, 4], yerr=0.5, fmt='o', capsize=3)
    /// <ErrorbarContainer object of 3 artists>
    "errorbar" ["x, y, yerr=None, xerr=None, fmt='', *, ecolor=None, elinewidth=None, capsize=None, barsabove=False, capthick=None, **kwargs"] => errorbar;
    /// Stems with a head each, on a base line.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.stem([1, 3, 2])
    /// <StemContainer object of 3 artists>
    "stem" ["*args, linefmt=None, markerfmt=None, basefmt=None, bottom=0, label=None, orientation='vertical'"] => stem;
    /// A horizontal line across the axes.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> line = plt.axhline(0.5, color='red', linestyle='--')
    "axhline" ["y=0, xmin=0, xmax=1, **kwargs"] => |host: &mut dyn Host, ax: Ax, y: f64, low: f64, high: f64, keywords: Keywords| {
        straight(host, &ax, (vec![low, high], vec![y, y]), [Unit::Axes, Unit::Data], keywords)
    };
    /// A vertical line across the axes.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> line = plt.axvline(2, color='gray', lw=0.8)
    "axvline" ["x=0, ymin=0, ymax=1, **kwargs"] => |host: &mut dyn Host, ax: Ax, x: f64, low: f64, high: f64, keywords: Keywords| {
        straight(host, &ax, (vec![x, x], vec![low, high]), [Unit::Data, Unit::Axes], keywords)
    };
    /// Horizontal lines from `xmin` to `xmax`.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> lines = plt.hlines([1, 2], 0, 5, colors='C1')
    "hlines" ["y, xmin, xmax, colors=None, linestyles='solid', label='', **kwargs"] => |host: &mut dyn Host, ax: Ax, at: Value, low: Value, high: Value, colors: Value, dash: Value, label: Value, keywords: Keywords| {
        many(host, &ax, [&at, &low, &high], [&colors, &dash, &label], keywords, false)
    };
    /// Vertical lines from `ymin` to `ymax`.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> lines = plt.vlines([1, 2], 0, [3, 4])
    "vlines" ["x, ymin, ymax, colors=None, linestyles='solid', label='', **kwargs"] => |host: &mut dyn Host, ax: Ax, at: Value, low: Value, high: Value, colors: Value, dash: Value, label: Value, keywords: Keywords| {
        many(host, &ax, [&at, &low, &high], [&colors, &dash, &label], keywords, true)
    };
}

/// Positions and heights of the curves of one group of arguments, column by column.
struct Group {
    curves: Vec<(Vec<f64>, Vec<f64>)>,
    format: Format,
    is_table: bool,
}

fn plot(
    host: &mut dyn Host,
    ax: Ax,
    Rest(args): Rest,
    _scale_x: Value,
    _scale_y: Value,
    data: Value,
    keywords: Keywords,
) -> Result<Value> {
    if !data.is_none() {
        return Err(not_here("from `data=`: give the arrays themselves"));
    }
    let mut options = Options::new(keywords, "Line2D.set");
    let explicit = Explicit::of(&options);
    let looks = Looks::take(host, &mut options)?;
    options.finish()?;
    let mut objects = Vec::new();
    for group in groups(&ax, &args)? {
        let own = looks.with_format(&group.format, &explicit);
        for (i, curve) in group.curves.into_iter().enumerate() {
            let mut artist = own.curve(&ax.model, curve, DATA)?;
            artist.label = own.label(if group.is_table { i } else { 0 });
            objects.push(add(&ax.model, artist, ClassId::LINE_2D));
        }
    }
    Ok(Value::list(objects))
}

/// Splits `x, y, 'fmt', x, y, …`.
fn groups(ax: &Ax, args: &[Value]) -> Result<Vec<Group>> {
    let is_text = |value: Option<&Value>| matches!(value, Some(Value::Str(_)));
    let mut groups = Vec::new();
    let mut rest = args;
    while let Some(first) = rest.first() {
        let second = rest
            .get(1)
            .filter(|second| !matches!(second, Value::Str(_)));
        let data = 1 + usize::from(second.is_some());
        let format = rest.get(data).filter(|third| is_text(Some(third)));
        let text = match format {
            Some(Value::Str(text)) => looks::format(text)?,
            _ => Format::default(),
        };
        rest = &rest[data + usize::from(format.is_some())..];
        let (curves, is_table) = match second {
            Some(second) => curves(ax, Some(first), second)?,
            None => curves(ax, None, first)?,
        };
        groups.push(Group {
            curves,
            format: text,
            is_table,
        });
    }
    Ok(groups)
}

/// The curves of x and y, which may be tables with a curve in each column.
fn curves(ax: &Ax, x: Option<&Value>, y: &Value) -> Result<(Vec<(Vec<f64>, Vec<f64>)>, bool)> {
    let (axis_x, axis_y) = (ax.model.borrow().x.clone(), ax.model.borrow().y.clone());
    let ys = table(&array(y)?)?;
    let xs = match x {
        Some(x) => table(&array(x)?)?,
        None => {
            let count = ys.shape().first().copied().unwrap_or(1);
            meter::steps(count)?;
            Array::from_vec((0..count).map(|i| i as f64).collect())?
        }
    };
    if xs.shape().first() != ys.shape().first() {
        return Err(shapes(
            "x and y must have same first dimension, but have",
            &xs,
            &ys,
        ));
    }
    if xs.ndim() > 2 || ys.ndim() > 2 {
        return Err(shapes(
            "x and y can be no greater than 2D, but have",
            &xs,
            &ys,
        ));
    }
    let is_table = xs.ndim() > 1 || ys.ndim() > 1;
    let width = |array: &Array| array.shape().get(1).copied().unwrap_or(1);
    let (wide_x, wide_y) = (width(&xs), width(&ys));
    if wide_x > 1 && wide_y > 1 && wide_x != wide_y {
        return Err(Raised::value_error(format!(
            "x has {wide_x} columns but y has {wide_y} columns"
        )));
    }
    let xs = positions(&Value::array(xs), &axis_x)?;
    let ys = positions(&Value::array(ys), &axis_y)?;
    let column = |values: &[f64], width: usize, at: usize| {
        let column = values.iter().skip(at % width.max(1)).step_by(width.max(1));
        column.copied().collect::<Vec<f64>>()
    };
    let count = match wide_x == 0 || wide_y == 0 {
        true => 0,
        false => wide_x.max(wide_y),
    };
    meter::steps(count.saturating_mul(xs.len() / wide_x.max(1)))?;
    let curve = |i| (column(&xs, wide_x, i), column(&ys, wide_y, i));
    Ok(((0..count).map(curve).collect(), is_table))
}

/// A number is a table of one row.
fn table(array: &Array) -> Result<Array> {
    match array.ndim() {
        0 => Ok(array.reshaped(&[1], false)?),
        _ => Ok(array.clone()),
    }
}

fn shapes(why: &str, x: &Array, y: &Array) -> Raised {
    let text = |array: &Array| crate::array::shape_repr(array.shape());
    Raised::value_error(format!("{why} shapes {} and {}", text(x), text(y)))
}

/// As `plot`, on logarithmic axes.
fn scaled(
    host: &mut dyn Host,
    ax: Ax,
    args: Rest,
    keywords: Keywords,
    (log_x, log_y): (bool, bool),
) -> Result<Value> {
    {
        let axes = ax.model.borrow();
        axes.x.borrow_mut().log |= log_x;
        axes.y.borrow_mut().log |= log_y;
    }
    plot(
        host,
        ax,
        args,
        Value::None,
        Value::None,
        Value::None,
        keywords,
    )
}

fn step(
    host: &mut dyn Host,
    ax: Ax,
    x: Value,
    y: Value,
    Rest(args): Rest,
    place: Value,
    data: Value,
    Keywords(mut keywords): Keywords,
) -> Result<Value> {
    let place = arguments::text(host, &place)?;
    if !["pre", "post", "mid"].contains(&&*place) {
        return Err(arguments::not_among(
            "where",
            &place,
            &["pre", "post", "mid"],
        ));
    }
    keywords.push((
        "drawstyle".into(),
        Value::from_string(format!("steps-{place}")),
    ));
    let mut all = vec![x, y];
    all.extend(args.iter().cloned());
    let none = Value::None;
    plot(
        host,
        ax,
        Rest(all.into()),
        none.clone(),
        none,
        data,
        Keywords(keywords),
    )
}

/// A straight line in some units.
fn straight(
    host: &mut dyn Host,
    ax: &Ax,
    ends: (Vec<f64>, Vec<f64>),
    units: [Unit; 2],
    keywords: Keywords,
) -> Result<Value> {
    let mut options = Options::new(keywords, "Line2D.set");
    let mut looks = Looks::take(host, &mut options)?;
    options.finish()?;
    // These lines take the first colour, and none from the cycle.
    looks.color = looks.color.or(Some(Color::cycle(0)));
    let mut artist = looks.curve(&ax.model, ends, units)?;
    artist.label = looks.label(0);
    Ok(add(&ax.model, artist, ClassId::LINE_2D))
}

/// `hlines` and `vlines`.
fn many(
    host: &mut dyn Host,
    ax: &Ax,
    [at, low, high]: [&Value; 3],
    [given, dash, name]: [&Value; 3],
    keywords: Keywords,
    vertical: bool,
) -> Result<Value> {
    let mut options = Options::new(keywords, "LineCollection.set");
    let alpha = options.number("alpha", &[])?;
    let width = options.number("linewidth", &["lw", "linewidths"])?;
    let order = options.number("zorder", &[])?;
    let more = options.take("color", &[])?;
    options.finish()?;
    let (axis, across) = {
        let axes = ax.model.borrow();
        (
            axes.axis(usize::from(!vertical)).clone(),
            axes.axis(usize::from(vertical)).clone(),
        )
    };
    let at = positions(at, &axis)?;
    let (low, high) = (positions(low, &across)?, positions(high, &across)?);
    let end = |ends: &[f64], i: usize| match ends.len() {
        0 => f64::NAN,
        count => ends[i % count],
    };
    meter::steps(at.len())?;
    let line = |(i, &x): (usize, &f64)| {
        let ends = [end(&low, i), end(&high, i)];
        ends.map(|y| if vertical { (x, y) } else { (y, x) })
            .to_vec()
    };
    let colors = match (given, more) {
        (Value::None, Some(more)) => colors(host, &more)?,
        (Value::None, None) => vec![Color::cycle(0)],
        (given, _) => colors(host, given)?,
    };
    let lines = Lines {
        lines: at.iter().enumerate().map(line).collect(),
        colors: colors.into_iter().map(|c| c.with_alpha(alpha)).collect(),
        width: width.unwrap_or(1.5),
        dash: dash_of(host, dash)?,
        units: DATA,
    };
    let mut artist = Artist::new(Kind::Lines(lines))?;
    artist.label = Some(arguments::text(host, name)?);
    artist.order = order.unwrap_or(artist.order);
    Ok(add(&ax.model, artist, ClassId::LINE_COLLECTION))
}

fn errorbar(
    host: &mut dyn Host,
    ax: Ax,
    x: Value,
    y: Value,
    y_errors: Value,
    x_errors: Value,
    format: Value,
    error_color: Value,
    error_width: Option<f64>,
    cap: Option<f64>,
    ErrorLooks(keywords): ErrorLooks,
) -> Result<Value> {
    let mut options = Options::new(keywords, "Line2D.set");
    let explicit = Explicit::of(&options);
    let name = label(host, &mut options)?;
    let looks = Looks::take(host, &mut options)?;
    options.finish()?;
    let format = arguments::text(host, &format)?;
    let no_line = format.eq_ignore_ascii_case("none");
    let looks = match no_line || format.is_empty() {
        true => looks,
        false => looks.with_format(&looks::format(&format)?, &explicit),
    };
    let (axis_x, axis_y) = (ax.model.borrow().x.clone(), ax.model.borrow().y.clone());
    let xs = positions(&x, &axis_x)?;
    let ys = positions(&y, &axis_y)?;
    if xs.len() != ys.len() {
        return Err(Raised::value_error("'x' and 'y' must have the same size"));
    }
    let color = looks
        .color
        .unwrap_or_else(|| ax.model.borrow_mut().next_color());
    let of_bars = match error_color.is_none() {
        true => color,
        false => arguments::color(host, &error_color)?,
    };
    let of_bars = of_bars.with_alpha(looks.alpha);
    let width = error_width.unwrap_or(looks.width);
    let mut bars = Vec::new();
    let mut caps: Vec<((f64, f64), bool)> = Vec::new();
    for (errors, vertical) in [(&y_errors, true), (&x_errors, false)] {
        if errors.is_none() {
            continue;
        }
        let what = if vertical { "yerr" } else { "xerr" };
        for (i, (below, above)) in both_sides(errors, xs.len(), what)?.into_iter().enumerate() {
            let (x, y) = (xs[i], ys[i]);
            let ends = match vertical {
                true => [(x, y - below), (x, y + above)],
                false => [(x - below, y), (x + above, y)],
            };
            caps.extend(ends.map(|end| (end, vertical)));
            bars.push(ends.to_vec());
        }
    }
    let mut objects = vec![Value::None];
    if !no_line {
        let mut own = looks.clone();
        own.color = Some(color);
        let mut artist = own.curve(&ax.model, (xs, ys), DATA)?;
        artist.label.clone_from(&name);
        objects[0] = add(&ax.model, artist, ClassId::LINE_2D);
    }
    let cap_objects = match cap.filter(|&cap| cap > 0.0) {
        Some(cap) => add_caps(&ax.model, &caps, cap, of_bars)?,
        None => Vec::new(),
    };
    let lines = Lines {
        lines: bars,
        colors: vec![of_bars],
        width,
        dash: Dash::Solid,
        units: DATA,
    };
    let mut artist = Artist::new(Kind::Lines(lines))?;
    if no_line {
        artist.label = name;
    }
    let bars = add(&ax.model, artist, ClassId::LINE_COLLECTION);
    objects.push(Value::tuple(cap_objects));
    objects.push(Value::tuple(vec![bars]));
    Ok(Container::value(ClassId::ERRORBAR_CONTAINER, objects))
}

/// The end of `errorbar`'s signature: whether bars lie above the points and how thick caps are, which nobody sees
/// here, and the keywords of the line.
struct ErrorLooks(Keywords);

impl Parameter for ErrorLooks {
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<ErrorLooks> {
        let _above = Given::take(bound, host)?;
        let _thickness = Given::take(bound, host)?;
        Keywords::take(bound, host).map(ErrorLooks)
    }
}

/// How far errors reach down and up: one number, one for each point, or two rows.
fn both_sides(errors: &Value, count: usize, what: &str) -> Result<Vec<(f64, f64)>> {
    let array = array(errors)?;
    let values = floats_of(&array)?;
    if values.iter().any(|&error| error < 0.0) {
        return Err(Raised::value_error(format!(
            "'{what}' must not contain negative values"
        )));
    }
    let at = |i: usize| values[i];
    Ok(match array.shape() {
        [] | [1] => vec![(at(0), at(0)); count],
        [one] if *one == count => (0..count).map(|i| (at(i), at(i))).collect(),
        [2, one] if *one == count => (0..count).map(|i| (at(i), at(count + i))).collect(),
        [2, 1] => vec![(at(0), at(1)); count],
        shape => {
            let dimension = if what == "yerr" { "y" } else { "x" };
            return Err(Raised::value_error(format!(
                "'{what}' (shape: {}) must be a scalar or a 1D or (2, n) array-like whose shape matches '{dimension}' (shape: ({count},))",
                crate::array::shape_repr(shape)
            )));
        }
    })
}

/// Short lines at the ends of error bars.
fn add_caps(
    axes: &Shared<Axes>,
    caps: &[((f64, f64), bool)],
    size: f64,
    color: Color,
) -> Result<Vec<Value>> {
    let mut objects = Vec::new();
    for (vertical, shape) in [(true, Shape::Dash), (false, Shape::Bar)] {
        let ends: Vec<(f64, f64)> = caps
            .iter()
            .filter(|(_, own)| *own == vertical)
            .map(|(end, _)| *end)
            .collect();
        if ends.is_empty() {
            continue;
        }
        let curve = Curve {
            xs: ends.iter().map(|end| end.0).collect(),
            ys: ends.iter().map(|end| end.1).collect(),
            stroke: Stroke {
                dash: Dash::Nothing,
                ..Stroke::solid(color, 0.0)
            },
            marker: Some(Marker {
                shape,
                size: 2.0 * size,
                face: color,
                edge: color,
                edge_width: 1.0,
            }),
            steps: Steps::None,
            units: DATA,
        };
        objects.push(add(
            axes,
            Artist::new(Kind::Curve(curve))?,
            ClassId::LINE_2D,
        ));
    }
    Ok(objects)
}

fn stem(
    host: &mut dyn Host,
    ax: Ax,
    Rest(args): Rest,
    line_format: Value,
    marker_format: Value,
    base_format: Value,
    bottom: f64,
    name: Value,
    orientation: Value,
) -> Result<Value> {
    if arguments::text(host, &orientation)? != "vertical" {
        return Err(not_here("horizontal stems"));
    }
    let axis = ax.model.borrow().x.clone();
    let (xs, ys) = match &args[..] {
        [heads] => {
            let ys = floats(heads)?;
            ((0..ys.len()).map(|i| i as f64).collect(), ys)
        }
        [locations, heads, ..] => (positions(locations, &axis)?, floats(heads)?),
        [] => {
            return Err(Raised::type_error(
                "stem expected between 1 or 3 positional arguments, got ()",
            ));
        }
    };
    if xs.len() != ys.len() {
        return Err(Raised::value_error(
            "locs and heads must have the same size",
        ));
    }
    let read = |host: &mut dyn Host, value: &Value| match value {
        Value::None => Ok(Format::default()),
        other => looks::format(&arguments::text(host, other)?),
    };
    let line = read(host, &line_format)?;
    let marker = read(host, &marker_format)?;
    let base = read(host, &base_format)?;
    let color = line.color.unwrap_or(Color::cycle(0));
    let mut options = Options::new(Keywords(Vec::new()), "Line2D.set");
    let plain = Looks::take(host, &mut options)?;
    let explicit = Explicit::of(&options);
    let stems = Lines {
        lines: xs
            .iter()
            .zip(&ys)
            .map(|(&x, &y)| vec![(x, bottom), (x, y)])
            .collect(),
        colors: vec![color],
        width: 1.5,
        dash: line.dash.unwrap_or(Dash::Solid),
        units: DATA,
    };
    let stems = Artist::new(Kind::Lines(stems))?;
    let heads = Format {
        color: marker.color.or(Some(color)),
        dash: Some(Dash::Nothing),
        shape: marker.shape.or(Some(Shape::Circle)),
    };
    let ends = xs
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), &x| {
            (a.min(x), b.max(x))
        });
    let mut heads = plain
        .with_format(&heads, &explicit)
        .curve(&ax.model, (xs, ys), DATA)?;
    if !name.is_none() {
        heads.label = Some(arguments::text(host, &name)?);
    }
    let base = Format {
        color: base.color.or(Some(Color::cycle(3))),
        ..base
    };
    let base = plain.with_format(&base, &explicit);
    let base = base.curve(&ax.model, (vec![ends.0, ends.1], vec![bottom; 2]), DATA)?;
    let stems = add(&ax.model, stems, ClassId::LINE_COLLECTION);
    let heads = add(&ax.model, heads, ClassId::LINE_2D);
    let base = add(&ax.model, base, ClassId::LINE_2D);
    Ok(Container::value(
        ClassId::STEM_CONTAINER,
        vec![heads, stems, base],
    ))
}
