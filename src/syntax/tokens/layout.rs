//! Indentation: the widths of the open blocks, and what a line's own does to them.

/// CPython's limit on blocks within blocks.
const MAX_INDENTATION: usize = 99;
const TAB: usize = 8;

/// The width of a line's indentation: with tabs of eight columns, and with tabs of one, so that a mix of tabs and
/// blanks whose order depends on the width of a tab is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Width {
    columns: usize,
    characters: usize,
}

impl Width {
    pub(super) fn of(blanks: &str) -> Width {
        let mut width = Width::default();
        for blank in blanks.bytes() {
            match blank {
                b'\t' => {
                    width.columns = (width.columns / TAB + 1) * TAB;
                    width.characters += 1;
                }
                b' ' => {
                    width.columns += 1;
                    width.characters += 1;
                }
                // A form feed begins the line anew.
                _ => width = Width::default(),
            }
        }
        width
    }
}

/// What a line's indentation means.
pub(super) enum Change {
    Same,
    Indent,
    Dedent(usize),
    /// Between two of the open blocks.
    Astray,
    /// Its width against the others depends on how wide a tab is.
    MixedTabs,
    TooDeep,
}

/// The indentation of the open blocks, with the very text, as the grammar compares that.
#[derive(Debug, Default)]
pub(super) struct Blocks<'a> {
    open: Vec<(Width, &'a str)>,
}

impl<'a> Blocks<'a> {
    pub(super) fn enter(&mut self, blanks: &'a str) -> Change {
        let width = Width::of(blanks);
        let (current, text) = self.top();
        if width.columns == current.columns {
            let same = width == current && blanks == text;
            return if same {
                Change::Same
            } else {
                Change::MixedTabs
            };
        }
        if width.columns > current.columns {
            if self.open.len() >= MAX_INDENTATION {
                return Change::TooDeep;
            }
            if width.characters <= current.characters || !blanks.starts_with(text) {
                return Change::MixedTabs;
            }
            self.open.push((width, blanks));
            return Change::Indent;
        }
        let mut closed = 0;
        while self.top().0.columns > width.columns {
            self.open.pop();
            closed += 1;
        }
        let (current, text) = self.top();
        if current.columns != width.columns {
            Change::Astray
        } else if current.characters != width.characters || blanks != text {
            Change::MixedTabs
        } else {
            Change::Dedent(closed)
        }
    }

    /// Closes all blocks at the end of the text.
    pub(super) fn close(&mut self) -> usize {
        std::mem::take(&mut self.open).len()
    }

    fn top(&self) -> (Width, &'a str) {
        self.open.last().copied().unwrap_or_default()
    }
}
