//! `pycon` cells: `>>>` lines with their outputs below them, as an interactive session shows them.
//!
//! doctest's conventions hold: `...` continues an example, `<BLANKLINE>` stands for an empty line of output,
//! and `# doctest: +FLAG` comments change how the output is compared.

use std::ops::Range;

use super::transcript::{CellRun, Fate, error_line, shown};
use crate::eval::CellOutcome;

/// One `>>>` example.
#[derive(Clone, Debug)]
pub struct Example {
    /// The code without prompts, ending in `\n`.
    pub code: String,
    /// The first line of the code, counted from 0 within the fence's body.
    pub line: usize,
    /// The recorded output, with real empty lines; empty where none is recorded.
    pub expected: String,
    /// The lines of the recorded output within the fence's body; where there are none, the place for them.
    pub expected_lines: Range<usize>,
    /// The blanks before `>>>`.
    pub indent: String,
    pub flags: Flags,
}

/// How an example's output is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `+SKIP`: not run.
    pub skip: bool,
    /// `+ELLIPSIS`: `...` in the record stands for any text.
    pub ellipsis: bool,
    /// `+NORMALIZE_WHITESPACE`: all runs of blanks are equal.
    pub blanks: bool,
    /// `+NUMBER`, `+FLOAT_CMP`: numbers are compared as numbers.
    pub numbers: bool,
    /// `# random`, `# may vary`: run, not compared.
    pub varies: bool,
}

/// The examples of a `pycon` fence's text, in order.
pub fn examples(text: &str) -> Vec<Example> {
    let lines: Vec<&str> = text.lines().collect();
    let mut examples = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let indent = &line[..line.len() - line.trim_start().len()];
        if prompted(line, indent, ">>>").is_some() {
            let example = example(&lines, at, indent);
            at = example.expected_lines.end;
            examples.push(example);
        } else {
            at += 1;
        }
    }
    examples
}

fn example(lines: &[&str], first: usize, indent: &str) -> Example {
    let code: Vec<&str> = std::iter::once(">>>")
        .chain(std::iter::repeat("..."))
        .zip(&lines[first..])
        .map_while(|(prompt, line)| prompted(line, indent, prompt))
        .collect();
    let start = first + code.len();
    let expected: Vec<&str> = lines[start..]
        .iter()
        .take_while(|line| !line.trim().is_empty() && prompted(line, indent, ">>>").is_none())
        .map(|line| line.strip_prefix(indent).unwrap_or(line))
        .collect();
    let code = code.join("\n") + "\n";
    Example {
        flags: flags(&code),
        code,
        line: first,
        expected_lines: start..start + expected.len(),
        expected: expected
            .iter()
            .map(|line| {
                if *line == "<BLANKLINE>" {
                    "\n".to_string()
                } else {
                    format!("{line}\n")
                }
            })
            .collect(),
        indent: indent.to_string(),
    }
}

/// The code of a line after its prompt; none where the line has no such prompt.
fn prompted<'a>(line: &'a str, indent: &str, prompt: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(indent)?.strip_prefix(prompt)?;
    match rest.strip_prefix(' ') {
        Some(code) => Some(code),
        None if rest.is_empty() => Some(""),
        None => None,
    }
}

fn flags(code: &str) -> Flags {
    let mut flags = Flags::default();
    for comment in code
        .lines()
        .filter_map(|line| Some(line.split_once('#')?.1.trim()))
    {
        if let Some(options) = comment.strip_prefix("doctest:") {
            for option in options.split([',', ' ']) {
                match option.trim() {
                    "+SKIP" => flags.skip = true,
                    "+ELLIPSIS" => flags.ellipsis = true,
                    "+NORMALIZE_WHITESPACE" => flags.blanks = true,
                    "+NUMBER" | "+FLOAT_CMP" => flags.numbers = true,
                    _ => {}
                }
            }
        } else if matches!(comment, "random" | "may vary") {
            flags.varies = true;
        }
    }
    flags
}

/// The text of a `pycon` fence with what its examples really show in the place of what is recorded. An example that was
/// not run on purpose keeps its record.
pub fn replayed(text: &str, examples: &[Example], run: &CellRun) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let between = |from: usize, to: usize| -> String {
        let lines = lines.get(from..to).unwrap_or_default();
        lines.iter().map(|line| format!("{line}\n")).collect()
    };
    let mut shown = String::new();
    let mut at = 0;
    for (number, example) in examples.iter().enumerate() {
        shown.push_str(&between(at, example.expected_lines.start));
        at = example.expected_lines.end;
        match run.examples.get(number) {
            Some(Some(outcome)) => {
                for line in example_shown(example, outcome).lines() {
                    shown.push_str(&format!("{}{line}\n", example.indent));
                }
            }
            _ if example.flags.skip || run.fate == Fate::Skipped => {
                shown.push_str(&between(example.expected_lines.start, at));
            }
            _ => {}
        }
    }
    shown.push_str(&between(at, lines.len()));
    shown
}

/// What an example shows: its output, or the traceback that doctest would compare, without its middle.
pub fn example_shown(example: &Example, outcome: &CellOutcome) -> String {
    let mut text = shown(outcome);
    let Some(error) = &outcome.error else {
        return text;
    };
    let line = error_line(&error.type_name, &error.message)
        .trim_end()
        .to_string();
    // doctest ignores what stands between the first and the last line of a traceback.
    let recorded = example.expected.trim_end().lines().last();
    if expects_traceback(example) && recorded.map(str::trim_end) == Some(&line) {
        return example.expected.clone();
    }
    text.push_str(&format!(
        "Traceback (most recent call last):\n    ...\n{line}\n"
    ));
    text
}

/// Whether an example's recorded output is a traceback.
pub fn expects_traceback(example: &Example) -> bool {
    example
        .expected
        .starts_with("Traceback (most recent call last):")
        || example.expected.starts_with("Traceback (innermost last):")
}

/// An output as it is recorded below its example.
pub fn recorded(output: &str) -> String {
    output
        .lines()
        .map(|line| {
            if line.is_empty() {
                "<BLANKLINE>\n".to_string()
            } else {
                format!("{line}\n")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_have_code_output_and_lines() {
        let found = examples(
            ">>> for k in range(2):\n...     print(k)\n...\n0\n1\n\n>>> 3  # doctest: +SKIP\n3\n",
        );
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].code, "for k in range(2):\n    print(k)\n\n");
        assert_eq!(found[0].expected, "0\n1\n");
        assert_eq!(found[0].expected_lines, 3..5);
        assert!(found[1].flags.skip);
        assert_eq!(found[1].line, 6);
    }
}
