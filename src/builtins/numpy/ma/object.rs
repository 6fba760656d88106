//! The masked array: what stands beside its elements, and how it passes to views and results.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::domains::{Domain, domain_of};
use super::{constant_of, printing};
use crate::array::{Array, Bool, DType, Field, Shape, StructType};
use crate::builtins::numpy::compose::truths;
use crate::value::convert::to_array;
use crate::value::subclass::ArraySubclass;
use crate::value::{ArrayObject, Class, ClassId, Host, Raised, Result, Value};

/// What a masked array has beside its elements.
pub struct Masked {
    pub class: Class,
    /// Which elements are masked, an array of bools of the same shape; `None` is NumPy's `nomask`.
    pub mask: RefCell<Option<Value>>,
    /// The fill value, of no dimensions; `None` until someone asks for it or sets it. Views share it.
    pub fill: RefCell<Option<Array>>,
    /// Does assigning leave masked elements masked?
    pub hard: Cell<bool>,
    /// Does another array have the same mask?
    pub shared: Cell<bool>,
}

impl Masked {
    pub fn new(class: impl Into<Class>, mask: Option<Value>) -> Masked {
        Masked {
            class: class.into(),
            mask: RefCell::new(mask),
            fill: RefCell::default(),
            hard: Cell::new(false),
            shared: Cell::new(false),
        }
    }

    /// NumPy's `_update_from`: everything but the mask, from an array that this one was made of.
    pub fn like(class: impl Into<Class>, other: &Value, mask: Option<Value>) -> Masked {
        let made = Masked::new(class, mask);
        if let Some(state) = state(other) {
            made.fill.replace(state.fill.borrow().clone());
            made.hard.set(state.hard.get());
            made.shared.set(state.shared.get());
        }
        made
    }

    /// The class of arrays made from this one: those of the constant are ordinary masked arrays.
    fn offspring(&self) -> Class {
        if self.class == ClassId::MASKED_CONSTANT.into() {
            ClassId::MASKED_ARRAY.into()
        } else {
            self.class.clone()
        }
    }
}

impl ArraySubclass for Masked {
    fn class(&self) -> Class {
        self.class.clone()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn is_missing(&self) -> bool {
        let mask = self.mask.borrow();
        let array = mask.as_ref().and_then(Value::as_array);
        array.is_some_and(|mask| {
            mask.size() == 1 && any_of(Some(&Value::array(mask))).unwrap_or(false)
        })
    }

    fn priority(&self) -> f64 {
        15.0
    }

    fn finalize(&self, array: &Array) -> Option<Rc<dyn ArraySubclass>> {
        let mask = self.mask.borrow().clone();
        let mask = mask.and_then(|mask| shaped(&mask, array.shape()));
        let made = Masked::new(self.offspring(), mask);
        made.fill.replace(self.fill.borrow().clone());
        made.hard.set(self.hard.get());
        made.shared.set(self.shared.get());
        Some(Rc::new(made))
    }

    fn wrap(
        &self,
        host: &mut dyn Host,
        result: Value,
        ufunc: &'static str,
        inputs: &[Value],
    ) -> Result<Value> {
        let own = state(&result).is_some();
        let result = if own {
            result
        } else {
            let made = Masked::new(self.offspring(), None);
            made.fill.replace(self.fill.borrow().clone());
            made.hard.set(self.hard.get());
            viewed_as(to_array(&result)?, &result, made)
        };
        let mut mask = None;
        for (at, input) in inputs.iter().enumerate() {
            let one = Some(mask_array(input)?);
            mask = match at {
                0 => one,
                _ => super::masks::either(host, mask, one, true)?,
            };
        }
        if let Some((domain, fill)) = domain_of(ufunc) {
            mask = outside(host, &result, domain, fill, inputs, mask)?;
        }
        let masked_alone = |mask: &Value| to_array(mask).is_ok_and(|mask| mask.ndim() == 0);
        if !own && masked_alone(&result) && any_of(mask.as_ref())? {
            return Ok(constant());
        }
        if let Some(state) = state(&result) {
            state.mask.replace(mask);
            state.shared.set(false);
        }
        Ok(result)
    }

    fn repr(&self, host: &mut dyn Host, array: &Array) -> Result<String> {
        printing::repr(host, self, array)
    }

    fn str(&self, host: &mut dyn Host, array: &Array) -> Result<String> {
        printing::str(host, self, array)
    }

    fn values(&self) -> Vec<Value> {
        self.mask.borrow().iter().cloned().collect()
    }
}

/// Masks what lies outside a ufunc's domain, and gives it the ufunc's fill value.
fn outside(
    host: &mut dyn Host,
    result: &Value,
    domain: Domain,
    fill: f64,
    inputs: &[Value],
    mask: Option<Value>,
) -> Result<Option<Value>> {
    let data = inputs.iter().map(data).collect::<Result<Vec<_>>>()?;
    let mut broken = domain.broken(host, &data)?;
    if domain != Domain::SafeDivide {
        for input in inputs {
            if let Some(mask) = mask_of(input) {
                broken = call!(host, "logical_or", broken, mask)?;
            }
        }
    }
    if !any_of(Some(&broken))? {
        return Ok(mask);
    }
    let target = plain(result);
    call!(host, "copyto", target, Value::Float(fill); r#where = broken, casting = Value::str("unsafe"))?;
    Ok(Some(match mask {
        None => broken,
        Some(mask) => super::array_value(&call!(host, "logical_or", mask, broken)?)?,
    }))
}

/// What stands beside the elements of a masked array; `None` for every other value.
pub fn state(value: &Value) -> Option<&Masked> {
    value.subclass_as::<Masked>()
}

pub fn is_masked_array(value: &Value) -> bool {
    state(value).is_some()
}

/// The array object that a value is.
///
/// # Errors
/// TypeError for anything else.
pub fn object(value: &Value) -> Result<&Rc<ArrayObject>> {
    match value {
        Value::Array(object) => Ok(object),
        other => Err(Raised::type_error(format!(
            "expected a masked array, not {}",
            other.type_name()
        ))),
    }
}

/// The elements of a masked array, as a plain view of them; other values as they are.
pub fn plain(value: &Value) -> Value {
    match value {
        Value::Array(object) if is_masked_array(value) => {
            Value::view_as(object.array(), value, None)
        }
        other => other.clone(),
    }
}

/// NumPy's `getdata`: the elements without their mask, as an array.
///
/// # Errors
/// As `np.array`.
pub fn data(value: &Value) -> Result<Value> {
    match value {
        Value::Array(_) => Ok(plain(value)),
        other => Ok(Value::array(to_array(other)?)),
    }
}

/// NumPy's `getmask`; `None` for `nomask`.
pub fn mask_of(value: &Value) -> Option<Value> {
    state(value).and_then(|state| state.mask.borrow().clone())
}

/// NumPy's `getmaskarray`: the mask, or one that masks nothing.
///
/// # Errors
/// As `np.array`.
pub fn mask_array(value: &Value) -> Result<Value> {
    match mask_of(value) {
        Some(mask) => Ok(mask),
        None => {
            let array = to_array(value)?;
            no_mask(array.shape(), array.dtype())
        }
    }
}

/// A mask that masks nothing, for elements of this dtype.
///
/// # Errors
/// MemoryError.
pub fn no_mask(shape: &[usize], dtype: &DType) -> Result<Value> {
    Ok(Value::array(Array::zeros(mask_dtype(dtype), shape)?))
}

/// The dtype of masks: bool, or a bool for each field.
pub fn mask_dtype(dtype: &DType) -> DType {
    let DType::Struct(fields) = dtype else {
        return DType::Bool;
    };
    let mut offset = 0;
    let masks = fields.fields.iter().map(|field| {
        let dtype = mask_dtype(&field.dtype);
        let size = dtype.itemsize() * field.shape.iter().product::<usize>();
        let place = offset;
        offset += size;
        Field {
            dtype,
            offset: place,
            ..field.clone()
        }
    });
    let fields = masks.collect();
    DType::Struct(Rc::new(StructType {
        fields,
        itemsize: offset,
        aligned: false,
        record: false,
    }))
}

/// Another view of a mask in this shape; `None` where it has another number of elements.
pub fn shaped(mask: &Value, shape: &[usize]) -> Option<Value> {
    let array = to_array(mask).ok()?;
    if array.size() != shape.iter().product::<usize>() {
        return None;
    }
    let array = array.reshaped(shape, false).ok()?;
    Some(Value::view_as(array, mask, None))
}

/// An array seen as a masked one.
pub fn viewed_as(array: Array, of: &Value, state: Masked) -> Value {
    match of {
        Value::Array(_) => Value::view_as(array, of, Some(Rc::new(state))),
        _ => {
            let owner = Value::array(array.clone());
            Value::view_as(array, &owner, Some(Rc::new(state)))
        }
    }
}

/// A result seen as a masked array like `like`, with this mask.
///
/// # Errors
/// As `np.array`.
pub fn masked_like(result: &Value, mask: Option<Value>, like: &Value) -> Result<Value> {
    let class = state(like).map_or(ClassId::MASKED_ARRAY.into(), Masked::offspring);
    let mask = mask.map(|mask| super::array_value(&mask)).transpose()?;
    Ok(viewed_as(
        to_array(result)?,
        result,
        Masked::like(class, like, mask),
    ))
}

/// A result seen as a masked array of its own, with this mask.
///
/// # Errors
/// As `np.array`.
pub fn masked_view(result: &Value, mask: Option<Value>) -> Result<Value> {
    masked_like(result, mask, &Value::None)
}

/// Is anything masked?
///
/// # Errors
/// The budget's.
pub fn any_of(mask: Option<&Value>) -> Result<bool> {
    match mask {
        None => Ok(false),
        Some(mask) => {
            let array = to_array(mask)?;
            match array.dtype() {
                DType::Struct(_) => Ok(field_truths(&array)?.contains(&true)),
                _ => Ok(truths(&array)?.contains(&true)),
            }
        }
    }
}

/// Are all elements masked?
///
/// # Errors
/// The budget's.
pub fn all_of(mask: Option<&Value>) -> Result<bool> {
    match mask {
        None => Ok(false),
        Some(mask) => {
            let array = to_array(mask)?;
            match array.dtype() {
                DType::Struct(_) => Ok(!field_truths(&array)?.contains(&false)),
                _ => Ok(!truths(&array)?.contains(&false)),
            }
        }
    }
}

/// The bools of all fields of a structured mask, whose elements are nothing but bools.
fn field_truths(array: &Array) -> Result<Vec<bool>> {
    let packed = array.to_contiguous()?;
    let length = packed.size() * packed.itemsize();
    let start = packed.layout().offset;
    let bytes = packed
        .buffer()
        .read(|bytes| bytes.get(start..start + length).unwrap_or(&[]).to_vec());
    Ok(bytes.into_iter().map(|byte| byte != 0).collect())
}

thread_local! {
    static CONSTANT: Value = constant_of();
}

/// `np.ma.masked`: the one masked element there is.
pub fn constant() -> Value {
    CONSTANT.with(Value::clone)
}

pub fn is_constant(value: &Value) -> bool {
    state(value).is_some_and(|state| state.class == ClassId::MASKED_CONSTANT.into())
}

/// `MaskError`
pub fn mask_error(message: impl AsRef<str>) -> Raised {
    Raised::new(ClassId::MASK_ERROR, message)
}

/// The shape of an array or of what makes one.
///
/// # Errors
/// As `np.array`.
pub fn shape_of(value: &Value) -> Result<Shape> {
    match value {
        Value::Array(object) => Ok(object.with(|array| array.shape().into())),
        other => Ok(to_array(other)?.shape().into()),
    }
}

/// A mask of one bool, of no dimensions.
///
/// # Errors
/// MemoryError.
pub fn one(masked: bool) -> Result<Value> {
    Ok(Value::array(Array::from_shape_vec(
        &[],
        vec![Bool::from(masked)],
    )?))
}
