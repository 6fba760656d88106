//! How masked arrays show themselves: `--` for what is masked, and data, mask and fill value in `repr`.

use std::any::Any;
use std::rc::Rc;

use crate::array::print::{Frame, dtype_short_repr, is_implied};
use crate::array::{Array, DType, Kind, ObjectRef, meter};
use crate::builtins::python::datetime::counted;
use crate::value::convert::{to_array, to_list, to_python};
use crate::value::display::{self, ArrayPrinting};
use crate::value::{ClassId, Host, Native, Result, Value};

use super::export::with_filler;
use super::fill;
use super::object::{Masked, all_of};

/// The longest axis of which all elements are looked at: of one-dimensional arrays, and of others.
const LONGEST: (usize, usize) = (1500, 100);

/// What is shown for masked elements: `np.ma.masked_print_option`.
#[derive(Clone)]
pub struct PrintOption {
    pub display: Value,
    pub enabled: Value,
}

impl Default for PrintOption {
    fn default() -> PrintOption {
        PrintOption {
            display: Value::str("--"),
            enabled: Value::Bool(true),
        }
    }
}

/// A masked element inside an array of objects that is about to be shown.
struct Hole(String);

impl Native for Hole {
    fn class(&self) -> ClassId {
        ClassId::MASKED_PRINT_OPTION
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

/// `str(a)`
pub(super) fn str(host: &mut dyn Host, state: &Masked, array: &Array) -> Result<String> {
    if state.class == ClassId::MASKED_CONSTANT.into() {
        return shown_hole(host);
    }
    let shown = with_holes(host, state, array)?;
    display::array_str(host, &shown)
}

fn shown_hole(host: &mut dyn Host) -> Result<String> {
    let display = host.session().get::<PrintOption>().display.clone();
    Ok(display::str(host, &display)?.to_string())
}

/// `repr(a)`
pub(super) fn repr(host: &mut dyn Host, state: &Masked, array: &Array) -> Result<String> {
    if state.class == ClassId::MASKED_CONSTANT.into() {
        return Ok("masked".into());
    }
    if state.class == ClassId::MVOID.into() {
        return str(host, state, array);
    }
    let mask = state.mask.borrow().clone();
    let with_dtype = !is_implied(array.dtype()) || all_of(mask.as_ref())? || array.size() == 0;
    let (front, _) = array.shape().split_at(array.ndim().saturating_sub(1));
    let one_row = front.iter().all(|&length| length == 1);
    let prefix = "masked_array(";
    let indent = |key: &str| match (one_row, key) {
        (true, "data") => prefix.to_string(),
        (true, key) => " ".repeat((prefix.len() + 4).saturating_sub(key.len()).max(2)),
        (false, _) => "  ".to_string(),
    };
    let shown = with_holes(host, state, array)?;
    let data = in_frame(host, &shown, &format!("{}data=", indent("data")))?;
    let mask = match mask {
        None => "False".to_string(),
        Some(mask) => in_frame(host, &to_array(&mask)?, &format!("{}mask=", indent("mask")))?,
    };
    let fill_text = fill_repr(host, state, array)?;
    let mut parts = vec![
        format!("{}data={data}", indent("data")),
        format!("{}mask={mask}", indent("mask")),
        format!("{}fill_value={fill_text}", indent("fill_value")),
    ];
    if with_dtype {
        let dtype = dtype_short_repr(array.dtype());
        parts.push(format!("{}dtype={dtype}", indent("dtype")));
    }
    let start = if one_row {
        String::new()
    } else {
        format!("{prefix}\n")
    };
    Ok(format!("{start}{})", parts.join(",\n")))
}

fn in_frame(host: &mut dyn Host, array: &Array, prefix: &str) -> Result<String> {
    let printing = host.session().get::<ArrayPrinting>().clone();
    let frame = Frame {
        separator: ", ",
        prefix,
        suffix: ",",
    };
    display::array2string(host, array, printing, &frame)
}

fn fill_repr(host: &mut dyn Host, state: &Masked, array: &Array) -> Result<String> {
    let fill = fill::array_of(state, array.dtype())?;
    let value = Value::array_or_scalar(fill.clone());
    let text = |kind| matches!(kind, Kind::Str | Kind::Bytes);
    if text(fill.dtype().kind()) && fill.dtype().kind() == array.dtype().kind() {
        let item = fill.first().map_or(Value::None, to_python);
        return display::repr(host, &item);
    }
    if fill.dtype() == array.dtype() && *array.dtype() != DType::Object {
        return Ok(display::str(host, &value)?.to_string());
    }
    display::repr(host, &value)
}

/// The elements as objects, with something that shows as `--` for those that are masked.
fn with_holes(host: &mut dyn Host, state: &Masked, array: &Array) -> Result<Array> {
    let Some(mask) = state.mask.borrow().clone() else {
        return Ok(array.clone());
    };
    let option = host.session().get::<PrintOption>().clone();
    if !crate::value::truth(host, &option.enabled)? {
        let of = Value::view_as(
            array.clone(),
            &Value::array(array.clone()),
            Some(Rc::new(Masked::like(
                state.class.clone(),
                &Value::None,
                Some(mask),
            ))),
        );
        let fill = Value::array(fill::array_of(state, array.dtype())?);
        return to_array(&fill::filled(host, &of, &fill)?);
    }
    let hole = Value::Native(Rc::new(Hole(shown_hole(host)?)));
    let (mut data, mut mask) = (array.clone(), to_array(&mask)?);
    let longest = if array.ndim() > 1 {
        LONGEST.1
    } else {
        LONGEST.0
    };
    for axis in 0..array.ndim() {
        if data.shape()[axis] > longest {
            data = without_middle(host, &data, axis, longest / 2)?;
            mask = without_middle(host, &mask, axis, longest / 2)?;
        }
    }
    as_objects(&data, &mask, &hole)
}

/// The first and last elements along an axis.
fn without_middle(host: &mut dyn Host, array: &Array, axis: usize, count: usize) -> Result<Array> {
    let length = array.shape()[axis];
    let ends = (0..count).chain(length - count..length);
    let places = Array::from_vec(ends.map(|at| at as i64).collect())?;
    let axis = Value::Int(axis as i64);
    to_array(&call!(
        host,
        "take",
        Value::array(array.clone()),
        Value::array(places),
        axis
    )?)
}

/// The elements as objects, a hole for each that is masked; records as tuples with holes.
fn as_objects(data: &Array, mask: &Array, hole: &Value) -> Result<Array> {
    meter::steps(data.size())?;
    let mask = mask.broadcast_to(data.shape());
    let mask = mask.unwrap_or_else(|| data.clone());
    let objects: Vec<ObjectRef> = match data.dtype() {
        DType::Struct(_) => {
            let flat = |array: &Array| to_list(&array.reshaped(&[array.size()], false)?);
            match with_filler(&flat(data)?, &flat(&mask)?, hole) {
                Value::List(list) => list
                    .items
                    .borrow()
                    .iter()
                    .cloned()
                    .map(Value::into_object)
                    .collect(),
                other => vec![other.into_object()],
            }
        }
        _ => data
            .scalars()
            .zip(mask.scalars())
            .map(|(element, masked)| match masked.as_integer() {
                Some(1) => hole.clone().into_object(),
                _ => counted::item(element).into_object(),
            })
            .collect(),
    };
    Ok(Array::from_objects(data.shape(), objects)?)
}
