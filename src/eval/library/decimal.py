import math
import numbers

ROUND_DOWN = 'ROUND_DOWN'
ROUND_HALF_UP = 'ROUND_HALF_UP'
ROUND_HALF_EVEN = 'ROUND_HALF_EVEN'
ROUND_CEILING = 'ROUND_CEILING'
ROUND_FLOOR = 'ROUND_FLOOR'
ROUND_UP = 'ROUND_UP'
ROUND_HALF_DOWN = 'ROUND_HALF_DOWN'
ROUND_05UP = 'ROUND_05UP'
_ROUNDINGS = [ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP]
MAX_PREC = 999999999999999999
MAX_EMAX = 999999999999999999
MIN_EMIN = -999999999999999999
MIN_ETINY = -1999999999999999997
HAVE_THREADS = True
HAVE_CONTEXTVAR = True


class DecimalException(ArithmeticError):
    pass


class Clamped(DecimalException):
    pass


class InvalidOperation(DecimalException):
    pass


class ConversionSyntax(InvalidOperation):
    pass


class DivisionByZero(DecimalException, ZeroDivisionError):
    pass


class DivisionImpossible(InvalidOperation):
    pass


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    pass


class Inexact(DecimalException):
    pass


class InvalidContext(InvalidOperation):
    pass


class Rounded(DecimalException):
    pass


class Subnormal(DecimalException):
    pass


class Overflow(Inexact, Rounded):
    pass


class Underflow(Inexact, Rounded, Subnormal):
    pass


class FloatOperation(DecimalException, TypeError):
    pass


for _class in (DecimalException, Clamped, InvalidOperation, ConversionSyntax, DivisionByZero, DivisionImpossible, DivisionUndefined,
               Inexact, InvalidContext, Rounded, Subnormal, Overflow, Underflow, FloatOperation):
    _class.__module__ = 'decimal'
_SIGNALS = [InvalidOperation, FloatOperation, DivisionByZero, Overflow, Underflow, Subnormal, Inexact, Rounded, Clamped]


def _cut(coefficient, drop, rounding, sign):
    """A whole number without its last digits, rounded; and whether anything was lost."""
    # More than all digits and one are no more than these.
    unit = 10 ** min(drop, _digits(coefficient) + 1)
    kept, lost = divmod(coefficient, unit)
    if not lost:
        return kept, False
    twice = 2 * lost
    up = {
        ROUND_DOWN: False,
        ROUND_UP: True,
        ROUND_CEILING: not sign,
        ROUND_FLOOR: bool(sign),
        ROUND_HALF_UP: twice >= unit,
        ROUND_HALF_DOWN: twice > unit,
        ROUND_HALF_EVEN: twice > unit or twice == unit and kept % 2 == 1,
        ROUND_05UP: kept % 5 == 0,
    }[rounding]
    return kept + up, True


def _digits(coefficient):
    bits = coefficient.bit_length()
    if bits < 14000:
        return len(str(coefficient))
    least = (bits - 1) * 301029995663981 // 10 ** 15 + 1
    return least + (coefficient >= 10 ** least)


class Context:
    """How decimal numbers are computed: with how many digits, how rounded, and what is an error."""

    _in_c = True

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None):
        base = DefaultContext if DefaultContext is not None else None
        self.prec = prec if prec is not None else base.prec if base else 28
        self.rounding = rounding if rounding is not None else base.rounding if base else ROUND_HALF_EVEN
        self.Emin = Emin if Emin is not None else base.Emin if base else -999999
        self.Emax = Emax if Emax is not None else base.Emax if base else 999999
        self.capitals = 1 if capitals is None else capitals
        self.clamp = 0 if clamp is None else clamp
        self.flags = _switches(flags or [])
        self.traps = _switches(traps) if traps is not None else dict(base.traps) if base else _switches([])

    def __setattr__(self, name, value):
        if name == 'prec':
            if not isinstance(value, int):
                raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
            if not 1 <= value <= MAX_PREC:
                raise ValueError('valid range for prec is [1, MAX_PREC]')
        if name == 'rounding' and value not in _ROUNDINGS:
            raise TypeError("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
                            "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")
        object.__setattr__(self, name, value)

    def __repr__(self):
        flags = ', '.join(signal.__name__ for signal in _SIGNALS if self.flags[signal])
        traps = ', '.join(signal.__name__ for signal in _SIGNALS if self.traps[signal])
        return (f'Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, Emax={self.Emax}, '
                f'capitals={self.capitals}, clamp={self.clamp}, flags=[{flags}], traps=[{traps}])')

    def copy(self):
        made = Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp)
        made.flags, made.traps = dict(self.flags), dict(self.traps)
        return made

    __copy__ = copy

    def clear_flags(self):
        self.flags = _switches([])

    def clear_traps(self):
        self.traps = _switches([])

    def Etiny(self):
        return self.Emin - self.prec + 1

    def Etop(self):
        return self.Emax - self.prec + 1

    def _signal(self, condition, result, kind=None):
        self.flags[condition] = True
        if self.traps[condition]:
            raise condition([kind or condition])
        return result

    def create_decimal(self, num='0'):
        return Decimal(num)._fitted(self)

    def create_decimal_from_float(self, f):
        return Decimal.from_float(f)._fitted(self)

    def add(self, a, b):
        return _number(a)._add(_number(b), self)

    def subtract(self, a, b):
        return _number(a)._add(_number(b)._opposite(), self)

    def multiply(self, a, b):
        return _number(a)._multiply(_number(b), self)

    def divide(self, a, b):
        return _number(a)._divide(_number(b), self)

    def power(self, a, b, modulo=None):
        return _number(a)._power(_number(b), self)

    def sqrt(self, a):
        return _number(a).sqrt(self)

    def exp(self, a):
        return _number(a).exp(self)

    def ln(self, a):
        return _number(a).ln(self)

    def log10(self, a):
        return _number(a).log10(self)

    def quantize(self, a, b):
        return _number(a).quantize(b, context=self)

    def abs(self, a):
        return abs(_number(a))._fitted(self)

    def plus(self, a):
        return _number(a)._fitted(self)

    def minus(self, a):
        return _number(a).copy_negate()._fitted(self)

    def compare(self, a, b):
        return _number(a).compare(b)

    def max(self, a, b):
        return _number(a).max(b, self)

    def min(self, a, b):
        return _number(a).min(b, self)

    def normalize(self, a):
        return _number(a).normalize(self)

    def to_sci_string(self, a):
        return str(a)


def _switches(on):
    if isinstance(on, dict):
        return dict(on)
    return {signal: signal in on for signal in _SIGNALS}


DefaultContext = None
DefaultContext = Context(28, ROUND_HALF_EVEN, -999999, 999999, traps=[InvalidOperation, DivisionByZero, Overflow])
BasicContext = Context(9, ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero, Overflow, Underflow, Clamped])
ExtendedContext = Context(9, ROUND_HALF_EVEN, traps=[])
_now = [DefaultContext.copy()]


def getcontext():
    """The context that counts now."""
    return _now[0]


def setcontext(context):
    """Lets another context count."""
    if context in (DefaultContext, BasicContext, ExtendedContext):
        context = context.copy()
    _now[0] = context


class _Local:
    def __init__(self, context):
        self.context = context

    def __enter__(self):
        self.before = getcontext()
        setcontext(self.context)
        return self.context

    def __exit__(self, *error):
        setcontext(self.before)


def localcontext(ctx=None, **kwargs):
    """A context of its own for a `with`."""
    context = (ctx or getcontext()).copy()
    for name, value in kwargs.items():
        setattr(context, name, value)
    return _Local(context)


def _number(value):
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    raise TypeError(f'conversion from {type(value).__name__} to Decimal is not supported')


def _operand(value):
    if isinstance(value, Decimal):
        return value
    return Decimal(value) if isinstance(value, int) else None


def _operators(work):
    """The method of an operator and its reflection; with what is no number the other side has the choice."""

    def method(self, other):
        other = _operand(other)
        return NotImplemented if other is None else work(self, other, getcontext())

    def reflected(self, other):
        other = _operand(other)
        return NotImplemented if other is None else work(other, self, getcontext())

    return method, reflected


def _ordering(holds):
    """A comparison by order, which no NaN fulfils."""

    def method(self, other):
        order = self._compared(other, False)
        return NotImplemented if order is None else order != 'unordered' and holds(order)

    return method


def _read(text):
    """Sign, digits, exponent and kind of a number as text; None for what is none."""
    rest = text.strip().replace('_', '')
    sign = 0
    if rest[:1] in ('+', '-'):
        sign = int(rest[0] == '-')
        rest = rest[1:]
    word = rest.lower()
    if word in ('inf', 'infinity'):
        return sign, 0, 0, 'inf'
    for name, kind in (('snan', 'snan'), ('nan', 'nan')):
        if word.startswith(name) and (word == name or word[len(name):].isdecimal()):
            return sign, int(word[len(name):] or 0), 0, kind
    mantissa, mark, power = word.partition('e')
    whole, point, fraction = mantissa.partition('.')
    if not (whole + fraction).isdecimal():
        return None
    exponent = 0
    if mark:
        unsigned = power[1:] if power[:1] in ('+', '-') else power
        if not unsigned.isdecimal():
            return None
        exponent = int(power)
    return sign, int(whole + fraction), exponent - len(fraction), None


class Decimal:
    """A decimal number: `Decimal('0.1')` is a tenth exactly."""

    _in_c = True
    __slots__ = ('_sign', '_int', '_exp', '_kind')

    def __new__(cls, value='0', context=None):
        self = object.__new__(cls)
        if isinstance(value, Decimal):
            parts = value._sign, value._int, value._exp, value._kind
        elif isinstance(value, int):
            parts = int(value < 0), abs(int(value)), 0, None
        elif isinstance(value, str):
            parts = _read(value)
            if parts is None:
                parts = 0, 0, 0, 'nan'
                getcontext()._signal(InvalidOperation, None, ConversionSyntax)
        elif isinstance(value, float):
            return cls.from_float(value)
        elif isinstance(value, (tuple, list)):
            if len(value) != 3:
                raise ValueError('argument must be a sequence of length 3')
            sign, digits, exponent = value
            kind = {'F': 'inf', 'n': 'nan', 'N': 'snan'}.get(exponent)
            parts = sign, int(''.join(map(str, digits)) or '0'), 0 if kind else exponent, kind
        else:
            raise TypeError(f'conversion from {type(value).__name__} to Decimal is not supported')
        self._sign, self._int, self._exp, self._kind = parts
        return self

    @classmethod
    def from_float(cls, f):
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError('argument must be int or float')
        if math.isinf(f) or math.isnan(f):
            return cls(repr(f))
        top, bottom = abs(f).as_integer_ratio()
        twos = bottom.bit_length() - 1
        return cls._made(int(math.copysign(1, f) < 0), top * 5 ** twos, -twos)

    @classmethod
    def _made(cls, sign, coefficient, exponent, kind=None):
        self = object.__new__(Decimal)
        self._sign, self._int, self._exp, self._kind = sign, coefficient, exponent, kind
        return self

    # What it is

    def is_nan(self):
        return self._kind in ('nan', 'snan')

    def is_qnan(self):
        return self._kind == 'nan'

    def is_snan(self):
        return self._kind == 'snan'

    def is_infinite(self):
        return self._kind == 'inf'

    def is_finite(self):
        return self._kind is None

    def is_zero(self):
        return self._kind is None and self._int == 0

    def is_signed(self):
        return self._sign == 1

    def is_normal(self, context=None):
        return self._kind is None and self._int != 0 and self.adjusted() >= (context or getcontext()).Emin

    def is_subnormal(self, context=None):
        return self._kind is None and self._int != 0 and self.adjusted() < (context or getcontext()).Emin

    def is_canonical(self):
        return True

    def canonical(self):
        return self

    def adjusted(self):
        return self._exp + _digits(self._int) - 1 if self._kind is None else 0

    def as_tuple(self):
        exponent = {'inf': 'F', 'nan': 'n', 'snan': 'N'}.get(self._kind, self._exp)
        digits = tuple(map(int, str(self._int)))
        if self._kind in ('nan', 'snan') and not self._int:
            digits = ()
        return DecimalTuple(self._sign, digits, exponent)

    def as_integer_ratio(self):
        if self._kind:
            if self._kind == 'inf':
                raise OverflowError('cannot convert Infinity to integer ratio')
            raise ValueError('cannot convert NaN to integer ratio')
        top, bottom = self._int, 1
        if self._exp >= 0:
            top *= 10 ** self._exp
        else:
            bottom = 10 ** -self._exp
        common = math.gcd(top, bottom)
        return (-top if self._sign else top) // common, bottom // common

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return Decimal(0)

    def conjugate(self):
        return self

    def radix(self):
        return Decimal(10)

    # As text

    def __repr__(self):
        return f"Decimal('{self}')"

    def __str__(self):
        return self._written(False)

    def to_eng_string(self, context=None):
        return self._written(True)

    def _written(self, engineering):
        sign = '-' if self._sign else ''
        if self._kind:
            name = {'inf': 'Infinity', 'nan': 'NaN', 'snan': 'sNaN'}[self._kind]
            return sign + name + (str(self._int) if self._int and self._kind != 'inf' else '')
        digits = str(self._int)
        left = self._exp + len(digits)
        if self._exp <= 0 and left > -6:
            point = left
        elif not engineering:
            point = 1
        elif self._int == 0:
            point = (left + 1) % 3 - 1
        else:
            point = (left - 1) % 3 + 1
        if point <= 0:
            whole, fraction = '0', '.' + '0' * -point + digits
        elif point >= len(digits):
            whole, fraction = digits + '0' * (point - len(digits)), ''
        else:
            whole, fraction = digits[:point], '.' + digits[point:]
        power = '' if left == point else f'E{left - point:+d}'
        if power and not getcontext().capitals:
            power = power.lower()
        return sign + whole + fraction + power

    def __format__(self, spec, context=None):
        return _formatted(self, spec, context or getcontext())

    # Fitting into a context

    def _fitted(self, context):
        if self._kind:
            return self
        digits = _digits(self._int)
        coefficient, exponent = self._int, self._exp
        if digits > context.prec:
            drop = digits - context.prec
            coefficient, lost = _cut(coefficient, drop, context.rounding, self._sign)
            exponent += drop
            if _digits(coefficient) > context.prec:
                coefficient //= 10
                exponent += 1
            context.flags[Rounded] = True
            if context.traps[Rounded]:
                raise Rounded([Rounded])
            if lost:
                context.flags[Inexact] = True
                if context.traps[Inexact]:
                    raise Inexact([Inexact, Rounded])
        if coefficient and exponent + _digits(coefficient) - 1 > context.Emax:
            context.flags[Inexact] = context.flags[Rounded] = True
            context._signal(Overflow, None)
            return Decimal._made(self._sign, 0, 0, 'inf')
        if coefficient and exponent < context.Etiny():
            coefficient, lost = _cut(coefficient, context.Etiny() - exponent, context.rounding, self._sign)
            exponent = context.Etiny()
            context.flags[Subnormal] = True
            if lost:
                context._signal(Underflow, None)
        elif not coefficient:
            exponent = min(max(exponent, context.Etiny()), context.Emax)
        return Decimal._made(self._sign, coefficient, exponent)

    def _nan(self, other, context):
        for number in (self, other):
            if number._kind == 'snan':
                return context._signal(InvalidOperation, Decimal._made(number._sign, number._int, 0, 'nan'))
        for number in (self, other):
            if number._kind == 'nan':
                return number
        return None

    # Arithmetic

    def _add(self, other, context):
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        if self._kind or other._kind:
            if self._kind and other._kind and self._sign != other._sign:
                return context._signal(InvalidOperation, _NAN)
            return self if self._kind else other
        exponent = min(self._exp, other._exp)
        a, b = self._scaled_to(other, context)
        if a is None:
            return b._fitted(context)
        total = (-a if self._sign else a) + (-b if other._sign else b)
        if total:
            sign = int(total < 0)
        elif self._sign == other._sign:
            sign = self._sign
        else:
            sign = int(context.rounding == ROUND_FLOOR)
        return Decimal._made(sign, abs(total), exponent)._fitted(context)

    def _scaled_to(self, other, context):
        """Both coefficients at the smaller exponent."""
        exponent = min(self._exp, other._exp)
        if max(self._exp, other._exp) - exponent > context.prec + _digits(self._int) + _digits(other._int) + 4:
            # One is too small to change more than the direction of rounding.
            large, small = (self, other) if self._exp > other._exp else (other, self)
            if large._int == 0:
                return self._int * 10 ** (self._exp - exponent), other._int * 10 ** (other._exp - exponent)
            shift = context.prec + 3
            coefficient = large._int * 10 ** shift
            if small._int:
                coefficient += 1 if small._sign == large._sign else -1
            return None, Decimal._made(large._sign, coefficient, large._exp - shift)
        return self._int * 10 ** (self._exp - exponent), other._int * 10 ** (other._exp - exponent)

    def _multiply(self, other, context):
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        sign = self._sign ^ other._sign
        if self._kind or other._kind:
            if self.is_zero() or other.is_zero():
                return context._signal(InvalidOperation, _NAN)
            return Decimal._made(sign, 0, 0, 'inf')
        return Decimal._made(sign, self._int * other._int, self._exp + other._exp)._fitted(context)

    def _divide(self, other, context):
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        sign = self._sign ^ other._sign
        if self._kind:
            return context._signal(InvalidOperation, _NAN) if other._kind else Decimal._made(sign, 0, 0, 'inf')
        if other._kind:
            return Decimal._made(sign, 0, context.Etiny())
        if not other._int:
            if not self._int:
                return context._signal(InvalidOperation, _NAN, DivisionUndefined)
            return context._signal(DivisionByZero, Decimal._made(sign, 0, 0, 'inf'))
        wanted = self._exp - other._exp
        if not self._int:
            return Decimal._made(sign, 0, wanted)._fitted(context)
        shift = _digits(other._int) - _digits(self._int) + context.prec + 1
        if shift >= 0:
            quotient, rest = divmod(self._int * 10 ** shift, other._int)
        else:
            quotient, rest = divmod(self._int, other._int * 10 ** -shift)
        exponent = wanted - shift
        if rest:
            # A digit that shows that something follows.
            quotient += quotient % 5 == 0
        else:
            while exponent < wanted and quotient % 10 == 0:
                quotient //= 10
                exponent += 1
        return Decimal._made(sign, quotient, exponent)._fitted(context)

    def _divided(self, other, context, whole_only=False):
        """Whole quotient and rest."""
        nan = self._nan(other, context)
        if nan is not None:
            return nan, nan
        sign = self._sign ^ other._sign
        if self._kind:
            if other._kind or not whole_only:
                return context._signal(InvalidOperation, _NAN), _NAN
            return Decimal._made(sign, 0, 0, 'inf'), _NAN
        if other._kind:
            return Decimal._made(sign, 0, 0), self._fitted(context)
        if not other._int:
            if not self._int:
                return context._signal(InvalidOperation, _NAN, DivisionUndefined), _NAN
            if not whole_only and context.traps[InvalidOperation]:
                context.flags[InvalidOperation] = context.flags[DivisionByZero] = True
                raise InvalidOperation([InvalidOperation, DivisionByZero])
            rest = context._signal(InvalidOperation, _NAN) if not context.traps[DivisionByZero] else _NAN
            return context._signal(DivisionByZero, Decimal._made(sign, 0, 0, 'inf')), rest
        exponent = min(self._exp, other._exp)
        a = self._int * 10 ** (self._exp - exponent)
        b = other._int * 10 ** (other._exp - exponent)
        quotient, rest = divmod(a, b)
        if _digits(quotient) > context.prec:
            nan = context._signal(InvalidOperation, _NAN, DivisionImpossible)
            return nan, nan
        return Decimal._made(sign, quotient, 0), Decimal._made(self._sign, rest, exponent)._fitted(context)

    def _subtract(self, other, context):
        return self._add(other._opposite(), context)

    def _floor_divide(self, other, context):
        return self._divided(other, context, True)[0]

    def _modulo(self, other, context):
        if not self._kind and not other._kind and not other._int:
            return context._signal(InvalidOperation, _NAN, None if self._int else DivisionUndefined)
        return self._divided(other, context)[1]

    __add__, __radd__ = _operators(_add)
    __sub__, __rsub__ = _operators(_subtract)
    __mul__, __rmul__ = _operators(_multiply)
    __truediv__, __rtruediv__ = _operators(_divide)
    __floordiv__, __rfloordiv__ = _operators(_floor_divide)
    __mod__, __rmod__ = _operators(_modulo)
    __divmod__, __rdivmod__ = _operators(_divided)

    def remainder_near(self, other, context=None):
        context = context or getcontext()
        if _number(other).is_zero() and not self.is_nan():
            return context._signal(InvalidOperation, _NAN)
        quotient, rest = self._divided(_number(other), context)
        other = abs(_number(other))
        if rest._kind is None and (abs(rest) * 2 > other or abs(rest) * 2 == other and quotient._int % 2):
            rest = rest - other.copy_sign(rest)
        return rest

    def _power(self, other, context):
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        whole = other._kind is None and other == other.to_integral_value()
        if other.is_zero():
            if self.is_zero():
                return context._signal(InvalidOperation, _NAN)
            return Decimal(1)
        sign = int(self._sign and whole and int(other) % 2 == 1)
        if self._sign and not whole and not self.is_zero():
            return context._signal(InvalidOperation, _NAN)
        if self.is_zero() or self._kind or other._kind:
            if other._kind:
                grows = (abs(self) > 1) != bool(other._sign)
                if abs(self) == 1:
                    return Decimal._made(0, 10 ** (context.prec - 1), 1 - context.prec)
            else:
                grows = bool(self._kind) != bool(other._sign)
            return Decimal._made(sign, 0, 0, 'inf') if grows else Decimal._made(sign, 0, 0)
        if self.copy_abs() == 1:
            # As many zeros as multiplying would give.
            most = context.prec - 1
            zeros = 0 if other._sign else min(int(other) * max(-self._exp, 0), most)
            zeros = zeros if whole else most
            return Decimal._made(sign, 10 ** zeros, -zeros)
        if whole and other.adjusted() <= 5:
            exact = self._exact_power(int(other), context)
            if exact is not None:
                return exact
        more = context.copy()
        more.prec = 9
        more.Emax, more.Emin = MAX_EMAX, MIN_EMIN
        more.clear_traps()
        more.rounding = ROUND_HALF_EVEN
        base = self.copy_abs()
        size = base._logarithm(more)
        power = size.adjusted() + other.adjusted()
        if power > 20:
            grows = size._sign == other._sign
            return Decimal._made(sign, 1, MAX_EMAX + 1 if grows else MIN_EMIN * 2)._fitted(context)
        more.prec = context.prec + 12 + max(abs(self.adjusted()), 1).bit_length() + max(power, other.adjusted(), 0)
        result = other._multiply(base._logarithm(more), more)._exponential(more)
        result = Decimal._made(sign, result._int, result._exp, result._kind)
        if not whole and other == Decimal('0.5') and result._int:
            root = base.sqrt(context)
            if root._raised(2) == base:
                pad = context.prec - _digits(root._int)
                return Decimal._made(0, root._int * 10 ** pad, root._exp - pad) if pad > 0 else root
        return result._fitted(context)

    _raised_to, __rpow__ = _operators(_power)

    def __pow__(self, other, modulo=None):
        if modulo is not None:
            return Decimal(pow(int(self), int(_number(other)), int(modulo)))
        return self._raised_to(other)

    def _exact_power(self, count, context):
        if self._int > 1 and _digits(self._int) * abs(count) > 4 * context.prec + 4000:
            return None
        if count < 0:
            return Decimal(1)._divide(self._raised(-count), context)
        return self._raised(count)._fitted(context)

    def _raised(self, count):
        return Decimal._made(self._sign if count % 2 else 0, self._int ** count, self._exp * count)

    def __neg__(self):
        context = getcontext()
        if self.is_zero() and context.rounding != ROUND_FLOOR:
            return Decimal._made(0, 0, self._exp)
        return self._opposite()._fitted(context)

    def __pos__(self):
        context = getcontext()
        if self.is_zero() and context.rounding != ROUND_FLOOR:
            return Decimal._made(0, 0, self._exp)
        return self._fitted(context)

    def __abs__(self):
        return self.copy_abs()._fitted(getcontext())

    def _opposite(self):
        return self if self.is_nan() else self.copy_negate()

    def copy_abs(self):
        return Decimal._made(0, self._int, self._exp, self._kind)

    def copy_negate(self):
        return Decimal._made(1 - self._sign, self._int, self._exp, self._kind)

    def copy_sign(self, other, context=None):
        return Decimal._made(_number(other)._sign, self._int, self._exp, self._kind)

    def fma(self, other, third, context=None):
        context = context or getcontext()
        wide = context.copy()
        wide.prec = MAX_PREC
        return self._multiply(_number(other), wide)._add(_number(third), context)

    # Comparison

    def _order(self, other):
        """Negative, zero or positive, for numbers that are no NaN."""
        if self.is_zero() and other.is_zero():
            return 0
        if self.is_zero() or other.is_zero() or self._sign != other._sign:
            left = 0 if self.is_zero() else -1 if self._sign else 1
            right = 0 if other.is_zero() else -1 if other._sign else 1
            return (left > right) - (left < right)
        if self._kind or other._kind:
            size = bool(self._kind) - bool(other._kind)
        elif self.adjusted() != other.adjusted():
            size = 1 if self.adjusted() > other.adjusted() else -1
        else:
            exponent = min(self._exp, other._exp)
            a, b = self._int * 10 ** (self._exp - exponent), other._int * 10 ** (other._exp - exponent)
            size = (a > b) - (a < b)
        return -size if self._sign else size

    @staticmethod
    def _comparable(other):
        if isinstance(other, float):
            return Decimal.from_float(other)
        if isinstance(other, numbers.Rational) and not isinstance(other, int):
            return other
        return _operand(other)

    def _compared(self, other, equality):
        other = Decimal._comparable(other)
        if other is None:
            return None
        if not isinstance(other, Decimal):
            if self._kind:
                return self._order(Decimal(0))
            top, bottom = self.as_integer_ratio()
            left, right = top * other.denominator, other.numerator * bottom
            return (left > right) - (left < right)
        if self.is_nan() or other.is_nan():
            if not equality or self._kind == 'snan' or other._kind == 'snan':
                getcontext()._signal(InvalidOperation, None)
            return 'unordered'
        return self._order(other)

    def __eq__(self, other):
        order = self._compared(other, True)
        return NotImplemented if order is None else order == 0

    __lt__ = _ordering(lambda order: order < 0)
    __le__ = _ordering(lambda order: order <= 0)
    __gt__ = _ordering(lambda order: order > 0)
    __ge__ = _ordering(lambda order: order >= 0)

    def __hash__(self):
        if self._kind:
            if self._kind == 'snan':
                raise TypeError('Cannot hash a signaling NaN value')
            return object.__hash__(self) if self._kind == 'nan' else -314159 if self._sign else 314159
        prime = 2 ** 61 - 1
        value = self._int * pow(10, self._exp, prime) % prime
        return (-2 if value == 1 else -value) if self._sign else value

    def __bool__(self):
        return bool(self._kind) or self._int != 0

    def compare(self, other, context=None):
        other = _number(other)
        nan = self._nan(other, context or getcontext())
        return Decimal(self._order(other)) if nan is None else nan

    def compare_total(self, other, context=None):
        other = _number(other)
        order = self._order(other)
        if not order and self._exp != other._exp:
            order = (1 if self._exp > other._exp else -1) * (-1 if self._sign else 1)
        return Decimal(order)

    def _extreme(self, other, context, wanted):
        other = _number(other)
        if self._kind == 'nan' and not other.is_nan():
            return other._fitted(context)
        if other._kind == 'nan' and not self.is_nan():
            return self._fitted(context)
        nan = self._nan(other, context)
        if nan is not None:
            return nan
        order = self._order(other) or int(self.compare_total(other))
        return (self if order * wanted >= 0 else other)._fitted(context)

    def max(self, other, context=None):
        return self._extreme(other, context or getcontext(), 1)

    def min(self, other, context=None):
        return self._extreme(other, context or getcontext(), -1)

    def max_mag(self, other, context=None):
        return self if abs(self) > abs(_number(other)) else _number(other)

    def min_mag(self, other, context=None):
        return self if abs(self) < abs(_number(other)) else _number(other)

    def same_quantum(self, other, context=None):
        other = _number(other)
        return self._kind == other._kind and self._exp == other._exp

    # Rounding and conversion

    def quantize(self, exp, rounding=None, context=None):
        context = context or getcontext()
        exp = _number(exp)
        nan = self._nan(exp, context)
        if nan is not None:
            return nan
        if self._kind or exp._kind:
            if self._kind and exp._kind:
                return self
            return context._signal(InvalidOperation, _NAN)
        return self._at(exp._exp, rounding or context.rounding, context)

    def _at(self, exponent, rounding, context):
        if rounding not in _ROUNDINGS:
            raise TypeError("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
                            "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")
        if self._exp >= exponent:
            if self._int and self.adjusted() - exponent + 1 > context.prec:
                return context._signal(InvalidOperation, _NAN)
            return Decimal._made(self._sign, self._int * 10 ** (self._exp - exponent), exponent)
        coefficient, lost = _cut(self._int, exponent - self._exp, rounding, self._sign)
        if _digits(coefficient) > context.prec:
            return context._signal(InvalidOperation, _NAN)
        context.flags[Rounded] = True
        if lost:
            context._signal(Inexact, None)
        return Decimal._made(self._sign, coefficient, exponent)

    def to_integral_value(self, rounding=None, context=None):
        if self._kind or self._exp >= 0:
            return self
        coefficient, _ = _cut(self._int, -self._exp, rounding or (context or getcontext()).rounding, self._sign)
        return Decimal._made(self._sign, coefficient, 0)

    to_integral = to_integral_value

    def to_integral_exact(self, rounding=None, context=None):
        result = self.to_integral_value(rounding, context)
        if result != self:
            (context or getcontext())._signal(Inexact, None)
        return result

    def normalize(self, context=None):
        context = context or getcontext()
        fitted = self._fitted(context)
        if fitted._kind:
            return fitted
        coefficient, exponent = fitted._int, fitted._exp
        if not coefficient:
            return Decimal._made(fitted._sign, 0, 0)
        while coefficient % 10 == 0 and exponent < context.Emax:
            coefficient //= 10
            exponent += 1
        return Decimal._made(fitted._sign, coefficient, exponent)

    def __int__(self):
        if self._kind:
            if self._kind == 'inf':
                raise OverflowError('cannot convert Infinity to integer')
            raise ValueError('cannot convert NaN to integer')
        size = self._int * 10 ** self._exp if self._exp >= 0 else self._int // 10 ** -self._exp
        return -size if self._sign else size

    __trunc__ = __int__

    def __float__(self):
        if self._kind == 'snan':
            raise ValueError('cannot convert signaling NaN to float')
        return float(str(self))

    def __complex__(self):
        return complex(float(self))

    def _whole(self, rounding):
        if self._kind == 'inf':
            raise OverflowError('cannot convert Infinity to integer')
        if self._kind:
            raise ValueError('cannot convert NaN to integer')
        return int(self.to_integral_value(rounding))

    def __floor__(self):
        return self._whole(ROUND_FLOOR)

    def __ceil__(self):
        return self._whole(ROUND_CEILING)

    def __round__(self, n=None):
        if n is None:
            return self._whole(ROUND_HALF_EVEN)
        if not isinstance(n, int):
            raise TypeError('optional arg must be an integer')
        return self.quantize(Decimal._made(0, 1, -n))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def scaleb(self, other, context=None):
        if self._kind:
            return self
        return Decimal._made(self._sign, self._int, self._exp + int(other))._fitted(context or getcontext())

    def shift(self, other, context=None):
        context = context or getcontext()
        places = int(other)
        coefficient = self._int * 10 ** places if places >= 0 else self._int // 10 ** -places
        return Decimal._made(self._sign, coefficient % 10 ** context.prec, self._exp)

    def logb(self, context=None):
        if self.is_zero():
            return (context or getcontext())._signal(DivisionByZero, Decimal('-Infinity'))
        return Decimal('Infinity') if self._kind else Decimal(self.adjusted())

    def number_class(self, context=None):
        if self.is_nan():
            return 'sNaN' if self._kind == 'snan' else 'NaN'
        sign = '-' if self._sign else '+'
        if self._kind:
            return sign + 'Infinity'
        if self.is_zero():
            return sign + 'Zero'
        return sign + ('Subnormal' if self.is_subnormal(context) else 'Normal')

    def _neighbour(self, context, rounding):
        context = (context or getcontext()).copy()
        context.rounding = rounding
        context.clear_traps()
        fitted = self._fitted(context)
        if fitted != self:
            return fitted
        tiny = Decimal._made(int(rounding == ROUND_FLOOR), 1, context.Etiny() - 1)
        return self._add(tiny, context)

    def next_plus(self, context=None):
        return self._neighbour(context, ROUND_CEILING)

    def next_minus(self, context=None):
        return self._neighbour(context, ROUND_FLOOR)

    # Roots, logarithms

    def sqrt(self, context=None):
        context = context or getcontext()
        if self.is_nan():
            return self
        if self.is_zero():
            return Decimal._made(self._sign, 0, self._exp // 2)
        if self._sign:
            return context._signal(InvalidOperation, _NAN)
        if self._kind:
            return self
        wanted = self._exp // 2
        coefficient, exponent = self._int, self._exp
        if exponent % 2:
            coefficient *= 10
            exponent -= 1
        places = context.prec + 1 - (_digits(coefficient) + 1) // 2
        if places >= 0:
            scaled, rest = coefficient * 100 ** places, 0
        else:
            scaled, rest = divmod(coefficient, 100 ** -places)
        root = math.isqrt(scaled)
        exponent = exponent // 2 - places
        if root * root == scaled and not rest:
            while exponent < wanted and root % 10 == 0:
                root //= 10
                exponent += 1
        elif root % 5 == 0:
            root += 1
        even = context.copy()
        even.rounding = ROUND_HALF_EVEN
        even.flags = context.flags
        return Decimal._made(0, root, exponent)._fitted(even)

    def _exponential(self, context):
        """e to this power with a few digits beyond the context's."""
        if self.adjusted() > 20:
            return Decimal._made(0, 1, MIN_EMIN * 2 if self._sign else MAX_EMAX + 1)
        if self.adjusted() > 0:
            # Powers of ten are taken out, so that the number keeps its digits.
            wide = context.copy()
            wide.prec = context.prec + 10 + self.adjusted()
            ten = Decimal(10)._logarithm(wide)
            tens = self._divide(ten, wide)._whole(ROUND_FLOOR)
            rest = self._add(ten._multiply(Decimal(tens), wide).copy_negate(), wide)
            result = rest._exponential(context)
            return Decimal._made(0, result._int, result._exp + tens)
        if self._sign:
            # The other way round no digits are lost.
            more = context.copy()
            more.prec = context.prec + 4
            return Decimal(1)._divide(self.copy_abs()._exponential(more), context)
        digits = context.prec + 6 + max(self.adjusted() + 1, 0)
        unit = 10 ** digits
        value = self._int * unit * 10 ** self._exp if self._exp >= 0 else self._int * unit // 10 ** -self._exp
        # Halved until it is small, so that few terms of the series are needed.
        halvings = max(0, value.bit_length() - unit.bit_length() + 8)
        extra = 10 ** (halvings // 2 + 4)
        scale = unit * extra
        small = value * extra >> halvings
        total = term = scale
        count = 1
        while term:
            term = term * small // (scale * count)
            total += term
            count += 1
            if abs(term) < 2:
                break
        for _ in range(halvings):
            total = total * total // scale
            if total.bit_length() > 2 * scale.bit_length() + 64:
                break
        return Decimal._made(0, total, -_digits(scale) + 1)._fitted(context)

    def exp(self, context=None):
        context = context or getcontext()
        if self.is_nan():
            return self
        if self._kind:
            return Decimal(0) if self._sign else self
        if self.is_zero():
            return Decimal(1)
        more = context.copy()
        more.prec = context.prec + 4
        more.rounding = ROUND_HALF_EVEN
        more.clear_traps()
        result = self._exponential(more)
        even = context.copy()
        even.rounding = ROUND_HALF_EVEN
        even.flags = context.flags
        return result._fitted(even)

    def _logarithm(self, context):
        """The natural logarithm of a positive number."""
        digits = context.prec + 8
        scale = 10 ** digits
        # A number between a third and three times one, and powers of ten.
        tens = self.adjusted() + (str(self._int)[0] > '2')
        exponent = self._exp - tens
        value = self._int * scale * 10 ** exponent if exponent >= 0 else self._int * scale // 10 ** -exponent
        total = _log_near_one(value, scale) + tens * _log_ten(scale)
        return Decimal._made(int(total < 0), abs(total), -digits)

    def ln(self, context=None):
        context = context or getcontext()
        special = self._logarithm_special(context)
        if special is not None:
            return special
        if self == 1:
            return Decimal(0)
        more = context.copy()
        more.prec = context.prec + 6 + max(0, -abs(self - 1).adjusted())
        return self._logarithm(more)._evenly(context)

    def _evenly(self, context):
        even = context.copy()
        even.rounding = ROUND_HALF_EVEN
        even.flags = context.flags
        return self._fitted(even)

    def _logarithm_special(self, context):
        if self.is_nan():
            return self
        if self.is_zero():
            return Decimal('-Infinity')
        if self._sign:
            return context._signal(InvalidOperation, _NAN)
        return self if self._kind else None

    def log10(self, context=None):
        context = context or getcontext()
        special = self._logarithm_special(context)
        if special is not None:
            return special
        digits = str(self._int)
        if digits.rstrip('0') == '1':
            return Decimal(self.adjusted())._fitted(context)
        more = context.copy()
        more.prec = context.prec + 10 + max(0, -abs(self - 1).adjusted())
        return self._logarithm(more)._divide(Decimal(10)._logarithm(more), more)._evenly(context)


def _log_near_one(value, scale):
    """The logarithm of value / scale, times scale: by square roots and the series of the inverse hyperbolic tangent."""
    roots = 0
    while abs(value - scale) * 8 > scale:
        value = math.isqrt(value * scale)
        roots += 1
    guard = 10 ** 6
    part = (value - scale) * scale * guard // (value + scale)
    square = part * part // (scale * guard)
    total, term, count = 0, part, 1
    while term:
        total += term // count
        term = term * square // (scale * guard)
        count += 2
        if abs(term) < 2:
            break
    return (2 * total << roots) // guard


_log_ten_known = {}


def _log_ten(scale):
    if scale not in _log_ten_known:
        wide = scale * 10 ** 8
        _log_ten_known[scale] = (_log_near_one(wide * 5 // 4, wide) + 3 * _log_near_two(wide)) // 10 ** 8
    return _log_ten_known[scale]


def _log_near_two(scale):
    # 2 = (4/3) (3/2)
    return _log_near_one(scale * 4 // 3, scale) + _log_near_one(scale * 3 // 2, scale)


class DecimalTuple(tuple):
    """Sign, digits and exponent of a decimal number."""

    _fields = ('sign', 'digits', 'exponent')

    def __new__(cls, sign, digits, exponent):
        return tuple.__new__(cls, (sign, digits, exponent))

    @property
    def sign(self):
        return self[0]

    @property
    def digits(self):
        return self[1]

    @property
    def exponent(self):
        return self[2]

    def _asdict(self):
        return dict(zip(self._fields, self))

    def __repr__(self):
        return f'DecimalTuple(sign={self[0]!r}, digits={self[1]!r}, exponent={self[2]!r})'


_NAN = Decimal('NaN')


def _parsed_spec(spec):
    fill, align, sign, zero, grouping, precision, kind = ' ', None, '-', False, '', None, None
    at = 0
    if len(spec) > 1 and spec[1] in '<>=^':
        fill, align, at = spec[0], spec[1], 2
    elif spec[:1] in ('<', '>', '=', '^') and spec:
        align, at = spec[0], 1
    if spec[at:at + 1] in ('+', '-', ' ') and at < len(spec):
        sign = spec[at]
        at += 1
    if spec[at:at + 1] == '0':
        zero = True
        at += 1
    width = ''
    while spec[at:at + 1].isdecimal():
        width += spec[at]
        at += 1
    if spec[at:at + 1] == ',':
        grouping = ','
        at += 1
    if spec[at:at + 1] == '.':
        at += 1
        precision = ''
        while spec[at:at + 1].isdecimal():
            precision += spec[at]
            at += 1
        if not precision:
            raise ValueError('invalid format string')
        precision = int(precision)
    if at < len(spec) and spec[at] in 'eEfFgGn%':
        kind = spec[at]
        at += 1
    if at != len(spec):
        raise ValueError('invalid format string')
    if zero and align is None:
        fill, align = '0', '='
    return fill, align or '>', sign, int(width or 0), grouping, precision, kind


def _formatted(number, spec, context):
    fill, align, sign, width, grouping, precision, kind = _parsed_spec(spec)
    minus = '-' if number._sign else sign if sign != '-' else ''
    if number._kind:
        body = str(number.copy_abs()) + ('%' if kind == '%' else '')
        if fill == '0' and align == '=':
            fill = ' '
            align = '>'
    else:
        body = _body(number, grouping, precision, kind, context, width - len(minus) if fill == '0' and align == '=' else 0)
    missing = ' ' * max(0, width - len(minus) - len(body))
    missing = missing.replace(' ', fill)
    if align == '<':
        return minus + body + missing
    if align == '=':
        return minus + missing + body
    if align == '^':
        half = len(missing) // 2
        return missing[:half] + minus + body + missing[half:]
    return missing + minus + body


def _body(number, grouping, precision, kind, context, least):
    """The digits of a finite number, without its sign."""
    if kind == '%':
        number = Decimal._made(number._sign, number._int, number._exp + 2)
    letter = kind or ('g' if precision is not None else '')
    if precision is not None:
        rounding = context.rounding
        if letter in ('e', 'E'):
            number = number._with_digits(precision + 1, rounding) if number._int else Decimal._made(number._sign, 0, -precision)
        elif letter in ('f', 'F', '%'):
            coefficient = number._int
            if number._exp >= -precision:
                coefficient *= 10 ** (number._exp + precision)
            else:
                coefficient, _ = _cut(coefficient, -precision - number._exp, rounding, number._sign)
            number = Decimal._made(number._sign, coefficient, -precision)
        elif _digits(number._int) > max(precision, 1):
            number = number._with_digits(max(precision, 1), rounding)
    elif letter in ('f', 'F', '%') and number._exp > 0:
        number = Decimal._made(number._sign, number._int * 10 ** number._exp, 0)
    digits = str(number._int)
    left = number._exp + len(digits)
    if letter in ('e', 'E'):
        point = 1 - precision if not number._int and precision is not None else 1
        if not number._int and precision is not None:
            digits, point = '0' * (precision + 1), 1
            left = 1
    elif letter in ('f', 'F', '%'):
        point = left
    else:
        point = left if number._exp <= 0 and left > -6 else 1
    if point <= 0:
        whole, fraction = '0', '0' * -point + digits
    elif point >= len(digits):
        whole, fraction = digits + '0' * (point - len(digits)), ''
    else:
        whole, fraction = digits[:point], digits[point:]
    power = ''
    if letter in ('e', 'E') or left != point:
        power = f'{"e" if letter in ("e", "g", "n") else "E"}{left - point:+d}'
    tail = ('.' + fraction if fraction else '') + power + ('%' if kind == '%' else '')
    if grouping:
        whole = f'{int(whole):,}' if whole else whole
        while len(whole) + len(tail) < least:
            bare = '0' + whole.replace(',', '')
            groups = []
            while bare:
                groups.insert(0, bare[-3:])
                bare = bare[:-3]
            whole = ','.join(groups)
    return whole + tail


def _with_digits(self, count, rounding):
    drop = _digits(self._int) - count
    if drop <= 0:
        return Decimal._made(self._sign, self._int * 10 ** -drop, self._exp + drop)
    coefficient, _ = _cut(self._int, drop, rounding, self._sign)
    exponent = self._exp + drop
    if _digits(coefficient) > count:
        coefficient //= 10
        exponent += 1
    return Decimal._made(self._sign, coefficient, exponent)


Decimal._with_digits = _with_digits
