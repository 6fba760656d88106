//! Text in pictures: how wide it is, the little TeX that labels contain, and numbers of fixed form.

/// Widths of the letters from ' ' to '~' in DejaVu Sans, in hundredths of the font's size.
const WIDTHS: [u8; 95] = [
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75,
    79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35,
    63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
];

/// The width of the longest line of a text set in a size.
pub fn width(text: &str, size: f64) -> f64 {
    let line = |line: &str| line.chars().map(letter).sum::<f64>();
    text.lines().map(line).fold(0.0, f64::max) * size / 100.0
}

fn letter(c: char) -> f64 {
    let place = (c as u32).checked_sub(32);
    let known = place.and_then(|at| WIDTHS.get(at as usize));
    match c {
        '\u{2212}' => 84.0,
        _ if c as u32 >= 0x2e80 => 100.0,
        _ => known.map_or(62.0, |&width| f64::from(width)),
    }
}

/// The number of lines, at least one.
pub fn lines(text: &str) -> usize {
    text.lines().count().max(1)
}

/// A number with at most `digits` behind the point and no zeros at its end.
pub fn number(x: f64, digits: usize) -> String {
    let text = format!("{x:.digits$}");
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => &text,
    };
    match text {
        "-0" => "0".to_string(),
        other => other.to_string(),
    }
}

/// Words of TeX that are letters or signs.
const SIGNS: &[(&str, &str)] = &[
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ϵ"),
    ("varepsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("upsilon", "υ"),
    ("phi", "φ"),
    ("varphi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Xi", "Ξ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("times", "×"),
    ("cdot", "·"),
    ("pm", "±"),
    ("leq", "≤"),
    ("le", "≤"),
    ("geq", "≥"),
    ("ge", "≥"),
    ("neq", "≠"),
    ("ne", "≠"),
    ("approx", "≈"),
    ("sim", "∼"),
    ("propto", "∝"),
    ("infty", "∞"),
    ("partial", "∂"),
    ("nabla", "∇"),
    ("sum", "∑"),
    ("prod", "∏"),
    ("int", "∫"),
    ("sqrt", "√"),
    ("in", "∈"),
    ("to", "→"),
    ("rightarrow", "→"),
    ("leftarrow", "←"),
    ("circ", "∘"),
    ("degree", "°"),
    ("ldots", "…"),
    ("dots", "…"),
    ("cdots", "⋯"),
    ("quad", "  "),
    ("hat", ""),
    ("bar", ""),
    ("vec", ""),
    ("mathrm", ""),
    ("mathbf", ""),
    ("mathit", ""),
    ("mathcal", ""),
    ("text", ""),
    ("rm", ""),
    ("left", ""),
    ("right", ""),
];

/// A label as it is read: what stands between two `$` with its Greek letters, raised and lowered digits.
pub fn plain(label: &str) -> String {
    if label.matches('$').count() < 2 {
        return label.replace("\\$", "$");
    }
    let mut text = String::new();
    for (i, part) in label.split('$').enumerate() {
        match i % 2 {
            0 => text.push_str(part),
            _ => text.push_str(&formula(part)),
        }
    }
    text
}

fn formula(tex: &str) -> String {
    let mut out = String::new();
    let mut rest = tex.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => {
                let mut word = String::new();
                while let Some(c) = rest.next_if(|c| c.is_ascii_alphabetic()) {
                    word.push(c);
                }
                match word.is_empty() {
                    // `\,` and `\ ` are blanks, `\%` a sign.
                    true => out.extend(rest.next().map(|c| if c == ',' { ' ' } else { c })),
                    false => {
                        let sign = SIGNS.iter().find(|(known, _)| *known == word);
                        out.push_str(sign.map_or(word.as_str(), |(_, sign)| sign));
                    }
                }
            }
            '^' | '_' => {
                let mut group = String::new();
                if rest.next_if_eq(&'{').is_some() {
                    while let Some(c) = rest.next_if(|&c| c != '}') {
                        group.push(c);
                    }
                    rest.next();
                } else {
                    group.extend(rest.next());
                    if group == "\\" {
                        while let Some(c) = rest.next_if(|c| c.is_ascii_alphabetic()) {
                            group.push(c);
                        }
                    }
                }
                out.push_str(&shifted(c, &formula(&group)));
            }
            '{' | '}' => {}
            '-' => out.push('\u{2212}'),
            other => out.push(other),
        }
    }
    out
}

/// A raised or lowered group, by letters that are raised themselves; where there are none, with its mark.
fn shifted(mark: char, group: &str) -> String {
    let letter = |c: char| match mark {
        '^' => superscript(c),
        _ => subscript(c),
    };
    match group.chars().all(|c| letter(c) != c) {
        true => group.chars().map(letter).collect(),
        false if group.chars().count() == 1 => format!("{mark}{group}"),
        false => format!("{mark}({group})"),
    }
}

/// A digit or sign as an exponent; other letters as they are.
pub fn superscript(c: char) -> char {
    match c {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4'..='9' => char::from_u32(0x2070 + (c as u32 - 0x30)).unwrap_or(c),
        '-' | '\u{2212}' => '⁻',
        '+' => '⁺',
        '(' => '⁽',
        ')' => '⁾',
        'n' => 'ⁿ',
        'i' => 'ⁱ',
        'T' => 'ᵀ',
        'x' => 'ˣ',
        'k' => 'ᵏ',
        _ => c,
    }
}

fn subscript(c: char) -> char {
    match c {
        '0'..='9' => char::from_u32(0x2080 + (c as u32 - 0x30)).unwrap_or(c),
        '-' | '\u{2212}' => '₋',
        '+' => '₊',
        '(' => '₍',
        ')' => '₎',
        'a' => 'ₐ',
        'e' => 'ₑ',
        'i' => 'ᵢ',
        'j' => 'ⱼ',
        'k' => 'ₖ',
        'm' => 'ₘ',
        'n' => 'ₙ',
        'o' => 'ₒ',
        'p' => 'ₚ',
        's' => 'ₛ',
        't' => 'ₜ',
        'x' => 'ₓ',
        _ => c,
    }
}
