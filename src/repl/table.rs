//! Tables and lists in columns, aligned also where characters are wide or combine.

use unicode_width::UnicodeWidthStr;

/// Lines of cells, each column as wide as its widest cell; numbers stand right. Where the lines have no room, each row
/// is a list: its first cell, and the rest below it.
pub fn table(rows: &[Vec<String>], width: usize) -> String {
    let table = in_columns(rows);
    if table.lines().all(|line| line.width() <= width) {
        return table;
    }
    let lists = rows.iter().map(|row| {
        let rest: Vec<&str> = row
            .iter()
            .skip(1)
            .filter(|cell| !cell.is_empty())
            .map(String::as_str)
            .collect();
        let first = row.first().map_or("", String::as_str);
        format!(
            "{}\n{}",
            cut(first, width),
            cut(&format!("    {}", rest.join(", ")), width)
        )
    });
    lists.collect::<Vec<_>>().join("\n")
}

fn in_columns(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        })
        .collect();
    let lines = rows.iter().map(|row| {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let gap = " ".repeat(width - cell.width());
            let is_number = column > 0
                && cell.ends_with(|c: char| c.is_ascii_digit())
                && cell
                    .chars()
                    .all(|c| c.is_ascii_digit() || ",→·".contains(c));
            match is_number {
                true => line.push_str(&format!("{gap}{cell}  ")),
                false => line.push_str(&format!("{cell}{gap}  ")),
            }
        }
        line.trim_end().to_string()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A name and a text about it that goes on beside it.
pub fn entry(name: &str, text: &str, names: usize, width: usize) -> String {
    let indent = match names + 20 < width {
        true => names,
        false => 4,
    };
    let mut lines = vec![format!("  {name}")];
    let mut room = width.saturating_sub(indent).max(16);
    if name.width() + 2 < indent {
        let gap = indent - name.width() - 2;
        lines = vec![format!("  {name}{}", " ".repeat(gap))];
    } else {
        lines.push(" ".repeat(indent));
    }
    for word in text.split_whitespace() {
        let Some(last) = lines.last_mut() else { break };
        let needed = word.width() + 1;
        if needed > room && last.width() > indent {
            lines.push(" ".repeat(indent));
            room = width.saturating_sub(indent).max(16);
        }
        if let Some(last) = lines.last_mut() {
            if last.width() > indent {
                last.push(' ');
            }
            last.push_str(word);
        }
        room = room.saturating_sub(needed);
    }
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    lines.join("\n")
}

/// Prose in lines of at most `width` columns.
pub fn wrapped(text: &str, width: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        if let Some(last) = lines.last()
            && !last.is_empty()
            && last.width() + 1 + word.width() > width
        {
            lines.push(String::new());
        }
        if let Some(last) = lines.last_mut() {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines.join("\n")
}

/// Markdown with its paragraphs in lines of at most `width` columns; lists, headings and code keep their lines.
pub fn prose(text: &str, width: usize) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let keeps_lines = |line: &str| {
            line.trim_start()
                .starts_with(['#', '-', '|', '>', '`', '+'])
                || line.starts_with("    ")
                || line.trim_start().starts_with(|c: char| c.is_ascii_digit())
        };
        match paragraph.lines().any(keeps_lines) {
            true if paragraph.trim_start().starts_with("```") => paragraph.to_string(),
            true => {
                let lines = paragraph.lines().map(|line| match line.width() > width {
                    true => wrapped(line, width),
                    false => line.to_string(),
                });
                lines.collect::<Vec<_>>().join("\n")
            }
            false => wrapped(paragraph, width),
        }
    });
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// As much of a line as has room.
pub fn cut(line: &str, width: usize) -> String {
    if line.width() <= width {
        return line.to_string();
    }
    let mut kept = String::new();
    for c in line.chars() {
        if format!("{kept}{c}").width() + 1 > width {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

/// `1234567` as `1,234,567`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_by_what_is_seen() {
        let rows = [
            vec!["数".into(), "1".into()],
            vec!["ab".into(), "22".into()],
            vec!["e\u{301}".into(), "x".into()],
        ];
        assert_eq!(table(&rows, 80), "数   1\nab  22\ne\u{301}   x");
        assert_eq!(
            table(&[vec!["ab".into(), "222222".into(), "x".into()]], 11),
            "ab\n    222222…"
        );
        assert_eq!(wrapped("aa bb cc", 5), "aa bb\ncc");
        assert_eq!(
            prose("# A b c\n\naa\nbb cc\n\n- x\n- y", 8),
            "# A b c\n\naa bb cc\n\n- x\n- y"
        );
        assert_eq!(cut("数数数", 5), "数数…");
        assert_eq!(grouped(1234567), "1,234,567");
    }

    #[test]
    fn texts_go_on_beside_their_names() {
        assert_eq!(entry(":who", "aa bb cc", 8, 30), "  :who  aa bb cc");
        assert_eq!(
            entry(":a_long_name", "text", 8, 30),
            "  :a_long_name\n        text"
        );
        for line in entry(":who", &"word ".repeat(20), 8, 30).lines() {
            assert!(line.len() <= 30, "{line}");
        }
    }
}
