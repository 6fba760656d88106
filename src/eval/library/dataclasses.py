import copy


class FrozenInstanceError(AttributeError):
    pass


class _MissingType:
    def __repr__(self):
        return '<dataclasses._MISSING_TYPE object>'


class _KwOnlyType:
    pass


MISSING = _MissingType()
KW_ONLY = _KwOnlyType()


class InitVar:
    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = metadata if metadata is not None else {}
        self.kw_only = kw_only
        self._kind = 'field'

    def __repr__(self):
        return (f'Field(name={self.name!r},type={self.type!r},default={self.default!r},'
                f'default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},'
                f'hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},'
                f'kw_only={self.kw_only!r},_field_type={self._kind})')


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True,
          metadata=None, kw_only=MISSING):
    """Says more of one field than its type."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _is_class_var(annotation):
    text = annotation if isinstance(annotation, str) else repr(annotation)
    return text.startswith(('ClassVar', 'typing.ClassVar'))


def _collect(cls, kw_only):
    fields = {}
    frozen_bases = []
    for base in cls.__mro__[-1:0:-1]:
        inherited = getattr(base, '__dataclass_fields__', None)
        if inherited is not None:
            fields.update(inherited)
            frozen_bases.append(base.__dataclass_params__['frozen'])
    annotations = cls.__dict__.get('__annotations__', {})
    own_kw_only = kw_only
    for name, annotation in annotations.items():
        if annotation is KW_ONLY or annotation == 'KW_ONLY':
            own_kw_only = True
            continue
        default = cls.__dict__.get(name, MISSING)
        if isinstance(default, Field):
            made = default
        else:
            made = field(default=default)
        made.name, made.type = name, annotation
        if _is_class_var(annotation):
            made._kind = 'classvar'
            if made.default_factory is not MISSING:
                raise TypeError(f'field {name} cannot have a default factory')
        elif isinstance(annotation, InitVar) or annotation is InitVar:
            made._kind = 'initvar'
        if made.kw_only is MISSING:
            made.kw_only = own_kw_only
        if made._kind == 'field' and made.default.__class__.__hash__ is None:
            raise ValueError(
                f'mutable default {type(made.default)} for field {name} is not allowed: use default_factory')
        if isinstance(default, Field):
            if made.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, made.default)
        fields[name] = made
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f'{name!r} is a field but has no type annotation')
    return fields, frozen_bases


def _names(values):
    quoted = [repr(value) for value in values]
    if len(quoted) == 1:
        return quoted[0]
    if len(quoted) == 2:
        return ' and '.join(quoted)
    return ', '.join(quoted[:-1]) + ', and ' + quoted[-1]


def _make_init(cls, fields):
    wanted = [f for f in fields.values() if f._kind != 'classvar' and f.init]
    ordinary = [f for f in wanted if not f.kw_only]
    keyword = [f for f in wanted if f.kw_only]
    later = [f for f in fields.values() if f._kind == 'field' and not f.init]
    seen_default = False
    for f in ordinary:
        if f.default is not MISSING or f.default_factory is not MISSING:
            seen_default = True
        elif seen_default:
            raise TypeError(f'non-default argument {f.name!r} follows default argument')
    required = [f for f in ordinary if f.default is MISSING and f.default_factory is MISSING]
    title = cls.__qualname__ + '.__init__()'

    def __init__(self, *args, **kwargs):
        values = dict(zip([f.name for f in ordinary], args))
        for name, value in kwargs.items():
            if name in values:
                raise TypeError(f"{title} got multiple values for argument '{name}'")
            if not any(f.name == name for f in wanted):
                raise TypeError(f"{title} got an unexpected keyword argument '{name}'")
            values[name] = value
        if len(args) > len(ordinary):
            most, least, given = len(ordinary) + 1, len(required) + 1, len(args) + 1
            count = f'{most}' if most == least else f'from {least} to {most}'
            plural = '' if most == 1 else 's'
            verb = 'was' if given == 1 else 'were'
            raise TypeError(f'{title} takes {count} positional argument{plural} but {given} {verb} given')
        for group, kind in ((ordinary, 'positional'), (keyword, 'keyword-only')):
            missing = [f.name for f in group
                       if f.name not in values and f.default is MISSING and f.default_factory is MISSING]
            if missing:
                plural = '' if len(missing) == 1 else 's'
                raise TypeError(f'{title} missing {len(missing)} required {kind} argument{plural}: {_names(missing)}')
        extra = []
        for f in wanted:
            if f.name in values:
                value = values[f.name]
            elif f.default_factory is not MISSING:
                value = f.default_factory()
            else:
                value = f.default
            if f._kind == 'initvar':
                extra.append(value)
            else:
                object.__setattr__(self, f.name, value)
        for f in later:
            if f.default_factory is not MISSING:
                object.__setattr__(self, f.name, f.default_factory())
            elif f.default is not MISSING:
                object.__setattr__(self, f.name, f.default)
        if hasattr(self, '__post_init__'):
            self.__post_init__(*extra)

    return __init__


def _make_repr(shown):
    active = []

    def __repr__(self):
        if id(self) in active:
            return '...'
        active.append(id(self))
        try:
            parts = ', '.join(f'{name}={getattr(self, name)!r}' for name in shown)
            return f'{self.__class__.__qualname__}({parts})'
        finally:
            active.pop()
    return __repr__


def _make_order(name, compared):
    def values(self):
        return tuple(getattr(self, field) for field in compared)

    def __eq__(self, other):
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __lt__(self, other):
        return values(self) < values(other) if other.__class__ is self.__class__ else NotImplemented

    def __le__(self, other):
        return values(self) <= values(other) if other.__class__ is self.__class__ else NotImplemented

    def __gt__(self, other):
        return values(self) > values(other) if other.__class__ is self.__class__ else NotImplemented

    def __ge__(self, other):
        return values(self) >= values(other) if other.__class__ is self.__class__ else NotImplemented

    return {'__eq__': __eq__, '__lt__': __lt__, '__le__': __le__, '__gt__': __gt__, '__ge__': __ge__}[name]


def _make_hash(hashed):
    def __hash__(self):
        return hash(tuple(getattr(self, name) for name in hashed))
    return __hash__


def _make_frozen(cls, names):
    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f'cannot assign to field {name!r}')
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f'cannot delete field {name!r}')
        super(cls, self).__delattr__(name)

    return __setattr__, __delattr__


def _add_hash(cls, fields, eq, frozen, unsafe_hash, explicit):
    hashed = [f.name for f in fields.values()
              if f._kind == 'field' and (f.compare if f.hash is None else f.hash)]
    if unsafe_hash:
        if explicit:
            raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
        cls.__hash__ = _make_hash(hashed)
    elif eq and frozen and not explicit:
        cls.__hash__ = _make_hash(hashed)
    elif eq and not explicit:
        cls.__hash__ = None


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots):
    namespace = cls.__dict__
    fields, frozen_bases = _collect(cls, kw_only)
    if any(frozen_bases) and not frozen:
        raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
    if frozen_bases and not any(frozen_bases) and frozen:
        raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    cls.__dataclass_fields__ = fields
    cls.__dataclass_params__ = {'frozen': frozen}
    own_hash = namespace.get('__hash__', MISSING)
    explicit_hash = not (own_hash is MISSING or (own_hash is None and '__eq__' in namespace))
    real = [f for f in fields.values() if f._kind == 'field']
    if init:
        cls.__init__ = _make_init(cls, fields)
    if repr and '__repr__' not in namespace:
        cls.__repr__ = _make_repr([f.name for f in real if f.repr])
    compared = [f.name for f in real if f.compare]
    if eq and '__eq__' not in namespace:
        cls.__eq__ = _make_order('__eq__', compared)
    if order:
        if not eq:
            raise ValueError('eq must be true if order is true')
        for name in ('__lt__', '__le__', '__gt__', '__ge__'):
            if name in namespace:
                raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}. '
                                'Consider using functools.total_ordering')
            setattr(cls, name, _make_order(name, compared))
    if frozen:
        for name in ('__setattr__', '__delattr__'):
            if name in namespace:
                raise TypeError(f'Cannot overwrite attribute {name} in class {cls.__name__}')
        cls.__setattr__, cls.__delattr__ = _make_frozen(cls, [f.name for f in real])
    _add_hash(cls, fields, eq, frozen, unsafe_hash, explicit_hash)
    if match_args and '__match_args__' not in namespace:
        cls.__match_args__ = tuple(f.name for f in fields.values()
                                   if f._kind != 'classvar' and f.init and not f.kw_only)
    if not cls.__doc__:
        parts = []
        for f in fields.values():
            if f._kind != 'classvar' and f.init:
                kind = f.type.__name__ if isinstance(f.type, type) else f.type
                shown = '' if f.default is MISSING else f' = {f.default!r}'
                if f.default_factory is not MISSING:
                    shown = ' = <factory>'
                parts.append(f'{f.name}: {kind}{shown}')
        cls.__doc__ = f"{cls.__name__}({', '.join(parts)})"
    return cls


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Writes the methods of a class that its annotated fields imply."""
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots)
    return wrap if cls is None else wrap(cls)


def is_dataclass(obj):
    """Is it a dataclass, or an object of one?"""
    cls = obj if isinstance(obj, type) else type(obj)
    return hasattr(cls, '__dataclass_fields__')


def fields(class_or_instance):
    """The fields of a dataclass."""
    found = getattr(class_or_instance, '__dataclass_fields__', None)
    if found is None:
        raise TypeError('must be called with a dataclass type or instance')
    return tuple(f for f in found.values() if f._kind == 'field')


def _is_instance(obj):
    return hasattr(type(obj), '__dataclass_fields__')


def _converted(obj, outermost):
    if _is_instance(obj):
        return outermost([(f.name, _converted(getattr(obj, f.name), outermost)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return type(obj)(*[_converted(item, outermost) for item in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)(_converted(item, outermost) for item in obj)
    if isinstance(obj, dict):
        return type(obj)((_converted(k, outermost), _converted(v, outermost)) for k, v in obj.items())
    return copy.deepcopy(obj)


def asdict(obj, *, dict_factory=dict):
    """The fields and their values as a dict, dataclasses inside too."""
    if not _is_instance(obj):
        raise TypeError('asdict() should be called on dataclass instances')
    return _converted(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    """The values of the fields as a tuple, dataclasses inside too."""
    if not _is_instance(obj):
        raise TypeError('astuple() should be called on dataclass instances')
    return _converted(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def replace(obj, /, **changes):
    """A copy in which some fields have other values."""
    if not _is_instance(obj):
        raise TypeError('replace() should be called on dataclass instances')
    for f in obj.__dataclass_fields__.values():
        if f._kind == 'classvar':
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(f'field {f.name} is declared with init=False, it cannot be specified with replace()')
            continue
        if f.name not in changes:
            if f._kind == 'initvar' and f.default is MISSING:
                raise ValueError(f'InitVar {f.name!r} must be specified with replace()')
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    """A dataclass from a list of names, or of names with types and defaults."""
    body, annotations = dict(namespace or {}), {}
    for item in fields:
        if isinstance(item, str):
            annotations[item] = 'typing.Any'
        elif len(item) == 2:
            annotations[item[0]] = item[1]
        else:
            annotations[item[0]] = item[1]
            body[item[0]] = item[2]
    body['__annotations__'] = annotations
    return dataclass(type(cls_name, bases, body), **options)
