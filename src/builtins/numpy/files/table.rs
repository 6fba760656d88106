//! `np.loadtxt`: a table of text, every cell of it a number or text.

use std::rc::Rc;

use crate::array::{Array, DType, Error, Scalar, cast_scalar, meter};
use crate::builtins;
use crate::value::convert::{as_index, element_from};
use crate::value::{Arguments, ClassId, Host, Raised, Result, Value};

use super::{lines_of, texts, without_comment};

builtins! {
    /// Reads a table from a text file, an open file or a list of lines.
    ///
    /// >>> np.loadtxt(['1 2', '3 4'])
    /// array([[1., 2.],
    ///        [3., 4.]])
    "np.loadtxt" "(fname, dtype=<no value>, comments='#', delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False, ndmin=0, encoding=None, max_rows=None, *, quotechar=None, like=None)" => loadtxt;
}

/// How the cells of a line are found.
struct Splitting {
    comments: Vec<Rc<str>>,
    delimiter: Option<char>,
    quote: Option<char>,
}

#[allow(clippy::too_many_arguments)] // NumPy's own list
fn loadtxt(
    host: &mut dyn Host,
    fname: Value,
    dtype: crate::value::builtin::Given,
    comments: Value,
    delimiter: Value,
    converters: Value,
    skiprows: Value,
    usecols: Value,
    unpack: bool,
    ndmin: i64,
    _encoding: Value,
    rest: Limits,
) -> Result<Value> {
    let dtype = match dtype.0 {
        None | Some(Value::None) => DType::F64,
        Some(value) => crate::value::convert::to_dtype(&value)?,
    };
    if !(0..=2).contains(&ndmin) {
        return Err(Raised::value_error(format!(
            "Illegal value of ndmin keyword: {ndmin}"
        )));
    }
    let splitting = Splitting {
        comments: texts(&comments)?.unwrap_or_default(),
        delimiter: control_character(&delimiter)?,
        quote: control_character(&rest.quotechar)?,
    };
    let skip = usize::try_from(as_index(&skiprows)?)
        .map_err(|_| Raised::value_error("argument must be nonnegative"))?;
    let columns = columns_of(&usecols)?;
    let lines = lines_of(host, &fname, not_readable)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in lines.iter().skip(skip) {
        if rest.max_rows.is_some_and(|most| rows.len() >= most) {
            break;
        }
        meter::go_on(32 + line.len())?;
        let cells = splitting.cells(line);
        if !cells.is_empty() {
            rows.push(choose(cells, columns.as_deref(), rows.len())?);
        }
    }
    check_widths(&rows, columns.is_some())?;
    if rows.is_empty() {
        let shown = crate::value::display::repr(host, &fname)?;
        let shown = shown
            .trim_matches(|c| matches!(fname, Value::Str(_)) && c == '\'')
            .to_string();
        host.warn(
            ClassId::USER_WARNING,
            &format!("loadtxt: input contained no data: \"{shown}\""),
        )?;
    }
    let array = if matches!(dtype, DType::Struct(_)) {
        records(&rows, &dtype)?
    } else {
        numbers(host, &rows, &dtype, &converters, &usecols)?
    };
    shaped(array, unpack, ndmin as usize)
}

/// The last keywords of `loadtxt`.
struct Limits {
    max_rows: Option<usize>,
    quotechar: Value,
}

impl crate::value::builtin::Parameter for Limits {
    fn take(bound: &mut crate::value::builtin::Bound, host: &mut dyn Host) -> Result<Limits> {
        let max_rows = Value::take(bound, host)?;
        let quotechar = Value::take(bound, host)?;
        let max_rows = match max_rows {
            Value::None => None,
            value => usize::try_from(as_index(&value)?).ok(),
        };
        Ok(Limits {
            max_rows,
            quotechar,
        })
    }
}

fn not_readable(source: &Value) -> Raised {
    let class = super::super::dtype::class_repr(&source.class());
    Raised::value_error(format!(
        "fname must be a string, filehandle, list of strings,\nor generator. Got {class} instead."
    ))
}

fn control_character(value: &Value) -> Result<Option<char>> {
    match value {
        Value::None => Ok(None),
        Value::Str(text) => {
            let mut chars = text.chars();
            match (chars.next(), chars.next()) {
                (Some(one), None) => Ok(Some(one)),
                (None, _) => Ok(None),
                _ => Err(Raised::type_error(format!(
                    "Text reading control character must be a single unicode character or None; but got: '{text}'"
                ))),
            }
        }
        other => Err(Raised::type_error(format!(
            "Text reading control character must be a single unicode character or None; but got: {}",
            other.type_name()
        ))),
    }
}

fn columns_of(usecols: &Value) -> Result<Option<Vec<i64>>> {
    let items = match usecols {
        Value::None => return Ok(None),
        Value::List(list) => list.items.borrow().clone(),
        Value::Tuple(items) => items.to_vec(),
        single => vec![single.clone()],
    };
    let columns = items.iter().map(|item| {
        as_index(item).map_err(|_| {
            Raised::type_error(format!(
                "usecols must be an int or a sequence of ints but it contains at least one element of type '{}'",
                item.type_name()
            ))
        })
    });
    columns.collect::<Result<_>>().map(Some)
}

impl Splitting {
    /// The cells of a line; none for an empty one.
    fn cells(&self, line: &str) -> Vec<String> {
        if let Some(quote) = self.quote {
            return self.quoted_cells(line, quote);
        }
        let line = without_comment(line, &self.comments);
        match self.delimiter {
            None => line.split_whitespace().map(str::to_string).collect(),
            Some(_) if line.trim().is_empty() => Vec::new(),
            Some(delimiter) => line.split(delimiter).map(str::to_string).collect(),
        }
    }

    /// Where a cell begins with a quote, it ends with one; a doubled quote in it is a quote of the text.
    fn quoted_cells(&self, line: &str, quote: char) -> Vec<String> {
        let separates = |c: char| match self.delimiter {
            Some(delimiter) => c == delimiter,
            None => c.is_whitespace(),
        };
        let mut cells = Vec::new();
        let mut rest = line;
        if line.trim().is_empty() {
            return cells;
        }
        loop {
            if self.delimiter.is_none() {
                rest = rest.trim_start();
            }
            let (cell, length, commented) = self.one_cell(rest, quote, &separates);
            let is_over = length == 0 && (commented || rest.is_empty());
            if is_over && (cells.is_empty() || self.delimiter.is_none()) {
                return cells;
            }
            cells.push(cell);
            match rest[length..].chars().next().filter(|_| !commented) {
                Some(separator) => rest = &rest[length + separator.len_utf8()..],
                None => return cells,
            }
        }
    }

    /// The first cell of a text, its length in the text, and whether a comment follows.
    fn one_cell(
        &self,
        text: &str,
        quote: char,
        separates: &dyn Fn(char) -> bool,
    ) -> (String, usize, bool) {
        let mut cell = String::new();
        let mut quoted = false;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if quoted && c == quote {
                match chars.next_if(|&(_, next)| next == quote) {
                    Some(_) => cell.push(quote),
                    None => quoted = false,
                }
            } else if at == 0 && c == quote {
                quoted = true;
            } else if !quoted
                && self
                    .comments
                    .iter()
                    .any(|mark| text[at..].starts_with(&**mark))
            {
                return (cell, at, true);
            } else if !quoted && separates(c) {
                return (cell, at, false);
            } else {
                cell.push(c);
            }
        }
        (cell, text.len(), false)
    }
}

fn choose(cells: Vec<String>, columns: Option<&[i64]>, row: usize) -> Result<Vec<String>> {
    let Some(columns) = columns else {
        return Ok(cells);
    };
    let count = cells.len();
    let pick = |&column: &i64| {
        let place = if column < 0 {
            column + count as i64
        } else {
            column
        };
        usize::try_from(place)
            .ok()
            .and_then(|place| cells.get(place).cloned())
            .ok_or_else(|| {
                Raised::value_error(format!(
                    "invalid column index {column} at row {} with {count} columns",
                    row + 1
                ))
            })
    };
    columns.iter().map(pick).collect()
}

fn check_widths(rows: &[Vec<String>], chosen: bool) -> Result<()> {
    let Some(first) = rows.first() else {
        return Ok(());
    };
    match rows.iter().position(|row| row.len() != first.len()) {
        Some(at) if !chosen => Err(Raised::value_error(format!(
            "the number of columns changed from {} to {} at row {}; use `usecols` to select a subset and avoid this error",
            first.len(),
            rows[at].len(),
            at + 1
        ))),
        _ => Ok(()),
    }
}

/// The converter of a column, if it has one.
fn converter(
    host: &mut dyn Host,
    converters: &Value,
    column: usize,
    usecols: &Value,
) -> Result<Option<Value>> {
    match converters {
        Value::None => Ok(None),
        Value::Dict(_) => {
            let wanted = match columns_of(usecols)? {
                Some(columns) => columns.get(column).copied().unwrap_or(column as i64),
                None => column as i64,
            };
            let found = crate::builtins::operators::get_item(host, converters, &Value::Int(wanted));
            Ok(found.ok())
        }
        function => Ok(Some(function.clone())),
    }
}

fn numbers(
    host: &mut dyn Host,
    rows: &[Vec<String>],
    dtype: &DType,
    converters: &Value,
    usecols: &Value,
) -> Result<Array> {
    let columns = rows.first().map_or(0, Vec::len);
    let width = rows
        .iter()
        .flatten()
        .map(|cell| cell.chars().count())
        .max()
        .unwrap_or(1)
        .max(1);
    let dtype = match dtype {
        DType::Str(0) => DType::Str(width),
        DType::Bytes(0) => DType::Bytes(width),
        other => other.clone(),
    };
    let shape: &[usize] = if rows.is_empty() {
        &[0]
    } else {
        &[rows.len(), columns]
    };
    let array = super::super::joining::new_array(&dtype, shape, false)?;
    let by_column = (0..columns)
        .map(|c| converter(host, converters, c, usecols))
        .collect::<Result<Vec<_>>>()?;
    let mut places = array.layout().offsets();
    for (r, row) in rows.iter().enumerate() {
        for (c, cell) in row.iter().enumerate() {
            crate::array::meter::steps(1)?;
            let element = match by_column.get(c).and_then(Option::as_ref) {
                Some(function) => {
                    let value = host.call(function, Arguments::positional([Value::str(cell)]))?;
                    element_from(&value, &dtype)?
                }
                None => read_cell(cell, &dtype).ok_or_else(|| unreadable(cell, &dtype, r, c))?,
            };
            if let Some(at) = places.next() {
                array.set(at, &element);
            }
        }
    }
    Ok(array)
}

fn unreadable(cell: &str, dtype: &DType, row: usize, column: usize) -> Raised {
    Raised::value_error(format!(
        "could not convert string '{cell}' to {dtype} at row {row}, column {}.",
        column + 1
    ))
}

/// A cell as an element: stricter than Python's own conversions, which take underscores.
pub fn read_cell(cell: &str, dtype: &DType) -> Option<Scalar> {
    if dtype.is_numeric() && cell.contains('_') {
        return None;
    }
    let text = Scalar::Str(cell.into());
    match dtype {
        DType::Bool => {
            let number = crate::array::parse_int(cell.trim())?;
            Some(Scalar::Bool(number != num_bigint::BigInt::from(0)))
        }
        dtype if dtype.is_integer() => {
            let number = crate::array::parse_int(cell.trim())?;
            element_from(&Value::int(number), dtype).ok()
        }
        DType::Str(_) | DType::Bytes(_) => cast_scalar(&text, dtype).ok(),
        dtype if dtype.is_numeric() => cast_scalar(&Scalar::Str(cell.trim().into()), dtype).ok(),
        DType::Object => Some(Scalar::Object(Value::str(cell).into_object())),
        dtype => cast_scalar(&text, dtype).ok(),
    }
}

/// Rows as elements of a structured dtype.
pub fn records(rows: &[Vec<String>], dtype: &DType) -> Result<Array> {
    let DType::Struct(fields) = dtype else {
        return Err(Error::type_error("expected a structured dtype").into());
    };
    let array = super::super::joining::new_array(dtype, &[rows.len()], false)?;
    for (r, (row, at)) in rows.iter().zip(array.layout().offsets()).enumerate() {
        if row.len() != fields.fields.len() {
            return Err(Raised::value_error(format!(
                "the dtype passed requires {} columns but {} were found at row {}; use `usecols` to select a subset and avoid this error",
                fields.fields.len(),
                row.len(),
                r + 1
            )));
        }
        for (c, (cell, field)) in row.iter().zip(&fields.fields).enumerate() {
            let element = read_cell(cell, &field.dtype)
                .ok_or_else(|| unreadable(cell, &field.dtype, r, c))?;
            let place = array.with_dtype(
                field.dtype.clone(),
                crate::array::Layout {
                    offset: at + field.offset,
                    ..crate::array::Layout::contiguous(&[], 1)
                },
            );
            place.set(place.layout().offset, &element);
        }
    }
    Ok(array)
}

/// Without axes of length 1, but at least `ndmin` dimensions; turned round where columns are to be unpacked.
pub fn shaped(array: Array, unpack: bool, ndmin: usize) -> Result<Value> {
    let mut layout = array.layout().clone();
    if layout.ndim() > ndmin {
        for axis in (0..layout.ndim()).rev() {
            if layout.shape[axis] == 1 {
                layout = layout.at(axis, 0);
            }
        }
        while layout.ndim() < ndmin {
            // A single column stays a column.
            let column = array.ndim() == 2 && array.shape()[1] == 1 && array.shape()[0] != 1;
            layout = layout.with_axis(if column { layout.ndim() } else { 0 });
        }
    }
    let array = array.with_layout(layout);
    if unpack && matches!(array.dtype(), DType::Struct(_)) {
        let names = match array.dtype() {
            DType::Struct(fields) => fields
                .fields
                .iter()
                .map(|f| Value::Str(f.name.clone()))
                .collect(),
            _ => Vec::new(),
        };
        let columns = names.into_iter().map(|name| {
            super::super::fields::field_view(&array, &name)
                .map(|field| field.map_or(Value::None, Value::array))
        });
        return columns.collect::<Result<Vec<_>>>().map(Value::list);
    }
    if unpack && array.ndim() == 2 {
        let base = Value::array(array.clone());
        return Ok(Value::view(array.transposed(), &base));
    }
    Ok(Value::array(array))
}
