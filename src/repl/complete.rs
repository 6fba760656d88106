//! Completion by what is really there: names, attributes of values, keywords and axes of the call, dtypes, keys, files.

use std::borrow::Cow;

use super::commands;
use super::place::{Opened, Place};
use crate::builtins::manual;
use crate::eval::Session;
use crate::syntax::is_keyword;
use crate::value::Value;

/// Steps that a completion may take to look at a value.
const STEPS: u64 = 3_000_000;

/// Candidates that are offered where nothing begins as typed.
const FUZZY: usize = 20;

/// What a word may become, with a line about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub text: String,
    pub about: String,
}

impl Offer {
    fn new(text: impl Into<String>, about: impl Into<String>) -> Offer {
        Offer {
            text: text.into(),
            about: about.into(),
        }
    }
}

/// Where the completed word begins, and what it may become. `files` lists a folder below the working directory.
pub fn offers(
    session: &mut Session,
    line: &str,
    pos: usize,
    files: &dyn Fn(&str) -> Vec<String>,
) -> (usize, Vec<Offer>) {
    let before = line.get(..pos).unwrap_or(line);
    let indented = before.len() - before.trim_start().len();
    if before.trim_start().starts_with([':', '%']) {
        return of_command(session, before, indented, files);
    }
    of_code(session, before, files)
}

/// A `:` command or its arguments.
fn of_command(
    session: &mut Session,
    before: &str,
    begin: usize,
    files: &dyn Fn(&str) -> Vec<String>,
) -> (usize, Vec<Offer>) {
    let typed = before.get(begin..).unwrap_or("");
    let Some((command, argument)) = typed.split_once(' ') else {
        let all = commands::all().map(|(name, about)| Offer::new(name, about));
        return (begin, fitting(typed, all.collect()));
    };
    let at = before.len() - argument.len();
    let last = argument.rsplit(' ').next().unwrap_or(argument);
    let last_at = before.len() - last.len();
    match commands::argument(command) {
        commands::Takes::Code => {
            let (start, offers) = of_code(session, argument, files);
            (at + start, offers)
        }
        commands::Takes::File => (at, of_files(argument, files)),
        commands::Takes::Words(words) => {
            let words = words(argument).into_iter();
            let words = words.map(|(word, about)| Offer::new(word, about));
            (last_at, fitting(last, words.collect()))
        }
        commands::Takes::Nothing => (at, Vec::new()),
    }
}

fn of_code(
    session: &mut Session,
    before: &str,
    files: &dyn Fn(&str) -> Vec<String>,
) -> (usize, Vec<Offer>) {
    let place = Place::at_end(before);
    if place.in_comment {
        return (before.len(), Vec::new());
    }
    if let Some(start) = place.text {
        let typed = before.get(start..).unwrap_or("");
        return (start, of_text(session, &place, typed, files));
    }
    if let Some(found) = imports(session, &place) {
        return found;
    }
    let word = before.get(place.word..).unwrap_or("");
    if let Some(object) = place.object() {
        let offers = match session.peek(object, STEPS) {
            Some(value) => members(session, &value),
            None => Vec::new(),
        };
        return (place.word, fitting(word, offers));
    }
    if let Some(axes) = axes(session, &place) {
        let typed = place.call().map_or("", Opened::value);
        return (before.len() - typed.len(), fitting(typed, axes));
    }
    (place.word, names(session, &place, word))
}

/// The names after the dot of a value.
fn members(session: &mut Session, value: &Value) -> Vec<Offer> {
    let mut names = session.members(value);
    if let Value::Instance(instance) = value {
        let own = instance.attributes.borrow();
        names.extend(own.iter().map(|(name, _)| name.name().to_string()));
    }
    let offers = names.into_iter();
    offers
        .map(|name| {
            let about = session.member_summary(value, &name);
            Offer::new(name, about)
        })
        .collect()
}

/// What a text may become: by the parameter that it is given to, or what is indexed by it.
fn of_text(
    session: &mut Session,
    place: &Place,
    typed: &str,
    files: &dyn Fn(&str) -> Vec<String>,
) -> Vec<Offer> {
    let Some(open) = place.open.last() else {
        return Vec::new();
    };
    if open.bracket == "[" && !open.head.is_empty() {
        let Some(value) = session.peek(open.head, STEPS) else {
            return Vec::new();
        };
        let keys = session.text_keys(&value).into_iter();
        return fitting(typed, keys.map(|key| Offer::new(key, "")).collect());
    }
    let Some(call) = place.call() else {
        return Vec::new();
    };
    let parameter = parameter(session, call).unwrap_or_default();
    if parameter == "dtype" || call.head == "np.dtype" {
        let dtypes = DTYPES.iter().map(|(name, about)| Offer::new(*name, *about));
        return fitting(typed, dtypes.collect());
    }
    if FILES.contains(&parameter.as_str()) || call.head == "open" {
        return of_files(typed, files);
    }
    let choices = manual::choices(&parameter).into_iter();
    fitting(
        typed,
        choices.map(|choice| Offer::new(choice, "")).collect(),
    )
}

/// Parameters that name a file.
const FILES: [&str; 5] = ["file", "fname", "filename", "path", "fid"];

fn of_files(typed: &str, files: &dyn Fn(&str) -> Vec<String>) -> Vec<Offer> {
    let folder = typed.rfind('/').map_or("", |end| &typed[..=end]);
    let found = files(folder).into_iter();
    let found = found.map(|name| Offer::new(format!("{folder}{name}"), ""));
    fitting(typed, found.collect())
}

/// The name of the parameter that the argument at the end of a call is for.
pub fn parameter(session: &mut Session, call: &Opened) -> Option<String> {
    if let Some(keyword) = call.keyword() {
        return Some(keyword.to_string());
    }
    let value = session.peek(call.head, STEPS)?;
    let names = session.keywords(&value);
    names.get(call.before.len()).cloned()
}

/// The axes of the array at hand, where one is asked for.
fn axes(session: &mut Session, place: &Place) -> Option<Vec<Offer>> {
    let call = place.call()?;
    let keyword = call.keyword()?;
    let typed = call.value();
    let is_begun = typed.chars().all(|c| c.is_ascii_digit() || c == '-');
    if !(keyword.starts_with("axis") || keyword == "axes") || !is_begun {
        return None;
    }
    let receiver = call.head.rsplit_once('.').map(|(object, _)| object);
    let first = call.before.first().copied();
    let candidates = [receiver, first].into_iter().flatten();
    let mut arrays = candidates.filter_map(|text| match session.peek(text, STEPS) {
        Some(Value::Array(array)) => Some(array.with(|array| array.shape().to_vec())),
        _ => None,
    });
    let shape = arrays.next()?;
    let axes = shape.iter().enumerate();
    let mut offers: Vec<Offer> = axes
        .map(|(axis, length)| Offer::new(axis.to_string(), format!("of length {length}")))
        .collect();
    if !shape.is_empty() {
        offers.push(Offer::new("-1", "the last axis"));
    }
    if typed.is_empty() {
        offers.push(Offer::new("None", "all elements"));
    }
    Some(offers)
}

/// Names that a word may become: keywords of the call first, then the session's, then all.
fn names(session: &mut Session, place: &Place, word: &str) -> Vec<Offer> {
    let mut offers = keywords(session, place);
    let in_call = place.call().is_some();
    for known in session.known() {
        let value = session.lookup(&known.name);
        let fits = !matches!(
            value,
            Some(Value::Module(_) | Value::Function(_) | Value::Class(_) | Value::Builtin(_))
        );
        // Without a letter to go by, only what can be an argument is offered in a call.
        if !word.is_empty() || !in_call || fits {
            let about = value.map_or(String::new(), |value| session.brief(&value));
            offers.push(Offer::new(known.name, about));
        }
    }
    if word.is_empty() {
        return fitting(word, offers);
    }
    let begun = fitting_begun(word, &offers);
    let mut all: Vec<Offer> = Vec::new();
    let given = session.known_names().into_iter();
    all.extend(given.map(|name| Offer::new(name, "")));
    let begun_all = fitting_begun(word, &all);
    let mut found: Vec<Offer> = begun.into_iter().chain(begun_all).collect();
    found.extend(
        KEYWORDS
            .iter()
            .filter(|keyword| is_keyword(keyword) && keyword.starts_with(word))
            .map(|keyword| Offer::new(*keyword, "")),
    );
    if found.is_empty() {
        offers.extend(all);
        found = fuzzy(word, offers);
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|offer| seen.insert(offer.text.clone()));
    describe(session, &mut found);
    found
}

/// Says of names what they are, where there are few enough for that to be shown.
fn describe(session: &mut Session, offers: &mut [Offer]) {
    if offers.len() > super::editor::DESCRIBED {
        return;
    }
    for offer in offers.iter_mut().filter(|offer| offer.about.is_empty()) {
        if let Some(value) = session.lookup(&offer.text) {
            offer.about = session.summary(&value).to_string();
        }
    }
}

const KEYWORDS: [&str; 33] = [
    "False", "None", "True", "and", "as", "assert", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// The keywords of the call that are not given yet.
fn keywords(session: &mut Session, place: &Place) -> Vec<Offer> {
    let Some(call) = place.open.last().filter(|open| open.bracket == "(") else {
        return Vec::new();
    };
    if call.head.is_empty() || call.keyword().is_some() {
        return Vec::new();
    }
    let Some(value) = session.peek(call.head, STEPS) else {
        return Vec::new();
    };
    let given: Vec<&str> = call.given().collect();
    let positional = call
        .before
        .iter()
        .filter(|argument| !argument.contains('='));
    let names = session.keywords(&value).into_iter();
    names
        .skip(positional.count())
        .filter(|name| !given.contains(&name.as_str()))
        .map(|name| {
            let about = manual::meaning(&name);
            Offer::new(format!("{name}="), about)
        })
        .collect()
}

/// What a word of an import may become; none where the line is no import.
fn imports(session: &mut Session, place: &Place) -> Option<(usize, Vec<Offer>)> {
    let line = place.code.rsplit(['\n', ';']).next().unwrap_or(place.code);
    let begun = line.rfind([' ', ',']).map_or(0, |at| at + 1);
    let (head, word) = line.split_at(begun);
    let words: Vec<&str> = head.split_whitespace().collect();
    let start = place.code.len() - word.len();
    let plain = |names: Vec<String>| {
        let offers = names.into_iter().map(|name| Offer::new(name, ""));
        fitting(word, offers.collect())
    };
    match words.as_slice() {
        ["from", module, "import", ..] => {
            let module = session.module(module)?;
            Some((start, fitting(word, members(session, &module))))
        }
        ["from" | "import"] => Some((start, plain(modules(session, word)))),
        ["import", .., last] if last.ends_with(',') => Some((start, plain(modules(session, word)))),
        _ => None,
    }
}

/// The modules that a dotted name may become, down to the next dot.
fn modules(session: &Session, word: &str) -> Vec<String> {
    let names = session.module_names();
    let near = names.filter(|name| {
        let rest = name.strip_prefix(word);
        rest.is_some_and(|rest| !rest.contains('.'))
    });
    near.map(Cow::into_owned).collect()
}

/// The offers that begin as typed, else those that are somewhat like it.
fn fitting(word: &str, offers: Vec<Offer>) -> Vec<Offer> {
    let begun = fitting_begun(word, &offers);
    let mut found = match begun.is_empty() {
        true => fuzzy(word, offers),
        false => begun,
    };
    let mut seen = std::collections::HashSet::new();
    found.retain(|offer| seen.insert(offer.text.clone()));
    found
}

/// Names with an underscore in front come only where it is typed.
fn fitting_begun(word: &str, offers: &[Offer]) -> Vec<Offer> {
    let begun = offers.iter().filter(|offer| {
        offer.text.starts_with(word) && (word.starts_with('_') || !offer.text.starts_with('_'))
    });
    begun.cloned().collect()
}

/// The offers that have the letters of a word in their order, the likeliest first.
fn fuzzy(word: &str, offers: Vec<Offer>) -> Vec<Offer> {
    let word = word.to_lowercase();
    if word.len() < 2 {
        return Vec::new();
    }
    let mut ranked: Vec<(usize, usize, Offer)> = offers
        .into_iter()
        .filter_map(|offer| {
            let text = offer.text.to_lowercase();
            let rank = match text.find(&word) {
                Some(at) => at.min(1),
                None => 2 + spread(&word, &text)?,
            };
            Some((rank, text.len(), offer))
        })
        .collect();
    crate::text::sort_by(&mut ranked, |a, b| {
        (a.0, a.1, &a.2.text).cmp(&(b.0, b.1, &b.2.text))
    });
    ranked.truncate(FUZZY);
    ranked.into_iter().map(|(_, _, offer)| offer).collect()
}

/// How many letters of a text stand between those of a word; none where it does not have them in order, or begins with
/// another.
fn spread(word: &str, text: &str) -> Option<usize> {
    let mut letters = text.chars();
    let mut between = 0;
    for (at, wanted) in word.chars().enumerate() {
        let skipped = letters.position_of(wanted)?;
        if at == 0 && skipped > 0 {
            return None;
        }
        between += skipped;
    }
    Some(between)
}

trait PositionOf {
    fn position_of(&mut self, wanted: char) -> Option<usize>;
}

impl PositionOf for std::str::Chars<'_> {
    fn position_of(&mut self, wanted: char) -> Option<usize> {
        self.position(|c| c == wanted)
    }
}

const DTYPES: [(&str, &str); 24] = [
    ("bool", "True or False, 1 byte"),
    ("bytes_", "bytes of a width"),
    ("complex128", "two float64"),
    ("complex64", "two float32"),
    ("datetime64", "a moment, in a unit: 'datetime64[D]'"),
    ("float16", "3 digits, 2 bytes"),
    ("float32", "7 digits, 4 bytes"),
    ("float64", "15 digits, 8 bytes"),
    ("int16", "-32768 to 32767"),
    ("int32", "-2147483648 to 2147483647"),
    ("int64", "up to 19 digits, 8 bytes"),
    ("int8", "-128 to 127"),
    ("object", "any Python object"),
    ("str_", "text of a width"),
    ("timedelta64", "a span of time, in a unit"),
    ("uint16", "0 to 65535"),
    ("uint32", "0 to 4294967295"),
    ("uint64", "up to 20 digits, 8 bytes"),
    ("uint8", "0 to 255"),
    ("int", "Python's int: int64"),
    ("float", "Python's float: float64"),
    ("complex", "Python's complex: complex128"),
    ("S", "bytes of a width: 'S5'"),
    ("U", "text of a width: 'U10'"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::{Settings, on_large_stack};
    use crate::text::Source;

    /// What is offered at the end of a line, after some code has run.
    fn found(code: &str, line: &str) -> Vec<String> {
        on_large_stack(|| {
            let mut session = Session::new(Settings::default());
            session.run(&Source::new("", code, 1));
            let files = |folder: &str| match folder {
                "" => vec!["data/".to_string(), "notes.md".to_string()],
                "data/" => vec!["students.csv".to_string()],
                _ => Vec::new(),
            };
            let (_, offers) = offers(&mut session, line, line.len(), &files);
            offers.into_iter().map(|offer| offer.text).collect()
        })
    }

    #[test]
    fn attributes_are_those_of_the_value() {
        assert_eq!(found("a = np.ones((2, 3))", "a.sum(axis=0).me"), ["mean"]);
        assert_eq!(found("a = np.ones((2, 3))", "b = a[0].T.resh"), ["reshape"]);
        assert_eq!(found("", "\"abc\".up"), ["upper"]);
        assert_eq!(found("", "[1, (2)].app"), ["append"]);
        assert_eq!(found("", "{1: 2}.ite"), ["items"]);
        assert_eq!(found("", "x[1].app"), [""; 0]);
        assert_eq!(found("", "# a.su"), [""; 0]);
    }

    #[test]
    fn looking_changes_nothing() {
        let code = "x = [3]\nn = iter(x)\ndef f():\n    x.append(4)\n    return x";
        for line in [
            "x.pop().",
            "f().",
            "next(n).",
            "x.append(1).",
            "(y := 3).",
            "list(n).",
        ] {
            assert_eq!(found(code, line), [""; 0], "{line}");
        }
        on_large_stack(|| {
            let mut session = Session::new(Settings::default());
            session.run(&Source::new("", format!("{code}\na = np.arange(3.)"), 1));
            for look in [
                "x.pop()",
                "f()",
                "next(n)",
                "np.add(a, 1, a)",
                "a.sort()",
                "np.random.rand()",
                "np.negative(a, out=a)",
                "np.add.at(a, 0, 5)",
                "sorted(n)",
                "3 in n",
                "print(1)",
            ] {
                assert!(session.peek(look, 1000).is_none(), "{look}");
            }
            let shown = session.run(&Source::new("", "x, a, list(n)", 1)).display;
            assert_eq!(shown.as_deref(), Some("([3], array([0., 1., 2.]), [3])"));
        });
    }

    #[test]
    fn calls_offer_their_keywords_and_axes() {
        let code = "a = np.ones((2, 3))\ndef f():\n    pass";
        assert_eq!(found(code, "np.sum(a, ke"), ["keepdims="]);
        let all = found(code, "np.sum(");
        assert!(
            all.contains(&"axis=".to_string()) && all.contains(&"a".to_string()),
            "{all:?}"
        );
        assert!(all.len() < 12 && !all.contains(&"f".to_string()), "{all:?}");
        assert!(!found(code, "np.sum(a, axis=0, ").contains(&"axis=".to_string()));
        assert_eq!(found(code, "a.sum(axis="), ["0", "1", "-1", "None"]);
        assert_eq!(found(code, "np.mean(a, axis=-"), ["-1"]);
    }

    #[test]
    fn texts_are_completed_by_their_place() {
        assert_eq!(
            found("", "np.zeros(3, dtype='fl"),
            ["float16", "float32", "float64", "float"]
        );
        assert_eq!(found("x = np.ones(3)", "x.astype(\"uint8"), ["uint8"]);
        assert_eq!(found("d = {'alpha': 1, 'beta': 2}", "d['be"), ["beta"]);
        assert_eq!(
            found(
                "r = np.zeros(2, dtype=[('mass', float), ('age', int)])",
                "r['m"
            ),
            ["mass"]
        );
        assert_eq!(found("", "np.loadtxt('data/st"), ["data/students.csv"]);
        assert_eq!(found("", "np.zeros(3, order='"), ["C", "F", "A", "K"]);
        assert_eq!(found("", "x = 'fl"), [""; 0]);
    }

    #[test]
    fn modules_names_and_commands() {
        assert_eq!(found("", "import num"), ["numpy", "numbers"]);
        assert_eq!(found("", "import math, nump"), ["numpy"]);
        assert_eq!(found("", "from numpy.lin"), ["numpy.linalg"]);
        assert_eq!(
            found("", "from numpy.linalg import eigv"),
            ["eigvals", "eigvalsh"]
        );
        assert_eq!(found("measured = 1", "meas"), ["measured"]);
        assert_eq!(found("", "np.lnspc"), ["linspace"]);
        assert_eq!(found("", ":bro"), [":broadcast"]);
        assert_eq!(found("", ":set mo"), ["mode"]);
        assert_eq!(found("", ":set mode v"), ["vi"]);
        assert_eq!(found("", ":load no"), ["notes.md"]);
        assert_eq!(found("a = np.ones(2)", ":steps a.su"), ["sum"]);
    }
}
