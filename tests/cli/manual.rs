//! `ndbook doc` and `help`: pages of what rows declare, and of what nobody declared.

use super::*;

#[track_caller]
fn page(name: &str) -> String {
    Folder::new().ndbook(&["doc", name]).status(0).stdout
}

#[test]
fn whatever_can_be_imported_has_a_page() {
    assert!(page("np.mean").starts_with("np.mean(a, axis=None"));
    assert!(page("statistics.mean").starts_with("statistics.mean(data)\n\nThe arithmetic mean.\n"));
    assert!(page("decimal.Decimal.sqrt").starts_with("decimal.Decimal.sqrt(context=None)\n"));
    let attribute = page("csv.DictReader.fieldnames");
    assert!(attribute.starts_with("csv.DictReader.fieldnames  (an attribute)\n"));
    let class = page("collections.Counter");
    assert!(class.starts_with("collections.Counter(iterable=None, /, **kwds)\n"));
    assert!(class.contains("\nMembers:\n") && class.contains("\n  most_common "));
    let module = page("numpy.linalg");
    assert!(module.starts_with("numpy.linalg  (a module)\n\nMembers:\n"));
    assert!(module.contains("\n  solve "));
}

#[test]
fn a_method_takes_no_array_and_scalars_are_not_spoken_of() {
    let page = page("ndarray.mean");
    assert!(page.starts_with("ndarray.mean(axis=None"), "{page}");
    assert!(
        page.contains("\n  axis ") && !page.contains("\n  a "),
        "{page}"
    );
    assert!(!page.contains("generic"), "{page}");
}

#[test]
fn parameters_of_python_are_not_explained_as_arrays() {
    let page = page("math.sqrt");
    assert!(
        page.contains("Square root.") && !page.contains("array"),
        "{page}"
    );
}

#[test]
fn the_index_and_the_reference_have_all_names() {
    let folder = Folder::new();
    let index = folder.ndbook(&["doc"]).status(0).stdout;
    let statistics = index
        .split("\n\n")
        .find(|part| part.starts_with("statistics\n"));
    assert!(statistics.is_some_and(|part| part.contains(" harmonic_mean ")));
    let html = folder.ndbook(&["doc", "--format", "html"]).status(0).stdout;
    assert!(html.contains("<h2>statistics.harmonic_mean</h2>"));
}

#[test]
fn help_describes_what_a_lesson_made() {
    let lesson = "class Account:
    \"\"\"Money that grows.

    Never below zero.
    \"\"\"
    def __init__(self, owner, balance=0): self.balance = balance
    def grow(self, rate):
        \"\"\"Adds interest.\"\"\"
    @property
    def empty(self): return not self.balance
class Savings(Account):
    pass
help(Savings)
help(Account)
help(Savings('Ada').grow)
";
    let expected = "Savings(owner, balance=0)

Members:
  grow(rate)          Adds interest.
  empty  (an attribute)
Account(owner, balance=0)

Money that grows.

Never below zero.

Members:
  grow(rate)          Adds interest.
  empty  (an attribute)
grow(rate)

Adds interest.
";
    let folder = Folder::with([("account.py", lesson)]);
    folder
        .ndbook(&["run", "account.py"])
        .status(0)
        .stdout(expected);
}
