//! Bars.

use super::arguments::{self, Options, colors, floats, positions};
use super::looks::dash_of;
use super::objects::{Container, parts};
use super::state::{Ax, not_here};
use super::texts::text_object;
use crate::array::{Array, meter};
use crate::builtins::numpy::compose;
use crate::drawing;
use crate::plot::artist::{Area, Artist, DATA, Dash, Kind, Note, Outline};
use crate::plot::figure::{Across, Label, Up};
use crate::plot::{Color, shared};
use crate::value::builtin::Keywords;
use crate::value::{ClassId, Host, Raised, Result, Value};

drawing! {
    /// Bars that stand at `x`; texts become categories.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.bar(['a', 'b', 'c'], [3, 1, 2])
    /// <BarContainer object of 3 artists>
    "bar" ["x, height, width=0.8, bottom=None, *, align='center', data=None, **kwargs"] => |host: &mut dyn Host, ax: Ax, x: Value, height: Value, width: Value, bottom: Value, align: Value, data: Value, keywords: Keywords| {
        bar(host, &ax, Bars { at: x, length: height, width, base: bottom, align, data, lying: false }, keywords)
    };
    /// Bars that lie at `y`.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.barh(['a', 'b'], [3, 1])
    /// <BarContainer object of 2 artists>
    "barh" ["y, width, height=0.8, left=None, *, align='center', data=None, **kwargs"] => |host: &mut dyn Host, ax: Ax, y: Value, width: Value, height: Value, left: Value, align: Value, data: Value, keywords: Keywords| {
        bar(host, &ax, Bars { at: y, length: width, width: height, base: left, align, data, lying: true }, keywords)
    };
    /// Writes its value at each bar.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> bars = plt.bar(['a', 'b'], [3, 1])
    /// >>> labels = plt.bar_label(bars)
    "bar_label" ["container, labels=None, *, fmt='%g', label_type='edge', padding=0, **kwargs"] => bar_label;
}

/// The arguments of `bar` and `barh`, by what they are for bars that stand.
struct Bars {
    at: Value,
    length: Value,
    width: Value,
    base: Value,
    align: Value,
    data: Value,
    lying: bool,
}

/// The looks of filled things.
pub struct Fill {
    pub faces: Vec<Color>,
    pub edge: Color,
    pub width: f64,
    pub dash: Dash,
    pub alpha: Option<f64>,
    pub labels: Option<Value>,
    pub order: Option<f64>,
}

impl Fill {
    /// Takes the keywords of `Patch`; without a colour it is `default`'s.
    ///
    /// # Errors
    /// ValueError for what is no colour or style.
    pub fn take(
        host: &mut dyn Host,
        options: &mut Options,
        default: impl FnOnce() -> Color,
    ) -> Result<Fill> {
        let alpha = options.number("alpha", &[])?;
        let both = options.colors(host, "color", &["c"])?;
        let faces = options.colors(host, "facecolor", &["fc", "facecolors"])?;
        let edge = options.colors(host, "edgecolor", &["ec", "edgecolors"])?;
        let width = options.number("linewidth", &["lw", "linewidths"])?;
        let dash = options.take("linestyle", &["ls"])?;
        let fill = options.flag(host, "fill")?.unwrap_or(true);
        if options.take("hatch", &[])?.is_some() {
            return Err(not_here("hatches"));
        }
        let first =
            |colors: &Option<Vec<Color>>| colors.as_ref().and_then(|all| all.first().copied());
        let own_edge = match (first(&edge), fill) {
            (Some(edge), _) => edge,
            (None, true) => Color::NONE,
            (None, false) => first(&both).unwrap_or(Color::BLACK),
        };
        let faces = match (faces.or(both), fill) {
            (_, false) => vec![Color::NONE],
            (Some(faces), true) => faces,
            (None, true) => vec![default()],
        };
        Ok(Fill {
            faces,
            edge: own_edge.with_alpha(alpha),
            width: width.unwrap_or(1.0),
            dash: dash.map_or(Ok(Dash::Solid), |dash| dash_of(host, &dash))?,
            alpha,
            labels: options.take("label", &[])?,
            order: options.number("zorder", &[])?,
        })
    }

    /// The label of a single artist.
    pub fn label(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let label = self.labels.as_ref();
        label.map(|label| arguments::text(host, label)).transpose()
    }

    /// An area of these looks.
    pub fn area(&self, outlines: Vec<Outline>, sticky: [Vec<f64>; 2]) -> Result<Artist> {
        let mut artist = Artist::new(Kind::Area(Area {
            outlines,
            faces: self.faces.clone(),
            edge: self.edge,
            edge_width: self.width,
            dash: self.dash.clone(),
            units: DATA,
            sticky,
            alpha: self.alpha,
            holes: false,
        }))?;
        artist.order = self.order.unwrap_or(artist.order);
        Ok(artist)
    }
}

/// The corners of a rectangle.
pub fn rectangle(x0: f64, y0: f64, x1: f64, y1: f64) -> Outline {
    vec![(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
}

fn bar(host: &mut dyn Host, ax: &Ax, bars: Bars, keywords: Keywords) -> Result<Value> {
    if !bars.data.is_none() {
        return Err(not_here("from `data=`: give the arrays themselves"));
    }
    let mut options = Options::new(keywords, "Rectangle.set");
    let errors = options.take(if bars.lying { "xerr" } else { "yerr" }, &[])?;
    let cap = options.take("capsize", &[])?;
    let error_color = options.take("ecolor", &[])?;
    let log = options.flag(host, "log")?.unwrap_or(false);
    let names = options.take("tick_label", &[])?;
    let model = ax.model.clone();
    let fill = Fill::take(host, &mut options, || model.borrow_mut().next_fill())?;
    options.finish()?;
    let axis = ax.model.borrow().axis(usize::from(bars.lying)).clone();
    if log {
        ax.model
            .borrow()
            .axis(usize::from(!bars.lying))
            .borrow_mut()
            .log = true;
    }
    let at = positions(&bars.at, &axis)?;
    let (lengths, widths) = (floats(&bars.length)?, floats(&bars.width)?);
    let bases = match bars.base.is_none() {
        true => vec![0.0],
        false => floats(&bars.base)?,
    };
    let count = common([&at, &lengths, &widths, &bases])?;
    meter::steps(count)?;
    let pick = |values: &[f64], i: usize| values[i % values.len()];
    let centred = match &*arguments::text(host, &bars.align)? {
        "center" => 0.5,
        "edge" => 0.0,
        other => return Err(arguments::not_among("align", other, &["center", "edge"])),
    };
    let outline = |i: usize| {
        let start = pick(&at, i) - centred * pick(&widths, i);
        let end = start + pick(&widths, i);
        let (base, top) = (pick(&bases, i), pick(&bases, i) + pick(&lengths, i));
        match bars.lying {
            true => rectangle(base, start, top, end),
            false => rectangle(start, base, end, top),
        }
    };
    let outlines: Vec<Outline> = (0..count).map(outline).collect();
    let mut sticky = [Vec::new(), Vec::new()];
    sticky[usize::from(!bars.lying)].clone_from(&bases);
    let mut artist = fill.area(outlines, sticky)?;
    match &fill.labels {
        Some(list @ (Value::List(_) | Value::Tuple(_))) => {
            // Each bar has its own name: the first one speaks for all that a legend can show.
            let labels = arguments::texts(host, list)?;
            if labels.len() != count {
                return Err(Raised::value_error(format!(
                    "number of labels ({}) does not match number of bars ({count}).",
                    labels.len()
                )));
            }
            artist.label = labels.into_iter().find(|label| !label.starts_with('_'));
        }
        _ => artist.label = fill.label(host)?,
    }
    let rectangles = parts(&ax.model, artist, ClassId::RECTANGLE, count);
    if let Some(names) = names {
        let mut axis = axis.borrow_mut();
        axis.ticks = Some(at.clone());
        axis.labels = Some(arguments::texts(host, &names)?);
    }
    if let Some(errors) = errors {
        let ends = (0..count).map(|i| pick(&bases, i) + pick(&lengths, i));
        let ends = Value::array(Array::from_vec(ends.collect::<Vec<f64>>())?);
        let places = Value::array(Array::from_vec(
            (0..count).map(|i| pick(&at, i)).collect::<Vec<f64>>(),
        )?);
        let (x, y, name) = match bars.lying {
            true => (ends, places, "xerr"),
            false => (places, ends, "yerr"),
        };
        let black = error_color.unwrap_or_else(|| Value::str("black"));
        let mut keywords = vec![
            (name, errors),
            ("fmt", Value::str("none")),
            ("ecolor", black),
        ];
        keywords.extend(cap.map(|cap| ("capsize", cap)));
        compose::call_with(host, "Axes.errorbar", [ax.value.clone(), x, y], keywords)?;
    }
    Ok(Container::value(ClassId::BAR_CONTAINER, rectangles))
}

/// The number of bars that these lengths belong to.
fn common(all: [&[f64]; 4]) -> Result<usize> {
    let lengths = all.map(<[f64]>::len);
    let count = lengths.iter().copied().find(|&n| n != 1).unwrap_or(1);
    let wrong = lengths.iter().position(|&n| n != 1 && n != count);
    match wrong {
        None => Ok(count),
        Some(at) => {
            let first = lengths.iter().position(|&n| n == count).unwrap_or(0);
            Err(Raised::value_error(format!(
                "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg {first} with shape ({count},) and arg {at} with shape ({},).",
                lengths[at]
            )))
        }
    }
}

fn bar_label(
    host: &mut dyn Host,
    ax: Ax,
    container: Value,
    labels: Value,
    format: Value,
    place: Value,
    padding: f64,
    keywords: Keywords,
) -> Result<Value> {
    let mut options = Options::new(keywords, "Text.set");
    let size = options.number("fontsize", &["size"])?;
    let color = options.color(host, "color", &["c"])?;
    options.finish()?;
    let bars = container.tuple_items().cloned().unwrap_or_default();
    let given = match labels.is_none() {
        true => None,
        false => Some(arguments::texts(host, &labels)?),
    };
    let middle = arguments::text(host, &place)? == "center";
    let mut objects = Vec::new();
    for (i, bar) in bars.iter().enumerate() {
        let call = |host: &mut dyn Host, name: &str| {
            let method = host.attribute(bar, name)?;
            let value = host.call(&method, crate::value::Arguments::none())?;
            arguments::number(&value)
        };
        let (x, width) = (call(host, "get_x")?, call(host, "get_width")?);
        let (y, height) = (call(host, "get_y")?, call(host, "get_height")?);
        let text = match &given {
            Some(given) => given.get(i).cloned().unwrap_or_default(),
            None => formatted(host, &format, height)?,
        };
        let label = Label {
            size: size.unwrap_or(10.0),
            color: color.unwrap_or(Color::BLACK),
            across: Across::Center,
            up: if middle { Up::Center } else { Up::Bottom },
            ..Label::new(text, 10.0)
        };
        let note = Note {
            x: x + width / 2.0,
            y: if middle { y + height / 2.0 } else { y + height },
            units: DATA,
            shift: (0.0, if middle { 0.0 } else { padding }),
            label,
            arrow: None,
            boxed: None,
        };
        let artist = shared(Artist::new(Kind::Note(note))?);
        ax.model.borrow_mut().artists.push(artist.clone());
        // Places of such texts count from their bars.
        objects.push(text_object(&artist, Value::Int(0), Value::Int(0)));
    }
    Ok(Value::list(objects))
}

/// A number by a `%` format or one of braces.
fn formatted(host: &mut dyn Host, format: &Value, x: f64) -> Result<String> {
    let text = arguments::text(host, format)?;
    let number = Value::Float(x);
    let shown = match text.contains('{') {
        true => {
            let method = host.attribute(format, "format")?;
            host.call(&method, crate::value::Arguments::positional([number]))?
        }
        false => crate::builtins::operators::binary(
            host,
            crate::syntax::ast::BinaryOp::Mod,
            format.clone(),
            number,
        )?,
    };
    arguments::text(host, &shown)
}

/// Colours of `colors=`, or the cycle's.
pub fn cycle_or(host: &mut dyn Host, given: &Value, count: usize) -> Result<Vec<Color>> {
    match given.is_none() {
        true => Ok((0..count.max(1)).map(Color::cycle).collect()),
        false => colors(host, given),
    }
}
