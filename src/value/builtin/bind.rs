//! Binding: which argument belongs to which parameter.

use std::rc::Rc;

use smallvec::SmallVec;

use super::complaints::{self, Callee};
use super::{Builtin, Default_, ParameterKind, RowKind, Signature};
use crate::value::{Arguments, Result, Value};

/// Arguments in the order of their parameters. A body's parameter types take them one after the other.
pub struct Bound<'a> {
    pub row: &'static Builtin,
    signature: &'static Signature,
    /// The commonest case: positional arguments only, and as many as fit. They are taken from where they stand.
    in_order: &'a mut [Value],
    /// Otherwise one for each parameter.
    values: Vec<Option<Value>>,
    keywords: Vec<(Rc<str>, Value)>,
    next: usize,
    /// How many arguments were given by position.
    pub(super) by_position: usize,
}

impl<'a> Bound<'a> {
    /// # Errors
    /// TypeError in Python's words where an argument is missing, unknown, given twice, or one too many.
    pub fn new(row: &'static Builtin, arguments: &'a mut Arguments) -> Result<Bound<'a>> {
        let signature = row.parameters();
        let by_position = arguments.positional.len();
        if arguments.keywords.is_empty() && signature.takes(by_position) {
            return Ok(Bound {
                row,
                signature,
                in_order: &mut arguments.positional,
                values: Vec::new(),
                keywords: Vec::new(),
                next: 0,
                by_position,
            });
        }
        Bound::by_name(row, std::mem::take(arguments))
    }

    #[inline(never)]
    fn by_name(row: &'static Builtin, arguments: Arguments) -> Result<Bound<'a>> {
        let receiver = arguments.positional.first();
        let callee = Callee::new(row, receiver.filter(|_| arguments.as_method));
        complaints::check_count(&callee, &arguments)?;
        let mut bound = Bound {
            row,
            signature: callee.signature,
            in_order: &mut [],
            values: vec![None; callee.signature.parameters.len()],
            keywords: Vec::new(),
            next: 0,
            by_position: arguments.positional.len(),
        };
        bound.bind_positional(arguments.positional);
        let keyword_only = bound.bind_keywords(&callee, arguments.keywords)?;
        complaints::too_many(&callee, bound.by_position, keyword_only)?;
        bound.check_missing(&callee)?;
        Ok(bound)
    }

    fn bind_positional(&mut self, given: SmallVec<[Value; 4]>) {
        let mut rest = Vec::new();
        for (i, value) in given.into_iter().enumerate() {
            let place = self.signature.positional.get(i);
            match place.and_then(|&at| self.values.get_mut(at)) {
                Some(place) => *place = Some(value),
                None => rest.push(value),
            }
        }
        if let Some(place) = self.signature.args.and_then(|at| self.values.get_mut(at)) {
            *place = Some(Value::tuple(rest));
        }
    }

    /// Binds what is given by name; the number of those that could not be given otherwise.
    fn bind_keywords(&mut self, callee: &Callee, given: Vec<(Rc<str>, Value)>) -> Result<usize> {
        let names: SmallVec<[Rc<str>; 4]> = given.iter().map(|(name, _)| name.clone()).collect();
        let mut keyword_only = 0;
        let mut complaint = None;
        for (name, value) in given {
            // An older name of ufuncs' keyword, which their signatures do not show.
            let known = match (&*name, self.row.kind) {
                ("sig", RowKind::Ufunc) => "signature",
                (known, _) => known,
            };
            let place = self.signature.keyword(known);
            let parameter = place.and_then(|at| self.signature.parameters.get(at));
            keyword_only += usize::from(
                parameter.is_some_and(|found| found.kind == ParameterKind::KeywordOnly),
            );
            match place.and_then(|at| self.values.get_mut(at)) {
                Some(place @ None) => *place = Some(value),
                Some(Some(_)) => {
                    complaint.get_or_insert_with(|| complaints::given_twice(callee, &name));
                }
                None if self.signature.keywords.is_some() => self.keywords.push((name, value)),
                None => {
                    let all: Vec<&str> = names.iter().map(|name| &**name).collect();
                    complaint
                        .get_or_insert_with(|| complaints::unknown_keyword(callee, &all, &name));
                }
            }
        }
        match complaint {
            None => Ok(keyword_only),
            Some(complaint) => {
                if complaints::names_missing_first(callee) {
                    self.check_missing(callee)?;
                }
                Err(complaint)
            }
        }
    }

    /// The value of the next parameter in the signature: given, or its default; `None` for `<no value>`.
    #[inline(never)]
    pub fn take(&mut self) -> Option<Value> {
        let at = self.next;
        match self.take_given() {
            Some(value) => Some(value),
            None => match self.signature.parameters.get(at)?.default.as_ref()? {
                Default_::None => Some(Value::None),
                Default_::Bool(value) => Some(Value::Bool(*value)),
                Default_::Int(value) => Some(Value::Int(*value)),
                Default_::Float(value) => Some(Value::Float(*value)),
                Default_::Str(value) => Some(Value::str(value)),
                Default_::Absent => None,
            },
        }
    }

    /// As [`Bound::take`]; None for `<no value>`.
    #[inline(never)]
    pub fn take_value(&mut self) -> Value {
        self.take().unwrap_or(Value::None)
    }

    /// `*args`
    #[inline(never)]
    pub fn take_rest(&mut self) -> Rc<[Value]> {
        match self.take() {
            Some(Value::Tuple(items)) => items,
            _ => Rc::from([]),
        }
    }

    /// Takes the next parameter only if the call gave it; its default does not count.
    #[inline(never)]
    pub fn take_given(&mut self) -> Option<Value> {
        let at = self.next;
        self.next += 1;
        match self.in_order.get_mut(at) {
            Some(value) => Some(std::mem::replace(value, Value::None)),
            None => self.values.get_mut(at).and_then(Option::take),
        }
    }

    /// Keywords that no parameter has, for `**kwargs`.
    #[inline(never)]
    pub fn take_keywords(&mut self) -> Vec<(Rc<str>, Value)> {
        self.next += 1;
        std::mem::take(&mut self.keywords)
    }

    /// The name of the parameter that [`Bound::take`] gave last.
    pub fn last_name(&self) -> &'static str {
        self.next
            .checked_sub(1)
            .and_then(|at| self.signature.parameters.get(at))
            .map_or("", |p| p.name)
    }

    /// Was the value that [`Bound::take`] gave last the object that a method is called on?
    pub fn is_receiver(&self) -> bool {
        self.next == 1 && self.row.is_method()
    }

    /// What CPython calls the parameter that [`Bound::take`] gave last: `argument 2`, `argument 'encoding'` where it has
    /// a name, or just `argument` where there is only one.
    pub fn last_argument(&self) -> String {
        let parameter = self.next.checked_sub(1);
        let parameter = parameter.and_then(|at| self.signature.parameters.get(at));
        if let Some(parameter) = parameter.filter(|p| p.kind != ParameterKind::PositionalOnly) {
            return format!("argument '{}'", parameter.name);
        }
        let own = usize::from(self.row.is_method());
        if self.signature.positional.len() <= own + 1 {
            "argument".to_string()
        } else {
            format!("argument {}", self.next - own)
        }
    }

    fn check_missing(&self, callee: &Callee) -> Result<()> {
        let mut parameters = self.signature.parameters.iter().zip(&self.values);
        if parameters.any(|(p, value)| value.is_none() && p.is_required()) {
            let parameters = self.signature.parameters.iter().zip(&self.values);
            let missing: Vec<usize> = parameters
                .enumerate()
                .filter(|(_, (p, value))| value.is_none() && p.is_required())
                .map(|(at, _)| at)
                .collect();
            return Err(complaints::missing(callee, &missing));
        }
        Ok(())
    }
}

impl super::SignatureParameter {
    fn is_required(&self) -> bool {
        self.default.is_none()
            && !matches!(self.kind, ParameterKind::Args | ParameterKind::Keywords)
    }
}
