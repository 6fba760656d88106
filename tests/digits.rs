//! Digits: the elementary functions are the reference's to the last bit, and nothing else in `src/` asks the platform.
//!
//! `digits/record.py` wrote down what glibc 2.36 returns for the numbers that [`numbers`] makes again.

use std::fs;
use std::path::{Path, PathBuf};

use ndbook::array::elementary::{self as double, single};

/// The exponents of a function's ordinary numbers, and whether negative ones are among them.
type Class = (u64, u64, bool);

const fn class(low: i64, high: i64, negative: bool) -> Class {
    ((low + 1023) as u64, (high - low + 1) as u64, negative)
}

const ANY: Class = class(-9, 9, true);
const POSITIVE: Class = class(-9, 9, false);
const UNIT: Class = class(-12, -1, true);
const ABOVE: Class = class(0, 12, false);
const PAIR: Class = class(-6, 4, true);

/// Ordinary and extreme numbers of a file.
const COUNT: u64 = 320;

/// Where the steps of the functions change, as in the script.
const HARD: [u64; 35] = [
    0x0000000000000000,
    0x8000000000000000,
    0x3FF0000000000000,
    0xBFF0000000000000,
    0x7FF0000000000000,
    0xFFF0000000000000,
    0x0000000000000001,
    0x000FFFFFFFFFFFFF,
    0x0010000000000000,
    0x7FEFFFFFFFFFFFFF,
    0x40862E42FEFA39EF,
    0x40862E42FEFA39F0,
    0xC0874910D52D3051,
    0xC0874910D52D3052,
    0x3FD62E42FEFA39EF,
    0x3FE62E42FEFA39EF,
    0x3FF921FB54442D18,
    0x400921FB54442D18,
    0x4012D97C7F3321D2,
    0x3FE921FB54442D18,
    0x3FEFFFFFFFFFFFFF,
    0x3FF0000000000001,
    0x3FE0000000000000,
    0x3FDFFFFFFFFFFFFF,
    0x3FC0000000000000,
    0x3FE8000000000000,
    0x3FEF000000000000,
    0x4036000000000000,
    0x4035FFFFFFFFFFFF,
    0x41B0000000000000,
    0x419921FB00000000,
    0x4003690000000000,
    0x3FEB600000000000,
    0x6974E718D7D7625A,
    0x7E37E43C8800759C,
];

/// The numbers that the script gave to a function of this class.
fn numbers((low, span, negative): Class, seed: u64) -> Vec<f64> {
    let mut state = seed;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state
    };
    let random = (0..COUNT).map(|i| {
        let word = next();
        let sign = if negative { word & 1 } else { 0 };
        let exponent = if i % 4 == 0 {
            (next() >> 33) % 2046
        } else {
            (next() >> 33) % span + low
        };
        f64::from_bits(sign << 63 | exponent << 52 | word >> 12)
    });
    random.chain(HARD.map(f64::from_bits)).collect()
}

/// The pairs of both arguments: each hard number meets others than itself.
fn pairs() -> Vec<(f64, f64)> {
    let (x, mut y) = (numbers(PAIR, 1), numbers(PAIR, 2));
    y.rotate_right(7);
    x.into_iter().zip(y).collect()
}

fn recorded(file: &str, name: &str) -> Vec<u64> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/digits");
    let text = fs::read_to_string(folder.join(file)).unwrap();
    let lines = text.lines().skip_while(|line| *line != name).skip(1);
    let words = lines.take_while(|line| line.starts_with(' '));
    words
        .flat_map(str::split_whitespace)
        .map(|word| u64::from_str_radix(word, 16).unwrap())
        .collect()
}

/// A complaint for each number that differs; a NaN is as good as any other.
fn compare(name: &str, got: &[(String, u64, bool)], expected: &[u64], nan: fn(u64) -> bool) {
    assert_eq!(got.len(), expected.len(), "{name}");
    let differing = got.iter().zip(expected);
    let differing = differing
        .filter(|((_, bits, is_nan), expected)| bits != *expected && !(*is_nan && nan(**expected)));
    let complaints: Vec<_> = differing
        .map(|((argument, bits, _), expected)| {
            format!("{name}({argument}) = {bits:x}, not {expected:x}")
        })
        .collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

fn is_nan_64(bits: u64) -> bool {
    f64::from_bits(bits).is_nan()
}

fn is_nan_32(bits: u64) -> bool {
    f32::from_bits(bits as u32).is_nan()
}

/// Both precisions of a function of one argument.
fn check(name: &str, class: Class, double: fn(f64) -> f64, single: fn(f32) -> f32) {
    let got: Vec<_> = numbers(class, 1)
        .into_iter()
        .map(|x| (format!("{x:?}"), double(x)))
        .map(|(x, y)| (x, y.to_bits(), y.is_nan()))
        .collect();
    compare(name, &got, &recorded("double.txt", name), is_nan_64);
    let got: Vec<_> = numbers(class, 1)
        .into_iter()
        .map(|x| (format!("{:?}f32", x as f32), single(x as f32)))
        .map(|(x, y)| (x, y.to_bits().into(), y.is_nan()))
        .collect();
    compare(name, &got, &recorded("single.txt", name), is_nan_32);
}

/// Both precisions of a function of two arguments.
fn check_two(name: &str, double: fn(f64, f64) -> f64, single: fn(f32, f32) -> f32) {
    let got: Vec<_> = pairs()
        .into_iter()
        .map(|(x, y)| (format!("{x:?}, {y:?}"), double(x, y)))
        .map(|(x, z)| (x, z.to_bits(), z.is_nan()))
        .collect();
    compare(name, &got, &recorded("double.txt", name), is_nan_64);
    let got: Vec<_> = pairs()
        .into_iter()
        .map(|(x, y)| {
            let (x, y) = (x as f32, y as f32);
            (format!("{x:?}f32, {y:?}f32"), single(x, y))
        })
        .map(|(x, z)| (x, z.to_bits().into(), z.is_nan()))
        .collect();
    compare(name, &got, &recorded("single.txt", name), is_nan_32);
}

macro_rules! functions {
    ($($name:ident: $class:ident;)*) => { $(
        #[test]
        fn $name() {
            check(stringify!($name), $class, double::$name, single::$name);
        }
    )* };
}

functions! {
    exp: ANY;
    exp2: ANY;
    expm1: ANY;
    log: POSITIVE;
    log2: POSITIVE;
    log10: POSITIVE;
    log1p: POSITIVE;
    sin: ANY;
    cos: ANY;
    tan: ANY;
    asin: UNIT;
    acos: UNIT;
    atan: ANY;
    sinh: ANY;
    cosh: ANY;
    tanh: ANY;
    asinh: ANY;
    acosh: ABOVE;
    atanh: UNIT;
    cbrt: ANY;
}

#[test]
fn of_two_arguments() {
    check_two("pow", double::pow, single::pow);
    check_two("atan2", double::atan2, single::atan2);
    check_two("hypot", double::hypot, single::hypot);
}

/// Runs give what one number after the other gives.
#[test]
fn runs_are_the_functions() {
    let x = numbers(ANY, 1);
    let mut out = vec![0.0; x.len()];
    double::runs::exp(&x, &mut out);
    let same = |a: f64, b: f64| a.to_bits() == b.to_bits();
    assert!(x.iter().zip(&out).all(|(&x, &y)| same(double::exp(x), y)));
    double::runs::atan2(&x, &x[1..], &mut out);
    let pairs = x.iter().zip(&x[1..]).zip(&out);
    assert!(
        pairs
            .filter(|((x, _), _)| !x.is_nan())
            .all(|((&x, &y), &z)| same(double::atan2(x, y), z))
    );
}

#[test]
fn a_wrong_digit_is_noticed() {
    let expected = recorded("double.txt", "exp");
    let got: Vec<_> = expected
        .iter()
        .map(|bits| (String::new(), bits ^ 1, false))
        .collect();
    let noticed = std::panic::catch_unwind(|| compare("exp", &got, &expected, is_nan_64));
    assert!(noticed.is_err());
}

/// Methods of floats and complex numbers whose last digit is the platform's or a library's.
const PLATFORM: [&str; 30] = [
    "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "powf", "powc", "powu", "sin",
    "cos", "sin_cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh",
    "acosh", "atanh", "cbrt", "hypot", "to_polar", "expf", "cis",
];

/// Methods of complex numbers with names that others have too, told apart by their having no argument.
const WITHOUT_ARGUMENTS: [&str; 2] = ["arg", "norm"];

/// Bases whose whole powers are exact.
const EXACT_BASES: [&str; 6] = ["2", "4", "8", "16", "1024", "(2.0 as $T)"];

/// What a file asks of the platform, line by line; comments and tests are left out.
fn asked_of_the_platform(text: &str) -> Vec<(usize, String)> {
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    let mut found = Vec::new();
    let methods = PLATFORM.map(|name| (name, format!(".{name}(")));
    let owners = ["f64", "f32", "Float"];
    for (number, line) in code.lines().enumerate() {
        let line = line.split("//").next().unwrap_or("");
        // Texts between quotes speak of functions and call none.
        let line: String = line.split('"').step_by(2).collect();
        let mut complain = |what: &str| found.push((number + 1, what.to_string()));
        for (name, method) in &methods {
            if line.contains(method) {
                complain(name);
            }
        }
        for owner in owners {
            let Some((_, rest)) = line.split_once(&format!("{owner}::")) else {
                continue;
            };
            let mut names = rest.split(|c: char| !(c.is_alphanumeric() || c == '_'));
            if let Some(name) = names.next().filter(|name| PLATFORM.contains(name)) {
                complain(name);
            }
        }
        for name in WITHOUT_ARGUMENTS {
            if line.contains(&format!(".{name}()")) {
                complain(name);
            }
        }
        for before in line
            .split(".powi(")
            .collect::<Vec<_>>()
            .split_last()
            .unwrap()
            .1
        {
            let base = before.trim_end_matches("f64").trim_end_matches("f32");
            let base = base.trim_end_matches('_').trim_end_matches(".0");
            if !EXACT_BASES.iter().any(|exact| {
                let rest = base.strip_suffix(exact);
                rest.is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '.'))
            }) {
                complain("powi");
            }
        }
    }
    found
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn nothing_asks_the_platform_for_digits() {
    let mut files = Vec::new();
    rust_files(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut files,
    );
    assert!(files.len() > 100, "only {} files were read", files.len());
    let mut complaints = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for (line, name) in asked_of_the_platform(&text) {
            complaints.push(format!("{}:{line} uses {name}", file.display()));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn what_asks_the_platform_is_found() {
    let text = "let a = x.sin();\n// x.cos()\nmap(f64::ln)\n2f64.powi(3) + (2.0 as $T).powi(k)\n10f64.powi(k)\nx.2f64.powi(1)\nelementary::exp(x)\nz.norm()\nf64::log2_e";
    let found = asked_of_the_platform(text);
    let names: Vec<_> = found
        .iter()
        .map(|(line, name)| (*line, name.as_str()))
        .collect();
    assert_eq!(
        names,
        [(1, "sin"), (3, "ln"), (5, "powi"), (6, "powi"), (8, "norm")]
    );
}
