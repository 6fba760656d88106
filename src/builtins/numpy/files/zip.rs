//! Zip archives, as far as `.npz` files need them: members stored or deflated, found by the directory at the end.
//!
//! The layout is that of PKWARE's APPNOTE. Archives beyond 4 GiB are not written.

use crate::array::deflate::{crc32, deflate, inflate};
use crate::value::{ClassId, Raised, Result};

/// A member of an archive: its name and its bytes as they lie in it.
pub struct Member {
    pub name: String,
    method: u16,
    size: usize,
    data: Vec<u8>,
}

impl Member {
    /// The member's bytes as they were before compression.
    ///
    /// # Errors
    /// ValueError for damaged data, NotImplementedError for other methods.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        match self.method {
            0 => Ok(self.data.clone()),
            8 => Ok(inflate(&self.data, self.size)?),
            _ => Err(Raised::new(
                ClassId::NOT_IMPLEMENTED_ERROR,
                "That compression method is not supported",
            )),
        }
    }
}

/// Does a file begin as an archive does?
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The common part of a member's two headers: everything from its flags to its sizes.
fn description(method: u16, plain: &[u8], packed: &[u8]) -> Vec<u8> {
    let mut head = Vec::new();
    head.extend(0u16.to_le_bytes());
    head.extend(method.to_le_bytes());
    // The first day that zip files know, as NumPy dates its members.
    head.extend([0, 0, 0x21, 0]);
    head.extend(crc32(plain).to_le_bytes());
    head.extend((packed.len() as u32).to_le_bytes());
    head.extend((plain.len() as u32).to_le_bytes());
    head
}

/// A file for an archive.
pub struct Entry {
    pub name: String,
    pub bytes: Vec<u8>,
    /// Its permissions, as Unix has them.
    pub mode: u16,
}

/// An archive of these members, readable and writeable for who unpacks it, as NumPy makes them.
pub fn archive(members: &[(String, Vec<u8>)], compressed: bool) -> Vec<u8> {
    let mut out = Archive::default();
    for (name, plain) in members {
        out.add(name, plain, 0o600, compressed);
    }
    out.end()
}

/// An archive of files with their permissions.
pub fn archive_of(entries: &[Entry], compressed: bool) -> Vec<u8> {
    let mut out = Archive::default();
    for entry in entries {
        // A regular file.
        out.add(
            &entry.name,
            &entry.bytes,
            0o100_000 | entry.mode,
            compressed,
        );
    }
    out.end()
}

/// An archive that grows: its members, and the directory that comes behind them.
#[derive(Default)]
struct Archive {
    out: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl Archive {
    fn add(&mut self, name: &str, plain: &[u8], mode: u16, compressed: bool) {
        let packed = match compressed {
            true => deflate(plain),
            false => plain.to_vec(),
        };
        let head = description(if compressed { 8 } else { 0 }, plain, &packed);
        let length = (name.len() as u16).to_le_bytes();
        let offset = (self.out.len() as u32).to_le_bytes();
        self.out.extend(b"PK\x03\x04\x14\x00");
        self.out.extend(&head);
        self.out.extend(length);
        self.out.extend([0, 0]);
        self.out.extend(name.bytes());
        self.out.extend(packed);
        self.directory.extend(b"PK\x01\x02\x14\x03\x14\x00");
        self.directory.extend(head);
        self.directory.extend(length);
        self.directory.extend([0; 10]);
        self.directory.extend(mode.to_le_bytes());
        self.directory.extend(offset);
        self.directory.extend(name.bytes());
        self.count = self.count.saturating_add(1);
    }

    fn end(mut self) -> Vec<u8> {
        let count = self.count.to_le_bytes();
        let place = (self.out.len() as u32).to_le_bytes();
        let size = (self.directory.len() as u32).to_le_bytes();
        self.out.extend(self.directory);
        self.out.extend(b"PK\x05\x06\x00\x00\x00\x00");
        self.out.extend(count);
        self.out.extend(count);
        self.out.extend(size);
        self.out.extend(place);
        self.out.extend([0, 0]);
        self.out
    }
}

fn bad() -> Raised {
    Raised::value_error("File is not a zip file")
}

/// A little-endian number of `N` bytes.
fn number<const N: usize>(bytes: &[u8], at: usize) -> Result<usize> {
    let field = bytes.get(at..at.saturating_add(N)).ok_or_else(bad)?;
    Ok(field
        .iter()
        .rev()
        .fold(0, |total, &byte| (total << 8) | usize::from(byte)))
}

/// The members of an archive, in the order of its directory.
///
/// # Errors
/// ValueError where it is damaged.
pub fn members(bytes: &[u8]) -> Result<Vec<Member>> {
    let end = bytes
        .windows(4)
        .rposition(|four| four == b"PK\x05\x06")
        .ok_or_else(bad)?;
    let count = number::<2>(bytes, end + 10)?;
    let mut at = number::<4>(bytes, end + 16)?;
    let mut found = Vec::new();
    for _ in 0..count {
        if bytes.get(at..at.saturating_add(4)) != Some(b"PK\x01\x02") {
            return Err(bad());
        }
        let (packed, size) = (number::<4>(bytes, at + 20)?, number::<4>(bytes, at + 24)?);
        let length = number::<2>(bytes, at + 28)?;
        let beside = number::<2>(bytes, at + 30)? + number::<2>(bytes, at + 32)?;
        let header = number::<4>(bytes, at + 42)?;
        let name = bytes.get(at + 46..at + 46 + length).ok_or_else(bad)?;
        // The header before the data may be longer than the directory says.
        let start =
            header + 30 + number::<2>(bytes, header + 26)? + number::<2>(bytes, header + 28)?;
        found.push(Member {
            name: String::from_utf8_lossy(name).into_owned(),
            method: number::<2>(bytes, at + 10)? as u16,
            size,
            data: bytes.get(start..start + packed).ok_or_else(bad)?.to_vec(),
        });
        at += 46 + length + beside;
    }
    Ok(found)
}
