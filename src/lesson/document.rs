//! A lesson as it was read: its text, the blocks that tile it, its cells and exercises.

use std::borrow::Cow;
use std::ops::Range;

use super::attributes::{Attributes, Hidden, Raises};
use super::complaint::Complaint;
use super::fences::Fence;
use super::front::Front;
use super::myst::readable;
use super::notebook::{Session, Slot};
use super::pycon::Example;
use crate::text::Source;

/// A lesson document.
///
/// Nothing of the file is lost: the ranges of `blocks` follow each other without gap from the first byte of
/// the text to its last, so [`Lesson::written`] gives back the same bytes.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// The whole file; its `name` is the path as the user gave it.
    pub source: Source,
    pub format: Format,
    pub front: Front,
    pub blocks: Vec<Block>,
    pub cells: Vec<Cell>,
    pub exercises: Vec<Exercise>,
    /// What is no fault, and probably not what the author meant.
    pub notices: Vec<Complaint>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Markdown,
    /// An `.ipynb`.
    Notebook,
    /// A `.py` with `# %%` lines.
    Percent,
    /// A `.py` without them: one cell, of which only what it prints is shown.
    Script,
}

/// A stretch of the file.
#[derive(Clone, Debug)]
pub struct Block {
    pub range: Range<usize>,
    pub kind: BlockKind,
    /// The Markdown of prose that the file holds in another form: as comments, or as a string of JSON.
    pub prose: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Front,
    Prose,
    /// An index into [`Lesson::cells`].
    Cell(usize),
    /// The recorded output of that cell.
    Output(usize),
    /// What belongs to the form of the file and is not shown: raw cells, the end of a notebook.
    Other,
    /// A hint: the exercise, and its number among that exercise's hints.
    Hint(usize, usize),
}

/// A code cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its number among the lesson's cells, from 0.
    pub index: usize,
    /// What a notebook calls it.
    pub id: Option<String>,
    /// The code, without prompts, at its place in the file; of a notebook, at its place in the cell.
    pub source: Source,
    /// The line of its first code line in the file.
    pub line: usize,
    /// The byte of the file that complaints about the cell as a whole point at.
    pub place: usize,
    /// The examples of a `pycon` cell.
    pub examples: Option<Vec<Example>>,
    pub role: Role,
    pub raises: Option<Raises>,
    pub skip: bool,
    /// What is not shown of it.
    pub hide: Hidden,
    /// Its output may be another one each time: it is not compared.
    pub varies: bool,
    pub tolerance: Option<f64>,
    /// What is recorded of its output in the file: the `output` fence below it, or what a notebook stores.
    pub output: Option<Output>,
    /// The cell's own fence; none in a `.py`, and of a notebook only sessions have one, in the cell's text.
    pub fence: Option<Fence>,
    /// Where a notebook keeps what the cell shows.
    pub slot: Option<Slot>,
    /// The text of a session in a notebook.
    pub session: Option<Session>,
}

/// What a cell is for. The numbers are indices into [`Lesson::exercises`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    Plain,
    /// What the learner begins with.
    Starter(usize),
    Solution(usize),
    Check {
        exercise: usize,
        /// Learners see neither its code nor what it compares.
        hidden: bool,
        /// The points of this check's items together, where the author says so.
        points: Option<f64>,
    },
}

/// A recorded output.
#[derive(Clone, Debug)]
pub struct Output {
    /// The recorded text, lines ending in `\n`.
    pub text: String,
    /// Its fence; none in a notebook.
    pub fence: Option<Fence>,
}

/// An exercise: a starter, and what belongs to it. The numbers are indices into [`Lesson::cells`].
#[derive(Clone, Debug)]
pub struct Exercise {
    pub name: String,
    pub starter: usize,
    pub solution: Option<usize>,
    pub checks: Vec<usize>,
    pub hints: Vec<String>,
    /// What the `exercise=` fence says it is worth.
    pub points: Option<f64>,
}

impl Lesson {
    /// The path as the user gave it, with `/` between its parts.
    pub fn name(&self) -> &str {
        &self.source.name
    }

    /// The title: the front matter's, else the first heading, else the file's name.
    pub fn title(&self) -> String {
        let heading = || {
            self.blocks
                .iter()
                .filter(|block| block.kind == BlockKind::Prose)
                .flat_map(|block| self.prose(block).lines())
                .find_map(|line| line.strip_prefix("# "))
        };
        let found = match self.format {
            Format::Script => None,
            _ => self.front.title().or_else(heading),
        };
        found.map_or_else(|| self.stem().to_string(), |title| title.trim().to_string())
    }

    /// The file's name without its folder.
    pub fn file_name(&self) -> &str {
        self.name().rsplit('/').next().unwrap_or("")
    }

    /// The file's name without folder and extension: the name of its snapshot.
    pub fn stem(&self) -> &str {
        let file = self.file_name();
        file.rsplit_once('.').map_or(file, |(stem, _)| stem)
    }

    /// The bytes of one block.
    pub fn slice(&self, block: &Block) -> &str {
        self.source.text.get(block.range.clone()).unwrap_or("")
    }

    /// The Markdown of a block of prose.
    pub fn prose<'a>(&'a self, block: &'a Block) -> &'a str {
        block.prose.as_deref().unwrap_or_else(|| self.slice(block))
    }

    /// The text of a Markdown lesson with blanks in the place of what readers do not see: no byte moves.
    pub fn readable(&self) -> Cow<'_, str> {
        let of = |kind| {
            let blocks = self.blocks.iter().filter(move |block| block.kind == kind);
            blocks.map(|block| block.range.clone())
        };
        readable(
            &self.source.text,
            &self.front,
            of(BlockKind::Other),
            of(BlockKind::Prose),
        )
    }

    /// The lesson as a file again: the same bytes that were read.
    pub fn written(&self) -> String {
        self.blocks.iter().map(|block| self.slice(block)).collect()
    }

    /// The exercise of that name.
    pub fn exercise(&self, name: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.name == name)
    }
}

impl Cell {
    /// A cell of which nothing is recorded yet, with its code at its place in the file.
    pub fn new(index: usize, source: Source, role: Role, attributes: &Attributes) -> Cell {
        Cell {
            index,
            id: None,
            line: source.first_line,
            source,
            place: 0,
            examples: None,
            role,
            raises: attributes.raises.clone(),
            skip: attributes.skip,
            hide: attributes.hide,
            varies: attributes.varies,
            tolerance: attributes.tolerance,
            output: None,
            fence: None,
            slot: None,
            session: None,
        }
    }
}

impl Exercise {
    /// What the exercise is worth: its own `points`, else those of its checks together, else one.
    pub fn max_points(&self, cells: &[Cell]) -> f64 {
        let said: Vec<f64> = self
            .checks
            .iter()
            .filter_map(|&check| match cells.get(check)?.role {
                Role::Check { points, .. } => points,
                _ => None,
            })
            .collect();
        match self.points {
            Some(points) => points,
            None if said.is_empty() => 1.0,
            None => said.iter().sum(),
        }
    }
}
