//! `d.keys()`, `d.values()`, `d.items()`: views that follow their dict, with the operations of sets.

use std::any::Any;
use std::rc::Rc;

use super::iterate::{self, DictPart, DictWalk};
use super::iterators::iterator;
use super::set;
use crate::builtins;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::value::builtin::{Bound, Parameter};
use crate::value::{ClassId, Dict, Flavour, Host, Native, Result, Set, Value, compare, display};

builtins! {
    /// The number of keys.
    "dict_keys.__len__" | "dict_values.__len__" | "dict_items.__len__" "(self, /)" => |view: View| view.dict.len();
    /// An iterator over the view.
    "dict_keys.__iter__" | "dict_values.__iter__" | "dict_items.__iter__" "(self, /)" => |view: View| {
        iterator(view.part.iterator_class(false), DictWalk::new(&view.dict, view.part, false))
    };
    /// An iterator over the view from its end.
    "dict_keys.__reversed__" | "dict_values.__reversed__" | "dict_items.__reversed__" "(self, /)" => |view: View| {
        iterator(view.part.iterator_class(true), DictWalk::new(&view.dict, view.part, true))
    };
    /// Is a key, or a pair of key and value, there?
    "dict_keys.__contains__" | "dict_items.__contains__" "(self, item, /)" => |host: &mut dyn Host, view: View, item: Value| {
        view.contains(host, &item)
    };
    /// The elements in both.
    "dict_keys.__and__" | "dict_items.__and__" "(self, other, /)" => |host: &mut dyn Host, view: View, other: Value| {
        view.combine(host, BinaryOp::BitAnd, &other)
    };
    /// The elements in either.
    "dict_keys.__or__" | "dict_items.__or__" "(self, other, /)" => |host: &mut dyn Host, view: View, other: Value| {
        view.combine(host, BinaryOp::BitOr, &other)
    };
    /// The elements of the view that are not in the other.
    "dict_keys.__sub__" | "dict_items.__sub__" "(self, other, /)" => |host: &mut dyn Host, view: View, other: Value| {
        view.combine(host, BinaryOp::Sub, &other)
    };
    /// The elements in one and not in both.
    "dict_keys.__xor__" | "dict_items.__xor__" "(self, other, /)" => |host: &mut dyn Host, view: View, other: Value| {
        view.combine(host, BinaryOp::BitXor, &other)
    };
    /// The elements in both, with the view on the right.
    "dict_keys.__rand__" | "dict_items.__rand__" "(self, other, /)" => |host: &mut dyn Host, view: View, other: Value| {
        view.combined_with(host, BinaryOp::BitAnd, &other)
    };
    /// The elements in either, with the view on the right.
    "dict_keys.__ror__" | "dict_items.__ror__" "(self, other, /)" => |host: &mut dyn Host, view: View, other: Value| {
        view.combined_with(host, BinaryOp::BitOr, &other)
    };
    /// The elements of the other that are not in the view.
    "dict_keys.__rsub__" | "dict_items.__rsub__" "(self, other, /)" => |host: &mut dyn Host, view: View, other: Value| {
        view.combined_with(host, BinaryOp::Sub, &other)
    };
    /// The elements in one and not in both, with the view on the right.
    "dict_keys.__rxor__" | "dict_items.__rxor__" "(self, other, /)" => |host: &mut dyn Host, view: View, other: Value| {
        view.combined_with(host, BinaryOp::BitXor, &other)
    };
    /// Have the two no element in common?
    ///
    /// >>> {"a": 1}.keys().isdisjoint(["b"])
    /// True
    "dict_keys.isdisjoint" | "dict_items.isdisjoint" "(self, other, /)" => |host: &mut dyn Host, view: View, other: Value| {
        let common = view.combine(host, BinaryOp::BitAnd, &other)?;
        crate::value::truth(host, &common).map(|some| !some)
    };
    /// The dict that the view is of.
    property "dict_keys.mapping" | "dict_values.mapping" | "dict_items.mapping" => |host: &mut dyn Host, view: View| {
        crate::builtins::operators::library(host, "types", "MappingProxyType", [Value::Dict(view.dict.clone())])
    };
}

/// A live view of a dict.
pub struct DictView {
    dict: Rc<Dict>,
    part: DictPart,
}

/// A view of a part of a dict, as a value.
pub fn view(dict: &Rc<Dict>, part: DictPart) -> Value {
    Value::Native(Rc::new(DictView {
        dict: dict.clone(),
        part,
    }))
}

/// The receiver of a view's methods.
struct View {
    dict: Rc<Dict>,
    part: DictPart,
}

impl Parameter for View {
    fn take(bound: &mut Bound, _: &mut dyn Host) -> Result<View> {
        let value = bound.take().unwrap_or(Value::None);
        match value.native::<DictView>() {
            Some(view) => Ok(View::of(view)),
            None => Err(super::parameters::wrong_receiver(
                bound,
                "dict_keys",
                Some(value),
            )),
        }
    }
}

impl View {
    fn contains(&self, host: &mut dyn Host, item: &Value) -> Result<bool> {
        if self.part == DictPart::Keys {
            return self.dict.contains(host, item);
        }
        match item {
            Value::Tuple(pair) if pair.len() == 2 => match self.dict.get(host, &pair[0])? {
                Some(value) => compare::equal(host, &value, &pair[1]),
                None => Ok(false),
            },
            _ => Ok(false),
        }
    }

    /// The view's elements as a set, made as CPython does.
    fn to_set(&self, host: &mut dyn Host) -> Result<Rc<Set>> {
        let elements = match self.part {
            DictPart::Keys => Value::Dict(self.dict.clone()),
            part => view(&self.dict, part),
        };
        set::from_iterable(host, &elements, false).map(Rc::new)
    }

    fn len(&self) -> usize {
        self.dict.len()
    }

    /// The common elements, in the order of `_PyDictView_Intersect`.
    fn intersection(self, host: &mut dyn Host, other: &Value) -> Result<Value> {
        if let Value::Set(set) = other
            && self.len() <= set.len()
        {
            let own = view(&self.dict, self.part);
            let common = set::intersection_with(host, set, &own)?;
            return Ok(Value::Set(Rc::new(common)));
        }
        let (larger, walked) = match other.native::<DictView>() {
            Some(view) if view.part != DictPart::Values && view.dict.len() > self.len() => {
                let own = super::dict_views::view(&self.dict, self.part);
                (View::of(view), own)
            }
            _ => (self, other.clone()),
        };
        let common = Set::new(false);
        let iterator = iterate::iter(host, &walked)?;
        while let Some(item) = iterate::next(host, &iterator)? {
            if larger.contains(host, &item)? {
                common.insert(host, item)?;
            }
        }
        Ok(Value::Set(Rc::new(common)))
    }

    fn of(view: &DictView) -> View {
        View {
            dict: view.dict.clone(),
            part: view.part,
        }
    }

    /// `view op other`: a set.
    fn combine(self, host: &mut dyn Host, op: BinaryOp, other: &Value) -> Result<Value> {
        if op == BinaryOp::BitAnd {
            return self.intersection(host, other);
        }
        let own = self.to_set(host)?;
        change(host, op, own, other)
    }

    /// `other op view`
    fn combined_with(self, host: &mut dyn Host, op: BinaryOp, other: &Value) -> Result<Value> {
        if op == BinaryOp::BitAnd {
            return self.intersection(host, other);
        }
        let other = Rc::new(set::from_iterable(host, other, false)?);
        change(host, op, other, &view(&self.dict, self.part))
    }
}

/// `set op= other`, with the set as the result.
fn change(host: &mut dyn Host, op: BinaryOp, set: Rc<Set>, other: &Value) -> Result<Value> {
    match op {
        BinaryOp::BitOr => set::update(host, &set, other)?,
        BinaryOp::Sub => set::difference_update(host, &set, other)?,
        _ => set::symmetric_difference_update(host, &set, other)?,
    }
    Ok(Value::Set(set))
}

impl Native for DictView {
    fn class(&self) -> ClassId {
        match (self.part, &self.dict.flavour) {
            (DictPart::Keys, Flavour::Ordered) => ClassId::ODICT_KEYS,
            (DictPart::Values, Flavour::Ordered) => ClassId::ODICT_VALUES,
            (DictPart::Items, Flavour::Ordered) => ClassId::ODICT_ITEMS,
            (DictPart::Keys, _) => ClassId::DICT_KEYS,
            (DictPart::Values, _) => ClassId::DICT_VALUES,
            (DictPart::Items, _) => ClassId::DICT_ITEMS,
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr_with(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let mut out = self.class().name().to_string();
        let pairs = self.dict.pairs();
        let place = Rc::as_ptr(&self.dict) as usize + 1;
        let written = display::guarded(host, place, |host| {
            display::write_items(host, ("([", "])"), &mut out, |i| {
                let (key, value) = pairs.get(i)?.clone();
                Some(self.part.of(key, value))
            })
        })?;
        Ok(Some(if written { out } else { "...".to_string() }))
    }

    fn truth(&self, _: &mut dyn Host) -> Result<bool> {
        Ok(!self.dict.is_empty())
    }

    fn hash(&self, _: &mut dyn Host) -> Result<Option<i64>> {
        match self.part {
            DictPart::Values => Ok(None),
            _ => Err(crate::value::Raised::type_error(format!(
                "unhashable type: '{}'",
                self.class().name()
            ))),
        }
    }

    fn compare(&self, host: &mut dyn Host, op: CompareOp, other: &Value) -> Result<Option<Value>> {
        if let (DictPart::Items, Some(others)) = (self.part, other.native::<DictView>())
            && others.part == DictPart::Items
        {
            return self.compare_items(host, op, others).map(Some);
        }
        let other = match other {
            Value::Set(_) => other.clone(),
            other => match other.native::<DictView>() {
                Some(view) if view.part != DictPart::Values => {
                    Value::Set(View::of(view).to_set(host)?)
                }
                _ => return Ok(None),
            },
        };
        if self.part == DictPart::Values {
            return Ok(None);
        }
        let own = Value::Set(View::of(self).to_set(host)?);
        compare::compare(host, op, &own, &other).map(Some)
    }
}

impl DictView {
    /// The pairs of two dicts compared as sets, though their values may be no elements of such.
    fn compare_items(&self, host: &mut dyn Host, op: CompareOp, other: &DictView) -> Result<Value> {
        let (less, more) = match op {
            CompareOp::Gt | CompareOp::GtE => (other, self),
            _ => (self, other),
        };
        let (few, many) = (less.dict.len(), more.dict.len());
        let fits = match op {
            CompareOp::Eq | CompareOp::NotEq => few == many,
            CompareOp::Lt | CompareOp::Gt => few < many,
            _ => few <= many,
        };
        let mut contained = fits;
        for (key, value) in less.dict.pairs() {
            if !contained {
                break;
            }
            contained = match more.dict.get(host, &key)? {
                Some(other) => compare::equal(host, &value, &other)?,
                None => false,
            };
        }
        Ok(Value::Bool(contained != (op == CompareOp::NotEq)))
    }
}
