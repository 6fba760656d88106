//! Limits, scales and shapes of axes.

use super::arguments::{self, Options, array, floats, not_among, number};
use super::state::{Ax, not_here};
use crate::array::Scalar;
use crate::builtins;
use crate::drawing;
use crate::plot::view::{self, Span};
use crate::value::builtin::{FromValue, Keywords, Rest};
use crate::value::{Host, Raised, Result, Value};

drawing! {
    /// The scale of x: `'linear'` or `'log'`.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.xscale('log')
    "xscale" / "set_xscale" ["value, **kwargs"] => |host: &mut dyn Host, ax: Ax, name: Value, keywords: Keywords| scale(host, &ax, 0, &name, keywords);
    /// The scale of y: `'linear'` or `'log'`.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.yscale('log')
    "yscale" / "set_yscale" ["value, **kwargs"] => |host: &mut dyn Host, ax: Ax, name: Value, keywords: Keywords| scale(host, &ax, 1, &name, keywords);
    /// `'off'` hides the axes, `'equal'` makes both units equally long, four numbers are the limits.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.axis([0, 1, 2, 3])
    /// (np.float64(0.0), np.float64(1.0), np.float64(2.0), np.float64(3.0))
    "axis" ["arg=None, /, *, emit=True, **kwargs"] => |ax: Ax, what: Value, _emit: Value, keywords: Keywords| axis(&ax, what, keywords);
    /// The space between the data and the frame, as a part of the data's range.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.margins(0.1)
    "margins" ["*margins, x=None, y=None, tight=True"] => |ax: Ax, Rest(both): Rest, x: Option<f64>, y: Option<f64>, _tight: Value| {
        let all = both.iter().map(number).collect::<Result<Vec<f64>>>()?;
        let mut axes = ax.model.borrow_mut();
        let first = all.first().copied();
        axes.margin_x = first.or(x).unwrap_or(axes.margin_x);
        axes.margin_y = all.get(1).copied().or(first).or(y).unwrap_or(axes.margin_y);
        Ok::<(), Raised>(())
    };
    /// Limits that follow the data again.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> limits = plt.xlim(0, 1)
    /// >>> plt.autoscale()
    "autoscale" ["enable=True, axis='both', tight=None"] => |host: &mut dyn Host, ax: Ax, on: bool, which: Value, tight: Option<bool>| {
        let which = arguments::text(host, &which)?;
        for (dimension, name) in ["x", "y"].into_iter().enumerate() {
            if which == "both" || which == name {
                let limits = match on {
                    true => None,
                    false => { let span = seen(&ax, dimension); Some((span.low, span.high)) }
                };
                ax.model.borrow().axis(dimension).borrow_mut().limits = limits;
            }
        }
        if tight == Some(true) {
            let mut axes = ax.model.borrow_mut();
            (axes.margin_x, axes.margin_y) = (0.0, 0.0);
        }
        Ok::<(), Raised>(())
    };
}

pub mod of_axes {
    //! Functions without a method of their name, and methods without such a function.

    use super::*;

    builtins! {
        /// The limits of x, or sets them.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.xlim(0, 10)
        /// (0.0, 10.0)
        /// >>> plt.xlim()
        /// (np.float64(0.0), np.float64(10.0))
        "matplotlib.pyplot.xlim" "(*args, **kwargs)" => |host: &mut dyn Host, ax: Ax, args: Rest, keywords: Keywords| limit(host, &ax, 0, &args, keywords);
        /// The limits of y, or sets them.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.ylim(top=5)
        /// (0.0, 5.0)
        "matplotlib.pyplot.ylim" "(*args, **kwargs)" => |host: &mut dyn Host, ax: Ax, args: Rest, keywords: Keywords| limit(host, &ax, 1, &args, keywords);
        /// Sets the limits of x.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().set_xlim(0, 3)
        /// (0.0, 3.0)
        "Axes.set_xlim" "(self, left=None, right=None, *, emit=True, auto=False, xmin=None, xmax=None)" => |ax: Ax, low: Value, high: Value, _emit: Value, _auto: Value, least: Value, most: Value| {
            set_limits(&ax, 0, [&low, &least], [&high, &most])
        };
        /// Sets the limits of y.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().set_ylim([1, 3])
        /// (1.0, 3.0)
        "Axes.set_ylim" "(self, bottom=None, top=None, *, emit=True, auto=False, ymin=None, ymax=None)" => |ax: Ax, low: Value, high: Value, _emit: Value, _auto: Value, least: Value, most: Value| {
            set_limits(&ax, 1, [&low, &least], [&high, &most])
        };
        /// The limits of x.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().get_xlim()
        /// (np.float64(0.0), np.float64(1.0))
        "Axes.get_xlim" "(self)" => |ax: Ax| limits_of(&ax, 0);
        /// The limits of y.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> line = plt.plot([0, 10])
        /// >>> plt.gca().get_ylim()
        /// (np.float64(-0.5), np.float64(10.5))
        "Axes.get_ylim" "(self)" => |ax: Ax| limits_of(&ax, 1);
        /// How much longer a unit of y is than one of x: a number, `'equal'` or `'auto'`.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().set_aspect('equal')
        "Axes.set_aspect" "(self, aspect, adjustable=None, anchor=None, share=False)" => |host: &mut dyn Host, ax: Ax, aspect: Value, adjustable: Value, _anchor: Value, _share: Value| {
            let aspect = aspect_of(host, &aspect)?;
            let mut axes = ax.model.borrow_mut();
            axes.aspect = aspect;
            axes.aspect_by_limits = matches!(&adjustable, Value::Str(name) if &**name == "datalim");
            Ok::<(), Raised>(())
        };
        /// Turns the x axis round.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().invert_xaxis()
        "Axes.invert_xaxis" "(self)" => |ax: Ax| invert(&ax, 0);
        /// Turns the y axis round.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().invert_yaxis()
        "Axes.invert_yaxis" "(self)" => |ax: Ax| invert(&ax, 1);
        /// Hides frame, ticks and labels.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().set_axis_off()
        "Axes.set_axis_off" "(self)" => |ax: Ax| ax.model.borrow_mut().framed = false;
        /// Shows frame, ticks and labels.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().set_axis_on()
        "Axes.set_axis_on" "(self)" => |ax: Ax| ax.model.borrow_mut().framed = true;
        /// The colour behind the data.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().set_facecolor('lightgray')
        "Axes.set_facecolor" "(self, color)" => |host: &mut dyn Host, ax: Ax, color: Value| {
            let color = arguments::color(host, &color)?;
            ax.model.borrow_mut().face = color;
            Ok::<(), Raised>(())
        };
        /// Shows or hides the axes with all that is in them.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().set_visible(False)
        "Axes.set_visible" "(self, b)" => |ax: Ax, visible: bool| ax.model.borrow_mut().visible = visible;
        /// The space between the data and the frame across.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().set_xmargin(0)
        "Axes.set_xmargin" "(self, m)" => |ax: Ax, part: f64| ax.model.borrow_mut().margin_x = part;
        /// The space between the data and the frame upwards.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.gca().set_ymargin(0)
        "Axes.set_ymargin" "(self, m)" => |ax: Ax, part: f64| ax.model.borrow_mut().margin_y = part;
    }
}

/// What is seen in one direction now.
pub fn seen(ax: &Ax, dimension: usize) -> Span {
    view::span(&ax.figure.borrow(), &ax.model, dimension)
}

fn limits_of(ax: &Ax, dimension: usize) -> Value {
    let span = seen(ax, dimension);
    let float = |x| Value::Scalar(Scalar::F64(x));
    Value::tuple(vec![float(span.low), float(span.high)])
}

fn limit(
    host: &mut dyn Host,
    ax: &Ax,
    dimension: usize,
    Rest(args): &Rest,
    keywords: Keywords,
) -> Result<Value> {
    if args.is_empty() && keywords.0.is_empty() {
        return Ok(limits_of(ax, dimension));
    }
    let (first, second, owner) = match dimension {
        0 => (["left", "xmin"], ["right", "xmax"], "Axes.set_xlim"),
        _ => (["bottom", "ymin"], ["top", "ymax"], "Axes.set_ylim"),
    };
    let mut options = Options::new(keywords, owner);
    let mut end = |names: [&str; 2]| options.take(names[0], &names[1..]);
    let (low, high) = (end(first)?, end(second)?);
    options.flag(host, "auto")?;
    options.finish()?;
    let none = Value::None;
    let given = |at: usize| args.get(at).unwrap_or(&none);
    set_limits(
        ax,
        dimension,
        [given(0), low.as_ref().unwrap_or(&none)],
        [given(1), high.as_ref().unwrap_or(&none)],
    )
}

/// Sets the ends that are given; the others stay as they are.
fn set_limits<'a>(
    ax: &Ax,
    dimension: usize,
    low: [&'a Value; 2],
    high: [&'a Value; 2],
) -> Result<Value> {
    let before = seen(ax, dimension);
    let one = |values: [&'a Value; 2]| values.into_iter().find(|value| !value.is_none());
    let (mut first, mut last) = (before.low, before.high);
    match (one(low), one(high)) {
        (Some(both), None) if !arguments::is_single(both) => (first, last) = arguments::pair(both)?,
        (low, high) => {
            if let Some(low) = low {
                first = number(low)?;
            }
            if let Some(high) = high {
                last = number(high)?;
            }
        }
    }
    if !first.is_finite() || !last.is_finite() {
        return Err(Raised::value_error("Axis limits cannot be NaN or Inf"));
    }
    if first == last {
        let (low, high) = (
            first - 0.05 * first.abs().max(1.0),
            last + 0.05 * last.abs().max(1.0),
        );
        (first, last) = (low, high);
    }
    let axes = ax.model.borrow();
    let mut axis = axes.axis(dimension).borrow_mut();
    if axis.log && (first <= 0.0 || last <= 0.0) {
        return Err(not_here("limits below zero on a logarithmic axis"));
    }
    axis.limits = Some((first, last));
    Ok(Value::tuple(vec![Value::Float(first), Value::Float(last)]))
}

fn scale(
    host: &mut dyn Host,
    ax: &Ax,
    dimension: usize,
    name: &Value,
    keywords: Keywords,
) -> Result<()> {
    let name = arguments::text(host, name)?;
    let mut options = Options::new(keywords, "LogScale.__init__");
    let base = options.number("base", &[])?.unwrap_or(10.0);
    options.finish()?;
    if base != 10.0 {
        return Err(not_here("logarithmic axes of other bases than 10"));
    }
    let log = match &*name {
        "linear" => false,
        "log" => true,
        "symlog" | "asinh" | "logit" | "function" | "functionlog" => {
            return Err(not_here(&format!("the scale '{name}'")));
        }
        other => {
            let known = [
                "linear",
                "log",
                "symlog",
                "asinh",
                "logit",
                "function",
                "functionlog",
            ];
            return Err(not_among("scale", other, &known));
        }
    };
    let axes = ax.model.borrow();
    let mut axis = axes.axis(dimension).borrow_mut();
    axis.log = log;
    if axis
        .limits
        .is_some_and(|(low, high)| low <= 0.0 || high <= 0.0)
        && log
    {
        axis.limits = None;
    }
    Ok(())
}

fn aspect_of(host: &mut dyn Host, value: &Value) -> Result<Option<f64>> {
    match value {
        Value::Str(name) => match &**name {
            "equal" => Ok(Some(1.0)),
            "auto" => Ok(None),
            other => {
                let shown = crate::array::print::str_repr(other);
                Err(Raised::value_error(format!(
                    "could not convert string to float: {shown}"
                )))
            }
        },
        other => f64::from_value(other.clone(), host).map(Some),
    }
}

fn invert(ax: &Ax, dimension: usize) {
    let axes = ax.model.borrow();
    let mut axis = axes.axis(dimension).borrow_mut();
    axis.inverted = !axis.inverted;
    axis.limits = axis.limits.map(|(low, high)| (high, low));
}

fn axis(ax: &Ax, what: Value, keywords: Keywords) -> Result<Value> {
    match &what {
        Value::None => {}
        Value::Str(name) => named_axis(ax, name)?,
        Value::Bool(on) => ax.model.borrow_mut().framed = *on,
        numbers => {
            let numbers = floats(&Value::array(array(numbers)?))?;
            let [left, right, bottom, top] = numbers[..] else {
                return Err(Raised::type_error(
                    "the first argument to axis() must be an iterable of the form [xmin, xmax, ymin, ymax]",
                ));
            };
            let axes = ax.model.borrow();
            axes.x.borrow_mut().limits = Some((left, right));
            axes.y.borrow_mut().limits = Some((bottom, top));
        }
    }
    let mut options = Options::new(keywords, "axis");
    for (dimension, names) in [["xmin", "xmax"], ["ymin", "ymax"]].into_iter().enumerate() {
        let (low, high) = (options.take(names[0], &[])?, options.take(names[1], &[])?);
        if low.is_some() || high.is_some() {
            let none = Value::None;
            let (low, high) = (low.unwrap_or(Value::None), high.unwrap_or(Value::None));
            set_limits(ax, dimension, [&low, &none], [&high, &none])?;
        }
    }
    options.finish()?;
    let (x, y) = (seen(ax, 0), seen(ax, 1));
    let all = [x.low, x.high, y.low, y.high];
    let float = |x| Value::Scalar(Scalar::F64(x));
    Ok(Value::tuple(all.map(float).to_vec()))
}

fn named_axis(ax: &Ax, name: &str) -> Result<()> {
    let mut axes = ax.model.borrow_mut();
    match name {
        "on" => axes.framed = true,
        "off" => axes.framed = false,
        "equal" => (axes.aspect, axes.aspect_by_limits) = (Some(1.0), true),
        "scaled" | "image" => (axes.aspect, axes.aspect_by_limits) = (Some(1.0), false),
        "auto" => axes.aspect = None,
        "tight" => (axes.margin_x, axes.margin_y) = (0.0, 0.0),
        "square" => {
            (axes.aspect, axes.aspect_by_limits) = (Some(1.0), false);
            drop(axes);
            let (x, y) = (seen(ax, 0), seen(ax, 1));
            let edge = (x.high - x.low).max(y.high - y.low);
            let axes = ax.model.borrow();
            axes.x.borrow_mut().limits = Some((x.low, x.low + edge));
            axes.y.borrow_mut().limits = Some((y.low, y.low + edge));
        }
        other => {
            let shown = crate::array::print::str_repr(other);
            return Err(Raised::value_error(format!(
                "Unrecognized string {shown} to axis; try 'on' or 'off'"
            )));
        }
    }
    Ok(())
}
