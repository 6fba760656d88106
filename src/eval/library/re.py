import enum
from re import _compile, _find

_MAX = 9223372036854775807
_CACHE_SIZE = 512
_cache = {}


class RegexFlag(enum.IntFlag):
    """What a pattern's flags mean."""

    NOFLAG = 0
    TEMPLATE = T = 1
    IGNORECASE = I = 2
    LOCALE = L = 4
    MULTILINE = M = 8
    DOTALL = S = 16
    UNICODE = U = 32
    VERBOSE = X = 64
    DEBUG = 128
    ASCII = A = 256

    def __repr__(self):
        value = self._value_
        names = [name for name, flag in _FLAGS if value & flag]
        for _, flag in _FLAGS:
            value &= ~flag
        if value:
            names.append(hex(value))
        text = '|'.join('re.' + name if name[0] != '0' else name for name in names)
        return text or 're.NOFLAG'

    __str__ = __repr__


_FLAGS = [('TEMPLATE', 1), ('IGNORECASE', 2), ('LOCALE', 4), ('MULTILINE', 8), ('DOTALL', 16), ('UNICODE', 32), ('VERBOSE', 64),
          ('DEBUG', 128), ('ASCII', 256)]
NOFLAG = RegexFlag.NOFLAG
TEMPLATE = RegexFlag.TEMPLATE
T = TEMPLATE
IGNORECASE = RegexFlag.IGNORECASE
I = IGNORECASE
LOCALE = RegexFlag.LOCALE
L = LOCALE
MULTILINE = RegexFlag.MULTILINE
M = MULTILINE
DOTALL = RegexFlag.DOTALL
S = DOTALL
UNICODE = RegexFlag.UNICODE
U = UNICODE
VERBOSE = RegexFlag.VERBOSE
X = VERBOSE
ASCII = RegexFlag.ASCII
A = ASCII
DEBUG = RegexFlag.DEBUG


class error(Exception):
    """A pattern that is wrong: what is wrong, and where."""

    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        if pattern is not None and pos is not None:
            newline = '\n' if isinstance(pattern, str) else b'\n'
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            msg = f'{msg} at position {pos}'
            if newline in pattern:
                msg = f'{msg} (line {self.lineno}, column {self.colno})'
        else:
            self.lineno = self.colno = None
        super().__init__(msg)


def _text(string):
    if isinstance(string, str):
        return string
    if isinstance(string, (bytes, bytearray)):
        return string.decode('latin-1')
    raise TypeError(f'expected string or bytes-like object, got {type(string).__name__!r}')


class Match:
    """Where a pattern was found, and what its groups matched there."""

    def __init__(self, pattern, string, pos, endpos, spans):
        self.re, self.string, self.pos, self.endpos = pattern, string, pos, endpos
        self._spans = spans
        self.lastindex = spans[-1] if spans[-1] > 0 else None

    @property
    def lastgroup(self):
        for name, number in self.re.groupindex.items():
            if number == self.lastindex:
                return name
        return None

    @property
    def regs(self):
        return tuple(self.span(number) for number in range(self.re.groups + 1))

    def _number(self, group):
        if isinstance(group, (str, bytes)):
            number = self.re.groupindex.get(group)
        else:
            try:
                number = group.__index__()
            except AttributeError:
                number = None
        if number is None or not 0 <= number <= self.re.groups:
            raise IndexError('no such group')
        return number

    def _group(self, group, default=None):
        number = self._number(group)
        start = self._spans[2 * number]
        return default if start < 0 else self.string[start:self._spans[2 * number + 1]]

    def group(self, *groups):
        if not groups:
            return self._group(0)
        if len(groups) == 1:
            return self._group(groups[0])
        return tuple(self._group(group) for group in groups)

    def __getitem__(self, group):
        return self._group(group)

    def groups(self, default=None):
        return tuple(self._group(number, default) for number in range(1, self.re.groups + 1))

    def groupdict(self, default=None):
        return {name: self._group(number, default) for name, number in self.re.groupindex.items()}

    def start(self, group=0, /):
        return self._spans[2 * self._number(group)]

    def end(self, group=0, /):
        return self._spans[2 * self._number(group) + 1]

    def span(self, group=0, /):
        number = self._number(group)
        return self._spans[2 * number], self._spans[2 * number + 1]

    def expand(self, template):
        return _filled(_parts(self.re, template), self)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return f'<re.Match object; span={self.span()}, match={self.group()!r}>'


class Pattern:
    """A pattern made ready to be used many times."""

    def __init__(self, pattern, flags, program, groups, groupindex):
        self.pattern, self.flags, self.groups, self.groupindex = pattern, flags, groups, groupindex
        self._program = program

    def _found(self, string, pos, endpos, how, most):
        text = _text(string)
        if isinstance(self.pattern, str) != isinstance(string, str):
            kinds = ('string', 'bytes-like') if isinstance(self.pattern, str) else ('bytes', 'string-like')
            raise TypeError(f'cannot use a {kinds[0]} pattern on a {kinds[1]} object')
        pos = max(0, min(pos, len(text)))
        endpos = max(0, min(endpos, len(text)))
        return [Match(self, string, pos, endpos, spans) for spans in _find(self._program, text, pos, endpos, how, most)]

    def _one(self, string, pos, endpos, how):
        found = self._found(string, pos, endpos, how, 1)
        return found[0] if found else None

    def match(self, string, pos=0, endpos=_MAX):
        return self._one(string, pos, endpos, 0)

    def search(self, string, pos=0, endpos=_MAX):
        return self._one(string, pos, endpos, 1)

    def fullmatch(self, string, pos=0, endpos=_MAX):
        return self._one(string, pos, endpos, 2)

    def finditer(self, string, pos=0, endpos=_MAX):
        return iter(self._found(string, pos, endpos, 1, _MAX))

    def findall(self, string, pos=0, endpos=_MAX):
        empty = string[:0]
        found = self._found(string, pos, endpos, 1, _MAX)
        if self.groups == 0:
            return [match.group() for match in found]
        if self.groups == 1:
            return [match._group(1, empty) for match in found]
        return [match.groups(empty) for match in found]

    def split(self, string, maxsplit=0):
        if maxsplit < 0:
            return [string]
        parts, at = [], 0
        for match in self._found(string, 0, _MAX, 1, maxsplit or _MAX):
            parts.append(string[at:match.start()])
            parts.extend(match.groups())
            at = match.end()
        parts.append(string[at:])
        return parts

    def subn(self, repl, string, count=0):
        if callable(repl):
            fill = repl
        else:
            parts = _parts(self, repl)
            fill = lambda match: _filled(parts, match)
        out, at, done = [], 0, 0
        for match in self._found(string, 0, _MAX, 1, count or _MAX) if count >= 0 else []:
            out.append(string[at:match.start()])
            new = fill(match)
            if new is not None:
                if isinstance(new, str) != isinstance(string, str):
                    kind = 'str instance' if isinstance(string, str) else 'a bytes-like object'
                    raise TypeError(f'sequence item {len(out)}: expected {kind}, {type(new).__name__} found')
                out.append(new)
            at = match.end()
            done += 1
        out.append(string[at:])
        return string[:0].join(out), done

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def scanner(self, string, pos=0, endpos=_MAX):
        return self.finditer(string, pos, endpos)

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return (self.pattern, self.flags) == (other.pattern, other.flags) and type(self.pattern) is type(other.pattern)

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        shown = repr(self.pattern)[:200]
        flags = self.flags & ~32 if isinstance(self.pattern, str) else self.flags
        return f're.compile({shown}, {RegexFlag(flags)!r})' if flags else f're.compile({shown})'


def _parts(pattern, template):
    """A replacement as texts and numbers of groups."""
    text = _text(template)
    as_bytes = not isinstance(template, str)
    parts, literal, at = [], '', 0
    escapes = {'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v', '\\': '\\'}

    def group(number, place):
        nonlocal literal
        if number > pattern.groups:
            raise error(f'invalid group reference {number}', template, place)
        parts.append(literal.encode('latin-1') if as_bytes else literal)
        parts.append(number)
        literal = ''

    while at < len(text):
        character = text[at]
        start = at
        at += 1
        if character != '\\':
            literal += character
            continue
        if at == len(text):
            raise error('bad escape (end of pattern)', template, start)
        escape = text[at]
        at += 1
        if escape == 'g':
            if at == len(text) or text[at] != '<':
                raise error('missing <', template, at)
            at += 1
            end = text.find('>', at)
            name = text[at:end] if end >= 0 else text[at:]
            if not name:
                raise error('missing group name', template, at)
            if end < 0:
                raise error('missing >, unterminated name', template, at)
            if name.isdecimal():
                number = int(name)
                if number > pattern.groups:
                    raise error(f'invalid group reference {number}', template, at)
            elif not name.isidentifier():
                raise error(f'bad character in group name {name!r}', template, at)
            elif name in pattern.groupindex:
                number = pattern.groupindex[name]
            else:
                raise IndexError(f'unknown group name {name!r}')
            group(number, at)
            at = end + 1
        elif escape == '0':
            digits = ''
            while at < len(text) and len(digits) < 2 and text[at] in '01234567':
                digits += text[at]
                at += 1
            literal += chr(int(digits or '0', 8) & 255)
        elif escape in '123456789':
            number = escape
            if at < len(text) and text[at] in '0123456789':
                number += text[at]
                at += 1
                if number[0] in '0123' and number[1] in '01234567' and at < len(text) and text[at] in '01234567':
                    literal += chr(int(number + text[at], 8))
                    at += 1
                    continue
            group(int(number), start + 1)
        elif escape in escapes:
            literal += escapes[escape]
        elif escape.isascii() and escape.isalpha():
            raise error(f'bad escape \\{escape}', template, start)
        else:
            literal += '\\' + escape
    parts.append(literal.encode('latin-1') if as_bytes else literal)
    return parts


def _filled(parts, match):
    empty = match.string[:0]
    return empty.join(match._group(part, empty) if isinstance(part, int) else part for part in parts)


def compile(pattern, flags=0):
    """A pattern made ready, with flags such as `re.IGNORECASE`."""
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError('cannot process flags argument with a compiled pattern')
        return pattern
    key = type(pattern), pattern, int(flags)
    try:
        return _cache[key]
    except KeyError:
        pass
    if not isinstance(pattern, (str, bytes)):
        raise TypeError('first argument must be string or compiled pattern')
    as_bytes = isinstance(pattern, bytes)
    flags = int(flags)
    if not as_bytes and flags & 4:
        raise ValueError('cannot use LOCALE flag with a str pattern')
    if as_bytes and flags & 32:
        raise ValueError('cannot use UNICODE flag with a bytes pattern')
    if flags & 256 and flags & 32:
        raise ValueError('ASCII and UNICODE flags are incompatible')
    made = _compile(_text(pattern), flags | 256 if as_bytes else flags)
    if len(made) == 2:
        raise error(made[0], pattern if made[1] is not None else None, made[1])
    program, own, groups, names = made
    if as_bytes:
        own = own & ~256 | flags & 256
    if len(_cache) >= _CACHE_SIZE:
        del _cache[next(iter(_cache))]
    _cache[key] = Pattern(pattern, own, program, groups, names)
    return _cache[key]


def match(pattern, string, flags=0):
    """The pattern at the start of a text, or None."""
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """The pattern as the whole of a text, or None."""
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """The first place where the pattern is found in a text, or None."""
    return compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    """The text with every occurrence of the pattern replaced."""
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    """As `sub`, with the number of replacements."""
    return compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    """The parts of a text between occurrences of the pattern."""
    return compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """All that the pattern matches in a text: its groups where it has some."""
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """The matches of the pattern in a text, one after the other."""
    return compile(pattern, flags).finditer(string)


def purge():
    """Forgets the patterns that were kept ready."""
    _cache.clear()


def template(pattern, flags=0):
    return compile(pattern, flags | T)


def escape(pattern):
    """A text as a pattern that matches just that text."""
    special = '()[]{}?*+-|^$\\.&~# \t\n\r\v\f'
    text = ''.join('\\' + character if character in special else character for character in _text(pattern))
    return text if isinstance(pattern, str) else text.encode('latin-1')
