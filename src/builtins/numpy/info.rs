//! `np.info`: what an array is, in memory and out of it; what a function does.

use crate::builtins;
use crate::value::{Class, Host, Raised, Result, Stream, Value, display};

use super::buffers::address;
use super::compose::call_with;

builtins! {
    /// Prints what an array is, or what a function, a class or a module does.
    ///
    /// >>> import io
    /// >>> text = io.StringIO(); np.info(np.arange(3), output=text)
    /// >>> text.getvalue().splitlines()[:2]
    /// ['class:  ndarray', 'shape:  (3,)']
    "np.info" "(object=None, maxwidth=76, output=None, toplevel='numpy')" => info;
    /// Which loops a CPU's own instructions could run: none here, so that results are the same everywhere.
    ///
    /// >>> np.lib.introspect.opt_func_info(func_name='no such function')
    /// {}
    "np.lib.introspect.opt_func_info" "(func_name=None, signature=None)" => |_name: Value, _signature: Value| {
        Value::Dict(crate::value::Dict::default().into())
    };
    /// An array over the memory of another; here only NumPy's own arrays have any to share.
    ///
    /// >>> x = np.arange(3)
    /// >>> np.shares_memory(np.from_dlpack(x), x)
    /// True
    "np.from_dlpack" "(x, /, *, device=None, copy=None)" => |host: &mut dyn Host, x: Value, _device: Value, copy: Value| {
        let Value::Array(object) = &x else {
            host.attribute(&x, "__dlpack__")?;
            return Err(Raised::type_error("only arrays have memory to share"));
        };
        if crate::value::truth(host, &copy)? {
            return call_with(host, "np.array", [x.clone()], []);
        }
        Ok(Value::view(object.array(), &x))
    };
}

fn info(host: &mut dyn Host, object: Value, _width: Value, output: Value) -> Result<()> {
    let text = match &object {
        Value::Array(_) => of_array(host, &object)?,
        Value::Builtin(row) => {
            let doc = row.doc.trim_end();
            format!(" {}{}\n\n{doc}\n", row.name(), row.signature)
        }
        Value::Class(class) => of_class(class),
        other => of_class(&other.class()),
    };
    if output.is_none() {
        return host.write(Stream::Out, &text);
    }
    let write = host.attribute(&output, "write")?;
    let arguments = crate::value::Arguments::positional([Value::str(text)]);
    host.call(&write, arguments).map(drop)
}

fn of_class(class: &Class) -> String {
    let row = crate::builtins::find_member(class, "__new__");
    match row {
        Some(row) if !row.doc.is_empty() => format!("{}\n", row.doc.trim_end()),
        _ => format!("{}\n", class.qualified()),
    }
}

fn of_array(host: &mut dyn Host, a: &Value) -> Result<String> {
    let mut lines = String::new();
    let flags = host.attribute(a, "flags")?;
    let dtype = host.attribute(a, "dtype")?;
    let mut add = |host: &mut dyn Host, label: &str, owner: &Value, name: &str| -> Result<()> {
        let found = host.attribute(owner, name)?;
        lines += &format!("{label}{}\n", display::str(host, &found)?);
        Ok(())
    };
    add(host, "shape:  ", a, "shape")?;
    add(host, "strides:  ", a, "strides")?;
    add(host, "itemsize:  ", a, "itemsize")?;
    add(host, "aligned:  ", &flags, "aligned")?;
    add(host, "contiguous:  ", &flags, "contiguous")?;
    add(host, "fortran:  ", &flags, "fortran")?;
    let order = host.attribute(&dtype, "byteorder")?;
    let swapped = matches!(&order, Value::Str(order) if &**order == ">");
    let (order, swap) = match swapped {
        true => ("big", "True"),
        false => ("little", "False"),
    };
    let start = address(host, a);
    let name = display::str(host, &dtype)?;
    Ok(format!(
        "class:  ndarray\n{lines}data pointer: {start:#x}\nbyteorder:  {order}\nbyteswap:  {swap}\ntype: {name}\n"
    ))
}
