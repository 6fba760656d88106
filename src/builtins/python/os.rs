//! What the module `os` asks of the sandbox; the rest of it is written in the language itself.

use super::io::os_error;
use crate::builtins;
use crate::value::{Host, Result};
use std::rc::Rc;

builtins! {
    /// Is there a file or a folder of this name?
    "os._exists" "(path, /)" => |host: &mut dyn Host, path: Rc<str>| host.files().exists(&path);
    /// Is there a file of this name?
    "os._is_file" "(path, /)" => |host: &mut dyn Host, path: Rc<str>| {
        let files = host.files();
        files.exists(&path) && files.read(&path).is_ok()
    };
    /// Takes a file away.
    "os._remove" "(path, /)" => |host: &mut dyn Host, path: Rc<str>| -> Result<()> {
        let removed = host.files().remove(&path);
        removed.map_err(|error| os_error(&error, &path))
    };
}
