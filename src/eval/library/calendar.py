import datetime
from itertools import repeat

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
January, February = 1, 2
EPOCH = 1970
mdays = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
_MONTHS = 'January February March April May June July August September October November December'.split()
_DAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split()


class IllegalMonthError(ValueError):
    def __init__(self, month):
        self.month = month

    def __str__(self):
        return f'bad month number {self.month!r}; must be 1-12'


class IllegalWeekdayError(ValueError):
    def __init__(self, weekday):
        self.weekday = weekday

    def __str__(self):
        return f'bad weekday number {self.weekday!r}; must be 0 (Monday) to 6 (Sunday)'


class _Names:
    """Names that can be asked for by number."""

    def __init__(self, names):
        self.names = names

    def __getitem__(self, i):
        return self.names[i]

    def __len__(self):
        return len(self.names)


day_name = _Names(_DAYS)
day_abbr = _Names([name[:3] for name in _DAYS])
month_name = _Names([''] + _MONTHS)
month_abbr = _Names([''] + [name[:3] for name in _MONTHS])


def isleap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leapdays(y1, y2):
    def before(year):
        return (year - 1) // 4 - (year - 1) // 100 + (year - 1) // 400
    return before(y2) - before(y1)


def weekday(year, month, day):
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        year = 2000 + year % 400
    return datetime.date(year, month, day).weekday()


def monthrange(year, month):
    if not 1 <= month <= 12:
        raise IllegalMonthError(month)
    return weekday(year, month, 1), _length(year, month)


def _length(year, month):
    return mdays[month] + (month == February and isleap(year))


class Calendar:
    """The days of months and years, in weeks."""

    def __init__(self, firstweekday=0):
        self.firstweekday = firstweekday

    def getfirstweekday(self):
        return self._first % 7

    def setfirstweekday(self, firstweekday):
        self._first = firstweekday

    firstweekday = property(getfirstweekday, setfirstweekday)

    def iterweekdays(self):
        for i in range(self.firstweekday, self.firstweekday + 7):
            yield i % 7

    def _margins(self, year, month):
        first, days = monthrange(year, month)
        before = (first - self.firstweekday) % 7
        return before, days, -(before + days) % 7

    def itermonthdays(self, year, month):
        before, days, after = self._margins(year, month)
        yield from repeat(0, before)
        yield from range(1, days + 1)
        yield from repeat(0, after)

    def itermonthdays2(self, year, month):
        for i, day in enumerate(self.itermonthdays(year, month), self.firstweekday):
            yield day, i % 7

    def itermonthdays3(self, year, month):
        before, days, after = self._margins(year, month)
        last_year, last = (year - 1, 12) if month == 1 else (year, month - 1)
        next_year, following = (year + 1, 1) if month == 12 else (year, month + 1)
        end = _length(last_year, last) + 1
        for day in range(end - before, end):
            yield last_year, last, day
        for day in range(1, days + 1):
            yield year, month, day
        for day in range(1, after + 1):
            yield next_year, following, day

    def itermonthdays4(self, year, month):
        for i, (y, m, d) in enumerate(self.itermonthdays3(year, month)):
            yield y, m, d, (self.firstweekday + i) % 7

    def itermonthdates(self, year, month):
        for y, m, d in self.itermonthdays3(year, month):
            yield datetime.date(y, m, d)

    def _weeks(self, days):
        days = list(days)
        return [days[i:i + 7] for i in range(0, len(days), 7)]

    def monthdayscalendar(self, year, month):
        return self._weeks(self.itermonthdays(year, month))

    def monthdays2calendar(self, year, month):
        return self._weeks(self.itermonthdays2(year, month))

    def monthdatescalendar(self, year, month):
        return self._weeks(self.itermonthdates(year, month))

    def _rows(self, of_month, year, width):
        months = [of_month(year, month) for month in range(1, 13)]
        return [months[i:i + width] for i in range(0, 12, width)]

    def yeardayscalendar(self, year, width=3):
        return self._rows(self.monthdayscalendar, year, width)

    def yeardays2calendar(self, year, width=3):
        return self._rows(self.monthdays2calendar, year, width)

    def yeardatescalendar(self, year, width=3):
        return self._rows(self.monthdatescalendar, year, width)


def formatstring(cols, colwidth=20, spacing=6):
    return (' ' * spacing).join(col.center(colwidth) for col in cols)


def format(cols, colwidth=20, spacing=6):
    print(formatstring(cols, colwidth, spacing))


class TextCalendar(Calendar):
    """Calendars as plain text."""

    def formatday(self, day, weekday, width):
        return (f'{day:2}' if day else '').center(width)

    def formatweek(self, theweek, width):
        return ' '.join(self.formatday(day, weekday, width) for day, weekday in theweek)

    def formatweekday(self, day, width):
        names = day_name if width >= 9 else day_abbr
        return names[day][:width].center(width)

    def formatweekheader(self, width):
        return ' '.join(self.formatweekday(day, width) for day in self.iterweekdays())

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        name = month_name[themonth]
        return (f'{name} {theyear!r}' if withyear else name).center(width)

    def formatmonth(self, theyear, themonth, w=0, l=0):
        width, between = max(2, w), '\n' * max(1, l)
        lines = [self.formatmonthname(theyear, themonth, 7 * (width + 1) - 1), self.formatweekheader(width)]
        lines += [self.formatweek(week, width) for week in self.monthdays2calendar(theyear, themonth)]
        return ''.join(line.rstrip() + between for line in lines)

    def formatyear(self, theyear, w=2, l=1, c=6, m=3):
        width, lines, space = max(2, w), '\n' * max(1, l), max(2, c)
        column = 7 * (width + 1) - 1
        parts = [repr(theyear).center(column * m + space * (m - 1)).rstrip(), lines]
        for first, row in enumerate(self.yeardays2calendar(theyear, m)):
            months = range(m * first + 1, min(m * (first + 1), 12) + 1)
            rows = [[self.formatmonthname(theyear, month, column, False) for month in months],
                    [self.formatweekheader(width) for month in months]]
            for i in range(max(map(len, row))):
                rows.append([self.formatweek(weeks[i], width) if i < len(weeks) else '' for weeks in row])
            parts.append(lines)
            for cells in rows:
                parts += [formatstring(cells, column, space).rstrip(), lines]
        return ''.join(parts)

    def prweek(self, theweek, width):
        print(self.formatweek(theweek, width), end='')

    def prmonth(self, theyear, themonth, w=0, l=0):
        print(self.formatmonth(theyear, themonth, w, l), end='')

    def pryear(self, theyear, w=0, l=0, c=6, m=3):
        print(self.formatyear(theyear, w, l, c, m), end='')


c = TextCalendar()


def firstweekday():
    return c.getfirstweekday()


def setfirstweekday(firstweekday):
    if not MONDAY <= firstweekday <= SUNDAY:
        raise IllegalWeekdayError(firstweekday)
    c.firstweekday = firstweekday


def monthcalendar(year, month):
    return c.monthdayscalendar(year, month)


def month(theyear, themonth, w=0, l=0):
    return c.formatmonth(theyear, themonth, w, l)


def prmonth(theyear, themonth, w=0, l=0):
    c.prmonth(theyear, themonth, w, l)


def calendar(theyear, w=2, l=1, c=6, m=3):
    return _text.formatyear(theyear, w, l, c, m)


_text = c


def prcal(theyear, w=0, l=0, c=6, m=3):
    _text.pryear(theyear, w, l, c, m)


def week(theweek, width):
    return c.formatweek(theweek, width)


def prweek(theweek, width):
    c.prweek(theweek, width)


def weekheader(width):
    return c.formatweekheader(width)


def timegm(tuple):
    year, month, day, hour, minute, second = tuple[:6]
    days = datetime.date(year, month, 1).toordinal() - datetime.date(EPOCH, 1, 1).toordinal() + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second


__all__ = ['IllegalMonthError', 'IllegalWeekdayError', 'setfirstweekday', 'firstweekday', 'isleap', 'leapdays', 'weekday', 'monthrange',
           'monthcalendar', 'prmonth', 'month', 'prcal', 'calendar', 'timegm', 'month_name', 'month_abbr', 'day_name', 'day_abbr',
           'Calendar', 'TextCalendar', 'weekheader']
