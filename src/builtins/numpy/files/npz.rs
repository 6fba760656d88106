//! Several arrays in one file: `.npz`, a zip archive of `.npy` files.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use crate::builtins;
use crate::builtins::python::{io, iterate};
use crate::value::builtin::{Keywords, Rest};
use crate::value::compare::text_of;
use crate::value::convert::to_array;
use crate::value::{Arguments, ClassId, Host, Native, Raised, Result, Value};

use super::npy::{decode, encode, not_a_path};
use super::zip::{Member, archive, members};

builtins! {
    /// Writes arrays to a `.npz` file: those by keyword under their names, the others as `arr_0`, `arr_1`, …
    ///
    /// >>> np.savez('both.npz', x=[1, 2], y=[3.5])
    /// >>> np.load('both.npz')['y']
    /// array([3.5])
    "np.savez" "(file, *args, allow_pickle=True, **kwds)" => |host: &mut dyn Host, file: Value, arrays: Rest, _pickle: Value, named: Keywords| {
        save(host, &file, &arrays, &named, false)
    };
    /// As `savez`, compressed.
    ///
    /// >>> np.savez_compressed('small.npz', zeros=np.zeros(1000))
    /// >>> np.load('small.npz')['zeros'].size
    /// 1000
    "np.savez_compressed" "(file, *args, allow_pickle=True, **kwds)" => |host: &mut dyn Host, file: Value, arrays: Rest, _pickle: Value, named: Keywords| {
        save(host, &file, &arrays, &named, true)
    };
    /// The names of the arrays.
    ///
    /// >>> np.savez('both.npz', x=[1, 2], y=[3.5])
    /// >>> np.load('both.npz').files
    /// ['x', 'y']
    property "NpzFile.files" => |file: Value| -> Result<Vec<Value>> { Ok(names(npz(&file)?)) };
    /// The names of the arrays.
    ///
    /// >>> np.savez('both.npz', x=[1, 2], y=[3.5])
    /// >>> list(np.load('both.npz').keys())
    /// ['x', 'y']
    "NpzFile.keys" "(self)" => |file: Value| view(file, ClassId::KEYS_VIEW);
    /// The arrays.
    ///
    /// >>> np.savez('both.npz', x=[1, 2], y=[3.5])
    /// >>> list(np.load('both.npz').values())
    /// [array([1, 2]), array([3.5])]
    "NpzFile.values" "(self)" => |file: Value| view(file, ClassId::VALUES_VIEW);
    /// Pairs of name and array.
    ///
    /// >>> np.savez('both.npz', x=[1, 2])
    /// >>> list(np.load('both.npz').items())
    /// [('x', array([1, 2]))]
    "NpzFile.items" "(self)" => |file: Value| view(file, ClassId::ITEMS_VIEW);
    /// The array of a name, or `default` where there is none.
    ///
    /// >>> np.savez('both.npz', x=[1, 2])
    /// >>> np.load('both.npz').get('z', 'nothing')
    /// 'nothing'
    "NpzFile.get" "(self, key, default=None, /)" => |file: Value, key: Value, default: Value| -> Result<Value> {
        Ok(read(npz(&file)?, &key)?.unwrap_or(default))
    };
    /// Closes the file; its arrays cannot be read any more.
    ///
    /// >>> np.savez('both.npz', x=[1, 2])
    /// >>> np.load('both.npz').close()
    "NpzFile.close" "(self)" => |file: Value| -> Result<()> {
        npz(&file)?.members.replace(None);
        Ok(())
    };
    /// The arrays as attributes.
    ///
    /// >>> np.savez('both.npz', x=[1, 2])
    /// >>> file = np.load('both.npz'); file.f.x
    /// array([1, 2])
    property "NpzFile.f" => |file: Value| Value::Native(Rc::new(Bag(file)));
    "NpzFile.__getitem__" "(self, key, /)" => |file: Value, key: Value| {
        let missing = || Raised::new(ClassId::KEY_ERROR, format!("{} is not a file in the archive", shown(&key)));
        read(npz(&file)?, &key)?.ok_or_else(missing)
    };
    "NpzFile.__len__" | "KeysView.__len__" | "ValuesView.__len__" | "ItemsView.__len__" "(self, /)" => |file: Value| -> Result<usize> {
        Ok(npz(&file)?.names.len())
    };
    "NpzFile.__contains__" | "KeysView.__contains__" "(self, key, /)" => |file: Value, key: Value| -> Result<bool> {
        Ok(npz(&file)?.place(&shown(&key)).is_some())
    };
    "NpzFile.__iter__" | "KeysView.__iter__" "(self, /)" => |host: &mut dyn Host, file: Value| walk(host, names(npz(&file)?));
    "ValuesView.__iter__" "(self, /)" => |host: &mut dyn Host, file: Value| {
        let arrays = pairs(npz(&file)?)?.into_iter().map(|(_, array)| array);
        walk(host, arrays.collect())
    };
    "ItemsView.__iter__" "(self, /)" => |host: &mut dyn Host, file: Value| {
        let pairs = pairs(npz(&file)?)?.into_iter().map(|(name, array)| Value::tuple(vec![name, array]));
        walk(host, pairs.collect())
    };
    "NpzFile.__enter__" "(self, /)" => |file: Value| file;
    "NpzFile.__exit__" "(self, exc_type=None, exc_value=None, traceback=None, /)" => |file: Value| -> Result<()> {
        npz(&file)?.members.replace(None);
        Ok(())
    };
}

/// An open archive. Its arrays are decoded each time that they are asked for, as in NumPy.
struct NpzFile {
    title: String,
    names: Vec<String>,
    /// None once it is closed.
    members: RefCell<Option<Vec<Member>>>,
}

/// The keys, values or items of an archive.
struct View {
    file: Value,
    class: ClassId,
}

impl NpzFile {
    /// Where a member stands, with or without its ending.
    fn place(&self, name: &str) -> Option<usize> {
        let plain = name.strip_suffix(".npy").unwrap_or(name);
        self.names
            .iter()
            .position(|own| own == name || own == plain)
    }
}

impl Native for NpzFile {
    fn class(&self) -> ClassId {
        ClassId::NPZ_FILE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        let title = if self.members.borrow().is_some() {
            &self.title
        } else {
            "object"
        };
        let first: Vec<&str> = self.names.iter().take(5).map(String::as_str).collect();
        let more = if self.names.len() > 5 { "..." } else { "" };
        Some(format!(
            "NpzFile '{title}' with keys: {}{more}",
            first.join(", ")
        ))
    }
}

/// `file.f`
struct Bag(Value);

impl Native for Bag {
    fn class(&self) -> ClassId {
        ClassId::BAG_OBJ
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        read(npz(&self.0).ok()?, &Value::str(name)).ok().flatten()
    }
}

impl Native for View {
    fn class(&self) -> ClassId {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        let file = npz(&self.file).ok()?.repr()?;
        Some(format!("{}({file})", self.class.name()))
    }
}

fn view(file: Value, class: ClassId) -> Value {
    Value::Native(Rc::new(View { file, class }))
}

/// The archive, also of one of its views.
fn npz(value: &Value) -> Result<&NpzFile> {
    let file = value.native::<View>().map_or(value, |view| &view.file);
    file.native::<NpzFile>()
        .ok_or_else(|| Raised::type_error("expected an NpzFile"))
}

fn names(file: &NpzFile) -> Vec<Value> {
    file.names.iter().map(Value::str).collect()
}

fn walk(host: &mut dyn Host, values: Vec<Value>) -> Result<Value> {
    Ok(Value::Iterator(iterate::iter(host, &Value::list(values))?))
}

fn shown(key: &Value) -> Rc<str> {
    text_of(key).cloned().unwrap_or_else(|| match key {
        Value::Int(number) => number.to_string().into(),
        other => other.type_name(),
    })
}

/// The array of a name; None where the archive has no such member.
fn read(file: &NpzFile, key: &Value) -> Result<Option<Value>> {
    let Some(place) = file.place(&shown(key)) else {
        return Ok(None);
    };
    let members = file.members.borrow();
    let Some(members) = members.as_ref() else {
        return Err(Raised::attribute_error(
            "'NoneType' object has no attribute 'open'",
        ));
    };
    match members.get(place) {
        Some(member) => Ok(Some(Value::array(decode(&member.bytes()?)?))),
        None => Ok(None),
    }
}

fn pairs(file: &NpzFile) -> Result<Vec<(Value, Value)>> {
    let mut pairs = Vec::new();
    for name in names(file) {
        let array = read(file, &name)?.unwrap_or(Value::None);
        pairs.push((name, array));
    }
    Ok(pairs)
}

/// Opens the archive in the bytes of a file that the lesson calls `title`.
///
/// # Errors
/// ValueError where it is damaged.
pub fn open(title: &str, bytes: &[u8]) -> Result<Value> {
    let members = members(bytes)?;
    let plain = |member: &Member| {
        let name = &member.name;
        name.strip_suffix(".npy").unwrap_or(name).to_string()
    };
    Ok(Value::Native(Rc::new(NpzFile {
        title: title.to_string(),
        names: members.iter().map(plain).collect(),
        members: RefCell::new(Some(members)),
    })))
}

fn save(
    host: &mut dyn Host,
    file: &Value,
    arrays: &Rest,
    named: &Keywords,
    compressed: bool,
) -> Result<()> {
    let mut all: Vec<(String, Value)> = named
        .0
        .iter()
        .map(|(name, array)| (name.to_string(), array.clone()))
        .collect();
    for (at, array) in arrays.0.iter().enumerate() {
        let name = format!("arr_{at}");
        if all.iter().any(|(other, _)| *other == name) {
            return Err(Raised::value_error(format!(
                "Cannot use un-named variables and keyword {name}"
            )));
        }
        all.push((name, array.clone()));
    }
    let mut packed = Vec::new();
    for (name, array) in all {
        packed.push((format!("{name}.npy"), encode(&to_array(&array)?)?));
    }
    let bytes = archive(&packed, compressed);
    crate::array::meter::finished()?;
    match file {
        Value::Str(path) if path.ends_with(".npz") => io::write_file(host, path, &bytes),
        Value::Str(path) => io::write_file(host, &format!("{path}.npz"), &bytes),
        Value::Native(_) => {
            let write = host.attribute(file, "write")?;
            let bytes = Value::Bytes(bytes.into());
            host.call(&write, Arguments::positional([bytes]))
                .map(|_| ())
        }
        other => Err(not_a_path(other)),
    }
}
