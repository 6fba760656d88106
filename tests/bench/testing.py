"""How long `ndbook test` takes beside the tools that test documents with Python.

    python tests/bench/testing.py target/release/ndbook [RUNS]

makes lessons of 15 cells in a scratch folder, the same content as doctests and as notebooks, and prints medians. Of
Python's tools those are timed that the running Python has: doctest always, `pytest --nbval` and `pytest --nbmake` where
pytest, nbval, nbmake, nbformat and ipykernel are installed (with NumPy, in one virtual environment).
"""

import importlib.util
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

CELLS = 15


def codes(lesson):
    """The cells of a lesson: what lessons do, with other numbers in each."""
    yield f"X = np.arange(12).reshape(3, 4) + {lesson}"
    kinds = [
        "X.mean(axis=0)",
        "X[1:, ::2]",
        "X @ X.T",
        "(X - X.mean(axis=0)) / X.std(axis=0)",
        "np.linspace(0, {n}, 5)",
        "[int(row.sum()) for row in X if row[0] > {n}]",
        "np.where(X > {n}, X, 0)",
    ]
    for number in range(1, CELLS):
        yield kinds[number % len(kinds)].format(n=lesson + number)


def cells(lesson):
    """Pairs of code and output."""
    names = {"np": np}
    for code in codes(lesson):
        if code.startswith("X ="):
            exec(code, names)
            yield code, ""
        else:
            yield code, repr(eval(code, names)) + "\n"


def write_lessons(folder, count):
    folder.mkdir()
    for lesson in range(count):
        parts = [f"# Lesson {lesson}\n"]
        for code, output in cells(lesson):
            parts.append(f"```python\n{code}\n```\n")
            if output:
                parts.append(f"```output\n{output}```\n")
        (folder / f"{lesson:04}.md").write_text("\n".join(parts))


def write_doctests(folder, count):
    folder.mkdir()
    for lesson in range(count):
        blocks = [">>> import numpy as np\n"]
        for code, output in cells(lesson):
            blocks.append(f">>> {code}\n" + output.replace("\n\n", "\n<BLANKLINE>\n"))
        (folder / f"{lesson:04}.txt").write_text("\n".join(blocks))


def write_notebooks(folder, count):
    import nbformat.v4 as v4

    folder.mkdir()
    for lesson in range(count):
        notebook = v4.new_notebook()
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
        notebook.cells.append(v4.new_code_cell("import numpy as np", execution_count=1))
        for number, (code, output) in enumerate(cells(lesson), 2):
            cell = v4.new_code_cell(code, execution_count=number)
            if output:
                data = {"text/plain": output.rstrip("\n")}
                cell.outputs.append(v4.new_output("execute_result", data, execution_count=number))
            notebook.cells.append(cell)
        (folder / f"{lesson:04}.ipynb").write_text(v4.writes(notebook))


def seconds(command, folder, runs, expected=0):
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        ended = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        times.append(time.perf_counter() - begun)
        if ended.returncode != expected:
            sys.exit(f"{command}: status {ended.returncode}\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
    return statistics.median(times)


def has(*modules):
    return all(importlib.util.find_spec(module) for module in modules)


def main():
    program = str(Path(sys.argv[1]).resolve())
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        write_lessons(root / "thousand", 1000)
        write_lessons(root / "lessons", 20)
        write_doctests(root / "doctests", 20)
        own = seconds([program, "test", "thousand"], root, runs)
        print(f"1000 lessons of {CELLS} cells: ndbook test {own:.3f} s")
        own = seconds([program, "test", "lessons"], root, runs)
        print(f"20 lessons of {CELLS} cells: ndbook test {own:.4f} s")
        # One interpreter for all files: the quickest that doctest can be.
        files = [f"doctests/{lesson:04}.txt" for lesson in range(20)]
        command = [sys.executable, "-m", "doctest", *files]
        report(own, "python -m doctest", seconds(command, root, runs))
        if not has("pytest", "nbval", "nbmake", "nbformat", "ipykernel"):
            print("pytest, nbval, nbmake, nbformat or ipykernel is not installed: notebooks are not timed")
            return
        write_notebooks(root / "notebooks", 20)
        report(own, "ndbook test, as notebooks", seconds([program, "test", "notebooks"], root, runs))
        for plugin in ["--nbval", "--nbmake"]:
            command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", plugin, "notebooks"]
            report(own, f"pytest {plugin}", seconds(command, root, min(runs, 3)))


def report(own, name, theirs):
    print(f"  {name} {theirs:.3f} s: {theirs / own:.0f} times as long")


main()
