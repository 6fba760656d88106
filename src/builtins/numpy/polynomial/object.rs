//! The objects of the six classes: coefficients, a domain that is mapped to a window, and a symbol.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use crate::array::Array;
use crate::builtins::numpy::call;
use crate::builtins::operators;
use crate::syntax::ast::CompareOp;
use crate::value::builtin::{Bound, Parameter};
use crate::value::convert::to_array;
use crate::value::{Class, ClassId, Host, Native, Raised, Result, Value, display, truth};

use super::basis::Basis;
use super::domain::map_parameters;
use super::series::{length, one_series};
use super::text;

/// A polynomial in one of the six bases.
pub struct Polynomial {
    pub basis: &'static Basis,
    coef: RefCell<Value>,
    domain: RefCell<Value>,
    window: RefCell<Value>,
    pub symbol: Rc<str>,
}

/// What a new object is made with; None for what the class has.
#[derive(Clone)]
pub struct Setting {
    pub domain: Value,
    pub window: Value,
    pub symbol: Value,
}

impl Polynomial {
    pub fn coef(&self) -> Value {
        self.coef.borrow().clone()
    }

    pub fn domain(&self) -> Value {
        self.domain.borrow().clone()
    }

    pub fn window(&self) -> Value {
        self.window.borrow().clone()
    }

    /// # Errors
    /// Where the lesson put something else in the place of the coefficients.
    pub fn coefficients(&self) -> Result<Array> {
        to_array(&self.coef())
    }

    pub fn setting(&self) -> Setting {
        Setting {
            domain: self.domain(),
            window: self.window(),
            symbol: Value::Str(self.symbol.clone()),
        }
    }

    /// A polynomial of the same kind, with other coefficients.
    ///
    /// # Errors
    /// As [`make`].
    pub fn like(&self, host: &mut dyn Host, coef: &Value) -> Result<Value> {
        make(self.basis, host, coef, self.setting())
    }

    /// Offset and scale of the map from the domain to the window.
    ///
    /// # Errors
    /// As arithmetic.
    pub fn map(&self, host: &mut dyn Host) -> Result<(Value, Value)> {
        map_parameters(host, &self.domain(), &self.window())
    }

    /// Puts another value in the place of one of its arrays.
    pub fn set(&self, part: Part, new: Value) {
        let place = match part {
            Part::Coef => &self.coef,
            Part::Domain => &self.domain,
            Part::Window => &self.window,
        };
        let old = place.replace(new);
        drop(old);
    }

    fn equals(&self, host: &mut dyn Host, other: &Polynomial) -> Result<Value> {
        let intervals = [
            (self.domain(), other.domain()),
            (self.window(), other.window()),
        ];
        for (mine, theirs) in intervals {
            let same = all_equal(host, &mine, &theirs)?;
            if !truth(host, &same)? {
                return Ok(same);
            }
        }
        if self.coefficients()?.shape() != other.coefficients()?.shape() {
            return Ok(Value::Bool(false));
        }
        let same = all_equal(host, &self.coef(), &other.coef())?;
        match truth(host, &same)? {
            true => Ok(Value::Bool(self.symbol == other.symbol)),
            false => Ok(same),
        }
    }
}

/// Which array of a polynomial.
#[derive(Clone, Copy)]
pub enum Part {
    Coef,
    Domain,
    Window,
}

/// `np.all(a == b)`
///
/// # Errors
/// As comparison.
pub fn all_equal(host: &mut dyn Host, a: &Value, b: &Value) -> Result<Value> {
    let equal = operators::compare(host, CompareOp::Eq, a, b)?;
    call(host, "np.all", [equal])
}

/// The interval that the class takes where none is given.
pub fn default_interval(basis: &Basis) -> Result<Value> {
    Ok(Value::array(Array::from_vec(basis.domain.to_vec())?))
}

/// # Errors
/// ValueError, TypeError for coefficients, intervals or a symbol that are none.
pub fn make(
    basis: &'static Basis,
    host: &mut dyn Host,
    coef: &Value,
    setting: Setting,
) -> Result<Value> {
    let coef = Value::array(one_series(host, coef, false)?);
    let mut interval = |given: &Value, name: &str| -> Result<Value> {
        if given.is_none() {
            return default_interval(basis);
        }
        let ends = one_series(host, given, false)?;
        match length(&ends) {
            2 => Ok(Value::array(ends)),
            _ => Err(Raised::value_error(format!(
                "{name} has wrong number of elements."
            ))),
        }
    };
    let domain = interval(&setting.domain, "Domain")?;
    let window = interval(&setting.window, "Window")?;
    let symbol = symbol(host, &setting.symbol)?;
    Ok(Value::Native(Rc::new(Polynomial {
        basis,
        coef: RefCell::new(coef),
        domain: RefCell::new(domain),
        window: RefCell::new(window),
        symbol,
    })))
}

fn symbol(host: &mut dyn Host, given: &Value) -> Result<Rc<str>> {
    let Value::Str(text) = given else {
        return Err(Raised::type_error("Symbol must be a non-empty string"));
    };
    let valid = call(host, "str.isidentifier", [given.clone()])?;
    match valid {
        Value::Bool(true) => Ok(text.clone()),
        _ => Err(Raised::value_error(
            "Symbol string must be a valid Python identifier",
        )),
    }
}

impl Native for Polynomial {
    fn class(&self) -> ClassId {
        self.basis.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        match name {
            "coef" => Some(self.coef()),
            "domain" => Some(self.domain()),
            "window" => Some(self.window()),
            _ => None,
        }
    }

    fn take_values(&mut self) -> Vec<Value> {
        [&mut self.coef, &mut self.domain, &mut self.window]
            .map(|place| place.replace(Value::None))
            .into()
    }

    fn goes_before_arrays(&self) -> bool {
        true
    }

    fn repr_with(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let coef = inner_repr(host, &self.coef())?;
        let domain = inner_repr(host, &self.domain())?;
        let window = inner_repr(host, &self.window())?;
        let (name, symbol) = (self.basis.class.name(), &self.symbol);
        Ok(Some(format!(
            "{name}({coef}, domain={domain}, window={window}, symbol='{symbol}')"
        )))
    }

    fn str_with(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let style = text::session_style(host);
        text::text(host, self, style).map(Some)
    }

    fn truth(&self, host: &mut dyn Host) -> Result<bool> {
        Ok(operators::length(host, &self.coef())? > 0)
    }

    fn hash(&self, _: &mut dyn Host) -> Result<Option<i64>> {
        let name = self.basis.class.name();
        Err(Raised::type_error(format!("unhashable type: '{name}'")))
    }

    fn compare(&self, host: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        let equal = match other.native::<Polynomial>() {
            Some(other) if other.basis.class == self.basis.class => self.equals(host, other)?,
            _ => Value::Bool(false),
        };
        Ok(match op {
            CompareOp::Eq => Some(equal),
            CompareOp::NotEq => Some(Value::Bool(!truth(host, &equal)?)),
            _ => None,
        })
    }
}

/// What the repr of an array shows between `array(` and `)`.
///
/// # Errors
/// As `repr`.
pub fn inner_repr(host: &mut dyn Host, array: &Value) -> Result<String> {
    let shown = display::repr(host, array)?;
    let shown: Vec<char> = shown.chars().collect();
    let end = shown.len().saturating_sub(1);
    Ok(shown
        .get(6.min(end)..end)
        .unwrap_or_default()
        .iter()
        .collect())
}

/// The receiver of a polynomial's methods.
pub struct Receiver(pub Value);

impl Parameter for Receiver {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Receiver> {
        let value = bound.take().unwrap_or(Value::None);
        match value.native::<Polynomial>() {
            Some(_) => Ok(Receiver(value)),
            // Unbound methods are plain functions that fail at the first attribute they look for.
            None => Err(Raised::attribute_error(format!(
                "'{}' object has no attribute 'coef'",
                value.qualified_type_name()
            ))),
        }
    }
}

impl std::ops::Deref for Receiver {
    type Target = Polynomial;

    fn deref(&self) -> &Polynomial {
        match self.0.native() {
            Some(polynomial) => polynomial,
            None => unreachable!("a receiver is made of a polynomial only"),
        }
    }
}

/// The class that a class method is called on, by its basis.
pub struct Kind(pub &'static Basis);

impl Parameter for Kind {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Kind> {
        let value = bound.take().unwrap_or(Value::None);
        Kind::of(&value)
    }
}

impl Kind {
    /// # Errors
    /// TypeError for what is none of the six classes.
    pub fn of(value: &Value) -> Result<Kind> {
        let basis = match value {
            Value::Class(Class::Builtin(class)) => Basis::of(*class),
            _ => None,
        };
        basis
            .map(Kind)
            .ok_or_else(|| Raised::type_error("Can't instantiate abstract class ABCPolyBase"))
    }
}
