//! Signature texts, read once.

/// The parameters of a row.
#[derive(Clone, Debug, Default)]
pub struct Signature {
    pub parameters: Vec<SignatureParameter>,
    /// The parameters that a position can fill, in order.
    pub positional: Vec<usize>,
    /// Those of them without a default.
    pub required_positional: usize,
    /// Those of them that cannot be given by name either.
    pub required_positional_only: usize,
    /// A parameter can be given by position or by name.
    pub has_named_positional: bool,
    /// Positions alone can fill it: no stars, and nothing that must be given by name.
    pub is_plain: bool,
    /// `*args`
    pub args: Option<usize>,
    /// `**kwargs`
    pub keywords: Option<usize>,
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
        Signature::of(parameters)
    }

    fn of(parameters: Vec<SignatureParameter>) -> Signature {
        let all = || parameters.iter().enumerate();
        let positional: Vec<usize> = all()
            .filter(|(_, p)| matches!(p.kind, Kind::PositionalOnly | Kind::Ordinary))
            .map(|(at, _)| at)
            .collect();
        let required = |kinds: &[Kind]| {
            let required = |p: &&SignatureParameter| p.default.is_none() && kinds.contains(&p.kind);
            parameters.iter().filter(required).count()
        };
        let find = |kind: Kind| all().find(|(_, p)| p.kind == kind).map(|(at, _)| at);
        Signature {
            required_positional: required(&[Kind::PositionalOnly, Kind::Ordinary]),
            required_positional_only: required(&[Kind::PositionalOnly]),
            has_named_positional: find(Kind::Ordinary).is_some(),
            is_plain: parameters.iter().all(|p| {
                matches!(p.kind, Kind::PositionalOnly | Kind::Ordinary)
                    || p.kind == Kind::KeywordOnly && p.default.is_some()
            }),
            args: find(Kind::Args),
            keywords: find(Kind::Keywords),
            positional,
            parameters,
        }
    }

    /// Is a call with this many positional arguments and no others a fitting one, of a plain signature?
    pub fn takes(&self, count: usize) -> bool {
        self.is_plain && (self.required_positional..=self.positional.len()).contains(&count)
    }

    /// The position of the parameter that can be given by this name.
    pub fn keyword(&self, name: &str) -> Option<usize> {
        self.parameters
            .iter()
            .position(|p| p.name == name && matches!(p.kind, Kind::Ordinary | Kind::KeywordOnly))
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

/// How a method is called: its signature without the receiver, which stands before the dot.
pub fn without_receiver(signature: &str) -> String {
    let inner = signature.strip_prefix('(').unwrap_or(signature);
    let inner = inner.strip_suffix(')').unwrap_or(inner);
    if inner.starts_with('*') {
        return signature.to_string();
    }
    let mut depth = 0usize;
    let comma = inner.char_indices().find(|(_, c)| {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && *c == ','
    });
    let rest = comma.map_or("", |(at, _)| inner.get(at + 1..).unwrap_or("").trim());
    // The end of the positional-only parameters means nothing where none is left.
    let rest = match rest.strip_prefix('/') {
        Some(after) => after.trim_start_matches([',', ' ']),
        None => rest,
    };
    format!("({rest})")
}

#[cfg(test)]
mod receiver_tests {
    use super::without_receiver;

    #[test]
    fn the_receiver_is_not_an_argument() {
        assert_eq!(without_receiver("(a, axis=None)"), "(axis=None)");
        assert_eq!(without_receiver("(self, /)"), "()");
        assert_eq!(without_receiver("(self, /, x=(1, 2))"), "(x=(1, 2))");
        assert_eq!(without_receiver("(*args)"), "(*args)");
    }
}
