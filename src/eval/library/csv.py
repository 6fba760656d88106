QUOTE_MINIMAL = 0
QUOTE_ALL = 1
QUOTE_NONNUMERIC = 2
QUOTE_NONE = 3


class Error(Exception):
    pass


Error.__module__ = '_csv'


class Dialect:
    """How fields are told apart and quoted."""

    delimiter = ','
    quotechar = '"'
    escapechar = None
    doublequote = True
    skipinitialspace = False
    lineterminator = '\r\n'
    quoting = QUOTE_MINIMAL
    strict = False


class excel(Dialect):
    pass


class excel_tab(excel):
    delimiter = '\t'


class unix_dialect(Dialect):
    quoting = QUOTE_ALL
    lineterminator = '\n'


_dialects = {'excel': excel, 'excel-tab': excel_tab, 'unix': unix_dialect}


def register_dialect(name, dialect=Dialect, **options):
    """Gives a way of writing a name."""
    _dialects[name] = _dialect(dialect, options)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error('unknown dialect')
    del _dialects[name]


def list_dialects():
    return list(_dialects)


def get_dialect(name):
    if name not in _dialects:
        raise Error('unknown dialect')
    return _dialects[name]


def _dialect(dialect, options):
    made = Dialect()
    base = get_dialect(dialect) if isinstance(dialect, str) else dialect
    names = ['delimiter', 'quotechar', 'escapechar', 'doublequote', 'skipinitialspace', 'lineterminator', 'quoting', 'strict']
    for name in names:
        setattr(made, name, options.get(name, getattr(base, name)))
    for name in options:
        if name not in names:
            raise TypeError(f"'{name}' is an invalid keyword argument for this function")
    for name in ('delimiter', 'quotechar', 'escapechar'):
        value = getattr(made, name)
        if value is None and name != 'delimiter':
            continue
        if not isinstance(value, str):
            nothing = ' or None' if name != 'delimiter' else ''
            raise TypeError(f'"{name}" must be string{nothing}, not {type(value).__name__}')
        if len(value) != 1:
            raise TypeError(f'"{name}" must be a 1-character string')
    return made


class _Reader:
    def __init__(self, lines, dialect):
        self._lines, self.dialect, self.line_num = iter(lines), dialect, 0

    def __iter__(self):
        return self

    def __next__(self):
        rules = self.dialect
        fields, field, quoted, was_quoted, begun, empty = [], '', False, False, False, True
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if not begun or not (quoted or field or fields):
                    raise
                return [] if empty else fields + [self._value(field, was_quoted)]
            if not isinstance(line, str):
                raise Error(f'iterator should return strings, not {type(line).__name__} (the file should be opened in text mode)')
            self.line_num += 1
            begun = True
            at, length = 0, len(line)
            while at < length:
                character = line[at]
                at += 1
                empty = empty and character in '\r\n'
                if character == rules.escapechar and at < length:
                    field += line[at]
                    at += 1
                elif quoted:
                    if character != rules.quotechar:
                        field += character
                    elif rules.doublequote and line[at:at + 1] == rules.quotechar:
                        field += character
                        at += 1
                    else:
                        quoted = False
                elif character in '\r\n':
                    if line[at:].strip('\r\n'):
                        raise Error('new-line character seen in unquoted field - do you need to open the file in universal-newline mode?')
                    at = length
                elif character == rules.delimiter:
                    fields.append(self._value(field, was_quoted))
                    field, was_quoted = '', False
                elif character == rules.quotechar and not field and not was_quoted and rules.quoting != QUOTE_NONE:
                    quoted = was_quoted = True
                elif character == ' ' and rules.skipinitialspace and not field and not was_quoted:
                    pass
                else:
                    if was_quoted and rules.strict:
                        raise Error(f"'{rules.delimiter}' expected after '{rules.quotechar}'")
                    field += character
            if not quoted:
                return [] if empty else fields + [self._value(field, was_quoted)]

    def _value(self, field, was_quoted):
        if self.dialect.quoting == QUOTE_NONNUMERIC and not was_quoted:
            return float(field)
        return field


class _Writer:
    def __init__(self, file, dialect):
        if not hasattr(file, 'write'):
            raise TypeError('argument 1 must have a "write" method')
        self._file, self.dialect = file, dialect

    def _shown(self, value, alone):
        rules = self.dialect
        text = '' if value is None else str(value)
        quote = rules.quotechar
        special = any(c in text for c in (rules.delimiter, quote, rules.escapechar, '\n', '\r') if c) or any(
            c in text for c in rules.lineterminator)
        if rules.quoting == QUOTE_NONE:
            out = ''
            for character in text:
                if character in (rules.delimiter, rules.escapechar, quote, '\n', '\r') or character in rules.lineterminator:
                    if not rules.escapechar:
                        raise Error('need to escape, but no escapechar set')
                    out += rules.escapechar
                out += character
            if alone and not text:
                raise Error('single empty field record must be quoted')
            return out
        number = isinstance(value, (int, float)) or not isinstance(value, (str, type(None))) and hasattr(value, '__float__')
        if rules.quoting == QUOTE_ALL or rules.quoting == QUOTE_NONNUMERIC and not number or special or alone and not text:
            if rules.escapechar:
                text = text.replace(rules.escapechar, rules.escapechar * 2)
            text = text.replace(quote, quote * 2 if rules.doublequote else (rules.escapechar or '') + quote)
            return quote + text + quote
        return text

    def writerow(self, row):
        try:
            values = list(row)
        except TypeError:
            raise Error(f'iterable expected, not {type(row).__name__}') from None
        alone = len(values) == 1
        text = self.dialect.delimiter.join(self._shown(value, alone) for value in values)
        return self._file.write(text + self.dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


def reader(csvfile, dialect='excel', **options):
    """The rows of a text, each as a list of its fields."""
    return _Reader(csvfile, _dialect(dialect, options))


def writer(csvfile, dialect='excel', **options):
    """Writes rows into a file."""
    return _Writer(csvfile, _dialect(dialect, options))


class DictReader:
    """The rows of a text, each as a dict with the names of the columns."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect='excel', **options):
        self.reader = reader(f, dialect, **options)
        self.dialect, self.restkey, self.restval = dialect, restkey, restval
        self.fieldnames = None if fieldnames is None else list(fieldnames)

    @property
    def fieldnames(self):
        if self._names is None:
            self._names = next(self.reader, None)
        return self._names

    @fieldnames.setter
    def fieldnames(self, names):
        self._names = names

    @property
    def line_num(self):
        return self.reader.line_num

    def __iter__(self):
        return self

    def __next__(self):
        names = self.fieldnames
        fields = next(fields for fields in self.reader if fields)
        columns = len(names)
        row = dict.fromkeys(names, self.restval) if len(fields) < columns else {}
        row.update(zip(names, fields))
        if len(fields) > columns:
            row[self.restkey] = fields[columns:]
        return row


class DictWriter:
    """Writes dicts as rows, in the order of the names of the columns."""

    def __init__(self, f, fieldnames, restval='', extrasaction='raise', dialect='excel', **options):
        if extrasaction.lower() not in ('raise', 'ignore'):
            raise ValueError(f"extrasaction ({extrasaction}) must be 'raise' or 'ignore'")
        self.writer = writer(f, dialect, **options)
        self.fieldnames, self.restval, self.extrasaction = fieldnames, restval, extrasaction

    def _fields(self, row):
        unknown = row.keys() - self.fieldnames
        if unknown and self.extrasaction == 'raise':
            raise ValueError(f'dict contains fields not in fieldnames: {", ".join(map(repr, unknown))}')
        return [row.get(name, self.restval) for name in self.fieldnames]

    def writeheader(self):
        return self.writer.writerow(self.fieldnames)

    def writerow(self, rowdict):
        return self.writer.writerow(self._fields(rowdict))

    def writerows(self, rowdicts):
        self.writer.writerows(map(self._fields, rowdicts))
