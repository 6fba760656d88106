//! Axes in their figures: grids of them, single ones, and pairs that lie over each other.

use std::rc::Rc;

use super::arguments::{self, Options, floats};
use super::figures::{FigureRef, adjust};
use super::objects::{AxesObject, FigureObject, set_each};
use super::state::{Ax, add_axes, gca, gcf, make_current, not_here};
use super::texts::figure_model;
use crate::array::Array;
use crate::builtins;
use crate::plot::figure::Place;
use crate::value::builtin::{Keywords, Rest};
use crate::value::convert::as_index;
use crate::value::{Host, Raised, Result, Value};

builtins! {
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
