#!/usr/bin/env python3
"""Random programs, run by NumPy and by ndbook: where do they differ?

    python tests/numpy/fuzz.py                            200 programs from seed 0
    python tests/numpy/fuzz.py --seed 7 --programs 1000   others, and more of them
    python tests/numpy/fuzz.py --only np.take ndarray.sort  calls of these names only
    python tests/numpy/fuzz.py --kinds index assign       only cells of these kinds: call, index, assign, operator
    python tests/numpy/fuzz.py --ndbook PATH              the program to test, instead of target/debug/ndbook

A program makes a few arrays of any dtype, shape and layout (0-d, empty, strided, transposed, broadcast, overlapping), then
calls what the catalogue of `src/` has with arguments that fit or nearly fit, indexes, assigns and computes. What each cell
prints, shows, warns of and raises is compared byte for byte, as `docstrings.py` does it. Only the first difference of a
program counts; it is shrunk by leaving out statements. Differences are printed by the name called, one example of each.
The same seed gives the same programs.
"""

import argparse
import collections
import random
import re
import sys

import docstrings
import record

# Names whose answer is not the same everywhere, that need files, or that would change what later cells print.
LEFT_OUT = re.compile(
    r"np\.(random|lib\.stride_tricks\.as_strided|lib\.array_utils\.byte_bounds|base_repr|array2string|array_repr|array_str|format_float_\w+|busday\w*|is_busday|testing|ma|matrix|lib\.npyio|char\.chararray|rec|empty|empty_like|save|savez|savez_compressed|load|"
    r"loadtxt|savetxt|genfromtxt|fromfile|frombuffer|memmap|set_printoptions|printoptions|seterr|geterr|errstate|seterrcall|"
    r"setbufsize|info|show_config|show_runtime|get_include|nditer|vectorize|fromfunction|apply_along_axis|apply_over_axes|"
    r"piecewise|frompyfunc|fromiter|fromregex|DataSource|ogrid|mgrid|r_|c_|s_|index_exp|einsum|einsum_path|set_string_function|"
    r"polynomial|emath|core|lib\.format|lib\.introspect|get_printoptions|nested_iters)\b|"
    r"ndarray\.(tofile|data|ctypes|__\w+__|dump|dumps|setflags|resize|view|getfield|setfield)\b"
)
ROW = re.compile(r'^\s+(ufunc |property )?((?:"[\w.]+" \| )*"[\w.]+")(?: "(\([^"]*\))")?', re.M)

VALUES = {
    "bool": ["True", "False"],
    "int8": ["0", "1", "-1", "127", "-128", "5"],
    "uint8": ["0", "1", "255", "7"],
    "int16": ["0", "3", "-300"],
    "int32": ["0", "1", "-7", "2**31 - 1"],
    "int64": ["0", "1", "2", "-3", "10", "2**62"],
    "uint64": ["0", "1", "2**63", "9"],
    "float16": ["0.0", "1.5", "-2.0", "np.nan"],
    "float32": ["0.0", "-0.0", "1.1", "np.inf", "np.nan", "-3.5"],
    "float64": ["0.0", "-0.0", "1.0", "2.5", "-1.5", "np.nan", "np.inf", "-np.inf", "1e-300", "3.0"],
    "complex64": ["0j", "1+1j", "-2.5j"],
    "complex128": ["1j", "2-1j", "0.0", "complex(0.0, np.inf)", "-1.0"],
    "U3": ["'a'", "''", "'abc'", "'10'", "' x'"],
    "S2": ["b'a'", "b''", "b'zz'"],
    "M8[D]": ["'2024-02-29'", "'NaT'", "'1969-12-31'"],
    "m8[s]": ["0", "90", "-1", "'NaT'"],
    "object": ["1", "None", "'x'", "2.5"],
}
USUAL = ["int64", "float64", "float64", "int64", "bool", "float32", "complex128", "int32", "uint8"]
SHAPES = [(), (0,), (1,), (3,), (4,), (2, 2), (2, 3), (3, 3), (1, 3), (3, 1), (0, 3), (2, 0), (2, 1, 3), (2, 2, 2)]
DTYPES = ["int", "float", "'f4'", "'i1'", "'u8'", "complex", "bool", "'U5'", "object", "np.float32", "'>i4'", "'M8[D]'", "'foo'", "None"]
NUMBERS = ["0", "1", "2", "-1", "3", "5", "1.5", "True", "None", "-2", "'a'"]
OPERATORS = "+ - * / // % ** @ == != < <= > >= & | ^ << >>".split()


class Maker:
    """Makes the cells of one program."""

    def __init__(self, chance, rows, kinds):
        self.chance, self.rows, self.kinds = chance, rows, kinds
        self.names = []

    def program(self):
        cells = [self.definition(name) for name in "abc"[: self.chance.randint(1, 3)]]
        return cells + [self.statement() for _ in range(self.chance.randint(3, 8))]

    def pick(self, items):
        return items[self.chance.randrange(len(items))]

    def definition(self, name):
        self.names.append(name)
        return f"{name} = {self.new_array()}"

    def new_array(self):
        dtype = self.pick(USUAL) if self.chance.random() < 0.7 else self.pick(list(VALUES))
        shape = self.pick(SHAPES)
        text = f"np.array({self.nested(shape, VALUES[dtype])}, dtype='{dtype}')"
        if 0 in shape:
            text = f"np.zeros({shape}, dtype='{dtype}')"
        return text + (self.layout(shape) if self.chance.random() < 0.3 else "")

    def nested(self, shape, values):
        if not shape:
            return self.pick(values)
        return "[" + ", ".join(self.nested(shape[1:], values) for _ in range(shape[0])) + "]"

    def layout(self, shape):
        ways = [".T", ".copy(order='F')"]
        if shape:
            ways += ["[::-1]", "[::2]", "[..., ::-1]", "[:, np.newaxis]" if len(shape) == 1 else "[0]", "[None]"]
        return self.pick(ways)

    def array(self):
        """An expression for an array, mostly one of the program's own."""
        roll = self.chance.random()
        if roll < 0.75 and self.names:
            return self.pick(self.names) + (self.layout((1,)) if self.chance.random() < 0.1 else "")
        if roll < 0.85:
            return self.nested(self.pick(SHAPES[:8]), VALUES[self.pick(USUAL)])
        if roll < 0.95:
            return self.pick(NUMBERS)
        return self.new_array()

    def statement(self):
        return getattr(self, self.pick(self.kinds))()

    def index(self):
        return f"{self.pick(self.names)}[{self.key()}]"

    def key(self):
        one = lambda: self.pick(
            ["0", "-1", "1", "5", ":", "::2", "::-1", "1:", ":-1", "...", "None", "[0, 1]", "[-1]", "[]", "[True, False]", "True",
             "np.array([0, 0])", "np.array([[0], [1]])", "slice(2)", "1.0", "'a'", "np.int8(1)", f"{self.pick(self.names)} > 0"]
        )  # fmt: skip
        return ", ".join(one() for _ in range(self.pick([1, 1, 1, 2, 2, 3])))

    def assign(self):
        name = self.pick(self.names)
        if self.chance.random() < 0.3:
            return f"{name} {self.pick(OPERATORS[:13])}= {self.array()}\n{name}".replace("===", "+=").replace("!==", "-=")
        target = f"{name}[{self.key()}]"
        sign = self.pick(["=", "=", "=", "+=", "*=", "-="])
        return f"{target} {sign} {self.array()}\n{name}"

    def operator(self):
        left, right = self.array(), self.array()
        if self.chance.random() < 0.15:
            return f"{self.pick(['-', '+', '~', 'abs', 'not '])}({left})"
        return f"({left}) {self.pick(OPERATORS)} ({right})"

    def call(self):
        name, kind, parameters = self.pick(self.rows)
        if name.startswith("ndarray."):
            target = f"{self.pick(self.names)}.{name.partition('.')[2]}"
        else:
            target = name
        if kind == "property":
            return target
        arguments = self.ufunc_arguments(parameters) if kind == "ufunc" else self.arguments(parameters)
        return f"{target}({', '.join(arguments)})"

    def ufunc_arguments(self, count):
        arguments = [self.array() for _ in range(count)]
        for keyword, values in (
            ("dtype", DTYPES), ("where", ["False", "[True, False, True]", "True"]), ("casting", ["'unsafe'", "'no'", "'safe'"]),
            ("out", self.names),
        ):  # fmt: skip
            if self.chance.random() < 0.08:
                arguments.append(f"{keyword}={self.pick(values)}")
        if any(argument.startswith("where") for argument in arguments):
            arguments = [argument for argument in arguments if not argument.startswith("out")]
            arguments.append(f"out={self.pick(self.names)}")  # what a mask leaves alone is unfilled memory otherwise
        return arguments

    def arguments(self, parameters):
        arguments, by_keyword = [], False
        for name, default in parameters:
            if name == "/":
                continue
            if name.startswith("*"):
                by_keyword = True
                if name in ("*args", "*arys", "*arrays", "*xi", "*args", "*arrays_and_dtypes"):
                    arguments += [self.array() for _ in range(self.pick([1, 2, 2, 3]))]
                continue
            if default is not None and self.chance.random() < 0.7:
                by_keyword = True
                continue
            value = self.value_for(name, default)
            if value is None:
                by_keyword = True
                continue
            arguments.append(f"{name}={value}" if by_keyword else value)
        return arguments

    def value_for(self, name, default):
        if name in ("device", "like", "out", "subok", "copy", "initial") and self.chance.random() < 0.8:
            return None
        if name == "out":
            return self.pick(self.names)
        if name in ("axis", "axis1", "axis2", "axes", "source", "destination", "start"):
            return self.pick(["0", "1", "-1", "None", "(0, 1)", "2", "0", "()"])
        if "dtype" in name or name in ("from_", "to", "type1", "type2", "arg1", "arg2"):
            return self.pick(DTYPES)
        if name in ("shape", "newshape", "new_shape", "reps", "tup_shape"):
            return self.pick(["(2, 3)", "-1", "4", "(3, 2)", "(2, -1)", "()", "(0,)", "(1, 3)"])
        if name == "order":
            return self.pick(["'C'", "'F'", "'A'", "'K'", "'x'"])
        if name in ("mode", "kind", "method", "side", "casting", "indexing", "unit", "ord", "norm"):
            words = "'wrap' 'clip' 'raise' 'full' 'valid' 'same' 'left' 'right' 'quicksort' 'stable' 'edge' 'xy' 'ij' 'fro' 'linear' 'lower'"
            return self.pick(words.split() + ["2", "None"])
        if name in ("condition", "where", "mask"):
            return self.pick([f"{self.pick(self.names)} > 0", "[True, False, True]", "True"])
        if default in ("True", "False"):
            return self.pick(["True", "False"])
        if name in ("n", "k", "num", "N", "M", "decimals", "ndmin", "repeats", "shift", "bins", "deg", "ddof", "kth", "q", "indices",
                    "obj", "sections", "offset", "nbins", "minlength", "indices_or_sections", "pad_width", "step", "width", "decimal"):  # fmt: skip
            return self.pick(["0", "1", "2", "-1", "3", "[1, 0]", "0.5", "[0.25, 0.75]"])
        if name in ("tup", "arrays", "arys", "seq", "choices", "choicelist", "condlist"):
            return f"[{self.array()}, {self.array()}]"
        if default is not None and self.chance.random() < 0.9:
            return self.pick(["None", "1", "0", "2", "'a'", "0.5", default.replace("<no value>", "None")])
        return self.array()


def rows_of_catalogue(only):
    """Names to call with their kind and what they take: for ufuncs a count, for others pairs of name and default."""
    import numpy as np

    rows = []
    for path in sorted(docstrings.HERE.parents[1].glob("src/builtins/numpy/**/*.rs")):
        for kind, names, signature in ROW.findall(path.read_text()):
            for name in re.findall(r'"([\w.]+)"', names):
                rows.append((name, kind.strip(), signature))
    found = []
    for name, kind, signature in rows:
        if not name.startswith(("np.", "ndarray.")) or LEFT_OUT.match(name) or (only and name not in only):
            continue
        made = np
        for part in name.replace("ndarray.", "np.ndarray.").split(".")[1:]:
            made = getattr(made, part, None)
        if isinstance(made, np.ufunc):
            found.append((name, "ufunc", made.nin))
        elif callable(made) and signature and not isinstance(made, type):
            found.append((name, "call", parameters_of(signature, name)))
        elif kind == "property" and name.startswith("ndarray."):
            found.append((name, "property", None))
    return found


def parameters_of(signature, name):
    pairs = []
    for part in re.split(r",\s*(?![^()\[\]]*[)\]])", signature.strip("()")):
        parameter, equals, default = part.strip().partition("=")
        if parameter and parameter != "self":
            pairs.append((parameter, default if equals else None))
    return pairs


def kind_of(code):
    """What a difference is filed under: the name called, or the kind of statement."""
    last = code.split("\n")[0]
    if call := re.match(r"(np(?:\.\w+)+|\w\.\w+)\(?", last):
        return re.sub(r"^[abc]\.", "ndarray.", call[1])
    if re.match(r"\w+ = ", last):
        return "definition"
    if re.search(r"\] [-+*]?= |^\w \S+= ", last):
        return "assignment"
    return "index" if re.match(r"\w\[", last) else "operator"


def first_differences(programs, ndbook):
    """Of each program the number of the first cell that differs, with what both print; None where all are equal."""
    named = {str(number): cells for number, cells in enumerate(programs)}
    got = docstrings.run_in_ndbook(named, ndbook)
    found = []
    for name, cells in named.items():
        expected, shown = docstrings.run_in_numpy(cells), got.get(name, [])
        found.append(None)
        for number, lines in enumerate(expected):
            other = shown[number] if number < len(shown) else [docstrings.NO_CELL]
            if any(record.ADDRESS.search(line) for line in lines):
                break
            if lines != other:
                found[-1] = (number, lines, other)
                break
    return found


def shrunk(programs, differences, ndbook):
    """The programs cut down to the cells that the difference needs."""
    current = [cells[: number + 1] for cells, (number, *_) in zip(programs, differences)]
    shown = list(differences)
    for _ in range(8):
        trials = [
            (which, cells[:drop] + cells[drop + 1 :]) for which, cells in enumerate(current) for drop in range(len(cells) - 1)
        ]
        outcomes = first_differences([cells for _, cells in trials], ndbook)
        changed = set()
        for (which, cells), outcome in zip(trials, outcomes):
            same = outcome and outcome[0] == len(cells) - 1 and outcome[1:] == shown[which][1:]
            if same and which not in changed:
                changed.add(which)
                current[which], shown[which] = cells, outcome
        if not changed:
            break
    return current, shown


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--programs", type=int, default=200)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--kinds", nargs="+", choices=["call", "index", "assign", "operator"], metavar="KIND")
    parser.add_argument("--ndbook", type=docstrings.pathlib.Path, default=docstrings.NDBOOK, metavar="PATH")
    arguments = parser.parse_args()
    record.enter_reference_personality()
    record.refuse_other_references()
    rows = rows_of_catalogue(set(arguments.only))
    kinds = arguments.kinds or (["call"] if arguments.only else ["call"] * 5 + ["index", "assign", "operator", "operator"])
    chance = random.Random(arguments.seed)
    programs = [Maker(chance, rows, kinds).program() for _ in range(arguments.programs)]
    differences = first_differences(programs, arguments.ndbook)
    wrong = [(cells, found) for cells, found in zip(programs, differences) if found]
    cells = sum(map(len, programs))
    print(f"{len(programs)} programs, {cells} cells; {len(wrong)} programs differ")
    if not wrong:
        return 0
    small, shown = shrunk(*map(list, zip(*wrong)), arguments.ndbook)
    groups = collections.defaultdict(list)
    for cells, outcome in zip(small, shown):
        groups[kind_of(cells[-1])].append((cells, outcome))
    for name, found in sorted(groups.items()):
        unique = {(tuple(expected[-1:]), tuple(got[-1:])): (cells, expected, got) for cells, (_, expected, got) in found}
        print(f"\n{name}: {len(found)} differ, {len(unique)} unlike each other")
        for cells, expected, got in unique.values():
            docstrings.show("", "\n".join(cells), expected, got)
    return 1


if __name__ == "__main__":
    sys.exit(main())
