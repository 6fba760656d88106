//! Data over a plane: images, meshes, contours, and the bar of their colours.

use std::any::Any;
use std::rc::Rc;

use super::arguments::{self, Options, array, colors, floats, floats_of};
use super::colormaps::{Coloring, mapped};
use super::objects::{ArtistObject, FigureObject, add};
use super::state::{Ax, Pyplot, add_axes, gcf, not_here};
use crate::array::{DType, meter};
use crate::builtins;
use crate::builtins::numpy::compose;
use crate::plot::artist::{Area, Artist, DATA, Dash, Kind, Lines, Outline, Picture};
use crate::plot::contour::Surface;
use crate::plot::figure::{Label, Place};
use crate::plot::{Axes, Color, Mapped, Norm, Shared, shared, view};
use crate::value::builtin::{Keywords, Rest};
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

pub mod drawn {
    //! The rows that are functions and methods.

    use super::*;
    use crate::drawing;

    drawing! {
        /// An image: numbers become colours by a colormap; rows of red, green and blue are colours themselves.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> image = plt.imshow([[1, 2], [3, 4]], cmap='gray')
        /// >>> plt.imshow([1, 2])
        /// TypeError: Invalid shape (2,) for image data
        "imshow" ["X, cmap=None, norm=None, vmin=None, vmax=None, *, aspect=None, interpolation=None, alpha=None, origin=None, extent=None, **kwargs"] => imshow;
        /// An image of a matrix, its columns numbered.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> image = plt.matshow([[1, 2], [3, 4]])
        "matshow" ["Z, **kwargs"] => |host: &mut dyn Host, ax: Ax, z: Value, Keywords(keywords): Keywords| {
            let given: Vec<(Rc<str>, Value)> = keywords;
            let mut all = crate::value::Arguments::positional([ax.value.clone(), z]);
            all.keywords = given;
            let method = crate::builtins::find("Axes.imshow").map(Value::Builtin).unwrap_or(Value::None);
            host.call(&method, all)
        };
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
        /// Lines of equal height: `contour(Z)`, `contour(X, Y, Z)`, each with a number of levels or levels.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> lines = plt.contour([[0, 1], [1, 2]], levels=[0.5, 1.5])
        "contour" ["*args, cmap=None, norm=None, vmin=None, vmax=None, **kwargs"] => |host: &mut dyn Host, ax: Ax, args: Rest, coloring: Coloring, keywords: Keywords| contours(host, &ax, args, coloring, keywords, false);
        /// Bands between lines of equal height, filled.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> bands = plt.contourf([[0, 1], [1, 2]])
        "contourf" ["*args, cmap=None, norm=None, vmin=None, vmax=None, **kwargs"] => |host: &mut dyn Host, ax: Ax, args: Rest, coloring: Coloring, keywords: Keywords| contours(host, &ax, args, coloring, keywords, true);
        /// A histogram over a plane: counts, edges and the mesh.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> counts, xedges, yedges, mesh = plt.hist2d([1, 2, 3], [1, 2, 3], bins=2)
        /// >>> counts
        /// array([[1., 0.],
        ///        [0., 2.]])
        "hist2d" ["x, y, bins=10, *, range=None, density=False, weights=None, cmap=None, norm=None, vmin=None, vmax=None"] => hist2d;
    }
}

/// Remembers what `plt.colorbar` speaks of.
fn current(host: &mut dyn Host, object: &Value) {
    host.session().get::<Pyplot>().mappable = Some(object.clone());
}

fn imshow(
    host: &mut dyn Host,
    ax: Ax,
    data: Value,
    coloring: Coloring,
    aspect: Value,
    interpolation: Value,
    alpha: Option<f64>,
    origin: Value,
    extent: Value,
    keywords: Keywords,
) -> Result<Value> {
    let mut options = Options::new(keywords, "AxesImage.set");
    let order = options.number("zorder", &[])?;
    options.finish()?;
    let settings = host.session().get::<Pyplot>().settings.clone();
    let data = array(&data)?;
    let invalid = || {
        let shape = crate::array::shape_repr(data.shape());
        Raised::type_error(format!("Invalid shape {shape} for image data"))
    };
    let (rows, columns, depth) = match *data.shape() {
        [rows, columns] | [rows, columns, 1] => (rows, columns, 1),
        [rows, columns, depth @ (3 | 4)] => (rows, columns, depth),
        _ => return Err(invalid()),
    };
    let values = floats_of(&data)?;
    let from_top = match &*or_setting(host, &origin, &settings.text("image.origin"))? {
        "upper" => true,
        "lower" => false,
        other => return Err(arguments::not_among("origin", other, &["upper", "lower"])),
    };
    let smooth = match &*or_setting(host, &interpolation, &settings.text("image.interpolation"))? {
        "auto" | "antialiased" | "nearest" | "none" => false,
        "bilinear" | "bicubic" | "spline16" | "spline36" | "hanning" | "hamming" | "hermite"
        | "kaiser" | "quadric" | "catrom" | "gaussian" | "bessel" | "mitchell" | "sinc"
        | "lanczos" | "blackman" => true,
        other => {
            let known = [
                "auto",
                "antialiased",
                "nearest",
                "none",
                "bilinear",
                "bicubic",
            ];
            return Err(arguments::not_among("interpolation", other, &known));
        }
    };
    let (right, top) = (columns as f64 - 0.5, rows as f64 - 0.5);
    let sides = match extent.is_none() {
        false => match floats(&extent)?[..] {
            [left, right, bottom, top] => [left, right, bottom, top],
            _ => {
                return Err(Raised::value_error(
                    "not enough values to unpack (expected 4)",
                ));
            }
        },
        true if from_top => [-0.5, right, top, -0.5],
        true => [-0.5, right, -0.5, top],
    };
    let (pixels, mapping) = match depth {
        1 => (Vec::new(), Some(mapped(host, values, coloring)?)),
        _ => (pixels(&values, depth, data.dtype()), None),
    };
    let picture = Picture {
        rows,
        columns,
        pixels,
        extent: sides,
        from_top,
        smooth,
        alpha,
    };
    let mut artist = Artist::new(Kind::Picture(picture))?;
    artist.mapped = mapping;
    artist.order = order.unwrap_or(artist.order);
    {
        let mut axes = ax.model.borrow_mut();
        axes.aspect = match &*or_setting(host, &aspect, &settings.text("image.aspect"))? {
            "equal" => Some(1.0),
            "auto" => None,
            other => Some(other.parse().map_err(|_| {
                Raised::value_error(format!("could not convert string to float: '{other}'"))
            })?),
        };
        // The image decides which way the axes run, unless the lesson does.
        axes.x.borrow_mut().inverted = sides[0] > sides[1];
        axes.y.borrow_mut().inverted = sides[2] > sides[3];
    }
    let object = add(&ax.model, artist, ClassId::AXES_IMAGE);
    current(host, &object);
    Ok(object)
}

fn or_setting(host: &mut dyn Host, given: &Value, setting: &str) -> Result<String> {
    match given.is_none() {
        true => Ok(setting.to_string()),
        false => arguments::text(host, given),
    }
}

/// Colours of numbers in threes or fours: integers from 0 to 255, others from 0 to 1.
fn pixels(values: &[f64], depth: usize, dtype: &DType) -> Vec<Color> {
    let most = if dtype.is_integer() { 255.0 } else { 1.0 };
    let part = |x: f64| (x / most).clamp(0.0, 1.0);
    let pixel = |parts: &[f64]| Color {
        red: part(parts[0]),
        green: part(parts[1]),
        blue: part(parts[2]),
        alpha: parts.get(3).map_or(1.0, |&alpha| part(alpha)),
    };
    values.chunks_exact(depth).map(pixel).collect()
}

/// A table of numbers with its rows and columns.
fn table(value: &Value, what: &str) -> Result<(usize, usize, Vec<f64>)> {
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
fn spread(value: &Value, rows: usize, columns: usize, along_x: bool) -> Result<Vec<f64>> {
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

fn contours(
    host: &mut dyn Host,
    ax: &Ax,
    Rest(args): Rest,
    coloring: Coloring,
    keywords: Keywords,
    filled: bool,
) -> Result<Value> {
    let mut options = Options::new(keywords, if filled { "contourf" } else { "contour" });
    let given = options.take("levels", &[])?;
    let own = options.take("colors", &[])?;
    let alpha = options.number("alpha", &[])?;
    let width = options.number("linewidths", &[])?.unwrap_or(1.5);
    let dash = options.take("linestyles", &[])?;
    let order = options.number("zorder", &[])?;
    if options
        .take("extend", &[])?
        .is_some_and(|extend| !matches!(&extend, Value::Str(name) if &**name == "neither"))
    {
        return Err(not_here("contours with `extend`"));
    }
    options.finish()?;
    let (coordinates, z, level) = match &args[..] {
        [z] => (None, z, None),
        [z, level] => (None, z, Some(level.clone())),
        [x, y, z] => (Some((x, y)), z, None),
        [x, y, z, level] => (Some((x, y)), z, Some(level.clone())),
        _ => {
            return Err(Raised::type_error(format!(
                "contour() takes from 1 to 4 positional arguments but {} were given",
                args.len()
            )));
        }
    };
    let (rows, columns, z) = table(z, "z")?;
    if rows < 2 || columns < 2 {
        return Err(Raised::type_error(format!(
            "Input z must be at least a (2, 2) shaped array, but has shape ({rows}, {columns})"
        )));
    }
    let (xs, ys) = match coordinates {
        Some((x, y)) => (
            spread(x, rows, columns, true)?,
            spread(y, rows, columns, false)?,
        ),
        None => (
            (0..z.len()).map(|i| (i % columns) as f64).collect(),
            (0..z.len()).map(|i| (i / columns) as f64).collect(),
        ),
    };
    let levels = levels(&z, level.or(given), filled)?;
    let ends = |values: &[f64]| {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        (
            low,
            values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        )
    };
    let (left, right) = ends(&xs);
    let (bottom, top) = ends(&ys);
    let surface = Surface::new(rows, columns, xs, ys, z)?;
    let own = own.map(|own| colors(host, &own)).transpose()?;
    let is_own = own.is_some();
    let (mut outlines, mut middles): (Vec<Outline>, Vec<f64>) = (Vec::new(), Vec::new());
    let mut faces = Vec::new();
    let sets = match filled {
        true => surface.bands(&levels)?,
        false => levels
            .iter()
            .map(|&level| surface.lines(level))
            .collect::<std::result::Result<_, _>>()?,
    };
    for (i, set) in sets.into_iter().enumerate() {
        let value = match filled {
            true => (levels[i] + levels[i + 1]) / 2.0,
            false => levels[i],
        };
        for outline in set {
            outlines.push(outline);
            middles.push(value);
            faces.extend(own.as_ref().map(|own| own[i % own.len().max(1)]));
        }
    }
    let mapping = mapped(host, middles, coloring)?;
    let norm = norm_of(&levels, mapping.norm, filled);
    let kind = match filled {
        true => Kind::Area(Area {
            outlines,
            faces,
            edge: Color::NONE,
            edge_width: 0.0,
            dash: Dash::Solid,
            units: DATA,
            sticky: [vec![left, right], vec![bottom, top]],
            alpha,
            holes: true,
        }),
        false => Kind::Lines(Lines {
            lines: outlines,
            colors: faces
                .into_iter()
                .map(|face| face.with_alpha(alpha))
                .collect(),
            width,
            dash: dash.map_or(Ok(Dash::Solid), |dash| super::looks::dash_of(host, &dash))?,
            units: DATA,
        }),
    };
    let mut artist = Artist::new(kind)?;
    artist.order = order.unwrap_or(if filled { 0.0 } else { artist.order });
    if !is_own {
        artist.mapped = Some(Mapped { norm, ..mapping });
    }
    let object = add(&ax.model, artist, ClassId::QUAD_CONTOUR_SET);
    // Lines may end before the edge of the grid; the limits do not.
    let frame = Area {
        outlines: vec![vec![(left, bottom), (right, top)]],
        faces: vec![Color::NONE],
        edge: Color::NONE,
        edge_width: 0.0,
        dash: Dash::Solid,
        units: DATA,
        sticky: [vec![left, right], vec![bottom, top]],
        alpha: None,
        holes: filled,
    };
    add(&ax.model, Artist::new(Kind::Area(frame))?, ClassId::PATCH);
    current(host, &object);
    Ok(object)
}

/// The range of colours follows from the levels, as far as the call left it open.
fn norm_of(levels: &[f64], given: Norm, filled: bool) -> Norm {
    let (Some(&first), Some(&last)) = (levels.first(), levels.last()) else {
        return given;
    };
    let (low, high) = match filled && levels.len() > 1 {
        true => (
            (first + levels[1]) / 2.0,
            (last + levels[levels.len() - 2]) / 2.0,
        ),
        false => (first, last),
    };
    Norm {
        low: given.low.min(low),
        high: given.high.max(high),
        ..given
    }
}

/// Levels as given, or as many round ones as are wanted.
fn levels(z: &[f64], given: Option<Value>, filled: bool) -> Result<Vec<f64>> {
    let count = match &given {
        Some(levels) if !arguments::is_single(levels) => {
            let levels = floats(levels)?;
            if levels.windows(2).any(|pair| pair[0] >= pair[1]) {
                return Err(Raised::value_error("Contour levels must be increasing"));
            }
            if filled && levels.len() < 2 {
                return Err(Raised::value_error(
                    "Filled contours require at least 2 levels.",
                ));
            }
            return Ok(levels);
        }
        Some(count) => arguments::number(count)?,
        None => 7.0,
    };
    let norm = Norm::of(z, None, None, false);
    let (low, high) = (norm.low, norm.high);
    let found = view::round_levels(low, high, (count + 1.0).clamp(1.0, 1000.0) as usize);
    let under = found.iter().rposition(|&x| x < low).unwrap_or(0);
    let over = found.iter().position(|&x| x > high);
    let over = over.map_or(found.len(), |at| at + 1);
    Ok(match over.saturating_sub(under) < 3 {
        true => found,
        false => found[under..over].to_vec(),
    })
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
