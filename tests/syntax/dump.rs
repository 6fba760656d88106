//! A tree as S-expressions, one statement a line.

use ndbook::syntax::ast::*;
use ndbook::text::Symbol;

pub fn module(module: &Module) -> String {
    let mut out = String::new();
    block(&module.body, 0, &mut out);
    if module.silenced {
        out.push_str("(silenced)\n");
    }
    out
}

fn block(body: &[Stmt], indent: usize, out: &mut String) {
    for stmt in body {
        statement(stmt, indent, out);
    }
}

fn line(out: &mut String, indent: usize, text: &str) {
    out.push_str(&"  ".repeat(indent));
    out.push_str(text);
    out.push('\n');
}

fn section(title: &str, body: &[Stmt], indent: usize, out: &mut String) {
    if !body.is_empty() {
        line(out, indent, title);
        block(body, indent + 1, out);
    }
}

fn statement(stmt: &Stmt, indent: usize, out: &mut String) {
    let mut say = |text: String| line(out, indent, &text);
    match &stmt.kind {
        StmtKind::Expr(value) => say(expr(value)),
        StmtKind::Assign { targets, value } => {
            say(format!("(= {} {})", exprs(targets), expr(value)))
        }
        StmtKind::AugAssign {
            target, op, value, ..
        } => say(format!(
            "({}= {} {})",
            op.symbol(),
            expr(target),
            expr(value)
        )),
        StmtKind::AnnAssign {
            target,
            annotation,
            value,
        } => say(format!(
            "(: {} {}{})",
            expr(target),
            expr(annotation),
            optional(value.as_ref())
        )),
        StmtKind::If { test, body, orelse } => {
            say(format!("if {}", expr(test)));
            block(body, indent + 1, out);
            section("else", orelse, indent, out);
        }
        StmtKind::While { test, body, orelse } => {
            say(format!("while {}", expr(test)));
            block(body, indent + 1, out);
            section("else", orelse, indent, out);
        }
        StmtKind::For {
            target,
            iter,
            body,
            orelse,
        } => {
            say(format!("for {} {}", expr(target), expr(iter)));
            block(body, indent + 1, out);
            section("else", orelse, indent, out);
        }
        StmtKind::Break => say("break".into()),
        StmtKind::Continue => say("continue".into()),
        StmtKind::Pass => say("pass".into()),
        StmtKind::FunctionDef(function) => {
            for decorator in &function.decorators {
                say(format!("@{}", expr(decorator)));
            }
            let returns = optional(function.returns.as_ref());
            say(format!(
                "def {}{} {}{}{}",
                function.qualified,
                variable(function.variable),
                parameters(&function.parameters),
                returns,
                scope(&function.scope)
            ));
            if let Body::Block(body) = &function.body {
                block(body, indent + 1, out);
            }
        }
        StmtKind::ClassDef(class) => {
            for decorator in &class.decorators {
                say(format!("@{}", expr(decorator)));
            }
            say(format!(
                "class {}{} ({}){}",
                class.qualified,
                variable(class.variable),
                arguments(&class.arguments),
                scope(&class.scope)
            ));
            block(&class.body, indent + 1, out);
        }
        StmtKind::Return(value) => say(format!("(return{})", optional(value.as_ref()))),
        StmtKind::Global(names) => say(format!("(global {})", symbols(names))),
        StmtKind::Nonlocal(names) => say(format!("(nonlocal {})", symbols(names))),
        StmtKind::Delete(targets) => say(format!("(del {})", exprs(targets))),
        StmtKind::Assert { test, message } => say(format!(
            "(assert {}{})",
            expr(test),
            optional(message.as_ref())
        )),
        StmtKind::Raise { exception, cause } => say(format!(
            "(raise{}{})",
            optional(exception.as_ref()),
            optional(cause.as_ref())
        )),
        StmtKind::Try(parts) => {
            say("try".into());
            block(&parts.body, indent + 1, out);
            for handler in &parts.handlers {
                let text = format!(
                    "except{}{}",
                    optional(handler.kind.as_ref()),
                    optional(handler.name.as_ref())
                );
                line(out, indent, &text);
                block(&handler.body, indent + 1, out);
            }
            section("else", &parts.orelse, indent, out);
            section("finally", &parts.finally, indent, out);
        }
        StmtKind::With { items, body } => {
            let items: Vec<String> = items
                .iter()
                .map(|item| {
                    format!(
                        "({}{})",
                        expr(&item.context),
                        optional(item.target.as_ref())
                    )
                })
                .collect();
            say(format!("with {}", items.join(" ")));
            block(body, indent + 1, out);
        }
        StmtKind::Match(parts) => {
            say(format!("(match {})", expr(&parts.subject)));
            for case in &parts.cases {
                let guard = optional(case.guard.as_ref());
                line(
                    out,
                    indent,
                    &format!("(case {}{guard})", pattern(&case.pattern)),
                );
                block(&case.body, indent + 1, out);
            }
        }
        StmtKind::Import(names) => say(format!("(import{})", aliases(names))),
        StmtKind::ImportFrom {
            module,
            names,
            star,
        } => say(format!(
            "(from {module}{}{})",
            aliases(names),
            if *star { " *" } else { "" }
        )),
        StmtKind::Magic(magic) => {
            let mark = if magic.cell { "%%" } else { "%" };
            say(format!("(magic {mark}{} {:?})", magic.name, magic.rest));
            if let Some(code) = &magic.code {
                block(&code.body, indent + 1, out);
            }
        }
    }
}

fn pattern(found: &Pattern) -> String {
    let all = |items: &[Pattern]| -> String {
        items
            .iter()
            .map(|item| format!(" {}", pattern(item)))
            .collect()
    };
    match &found.kind {
        PatternKind::Value(value) => format!("(== {})", expr(value)),
        PatternKind::Singleton(value) => format!("(is {})", expr(value)),
        PatternKind::Capture(name) => name.as_ref().map_or("_".into(), expr),
        PatternKind::Star(name) => format!("*{}", name.as_ref().map_or("_".into(), expr)),
        PatternKind::Sequence(items) => format!("(sequence{})", all(items)),
        PatternKind::Or(items) => format!("(or{})", all(items)),
        PatternKind::As(inner, name) => format!("(as {} {})", pattern(inner), expr(name)),
        PatternKind::Mapping { items, rest } => {
            let pairs: String = items
                .iter()
                .map(|(key, item)| format!(" ({} {})", expr(key), pattern(item)))
                .collect();
            format!("(mapping{pairs}{})", optional(rest.as_ref()))
        }
        PatternKind::Class {
            class,
            positional,
            keywords,
        } => {
            let named: String = keywords
                .iter()
                .map(|(name, item)| format!(" ({name} {})", pattern(item)))
                .collect();
            format!("(class {}{}{named})", expr(class), all(positional))
        }
    }
}

fn symbols(names: &[Symbol]) -> String {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    names.join(" ")
}

fn aliases(names: &[Alias]) -> String {
    names
        .iter()
        .map(|alias| format!(" {}->{}", alias.name, expr(&alias.target)))
        .collect()
}

fn variable(variable: Variable) -> String {
    match variable {
        Variable::Global => String::new(),
        Variable::Given => "!".into(),
        Variable::Local(slot) => format!(".{slot}"),
        Variable::Cell(cell) => format!("^{cell}"),
        Variable::Class { outer: None } => ".class".into(),
        Variable::Class { outer: Some(cell) } => format!(".class^{cell}"),
    }
}

fn scope(scope: &Scope) -> String {
    let mut text = String::new();
    if !scope.locals.is_empty() {
        text += &format!(" [{}]", symbols(&scope.locals));
    }
    if !scope.cells.is_empty() {
        text += &format!(" ^[{}; owned {}]", symbols(&scope.cells), scope.owned);
    }
    if !scope.captured.is_empty() {
        text += &format!(" captured{:?}", scope.captured);
    }
    if !scope.parameter_cells.is_empty() {
        text += &format!(" moved{:?}", scope.parameter_cells);
    }
    if scope.generator {
        text += " generator";
    }
    text
}

fn parameters(parameters: &Parameters) -> String {
    let mut words = Vec::new();
    for (index, one) in parameters.positional.iter().enumerate() {
        words.push(parameter("", one));
        if index + 1 == parameters.positional_only {
            words.push("/".into());
        }
    }
    match &parameters.args {
        Some(args) => words.push(parameter("*", args)),
        None if !parameters.keyword_only.is_empty() => words.push("*".into()),
        None => {}
    }
    words.extend(parameters.keyword_only.iter().map(|one| parameter("", one)));
    words.extend(parameters.kwargs.iter().map(|one| parameter("**", one)));
    format!("({})", words.join(" "))
}

fn parameter(stars: &str, parameter: &Parameter) -> String {
    let mut text = format!("{stars}{}", parameter.name);
    if let Some(annotation) = &parameter.annotation {
        text += &format!(":{}", expr(annotation));
    }
    if let Some(default) = &parameter.default {
        text += &format!("={}", expr(default));
    }
    text
}

fn arguments(arguments: &[Argument]) -> String {
    let words: Vec<String> = arguments
        .iter()
        .map(|argument| match argument.kind {
            ArgumentKind::Positional => expr(&argument.value),
            ArgumentKind::Keyword(name) => format!("{name}={}", expr(&argument.value)),
            ArgumentKind::Star => format!("*{}", expr(&argument.value)),
            ArgumentKind::DoubleStar => format!("**{}", expr(&argument.value)),
        })
        .collect();
    words.join(" ")
}

fn optional(value: Option<&Expr>) -> String {
    value.map_or(String::new(), |value| format!(" {}", expr(value)))
}

fn boxed(value: &Option<Box<Expr>>) -> String {
    value.as_ref().map_or("_".into(), |value| expr(value))
}

fn exprs(values: &[Expr]) -> String {
    let words: Vec<String> = values.iter().map(expr).collect();
    words.join(" ")
}

pub fn expr(value: &Expr) -> String {
    match &value.kind {
        ExprKind::Name {
            symbol,
            variable: place,
        } => format!("{symbol}{}", variable(*place)),
        ExprKind::None => "None".into(),
        ExprKind::Bool(value) => if *value { "True" } else { "False" }.into(),
        ExprKind::Int(value) => value.to_string(),
        ExprKind::BigInt(value) => format!("{value}n"),
        ExprKind::Float(value) => format!("{value:?}"),
        ExprKind::Imaginary(value) => format!("{value:?}j"),
        ExprKind::Str(text) => format!("{text:?}"),
        ExprKind::Bytes(bytes) => format!("b\"{}\"", bytes.escape_ascii()),
        ExprKind::FString(parts) => format!("(f{})", fstring(parts)),
        ExprKind::Ellipsis => "...".into(),
        ExprKind::List(values) => format!("[{}]", exprs(values)),
        ExprKind::Tuple(values) => format!("(tuple {})", exprs(values)),
        ExprKind::Set(values) => format!("{{{}}}", exprs(values)),
        ExprKind::Dict(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| match item {
                    DictItem::Pair(key, value) => format!("{}:{}", expr(key), expr(value)),
                    DictItem::Spread(value) => format!("**{}", expr(value)),
                })
                .collect();
            format!("(dict {})", items.join(" "))
        }
        ExprKind::Starred(value) => format!("*{}", expr(value)),
        ExprKind::Unary { op, operand } => format!("({op:?} {})", expr(operand)),
        ExprKind::Binary {
            left, op, right, ..
        } => {
            format!("({} {} {})", op.symbol(), expr(left), expr(right))
        }
        ExprKind::BoolOp { op, values, .. } => format!("({op:?} {})", exprs(values)),
        ExprKind::Compare { first, rest } => {
            let rest: Vec<String> = rest
                .iter()
                .map(|(op, _, value)| format!(" {} {}", op.symbol(), expr(value)))
                .collect();
            format!("({}{})", expr(first), rest.concat())
        }
        ExprKind::Conditional { test, body, orelse } => {
            format!("(if {} {} {})", expr(test), expr(body), expr(orelse))
        }
        ExprKind::Call {
            function,
            arguments: given,
        } => {
            let given = arguments(given);
            let gap = if given.is_empty() { "" } else { " " };
            format!("(call {}{gap}{given})", expr(function))
        }
        ExprKind::Attribute { value, name, .. } => format!("(. {} {name})", expr(value)),
        ExprKind::Subscript { value, index } => format!("(at {} {})", expr(value), expr(index)),
        ExprKind::Slice { start, stop, step } => {
            format!("{}:{}:{}", boxed(start), boxed(stop), boxed(step))
        }
        ExprKind::Lambda(function) => {
            let Body::Expr(body) = &function.body else {
                return "(lambda with a block)".into();
            };
            format!(
                "(lambda {}{} {})",
                parameters(&function.parameters),
                scope(&function.scope),
                expr(body)
            )
        }
        ExprKind::Comprehension(parts) => comprehension(parts),
        ExprKind::Walrus { target, value } => format!("(:= {} {})", expr(target), expr(value)),
        ExprKind::Yield(value) => format!("(yield {})", boxed(value)),
        ExprKind::YieldFrom(value) => format!("(yield-from {})", expr(value)),
    }
}

fn comprehension(parts: &Comprehension) -> String {
    let mut text = format!(
        "({:?}{} {}",
        parts.kind,
        scope(&parts.scope),
        expr(&parts.element)
    );
    if let Some(value) = &parts.value {
        text += &format!(":{}", expr(value));
    }
    for clause in &parts.clauses {
        text += &format!(" for {} {}", expr(&clause.target), expr(&clause.iter));
        for condition in &clause.conditions {
            text += &format!(" if {}", expr(condition));
        }
    }
    text + ")"
}

fn fstring(parts: &[FStringPart]) -> String {
    parts
        .iter()
        .map(|part| match part {
            FStringPart::Text(text) => format!(" {text:?}"),
            FStringPart::Field {
                value,
                shown,
                conversion,
                spec,
            } => {
                let shown = shown
                    .as_ref()
                    .map_or(String::new(), |shown| format!(" {shown:?}"));
                let conversion = conversion.map_or(String::new(), |one| format!(" !{one:?}"));
                format!(" {{{}{shown}{conversion} :{}}}", expr(value), fstring(spec))
            }
        })
        .collect()
}
