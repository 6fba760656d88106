#!/usr/bin/env python3
"""Record what CPython and NumPy print, for `cargo test` to hold ndbook to.

    python tests/numpy/record.py              record every transcript again, in place
    python tests/numpy/record.py PATH...      only these
    python tests/numpy/record.py --check      change nothing; print a diff and fail where recording would

It needs CPython 3.11 with NumPy 2.4.6 on x86-64 (`pip install numpy==2.4.6`) and starts itself again
in the reference personality: no AVX-512, OpenBLAS's Haswell kernels, hash seed 0. NumPy's last digits
differ between CPUs, and these are the ones that ndbook promises.

A transcript is a text file of programs and what they printed:

    # Comments may stand at the head of a program.
    >>> a = np.arange(3)
    >>> for x in a:
    ...     print(x)
    0
    1
    2
    >>> a / a
    array([nan,  1.,  1.])
    ? RuntimeWarning: invalid value encountered in divide
    >>> a[3]
    ! IndexError: index 3 is out of bounds for axis 0 with size 3

- An empty line ends a program. Each program has a fresh namespace in which only `import numpy as np` was
  done, fresh print options and error states, and an empty folder of its own to work in.
- `>>> ` begins a cell, `... ` continues it. A cell runs as in a notebook: what it prints, then the
  repr of a trailing expression, unless that is None or a `;` ends the cell. After an error the next cell runs.
- `? ` is a warning, `! ` the error that ended the cell, as `Class: message` (just `Class` when the message
  is empty). Further lines of a message begin in the same way. Warnings are filtered as Python does for
  a main program: once per place in a cell, deprecations only where the cell itself caused them.
- All other lines are output. An empty line of output is `<BLANKLINE>`; one that would be mistaken for something
  else (it begins with `>>>`, `...`, `?`, `!` or `\\`, or is `<BLANKLINE>`) has a `\\` before it. A line that
  is `\\` alone says that the printed text above did not end with a line end.

Only what is the same on every run belongs here: no addresses, clocks or unseeded random numbers.
Files named `later_*.txt` record what ndbook is still to learn, names and constructs; its tests leave them out.
"""

import argparse
import ast
import contextlib
import contextvars
import difflib
import io
import os
import pathlib
import platform
import re
import sys
import tempfile
import tokenize
import warnings
from dataclasses import dataclass, field

NUMPY_VERSION = "2.4.6"
PYTHON_VERSION = (3, 11)
PERSONALITY = {
    "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR",
    "OPENBLAS_CORETYPE": "Haswell",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
}
TRANSCRIPTS = pathlib.Path(__file__).resolve().parent / "transcripts"

# Such output differs from run to run: a recording of it is a mistake in the transcript.
ADDRESS = re.compile(r"\bat 0x[0-9a-f]{4,}")

# Where NumPy is installed differs from machine to machine; this is what Python says of a module without a file.
INSTALLED = re.compile(r"\(/\S*\.(?:py|so)\)")


@dataclass
class Program:
    """Cells that share a namespace, and the comments above them."""

    comments: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


def parse(text):
    """The programs of a transcript, without what was recorded."""
    programs = [Program()]
    continuing = False
    for number, line in enumerate(text.split("\n"), 1):
        program = programs[-1]
        if line == "":
            if program.cells or program.comments:
                programs.append(Program())
        elif line.startswith(">>> "):
            program.cells.append(line[4:])
        elif line == "..." or line.startswith("... "):
            if not continuing:
                raise SystemExit(f"line {number}: `...` follows no `>>>`")
            program.cells[-1] += "\n" + line[4:]
        elif not program.cells:
            if not line.startswith("#"):
                raise SystemExit(f"line {number}: a program begins with `>>> ` or a comment")
            program.comments.append(line)
        continuing = line.startswith((">>> ", "..."))
    return [program for program in programs if program.cells or program.comments]


def record(programs):
    """The text of a transcript: these programs with what they print now."""
    return "\n".join("\n".join(lines_of(program)) + "\n" for program in programs)


def lines_of(program):
    lines = list(program.comments)
    context = contextvars.copy_context()  # NumPy keeps print options and error states in the context
    namespace = {"__name__": "__main__", "__builtins__": __builtins__}
    exec("import numpy as np", namespace)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for code in program.cells:
            first, *rest = code.split("\n")
            lines.append(f">>> {first}")
            lines.extend(f"... {line}".rstrip() for line in rest)
            lines.extend(recordable(line) for line in context.run(run_cell, code, namespace))
    return lines


def recordable(line):
    if ADDRESS.search(line) or "\r" in line:
        raise SystemExit(f"this output cannot be recorded: {line!r}")
    return line


def run_cell(code, namespace):
    """Runs one cell; the lines that a transcript holds of what it did."""
    printed = io.StringIO()
    displayed = error = None
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(printed):
        filter_warnings()
        try:
            value = evaluate(code, namespace)
            displayed = None if value is None or is_silenced(code) else repr(value)
        except Exception as exception:
            error = exception
    return (
        output_lines(printed.getvalue(), displayed)
        + [line for w in caught for line in message_lines("?", w.category.__name__, str(w.message))]
        + (error_lines(error) if error is not None else [])
    )


def evaluate(code, namespace):
    """Runs the statements of a cell; the value of the trailing expression, or None."""
    tree = ast.parse(code, "<cell>")
    trailing = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        trailing = ast.Expression(tree.body.pop().value)
    exec(compile(tree, "<cell>", "exec"), namespace)
    return trailing and eval(compile(trailing, "<cell>", "eval"), namespace)


def is_silenced(code):
    """Whether the last token of the cell, comments aside, is a semicolon."""
    blank = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.ENDMARKER}
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    return [token.string for token in tokens if token.type not in blank][-1:] == [";"]


def filter_warnings():
    """The filters of a main program, as if no warning had been shown before."""
    warnings.resetwarnings()
    warnings.simplefilter("default")
    for category in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
        warnings.simplefilter("ignore", category)
    warnings.filterwarnings("default", category=DeprecationWarning, module="__main__")


def output_lines(printed, displayed):
    lines = printed.split("\n")
    unfinished = lines.pop() != ""
    if unfinished:
        lines = printed.split("\n")
    lines = [escaped(line) for line in lines] + (["\\"] if unfinished else [])
    if displayed is not None:
        lines.extend(escaped(line) for line in displayed.split("\n"))
    return lines


def escaped(line):
    if line == "":
        return "<BLANKLINE>"
    if line == "<BLANKLINE>" or line.startswith((">>>", "...", "?", "!", "\\")):
        return "\\" + line
    return line


def error_lines(error):
    # str() of a SyntaxError also names the place, which is not part of what Python complains about.
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    if isinstance(error, ImportError):
        message = INSTALLED.sub("(unknown location)", message)
    return message_lines("!", type(error).__name__, message)


def message_lines(mark, name, message):
    text = f"{name}: {message}" if message else name
    return [f"{mark} {line}" for line in text.split("\n")]


def enter_reference_personality():
    """Starts this script again with the reference's environment, unless it has it."""
    missing = {name: value for name, value in PERSONALITY.items() if os.environ.get(name) != value}
    if missing:
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | missing)


def refuse_other_references():
    """Ends the program where Python or NumPy is not the one that transcripts are made with."""
    import numpy

    if numpy.__version__ != NUMPY_VERSION:
        raise SystemExit(f"transcripts are recorded with NumPy {NUMPY_VERSION}, this is {numpy.__version__}")
    if sys.version_info[:2] != PYTHON_VERSION:
        raise SystemExit(f"transcripts are recorded with CPython 3.11, this is {platform.python_version()}")
    features = numpy._core._multiarray_umath.__cpu_features__
    if not features.get("X86_V3") or features.get("X86_V4"):
        raise SystemExit("transcripts are recorded on x86-64 with AVX2 and FMA and without AVX-512")


def paths_from(arguments):
    if not arguments:
        return sorted(TRANSCRIPTS.glob("*.txt"))
    return [path.resolve() for path in arguments]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail where recording would change a file")
    parser.add_argument("paths", nargs="*", type=pathlib.Path, metavar="PATH")
    arguments = parser.parse_args()
    enter_reference_personality()
    refuse_other_references()
    changed = cells = 0
    for path in paths_from(arguments.paths):
        before = path.read_text(encoding="utf-8")
        programs = parse(before)
        after = record(programs)
        cells += sum(len(program.cells) for program in programs)
        if before == after:
            continue
        changed += 1
        if arguments.check:
            diff = difflib.unified_diff(
                before.splitlines(True), after.splitlines(True), f"{path.name} (recorded)", f"{path.name} (now)"
            )
            sys.stdout.writelines(diff)
        else:
            path.write_text(after, encoding="utf-8", newline="\n")
    print(f"{cells} cells, {changed} files {'differ' if arguments.check else 'changed'}", file=sys.stderr)
    return 1 if arguments.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
