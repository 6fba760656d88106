//! A lesson as it was read: its text, the blocks that tile it, its cells and exercises.

use std::ops::Range;

use super::attributes::Raises;
use super::complaint::Complaint;
use super::fences::Fence;
use super::front::Front;
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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Front,
    Prose,
    /// An index into [`Lesson::cells`].
    Cell(usize),
    /// The recorded output of that cell.
    Output(usize),
    /// A hint: the exercise, and its number among that exercise's hints.
    Hint(usize, usize),
}

/// A code cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its number among the lesson's cells, from 0.
    pub index: usize,
    /// The code, without prompts, at its place in the file.
    pub source: Source,
    /// The examples of a `pycon` cell.
    pub examples: Option<Vec<Example>>,
    pub role: Role,
    pub raises: Option<Raises>,
    pub skip: bool,
    pub hide: bool,
    pub tolerance: Option<f64>,
    /// The `output` fence below the cell.
    pub output: Option<Output>,
    /// The cell's own fence; none in a `.py`.
    pub fence: Option<Fence>,
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

/// An `output` fence.
#[derive(Clone, Debug)]
pub struct Output {
    /// The recorded text, lines ending in `\n`.
    pub text: String,
    pub fence: Fence,
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
                .flat_map(|block| self.slice(block).lines())
                .find_map(|line| line.strip_prefix("# "))
        };
        let found = match self.format {
            Format::Markdown => self.front.title().or_else(heading),
            Format::Percent | Format::Script => None,
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

    /// The lesson as a file again: the same bytes that were read.
    pub fn written(&self) -> String {
        self.blocks.iter().map(|block| self.slice(block)).collect()
    }

    /// The exercise of that name.
    pub fn exercise(&self, name: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.name == name)
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
