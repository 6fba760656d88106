//! Figures: making, saving, emptying them.

use std::rc::Rc;

use super::arguments::{self, Options, number, pair};
use super::legends;
use super::objects::{AxesObject, FigureObject};
use super::settings::Settings;
use super::state::{Ax, Pyplot, activate, gca, gcf, new_figure};
use crate::array::Array;
use crate::builtins;
use crate::builtins::python::io::os_error;
use crate::plot::{self, Axes, Figure, Shared, shared};
use crate::value::builtin::{Bound, Keywords, Parameter, Rest};
use crate::value::convert::as_index;
use crate::value::{Host, Raised, Result, Value};

builtins! {
    /// A new figure; or the one of a number or name, which becomes current.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.figure(figsize=(8, 4))
    /// <Figure size 800x400 with 0 Axes>
    "matplotlib.pyplot.figure" "(num=None, figsize=None, dpi=None, *, facecolor=None, edgecolor=None, clear=False, **kwargs)" => figure;
    /// Leaves just enough room for all labels.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.tight_layout()
    "matplotlib.pyplot.tight_layout" "(*, pad=1.08, h_pad=None, w_pad=None, rect=None)" => |host: &mut dyn Host, _pad: Value, _down: Value, _across: Value, _place: Value| gcf(host).model.borrow_mut().tight = true;
    /// Leaves just enough room for all labels.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.figure().tight_layout()
    "Figure.tight_layout" "(self, *, pad=1.08, h_pad=None, w_pad=None, rect=None)" => |figure: FigureRef, _pad: Value, _down: Value, _across: Value, _place: Value| figure.0.model.borrow_mut().tight = true;
    /// The margins of the grid and its gaps, as parts of the figure and of one axes.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.subplots_adjust(wspace=0.4)
    "matplotlib.pyplot.subplots_adjust" "(left=None, bottom=None, right=None, top=None, wspace=None, hspace=None)" => |host: &mut dyn Host, left: Option<f64>, bottom: Option<f64>, right: Option<f64>, top: Option<f64>, across: Option<f64>, down: Option<f64>| {
        let figure = gcf(host).model.clone();
        adjust(&figure, [left, bottom, right, top, across, down])
    };
    /// The margins of the grid and its gaps, as parts of the figure and of one axes.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.figure().subplots_adjust(hspace=0.5)
    "Figure.subplots_adjust" "(self, left=None, bottom=None, right=None, top=None, wspace=None, hspace=None)" => |figure: FigureRef, left: Option<f64>, bottom: Option<f64>, right: Option<f64>, top: Option<f64>, across: Option<f64>, down: Option<f64>| {
        adjust(&figure.0.model, [left, bottom, right, top, across, down])
    };
    /// Writes the picture of the current figure into a file of the run, as SVG.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> line = plt.plot([1, 2])
    /// >>> plt.savefig('line.svg')
    /// >>> '<svg' in open('line.svg').read()
    /// True
    "matplotlib.pyplot.savefig" "(fname, **kwargs)" => |host: &mut dyn Host, name: Value, _how: Keywords| {
        let figure = gcf(host).model.clone();
        save(host, &figure, &name)
    };
    /// Writes the picture of a figure into a file of the run, as SVG.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.figure().savefig('empty.svg')
    "Figure.savefig" "(self, fname, **kwargs)" => |host: &mut dyn Host, figure: FigureRef, name: Value, _how: Keywords| save(host, &figure.0.model, &name);
    /// The current axes of a figure, new ones where it has none.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.figure().gca()
    /// <Axes: >
    "Figure.gca" "(self)" => |host: &mut dyn Host, figure: FigureRef| {
        activate(host, |other| std::ptr::eq(other, &*figure.0));
        gca(host).map(|ax| ax.value)
    };
    /// Width and height in inches.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.figure().get_size_inches()
    /// array([6.4, 4.8])
    "Figure.get_size_inches" "(self)" => |figure: FigureRef| {
        let (width, height) = figure.0.model.borrow().size;
        Array::from_vec(vec![width, height])
    };
    /// Sets width and height in inches.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> fig = plt.figure()
    /// >>> fig.set_size_inches(3, 2)
    /// >>> fig
    /// <Figure size 300x200 with 0 Axes>
    "Figure.set_size_inches" "(self, w, h=None, forward=True)" => |figure: FigureRef, width: Value, height: Value, _forward: Value| {
        let size = match height.is_none() {
            true => pair(&width)?,
            false => (number(&width)?, number(&height)?),
        };
        figure.0.model.borrow_mut().size = checked_size(size)?;
        Ok::<(), Raised>(())
    };
    /// The colour of the sheet.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.figure().set_facecolor('lightgray')
    "Figure.set_facecolor" "(self, color)" => |host: &mut dyn Host, figure: FigureRef, color: Value| {
        let color = arguments::color(host, &color)?;
        figure.0.model.borrow_mut().face = color;
        Ok::<(), Raised>(())
    };
    /// A legend of all axes, in the current ones.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> line = plt.plot([1, 2], label='a')
    /// >>> legend = plt.gcf().legend()
    "Figure.legend" "(self, *args, **kwargs)" => |host: &mut dyn Host, figure: FigureRef, args: Rest, keywords: Keywords| {
        let current = figure.0.current.borrow().clone();
        match current {
            Some(ax) => legends::legend(host, Ax::of(&ax)?, args, keywords),
            None => Err(Raised::value_error("the figure has no axes")),
        }
    };
    /// Shows a figure; here it is shown at the end of the cell.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.figure().show()
    "Figure.show" "(self, warn=True)" => |_figure: FigureRef, _warn: Value| ();
    /// Empties the current figure.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> line = plt.plot([1, 2])
    /// >>> plt.clf()
    /// >>> plt.gcf()
    /// <Figure size 640x480 with 0 Axes>
    "matplotlib.pyplot.clf" "()" => |host: &mut dyn Host| {
        host.session().get::<Pyplot>().mappable = None;
        clear(&gcf(host));
    };
    /// Empties a figure.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.figure().clear()
    "Figure.clear" | "Figure.clf" "(self, keep_observers=False)" => |figure: FigureRef, _keep: Value| clear(&figure.0);
    /// Empties the current axes.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> title = plt.title('a')
    /// >>> plt.cla()
    /// >>> plt.gca()
    /// <Axes: >
    "matplotlib.pyplot.cla" "()" => |host: &mut dyn Host| gca(host).map(|ax| clear_axes(host, &ax));
    /// Empties axes.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.gca().clear()
    "Axes.cla" | "Axes.clear" "(self)" => |host: &mut dyn Host, ax: Ax| clear_axes(host, &ax);
    /// Takes axes out of their figure.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> fig, (left, right) = plt.subplots(1, 2)
    /// >>> right.remove()
    /// >>> fig
    /// <Figure size 640x480 with 1 Axes>
    "Axes.remove" "(self)" => |host: &mut dyn Host, ax: Ax| remove(host, &ax.value);
    /// Takes axes out of their figure.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> fig, (left, right) = plt.subplots(1, 2)
    /// >>> fig.delaxes(right)
    /// >>> fig
    /// <Figure size 640x480 with 1 Axes>
    "Figure.delaxes" "(self, ax)" => |host: &mut dyn Host, _figure: Value, ax: Value| remove(host, &ax);
    /// The title of axes.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.gca().get_title()
    /// ''
    "Axes.get_title" "(self, loc='center')" => |ax: Ax, _place: Value| {
        ax.model.borrow().titles[1].as_ref().map_or(String::new(), |label| label.text.clone())
    };
    /// The label of the x axis.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.gca().get_xlabel()
    /// ''
    "Axes.get_xlabel" "(self)" => |ax: Ax| ax.model.borrow().x_label.as_ref().map_or(String::new(), |label| label.text.clone());
    /// The label of the y axis.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.gca().get_ylabel()
    /// ''
    "Axes.get_ylabel" "(self)" => |ax: Ax| ax.model.borrow().y_label.as_ref().map_or(String::new(), |label| label.text.clone());
}

/// The figure that a method is called on.
pub(super) struct FigureRef(pub Rc<FigureObject>);

impl Parameter for FigureRef {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<FigureRef> {
        let value = bound.take().unwrap_or(Value::None);
        let object = value
            .native::<FigureObject>()
            .ok_or_else(|| Raised::type_error("expected a figure"))?;
        match object.own.upgrade() {
            Some(own) => Ok(FigureRef(own)),
            None => Err(Raised::type_error("expected a figure")),
        }
    }
}

/// A size that a sheet can have.
fn checked_size((width, height): (f64, f64)) -> Result<(f64, f64)> {
    let fits = |x: f64| x > 0.0 && x <= 1000.0;
    match fits(width) && fits(height) {
        true => Ok((width, height)),
        false => Err(Raised::value_error(format!(
            "figure size must be positive finite not ({width}, {height})"
        ))),
    }
}

fn figure(
    host: &mut dyn Host,
    which: Value,
    size: Value,
    dpi: Option<f64>,
    face: Value,
    _edge: Value,
    empty: bool,
    Keywords(mut keywords): Keywords,
) -> Result<Value> {
    let tight = keywords.iter().any(|(name, value)| {
        ["tight_layout", "constrained_layout", "layout"].contains(&&**name)
            && !value.is_none()
            && !matches!(value, Value::Bool(false))
    });
    keywords.retain(|(name, _)| {
        !["tight_layout", "constrained_layout", "layout", "frameon"].contains(&&**name)
    });
    Options::new(Keywords(keywords), "Figure.set").finish()?;
    let found = match &which {
        Value::None => None,
        Value::Str(label) => activate(host, |figure| figure.label.as_deref() == Some(&**label)),
        other => match other.native::<FigureObject>() {
            Some(given) => activate(host, |figure| figure.number == given.number),
            None => {
                let number = as_index(other)?;
                activate(host, |figure| figure.number == number)
            }
        },
    };
    if let Some(found) = found {
        if empty {
            clear(&found);
        }
        return Ok(found.value());
    }
    let (number, label) = match &which {
        Value::None => (None, None),
        Value::Str(label) => (None, Some(label.clone())),
        other => (as_index(other).ok(), None),
    };
    let figure = new_figure(host, number, label);
    {
        let mut model = figure.model.borrow_mut();
        if !size.is_none() {
            model.size = checked_size(pair(&size)?)?;
        }
        if let Some(dpi) = dpi {
            model.dpi = dpi.clamp(1.0, 10_000.0);
        }
        model.tight |= tight;
    }
    if !face.is_none() {
        let face = arguments::color(host, &face)?;
        figure.model.borrow_mut().face = face;
    }
    Ok(figure.value())
}

pub(super) fn adjust(figure: &Shared<Figure>, given: [Option<f64>; 6]) {
    let mut figure = figure.borrow_mut();
    let margins = &mut figure.margins;
    let [left, bottom, right, top, across, down] = given;
    margins.left = left.unwrap_or(margins.left);
    margins.bottom = bottom.unwrap_or(margins.bottom);
    margins.right = right.unwrap_or(margins.right);
    margins.top = top.unwrap_or(margins.top);
    margins.across = across.unwrap_or(margins.across);
    margins.down = down.unwrap_or(margins.down);
}

fn save(host: &mut dyn Host, figure: &Shared<Figure>, name: &Value) -> Result<()> {
    let name = arguments::text(host, name)?;
    let end = name
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase());
    const KNOWN: [&str; 12] = [
        "eps", "jpeg", "jpg", "pdf", "pgf", "png", "ps", "raw", "rgba", "svgz", "tif", "webp",
    ];
    match end.as_deref() {
        Some("svg") => {}
        Some(other) if !KNOWN.contains(&other) && other != "tiff" => {
            return Err(Raised::value_error(format!(
                "Format '{other}' is not supported (supported formats: svg)"
            )));
        }
        other => {
            let other = other.unwrap_or("png");
            return Err(Raised::value_error(format!(
                "ndbook writes pictures as SVG, not as '{other}': end the file's name in .svg"
            )));
        }
    }
    let svg = plot::svg(&figure.borrow())?;
    let written = host.files().write(&name, svg.as_bytes());
    written.map_err(|error| os_error(&error, &name))
}

fn clear(figure: &Rc<FigureObject>) {
    let fresh = {
        let old = figure.model.borrow();
        let mut fresh = Figure::new(old.size, old.dpi);
        fresh.face = old.face;
        fresh
    };
    *figure.model.borrow_mut() = fresh;
    figure.axes.borrow_mut().clear();
    figure.current.replace(None);
}

fn clear_axes(host: &mut dyn Host, ax: &Ax) {
    let settings: Settings = host.session().get::<Pyplot>().settings.clone();
    let mut axes = ax.model.borrow_mut();
    let mut fresh = Axes::new(axes.place.clone());
    settings.apply(&mut fresh);
    fresh.over = axes.over;
    fresh.y_right = axes.y_right;
    fresh.x = shared(plot::figure::Axis::default());
    *axes = fresh;
}

fn remove(host: &mut dyn Host, ax: &Value) -> Result<()> {
    let own = Ax::of(ax)?;
    let mut model = own.figure.borrow_mut();
    model.axes.retain(|other| !Rc::ptr_eq(other, &own.model));
    drop(model);
    let owner = ax
        .native::<AxesObject>()
        .and_then(|object| object.owner.upgrade());
    let Some(figure) = owner else {
        return Ok(());
    };
    figure.axes.borrow_mut().retain(|other| !other.is(ax));
    let last = figure.axes.borrow().last().cloned();
    let mut current = figure.current.borrow_mut();
    if current.as_ref().is_some_and(|current| current.is(ax)) {
        *current = last;
    }
    host.session().get::<Pyplot>().mappable = None;
    Ok(())
}
