//! What the arguments of drawing functions say: numbers, colours, keywords with their aliases.

use std::rc::Rc;

use crate::array::{Array, DType, Kind, meter};
use crate::builtins::python::iterate;
use crate::plot::figure::Axis;
use crate::plot::{Color, Shared};
use crate::value::builtin::{FromValue, Keywords};
use crate::value::convert::to_array;
use crate::value::{Host, Raised, Result, Value, display};

/// The numbers of an array or sequence, row by row.
pub fn floats(value: &Value) -> Result<Vec<f64>> {
    floats_of(&array(value)?)
}

/// A value as an array that has a place on a sheet.
pub fn array(value: &Value) -> Result<Array> {
    let array = to_array(value)?;
    match array.dtype().kind() {
        Kind::Datetime | Kind::Timedelta => Err(Raised::type_error(
            "ndbook draws no dates: give numbers instead, such as days since the first",
        )),
        _ => Ok(array),
    }
}

pub fn floats_of(array: &Array) -> Result<Vec<f64>> {
    meter::steps(array.size())?;
    if *array.dtype() == DType::Object {
        let number = |scalar| match Value::scalar(scalar) {
            Value::None => Ok(f64::NAN),
            other => number(&other),
        };
        return array.scalars().map(number).collect();
    }
    Ok(array.to_vec_as::<f64>()?)
}

/// A single number.
pub fn number(value: &Value) -> Result<f64> {
    let array = to_array(value)?;
    match array.to_vec_as::<f64>()?[..] {
        [one] => Ok(one),
        _ => Err(Raised::type_error(
            "only 0-dimensional arrays can be converted to Python scalars",
        )),
    }
}

/// Positions along an axis: numbers, or texts that become categories of it.
pub fn positions(value: &Value, axis: &Shared<Axis>) -> Result<Vec<f64>> {
    let array = array(value)?;
    match array.dtype().kind() {
        Kind::Str => {
            meter::steps(array.size())?;
            let mut axis = axis.borrow_mut();
            let categories = axis.categories.get_or_insert_default();
            let place = |scalar| {
                let name = text_of(&Value::scalar(scalar));
                let known = categories.iter().position(|other| *other == name);
                known.unwrap_or_else(|| {
                    categories.push(name);
                    categories.len() - 1
                }) as f64
            };
            Ok(array.scalars().map(place).collect())
        }
        _ => floats_of(&array),
    }
}

/// The text of a NumPy or Python string.
fn text_of(value: &Value) -> String {
    match value {
        Value::Str(text) => text.to_string(),
        Value::Scalar(crate::array::Scalar::Str(text)) => text.to_string(),
        _ => String::new(),
    }
}

/// Any label, as `str()` shows it.
pub fn text(host: &mut dyn Host, value: &Value) -> Result<String> {
    Ok(display::str(host, value)?.to_string())
}

/// Labels of a sequence.
pub fn texts(host: &mut dyn Host, value: &Value) -> Result<Vec<String>> {
    let items = iterate::collect(host, value)?;
    items.iter().map(|item| text(host, item)).collect()
}

/// A pair of numbers.
pub fn pair(value: &Value) -> Result<(f64, f64)> {
    match floats(value)?[..] {
        [a, b] => Ok((a, b)),
        ref other => Err(Raised::value_error(match other.len() {
            0 | 1 => format!(
                "not enough values to unpack (expected 2, got {})",
                other.len()
            ),
            _ => "too many values to unpack (expected 2)".to_string(),
        })),
    }
}

/// Is it one number, or a sequence?
pub fn is_single(value: &Value) -> bool {
    match value {
        Value::Int(_) | Value::Float(_) | Value::Bool(_) | Value::Scalar(_) => true,
        Value::Array(object) => object.with(|a| a.ndim() == 0),
        _ => false,
    }
}

/// One colour in any of its forms; `None` where it is none.
pub fn maybe_color(value: &Value) -> Option<Color> {
    match value {
        Value::Str(name) => Color::named(name),
        Value::Scalar(crate::array::Scalar::Str(name)) => Color::named(name),
        Value::Tuple(items) if items.len() == 2 => {
            let alpha = number(&items[1]).ok()?;
            maybe_color(&items[0]).map(|color| color.with_alpha(Some(alpha)))
        }
        Value::Tuple(_) | Value::List(_) | Value::Array(_) => {
            let array = to_array(value).ok()?;
            if array.ndim() != 1 || array.dtype().kind() == Kind::Str {
                return None;
            }
            color_of(&array.to_vec_as::<f64>().ok()?)
        }
        _ => None,
    }
}

fn color_of(parts: &[f64]) -> Option<Color> {
    let (red, green, blue, alpha) = match *parts {
        [red, green, blue] => (red, green, blue, 1.0),
        [red, green, blue, alpha] => (red, green, blue, alpha),
        _ => return None,
    };
    let all = [red, green, blue, alpha];
    all.iter()
        .all(|part| (0.0..=1.0).contains(part))
        .then_some(Color {
            red,
            green,
            blue,
            alpha,
        })
}

/// One colour.
///
/// # Errors
/// ValueError for what is none.
pub fn color(host: &mut dyn Host, value: &Value) -> Result<Color> {
    match maybe_color(value) {
        Some(color) => Ok(color),
        None => {
            let shown = display::repr(host, value)?;
            Err(Raised::value_error(format!(
                "{shown} is not a valid value for color: supported inputs are (r, g, b) and (r, g, b, a) 0-1 float tuples; '#rrggbb', '#rrggbbaa', '#rgb', '#rgba' strings; named color strings; string reprs of 0-1 floats for grayscale values; 'C0', 'C1', ... strings for colors of the color cycle; and pairs combining one of the above with an alpha value"
            )))
        }
    }
}

/// One colour or a sequence of them.
///
/// # Errors
/// ValueError for what is none.
pub fn colors(host: &mut dyn Host, value: &Value) -> Result<Vec<Color>> {
    if let Some(one) = maybe_color(value) {
        return Ok(vec![one]);
    }
    match value {
        Value::List(_) | Value::Tuple(_) | Value::Array(_) => {
            let items = iterate::collect(host, value)?;
            items.iter().map(|item| color(host, item)).collect()
        }
        other => color(host, other).map(|color| vec![color]),
    }
}

/// Keywords that change nothing in a picture of ours: they speak of interaction, files, caches.
const UNSEEN: [&str; 19] = [
    "aa",
    "agg_filter",
    "animated",
    "antialiased",
    "antialiaseds",
    "clip_on",
    "dash_capstyle",
    "dash_joinstyle",
    "gid",
    "in_layout",
    "picker",
    "pickradius",
    "rasterized",
    "scalex",
    "scaley",
    "snap",
    "solid_capstyle",
    "solid_joinstyle",
    "url",
];

/// The keywords of a call, taken one by one; what is left at the end is unknown.
pub struct Options {
    given: Vec<(Rc<str>, Value)>,
    /// `Line2D.set`, as the complaint names it.
    owner: &'static str,
}

impl Options {
    pub fn new(Keywords(given): Keywords, owner: &'static str) -> Options {
        Options { given, owner }
    }

    pub fn has(&self, name: &str) -> bool {
        self.given.iter().any(|(given, _)| &**given == name)
    }

    /// The value of a keyword, by its full name or an alias; `None` where it is absent or None.
    ///
    /// # Errors
    /// TypeError where both names are given.
    pub fn take(&mut self, name: &str, aliases: &[&str]) -> Result<Option<Value>> {
        let mut found: Option<(Rc<str>, Value)> = None;
        for key in std::iter::once(&name).chain(aliases) {
            if let Some(at) = self.given.iter().position(|(given, _)| &**given == *key) {
                let (key, value) = self.given.remove(at);
                if let Some((first, _)) = &found {
                    return Err(Raised::type_error(format!(
                        "Got both '{key}' and '{first}', which are aliases of one another"
                    )));
                }
                found = Some((key, value));
            }
        }
        Ok(found
            .map(|(_, value)| value)
            .filter(|value| !value.is_none()))
    }

    pub fn number(&mut self, name: &str, aliases: &[&str]) -> Result<Option<f64>> {
        self.take(name, aliases)?
            .map(|value| number(&value))
            .transpose()
    }

    pub fn flag(&mut self, host: &mut dyn Host, name: &str) -> Result<Option<bool>> {
        let value = self.take(name, &[])?;
        value.map(|value| bool::from_value(value, host)).transpose()
    }

    pub fn text(
        &mut self,
        host: &mut dyn Host,
        name: &str,
        aliases: &[&str],
    ) -> Result<Option<String>> {
        let value = self.take(name, aliases)?;
        value.map(|value| text(host, &value)).transpose()
    }

    pub fn color(
        &mut self,
        host: &mut dyn Host,
        name: &str,
        aliases: &[&str],
    ) -> Result<Option<Color>> {
        let value = self.take(name, aliases)?;
        value.map(|value| color(host, &value)).transpose()
    }

    pub fn colors(
        &mut self,
        host: &mut dyn Host,
        name: &str,
        aliases: &[&str],
    ) -> Result<Option<Vec<Color>>> {
        let value = self.take(name, aliases)?;
        value.map(|value| colors(host, &value)).transpose()
    }

    /// # Errors
    /// AttributeError for a keyword that nobody took.
    pub fn finish(self) -> Result<()> {
        let unknown = |(name, _): &&(Rc<str>, Value)| !UNSEEN.contains(&&**name);
        match self.given.iter().find(unknown) {
            None => Ok(()),
            Some((name, _)) => Err(Raised::attribute_error(format!(
                "{}() got an unexpected keyword argument '{name}'",
                self.owner
            ))),
        }
    }
}

/// `'zork' is not a valid value for loc; supported values are 'best', …`
pub fn not_among(what: &str, given: &str, known: &[&str]) -> Raised {
    let known: Vec<String> = known.iter().map(|name| format!("'{name}'")).collect();
    let given = crate::array::print::str_repr(given);
    Raised::value_error(format!(
        "{given} is not a valid value for {what}; supported values are {}",
        known.join(", ")
    ))
}
