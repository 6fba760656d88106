//! Colormaps as objects, and how data chooses among their colours.

use std::any::Any;
use std::rc::Rc;

use super::arguments::{self, not_among};
use super::state::Pyplot;
use crate::array::{Array, Scalar};
use crate::builtins;
use crate::plot::{Color, Colormap, Mapped, Norm};
use crate::value::builtin::{Bound, Parameter};
use crate::value::convert::to_array;
use crate::value::{ClassId, Host, Native, Raised, Result, Value};

builtins! {
    /// A colormap by its name.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.get_cmap('gray')(1.0)
    /// (np.float64(1.0), np.float64(1.0), np.float64(1.0), np.float64(1.0))
    "matplotlib.pyplot.get_cmap" | "matplotlib.pyplot.cm.get_cmap" "(name=None, lut=None)" => |host: &mut dyn Host, name: Value, _count: Value| {
        colormap(host, &name, "name").map(object)
    };
    /// The colours of numbers: of 0 to 1 along the map, of integers by their position in it.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.cm.gray(0.0)
    /// (np.float64(0.0), np.float64(0.0), np.float64(0.0), np.float64(1.0))
    "Colormap.__call__" "(self, X, alpha=None, bytes=False)" => |map: Value, x: Value, alpha: Option<f64>, _bytes: Value| colors_at(&map, &x, alpha);
    /// The name of a colormap.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.cm.viridis.name
    /// 'viridis'
    property "Colormap.name" => |map: Value| map.native::<ColormapObject>().map(|map| map.0.name.clone());
    /// How many colours a colormap has.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.cm.tab10.N
    /// 10
    property "Colormap.N" => |map: Value| map.native::<ColormapObject>().map(|map| map.0.len());
    /// The same colormap from its other end.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.cm.viridis.reversed().name
    /// 'viridis_r'
    "Colormap.reversed" "(self, name=None)" => |map: Value, _name: Value| {
        let name = map.native::<ColormapObject>().map_or("", |map| &map.0.name);
        let other = name.strip_suffix("_r").map_or_else(|| format!("{name}_r"), str::to_string);
        Colormap::named(&other).map(object)
    };
    /// A colormap of some colours, without steps between them.
    ///
    /// >>> from matplotlib.colors import ListedColormap
    /// >>> ListedColormap(['red', 'blue']).N
    /// 2
    "ListedColormap.__new__" "(colors, name='from_list', N=None)" => |host: &mut dyn Host, colors: Value, name: Value, _count: Value| {
        let colors = arguments::colors(host, &colors)?;
        let name = arguments::text(host, &name)?;
        Ok::<Value, Raised>(object(Colormap::listed(&name, colors)))
    };
    /// How numbers between `vmin` and `vmax` are spread over a colormap: evenly.
    ///
    /// >>> from matplotlib.colors import Normalize
    /// >>> norm = Normalize(vmin=0, vmax=10)
    "Normalize.__new__" "(vmin=None, vmax=None, clip=False)" => |low: Option<f64>, high: Option<f64>, _clip: Value| norm(low, high, false);
    /// How numbers between `vmin` and `vmax` are spread over a colormap: by their logarithms.
    ///
    /// >>> from matplotlib.colors import LogNorm
    /// >>> norm = LogNorm()
    "LogNorm.__new__" "(vmin=None, vmax=None, clip=False)" => |low: Option<f64>, high: Option<f64>, _clip: Value| norm(low, high, true);
    /// A colour as `'#rrggbb'`.
    ///
    /// >>> from matplotlib.colors import to_hex
    /// >>> to_hex('red')
    /// '#ff0000'
    "matplotlib.colors.to_hex" "(c, keep_alpha=False)" => |host: &mut dyn Host, color: Value, _alpha: Value| {
        arguments::color(host, &color).map(Color::code)
    };
    /// A colour as three numbers from 0 to 1.
    ///
    /// >>> from matplotlib.colors import to_rgb
    /// >>> to_rgb('red')
    /// (1.0, 0.0, 0.0)
    "matplotlib.colors.to_rgb" "(c)" => |host: &mut dyn Host, color: Value| {
        let color = arguments::color(host, &color)?;
        let parts = [color.red, color.green, color.blue];
        Ok::<Value, Raised>(Value::tuple(parts.map(Value::Float).to_vec()))
    };
    /// A colour as four numbers from 0 to 1, the last says how much it covers.
    ///
    /// >>> from matplotlib.colors import to_rgba
    /// >>> to_rgba('red', 0.5)
    /// (1.0, 0.0, 0.0, 0.5)
    "matplotlib.colors.to_rgba" "(c, alpha=None)" => |host: &mut dyn Host, color: Value, alpha: Option<f64>| {
        let color = arguments::color(host, &color)?.with_alpha(alpha);
        let parts = [color.red, color.green, color.blue, color.alpha];
        Ok::<Value, Raised>(Value::tuple(parts.map(Value::Float).to_vec()))
    };
    /// The colormap of the images to come.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.set_cmap('gray')
    "matplotlib.pyplot.set_cmap" "(cmap)" => set_cmap;
    /// The limits of the colours of the current image.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> image = plt.imshow([[1, 2], [3, 4]])
    /// >>> plt.clim(0, 10)
    "matplotlib.pyplot.clim" "(vmin=None, vmax=None)" => clim;
}

/// A colormap as an object.
struct ColormapObject(Colormap);

impl Native for ColormapObject {
    fn class(&self) -> ClassId {
        // Maps of steps and those of measured colours are listed; the others are made of pieces.
        const MEASURED: [&str; 7] = [
            "viridis", "plasma", "inferno", "magma", "cividis", "twilight", "turbo",
        ];
        let plain = self.0.name.trim_end_matches("_r");
        match self.0.len() < 256 || MEASURED.contains(&plain) {
            true => ClassId::LISTED_COLORMAP,
            false => ClassId::SEGMENTED_COLORMAP,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// `Normalize` and `LogNorm`
struct NormObject {
    low: Option<f64>,
    high: Option<f64>,
    log: bool,
}

impl Native for NormObject {
    fn class(&self) -> ClassId {
        match self.log {
            true => ClassId::LOG_NORM,
            false => ClassId::NORMALIZE,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn norm(low: Option<f64>, high: Option<f64>, log: bool) -> Value {
    Value::Native(Rc::new(NormObject { low, high, log }))
}

fn object(map: Colormap) -> Value {
    Value::Native(Rc::new(ColormapObject(map)))
}

/// The object of a colormap that is known.
pub fn named(name: &str) -> Option<Value> {
    Colormap::named(name).map(object)
}

/// A colormap: an object, a name, or the one that is set.
///
/// # Errors
/// ValueError for an unknown name, which `what` says is asked for.
pub fn colormap(host: &mut dyn Host, value: &Value, what: &str) -> Result<Colormap> {
    if let Some(map) = value.native::<ColormapObject>() {
        return Ok(map.0.clone());
    }
    let name = match value.is_none() {
        true => host.session().get::<Pyplot>().settings.text("image.cmap"),
        false => arguments::text(host, value)?,
    };
    Colormap::named(&name).ok_or_else(|| {
        let both = Colormap::names().flat_map(|name| [name.to_string(), format!("{name}_r")]);
        let mut known: Vec<String> = both.collect();
        crate::text::sort(&mut known);
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        not_among(what, &name, &known)
    })
}

/// `cmap=, norm=, vmin=, vmax=`, one after the other in a signature.
pub struct Coloring {
    map: Value,
    norm: Value,
    low: Option<f64>,
    high: Option<f64>,
}

impl Parameter for Coloring {
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<Coloring> {
        Ok(Coloring {
            map: Value::take(bound, host)?,
            norm: Value::take(bound, host)?,
            low: Parameter::take(bound, host)?,
            high: Parameter::take(bound, host)?,
        })
    }
}

/// Data with the colours that a call asks for.
///
/// # Errors
/// ValueError for an unknown map or norm.
pub fn mapped(host: &mut dyn Host, values: Vec<f64>, coloring: Coloring) -> Result<Mapped> {
    let Coloring {
        map,
        norm,
        low,
        high,
    } = coloring;
    let map = colormap(host, &map, "cmap")?;
    let (low, high, log) = match norm.native::<NormObject>() {
        Some(norm) => (norm.low.or(low), norm.high.or(high), norm.log),
        None if norm.is_none() => (low, high, false),
        None => match &*arguments::text(host, &norm)? {
            "linear" => (low, high, false),
            "log" => (low, high, true),
            other => return Err(not_among("norm", other, &["linear", "log"])),
        },
    };
    crate::array::meter::steps(values.len())?;
    let norm = Norm::of(&values, low, high, log);
    Ok(Mapped { values, map, norm })
}

fn colors_at(map: &Value, x: &Value, alpha: Option<f64>) -> Result<Value> {
    let Some(ColormapObject(map)) = map.native::<ColormapObject>() else {
        return Err(Raised::type_error("expected a colormap"));
    };
    let array = to_array(x)?;
    let whole = array.dtype().is_integer();
    crate::array::meter::steps(array.size())?;
    let color = |x: f64| match whole {
        true => map.at((x + 0.5) / map.len() as f64),
        false => map.at(x),
    };
    let parts = |color: Color| {
        let color = color.with_alpha(alpha);
        [color.red, color.green, color.blue, color.alpha]
    };
    let values = array.to_vec_as::<f64>()?;
    if let ([], [x]) = (array.shape(), &values[..]) {
        let float = |x| Value::Scalar(Scalar::F64(x));
        return Ok(Value::tuple(parts(color(*x)).map(float).to_vec()));
    }
    let all: Vec<f64> = values.into_iter().flat_map(|x| parts(color(x))).collect();
    let mut shape = array.shape().to_vec();
    shape.push(4);
    Ok(Value::array(Array::from_shape_vec(&shape, all)?))
}

fn set_cmap(host: &mut dyn Host, map: Value) -> Result<()> {
    let map = colormap(host, &map, "cmap")?;
    let name = Value::str(&map.name);
    super::settings::set(host, &Value::str("image.cmap"), name)?;
    if let Some(mappable) = host.session().get::<Pyplot>().mappable.clone() {
        super::objects::with_mapped(&mappable, |mapped| mapped.map = map);
    }
    Ok(())
}

fn clim(host: &mut dyn Host, low: Option<f64>, high: Option<f64>) -> Result<()> {
    let Some(mappable) = host.session().get::<Pyplot>().mappable.clone() else {
        return Err(Raised::runtime_error(
            "You must first define an image, e.g., with imshow",
        ));
    };
    super::objects::with_mapped(&mappable, |mapped| {
        mapped.norm.low = low.unwrap_or(mapped.norm.low);
        mapped.norm.high = high.unwrap_or(mapped.norm.high);
    });
    Ok(())
}
