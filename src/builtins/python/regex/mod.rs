//! The engine under the module `re`: Python's patterns, searched by backtracking in Python's order.
//!
//! [`parse`] reads a pattern into a tree ([`tree`]) or says in Python's words what is wrong with it; [`compile`] makes a
//! flat program of the tree; [`run`] walks the program over a text with a stack of its own, so that no pattern can
//! exhaust that of the machine, and counts what it does as steps. Everything that learners see of `re`, its classes and
//! functions, is written in Python, in the text of the module.
//!
//! Positions count characters.

mod compile;
mod parse;
mod run;
mod sets;
mod tree;

use std::any::Any;
use std::rc::Rc;

use super::parameters::Text;
use crate::builtins;
use crate::value::{ClassId, Dict, Host, Native, Raised, Result, Value};

use compile::Program;
use run::{Ending, Run};

builtins! {
    /// A pattern made ready: the program, its flags, how many groups it has, and their names. For a wrong pattern the
    /// complaint and its position.
    "re._compile" "(pattern, flags, /)" => |host: &mut dyn Host, pattern: Text, flags: i64| ready(host, &pattern.0, flags);
    /// Where a prepared pattern occurs in a text: for each of at most `most` occurrences the ends of all groups and the
    /// last group, -1 where there is none. `how` is 0 for a match at the start, 1 for a search, 2 for the whole text.
    "re._find" "(program, text, start, end, how, most, /)" => find;
}

/// Flags of `re`, with Python's values.
mod flag {
    pub const IGNORECASE: i64 = 2;
    pub const LOCALE: i64 = 4;
    pub const MULTILINE: i64 = 8;
    pub const DOTALL: i64 = 16;
    pub const UNICODE: i64 = 32;
    pub const VERBOSE: i64 = 64;
    pub const ASCII: i64 = 256;
}

struct Prepared(Program);

impl Native for Prepared {
    fn class(&self) -> ClassId {
        ClassId::OBJECT
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn is_constant(&self) -> bool {
        true
    }
}

fn ready(host: &mut dyn Host, pattern: &str, flags: i64) -> Result<Value> {
    let parsed = match parse::parse(pattern, flags) {
        Ok(parsed) => parsed,
        Err(wrong) => {
            let place = wrong.at.map_or(Value::None, |at| Value::Int(at as i64));
            return Ok(Value::tuple(vec![Value::from_string(wrong.message), place]));
        }
    };
    let names = Rc::new(Dict::default());
    for (name, number) in &parsed.names {
        names.insert(host, Value::str(name), Value::Int(*number as i64))?;
    }
    let (flags, groups) = (parsed.flags, parsed.groups as i64);
    let program = compile::compile(&parsed)?;
    Ok(Value::tuple(vec![
        Value::Native(Rc::new(Prepared(program))),
        Value::Int(flags),
        Value::Int(groups),
        Value::Dict(names),
    ]))
}

fn find(program: Value, text: Text, start: i64, end: i64, how: i64, most: i64) -> Result<Value> {
    let Some(Prepared(program)) = program.native::<Prepared>() else {
        return Err(Raised::type_error("a pattern made ready is needed"));
    };
    let text: Vec<char> = text.0.chars().collect();
    let clamp = |at: i64| usize::try_from(at).unwrap_or(0).min(text.len());
    let (mut start, end) = (clamp(start), clamp(end));
    let ending = match how {
        2 => Ending::Whole,
        _ => Ending::Any,
    };
    let mut run = Run::new(program, &text[..end]);
    let mut found = Vec::new();
    let mut moving = false;
    while start <= end && (found.len() as i64) < most {
        let occurrence = match how {
            1 => run.search(start, moving)?,
            _ => run.at(start, ending, false)?,
        };
        let Some(occurrence) = occurrence else {
            break;
        };
        // After an empty occurrence the next one at the same place may not be empty too.
        moving = occurrence.end == occurrence.start;
        start = occurrence.end;
        found.push(run.spans(&occurrence));
    }
    Ok(Value::list(found))
}
