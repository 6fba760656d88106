//! Laws of lessons in all their forms: what is read is written back, and conversions there and back lose nothing.

use ndbook::lesson::{Format, LessonForm, convert, read};
use serde_json::Value;

const EVERYTHING: &str = "---\ntitle: \"All: of it\"\nlesson: 7\nother:\n  - kept\n---\n# T\n\n```python raises hide\n1/0\n```\nbetween\n````output\n```\n````\n\n- item\n\n  ~~~py\n  x = [\n    1]\n\n  ~~~\n  ```output\n  ```\n> ```numpy tol=0.5\n> 1\n>\n> 2\n> ```\n\n```bash\nls\n```\n```python exercise=\"a b\" points=2\n```\n```text hint='a b'\nthink\n```\n~~~~ python solution='a b'\n1\n~~~~\n```python, check=\"a b\",hidden\n```";

const NESTED: &str = "- a\n  - b\n    - c\n\n      ```pycon tol=1\n      >>> 1\n      ```\n\n      ```python\n      2\n      ```\n\n      ```output\n      2\n      ```\n";

const MARKED: &str = "<!-- cell id=a -->\nx\n\n<!-- cell -->\n```python\n1\n```\n<!-- /cell -->\n\n\ny\n<!-- cell tags=\"a,b\" metadata='{\"b\":2,\"a\":[1,\"\\u0027\"]}' -->\nz\n\n```{raw-cell} format=\"x\"\nraw\n```\n\n```python varies hide=code tags=a\nprint(1)\n2\n```\n\n```output as=\"stdout:1 display:1\"\n1\n2\n```\n";

const NOTEBOOK_FRONT: &str =
    "---\nnotebook: {\"kernelspec\":{\"name\":\"x\",\"display_name\":\"y\"}}\ntitle: a\n---\n\nq\n";

const MYST: &str = "---\nfile_format: mystnb\n---\n\n```{code-cell} ipython3\n:tags: [raises-exception]\n\n1 / 0\n```\n\n+++\n\n```{code-cell}\n---\ntags: [hide-input]\n---\n2\n```\n";

/// Lessons in Markdown, as written, with Windows line ends, a byte order mark, tabs, and without their last line end.
fn corpus() -> Vec<String> {
    let mut texts: Vec<String> = [
        EVERYTHING,
        NESTED,
        MARKED,
        NOTEBOOK_FRONT,
        MYST,
        "",
        "\n\n  \n",
        "x",
        "a\r\nb\n",
        "\tcode\n",
    ]
    .map(str::to_string)
    .to_vec();
    for entry in std::fs::read_dir("lessons").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "md") {
            texts.push(std::fs::read_to_string(path).unwrap());
        }
    }
    let variants = texts.iter().flat_map(|text| {
        [
            text.clone(),
            text.replace("\r\n", "\n").replace('\n', "\r\n"),
            format!("\u{feff}{}", text.trim_end()),
        ]
    });
    variants.collect()
}

#[track_caller]
fn converted(text: &str, from: impl Into<LessonForm>, to: impl Into<LessonForm>) -> String {
    let done = convert("lesson", text, from, to)
        .unwrap_or_else(|complaints| panic!("{complaints:?}\n{text}"));
    done.text
}

#[test]
fn markdown_comes_back_from_a_notebook_byte_for_byte() {
    for text in corpus() {
        let notebook = converted(&text, Format::Markdown, Format::Notebook);
        assert_eq!(
            converted(&notebook, Format::Notebook, Format::Markdown),
            text
        );
        is_valid(&notebook);
        let lesson = read("l.ipynb", &notebook)
            .unwrap_or_else(|complaints| panic!("{complaints:?}\n{text}"));
        assert_eq!(lesson.written(), notebook);
    }
}

#[test]
fn markdown_comes_back_from_myst_byte_for_byte() {
    for text in corpus() {
        let myst = converted(&text, Format::Markdown, LessonForm::Myst);
        let back = converted(&myst, LessonForm::Myst, Format::Markdown);
        assert_eq!(back, text, "{myst}");
        // And MyST from a notebook.
        let notebook = converted(&myst, LessonForm::Myst, Format::Notebook);
        let again = converted(&notebook, Format::Notebook, LessonForm::Myst);
        assert_eq!(again, myst, "{notebook}");
    }
}

#[test]
fn myst_has_cells_with_options() {
    let plain = "---\ntitle: a\n---\n\n# T\n\n```python exercise=\"a b\" points=2\nx = ...\n```\n\n```python raises=ValueError skip tags=\"one,two\"\n\n1\n```\n\n```python hide=code\n---x\n```\n\n```python raises hide=code\n1 / 0\n```\n\n```output\n3\n```\n";
    let myst = converted(plain, Format::Markdown, LessonForm::Myst);
    let top = "---\ntitle: a\nfile_format: mystnb\nkernelspec:\n  display_name: Python 3\n  name: python3\n---\n\n# T\n\n```{code-cell} python\n:exercise: \"a b\"\n:points: 2\n\nx = ...\n```\n\n";
    assert_eq!(
        myst,
        format!(
            "{top}```python raises=ValueError skip tags=\"one,two\"\n\n1\n```\n\n```{{code-cell}} python\n:hide: code\n\n---x\n```\n\n```{{code-cell}} python\n:raises: true\n:hide: code\n\n1 / 0\n```\n\n```output\n3\n```\n"
        )
    );
    assert_eq!(converted(&myst, LessonForm::Myst, Format::Markdown), plain);
}

#[test]
fn a_script_comes_back_from_a_notebook_byte_for_byte() {
    let scripts = [
        "# ---\n# title: a\n# ---\n\n# %% [markdown]\n# # T\n#\n# x\n\n# %% A title tags=[\"a\"] exercise=x\nZ = ...\n\n\n# %% [md]\n\"\"\"\nmore\n\"\"\"\n#%%\n1\n",
        "import numpy as np\n\n# %%\nnp\n\n# %% [raw]\n# raw",
        "# ---\n# jupyter:\n#   jupytext:\n#     text_representation:\n#       extension: .py\n#       format_name: percent\n#       format_version: '1.3'\n#       jupytext_version: 1.16.0\n#   kernelspec:\n#     display_name: Python 3\n#     language: python\n#     name: python3\n# ---\n\n# %% [markdown] editable=true slideshow={\"slide_type\": \"\"}\n# # T\n\n# %% tags=[\"raises-exception\", \"x\"] jupyter={\"source_hidden\": true}\n# %timeit np\n1 / 0\n",
        "\n\n# %%\n",
        "",
    ];
    for script in scripts {
        for text in [script.to_string(), script.replace('\n', "\r\n")] {
            let notebook = converted(&text, Format::Percent, Format::Notebook);
            is_valid(&notebook);
            assert_eq!(
                converted(&notebook, Format::Notebook, Format::Percent),
                text
            );
            let markdown = converted(&text, Format::Percent, Format::Markdown);
            assert_eq!(
                converted(&markdown, Format::Markdown, Format::Percent),
                text,
                "{markdown}"
            );
        }
    }
}

/// A notebook with all that a cell can have.
fn notebook() -> String {
    serde_json::json!({
        "cells": [
            {"cell_type": "markdown", "id": "one", "metadata": {}, "source": ["# T\n", "\n", "x"]},
            {"cell_type": "markdown", "id": "two", "metadata": {"tags": ["a"], "x": {"y": "it's `"}}, "source": ["```python\n", "1\n", "```"], "attachments": {"p.png": {"image/png": "AAAA"}}},
            {"cell_type": "markdown", "id": "three", "metadata": {}, "source": ["\n", "blank lines around\n", "\n"]},
            {"cell_type": "raw", "id": "four", "metadata": {"format": "text/x"}, "source": ["raw\n", "```"]},
            {"cell_type": "code", "id": "five", "execution_count": null, "metadata": {"tags": ["x", "hide-input"], "collapsed": true}, "outputs": [], "source": ["a = 1\n", "```\n"]},
            {"cell_type": "code", "id": "six", "execution_count": 2, "metadata": {}, "outputs": [
                {"output_type": "stream", "name": "stdout", "text": ["a"]},
                {"output_type": "execute_result", "execution_count": 2, "metadata": {}, "data": {"text/plain": ["array([[1],\n", "       [2]])"]}}
            ], "source": ["print('a', end='')\n", "a"]},
            {"cell_type": "code", "id": "seven", "execution_count": 3, "metadata": {"tags": ["raises-exception"]}, "outputs": [
                {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": ["ValueError: no"]}
            ], "source": []}
        ],
        "metadata": {"kernelspec": {"name": "x", "display_name": "X", "language": "python"}, "custom": [1.5, null]},
        "nbformat": 4,
        "nbformat_minor": 5
    })
    .to_string()
}

#[test]
fn a_notebook_comes_back_from_markdown_and_from_a_script() {
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let original = value(&converted(&notebook(), Format::Notebook, Format::Notebook));
    let cells = |notebook: &Value| notebook["cells"].as_array().unwrap().clone();
    let markdown = converted(&notebook(), Format::Notebook, Format::Markdown);
    let mut back = value(&converted(&markdown, Format::Markdown, Format::Notebook));
    // The count is the cell's number among the code cells.
    assert_eq!(cells(&back), cells(&original), "{markdown}");
    assert_eq!(back["metadata"].take(), original["metadata"], "{markdown}");

    let script = converted(&notebook(), Format::Notebook, Format::Percent);
    let back = value(&converted(&script, Format::Percent, Format::Notebook));
    assert_eq!(back["metadata"], original["metadata"], "{script}");
    for (one, other) in cells(&back).iter().zip(cells(&original)) {
        assert_eq!(one["id"], other["id"], "{script}");
        assert_eq!(one["cell_type"], other["cell_type"], "{script}");
    }
}

#[test]
fn ids_are_the_same_for_the_same_lesson() {
    let once = converted(EVERYTHING, Format::Markdown, Format::Notebook);
    assert_eq!(
        once,
        converted(EVERYTHING, Format::Markdown, Format::Notebook)
    );
}

/// The rules of nbformat 4.5 that a structure can break.
#[track_caller]
fn is_valid(text: &str) {
    let notebook: Value = serde_json::from_str(text).unwrap();
    keys(
        &notebook,
        &["cells", "metadata", "nbformat", "nbformat_minor"],
        &[],
    );
    assert_eq!(
        (&notebook["nbformat"], &notebook["nbformat_minor"]),
        (&4.into(), &5.into())
    );
    let mut ids = std::collections::HashSet::new();
    for cell in notebook["cells"].as_array().unwrap() {
        let id = cell["id"].as_str().unwrap();
        assert!(
            (1..=64).contains(&id.len())
                && id
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        );
        assert!(ids.insert(id), "{id} twice");
        assert!(is_text(&cell["source"]), "{cell}");
        match cell["cell_type"].as_str().unwrap() {
            "code" => {
                keys(
                    cell,
                    &[
                        "cell_type",
                        "execution_count",
                        "id",
                        "metadata",
                        "outputs",
                        "source",
                    ],
                    &[],
                );
                assert!(cell["execution_count"].is_null() || cell["execution_count"].is_u64());
                cell["outputs"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .for_each(is_output);
            }
            "markdown" | "raw" => keys(
                cell,
                &["cell_type", "id", "metadata", "source"],
                &["attachments"],
            ),
            other => panic!("{other}"),
        }
        if let Some(tags) = cell["metadata"].get("tags") {
            let tags: Vec<&str> = tags
                .as_array()
                .unwrap()
                .iter()
                .map(|tag| tag.as_str().unwrap())
                .collect();
            assert!(
                tags.iter().all(|tag| !tag.is_empty() && !tag.contains(',')),
                "{tags:?}"
            );
        }
    }
}

#[track_caller]
fn keys(object: &Value, required: &[&str], allowed: &[&str]) {
    let object = object.as_object().unwrap();
    assert!(
        required.iter().all(|key| object.contains_key(*key)),
        "{object:?}"
    );
    let known = |key: &String| required.contains(&key.as_str()) || allowed.contains(&key.as_str());
    assert!(object.keys().all(known), "{object:?}");
}

fn is_text(value: &Value) -> bool {
    value.is_string()
        || value
            .as_array()
            .is_some_and(|lines| lines.iter().all(Value::is_string))
}

fn is_output(output: &Value) {
    match output["output_type"].as_str().unwrap() {
        "stream" => {
            keys(output, &["name", "output_type", "text"], &[]);
            assert!(is_text(&output["text"]));
        }
        "execute_result" => keys(
            output,
            &["data", "execution_count", "metadata", "output_type"],
            &[],
        ),
        "display_data" => keys(output, &["data", "metadata", "output_type"], &[]),
        "error" => keys(
            output,
            &["ename", "evalue", "output_type", "traceback"],
            &[],
        ),
        other => panic!("{other}"),
    }
}
