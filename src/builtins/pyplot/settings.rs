//! `rcParams`, `plt.rc`, and styles.

use std::any::Any;
use std::rc::Rc;

use super::arguments;
use super::state::{Pyplot, not_here};
use crate::builtins;
use crate::builtins::python::iterate;
use crate::plot::artist::Stroke;
use crate::plot::figure::Grid;
use crate::plot::{Axes, Color, Figure};
use crate::value::builtin::{FromValue, Keywords};
use crate::value::{ClassId, Dict, Flavour, Host, Native, Raised, Result, Value, display};

builtins! {
    /// The settings for all figures to come: `rcParams['figure.figsize'] = (8, 4)`.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.rcParams['figure.figsize']
    /// [6.4, 4.8]
    /// >>> plt.rcParams['figure.figsize'] = (3, 2)
    /// >>> plt.figure()
    /// <Figure size 300x200 with 0 Axes>
    constant "matplotlib.rcParams" | "matplotlib.pyplot.rcParams" => || Value::Native(Rc::new(RcParams));
    /// A setting by its name.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.rcParams['lines.linewidth']
    /// 1.5
    "RcParams.__getitem__" "(self, key, /)" => |host: &mut dyn Host, _own: Value, key: Value| {
        let name = arguments::text(host, &key)?;
        host.session().get::<Pyplot>().settings.find(&name).ok_or_else(|| Raised::key_error(name))
    };
    "RcParams.__setitem__" "(self, key, value, /)" => |host: &mut dyn Host, _own: Value, key: Value, value: Value| set(host, &key, value);
    "RcParams.__contains__" "(self, key, /)" => |host: &mut dyn Host, _own: Value, key: Value| {
        let name = arguments::text(host, &key)?;
        Ok::<bool, Raised>(host.session().get::<Pyplot>().settings.find(&name).is_some())
    };
    /// A setting, or `default` where there is none of the name.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.rcParams.get('zork', 3)
    /// 3
    "RcParams.get" "(self, key, default=None, /)" => |host: &mut dyn Host, _own: Value, key: Value, default: Value| {
        let name = arguments::text(host, &key)?;
        Ok::<Value, Raised>(host.session().get::<Pyplot>().settings.find(&name).unwrap_or(default))
    };
    /// The names of all settings.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> 'font.size' in plt.rcParams.keys()
    /// True
    "RcParams.keys" "(self)" => |_own: Value| DEFAULTS.iter().map(|(name, _)| Value::str(name)).collect::<Vec<_>>();
    /// Sets several at once.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.rcParams.update({'font.size': 12})
    /// >>> plt.rcParams['font.size']
    /// 12.0
    "RcParams.update" "(self, other=None, /, **kwargs)" => |host: &mut dyn Host, _own: Value, other: Value, keywords: Keywords| update(host, &other, keywords);
    /// Sets the settings of a group.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.rc('lines', linewidth=3)
    /// >>> plt.rcParams['lines.linewidth']
    /// 3.0
    "matplotlib.pyplot.rc" | "matplotlib.rc" "(group, **kwargs)" => |host: &mut dyn Host, group: Value, Keywords(pairs): Keywords| {
        let group = arguments::text(host, &group)?;
        for (name, value) in pairs {
            set(host, &Value::from_string(format!("{group}.{name}")), value)?;
        }
        Ok::<(), Raised>(())
    };
    /// All settings as they were at first.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.rcdefaults()
    "matplotlib.pyplot.rcdefaults" | "matplotlib.rcdefaults" "()" => |host: &mut dyn Host| {
        host.session().get::<Pyplot>().settings = Settings::default();
    };
    /// Uses a style. ndbook draws all of them as `'default'`, and says so.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> plt.style.use('default')
    "matplotlib.pyplot.style.use" | "matplotlib.style.use" "(style)" => use_style;
    /// The names of the styles.
    ///
    /// >>> import matplotlib.pyplot as plt
    /// >>> 'ggplot' in plt.style.available
    /// True
    constant "matplotlib.pyplot.style.available" | "matplotlib.style.available" => || STYLES.iter().map(Value::str).collect::<Vec<_>>();
    /// The version of matplotlib whose words ndbook speaks.
    ///
    /// >>> import matplotlib
    /// >>> matplotlib.__version__
    /// '3.10.9'
    constant "matplotlib.__version__" => || "3.10.9";
    /// Chooses how figures are shown, which ndbook knows itself.
    ///
    /// >>> import matplotlib
    /// >>> matplotlib.use('agg')
    "matplotlib.use" | "matplotlib.pyplot.switch_backend" "(backend, *, force=True)" => |_backend: Value, _force: Value| ();
}

/// A setting's value at first.
#[derive(Clone, Debug)]
enum Setting {
    Number(f64),
    Flag(bool),
    Text(&'static str),
    Pair(f64, f64),
}

/// The settings that pictures follow.
const DEFAULTS: &[(&str, Setting)] = &[
    ("axes.facecolor", Setting::Text("white")),
    ("axes.grid", Setting::Flag(false)),
    ("axes.labelsize", Setting::Text("medium")),
    ("axes.spines.bottom", Setting::Flag(true)),
    ("axes.spines.left", Setting::Flag(true)),
    ("axes.spines.right", Setting::Flag(true)),
    ("axes.spines.top", Setting::Flag(true)),
    ("axes.titlesize", Setting::Text("large")),
    ("axes.xmargin", Setting::Number(0.05)),
    ("axes.ymargin", Setting::Number(0.05)),
    ("figure.autolayout", Setting::Flag(false)),
    ("figure.dpi", Setting::Number(100.0)),
    ("figure.facecolor", Setting::Text("white")),
    ("figure.figsize", Setting::Pair(6.4, 4.8)),
    ("figure.titlesize", Setting::Text("large")),
    ("font.size", Setting::Number(10.0)),
    ("hist.bins", Setting::Number(10.0)),
    ("image.aspect", Setting::Text("equal")),
    ("image.cmap", Setting::Text("viridis")),
    ("image.interpolation", Setting::Text("auto")),
    ("image.origin", Setting::Text("upper")),
    ("legend.fontsize", Setting::Text("medium")),
    ("legend.frameon", Setting::Flag(true)),
    ("legend.loc", Setting::Text("best")),
    ("lines.linewidth", Setting::Number(1.5)),
    ("lines.marker", Setting::Text("None")),
    ("lines.markersize", Setting::Number(6.0)),
    ("savefig.dpi", Setting::Text("figure")),
    ("scatter.marker", Setting::Text("o")),
    ("xtick.labelsize", Setting::Text("medium")),
    ("ytick.labelsize", Setting::Text("medium")),
];

/// Sizes by name, as parts of `font.size`.
const SIZES: [(&str, f64); 9] = [
    ("xx-small", 0.579),
    ("x-small", 0.694),
    ("small", 0.833),
    ("smaller", 0.833),
    ("medium", 1.0),
    ("large", 1.2),
    ("larger", 1.2),
    ("x-large", 1.44),
    ("xx-large", 1.728),
];

/// What the lesson has set, over the defaults.
#[derive(Clone, Default)]
pub struct Settings(Vec<(&'static str, Value)>);

impl Settings {
    /// Has the lesson set nothing?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn find(&self, name: &str) -> Option<Value> {
        let own = self.0.iter().find(|(key, _)| *key == name);
        if let Some((_, value)) = own {
            return Some(value.clone());
        }
        let (_, first) = DEFAULTS.iter().find(|(key, _)| *key == name)?;
        Some(match first {
            Setting::Number(x) => Value::Float(*x),
            Setting::Flag(flag) => Value::Bool(*flag),
            Setting::Text(text) => Value::str(text),
            Setting::Pair(a, b) => Value::list(vec![Value::Float(*a), Value::Float(*b)]),
        })
    }

    pub fn number(&self, name: &str) -> f64 {
        match self.find(name) {
            Some(Value::Float(x)) => x,
            _ => 0.0,
        }
    }

    pub fn flag(&self, name: &str) -> bool {
        matches!(self.find(name), Some(Value::Bool(true)))
    }

    pub fn text(&self, name: &str) -> String {
        match self.find(name) {
            Some(Value::Str(text)) => text.to_string(),
            _ => String::new(),
        }
    }

    /// A size of letters in points.
    pub fn size(&self, name: &str) -> f64 {
        match self.find(name) {
            Some(Value::Str(text)) => self.size_named(&text).unwrap_or(10.0),
            Some(Value::Float(size)) => size,
            _ => 10.0,
        }
    }

    /// A size such as `'large'`.
    pub fn size_named(&self, name: &str) -> Option<f64> {
        let (_, part) = SIZES.iter().find(|(known, _)| *known == name)?;
        Some(part * self.number("font.size"))
    }

    /// A new figure as the settings want it.
    pub fn figure(&self) -> Figure {
        let size = match self
            .find("figure.figsize")
            .map(|pair| arguments::pair(&pair))
        {
            Some(Ok(size)) => size,
            _ => (6.4, 4.8),
        };
        let mut figure = Figure::new(size, self.number("figure.dpi"));
        figure.tight = self.flag("figure.autolayout");
        figure.face = Color::named(&self.text("figure.facecolor")).unwrap_or(Color::WHITE);
        figure
    }

    /// What the settings say of new axes.
    pub fn apply(&self, axes: &mut Axes) {
        axes.face = Color::named(&self.text("axes.facecolor")).unwrap_or(Color::WHITE);
        axes.margin_x = self.number("axes.xmargin");
        axes.margin_y = self.number("axes.ymargin");
        let sides = ["bottom", "left", "top", "right"];
        axes.spines = sides.map(|side| self.flag(&format!("axes.spines.{side}")));
        axes.ticks_x.size = self.size("xtick.labelsize");
        axes.ticks_y.size = self.size("ytick.labelsize");
        if self.flag("axes.grid") {
            axes.grid_x = Some(grid());
            axes.grid_y = Some(grid());
        }
    }
}

/// Thin grey lines at the major ticks.
pub fn grid() -> Grid {
    Grid {
        stroke: Stroke::solid(Color::hex(0xb0b0b0), 0.8),
        major: true,
        minor: false,
    }
}

/// `plt.rcParams`
struct RcParams;

impl Native for RcParams {
    fn class(&self) -> ClassId {
        ClassId::RC_PARAMS
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr_with(&self, host: &mut dyn Host) -> Result<Option<String>> {
        let dict = Rc::new(Dict::new(Flavour::Plain));
        for (name, _) in DEFAULTS {
            let value = host.session().get::<Pyplot>().settings.find(name);
            dict.insert(host, Value::str(name), value.unwrap_or(Value::None))?;
        }
        let shown = display::repr(host, &Value::Dict(dict))?;
        let inner = shown.trim_start_matches('{').trim_end_matches('}');
        let lines = inner.replace(", '", ",\n          '");
        Ok(Some(format!("RcParams({{{lines}}})")))
    }
}

/// Sets one setting.
///
/// # Errors
/// KeyError for an unknown name, ValueError for a value that it cannot have.
pub fn set(host: &mut dyn Host, key: &Value, value: Value) -> Result<()> {
    let name = arguments::text(host, key)?;
    let Some((known, first)) = DEFAULTS.iter().find(|(known, _)| *known == name) else {
        return Err(Raised::key_error(format!(
            "{name} is not a valid rc parameter (see rcParams.keys() for a list of valid parameters)"
        )));
    };
    let invalid = |why: Raised| {
        let why = match why.as_exception() {
            Some(exception) => match exception.args.borrow().first() {
                Some(Value::Str(text)) => text.to_string(),
                _ => String::new(),
            },
            None => return why,
        };
        Raised::value_error(format!("Key {name}: {why}"))
    };
    let value = match first {
        Setting::Number(_) => Value::Float(arguments::number(&value).map_err(invalid)?),
        Setting::Flag(_) => Value::Bool(bool::from_value(value, host)?),
        Setting::Pair(..) => {
            let (a, b) = arguments::pair(&value).map_err(invalid)?;
            Value::list(vec![Value::Float(a), Value::Float(b)])
        }
        Setting::Text(_) if name.ends_with("color") => {
            let color = arguments::color(host, &value).map_err(invalid)?;
            Value::from_string(color.code())
        }
        Setting::Text(_) => match &value {
            Value::Str(_) => value,
            number => Value::Float(arguments::number(number).map_err(invalid)?),
        },
    };
    let own = &mut host.session().get::<Pyplot>().settings.0;
    own.retain(|(key, _)| key != known);
    own.push((known, value));
    Ok(())
}

fn update(host: &mut dyn Host, other: &Value, Keywords(pairs): Keywords) -> Result<()> {
    if let Value::Dict(dict) = other {
        for (key, value) in dict.pairs() {
            set(host, &key, value)?;
        }
    }
    for (name, value) in pairs {
        set(host, &Value::Str(name), value)?;
    }
    Ok(())
}

/// matplotlib's styles.
const STYLES: [&str; 27] = [
    "Solarize_Light2",
    "bmh",
    "classic",
    "dark_background",
    "fast",
    "fivethirtyeight",
    "ggplot",
    "grayscale",
    "petroff10",
    "seaborn-v0_8",
    "seaborn-v0_8-bright",
    "seaborn-v0_8-colorblind",
    "seaborn-v0_8-dark",
    "seaborn-v0_8-dark-palette",
    "seaborn-v0_8-darkgrid",
    "seaborn-v0_8-deep",
    "seaborn-v0_8-muted",
    "seaborn-v0_8-notebook",
    "seaborn-v0_8-paper",
    "seaborn-v0_8-pastel",
    "seaborn-v0_8-poster",
    "seaborn-v0_8-talk",
    "seaborn-v0_8-ticks",
    "seaborn-v0_8-white",
    "seaborn-v0_8-whitegrid",
    "tableau-colorblind10",
    "default",
];

fn use_style(host: &mut dyn Host, style: Value) -> Result<()> {
    let styles = match &style {
        Value::Str(_) => vec![style],
        Value::Dict(_) => return update(host, &style, Keywords(Vec::new())),
        Value::List(_) | Value::Tuple(_) => iterate::collect(host, &style)?,
        _ => return Err(not_here("styles of this kind")),
    };
    for style in styles {
        let name = arguments::text(host, &style)?;
        if !STYLES.contains(&&*name) {
            let shown = crate::array::print::str_repr(&name);
            return Err(Raised::new(
                ClassId::OS_ERROR,
                format!(
                    "{shown} is not a valid package style, path of style file, URL of style file, or library style name (library styles are listed in `style.available`)"
                ),
            ));
        }
        if name == "default" {
            host.session().get::<Pyplot>().settings = Settings::default();
        } else {
            host.note(format!(
                "ndbook draws the style '{name}' as it draws 'default'"
            ));
        }
    }
    Ok(())
}
