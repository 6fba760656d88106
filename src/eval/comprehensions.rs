//! Comprehensions and generator expressions: one machine that moves from one combination of the clauses' targets
//! to the next, run to the end for a list, set or dict, and step by step for a generator.

use std::rc::Rc;

use super::Interpreter;
use super::frame::Frame;
use super::walk::Walk;
use crate::syntax::ast::{Clause, Comprehension, ComprehensionKind};
use crate::value::{ClassId, Dict, Host, Iterate, IteratorObject, Result, Set, Value};

/// The open loops of a comprehension, outermost first.
struct Clauses {
    comprehension: Rc<Comprehension>,
    walks: Vec<Walk>,
}

impl Clauses {
    /// Moves to the next combination that meets all conditions; false at the end.
    fn advance(&mut self, interpreter: &mut Interpreter) -> Result<bool> {
        let clauses = &self.comprehension.clauses;
        loop {
            let level = self.walks.len();
            let (Some(walk), Some(clause)) =
                (self.walks.last_mut(), clauses.get(level.wrapping_sub(1)))
            else {
                return Ok(false);
            };
            let Some(value) = interpreter.turn(walk, clause.iter.span)? else {
                self.walks.pop();
                continue;
            };
            interpreter.assign(&clause.target, value)?;
            if !interpreter.meets(clause)? {
                continue;
            }
            let Some(inner) = clauses.get(level) else {
                return Ok(true);
            };
            let iterable = interpreter.walked(&inner.iter)?;
            self.walks
                .push(interpreter.walk(&iterable, inner.iter.span)?);
        }
    }
}

impl Interpreter {
    pub(super) fn comprehension(&mut self, comprehension: &Rc<Comprehension>) -> Result<Value> {
        let Some(first) = comprehension.clauses.first() else {
            return Ok(Value::None);
        };
        // The first iterable belongs to the scope outside, and is asked for its iterator at once.
        let iterable = self.walked(&first.iter)?;
        let walk = self.walk(&iterable, first.iter.span)?;
        let clauses = Clauses {
            comprehension: comprehension.clone(),
            walks: vec![walk],
        };
        let mut frame = self.frame.comprehension(&comprehension.scope);
        if comprehension.kind == ComprehensionKind::Generator {
            let generator = Generator { clauses, frame };
            let iterator = IteratorObject::new(ClassId::GENERATOR, Box::new(generator));
            return Ok(Value::Iterator(Rc::new(iterator)));
        }
        self.depth
            .enter_call()
            .map_err(|error| self.at(error, first.iter.span))?;
        let result = self.inside(&mut frame, |interpreter| interpreter.collect(clauses));
        self.depth.leave_call();
        result
    }

    fn meets(&mut self, clause: &Clause) -> Result<bool> {
        for condition in &clause.conditions {
            if !self.condition(condition)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn collect(&mut self, clauses: Clauses) -> Result<Value> {
        match clauses.comprehension.kind {
            ComprehensionKind::Set => self.collect_set(clauses),
            ComprehensionKind::Dict => self.collect_dict(clauses),
            _ => self.collect_list(clauses),
        }
    }

    fn collect_list(&mut self, mut clauses: Clauses) -> Result<Value> {
        let mut items = Vec::new();
        while clauses.advance(self)? {
            items.push(self.expr(&clauses.comprehension.element)?);
        }
        Ok(Value::list(items))
    }

    fn collect_set(&mut self, mut clauses: Clauses) -> Result<Value> {
        let set = Rc::new(Set::new(false));
        while clauses.advance(self)? {
            let element = &clauses.comprehension.element;
            let value = self.expr(element)?;
            self.insert(&set, value, element.span)?;
        }
        Ok(Value::Set(set))
    }

    fn collect_dict(&mut self, mut clauses: Clauses) -> Result<Value> {
        let dict = Rc::new(Dict::default());
        while clauses.advance(self)? {
            let element = &clauses.comprehension.element;
            let key = self.expr(element)?;
            let value = match &clauses.comprehension.value {
                Some(value) => self.expr(value)?,
                None => Value::None,
            };
            self.insert_pair(&dict, key, value, element.span)?;
        }
        Ok(Value::Dict(dict))
    }
}

/// A generator expression between two of its values.
struct Generator {
    clauses: Clauses,
    frame: Frame,
}

impl Iterate for Generator {
    fn next(&mut self, host: &mut dyn Host) -> Result<Option<Value>> {
        let Some(interpreter) = host.as_any().downcast_mut::<Interpreter>() else {
            return Ok(None);
        };
        interpreter.depth.enter_call()?;
        let clauses = &mut self.clauses;
        let result = interpreter.inside(&mut self.frame, |interpreter| {
            if clauses.advance(interpreter)? {
                interpreter.expr(&clauses.comprehension.element).map(Some)
            } else {
                Ok(None)
            }
        });
        interpreter.depth.leave_call();
        if result.is_err() {
            self.clauses.walks.clear();
        }
        result
    }
}
