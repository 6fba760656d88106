//! The files that running code may see: real ones below a folder, and a scratch space in memory.

use std::collections::HashMap;
use std::fs;
use std::io::{Error, ErrorKind, Result, Write};
use std::path::{Component, Path, PathBuf};

use crate::value::Files;

/// A lesson's own folder, which it can read and not change.
///
/// What it writes is kept in memory for later reads of the same run. A path that leads out of the folder, also
/// by a link, is refused.
#[derive(Clone)]
pub struct LessonFiles {
    folder: PathBuf,
    /// Lessons, notebooks, scripts and snapshots are kept from answers, which could copy solutions from them.
    data_only: bool,
    /// By path below the folder; none for a file that was removed.
    scratch: HashMap<PathBuf, Option<Vec<u8>>>,
}

impl LessonFiles {
    /// The folder that holds a lesson.
    pub fn of(lesson: &Path) -> LessonFiles {
        LessonFiles {
            folder: folder_of(lesson),
            data_only: false,
            scratch: HashMap::new(),
        }
    }

    /// The same for answers: data files only.
    pub fn data_of(lesson: &Path) -> LessonFiles {
        LessonFiles {
            data_only: true,
            ..LessonFiles::of(lesson)
        }
    }

    /// The file on disk, if it may be read.
    fn on_disk(&self, path: &Path) -> Result<PathBuf> {
        if self.data_only && !is_data(path) {
            return Err(ErrorKind::PermissionDenied.into());
        }
        inside(&self.folder, path)
    }
}

impl Files for LessonFiles {
    fn read(&mut self, path: &str) -> Result<Vec<u8>> {
        let path = below(&self.folder, path)?;
        match self.scratch.get(&path) {
            Some(Some(bytes)) => Ok(bytes.clone()),
            Some(None) => Err(ErrorKind::NotFound.into()),
            None => fs::read(self.on_disk(&path)?),
        }
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        let path = below(&self.folder, path)?;
        self.scratch.insert(path, Some(bytes.to_vec()));
        Ok(())
    }

    fn append(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        let own = below(&self.folder, path)?;
        if let Some(Some(file)) = self.scratch.get_mut(&own) {
            file.extend_from_slice(bytes);
            return Ok(());
        }
        let mut whole = self.read(path)?;
        whole.extend_from_slice(bytes);
        self.scratch.insert(own, Some(whole));
        Ok(())
    }

    fn exists(&mut self, path: &str) -> bool {
        let Ok(path) = below(&self.folder, path) else {
            return false;
        };
        match self.scratch.get(&path) {
            Some(bytes) => bytes.is_some(),
            None => self.on_disk(&path).is_ok_and(|path| path.exists()),
        }
    }

    fn remove(&mut self, path: &str) -> Result<()> {
        if !self.exists(path) {
            return Err(ErrorKind::NotFound.into());
        }
        let path = below(&self.folder, path)?;
        self.scratch.insert(path, None);
        Ok(())
    }

    fn copied(&self) -> Option<Box<dyn Files>> {
        Some(Box::new(self.clone()))
    }
}

/// Real files below the working directory, to read and to write: for code that users type themselves.
pub struct WorkingFiles {
    folder: PathBuf,
}

impl WorkingFiles {
    pub fn here() -> WorkingFiles {
        WorkingFiles {
            folder: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
        }
    }
}

impl Files for WorkingFiles {
    fn read(&mut self, path: &str) -> Result<Vec<u8>> {
        fs::read(inside(&self.folder, &below(&self.folder, path)?)?)
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        let path = below(&self.folder, path)?;
        let place = self.folder.join(&path);
        // A new file has no real path yet: its folder must lie inside, and it must not be a link.
        match place.symlink_metadata() {
            Ok(_) => fs::write(inside(&self.folder, &path)?, bytes),
            Err(_) => {
                let parent = path.parent().unwrap_or(Path::new(""));
                let name = path.file_name().ok_or(ErrorKind::InvalidInput)?;
                fs::write(inside(&self.folder, parent)?.join(name), bytes)
            }
        }
    }

    fn append(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        let place = inside(&self.folder, &below(&self.folder, path)?)?;
        let mut file = fs::OpenOptions::new().append(true).open(place)?;
        file.write_all(bytes)
    }

    fn exists(&mut self, path: &str) -> bool {
        below(&self.folder, path)
            .and_then(|path| inside(&self.folder, &path))
            .is_ok()
    }

    fn remove(&mut self, path: &str) -> Result<()> {
        fs::remove_file(inside(&self.folder, &below(&self.folder, path)?)?)
    }
}

/// The folder of a file, `.` for one without.
fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// The path as parts below the folder, without `.` and `..`.
fn below(folder: &Path, path: &str) -> Result<PathBuf> {
    let path = Path::new(path);
    let relative = match path.is_absolute() {
        true => path.strip_prefix(folder).map_err(|_| outside())?,
        false => path,
    };
    let mut clean = PathBuf::new();
    for part in relative.components() {
        match part {
            Component::Normal(name) => clean.push(name),
            Component::CurDir => {}
            Component::ParentDir if clean.pop() => {}
            _ => return Err(outside()),
        }
    }
    Ok(clean)
}

/// The real path of an existing file, links followed, which must lie in the folder.
fn inside(folder: &Path, path: &Path) -> Result<PathBuf> {
    let folder = folder.canonicalize()?;
    let real = folder.join(path).canonicalize()?;
    match real.starts_with(&folder) {
        true => Ok(real),
        false => Err(outside()),
    }
}

fn outside() -> Error {
    ErrorKind::PermissionDenied.into()
}

/// Whether a file is data for lessons, and no lesson, script, notebook or snapshot.
pub fn is_data(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    !matches!(
        ending.to_ascii_lowercase().as_str(),
        "md" | "py" | "ipynb" | "snap"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_reads_its_folder_and_writes_to_memory() {
        let mut files = LessonFiles::of(Path::new("lessons/29-numpy-in-ml.md"));
        assert!(files.read("data/students.csv").is_ok());
        assert!(files.read("data/../data/./students.csv").is_ok());
        for outside in ["../Cargo.toml", "/etc/passwd", "data/../../Cargo.toml"] {
            let error = files.read(outside).expect_err("refused");
            assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{outside}");
        }
        files.write("new.txt", b"1").expect("kept in memory");
        assert_eq!(files.read("./new.txt").expect("there"), b"1");
        assert!(!Path::new("lessons/new.txt").exists());
        files.remove("data/students.csv").expect("hidden");
        assert!(!files.exists("data/students.csv"));
        assert!(Path::new("lessons/data/students.csv").exists());
    }

    #[test]
    fn an_answer_reads_data_only() {
        let mut files = LessonFiles::data_of(Path::new("lessons/29-numpy-in-ml.md"));
        assert!(files.read("data/students.csv").is_ok());
        assert!(files.read("29-numpy-in-ml.md").is_err());
        assert!(!files.exists("29-numpy-in-ml.md"));
    }
}
