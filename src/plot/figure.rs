//! A figure and what stands in it, as data.

use std::cell::RefCell;
use std::rc::Rc;

use super::artist::{Artist, Stroke};
use super::{Color, Marker};

/// Something that several hands hold: a figure, its axes, an artist in them.
pub type Shared<T> = Rc<RefCell<T>>;

pub fn shared<T>(value: T) -> Shared<T> {
    Rc::new(RefCell::new(value))
}

/// A sheet with any number of axes. Lengths are in points, 72 to an inch.
pub struct Figure {
    /// Width and height in inches.
    pub size: (f64, f64),
    pub dpi: f64,
    pub face: Color,
    pub axes: Vec<Shared<Axes>>,
    pub title: Option<Label>,
    pub x_label: Option<Label>,
    pub y_label: Option<Label>,
    /// Texts at places of the whole figure.
    pub notes: Vec<Shared<Artist>>,
    pub margins: Margins,
    /// Margins follow from the labels.
    pub tight: bool,
}

/// Where the grid of axes begins and ends, as parts of the figure; the gaps as parts of one axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margins {
    pub left: f64,
    pub right: f64,
    pub bottom: f64,
    pub top: f64,
    pub across: f64,
    pub down: f64,
}

impl Default for Margins {
    fn default() -> Margins {
        Margins {
            left: 0.125,
            right: 0.9,
            bottom: 0.11,
            top: 0.88,
            across: 0.2,
            down: 0.2,
        }
    }
}

/// A text with its looks.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub text: String,
    pub size: f64,
    pub color: Color,
    pub bold: bool,
    pub italic: bool,
    pub monospace: bool,
    /// Degrees, against the clock.
    pub rotation: f64,
    pub across: Across,
    pub up: Up,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Across {
    Left,
    Center,
    Right,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Up {
    Top,
    Center,
    Baseline,
    Bottom,
}

impl Label {
    pub fn new(text: impl Into<String>, size: f64) -> Label {
        Label {
            text: text.into(),
            size,
            color: Color::BLACK,
            bold: false,
            italic: false,
            monospace: false,
            rotation: 0.0,
            across: Across::Center,
            up: Up::Baseline,
        }
    }
}

/// Coordinates and the artists drawn in them.
pub struct Axes {
    pub place: Place,
    pub x: Shared<Axis>,
    pub y: Shared<Axis>,
    pub artists: Vec<Shared<Artist>>,
    /// Left, in the middle, right.
    pub titles: [Option<Label>; 3],
    pub x_label: Option<Label>,
    pub y_label: Option<Label>,
    pub legend: Option<Legend>,
    pub grid_x: Option<Grid>,
    pub grid_y: Option<Grid>,
    /// Frame, ticks and labels: `axis('off')` hides them.
    pub framed: bool,
    pub visible: bool,
    /// Bottom, left, top, right.
    pub spines: [bool; 4],
    pub ticks_x: Ticks,
    pub ticks_y: Ticks,
    /// The height of a unit of y over the width of one of x, where that is fixed.
    pub aspect: Option<f64>,
    /// The limits give way to the aspect, not the box.
    pub aspect_by_limits: bool,
    pub margin_x: f64,
    pub margin_y: f64,
    pub face: Color,
    /// How many colours of the cycle curves have used.
    pub cycle: usize,
    /// How many colours of the cycle filled things have used.
    pub fills: usize,
    /// Lies over another one: no background of its own.
    pub over: bool,
    /// Its y axis is on the right.
    pub y_right: bool,
    /// Holds the colours of other axes.
    pub is_bar: bool,
}

/// What is seen of the ticks of one side.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticks {
    pub marks: bool,
    pub labels: bool,
    pub size: f64,
    pub rotation: f64,
    pub color: Color,
    pub across: Option<Across>,
}

impl Default for Ticks {
    fn default() -> Ticks {
        Ticks {
            marks: true,
            labels: true,
            size: 10.0,
            rotation: 0.0,
            color: Color::BLACK,
            across: None,
        }
    }
}

/// Lines at the ticks.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    pub stroke: Stroke,
    pub major: bool,
    pub minor: bool,
}

/// Where axes stand in their figure.
#[derive(Clone)]
pub enum Place {
    /// In a grid, over some of its rows and columns.
    Cells {
        rows: usize,
        columns: usize,
        row: (usize, usize),
        column: (usize, usize),
        /// Shares of the rows and columns, where they are not equal.
        heights: Vec<f64>,
        widths: Vec<f64>,
    },
    /// Left, bottom, width and height as parts of the figure.
    Rectangle([f64; 4]),
    /// A colour bar, which takes its room from other axes.
    Bar {
        of: Vec<Shared<Axes>>,
        horizontal: bool,
        fraction: f64,
        pad: f64,
        shrink: f64,
        aspect: f64,
    },
    /// Exactly over other axes.
    Over(Shared<Axes>),
}

/// One direction: its scale, limits and ticks. Axes that share it share all of these.
#[derive(Clone, Debug, Default)]
pub struct Axis {
    pub log: bool,
    /// As the lesson set them.
    pub limits: Option<(f64, f64)>,
    /// Limits found by themselves are turned round.
    pub inverted: bool,
    pub ticks: Option<Vec<f64>>,
    pub labels: Option<Vec<String>>,
    /// The ticks that the lesson set are whole numbers.
    pub whole: bool,
    /// Texts that stand for the positions 0, 1, 2, …
    pub categories: Option<Vec<String>>,
    /// At most so many spaces between ticks.
    pub bins: Option<usize>,
}

/// Where a legend stands and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Legend {
    pub corner: Corner,
    pub title: Option<String>,
    pub size: f64,
    pub columns: usize,
    pub frame: bool,
    pub opacity: f64,
    pub entries: Vec<Entry>,
    /// The corner lies at this place of the axes, not inside of them.
    pub anchor: Option<(f64, f64)>,
}

/// One line of a legend.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub text: String,
    pub sign: Sign,
}

/// What a legend shows of an artist.
#[derive(Clone, Debug, PartialEq)]
pub enum Sign {
    Line(Stroke, Option<Marker>),
    Dots(Marker),
    Patch(Color, Color),
}

/// The part of the axes that a legend stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    Best,
    At(Across, Up),
}

impl Figure {
    pub fn new(size: (f64, f64), dpi: f64) -> Figure {
        Figure {
            size,
            dpi,
            face: Color::WHITE,
            axes: Vec::new(),
            title: None,
            x_label: None,
            y_label: None,
            notes: Vec::new(),
            margins: Margins::default(),
            tight: false,
        }
    }

    /// Width and height in points.
    pub fn points(&self) -> (f64, f64) {
        (self.size.0 * 72.0, self.size.1 * 72.0)
    }

    /// Width and height in pixels.
    pub fn pixels(&self) -> (f64, f64) {
        (self.size.0 * self.dpi, self.size.1 * self.dpi)
    }
}

impl Axes {
    pub fn new(place: Place) -> Axes {
        Axes {
            place,
            x: shared(Axis::default()),
            y: shared(Axis::default()),
            artists: Vec::new(),
            titles: [None, None, None],
            x_label: None,
            y_label: None,
            legend: None,
            grid_x: None,
            grid_y: None,
            framed: true,
            visible: true,
            spines: [true; 4],
            ticks_x: Ticks::default(),
            ticks_y: Ticks::default(),
            aspect: None,
            aspect_by_limits: false,
            margin_x: 0.05,
            margin_y: 0.05,
            face: Color::WHITE,
            cycle: 0,
            fills: 0,
            over: false,
            y_right: false,
            is_bar: false,
        }
    }

    /// The next colour of the cycle for something filled: these count by themselves.
    pub fn next_fill(&mut self) -> Color {
        self.fills += 1;
        Color::cycle(self.fills - 1)
    }

    /// The next colour of the cycle.
    pub fn next_color(&mut self) -> Color {
        self.cycle += 1;
        Color::cycle(self.cycle - 1)
    }

    pub fn axis(&self, dimension: usize) -> &Shared<Axis> {
        match dimension {
            0 => &self.x,
            _ => &self.y,
        }
    }
}
