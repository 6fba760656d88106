//! The sections of a lesson as they are shown.

use super::material::Material;
use crate::cli::output::{Kept, Mark, Output, Paint};
use crate::cli::present;
use crate::lesson::Transcript;
use crate::lesson::course::{Part, Section};

/// The sections of a lesson that was run; of one that cannot be read or run, what is wrong.
pub fn sections(
    material: &Material,
    transcript: Option<&Transcript>,
    paint: Paint,
    width: usize,
) -> Vec<Section> {
    let mut output = Output::kept(paint, width);
    match (&material.lesson, transcript) {
        (Ok(lesson), Some(transcript)) => {
            present::lesson(lesson, transcript, false, &mut output);
        }
        (Ok(_), None) => output.complain(
            "ndbook itself failed when it ran this lesson. Please report it. The other lessons can be learnt.",
        ),
        (Err(complaints), _) => {
            output.complain("This lesson cannot be read. Its author will want to know why:");
            for complaint in complaints {
                output.mark(Mark::Part);
                output.complain(&complaint.to_string());
            }
        }
    }
    // Without colours a line below it tells a heading.
    let heading = if paint.is_on() { 1 } else { 2 };
    gathered(output.into_kept(), heading)
}

/// The sections of what was shown. One that is a heading alone, of so many lines, stands on the page of the next one.
fn gathered(kept: Vec<Kept>, heading: usize) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    for kept in kept {
        let begun = sections
            .last()
            .is_some_and(|section| !is_lone_heading(section, heading));
        if kept == Kept::Mark(Mark::Section) && begun {
            sections.push(Section::default());
        }
        let Some(section) = sections.last_mut() else {
            continue;
        };
        match kept {
            Kept::Mark(Mark::Section | Mark::Part) => section.parts.push(Part(String::new())),
            Kept::Mark(Mark::Exercise(exercise)) => section.exercises.push(exercise),
            Kept::Text(text) => match section.parts.last_mut() {
                Some(part) => part.0.push_str(&text),
                None => section.parts.push(Part(text)),
            },
        }
    }
    for section in &mut sections {
        section.parts.retain(|part| !part.0.trim().is_empty());
    }
    sections
}

fn is_lone_heading(section: &Section, heading: usize) -> bool {
    let lines = section.parts.iter().flat_map(|part| part.0.lines());
    let lines = lines.filter(|line| !line.trim().is_empty()).count();
    section.exercises.is_empty() && lines <= heading
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_make_sections_and_a_lone_one_joins_the_next() {
        let text = |text: &str| Kept::Text(text.to_string());
        let mark = Kept::Mark;
        let sections = gathered(
            vec![
                mark(Mark::Section),
                mark(Mark::Part),
                text("Title\n=====\n"),
                mark(Mark::Section),
                text("\n"),
                mark(Mark::Part),
                text("One\n---\n\nProse.\n"),
                mark(Mark::Exercise(0)),
                mark(Mark::Part),
                text("a = ...\n"),
                mark(Mark::Section),
                mark(Mark::Part),
                text("Two\n"),
            ],
            2,
        );
        let told: Vec<_> = sections
            .iter()
            .map(|section| (section.parts.len(), section.exercises.len()))
            .collect();
        assert_eq!(told, [(3, 1), (1, 0)]);
    }
}
