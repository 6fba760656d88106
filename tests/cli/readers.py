#!/usr/bin/env python3
"""Read every report and every notebook that ndbook writes with a reader of its format.

    pip install nbformat junitparser xmlschema tap.py pyyaml more-itertools jsonschema
    python tests/cli/readers.py                  reports of target/debug/ndbook
    python tests/cli/readers.py --ndbook PATH    of another one

Lessons and answers with whatever reports stumble over (failures, errors, control characters, line ends of Windows, files
that are no lessons) are tested and checked in a scratch folder, and the lessons of this repository with them. Notebooks
are held to nbformat's schema, JUnit's XML to the schema below and to junitparser, TAP to tap.py and PyYAML, Gradescope's and
Exercism's JSON to the keys that their documentations list. It fails at the first reader that finds something wrong.
"""

import argparse
import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import warnings

import jsonschema
import junitparser
import nbformat
import xmlschema
import yaml
from tap.parser import Parser

ROOT = pathlib.Path(__file__).resolve().parents[2]

LESSON = """# Means é

```python
X = np.array([[1., 2.], [3., 6.]])
X
```

```output
array([[1., 2.],
       [3., 6.]])
```

```python exercise=mean points=3
m = ...
```

```text hint=mean
Which axis?
```

```python solution=mean
m = X.mean(axis=0)
```

```python check=mean
assert np.shape(m) == (2,), "m has a number per column <&> ]]>"
assert np.allclose(m, [2, 4]), "m has the means"
```

```python check=mean hidden
assert m[0] == 2
```

```python exercise=double points=0.1
d = ...
```

```python solution=double
d = X * 2
```
"""

LESSONS = {
    "good.md": LESSON,
    "changed.md": "```python\nprint('a\\x1b[31m\\x00 <&> ]]>')\n1 + 1\n```\n\n```output\n3\n```\n\n```python\n2\n```\n",
    "raising.md": "```python\n1 / 0\n```\n\n```python\nprint('never')\n```\n\n```python skip\nx\n```\n",
    "windows.md": LESSON.replace("\n", "\r\n"),
    "broken.md": "```python check=nothing\nassert True\n```\n",
    "long.md": "```python\nprint(np.arange(3000).reshape(1000, 3))\n```\n\n```output\n1\n```\n\n```python\nnp.zeros((2, 2, 2))\n```\n\n```output\n1\n```\n",
    "pycon.md": "```pycon\n>>> 1 + 1\n3\n>>> '#: - \"'\n'#: - \"'\n```\n",
    "script.py": "# %% [markdown]\n# # Title\n\n# %% A title # and more\nprint(1)\n\n# %% raises=ValueError\n1 / 0\n",
}

ANSWERS = {
    "right.py": "# %% exercise=mean\nm = X.mean(axis=0)\n# %% exercise=double\nprint('\\x1b[31m\\x00 ]]>')\nd = X + X\n",
    "wrong.py": "# %% exercise=mean\nm = X.mean(axis=1)\n",
    "raises.py": "# %% exercise=mean\nm = X.mean(axis=7)\n# %% exercise=double\nd = (\n",
    "endless.py": "# %% exercise=mean\nwhile True:\n    print('é' * 100)\n",
    "misspelt.py": "# %% exercise=maen\nm = 1\n# %% exercise=double\nd = ...\n",
    "empty.py": "",
    "no\nline.py": "x = 1\n",
    "binary.ipynb": "\x00",
    "filled.md": "```python exercise=mean\nm = 3\n```\n",
}

# Attributes and elements that Jenkins, GitLab and their kin know, in the order in which they ask for them.
JUNIT = """<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:simpleType name="seconds"><xs:restriction base="xs:decimal"><xs:minInclusive value="0"/></xs:restriction></xs:simpleType>
  <xs:attributeGroup name="counts">
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="skipped" type="xs:nonNegativeInteger"/>
    <xs:attribute name="time" type="seconds" use="required"/>
  </xs:attributeGroup>
  <xs:complexType name="ending"><xs:simpleContent><xs:extension base="xs:string">
    <xs:attribute name="message" type="xs:string" use="required"/>
    <xs:attribute name="type" type="xs:string"/>
  </xs:extension></xs:simpleContent></xs:complexType>
  <xs:complexType name="case"><xs:sequence>
    <xs:choice minOccurs="0">
      <xs:element name="skipped" type="ending"/>
      <xs:element name="failure" type="ending"/>
      <xs:element name="error" type="ending"/>
    </xs:choice>
    <xs:element name="system-out" type="xs:string" minOccurs="0"/>
    <xs:element name="system-err" type="xs:string" minOccurs="0"/>
  </xs:sequence>
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="classname" type="xs:string" use="required"/>
    <xs:attribute name="time" type="seconds" use="required"/>
    <xs:attribute name="assertions" type="xs:nonNegativeInteger"/>
    <xs:attribute name="file" type="xs:string"/>
    <xs:attribute name="line" type="xs:positiveInteger"/>
  </xs:complexType>
  <xs:complexType name="suite"><xs:sequence>
    <xs:element name="properties" minOccurs="0"><xs:complexType><xs:sequence>
      <xs:element name="property" maxOccurs="unbounded"><xs:complexType>
        <xs:attribute name="name" type="xs:string" use="required"/>
        <xs:attribute name="value" type="xs:string" use="required"/>
      </xs:complexType></xs:element>
    </xs:sequence></xs:complexType></xs:element>
    <xs:element name="testcase" type="case" minOccurs="0" maxOccurs="unbounded"/>
  </xs:sequence>
    <xs:attributeGroup ref="counts"/>
    <xs:attribute name="file" type="xs:string"/>
  </xs:complexType>
  <xs:element name="testsuites"><xs:complexType><xs:sequence>
    <xs:element name="testsuite" type="suite" minOccurs="0" maxOccurs="unbounded"/>
  </xs:sequence><xs:attributeGroup ref="counts"/></xs:complexType></xs:element>
</xs:schema>
"""

FORMATS = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
TEXT, NUMBER = {"type": "string"}, {"type": "number"}


def strict(required, **properties):
    names = required.split()
    return {"type": "object", "properties": properties, "required": names, "additionalProperties": False}


GRADESCOPE = strict(
    "tests",
    score=NUMBER,
    execution_time=NUMBER,
    output=TEXT,
    output_format=FORMATS,
    test_output_format=FORMATS,
    test_name_format=FORMATS,
    visibility=VISIBILITY,
    stdout_visibility=VISIBILITY,
    extra_data={"type": "object"},
    leaderboard={"type": "array"},
    tests={
        "type": "array",
        "items": strict(
            "score max_score name",
            score=NUMBER,
            max_score=NUMBER,
            status={"enum": ["passed", "failed"]},
            name=TEXT,
            name_format=FORMATS,
            number=TEXT,
            output=TEXT,
            output_format=FORMATS,
            tags={"type": "array", "items": TEXT},
            visibility=VISIBILITY,
            extra_data={"type": "object"},
        ),
    },
)

STATUS = {"enum": ["pass", "fail", "error"]}
EXERCISM = strict(
    "version status",
    version={"const": 3},
    status=STATUS,
    message={"type": ["string", "null"], "maxLength": 65535},
    tests={
        "type": "array",
        "items": {
            **strict(
                "name status test_code",
                name=TEXT,
                status=STATUS,
                message={"type": ["string", "null"], "maxLength": 65535},
                output={"type": ["string", "null"], "maxLength": 500},
                test_code=TEXT,
                task_id={"type": "integer"},
            ),
            "if": {"properties": {"status": {"enum": ["fail", "error"]}}},
            "then": {"required": ["message"], "properties": {"message": TEXT}},
        },
    },
)
EXERCISM["if"] = {"properties": {"status": {"const": "error"}}}
EXERCISM["then"] = {"required": ["message"], "properties": {"message": TEXT}}


def junit(text, schema):
    schema.validate(io.StringIO(text))
    read = junitparser.JUnitXml.fromstring(text.encode())
    suites = list(read)
    totals = {"tests": 0, "failures": 0, "errors": 0}
    for suite in suites:
        cases = list(suite)
        kinds = [type(result) for case in cases for result in case.result]
        counted = {
            "tests": len(cases),
            "failures": kinds.count(junitparser.Failure),
            "errors": kinds.count(junitparser.Error),
        }
        for name, count in counted.items():
            assert getattr(suite, name) == count, f"{suite.name}: {name}={getattr(suite, name)}, and there are {count}"
            totals[name] += count
    for name, count in totals.items():
        assert getattr(read, name) == count, f"{name}={getattr(read, name)}, and there are {count}"
    return f"{len(suites)} suites with {totals['tests']} cases"


def tap(text):
    """tap.py reads one level, so that the subtests of each lesson are read on their own, without their indentation."""
    blocks, top = [], []
    for line in text.split("\n"):
        if line.startswith("    "):
            if not top or top[-1] is not blocks:
                blocks.append([])
                top.append(blocks)
            blocks[-1].append(line[4:])
        else:
            top.append(line)
    counts = [tap_level("\n".join(line for line in top if line is not blocks), True)]
    for block in blocks:
        counts.append(tap_level("TAP version 14\n" + "\n".join(block), False))
    assert len(blocks) == counts[0], f"{counts[0]} lessons and {len(blocks)} subtests"
    return f"{counts[0]} lessons with {sum(counts[1:])} points"


def tap_level(text, is_top):
    lines = list(Parser().parse_text(text.rstrip("\n")))
    assert lines[0].category == "version" and lines[0].version == 14, "TAP begins with its version"
    plans = [line for line in lines if line.category == "plan"]
    results = [line for line in lines if line.category == "test"]
    strange = [line for line in lines if line.category == "unknown"]
    assert len(plans) == 1 and not strange, f"one plan and nothing strange: {plans}, {strange}"
    assert plans[0].expected_tests == len(results), f"a plan of {plans[0].expected_tests} for {len(results)}"
    assert [result.number for result in results] == list(range(1, len(results) + 1)), "numbers from 1"
    for result in results:
        if result.yaml_block is None and not result.ok and not is_top:
            assert result.skip or result.todo, f"{result.description}: a failure says why"
        if result.yaml_block is not None:
            assert isinstance(result.yaml_block, dict), result.description
    return len(results)


def lines_of_json(text, schema):
    found = [json.loads(line) for line in text.splitlines()]
    assert found and all(line["schema"] == schema for line in found), schema
    return f"{len(found)} lines"


def rows(text):
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len({len(row) for row in found}) == 1, "each row has as many fields as the header"
    assert len(found) == len(ANSWERS) + 1, f"{len(found)} rows for {len(ANSWERS)} answers"
    return f"{len(found)} rows"


def gradescope(text):
    found = json.loads(text)
    jsonschema.validate(found, GRADESCOPE)
    total = sum(test["score"] for test in found["tests"])
    assert abs(total - found["score"]) < 1e-9, f"{total} and {found['score']}"
    return f"{len(found['tests'])} tests"


def exercism(text):
    found = json.loads(text)
    jsonschema.validate(found, EXERCISM)
    if found["status"] != "error":
        fails = any(test["status"] != "pass" for test in found["tests"])
        assert fails == (found["status"] == "fail"), found["status"]
    return f"{len(found.get('tests') or [])} tests"


def notebook(text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = json.loads(text)
        nbformat.validate(found)
    return f"{len(found['cells'])} cells"


class Program:
    def __init__(self, path, folder):
        self.path, self.folder, self.read = path, folder, 0

    def output(self, *arguments):
        command = [self.path, *arguments]
        ended = subprocess.run(command, cwd=self.folder, capture_output=True, timeout=300)
        assert ended.returncode in (0, 1, 2), f"{arguments}: status {ended.returncode}\n{ended.stderr.decode()}"
        return ended.stdout.decode()

    def held(self, reader, *arguments):
        """Gives the output of a command to its reader, and ends all where that does not like it."""
        text = self.output(*arguments)
        self.read += 1
        try:
            said = reader(text)
        except Exception as trouble:
            excerpt = re.sub(r"[^\n -~]", "?", text[:3000])
            sys.exit(f"ndbook {' '.join(arguments)}\n{type(trouble).__name__}: {trouble}\n\n{excerpt}")
        print(f"  {' '.join(arguments)!r}: {said}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--ndbook", type=pathlib.Path, default=ROOT / "target" / "debug" / "ndbook")
    path = parser.parse_args().ndbook.resolve()
    schema = xmlschema.XMLSchema(io.StringIO(JUNIT))
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for name, text in {**LESSONS, **{f"in/{name}": text for name, text in ANSWERS.items()}}.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(text.encode())
        for lesson in sorted((ROOT / "lessons").glob("*.md")):
            (folder / lesson.name).write_bytes(lesson.read_bytes())
        program = Program(path, folder)
        lessons = sorted(entry.name for entry in folder.iterdir() if entry.is_file())
        program.held(lambda text: junit(text, schema), "test", "--format=junit", *lessons)
        program.held(tap, "test", "--format=tap", *lessons)
        program.held(lambda text: lines_of_json(text, "ndbook.test/1"), "test", "--format=json", *lessons)
        for lesson in lessons:
            if lesson == "broken.md":
                continue
            program.held(notebook, "convert", lesson, "-", "--to=ipynb")
            (folder / "made.ipynb").write_text(program.output("convert", lesson, "-", "--to=ipynb"))
            program.held(notebook, "release", "made.ipynb")
        program.held(lambda text: junit(text, schema), "check", "--format=junit", "good.md", "in")
        program.held(lambda text: lines_of_json(text, "ndbook.check/1"), "check", "--format=json", "good.md", "in")
        program.held(rows, "check", "--format=csv", "good.md", "in")
        for answer in ANSWERS:
            program.held(gradescope, "check", "--format=gradescope", "good.md", f"in/{answer}")
            program.held(exercism, "check", "--format=exercism", "good.md", f"in/{answer}")
        print(f"{program.read} documents were read by readers of their formats: all are what they should be.")


if __name__ == "__main__":
    main()
