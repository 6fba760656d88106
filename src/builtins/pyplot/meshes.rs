//! Meshes of cells, each of the colour of its value.

use super::arguments::{Options, array, floats_of};
use super::colormaps::{Coloring, mapped};
use super::images::current;
use super::objects::add;
use super::state::{Ax, not_here};
use crate::array::meter;
use crate::builtins::numpy::compose;
use crate::drawing;
use crate::plot::artist::{Area, Artist, DATA, Dash, Kind};
use crate::plot::{Color, Mapped};
use crate::value::builtin::{Keywords, Rest};
use crate::value::{ClassId, Host, Raised, Result, Value};

drawing! {
    /// A coloured mesh: `pcolormesh(C)` or `pcolormesh(X, Y, C)`.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> mesh = plt.pcolormesh([[1, 2], [3, 4]])
    "pcolormesh" ["*args, cmap=None, norm=None, vmin=None, vmax=None, alpha=None, shading=None, **kwargs"] => mesh;
    /// A coloured mesh.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> mesh = plt.pcolor([[1, 2], [3, 4]])
    "pcolor" ["*args, cmap=None, norm=None, vmin=None, vmax=None, alpha=None, shading=None, **kwargs"] => mesh;
    /// A histogram over a plane: counts, edges and the mesh.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> counts, xedges, yedges, mesh = plt.hist2d([1, 2, 3], [1, 2, 3], bins=2)
    /// >>> counts
    /// array([[1., 0.],
    ///        [0., 2.]])
    "hist2d" ["x, y, bins=10, *, range=None, density=False, weights=None, cmap=None, norm=None, vmin=None, vmax=None"] => hist2d;
}

/// A table of numbers with its rows and columns.
pub(super) fn table(value: &Value, what: &str) -> Result<(usize, usize, Vec<f64>)> {
    let array = array(value)?;
    match *array.shape() {
        [rows, columns] => Ok((rows, columns, floats_of(&array)?)),
        _ => Err(Raised::type_error(format!(
            "Input {what} must be 2D, not {}D",
            array.ndim()
        ))),
    }
}

/// Coordinates of a grid, given as a row of x (or a column of y) or as a whole table.
pub(super) fn spread(
    value: &Value,
    rows: usize,
    columns: usize,
    along_x: bool,
) -> Result<Vec<f64>> {
    let array = array(value)?;
    let values = floats_of(&array)?;
    meter::steps(rows * columns)?;
    match array.shape() {
        [a, b] if (*a, *b) == (rows, columns) => Ok(values),
        [n] if along_x && *n == columns => {
            Ok((0..rows * columns).map(|i| values[i % columns]).collect())
        }
        [n] if !along_x && *n == rows => {
            Ok((0..rows * columns).map(|i| values[i / columns]).collect())
        }
        shape => Err(Raised::type_error(format!(
            "Dimensions of the coordinates {} and of the data ({rows}, {columns}) are incompatible",
            crate::array::shape_repr(shape)
        ))),
    }
}

fn mesh(
    host: &mut dyn Host,
    ax: Ax,
    Rest(args): Rest,
    coloring: Coloring,
    alpha: Option<f64>,
    shading: Value,
    keywords: Keywords,
) -> Result<Value> {
    let mut options = Options::new(keywords, "QuadMesh.set");
    let edges = options.color(host, "edgecolors", &["edgecolor", "ec"])?;
    let width = options.number("linewidth", &["lw", "linewidths"])?;
    options.finish()?;
    if matches!(&shading, Value::Str(kind) if &**kind == "gouraud") {
        return Err(not_here("meshes with the shading 'gouraud'"));
    }
    let (rows, columns, values) = match &args[..] {
        [c] | [_, _, c] => table(c, "z")?,
        _ => {
            return Err(Raised::type_error(format!(
                "pcolormesh() takes 1 or 3 positional arguments but {} were given",
                args.len()
            )));
        }
    };
    let (xs, ys) = match &args[..] {
        [x, y, _] => (
            corners(x, rows, columns, true)?,
            corners(y, rows, columns, false)?,
        ),
        _ => {
            let wide = columns + 1;
            let count = (rows + 1) * wide;
            meter::steps(count)?;
            (
                (0..count).map(|i| (i % wide) as f64).collect(),
                (0..count).map(|i| (i / wide) as f64).collect(),
            )
        }
    };
    let mapping = mapped(host, values, coloring)?;
    let object = quads(&ax, (rows, columns), (&xs, &ys), mapping, |area| {
        area.alpha = alpha;
        if let Some(edge) = edges {
            area.edge = edge;
            area.edge_width = width.unwrap_or(1.0);
        }
    })?;
    current(host, &object);
    Ok(object)
}

/// The corners of cells: given themselves, or found between the middles of the cells.
fn corners(value: &Value, rows: usize, columns: usize, along_x: bool) -> Result<Vec<f64>> {
    let array = array(value)?;
    let (tall, wide) = (rows + 1, columns + 1);
    let is_middle = match array.shape() {
        [n] => *n == if along_x { columns } else { rows },
        [a, b] => (*a, *b) == (rows, columns),
        _ => false,
    };
    if !is_middle {
        return spread(value, tall, wide, along_x);
    }
    let flat = floats_of(&array)?;
    let line: Vec<f64> = match (array.ndim(), along_x) {
        (1, _) => flat,
        (_, true) => flat.iter().take(columns).copied().collect(),
        (_, false) => flat.iter().step_by(columns.max(1)).copied().collect(),
    };
    let between = edges_of(&line);
    let count = tall * wide;
    meter::steps(count)?;
    let at = |i: usize| if along_x { i % wide } else { i / wide };
    Ok((0..count).map(|i| between[at(i)]).collect())
}

/// The edges of cells whose middles are given.
fn edges_of(middles: &[f64]) -> Vec<f64> {
    let half = |a: f64, b: f64| (b - a) / 2.0;
    match middles {
        [] => vec![0.0],
        [one] => vec![one - 0.5, one + 0.5],
        [first, second, ..] => {
            let mut edges = vec![first - half(*first, *second)];
            edges.extend(middles.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0));
            let (last, before) = (middles[middles.len() - 1], middles[middles.len() - 2]);
            edges.push(last + half(before, last));
            edges
        }
    }
}

/// A cell for each value; a mesh of even cells is an image.
fn quads(
    ax: &Ax,
    (rows, columns): (usize, usize),
    (xs, ys): (&[f64], &[f64]),
    mapping: Mapped,
    change: impl FnOnce(&mut Area),
) -> Result<Value> {
    let wide = columns + 1;
    let point = |row: usize, column: usize| {
        let at = row * wide + column;
        (xs[at], ys[at])
    };
    let cell = |i: usize| {
        let (row, column) = (i / columns, i % columns);
        vec![
            point(row, column),
            point(row, column + 1),
            point(row + 1, column + 1),
            point(row + 1, column),
        ]
    };
    meter::steps(rows * columns)?;
    let ends = |values: &[f64]| {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        vec![
            low,
            values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        ]
    };
    let mut area = Area {
        outlines: (0..rows * columns).map(cell).collect(),
        faces: Vec::new(),
        edge: Color::NONE,
        edge_width: 0.0,
        dash: Dash::Solid,
        units: DATA,
        sticky: [ends(xs), ends(ys)],
        alpha: None,
        holes: false,
    };
    change(&mut area);
    let mut artist = Artist::new(Kind::Area(area))?;
    artist.mapped = Some(mapping);
    artist.order = 0.0;
    Ok(add(&ax.model, artist, ClassId::QUAD_MESH))
}

fn hist2d(
    host: &mut dyn Host,
    ax: Ax,
    x: Value,
    y: Value,
    bins: Value,
    range: Value,
    density: Value,
    weights: Value,
    coloring: Coloring,
) -> Result<Value> {
    let keywords = [
        ("bins", bins),
        ("range", range),
        ("density", density),
        ("weights", weights),
    ];
    let found = compose::call_with(host, "np.histogram2d", [x, y], keywords)?;
    let Some([counts, x_edges, y_edges]) = found.tuple_items().map(|items| &items[..]) else {
        return Ok(found);
    };
    let turned = array(counts)?.transposed();
    let (rows, columns, values) = table(&Value::array(turned), "z")?;
    let xs = spread(x_edges, rows + 1, columns + 1, true)?;
    let ys = spread(y_edges, rows + 1, columns + 1, false)?;
    let mapping = mapped(host, values, coloring)?;
    let object = quads(&ax, (rows, columns), (&xs, &ys), mapping, |_| ())?;
    current(host, &object);
    Ok(Value::tuple(vec![
        counts.clone(),
        x_edges.clone(),
        y_edges.clone(),
        object,
    ]))
}
