//! Lines of notebooks that are not Python: `%matplotlib inline`, `%timeit x`, `!ls`.

use super::{Interpreter, inspect};
use crate::array::{elementary, meter};
use crate::syntax::ast::{Magic, Module};
use crate::text::Span;
use crate::value::{ClassId, Host, Raised, Result, Stream, Value};

/// Settings of a notebook's front end, which mean nothing here.
const IGNORED: [&str; 7] = [
    "matplotlib",
    "pylab",
    "config",
    "load_ext",
    "reload_ext",
    "autoreload",
    "precision",
];

impl Interpreter {
    /// A magic line among other statements.
    pub(super) fn magic(&mut self, magic: &Magic, span: Span) -> Result<()> {
        self.magic_value(magic, span).map(drop)
    }

    /// Runs a magic; its value is that of the code it runs.
    pub(super) fn magic_value(&mut self, magic: &Magic, span: Span) -> Result<Value> {
        meter::steps(1).map_err(|error| self.at(error, span))?;
        match (magic.name.as_str(), &magic.code) {
            ("time", Some(code)) => self.timed(code, span),
            ("timeit", Some(code)) => self.timed_often(code, span),
            ("time" | "timeit", None) => Ok(Value::None),
            ("?", Some(code)) => self.document(code, &magic.rest, span),
            (name, _) if IGNORED.contains(&name) => Ok(Value::None),
            _ => Err(self.at(unknown(magic), span)),
        }
    }

    /// `name?`: shows what is known of a name.
    fn document(&mut self, code: &Module, path: &str, span: Span) -> Result<Value> {
        let path = path.trim_matches('?').trim();
        let value = self.value_of(code)?;
        let text = inspect::documentation(path, &value);
        self.write(Stream::Out, &text)
            .map_err(|error| self.at(error, span))?;
        Ok(Value::None)
    }

    /// `%time`: runs once, shows the time, gives the value.
    fn timed(&mut self, code: &Module, span: Span) -> Result<Value> {
        let begun = self.world.clock.now();
        let value = self.value_of(code)?;
        let took = text_of_seconds((self.world.clock.now() - begun).max(0.0), 3);
        let text = format!("CPU times: user {took}, sys: 0 ns, total: {took}\nWall time: {took}\n");
        self.write(Stream::Out, &text)
            .map_err(|error| self.at(error, span))?;
        Ok(value)
    }

    /// `%timeit`: the mean of several runs. With the virtual clock every run is as long as the first, so
    /// that one is enough.
    fn timed_often(&mut self, code: &Module, span: Span) -> Result<Value> {
        let mut times = Vec::new();
        let mut loops = 1_u32;
        let first = self.timed_loops(code, 1)?;
        while loops < 1_000_000_000 && first * f64::from(loops) < 0.2 {
            loops *= 10;
        }
        if self.world.clock.is_virtual() {
            times.push(first);
        } else {
            for _ in 0..RUNS {
                times.push(self.timed_loops(code, loops)? / f64::from(loops));
            }
        }
        let mean = times.iter().sum::<f64>() / times.len() as f64;
        let squares = times
            .iter()
            .map(|time| (time - mean) * (time - mean))
            .sum::<f64>();
        let deviation = (squares / times.len() as f64).sqrt();
        let text = format!(
            "{} ± {} per loop (mean ± std. dev. of {RUNS} runs, {} loop{} each)\n",
            text_of_seconds(mean, 3),
            text_of_seconds(deviation, 3),
            grouped(loops),
            if loops == 1 { "" } else { "s" },
        );
        self.write(Stream::Out, &text)
            .map_err(|error| self.at(error, span))?;
        Ok(Value::None)
    }

    fn timed_loops(&mut self, code: &Module, loops: u32) -> Result<f64> {
        let begun = self.world.clock.now();
        for _ in 0..loops {
            self.value_of(code)?;
        }
        Ok((self.world.clock.now() - begun).max(1e-9))
    }

    /// Runs code and gives the value of its trailing expression.
    pub(super) fn value_of(&mut self, code: &Module) -> Result<Value> {
        let Some((last, before)) = code.body.split_last() else {
            return Ok(Value::None);
        };
        self.block(before)?;
        self.last_value(last)
    }
}

/// As many runs as IPython makes.
const RUNS: usize = 7;

fn unknown(magic: &Magic) -> Raised {
    let what = match magic.name.as_str() {
        "!" => "shell commands".to_string(),
        name => format!("the magic %{name}"),
    };
    Raised::new(
        ClassId::NOT_IMPLEMENTED_ERROR,
        format!("ndbook does not run {what}"),
    )
}

/// A time with `digits` significant digits in a fitting unit: `12.3 µs`.
fn text_of_seconds(seconds: f64, digits: usize) -> String {
    const UNITS: [(&str, f64); 4] = [("s", 1.0), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)];
    let fits = |(_, size): &&(&str, f64)| seconds >= *size;
    let (unit, size) = UNITS.iter().find(fits).unwrap_or(&("ns", 1e-9));
    let value = seconds / size;
    let whole = if value < 1.0 {
        1
    } else {
        elementary::log10(value) as usize + 1
    };
    let decimals = digits.saturating_sub(whole);
    let mut text = format!("{value:.decimals$}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    format!("{text} {unit}")
}

/// `1000000` as `1,000,000`.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
