//! Floats apart into mantissa and exponent, and together again.

/// `|x| == mantissa · 2^exponent`, for a finite `x`.
pub fn decompose(x: f64) -> (u64, i32) {
    let bits = x.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32;
    let fraction = bits & ((1 << 52) - 1);
    if exponent == 0 {
        (fraction, -1074)
    } else {
        (fraction | 1 << 52, exponent - 1075)
    }
}

/// 2 to the power of an exponent of normal numbers.
#[inline]
pub fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// `x · 2^exponent`, rounded once.
pub fn ldexp(x: f64, exponent: i64) -> f64 {
    let mut x = x;
    let mut exponent = exponent.clamp(-2200, 2200);
    while exponent > 1000 {
        x *= power_of_two(1000);
        exponent -= 1000;
    }
    // Going down, rounding must happen once: steps stay among the normal numbers until the last.
    while exponent < -1000 {
        if x.abs() < power_of_two(40) {
            return scale_down(x, exponent);
        }
        x *= power_of_two(-1000);
        exponent += 1000;
    }
    scale_down(x, exponent)
}

fn scale_down(x: f64, exponent: i64) -> f64 {
    if exponent >= -1000 {
        let scaled = x * power_of_two(exponent as i32);
        if scaled == 0.0 || scaled.abs() >= f64::MIN_POSITIVE || x == 0.0 {
            return scaled;
        }
    }
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    // The result is subnormal: shift the integer mantissa and round it half to even by hand.
    let (mantissa, own) = decompose(x);
    let shift = -1074 - (i64::from(own) + exponent);
    let rounded = match shift {
        ..=0 => mantissa.checked_shl((-shift) as u32).unwrap_or(0),
        1..=63 => shift_half_even(mantissa, shift as u32),
        _ => 0,
    };
    f64::from_bits(rounded).copysign(x)
}

fn shift_half_even(mantissa: u64, shift: u32) -> u64 {
    let kept = mantissa >> shift;
    let rest = mantissa & ((1 << shift) - 1);
    let half = 1u64 << (shift - 1);
    kept + u64::from(rest > half || (rest == half && kept & 1 == 1))
}
