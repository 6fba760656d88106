//! Artists as SVG.

use super::Color;
use super::artist::{
    Area, Arrow, Artist, Curve, Dash, Kind, Lines, Marker, Note, Picture, Points, Shape, Stroke,
    Unit,
};
use super::figure::{Across, Up};
use super::layout::LINE;
use super::layout::{Frame, Laid};
use super::png;
use super::svg::{Svg, at, edge_looks, line_looks, paint, path, thinned};
use super::text;
use crate::array::elementary;

/// Draws an artist inside its axes; texts are drawn by [`note`].
pub fn draw(svg: &mut Svg, artist: &Artist, laid: &Laid) {
    match &artist.kind {
        Kind::Curve(curve) => draw_curve(svg, curve, laid),
        Kind::Points(points) => draw_points(svg, points, &artist.faces(), laid),
        Kind::Area(area) => draw_area(svg, area, &artist.faces(), laid),
        Kind::Lines(lines) => draw_lines(svg, lines, &artist.faces(), laid),
        Kind::Picture(picture) => draw_picture(svg, picture, &artist.faces(), laid),
        Kind::Note(_) => {}
    }
}

/// The point of a pair of coordinates.
pub fn place(laid: &Laid, units: [Unit; 2], (x, y): (f64, f64)) -> (f64, f64) {
    let x = match units[0] {
        Unit::Data => laid.at_x(x),
        Unit::Axes => laid.frame.left + x * laid.frame.width,
    };
    let y = match units[1] {
        Unit::Data => laid.at_y(y),
        Unit::Axes => laid.frame.bottom() - y * laid.frame.height,
    };
    (x, y)
}

fn draw_curve(svg: &mut Svg, curve: &Curve, laid: &Laid) {
    let at = |point| place(laid, curve.units, point);
    if curve.stroke.is_seen() {
        let corners = curve.steps.corners(&curve.xs, &curve.ys);
        let points = thinned(corners.into_iter().map(at).collect());
        svg.path(&path(&points, false), &line_looks(&curve.stroke, "round"));
    }
    if let Some(marker) = &curve.marker {
        let points = curve.xs.iter().copied().zip(curve.ys.iter().copied());
        let points: Vec<(f64, f64)> = points.map(at).collect();
        draw_markers(svg, marker, &points, laid);
    }
}

fn draw_markers(svg: &mut Svg, marker: &Marker, points: &[(f64, f64)], laid: &Laid) {
    let looks = marker_looks(marker);
    svg.line(&format!("<g{looks}>"));
    for &point in points {
        if is_near(point, &laid.frame, marker.size) {
            draw_shape(svg, marker.shape, marker.size, point, "");
        }
    }
    svg.end_group();
}

/// Could a sign of this size at a point be seen in a frame?
fn is_near((x, y): (f64, f64), frame: &Frame, size: f64) -> bool {
    let across = frame.left - size..=frame.right() + size;
    let down = frame.top - size..=frame.bottom() + size;
    across.contains(&x) && down.contains(&y)
}

pub fn marker_looks(marker: &Marker) -> String {
    let fill = match marker.shape.is_open() {
        true => Color::NONE,
        false => marker.face,
    };
    let edge = edge_looks(marker.edge, marker.edge_width, &Dash::Solid);
    format!("{}{edge}", paint("fill", fill))
}

/// One sign of a size, its middle at a point.
pub fn draw_shape(svg: &mut Svg, shape: Shape, size: f64, (x, y): (f64, f64), looks: &str) {
    let outline = shape.outline();
    let size = match shape {
        Shape::Dot => size / 2.0,
        Shape::Pixel => 0.72,
        _ => size,
    };
    if outline.is_empty() {
        let circle = format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{looks}/>",
            at(x),
            at(y),
            at(size / 2.0)
        );
        return svg.line(&circle);
    }
    let mut data = String::new();
    for line in outline {
        let points = line
            .into_iter()
            .map(|(dx, dy)| (x + dx * size, y - dy * size));
        data.push_str(&path(&points.collect::<Vec<_>>(), !shape.is_open()));
    }
    svg.path(&data, looks);
}

fn draw_points(svg: &mut Svg, points: &Points, faces: &[Color], laid: &Laid) {
    if faces.is_empty() || points.sizes.is_empty() {
        return;
    }
    let looks = |i: usize| {
        let face = faces[i % faces.len()];
        let edge = match points.edges.is_empty() {
            true => face,
            false => points.edges[i % points.edges.len()].with_alpha(points.alpha),
        };
        let fill = match points.shape.is_open() {
            true => Color::NONE,
            false => face,
        };
        let edge = edge_looks(edge, points.edge_width, &Dash::Solid);
        format!("{}{edge}", paint("fill", fill))
    };
    // One colour for all is said once.
    let same = faces.len() == 1 && points.edges.len() <= 1;
    svg.line(&match same {
        true => format!("<g{}>", looks(0)),
        false => "<g>".to_string(),
    });
    for (i, (&x, &y)) in points.xs.iter().zip(&points.ys).enumerate() {
        let size = points.sizes[i % points.sizes.len()].max(0.0).sqrt();
        let point = (laid.at_x(x), laid.at_y(y));
        if !is_near(point, &laid.frame, size) {
            continue;
        }
        let own = if same { String::new() } else { looks(i) };
        draw_shape(svg, points.shape, size, point, &own);
    }
    svg.end_group();
}

fn draw_area(svg: &mut Svg, area: &Area, faces: &[Color], laid: &Laid) {
    if faces.is_empty() {
        return;
    }
    let mut runs: Vec<(String, String)> = Vec::new();
    for (i, outline) in area.outlines.iter().enumerate() {
        let points = outline.iter().map(|&point| {
            let (x, y) = place(laid, area.units, point);
            // Bars on a logarithmic axis stand on its edge.
            let below = area.units[1] == Unit::Data && laid.y.log && point.1 <= 0.0;
            (x, if below { laid.frame.bottom() } else { y })
        });
        let data = path(&points.collect::<Vec<_>>(), true);
        let edge = edge_looks(area.edge, area.edge_width, &area.dash);
        let rule = if area.holes {
            " fill-rule=\"evenodd\""
        } else {
            ""
        };
        let looks = format!("{}{rule}{edge}", paint("fill", faces[i % faces.len()]));
        match runs.last_mut() {
            Some((same, all)) if *same == looks => all.push_str(&data),
            _ => runs.push((looks, data)),
        }
    }
    for (looks, data) in runs {
        svg.path(&data, &looks);
    }
}

fn draw_lines(svg: &mut Svg, lines: &Lines, colors: &[Color], laid: &Laid) {
    if colors.is_empty() {
        return;
    }
    let mut runs: Vec<(Color, String)> = Vec::new();
    for (i, line) in lines.lines.iter().enumerate() {
        let points = line.iter().map(|&point| place(laid, lines.units, point));
        let data = path(&thinned(points.collect()), false);
        let color = colors[i % colors.len()];
        match runs.last_mut() {
            Some((same, all)) if *same == color => all.push_str(&data),
            _ => runs.push((color, data)),
        }
    }
    for (color, data) in runs {
        let stroke = Stroke {
            color,
            width: lines.width,
            dash: lines.dash.clone(),
        };
        if stroke.is_seen() {
            svg.path(&data, &line_looks(&stroke, "butt"));
        }
    }
}

fn draw_picture(svg: &mut Svg, picture: &Picture, colors: &[Color], laid: &Laid) {
    let [left, right, bottom, top] = picture.extent;
    let (x0, x1) = (laid.at_x(left), laid.at_x(right));
    let (y0, y1) = (laid.at_y(top), laid.at_y(bottom));
    let (width, height) = ((x1 - x0).abs(), (y1 - y0).abs());
    if colors.len() != picture.rows * picture.columns
        || ![x0, x1, y0, y1].iter().all(|x| x.is_finite())
    {
        return;
    }
    // The row that is drawn first, and whether columns run to the left.
    let flipped = (y0 > y1) == picture.from_top;
    let mirrored = x0 > x1;
    let pixel = |row: usize, column: usize| {
        let row = if flipped { picture.rows - 1 - row } else { row };
        let column = if mirrored {
            picture.columns - 1 - column
        } else {
            column
        };
        colors[row * picture.columns + column]
    };
    let rendering = match picture.smooth {
        true => "",
        // Who does not know the newer word knows the older one.
        false => " image-rendering=\"optimizeSpeed\" style=\"image-rendering:pixelated\"",
    };
    let data = png::data_url(picture.rows, picture.columns, pixel);
    svg.line(&format!(
        "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\"{rendering} href=\"{data}\"/>",
        at(x0.min(x1)),
        at(y0.min(y1)),
        at(width),
        at(height)
    ));
}

/// Draws a text of axes.
pub fn note(svg: &mut Svg, artist: &Artist, laid: &Laid) {
    let Kind::Note(note) = &artist.kind else {
        return;
    };
    let (x, y) = place(laid, note.units, (note.x, note.y));
    let point = (x + note.shift.0, y - note.shift.1);
    if let Some(arrow) = &note.arrow {
        let tip = place(laid, arrow.units, (arrow.x, arrow.y));
        draw_arrow(svg, arrow, note, point, tip);
    }
    write(svg, note, point);
}

/// Draws a text whose place is a part of the whole figure.
pub fn note_on_sheet(svg: &mut Svg, artist: &Artist, sheet: &Frame) {
    if let Kind::Note(note) = &artist.kind {
        let point = (note.x * sheet.width, (1.0 - note.y) * sheet.height);
        write(svg, note, point);
    }
}

fn write(svg: &mut Svg, note: &Note, (x, y): (f64, f64)) {
    if !x.is_finite() || !y.is_finite() {
        return;
    }
    if let Some((fill, edge)) = note.boxed {
        let mut frame = around(note, (x, y));
        let pad = note.label.size * 0.3;
        frame.left -= pad;
        frame.top -= pad;
        frame.width += 2.0 * pad;
        frame.height += 2.0 * pad;
        let edge = edge_looks(edge, 1.0, &Dash::Solid);
        svg.rectangle(&frame, &format!(" rx=\"2\"{}{edge}", paint("fill", fill)));
    }
    svg.label(&note.label, (x, y));
}

/// The box of a text whose anchor lies at a point.
fn around(note: &Note, (x, y): (f64, f64)) -> Frame {
    let label = &note.label;
    let shown = text::plain(&label.text);
    let width = text::width(&shown, label.size);
    let lines = text::lines(&shown) as f64;
    let height = label.size * (1.0 + (lines - 1.0) * LINE);
    let left = match label.across {
        Across::Left => x,
        Across::Center => x - width / 2.0,
        Across::Right => x - width,
    };
    let top = match label.up {
        Up::Top => y,
        Up::Center => y - height / 2.0,
        Up::Baseline => y - height + label.size * 0.2,
        Up::Bottom => y - height,
    };
    Frame {
        left,
        top,
        width,
        height,
    }
}

/// A line from a text to what it speaks of, with a head there.
fn draw_arrow(svg: &mut Svg, arrow: &Arrow, note: &Note, text: (f64, f64), tip: (f64, f64)) {
    // It begins at the edge of the text's box that looks to the tip.
    let frame = around(note, text);
    let middle = (
        frame.left + frame.width / 2.0,
        frame.top + frame.height / 2.0,
    );
    let start = match note.label.text.is_empty() {
        true => text,
        false => leave(&frame, middle, tip),
    };
    let (dx, dy) = (tip.0 - start.0, tip.1 - start.1);
    let length = elementary::hypot(dx, dy);
    if !length.is_finite() || length < 1e-6 {
        return;
    }
    let (ux, uy) = (dx / length, dy / length);
    let size: f64 = if arrow.filled { 8.0 } else { 5.0 };
    let size = size.min(length);
    let back = (tip.0 - ux * size, tip.1 - uy * size);
    let wing = |side: f64| {
        let half = size * 0.4 * side;
        (back.0 - uy * half, back.1 + ux * half)
    };
    let end = if arrow.filled { back } else { tip };
    svg.segment(start, end, &arrow.stroke);
    if !arrow.has_head {
        return;
    }
    let head = [wing(1.0), tip, wing(-1.0)];
    match arrow.filled {
        true => svg.path(&path(&head, true), &paint("fill", arrow.stroke.color)),
        false => svg.path(&path(&head, false), &line_looks(&arrow.stroke, "butt")),
    }
}

/// Where the way from the middle of a box to a point leaves it, a little outside.
fn leave(frame: &Frame, middle: (f64, f64), to: (f64, f64)) -> (f64, f64) {
    let (dx, dy) = (to.0 - middle.0, to.1 - middle.1);
    let part = |distance: f64, half: f64| match distance.abs() > half {
        true => half / distance.abs(),
        false => 1.0,
    };
    let part = part(dx, frame.width / 2.0 + 3.0).min(part(dy, frame.height / 2.0 + 3.0));
    let part = match (dx.abs() > frame.width / 2.0, dy.abs() > frame.height / 2.0) {
        (true, false) => (frame.width / 2.0 + 3.0) / dx.abs(),
        (false, true) => (frame.height / 2.0 + 3.0) / dy.abs(),
        _ => part,
    };
    (middle.0 + dx * part, middle.1 + dy * part)
}
