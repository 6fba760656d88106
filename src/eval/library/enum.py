def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == '__' and name[2] != '_' and name[-3] != '_'


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == '_' and name[1] != '_' and name[-2] != '_'


def _is_descriptor(value):
    return (callable(value) and not isinstance(value, type) and hasattr(value, '__name__')
            or isinstance(value, (property, staticmethod, classmethod))
            or any(hasattr(type(value), name) for name in ('__get__', '__set__', '__delete__')))


class auto:
    """The next value, chosen by `_generate_next_value_`."""

    def __init__(self, value=None):
        self.value = value


class nonmember:
    def __init__(self, value):
        self.value = value


class member:
    def __init__(self, value):
        self.value = value


class mappingproxy(dict):
    def __repr__(self):
        return f'mappingproxy({dict(self)!r})'

    def __setitem__(self, key, value):
        raise TypeError("'mappingproxy' object does not support item assignment")

    def __delitem__(self, key):
        raise TypeError("'mappingproxy' object does not support item deletion")


def _data_type(bases):
    for base in bases:
        for ancestor in base.__mro__:
            if ancestor is object or isinstance(ancestor, EnumType):
                continue
            if '__new__' in ancestor.__dict__ or ancestor in (int, float, str, complex, bytes, tuple, frozenset):
                return ancestor
    return None


def _own_new(bases):
    for base in bases:
        for ancestor in base.__mro__:
            if '_member_new_' in ancestor.__dict__ and ancestor.__dict__['_member_new_'] is not None:
                return ancestor.__dict__['_member_new_']
    return None


class EnumType(type):
    """The metaclass of enumerations."""

    def __new__(metacls, name, bases, namespace, *, boundary=None, **kwds):
        if not any(isinstance(base, EnumType) for base in bases):
            return super().__new__(metacls, name, bases, namespace)
        for base in bases:
            if isinstance(base, EnumType) and base._member_map_:
                raise TypeError(f'<{_kind_of(base)} {name!r}> cannot extend {base!r}')
        ignored = namespace.get('_ignore_', ())
        if isinstance(ignored, str):
            ignored = ignored.replace(',', ' ').split()
        values, body = {}, {}
        for key, value in namespace.items():
            if key in ignored or key == '_ignore_':
                continue
            if isinstance(value, nonmember):
                body[key] = value.value
            elif isinstance(value, member):
                values[key] = value.value
            elif _is_dunder(key) or _is_sunder(key) or key.startswith(f'_{name}__') or _is_descriptor(value):
                body[key] = value
            elif key == 'mro':
                raise ValueError("invalid enum member name(s) 'mro'")
            else:
                values[key] = value
        data_type = _data_type(bases)
        member_new = body.pop('__new__', None) or _own_new(bases)
        body['_member_new_'] = member_new
        body['_member_map_'] = {}
        body['_member_names_'] = []
        body['_value2member_'] = []
        body['_data_type_'] = data_type
        cls = super().__new__(metacls, name, bases, body)
        for key, value in values.items():
            cls._add_member(key, value, data_type, member_new)
        return cls

    def __init__(cls, *args, **kwds):
        pass

    def _add_member(cls, key, value, data_type, member_new):
        past = [found._value_ for found in cls._value2member_]
        if isinstance(value, auto):
            if value.value is None:
                value.value = cls._generate_next_value_(key, 1, len(cls._member_names_), past)
            value = value.value
        elif isinstance(value, tuple) and any(isinstance(part, auto) for part in value):
            parts = []
            for part in value:
                if isinstance(part, auto):
                    part = cls._generate_next_value_(key, 1, len(cls._member_names_), past)
                parts.append(part)
            value = tuple(parts)
        args = value if isinstance(value, tuple) else (value,)
        if data_type is tuple:
            args = (value,)
        if member_new is not None:
            function = member_new.__func__ if isinstance(member_new, staticmethod) else member_new
            made = function(cls, *args)
            if not hasattr(made, '_value_'):
                made._value_ = value if data_type is None else data_type(*args)
        elif data_type is not None:
            made = data_type.__new__(cls, *args)
            made._value_ = data_type(*args)
        else:
            made = object.__new__(cls)
            made._value_ = value
        made._name_ = key
        made._sort_order_ = len(cls._member_names_)
        if cls.__init__ is not Enum.__init__:
            cls.__init__(made, *args)
        for known in cls._value2member_:
            if known._value_ == made._value_:
                made = known
                break
        else:
            cls._value2member_.append(made)
            if not cls._is_flag_ or _is_single(made._value_):
                cls._member_names_.append(key)
        cls._member_map_[key] = made
        type.__setattr__(cls, key, made)

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is None:
            return cls._lookup(value)
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        body = {}
        if isinstance(names, (list, tuple)) and (not names or isinstance(names[0], str)):
            past = []
            for number, name in enumerate(names):
                chosen = cls._generate_next_value_(name, start, number, past)
                past.append(chosen)
                body[name] = chosen
        else:
            body.update(names)
        bases = (cls,) if type is None else (type, cls)
        return cls.__class__.__new__(cls.__class__, value, bases, body)

    def _lookup(cls, value):
        if isinstance(value, cls):
            return value
        for known in cls._value2member_:
            if known._value_ == value:
                return known
        found = cls._missing_(value)
        if isinstance(found, cls):
            return found
        if found is None:
            raise ValueError(f'{value!r} is not a valid {cls.__qualname__}')
        raise TypeError(f'error in {cls.__name__}._missing_: returned {found!r} instead of None or a valid member')

    def __contains__(cls, value):
        if not isinstance(value, Enum):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(value).__qualname__!r} and {cls.__class__.__qualname__!r}")
        return isinstance(value, cls) and value._name_ in cls._member_map_

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __repr__(cls):
        return f'<{_kind_of(cls)} {cls.__name__!r}>'

    @property
    def __members__(cls):
        return mappingproxy(cls._member_map_)

    def __getattr__(cls, name):
        raise AttributeError(name)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError(f'cannot reassign member {name!r}')
        super().__setattr__(name, value)

    def __delattr__(cls, name):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError(f'{cls.__name__!r} cannot delete member {name!r}.')
        super().__delattr__(name)


EnumMeta = EnumType


def _kind_of(cls):
    return 'flag' if cls._is_flag_ else 'enum'


def _is_single(value):
    return isinstance(value, int) and value > 0 and value & (value - 1) == 0


class Enum(metaclass=EnumType):
    """Names for constant values."""

    _member_map_ = {}
    _member_names_ = []
    _value2member_ = []
    _data_type_ = None
    _is_flag_ = False

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        return sorted(last_values)[-1] + 1

    @classmethod
    def _missing_(cls, value):
        return None

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        return f'<{self.__class__.__name__}.{self._name_}: {self._value_!r}>'

    def __str__(self):
        return f'{self.__class__.__name__}.{self._name_}'

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __dir__(self):
        return ['__class__', '__doc__', '__module__', 'name', 'value']


class ReprEnum(Enum):
    """Enumerations that show themselves as their values do."""


class IntEnum(int, ReprEnum):
    """Names for integers, which members are too."""

    def __str__(self):
        return int.__repr__(self)

    def __format__(self, format_spec):
        return int.__format__(int(self), format_spec)


class StrEnum(str, ReprEnum):
    """Names for texts, which members are too."""

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __str__(self):
        return str.__str__(self)

    def __format__(self, format_spec):
        return str.__format__(str.__str__(self), format_spec)


class Flag(Enum):
    """Names for bits, which can be combined."""

    _is_flag_ = True

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        return 2 ** max(last_values).bit_length()

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f'{value!r} is not a valid {cls.__qualname__}')
        every = 0
        for known in cls._value2member_:
            every |= known._value_
        if value < 0:
            value = every & value
        if value & ~every and cls._data_type_ is None:
            raise ValueError(
                f'{cls!r} invalid value {value!r}\n'
                f'    given {_bits(value, every)}\n  allowed {_bits(every, every)}')
        made = object.__new__(cls) if cls._data_type_ is None else cls._data_type_.__new__(cls, value)
        made._value_ = value
        names = [known._name_ for known in cls if known._value_ & value]
        left = value & ~every
        made._name_ = '|'.join(names + ([str(left)] if left and names else [])) or None
        cls._value2member_.append(made)
        return made

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and {self.__class__.__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return (known for known in self.__class__ if known._value_ & self._value_)

    def __len__(self):
        return bin(self._value_).count('1')

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        name = self.__class__.__name__
        return f'<{name}: {self._value_!r}>' if self._name_ is None else f'<{name}.{self._name_}: {self._value_!r}>'

    def __str__(self):
        name = self.__class__.__name__
        return f'{name}({self._value_!r})' if self._name_ is None else f'{name}.{self._name_}'

    def _number(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._data_type_ is not None and isinstance(other, self._data_type_):
            return int(other)
        return None

    def __or__(self, other):
        number = self._number(other)
        return NotImplemented if number is None else self.__class__(self._value_ | number)

    def __and__(self, other):
        number = self._number(other)
        return NotImplemented if number is None else self.__class__(self._value_ & number)

    def __xor__(self, other):
        number = self._number(other)
        return NotImplemented if number is None else self.__class__(self._value_ ^ number)

    def __invert__(self):
        every = 0
        for known in self.__class__:
            every |= known._value_
        return self.__class__(every & ~self._value_)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag):
    """Names for bits, whose combinations are integers too."""

    def __str__(self):
        return int.__repr__(self)

    def __format__(self, format_spec):
        return int.__format__(int(self), format_spec)


def _bits(value, every):
    width = max(value.bit_length(), every.bit_length())
    return f'0b0 {value:0{width}b}'


def unique(enumeration):
    """Refuses an enumeration in which two names have one value."""
    twice = [(alias, found.name) for alias, found in enumeration.__members__.items() if alias != found.name]
    if twice:
        details = ', '.join(f'{alias} -> {name}' for alias, name in twice)
        raise ValueError(f'duplicate values found in {enumeration!r}: {details}')
    return enumeration
