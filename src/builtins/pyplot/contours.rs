//! Lines of equal height and the bands between them.

use super::arguments::{self, Options, colors, floats};
use super::colormaps::{Coloring, mapped};
use super::images::current;
use super::meshes::{spread, table};
use super::objects::add;
use super::state::{Ax, not_here};
use crate::drawing;
use crate::plot::artist::{Area, Artist, DATA, Dash, Kind, Lines, Outline};
use crate::plot::contour::Surface;
use crate::plot::{Color, Mapped, Norm, view};
use crate::value::builtin::{Keywords, Rest};
use crate::value::{ClassId, Host, Raised, Result, Value};

drawing! {
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
