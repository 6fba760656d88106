//! What `cargo insta review` finds: snapshots as they would be, in `.snap.new` files beside those that are.
//!
//! A plain `ndbook test` writes nothing. `--pending` leaves these files, and so does insta's own variable
//! `INSTA_UPDATE`, with the meanings that it has for `cargo test`. It speaks of snapshots only: `output` fences are
//! changed by `--update`, `--review` and `--accept` alone.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::super::options::TestOptions;
use crate::lesson::{Change, ChangeKind};

/// What a run records by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recording {
    Nothing,
    /// `--update`
    Everything,
    /// `always`, `force`: all of the snapshots.
    Snapshots,
    /// `unseen`: what is new; what changed is left pending.
    Unseen,
    /// `new`: all is left pending.
    Pending,
}

impl Recording {
    /// By the options, else by the environment.
    pub fn wanted(options: &TestOptions) -> Recording {
        let decided = options.review || !options.accept.is_empty() || !options.reject.is_empty();
        match (options.update, options.pending) {
            (true, _) => Recording::Everything,
            (_, true) => Recording::Pending,
            _ if decided => Recording::Nothing,
            _ => Recording::by_variable(env::var("INSTA_UPDATE").as_deref().unwrap_or(""), in_ci()),
        }
    }

    fn by_variable(value: &str, ci: bool) -> Recording {
        match value {
            "always" | "force" => Recording::Snapshots,
            "unseen" if !ci => Recording::Unseen,
            "new" => Recording::Pending,
            "auto" if !ci => Recording::Pending,
            _ => Recording::Nothing,
        }
    }

    /// Whether the change is recorded at once.
    pub fn records(self, change: &Change) -> bool {
        match self {
            Recording::Everything => true,
            Recording::Snapshots => change.in_snapshot(),
            Recording::Unseen => change.in_snapshot() && change.kind == ChangeKind::New,
            Recording::Pending | Recording::Nothing => false,
        }
    }
}

/// The pending file of a snapshot: `a.snap.new`.
pub fn path(snapshot: &Path) -> PathBuf {
    let mut name = OsString::from(snapshot);
    name.push(".new");
    PathBuf::from(name)
}

fn in_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false" && value != "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn insta_s_variable_means_what_insta_says() {
        let wanted = Recording::by_variable;
        assert_eq!(wanted("", false), Recording::Nothing);
        assert_eq!(wanted("no", false), Recording::Nothing);
        assert_eq!(wanted("auto", false), Recording::Pending);
        assert_eq!(wanted("auto", true), Recording::Nothing);
        assert_eq!(wanted("new", true), Recording::Pending);
        assert_eq!(wanted("unseen", false), Recording::Unseen);
        assert_eq!(wanted("always", true), Recording::Snapshots);
        assert_eq!(path(Path::new("s/a.b.snap")), Path::new("s/a.b.snap.new"));
    }
}
