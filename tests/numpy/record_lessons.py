"""Runs the cells of lessons under CPython and NumPy, and compares what they show with the `output` fences.

    python tests/numpy/record_lessons.py            compare; exit status 1 where something differs
    python tests/numpy/record_lessons.py --update   write what Python shows into the fences, and add missing ones
    python tests/numpy/record_lessons.py FILE ...   only these lessons

The reference is that of `record.py`. This knows the format of `lessons/README.md` as far as our own
lessons use it: fences at the beginning of a line.
"""

import ast
import contextlib
import difflib
import io
import os
import pathlib
import re
import sys

from record import enter_reference_personality, refuse_other_references

FENCE = re.compile(r"^```(python|output)([^\n]*)\n(.*?)^```\n", re.M | re.S)


def shown(source, namespace):
    """What a cell prints and displays, and the error that ends it."""
    out = io.StringIO()
    error = None
    with contextlib.redirect_stdout(out):
        try:
            tree = ast.parse(source)
            last = None
            if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
                last = ast.Expression(tree.body.pop().value)
            exec(compile(tree, "cell", "exec"), namespace)
            value = eval(compile(last, "cell", "eval"), namespace) if last else None
            if value is not None:
                print(repr(value))
        except Exception as raised:
            error = raised
    text = out.getvalue()
    if error is not None:
        # Some messages end in a blank, which editors would take away from a lesson file.
        text += f"{type(error).__name__}: {error}".rstrip(": ") + "\n"
    return text, error


def check(path, update):
    """Runs one lesson; returns how many of its outputs are not NumPy's."""
    text = path.read_text(encoding="utf-8")
    fences = list(FENCE.finditer(text))
    solutions = {
        match.group(1): fence.group(3)
        for fence in fences
        if (match := re.search(r"solution=(\S+)", fence.group(2)))
    }
    namespace = {"__name__": "__main__"}
    wrong = 0
    edits = []
    for number, fence in enumerate(fences):
        kind, words, source = fence.groups()
        if kind == "output" or "solution=" in words or "skip" in words.split():
            continue
        if exercise := re.search(r"exercise=(\S+)", words):
            source = solutions[exercise.group(1)]
        got, error = shown(source, namespace)
        line = text.count("\n", 0, fence.start()) + 1
        raises = re.search(r"raises(?:=(\S+))?", words)
        if (error is None) != (raises is None) or (
            raises and raises.group(1) and raises.group(1) not in [c.__name__ for c in type(error).__mro__]
        ):
            print(f"{path}:{line}: raised {error!r}, expected {raises and raises.group(0)}")
            wrong += 1
        following = fences[number + 1] if number + 1 < len(fences) else None
        recorded = following.group(3) if following and following.group(1) == "output" else None
        if recorded is None and got and update:
            edits.append((fence.end(), fence.end(), f"\n```output\n{got}```\n"))
        elif recorded != (got or None) and not (recorded is None and error is not None):
            wrong += 1
            print(f"{path}:{line}: the output is not NumPy's")
            print("".join(difflib.unified_diff((recorded or "").splitlines(True), got.splitlines(True), "recorded", "NumPy")))
            if recorded is not None:
                edits.append((*following.span(3), got))
    if update and edits:
        for start, end, replacement in reversed(edits):
            text = text[:start] + replacement + text[end:]
        path.write_text(text, encoding="utf-8")
    return wrong


def main():
    enter_reference_personality()
    refuse_other_references()
    arguments = sys.argv[1:]
    update = "--update" in arguments
    lessons = pathlib.Path(__file__).resolve().parents[2] / "lessons"
    named = [pathlib.Path(a).resolve() for a in arguments if not a.startswith("--")]
    wrong = 0
    for path in named or sorted(p for p in lessons.glob("*.md") if p.name != "README.md"):
        os.chdir(path.parent)
        wrong += check(path, update)
    print("all outputs are NumPy's" if not wrong else f"{wrong} outputs are not NumPy's")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
