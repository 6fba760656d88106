//! Texts made to exhaust a parser: each must end in a tree or a complaint, quickly, in a debug build too.

use std::time::{Duration, Instant};

use ndbook::syntax::parse;
use ndbook::text::Source;

/// Far above what any text below takes, far below what an exponential one would.
/// The length of a line that somebody will paste.
const MEGABYTES_5: usize = 5_000_000;
const PATIENCE: Duration = Duration::from_secs(60);

fn nested(open: &str, inner: &str, close: &str, depth: usize) -> String {
    open.repeat(depth) + inner + &close.repeat(depth)
}

/// Blocks within blocks, a blank further each.
fn blocks(head: &str, depth: usize, inner: &str) -> String {
    let mut text = String::new();
    for level in 0..depth {
        text += &format!("{}{head}\n", " ".repeat(level));
    }
    text + &" ".repeat(depth) + inner
}

fn texts() -> Vec<(&'static str, String)> {
    let long = 200_000;
    let many = 20_000;
    let numbered = |head: &str, item: &str, tail: &str| {
        let items: Vec<String> = (0..many / 10).map(|i| format!("{item}{i}")).collect();
        format!("{head}{}{tail}", items.join(", "))
    };
    vec![
        ("200 parentheses", nested("(", "1", ")", 200)),
        ("201 parentheses", nested("(", "1", ")", 201)),
        ("10,000 open parentheses", "(".repeat(10_000)),
        ("open brackets of all kinds", "([{".repeat(5_000)),
        ("200 lists", nested("[", "", "]", 200)),
        ("199 calls", nested("f(", "1", ")", 199)),
        ("199 subscripts", nested("a[", "1", "]", 199)),
        ("199 dicts", nested("{1: ", "1", "}", 199)),
        ("199 comprehensions", nested("[x for x in ", "y", "]", 199)),
        (
            "199 generators in calls",
            nested("f(x for x in ", "y", ")", 199),
        ),
        ("199 lambdas in calls", nested("f(lambda: ", "y", ")", 199)),
        ("90 lambdas", nested("lambda: ", "y", "", 90)),
        ("lambdas in defaults", nested("lambda x=", "y", ": 1", 90)),
        ("lambdas", nested("lambda: ", "y", "", many)),
        ("sum", "1+".repeat(many) + "1"),
        ("sum of 900", "1+".repeat(900) + "1"),
        ("power", "2**".repeat(many) + "2"),
        ("power of 900", "2**".repeat(900) + "2"),
        ("not", "not ".repeat(many) + "x"),
        ("minus", "-".repeat(many) + "x"),
        ("minus 900", "-".repeat(900) + "x"),
        ("attributes", "a".to_owned() + &".b".repeat(many)),
        ("subscripts", "a".to_owned() + &"[0]".repeat(many)),
        ("calls", "a".to_owned() + &"()".repeat(many)),
        ("900 calls", "a".to_owned() + &"()".repeat(900)),
        ("conditionals", "a if b else ".repeat(many) + "c"),
        ("400 conditionals", "a if b else ".repeat(400) + "c"),
        ("comparisons", "a < ".repeat(many) + "a"),
        ("disjunction", "a or ".repeat(many) + "a"),
        ("alternation", "a and b or ".repeat(many / 2) + "a"),
        (
            "elif",
            "if x:\n pass\n".to_owned() + &"elif x:\n pass\n".repeat(10_000),
        ),
        (
            "900 elif",
            "if x:\n pass\n".to_owned() + &"elif x:\n pass\n".repeat(900),
        ),
        ("99 blocks", blocks("if x:", 99, "pass")),
        ("100 blocks", blocks("if x:", 100, "pass")),
        ("99 loops", blocks("for x in y:", 99, "pass")),
        ("99 functions", blocks("def f(x):", 99, "return x")),
        ("99 classes", blocks("class A:", 99, "x = 1")),
        ("99 try", blocks("try:", 99, "pass")),
        ("99 blocks and a mistake", blocks("if x:", 99, "f(a b)")),
        ("99 with and a mistake", blocks("with a as b:", 99, "x y")),
        (
            "blocks and brackets",
            blocks("if x:", 99, &nested("f(", "1", ")", 199)),
        ),
        ("chained assignment", "x = ".repeat(many) + "1"),
        ("tuple", "a,".repeat(many)),
        ("list", "[".to_owned() + &"1,".repeat(many) + "]"),
        (
            "call with many arguments",
            numbered("f(", "a", "=1)").replace(", ", "=1, "),
        ),
        ("many parameters", numbered("def f(", "a", "): pass")),
        (
            "the same parameter",
            "def f(".to_owned() + &"a,".repeat(many) + "): pass",
        ),
        ("decorators", "@a\n".repeat(10_000) + "def f(): pass"),
        (
            "clauses",
            "[x ".to_owned() + &"for x in y ".repeat(10_000) + "]",
        ),
        ("strings side by side", "'a' ".repeat(many)),
        ("fields", "f'".to_owned() + &"{x}".repeat(10_000) + "'"),
        (
            "f-strings within",
            "f\"\"\"{f'''{f\"{f'{x}'}\"}'''}\"\"\"".to_owned(),
        ),
        (
            "brackets in a field",
            format!("f'{{{}}}'", nested("(", "1", ")", 199)),
        ),
        ("sum in a field", format!("f'{{{}1}}'", "1+".repeat(many))),
        ("statements", "x;".repeat(many)),
        ("lines", "x\n".repeat(many)),
        ("magics", "%time x\n".repeat(10_000)),
        ("a name", "x".repeat(MEGABYTES_5)),
        ("a string", format!("'{}'", "x".repeat(MEGABYTES_5))),
        ("an open string", format!("'{}", "x".repeat(MEGABYTES_5))),
        (
            "an open long string",
            format!("'''{}", "x\n".repeat(2 * long)),
        ),
        ("escapes", format!("'{}'", "\\n".repeat(long))),
        ("a number", "1".repeat(5 * long)),
        ("a hexadecimal number", format!("0x{}", "f".repeat(long))),
        ("a fraction", format!("0.{}", "1".repeat(long))),
        ("an exponent", format!("1e{}", "9".repeat(long))),
        ("blanks", " ".repeat(5 * long)),
        ("blank lines", "\n".repeat(long)),
        ("blanks behind", format!("x{}", " ".repeat(long))),
        ("tabs", format!("if x:\n{}y", "\t".repeat(long))),
        ("a comment", format!("#{}", "x".repeat(MEGABYTES_5))),
        ("comments", "# x\n".repeat(many)),
        ("continued lines", format!("x = 1 {}", "\\\n".repeat(many))),
        ("semicolons", ";".repeat(long)),
        ("words", "a ".repeat(long)),
        ("words in brackets", format!("({})", "a ".repeat(long))),
        ("a long line", format!("x = [{}]", "1, ".repeat(long))),
        ("a mistake at the end", "x = 1\n".repeat(many) + "f(a b)"),
        (
            "a mistake after a long line",
            format!("x = [{}]; y z", "1, ".repeat(many)),
        ),
        ("no comma within calls", nested("f(", "a b", ")", 199)),
        ("no comma within keywords", nested("f(a=", "b c", ")", 199)),
        ("no comma within lists", nested("[", "a b", "]", 199)),
        ("no comma within dicts", nested("{a: ", "b c", "}", 199)),
        ("no value within dicts", nested("{a: ", "", "}", 199)),
        ("no value within tuples", nested("(a, ", "*", ")", 199)),
        ("assignment within groups", nested("(", "f() = 1", ")", 199)),
        (
            "assignment within calls",
            nested("f(1, ", "a.b = 1", ")", 199),
        ),
        (
            "no comma within comprehensions",
            nested("[x for x in ", "y z", "]", 199),
        ),
        (
            "a wrong target within",
            nested("[x for x in ", "[y for 1 in z]", "]", 190),
        ),
        ("a keyword within", nested("f(x, [", "if", "])", 99)),
        (
            "a keyword within lambdas",
            nested("f(lambda x: ", "if", ")", 99),
        ),
        (
            "a keyword within conditions",
            nested("(a if ", "if", " else b)", 190),
        ),
        (
            "a keyword within targets",
            nested("(a, [", "if", "])", 99) + " = x",
        ),
        ("a keyword within slices", nested("a[1:", "if", "]", 199)),
        (
            "a keyword within a with",
            nested("with (", "if", ")", 100) + ": pass",
        ),
        ("null bytes", "\0".repeat(long)),
        ("strange characters", "\u{2603}".repeat(long)),
        ("question marks", "?".repeat(long)),
        ("quotes", "'".repeat(long)),
        ("backslashes", "\\".repeat(long)),
        ("byte order marks", "\u{FEFF}".repeat(many)),
        ("carriage returns", "\r".repeat(long)),
    ]
}

fn outcome(text: String) -> String {
    let source = Source::new("hostile", text, 1);
    match parse(&source) {
        Ok(module) => format!("{} statements", module.body.len()),
        Err(error) => {
            let place = source.place(error.span.start);
            format!("{error} ({}:{})", place.line, place.column)
        }
    }
}

#[test]
fn hostile_texts_end_quickly() {
    let report = super::with_stack(|| {
        let mut report = String::new();
        for (name, text) in texts() {
            let start = Instant::now();
            let mut said = outcome(text);
            said.truncate(200);
            let taken = start.elapsed();
            if std::env::var_os("TIMES").is_some() {
                eprintln!("{taken:>10.1?} {name}: {said}");
            }
            assert!(taken < PATIENCE, "{name} took {taken:?}");
            report += &format!("{name}: {said}\n");
        }
        report
    });
    insta::with_settings!({snapshot_path => ".", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("hostile", report);
    });
}
