//! Ticks and their labels, the frame, and the two axis objects.

use std::any::Any;
use std::rc::Rc;

use super::arguments::{self, Options, floats, positions};
use super::legends;
use super::limits::seen;
use super::state::{Ax, not_here};
use super::texts::{Target, Transform, object_at, take_looks};
use crate::array::Array;
use crate::builtins;
use crate::drawing;
use crate::plot::figure::{Across, Label};
use crate::plot::view;
use crate::plot::{Axes, Shared};
use crate::value::builtin::{FromValue, Keywords};
use crate::value::{ClassId, Host, Native, Raised, Result, Value};

drawing! {
    /// How ticks and their labels look.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.tick_params(axis='x', labelrotation=45, labelsize=8)
    "tick_params" ["axis='both', **kwargs"] => tick_params;
    /// Ticks between the ticks; here logarithmic axes alone have them.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.minorticks_off()
    "minorticks_off" [] => |_ax: Ax| ();
    /// At most `nbins` spaces between ticks.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.locator_params(axis='x', nbins=4)
    "locator_params" ["axis='both', tight=None, **kwargs"] => |host: &mut dyn Host, ax: Ax, which: Value, _tight: Value, keywords: Keywords| {
        let mut options = Options::new(keywords, "MaxNLocator.set_params");
        let bins = options.number("nbins", &[])?;
        options.finish()?;
        let which = arguments::text(host, &which)?;
        for (dimension, name) in ["x", "y"].into_iter().enumerate() {
            if which == "both" || which == name {
                ax.model.borrow().axis(dimension).borrow_mut().bins = bins.map(|bins| bins.clamp(1.0, 100.0) as usize);
            }
        }
        Ok::<(), Raised>(())
    };
}

pub mod of_axes {
    //! Functions without a method of their name, and methods without such a function.

    use super::*;

    builtins! {
        /// The ticks of x and their labels, or sets them.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> ticks, labels = plt.xticks([0, 1], ['no', 'yes'])
        /// >>> labels
        /// [Text(0, 0, 'no'), Text(1, 0, 'yes')]
        "matplotlib.pyplot.xticks" "(ticks=None, labels=None, *, minor=False, **kwargs)" => |host: &mut dyn Host, ax: Ax, ticks: Value, labels: Value, minor: bool, keywords: Keywords| {
            both(host, &ax, 0, (ticks, labels, minor), keywords)
        };
        /// The ticks of y and their labels, or sets them.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> ticks, labels = plt.yticks([0, 1])
        /// >>> labels
        /// [Text(0, 0, '0'), Text(0, 1, '1')]
        "matplotlib.pyplot.yticks" "(ticks=None, labels=None, *, minor=False, **kwargs)" => |host: &mut dyn Host, ax: Ax, ticks: Value, labels: Value, minor: bool, keywords: Keywords| {
            both(host, &ax, 1, (ticks, labels, minor), keywords)
        };
        /// Sets the ticks of x, with labels if they are given.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> ticks = plt.gca().set_xticks([0, 1], labels=['no', 'yes'])
        "Axes.set_xticks" "(self, ticks, labels=None, *, minor=False, **kwargs)" => |host: &mut dyn Host, ax: Ax, ticks: Value, labels: Value, minor: bool, keywords: Keywords| {
            set_ticks(host, &ax, 0, (&ticks, &labels, minor), keywords)
        };
        /// Sets the ticks of y, with labels if they are given.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> ticks = plt.gca().set_yticks([])
        "Axes.set_yticks" "(self, ticks, labels=None, *, minor=False, **kwargs)" => |host: &mut dyn Host, ax: Ax, ticks: Value, labels: Value, minor: bool, keywords: Keywords| {
            set_ticks(host, &ax, 1, (&ticks, &labels, minor), keywords)
        };
        /// Sets what is written at the ticks of x.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> ticks = plt.gca().set_xticks([0, 1])
        /// >>> plt.gca().set_xticklabels(['no', 'yes'])
        /// [Text(0, 0, 'no'), Text(1, 0, 'yes')]
        "Axes.set_xticklabels" "(self, labels, *, minor=False, fontdict=None, **kwargs)" => |host: &mut dyn Host, ax: Ax, labels: Value, _minor: bool, _dict: Value, keywords: Keywords| {
            set_labels(host, &ax, 0, &labels, keywords)?;
            texts(&ax, 0)
        };
        /// Sets what is written at the ticks of y.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> ticks = plt.gca().set_yticks([0, 1])
        /// >>> plt.gca().set_yticklabels(['no', 'yes'])
        /// [Text(0, 0, 'no'), Text(0, 1, 'yes')]
        "Axes.set_yticklabels" "(self, labels, *, minor=False, fontdict=None, **kwargs)" => |host: &mut dyn Host, ax: Ax, labels: Value, _minor: bool, _dict: Value, keywords: Keywords| {
            set_labels(host, &ax, 1, &labels, keywords)?;
            texts(&ax, 1)
        };
        /// The positions of the ticks of x.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> line = plt.plot([1, 2, 3])
        /// >>> plt.gca().get_xticks()
        /// array([-0.25,  0.  ,  0.25,  0.5 ,  0.75,  1.  ,  1.25,  1.5 ,  1.75,
        ///         2.  ,  2.25])
        "Axes.get_xticks" "(self, *, minor=False)" => |ax: Ax, _minor: Value| ticks_of(&ax, 0);
        /// The positions of the ticks of y.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().get_yticks()
        /// array([0. , 0.2, 0.4, 0.6, 0.8, 1. ])
        "Axes.get_yticks" "(self, *, minor=False)" => |ax: Ax, _minor: Value| ticks_of(&ax, 1);
        /// What is written at the ticks of x.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> bars = plt.bar(['a', 'b'], [1, 2])
        /// >>> plt.gca().get_xticklabels()
        /// [Text(0, 0, 'a'), Text(1, 0, 'b')]
        "Axes.get_xticklabels" "(self, minor=False, which=None)" => |ax: Ax, _minor: Value, _which: Value| texts(&ax, 0);
        /// What is written at the ticks of y.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> ticks = plt.gca().set_yticks([1])
        /// >>> plt.gca().get_yticklabels()
        /// [Text(0, 1, '1')]
        "Axes.get_yticklabels" "(self, minor=False, which=None)" => |ax: Ax, _minor: Value, _which: Value| texts(&ax, 1);
        /// The lines of the frame: `ax.spines['top']`.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().spines['top'].set_visible(False)
        property "Axes.spines" => |ax: Ax| Value::Native(Rc::new(Spines { axes: ax.model, sides: vec![0, 1, 2, 3], of_all: true }));
        /// One line of the frame, or several.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().spines[['top', 'right']].set_visible(False)
        "Spines.__getitem__" "(self, key, /)" => sides;
        /// Shows or hides lines of the frame.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().spines['right'].set_visible(False)
        "Spines.set_visible" | "Spine.set_visible" "(self, b)" => |spines: Value, visible: bool| {
            if let Some(spines) = spines.native::<Spines>() {
                let mut axes = spines.axes.borrow_mut();
                for &side in &spines.sides {
                    axes.spines[side] = visible;
                }
            }
        };
        /// The x axis as an object.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().xaxis.set_visible(False)
        property "Axes.xaxis" => |ax: Ax| AxisObject::value(ax, 0);
        /// The y axis as an object.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().yaxis.grid(True)
        property "Axes.yaxis" => |ax: Ax| AxisObject::value(ax, 1);
        /// Shows or hides an axis: its ticks and labels.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().yaxis.set_visible(False)
        "XAxis.set_visible" | "YAxis.set_visible" "(self, b)" => |axis: Axis, visible: bool| {
            let mut axes = axis.ax.model.borrow_mut();
            let ticks = if axis.dimension == 0 { &mut axes.ticks_x } else { &mut axes.ticks_y };
            (ticks.marks, ticks.labels) = (visible, visible);
        };
        /// Sets the ticks of an axis.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> ticks = plt.gca().xaxis.set_ticks([0, 1])
        "XAxis.set_ticks" | "YAxis.set_ticks" "(self, ticks, labels=None, *, minor=False, **kwargs)" => |host: &mut dyn Host, axis: Axis, ticks: Value, labels: Value, minor: bool, keywords: Keywords| {
            set_ticks(host, &axis.ax, axis.dimension, (&ticks, &labels, minor), keywords)
        };
        /// Lines at the ticks of an axis.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().xaxis.grid(True, color='red')
        "XAxis.grid" | "YAxis.grid" "(self, visible=None, which='major', **kwargs)" => |host: &mut dyn Host, axis: Axis, visible: Value, which: Value, keywords: Keywords| {
            let name = Value::str(if axis.dimension == 0 { "x" } else { "y" });
            legends::grid(host, &axis.ax, visible, &which, &name, keywords)
        };
        /// Draws the y axis on the right.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().yaxis.tick_right()
        "YAxis.tick_right" "(self)" => |axis: Axis| axis.ax.model.borrow_mut().y_right = true;
        /// Coordinates that run from 0 to 1 over the axes, for `transform=`.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> ax = plt.gca()
        /// >>> ax.text(0.5, 0.5, 'middle', transform=ax.transAxes)
        /// Text(0.5, 0.5, 'middle')
        property "Axes.transAxes" => |_ax: Ax| Value::Native(Rc::new(Transform { of_axes: true }));
        /// The coordinates of the data, for `transform=`.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> ax = plt.gca()
        /// >>> ax.text(0.5, 0.5, 'a', transform=ax.transData)
        /// Text(0.5, 0.5, 'a')
        property "Axes.transData" => |_ax: Ax| Value::Native(Rc::new(Transform { of_axes: false }));
    }
}

/// A tick as an object: what setting ticks gives back.
struct Tick(ClassId);

impl Native for Tick {
    fn class(&self) -> ClassId {
        self.0
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Lines of a frame, by their places in [`Axes::spines`].
struct Spines {
    axes: Shared<Axes>,
    sides: Vec<usize>,
    of_all: bool,
}

impl Native for Spines {
    fn class(&self) -> ClassId {
        match self.of_all || self.sides.len() > 1 {
            true => ClassId::SPINES,
            false => ClassId::SPINE,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn sides(host: &mut dyn Host, spines: Value, key: Value) -> Result<Value> {
    let Some(own) = spines.native::<Spines>() else {
        return Err(Raised::type_error("expected spines"));
    };
    let names = match &key {
        Value::Str(_) => vec![arguments::text(host, &key)?],
        Value::Slice(_) => SIDES.map(str::to_string).to_vec(),
        several => arguments::texts(host, several)?,
    };
    let find = |name: String| {
        let found = SIDES.iter().position(|side| *side == name);
        found.ok_or_else(|| Raised::key_error(name))
    };
    Ok(Value::Native(Rc::new(Spines {
        axes: own.axes.clone(),
        sides: names.into_iter().map(find).collect::<Result<_>>()?,
        of_all: false,
    })))
}

const SIDES: [&str; 4] = ["bottom", "left", "top", "right"];

/// `ax.xaxis`, `ax.yaxis`
struct AxisObject {
    of: Value,
    dimension: usize,
}

impl AxisObject {
    fn value(ax: Ax, dimension: usize) -> Value {
        Value::Native(Rc::new(AxisObject {
            of: ax.value,
            dimension,
        }))
    }
}

impl Native for AxisObject {
    fn class(&self) -> ClassId {
        match self.dimension {
            0 => ClassId::X_AXIS,
            _ => ClassId::Y_AXIS,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The axis that a method is called on.
struct Axis {
    ax: Ax,
    dimension: usize,
}

impl FromValue for Axis {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<Axis> {
        let object = value
            .native::<AxisObject>()
            .ok_or_else(|| Raised::type_error("expected an axis"))?;
        Ok(Axis {
            ax: Ax::of(&object.of)?,
            dimension: object.dimension,
        })
    }
}

/// The ticks of an axis, as many as about fit.
fn ticked(ax: &Ax, dimension: usize) -> view::Ticked {
    let span = seen(ax, dimension);
    let axes = ax.model.borrow();
    let axis = axes.axis(dimension).borrow();
    let room = crate::plot::layout::room(&ax.figure.borrow(), &ax.model, dimension);
    view::ticks(&axis, &span, room)
}

fn ticks_of(ax: &Ax, dimension: usize) -> Result<Array> {
    let axes = ax.model.borrow();
    let (given, whole) = {
        let axis = axes.axis(dimension).borrow();
        (axis.ticks.clone(), axis.whole)
    };
    drop(axes);
    match given {
        Some(ticks) if whole => Ok(Array::from_vec(ticks.iter().map(|&x| x as i64).collect())?),
        Some(ticks) => Ok(Array::from_vec(ticks)?),
        None => Ok(Array::from_vec(ticked(ax, dimension).major)?),
    }
}

fn texts(ax: &Ax, dimension: usize) -> Result<Vec<Value>> {
    let ticked = ticked(ax, dimension);
    let whole = {
        let axes = ax.model.borrow();
        let axis = axes.axis(dimension).borrow();
        axis.whole || axis.ticks.is_none() && axis.categories.is_some()
    };
    let labels = ticked.major.iter().zip(ticked.labels.texts);
    let at = |x: f64| match whole {
        true => Value::Int(x as i64),
        false => Value::Float(x),
    };
    let text = |(&x, text)| {
        let place = match dimension {
            0 => (at(x), Value::Int(0)),
            _ => (Value::Int(0), at(x)),
        };
        object_at(Target::Tick(ax.model.clone(), dimension), place, text)
    };
    Ok(labels.map(text).collect())
}

fn both(
    host: &mut dyn Host,
    ax: &Ax,
    dimension: usize,
    (ticks, labels, minor): (Value, Value, bool),
    keywords: Keywords,
) -> Result<Value> {
    if ticks.is_none() {
        if !labels.is_none() {
            return Err(Raised::type_error(format!(
                "{}ticks(): Parameter 'labels' can't be set without setting 'ticks'",
                if dimension == 0 { "x" } else { "y" }
            )));
        }
        let found = Value::array(ticks_of(ax, dimension)?);
        label_looks(host, ax, dimension, keywords)?;
        return Ok(Value::tuple(vec![
            found,
            Value::list(texts(ax, dimension)?),
        ]));
    }
    let objects = set_ticks(host, ax, dimension, (&ticks, &labels, minor), keywords)?;
    Ok(Value::tuple(vec![
        objects,
        Value::list(texts(ax, dimension)?),
    ]))
}

fn set_ticks(
    host: &mut dyn Host,
    ax: &Ax,
    dimension: usize,
    (ticks, labels, minor): (&Value, &Value, bool),
    keywords: Keywords,
) -> Result<Value> {
    if minor {
        return Err(not_here("minor ticks of one's own"));
    }
    let axis = ax.model.borrow().axis(dimension).clone();
    let whole = super::arguments::array(ticks)?.dtype().is_integer();
    let ticks = match floats(ticks) {
        Ok(ticks) => ticks,
        Err(_) => positions(ticks, &axis)?,
    };
    let span = seen(ax, dimension);
    axis.borrow_mut().labels = None;
    axis.borrow_mut().ticks = Some(ticks.clone());
    axis.borrow_mut().whole = whole;
    // Ticks outside are brought into view.
    let (low, high) = (span.low.min(span.high), span.low.max(span.high));
    let least = ticks.iter().copied().fold(low, f64::min);
    let most = ticks.iter().copied().fold(high, f64::max);
    if (least < low || most > high) && least.is_finite() && most.is_finite() {
        axis.borrow_mut().limits = Some(match span.low <= span.high {
            true => (least, most),
            false => (most, least),
        });
    }
    if labels.is_none() {
        label_looks(host, ax, dimension, keywords)?;
    } else {
        set_labels(host, ax, dimension, labels, keywords)?;
    }
    let class = match dimension {
        0 => ClassId::X_TICK,
        _ => ClassId::Y_TICK,
    };
    let tick = |_| Value::Native(Rc::new(Tick(class)) as Rc<dyn Native>);
    Ok(Value::list(ticks.iter().map(tick).collect()))
}

fn set_labels(
    host: &mut dyn Host,
    ax: &Ax,
    dimension: usize,
    labels: &Value,
    keywords: Keywords,
) -> Result<()> {
    let labels = arguments::texts(host, labels)?;
    let axis = ax.model.borrow().axis(dimension).clone();
    let given = axis.borrow().ticks.clone();
    if let Some(ticks) = &given
        && !labels.is_empty()
        && ticks.len() != labels.len()
    {
        return Err(Raised::value_error(format!(
            "The number of FixedLocator locations ({}), usually from a call to set_ticks, does not match the number of labels ({}).",
            ticks.len(),
            labels.len()
        )));
    }
    if given.is_none() {
        let found = ticked(ax, dimension).major;
        axis.borrow_mut().ticks = Some(found);
    }
    axis.borrow_mut().labels = Some(labels);
    label_looks(host, ax, dimension, keywords)
}

/// The keywords of tick labels.
fn label_looks(host: &mut dyn Host, ax: &Ax, dimension: usize, keywords: Keywords) -> Result<()> {
    let mut options = Options::new(keywords, "Text.set");
    let mut axes = ax.model.borrow_mut();
    let ticks = match dimension {
        0 => &mut axes.ticks_x,
        _ => &mut axes.ticks_y,
    };
    let mut label = Label {
        color: ticks.color,
        rotation: ticks.rotation,
        ..Label::new("", ticks.size)
    };
    take_looks(host, &mut options, &mut label)?;
    (ticks.size, ticks.rotation, ticks.color) = (label.size, label.rotation, label.color);
    if label.across != Across::Center {
        ticks.across = Some(label.across);
    }
    options.finish()
}

fn tick_params(host: &mut dyn Host, ax: Ax, which: Value, keywords: Keywords) -> Result<()> {
    let mut options = Options::new(keywords, "tick_params");
    let size = options.take("labelsize", &[])?;
    let size = size
        .map(|size| super::texts::size_of(host, &size))
        .transpose()?;
    let angle = options.number("labelrotation", &["rotation"])?;
    let colors = options.color(host, "colors", &["labelcolor", "color"])?;
    let (bottom, left) = (options.flag(host, "bottom")?, options.flag(host, "left")?);
    let below = options.flag(host, "labelbottom")?;
    let beside = options.flag(host, "labelleft")?;
    // Ticks have one length and stand outside, at the bottom and on the left.
    for unseen in [
        "which",
        "top",
        "right",
        "labeltop",
        "labelright",
        "length",
        "width",
        "pad",
        "direction",
    ] {
        options.take(unseen, &[])?;
    }
    options.finish()?;
    let which = arguments::text(host, &which)?;
    let mut axes = ax.model.borrow_mut();
    let axes = &mut *axes;
    let both = [
        ("x", &mut axes.ticks_x, bottom, below),
        ("y", &mut axes.ticks_y, left, beside),
    ];
    for (name, ticks, marks, labels) in both {
        if which != "both" && which != name {
            continue;
        }
        ticks.size = size.unwrap_or(ticks.size);
        ticks.rotation = angle.unwrap_or(ticks.rotation);
        ticks.color = colors.unwrap_or(ticks.color);
        ticks.marks = marks.unwrap_or(ticks.marks);
        ticks.labels = labels.unwrap_or(ticks.labels);
    }
    Ok(())
}
