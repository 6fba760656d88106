//! Room for what is about to be made: sizes are checked before anything is allocated.

use crate::array::meter;
use crate::value::{Result, Value};

/// Is there room for so many bytes?
///
/// # Errors
/// MemoryError.
pub fn room_for(bytes: usize) -> Result<()> {
    Ok(meter::check_bytes(bytes)?)
}

/// Is there room for so many values?
///
/// # Errors
/// MemoryError.
pub fn room_for_values(count: usize) -> Result<()> {
    room_for(count.saturating_mul(size_of::<Value>()))
}

/// Is there room for an integer of so many bits?
///
/// # Errors
/// MemoryError.
pub fn room_for_bits(bits: u64) -> Result<()> {
    room_for((bits / 8) as usize)
}
