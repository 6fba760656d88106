//! Figures and how axes stand in them.

use std::rc::Rc;

use super::arguments::{self, Options, floats, number, pair};
use super::legends;
use super::objects::{AxesObject, FigureObject, set_each};
use super::settings::Settings;
use super::state::{Ax, Pyplot, activate, add_axes, gca, gcf, make_current, new_figure, not_here};
use super::texts::figure_model;
use crate::array::Array;
use crate::builtins;
use crate::builtins::python::io::os_error;
use crate::plot::figure::Place;
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
    /// A new figure with a grid of axes: it, and the axes alone or as an array.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> fig, axes = plt.subplots(2, 2)
    /// >>> axes.shape
    /// (2, 2)
    "matplotlib.pyplot.subplots" "(nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, width_ratios=None, height_ratios=None, subplot_kw=None, gridspec_kw=None, **kwargs)" => subplots;
    /// The axes of one cell of a grid, which become current: `subplot(2, 1, 1)` or `subplot(211)`.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.subplot(2, 1, 1)
    /// <Axes: >
    /// >>> plt.subplot(2, 1, 3)
    /// ValueError: num must be an integer with 1 <= num <= 2, not 3
    "matplotlib.pyplot.subplot" "(*args, **kwargs)" => |host: &mut dyn Host, args: Rest, keywords: Keywords| {
        let figure = gcf(host);
        subplot(host, &figure, &args, keywords, true)
    };
    /// New axes in one cell of a grid.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.figure().add_subplot(1, 2, 1)
    /// <Axes: >
    "Figure.add_subplot" "(self, *args, **kwargs)" => |host: &mut dyn Host, figure: FigureRef, args: Rest, keywords: Keywords| {
        subplot(host, &figure.0, &args, keywords, false)
    };
    /// A grid of axes in a figure.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.figure().subplots(1, 2)
    /// array([<Axes: >, <Axes: >], dtype=object)
    "Figure.subplots" "(self, nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, width_ratios=None, height_ratios=None)" => |host: &mut dyn Host, figure: FigureRef, rows: i64, columns: i64, share_x: Value, share_y: Value, squeeze: bool, widths: Value, heights: Value| {
        let grid = Grid::new((rows, columns), (&widths, &heights))?;
        grid.fill(host, &figure.0, (&share_x, &share_y), squeeze)
    };
    /// New axes at a place of the figure: left, bottom, width and height, from 0 to 1.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.axes([0.1, 0.1, 0.8, 0.8])
    /// <Axes: >
    "matplotlib.pyplot.axes" "(arg=None)" => |host: &mut dyn Host, place: Value| {
        let figure = gcf(host);
        axes_at(host, &figure, &place)
    };
    /// New axes at a place of the figure: left, bottom, width and height, from 0 to 1.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.figure().add_axes([0.1, 0.1, 0.8, 0.8])
    /// <Axes: >
    "Figure.add_axes" "(self, rect)" => |host: &mut dyn Host, figure: FigureRef, place: Value| axes_at(host, &figure.0, &place);
    /// Axes over the current ones with the same x and a y of their own, on the right.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.twinx()
    /// <Axes: >
    "matplotlib.pyplot.twinx" "()" => |host: &mut dyn Host| gca(host).and_then(|ax| twin(host, &ax));
    /// Axes over these with the same x and a y of their own, on the right.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.gca().twinx()
    /// <Axes: >
    "Axes.twinx" "(self)" => |host: &mut dyn Host, ax: Ax| twin(host, &ax);
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
    /// >>> open('line.svg').read(4)
    /// '<svg'
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
struct FigureRef(Rc<FigureObject>);

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

/// A grid of axes to be.
struct Grid {
    rows: usize,
    columns: usize,
    widths: Vec<f64>,
    heights: Vec<f64>,
}

impl Grid {
    fn new((rows, columns): (i64, i64), (widths, heights): (&Value, &Value)) -> Result<Grid> {
        let count = |n: i64, what: &str| {
            usize::try_from(n)
                .ok()
                .filter(|&n| n > 0 && n <= 1000)
                .ok_or_else(|| {
                    Raised::value_error(format!(
                        "Number of {what} must be a positive integer, not {n}"
                    ))
                })
        };
        let ratios = |value: &Value| match value.is_none() {
            true => Ok(Vec::new()),
            false => floats(value),
        };
        let grid = Grid {
            rows: count(rows, "rows")?,
            columns: count(columns, "columns")?,
            widths: ratios(widths)?,
            heights: ratios(heights)?,
        };
        for (given, count, what) in [
            (
                &grid.widths,
                grid.columns,
                "width ratios to match the number of columns",
            ),
            (
                &grid.heights,
                grid.rows,
                "height ratios to match the number of rows",
            ),
        ] {
            if !given.is_empty() && given.len() != count {
                return Err(Raised::value_error(format!(
                    "Expected the given number of {what} of the grid"
                )));
            }
        }
        Ok(grid)
    }

    fn place(&self, row: (usize, usize), column: (usize, usize)) -> Place {
        Place::Cells {
            rows: self.rows,
            columns: self.columns,
            row,
            column,
            heights: self.heights.clone(),
            widths: self.widths.clone(),
        }
    }

    /// Axes in all cells: alone, or as an array that loses its dimensions of one where `squeeze` says so.
    fn fill(
        &self,
        host: &mut dyn Host,
        figure: &Rc<FigureObject>,
        (share_x, share_y): (&Value, &Value),
        squeeze: bool,
    ) -> Result<Value> {
        let (share_x, share_y) = (Share::of(share_x, "sharex")?, Share::of(share_y, "sharey")?);
        let mut all: Vec<Ax> = Vec::new();
        for row in 0..self.rows {
            for column in 0..self.columns {
                let place = self.place((row, row + 1), (column, column + 1));
                let ax = add_axes(host, figure, place)?;
                {
                    let mut axes = ax.model.borrow_mut();
                    if let Some(first) = share_x.first(row, column, self.columns) {
                        if let Some(first) = all.get(first) {
                            axes.x = first.model.borrow().x.clone();
                        }
                        axes.ticks_x.labels = row + 1 == self.rows || share_x == Share::Row;
                    }
                    if let Some(first) = share_y.first(row, column, self.columns) {
                        if let Some(first) = all.get(first) {
                            axes.y = first.model.borrow().y.clone();
                        }
                        axes.ticks_y.labels = column == 0 || share_y == Share::Column;
                    }
                }
                all.push(ax);
            }
        }
        let values: Vec<Value> = all.into_iter().map(|ax| ax.value).collect();
        if let ([one], true) = (&values[..], squeeze) {
            return Ok(one.clone());
        }
        let shape = match (self.rows, self.columns, squeeze) {
            (1, n, true) | (n, 1, true) => vec![n],
            (rows, columns, _) => vec![rows, columns],
        };
        let objects = values.into_iter().map(Value::into_object).collect();
        Ok(Value::array(Array::from_objects(&shape, objects)?))
    }
}

/// Which axes of a grid have one x or y together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Share {
    None,
    All,
    Row,
    Column,
}

impl Share {
    fn of(value: &Value, what: &str) -> Result<Share> {
        Ok(match value {
            Value::Bool(true) | Value::Int(1) => Share::All,
            Value::Str(name) => match &**name {
                "all" => Share::All,
                "row" => Share::Row,
                "col" => Share::Column,
                "none" => Share::None,
                other => {
                    let known = ["all", "row", "col", "none", "False", "True"];
                    return Err(arguments::not_among(what, other, &known));
                }
            },
            _ => Share::None,
        })
    }

    /// The position of the axes whose direction those of a cell share.
    fn first(self, row: usize, column: usize, columns: usize) -> Option<usize> {
        match self {
            Share::None => None,
            Share::All => Some(0),
            Share::Row => Some(row * columns),
            Share::Column => Some(column),
        }
    }
}

fn subplots(
    host: &mut dyn Host,
    rows: i64,
    columns: i64,
    share_x: Value,
    share_y: Value,
    squeeze: bool,
    mut widths: Value,
    mut heights: Value,
    looks: Value,
    spec: Value,
    keywords: Keywords,
) -> Result<Value> {
    let mut options = Options::new(super::shapes::keywords_of(&Some(spec)), "GridSpec.__init__");
    if let Some(given) = options.take("width_ratios", &[])? {
        widths = given;
    }
    if let Some(given) = options.take("height_ratios", &[])? {
        heights = given;
    }
    let gaps = (
        options.number("wspace", &[])?,
        options.number("hspace", &[])?,
    );
    options.finish()?;
    let grid = Grid::new((rows, columns), (&widths, &heights))?;
    let row = builtins_row("matplotlib.pyplot.figure")?;
    let mut arguments = crate::value::Arguments::none();
    arguments.keywords = keywords.0;
    let made = host.call(&row, arguments)?;
    adjust(
        &figure_model(&made)?,
        [None, None, None, None, gaps.0, gaps.1],
    );
    let figure = gcf(host);
    let axes = grid.fill(host, &figure, (&share_x, &share_y), squeeze)?;
    if !looks.is_none() {
        let each = figure.axes.borrow().clone();
        for ax in each {
            let properties = super::shapes::keywords_of(&Some(looks.clone()));
            set_each(host, &ax, refuse_projection(properties)?)?;
        }
    }
    Ok(Value::tuple(vec![figure.value(), axes]))
}

fn builtins_row(name: &str) -> Result<Value> {
    let row = crate::builtins::find(name).map(Value::Builtin);
    row.ok_or_else(|| Raised::attribute_error(format!("no {name} in the catalogue")))
}

/// Axes here are flat and have right angles.
fn refuse_projection(Keywords(mut keywords): Keywords) -> Result<Keywords> {
    let asked = keywords.iter().any(|(name, value)| match (&**name, value) {
        ("projection", Value::Str(kind)) => &**kind != "rectilinear",
        ("polar", value) => !matches!(value, Value::Bool(false)),
        _ => false,
    });
    if asked {
        return Err(not_here(
            "in polar coordinates or in space: axes are flat and have right angles",
        ));
    }
    keywords.retain(|(name, _)| !["projection", "polar"].contains(&&**name));
    Ok(Keywords(keywords))
}

fn subplot(
    host: &mut dyn Host,
    figure: &Rc<FigureObject>,
    Rest(args): &Rest,
    keywords: Keywords,
    again: bool,
) -> Result<Value> {
    let mut options = Options::new(refuse_projection(keywords)?, "Axes.set");
    let share_x = options.take("sharex", &[])?;
    let share_y = options.take("sharey", &[])?;
    let mut rest = Vec::new();
    for name in ["title", "xlabel", "ylabel", "aspect", "facecolor"] {
        if let Some(value) = options.take(name, &[])? {
            rest.push((Rc::from(name), value));
        }
    }
    options.finish()?;
    let (rows, columns, cells) = match &args[..] {
        [] => (1, 1, (1, 1)),
        [code] => {
            let code = as_index(code)?;
            if !(100..1000).contains(&code) {
                return Err(Raised::value_error(format!(
                    "Integer subplot specification must be a three-digit number, not {code}"
                )));
            }
            (code / 100, code / 10 % 10, (code % 10, code % 10))
        }
        [rows, columns, index] => {
            let index = match index.tuple_items().map(|items| &items[..]) {
                Some([first, last]) => (as_index(first)?, as_index(last)?),
                _ => {
                    let index = as_index(index)?;
                    (index, index)
                }
            };
            (as_index(rows)?, as_index(columns)?, index)
        }
        other => {
            return Err(Raised::type_error(format!(
                "subplot() takes 1 or 3 positional arguments but {} were given",
                other.len()
            )));
        }
    };
    let grid = Grid::new((rows, columns), (&Value::None, &Value::None))?;
    let most = grid.rows * grid.columns;
    let at = |n: i64| {
        let found = usize::try_from(n).ok().filter(|n| (1..=most).contains(n));
        found.map(|n| n - 1).ok_or_else(|| {
            Raised::value_error(format!(
                "num must be an integer with 1 <= num <= {most}, not {n}"
            ))
        })
    };
    let (first, last) = (at(cells.0)?, at(cells.1)?);
    let row = (first / grid.columns, last / grid.columns + 1);
    let column = (first % grid.columns, last % grid.columns + 1);
    if row.0 >= row.1 || column.0 >= column.1 {
        return Err(Raised::value_error("the last cell lies before the first"));
    }
    let place = grid.place(row, column);
    if again && let Some(found) = same_place(figure, &place) {
        make_current(host, &found)?;
        return Ok(found);
    }
    let ax = add_axes(host, figure, place)?;
    for (dimension, other) in [share_x, share_y].into_iter().enumerate() {
        if let Some(other) = other {
            let common = Ax::of(&other)?.model.borrow().axis(dimension).clone();
            let mut axes = ax.model.borrow_mut();
            match dimension {
                0 => axes.x = common,
                _ => axes.y = common,
            }
        }
    }
    set_each(host, &ax.value, Keywords(rest))?;
    Ok(ax.value)
}

/// Axes that stand in the same cells already.
fn same_place(figure: &FigureObject, place: &Place) -> Option<Value> {
    let key = |place: &Place| match place {
        Place::Cells {
            rows,
            columns,
            row,
            column,
            ..
        } => Some((*rows, *columns, *row, *column)),
        _ => None,
    };
    let wanted = key(place)?;
    let axes = figure.axes.borrow();
    let found = axes.iter().find(|ax| {
        let object = ax.native::<AxesObject>();
        object.is_some_and(|object| key(&object.model.borrow().place) == Some(wanted))
    });
    found.cloned()
}

fn axes_at(host: &mut dyn Host, figure: &Rc<FigureObject>, place: &Value) -> Result<Value> {
    if place.is_none() {
        return subplot(
            host,
            figure,
            &Rest(Rc::from([])),
            Keywords(Vec::new()),
            false,
        );
    }
    match floats(place)?[..] {
        [left, bottom, width, height] => {
            let place = Place::Rectangle([left, bottom, width, height]);
            Ok(add_axes(host, figure, place)?.value)
        }
        _ => Err(Raised::value_error(
            "the place of axes is left, bottom, width and height",
        )),
    }
}

fn twin(host: &mut dyn Host, ax: &Ax) -> Result<Value> {
    let owner = ax
        .value
        .native::<AxesObject>()
        .and_then(|o| o.owner.upgrade());
    let Some(figure) = owner else {
        return Err(Raised::value_error("the figure of these axes is closed"));
    };
    let over = add_axes(host, &figure, Place::Over(ax.model.clone()))?;
    let mut axes = over.model.borrow_mut();
    axes.x = ax.model.borrow().x.clone();
    axes.ticks_x.labels = false;
    axes.ticks_x.marks = false;
    axes.over = true;
    axes.y_right = true;
    axes.grid_x = None;
    // Its curves have other colours than those below.
    axes.cycle = 0;
    Ok(over.value.clone())
}

fn adjust(figure: &Shared<Figure>, given: [Option<f64>; 6]) {
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
