import os


def _parsed(paths):
    """The root and the names of the last absolute path and of what follows it."""
    root, parts = '', []
    for path in paths:
        if isinstance(path, PurePath):
            text = str(path)
        elif isinstance(path, str):
            text = path
        elif hasattr(path, '__fspath__'):
            text = path.__fspath__()
        else:
            raise TypeError(f'expected str, bytes or os.PathLike object, not {type(path).__name__}')
        if text.startswith('/'):
            root, parts = '//' if text.startswith('//') and not text.startswith('///') else '/', []
        parts += [part for part in text.split('/') if part and part != '.']
    return root, parts


class _Parents:
    def __init__(self, path):
        self._path = path
        self._count = len(path._names)

    def __len__(self):
        return self._count

    def __getitem__(self, i):
        if isinstance(i, slice):
            return tuple(self[at] for at in range(*i.indices(len(self))))
        if not -len(self) <= i < len(self):
            raise IndexError(i)
        if i < 0:
            i += len(self)
        return self._path._with(self._path._names[:len(self) - 1 - i])

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    def __repr__(self):
        return f'<{type(self._path).__name__}.parents>'


class PurePath:
    """A path as a value: its parts, and others made from it."""

    def __new__(cls, *args):
        if cls is PurePath:
            cls = PurePosixPath
        elif cls is Path:
            cls = PosixPath
        self = object.__new__(cls)
        self._root, self._names = _parsed(args)
        return self

    def __init__(self, *args):
        pass

    def _with(self, names, root=None):
        path = object.__new__(type(self))
        path._root, path._names = self._root if root is None else root, list(names)
        return path

    def __str__(self):
        return self._root + '/'.join(self._names) or '.'

    def __fspath__(self):
        return str(self)

    as_posix = __fspath__

    def __bytes__(self):
        return str(self).encode()

    def __repr__(self):
        return f'{type(self).__name__}({str(self)!r})'

    def __eq__(self, other):
        return str(self) == str(other) if isinstance(other, PurePath) else NotImplemented

    def __hash__(self):
        return hash(str(self))

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, PurePath) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, PurePath) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if isinstance(other, PurePath) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if isinstance(other, PurePath) else NotImplemented

    def _key(self):
        return list(self.parts)

    def __truediv__(self, key):
        if not isinstance(key, (str, PurePath)) and not hasattr(key, '__fspath__'):
            return NotImplemented
        return self.joinpath(key)

    def __rtruediv__(self, key):
        if not isinstance(key, (str, PurePath)) and not hasattr(key, '__fspath__'):
            return NotImplemented
        return type(self)(key, self)

    def joinpath(self, *args):
        root, names = _parsed((self,) + args)
        return self._with(names, root)

    drive = property(lambda self: '')
    root = property(lambda self: self._root)
    anchor = property(lambda self: self._root)

    @property
    def parts(self):
        return tuple(([self._root] if self._root else []) + self._names)

    @property
    def parent(self):
        return self._with(self._names[:-1]) if self._names else self

    @property
    def parents(self):
        return _Parents(self)

    @property
    def name(self):
        return self._names[-1] if self._names else ''

    @property
    def suffix(self):
        name = self.name
        dot = name.rfind('.')
        return name[dot:] if 0 < dot < len(name) - 1 else ''

    @property
    def suffixes(self):
        if self.name.endswith('.'):
            return []
        return ['.' + part for part in self.name.lstrip('.').split('.')[1:]]

    @property
    def stem(self):
        return self.name.removesuffix(self.suffix) if self.suffix else self.name

    def with_name(self, name):
        if not self.name:
            raise ValueError(f'{self!r} has an empty name')
        if not name or name == '.' or '/' in name:
            raise ValueError(f'Invalid name {name!r}')
        return self._with(self._names[:-1] + [name])

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        if '/' in suffix or suffix == '.' or suffix and not suffix.startswith('.'):
            raise ValueError(f'Invalid suffix {suffix!r}')
        if not self.name:
            raise ValueError(f'{self!r} has an empty name')
        return self._with(self._names[:-1] + [self.stem + suffix])

    def is_absolute(self):
        return bool(self._root)

    def is_reserved(self):
        return False

    def relative_to(self, *other):
        if not other:
            raise TypeError('need at least one argument')
        base = type(self)(*other)
        if base.parts != self.parts[:len(base.parts)]:
            raise ValueError(f'{str(self)!r} is not in the subpath of {str(base)!r} OR one path is relative and the other is absolute.')
        return self._with(self.parts[len(base.parts):], '')

    def is_relative_to(self, *other):
        base = type(self)(*other)
        return base.parts == self.parts[:len(base.parts)]

    def match(self, path_pattern):
        wanted = type(self)(path_pattern).parts
        if not wanted:
            raise ValueError('empty pattern')
        if wanted[0].startswith('/') and len(wanted) != len(self.parts) or len(wanted) > len(self.parts):
            return False
        from fnmatch import fnmatchcase
        return all(fnmatchcase(part, form) for part, form in zip(reversed(self.parts), reversed(wanted)))

    def as_uri(self):
        if not self._root:
            raise ValueError("relative path can't be expressed as a file URI")
        return 'file://' + str(self)


class PurePosixPath(PurePath):
    """A path as POSIX writes it."""


class Path(PurePath):
    """A path with the file that it leads to."""

    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    def exists(self):
        return os.path.exists(str(self))

    def is_file(self):
        return os.path.isfile(str(self))

    def is_dir(self):
        return os.path.isdir(str(self))

    def is_symlink(self):
        return False

    def absolute(self):
        return self if self._root else self.cwd() / self

    def resolve(self, strict=False):
        return type(self)(os.path.abspath(str(self)))

    def expanduser(self):
        return self

    def samefile(self, other_path):
        return os.path.samefile(self, other_path)

    def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
        return open(str(self), mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None):
        with self.open('r', encoding=encoding, errors=errors) as file:
            return file.read()

    def read_bytes(self):
        with self.open('rb') as file:
            return file.read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError(f'data must be str, not {type(data).__name__}')
        with self.open('w', encoding=encoding, errors=errors, newline=newline) as file:
            return file.write(data)

    def write_bytes(self, data):
        with self.open('wb') as file:
            return file.write(data)

    def touch(self, mode=0o666, exist_ok=True):
        if self.exists() and not exist_ok:
            raise FileExistsError(17, 'File exists', str(self))
        self.open('a').close()

    def unlink(self, missing_ok=False):
        if not missing_ok or self.exists():
            os.remove(str(self))

    def rename(self, target):
        os.rename(str(self), target)
        return type(self)(target)

    replace = rename


class PosixPath(Path, PurePosixPath):
    """A path of POSIX with its file."""
