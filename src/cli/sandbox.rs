//! Files that cells may see: those below one folder, and nothing that a link leads to outside of it.

use std::collections::HashSet;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::eval::session::{FileAccess, ScratchFiles};
use crate::value::Files;

/// A lesson reads its own folder and writes to memory.
pub fn of_lesson(folder: &Path) -> FileAccess {
    let folder = folder.to_path_buf();
    FileAccess::new(move || {
        Box::new(Overlay {
            folder: Folder::new(&folder),
            written: ScratchFiles::default(),
            removed: HashSet::new(),
        })
    })
}

/// Code typed by the user reads and writes below the working directory.
pub fn of_working_directory(folder: &Path) -> FileAccess {
    let folder = folder.to_path_buf();
    FileAccess::new(move || Box::new(Folder::new(&folder)))
}

/// The files below a folder.
struct Folder {
    /// Without links; as given where it cannot be resolved, so that nothing in it is found.
    root: PathBuf,
}

impl Folder {
    fn new(folder: &Path) -> Folder {
        Folder {
            root: folder.canonicalize().unwrap_or_else(|_| folder.into()),
        }
    }

    /// Where a path of the lesson's leads.
    ///
    /// # Errors
    /// `PermissionDenied` where that is outside of the folder.
    fn locate(&self, path: &str) -> io::Result<PathBuf> {
        let wanted = self.root.join(path);
        let real = match wanted.canonicalize() {
            Ok(real) => real,
            // A file yet to be written: its folder must be there.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let name = wanted.file_name().ok_or(error)?;
                let parent = wanted.parent().unwrap_or(&self.root);
                // A link to nowhere would be written through.
                if wanted.is_symlink() {
                    return Err(io::ErrorKind::PermissionDenied.into());
                }
                parent.canonicalize()?.join(name)
            }
            Err(error) => return Err(error),
        };
        if real.starts_with(&self.root) {
            Ok(real)
        } else {
            Err(io::ErrorKind::PermissionDenied.into())
        }
    }
}

impl Files for Folder {
    fn read(&mut self, path: &str) -> io::Result<Vec<u8>> {
        let file = self.locate(path)?;
        // Pipes and devices would be read for ever.
        if file.exists() && !file.is_file() {
            let kind = if file.is_dir() {
                io::ErrorKind::IsADirectory
            } else {
                io::ErrorKind::PermissionDenied
            };
            return Err(kind.into());
        }
        std::fs::read(file)
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        std::fs::write(self.locate(path)?, bytes)
    }

    fn exists(&mut self, path: &str) -> bool {
        self.locate(path).is_ok_and(|file| file.exists())
    }

    fn remove(&mut self, path: &str) -> io::Result<()> {
        std::fs::remove_file(self.locate(path)?)
    }
}

/// A folder that is only read, under files in memory.
struct Overlay {
    folder: Folder,
    written: ScratchFiles,
    removed: HashSet<String>,
}

impl Files for Overlay {
    fn read(&mut self, path: &str) -> io::Result<Vec<u8>> {
        let path = plain(path);
        if self.removed.contains(&path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        if self.written.exists(&path) {
            return self.written.read(&path);
        }
        self.folder.read(&path)
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        // Refuses what lies outside, and folders that are not there.
        self.folder.locate(path)?;
        let path = plain(path);
        self.removed.remove(&path);
        self.written.write(&path, bytes)
    }

    fn exists(&mut self, path: &str) -> bool {
        let path = plain(path);
        !self.removed.contains(&path) && (self.written.exists(&path) || self.folder.exists(&path))
    }

    fn remove(&mut self, path: &str) -> io::Result<()> {
        if !self.exists(path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let path = plain(path);
        self.written.remove(&path).ok();
        self.removed.insert(path);
        Ok(())
    }
}

/// The path without `.` and without what `..` undoes, so that one file has one name.
fn plain(path: &str) -> String {
    let mut parts: Vec<Component> = Vec::new();
    for part in Path::new(path).components() {
        match (part, parts.last()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let path: PathBuf = parts.into_iter().collect();
    path.to_string_lossy().into_owned()
}
