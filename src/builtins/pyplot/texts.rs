//! Titles, labels of axes, texts and annotations.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use super::arguments::{self, Options, pair};
use super::objects::{AxesObject, FigureObject};
use super::shapes::keywords_of;
use super::state::{Ax, Pyplot, gcf, not_here};
use crate::drawing;
use crate::plot::artist::{Arrow, Artist, DATA, Kind, Note, Stroke, Unit};
use crate::plot::figure::{Across, Label, Up};
use crate::plot::{Axes, Color, Figure, Shared, shared};
use crate::value::builtin::Keywords;
use crate::value::{ClassId, Host, Native, Raised, Result, Value, display};

drawing! {
    /// What stands above the axes: in the middle, or by `loc` on the left or right.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.title('Growth')
    /// Text(0.5, 1.0, 'Growth')
    "title" / "set_title" ["label, fontdict=None, loc=None, pad=None, *, y=None, **kwargs"] => title;
    /// What stands below the x axis.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.xlabel('time')
    /// Text(0.5, 0, 'time')
    "xlabel" / "set_xlabel" ["xlabel, fontdict=None, labelpad=None, *, loc=None, **kwargs"] => |host: &mut dyn Host, ax: Ax, text: Value, dict: Value, _pad: Value, place: Value, keywords: Keywords| {
        axis_label(host, &ax, 0, &text, (dict, place), keywords)
    };
    /// What stands beside the y axis.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.ylabel('height')
    /// Text(0, 0.5, 'height')
    "ylabel" / "set_ylabel" ["ylabel, fontdict=None, labelpad=None, *, loc=None, **kwargs"] => |host: &mut dyn Host, ax: Ax, text: Value, dict: Value, _pad: Value, place: Value, keywords: Keywords| {
        axis_label(host, &ax, 1, &text, (dict, place), keywords)
    };
    /// A text at a place of the data.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.text(1, 2, 'here')
    /// Text(1, 2, 'here')
    "text" ["x, y, s, fontdict=None, **kwargs"] => text;
    /// A text about the point `xy`, with an arrow to it where `arrowprops` says so.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.annotate('top', xy=(1, 2), xytext=(2, 3), arrowprops={'arrowstyle': '->'})
    /// Text(2, 3, 'top')
    "annotate" ["text, xy, xytext=None, xycoords='data', textcoords=None, arrowprops=None, annotation_clip=None, **kwargs"] => annotate;
}

pub mod figure_texts {
    //! Texts of whole figures, and texts as objects.

    use super::*;
    use crate::builtins;

    builtins! {
        /// What stands above all axes.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.suptitle('Both')
        /// Text(0.5, 0.98, 'Both')
        "matplotlib.pyplot.suptitle" "(t, **kwargs)" => |host: &mut dyn Host, text: Value, keywords: Keywords| {
            let figure = gcf(host).model.clone();
            suptitle(host, figure, text, keywords)
        };
        /// What stands above all axes of a figure.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.figure().suptitle('Both')
        /// Text(0.5, 0.98, 'Both')
        "Figure.suptitle" "(self, t, **kwargs)" => |host: &mut dyn Host, figure: Value, text: Value, keywords: Keywords| {
            let figure = figure_model(&figure)?;
            suptitle(host, figure, text, keywords)
        };
        /// A text at a place of the whole figure, both coordinates from 0 to 1.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.figtext(0.1, 0.9, 'a')
        /// Text(0.1, 0.9, 'a')
        "matplotlib.pyplot.figtext" "(x, y, s, fontdict=None, **kwargs)" => |host: &mut dyn Host, x: Value, y: Value, text: Value, _dict: Value, keywords: Keywords| {
            let figure = gcf(host).model.clone();
            on_sheet(host, &figure, [x, y, text], keywords)
        };
        /// A text at a place of the whole figure, both coordinates from 0 to 1.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.figure().text(0.1, 0.9, 'a')
        /// Text(0.1, 0.9, 'a')
        "Figure.text" "(self, x, y, s, fontdict=None, **kwargs)" => |host: &mut dyn Host, figure: Value, x: Value, y: Value, text: Value, _dict: Value, keywords: Keywords| {
            let figure = figure_model(&figure)?;
            on_sheet(host, &figure, [x, y, text], keywords)
        };
        /// One label below all axes of a figure.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.figure().supxlabel('time')
        /// Text(0.5, 0.01, 'time')
        "Figure.supxlabel" "(self, t, **kwargs)" => |host: &mut dyn Host, figure: Value, text: Value, keywords: Keywords| {
            let figure = figure_model(&figure)?;
            let label = read(host, keywords, &text, "large")?;
            let shown = label.text.clone();
            figure.borrow_mut().x_label = Some(label);
            Ok::<Value, Raised>(object(Target::None, (0.5, 0.01), shown))
        };
        /// One label beside all axes of a figure.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.figure().supylabel('height')
        /// Text(0.02, 0.5, 'height')
        "Figure.supylabel" "(self, t, **kwargs)" => |host: &mut dyn Host, figure: Value, text: Value, keywords: Keywords| {
            let figure = figure_model(&figure)?;
            let label = read(host, keywords, &text, "large")?;
            let shown = label.text.clone();
            figure.borrow_mut().y_label = Some(label);
            Ok::<Value, Raised>(object(Target::None, (0.02, 0.5), shown))
        };
        /// What a text says.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.title('a').get_text()
        /// 'a'
        "Text.get_text" "(self)" => |text: Value| text.native::<TextObject>().map(|text| text.text.borrow().clone());
        /// Lets a text say something else.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> t = plt.title('a')
        /// >>> t.set_text('b')
        /// >>> t
        /// Text(0.5, 1.0, 'b')
        "Text.set_text" "(self, s)" => |host: &mut dyn Host, text: Value, new: Value| {
            let new = arguments::text(host, &new)?;
            if let Some(object) = text.native::<TextObject>() {
                object.text.replace(new.clone());
            }
            change(&text, |label| label.text = new);
            Ok::<(), Raised>(())
        };
        /// The size of a text, in points or by name.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.title('a').set_fontsize(20)
        "Text.set_fontsize" | "Text.set_size" "(self, fontsize)" => |host: &mut dyn Host, text: Value, size: Value| {
            let size = size_of(host, &size)?;
            change(&text, |label| label.size = size);
            Ok::<(), Raised>(())
        };
        /// The colour of a text.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.title('a').set_color('red')
        "Text.set_color" "(self, color)" => |host: &mut dyn Host, text: Value, color: Value| {
            let color = arguments::color(host, &color)?;
            change(&text, |label| label.color = color);
            Ok::<(), Raised>(())
        };
        /// Turns a text by so many degrees.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.text(0, 0, 'a').set_rotation(45)
        "Text.set_rotation" "(self, s)" => |text: Value, angle: Value| {
            let angle = angle_of(&angle)?;
            change(&text, |label| label.rotation = angle);
            Ok::<(), Raised>(())
        };
        /// Which part of a text stands at its place: `'left'`, `'center'` or `'right'`.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.text(0, 0, 'a').set_ha('center')
        "Text.set_ha" | "Text.set_horizontalalignment" "(self, align)" => |host: &mut dyn Host, text: Value, align: Value| {
            let align = across(&arguments::text(host, &align)?)?;
            change(&text, |label| label.across = align);
            Ok::<(), Raised>(())
        };
        /// Shows or hides a text.
        ///
        /// >>> import matplotlib.pyplot as plt
        /// >>> plt.title('a').set_visible(False)
        "Text.set_visible" "(self, b)" => |text: Value, visible: bool| change(&text, |label| {
            label.color = label.color.with_alpha(Some(if visible { 1.0 } else { 0.0 }));
        });
    }
}

/// A text as an object: a place, what it says, and where that is written.
pub struct TextObject {
    x: Value,
    y: Value,
    pub text: RefCell<String>,
    target: Target,
}

/// Where a text is written.
pub enum Target {
    Title(Shared<Axes>, usize),
    Label(Shared<Axes>, usize),
    Artist(Shared<Artist>),
    Figure(Shared<Figure>),
    /// A label at a tick: all of them look the same.
    Tick(Shared<Axes>, usize),
    None,
}

impl Native for TextObject {
    fn class(&self) -> ClassId {
        ClassId::TEXT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr_with(&self, host: &mut dyn Host) -> Result<Option<String>> {
        // Coordinates show without their type, as Python's own numbers do.
        let (x, y) = (display::str(host, &self.x)?, display::str(host, &self.y)?);
        let text = crate::array::print::str_repr(&self.text.borrow());
        Ok(Some(format!("Text({x}, {y}, {text})")))
    }
}

/// Changes the label behind a text's object.
fn change(object: &Value, change: impl FnOnce(&mut Label)) {
    let Some(object) = object.native::<TextObject>() else {
        return;
    };
    match &object.target {
        Target::Title(axes, at) => {
            axes.borrow_mut().titles[*at].as_mut().map(change);
        }
        Target::Label(axes, 0) => {
            axes.borrow_mut().x_label.as_mut().map(change);
        }
        Target::Label(axes, _) => {
            axes.borrow_mut().y_label.as_mut().map(change);
        }
        Target::Artist(artist) => {
            if let Kind::Note(note) = &mut artist.borrow_mut().kind {
                change(&mut note.label);
            }
        }
        Target::Figure(figure) => {
            figure.borrow_mut().title.as_mut().map(change);
        }
        Target::Tick(axes, dimension) => {
            let mut axes = axes.borrow_mut();
            let ticks = match dimension {
                0 => &mut axes.ticks_x,
                _ => &mut axes.ticks_y,
            };
            let mut label = Label::new("", ticks.size);
            (label.rotation, label.color) = (ticks.rotation, ticks.color);
            let before = label.across;
            change(&mut label);
            (ticks.size, ticks.rotation, ticks.color) = (label.size, label.rotation, label.color);
            if label.across != before {
                ticks.across = Some(label.across);
            }
        }
        Target::None => {}
    }
}

/// A text as an object; a coordinate of zero shows as a whole number.
pub fn object(target: Target, (x, y): (f64, f64), text: String) -> Value {
    let number = |x: f64| match x == 0.0 {
        true => Value::Int(0),
        false => Value::Float(x),
    };
    object_at(target, (number(x), number(y)), text)
}

/// A text as an object, with its place as numbers of its own kind.
pub fn object_at(target: Target, (x, y): (Value, Value), text: String) -> Value {
    Value::Native(Rc::new(TextObject {
        x,
        y,
        text: RefCell::new(text),
        target,
    }))
}

/// The object of a text that is an artist of axes.
pub fn text_object(artist: &Shared<Artist>, x: Value, y: Value) -> Value {
    let text = match &artist.borrow().kind {
        Kind::Note(note) => note.label.text.clone(),
        _ => String::new(),
    };
    Value::Native(Rc::new(TextObject {
        x,
        y,
        text: RefCell::new(text),
        target: Target::Artist(artist.clone()),
    }))
}

/// A size of letters: a number of points or a name.
pub fn size_of(host: &mut dyn Host, value: &Value) -> Result<f64> {
    match value {
        Value::Str(name) => {
            let settings = &host.session().get::<Pyplot>().settings;
            settings.size_named(name).ok_or_else(|| {
                let known =
                    "xx-small, x-small, small, medium, large, x-large, xx-large, larger, smaller";
                let shown = crate::array::print::str_repr(name);
                Raised::value_error(format!(
                    "{shown} is not a valid size: a number, or one of {known}"
                ))
            })
        }
        other => arguments::number(other),
    }
}

fn angle_of(value: &Value) -> Result<f64> {
    match value {
        Value::Str(name) if &**name == "vertical" => Ok(90.0),
        Value::Str(name) if &**name == "horizontal" => Ok(0.0),
        Value::Str(name) => {
            let shown = crate::array::print::str_repr(name);
            Err(Raised::value_error(format!(
                "rotation must be 'vertical', 'horizontal' or a number, not {shown}"
            )))
        }
        other => arguments::number(other),
    }
}

pub fn across(name: &str) -> Result<Across> {
    Ok(match name {
        "left" => Across::Left,
        "center" => Across::Center,
        "right" => Across::Right,
        other => {
            return Err(arguments::not_among(
                "align",
                other,
                &["center", "right", "left"],
            ));
        }
    })
}

fn up(name: &str) -> Result<Up> {
    Ok(match name {
        "top" => Up::Top,
        "center" | "center_baseline" => Up::Center,
        "baseline" => Up::Baseline,
        "bottom" => Up::Bottom,
        other => {
            let known = ["top", "bottom", "center", "baseline", "center_baseline"];
            return Err(arguments::not_among("align", other, &known));
        }
    })
}

/// Takes the keywords of a text into its label.
pub fn take_looks(host: &mut dyn Host, options: &mut Options, label: &mut Label) -> Result<()> {
    if let Some(size) = options.take("fontsize", &["size"])? {
        label.size = size_of(host, &size)?;
    }
    if let Some(color) = options.color(host, "color", &["c"])? {
        label.color = color;
    }
    if let Some(alpha) = options.number("alpha", &[])? {
        label.color = label.color.with_alpha(Some(alpha));
    }
    if let Some(weight) = options.text(host, "fontweight", &["weight"])? {
        label.bold = matches!(
            &*weight,
            "bold" | "heavy" | "semibold" | "demibold" | "black" | "extra bold"
        ) || weight.parse::<f64>().is_ok_and(|weight| weight >= 600.0);
    }
    if let Some(style) = options.text(host, "fontstyle", &["style"])? {
        label.italic = matches!(&*style, "italic" | "oblique");
    }
    if let Some(family) = options.text(host, "fontfamily", &["family", "fontname", "name"])? {
        label.monospace = family.to_ascii_lowercase().contains("mono");
    }
    if let Some(angle) = options.take("rotation", &[])? {
        label.rotation = angle_of(&angle)?;
    }
    if let Some(name) = options.text(host, "horizontalalignment", &["ha"])? {
        label.across = across(&name)?;
    }
    if let Some(name) = options.text(host, "verticalalignment", &["va"])? {
        label.up = up(&name)?;
    }
    // How lines of one text stand to each other, and where it would be broken.
    for unseen in [
        "multialignment",
        "wrap",
        "linespacing",
        "rotation_mode",
        "labelpad",
    ] {
        options.take(unseen, &[])?;
    }
    Ok(())
}

/// A label with the keywords of a call, and no others.
fn read(host: &mut dyn Host, keywords: Keywords, text: &Value, size: &str) -> Result<Label> {
    let mut options = Options::new(keywords, "Text.set");
    let text = arguments::text(host, text)?;
    let settings = &host.session().get::<Pyplot>().settings;
    let size = match size {
        "title" => settings.size("axes.titlesize"),
        "label" => settings.size("axes.labelsize"),
        other => settings.size_named(other).unwrap_or(10.0),
    };
    let mut label = Label::new(text, size);
    take_looks(host, &mut options, &mut label)?;
    options.finish()?;
    Ok(label)
}

fn with_dict(keywords: Keywords, dict: Value) -> Keywords {
    let Keywords(mut all) = keywords_of(&Some(dict));
    all.extend(keywords.0);
    Keywords(all)
}

fn title(
    host: &mut dyn Host,
    ax: Ax,
    text: Value,
    dict: Value,
    place: Value,
    _pad: Value,
    _y: Value,
    keywords: Keywords,
) -> Result<Value> {
    let label = read(host, with_dict(keywords, dict), &text, "title")?;
    let (at, x) = match place.is_none() {
        true => (1, 0.5),
        false => match &*arguments::text(host, &place)? {
            "left" => (0, 0.0),
            "center" => (1, 0.5),
            "right" => (2, 1.0),
            other => {
                return Err(arguments::not_among(
                    "loc",
                    other,
                    &["left", "center", "right"],
                ));
            }
        },
    };
    let shown = label.text.clone();
    ax.model.borrow_mut().titles[at] = Some(label);
    Ok(Value::Native(Rc::new(TextObject {
        x: Value::Float(x),
        y: Value::Float(1.0),
        text: RefCell::new(shown),
        target: Target::Title(ax.model, at),
    })))
}

fn axis_label(
    host: &mut dyn Host,
    ax: &Ax,
    dimension: usize,
    text: &Value,
    (dict, place): (Value, Value),
    keywords: Keywords,
) -> Result<Value> {
    let turned = keywords.0.iter().any(|(name, _)| &**name == "rotation");
    let mut label = read(host, with_dict(keywords, dict), text, "label")?;
    if dimension == 1 && !turned {
        label.rotation = 90.0;
    }
    if let (0, Value::Str(place)) = (dimension, &place) {
        label.across = across(place)?;
    }
    let shown = label.text.clone();
    let mut axes = ax.model.borrow_mut();
    let place = match dimension {
        0 => {
            axes.x_label = Some(label);
            (0.5, 0.0)
        }
        _ => {
            axes.y_label = Some(label);
            (0.0, 0.5)
        }
    };
    drop(axes);
    Ok(object(
        Target::Label(ax.model.clone(), dimension),
        place,
        shown,
    ))
}

/// What the coordinates of a text count in, by its `transform`.
fn units_of(options: &mut Options) -> Result<[Unit; 2]> {
    let transform = options.take("transform", &[])?;
    Ok(
        match transform.as_ref().and_then(|t| t.native::<Transform>()) {
            Some(Transform { of_axes: true }) => [Unit::Axes, Unit::Axes],
            Some(_) => DATA,
            None if transform.is_none() => DATA,
            None => {
                return Err(not_here(
                    "in these coordinates: `transform` is ax.transAxes or ax.transData",
                ));
            }
        },
    )
}

/// `ax.transAxes`, `ax.transData`
pub struct Transform {
    pub of_axes: bool,
}

impl Native for Transform {
    fn class(&self) -> ClassId {
        ClassId::TRANSFORM
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// The box behind a text: fill and edge.
fn box_of(host: &mut dyn Host, options: &mut Options) -> Result<Option<(Color, Color)>> {
    let Some(dict) = options.take("bbox", &[])? else {
        let fill = options.color(host, "backgroundcolor", &[])?;
        return Ok(fill.map(|fill| (fill, Color::NONE)));
    };
    let mut own = Options::new(keywords_of(&Some(dict)), "FancyBboxPatch.set");
    let both = own.color(host, "color", &[])?;
    let fill = own
        .color(host, "facecolor", &["fc"])?
        .or(both)
        .unwrap_or(Color::cycle(0));
    let edge = own
        .color(host, "edgecolor", &["ec"])?
        .or(both)
        .unwrap_or(Color::BLACK);
    let alpha = own.number("alpha", &[])?;
    // The shape of its corners and its distance are ours.
    for unseen in ["boxstyle", "pad", "linewidth", "lw"] {
        own.take(unseen, &[])?;
    }
    own.finish()?;
    Ok(Some((fill.with_alpha(alpha), edge.with_alpha(alpha))))
}

fn text(
    host: &mut dyn Host,
    ax: Ax,
    x: Value,
    y: Value,
    text: Value,
    dict: Value,
    keywords: Keywords,
) -> Result<Value> {
    let mut options = Options::new(with_dict(keywords, dict), "Text.set");
    let mut label = Label::new(arguments::text(host, &text)?, plain_size(host));
    label.across = Across::Left;
    take_looks(host, &mut options, &mut label)?;
    let boxed = box_of(host, &mut options)?;
    let units = units_of(&mut options)?;
    let order = options.number("zorder", &[])?;
    options.finish()?;
    let place = |value: &Value, dimension: usize| {
        let axis = ax.model.borrow().axis(dimension).clone();
        let found = arguments::positions(value, &axis)?;
        found
            .first()
            .copied()
            .ok_or_else(|| Raised::type_error("a text has one place"))
    };
    let note = Note {
        x: place(&x, 0)?,
        y: place(&y, 1)?,
        units,
        shift: (0.0, 0.0),
        label,
        arrow: None,
        boxed,
    };
    let mut artist = Artist::new(Kind::Note(note))?;
    artist.order = order.unwrap_or(artist.order);
    let artist = shared(artist);
    ax.model.borrow_mut().artists.push(artist.clone());
    Ok(text_object(&artist, x, y))
}

fn plain_size(host: &mut dyn Host) -> f64 {
    host.session().get::<Pyplot>().settings.number("font.size")
}

fn annotate(
    host: &mut dyn Host,
    ax: Ax,
    text: Value,
    xy: Value,
    at: Value,
    coordinates: Value,
    text_coordinates: Value,
    arrow: Value,
    _clip: Value,
    keywords: Keywords,
) -> Result<Value> {
    let mut options = Options::new(keywords, "Text.set");
    let mut label = Label::new(arguments::text(host, &text)?, plain_size(host));
    label.across = Across::Left;
    take_looks(host, &mut options, &mut label)?;
    let boxed = box_of(host, &mut options)?;
    options.take("zorder", &[])?;
    options.finish()?;
    let point = pair(&xy)?;
    let units = units_named(host, &coordinates)?;
    let (text_units, offset) = match text_coordinates.is_none() {
        true => (units, false),
        false => match &*arguments::text(host, &text_coordinates)? {
            "offset points" | "offset pixels" => (units, true),
            _ => (units_named(host, &text_coordinates)?, false),
        },
    };
    let (place, shift) = match (at.is_none(), offset) {
        (true, _) => (point, (0.0, 0.0)),
        (false, true) => (point, pair(&at)?),
        (false, false) => (pair(&at)?, (0.0, 0.0)),
    };
    let arrow = match arrow.is_none() {
        true => None,
        false => Some(arrow_of(host, arrow, point, units)?),
    };
    let note = Note {
        x: place.0,
        y: place.1,
        units: text_units,
        shift,
        label,
        arrow,
        boxed,
    };
    let artist = shared(Artist::new(Kind::Note(note))?);
    ax.model.borrow_mut().artists.push(artist.clone());
    let shown = match at.is_none() {
        true => xy,
        false => at,
    };
    let items = crate::builtins::python::iterate::collect(host, &shown)?;
    let item = |i: usize| items.get(i).cloned().unwrap_or(Value::None);
    Ok(text_object(&artist, item(0), item(1)))
}

fn units_named(host: &mut dyn Host, name: &Value) -> Result<[Unit; 2]> {
    if let Some(transform) = name.native::<Transform>() {
        return Ok(match transform.of_axes {
            true => [Unit::Axes, Unit::Axes],
            false => DATA,
        });
    }
    match &*arguments::text(host, name)? {
        "data" => Ok(DATA),
        "axes fraction" => Ok([Unit::Axes, Unit::Axes]),
        other => Err(not_here(&format!("in the coordinates '{other}'"))),
    }
}

fn arrow_of(
    host: &mut dyn Host,
    props: Value,
    (x, y): (f64, f64),
    units: [Unit; 2],
) -> Result<Arrow> {
    let mut own = Options::new(keywords_of(&Some(props)), "FancyArrowPatch.set");
    let style = own.text(host, "arrowstyle", &[])?;
    let both = own.color(host, "color", &[])?;
    let face = own.color(host, "facecolor", &["fc"])?;
    let edge = own.color(host, "edgecolor", &["ec"])?;
    let width = own.number("linewidth", &["lw"])?;
    let thick = own.number("width", &[])?;
    let alpha = own.number("alpha", &[])?;
    let dash = own.take("linestyle", &["ls"])?;
    // How far the ends stay away, and how the line bends: ours are straight.
    for unseen in [
        "shrink",
        "shrinkA",
        "shrinkB",
        "connectionstyle",
        "headwidth",
        "headlength",
        "frac",
        "mutation_scale",
        "patchA",
        "patchB",
        "relpos",
    ] {
        own.take(unseen, &[])?;
    }
    own.finish()?;
    let style = style.unwrap_or_else(|| "-|>".to_string());
    let color = both.or(edge).or(face).unwrap_or(Color::BLACK);
    let stroke = Stroke {
        color: color.with_alpha(alpha),
        width: width.or(thick).unwrap_or(1.0),
        dash: match dash {
            Some(dash) => super::looks::dash_of(host, &dash)?,
            None => crate::plot::artist::Dash::Solid,
        },
    };
    Ok(Arrow {
        x,
        y,
        units,
        stroke,
        filled: !style.starts_with("->") && !style.starts_with("<-"),
        has_head: !matches!(&*style, "-" | "|-|" | "]-["),
    })
}

pub fn figure_model(figure: &Value) -> Result<Shared<Figure>> {
    if let Some(figure) = figure.native::<FigureObject>() {
        return Ok(figure.model.clone());
    }
    match figure.native::<AxesObject>() {
        Some(axes) => Ok(axes.figure.clone()),
        None => Err(Raised::type_error("expected a figure")),
    }
}

fn suptitle(
    host: &mut dyn Host,
    figure: Shared<Figure>,
    text: Value,
    Keywords(mut keywords): Keywords,
) -> Result<Value> {
    // Where it stands follows from the figure.
    keywords.retain(|(name, _)| !["x", "y"].contains(&&**name));
    let label = read(host, Keywords(keywords), &text, "large")?;
    let shown = label.text.clone();
    figure.borrow_mut().title = Some(label);
    Ok(object(Target::Figure(figure), (0.5, 0.98), shown))
}

fn on_sheet(
    host: &mut dyn Host,
    figure: &Shared<Figure>,
    [x, y, text]: [Value; 3],
    keywords: Keywords,
) -> Result<Value> {
    let mut label = read(host, keywords, &text, "medium")?;
    if label.across == Across::Center {
        label.across = Across::Left;
    }
    let note = Note {
        x: arguments::number(&x)?,
        y: arguments::number(&y)?,
        units: DATA,
        shift: (0.0, 0.0),
        label,
        arrow: None,
        boxed: None,
    };
    let artist = shared(Artist::new(Kind::Note(note))?);
    figure.borrow_mut().notes.push(artist.clone());
    Ok(text_object(&artist, x, y))
}
