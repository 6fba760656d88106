//! A whole array as text: brackets, separators, line breaking, summaries.

use super::super::core::Array;
use super::super::error::{Error, ErrorKind, Result};
use super::super::layout::Layout;
use super::super::meter;
use super::super::scalar::Scalar;
use super::element::{ElementFormat, Formatters, Sample};
use super::options::{Legacy, PrintOptions};
use super::scalar::{float_text, scalar_repr};
use super::text::{split_lines, trim_end};

/// What stands between and around the elements.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Between the elements; its blanks at the end are left out at the end of a line.
    pub separator: &'a str,
    /// What the caller will write before the text: lines after the first are indented by as much.
    pub prefix: &'a str,
    /// What the caller will write after it: lines are shorter by as much.
    pub suffix: &'a str,
}

impl Default for Frame<'_> {
    fn default() -> Self {
        Frame {
            separator: " ",
            prefix: "",
            suffix: "",
        }
    }
}

/// `np.array2string`: the elements in brackets, without prefix and suffix.
///
/// # Errors
/// What the formatters raise; MemoryError beyond `options.limit`; ValueError for a negative precision.
///
/// ```
/// use ndbook::array::Array;
/// use ndbook::array::print::{Frame, NoFormatters, PrintOptions, array2string};
///
/// let array = Array::from_vec(vec![1.0, 2.5]).unwrap();
/// let options = PrintOptions::default();
/// let text = array2string(&array, &options, &Frame::default(), &mut NoFormatters).unwrap();
/// assert_eq!(text, "[1.  2.5]");
/// ```
pub fn array2string<F: Formatters>(
    array: &Array,
    options: &PrintOptions,
    frame: &Frame,
    formatters: &mut F,
) -> Result<String, F::Error> {
    let old = options.legacy == Legacy::V1_13;
    if let Some(only) = array.first().filter(|_| old && array.ndim() == 0)
        && !matches!(only, Scalar::Struct(_))
    {
        return lone_repr(&only, options, formatters);
    }
    if array.size() == 0 {
        return Ok("[]".to_owned());
    }
    let summary = array.size() > options.threshold;
    let edgeitems = summary.then_some(options.edgeitems);
    let offsets = shown_offsets(array.layout(), edgeitems)?;
    let sample = Sample {
        array,
        dtype: array.dtype(),
        offsets: &offsets,
        lone: array.ndim() == 0,
    };
    let format = ElementFormat::new(&sample, options, false, formatters)?;
    drop(offsets);
    let mut writer = Writer {
        array,
        format,
        formatters,
        separator: frame.separator,
        bare_separator: trim_end(frame.separator),
        edgeitems,
        old,
        limit: options.limit,
        out: String::new(),
    };
    let indent = 1 + frame.prefix.chars().count();
    let suffix = if old { "" } else { frame.suffix };
    let width = length(options.linewidth) - length(suffix.chars().count());
    writer.write_axis(array.layout(), indent, width)?;
    Ok(writer.out)
}

/// An array of one element as 1.13 shows it: as Python's own value.
fn lone_repr<F: Formatters>(
    element: &Scalar,
    options: &PrintOptions,
    formatters: &mut F,
) -> Result<String, F::Error> {
    Ok(match element {
        Scalar::Object(object) => formatters.object_repr(object)?,
        Scalar::F16(x) => float_text(x.to_f64()),
        Scalar::F32(x) => float_text(f64::from(*x)),
        Scalar::F64(x) => float_text(*x),
        other => scalar_repr(other, options)?,
    })
}

/// Widths can become negative, deep in brackets.
fn length(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The byte offsets of the elements shown: all, or the corners that a summary shows.
///
/// A broadcast view can have far more elements than memory has room for their offsets.
fn shown_offsets(layout: &Layout, edgeitems: Option<usize>) -> Result<Vec<usize>> {
    // As in NumPy, no edge items mean all, since `a[-0:]` is `a`.
    let edge = edgeitems.filter(|&edge| edge > 0);
    let is_cut = |size: usize| edge.filter(|edge| edge.saturating_mul(2) < size);
    let shown = layout
        .shape
        .iter()
        .map(|&size| is_cut(size).map_or(size, |edge| 2 * edge))
        .fold(1, usize::saturating_mul);
    meter::check_bytes(shown.saturating_mul(size_of::<usize>()))?;
    let mut offsets = Vec::new();
    if offsets.try_reserve_exact(shown).is_err() {
        return Err(Error::new(ErrorKind::Memory, ""));
    }
    let mut corners = vec![layout.clone()];
    for (axis, &size) in layout.shape.iter().enumerate() {
        if let Some(edge) = is_cut(size) {
            let ends =
                |corner: &Layout| [0, size - edge].map(|at| corner.sliced(axis, at, edge, 1));
            corners = corners.iter().flat_map(ends).collect();
        }
    }
    for corner in corners {
        let mut elements = corner.offsets();
        loop {
            meter::go_on(meter::STRETCH.min(shown))?;
            let before = offsets.len();
            offsets.extend(elements.by_ref().take(meter::STRETCH));
            if offsets.len() < before + meter::STRETCH {
                break;
            }
        }
    }
    Ok(offsets)
}

/// One step along an axis.
enum Step {
    Element(usize),
    Dots,
}

/// The line being filled, and its length in characters.
struct Line {
    text: String,
    length: usize,
}

impl Line {
    fn blank(indent: usize) -> Line {
        Line {
            text: " ".repeat(indent),
            length: indent,
        }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.length += text.chars().count();
    }
}

struct Writer<'a, F> {
    array: &'a Array,
    format: ElementFormat,
    formatters: &'a mut F,
    separator: &'a str,
    bare_separator: &'a str,
    /// Only in a summary.
    edgeitems: Option<usize>,
    /// As NumPy 1.13: closing brackets count in no line, and a word that is too long gets a line of its own.
    old: bool,
    limit: usize,
    out: String,
}

impl<F: Formatters> Writer<'_, F> {
    /// Everything along the first axis of `layout`; lines after the first begin with `indent` blanks.
    fn write_axis(&mut self, layout: &Layout, indent: usize, width: i64) -> Result<(), F::Error> {
        match layout.ndim() {
            0 => {
                let text = self.element(layout)?;
                self.out.push_str(&text);
            }
            1 => {
                let row = self.row(layout, indent, width)?;
                self.out.push_str(&row);
            }
            ndim => {
                let line_separator = format!("{}{}", self.bare_separator, "\n".repeat(ndim - 1));
                self.out.push('[');
                let inner = width - i64::from(!self.old);
                let mut after_dots = false;
                for (i, step) in self.steps(layout.shape[0]).enumerate() {
                    if i > 0 {
                        self.out.push_str(match after_dots && self.old {
                            true => ", \n",
                            false => &line_separator,
                        });
                        self.out.extend(std::iter::repeat_n(' ', indent));
                    }
                    after_dots = matches!(step, Step::Dots);
                    match step {
                        Step::Element(i) => self.write_axis(&layout.at(0, i), indent + 1, inner)?,
                        Step::Dots => self.out.push_str("..."),
                    }
                }
                self.out.push(']');
            }
        }
        Ok(())
    }

    /// The elements of one axis that are shown. The last one always is.
    fn steps(&self, size: usize) -> impl Iterator<Item = Step> + use<F> {
        let edge = self.edgeitems.filter(|edge| edge.saturating_mul(2) < size);
        let (head, tail) = match edge {
            Some(edge) => (edge, size - edge.max(1)),
            None => (0, 0),
        };
        let dots = edge.map(|_| Step::Dots);
        let elements = |range: std::ops::Range<usize>| range.map(Step::Element);
        elements(0..head).chain(dots).chain(elements(tail..size))
    }

    fn element(&mut self, layout: &Layout) -> Result<String, F::Error> {
        let (array, at) = (self.array, layout.offset);
        self.format
            .format(array, array.dtype(), at, self.formatters)
    }

    /// The last axis: elements on lines as long as `width` allows.
    fn row(&mut self, layout: &Layout, indent: usize, width: i64) -> Result<String, F::Error> {
        let least = usize::from(!self.old);
        let full = width;
        let width = width - length(self.bare_separator.chars().count().max(least));
        let mut done = String::new();
        let mut line = Line::blank(indent);
        let mut after_dots = false;
        let steps: Vec<Step> = self.steps(layout.shape[0]).collect();
        let last = steps.len().saturating_sub(1);
        for (i, step) in steps.into_iter().enumerate() {
            if i > 0 {
                line.push(match after_dots && self.old {
                    true => ", ",
                    false => self.separator,
                });
            }
            after_dots = matches!(step, Step::Dots);
            let width = if self.old && i == last { full } else { width };
            let word = match step {
                Step::Element(i) => self.element(&layout.at(0, i))?,
                Step::Dots => "...".to_owned(),
            };
            let helps = self.old || line.length > indent;
            extend(
                &mut done,
                &mut line,
                &word,
                if helps { width } else { i64::MAX },
                indent,
            )?;
            self.check_size(done.len() + line.text.len())?;
        }
        done.push_str(&line.text);
        // Whoever called wrote the first line's indentation already.
        let rest = done
            .char_indices()
            .nth(indent)
            .map_or("", |(at, _)| &done[at..]);
        Ok(format!("[{rest}]"))
    }

    /// Counts the step, and stops when the text grows too long.
    fn check_size(&self, row: usize) -> Result<()> {
        meter::steps(1)?;
        let size = self.out.len() + row;
        if size > self.limit {
            return Err(Error::new(ErrorKind::Memory, ""));
        }
        meter::check_bytes(size)
    }
}

/// Adds a word to the line, on a new line if it would not fit.
fn extend(done: &mut String, line: &mut Line, word: &str, width: i64, indent: usize) -> Result<()> {
    let words = split_lines(word);
    let widest = words.iter().map(|word| word.chars().count()).max();
    let longest = match (words.as_slice(), widest) {
        ([_], _) => word.chars().count(),
        (_, Some(widest)) => widest,
        // An empty text, from a function of the caller's: NumPy stumbles over it in just this way.
        (_, None) => return Err(Error::value("max() arg is an empty sequence")),
    };
    let needs_break = length(line.length + longest) > width;
    if needs_break {
        break_line(done, line, indent);
    }
    if let [_] = words[..] {
        line.push(word);
        return Ok(());
    }
    extend_block(
        done,
        line,
        &words,
        longest,
        if needs_break { indent } else { line.length },
    );
    Ok(())
}

/// Adds a word of several lines as a block, each line under the first.
fn extend_block(done: &mut String, line: &mut Line, words: &[&str], longest: usize, indent: usize) {
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            break_line(done, line, indent);
        }
        line.push(word);
    }
    let last = words.last().map_or(0, |word| word.chars().count());
    line.push(&" ".repeat(longest - last));
}

fn break_line(done: &mut String, line: &mut Line, indent: usize) {
    done.push_str(trim_end(&line.text));
    done.push('\n');
    *line = Line::blank(indent);
}
