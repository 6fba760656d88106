//! The clock and the randomness of the machine, for sessions that may have them.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::rc::Rc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::eval::session::Clock;

/// The machine's own clock.
pub fn clock() -> Clock {
    Clock::Real(Box::new(|| {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0.0, |since| since.as_secs_f64())
    }))
}

/// Real seconds, for measuring.
pub fn stopwatch() -> Rc<dyn Fn() -> f64> {
    let begun = Instant::now();
    Rc::new(move || begun.elapsed().as_secs_f64())
}

/// Random bytes of the system. The standard library seeds each `RandomState` from them and has no other door.
pub fn entropy() -> Box<dyn FnMut() -> [u8; 32]> {
    Box::new(|| {
        let mut bytes = [0; 32];
        for chunk in bytes.chunks_mut(8) {
            let mut hasher = RandomState::new().build_hasher();
            hasher.write_u8(chunk.len() as u8);
            chunk.copy_from_slice(&hasher.finish().to_le_bytes());
        }
        bytes
    })
}
