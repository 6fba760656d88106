//! `a.flags`: how an array lies in memory.

use std::any::Any;

use super::attributes::{object_of, set_writeable};
use crate::builtins;
use crate::value::builtin::FromValue;
use crate::value::{ClassId, Host, Native, Raised, Result, Value};

/// The flags of one array, read when asked for.
pub struct Flags {
    pub array: Value,
}

const NAMES: [&str; 6] = [
    "C_CONTIGUOUS",
    "F_CONTIGUOUS",
    "OWNDATA",
    "WRITEABLE",
    "ALIGNED",
    "WRITEBACKIFCOPY",
];

impl Flags {
    fn get(&self, name: &str) -> Option<bool> {
        let object = object_of(&self.array).ok()?;
        let array = object.array();
        let (c, f) = (array.is_c_contiguous(), array.is_f_contiguous());
        Some(match name {
            "C_CONTIGUOUS" | "C" | "CONTIGUOUS" => c,
            "F_CONTIGUOUS" | "F" | "FORTRAN" => f,
            "OWNDATA" | "O" => object.base.is_none(),
            "WRITEABLE" | "W" => array.is_writeable(),
            "ALIGNED" | "A" => {
                let alignment = array.dtype().alignment().max(1);
                array.layout().offset.is_multiple_of(alignment)
                    && array
                        .strides()
                        .iter()
                        .all(|stride| stride.unsigned_abs().is_multiple_of(alignment))
            }
            "WRITEBACKIFCOPY" | "X" => false,
            "FNC" => f && !c,
            "FORC" => f || c,
            "BEHAVED" | "B" => array.is_writeable(),
            "CARRAY" | "CA" => c && array.is_writeable(),
            "FARRAY" | "FA" => f && !c && array.is_writeable(),
            _ => return None,
        })
    }
}

impl Native for Flags {
    fn class(&self) -> ClassId {
        ClassId::FLAGSOBJ
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        let line = |name: &&str| {
            let value = if self.get(name).unwrap_or(false) {
                "True"
            } else {
                "False"
            };
            format!("  {name} : {value}\n")
        };
        Some(NAMES.iter().map(line).collect())
    }
}

builtins! {
    /// One flag by its name.
    ///
    /// >>> np.zeros(3).flags['WRITEABLE']
    /// True
    "flagsobj.__getitem__" "(self, key)" => get_flag;
    "flagsobj.__setitem__" "(self, key, value)" => set_flag;
    /// Do the elements lie row by row, without gaps?
    ///
    /// >>> np.zeros((2, 3)).T.flags.c_contiguous
    /// False
    property "flagsobj.c_contiguous" | "flagsobj.contiguous" => |flags: Value| named(&flags, "C_CONTIGUOUS");
    /// Do the elements lie column by column, without gaps?
    ///
    /// >>> np.zeros((2, 3)).T.flags.f_contiguous
    /// True
    property "flagsobj.f_contiguous" | "flagsobj.fortran" => |flags: Value| named(&flags, "F_CONTIGUOUS");
    /// Is this memory the array's own, rather than another's?
    ///
    /// >>> np.zeros(3)[:2].flags.owndata
    /// False
    property "flagsobj.owndata" => |flags: Value| named(&flags, "OWNDATA");
    /// Can elements be assigned? Setting it to False protects the array.
    ///
    /// >>> a = np.zeros(3)
    /// >>> a.flags.writeable = False
    /// >>> a[0] = 1
    /// ValueError: assignment destination is read-only
    property "flagsobj.writeable" => |flags: Value| named(&flags, "WRITEABLE");
    setter "flagsobj.writeable=" "(self, value)" => |flags: Value, value: bool| write_flag(&flags, value);
    /// Do the elements lie at addresses that suit their type?
    property "flagsobj.aligned" => |flags: Value| named(&flags, "ALIGNED");
    /// Is this a copy that will be written back? Never here.
    property "flagsobj.writebackifcopy" => |flags: Value| named(&flags, "WRITEBACKIFCOPY");
    /// Contiguous by columns and not by rows?
    property "flagsobj.fnc" => |flags: Value| named(&flags, "FNC");
    /// Contiguous by columns or by rows?
    property "flagsobj.forc" => |flags: Value| named(&flags, "FORC");
    /// Aligned and writeable?
    property "flagsobj.behaved" => |flags: Value| named(&flags, "BEHAVED");
    /// Behaved and contiguous by rows?
    property "flagsobj.carray" => |flags: Value| named(&flags, "CARRAY");
    /// Behaved and contiguous by columns, but not by rows?
    property "flagsobj.farray" => |flags: Value| named(&flags, "FARRAY");
}

fn named(flags: &Value, name: &str) -> Result<bool> {
    let found = flags.native::<Flags>().and_then(|flags| flags.get(name));
    found.ok_or_else(|| Raised::key_error("Unknown flag"))
}

fn get_flag(flags: Value, key: Value) -> Result<bool> {
    match &key {
        Value::Str(name) => named(&flags, name),
        _ => Err(Raised::key_error("Unknown flag")),
    }
}

fn set_flag(host: &mut dyn Host, flags: Value, key: Value, value: Value) -> Result<()> {
    match &key {
        Value::Str(name) if matches!(&**name, "WRITEABLE" | "W") => {
            write_flag(&flags, bool::from_value(value, host)?)
        }
        _ => Err(Raised::key_error("Unknown flag")),
    }
}

fn write_flag(flags: &Value, writeable: bool) -> Result<()> {
    match flags.native::<Flags>() {
        Some(flags) => set_writeable(&flags.array, writeable),
        None => Err(Raised::type_error("expected flags of an array")),
    }
}
