//! A figure in letters: at most 72 columns and 20 lines, without colours.
//!
//! Curves and areas are made of Braille dots, two by four to a letter; what colours tell apart on paper is told apart by
//! dashes, patterns and signs. Pictures are shades.

mod canvas;
mod paint;

use crate::array::elementary;
use unicode_width::UnicodeWidthStr;

use self::canvas::Canvas;
use super::figure::{Axes, Figure, Place};
use super::layout::{self, Laid};
use super::text;
use super::view::{Span, Ticked};
use crate::array::{Result, meter};

/// Columns and lines of a whole figure.
const WIDTH: usize = 72;
const HEIGHT: usize = 20;
/// Axes below this size show nothing that could be read.
const LEAST_WIDTH: usize = 18;
const LEAST_HEIGHT: usize = 5;

/// The drawing of a figure; each line ends in a line end.
///
/// # Errors
/// Where drawing passes the budget.
pub fn drawing(figure: &Figure) -> Result<String> {
    let laid = layout::layout(figure);
    let (rows, columns) = grid(figure);
    let title = figure.title.as_ref().map(|title| text::plain(&title.text));
    let height = HEIGHT - usize::from(title.is_some());
    let (shown_rows, shown_columns) = (
        rows.min(height / LEAST_HEIGHT),
        columns.min(WIDTH / LEAST_WIDTH),
    );
    let (block_width, block_height) = (WIDTH / shown_columns, height / shown_rows);
    let mut sheet: Vec<Vec<String>> = Vec::new();
    let mut left_out = 0;
    for each in &laid {
        let axes = each.axes.borrow();
        if !axes.visible || matches!(axes.place, Place::Bar { .. } | Place::Over(_)) {
            continue;
        }
        let (row, column) = cell(&axes.place);
        if row.0 >= shown_rows || column.0 >= shown_columns {
            left_out += 1;
            continue;
        }
        let width = block_width * (column.1.min(shown_columns) - column.0).max(1);
        let lines = block_height * (row.1.min(shown_rows) - row.0).max(1);
        let over = laid.iter().filter(|other| lies_over(other, each));
        let block = block(each, &over.collect::<Vec<_>>(), width, lines)?;
        let top = row.0 * block_height;
        while sheet.len() < top + block.len() {
            sheet.push(vec![String::new(); shown_columns]);
        }
        for (i, line) in block.into_iter().enumerate() {
            sheet[top + i][column.0] = line;
        }
    }
    let mut out = String::new();
    if let Some(title) = title {
        out.push_str(&line(&centred(title.lines().next().unwrap_or(""), WIDTH)));
    }
    for pieces in sheet {
        let mut whole = String::new();
        for (i, piece) in pieces.iter().enumerate() {
            if !piece.is_empty() {
                let used = whole.width();
                whole.push_str(&" ".repeat((i * block_width).saturating_sub(used)));
                whole.push_str(piece);
            }
        }
        out.push_str(&line(&whole));
    }
    if left_out > 0 {
        out.push_str(&format!("… and {left_out} more axes\n"));
    }
    Ok(out)
}

fn line(text: &str) -> String {
    format!("{}\n", text.trim_end_matches([' ', '\u{2800}']))
}

fn grid(figure: &Figure) -> (usize, usize) {
    let sizes = figure.axes.iter().map(|axes| match &axes.borrow().place {
        Place::Cells { rows, columns, .. } => (*rows, *columns),
        _ => (1, 1),
    });
    sizes.fold((1, 1), |(a, b), (rows, columns)| {
        (a.max(rows), b.max(columns))
    })
}

/// The rows and columns of the grid that axes take.
fn cell(place: &Place) -> ((usize, usize), (usize, usize)) {
    match place {
        Place::Cells { row, column, .. } => (*row, *column),
        _ => ((0, 1), (0, 1)),
    }
}

fn lies_over(other: &Laid, under: &Laid) -> bool {
    match &other.axes.borrow().place {
        Place::Over(axes) => std::rc::Rc::ptr_eq(axes, &under.axes),
        _ => false,
    }
}

/// The lines of one axes: title, canvas between its axes, limits, label of x, legend.
fn block(laid: &Laid, over: &[&Laid], width: usize, height: usize) -> Result<Vec<String>> {
    let axes = laid.axes.borrow();
    let head = head(&axes, width);
    let signs = paint::Signs::of(&laid.axes, over);
    let legend = signs.legend(&axes, over, width);
    let below = if axes.framed { 2 } else { 0 };
    let used = usize::from(head.is_some()) + legend.len() + below;
    let rows = height.saturating_sub(used).max(2);
    let (low, high) = ends(&laid.ticks_y, &laid.y);
    let gutter = match axes.framed {
        true => low.width().max(high.width()).min(width / 3) + 2,
        false => 0,
    };
    let room = width.saturating_sub(gutter + 1).max(4);
    let (columns, rows) = fitted(laid, room, rows);
    meter::steps(rows * columns)?;
    let mut canvas = Canvas::new(columns, rows);
    paint::paint(&mut canvas, laid, &signs)?;
    for other in over {
        paint::paint(&mut canvas, other, &signs)?;
    }
    let mut lines: Vec<String> = head.into_iter().collect();
    for (i, row) in canvas.lines().into_iter().enumerate() {
        lines.push(match axes.framed {
            false => row,
            true => {
                let (label, mark) = match i {
                    0 => (high.as_str(), "┤"),
                    _ if i + 1 == rows => (low.as_str(), "┤"),
                    _ => ("", "│"),
                };
                format!("{}{mark}{row}", right(label, gutter - 1))
            }
        });
    }
    if axes.framed {
        lines.push(format!(
            "{}└{}",
            " ".repeat(gutter - 1),
            "─".repeat(columns)
        ));
        lines.push(foot(laid, gutter, columns));
    }
    lines.extend(legend);
    Ok(lines)
}

/// The columns and lines that keep the shape where the aspect is fixed.
fn fitted(laid: &Laid, columns: usize, rows: usize) -> (usize, usize) {
    let axes = laid.axes.borrow();
    if axes.aspect.is_none() || axes.aspect_by_limits {
        return (columns, rows);
    }
    // A letter is twice as high as it is wide.
    let ratio = 2.0 * laid.frame.width / laid.frame.height.max(1e-9);
    let wanted = (rows as f64 * ratio).round() as usize;
    match wanted <= columns {
        true => (wanted.max(4), rows),
        false => (
            columns,
            ((columns as f64 / ratio).round() as usize).clamp(2, rows),
        ),
    }
}

/// The label of y on the left, the title in the middle.
fn head(axes: &Axes, width: usize) -> Option<String> {
    let plain = |label: &super::Label| {
        let text = text::plain(&label.text);
        text.lines().next().unwrap_or("").to_string()
    };
    let mut titles = axes.titles.iter().flatten().map(plain);
    let label = axes.y_label.as_ref().filter(|_| axes.framed).map(plain);
    match (label, titles.next()) {
        (None, None) => None,
        (Some(label), None) => Some(cut(&label, width)),
        (None, Some(title)) => Some(centred(&title, width)),
        (Some(label), Some(title)) => {
            let title = centred(&title, width);
            let indent = title.len() - title.trim_start().len();
            match label.width() + 2 <= indent {
                true => Some(format!(
                    "{label}{}",
                    &title[label.width().min(title.len())..]
                )),
                false => Some(cut(&format!("{label}  {}", title.trim_start()), width)),
            }
        }
    }
}

/// The limits of x at both ends, its label between them.
fn foot(laid: &Laid, gutter: usize, columns: usize) -> String {
    let (low, high) = ends(&laid.ticks_x, &laid.x);
    let axes = laid.axes.borrow();
    let label = axes.x_label.as_ref().map(|label| text::plain(&label.text));
    let label = label.unwrap_or_default().replace('\n', " ");
    let label = match &laid.ticks_x.labels.texts[..] {
        // Few names are all shown.
        names if label.is_empty() && axes.x.borrow().categories.is_some() => names.join("  "),
        _ => label,
    };
    let room = columns.saturating_sub(low.width() + high.width() + 2);
    let label = cut(&label, room);
    if axes.x.borrow().categories.is_some() && axes.x_label.is_none() {
        return format!("{}{}", " ".repeat(gutter), spread(laid, columns));
    }
    let left = (room - label.width()) / 2;
    let right = room - label.width() - left;
    format!(
        "{}{low} {}{label}{} {high}",
        " ".repeat(gutter),
        " ".repeat(left),
        " ".repeat(right)
    )
}

/// The names of categories below their places, as far as there is room.
fn spread(laid: &Laid, columns: usize) -> String {
    let mut out = String::new();
    for (x, name) in laid.ticks_x.major.iter().zip(&laid.ticks_x.labels.texts) {
        let place = laid.x.place(*x) * columns as f64;
        if !(0.0..=columns as f64).contains(&place) {
            continue;
        }
        let start = (place - name.width() as f64 / 2.0).round().max(0.0) as usize;
        let used = out.width();
        if start >= used + usize::from(used > 0) && start + name.width() <= columns {
            out.push_str(&" ".repeat(start - used));
            out.push_str(name);
        }
    }
    out
}

/// What is written at both ends of an axis.
fn ends(ticked: &Ticked, span: &Span) -> (String, String) {
    if ticked.labels.texts.is_empty() {
        return (String::new(), String::new());
    }
    (short(span.low, span), short(span.high, span))
}

/// A limit with as many digits as the range needs.
fn short(x: f64, span: &Span) -> String {
    let size = (span.high - span.low).abs();
    let large = x.abs().max(size);
    if span.log || large >= 1e6 || large < 1e-4 && large > 0.0 {
        return format!("{x:.1e}").replace(".0e", "e");
    }
    let digits = match size > 0.0 {
        true => (2 - elementary::log10(size).floor() as i32).clamp(0, 6) as usize,
        false => 2,
    };
    text::number(x, digits)
}

fn centred(text: &str, width: usize) -> String {
    let text = cut(text, width);
    format!("{}{text}", " ".repeat((width - text.width()) / 2))
}

fn right(text: &str, width: usize) -> String {
    let text = cut(text, width.saturating_sub(1));
    format!("{}{text} ", " ".repeat(width - 1 - text.width()))
}

/// A text of at most so many columns.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_string();
    }
    let mut out = String::new();
    for c in text.chars() {
        if out.width() + 2 > width {
            break;
        }
        out.push(c);
    }
    if width > out.width() {
        out.push('…');
    }
    out
}
