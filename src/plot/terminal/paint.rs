//! Artists on a canvas of dots.

use std::rc::Rc;

use super::canvas::Canvas;
use super::cut;
use crate::array::{Result, meter};
use crate::plot::artist::{
    Area, Artist, Curve, Dash, Kind, Lines, Note, Picture, Points, Shape, Unit,
};
use crate::plot::draw::in_order;
use crate::plot::figure::{Across, Axes, Shared, Up};
use crate::plot::layout::Laid;
use crate::plot::legend;
use crate::plot::text;
use crate::plot::view::Span;
use crate::plot::{Color, Mapped};
use unicode_width::UnicodeWidthStr;

/// How the artists of axes are told apart: each curve, each set of points and each area by its number among its kind.
pub struct Signs(Vec<(Shared<Artist>, usize)>);

/// Signs of points whose own shape says nothing.
const DOTS: [char; 6] = ['●', '○', '×', '+', '▲', '△'];

impl Signs {
    pub fn of(axes: &Shared<Axes>, over: &[&Laid]) -> Signs {
        let mut counts = [0; 3];
        let mut signs = Vec::new();
        let all = over.iter().map(|laid| laid.axes.clone());
        for axes in std::iter::once(axes.clone()).chain(all) {
            for artist in &axes.borrow().artists {
                let class = match &artist.borrow().kind {
                    Kind::Curve(_) | Kind::Lines(_) => 0,
                    Kind::Points(_) => 1,
                    _ => 2,
                };
                signs.push((artist.clone(), counts[class]));
                counts[class] += 1;
            }
        }
        Signs(signs)
    }

    fn number(&self, artist: &Shared<Artist>) -> usize {
        let found = self.0.iter().find(|(other, _)| Rc::ptr_eq(other, artist));
        found.map_or(0, |(_, number)| *number)
    }

    /// The lines of the legend, where axes have one, and of the shades of pictures.
    pub fn legend(&self, axes: &Axes, over: &[&Laid], width: usize) -> Vec<String> {
        let mut parts = Vec::new();
        let over: Vec<_> = over.iter().map(|laid| laid.axes.borrow()).collect();
        let all = || std::iter::once(axes).chain(over.iter().map(|axes| &**axes));
        if all().any(|axes| axes.legend.is_some()) {
            for artist in all().flat_map(|axes| &axes.artists) {
                let (own, number) = (artist.borrow(), self.number(artist));
                if let (Some(label), Some(_)) = (own.shown_label(), legend::sign(&own)) {
                    parts.push(format!("{} {}", sample(&own, number), text::plain(label)));
                }
            }
        }
        let shades = all().flat_map(|axes| &axes.artists).find_map(|artist| {
            let artist = artist.borrow();
            let mapped = artist.mapped.as_ref()?;
            let shaded = matches!(artist.kind, Kind::Picture(_) | Kind::Area(_));
            let (low, high) = (mapped.norm.low, mapped.norm.high);
            let number = |x: f64| text::number(x, 3);
            shaded.then(|| format!("░▒▓█ {} … {}", number(low), number(high)))
        });
        parts.extend(shades);
        match parts.is_empty() {
            true => Vec::new(),
            false => vec![cut(&format!(" {}", parts.join("   ")), width)],
        }
    }
}

/// What a legend shows of an artist.
fn sample(artist: &Artist, number: usize) -> String {
    match &artist.kind {
        Kind::Curve(curve) if !curve.stroke.is_seen() => mark(curve, number).to_string(),
        Kind::Curve(curve) => match dash(&curve.stroke.dash, number) {
            0 => "⠤⠤⠤".to_string(),
            1 => "⠤⠄⠤".to_string(),
            2 => "⠄⠄⠄".to_string(),
            _ => "⠤⠄⠄".to_string(),
        },
        Kind::Points(points) => sign(points.shape, number).to_string(),
        Kind::Area(_) => {
            let mut canvas = Canvas::new(2, 1);
            for y in 0..4 {
                for x in 0..4 {
                    if pattern(number, x, y) {
                        canvas.dot(x, y);
                    }
                }
            }
            canvas.lines().concat()
        }
        _ => "⠤⠤⠤".to_string(),
    }
}

fn sign(shape: Shape, number: usize) -> char {
    match shape {
        Shape::Square => '■',
        Shape::Diamond | Shape::ThinDiamond => '◆',
        Shape::Up => '▲',
        Shape::Down => '▼',
        Shape::Left => '◀',
        Shape::Right => '▶',
        Shape::Star => '★',
        Shape::Plus | Shape::FilledPlus => '+',
        Shape::Cross | Shape::FilledCross => '×',
        _ => DOTS[number % DOTS.len()],
    }
}

fn mark(curve: &Curve, number: usize) -> char {
    let shape = curve.marker.as_ref().map(|marker| marker.shape);
    sign(shape.unwrap_or(Shape::Circle), number)
}

/// The dashes of a curve: its own, else those of its number.
fn dash(own: &Dash, number: usize) -> usize {
    match own {
        Dash::Solid | Dash::Nothing => number % 4,
        Dash::Dashed | Dash::Custom(_) => 1,
        Dash::Dotted => 2,
        Dash::DashDot => 3,
    }
}

fn is_on(dash: usize, at: usize) -> bool {
    match dash {
        0 => true,
        1 => at % 6 < 4,
        2 => at.is_multiple_of(3),
        _ => matches!(at % 8, 0..=3 | 6),
    }
}

/// The dots of an area, by its number: all, every other, lines down, lines across.
fn pattern(number: usize, x: i64, y: i64) -> bool {
    match number % 4 {
        0 => true,
        1 => (x + y) % 2 == 0,
        2 => x % 2 == 0,
        _ => y % 2 == 0,
    }
}

/// Where data lies on a canvas, in dots.
struct Grid<'a> {
    x: &'a Span,
    y: &'a Span,
    width: f64,
    height: f64,
}

impl Grid<'_> {
    fn at(&self, units: [Unit; 2], (x, y): (f64, f64)) -> (f64, f64) {
        let place = |unit: Unit, span: &Span, x: f64| match unit {
            Unit::Data => span.place(x),
            Unit::Axes => x,
        };
        (
            place(units[0], self.x, x) * (self.width - 1.0) + 0.5,
            (1.0 - place(units[1], self.y, y)) * (self.height - 1.0) + 0.5,
        )
    }
}

pub fn paint(canvas: &mut Canvas, laid: &Laid, signs: &Signs) -> Result<()> {
    let (width, height) = canvas.size();
    let grid = Grid {
        x: &laid.x,
        y: &laid.y,
        width: width as f64,
        height: height as f64,
    };
    let artists = in_order(&laid.axes.borrow());
    let sets = artists
        .iter()
        .filter(|artist| matches!(artist.borrow().kind, Kind::Points(_)));
    let alone = sets.count() == 1;
    for artist in &artists {
        let number = signs.number(artist);
        let artist = artist.borrow();
        meter::steps(artist.size())?;
        match &artist.kind {
            Kind::Curve(curve) => paint_curve(canvas, &grid, curve, number),
            Kind::Points(points) => paint_points(canvas, &grid, points, &artist, number, alone),
            Kind::Area(area) => paint_area(canvas, &grid, area, &artist, number)?,
            Kind::Lines(lines) => paint_lines(canvas, &grid, lines),
            Kind::Picture(picture) => paint_picture(canvas, laid, picture, &artist),
            Kind::Note(note) => paint_note(canvas, &grid, note),
        }
    }
    Ok(())
}

fn paint_curve(canvas: &mut Canvas, grid: &Grid, curve: &Curve, number: usize) {
    let corners = curve.steps.corners(&curve.xs, &curve.ys);
    let points: Vec<(f64, f64)> = corners.iter().map(|&p| grid.at(curve.units, p)).collect();
    if curve.stroke.is_seen() {
        let dash = dash(&curve.stroke.dash, number);
        let mut done = 0;
        for pair in points.windows(2) {
            done = canvas.line(pair[0], pair[1], done, |at| is_on(dash, at));
        }
        return;
    }
    let Some(marker) = &curve.marker else {
        return;
    };
    for (&x, &y) in curve.xs.iter().zip(&curve.ys) {
        let point = grid.at(curve.units, (x, y));
        match marker.shape {
            Shape::Dot | Shape::Pixel => {
                canvas.dot(point.0.floor() as i64, point.1.floor() as i64);
            }
            _ => canvas.letter(point, mark(curve, number)),
        }
    }
}

fn paint_points(
    canvas: &mut Canvas,
    grid: &Grid,
    points: &Points,
    artist: &Artist,
    number: usize,
    alone: bool,
) {
    const MANY: usize = 60;
    let faces = artist.faces();
    let mut classes: Vec<Color> = Vec::new();
    for face in &faces {
        if classes.len() <= DOTS.len() && !classes.contains(face) {
            classes.push(*face);
        }
    }
    let by_class = classes.len() > 1 && classes.len() <= DOTS.len();
    let shape = points.shape;
    let plain = matches!(shape, Shape::Circle | Shape::Dot | Shape::Pixel);
    for (i, (&x, &y)) in points.xs.iter().zip(&points.ys).enumerate() {
        let point = grid.at(crate::plot::artist::DATA, (x, y));
        let face = faces.get(i % faces.len().max(1));
        let class = face.and_then(|face| classes.iter().position(|other| other == face));
        if by_class {
            canvas.letter(point, DOTS[class.unwrap_or(0)]);
        } else if alone && plain && points.xs.len() > MANY {
            canvas.dot(point.0.floor() as i64, point.1.floor() as i64);
        } else {
            canvas.letter(point, sign(shape, number));
        }
    }
}

fn paint_lines(canvas: &mut Canvas, grid: &Grid, lines: &Lines) {
    for line in &lines.lines {
        for pair in line.windows(2) {
            let at = |point| grid.at(lines.units, point);
            canvas.line(at(pair[0]), at(pair[1]), 0, |_| true);
        }
    }
}

fn paint_area(
    canvas: &mut Canvas,
    grid: &Grid,
    area: &Area,
    artist: &Artist,
    number: usize,
) -> Result<()> {
    let faces = artist.faces();
    let shaded = artist.mapped.as_ref().or(None);
    let mut classes: Vec<Color> = Vec::new();
    let mut start = 0;
    while start < area.outlines.len() {
        let face = faces.get(start % faces.len().max(1)).copied();
        let face = face.unwrap_or(Color::NONE);
        if !classes.contains(&face) {
            classes.push(face);
        }
        // Outlines of one colour are one area where it has holes.
        let same = |i: &usize| area.holes && faces.get(i % faces.len().max(1)) == Some(&face);
        let more = (start + 1..area.outlines.len()).take_while(same).count();
        let outlines = &area.outlines[start..=start + more];
        let class = classes.iter().position(|other| *other == face);
        let ink = match shaded {
            Some(mapped) => Ink::Shade(shade(mapped, start)),
            None => Ink::Pattern(number + class.unwrap_or(0)),
        };
        start += more + 1;
        if face.alpha > 0.0 {
            fill(canvas, grid, area, outlines, ink)?;
        }
        if matches!(ink, Ink::Pattern(_)) {
            for outline in outlines {
                let at = |i: usize| grid.at(area.units, outline[i % outline.len()]);
                for i in 0..outline.len() {
                    canvas.line(at(i), at(i + 1), 0, |_| true);
                }
            }
        }
    }
    Ok(())
}

#[derive(Clone, Copy)]
enum Ink {
    Pattern(usize),
    Shade(f64),
}

fn shade(mapped: &Mapped, at: usize) -> f64 {
    mapped
        .values
        .get(at)
        .map_or(0.0, |&value| mapped.norm.apply(value))
}

/// Fills outlines row by row: between the first and the second crossing, the third and the fourth, …
fn fill(
    canvas: &mut Canvas,
    grid: &Grid,
    area: &Area,
    outlines: &[Vec<(f64, f64)>],
    ink: Ink,
) -> Result<()> {
    let (width, height) = canvas.size();
    let placed: Vec<Vec<(f64, f64)>> = outlines
        .iter()
        .map(|outline| {
            let points = outline.iter().map(|&point| grid.at(area.units, point));
            points
                .map(|(x, y)| (x, if y.is_nan() { grid.height } else { y }))
                .collect()
        })
        .collect();
    let all = placed.iter().flatten().map(|point| point.1);
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), y| {
        (a.min(y), b.max(y))
    });
    for row in 0..height {
        let y = row as f64 + 0.5;
        if y < low.floor() || y > high.ceil() {
            continue;
        }
        meter::steps(placed.iter().map(Vec::len).sum())?;
        let mut crossings = Vec::new();
        for outline in &placed {
            for i in 0..outline.len() {
                let ((x0, y0), (x1, y1)) = (outline[i], outline[(i + 1) % outline.len()]);
                if (y0 > y) != (y1 > y) {
                    crossings.push(x0 + (y - y0) / (y1 - y0) * (x1 - x0));
                }
            }
        }
        crate::text::sort_by(&mut crossings, f64::total_cmp);
        for pair in crossings.chunks_exact(2) {
            let (from, to) = (pair[0].max(0.0), pair[1].min(width as f64));
            let (from, to) = (from.round() as i64, to.round() as i64);
            for x in from..to {
                match ink {
                    Ink::Pattern(number) if pattern(number, x, row as i64) => {
                        canvas.dot(x, row as i64);
                    }
                    // A letter is shaded by what lies in its middle.
                    Ink::Shade(ink) if row % 4 == 2 && x % 2 == 0 => {
                        canvas.shade(x as usize / 2, row / 4, ink);
                    }
                    _ => {}
                }
            }
        }
    }
    Ok(())
}

fn paint_picture(canvas: &mut Canvas, laid: &Laid, picture: &Picture, artist: &Artist) {
    let faces = artist.faces();
    let [left, right, bottom, top] = picture.extent;
    for row in 0..canvas.rows {
        for column in 0..canvas.columns {
            let x = laid.x.value((column as f64 + 0.5) / canvas.columns as f64);
            let y = laid.y.value(1.0 - (row as f64 + 0.5) / canvas.rows as f64);
            let across = (x - left) / (right - left) * picture.columns as f64;
            let up = (y - bottom) / (top - bottom) * picture.rows as f64;
            if !(0.0..picture.columns as f64).contains(&across)
                || !(0.0..picture.rows as f64).contains(&up)
            {
                continue;
            }
            let line = match picture.from_top {
                true => picture.rows - 1 - up as usize,
                false => up as usize,
            };
            let at = line * picture.columns + across as usize;
            let ink = match &artist.mapped {
                Some(mapped) => shade(mapped, at),
                None => faces.get(at).map_or(0.0, |color| color.brightness()),
            };
            canvas.shade(column, row, ink);
        }
    }
}

fn paint_note(canvas: &mut Canvas, grid: &Grid, note: &Note) {
    if let Some(arrow) = &note.arrow {
        let tip = grid.at(arrow.units, (arrow.x, arrow.y));
        let from = grid.at(note.units, (note.x, note.y));
        canvas.line(from, tip, 0, |_| true);
    }
    let (x, y) = grid.at(note.units, (note.x, note.y));
    if !x.is_finite() || !y.is_finite() {
        return;
    }
    let shown = text::plain(&note.label.text);
    for (i, line) in shown.lines().enumerate() {
        let width = line.width() as i64;
        let column = (x / 2.0).floor() as i64;
        let column = match note.label.across {
            Across::Left => column,
            Across::Center => column - width / 2,
            Across::Right => column - width,
        };
        let row = (y / 4.0).floor() as i64 + i as i64;
        let row = match note.label.up {
            Up::Top | Up::Center => row,
            Up::Baseline | Up::Bottom => row - 1,
        };
        canvas.write(column, row, line);
    }
}
