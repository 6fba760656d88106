//! Polynomials as text: `1.0 + 2.0·x + 3.0·x²`, or `1.0 + 2.0 x + 3.0 x**2`.

use std::rc::Rc;

use crate::array::print::FloatMode;
use crate::builtins;
use crate::builtins::numpy::call;
use crate::builtins::numpy::compose::call_with;
use crate::builtins::operators;
use crate::builtins::python::iterate;
use crate::syntax::ast::{BinaryOp, CompareOp};
use crate::value::display::{self, ArrayPrinting};
use crate::value::{Class, ClassId, Host, Raised, Result, Value, truth};

use super::formula::of;
use super::object::{Polynomial, Receiver};
use super::series::{equal, item};

builtins! {
    "ABCPolyBase.__format__" "(self, fmt_str)" => |host: &mut dyn Host, p: Receiver, format: Rc<str>| {
        let style = match &*format {
            "" => session_style(host),
            "ascii" => Style::Ascii,
            "unicode" => Style::Unicode,
            other => {
                let class = p.0.class().qualified();
                return Err(Raised::value_error(format!(
                    "Unsupported format string '{other}' passed to <class '{class}'>.__format__. Valid options are 'ascii' and 'unicode'"
                )));
            }
        };
        text(host, &p, style)
    };
    /// The polynomial as LaTeX, which notebooks show.
    ///
    /// >>> np.polynomial.Polynomial([1, 2])._repr_latex_()
    /// '$x \\mapsto \\text{1.0} + \\text{2.0}\\,x$'
    "ABCPolyBase._repr_latex_" "(self)" => |host: &mut dyn Host, p: Receiver| latex(host, &p);
    /// How polynomials are printed from now on: `'unicode'`, or `'ascii'`.
    ///
    /// >>> np.polynomial.set_default_printstyle('ascii')
    /// >>> print(np.polynomial.Polynomial([1, 2, 3]))
    /// 1.0 + 2.0 x + 3.0 x**2
    "np.polynomial.set_default_printstyle" "(style)" => |host: &mut dyn Host, style: Value| {
        let known = match &style {
            Value::Str(name) => Style::named(name),
            _ => None,
        };
        let Some(known) = known else {
            let shown = display::str(host, &style)?;
            return Err(Raised::value_error(format!(
                "Unsupported format string '{shown}'. Valid options are 'ascii' and 'unicode'"
            )));
        };
        *host.session().get::<Style>() = known;
        Ok(())
    };
    /// A coefficient as polynomials print it: `parens` puts scientific notation in parentheses.
    ///
    /// >>> np.polynomial.polyutils.format_float(2.5e10, parens=True)
    /// '(2.5e+10)'
    "np.polynomial.polyutils.format_float" "(x, parens=False)" => |host: &mut dyn Host, x: Value, parens: Value| {
        let parens = truth(host, &parens)?;
        number_text(host, &x, parens)
    };
}

/// How powers and indices are written.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    #[default]
    Unicode,
    Ascii,
}

impl Style {
    fn named(name: &str) -> Option<Style> {
        match name {
            "unicode" => Some(Style::Unicode),
            "ascii" => Some(Style::Ascii),
            _ => None,
        }
    }
}

/// The style that this session set.
pub fn session_style(host: &mut dyn Host) -> Style {
    *host.session().get::<Style>()
}

/// The polynomial as `print` shows it, with lines broken at the line width of arrays.
///
/// # Errors
/// As arithmetic.
pub fn text(host: &mut dyn Host, p: &Polynomial, style: Style) -> Result<String> {
    let width = host
        .session()
        .get::<ArrayPrinting>()
        .options
        .linewidth
        .max(1);
    let coefficients = p.coefficients()?;
    let (variable, needs_parens) = variable(host, p, &mut |host, x| number_text(host, x, false))?;
    let variable = match needs_parens {
        true => format!("({variable})"),
        false => variable,
    };
    let mut out = number_text(host, &item(&coefficients, 0)?, false)?;
    let mut line = out.chars().count();
    let count = coefficients.size();
    for at in 1..count {
        crate::array::meter::steps(1)?;
        let coefficient = item(&coefficients, at)?;
        let mut term = format!(
            "{}{}",
            signed(host, &coefficient)?,
            term(p, at, &variable, style)
        );
        // A blank stands before each term, and another at the end of the line where more follow.
        let length = line + 1 + term.chars().count() + if at + 1 < count { 2 } else { 0 };
        if length >= width {
            term = term.replacen(' ', "\n", 1);
        }
        out.push(' ');
        out += &term;
        line = match term.rsplit_once('\n') {
            Some((_, rest)) => rest.chars().count(),
            None => line + 1 + term.chars().count(),
        };
    }
    Ok(out)
}

/// `+ 2.0`, `- 2.0`
fn signed(host: &mut dyn Host, coefficient: &Value) -> Result<String> {
    let is_positive = operators::compare(host, CompareOp::GtE, coefficient, &Value::Int(0));
    let is_positive = match is_positive {
        Ok(answer) => truth(host, &answer)?,
        // What has no order is shown as it is.
        Err(raised) if raised.is_a(ClassId::TYPE_ERROR) => {
            return Ok(format!("+ {}", display::str(host, coefficient)?));
        }
        Err(raised) => return Err(raised),
    };
    if is_positive {
        return Ok(format!("+ {}", number_text(host, coefficient, true)?));
    }
    let size = (-of(coefficient)).value(host)?;
    Ok(format!("- {}", number_text(host, &size, true)?))
}

/// What stands behind the coefficient of a degree.
fn term(p: &Polynomial, degree: usize, variable: &str, style: Style) -> String {
    match (p.basis.letter, style, degree) {
        (None, Style::Unicode, 1) => format!("·{variable}"),
        (None, Style::Unicode, _) => format!("·{variable}{}", digits(degree, SUPERSCRIPTS)),
        (None, Style::Ascii, 1) => format!(" {variable}"),
        (None, Style::Ascii, _) => format!(" {variable}**{degree}"),
        (Some(letter), Style::Unicode, _) => {
            format!("·{letter}{}({variable})", digits(degree, SUBSCRIPTS))
        }
        (Some(letter), Style::Ascii, _) => format!(" {letter}_{degree}({variable})"),
    }
}

const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
const SUBSCRIPTS: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];

fn digits(number: usize, signs: [char; 10]) -> String {
    let digits = number.to_string();
    let values = digits.chars().filter_map(|digit| digit.to_digit(10));
    values
        .filter_map(|digit| signs.get(digit as usize))
        .collect()
}

type Scalar<'a> = &'a mut dyn FnMut(&mut dyn Host, &Value) -> Result<String>;

/// The variable as mapped from the domain to the window; is it more than the symbol?
fn variable(host: &mut dyn Host, p: &Polynomial, scalar: Scalar) -> Result<(String, bool)> {
    let (offset, scale) = p.map(host)?;
    let symbol = &p.symbol;
    let (at_zero, unscaled) = (equal(host, &offset, 0)?, equal(host, &scale, 1)?);
    Ok(match (at_zero, unscaled) {
        (true, true) => (symbol.to_string(), false),
        (false, true) => (format!("{} + {symbol}", scalar(host, &offset)?), true),
        (true, false) => (format!("{}{symbol}", scalar(host, &scale)?), true),
        (false, false) => {
            let offset = scalar(host, &offset)?;
            (
                format!("{offset} + {}{symbol}", scalar(host, &scale)?),
                true,
            )
        }
    })
}

/// A number by the print options of arrays; what is no floating number as `str` shows it.
///
/// # Errors
/// As `str`.
pub fn number_text(host: &mut dyn Host, x: &Value, parens: bool) -> Result<String> {
    let float = match x {
        Value::Float(float) => Some(*float),
        Value::Scalar(scalar) if is_floating(x) => scalar.as_f64(),
        _ => None,
    };
    let Some(float) = float else {
        return Ok(display::str(host, x)?.to_string());
    };
    let options = host.session().get::<ArrayPrinting>().options.clone();
    if float.is_nan() {
        return Ok(options.nanstr.to_string());
    }
    if float.is_infinite() {
        return Ok(options.infstr.to_string());
    }
    let fixed = options.floatmode == FloatMode::Fixed;
    let mut keywords = vec![
        ("precision", Value::Int(options.precision)),
        ("unique", Value::Bool(!fixed)),
        ("trim", Value::str(if fixed { "k" } else { "0" })),
        ("sign", Value::Bool(options.sign.name() == "+")),
    ];
    let scientific = float != 0.0 && is_far_from_one(host, x, options.precision)?;
    let name = match scientific {
        true => "np.format_float_scientific",
        false => {
            keywords.push(("fractional", Value::Bool(true)));
            "np.format_float_positional"
        }
    };
    let shown = call_with(host, name, [x.clone()], keywords)?;
    let shown = display::str(host, &shown)?;
    Ok(match scientific && parens {
        true => format!("({shown})"),
        false => shown.to_string(),
    })
}

/// Is a number shown in scientific notation? It is compared as it is, a narrow one with a limit of its own dtype.
fn is_far_from_one(host: &mut dyn Host, x: &Value, precision: i64) -> Result<bool> {
    let size = call(host, "np.abs", [x.clone()])?;
    let large = operators::compare(host, CompareOp::GtE, &size, &Value::Float(1e8))?;
    if truth(host, &large)? {
        return Ok(true);
    }
    let exponent = (1 - precision).div_euclid(2).min(0);
    let least = operators::binary(host, BinaryOp::Pow, Value::Int(10), Value::Int(exponent))?;
    let small = operators::compare(host, CompareOp::Lt, &size, &least)?;
    truth(host, &small)
}

fn is_floating(value: &Value) -> bool {
    value
        .class()
        .is_subclass(&Class::Builtin(ClassId::FLOATING))
}

fn latex_scalar(host: &mut dyn Host, x: &Value, parens: bool) -> Result<String> {
    Ok(format!("\\text{{{}}}", number_text(host, x, parens)?))
}

fn latex(host: &mut dyn Host, p: &Polynomial) -> Result<String> {
    let (variable, needs_parens) = variable(host, p, &mut |host, x| latex_scalar(host, x, false))?;
    let mut body = String::new();
    for (degree, c) in iterate::collect(host, &p.coef())?.iter().enumerate() {
        let coefficient = latex_coefficient(host, c, degree)?;
        let part = match latex_term(p, degree, &variable, needs_parens) {
            None => coefficient,
            Some(term) => format!("{coefficient}\\,{term}"),
        };
        body += &match equal(host, c, 0)? {
            true => format!("\\color{{LightGray}}{{{part}}}"),
            false => part,
        };
    }
    Ok(format!("${} \\mapsto {body}$", p.symbol))
}

fn latex_coefficient(host: &mut dyn Host, c: &Value, degree: usize) -> Result<String> {
    if degree == 0 {
        return latex_scalar(host, c, false);
    }
    if !is_floating(c) {
        return Ok(format!(" + ({})", latex_scalar(host, c, false)?));
    }
    let is_positive = operators::compare(host, CompareOp::GtE, c, &Value::Int(0))?;
    if truth(host, &is_positive)? {
        return Ok(format!(" + {}", latex_scalar(host, c, true)?));
    }
    let size = (-of(c)).value(host)?;
    Ok(format!(" - {}", latex_scalar(host, &size, true)?))
}

/// What stands behind a coefficient; `None` where that is 1.
fn latex_term(p: &Polynomial, degree: usize, variable: &str, needs_parens: bool) -> Option<String> {
    if let Some(letter) = p.basis.letter {
        return Some(format!("{{{letter}}}_{{{degree}}}({variable})"));
    }
    let variable = match needs_parens {
        true => format!("\\left({variable}\\right)"),
        false => variable.to_string(),
    };
    match degree {
        0 => None,
        1 => Some(variable),
        _ => Some(format!("{variable}^{{{degree}}}")),
    }
}
