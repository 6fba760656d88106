//! What all six classes have: construction, evaluation, calculus, conversion.

use crate::builtins;
use crate::builtins::numpy::call;
use crate::builtins::operators;
use crate::builtins::python::int::to_int;
use crate::builtins::python::iterate;
use crate::syntax::ast::CompareOp;
use crate::value::builtin::Given;
use crate::value::convert::to_array;
use crate::value::{Host, Raised, Result, Value, truth};

use super::basis::Basis;
use super::calculus::{self, Integration};
use super::domain::{domain_of, map_domain, map_parameters};
use super::evaluation::evaluate;
use super::fit::{Fitting, fit};
use super::formula::of;
use super::object::{Kind, Part, Polynomial, Receiver, Setting, all_equal, default_interval, make};
use super::series::{length, one_series, part, trim};
use super::{products, roots};

builtins! {
    "ABCPolyBase.__new__" "(cls, coef, domain=None, window=None, symbol='x')" => |host: &mut dyn Host, kind: Kind, coef: Value, domain: Value, window: Value, symbol: Value| {
        make(kind.0, host, &coef, Setting { domain, window, symbol })
    };
    /// The coefficients, from degree 0 up.
    ///
    /// >>> np.polynomial.Polynomial([1, 2, 3]).coef
    /// array([1., 2., 3.])
    property "ABCPolyBase.coef" => |p: Receiver| p.coef();
    setter "ABCPolyBase.coef=" "(self, value)" => |p: Receiver, new: Value| p.set(Part::Coef, new);
    setter "ABCPolyBase.domain=" "(self, value)" => |p: Receiver, new: Value| p.set(Part::Domain, new);
    setter "ABCPolyBase.window=" "(self, value)" => |p: Receiver, new: Value| p.set(Part::Window, new);
    /// The name of the variable.
    ///
    /// >>> np.polynomial.Polynomial([1, 2, 3], symbol='t').symbol
    /// 't'
    property "ABCPolyBase.symbol" => |p: Receiver| p.symbol.clone();
    setter "ABCPolyBase.symbol=" "(self, value)" => |p: Receiver, _new: Value| {
        let name = p.basis.class.name();
        Err::<(), Raised>(Raised::attribute_error(format!("property 'symbol' of '{name}' object has no setter")))
    };
    /// The largest power that `**` takes.
    constant "ABCPolyBase.maxpower" => || 100i64;
    "ABCPolyBase.__call__" "(self, arg)" => |host: &mut dyn Host, p: Receiver, arg: Value| value_at(host, &p, &arg);
    "ABCPolyBase.__iter__" "(self)" => |host: &mut dyn Host, p: Receiver| iterate::iter(host, &p.coef()).map(Value::Iterator);
    "ABCPolyBase.__len__" "(self)" => |host: &mut dyn Host, p: Receiver| operators::length(host, &p.coef());
    /// A copy.
    ///
    /// >>> p = np.polynomial.Polynomial([1, 2])
    /// >>> p.copy() == p
    /// True
    "ABCPolyBase.copy" "(self)" => |host: &mut dyn Host, p: Receiver| p.like(host, &p.coef());
    /// The degree: one less than the number of coefficients, zeros included.
    ///
    /// >>> np.polynomial.Polynomial([1, 2, 0]).degree()
    /// 2
    "ABCPolyBase.degree" "(self)" => |host: &mut dyn Host, p: Receiver| Ok::<i64, Raised>(operators::length(host, &p.coef())? as i64 - 1);
    /// Without the terms above a degree.
    ///
    /// >>> np.polynomial.Polynomial([1, 2, 3]).cutdeg(1)
    /// Polynomial([1., 2.], domain=[-1.,  1.], window=[-1.,  1.], symbol='x')
    "ABCPolyBase.cutdeg" "(self, deg)" => |host: &mut dyn Host, p: Receiver, degree: Value| {
        let size = (of(degree) + 1i64).value(host)?;
        truncate(host, &p, &size)
    };
    /// Without the coefficients at the end that are not larger than `tol`.
    ///
    /// >>> np.polynomial.Polynomial([1, 2, 1e-9]).trim(1e-6).coef
    /// array([1., 2.])
    "ABCPolyBase.trim" "(self, tol=0)" => |host: &mut dyn Host, p: Receiver, tolerance: Value| {
        let coef = Value::array(trim(host, &p.coef(), &tolerance)?);
        p.like(host, &coef)
    };
    /// The first `size` terms.
    ///
    /// >>> np.polynomial.Polynomial([1, 2, 3]).truncate(2).coef
    /// array([1., 2.])
    "ABCPolyBase.truncate" "(self, size)" => |host: &mut dyn Host, p: Receiver, size: Value| truncate(host, &p, &size);
    /// The same polynomial in the basis of another class, or with another domain or window.
    ///
    /// >>> np.polynomial.Polynomial([0, 0, 1]).convert(kind=np.polynomial.Chebyshev).coef
    /// array([0.5, 0. , 0.5])
    "ABCPolyBase.convert" "(self, domain=None, kind=None, window=None)" => convert;
    /// Offset and scale of the linear map from the domain to the window.
    ///
    /// >>> np.polynomial.Polynomial([1, 2], domain=[0, 2]).mapparms()
    /// (np.float64(-1.0), np.float64(1.0))
    "ABCPolyBase.mapparms" "(self)" => |host: &mut dyn Host, p: Receiver| pair(p.map(host)?);
    /// The integral of order `m` from `lbnd`, with the constants `k`.
    ///
    /// >>> np.polynomial.Polynomial([1, 2, 3]).integ().coef
    /// array([0., 1., 1., 1.])
    "ABCPolyBase.integ" "(self, m=1, k=<no value>, lbnd=None)" => integ;
    /// The derivative of order `m`.
    ///
    /// >>> np.polynomial.Polynomial([1, 2, 3]).deriv().coef
    /// array([2., 6.])
    "ABCPolyBase.deriv" "(self, m=1)" => |host: &mut dyn Host, p: Receiver, m: Value| {
        let (_, scale) = p.map(host)?;
        let coef = calculus::derivative(p.basis, host, &p.coef(), &m, &scale, &Value::Int(0))?;
        p.like(host, &Value::array(coef))
    };
    /// The places where the polynomial is 0.
    ///
    /// >>> np.polynomial.Polynomial([-4, 0, 1]).roots().round(6)
    /// array([-2.,  2.])
    "ABCPolyBase.roots" "(self)" => |host: &mut dyn Host, p: Receiver| {
        let roots = Value::array(roots::roots(p.basis, host, &p.coef())?);
        map_domain(host, &roots, &p.window(), &p.domain())
    };
    /// `n` places, evenly spread over the domain, and the values there.
    ///
    /// >>> np.polynomial.Polynomial([1, 2]).linspace(3)
    /// (array([-1.,  0.,  1.]), array([-1.,  1.,  3.]))
    "ABCPolyBase.linspace" "(self, n=100, domain=None)" => linspace;
    /// Are the coefficients the same?
    ///
    /// >>> p = np.polynomial.Polynomial([1, 2])
    /// >>> p.has_samecoef(p * 1)
    /// np.True_
    "ABCPolyBase.has_samecoef" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| {
        let other = host.attribute(&other, "coef")?;
        match operators::length(host, &p.coef())? == operators::length(host, &other)? {
            true => all_equal(host, &p.coef(), &other),
            false => Ok(Value::Bool(false)),
        }
    };
    /// Are the domains the same?
    ///
    /// >>> np.polynomial.Polynomial([1, 2]).has_samedomain(np.polynomial.Polynomial([1], domain=[0, 1]))
    /// np.False_
    "ABCPolyBase.has_samedomain" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| {
        let other = host.attribute(&other, "domain")?;
        all_equal(host, &p.domain(), &other)
    };
    /// Are the windows the same?
    ///
    /// >>> np.polynomial.Polynomial([1, 2]).has_samewindow(np.polynomial.Chebyshev([1, 2]))
    /// np.True_
    "ABCPolyBase.has_samewindow" "(self, other)" => |host: &mut dyn Host, p: Receiver, other: Value| {
        let other = host.attribute(&other, "window")?;
        all_equal(host, &p.window(), &other)
    };
    /// Are both of one class?
    ///
    /// >>> np.polynomial.Polynomial([1, 2]).has_sametype(np.polynomial.Chebyshev([1, 2]))
    /// False
    "ABCPolyBase.has_sametype" "(self, other)" => |p: Receiver, other: Value| {
        other.native::<Polynomial>().is_some_and(|other| other.basis.class == p.basis.class)
    };
    /// The polynomial of degree `deg`, or with terms of the degrees in `deg`, that is nearest to points in least squares.
    /// Its domain is the interval of the points.
    ///
    /// >>> p = np.polynomial.Polynomial.fit([0, 1, 2], [1, 3, 5], 1)
    /// >>> p.convert().coef.round(6)
    /// array([1., 2.])
    "ABCPolyBase.fit" "(cls, x, y, deg, domain=None, rcond=None, full=False, w=None, window=None, symbol='x')" => fit_points;
    /// The polynomial with these roots.
    ///
    /// >>> np.polynomial.Polynomial.fromroots([1, 2]).coef
    /// array([ 2., -3.,  1.])
    "ABCPolyBase.fromroots" "(cls, roots, domain=<no value>, window=None, symbol='x')" => from_roots;
    /// The polynomial that is x itself.
    ///
    /// >>> np.polynomial.Chebyshev.identity().coef
    /// array([0., 1.])
    "ABCPolyBase.identity" "(cls, domain=None, window=None, symbol='x')" => |host: &mut dyn Host, kind: Kind, domain: Value, window: Value, symbol: Value| {
        identity(kind.0, host, Setting { domain, window, symbol })
    };
    /// The basis polynomial of a degree.
    ///
    /// >>> np.polynomial.Chebyshev.basis(2).coef
    /// array([0., 0., 1.])
    "ABCPolyBase.basis" "(cls, deg, domain=None, window=None, symbol='x')" => basis_polynomial;
    /// Another polynomial in the basis of this class.
    ///
    /// >>> np.polynomial.Polynomial.cast(np.polynomial.Chebyshev([0, 0, 1])).coef
    /// array([-1.,  0.,  2.])
    "ABCPolyBase.cast" "(cls, series, domain=None, window=None)" => |host: &mut dyn Host, kind: Kind, series: Value, domain: Value, window: Value| {
        let Setting { domain, window, .. } = filled(kind.0, Setting { domain, window, symbol: Value::None })?;
        let method = host.attribute(&series, "convert")?;
        let kind = Value::Class(kind.0.class.into());
        host.call(&method, crate::value::Arguments::positional([domain, kind, window]))
    };
}

fn pair((offset, scale): (Value, Value)) -> Result<Value> {
    Ok(Value::tuple(vec![offset, scale]))
}

/// With the intervals of the class where none are given.
fn filled(basis: &Basis, mut setting: Setting) -> Result<Setting> {
    for interval in [&mut setting.domain, &mut setting.window] {
        if interval.is_none() {
            *interval = default_interval(basis)?;
        }
    }
    Ok(setting)
}

fn value_at(host: &mut dyn Host, p: &Polynomial, x: &Value) -> Result<Value> {
    let x = map_domain(host, x, &p.domain(), &p.window())?;
    evaluate(p.basis, host, &x, &p.coef(), true)
}

fn truncate(host: &mut dyn Host, p: &Polynomial, size: &Value) -> Result<Value> {
    let whole = to_int(host, size)?;
    let differs = operators::compare(host, CompareOp::NotEq, &whole, size)?;
    let small = operators::compare(host, CompareOp::Lt, &whole, &Value::Int(1))?;
    if truth(host, &differs)? || truth(host, &small)? {
        return Err(Raised::value_error("size must be a positive integer"));
    }
    let coef = p.coefficients()?;
    let count = match whole {
        Value::Int(count) => (count as usize).min(length(&coef)),
        _ => length(&coef),
    };
    p.like(host, &Value::array(part(&coef, 0, count)))
}

fn identity(basis: &'static Basis, host: &mut dyn Host, setting: Setting) -> Result<Value> {
    let setting = filled(basis, setting)?;
    let (offset, scale) = map_parameters(host, &setting.window, &setting.domain)?;
    let coef = products::line(basis, host, &offset, &scale)?;
    make(basis, host, &Value::array(coef), setting)
}

fn convert(
    host: &mut dyn Host,
    p: Receiver,
    domain: Value,
    kind: Value,
    window: Value,
) -> Result<Value> {
    let basis = match Kind::of(&kind) {
        Ok(kind) => kind.0,
        Err(_) if kind.is_none() => p.basis,
        Err(raised) => {
            // What is no such class fails at the first thing that is asked of it.
            let asked = match (&domain, &window) {
                (Value::None, _) => "domain",
                (_, Value::None) => "window",
                _ => "identity",
            };
            host.attribute(&kind, asked)?;
            return Err(raised);
        }
    };
    let symbol = Value::Str(p.symbol.clone());
    let identity = identity(
        basis,
        host,
        Setting {
            domain,
            window,
            symbol,
        },
    )?;
    value_at(host, &p, &identity)
}

fn integ(host: &mut dyn Host, p: Receiver, m: Value, k: Given, lower: Value) -> Result<Value> {
    let (offset, scale) = p.map(host)?;
    let lower = match lower {
        Value::None => Value::Int(0),
        lower => (of(offset) + of(&scale) * lower).value(host)?,
    };
    let how = Integration {
        m: &m,
        k: &k.0.unwrap_or_else(|| Value::list(Vec::new())),
        lower: &lower,
        scl: &(of(1.0) / scale).value(host)?,
        axis: &Value::Int(0),
    };
    let coef = calculus::integral(p.basis, host, &p.coef(), &how)?;
    p.like(host, &Value::array(coef))
}

fn linspace(host: &mut dyn Host, p: Receiver, n: Value, domain: Value) -> Result<Value> {
    let domain = match domain {
        Value::None => p.domain(),
        given => given,
    };
    let start = operators::get_item(host, &domain, &Value::Int(0))?;
    let stop = operators::get_item(host, &domain, &Value::Int(1))?;
    let x = call(host, "np.linspace", [start, stop, n])?;
    let y = value_at(host, &p, &x)?;
    Ok(Value::tuple(vec![x, y]))
}

/// An empty list stands for the interval of the class.
fn is_empty_list(value: &Value) -> bool {
    matches!(value, Value::List(list) if list.is_empty())
}

/// The interval of the points, with some room where it has no length.
fn domain_of_points(host: &mut dyn Host, x: &Value) -> Result<Value> {
    let domain = Value::array(domain_of(host, x)?);
    let ends = to_array(&domain)?;
    let (low, high) = (
        super::series::item(&ends, 0)?,
        super::series::item(&ends, 1)?,
    );
    let same = operators::compare(host, CompareOp::Eq, &low, &high)?;
    if truth(host, &same)? {
        super::series::set(host, &ends, 0, of(low) - 1i64)?;
        super::series::set(host, &ends, 1, of(high) + 1i64)?;
    }
    Ok(domain)
}

#[allow(clippy::too_many_arguments)] // NumPy's own list
fn fit_points(
    host: &mut dyn Host,
    kind: Kind,
    x: Value,
    y: Value,
    degree: Value,
    domain: Value,
    rcond: Value,
    full: Value,
    w: Value,
    window: Value,
    symbol: Value,
) -> Result<Value> {
    let domain = match domain {
        Value::None => domain_of_points(host, &x)?,
        empty if is_empty_list(&empty) => Value::None,
        given => given,
    };
    let setting = filled(
        kind.0,
        Setting {
            domain,
            window,
            symbol,
        },
    )?;
    let x = map_domain(host, &x, &setting.domain, &setting.window)?;
    let how = Fitting {
        x: &x,
        y: &y,
        degree: &degree,
        rcond: &rcond,
        w: &w,
    };
    let full = truth(host, &full)?;
    let found = fit(kind.0, host, &how)?.returned(host, full)?;
    match found.tuple_items().map(|items| &items[..]) {
        Some([coef, status]) => {
            let polynomial = make(kind.0, host, coef, setting)?;
            Ok(Value::tuple(vec![polynomial, status.clone()]))
        }
        _ => make(kind.0, host, &found, setting),
    }
}

fn from_roots(
    host: &mut dyn Host,
    kind: Kind,
    roots: Value,
    domain: Given,
    window: Value,
    symbol: Value,
) -> Result<Value> {
    let roots = one_series(host, &roots, false)?;
    let domain = match domain.0 {
        None => Value::None,
        Some(Value::None) => Value::array(domain_of(host, &Value::array(roots.clone()))?),
        Some(empty) if is_empty_list(&empty) => Value::None,
        Some(given) => given,
    };
    let setting = filled(
        kind.0,
        Setting {
            domain,
            window,
            symbol,
        },
    )?;
    let (offset, scale) = map_parameters(host, &setting.domain, &setting.window)?;
    let mapped = (of(offset) + of(&scale) * &roots).value(host)?;
    let coef = products::from_roots(kind.0, host, &mapped)?;
    let power = operators::binary(
        host,
        crate::syntax::ast::BinaryOp::Pow,
        scale,
        Value::Int(length(&roots) as i64),
    )?;
    let coef = (of(coef) / power).value(host)?;
    make(kind.0, host, &coef, setting)
}

fn basis_polynomial(
    host: &mut dyn Host,
    kind: Kind,
    degree: Value,
    domain: Value,
    window: Value,
    symbol: Value,
) -> Result<Value> {
    let whole = to_int(host, &degree)?;
    let differs = operators::compare(host, CompareOp::NotEq, &whole, &degree)?;
    let count = crate::value::convert::as_index(&whole).ok();
    let count = count.and_then(|count| usize::try_from(count).ok());
    let Some(count) = count.filter(|_| !matches!(differs, Value::Bool(true))) else {
        return Err(Raised::value_error("deg must be non-negative integer"));
    };
    crate::array::meter::check_bytes(count.saturating_mul(8))?;
    let mut unit = vec![0i64; count];
    unit.push(1);
    let unit = Value::array(crate::array::Array::from_vec(unit)?);
    make(
        kind.0,
        host,
        &unit,
        Setting {
            domain,
            window,
            symbol,
        },
    )
}
