"""Records what CPython 3.11 says of wrong texts.

    python3.11 tests/syntax/record_errors.py [TEXTS.py]

Every line of `errors.txt` is a text as a JSON string in ASCII, ` => `, and what Python says of it: its class, line,
column (`?` where it is of no use) and message; or `no complaint`; or `warning` and its SyntaxWarnings. The script
reads the texts there, asks `compile()` again and writes the lines back; texts in a Python file given as an
argument, a list named `TEXTS`, are added. Lines beginning with `#` stay.
"""

import json
import pathlib
import sys
import warnings

assert sys.version_info[:2] == (3, 11), "the reference is CPython 3.11"
PATH = pathlib.Path(__file__).with_name("errors.txt")


def complaint(text):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        said = error_of(text)
    warned = [str(one.message) for one in caught if one.category is SyntaxWarning]
    return "; ".join(["warning", *warned]) if warned and said == "no complaint" else said


def error_of(text):
    try:
        compile(text, "<cell>", "exec")
    except SyntaxError as error:
        # For the field of an f-string CPython counts columns in a text of its own making.
        own = error.text is None or error.text.rstrip("\n") in text.split("\n")
        column = error.offset if own else "?"
        return f"{type(error).__name__} {error.lineno}:{column} {error.msg}"
    except (RecursionError, MemoryError, ValueError) as error:
        return f"{type(error).__name__} 0:0 {error}"
    return "no complaint"


def text_of(line):
    return json.JSONDecoder().raw_decode(line)[0]


def main():
    lines = PATH.read_text().split("\n") if PATH.exists() else []
    lines = [line for line in lines if line]
    known = {text_of(line) for line in lines if not line.startswith("#")}
    for extra in sys.argv[1:]:
        scope = {}
        exec(pathlib.Path(extra).read_text(), scope)
        lines += [json.dumps(text) for text in scope["TEXTS"] if text not in known]
    with PATH.open("w") as out:
        for line in lines:
            if not line.startswith("#"):
                text = text_of(line)
                line = f"{json.dumps(text)} => {complaint(text)}"
            print(line, file=out)


main()
