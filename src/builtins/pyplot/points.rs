//! Scattered points.

use super::arguments::{self, Options, array, colors, floats_of, maybe_color, positions};
use super::colormaps::{Coloring, mapped};
use super::objects::{add, marker_shape};
use super::state::{Ax, Pyplot, not_here};
use crate::array::Kind as DKind;
use crate::drawing;
use crate::plot::artist::{Artist, Kind, Points};
use crate::plot::{Color, Mapped};
use crate::value::builtin::{Given, Keywords};
use crate::value::{ClassId, Host, Raised, Result, Value};

drawing! {
    /// A dot at each point; sizes and colours may differ from dot to dot.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> dots = plt.scatter([1, 2, 3], [3, 1, 2], c=[10, 20, 30], cmap='plasma', s=80)
    /// >>> plt.scatter([1, 2], [1])
    /// ValueError: x and y must be the same size
    "scatter" ["x, y, s=None, c=None, *, marker=None, cmap=None, norm=None, vmin=None, vmax=None, alpha=None, **kwargs"] => scatter;
}

fn scatter(
    host: &mut dyn Host,
    ax: Ax,
    x: Value,
    y: Value,
    sizes: Value,
    color: Value,
    marker: Value,
    coloring: Coloring,
    Given(alpha): Given,
    keywords: Keywords,
) -> Result<Value> {
    let mut options = Options::new(keywords, "PathCollection.set");
    let edges = options.take("edgecolors", &["edgecolor", "ec"])?;
    let widths = options.number("linewidths", &["linewidth", "lw"])?;
    let faces = options.take("facecolors", &["facecolor", "fc"])?;
    let one = options.take("color", &[])?;
    let name = options.text(host, "label", &[])?;
    let order = options.number("zorder", &[])?;
    if options.take("plotnonfinite", &[])?.is_some() {
        return Err(not_here("points that are not finite"));
    }
    options.finish()?;
    let (axis_x, axis_y) = (ax.model.borrow().x.clone(), ax.model.borrow().y.clone());
    let (xs, ys) = (positions(&x, &axis_x)?, positions(&y, &axis_y)?);
    if xs.len() != ys.len() {
        return Err(Raised::value_error("x and y must be the same size"));
    }
    let settings = host.session().get::<Pyplot>().settings.clone();
    let sizes = match sizes.is_none() {
        true => {
            let side = settings.number("lines.markersize");
            vec![side * side]
        }
        false => arguments::floats(&sizes)?,
    };
    if sizes.len() != 1 && sizes.len() != xs.len() {
        return Err(Raised::value_error(
            "s must be a scalar, or float array-like with the same size as x and y",
        ));
    }
    let sign = match marker.is_none() {
        true => settings.text("scatter.marker"),
        false => arguments::text(host, &marker)?,
    };
    let alpha = alpha.filter(|alpha| !alpha.is_none());
    let alpha = alpha.map(|alpha| arguments::number(&alpha)).transpose()?;
    let color = match (color.is_none(), &one) {
        (true, Some(one)) => one.clone(),
        _ => color,
    };
    let (faces, mapping) = match (color.is_none(), faces) {
        (true, Some(faces)) => (colors(host, &faces)?, None),
        (true, None) => (vec![ax.model.borrow_mut().next_fill()], None),
        (false, _) => faces_of(host, &color, xs.len(), coloring)?,
    };
    let edges = match &edges {
        Some(Value::Str(name)) if &**name == "face" => Vec::new(),
        Some(edges) => colors(host, edges)?,
        None => Vec::new(),
    };
    let points = Points {
        xs,
        ys,
        shape: marker_shape(&sign)?.unwrap_or(crate::plot::artist::Shape::Pixel),
        sizes,
        faces,
        edges,
        edge_width: widths.unwrap_or(1.0),
        alpha,
    };
    let mut artist = Artist::new(Kind::Points(points))?;
    artist.label = name;
    artist.order = order.unwrap_or(artist.order);
    let is_mapped = mapping.is_some();
    artist.mapped = mapping;
    let object = add(&ax.model, artist, ClassId::PATH_COLLECTION);
    if is_mapped {
        host.session().get::<Pyplot>().mappable = Some(object.clone());
    }
    Ok(object)
}

/// `c=`: a colour, colours, or numbers that a colormap makes colours of.
fn faces_of(
    host: &mut dyn Host,
    color: &Value,
    count: usize,
    coloring: Coloring,
) -> Result<(Vec<Color>, Option<Mapped>)> {
    let numbers = match color {
        Value::Str(_) => None,
        other => array(other).ok().filter(|array| {
            let kind = array.dtype().kind();
            let is_number = !matches!(kind, DKind::Str | DKind::Object | DKind::Void);
            is_number && (array.size() == count && array.ndim() > 0 || array.ndim() == 1)
        }),
    };
    if let Some(array) = numbers {
        if array.size() == count {
            let values = floats_of(&array)?;
            let mapping = mapped(host, values, coloring)?;
            return Ok((vec![Color::BLACK], Some(mapping)));
        }
        if let Some(one) = maybe_color(color) {
            return Ok((vec![one], None));
        }
        return Err(inconsistent(array.size(), count));
    }
    match colors(host, color) {
        Ok(colors) if colors.len() == 1 || colors.len() == count => Ok((colors, None)),
        Ok(colors) => Err(inconsistent(colors.len(), count)),
        Err(error) if error.is_a(ClassId::VALUE_ERROR) => {
            let shown = crate::value::display::repr(host, color)?;
            Err(Raised::value_error(format!(
                "'c' argument must be a color, a sequence of colors, or a sequence of numbers, not {shown}"
            )))
        }
        Err(error) => Err(error),
    }
}

fn inconsistent(given: usize, count: usize) -> Raised {
    Raised::value_error(format!(
        "'c' argument has {given} elements, which is inconsistent with 'x' and 'y' with size {count}."
    ))
}
