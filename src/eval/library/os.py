from abc import ABC, abstractmethod
from os.path import curdir, pardir, extsep, sep, pathsep, defpath, altsep, devnull

name = 'posix'
linesep = '\n'
environ = {}
error = OSError


class PathLike(ABC):
    """What stands for a path and can say which."""

    @abstractmethod
    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return hasattr(subclass, '__fspath__')
        return NotImplemented


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    if hasattr(type(path), '__fspath__'):
        return path.__fspath__()
    raise TypeError(f'expected str, bytes or os.PathLike object, not {type(path).__name__}')


def getcwd():
    return '/'


def getenv(key, default=None):
    return environ.get(key, default)


def remove(path):
    from os import _remove
    _remove(fspath(path))


unlink = remove


def rename(src, dst):
    with open(fspath(src), 'rb') as old:
        held = old.read()
    with open(fspath(dst), 'wb') as new:
        new.write(held)
    remove(src)


replace = rename
