//! `:broadcast a, b`: the shapes aligned at their last axis, what stretches, and the result or the axis that clashes.

use super::table::table;

/// An operand: what was written, and its shape.
pub struct Operand {
    pub text: String,
    pub shape: Vec<usize>,
}

/// How shapes come together.
pub struct Aligned {
    /// Axes of the result, from the first.
    lengths: Vec<Option<usize>>,
}

impl Aligned {
    pub fn of(operands: &[Operand]) -> Aligned {
        let axes = operands.iter().map(|operand| operand.shape.len()).max();
        let axes = axes.unwrap_or(0);
        let lengths = (0..axes).map(|axis| together(operands, axis, axes));
        Aligned {
            lengths: lengths.collect(),
        }
    }

    /// Is there an axis whose lengths do not fit?
    pub fn clashes(&self) -> bool {
        self.lengths.contains(&None)
    }

    /// The alignment as a table, with what it comes to.
    pub fn shown(&self, operands: &[Operand], width: usize) -> String {
        let axes = self.lengths.len();
        let mut rows: Vec<Vec<String>> = Vec::new();
        for operand in operands {
            let missing = axes - operand.shape.len();
            let mut row = vec![operand.text.clone()];
            row.extend((0..axes).map(|axis| match axis.checked_sub(missing) {
                Some(own) => {
                    let length = operand.shape.get(own).copied().unwrap_or(1);
                    match self.lengths.get(axis).copied().flatten() {
                        Some(whole) if whole != length => format!("{length}→{whole}"),
                        _ => length.to_string(),
                    }
                }
                None => match self.lengths.get(axis).copied().flatten() {
                    Some(whole) => format!("·→{whole}"),
                    None => "·".to_string(),
                },
            }));
            rows.push(row);
        }
        let mut row = vec!["result".to_string()];
        row.extend(self.lengths.iter().map(|length| match length {
            Some(length) => length.to_string(),
            None => "clash".to_string(),
        }));
        rows.push(row);
        format!("{}\n{}", table(&rows, width), self.said(operands))
    }

    /// What it comes to, in sentences.
    pub fn said(&self, operands: &[Operand]) -> String {
        let axes = self.lengths.len();
        let mut sentences = Vec::new();
        for operand in operands {
            let missing = axes - operand.shape.len();
            let stretched: Vec<String> = (0..axes)
                .filter(|&axis| {
                    let own = axis
                        .checked_sub(missing)
                        .and_then(|own| operand.shape.get(own));
                    let length = self.lengths.get(axis).copied().flatten();
                    length.is_some_and(|length| own.is_none_or(|own| *own != length))
                })
                .map(|axis| axis.to_string())
                .collect();
            if !stretched.is_empty() && !self.clashes() {
                let plural = if stretched.len() > 1 { "axes" } else { "axis" };
                let along = stretched.join(", ");
                sentences.push(format!("{} stretches along {plural} {along}", operand.text));
            }
        }
        match self.lengths.iter().rposition(Option::is_none) {
            None => {
                let lengths: Option<Vec<usize>> = self.lengths.iter().copied().collect();
                let shape = crate::array::shape_repr(&lengths.unwrap_or_default());
                sentences.push(format!("the result has shape {shape}"));
            }
            Some(axis) => {
                let mut lengths: Vec<String> = operands
                    .iter()
                    .filter_map(|operand| {
                        let own = axis.checked_sub(axes - operand.shape.len())?;
                        operand.shape.get(own)
                    })
                    .filter(|length| **length != 1)
                    .map(usize::to_string)
                    .collect();
                lengths.dedup();
                let lengths = lengths.join(" and ");
                sentences.push(format!(
                    "axis {axis} clashes: lengths {lengths} are neither equal nor 1"
                ));
            }
        }
        sentences.join("; ")
    }
}

/// The length of an axis of the result; none where lengths clash.
fn together(operands: &[Operand], axis: usize, axes: usize) -> Option<usize> {
    let mut length = 1;
    for operand in operands {
        let own = axis.checked_sub(axes - operand.shape.len());
        match own.and_then(|own| operand.shape.get(own)) {
            None | Some(1) => {}
            Some(&own) if length == 1 || own == length => length = own,
            Some(_) => return None,
        }
    }
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operands(shapes: &[&[usize]]) -> Vec<Operand> {
        let names = ["a", "b", "c"];
        let pairs = names.iter().zip(shapes);
        pairs
            .map(|(name, shape)| Operand {
                text: name.to_string(),
                shape: shape.to_vec(),
            })
            .collect()
    }

    #[test]
    fn shapes_are_aligned_at_their_last_axis() {
        let two = operands(&[&[3, 4], &[4]]);
        assert_eq!(
            Aligned::of(&two).shown(&two, 80),
            "a         3  4\nb       ·→3  4\nresult    3  4\nb stretches along axis 0; the result has shape (3, 4)"
        );
        let clash = operands(&[&[3, 4], &[3]]);
        assert!(Aligned::of(&clash).clashes());
        assert_eq!(
            Aligned::of(&clash).said(&clash),
            "axis 1 clashes: lengths 4 and 3 are neither equal nor 1"
        );
        let three = operands(&[&[3, 1], &[1, 4], &[]]);
        assert!(
            Aligned::of(&three)
                .said(&three)
                .ends_with("the result has shape (3, 4)")
        );
    }
}
