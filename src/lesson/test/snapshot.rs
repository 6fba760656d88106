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
    /// The line of the file on which it begins, from 1; 0 for one that is not in a file.
    pub line: usize,
}

impl Snapshot {
    /// Reads a snapshot file; whatever is not a record is passed over.
    pub fn read(text: &str) -> Snapshot {
        let text = text.replace("\r\n", "\n");
        let (header, contents) = split_header(&text);
        Snapshot {
            header: header.to_string(),
            records: records(contents, header.lines().count() + 1),
        }
    }

    /// A snapshot of the lesson of that file name, with nothing in it yet.
    pub fn new(lesson: &str) -> Snapshot {
        Snapshot {
            header: format!("---\nsource: {lesson}\nexpression: outputs\n---\n"),
            records: Vec::new(),
        }
    }

    /// The same file with other records.
    pub fn with(&self, records: Vec<Record>) -> Snapshot {
        Snapshot {
            header: self.header.clone(),
            records,
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

    /// The first record of that code that is not claimed yet, by its index.
    pub fn find(&self, code: &str, claimed: &[bool]) -> Option<usize> {
        let code = key(code);
        let free = |at: usize| claimed.get(at) != Some(&true);
        let mut records = self.records.iter().enumerate();
        records
            .find(|(at, record)| free(*at) && record.code == code)
            .map(|(at, _)| at)
    }
}

/// Whether the text of a snapshot file is a lesson's: insta's other snapshots are none of ours.
pub fn holds_records(text: &str) -> bool {
    let text = text.replace("\r\n", "\n");
    prompted(split_header(&text).1.lines().next().unwrap_or(""), ">>>").is_some()
}

impl Record {
    pub fn new(code: &str, output: &str) -> Record {
        Record {
            code: key(code).to_string(),
            output: output.to_string(),
            line: 0,
        }
    }

    /// Whether it says the same, wherever it stands.
    pub fn same(&self, other: &Record) -> bool {
        self.code == other.code && self.output == other.output
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

/// The records of a file's contents, which begin on the line `first`.
fn records(contents: &str, first: usize) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    let mut in_code = false;
    for (number, line) in contents.lines().enumerate() {
        if let Some(code) = prompted(line, ">>>") {
            records.push(Record {
                line: first + number,
                ..Record::new("", "")
            });
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
        let same = read.records.iter().zip(&snapshot.records);
        assert!(same.into_iter().all(|(read, record)| read.same(record)));
        assert_eq!(read.records.len(), snapshot.records.len());
        assert_eq!(read.records[0].line, 5);
        assert_eq!(read.written(), snapshot.written());
    }
}
