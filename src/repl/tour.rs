//! `:lesson FILE`: a lesson's text and cells, one after the other at the prompt.

use crate::lesson::{BlockKind, Lesson, Role};

/// A way through a lesson.
pub struct Tour {
    stops: Vec<Stop>,
    next: usize,
}

/// What is shown before a cell, and the cell.
#[derive(Debug, PartialEq, Eq)]
pub struct Stop {
    pub prose: String,
    /// Nothing at the end of the lesson.
    pub code: Option<String>,
}

impl Tour {
    pub fn of(lesson: &Lesson) -> Tour {
        let mut stops = Vec::new();
        let mut prose = String::new();
        for block in &lesson.blocks {
            match block.kind {
                BlockKind::Prose => prose.push_str(lesson.prose(block)),
                BlockKind::Cell(at) => {
                    let Some(cell) = lesson.cells.get(at) else {
                        continue;
                    };
                    // Solutions and checks are not for who learns.
                    if cell.skip || matches!(cell.role, Role::Solution(_) | Role::Check { .. }) {
                        continue;
                    }
                    stops.push(Stop {
                        prose: std::mem::take(&mut prose).trim().to_string(),
                        code: Some(cell.source.text.trim_end().to_string()),
                    });
                }
                BlockKind::Front
                | BlockKind::Output(_)
                | BlockKind::Other
                | BlockKind::Hint(..) => {}
            }
        }
        let prose = prose.trim().to_string();
        if !prose.is_empty() {
            stops.push(Stop { prose, code: None });
        }
        Tour { stops, next: 0 }
    }

    /// The next stop, with its number and how many there are.
    pub fn advance(&mut self) -> Option<(&Stop, usize, usize)> {
        let stop = self.stops.get(self.next)?;
        self.next += 1;
        Some((stop, self.next, self.stops.len()))
    }

    /// The last stop comes once more.
    pub fn back(&mut self) {
        self.next = self.next.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_is_gone_through_cell_by_cell() {
        let text = "# One\n\nText.\n\n```python\nx = 1\n```\n\n```output\n1\n```\n\nMore.\n\n```python\nx\n```\n\nThe end.\n";
        let lesson = crate::lesson::read("a.md", text).unwrap();
        let mut tour = Tour::of(&lesson);
        let stop = |prose: &str, code: Option<&str>| Stop {
            prose: prose.into(),
            code: code.map(str::to_string),
        };
        assert_eq!(
            tour.advance(),
            Some((&stop("# One\n\nText.", Some("x = 1")), 1, 3))
        );
        assert_eq!(tour.advance(), Some((&stop("More.", Some("x")), 2, 3)));
        tour.back();
        assert_eq!(tour.advance(), Some((&stop("More.", Some("x")), 2, 3)));
        assert_eq!(tour.advance(), Some((&stop("The end.", None), 3, 3)));
        assert_eq!(tour.advance(), None);
    }
}
