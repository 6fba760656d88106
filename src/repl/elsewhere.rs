//! A cell in the user's own editor.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

/// The text after the user has edited it.
///
/// # Errors
/// A complaint where there is no editor, or it ended badly.
pub fn edited(text: &str) -> Result<String, String> {
    let editor = editor();
    let mut words = editor.split_whitespace();
    let program = words.next().ok_or("$EDITOR is empty")?;
    let file = written(text).map_err(|error| format!("no file can be written: {error}"))?;
    let status = Command::new(program).args(words).arg(&file).status();
    let read = fs::read_to_string(&file);
    // The system clears what cannot be removed.
    let _ = fs::remove_file(&file);
    match status {
        Ok(status) if status.success() => {
            let text = read.map_err(|error| format!("what was edited cannot be read: {error}"))?;
            Ok(text.trim_end().to_string())
        }
        Ok(status) => Err(format!("{program} ended with {status}: nothing is changed")),
        Err(error) => Err(format!(
            "{program} cannot be started: {error}; set $VISUAL or $EDITOR to an editor"
        )),
    }
}

fn editor() -> String {
    let set = |name| {
        std::env::var(name)
            .ok()
            .filter(|text| !text.trim().is_empty())
    };
    let usual = if cfg!(windows) { "notepad" } else { "vi" };
    set("VISUAL")
        .or_else(|| set("EDITOR"))
        .unwrap_or_else(|| usual.to_string())
}

/// A new file with the text, which only this user can read where the system knows of users.
fn written(text: &str) -> std::io::Result<PathBuf> {
    let mut number = 0;
    loop {
        let name = format!("ndbook-{}-{number}.py", std::process::id());
        let path = std::env::temp_dir().join(name);
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                return Ok(path);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && number < 100 => {
                number += 1;
            }
            Err(error) => return Err(error),
        }
    }
}
