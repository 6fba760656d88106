//! Ids of cells, which nbformat asks for: the same for the same lesson, always.

use std::collections::HashSet;

use super::document::Document;

/// The ids of all cells: their own, else those that follow from place and text.
pub fn all(document: &Document) -> Vec<String> {
    let mut taken: HashSet<String> = document
        .cells
        .iter()
        .filter_map(|cell| cell.id.clone())
        .collect();
    let cells = document.cells.iter().enumerate();
    cells
        .map(|(place, cell)| match &cell.id {
            Some(id) => id.clone(),
            None => (0..)
                .map(|attempt| derived(place, &cell.source, attempt))
                .find(|id| taken.insert(id.clone()))
                .unwrap_or_default(),
        })
        .collect()
}

/// The id that follows from a cell's place among the cells and its text.
pub fn derived(place: usize, source: &str, attempt: usize) -> String {
    // FNV-1a, 64 bits: Fowler, Noll and Vo.
    let bytes = place
        .to_le_bytes()
        .into_iter()
        .chain(source.bytes())
        .chain(attempt.to_le_bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    });
    format!("{:08x}", (hash ^ (hash >> 32)) as u32)
}
