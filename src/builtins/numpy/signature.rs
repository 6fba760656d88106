//! Signatures of generalised ufuncs, `(m,n),(n)->(m)`: which axes a function works on itself.

use crate::array::{Array, Shape, broadcast_shapes, shape_text};
use crate::value::convert::to_array;
use crate::value::{Raised, Result, Value};

/// The names of the core axes of inputs and outputs.
pub struct Signature {
    pub inputs: Vec<Vec<String>>,
    pub outputs: Vec<Vec<String>>,
}

impl Signature {
    /// # Errors
    /// ValueError "not a valid gufunc signature".
    pub fn parse(text: &str) -> Result<Signature> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let parsed = text.split_once("->").and_then(|(inputs, outputs)| {
            Some(Signature {
                inputs: arguments(inputs)?,
                outputs: arguments(outputs)?,
            })
        });
        parsed.ok_or_else(|| Raised::value_error(format!("not a valid gufunc signature: {text}")))
    }
}

/// `(a,b),(c)`; `None` where it is not of this form.
fn arguments(text: &str) -> Option<Vec<Vec<String>>> {
    let inside = text.strip_prefix('(')?.strip_suffix(')')?;
    inside.split("),(").map(names).collect()
}

fn names(text: &str) -> Option<Vec<String>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let parts = text
        .split(',')
        .map(|name| is_name(name).then(|| name.to_string()));
    parts.collect()
}

/// The lengths of core axes found so far, by name.
#[derive(Default)]
pub struct Sizes(Vec<(String, usize)>);

impl Sizes {
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// The outer axes and the core axes `core` after them.
    ///
    /// # Errors
    /// KeyError for a name that no input has.
    pub fn shape(&self, outer: &[usize], core: &[String]) -> Result<Shape> {
        let mut shape = Shape::from_slice(outer);
        for name in core {
            let known = self.0.iter().find(|(known, _)| known == name);
            let (_, size) = known.ok_or_else(|| Raised::key_error(name))?;
            shape.push(*size);
        }
        Ok(shape)
    }

    /// Learns the lengths of an argument's or result's core axes.
    ///
    /// # Errors
    /// ValueError where there are too few axes, or a length differs from what is known of the name.
    pub fn add(&mut self, value: &Value, core: &[String]) -> Result<()> {
        if core.is_empty() {
            return Ok(());
        }
        match value {
            Value::Array(_) | Value::Scalar(_) => self.add_array(&to_array(value)?, core),
            other => Err(Raised::attribute_error(format!(
                "'{}' object has no attribute 'ndim'",
                other.type_name()
            ))),
        }
    }

    fn add_array(&mut self, array: &Array, core: &[String]) -> Result<()> {
        let Some(outer) = array.ndim().checked_sub(core.len()) else {
            let names: Vec<String> = core.iter().map(|name| format!("'{name}'")).collect();
            let comma = if names.len() == 1 { "," } else { "" };
            return Err(Raised::value_error(format!(
                "{}-dimensional argument does not have enough dimensions for all core dimensions ({}{comma})",
                array.ndim(),
                names.join(", ")
            )));
        };
        for (name, &size) in core.iter().zip(&array.shape()[outer..]) {
            match self.0.iter().find(|(known, _)| known == name) {
                Some((_, known)) if *known != size => {
                    return Err(Raised::value_error(format!(
                        "inconsistent size for core dimension '{name}': {size} vs {known}"
                    )));
                }
                Some(_) => {}
                None => self.0.push((name.clone(), size)),
            }
        }
        Ok(())
    }

    /// Learns the lengths of all inputs' core axes; gives the shape that their other axes have together.
    ///
    /// # Errors
    /// As [`Sizes::add`]; ValueError where shapes cannot be broadcast.
    pub fn of_inputs(&mut self, arrays: &[Array], cores: &[Vec<String>]) -> Result<Shape> {
        let mut outers = Vec::new();
        for (array, core) in arrays.iter().zip(cores) {
            if !core.is_empty() {
                self.add_array(array, core)?;
            }
            outers.push(Shape::from_slice(
                &array.shape()[..array.ndim() - core.len()],
            ));
        }
        broadcast_shapes(outers.iter().map(|shape| &shape[..])).ok_or_else(|| mismatch(&outers))
    }
}

fn mismatch(shapes: &[Shape]) -> Raised {
    // The first shape that does not fit those before it, and the one it fits least.
    for at in 1..shapes.len() {
        if broadcast_shapes(shapes[..=at].iter().map(|shape| &shape[..])).is_some() {
            continue;
        }
        let unfit =
            |&before: &usize| broadcast_shapes([&shapes[before][..], &shapes[at][..]]).is_none();
        let before = (0..at).find(unfit).unwrap_or(0);
        return Raised::value_error(format!(
            "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg {before} with shape {} and arg {at} with shape {}.",
            shape_text(&shapes[before]),
            shape_text(&shapes[at])
        ));
    }
    Raised::value_error("shape mismatch: objects cannot be broadcast to a single shape")
}
