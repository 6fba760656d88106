//! A sheet of letters with eight dots each.

use unicode_width::UnicodeWidthChar;

/// Dots, shades and letters, row by row.
pub struct Canvas {
    pub columns: usize,
    pub rows: usize,
    dots: Vec<u8>,
    shades: Vec<Option<char>>,
    letters: Vec<Option<char>>,
}

/// The bits of Braille's eight dots, by row and column.
const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// From no ink to all.
const SHADES: [char; 5] = [' ', '░', '▒', '▓', '█'];

impl Canvas {
    pub fn new(columns: usize, rows: usize) -> Canvas {
        let size = columns * rows;
        Canvas {
            columns,
            rows,
            dots: vec![0; size],
            shades: vec![None; size],
            letters: vec![None; size],
        }
    }

    /// Dots across and down.
    pub fn size(&self) -> (usize, usize) {
        (2 * self.columns, 4 * self.rows)
    }

    /// Sets a dot, counted from the upper left corner.
    pub fn dot(&mut self, x: i64, y: i64) {
        let (width, height) = self.size();
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else {
            return;
        };
        if x < width && y < height {
            self.dots[(y / 4) * self.columns + x / 2] |= BITS[y % 4][x % 2];
        }
    }

    /// A line of dots; `is_on` says which of them, by their number from its beginning. Gives the number after its end.
    pub fn line(
        &mut self,
        from: (f64, f64),
        to: (f64, f64),
        first: usize,
        is_on: impl Fn(usize) -> bool,
    ) -> usize {
        let Some((from, to)) = self.clipped(from, to) else {
            return first;
        };
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let count = dx.abs().max(dy.abs()).ceil().max(1.0) as usize;
        for i in 0..=count {
            let part = i as f64 / count as f64;
            if is_on(first + i) {
                let (x, y) = (from.0 + dx * part, from.1 + dy * part);
                self.dot(x.floor() as i64, y.floor() as i64);
            }
        }
        first + count
    }

    /// The part of a line that lies on the sheet (Liang and Barsky).
    fn clipped(&self, from: (f64, f64), to: (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
        let (width, height) = self.size();
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut start, mut end) = (0.0, 1.0);
        let sides = [
            (-dx, from.0),
            (dx, width as f64 - from.0),
            (-dy, from.1),
            (dy, height as f64 - from.1),
        ];
        for (step, room) in sides {
            if !step.is_finite() || !room.is_finite() || (step == 0.0 && room < 0.0) {
                return None;
            }
            let part = room / step;
            if step < 0.0 {
                start = f64::max(start, part);
            } else if step > 0.0 {
                end = f64::min(end, part);
            }
        }
        let at = |part: f64| (from.0 + dx * part, from.1 + dy * part);
        (start <= end).then(|| (at(start), at(end)))
    }

    /// A letter on the sheet, by the dot it covers.
    pub fn letter(&mut self, (x, y): (f64, f64), letter: char) {
        let (width, height) = self.size();
        if x >= 0.0 && y >= 0.0 && x <= width as f64 && y <= height as f64 {
            let column = (x as usize / 2).min(self.columns - 1);
            let row = (y as usize / 4).min(self.rows - 1);
            self.letters[row * self.columns + column] = Some(letter);
        }
    }

    /// A text that begins at a column, moved so that all of it is seen where that is possible.
    pub fn write(&mut self, column: i64, row: i64, text: &str) {
        let Ok(row) = usize::try_from(row.max(0)) else {
            return;
        };
        // Letters that take two columns would move the rest of the line.
        let letters = text.chars().filter(|c| c.width() == Some(1));
        let letters: Vec<char> = letters.take(self.columns).collect();
        let last = (self.columns - letters.len()) as i64;
        let column = column.clamp(0, last) as usize;
        let row = row.min(self.rows - 1);
        for (i, letter) in letters.into_iter().enumerate() {
            self.letters[row * self.columns + column + i] = Some(letter);
        }
    }

    /// Shades a letter's place, from 0 to 1.
    pub fn shade(&mut self, column: usize, row: usize, ink: f64) {
        let level = (ink.clamp(0.0, 1.0) * SHADES.len() as f64) as usize;
        let level = level.min(SHADES.len() - 1);
        if let Some(place) = self.shades.get_mut(row * self.columns + column) {
            *place = Some(SHADES[level]);
        }
    }

    /// The rows, without the blanks at their ends.
    pub fn lines(&self) -> Vec<String> {
        let letter = |at: usize| {
            let dots = char::from_u32(0x2800 + u32::from(self.dots[at]));
            let dots = dots.filter(|_| self.dots[at] != 0);
            self.letters[at].or(dots).or(self.shades[at]).unwrap_or(' ')
        };
        let row = |row: usize| {
            let row = (0..self.columns).map(|column| letter(row * self.columns + column));
            row.collect::<String>().trim_end().to_string()
        };
        (0..self.rows).map(row).collect()
    }
}
