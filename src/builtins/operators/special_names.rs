//! Which special methods the built-in classes have: what `dir()` lists, and what can be called by name.

use crate::value::ClassId;

/// What every object has.
const OBJECT: &[&str] = &[
    "__class__",
    "__delattr__",
    "__dir__",
    "__doc__",
    "__eq__",
    "__format__",
    "__ge__",
    "__getattribute__",
    "__getstate__",
    "__gt__",
    "__hash__",
    "__init__",
    "__init_subclass__",
    "__le__",
    "__lt__",
    "__ne__",
    "__new__",
    "__reduce__",
    "__reduce_ex__",
    "__repr__",
    "__setattr__",
    "__sizeof__",
    "__str__",
    "__subclasshook__",
];

/// What the values of a built-in class have beyond that.
const OWN: &[(ClassId, &[&str])] = &[
    (
        ClassId::INT,
        &[
            "__format__",
            "__abs__",
            "__add__",
            "__and__",
            "__bool__",
            "__ceil__",
            "__divmod__",
            "__float__",
            "__floor__",
            "__floordiv__",
            "__getnewargs__",
            "__index__",
            "__int__",
            "__invert__",
            "__lshift__",
            "__mod__",
            "__mul__",
            "__neg__",
            "__or__",
            "__pos__",
            "__pow__",
            "__radd__",
            "__rand__",
            "__rdivmod__",
            "__rfloordiv__",
            "__rlshift__",
            "__rmod__",
            "__rmul__",
            "__ror__",
            "__round__",
            "__rpow__",
            "__rrshift__",
            "__rshift__",
            "__rsub__",
            "__rtruediv__",
            "__rxor__",
            "__sub__",
            "__truediv__",
            "__trunc__",
            "__xor__",
        ],
    ),
    (
        ClassId::FLOAT,
        &[
            "__format__",
            "__abs__",
            "__add__",
            "__bool__",
            "__ceil__",
            "__divmod__",
            "__float__",
            "__floor__",
            "__floordiv__",
            "__getformat__",
            "__getnewargs__",
            "__int__",
            "__mod__",
            "__mul__",
            "__neg__",
            "__pos__",
            "__pow__",
            "__radd__",
            "__rdivmod__",
            "__rfloordiv__",
            "__rmod__",
            "__rmul__",
            "__round__",
            "__rpow__",
            "__rsub__",
            "__rtruediv__",
            "__sub__",
            "__truediv__",
            "__trunc__",
        ],
    ),
    (
        ClassId::COMPLEX,
        &[
            "__format__",
            "__abs__",
            "__add__",
            "__bool__",
            "__complex__",
            "__getnewargs__",
            "__mul__",
            "__neg__",
            "__pos__",
            "__pow__",
            "__radd__",
            "__rmul__",
            "__rpow__",
            "__rsub__",
            "__rtruediv__",
            "__sub__",
            "__truediv__",
        ],
    ),
    (
        ClassId::STR,
        &[
            "__format__",
            "__str__",
            "__add__",
            "__contains__",
            "__getitem__",
            "__getnewargs__",
            "__iter__",
            "__len__",
            "__mod__",
            "__mul__",
            "__rmod__",
            "__rmul__",
        ],
    ),
    (
        ClassId::BYTES,
        &[
            "__add__",
            "__bytes__",
            "__contains__",
            "__getitem__",
            "__getnewargs__",
            "__iter__",
            "__len__",
            "__mod__",
            "__mul__",
            "__rmod__",
            "__rmul__",
        ],
    ),
    (
        ClassId::LIST,
        &[
            "__add__",
            "__class_getitem__",
            "__contains__",
            "__delitem__",
            "__getitem__",
            "__iadd__",
            "__imul__",
            "__iter__",
            "__len__",
            "__mul__",
            "__reversed__",
            "__rmul__",
            "__setitem__",
        ],
    ),
    (
        ClassId::TUPLE,
        &[
            "__add__",
            "__class_getitem__",
            "__contains__",
            "__getitem__",
            "__getnewargs__",
            "__iter__",
            "__len__",
            "__mul__",
            "__rmul__",
        ],
    ),
    (
        ClassId::DICT,
        &[
            "__class_getitem__",
            "__contains__",
            "__delitem__",
            "__getitem__",
            "__ior__",
            "__iter__",
            "__len__",
            "__or__",
            "__reversed__",
            "__ror__",
            "__setitem__",
        ],
    ),
    (
        ClassId::SET,
        &[
            "__and__",
            "__class_getitem__",
            "__contains__",
            "__iand__",
            "__ior__",
            "__isub__",
            "__iter__",
            "__ixor__",
            "__len__",
            "__or__",
            "__rand__",
            "__ror__",
            "__rsub__",
            "__rxor__",
            "__sub__",
            "__xor__",
        ],
    ),
    (
        ClassId::FROZENSET,
        &[
            "__and__",
            "__class_getitem__",
            "__contains__",
            "__iter__",
            "__len__",
            "__or__",
            "__rand__",
            "__ror__",
            "__rsub__",
            "__rxor__",
            "__sub__",
            "__xor__",
        ],
    ),
    (
        ClassId::RANGE,
        &[
            "__bool__",
            "__contains__",
            "__getitem__",
            "__iter__",
            "__len__",
            "__reversed__",
        ],
    ),
    (ClassId::NONE, &["__bool__"]),
    (ClassId::NDARRAY, ARRAY),
    (ClassId::GENERIC, ARRAY),
    (ClassId::FUNCTION, &["__call__"]),
    (ClassId::BUILTIN_FUNCTION, &["__call__"]),
    (ClassId::METHOD, &["__call__"]),
];

/// What arrays have, and NumPy's scalars with them.
const ARRAY: &[&str] = &[
    "__abs__",
    "__add__",
    "__and__",
    "__bool__",
    "__complex__",
    "__contains__",
    "__delitem__",
    "__divmod__",
    "__float__",
    "__floordiv__",
    "__format__",
    "__getitem__",
    "__iadd__",
    "__iand__",
    "__ifloordiv__",
    "__ilshift__",
    "__imatmul__",
    "__imod__",
    "__imul__",
    "__index__",
    "__int__",
    "__invert__",
    "__ior__",
    "__ipow__",
    "__irshift__",
    "__isub__",
    "__iter__",
    "__itruediv__",
    "__ixor__",
    "__len__",
    "__lshift__",
    "__matmul__",
    "__mod__",
    "__mul__",
    "__neg__",
    "__or__",
    "__pos__",
    "__pow__",
    "__radd__",
    "__rand__",
    "__rdivmod__",
    "__rfloordiv__",
    "__rlshift__",
    "__rmatmul__",
    "__rmod__",
    "__rmul__",
    "__ror__",
    "__rpow__",
    "__rrshift__",
    "__rshift__",
    "__rsub__",
    "__rtruediv__",
    "__rxor__",
    "__setitem__",
    "__str__",
    "__sub__",
    "__truediv__",
    "__xor__",
];

/// What every class beyond `object` answers for its own objects.
const COMMON: &[&str] = &[
    "__eq__", "__ge__", "__gt__", "__hash__", "__le__", "__lt__", "__ne__", "__repr__",
];

/// Which class of a lineage has its own method of this name, with the name as it stands in the tables.
pub(super) fn owner(class: ClassId, name: &str) -> Option<(ClassId, &'static str)> {
    let concrete = class != ClassId::OBJECT && class != ClassId::TYPE;
    let own = class.lineage().into_iter().find_map(|ancestor| {
        let (id, names) = OWN.iter().find(|(id, _)| *id == ancestor)?;
        let found = names.iter().find(|own| **own == name)?;
        Some((*id, *found))
    });
    let common = || COMMON.iter().find(|own| **own == name);
    let nearest = || {
        let lineage = class.lineage().into_iter();
        let listed = lineage.filter(|&id| OWN.iter().any(|(own, _)| *own == id));
        listed.reduce(|nearest, _| nearest).unwrap_or(class)
    };
    own.or_else(|| Some((nearest(), *common().filter(|_| concrete)?)))
}

/// The special names that a class has beyond those that it inherits.
pub fn own_special_names(class: ClassId) -> &'static [&'static str] {
    let own = OWN.iter().find(|(id, _)| *id == class);
    own.map_or(&[], |(_, names)| *names)
}

/// The special names of a class and of those it inherits from.
pub fn special_names(class: ClassId) -> Vec<&'static str> {
    let mut names = OBJECT.to_vec();
    for ancestor in class.lineage() {
        let own = OWN.iter().find(|(id, _)| *id == ancestor);
        names.extend(own.into_iter().flat_map(|(_, names)| *names));
    }
    names
}
