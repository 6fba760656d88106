//! Where the history of a terminal is kept: under the XDG state folder.

use std::ffi::OsString;
use std::path::PathBuf;

/// The file that remembers what was typed; its folder is made where it is missing.
pub fn file() -> Option<PathBuf> {
    let folder = folder(|name| std::env::var_os(name))?;
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history"))
}

fn folder(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let set = |name| variable(name).map(PathBuf::from);
    // The XDG base directory specification ignores relative paths.
    let state = set("XDG_STATE_HOME").filter(|path| path.is_absolute());
    let at_home = || Some(set("HOME")?.join(".local/state"));
    let on_windows = || set("LOCALAPPDATA");
    let state = state.or_else(at_home).or_else(on_windows)?;
    Some(state.join("ndbook"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_folder_is_xdgs() {
        let with = |pairs: &[(&str, &str)]| {
            let pairs = pairs.to_vec();
            folder(move |name| {
                let found = pairs.iter().find(|(key, _)| *key == name);
                found.map(|(_, value)| value.into())
            })
        };
        let home = ("HOME", "/home/ada");
        assert_eq!(with(&[home]), Some("/home/ada/.local/state/ndbook".into()));
        assert_eq!(
            with(&[("XDG_STATE_HOME", "/state"), home]),
            Some("/state/ndbook".into())
        );
        assert_eq!(
            with(&[("XDG_STATE_HOME", "state"), home]),
            Some("/home/ada/.local/state/ndbook".into())
        );
        assert_eq!(with(&[]), None);
    }
}
