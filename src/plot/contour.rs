//! Lines of equal height over a grid, and the bands between them (marching squares).

use std::collections::HashMap;

use super::artist::Outline;
use crate::array::{Error, Result, meter};

/// Heights over a grid of points; `xs` and `ys` have one number for each point, as `z` has.
pub struct Surface {
    pub rows: usize,
    pub columns: usize,
    pub xs: Vec<f64>,
    pub ys: Vec<f64>,
    pub z: Vec<f64>,
}

/// A side of a cell: the one from a point to its right neighbour, or to the one below.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Side {
    row: usize,
    column: usize,
    down: bool,
}

impl Surface {
    /// # Errors
    /// ValueError where the parts are no grid.
    pub fn new(
        rows: usize,
        columns: usize,
        xs: Vec<f64>,
        ys: Vec<f64>,
        z: Vec<f64>,
    ) -> Result<Surface> {
        let size = rows * columns;
        if z.len() != size || xs.len() != size || ys.len() != size {
            return Err(Error::value("x, y and z must have one shape"));
        }
        Ok(Surface {
            rows,
            columns,
            xs,
            ys,
            z,
        })
    }

    /// For each pair of neighbouring levels the outlines of what lies between them; holes are outlines too.
    ///
    /// # Errors
    /// Where the budget is used up.
    pub fn bands(&self, levels: &[f64]) -> Result<Vec<Vec<Outline>>> {
        let walled = self.walled();
        let shores: Result<Vec<_>> = levels.iter().map(|&level| walled.lines(level)).collect();
        let shores = shores?;
        let bands = shores.windows(2).map(|pair| {
            let [low, high] = pair else { return Vec::new() };
            low.iter().chain(high).cloned().collect()
        });
        Ok(bands.collect())
    }

    /// The same surface in the middle of deep sea, so that all lines are closed; the shore follows its edge.
    fn walled(&self) -> Surface {
        let (rows, columns) = (self.rows + 2, self.columns + 2);
        let mut wide = Surface {
            rows,
            columns,
            xs: Vec::with_capacity(rows * columns),
            ys: Vec::with_capacity(rows * columns),
            z: Vec::with_capacity(rows * columns),
        };
        let inner = |at: usize, count: usize| at.saturating_sub(1).min(count.saturating_sub(1));
        for row in 0..rows {
            for column in 0..columns {
                let at = inner(row, self.rows) * self.columns + inner(column, self.columns);
                let outside = row == 0 || column == 0 || row == rows - 1 || column == columns - 1;
                wide.xs.push(self.xs[at]);
                wide.ys.push(self.ys[at]);
                let z = self.z[at];
                wide.z.push(match outside || z.is_nan() {
                    true => f64::NEG_INFINITY,
                    false => z,
                });
            }
        }
        wide
    }

    fn at(&self, row: usize, column: usize) -> usize {
        row * self.columns + column
    }

    /// The point on a side where the height is `level`.
    fn crossing(&self, side: Side, level: f64) -> (f64, f64) {
        let from = self.at(side.row, side.column);
        let to = match side.down {
            true => self.at(side.row + 1, side.column),
            false => self.at(side.row, side.column + 1),
        };
        let (low, high) = (self.z[from], self.z[to]);
        let part = match low.is_finite() && high.is_finite() {
            true => (level - low) / (high - low),
            false => 0.5,
        };
        let mix = |values: &[f64]| values[from] + (values[to] - values[from]) * part;
        (mix(&self.xs), mix(&self.ys))
    }

    /// The lines where the height is `level`: the pieces in all cells, joined end to end.
    ///
    /// # Errors
    /// Where the budget is used up.
    pub fn lines(&self, level: f64) -> Result<Vec<Outline>> {
        meter::steps(self.z.len())?;
        let mut pieces: Vec<(Side, Side)> = Vec::new();
        for row in 0..self.rows.saturating_sub(1) {
            for column in 0..self.columns.saturating_sub(1) {
                self.cell(row, column, level, &mut pieces);
            }
        }
        meter::steps(pieces.len())?;
        let chains = joined(&pieces);
        let line = |sides: Vec<Side>| sides.into_iter().map(|side| self.crossing(side, level));
        Ok(chains
            .into_iter()
            .map(|sides| line(sides).collect())
            .collect())
    }

    /// The pieces of the line in one cell: none, one, or two at a saddle.
    fn cell(&self, row: usize, column: usize, level: f64, pieces: &mut Vec<(Side, Side)>) {
        let corner = |r: usize, c: usize| self.z[self.at(row + r, column + c)];
        let heights = [corner(0, 0), corner(0, 1), corner(1, 1), corner(1, 0)];
        if heights.iter().any(|z| z.is_nan()) {
            return;
        }
        let above = heights.map(|z| z >= level);
        let side = |row, column, down| Side { row, column, down };
        let (top, right) = (side(row, column, false), side(row, column + 1, true));
        let (bottom, left) = (side(row + 1, column, false), side(row, column, true));
        let sides = [top, right, bottom, left];
        let crossed: Vec<Side> = (0..4)
            .filter(|&i| above[i] != above[(i + 1) % 4])
            .map(|i| sides[i])
            .collect();
        match crossed[..] {
            [a, b] => pieces.push((a, b)),
            [a, b, c, d] => {
                let middle = heights.iter().sum::<f64>() / 4.0;
                // The two corners that are like the middle are joined through it.
                match (middle >= level) == above[0] {
                    true => pieces.extend([(a, b), (c, d)]),
                    false => pieces.extend([(d, a), (b, c)]),
                }
            }
            _ => {}
        }
    }
}

/// Pieces that meet at a side become one chain; a closed one ends where it began.
fn joined(pieces: &[(Side, Side)]) -> Vec<Vec<Side>> {
    let mut at_side: HashMap<Side, Vec<usize>> = HashMap::new();
    for (i, (a, b)) in pieces.iter().enumerate() {
        at_side.entry(*a).or_default().push(i);
        at_side.entry(*b).or_default().push(i);
    }
    let mut used = vec![false; pieces.len()];
    let mut chains = Vec::new();
    // Open chains begin at a side with one piece; then only closed ones are left.
    let is_end = |side: &Side| at_side.get(side).is_some_and(|all| all.len() == 1);
    let ends = pieces.iter().enumerate().flat_map(|(i, (a, b))| {
        let starts = [(i, *a, *b), (i, *b, *a)];
        starts.into_iter().filter(|(_, from, _)| is_end(from))
    });
    let any = pieces.iter().enumerate().map(|(i, (a, b))| (i, *a, *b));
    for (first, from, to) in ends.chain(any) {
        if std::mem::replace(&mut used[first], true) {
            continue;
        }
        let mut chain = vec![from, to];
        let mut here = to;
        while let Some(next) = at_side
            .get(&here)
            .and_then(|all| all.iter().copied().find(|&i| !used[i]))
        {
            used[next] = true;
            let (a, b) = pieces[next];
            here = if a == here { b } else { a };
            chain.push(here);
        }
        chains.push(chain);
    }
    chains
}
