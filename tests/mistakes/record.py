"""Records what NumPy says of the mistakes in mistakes.txt: python record.py > mistakes.jsonl

Each line of mistakes.txt is `setup | expression | what is to blame`, the last being a part of the expression, and its
first occurrence unless it is followed by ` #2` and the like. Run it with CPython 3.11 and NumPy 2.4, as tests/numpy/record.py says.
"""

import json
import pathlib
import warnings

import numpy as np


def outcome(setup, expression):
    namespace = {"np": np}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        exec(setup, namespace)
        try:
            try:
                code = compile(expression, "<expression>", "eval")
                value = repr(eval(code, namespace))
            except SyntaxError:
                exec(expression, namespace)
                value = None
        except Exception as error:
            return type(error).__name__, str(error), None, []
    said = [{"category": w.category.__name__, "message": str(w.message)} for w in caught]
    return None, None, value, said


def place(expression, blamed):
    number = 1
    if " #" in blamed:
        blamed, number = blamed.rsplit(" #", 1)
    start = -1
    for _ in range(int(number)):
        start = expression.index(blamed, start + 1)
    return blamed, [start, start + len(blamed)]


here = pathlib.Path(__file__).parent
for line in (here / "mistakes.txt").read_text().splitlines():
    if not line.strip() or line.startswith("#"):
        continue
    setup, expression, blamed = (part.strip() for part in line.split(" | "))
    setup = "" if setup == "-" else setup.replace("\\n", "\n")
    blamed, span = place(expression, blamed)
    name, message, value, said = outcome(setup, expression)
    record = {"setup": setup, "expr": expression, "exc": name, "message": message, "value": value,
              "warnings": said, "caret_text": blamed, "span": span}
    print(json.dumps(record))
