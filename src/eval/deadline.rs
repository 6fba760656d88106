//! The wall clock of one cell, for limits of time: the last resort after the count of steps.

use std::rc::Rc;
use std::time::{Duration, Instant};

/// Says whether `seconds` have gone by. The meter asks now and then, some thousand steps apart, so that looking at the
/// clock costs nothing beside them. What ends after all times is no limit.
pub(super) fn deadline(seconds: f64) -> Option<Rc<dyn Fn() -> bool>> {
    let time = Duration::try_from_secs_f64(seconds).ok()?;
    let end = Instant::now().checked_add(time)?;
    Some(Rc::new(move || Instant::now() >= end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_up_when_it_has_gone_by() {
        let is_late = |seconds| deadline(seconds).map(|late| late());
        assert_eq!(is_late(0.0), Some(true));
        assert_eq!(is_late(3600.0), Some(false));
        assert_eq!(is_late(f64::INFINITY), None);
        assert_eq!(is_late(-1.0), None);
    }
}
