//! From a figure to SVG: the frame, ticks, grid and labels of axes.

use super::Color;
use super::artist::{Artist, Stroke};
use super::figure::{Across, Axes, Figure, Grid, Label, Shared, Up};
use super::layout::{self, Frame, LABEL_GAP, LINE, Laid, TICK, TITLE_GAP};
use super::svg::{Svg, paint};
use super::view::{Span, Ticked};
use super::{legend, marks, text};
use crate::array::elementary;
use crate::array::{Result, meter};

const SPINE: f64 = 0.8;

/// The picture of a figure.
///
/// # Errors
/// Where drawing passes the budget.
pub fn svg(figure: &Figure) -> Result<String> {
    let mut svg = Svg::new(figure.points(), figure.pixels());
    let (width, height) = figure.points();
    let sheet = Frame {
        left: 0.0,
        top: 0.0,
        width,
        height,
    };
    svg.rectangle(&sheet, &paint("fill", figure.face));
    let all = layout::layout(figure);
    for laid in &all {
        if laid.axes.borrow().visible {
            axes(&mut svg, laid)?;
        }
    }
    for note in &figure.notes {
        marks::note_on_sheet(&mut svg, &note.borrow(), &sheet);
    }
    sheet_labels(&mut svg, figure);
    meter::check_bytes(svg.text.len())?;
    Ok(svg.end())
}

fn sheet_labels(svg: &mut Svg, figure: &Figure) {
    let (width, height) = figure.points();
    if let Some(title) = &figure.title {
        svg.label(&with_up(title, Up::Top), (width / 2.0, height * 0.02));
    }
    if let Some(label) = &figure.x_label {
        svg.label(&with_up(label, Up::Bottom), (width / 2.0, height * 0.99));
    }
    if let Some(label) = &figure.y_label {
        let label = Label {
            rotation: 90.0,
            ..with_up(label, Up::Top)
        };
        svg.label(&label, (width * 0.02, height / 2.0));
    }
}

fn with_up(label: &Label, up: Up) -> Label {
    Label {
        up,
        ..label.clone()
    }
}

/// The artists of axes from the lowest to the topmost.
pub fn in_order(axes: &Axes) -> Vec<Shared<Artist>> {
    let mut artists: Vec<Shared<Artist>> = axes.artists.clone();
    artists.retain(|artist| artist.borrow().visible);
    crate::text::sort_by(&mut artists, |a, b| {
        a.borrow().order.total_cmp(&b.borrow().order)
    });
    artists
}

fn axes(svg: &mut Svg, laid: &Laid) -> Result<()> {
    let own = laid.axes.borrow();
    let frame = &laid.frame;
    if own.framed && !own.over && own.face.alpha > 0.0 {
        svg.rectangle(frame, &paint("fill", own.face));
    }
    // Pictures lie under the grid, everything else over it.
    let artists = in_order(&own);
    let (under, over): (Vec<_>, Vec<_>) = artists.iter().partition(|a| a.borrow().order <= 0.0);
    draw_all(svg, laid, &under)?;
    if own.framed {
        grid(svg, laid, &own);
    }
    draw_all(svg, laid, &over)?;
    if own.framed {
        ticks_x(svg, laid, &own);
        ticks_y(svg, laid, &own);
        spines(svg, frame, &own);
        axis_labels(svg, laid, &own);
    }
    for artist in &artists {
        marks::note(svg, &artist.borrow(), laid);
    }
    titles(svg, laid, &own);
    if let Some(found) = &own.legend {
        legend::draw(svg, found, laid);
    }
    Ok(())
}

fn draw_all(svg: &mut Svg, laid: &Laid, artists: &[&Shared<Artist>]) -> Result<()> {
    if artists.is_empty() {
        return Ok(());
    }
    svg.begin_clip(&laid.frame);
    for artist in artists {
        let artist = artist.borrow();
        meter::steps(artist.size())?;
        marks::draw(svg, &artist, laid);
        meter::check_bytes(svg.text.len())?;
    }
    svg.end_group();
    Ok(())
}

/// The places of ticks inside the limits, with their labels.
fn inside<'a>(
    ticked: &'a Ticked,
    span: &'a Span,
) -> impl Iterator<Item = (f64, Option<&'a String>)> + 'a {
    let labels = ticked.labels.texts.iter().map(Some);
    let labels = labels.chain(std::iter::repeat(None));
    let places = ticked.major.iter().zip(labels);
    places
        .map(|(&x, label)| (span.place(x), label))
        .filter(|(place, _)| is_inside(place))
}

fn is_inside(place: &f64) -> bool {
    (-1e-9..=1.0 + 1e-9).contains(place)
}

fn minor_places(ticked: &Ticked, span: &Span) -> Vec<f64> {
    let places = ticked.minor.iter().map(|&x| span.place(x));
    places.filter(is_inside).collect()
}

fn grid(svg: &mut Svg, laid: &Laid, axes: &Axes) {
    let frame = &laid.frame;
    let places = |ticked: &Ticked, span: &Span, grid: &Grid| {
        let mut places = Vec::new();
        if grid.major {
            places.extend(inside(ticked, span).map(|(place, _)| place));
        }
        if grid.minor {
            places.extend(minor_places(ticked, span));
        }
        places
    };
    if let Some(grid) = &axes.grid_x {
        for place in places(&laid.ticks_x, &laid.x, grid) {
            let x = frame.left + place * frame.width;
            svg.segment((x, frame.top), (x, frame.bottom()), &grid.stroke);
        }
    }
    if let Some(grid) = &axes.grid_y {
        for place in places(&laid.ticks_y, &laid.y, grid) {
            let y = frame.bottom() - place * frame.height;
            svg.segment((frame.left, y), (frame.right(), y), &grid.stroke);
        }
    }
}

fn ticks_x(svg: &mut Svg, laid: &Laid, axes: &Axes) {
    let (frame, ticks) = (&laid.frame, &axes.ticks_x);
    let bottom = frame.bottom();
    let mark = Stroke::solid(ticks.color, SPINE);
    let label = Label {
        color: ticks.color,
        rotation: ticks.rotation,
        up: Up::Top,
        across: ticks.across.unwrap_or(Across::Center),
        ..Label::new("", ticks.size)
    };
    let turned = ticks.rotation != 0.0;
    for (place, text) in inside(&laid.ticks_x, &laid.x) {
        let x = frame.left + place * frame.width;
        if ticks.marks {
            svg.segment((x, bottom), (x, bottom + TICK), &mark);
        }
        if let Some(text) = text.filter(|_| ticks.labels) {
            let mut label = Label {
                text: text.clone(),
                ..label.clone()
            };
            let mut y = bottom + 2.0 * TICK;
            if turned {
                // The middle of the turned text stands under its tick.
                let angle = ticks.rotation.to_radians();
                let width = text::width(text, ticks.size);
                let (sin, cos) = elementary::sin_cos(angle);
                let reach = width * sin.abs() + ticks.size * cos.abs();
                y += reach / 2.0;
                label.up = Up::Center;
                label.across = Across::Center;
            }
            let shift = match (turned, ticks.across) {
                (true, Some(Across::Right)) => -text::width(text, ticks.size) / 2.0,
                (true, Some(Across::Left)) => text::width(text, ticks.size) / 2.0,
                _ => 0.0,
            };
            let x = x + shift * elementary::cos(ticks.rotation.to_radians());
            svg.label(&label, (x, y));
        }
    }
    if ticks.marks {
        for place in minor_places(&laid.ticks_x, &laid.x) {
            let x = frame.left + place * frame.width;
            svg.segment(
                (x, bottom),
                (x, bottom + 2.0),
                &Stroke::solid(ticks.color, 0.6),
            );
        }
    }
    if ticks.labels && !laid.ticks_x.labels.offset.is_empty() {
        let offset = Label {
            across: Across::Right,
            up: Up::Top,
            ..Label::new(&laid.ticks_x.labels.offset, ticks.size)
        };
        let down = 2.0 * TICK + layout::label_height(laid, axes);
        svg.label(&offset, (frame.right(), bottom + down));
    }
}

fn ticks_y(svg: &mut Svg, laid: &Laid, axes: &Axes) {
    let (frame, ticks) = (&laid.frame, &axes.ticks_y);
    let (edge, out) = match axes.y_right {
        true => (frame.right(), 1.0),
        false => (frame.left, -1.0),
    };
    let side = match axes.y_right {
        true => Across::Left,
        false => Across::Right,
    };
    let mark = Stroke::solid(ticks.color, SPINE);
    for (place, text) in inside(&laid.ticks_y, &laid.y) {
        let y = frame.bottom() - place * frame.height;
        if ticks.marks {
            svg.segment((edge, y), (edge + out * TICK, y), &mark);
        }
        if let Some(text) = text.filter(|_| ticks.labels) {
            let label = Label {
                color: ticks.color,
                rotation: ticks.rotation,
                across: side,
                up: Up::Center,
                ..Label::new(text, ticks.size)
            };
            svg.label(&label, (edge + out * 2.0 * TICK, y));
        }
    }
    if ticks.marks {
        for place in minor_places(&laid.ticks_y, &laid.y) {
            let y = frame.bottom() - place * frame.height;
            svg.segment(
                (edge, y),
                (edge + out * 2.0, y),
                &Stroke::solid(ticks.color, 0.6),
            );
        }
    }
    if ticks.labels && !laid.ticks_y.labels.offset.is_empty() {
        let offset = Label {
            across: match axes.y_right {
                true => Across::Right,
                false => Across::Left,
            },
            ..Label::new(&laid.ticks_y.labels.offset, ticks.size)
        };
        svg.label(&offset, (edge, frame.top - 3.0));
    }
}

fn spines(svg: &mut Svg, frame: &Frame, axes: &Axes) {
    let (left, right, top, bottom) = (frame.left, frame.right(), frame.top, frame.bottom());
    let stroke = Stroke::solid(Color::BLACK, SPINE);
    if axes.spines == [true; 4] {
        svg.rectangle(
            frame,
            " fill=\"none\" stroke=\"#000000\" stroke-width=\"0.8\"",
        );
        return;
    }
    let lines = [
        ((left, bottom), (right, bottom)),
        ((left, top), (left, bottom)),
        ((left, top), (right, top)),
        ((right, top), (right, bottom)),
    ];
    for ((from, to), shown) in lines.into_iter().zip(axes.spines) {
        if shown {
            svg.segment(from, to, &stroke);
        }
    }
}

fn axis_labels(svg: &mut Svg, laid: &Laid, axes: &Axes) {
    let frame = &laid.frame;
    if let Some(label) = &axes.x_label {
        let mut down = LABEL_GAP + TICK;
        if axes.ticks_x.labels {
            down += TICK + layout::label_height(laid, axes);
        }
        let x = match label.across {
            Across::Left => frame.left,
            Across::Center => frame.left + frame.width / 2.0,
            Across::Right => frame.right(),
        };
        svg.label(&with_up(label, Up::Top), (x, frame.bottom() + down));
    }
    if let Some(label) = &axes.y_label {
        let mut aside = LABEL_GAP + TICK;
        if axes.ticks_y.labels {
            aside += TICK + layout::widest(&laid.ticks_y, &laid.y, axes.ticks_y.size);
        }
        let middle = frame.top + frame.height / 2.0;
        let turned = label.rotation != 0.0;
        let label = Label {
            across: match (turned, axes.y_right) {
                (true, _) => Across::Center,
                (false, true) => Across::Left,
                (false, false) => Across::Right,
            },
            up: match (turned, axes.y_right) {
                (true, true) => Up::Top,
                (true, false) => Up::Bottom,
                (false, _) => Up::Center,
            },
            ..label.clone()
        };
        let x = match axes.y_right {
            true => frame.right() + aside,
            false => frame.left - aside,
        };
        svg.label(&label, (x, middle));
    }
}

fn titles(svg: &mut Svg, laid: &Laid, axes: &Axes) {
    let frame = &laid.frame;
    let places = [
        (frame.left, Across::Left),
        (frame.left + frame.width / 2.0, Across::Center),
        (frame.right(), Across::Right),
    ];
    let offset = !laid.ticks_y.labels.offset.is_empty() && axes.framed && axes.ticks_y.labels;
    let up = if offset { LINE * 10.0 } else { 0.0 };
    for (title, (x, across)) in axes.titles.iter().zip(places) {
        if let Some(title) = title {
            let title = Label {
                across,
                up: Up::Baseline,
                ..title.clone()
            };
            svg.label(&title, (x, frame.top - TITLE_GAP - up));
        }
    }
}
