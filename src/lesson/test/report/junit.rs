//! JUnit's XML: a lesson is a `testsuite`, a cell or a problem a `testcase`.
//!
//! A failure is a difference, an error is what could not be run. The elements and their attributes are those that
//! Jenkins, GitLab and their kin read; `file` and `line` of a testcase are GitLab's.

use std::io;

use super::verdict::{Point, PointStatus, Verdict};
use crate::lesson::xml::{Xml, document, element, text_element, time};

/// The report of a whole batch.
pub fn junit(verdicts: &[Verdict]) -> String {
    document(|xml| report(xml, verdicts))
}

fn report(xml: &mut Xml, verdicts: &[Verdict]) -> io::Result<()> {
    let sum = |count: &dyn Fn(&Verdict) -> usize| verdicts.iter().map(count).sum::<usize>();
    let seconds: f64 = verdicts.iter().map(|verdict| verdict.seconds).sum();
    let attributes = [
        ("name", "ndbook".to_string()),
        ("tests", sum(&|verdict| verdict.points.len()).to_string()),
        (
            "failures",
            sum(&|verdict| verdict.count(PointStatus::Fail)).to_string(),
        ),
        (
            "errors",
            sum(&|verdict| verdict.count(PointStatus::Error)).to_string(),
        ),
        ("time", time(seconds)),
    ];
    element(xml, "testsuites", &attributes, |xml| {
        verdicts.iter().try_for_each(|verdict| suite(xml, verdict))
    })
}

fn suite(xml: &mut Xml, verdict: &Verdict) -> io::Result<()> {
    let count = |status| verdict.count(status).to_string();
    let attributes = [
        ("name", verdict.name.clone()),
        ("tests", verdict.points.len().to_string()),
        ("failures", count(PointStatus::Fail)),
        ("errors", count(PointStatus::Error)),
        ("skipped", count(PointStatus::Skipped)),
        ("time", time(verdict.seconds)),
        ("file", verdict.name.clone()),
    ];
    element(xml, "testsuite", &attributes, |xml| {
        verdict
            .points
            .iter()
            .try_for_each(|point| case(xml, &verdict.name, point))
    })
}

fn case(xml: &mut Xml, suite: &str, point: &Point) -> io::Result<()> {
    let attributes = [
        ("name", point.name.clone()),
        ("classname", class_name(suite)),
        ("time", time(point.seconds)),
        ("file", point.file.clone()),
        ("line", point.line.max(1).to_string()),
    ];
    let message = point.message.clone().unwrap_or_default();
    let inner = match point.status {
        PointStatus::Pass => None,
        PointStatus::New => Some(("system-out", vec![], new_output(point, &message))),
        PointStatus::Skipped => Some(("skipped", vec![("message", message)], String::new())),
        PointStatus::Fail => Some(("failure", typed(point, message), details(point))),
        PointStatus::Error => Some(("error", typed(point, message), details(point))),
    };
    element(xml, "testcase", &attributes, |xml| match inner {
        Some((name, attributes, text)) => text_element(xml, name, &attributes, &text),
        None => Ok(()),
    })
}

fn typed(point: &Point, message: String) -> Vec<(&'static str, String)> {
    vec![("message", message), ("type", point.kind.clone())]
}

fn new_output(point: &Point, message: &str) -> String {
    format!("{message}:\n{}", point.got.as_deref().unwrap_or(""))
}

/// What people see when they open the failure: where it is, and the diff or the caret.
fn details(point: &Point) -> String {
    let place = match point.line {
        0 => point.file.clone(),
        line => format!("{}:{line}:{}", point.file, point.column),
    };
    let message = point.message.as_deref().unwrap_or("");
    let details = point.details.as_deref().unwrap_or("");
    format!("{place}: {message}\n{details}")
}

/// The path with dots, without its ending: the form of a Java class, by which readers group.
fn class_name(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let stem = stem.trim_start_matches(['.', '/']);
    stem.replace('.', "_").replace('/', ".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_spelt_out() {
        let point = Point {
            name: "cell 1: print(\"<&>\")".to_string(),
            status: PointStatus::Fail,
            file: "lessons/a.b.md".to_string(),
            line: 3,
            column: 1,
            kind: "output".to_string(),
            message: Some("a\nb".to_string()),
            expected: None,
            got: None,
            details: Some("-\u{1b}[0m ]]> é\n+\u{0}\u{fffe}".to_string()),
            seconds: 0.0125,
        };
        let verdict = Verdict {
            name: "lessons/a.b.md".to_string(),
            points: vec![point],
            seconds: 1.0,
        };
        let text = junit(&[verdict]);
        assert!(
            text.contains("-\\x1b[0m ]]&gt; é\n+\\x00\\xfffe</failure>"),
            "{text}"
        );
        assert!(
            text.contains("classname=\"lessons.a_b\" time=\"0.013\""),
            "{text}"
        );
        assert!(text.contains("message=\"a b\" type=\"output\""), "{text}");
    }
}
