//! Numbers and arrays as text, against what NumPy printed (`tests/print/record.py` records it).

use std::rc::Rc;

use half::f16;
use ndbook::array::print::{
    FloatMode, FloatScalar, Frame, NoFormatters, Positional, PrintOptions, Scientific, Sign, Trim,
    array_repr, array_str, array2string, positional, scalar_repr, scalar_str, scientific, str_repr,
};
use ndbook::array::{
    Array, Buffer, DType, Error, ErrorKind, Field, Layout, Result, Scalar, StructType, TimeBase,
    TimeUnit,
};
use num_complex::Complex;
use serde_json::Value;

/// Runs every case and reports those that differ, together.
fn assert_all<'a>(cases: impl Iterator<Item = (String, String, &'a str)>) {
    let differing: Vec<String> = cases
        .filter(|(_, got, expected)| got != expected)
        .map(|(case, got, expected)| format!("{case}\nexpected:\n{expected}\ngot:\n{got}\n"))
        .collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn floats() {
    let lines = include_str!("print/floats.txt").lines();
    assert_all(lines.map(|line| {
        let (case, expected) = line.split_once(" => ").unwrap();
        let [name, code, text, options] = fields(case);
        let options: Value = serde_json::from_str(options).unwrap();
        let got = match code {
            "f2" => format_float::<f16>(name, parse_f16(text), &options),
            "f4" => format_float::<f32>(name, text.parse().unwrap(), &options),
            _ => format_float::<f64>(name, text.parse().unwrap(), &options),
        };
        (case.to_owned(), format!("|{got}|"), expected)
    }));
}

fn fields<const N: usize>(text: &str) -> [&str; N] {
    let parts: Vec<&str> = text.splitn(N, ' ').collect();
    parts.try_into().unwrap()
}

fn format_float<F: FloatScalar>(name: &str, x: F, options: &Value) -> String {
    let number = |key: &str| options[key].as_u64().map(|n| n as usize);
    let flag = |key: &str, default| options[key].as_bool().unwrap_or(default);
    let trim = options["trim"]
        .as_str()
        .and_then(Trim::from_name)
        .unwrap_or_default();
    if name == "scientific" {
        let options = Scientific {
            precision: number("precision"),
            unique: flag("unique", true),
            trim,
            sign: flag("sign", false),
            pad_left: number("pad_left"),
            exp_digits: number("exp_digits"),
            min_digits: number("min_digits"),
        };
        return scientific(x, &options);
    }
    let options = Positional {
        precision: number("precision"),
        unique: flag("unique", true),
        fractional: flag("fractional", true),
        trim,
        sign: flag("sign", false),
        pad_left: number("pad_left"),
        pad_right: number("pad_right"),
        min_digits: number("min_digits"),
    };
    positional(x, &options).unwrap()
}

#[test]
fn padding_beyond_numpys_buffer_is_refused() {
    let cases = [
        Positional {
            pad_left: Some(20_000),
            ..Positional::default()
        },
        Positional {
            pad_right: Some(usize::MAX),
            ..Positional::default()
        },
        Positional {
            precision: Some(16_382),
            unique: false,
            ..Positional::default()
        },
    ];
    for options in cases {
        let error = positional(0.1, &options).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Runtime);
        assert_eq!(error.message, "Float formatting result too large");
    }
    let longest = Positional {
        precision: Some(16_381),
        unique: false,
        ..Positional::default()
    };
    assert_eq!(positional(0.1, &longest).unwrap().len(), 16_383);
}

#[test]
fn scalars() {
    let lines = include_str!("print/scalars.txt").lines();
    let options = PrintOptions::default();
    assert_all(lines.map(|line| {
        let (case, expected) = line.split_once(" => ").unwrap();
        let [code, text] = fields(case);
        let scalar = match code {
            "U" => Scalar::Str(json_text(text).into()),
            "S" => Scalar::Bytes(json_text(text).into_bytes().into()),
            _ => scalar(&dtype(&Value::from(code)), text),
        };
        let shown = match &scalar {
            Scalar::Str(text) => str_repr(text),
            other => scalar_str(other, &options).unwrap(),
        };
        let repr = scalar_repr(&scalar, &options).unwrap();
        (case.to_owned(), format!("{shown} | {repr}"), expected)
    }));
}

fn json_text(text: &str) -> String {
    serde_json::from_str(text).unwrap()
}

#[test]
fn arrays() {
    let cases = include_str!("print/arrays.txt").split("\n# ");
    assert_all(cases.map(|case| {
        let (header, expected) = case.split_once('\n').unwrap();
        let header = header.trim_start_matches("# ");
        let case: Value = serde_json::from_str(header).unwrap();
        let got = show(&case).unwrap_or_else(|error| {
            let class = if error.kind == ErrorKind::Value {
                "ValueError"
            } else {
                "RuntimeError"
            };
            format!("{class}: {}", error.message)
        });
        (header.to_owned(), got, expected.trim_end_matches('\n'))
    }));
}

fn show(case: &Value) -> Result<String> {
    let array = array(case);
    let mut options = PrintOptions::default();
    set_options(&mut options, &case["options"]);
    set_options(&mut options, &case["frame"]);
    let text = |key: &str, default| case["frame"][key].as_str().unwrap_or(default);
    match case["show"].as_str().unwrap() {
        "scalar" => {
            let scalar = array.first().unwrap();
            let shown = scalar_str(&scalar, &options)?;
            Ok(format!("{shown} | {}", scalar_repr(&scalar, &options)?))
        }
        "repr" => array_repr(&array, "array", &options, &mut NoFormatters),
        "str" => array_str(&array, &options, &mut NoFormatters),
        _ => {
            let frame = Frame {
                separator: text("separator", " "),
                prefix: text("prefix", ""),
                suffix: text("suffix", ""),
            };
            array2string(&array, &options, &frame, &mut NoFormatters)
        }
    }
}

fn set_options(options: &mut PrintOptions, set: &Value) {
    for (key, value) in set.as_object().into_iter().flatten() {
        let number = value.as_i64().unwrap_or(0);
        let text = value.as_str().unwrap_or_default();
        match key.as_str() {
            "precision" => options.precision = number,
            "threshold" => options.threshold = number as usize,
            "edgeitems" => options.edgeitems = number as usize,
            "linewidth" | "max_line_width" => options.linewidth = number as usize,
            "suppress" | "suppress_small" => options.suppress = true,
            "nanstr" => options.nanstr = text.into(),
            "infstr" => options.infstr = text.into(),
            "sign" => options.sign = Sign::from_name(text).unwrap(),
            "floatmode" => options.floatmode = FloatMode::from_name(text).unwrap(),
            _ => {}
        }
    }
}

/// The array that a recorded case describes.
fn array(case: &Value) -> Array {
    let dtype = dtype(&case["dtype"]);
    let shape = shape(&case["shape"]);
    let size: usize = shape.iter().product();
    if let Some(hex) = case["bytes"].as_str() {
        let digit = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
        let bytes: Vec<u8> = (0..hex.len()).step_by(2).map(digit).collect();
        let layout = Layout::contiguous(&shape, dtype.itemsize());
        return Array::new(Buffer::from_vec(bytes).unwrap(), dtype, layout);
    }
    let array = Array::zeros(dtype.clone(), &shape).unwrap();
    let texts: Vec<String> = match case["values"].as_str().unwrap() {
        "arange" => (0..size).map(|i| i.to_string()).collect(),
        values => values.split_whitespace().map(str::to_owned).collect(),
    };
    for (at, text) in array.layout().offsets().zip(&texts) {
        array.set(at, &scalar(dtype.native(), text));
    }
    array
}

fn shape(value: &Value) -> Vec<usize> {
    let lengths = value.as_array().unwrap().iter();
    lengths.map(|n| n.as_u64().unwrap() as usize).collect()
}

/// A dtype from NumPy's `dtype.str`, or from the list of its fields.
fn dtype(value: &Value) -> DType {
    let Some(code) = value.as_str() else {
        let fields = value["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| Field {
                name: field[0].as_str().unwrap().into(),
                title: None,
                dtype: dtype(&field[1]),
                shape: shape(&field[2]),
                offset: field[3].as_u64().unwrap() as usize,
            });
        return DType::Struct(Rc::new(StructType {
            fields: fields.collect(),
            itemsize: value["itemsize"].as_u64().unwrap() as usize,
            aligned: false,
            record: false,
        }));
    };
    if let Some(code) = code.strip_prefix('>') {
        return DType::Swapped(Box::new(dtype(&Value::from(code))));
    }
    let code = code.trim_start_matches(['<', '|']);
    if let Some(native) = DType::NUMERIC.iter().find(|d| &d.code()[1..] == code) {
        return native.clone();
    }
    let (kind, rest) = code.split_at(1);
    match kind {
        "U" => DType::Str(rest.parse().unwrap()),
        "S" => DType::Bytes(rest.parse().unwrap()),
        "V" => DType::Void(rest.parse().unwrap()),
        "M" => DType::Datetime(unit(rest)),
        _ => DType::Timedelta(unit(rest)),
    }
}

/// The unit in `8[25s]`.
fn unit(text: &str) -> TimeUnit {
    let text = text.trim_start_matches('8').trim_matches(['[', ']']);
    let letters = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let base = match letters {
        "Y" => TimeBase::Year,
        "M" => TimeBase::Month,
        "W" => TimeBase::Week,
        "D" => TimeBase::Day,
        "h" => TimeBase::Hour,
        "m" => TimeBase::Minute,
        "s" => TimeBase::Second,
        "ms" => TimeBase::Millisecond,
        "us" => TimeBase::Microsecond,
        "ns" => TimeBase::Nanosecond,
        "as" => TimeBase::Attosecond,
        _ => TimeBase::Generic,
    };
    let count = text[..text.len() - letters.len()].parse().unwrap_or(1);
    TimeUnit { base, count }
}

fn scalar(dtype: &DType, text: &str) -> Scalar {
    let complex = |text: &str| {
        let (re, im) = text.split_once(',').unwrap();
        Complex::new(re.parse::<f64>().unwrap(), im.parse::<f64>().unwrap())
    };
    match dtype {
        DType::F16 => Scalar::F16(parse_f16(text)),
        DType::F32 => Scalar::F32(text.parse().unwrap()),
        DType::F64 => Scalar::F64(text.parse().unwrap()),
        DType::C64 => {
            let z = complex(text);
            Scalar::C64(Complex::new(z.re as f32, z.im as f32))
        }
        DType::C128 => Scalar::C128(complex(text)),
        DType::Datetime(unit) => Scalar::Datetime(text.parse().unwrap(), *unit),
        DType::Timedelta(unit) => Scalar::Timedelta(text.parse().unwrap(), *unit),
        DType::U64 => Scalar::U64(text.parse().unwrap()),
        integer => {
            let x: i64 = text.parse().unwrap();
            ndbook::array::cast_scalar(&Scalar::I64(x), integer).unwrap()
        }
    }
}

fn parse_f16(text: &str) -> f16 {
    f16::from_f64(text.parse().unwrap())
}

#[test]
fn a_text_that_grows_too_long_stops_early() {
    let array = Array::from_vec((0..100_000_i64).collect()).unwrap();
    let options = PrintOptions {
        threshold: usize::MAX,
        limit: 10_000,
        ..PrintOptions::default()
    };
    let error = array_repr(&array, "array", &options, &mut NoFormatters).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Memory);
}

#[test]
fn what_formatters_say_is_set_like_any_element() {
    let array = Array::from_vec(vec![1_i64, 2]).unwrap();
    let options = PrintOptions::default();
    let show = |text: &'static str| {
        array2string(&array, &options, &Frame::default(), &mut Says(text)).map_err(|e| e.message)
    };
    assert_eq!(show("<>").unwrap(), "[<> <>]");
    assert_eq!(show("a\nbcd").unwrap(), "[a\n bcd a\n     bcd]");
    assert_eq!(show("").unwrap_err(), "max() arg is an empty sequence");
}

/// Shows every element as the same text.
struct Says(&'static str);

impl ndbook::array::print::Formatters for Says {
    type Error = Error;

    fn has(&self, _: ndbook::array::print::FormatKey) -> bool {
        true
    }

    fn format(&mut self, _: ndbook::array::print::FormatKey, _: &Scalar) -> Result<String> {
        Ok(self.0.to_owned())
    }

    fn object_repr(&mut self, _: &ndbook::array::ObjectRef) -> Result<String> {
        Ok(self.0.to_owned())
    }

    fn object_str(&mut self, _: &ndbook::array::ObjectRef) -> Result<String> {
        Ok(self.0.to_owned())
    }
}
