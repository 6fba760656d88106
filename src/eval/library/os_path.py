curdir, pardir, extsep, sep, pathsep, defpath, altsep, devnull = '.', '..', '.', '/', ':', '/bin:/usr/bin', None, '/dev/null'
supports_unicode_filenames = False


def _text(path):
    if isinstance(path, str):
        return path
    if hasattr(path, '__fspath__'):
        return path.__fspath__()
    raise TypeError(f'expected str, bytes or os.PathLike object, not {type(path).__name__}')


def join(a, *p):
    path = _text(a)
    for part in p:
        if not isinstance(part, str) and not hasattr(part, '__fspath__'):
            raise TypeError(f'join() argument must be str, bytes, or os.PathLike object, not {type(part).__name__!r}')
        part = _text(part)
        if part.startswith('/'):
            path = part
        elif not path or path.endswith('/'):
            path += part
        else:
            path += '/' + part
    return path


def split(p):
    p = _text(p)
    at = p.rfind('/') + 1
    head, tail = p[:at], p[at:]
    return head.rstrip('/') or head, tail


def basename(p):
    return split(p)[1]


def dirname(p):
    return split(p)[0]


def splitext(p):
    p = _text(p)
    start = p.rfind('/') + 1
    dot = p.rfind('.')
    if dot > start and p[start:dot].strip('.'):
        return p[:dot], p[dot:]
    return p, ''


def splitdrive(p):
    p = _text(p)
    return p[:0], p


def isabs(s):
    return _text(s).startswith('/')


def normcase(s):
    return _text(s)


def normpath(path):
    path = _text(path)
    if not path:
        return '.'
    slashes = 0
    if path.startswith('/'):
        slashes = 2 if path.startswith('//') and not path.startswith('///') else 1
    kept = []
    for part in path.split('/'):
        if part in ('', '.'):
            continue
        if part != '..' or not slashes and not kept or kept and kept[-1] == '..':
            kept.append(part)
        elif kept:
            kept.pop()
    return '/' * slashes + '/'.join(kept) or '.'


def abspath(path):
    return normpath(join('/', path))


def realpath(filename, *, strict=False):
    return abspath(filename)


def expanduser(path):
    return _text(path)


def expandvars(path):
    return _text(path)


def relpath(path, start=None):
    if not path:
        raise ValueError('no path specified')
    here = [part for part in abspath('.' if start is None else start).split('/') if part]
    there = [part for part in abspath(path).split('/') if part]
    same = len(commonprefix([here, there]))
    return '/'.join(['..'] * (len(here) - same) + there[same:]) or '.'


def commonprefix(m):
    if not m:
        return ''
    least, most = min(m), max(m)
    for i, item in enumerate(least):
        if item != most[i]:
            return least[:i]
    return least


def commonpath(paths):
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    paths = [_text(path) for path in paths]
    if len({path.startswith('/') for path in paths}) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    parts = [[part for part in path.split('/') if part and part != '.'] for path in paths]
    return ('/' if paths[0].startswith('/') else '') + '/'.join(commonprefix(parts))


def exists(path):
    from os import _exists
    return _exists(_text(path))


lexists = exists


def isfile(path):
    from os import _is_file
    return _is_file(_text(path))


def isdir(s):
    return exists(s) and not isfile(s)


def islink(path):
    return False


def getsize(filename):
    with open(_text(filename), 'rb') as file:
        return len(file.read())


def samefile(f1, f2):
    return abspath(f1) == abspath(f2)
