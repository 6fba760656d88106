//! From the tree of a pattern to a flat program.

use super::parse::Parsed;
use super::sets::Set;
use super::tree::{Anchor, How, Node};
use crate::array::meter;
use crate::value::Result;

/// One step of a program. Places are positions in it.
#[derive(Clone, Debug)]
pub enum Step {
    One(Set),
    Anchor(Anchor),
    /// Remembers the place in the text: where a group begins (even) or ends (odd).
    Mark(usize),
    /// The group of this number is the last one that was closed.
    Closed(usize),
    Again(usize, bool),
    /// Goes on at the first place, and at the second one if that fails.
    Either(usize, usize),
    Jump(usize),
    /// One set as often as it goes, between two bounds.
    Run {
        set: Set,
        least: usize,
        most: usize,
        how: How,
    },
    /// Begins to count in a slot.
    Count(usize),
    /// The head of a loop: its body follows, `end` is behind it.
    Loop {
        slot: usize,
        least: u32,
        most: u32,
        how: How,
        end: usize,
    },
    /// Looks from a place `back` characters before: what is looked for follows and ends in `Done`; `end` is behind it.
    Look {
        negative: bool,
        back: usize,
        end: usize,
    },
    /// What follows up to `Done` is matched once, without coming back into it.
    Atomic {
        end: usize,
    },
    /// Goes on at the place if the group has not matched.
    Unless(usize, usize),
    Done,
}

/// A pattern made ready to run.
#[derive(Debug)]
pub struct Program {
    pub steps: Vec<Step>,
    pub groups: usize,
    pub slots: usize,
    /// What the first character must be, where every match begins with one of a set.
    pub first: Option<Set>,
}

/// # Errors
/// MemoryError for a pattern that is too large.
pub fn compile(parsed: &Parsed) -> Result<Program> {
    let mut program = Program {
        steps: Vec::new(),
        groups: parsed.groups,
        slots: 0,
        first: first_of(&parsed.node),
    };
    program.add(&parsed.node)?;
    program.push(Step::Done)?;
    Ok(program)
}

fn first_of(node: &Node) -> Option<Set> {
    match node {
        Node::One(set) => Some(set.clone()),
        Node::Group(_, node) | Node::Atomic(node) => first_of(node),
        Node::Repeat { least, node, .. } if *least > 0 => first_of(node),
        Node::Sequence(nodes) => nodes.first().and_then(first_of),
        _ => None,
    }
}

impl Program {
    fn push(&mut self, step: Step) -> Result<usize> {
        meter::steps(1)?;
        meter::check_bytes((self.steps.len() + 1) * size_of::<Step>())?;
        self.steps.push(step);
        Ok(self.steps.len() - 1)
    }

    fn add(&mut self, node: &Node) -> Result<()> {
        match node {
            Node::Empty => {}
            Node::One(set) => drop(self.push(Step::One(set.clone()))?),
            Node::Anchor(anchor) => drop(self.push(Step::Anchor(*anchor))?),
            Node::Again(number, ignore_case) => {
                self.push(Step::Again(*number, *ignore_case))?;
            }
            Node::Group(number, node) => {
                self.push(Step::Mark(number * 2))?;
                self.add(node)?;
                self.push(Step::Mark(number * 2 + 1))?;
                self.push(Step::Closed(*number))?;
            }
            Node::Sequence(nodes) => {
                for node in nodes {
                    self.add(node)?;
                }
            }
            Node::Choice(nodes) => self.add_choice(nodes)?,
            Node::Look {
                negative,
                width,
                node,
            } => {
                let place = self.push(Step::Done)?;
                self.add(node)?;
                let end = self.push(Step::Done)? + 1;
                self.steps[place] = Step::Look {
                    negative: *negative,
                    back: width.unwrap_or(0),
                    end,
                };
            }
            Node::Atomic(node) => self.add_atomic(node)?,
            Node::If(number, yes, no) => {
                let test = self.push(Step::Done)?;
                self.add(yes)?;
                let jump = self.push(Step::Done)?;
                self.steps[test] = Step::Unless(*number, self.steps.len());
                self.add(no)?;
                self.steps[jump] = Step::Jump(self.steps.len());
            }
            Node::Repeat {
                least,
                most,
                how,
                node,
            } => self.add_repeat(*least, *most, *how, node)?,
        }
        Ok(())
    }

    fn add_choice(&mut self, nodes: &[Node]) -> Result<()> {
        let mut jumps = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            if at + 1 == nodes.len() {
                self.add(node)?;
                break;
            }
            let fork = self.push(Step::Done)?;
            self.add(node)?;
            jumps.push(self.push(Step::Done)?);
            self.steps[fork] = Step::Either(fork + 1, self.steps.len());
        }
        for jump in jumps {
            self.steps[jump] = Step::Jump(self.steps.len());
        }
        Ok(())
    }

    fn add_atomic(&mut self, node: &Node) -> Result<()> {
        let place = self.push(Step::Done)?;
        self.add(node)?;
        let end = self.push(Step::Done)? + 1;
        self.steps[place] = Step::Atomic { end };
        Ok(())
    }

    fn add_repeat(&mut self, least: u32, most: Option<u32>, how: How, node: &Node) -> Result<()> {
        if let Node::One(set) = node {
            let step = Step::Run {
                set: set.clone(),
                least: least as usize,
                most: most.map_or(usize::MAX, |most| most as usize),
                how,
            };
            return self.push(step).map(drop);
        }
        if how == How::Possessive {
            let greedy = Node::Repeat {
                least,
                most,
                how: How::Greedy,
                node: Box::new(node.clone()),
            };
            return self.add_atomic(&greedy);
        }
        let slot = self.slots;
        self.slots += 1;
        self.push(Step::Count(slot))?;
        let head = self.push(Step::Done)?;
        self.add(node)?;
        let end = self.push(Step::Jump(head))? + 1;
        self.steps[head] = Step::Loop {
            slot,
            least,
            most: most.unwrap_or(u32::MAX),
            how,
            end,
        };
        Ok(())
    }
}
