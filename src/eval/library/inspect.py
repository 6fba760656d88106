import types
from collections import OrderedDict


class _Kind(int):
    def __new__(cls, value, name, shown):
        self = int.__new__(cls, value)
        self.name, self.description = name, shown
        return self

    def __str__(self):
        return self.name

    def __repr__(self):
        return f'<_ParameterKind.{self.name}: {int(self)}>'


class _empty:
    """Nothing was said here."""


_ONLY = _Kind(0, 'POSITIONAL_ONLY', 'positional-only')
_PLAIN = _Kind(1, 'POSITIONAL_OR_KEYWORD', 'positional or keyword')
_REST = _Kind(2, 'VAR_POSITIONAL', 'variadic positional')
_NAMED = _Kind(3, 'KEYWORD_ONLY', 'keyword-only')
_OTHERS = _Kind(4, 'VAR_KEYWORD', 'variadic keyword')


def formatannotation(annotation, base_module=None):
    if getattr(annotation, '__module__', None) == 'typing':
        return repr(annotation).replace('typing.', '')
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ('builtins', base_module):
            return annotation.__qualname__
        return f'{annotation.__module__}.{annotation.__qualname__}'
    return repr(annotation)


class Parameter:
    """A parameter of a function."""

    empty = _empty
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = _ONLY, _PLAIN, _REST, _NAMED, _OTHERS

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        if default is not _empty and kind in (_REST, _OTHERS):
            raise ValueError(f'{kind.description} parameters cannot have default values')
        if not isinstance(name, str) or not name.isidentifier():
            raise ValueError(f'{name!r} is not a valid parameter name')
        self.name, self.kind, self.default, self.annotation = name, kind, default, annotation

    def replace(self, **changes):
        parts = {'name': self.name, 'kind': self.kind, 'default': self.default, 'annotation': self.annotation, **changes}
        return type(self)(parts.pop('name'), parts.pop('kind'), **parts)

    def __str__(self):
        shown = {_REST: '*', _OTHERS: '**'}.get(self.kind, '') + self.name
        if self.annotation is not _empty:
            shown += f': {formatannotation(self.annotation)}'
        if self.default is not _empty:
            shown += f' = {self.default!r}' if self.annotation is not _empty else f'={self.default!r}'
        return shown

    def __repr__(self):
        return f'<Parameter "{self}">'

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self.name, self.kind, self.default, self.annotation) == (other.name, other.kind, other.default, other.annotation)

    def __hash__(self):
        return hash((self.name, self.kind))


class BoundArguments:
    """Arguments with the parameters that they belong to."""

    def __init__(self, signature, arguments):
        self.signature, self.arguments = signature, arguments

    @property
    def args(self):
        found = []
        for name, parameter in self.signature.parameters.items():
            if parameter.kind in (_NAMED, _OTHERS) or name not in self.arguments:
                break
            if parameter.kind == _REST:
                found.extend(self.arguments[name])
            else:
                found.append(self.arguments[name])
        return tuple(found)

    @property
    def kwargs(self):
        found, by_name = {}, False
        for name, parameter in self.signature.parameters.items():
            by_name = by_name or parameter.kind in (_NAMED, _OTHERS) or name not in self.arguments
            if not by_name or name not in self.arguments:
                continue
            if parameter.kind == _OTHERS:
                found.update(self.arguments[name])
            else:
                found[name] = self.arguments[name]
        return found

    def apply_defaults(self):
        found = {}
        for name, parameter in self.signature.parameters.items():
            if name in self.arguments:
                found[name] = self.arguments[name]
            elif parameter.default is not _empty:
                found[name] = parameter.default
            elif parameter.kind in (_REST, _OTHERS):
                found[name] = () if parameter.kind == _REST else {}
        self.arguments = found

    def __repr__(self):
        return f"<BoundArguments ({', '.join(f'{name}={value!r}' for name, value in self.arguments.items())})>"


class Signature:
    """How a function is called."""

    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        self.parameters = types.MappingProxyType(OrderedDict((parameter.name, parameter) for parameter in parameters or ()))
        self.return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        return signature(obj, follow_wrapped=follow_wrapped)

    def replace(self, *, parameters=_empty, return_annotation=_empty):
        return type(self)(self.parameters.values() if parameters is _empty else parameters,
                          return_annotation=self.return_annotation if return_annotation is _empty else return_annotation)

    def __str__(self):
        parts, only, star = [], False, False
        for parameter in self.parameters.values():
            if parameter.kind == _ONLY:
                only = True
            elif only:
                parts.append('/')
                only = False
            if parameter.kind == _REST:
                star = True
            elif parameter.kind == _NAMED and not star:
                parts.append('*')
                star = True
            parts.append(str(parameter))
        if only:
            parts.append('/')
        result = '' if self.return_annotation is _empty else f' -> {formatannotation(self.return_annotation)}'
        return f"({', '.join(parts)}){result}"

    def __repr__(self):
        return f'<Signature {self}>'

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return list(self.parameters.items()) == list(other.parameters.items()) and self.return_annotation == other.return_annotation

    def __hash__(self):
        return hash(tuple(self.parameters))

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def _bind(self, args, kwargs, partial):
        found, args, kwargs = {}, list(args), dict(kwargs)
        others = None
        for name, parameter in self.parameters.items():
            if parameter.kind == _REST:
                if args:
                    found[name] = tuple(args)
                    args = []
            elif parameter.kind == _OTHERS:
                others = name
            elif args and parameter.kind != _NAMED:
                if name in kwargs and parameter.kind != _ONLY:
                    raise TypeError(f'multiple values for argument {name!r}')
                found[name] = args.pop(0)
            elif name in kwargs:
                if parameter.kind == _ONLY:
                    raise TypeError(f'{name!r} parameter is positional only, but was passed as a keyword')
                found[name] = kwargs.pop(name)
            elif parameter.default is _empty and not partial:
                raise TypeError(f'missing a required argument: {name!r}')
        if args:
            raise TypeError('too many positional arguments')
        if kwargs:
            if others is None:
                raise TypeError(f'got an unexpected keyword argument {next(iter(kwargs))!r}')
            found[others] = kwargs
        return BoundArguments(self, found)


def unwrap(func, *, stop=None):
    while hasattr(func, '__wrapped__') and not (stop and stop(func)):
        func = func.__wrapped__
    return func


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    if not callable(obj):
        raise TypeError(f'{obj!r} is not a callable object')
    if isinstance(obj, types.MethodType):
        own = signature(obj.__func__, follow_wrapped=follow_wrapped)
        return own.replace(parameters=list(own.parameters.values())[1:])
    if follow_wrapped:
        obj = unwrap(obj)
    if hasattr(obj, '__signature__') and isinstance(obj.__signature__, Signature):
        return obj.__signature__
    if isinstance(obj, types.FunctionType):
        return _of_function(obj)
    if type(obj).__name__ == 'partial' and hasattr(obj, 'func'):
        return _of_partial(obj)
    if isinstance(obj, type):
        for name in ('__new__', '__init__'):
            own = getattr(obj, name, None)
            if isinstance(own, types.FunctionType):
                own = _of_function(own)
                return own.replace(parameters=list(own.parameters.values())[1:], return_annotation=_empty)
        if type(obj) is type and not any(base.__module__ == 'builtins' and base is not object for base in obj.__mro__):
            return Signature()
    elif not isinstance(obj, types.BuiltinFunctionType):
        own = getattr(type(obj), '__call__', None)
        if isinstance(own, types.FunctionType):
            own = _of_function(own)
            return own.replace(parameters=list(own.parameters.values())[1:])
    raise ValueError(f'no signature found for builtin {obj!r}')


def _of_function(function):
    code, notes = function.__code__, function.__annotations__
    count, named = code.co_argcount, code.co_kwonlyargcount
    names = code.co_varnames
    defaults, by_name = function.__defaults__ or (), function.__kwdefaults__ or {}
    parameters = []

    def add(name, kind, default=_empty):
        parameters.append(Parameter(name, kind, default=default, annotation=notes.get(name, _empty)))
    for i, name in enumerate(names[:count]):
        at = i - (count - len(defaults))
        add(name, _ONLY if i < code.co_posonlyargcount else _PLAIN, defaults[at] if at >= 0 else _empty)
    rest = count + named
    if code.co_flags & 4:
        add(names[rest], _REST)
        rest += 1
    for name in names[count:count + named]:
        add(name, _NAMED, by_name.get(name, _empty))
    if code.co_flags & 8:
        add(names[rest], _OTHERS)
    return Signature(parameters, return_annotation=notes.get('return', _empty))


def _of_partial(partial):
    own = signature(partial.func)
    parameters, given = list(own.parameters.values()), len(partial.args)
    kept, named = [], False
    for parameter in parameters:
        if given and parameter.kind in (_ONLY, _PLAIN):
            given -= 1
            continue
        if parameter.name in partial.keywords and parameter.kind in (_PLAIN, _NAMED):
            parameter = parameter.replace(kind=_NAMED, default=partial.keywords[parameter.name])
            named = True
        elif named and parameter.kind == _PLAIN:
            parameter = parameter.replace(kind=_NAMED)
        elif named and parameter.kind == _REST:
            continue
        kept.append(parameter)
    return own.replace(parameters=kept)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType) or isinstance(object, types.MethodType) and not isinstance(object.__func__, types.FunctionType)


def isclass(object):
    return isinstance(object, type)


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def isgeneratorfunction(object):
    while ismethod(object):
        object = object.__func__
    return isfunction(object) and bool(object.__code__.co_flags & 32)


def iscoroutinefunction(object):
    return False


def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object) or isinstance(object, types.WrapperDescriptorType)


def isabstract(object):
    return isinstance(object, type) and bool(getattr(object, '__abstractmethods__', ()))


def isdatadescriptor(object):
    return hasattr(type(object), '__set__') or isinstance(object, property)


def getmembers(object, predicate=None):
    found = []
    for name in dir(object):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return sorted(found, key=lambda pair: pair[0])


def getmro(cls):
    return cls.__mro__


def getdoc(object):
    doc = getattr(object, '__doc__', None)
    if doc is None and isinstance(object, type):
        doc = next((base.__dict__['__doc__'] for base in object.__mro__[1:-1] if base.__dict__.get('__doc__')), None)
    return cleandoc(doc) if isinstance(doc, str) else None


def cleandoc(doc):
    lines = doc.expandtabs().split('\n')
    margin = min((len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()), default=0)
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return '\n'.join(lines)


def getmodulename(path):
    name = path.rsplit('/', 1)[-1]
    return name[:-3] if name.endswith('.py') else None


def getcallargs(func, /, *positional, **named):
    bound = signature(func).bind(*positional, **named)
    bound.apply_defaults()
    return bound.arguments
