import re


class Template:
    """A text with places to fill in: `$name` or `${name}`; `$$` is a dollar sign."""

    delimiter = '$'
    idpattern = '(?a:[_a-z][_a-z0-9]*)'
    braceidpattern = None
    flags = re.IGNORECASE

    def __init__(self, template):
        self.template = template

    @classmethod
    def _places(cls):
        sign = re.escape(cls.delimiter)
        name, braced = cls.idpattern, cls.braceidpattern or cls.idpattern
        return re.compile(f'{sign}(?:(?P<escaped>{sign})|(?P<named>{name})|{{(?P<braced>{braced})}}|(?P<invalid>))', cls.flags)

    def _filled(self, mapping, kws, safe):
        def value(place):
            name = place['named'] or place['braced']
            if name is not None:
                if not safe:
                    return str(kws[name] if name in kws else mapping[name])
                try:
                    return str(kws[name] if name in kws else mapping[name])
                except KeyError:
                    return place[0]
            if place['escaped'] is not None:
                return self.delimiter
            if safe:
                return place[0]
            lines = self.template[:place.start('invalid')].splitlines(keepends=True)
            column = place.start('invalid') - len(''.join(lines[:-1])) if lines else 1
            raise ValueError(f'Invalid placeholder in string: line {len(lines) or 1}, col {column}')
        return self._places().sub(value, self.template)

    def substitute(self, mapping={}, /, **kws):
        return self._filled(mapping, kws, False)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._filled(mapping, kws, True)

    def _matches(self):
        return self._places().finditer(self.template)

    def is_valid(self):
        return all(place['invalid'] is None for place in self._matches())

    def get_identifiers(self):
        names = []
        for place in self._matches():
            name = place['named'] or place['braced']
            if name is not None and name not in names:
                names.append(name)
        return names


class Formatter:
    """What `str.format` does, as an object whose parts can be replaced."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        made, _ = self._vformat(format_string, args, kwargs, used, 0, 2)
        self.check_unused_args(used, args, kwargs)
        return made

    def _vformat(self, text, args, kwargs, used, number, depth):
        if depth < 0:
            raise ValueError('Max string recursion exceeded')
        made = []
        for literal, field, spec, conversion in self.parse(text):
            made.append(literal)
            if field is None:
                continue
            if field[:1] in ('', '.', '['):
                if number is None:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                field, number = f'{number}{field}', number + 1
            elif field[0].isdigit():
                if number:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                number = None
            value, first = self.get_field(field, args, kwargs)
            used.add(first)
            spec, number = self._vformat(spec, args, kwargs, used, number, depth - 1)
            made.append(self.format_field(self.convert_field(value, conversion), spec))
        return ''.join(made), number

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion not in 'sra':
            raise ValueError(f'Unknown conversion specifier {conversion!s}')
        return {'s': str, 'r': repr, 'a': ascii}[conversion](value)

    def get_field(self, field_name, args, kwargs):
        first, rest = re.match(r'([^.\[]*)(.*)', field_name, re.DOTALL).groups()
        first = int(first) if first.isdigit() else first
        value = self.get_value(first, args, kwargs)
        for name, item in re.findall(r'\.([^.\[]+)|\[([^\]]+)\]', rest):
            value = getattr(value, name) if name else value[int(item) if item.isdigit() else item]
        return value, first

    def parse(self, format_string):
        text, at, literal = format_string, 0, ''
        while at < len(text):
            char = text[at]
            if char in '{}' and text[at:at + 2] == char * 2:
                literal += char
                at += 2
                yield literal, None, None, None
                literal = ''
                continue
            if char == '}':
                raise ValueError("Single '}' encountered in format string")
            if char != '{':
                literal += char
                at += 1
                continue
            end, depth = at + 1, 1
            while end < len(text) and depth:
                depth += {'{': 1, '}': -1}.get(text[end], 0)
                end += 1
            if depth:
                raise ValueError("Single '{' encountered in format string" if at + 1 == len(text) else "expected '}' before end of string")
            field, conversion, spec = text[at + 1:end - 1], None, ''
            cut = re.match(r'((?:[^:!\[]|\[[^\]]*\])*)(?:!(.))?(?::(.*))?\Z', field, re.DOTALL)
            if cut is None:
                raise ValueError("expected ':' after conversion specifier")
            field, conversion, spec = cut[1], cut[2], cut[3] or ''
            yield literal, field, spec, conversion
            literal, at = '', end
        if literal:
            yield literal, None, None, None
