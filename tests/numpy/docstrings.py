#!/usr/bin/env python3
"""Hold ndbook to the `>>>` examples of NumPy's own documentation.

    python tests/numpy/docstrings.py                  per group: cells, equal ones, known differences, percent; then the rest
    python tests/numpy/docstrings.py --show NAME...   also every differing cell of these groups or names
    python tests/numpy/docstrings.py --only NAME...   run only these groups or names
    python tests/numpy/docstrings.py --truth FILE     keep what NumPy prints in FILE, and read it there next time
    python tests/numpy/docstrings.py --ndbook PATH    the program to test, instead of target/debug/ndbook

The examples come from the docstrings of the NumPy that is installed; none of them is copied here. Each docstring is one
program, run by NumPy as `record.py` runs it (for the truth: what is printed in a docstring is often old or abridged) and by
`ndbook run --format json --keep-going` as a lesson. Cells are compared byte for byte: output, displayed value, warnings, error.

Left out is what has no one answer: NumPy runs all of it three times, in fresh processes, and a cell counts only if all say the
same and show no address; nor do cells that need a package besides NumPy and Python, a clock or the machine's folders,
nor those that use a name which only such a cell made.

`docstrings_known.tsv` holds what is understood and cannot or should not be equal: a name, the beginning of a cell's code
(empty for all cells of the name), the reason, with tabs between them. A group is a failure where less than 97 percent of
its other cells are equal.
"""

import argparse
import ast
import contextlib
import contextvars
import doctest
import inspect
import json
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import textwrap
import types

import record

LEAST = 97.0
HERE = pathlib.Path(__file__).resolve().parent
KNOWN = HERE / "docstrings_known.tsv"
NDBOOK = HERE.parents[1] / "target" / "debug" / "ndbook"
SECONDS_PER_PROGRAM = 30
RUNS = 3
NO_CELL = "~ no such cell"

# Clocks, the machine and its folders, the build of NumPy: these differ between two machines, though not between two runs.
ELSEWHERE = (
    "time perf_counter gmtime localtime today now tempfile gettempdir os pathlib Path subprocess ctypes mmap pickle sys "
    "show_config show_runtime get_include getbuffer f2py timeit urllib threading multiprocessing pytest"
).split()


def groups():
    """The objects of each group by their names."""
    import numpy as np

    public = {name: getattr(np, name) for name in sorted(set(np.__all__)) if hasattr(np, name)}
    ufuncs = {name: value for name, value in public.items() if isinstance(value, np.ufunc)}
    scalars = {n: v for n, v in public.items() if isinstance(v, type) and issubclass(v, (np.generic, np.dtype))}
    scalars |= {name: public[name] for name in ("finfo", "iinfo")}
    own = "linalg random fft polynomial strings char ma rec lib testing".split()
    rest = {
        name: value
        for name, value in public.items()
        if name not in {**ufuncs, **scalars, "ndarray": 0} and not isinstance(value, types.ModuleType)
    }
    found = {
        "numpy": members("np", rest) | members("np.exceptions", vars(np.exceptions)),
        "ndarray": members("np", {"ndarray": np.ndarray}),
        "ufuncs": members("np", ufuncs | {"ufunc": np.ufunc}),
        "scalars": members("np", scalars) | members("np.dtypes", public_of(np.dtypes)),
    }
    for name in own:
        found[name] = module_members(f"np.{name}", getattr(np, name), set())
    return without_repetitions(found)


def public_of(module):
    names = getattr(module, "__all__", None) or [name for name in dir(module) if not name.startswith("_")]
    return {name: getattr(module, name) for name in names if hasattr(module, name)}


def members(prefix, objects):
    """Functions, and classes with their methods."""
    found = {}
    for name, value in objects.items():
        if name.startswith("_") or isinstance(value, types.ModuleType):
            continue
        found[f"{prefix}.{name}"] = value
        if inspect.isclass(value):
            for member in sorted(vars(value)):
                found[f"{prefix}.{name}.{member}"] = getattr(value, member, None)
    return found


def module_members(prefix, module, seen):
    """What a module and the modules in it hold."""
    seen.add(module)
    inside = {name: value for name, value in vars(module).items() if not name.startswith("_")}
    found = {prefix: module} | members(prefix, public_of(module))
    for name, value in sorted(inside.items()):
        if isinstance(value, types.ModuleType) and value.__name__.startswith("numpy.") and value not in seen:
            if value.__name__.startswith(module.__name__):
                found |= module_members(f"{prefix}.{name}", value, seen)
    return found


def without_repetitions(found):
    """Each docstring once, under its shortest name: programs of the groups by name."""
    texts, programs = set(), {}
    for group, objects in found.items():
        programs[group] = {}
        for name, value in sorted(objects.items(), key=lambda item: (item[0].count("."), item[0])):
            text = value.__doc__ if isinstance(getattr(value, "__doc__", None), str) else ""
            cells = examples(text)
            if cells and text not in texts:
                texts.add(text)
                programs[group][name] = cells
    return programs


def examples(text):
    try:
        found = doctest.DocTestParser().get_examples(textwrap.dedent(text.expandtabs()))
    except ValueError:  # an example without a blank after its prompt, or indented unevenly
        return []
    return [example.source.rstrip("\n") for example in found]


def truth():
    """What NumPy prints: by name, the lines of each cell."""
    return {name: run_in_numpy(cells) for programs in groups().values() for name, cells in programs.items()}


def run_in_numpy(cells):
    import numpy as np

    np.random.seed()  # an example before may have chosen a seed
    random.seed()
    context = contextvars.copy_context()  # NumPy keeps print options and error states in the context
    namespace = {"__name__": "__main__", "__builtins__": __builtins__, "np": np}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        return [context.run(guarded, code, namespace) for code in cells]


def guarded(code, namespace):
    def give_up(*_):
        raise KeyboardInterrupt

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(SECONDS_PER_PROGRAM)
    try:
        return record.run_cell(code, namespace)
    except BaseException as ended:  # SystemExit, KeyboardInterrupt
        return [f"! {type(ended).__name__}"]
    finally:
        signal.alarm(0)


def truths_of(path):
    """What fresh processes say, from the file if it is there."""
    if path and path.exists():
        return json.loads(path.read_text())
    command = [sys.executable, __file__, "--print-truth"]
    runs = [json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout) for _ in range(RUNS)]
    if path:
        path.write_text(json.dumps(runs))
    return runs


def run_in_ndbook(programs, ndbook):
    """What ndbook prints: by name, the lines of each cell."""
    got = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, cells) in enumerate(programs.items()):
            place = pathlib.Path(folder) / f"{number:05}"
            place.mkdir()
            fences = "\n".join(f"```python\n{code}\n```\n" for code in cells)
            (place / "lesson.md").write_text(f"---\ntitle: {name}\n---\n\n{fences}", encoding="utf-8")
        command = [ndbook, "run", "--format", "json", "--keep-going", "--max-seconds", "10", "--jobs", "2", folder]
        output = subprocess.run(command, stdout=subprocess.PIPE).stdout.decode()
    for line in output.splitlines():
        lesson = json.loads(line)
        got[lesson["title"]] = [lines_of(cell) for cell in lesson["cells"]]
    return got


def lines_of(cell):
    """A cell of the report, as `record.run_cell` writes it."""
    lines = record.output_lines(cell["stdout"], cell["display"])
    for warning in cell["warnings"]:
        lines += record.message_lines("?", warning["category"], warning["message"])
    if error := cell["error"]:
        message = record.INSTALLED.sub("(unknown location)", error["message"]) if "Import" in error["type"] else error["message"]
        lines += record.message_lines("!", error["type"], message)
    return lines


def counted(cells, first, *others):
    """The numbers of the cells that have one answer."""
    lost = set()
    for number, code in enumerate(cells):
        names, made, needs = names_of(code)
        differs = any(other[number] != first[number] for other in others) or any(record.ADDRESS.search(line) for line in first[number])
        if needs or names & lost or differs:
            lost |= made if needs or names & lost else set()
            continue
        yield number


def names_of(code):
    """The names that a cell uses and those that it makes, and whether it needs what is not the same everywhere."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return set(), set(), False
    used, made, needs = set(), set(), False
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else made).add(node.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            made |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            needs |= any(is_elsewhere(module.split(".")[0]) for module in modules)
        elif isinstance(node, ast.Attribute):
            needs |= node.attr in ELSEWHERE
    return used, made, needs


def is_elsewhere(module):
    return module in ELSEWHERE or (module != "numpy" and module not in sys.stdlib_module_names)


def known_differences():
    """Names and beginnings of cells, with the reason."""
    if not KNOWN.exists():
        return []
    rows = [line.split("\t") for line in KNOWN.read_text().splitlines() if line and not line.startswith("#")]
    return [(name, code, reason) for name, code, reason in rows]


def reason_for(name, code, known):
    return next((why for whose, start, why in known if whose == name and code.startswith(start)), None)


def chosen(found, only):
    """The groups and names asked for; all without a choice."""
    if not only:
        return found
    kept = {g: {n: c for n, c in programs.items() if g in only or n in only} for g, programs in found.items()}
    return {group: programs for group, programs in kept.items() if programs}


def compare(found, truths, got, known):
    """Per group: how many cells count, and those that differ, with reasons."""
    for group, programs in found.items():
        count, differing = 0, []
        for name, cells in programs.items():
            first, *others = (truth[name] for truth in truths)
            for number in counted(cells, first, *others):
                count += 1
                shown = got.get(name, [])
                is_there = number < len(shown)
                if not is_there or shown[number] != first[number]:
                    lines = shown[number] if is_there else [NO_CELL]
                    why = reason_for(name, cells[number], known)
                    differing.append((name, cells[number], first[number], lines, why))
        yield group, count, differing


def show(name, code, expected, got):
    print(f"\n{name}")
    print(textwrap.indent(code, "  >>> ", lambda line: True))
    print("\n".join([*(f"  - {line}" for line in expected), *(f"  + {line}" for line in got)]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--show", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--truth", type=pathlib.Path, metavar="FILE")
    parser.add_argument("--ndbook", type=pathlib.Path, default=NDBOOK, metavar="PATH")
    parser.add_argument("--print-truth", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    record.enter_reference_personality()
    record.refuse_other_references()
    if arguments.print_truth:
        json.dump(truth(), sys.stdout)
        return 0
    found = chosen(groups(), arguments.only)
    truths = truths_of(arguments.truth)
    got = run_in_ndbook({name: cells for programs in found.values() for name, cells in programs.items()}, arguments.ndbook)
    failed, rest = False, []
    print(f"{'group':<12}{'cells':>7}{'equal':>7}{'known':>7}{'percent':>9}")
    for group, count, differing in compare(found, truths, got, known_differences()):
        understood = sum(why is not None for *_, why in differing)
        equal = count - len(differing)
        percent = 100.0 * equal / max(count - understood, 1)
        failed |= percent < LEAST
        print(f"{group:<12}{count:>7}{equal:>7}{understood:>7}{percent:>9.1f}")
        rest += [(group, *difference) for difference in differing]
    for group, name, code, expected, lines, _ in rest:
        if group in arguments.show or name in arguments.show:
            show(name, code, expected, lines)
    print("\nThe rest:")
    for _, name, code, _, _, why in rest:
        first_line = code.split("\n")[0]
        print(f"{name}\t{first_line}\t{why or 'not understood yet'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
