//! What is drawn in axes: curves, points, areas, lines, pictures and texts.

use super::{Color, Colormap, Label, Norm};
use crate::array::elementary;
use crate::array::{Result, meter};

/// One thing drawn. Its memory counts while it stands.
pub struct Artist {
    pub kind: Kind,
    /// What the legend calls it.
    pub label: Option<String>,
    /// What is drawn later lies above.
    pub order: f64,
    pub visible: bool,
    /// Its colours follow from data.
    pub mapped: Option<Mapped>,
    held: usize,
}

impl Drop for Artist {
    fn drop(&mut self) {
        meter::release(self.held);
    }
}

#[derive(Clone)]
pub enum Kind {
    Curve(Curve),
    Points(Points),
    Area(Area),
    Lines(Lines),
    Picture(Picture),
    Note(Note),
}

/// Data behind colours.
#[derive(Clone)]
pub struct Mapped {
    pub values: Vec<f64>,
    pub map: Colormap,
    pub norm: Norm,
}

/// How a line is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    pub color: Color,
    /// In points.
    pub width: f64,
    pub dash: Dash,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Dash {
    Solid,
    Dashed,
    Dotted,
    DashDot,
    /// No line at all.
    Nothing,
    /// Lengths on and off, in widths of the line.
    Custom(Vec<f64>),
}

/// A sign at each point.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    pub shape: Shape,
    /// In points.
    pub size: f64,
    pub face: Color,
    pub edge: Color,
    pub edge_width: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Circle,
    Dot,
    Pixel,
    Square,
    Diamond,
    ThinDiamond,
    Up,
    Down,
    Left,
    Right,
    Star,
    Pentagon,
    Hexagon,
    TurnedHexagon,
    Octagon,
    Plus,
    Cross,
    FilledPlus,
    FilledCross,
    Bar,
    Dash,
    TriDown,
    TriUp,
    TriLeft,
    TriRight,
}

/// What a coordinate counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Data,
    /// From 0 to 1 over the axes.
    Axes,
}

pub const DATA: [Unit; 2] = [Unit::Data, Unit::Data];

#[derive(Clone)]
pub struct Curve {
    pub xs: Vec<f64>,
    pub ys: Vec<f64>,
    pub stroke: Stroke,
    pub marker: Option<Marker>,
    pub steps: Steps,
    pub units: [Unit; 2],
}

/// Where a curve of steps jumps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steps {
    None,
    Before,
    Middle,
    After,
}

#[derive(Clone)]
pub struct Points {
    pub xs: Vec<f64>,
    pub ys: Vec<f64>,
    pub shape: Shape,
    /// In square points; used in turn.
    pub sizes: Vec<f64>,
    /// Used in turn.
    pub faces: Vec<Color>,
    /// Used in turn; none where each edge is as its face.
    pub edges: Vec<Color>,
    pub edge_width: f64,
    pub alpha: Option<f64>,
}

/// Outlines filled with colours.
#[derive(Clone)]
pub struct Area {
    pub outlines: Vec<Outline>,
    /// Used in turn.
    pub faces: Vec<Color>,
    pub edge: Color,
    pub edge_width: f64,
    pub dash: Dash,
    pub units: [Unit; 2],
    /// Values of x and y that the limits, found by themselves, end at.
    pub sticky: [Vec<f64>; 2],
    pub alpha: Option<f64>,
    /// Outlines of one colour are one area with holes, not areas over each other.
    pub holes: bool,
}

/// Points of a closed line.
pub type Outline = Vec<(f64, f64)>;

/// Lines through some points each.
#[derive(Clone)]
pub struct Lines {
    pub lines: Vec<Vec<(f64, f64)>>,
    /// Used in turn.
    pub colors: Vec<Color>,
    pub width: f64,
    pub dash: Dash,
    pub units: [Unit; 2],
}

/// Pixels, row by row.
#[derive(Clone)]
pub struct Picture {
    pub rows: usize,
    pub columns: usize,
    /// Empty where the colours follow from data.
    pub pixels: Vec<Color>,
    /// Left, right, bottom, top: where the edges of the first and last pixels lie, in data.
    pub extent: [f64; 4],
    /// The first row is the topmost.
    pub from_top: bool,
    pub smooth: bool,
    pub alpha: Option<f64>,
}

/// A text at a place, with an arrow from it where there is one.
#[derive(Clone)]
pub struct Note {
    pub x: f64,
    pub y: f64,
    pub units: [Unit; 2],
    /// Moved by so many points.
    pub shift: (f64, f64),
    pub label: Label,
    pub arrow: Option<Arrow>,
    /// A box behind it: fill and edge.
    pub boxed: Option<(Color, Color)>,
}

#[derive(Clone)]
pub struct Arrow {
    pub x: f64,
    pub y: f64,
    pub units: [Unit; 2],
    pub stroke: Stroke,
    pub filled: bool,
    pub has_head: bool,
}

impl Artist {
    /// # Errors
    /// MemoryError where there is no room for it.
    pub fn new(kind: Kind) -> Result<Artist> {
        let order = match kind {
            Kind::Curve(_) => 2.0,
            Kind::Points(_) | Kind::Area(_) => 1.0,
            Kind::Lines(_) => 2.0,
            Kind::Picture(_) => 0.0,
            Kind::Note(_) => 3.0,
        };
        let held = size_of(&kind) * BYTES_OF_POINT;
        meter::reserve(held)?;
        Ok(Artist {
            kind,
            label: None,
            order,
            visible: true,
            mapped: None,
            held,
        })
    }

    /// The label, unless it begins with `_` as hidden ones do.
    pub fn shown_label(&self) -> Option<&str> {
        let label = self.label.as_deref()?;
        (!label.is_empty() && !label.starts_with('_')).then_some(label)
    }

    /// The colours of its parts, by data or as they were given; with the artist's own opacity.
    pub fn faces(&self) -> Vec<Color> {
        let (own, alpha) = match &self.kind {
            Kind::Points(points) => (&points.faces, points.alpha),
            Kind::Area(area) => (&area.faces, area.alpha),
            Kind::Picture(picture) => (&picture.pixels, picture.alpha),
            Kind::Lines(lines) => (&lines.colors, None),
            Kind::Curve(_) | Kind::Note(_) => return Vec::new(),
        };
        let with_alpha = |color: Color| color.with_alpha(alpha);
        match &self.mapped {
            Some(mapped) => {
                let colors = mapped.values.iter().map(|&x| mapped.color(x));
                colors.map(with_alpha).collect()
            }
            None => own.iter().copied().map(with_alpha).collect(),
        }
    }

    /// How many points it is made of: what drawing it costs.
    pub fn size(&self) -> usize {
        size_of(&self.kind)
    }
}

/// About what a point takes, with its share of colours.
const BYTES_OF_POINT: usize = 32;

fn size_of(kind: &Kind) -> usize {
    match kind {
        Kind::Curve(curve) => curve.xs.len(),
        Kind::Points(points) => points.xs.len(),
        Kind::Area(area) => area.outlines.iter().map(Vec::len).sum(),
        Kind::Lines(lines) => lines.lines.iter().map(Vec::len).sum(),
        Kind::Picture(picture) => picture.rows * picture.columns,
        Kind::Note(note) => note.label.text.len(),
    }
}

impl Mapped {
    pub fn color(&self, x: f64) -> Color {
        self.map.at(self.norm.apply(x))
    }
}

impl Dash {
    /// By matplotlib's names; `None` for others.
    pub fn named(name: &str) -> Option<Dash> {
        Some(match name {
            "-" | "solid" => Dash::Solid,
            "--" | "dashed" => Dash::Dashed,
            ":" | "dotted" => Dash::Dotted,
            "-." | "dashdot" => Dash::DashDot,
            "None" | "none" | " " | "" => Dash::Nothing,
            _ => return None,
        })
    }

    /// Lengths on and off, in widths of the line.
    pub fn pattern(&self) -> &[f64] {
        match self {
            Dash::Solid | Dash::Nothing => &[],
            Dash::Dashed => &[3.7, 1.6],
            Dash::Dotted => &[1.0, 1.65],
            Dash::DashDot => &[6.4, 1.6, 1.0, 1.6],
            Dash::Custom(pattern) => pattern,
        }
    }
}

impl Stroke {
    pub fn solid(color: Color, width: f64) -> Stroke {
        Stroke {
            color,
            width,
            dash: Dash::Solid,
        }
    }

    pub fn is_seen(&self) -> bool {
        self.dash != Dash::Nothing && self.width > 0.0 && self.color.alpha > 0.0
    }
}

impl Steps {
    /// The corners of the curve through some points.
    pub fn corners(self, xs: &[f64], ys: &[f64]) -> Vec<(f64, f64)> {
        let points: Vec<(f64, f64)> = xs.iter().copied().zip(ys.iter().copied()).collect();
        let Some(&first) = points.first().filter(|_| self != Steps::None) else {
            return points;
        };
        let mut corners = vec![first];
        for pair in points.windows(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            match self {
                Steps::Before => corners.push((x0, y1)),
                Steps::Middle => corners.extend([((x0 + x1) / 2.0, y0), ((x0 + x1) / 2.0, y1)]),
                Steps::After | Steps::None => corners.push((x1, y0)),
            }
            corners.push((x1, y1));
        }
        corners
    }
}

impl Shape {
    /// By matplotlib's sign.
    pub fn named(sign: &str) -> Option<Shape> {
        Some(match sign {
            "o" => Shape::Circle,
            "." => Shape::Dot,
            "," => Shape::Pixel,
            "s" => Shape::Square,
            "D" => Shape::Diamond,
            "d" => Shape::ThinDiamond,
            "^" => Shape::Up,
            "v" => Shape::Down,
            "<" => Shape::Left,
            ">" => Shape::Right,
            "*" => Shape::Star,
            "p" => Shape::Pentagon,
            "h" => Shape::Hexagon,
            "H" => Shape::TurnedHexagon,
            "8" => Shape::Octagon,
            "+" => Shape::Plus,
            "x" => Shape::Cross,
            "P" => Shape::FilledPlus,
            "X" => Shape::FilledCross,
            "|" => Shape::Bar,
            "_" => Shape::Dash,
            "1" => Shape::TriDown,
            "2" => Shape::TriUp,
            "3" => Shape::TriLeft,
            "4" => Shape::TriRight,
            _ => return None,
        })
    }

    /// Made of lines alone: only its edge is seen.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Shape::Plus
                | Shape::Cross
                | Shape::Bar
                | Shape::Dash
                | Shape::TriDown
                | Shape::TriUp
                | Shape::TriLeft
                | Shape::TriRight
        )
    }

    /// Its lines, for a size of 1, y upwards; empty for what is round.
    pub fn outline(self) -> Vec<Vec<(f64, f64)>> {
        let square = vec![(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)];
        let regular = |corners: usize, turn: f64| vec![star(corners, turn, 1.0)];
        let turned = |shape: Vec<(f64, f64)>, (a, b): (f64, f64)| {
            shape
                .into_iter()
                .map(|(x, y)| (a * x - b * y, b * x + a * y))
                .collect::<Vec<_>>()
        };
        let triangle = vec![(0.0, 0.5), (-0.5, -0.5), (0.5, -0.5)];
        let plus = vec![vec![(-0.5, 0.0), (0.5, 0.0)], vec![(0.0, -0.5), (0.0, 0.5)]];
        let diagonal = vec![
            vec![(-0.5, -0.5), (0.5, 0.5)],
            vec![(-0.5, 0.5), (0.5, -0.5)],
        ];
        let tri = |turn: (f64, f64)| {
            [(0.0, -0.5), (0.4, 0.25), (-0.4, 0.25)]
                .map(|end| turned(vec![(0.0, 0.0), end], turn))
                .to_vec()
        };
        let thick_plus = [
            (-1, -3),
            (1, -3),
            (1, -1),
            (3, -1),
            (3, 1),
            (1, 1),
            (1, 3),
            (-1, 3),
            (-1, 1),
            (-3, 1),
            (-3, -1),
            (-1, -1),
        ]
        .map(|(x, y)| (f64::from(x) / 6.0, f64::from(y) / 6.0))
        .to_vec();
        let half = std::f64::consts::FRAC_1_SQRT_2;
        match self {
            Shape::Circle | Shape::Dot => Vec::new(),
            Shape::Square | Shape::Pixel => vec![square],
            Shape::Diamond => vec![turned(square, (half, half))],
            Shape::ThinDiamond => {
                let thin = turned(square, (half, half)).into_iter();
                vec![thin.map(|(x, y)| (x * 0.6, y)).collect()]
            }
            Shape::Up => vec![triangle],
            Shape::Down => vec![turned(triangle, (-1.0, 0.0))],
            Shape::Left => vec![turned(triangle, (0.0, 1.0))],
            Shape::Right => vec![turned(triangle, (0.0, -1.0))],
            Shape::Star => vec![star(5, 90.0, 0.381966)],
            Shape::Pentagon => regular(5, 90.0),
            Shape::Hexagon => regular(6, 90.0),
            Shape::TurnedHexagon => regular(6, 0.0),
            Shape::Octagon => regular(8, 22.5),
            Shape::Plus => plus,
            Shape::Cross => diagonal,
            Shape::FilledPlus => vec![thick_plus],
            Shape::FilledCross => vec![turned(thick_plus, (half, half))],
            Shape::Bar => vec![vec![(0.0, -0.5), (0.0, 0.5)]],
            Shape::Dash => vec![vec![(-0.5, 0.0), (0.5, 0.0)]],
            Shape::TriDown => tri((1.0, 0.0)),
            Shape::TriUp => tri((-1.0, 0.0)),
            Shape::TriLeft => tri((0.0, -1.0)),
            Shape::TriRight => tri((0.0, 1.0)),
        }
    }
}

/// The corners of a star whose inner corners lie at a part of the radius; of a regular polygon where that part is 1.
fn star(corners: usize, turn: f64, inner: f64) -> Vec<(f64, f64)> {
    let count = if inner == 1.0 { corners } else { 2 * corners };
    let corner = |i: usize| {
        let angle = (turn + 360.0 * i as f64 / count as f64).to_radians();
        let radius = if i % 2 == 1 { 0.5 * inner } else { 0.5 };
        let (sin, cos) = elementary::sin_cos(angle);
        (radius * cos, radius * sin)
    };
    (0..count).map(corner).collect()
}
