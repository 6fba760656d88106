//! `SeedSequence`: from any seed to as many well mixed words as a generator asks for.
//!
//! Source: M. E. O'Neill, "Developing a seed_seq Alternative" (2015), as in `numpy.random`.

/// Words in the pool unless said otherwise.
pub const POOL_SIZE: usize = 4;

const INIT_A: u32 = 0x43b0_d7e5;
const MULT_A: u32 = 0x931e_8875;
const INIT_B: u32 = 0x8b51_f9dd;
const MULT_B: u32 = 0x58f3_8ded;
const MIX_LEFT: u32 = 0xca01_f9dd;
const MIX_RIGHT: u32 = 0x4973_f715;

/// Entropy mixed into a pool of words.
///
/// Integers come as 32-bit words, lowest first, as [`words_of`] makes them: zero is one word, and a
/// list of integers is the words of each, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedSequence {
    entropy: Vec<u32>,
    spawn_key: Vec<u32>,
    pool: Vec<u32>,
    spawned: u32,
}

impl SeedSequence {
    /// A sequence over `entropy` with the usual pool and no spawn key.
    pub fn new(entropy: &[u32]) -> Self {
        Self::with(entropy, &[], POOL_SIZE)
    }

    /// A sequence over `entropy`, told apart from its siblings by `spawn_key`. A pool of fewer
    /// than four words is given four.
    pub fn with(entropy: &[u32], spawn_key: &[u32], pool_size: usize) -> Self {
        let mut pool = vec![0; pool_size.max(POOL_SIZE)];
        let mut all = entropy.to_vec();
        if !spawn_key.is_empty() && all.len() < pool.len() {
            // Zeros keep a short seed with a spawn key apart from a longer seed.
            all.resize(pool.len(), 0);
        }
        all.extend_from_slice(spawn_key);
        mix_entropy(&mut pool, &all);
        Self {
            entropy: entropy.to_vec(),
            spawn_key: spawn_key.to_vec(),
            pool,
            spawned: 0,
        }
    }

    /// Counts `children` as spawned already, for a sequence restored from its state.
    pub fn with_spawned(mut self, children: u32) -> Self {
        self.spawned = children;
        self
    }

    /// How many children were spawned so far.
    pub fn spawned(&self) -> u32 {
        self.spawned
    }

    /// The mixed words themselves.
    pub fn pool(&self) -> &[u32] {
        &self.pool
    }

    /// `n` sequences that are independent of this one and of each other.
    pub fn spawn(&mut self, n: u32) -> Vec<Self> {
        let first = self.spawned;
        self.spawned = first.wrapping_add(n);
        let child = |i: u32| {
            let mut key = self.spawn_key.clone();
            key.push(first.wrapping_add(i));
            Self::with(&self.entropy, &key, self.pool.len())
        };
        (0..n).map(child).collect()
    }

    /// `n` words for the state of a generator; asking twice gives the same.
    pub fn generate_u32(&self, n: usize) -> Vec<u32> {
        let mut constant = INIT_B;
        let word = |&source: &u32| {
            let mut value = source ^ constant;
            constant = constant.wrapping_mul(MULT_B);
            value = value.wrapping_mul(constant);
            value ^ (value >> 16)
        };
        self.pool.iter().cycle().take(n).map(word).collect()
    }

    /// `n` double words, each of two words of [`generate_u32`](Self::generate_u32), lower first.
    pub fn generate_u64(&self, n: usize) -> Vec<u64> {
        let words = self.generate_u32(n.saturating_mul(2));
        let pairs = words.chunks_exact(2);
        pairs
            .map(|pair| u64::from(pair[0]) | (u64::from(pair[1]) << 32))
            .collect()
    }
}

/// The words of an integer given as the digits of base 2³², lowest first: zero is one word.
pub fn words_of(digits: Vec<u32>) -> Vec<u32> {
    if digits.is_empty() { vec![0] } else { digits }
}

/// A multiplicative hash whose constant moves on with every use.
struct Hash(u32);

impl Hash {
    fn mix(&mut self, value: u32) -> u32 {
        let value = value ^ self.0;
        self.0 = self.0.wrapping_mul(MULT_A);
        let value = value.wrapping_mul(self.0);
        value ^ (value >> 16)
    }
}

fn combine(x: u32, y: u32) -> u32 {
    let mixed = MIX_LEFT
        .wrapping_mul(x)
        .wrapping_sub(MIX_RIGHT.wrapping_mul(y));
    mixed ^ (mixed >> 16)
}

fn mix_entropy(pool: &mut [u32], entropy: &[u32]) {
    let mut hash = Hash(INIT_A);
    for (i, slot) in pool.iter_mut().enumerate() {
        *slot = hash.mix(entropy.get(i).copied().unwrap_or(0));
    }
    // Every word reaches every other, so that late bits of a seed change early words too.
    for from in 0..pool.len() {
        for to in 0..pool.len() {
            if from != to {
                pool[to] = combine(pool[to], hash.mix(pool[from]));
            }
        }
    }
    for &word in entropy.iter().skip(pool.len()) {
        for slot in pool.iter_mut() {
            *slot = combine(*slot, hash.mix(word));
        }
    }
}
