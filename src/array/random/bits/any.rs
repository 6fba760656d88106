//! Any of the bit generators, as one type that can be copied.

use super::{BitGenerator, Mt19937, Pcg64, Pcg64Dxsm, Philox, Sfc64};

/// One of NumPy's bit generators, with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnyBitGenerator {
    Mt19937(Box<Mt19937>),
    Pcg64(Pcg64),
    Pcg64Dxsm(Pcg64Dxsm),
    Philox(Philox),
    Sfc64(Sfc64),
}

impl AnyBitGenerator {
    /// The name of NumPy's class.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Mt19937(_) => "MT19937",
            Self::Pcg64(_) => "PCG64",
            Self::Pcg64Dxsm(_) => "PCG64DXSM",
            Self::Philox(_) => "Philox",
            Self::Sfc64(_) => "SFC64",
        }
    }

    fn inner(&mut self) -> &mut dyn BitGenerator {
        match self {
            Self::Mt19937(bits) => &mut **bits,
            Self::Pcg64(bits) => bits,
            Self::Pcg64Dxsm(bits) => bits,
            Self::Philox(bits) => bits,
            Self::Sfc64(bits) => bits,
        }
    }
}

impl BitGenerator for AnyBitGenerator {
    fn next_u64(&mut self) -> u64 {
        self.inner().next_u64()
    }

    fn next_u32(&mut self) -> u32 {
        self.inner().next_u32()
    }

    fn next_f64(&mut self) -> f64 {
        self.inner().next_f64()
    }

    fn next_f32(&mut self) -> f32 {
        self.inner().next_f32()
    }

    fn next_raw(&mut self) -> u64 {
        self.inner().next_raw()
    }
}
