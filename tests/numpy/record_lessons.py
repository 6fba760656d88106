"""Runs the cells of the lessons under CPython and NumPy, and compares what they show with what is recorded.

    python tests/numpy/record_lessons.py            compare; exit status 1 where something differs
    python tests/numpy/record_lessons.py --update   write what NumPy shows into the `output` fences
    python tests/numpy/record_lessons.py FILE ...   only these lessons

The reference is that of `record.py`. This knows the format of `lessons/README.md` as far as our own lessons use
it: fences at the beginning of a line, outputs below their cells or in the snapshot.
"""

import ast
import contextlib
import difflib
import importlib.util
import io
import json
import os
import pathlib
import re
import sys

from record import enter_reference_personality, refuse_other_references

LESSONS = pathlib.Path(__file__).resolve().parents[2] / "lessons"
FENCE = re.compile(r"^```(python|output)([^\n]*)\n(.*?)^```\n", re.M | re.S)


def main():
    enter_reference_personality()
    refuse_other_references()
    update = "--update" in sys.argv
    named = [pathlib.Path(argument).resolve() for argument in sys.argv[1:] if argument != "--update"]
    lessons = named or sorted(path for path in LESSONS.glob("*.md") if path.name != "README.md")
    wrong = sum(check(path, update) for path in lessons)
    print(f"{wrong} outputs are not NumPy's" if wrong else "all outputs of the lessons are NumPy's")
    return 1 if wrong else 0


def check(path, update):
    """Runs one lesson in its folder; returns how many of its outputs are not NumPy's."""
    os.chdir(path.parent)
    text = path.read_text(encoding="utf-8")
    if "import matplotlib" in text and importlib.util.find_spec("matplotlib") is None:
        print(f"{path.name} draws, and matplotlib is not installed: NOT compared")
        return 0
    snapshot = read_snapshot(path.parent / "snapshots" / f"{path.stem}.snap")
    namespace = {"__name__": "__main__"}
    wrong, edits = 0, []
    for line, words, source, output in cells(text):
        got, error = shown(source, namespace)
        if complaint := unexpected(words, error):
            print(f"{path}:{line}: {complaint}")
            wrong += 1
        recorded = output.group(3) if output else snapshot.get(source.strip("\n"), "")
        # An expected error is its own record.
        if recorded == got or (error is not None and not output):
            continue
        wrong += 1
        print(f"{path}:{line}: the output is not NumPy's")
        sides = recorded.splitlines(True), got.splitlines(True)
        print("".join(difflib.unified_diff(*sides, "recorded", "NumPy")))
        if output:
            edits.append((*output.span(3), got))
    if update:
        for start, end, replacement in reversed(edits):
            text = text[:start] + replacement + text[end:]
        path.write_text(text, encoding="utf-8", newline="\n")
    return wrong


def cells(text):
    """The cells in the order they run: line, attributes, code, and the match of the output fence."""
    fences = list(FENCE.finditer(text))
    solutions = {}
    for fence in fences:
        if name := re.search(r"solution=(\S+)", fence.group(2)):
            solutions[name.group(1)] = fence.group(3)
    for fence, following in zip(fences, [*fences[1:], None]):
        kind, words, source = fence.groups()
        if kind == "output" or "solution=" in words or "skip" in words.split():
            continue
        if name := re.search(r"exercise=(\S+)", words):
            source = solutions[name.group(1)]
        output = following if following and following.group(1) == "output" else None
        yield text.count("\n", 0, fence.start()) + 1, words, source, output


def shown(source, namespace):
    """What a cell prints and displays, with the line of its error, and the error."""
    printed = io.StringIO()
    error = None
    with contextlib.redirect_stdout(printed):
        try:
            run(source, namespace)
        except Exception as raised:
            error = raised
    text = printed.getvalue()
    if error is not None:
        # Some messages end in a blank, which editors would take away from a lesson file.
        text += f"{type(error).__name__}: {error}".rstrip(": ") + "\n"
    return text, error


def run(source, namespace):
    tree = ast.parse(source)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
        last = ast.Expression(tree.body.pop().value)
    exec(compile(tree, "cell", "exec"), namespace)
    value = eval(compile(last, "cell", "eval"), namespace) if last else None
    if value is not None:
        print(repr(value))


def unexpected(words, error):
    """What is wrong with an error, or with there being none."""
    raises = re.search(r"\braises(?:=(\S+))?", words)
    if error is None:
        return f"should raise {raises.group(1) or 'an error'}" if raises else None
    if raises is None:
        return f"raised {error!r}"
    classes = [cls.__name__ for cls in type(error).__mro__]
    return None if raises.group(1) in (None, *classes) else f"raised {error!r}, not {raises.group(1)}"


def read_snapshot(path):
    """The outputs of a snapshot file by the code of their cells."""
    outputs, code = {}, None
    if not path.exists():
        return outputs
    contents = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    for line in contents.splitlines():
        if line.startswith(">>>"):
            code, in_code = line[4:], True
        elif in_code and line.startswith("..."):
            code += "\n" + line[4:]
        elif line:
            in_code = False
            line = "" if line == "<BLANKLINE>" else json.loads(line[1:]) if line.startswith("\\") else line
            outputs[code] = outputs.get(code, "") + line + "\n"
    return outputs


if __name__ == "__main__":
    sys.exit(main())
