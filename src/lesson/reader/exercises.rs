//! Exercises, whose parts stand all over a lesson.

use std::collections::HashMap;

use crate::lesson::attributes::{Attributes, Named};
use crate::lesson::complaint::{Complaint, nearest};
use crate::lesson::document::{Exercise, Lesson, Role};
use crate::text::Source;

/// The parts of exercises as they are met; they find each other when the whole lesson is read.
#[derive(Default)]
pub struct ExerciseParts {
    /// Names in the order of first mention, with the place of that mention and what mentioned it.
    names: Vec<(Named, &'static str)>,
    numbers: HashMap<String, usize>,
    /// By number: whether it has a starter or solution already.
    starters: HashMap<usize, usize>,
    solutions: HashMap<usize, usize>,
    points: HashMap<usize, f64>,
    checks: Vec<(usize, usize)>,
    hints: Vec<(usize, String)>,
}

impl ExerciseParts {
    fn number(&mut self, named: &Named, role: &'static str) -> usize {
        let next = self.names.len();
        let number = *self.numbers.entry(named.name.clone()).or_insert(next);
        if number == next {
            self.names.push((named.clone(), role));
        }
        number
    }

    /// What the cell is for, by its attributes.
    pub fn role(
        &mut self,
        cell: usize,
        attributes: &Attributes,
        source: &Source,
        complaints: &mut Vec<Complaint>,
    ) -> Role {
        if let Some(named) = &attributes.exercise {
            let number = self.number(named, "exercise");
            if self.starters.insert(number, cell).is_some() {
                complaints.push(twice(source, named, "exercise"));
            }
            if let Some(points) = attributes.points {
                self.points.insert(number, points);
            }
            Role::Starter(number)
        } else if let Some(named) = &attributes.solution {
            let number = self.number(named, "solution");
            if self.solutions.insert(number, cell).is_some() {
                complaints.push(twice(source, named, "solution"));
            }
            Role::Solution(number)
        } else if let Some(named) = &attributes.check {
            let exercise = self.number(named, "check");
            self.checks.push((exercise, cell));
            Role::Check {
                exercise,
                hidden: attributes.hidden,
                points: attributes.points,
            }
        } else {
            Role::Plain
        }
    }

    /// Takes a hint in; gives its exercise, and its number among that exercise's hints.
    pub fn hint(&mut self, named: &Named, text: String) -> (usize, usize) {
        let number = self.number(named, "hint");
        let before = own(&self.hints, number).len();
        self.hints.push((number, text));
        (number, before)
    }

    /// Gives the lesson its exercises; what belongs to none is complained of.
    pub fn attach(self, lesson: &mut Lesson, complaints: &mut Vec<Complaint>) {
        let known: Vec<&str> = self
            .names
            .iter()
            .enumerate()
            .filter(|(number, _)| self.starters.contains_key(number))
            .map(|(_, (named, _))| named.name.as_str())
            .collect();
        for (number, (named, role)) in self.names.iter().enumerate() {
            match self.starters.get(&number) {
                Some(&starter) => lesson.exercises.push(self.exercise(number, named, starter)),
                None => {
                    complaints.push(orphan(&lesson.source, named, role, &known));
                    lesson.exercises.push(self.exercise(number, named, 0));
                }
            }
        }
    }

    fn exercise(&self, number: usize, named: &Named, starter: usize) -> Exercise {
        Exercise {
            name: named.name.clone(),
            starter,
            solution: self.solutions.get(&number).copied(),
            checks: own(&self.checks, number),
            hints: own(&self.hints, number),
            points: self.points.get(&number).copied(),
        }
    }
}

/// Those parts that belong to exercise `number`.
fn own<T: Clone>(parts: &[(usize, T)], number: usize) -> Vec<T> {
    parts
        .iter()
        .filter(|(exercise, _)| *exercise == number)
        .map(|(_, part)| part.clone())
        .collect()
}

fn twice(source: &Source, named: &Named, role: &str) -> Complaint {
    let message = format!("the name `{}` is used twice", named.name);
    Complaint::at(source, named.offset, message).help(format!("give this {role} a name of its own"))
}

fn orphan(source: &Source, named: &Named, role: &str, known: &[&str]) -> Complaint {
    let message = format!(
        "a {role} without its exercise: there is no `exercise={}`",
        named.name
    );
    let complaint = Complaint::at(source, named.offset, message);
    match nearest(&named.name, known.iter().copied()) {
        Some(name) => complaint.help(format!("did you mean `{name}`?")),
        None => complaint.help(format!(
            "add a `python exercise={}` fence with what the learner begins with",
            named.name
        )),
    }
}
