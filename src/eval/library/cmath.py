import math

pi = math.pi
e = math.e
tau = math.tau
inf = math.inf
nan = math.nan
infj = complex(0.0, math.inf)
nanj = complex(0.0, math.nan)
_LARGE = 1.7976931348623157e308 / 4
_SMALL = 2.2250738585072014e-308
_LN2 = 0.6931471805599453


def _size(a, b):
    return abs(complex(a, b))


def _turned(function, z):
    """`function(i z) / i`: how the functions of angles come from the hyperbolic ones."""
    z = _given(z)
    made = function(complex(-z.imag, z.real))
    return complex(made.imag, -made.real)


def _limit(z, at_zero):
    """What C's Annex G says of a hyperbolic function where a part is not finite, by the part that is zero where z is: 0, the
    real one, of the sine, 1 of the cosine. None for finite numbers."""
    x, y = z.real, z.imag
    if math.isfinite(x) and math.isfinite(y):
        return None
    if math.isinf(y) and not math.isnan(x):
        raise ValueError('math domain error')
    if math.isinf(x):
        sign = math.copysign(1.0, x)
        real = math.inf * sign if at_zero == 0 else math.inf
        turn = 1.0 if at_zero == 0 else sign
        if math.isnan(y):
            return complex(math.inf, math.nan)
        if y == 0:
            return complex(real, y * turn)
        return complex(real * math.cos(y), math.copysign(math.inf, math.sin(y)) * turn)
    if y == 0:
        return complex(math.nan, y if at_zero == 0 else 0.0)
    if x == 0:
        return complex(0.0, math.nan) if at_zero == 0 else complex(math.nan, 0.0)
    return complex(math.nan, math.nan)


def _is_large(z):
    return abs(z.real) > _LARGE or abs(z.imag) > _LARGE


def _log_of_double(z):
    """The logarithm of twice the length of what is large: neither is computed."""
    return math.log(_size(z.real / 2.0, z.imag / 2.0)) + 2 * _LN2


def _given(z):
    if isinstance(z, (str, bytes)):
        raise TypeError(f'must be real number, not {type(z).__name__}')
    return z if type(z) is complex else complex(z)


def phase(z, /):
    """The angle of a complex number."""
    z = _given(z)
    return math.atan2(z.imag, z.real)


def polar(z, /):
    """Length and angle of a complex number."""
    z = _given(z)
    return abs(z), phase(z)


def rect(r, phi, /):
    """The complex number of a length and an angle."""
    if math.isinf(phi) and r and not math.isnan(r):
        raise ValueError('math domain error')
    return complex(r * math.cos(phi) if phi or not math.isinf(r) else r, r * math.sin(phi) if phi else r * phi if not math.isinf(r) else phi)


def isfinite(z, /):
    z = _given(z)
    return math.isfinite(z.real) and math.isfinite(z.imag)


def isinf(z, /):
    z = _given(z)
    return math.isinf(z.real) or math.isinf(z.imag)


def isnan(z, /):
    z = _given(z)
    return math.isnan(z.real) or math.isnan(z.imag)


def isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    """Are two complex numbers nearly equal?"""
    if rel_tol < 0 or abs_tol < 0:
        raise ValueError('tolerances must be non-negative')
    a, b = _given(a), _given(b)
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    distance = abs(a - b)
    return distance <= rel_tol * abs(b) or distance <= rel_tol * abs(a) or distance <= abs_tol


def sqrt(z, /):
    """The square root with a real part that is not negative."""
    z = _given(z)
    if math.isinf(z.imag):
        return complex(math.inf, z.imag)
    if math.isnan(z.real) or math.isnan(z.imag) or math.isinf(z.real):
        if math.isinf(z.real):
            if z.real > 0:
                return complex(math.inf, z.imag if math.isnan(z.imag) else math.copysign(0.0, z.imag))
            return complex(math.nan if math.isnan(z.imag) else 0.0, math.copysign(math.inf, z.imag))
        return complex(math.nan, math.nan)
    if z.real == 0 and z.imag == 0:
        return complex(0.0, z.imag)
    across, up = abs(z.real), abs(z.imag)
    if across < _SMALL and up < _SMALL and (across > 0 or up > 0):
        across = math.ldexp(across, 53)
        half = math.ldexp(math.sqrt(across + _size(across, math.ldexp(up, 53))), -27)
    else:
        across /= 8.0
        half = 2.0 * math.sqrt(across + _size(across, up / 8.0))
    other = up / (2.0 * half)
    if z.real >= 0:
        return complex(half, math.copysign(other, z.imag))
    return complex(other, math.copysign(half, z.imag))


def exp(z, /):
    """e to a complex power."""
    z = _given(z)
    if not isfinite(z):
        if math.isinf(z.imag) and (math.isfinite(z.real) or z.real > 0):
            raise ValueError('math domain error')
        if math.isinf(z.real):
            length = math.inf if z.real > 0 else 0.0
            if z.imag == 0 or not math.isfinite(z.imag):
                return complex(length, z.imag if z.imag == 0 or length else 0.0)
            return complex(math.copysign(length, math.cos(z.imag)), math.copysign(length, math.sin(z.imag)))
        return complex(math.nan, z.imag if z.imag == 0 else math.nan)
    if z.real > 708.0:
        length = math.exp(z.real - 1.0)
        made = complex(length * math.cos(z.imag) * math.e, length * math.sin(z.imag) * math.e)
    else:
        length = math.exp(z.real)
        made = complex(length * math.cos(z.imag), length * math.sin(z.imag))
    if isinf(made):
        raise OverflowError('math range error')
    return made


def log(z, base=None, /):
    """The logarithm, natural or to a base."""
    z = _given(z)
    made = _log(z)
    return made if base is None else made / _log(_given(base))


def _log(z):
    across, up = abs(z.real), abs(z.imag)
    if across == 0 and up == 0:
        raise ValueError('math domain error')
    if math.isinf(across) or math.isinf(up):
        return complex(math.inf, math.atan2(z.imag, z.real))
    if math.isnan(across) or math.isnan(up):
        return complex(math.nan, math.nan)
    if across > _LARGE or up > _LARGE:
        length = math.log(_size(across / 2.0, up / 2.0)) + _LN2
    elif across < _SMALL and up < _SMALL:
        length = math.log(_size(math.ldexp(across, 53), math.ldexp(up, 53))) - 53 * _LN2
    else:
        size = _size(across, up)
        if 0.71 <= size <= 1.73:
            larger, smaller = max(across, up), min(across, up)
            length = math.log1p((larger - 1) * (larger + 1) + smaller * smaller) / 2.0
        else:
            length = math.log(size)
    return complex(length, math.atan2(z.imag, z.real))


def log10(z, /):
    """The logarithm to base 10."""
    made = log(z)
    return complex(made.real / math.log(10.0), made.imag / math.log(10.0))


def cosh(z, /):
    z = _given(z)
    limit = _limit(z, 1)
    if limit is not None:
        return limit
    if abs(z.real) > 708.0:
        shifted = z.real - math.copysign(1.0, z.real)
        return complex(math.cos(z.imag) * math.cosh(shifted) * math.e, math.sin(z.imag) * math.sinh(shifted) * math.e)
    return complex(math.cos(z.imag) * math.cosh(z.real), math.sin(z.imag) * math.sinh(z.real))


def sinh(z, /):
    z = _given(z)
    limit = _limit(z, 0)
    if limit is not None:
        return limit
    if abs(z.real) > 708.0:
        shifted = z.real - math.copysign(1.0, z.real)
        return complex(math.cos(z.imag) * math.sinh(shifted) * math.e, math.sin(z.imag) * math.cosh(shifted) * math.e)
    return complex(math.cos(z.imag) * math.sinh(z.real), math.sin(z.imag) * math.cosh(z.real))


def tanh(z, /):
    z = _given(z)
    if math.isinf(z.real):
        turns = math.sin(z.imag) * math.cos(z.imag) if math.isfinite(z.imag) else 0.0
        return complex(math.copysign(1.0, z.real), math.copysign(0.0, turns))
    limit = _limit(z, 1)
    if limit is not None:
        return complex(math.nan, z.imag if z.imag == 0 else math.nan)
    if abs(z.real) > 354.0:
        return complex(math.copysign(1.0, z.real), 4.0 * math.sin(z.imag) * math.cos(z.imag) * math.exp(-2.0 * abs(z.real)))
    across, up = math.tanh(z.real), math.tan(z.imag)
    flat = 1.0 / math.cosh(z.real)
    both = across * up
    below = 1.0 + both * both
    return complex(across * (1.0 + up * up) / below, up / below * flat * flat)


def cos(z, /):
    z = _given(z)
    return cosh(complex(-z.imag, z.real))


def sin(z, /):
    return _turned(sinh, z)


def tan(z, /):
    return _turned(tanh, z)


def acos(z, /):
    z = _given(z)
    if math.isnan(z.imag) and (z.real == 0 or math.isinf(z.real)):
        return complex(math.nan, math.inf) if z.real else complex(math.pi / 2, math.nan)
    if _is_large(z):
        length = _log_of_double(z)
        return complex(math.atan2(abs(z.imag), z.real), -math.copysign(length, z.imag))
    minus, plus = sqrt(complex(1.0 - z.real, -z.imag)), sqrt(complex(1.0 + z.real, z.imag))
    return complex(2.0 * math.atan2(minus.real, plus.real), math.asinh(plus.real * minus.imag - plus.imag * minus.real))


def asin(z, /):
    return _turned(asinh, z)


def asinh(z, /):
    z = _given(z)
    if math.isnan(z.real) and (z.imag == 0 or math.isinf(z.imag)):
        return complex(math.inf, math.nan) if z.imag else z
    if _is_large(z):
        length = _log_of_double(z)
        return complex(math.copysign(length, z.real), math.atan2(z.imag, abs(z.real)))
    plus, minus = sqrt(complex(1.0 + z.imag, -z.real)), sqrt(complex(1.0 - z.imag, z.real))
    return complex(math.asinh(plus.real * minus.imag - minus.real * plus.imag),
                   math.atan2(z.imag, plus.real * minus.real - plus.imag * minus.imag))


def acosh(z, /):
    z = _given(z)
    if _is_large(z):
        return complex(_log_of_double(z), math.atan2(z.imag, z.real))
    minus, plus = sqrt(complex(z.real - 1.0, z.imag)), sqrt(complex(z.real + 1.0, z.imag))
    return complex(math.asinh(minus.real * plus.real + minus.imag * plus.imag), 2.0 * math.atan2(minus.imag, plus.real))


def atan(z, /):
    return _turned(atanh, z)


def atanh(z, /):
    z = _given(z)
    if z.real < 0 or z.real == 0 and math.copysign(1.0, z.real) < 0:
        return -atanh(-z)
    up = abs(z.imag)
    if math.isinf(z.real) or math.isinf(up):
        return complex(0.0, math.nan if math.isnan(up) else math.copysign(math.pi / 2, z.imag))
    if math.isnan(z.real) or math.isnan(up):
        return complex(0.0 if z.real == 0 else math.nan, math.nan)
    if z.real > math.sqrt(_LARGE) or up > math.sqrt(_LARGE):
        size = _size(z.real / 2.0, z.imag / 2.0)
        return complex(z.real / 4.0 / size / size, -math.copysign(math.pi / 2.0, -z.imag))
    if z.real == 1.0 and up < math.sqrt(_SMALL):
        if up == 0:
            raise ValueError('math domain error')
        return complex(-math.log(math.sqrt(up) / math.sqrt(_size(up, 2.0))),
                       math.copysign(math.atan2(2.0, -up) / 2, z.imag))
    return complex(math.log1p(4.0 * z.real / ((1 - z.real) * (1 - z.real) + up * up)) / 4.0,
                   -math.atan2(-2.0 * z.imag, (1 - z.real) * (1 + z.real) - up * up) / 2.0)
