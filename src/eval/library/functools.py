from functools import update_wrapper, partial


def _opposite(name, other_name, with_equal, negated):
    def method(self, other):
        answer = getattr(type(self), name)(self, other)
        if answer is NotImplemented:
            return answer
        if negated:
            answer = not answer
        if with_equal is None:
            return answer
        if with_equal == 'or':
            return answer or self == other
        return answer and self != other
    method.__name__ = other_name
    return method


_FROM = {
    '__lt__': [('__gt__', 'and', True), ('__le__', 'or', False), ('__ge__', None, True)],
    '__le__': [('__ge__', 'or', True), ('__lt__', 'and', False), ('__gt__', None, True)],
    '__gt__': [('__lt__', 'and', True), ('__ge__', 'or', False), ('__le__', None, True)],
    '__ge__': [('__le__', 'or', True), ('__gt__', 'and', False), ('__lt__', None, True)],
}


def total_ordering(cls):
    """Gives a class with one of `<`, `<=`, `>`, `>=` the others too."""
    own = [name for name in _FROM if getattr(cls, name, None) is not getattr(object, name, None)]
    if not own:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    root = max(own)
    for name, with_equal, negated in _FROM[root]:
        if name not in own:
            setattr(cls, name, _opposite(root, name, with_equal, negated))
    return cls


class cached_property:
    """An attribute that is computed once, when it is first asked for."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError(
                'Cannot assign the same cached_property to two different names '
                f'({self.attrname!r} and {name!r}).')

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError('Cannot use cached_property instance without calling __set_name__ on it.')
        value = self.func(instance)
        object.__setattr__(instance, self.attrname, value)
        return value


def _nearest(registry, cls):
    for ancestor in cls.__mro__[:-1]:
        if ancestor in registry:
            return registry[ancestor]
    fitting = [known for known in registry if known is not object and issubclass(cls, known)]
    for known in fitting:
        if not any(other is not known and issubclass(other, known) for other in fitting):
            return registry[known]
    return registry[object]


def singledispatch(func):
    """A function that has another body for each class of its first argument."""
    registry = {object: func}

    def dispatch(cls):
        return _nearest(registry, cls)

    def register(cls, function=None):
        if function is not None:
            registry[cls] = function
            return function
        if isinstance(cls, type):
            return lambda function: register(cls, function)
        hints = list(getattr(cls, '__annotations__', {}).items())
        if not hints or hints[0][0] == 'return':
            raise TypeError(
                f'Invalid first argument to `register()`: {cls!r}. '
                'Use either `@register(some_class)` or plain `@register` on an annotated function.')
        name, wanted = hints[0]
        if not isinstance(wanted, type):
            raise TypeError(f'Invalid annotation for {name!r}. {wanted!r} is not a class.')
        registry[wanted] = cls
        return cls

    def wrapper(*args, **kwargs):
        if not args:
            raise TypeError(f'{func.__name__} requires at least 1 positional argument')
        return dispatch(type(args[0]))(*args, **kwargs)

    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    """As `singledispatch`, for methods: by the class of the argument after `self`."""

    def __init__(self, func):
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, method)

    def __get__(self, obj, cls=None):
        def method(*args, **kwargs):
            found = self.dispatcher.dispatch(type(args[0]))
            if hasattr(found, '__get__'):
                return found.__get__(obj, cls)(*args, **kwargs)
            return found(*args, **kwargs) if obj is None else found(obj, *args, **kwargs)
        method.register = self.register
        return method


class partialmethod:
    """A method with some arguments given already."""

    def __init__(self, func, /, *args, **keywords):
        self.func, self.args, self.keywords = func, args, keywords

    def __get__(self, obj, cls=None):
        return partial(self.func, obj, *self.args, **self.keywords)
