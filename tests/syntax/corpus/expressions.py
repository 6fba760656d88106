1 + 2 * 3 ** -4 ** 2 @ m // 5 % 6
-x ** 2; not a == b; ~x & y | z ^ w << 1 >> 2
a < b <= c != d is not e not in f in g is h
a and b or c and not d or (e or f)
x if p else y if q else z
x.y.z[1](2)(k=3)[4].w
a[1], a[1:2], a[::2], a[:, 1:], a[..., None], a[:], a[1:, ::-1], a[i, j], a[(1, 2)], a[1,], a[b:=2]
f(), f(a), f(a, *b, c, k=1, *d, **e, m=2), f(x for x in y), f(a,), f(x := 1)
[], [1], [1, 2,], [*a, b], (), (1,), (1, 2), (*a,), {}, {1}, {1, *b}, {1: 2, **d, 3: 4,}
lambda: 0
lambda x, y=1, *args, k, m=2, **kw: x + y
lambda a, /, b, *, c: (lambda: a)
(y := 5) + y
print(not x, -y)
a if b else lambda: c if d else e
1_000, 0xFF, 0o17, 0b1_01, 123456789012345678901234567890, 1.5, .5, 5., 1e10, 1_0.2_5E-3, 3j, 1.5e3J, 0, 00
'a' "b" 'c\n\x41\u00e9\N{GREEK SMALL LETTER ALPHA}\101\
d' r'\n' """long
'text' "with" quotes""" '''x''' u'u'
b'ab\x00' rb'\n' Rb"x" B'''y'''
f'{x}' f"a{x!r:>{width}.{prec}f}b{{c}}" F'{x = }' rf'\d{x:%Y-%m-%d}' 'plain' f'{ {"a": 1}["a"] }{x!s}{f"{y}"}{z=:.2f}{a != b}{a[1:2]}{(lambda q: q)(1)}'
None, True, False, ..., Ellipsis
x = y = (yield_ := 3)
a if (b
  # comment
  and c) else \
  d
