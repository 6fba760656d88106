//! `np.genfromtxt`: tables with gaps, names and mixed columns.

use std::rc::Rc;

use crate::array::{Array, DType, Field, Scalar, StructType};
use crate::builtins;
use crate::value::builtin::{Bound, Given, Parameter};
use crate::value::convert::{as_index, element_from, to_dtype};
use crate::value::{Arguments, ClassId, Host, Raised, Result, Value};

use super::table::{read_cell, records, shaped};
use super::{lines_of, texts, without_comment};

builtins! {
    /// Reads a table with missing values, which become NaN or what `filling_values` says.
    ///
    /// >>> np.genfromtxt(['1,2', '3,'], delimiter=',')
    /// array([[ 1.,  2.],
    ///        [ 3., nan]])
    "np.genfromtxt" "(fname, dtype=<no value>, comments='#', delimiter=None, skip_header=0, skip_footer=0, converters=None, missing_values=None, filling_values=None, usecols=None, names=None, excludelist=None, deletechars=<no value>, replace_space='_', autostrip=False, case_sensitive=True, defaultfmt='f%i', unpack=None, usemask=False, loose=True, invalid_raise=True, max_rows=None, encoding=None, *, ndmin=0, like=None)" => genfromtxt;
}

/// The arguments that say how the lines are read.
struct Reading {
    comments: Vec<Rc<str>>,
    delimiter: Delimiter,
    skip_header: usize,
    skip_footer: usize,
}

enum Delimiter {
    Blanks,
    Text(Rc<str>),
    /// Columns of fixed widths, the last repeated.
    Widths(Vec<usize>),
}

impl Parameter for Reading {
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<Reading> {
        let comments = texts(&Value::take(bound, host)?)?.unwrap_or_default();
        let delimiter = match Value::take(bound, host)? {
            Value::None => Delimiter::Blanks,
            Value::Str(text) => Delimiter::Text(text),
            Value::Tuple(items) => Delimiter::Widths(widths(&items)?),
            Value::List(list) => Delimiter::Widths(widths(&list.items.borrow().clone())?),
            width => Delimiter::Widths(widths(&[width])?),
        };
        let count = |value: Value| as_index(&value).map(|n| usize::try_from(n).unwrap_or(0));
        let skip_header = count(Value::take(bound, host)?)?;
        let skip_footer = count(Value::take(bound, host)?)?;
        Ok(Reading {
            comments,
            delimiter,
            skip_header,
            skip_footer,
        })
    }
}

fn widths(items: &[Value]) -> Result<Vec<usize>> {
    items
        .iter()
        .map(|item| as_index(item).map(|n| usize::try_from(n).unwrap_or(1).max(1)))
        .collect()
}

/// The arguments that say what the cells are.
struct Meaning {
    converters: Value,
    missing: Vec<Rc<str>>,
    filling: Value,
    usecols: Option<Vec<Value>>,
    names: Value,
}

impl Parameter for Meaning {
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<Meaning> {
        let converters = Value::take(bound, host)?;
        let missing = match Value::take(bound, host)? {
            Value::Str(text) => text.split(',').map(|part| part.trim().into()).collect(),
            other => texts(&other).ok().flatten().unwrap_or_default(),
        };
        let filling = Value::take(bound, host)?;
        let usecols = match Value::take(bound, host)? {
            Value::None => None,
            Value::List(list) => Some(list.items.borrow().clone()),
            Value::Tuple(items) => Some(items.to_vec()),
            Value::Str(text) => Some(
                text.split(',')
                    .map(|name| Value::str(name.trim()))
                    .collect(),
            ),
            single => Some(vec![single]),
        };
        let names = Value::take(bound, host)?;
        Ok(Meaning {
            converters,
            missing,
            filling,
            usecols,
            names,
        })
    }
}

/// The arguments that matter less.
struct Details {
    autostrip: bool,
    default_format: Rc<str>,
    unpack: bool,
    loose: bool,
    invalid_raise: bool,
    max_rows: Option<usize>,
    ndmin: usize,
}

impl Parameter for Details {
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<Details> {
        let (_exclude, _delete, _space) = (bound.take(), bound.take(), bound.take());
        let autostrip = bool::take(bound, host)?;
        let _case = bound.take();
        let default_format = Rc::<str>::take(bound, host)?;
        let unpack = bool::take(bound, host)?;
        let _mask = bound.take();
        let loose = bool::take(bound, host)?;
        let invalid_raise = bool::take(bound, host)?;
        let max_rows = match Value::take(bound, host)? {
            Value::None => None,
            value => usize::try_from(as_index(&value)?).ok(),
        };
        let _encoding = bound.take();
        let ndmin = usize::take(bound, host)?;
        Ok(Details {
            autostrip,
            default_format,
            unpack,
            loose,
            invalid_raise,
            max_rows,
            ndmin,
        })
    }
}

fn not_readable(source: &Value) -> Raised {
    let class = super::super::dtype::class_repr(&source.class());
    Raised::type_error(format!(
        "fname must be a string, a filehandle, a sequence of strings,\nor an iterator of strings. Got {class} instead."
    ))
}

fn genfromtxt(
    host: &mut dyn Host,
    fname: Value,
    Given(dtype): Given,
    reading: Reading,
    meaning: Meaning,
    details: Details,
) -> Result<Value> {
    let lines = lines_of(host, &fname, not_readable)?;
    let mut rows = reading.rows(&lines, details.autostrip);
    let named = matches!(meaning.names, Value::Bool(true));
    let mut names = match (&meaning.names, named) {
        (_, true) if !rows.is_empty() => {
            // The row of names may itself stand behind a comment sign.
            let header = reading
                .header(&lines, details.autostrip)
                .unwrap_or_default();
            if !reading.header_is_comment(&lines) {
                rows.remove(0);
            }
            Some(header.1)
        }
        (Value::None | Value::Bool(_), _) => None,
        (given, _) => texts(given)?.map(|names| {
            names
                .iter()
                .flat_map(|name| name.split(','))
                .map(|name| name.trim().to_string())
                .collect()
        }),
    };
    if let Some(most) = details.max_rows {
        rows.truncate(most);
    }
    if rows.is_empty() {
        let shown = crate::value::display::repr(host, &fname)?;
        let shown = shown.trim_matches('\'');
        host.warn(
            ClassId::USER_WARNING,
            &format!("genfromtxt: Empty input file: \"{shown}\""),
        )?;
    }
    drop_wrong_widths(
        host,
        &mut rows,
        details.invalid_raise,
        reading.skip_header + usize::from(named),
    )?;
    let mut cells: Vec<Vec<String>> = rows.into_iter().map(|(_, cells)| cells).collect();
    let columns = chosen_columns(
        &meaning,
        names.as_deref(),
        cells.first().map_or(0, Vec::len),
    )?;
    if let Some(columns) = &columns {
        for row in &mut cells {
            *row = columns
                .iter()
                .filter_map(|&c| row.get(c).cloned())
                .collect();
        }
        names = names.map(|all| {
            columns
                .iter()
                .filter_map(|&c| all.get(c).cloned())
                .collect()
        });
    }
    let names = names.map(|names| valid_names(&names, &details.default_format));
    let dtype = match dtype {
        None => Some(DType::F64),
        Some(Value::None) => None,
        Some(value) => Some(to_dtype(&value)?),
    };
    let table = Table {
        cells,
        names,
        meaning: &meaning,
        details: &details,
        columns,
    };
    let array = table.array(host, dtype)?;
    shaped(array, details.unpack, details.ndmin)
}

impl Reading {
    /// The cells of each line that has any, with the line's number.
    fn rows(&self, lines: &[Rc<str>], strip: bool) -> Vec<(usize, Vec<String>)> {
        let mut rows = Vec::new();
        for (at, line) in lines.iter().enumerate().skip(self.skip_header) {
            if crate::array::meter::stopped(32 + line.len()) {
                break;
            }
            let cells = self.cells(without_comment(line, &self.comments), strip);
            if !cells.is_empty() {
                rows.push((at + 1, cells));
            }
        }
        rows.truncate(rows.len().saturating_sub(self.skip_footer));
        rows
    }

    fn cells(&self, line: &str, strip: bool) -> Vec<String> {
        let line = line.trim_matches(['\n', '\r']);
        let cells: Vec<String> = match &self.delimiter {
            Delimiter::Blanks => line.split_whitespace().map(str::to_string).collect(),
            Delimiter::Text(_) if line.trim().is_empty() => Vec::new(),
            Delimiter::Text(text) if text.is_empty() => {
                line.split_whitespace().map(str::to_string).collect()
            }
            Delimiter::Text(text) => line
                .trim_matches(' ')
                .split(&**text)
                .map(str::to_string)
                .collect(),
            Delimiter::Widths(widths) => fixed(line, widths),
        };
        if strip {
            cells
                .into_iter()
                .map(|cell| cell.trim().to_string())
                .collect()
        } else {
            cells
        }
    }

    /// The first line that has cells once a leading comment sign is taken off, and whether it had one.
    fn header(&self, lines: &[Rc<str>], strip: bool) -> Option<(bool, Vec<String>)> {
        lines.iter().skip(self.skip_header).find_map(|line| {
            let trimmed = line.trim_start();
            let bare = self
                .comments
                .iter()
                .find_map(|sign| trimmed.strip_prefix(&**sign));
            let text = bare.unwrap_or(line);
            let cells = self.cells(without_comment(text, &self.comments), strip);
            let cells: Vec<String> = cells
                .into_iter()
                .map(|cell| cell.trim().to_string())
                .collect();
            (!cells.is_empty()).then_some((bare.is_some(), cells))
        })
    }

    fn header_is_comment(&self, lines: &[Rc<str>]) -> bool {
        self.header(lines, false)
            .is_some_and(|(comment, _)| comment)
    }
}

fn fixed(line: &str, widths: &[usize]) -> Vec<String> {
    let chars: Vec<char> = line.chars().collect();
    let mut cells = Vec::new();
    let mut start = 0;
    let single = widths.len() == 1;
    for width in widths.iter().copied().chain(std::iter::repeat_n(
        widths.first().copied().unwrap_or(1),
        if single { chars.len() } else { 0 },
    )) {
        if start >= chars.len() {
            break;
        }
        let end = (start + width).min(chars.len());
        cells.push(chars[start..end].iter().collect());
        start = end;
    }
    cells
}

/// Lines of another width than the first are an error, or left out with a warning.
fn drop_wrong_widths(
    host: &mut dyn Host,
    rows: &mut Vec<(usize, Vec<String>)>,
    raises: bool,
    _skipped: usize,
) -> Result<()> {
    let Some(width) = rows.first().map(|(_, cells)| cells.len()) else {
        return Ok(());
    };
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(_, cells)| cells.len() != width)
        .map(|(line, cells)| {
            format!(
                "    Line #{line} (got {} columns instead of {width})",
                cells.len()
            )
        })
        .collect();
    if wrong.is_empty() {
        return Ok(());
    }
    let message = format!("Some errors were detected !\n{}", wrong.join("\n"));
    if raises {
        return Err(Raised::value_error(message));
    }
    host.warn(ClassId::CONVERSION_WARNING, &message)?;
    rows.retain(|(_, cells)| cells.len() == width);
    Ok(())
}

fn chosen_columns(
    meaning: &Meaning,
    names: Option<&[String]>,
    count: usize,
) -> Result<Option<Vec<usize>>> {
    let Some(wanted) = &meaning.usecols else {
        return Ok(None);
    };
    let place = |item: &Value| match item {
        Value::Str(name) => names
            .and_then(|names| names.iter().position(|known| **known == **name))
            .ok_or_else(|| Raised::value_error(format!("'{name}' is not in list"))),
        other => {
            let column = as_index(other)?;
            let place = if column < 0 {
                column + count as i64
            } else {
                column
            };
            usize::try_from(place)
                .ok()
                .filter(|&c| c < count.max(1))
                .ok_or_else(|| Raised::index_error("list index out of range"))
        }
    };
    wanted.iter().map(place).collect::<Result<_>>().map(Some)
}

/// Names without signs that NumPy takes out, empty ones numbered, repeated ones told apart.
fn valid_names(names: &[String], default: &str) -> Vec<String> {
    const DELETED: &str = "~!@#$%^&*()-=+~\\|]}[{';: /?.>,<";
    let mut seen: Vec<String> = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let kept: String = name
            .trim()
            .replace(' ', "_")
            .chars()
            .filter(|&c| !DELETED.contains(c))
            .collect();
        let base = if kept.is_empty() {
            default.replace("%i", &i.to_string())
        } else {
            kept
        };
        let repeats = seen
            .iter()
            .filter(|s| **s == base || s.starts_with(&format!("{base}_")))
            .count();
        seen.push(if repeats > 0 {
            format!("{base}_{repeats}")
        } else {
            base
        });
    }
    seen
}

/// Cells with what they mean.
struct Table<'a> {
    cells: Vec<Vec<String>>,
    names: Option<Vec<String>>,
    meaning: &'a Meaning,
    details: &'a Details,
    columns: Option<Vec<usize>>,
}

impl Table<'_> {
    fn width(&self) -> usize {
        self.cells
            .first()
            .map_or(self.names.as_ref().map_or(0, Vec::len), Vec::len)
    }

    fn array(&self, host: &mut dyn Host, dtype: Option<DType>) -> Result<Array> {
        let width = self.width();
        let by_column: Vec<DType> = match &dtype {
            None => (0..width).map(|c| self.guess(c)).collect(),
            Some(DType::Struct(fields)) => fields
                .fields
                .iter()
                .map(|f| self.sized(&f.dtype, None))
                .collect(),
            Some(one) => (0..width).map(|_| self.sized(one, None)).collect(),
        };
        let given_names = match &dtype {
            Some(DType::Struct(fields)) if self.names.is_none() => Some(
                fields
                    .fields
                    .iter()
                    .map(|f| f.name.to_string())
                    .collect::<Vec<_>>(),
            ),
            _ => self.names.clone(),
        };
        let mixed = by_column
            .windows(2)
            .any(|pair| pair[0] != pair[1] && !both_text(&pair[0], &pair[1]));
        if given_names.is_some() || mixed {
            return self.structured(host, &by_column, given_names);
        }
        let common = by_column.iter().cloned().max_by_key(DType::itemsize);
        let one = common.or(dtype).unwrap_or(DType::F64);
        self.plain(host, &one)
    }

    fn sized(&self, dtype: &DType, column: Option<usize>) -> DType {
        let longest = || {
            let cells = self.cells.iter().flat_map(|row| match column {
                Some(c) => row.get(c).into_iter().collect::<Vec<_>>(),
                None => row.iter().collect(),
            });
            cells
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(1)
                .max(1)
        };
        match dtype {
            DType::Str(0) => DType::Str(longest()),
            DType::Bytes(0) => DType::Bytes(longest()),
            other => other.clone(),
        }
    }

    /// The narrowest of bool, int, float, complex and text that reads the whole column.
    fn guess(&self, column: usize) -> DType {
        let cells = || {
            self.cells
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.trim())
        };
        let filled = || cells().filter(|cell| !cell.is_empty() && !self.is_missing(cell));
        if filled().next().is_some()
            && filled().all(|cell| matches!(cell.to_uppercase().as_str(), "TRUE" | "FALSE"))
        {
            return DType::Bool;
        }
        for candidate in [DType::I64, DType::F64, DType::C128] {
            if filled().all(|cell| read_cell(cell, &candidate).is_some()) {
                return candidate;
            }
        }
        self.sized(&DType::Str(0), Some(column))
    }

    fn is_missing(&self, cell: &str) -> bool {
        cell.is_empty() || self.meaning.missing.iter().any(|text| **text == *cell)
    }

    /// What stands for a missing cell.
    fn filler(&self, column: usize, dtype: &DType) -> Result<Scalar> {
        let given = match &self.meaning.filling {
            Value::None => None,
            Value::List(list) => list.items.borrow().get(column).cloned(),
            Value::Tuple(items) => items.get(column).cloned(),
            Value::Dict(dict) => dict.pairs().into_iter().find_map(|(key, value)| match key {
                Value::Int(c) if c == column as i64 => Some(value),
                Value::Str(name) => {
                    let names = self.names.as_ref()?;
                    (names.get(column).is_some_and(|own| **own == *name)).then_some(value)
                }
                _ => None,
            }),
            single => Some(single.clone()),
        };
        let fallback = match dtype {
            DType::Bool => Value::Bool(false),
            dtype if dtype.is_integer() => Value::Int(-1),
            dtype if dtype.is_numeric() => Value::Float(f64::NAN),
            _ => Value::str("???"),
        };
        element_from(&given.unwrap_or(fallback), dtype)
    }

    fn element(
        &self,
        host: &mut dyn Host,
        row: usize,
        column: usize,
        dtype: &DType,
    ) -> Result<Scalar> {
        crate::array::meter::steps(1)?;
        let cell = self
            .cells
            .get(row)
            .and_then(|cells| cells.get(column))
            .map_or("", String::as_str);
        if let Some(function) = self.converter(column) {
            let value = host.call(&function, Arguments::positional([Value::str(cell)]))?;
            return element_from(&value, dtype);
        }
        let trimmed = cell.trim();
        let text = matches!(dtype, DType::Str(_) | DType::Bytes(_) | DType::Object);
        if text {
            return Ok(read_cell(cell, dtype).unwrap_or(Scalar::Str(cell.into())));
        }
        if *dtype == DType::Bool {
            return match trimmed.to_uppercase().as_str() {
                "TRUE" => Ok(Scalar::Bool(true)),
                "FALSE" => Ok(Scalar::Bool(false)),
                _ => Ok(read_cell(trimmed, dtype).unwrap_or(self.filler(column, dtype)?)),
            };
        }
        if self.is_missing(trimmed) {
            return self.filler(column, dtype);
        }
        match read_cell(trimmed, dtype) {
            Some(element) => Ok(element),
            None if self.details.loose => self.filler(column, dtype),
            None => Err(Raised::value_error(format!(
                "Cannot convert string '{trimmed}'"
            ))),
        }
    }

    fn converter(&self, column: usize) -> Option<Value> {
        let Value::Dict(dict) = &self.meaning.converters else {
            return None;
        };
        let original = self
            .columns
            .as_ref()
            .and_then(|columns| columns.get(column))
            .map_or(column, |&c| c);
        dict.pairs()
            .into_iter()
            .find_map(|(key, function)| match key {
                Value::Int(c) if c == original as i64 => Some(function),
                Value::Str(name) => {
                    let names = self.names.as_ref()?;
                    names
                        .get(column)
                        .is_some_and(|own| **own == *name)
                        .then_some(function)
                }
                _ => None,
            })
    }

    fn plain(&self, host: &mut dyn Host, dtype: &DType) -> Result<Array> {
        let shape: &[usize] = if self.cells.is_empty() {
            &[0]
        } else {
            &[self.cells.len(), self.width()]
        };
        let array = super::super::joining::new_array(dtype, shape, false)?;
        let mut places = array.layout().offsets();
        for row in 0..self.cells.len() {
            for column in 0..self.width() {
                let element = self.element(host, row, column, dtype)?;
                if let Some(at) = places.next() {
                    array.set(at, &element);
                }
            }
        }
        Ok(array)
    }

    fn structured(
        &self,
        host: &mut dyn Host,
        dtypes: &[DType],
        names: Option<Vec<String>>,
    ) -> Result<Array> {
        let mut offset = 0;
        let mut fields = Vec::new();
        for (i, dtype) in dtypes.iter().enumerate() {
            let dtype = self.sized(dtype, Some(i));
            let name = names
                .as_ref()
                .and_then(|names| names.get(i).cloned())
                .unwrap_or_else(|| self.details.default_format.replace("%i", &i.to_string()));
            let size = dtype.itemsize();
            fields.push(Field {
                name: name.into(),
                title: None,
                dtype,
                shape: Vec::new(),
                offset,
            });
            offset += size;
        }
        let dtype = DType::Struct(Rc::new(StructType {
            fields,
            itemsize: offset,
            aligned: false,
            record: false,
        }));
        let array = records(&[], &dtype)?;
        let target = super::super::joining::new_array(&dtype, &[self.cells.len()], false)?;
        let DType::Struct(layout) = array.dtype() else {
            return Ok(array);
        };
        for (row, at) in target.layout().offsets().enumerate() {
            for (column, field) in layout.fields.iter().enumerate() {
                let element = self.element(host, row, column, &field.dtype)?;
                let place = target.with_dtype(
                    field.dtype.clone(),
                    crate::array::Layout {
                        offset: at + field.offset,
                        ..crate::array::Layout::contiguous(&[], 1)
                    },
                );
                place.set(place.layout().offset, &element);
            }
        }
        Ok(target)
    }
}

fn both_text(a: &DType, b: &DType) -> bool {
    matches!((a, b), (DType::Str(_), DType::Str(_)))
}
