//! Legends: what they list, where they stand, how they are drawn.

use super::Color;
use super::artist::{Artist, Dash, Kind, Marker, Points, Stroke};
use super::figure::{Across, Axes, Corner, Entry, Label, Legend, Sign, Up};
use super::layout::{Frame, Laid};
use super::marks::{self, place};
use super::svg::{Svg, edge_looks, paint};
use super::text;
use crate::array::elementary;

/// The entries of all artists with labels.
pub fn entries(axes: &Axes) -> Vec<Entry> {
    let artists = axes.artists.iter().map(|artist| artist.borrow());
    artists
        .filter_map(|artist| {
            let text = artist.shown_label()?.to_string();
            Some(Entry {
                text,
                sign: sign(&artist)?,
            })
        })
        .collect()
}

/// What stands for an artist in a legend; `None` for texts and pictures.
pub fn sign(artist: &Artist) -> Option<Sign> {
    Some(match &artist.kind {
        Kind::Curve(curve) => Sign::Line(curve.stroke.clone(), curve.marker.clone()),
        Kind::Points(points) => Sign::Dots(marker(points, &artist.faces())),
        Kind::Area(area) => {
            let face = artist.faces().first().copied().unwrap_or(Color::NONE);
            Sign::Patch(face, area.edge)
        }
        Kind::Lines(lines) => {
            let color = lines.colors.first().copied().unwrap_or(Color::BLACK);
            let stroke = Stroke {
                color,
                width: lines.width,
                dash: lines.dash.clone(),
            };
            Sign::Line(stroke, None)
        }
        Kind::Picture(_) | Kind::Note(_) => return None,
    })
}

fn marker(points: &Points, faces: &[Color]) -> Marker {
    let face = faces.get(faces.len() / 2).copied().unwrap_or(Color::BLACK);
    let size = points.sizes.first().copied().unwrap_or(36.0);
    Marker {
        shape: points.shape,
        size: size.max(0.0).sqrt(),
        face,
        edge: points.edges.first().copied().unwrap_or(face),
        edge_width: points.edge_width,
    }
}

/// How a legend is spaced, in sizes of its letters.
const PAD: f64 = 0.4;
const HANDLE: f64 = 2.0;
const HANDLE_GAP: f64 = 0.8;
const ROW_GAP: f64 = 0.5;
const COLUMN_GAP: f64 = 2.0;
const DISTANCE: f64 = 0.5;

/// Width and height of a row and of the whole.
struct Measures {
    row: f64,
    column: f64,
    rows: usize,
    width: f64,
    height: f64,
    title: f64,
}

fn measures(legend: &Legend) -> Measures {
    let size = legend.size;
    let texts = legend.entries.iter().map(|entry| text::plain(&entry.text));
    let widest = texts.map(|t| text::width(&t, size)).fold(0.0, f64::max);
    let columns = legend.columns.clamp(1, legend.entries.len().max(1));
    let rows = legend.entries.len().div_ceil(columns).max(1);
    let column = (HANDLE + HANDLE_GAP) * size + widest;
    let row = size * 1.0;
    let title = legend
        .title
        .as_ref()
        .map_or(0.0, |_| size * (1.0 + ROW_GAP));
    let title_width = legend
        .title
        .as_deref()
        .map_or(0.0, |t| text::width(t, size));
    let all = columns as f64 * column + (columns as f64 - 1.0) * COLUMN_GAP * size;
    Measures {
        row,
        column,
        rows,
        width: all.max(title_width) + 2.0 * PAD * size,
        height: rows as f64 * row + (rows as f64 - 1.0) * ROW_GAP * size + 2.0 * PAD * size + title,
        title,
    }
}

pub fn draw(svg: &mut Svg, legend: &Legend, laid: &Laid) {
    if legend.entries.is_empty() && legend.title.is_none() {
        return;
    }
    let size = legend.size;
    let measures = measures(legend);
    let frame = stand(legend, &measures, laid);
    if legend.frame {
        let fill = Color {
            alpha: legend.opacity,
            ..Color::WHITE
        };
        let edge = Color {
            alpha: legend.opacity,
            ..Color::hex(0xcccccc)
        };
        let edge = edge_looks(edge, 1.0, &Dash::Solid);
        svg.rectangle(&frame, &format!(" rx=\"2\"{}{edge}", paint("fill", fill)));
    }
    let (left, mut top) = (frame.left + PAD * size, frame.top + PAD * size);
    if let Some(title) = &legend.title {
        let middle = (frame.left + frame.width / 2.0, top + size * 0.5);
        let label = Label {
            up: Up::Center,
            ..Label::new(title, size)
        };
        svg.label(&label, middle);
        top += measures.title;
    }
    for (i, entry) in legend.entries.iter().enumerate() {
        let (column, row) = (i / measures.rows, i % measures.rows);
        let x = left + column as f64 * (measures.column + COLUMN_GAP * size);
        let y = top + row as f64 * (measures.row + ROW_GAP * size) + measures.row / 2.0;
        draw_sign(svg, &entry.sign, (x, y), size);
        let label = Label {
            across: Across::Left,
            up: Up::Center,
            ..Label::new(&entry.text, size)
        };
        svg.label(&label, (x + (HANDLE + HANDLE_GAP) * size, y));
    }
}

fn draw_sign(svg: &mut Svg, sign: &Sign, (x, y): (f64, f64), size: f64) {
    let right = x + HANDLE * size;
    let middle = (x + HANDLE * size / 2.0, y);
    let shape = |svg: &mut Svg, marker: &Marker| {
        let looks = marks::marker_looks(marker);
        marks::draw_shape(svg, marker.shape, marker.size, middle, &looks);
    };
    match sign {
        Sign::Line(stroke, marker) => {
            svg.segment((x, y), (right, y), stroke);
            if let Some(marker) = marker {
                shape(svg, marker);
            }
        }
        Sign::Dots(marker) => shape(svg, marker),
        Sign::Patch(face, edge) => {
            let frame = Frame {
                left: x,
                top: y - size * 0.35,
                width: HANDLE * size,
                height: size * 0.7,
            };
            let edge = edge_looks(*edge, 1.0, &Dash::Solid);
            svg.rectangle(&frame, &format!("{}{edge}", paint("fill", *face)));
        }
    }
}

/// The frame of the legend.
fn stand(legend: &Legend, measures: &Measures, laid: &Laid) -> Frame {
    let frame = &laid.frame;
    let gap = DISTANCE * legend.size;
    let (width, height) = (measures.width, measures.height);
    if let (Some((x, y)), Corner::At(across, up)) = (legend.anchor, legend.corner) {
        let (x, y) = (
            frame.left + x * frame.width,
            frame.bottom() - y * frame.height,
        );
        let left = match across {
            Across::Left => x + gap,
            Across::Center => x - width / 2.0,
            Across::Right => x - width - gap,
        };
        let top = match up {
            Up::Top => y + gap,
            Up::Center => y - height / 2.0,
            _ => y - height - gap,
        };
        return Frame {
            left,
            top,
            width,
            height,
        };
    }
    let stand = |across: Across, up: Up| Frame {
        left: match across {
            Across::Left => frame.left + gap,
            Across::Center => frame.left + (frame.width - width) / 2.0,
            Across::Right => frame.right() - width - gap,
        },
        top: match up {
            Up::Top => frame.top + gap,
            Up::Center => frame.top + (frame.height - height) / 2.0,
            _ => frame.bottom() - height - gap,
        },
        width,
        height,
    };
    match legend.corner {
        Corner::At(across, up) => stand(across, up),
        Corner::Best => best(laid, stand),
    }
}

/// The nine places in the order in which matplotlib tries them.
const PLACES: [(Across, Up); 9] = [
    (Across::Right, Up::Top),
    (Across::Left, Up::Top),
    (Across::Left, Up::Bottom),
    (Across::Right, Up::Bottom),
    (Across::Left, Up::Center),
    (Across::Right, Up::Center),
    (Across::Center, Up::Bottom),
    (Across::Center, Up::Top),
    (Across::Center, Up::Center),
];

/// The first place that covers least of what is drawn.
fn best(laid: &Laid, stand: impl Fn(Across, Up) -> Frame) -> Frame {
    let drawn = points(laid);
    let covered = |frame: &Frame| {
        let inside = |&&(x, y): &&(f64, f64)| {
            x >= frame.left && x <= frame.right() && y >= frame.top && y <= frame.bottom()
        };
        drawn.iter().filter(inside).count()
    };
    let frames = PLACES.map(|(across, up)| stand(across, up));
    let [first, ..] = frames;
    let best = frames.into_iter().min_by_key(|frame| covered(frame));
    best.unwrap_or(first)
}

/// Where something is drawn; between the points of a line too.
fn points(laid: &Laid) -> Vec<(f64, f64)> {
    const MANY: usize = 20_000;
    let mut found: Vec<(f64, f64)> = Vec::new();
    let axes = laid.axes.borrow();
    for artist in &axes.artists {
        let artist = artist.borrow();
        match &artist.kind {
            Kind::Curve(curve) => {
                let corners = curve.steps.corners(&curve.xs, &curve.ys).into_iter();
                let line: Vec<_> = corners.map(|p| place(laid, curve.units, p)).collect();
                found.extend(&line);
                for pair in line.windows(2) {
                    let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
                    let count = (elementary::hypot(x1 - x0, y1 - y0) / 8.0).min(100.0) as usize;
                    let part = |i: usize| i as f64 / (count + 1) as f64;
                    let between = (1..=count).map(part);
                    found.extend(between.map(|t| (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t)));
                }
            }
            Kind::Points(points) => {
                let pairs = points.xs.iter().zip(&points.ys);
                found.extend(pairs.map(|(&x, &y)| (laid.at_x(x), laid.at_y(y))));
            }
            Kind::Area(area) => {
                for outline in &area.outlines {
                    let corners = outline.iter().map(|&p| place(laid, area.units, p));
                    let corners: Vec<_> = corners.collect();
                    found.extend(&corners);
                    // The middle of a bar counts too.
                    let count = corners.len().max(1) as f64;
                    let sum = corners
                        .iter()
                        .fold((0.0, 0.0), |(a, b), &(x, y)| (a + x, b + y));
                    found.push((sum.0 / count, sum.1 / count));
                }
            }
            Kind::Lines(lines) => {
                let all = lines.lines.iter().flatten();
                found.extend(all.map(|&p| place(laid, lines.units, p)));
            }
            Kind::Picture(_) | Kind::Note(_) => {}
        }
        if found.len() > MANY {
            break;
        }
    }
    found
}
