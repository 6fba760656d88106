//! `ndbook export gradescope`: the archive that Gradescope runs on every submission.
//!
//! It holds an empty `setup.sh`, `run_autograder`, the lesson with its data, and this program itself, so that the
//! image builds in seconds. The same lesson gives the same bytes.

use std::fs;
use std::path::{Path, PathBuf};

use super::Status;
use super::files::is_data;
use super::options::{ExportOptions, Platform};
use super::output::Output;
use super::paths;
use crate::builtins::numpy::files::zip::{self, Entry};
use crate::lesson::Complaint;

/// Data beyond this is more than a lesson needs.
const MOST_DATA: usize = 200 << 20;

const SETUP: &str = "#!/bin/sh\n# Nothing has to be installed: ndbook is one program.\n";

pub fn run(options: &ExportOptions, output: &mut Output) -> Status {
    let Platform::Gradescope = options.platform;
    match export(options) {
        Ok(archive) => {
            let to = target(options);
            match fs::write(&to, archive) {
                Ok(()) => {
                    output.result(&format!("{}\n", paths::name(&to)));
                    Status::Good
                }
                Err(error) => refuse(
                    vec![
                        Complaint::file(paths::name(&to), format!("cannot be written: {error}"))
                            .help("name another file with `-o`"),
                    ],
                    output,
                ),
            }
        }
        Err(complaints) => refuse(complaints, output),
    }
}

fn refuse(complaints: Vec<Complaint>, output: &mut Output) -> Status {
    for complaint in complaints {
        output.complain(&complaint.to_string());
    }
    Status::Unusable
}

fn target(options: &ExportOptions) -> PathBuf {
    let stem = options.lesson.file_stem().unwrap_or_default();
    let named = || PathBuf::from(format!("{}-gradescope.zip", stem.to_string_lossy()));
    options.output.clone().unwrap_or_else(named)
}

fn export(options: &ExportOptions) -> Result<Vec<u8>, Vec<Complaint>> {
    let lesson = paths::lesson(&options.lesson)?;
    if lesson.exercises.is_empty() {
        let complaint = Complaint::file(lesson.name(), "the lesson has no exercises to check");
        return Err(vec![complaint.help("mark one with `python exercise=NAME`")]);
    }
    let program = program(options).map_err(|complaint| vec![complaint])?;
    let name = lesson.file_name().to_string();
    let mut entries = vec![
        entry("setup.sh", SETUP.as_bytes().to_vec(), EXECUTABLE),
        entry("run_autograder", script(&name).into_bytes(), EXECUTABLE),
        entry(
            &format!("lesson/{name}"),
            lesson.written().into_bytes(),
            READABLE,
        ),
    ];
    let data = data(&options.lesson).map_err(|complaint| vec![complaint])?;
    entries.extend(
        data.into_iter()
            .map(|(name, bytes)| entry(&format!("lesson/{name}"), bytes, READABLE)),
    );
    entries.push(entry("ndbook", program, EXECUTABLE));
    Ok(zip::archive_of(&entries, true))
}

const EXECUTABLE: u16 = 0o755;
const READABLE: u16 = 0o644;

fn entry(name: &str, bytes: Vec<u8>, mode: u16) -> Entry {
    Entry {
        name: name.to_string(),
        bytes,
        mode,
    }
}

/// The program that goes along: a given one, else this one. Gradescope's machines run Linux on x86-64.
fn program(options: &ExportOptions) -> Result<Vec<u8>, Complaint> {
    let path = match &options.program {
        Some(path) => path.clone(),
        None => std::env::current_exe().map_err(|error| {
            Complaint::file("ndbook", format!("this program cannot be found: {error}"))
                .help("name it with `--program`")
        })?,
    };
    let name = paths::name(&path);
    let bytes = fs::read(&path).map_err(|error| {
        Complaint::file(&name, format!("the program cannot be read: {error}"))
            .help("name another one with `--program`")
    })?;
    match is_linux_program(&bytes) {
        true => Ok(bytes),
        false => Err(Complaint::file(
            &name,
            "not a program for Linux on x86-64, which Gradescope runs",
        )
        .help("name an ndbook for that with `--program`")),
    }
}

/// An ELF file of 64 bits for x86-64.
fn is_linux_program(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x7fELF\x02\x01") && bytes.get(18..20) == Some(&[0x3e, 0])
}

/// The data files below the lesson's folder, sorted, by their paths there.
fn data(lesson: &Path) -> Result<Vec<(String, Vec<u8>)>, Complaint> {
    let folder = match lesson.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    let mut found = Vec::new();
    gather(&folder, "", &mut found).map_err(|error| {
        Complaint::file(
            paths::name(&folder),
            format!("its data cannot be read: {error}"),
        )
        .help("give the lesson a folder of its own, with its data")
    })?;
    let size: usize = found.iter().map(|(_, bytes)| bytes.len()).sum();
    match size > MOST_DATA {
        true => Err(Complaint::file(
            paths::name(&folder),
            "more than 200 MB of data lie beside the lesson",
        )
        .help("give the lesson a folder of its own, with its data")),
        false => Ok(found),
    }
}

fn gather(folder: &Path, prefix: &str, found: &mut Vec<(String, Vec<u8>)>) -> std::io::Result<()> {
    let entries = fs::read_dir(folder)?;
    let mut entries = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<_>>>()?;
    crate::text::sort(&mut entries);
    for path in entries {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.starts_with('.')
            || path.is_symlink()
            || matches!(name.as_str(), "snapshots" | "answers" | "target")
        {
            continue;
        }
        if path.is_dir() {
            gather(&path, &format!("{prefix}{name}/"), found)?;
        } else if is_data(&path) && !name.ends_with(".zip") {
            found.push((format!("{prefix}{name}"), fs::read(&path)?));
        }
        if found.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() > MOST_DATA {
            return Ok(());
        }
    }
    Ok(())
}

/// What Gradescope runs. It always leaves results, whatever was handed in.
fn script(lesson: &str) -> String {
    let stem = lesson.rsplit_once('.').map_or(lesson, |(stem, _)| stem);
    let [lesson, stem] = [lesson, stem].map(|name| name.replace('\'', r"'\''"));
    format!(
        r#"#!/bin/sh
# Checks what was handed in with ndbook, and leaves the marks where Gradescope looks for them.
base="${{AUTOGRADER:-/autograder}}"
source="$base/source"
results="$base/results/results.json"
mkdir -p "$base/results"

# The answer: a file of the lesson's name or called `answer`, else the first that can be one.
answer=
for name in '{stem}' answer; do
    for ending in py ipynb md; do
        if [ -z "$answer" ] && [ -f "$base/submission/$name.$ending" ]; then
            answer="$base/submission/$name.$ending"
        fi
    done
done
if [ -z "$answer" ]; then
    answer=$(find "$base/submission" -type f \( -name '*.py' -o -name '*.ipynb' -o -name '*.md' \) 2>/dev/null | LC_ALL=C sort | head -n 1)
fi
if [ -z "$answer" ]; then
    echo '{{"score": 0, "output": "There is no answer: hand in a .py, .ipynb or .md file.", "tests": []}}' > "$results"
    exit 0
fi

chmod +x "$source/ndbook"
"$source/ndbook" check --format gradescope "$source/lesson/{lesson}" "$answer" > "$results"
if [ ! -s "$results" ]; then
    echo '{{"score": 0, "output": "The answer could not be checked: please tell your teacher.", "tests": []}}' > "$results"
fi
exit 0
"#
    )
}
