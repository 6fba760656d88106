//! Signature texts, read once.

/// The parameters of a row.
#[derive(Clone, Debug, Default)]
pub struct Signature {
    pub parameters: Vec<SignatureParameter>,
}

#[derive(Clone, Debug)]
pub struct SignatureParameter {
    pub name: &'static str,
    pub kind: Kind,
    pub default: Option<Default_>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    PositionalOnly,
    Ordinary,
    /// `*args`
    Args,
    KeywordOnly,
    /// `**kwargs`
    Keywords,
}

/// A default, as written in the signature.
#[derive(Clone, Debug, PartialEq)]
pub enum Default_ {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(&'static str),
    /// `<no value>`, or anything the body decides itself.
    Absent,
}

impl Signature {
    /// Reads `(a, /, b=1, *, c='x', **kwargs)`.
    pub fn parse(text: &'static str) -> Signature {
        let inner = text.trim().trim_start_matches('(').trim_end_matches(')');
        let mut parameters: Vec<SignatureParameter> = Vec::new();
        let mut kind = Kind::Ordinary;
        for part in split_top(inner) {
            match part {
                "" => {}
                "/" => parameters
                    .iter_mut()
                    .for_each(|p| p.kind = Kind::PositionalOnly),
                "*" => kind = Kind::KeywordOnly,
                _ => {
                    let parameter = parse_parameter(part, kind);
                    if parameter.kind == Kind::Args {
                        kind = Kind::KeywordOnly;
                    }
                    parameters.push(parameter);
                }
            }
        }
        Signature { parameters }
    }
}

fn parse_parameter(part: &'static str, kind: Kind) -> SignatureParameter {
    if let Some(name) = part.strip_prefix("**") {
        return SignatureParameter {
            name,
            kind: Kind::Keywords,
            default: None,
        };
    }
    if let Some(name) = part.strip_prefix('*') {
        return SignatureParameter {
            name,
            kind: Kind::Args,
            default: None,
        };
    }
    match part.split_once('=') {
        Some((name, default)) => SignatureParameter {
            name: name.trim(),
            kind,
            default: Some(parse_default(default.trim())),
        },
        None => SignatureParameter {
            name: part,
            kind,
            default: None,
        },
    }
}

fn parse_default(text: &'static str) -> Default_ {
    match text {
        "None" => Default_::None,
        "True" => Default_::Bool(true),
        "False" => Default_::Bool(false),
        _ if text.starts_with('\'') || text.starts_with('"') => {
            Default_::Str(text.trim_matches(['\'', '"']))
        }
        _ => match (text.parse(), text.parse()) {
            (Ok(int), _) => Default_::Int(int),
            (_, Ok(float)) => Default_::Float(float),
            _ => Default_::Absent,
        },
    }
}

/// The parts between commas that stand in no brackets or quotes.
fn split_top(text: &'static str) -> Vec<&'static str> {
    let mut parts = Vec::new();
    let (mut depth, mut start, mut quoted) = (0usize, 0, false);
    for (at, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' | '[' | '<' if !quoted => depth += 1,
            ')' | ']' | '>' if !quoted => depth = depth.saturating_sub(1),
            ',' if depth == 0 && !quoted => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}
