//! Tables: columns as wide as their widest cell, narrowed where the terminal is narrower.

use pulldown_cmark::Alignment;

use super::wrap::{Run, width, wrap};
use crate::cli::output::{Look, Paint};

pub struct Table {
    alignments: Vec<Alignment>,
    rows: Vec<Vec<Vec<Run>>>,
    row: Vec<Vec<Run>>,
}

/// Columns between two columns of a table.
const GUTTER: usize = 2;

impl Table {
    pub fn new(alignments: Vec<Alignment>) -> Table {
        Table {
            alignments,
            rows: Vec::new(),
            row: Vec::new(),
        }
    }

    pub fn cell(&mut self, runs: Vec<Run>) {
        self.row.push(runs);
    }

    pub fn end_row(&mut self) {
        self.rows.push(std::mem::take(&mut self.row));
    }

    /// The lines of the table; the first row is its head.
    pub fn set(&self, paint: Paint, room: usize) -> Vec<String> {
        let widths = self.widths(room);
        let mut lines = Vec::new();
        for (number, row) in self.rows.iter().enumerate() {
            lines.extend(self.set_row(row, &widths, paint));
            if number == 0 {
                let rules: Vec<String> = widths.iter().map(|&width| "-".repeat(width)).collect();
                lines.push(paint.text(Look::Faint, &rules.join("  ")));
            }
        }
        lines
    }

    fn widths(&self, room: usize) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut widths = vec![1; columns];
        for row in &self.rows {
            for (slot, cell) in widths.iter_mut().zip(row) {
                let cell: usize = cell.iter().map(|run| width(&run.text)).sum();
                *slot = (*slot).max(cell);
            }
        }
        let room = room.saturating_sub(GUTTER * columns.saturating_sub(1));
        while widths.iter().sum::<usize>() > room {
            match widths.iter_mut().max() {
                Some(widest) if *widest > 8 => *widest -= 1,
                _ => break,
            }
        }
        widths
    }

    fn set_row(&self, row: &[Vec<Run>], widths: &[usize], paint: Paint) -> Vec<String> {
        let cells: Vec<Vec<String>> = row
            .iter()
            .zip(widths)
            .map(|(cell, &width)| wrap(cell, width, paint))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        (0..height)
            .map(|line| {
                let parts: Vec<String> = cells
                    .iter()
                    .zip(widths)
                    .enumerate()
                    .map(|(column, (cell, &room))| {
                        let text = cell.get(line).map_or("", String::as_str);
                        self.align(column, text, room)
                    })
                    .collect();
                parts.join("  ")
            })
            .collect()
    }

    fn align(&self, column: usize, text: &str, room: usize) -> String {
        let blank = room.saturating_sub(visible_width(text));
        let left = match self.alignments.get(column) {
            Some(Alignment::Right) => blank,
            Some(Alignment::Center) => blank / 2,
            _ => 0,
        };
        format!("{}{text}{}", " ".repeat(left), " ".repeat(blank - left))
    }
}

/// Columns of a painted text: escape sequences take none.
fn visible_width(text: &str) -> usize {
    let mut parts = text.split("\x1b[");
    let first = parts.next().map_or(0, width);
    first
        + parts
            .map(|part| part.split_once('m').map_or(0, |(_, rest)| width(rest)))
            .sum::<usize>()
}
