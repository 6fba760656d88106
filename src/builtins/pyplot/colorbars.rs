//! The bar beside a picture that says what its colours mean.

use std::any::Any;
use std::rc::Rc;

use super::arguments::{self, Options, floats};
use super::objects::{ArtistObject, FigureObject};
use super::state::{Ax, Pyplot, add_axes, gcf};
use crate::builtins;
use crate::plot::artist::{Artist, Kind, Picture};
use crate::plot::figure::{Label, Place};
use crate::plot::{Axes, Color, Mapped, Norm, Shared, shared, view};
use crate::value::builtin::Keywords;
use crate::value::{ClassId, Host, Native, Raised, Result, Value};

builtins! {
    /// A colour bar beside the axes of the current image, or of `mappable`.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> image = plt.imshow([[1, 2], [3, 4]])
    /// >>> bar = plt.colorbar(label='height')
    /// >>> plt.gcf()
    /// <Figure size 640x480 with 2 Axes>
    "matplotlib.pyplot.colorbar" "(mappable=None, cax=None, ax=None, **kwargs)" => |host: &mut dyn Host, of: Value, place: Value, ax: Value, keywords: Keywords| {
        colorbar(host, of, place, ax, keywords)
    };
    /// A colour bar beside the axes of an image.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> fig, ax = plt.subplots()
    /// >>> bar = fig.colorbar(ax.imshow([[1, 2], [3, 4]]), ax=ax)
    "Figure.colorbar" "(self, mappable, cax=None, ax=None, **kwargs)" => |host: &mut dyn Host, _figure: Value, of: Value, place: Value, ax: Value, keywords: Keywords| {
        colorbar(host, of, place, ax, keywords)
    };
    /// What stands beside the bar.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> image = plt.imshow([[1, 2], [3, 4]])
    /// >>> plt.colorbar().set_label('height')
    "Colorbar.set_label" "(self, label, **kwargs)" => |host: &mut dyn Host, bar: Value, label: Value, _looks: Keywords| {
        let label = arguments::text(host, &label)?;
        if let Some(bar) = bar.native::<Colorbar>() {
            name_bar(&bar.0, label);
        }
        Ok::<(), Raised>(())
    };
    /// Where the ticks of the bar stand.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> image = plt.imshow([[1, 2], [3, 4]])
    /// >>> plt.colorbar().set_ticks([1, 4])
    "Colorbar.set_ticks" "(self, ticks, labels=None)" => |host: &mut dyn Host, bar: Value, ticks: Value, labels: Value| {
        let ticks = floats(&ticks)?;
        let labels = if labels.is_none() { None } else { Some(arguments::texts(host, &labels)?) };
        if let Some(bar) = bar.native::<Colorbar>() {
            let axes = bar.0.model.borrow();
            let mut axis = axes.y.borrow_mut();
            (axis.ticks, axis.labels) = (Some(ticks), labels);
        }
        Ok::<(), Raised>(())
    };
    /// The axes of a colour bar.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> image = plt.imshow([[1, 2], [3, 4]])
    /// >>> plt.colorbar().ax
    /// <Axes: label='<colorbar>'>
    property "Colorbar.ax" => |bar: Value| bar.native::<Colorbar>().map(|bar| bar.0.value.clone());
}

/// A colour bar as an object.
struct Colorbar(BarAxes);

struct BarAxes {
    value: Value,
    model: Shared<Axes>,
    horizontal: bool,
}

impl Native for Colorbar {
    fn class(&self) -> ClassId {
        ClassId::COLORBAR
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn name_bar(bar: &BarAxes, text: String) {
    let mut axes = bar.model.borrow_mut();
    let label = Label {
        rotation: if bar.horizontal { 0.0 } else { 90.0 },
        ..Label::new(text, 10.0)
    };
    match bar.horizontal {
        true => axes.x_label = Some(label),
        false => axes.y_label = Some(label),
    }
}

fn colorbar(
    host: &mut dyn Host,
    of: Value,
    place: Value,
    ax: Value,
    keywords: Keywords,
) -> Result<Value> {
    let mut options = Options::new(keywords, "Colorbar.__init__");
    let label = options.text(host, "label", &[])?;
    let fraction = options.number("fraction", &[])?.unwrap_or(0.15);
    let pad = options.number("pad", &[])?;
    let shrink = options.number("shrink", &[])?.unwrap_or(1.0);
    let aspect = options.number("aspect", &[])?.unwrap_or(20.0);
    let ticks = options.take("ticks", &[])?;
    let horizontal = match options.text(host, "orientation", &[])?.as_deref() {
        None | Some("vertical") => false,
        Some("horizontal") => true,
        Some(other) => {
            return Err(arguments::not_among(
                "orientation",
                other,
                &["vertical", "horizontal"],
            ));
        }
    };
    options.finish()?;
    let of = match of.is_none() {
        true => host.session().get::<Pyplot>().mappable.clone(),
        false => Some(of),
    };
    let object = of.as_ref().and_then(|of| of.native::<ArtistObject>());
    let mapping = object.and_then(|object| object.artist.borrow().mapped.clone());
    let (Some(object), Some(mapping)) = (object, mapping) else {
        return Err(Raised::runtime_error(
            "No mappable was found to use for colorbar creation. First define a mappable such as an image (with imshow) or a contour set (with contourf).",
        ));
    };
    let parents = match &ax {
        Value::None => vec![object.axes.clone()],
        many @ (Value::List(_) | Value::Tuple(_) | Value::Array(_)) => {
            let flat = match many {
                Value::Array(array) => {
                    let array = array.array();
                    Value::array(array.reshaped(&[array.size()], false)?)
                }
                other => other.clone(),
            };
            let items = crate::builtins::python::iterate::collect(host, &flat)?;
            let models = items.iter().map(|item| Ok(Ax::of(item)?.model));
            models.collect::<Result<_>>()?
        }
        one => vec![Ax::of(one)?.model],
    };
    let figure = figure_with(host, &parents[..])?;
    let bar = match place.is_none() {
        false => Ax::of(&place)?,
        true => {
            let before = figure.current.borrow().clone();
            let place = Place::Bar {
                of: parents,
                horizontal,
                fraction,
                pad: pad.unwrap_or(if horizontal { 0.15 } else { 0.05 }),
                shrink,
                aspect,
            };
            let bar = add_axes(host, &figure, place)?;
            figure.current.replace(before);
            bar
        }
    };
    fill_bar(&bar, &mapping, horizontal)?;
    let axes = BarAxes {
        value: bar.value.clone(),
        model: bar.model.clone(),
        horizontal,
    };
    if let Some(label) = label {
        name_bar(&axes, label);
    }
    if let Some(ticks) = ticks {
        let axes = axes.model.borrow();
        axes.axis(usize::from(!horizontal)).borrow_mut().ticks = Some(floats(&ticks)?);
    }
    Ok(Value::Native(Rc::new(Colorbar(axes))))
}

/// The open figure that axes belong to.
fn figure_with(host: &mut dyn Host, axes: &[Shared<Axes>]) -> Result<Rc<FigureObject>> {
    let figures = host.session().get::<Pyplot>().figures.clone();
    let holds = |figure: &Rc<FigureObject>| {
        let all = figure.model.borrow();
        let first = axes.first();
        first.is_some_and(|first| all.axes.iter().any(|other| Rc::ptr_eq(other, first)))
    };
    match figures.into_iter().find(holds) {
        Some(figure) => Ok(figure),
        None => Ok(gcf(host)),
    }
}

/// The colours from the lowest to the highest, with ticks beside them.
fn fill_bar(bar: &Ax, mapping: &Mapped, horizontal: bool) -> Result<()> {
    const STEPS: usize = 128;
    let Norm { low, high, log } = mapping.norm;
    let (low, high) = if low == high {
        (low, low + 1.0)
    } else {
        (low, high)
    };
    let span = view::Span { low, high, log };
    let step = |i: usize| span.value((i as f64 + 0.5) / STEPS as f64);
    let colors: Vec<Color> = (0..STEPS).map(|i| mapping.color(step(i))).collect();
    let (rows, columns) = if horizontal { (1, STEPS) } else { (STEPS, 1) };
    let extent = match horizontal {
        true => [low, high, 0.0, 1.0],
        false => [0.0, 1.0, low, high],
    };
    let picture = Picture {
        rows,
        columns,
        pixels: colors,
        extent,
        from_top: false,
        smooth: false,
        alpha: None,
    };
    let artist = Artist::new(Kind::Picture(picture))?;
    let mut axes = bar.model.borrow_mut();
    axes.grid_x = None;
    axes.grid_y = None;
    axes.is_bar = true;
    let along = axes.axis(usize::from(!horizontal)).clone();
    along.borrow_mut().limits = Some((low, high));
    along.borrow_mut().log = log;
    let across = axes.axis(usize::from(horizontal)).clone();
    across.borrow_mut().limits = Some((0.0, 1.0));
    let hidden = match horizontal {
        true => &mut axes.ticks_y,
        false => &mut axes.ticks_x,
    };
    hidden.marks = false;
    hidden.labels = false;
    axes.y_right = !horizontal;
    axes.artists.push(shared(artist));
    Ok(())
}
