//! Modules that lessons import and ndbook does not have: what there is instead.

use super::Case;
use super::names::{is_module, nearest};
use super::place::Place;
use crate::eval::modules::module_names;
use crate::value::{ClassId, Value};

/// A module of other people's, the name that everybody gives it, and what to say.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    (
        "pandas",
        "pd",
        "ndbook has no data frames; `np.genfromtxt('file.csv', delimiter=',', skip_header=1)` reads a table of numbers, `names=True` gives its columns their names",
    ),
    (
        "matplotlib",
        "plt",
        "ndbook draws with `import matplotlib.pyplot as plt`; of matplotlib's other modules it has `cm`, `colors` and `style`",
    ),
    (
        "seaborn",
        "sns",
        "ndbook draws with `import matplotlib.pyplot as plt`: `plt.hist(x)`, `plt.scatter(x, y)`, `plt.boxplot(x)`",
    ),
    (
        "scipy",
        "sp",
        "ndbook has NumPy's own `np.linalg`, `np.fft`, `np.polynomial` and `np.random`; most of what lessons take from SciPy is there",
    ),
    (
        "sklearn",
        "sk",
        "ndbook has no learned models; a linear one is `np.linalg.lstsq(X, y)`, and lessons build the others from NumPy",
    ),
    (
        "torch",
        "torch",
        "ndbook has arrays only: `np.array` where PyTorch has `torch.tensor`",
    ),
    (
        "tensorflow",
        "tf",
        "ndbook has arrays only: `np.array` where TensorFlow has `tf.constant`",
    ),
    (
        "sympy",
        "sympy",
        "ndbook computes with numbers, not with symbols; `np.poly1d` has polynomials",
    ),
    (
        "PIL",
        "Image",
        "ndbook opens no pictures; make one as an array, such as `np.zeros((64, 64, 3), dtype=np.uint8)`",
    ),
    (
        "cv2",
        "cv2",
        "ndbook opens no pictures; make one as an array, such as `np.zeros((64, 64, 3), dtype=np.uint8)`",
    ),
    (
        "requests",
        "requests",
        "lessons have no network; put the data beside the lesson and read the file",
    ),
    ("subprocess", "subprocess", "lessons start no programs"),
];

/// `No module named 'pandas'`
pub(super) fn unknown_module(case: &mut Case) {
    if !matches!(case.place, Place::Import) || !case.is_a(ClassId::MODULE_NOT_FOUND_ERROR) {
        return;
    }
    let named = case.exception.attributes.borrow();
    let named = named.iter().find(|(key, _)| &**key == "name");
    let Some((_, Value::Str(missing))) = named.cloned() else {
        return;
    };
    let first = missing.split('.').next().unwrap_or("");
    if let Some((_, _, help)) = ELSEWHERE.iter().find(|(name, _, _)| *name == first) {
        case.help(*help);
        return;
    }
    let known: Vec<&str> = module_names()
        .iter()
        .map(|name| match *name {
            "np" => "numpy",
            other => other,
        })
        .filter(|name| is_module(name))
        .collect();
    match nearest(&missing, known.iter().copied()).first() {
        Some(best) => {
            let best = best.to_string();
            let line = case.source.slice(case.whole).replacen(&*missing, &best, 1);
            case.help(format!("did you mean `{best}`? `{line}`"));
        }
        None => {
            let plain = known.into_iter().filter(|name| !name.contains('.'));
            let plain: Vec<&str> = plain.collect();
            case.help(format!("ndbook has the modules {}", plain.join(", ")));
        }
    }
}

/// What to say of `plt` or `pd`, used without having been imported.
pub(super) fn by_habitual_name(name: &str) -> Option<String> {
    let (module, _, help) = ELSEWHERE
        .iter()
        .find(|(module, short, _)| *short == name || *module == name)?;
    Some(format!("`{name}` is usually {module}; {help}"))
}
