//! How deep a cell may go: Python's own limit on calls, and a limit on the levels of the walk itself that keeps
//! the machine's stack safe in every build.

use crate::value::{ClassId, Raised, Result};

/// Frames below which a call is refused, as `sys.getrecursionlimit()` has it; the cell itself is one.
pub const RECURSION_LIMIT: u32 = 1000;

/// Levels of the walk: nested expressions and blocks, over all calls. A level takes up to some kilobytes of
/// stack in debug builds; [`STACK_BYTES`](super::session::STACK_BYTES) has room for all of them.
const LEVELS: u32 = 40_000;

/// What is open at this moment.
#[derive(Default)]
pub(super) struct Depth {
    calls: u32,
    levels: u32,
}

impl Depth {
    /// Enters a call of Python's.
    pub fn enter_call(&mut self) -> Result<()> {
        self.enter("")
    }

    /// Enters one level of a recursion, which the error names: ` in comparison`.
    pub fn enter(&mut self, what: &str) -> Result<()> {
        if self.calls + 2 > RECURSION_LIMIT {
            return Err(too_deep(what));
        }
        self.calls += 1;
        Ok(())
    }

    pub fn leave_call(&mut self) {
        self.calls = self.calls.saturating_sub(1);
    }

    /// Goes one level down in the tree.
    #[inline]
    pub fn descend(&mut self) -> Result<()> {
        if self.levels >= LEVELS {
            return Err(too_deep(""));
        }
        self.levels += 1;
        Ok(())
    }

    #[inline]
    pub fn ascend(&mut self) {
        self.levels -= 1;
    }
}

#[cold]
fn too_deep(what: &str) -> Raised {
    let message = format!("maximum recursion depth exceeded{what}");
    Raised::new(ClassId::RECURSION_ERROR, message)
}
