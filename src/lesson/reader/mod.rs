//! From the text of a Markdown file to a [`Lesson`], or to all that is wrong with its structure.

mod exercises;
mod language;

use std::ops::Range;

use self::language::{Language, language, meant_language};
use super::attributes::{self, Attribute, Attributes, Raises};
use super::check::bound;
use super::complaint::{Complaint, nearest};
use super::document::{Block, BlockKind, Cell, Format, Lesson, Output};
use super::errors;
use super::fences::{self, Fence, Piece};
use super::front::Front;
use super::myst::{self, CODE_CELL};
use super::{notebook, percent, pycon};
use crate::text::Source;

pub use exercises::ExerciseParts;
pub use language::{RAW, is_special};

/// Reads a lesson; `name` is what complaints call the file, and its ending says the format.
///
/// # Errors
/// Everything that is wrong with the lesson's structure, in the file's order.
pub fn read(name: &str, text: &str) -> Result<Lesson, Vec<Complaint>> {
    let source = Source::new(name, text, 1);
    checked(match name.rsplit_once('.') {
        Some((_, "py")) => percent::read(source),
        Some((_, "ipynb")) => notebook::read(source),
        _ => Reader::new(source).read(),
    })
}

/// Reads a lesson in Markdown, whatever the file's ending is.
///
/// # Errors
/// Everything that is wrong with the lesson's structure, in the file's order.
pub fn read_markdown(name: &str, text: &str) -> Result<Lesson, Vec<Complaint>> {
    checked(Reader::new(Source::new(name, text, 1)).read())
}

fn checked((lesson, mut complaints): (Lesson, Vec<Complaint>)) -> Result<Lesson, Vec<Complaint>> {
    complaints.extend(unknown_errors(&lesson));
    if complaints.is_empty() {
        return Ok(lesson);
    }
    crate::text::sort_by_key(&mut complaints, |complaint| {
        (complaint.line, complaint.column)
    });
    Err(complaints)
}

struct Reader {
    lesson: Lesson,
    parts: ExerciseParts,
    complaints: Vec<Complaint>,
}

impl Reader {
    fn new(source: Source) -> Reader {
        Reader {
            lesson: Lesson {
                front: Front::read(&source.text),
                source,
                format: Format::Markdown,
                blocks: Vec::new(),
                cells: Vec::new(),
                exercises: Vec::new(),
                notices: Vec::new(),
            },
            parts: ExerciseParts::default(),
            complaints: Vec::new(),
        }
    }

    fn read(mut self) -> (Lesson, Vec<Complaint>) {
        let front = self.lesson.front.range.clone();
        if self.lesson.front.unclosed {
            let message = "the front matter is never closed";
            let complaint = Complaint::at(&self.lesson.source, front.end, message);
            self.complaints
                .push(complaint.help("end it with a line that is only `---`"));
        }
        let mut at = front.end;
        self.push(BlockKind::Front, front);
        for piece in fences::pieces(&self.lesson.source.text, at) {
            let (range, kind) = match piece {
                Piece::Fence(fence) => (fence.range.clone(), self.fence(fence)),
                Piece::Mark(mark) => {
                    let end = mark.closing.map_or(mark.range.end, |closing| closing.end);
                    (mark.range.start..end, mark.raw.then_some(BlockKind::Other))
                }
            };
            if let Some(kind) = kind {
                self.push(BlockKind::Prose, at..range.start);
                self.push(kind, range.clone());
                at = range.end;
            }
        }
        self.push(BlockKind::Prose, at..self.lesson.source.text.len());
        self.parts.attach(&mut self.lesson, &mut self.complaints);
        (self.lesson, self.complaints)
    }

    fn push(&mut self, kind: BlockKind, range: Range<usize>) {
        if !range.is_empty() {
            self.lesson.blocks.push(Block {
                range,
                kind,
                prose: None,
            });
        }
    }

    /// Takes one fence in; none for a fence that is part of the prose.
    fn fence(&mut self, fence: Fence) -> Option<BlockKind> {
        if !fence.closed {
            let message = "this fence is never closed";
            let marks = self
                .lesson
                .source
                .text
                .get(fence.marks.clone())
                .unwrap_or("```");
            let help = format!("end it with a line that is only {marks}");
            let complaint = Complaint::at(&self.lesson.source, fence.marks.start, message);
            self.complaints.push(complaint.help(help));
            return None;
        }
        let words = attributes::words(&self.lesson.source.text, fence.info.clone());
        self.notice(&fence, &words);
        if words.first().is_some_and(|first| first.name == CODE_CELL) {
            return self.code_cell(fence, &words);
        }
        let (language, words) = language(&words);
        if let Some(complaint) = self.unfinished(&fence, &language) {
            self.complaints.push(complaint);
            return None;
        }
        match language {
            Language::Python => Some(self.cell(fence, words, false)),
            Language::Pycon => Some(self.cell(fence, words, true)),
            Language::Output => self.output(fence, words),
            Language::Hint => self.hint(&fence, words),
            Language::Raw => Some(BlockKind::Other),
            Language::Other => None,
        }
    }

    /// The complaint about a fence that holds the beginning of another one, because its own end is missing. In the
    /// author's other fences only the beginning of a cell or an output counts.
    fn unfinished(&self, fence: &Fence, fence_language: &Language) -> Option<Complaint> {
        let source = &self.lesson.source;
        let (number, info) = fence.opened_inside(&source.text)?;
        if matches!(fence_language, Language::Other) {
            let words = attributes::words(&info, 0..info.len());
            if matches!(language(&words).0, Language::Other) {
                return None;
            }
        }
        let line = source.place(fence.body.start as u32).line + number - 1;
        let marks = source.text.get(fence.marks.clone()).unwrap_or("```");
        let complaint = Complaint::at(source, fence.marks.start, "this fence is not closed");
        Some(complaint.help(format!(
            "end it with a line that is only {marks} above line {line}, where another fence begins; \
             if it is to hold that line, begin and end it with longer marks"
        )))
    }

    /// Says what to write where a fence looks as if it were meant to be a cell.
    fn notice(&mut self, fence: &Fence, words: &[Attribute]) {
        let Some(first) = words.first().filter(|first| first.value.is_none()) else {
            return;
        };
        if let Some(meant) = meant_language(&first.name) {
            let message = format!(
                "warning: a `{}` fence is not a cell: it is not run",
                first.name
            );
            let notice = Complaint::at(&self.lesson.source, fence.info.start, message);
            self.lesson
                .notices
                .push(notice.help(format!("begin it with `{meant}`")));
        }
    }

    /// A cell of MyST, with its options in the fence.
    fn code_cell(&mut self, mut fence: Fence, words: &[Attribute]) -> Option<BlockKind> {
        let name = words.get(1).filter(|word| word.value.is_none());
        if !myst::is_python(name.map(|word| word.name.as_str())) {
            return None;
        }
        let (options, lines) = myst::options(&fence.text, fence.info.start);
        let code = fence.text.split_inclusive('\n').skip(lines).collect();
        let written = std::mem::replace(&mut fence.text, code);
        let kind = self.cell(fence, &options, false);
        if let Some(cell) = self.lesson.cells.last_mut() {
            cell.line += lines;
            cell.source.first_line += lines;
            if let Some(fence) = &mut cell.fence {
                fence.text = written;
            }
        }
        Some(kind)
    }

    /// The words of a fence that are attributes of ndbook: where another tool reads the file too, it has words of its own.
    fn known(&self, words: &[Attribute]) -> Vec<Attribute> {
        let mut known = attributes::with_tags(words);
        if myst::is_foreign(&self.lesson.source.text, &self.lesson.front) {
            known.retain(|word| attributes::is_name(&word.name));
            if myst::is_inactive(words) && !known.iter().any(|word| word.name == "skip") {
                known.push(Attribute {
                    name: "skip".to_string(),
                    value: None,
                    range: 0..0,
                });
            }
        }
        known
    }

    fn cell(&mut self, fence: Fence, words: &[Attribute], prompts: bool) -> BlockKind {
        let index = self.lesson.cells.len();
        let words = self.known(words);
        let source = &self.lesson.source;
        let attributes = Attributes::read(source, &words, &mut self.complaints);
        let first_line = source.place(fence.body.start as u32).line;
        let examples = prompts.then(|| pycon::examples(&fence.text));
        if examples.as_ref().is_some_and(Vec::is_empty) {
            let message = "this pycon cell has no `>>>` lines";
            let complaint = Complaint::at(source, fence.info.start, message);
            self.complaints
                .push(complaint.help("call the fence `python`"));
        }
        let code = match &examples {
            Some(examples) => examples
                .iter()
                .map(|example| example.code.as_str())
                .collect(),
            None => fence.text.clone(),
        };
        let role = self
            .parts
            .role(index, &attributes, source, &mut self.complaints);
        let source = Source::new(source.name.clone(), code, first_line);
        self.lesson.cells.push(Cell {
            place: fence.info.start,
            examples,
            fence: Some(fence),
            ..Cell::new(index, source, role, &attributes)
        });
        BlockKind::Cell(index)
    }

    /// An `output` fence belongs to the cell above it, whatever prose stands between them.
    fn output(&mut self, fence: Fence, words: &[Attribute]) -> Option<BlockKind> {
        let source = &self.lesson.source;
        // `as` says how its lines fall into the outputs of a notebook.
        if let Some(word) = words.iter().find(|word| word.name != "as") {
            let message = format!("unknown attribute `{}`: an output has none", word.name);
            let complaint = Complaint::at(source, word.range.start, message);
            self.complaints
                .push(complaint.help("move it to the cell above"));
        }
        let complain = |message: &str, help: &str| {
            Complaint::at(source, fence.marks.start, message).help(help)
        };
        let Some(cell) = self.lesson.cells.last_mut() else {
            let message = "this output belongs to no cell";
            self.complaints.push(complain(
                message,
                "put the `python` cell that shows it above",
            ));
            return None;
        };
        if cell.output.is_some() {
            let message = "the cell above has an output already";
            self.complaints.push(complain(
                message,
                "put both into one fence, or split the cell",
            ));
            return None;
        }
        if cell.examples.is_some() {
            let message = "a pycon cell holds its own outputs";
            self.complaints
                .push(complain(message, "write the output below its `>>>` line"));
            return None;
        }
        let index = cell.index;
        cell.output = Some(Output {
            text: fence.text.clone(),
            fence: Some(fence),
        });
        Some(BlockKind::Output(index))
    }

    fn hint(&mut self, fence: &Fence, words: &[Attribute]) -> Option<BlockKind> {
        let source = &self.lesson.source;
        let mut name = None;
        for word in words {
            if attributes::is_kept(&word.name) && word.value.is_some() {
                continue;
            }
            if word.name != "hint" {
                let message = format!("unknown attribute `{}`", word.name);
                let complaint = Complaint::at(source, word.range.start, message);
                self.complaints
                    .push(complaint.help("a hint has `hint=NAME` only"));
                continue;
            }
            match attributes::exercise_name(source, word) {
                Ok(named) => name = Some(named),
                Err(complaint) => self.complaints.push(complaint),
            }
        }
        let (exercise, hint) = self.parts.hint(&name?, fence.text.trim_end().to_string());
        Some(BlockKind::Hint(exercise, hint))
    }
}

/// Complaints about `raises=` of classes that neither Python, NumPy nor the lesson has.
fn unknown_errors(lesson: &Lesson) -> Vec<Complaint> {
    let unknown = |block: &Block| {
        let BlockKind::Cell(index) = block.kind else {
            return None;
        };
        let Some(Raises::Named(name)) = &lesson.cells.get(index)?.raises else {
            return None;
        };
        let sources = || lesson.cells.iter().map(|cell| &cell.source);
        let own = || {
            bound(sources()).iter().any(|bound| *bound.name() == **name)
                || sources().any(|source| source.text.contains(&format!("class {name}")))
        };
        if errors::is_known(name) || own() {
            return None;
        }
        let at = match lesson.slice(block).find("raises=") {
            Some(at) => block.range.start + at,
            None => lesson.cells.get(index)?.place,
        };
        let message = format!("there is no error `{name}`");
        let complaint = Complaint::at(&lesson.source, at, message);
        Some(match nearest(name, errors::names()) {
            Some(near) => complaint.help(format!("did you mean `raises={near}`?")),
            None => complaint.help("write the error's class, as in `raises=ValueError`"),
        })
    };
    lesson.blocks.iter().filter_map(unknown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lesson(text: &str) -> Lesson {
        read("l.md", text).expect("a lesson without complaints")
    }

    /// The law of lossless reading: blocks follow each other without gap, and give back the text.
    fn tiles(lesson: &Lesson) {
        let mut at = 0;
        for block in &lesson.blocks {
            assert_eq!(block.range.start, at, "{:?}", lesson.blocks);
            at = block.range.end;
        }
        assert_eq!(at, lesson.source.text.len());
        assert_eq!(lesson.written(), lesson.source.text);
    }

    const EVERYTHING: &str = "---\ntitle: \"All: of it\"\nlesson: 7\nother:\n  - kept\n---\n# T\n\n```python raises hide\n1/0\n```\nbetween\n````output\n```\n````\n\n- item\n\n  ~~~py\n  x = [\n    1]\n\n  ~~~\n  ```output\n  ```\n> ```numpy tol=0.5\n> 1\n>\n> 2\n> ```\n\n```bash\nls\n```\n```python exercise=\"a b\" points=2\n```\n```text hint='a b'\nthink\n```\n~~~~ python solution='a b'\n1\n~~~~\n```python, check=\"a b\",hidden\n```";

    #[test]
    fn every_form_of_fence_is_read() {
        let lesson = lesson(EVERYTHING);
        tiles(&lesson);
        assert_eq!(lesson.title(), "All: of it");
        assert_eq!(lesson.front.get("lesson"), Some("7"));
        let codes: Vec<&str> = lesson
            .cells
            .iter()
            .map(|cell| cell.source.text.as_str())
            .collect();
        assert_eq!(
            codes,
            ["1/0\n", "x = [\n  1]\n\n", "1\n\n2\n", "", "1\n", ""]
        );
        let lines: Vec<usize> = lesson
            .cells
            .iter()
            .map(|cell| cell.source.first_line)
            .collect();
        assert_eq!(lines, [10, 20, 27, 36, 41, 44]);
        assert!(lesson.cells[0].hide.all());
        assert_eq!(
            lesson.cells[0]
                .output
                .as_ref()
                .map(|output| output.text.as_str()),
            Some("```\n")
        );
        assert_eq!(
            lesson.cells[1]
                .output
                .as_ref()
                .map(|output| output.text.as_str()),
            Some("")
        );
        assert_eq!(lesson.cells[2].tolerance, Some(0.5));
        let exercise = lesson.exercise("a b").expect("the exercise");
        assert_eq!(
            (
                exercise.starter,
                exercise.solution,
                exercise.checks.as_slice()
            ),
            (3, Some(4), &[5][..])
        );
        assert_eq!(exercise.hints, ["think"]);
        assert_eq!(exercise.points, Some(2.0));
    }

    #[test]
    fn windows_line_ends_and_byte_order_marks_are_kept() {
        for text in [
            EVERYTHING.replace('\n', "\r\n"),
            format!("\u{feff}{EVERYTHING}"),
        ] {
            let windows = lesson(&text);
            tiles(&windows);
            let unix = lesson(EVERYTHING);
            let codes = |lesson: &Lesson| -> Vec<String> {
                lesson
                    .cells
                    .iter()
                    .map(|cell| cell.source.text.clone())
                    .collect()
            };
            assert_eq!(codes(&windows), codes(&unix));
            assert_eq!(windows.title(), unix.title());
        }
    }

    #[test]
    fn whatever_is_cut_off_or_put_in_nothing_is_lost() {
        let marks = [
            "```", "~~~", "\n", "> ", "    ", "\r", "=", "\"", "---\n", "é", "\u{0}", "`", "- ",
        ];
        let positions = EVERYTHING.char_indices().map(|(at, _)| at);
        for (number, at) in positions.enumerate() {
            let mark = marks[number % marks.len()];
            let (before, after) = EVERYTHING.split_at(at);
            for text in [
                before.to_string(),
                after.to_string(),
                format!("{before}{mark}{after}"),
            ] {
                match read("l.md", &text) {
                    Ok(lesson) => tiles(&lesson),
                    Err(complaints) => {
                        assert!(complaints.iter().all(|complaint| complaint.line > 0))
                    }
                }
            }
        }
    }

    #[test]
    fn what_looks_like_a_fence_and_is_none_is_prose() {
        let lesson = lesson(
            "    ```python\n    1\n    ```\n\n`` ```python `` and\n\n--- \n\n```\nplain\n```\n\n```text\nno hint\n```\n",
        );
        assert!(lesson.cells.is_empty());
        tiles(&lesson);
    }
}
