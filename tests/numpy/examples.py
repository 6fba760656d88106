#!/usr/bin/env python3
"""Hold the `>>>` examples of ndbook's documentation to CPython and NumPy.

    python tests/numpy/examples.py

`tests/catalogue.rs` sees to it that ndbook prints what they say; this, that Python does. The examples are those in the
documentation of the rows under `src/`. It runs in the personality that `record.py` explains. Where matplotlib 3.10.9
is not installed too, the examples that draw are left out.
"""

import contextlib
import contextvars
import io
import pathlib
import re
import sys
import tempfile
import warnings

import record

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "src"
IMPORTED = "collections copy datetime functools io itertools math operator statistics string sys time".split()
ROW = re.compile(r'\s+(?:property |constant |setter |ufunc )?"([^"]+)"')


def documented_rows():
    """The name of every row and the lines of its documentation."""
    for path in sorted(SOURCES.rglob("*.rs")):
        doc = []
        for line in path.read_text().split("\n"):
            if line.strip().startswith("///"):
                doc.append(line.strip()[3:].removeprefix(" "))
                continue
            row = ROW.match(line)
            if row and doc:
                yield row[1], doc
            doc = []


def examples(doc):
    """Pairs of code and what it prints, as `tests/catalogue.rs` reads them."""
    found, is_open = [], False
    for line in doc:
        if line.startswith(">>> "):
            found.append([line[4:], ""])
            is_open = True
        elif not line.strip() or line.startswith("```"):
            is_open = False
        elif is_open and line.startswith("...") and not found[-1][1]:
            found[-1][0] += "\n" + line[4:]
        elif is_open:
            found[-1][1] += "\n" if line == "<BLANKLINE>" else line + "\n"
    return found


def shown(code, namespace):
    printed, text = io.StringIO(), ""
    with warnings.catch_warnings(), contextlib.redirect_stdout(printed):
        warnings.simplefilter("ignore")
        try:
            value = record.evaluate(code, namespace)
            text = "" if value is None or record.is_silenced(code) else f"{value!r}\n"
        except Exception as error:
            text = f"{type(error).__name__}: {error}\n"
    return printed.getvalue() + text


def drawing():
    """matplotlib's pyplot, or None where it is not installed."""
    try:
        import matplotlib
    except ModuleNotFoundError:
        return None
    matplotlib.use("svg")
    import matplotlib.pyplot

    return matplotlib.pyplot


def main():
    record.enter_reference_personality()
    record.refuse_other_references()
    count = wrong = left_out = 0
    pyplot = drawing()
    for name, doc in documented_rows():
        if re.search("plt|matplotlib", "".join(code for code, _ in examples(doc))):
            if pyplot is None:
                left_out += len(examples(doc))
                continue
            pyplot.close("all")
        namespace = {"__name__": "__main__"}
        exec(f"import numpy as np, {', '.join(IMPORTED)}", namespace)
        context = contextvars.copy_context()  # NumPy keeps print options and error states in the context
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            for code, expected in examples(doc):
                count += 1
                got = context.run(shown, code, namespace)
                if got != expected:
                    wrong += 1
                    print(f"{name}: {code}\nexpected:\n{expected}got:\n{got}")
    if pyplot is None:
        print(f"matplotlib is not installed: {left_out} examples that draw were NOT compared")
    print(f"{count} examples, {wrong} differ")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
