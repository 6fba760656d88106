g = 1
def f(a, b=g, /, c=2, *args, d: int = 3, e, **kw) -> float:
    """The docstring."""
    x = a + g
    def inner(y):
        nonlocal x
        x += y + c
        return lambda z: z + x + a
    return inner
def gen(n):
    for i in range(n):
        got = yield i
        yield
    yield from gen(n - 1)
def compr(xs, k):
    ys = [x * k for x in xs if x for y in x if y]
    gs = (lambda: x for x in xs)
    ds = {a: b for a, b in ys}
    ss = {a for a in ys}
    if any((last := x) > k for x in xs):
        return last
[t for t in g if (w := t)]
def glob():
    global g, new
    g = 2
    def new(): pass
@decorator
@other.one(1)
class A(B, metaclass=M):
    """Doc."""
    n = 3
    m = [n for _ in range(n)]
    def __init__(self, v, __w=1):
        super().__init__()
        self.__secret = v
        self.n = n
    def __hidden(self):
        return __class__
    class Inner: pass
def outer():
    free = 1
    class C:
        taken = free
        free2 = free
        def method(self):
            return free
    class D:
        free = free
    return C
def late():
    def use(): return v
    v = 1
    del v
    try: pass
    except E as err: print(err)
    import a.b, c as d
    with x as w: pass
    return use
async_ = await_ = match = case = _ = 1
