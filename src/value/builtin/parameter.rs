//! Typed parameters: how a body says what it takes.

use std::rc::Rc;

use super::{Bound, Returned};
use crate::value::{Host, Raised, Result, Value};

/// What a body's parameter can be. A group of shared keywords (`axis`, `out`, `keepdims`, …) is one parameter that
/// takes several of the signature's.
pub trait Parameter: Sized {
    /// # Errors
    /// In NumPy's or Python's words, where the value is not of this kind.
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<Self>;
}

/// A parameter made of one value.
pub trait FromValue: Sized {
    /// # Errors
    /// As [`Parameter::take`].
    fn from_value(value: Value, host: &mut dyn Host) -> Result<Self>;

    /// What `<no value>` means.
    fn absent() -> Option<Self> {
        None
    }

    /// Does it take objects of lessons' classes as they are? Others see the built-in value that such an object holds.
    const TAKES_OBJECTS: bool = false;

    /// The next argument as this parameter.
    ///
    /// # Errors
    /// As [`Parameter::take`].
    // Once for each type, not once in each of a thousand rows: the program is a tenth smaller for it.
    #[inline(never)]
    fn take_from(bound: &mut Bound, host: &mut dyn Host) -> Result<Self> {
        match bound.take() {
            Some(value) if Self::TAKES_OBJECTS => Self::from_value(value, host),
            Some(value) => Self::from_value(value.into_plain(), host),
            None => Self::absent().ok_or_else(|| {
                let (function, name) = (bound.row.name(), bound.last_name());
                Raised::type_error(format!("{function}() missing required argument '{name}'"))
            }),
        }
    }
}

impl<T: FromValue> Parameter for T {
    #[inline(always)]
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<T> {
        T::take_from(bound, host)
    }
}

impl FromValue for Value {
    // That it cannot fail is to be seen where it is called: the rows are smaller for it.
    #[inline(always)]
    fn take_from(bound: &mut Bound, _: &mut dyn Host) -> Result<Value> {
        Ok(bound.take_value())
    }

    fn from_value(value: Value, _: &mut dyn Host) -> Result<Value> {
        Ok(value)
    }

    fn absent() -> Option<Value> {
        Some(Value::None)
    }

    const TAKES_OBJECTS: bool = true;
}

/// None and `<no value>` are `None`.
impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value, host: &mut dyn Host) -> Result<Option<T>> {
        if value.is_none() {
            Ok(None)
        } else {
            T::from_value(value, host).map(Some)
        }
    }

    fn absent() -> Option<Option<T>> {
        Some(None)
    }

    const TAKES_OBJECTS: bool = T::TAKES_OBJECTS;
}

/// A value that the call gave, if it gave one: tells `f(x, None)` from `f(x)`.
pub struct Given(pub Option<Value>);

impl Parameter for Given {
    #[inline(always)]
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Given> {
        Ok(Given(bound.take_given()))
    }
}

/// How many arguments the call gave by position; takes none of them.
pub struct ByPosition(pub usize);

impl Parameter for ByPosition {
    #[inline(always)]
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<ByPosition> {
        Ok(ByPosition(bound.by_position))
    }
}

/// `*args`
pub struct Rest(pub Rc<[Value]>);

impl Parameter for Rest {
    #[inline(always)]
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Rest> {
        Ok(Rest(bound.take_rest()))
    }
}

/// `**kwargs`
pub struct Keywords(pub Vec<(Rc<str>, Value)>);

impl Parameter for Keywords {
    #[inline(always)]
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<Keywords> {
        Ok(Keywords(bound.take_keywords()))
    }
}

/// Marks a body whose first parameter is the host.
pub struct WithHost;

/// A function that can be the body of a row.
pub trait Callable<Marker> {
    /// # Errors
    /// Whatever its parameters or the function itself raise.
    fn invoke(&self, host: &mut dyn Host, bound: &mut Bound) -> Result<Value>;
}

macro_rules! callable {
    ($($parameter:ident)*) => {
        impl<F, R, $($parameter),*> Callable<($($parameter,)*)> for F
        where
            F: Fn($($parameter),*) -> R,
            R: Returned,
            $($parameter: Parameter,)*
        {
            #[allow(non_snake_case, unused_variables)] // the type parameters' names serve as variables
            fn invoke(&self, host: &mut dyn Host, bound: &mut Bound) -> Result<Value> {
                $(let $parameter = $parameter::take(bound, host)?;)*
                self($($parameter),*).returned()
            }
        }

        impl<F, R, $($parameter),*> Callable<(WithHost, $($parameter,)*)> for F
        where
            F: Fn(&mut dyn Host, $($parameter),*) -> R,
            R: Returned,
            $($parameter: Parameter,)*
        {
            #[allow(non_snake_case, unused_variables)] // as above
            fn invoke(&self, host: &mut dyn Host, bound: &mut Bound) -> Result<Value> {
                $(let $parameter = $parameter::take(bound, host)?;)*
                self(host, $($parameter),*).returned()
            }
        }
    };
}

callable!();
callable!(A);
callable!(A B);
callable!(A B C);
callable!(A B C D);
callable!(A B C D E);
callable!(A B C D E G);
callable!(A B C D E G H);
callable!(A B C D E G H I);
callable!(A B C D E G H I J);
callable!(A B C D E G H I J K);
callable!(A B C D E G H I J K L);
