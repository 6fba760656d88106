//! Structured arrays with gaps, and what is made of the gaps: masked elements or fill values. Joins by a key.

use std::rc::Rc;

use super::call;
use super::compose::call_with;
use super::recfunctions::{default_of, dressed, fields_of, packed, part, texts};
use crate::array::take::gather;
use crate::array::{Array, Bool, DType};
use crate::builtins;
use crate::builtins::operators::get_item;
use crate::syntax::ast::CompareOp;
use crate::value::convert::{element_from, set_elements, to_array};
use crate::value::{Arguments, Host, Raised, Result, Value, truth};

builtins! {
    /// Rows of two structured arrays that agree in the fields of a key, side by side. `'outer'` keeps the rows without a
    /// partner too, `'leftouter'` those of the first.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> a = np.array([(1, 10), (2, 20)], dtype=[('k', int), ('a', int)])
    /// >>> b = np.array([(2, 5.5)], dtype=[('k', int), ('b', float)])
    /// >>> rfn.join_by('k', a, b, usemask=False)
    /// array([(2, 20, 5.5)], dtype=[('k', '<i8'), ('a', '<i8'), ('b', '<f8')])
    "np.lib.recfunctions.join_by" "(key, r1, r2, jointype='inner', r1postfix='1', r2postfix='2', defaults=None, usemask=True, asrecarray=False)" => |host: &mut dyn Host, key: Value, r1: Array, r2: Array, kind: Rc<str>, first: Rc<str>, second: Rc<str>, defaults: Value, usemask: bool, records: bool| {
        let how = Join { kind, postfixes: [first, second] };
        how.run(host, &key, [r1, r2])?.finished(host, &defaults, usemask, records)
    };
    /// As `join_by`, giving a record array.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> a = np.array([(1, 10)], dtype=[('k', int), ('a', int)])
    /// >>> rfn.rec_join('k', a, a[['k']])
    /// rec.array([(1, 10)],
    ///           dtype=[('k', '<i8'), ('a', '<i8')])
    "np.lib.recfunctions.rec_join" "(key, r1, r2, jointype='inner', r1postfix='1', r2postfix='2', defaults=None)" => |host: &mut dyn Host, key: Value, r1: Array, r2: Array, kind: Rc<str>, first: Rc<str>, second: Rc<str>, defaults: Value| {
        let how = Join { kind, postfixes: [first, second] };
        how.run(host, &key, [r1, r2])?.finished(host, &defaults, false, true)
    };
    /// The rows of a masked structured array that are there more than once.
    ///
    /// >>> from numpy.lib import recfunctions as rfn
    /// >>> a = np.ma.array([1, 1, 2]).view([('a', int)])
    /// >>> len(rfn.find_duplicates(a))
    /// 2
    "np.lib.recfunctions.find_duplicates" "(a, key=None, ignoremask=True, return_index=False)" => find_duplicates;
}

/// A structured array, and which of its fields are missing.
pub struct Gapped {
    pub data: Array,
    missing: Array,
}

impl Gapped {
    /// Of a structured dtype, nothing missing, everything zero.
    ///
    /// # Errors
    /// MemoryError.
    pub fn new(dtype: DType, length: usize) -> Result<Gapped> {
        let marks = fields_of(&dtype).iter();
        let marks = marks.map(|field| (field.name.clone(), DType::Bool, field.shape.clone()));
        let missing = Array::zeros(packed(marks), &[length])?;
        Ok(Gapped {
            data: Array::zeros(dtype, &[length])?,
            missing,
        })
    }

    /// Marks a field as missing, or as there, in some rows.
    ///
    /// # Errors
    /// The budget's.
    pub fn mark(&self, name: &str, rows: std::ops::Range<usize>, missing: bool) -> Result<()> {
        let marks = between(&part(&self.missing, name)?, rows);
        set_elements(&marks, &Value::Bool(missing))
    }

    /// The rows at these positions.
    fn taken(&self, rows: &[usize]) -> Result<Gapped> {
        let pick = |array: &Array| {
            let step = array.strides().first().copied().unwrap_or(0);
            let start = array.layout().offset as isize;
            let places: Vec<usize> = rows
                .iter()
                .map(|&row| (start + step * row as isize) as usize)
                .collect();
            gather(array, &places, &[rows.len()])
        };
        Ok(Gapped {
            data: pick(&self.data)?,
            missing: pick(&self.missing)?,
        })
    }

    /// A masked array, or one with fill values, of which `defaults` names some.
    ///
    /// # Errors
    /// Where a fill value is none of its field's dtype.
    pub fn finished(
        self,
        host: &mut dyn Host,
        defaults: &Value,
        usemask: bool,
        records: bool,
    ) -> Result<Value> {
        let given = match defaults {
            Value::Dict(dict) => dict.pairs(),
            _ => Vec::new(),
        };
        let fields = fields_of(self.data.dtype()).to_vec();
        let mut fill = Vec::with_capacity(fields.len());
        for field in &fields {
            let is_own = |key: &Value| matches!(key, Value::Str(name) if *name == field.name);
            let own = given
                .iter()
                .find(|(key, _)| is_own(key))
                .map(|(_, value)| value.clone());
            fill.push(own.unwrap_or_else(|| default_of(&field.dtype)));
        }
        if usemask {
            let mut how = vec![("mask", Value::array(self.missing))];
            if !given.is_empty() {
                how.push(("fill_value", Value::tuple(fill)));
            }
            return call_with(host, "np.ma.array", [Value::array(self.data)], how);
        }
        for (field, value) in fields.iter().zip(&fill) {
            let (own, marks) = (
                part(&self.data, &field.name)?,
                part(&self.missing, &field.name)?,
            );
            let element = element_from(value, &field.dtype)?;
            let places: Vec<usize> = own.layout().offsets().collect();
            for (at, mark) in places.into_iter().zip(marks.scalars()) {
                if mark.as_integer() == Some(1) {
                    own.set(at, &element);
                }
            }
        }
        dressed(self.data, records)
    }
}

/// Some rows of an array.
pub fn between(array: &Array, rows: std::ops::Range<usize>) -> Array {
    let mut layout = array.layout().clone();
    let step = layout.strides.first().copied().unwrap_or(0);
    layout.offset = (layout.offset as isize + step * rows.start as isize) as usize;
    if let Some(length) = layout.shape.first_mut() {
        *length = rows.len();
    }
    array.with_layout(layout)
}

/// `join_by`
struct Join {
    kind: Rc<str>,
    /// What is added to names that both arrays have.
    postfixes: [Rc<str>; 2],
}

/// Which rows of the two arrays go into the result: first those with a partner.
struct Rows {
    first: Vec<usize>,
    second: Vec<usize>,
    common: usize,
}

impl Join {
    fn run(&self, host: &mut dyn Host, key: &Value, arrays: [Array; 2]) -> Result<Gapped> {
        if !["inner", "outer", "leftouter"].contains(&&*self.kind) {
            return Err(Raised::value_error(format!(
                "The 'jointype' argument should be in 'inner', 'outer' or 'leftouter' (got '{}' instead)",
                self.kind
            )));
        }
        let key = texts(host, key)?;
        for (at, name) in key.iter().enumerate() {
            if key[at + 1..].contains(name) {
                return Err(Raised::value_error(format!("duplicate join key '{name}'")));
            }
            for (array, shown) in arrays.iter().zip(["r1", "r2"]) {
                if fields_of(array.dtype())
                    .iter()
                    .all(|field| field.name != *name)
                {
                    let message = format!("{shown} does not have key field '{name}'");
                    return Err(Raised::value_error(message));
                }
            }
        }
        let mut flat = Vec::with_capacity(2);
        for array in &arrays {
            flat.push(array.reshaped(&[array.size()], false)?);
        }
        let rows = self.rows(host, &key, &flat)?;
        let out = self.put_together(&key, &flat, &rows)?;
        let order = sorted_by(host, &out.data, &key)?;
        out.taken(&order)
    }

    /// Finds the partners.
    fn rows(&self, host: &mut dyn Host, key: &[Rc<str>], arrays: &[Array]) -> Result<Rows> {
        let names: Vec<Value> = fields_of(arrays[0].dtype())
            .iter()
            .filter(|field| key.contains(&field.name))
            .map(|field| Value::Str(field.name.clone()))
            .collect();
        let mut keys = Vec::with_capacity(2);
        for array in arrays {
            let own = Value::array(array.clone());
            let chosen = get_item(host, &own, &Value::list(names.clone()))?;
            keys.push(call(host, "np.lib.recfunctions.repack_fields", [chosen])?);
        }
        let all = call(host, "np.concatenate", [Value::tuple(keys)])?;
        let order = sorted_by(host, &to_array(&all)?, key)?;
        let sorted = to_array(&all)?;
        let length = order.len();
        let step = sorted.itemsize();
        let places: Vec<usize> = order
            .iter()
            .map(|&at| sorted.layout().offset + at * step)
            .collect();
        let sorted = gather(&sorted, &places, &[length])?;
        let mut paired = vec![false; length];
        if length > 1 {
            let (later, earlier) = (between(&sorted, 1..length), between(&sorted, 0..length - 1));
            let same =
                host.compare_arrays(CompareOp::Eq, &Value::array(later), &Value::array(earlier))?;
            for (at, same) in to_array(&same)?.to_vec::<Bool>()?.into_iter().enumerate() {
                if same.get() {
                    paired[at] = true;
                    paired[at + 1] = true;
                }
            }
        }
        let border = arrays[0].size();
        let mut rows = Rows {
            first: Vec::new(),
            second: Vec::new(),
            common: 0,
        };
        let mut alone = (Vec::new(), Vec::new());
        for (&at, paired) in order.iter().zip(paired) {
            match (paired, at < border) {
                (true, true) => rows.first.push(at),
                (true, false) => rows.second.push(at - border),
                (false, true) => alone.0.push(at),
                (false, false) => alone.1.push(at - border),
            }
        }
        rows.common = rows.first.len().max(rows.second.len());
        match &*self.kind {
            "outer" => {
                rows.first.extend(alone.0);
                rows.second.extend(alone.1);
            }
            "leftouter" => rows.first.extend(alone.0),
            _ => {}
        }
        Ok(rows)
    }

    /// The fields of both arrays, those of the key once.
    fn put_together(&self, key: &[Rc<str>], arrays: &[Array], rows: &Rows) -> Result<Gapped> {
        let is_key = |name: &Rc<str>| key.contains(name);
        let names = |array: &Array| -> Vec<Rc<str>> {
            fields_of(array.dtype())
                .iter()
                .map(|field| field.name.clone())
                .collect()
        };
        let both = |name: &Rc<str>| arrays.iter().all(|array| names(array).contains(name));
        let mut parts: Vec<(Rc<str>, DType, Vec<usize>)> = Vec::new();
        let named = |which: usize, name: &Rc<str>| -> Rc<str> {
            match !is_key(name) && both(name) {
                true => format!("{name}{}", self.postfixes[which]).into(),
                false => name.clone(),
            }
        };
        let first = fields_of(arrays[0].dtype());
        let ordered = first.iter().filter(|field| is_key(&field.name));
        for field in ordered.chain(first.iter().filter(|field| !is_key(&field.name))) {
            parts.push((
                named(0, &field.name),
                field.dtype.clone(),
                field.shape.clone(),
            ));
        }
        for field in fields_of(arrays[1].dtype()) {
            let place = parts
                .iter()
                .position(|(name, ..)| *name == named(0, &field.name));
            match place {
                Some(at) if is_key(&field.name) => {
                    if field.dtype.itemsize() > parts[at].1.itemsize() {
                        parts[at].1 = field.dtype.clone();
                    }
                }
                Some(at) if both(&field.name) => {
                    let own = (
                        named(1, &field.name),
                        field.dtype.clone(),
                        field.shape.clone(),
                    );
                    parts.insert(at + 1, own);
                }
                _ => parts.push((field.name.clone(), field.dtype.clone(), field.shape.clone())),
            }
        }
        let common = rows.common;
        let spare = [rows.first.len(), rows.second.len()].map(|own| own.saturating_sub(common));
        let out = Gapped::new(packed(parts), common + spare[0] + spare[1])?;
        for field in fields_of(out.data.dtype()).to_vec() {
            out.mark(&field.name, 0..out.data.size(), true)?;
        }
        for (which, (array, own)) in arrays.iter().zip([&rows.first, &rows.second]).enumerate() {
            let start = if which == 0 {
                common
            } else {
                common + spare[0]
            };
            for field in fields_of(array.dtype()) {
                let (source, name) = (part(array, &field.name)?, named(which, &field.name));
                let target = part(&out.data, &name)?;
                for (at, &row) in own.iter().enumerate() {
                    let to = if at < common { at } else { start + at - common };
                    let value = Value::array(between(&source, row..row + 1));
                    set_elements(&between(&target, to..to + 1), &value)?;
                    out.mark(&name, to..to + 1, false)?;
                }
            }
        }
        Ok(out)
    }
}

/// The positions that put structured rows in the order of some fields.
fn sorted_by(host: &mut dyn Host, rows: &Array, key: &[Rc<str>]) -> Result<Vec<usize>> {
    let order = Value::list(key.iter().cloned().map(Value::Str).collect());
    let how = [("order", order), ("kind", Value::str("stable"))];
    let order = call_with(host, "ndarray.argsort", [Value::array(rows.clone())], how)?;
    let order = to_array(&order)?.to_vec_as::<i64>()?;
    Ok(order.into_iter().map(|at| at as usize).collect())
}

fn find_duplicates(
    host: &mut dyn Host,
    a: Value,
    key: Value,
    ignoremask: Value,
    return_index: Value,
) -> Result<Value> {
    let base = match key.is_none() {
        true => a.clone(),
        false => get_item(host, &a, &key)?,
    };
    let own = host.attribute(&base, "argsort")?;
    let order = host.call(&own, Arguments::none())?;
    let sorted = get_item(host, &base, &order)?;
    let filled = host.attribute(&sorted, "filled")?;
    let filled = to_array(&host.call(&filled, Arguments::none())?)?;
    let length = filled.size();
    let mut flags = vec![false; length];
    if length > 1 {
        let (earlier, later) = (between(&filled, 0..length - 1), between(&filled, 1..length));
        let same =
            host.compare_arrays(CompareOp::Eq, &Value::array(earlier), &Value::array(later))?;
        for (at, same) in to_array(&same)?.to_vec::<Bool>()?.into_iter().enumerate() {
            flags[at + 1] = same.get();
        }
    }
    if truth(host, &ignoremask)? {
        let masks = to_array(&host.attribute(&sorted, "recordmask")?)?;
        if masks.size() == length {
            for (flag, mask) in flags.iter_mut().zip(masks.to_vec_as::<Bool>()?) {
                *flag &= !mask.get();
            }
        }
    }
    // The one before an equal one is a duplicate too.
    let chosen: Vec<Bool> = (0..length)
        .map(|at| (flags[at] || flags.get(at + 1).copied().unwrap_or(false)).into())
        .collect();
    let chosen = Value::array(Array::from_vec(chosen)?);
    let rows = get_item(host, &a, &order)?;
    let duplicates = get_item(host, &rows, &chosen)?;
    if !truth(host, &return_index)? {
        return Ok(duplicates);
    }
    let places = get_item(host, &order, &chosen)?;
    Ok(Value::tuple(vec![duplicates, places]))
}
