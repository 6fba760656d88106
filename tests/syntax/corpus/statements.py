a = b, c = d = 1, 2
a, *b = c
(a, [b, c]), d.e, f[0] = x
[p, q] = r
x += 1; x @= y; x //= 2; x **= 3; x >>= 1; x <<= 1; x &= 1; x |= 1; x ^= 1; x %= 2; x -= 1; x *= a, b
x: int
x: float = 3.5
a.b: int = 1
(c): int = 2
del a, b[0], (c, d), e.f
assert x, "message"
assert y
raise
raise ValueError("x")
raise A from B
pass
import numpy
import numpy as np, os.path, a.b.c as d
from math import pi
from math import (sin as s,
    cos,)
from . import x
from ..pkg.mod import y as z
from numpy import *
if a: b
elif c:
    d
else: e; f
if x == 1 and \
   y == 2:
	tabbed
while (n := f()) > 0:
    break
else:
    continue_ = 1
for i, (j, *k) in enumerate(x), 2:
    if i: continue

    # a comment
  # badly indented comment
    pass
else:
    done
for x.y in z: pass
for x in *a, b: pass
try:
    a
except A: b
except (B, C) as e:
    c
except:
    d
else:
    f
finally:
    g
try: x
finally: y
with a: b
with a as b, c() as d[0], e as (f, g):
    h
with (open(f) as a, b as c,):
    pass
with (a, b): pass
with (a): pass
with (a).b as c: pass
global unseen
last; one;
