//! What a pattern says, as a tree.

use super::sets::Set;

/// A part of a pattern.
#[derive(Clone, Debug)]
pub enum Node {
    Empty,
    /// One character out of a set.
    One(Set),
    Anchor(Anchor),
    /// `( … )` with its number.
    Group(usize, Box<Node>),
    /// What a group matched, once more; without regard to case where so marked.
    Again(usize, bool),
    /// `(?= … )`, `(?! … )`, `(?<= … )`, `(?<! … )`; `width` is how far to step back before.
    Look {
        negative: bool,
        width: Option<usize>,
        node: Box<Node>,
    },
    Repeat {
        least: u32,
        most: Option<u32>,
        how: How,
        node: Box<Node>,
    },
    /// `(?> … )`
    Atomic(Box<Node>),
    /// `(?(1) … | … )`
    If(usize, Box<Node>, Box<Node>),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
}

/// Which of several numbers of repetitions is tried first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Greedy,
    Lazy,
    Possessive,
}

/// A place between characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// `^`, `\A`
    Start,
    /// `^` where lines count
    LineStart,
    /// `$`: the end, or before a line end that is the last character
    End,
    LineEnd,
    /// `\Z`
    VeryEnd,
    /// `\b`; with ASCII letters only where so marked
    Edge(bool),
    /// `\B`
    NoEdge(bool),
}

impl Node {
    /// The least and the largest number of characters that the part matches, where `of_group` knows the groups'.
    pub fn width(&self, of_group: &[(u64, Option<u64>)]) -> (u64, Option<u64>) {
        let of = |node: &Node| node.width(of_group);
        match self {
            Node::Empty | Node::Anchor(_) | Node::Look { .. } => (0, Some(0)),
            Node::One(_) => (1, Some(1)),
            Node::Group(_, node) | Node::Atomic(node) => of(node),
            Node::Again(number, _) => of_group.get(*number).copied().unwrap_or((0, None)),
            Node::Repeat {
                least, most, node, ..
            } => {
                let (low, high) = of(node);
                let most = most.map(u64::from);
                let high = match (high, most) {
                    (Some(0), _) => Some(0),
                    (Some(high), Some(most)) => high.checked_mul(most),
                    _ => None,
                };
                (low.saturating_mul(u64::from(*least)), high)
            }
            Node::If(_, yes, no) => either([of(yes), of(no)]),
            Node::Choice(nodes) => either(nodes.iter().map(of)),
            Node::Sequence(nodes) => nodes.iter().map(of).fold((0, Some(0)), |sum, next| {
                let high = sum
                    .1
                    .zip(next.1)
                    .and_then(|(a, b): (u64, u64)| a.checked_add(b));
                (sum.0.saturating_add(next.0), high)
            }),
        }
    }
}

fn either(widths: impl IntoIterator<Item = (u64, Option<u64>)>) -> (u64, Option<u64>) {
    let both = |a: (u64, Option<u64>), b: (u64, Option<u64>)| {
        (a.0.min(b.0), a.1.zip(b.1).map(|(a, b)| a.max(b)))
    };
    widths.into_iter().reduce(both).unwrap_or((0, Some(0)))
}
