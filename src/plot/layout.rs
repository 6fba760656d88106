//! Where things stand: the rectangles of axes, in points from the figure's upper left corner.

use crate::array::elementary;
use std::rc::Rc;

use super::figure::{Axes, Figure, Label, Margins, Place, Shared};
use super::text;
use super::view::{self, Span, Ticked};

/// A rectangle, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Frame {
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }

    fn around(self, other: Frame) -> Frame {
        let (left, top) = (self.left.min(other.left), self.top.min(other.top));
        Frame {
            left,
            top,
            width: self.right().max(other.right()) - left,
            height: self.bottom().max(other.bottom()) - top,
        }
    }
}

/// Axes with their place and what they show.
pub struct Laid {
    pub axes: Shared<Axes>,
    pub frame: Frame,
    pub x: Span,
    pub y: Span,
    pub ticks_x: Ticked,
    pub ticks_y: Ticked,
}

impl Laid {
    /// The point of a value of x.
    pub fn at_x(&self, x: f64) -> f64 {
        self.frame.left + self.x.place(x) * self.frame.width
    }

    /// The point of a value of y.
    pub fn at_y(&self, y: f64) -> f64 {
        self.frame.bottom() - self.y.place(y) * self.frame.height
    }
}

/// Length and width of a tick, and the gap before its label.
pub const TICK: f64 = 3.5;
/// The height of a line of text over the size of its letters.
pub const LINE: f64 = 1.2;
/// The gap between tick labels and the label of the axis.
pub const LABEL_GAP: f64 = 4.0;
/// The gap between axes and their title.
pub const TITLE_GAP: f64 = 6.0;

/// All axes of a figure in their places.
pub fn layout(figure: &Figure) -> Vec<Laid> {
    let laid = placed(figure, &figure.margins);
    match figure.tight {
        true => placed(figure, &tight(figure, &laid)),
        false => laid,
    }
}

fn placed(figure: &Figure, margins: &Margins) -> Vec<Laid> {
    let mut frames: Vec<Frame> = Vec::new();
    let position = |axes: &Shared<Axes>| figure.axes.iter().position(|a| Rc::ptr_eq(a, axes));
    for axes in &figure.axes {
        let frame = match &axes.borrow().place {
            Place::Bar { of, .. } => {
                let of: Vec<usize> = of.iter().filter_map(position).collect();
                take_bar(&axes.borrow(), &of, &mut frames)
            }
            Place::Over(other) => {
                let under = position(other).and_then(|at| frames.get(at));
                under.copied().unwrap_or_else(|| whole(figure))
            }
            place => fixed(figure, place, margins),
        };
        frames.push(frame);
    }
    let laid = figure.axes.iter().zip(frames);
    laid.map(|(axes, frame)| lay(figure, axes, frame)).collect()
}

fn whole(figure: &Figure) -> Frame {
    let (width, height) = figure.points();
    Frame {
        left: 0.0,
        top: 0.0,
        width,
        height,
    }
}

fn fixed(figure: &Figure, place: &Place, margins: &Margins) -> Frame {
    let (width, height) = figure.points();
    match place {
        Place::Rectangle([left, bottom, across, up]) => Frame {
            left: left * width,
            top: (1.0 - bottom - up) * height,
            width: across * width,
            height: up * height,
        },
        Place::Cells {
            rows,
            columns,
            row,
            column,
            heights,
            widths,
        } => {
            let across = (margins.right - margins.left) * width;
            let down = (margins.top - margins.bottom) * height;
            let (x0, x1) = share(across, *columns, margins.across, *column, widths);
            let (y0, y1) = share(down, *rows, margins.down, *row, heights);
            Frame {
                left: margins.left * width + x0,
                top: (1.0 - margins.top) * height + y0,
                width: x1 - x0,
                height: y1 - y0,
            }
        }
        Place::Bar { .. } | Place::Over(_) => whole(figure),
    }
}

/// Where the cells `from` to `to` of a row of `count` begin and end.
fn share(
    length: f64,
    count: usize,
    gap: f64,
    (from, to): (usize, usize),
    shares: &[f64],
) -> (f64, f64) {
    let cell = length / (count as f64 + gap * (count as f64 - 1.0));
    let total: f64 = match shares.len() == count {
        true => shares.iter().sum(),
        false => count as f64,
    };
    let size = |i: usize| match shares.len() == count {
        true => cell * count as f64 * shares[i] / total,
        false => cell,
    };
    let start = |i: usize| (0..i).map(size).sum::<f64>() + i as f64 * gap * cell;
    (start(from), start(to.max(1) - 1) + size(to.max(1) - 1))
}

/// The room of a colour bar; the axes that it belongs to give way.
fn take_bar(bar: &Axes, of: &[usize], frames: &mut [Frame]) -> Frame {
    let Place::Bar {
        horizontal,
        fraction,
        pad,
        shrink,
        aspect,
        ..
    } = bar.place
    else {
        return Frame {
            left: 0.0,
            top: 0.0,
            width: 0.0,
            height: 0.0,
        };
    };
    let around = of.iter().filter_map(|&at| frames.get(at)).copied();
    let Some(all) = around.reduce(Frame::around) else {
        return Frame {
            left: 0.0,
            top: 0.0,
            width: 10.0,
            height: 10.0,
        };
    };
    let kept = 1.0 - fraction - pad;
    for &at in of {
        if let Some(frame) = frames.get_mut(at) {
            if horizontal {
                frame.top = all.top + (frame.top - all.top) * kept;
                frame.height *= kept;
            } else {
                frame.left = all.left + (frame.left - all.left) * kept;
                frame.width *= kept;
            }
        }
    }
    if horizontal {
        let room = all.height * fraction;
        let width = all.width * shrink;
        return Frame {
            left: all.left + (all.width - width) / 2.0,
            top: all.bottom() - room,
            width,
            height: (width / aspect).min(room),
        };
    }
    let height = all.height * shrink;
    Frame {
        left: all.right() - all.width * fraction,
        top: all.top + (all.height - height) / 2.0,
        width: (height / aspect).min(all.width * fraction),
        height,
    }
}

/// The limits and ticks of axes in a frame; both give way where the aspect is fixed.
fn lay(figure: &Figure, axes: &Shared<Axes>, mut frame: Frame) -> Laid {
    let mut x = view::span(figure, axes, 0);
    let mut y = view::span(figure, axes, 1);
    let own = axes.borrow();
    if let Some(aspect) = own.aspect.filter(|_| !x.log && !y.log) {
        let (across, up) = ((x.high - x.low).abs(), (y.high - y.low).abs() * aspect);
        if own.aspect_by_limits {
            widen(&mut x, up * frame.width / frame.height);
            widen(&mut y, across * frame.height / frame.width / aspect);
        } else if across > 0.0 && up > 0.0 {
            shrink(&mut frame, up / across);
        }
    }
    let ticks_x = view::ticks(&own.x.borrow(), &x, room_across(&frame));
    let ticks_y = view::ticks(&own.y.borrow(), &y, room_up(&frame));
    Laid {
        axes: axes.clone(),
        frame,
        x,
        y,
        ticks_x,
        ticks_y,
    }
}

/// How many ticks have room along one side of axes.
pub fn room(figure: &Figure, axes: &Shared<Axes>, dimension: usize) -> usize {
    let all = layout(figure);
    let found = all.iter().find(|laid| Rc::ptr_eq(&laid.axes, axes));
    found.map_or(9, |laid| match dimension {
        0 => room_across(&laid.frame),
        _ => room_up(&laid.frame),
    })
}

/// A label takes three times its size across, and twice its size upwards.
fn room_across(frame: &Frame) -> usize {
    (frame.width / 30.0) as usize
}

fn room_up(frame: &Frame) -> usize {
    (frame.height / 20.0) as usize
}

/// Makes a span at least so long, from its middle.
fn widen(span: &mut Span, length: f64) {
    let more = (length - (span.high - span.low).abs()) / 2.0;
    if more > 0.0 && more.is_finite() {
        let more = more.copysign(span.high - span.low);
        span.low -= more;
        span.high += more;
    }
}

/// The largest frame inside with this height over width.
fn shrink(frame: &mut Frame, ratio: f64) {
    let (width, height) = (
        frame.width.min(frame.height / ratio),
        frame.height.min(frame.width * ratio),
    );
    frame.left += (frame.width - width) / 2.0;
    frame.top += (frame.height - height) / 2.0;
    frame.width = width;
    frame.height = height;
}

/// How far the labels of axes reach out of their frame: left, right, up, down.
#[derive(Clone, Copy, Default)]
pub struct Reach {
    pub left: f64,
    pub right: f64,
    pub up: f64,
    pub down: f64,
}

/// The width of the widest of the tick labels that are seen.
pub fn widest(ticked: &Ticked, span: &Span, size: f64) -> f64 {
    let inside = |x: &f64| (-1e-9..=1.0 + 1e-9).contains(&span.place(*x));
    let texts = ticked.major.iter().zip(&ticked.labels.texts);
    let widths = texts
        .filter(|(x, _)| inside(x))
        .map(|(_, label)| text::width(&text::plain(label), size));
    widths.fold(0.0, f64::max)
}

/// The height of the tick labels of x, turned as they are.
pub fn label_height(laid: &Laid, axes: &Axes) -> f64 {
    let ticks = &axes.ticks_x;
    let angle = ticks.rotation.to_radians();
    let width = widest(&laid.ticks_x, &laid.x, ticks.size);
    let (sin, cos) = elementary::sin_cos(angle);
    width * sin.abs() + ticks.size * LINE * cos.abs().max(0.2)
}

pub fn reach(laid: &Laid) -> Reach {
    let axes = laid.axes.borrow();
    let height = |label: &Option<Label>| {
        label.as_ref().map_or(0.0, |label| {
            label.size * LINE * text::lines(&label.text) as f64
        })
    };
    let mut reach = Reach::default();
    let titles = axes.titles.iter().map(height).fold(0.0, f64::max);
    if titles > 0.0 {
        reach.up = titles + TITLE_GAP;
    }
    if !axes.framed {
        return reach;
    }
    let mut aside = 0.0;
    if axes.ticks_y.labels {
        aside += 2.0 * TICK + widest(&laid.ticks_y, &laid.y, axes.ticks_y.size);
    }
    if axes.y_label.is_some() {
        aside += LABEL_GAP + height(&axes.y_label);
    }
    let ends = laid
        .ticks_x
        .labels
        .texts
        .last()
        .filter(|_| axes.ticks_x.labels);
    let end = ends.map_or(0.0, |label| text::width(label, axes.ticks_x.size) / 2.0);
    match axes.y_right {
        true => reach.right = aside,
        false => (reach.left, reach.right) = (aside, end.min(12.0)),
    }
    if axes.ticks_x.labels {
        reach.down = 2.0 * TICK + label_height(laid, &axes);
    }
    if axes.x_label.is_some() {
        reach.down += LABEL_GAP + height(&axes.x_label);
    }
    reach
}

/// Margins that just hold all labels.
fn tight(figure: &Figure, laid: &[Laid]) -> Margins {
    const PAD: f64 = 10.8;
    let (width, height) = figure.points();
    let mut outer = Reach::default();
    // What reaches into the gaps, from both of their sides.
    let mut inner = Reach::default();
    let (mut columns_all, mut rows_all) = (1, 1);
    for each in laid {
        let own = reach(each);
        let place = cells(&each.axes.borrow().place);
        let Some((rows, columns, row, column)) = place else {
            continue;
        };
        (rows_all, columns_all) = (rows_all.max(rows), columns_all.max(columns));
        let side = |at_edge: bool, outer: &mut f64, inner: &mut f64, reach: f64| {
            let place = if at_edge { outer } else { inner };
            *place = place.max(reach);
        };
        side(column.0 == 0, &mut outer.left, &mut inner.left, own.left);
        side(
            column.1 == columns,
            &mut outer.right,
            &mut inner.right,
            own.right,
        );
        side(row.0 == 0, &mut outer.up, &mut inner.up, own.up);
        side(row.1 == rows, &mut outer.down, &mut inner.down, own.down);
    }
    let (across, down) = (inner.left + inner.right, inner.up + inner.down);
    let title = figure
        .title
        .as_ref()
        .map_or(0.0, |title| title.size * LINE + 4.0);
    let left = (outer.left + PAD) / width;
    let right = 1.0 - (outer.right + PAD) / width;
    let bottom = (outer.down + PAD) / height;
    let top = 1.0 - (outer.up + PAD + title) / height;
    if left >= right || bottom >= top {
        return figure.margins;
    }
    // The gap is told as a part of one axes.
    let gap = |room: f64, count: usize, length: f64| {
        let cell = (length - room * (count as f64 - 1.0)) / count as f64;
        if cell > 0.0 && count > 1 {
            room / cell
        } else {
            0.2
        }
    };
    Margins {
        left,
        right,
        bottom,
        top,
        across: gap(across + PAD, columns_all, (right - left) * width),
        down: gap(down + PAD, rows_all, (top - bottom) * height),
    }
}

/// The cells that axes, or those that a bar belongs to, stand in: rows, columns, and from where to where.
type Cells = (usize, usize, (usize, usize), (usize, usize));

fn cells(place: &Place) -> Option<Cells> {
    match place {
        Place::Cells {
            rows,
            columns,
            row,
            column,
            ..
        } => Some((*rows, *columns, *row, *column)),
        Place::Bar { of, .. } => of.last().and_then(|axes| cells(&axes.borrow().place)),
        Place::Over(axes) => cells(&axes.borrow().place),
        Place::Rectangle(_) => None,
    }
}
