import collections
import collections.abc
import contextlib
import re
from abc import ABCMeta, abstractmethod
from types import GenericAlias, NoneType

TYPE_CHECKING = False
Text = str


def _form(value):
    """What stands in brackets, as forms keep it."""
    if value is None:
        return NoneType
    return ForwardRef(value) if isinstance(value, str) else value


def _shown(form):
    if form is ...:
        return '...'
    if isinstance(form, list):
        return f"[{', '.join(map(_shown, form))}]"
    if isinstance(form, type):
        return form.__qualname__ if form.__module__ == 'builtins' else f'{form.__module__}.{form.__qualname__}'
    return repr(form)


class _Form:
    """A name that annotations use."""

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return f'typing.{self._name}'

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __call__(self, *args, **kwds):
        raise TypeError(f'Cannot instantiate {self!r}')

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass {self!r}')

    def __instancecheck__(self, instance):
        raise TypeError(f'{self!r} cannot be used with isinstance()')

    def __subclasscheck__(self, cls):
        raise TypeError(f'{self!r} cannot be used with issubclass()')


class _Subscripted(_Form):
    """A form that takes others in brackets."""

    def __init__(self, name, make):
        self._name, self._make = name, make

    def __getitem__(self, parameters):
        return self._make(self, parameters)


class _Alias(_Form):
    """A form with what stands in its brackets."""

    def __init__(self, name, origin, args, callable_as=None):
        self._name, self.__origin__, self.__args__ = name, origin, tuple(args)
        found = []
        for form in self.__args__:
            for part in (form,) if isinstance(form, TypeVar) else getattr(form, '__parameters__', ()):
                if part not in found:
                    found.append(part)
        self.__parameters__ = tuple(found)

    def __repr__(self):
        name = f'typing.{self._name}' if isinstance(self._name, str) else _shown(self._name)
        args = self.__args__
        if self._name == 'Optional':
            args = [form for form in args if form is not NoneType]
        elif self._name == 'Callable':
            if args[0] is not ...:
                return f"{name}[[{', '.join(map(_shown, args[:-1]))}], {_shown(args[-1])}]"
        elif self._name == 'Literal':
            return f"{name}[{', '.join(map(repr, args))}]"
        elif self._name == 'Annotated':
            return f"{name}[{_shown(self.__origin__)}, {', '.join(map(repr, self.__metadata__))}]"
        return f"{name}[{', '.join(map(_shown, args)) or '()'}]"

    def __call__(self, *args, **kwds):
        if not isinstance(self.__origin__, type):
            raise TypeError(f'Cannot instantiate {self.__origin__!r}')
        return self.__origin__(*args, **kwds)

    def __getattr__(self, name):
        if name.startswith('__') or not isinstance(self.__origin__, type):
            raise AttributeError(f"'_GenericAlias' object has no attribute '{name}'")
        return getattr(self.__origin__, name)

    def __getitem__(self, parameters):
        if not self.__parameters__:
            raise TypeError(f'{self!r} is not a generic class')
        known = dict(zip(self.__parameters__, map(_form, parameters if isinstance(parameters, tuple) else (parameters,))))

        def put(form):
            if isinstance(form, TypeVar):
                return known.get(form, form)
            names = getattr(form, '__parameters__', ())
            return form[tuple(known.get(name, name) for name in names)] if names else form
        args = [put(form) for form in self.__args__]
        return Union[tuple(args)] if self.__origin__ is Union else _Alias(self._name, self.__origin__, args)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, instance):
        if self.__origin__ is Union:
            return any(isinstance(instance, form) for form in self.__args__)
        raise TypeError('Subscripted generics cannot be used with class and instance checks')

    def __subclasscheck__(self, cls):
        if self.__origin__ is Union:
            return any(issubclass(cls, form) for form in self.__args__)
        raise TypeError('Subscripted generics cannot be used with class and instance checks')

    def __eq__(self, other):
        if not isinstance(other, _Alias) or self.__origin__ is not other.__origin__:
            return NotImplemented
        if self.__origin__ is Union:
            return set(self.__args__) == set(other.__args__)
        return self.__args__ == other.__args__

    def __hash__(self):
        return hash((self._name if isinstance(self._name, str) else '', frozenset(self.__args__)))


class _Generic(_Form):
    """A class under its name in this module: `List`."""

    def __init__(self, name, origin, count=1):
        self._name, self.__origin__, self._count = name, origin, count

    def __getitem__(self, parameters):
        args = [_form(form) for form in (parameters if isinstance(parameters, tuple) else (parameters,))]
        if self._count and len(args) != self._count:
            few = 'few' if len(args) < self._count else 'many'
            raise TypeError(f'Too {few} arguments for {self!r}; actual {len(args)}, expected {self._count}')
        return _Alias(self._name, self.__origin__, args)

    def __call__(self, *args, **kwds):
        if self.__origin__.__module__ in ('builtins', 'collections'):
            if self._name in ('List', 'Dict', 'Set', 'FrozenSet', 'Tuple', 'Type'):
                raise TypeError(f'Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead')
            return self.__origin__(*args, **kwds)
        raise TypeError(f'Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead')

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, instance):
        return isinstance(instance, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)


def _union(form, parameters):
    if parameters == ():
        raise TypeError('Cannot take a Union of no types.')
    found = []
    for part in map(_form, parameters if isinstance(parameters, tuple) else (parameters,)):
        for one in part.__args__ if getattr(part, '__origin__', None) is Union or type(part).__name__ == 'UnionType' else (part,):
            if one not in found:
                found.append(one)
    if len(found) == 1:
        return found[0]
    return _Alias('Optional' if len(found) == 2 and NoneType in found else 'Union', Union, found)


def _optional(form, parameter):
    return Union[parameter, None]


def _literal(form, parameters):
    parameters = parameters if isinstance(parameters, tuple) else (parameters,)
    found = []
    for part in parameters:
        for one in part.__args__ if getattr(part, '__origin__', None) is Literal else (part,):
            if (type(one), one) not in [(type(other), other) for other in found]:
                found.append(one)
    return _Alias('Literal', Literal, found)


def _single(form, parameter):
    if isinstance(parameter, tuple):
        raise TypeError(f'{form!r} accepts only single type.')
    return _Alias(form._name, form, [_form(parameter)])


def _callable(form, parameters):
    if not isinstance(parameters, tuple) or len(parameters) != 2:
        raise TypeError('Callable must be used as Callable[[arg, ...], result].')
    takes, result = parameters
    if takes is ... or isinstance(takes, ParamSpec):
        return _Alias('Callable', collections.abc.Callable, [takes, _form(result)])
    if not isinstance(takes, list):
        raise TypeError(f'Callable[args, result]: args must be a list. Got {takes!r}')
    return _Alias('Callable', collections.abc.Callable, [_form(one) for one in takes] + [_form(result)])


def _annotated(form, parameters):
    if not isinstance(parameters, tuple) or len(parameters) < 2:
        raise TypeError('Annotated[...] should be used with at least two arguments (a type and an annotation).')
    made = _Alias('Annotated', _form(parameters[0]), [_form(parameters[0])])
    made.__metadata__ = parameters[1:]
    return made


def _several(form, parameters):
    return _Alias(form._name, form, map(_form, parameters if isinstance(parameters, tuple) else (parameters,)))


class _AnyMeta(type):
    def __repr__(cls):
        return 'typing.Any' if cls is Any else type.__repr__(cls)

    def __instancecheck__(cls, obj):
        if cls is Any:
            raise TypeError('typing.Any cannot be used with isinstance()')
        return type.__instancecheck__(cls, obj)


class Any(metaclass=_AnyMeta):
    """Whatever it is."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError('Any cannot be instantiated')
        return object.__new__(cls)


NoReturn, Never, Self, LiteralString, TypeAlias = map(_Form, ('NoReturn', 'Never', 'Self', 'LiteralString', 'TypeAlias'))
Union, Optional, Literal = _Subscripted('Union', _union), _Subscripted('Optional', _optional), _Subscripted('Literal', _literal)
Final, ClassVar, Required = _Subscripted('Final', _single), _Subscripted('ClassVar', _single), _Subscripted('Required', _single)
NotRequired, TypeGuard, Unpack = _Subscripted('NotRequired', _single), _Subscripted('TypeGuard', _single), _Subscripted('Unpack', _single)
Concatenate = _Subscripted('Concatenate', _several)


class Annotated:
    """A type with remarks on it."""

    def __class_getitem__(cls, parameters):
        return _annotated(cls, parameters)


class _CallableForm(_Generic):
    def __getitem__(self, parameters):
        return _callable(self, parameters)


class _TupleForm(_Generic):
    def __getitem__(self, parameters):
        if parameters == ():
            return _Alias('Tuple', tuple, [])
        return _Alias('Tuple', tuple, [_form(one) for one in (parameters if isinstance(parameters, tuple) else (parameters,))])


Callable = _CallableForm('Callable', collections.abc.Callable)
Tuple = _TupleForm('Tuple', tuple)
List, Set, FrozenSet, Type = _Generic('List', list), _Generic('Set', set), _Generic('FrozenSet', frozenset), _Generic('Type', type)
Dict, DefaultDict = _Generic('Dict', dict, 2), _Generic('DefaultDict', collections.defaultdict, 2)
OrderedDict, ChainMap = _Generic('OrderedDict', collections.OrderedDict, 2), _Generic('ChainMap', collections.ChainMap, 2)
Counter, Deque = _Generic('Counter', collections.Counter), _Generic('Deque', collections.deque)
Iterable, Iterator = _Generic('Iterable', collections.abc.Iterable), _Generic('Iterator', collections.abc.Iterator)
Sequence, MutableSequence = _Generic('Sequence', collections.abc.Sequence), _Generic('MutableSequence', collections.abc.MutableSequence)
Mapping, MutableMapping = _Generic('Mapping', collections.abc.Mapping, 2), _Generic('MutableMapping', collections.abc.MutableMapping, 2)
Generator, Reversible = _Generic('Generator', collections.abc.Generator, 3), _Generic('Reversible', collections.abc.Reversible)
Container, Collection = _Generic('Container', collections.abc.Container), _Generic('Collection', collections.abc.Collection)
AbstractSet, MutableSet = _Generic('AbstractSet', collections.abc.Set), _Generic('MutableSet', collections.abc.MutableSet)
KeysView, ValuesView = _Generic('KeysView', collections.abc.KeysView), _Generic('ValuesView', collections.abc.ValuesView)
ItemsView, MappingView = _Generic('ItemsView', collections.abc.ItemsView, 2), _Generic('MappingView', collections.abc.MappingView)
Hashable, Sized = _Generic('Hashable', collections.abc.Hashable, 0), _Generic('Sized', collections.abc.Sized, 0)
ByteString = _Generic('ByteString', collections.abc.ByteString, 0)
ContextManager = _Generic('ContextManager', contextlib.AbstractContextManager)
Pattern, Match = _Generic('Pattern', re.Pattern), _Generic('Match', re.Match)


class ForwardRef:
    """A type that is named before it is there."""

    def __init__(self, arg):
        self.__forward_arg__ = arg

    def __repr__(self):
        return f'ForwardRef({self.__forward_arg__!r})'

    def __eq__(self, other):
        return isinstance(other, ForwardRef) and self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __or__(self, other):
        return Union[self, other]

    __ror__ = __or__


class TypeVar:
    """A name that stands for a type."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        if covariant and contravariant:
            raise ValueError('Bivariant types are not supported.')
        if len(constraints) == 1:
            raise TypeError('A single constraint is not allowed')
        self.__name__, self.__constraints__, self.__bound__ = name, constraints, bound
        self.__covariant__, self.__contravariant__ = covariant, contravariant

    def __repr__(self):
        return ('+' if self.__covariant__ else '-' if self.__contravariant__ else '~') + self.__name__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class ParamSpec(TypeVar):
    """A name that stands for the parameters of a function."""

    args = property(lambda self: _Form(f'{self.__name__}.args'))
    kwargs = property(lambda self: _Form(f'{self.__name__}.kwargs'))


class TypeVarTuple(TypeVar):
    """A name that stands for several types."""

    def __repr__(self):
        return self.__name__

    def __iter__(self):
        yield Unpack[self]


AnyStr = TypeVar('AnyStr', bytes, str)


class NewType:
    """A type of its own for the checker, which is another one when a program runs."""

    def __init__(self, name, tp):
        self.__name__ = self.__qualname__ = name
        self.__module__, self.__supertype__ = '__main__', tp

    def __call__(self, x):
        return x

    def __repr__(self):
        return f'{self.__module__}.{self.__qualname__}'

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class Generic:
    """A class with names for types in its brackets."""

    __parameters__ = ()

    def __class_getitem__(cls, parameters):
        parameters = tuple(map(_form, parameters if isinstance(parameters, tuple) else (parameters,)))
        if cls in (Generic, Protocol):
            if not all(isinstance(form, TypeVar) for form in parameters):
                raise TypeError(f'Parameters to {cls.__name__}[...] must all be type variables or parameter specification variables.')
        else:
            count = len(cls.__parameters__)
            if not count:
                raise TypeError(f'{cls!r} is not a generic class')
            if len(parameters) != count:
                few = 'few' if len(parameters) < count else 'many'
                raise TypeError(f'Too {few} arguments for {cls!r}; actual {len(parameters)}, expected {count}')
        return _Alias(cls, cls, parameters)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        names = []
        for base in cls.__dict__.get('__orig_bases__', ()):
            for name in getattr(base, '__parameters__', ()):
                if name not in names:
                    names.append(name)
        cls.__parameters__ = tuple(names)


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if getattr(cls, '_is_protocol', False):
            if not getattr(cls, '_is_runtime', False):
                raise TypeError('Instance and class checks can only be used with @runtime_checkable protocols')
            return all(hasattr(instance, name) for name in _protocol_names(cls))
        return ABCMeta.__instancecheck__(cls, instance)


def _protocol_names(cls):
    names = set()
    for base in cls.__mro__:
        if getattr(base, '_is_protocol', False):
            own = set(base.__dict__) | set(base.__dict__.get('__annotations__', ()))
            names |= {name for name in own if not name.startswith('_abc') and name not in
                      ('__module__', '__qualname__', '__dict__', '__weakref__', '__doc__', '__annotations__', '__parameters__', '__init__',
                       '_is_protocol', '_is_runtime', '__orig_bases__', '__abstractmethods__', '__init_subclass__', '__class_getitem__',
                       '__firstlineno__', '__hash__')}
    return names


class Protocol(Generic, metaclass=_ProtocolMeta):
    """What an object has to have, whatever its class."""

    _is_runtime = False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        cls._is_protocol = Protocol in cls.__bases__
        if cls._is_protocol and '__init__' not in cls.__dict__:
            cls.__init__ = _no_init


def _no_init(self, *args, **kwargs):
    if type(self)._is_protocol:
        raise TypeError('Protocols cannot be instantiated')


def runtime_checkable(cls):
    if not getattr(cls, '_is_protocol', False):
        raise TypeError(f'@runtime_checkable can be only applied to protocol classes, got {cls!r}')
    cls._is_runtime = True
    return cls


@runtime_checkable
class SupportsInt(Protocol):
    @abstractmethod
    def __int__(self): pass


@runtime_checkable
class SupportsFloat(Protocol):
    @abstractmethod
    def __float__(self): pass


@runtime_checkable
class SupportsIndex(Protocol):
    @abstractmethod
    def __index__(self): pass


@runtime_checkable
class SupportsAbs(Protocol):
    @abstractmethod
    def __abs__(self): pass


@runtime_checkable
class SupportsRound(Protocol):
    @abstractmethod
    def __round__(self, ndigits=0): pass


class _NamedTupleMeta(type):
    def __new__(meta, name, bases, namespace):
        types = dict(namespace.get('__annotations__', {}))
        fields, defaults = list(types), []
        for field in fields:
            if field in namespace:
                defaults.append(namespace[field])
            elif defaults:
                last = [other for other in fields[:fields.index(field)] if other in namespace]
                plural = 's' if len(last) > 1 else ''
                raise TypeError(f'Non-default namedtuple field {field} cannot follow default field{plural} {", ".join(last)}')
        made = _named(name, types, defaults, namespace.get('__module__', '__main__'))
        others = {key: value for key, value in namespace.items() if key not in fields and key not in ('__annotations__', '__module__', '__qualname__')}
        for key, value in others.items():
            if key in ('__new__', '__init__', '__slots__', '__getnewargs__', '_fields', '_field_defaults', '_make', '_replace', '_asdict', '_source'):
                raise AttributeError('Cannot overwrite NamedTuple attribute ' + key)
            setattr(made, key, value)
        return made


def _named(name, types, defaults, module):
    made = collections.namedtuple(name, list(types), defaults=defaults, module=module)
    made.__annotations__ = types
    return made


def NamedTuple(typename, fields=None, /, **kwargs):
    return _named(typename, {name: _form(form) for name, form in (fields if fields is not None else kwargs.items())}, [], '__main__')


class _TypedDictMeta(type):
    def __new__(meta, name, bases, namespace, total=True):
        own = namespace.get('__annotations__', {})
        made = type.__new__(_TypedDictMeta, name, (dict,), dict(namespace))
        types, required, optional = {}, set(), set()
        for base in bases:
            types.update(base.__dict__.get('__annotations__', {}))
            required |= base.__dict__.get('__required_keys__', frozenset())
            optional |= base.__dict__.get('__optional_keys__', frozenset())
        for key, form in own.items():
            types[key] = _form(form)
            needed = total
            origin = getattr(form, '__origin__', None)
            if origin is Required or origin is NotRequired:
                needed = origin is Required
            (required if needed else optional).add(key)
        made.__annotations__, made.__total__ = types, total
        made.__required_keys__, made.__optional_keys__ = frozenset(required), frozenset(optional)
        return made

    def __call__(cls, /, *args, **kwds):
        return dict(*args, **kwds)

    def __instancecheck__(cls, instance):
        raise TypeError('TypedDict does not support instance and class checks')

    def __subclasscheck__(cls, other):
        raise TypeError('TypedDict does not support instance and class checks')


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    return _TypedDictMeta(typename, (), {'__annotations__': dict(fields or kwargs), '__module__': '__main__'}, total=total)


def _named_bases(bases):
    return (_NamedTupleBase,)


def _typed_bases(bases):
    return (_TypedDictBase,)


_NamedTupleBase = type.__new__(_NamedTupleMeta, 'NamedTuple', (), {})
_TypedDictBase = type.__new__(_TypedDictMeta, 'TypedDict', (), {})
NamedTuple.__mro_entries__ = _named_bases
TypedDict.__mro_entries__ = _typed_bases


class IO(Generic[AnyStr]):
    """A stream."""


class TextIO(IO[str]):
    """A stream of text."""


class BinaryIO(IO[bytes]):
    """A stream of bytes."""


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)


def get_origin(tp):
    if getattr(tp, '_name', None) == 'Annotated' and hasattr(tp, '__metadata__'):
        return Annotated
    return Generic if tp is Generic else getattr(tp, '__origin__', None)


def get_args(tp):
    if hasattr(tp, '__metadata__'):
        return (tp.__origin__,) + tp.__metadata__
    args = getattr(tp, '__args__', ())
    if get_origin(tp) is collections.abc.Callable and args and args[0] is not ...:
        return list(args[:-1]), args[-1]
    return args


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    names = dict(globals(), **(globalns or {}), **(localns or {}))
    found = {}
    for owner in reversed(obj.__mro__) if isinstance(obj, type) else [obj]:
        own = owner.__dict__.get('__annotations__', {}) if isinstance(obj, type) else getattr(obj, '__annotations__', {})
        for name, form in own.items():
            if isinstance(form, str):
                form = eval(form, names)
            found[name] = NoneType if form is None else form
            if not include_extras and hasattr(form, '__metadata__'):
                found[name] = form.__origin__
    return found


def cast(typ, val):
    return val


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def no_type_check(arg):
    return arg


def overload(func):
    def _overload_dummy(*args, **kwds):
        raise NotImplementedError('You should not call an overloaded function. A series of @overload-decorated functions outside a stub '
                                  'module should always be followed by an implementation that is not @overload-ed.')
    return _overload_dummy


def assert_type(val, typ, /):
    return val


def assert_never(arg, /):
    shown = repr(arg)
    raise AssertionError(f'Expected code to be unreachable, but got: {shown if len(shown) <= 100 else shown[:100] + "..."}')


def reveal_type(obj, /):
    import sys
    print(f'Runtime type is {type(obj).__name__!r}', file=sys.stderr)
    return obj


def dataclass_transform(**kwargs):
    return lambda cls_or_fn: cls_or_fn


__all__ = ['AbstractSet', 'Annotated', 'Any', 'AnyStr', 'BinaryIO', 'ByteString', 'Callable', 'ChainMap', 'ClassVar', 'Collection',
           'Concatenate', 'Container', 'ContextManager', 'Counter', 'DefaultDict', 'Deque', 'Dict', 'Final', 'ForwardRef', 'FrozenSet',
           'Generator', 'Generic', 'Hashable', 'IO', 'ItemsView', 'Iterable', 'Iterator', 'KeysView', 'List', 'Literal', 'LiteralString',
           'Mapping', 'MappingView', 'Match', 'MutableMapping', 'MutableSequence', 'MutableSet', 'NamedTuple', 'Never', 'NewType',
           'NoReturn', 'NotRequired', 'Optional', 'OrderedDict', 'ParamSpec', 'Pattern', 'Protocol', 'Required', 'Reversible', 'Self',
           'Sequence', 'Set', 'Sized', 'SupportsAbs', 'SupportsFloat', 'SupportsIndex', 'SupportsInt', 'SupportsRound', 'Text', 'TextIO',
           'Tuple', 'Type', 'TypeAlias', 'TypeGuard', 'TypeVar', 'TypeVarTuple', 'TypedDict', 'Union', 'Unpack', 'ValuesView', 'TYPE_CHECKING',
           'assert_never', 'assert_type', 'cast', 'dataclass_transform', 'final', 'get_args', 'get_origin', 'get_type_hints', 'is_typeddict',
           'no_type_check', 'overload', 'reveal_type', 'runtime_checkable']
