def _ordered(items):
    try:
        return sorted(items)
    except TypeError:
        return sorted(items, key=lambda item: (str(type(item)), id(item)))


def isreadable(object):
    """Would `eval` of what is shown give the value back?"""
    return PrettyPrinter().isreadable(object)


def isrecursive(object):
    """Does the value hold itself?"""
    return PrettyPrinter().isrecursive(object)


class PrettyPrinter:
    """Shows values on several lines where one would be too long."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
        indent, width = int(indent), int(width)
        wrong = {
            'indent must be >= 0': indent < 0,
            'depth must be > 0': depth is not None and depth <= 0,
            'width must be != 0': width == 0,
        }
        for message, holds in wrong.items():
            if holds:
                raise ValueError(message)
        self._indent, self._width, self._depth, self._stream = indent, width, depth, stream
        self._compact, self._sort_dicts, self._underscores = bool(compact), sort_dicts, underscore_numbers

    def pprint(self, object):
        text = self.pformat(object)
        if self._stream is None:
            print(text)
        else:
            self._stream.write(text + '\n')

    def pformat(self, object):
        return self._shown(object, 0, 0, (), 0)

    def isreadable(self, object):
        text, readable, _ = self._flat(object, (), 0)
        return readable

    def isrecursive(self, object):
        return self._flat(object, (), 0)[2]

    def format(self, object, context, maxlevels, level):
        return self._flat(object, tuple(context), level)

    def _flat(self, value, above, level):
        """On one line; whether it can be read back; whether it holds itself."""
        kind = type(value)
        if kind is int and self._underscores:
            return f'{value:_d}', True, False
        if kind in (list, tuple, dict):
            empty = {list: '[]', tuple: '()', dict: '{}'}[kind]
            if not value:
                return empty, True, False
            if self._depth and level >= self._depth:
                return empty[0] + '...' + empty[1], False, id(value) in above
            if id(value) in above:
                return f'<Recursion on {kind.__name__} with id={id(value)}>', False, True
            above = above + (id(value),)
            readable, recursive, parts = True, False, []
            for item in self._items(value) if kind is dict else value:
                if kind is dict:
                    key, good, ring = self._flat(item[0], above, level + 1)
                    text, good2, ring2 = self._flat(item[1], above, level + 1)
                    parts.append(f'{key}: {text}')
                    readable, recursive = readable and good and good2, recursive or ring or ring2
                else:
                    text, good, ring = self._flat(item, above, level + 1)
                    parts.append(text)
                    readable, recursive = readable and good, recursive or ring
            comma = ',' if kind is tuple and len(parts) == 1 else ''
            return empty[0] + ', '.join(parts) + comma + empty[1], readable, recursive
        text = repr(value)
        return text, bool(text) and not text.startswith('<'), False

    def _items(self, value):
        if not self._sort_dicts:
            return list(value.items())
        try:
            return sorted(value.items(), key=lambda pair: pair[0])
        except TypeError:
            return sorted(value.items(), key=lambda pair: (str(type(pair[0])), id(pair[0])))

    def _shown(self, value, indent, allowance, above, level):
        if id(value) in above:
            return self._flat(value, above, level)[0]
        text = self._flat(value, above, level)[0]
        if len(text) <= self._width - indent - allowance:
            return text
        kind = type(value)
        inside = above + (id(value),)
        if kind is dict:
            return self._dict(value, indent, allowance, inside, level + 1)
        if kind is list or kind is tuple and value:
            ends = '[]' if kind is list else '()'
            if kind is tuple and len(value) == 1:
                ends = '(', ',)'
            body = self._several(value, indent, allowance + len(ends[1]), inside, level + 1)
            return ends[0] + ' ' * (self._indent - 1) + body + ends[1]
        if kind in (set, frozenset) and value:
            ends = ('{', '}') if kind is set else ('frozenset({', '})')
            shift = indent + len(ends[0]) - 1
            body = self._several(_ordered(value), shift, allowance + len(ends[1]), inside, level + 1)
            return ends[0] + ' ' * (self._indent - 1) + body + ends[1]
        if kind is str and value:
            return self._text(value, indent, allowance, level + 1)
        return self._other(value, text, indent, allowance, inside, level + 1)

    def _other(self, value, text, indent, allowance, inside, level):
        kind = type(value)
        fields = getattr(kind, '__dataclass_fields__', None)
        if fields and text.startswith(kind.__name__ + '('):
            name = kind.__name__
            parts = [(field.name, getattr(value, field.name)) for field in fields.values() if field.repr]
            shift = indent + len(name) + 1
            lines = []
            for number, (field, item) in enumerate(parts):
                last = number == len(parts) - 1
                lines.append(f'{field}=' + self._shown(item, shift + len(field) + 1, allowance if last else 1, inside, level))
            return name + '(' + (',\n' + ' ' * shift).join(lines) + ')'
        if kind.__name__ in ('OrderedDict', 'defaultdict', 'Counter') and value:
            name = kind.__name__
            if name == 'defaultdict':
                factory = self._flat(value.default_factory, inside, level)[0]
                shift = indent + len(name) + 1
                return f'{name}({factory},\n{" " * shift}' + self._dict(value, shift, allowance + 1, inside, level) + ')'
            if name == 'Counter':
                head = name + '({'
                body = self._pairs(value.most_common(), indent + len(head) - 1, allowance + 2, inside, level)
                return head + ' ' * (self._indent - 1) + body + '})'
            head = name + '(['
            body = self._several(list(value.items()), indent + len(head) - 1, allowance + 2, inside, level)
            return head + body + '])'
        if kind.__name__ == 'deque' and value:
            shift = indent + 6
            body = self._several(list(value), shift, allowance + 2 if value.maxlen is None else 2, inside, level)
            end = '])' if value.maxlen is None else f'],\n{" " * shift}maxlen={value.maxlen})'
            return 'deque([' + body + end
        return text

    def _dict(self, value, indent, allowance, inside, level):
        return '{' + ' ' * (self._indent - 1) + self._pairs(self._items(value), indent, allowance + 1, inside, level) + '}'

    def _pairs(self, pairs, indent, allowance, inside, level):
        indent += self._indent
        lines = []
        for number, (key, item) in enumerate(pairs):
            name = self._flat(key, inside, level)[0]
            last = number == len(pairs) - 1
            lines.append(f'{name}: ' + self._shown(item, indent + len(name) + 2, allowance if last else 1, inside, level))
        return (',\n' + ' ' * indent).join(lines)

    def _several(self, items, indent, allowance, inside, level):
        """Items one below the other, or as many on a line as there is room for."""
        indent += self._indent
        text, separator = '', ''
        full = left = self._width - indent + 1
        for at, item in enumerate(items, 1):
            beyond = 1
            if at == len(items):
                beyond = allowance
                full, left = full - allowance, left - allowance
            flat = self._flat(item, inside, level)[0] if self._compact else None
            if flat is not None:
                if left < len(flat) + 2:
                    left = full
                    separator = separator and ',\n' + ' ' * indent
                if left >= len(flat) + 2:
                    left -= len(flat) + 2
                    text += separator + flat
                    separator = ', '
                    continue
            text += separator + self._shown(item, indent, beyond, inside, level)
            separator = ',\n' + ' ' * indent
        return text

    def _text(self, value, indent, allowance, level):
        """A text in pieces that fit: at the ends of its lines, and between words where a line is too long."""
        if level == 1:
            indent, allowance = indent + 1, allowance + 1
        width = self._width - indent
        lines = value.splitlines(True)
        pieces = []
        for line in lines:
            room = width - (allowance if line is lines[-1] else 0)
            pieces += [line] if len(repr(line)) <= room else _cut(line, width, room)
        if len(pieces) == 1:
            return repr(pieces[0])
        body = ('\n' + ' ' * indent).join(map(repr, pieces))
        return f'({body})' if level == 1 else body


def _cut(line, width, last):
    """A line in pieces of whole words; the last word has less room."""
    pieces, words = [''], _words(line)
    for at, word in enumerate(words, 1):
        room = last if at == len(words) else width
        if len(repr(pieces[-1] + word)) > room:
            pieces.append('')
        pieces[-1] += word
    return [piece for piece in pieces if piece]


def _words(line):
    """Words, each with the blanks behind it."""
    parts, current = [], ''
    for character in line:
        if current and current[-1].isspace() and not character.isspace():
            parts.append(current)
            current = ''
        current += character
    return parts + [current] if current else parts


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """The value as text, on several lines where one would be too long."""
    return PrettyPrinter(indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """Prints the value, on several lines where one would be too long."""
    PrettyPrinter(indent=indent, width=width, depth=depth, stream=stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """Prints the value, dicts in their own order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """`repr`, safe for values that hold themselves."""
    return PrettyPrinter()._flat(object, (), 0)[0]
