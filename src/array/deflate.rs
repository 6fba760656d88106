//! The compression inside `.npz` and PNG files: DEFLATE (RFC 1951), and the checksum of both.
//!
//! [`inflate`] reads everything that zlib writes; [`deflate`] writes blocks of the fixed code, which every reader
//! knows, with repetitions found through a table of the last place of every three bytes.

use super::{Error, Result, meter};

/// The CRC-32 of ISO 3309, as zip and PNG files keep it.
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = !0u32;
    for &byte in bytes {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            let low = crc & 1;
            crc = (crc >> 1) ^ (0xedb8_8320 * low);
        }
    }
    !crc
}

const LENGTH_BASE: [u16; 29] = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
];
const LENGTH_EXTRA: [u8; 29] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];
const DISTANCE_BASE: [u16; 30] = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
    2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
];
const DISTANCE_EXTRA: [u8; 30] = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
];
/// The order in which the lengths of the code of lengths are written.
const ORDER: [usize; 19] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
];

fn damaged() -> Error {
    Error::value("Error -3 while decompressing data: invalid compressed data")
}

/// Bits, the lowest of each byte first.
struct Bits<'d> {
    data: &'d [u8],
    at: usize,
}

impl Bits<'_> {
    fn bit(&mut self) -> Result<u32> {
        let byte = self.data.get(self.at / 8).ok_or_else(damaged)?;
        let bit = (byte >> (self.at % 8)) & 1;
        self.at += 1;
        Ok(bit.into())
    }

    fn take(&mut self, count: u8) -> Result<u32> {
        let mut value = 0;
        for place in 0..count {
            value |= self.bit()? << place;
        }
        Ok(value)
    }
}

/// A canonical Huffman code: how many words there are of each length, and the symbols in the order of their words.
struct Code {
    counts: [u16; 16],
    symbols: Vec<u16>,
}

impl Code {
    fn new(lengths: &[u8]) -> Code {
        let mut counts = [0u16; 16];
        for &length in lengths {
            counts[usize::from(length & 15)] += 1;
        }
        counts[0] = 0;
        let mut symbols: Vec<u16> = (0..lengths.len() as u16)
            .filter(|&symbol| lengths[usize::from(symbol)] != 0)
            .collect();
        symbols.sort_by_key(|&symbol| lengths[usize::from(symbol)]);
        Code { counts, symbols }
    }

    fn symbol(&self, bits: &mut Bits) -> Result<usize> {
        let (mut word, mut first, mut index) = (0i32, 0i32, 0i32);
        for &count in &self.counts[1..] {
            word |= bits.bit()? as i32;
            let count = i32::from(count);
            if word - first < count {
                let at = usize::try_from(index + word - first).map_err(|_| damaged())?;
                return self.symbols.get(at).map(|&s| s.into()).ok_or_else(damaged);
            }
            index += count;
            first = (first + count) << 1;
            word <<= 1;
        }
        Err(damaged())
    }
}

fn fixed_codes() -> (Code, Code) {
    let mut lengths = [8u8; 288];
    lengths[144..256].fill(9);
    lengths[256..280].fill(7);
    (Code::new(&lengths), Code::new(&[5; 30]))
}

fn written_codes(bits: &mut Bits) -> Result<(Code, Code)> {
    let literals = bits.take(5)? as usize + 257;
    let distances = bits.take(5)? as usize + 1;
    let count = bits.take(4)? as usize + 4;
    let mut lengths = [0u8; 19];
    for &place in ORDER.iter().take(count) {
        lengths[place] = bits.take(3)? as u8;
    }
    let code = Code::new(&lengths);
    let mut lengths: Vec<u8> = Vec::new();
    while lengths.len() < literals + distances {
        let (value, repeat) = match code.symbol(bits)? {
            16 => (
                *lengths.last().ok_or_else(damaged)?,
                3 + bits.take(2)? as usize,
            ),
            17 => (0, 3 + bits.take(3)? as usize),
            18 => (0, 11 + bits.take(7)? as usize),
            symbol => (symbol as u8, 1),
        };
        lengths.extend(std::iter::repeat_n(value, repeat));
    }
    let (first, rest) = lengths.split_at(literals);
    Ok((
        Code::new(first),
        Code::new(rest.get(..distances).ok_or_else(damaged)?),
    ))
}

/// The bytes that were compressed; `size` of them are expected.
///
/// # Errors
/// ValueError for damaged data, MemoryError beyond the budget.
pub fn inflate(data: &[u8], size: usize) -> Result<Vec<u8>> {
    meter::check_bytes(size)?;
    let mut bits = Bits { data, at: 0 };
    let mut out: Vec<u8> = Vec::new();
    loop {
        let last = bits.bit()? == 1;
        match bits.take(2)? {
            0 => stored(&mut bits, &mut out)?,
            1 => block(&mut bits, &fixed_codes(), &mut out, size)?,
            2 => {
                let codes = written_codes(&mut bits)?;
                block(&mut bits, &codes, &mut out, size)?;
            }
            _ => return Err(damaged()),
        }
        meter::steps(out.len() / 64)?;
        if last {
            return Ok(out);
        }
    }
}

fn stored(bits: &mut Bits, out: &mut Vec<u8>) -> Result<()> {
    let at = bits.at.div_ceil(8);
    let Some([low, high, _, _]) = bits.data.get(at..at + 4) else {
        return Err(damaged());
    };
    let length = usize::from(*low) | usize::from(*high) << 8;
    let bytes = bits.data.get(at + 4..at + 4 + length).ok_or_else(damaged)?;
    out.extend_from_slice(bytes);
    bits.at = (at + 4 + length) * 8;
    Ok(())
}

fn block(bits: &mut Bits, codes: &(Code, Code), out: &mut Vec<u8>, size: usize) -> Result<()> {
    loop {
        let symbol = codes.0.symbol(bits)?;
        match symbol {
            0..=255 => out.push(symbol as u8),
            256 => return Ok(()),
            _ => {
                let (base, extra) = entry(&LENGTH_BASE, &LENGTH_EXTRA, symbol - 257)?;
                let length = base + bits.take(extra)? as usize;
                let symbol = codes.1.symbol(bits)?;
                let (base, extra) = entry(&DISTANCE_BASE, &DISTANCE_EXTRA, symbol)?;
                let distance = base + bits.take(extra)? as usize;
                let start = out.len().checked_sub(distance).ok_or_else(damaged)?;
                for at in start..start + length {
                    let byte = *out.get(at).ok_or_else(damaged)?;
                    out.push(byte);
                }
            }
        }
        if out.len() > size {
            return Err(damaged());
        }
    }
}

fn entry(bases: &[u16], extras: &[u8], at: usize) -> Result<(usize, u8)> {
    let base = bases.get(at).ok_or_else(damaged)?;
    let extra = extras.get(at).ok_or_else(damaged)?;
    Ok((usize::from(*base), *extra))
}

/// Bits on their way out.
#[derive(Default)]
struct Sink {
    bytes: Vec<u8>,
    waiting: u64,
    count: u32,
}

impl Sink {
    fn put(&mut self, value: u32, count: u32) {
        self.waiting |= u64::from(value) << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push(self.waiting as u8);
            self.waiting >>= 8;
            self.count -= 8;
        }
    }

    /// A word of a Huffman code: its highest bit first.
    fn word(&mut self, word: u32, count: u32) {
        self.put(word.reverse_bits() >> (32 - count), count);
    }

    /// A symbol of the fixed code.
    fn symbol(&mut self, symbol: u32) {
        match symbol {
            0..=143 => self.word(0x30 + symbol, 8),
            144..=255 => self.word(0x190 + symbol - 144, 9),
            256..=279 => self.word(symbol - 256, 7),
            _ => self.word(0xc0 + symbol - 280, 8),
        }
    }

    fn repetition(&mut self, length: usize, distance: usize) {
        let (symbol, rest, extra) = place(&LENGTH_BASE, &LENGTH_EXTRA, length);
        self.symbol(257 + symbol as u32);
        self.put(rest as u32, extra.into());
        let (symbol, rest, extra) = place(&DISTANCE_BASE, &DISTANCE_EXTRA, distance);
        self.word(symbol as u32, 5);
        self.put(rest as u32, extra.into());
    }
}

/// The symbol of a length or distance, what is left of it, and in how many bits that is written.
fn place(bases: &[u16], extras: &[u8], value: usize) -> (usize, usize, u8) {
    let after = bases.partition_point(|&base| usize::from(base) <= value);
    let symbol = after.saturating_sub(1);
    (symbol, value - usize::from(bases[symbol]), extras[symbol])
}

/// The bytes in one block of the fixed code; when it is stopped, of the first bytes only.
pub fn deflate(data: &[u8]) -> Vec<u8> {
    const LONGEST: usize = 258;
    const FARTHEST: usize = 32768;
    let mut sink = Sink::default();
    sink.put(1, 1);
    sink.put(1, 2);
    let mut seen: Vec<usize> = vec![usize::MAX; 1 << 15];
    let mut at = 0;
    while at < data.len() && !meter::stopped(8) {
        let mut length = 0;
        let mut from = 0;
        if let Some(&[a, b, c]) = data.get(at..at + 3) {
            let key = u32::from_le_bytes([a, b, c, 0]).wrapping_mul(0x9e37_79b1) >> 17;
            let before = std::mem::replace(&mut seen[key as usize], at);
            if before < at && at - before <= FARTHEST {
                let pairs = data[before..].iter().zip(&data[at..]);
                length = pairs.take(LONGEST).take_while(|(x, y)| x == y).count();
                from = before;
            }
        }
        if length >= 3 {
            sink.repetition(length, at - from);
            at += length;
        } else {
            sink.symbol(data[at].into());
            at += 1;
        }
    }
    sink.symbol(256);
    sink.put(0, 7);
    sink.bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_deflated_inflates_to_the_same() {
        let varied: Vec<u8> = (0..5000u32).map(|i| (i * i / 7 % 251) as u8).collect();
        for data in [
            &b""[..],
            b"a",
            b"aaaaaaaaaa",
            b"abcabcabcd",
            &varied,
            &[0; 3000],
        ] {
            assert_eq!(
                inflate(&deflate(data), data.len()).ok().as_deref(),
                Some(data)
            );
        }
    }

    #[test]
    fn a_block_of_zlib_is_read() {
        // zlib.compress(b'abc' * 20)[2:-4]
        let data = [0x4b, 0x4c, 0x4a, 0x4e, 0x24, 0x17, 0x01, 0x00];
        assert_eq!(inflate(&data, 60).ok(), Some(b"abc".repeat(20)));
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }
}
