//! Dates and durations: counts of a unit, where the lowest one is not a time (NaT). Operands have one unit already.

use super::{Loop, judge};
use crate::array::element::Bool;
use crate::array::ufunc::Flags;
use crate::array::ufunc::kernel::{
    Folding, binary, binary_flagged, binary_two, fold_row, fold_run, fold_scan, ternary, unary,
};

/// Not a time.
const NAT: i64 = i64::MIN;

/// `f` of two counts, NaT if either is.
fn known(a: i64, b: i64, f: impl Fn(i64, i64) -> i64) -> i64 {
    if a == NAT || b == NAT { NAT } else { f(a, b) }
}

macro_rules! times2 {
    ($types:literal, |$a:ident, $b:ident| $body:expr) => {
        Loop {
            types: $types,
            inner: |ins, outs| binary::<i64, i64, i64>(ins, outs, |$a, $b| $body),
            fold: None,
        }
    };
    (folding $types:literal, |$a:ident, $b:ident| $body:expr) => {
        Loop {
            types: $types,
            inner: |ins, outs| binary::<i64, i64, i64>(ins, outs, |$a, $b| $body),
            fold: Some(Folding {
                run: |io, x| fold_run::<i64>(io, x, |$a, $b| $body),
                row: |io, x| fold_row::<i64>(io, x, |$a, $b| $body),
                scan: |first, x, out| fold_scan::<i64>(first, x, out, |$a, $b| $body),
            }),
        }
    };
}

macro_rules! times1 {
    ($types:literal, |$x:ident| $body:expr) => {
        Loop {
            types: $types,
            inner: |ins, outs| unary::<i64, i64>(ins, outs, |$x| $body),
            fold: None,
        }
    };
}

macro_rules! question1 {
    ($types:literal, |$x:ident| $body:expr) => {
        Loop {
            types: $types,
            inner: |ins, outs| unary::<i64, Bool>(ins, outs, |$x| Bool::of($body)),
            fold: None,
        }
    };
}

pub static ADD: &[&[Loop]] = &[&[
    times2!(b"MmM", |a, b| known(a, b, i64::wrapping_add)),
    times2!(folding b"mmm", |a, b| known(a, b, i64::wrapping_add)),
    times2!(b"mMM", |a, b| known(a, b, i64::wrapping_add)),
]];

pub static SUBTRACT: &[&[Loop]] = &[&[
    times2!(b"MmM", |a, b| known(a, b, i64::wrapping_sub)),
    times2!(folding b"mmm", |a, b| known(a, b, i64::wrapping_sub)),
    times2!(b"MMm", |a, b| known(a, b, i64::wrapping_sub)),
]];

/// A count times a float, without its fraction; NaT where the product is not a number.
fn scaled(count: i64, by: f64) -> i64 {
    if count == NAT {
        return NAT;
    }
    truncated(count as f64 * by)
}

/// As x86 converts: what does not fit is the lowest integer, which is NaT.
fn truncated(x: f64) -> i64 {
    if x >= i64::MIN as f64 && x < i64::MAX as f64 {
        x as i64
    } else {
        NAT
    }
}

pub static MULTIPLY: &[&[Loop]] = &[&[
    times2!(b"mlm", |a, b| if a == NAT {
        NAT
    } else {
        a.wrapping_mul(b)
    }),
    times2!(b"lmm", |a, b| if b == NAT {
        NAT
    } else {
        a.wrapping_mul(b)
    }),
    Loop {
        types: b"mdm",
        inner: |ins, outs| binary::<i64, f64, i64>(ins, outs, scaled),
        fold: None,
    },
    Loop {
        types: b"dmm",
        inner: |ins, outs| binary::<f64, i64, i64>(ins, outs, |by, count| scaled(count, by)),
        fold: None,
    },
]];

/// A count over a float, without its fraction.
const BY_FLOAT: Loop = Loop {
    types: b"mdm",
    inner: |ins, outs| {
        binary_flagged::<i64, f64, i64>(ins, outs, |a, b| {
            if a == NAT {
                return (NAT, Flags::NONE);
            }
            let quotient = a as f64 / b;
            (truncated(quotient), judge::quotient2(a as f64, b, quotient))
        })
    },
    fold: None,
};

pub static DIVIDE: &[&[Loop]] = &[&[
    times2!(b"mlm", |a, b| if a == NAT || b == 0 {
        NAT
    } else {
        a.wrapping_div(b)
    }),
    BY_FLOAT,
    Loop {
        types: b"mmd",
        inner: |ins, outs| {
            binary_flagged::<i64, i64, f64>(ins, outs, |a, b| {
                if a == NAT || b == NAT {
                    return (f64::NAN, Flags::NONE);
                }
                let flags = match (a, b) {
                    (0, 0) => Flags::INVALID,
                    (_, 0) => Flags::DIVIDE,
                    _ => Flags::NONE,
                };
                (a as f64 / b as f64, flags)
            })
        },
        fold: None,
    },
]];

/// The floored quotient and the remainder with the sign of the divisor.
fn divmod(a: i64, b: i64) -> (i64, i64, Flags) {
    if a == NAT || b == NAT {
        return (0, NAT, Flags::INVALID);
    }
    if b == 0 {
        return (0, NAT, Flags::DIVIDE);
    }
    let (quotient, remainder) = (a.wrapping_div(b), a.wrapping_rem(b));
    if remainder != 0 && (remainder < 0) != (b < 0) {
        (quotient - 1, remainder + b, Flags::NONE)
    } else {
        (quotient, remainder, Flags::NONE)
    }
}

pub static FLOOR_DIVIDE: &[&[Loop]] = &[&[
    // NumPy rounds to zero here, not down.
    times2!(b"mlm", |a, b| if a == NAT || b == 0 {
        NAT
    } else {
        a.wrapping_div(b)
    }),
    BY_FLOAT,
    Loop {
        types: b"mml",
        inner: |ins, outs| {
            binary_flagged::<i64, i64, i64>(ins, outs, |a, b| {
                let (quotient, _, flags) = divmod(a, b);
                (quotient, flags)
            })
        },
        fold: None,
    },
]];

pub static REMAINDER: &[&[Loop]] = &[&[Loop {
    types: b"mmm",
    inner: |ins, outs| {
        binary_flagged::<i64, i64, i64>(ins, outs, |a, b| {
            let (_, remainder, flags) = divmod(a, b);
            (remainder, Flags::DIVIDE.when(flags.contains(Flags::DIVIDE)))
        })
    },
    fold: None,
}]];

pub static DIVMOD: &[&[Loop]] = &[&[Loop {
    types: b"mmlm",
    inner: |ins, outs| binary_two::<i64, i64, i64, i64>(ins, outs, divmod),
    fold: None,
}]];

pub static NEGATIVE: &[&[Loop]] = &[&[times1!(b"mm", |x| x.wrapping_neg())]];
pub static POSITIVE: &[&[Loop]] = &[&[times1!(b"mm", |x| x)]];
pub static ABSOLUTE: &[&[Loop]] = &[&[times1!(b"mm", |x| x.wrapping_abs())]];
pub static SIGN: &[&[Loop]] = &[&[times1!(b"mm", |x| x.signum())]];

pub static ISNAT: &[&[Loop]] = &[&[
    question1!(b"M?", |x| x == NAT),
    question1!(b"m?", |x| x == NAT),
]];
pub static ISINF: &[&[Loop]] = &[&[question1!(b"M?", |_x| false), question1!(b"m?", |_x| false)]];
pub static ISFINITE: &[&[Loop]] = &[&[
    question1!(b"M?", |x| x != NAT),
    question1!(b"m?", |x| x != NAT),
]];

macro_rules! comparison {
    ($name:ident, $operator:tt, $of_nat:literal) => {
        pub static $name: &[&[Loop]] = &[&[
            Loop {
                types: b"MM?",
                inner: |ins, outs| binary::<i64, i64, Bool>(ins, outs, |a, b| {
                    Bool::of(if a == NAT || b == NAT { $of_nat } else { a $operator b })
                }),
                fold: None,
            },
            Loop {
                types: b"mm?",
                inner: |ins, outs| binary::<i64, i64, Bool>(ins, outs, |a, b| {
                    Bool::of(if a == NAT || b == NAT { $of_nat } else { a $operator b })
                }),
                fold: None,
            },
        ]];
    };
}

comparison!(GREATER, >, false);
comparison!(GREATER_EQUAL, >=, false);
comparison!(LESS, <, false);
comparison!(LESS_EQUAL, <=, false);
comparison!(EQUAL, ==, false);
comparison!(NOT_EQUAL, !=, true);

macro_rules! extreme {
    ($name:ident, |$a:ident, $b:ident| $body:expr) => {
        pub static $name: &[&[Loop]] = &[&[
    times2!(folding b"mmm", |$a, $b| $body),
    times2!(folding b"MMM", |$a, $b| $body),
        ]];
    };
}

extreme!(MAXIMUM, |a, b| known(a, b, i64::max));
extreme!(MINIMUM, |a, b| known(a, b, i64::min));
extreme!(FMAX, |a, b| a.max(b));
extreme!(FMIN, |a, b| if a == NAT {
    b
} else if b == NAT {
    a
} else {
    a.min(b)
});

macro_rules! clip {
    ($types:literal) => {
        Loop {
            types: $types,
            inner: |ins, outs| {
                ternary::<i64>(ins, outs, |x, low, high| {
                    known(known(x, low, i64::max), high, i64::min)
                })
            },
            fold: None,
        }
    };
}

pub static CLIP: &[&[Loop]] = &[&[clip!(b"mmmm"), clip!(b"MMMM")]];
