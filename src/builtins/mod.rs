//! Floor 4: the catalogue. Every function, method, attribute and constant that a lesson can name is a row here,
//! in the chapter it belongs to: `numpy/` by the chapters of NumPy's reference, `python/` by Python's types and modules,
//! `pyplot/` by what matplotlib draws.
//!
//! A new capability is one row and one function beside it; see [`builtins!`](crate::builtins!).

mod carry;
pub mod manual;
pub mod numpy;
pub mod operators;
pub mod pyplot;
pub mod python;
pub mod subclasses;

use std::sync::OnceLock;

use crate::text::NameMap;
use crate::value::builtin::RowKind;
use crate::value::{Builtin, Class, ClassId};

pub use carry::carried;

/// All chapters.
fn chapters() -> impl Iterator<Item = &'static [Builtin]> {
    let numpy = numpy::CHAPTERS.iter().chain(numpy::ma::CHAPTERS);
    let all = numpy.chain(python::CHAPTERS);
    let all = all.chain(pyplot::CHAPTERS).copied();
    all.chain([operators::named::ROWS])
}

/// Every row of the catalogue, chapter by chapter.
pub fn rows() -> impl Iterator<Item = &'static Builtin> {
    chapters().flatten()
}

/// The chapter that a row stands in.
pub fn chapter(row: &'static Builtin) -> Option<&'static [Builtin]> {
    chapters().find(|chapter| chapter.as_ptr_range().contains(&std::ptr::from_ref(row)))
}

/// Does calling a row leave everything as it is, but for the value it gives? Known of the chapters in
/// [`numpy::QUIET`] and [`python::QUIET`], whose few rows that change something say so themselves; of all others
/// (files, random numbers, output, settings) it is not assumed.
pub fn is_quiet(row: &'static Builtin) -> bool {
    let holds =
        |chapter: &&'static [Builtin]| chapter.as_ptr_range().contains(&std::ptr::from_ref(row));
    // What a class defines for Python's own syntax may be the writing of an item.
    let is_plain = !row.name().starts_with("__") || row.name() == "__new__";
    let mut quiet = numpy::QUIET.iter().chain(python::QUIET);
    !row.changes && is_plain && row.kind != RowKind::Setter && quiet.any(holds)
}

/// The row of a full name: `np.sum`, `ndarray.sum`, `len`, `math.sqrt`.
pub fn find(name: &str) -> Option<&'static Builtin> {
    index().get(name).copied()
}

fn index() -> &'static NameMap<&'static Builtin> {
    static INDEX: OnceLock<NameMap<&'static Builtin>> = OnceLock::new();
    INDEX.get_or_init(|| {
        let count = rows().map(|row| row.names.len()).sum();
        let mut index = NameMap::with_capacity_and_hasher(count, Default::default());
        for row in rows() {
            index.extend(row.names.iter().map(|name| (*name, row)));
        }
        index
    })
}

/// The row of a method or attribute of a class, inherited ones included: `ndarray.sum`, and `ndarray.shape=` for a setter.
pub fn find_member(class: &Class, name: &str) -> Option<&'static Builtin> {
    // Rows are found under `class.name`; the text is put together once per look-up.
    let id = class.builtin();
    let own = |ancestor| find(&format!("{}.{name}", catalogue_name(ancestor)));
    let found = id.lineage().into_iter().find_map(own);
    // A NumPy scalar has the methods of arrays, as an array of no dimensions.
    found.or_else(|| {
        let row = own(ClassId::NDARRAY)?;
        let lacks = ["argpartition", "dot", "mT", "partition"].contains(&name);
        (id.is_subclass(ClassId::GENERIC)
            && !lacks
            && !name.starts_with("__")
            && !name.ends_with('='))
        .then_some(row)
    })
}

/// What the catalogue calls a class: its name, with the module where other things have the same name.
pub fn catalogue_name(class: ClassId) -> &'static str {
    match class {
        ClassId::BOOL_ => "np.bool",
        other if ["datetime", "functools", "itertools"].contains(&other.module()) => {
            other.with_module()
        }
        other => other.name(),
    }
}

/// The classes that a module shows under their own names: `np.ndarray`, `np.float64`.
pub fn class_in_module(module: &str, name: &str) -> Option<ClassId> {
    let shown = match module {
        "np" => "numpy",
        "" => "builtins",
        other => other,
    };
    // NumPy's plain `np.bool` is its scalar class; Python's types that are not names of Python stay hidden.
    ClassId::all()
        .find(|class| class.module() == shown && class.name() == name && !is_hidden(*class))
}

fn is_hidden(class: ClassId) -> bool {
    class.module() == "builtins"
        && (class > ClassId::TYPE && class < ClassId::INT
            || (class >= ClassId::FUNCTION && class <= ClassId::GENERATOR)
            || (class >= ClassId::DICT_KEYS && class <= ClassId::ODICT_ITEMS)
            || (class >= ClassId::RANGE_ITERATOR && class <= ClassId::CALLABLE_ITERATOR))
}
