"""Records what NumPy prints, for tests/print.rs.

    NPY_DISABLE_CPU_FEATURES="X86_V4 AVX512_ICL AVX512_SPR" python tests/print/record.py

with NumPy 2.4.6 writes floats.txt, scalars.txt and arrays.txt beside this file. In the first two each line is a case and
what it gives; in the last a line `# {…}` describes an array and how it is shown, and the text follows.
"""

import itertools
import json
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).parent
np.seterr(all="ignore")


# One float: positional and scientific notation.

FLOATS = {
    "f2": "0.1 1.0 3.14 65504.0 6e-08 0.333 999.5 1000.0 0.0009766 -0.0 nan",
    "f4": "0.1 1.0 3.1415927 3.4028235e+38 1e-45 1.1754944e-38 16777216.0 145180.62 0.00024414062 -2.5 inf",
    "f8": "0.1 1.0 3.141592653589793 1.7976931348623157e+308 5e-324 2.2250738585072014e-308 1e+16 1e+23 "
    "0.5 1.5 2.5 9.995 0.05 1e-07 2.9802322387695312e-08 123456.789 -0.0 -12.25 -inf nan",
}
POSITIONAL = [
    {},
    {"precision": 3},
    {"precision": 0, "trim": "-"},
    {"precision": 20, "unique": False},
    {"precision": 3, "unique": False, "trim": "."},
    {"precision": 4, "fractional": False},
    {"precision": 4, "fractional": False, "unique": False, "trim": "0"},
    {"min_digits": 5, "trim": "0", "sign": True},
    {"pad_left": 6, "pad_right": 4, "trim": "-"},
    {"precision": 2, "pad_left": 5, "pad_right": 6, "sign": True},
]
SCIENTIFIC = [
    {},
    {"precision": 3},
    {"precision": 0, "trim": "-"},
    {"precision": 20, "unique": False},
    {"precision": 3, "unique": False, "trim": "-"},
    {"min_digits": 8, "exp_digits": 3, "sign": True},
    {"trim": "0", "pad_left": 4, "exp_digits": 1},
    {"precision": 2, "trim": ".", "exp_digits": 5},
]


def record_floats():
    lines = []
    for (code, texts), (name, cases) in itertools.product(
        FLOATS.items(), [("positional", POSITIONAL), ("scientific", SCIENTIFIC)]
    ):
        function = getattr(np, "format_float_" + name)
        for text, options in itertools.product(texts.split(), cases):
            got = function(np.dtype(code).type(text), **options)
            lines.append(f"{name} {code} {text} {json.dumps(options)} => |{got}|")
    write("floats.txt", lines)


# Scalars: str and repr.

SCALARS = [
    ("f2", "0.1 1.0 999.5 1000.0 65504.0 1e-4 1.0002e-4 6e-08 0.0 -0.0 nan inf -inf"),
    ("f4", "0.1 999999.9 1e6 1e16 1e-4 0.0001001 3.4028235e+38 1e-45 -0.0 nan -inf"),
    ("f8", "0.1 1e6 9999999999999998.0 1e16 1e-4 9.999e-05 1e300 5e-324 0.30000000000000004 100.0 -0.0 nan inf"),
    ("c8", "1,2 0,1 -0.0,1 1e7,-1e-7 nan,inf inf,nan 0,nan 0.1,-0.0"),
    ("c16", "1,2 0,1 -0.0,1 1e16,-1e-5 nan,inf -inf,-inf 0,-0.0 0.1,0.2 0,1e16"),
    ("b1", "0 1"),
    ("i1", "-128 127"),
    ("u8", "18446744073709551615"),
    ("i8", "-9223372036854775808 5"),
    ("M8[D]", "0 -1 18262 -719529 10000000 -9223372036854775808"),
    ("M8[Y]", "50 -2000 -9223372036854775808"),
    ("M8[M]", "-1 604"),
    ("M8[W]", "2628"),
    ("M8[h]", "438291"),
    ("M8[m]", "26297463"),
    ("M8[25s]", "63113904"),
    ("M8[ms]", "-1 1577836800123"),
    ("M8[ns]", "1577836800123456789"),
    ("M8[as]", "-5"),
    ("m8[D]", "1 -5 -9223372036854775808"),
    ("m8[25s]", "5"),
    ("m8[ns]", "7"),
    ("m8", "3 -9223372036854775808"),
]
TEXTS = ["a", "it's", 'say "x"', "'\"", "tab\t\r\n\\", "h\u00e9llo", "\u65e5\U0001f600", "\x00x", "\x7f\xad\u200b\ue000\U000e0001", ""]


def record_scalars():
    lines = []
    for code, texts in SCALARS:
        for text in texts.split():
            scalar = values(code, [text])[0]
            lines.append(f"{code} {text} => {scalar!s} | {scalar!r}")
    for text in TEXTS:
        lines.append(f"U {json.dumps(text)} => {text!r} | {np.str_(text)!r}")
        data = np.bytes_(text.encode())
        lines.append(f"S {json.dumps(text)} => {data!s} | {data!r}")
    write("scalars.txt", lines)


def values(code, texts):
    dtype = np.dtype(code)
    if dtype.kind == "c":
        pairs = [tuple(map(float, text.split(","))) for text in texts]
        return np.array(pairs, "f8").astype(f"f{dtype.itemsize // 2}").view(dtype).reshape(len(texts))
    if dtype.kind == "f":
        return np.array([dtype.type(text) for text in texts], dtype)
    return np.array([int(text) for text in texts], "u8" if code == "u8" else "i8").astype(dtype)


# Arrays.

ARRAYS = []
WAYS = {
    "repr": repr,
    "str": str,
    "scalar": lambda array: f"{array[()]} | {array[()]!r}",
    "array2string": np.array2string,
}


def show(array, how="repr", options=None, **frame):
    """Adds a case: `how` is repr, str, scalar (both, of the element) or array2string, which takes `frame`."""
    array = np.asarray(array)
    case = {"show": how, "dtype": describe(array.dtype), "shape": list(array.shape)}
    case |= contents(array)
    if options:
        case["options"] = options
    if frame:
        case["frame"] = frame
    with np.printoptions(**options or {}):
        try:
            text = WAYS[how](array, **frame)
        except (ValueError, RuntimeError) as error:
            text = f"{type(error).__name__}: {error}"
    ARRAYS.append(f"# {json.dumps(case)}\n{text}")


def describe(dtype):
    if dtype.names:
        fields = [
            [name, describe(dtype[name].base), list(dtype[name].shape), dtype.fields[name][1]]
            for name in dtype.names
        ]
        return {"fields": fields, "itemsize": dtype.itemsize}
    return dtype.str


def contents(array):
    """The elements as text where that is exact and short, else their bytes."""
    flat = array.ravel()
    if flat.size > 20 and flat.dtype.kind in "if" and (flat == np.arange(flat.size)).all():
        return {"values": "arange"}
    if array.dtype.kind == "c":
        return {"values": " ".join(f"{z.real},{z.imag}" for z in flat)}
    if array.dtype.kind in "iuf":
        return {"values": " ".join(map(str, flat))}
    if array.dtype.kind in "bmM":
        return {"values": " ".join(map(str, flat.astype("i8")))}
    return {"bytes": array.tobytes().hex()}


FLOAT_SETS = [
    [1, 2.5, -3],
    [0.1, 0.12345678912, 100],
    [1e-5, 1],
    [1e8, 1],
    [1e7, 1],
    [1000, 1],
    [1001, 1.5],
    [0.00099, 1],
    [np.nan, 1],
    [np.nan, np.inf, -np.inf],
    [np.inf, 1234.5],
    [-0.0, 0.0],
    [1e-10, -1e10, np.nan],
    [1 / 3, 2 / 3, 1e300],
    [5e-324, 1.7976931348623157e308],
    [0.5, 1.5, 2.5, 1e-3],
    [16777216, 0.1],
]
FLOAT_OPTIONS = [
    {"precision": 3},
    {"precision": 0},
    {"suppress": True},
    {"suppress": True, "precision": 2},
    {"floatmode": "fixed"},
    {"floatmode": "fixed", "precision": 3},
    {"floatmode": "unique"},
    {"floatmode": "maxprec_equal", "precision": 5},
    {"sign": "+"},
    {"sign": " "},
    {"nanstr": "missing", "infstr": "\u221e"},
]


def record_numbers():
    for numbers in FLOAT_SETS:
        show(np.array(numbers))
        show(np.array(numbers, "f4"), "str")
        show(np.array(numbers, "f2"))
    for options, numbers in itertools.product(FLOAT_OPTIONS, FLOAT_SETS[:11:2] + FLOAT_SETS[11:14]):
        show(np.array(numbers), options=options)
    show(np.array([1.0]), options={"precision": -1})
    show(np.array([1.0]), options={"precision": 20000, "floatmode": "fixed"})
    show(np.array([2.0**-20, 1.2345678, 2.0**10], "f4"))
    for code in ["c8", "c16"]:
        for pairs in ["1,2 3,4", "1,-1 0.5,100", "nan,1 0,inf", "0,-0.0", "1e-5,1e10 1,1", "1.5,nan -2,3"]:
            show(values(code, pairs.split()))
            show(values(code, pairs.split()), "str", {"precision": 2, "sign": "+"})
    for code in ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"]:
        show(np.array([0, 5, 100], code))
        show(np.array([[np.iinfo(code).min, 0], [1, np.iinfo(code).max]], code), "str")
    for sign in "+ ":
        show(np.array([1, 20]), options={"sign": sign})
        show(np.array([-1, 20]), options={"sign": sign})
    for code in [">i4", ">f8", ">c16"]:
        show(np.array([1, 2], code))
    show(np.array([True, False]))
    show(np.array([True, True]), "str")
    show(np.array([[True], [False]]))


def record_shapes():
    for value in [3, 2.5, -0.0, 1e20, 1 + 2j, True, np.float32(0.1), np.int8(3), "text", b"bytes"]:
        show(value)
        show(value, "str", {"precision": 2})
    for shape in [(0,), (0, 3), (2, 0), (1, 0, 1)]:
        show(np.zeros(shape))
        show(np.zeros(shape, "i4"))
        show(np.zeros(shape, "U3"), "str")
    for shape in [(1,), (1, 1, 1), (2, 3), (3, 2, 2), (2, 1, 2, 1)]:
        show(np.arange(np.prod(shape)).reshape(shape))
        show(np.arange(np.prod(shape), dtype="f4").reshape(shape), "str")
    for size in [20, 25, 26, 30, 60]:
        show(np.arange(size))
        show(np.arange(size, dtype="f4"))
        show(np.arange(size, dtype="f8"), "str")
    show(np.arange(40).reshape(2, 20), options={"linewidth": 40})
    show(np.arange(40).reshape(2, 20), options={"linewidth": 1})
    show(np.arange(6, dtype="i2"), options={"linewidth": 34})
    show(np.arange(6, dtype="i2"), options={"linewidth": 35})


def record_summaries():
    for shape in [(1000,), (1001,), (40, 30), (5, 300), (300, 5), (11, 10, 10), (1, 1200)]:
        for code in ["i8", "f8", "i4"]:
            array = np.arange(np.prod(shape), dtype=code).reshape(shape)
            show(array)
    grid = np.arange(48.0).reshape(6, 8)
    for options in [
        {"threshold": 5},
        {"threshold": 5, "edgeitems": 1},
        {"threshold": 5, "edgeitems": 0},
        {"threshold": 5, "edgeitems": 2, "linewidth": 20},
        {"threshold": 47},
        {"threshold": 48},
    ]:
        show(grid, options=options)
        show(grid, "str", options)


def record_texts():
    show(np.array(TEXTS))
    show(np.array(TEXTS[:3]), "str")
    show(np.array([text.encode() for text in TEXTS]))
    show(np.array(["long enough"] * 9))
    show(np.array([["a", "bcd"], ["", "e"]]))
    show(np.array(["ab", "c"], ">U2"))
    show(np.array([b"ab", b"c"]), "str")
    show(np.frombuffer(b"abcdef", "V3"))


def record_times():
    for unit in ["Y", "M", "W", "D", "h", "m", "s", "ms", "us", "ns", "25s"]:
        show(np.array([0, -1, 10000], "i8").view(f"M8[{unit}]"))
        show(np.array([0, -100, 10000], "i8").view(f"m8[{unit}]"), "str")
    show(np.array(["2020-01-01", "NaT"], "M8[D]"))
    show(np.array(["NaT", "NaT"], "M8[D]"))
    show(np.array([1, "NaT", 100], "m8[D]"))
    show(np.array(5, "M8[D]"), "str")
    show(np.array(5, "m8[D]"))


def record_structs():
    people = np.array([("Ann", 31, 1.5), ("Bob", 4, 22.25)], [("name", "U5"), ("age", "i4"), ("score", "f8")])
    nested = np.zeros(2, [("a", "?"), ("b", [("c", "i1"), ("d", "f4", (2,))]), ("e", "M8[D]", (1, 2))])
    for array in [people, nested, people[["age"]].astype([("age", "i4")]), np.zeros((0,), people.dtype)]:
        show(array)
        show(array, "str", {"threshold": 1, "edgeitems": 1})
    for array in [people[0], nested[0]]:
        show(array)
        show(array, "str")
        show(array, "scalar")


def record_frames():
    array = np.arange(30.0)
    for frame in [
        {"separator": ","},
        {"separator": ", ", "prefix": "x = "},
        {"separator": "; ", "prefix": "values: ", "suffix": " end of values"},
        {"separator": ""},
        {"max_line_width": 30},
        {"max_line_width": 12, "suffix": ")))))"},
        {"precision": 2, "suppress_small": True},
        {"threshold": 10, "edgeitems": 2},
        {"sign": "+", "floatmode": "fixed"},
    ]:
        show(array, "array2string", **frame)
        show(array.reshape(5, 6), "array2string", **frame)


def write(name, lines):
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if np.__version__ != "2.4.6":
        sys.exit(f"The records are of NumPy 2.4.6, not {np.__version__}.")
    record_floats()
    record_scalars()
    record_numbers()
    record_shapes()
    record_summaries()
    record_texts()
    record_times()
    record_structs()
    record_frames()
    write("arrays.txt", ARRAYS)
