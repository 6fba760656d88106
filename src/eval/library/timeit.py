from time import perf_counter as default_timer

default_number = 1000000
default_repeat = 5


class Timer:
    """Times how long a statement takes, by the clock of the session."""

    def __init__(self, stmt='pass', setup='pass', timer=default_timer, globals=None):
        for part, what in ((stmt, 'stmt'), (setup, 'setup')):
            if not isinstance(part, str) and not callable(part):
                raise ValueError(f'{what} is neither a string nor callable')
        self.stmt, self.setup, self.timer = stmt, setup, timer
        self._globals = {} if globals is None else globals

    def timeit(self, number=default_number):
        names = dict(self._globals)
        _run(self.setup, names)
        stmt, timer = self.stmt, self.timer
        if isinstance(stmt, str):
            names['_number'] = number
            text = 'for _i in range(_number):\n' + ''.join(f'    {line}\n' for line in stmt.split('\n'))
            start = timer()
            exec(text, names)
            return timer() - start
        start = timer()
        for _ in range(number):
            stmt()
        return timer() - start

    def repeat(self, repeat=default_repeat, number=default_number):
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        size = 1
        while True:
            for number in (size, 2 * size, 5 * size):
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            size *= 10


def _run(part, names):
    if isinstance(part, str):
        exec(part, names)
    else:
        part()


def timeit(stmt='pass', setup='pass', timer=default_timer, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt='pass', setup='pass', timer=default_timer, repeat=default_repeat, number=default_number, globals=None):
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)
