//! Sessions pasted from elsewhere: `>>>` and `In [3]:` prompts go, and the outputs between them.

/// The code of a pasted session; any other text as it is.
pub fn without_prompts(text: &str) -> String {
    if !text.lines().any(|line| prompt(line).is_some()) {
        return text.to_string();
    }
    let mut code = String::new();
    let mut in_input = false;
    for line in text.lines() {
        let kept = match (prompt(line), continuation(line)) {
            (Some(rest), _) => {
                in_input = true;
                Some(rest)
            }
            (None, Some(rest)) if in_input => Some(rest),
            _ => {
                in_input = false;
                None
            }
        };
        if let Some(kept) = kept {
            code.push_str(kept);
            code.push('\n');
        }
    }
    code
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

    #[test]
    fn prompts_and_outputs_go() {
        let python = ">>> for i in x:\n...     print(i)\n...\n1\n2\n>>> x\narray([1,\n       2])";
        assert_eq!(without_prompts(python), "for i in x:\n    print(i)\n\nx\n");
        let ipython = "In [1]: def f():\n   ...:     return 1\n   ...: \n\nIn [2]: f()\nOut[2]: 1";
        assert_eq!(without_prompts(ipython), "def f():\n    return 1\n\nf()\n");
        assert_eq!(without_prompts("x = 1\n# a >>> b"), "x = 1\n# a >>> b");
        assert_eq!(without_prompts("x[...]\n"), "x[...]\n");
    }
}
