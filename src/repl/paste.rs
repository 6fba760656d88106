//! Sessions pasted from elsewhere: `>>>` and `In [3]:` prompts go, and the outputs between them. Each prompt begins a
//! cell of its own, so that each shows its value.

/// A statement of a pasted session, with its first line in what was pasted, counted from 1.
#[derive(Debug, PartialEq, Eq)]
pub struct Pasted {
    pub code: String,
    pub line: usize,
}

/// The cells of a pasted session, one for each prompt; any other text is one cell as it is.
pub fn cells(text: &str) -> Vec<Pasted> {
    if !text.lines().any(|line| prompt(line).is_some()) {
        let code = text.to_string();
        return vec![Pasted { code, line: 1 }];
    }
    let mut cells: Vec<Pasted> = Vec::new();
    let mut in_input = false;
    for (number, line) in text.lines().enumerate() {
        match (prompt(line), continuation(line)) {
            (Some(rest), _) => {
                in_input = true;
                cells.push(Pasted {
                    code: format!("{rest}\n"),
                    line: number + 1,
                });
            }
            (None, Some(rest)) if in_input => {
                if let Some(cell) = cells.last_mut() {
                    cell.code.push_str(rest);
                    cell.code.push('\n');
                }
            }
            _ => in_input = false,
        }
    }
    cells
}

/// The code after a prompt.
fn prompt(line: &str) -> Option<&str> {
    let line = line.trim_start();
    if let Some(rest) = line.strip_prefix(">>>") {
        return Some(rest.strip_prefix(' ').unwrap_or(rest));
    }
    let (number, rest) = line.strip_prefix("In [")?.split_once("]:")?;
    let is_number = number.chars().all(|c| c.is_ascii_digit() || c == ' ');
    is_number.then(|| rest.strip_prefix(' ').unwrap_or(rest))
}

/// The code after `...`, which IPython draws further in.
fn continuation(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix("...")?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    match rest.strip_prefix(' ') {
        Some(code) => Some(code),
        None if rest.is_empty() => Some(rest),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<(usize, String)> {
        let cells = cells(text).into_iter();
        cells.map(|cell| (cell.line, cell.code)).collect()
    }

    #[test]
    fn prompts_and_outputs_go() {
        let cell = |line: usize, code: &str| (line, code.to_string());
        let python = ">>> for i in x:\n...     print(i)\n...\n1\n2\n>>> x\narray([1,\n       2])";
        assert_eq!(
            codes(python),
            [cell(1, "for i in x:\n    print(i)\n\n"), cell(6, "x\n")]
        );
        let ipython = "In [1]: def f():\n   ...:     return 1\n   ...: \n\nIn [2]: f()\nOut[2]: 1";
        assert_eq!(
            codes(ipython),
            [cell(1, "def f():\n    return 1\n\n"), cell(5, "f()\n")]
        );
        assert_eq!(codes("x = 1\n# a >>> b"), [cell(1, "x = 1\n# a >>> b")]);
        assert_eq!(codes("x[...]\n"), [cell(1, "x[...]\n")]);
    }
}
