//! The objects that drawing gives back: figures, axes, artists, containers of them.

use std::any::Any;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

use super::arguments::{self, Options};
use crate::array::Array;
use crate::builtins;
use crate::plot::artist::{Artist, Kind, Shape};
use crate::plot::{Axes, Color, Figure, Mapped, Shared, shared};
use crate::value::builtin::{FromValue, Keywords, Rest};
use crate::value::{ClassId, Host, Native, Raised, Result, Value};

builtins! {
    /// The name that the legend shows.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> line, = plt.plot([1, 2], label='a')
    /// >>> line.get_label()
    /// 'a'
    "Artist.get_label" "(self)" => |artist: ArtistRef| artist.with(|a| a.label.clone().unwrap_or_default());
    /// Gives the name that the legend shows.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> line, = plt.plot([1, 2])
    /// >>> line.set_label('b')
    /// >>> line.get_label()
    /// 'b'
    "Artist.set_label" "(self, s)" => |host: &mut dyn Host, artist: ArtistRef, label: Value| {
        let label = arguments::text(host, &label)?;
        artist.with(|a| a.label = Some(label));
        Ok::<(), Raised>(())
    };
    /// Shows or hides it.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.plot([1, 2])[0].set_visible(False)
    "Artist.set_visible" "(self, b)" => |artist: ArtistRef, visible: bool| artist.with(|a| a.visible = visible);
    /// What lies above has the larger number.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.plot([1, 2])[0].set_zorder(5)
    "Artist.set_zorder" "(self, level)" => |artist: ArtistRef, level: f64| artist.with(|a| a.order = level);
    /// How much it covers: 0 nothing, 1 all.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.plot([1, 2])[0].set_alpha(0.5)
    "Artist.set_alpha" "(self, alpha)" => |artist: ArtistRef, alpha: Option<f64>| {
        artist.with(|a| set_alpha(a, alpha.unwrap_or(1.0)));
    };
    /// Its colour.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.bar([1, 2], [3, 4])[0].set_color('red')
    "Artist.set_color" | "Patch.set_facecolor" | "Collection.set_facecolor" "(self, color)" => |host: &mut dyn Host, artist: ArtistRef, color: Value| {
        let color = arguments::color(host, &color)?;
        let part = artist.part;
        artist.with(|a| set_color(a, part, color));
        Ok::<(), Raised>(())
    };
    /// Takes it out of its axes.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> line, = plt.plot([1, 2])
    /// >>> line.remove()
    "Artist.remove" "(self)" => |artist: ArtistRef| {
        let mut axes = artist.axes.borrow_mut();
        axes.artists.retain(|other| !Rc::ptr_eq(other, &artist.artist));
    };
    /// The positions of a curve's points.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.plot([1, 2])[0].get_xdata()
    /// array([0., 1.])
    "Line2D.get_xdata" "(self, orig=True)" => |artist: ArtistRef, _orig: Value| artist.curve(0);
    /// The heights of a curve's points.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.plot([1., 2.])[0].get_ydata()
    /// array([1., 2.])
    "Line2D.get_ydata" "(self, orig=True)" => |artist: ArtistRef, _orig: Value| artist.curve(1);
    /// Gives a curve other points.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> line, = plt.plot([1, 2])
    /// >>> line.set_data([0, 1, 2], [5, 6, 7])
    /// >>> np.mean(line.get_ydata())
    /// np.float64(6.0)
    "Line2D.set_data" "(self, *args)" => |artist: ArtistRef, Rest(args): Rest| set_data(&artist, &args);
    /// The colour of a curve.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.plot([1, 2])[0].get_color()
    /// '#1f77b4'
    "Line2D.get_color" "(self)" => |artist: ArtistRef| artist.with(|a| match &a.kind {
        Kind::Curve(curve) => curve.stroke.color.code(),
        _ => String::new(),
    });
    /// How thick a line is, in points.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.plot([1, 2])[0].set_linewidth(3)
    "Artist.set_linewidth" | "Artist.set_lw" "(self, w)" => |artist: ArtistRef, width: f64| {
        artist.with(|a| match &mut a.kind {
            Kind::Curve(curve) => curve.stroke.width = width,
            Kind::Area(area) => area.edge_width = width,
            Kind::Lines(lines) => lines.width = width,
            Kind::Points(points) => points.edge_width = width,
            Kind::Picture(_) | Kind::Note(_) => {}
        });
    };
    /// The colour of edges.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.bar([1, 2], [3, 4])[0].set_edgecolor('black')
    "Patch.set_edgecolor" | "Collection.set_edgecolor" "(self, color)" => |host: &mut dyn Host, artist: ArtistRef, color: Value| {
        let color = arguments::color(host, &color)?;
        artist.with(|a| match &mut a.kind {
            Kind::Area(area) => area.edge = color,
            Kind::Points(points) => points.edges = vec![color],
            _ => {}
        });
        Ok::<(), Raised>(())
    };
    /// The left edge of a bar.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.bar([1, 2], [3, 4])[0].get_x()
    /// np.float64(0.6)
    "Rectangle.get_x" "(self)" => |artist: ArtistRef| artist.box_of().map(|[x, _, _, _]| x);
    /// The lower edge of a bar.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> float(plt.bar([1, 2], [3, 4])[0].get_y())
    /// 0.0
    "Rectangle.get_y" "(self)" => |artist: ArtistRef| artist.box_of().map(|[_, y, _, _]| y);
    /// The width of a bar.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.bar([1, 2], [3, 4], width=0.5)[0].get_width()
    /// np.float64(0.5)
    "Rectangle.get_width" "(self)" => |artist: ArtistRef| artist.box_of().map(|[_, _, width, _]| width);
    /// The height of a bar.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> float(plt.bar([1, 2], [3, 4])[0].get_height())
    /// 3.0
    "Rectangle.get_height" "(self)" => |artist: ArtistRef| artist.box_of().map(|[_, _, _, height]| height);
    /// The limits of the colours.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.imshow([[1, 2], [3, 4]]).set_clim(0, 10)
    "Collection.set_clim" | "AxesImage.set_clim" "(self, vmin=None, vmax=None)" => |artist: ArtistRef, low: Option<f64>, high: Option<f64>| {
        artist.with(|a| if let Some(mapped) = &mut a.mapped {
            mapped.norm.low = low.unwrap_or(mapped.norm.low);
            mapped.norm.high = high.unwrap_or(mapped.norm.high);
        });
    };
    /// The bars, or other parts, one by one.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> len(plt.bar([1, 2], [3, 4]).patches)
    /// 2
    property "BarContainer.patches" => |container: Value| {
        container.native::<Container>().map(|c| Value::list(c.items.to_vec()))
    };
    /// The axes of a figure.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> fig, ax = plt.subplots()
    /// >>> fig.axes
    /// [<Axes: >]
    property "Figure.axes" => |figure: Value| figure.native::<FigureObject>().map(|f| Value::list(f.axes.borrow().clone()));
    /// The number of a figure.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.figure().number
    /// 1
    property "Figure.number" => |figure: Value| figure.native::<FigureObject>().map(|f| f.number);
    /// The figure that axes belong to.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> fig, ax = plt.subplots()
    /// >>> ax.figure is fig
    /// True
    property "Axes.figure" => figure_of;
    /// The figure that axes belong to.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> fig, ax = plt.subplots()
    /// >>> ax.get_figure() is fig
    /// True
    "Axes.get_figure" "(self, root=False)" => |ax: Value, _root: Value| figure_of(ax);
    /// Sets several properties by their names.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> line, = plt.plot([1, 2])
    /// >>> line.set(label='a', alpha=0.5)
    /// [None, None]
    "Artist.set" "(self, **kwargs)" => |host: &mut dyn Host, artist: Value, properties: Keywords| set_each(host, &artist, properties);
    /// Sets properties of one artist or of a list of them.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> lines = plt.plot([1, 2], [3, 4])
    /// >>> plt.setp(lines, linewidth=3)
    /// [None]
    "matplotlib.pyplot.setp" "(obj, *args, **kwargs)" => setp;
}

/// A figure as an object.
pub struct FigureObject {
    pub number: i64,
    pub label: Option<Rc<str>>,
    pub model: Shared<Figure>,
    /// Its axes as objects.
    pub axes: RefCell<Vec<Value>>,
    pub current: RefCell<Option<Value>>,
    /// Its drawing when it was shown last.
    pub shown: RefCell<String>,
    /// Itself, for methods that make axes in it.
    pub own: Weak<FigureObject>,
}

impl FigureObject {
    pub fn new(number: i64, label: Option<Rc<str>>, model: Shared<Figure>) -> Rc<FigureObject> {
        Rc::new_cyclic(|own| FigureObject {
            own: own.clone(),
            number,
            label,
            model,
            axes: RefCell::default(),
            current: RefCell::default(),
            shown: RefCell::default(),
        })
    }

    pub fn value(self: Rc<FigureObject>) -> Value {
        Value::Native(self)
    }
}

impl Native for FigureObject {
    fn class(&self) -> ClassId {
        ClassId::FIGURE
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        let figure = self.model.borrow();
        let (width, height) = figure.pixels();
        let count = figure.axes.len();
        Some(format!(
            "<Figure size {}x{} with {count} Axes>",
            width.trunc(),
            height.trunc()
        ))
    }
}

/// Axes as an object.
pub struct AxesObject {
    pub model: Shared<Axes>,
    pub figure: Shared<Figure>,
    pub owner: Weak<FigureObject>,
}

impl AxesObject {
    pub fn value(model: Shared<Axes>, figure: &Rc<FigureObject>) -> Value {
        Value::Native(Rc::new(AxesObject {
            model,
            figure: figure.model.clone(),
            owner: Rc::downgrade(figure),
        }))
    }
}

impl Native for AxesObject {
    fn class(&self) -> ClassId {
        ClassId::AXES
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self) -> Option<String> {
        let axes = self.model.borrow();
        if axes.is_bar {
            return Some("<Axes: label='<colorbar>'>".to_string());
        }
        let quoted = crate::array::print::str_repr;
        let mut parts = Vec::new();
        // matplotlib names a title in the middle first.
        let places = [("left", 0), ("center", 1), ("right", 2)];
        let titles: Vec<String> = places
            .iter()
            .filter_map(|(name, at)| {
                let title = axes.titles[*at].as_ref()?;
                Some(format!("'{name}': {}", quoted(&title.text)))
            })
            .collect();
        if !titles.is_empty() {
            parts.push(format!("title={{{}}}", titles.join(", ")));
        }
        for (name, label) in [("xlabel", &axes.x_label), ("ylabel", &axes.y_label)] {
            if let Some(label) = label.as_ref().filter(|label| !label.text.is_empty()) {
                parts.push(format!("{name}={}", quoted(&label.text)));
            }
        }
        Some(format!("<Axes: {}>", parts.join(", ")))
    }
}

/// An artist as an object, or one part of it: a bar of several.
pub struct ArtistObject {
    class: ClassId,
    pub artist: Shared<Artist>,
    pub axes: Shared<Axes>,
    part: Option<usize>,
}

impl Native for ArtistObject {
    fn class(&self) -> ClassId {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Puts an artist into axes and gives the object that stands for it.
pub fn add(axes: &Shared<Axes>, artist: Artist, class: ClassId) -> Value {
    let artist = shared(artist);
    axes.borrow_mut().artists.push(artist.clone());
    object(axes, &artist, class, None)
}

/// An object for an artist, or for one part of it.
pub fn object(
    axes: &Shared<Axes>,
    artist: &Shared<Artist>,
    class: ClassId,
    part: Option<usize>,
) -> Value {
    Value::Native(Rc::new(ArtistObject {
        class,
        artist: artist.clone(),
        axes: axes.clone(),
        part,
    }))
}

/// Objects for the parts of an artist.
pub fn parts(axes: &Shared<Axes>, artist: Artist, class: ClassId, count: usize) -> Vec<Value> {
    let artist = shared(artist);
    axes.borrow_mut().artists.push(artist.clone());
    let part = |i| object(axes, &artist, class, Some(i));
    (0..count).map(part).collect()
}

/// Changes the colours by data of what an artist's object stands for.
pub fn with_mapped(object: &Value, change: impl FnOnce(&mut Mapped)) {
    if let Some(object) = object.native::<ArtistObject>()
        && let Some(mapped) = &mut object.artist.borrow_mut().mapped
    {
        change(mapped);
    }
}

/// A tuple of artists that shows itself by its count.
pub struct Container {
    class: ClassId,
    items: Rc<[Value]>,
    /// What its repr calls the items of a list.
    of: &'static str,
}

impl Container {
    pub fn value(class: ClassId, items: Vec<Value>) -> Value {
        Value::Native(Rc::new(Container {
            class,
            items: items.into(),
            of: "",
        }))
    }

    /// `<a list of 2 BarContainer objects>`
    pub fn silent_list(of: &'static str, items: Vec<Value>) -> Value {
        Value::Native(Rc::new(Container {
            class: ClassId::SILENT_LIST,
            items: items.into(),
            of,
        }))
    }
}

impl Native for Container {
    fn class(&self) -> ClassId {
        self.class
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_tuple(&self) -> Option<&Rc<[Value]>> {
        Some(&self.items)
    }

    fn repr(&self) -> Option<String> {
        let count = self.items.len();
        Some(match self.of {
            "" => format!("<{} object of {count} artists>", self.class.name()),
            of => format!("<a list of {count} {of} objects>"),
        })
    }
}

/// The artist that a method is called on.
pub struct ArtistRef {
    artist: Shared<Artist>,
    axes: Shared<Axes>,
    part: Option<usize>,
}

impl FromValue for ArtistRef {
    fn from_value(value: Value, _: &mut dyn Host) -> Result<ArtistRef> {
        let object = value.native::<ArtistObject>().ok_or_else(|| {
            let class = value.type_name();
            Raised::attribute_error(format!("this method of '{class}' is not in ndbook"))
        })?;
        Ok(ArtistRef {
            artist: object.artist.clone(),
            axes: object.axes.clone(),
            part: object.part,
        })
    }
}

impl ArtistRef {
    fn with<R>(&self, f: impl FnOnce(&mut Artist) -> R) -> R {
        f(&mut self.artist.borrow_mut())
    }

    fn curve(&self, dimension: usize) -> Result<Array> {
        let artist = self.artist.borrow();
        let values = match &artist.kind {
            Kind::Curve(curve) if dimension == 0 => curve.xs.clone(),
            Kind::Curve(curve) => curve.ys.clone(),
            _ => Vec::new(),
        };
        Ok(Array::from_vec(values)?)
    }

    /// Left, bottom, width and height of a bar.
    fn box_of(&self) -> Result<[Value; 4]> {
        let artist = self.artist.borrow();
        let outline = match &artist.kind {
            Kind::Area(area) => area.outlines.get(self.part.unwrap_or(0)),
            _ => None,
        };
        let Some(&[(x0, y0), _, (x1, y1), _]) = outline.map(Vec::as_slice) else {
            return Err(Raised::attribute_error("this artist is no rectangle"));
        };
        let float = |x| Value::Scalar(crate::array::Scalar::F64(x));
        Ok([x0, y0, rounded(x1 - x0), rounded(y1 - y0)].map(float))
    }
}

/// A difference of edges without the last digits that taking it made up.
fn rounded(x: f64) -> f64 {
    format!("{x:.14e}").parse().unwrap_or(x)
}

fn set_alpha(artist: &mut Artist, alpha: f64) {
    let alpha = Some(alpha);
    match &mut artist.kind {
        Kind::Curve(curve) => {
            curve.stroke.color = curve.stroke.color.with_alpha(alpha);
            if let Some(marker) = &mut curve.marker {
                marker.face = marker.face.with_alpha(alpha);
                marker.edge = marker.edge.with_alpha(alpha);
            }
        }
        Kind::Points(points) => points.alpha = alpha,
        Kind::Area(area) => area.alpha = alpha,
        Kind::Lines(lines) => {
            for color in &mut lines.colors {
                *color = color.with_alpha(alpha);
            }
        }
        Kind::Picture(picture) => picture.alpha = alpha,
        Kind::Note(note) => note.label.color = note.label.color.with_alpha(alpha),
    }
}

fn set_color(artist: &mut Artist, part: Option<usize>, color: Color) {
    match &mut artist.kind {
        Kind::Curve(curve) => {
            curve.stroke.color = color;
            if let Some(marker) = &mut curve.marker {
                (marker.face, marker.edge) = (color, color);
            }
        }
        Kind::Points(points) => (points.faces, points.edges) = (vec![color], Vec::new()),
        Kind::Area(area) => match part {
            Some(part) if !area.faces.is_empty() => {
                let faces = area.faces.iter().copied().cycle();
                area.faces = faces.take(area.outlines.len()).collect();
                if let Some(face) = area.faces.get_mut(part) {
                    *face = color;
                }
            }
            _ => area.faces = vec![color],
        },
        Kind::Lines(lines) => lines.colors = vec![color],
        Kind::Note(note) => note.label.color = color,
        Kind::Picture(_) => {}
    }
}

fn set_data(artist: &ArtistRef, args: &[Value]) -> Result<()> {
    let (xs, ys) = match args {
        [both] => {
            let rows = crate::value::convert::to_array(both)?;
            let all = rows.to_vec_as::<f64>()?;
            let (xs, ys) = all.split_at(all.len() / 2);
            (xs.to_vec(), ys.to_vec())
        }
        [xs, ys] => (arguments::floats(xs)?, arguments::floats(ys)?),
        _ => return Err(Raised::type_error("set_data takes x and y")),
    };
    artist.with(|a| {
        if let Kind::Curve(curve) = &mut a.kind {
            (curve.xs, curve.ys) = (xs, ys);
        }
    });
    Ok(())
}

fn figure_of(ax: Value) -> Option<Value> {
    let object = ax.native::<AxesObject>()?;
    object.owner.upgrade().map(FigureObject::value)
}

/// Calls `set_name(value)` for each property.
pub fn set_each(host: &mut dyn Host, artist: &Value, properties: Keywords) -> Result<Vec<Value>> {
    let class = artist.type_name();
    let Keywords(properties) = properties;
    let mut results = Vec::new();
    for (name, value) in properties {
        let setter = match host.attribute(artist, &format!("set_{name}")) {
            Ok(setter) => setter,
            Err(error) if error.is_a(ClassId::ATTRIBUTE_ERROR) => {
                return Err(Raised::attribute_error(format!(
                    "{class}.set() got an unexpected keyword argument '{name}'"
                )));
            }
            Err(error) => return Err(error),
        };
        let arguments = crate::value::Arguments::positional([value]);
        results.push(host.call(&setter, arguments)?);
    }
    Ok(results)
}

fn setp(
    host: &mut dyn Host,
    objects: Value,
    Rest(args): Rest,
    kwargs: Keywords,
) -> Result<Vec<Value>> {
    let Keywords(mut properties) = kwargs;
    for pair in args.chunks_exact(2) {
        if let [Value::Str(name), value] = pair {
            properties.push((name.clone(), value.clone()));
        }
    }
    let each = match &objects {
        Value::List(_) | Value::Tuple(_) | Value::Array(_) => {
            crate::builtins::python::iterate::collect(host, &objects)?
        }
        native if native.tuple_items().is_some() => native
            .tuple_items()
            .map(|items| items.to_vec())
            .unwrap_or_default(),
        one => vec![one.clone()],
    };
    let mut results = Vec::new();
    for object in each {
        results.extend(set_each(host, &object, Keywords(properties.clone()))?);
    }
    Ok(results)
}

/// The shape of a marker by its sign; `None` where there is to be none.
///
/// # Errors
/// ValueError for an unknown one.
pub fn marker_shape(sign: &str) -> Result<Option<Shape>> {
    match sign {
        "None" | "none" | " " | "" => Ok(None),
        _ => Shape::named(sign).map(Some).ok_or_else(|| {
            let shown = crate::array::print::str_repr(sign);
            Raised::value_error(format!("Unrecognized marker style {shown}"))
        }),
    }
}

/// The label of an artist among the options.
pub fn label(host: &mut dyn Host, options: &mut Options) -> Result<Option<String>> {
    options.text(host, "label", &[])
}
