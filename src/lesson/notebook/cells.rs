//! From a notebook to a [`Lesson`].

use super::json::Json;
use super::nbgrader::{self, Duty, Part};
use super::structure::{self, CellKind, NotebookCell};
use super::write::Style;
use super::{Session, Slot, metadata, outputs};
use crate::lesson::attributes::{Attribute, Attributes, exercise_name};
use crate::lesson::complaint::Complaint;
use crate::lesson::document::{Block, BlockKind, Cell, Format, Lesson, Output};
use crate::lesson::front::Front;
use crate::lesson::percent::code;
use crate::lesson::reader::ExerciseParts;
use crate::lesson::{fences, pycon, release};
use crate::text::Source;

/// Reads a notebook as a lesson.
pub fn read(source: Source) -> (Lesson, Vec<Complaint>) {
    let mut lesson = Lesson {
        source,
        format: Format::Notebook,
        front: Front::default(),
        blocks: Vec::new(),
        cells: Vec::new(),
        exercises: Vec::new(),
        notices: Vec::new(),
    };
    let notebook = match structure::open(&lesson.source) {
        Ok(notebook) => notebook,
        Err(complaint) => return (lesson, vec![complaint]),
    };
    let mut complaints = Vec::new();
    let source = lesson.source.clone();
    let cells = structure::cells(&source, &notebook, &mut complaints);
    complaints.extend(other_language(&source, &notebook));
    lesson.front = front(&notebook, &cells);
    let mut builder = Builder {
        lesson,
        style: Style::of(&source.text, &notebook),
        parts: ExerciseParts::default(),
        at: 0,
        code_cells: 0,
        solution: None,
        complaints,
    };
    for (number, cell) in cells.iter().enumerate() {
        let after = cells.get(number + 1..).unwrap_or_default();
        builder.cell(cell, after);
    }
    builder.push(BlockKind::Other, source.text.len(), None);
    let Builder {
        mut lesson,
        parts,
        mut complaints,
        ..
    } = builder;
    parts.attach(&mut lesson, &mut complaints);
    (lesson, complaints)
}

/// What the code of a notebook's cell is called: its places are those of the cell.
pub fn source_name(notebook: &str, number: usize) -> String {
    format!("{notebook}:cell {number}")
}

/// The complaint about a notebook that is not written in Python.
fn other_language(source: &Source, notebook: &Json) -> Option<Complaint> {
    let metadata = notebook.get("metadata")?;
    let of = |key: &str, name: &str| metadata.get(key)?.get(name);
    let said = of("language_info", "name").or_else(|| of("kernelspec", "language"))?;
    let language = said.as_text()?;
    let known = ["python", "ipython", "xpython"];
    let is_python = known
        .iter()
        .any(|name| language.to_lowercase().starts_with(name));
    let message = format!("the notebook's language is {language}, and ndbook runs Python");
    let complaint = Complaint::at(source, said.range.start, message);
    (!is_python).then(|| complaint.help("name a notebook with a Python kernel"))
}

/// What the notebook says of itself: the title in its metadata, what `metadata.ndbook` has, and the front matter in a
/// raw cell at its top.
fn front(notebook: &Json, cells: &[NotebookCell]) -> Front {
    let top = cells.first().filter(|cell| cell.kind == CellKind::Raw);
    let mut front = top.map_or_else(Front::default, |cell| Front::read(&cell.source));
    front.range = 0..0;
    let metadata = notebook.get("metadata");
    let own = metadata.and_then(|metadata| metadata.get(metadata::OWN));
    let title = metadata.and_then(|metadata| metadata.member("title"));
    for member in own.map_or(&[][..], Json::members).iter().chain(title) {
        let value = match (member.value.as_text(), member.value.as_number()) {
            (Some(text), _) => text.to_string(),
            (_, Some(number)) => number.to_string(),
            _ => continue,
        };
        front.entries.push((member.key.clone(), value));
    }
    front
}

/// Whether a raw cell is the notebook's front matter.
pub fn is_front(cell: &NotebookCell) -> bool {
    let front = Front::read(&cell.source);
    cell.number == 1
        && cell.kind == CellKind::Raw
        && !front.range.is_empty()
        && front.range.end >= cell.source.trim_end().len()
}

struct Builder {
    lesson: Lesson,
    style: Style,
    parts: ExerciseParts,
    /// The end of the last block.
    at: usize,
    code_cells: usize,
    /// The exercise that an nbgrader cell with tests belongs to.
    solution: Option<String>,
    complaints: Vec<Complaint>,
}

impl Builder {
    fn push(&mut self, kind: BlockKind, end: usize, prose: Option<String>) {
        let range = self.at..end;
        self.at = end;
        self.lesson.blocks.push(Block { range, kind, prose });
    }

    fn cell(&mut self, cell: &NotebookCell, after: &[NotebookCell]) {
        let words = metadata::words(&self.lesson.source, cell.json, &mut self.complaints);
        match cell.kind {
            CellKind::Code => self.code(cell, words, after),
            CellKind::Markdown => self.markdown(cell, &words),
            CellKind::Raw if is_front(cell) => {
                self.push(BlockKind::Front, cell.json.range.end, None);
            }
            CellKind::Raw => self.push(BlockKind::Other, cell.json.range.end, None),
        }
    }

    /// Prose, a hint, or a session with `>>>` lines.
    fn markdown(&mut self, cell: &NotebookCell, words: &[Attribute]) {
        let end = cell.json.range.end;
        if words.iter().any(|word| word.name == "hint") {
            return self.hint(cell, words);
        }
        if words.iter().any(|word| word.name == "pycon") {
            return self.session(cell, words);
        }
        if let Some(word) = words.iter().find(|word| word.name != "hide") {
            let message = format!("`{}` does not belong to a cell of prose", word.name);
            let complaint = Complaint::at(&self.lesson.source, word.range.start, message);
            self.complaints
                .push(complaint.help("move it to a code cell"));
        }
        let hidden = words.iter().any(|word| word.name == "hide");
        let kind = if hidden {
            BlockKind::Other
        } else {
            BlockKind::Prose
        };
        self.push(kind, end, Some(code(&release::prose(cell))));
    }

    fn hint(&mut self, cell: &NotebookCell, words: &[Attribute]) {
        let mut kind = BlockKind::Other;
        for word in words.iter().filter(|word| word.name == "hint") {
            match exercise_name(&self.lesson.source, word) {
                Ok(named) => {
                    let text = code(cell.source.trim_end());
                    let (exercise, number) = self.parts.hint(&named, text);
                    kind = BlockKind::Hint(exercise, number);
                }
                Err(complaint) => self.complaints.push(complaint),
            }
        }
        self.push(kind, cell.json.range.end, None);
    }

    /// A `pycon` fence in a Markdown cell that says so: Jupyter shows it as the session that it is.
    fn session(&mut self, cell: &NotebookCell, words: &[Attribute]) {
        let text = code(&cell.source);
        let fence = fences::find(&text, 0).into_iter().next();
        let examples = fence.as_ref().map(|fence| pycon::examples(&fence.text));
        let (Some(fence), Some(examples)) = (fence, examples.filter(|found| !found.is_empty()))
        else {
            let place = words
                .first()
                .map_or(cell.json.range.start, |word| word.range.start);
            let message = "this session has no fence with `>>>` lines";
            let complaint = Complaint::at(&self.lesson.source, place, message);
            self.complaints
                .push(complaint.help("take `pycon` from the cell's metadata"));
            return self.push(BlockKind::Other, cell.json.range.end, None);
        };
        let before = text.get(..fence.body.start).unwrap_or("");
        let part = Part {
            words: words
                .iter()
                .filter(|word| word.name != "pycon")
                .cloned()
                .collect(),
            code: examples
                .iter()
                .map(|example| example.code.as_str())
                .collect(),
            line: before.matches('\n').count(),
            recorded: false,
        };
        let source = cell.json.get("source").map(|source| source.range.clone());
        let index = self.part(cell, &part);
        if let Some(built) = self.lesson.cells.last_mut() {
            built.examples = Some(examples);
            built.fence = Some(fence);
            built.session = source.map(|range| Session {
                range,
                text,
                style: self.style.clone(),
            });
        }
        self.push(BlockKind::Cell(index), cell.json.range.end, None);
    }

    fn code(&mut self, cell: &NotebookCell, words: Vec<Attribute>, after: &[NotebookCell]) {
        self.code_cells += 1;
        let parts = self.split(cell, words, after);
        let last = parts.len().saturating_sub(1);
        for (number, part) in parts.iter().enumerate() {
            let index = self.part(cell, part);
            // All parts are one cell of the file: its bytes go to the last.
            let end = match number == last {
                true => cell.json.range.end,
                false => self.at,
            };
            self.push(BlockKind::Cell(index), end, None);
        }
    }

    /// The parts of a code cell: one, but for cells of an assignment.
    fn split(
        &mut self,
        cell: &NotebookCell,
        words: Vec<Attribute>,
        after: &[NotebookCell],
    ) -> Vec<Part> {
        let roles = ["exercise", "solution", "check"];
        let own = words.iter().any(|word| roles.contains(&word.name.as_str()));
        match nbgrader::duty(cell.json) {
            Duty::Solution if !own => {
                let mut duties = after.iter().map(|cell| nbgrader::duty(cell.json));
                let next = duties.find(|duty| matches!(duty, Duty::Solution | Duty::Tests));
                self.solution = Some(nbgrader::name(cell));
                nbgrader::exercise(cell, &words, next == Some(Duty::Tests))
            }
            Duty::Tests if !own => match &self.solution {
                Some(exercise) => nbgrader::checks(cell, &words, exercise),
                None => vec![whole(cell, words)],
            },
            Duty::Manual if !own => {
                let message = format!(
                    "warning: cell {} is graded by hand: ndbook does not check it",
                    cell.number
                );
                let notice = Complaint::at(&self.lesson.source, cell.json.range.start, message);
                self.lesson.notices.push(notice);
                vec![whole(cell, words)]
            }
            _ => vec![whole(cell, words)],
        }
    }

    /// Takes in a part of a cell; gives its index.
    fn part(&mut self, cell: &NotebookCell, part: &Part) -> usize {
        let index = self.lesson.cells.len();
        let source = &self.lesson.source;
        let attributes = Attributes::read(source, &part.words, &mut self.complaints);
        let place = cell.json.range.start;
        let role = self
            .parts
            .role(index, &attributes, source, &mut self.complaints);
        let name = source_name(&source.name, cell.number);
        let text = outputs::recorded(cell.json).filter(|_| part.recorded);
        let mut built = Cell::new(
            index,
            Source::new(name, code(&part.code), part.line + 1),
            role,
            &attributes,
        );
        built.line = source.place(first_line(cell.json) as u32).line;
        built.place = place;
        built.id = cell
            .json
            .get("id")
            .and_then(Json::as_text)
            .map(str::to_string);
        built.output = text.map(|text| Output { text, fence: None });
        built.slot = self.slot(cell.json).filter(|_| part.recorded);
        self.lesson.cells.push(built);
        index
    }

    fn slot(&self, cell: &Json) -> Option<Slot> {
        let (outputs, count) = (cell.get("outputs")?, cell.get("execution_count")?);
        Some(Slot {
            outputs: outputs.range.clone(),
            count: count.range.clone(),
            counted: count.as_integer(),
            number: self.code_cells,
            style: self.style.clone(),
        })
    }
}

/// The byte at which the cell's source begins.
fn first_line(cell: &Json) -> usize {
    let source = cell.get("source");
    let first = source.and_then(Json::as_list).and_then(<[Json]>::first);
    first
        .or(source)
        .map_or(cell.range.start, |json| json.range.start)
}

fn whole(cell: &NotebookCell, words: Vec<Attribute>) -> Part {
    Part {
        words,
        code: cell.source.clone(),
        line: 0,
        recorded: true,
    }
}
