#!/usr/bin/env python3
"""Random programs of the language alone, run by CPython and by ndbook: where do they differ?

    python tests/numpy/fuzz_language.py                             200 programs from seed 0
    python tests/numpy/fuzz_language.py --seed 7 --programs 1000    others, and more of them
    python tests/numpy/fuzz_language.py --kinds text format         only cells of these kinds
    python tests/numpy/fuzz_language.py --ndbook PATH               the program to test, instead of target/debug/ndbook

A cell is one of several kinds: methods of built-in types with arguments that fit or nearly fit, formatting, integers of all
sizes, slices, comprehensions and unpacking, functions and closures, generators, exceptions with all their clauses, classes
with special methods and inheritance, sorting by keys, `match`, bytes with all arguments of their methods, texts read as numbers,
views of dicts, operators of sets, `with` and contextlib, decorators, the order of `return` and `finally`, chains of exceptions,
f-strings inside others, stars everywhere, closures in comprehensions. What each cell prints, shows, warns of and raises is
compared byte for byte; the last line says how many cells of each kind differ. Only the first difference of a program is
shown, cut down to the cells that it needs. The same seed gives the same programs.
"""

import argparse
import collections
import gc
import random
import sys

import docstrings
import fuzz
import record

INTS = "0 1 -1 2 3 7 -8 10 255 -256 1000 2**31 2**53+1 -2**63 2**64 10**25 -10**40 True".split()
FLOATS = "0.0 -0.0 1.0 0.5 -2.5 3.14159 1e16 1e-7 123456.789 1e300 5e-324 float('inf') float('-inf') float('nan')".split()
TEXTS = ["''", "'a'", "'abc'", "'Hello World'", "'  pad '", "'a,b,,c'", "'aXbXc'", "'ÄÖü'", "'123'", "'x\\ty\\n'", "'ß'", "'a b  c'",
         "'ab' * 3", "'%d'", "'{}'", "'tEsT'", "'line\\nbreak\\r\\nend'", "'-5'", "'_id'", "'日本'"]
LISTS = ["[]", "[1]", "[3, 1, 2]", "[1, 2.5, True]", "['b', 'a']", "[[1], [2, 3]]", "[None, 0]", "list(range(6))", "[1, 1, 2]", "['x', 1]"]
TUPLES = ["()", "(1,)", "(1, 2)", "('a', 1)", "((1, 2), 3)"]
DICTS = ["{}", "{'a': 1}", "{'b': 2, 'a': 1}", "{1: 'x', 2.0: 'y'}", "{(1, 2): [3]}", "{None: 0, True: 1}"]
SETS = ["set()", "{1}", "{1, 2, 3}", "{'a'}", "frozenset([1, 2])", "{2, 'b'}"]  # none with None, whose hash differs from run to run
BYTES = ["b''", "b'abc'", "b'\\x00\\xff'", "b'a b'"]
OTHERS = ["None", "range(5)", "range(5, 0, -2)", "slice(1, 3)", "...", "1j", "2-3.5j", "print", "int", "(i for i in 'ab')"]
ALL = INTS + FLOATS + TEXTS + LISTS + TUPLES + DICTS + SETS + BYTES + OTHERS
BY_TYPE = {"str": TEXTS, "list": LISTS, "dict": DICTS, "set": SETS, "tuple": TUPLES, "bytes": BYTES, "int": INTS, "float": FLOATS}
ORDERED = [INTS, FLOATS, TEXTS, LISTS, TUPLES]
BINARY = "+ - * / // % ** & | ^ << >> == != < <= > >= and or in is".split()
LEFT_OUT = {"__init__", "__init_subclass__", "__subclasshook__", "__class_getitem__", "__dir__", "__doc__", "__reduce__", "__reduce_ex__",
            "__getstate__", "__sizeof__", "__getnewargs__", "__getformat__", "__new__", "__class__", "__setattr__", "__delattr__"}
BUILTINS = ("abs all any ascii bin bool bytes callable chr complex dict divmod enumerate filter float format frozenset getattr hasattr hash hex "
            "int isinstance iter len list map max min next oct ord pow range repr reversed round set slice sorted str sum tuple type zip").split()
SPECS = ["", "d", "5d", "<8", ">8", "^9", "*^9", "+d", " d", "05d", "x", "#x", "#b", "o", "X", ",", "_", "n", "e", ".2e", "f", ".3f", "10.2f",
         "g", ".3g", "%", ".1%", "s", ".2s", "10", "c", "r", "=+8", "0=8", "08.2f", ",.2f", "_x", "#.3g", "+.1e", "<<5", "Z", ".", "z.1f", "010", ">#10x"]
PERCENTS = ["%d", "%5d", "%-5d|", "%05d", "%+d", "%x", "%#o", "%e", "%.2f", "%8.3f", "%g", "%s", "%r", "%5s", "%.1s", "%c", "%%", "%a", "%i", "%u", "%b", "%*d"]
ERRORS = ["ValueError('v')", "KeyError('k')", "IndexError", "ZeroDivisionError('z', 1)", "TypeError()", "StopIteration(3)", "Exception('e')",
          "RuntimeError('r')", "ArithmeticError('a')", "LookupError(1)", "AssertionError"]
CAUGHT = ["ValueError", "KeyError", "(IndexError, KeyError)", "ArithmeticError", "LookupError", "Exception", "TypeError", "StopIteration", "OSError"]


class Maker:
    """Makes cells of one program."""

    def __init__(self, chance, kinds):
        self.chance, self.kinds, self.count = chance, kinds, 0

    def one(self, options):
        return self.chance.choice(options)

    def any(self):
        return self.one(self.one([INTS, FLOATS, TEXTS, LISTS, TUPLES, DICTS, SETS, BYTES, OTHERS, INTS, TEXTS]))

    def fresh(self, prefix):
        self.count += 1
        return f"{prefix}{self.count}"

    def several(self, make, least, most, between=", "):
        return between.join(make() for _ in range(self.chance.randint(least, most)))

    def program(self):
        """Cells with their kinds."""
        cells = []
        for _ in range(self.chance.randint(6, 14)):
            kind = self.one(self.kinds)
            cells.append((kind, getattr(self, kind)()))
        return cells

    def method(self):
        name = self.one(list(BY_TYPE))
        receiver = self.one(BY_TYPE[name])
        methods = [m for m in dir({"str": str, "list": list, "dict": dict, "set": set, "tuple": tuple, "bytes": bytes, "int": int, "float": float}[name])
                   if m not in LEFT_OUT and m not in ("to_bytes", "from_bytes", "maketrans")]
        chosen = self.one(methods)
        if chosen.startswith("__") and self.chance.random() < 0.5:
            chosen = self.one([m for m in methods if not m.startswith("__")] or methods)
        arguments = [self.one(BY_TYPE[name]) if self.chance.random() < 0.5 else self.any() for _ in range(self.one([0, 1, 1, 1, 2, 3]))]
        if "iter" in chosen or chosen in ("__reversed__", "keys", "values", "items"):
            return f"v = {receiver}\nlist(v.{chosen}({', '.join(arguments)}))"
        return f"v = {receiver}\nw = v.{chosen}({', '.join(arguments)})\nw, v"

    def builtin(self):
        function = self.one(BUILTINS)
        call = f"{function}({self.several(self.any, 0, 3)})"
        if function in ("enumerate", "filter", "iter", "map", "reversed", "zip"):
            return f"list({call})"
        return call

    def operator(self):
        a, op, b = self.any(), self.one(BINARY), self.any()
        if op == "**" or op == "<<":
            b = self.one(["0", "1", "2", "5", "-1", "0.5", "70", "'a'"])
        if op == "*" and self.chance.random() < 0.8:
            b = self.one(["0", "2", "-1", "1.5", "3", "'a'"])
        prefix = self.one(["", "", "", "-", "not ", "~"])
        return f"{prefix}({a}) {op} ({b})"

    def number(self):
        a, b = self.one(INTS + FLOATS), self.one(INTS + FLOATS)
        forms = ["({a}) {op} ({b})", "divmod({a}, {b})", "round({a}, {n})", "int({a})", "float({a})", "({a}) == ({b}), ({a}) < ({b})", "hash({a})",
                 "hex({a}), bin({a})", "pow({a}, {n}, 7)", "str({a}), repr({b})", "complex({a}, {b})", "abs({a}), -({b})", "({a}).__round__()",
                 "int(str({a}), {n})", "max({a}, {b}), min({a}, {b})", "({a}).as_integer_ratio()", "bool({a}), ({a}) and ({b})"]
        op = self.one("+ - * / // % & | ^ >>".split())
        return self.one(forms).format(a=a, b=b, op=op, n=self.one(["0", "1", "2", "-2", "3", "10", "16"]))

    def format(self):
        value = self.any()
        spec = self.one(SPECS)
        if self.chance.random() < 0.4:
            percent = self.one(PERCENTS)
            return f"{percent!r} % ({value},)" if self.chance.random() < 0.7 else f"{percent + ' ' + self.one(PERCENTS)!r} % ({value}, {self.any()})"
        forms = ["format({v}, {s!r})", "'{{:{s}}}'.format({v})", "'{{0!r:{s}}}|{{0!s}}'.format({v})", "v = {v}\nf'{{v:{s}}}'", "v = {v}\nf'{{v!r:>12}} {{v=}}'",
                 "'{{a}} {{b[0]}}'.format(a={v}, b={v})", "w = 10\nv = {v}\nf'{{v:>{{w}}}}'"]
        return self.one(forms).format(v=value, s=spec)

    def text(self):
        text = self.one(TEXTS)
        forms = [".split({})", ".replace({}, {})", ".strip({})", ".find({})", ".rjust(12, {})", ".center(11)", ".partition({})", ".count({})", ".title()",
                 ".swapcase()", ".zfill(6)", ".encode({})", ".splitlines()", ".expandtabs(4)", ".isidentifier()", ".isdigit(), {}.isalpha()", ".join({})",
                 ".startswith(({}, 'a'))", ".casefold()", ".rsplit({}, 1)", ".removeprefix({})", ".translate({{97: 'Z', 98: None}})", "[::-1]", "[1:-1]",
                 ".index({})", ".upper().lower()", ".capitalize()", ".isupper(), {}.isspace()", ".lstrip('a '), {}.rstrip()", ".format(1, 2)"]
        form = self.one(forms)
        return text + form.format(*(self.one(TEXTS + ["' '", "'X'", "','", "'a'"]) if self.chance.random() < 0.9 else self.any() for _ in range(3)))

    def slicing(self):
        value = self.one(TEXTS + LISTS + TUPLES + BYTES + ["range(10)", "range(10, 0, -3)"])
        end = lambda: self.one(["", "0", "1", "-1", "2", "-3", "5", "100", "-100", "None", "True"])
        index = f"{end()}:{end()}:{self.one(['', '1', '2', '-1', '-2', '0', 'None'])}" if self.chance.random() < 0.7 else self.one(INTS + ["'a'", "1.0", "None", "()"])
        if self.chance.random() < 0.3:
            new = self.one(LISTS + TEXTS + ["5", "(1, 2)", "range(2)"])
            return f"v = {self.one(LISTS)}\nv[{index}] = {new}\nv"
        if self.chance.random() < 0.2:
            return f"v = {self.one(LISTS)}\ndel v[{index}]\nv"
        return f"v = {value}\nv[{index}]"

    def unpacking(self):
        targets = self.one(["a, b", "a, *b", "*a, b", "a, *b, c", "(a, b), c", "a, (b, *c)", "[a, b, c]", "*a,", "a, b, c"])
        names = "".join(c for c in targets if c.isalpha())
        value = self.one(LISTS + TUPLES + TEXTS + DICTS + OTHERS + ["5"])
        return f"{targets} = {value}\n{', '.join(names)},"

    def comprehension(self):
        source = self.one(LISTS + TUPLES + TEXTS + DICTS + SETS + ["range(7)"])
        element = self.one(["x", "x * 2", "(x, i)", "str(x)", "[x]", "x == 1", "i", "repr(x) + '!'", "len(x)", "x[0]", "-x"])
        condition = self.one(["", " if x", " if i % 2", " if x != 1 and i < 4", " if (y := i) > 0"])
        shape = self.one(["[{e} for i, x in enumerate({s}){c}]", "{{{e} for i, x in enumerate({s}){c}}}", "{{i: {e} for i, x in enumerate({s}){c}}}",
                          "list({e} for i, x in enumerate({s}){c})", "[{e} for i in range(3) for x in {s}{c}]", "sum(1 for i, x in enumerate({s}){c})",
                          "x = 'outer'\n[{e} for i, x in enumerate({s}){c}], x", "[[{e} for x in {s}{c}] for i in range(2)]",
                          "any({e} for i, x in enumerate({s}){c})", "sorted([{e} for i, x in enumerate({s}){c}], key=str)"])
        return shape.format(e=element, s=source, c=condition)

    def sorting(self):
        value = self.one(LISTS + TUPLES + SETS + TEXTS[:6] + ["[3, -1, 2.5, 0]", "['bb', 'a', 'ccc']", "[(2, 'a'), (1, 'b'), (2, 'A')]", "{'b': 1, 'a': 3}"])
        key = self.one(["", ", key=len", ", key=str", ", key=lambda x: -x", ", reverse=True", ", key=repr, reverse=True", ", key=None", ", key=lambda x: x[0]", ", key=abs"])
        return self.one([f"sorted({value}{key})", f"max({value}{key.replace(', reverse=True', '')})", f"v = list({value})\nv.sort({key[2:]})\nv"])

    def function(self):
        name = self.fresh("f")
        parameters = self.one(["a", "a, b=2", "a, *args", "a, b=2, *args, c=3, **kw", "*, k", "a, /, b", "a, /, b, *, c=1", "**kw", "a=1, b=[]", "*args, **kw"])
        names = [part.strip(" *").split("=")[0] for part in parameters.split(",")]
        names = [found for found in names if found and found != "/"]
        body = self.one([f"return {', '.join(names)},", f"return locals()", "x = 1\n    def g():\n        nonlocal x\n        x += 1\n        return x\n    return g(), g(), x",
                         "return [lambda: i for i in range(3)]", "global G\n    G = 5\n    return G", "try:\n        return 'try'\n    finally:\n        print('finally')",
                         "for i in range(3):\n        if i == 1: break\n    else:\n        return 'else'\n    return i"])
        calls = [self.several(lambda: self.one(["1", "2", "'x'", "*[1, 2]", "b=5", "c=6", "k=7", "**{'b': 8}", "**{'z': 9}", "a=3"]), 0, 3) for _ in range(2)]
        shown = "[h() for h in r] if isinstance(r, list) else r"
        runs = "\n".join(f"try:\n    r = {name}({call})\n    print({shown})\nexcept TypeError as e: print(e)" for call in calls if self.is_call(call))
        return f"def {name}({parameters}):\n    {body}\n{runs}"

    @staticmethod
    def is_call(call):
        try:
            compile(f"f({call})", "", "eval")
        except SyntaxError:
            return False
        return True

    def generator(self):
        name = self.fresh("g")
        body = self.one(["yield 1\n    x = yield 2\n    print('got', x)\n    yield x", "try:\n        yield 1\n        yield 2\n    except ValueError as e:\n        yield repr(e)\n    finally:\n        print('closing')",
                         "yield from [1, 2]\n    r = yield from inner()\n    yield r", "for i in range(3):\n        if (yield i): return 'early'\n    return 'late'",
                         "total = 0\n    while True:\n        total += (yield total) or 0", "yield\n    raise KeyError('in generator')"])
        use = self.one(["print(list(itertools.islice({g}(), 5)))", "it = {g}()\nprint(next(it), it.send('s'), next(it, 'end'))", "it = {g}()\nnext(it)\nprint(it.throw(ValueError('t')))",
                        "it = {g}()\nnext(it)\nit.close()\nprint(list(it))", "it = {g}()\ntry:\n    while True: print(next(it))\nexcept StopIteration as s: print('stop', s.value)\nexcept KeyError as k: print('key', k)" if "total" not in body else "print(next({g}()))",
                        "a, *b = itertools.islice({g}(), 4)\nprint(a, b)", "it = {g}()\nprint(it.send(1))"])
        return f"import itertools\ndef inner():\n    yield 'i'\n    return 'inner result'\ndef {name}():\n    {body}\n{use.format(g=name)}"

    def exception(self):
        risky = self.one(["1 / 0", "int('x')", "[][1]", "{}['k']", "None.x", "raise " + self.one(ERRORS), "raise " + self.one(ERRORS) + " from " + self.one(ERRORS), "undefined_name",
                          "assert False, 'msg'", "'a' + 1", "x = 1", "raise", "(1).nope", "len(5)", "a, b = 1,", "raise 5", "float('x')", "next(iter([]))", "[1].index(2)"])
        handler = self.one(["print(type(e).__name__, e, e.args)", "raise", "raise RuntimeError('again') from e", "raise RuntimeError('during')", "print(repr(e), e.__cause__, e.__context__)", "pass", "return 'handled'"])
        last = self.one(["", "    else:\n        print('else')\n", "    finally:\n        print('finally')\n", "    else:\n        print('else')\n    finally:\n        print('finally')\n", "    finally:\n        return 'from finally'\n"])
        name = self.fresh("h")
        return (f"def {name}():\n    try:\n        {risky}\n    except {self.one(CAUGHT)} as e:\n        {handler}\n{last}    return 'end'\n"
                f"try:\n    print({name}())\nexcept Exception as e:\n    print('outer', repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)")

    def klass(self):
        name = self.fresh("C")
        base = self.one(["", "", "(Base)", "(list)", "(dict)", "(int)", "(str)", "(Exception)", "(tuple)", "(float)", "(set)"])
        parts = {
            "init": "    def __init__(self, *args): self.args = args\n", "repr": f"    def __repr__(self): return '{name}!'\n", "str": "    def __str__(self): return 'str'\n",
            "eq": "    def __eq__(self, other): return isinstance(other, type(self))\n", "add": "    def __add__(self, other): return ('add', other)\n",
            "radd": "    def __radd__(self, other): return ('radd', other)\n", "len": "    def __len__(self): return 2\n", "get": "    def __getitem__(self, i): return ('item', i)\n",
            "call": "    def __call__(self, *a, **k): return (a, k)\n", "bool": "    def __bool__(self): return False\n", "iter": "    def __iter__(self): return iter('xy')\n",
            "contains": "    def __contains__(self, x): return x == 1\n", "prop": "    @property\n    def p(self): return 'p'\n    @p.setter\n    def p(self, v): print('set', v)\n",
            "static": "    @staticmethod\n    def s(x=1): return x\n    @classmethod\n    def c(cls): return cls.__name__\n", "attr": "    count = 0\n    __secret = 5\n    def secret(self): return self.__secret\n",
            "lt": "    def __lt__(self, other): return True\n", "getattr": "    def __getattr__(self, name):\n        if name.startswith('_'): raise AttributeError(name)\n        return 'dynamic ' + name\n",
            "hash": "    def __hash__(self): return 7\n", "enter": "    def __enter__(self): return 'in'\n    def __exit__(self, *a): print('exit', a[0]); return True\n",
            "format": "    def __format__(self, spec): return f'<{spec}>'\n", "super": "    def __setattr__(self, n, v):\n        if n != 'args': print('setattr', n)\n        super().__setattr__(n, v)\n",
            "index": "    def __index__(self): return 3\n", "iadd": "    def __iadd__(self, o):\n        print('iadd', o)\n        return self\n", "neg": "    def __neg__(self): return 'neg'\n",
        }
        chosen = self.chance.sample(list(parts), self.chance.randint(1, 6))
        body = "".join(parts[part] for part in chosen)
        made = self.one(["", "1", "'ab'", "[1, 2]", "{'a': 1}", "1, 2"])
        uses = ["o", "str(o)", "o == o, o != o", "o + 1", "1 + o", "[1] + o", "len(o)", "o[0]", "o['a']", "list(o)", "bool(o)", "o()", "1 in o", "o.p", "o.s(), o.c()", "o.count, o.secret()", "o < o",
                "o.nope", "hash(o) == hash(o)", "f'{o}'", "f'{o:>5}'", "o * 2", "isinstance(o, (list, Base))", "sorted([o, o])", "{o: 1}", "o.x", "-o", "[10, 20, 30, 40][o]", "vars(o)", "type(o + o)", "o[1:]",
                "dict(o)", "o.append(3)", "o.update(b=2)", "sum([o, o], o)", "max(o, o)", "a, b = o", "int(o)", "repr([o])", "o.args", "'%s %r' % (o, o)", "o | o", "o & o", "next(iter(o))"]
        lines = []
        for use in self.chance.sample(uses, 5):
            run = use if "= o" in use and "==" not in use else f"print({use})"
            lines.append(f"try: {run}\nexcept Exception as e: print(type(e).__name__, e)")
        extra = self.one(["", "with o as w: print(w)\n", "o += 1\nprint(o)\n", "o.p = 3\n", "o.x = 1\nprint(o.x)\n", "del o[0]\n", "o[0] = 1\n"])
        if extra:
            lines.append("try:\n    " + extra.strip().replace("\n", "\n    ") + "\nexcept Exception as e: print(type(e).__name__, e)")
        return "class Base:\n    def hello(self): return 'hello'\n" + f"class {name}{base}:\n{body}try:\n    o = {name}({made})\nexcept Exception as e:\n    o = 0\n    print(type(e).__name__, e)\n" + "\n".join(lines)

    def octets(self):
        value = self.one(["b'abcabc'", "b'a,b,,c'", "b'  x y '", r"b'a\nb\r\nc'", "b'Hello'", "bytearray(b'xaxbx')", "bytearray(b'A1')", "b''", "b'-5'", r"b'\t1'"])
        part = lambda: self.one(["b'a'", "b''", "b'bc'", "b','", "b' '", "97", "300", "'a'", "None", "bytearray(b'x')", "(b'a', b'x')", "-1", "1.5"])
        number = lambda: self.one(["0", "1", "2", "-1", "5", "12", "None", "'a'", "2.0", "True", "10**20"])
        forms = [".find({p})", ".find({p}, {n})", ".rfind({p}, {n}, {m})", ".index({p})", ".count({p}, {n})", ".split({p})", ".split({p}, {n})", ".rsplit({p}, {n})",
                 ".split(maxsplit={n})", ".splitlines({n})", ".strip({p})", ".lstrip({p}), {v}.rstrip()", ".startswith({p})", ".endswith({p}, {n})", ".replace({p}, {q})",
                 ".replace({p}, {q}, {n})", ".partition({p})", ".rpartition({p})", ".join([{p}, {q}])", ".center({n}, {p})", ".ljust({n})", ".rjust(8, {p})", ".zfill({n})",
                 ".expandtabs({n})", ".translate(None, {p})", ".translate(bytes.maketrans({p}, {q}))", ".hex({p})", ".hex(':', {n})", ".upper(), {v}.title(), {v}.swapcase()",
                 ".isalpha(), {v}.isdigit(), {v}.isspace(), {v}.istitle()", ".decode()", ".decode('ascii', 'replace')", "[{n}:{m}]", "[{n}]", " + {p}", " * {n}", " == {p}, {v} < {p}",
                 ".removeprefix({p}), {v}.removesuffix({q})", ".capitalize()", "%", ".fromhex('4a 4b')", ".isascii({n})", "in"]
        form = self.one(forms)
        if form == "%":
            given = self.one([part(), number(), "(b'z',)"])
            return f"b'%{self.one(['s', 'd', 'b', 'r', 'c', 'x', '5d', '.1f', 'a', '%', '-5s|', 'i'])}' % {given}"
        if form == "in":
            return f"{part()} in {value}"
        return value + form.format(v=value, p=part(), q=part(), n=number(), m=number())

    def parsing(self):
        text = self.one(["'12'", "' 7 '", "'1_000'", "'_1'", "'1__0'", "'0x1f'", "'0b11'", "'0o17'", "'1e3'", "'1.5'", "'.5'", "'5.'", "'.'", "''", "' '", "'inf'", "'-Infinity'", "'NaN'",
                         "'+5'", "'--5'", "'1 2'", "'1e'", "'1e400'", "'٣'", "'１２'", "'0_0'", "'007'", "'-0'", "'-0.0'", "'1j'", "'1+2j'", "'(1-j)'", "'1 + 2j'", "'True'", "'None'", "'z'", "'zz'",
                         "b'12'", "b'1.5'", "b' 3 '", "b'x'", "bytearray(b'9')", "'1' * 5000", "'0x'", "'1e-400'", "'1_0.0_1'", "'9' * 30", "None", "[]", "1.9", "-1.9", "True", "2j", "float('nan')", "10**400"])
        form = self.one(["int({t})", "float({t})", "complex({t})", "int({t}, {b})", "int({t}, base={b})", "float({t}).hex()", "float.fromhex({t})", "bool({t})", "round(float({t}), {b})",
                         "int(float({t}))", "str(float({t}))", "int.from_bytes({t}, 'big')", "bytes({t})", "repr(complex({t}))", "float({t}).is_integer()", "float({t}).as_integer_ratio()"])
        return form.format(t=text, b=self.one(["0", "2", "8", "10", "16", "36", "37", "-1", "1", "'a'", "2.0", "None"]))

    def views(self):
        right = self.one(DICTS + SETS + LISTS + ["{'a': 1, 'b': 5}"])
        part = lambda: self.one(["keys()", "items()", "values()"])
        forms = ["sorted(d.{p} {s} e.{q}, key=repr)", "d.{p} {o} e.{q}", "sorted(d.{p} {s} {r}, key=repr)", "{r} {o} d.{p}", "len(d.{p}), 'a' in d.{p}, list(reversed(d.{p}))", "d.{p}.isdisjoint({r})",
                 "d | {r}", "d | e", "v = d.{p}\nd['new'] = 1\nv", "for k in d.{p}: d[repr(k)] = 1", "d.{p}.mapping", "list(zip(d.{p}, d.{q}))", "d.{p} == e.{p}, d == e", "{{**d, **{r}}}", "d |= {r}\nd",
                 "next(iter(d.{p}))", "d.{p}[0]", "d.update({r})\nd", "dict({r})", "d.pop({k}), d", "d.setdefault({k}, []), d", "d.get({k}, 'none')", "dict.fromkeys({r}, 0)", "max(d.{p})", "{r} <= d.keys()"]
        form = self.one(forms).format(p=part(), q=part(), o=self.one("< <= > >= == !=".split()), s=self.one("& | - ^".split()), r=right, k=self.one(["'a'", "1", "[]", "None"]))
        return f"d = {self.one(DICTS + [repr(dict(a=1, b=2, c=3)), repr(dict(x=[1]))])}\ne = {self.one(DICTS)}\n{form}"

    def setting(self):
        a, b = self.one(SETS + ["{1, 4, 9}", "set('hello')"]), self.one(SETS + LISTS + TEXTS[:4] + ["{1, 4, 9}"])
        forms = ["a {o} b", "a {o}= b\nsorted(a, key=repr)", "a.{m}(b)", "a.{m}(b, b)", "a.{u}(b)\na", "a.add(b)\na", "a.discard(b)\na", "a.remove(b)\na", "b in a", "a.pop(), a", "len(a), bool(a), a == b",
                 "{{x for x in a if x != 1}}", "sorted(a)", "min(a), sum(a)", "a[0]", "hash(a)", "frozenset(a) == a, {{frozenset(a): 1}}", "a.copy() is a, a.copy() == a"]
        form = self.one(forms).format(o=self.one("& | - ^ < <= > >= == !=".split()), m=self.one("union intersection difference symmetric_difference issubset issuperset isdisjoint".split()),
                                      u=self.one("update intersection_update difference_update symmetric_difference_update".split()))
        return f"a = {a}\nb = {b}\n{form}"

    def managed(self):
        name = self.fresh("m")
        enter = self.one(["return self", "return 'entered'", "print('enter')", "raise ValueError('in enter')"])
        leave = self.one(["print('exit', t and t.__name__, v)", "print('exit'); return True", "return None", "raise KeyError('in exit')", "return t is ValueError"])
        made = f"class {name}:\n    def __init__(self, *a): self.a = a\n    def __enter__(self):\n        {enter}\n    def __exit__(self, t, v, tb):\n        {leave}\n"
        if self.chance.random() < 0.4:
            before, after = self.one(["print('before')", "x = 1"]), self.one(["print('after')", "pass", "raise RuntimeError('late')"])
            shape = self.one(["    {b}\n    try:\n        yield 'value'\n    finally:\n        {a}\n", "    {b}\n    yield 5\n    {a}\n", "    {b}\n    try:\n        yield\n    except ValueError as e:\n        print('caught', e)\n",
                              "    return\n    yield\n", "    yield 1\n    yield 2\n"])
            made = f"@contextlib.contextmanager\ndef {name}(*a):\n" + shape.format(a=after, b=before)
        body = self.one(["print('body', type(w).__name__)", "raise ValueError('body')", "1 / 0", "print('body')", "raise KeyError('k')"])
        use = self.one([f"with {name}(1) as w:\n        {body}", f"with {name}() as w, {name}() as u:\n        {body}", f"with ({name}() as w, contextlib.suppress(ValueError)):\n        {body}",
                        f"with contextlib.ExitStack() as w:\n        w.enter_context({name}())\n        w.callback(print, 'called back')\n        {body}", f"with contextlib.suppress(ZeroDivisionError) as w:\n        {body}",
                        f"for i in range(2):\n        with {name}() as w:\n            {self.one(['continue', 'break', 'pass'])}", f"with contextlib.closing(len) as w:\n        {body}", f"with contextlib.nullcontext(7) as w:\n        {body}"])
        return f"import contextlib\n{made}try:\n    {use}\n    print('done')\nexcept Exception as e: print(repr(e), repr(e.__context__))"

    def decorating(self):
        name = self.fresh("d")
        inner = self.one(["    @functools.wraps(f)\n    def wrapper(*a, **k):\n        print('call', a, k)\n        return f(*a, **k)\n    return wrapper\n", "    return f\n", "    f.marked = True\n    return f\n",
                          "    calls = 0\n    def wrapper(*a, **k):\n        nonlocal calls\n        calls += 1\n        wrapper.calls = calls\n        return [f(*a, **k)]\n    return wrapper\n", "    return list\n"])
        target = self.one(["def g(x=1, *y, k=2):\n    'doc of g'\n    return x, y, k\n", "def g(x):\n    return x if x < 2 else g(x - 1) + g(x - 2)\n", "class g:\n    def __init__(self, *a): self.a = a\n    def __repr__(self): return f'g{self.a}'\n"])
        with_arguments = self.chance.random() < 0.5
        if with_arguments:
            inner = "    def deco(f):\n" + "".join(f"    {line}\n" for line in inner.rstrip("\n").split("\n")) + "    return deco\n"
        deco = f"@{name}" + (self.one(["()", "(1, 'a')", "(k=3)"]) if with_arguments else "")
        several = self.one([deco, deco + "\n" + deco, deco + "\n@functools.lru_cache(maxsize=None)", "@functools.lru_cache\n" + deco, "@functools.cache"])
        uses = ["g(3)", "g()", "g(1, 2)", "g(x=1)", "g.__name__", "g.__doc__ == 'doc of g'", "g.marked", "g.calls", "g.cache_info()", "g.__wrapped__.__name__", "g(z=1)", "g([])", "functools.partial(g, 4)()", "list(map(g, [1, 2]))",
                "callable(g), type(g).__name__"]
        shown = "\n".join(f"try: print({use})\nexcept Exception as e: print(type(e).__name__, e)" for use in self.chance.sample(uses, 4))
        return f"import functools\ndef {name}({'*given, **named' if with_arguments else 'f'}):\n{inner}{several}\n{target}{shown}"

    def leaving(self):
        leave = lambda: self.one(["return 'r'", "break", "continue", "print('p')", "raise ValueError('v')", "x += 1", "1 / 0", "return x", "pass"])
        name, way = self.fresh("l"), self.one(["for i in range(3):", "while x < 3:", "for i in [1]:"])
        outer = leave().replace("break", "pass").replace("continue", "pass")
        return (f"def {name}():\n    x = 0\n    {way}\n        x += 1\n        try:\n            {leave()}\n            print('t', x)\n        except ValueError as e:\n            print('e', e)\n            {leave()}\n"
                + self.one(["", f"        else:\n            {leave()}\n"]) + f"        finally:\n            print('f', x)\n            {self.one([leave(), 'pass', 'pass'])}\n"
                + self.one(["", f"    else:\n        {outer}\n"]) + f"    return 'end', x\ntry: print({name}())\nexcept Exception as e: print(repr(e), repr(e.__context__))")

    def chaining(self):
        how = self.one(["raise {s}", "raise {s} from e", "raise {s} from None", "e.add_note('note'); raise", "raise e", "raise type(e)(*e.args)", "e.args = (1, 2); raise", "raise e.with_traceback(None)"]).format(s=self.one(ERRORS))
        shown = "print(type(e).__name__, str(e), repr(e), e.args, repr(e.__cause__), repr(e.__context__), e.__suppress_context__, getattr(e, '__notes__', None))"
        last = self.one([f"except Exception as e:\n    {shown}", f"except Exception as e:\n    {shown}\n    try:\n        raise {self.one(ERRORS)} from e\n    except Exception as e: {shown}", "finally:\n    print('finally')",
                         f"except (ValueError, KeyError) as e: {shown}\nelse: print('else')"])
        return f"try:\n    try:\n        raise {self.one(ERRORS)}\n    except Exception as e:\n        {how}\n{last}"

    def nested(self):
        value, width = self.one(self.one([INTS, FLOATS, TEXTS, LISTS, DICTS])), self.one(["5", "10", "0", "-1", "'x'", "12"])
        forms = ["f'{v!r:>{w}}|{v!s:<{w}}|'", "f'{v=}'", "f'{v = }'", "f'{v=:>{w}}'", "f'{v=!s}'", "f'{ {1: v}[1] }'", "f'{[x for x in (1, 2)]}{v}'", "f'{{{v}}}'", "f'{(lambda x: x)(v)}'", "f'{v if v else \"none\"}'",
                 "f\"{v!a}{'a' 'b'}\"", "f'a' f'{v}' 'b{c}'", "f'{len(str(v)):03d}{w!r}'", "f'''{\nv\n}'''", "f'{v,}'", "f'{w:>{w}}{v!r:.3}'", "f'{w:#x}'", "f'{v:{w}.{w}}'", "rf'\\n{v}'", "f'{v!r}'.join('ab')", "f'{f\"{v}\":>8}'",
                 "f'{v.__class__.__name__!r:^12}'", "f'{v:%}'", "f'{w+1=}'", "f'{\"a\" \"b\"}'", "f'{v!x}'", "f'{}'", "f'{v'", "f'}'", "f'{v:}}'", "'{0:{1}}'.format(v, w)", "'{v:{w}}'.format(v=v, w=w)", "'{0[0]}{0}'.format(v)",
                 "'{:>{}}'.format(v, w)", "'{!r}'.format(v)", "'{0.real}'.format(v)", "'{a}'.format_map({'a': v})", "'{'.format(v)", "'{0!z}'.format(v)", "'{a.b[c]}'.format(a=v)", "'{:{}{}}'.format(v, '>', w)"]
        return f"v = {value}\nw = {width}\n{self.one(forms)}"

    def stars(self):
        value = lambda: self.one(LISTS + TUPLES + TEXTS[:5] + DICTS + ["range(3)", "5", "None"])
        forms = ["[*{a}, *{b}]", "(*{a}, 1)", "{{*{a}, 1}}", "{{**{a}, 'z': 1}}", "print(*{a}, sep='-')", "f(*{a}, **{b})", "f(*{a}, *{b})", "f(1, *{a}, k=2)", "f(**{a}, **{b})", "dict(**{a})", "list(zip(*{a}))", "max(*{a})",
                 "first, *rest = {a}\nfirst, rest", "*init, last = {a}\ninit, last", "for x, *y in [{a}, {b}]: print(x, y)", "a = b = {a}\na is b", "(a, b), c = {a}, 1\na, b, c", "[a, *b] = {a}\na, b", "x = *{a},\nx", "x = [*{a}][::-1]\nx",
                 "print(*map(str, {a}), sep='')"]
        return "def f(*a, **k): return a, k\n" + self.one(forms).format(a=value(), b=value())

    def closing(self):
        forms = ["[f() for f in [lambda: i for i in range(3)]]", "[f() for f in [lambda i=i: i for i in range(3)]]", "[[i * j for j in range(i)] for i in range(4) if i % 2]", "{{i: [j for j in range(i) if j != {n}] for i in range(3)}}",
                 "list(x + y for x in range({n}) for y in range(x))", "def make():\n    n = {n}\n    def inc():\n        nonlocal n\n        n += 1\n        return n\n    return inc\nf, g = make(), make()\nf(), f(), g()",
                 "x = 1\nclass A:\n    x = 2\n    y = [x for _ in range(2)]\n    z = [i for i in range(x)]\nA.y, A.z", "def outer():\n    fs = []\n    for i in range(3):\n        def h(): return i\n        fs.append(h)\n    return [h() for h in fs]\nouter()",
                 "def f(x, acc=[]):\n    acc.append(x)\n    return acc\nf(1), f({n})", "[y := {n}, y ** 2]", "any((w := v) > 1 for v in [1, 2, 3]), w", "def f():\n    print(q)\n    q = 1\nf()", "def f():\n    def g(): return zz\n    r = g()\n    zz = {n}\n    return r\nf()",
                 "(lambda *a, k={n}, **kw: (a, k, kw))(1, 2, z=3)", "sorted([(i, j) for i in range(3) for j in 'ba'], key=lambda p: (p[1], -p[0]))", "sum(1 for _ in filter(lambda v: v % 2, range({n})))", "def f(n): return 1 if n < 2 else n * f(n - 1)\nf({n} + 5)",
                 "import functools\nsorted({l}, key=functools.cmp_to_key(lambda a, b: (a > b) - (a < b)))", "import functools\nfunctools.reduce(lambda a, b: a * 2 + b, {l}, {n})", "import itertools\nlist(itertools.accumulate({l}))", "import operator\nsorted({l}, key=operator.itemgetter(0))",
                 "del x\nx", "def f():\n    global newly\n    newly = {n}\nf()\nnewly", "x = [1, 2, 3]\nfor v in x:\n    if v == 1: x.remove(v)\nx", "i = 10\n[i for i in range(2)], i", "def f(a, b=2, /, c=3, *, d): return a, b, c, d\nf({n}, d=1), f(1, 2, 3, d=4)"]
        return self.one(forms).format(n=self.one(["0", "1", "2", "3"]), l=self.one(LISTS))

    def matching(self):
        patterns = ["0", "'a'", "None", "[]", "[x]", "[x, *y]", "(1, x)", "{'a': x}", "{'a': x, **y}", "int(x)", "str() as x", "1 | 2", "[int(x), str(y)]", "float()", "{}", "True", "-1", "[[x], *_]", "dict(x)", "(list() | tuple()) as x"]
        cases = "".join(f"    case {pattern}{self.one(['', '', ' if True', ' if False'])}: print({pattern!r}, 'x' in dir() and x)\n" for pattern in self.chance.sample(patterns, 5))
        return f"x = y = 'unset'\nmatch {self.any()}:\n{cases}    case _: print('nothing')\nx if isinstance(x, (int, str, list)) else None"


KINDS = [name for name in vars(Maker) if not name.startswith("_") and name not in ("one", "any", "fresh", "several", "program", "is_call")]


def rates(programs, ndbook):
    """How many cells of each kind differ, of how many: each cell by itself counts."""
    named = {str(number): [code for _, code in cells] for number, cells in enumerate(programs)}
    got = docstrings.run_in_ndbook(named, ndbook)
    differing, all_cells = collections.Counter(), collections.Counter()
    for number, cells in enumerate(programs):
        expected, shown = docstrings.run_in_numpy([code for _, code in cells]), got.get(str(number), [])
        for at, ((kind, _), lines) in enumerate(zip(cells, expected)):
            # Addresses differ from run to run; a program that was stopped has only said how far it got.
            if any(record.ADDRESS.search(line) or line == "! KeyboardInterrupt" for line in lines):
                continue
            all_cells[kind] += 1
            differing[kind] += lines != (shown[at] if at < len(shown) else None)
    return differing, all_cells


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--programs", type=int, default=200)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS, metavar="KIND")
    parser.add_argument("--ndbook", type=docstrings.pathlib.Path, default=docstrings.NDBOOK, metavar="PATH")
    parser.add_argument("--quiet", action="store_true", help="only the rates")
    arguments = parser.parse_args()
    record.enter_reference_personality()
    gc.disable()  # else generators of earlier cells are closed, and say so, whenever CPython's collector happens to run
    record.refuse_other_references()
    chance = random.Random(arguments.seed)
    programs = [Maker(chance, arguments.kinds).program() for _ in range(arguments.programs)]
    differing, cells = rates(programs, arguments.ndbook)
    plain = [[code for _, code in program] for program in programs]
    found = [] if arguments.quiet else fuzz.first_differences(plain, arguments.ndbook)
    wrong = [(codes, outcome, program) for codes, outcome, program in zip(plain, found, programs) if outcome]
    if wrong:
        kinds = [program[outcome[0]][0] for _, outcome, program in wrong]
        small, shown = fuzz.shrunk([codes for codes, *_ in wrong], [outcome for _, outcome, _ in wrong], arguments.ndbook)
        for kind, codes, (_, expected, other) in sorted(zip(kinds, small, shown), key=lambda item: item[0]):
            print(f"\n{kind}")
            docstrings.show("", "\n".join(codes), expected, other)
    print()
    for kind in sorted(cells):
        print(f"{kind:14} {differing[kind]:5} of {cells[kind]:5} cells differ")
    total, bad = sum(cells.values()), sum(differing.values())
    print(f"{'all':14} {bad:5} of {total:5} cells differ, {100 * bad / max(total, 1):.2f} %")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
