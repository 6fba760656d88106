//! `match`: its subject, its cases and their patterns, and what CPython's compiler refuses of those.

use super::{Lower, Lowered, Node, Rule, expect, take};
use crate::syntax::ast::{
    BinaryOp, Case, Expr, ExprKind, Match, Pattern, PatternKind, StmtKind, UnaryOp, Variable,
};
use crate::syntax::error::SyntaxError;
use crate::text::{Span, Symbol};

/// A complaint whose words are known.
fn wrong<T>(message: impl Into<String>, span: Span) -> Lowered<T> {
    Err(SyntaxError::new(message, span).into())
}

impl Lower {
    pub(super) fn match_statement(&mut self, node: Node) -> Lowered<StmtKind> {
        let mut nodes = node.clone().into_inner();
        let head = expect(&mut nodes, &node)?;
        let subject = head
            .clone()
            .into_inner()
            .find(|inner| inner.as_rule() == Rule::subject);
        let subject = match subject {
            Some(subject) => self.expression_list(subject)?,
            None => return self.refuse(&head),
        };
        let mut cases = Vec::new();
        for part in nodes.filter(|inner| inner.as_rule() == Rule::case_part) {
            cases.push(self.case(part)?);
        }
        let catches_all =
            |case: &&Case| case.guard.is_none() && takes_anything(&case.pattern).is_some();
        let before_last = cases.split_last().map_or(&[][..], |(_, before)| before);
        if let Some(early) = before_last.iter().find(catches_all) {
            return unreachable_after(&early.pattern);
        }
        Ok(StmtKind::Match(Box::new(Match { subject, cases })))
    }

    fn case(&mut self, part: Node) -> Lowered<Case> {
        let mut nodes = part.clone().into_inner();
        let head = expect(&mut nodes, &part)?;
        let span = self.span(&head).to(self.span(&part));
        let mut words = head.clone().into_inner();
        take(&mut words, Rule::kw_case);
        let patterns = expect(&mut words, &head)?;
        let pattern = self.patterns(patterns)?;
        check_names(&pattern)?;
        let guard = match words.next() {
            Some(guard) => {
                let mut inner = guard.clone().into_inner();
                take(&mut inner, Rule::kw_if);
                let test = expect(&mut inner, &guard)?;
                Some(self.named(test, &mut inner)?)
            }
            None => None,
        };
        let block = expect(&mut nodes, &part)?;
        Ok(Case {
            pattern,
            guard,
            body: self.block(block)?,
            span,
        })
    }

    /// `patterns`: a sequence if there is a comma or a star.
    fn patterns(&mut self, node: Node) -> Lowered<Pattern> {
        let span = self.span(&node);
        let mut items = Vec::new();
        let mut comma = false;
        for inner in node.clone().into_inner() {
            match inner.as_rule() {
                Rule::comma => comma = true,
                Rule::star_pattern => items.push(self.star_pattern(&inner)?),
                _ => items.push(self.as_pattern(inner)?),
            }
        }
        match items.pop() {
            Some(only) if items.is_empty() && !comma => match only.kind {
                PatternKind::Star(_) => self.refuse(&node),
                _ => Ok(only),
            },
            last => {
                items.extend(last);
                sequence(items, span)
            }
        }
    }

    fn star_pattern(&mut self, node: &Node) -> Lowered<Pattern> {
        let name = expect(&mut node.clone().into_inner(), node)?;
        Ok(Pattern {
            kind: PatternKind::Star(self.capture(&name)?),
            span: self.span(node),
        })
    }

    /// The name that a pattern binds; none for `_`.
    fn capture(&mut self, name: &Node) -> Lowered<Option<Expr>> {
        match name.as_str() {
            "_" => Ok(None),
            _ => self.name(name).map(Some),
        }
    }

    fn as_pattern(&mut self, node: Node) -> Lowered<Pattern> {
        let span = self.span(&node);
        let levels = 1;
        self.deeper(levels, span, |lower| {
            let mut nodes = node.clone().into_inner();
            let inner = expect(&mut nodes, &node)?;
            let pattern = lower.or_pattern(inner)?;
            take(&mut nodes, Rule::kw_as);
            let Some(name) = nodes.next() else {
                return Ok(pattern);
            };
            let Some(target) = lower.capture(&name)? else {
                return wrong("cannot use '_' as a target", lower.span(&name));
            };
            Ok(Pattern {
                kind: PatternKind::As(Box::new(pattern), target),
                span,
            })
        })
    }

    fn or_pattern(&mut self, node: Node) -> Lowered<Pattern> {
        let span = self.span(&node);
        let mut alternatives = Vec::new();
        for inner in node.into_inner() {
            alternatives.push(self.closed_pattern(inner)?);
        }
        let Some(last) = alternatives.pop() else {
            return wrong("invalid syntax", span);
        };
        if alternatives.is_empty() {
            return Ok(last);
        }
        if let Some(early) = alternatives
            .iter()
            .find(|one| takes_anything(one).is_some())
        {
            return unreachable_after(early);
        }
        alternatives.push(last);
        Ok(Pattern {
            kind: PatternKind::Or(alternatives),
            span,
        })
    }

    fn closed_pattern(&mut self, node: Node) -> Lowered<Pattern> {
        let span = self.span(&node);
        let kind = match node.as_rule() {
            Rule::named_pattern => return self.named_pattern(node),
            Rule::number_pattern => PatternKind::Value(self.number_pattern(node)?),
            Rule::strings => PatternKind::Value(self.text_pattern(node)?),
            Rule::group_pattern => match node.into_inner().next() {
                Some(patterns) => {
                    let pattern = self.patterns(patterns)?;
                    return Ok(match pattern.kind {
                        PatternKind::Sequence(_) => Pattern { span, ..pattern },
                        _ => pattern,
                    });
                }
                None => PatternKind::Sequence(Vec::new()),
            },
            Rule::list_pattern => {
                let items = match node.into_inner().next() {
                    Some(patterns) => self.list_items(patterns)?,
                    None => Vec::new(),
                };
                return sequence(items, span);
            }
            Rule::mapping_pattern => self.mapping_pattern(node)?,
            _ => return self.refuse(&node),
        };
        Ok(Pattern { kind, span })
    }

    fn list_items(&mut self, node: Node) -> Lowered<Vec<Pattern>> {
        let mut items = Vec::new();
        for inner in node.into_inner() {
            match inner.as_rule() {
                Rule::comma => {}
                Rule::star_pattern => items.push(self.star_pattern(&inner)?),
                _ => items.push(self.as_pattern(inner)?),
            }
        }
        Ok(items)
    }

    /// A text or bytes; nothing that is put together when the program runs.
    fn text_pattern(&mut self, node: Node) -> Lowered<Expr> {
        let span = self.span(&node);
        let expr = self.constant(node)?;
        match expr.kind {
            ExprKind::FString(_) => wrong(
                "patterns may only match literals and attribute lookups",
                span,
            ),
            _ => Ok(expr),
        }
    }

    /// `1`, `-1.5`, `2 + 3j`
    fn number_pattern(&mut self, node: Node) -> Lowered<Expr> {
        let span = self.span(&node);
        let mut nodes = node.clone().into_inner();
        let negative = take(&mut nodes, Rule::minus).is_some();
        let first = expect(&mut nodes, &node)?;
        let first_span = self.span(&first);
        let mut value = self.constant(first)?;
        if negative {
            value = Expr {
                kind: ExprKind::Unary {
                    op: UnaryOp::Minus,
                    operand: Box::new(value),
                },
                span,
            };
        }
        let Some(sign) = nodes.next() else {
            return Ok(value);
        };
        let imaginary = expect(&mut nodes, &node)?;
        let imaginary_span = self.span(&imaginary);
        let right = self.constant(imaginary)?;
        let is_imaginary = |expr: &Expr| matches!(expr.kind, ExprKind::Imaginary(_));
        if is_imaginary(&value) {
            return wrong("real number required in complex literal", first_span);
        }
        if !is_imaginary(&right) {
            return wrong(
                "imaginary number required in complex literal",
                imaginary_span,
            );
        }
        let op = match sign.as_rule() {
            Rule::minus => BinaryOp::Sub,
            _ => BinaryOp::Add,
        };
        Ok(Expr {
            kind: ExprKind::Binary {
                left: Box::new(value),
                op,
                op_span: self.span(&sign),
                right: Box::new(right),
            },
            span,
        })
    }

    fn named_pattern(&mut self, node: Node) -> Lowered<Pattern> {
        let span = self.span(&node);
        let mut nodes = node.clone().into_inner();
        let first = expect(&mut nodes, &node)?;
        if let Some(kind) = singleton(first.as_str()) {
            let single = Expr { kind, span };
            return match nodes.next() {
                None => Ok(Pattern {
                    kind: PatternKind::Singleton(single),
                    span,
                }),
                Some(rest) => self.refuse(&rest),
            };
        }
        let mut value = self.name(&first)?;
        let mut dotted = false;
        while let Some(name) = take(&mut nodes, Rule::name) {
            dotted = true;
            let span = value.span.to(self.span(&name));
            value = Expr {
                kind: ExprKind::Attribute {
                    value: Box::new(value),
                    name: self.symbol(&name)?,
                    name_span: self.span(&name),
                },
                span,
            };
        }
        let kind = match nodes.next() {
            Some(arguments) => self.class_pattern(value, arguments)?,
            None if dotted => PatternKind::Value(value),
            None => PatternKind::Capture(self.capture(&first)?),
        };
        Ok(Pattern { kind, span })
    }

    fn class_pattern(&mut self, class: Expr, arguments: Node) -> Lowered<PatternKind> {
        let (mut positional, mut keywords): (Vec<Pattern>, Vec<(Symbol, Pattern)>) =
            Default::default();
        for argument in arguments.into_inner() {
            let mut nodes = argument.clone().into_inner();
            let name = take(&mut nodes, Rule::name);
            let inner = expect(&mut nodes, &argument)?;
            let pattern = self.as_pattern(inner)?;
            match name {
                Some(name) => {
                    let symbol = self.symbol(&name)?;
                    if keywords.iter().any(|(other, _)| *other == symbol) {
                        let message = format!("attribute name repeated in class pattern: {symbol}");
                        return wrong(message, pattern.span);
                    }
                    keywords.push((symbol, pattern));
                }
                None if keywords.is_empty() => positional.push(pattern),
                None => {
                    let message = "positional patterns follow keyword patterns";
                    return wrong(message, pattern.span);
                }
            }
        }
        Ok(PatternKind::Class {
            class,
            positional,
            keywords,
        })
    }

    fn mapping_pattern(&mut self, node: Node) -> Lowered<PatternKind> {
        let span = self.span(&node);
        let mut items: Vec<(Expr, Pattern)> = Vec::new();
        let mut rest = None;
        for item in node.into_inner() {
            if rest.is_some() {
                return self.refuse(&item);
            }
            let mut nodes = item.clone().into_inner();
            let key = expect(&mut nodes, &item)?;
            if key.as_rule() == Rule::name {
                rest = Some(match self.capture(&key)? {
                    Some(name) => name,
                    None => return self.refuse(&item),
                });
                continue;
            }
            let key = self.mapping_key(key)?;
            if let Some(shown) = literal(&key)
                && items
                    .iter()
                    .any(|(other, _)| literal(other).as_ref() == Some(&shown))
            {
                let message = format!("mapping pattern checks duplicate key ({shown})");
                return wrong(message, span);
            }
            let inner = expect(&mut nodes, &item)?;
            items.push((key, self.as_pattern(inner)?));
        }
        Ok(PatternKind::Mapping { items, rest })
    }

    fn mapping_key(&mut self, node: Node) -> Lowered<Expr> {
        let pattern = self.closed_pattern(node.clone())?;
        match pattern.kind {
            PatternKind::Value(key) | PatternKind::Singleton(key) => Ok(key),
            _ => self.refuse(&node),
        }
    }
}

fn sequence(items: Vec<Pattern>, span: Span) -> Lowered<Pattern> {
    let is_star = |item: &&Pattern| matches!(item.kind, PatternKind::Star(_));
    if items.iter().filter(is_star).count() > 1 {
        return wrong("multiple starred names in sequence pattern", span);
    }
    Ok(Pattern {
        kind: PatternKind::Sequence(items),
        span,
    })
}

fn singleton(text: &str) -> Option<ExprKind> {
    Some(match text {
        "None" => ExprKind::None,
        "True" => ExprKind::Bool(true),
        "False" => ExprKind::Bool(false),
        _ => return None,
    })
}

/// A literal key as a complaint shows it.
fn literal(key: &Expr) -> Option<String> {
    Some(match &key.kind {
        ExprKind::None => "None".to_string(),
        ExprKind::Bool(value) => if *value { "True" } else { "False" }.to_string(),
        ExprKind::Int(value) => value.to_string(),
        ExprKind::Str(text) => quoted(text),
        ExprKind::Unary { operand, .. } => format!("-{}", literal(operand)?),
        _ => return None,
    })
}

/// A text as Python shows it.
fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let escaped = |c: char| match c {
        '\\' => "\\\\".to_string(),
        '\n' => "\\n".to_string(),
        '\t' => "\\t".to_string(),
        c if c == quote => format!("\\{c}"),
        c => c.to_string(),
    };
    let inner: String = text.chars().map(escaped).collect();
    format!("{quote}{inner}{quote}")
}

/// A pattern that nothing fails: the capture or the wildcard that it comes down to.
fn takes_anything(pattern: &Pattern) -> Option<&Pattern> {
    match &pattern.kind {
        PatternKind::Capture(_) => Some(pattern),
        PatternKind::As(inner, _) => takes_anything(inner),
        PatternKind::Or(alternatives) => alternatives.iter().find_map(takes_anything),
        _ => None,
    }
}

fn unreachable_after<T>(pattern: &Pattern) -> Lowered<T> {
    let inner = takes_anything(pattern).unwrap_or(pattern);
    match &inner.kind {
        PatternKind::Capture(Some(_)) => wrong_capture(inner),
        _ => wrong("wildcard makes remaining patterns unreachable", inner.span),
    }
}

fn wrong_capture<T>(pattern: &Pattern) -> Lowered<T> {
    let name = match &pattern.kind {
        PatternKind::Capture(Some(name)) => name_of(name).map(|name| name.to_string()),
        _ => None,
    };
    let name = name.unwrap_or_default();
    let message = format!("name capture '{name}' makes remaining patterns unreachable");
    wrong(message, pattern.span)
}

fn name_of(expr: &Expr) -> Option<Symbol> {
    match &expr.kind {
        ExprKind::Name {
            symbol,
            variable: Variable::Global,
        } => Some(*symbol),
        _ => None,
    }
}

/// Each name is bound once, and all alternatives bind the same ones.
fn check_names(pattern: &Pattern) -> Lowered<()> {
    names_in(pattern).map(drop)
}

fn names_in(pattern: &Pattern) -> Lowered<Vec<Symbol>> {
    let mut names = Vec::new();
    match &pattern.kind {
        PatternKind::Value(_) | PatternKind::Singleton(_) => {}
        PatternKind::Capture(name) | PatternKind::Star(name) => {
            names.extend(name.iter().filter_map(name_of));
        }
        PatternKind::Sequence(items) => {
            for item in items {
                add_names(&mut names, item)?;
            }
        }
        PatternKind::Mapping { items, rest } => {
            for (_, item) in items {
                add_names(&mut names, item)?;
            }
            if let Some(name) = rest.as_ref().and_then(name_of) {
                add_name(&mut names, name, pattern.span)?;
            }
        }
        PatternKind::Class {
            positional,
            keywords,
            ..
        } => {
            for item in positional
                .iter()
                .chain(keywords.iter().map(|(_, item)| item))
            {
                add_names(&mut names, item)?;
            }
        }
        PatternKind::Or(alternatives) => return names_of_all(alternatives, pattern.span),
        PatternKind::As(inner, name) => {
            add_names(&mut names, inner)?;
            if let Some(name) = name_of(name) {
                add_name(&mut names, name, pattern.span)?;
            }
        }
    }
    Ok(names)
}

fn names_of_all(alternatives: &[Pattern], span: Span) -> Lowered<Vec<Symbol>> {
    let mut first: Option<Vec<Symbol>> = None;
    for alternative in alternatives {
        let names = names_in(alternative)?;
        let Some(wanted) = &first else {
            first = Some(names);
            continue;
        };
        if names.len() != wanted.len() || !wanted.iter().all(|name| names.contains(name)) {
            return wrong("alternative patterns bind different names", span);
        }
    }
    Ok(first.unwrap_or_default())
}

fn add_names(names: &mut Vec<Symbol>, pattern: &Pattern) -> Lowered<()> {
    for name in names_in(pattern)? {
        add_name(names, name, pattern.span)?;
    }
    Ok(())
}

fn add_name(names: &mut Vec<Symbol>, name: Symbol, span: Span) -> Lowered<()> {
    if names.contains(&name) {
        let message = format!("multiple assignments to name '{name}' in pattern");
        return wrong(message, span);
    }
    names.push(name);
    Ok(())
}
