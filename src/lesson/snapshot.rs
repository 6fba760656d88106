//! Outputs that are not recorded in the lesson: one file per lesson, in the format of insta.
//!
//! The contents are a transcript, each cell's code after prompts and its output below:
//!
//! ```text
//! >>> np.arange(3)
//! array([0, 1, 2])
//! ```
//!
//! A record belongs to the cell with the same code, so that a new cell above does not touch those below. A line
//! of output that would be mistaken for something else, or that ends in a blank, is written as `\` and a JSON
//! string; an empty one is `<BLANKLINE>`.

/// A snapshot file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// insta's metadata with the `---` lines around it, as the file has it.
    header: String,
    pub records: Vec<Record>,
}

/// The output of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The cell's code without empty lines at its ends.
    pub code: String,
    /// What it shows, ending in `\n`.
    pub output: String,
}

impl Snapshot {
    /// Reads a snapshot file; whatever is not a record is passed over.
    pub fn read(text: &str) -> Snapshot {
        let text = text.replace("\r\n", "\n");
        let (header, contents) = split_header(&text);
        Snapshot {
            header: header.to_string(),
            records: records(contents),
        }
    }

    /// A snapshot of the lesson of that file name, with nothing in it yet.
    pub fn new(lesson: &str) -> Snapshot {
        Snapshot {
            header: format!("---\nsource: {lesson}\nexpression: outputs\n---\n"),
            records: Vec::new(),
        }
    }

    /// The same file without records.
    pub fn emptied(&self) -> Snapshot {
        Snapshot {
            header: self.header.clone(),
            records: Vec::new(),
        }
    }

    /// The whole file.
    pub fn written(&self) -> String {
        format!("{}{}", self.header, self.contents())
    }

    /// The file without insta's metadata.
    pub fn contents(&self) -> String {
        let records: Vec<String> = self.records.iter().map(Record::written).collect();
        records.join("\n")
    }

    /// Takes out the first record of that code.
    pub fn take(&mut self, code: &str) -> Option<Record> {
        let code = key(code);
        let at = self.records.iter().position(|record| record.code == code)?;
        Some(self.records.remove(at))
    }
}

impl Record {
    pub fn new(code: &str, output: &str) -> Record {
        Record {
            code: key(code).to_string(),
            output: output.to_string(),
        }
    }

    fn written(&self) -> String {
        let prompts = std::iter::once(">>>").chain(std::iter::repeat("..."));
        let code = prompts
            .zip(self.code.split('\n'))
            .map(|(prompt, line)| match line {
                "" => format!("{prompt}\n"),
                _ => format!("{prompt} {line}\n"),
            });
        code.chain(self.output.lines().map(escaped)).collect()
    }
}

/// The part of a cell's code that says which cell it is.
fn key(code: &str) -> &str {
    code.trim_matches('\n').trim_end()
}

fn split_header(text: &str) -> (&str, &str) {
    let end = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.find("\n---\n"))
        .map_or(0, |at| "---\n".len() + at + "\n---\n".len());
    text.split_at(end)
}

fn records(contents: &str) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    let mut in_code = false;
    for line in contents.lines() {
        if let Some(code) = prompted(line, ">>>") {
            records.push(Record::new("", ""));
            in_code = true;
            if let Some(record) = records.last_mut() {
                record.code.push_str(code);
            }
            continue;
        }
        let Some(record) = records.last_mut() else {
            continue;
        };
        match prompted(line, "...").filter(|_| in_code) {
            Some(code) => {
                record.code.push('\n');
                record.code.push_str(code);
            }
            None => {
                in_code = false;
                if !line.is_empty() {
                    record.output.push_str(&unescaped(line));
                    record.output.push('\n');
                }
            }
        }
    }
    records
}

fn prompted<'a>(line: &'a str, prompt: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(prompt)?;
    match rest {
        "" => Some(""),
        _ => rest.strip_prefix(' '),
    }
}

fn escaped(line: &str) -> String {
    let mistaken = line.starts_with(">>>")
        || line.starts_with("...")
        || line.starts_with('\\')
        || line == "<BLANKLINE>"
        || line.ends_with(char::is_whitespace)
        || line.contains(char::is_control);
    match line {
        "" => "<BLANKLINE>\n".to_string(),
        _ if mistaken => format!("\\{}\n", serde_json::Value::from(line)),
        _ => format!("{line}\n"),
    }
}

fn unescaped(line: &str) -> String {
    match line.strip_prefix('\\') {
        _ if line == "<BLANKLINE>" => String::new(),
        Some(json) => serde_json::from_str(json).unwrap_or_else(|_| line.to_string()),
        None => line.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_cell_shows_comes_back() {
        let mut snapshot = Snapshot::new("l.md");
        for output in [
            "1\n",
            "\n\na\n\n",
            ">>> x\n... y\n\\n\n<BLANKLINE>\n",
            "blank \n\ttab\u{1b}[0m\n",
        ] {
            snapshot
                .records
                .push(Record::new("for i in x:\n\n    print(i)\n", output));
        }
        let read = Snapshot::read(&snapshot.written());
        assert_eq!(read, snapshot);
        assert_eq!(read.written(), snapshot.written());
    }
}
