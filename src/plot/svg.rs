//! Writing SVG: elements with numbers of a fixed form, so that the same picture is the same bytes.

use super::Color;
use super::artist::{Dash, Stroke};
use super::figure::{Across, Label, Up};
use super::layout::{Frame, LINE};
use super::text::{self, number};

/// A picture while it is written.
pub struct Svg {
    pub text: String,
    clips: usize,
}

/// A coordinate: hundredths of a point are finer than any eye.
pub fn at(x: f64) -> String {
    number(x.clamp(-1e6, 1e6), 2)
}

/// Text as it stands between tags and in attributes.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push(' '),
            // XML has no other control characters.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

impl Svg {
    /// Begins a picture of so many points, shown with so many pixels.
    pub fn new((width, height): (f64, f64), pixels: (f64, f64)) -> Svg {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" font-family=\"'DejaVu Sans', Verdana, sans-serif\">\n",
            at(pixels.0),
            at(pixels.1),
            at(width),
            at(height)
        );
        Svg { text, clips: 0 }
    }

    pub fn end(mut self) -> String {
        self.text.push_str("</svg>\n");
        self.text
    }

    pub fn line(&mut self, element: &str) {
        self.text.push_str(element);
        self.text.push('\n');
    }

    /// Begins a group that is seen inside of a frame only.
    pub fn begin_clip(&mut self, frame: &Frame) {
        self.clips += 1;
        let id = self.clips;
        self.line(&format!(
            "<clipPath id=\"clip{id}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/></clipPath>",
            at(frame.left),
            at(frame.top),
            at(frame.width),
            at(frame.height)
        ));
        self.line(&format!("<g clip-path=\"url(#clip{id})\">"));
    }

    pub fn end_group(&mut self) {
        self.line("</g>");
    }

    pub fn rectangle(&mut self, frame: &Frame, looks: &str) {
        self.line(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{looks}/>",
            at(frame.left),
            at(frame.top),
            at(frame.width),
            at(frame.height)
        ));
    }

    pub fn path(&mut self, data: &str, looks: &str) {
        if !data.is_empty() {
            self.line(&format!("<path d=\"{data}\"{looks}/>"));
        }
    }

    /// A straight line.
    pub fn segment(&mut self, from: (f64, f64), to: (f64, f64), stroke: &Stroke) {
        if stroke.is_seen() {
            self.path(&path(&[from, to], false), &line_looks(stroke, "butt"));
        }
    }

    /// A text whose anchor, as its label says, lies at a point.
    pub fn label(&mut self, label: &Label, (x, y): (f64, f64)) {
        let shown = text::plain(&label.text);
        let lines: Vec<&str> = shown.lines().collect();
        let Some(last) = lines.len().checked_sub(1) else {
            return;
        };
        let size = label.size;
        let step = size * LINE;
        let below = step * last as f64;
        // From the anchor down to the first baseline.
        let down = match label.up {
            Up::Top => size * 0.8,
            Up::Center => size * 0.36 - below / 2.0,
            Up::Baseline => -below,
            Up::Bottom => -size * 0.2 - below,
        };
        let mut looks = format!(" font-size=\"{}\"", number(size, 2));
        looks.push_str(match label.across {
            Across::Left => "",
            Across::Center => " text-anchor=\"middle\"",
            Across::Right => " text-anchor=\"end\"",
        });
        if label.color != Color::BLACK {
            looks.push_str(&paint("fill", label.color));
        }
        if label.bold {
            looks.push_str(" font-weight=\"bold\"");
        }
        if label.italic {
            looks.push_str(" font-style=\"italic\"");
        }
        if label.monospace {
            looks.push_str(" font-family=\"'DejaVu Sans Mono', monospace\"");
        }
        if label.rotation != 0.0 {
            let turn = number(-label.rotation, 2);
            looks.push_str(&format!(
                " transform=\"rotate({turn} {} {})\"",
                at(x),
                at(y)
            ));
        }
        for (i, line) in lines.iter().enumerate() {
            let y = at(y + down + step * i as f64);
            let line = escaped(line);
            self.line(&format!(
                "<text x=\"{}\" y=\"{y}\"{looks}>{line}</text>",
                at(x)
            ));
        }
    }
}

/// `fill="#1f77b4" fill-opacity="0.5"`
pub fn paint(what: &str, color: Color) -> String {
    if color.alpha <= 0.0 {
        return format!(" {what}=\"none\"");
    }
    let opacity = match color.alpha < 1.0 {
        true => format!(" {what}-opacity=\"{}\"", number(color.alpha, 3)),
        false => String::new(),
    };
    format!(" {what}=\"{}\"{opacity}", color.code())
}

/// The looks of a line that is not filled.
pub fn line_looks(stroke: &Stroke, cap: &str) -> String {
    let mut looks = String::from(" fill=\"none\"");
    looks.push_str(&edge_looks(stroke.color, stroke.width, &stroke.dash));
    looks.push_str(match (&stroke.dash, cap) {
        (Dash::Solid, "round") => " stroke-linecap=\"square\" stroke-linejoin=\"round\"",
        (_, "round") => " stroke-linejoin=\"round\"",
        _ => "",
    });
    looks
}

/// The looks of an edge.
pub fn edge_looks(color: Color, width: f64, dash: &Dash) -> String {
    if color.alpha <= 0.0 || width <= 0.0 || *dash == Dash::Nothing {
        return String::new();
    }
    let mut looks = paint("stroke", color);
    looks.push_str(&format!(" stroke-width=\"{}\"", number(width, 2)));
    let pattern = dash.pattern().iter();
    let lengths: Vec<String> = pattern.map(|part| number(part * width, 2)).collect();
    if !lengths.is_empty() {
        looks.push_str(&format!(" stroke-dasharray=\"{}\"", lengths.join(" ")));
    }
    looks
}

/// The data of a path through points; one that has no place interrupts it.
pub fn path(points: &[(f64, f64)], closed: bool) -> String {
    let mut data = String::new();
    let mut open = false;
    for &(x, y) in points {
        if !x.is_finite() || !y.is_finite() {
            open = false;
            continue;
        }
        data.push_str(if open { "L" } else { "M" });
        data.push_str(&at(x));
        data.push(' ');
        data.push_str(&at(y));
        open = true;
    }
    if closed && !data.is_empty() {
        data.push('Z');
    }
    data
}

/// Fewer points for the same picture: of a run of points in one column of half a point, the first, the lowest, the
/// highest and the last.
pub fn thinned(points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    const FEW: usize = 2000;
    if points.len() < FEW {
        return points;
    }
    let column = |(x, y): (f64, f64)| match x.is_finite() && y.is_finite() {
        true => (2.0 * x).floor(),
        false => f64::INFINITY,
    };
    let mut kept = Vec::new();
    let runs = points.chunk_by(|&a, &b| column(a) == column(b));
    for run in runs {
        if run.len() <= 4 {
            kept.extend_from_slice(run);
            continue;
        }
        let by_y = |a: &usize, b: &usize| run[*a].1.total_cmp(&run[*b].1);
        let ends = [
            Some(0),
            (0..run.len()).min_by(by_y),
            (0..run.len()).max_by(by_y),
            Some(run.len() - 1),
        ];
        let mut ends: Vec<usize> = ends.into_iter().flatten().collect();
        ends.sort_unstable();
        ends.dedup();
        kept.extend(ends.into_iter().map(|i| run[i]));
    }
    kept
}
