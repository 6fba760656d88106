//! `np.savetxt`: an array as a table of text.

use std::rc::Rc;

use crate::array::{Array, Kind};
use crate::builtins;
use crate::builtins::python::{io, percent};
use crate::value::convert::{to_array, to_python};
use crate::value::{Arguments, Host, Raised, Result, Value};

builtins! {
    /// Writes a table to a text file: a line per row.
    ///
    /// >>> np.savetxt('table.csv', [[1, 2], [3, 4]], fmt='%d', delimiter=',')
    /// >>> open('table.csv').read()
    /// '1,2\n3,4\n'
    "np.savetxt" "(fname, X, fmt='%.18e', delimiter=' ', newline='\n', header='', footer='', comments='# ', encoding=None)" => savetxt;
}

#[allow(clippy::too_many_arguments)] // NumPy's own list
fn savetxt(
    host: &mut dyn Host,
    fname: Value,
    x: Value,
    fmt: Value,
    delimiter: Rc<str>,
    newline: Rc<str>,
    header: Rc<str>,
    footer: Rc<str>,
    comments: Rc<str>,
    _encoding: Value,
) -> Result<()> {
    let is_file = matches!(fname, Value::Native(_) | Value::Instance(_));
    if !is_file && !matches!(fname, Value::Str(_)) {
        return Err(Raised::value_error("fname must be a string or file handle"));
    }
    let newline: Rc<str> = if &*newline == "\\n" {
        "\n".into()
    } else {
        newline
    };
    if let Value::Str(path) = &fname {
        // The file is there, and empty, even if a row cannot be written.
        io::write_file(host, path, b"")?;
    }
    let array = to_array(&x)?;
    let (rows, columns, complex) = table_of(&array)?;
    let line_format = line_format(&fmt, columns, complex, &delimiter)?;
    let mut text = String::new();
    let comment = |text: &str| {
        format!(
            "{comments}{}{newline}",
            text.replace('\n', &format!("\n{comments}"))
        )
    };
    if !header.is_empty() {
        text.push_str(&comment(&header));
    }
    for row in 0..rows {
        crate::array::meter::steps(columns + 1)?;
        let cells = row_cells(&array, row, complex);
        let values = Value::tuple(cells);
        let line = percent::format(host, &line_format, &values)
            .map_err(|_| mismatch(&array, &line_format))?;
        crate::array::meter::check_bytes(text.len() + line.len())?;
        text.push_str(&line);
        text.push_str(&newline);
    }
    if !footer.is_empty() {
        text.push_str(&comment(&footer));
    }
    match &fname {
        Value::Str(path) => io::write_file(host, path, text.as_bytes()),
        file => {
            let write = host.attribute(file, "write")?;
            host.call(&write, Arguments::positional([Value::str(text)]))
                .map(|_| ())
        }
    }
}

fn mismatch(array: &Array, format: &str) -> Raised {
    let dtype = array.dtype();
    Raised::type_error(format!(
        "Mismatch between array dtype ('{dtype}') and format specifier ('{format}')"
    ))
}

/// Rows, columns, and whether the elements are complex.
fn table_of(array: &Array) -> Result<(usize, usize, bool)> {
    let complex = array.dtype().kind() == Kind::Complex;
    match array.shape() {
        [rows] => Ok((*rows, 1, complex)),
        [rows, columns] => Ok((*rows, *columns, complex)),
        other => {
            let message = format!(
                "Expected 1D or 2D array, got {}D array instead",
                other.len()
            );
            Err(Raised::value_error(message))
        }
    }
}

fn row_cells(array: &Array, row: usize, complex: bool) -> Vec<Value> {
    let line = array.with_layout(array.layout().at(0, row));
    let mut cells = Vec::new();
    for scalar in line.scalars() {
        match scalar.as_complex().filter(|_| complex) {
            Some(z) => cells.extend([Value::Float(z.re), Value::Float(z.im)]),
            None => cells.push(to_python(scalar)),
        }
    }
    cells
}

/// The `%` format of a whole line.
fn line_format(fmt: &Value, columns: usize, complex: bool, delimiter: &str) -> Result<String> {
    let several = match fmt {
        Value::List(list) => Some(list.items.borrow().clone()),
        Value::Tuple(items) => Some(items.to_vec()),
        _ => None,
    };
    if let Some(formats) = several {
        if formats.len() != columns {
            let shown: Vec<String> = formats.iter().map(quoted).collect();
            return Err(Raised::attribute_error(format!(
                "fmt has wrong shape.  [{}]",
                shown.join(", ")
            )));
        }
        let texts: Vec<Rc<str>> = formats
            .into_iter()
            .filter_map(|f| match f {
                Value::Str(text) => Some(text),
                _ => None,
            })
            .collect();
        return Ok(texts.join(delimiter));
    }
    let Value::Str(fmt) = fmt else {
        return Err(Raised::value_error(
            "invalid fmt: ".to_string() + &fmt.type_name(),
        ));
    };
    let signs = fmt.matches('%').count() - 2 * fmt.matches("%%").count();
    match signs {
        1 if complex => Ok(vec![format!(" ({fmt}+{fmt}j)"); columns].join(delimiter)),
        1 => Ok(vec![fmt.to_string(); columns].join(delimiter)),
        n if (complex && n == 2 * columns) || (!complex && n == columns) => Ok(fmt.to_string()),
        _ => Err(Raised::value_error(format!(
            "fmt has wrong number of % formats:  {fmt}"
        ))),
    }
}

fn quoted(value: &Value) -> String {
    match value {
        Value::Str(text) => format!("'{text}'"),
        other => other.type_name().to_string(),
    }
}
