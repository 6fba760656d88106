//! How lines look: keywords of `Line2D`, and format strings such as `'ro--'`.

use super::arguments::{self, Options, floats, not_among};
use super::objects::marker_shape;
use super::settings::Settings;
use super::state::Pyplot;
use crate::plot::artist::{Artist, Curve, Dash, Kind, Marker, Shape, Steps, Stroke, Unit};
use crate::plot::{Axes, Color, Shared};
use crate::value::{Host, Raised, Result, Value};

/// What a format string says.
#[derive(Clone, Default)]
pub struct Format {
    pub color: Option<Color>,
    pub dash: Option<Dash>,
    pub shape: Option<Shape>,
}

/// Reads `[marker][line][color]` in any order.
///
/// # Errors
/// ValueError in matplotlib's words.
pub fn format(text: &str) -> Result<Format> {
    let mut found = Format::default();
    // A single grey level or a colour's name is a colour alone.
    let is_number = text.len() == 1 && text.chars().all(|c| c.is_ascii_digit());
    if !is_number && let Some(color) = Color::named(text).filter(|_| !text.is_empty()) {
        found.color = Some(color);
        return Ok(found);
    }
    let wrong = |why: &str| {
        let shown = crate::array::print::str_repr(text);
        Raised::value_error(format!("{shown} is not a valid format string ({why})"))
    };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let two = rest.get(..2).filter(|two| ["--", "-."].contains(two));
        let mut taken = c.len_utf8();
        let one = &rest[..taken];
        if let Some(dash) = two.and_then(Dash::named).or_else(|| {
            let dashes = [":", "-", " "].contains(&one);
            dashes.then(|| Dash::named(one)).flatten()
        }) {
            if found.dash.replace(dash).is_some() {
                return Err(wrong("two linestyle symbols"));
            }
            taken = two.map_or(taken, str::len);
        } else if let Some(shape) = Shape::named(one) {
            if found.shape.replace(shape).is_some() {
                return Err(wrong("two marker symbols"));
            }
        } else if "bgrcmykw".contains(c) {
            if found.color.is_some() {
                return Err(wrong("two color symbols"));
            }
            found.color = Color::named(one);
        } else if c == 'C' {
            let digits = rest[1..].chars().take_while(char::is_ascii_digit).count();
            if digits == 0 {
                return Err(wrong("'C' must be followed by a number"));
            }
            taken += digits;
            if found.color.is_some() {
                return Err(wrong("two color symbols"));
            }
            found.color = Color::named(&rest[..taken]);
        } else {
            return Err(wrong(&format!("unrecognized character '{c}'")));
        }
        rest = &rest[taken..];
    }
    if found.shape.is_some() && found.dash.is_none() {
        found.dash = Some(Dash::Nothing);
    }
    Ok(found)
}

/// The keywords of a line.
#[derive(Clone)]
pub struct Looks {
    pub color: Option<Color>,
    pub alpha: Option<f64>,
    pub width: f64,
    pub dash: Dash,
    shape: Option<Shape>,
    size: f64,
    face: Option<Color>,
    edge: Option<Color>,
    edge_width: f64,
    pub steps: Steps,
    pub order: Option<f64>,
    pub visible: bool,
    pub labels: Labels,
}

/// One label, one for each curve, or none.
#[derive(Clone)]
pub enum Labels {
    None,
    One(String),
    Each(Vec<String>),
}

impl Looks {
    /// Takes the keywords of `Line2D`.
    ///
    /// # Errors
    /// ValueError and TypeError for what they cannot be.
    pub fn take(host: &mut dyn Host, options: &mut Options) -> Result<Looks> {
        let settings: Settings = host.session().get::<Pyplot>().settings.clone();
        let dash = options.take("linestyle", &["ls"])?;
        let marker = options.take("marker", &[])?;
        let label = options.take("label", &[])?;
        let steps = options.text(host, "drawstyle", &["ds"])?;
        Ok(Looks {
            color: options.color(host, "color", &["c"])?,
            alpha: options.number("alpha", &[])?,
            width: options
                .number("linewidth", &["lw"])?
                .unwrap_or_else(|| settings.number("lines.linewidth")),
            dash: dash.map_or(Ok(Dash::Solid), |dash| dash_of(host, &dash))?,
            shape: match marker {
                Some(sign) => marker_shape(&arguments::text(host, &sign)?)?,
                None => marker_shape(&settings.text("lines.marker"))?,
            },
            size: options
                .number("markersize", &["ms"])?
                .unwrap_or_else(|| settings.number("lines.markersize")),
            face: options.color(host, "markerfacecolor", &["mfc"])?,
            edge: options.color(host, "markeredgecolor", &["mec"])?,
            edge_width: options.number("markeredgewidth", &["mew"])?.unwrap_or(1.0),
            steps: steps.map_or(Ok(Steps::None), |steps| steps_of(&steps))?,
            order: options.number("zorder", &[])?,
            visible: options.flag(host, "visible")?.unwrap_or(true),
            labels: match label {
                None => Labels::None,
                Some(Value::List(list)) => {
                    let items = Value::List(list);
                    Labels::Each(arguments::texts(host, &items)?)
                }
                Some(other) => Labels::One(arguments::text(host, &other)?),
            },
        })
    }

    /// What the format string says, where no keyword says otherwise.
    pub fn with_format(&self, format: &Format, explicit: &Explicit) -> Looks {
        let mut looks = self.clone();
        if let (None, Some(color)) = (looks.color, format.color) {
            looks.color = Some(color);
        }
        if let (false, Some(dash)) = (explicit.dash, &format.dash) {
            looks.dash = dash.clone();
        }
        if let (false, Some(shape)) = (explicit.marker, format.shape) {
            looks.shape = Some(shape);
        }
        looks
    }

    pub fn stroke(&self, color: Color) -> Stroke {
        Stroke {
            color: color.with_alpha(self.alpha),
            width: self.width,
            dash: self.dash.clone(),
        }
    }

    pub fn marker(&self, color: Color) -> Option<Marker> {
        let color = |own: Option<Color>| own.unwrap_or(color).with_alpha(self.alpha);
        self.shape.map(|shape| Marker {
            shape,
            size: self.size,
            face: color(self.face),
            edge: color(self.edge),
            edge_width: self.edge_width,
        })
    }

    /// The label of the curve with this number among its fellows.
    pub fn label(&self, at: usize) -> Option<String> {
        match &self.labels {
            Labels::None => None,
            Labels::One(label) => Some(label.clone()),
            Labels::Each(labels) => labels.get(at).cloned(),
        }
    }

    /// A curve in axes, of the next colour where it has none of its own.
    pub fn curve(
        &self,
        axes: &Shared<Axes>,
        (xs, ys): (Vec<f64>, Vec<f64>),
        units: [Unit; 2],
    ) -> Result<Artist> {
        let color = self.color.unwrap_or_else(|| axes.borrow_mut().next_color());
        let curve = Curve {
            xs,
            ys,
            stroke: self.stroke(color),
            marker: self.marker(color),
            steps: self.steps,
            units,
        };
        let mut artist = Artist::new(Kind::Curve(curve))?;
        artist.visible = self.visible;
        if let Some(order) = self.order {
            artist.order = order;
        }
        Ok(artist)
    }
}

/// Which keywords a call gave itself.
#[derive(Clone, Copy)]
pub struct Explicit {
    dash: bool,
    marker: bool,
}

impl Explicit {
    pub fn of(options: &Options) -> Explicit {
        Explicit {
            dash: options.has("linestyle") || options.has("ls"),
            marker: options.has("marker"),
        }
    }
}

const DASHES: [&str; 11] = [
    "-", "--", "-.", ":", "None", " ", "", "solid", "dashed", "dashdot", "dotted",
];

/// A line style: a name, or `(offset, (on, off, …))` in points.
///
/// # Errors
/// ValueError for an unknown name.
pub fn dash_of(host: &mut dyn Host, value: &Value) -> Result<Dash> {
    if let Some(pattern) = value.tuple_items().and_then(|items| items.get(1)) {
        return floats(pattern).map(Dash::Custom);
    }
    let name = arguments::text(host, value)?;
    Dash::named(&name).ok_or_else(|| not_among("ls", &name, &DASHES))
}

/// `drawstyle=` and `where=`
///
/// # Errors
/// ValueError for an unknown name.
pub fn steps_of(name: &str) -> Result<Steps> {
    Ok(match name {
        "default" => Steps::None,
        "steps" | "steps-pre" | "pre" => Steps::Before,
        "steps-mid" | "mid" => Steps::Middle,
        "steps-post" | "post" => Steps::After,
        _ => {
            return Err(not_among(
                "drawstyle",
                name,
                &["default", "steps-mid", "steps-pre", "steps-post", "steps"],
            ));
        }
    })
}
