//! A program walked over a text: what fails goes back to the last choice.

use super::compile::{Program, Step};
use super::sets::{Kind, Set, lower};
use super::tree::{Anchor, How};
use crate::array::meter;
use crate::value::{Result, Value};

/// Where a match may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Any,
    /// At the end of the text only.
    Whole,
}

/// An occurrence of the pattern. What its groups matched stands in the run until the next one.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence {
    pub start: usize,
    pub end: usize,
}

/// How often a loop has gone round, and where its last round began.
#[derive(Clone, Copy, Debug, Default)]
struct Round {
    count: u32,
    from: Option<usize>,
}

/// What to undo on the way back to a choice.
enum Undo {
    Mark(usize, Option<usize>),
    Last(Option<usize>),
    Round(usize, Round),
}

/// A choice that was made, with what is left to try.
enum Choice {
    Place {
        step: usize,
        at: usize,
    },
    /// A run of a set that may end earlier.
    Shorter {
        step: usize,
        low: usize,
        at: usize,
    },
    /// A run of a set that may go on.
    Longer {
        step: usize,
        at: usize,
        high: usize,
    },
    /// Another round of a loop.
    Round {
        step: usize,
        at: usize,
    },
}

pub struct Run<'a> {
    program: &'a Program,
    text: &'a [char],
    marks: Vec<Option<usize>>,
    last: Option<usize>,
    rounds: Vec<Round>,
    undo: Vec<Undo>,
    choices: Vec<(Choice, usize)>,
    /// Steps that were not yet told to the meter.
    untold: usize,
}

const TELL_EVERY: usize = 64;

impl<'a> Run<'a> {
    pub fn new(program: &'a Program, text: &'a [char]) -> Run<'a> {
        Run {
            program,
            text,
            marks: vec![None; program.groups * 2 + 2],
            last: None,
            rounds: vec![Round::default(); program.slots],
            undo: Vec::new(),
            choices: Vec::new(),
            untold: 0,
        }
    }

    /// The first occurrence at `start` or behind it; `moving` forbids an empty one at `start`.
    ///
    /// # Errors
    /// The budget of steps and memory.
    pub fn search(&mut self, start: usize, moving: bool) -> Result<Option<Occurrence>> {
        for at in start..=self.text.len() {
            self.count(1)?;
            if let Some(first) = &self.program.first
                && !self.text.get(at).is_some_and(|&c| first.has(c))
            {
                continue;
            }
            let found = self.at(at, Ending::Any, moving && at == start)?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// The occurrence that begins at `start`.
    ///
    /// # Errors
    /// As [`Run::search`].
    pub fn at(&mut self, start: usize, ending: Ending, moving: bool) -> Result<Option<Occurrence>> {
        self.marks.fill(None);
        self.last = None;
        self.undo.clear();
        self.choices.clear();
        let length = self.text.len();
        let fits =
            |end: usize| !(moving && end == start || ending == Ending::Whole && end != length);
        let end = self.walk(0, start, 0, &fits)?;
        Ok(end.map(|end| Occurrence { start, end }))
    }

    /// The ends of all groups and the last group, as one tuple.
    pub fn spans(&self, occurrence: &Occurrence) -> Value {
        let place = |at: Option<usize>| Value::Int(at.map_or(-1, |at| at as i64));
        let mut spans = vec![place(Some(occurrence.start)), place(Some(occurrence.end))];
        for pair in self.marks.chunks(2).skip(1) {
            let both = pair.iter().all(Option::is_some);
            spans.extend(pair.iter().map(|&at| place(at.filter(|_| both))));
        }
        spans.push(place(self.last));
        Value::tuple(spans)
    }

    fn count(&mut self, steps: usize) -> Result<()> {
        self.untold += steps;
        if self.untold >= TELL_EVERY {
            meter::steps(self.untold / 4 + 1)?;
            meter::check_bytes(
                self.choices.len() * size_of::<(Choice, usize)>()
                    + self.undo.len() * size_of::<Undo>(),
            )?;
            self.untold = 0;
        }
        Ok(())
    }

    fn choose(&mut self, choice: Choice) {
        self.choices.push((choice, self.undo.len()));
    }

    /// Walks from a step to a `Done` that `fits`; choices below `floor` belong to somebody else.
    fn walk(
        &mut self,
        mut step: usize,
        mut at: usize,
        floor: usize,
        fits: &dyn Fn(usize) -> bool,
    ) -> Result<Option<usize>> {
        let program = self.program;
        loop {
            self.count(1)?;
            let next = match &program.steps[step] {
                Step::Done if fits(at) => return Ok(Some(at)),
                Step::Done => None,
                Step::One(set) => {
                    let has = self.text.get(at).is_some_and(|&c| set.has(c));
                    has.then_some((step + 1, at + 1))
                }
                Step::Anchor(anchor) => self.stands(*anchor, at).then_some((step + 1, at)),
                Step::Mark(mark) => {
                    self.undo.push(Undo::Mark(*mark, self.marks[*mark]));
                    self.marks[*mark] = Some(at);
                    Some((step + 1, at))
                }
                Step::Closed(number) => {
                    self.undo.push(Undo::Last(self.last));
                    self.last = Some(*number);
                    Some((step + 1, at))
                }
                Step::Again(number, ignore_case) => {
                    let length = self.repeats(*number, *ignore_case, at);
                    length.map(|length| (step + 1, at + length))
                }
                Step::Either(first, second) => {
                    self.choose(Choice::Place { step: *second, at });
                    Some((*first, at))
                }
                Step::Jump(place) => Some((*place, at)),
                Step::Run {
                    set,
                    least,
                    most,
                    how,
                } => self.run(step, at, set, (*least, *most), *how)?,
                Step::Count(slot) => {
                    self.set_round(*slot, Round::default());
                    Some((step + 1, at))
                }
                Step::Loop {
                    slot,
                    least,
                    most,
                    how,
                    end,
                } => Some(self.round(step, at, *slot, (*least, *most), (*how, *end))),
                Step::Look {
                    negative,
                    back,
                    end,
                } => {
                    let seen = self.look(step + 1, at, *back, *negative)?;
                    (seen != *negative).then_some((*end, at))
                }
                Step::Atomic { end } => {
                    let floor = self.choices.len();
                    let inside = self.walk(step + 1, at, floor, &|_| true)?;
                    self.choices.truncate(floor);
                    inside.map(|at| (*end, at))
                }
                Step::Unless(number, place) => {
                    let matched = self.marks[number * 2 + 1].is_some();
                    Some((if matched { step + 1 } else { *place }, at))
                }
            };
            match next.or_else(|| self.back(floor)) {
                Some(next) => (step, at) = next,
                None => return Ok(None),
            }
        }
    }

    /// Back to the last choice, undoing what came after it; `None` where there is none left.
    fn back(&mut self, floor: usize) -> Option<(usize, usize)> {
        if self.choices.len() <= floor {
            return None;
        }
        let (choice, undone) = self.choices.pop()?;
        self.undo_to(undone);
        Some(match choice {
            Choice::Place { step, at } => (step, at),
            Choice::Shorter { step, low, at } => {
                if at - 1 > low {
                    self.choose(Choice::Shorter {
                        step,
                        low,
                        at: at - 1,
                    });
                }
                (step, at - 1)
            }
            Choice::Longer { step, at, high } => {
                if at + 1 < high {
                    self.choose(Choice::Longer {
                        step,
                        at: at + 1,
                        high,
                    });
                }
                (step, at + 1)
            }
            Choice::Round { step, at } => {
                self.begin_round(step, at);
                (step + 1, at)
            }
        })
    }

    fn undo_to(&mut self, length: usize) {
        for undo in self.undo.drain(length..).rev() {
            match undo {
                Undo::Mark(mark, old) => self.marks[mark] = old,
                Undo::Last(old) => self.last = old,
                Undo::Round(slot, old) => self.rounds[slot] = old,
            }
        }
    }

    /// As many characters of a set as there are, with the other numbers as choices.
    fn run(
        &mut self,
        step: usize,
        at: usize,
        set: &Set,
        (least, most): (usize, usize),
        how: How,
    ) -> Result<Option<(usize, usize)>> {
        let rest = &self.text[at..];
        let fitting = rest.iter().take(most).take_while(|&&c| set.has(c)).count();
        self.count(fitting)?;
        if fitting < least {
            return Ok(None);
        }
        let (low, high) = (at + least, at + fitting);
        Ok(Some(match how {
            How::Lazy => {
                if low < high {
                    self.choose(Choice::Longer {
                        step: step + 1,
                        at: low,
                        high,
                    });
                }
                (step + 1, low)
            }
            _ => {
                if how == How::Greedy && low < high {
                    self.choose(Choice::Shorter {
                        step: step + 1,
                        low,
                        at: high,
                    });
                }
                (step + 1, high)
            }
        }))
    }

    fn set_round(&mut self, slot: usize, round: Round) {
        self.undo.push(Undo::Round(slot, self.rounds[slot]));
        self.rounds[slot] = round;
    }

    /// At the head of a loop: once more, or on.
    fn round(
        &mut self,
        step: usize,
        at: usize,
        slot: usize,
        (least, most): (u32, u32),
        (how, end): (How, usize),
    ) -> (usize, usize) {
        let round = self.rounds[slot];
        if round.count < least {
            self.begin_round(step, at);
            return (step + 1, at);
        }
        // A round that matched nothing would go on for ever.
        if round.count >= most || round.from == Some(at) {
            return (end, at);
        }
        if how == How::Lazy {
            self.choose(Choice::Round { step, at });
            return (end, at);
        }
        self.choose(Choice::Place { step: end, at });
        self.begin_round(step, at);
        (step + 1, at)
    }

    fn begin_round(&mut self, step: usize, at: usize) {
        if let Step::Loop { slot, .. } = self.program.steps[step] {
            let count = self.rounds[slot].count.saturating_add(1);
            self.set_round(
                slot,
                Round {
                    count,
                    from: Some(at),
                },
            );
        }
    }

    /// Is there what a look looks for? What its groups matched stays, unless it must not be there.
    fn look(&mut self, step: usize, at: usize, back: usize, negative: bool) -> Result<bool> {
        let Some(from) = at.checked_sub(back) else {
            return Ok(false);
        };
        let (floor, undone) = (self.choices.len(), self.undo.len());
        let found = match back {
            0 => self.walk(step, from, floor, &|_| true)?,
            _ => self.walk(step, from, floor, &|end| end == at)?,
        };
        self.choices.truncate(floor);
        if negative || found.is_none() {
            self.undo_to(undone);
        }
        Ok(found.is_some())
    }

    /// How long the text of a group is, where it stands here once more.
    fn repeats(&self, number: usize, ignore_case: bool, at: usize) -> Option<usize> {
        let (start, end) = (self.marks[number * 2]?, self.marks[number * 2 + 1]?);
        let wanted = self.text.get(start..end)?;
        let here = self.text.get(at..at + wanted.len())?;
        let same = |(a, b): (&char, &char)| a == b || ignore_case && lower(*a) == lower(*b);
        wanted.iter().zip(here).all(same).then_some(wanted.len())
    }

    fn stands(&self, anchor: Anchor, at: usize) -> bool {
        let length = self.text.len();
        let breaks = |at: usize| self.text.get(at) == Some(&'\n');
        let edge = |ascii: bool| {
            let is_word = |at: usize| self.text.get(at).is_some_and(|&c| Kind::Word.has(c, ascii));
            (at > 0 && is_word(at - 1)) != is_word(at)
        };
        match anchor {
            Anchor::Start => at == 0,
            Anchor::LineStart => at == 0 || breaks(at - 1),
            Anchor::VeryEnd => at == length,
            Anchor::End => at == length || at + 1 == length && breaks(at),
            Anchor::LineEnd => at == length || breaks(at),
            Anchor::Edge(ascii) => length > 0 && edge(ascii),
            Anchor::NoEdge(ascii) => length > 0 && !edge(ascii),
        }
    }
}
