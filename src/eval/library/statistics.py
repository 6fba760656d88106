import math
from collections import Counter, namedtuple
from fractions import Fraction


class StatisticsError(ValueError):
    pass


def _exact(data):
    total, count, kind = Fraction(0), 0, int
    strange = None
    for value in data:
        count += 1
        if isinstance(value, float):
            kind = float if kind is int else kind
            if value != value or value in (math.inf, -math.inf):
                strange = value if strange is None else strange + value
                continue
        elif isinstance(value, Fraction):
            kind = Fraction if kind is int else kind
        elif not isinstance(value, int) and not hasattr(value, 'as_integer_ratio'):
            raise TypeError(f"can't convert type '{type(value).__name__}' to numerator/denominator")
        elif not isinstance(value, int):
            kind = type(value)
        total += Fraction(*value.as_integer_ratio())
    return kind, total if strange is None else strange, count


def _convert(value, kind):
    if not isinstance(value, Fraction):
        return value
    if kind is int:
        return value.numerator if value.denominator == 1 else value.numerator / value.denominator
    if kind is Fraction:
        return value
    return kind(value.numerator / value.denominator)


def mean(data):
    """The arithmetic mean."""
    kind, total, count = _exact(data)
    if count < 1:
        raise StatisticsError('mean requires at least one data point')
    return _convert(total / count, kind)


def fmean(data, weights=None):
    """The arithmetic mean, in floats."""
    data = list(data)
    if weights is not None:
        weights = list(weights)
        if len(weights) != len(data):
            raise StatisticsError('data and weights must be the same length')
        total = math.fsum(weights)
        if not total:
            raise StatisticsError('sum of weights must be non-zero')
        return math.fsum(x * w for x, w in zip(data, weights)) / total
    if not data:
        raise StatisticsError('fmean requires at least one data point')
    return math.fsum(data) / len(data)


def geometric_mean(data):
    """The n-th root of the product."""
    try:
        return math.exp(fmean(map(math.log, data)))
    except ValueError:
        raise StatisticsError('geometric mean requires a non-empty dataset containing positive numbers') from None


def harmonic_mean(data, weights=None):
    """The reciprocal of the mean of reciprocals."""
    data = list(data)
    if len(data) < 1:
        raise StatisticsError('harmonic_mean requires at least one data point')
    if weights is None:
        weights, size = [1] * len(data), len(data)
    else:
        weights = list(weights)
        if len(weights) != len(data):
            raise StatisticsError('Number of weights does not match data size')
        size = sum(weights)
    if any(x < 0 for x in data):
        raise StatisticsError('harmonic mean does not support negative values')
    if any(x == 0 for x in data):
        return 0
    kind, total, _ = _exact(w / x if w else 0 for w, x in zip(weights, data))
    return _convert(size / total, kind)


def median(data):
    """The middle value."""
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError('no median for empty data')
    return data[n // 2] if n % 2 else (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    """The middle value, the lower of two."""
    data = sorted(data)
    if not data:
        raise StatisticsError('no median for empty data')
    return data[(len(data) - 1) // 2]


def median_high(data):
    """The middle value, the higher of two."""
    data = sorted(data)
    if not data:
        raise StatisticsError('no median for empty data')
    return data[len(data) // 2]


def mode(data):
    """The most common value, the first of several."""
    pairs = Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError('no mode for empty data')
    return pairs[0][0]


def multimode(data):
    """The most common values."""
    counts = Counter(iter(data))
    most = max(counts.values(), default=0)
    return [value for value, count in counts.items() if count == most]


def _deviations(data, centre):
    kind, total, count = _exact(data)
    if centre is None:
        if not count:
            return kind, Fraction(0), count
        centre = total / count
    elif not isinstance(centre, Fraction):
        centre = Fraction(*centre.as_integer_ratio())
    return kind, sum(((Fraction(*x.as_integer_ratio()) - centre) ** 2 for x in data), Fraction(0)), count


def variance(data, xbar=None):
    """The variance of a sample."""
    data = list(data)
    kind, squares, count = _deviations(data, xbar)
    if count < 2:
        raise StatisticsError('variance requires at least two data points')
    return _convert(squares / (count - 1), kind)


def pvariance(data, mu=None):
    """The variance of a whole population."""
    data = list(data)
    kind, squares, count = _deviations(data, mu)
    if count < 1:
        raise StatisticsError('pvariance requires at least one data point')
    return _convert(squares / count, kind)


def _root(value):
    top, bottom = value.numerator, value.denominator
    shift = (top.bit_length() - bottom.bit_length() - 109) // 2
    if shift >= 0:
        return float(_odd_root(top, bottom << 2 * shift) << shift)
    return _odd_root(top << -2 * shift, bottom) / (1 << -shift)


def _odd_root(top, bottom):
    root = math.isqrt(top // bottom)
    return root | (root * root * bottom != top)


def stdev(data, xbar=None):
    """The square root of `variance`."""
    data = list(data)
    kind, squares, count = _deviations(data, xbar)
    if count < 2:
        raise StatisticsError('stdev requires at least two data points')
    return _root(squares / (count - 1)) if squares else 0.0


def pstdev(data, mu=None):
    """The square root of `pvariance`."""
    data = list(data)
    kind, squares, count = _deviations(data, mu)
    if count < 1:
        raise StatisticsError('pstdev requires at least one data point')
    return _root(squares / count) if squares else 0.0


def quantiles(data, *, n=4, method='exclusive'):
    """The values that cut sorted data into `n` equally large parts."""
    if n < 1:
        raise StatisticsError('n must be at least 1')
    data = sorted(data)
    size = len(data)
    if size < 2:
        raise StatisticsError('must have at least two data points')
    if method == 'inclusive':
        step, cuts = size - 1, []
        for i in range(1, n):
            at, rest = divmod(i * step, n)
            cuts.append((data[at] * (n - rest) + data[at + 1] * rest) / n)
        return cuts
    if method == 'exclusive':
        step, cuts = size + 1, []
        for i in range(1, n):
            at = min(max(i * step // n, 1), size - 1)
            rest = i * step - at * n
            cuts.append((data[at - 1] * (n - rest) + data[at] * rest) / n)
        return cuts
    raise ValueError(f'Unknown method: {method!r}')


def covariance(x, y, /):
    """The covariance of two samples."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError('covariance requires that both inputs have same number of data points')
    if n < 2:
        raise StatisticsError('covariance requires at least two data points')
    xbar, ybar = math.fsum(x) / n, math.fsum(y) / n
    return math.fsum((a - xbar) * (b - ybar) for a, b in zip(x, y)) / (n - 1)


def correlation(x, y, /):
    """Pearson's coefficient of correlation."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError('correlation requires that both inputs have same number of data points')
    if n < 2:
        raise StatisticsError('correlation requires at least two data points')
    xbar, ybar = math.fsum(x) / n, math.fsum(y) / n
    sxy = math.fsum((a - xbar) * (b - ybar) for a, b in zip(x, y))
    sxx = math.fsum((d := a - xbar) * d for a in x)
    syy = math.fsum((d := b - ybar) * d for b in y)
    try:
        return sxy / math.sqrt(sxx * syy)
    except ZeroDivisionError:
        raise StatisticsError('at least one of the inputs is constant')


LinearRegression = namedtuple('LinearRegression', ('slope', 'intercept'))


def linear_regression(x, y, /, *, proportional=False):
    """The line of least squares."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError('linear regression requires that both inputs have same number of data points')
    if n < 2:
        raise StatisticsError('linear regression requires at least two data points')
    if proportional:
        sxy = math.fsum(a * b for a, b in zip(x, y))
        sxx = math.fsum(a * a for a in x)
        xbar = ybar = 0.0
    else:
        xbar, ybar = math.fsum(x) / n, math.fsum(y) / n
        sxy = math.fsum((a - xbar) * (b - ybar) for a, b in zip(x, y))
        sxx = math.fsum((d := a - xbar) * d for a in x)
    try:
        slope = sxy / sxx
    except ZeroDivisionError:
        raise StatisticsError('x is constant')
    return LinearRegression(slope=slope, intercept=0.0 if proportional else ybar - slope * xbar)
