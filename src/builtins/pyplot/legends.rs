//! Legends and grids.

use std::any::Any;
use std::rc::Rc;

use super::arguments::{self, Options, floats, not_among};
use super::looks::dash_of;
use super::objects::{ArtistObject, object};
use super::settings::grid as plain_grid;
use super::state::{Ax, Pyplot};
use super::texts::size_of;
use crate::drawing;
use crate::plot::figure::{Across, Corner, Entry, Legend, Up};
use crate::plot::{Artist, Shared, legend as listing};
use crate::value::builtin::{FromValue, Keywords, Rest};
use crate::value::{ClassId, Host, Native, Raised, Result, Value};

drawing! {
    /// Lists the artists with labels: `legend()`, `legend(labels)`, `legend(handles, labels)`.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> line = plt.plot([1, 2], label='growth')
    /// >>> legend = plt.legend(loc='upper left')
    "legend" ["*args, **kwargs"] => legend;
    /// Lines at the ticks; without a word they come or go.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.grid(True, axis='y', linestyle=':')
    "grid" ["visible=None, which='major', axis='both', **kwargs"] => |host: &mut dyn Host, ax: Ax, visible: Value, which: Value, axis: Value, keywords: Keywords| {
        grid(host, &ax, visible, &which, &axis, keywords)
    };
}

pub mod of_axes {
    //! What legends are made of.

    use super::*;
    use crate::builtins;

    builtins! {
        /// The artists with labels, and their labels.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> line = plt.plot([1, 2], label='a')
        /// >>> handles, labels = plt.gca().get_legend_handles_labels()
        /// >>> labels
        /// ['a']
        "Axes.get_legend_handles_labels" "(self, legend_handler_map=None)" => |ax: Ax, _map: Value| {
            let axes = ax.model.borrow();
            let named = axes.artists.iter().filter_map(|artist| {
                let own = artist.borrow();
                listing::sign(&own)?;
                let label = Value::str(own.shown_label()?);
                Some((object(&ax.model, artist, ClassId::ARTIST, None), label))
            });
            let (handles, labels): (Vec<Value>, Vec<Value>) = named.unzip();
            Value::tuple(vec![Value::list(handles), Value::list(labels)])
        };
    }
}

/// A legend as an object.
struct LegendObject;

impl Native for LegendObject {
    fn class(&self) -> ClassId {
        ClassId::LEGEND
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

const PLACES: [(&str, Corner); 11] = [
    ("best", Corner::Best),
    ("upper right", Corner::At(Across::Right, Up::Top)),
    ("upper left", Corner::At(Across::Left, Up::Top)),
    ("lower left", Corner::At(Across::Left, Up::Bottom)),
    ("lower right", Corner::At(Across::Right, Up::Bottom)),
    ("right", Corner::At(Across::Right, Up::Center)),
    ("center left", Corner::At(Across::Left, Up::Center)),
    ("center right", Corner::At(Across::Right, Up::Center)),
    ("lower center", Corner::At(Across::Center, Up::Bottom)),
    ("upper center", Corner::At(Across::Center, Up::Top)),
    ("center", Corner::At(Across::Center, Up::Center)),
];

fn corner(host: &mut dyn Host, place: &Value) -> Result<Corner> {
    if let Value::Int(number) = place {
        let found = usize::try_from(*number).ok().and_then(|at| PLACES.get(at));
        return found
            .map(|(_, corner)| *corner)
            .ok_or_else(|| Raised::value_error(format!("{number} is not a valid value for loc")));
    }
    let name = arguments::text(host, place)?;
    let known: Vec<&str> = PLACES.iter().map(|(name, _)| *name).collect();
    let found = PLACES.iter().find(|(known, _)| *known == name);
    found
        .map(|(_, corner)| *corner)
        .ok_or_else(|| not_among("loc", &name, &known))
}

/// Lists artists beside their signs.
///
/// # Errors
/// TypeError and ValueError for what cannot be.
pub fn legend(host: &mut dyn Host, ax: Ax, Rest(args): Rest, keywords: Keywords) -> Result<Value> {
    let mut options = Options::new(keywords, "Legend.__init__");
    let settings = host.session().get::<Pyplot>().settings.clone();
    let handles = options.take("handles", &[])?;
    let labels = options.take("labels", &[])?;
    let place = options.take("loc", &[])?;
    let anchor = options.take("bbox_to_anchor", &[])?;
    let title = options.text(host, "title", &[])?;
    let size = match options.take("fontsize", &[])? {
        Some(size) => size_of(host, &size)?,
        None => settings.size("legend.fontsize"),
    };
    let columns = options.number("ncols", &["ncol"])?.unwrap_or(1.0);
    let frame = options.flag(host, "frameon")?;
    let opacity = options.number("framealpha", &[])?.unwrap_or(0.8);
    for unseen in [
        "shadow",
        "fancybox",
        "markerscale",
        "numpoints",
        "scatterpoints",
        "title_fontsize",
        "borderaxespad",
        "handlelength",
        "labelspacing",
        "prop",
    ] {
        options.take(unseen, &[])?;
    }
    options.finish().map_err(type_error)?;
    let (handles, labels) = match &args[..] {
        [] => (handles, labels),
        [labels] => (handles, Some(labels.clone())),
        [handles, labels, ..] => (Some(handles.clone()), Some(labels.clone())),
    };
    let labels = labels
        .map(|labels| arguments::texts(host, &labels))
        .transpose()?;
    let entries = entries(host, &ax, handles, labels)?;
    if entries.is_empty() {
        host.warn(
            ClassId::USER_WARNING,
            "No artists with labels found to put in legend.  Note that artists whose label start with an underscore are ignored when legend() is called with no argument.",
        )?;
    }
    let place = place.unwrap_or_else(|| Value::from_string(settings.text("legend.loc")));
    let mut corner = match &place {
        // A pair is the lower left corner in the axes.
        Value::Tuple(_) | Value::List(_) => Corner::At(Across::Left, Up::Bottom),
        named => corner(host, named)?,
    };
    let point = match (&anchor, &place) {
        (Some(anchor), _) => Some(anchor),
        (None, pair @ (Value::Tuple(_) | Value::List(_))) => Some(pair),
        _ => None,
    };
    let anchor = match point.map(floats).transpose()? {
        Some(point) if point.len() >= 2 => Some((point[0], point[1])),
        _ => None,
    };
    if anchor.is_some() && corner == Corner::Best {
        corner = Corner::At(Across::Right, Up::Top);
    }
    ax.model.borrow_mut().legend = Some(Legend {
        corner,
        title,
        size,
        columns: columns.max(1.0) as usize,
        frame: frame.unwrap_or_else(|| settings.flag("legend.frameon")),
        opacity,
        entries,
        anchor,
    });
    Ok(Value::Native(Rc::new(LegendObject)))
}

/// `Legend.__init__` is a function: unknown keywords are its TypeError.
fn type_error(error: Raised) -> Raised {
    let text = error
        .as_exception()
        .and_then(|exception| match exception.args.borrow().first() {
            Some(Value::Str(text)) => Some(text.to_string()),
            _ => None,
        });
    Raised::type_error(text.unwrap_or_default())
}

/// The artists behind handles, and what the legend says of them.
fn entries(
    host: &mut dyn Host,
    ax: &Ax,
    handles: Option<Value>,
    labels: Option<Vec<String>>,
) -> Result<Vec<Entry>> {
    let artists: Vec<Shared<Artist>> = match handles {
        Some(handles) => {
            let items = crate::builtins::python::iterate::collect(host, &handles)?;
            items.iter().filter_map(artist_of).collect()
        }
        None if labels.is_some() => ax.model.borrow().artists.clone(),
        None => return Ok(listing::entries(&ax.model.borrow())),
    };
    let mut names = labels.map(Vec::into_iter);
    let mut entries = Vec::new();
    for artist in artists {
        let mut artist = artist.borrow_mut();
        let Some(sign) = listing::sign(&artist) else {
            continue;
        };
        let text = match &mut names {
            Some(names) => match names.next() {
                Some(name) => name,
                None => break,
            },
            None => artist.shown_label().unwrap_or("").to_string(),
        };
        // Drawings in letters list the artists themselves.
        artist.label = Some(text.clone());
        entries.push(Entry { text, sign });
    }
    Ok(entries)
}

/// The artist of an object, or of the first item of a container.
fn artist_of(value: &Value) -> Option<Shared<Artist>> {
    if let Some(object) = value.native::<ArtistObject>() {
        return Some(object.artist.clone());
    }
    let items = value.tuple_items()?.clone();
    items.iter().find_map(artist_of)
}

/// Shows or hides the lines at the ticks.
pub fn grid(
    host: &mut dyn Host,
    ax: &Ax,
    visible: Value,
    which: &Value,
    axis: &Value,
    keywords: Keywords,
) -> Result<()> {
    let is_styled = !keywords.0.is_empty();
    let mut options = Options::new(keywords, "Line2D.set");
    let mut grid = plain_grid();
    if let Some(color) = options.color(host, "color", &["c"])? {
        grid.stroke.color = color;
    }
    if let Some(width) = options.number("linewidth", &["lw"])? {
        grid.stroke.width = width;
    }
    if let Some(dash) = options.take("linestyle", &["ls"])? {
        grid.stroke.dash = dash_of(host, &dash)?;
    }
    if let Some(alpha) = options.number("alpha", &[])? {
        grid.stroke.color = grid.stroke.color.with_alpha(Some(alpha));
    }
    options.take("zorder", &[])?;
    options.finish()?;
    let (x, y) = match &*arguments::text(host, axis)? {
        "both" => (true, true),
        "x" => (true, false),
        "y" => (false, true),
        other => return Err(not_among("axis", other, &["x", "y", "both"])),
    };
    (grid.major, grid.minor) = match &*arguments::text(host, which)? {
        "major" => (true, false),
        "minor" => (false, true),
        "both" => (true, true),
        other => return Err(not_among("which", other, &["major", "minor", "both"])),
    };
    let wanted = match visible.is_none() {
        true => None,
        false => Some(bool::from_value(visible, host)?),
    };
    let mut axes = ax.model.borrow_mut();
    let axes = &mut *axes;
    for (chosen, place) in [(x, &mut axes.grid_x), (y, &mut axes.grid_y)] {
        if chosen {
            let on = wanted.unwrap_or(is_styled || place.is_none());
            *place = on.then(|| {
                let mut grid = grid.clone();
                if let Some(before) = place.as_ref() {
                    grid.major |= before.major;
                    grid.minor |= before.minor;
                }
                grid
            });
        }
    }
    Ok(())
}
