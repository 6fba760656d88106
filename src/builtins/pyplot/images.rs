//! Images.

use std::rc::Rc;

use super::arguments::{self, Options, array, floats, floats_of};
use super::colormaps::{Coloring, mapped};
use super::objects::add;
use super::state::{Ax, Pyplot};
use crate::array::DType;
use crate::drawing;
use crate::plot::Color;
use crate::plot::artist::{Artist, Kind, Picture};
use crate::value::builtin::Keywords;
use crate::value::{ClassId, Host, Raised, Result, Value};

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
}

/// Remembers what `plt.colorbar` speaks of.
pub(super) fn current(host: &mut dyn Host, object: &Value) {
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
