import math


class JSONDecodeError(ValueError):
    """A text that is no JSON, and where."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count('\n', 0, pos) + 1
        colno = pos - doc.rfind('\n', 0, pos)
        super().__init__(f'{msg}: line {lineno} column {colno} (char {pos})')
        self.msg, self.doc, self.pos, self.lineno, self.colno = msg, doc, pos, lineno, colno


_ESCAPES = {'"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\x0c': '\\f', '\x08': '\\b'}
_MEANINGS = {'"': '"', '\\': '\\', '/': '/', 'n': '\n', 'r': '\r', 't': '\t', 'f': '\x0c', 'b': '\x08'}


def _quoted(text, ensure_ascii):
    out = []
    for character in text:
        code = ord(character)
        if character in _ESCAPES:
            out.append(_ESCAPES[character])
        elif code < 32 or ensure_ascii and 126 < code < 65536:
            out.append(f'\\u{code:04x}')
        elif ensure_ascii and code >= 65536:
            code -= 65536
            out.append(f'\\u{0xd800 + (code >> 10):04x}\\u{0xdc00 + (code & 0x3ff):04x}')
        else:
            out.append(character)
    return '"' + ''.join(out) + '"'


class JSONEncoder:
    """Writes values as JSON; a class derived from it can say in `default` how others are written."""

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = ' ' * indent if isinstance(indent, int) else indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        else:
            self.item_separator = ', ' if indent is None else ','
            self.key_separator = ': '
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        return self._write(o, '\n', [])

    def iterencode(self, o):
        yield self.encode(o)

    def _number(self, o):
        if o != o or o in (math.inf, -math.inf):
            if not self.allow_nan:
                raise ValueError('Out of range float values are not JSON compliant: ' + repr(o))
            return 'NaN' if o != o else 'Infinity' if o > 0 else '-Infinity'
        return repr(float(o))

    def _simple(self, o):
        if isinstance(o, str):
            return _quoted(o, self.ensure_ascii)
        if o is None:
            return 'null'
        if o is True:
            return 'true'
        if o is False:
            return 'false'
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return self._number(o)
        return None

    def _key(self, key):
        if isinstance(key, str):
            return key
        if key is None or isinstance(key, (int, float)):
            return self._simple(key)
        if self.skipkeys:
            return None
        raise TypeError(f'keys must be str, int, float, bool or None, not {key.__class__.__name__}')

    def _write(self, o, line, inside):
        simple = self._simple(o)
        if simple is not None:
            return simple
        if id(o) in inside:
            raise ValueError('Circular reference detected')
        inside = inside + [id(o)]
        deeper = line if self.indent is None else line + self.indent
        if isinstance(o, (list, tuple)):
            parts = [self._write(item, deeper, inside) for item in o]
            return self._bracketed('[]', parts, line, deeper)
        if isinstance(o, dict):
            items = sorted(o.items()) if self.sort_keys else o.items()
            parts = []
            for key, value in items:
                key = self._key(key)
                if key is not None:
                    shown = self._write(value, deeper, inside)
                    parts.append(_quoted(key, self.ensure_ascii) + self.key_separator + shown)
            return self._bracketed('{}', parts, line, deeper)
        return self._write(self.default(o), line, inside)

    def _bracketed(self, brackets, parts, line, deeper):
        if not parts:
            return brackets
        if self.indent is None:
            return brackets[0] + self.item_separator.join(parts) + brackets[1]
        return brackets[0] + deeper + (self.item_separator + deeper).join(parts) + line + brackets[1]


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False, **kw):
    """A value as a text in JSON."""
    encoder = (cls or JSONEncoder)(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular, allow_nan=allow_nan,
        sort_keys=sort_keys, indent=indent, separators=separators, default=default, **kw)
    return encoder.encode(obj)


def dump(obj, fp, **kwargs):
    """Writes a value to a file in JSON."""
    fp.write(dumps(obj, **kwargs))


class _Reader:
    def __init__(self, text, object_hook, parse_float, parse_int, parse_constant, object_pairs_hook):
        self.text = text
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant
        self.object_pairs_hook = object_pairs_hook

    def blank(self, at):
        while at < len(self.text) and self.text[at] in ' \t\n\r':
            at += 1
        return at

    def value(self, at):
        text = self.text
        first = text[at:at + 1]
        if first == '"':
            return self.string(at + 1)
        if first == '{':
            return self.object(at + 1)
        if first == '[':
            return self.array(at + 1)
        for word, value in (('null', None), ('true', True), ('false', False)):
            if text.startswith(word, at):
                return value, at + len(word)
        for word, value in (('NaN', math.nan), ('Infinity', math.inf), ('-Infinity', -math.inf)):
            if text.startswith(word, at):
                return (self.parse_constant(word) if self.parse_constant else value), at + len(word)
        return self.number(at)

    def number(self, at):
        text, end = self.text, at
        if text[end:end + 1] == '-':
            end += 1
        if text[end:end + 1] == '0':
            end += 1
        elif text[end:end + 1] in '123456789' and text[end:end + 1]:
            end = self.digits(end)
        else:
            raise JSONDecodeError('Expecting value', text, at)
        whole = end
        if text[end:end + 1] == '.' and self.digits(end + 1) > end + 1:
            end = self.digits(end + 1)
        if text[end:end + 1] in ('e', 'E'):
            sign = end + 2 if text[end + 1:end + 2] in ('+', '-') else end + 1
            if self.digits(sign) > sign:
                end = self.digits(sign)
        read = self.parse_int if end == whole else self.parse_float
        return read(text[at:end]), end

    def digits(self, at):
        while at < len(self.text) and self.text[at] in '0123456789':
            at += 1
        return at

    def string(self, at):
        text, begin, out = self.text, at - 1, []
        while True:
            if at >= len(text):
                raise JSONDecodeError('Unterminated string starting at', text, begin)
            character = text[at]
            if character == '"':
                return ''.join(out), at + 1
            if ord(character) < 32:
                raise JSONDecodeError('Invalid control character at', text, at)
            if character != '\\':
                out.append(character)
                at += 1
                continue
            escape = text[at + 1:at + 2]
            if escape == '':
                raise JSONDecodeError('Unterminated string starting at', text, begin)
            if escape in _MEANINGS:
                out.append(_MEANINGS[escape])
                at += 2
                continue
            if escape != 'u':
                raise JSONDecodeError('Invalid \\escape', text, at)
            code, at = self.code(at + 2), at + 6
            if 0xd800 <= code < 0xdc00 and text.startswith('\\u', at):
                low = self.code(at + 2)
                if 0xdc00 <= low < 0xe000:
                    code, at = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00), at + 6
            out.append(chr(code))

    def code(self, at):
        digits = self.text[at:at + 4]
        if len(digits) != 4 or any(digit not in '0123456789abcdefABCDEF' for digit in digits):
            raise JSONDecodeError('Invalid \\uXXXX escape', self.text, at - 1)
        return int(digits, 16)

    def array(self, at):
        items = []
        at = self.blank(at)
        if self.text[at:at + 1] == ']':
            return items, at + 1
        while True:
            value, at = self.value(self.blank(at))
            items.append(value)
            at = self.blank(at)
            mark = self.text[at:at + 1]
            if mark == ']':
                return items, at + 1
            if mark != ',':
                raise JSONDecodeError("Expecting ',' delimiter", self.text, at)
            at += 1

    def object(self, at):
        pairs = []
        at = self.blank(at)
        if self.text[at:at + 1] == '}':
            return self.made(pairs), at + 1
        while True:
            if self.text[at:at + 1] != '"':
                raise JSONDecodeError('Expecting property name enclosed in double quotes', self.text, at)
            key, at = self.string(at + 1)
            at = self.blank(at)
            if self.text[at:at + 1] != ':':
                raise JSONDecodeError("Expecting ':' delimiter", self.text, at)
            value, at = self.value(self.blank(at + 1))
            pairs.append((key, value))
            at = self.blank(at)
            mark = self.text[at:at + 1]
            if mark == '}':
                return self.made(pairs), at + 1
            if mark != ',':
                raise JSONDecodeError("Expecting ',' delimiter", self.text, at)
            at = self.blank(at + 1)

    def made(self, pairs):
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs)
        made = dict(pairs)
        return made if self.object_hook is None else self.object_hook(made)


class JSONDecoder:
    """Reads JSON."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self._options = (object_hook, parse_float, parse_int, parse_constant, object_pairs_hook)

    def decode(self, s):
        reader = _Reader(s, *self._options)
        value, end = reader.value(reader.blank(0))
        end = reader.blank(end)
        if end != len(s):
            raise JSONDecodeError('Extra data', s, end)
        return value

    def raw_decode(self, s, idx=0):
        return _Reader(s, *self._options).value(idx)


def loads(s, *, cls=None, **kw):
    """The value that a text in JSON says."""
    if isinstance(s, bytes):
        s = s.decode()
    elif not isinstance(s, str):
        raise TypeError(f'the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}')
    elif s.startswith('\ufeff'):
        raise JSONDecodeError('Unexpected UTF-8 BOM (decode using utf-8-sig)', s, 0)
    return (cls or JSONDecoder)(**kw).decode(s)


def load(fp, **kw):
    """The value that a file in JSON says."""
    return loads(fp.read(), **kw)
