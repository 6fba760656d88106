//! From PATH arguments to files and lessons.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::lesson::{self, Complaint, Lesson};

/// What is to be found in folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `.md` files but READMEs, `.ipynb` files, and `.py` files with `# %%` lines.
    Lessons,
    /// `.md`, `.ipynb` and `.py` files of any kind.
    Answers,
}

/// The files that the arguments name, in order: files as they are, folders searched, globs filled in.
///
/// # Errors
/// A complaint for an argument that names nothing.
pub fn expand(arguments: &[String], kind: Kind) -> Result<Vec<PathBuf>, Complaint> {
    let mut files = Vec::new();
    let mut readme = None;
    for argument in arguments {
        let path = Path::new(argument);
        if path.is_dir() {
            let before = files.len();
            search(path, kind, &mut files).map_err(|error| unreadable(argument, &error))?;
            if files.len() == before {
                return Err(Complaint::file(argument, "no lessons in this folder")
                    .help("lessons are .md and .ipynb files, and .py files with `# %%` lines"));
            }
        } else if path.exists() || !argument.contains(['*', '?', '[']) {
            files.push(path.to_path_buf());
        } else {
            files.extend(matches(argument, kind)?);
        }
        if kind == Kind::Lessons && path.exists() {
            // A shell that fills in `lessons/*.md` means the lessons.
            readme = readme.or(files.pop_if(|file| is_readme(file)));
        }
    }
    if let (Some(readme), true) = (readme, files.is_empty()) {
        let complaint = Complaint::file(name(&readme), "a README is not a lesson");
        return Err(complaint.help("give a lesson another name, and name it"));
    }
    Ok(files)
}

fn matches(pattern: &str, kind: Kind) -> Result<Vec<PathBuf>, Complaint> {
    let wrong = |error: glob::PatternError| {
        Complaint::file(pattern, format!("not a glob: {}", error.msg))
            .help("quote it, or name the file")
    };
    let mut found: Vec<PathBuf> = glob::glob(pattern).map_err(wrong)?.flatten().collect();
    if kind == Kind::Lessons {
        found.retain(|path| !is_readme(path));
    }
    if found.is_empty() {
        return Err(
            Complaint::file(pattern, "nothing matches").help("check the folder and the ending")
        );
    }
    Ok(found)
}

/// Adds the files below `folder`, sorted by name, folders after files.
fn search(folder: &Path, kind: Kind, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    crate::text::sort(&mut entries);
    let (folders, found): (Vec<_>, Vec<_>) = entries.into_iter().partition(|path| path.is_dir());
    files.extend(found.into_iter().filter(|path| wanted(path, kind)));
    for folder in folders {
        let name = folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if !name.starts_with('.') && name != "snapshots" && name != "__pycache__" {
            search(&folder, kind, files)?;
        }
    }
    Ok(())
}

/// The Python files right in a folder, sorted; none where there is no such folder.
pub fn python_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "py"))
        .collect();
    crate::text::sort(&mut files);
    files
}

fn wanted(path: &Path, kind: Kind) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if name.starts_with('.') {
        return false;
    }
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    match (ending.as_ref(), kind) {
        ("md" | "ipynb" | "py", Kind::Answers) | ("ipynb", Kind::Lessons) => true,
        ("md", Kind::Lessons) => !is_readme(path),
        ("py", Kind::Lessons) => {
            fs::read_to_string(path).is_ok_and(|text| lesson::is_percent(&text))
        }
        _ => false,
    }
}

/// A README tells of the lessons beside it.
fn is_readme(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.to_ascii_lowercase().starts_with("readme.")
}

/// Reads a lesson.
///
/// # Errors
/// Why the file cannot be read, or all that is wrong with its structure.
pub fn lesson(path: &Path) -> Result<Lesson, Vec<Complaint>> {
    let name = name(path);
    let known = path
        .extension()
        .is_some_and(|ending| ending == "md" || ending == "ipynb" || ending == "py");
    let text = text(path).map_err(|complaint| vec![complaint])?;
    if !known {
        let complaint = Complaint::file(name, "not a lesson that ndbook can read");
        return Err(vec![
            complaint.help("lessons are .md, .ipynb and .py files"),
        ]);
    }
    lesson::read(&name, &text)
}

/// The text of a file.
///
/// # Errors
/// The file is missing, unreadable or not UTF-8.
pub fn text(path: &Path) -> Result<String, Complaint> {
    let name = name(path);
    let bytes = fs::read(path).map_err(|error| unreadable(&name, &error))?;
    lesson::decode(&name, bytes)
}

/// The path as complaints show it, with `/` on every system.
pub fn name(path: &Path) -> String {
    let name = path.display().to_string();
    if std::path::MAIN_SEPARATOR == '\\' {
        name.replace('\\', "/")
    } else {
        name
    }
}

fn unreadable(name: &str, error: &io::Error) -> Complaint {
    match error.kind() {
        io::ErrorKind::NotFound => Complaint::file(name, "there is no such file")
            .help("check the name and the folder you are in"),
        io::ErrorKind::PermissionDenied => Complaint::file(name, "the file may not be read")
            .help("ask for permission to read it, for example with `chmod +r`"),
        _ => Complaint::file(name, format!("the file cannot be read: {error}"))
            .help("check that it is a file of text"),
    }
}
/// The endings that a lesson can have.
pub const ENDINGS: [&str; 3] = ["md", "py", "ipynb"];

/// The file that records a lesson's outputs: of its name, and with its ending where another lesson has the same name.
pub fn snapshot(lesson: &Path) -> PathBuf {
    let folder = lesson.parent().unwrap_or(Path::new(""));
    let stem = lesson.file_stem().unwrap_or_default().to_string_lossy();
    let own = lesson.extension().unwrap_or_default();
    let mut before = ENDINGS.into_iter().take_while(|ending| own != *ending);
    let is_second = before.any(|ending| folder.join(format!("{stem}.{ending}")).exists());
    let name = match is_second {
        true => lesson.file_name().unwrap_or_default().to_string_lossy(),
        false => stem,
    };
    folder.join("snapshots").join(format!("{name}.snap"))
}
