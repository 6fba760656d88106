//! When a REPL runs what was typed and when it asks for more, as IPython decides it.

use ndbook::syntax::Completeness::{self, Complete, Incomplete, Invalid};
use ndbook::syntax::parse_interactive;

#[test]
fn lines_are_judged_as_ipython_does() {
    let cases: &[(&str, Completeness)] = &[
        ("", Complete),
        ("x = 1", Complete),
        ("# a comment", Complete),
        ("f(x)  # a comment", Complete),
        ("x = (1,", Incomplete),
        ("x = (1,\n\n", Incomplete),
        ("x = [1,\n2]", Complete),
        ("f(a b", Incomplete),
        ("x = '''a", Incomplete),
        ("x = '''a\nb'''", Complete),
        ("x = 'a", Invalid),
        ("x = 1 + \\", Incomplete),
        ("x = 1 + \\\n2", Complete),
        ("x = ", Invalid),
        ("x = = 1", Invalid),
        ("x = 1)", Invalid),
        ("if x:", Incomplete),
        ("if x:  # why", Incomplete),
        ("if x:\n", Invalid),
        ("if x:\n    y", Incomplete),
        ("if x:\n    y\n", Complete),
        ("if x:\n    y\n    ", Complete),
        ("if x:\n    y\nelse:", Incomplete),
        ("if x:\n    y\nelse:\n    z", Incomplete),
        ("if x: y", Incomplete),
        ("if x: y\n", Complete),
        ("if x", Invalid),
        ("for i in x:\n    if i:", Incomplete),
        ("for i in x:\n    if i", Invalid),
        ("for i in x:\n    f(i,", Incomplete),
        ("for i in x:\n  a\n b", Invalid),
        ("def f():\n    x =", Invalid),
        ("def f():\n    return 1\nf()", Complete),
        ("class A:\n    def f(self):\n        pass", Incomplete),
        ("class A:\n    def f(self):\n        pass\n", Complete),
        ("try:", Incomplete),
        ("try:\n    x", Incomplete),
        ("try:\n    x\n", Invalid),
        ("try:\n    x\nexcept A:", Incomplete),
        ("try:\n    x\nexcept A:\n    y", Incomplete),
        ("@decorator", Incomplete),
        ("@decorator\n", Invalid),
        ("class A:\n    @property", Incomplete),
        ("@decorator\ndef f(): pass", Incomplete),
        ("return 1", Invalid),
        ("%matplotlib inline", Complete),
        ("%time f(", Complete),
        ("!ls", Complete),
        ("np.mean?", Complete),
        ("%%time", Incomplete),
        ("%%time\nx = 1", Incomplete),
        ("%%time\nx = 1\n", Complete),
        ("%%bash\nls (", Incomplete),
        ("x = {'a': 1,\n     'b':", Incomplete),
        ("lambda x:", Incomplete),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| parse_interactive(text) != *expected)
        .map(|(text, expected)| format!("{text:?}: not {expected:?}\n"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.concat());
}
