//! `ndbook convert`: a lesson in another form.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;

use super::options::{ConvertOptions, Form};
use super::output::Output;
use super::{Status, paths};
use crate::lesson::{self, Complaint, LessonForm};

pub fn run(options: &ConvertOptions, output: &mut Output) -> Status {
    match convert(options, output) {
        Ok(()) => Status::Good,
        Err(complaints) => {
            for complaint in complaints {
                output.complain(&complaint.to_string());
            }
            Status::Unusable
        }
    }
}

fn convert(options: &ConvertOptions, output: &mut Output) -> Result<(), Vec<Complaint>> {
    let from = form(&options.from, options.from_form, "from").map_err(one)?;
    let to = form(&options.to, options.to_form, "to").map_err(one)?;
    let (name, text) = input(&options.from).map_err(one)?;
    let converted = lesson::convert(&name, &text, from, to)?;
    write(options, &converted.text, output).map_err(one)?;
    for note in converted.notes {
        output.complain(&format!("{name}: note: {note}"));
    }
    Ok(())
}

fn one(complaint: Complaint) -> Vec<Complaint> {
    vec![complaint]
}

/// The form that an option or the ending says.
fn form(name: &str, said: Option<Form>, option: &str) -> Result<LessonForm, Complaint> {
    let ending = Path::new(name)
        .extension()
        .unwrap_or_default()
        .to_string_lossy();
    match (said, ending.to_ascii_lowercase().as_str()) {
        (Some(Form::Md), _) | (None, "md") => Ok(LessonForm::Markdown),
        (Some(Form::Ipynb), _) | (None, "ipynb") => Ok(LessonForm::Notebook),
        (Some(Form::Py), _) | (None, "py") => Ok(LessonForm::Percent),
        (Some(Form::Myst), _) => Ok(LessonForm::Myst),
        _ => {
            let complaint = Complaint::file(name, "the ending says no form of a lesson");
            Err(complaint.help(format!(
                "it is .md, .ipynb or .py; or write `--{option} md`"
            )))
        }
    }
}

/// The name of the lesson and its text.
fn input(name: &str) -> Result<(String, String), Complaint> {
    if name != "-" {
        return Ok((paths::name(Path::new(name)), paths::text(Path::new(name))?));
    }
    let mut bytes = Vec::new();
    let read = io::stdin().read_to_end(&mut bytes);
    read.map_err(|error| Complaint::file("<stdin>", format!("stdin cannot be read: {error}")))?;
    Ok(("<stdin>".to_string(), lesson::decode("<stdin>", bytes)?))
}

/// Writes the new file, and none that is there already unless the command line says so.
fn write(options: &ConvertOptions, text: &str, output: &mut Output) -> Result<(), Complaint> {
    let name = options.to.as_str();
    if name == "-" {
        output.result(text);
        return Ok(());
    }
    let written = match options.force {
        true => fs::write(name, text),
        false => OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(name)
            .and_then(|mut file| file.write_all(text.as_bytes())),
    };
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Complaint::file(name, "the file is there already")
            .help("name another one, or write over it with `--force`"),
        _ => Complaint::file(name, format!("cannot be written: {error}"))
            .help("check that the folder is there and that you may write to it"),
    })
}
