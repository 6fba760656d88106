//! The state behind `plt`: which figures are open, which figure and which axes are current.

use std::rc::Rc;

use super::objects::{AxesObject, FigureObject};
use super::settings::Settings;
use crate::builtins;
use crate::plot::figure::Place;
use crate::plot::{self, Axes, Figure, Shared, shared};
use crate::value::builtin::{Bound, Parameter};
use crate::value::{ClassId, Host, Media, Raised, Result, Value};

builtins! {
    /// Shows all open figures and closes them.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> fig = plt.figure()
    /// >>> plt.show()
    "matplotlib.pyplot.show" "(*, block=None)" => |host: &mut dyn Host, _block: Value| show(host);
    /// The current figure, a new one where none is open.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.gcf()
    /// <Figure size 640x480 with 0 Axes>
    "matplotlib.pyplot.gcf" "()" => |host: &mut dyn Host| gcf(host).value();
    /// The current axes, new ones where the figure has none.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.gca()
    /// <Axes: >
    "matplotlib.pyplot.gca" "()" => |host: &mut dyn Host| gca(host).map(|ax| ax.value);
    /// Makes axes current, and their figure.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> fig, (left, right) = plt.subplots(1, 2)
    /// >>> plt.sca(left)
    /// >>> plt.gca() is left
    /// True
    "matplotlib.pyplot.sca" "(ax)" => |host: &mut dyn Host, ax: Value| make_current(host, &ax);
    /// The numbers of the open figures.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> fig = plt.figure(3)
    /// >>> plt.get_fignums()
    /// [3]
    "matplotlib.pyplot.get_fignums" "()" => |host: &mut dyn Host| {
        let figures = &host.session().get::<Pyplot>().figures;
        figures.iter().map(|figure| Value::Int(figure.number)).collect::<Vec<_>>()
    };
    /// Is the figure of a number open?
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.fignum_exists(1)
    /// False
    "matplotlib.pyplot.fignum_exists" "(num)" => |host: &mut dyn Host, number: i64| find(host, number).is_some();
    /// Closes the current figure, the one given, or `'all'`: it will not be shown.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> fig = plt.figure()
    /// >>> plt.close(fig)
    /// >>> plt.get_fignums()
    /// []
    "matplotlib.pyplot.close" "(fig=None)" => close;
    /// Draws anew; here everything is drawn when it is shown.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.draw()
    "matplotlib.pyplot.draw" "()" => || ();
    /// Turns the interactive mode on, which nothing here depends on.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.ioff();
    "matplotlib.pyplot.ion" | "matplotlib.pyplot.ioff" "()" => || ();
    /// Shows figures for some seconds: here as `show` does.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.pause(0.1)
    "matplotlib.pyplot.pause" "(interval)" => |host: &mut dyn Host, seconds: f64| {
        host.sleep(seconds.max(0.0));
        show(host)
    };
}

/// What `plt` remembers between its calls.
#[derive(Default)]
pub struct Pyplot {
    /// Open figures in the order of their numbers.
    pub figures: Vec<Rc<FigureObject>>,
    /// The number of the current one.
    pub current: Option<i64>,
    /// What `plt.colorbar` speaks of.
    pub mappable: Option<Value>,
    pub settings: Settings,
}

impl Pyplot {
    /// Is nothing open, and nothing set?
    pub fn is_as_new(&self) -> bool {
        self.figures.is_empty() && self.mappable.is_none() && self.settings.is_empty()
    }
}

/// The axes that a call draws in: those it is a method of, else the current ones.
pub struct Ax {
    pub value: Value,
    pub model: Shared<Axes>,
    pub figure: Shared<Figure>,
}

impl Parameter for Ax {
    fn take(bound: &mut Bound, host: &mut dyn Host) -> Result<Ax> {
        if !bound.row.full_name().starts_with("Axes.") {
            return gca(host);
        }
        let value = bound.take().unwrap_or(Value::None);
        Ax::of(&value)
    }
}

impl Ax {
    /// # Errors
    /// TypeError for what is no axes.
    pub fn of(value: &Value) -> Result<Ax> {
        let object = value
            .native::<AxesObject>()
            .ok_or_else(|| Raised::type_error("expected axes"))?;
        Ok(Ax {
            value: value.clone(),
            model: object.model.clone(),
            figure: object.figure.clone(),
        })
    }
}

fn find(host: &mut dyn Host, number: i64) -> Option<Rc<FigureObject>> {
    let figures = &host.session().get::<Pyplot>().figures;
    figures
        .iter()
        .find(|figure| figure.number == number)
        .cloned()
}

pub fn gcf(host: &mut dyn Host) -> Rc<FigureObject> {
    let current = host.session().get::<Pyplot>().current;
    match current.and_then(|number| find(host, number)) {
        Some(figure) => figure,
        None => new_figure(host, None, None),
    }
}

/// A new figure, which becomes current: of a number, else of the next one.
pub fn new_figure(
    host: &mut dyn Host,
    number: Option<i64>,
    label: Option<Rc<str>>,
) -> Rc<FigureObject> {
    let state = host.session().get::<Pyplot>();
    let last = state.figures.iter().map(|figure| figure.number).max();
    let number = number.unwrap_or(last.unwrap_or(0) + 1);
    let model = shared(state.settings.figure());
    let figure = FigureObject::new(number, label, model);
    let at = state.figures.partition_point(|other| other.number < number);
    state.figures.insert(at, figure.clone());
    state.current = Some(number);
    figure
}

/// The open figure of a number or a label, which becomes current.
pub fn activate(
    host: &mut dyn Host,
    is_it: impl Fn(&FigureObject) -> bool,
) -> Option<Rc<FigureObject>> {
    let state = host.session().get::<Pyplot>();
    let found = state.figures.iter().find(|figure| is_it(figure))?.clone();
    state.current = Some(found.number);
    Some(found)
}

pub fn gca(host: &mut dyn Host) -> Result<Ax> {
    let figure = gcf(host);
    let current = figure.current.borrow().clone();
    match current {
        Some(value) => Ax::of(&value),
        None => {
            let place = Place::Cells {
                rows: 1,
                columns: 1,
                row: (0, 1),
                column: (0, 1),
                heights: Vec::new(),
                widths: Vec::new(),
            };
            add_axes(host, &figure, place)
        }
    }
}

/// Adds axes to a figure; they become its current ones.
pub fn add_axes(host: &mut dyn Host, figure: &Rc<FigureObject>, place: Place) -> Result<Ax> {
    crate::array::meter::steps(100)?;
    let mut axes = Axes::new(place);
    host.session().get::<Pyplot>().settings.apply(&mut axes);
    let model = shared(axes);
    figure.model.borrow_mut().axes.push(model.clone());
    let value = AxesObject::value(model, figure);
    figure.axes.borrow_mut().push(value.clone());
    figure.current.replace(Some(value.clone()));
    Ax::of(&value)
}

pub fn make_current(host: &mut dyn Host, ax: &Value) -> Result<()> {
    let figure = Ax::of(ax)?.figure;
    let found = activate(host, |other| Rc::ptr_eq(&other.model, &figure));
    match found {
        Some(figure) => {
            figure.current.replace(Some(ax.clone()));
            Ok(())
        }
        None => Err(Raised::value_error("the figure of these axes is closed")),
    }
}

fn close(host: &mut dyn Host, which: Value) -> Result<()> {
    let current = host.session().get::<Pyplot>().current;
    let number = match &which {
        Value::None => current,
        Value::Int(number) => Some(*number),
        Value::Str(text) if &**text == "all" => {
            let state = host.session().get::<Pyplot>();
            state.figures.clear();
            state.current = None;
            return Ok(());
        }
        Value::Str(text) => {
            let figures = &host.session().get::<Pyplot>().figures;
            let named = |figure: &&Rc<FigureObject>| figure.label.as_deref() == Some(&**text);
            figures.iter().find(named).map(|figure| figure.number)
        }
        other => match other.native::<FigureObject>() {
            Some(figure) => Some(figure.number),
            None => {
                let class = other.class().qualified();
                return Err(Raised::type_error(format!(
                    "close() argument must be a Figure, an int, a string, or None, not <class '{class}'>"
                )));
            }
        },
    };
    let state = host.session().get::<Pyplot>();
    state.figures.retain(|figure| Some(figure.number) != number);
    if state.current == number {
        state.current = state.figures.last().map(|figure| figure.number);
    }
    Ok(())
}

/// The picture of a figure; `None` for one that has nothing in it.
fn picture(figure: &Figure) -> Result<Option<Media>> {
    if figure.axes.is_empty() && figure.notes.is_empty() {
        return Ok(None);
    }
    Ok(Some(Media {
        mime: "image/svg+xml".to_string(),
        data: plot::svg(figure)?,
        drawing: plot::drawing(figure)?,
        after: None,
    }))
}

fn show(host: &mut dyn Host) -> Result<()> {
    let state = host.session().get::<Pyplot>();
    let figures = std::mem::take(&mut state.figures);
    state.current = None;
    state.mappable = None;
    for figure in figures {
        let picture = picture(&figure.model.borrow())?;
        if let Some(picture) = picture {
            host.display(picture);
        }
    }
    Ok(())
}

/// What the end of a cell shows: all open figures, which it closes; where they stay open, those that have changed.
///
/// # Errors
/// Where drawing passes the budget.
pub fn finish(host: &mut dyn Host, stay: bool) -> Result<Vec<Media>> {
    let state = host.session().get::<Pyplot>();
    let figures = match stay {
        true => state.figures.clone(),
        false => {
            state.current = None;
            state.mappable = None;
            std::mem::take(&mut state.figures)
        }
    };
    let mut pictures = Vec::new();
    for figure in figures {
        let Some(picture) = picture(&figure.model.borrow())? else {
            continue;
        };
        let before = figure.shown.replace(picture.drawing.clone());
        if !stay || before != picture.drawing {
            pictures.push(picture);
        }
    }
    Ok(pictures)
}

/// An error about something that matplotlib has and ndbook has not.
pub fn not_here(what: &str) -> Raised {
    Raised::new(
        ClassId::NOT_IMPLEMENTED_ERROR,
        format!("ndbook does not draw {what}"),
    )
}
