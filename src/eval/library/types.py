import sys
from collections.abc import Mapping


def _made():
    yield


class _Sample:
    def method(self):
        return None


FunctionType = LambdaType = type(_made)
GeneratorType = type(_made())
MethodType = type(_Sample().method)
BuiltinFunctionType = BuiltinMethodType = type(len)
WrapperDescriptorType = type(object.__init__)
ModuleType = type(sys)
NoneType = type(None)
NotImplementedType = type(NotImplemented)
EllipsisType = type(...)


class SimpleNamespace:
    """An object whose attributes are what it is made with."""

    def __init__(self, /, *args, **kwargs):
        if args:
            raise TypeError("no positional arguments expected")
        self.__dict__.update(kwargs)

    def __repr__(self):
        name = 'namespace' if type(self) is SimpleNamespace else type(self).__name__
        return f"{name}({', '.join(f'{key}={value!r}' for key, value in self.__dict__.items())})"

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented

    __hash__ = None


class mappingproxy(Mapping):
    """A mapping seen through this cannot be changed."""

    __module__ = 'builtins'
    __slots__ = ('_own',)

    def __init__(self, mapping):
        if not hasattr(mapping, '__getitem__') or isinstance(mapping, (list, tuple)):
            raise TypeError(f"mappingproxy() argument must be a mapping, not {type(mapping).__name__}")
        object.__setattr__(self, '_own', mapping)

    def __getitem__(self, key):
        return self._own[key]

    def __iter__(self):
        return iter(self._own)

    def __len__(self):
        return len(self._own)

    def __contains__(self, key):
        return key in self._own

    def __repr__(self):
        return f'mappingproxy({self._own!r})'

    def __eq__(self, other):
        return self._own == (other._own if isinstance(other, mappingproxy) else other)

    def __or__(self, other):
        return self._own | other

    def get(self, key, default=None):
        return self._own.get(key, default)

    def keys(self):
        return self._own.keys()

    def values(self):
        return self._own.values()

    def items(self):
        return self._own.items()

    def copy(self):
        return self._own.copy()

    def __setitem__(self, key, value):
        raise TypeError("'mappingproxy' object does not support item assignment")

    def __delitem__(self, key):
        raise TypeError("'mappingproxy' object does not support item deletion")


MappingProxyType = mappingproxy


def _shown(form):
    if form is ...:
        return '...'
    if isinstance(form, GenericAlias):
        return repr(form)
    if isinstance(form, list):
        return f"[{', '.join(map(_shown, form))}]"
    if isinstance(form, type):
        return form.__qualname__ if form.__module__ == 'builtins' else f'{form.__module__}.{form.__qualname__}'
    return repr(form)


class GenericAlias:
    """A class with what it holds: `list[int]`."""

    def __init__(self, origin, args):
        self.__origin__ = origin
        self.__args__ = args if isinstance(args, tuple) else (args,)
        names = []
        for form in self.__args__:
            for name in (form,) if type(form).__name__ == 'TypeVar' else getattr(form, '__parameters__', ()):
                if name not in names:
                    names.append(name)
        self.__parameters__ = tuple(names)

    def __repr__(self):
        return f"{_shown(self.__origin__)}[{', '.join(map(_shown, self.__args__)) or '()'}]"

    def __call__(self, *args, **kwargs):
        return self.__origin__(*args, **kwargs)

    def __getattr__(self, name):
        if name.startswith('__') and name.endswith('__') and name not in ('__name__', '__qualname__', '__doc__', '__mro__'):
            raise AttributeError(f"'types.GenericAlias' object has no attribute '{name}'")
        return getattr(self.__origin__, name)

    def __getitem__(self, items):
        if not self.__parameters__:
            raise TypeError(f'{self!r} is not a generic class')
        items = items if isinstance(items, tuple) else (items,)
        if len(items) != len(self.__parameters__):
            few = 'few' if len(items) < len(self.__parameters__) else 'many'
            raise TypeError(f'Too {few} arguments for {self!r}')
        known = dict(zip(self.__parameters__, items))
        return GenericAlias(self.__origin__, tuple(_put(form, known) for form in self.__args__))

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, instance):
        raise TypeError('isinstance() argument 2 cannot be a parameterized generic')

    def __subclasscheck__(self, cls):
        raise TypeError('issubclass() argument 2 cannot be a parameterized generic')

    def __eq__(self, other):
        if not isinstance(other, GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)


def _put(form, known):
    if type(form).__name__ == 'TypeVar':
        return known.get(form, form)
    names = getattr(form, '__parameters__', ())
    return form[tuple(known.get(name, name) for name in names)] if names else form


class UnionType:
    """One class or another: `int | str`."""

    def __init__(self, args):
        self.__args__ = args

    def __repr__(self):
        return ' | '.join('None' if form is NoneType else _shown(form) for form in self.__args__)

    def __or__(self, other):
        return _union(self, other)

    def __ror__(self, other):
        return _union(other, self)

    def __instancecheck__(self, instance):
        return any(isinstance(instance, form) for form in self.__args__)

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, form) for form in self.__args__)

    def __eq__(self, other):
        return isinstance(other, UnionType) and set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))


def _union(left, right):
    forms = []
    for side in (left, right):
        if side is not None and not isinstance(side, (type, GenericAlias, UnionType)):
            if hasattr(side, '__origin__') or type(side).__module__ == 'typing':
                from typing import Union
                return Union[left, right]
            return NotImplemented
        for form in side.__args__ if isinstance(side, UnionType) else [NoneType if side is None else side]:
            if form not in forms:
                forms.append(form)
    return UnionType(tuple(forms)) if len(forms) > 1 else forms[0]


def new_class(name, bases=(), kwds=None, exec_body=None):
    namespace = {}
    if exec_body is not None:
        exec_body(namespace)
    kwds = dict(kwds or {})
    return kwds.pop('metaclass', type)(name, bases, namespace, **kwds)


__all__ = ['BuiltinFunctionType', 'BuiltinMethodType', 'EllipsisType', 'FunctionType', 'GeneratorType', 'GenericAlias', 'LambdaType',
           'MappingProxyType', 'MethodType', 'ModuleType', 'NoneType', 'NotImplementedType', 'SimpleNamespace', 'UnionType',
           'WrapperDescriptorType', 'new_class']


class CodeType:
    """What there is to know of a function's text."""

    def __init__(self, details):
        self.__dict__.update(details)

    def __repr__(self):
        return f'<code object {self.co_name} at {hex(id(self))}, file "<stdin>", line {self.co_firstlineno}>'


CodeType.__name__ = CodeType.__qualname__ = 'code'
CodeType.__module__ = 'builtins'


class CellType:
    """A variable that functions share."""

    def __init__(self, held=()):
        self._held = held

    @property
    def cell_contents(self):
        if not self._held:
            raise ValueError('Cell is empty')
        return self._held[0]

    def __repr__(self):
        shown = f'{type(self._held[0]).__name__} object at {hex(id(self._held[0]))}' if self._held else 'empty'
        return f'<cell at {hex(id(self))}: {shown}>'


CellType.__name__ = CellType.__qualname__ = 'cell'
CellType.__module__ = 'builtins'
